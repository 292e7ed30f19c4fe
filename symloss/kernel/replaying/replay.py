"""A proof done again from its certificate: no normaliser, no field, no flint, no differentiator.

What it shows, for every relation that the proof settled:
- the cases cover everything: a relation or its opposite, or all members of a finite set
  that the facts name;
- in each case the two forms agree: the numerator of their difference is the zero
  polynomial, by polynomial arithmetic of its own, with the rules kernel^d = ... alone;
- each of those rules is one that its kernel declares: r^2 = a, delta^2 = delta, y in {0, 1};
- each form is the written side: both are evaluated in prime fields in which exp and ln
  are exact (`symloss.kernel.replaying.residues`), with sums of a concrete length, at points that
  satisfy the facts. Different quotients of polynomials agree at such a point once in a million times;
- every division, logarithm and root in the sides is among the conditions, and each
  condition that is reported is a fact in force or met as part of the natural domain.

An instance of an equation, and constants that are found, are the equations they come
down to: the premise at that value, times a factor, is the claim.

What it does not show: the derivatives (the sides are taken as expanded; the second
checker differentiates the original statement), the reasoning about signs (inequalities,
conditions that "follow", cases that are said not to occur), that the premise of an
instance is polynomial in its variable, and steps that are proved without forms
(`Certificate.other`). `python -m benchmarks.replayed` counts and names the proofs that
could not be done again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from symloss.kernel.proof import NAMED, Proof
from symloss.kernel.replaying.certificate import Certificate, Form, Leaf, Polynomial, Power, Powers, Premise, Settled
from symloss.kernel.replaying.prime_fields import BASE, PRIMES, Outside, character, quotient, rational
from symloss.kernel.replaying.residue_points import place
from symloss.kernel.replaying.residues import STEPS, Residues, Unshown
from symloss.term import nodes as n
from symloss.term.effort import OPERATION, Deadline, charge, within
from symloss.term.functions import function_of
from symloss.term.walk import free_symbols, subterms

_TRIES, _AGREED, _LARGE = 400, 3, 200_000
_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_ROOTED = ("ln", "sqrt", "log_base", "logit", "artanh")


@dataclass(frozen=True)
class Report:
    """What came of it: `wrong` says what cannot be right, `open` what could not be done again."""

    wrong: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    leaves: int = 0

    @property
    def accepted(self) -> bool:
        """Whether the whole proof was done again."""
        return not self.wrong and not self.open


def replay(proof: Proof, steps: int = STEPS) -> Report:
    """Return what comes of doing a recorded proof again in so many steps."""
    deadline = within(steps)
    certificate = proof.certificate
    if not isinstance(certificate, Certificate):
        return Report(open=("no certificate was recorded",))
    wrong, left_open, leaves = list(_reported(proof, certificate)), list(certificate.other), 0
    for settled in certificate.settled:
        wrong += _coverage(tuple(leaf.path for leaf in settled.leaves), settled.premises)
        wrong += _forgotten(settled)
        for leaf in settled.leaves:
            if leaf.empty:
                continue
            leaves += 1
            try:
                wrong += [f"{text} (case {', '.join(map(str, leaf.path))})" for text in _leaf(settled, leaf, deadline)]
            except Unshown as reason:
                left_open.append(str(reason))
    return Report(tuple(wrong), tuple(left_open), leaves)


# --- cases and conditions ------------------------------------------------------------------


def _coverage(paths: tuple[tuple[n.Relation, ...], ...], premises: tuple[Premise, ...]) -> Iterator[str]:
    """Yield what is missing for the cases to cover everything."""
    if paths == ((),):
        return
    if not paths or () in paths:
        yield "a case is settled twice, or none is"
        return
    heads = list(dict.fromkeys(path[0] for path in paths))
    first = heads[0]
    opposite = n.Relation(_OPPOSITE[first.op], first.left, first.right)  # type: ignore[arg-type]
    if set(heads) != {first, opposite} and not any(_are_members(heads, p) for p in premises):
        yield f"the cases {', '.join(map(str, heads))} do not cover everything"
    for head in heads:
        yield from _coverage(tuple(path[1:] for path in paths if path[0] == head), premises)


def _are_members(heads: list[n.Relation], premise: Premise) -> bool:
    match premise.truth:
        case n.Member(term, n.FiniteSet(elements)):
            return set(heads) == {n.Relation("=", term, e) for e in elements}
    return False


def _forgotten(settled: Settled) -> Iterator[str]:
    """Yield the divisions, logarithms and roots that no condition speaks of; below an integral none has to."""
    spoken = {part for need in settled.needs for part in (need.left, need.right)}
    terms = (*subterms(settled.left), *subterms(settled.right))
    running = {term.variable for term in terms if isinstance(term, n.Integral)}
    for term in terms:
        for argument in _asks(term):
            if free_symbols(argument) and argument not in spoken and running.isdisjoint(free_symbols(argument)):
                yield f"nothing is said of {argument} in {term}"


def _asks(term: n.Term) -> Iterator[n.Term]:
    match term:
        case n.Div(_, bottom):
            yield bottom
        case n.Pow(base, n.Div() | n.Neg()):
            yield base
        case n.Apply(_, arguments) if (row := function_of(term)) is not None and row.name in _ROOTED:
            yield from arguments


def _reported(proof: Proof, certificate: Certificate) -> Iterator[str]:
    """Yield the reported conditions that no case of the certificate accounts for."""
    if certificate.other:
        return
    known: set[tuple[str, str]] = set()
    for settled in certificate.settled:
        for leaf in settled.leaves:
            known |= {(p.text, p.origin) for p in leaf.premises}
            open_ = [need for need, met in zip(settled.needs, leaf.met, strict=False) if met == "natural domain"]
            if open_:
                known.add(("", "natural domain"))
    for condition in proof.conditions:
        natural = condition.origin == "natural domain" and (("", "natural domain") in known or condition in NAMED)
        if not natural and (condition.text, condition.origin) not in known:
            yield f"the condition {condition.text} ({condition.origin}) was used nowhere"


# --- one case ------------------------------------------------------------------------------


def _leaf(settled: Settled, leaf: Leaf, deadline: Deadline) -> Iterator[str]:
    if len(leaf.met) != len(settled.needs):
        yield "not every condition of the sides is met"
    if leaf.left is None or leaf.right is None:
        if settled.left != settled.right:
            yield from _points(settled, leaf, lambda at: _same(settled, at), deadline)
        return
    powers = {p.kernel: p for p in leaf.powers}
    for power in leaf.powers:
        if not _declared(power, leaf):
            yield f"the kernel {leaf.kernels[power.kernel]} declares no such rule"
    if leaf.by_signs and settled.op == "=":  # x*y = x in the case x = 0: seen at points where it is
        yield from _points(settled, leaf, lambda at: _same(settled, at), deadline)
    elif settled.op == "=" and (rest := _difference(leaf.left, leaf.right, powers)):
        yield f"the difference of the two forms has {len(rest)} terms left"
    yield from _points(settled, leaf, lambda at: _misread(settled, leaf, at), deadline)


def _declared(power: Power, leaf: Leaf) -> bool:
    """Return whether a rule kernel^d = value is of the kind its kernel has; the value is checked at points."""
    itself: Polynomial = ((((power.kernel, 1),), Fraction(1)),)
    match leaf.kernels[power.kernel]:
        case n.Delta() | n.Indicator():
            return power.degree == 2 and power.value == itself
        case n.Pow(_, n.Div(n.Number(one), n.Number(degree))) if one == 1 and degree == power.degree:
            return True
        case n.Apply(n.Symbol("abs" | "cos"), _):
            return power.degree == 2
    for premise in leaf.premises:
        match premise.truth:
            case n.Member(_, n.FiniteSet(elements)) if len(elements) == power.degree:
                at = Residues(0)
                values = [at.value(e) for e in elements]
                polynomial = {k: Fraction(v) for k, v in power.value}
                if all(_at(polynomial, {power.kernel: v}) == pow(v, power.degree, PRIMES[BASE]) for v in values):
                    return True
    return False


# --- polynomials ---------------------------------------------------------------------------

Terms = dict[Powers, Fraction]


def _times(left: Terms, right: Terms) -> Terms:
    if len(left) * len(right) > _LARGE:
        raise Unshown("forms too large to multiply")
    charge(OPERATION * len(left) * len(right))
    result: Terms = {}
    for (p, a), (q, b) in product(left.items(), right.items()):
        exponents = dict(p)
        for generator, exponent in q:
            exponents[generator] = exponents.get(generator, 0) + exponent
        _add(result, tuple(sorted(exponents.items())), a * b)
    return result


def _add(terms: Terms, powers: Powers, coefficient: Fraction) -> None:
    total = terms.get(powers, Fraction(0)) + coefficient
    if total:
        terms[powers] = total
    else:
        terms.pop(powers, None)


def _difference(left: Form, right: Form, rules: Mapping[int, Power]) -> Terms:
    """Return the numerator of left - right, brought down by the rules."""
    if left.bottom == right.bottom:
        total, other = dict(left.top), dict(right.top)
    else:
        total = _times(dict(left.top), dict(right.bottom))
        other = _times(dict(right.top), dict(left.bottom))
    for powers, coefficient in other.items():
        _add(total, powers, -coefficient)
    while high := next(((p, g) for p in total for g, e in p if g in rules and e >= rules[g].degree), None):
        powers, generator = high
        rule = rules[generator]
        lowered = tuple((g, e - rule.degree * (g == generator)) for g, e in powers)
        rest: Terms = {tuple((g, e) for g, e in lowered if e): total.pop(powers)}
        for found, coefficient in _times(rest, dict(rule.value)).items():
            _add(total, found, coefficient)
    return total


# --- points --------------------------------------------------------------------------------


def _points(settled: Settled, leaf: Leaf, wrong: Callable[[Residues], str | None], deadline: Deadline) -> Iterator[str]:
    """Look for what is wrong at points, until there are enough of them.

    What agrees at a point agrees not by chance, whatever holds there; a disagreement
    counts only where all facts of the case hold, and all signs that were used.
    """
    agreed, levels = 0, {BASE}
    for seed in range(_TRIES):
        if deadline.passed:
            raise Unshown("it takes too many steps")
        at = Residues(seed, deadline=deadline)
        try:
            fits = place(at, settled, leaf, levels)
            text = wrong(at)
        except Outside:
            continue
        finally:
            complete, levels = at.touched <= levels, levels | at.touched
        if text is not None and fits and complete and _respects(leaf, at, levels):
            yield text
            return
        agreed += text is None
        if agreed == _AGREED:
            return
    raise Unshown(f"{agreed} points of the case were found for {settled.left} {settled.op} {settled.right}")


def _same(settled: Settled, at: Residues) -> str | None:
    same = at.value(settled.left) == at.value(settled.right)
    return None if same else "the two sides are said to be the same and are not"


def _misread(settled: Settled, leaf: Leaf, at: Residues) -> str | None:
    """Return which form is not its side, or which rule of a kernel does not hold."""
    assert leaf.left is not None and leaf.right is not None
    for side, form in ((settled.left, leaf.left), (settled.right, leaf.right)):
        if not _agrees(side, form, leaf, at):
            return f"a form is not what it stands for: {side}"
    for power in leaf.powers:
        if _is_used(power.kernel, leaf) and not _follows(power, leaf, at):
            return f"the rule of {leaf.kernels[power.kernel]} does not hold"
    return None


def _agrees(side: n.Term, form: Form, leaf: Leaf, at: Residues) -> bool:
    kernels = _kernels(leaf, (form.top, form.bottom), at)
    top, bottom = _at(dict(form.top), kernels), _at(dict(form.bottom), kernels)
    return at.value(side) == quotient(top, bottom, BASE)


def _follows(power: Power, leaf: Leaf, at: Residues) -> bool:
    kernels = _kernels(leaf, (power.value, ((((power.kernel, 1),), Fraction(1)),)), at)
    return _at(dict(power.value), kernels) == pow(kernels[power.kernel], power.degree, PRIMES[BASE])


def _is_used(kernel: int, leaf: Leaf) -> bool:
    assert leaf.left is not None and leaf.right is not None
    forms = (leaf.left.top, leaf.left.bottom, leaf.right.top, leaf.right.bottom)
    return any(g == kernel for form in forms for powers, _ in form for g, _ in powers)


def _kernels(leaf: Leaf, polynomials: tuple[Polynomial, ...], at: Residues, level: int = BASE) -> dict[int, int]:
    used = sorted({g for p in polynomials for powers, _ in p for g, _ in powers})
    return {g: at.value(leaf.kernels[g], level) for g in used}


def _at(polynomial: Terms, kernels: Mapping[int, int], level: int = BASE) -> int:
    prime, total = PRIMES[level], 0
    for powers, coefficient in polynomial.items():
        term = rational(coefficient, level)
        for generator, exponent in powers:
            term = term * pow(kernels[generator], exponent, prime) % prime
        total += term
    return total % prime


def _respects(leaf: Leaf, at: Residues, levels: set[int]) -> bool:
    """Return whether the signs that the proof used hold at the point: sums of "positive" numbers need not be."""
    for polynomial, signs in leaf.signs:
        try:
            for level in sorted(levels):
                value = _at(dict(polynomial), _kernels(leaf, (polynomial,), at, level), level)
                if character(value, level) not in signs:
                    return False
        except Outside:
            return False
    return True
