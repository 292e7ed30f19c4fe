"""Values at exact points: rationals stay exact, balls contain the truth, derivatives come from Taylor series."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from flint import arb, ctx, fmpq
from hypothesis import given
from hypothesis import strategies as some

from symloss.kernel.limits import Limits
from symloss.kernel.refuting.refute import shown
from symloss.kernel.values import balls, jets
from symloss.kernel.values.balls import Undefined, Unknown
from symloss.kernel.values.environment import Array
from symloss.kernel.values.evaluate import holds, value
from symloss.kernel.values.point import Entries, Point
from symloss.term import nodes as n
from symloss.term.sorts import INDEX
from tests.claims import K, N, scope, term

S = scope("x y z a", "s t", "W", functions="f g", where=("p_k = exp(s_k)/sum_i exp(s_i)",))
i, j = n.Symbol("i", INDEX), n.Symbol("j", INDEX)


def at(**values: object) -> Point:
    """A point; a tuple is a vector, a tuple of tuples a matrix."""
    found: list[tuple[n.Symbol, Fraction | Entries]] = []
    for name, number in values.items():
        symbol = S.symbols[name]
        if isinstance(number, tuple) and isinstance(number[0], tuple):
            flat = tuple(Fraction(x) for row in number for x in row)
            found.append((symbol, Entries((len(number), len(number[0])), flat)))
        elif isinstance(number, tuple):
            found.append((symbol, Entries((len(number),), tuple(Fraction(x) for x in number))))
        else:
            found.append((symbol, Fraction(str(number))))
    return Point(tuple(found))


def evaluate(text: str, **values: object) -> object:
    return value(term(text, S), S, at(**values))


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("x + y*2 - 1/3", {"x": 1, "y": "1/2"}, "5/3"),
        ("-x^2", {"x": 3}, "-9"),
        ("exp(x) + ln(y) + sigma(x) + tanh(x)", {"x": 0, "y": 1}, "3/2"),
        ("sqrt(x)", {"x": "9/4"}, "3/2"),
        ("x^(3/2)", {"x": "4/9"}, "8/27"),
        ("x^(-2)", {"x": "2/3"}, "9/4"),
        ("|x| + sign(x)", {"x": -5}, "4"),
        ("max(x, y, 1/2)", {"x": -5, "y": 0}, "1/2"),
        ("relu(x) + relu(-x)", {"x": "-7/2"}, "7/2"),
        ("log_base(x, 2)", {"x": 1}, "0"),
        ("factorial(K)", {"K": 5}, "120"),
        ("sum_k s_k^2", {"K": 3, "s": (1, 2, 3)}, "14"),
        ("sum_{k != j} s_k", {"K": 3, "j": 2, "s": (1, 2, 3)}, "4"),
        ("prod_k s_k", {"K": 3, "s": (1, 2, 3)}, "6"),
        ("max_k s_k - min_k s_k", {"K": 3, "s": (1, -2, 3)}, "5"),
        ("sum_{k=2..K} delta(k, j)*s_k", {"K": 3, "j": 3, "s": (1, 2, 3)}, "3"),
        ("sum_{k=3..2} s_k", {"K": 3, "s": (1, 2, 3)}, "0"),
        ("1[i = j] + 1[i != j]*2", {"K": 2, "i": 1, "j": 2}, "2"),
        ("p_j", {"K": 4, "j": 2, "s": (0, 0, 0, 0)}, "1/4"),
        ("cases(x if x > 0; -x otherwise)", {"x": -3}, "3"),
        ("inner(s, t)", {"K": 2, "s": (1, 2), "t": (3, 4)}, "11"),
        ("norm(s)", {"K": 2, "s": (3, 4)}, "5"),
        ("norm(s, 1) + norm(s, inf)", {"K": 2, "s": (3, -4)}, "11"),
        ("sum_m sum_k W_{m,k}", {"K": 2, "N": 2, "W": ((1, 2), (3, 4))}, "10"),
        ("d/dx (x^3)", {"x": 2}, "12"),
        ("d2/dx2 (x^3)", {"x": 2}, "12"),
        ("d/dx (1/x)", {"x": 2}, "-1/4"),
        ("d/dx sigma(x)", {"x": 0}, "1/4"),
        ("d/dx (d/dy (x^2*y^3))", {"x": 2, "y": 1}, "12"),
        ("d/ds_j (sum_k s_k^2)", {"K": 3, "j": 2, "s": (1, 5, 3)}, "10"),
        ("dp_i/ds_j", {"K": 2, "i": 1, "j": 2, "s": (0, 0)}, "-1/4"),
        ("sigma'(x)", {"x": 0}, "1/4"),
        ("tanh''(x)", {"x": 0}, "0"),
    ],
)
def test_rational_values_are_exact(text: str, values: dict[str, object], expected: str) -> None:
    found = evaluate(text, **values)
    assert isinstance(found, fmpq)
    assert str(found) == expected


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("exp(x)", {"x": 1}, math.e),
        ("softplus(x)", {"x": -2}, math.log1p(math.exp(-2))),
        ("arctan(x) + arsinh(x) + artanh(x)", {"x": "1/2"}, math.atan(0.5) + math.asinh(0.5) + math.atanh(0.5)),
        ("erf(x) + Phi(x)", {"x": 1}, math.erf(1) + (1 + math.erf(1 / math.sqrt(2))) / 2),
        ("lnGamma(x) + Gamma(x)", {"x": "7/2"}, math.lgamma(3.5) + math.gamma(3.5)),
        ("pi + e", {}, math.pi + math.e),
        ("x^y", {"x": 2, "y": "1/3"}, 2 ** (1 / 3)),
        ("logit(x)", {"x": "1/4"}, math.log(1 / 3)),
        ("d/dx (x*ln(x))", {"x": 2}, math.log(2) + 1),
        ("d2/dx2 tanh(x)", {"x": 1}, -2 * math.tanh(1) * (1 - math.tanh(1) ** 2)),
        ("d/dx (x^x)", {"x": 2}, 4 * (math.log(2) + 1)),
        ("d/dx arctan(sinh(x))", {"x": 1}, 1 / math.cosh(1)),
        ("logsumexp(s)", {"K": 2, "s": (0, 1)}, math.log(1 + math.e)),
    ],
)
def test_balls_contain_the_value(text: str, values: dict[str, object], expected: float) -> None:
    found = evaluate(text, **values)
    assert isinstance(found, arb)
    assert abs(float(found.mid().str(20, radius=False)) - expected) < 1e-12 * max(1, abs(expected))
    assert found.rel_accuracy_bits() > 100


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1/x", {"x": 0}),
        ("ln(x)", {"x": 0}),
        ("ln(x - 1)", {"x": "1/2"}),
        ("sqrt(x)", {"x": -1}),
        ("x^(-1)", {"x": 0}),
        ("d/dx |x|", {"x": 0}),
        ("d/dx relu(x)", {"x": 0}),
        ("0*ln(x)", {"x": 0}),
        ("(exp(x) - 1)/(exp(x) - 1)", {"x": 0}),
        ("cases(x if x > 0)", {"x": 0}),
    ],
)
def test_what_has_no_value_is_undefined(text: str, values: dict[str, object]) -> None:
    with pytest.raises(Undefined):
        evaluate(text, **values)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("x^y", {"x": 0, "y": 0}),
        ("x^y", {"x": -2, "y": "1/3"}),
        ("1/(exp(ln(x)) - x)", {"x": 2}),  # zero, but no ball can say so
        ("factorial(K)", {"K": 100000}),
        ("9^(9^(9^9))", {}),
        ("exp(exp(exp(exp(x))))", {"x": 10}),
        ("sum_{k=1..10^12} k", {}),
        ("z + 1", {}),
        ("s_j", {"K": 2, "j": 3, "s": (1, 2)}),
        ("int_{0..inf} exp(-x) dx", {}),  # no ball encloses a tail
    ],
)
def test_what_is_not_found_is_unknown(text: str, values: dict[str, object]) -> None:
    with pytest.raises(Unknown):
        evaluate(text, **values)


W = {"K": 2, "N": 2, "W": ((1, 2), (3, 4))}
V = {"K": 2, "s": (1, 2), "t": (3, 5)}


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("W @ s", {**W, "s": (1, -1)}, "(-1, -1)"),
        ("W^T", W, "(1, 3, 2, 4)"),
        ("W @ W^T", W, "(5, 11, 11, 25)"),
        ("s @ t^T", V, "(3, 5, 6, 10)"),
        ("s^T @ t", V, "(13)"),
        ("s + 2*t - s/2", V, "(13/2, 11)"),
        ("s .* t .* s", V, "(3, 20)"),
        ("exp.(s - s)", V, "(1, 1)"),
        ("softmax(s - s)", V, "(1/2, 1/2)"),
        ("diag(s)", V, "(1, 0, 0, 2)"),
        ("trace(diag(s)) + det(diag(t))", V, "18"),
        ("trace(W @ W^T)", W, "30"),
        ("det(W @ W^T)", W, "4"),
        ("[x, y; y, x]", {"x": 1, "y": 2}, "(1, 2, 2, 1)"),
        ("[x; y]", {"x": 1, "y": 2}, "(1, 2)"),
        ("vector_{k=1..K} s_k^2", V, "(1, 4)"),
        ("vector_{m=1..N} vector_{k=1..K} (m + 2*k)", W, "(3, 5, 4, 6)"),
        ("norm(W)^2", W, "30.0000"),
        ("norm(s - s)", V, "0"),
        ("grad_s (inner(s, t))", V, "(3, 5)"),
        ("grad2_s (inner(s, s))", V, "(2, 0, 0, 2)"),
        ("grad_s p", {"K": 2, "s": (0, 0)}, "(1/4, -1/4, -1/4, 1/4)"),
        ("grad_W (sum_m sum_k W_{m,k}^2)", W, "(2, 4, 6, 8)"),
        ("p", {"K": 3, "s": (0, 0, 0)}, "(1/3, 1/3, 1/3)"),
        ("(d/dx (x^2*y))[x := 3]", {"x": 1, "y": 2}, "12"),
        ("W_m", {**W, "m": 2}, "(3, 4)"),
        ("max_{k in {1, 2}} s_k", V, "2"),
        ("min(x, y, 3)", {"x": 1, "y": 2}, "1"),
        ("log_base(x, x)", {"x": 2}, "1.0000"),
        ("cosh(x) + sinh(x) + cos(x) + tan(x)", {"x": 0}, "2"),
        ("norm(s, 3)^3", V, "9.0000"),
    ],
)
def test_arrays(text: str, values: dict[str, object], expected: str) -> None:
    with ctx.workprec(128):
        assert shown(evaluate(text, **values)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("s + t", {"K": 2, "s": (1, 2), "t": (1, 2, 3)}),
        ("vector_{k=1..10^4} k", {}),
        ("sum_{k in {1/2, 1}} k", {}),
        ("d/dK (K^2)", {"K": 3}),
        ("d9/dx9 (x^9)", {"x": 1}),
        ("E_{x ~ N}[x]", {"N": 1}),
        ("f(x)", {"x": 1}),
        ("x^600 * (d/dx (x^600))", {"x": 1}),
        ("digamma(x) + (d/dx digamma(x))", {"x": 1}),
        ("(x - x)^(x - x)", {"x": 1}),
        ("d/dx sqrt(x^2)", {"x": 0}),  # a kink that a series of first order does not show
        ("d/dx sign(x^3)", {"x": 0}),
        ("d/dx (x^2*sqrt(abs(x)))", {"x": 0}),
        ("d/dx (d/dy (x^3*abs(y)))", {"x": 0, "y": 0}),  # bends in y at every x but 0
        ("d/dx cases(x^3 if x^3 > 0; 7*x otherwise)", {"x": 0}),
    ],
)
def test_arrays_and_limits_that_are_unknown(text: str, values: dict[str, object]) -> None:
    with pytest.raises(Unknown):
        evaluate(text, **values)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("max_{k=3..2} k", {}),
        ("Gamma(x)", {"x": -1}),
        ("digamma(x)", {"x": 0}),
        ("factorial(x)", {"x": "1/2"}),
        ("x^(-1/2)", {"x": 0}),
        ("d/dx sqrt(x)", {"x": 0}),
        ("d/dx sign(x)", {"x": 0}),
        ("d/dx (x^(-1/2))", {"x": 0}),
        ("inf + x", {"x": 0}),
        ("d/dx max(x, -x)", {"x": 0}),
        ("d/dx 1[x > 0]", {"x": 0}),
        ("d/dx 1[x = 0]", {"x": 0}),
        ("d/dx (x*sqrt(x))", {"x": 0}),  # there is nothing to the left of it
        ("d/dx cases(x if x > 0; 2*x otherwise)", {"x": 0}),
        ("d/dx cases(x if x > 0; 1 + x otherwise)", {"x": 0}),
        ("d2/dx2 (x*abs(x))", {"x": 0}),
        ("d/dx (d/dx (x*abs(x)))", {"x": 0}),
        ("d/dx (abs(x)*abs(y))", {"x": 0, "y": 1}),
    ],
)
def test_more_that_is_undefined(text: str, values: dict[str, object]) -> None:
    with pytest.raises(Undefined):
        evaluate(text, **values)


def test_only_the_chosen_case_needs_a_value() -> None:
    assert evaluate("cases(0 if x <= 0; ln(x) otherwise)", x=-1) == 0


def test_a_derivative_in_an_array_is_an_array() -> None:
    found = evaluate("grad_s (sum_k s_k^2)", K=2, s=(3, 4))
    assert isinstance(found, Array)
    assert [str(e) for e in found.entries] == ["6", "8"]


def test_a_derivative_by_a_named_quantity_holds_it_as_the_variable() -> None:
    named = scope("z y", where=("a = sigma(z)", "L = (a - y)^2"))
    point = Point(((named.symbols["z"], Fraction(0)), (named.symbols["y"], Fraction(1))))
    assert str(value(term("dL/da", named), named, point)) == "-1"
    assert str(value(term("dL/dz", named), named, point)) == "-1/4"
    hidden = scope("z y", where=("a = sigma(z)", "L = softplus(z) - y*z"))
    with pytest.raises(Unknown, match="also made of z"):
        value(term("dL/da", hidden), hidden, Point(((hidden.symbols["z"], Fraction(0)),)))


def test_a_quantity_that_has_a_value_of_its_own_is_not_moved_by_what_it_is_made_of() -> None:
    made = scope("z", where=("v = 2*z", "q = v^3", "F = q^2"))
    point = Point(((made.symbols["z"], Fraction(1)),))
    assert str(value(term("d/dz (dF/dq)", made), made, point)) == "48"
    with pytest.raises(Unknown, match="is the variable"):
        value(term("partial/partial q (partial F/partial z)", made), made, point)


def test_work_is_limited() -> None:
    with pytest.raises(Unknown, match="too much"):
        value(term("sum_i sum_j sum_k s_i*s_j*s_k", S), S, at(K=8, s=tuple(range(8))), Limits(operations=100))


def test_deep_terms_are_refused() -> None:
    deep: n.Term = n.Symbol("x")
    for _ in range(20_000):
        deep = n.Neg(deep)
    with pytest.raises(Unknown):
        value(deep, S, at(x=1), Limits(operations=10**6))


def test_truths() -> None:
    point = at(x=2, y=3)
    assert holds(term("x < y and not (x = y) and (x > y or x != y)", S), S, point)
    assert holds(term("x in [0, 2] and not (x in [0, 2)) and x in {1, 2}", S), S, point)
    assert holds(term("x > y => x = 7", S), S, point)
    assert holds(term("exp(x) > 7", S), S, point)


@given(some.fractions(-3, 3, max_denominator=9), some.integers(1, 4))
def test_derivatives_of_a_power_are_those_of_calculus(x: Fraction, order: int) -> None:
    series = jets.whole_power(jets.variable(1, balls.number(x), order), 5)
    falling = math.perm(5, order)
    assert jets.derivative(series, 1, order) == balls.number(falling * x ** (5 - order))


@given(some.sampled_from(sorted(set(jets.OF_ONE) - {"factorial", "digamma", "Gamma", "lnGamma", "sign"})))
def test_first_derivatives_agree_with_difference_quotients(name: str) -> None:
    function, x, h = jets.OF_ONE[name], fmpq(3, 10), fmpq(1, 10**12)
    with ctx.workprec(300):
        quotient = (arb(function(x + h)) - arb(function(x - h))) / (2 * h)
        slope = arb(jets.derivative(function(jets.variable(1, x, 1)), 1, 1))
        assert abs(quotient - slope) < arb(fmpq(1, 10**20))


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (fmpq(-1, 3), "-1/3"),
        (arb(fmpq(1, 3)), "0.3333..."),
        (-arb(2).sqrt(), "-1.4142..."),
        (arb(-fmpq(13, 5)).exp(), "0.0742..."),
        (arb(100).exp(), "2.68...e43"),
    ],
)
def test_digits_are_cut_never_rounded(number: fmpq | arb, shown: str) -> None:
    assert balls.text(number) == shown


def test_names_of_a_point() -> None:
    assert at(K=2, s=(0, "1/2"), z=-1).at == (("K", "2"), ("s_1", "0"), ("s_2", "1/2"), ("z", "-1"))
    assert (S.symbols["K"], S.symbols["N"]) == (K, N)


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("d/dx (x*abs(x))", {"x": 0}, "0"),
        ("d/dx (x^2*1[x > 0])", {"x": 0}, "0"),
        ("d/dx (x^2*sign(x))", {"x": 0}, "0"),
        ("d/dx (abs(x) - abs(x))", {"x": 0}, "0"),
        ("d/dx (max(x, 0) + min(x, 0))", {"x": 0}, "1"),
        ("d/dx cases(x^2 + x if x > 0; x otherwise)", {"x": 0}, "1"),
        ("d/dx cases(x^2/2 if abs(x) <= 1; abs(x) - 1/2 otherwise)", {"x": -1}, "-1"),
        ("d/dx (abs(x)*abs(y))", {"x": 0, "y": 0}, "0"),
        ("d2/dx2 |x^2|", {"x": 0}, "2"),
        ("d2/dx2 (x^2*abs(x))", {"x": 0}, "0"),
        ("relu'(x)*x", {"x": 2}, "2"),
    ],
)
def test_slopes_where_two_pieces_meet(text: str, values: dict[str, object], expected: str) -> None:
    """The two kinks of a function may cancel; then it has a slope, and nothing else may be said."""
    with ctx.workprec(128):
        assert shown(evaluate(text, **values)) == expected
