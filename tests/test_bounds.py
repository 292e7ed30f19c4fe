"""Inequalities: what is proved by slopes, summand by summand and by comparing; what looks true and is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symloss.kernel.judge import judge
from symloss.kernel.limits import LIMITS
from symloss.kernel.proof import Proof
from symloss.kernel.proving.prove import prove
from symloss.kernel.refuting.second import contradicts
from tests.claims import claim, scope

SIMPLEX = ("p_k > 0", "sum_k p_k = 1")
CLOSED = ("p_k >= 0", "sum_k p_k = 1")
TWO = (*SIMPLEX, "q_k > 0", "sum_k q_k = 1")

# text, facts: numbers x y, vectors s t p q
TRUE = [
    ("sqrt(sum_k (s_k + t_k)^2) <= sqrt(sum_k s_k^2) + sqrt(sum_k t_k^2)", ()),
    ("abs(sum_k s_k*t_k) <= sqrt(sum_k s_k^2)*sqrt(sum_k t_k^2)", ()),
    ("sqrt(sum_k s_k^2) <= sum_k abs(s_k)", ()),
    ("sqrt(x^2 + 1) > x", ()),
    ("cosh(x) <= exp(x^2/2)", ()),
    ("sum_k abs(2*s_k) = 2*sum_k max(s_k, -s_k)", ()),
    ("exp(x) >= 1 + x", ()),
    ("x != 0 => exp(x) > 1 + x", ()),
    ("x*exp(-x) <= exp(-1)", ()),
    ("x^2*exp(-x^2) <= exp(-1)", ()),
    ("exp((x + y)/2) <= (exp(x) + exp(y))/2", ()),
    ("ln(x) <= x - 1", ("x > 0",)),
    ("x*ln(x/y) >= x - y", ("x > 0", "y > 0")),
    ("x*y <= x*ln(x) - x + exp(y)", ("x > 0",)),
    ("x^y >= exp(y*(1 - 1/x))", ("x > 0", "y > 0")),
    ("x^x >= 0.6922006", ("x > 0",)),
    ("x*sigma(x) >= 1001/1000*(-1/2)", ()),  # powers of exp(x) that no one factors
    ("softplus(x) > max(0, x)", ()),
    ("softplus(x) <= ln(2) + x/2 + x^2/8", ()),
    ("ln(cosh(x)) <= x^2/2", ()),
    ("abs(tanh(x)) <= abs(x)", ()),
    ("abs(x) <= 2 => sigma(x) >= 1/10", ()),
    ("sqrt(x*y) <= (x + y)/2", ("x > 0", "y > 0")),
    ("sqrt(x^2 + y^2) <= abs(x) + abs(y)", ()),
    ("-(x*ln(x) + (1 - x)*ln(1 - x)) <= ln(2)", ("0 < x", "x < 1")),
    ("ln(sum_k exp(s_k)) >= s_j", ()),
    ("ln(sum_k exp(s_k)) <= ln(K) + max_k s_k", ()),
    ("(sum_k s_k*t_k)^2 <= (sum_k s_k^2)*sum_k t_k^2", ()),
    ("(sum_k s_k)^2 <= K*sum_k s_k^2", ()),
    ("p_j <= 1", CLOSED),
    ("-(sum_k p_k*ln(p_k)) >= 0", SIMPLEX),
    ("-(sum_k p_k*ln(p_k)) <= ln(K)", SIMPLEX),
    ("sum_k p_k*ln(p_k/q_k) >= 0", TWO),
    ("sum_k p_k*exp(s_k) >= exp(sum_k p_k*s_k)", SIMPLEX),
    ("sum_k p_k*s_k^2 - (sum_k p_k*s_k)^2 >= 0", CLOSED),
    ("sum_k p_k^2/q_k >= 1", TWO),
]

FALSE = [
    # norms: the wrong way round, strict where x and y are parallel, a size too few
    ("sqrt(sum_k (s_k + t_k)^2) >= sqrt(sum_k s_k^2) + sqrt(sum_k t_k^2)", ()),
    ("sqrt(sum_k (s_k + t_k)^2) < sqrt(sum_k s_k^2) + sqrt(sum_k t_k^2)", ()),
    ("sqrt(sum_k s_k^2) >= sum_k abs(s_k)", ()),
    ("sum_k abs(s_k) <= sqrt(sum_k s_k^2)", ()),
    ("sum_k abs(s_k) < sqrt(K)*sqrt(sum_k s_k^2)", ()),
    ("sum_k s_k*t_k < sqrt(sum_k s_k^2)*sqrt(sum_k t_k^2)", ()),
    ("max_k s_k < sqrt(sum_k s_k^2)", ()),
    ("x - sqrt(x^2 + 1) >= -1", ()),  # the root is compared with what may be negative
    ("sqrt(x^2 + 1) <= x + 1", ()),
    # strict where it is attained: at a number, a coincidence, K = 1
    ("exp(x) > 1 + x", ()),
    ("ln(x) < x - 1", ("x > 0",)),
    ("x^2 - 2*x*y + y^2 > 0", ()),
    ("softplus(x) - relu(x) < ln(2)", ()),
    ("sin(x) < x", ("x >= 0",)),
    ("abs(x + y) < abs(x) + abs(y)", ()),
    ("x >= y => exp(x) > exp(y)", ()),
    ("p_j < 1", SIMPLEX),
    ("ln(sum_k exp(s_k)) > s_j", ()),
    ("ln(sum_k exp(s_k)) > max_k s_k", ()),
    ("ln(sum_k exp(s_k)) < ln(K) + max_k s_k", ()),
    ("-(sum_k p_k*ln(p_k)) > 0", SIMPLEX),
    ("-(sum_k p_k*ln(p_k)) < ln(K)", SIMPLEX),
    ("sum_k p_k*ln(p_k/q_k) > 0", TWO),
    ("(sum_k s_k*t_k)^2 < (sum_k s_k^2)*sum_k t_k^2", ()),
    # too tight, by 1e-12 or a little, at a flat minimum or far out
    ("exp(x) >= 1 + x + 1/1000000000000", ()),
    ("exp(x) >= (1 + 1/1000000000000)*e*x", ()),
    ("ln(x) <= x - 1 - 1/1000000000000", ("x > 0",)),
    ("x*ln(x) >= -0.3678", ("x > 0",)),
    ("sigma(x)*(1 - sigma(x)) <= 0.2499999999999", ()),
    ("sigma(x) <= 0.999999999999", ()),
    ("softplus(x) >= x + 1/1000000000000", ()),
    ("x < 1 => exp(x) <= 1/(1 - x) - 1/1000000000000", ()),
    ("(x^2 - 2)^2 >= 1/10000000000", ()),
    # a way that leads over a pole, a jump or a kink, or out of the domain
    ("1/x <= 1", ()),
    ("x/(x - 1) > 1", ()),
    ("x > y => 1/x < 1/y", ()),
    ("x < 2 => exp(x) <= 1/(1 - x)", ()),
    ("cases(x if x > 0; x - 1 otherwise) >= x - 1/2", ()),
    ("x + 1/x >= 2", ()),
    ("tanh(x) <= x", ()),
    ("x > y => x^2 > y^2", ()),
    ("ln(1 + x) >= x - x^2/2", ("x > -1",)),
    ("(1 + x)^y >= 1 + y*x", ("x > -1", "y > 0")),
    # weights that do not add up, sums that may be empty, the wrong way round
    ("sum_k p_k*ln(p_k/q_k) >= 0", ("p_k > 0", "q_k > 0", "sum_k q_k = 1")),
    ("sum_k p_k*exp(s_k) >= exp(sum_k p_k*s_k)", ("p_k > 0",)),
    ("exp(sum_k p_k*s_k) >= sum_k p_k*exp(s_k)", SIMPLEX),
    ("sum_k p_k*s_k^3 >= (sum_k p_k*s_k)^3", SIMPLEX),
    ("sum_{k=2..K} exp(s_k) > 0", ()),
    ("sum_{k=2..K} s_k^2 > 0", ()),
    ("(sum_k s_k)^2 <= sum_k s_k^2", ()),
    ("1/K < 1", ()),
    # values that are not there
    ("x*ln(x) <= 0", ("x >= 0",)),
    ("exp(-1/x) <= 1", ()),
]

# false at an irrational point only: nothing here names it, and nothing may say that they are proved
OPEN = ["(x^2 - 2)^2 > 0", "x^2 != 2", "(exp(x) - 3)^2 > 0", "(exp(x) - x - 2)^2 > 0"]


@pytest.mark.parametrize(("text", "facts"), TRUE)
def test_what_holds_is_proved(text: str, facts: tuple[str, ...]) -> None:
    statement = claim(text, scope("x y", "s t p q", facts=facts))
    found = prove(statement, replace(LIMITS, steps=2_000_000))  # the method is asked, not how soon it ends
    assert isinstance(found, Proof), found.reason
    assert contradicts(statement) is None


@pytest.mark.parametrize(("text", "facts"), FALSE)
def test_what_is_false_is_refuted(text: str, facts: tuple[str, ...]) -> None:
    verdict = judge(claim(text, scope("x y", "s t p q", facts=facts)))
    assert verdict.word in ("refuted", "conditional"), str(verdict)
    assert verdict.witness is not None


@pytest.mark.parametrize("text", OPEN)
def test_what_fails_at_an_irrational_point_only_is_not_proved(text: str) -> None:
    assert judge(claim(text, scope("x"))).word == "undecided"


def test_a_bound_holds_where_the_text_says_and_names_what_it_used() -> None:
    found = prove(claim("sum_k p_k*ln(p_k/q_k) >= 0", scope("", "p q", facts=TWO)))
    assert isinstance(found, Proof)
    assert {"sum_k p_k = 1", "sum_k q_k = 1"} <= {c.text for c in found.conditions}
    assert "tangent" in found.method


def test_without_the_long_search_signs_alone_do_not_show_it() -> None:
    assert not isinstance(prove(claim("exp(x) >= 1 + x", scope("x")), thorough=False), Proof)
