"""Proofs done again: the certificates of the campaign and of the derivations hold, tampered ones are refused."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from flint import fmpz

from benchmarks.judge import true_cases
from symloss.derive.engine import derive
from symloss.derive.load import catalogue
from symloss.kernel.proof import Proof
from symloss.kernel.proving.prove import prove
from symloss.kernel.refuting.second import contradicts
from symloss.kernel.replaying.certificate import Certificate, Form, Leaf, Power, Settled
from symloss.kernel.replaying.prime_fields import PRIMES, Outside
from symloss.kernel.replaying.replay import replay
from symloss.kernel.replaying.residues import STEPS, Residues
from symloss.kernel.verdict import Condition
from symloss.term import nodes as n
from symloss.term.effort import spent
from symloss.term.functions import FUNCTIONS
from symloss.term.scope import Scope
from symloss.term.sorts import DENSITY, FUNCTION
from symloss.term.statement import Identity, Statement
from tests.claims import claim, equation, scope


def proved(statement: Statement) -> Proof:
    found = prove(statement, record=True)
    assert isinstance(found, Proof), found
    return found


# --- what the prover does, holds ----------------------------------------------------------


@pytest.mark.long
def test_every_proof_of_a_slice_of_the_campaign_is_done_again() -> None:
    for case in true_cases(("T0", "T1"))[::3]:
        report = replay(proved(case.statement))
        assert (report.wrong, report.open) == ((), ()), case.text
        assert report.leaves, case.text


def test_the_second_checker_in_its_long_form_contradicts_none_of_them() -> None:
    assert [case.text for case in true_cases(("T0", "T1"))[::6] if contradicts(case.statement) is not None] == []


@pytest.mark.long
@pytest.mark.parametrize("name", [*sorted(catalogue()), "tanh", "exp"])
def test_every_step_of_every_derivation_is_done_again(name: str) -> None:
    for step in derive(name).steps:
        found = prove(step.statement, record=True)
        if isinstance(found, Proof):
            report = replay(found)
            assert report.wrong == (), step.shown
            assert report.open == (), step.shown
            assert contradicts(step.statement) is None, step.shown


def test_a_certificate_is_made_only_when_it_is_asked_for() -> None:
    found = prove(claim("x + x = 2*x", scope("x")))
    assert isinstance(found, Proof)
    assert found.certificate is None
    assert replay(found).open == ("no certificate was recorded",)


def test_what_is_not_done_again_is_said() -> None:
    report = replay(Proof("by hand", certificate=Certificate((), ("by hand",))))
    assert report.open == ("by hand",)


# --- tampered certificates ----------------------------------------------------------------

REAL = scope("x z")
LABELS = scope("a y", facts=("0 < a", "a < 1", "y in {0, 1}"))
CLASSES = scope("", "s y", where=("p_k = exp(s_k)/(sum_i exp(s_i))",), facts=("sum_k y_k = 1",))
PROOFS: dict[str, tuple[Scope, str]] = {
    "exponentials": (REAL, "sigma(z)*(1 + exp(-z)) = 1"),
    "signs": (REAL, "sqrt(x^2) = abs(x)"),
    "roots": (REAL, "(1 + sqrt(1 + x^2))^2 = 2 + x^2 + 2*sqrt(1 + x^2)"),
    "labels": (LABELS, "(a - y)^2 = y*(1 - a)^2 + (1 - y)*a^2"),
    "classes": (CLASSES, "d/ds_j (-(sum_k y_k*ln(p_k))) = p_j - y_j"),
    "indices": (CLASSES, "dp_i/ds_j = dp_j/ds_i"),
    "quotient": (REAL, "(x^2 - 1)/(x - 1) = x + 1"),
}


def first(proof: Proof, change: Callable[[Leaf], Leaf]) -> Proof:
    """Return the proof with every case that is not empty changed."""
    assert isinstance(proof.certificate, Certificate)
    return with_settled(
        proof, lambda s: replace(s, leaves=tuple(leaf if leaf.empty else change(leaf) for leaf in s.leaves))
    )


def with_settled(proof: Proof, change: Callable[[Settled], Settled]) -> Proof:
    assert isinstance(proof.certificate, Certificate)
    return replace(proof, certificate=replace(proof.certificate, settled=tuple(map(change, proof.certificate.settled))))


def other_form(form: Form | None) -> Form | None:
    if form is None:
        return None
    (powers, coefficient), *rest = form.top or (((), Fraction(0)),)
    return replace(form, top=((powers, coefficient + 1), *rest))


def turned_form(form: Form | None) -> Form | None:
    return form and replace(form, top=tuple((powers, -c) for powers, c in form.top))


def twice(term: n.Term) -> n.Term:
    return n.Mul((n.Number(Fraction(2)), term))


TAMPERED: dict[str, tuple[str, Callable[[Proof], Proof]]] = {
    "one form has another coefficient": (
        "exponentials",
        lambda p: first(p, lambda c: replace(c, left=other_form(c.left))),
    ),
    "both forms have the same wrong coefficient": (
        "classes",
        lambda p: first(p, lambda c: replace(c, left=other_form(c.left), right=other_form(c.left))),
    ),
    "both forms have the wrong sign": (
        "exponentials",
        lambda p: first(p, lambda c: replace(c, left=turned_form(c.left), right=turned_form(c.right))),
    ),
    "another right side": ("exponentials", lambda p: with_settled(p, lambda s: replace(s, right=twice(s.right)))),
    "another left side": ("quotient", lambda p: with_settled(p, lambda s: replace(s, left=twice(s.left)))),
    "a case is left out": ("signs", lambda p: with_settled(p, lambda s: replace(s, leaves=s.leaves[1:]))),
    "a case of the indices is left out": (
        "indices",
        lambda p: with_settled(p, lambda s: replace(s, leaves=s.leaves[:1])),
    ),
    "no case at all": ("roots", lambda p: with_settled(p, lambda s: replace(s, leaves=()))),
    "a case stands for another": (
        "signs",
        lambda p: with_settled(p, lambda s: replace(s, leaves=(s.leaves[0], s.leaves[0]))),
    ),
    "a kernel is another one": (
        "quotient",
        lambda p: first(p, lambda c: replace(c, kernels=tuple(map(twice, c.kernels)))),
    ),
    "a root squares to something else": (
        "roots",
        lambda p: first(
            p, lambda c: replace(c, powers=tuple(replace(r, value=(((), Fraction(7)),)) for r in c.powers))
        ),
    ),
    "a number is said to be its own square": (
        "exponentials",
        lambda p: first(p, lambda c: replace(c, powers=(Power(0, 2, ((((0, 1),), Fraction(1)),)),))),
    ),
    "a label has other values": (
        "labels",
        lambda p: first(
            p, lambda c: replace(c, powers=tuple(replace(r, value=(((), Fraction(1)),)) for r in c.powers))
        ),
    ),
    "a condition is forgotten": (
        "quotient",
        lambda p: with_settled(first(p, lambda c: replace(c, met=())), lambda s: replace(s, needs=())),
    ),
    "a condition is met in no way": ("quotient", lambda p: first(p, lambda c: replace(c, met=()))),
    "a condition comes from nowhere": (
        "quotient",
        lambda p: replace(p, conditions=(*p.conditions, Condition("z > 0", "stated, line 9"))),
    ),
    "the label's fact is left out": (
        "labels",
        lambda p: with_settled(first(p, lambda c: replace(c, premises=())), lambda s: replace(s, premises=())),
    ),
}


@pytest.mark.parametrize("name", PROOFS)
def test_the_proofs_that_are_tampered_with_hold_as_they_are(name: str) -> None:
    made, text = PROOFS[name]
    report = replay(proved(claim(text, made)))
    assert report.accepted, report


@pytest.mark.parametrize("how", TAMPERED)
def test_a_tampered_certificate_is_refused(how: str) -> None:
    name, tamper = TAMPERED[how]
    made, text = PROOFS[name]
    proof = proved(claim(text, made))
    changed = tamper(proof)
    assert changed != proof
    assert not replay(changed).accepted, how


def test_the_fields_of_the_replay_are_fields():
    for above, below in itertools.pairwise(PRIMES):
        assert above == 2 * below + 1
    assert all(fmpz(p).is_prime() for p in PRIMES)
    squares = [pow(q, (p - 1) // 2, p) == 1 for p in PRIMES for q in range(2, 14)]
    assert all(squares)  # so that small integers are "positive"


# --- what it costs ------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize("depth", [10, 40])
def test_sums_nested_deeply_are_left_open_rather_than_added_up_for_minutes(depth: int) -> None:
    deep = claim("sum_{i=1..n} " * depth + f"x = n^{depth}*x", scope("x"))
    before = spent()
    report = replay(proved(deep))
    assert report.open == ("it takes too many steps",)
    assert report.wrong == ()
    assert spent() - before < 1.5 * STEPS


def test_a_proof_is_done_again_in_the_steps_that_it_is_given() -> None:
    found = proved(claim("(x + 1)^2 = x^2 + 2*x + 1", scope("x")))
    assert replay(found).accepted
    assert replay(found, 0).open == ("it takes too many steps",)


# --- laws that the residues obey ----------------------------------------------------------

LAWFUL = scope("s t a c", functions="f g")
LAWFUL = LAWFUL.declare(n.Symbol("q", DENSITY), n.Symbol("r", DENSITY), n.Symbol("x"), n.Symbol("z"))


def agreeing(text: str) -> tuple[int, int]:
    """Return at how many points both sides of an equation have one value, and at how many they have values at all."""
    relation, same, seen = equation(text, LAWFUL), 0, 0
    for seed in range(60):
        at = Residues(seed)
        try:
            left, right = at.value(relation.left), at.value(relation.right)
        except Outside:
            continue
        same, seen = same + (left == right), seen + 1
    return same, seen


@pytest.mark.parametrize(
    ("lawful", "lawless"),
    [
        ("Gamma(s + 3) = (s + 2)*(s + 1)*s*Gamma(s)", "Gamma(s + 3) = (s + 2)*(s + 1)*Gamma(s)"),
        ("Gamma(7) = 720", "Gamma(7) = 5040"),
        ("Gamma(5/2)^2 = 9/16*pi", "Gamma(5/2)^2 = 3/4*pi"),
        ("lnGamma(s + 1) = ln(s) + lnGamma(s)", "lnGamma(s + 1) = s + lnGamma(s)"),
        ("digamma(s + 2) = digamma(s) + 1/s + 1/(s + 1)", "digamma(s + 2) = digamma(s) + 2/s"),
        ("factorial(4) = 24", "factorial(4) = 6"),
        ("E_{x~q}[a*f(x) + c] = a*E_{x~q}[f(x)] + c", "E_{x~q}[a*f(x) + c] = a*E_{x~q}[f(x)]"),
        ("E_{x~q}[E_{z~r}[x*z]] = E_{x~q}[x]*E_{z~r}[z]", "E_{x~q}[E_{z~q}[x*z]] = E_{x~q}[x^2]"),
        ("E_{x~q}[E_{x~r}[x]] = E_{z~r}[z]", "E_{x~q}[E_{x~r}[x]] = E_{z~q}[z]"),
        ("E_{x~q}[f(z)] = f(z)", "E_{x~q}[f(x)] = f(x)"),
        ("E_{x~q}[(x - E_{z~q}[z])^2] = E_{x~q}[x^2] - E_{x~q}[x]^2", "E_{x~q}[f(x)] = f(E_{x~q}[x])"),
    ],
)
def test_residues_obey_the_laws_of_gamma_functions_and_means_and_no_others(lawful: str, lawless: str) -> None:
    same, seen = agreeing(lawful)
    assert same == seen > 10
    same, seen = agreeing(lawless)
    assert same <= 1 < 10 < seen


def test_a_gamma_function_has_no_value_at_its_poles() -> None:
    for text in ("Gamma(0) = 1", "Gamma(s - s) = 1", "Gamma(-3) = 1", "digamma(0) = 1"):
        assert agreeing(text) == (0, 0)


def test_residues_do_not_know_that_pi_is_less_than_8():
    g, x = n.Symbol("g", FUNCTION), n.Symbol("x")
    value = n.Apply(n.Prime(g, 2), (FUNCTIONS["min"](x, n.Constant("pi"), n.Number(Fraction(8))),))
    claim = n.Relation("=", n.Add((value, value)), n.Mul((n.Number(Fraction(2)), value)))
    found = prove(Statement(Scope().declare(g, x), Identity(claim)), record=True)
    assert isinstance(found, Proof) and replay(found).wrong == ()
