"""Limits by leading terms: proved, refuted with the value that comes out, or not settled."""

from __future__ import annotations

from fractions import Fraction

import pytest
from flint import arb, fmpq

from symloss.kernel.deciding.limits_at import decide_limit
from symloss.kernel.judge import judge
from symloss.kernel.values.balls import number
from symloss.kernel.values.evaluate import value
from symloss.kernel.values.point import Point
from symloss.term import nodes as n
from symloss.term.reader import read
from symloss.term.scope import Definition
from symloss.term.statement import Identity
from tests.claims import claim, scope

X = scope("x y c")
NEURON = scope("z y", where=("a = sigma(z)", "L = -(y*ln(a) + (1 - y)*ln(1 - a))"), facts=("y in {0, 1}",))
OUTPUT = scope("a y", facts=("0 < a", "a < 1", "y in {0, 1}"))

TRUE = [
    "lim_{x -> inf} sigma(x) = 1",
    "lim_{x -> -inf} sigma(x) = 0",
    "lim_{x -> inf} tanh(x) = 1",
    "lim_{x -> inf} (softplus(x) - x) = 0",
    "lim_{x -> -inf} softplus(x) = 0",
    "lim_{x -> -inf} (x*sigma(x)) = 0",
    "lim_{x -> inf} (x^3*exp(-x)) = 0",
    "lim_{x -> inf} (exp(-x^2)*x^3) = 0",
    "lim_{x -> inf} ((1 + x)/(2*x + 3)) = 1/2",
    "lim_{x -> inf} (ln(cosh(x)) - x) = -ln(2)",
    "lim_{x -> inf} arctan(x) = pi/2",
    "lim_{x -> 0+} (x*ln(x)) = 0",
    "lim_{x -> 0+} x^x = 1",
    "lim_{x -> 0} ((exp(x) - 1)/x) = 1",
    "lim_{x -> 0} ((sqrt(1 + x) - 1)/x) = 1/2",
    "lim_{x -> 2} ((x^2 - 4)/(x - 2)) = 4",
    "lim_{x -> 1} (ln(x)/(x - 1)) = 1",
    "lim_{x -> inf} (ln(1 + x)/x) = 0",
    "lim_{x -> inf} (sqrt(x^2 + 1) - x) = 0",
    "lim_{x -> -inf} (|x| + x) = 0",
    "lim_{x -> inf} (relu(x)/x + relu(-x) + sign(x)) = 2",
    "lim_{x -> 0} (arctan(x)/x) = 1",
    "lim_{x -> 0} (sinh(x)/x) = 1",
    "lim_{x -> -inf} logit(sigma(x))/x = 1",
    "lim_{x -> 0+} (x^2)^(1/2)/x = 1",
    "lim_{x -> 2} (x^(3/2) - 2^(3/2)) = 0",
    "lim_{x -> inf} (1 + 1/x)^x = e",
    "lim_{x -> inf} (1 - 1/x)^(2*x) = exp(-2)",
    "lim_{x -> inf} x^(1/x) = 1",
    "lim_{x -> 0} (sin(x)/x) = 1",
    "lim_{x -> 0} max(x, -x) = 0",
    "lim_{x -> 0-} (1[x > 0]) = 0",
    "lim_{x -> 0} cases(x if x > 0; exp(x) - 1 otherwise) = 0",
    "lim_{x -> 0+} (1 + x)^(1/x) = e",
]


@pytest.mark.parametrize("text", TRUE)
def test_true_limits_are_proved(text: str) -> None:
    verdict = decide_limit(claim(text, X))
    assert verdict is not None
    assert verdict.word == "proved"


@pytest.mark.parametrize("text", TRUE)
def test_what_is_proved_is_seen_far_out(text: str) -> None:
    """A check that shares nothing with the expansion: values on the way there."""
    statement = claim(text, X)
    assert isinstance(statement.step, Identity)
    relation = statement.step.claim
    assert isinstance(relation, n.Relation)
    limit = relation.left
    assert isinstance(limit, n.Limit)
    if limit.point == n.Constant("inf"):
        near = Fraction(10**6)
    elif limit.point == n.Neg(n.Constant("inf")):
        near = Fraction(-(10**6))
    else:
        at = value(limit.point, X, Point())
        assert isinstance(at, fmpq)
        near = Fraction(int(at.p), int(at.q)) + Fraction(-1 if limit.side == "-" else 1, 10**6)
    found = value(limit.body, X, Point(((limit.variable, near),)))
    wanted = value(relation.right, X, Point())
    assert abs(arb(found) - arb(wanted)) < arb(number(Fraction(1, 10**4)))


@pytest.mark.parametrize(
    ("text", "witness"),
    [
        ("lim_{x -> -inf} sigma(x) = 1", "x = -inf: left 0, right 1"),
        ("lim_{x -> inf} (1 + 1/x)^x = 1", "x = inf: left 2.7182..., right 1"),
        ("lim_{x -> inf} (1 + 1/x)^x = inf", "x = inf: left 2.7182..., right inf"),
        ("lim_{x -> inf} (c*sigma(x)) = inf", "c = 0, x = inf: left 0, right inf"),
        ("lim_{x -> 0-} sign(x) = 1", "x = 0 from below: left -1, right 1"),
        ("lim_{x -> 0+} (1[x > 0]) = 0", "x = 0 from above: left 1, right 0"),
        ("lim_{x -> 0} ((1 - cos(x))/x^2) = 1", "x = 0 from above: left 1/2, right 1"),
        ("lim_{x -> 0} (1/x) = inf", "x = 0 from below: left -inf, right inf"),
        ("lim_{x -> 0} ((exp(x) - 1)/x) = 2", "x = 0 from above: left 1, right 2"),
        ("lim_{x -> inf} softplus(x) = 0", "x = inf: left inf, right 0"),
        ("lim_{x -> inf} (y*sigma(x)) = c", "c = 2, y = 1, x = inf: left 1, right 2"),
        ("lim_{x -> inf} (softplus(x) - x) = exp(-40)", "x = inf: left 0, right 4.24...e-18"),
    ],
)
def test_false_limits_are_refuted(text: str, witness: str) -> None:
    verdict = judge(claim(text, X))
    assert verdict.word == "refuted"
    assert str(verdict.witness) == witness


@pytest.mark.parametrize(
    "text", ["lim_{x -> inf} softplus(x) = inf", "lim_{x -> 0+} ln(x) = -inf", "lim_{x -> 0+} (1/x) = inf"]
)
def test_infinite_limits(text: str) -> None:
    assert judge(claim(text, X)).word == "proved"


def test_limits_through_definitions_and_for_each_label() -> None:
    assert judge(claim("z -> inf => (a - y)*a*(1 - a) -> 0", NEURON)).word == "proved"
    assert judge(claim("z -> -inf => a - y -> -y", NEURON)).word == "proved"
    refuted = judge(claim("z -> inf => L -> 0", NEURON))
    assert str(refuted.witness) == "y = 0, z = inf: left inf, right 0"
    loss = "-(y*ln(a) + (1 - y)*ln(1 - a))"
    assert judge(claim(f"lim_{{a -> y}} ({loss}) = 0", OUTPUT)).word == "proved"
    assert judge(claim(f"lim_{{a -> y}} ({loss}) = 1", OUTPUT)).word == "refuted"
    assert judge(claim("a - y -> 1", OUTPUT, ("a -> 1",))).word == "refuted"  # y = 1


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("lim_{x -> inf} f(x) = 1", "proved"),
        ("lim_{x -> -inf} f(2*x) = 0", "proved"),
        ("lim_{x -> inf} (f(x) - f(-x)) = 1", "proved"),
        ("lim_{x -> inf} f(-x) = 1", "refuted"),
        ("lim_{x -> 0} g(x, 1/x) = 1", "proved"),
        ("lim_{x -> 0} g(x, x) = 1", "refuted"),
        ("lim_{x -> inf} h(x) = 0", "undecided"),  # defined by way of itself
    ],
)
def test_limits_of_functions_that_are_defined(text: str, word: str) -> None:
    made = scope("x s t", functions="f g h")
    first, second = n.Symbol("s"), n.Symbol("t")
    for name, body, parameters in (
        ("f", "1/(1 + exp(-t))", (second,)),
        ("g", "s*t", (first, second)),
        ("h", "h(t - 1) + 1", (second,)),
    ):
        made = made.define(Definition(name, read(body, made), parameters, "function"))
    assert judge(claim(text, made)).word == word


@pytest.mark.parametrize(
    "text",
    [
        "lim_{x -> inf} sin(x) = 0",
        "lim_{x -> inf} x^x = 1",
        "lim_{x -> inf} (exp(exp(x))/exp(exp(x))) = 1",
        "lim_{x -> 0} (x^c) = 0",
        "lim_{x -> inf} (c*x) = inf",
        "lim_{x -> inf} ln(ln(x)) = inf",
    ],
)
def test_what_leaves_the_scale_is_not_settled(text: str) -> None:
    assert decide_limit(claim(text, X)) is None
    assert judge(claim(text, X)).word == "undecided"


def test_other_claims_are_not_limits() -> None:
    assert decide_limit(claim("x = x", X)) is None


POSITIVE = scope("x b c", facts=("b > 0",))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("lim_{x -> inf} sigma(b*x) = 1", "proved"),
        ("lim_{x -> inf} sigma(c*x) = 1", "undecided"),  # c may be negative
        ("lim_{x -> inf} (softplus(b*x)/b - x) = 0", "proved"),
        ("lim_{x -> inf} (x^2*exp(-b*x)) = 0", "proved"),
        ("lim_{x -> inf} (x^2*exp(b*x)) = inf", "proved"),
        ("lim_{x -> 0} ((ln(b + x) - ln(b))/x) = 1/b", "proved"),
        ("lim_{x -> 0} ((ln(b + x) - ln(b))/x) = b", "refuted"),
        ("lim_{x -> 0} sigma(c + x) = sigma(c)", "proved"),
        ("lim_{x -> 0} sigma(c + x) = 1/2", "refuted"),
        ("lim_{x -> inf} (sqrt(1 + c^2) - c) = sqrt(1 + c^2) - c", "proved"),
        ("lim_{x -> inf} ln(c + x)/x = 0", "proved"),
        ("lim_{x -> 0} ln(c + x) = ln(c)", "undecided"),  # c may be negative
    ],
)
def test_limits_with_parameters(text: str, word: str) -> None:
    assert judge(claim(text, POSITIVE)).word == word


# text, facts: each sign of what it depends on is looked at
IN_EVERY_CASE = [
    ("lim_{x -> inf} (1/x*ln(exp(x*y) + exp(x*c))) = max(y, c)", ()),
    ("lim_{x -> -inf} (1/x*ln(exp(x*y) + exp(x*c))) = min(y, c)", ()),
    ("lim_{x -> inf} (1/x*ln(exp(x*y) + exp(x*c))) = y", ("y > c",)),
    ("lim_{x -> inf} (1/x*ln(exp(x*y) + exp(x*c) + exp(2*x))) = max(y, c, 2)", ()),
    ("lim_{x -> 0} (1/x*ln((exp(x*y) + exp(x*c))/2)) = (y + c)/2", ()),
    ("lim_{x -> 0+} (x*softplus(c/x)) = max(c, 0)", ()),
    ("lim_{x -> inf} (softplus(x*c)/x) = max(c, 0)", ()),
    ("lim_{x -> inf} tanh(x*c) = sign(c)", ()),
    ("lim_{x -> inf} sigma(x*c) = 0", ("c < 0",)),
    ("lim_{x -> inf} sigma(x*(y - c)) = 1[y > c]", ("y != c",)),
    ("lim_{x -> inf} cases(c^2/2 if abs(c) <= x; x*(abs(c) - x/2) otherwise) = c^2/2", ()),
]
NOT_IN_EVERY_CASE = [
    ("lim_{x -> inf} (1/x*ln(exp(x*y) + exp(x*c))) = y + c", ()),
    ("lim_{x -> inf} (1/x*ln(exp(x*y) + exp(x*c))) = min(y, c)", ()),
    ("lim_{x -> inf} (1/x*ln(exp(x*y) + exp(x*c))) = c", ("y > c",)),
    ("lim_{x -> -inf} (1/x*ln(exp(x*y) + exp(x*c))) = max(y, c)", ()),
    ("lim_{x -> 0} (1/x*ln((exp(x*y) + exp(x*c))/2)) = y + c", ()),
    ("lim_{x -> 0+} (x*softplus(c/x)) = 2*max(c, 0) + 1", ()),
    ("lim_{x -> inf} tanh(x*c) = 0", ()),
    ("lim_{x -> inf} sigma(x*c) = 1", ("c < 0",)),
    ("lim_{x -> inf} cases(c^2/2 if abs(c) <= x; x*(abs(c) - x/2) otherwise) = 2*abs(c) + 1", ()),
]
SUMS = [
    ("lim_{x -> inf} (exp(s_i/x)/(sum_k exp(s_k/x))) = 1/K", "1"),
    ("lim_{x -> 0} (1/x*ln(1/K*sum_k exp(x*s_k))) = 1/K*sum_k s_k", "sum_k s_k"),
    ("lim_{x -> inf} (sum_k sigma(s_k/x)) = K/2", "K"),
]


@pytest.mark.parametrize(("text", "facts"), IN_EVERY_CASE)
def test_a_limit_is_proved_for_each_sign_of_what_it_depends_on(text: str, facts: tuple[str, ...]) -> None:
    assert judge(claim(text, scope("x y c", facts=facts))).proved


@pytest.mark.parametrize(("text", "facts"), NOT_IN_EVERY_CASE)
def test_what_is_true_of_some_parameters_only_is_refuted_by_others(text: str, facts: tuple[str, ...]) -> None:
    verdict = judge(claim(text, scope("x y c", facts=facts)))
    assert verdict.refuted
    assert verdict.witness is not None
    assert "c" in dict(verdict.witness.at)


@pytest.mark.parametrize(("text", "wrong"), SUMS)
def test_limits_of_sums_of_symbolic_length_are_taken_term_by_term(text: str, wrong: str) -> None:
    made = scope("x", "s")
    assert judge(claim(text, made)).proved
    assert not judge(claim(f"{text.partition(' = ')[0]} = {wrong}", made)).proved


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("lim_{x -> inf} sigma(x*(y - c)) = 1[y > c]", ()),  # 1/2 where they are equal
        ("lim_{x -> inf} (1/x*ln(exp(x*y) + exp(x*c))) = y", ()),  # if y is the larger one
        ("lim_{x -> 0+} (x*softplus(c/x)) = c", ()),
        ("lim_{x -> inf} tanh(x*c) = 1", ()),
        ("lim_{x -> 0+} x^c = 0", ()),
        ("lim_{x -> inf} sigma(x) = 1", ("c < 0", "c > 0")),  # nothing follows from a contradiction
        ("lim_{x -> inf} (c*x/(x + 1))/c = 1 + 0*ln(c)", ()),  # c may be negative
    ],
)
def test_what_fails_at_a_coincidence_or_follows_from_nothing_is_left_open(text: str, facts: tuple[str, ...]) -> None:
    assert judge(claim(text, scope("x y c", facts=facts))).word == "undecided"


@pytest.mark.parametrize(
    "text",
    [
        "lim_{K -> inf} (sum_k 1/K) = 0",  # its length moves
        "lim_{K -> inf} (1/K*sum_k 1) = 0",
        "lim_{x -> inf} (sum_k a/x) = s_i",
        "lim_{x -> inf} (sum_i s_i/(x + s_i)*x) = K*s_i",  # the i that is summed over is another
        "lim_{x -> inf} (s_i*(sum_i 1)*x/(x + 1)) = sum_i s_i",
        "lim_{x -> 0} (sum_{k=1..N} s_k*exp(x)) = sum_k s_k",
    ],
)
def test_a_sum_whose_length_or_index_is_another_is_not_taken_for_what_it_looks_like(text: str) -> None:
    made = scope("x", "s", where=("a = s_i",))
    assert not judge(claim(text, made)).proved


@pytest.mark.parametrize(
    "text",
    [
        "lim_{x -> inf} (sum_k exp(-abs(p_k)*x))*(K - sum_k exp(-abs(p_k)*x)) = 0",  # true if all p_k are zero, or none
        "lim_{x -> inf} (sum_{k=1..K} exp(-abs(k - 3)*x))*(K - sum_{k=1..K} exp(-abs(k - 3)*x)) = 0",
        "lim_{x -> inf} (sum_k exp(-p_k^2*x)) = 0",
    ],
)
def test_signs_are_told_apart_for_all_entries_at_once_nowhere(text: str) -> None:
    assert judge(claim(text, scope("x", "p"))).word != "proved"


def test_what_a_text_says_to_go_somewhere_is_no_fact_about_numbers() -> None:
    """As x goes to 0 it is not 0: no number satisfies that, and the limit is to be decided all the same."""
    for made, given in ((scope("x", facts=("x -> 0",)), ()), (scope("x"), ("x -> 0",))):
        assert judge(claim("x^2 + 1 -> 1", made, given)).word == "proved"
        assert judge(claim("x^2 + 1 -> 2", made, given)).word != "proved"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("lim_{x -> 0} sqrt(x) = 0", "proved"),
        ("lim_{x -> 0} sqrt(x) = 1", "refuted"),
        ("lim_{x -> 0} (x*ln(x)) = 0", "proved"),
        ("lim_{x -> 0} ln(x) = -inf", "proved"),
        ("lim_{x -> 0} (ln(x)/x) = -inf", "proved"),
        ("lim_{x -> 0} (1/x) = inf", "refuted"),  # it has values on both sides
        ("lim_{x -> 0} (ln(-x) + ln(x)) = 0", "undecided"),  # and this on none
        ("lim_{x -> 0} cases(x if x > 0; 1 otherwise) = 0", "refuted"),
    ],
)
def test_a_limit_is_one_of_the_points_where_there_are_values(text: str, word: str) -> None:
    assert judge(claim(text, X)).word == word


def test_facts_about_the_variable_say_from_where_it_comes() -> None:
    assert judge(claim("lim_{x -> 1} (abs(x - 1)/(x - 1)) = -1", X, ("1 - x > 0",))).word == "proved"
    assert judge(claim("lim_{x -> 1} (abs(x - 1)/(x - 1)) = -1", X)).word == "refuted"
    assert judge(claim("lim_{x -> 1} (abs(x - 1)/(x - 1)) = -1", X, ("x > 1",))).word == "refuted"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("(1 - x)^c -> 0", "proved"),
        ("-(1 - x)^c*ln(x) -> 0", "proved"),
        ("(1 - x)^c*ln(1 - x) -> 0", "proved"),
        ("(1 - x)^c*(1 - x)^y -> 0", "undecided"),  # y may be -c
        ("(1 - x)^c/(1 - x) -> 0", "undecided"),
        ("(1 - x)^c*(1 - x)^(-c) -> 0", "refuted"),
        ("(1 - x)^c + x -> 1", "proved"),
        ("(1 - x)^c/(1 - x)^(1/10^30) -> 0", "undecided"),
    ],
)
def test_powers_of_unknown_positive_exponents_vanish(text: str, word: str) -> None:
    known = ("x -> 1", "0 < x", "x < 1", "c > 0")
    assert judge(claim(text, X, known)).word == word
    assert judge(claim("(1 - x)^c -> 0", X, known[:3])).word == "undecided"


def test_of_two_that_go_somewhere_it_would_count_which_goes_first() -> None:
    assert judge(claim("x*y -> 0", X, ("x -> 0",))).word == "proved"
    for arrows in (("x -> 0", "y -> inf"), ("y -> inf", "x -> 0"), ("x -> 0", "x -> inf")):
        assert judge(claim("x*y -> 0", X, arrows)).word == "undecided"
    assert judge(claim("1/(1 + exp(-x)) -> 1", X, ("y -> 0", "x -> inf"))).word == "proved"


def test_what_goes_elsewhere_says_nothing_of_other_claims() -> None:
    assert judge(claim("x = x + 1", X, ("y -> inf",))).word == "refuted"
    assert judge(claim("x + x = 2*x", X, ("y -> inf",))).word == "proved"
    assert judge(claim("1/y = 0", X, ("y -> inf",))).word == "undecided"  # it is meant of the limit
