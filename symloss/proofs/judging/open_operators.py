r"""Operators without brackets: \log p^y (1 - p)^{1 - y}, \log p/q, \frac{d}{dx} x^2 + 3 x, \log(x)^2.

To the letter they take one factor, or one term; many who write so mean all that follows. Which sides of a claim and
which definitions do so is seen in what is written, and a side that also has one with brackets is left to the letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from symloss.kernel.verdict import Condition, Verdict
from symloss.latex import tree as t
from symloss.term import nodes as n
from symloss.term.functions import LN, function_of
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, rebuild

Reading = tuple[str, Callable[[Statement], Statement]]  # what is taken for what, and a statement read so


@dataclass(frozen=True)
class _Operator:
    """said: how it is read. bracketed: for each in a node before something more, whether it says where it ends.

    whole: the term in which it takes all that follows.
    """

    said: str
    bracketed: Callable[[t.Node], Iterator[bool]]
    whole: Callable[[n.Term], n.Term]

    def is_open(self, written: t.Node | None) -> bool:
        """Whether this operator is written in a tree, and never with brackets."""
        return written is not None and {found for part in t.walk(written) for found in self.bracketed(part)} == {False}


def open_readings(left: t.Node | None, right: t.Node | None, bodies: Mapping[str, t.Node | None]) -> Iterator[Reading]:
    """Yield how else a claim with these sides may be read, and the definitions with these bodies."""
    for operator in _OPERATORS:
        sides = operator.is_open(left), operator.is_open(right)
        names = frozenset(name for name, body in bodies.items() if operator.is_open(body))
        if any(sides) or names:
            yield operator.said, _change(operator.whole, sides, names)


def otherwise_read(verdict: Verdict, said: str, found: Verdict) -> Verdict:
    """Return the verdict on a claim that is not proved to the letter, from that on what it says if it is read so."""
    if found.word in ("proved", "conditional"):
        return replace(found, conditions=(Condition(said, "as written"), *found.conditions))
    if verdict.refuted and not found.refuted:
        return Verdict("undecided", message=f"false to the letter, but perhaps not if {said}: write brackets")
    return verdict


def _change(
    whole: Callable[[n.Term], n.Term], sides: tuple[bool, bool], names: frozenset[str]
) -> Callable[[Statement], Statement]:
    def change(statement: Statement) -> Statement:
        claim = statement.step.claim if isinstance(statement.step, Identity) else None
        known = statement.scope.definitions
        own = [replace(known[name], body=whole(known[name].body)) for name in sorted(names & known.keys())]
        if isinstance(claim, n.Relation):
            left, right = (
                whole(side) if is_open else side for side, is_open in zip((claim.left, claim.right), sides, strict=True)
            )
            statement = replace(statement, step=Identity(replace(claim, left=left, right=right)))
        return replace(statement, scope=statement.scope.define(*own))

    return change


# --- logarithms of products and quotients -------------------------------------------


def _logarithms(node: t.Node) -> Iterator[bool]:
    r"""A sign ends one, \log p \cdot q, if no power is behind it, \log p \cdot q^y; so does the bar of a fraction."""
    if isinstance(node, t.Fraction) and isinstance(node.numerator, t.Product):
        yield from (True for factor in node.numerator.factors if _is_logarithm(factor))
    factors, signs = (node.factors, node.separators) if isinstance(node, t.Product) else ((), ())
    for factor, taken, behind, sign in zip(factors, factors[1:], factors[2:], signs[1:], strict=False):
        if _is_logarithm(factor):
            yield isinstance(taken, t.Fenced) or not (sign in ("", "/") or _is_power(behind))


def _is_logarithm(node: t.Node) -> bool:
    return isinstance(node, t.Word) and node.text in ("log", "ln")


def _is_power(node: t.Node) -> bool:
    """Whether this is something to the power of a letter."""
    return isinstance(node, t.Scripted) and node.sup is not None and not isinstance(node.sup, t.Literal)


def _of_whole_product(term: n.Term) -> n.Term:
    term = rebuild(term, _of_whole_product)
    if isinstance(term, n.Div):
        above = term.numerator.factors if isinstance(term.numerator, n.Mul) else (term.numerator,)
        last = above[-1]
        if isinstance(last, n.Apply) and function_of(last) is LN:
            return _product(above[:-1], LN(n.Div(last.arguments[0], term.denominator)))
    factors = term.factors if isinstance(term, n.Mul) else ()
    for place, factor in enumerate(factors[:-1]):
        if isinstance(factor, n.Apply) and function_of(factor) is LN:
            return _product(factors[:place], LN(n.Mul((*factor.arguments, *factors[place + 1 :]))))
    return term


def _product(before: tuple[n.Term, ...], last: n.Term) -> n.Term:
    return n.Mul((*before, last)) if before else last


# --- powers of what a logarithm is of -----------------------------------------------


def _powers(node: t.Node) -> Iterator[bool]:
    factors = node.factors if isinstance(node, t.Product) else ()
    for factor, taken in zip(factors, factors[1:], strict=False):  # noqa: RUF007 the pairs are of two kinds
        if _is_logarithm(factor) and isinstance(taken, t.Scripted) and isinstance(taken.base, t.Fenced):
            yield taken.sup is None
    if isinstance(node, t.Scripted) and node.sup is not None and not isinstance(node.base, t.Letter):
        yield from (True for part in t.walk(node.base) if _is_logarithm(part))


def _of_power(term: n.Term) -> n.Term:
    term = rebuild(term, _of_power)
    taken = term.base if isinstance(term, n.Pow) else None
    if isinstance(term, n.Pow) and isinstance(taken, n.Apply) and function_of(taken) is LN:
        return LN(n.Pow(taken.arguments[0], term.exponent))
    return term


# --- derivatives of sums ------------------------------------------------------------


def _derivatives(node: t.Node) -> Iterator[bool]:
    for term in node.terms[:-1] if isinstance(node, t.Sum) else ():
        last = term.factors[-1] if isinstance(term, t.Product) else term
        if isinstance(last, t.DerivativeSign) and last.body is not None:
            behind = all(variable.end <= last.body.start for variable, _ in last.variables)
            yield not behind or isinstance(last.body, t.Fenced)


def _of_whole_sum(term: n.Term) -> n.Term:
    term = rebuild(term, _of_whole_sum)
    match term:  # a number beside a gradient was added to each entry of it
        case n.Bind("vector", i, _, n.Add((n.Indexed(n.Derivative() as slope, places), *others))) if places == (i,):
            if not any(i in free_symbols(other) for other in others):
                return replace(slope, body=n.Add((slope.body, *others)))
    terms = term.terms if isinstance(term, n.Add) else ()
    for place, part in enumerate(terms[:-1]):
        factors = part.factors if isinstance(part, n.Mul) else (part,)
        last = factors[-1]
        if isinstance(last, n.Derivative):
            body = n.Add((last.body, *terms[place + 1 :]))
            whole = _product(factors[:-1], replace(last, body=body))
            return n.Add((*terms[:place], whole)) if place else whole
    return term


_OPERATORS = (
    _Operator("a logarithm without brackets takes all factors behind it", _logarithms, _of_whole_product),
    _Operator("a power behind the brackets of a logarithm is one of what it takes", _powers, _of_power),
    _Operator("a derivative without brackets takes all terms behind it", _derivatives, _of_whole_sum),
)
