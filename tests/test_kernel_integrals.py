"""Definite integrals: what is linear, what has a closed form, what balls show; improper ones and poles are let alone."""

from __future__ import annotations

import pytest
from flint import arb, fmpq

from symloss.kernel.judge import judge
from symloss.kernel.proof import CONVERGENT, UNDER_INTEGRAL
from symloss.kernel.refuting.second import contradicts
from symloss.kernel.replaying.moments import NODES, weights
from symloss.kernel.values import jets
from symloss.kernel.values.balls import Undefined, Unknown
from symloss.kernel.values.quadrature import integrated
from symloss.kernel.verdict import Condition
from symloss.term.nodes import Symbol
from symloss.term.scope import Definition
from symloss.term.sorts import FUNCTION
from symloss.term.statement import Antiderivative, Statement
from tests.claims import claim, scope, term

NAMES = scope("a b c l m s t x y z")
for function in "fgpq":
    NAMES = NAMES.declare(Symbol(function, FUNCTION))
POSITIVE = ("l > 0", "s > 0", "c > 0")


def word(text: str, *given: str) -> str:
    return judge(claim(text, NAMES, given)).word


@pytest.mark.long
@pytest.mark.parametrize(
    "text",
    [
        "int_{a..b} (f(x) + 2*g(x)) dx = int_{a..b} f(t) dt + 2*int_{a..b} g(t) dt",
        "int_{0..1} c*exp(-l*x - c) dx = c*exp(-c)*int_{0..1} exp(-l*t) dt",
        "int_{-inf..inf} p(x)*ln(p(x)/q(x)) dx = int_{-inf..inf} p(x)*(-ln(q(x)/p(x))) dx",
        "ln(int_{-inf..inf} p(x)*f(x)/p(x) dx) = ln(int_{-inf..inf} f(x) dx)",
        "int_{0..1} int_{0..1} f(x)*c*g(y) dx dy = c*int_{0..1} f(t) dt * int_{0..1} g(t) dt",
        "int_{a..b} 1 dx = b - a",
        "int_{0..1} x^2 dx = 1/3",
        "int_{a..b} x*(1 - x)^2 dx = (b^2 - a^2)/2 - 2*(b^3 - a^3)/3 + (b^4 - a^4)/4",
        "int_{0..x} x dx = x^2/2",  # the x that runs is not the one at the end
        "int_{0..1} int_{0..x} x*y dy dx = 1/8",
        "int_{0..1} int_{0..y} exp(x - y) dx dy = exp(-1)",
        "int_{0..inf} exp(-l*x) dx = 1/l",
        "int_{-inf..0} exp(l*x) dx = 1/l",
        "int_{0..inf} x^2*l*exp(-l*x) dx - (int_{0..inf} x*l*exp(-l*x) dx)^2 = 1/l^2",
        "int_{a..b} exp(-l*x) dx = (exp(-l*a) - exp(-l*b))/l",
        "int_{a..b} x*exp(x) dx = (b - 1)*exp(b) - (a - 1)*exp(a)",
        "int_{-inf..inf} exp(-(x - m)^2/(2*s^2))/sqrt(2*pi*s^2) dx = 1",
        "int_{-inf..inf} x*exp(-(x - m)^2/(2*s^2))/sqrt(2*pi*s^2) dx = m",
        "int_{-inf..inf} (x - m)^4*exp(-(x - m)^2/(2*s^2))/sqrt(2*pi*s^2) dx = 3*s^4",
        "int_{0..inf} exp(-c*x^2/2) dx = sqrt(pi/(2*c))",
        "int_{0..inf} x^3*exp(-c*x^2) dx = 1/(2*c^2)",
        "int_{1..2} 1/x dx = ln(2)",
        "int_{l..s} 1/x^3 dx = (1/l^2 - 1/s^2)/2",
        "int_{l..inf} 1/x^2 dx = 1/l",
        "d/db (int_{a..b} f(x) dx) = f(b)",
        "d/da (int_{a..b} f(x) dx) = -f(a)",
        "d/dx (int_{0..x} sin(t)*x dt) = int_{0..x} sin(t) dt + x*sin(x)",
        "d/dc (int_{a..b} exp(c*x) dx) = int_{a..b} x*exp(c*x) dx",
        "d/dx (int_{0..1} exp(c*x) dx) = 0",  # the x outside is another
        "d/dc (int_{0..c^2} sin(c*x) dx) = 2*c*sin(c^3) + int_{0..c^2} x*cos(c*x) dx",
        "int_{0..1} dt/dt dt = 1",
        "int_{-inf..inf} p(x)*ln(-2*p(x)*q(x)/(-3)) dx = int_{-inf..inf} p(x)*(ln(p(x)) + ln(q(x)) + ln(2/3)) dx",
        "ln(int_{0..inf} p(x) dx) + ln(int_{-inf..0} p(x) dx) = ln(int_{0..inf} p(t) dt) + ln(int_{-inf..0} p(t) dt)",
        "ln(int_{0..inf} 2*p(x) dx/int_{0..inf} p(x) dx) = ln(2)",
        "2*ln(int_{-inf..0} p(x) dx) = ln((int_{-inf..0} p(x) dx)^2)",
        "int_{0..1} exp(-(int_{0..x} exp(t^3) dt)) dx = int_{0..1} exp(-(int_{0..y} exp(t^3) dt)) dy",
        "int f'(x) dx = f(x)",
    ],
)
def test_true(text: str) -> None:
    verdict = judge(claim(text, NAMES, POSITIVE))
    assert verdict.proved, verdict
    assert contradicts(claim(text, NAMES, POSITIVE)) is None


@pytest.mark.parametrize(
    ("text", "refuted"),
    [
        ("int_{0..1} x^2 dx = 1/2", True),
        ("int_{a..b} f(x) dx = f(b) - f(a)", True),
        ("int_{0..1} f(x)*g(x) dx = int_{0..1} f(x) dx * int_{0..1} g(x) dx", True),
        ("int_{0..1} f(x) dx = int_{0..2} f(x) dx", True),
        ("d/db (int_{a..b} f(x) dx) = f(a)", True),
        ("d/dc (int_{0..1} exp(c*x) dx) = int_{0..1} exp(c*x) dx", True),
        ("d/dx (int_{0..x} x*sin(t) dt) = x*sin(x)", True),
        ("int_{0..1} int_{0..x} x*y dy dx = 1/4", True),
        ("int_{0..1} x dx = x^2/2", True),
        ("int_{0..1} exp(-x^2) dx = 1", True),
        ("int_{0..1} sin(a*x) dx = sin(a)", True),
        ("int_{-1..1} 1/x^2 dx = -2", False),  # a pole between the ends: [-1/x] would say -2
        ("int_{-1..1} 1/x dx = 0", False),
        ("int_{-1..2} 1/x dx = ln(2)", False),
        ("int_{0..1} 1/x dx = 5", False),
        ("int_{1..inf} 1/x dx = 1", False),
        ("int_{0..inf} exp(l*x) dx = -1/l", False),  # diverges; [e^(l x)/l] at the lower end only
        ("int_{-inf..0} exp(-l*x) dx = -1/l", False),
        ("int_{-inf..inf} exp(l*x) dx = 0", False),
        ("int_{0..inf} a*exp(-a*x) dx = 1", False),  # a may be 0
        ("int_{0..inf} exp(-a*x) dx = 2/a", False),
        ("int_{0..inf} exp(x) dx = -1", False),
        ("int_{0..inf} (exp(x) - exp(-x)) dx = -2", False),
        ("int_{-inf..inf} exp(a*x) dx = 0", False),
        ("int_{0..inf} x^2 dx = 0", False),
        ("int_{-inf..inf} exp(c*x^2) dx = sqrt(-pi/c)", False),
        ("int_{-inf..inf} exp(-c*x^2) dx = sqrt(pi*c)", False),
        ("int_{0..inf} exp(-c*x^2 + m*x) dx = sqrt(pi/c)/2", False),
        ("int f(x) dx = 1 + int f(x) dx", False),
        ("ln(int f(x) dx) = int ln(f(x)) dx", False),
    ],
)
def test_false_or_without_a_value(text: str, refuted: bool) -> None:
    assert word(text, *POSITIVE) == ("refuted" if refuted else "undecided")


def test_nothing_is_known_of_the_variable_that_runs() -> None:
    assert word("int_{0..1} x dx = 1/2", "x = 3") == "proved"
    assert word("int_{0..1} x dx = 3", "x = 3") == "refuted"
    assert word("int_{-1..1} abs(x) dx = int_{-1..1} x dx", "x > 0") != "proved"
    assert word("int_{-1..1} ln(x^2) dx = int_{-1..1} 2*ln(x) dx", "x > 0") != "proved"


@pytest.mark.parametrize(
    "text",
    [
        "int_{-1..1} sqrt(x)^2 dx = 0",
        "int_{-1..1} ln(x*x) dx = int_{-1..1} 2*ln(x) dx",
        "int_{-inf..0} exp(x)*sqrt(x)^2 dx = -1",
        "int_{-inf..inf} exp(-x^2)*sqrt(x)^2 dx = 0",
        "int_{0..inf} exp(-x)*sqrt(1 - x)^2 dx = 0",
    ],
)
def test_what_has_no_value_between_the_ends_has_no_integral(text: str) -> None:
    assert word(text) == "undecided"


def test_where_it_is_open_that_the_integrand_has_a_value_it_is_said_to() -> None:
    assert judge(claim("int_{a..b} sqrt(x)^2 dx = (b^2 - a^2)/2", NAMES)).conditions == (CONVERGENT,)
    assert word("int_{0..1} sqrt(x)^2 dx = 1/2") == "proved"


def test_what_a_fact_ties_to_the_variable_may_move_with_it() -> None:
    for text in ("int_{0..1} y dx = y", "int_{0..1} y dx = x^2", "int_{0..1} y dx = 1/3"):
        assert word(text, "y = x^2") == "undecided"


def test_what_is_made_of_the_variable_varies_with_it() -> None:
    made = NAMES.define(Definition("y", term("x^2", NAMES)))
    assert judge(claim("int_{0..1} y dx = 1/3", made)).word == "proved"
    assert judge(claim("int_{0..1} y dx = y", made)).word != "proved"
    assert judge(claim("int_{0..1} y dx = 1/3", made, ("x = 2",))).word == "proved"
    fixed = NAMES.define(Definition("x", term("5", NAMES)))
    assert judge(claim("int_{0..1} x dx = 1/2", fixed)).word == "proved"
    assert judge(claim("int_{0..1} x dx = 5", fixed)).word != "proved"
    opaque = NAMES.depend("z", Symbol("x"))
    assert judge(claim("int_{0..1} z dx = z", opaque)).word != "proved"
    assert judge(claim("int_{0..1} 2*z dx = 2*int_{0..1} z dx", opaque)).word == "proved"


@pytest.mark.parametrize(
    ("text", "proved"),
    [
        ("ln(2*int_{-inf..inf} exp(-z) dx) = ln(2) + ln(int_{-inf..inf} exp(-z) dx)", True),
        ("ln(exp(-z)/int_{-inf..inf} exp(-z) dx) = -z - ln(int_{-inf..inf} exp(-z) dx)", True),
        ("ln(2*int_{-inf..inf} exp(-z) dx) = ln(3) + ln(int_{-inf..inf} exp(-z) dx)", False),
        ("ln(-int_{-inf..inf} exp(-z) dx) = ln(-2*int_{-inf..inf} exp(-z) dx) + 5", False),
        ("ln(-int_{-inf..inf} exp(-z) dx) = ln(int_{-inf..inf} exp(-z) dx) + 5", False),
    ],
)
def test_no_point_need_say_what_is_integrated_over_all_values(text: str, proved: bool) -> None:
    opaque = NAMES.depend("z", Symbol("x"), Symbol("t"))
    assert (judge(claim(text, opaque)).word == "proved") == proved


def test_what_converges_for_some_parameters_only_says_for_which() -> None:
    rate = judge(claim("int_{0..inf} exp(-a*x) dx = 1/a", NAMES))
    assert rate.proved
    assert "0 < a" in {condition.text for condition in rate.conditions}
    assert judge(claim("int_{0..inf} exp(-a*x) dx = 1/a", NAMES, ("a > 0",))).conditions == (
        Condition("a > 0", "stated, line 1"),
    )
    assert word("int_{-inf..0} exp(b*x) dx = 1/b") == "proved"
    assert word("int_{0..1} a*exp(a*x) dx = exp(a) - 1") == "proved"  # for a = 0 as well
    assert word("int_{0..inf} (exp(-a*x) - exp(-b*x)) dx = 1/a - 1/b") == "proved"


def test_nothing_is_shown_of_integrals_that_never_have_values_together() -> None:
    assert word("int_{0..inf} exp(a*x) dx = int_{0..inf} exp(-a*x) dx - 2/a") == "undecided"
    assert word("int_{0..inf} exp(a*x) dx + int_{-inf..0} exp(a*x) dx = 0") == "undecided"
    assert word("int_{0..inf} (exp(a*x) + exp(-a*x)) dx = 0") == "undecided"


@pytest.mark.long
def test_conditions_are_named() -> None:
    split = judge(claim("int_{a..b} (f(x) - g(x)) dx = int_{a..b} f(x) dx - int_{a..b} g(x) dx", NAMES))
    assert split.conditions == (CONVERGENT,)
    for proper in ("exp(c*x^3)", "sin(x^2 - c)", "sin(int_{0..x} exp(t^3) dt)"):
        assert judge(claim(f"int_{{0..1}} {proper} dx = int_{{0..1}} {proper}*2/2 dx", NAMES)).conditions == ()
    under = judge(claim("d/dc (int_{0..1} f(c*x) dx) = int_{0..1} x*f'(c*x) dx", NAMES))
    assert set(under.conditions) == {CONVERGENT, UNDER_INTEGRAL}


@pytest.mark.parametrize(
    "text",
    [
        "d/dx (int_{0..1} abs(t - x) dt) = int_{0..1} sign(x - t) dt",
        "d/dx (int_{0..x} cases(1 if t > 1/2; 0 otherwise) dt) = cases(1 if x > 1/2; 0 otherwise)",
        "d/dx (int_{0..1} cases(1 if t > x; 0 otherwise) dt) = 0",  # it is -1
        "d/dx (int_{0..x} sign(t)^2 dt) = sign(x)^2",  # at 0 the slope is 1
    ],
)
def test_kinks_and_jumps_are_not_differentiated_away(text: str) -> None:
    assert word(text) == "undecided"


@pytest.mark.parametrize(
    ("text", "proved"),
    [
        ("int int f(x)*g(y) dx dy = (int f(x) dx)*int g(y) dy", True),
        ("ln(int f(x) dx) = ln(int f(t)*2/2 dt)", True),
        ("int f(x)*g'(x) dx = f(x)*g(x) - int f'(x)*g(x) dx", True),
        ("int x*exp(x) dx = x*exp(x) - int exp(x) dx", True),
        ("d/dx (int f(x) dx) = 0", False),  # it is f(x), or means nothing
        ("ln(int f(x) dx)*x = x*ln(int f(x)*2/2 dx)", False),
        ("int exp(x) dx = exp(x) + int x dx", False),  # the second is not constant
        ("int f'(x) dx = f(x) + int f(x) dx", False),
        ("int f(x) dx = int f(x) dx + 1", False),
    ],
)
def test_an_integral_without_ends_is_an_antiderivative_or_over_all_values(text: str, proved: bool) -> None:
    assert (word(text) == "proved") is proved
    made = NAMES.define(Definition("z", term("int f(x) dx", NAMES)))
    assert judge(claim("dz/dx = 0", made)).word != "proved"


@pytest.mark.parametrize(("value", "proved"), [("x*exp(x) - int exp(x) dx", True), ("x*exp(x) + int exp(x) dx", False)])
def test_by_parts_one_antiderivative_stands_beside_what_is_found(value: str, proved: bool) -> None:
    step = Antiderivative(term("x*exp(x)", NAMES), Symbol("x"), term(value, NAMES))
    assert judge(Statement(NAMES, step)).proved is proved


def test_what_is_known_of_an_integral_between_two_ends_may_be_true() -> None:
    assert word("int_{0..1} 2*f(x) dx = 2*c", "int_{0..1} f(t) dt = c") == "proved"
    assert word("int_{0..1} 2*f(x) dx = c", "int_{0..1} f(t) dt = c") != "proved"
    given = ("int_{-inf..inf} p(t) dt = 1", "int_{0..1} p(t) dt = c")
    assert word("int_{0..1} 2*p(x) dx = 2*c", *given) in ("proved", "undecided")  # beside one over all values
    assert word("int_{0..1} 2*p(x) dx = c", *given) != "proved"


def test_an_equation_with_an_integral_is_a_fact() -> None:
    given = "int_{-inf..inf} p(x) dx = 1"
    assert word("int_{-inf..inf} c*p(x) dx = c", given) == "proved"
    assert word("int_{-inf..inf} c*q(x) dx = c", given) != "proved"


def test_balls_contain_the_integral_or_nothing_is_said() -> None:
    def at(f, low: int, high: int):
        return integrated(f, fmpq(low), fmpq(high), 1)

    assert arb(at(jets.exp, 0, 1)).overlaps(arb(1).exp() - 1)
    assert abs(arb(at(jets.exp, 0, 1)) - (arb(1).exp() - 1)) < 1e-9
    assert arb(at(lambda x: x * x, 0, 3)).contains(arb(9))
    assert arb(at(lambda x: fmpq(2), 3, 1)).contains(arb(-4))
    with pytest.raises(Unknown):
        at(lambda x: jets.divide(fmpq(1), x), -1, 1)
    with pytest.raises(Unknown):
        at(jets.absolute, -1, 2)
    with pytest.raises(Unknown):
        at(lambda x: _nowhere(), 0, 1)


def _nowhere() -> jets.Value:
    raise Undefined("nowhere")


def test_the_functional_of_the_replay_integrates_powers() -> None:
    prime, nodes = 10007, [3, 7, 20, 55, 81, 400, 999, 5000, 9000]
    found = weights(nodes, [2, 5], prime)
    for k in range(NODES):
        exact = (5 ** (k + 1) - 2 ** (k + 1)) * pow(k + 1, -1, prime) % prime
        assert sum(w * x**k for w, x in zip(found, nodes, strict=True)) % prime == exact
    assert weights([1, 2], ["-inf", 5], prime) == [1, 1]
