"""Derivatives, gradients, evaluation bars and integrals."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from symloss.latex import tree as t
from symloss.latex.reading.binders import bound_scalar
from symloss.latex.reading.by_squares import by_squares, roots_of
from symloss.latex.reading.byvalue import by_value
from symloss.latex.reading.chain_rule import CHAINED, chained, slope_of
from symloss.latex.reading.context import Context, mean, refusal
from symloss.latex.reading.entries import ONE, column
from symloss.latex.reading.lookup import find
from symloss.latex.reading.survey import survey
from symloss.term import nodes as n
from symloss.term.functions import function_of
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import FUNCTION, is_number


@mean.register
def _(node: t.DerivativeSign, known: Context) -> n.Term:
    node = _with_subscript(node)
    if node.body is None:
        return _named_gradient(node, known)
    body = mean(node.body, known)
    if (roots := roots_of(node)) is not None:
        return checked(node, by_squares(node, body, [(_variable(v, known), order, sq) for v, order, sq in roots]))
    if (
        len(node.variables) == 1
        and node.sought == node.variables[0][1] == 1
        and not _names(node.variables[0][0], known)
    ):
        return by_value(node, body, mean(node.variables[0][0], known))
    if known.rows and not is_number(sort_of(body)):
        body = column(body)  # the entries of the row are counted first, so that dL/dz dz/dx is a row again
        if sort_of(body).name != "vector":
            raise refusal(node, "a derivative of a matrix beside rows")
    variables = [(_variable(v, known), order) for v, order in node.variables] or [
        (_only_variable(node, body, known), node.sought)
    ]
    if sort_of(body) == FUNCTION:  # d sigma/d z
        arguments = tuple(v for v, _ in variables)
        if not isinstance(body, n.Symbol | n.Prime) or len(arguments) != 1:
            raise refusal(node, "the derivative of a function without its arguments", "f(x)")
        body = n.Apply(body, arguments)
    orders = [order for _, order in variables]
    if node.style == "nabla":
        orders = [node.sought]
    elif sum(orders) != node.sought:
        raise refusal(node, f"order {node.sought} above and {sum(orders)} below", "the same order above and below")
    row = known.rows or (known.scope.manner.layout == "numerator" and node.style != "nabla" and _is_number(body))
    for (variable, _), order in reversed(list(zip(variables, orders, strict=True))):
        body = n.Derivative(body, variable, order, cast(n.Style, node.style))
    result = checked(node, body)
    return n.Transpose(result) if row and sort_of(result).name == "vector" else result


def _is_number(term: n.Term) -> bool:
    return is_number(sort_of(term))


def _with_subscript(node: t.DerivativeSign) -> t.DerivativeSign:
    r"""Return \nabla w_j J(W; b) as \nabla_{w_j} J(W; b): a name of which J is said to be a function is no factor."""
    body = node.body
    if node.style != "nabla" or node.variables or not isinstance(body, t.Product) or set(body.separators) != {""}:
        return node
    by, *rest = body.factors
    named = survey(by)[:1] if isinstance(by, t.Letter | t.Word | t.Scripted) else ()
    fence = rest[1] if len(rest) > 1 else None
    if not named or not isinstance(rest[0], t.Letter | t.Word | t.Scripted) or not isinstance(fence, t.Fenced):
        return node
    if named[0].name.lower() not in {m.name.lower() for m in survey(fence)}:
        return node
    quantity = replace(body, factors=tuple(rest), separators=body.separators[1:], start=rest[0].start)
    return replace(node, body=quantity, variables=((by, node.sought),))


def _named_gradient(node: t.DerivativeSign, known: Context) -> n.Term:
    r"""Return what \nabla_\theta alone names: the gradient, of a quantity that the text does not say."""
    if node.style != "nabla" or len(node.variables) != 1 or node.sought != 1:
        raise refusal(node, "a differential operator with nothing to differentiate", "an expression after it")
    by = _variable(node.variables[0][0], known)
    if isinstance(by, n.Indexed):
        return n.Indexed(n.Symbol(f"nabla_{by.base}", sort_of(by.base)), by.indices)
    assert isinstance(by, n.Symbol)
    return n.Symbol(f"nabla_{by.name}", by.sort)


def _names(node: t.Node, known: Context) -> bool:
    term = _name(node, known)
    return isinstance(term, n.Symbol) or (isinstance(term, n.Indexed) and isinstance(term.base, n.Symbol))


def _name(node: t.Node, known: Context) -> n.Term:
    r"""Return what a derivative is by; the name of a row is that of a vector."""
    if isinstance(node, t.Scripted) and isinstance(node.sup, t.Literal) and node.sup.text == "1":
        node = replace(node, sup=None) if node.sub is not None or node.primes else node.base  # \partial x^1
    term = mean(node, known)
    return term.term if known.rows and isinstance(term, n.Transpose) else term


def _variable(node: t.Node, known: Context) -> n.Term:
    term = _name(node, known)
    if isinstance(term, n.Symbol) and term.sort != FUNCTION:
        return term
    if isinstance(term, n.Indexed) and isinstance(term.base, n.Symbol):
        return term
    raise refusal(node, "a derivative by something that is no name", "a name, or a name with indices")


def _only_variable(node: t.DerivativeSign, body: n.Term, known: Context) -> n.Term:
    """Return what a gradient without a subscript is by: the one thing its quantity depends on."""
    if isinstance(body, n.Symbol) and known.is_quantity(body.name):
        direct = known.scope.depends.get(body.name, ())
        names_ = {symbol.name for symbol in direct}  # not the p_i of l(beta), which are made of beta themselves
        last = [s for s in direct if not known.dependencies(s.name) & names_ - {s.name}]
        if len(last) == 1:
            return last[0]
    arguments = body.arguments if isinstance(body, n.Apply) and function_of(body) is None else ()
    if len(arguments) == 1 and isinstance(arguments[0], n.Symbol):  # the f of log f may be made of what is not said
        return arguments[0]
    raise refusal(node, "a gradient that does not say by what", "\\nabla_{x}")


def multiplied(node: t.Node, following: t.Node | None, known: Context) -> n.Term | None:
    r"""Return \mathrm{prod}(\partial Z/\partial Y, \partial Y/\partial X), whose operator the text only describes."""
    if not isinstance(node, t.Word) or node.text not in CHAINED or node.text in known.scope.definitions:
        return None
    listing = following.body if isinstance(following, t.Fenced) else None
    if not isinstance(listing, t.Listing) or not all(isinstance(i, t.DerivativeSign) for i in listing.items):
        return None
    whole, *others = (slope_of(mean(item, known)) for item in listing.items)
    for other in others:
        whole = chained(whole, other)
    return whole.array if whole is not None else None


def checked(node: t.Node, term: n.Term) -> n.Term:
    """Return `term`; refuse it if it has no sort."""
    try:
        sort_of(term)
    except SortError as error:
        raise refusal(node, str(error)) from error
    return term


@mean.register
def _(node: t.Barred, known: Context) -> n.Term:
    """F |_{x = v, y = w}."""
    settings = node.at.items if isinstance(node.at, t.Listing) else (node.at,)
    body: n.Term | None = None
    bound: list[tuple[n.Symbol, n.Term]] = []
    for setting in settings:
        if not isinstance(setting, t.Chain) or setting.ops != ("=",):
            raise refusal(node.at, "an evaluation bar without `x = ...`", "_{x = ...}")
        variable = mean(setting.sides[0], known)
        if not isinstance(variable, n.Symbol):
            raise refusal(setting, "an evaluation bar sets something that is no name", "a name")
        bound.append((variable, mean(setting.sides[1], known)))
    body = mean(node.body, known)
    for variable, value in reversed(bound):
        body = n.At(body, variable, value)
    return checked(node, body)


@mean.register
def _(node: t.IntegralSign, known: Context) -> n.Term:
    found = find(node.variable, known)
    everywhere = node.sub is not None and node.sup is None and _is_whole(node.sub, node.variable)
    bounded = everywhere or (node.sub is not None and node.sup is not None)
    if not bounded and (node.sub is not None or node.sup is not None):
        raise refusal(node, "an integral with one bound", "both bounds, or none")
    if bounded:
        variable = bound_scalar(node.variable, known)
    elif found is not None and not found.indices and is_number(found.symbol.sort):
        variable = found.symbol
    else:
        raise refusal(node.variable, "the variable of an integral is not declared", "a declared scalar")
    inner = known.bind(variable) if bounded else known
    body = mean(node.body, inner) if node.body is not None else ONE
    if not bounded:
        return checked(node, n.Integral(body, variable))
    infinite = n.Constant("inf")
    lower = n.Neg(infinite) if everywhere or node.sub is None else mean(node.sub, known)
    upper = infinite if everywhere or node.sup is None else mean(node.sup, known)
    return checked(node, n.Integral(body, variable, lower, upper))


def _is_whole(below: t.Node, variable: t.Node) -> bool:
    r"""Whether an integral is over all values: \int_x ... dx, \int_{\mathbb{R}}, \int_{\mathcal{X}}, \int_\Omega."""
    if isinstance(below, t.Letter) and isinstance(variable, t.Letter) and below.name == variable.name:
        return True
    base = below.base if isinstance(below, t.Scripted) else below
    return isinstance(base, t.Letter) and (base.font == "cal" or (base.name, base.font) in (("R", "bb"), ("Omega", "")))
