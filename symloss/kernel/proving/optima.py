"""Where a function is largest: argmax f = argmax g if both grow together.

For all i and j, T(f(i)) - T(f(j)) = r*(U(g(i)) - U(g(j))) with r > 0, where T and U are
ln or nothing, says that f and g put the places in the same order (r < 0: in the
opposite one). What r may be is guessed from constant factors; the equation, and that r
is positive, are then proved like any other claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from symloss.term.functions import FUNCTIONS, LN, function_of
from symloss.term.nodes import Add, Apply, Bind, Div, Indexed, Mul, Neg, Number, Pow, Relation, Symbol, Term
from symloss.term.scope import Scope
from symloss.term.sorts import INDEX
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, fresh, rebuild, substitute, subterms

_ONE, _ZERO = Number(Fraction(1)), Number(Fraction(0))
_MOST = 30  # definitions within definitions


@dataclass(frozen=True)
class Order:
    """What shows that two functions are largest at the same places: an equation, and what has to be positive for it.

    Each of `positive` comes with the claim that it is. places: two of them, of which a reader needs one.
    """

    equation: Statement
    positive: tuple[tuple[Term, Statement], ...]
    places: tuple[Symbol, Symbol]


@dataclass(frozen=True)
class _Factor:
    """A constant factor: its sign as it is written, and what it is multiplied and divided by."""

    sign: int = 1
    over: tuple[Term, ...] = ()
    under: tuple[Term, ...] = ()

    def __truediv__(self, other: _Factor) -> _Factor:
        return _Factor(self.sign * other.sign, self.over + other.under, self.under + other.over)

    @property
    def size(self) -> Term:
        """Return it without its sign."""
        over, under = (f[0] if len(f) == 1 else Mul(f) if f else _ONE for f in (self.over, self.under))
        return Div(over, under) if self.under else over

    @property
    def is_positive(self) -> bool:
        """Whether it is made of positive numbers and of sizes."""
        return all(
            (isinstance(part, Number) and part.value > 0) or (isinstance(part, Symbol) and part.sort == INDEX)
            for part in (*self.over, *self.under)
        )


def same_order(statement: Statement) -> Iterator[Order]:
    """Yield what is enough, each, for a claim `argmax f = argmax g`, also with argmin; nothing for other claims."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if not isinstance(claim, Relation) or claim.op != "=":
        return
    f, g = claim.left, claim.right
    if not isinstance(f, Bind) or not isinstance(g, Bind) or not {f.kind, g.kind} <= {"argmax", "argmin"}:
        return
    if f.over != g.over or f.index.sort != g.index.sort:
        return
    bodies = [_unfolded(side.body, statement.scope, side.index) for side in (f, g)]
    if any(body is None for body in bodies):
        return
    i, j = _places(statement, f.index, [s for side in (f, g, *bodies) if side is not None for s in subterms(side)])
    scope = replace(statement.scope, definitions={}).declare(i, j)
    if f.index.sort == INDEX:
        scope = scope.run(i, f.over).run(j, f.over)
    known = [(b, x) for b, x in zip(bodies, (f.index, g.index), strict=True) if b is not None]
    for logs in product((False, True), repeat=2):
        made = _order(known, logs, (i, j), -1 if f.kind != g.kind else 1)
        if made is not None:
            equation, positive = made
            asked = tuple((what, replace(statement, step=Identity(truth), scope=scope)) for what, truth in positive)
            yield Order(replace(statement, step=Identity(equation), scope=scope), asked, (i, j))


def _places(statement: Statement, index: Symbol, parts: list[Term]) -> tuple[Symbol, Symbol]:
    """Return letters for two places, of which nothing is known; the letter itself, if nothing is known of it."""
    scope = statement.scope
    taken = {*scope.symbols.values(), *(s for s in parts if isinstance(s, Symbol))}
    said = {s.name for h in statement.facts for s in free_symbols(h.truth)} | {*scope.definitions, *scope.depends}
    i = fresh(index, taken) if index.name in said else index
    return i, fresh(index, {*taken, i})


def _order(
    bodies: list[tuple[Term, Symbol]], logs: tuple[bool, ...], places: tuple[Symbol, Symbol], turn: int
) -> tuple[Relation, list[tuple[Term, Relation]]] | None:
    """Return the equation of two functions that may grow together, and what has to be positive for that.

    The logarithm of a function that is not positive everywhere would leave places out. That
    it is may rest on the other side: argmax ln L speaks of positive L only.
    """
    made = [(LN(body) if log else body, index) for (body, index), log in zip(bodies, logs, strict=True)]
    ratio = _factor(*made[0]) / _factor(*made[1])
    if ratio.sign != turn:
        return None
    here, there = ([substitute(body, {index: place}) for place in places] for body, index in made)
    right = Mul((ratio.size, Add((there[0], Neg(there[1])))))
    equation = Relation("=", Add((here[0], Neg(here[1]))), Neg(right) if turn < 0 else right)
    positive = [] if ratio.is_positive else [(ratio.size, Relation(">", ratio.size, _ZERO))]
    plain = [substitute(body, {index: places[0]}) for body, index in bodies]
    for one, other, log in zip(plain, plain[::-1], logs, strict=True):
        if log:
            positive.append((one, Relation(">", Add((one, other)), other)))
    return equation, positive


def _unfolded(body: Term, scope: Scope, index: Symbol) -> Term | None:
    """Return the body with every definition put in; None if it may depend on the place in a way that is not said."""
    for _ in range(_MOST):
        made = _put_in(body, scope)
        if made == body:
            break
        body = made
    names = {s.name for s in free_symbols(body)}
    hidden = names & (set(scope.definitions) | set(scope.depends))
    return None if hidden or index not in free_symbols(body) else body


def _put_in(term: Term, scope: Scope) -> Term:
    inner = rebuild(term, lambda child: _put_in(child, scope))
    match inner:
        case Symbol(name):
            return _value(name, (), "value", scope) or inner
        case Indexed(Symbol(name), indices):
            return _value(name, indices, "indexed", scope) or inner
        case Apply(Symbol(name), arguments) if name not in FUNCTIONS:
            return _value(name, arguments, "function", scope) or inner
    return inner


def _value(name: str, arguments: tuple[Term, ...], kind: str, scope: Scope) -> Term | None:
    known = scope.definitions.get(name)
    if known is None or known.kind != kind or len(known.parameters) != len(arguments) or scope.carried(known):
        return None
    return substitute(known.body, dict(zip(known.parameters, arguments, strict=True)))


def _factor(term: Term, index: Symbol) -> _Factor:
    """Return a constant by which a function of `index` is multiplied, up to what is added to it."""
    match term:
        case Neg(inner):
            found = _factor(inner, index)
            return replace(found, sign=-found.sign)
        case Add(terms):
            return _of_one([t for t in terms if index in free_symbols(t)], index)
        case Mul(factors):
            found = _of_one([t for t in factors if index in free_symbols(t)], index)
            constants = [_signed(t) for t in factors if index not in free_symbols(t)]
            return _multiplied(found, *constants)
        case Div(above, below) if index not in free_symbols(below):
            return _multiplied(_factor(above, index), _Factor() / _signed(below))
        case Bind("sum", counted, _, body):
            found = _factor(body, index)
            return replace(found, over=_free_of(counted, found.over), under=_free_of(counted, found.under))
    row = function_of(term)
    if row is not None and row.name == "ln" and isinstance(term, Apply):
        made = _logarithm(term.arguments[0])
        return _factor(made, index) if made != term else _Factor()
    return _Factor()


def _of_one(terms: list[Term], index: Symbol) -> _Factor:
    return _factor(terms[0], index) if len(terms) == 1 else _Factor()


def _signed(term: Term) -> _Factor:
    """Return a constant with its sign apart."""
    match term:
        case Neg(inner):
            found = _signed(inner)
            return replace(found, sign=-found.sign)
        case Mul(factors):
            return _multiplied(*(_signed(t) for t in factors))
        case Div(above, below):
            return _signed(above) / _signed(below)
    return _Factor(over=(term,))


def _multiplied(*factors: _Factor) -> _Factor:
    found = _Factor()
    for factor in factors:
        found = found / (_Factor() / factor)
    return found


def _free_of(counted: Symbol, terms: tuple[Term, ...]) -> tuple[Term, ...]:
    return tuple(t for t in terms if counted not in free_symbols(t))


def _logarithm(term: Term) -> Term:
    """Return ln of a term as a sum, where it is a product or a power."""
    match term:
        case Mul(factors):
            return Add(tuple(_logarithm(t) for t in factors))
        case Div(above, below):
            return Add((_logarithm(above), Neg(_logarithm(below))))
        case Pow(base, exponent):
            return Mul((exponent, _logarithm(base)))
        case Bind("product", counted, over, body):
            return Bind("sum", counted, over, _logarithm(body))
    row = function_of(term)
    if row is not None and row.name == "exp" and isinstance(term, Apply):
        return term.arguments[0]
    return LN(term)
