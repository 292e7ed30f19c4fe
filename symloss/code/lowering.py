"""From the sigma-normal form to machine forms, the best first.

fast: in t = exp(u), A = t/(1 + t), B = 1/(1 + t): fewest operations, overflows for u
beyond 709. safe: in e = exp(-|u|), which never overflows; A and B share the
denominator 1 + e. What is even in u needs no choice of a side there.
"""

from __future__ import annotations

from fractions import Fraction
from math import comb, gcd

from symloss.code.form import Form, Forms
from symloss.code.polynomial import Monomial, Polynomial, constant, product, written
from symloss.code.polynomial import factored as factored_terms
from symloss.code.sigma import A, B, Factored, NotSigma, P, Q, SigmaForm
from symloss.term import nodes as n
from symloss.term.functions import ABS, EXP, FUNCTIONS, LN
from symloss.term.walk import free_symbols, fresh

ZERO, ONE = n.Number(Fraction(0)), n.Number(Fraction(1))
MAX = FUNCTIONS["max"]
_NESTED, _POWER = "", ", a power below"  # 1 + t*(2 + t), or (1 + t)^2, which is shorter and rounds 1 + t twice


def lowered(form: SigmaForm, original: n.Term, raw: n.Symbol) -> list[Forms]:
    """Return the machine forms of a sigma-normal form, the best first; raise NotSigma if there is no rule for it."""
    used = free_symbols(original)
    if form.argument is None:
        return [_of_probability(form, raw, fresh(n.Symbol("b"), used))]
    t, e, s, c = (fresh(n.Symbol(name), used) for name in ("t", "e", "s", "c"))
    u = form.argument
    tail = (e, EXP(n.Neg(ABS(u))))
    choose = n.Relation(">=", u, ZERO)
    sides = ((s, n.Cases((ONE,), (choose,), e)), (c, n.Cases((e,), (choose,), ONE)))
    if len(form.parts) != 1 or form.parts[0][0] != ():
        try:
            linear = _softplus(dict(form.parts), u, LN(n.Add((ONE, e))))
            fast = _one_softplus(dict(form.parts), u, t)
            return [Forms(fast or Form(term, (tail,)), Form(term, (tail,)), rule) for rule, term in linear]
        except NotSigma:
            return [_with_logarithms(form, u, (t, e, s, c), used)]
    factored = form.parts[0][1]
    exponent = _exponential(factored)
    if exponent is not None:
        k, negative, front = exponent
        times_u = u if k == 1 else n.Neg(u) if k == -1 else n.Mul((n.Number(Fraction(k)), u))
        alone = product([*front, EXP(times_u)])
        alone = n.Neg(alone) if negative else alone
        return [Forms(Form(alone), Form(alone), "one exponential")]
    return [
        _one_fraction(factored, u, (t, e), (tail, *sides), below)
        for below in (_NESTED, _POWER)
        if below == _NESTED or _degree_below(factored) > 1
    ]


def _one_fraction(
    factored: Factored,
    u: n.Term,
    names: tuple[n.Symbol, n.Symbol],
    lets: tuple[tuple[n.Symbol, n.Term], ...],
    below: str,
) -> Forms:
    """Return one fraction in t = exp(u), and in e = exp(-|u|) with sides chosen; below: how (1 + t)^n is written."""
    t, e = names
    (_, (s, _), (c, _)) = lets
    fast = Form(_over(*_fraction(factored, t, ONE, n.Add((ONE, t)), below)), ((t, EXP(u)),))
    even = _even(factored, e, below)
    if even is not None:
        return Forms(fast, Form(even, lets[:1]), f"sigma-normal form, even in u{below}")
    return Forms(
        fast, Form(_over(*_fraction(factored, s, c, n.Add((ONE, e)), below)), lets), f"sigma-normal form{below}"
    )


def _degree_below(factored: Factored) -> int:
    """Return n of the (1 + t)^n that the product is divided by."""
    ((key, _),) = factored.front.terms.items()
    powers = dict(key)
    return powers.get(A, 0) + powers.get(B, 0) + sum(e * _degree(f) for f, e in factored.factors)


def _exponential(factored: Factored) -> tuple[int, bool, list[n.Term]] | None:
    """Return k, the sign and what is in front if the product is a multiple of (A/B)^k = exp(k*u)."""
    ((key, value),) = factored.front.terms.items()
    powers = dict(key)
    if factored.factors or powers.get(A, 0) != -powers.get(B, 0) or not powers.get(A, 0):
        return None
    rest = Polynomial({tuple(p for p in key if p[0] not in (A, B)): abs(value)})
    return powers[A], value < 0, [] if rest.terms == {(): Fraction(1)} else [written(rest)]


def _with_logarithms(
    form: SigmaForm, u: n.Term, names: tuple[n.Symbol, n.Symbol, n.Symbol, n.Symbol], used: frozenset[n.Symbol]
) -> Forms:
    """Return the sum over the outer monomials in a = sigma(u), b = sigma(-u) and the two softplus."""
    t, e, s, c = names
    a, b, up, down = (fresh(n.Symbol(name), used) for name in ("a", "b", "up", "down"))
    result = _by_parts(form, {A: a, B: b, P: up, Q: down})
    above, below = n.Add((ONE, t)), n.Add((ONE, e))
    log = LN(below)
    choose = n.Relation(">=", u, ZERO)
    fast = (
        (t, EXP(u)),
        (a, n.Div(t, above)),
        (b, n.Div(ONE, above)),
        (up, LN(above)),
        (down, LN(n.Add((ONE, n.Div(ONE, t))))),
    )
    safe = (
        (e, EXP(n.Neg(ABS(u)))),
        (s, n.Cases((ONE,), (choose,), e)),
        (c, n.Cases((e,), (choose,), ONE)),
        (a, n.Div(s, below)),
        (b, n.Div(c, below)),
        (up, n.Add((MAX(u, ZERO), log))),
        (down, n.Add((MAX(n.Neg(u), ZERO), log))),
    )
    return Forms(Form(result, fast), Form(result, safe), "sigma-normal form with logarithms")


def _by_parts(form: SigmaForm, names: dict[n.Term, n.Symbol]) -> n.Term:
    """Return the sum over the outer monomials, each with its coefficient, in these names for A, B, P, Q."""
    a, b = names[A], names[B]
    terms = []
    for outer, factored in form.parts:
        term = _over(*_fraction(factored, a, b, ONE))
        inner = term.term if isinstance(term, n.Neg) else term
        factors = [] if inner == ONE else [inner]
        for generator, exponent in outer:
            base: n.Term = names.get(generator, generator)
            if isinstance(generator, n.Pow):
                base = n.Pow(names[generator.base], generator.exponent)
            factors.append(_power(base, exponent))
        shown = product(factors)
        terms.append(n.Neg(shown) if isinstance(term, n.Neg) else shown)
    terms.sort(key=lambda term: isinstance(term, n.Neg))
    return terms[0] if len(terms) == 1 else n.Add(tuple(terms))


def _of_probability(form: SigmaForm, a: n.Symbol, b: n.Symbol) -> Forms:
    """Return the forms in a and b = 1 - a: one fraction, or term by term, which is right at 0 and 1 too."""
    rest = (b, n.Add((ONE, n.Neg(a))))
    if len(form.parts) != 1 or form.parts[0][0] != ():
        parts = dict(form.parts)
        p, q = (_coefficient(parts.pop(((symbol, 1),), None)) for symbol in (P, Q))
        if parts:
            raise NotSigma("no rule for products of logarithms and fractions")
        logs = [_scaled(x, [LN(y)]) for x, y in ((q, a), (p, n.Add((ONE, n.Neg(a))))) if x.terms]
        value = n.Neg(n.Add(tuple(logs)) if len(logs) > 1 else logs[0])
        return Forms(Form(value), Form(value), "logarithms of a and 1 - a")
    factored = form.parts[0][1]
    upper, lower = _fraction(factored, a, b, ONE)
    terms = [_one_by_one(*_fraction(term, a, b, ONE)) for term in _distributed(factored)]
    apart = terms[0] if len(terms) == 1 else n.Add(tuple(terms))
    return Forms(Form(_over(upper, lower), (rest,)), Form(apart, (rest,)), "homogeneous in a and 1 - a")


def _one_by_one(top: n.Term, bottom: n.Term | None) -> n.Term:
    """Return top/bottom, by a square in two steps: the square of a small number underflows."""
    if isinstance(top, n.Neg):
        return n.Neg(_one_by_one(top.term, bottom))
    if isinstance(bottom, n.Pow) and bottom.exponent == n.Number(Fraction(2)):
        return n.Div(n.Div(top, bottom.base), bottom.base)
    return _over(top, bottom)


def _distributed(factored: Factored) -> list[Factored]:
    """Return the product of a monomial and one sum as terms, or the product itself."""
    if len(factored.factors) != 1 or factored.factors[0][1] != 1:
        return [factored]
    (factor, _) = factored.factors[0]
    groups = factor.split(lambda g: g in (A, B))
    order = sorted(groups, key=lambda key: -dict(key).get(A, 0))
    return [Factored(factored.front * Polynomial({key: Fraction(1)}), ((groups[key], 1),)) for key in order]


def _even(factored: Factored, e: n.Symbol, below: str) -> n.Term | None:
    """Return A^i*B^i*(what is free of u), written in e, or None."""
    ((key, value),) = factored.front.terms.items()
    powers = dict(key)
    if factored.factors or powers.get(A, 0) != powers.get(B, 0) or powers.get(A, 0) <= 0:
        return None
    i = powers[A]
    rest = Polynomial({tuple(p for p in key if p[0] not in (A, B)): value})
    front = [] if rest.terms == {(): Fraction(1)} else [written(rest)]
    return _over(product([*front, _power(e, i)]), _whole(n.Add((ONE, e)), 2 * i, below))


def _fraction(
    factored: Factored, a: n.Term, b: n.Term, whole: n.Term, how: str = _NESTED
) -> tuple[n.Term, n.Term | None]:
    """Return numerator and denominator with A = a/whole, B = b/whole."""
    ((key, value),) = factored.front.terms.items()
    powers = dict(key)
    up, down = powers.get(A, 0), powers.get(B, 0)
    degree = _degree_below(factored)
    rest = Polynomial({tuple(p for p in key if p[0] not in (A, B)): value})
    negative = next(iter(rest.terms.values())) < 0
    if negative:
        rest = Polynomial({k: -v for k, v in rest.terms.items()})
    above = [] if rest.terms == {(): Fraction(1)} else [written(rest)]
    below: list[n.Term] = []
    if whole == ONE:
        degree = 0
    for base, exponent in ((a, up), (b, down)):
        if exponent and base != ONE:
            (above if exponent > 0 else below).append(_power(base, abs(exponent)))
    for factor, exponent in factored.factors:
        (above if exponent > 0 else below).append(_power(_linear(factor, a, b), abs(exponent)))
    if degree:
        (below if degree > 0 else above).append(_whole(whole, abs(degree), how))
    top = product(above)
    return (n.Neg(top) if negative else top), (product(below) if below else None)


def _whole(whole: n.Term, exponent: int, how: str) -> n.Term:
    """Return (1 + x)^n, nested as 1 + x*(n + x*(...)): rounding 1 + x would count n times, there it counts once."""
    if how == _POWER or exponent == 1 or not (isinstance(whole, n.Add) and whole.terms[0] == ONE):
        return _power(whole, exponent)
    x, nested = whole.terms[1], n.Add((n.Number(Fraction(exponent)), whole.terms[1]))
    for k in range(exponent - 2, -1, -1):
        nested = n.Add((n.Number(Fraction(comb(exponent, k))), n.Mul((x, nested))))
    return nested


def _degree(factor: Polynomial) -> int:
    key = next(iter(factor.terms))
    return sum(e for g, e in key if g in (A, B))


def _linear(factor: Polynomial, a: n.Term, b: n.Term) -> n.Term:
    """Return a homogeneous polynomial in A and B as a sum over powers of a and b."""
    groups = factor.split(lambda g: g in (A, B))
    order = sorted(groups, key=lambda key: -dict(key).get(A, 0))
    parts = []
    for key in order:
        powers = dict(key)
        bases = [_power(base, powers[g]) for g, base in ((A, a), (B, b)) if powers.get(g) and base != ONE]
        parts.append(_scaled(groups[key], bases))
    if len(parts) > 1 and isinstance(parts[0], n.Neg):
        first = next((i for i, part in enumerate(parts) if not isinstance(part, n.Neg)), 0)
        parts.insert(0, parts.pop(first))
    return parts[0] if len(parts) == 1 else n.Add(tuple(parts))


def _scaled(coefficient: Polynomial, bases: list[n.Term]) -> n.Term:
    """Return coefficient * bases, its number and its sign in front: -2*(1 - y)*t^2."""
    first = min(coefficient.terms, key=lambda key: (sum(e for _, e in key), str(key)))
    content = gcd(*(v.numerator for v in coefficient.terms.values())) * (1 if coefficient.terms[first] > 0 else -1)
    rest = coefficient * constant(Fraction(1, content))
    number = [n.Number(Fraction(abs(content)))] if abs(content) != 1 else []
    one = rest.terms == {(): Fraction(1)}
    middle = [] if one and (bases or number) else factored_terms(rest)
    term = product([*number, *middle, *bases])
    return n.Neg(term) if content < 0 else term


def _softplus(parts: dict[Monomial, Factored], u: n.Term, log: n.Term) -> list[tuple[str, n.Term]]:
    """Return p*P + q*Q, p and q free of u, with softplus(u) = max(u, 0) + log, by name: shorter if p, q >= 0."""
    parts = dict(parts)
    p, q = (_coefficient(parts.pop(((symbol, 1),), None)) for symbol in (P, Q))
    if parts:
        raise NotSigma("no rule for products of logarithms and fractions")
    tail = _scaled(p + q, [log])
    sides = [_scaled(x, [MAX(y, ZERO)]) for x, y in ((p, u), (q, n.Neg(u))) if x.terms]
    found: list[tuple[str, n.Term]] = [("softplus form", n.Add((*sides, tail)))]
    if len(sides) == 2:
        larger = n.Add((MAX(_scaled(p, [u]), _scaled(q, [n.Neg(u)])), tail))
        found.insert(0, ("softplus form, one maximum", larger))
    return found


def _one_softplus(parts: dict[Monomial, Factored], u: n.Term, t: n.Symbol) -> Form | None:
    """Return p*P or q*Q alone as p*ln(1 + exp(u)), which loses no digits but overflows."""
    ((generators, factored),) = parts.items() if len(parts) == 1 else [((), None)]
    if generators not in (((P, 1),), ((Q, 1),)):
        return None
    term = _scaled(_coefficient(factored), [LN(n.Add((ONE, t)))])
    return Form(term, ((t, EXP(u if generators == ((P, 1),) else n.Neg(u))),))


def _coefficient(factored: Factored | None) -> Polynomial:
    """Return what a logarithm is multiplied by, free of A and B."""
    if factored is None:
        return Polynomial({})
    whole = factored.front
    for factor, exponent in factored.factors:
        whole = whole * factor**exponent
    if any(g in (A, B) for key in whole.terms for g, _ in key):
        raise NotSigma("a logarithm is multiplied by sigma")
    return whole


def _power(base: n.Term, exponent: int) -> n.Term:
    return base if exponent == 1 else n.Pow(base, n.Number(Fraction(exponent)))


def _over(top: n.Term, bottom: n.Term | None) -> n.Term:
    """Return top/bottom; equal powers above and below become one power, which overflows later."""
    if bottom is None:
        return top
    if isinstance(top, n.Pow) and isinstance(bottom, n.Pow) and top.exponent == bottom.exponent:
        return n.Pow(n.Div(top.base, bottom.base), top.exponent)
    return n.Neg(n.Div(top.term, bottom)) if isinstance(top, n.Neg) else n.Div(top, bottom)
