"""Corners of the language, one statement each: what a user may write, and the word that the kernel has for it.

Whatever is proved here is done again by the replay, and looked at by the second checker.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from symloss.claims import judge_claim
from symloss.kernel.judge import judge
from symloss.kernel.proof import Proof
from symloss.kernel.proving.prove import prove
from symloss.kernel.refuting.second import contradicts
from symloss.kernel.replaying.replay import replay
from symloss.kernel.values.digits import formula_of
from symloss.term import nodes as n
from symloss.term.reader import read
from symloss.term.scope import Scope
from symloss.term.sorts import INDEX, array
from symloss.term.statement import Identity, Statement
from tests.claims import claim, scope

NUMBERS = scope("x y z a b c u")
ARRAYS = scope("c x z", "s y t", "W M", "f g", where=("p_k = exp(s_k)/sum_i exp(s_i)", "q_k = s_k^2"))

ABOUT_NUMBERS = {
    "proved": [
        "d/dx cases(x^2 if x > 0 and y > 0; 0 otherwise) = cases(2*x if x > 0 and y > 0; 0 otherwise)",
        "d/dx cases(x^2 if not x > 0; 2*x otherwise) = cases(2*x if x <= 0; 2 otherwise)",
        "d/dx cases(x if y in {0, 1}; 2*x otherwise) = cases(1 if y in {0, 1}; 2 otherwise)",
        "d/dx cases(x^2 if x > 0) = cases(2*x if x > 0)",
        "1[not x > 0] = 1 - 1[x > 0]",
        "1[x > 0 and y > 0] = 1[x > 0]*1[y > 0]",
        "d/dx log_base(x, 2) = 1/(x*ln(2))",
        "log_base(8, 2) = 3",
        "log_base(x, 10)*ln(10) = ln(x)",
        "d/dx x = 1",
        "x^(1/2)*x^(1/2) = x",
        "d/dx (x^(1/3)) = 1/3*x^(-2/3)",
        "d/dx (x^0) = 0",
        "x in {x}",
        "x^2 in [0, inf)",
        "sigma(x) in (0, 1)",
        "x in {1, 2} => (x - 1)*(x - 2) = 0",
        "x = y and y = z => x = z",
        "not x^2 < 0",
        "(x > 0 => x^2 > 0) and (x < 0 => x^2 > 0)",
        "(d/dx (x^2*y))[x := 3] = 6*y",
        "(x^2)[x := y] = y^2",
        "int 2*x dx = x^2",
        "int 2*x dx + int 1 dx = x^2 + x",
        "y*int 2*x dx = y*x^2",
        "-(int 2*x dx) = -x^2",
        "exp(x)^y = exp(x*y)",
        "(exp(x) + 1)^(1/2)*(exp(x) + 1)^(1/2) = exp(x) + 1",
        "abs(x)^2 = x^2",
        "abs(x*y) = abs(x)*abs(y)",
        "sqrt(8) = 2*sqrt(2)",
        "sqrt(12)*sqrt(3) = 6",
        "2^(1/2)*8^(1/2) = 4",
        "ln(8) = 3*ln(2)",
        "ln(6) = ln(2) + ln(3)",
        "ln(2/3) = ln(2) - ln(3)",
        "exp(ln(2)*3) = 8",
        "exp(-ln(x)) = 1/x",
        "exp(2*ln(x)+y) = x^2*exp(y)",
        "ln(exp(x)*exp(y)) = x + y",
        "ln(x^3) = 3*ln(x)",
        "ln((x+1)^2) = 2*ln(abs(x+1))",
        "sigma(logit(x)) = x",
        "logit(sigma(x)) = x",
        "arsinh(sinh(x)) = x",
        "artanh(tanh(x)) = x",
        "tanh(artanh(x)) = x",
        "softplus(x) - softplus(-x) = x",
        "Phi(x) + Phi(-x) = 1",
        "erf(-x) = -erf(x)",
        "d/dx Phi(x) = exp(-x^2/2)/sqrt(2*pi)",
        "d/dx erf(x) = 2/sqrt(pi)*exp(-x^2)",
        "d/dx arctan(x) = 1/(1 + x^2)",
        "arctan(x - x) = 0",
        "d/dx arsinh(x) = 1/sqrt(1 + x^2)",
        "d/dx logit(x) = 1/(x*(1 - x))",
        "d/dx artanh(x) = 1/(1 - x^2)",
        "d/dx tan(x) = 1 + tan(x)^2",
        "d/dx sinh(x) = cosh(x)",
        "d/dx sqrt(x) = 1/(2*sqrt(x))",
        "d/dx relu(x) = 1[x > 0]",
        "d/dx sign(x) = 0",
        "d3/dx3 (x^3) = 6",
        "d2/dx2 sin(x) = -sin(x)",
        "min(x, y) + max(x, y) = x + y",
        "min(x, y) = -max(-x, -y)",
        "max(x, x) = x",
        "factorial(5) = 120",
        "(x + y)^3 = x^3 + 3*x^2*y + 3*x*y^2 + y^3",
        "e*exp(x) = exp(x + 1)",
        "exp(x) = e^x",
        "ln(e) = 1",
        "d/dx min(x, x) = 1",
        "d/dx (1/x^3) = -3/x^4",
        "x^2 in {0, x^2}",
        "abs(-x^2 - 1) = x^2 + 1",
        "abs(x^2 + 1) = x^2 + 1",
        "(x^2 + 1)^y*(x^2 + 1)^z = (x^2 + 1)^(y + z)",
        "x^y*x^z = x^(y + z)",
        "ln(1000003*x) = ln(1000003) + ln(x)",
        "ln(1000003) > 13",
        "ln(10403) = ln(101) + ln(103)",
        "d/dx (d/dy (x^2*y^3)) = 6*x*y^2",
        "sign(x)*sign(y) = sign(x*y)",
        "Gamma(x + 1) = x*Gamma(x)",
        "digamma(x + 2) = digamma(x) + 1/x + 1/(x + 1)",
        "Gamma(sqrt(x) + 1) = sqrt(x)*Gamma(sqrt(x))",
        "lnGamma(3) = ln(2)",
        "max(x, 2*x, 3) >= 3",
        "sqrt(2) + sqrt(3) > 3",
        "sqrt(x)^4 = x^2",
        "cases(x if x > 0; -x if x < 0; 0 otherwise) = abs(x)",
        "exp(x) > 0 and exp(x) > -1",
        "x^2 + 1 != 0",
    ],
    "refuted": [
        "log_base(2, 1) = 0",
        "d/dx max(x, y, 2*x) = 1",
        "x = 1 or x = 2",
        "x != x",
        "(1/x)[x := 0] = 1",
        "d/dx min(x, y) = 1",
        "d/dx (x^(-3)) = -2*x^(-4)",
        "x in {1, 2, 3}",
        "1[x in {1, 2}] = 0",
        "cases(1 if x in {1, 2}; 0 otherwise) = 1",
        "x/0 = 1",
    ],
    "undecided": [
        "d/dx cases(x^2 if x > 0 or y > 0; x^2 otherwise) = 2*x",
        "d/dx cases(x if x in {0, 1}; 2*x otherwise) = 2",
        "1[x > 0 or y > 0] = 1[x > 0] + 1[y > 0] - 1[x > 0]*1[y > 0]",
        "1[x in {0, 1}] = 1[x = 0] + 1[x = 1]",
        "d/dx factorial(x) = factorial(x)",
        "d/dx digamma(x) = 0",
        "x + inf = inf",
        "x < inf",
        "x > 0 or x <= 0",
        "not (x > 0 and x < 0)",
        "int x dx*int x dx = x^4/4",
        "int x dx + int y dy = x^2/2 + y^2/2",
        "cases(x if x > 0) = x",
    ],
}
ABOUT_ARRAYS = {
    "proved": [
        "x^k*x = x^(k + 1)",
        "sum_k (sum_{i=1..k} s_i) = sum_k (K + 1 - k)*s_k",
        "inner(s, t) = inner(t, s)",
        "norm(s)^2 = sum_k s_k^2",
        "norm(s, 1) = sum_k abs(s_k)",
        "norm(s, inf) = max_k abs(s_k)",
        "norm(s, 3)^3 = sum_k abs(s_k)^3",
        "(W @ s)_m = sum_k W_{m,k}*s_k",
        "(W^T)_{k,m} = W_{m,k}",
        "s .* t = t .* s",
        "(s .* t)_k = s_k*t_k",
        "grad_s (inner(s, t)) = t",
        "grad_s (sum_k s_k^2) = 2*s",
        "grad_s (norm(s)^2) = 2*s",
        "softmax(s)_k = p_k",
        "softmax(s) = p",
        "sum_k softmax(s)_k = 1",
        "diag(s)_{i,j} = delta(i, j)*s_i",
        "trace(W @ W^T) = sum_m sum_k W_{m,k}^2",
        "[s_1; s_2] = [s_1; s_2]",
        "[x, c; c, x] @ [1; 1] = [x + c; x + c]",
        "[x; c]_1 = x",
        "exp.(s)_k = exp(s_k)",
        "cases(s if x > 0; t otherwise)_k = cases(s_k if x > 0; t_k otherwise)",
        "(s*x)[x := 2] = 2*s",
        "f(s) = f(s)",
        "grad_s f(s) = grad_s f(s)",
        "d/ds_k f(2*s) = d/ds_k f(2*s)",
        "prod_k exp(s_k) = exp(sum_k s_k)",
        "sum_k sum_i delta(i, k)*s_i = sum_k s_k",
        "sum_{k=1..0} s_k = 0",
        "sum_{k=1..3} s_k = s_1 + s_2 + s_3",
        "sum_{k=5..2} s_k = 0",
        "prod_{k=1..0} s_k = 1",
        "K >= 1",
        "delta(i, j) = delta(j, i)",
        "delta(i, j)^2 = delta(i, j)",
        "delta(i, j)*s_i = delta(i, j)*s_j",
        "pi ~= 3.14",
        "lim_{x -> inf} sigma(x) = 1",
        "(s/c)_k = s_k/c",
        "grad_s (sum_k s_k^2/c) = 2*s/c",
        "grad_s (s*x) = x*grad_s s",
        "d/ds_k (sum_k s_k*y_k) = y_k",
        "d/ds_k (sum_k sum_i s_k*s_i) = 2*sum_i s_i",
        "(sum_k s_k*W_k)_i = sum_k s_k*W_{k,i}",
        "(vector_{k=1..K} s_k^2)_j = s_j^2",
        "(vector_{k=1..K} vector_{i=1..K} s_k*s_i)_{j,j} = s_j^2",
        "sum_{k=1..1} s_k = s_1",
        "sum_{k != j} (s_k + 1) = sum_k s_k - s_j + K - 1",
        "sum_{k != j} delta(k, i)*s_k = s_i - delta(i, j)*s_i",
        "sum_{k != i} delta(k, i) = 0",
        "prod_k (c*s_k) = c^K*prod_k s_k",
        "prod_k (s_k^2) = (prod_k s_k)^2",
        "d/ds_j q_i = 2*s_i*delta(i, j)",
        "q_{j} = s_j^2",
        "grad_s (sum_k q_k) = 2*s",
        "d/ds_j ln(p_i) = delta(i, j) - p_j",
        "f(x) + f(z) = f(z) + f(x)",
        "f(x*s, x) = f(s*x, x)",
        "d/dx g(x, s) = d/dx g(x, s)",
        "d/ds_j f(s) = d/ds_j f(s)",
        "(W @ M^T)^T = M @ W^T",
        "s^T = s^T",
        "[1, 2; 3, 4] @ [x; z] = [x + 2*z; 3*x + 4*z]",
        "trace([x, z; z, x]) = 2*x",
        "norm([3; 4]) = 5",
        "sum_k k = K*(K + 1)/2",
        "sum_k s_k*sum_i (s_i + s_k) = (sum_k s_k)^2 + K*sum_k s_k^2",
        "i = j => s_i = s_j",
        "i = j and j = k => s_i = s_k",
        "i != j => delta(i, j) = 0",
        "k in {1, 2} => s_k*(k - 1)*(k - 2) = 0",
        "softmax(s + c*s - c*s)_k = p_k",
        "sum_k exp.(s)_k = sum_k exp(s_k)",
        "max_k s_k = -min_k (-s_k)",
        "0^k = 0",
        "sum_{k=1..K} c^(-k)*s_k - sum_{k=1..K - 1} c^(-k)*s_k = c^(-K)*s_K",
    ],
    "refuted": [
        "grad2_s (inner(s, s)/2) = diag(s)",
        "d/dx f(x, x) = 0",
        "prod_{k != j} s_k*s_j = prod_k s_k",
        "d/ds_j (max_k s_k) = 1",
        "k + 1 <= K",
        "i != j",
        "x ~= 1",
    ],
    "undecided": [
        "[x; c]_3 = x",
        "d/dx f(x*s) = sum_k s_k*f(x)",
        "sum_{k in {1, 2}} s_k = s_1 + s_2",
        "d/ds_j (prod_k s_k) = prod_{k != j} s_k",
        "d/dK (sum_k s_k) = 0",
        "prod_{k != j} c = c^(K - 1)",
        "(-1)^(2*k) = 1",
        "0^(k - 1) = 0",
    ],
}
ROWS = [
    (made, word, text)
    for made, table in ((NUMBERS, ABOUT_NUMBERS), (ARRAYS, ABOUT_ARRAYS))
    for word, texts in table.items()
    for text in texts
]


@pytest.mark.long
@pytest.mark.parametrize(("made", "word", "text"), ROWS, ids=[text for _, _, text in ROWS])
def test_a_corner_of_the_language(made: Scope, word: str, text: str) -> None:
    statement = claim(text, made)
    assert judge(statement).word == word
    found = prove(statement, record=True)
    if isinstance(found, Proof):
        assert replay(found).wrong == ()
        assert contradicts(statement) is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("d/dx f(x^2) = f(x)", "f'("),
        ("d2/dx2 f(x) = f(x)", "f''("),
        ("d/dx f(x, y) = f(x, y)", "f_1("),
        ("d/dx (d/dy f(x, y)) = f(x, y)", "f_12("),
        ("d/dx (1/(d/dx f(x))) = -(d2/dx2 f(x))/(d/dx f(x))^2 + g(x) - g(x)", "f'("),
    ],
)
def test_slopes_of_unknown_functions_are_written_as_users_do(text: str, shown: str) -> None:
    found = prove(claim(text, scope("x y", functions="f g")))
    said = "; ".join(c.text for c in found.conditions) if isinstance(found, Proof) else found.reason
    assert shown in said
    assert ";0" not in said


def test_every_real_number_lies_on_the_real_line() -> None:
    assert judge(claim("x in (-inf, inf)", NUMBERS)).word == "proved"


def test_a_verdict_says_on_one_line_what_it_carries() -> None:
    said = {
        "x + x = 2*x": "proved: normal form",
        "x = x + 1": "refuted: x = 0: left 0, right 1",
        "sqrt(x^2) = x": "conditional: true if x >= 0; without it: x = -1: left 1, right -1",
        "exp(sin(x)) = x": "refuted: x = 0: left 1, right 0",
    }
    for text, line in said.items():
        assert str(judge(claim(text, NUMBERS))) == line
    assert str(judge(claim("d/dK (sum_k s_k) = 0", ARRAYS))).startswith("undecided: ")


@pytest.mark.parametrize(
    "term",
    [
        n.Number(Fraction(10**3000)),
        n.Add(tuple(n.Mul((n.Number(Fraction(i)), n.Symbol("x"))) for i in range(10**4))),
        n.Pow(n.Symbol("x"), n.Number(Fraction(10**3000))),
    ],
)
def test_what_is_too_large_is_refused_unseen(term: n.Term) -> None:
    verdict = judge(Statement(NUMBERS, Identity(n.Relation("=", term, n.Symbol("x")))))
    assert verdict.word == "undecided"
    assert verdict.message.startswith("outside: ")


REACHED = {
    "proved": [
        ("lim_{x -> inf} (x^2*exp(-x*ln(2))) = 0", ()),
        ("lim_{x -> 0} (sin(x + x^2)/x) = 1", ()),
        ("lim_{x -> 0} cases(1 if x^2 >= 0 and x < 1; 0 otherwise) = 1", ()),
        ("lim_{x -> inf} cases(1 if not x < 0; 0 otherwise) = 1", ()),
        ("lim_{x -> inf} cases(1 if x > 3 or x < 0; 0 otherwise) = 1", ()),
        ("abs(x) = x", ("x in [0, 1)",)),
        ("ln(1 - x^2) = ln(1 - x) + ln(1 + x)", ("x in (-1, 1)",)),
        ("abs(x - 2) = 2 - x", ("abs(x) < 2",)),
        ("sqrt(x^2) = x", ("not x < 0",)),
        ("x^2 = 9", ("x in {3}",)),
        ("sigma(1)*(1 - sigma(1)) ~= 0.731*(1 - 0.731)", ()),
        ("sin(x*0) = 0", ()),
        ("cos(0*x) = 1", ()),
        ("x = y", ("x in {1, 2}", "x != 2", "y = 1")),
        ("x^2*y >= 0", ("y in [0, inf)",)),
    ],
    "refuted": [
        ("sigma(1)*(1 - sigma(1)) ~= 0.73*(1 - 0.71)", ()),
        ("lim_{x -> inf} cases(1 if x > 3 and x < 9; 0 otherwise) = 1", ()),
        ("lim_{x -> 0} (sin(x + x^2)/x) = 2", ()),
        ("abs(x - 1) = 1 - x", ("abs(x) < 3", "x > 2")),
        ("sqrt(x^2) = x", ("not x > 0",)),
        ("min(x, y) = max(x, y)", ()),
    ],
}


@pytest.mark.parametrize(("word", "text", "given"), [(w, t, g) for w, rows in REACHED.items() for t, g in rows])
def test_a_corner_that_nothing_else_reaches(word: str, text: str, given: tuple[str, ...]) -> None:
    assert judge(claim(text, NUMBERS, given)).word == word


def test_of_two_sides_with_printed_numbers_the_plain_arithmetic_is_the_formula() -> None:
    printed = read("sigma(0.4) = 1/(1 + 0.67)", scope())
    assert isinstance(printed, n.Relation)
    assert formula_of(printed) == printed.right
    either = read("0.1 + 0.2 = 0.15 + 0.16", scope())
    assert isinstance(either, n.Relation)
    assert formula_of(either) is None


@pytest.mark.parametrize(
    ("text", "assume", "word"),
    [
        ("x^2 ~= 0.49", "x = 7/10", "proved"),
        ("x^2 ~= 0.5", "x = 7/10", "proved"),
        ("x^2 ~= 0.50", "x = 7/10", "refuted"),
        ("x ~= 0.5", "x = 0.46", "proved"),
        ("x ~= 0.5", "x = 0.44", "refuted"),
        ("x ~= 0.5", "x > 0", "refuted"),
        ("x ~= 1", "x = 4/3", "undecided"),  # a whole number stands for itself where names are in it
    ],
)
def test_a_quantity_is_printed_to_the_digits_that_it_has_under_the_conditions(
    text: str, assume: str, word: str
) -> None:
    assert judge_claim(text, (assume,))[1].word == word


@pytest.mark.parametrize(
    "text",
    [
        "cases(1 if x ~= x; ln(x) otherwise) = 1",
        "cases(1/x if x ~= 0.5; ln(x) otherwise) = 2",
        "cases(s_i if s_i = s_i; norm(s) if x ~= x) = x",
    ],
)
def test_digits_in_a_condition_are_answered(text: str) -> None:
    """A guard that compares digits was looked up among the signs of order, and nothing was answered."""
    assert judge_claim(text)[1].word in ("undecided", "refuted")


@pytest.mark.parametrize(
    ("text", "assume", "word"),
    [
        ("x ~= 0.5", ("x >= 0.45", "x <= 0.55"), "proved"),
        ("x ~= 0.5", ("x >= 0.44", "x <= 0.55"), "refuted"),
        ("x ~= 0.5", ("x >= 0.45",), "refuted"),
        ("-x ~= -0.5", ("x = 0.52",), "proved"),
        ("-x ~= 0.5", ("x = 0.5",), "refuted"),
        ("100*x ~= 52.3", ("x = 0.52349",), "proved"),
        ("x ~= 5.0*10^(-1)", ("x = 0.6",), "refuted"),
        ("sum_k s_k ~= 1.0", ("sum_k s_k = 1",), "proved"),
        ("sum_k s_k ~= 1.0", ("s_k >= 0",), "refuted"),
        ("d/dx (1[x >= y]*(x - y)) = 1[x > y]", (), "proved"),
        ("d/dx sqrt((x - y)^2) = (x - y)/sqrt((x - y)^2)", (), "proved"),
        ("d/dx (1[x >= 0]*x) = 0", (), "refuted"),
    ],
)
def test_digits_and_kinks_that_the_first_look_must_not_misjudge(text: str, assume: tuple[str, ...], word: str) -> None:
    assert judge_claim(text, assume)[1].word == word


@pytest.mark.parametrize(
    ("text", "fact", "word"),
    [
        ("a != 0", "a*b = 2", "proved"),
        ("a = 2/b", "a*b = 2", "proved"),
        ("a != 0", "a*b/c = 2/c", "proved"),
        ("a != -1", "(a + 1)*b = 3", "proved"),
        ("a != 0", "a*b = 0", "refuted"),
        ("a != 0", "a*b + b = 1", "refuted"),
        ("a != 0", "a*b/(c + 1) = (1 + c*b)/(c + 1)", "refuted"),
        ("a = 3/b", "a*b = 2", "refuted"),
    ],
)
def test_no_factor_of_a_number_other_than_zero_is_zero(text, fact, word):
    made = scope("a b c")
    assert judge(claim(text, made, (fact,))).word == word


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("sum_{k=1..d + 1} delta(i, k)*x_k = x_i", "proved"),
        ("sum_{k=1..d + 1} delta(i, k)*x_k = -x_i", "refuted"),
        ("sum_{k=1..d} delta(i, k)*x_k = x_i", "refuted"),
    ],
)
def test_behind_the_last_but_one_there_is_the_last(text, word):
    """Of an i in 1..d + 1 that is beyond d and is not d + 1 there is none."""
    d = n.Symbol("d", INDEX)
    made = Scope().declare(d, n.Symbol("i", INDEX), n.Symbol("x", array((n.Add((d, n.Number(Fraction(1)))),))))
    assert judge(claim(text, made)).word == word
