"""Plain notation: what is printed can be typed; what is not understood is refused with its place."""

import time
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symloss.claims import judge_claim
from symloss.errors import ReadError
from symloss.term import nodes as n
from symloss.term.functions import ABS, EXP, FUNCTIONS, LN, SIGMA
from symloss.term.infer import infer_scope
from symloss.term.printer import plain
from symloss.term.reader import read, read_set
from symloss.term.scope import Scope
from symloss.term.sorts import FUNCTION, INDEX, SCALAR, vector
from tests.strategies import scope, terms

SCOPE = scope()
K, j, k = (n.Symbol(name, INDEX) for name in "Kjk")
ONE, TWO = n.Number(Fraction(1)), n.Number(Fraction(2))
x, y, z, a, L, A, B, delta = (n.Symbol(name) for name in ("x", "y", "z", "a", "L", "A", "B", "delta"))
s, p = n.Symbol("s", vector(K)), n.Symbol("p", vector(K))
f = n.Symbol("f", FUNCTION)
OURS = Scope().declare(x, y, z, a, L, A, B, s, p, f, K).run(k, n.Range(ONE, K)).run(j, n.Range(ONE, K))
WITH_DELTA = OURS.declare(delta)


def entry(array: n.Symbol, index: n.Term) -> n.Indexed:
    return n.Indexed(array, (index,))


def total(body: n.Term) -> n.Bind:
    return n.Bind("sum", k, n.Range(ONE, K), body)


@pytest.mark.long
@settings(max_examples=500, deadline=None)
@given(terms())
def test_what_is_printed_reads_back_as_the_same_term(term: n.Term) -> None:
    text = plain(term, SCOPE)
    assert text.isascii()
    assert read(text, SCOPE) == term


_BRACKETS = ("(", ")", "[", "}", "|", "_{", ".(")
_PIECES = (*_BRACKETS, "^", "'", ",", ":=", "..", "->", "=>", "dL", "/", "dz", "sum_", "in", "@", "0")
_SLIPS = st.tuples(st.integers(0, 400), st.sampled_from(_PIECES), st.booleans())


@pytest.mark.long
@settings(max_examples=300, deadline=None)
@given(terms(), st.lists(_SLIPS, min_size=1, max_size=3))
def test_a_slip_of_the_pen_is_an_error_with_a_place_or_a_term_that_prints(
    term: n.Term, slips: list[tuple[int, str, bool]]
) -> None:
    text = plain(term, SCOPE)
    for place, slip, replaces in slips:
        at = place % (len(text) + 1)
        text = text[:at] + slip + text[at + replaces :]
    try:
        infer_scope(text)
        again = read(text, SCOPE)
    except ReadError as error:
        assert 0 <= error.offset <= len(text)
    else:
        assert read(plain(again, SCOPE), SCOPE) == again


@settings(max_examples=100, deadline=None)
@given(terms())
def test_without_a_scope_index_letters_run_over_what_they_index(term: n.Term) -> None:
    known = SCOPE.run(n.Symbol("n", INDEX), n.Range(ONE, K))  # now every letter runs over the axes of length K
    assert read(plain(term), known) == term


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("a - y - x", n.Add((a, n.Neg(y), n.Neg(x)))),
        ("a - (y - x)", n.Add((a, n.Neg(n.Add((y, n.Neg(x))))))),
        ("-x^2", n.Neg(n.Pow(x, TWO))),
        ("x^y^z", n.Pow(x, n.Pow(y, z))),
        ("x**2", n.Pow(x, TWO)),
        ("2^-1", n.Pow(TWO, n.Neg(ONE))),
        ("x/y*z", n.Mul((n.Div(x, y), z))),
        ("x/y/z", n.Div(n.Div(x, y), z)),
        ("x*y/z", n.Div(n.Mul((x, y)), z)),
        ("x*(y*z)", n.Mul((x, n.Mul((y, z))))),
        ("-x*y", n.Neg(n.Mul((x, y)))),
        ("0.50", n.Number(Fraction(1, 2), 2)),
        ("e^(-z)", EXP(n.Neg(z))),
        ("log(x)", LN(x)),
        ("sigmoid(z)", SIGMA(z)),
        ("|x - y|", ABS(n.Add((x, n.Neg(y))))),
        ("||s||_1", n.Norm(s, ONE)),
        ("exp(s)", n.Map(EXP.symbol, s)),
        ("max(x, y, 0)", FUNCTIONS["max"](x, y, n.Number(Fraction(0)))),
        ("f''(z)", n.Apply(n.Prime(f, 2), (z,))),
        ("s_k", entry(s, k)),
        ("s_{k + 1}", entry(s, n.Add((k, ONE)))),
        ("s^T", n.Transpose(s)),
        ("inner(s, p)", n.Inner(s, p)),
        ("delta(j, k)", n.Delta(j, k)),
        ("delta_{j,k}", n.Delta(j, k)),
        ("1[j = k]", n.Indicator(n.Relation("=", j, k))),
        ("sum_k s_k*p_k", total(n.Mul((entry(s, k), entry(p, k))))),
        ("sum_k s_k - 1", n.Add((total(entry(s, k)), n.Neg(ONE)))),
        ("sum_{k=1}^K s_k", None),
        ("max_k s_k", n.Bind("max", k, n.Range(ONE, K), entry(s, k))),
        ("prod_{k=1..K, k != j} s_k", n.Bind("product", k, n.Except(n.Range(ONE, K), (j,)), entry(s, k))),
        ("dL/dz", n.Derivative(L, z)),
        ("d2L/dz2", n.Derivative(L, z, 2)),
        ("d^2L/dz^2", n.Derivative(L, z, 2)),
        ("d2L/ds_1^2", n.Derivative(L, entry(s, ONE), 2)),
        ("d2L/ds_j ds_k", n.Derivative(n.Derivative(L, entry(s, k)), entry(s, j))),
        ("d/dz (sigma(z)*x)", n.Derivative(n.Mul((SIGMA(z), x)), z)),
        ("partial L/partial s_j", n.Derivative(L, entry(s, j), style="partial")),
        ("grad_s L", n.Derivative(L, s, style="nabla")),
        ("int A/a da", n.Integral(n.Div(A, a), a)),
        ("int_{0..1} x^2 dx", n.Integral(n.Pow(x, TWO), x, n.Number(Fraction(0)), ONE)),
        ("lim_{z -> 0+} ln(z)", n.Limit(LN(z), z, n.Number(Fraction(0)), "+")),
        ("x^2[x := 2]", None),
        ("(x^2)[x := 2]", n.At(n.Pow(x, TWO), x, TWO)),
        (
            "cases(x if x > 0; 0 otherwise)",
            n.Cases((x,), (read("x > 0", OURS),), read("0", OURS)),
        ),
        ("x ~= 0.7", n.Relation("~=", x, n.Number(Fraction(7, 10), 1))),
        ("x > 0, y > 0 => x*y > 0", read("(x > 0 and y > 0) => x*y > 0", OURS)),
        ("0 < a <= 1", n.And((read("0 < a", OURS), read("a <= 1", OURS)))),
    ],
)
def test_the_notation_means_what_one_expects(text: str, term: n.Term | None) -> None:
    if term is None:
        with pytest.raises(ReadError):
            read(text, OURS)
    else:
        assert read(text, OURS) == term


@pytest.mark.parametrize(
    "text",
    [
        "dL/dw = dL/da * sigma'(z) * x",
        "2/K * p_j*((p_j - y_j) - sum_k p_k*(p_k - y_k))",
        "-(y*ln(a) + (1 - y)*ln(1 - a))",
        "int B/(1 - a) da = -(1 - y)*ln(1 - a)",
        "y_j = 0 => dL/ds_j > 0",
        "exp(s_k)/sum_i exp(s_i)",
        "d2L/ds_1^2 = -9/128",
        "y in {0, 1}",
        "a in [0, 1)",
        "0 < a < 1",
    ],
)
def test_what_we_promise_to_print_is_printed_as_it_was_typed(text: str) -> None:
    known = infer_scope(text)
    assert plain(read(text, known)) == text


def test_a_declared_index_set_is_meant_where_the_sum_says_none() -> None:
    short = OURS.run(k, n.Range(TWO, K))
    assert read("sum_k s_k", short) == n.Bind("sum", k, n.Range(TWO, K), entry(s, k))
    assert plain(read("sum_{k=1..K} s_k", short), short) == "sum_{k=1..K} s_k"


def test_a_declared_name_goes_before_a_word_of_the_notation() -> None:
    assert read("delta - 1", WITH_DELTA) == n.Add((delta, n.Neg(ONE)))
    assert read("delta(j, k)*delta", WITH_DELTA) == n.Mul((n.Delta(j, k), delta))
    named_e = OURS.declare(n.Symbol("e"))
    assert read("e^2", named_e) == n.Pow(n.Symbol("e"), TWO)


def test_an_entry_and_a_name_that_look_alike_are_kept_apart() -> None:
    both = OURS.declare(n.Symbol("s_1"))
    assert read("s_1", both) == n.Symbol("s_1")
    assert plain(entry(s, ONE), both) == "s_{1}"
    assert read("s_{1}", both) == entry(s, ONE)


def test_sets() -> None:
    zero = n.Number(Fraction(0))
    assert read_set("{0, 1}", OURS) == n.FiniteSet((zero, ONE))
    assert read_set("[0, 1)", OURS) == n.Interval(zero, ONE, False, True)
    assert read_set("(0, inf)", OURS) == n.Interval(zero, n.Constant("inf"), True, True)
    assert read_set("1..K except {j}", OURS) == n.Except(n.Range(ONE, K), (j,))
    assert read_set("(1 + 1)..K", OURS) == n.Range(n.Add((ONE, ONE)), K)


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        ("", 0, "the text ends here"),
        ("x +", 3, "the text ends here"),
        ("2x", 1, "write `2*x`"),
        ("x y", 2, "write `x*y`"),
        ("ln x", 3, "write `ln(x)`"),
        ("L(a)", 1, "write `L*(`"),
        ("x*-y", 2, "does not fit here"),
        ("sigmod(z)", 0, "did you mean `sigmoid`"),
        ("x + gama", 4, "unknown name `gama`"),
        ("x == y", 2, "expected ="),
        (r"\frac{1}{2}", 0, "does not belong to the plain notation"),
        ("sum s_k", 0, "needs an index"),
        ("sum_m m", 0, "over what does `m` run?"),
        ("x != y != z", 7, "after another relation"),
        ("s_q", 0, "unknown index `q` of `s`"),
        ("dL/dz^2", 2, "orders above and below differ"),
        ("d/dz sigma(z)*x", 13, "how far the derivative reaches"),
        ("x + (y > 0)", 0, "does not fit together"),
        ("s + 1", 0, "does not fit together"),
        ("s*p", 0, "say inner"),
        ("x and y", 2, "is not a condition"),
        ("s .* p @ s", 7, "side by side"),
        ("exp(x, y)", 3, "takes 1 argument"),
        ("int x^2", 7, "the differential that ends an integral"),
        ("y'", 1, "only a function has a derivative written with a prime"),
    ],
)
def test_what_is_not_understood_is_refused_at_its_place(text: str, offset: int, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(text, OURS)
    assert message in str(caught.value)
    assert caught.value.offset == offset


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000 + "x" + ")" * 10_000,
        "(" * 4_000 + "x" + ")" * 4_000,
        "-(" * 4_000,
        "x^" * 4_000 + "x",
        "x/" * 4_000 + "x",
        "sum_k " * 4_000 + "s_k",
        "exp(" * 4_000,
        "[" * 9_000,
        "|" * 5_000,
        "f" + "'" * 90_000,
        "x" + "[x := 2]" * 1_000,
        "x" * 200_000,
        "9" * 5_000,
        "d" * 50_000,
    ],
    ids=lambda text: text[:6],
)
def test_a_monstrous_text_is_refused_at_once(text: str) -> None:
    start = time.perf_counter()
    with pytest.raises(ReadError):
        read(text, OURS)
    assert time.perf_counter() - start < 1


def test_a_long_flat_sum_is_no_monster() -> None:
    assert len(read(" + ".join(["x"] * 2_000), OURS).terms) == 2_000  # type: ignore[attr-defined]


def test_an_undeclared_claim_gets_numbers_arrays_and_functions() -> None:
    found = infer_scope("sum_{k=1..N} w_k*f(x_1) = dL/dz", "q_{i,j} > 0").symbols
    assert found["w"].sort == vector(n.Symbol("N", INDEX))
    assert found["x_1"].sort == SCALAR
    assert found["f"].sort == FUNCTION
    assert found["q"].sort.name == "matrix"
    assert found["N"].sort == INDEX


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("E = m*c^2", {"E", "m", "c"}),
        ("a*d - b*c = 0", {"a", "b", "c", "d"}),
        ("sigma^2 > 0", {"sigma"}),
        ("sigma(z) > sigma", {"z"}),
        ("x*T = T*x", {"x", "T"}),
        ("d/dz (ln(z)) = 1/z", {"z"}),
        ("s_j^T = 1", {"s", "j", "K"}),
        ("x > 0 and da > 1", {"x", "da"}),
        ("W_{i + 1,j + 1} = 0", {"W", "i", "j", "K"}),
    ],
)
def test_letters_with_a_meaning_of_their_own_may_be_quantities(text: str, names: set[str]) -> None:
    assert set(infer_scope(text).symbols) == names


@pytest.mark.parametrize("text", ["inner(s, t) = 0", "norm(s, 1) = 0", "softmax(s) = t .* s", "logsumexp(s) > 0"])
def test_what_stands_where_only_a_vector_can_is_one(text: str) -> None:
    assert infer_scope(text).symbols["s"].sort == vector(K)


def test_a_quantity_above_a_derivative_is_not_a_constant() -> None:
    known = infer_scope("d2L/dz2 = a - y")
    assert {s.name for s in known.depends["L"]} == {"z", "a", "y"}
    assert "z2" not in known.symbols


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        ("d2/dx2 (x^3) = 6*x", "proved"),
        ("d2/dx2 (x^3) = 3*x", "refuted"),
        ("d*x/2 = x*d/2", "proved"),
        # the inner end is a letter that counts itself: j counts to K
        ("sum_k sum_{j=1..k} a_j = sum_j (K - j + 1)*a_j", "proved"),
        ("sum_k sum_{j=1..k} a_j = sum_j (K - j)*a_j", "refuted"),
        # letters on one axis count as far as each other
        ("d/da_j (sum_{k=1..n} a_k^3) = 3*a_j^2", "proved"),
        ("d/da_j (sum_{i=1..n} sum_{k=1..n} a_i*a_k) = 2*sum_{k=1..n} a_k", "proved"),
        ("d/da_j (sum_{k=1..n} a_k^3) = 3*a_j", "refuted"),
    ],
)
def test_what_a_claim_that_declares_nothing_means(claim: str, word: str) -> None:
    assert judge_claim(claim)[1].word == word
