"""Counterexamples: exact, inside the domain, small; gaps in the domain; every kind of step."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symloss.kernel.judge import judge
from symloss.kernel.proof import Failure
from symloss.kernel.proving.prove import prove
from symloss.kernel.refuting.refute import at_a_glance, gap, refute
from symloss.term import nodes as n
from symloss.term import statement as st
from symloss.term.effort import spent
from symloss.term.scope import Hypothesis, Scope
from symloss.term.sorts import INDEX, matrix
from symloss.term.statement import Statement
from tests.claims import K, claim, equation, scope, term

X = scope("x y z w b")
SOFTMAX = scope("c", "s y", where=("p_k = exp(s_k)/sum_i exp(s_i)",))
SIMPLEX = SOFTMAX.suppose(
    *(Hypothesis(term(t, SOFTMAX)) for t in ("y_k >= 0", "sum_k y_k = 1")),
)


def witness(text: str, made: Scope = X, given: tuple[str, ...] = ()) -> str:
    found = refute(claim(text, made, given))
    return str(found) if found is not None else "none"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sigma(-z) = 1 + sigma(z)", "z = 0: left 1/2, right 3/2"),
        ("sqrt(x^2) = x", "x = -1: left 1, right -1"),
        ("d/dz sigma(z) = sigma(z)*(1 + sigma(z))", "z = 0: left 1/4, right 3/4"),
        ("exp(x) > 1 + x", "x = 0: left 1, right 1"),
        ("x^2 < 0", "x = 0: left 0, right 0"),
        ("tanh(z) = 2*sigma(z) - 1", "z = 1: left 0.7615..., right 0.4621..."),
        ("x in [0, 1]", "x = -1: left x in [0, 1] is false, right true"),
        ("x > 0 => x > 1/2", "x = 1/2: left 1/2, right 1/2"),
        ("exp(1) ~= 2.719", "always: left 2.7182..., right 2719/1000"),
        ("1 = 2", "always: left 1, right 2"),
        ("x + y = y + x and x = y", "x = 0, y = 1: left 0, right 1"),
    ],
)
def test_witnesses_are_small(text: str, expected: str) -> None:
    assert witness(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "x/x = 1",
        "ln(x^2) = 2*ln(x)",
        "exp(x) >= 1 + x",
        "exp(1) ~= 2.718",
        "exp(1) ~= 2.71",  # cut, not rounded: neither accepted nor refuted
        "6.02*10^3 ~= 6022",
        "x > 0 => ln(x^2) = 2*ln(x)",
        "x^y*x^z = x^(y + z)",
        "d/dx |x| = sign(x)",
        "d/dw (w*x + b) = x",
    ],
)
def test_what_is_true_wherever_it_has_a_value_is_not_refuted(text: str) -> None:
    assert witness(text) == "none"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x/x = 1", "x = 0: left undefined, right 1"),
        ("ln(x^2) = 2*ln(x)", "x = -1: left 0, right undefined"),
        ("(x^2 - 1)/(x - 1) = x + 1", "x = 1: left undefined, right 2"),
        ("d/dx relu(x) = (1 + sign(x))/2", "x = 0: left undefined, right 1/2"),
        ("sqrt(x)^2 = x", "x = -1: left undefined, right -1"),
    ],
)
def test_gaps(text: str, expected: str) -> None:
    assert str(gap(claim(text, X))) == expected


def test_no_gap_where_both_sides_have_none_or_the_domain_excludes_it() -> None:
    assert gap(claim("1/x + 1 = (x + 1)/x", X)) is None
    assert gap(claim("x/x = 1", scope("x", facts=("x != 0",)))) is None
    assert gap(claim("sigma(x) = 1/(1 + exp(-x))", X)) is None


def test_gradients_of_softmax_need_labels_that_sum_to_one() -> None:
    text = "d/ds_j (-(sum_k y_k*ln(p_k))) = p_j - y_j"
    assert witness(text, SOFTMAX) == "K = 2, j = 1, s_1 = 0, s_2 = 0, y_1 = 0, y_2 = 0: left 0, right 1/2"
    assert witness(text, SIMPLEX) == "none"
    wrong = "d/ds_j (-(sum_k y_k*ln(p_k))) = y_j - p_j"
    assert witness(wrong, SIMPLEX) == "K = 2, j = 1, s_1 = 0, s_2 = 0, y_1 = 1, y_2 = 0: left -1/2, right 1/2"


def test_index_cases() -> None:
    assert witness("dp_i/ds_j = p_i*(1 - p_j)", SOFTMAX).startswith("K = 2, i = 1, j = 2")
    assert witness("dp_i/ds_j = p_i*(1 - p_j)", SOFTMAX, ("i = j",)) == "none"
    assert witness("dp_i/ds_j = -p_i*p_j", SOFTMAX, ("i != j",)) == "none"
    assert witness("i = j => dp_i/ds_j = -p_i*p_j", SOFTMAX).startswith("K = 2, i = 1, j = 1")


@pytest.mark.parametrize("size", [3, 5, 6, 7])
def test_claims_false_only_from_some_size_on(size: int) -> None:
    product = "*".join(f"(K - {k})" for k in range(1, size))
    assert witness(f"{product}*sum_k s_k = 0", SOFTMAX).startswith(f"K = {size}")


def test_unknown_quantities_are_tried_as_polynomials() -> None:
    made = scope("x w b y", where=("z = w*x + b", "a = sigma(z)"), depends={"L": "a y"}, functions="f")
    assert witness("dL/dw = dL/da*a*(1 - a)*x", made) == "none"
    assert "L = " in witness("dL/dw = dL/da*a*x", made)
    assert witness("d/dx (f(x)^2) = 2*f(x)*f'(x)", made) == "none"
    assert "f(x) = " in witness("d/dx (f(x)^2) = f(x)*f'(x)", made)


def test_unknown_vectors_too() -> None:
    made = scope("c", "s").declare(n.Symbol("q", n.Symbol("s", SOFTMAX.symbols["s"].sort).sort), n.Symbol("L"))
    made = made.depend("q", made.symbols["s"]).depend("L", made.symbols["q"])
    assert witness("dL/ds_j = sum_k dL/dq_k * dq_k/ds_j", made) == "none"
    found = witness("dL/ds_j = dL/dq_j * dq_j/ds_j", made)
    assert "L = " in found
    assert "q_{k} = " in found


W_SQUARE = n.Symbol("W", matrix(K, K))


def test_unknown_functions_of_vectors() -> None:
    made = scope("", "s", functions="f")
    f_of_s = n.Apply(made.symbols["f"], (made.symbols["s"],))
    square = n.Pow(f_of_s, n.Number(Fraction(2)))
    right = n.Mul((n.Number(Fraction(2)), f_of_s, n.Derivative(f_of_s, made.symbols["s"])))
    true = n.Relation("=", n.Derivative(square, made.symbols["s"]), right)
    assert refute(Statement(made, st.Identity(true))) is None
    false = n.Relation("=", n.Derivative(square, made.symbols["s"]), n.Mul((f_of_s, right)))
    assert refute(Statement(made, st.Identity(false))) is not None


def test_vectors_are_compared_entry_by_entry() -> None:
    made = scope("c", "s t", "W")
    assert witness("s + t = t + s", made) == "none"
    assert witness("W^T @ (W @ s) = W @ (W @ s)", scope("", "s", "").declare(W_SQUARE)) != "none"
    assert witness("s .* t = s + t", made) == ("K = 2, s_1 = 0, s_2 = 0, t_1 = 0, t_2 = 1: left (0, 0), right (0, 1)")
    assert witness("norm(s)^2 = inner(s, s)", made) == "none"
    assert witness("norm(s) = inner(s, s)", made) != "none"


def test_a_hypothesis_that_says_what_a_name_is_counts_as_a_definition() -> None:
    assert witness("a*(1 - a) > 1/4", scope("a z"), ("a = sigma(z)",)) == "z = 0: left 1/4, right 1/4"
    # but then a derivative by z has two readings, and nothing is refuted
    assert witness("da/dz = 7", scope("a z"), ("a = sigma(z)",)) == "none"


def test_contradictory_hypotheses_refute_nothing() -> None:
    assert witness("1 = 2", X, ("x > 1", "x < 0")) == "none"


# --- the other kinds of step -------------------------------------------------------


def stated(step: st.Step, made: Scope = X, given: tuple[str, ...] = ()) -> str:
    found = refute(Statement(made, step, tuple(Hypothesis(term(t, made)) for t in given)))
    return str(found) if found is not None else "none"


def test_dividing_by_zero_fails_at_that_very_step() -> None:
    step = st.Consequence(
        equation("(x - y)*(x + y) = (x - y)*y", X), "divide", term("x - y", X), equation("x + y = y", X)
    )
    assert stated(step, given=("x = y",)) == "x = 1, y = 1: left 2, right 1"


def test_consequence() -> None:
    premise = equation("x/2 = y", X)
    assert stated(st.Consequence(premise, "multiply", term("2", X), equation("x = 2*y", X))) == "none"
    assert stated(st.Consequence(premise, "multiply", term("2", X), equation("x = y", X))) != "none"


NEURON = scope("w x b y", where=("z = w*x + b", "a = sigma(z)"), facts=("0 < a", "a < 1"), depends={"L": "a y"})


def test_an_equation_about_an_unknown_quantity_fixes_its_slope() -> None:
    wish = equation("dL/da * sigma'(z) * x = x*(a - y)", NEURON)
    factor = term("x*a*(1 - a)", NEURON)

    def divided(claim_: str, *given: str) -> str:
        return stated(st.Consequence(wish, "divide", factor, equation(claim_, NEURON)), NEURON, given)

    assert divided("dL/da = (a - y)/(a*(1 - a))") == "none"  # also at x = 0, where the wish says nothing
    assert divided("dL/da = (a - y)/(a*(1 - a))", "x = 1") == "none"
    assert "dL/da = " in divided("dL/da = (a - y)/(a*(1 + a))")
    assert "dL/da = " in divided("dL/da = (1 - a - y)/(a*(1 - a))")  # the same at z = 0
    assert divided("d/da (2*L) = (a - y)/(a*(1 - a))") != "none"
    assert divided("dL/db = a - y") == "none"
    assert divided("dL/db = y - a") != "none"
    # what a slope at one point does not decide stays open
    assert divided("d2L/da2 = 7") == "none"
    assert divided("L = a") == "none"


def test_two_equations_about_an_unknown_quantity_are_left_open() -> None:
    wishes = ("dL/dw = x*(a - y)", "dL/db = a - y")
    assert stated(st.Identity(equation("dL/da = 7", NEURON)), NEURON, wishes) == "none"


def test_instance() -> None:
    made = scope("a y A B", facts=("0 < a", "a < 1"))
    premise = equation("a - y = A*(1 - a) + B*a", made)
    a = made.symbols["a"]
    zero, one = n.Number(Fraction(0)), n.Number(Fraction(1))
    assert stated(st.Instance(premise, a, zero, equation("A = -y", made)), made) == "none"
    assert stated(st.Instance(premise, a, one, equation("B = 1 - y", made)), made) == "none"
    found = stated(st.Instance(premise, a, zero, equation("A = y", made)), made)
    assert found == "A = -1, B = 0, y = 1: left -1, right 1"


def test_ansatz() -> None:
    made = scope("a y A B", facts=("0 < a", "a < 1"))
    a, big_a, big_b = (made.symbols[name] for name in ("a", "A", "B"))
    good = equation("(a - y)/(a*(1 - a)) = A/a + B/(1 - a)", made)
    bad = equation("(a - y)/(a*(1 - a)) = A/a + B/a^2", made)
    assert stated(st.Ansatz(good, (big_a, big_b), a), made) == "none"
    assert "no constants" in stated(st.Ansatz(bad, (big_a, big_b), a), made)
    solution = (term("-y", made), term("1 - y", made))
    assert stated(st.Ansatz(good, (big_a, big_b), a, solution), made) == "none"
    assert stated(st.Ansatz(good, (big_a, big_b), a, solution[::-1]), made) != "none"


def test_antiderivative() -> None:
    made = scope("a y", facts=("0 < a", "a < 1"))
    a = made.symbols["a"]
    integrand = term("(1 - y)/(1 - a)", made)
    assert stated(st.Antiderivative(integrand, a, term("-(1 - y)*ln(1 - a)", made)), made) == "none"
    assert (
        stated(st.Antiderivative(integrand, a, term("(1 - y)*ln(1 - a)", made)), made)
        == "a = 1/2, y = 0: left 2, right -2"
    )
    not_real = Statement(made, st.Antiderivative(integrand, a, term("-(1 - y)*ln(a - 1)", made)))
    found = gap(not_real)
    assert found is not None
    assert (found.left, found.right) == ("2", "undefined")


def test_solution() -> None:
    made = scope("w x b y", where=("z = w*x + b", "a = sigma(z)"), depends={"L": "a y"})
    unknown = made.symbols["L"]
    equations = (equation("dL/dw = x*(a - y)", made), equation("dL/db = a - y", made))
    right = term("-(y*ln(a) + (1 - y)*ln(1 - a))", made)
    assert stated(st.Solution(unknown, right, equations), made) == "none"
    assert stated(st.Solution(unknown, term("(a - y)^2/2", made), equations), made) != "none"


def test_definitions_and_assumptions_are_not_refuted() -> None:
    assert stated(st.Assume(term("1 = 2", X))) == "none"


# --- corners -----------------------------------------------------------------------


def test_indexed_facts_that_say_what_a_name_is() -> None:
    made = scope("", "p s", facts=("p_k = exp(s_k)/sum_i exp(s_i)",))
    assert witness("sum_k p_k = 1", made) == "none"
    assert witness("sum_k p_k = 2", made) == "K = 2, s_1 = 0, s_2 = 0: left 1, right 2"
    circular = scope("u v", facts=("u = v + 1", "v = u - 1"))
    assert witness("u = v", circular) != "none"


@pytest.mark.parametrize(
    ("text", "refuted"),
    [
        ("1/3 ~= 0.33", False),
        ("1/3 ~= 0.34", True),
        ("-1/3 ~= -0.333", False),
        ("-1/3 ~= -0.334", True),
        ("exp(10) ~= 2.2026*10^4", False),
        ("exp(10) ~= 2.3*10^4", True),
        ("exp(-10) ~= 4.5*10^(-5)", False),
        ("exp(-10) ~= 4.4*10^(-5)", True),
        ("[1/3; 2/3] ~= [0.33; 0.67]", False),
        ("[1/3; 2/3] ~= [0.33; 0.65]", True),
        ("0.333 ~= 1/3", False),
        ("sqrt(2) ~= sqrt(3)", False),  # no digits are printed: nothing to compare with
    ],
)
def test_printed_digits(text: str, refuted: bool) -> None:
    assert (witness(text) != "none") == refuted


def test_indices_that_are_only_compared() -> None:
    made = Scope().declare(K, *(n.Symbol(name, INDEX) for name in "rs"))
    r, s = (made.symbols[name] for name in "rs")
    one = n.Number(Fraction(1))
    first = made.run(r, n.Range(one, K))
    delta = n.Relation("=", n.Delta(r, s), one)
    assert str(refute(Statement(first, st.Identity(delta)))) == "K = 2, r = 1, s = 2: left 0, right 1"
    left_out = n.Bind("sum", r, n.Except(n.Range(one, K), (s,)), one)
    total = n.Relation("=", left_out, K)
    assert refute(Statement(made, st.Identity(total))) is not None


def test_one_name_for_two_things_is_left_alone() -> None:
    both = n.Relation("=", n.Symbol("x"), n.Symbol("x", INDEX))
    assert refute(Statement(X, st.Identity(both))) is None


def test_an_instance_of_what_is_no_polynomial_is_left_alone() -> None:
    made = scope("a y B")
    a, zero = made.symbols["a"], n.Number(Fraction(0))
    for text in ("exp(a) = B*a + y", "y/a = B"):
        assert stated(st.Instance(equation(text, made), a, zero, equation("y = B", made)), made) == "none"


def test_an_ansatz_that_is_not_linear_is_left_alone() -> None:
    made = scope("a A B")
    unknowns = (made.symbols["A"], made.symbols["B"])
    for text in ("a = A*B + a^2", "a = A^2*a^2", "a = exp(A)"):
        assert stated(st.Ansatz(equation(text, made), unknowns, made.symbols["a"]), made) == "none"
    assert stated(st.Ansatz(equation("a^3 = (A*a - B)/2 + -A", made), unknowns, made.symbols["a"]), made) != "none"


def test_bounds_of_sums_and_sizes() -> None:
    made = scope("", "s")
    assert witness("sum_{k=1..K - 1} s_k = sum_k s_k - s_K", made) == "none"
    assert witness("sum_{k=1..K - 1} s_k = sum_k s_k", made).startswith("K = 2")
    assert witness("K^2 >= 2*K - 1", made) == "none"
    assert witness("K >= 2", made) == "K = 1: left 1, right 2"
    assert witness("K < 8", made) == "K = 8: left 8, right 8"


@pytest.mark.parametrize(
    ("text", "soon"),
    [
        ("exp(x + y) = exp(x) + exp(y)", True),
        ("exp(x + y) = exp(x)*exp(y)", False),
        ("x*y*z = x^2*y*z", True),  # it holds wherever one of them is 0
        ("s_i*s_j = s_i", True),
        ("max(x, -40) = x", False),  # only far out
        ("max(x, y) = abs(x)", True),
        ("d/dx relu(x) = 0", True),
        # where pieces meet it has a derivative by accident only, at a = 0
        ("x = 0 => d/dx relu(a*x) = cases(a if a*x > 0; 1 if a*x = 0; 0 otherwise)", False),
    ],
)
def test_what_is_false_nearly_everywhere_is_seen_at_once(text: str, soon: bool) -> None:
    assert (at_a_glance(claim(text, scope("a x y z", "s"))) is not None) is soon


def test_a_false_equation_is_refuted_without_a_search_for_its_proof() -> None:
    """The fourth derivative fills many lines in normal form; a few points take a tenth of that."""
    false = claim("d/dx d/dx d/dx d/dx (sigma(x)*tanh(y*x)*exp(-x^2)/(1 + x^2)) = x", X)
    before = spent()
    assert isinstance(prove(false), Failure)
    sought = spent() - before
    assert judge(false).refuted
    assert spent() - before - sought < sought / 4


def test_a_truth_without_a_value_is_not_false_there() -> None:
    assert witness("1/x in {0, 1}") not in ("none", "x = 0: left 1/x in {0, 1} is false, right true")
    assert witness("1/x != 0") == "none"
