"""The shapes of formulas that discourse turns on: what can be defined, what is only updated, what is unknown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeGuard

from symloss.latex import names
from symloss.latex import tree as t
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS, is_expectation
from symloss.term.scope import Definition, DefinitionKind, Scope
from symloss.term.sorting import sort_of
from symloss.term.sorts import FUNCTION, INDEX
from symloss.term.walk import children, free_symbols, fresh, substitute, subterms

LETTER_FUNCTIONS = frozenset({"sigma", "Phi", "Gamma", "digamma"})  # named by letters, which a text may define anew
LIKELIHOODS = frozenset({"L", "ell", "l"})
ZERO, ONE, TWO = (n.Number(Fraction(k)) for k in range(3))


@dataclass(frozen=True)
class Head:
    """A left side that can be defined: a symbol, its entry by index letters, or its value by letters.

    rows: the rows of an array at which a function of vectors is written, var(y_i), and the squares at which one
    of several numbers is, N(x | mu, sigma^2), each with its parameter; f(x_i) is the value of f at any number.
    logarithm: whether its logarithm stands on the left side.
    """

    name: str
    kind: DefinitionKind
    parameters: tuple[n.Symbol, ...] = ()
    rows: tuple[tuple[n.Term, n.Symbol], ...] = ()
    logarithm: bool = False

    def define(self, body: n.Term) -> Definition:
        """Return the definition of this head by `body`."""
        body = substitute(FUNCTIONS["exp"](body) if self.logarithm else body, dict(self.rows))
        roots = {square.base: FUNCTIONS["sqrt"](own) for square, own in self.rows if isinstance(square, n.Pow)}
        return Definition(self.name, substitute(body, roots), self.parameters, self.kind)

    def is_of_rows(self, body: n.Term) -> bool:
        """Whether a body tells nothing of the arrays but what it tells of the rows that are written."""
        left = names_in(self.define(body).body)
        return all(base_name(row) not in left and not names_in(row) - {base_name(row)} & left for row, _ in self.rows)


def head_of(term: n.Term, *, at_entries: bool = False) -> Head | None:
    """Return what an equation with this left side could define, or None; at_entries: f(x_i) defines f of a number."""
    if isinstance(term, n.Symbol):
        return Head(term.name, "function" if term.sort == FUNCTION else "value")
    if isinstance(term, n.Indexed) and isinstance(term.base, n.Symbol):
        return _with_letters(term.base.name, "indexed", term.indices, index=True)
    if isinstance(term, n.Apply) and isinstance(term.function, n.Symbol):
        rows = _rows(term.arguments, at_entries=at_entries)
        letters = tuple(dict(rows).get(argument, argument) for argument in term.arguments)
        head = _with_letters(term.function.name, "function", letters, index=False)
        return replace(head, rows=rows) if head is not None and rows else head
    return None


def definable(term: n.Term) -> Head | None:
    r"""Return what an equation may define: a head, the density f of f(x_i), or the likelihood L of \log L(w)."""
    return None if is_expected(term) else likelihood_of(term) or head_of(term, at_entries=True)


def is_expected(term: n.Term) -> TypeGuard[n.Apply]:
    r"""Whether this is \mathbb{E}[X], an expectation over what the text does not say: it defines no such function."""
    operator = term.function if isinstance(term, n.Apply) else None
    return isinstance(operator, n.Symbol) and is_expectation(operator.name)


def likelihood_of(term: n.Term) -> Head | None:
    r"""Return L of \log L(w), or None."""
    match term:
        case n.Apply(function, (inner,)) if function == FUNCTIONS["ln"].symbol and is_likelihood(base_name(inner)):
            head = head_of(inner)
            return replace(head, logarithm=True) if head is not None else None
    return None


def is_likelihood(name: str) -> bool:
    """Whether this is a letter that people give to likelihoods."""
    return name.removeprefix("cal_").split("_")[0] in LIKELIHOODS


def _rows(arguments: tuple[n.Term, ...], *, at_entries: bool) -> tuple[tuple[n.Term, n.Symbol], ...]:
    """Return the rows and entries y_i, and the squares, among the arguments of a function, each with its letter."""
    found: dict[n.Term, n.Symbol] = {}
    taken = frozenset(s for argument in arguments for s in free_symbols(argument))
    for argument in arguments:
        entry = isinstance(argument, n.Indexed) and isinstance(argument.base, n.Symbol)
        if entry and isinstance(argument, n.Indexed) and all(isinstance(i, n.Symbol) for i in argument.indices):
            sort = sort_of(argument)
            if sort.shape or at_entries:
                found[argument] = fresh(n.Symbol(f"{base_name(argument)}_row", sort), taken)
        match argument:
            case n.Pow(base=n.Symbol(sort=sort) as root, exponent=n.Number(value=2)) if len(arguments) > 1:
                found[argument] = fresh(n.Symbol(f"{root.name}_squared", sort), taken)
    return tuple(found.items())


def _with_letters(name: str, kind: DefinitionKind, letters: tuple[n.Term, ...], *, index: bool) -> Head | None:
    symbols = tuple(s for s in letters if isinstance(s, n.Symbol) and (not index or s.sort == INDEX))
    if len(symbols) != len(letters) or len(set(symbols)) != len(symbols):
        return None
    return Head(name, kind, symbols)


def names_in(term: n.Term) -> frozenset[str]:
    """Return the names that occur free."""
    return frozenset(symbol.name for symbol in free_symbols(term))


def base_name(term: n.Term) -> str:
    """Return the name of a symbol, of an entry of it, or of a value of it; else ""."""
    if isinstance(term, n.Symbol):
        return term.name
    if isinstance(term, n.Indexed):
        return base_name(term.base)
    if isinstance(term, n.Apply):
        return base_name(term.function)
    return base_name(term.function) if isinstance(term, n.Prime) else ""


def label_of(term: n.Term) -> str:
    """Return the name of a symbol, or of an entry x_1 or x_c of one; else ""."""
    match term:
        case n.Symbol(name=name):
            return name
        case n.Indexed(base=n.Symbol(name=name), indices=(n.Number() | n.Symbol() as index,)):
            return f"{name}_{index}"
    return ""


def entry_named(name: str, symbols: Mapping[str, n.Symbol]) -> n.Indexed | None:
    """Return the entry x_1 of an array x that a name x_1 is, where the x is one of these."""
    stem, _, below = name.rpartition("_")
    array = symbols.get(stem)
    if array is None or len(array.sort.shape) != 1 or not (below.isdigit() or (len(below) == 1 and below.isalpha())):
        return None
    index = n.Number(Fraction(int(below))) if below.isdigit() else n.Symbol(below, INDEX)
    return n.Indexed(array, (index,))


def derivatives(term: n.Term) -> Iterator[n.Derivative]:
    """Yield every derivative that is written in a term."""
    for part in subterms(term):
        if isinstance(part, n.Derivative):
            yield part


def has_slope(term: n.Term) -> bool:
    """Whether a derivative is written in a term: dL/dw, f'(x)."""
    return any(isinstance(part, n.Derivative | n.Prime) for part in subterms(term))


def is_zero(term: n.Term) -> bool:
    """Whether this is the number 0 or an array of zeros."""
    return is_zero(term.body) if isinstance(term, n.Bind) else isinstance(term, n.Number) and term.value == 0


def differentiated(term: n.Term) -> frozenset[str]:
    """Return the names that stand directly under a derivative: the L of dL/da."""
    found = {base_name(d.body) for d in derivatives(term)}
    found |= {base_name(part.function) for part in subterms(term) if isinstance(part, n.Prime)}
    return frozenset(found - {""})


def entries_in(term: n.Term) -> frozenset[n.Indexed]:
    """Return the entries of arrays that are written in a term."""
    return frozenset(part for part in subterms(term) if isinstance(part, n.Indexed))


def unfolded_names(term: n.Term, scope: Scope) -> frozenset[str]:
    """Return the names in a term when every definition and every dependence is followed to its end."""
    found: set[str] = set()
    todo = sorted(names_in(term))
    while todo:
        name = todo.pop()
        if name in found:
            continue
        found.add(name)
        definition = scope.definitions.get(name)
        if definition is not None:
            bound = {p.name for p in definition.parameters}
            todo.extend(sorted(names_in(definition.body) - bound))
        else:
            todo.extend(s.name for s in scope.depends.get(name, ()))
    return frozenset(found)


def symmetric_matrix(truth: n.Term) -> str:
    """Return the name of the A of A = A^T, or ""."""
    if not isinstance(truth, n.Relation) or truth.op != "=":
        return ""
    for one, other in ((truth.left, truth.right), (truth.right, truth.left)):
        if isinstance(one, n.Symbol) and other == n.Transpose(one):
            return one.name
    return ""


def is_update(left: n.Term, right: n.Term) -> bool:
    """Whether `left = right` is an assignment, such as w = w - eta*g, and no equation.

    An equation x = x - c*g(x) claims that c*g(x) is zero, which nobody writes so.
    """
    if not isinstance(right, n.Add) or head_of(left) is None or base_name(left) in FUNCTIONS:
        return False  # e^z = P + e^z P is no assignment
    return left in right.terms or any(isinstance(t, n.Mul) and left in t.factors for t in right.terms)


def updates(left: t.Node | None, right: t.Node | None) -> bool:
    """Whether `left = right` is an update as it is written, whatever the sizes are: w = w - H^{-1} g."""
    name = names.spell(left) if left is not None else ""
    return bool(name) and isinstance(right, t.Sum) and any(names.spell(term) == name for term in right.terms)


def is_fact_about(term: n.Term, scope: Scope) -> bool:
    """Whether a relation only restricts free symbols: 0 < a < 1, y in {0, 1}, K >= 2."""
    sides = [part for part in subterms(term) if isinstance(part, n.Relation | n.Member)]
    if not sides or not names_in(term):  # 2 < 3 is a claim about nothing but numbers
        return False
    return all(_bounds_size(side, scope) or all(_plain_value(v, scope) for v in _values(side)) for side in sides)


def _bounds_size(truth: n.Term, scope: Scope) -> bool:
    """Whether this compares the size of free symbols with another value, which may be so or not: |r| <= delta."""
    if not isinstance(truth, n.Relation) or truth.op not in ("<", "<=", ">", ">="):
        return False
    sizes = [side for side in (truth.left, truth.right) if _is_size(side)]
    bounds = [side for side in (truth.left, truth.right) if not _is_size(side)]
    if len(sizes) != 1 or isinstance(bounds[0], n.Neg) or not _plain_value(bounds[0], scope):
        return False
    if isinstance(bounds[0], n.Number) and not bounds[0].value:
        return False  # |r| >= 0 is true of every r
    return names_in(sizes[0]).isdisjoint(names_in(bounds[0]) | set(scope.definitions))


def _is_size(term: n.Term) -> bool:
    """Whether this is |r|, |y - x|, ||w||: of names, their sums and products."""
    if isinstance(term, n.Norm):
        inside: n.Term = term.term
    elif isinstance(term, n.Apply) and base_name(term) == "abs" and len(term.arguments) == 1:
        inside = term.arguments[0]
    else:
        return False
    atoms = (n.Symbol, n.Indexed, n.Number, n.Neg, n.Add, n.Mul, n.Inner, n.MatMul, n.Transpose)
    return all(isinstance(part, atoms) for part in subterms(inside))


def _values(truth: n.Term) -> tuple[n.Term, ...]:
    return (truth.left, truth.right) if isinstance(truth, n.Relation) else (truth.term,)  # type: ignore[attr-defined]


def _plain_value(term: n.Term, scope: Scope) -> bool:
    if isinstance(term, n.Number | n.Constant):
        return True
    if isinstance(term, n.Neg):
        return _plain_value(term.term, scope)
    name = base_name(term)
    atomic = isinstance(term, n.Symbol | n.Indexed)
    if isinstance(term, n.Apply) and name not in FUNCTIONS:  # p(x) > 0, of a p that nothing defines
        atomic = all(_plain_value(argument, scope) for argument in term.arguments)
    return atomic and name not in scope.definitions


def bounds_of(truths: Iterable[n.Term], names: Collection[str]) -> frozenset[n.Relation]:
    """Return which truths say between what some quantities lie; s_i > 0 says nothing of i."""
    orders = (truth for truth in truths if isinstance(truth, n.Relation) and is_order(truth))
    return frozenset(truth for truth in orders if not _outside_indices(truth).isdisjoint(names))


def _outside_indices(term: n.Term) -> frozenset[str]:
    """Return the names that occur otherwise than below another."""
    if isinstance(term, n.Indexed):
        return names_in(term.base)
    own = frozenset({term.name}) if isinstance(term, n.Symbol) else frozenset()
    return own.union(*map(_outside_indices, children(term)))


def is_order(truth: n.Term) -> bool:
    """Whether this compares values in order: r > 0, also of an r that is made of other things."""
    return isinstance(truth, n.Relation) and truth.op in ("<", "<=", ">", ">=")


def is_arrow(truth: n.Term) -> bool:
    """Whether this says of a name where it goes: z -> infinity."""
    return isinstance(truth, n.Relation) and truth.op == "->" and isinstance(truth.left, n.Symbol)


def is_index_case(term: n.Term) -> bool:
    """Whether a truth compares indices only: i = j, k != y."""
    if isinstance(term, n.Relation) and term.op in ("=", "!="):
        return all(isinstance(side, n.Symbol | n.Number | n.Indexed) for side in (term.left, term.right)) and any(
            isinstance(side, n.Symbol) and side.sort == INDEX for side in (term.left, term.right)
        )
    return isinstance(term, n.And | n.Or) and all(is_index_case(t) for t in term.truths)


def without_constant(term: n.Term, variable: n.Symbol, known: frozenset[str]) -> n.Term:
    """Return F of `F + C`, where C is a letter that nothing else mentions."""
    if not isinstance(term, n.Add):
        return term
    kept = tuple(t for t in term.terms if not _is_new_constant(t, variable, known))
    if len(kept) == len(term.terms) or not kept:
        return term
    return kept[0] if len(kept) == 1 else n.Add(kept)


def _is_new_constant(term: n.Term, variable: n.Symbol, known: frozenset[str]) -> bool:
    if isinstance(term, n.Neg):
        return _is_new_constant(term.term, variable, known)
    name = base_name(term)
    named = isinstance(term, n.Symbol | n.Apply) and bool(name) and name not in known
    return named and variable.name not in names_in(term) and name.lower()[:1] in "ck"


def is_of_integrals(truth: n.Relation) -> bool:
    """Whether both sides hold an integral without bounds of functions that nothing defines."""

    def is_open(side: n.Term) -> bool:
        return any(
            isinstance(part, n.Integral) and part.upper is None and names_in(part.body) - {part.variable.name}
            for part in subterms(side)
        )

    return is_open(truth.left) and is_open(truth.right)


def stacked(stack: n.Stack) -> list[n.Term]:
    """Return the entries of a written array, row by row."""
    return [entry for row in stack.rows for entry in (row.entries if isinstance(row, n.Row) else (row,))]
