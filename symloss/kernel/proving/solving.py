"""Equations among the facts, solved for one kernel, so that they can be used as rewriting rules."""

from __future__ import annotations

from fractions import Fraction

from symloss.kernel.proving.exponential import logarithm
from symloss.kernel.proving.field import Field, Rule
from symloss.kernel.proving.lattice import NONZERO, OF_RELATION, POSITIVE, Contradiction
from symloss.kernel.proving.learning import learn
from symloss.kernel.proving.quotient import Quotient, factored, fraction, parts, used
from symloss.kernel.proving.signs import sign, sign_of_polynomial
from symloss.term import nodes as n
from symloss.term.functions import EXP, function_of
from symloss.term.walk import free_symbols, substitute, subterms

_FACTORED_TERMS = 60


def use_equation(
    field: Field, left: n.Term, right: n.Term, letters: tuple[n.Symbol, ...], source: tuple[str, str]
) -> None:
    """Make an equation, for every value of its letters, a rule that replaces one kernel, or a power of it.

    Raises:
        Contradiction: it cannot hold.
    """
    text, origin = source
    if letters:
        entry, value = (left, right) if isinstance(left, n.Indexed) else (right, left)
        if (
            isinstance(entry, n.Indexed)
            and set(letters) <= set(entry.indices)
            and entry.base not in free_symbols(value)
        ):
            field.add_rule(Rule(entry, value, origin, text, letters))
        else:
            _use_sum_of_rows(field, left, right, letters, source)
        return
    difference = field.reduce(field.of(left) - field.of(right))
    if difference.is_zero:
        return
    difference = _base(difference, field)
    if not sign(difference, field) & OF_RELATION["="]:
        raise Contradiction
    difference = _exponents(difference, field) or difference
    number = _solvable(field, difference, left, right)
    if number is None and _learn_factors(field, difference, source):
        number = _solvable(field, difference, left, right)
    if number is None:
        _use_power(field, difference, source)
        return
    coefficient, rest = _split(field, difference.top, number)
    kernel, solved = field.kernels[number], field.term(-rest / coefficient)
    field.add_rule(Rule(kernel, solved, origin, text))
    field.signs.memory.clear()
    if isinstance(kernel, n.Apply) and (row := function_of(kernel)) is not None and row.name == "ln":
        use_equation(field, kernel.arguments[0], EXP(solved), (), source)


def _learn_factors(field: Field, difference: Quotient, source: tuple[str, str]) -> bool:
    """Learn that no factor of a product is zero that is a number other than zero: n and v of n*v = 2."""
    number = sum((c for powers, c in parts(difference.top) if not any(powers)), Fraction(0))
    rest = field.ring.polynomial(difference.top) - field.ring.constant(number)
    if not number or rest.is_zero:
        return False
    learn(rest, NONZERO, source, field)
    return True


def _use_sum_of_rows(
    field: Field, left: n.Term, right: n.Term, letters: tuple[n.Symbol, ...], source: tuple[str, str]
) -> None:
    """Use sum_k y_{n,k} = 1 for every n also where n is bound: in sum_n x_n*(sum_k y_{n,k})."""
    any_of: dict[n.Term, n.Term] = {letter: n.Symbol(f"{letter.name}?", letter.sort) for letter in letters}
    for whole, value in ((left, right), (right, left)):
        if not isinstance(whole, n.Bind) or whole.kind != "sum" or not isinstance(whole.body, n.Indexed):
            continue
        normal = field.term(field.of(substitute(whole, any_of)))
        arrays = {s for s in free_symbols(normal) if s.sort.shape}
        if isinstance(normal, n.Bind) and isinstance(normal.body, n.Indexed) and arrays.isdisjoint(free_symbols(value)):
            placed = tuple(s for s in any_of.values() if isinstance(s, n.Symbol) and s in normal.body.indices)
            if len(placed) == len(letters):
                text, origin = source
                field.add_rule(Rule(normal, substitute(value, any_of), origin, text, placed))
        return


def _exponents(difference: Quotient, field: Field) -> Quotient | None:
    """Return what has to vanish for two products of exponentials to be equal: x - y for exp(x) - exp(y)."""
    if len(difference.top) != 2 or not all(_is_exponential(field.kernels[i]) for i in used(difference.top)):
        return None
    one, other = (
        field.ring.polynomial(field.ring.context.from_dict({powers: coefficient}))
        for powers, coefficient in difference.top.terms()
    )
    ratio = -one / other
    if field.sign(ratio) != POSITIVE:
        return None
    found = logarithm(ratio, field)
    return None if any(_is_exponential(field.kernels[i]) for i in used(found.top)) else found


def _is_exponential(kernel: n.Term) -> bool:
    row = function_of(kernel)
    return row is not None and row.name == "exp"


def _use_power(field: Field, difference: Quotient, source: tuple[str, str]) -> None:
    """Use that a power of a kernel is a number: from x^2 = 2, x^4 is 4."""
    generators = used(difference.top)
    if len(generators) != 1 or generators[0] in field.powers or len(difference.top) != 2:
        return
    (number,) = generators
    degree = int(difference.top.degrees()[number])
    coefficients = {int(powers[number]): fraction(c) for powers, c in difference.top.terms()}
    if set(coefficients) == {0, degree}:
        field.powers[number] = (degree, field.ring.constant(-coefficients[0] / coefficients[degree]))
        field.use(*source)
        field.cache.clear()


def _base(difference: Quotient, field: Field) -> Quotient:
    """Return what has to vanish for a product to vanish: x for x^2, or for x*exp(x)."""
    if len(difference.top) > _FACTORED_TERMS:
        return difference
    factors = [field.ring.polynomial(f) for f, _ in factored(difference.top)[1]]
    possible = [f for f in factors if sign(f, field) & OF_RELATION["="]]
    return possible[0] if len(possible) == 1 else difference


def _solvable(field: Field, difference: Quotient, left: n.Term, right: n.Term) -> int | None:
    """Return the kernel to solve for: it occurs once, to the first power, with a factor that is not zero."""
    degrees = difference.top.degrees()
    candidates = [
        i
        for i in reversed(used(difference.top))
        if degrees[i] == 1
        and i not in field.powers
        and free_symbols(field.kernels[i])
        and not _inside_others(field, i, used(difference.top))
    ]

    def preference(number: int) -> int:
        kernel = field.kernels[number]
        if kernel in (left, right):
            return 0
        return 1 if isinstance(kernel, n.Bind) else 2 if isinstance(kernel, n.Apply) else 3

    for number in sorted(candidates, key=preference):
        coefficient, _ = _split(field, difference.top, number)
        if not sign_of_polynomial(coefficient.top, field) & 2:
            return number
    return None


def _inside_others(field: Field, number: int, others: list[int]) -> bool:
    kernel = field.kernels[number]
    return any(i != number and any(part == kernel for part in subterms(field.kernels[i])) for i in others)


def _split(field: Field, polynomial: object, number: int) -> tuple[Quotient, Quotient]:
    """Return A and B of the polynomial A*g + B."""
    zero, one = field.ring.constant(0), field.ring.constant(1)
    whole = field.ring.polynomial(polynomial)
    rest = field.put(whole, {number: zero})
    return field.put(whole, {number: one}) - rest, rest
