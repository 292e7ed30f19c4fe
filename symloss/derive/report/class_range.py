"""How small and how large a loss over K classes gets: termwise, at one-hot labels, and where p = y.

What is said of a sum of symbolic length follows from what is said of one summand, an
entry and its label being numbers like others: a sum of terms >= 0 is >= 0, and positive
if one of them is; a summand below its chord in y and p is, summed up, below the chords.
"""

from __future__ import annotations

import sympy as sp

from symloss.derive.build import INFINITY, ONE, ZERO, equal, less, minus, number, plus, times
from symloss.derive.derivation import Fact
from symloss.derive.indexed import simplest_indexed, with_entries
from symloss.derive.report.class_curvature import convexity, met
from symloss.derive.report.families import E, Family, in_outputs
from symloss.derive.report.limits import limit
from symloss.derive.report.subject import LOSS, Subject, every, together
from symloss.derive.sympy_door import NoDoor, symbol, to_sympy
from symloss.kernel.verdict import Verdict
from symloss.term import nodes as n
from symloss.term.functions import LN
from symloss.term.scope import Hypothesis, Scope
from symloss.term.sorts import FUNCTION, INDEX
from symloss.term.walk import free_symbols, rebuild, substitute

J, K_ = (n.Symbol(name, INDEX) for name in ("j", "k"))
P, Y = n.Symbol("p"), n.Symbol("y")


def range_(subject: Subject) -> tuple[Fact, ...]:
    """Return the range: at one-hot labels where they are labels, then the least value for all labels."""
    return _one_hot(subject) or _for_all(subject)


# --- entry by entry ----------------------------------------------------------------


def by_entry(subject: Subject, claim: n.Term) -> Verdict | None:
    """Ask a claim about p_k and y_k of any numbers 0 < p <= 1, 0 <= y <= 1; None if it mentions more."""
    scalar = one_entry(subject, claim)
    if scalar is None:
        return None
    facts = (n.Relation("<", ZERO, P), n.Relation("<=", P, ONE), n.Relation("<=", ZERO, Y), n.Relation("<=", Y, ONE))
    return subject.ask(scalar, scope=_scalars(*facts))


def one_entry(subject: Subject, term: n.Term) -> n.Term | None:
    """Write p and y for the entries p_k, y_k (or p_j, y_j) of a term; None if it mentions anything else."""
    outputs = subject.formulas.where[0][0] if subject.formulas.where else None
    base = outputs.base if isinstance(outputs, n.Indexed) else subject.formulas.raw
    scalars: dict[n.Term, n.Term] = {}
    for index in (J, K_):
        scalars |= {n.Indexed(base, (index,)): P, n.Indexed(subject.formulas.y, (index,)): Y}
    found = substitute(term, scalars)
    letters = {s for s in free_symbols(found) if s.sort != FUNCTION}
    return found if letters <= {P, Y, n.Symbol("K", INDEX)} else None


def _scalars(*facts: n.Term) -> Scope:
    return Scope().declare(P, Y, n.Symbol("K", INDEX)).suppose(*(Hypothesis(f, "of one entry") for f in facts))


def summand_of(form: n.Term) -> tuple[n.Term, n.Term] | None:
    """Return what stands before a sum over k, and its summand, the index of the sum being k."""
    if isinstance(form, n.Neg):
        inner = summand_of(form.term)
        return None if inner is None else (minus(inner[0]), inner[1])
    factors = form.factors if isinstance(form, n.Mul) else (form,)
    last = factors[-1]
    if not isinstance(last, n.Bind) or last.kind != "sum":
        return None
    return times(*factors[:-1]) if len(factors) > 1 else ONE, substitute(last.body, {last.index: K_})


# --- one-hot labels ----------------------------------------------------------------


def _one_hot(subject: Subject) -> tuple[Fact, ...]:
    """Return the range behind softmax for y = e_1: both ends, and that neither is reached."""
    form = in_outputs(subject)
    parts = None if form is None else summand_of(form)
    if form is None or parts is None or not subject.formulas.where or strict_labels(subject):
        return ()
    front, body = parts
    entry = one_entry(subject, times(front, body))
    if entry is None:
        return ()
    positive = _positive(subject, form, entry)
    low, high = (_end(subject, form, raised) for raised in (1, 2))
    if low is None or high is None or low[0] != ZERO:
        return ()
    if high[0] == INFINITY:
        text = "L > 0 for one-hot y, 0 approached, never reached; y = e_1, s_2 -> inf: L -> inf"
        verdict = together(positive, low[1], high[1])
        return (subject.from_two("range", text, verdict), *_least_at_labels(subject))
    top = subject.write(high[0])
    below = _below(subject, front, body)
    if below is None or below[0] != high[0]:
        return ()
    text = f"0 < L < {top} for one-hot y, both ends approached, never reached"
    return (subject.from_two("range", text, together(positive, below[1], low[1], high[1])),)


def strict_labels(subject: Subject) -> bool:
    """Whether labels of 0 are excluded, and with them one-hot labels."""
    return any(isinstance(h.truth, n.Relation) and h.truth.op in ("<", ">") for h in subject.scope.domain
               if subject.formulas.y in free_symbols(h.truth))  # fmt: skip


def _positive(subject: Subject, form: n.Term, entry: n.Term) -> Verdict:
    """Ask whether the summand of the true class is positive and no other negative, 1 - p_1 being the sum of others."""
    inside = (n.Relation("<", ZERO, P), n.Relation("<", P, ONE))
    scope = _scalars(*inside)
    p = subject.formulas.where[0][0]
    assert isinstance(p, n.Indexed)
    p_j, p_k = (n.Indexed(p.base, (index,)) for index in (J, K_))
    over_set = subject.scope.index_sets[J.name]
    others = n.Bind("sum", K_, n.Except(over_set, (J,)), p_k)
    return together(
        subject.ask(equal(LOSS, form)),
        subject.ask(n.Relation(">", substitute(entry, {Y: ONE}), ZERO), scope=scope),
        subject.ask(n.Relation(">=", substitute(entry, {Y: ZERO}), ZERO), scope=scope),
        subject.ask(n.Relation(">", p_j, ZERO)),
        subject.ask(equal(less(ONE, p_j), others)),
    )


def _end(subject: Subject, form: n.Term, raised: int) -> tuple[n.Term, Verdict] | None:
    """Return where the loss goes as the score of one class goes to infinity, y = e_1."""
    family = Family(subject, number(raised), E)
    found = family.value(form)
    if found is None:
        return None
    value, same = found
    goal = limit(subject, value, E, INFINITY, scope=family.scope)
    return None if goal is None else (goal[0], together(family.are_outputs(), same, goal[1]))


def _below(subject: Subject, front: n.Term, body: n.Term) -> tuple[n.Term, Verdict] | None:
    """Return a bound that the loss stays below at one-hot labels: the chords of its summand in y and p, summed up.

    The chords through the corners of the unit square add up to b + c + d*p_1 where
    those through f(0, 0) = 0 are b*y + c*p + d*y*p; with d < 0 that is below b + c.
    """
    f = one_entry(subject, body)
    if f is None:
        return None
    try:
        sent = to_sympy(f)
    except NoDoor:
        return None
    y, p = symbol(Y.name), symbol(P.name)
    corner = {(i, j): sent.subs({y: i, p: j}) for i in (0, 1) for j in (0, 1)}
    if corner[0, 0] != 0 or not all(c.is_Rational for c in corner.values()):
        return None
    b, c = corner[1, 0], corner[0, 1]
    d = corner[1, 1] - b - c
    if not d < 0:
        return None
    b_, c_, d_ = (number(sp.Rational(v).p) if v.is_Integer else ONE for v in (b, c, d))
    chord = plus(times(b_, Y), times(c_, P), times(d_, Y, P))
    facts = (n.Relation("<", ZERO, P), n.Relation("<=", P, ONE), n.Relation("<=", ZERO, Y), n.Relation("<=", Y, ONE))
    under = subject.ask(n.Relation("<=", f, chord), scope=_scalars(*facts))
    outputs = subject.formulas.where[0][0]
    assert isinstance(outputs, n.Indexed)
    p_k, y_k = n.Indexed(outputs.base, (K_,)), n.Indexed(subject.formulas.y, (K_,))
    over_set = subject.scope.index_sets[J.name]
    summed = n.Bind("sum", K_, over_set, substitute(chord, {P: p_k, Y: y_k}))
    met = n.Bind("sum", K_, over_set, n.Mul((y_k, p_k)))
    total = subject.ask(equal(summed, plus(plus(b_, c_), times(d_, met))))
    at_most_one = subject.ask(n.Relation("<=", n.Indexed(outputs.base, (J,)), ONE))
    return simplest_indexed(times(front, plus(b_, c_))), together(under, total, at_most_one)


# --- all labels --------------------------------------------------------------------


def _for_all(subject: Subject) -> tuple[Fact, ...]:
    """Return the least value for all labels: termwise, or where p = y, or that the loss takes both signs."""
    claim = n.Relation(">=", LOSS, ZERO)
    verdict = subject.ask(claim)
    if verdict.word == "refuted":
        return (Fact("range", f"L takes both signs: {subject.evidence(verdict, 'L')}", verdict),)
    if at_labels := _least_at_labels(subject):
        return at_labels
    for form in (subject.formulas.value, *subject.equal_forms):
        parts = summand_of(form)
        if parts is None:
            continue
        summand = times(*parts)
        by_term = together(subject.ask(equal(LOSS, form)), subject.never_negative(substitute(summand, {K_: J})))
        if by_term.word == "proved":
            reached, how = _reached(subject)
            text = f"L >= 0{how}: {subject.write(summand)} >= 0 for every k"
            return (every("range", text, by_term if reached is None else together(by_term, reached)),)
    reached, how = _reached(subject)
    together_ = verdict if reached is None else together(verdict, reached)
    return (every("range", f"{subject.write(claim)}{how}", together_),)


def _reached(subject: Subject) -> tuple[Verdict | None, str]:
    """Say where the loss is 0, if it is where the raw values are the labels or their logarithms."""
    formulas = subject.formulas
    y_k, s_k = (n.Indexed(symbol, (K_,)) for symbol in (formulas.y, formulas.raw))
    if formulas.where:
        return None, ""
    for best, needs in ((y_k, ()), (LN(y_k), (n.Relation(">", y_k, ZERO),))):
        there = _with(formulas.value, formulas.raw, best)
        given = tuple(Hypothesis(truth, "premise") for truth in needs)
        verdict = subject.ask(equal(there, ZERO), scope=subject.scope.suppose(*given))
        if verdict.word == "proved":
            said = "".join(f" ({subject.write(truth)})" for truth in needs)
            return verdict, f", reached where {subject.write(equal(s_k, best))}{said}"
    return None, ""


def _with(term: n.Term, raw: n.Symbol, best: n.Term) -> n.Term:
    """Put a value for each entry of the raw vector, also below sums."""
    if isinstance(term, n.Indexed) and term.base == raw:
        return substitute(best, {K_: term.indices[0]})
    return rebuild(term, lambda child: _with(child, raw, best))


def _least_at_labels(subject: Subject) -> tuple[Fact, ...]:
    """Say what the loss is at least, by convexity: its value where p = y, where the gradient is 0."""
    form = in_outputs(subject)
    if form is None or not subject.formulas.where:
        return ()
    outputs = subject.formulas.where[0][0]
    assert isinstance(outputs, n.Indexed)
    there = simplest_indexed(with_entries(form, outputs.base, subject.formulas.y))
    convex = [fact.verdict for fact in subject.once(convexity) if fact.verdict is not None]
    y_k = n.Indexed(subject.formulas.y, (K_,))
    positive = () if strict_labels(subject) else (Hypothesis(n.Relation(">", y_k, ZERO), "premise"),)
    at = with_entries(form, outputs.base, subject.formulas.y)
    zero = subject.ask(equal(at, ZERO), scope=subject.scope.suppose(*positive))
    least = ZERO if zero.word == "proved" else there
    verdict = together(*convex, met(subject), subject.ask(equal(LOSS, form)))
    if verdict.word != "proved":
        return ()
    p_k = n.Indexed(outputs.base, (K_,))
    needs = "".join(f" ({subject.write(h.truth)})" for h in positive)
    text = (
        f"L >= {subject.write(least)}, reached where {subject.write(equal(p_k, y_k))}{needs}: convex, stationary there"
    )
    return (every("range" if strict_labels(subject) else "", text, verdict),)
