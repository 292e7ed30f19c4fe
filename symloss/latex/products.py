r"""A flat row of factors -> applications and products.

f(x) applies if f is a function, and multiplies otherwise; \log reaches over plain
letters and numbers behind it (\log 2x) and not over brackets or fractions that follow
its argument (\log p (1-p)); L(a, y) of a quantity L is L itself; a row of letters is
cut into declared names.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from symloss.latex import names, words
from symloss.latex import tree as t
from symloss.latex.arrays import entries_of, indicator, is_norm, norm
from symloss.latex.combine import divide, hadamard, multiply
from symloss.latex.context import Context, mean, refusal
from symloss.latex.ellipsis import has_dots, product_with_dots
from symloss.latex.expectation import conditional, divergence, expectation, is_expectation
from symloss.latex.resolve import FunctionUse, find, function_use, indexed, name_term, raised
from symloss.latex.survey import survey
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import FUNCTION, is_number
from symloss.term.walk import free_symbols

_ENTRYWISE = ("odot", "circ")


@dataclass(frozen=True)
class Factor:
    """A factor that was read: the times sign before it, its term and its place."""

    sign: str
    term: n.Term
    node: t.Node


@mean.register
def _(node: t.Product, known: Context) -> n.Term:
    factors, signs = spread(node, known)
    if has_dots(factors):
        return product_with_dots(node, factors, signs, known, read)
    return read(node, factors, signs, known)


def read(node: t.Node, factors: Sequence[t.Node], signs: Sequence[str], known: Context) -> n.Term:
    """Return the product of the factors; `signs` stand between them."""
    return join(node, Applier(list(factors), list(signs), known).factors(), known)


# --- rows of letters -------------------------------------------------------------------


def spread(node: t.Product, known: Context) -> tuple[list[t.Node], list[str]]:
    """Return the factors with rows of letters cut into names."""
    factors: list[t.Node] = []
    signs: list[str] = []
    for factor, sign in zip(node.factors, ("", *node.separators), strict=True):
        pieces = cut(factor, known)
        if factors:
            signs.append(sign)
        signs += [""] * (len(pieces) - 1)
        factors += pieces
    return factors, signs


def cut(node: t.Node, known: Context) -> list[t.Node]:
    """Return a row of letters as declared names and single letters; anything else as it is."""
    base = node.base if isinstance(node, t.Scripted) else node
    if not isinstance(base, t.Word) or not base.run or find(node, known) or find(base, known):
        return [node]
    if function_use(node, known) is not None:
        return [node]
    pieces = _segments(base, known)
    if isinstance(node, t.Scripted):
        pieces[-1] = replace(node, base=pieces[-1], start=pieces[-1].start)
    return pieces


def _segments(base: t.Word, known: Context) -> list[t.Node]:
    text = base.text
    pieces: list[t.Node] = []
    position = 0
    while position < len(text):
        width = next((w for w in range(len(text) - position, 1, -1) if _known(text[position : position + w], known)), 1)
        piece = text[position : position + width]
        start = base.start + position
        end = start + width if base.end - base.start == len(text) else base.end
        if width == 1:
            pieces.append(t.Letter(name=piece, font=base.font, start=start, end=end))
        else:
            pieces.append(t.Word(text=piece, run=not words.is_word(piece), font=base.font, start=start, end=end))
        position += width
    return pieces


def _known(piece: str, known: Context) -> bool:
    return known.symbol(piece) is not None or words.is_word(piece)


@mean.register
def _(node: t.Word, known: Context) -> n.Term:
    return _single(node, known)


@mean.register
def _(node: t.Letter, known: Context) -> n.Term:
    return _single(node, known)


@mean.register
def _(node: t.Scripted, known: Context) -> n.Term:
    return _single(node, known)


def _single(node: t.Node, known: Context) -> n.Term:
    if is_norm(node):
        assert isinstance(node, t.Scripted)
        return norm(node, known)
    pieces = cut(node, known)
    if len(pieces) > 1:
        return read(node, pieces, [""] * (len(pieces) - 1), known)
    use = function_use(pieces[0], known)
    if use is not None:
        if use.power is not None or use.index or use.base is not None:
            raise refusal(node, "a function without an argument", "an argument")
        return use.function
    return name_term(pieces[0], known)


# --- applications ----------------------------------------------------------------------


class Applier:
    """Reads factors from left to right, giving functions their arguments."""

    def __init__(self, nodes: list[t.Node], signs: list[str], known: Context) -> None:
        self.nodes = nodes
        self.signs = ["", *signs]  # the sign before each factor
        self.known = known
        self.at = 0

    def factors(self) -> list[Factor]:
        """Return the factors, applications made."""
        found: list[Factor] = []
        while self.at < len(self.nodes):
            node, sign = self.nodes[self.at], self.signs[self.at]
            self.at += 1
            found.append(Factor(sign, self._one(node), node))
        return found

    def _one(self, node: t.Node) -> n.Term:
        if is_expectation(node, self._peek(), self.known):
            return expectation(node, self._rest_or_fence(), self.known)
        divergent = divergence(node, self._peek(), self.known)
        if divergent is not None:
            self.at += 1
            return divergent
        marked = indicator(node, self._peek(), self.known)
        if marked is not None:
            self.at += 1
            return marked
        use = self._log_gamma(node) or function_use(node, self.known)
        if use is not None:
            return self._application(node, use)
        term = mean(node, self.known)
        if self._mentions_arguments(node, term):
            self.at += 1
            return self._after(self.nodes[self.at - 1], term)
        return term

    def _log_gamma(self, node: t.Node) -> FunctionUse | None:
        """\\ln\\Gamma(x) is one function, whether or not Gamma itself is declared."""
        following = self._peek()
        if not isinstance(node, t.Word) or node.text not in ("ln", "log") or not isinstance(following, t.Letter):
            return None
        declared = self.known.symbol("Gamma")
        if following.name != "Gamma" or (declared is not None and declared.sort != FUNCTION):
            return None
        self.at += 1
        return FunctionUse(FUNCTIONS["lnGamma"].symbol)

    def _peek(self) -> t.Node | None:
        """Return the factor directly behind, without a times sign."""
        return self.nodes[self.at] if self.at < len(self.nodes) and self.signs[self.at] == "" else None

    def _rest_or_fence(self) -> t.Node:
        following = self._peek()
        if following is None:
            raise refusal(self.nodes[self.at - 1], "an expectation of nothing", "[...]")
        if _fence(following) is not None:
            self.at += 1
            return following
        rest, signs = self.nodes[self.at :], self.signs[self.at + 1 :]
        self.at = len(self.nodes)
        if len(rest) == 1:
            return rest[0]
        return t.Product(factors=tuple(rest), separators=tuple(signs), start=rest[0].start, end=rest[-1].end)

    # f(x), f_k(x), f^2(x), f'(x)
    def _application(self, node: t.Node, use: FunctionUse) -> n.Term:
        following = self._peek()
        fence = _fence(following) if following is not None else None
        if fence is not None and following is not None:
            self.at += 1
            use = replace(use, function=conditional(use.function, fence))
            applied = self._apply(node, use, self._arguments(fence, node))
            return self._after(following, self._scripts_of_use(node, use, applied))
        if following is None and not use.wordy:
            return use.function
        if following is None:
            if use.power is None and not use.index:
                return use.function
            raise refusal(node, "a function without an argument", "an argument")
        if not use.wordy or self._begins_function(following):
            if use.wordy and self._begins_function(following):
                self.at += 1
                inner = self._one(following)
                return self._scripts_of_use(node, use, self._apply(node, use, (inner,)))
            raise refusal(node, "a function without brackets around its argument", "(")
        return self._scripts_of_use(node, use, self._apply(node, use, (self._reach(),)))

    def _begins_function(self, node: t.Node) -> bool:
        return function_use(node, self.known) is not None

    def _reach(self) -> n.Term:
        """Return what a function without brackets takes: one thing, and plain letters and numbers behind it."""
        first = self.nodes[self.at]
        self.at += 1
        term = self._quantity(first)
        taken = [Factor("", term, first)]
        while _is_plain(first) and (following := self._peek()) is not None and _is_plain(following):
            if function_use(following, self.known) is not None:
                break
            term = mean(following, self.known)
            if not is_number(sort_of(term)) or not is_number(sort_of(taken[0].term)):
                break
            self.at += 1
            taken.append(Factor("", term, following))
        return join(first, taken, self.known)

    def _quantity(self, node: t.Node) -> n.Term:
        term = mean(node, self.known)
        if self._mentions_arguments(node, term):
            self.at += 1
            return self._after(self.nodes[self.at - 1], term)
        return term

    def _arguments(self, fence: t.Fenced, node: t.Node) -> tuple[n.Term, ...]:
        if fence.body is None:
            raise refusal(fence, "no argument in the brackets", "an argument")
        if isinstance(fence.body, t.Listing):
            if any(isinstance(item, t.Dots) for item in fence.body.items):
                return entries_of(fence.body, self.known)
            return tuple(mean(item, self.known) for item in fence.body.items)
        return (mean(fence.body, self.known),)

    def _apply(self, node: t.Node, use: FunctionUse, arguments: tuple[n.Term, ...]) -> n.Term:
        if use.base is not None:
            arguments = (*arguments, mean(use.base, self.known))
        try:
            return apply(use, arguments, self.known)
        except SortError as error:
            raise refusal(node, str(error)) from error

    def _scripts_of_use(self, node: t.Node, use: FunctionUse, applied: n.Term) -> n.Term:
        if use.index:
            applied = indexed(node, applied, use.index, self.known)
        if use.power is None:
            return applied
        if not isinstance(node, t.Scripted) or isinstance(use.power, t.Sum | t.Label | t.Fenced):
            raise refusal(use.power, "a function to this power", "a number such as 2")
        return raised(node, applied, use.power, self.known)

    def _after(self, node: t.Node, term: n.Term) -> n.Term:
        """Apply the scripts that stand behind the bracket of arguments."""
        if not isinstance(node, t.Scripted):
            return term
        if node.primes:
            raise refusal(node, "a prime behind the arguments", "the prime behind the function's name")
        if node.sub is not None:
            term = indexed(node, term, names.parts(node.sub), self.known)
        return raised(node, term, node.sup, self.known) if node.sup is not None else term

    def _mentions_arguments(self, node: t.Node, term: n.Term) -> bool:
        """Whether the bracket behind a quantity only says what it depends on: L(a, y), J(W; b)."""
        following = self._peek()
        fence = _fence(following) if following is not None else None
        name = _quantity_name(term)
        if fence is None or fence.body is None or name is None or not self.known.is_quantity(name):
            return False
        depends = self.known.dependencies(name)
        mentions = [m for m in survey(fence.body) if not m.run]
        items = fence.body.items if isinstance(fence.body, t.Listing) else (fence.body,)
        plain = all(isinstance(i, t.Letter | t.Word | t.Scripted | t.Fenced | t.Dots) for i in items)
        if not plain:
            return False
        resolved = [find(i, self.known) for i in items if not isinstance(i, t.Fenced | t.Dots)]
        if all(f is not None and f.symbol.name in depends and f.sup is None for f in resolved) and mentions:
            return True
        if len(items) > 1:
            raise refusal(fence, f"`{name}` is not known to depend on all of these", "the names it depends on")
        return False


def apply(use: FunctionUse, arguments: tuple[n.Term, ...], known: Context) -> n.Term:
    """Return f(arguments): entrywise on an array if f takes numbers; softmax of an entry is that entry."""
    function = use.function
    name = function.name if isinstance(function, n.Symbol) else ""
    row = FUNCTIONS.get(name)
    if use.base is not None:
        return _logarithm(arguments)
    if use.entrywise:
        return n.Map(function, *arguments)
    sorts = [sort_of(a) for a in arguments]
    if row is not None and row.takes == "vector" and len(arguments) == 1:
        return _of_vector(function, arguments[0])
    array = len(arguments) == 1 and not is_number(sorts[0]) and sorts[0] != FUNCTION
    if array and (row is not None and row.takes == "number" and row.arity == 1 or _is_entrywise(function, known)):
        return n.Map(function, arguments[0])
    if array and name in ("max", "min"):
        raise SortError(f"{name} of a vector: say over which index")
    result = n.Apply(function, arguments)
    sort_of(result)
    return result


def _logarithm(arguments: tuple[n.Term, ...]) -> n.Term:
    of, base = arguments
    result = FUNCTIONS["log_base"](of, base)
    sort_of(result)
    return result


def _is_entrywise(function: n.Term, known: Context) -> bool:
    """Whether a function of one number was defined or is named: it maps over arrays."""
    symbol = function.function if isinstance(function, n.Prime) else function
    if not isinstance(symbol, n.Symbol):
        return False
    row = FUNCTIONS.get(symbol.name)
    if row is not None:
        return row.takes == "number" and row.arity == 1
    definition = known.scope.definitions.get(symbol.name)
    return definition is not None and len(definition.parameters) == 1 and is_number(definition.parameters[0].sort)


def _of_vector(function: n.Term, argument: n.Term) -> n.Term:
    """softmax(x) of a vector; row by row of a matrix; softmax(x_ij) means component j of softmax(x_i)."""
    sort = sort_of(argument)
    if (
        is_number(sort)
        and isinstance(argument, n.Indexed)
        and isinstance(function, n.Symbol)
        and function.name == "softmax"
    ):
        *row, last = argument.indices
        vector = n.Indexed(argument.base, tuple(row)) if row else argument.base
        return n.Indexed(n.Apply(function, (vector,)), (last,))
    result = n.Apply(function, (argument,))
    sort_of(result)
    return result


def _quantity_name(term: n.Term) -> str | None:
    base = term.base if isinstance(term, n.Indexed) else term
    return base.name if isinstance(base, n.Symbol) and base.sort != FUNCTION else None


def _fence(node: t.Node) -> t.Fenced | None:
    base = node.base if isinstance(node, t.Scripted) else node
    return base if isinstance(base, t.Fenced) and base.left in ("(", "[", "{") else None


def _is_plain(node: t.Node) -> bool:
    """Letters and numbers with scripts: what \\log takes more than one of."""
    base = node.base if isinstance(node, t.Scripted) else node
    return isinstance(base, t.Letter | t.Literal | t.Word)


# --- products ---------------------------------------------------------------------------


def join(node: t.Node, factors: list[Factor], known: Context) -> n.Term:
    """Return the product of factors that were read."""
    if len(factors) == 1:
        return factors[0].term
    _check_reach(factors, known)
    groups: list[list[Factor]] = [[]]
    for factor in factors:
        if factor.sign in _ENTRYWISE:
            groups.append([])
        groups[-1].append(factor)
    try:
        parts = tuple(_quotients(node, group) for group in groups)
        return parts[0] if len(parts) == 1 else hadamard(parts)
    except SortError as error:
        raise refusal(node, str(error)) from error


def _quotients(node: t.Node, factors: list[Factor]) -> n.Term:
    """Multiply and divide from left to right; what follows a / must be one thing."""
    if all(f.sign != "/" for f in factors):
        return multiply([(f.sign, f.term) for f in factors])
    done: list[tuple[str, n.Term]] = []
    for factor, following in zip(factors, (*factors[1:], None), strict=True):
        if factor.sign != "/":
            done.append((factor.sign, factor.term))
            continue
        numbers = isinstance(factor.node, t.Literal) and isinstance(done[-1][1], n.Number) and len(done) == 1
        if following is not None and following.sign == "" and not numbers:
            raise refusal(factor.node, "a/b c may mean a/(b c) or (a/b) c", "brackets, or \\frac", "/")
        done = [("", divide(multiply(done), factor.term))]
    return multiply(done)


def _check_reach(factors: list[Factor], known: Context) -> None:
    """Refuse d/dx f . g where it matters whether g is differentiated too."""
    for left, right in itertools.pairwise(factors):
        if not isinstance(left.node, t.DerivativeSign) or not left.node.reach or right.sign in _ENTRYWISE:
            continue
        if isinstance(right.node, t.DerivativeSign) or not isinstance(left.term, n.Derivative):
            continue
        by = {s.name for s in free_symbols(left.term.variable)}
        moving = {s.name for s in free_symbols(right.term)}
        reached = moving | {d for name in moving for d in known.dependencies(name)}
        if by & reached or any(known.is_quantity(name) for name in moving):
            raise refusal(right.node, "it is not clear whether the derivative is of this factor too", "brackets")
