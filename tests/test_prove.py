"""The prover: what holds is proved for every K, with its conditions; what lies outside is said to."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from symloss.kernel.proof import Failure, Proof
from symloss.kernel.proving.prove import prove
from symloss.kernel.refuting.second import contradicts
from symloss.term import nodes as n
from symloss.term.functions import EXP, FUNCTIONS
from symloss.term.scope import Definition, Scope
from symloss.term.sorts import INDEX, matrix, vector
from symloss.term.statement import Identity, Statement
from tests.claims import K, N, claim, scope, term

ONE, TWO = n.Number(Fraction(1)), n.Number(Fraction(2))

REAL = scope("x y z w b c u v", functions="f g")
UNIT = scope("a p g y", facts=("0 < a < 1", "0 < p < 1", "y in {0, 1}"))
POSITIVE = scope("a b c", facts=("a > 0", "b > 0", "c > 0"))
SOFTMAX = scope("c", "s y t", where=("p_k = exp(s_k)/sum_i exp(s_i)",))
LABELS = scope("", "s y", where=("p_k = exp(s_k)/sum_i exp(s_i)",), facts=("y_k >= 0", "sum_k y_k = 1"))
POSITIVES = scope("", "y t", facts=("y_k > 0",))
HOT = scope("", "s y", where=("p_k = exp(s_k)/sum_i exp(s_i)",), facts=("y_k in {0, 1}", "sum_k y_k = 1"))
NEURON = scope("w b x y", where=("z = w*x + b", "a = sigma(z)"), depends={"L": "a y"})
SAMPLES = scope("c", "x", "W")


def proof(text: str, made: Scope = REAL, given: tuple[str, ...] = ()) -> Proof:
    found = prove(claim(text, made, given))
    assert isinstance(found, Proof), found.reason
    return found


def failure(text: str, made: Scope = REAL, given: tuple[str, ...] = ()) -> Failure:
    found = prove(claim(text, made, given))
    assert isinstance(found, Failure), found.method
    return found


# --- the four losses of the first paper, for every K ----------------------------------


@pytest.mark.parametrize(
    "text",
    [
        # cross-entropy, mean squared error, of softmax outputs, of exponentials
        "d/ds_i (-(sum_k y_k*s_k) + ln(sum_k exp(s_k))) = -y_i + exp(s_i)/sum_k exp(s_k)",
        "d/ds_j (1/K*sum_i (y_i - s_i)^2) = -2/K*(y_j - s_j)",
        "d/ds_j (1/K*sum_k (y_k - p_k)^2) = -2/K*sum_i (y_i - p_i)*p_i*(delta(i, j) - p_j)",
        "d/ds_j (1/K*sum_k (y_k - p_k)^2) = 2/K*p_j*((p_j - y_j) - sum_k p_k*(p_k - y_k))",
        "d/ds_j (1/K*sum_i (y_i - exp(s_i))^2) = -2/K*(y_j - exp(s_j))*exp(s_j)",
        # the softmax Jacobian and its two cases
        "dp_i/ds_j = p_i*(delta(i, j) - p_j)",
        "i = j => dp_i/ds_j = p_i*(1 - p_j)",
        "i != j => dp_i/ds_j = -p_i*p_j",
        "i != j => d/ds_j ((y_i - s_i)^2) = 0",
        "y_j = 0 => -2/K*(y_j - exp(s_j))*exp(s_j) = 2/K*exp(2*s_j)",
        "y_j = 0 => -2/K*(y_j - exp(s_j))*exp(s_j) > 0",
    ],
)
def test_the_gradients_of_class_losses(text: str) -> None:
    proof(text, SOFTMAX)


def test_the_label_sum_is_used_and_named() -> None:
    found = proof("d/ds_j (-(sum_k y_k*ln(p_k))) = p_j - y_j", LABELS)
    assert "sum_k y_k = 1" in {condition.text for condition in found.conditions}
    failure("d/ds_j (-(sum_k y_k*ln(p_k))) = p_j - y_j", SOFTMAX)


# --- scalars ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("sigma(z)*(1 - sigma(z)) = exp(-z)/(1 + exp(-z))^2", REAL),
        ("exp(x/2)*exp(x/3) = exp(5*x/6)", REAL),
        ("sqrt(8) = 2*sqrt(2)", REAL),
        ("1/sqrt(2) = sqrt(2)/2", REAL),
        ("(sqrt(2) + sqrt(3))^2 = 5 + 2*sqrt(6)", REAL),
        ("ln(12) = 2*ln(2) + ln(3)", REAL),
        ("2^x*3^x = 6^x", REAL),
        ("log_base(8, 2) = 3", REAL),
        ("e^(2*ln(3)) = 9", REAL),
        ("ln(e^z) = z", REAL),
        ("(a*b)^c = a^c*b^c", POSITIVE),
        ("sqrt(a)*sqrt(b) = sqrt(a*b)", POSITIVE),
        ("(a^b)^c = a^(b*c)", POSITIVE),
        ("ln(a^3/(b*c)) = 3*ln(a) - ln(b) - ln(c)", POSITIVE),
        ("sqrt(x^2) = abs(x)", REAL),
        ("abs(x)^2 = x^2", REAL),
        ("max(x, y) + min(x, y) = x + y", REAL),
        ("x = relu(x) - relu(-x)", REAL),
        ("arctan(-x) = -arctan(x)", REAL),
        ("sin(x)^2 + cos(x)^2 = 1", REAL),
        ("y^2 = y", UNIT),
        ("(p^y*(1 - p)^(1 - y)) = y*p + (1 - y)*(1 - p)", UNIT),
        ("d/dx arctan(x) = 1/(1 + x^2)", REAL),
        ("d/dx (x^3*sin(x)) = 3*x^2*sin(x) + x^3*cos(x)", REAL),
        ("d/dx erf(x) = 2/sqrt(pi)*exp(-x^2)", REAL),
        ("d/dp ((1 - p)^g*ln(p)) = (1 - p)^g/p - g*(1 - p)^(g - 1)*ln(p)", UNIT),
        ("d/dx (f(x)*g(x)) = f'(x)*g(x) + f(x)*g'(x)", REAL),
        ("d/dx f(x^2) = 2*x*f'(x^2)", REAL),
        ("d/dx f(x) = f'(x)", REAL),
        ("sigma''(z) = sigma(z)*(1 - sigma(z))*(1 - 2*sigma(z))", REAL),
        ("dL/dw = dL/da*sigma'(z)*x", NEURON),
        ("dL/dz = dL/da*a*(1 - a)", NEURON),
        ("dL/db = dL/dz", NEURON),
        ("cosh(x)^2 - sinh(x)^2 = 1", REAL),
        ("tan(x)*cos(x) = sin(x)", REAL),
        ("Phi(x) + Phi(-x) = 1", REAL),
        ("artanh(x) = ln((1 + x)/(1 - x))/2", REAL),
        ("arsinh(x) = ln(x + sqrt(1 + x^2))", REAL),
        ("logit(sigma(x)) = x", REAL),
        ("sign(x)*abs(x) = x", REAL),
        ("min(x, y) <= max(x, y)", REAL),
        ("x^2 >= 0 or x = 1", REAL),
        ("not x^2 < 0", REAL),
        ("y in [0, 1]", UNIT),
        ("2*y in {0, 2}", UNIT),
        ("d/dx logit(x) = 1/(x*(1 - x))", REAL),
        ("d/dx tan(x) = 1 + tan(x)^2", REAL),
        ("d/dx cos(x) = -sin(x)", REAL),
        ("d/dx sinh(x) = cosh(x)", REAL),
        ("d/dx cosh(x) = sinh(x)", REAL),
        ("d/dx arsinh(x) = 1/sqrt(1 + x^2)", REAL),
        ("d/dx artanh(x) = 1/(1 - x^2)", REAL),
        ("d/dx Phi(x) = exp(-x^2/2)/sqrt(2*pi)", REAL),
        ("d/dx lnGamma(x) = digamma(x)", REAL),
        ("d/dx softplus(x) = sigma(x)", REAL),
        ("d/dx log_base(x, 2) = 1/(x*ln(2))", REAL),
        ("d/dx (x^x) = x^x*(ln(x) + 1)", REAL),
        ("d/dx (d/dx sin(x)) = -sin(x)", REAL),
    ],
)
def test_scalars(text: str, made: Scope) -> None:
    proof(text, made)


# --- sums of symbolic length ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("sum_k c = c*K", SOFTMAX),
        ("sum_k (sum_i s_k*y_i) = (sum_k s_k)*(sum_k y_k)", SOFTMAX),
        ("sum_k (sum_i s_k*s_i*exp(y_k*t_i)) = sum_i (sum_k s_k*s_i*exp(y_k*t_i))", SOFTMAX),
        ("sum_{k=1..K, k != j} s_k = sum_k s_k - s_j", SOFTMAX),
        ("sum_k delta(k, j)*s_k = s_j", SOFTMAX),
        ("sum_k (s_k - c)^2 = sum_k s_k^2 - 2*c*sum_k s_k + K*c^2", SOFTMAX),
        ("sum_k sigma(s_k) + sum_k sigma(-s_k) = K", SOFTMAX),
        ("sum_j dp_i/ds_j = 0", SOFTMAX),
        ("sum_k exp(s_k - c)/sum_i exp(s_i - c) = 1", SOFTMAX),
        ("ln(sum_k exp(s_k + c)) = c + ln(sum_k exp(s_k))", SOFTMAX),
        ("d/dW_{n,k} (sum_m (sum_j W_{m,j}*x_j)^2) = 2*x_k*sum_j W_{n,j}*x_j", SAMPLES),
        ("d/dx_k (sum_m (sum_j W_{m,j}*x_j)^2) = 2*sum_m W_{m,k}*sum_j W_{m,j}*x_j", SAMPLES),
        ("sum_{i=1..3} i*c = 6*c", SOFTMAX),
        ("prod_{i=1..3} (c + i) = (c + 1)*(c + 2)*(c + 3)", SOFTMAX),
        ("prod_k exp(s_k) = exp(sum_k s_k)", SOFTMAX),
        ("ln(prod_k y_k^(t_k)) = sum_k t_k*ln(y_k)", POSITIVES),
        ("d/ds_j (prod_k (1 + exp(s_k))) = (prod_k (1 + exp(s_k)))*sigma(s_j)", SOFTMAX),
        ("d/dy_j (prod_k y_k) = (prod_k y_k)/y_j", POSITIVES),
        ("ln(sum_k exp(s_k - c)) + c = ln(sum_k exp(s_k))", SOFTMAX),
        ("sum_k abs(s_k) >= 0", SOFTMAX),
        ("d/ds_j (sum_k relu(s_k)) = (1 + sign(s_j))/2", SOFTMAX),
        ("p_j <= 1", SOFTMAX),
        ("y_j*(1 - y_j) = 0", HOT),
        ("y_j = 1 => -(sum_k y_k*ln(p_k)) = -ln(p_j)", HOT),
        ("y_j = 1 => d/ds_i (-(sum_k y_k*ln(p_k))) = p_i - delta(i, j)", HOT),
        ("j = 1 => sum_{k=2..K} s_k = sum_k s_k - s_j", SOFTMAX),
        ("sum_{k=1..K - 1} (s_k - s_k^2) = sum_k s_k - sum_k s_k^2 - s_K + s_K^2", SOFTMAX),
        ("sum_{k=1..K - 1} s_k + s_K = sum_k s_k", SOFTMAX),
        ("sum_{k=2..K} s_k*delta(k, j) = s_j - s_1*delta(1, j)", SOFTMAX),
    ],
)
def test_sums(text: str, made: Scope) -> None:
    proof(text, made)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("sum_{m=1..N} delta(m, i) = 1", SAMPLES),  # i runs over 1..K, the sum over 1..N
        ("d/dx_j (sum_{k=1..N} x_k^2) = 2*x_j", SAMPLES),
        ("sum_{k=2..K} s_k = sum_k s_k", SOFTMAX),
        ("sum_k (sum_i s_k*s_i) = sum_k s_k^2", SOFTMAX),
        ("sum_k s_k^2 = (sum_k s_k)^2", SOFTMAX),
        ("sum_k s_k*y_k = sum_k (sum_i s_k*y_i)", SOFTMAX),
        ("s_i = s_j", SOFTMAX),
        ("dp_i/ds_j = p_i*(1 - p_j)", SOFTMAX),
        ("sum_{k=3..K} s_k = sum_k s_k - s_1 - s_2", SOFTMAX),  # for K = 1 there is no s_2, and nothing to subtract
        ("sum_{k=1..K - 2} c = (K - 2)*c", SOFTMAX),  # an empty sum for K = 1 is 0, not -c
    ],
)
def test_what_does_not_hold_for_every_size_is_not_proved(text: str, made: Scope) -> None:
    failure(text, made)


# --- vectors and matrices, lowered to entries ----------------------------------------------------

S, Y, X = (n.Symbol(name, vector(K)) for name in "syx")
T, Z = n.Symbol("t", vector(N)), n.Symbol("z", vector(N))
W, V = n.Symbol("W", matrix(N, K)), n.Symbol("V", matrix(K, K))
ARRAYS = Scope().declare(K, N, S, Y, X, T, W, V, n.Symbol("c"))
ONES = n.Bind("vector", n.Symbol("k", INDEX), n.Range(ONE, K), ONE)
P = FUNCTIONS["softmax"](S)


def minus(left: n.Term, right: n.Term) -> n.Term:
    return n.Add((left, n.Neg(right)))


def nabla(body: n.Term, variable: n.Term) -> n.Term:
    return n.Derivative(body, variable, style="nabla")


def square(array: n.Term) -> n.Term:
    return n.Pow(n.Norm(array), TWO)


JACOBIAN = minus(FUNCTIONS["diag"](P), n.MatMul((P, n.Transpose(P))))
EXPONENTIALS = n.Map(EXP.symbol, S)
RESIDUAL = minus(n.MatMul((W, X)), T)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (nabla(minus(FUNCTIONS["logsumexp"](S), n.Inner(Y, S)), S), minus(P, Y)),
        (nabla(n.Div(square(minus(Y, S)), K), S), n.Mul((n.Div(n.Neg(TWO), K), minus(Y, S)))),
        (
            nabla(n.Div(square(minus(Y, EXPONENTIALS)), K), S),
            n.Mul((n.Div(n.Neg(TWO), K), n.Hadamard((minus(Y, EXPONENTIALS), EXPONENTIALS)))),
        ),
        (nabla(P, S), JACOBIAN),
        (
            nabla(n.Div(square(minus(Y, P)), K), S),
            n.Mul((n.Div(n.Neg(TWO), K), n.MatMul((JACOBIAN, minus(Y, P))))),
        ),
        (nabla(square(RESIDUAL), X), n.Mul((TWO, n.MatMul((n.Transpose(W), RESIDUAL))))),
        (nabla(square(RESIDUAL), W), n.Mul((TWO, n.MatMul((RESIDUAL, n.Transpose(X)))))),
        (nabla(n.Inner(X, n.MatMul((V, X))), X), n.MatMul((n.Add((V, n.Transpose(V))), X))),
        (n.Transpose(n.MatMul((W, V))), n.MatMul((n.Transpose(V), n.Transpose(W)))),
        (FUNCTIONS["trace"](n.MatMul((V, n.Transpose(V)))), square(V)),
        (n.Norm(S, ONE), n.Inner(n.Map(FUNCTIONS["abs"].symbol, S), ONES)),
        (nabla(n.Norm(S, ONE), S), n.Map(FUNCTIONS["sign"].symbol, S)),
    ],
)
def test_arrays(left: n.Term, right: n.Term) -> None:
    statement = Statement(ARRAYS, Identity(n.Relation("=", left, right)))
    found = prove(statement)
    assert isinstance(found, Proof), found.reason
    assert contradicts(statement) is None


def test_the_transposed_gradient_is_not_proved() -> None:
    wrong = n.Mul((TWO, n.MatMul((n.Transpose(W), minus(T, n.MatMul((W, X)))))))
    statement = Statement(ARRAYS, Identity(n.Relation("=", nabla(square(RESIDUAL), X), wrong)))
    assert isinstance(prove(statement), Failure)


def test_the_chain_rule_goes_through_a_defined_vector() -> None:
    made = ARRAYS.declare(Z).define(Definition("z", n.MatMul((W, X)))).declare(n.Symbol("L")).depend("L", Z)
    loss = n.Symbol("L")
    by_matrix = n.Relation("=", nabla(loss, W), n.MatMul((nabla(loss, Z), n.Transpose(X))))
    by_input = n.Relation("=", nabla(loss, X), n.MatMul((n.Transpose(W), nabla(loss, Z))))
    for relation in (by_matrix, by_input):
        assert isinstance(prove(Statement(made, Identity(relation))), Proof)
    wrong = replace(by_input, right=n.MatMul((n.Transpose(W), T)))
    assert isinstance(prove(Statement(made, Identity(wrong))), Failure)


# --- conditions, and what lies outside -------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("x/x = 1", {"x != 0"}),
        ("ln(x^2) = 2*ln(x)", {"x > 0"}),
        ("sqrt(x)*sqrt(y) = sqrt(x*y)", {"x >= 0", "y >= 0"}),
        ("(x^2 - 1)/(x - 1) = x + 1", {"x - 1 != 0"}),
        ("x^3*x^(-3) = 1", {"x != 0"}),
        ("x + 0 = x", set()),
    ],
)
def test_the_natural_domain_is_listed(text: str, conditions: set[str]) -> None:
    found = proof(text)
    assert {c.text for c in found.conditions} == conditions
    assert {c.origin for c in found.conditions} <= {"natural domain"}


def test_a_fact_that_was_used_is_named_and_another_is_not() -> None:
    made = scope("a b", facts=("a > 0", "b > 0"))
    assert {c.text for c in proof("sqrt(a^2) = a", made).conditions} == {"a > 0"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("(x + y + z + w + b + c)^200 = (y + x + z + w + b + c)^200", "exponent"),
        ("9^9^9^9 = 9^9^9^9 + 1", "digits"),
        ("sum_{k=1..10^12} k = 1", "more than 64"),
        ("f(x) = g(x)", "comes out"),
    ],
)
def test_what_lies_outside_is_said(text: str, why: str) -> None:
    assert why in failure(text).reason


def test_hypotheses_that_exclude_each_other_prove_nothing() -> None:
    for given in (("x = y", "x != y"), ("x > 0", "x < 0"), ("x^2 = -1",), ("x = 1", "x = 2")):
        assert failure("0 = 1", REAL, given).contradiction


def test_a_derivative_with_two_readings_is_refused() -> None:
    made = scope("x", where=("a = sigma(x)", "L = a*x"))
    assert "no single meaning" in failure("dL/da = x", made).reason


@pytest.mark.parametrize("claim", ["d/dq (dF/dz) = 0", "d/dq (dF/dz) = 2*q", "d/dq (dF/dv) = 0"])
def test_a_quantity_that_is_the_variable_is_not_moved_by_what_it_is_made_of(claim: str) -> None:
    made = scope("z", where=("v = 2*z", "q = v^3", "F = q^2"))
    assert "is the variable" in failure(claim, made).reason


# --- derivatives at the seams of cases --------------------------------------------------------------

KINKS = scope("r h x", facts=("h > 0",))
R = n.Symbol("r")


def pieces(*values: str) -> n.Cases:
    """Return the cases -h <= r <= h (first value), else the second."""
    inside, outside = (term(value, KINKS) for value in values)
    return n.Cases((inside,), (term("abs(r) <= h", KINKS),), outside)


def derivative_claim(loss: n.Term, slope: n.Term) -> Statement:
    return Statement(KINKS, Identity(n.Relation("=", n.Derivative(loss, R), slope)), domain_declared=True)


def test_pieces_that_meet_with_one_slope_have_a_derivative_at_the_seam() -> None:
    huber = pieces("r^2/2", "h*abs(r) - h^2/2")
    found = prove(derivative_claim(huber, pieces("r", "h*sign(r)")))
    assert isinstance(found, Proof), found.reason
    assert {c.text for c in found.conditions} == {"h > 0"}
    assert isinstance(prove(derivative_claim(huber, term("max(-h, min(r, h))", KINKS))), Proof)
    assert isinstance(prove(derivative_claim(huber, pieces("r", "-h*sign(r)"))), Failure)


MARGIN = scope("y z", facts=("y in {-1, 1}",))
MODIFIED_HUBER = "cases(max(0, 1 - y*z)^2 if y*z >= -1; -4*y*z otherwise)"
SMOOTHED_HINGE = "cases(1/2 - y*z if y*z <= 0; cases((1 - y*z)^2/2 if y*z <= 1; 0 otherwise) otherwise)"


@pytest.mark.parametrize(
    ("loss", "slope", "conditions"),
    [
        (MODIFIED_HUBER, "cases(-2*y*max(0, 1 - y*z) if y*z >= -1; -4*y otherwise)", set()),
        (SMOOTHED_HINGE, "cases(-y if y*z <= 0; cases(-(1 - y*z)*y if y*z <= 1; 0 otherwise) otherwise)", set()),
        # a value that jumps at y*z = -1, and at 0 and 1; a slope that jumps at 1
        (
            MODIFIED_HUBER.replace("-4*y*z", "1 - 4*y*z"),
            "cases(-2*y*max(0, 1 - y*z) if y*z >= -1; -4*y otherwise)",
            {"y*z != -1"},
        ),
        (
            SMOOTHED_HINGE.replace("(1 - y*z)^2", "(2 - y*z)^2"),
            "cases(-y if y*z <= 0; cases(-(2 - y*z)*y if y*z <= 1; 0 otherwise) otherwise)",
            {"y*z != 0", "y*z != 1"},
        ),
        ("cases(1 - y*z if y*z <= 1; 0 otherwise)", "cases(-y if y*z <= 1; 0 otherwise)", {"y*z != 1"}),
    ],
)
def test_a_seam_in_a_label_of_few_values_is_looked_at_for_each(loss: str, slope: str, conditions: set[str]) -> None:
    found = proof(f"d/dz ({loss}) = {slope}", MARGIN)
    assert {c.text for c in found.conditions if c.origin == "natural domain"} == conditions


def test_a_seam_that_closes_for_one_label_only_is_open() -> None:
    """For y = 1 the slopes are 1 and 1 at z = 0, for y = -1 they are 1 and -1."""
    found = proof("d/dz cases(z if z <= 0; y*z otherwise) = cases(1 if z <= 0; y otherwise)", MARGIN)
    assert {c.text for c in found.conditions if c.origin == "natural domain"} == {"z != 0"}


def test_pieces_that_do_not_meet_exclude_the_seam() -> None:
    found = prove(derivative_claim(pieces("r^2", "h*abs(r)"), pieces("2*r", "h*sign(r)")))
    assert isinstance(found, Proof), found.reason
    assert "abs(r) != h" in {c.text for c in found.conditions}


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("d/dx (relu(x)^2) = 2*relu(x)", set()),
        ("d/dx (abs(x)^3) = 3*x*abs(x)", set()),
        ("d/dx (max(0, 1 - x)^2) = -2*max(0, 1 - x)", set()),
        ("d/dx abs(x) = sign(x)", {"x != 0"}),
        ("d/dx relu(x) = (1 + sign(x))/2", {"x != 0"}),
    ],
)
def test_kinks_matter_where_they_are_seen(text: str, conditions: set[str]) -> None:
    assert {c.text for c in proof(text, KINKS).conditions} == conditions


# --- points, integrals, written arrays -----------------------------------------------------------------


def test_the_value_at_a_point_is_taken_after_the_derivative() -> None:
    at = n.At(n.Derivative(term("x^3", REAL), n.Symbol("x")), n.Symbol("x"), TWO)
    assert isinstance(prove(Statement(REAL, Identity(n.Relation("=", at, n.Number(Fraction(12)))))), Proof)
    slope = n.Derivative(n.Symbol("L"), n.Symbol("a"))
    made = NEURON.define(Definition("L", term("(a - y)^2", NEURON)))
    at = n.At(slope, n.Symbol("a"), n.Symbol("y"))
    assert isinstance(prove(Statement(made, Identity(n.Relation("=", at, n.Number(Fraction(0)))))), Proof)


def test_an_equation_of_indefinite_integrals_holds_up_to_a_constant() -> None:
    x = n.Symbol("x")
    whole = n.Integral(term("2*x + exp(x)", REAL), x)
    split = n.Add((n.Mul((TWO, n.Integral(x, x))), n.Neg(n.Integral(term("-exp(x)", REAL), x))))
    for right in (split, term("x^2 + exp(x) + 7", REAL)):
        assert isinstance(prove(Statement(REAL, Identity(n.Relation("=", whole, right)))), Proof)
    assert isinstance(prove(Statement(REAL, Identity(n.Relation("=", whole, x)))), Failure)


def test_arrays_that_are_written_out() -> None:
    x, y, z, w = (n.Symbol(name) for name in "xyzw")
    square_ = n.Stack((n.Row((x, y)), n.Row((z, w))))
    column = n.Stack((n.Row((x,)), n.Row((y,))))
    product = n.MatMul((square_, column))
    expected = n.Stack((n.Row((term("x^2 + y^2", REAL),)), n.Row((term("z*x + w*y", REAL),))))
    assert isinstance(prove(Statement(REAL, Identity(n.Relation("=", product, expected)))), Proof)
    wrong = n.Stack((n.Row((term("x^2 + y^2", REAL),)), n.Row((term("z*x - w*y", REAL),))))
    assert isinstance(prove(Statement(REAL, Identity(n.Relation("=", product, wrong)))), Failure)
    length = n.Relation("=", n.Pow(n.Norm(column), TWO), term("x^2 + y^2", REAL))
    assert isinstance(prove(Statement(REAL, Identity(length))), Proof)
    largest = n.Relation("=", n.Norm(column, n.Constant("inf")), term("max(abs(x), abs(y))", REAL))
    assert isinstance(prove(Statement(REAL, Identity(largest))), Proof)


def test_an_unknown_function_of_a_row() -> None:
    made = scope("", "x", "W", functions="f")
    row = n.Indexed(n.Symbol("W", matrix(N, K)), (n.Symbol("n", INDEX),))
    value = n.Apply(n.Symbol("f", made.symbols["f"].sort), (row,))
    doubled = n.Apply(value.function, (n.Mul((ONE, row)),))
    assert isinstance(prove(Statement(made, Identity(n.Relation("=", value, doubled)))), Proof)
    other = n.Apply(value.function, (n.Mul((TWO, row)),))
    assert isinstance(prove(Statement(made, Identity(n.Relation("=", value, other)))), Failure)


def test_functions_defined_in_the_text() -> None:
    made = scope("x c", functions="f g")
    made = made.define(Definition("f", term("x^2 + c", made), (n.Symbol("x"),), "function"))
    made = made.define(Definition("g", term("f(x)*x", made), (n.Symbol("x"),), "function"))
    for text in ("f(3) = 9 + c", "f'(x) = 2*x", "g''(x) = 6*x", "d/dx f(c*x) = c*f'(c*x)", "g(c) = c^3 + c^2"):
        proof(text, made)
    failure("f'(x) = 2*x + c", made)


def test_definitions_that_go_round_in_a_circle_are_refused() -> None:
    made = scope("x a b")
    made = made.define(Definition("a", n.Symbol("b")), Definition("b", n.Symbol("a")))
    assert "circle" in failure("a = x", made).reason


# --- expectations: linearity, and nothing else ----------------------------------------------------------


RANDOM = scope("x z c", "s", functions="p q f g")


def mean(body: str) -> n.Term:
    """Return the expectation of `body` for z drawn from q(z)."""
    over = n.Apply(RANDOM.symbols["q"], (n.Symbol("z"),))
    return n.Bind("expectation", n.Symbol("z"), over, term(body, RANDOM))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (mean("c*f(z) + x"), n.Add((n.Mul((n.Symbol("c"), mean("f(z)"))), n.Symbol("x")))),
        (mean("ln(p(x, z)/q(z))"), n.Add((mean("ln(p(x, z))"), n.Neg(mean("ln(q(z))"))))),
        (mean("(z - c)^2"), n.Add((mean("z^2"), n.Neg(n.Mul((term("2*c", RANDOM), mean("z")))), term("c^2", RANDOM)))),
        (mean("sum_k z*s_k"), n.Mul((mean("z"), term("sum_k s_k", RANDOM)))),
    ],
)
def test_expectations_are_linear(left: n.Term, right: n.Term) -> None:
    found = prove(Statement(RANDOM, Identity(n.Relation("=", left, right))))
    assert isinstance(found, Proof), found.reason


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (mean("f(z)*g(z)"), n.Mul((mean("f(z)"), mean("g(z)")))),
        (mean("z^2"), n.Pow(mean("z"), TWO)),
        (mean("ln(f(z))"), FUNCTIONS["ln"](mean("f(z)"))),
        (mean("f(z)"), term("f(z)", RANDOM)),
    ],
)
def test_expectations_are_not_more_than_linear(left: n.Term, right: n.Term) -> None:
    assert isinstance(prove(Statement(RANDOM, Identity(n.Relation("=", left, right)))), Failure)


def chosen(value: str, other: str) -> Statement:
    """Return the claim that sum_k (value if k = t, else other) is s_t + sum_{k != t} other."""
    made = scope("", "s")
    k, t, s = n.Symbol("k", INDEX), n.Symbol("t", INDEX), made.symbols["s"]
    picked = n.Cases((term(value, made),), (n.Relation("=", k, t),), term(other, made))
    total = n.Bind("sum", k, n.Range(ONE, K), picked)
    return Statement(made, Identity(n.Relation("=", total, n.Indexed(s, (t,)))))


def test_cases_that_turn_on_the_index_of_a_sum() -> None:
    assert isinstance(prove(chosen("s_k", "0")), Proof)
    assert isinstance(prove(chosen("s_k", "1")), Failure)
    assert isinstance(prove(chosen("2*s_k", "0")), Failure)


def test_a_case_without_a_value_is_not_multiplied_by_zero() -> None:
    found = prove(chosen("s_k", "0*ln(s_k)"))
    assert isinstance(found, Failure) and "cases that depend on indices" in found.reason


def test_cases_of_two_free_indices_are_told_apart() -> None:
    made = SOFTMAX
    i, j, p, s = (*(n.Symbol(x, INDEX) for x in "ij"), made.symbols["p"], made.symbols["s"])
    slope = n.Derivative(n.Indexed(p, (j,)), n.Indexed(s, (i,)))

    def by_cases(same: str, other: str) -> Statement:
        equal = n.Relation("=", i, j)
        pieces = n.Cases((term(same, made), term(other, made)), (equal, n.Relation("!=", i, j)), None)
        return Statement(made, Identity(n.Relation("=", slope, pieces)))

    assert isinstance(prove(by_cases("p_i*(1 - p_i)", "-p_i*p_j")), Proof)
    assert isinstance(prove(by_cases("p_i*(1 - p_j)", "-p_i*p_j")), Proof)
    assert isinstance(prove(by_cases("p_i*(1 - p_i)", "p_i*p_j")), Failure)
    assert isinstance(prove(by_cases("p_i*(1 + p_i)", "-p_i*p_j")), Failure)
