"""Each kind of step, right and wrong, and the verdicts that the judge gives."""

from __future__ import annotations

import pytest

from symloss.kernel.judge import judge
from symloss.kernel.proof import Failure, Proof
from symloss.kernel.proving.prove import prove
from symloss.kernel.verdict import Verdict
from symloss.term import nodes as n
from symloss.term import statement as st
from symloss.term.scope import Definition, Hypothesis, Scope
from symloss.term.sorts import INDEX
from symloss.term.statement import Statement
from tests.claims import claim, equation, scope, term

A, B = n.Symbol("A"), n.Symbol("B")
PLAIN = scope("a b x y z c A B")
UNIT = scope("a y A B", facts=("0 < a < 1",))
NEURON = scope("w b x y", where=("z = w*x + b", "a = sigma(z)"), depends={"L": "a y"})
LOSS = "-(y*ln(a) + (1 - y)*ln(1 - a))"


def step(made: Scope, what: st.Step, *given: str, declared: bool = False) -> Statement:
    facts = tuple(Hypothesis(equation(text, made), "stated") for text in given)
    return Statement(made, what, facts, declared)


def verdict(made: Scope, what: st.Step, *given: str, declared: bool = False) -> Verdict:
    return judge(step(made, what, *given, declared=declared))


def consequence(made: Scope, before: str, operation: str, factor: str, after: str) -> st.Consequence:
    by = term(factor, made) if factor else None
    return st.Consequence(equation(before, made), operation, by, equation(after, made))  # type: ignore[arg-type]


# --- equations from equations ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "operation", "factor", "after"),
    [
        ("(a - y)/(a*(1 - a)) = A/a + B/(1 - a)", "multiply", "a*(1 - a)", "a - y = A*(1 - a) + B*a"),
        ("2*a*y = 4*a", "divide", "a", "2*y = 4"),
        ("a - y = 1", "add", "y", "a = y + 1"),
        ("a + y = 1", "subtract", "y", "a = 1 - y"),
        ("2*a + 2*y = 2", "rewrite", "", "a = 1 - y"),
        ("a*y < a", "divide", "a", "y < 1"),
    ],
)
def test_consequences(before: str, operation: str, factor: str, after: str) -> None:
    assert verdict(UNIT, consequence(UNIT, before, operation, factor, after)).proved


def test_two_is_one_fails_where_it_divides_by_zero() -> None:
    """a = b, so a^2 - b^2 = a*b - b^2; dividing by a - b is the step that is wrong."""
    opened = consequence(PLAIN, "a^2 - b^2 = a*b - b^2", "rewrite", "", "(a - b)*(a + b) = b*(a - b)")
    divided = consequence(PLAIN, "(a - b)*(a + b) = b*(a - b)", "divide", "a - b", "a + b = b")
    assert verdict(PLAIN, opened, "a = b").proved
    wrong = verdict(PLAIN, divided, "a = b")
    assert wrong.refuted
    assert wrong.witness is not None
    assert verdict(PLAIN, divided).word in ("conditional", "refuted")
    assert isinstance(prove(step(PLAIN, divided)), Failure)
    assert isinstance(prove(step(PLAIN, divided, "a != b")), Proof)


@pytest.mark.parametrize(
    ("before", "operation", "factor", "after"),
    [
        ("a - y = A", "multiply", "y", "a*y = A*y"),
        ("a*y = A", "divide", "a", "y = A*a"),
        ("a - y = A", "add", "y", "a = A - y"),
        ("a*y < A", "divide", "y", "a < A/y"),
    ],
)
def test_wrong_consequences(before: str, operation: str, factor: str, after: str) -> None:
    assert isinstance(prove(step(UNIT, consequence(UNIT, before, operation, factor, after))), Failure)


# --- instances and constants --------------------------------------------------------------------


@pytest.mark.parametrize(("value", "after"), [("0", "A = -y"), ("1", "B = 1 - y"), ("1/2", "1 - 2*y = A + B")])
def test_an_instance_of_a_polynomial_equation(value: str, after: str) -> None:
    premise = equation("a - y = A*(1 - a) + B*a", UNIT)
    what = st.Instance(premise, n.Symbol("a"), term(value, UNIT), equation(after, UNIT))
    assert verdict(UNIT, what).proved  # also where the value lies outside 0 < a < 1


@pytest.mark.parametrize(
    ("premise", "value", "after"),
    [
        ("a - y = A*(1 - a) + B*a", "0", "A = y"),
        ("a - y = A*(1 - a) + B*a", "0", "B = 1 - y"),
        ("exp(a) = A", "0", "A = 1"),
        ("A/a = B", "0", "A = 0"),
    ],
)
def test_wrong_instances(premise: str, value: str, after: str) -> None:
    what = st.Instance(equation(premise, UNIT), n.Symbol("a"), term(value, UNIT), equation(after, UNIT))
    assert isinstance(prove(step(UNIT, what)), Failure)


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ((), "proved"),
        (("0 <= a <= 1",), "proved"),
        (("a != y", "a < y"), "proved"),
        (("a in {0, 1}",), "undecided"),  # a^2 = a holds for these two
        (("a >= 1", "a <= 1"), "undecided"),
        (("a = y",), "undecided"),
        (("a <= y", "a >= y"), "undecided"),
    ],
)
def test_an_equation_that_holds_for_a_few_values_has_no_instances(facts: tuple[str, ...], word: str) -> None:
    made = scope("a y A", facts=facts)
    what = st.Instance(equation("A*a^2 = A*a", made), n.Symbol("a"), term("2", made), equation("A = 0", made))
    assert isinstance(prove(step(made, what)), Proof if word == "proved" else Failure)


def test_an_instance_in_which_a_named_quantity_stays_as_it_is() -> None:
    """x := 1 with z = w*x + b: a free b makes up for the change; without one, z would change with x."""
    premise, after = "dL/da*sigma'(z)*x = x*(a - y)", "dL/da*sigma'(z) = a - y"
    free = st.Instance(equation(premise, NEURON), n.Symbol("x"), term("1", NEURON), equation(after, NEURON))
    assert isinstance(prove(step(NEURON, free)), Proof)
    tied = scope("w x y", where=("z = w*x", "a = sigma(z)"), depends={"L": "a y"})
    fixed = st.Instance(equation(premise, tied), n.Symbol("x"), term("1", tied), equation(after, tied))
    assert "cannot vary alone" in getattr(prove(step(tied, fixed)), "reason", "")


def test_constants_are_found_or_checked() -> None:
    partial = equation("(a - y)/(a*(1 - a)) = A/a + B/(1 - a)", UNIT)
    opened = verdict(UNIT, st.Ansatz(partial, (A, B), n.Symbol("a")))
    assert opened.proved
    assert "A = -y" in opened.method
    given = (term("-y", UNIT), term("1 - y", UNIT))
    assert verdict(UNIT, st.Ansatz(partial, (A, B), n.Symbol("a"), given)).proved
    assert verdict(UNIT, st.Ansatz(partial, (A, B), n.Symbol("a"), given[::-1])).refuted
    hopeless = equation("(a - y)/(a*(1 - a)) = A/a + B/(2 - a)", UNIT)
    assert isinstance(prove(step(UNIT, st.Ansatz(hopeless, (A, B), n.Symbol("a")))), Failure)
    varying = (term("-y*a/a", UNIT), term("1 - y", UNIT))
    assert isinstance(prove(step(UNIT, st.Ansatz(partial, (A, B), n.Symbol("a"), varying))), Failure)


# --- antiderivatives and solutions ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("integrand", "value", "word"),
    [
        ("(1 - y)/(1 - a)", "-(1 - y)*ln(1 - a)", "proved"),
        ("(1 - y)/(1 - a)", "(1 - y)*ln(1 - a)", "refuted"),
        ("(1 - y)/(1 - a)", "-(1 - y)*ln(a - 1)", "refuted"),  # not real on (0, 1)
        ("y/a", "y*ln(a) + A", "proved"),
        ("y/a", "y*ln(a) + A*a", "refuted"),
        ("1/(a*(1 - a))", "ln(a/(1 - a))", "proved"),
    ],
)
def test_antiderivatives(integrand: str, value: str, word: str) -> None:
    what = st.Antiderivative(term(integrand, UNIT), n.Symbol("a"), term(value, UNIT))
    assert verdict(UNIT, what, declared=True).word == word


def test_an_antiderivative_that_is_real_on_half_of_the_domain() -> None:
    what = st.Antiderivative(term("1/x", PLAIN), n.Symbol("x"), term("ln(x)", PLAIN))
    found = verdict(PLAIN, what, declared=True)
    assert found.word == "conditional"
    assert found.witness is not None
    assert "undefined" in (found.witness.left, found.witness.right)


def solution(value: str, *equations: str) -> st.Solution:
    return st.Solution(n.Symbol("L"), term(value, NEURON), tuple(equation(e, NEURON) for e in equations))


def test_a_solution_satisfies_every_equation() -> None:
    equations = ("dL/da = (a - y)/(a*(1 - a))", "dL/dw = x*(a - y)", "dL/db = a - y")
    assert verdict(NEURON, solution(LOSS, *equations)).proved
    assert verdict(NEURON, solution(LOSS + " + y^2", *equations)).proved
    assert not verdict(NEURON, solution(LOSS + " + a", *equations)).proved
    assert not verdict(NEURON, solution(LOSS.replace("(1 - y)", "y"), *equations)).proved


def test_a_solution_is_put_into_the_hypotheses_too() -> None:
    """A hypothesis about the unknown is to be verified, not to be used for the proof."""
    wrong = "dL/da = (y - a)/(a*(1 - a))"
    assert not verdict(NEURON, solution(LOSS, "dL/db = a - y"), wrong).proved
    assert isinstance(prove(step(NEURON, solution("a", wrong), wrong)), Failure)


def test_a_loss_that_is_defined_is_differentiated() -> None:
    defined = NEURON.define(Definition("L", term(LOSS, NEURON)))
    assert judge(claim("dL/dw = x*(a - y)", defined)).proved
    assert judge(claim("dL/dw = x*(y - a)", defined)).refuted


# --- verdicts ------------------------------------------------------------------------------------------


def test_a_domain_that_is_declared_may_have_a_hole() -> None:
    assert judge(claim("x/x = 1", PLAIN)).proved
    hole = judge(claim("x/x = 1", PLAIN, declared=True))
    assert hole.word == "conditional"
    assert hole.witness is not None
    assert dict(hole.witness.at) == {"x": "0"}
    assert judge(claim("x/x = 1", PLAIN, ("x > 0",), declared=True)).proved
    assert judge(claim("x/x = 2*x/(2*x)", PLAIN, declared=True)).proved  # undefined on both sides


def test_a_condition_that_only_the_judge_found() -> None:
    sums = scope("", "s y", where=("p_k = exp(s_k)/sum_i exp(s_i)",))
    found = judge(claim("d/ds_j (-(sum_k y_k*ln(p_k))) = p_j - y_j", sums))
    assert found.word == "conditional"
    assert [c.text for c in found.conditions if c.origin == "found"] == ["sum_k y_k = 1"]
    assert found.witness is not None
    assert judge(claim("d/ds_j (-(sum_k y_k*ln(p_k))) = p_j - y_j", sums, ("sum_k y_k = 1",))).proved


def test_definitions_and_assumptions_are_listed_and_not_judged() -> None:
    for what in (st.Define(Definition("a", term("x", PLAIN))), st.Assume(equation("x = 1", PLAIN))):
        found = verdict(PLAIN, what)
        assert found.word == "undecided"
        assert "listed" in found.message


def test_one_name_in_two_meanings_is_not_judged() -> None:
    other = n.Symbol("x", INDEX)
    found = verdict(PLAIN, st.Identity(n.Relation("=", n.Symbol("x"), other)))
    assert found.word == "undecided"
    assert "another name" in found.message


@pytest.mark.parametrize(
    ("text", "word"),
    [("1/ln(2) ~= 1.44", "proved"), ("1/ln(2) ~= 1.45", "refuted"), ("tanh(1) > 3/4", "proved"), ("pi != 3", "proved")],
)
def test_numbers(text: str, word: str) -> None:
    assert judge(claim(text, PLAIN)).word == word


@pytest.mark.parametrize(
    ("text", "given", "word"),
    [
        ("1/4 - a*(1 - a) >= 0", (), "proved"),
        ("0 < sigma(z) < 1", (), "proved"),
        ("sigma(z)*(1 - sigma(z)) <= 1/4", (), "proved"),
        ("sigma(z)*(1 - sigma(z)) < 1/4", (), "conditional"),  # but for z = 0
        ("tanh(z)^2 < 1", (), "proved"),
        ("x^2 + y^2 >= 2*x*y", (), "proved"),
        ("x^2 + y^2 > 2*x*y", (), "conditional"),  # x != y
        ("x^2 + y^2 > 3*x*y", (), "refuted"),
        ("x*y + (1 - x)*(1 - y) > 0", ("0 < x < 1", "0 < y < 1"), "proved"),
        ("x*y < 1", ("0 < x < 1", "0 < y < 1"), "proved"),
        ("abs(x + y) <= abs(x) + abs(y)", (), "proved"),
        ("max(x, y, z) >= y", (), "proved"),
        ("x < z", ("x < y", "y < z"), "proved"),
        ("x <= z", ("x < y",), "refuted"),
        ("softplus(z) > 0", (), "proved"),
        ("exp(x) in [0, 1]", ("x <= 0",), "proved"),
        ("y*(1 - y) = 0", ("y in {0, 1}",), "proved"),
    ],
)
def test_inequalities(text: str, given: tuple[str, ...], word: str) -> None:
    made = PLAIN
    facts = tuple(Hypothesis(term(fact, made), "stated") for fact in given)
    assert judge(Statement(made, st.Identity(term(text, made)), facts)).word == word
