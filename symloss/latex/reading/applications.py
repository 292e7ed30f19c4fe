r"""Functions and their arguments in a flat row of factors: f(x), \log 2x, f'(x), softmax(s)_i, L(a, y).

f(x) applies if f is a function, and multiplies otherwise; \log reaches over plain
letters and numbers behind it (\log 2x) and not over brackets or fractions that follow
its argument (\log p (1-p)); L(a, y) of a quantity L is L itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.reading.arrays import indicator
from symloss.latex.reading.calculus import multiplied
from symloss.latex.reading.combine import multiply
from symloss.latex.reading.context import Context, mean, refusal
from symloss.latex.reading.ellipsis import event, with_runs
from symloss.latex.reading.entries import ONE, entry, entrywise, new_index
from symloss.latex.reading.expectation import conditional, divergence, expectation, is_expectation
from symloss.latex.reading.lookup import FunctionUse, find, function_use
from symloss.latex.reading.resolve import index_term, indexed, raised
from symloss.latex.reading.survey import survey
from symloss.term import nodes as n
from symloss.term.functions import COMPOSED, FUNCTIONS
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import FUNCTION, INDEX, is_number
from symloss.term.walk import free_symbols, fresh

_OF_ENTRIES: dict[str, n.BinderKind] = {"max": "max", "min": "min"}
_LIKELIHOODS = frozenset({"L", "ell", "l"})  # L(w | x) is L; the p of p(y | x) = p^y (1 - p)^{1 - y} is another


@dataclass(frozen=True)
class Factor:
    """A factor that was read: the times sign before it, its term and its place."""

    sign: str
    term: n.Term
    node: t.Node


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
        marked = indicator(node, self._peek(), self.known) or multiplied(node, self._peek(), self.known)
        if marked is not None:
            self.at += 1
            return marked
        use = self._log_gamma(node) or function_use(node, self.known)
        if use is not None:
            return self._application(node, use)
        return self._quantity(node)

    def _log_gamma(self, node: t.Node) -> FunctionUse | None:
        r"""\ln\Gamma(x) is one function, whether or not Gamma itself is declared."""
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
        fence = _fence(following) if following is not None and not (use.wordy and _is_factorial(following)) else None
        value = self.known.valued(use.function)
        if value is not use.function and (fence is None or _mentions(fence, node)):  # h (1 - h)
            return scripts_of_use(node, use, value, self.known)
        if fence is not None and following is not None:
            self.at += 1
            arguments = self._arguments(fence, node)
            function = self._by_count(conditional(use.function, fence, len(arguments)), len(arguments))
            use = replace(use, function=function)
            applied = self._apply(node, use, arguments)
            return self._after(following, scripts_of_use(node, use, applied, self.known))
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
                return scripts_of_use(node, use, self._apply(node, use, (inner,)), self.known)
            raise refusal(node, "a function without brackets around its argument", "(")
        return scripts_of_use(node, use, self._apply(node, use, (self._reach(),)), self.known)

    def _by_count(self, function: n.Term, count: int) -> n.Term:
        """Return which of several functions of one name takes so many arguments: H(p) is not the H of H(p, q)."""
        fewest = self.known.scope.overloaded.get(function.name) if isinstance(function, n.Symbol) else None
        if not isinstance(function, n.Symbol) or fewest is None or count == fewest:
            return function
        return n.Symbol(f"{function.name}_of{count}", FUNCTION)

    def _begins_function(self, node: t.Node) -> bool:
        behind = self.nodes[self.at + 1] if self.at + 1 < len(self.nodes) and not self.signs[self.at + 1] else None
        return function_use(node, self.known) is not None or is_expectation(node, behind, self.known)

    def _reach(self) -> n.Term:
        r"""Return what a function without brackets takes: one thing, or a number and what it multiplies.

        \log 2x is the logarithm of 2x and \log p (1 - p) a product; \log x y may be either.
        """
        first = self.nodes[self.at]
        self.at += 1
        taken = [self._quantity(first)]
        while (following := self._peek()) is not None and _is_plain(first) and _is_plain(following):
            if function_use(following, self.known) is not None:
                break
            term = mean(following, self.known)
            if not is_number(sort_of(term)) or not is_number(sort_of(taken[0])):
                break
            if not isinstance(first, t.Literal):
                raise refusal(following, "a function without brackets may reach up to here, or not", "brackets")
            self.at += 1
            taken.append(term)
        return multiply([("", term) for term in taken])

    def _quantity(self, node: t.Node) -> n.Term:
        """Return what a name stands for; a list of what it depends on may follow it."""
        term = mean(node, self.known)
        if not self._mentions_arguments(node, term):
            return term
        following = self.nodes[self.at]
        self.at += 1
        return self._after(following, term)

    def _arguments(self, fence: t.Fenced, node: t.Node) -> tuple[n.Term, ...]:
        if fence.body is None:
            raise refusal(fence, "no argument in the brackets", "an argument")
        if isinstance(fence.body, t.Listing):
            if any(isinstance(item, t.Dots) for item in fence.body.items):
                return tuple(map(event, with_runs(fence.body, self.known)))
            return tuple(a for item in fence.body.items for a in self._several(item))
        return self._several(fence.body)

    def _several(self, node: t.Node) -> tuple[n.Term, ...]:
        r"""Return an argument; those of a sample \{y_n, x_n\}_{n=1}^N are the lists of its members."""
        base = node.base if isinstance(node, t.Scripted) else node
        if not isinstance(base, t.Fenced) or base.left != "{" or not isinstance(base.body, t.Listing):
            return (event(mean(node, self.known)),)
        members = (replace(base, body=item) for item in base.body.items)
        each = (replace(node, base=m) if isinstance(node, t.Scripted) else m for m in members)
        return tuple(event(mean(member, self.known)) for member in each)

    def _apply(self, node: t.Node, use: FunctionUse, arguments: tuple[n.Term, ...]) -> n.Term:
        if use.base is not None:
            arguments = (*arguments, mean(use.base, self.known))
        try:
            return apply(use, arguments, self.known)
        except SortError as error:
            raise refusal(node, str(error)) from error

    def _after(self, node: t.Node, term: n.Term) -> n.Term:
        """Apply the scripts that stand behind the bracket of arguments."""
        if not isinstance(node, t.Scripted):
            return term
        if node.primes:
            raise refusal(node, "a prime behind the arguments", "the prime behind the function's name")
        if node.sub is not None:
            term = _entry(node, term, names.parts(node.sub), self.known)
        return raised(node, term, node.sup, self.known) if node.sup is not None else term

    def _mentions_arguments(self, node: t.Node, term: n.Term) -> bool:
        """Whether the bracket behind a quantity only says what it depends on: L(a, y), J(W; b).

        a(1 - a) is a product. What could be either is refused: L(x) of an L that does not
        depend on x, f(x + h) of a quantity f of x, delta (h)^T of a delta that depends on h.
        """
        following = self._peek()
        fence = _fence(following) if following is not None else None
        name = _quantity_name(term)
        if fence is None or fence.body is None or name is None or not self.known.is_quantity(name):
            return False
        items = fence.body.items if isinstance(fence.body, t.Listing) else (fence.body,)
        listed = self._plain_names(items)
        separators = set(fence.body.separators) if isinstance(fence.body, t.Listing) else set[str]()
        of_data = name in _LIKELIHOODS and not separators.isdisjoint({"|", ";"})  # whatever the text made it of
        known = of_data or (listed is not None and self._is_argument_list(name, listed) and "|" not in separators)
        if listed and known:
            if (
                len(items) == 1
                and isinstance(following, t.Scripted)
                and following.sup is not None
                and not following.sub
            ):
                raise refusal(following, f"a power of `{name}`, or a product", "brackets, or \\cdot")
            return True
        inside = {m.name for m in survey(fence.body)} if listed is None else listed
        moving = {d for d in self.known.dependencies(name) if _moves(self.known.symbol(d))}
        if len(items) > 1 or listed is not None or not inside or inside & moving - {name}:
            expected = f"\\cdot if it is a product; all that `{name}` depends on if it is not"
            raise refusal(fence, f"`{name}` stands before brackets that may be its arguments or a factor", expected)
        return False

    def _plain_names(self, items: tuple[t.Node, ...]) -> set[str] | None:
        """Return the declared names that a list of arguments consists of, None if it is no such list."""
        if not all(isinstance(i, t.Letter | t.Word | t.Scripted | t.Fenced | t.Dots) for i in items):
            return None
        found: set[str] = set()
        for item in items:
            if isinstance(item, t.Dots):
                continue
            base = item.base if isinstance(item, t.Scripted) else item
            if isinstance(base, t.Fenced):
                found |= {m.name for m in survey(base)}
                continue
            if isinstance(item, t.Scripted) and isinstance(item.sup, t.Literal) and len(items) > 1:
                item = replace(item, sup=None)  # what is made of sigma^2 is made of sigma
            named = find(item, self.known)
            if named is None or named.sup is not None or named.symbol.sort == FUNCTION:
                return None
            found.add(named.symbol.name)
        return found

    def _is_argument_list(self, name: str, listed: set[str]) -> bool:
        """Whether these are among the things the quantity is a function of, directly or through definitions."""
        return bool(listed) and listed <= self.known.dependencies(name)


def scripts_of_use(node: t.Node, use: FunctionUse, applied: n.Term, known: Context) -> n.Term:
    """Apply the index and the power that stand at the name of a function to its value."""
    if use.index:
        applied = _entry(node, applied, use.index, known)
    if use.power is None:
        return applied
    if not isinstance(node, t.Scripted) or isinstance(use.power, t.Sum | t.Label | t.Fenced):
        raise refusal(use.power, "a function to this power", "a number such as 2")
    return raised(node, applied, use.power, known)


def _entry(node: t.Node, term: n.Term, parts: tuple[t.Node, ...], known: Context) -> n.Term:
    """Return entry i of f(x); of an opaque f, which gives numbers, that is a function of x and i."""
    function = term.function if isinstance(term, n.Apply) else None
    opaque = isinstance(function, n.Symbol) and function.name not in FUNCTIONS
    if not opaque or not isinstance(function, n.Symbol) or not isinstance(term, n.Apply):
        return indexed(node, term, parts, known)
    count = len(parts) if len(parts) > 1 else ""
    entry_of = n.Symbol(f"{function.name}_entry{count}", FUNCTION)
    return n.Apply(entry_of, (*term.arguments, *(index_term(p, known) for p in parts)))


def _mentions(fence: t.Fenced, name: t.Node) -> bool:
    """Whether the brackets behind a function hold that function, not applied: it is a factor before them."""
    own = survey(name)[0]
    return any(m.name == own.name and m.font == own.font and not m.applied for m in survey(fence))


def apply(use: FunctionUse, arguments: tuple[n.Term, ...], known: Context) -> n.Term:
    """Return f(arguments): entrywise on an array if f takes numbers; softmax of an entry is that entry."""
    function = use.function
    name = function.name if isinstance(function, n.Symbol) else ""
    row = FUNCTIONS.get(name)
    if use.base is not None:
        return _logarithm(arguments)
    if name in COMPOSED:
        return entrywise(lambda parts: COMPOSED[name](*parts), arguments)
    if use.entrywise:
        return n.Map(function, *arguments)
    sorts = [sort_of(a) for a in arguments]
    if row is not None and row.takes == "vector" and len(arguments) == 1:
        return _of_vector(function, arguments[0])
    array = len(arguments) == 1 and not is_number(sorts[0]) and sorts[0] != FUNCTION
    if array and ((row is not None and row.takes == "number" and row.arity == 1) or _is_entrywise(function, known)):
        return n.Map(function, arguments[0])
    if row is not None and row.takes == "number" and not all(is_number(s) for s in sorts):
        if len(arguments) == 1 and name in _OF_ENTRIES and sorts[0].name == "vector":
            return _of_entries(_OF_ENTRIES[name], arguments[0])
        if len(arguments) == 1:
            raise SortError(f"{name} of a {sorts[0]}: say over which index")
        return entrywise(lambda parts: n.Apply(function, parts), arguments)
    result = n.Apply(function, arguments)
    sort_of(result)
    return result


def _of_entries(kind: n.BinderKind, vector: n.Term) -> n.Term:
    """Return the largest or least entry of a vector, such as (x_1, ..., x_n)."""
    index = fresh(n.Symbol("k", INDEX), free_symbols(vector))
    return n.Bind(kind, index, n.Range(ONE, sort_of(vector).shape[0]), n.Indexed(vector, (index,)))


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
    if definition is None and symbol.name in known.scope.entrywise:
        return True
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
    if sort.name == "matrix":  # each row is a sample
        index = new_index({s.name for s in free_symbols(argument)})
        return n.Bind("vector", index, n.Range(ONE, sort.shape[0]), n.Apply(function, (entry(argument, index),)))
    result = n.Apply(function, (argument,))
    sort_of(result)
    return result


def _quantity_name(term: n.Term) -> str | None:
    """Return the quantity before a bracket: g of g(x), g_i(x) and g^2(x)."""
    if isinstance(term, n.Pow) and isinstance(term.exponent, n.Number):
        term = term.base
    base = term.base if isinstance(term, n.Indexed) else term
    return base.name if isinstance(base, n.Symbol) and base.sort != FUNCTION else None


def _moves(symbol: n.Symbol | None) -> bool:
    return symbol is not None and symbol.sort not in (INDEX, FUNCTION)


def _is_factorial(node: t.Node) -> bool:
    r"""Whether brackets are those of a factorial: \ln (n - k)! is the logarithm of (n - k)!."""
    return isinstance(node, t.Scripted) and isinstance(node.sup, t.Label) and node.sup.text == "!"


def _fence(node: t.Node) -> t.Fenced | None:
    base = node.base if isinstance(node, t.Scripted) else node
    return base if isinstance(base, t.Fenced) and base.left in ("(", "[", "{") else None


def _is_plain(node: t.Node) -> bool:
    r"""Letters and numbers with scripts: what \log takes more than one of."""
    base = node.base if isinstance(node, t.Scripted) else node
    return isinstance(base, t.Letter | t.Literal | t.Word)
