"""What formulas mean in a scope: the ways people write, against the plain notation; and what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symloss.claims import judge_claim
from symloss.errors import ReadError
from symloss.latex.parsing.rows import single
from symloss.latex.printer import latex
from symloss.latex.reader import Macro, read, relate
from symloss.latex.reading.combine import identity, ones
from symloss.latex.reading.survey import survey
from symloss.term import nodes as n
from symloss.term.functions import EXP, FUNCTIONS, LN
from symloss.term.reader import read as read_plain
from symloss.term.scope import Definition, Scope
from symloss.term.sorting import sort_of
from symloss.term.sorts import FUNCTION, INDEX, SCALAR, matrix, vector

ONE = n.Number(Fraction(1))
K, N, D = (n.Symbol(c, INDEX) for c in "KND")
i, j, k, m = (n.Symbol(c, INDEX) for c in "ijkm")
SCALARS = [
    n.Symbol(c)
    for c in [
        "a",
        "b",
        "c",
        "w",
        "x",
        "y",
        "z",
        "A",
        "B",
        "C",
        "L",
        "theta",
        "lambda",
        "hat_y",
        "alpha_t",
        "W_o",
        "w_prime",
        "a_(1)",
    ]
]
u, p, s = (n.Symbol(c, vector(K)) for c in "ups")
X, V = n.Symbol("X", matrix(N, K)), n.Symbol("V", matrix(N, K))
M = n.Symbol("M", matrix(K, K))
h = n.Symbol("h", vector(N))
SCOPE = Scope().declare(K, N, D, m, *SCALARS, u, p, s, X, V, M, h)
SCOPE = SCOPE.declare(*(n.Symbol(c, FUNCTION) for c in ("sigma", "f", "q", "P")))
for index in (i, j, k):
    SCOPE = SCOPE.run(index, n.Range(ONE, K))
SCOPE = SCOPE.run(n.Symbol("n", INDEX), n.Range(ONE, N))
SCOPE = SCOPE.depend("L", n.Symbol("a"), n.Symbol("y"))

SAME = [
    # products, fractions, powers
    (r"x(a-y)", "x*(a - y)"),
    (r"wx+b", "w*x + b"),
    (r"2x \cdot y", "2*x*y"),
    (r"x \times y * z . w", "x*y*z*w"),
    (r"\frac12 x^2", "1/2 * x^2"),
    (r"\frac xy", "x/y"),
    (r"x/y", "x/y"),
    (r"1/2 x", "1/2 * x"),
    (r"{x \over y}", "x/y"),
    (r"-x^2", "-x^2"),
    (r"x^{-1}", "x^(-1)"),
    (r"2 \cdot -x", "2*(-x)"),
    (r"\sqrt{x}", "sqrt(x)"),
    (r"\sqrt[3]{x}", "x^(1/3)"),
    (r"0.50 x", "0.50*x"),
    (r".5", "0.5"),
    (r"\theta_{}", "theta"),
    (r"|x - y|", "|x - y|"),
    (r"\lvert x \rvert^2", "|x|^2"),
    (r"\left[x + \left\{y - (z)\right\}\right]", "x + (y - z)"),
    (r"\underbrace{x + y}_{\text{why}} z", "(x + y)*z"),
    (r"\color{red} x + \boxed{y}", "x + y"),
    # names
    (r"\hat{y} - \hat y", "hat_y - hat_y"),
    (r"\alpha_t W_o", "alpha_t*W_o"),
    (r"w' - w", "w_prime - w"),
    (r"a^{(1)}", "{a_(1)}"),
    (r"\mathbf{u}_k", "u_k"),
    (r"u_{k+1}", "u_{k + 1}"),
    (r"X_{nk} + X_{n,k}", "X_{n,k} + X_{n,k}"),
    (r"X_{12}", "X_{1,2}"),
    (r"x^{2}_{}", "x^2"),
    # functions
    (r"\log x", "ln(x)"),
    (r"log(x)", "ln(x)"),
    (r"\mathrm{log}\, x", "ln(x)"),
    (r"\log 2x", "ln(2*x)"),
    (r"y\log a + (1-y)\log(1-a)", "y*ln(a) + (1 - y)*ln(1 - a)"),
    (r"\log a (1-y)", "ln(a)*(1 - y)"),
    (r"\log a \log y", "ln(a)*ln(y)"),
    (r"\log \frac{x}{y} z", "ln(x/y)*z"),
    (r"\ln\sigma(z)", "ln(sigma(z))"),
    (r"\log_2 x", "log_base(x, 2)"),
    (r"\tanh^2(x)", "tanh(x)^2"),
    (r"1 - \tanh^2 x", "1 - tanh(x)^2"),
    (r"\sigma(z)^2", "sigma(z)^2"),
    (r"\sigma^2(z)", "sigma(z)^2"),
    (r"\sigma'(z)", "sigma'(z)"),
    (r"f''(x) + f^{\prime}(x)", "f''(x) + f'(x)"),
    (r"f(x, y)", "f(x, y)"),
    (r"e^{-x}", "exp(-x)"),
    (r"\mathrm{e}^{x} + \mbox{e}^{y}", "exp(x) + exp(y)"),
    (r"xe^{x}", "x*exp(x)"),
    (r"\exp\{-x\}", "exp(-x)"),
    (r"\max(0, x)", "max(0, x)"),
    (r"\max\{0, 1 - xy\}", "max(0, 1 - x*y)"),
    (r"\text{sigmoid}(x) + \operatorname{ReLU}(x)", "sigmoid(x) + relu(x)"),
    (r"\ReLU(x)", "relu(x)"),
    (r"ylog(x)", "y*ln(x)"),
    (r"m!", "factorial(m)"),
    (r"u_k!", "factorial(u_k)"),
    # quantities that show their arguments
    (r"L(a, y)", "L"),
    (r"L(a; y) = x", "L = x"),
    (r"x(a)", "x*a"),
    # sums and their bounds
    (r"\sum_k u_k", "sum_{k=1..K} u_k"),
    (r"\sum_{k=1}^K u_k p_k", "sum_{k=1..K} u_k*p_k"),
    (r"\sum^{K}_{k=1} u_k + x", "sum_{k=1..K} u_k + x"),
    (r"\sum_j^{K} u_j", "sum_{j=1..K} u_j"),
    (r"\sum_{j \neq i} u_j", "sum_{j=1..K, j != i} u_j"),
    (r"\sum_{j \neq i}^{K} u_j", "sum_{j=1..K, j != i} u_j"),
    (r"\sum_{\substack{j = 1 \\ j \ne i}}^{K} u_j", "sum_{j=1..K, j != i} u_j"),
    (r"\sum_{k \in \{1, \ldots, K\}} u_k", "sum_{k=1..K} u_k"),
    (r"\sum_{k \in [K]} u_k", "sum_{k=1..K} u_k"),
    (r"\sum_{1 \le k \le K} u_k", "sum_{k=1..K} u_k"),
    (r"\sum_{r} u_r", "sum_{r=1..K} u_r"),
    (r"\sum u_i p_i", "sum_{i=1..K} u_i*p_i"),
    (r"\sum_{i,j=1}^{K} M_{ij}", "sum_{i=1..K} sum_{j=1..K} M_{i,j}"),
    (r"\sum_i \sum_j M_{ij}", "sum_{i=1..K} sum_{j=1..K} M_{i,j}"),
    (r"\sum_k -u_k", "sum_{k=1..K} (-u_k)"),
    (r"\log\sum_k e^{s_k} - x", "ln(sum_{k=1..K} exp(s_k)) - x"),
    (r"\prod_k p_k^{u_k}", "prod_{k=1..K} p_k^u_k"),
    (r"\Pi_{k=1}^{K} p_k", "prod_{k=1..K} p_k"),
    (r"\max_k s_k", "max_{k=1..K} s_k"),
    (r"\mathrm{max}_k s_k", "max_{k=1..K} s_k"),
    (r"\frac{1}{N}\sum_{n=1}^N h_n", "1/N * sum_{n=1..N} h_n"),
    # ellipses
    (r"u_1 + u_2 + \cdots + u_K", "sum_{k=1..K} u_k"),
    (r"u_1 p_1 + \ldots + u_K p_K + x", "sum_{k=1..K} u_k*p_k + x"),
    (r"-\log u_1 - \cdots - \log u_K", "sum_{k=1..K} (-ln(u_k))"),
    (r"x + u_1 + \dots + u_K", "x + sum_{k=1..K} u_k"),
    (r"p_1 p_2 \cdots p_K", "prod_{k=1..K} p_k"),
    # derivatives
    (r"\frac{\partial L}{\partial w}", "partial L/partial w"),
    (r"\partial L / \partial w", "partial L/partial w"),
    (r"{\partial L}/{\partial w}", "partial L/partial w"),
    (r"\frac{\partial}{\partial w} L", "partial L/partial w"),
    (r"\partial_w L", "partial L/partial w"),
    (r"\frac{dL}{da}", "dL/da"),
    (r"dL/da", "dL/da"),
    (r"\frac{\mathrm{d}L}{\mathrm{d}a}", "dL/da"),
    (r"\frac{d}{dx} x^2", "d/dx (x^2)"),
    (r"\frac{d}{dx} (x^2 + 1)", "d/dx (x^2 + 1)"),
    (r"\frac{\partial^2 L}{\partial a^2}", "partial^2 L/partial a^2"),
    (r"\frac{\partial L}{\partial s_j}", "partial L/partial s_j"),
    (r"\frac{\partial (x - y)^2}{\partial x}", "d/dx ((x - y)^2)"),
    (r"\frac{\partial L}{\partial a}\frac{\partial a}{\partial z}", "(partial L/partial a)*(partial a/partial z)"),
    (r"\nabla_{\mathbf{s}} L", "grad_s L"),
    (r"\left.\frac{dL}{da}\right|_{a=1}", "(dL/da)[a := 1]"),
    (r"\frac{dL}{da}\Big|_{a = 1}", "(dL/da)[a := 1]"),
    (r"\int \frac{1-y}{1-a}\,da", "int (1 - y)/(1 - a) da"),
    (r"\int \frac{dx}{x}", "int 1/x dx"),
    (r"\int_0^1 x^2 dx", "int_{0..1} x^2 dx"),
    (r"\int (x + 1) \, \mathrm{d}x + C", "int (x + 1) dx + C"),
    (r"\int x + 1 \, dx", "int (x + 1) dx"),
    (r"\lim_{x \to 0^+} x \ln x", "lim_{x -> 0+} (x*ln(x))"),
    # truths
    (r"0 < a < 1", "0 < a < 1"),
    (r"a \leq b", "a <= b"),
    (r"a \not= b", "a != b"),
    (r"x \approx 0.562", "x ~= 0.562"),
    (r"a \in (0, 1]", "a in (0, 1]"),
    (r"y \in \{0, 1\}", "y in {0, 1}"),
    (r"a = 0 \implies b = 1", "a = 0 => b = 1"),
    (r"x \overset{\text{def}}{=} y", "x = y"),
    # indicators, deltas, cases
    (r"1_{i=j} - p_j", "1[i = j] - p_j"),
    (r"\mathbb{1}[i = j]", "1[i = j]"),
    (r"\mathbf{1}\{x > 0\}", "1[x > 0]"),
    (r"1(x > 0)", "1[x > 0]"),
    (r"[i = j]", "1[i = j]"),
    (r"\mathbb{I}(i = j)", "1[i = j]"),
    (r"\delta_{ij} - p_i", "delta(i, j) - p_i"),
    (r"\begin{cases} x & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}", "cases(x if x > 0; 0 otherwise)"),
    (r"\begin{cases} x, & x > 0, \\ 0, & \text{else.} \end{cases}", "cases(x if x > 0; 0 otherwise)"),
    # vectors
    (r"\mathbf{u}^T\mathbf{p}", "inner(u, p)"),
    (r"u^\top p + u^\intercal p + u^{\mathsf T} p", "inner(u, p) + inner(u, p) + inner(u, p)"),
    (r"\mathbf{u} \cdot \mathbf{p}", "inner(u, p)"),
    (r"\langle u, p \rangle", "inner(u, p)"),
    (r"u \odot p", "u .* p"),
    (r"u \circ p", "u .* p"),
    (r"\frac{1}{K}\|\mathbf{u} - \mathbf{p}\|_2^2", "1/K * ||u - p||^2"),
    (r"||u||^2", "||u||^2"),
    (r"\|u\|_1", "||u||_1"),
    (r"e^{\mathbf{s}}", "exp(s)"),
    (r"softmax(\mathbf{s})_j", "softmax(s)_j"),
    (r"\text{softmax}_j(\mathbf{s})", "softmax(s)_j"),
    (r"softmax(s_j)", "softmax(s)_j"),
    (r"softmax(X_{nj})", "softmax(X_n)_j"),
    (r"\log \mathrm{softmax}(s)", "ln(softmax(s))"),
    (r"X u", "X @ u"),
    (r"h^T X u", "inner(h, X @ u)"),
    (r"u u^T", "u @ u^T"),
    (r"X^T X", "X^T @ X"),
    (r"\begin{bmatrix} x & y \\ z & 0 \end{bmatrix}", "[x, y; z, 0]"),
]  # fmt: skip


def plainly(text: str) -> n.Term:
    return read_plain(text, SCOPE)


@pytest.mark.parametrize(("text", "expected"), [row for row in SAME if "{a_(1)}" not in row[1]])
def test_ways_of_writing(text: str, expected: str) -> None:
    term, other = read(text, SCOPE), plainly(expected)
    assert str(_style(term)) == str(_style(other))
    assert _style(term) == _style(other)


def _style(term: n.Term) -> n.Term:
    """Return `term` with every derivative written in one style: d and \\partial say the same."""
    from symloss.term.walk import rebuild

    term = rebuild(term, _style)
    return n.Derivative(term.body, term.variable, term.order) if isinstance(term, n.Derivative) else term


def test_a_bracketed_superscript_is_a_label_of_a_name_or_an_index_of_an_array() -> None:
    assert read("a^{(1)}", SCOPE) == n.Symbol("a_(1)")
    row = n.Symbol("n", INDEX)
    assert read("X^{(n)}_j", SCOPE) == n.Indexed(X, (row, j))
    assert read(r"X^{(n)\top} u", SCOPE) == n.Inner(n.Indexed(X, (row,)), u)


def test_arrays_broadcast_only_entry_by_entry() -> None:
    squared = read(r"1 - \tanh^2(\mathbf{u})", SCOPE)
    assert isinstance(squared, n.Bind) and squared.kind == "vector"
    entry = n.Indexed(u, (squared.index,))
    assert squared.body == n.Add((ONE, n.Neg(n.Pow(FUNCTIONS["tanh"](entry), n.Number(Fraction(2))))))
    mask = read(r"1\{\mathbf{u} > 0\}", SCOPE)
    assert isinstance(mask, n.Bind) and isinstance(mask.body, n.Indicator)
    assert sort_of(read(r"\frac{e^{s}}{\sum_k e^{s_k}}", SCOPE)) == s.sort
    assert sort_of(read(r"\frac{u}{p}", SCOPE)) == u.sort


def test_ones_and_the_identity_take_their_size_from_what_stands_around() -> None:
    assert read(r"\mathbf{1}^T u", SCOPE) == n.Inner(ones(K), u)
    assert read(r"M - \lambda I", SCOPE) == n.Add((M, n.Neg(n.Mul((n.Symbol("lambda"), identity(K))))))
    centred = read(r"(I - \frac{1}{K}\mathbf{1}\mathbf{1}^\top) u", SCOPE)
    assert sort_of(centred) == u.sort
    with pytest.raises(ReadError, match="size"):
        read(r"x I", SCOPE)


def test_vectors_written_with_dots() -> None:
    expected = n.Bind("vector", k, n.Range(ONE, K), n.Indexed(u, (k,)))
    for text in [
        r"(u_1, \ldots, u_K)",
        r"[u_1, u_2, \dots, u_K]",
        r"\begin{bmatrix} u_1 \\ \vdots \\ u_K \end{bmatrix}",
        r"\begin{pmatrix} u_1 & u_2 & \dots & u_K \end{pmatrix}^\top",
        r"\left(\begin{array}{c} u_1 \\ u_2 \\ \vdots \\ u_K \end{array}\right)",
        r"(u_k)_{k=1}^{K}",
    ]:
        assert read(text, SCOPE) == expected
    jacobian = read(
        r"\begin{bmatrix} M_{11} & \cdots & M_{1K} \\ \vdots & \ddots & \vdots \\"
        r"M_{K1} & \cdots & M_{KK} \end{bmatrix}",
        SCOPE,
    )
    assert sort_of(jacobian) == M.sort


def test_rows_and_columns_of_a_matrix() -> None:
    assert read("X_{i:}", SCOPE) == n.Indexed(X, (i,))
    column = read("X_{:j}", SCOPE)
    assert isinstance(column, n.Bind) and column.body == n.Indexed(X, (column.index, j))
    assert sort_of(column) == h.sort
    rows = read(r"\operatorname{softmax}(X)", SCOPE)
    assert isinstance(rows, n.Bind) and sort_of(rows) == X.sort


def test_expectations_and_divergences() -> None:
    inside = n.Apply(n.Symbol("f", FUNCTION), (n.Symbol("x"),))
    expected = n.Bind("expectation", n.Symbol("x"), n.Symbol("q", FUNCTION), inside)
    for text in [r"\mathbb{E}_{x \sim q}[f(x)]", r"E_{x\sim q(x)}\left[f(x)\right]", r"\mathbb{E}_{q(x)} f(x)"]:
        assert read(text, SCOPE) == expected
    divergence = read(r"KL(\mathbf{p}\,\|\,\mathbf{u})", SCOPE)
    ratio = n.Div(n.Indexed(p, (k,)), n.Indexed(u, (k,)))
    assert divergence == n.Bind("sum", k, n.Range(ONE, K), n.Mul((n.Indexed(p, (k,)), LN(ratio))))
    assert read(r"D_{KL}(q \| P)", SCOPE) == read(r"KL[q || P]", SCOPE)
    given = read(r"P(y = 1 \mid x)", SCOPE)
    assert given == n.Apply(
        n.Symbol("P_given", FUNCTION), (n.Indicator(n.Relation("=", n.Symbol("y"), ONE)), n.Symbol("x"))
    )


def test_a_gradient_beside_zero_is_compared_with_the_zero_vector() -> None:
    claim = read(r"\nabla_s L = 0", SCOPE)
    assert isinstance(claim, n.Relation) and sort_of(claim.right) == s.sort
    assert claim == relate("=", claim.left, n.Number(Fraction(0)))


def test_a_function_that_was_defined_for_numbers_maps_over_arrays() -> None:
    phi = n.Symbol("phi", FUNCTION)
    defined = SCOPE.declare(phi).define(Definition("phi", n.Symbol("x"), (n.Symbol("x", SCALAR),), "function"))
    assert read(r"\phi(\mathbf{u})", defined) == n.Map(phi, u)
    assert read(r"\phi(\mathbf{u})", SCOPE.declare(phi)) == n.Apply(phi, (u,))


def test_letters_in_a_row_are_a_name_if_the_scope_has_it() -> None:
    scope = SCOPE.declare(n.Symbol("Loss"), n.Symbol("lr"))
    assert read("lr Loss", scope) == n.Mul((n.Symbol("lr"), n.Symbol("Loss")))
    assert read("2lrx", scope) == n.Mul((n.Number(Fraction(2)), n.Symbol("lr"), n.Symbol("x")))


def test_a_declared_e_or_sigma_is_what_the_scope_says() -> None:
    e, sigma = n.Symbol("e"), n.Symbol("sigma")
    scope = SCOPE.declare(e, sigma)
    assert read("e^2", scope) == n.Pow(e, n.Number(Fraction(2)))
    assert read("e^x", scope) == EXP(n.Symbol("x"))  # a power that is no number is an exponential all the same
    assert read(r"\sigma (x)", scope) == n.Mul((sigma, n.Symbol("x")))


def test_capital_and_small_letters_and_primes_differ() -> None:
    assert read("K - k", SCOPE) != read("K - K", SCOPE)
    assert read("w' w", SCOPE) == n.Mul((n.Symbol("w_prime"), n.Symbol("w")))


def test_macros_are_expanded_and_places_kept() -> None:
    macros = {"dd": Macro("dd", 2, r"\frac{\partial #1}{\partial #2}"), "R": Macro("R", 0, r"\mathbb{R}")}
    assert read(r"\dd{L}{w}", SCOPE, macros) == read(r"\frac{\partial L}{\partial w}", SCOPE)
    with pytest.raises(ReadError) as caught:
        read(r"x + \dd{L}{nobody}", SCOPE, macros)
    assert caught.value.offset == len(r"x + \dd{L}{")


REFUSED = [
    ("g_7 + r", 0, "not declared"),
    ("x + r", 4, "not declared"),
    ("x_k", 0, "is a scalar"),
    ("u_{ij}", 0, "is a vector(K)"),
    (r"\frac{a}{b", 8, "never closed"),
    ("x +", 3, "missing"),
    ("x = ", 3, "missing"),
    ("a/b c", 2, "may mean"),
    (r"\sum_{l} x", 0, "what `l` runs over"),
    (r"\sum_{k=2} u_k", 6, "without an upper"),
    (r"\sum x", 0, "over what"),
    ("u p", 0, "side by side"),
    ("u + h", 0, "sum of"),
    ("X h", 0, "product of"),
    ("u = h", 0, "two sides"),
    (r"\partial L", 0, "outside a quotient"),
    (r"\frac{\partial L}{2}", 6, "outside a quotient"),
    (r"\frac{\partial^2 L}{\partial a}", 0, "order 2 above and 1 below"),
    (r"\frac{\partial L}{\partial (a + b)}", 27, "no name"),
    (r"\frac{d}{da} f(a) \cdot a", 24, "not clear"),
    (r"\nabla x", 0, "by what"),
    (r"\int x", 0, "without d"),
    (r"f^{-1}(x)", 3, "to this power"),
    (r"x \pm y", 0, "plus or minus"),
    (r"x \propto y", 0, "is not a relation I know"),
    (r"\foo x", 0, "unknown"),
    (r"x \text{ and so on } y", 2, "words"),
    (r"u_1 + \cdots + p_K", 0, "no pattern"),
    (r"u_1 + \cdots", 6, "before and after"),
    (r"|u|", 0, "of a vector"),
    (r"w''", 0, "no function"),
    ("(x, y) z h", 0, ""),
    ("x + 2.5e3", 4, "positive exponent"),
    (r"\lfloor x \rfloor", 0, "not in the language"),
    (r"M^{1/2}", 0, "power of a matrix"),
    (r"x = y \text{ if } y", 6, "words"),
    ("x ? y", 2, "no place"),
    ("x \x00 y", 2, "U+0000"),
]


@pytest.mark.parametrize(("text", "offset", "message"), REFUSED)
def test_what_is_not_understood_is_refused_with_its_place(text: str, offset: int, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        term = read(text, SCOPE)
        sort_of(term)
        assert sort_of(term) not in (FUNCTION,), "a function where a value is meant"
    assert message in str(caught.value)
    assert caught.value.offset == offset


def test_an_entry_of_an_opaque_function_is_a_function_of_the_entry_too() -> None:
    term = read(r"f(\mathbf{u})_k", SCOPE)
    assert term == n.Apply(n.Symbol("f_entry", FUNCTION), (u, k)) == read(r"f_k(\mathbf{u})", SCOPE)
    assert read(latex(term, SCOPE), SCOPE) == term


def test_a_sample_as_an_argument_is_the_lists_of_its_members() -> None:
    term = read(r"f(x; \{u_k, p_k\}_{k=1}^{K})", SCOPE)
    lists = (n.Bind("vector", k, n.Range(ONE, K), n.Indexed(v, (k,))) for v in (u, p))
    assert term == n.Apply(n.Symbol("f", FUNCTION), (n.Symbol("x"), *lists))


def test_a_command_that_nobody_defined_is_a_name_if_it_can_be_nothing_else() -> None:
    scope = SCOPE.declare(n.Symbol("tp", FUNCTION))
    assert read(r"\tp(x)", scope) == n.Apply(n.Symbol("tp", FUNCTION), (n.Symbol("x"),))
    with pytest.raises(ReadError, match="unknown"):
        read(r"\tp{x}", scope)


AMBIGUOUS = [
    (r"-\sum_n X_{ni} + h_n", "behind the sum"),
    (r"\sum_n X_{ni} + y + h_n", "behind the sum"),
    (r"\log x y", "may reach"),
    (r"L (x)", "may be its arguments"),
    (r"L (a)^2", "or a product"),
    (r"L (1 - y)", "may be its arguments"),
    (r"L (2)", "may be its arguments"),
]


@pytest.mark.parametrize(("text", "message"), AMBIGUOUS)
def test_what_may_mean_two_things_is_refused(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read(text, SCOPE)


def test_a_shared_letter_is_no_fault_where_it_also_means_something_outside() -> None:
    assert read(r"u_k \sum_k p_k - u_k", SCOPE) == read_plain("u_k * sum_k p_k - u_k", SCOPE)
    assert read(r"u_k + \sum_k p_k - u_k", SCOPE) == read_plain("u_k + sum_k p_k - u_k", SCOPE)


def test_a_bar_in_the_list_of_what_a_quantity_depends_on() -> None:
    assert read("L (a | y)", SCOPE) == read("L", SCOPE)


def test_a_quantity_times_a_bracket_that_its_argument_cannot_be() -> None:
    scope = SCOPE.depend("a", n.Symbol("z"))
    assert read("a(1 - a)", scope) == read_plain("a*(1 - a)", SCOPE)
    assert read("a(z)", scope) == n.Symbol("a")
    with pytest.raises(ReadError, match="may be its arguments"):
        read("a(z + 1)", scope)


def test_dots_between_products_leave_other_factors_outside() -> None:
    assert read(r"x u_1 u_2 \cdots u_K", SCOPE) == n.Mul((n.Symbol("x"), read(r"u_1 \cdots u_K", SCOPE)))
    item = n.Apply(n.Symbol("q", FUNCTION), (n.Indexed(u, (k,)),))
    assert read(r"q(u_1) \cdot q(u_2) \cdots q(u_K)", SCOPE) == n.Bind("product", k, n.Range(ONE, K), item)


NUMBERS = [("1e-5", Fraction(1, 100000), 5), ("0.50", Fraction(1, 2), 2), ("12", 12, None)]


@pytest.mark.parametrize(("text", "value", "places"), NUMBERS)
def test_numbers_keep_their_digits(text: str, value: Fraction, places: int | None) -> None:
    number = read(text, SCOPE)
    assert isinstance(number, n.Number)
    assert (number.value, number.places) == (value, places)


MORE = [
    (r"\left\{ \begin{array}{ll} x & \text{if } x > 0 \\ 0 & \text{otherwise} \end{array} \right.", "cases(x if x > 0; 0 otherwise)"),
    (r"\left\{ \begin{matrix} x, \quad x > 0 \\ 0, \quad x \le 0 \end{matrix} \right.", "cases(x if x > 0; 0 if x <= 0)"),
    (r"\begin{cases} x \quad x > 0 \\ 0 \quad \text{otherwise} \end{cases}", "cases(x if x > 0; 0 otherwise)"),
    (r"\begin{cases} x, x > 0 \\ 0, x \le 0 \end{cases}", "cases(x if x > 0; 0 if x <= 0)"),
    (r"f^{'}(x) + f^{''}(x)", "f'(x) + f''(x)"),
    (r"\sum_{k=1} u_k", "sum_{k=1..K} u_k"),
    (r"\sum_{k : u_k > 0} p_k", "sum_{k=1..K} 1[u_k > 0]*p_k"),
    (r"\sum_{k | u_k > 0} p_k s_k", "sum_{k=1..K} 1[u_k > 0]*p_k*s_k"),
    (r"\sum_{k : |u_k| \le 1} p_k", "sum_{k=1..K} 1[|u_k| <= 1]*p_k"),
    (r"\prod_{k : u_k > 0} p_k", "prod_{k=1..K} p_k^1[u_k > 0]"),
    (r"\sum_{ij} M_{ij}", "sum_{i=1..K} sum_{j=1..K} M_{i,j}"),
    (r"\sum_{ij} u_i p_j", "sum_{i=1..K} sum_{j=1..K} u_i*p_j"),
    (r"\prod_k u_k \prod_k p_k", "(prod_{k=1..K} u_k)*(prod_{k=1..K} p_k)"),
    (r"\prod_k u_k \cdot \prod_i p_i", "(prod_{k=1..K} u_k)*(prod_{i=1..K} p_i)"),
    (r"\prod_k u_k \sum_i M_{ik}", "prod_{k=1..K} (u_k*(sum_{i=1..K} M_{i,k}))"),
    (r"\prod_k \prod_i p_i", "prod_{k=1..K} prod_{i=1..K} p_i"),
    (r"\mathbf{1}_{\{i = j\}}", "1[i = j]"),
    (r"\pdv{L}{y} + \dv{L}{a}", "partial L/partial y + dL/da"),
    (r"\norm{u} + \abs{x}", "||u|| + |x|"),
    ("x &lt; y", "x < y"),
    (r"u\_2", "u_2"),
    (r"2 \cdot \frac{1}{2}", "2*(1/2)"),
    (r"3e + 2e^{x}", "3*e + 2*exp(x)"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MORE)
def test_more_ways_of_writing(text: str, expected: str) -> None:
    term = read(text, SCOPE)
    assert _style(term) == _style(plainly(expected))
    assert read(latex(term, SCOPE), SCOPE) == term


def test_dots_among_arguments_are_one_list() -> None:
    run = n.Bind("vector", k, n.Range(ONE, K), n.Indexed(u, (k,)))
    expected = n.Apply(n.Symbol("f", FUNCTION), (n.Symbol("x"), run, n.Symbol("y")))
    assert read(r"f(x, u_1, u_2, \ldots, u_K; y)", SCOPE) == expected
    window = read(r"f(u_{i-m}, \ldots, u_{i+m})", SCOPE)
    assert isinstance(window, n.Apply) and isinstance(window.arguments[0], n.Bind)
    assert window.arguments[0].over == n.Range(n.Add((i, n.Neg(m))), n.Add((i, m)))


def test_the_transpose_of_a_bare_number_is_refused() -> None:
    with pytest.raises(ReadError, match="transpose of a number"):
        read(r"w^T x", SCOPE)
    assert read(r"(u^T p)^T", SCOPE) == n.Inner(u, p)
    assert read("w^T", SCOPE.declare(n.Symbol("T"))) == n.Pow(n.Symbol("w"), n.Symbol("T"))


def test_functions_of_several_numbers_map_over_arrays() -> None:
    rectified = read(r"\max(0, \mathbf{u})", SCOPE)
    assert isinstance(rectified, n.Bind)
    assert rectified.body == FUNCTIONS["max"](n.Number(Fraction(0)), n.Indexed(u, (rectified.index,)))


def test_the_largest_of_a_vector_is_that_of_its_entries_and_of_a_matrix_it_is_refused() -> None:
    assert read(r"\max(\mathbf{u})", SCOPE) == n.Bind("max", k, n.Range(ONE, K), n.Indexed(u, (k,)))
    assert read(r"\min_k u_k", SCOPE) == read(r"\min(\mathbf{u})", SCOPE)
    with pytest.raises(ReadError, match="over which index"):
        read(r"\max(X)", SCOPE)


def test_limits_and_integrals_with_bounds_bind_their_letter() -> None:
    limit = read(r"\lim_{u \to 0} \sigma(u)", SCOPE)
    assert isinstance(limit, n.Limit) and limit.variable == n.Symbol("u")
    integral = read(r"\int_0^1 u \, du", SCOPE)
    assert isinstance(integral, n.Integral) and integral.body == n.Symbol("u")


def test_the_t_of_a_transpose_is_no_mention() -> None:
    assert {m.name for m in survey(single(r"w^T x + x^{(i)\top} + \gamma^{T-1}"))} >= {"w", "x", "i", "T"}
    assert {m.name for m in survey(single(r"(w^T x)^T"))} == {"w", "x"}


def test_matrices_made_of_rows_and_columns() -> None:
    rows = n.Bind("vector", k, n.Range(ONE, N), n.Indexed(X, (k,)))
    for text in [
        r"\begin{bmatrix} X_1^\top \\ \vdots \\ X_N^\top \end{bmatrix}",
        r"\begin{pmatrix} -\, X_1^\top \,- \\ \vdots \\ -\, X_N^\top \,- \end{pmatrix}",
        r"\begin{bmatrix} \text{---} & X_1^T & \text{---} \\ & \vdots & \\ \text{---} & X_N^T & \text{---} \end{bmatrix}",
    ]:
        assert read(text, SCOPE) == rows
    columns = n.Transpose(rows)
    for text in [
        r"\begin{bmatrix} X_1 & \cdots & X_N \end{bmatrix}",
        r"\begin{bmatrix} | & & | \\ X_1 & \cdots & X_N \\ | & & | \end{bmatrix}",
    ]:
        assert read(text, SCOPE) == columns


def test_a_diagonal_with_dots() -> None:
    expected = FUNCTIONS["diag"](n.Bind("vector", k, n.Range(ONE, K), n.Indexed(u, (k,))))
    for text in [
        r"\begin{bmatrix} u_1 & & \\ & \ddots & \\ & & u_K \end{bmatrix}",
        r"\begin{pmatrix} u_1 & 0 & 0 \\ 0 & \ddots & 0 \\ 0 & 0 & u_K \end{pmatrix}",
    ]:
        assert read(text, SCOPE) == expected


def test_an_expectation_that_names_no_random_quantity_is_opaque() -> None:
    assert read(r"\mathbb{E}[x]", SCOPE) == n.Apply(n.Symbol("bb_E", FUNCTION), (n.Symbol("x"),))
    assert read(r"\mathbb{E}_\theta[x]", SCOPE) == n.Apply(n.Symbol("bb_E_theta", FUNCTION), (n.Symbol("x"),))


def test_bold_digits_are_no_names() -> None:
    scope = SCOPE.declare(n.Symbol("0"), n.Symbol("1"))
    claim = read(r"\nabla_s L = \mathbf{0}", scope)
    assert claim == read(r"\nabla_s L = 0", SCOPE)
    assert read(r"\mathbf{1}^T u", scope) == n.Inner(ones(K), u)
    assert {m.name for m in survey(single(r"\mathbf{1}^T u + \boldsymbol{0} + \mathbb{1}_{i=j}"))} == {"u", "i", "j"}


def test_a_sum_reaches_over_the_terms_that_mean_nothing_outside_of_it() -> None:
    assert read(r"\sum_n X_{ni} + h_n", SCOPE) == read(r"\sum_n \left(X_{ni} + h_n\right)", SCOPE)
    assert read(r"\frac{1}{2} \sum_n X_{ni} - h_n + y", SCOPE) == read(
        r"\frac{1}{2} \sum_n \left(X_{ni} - h_n\right) + y", SCOPE
    )
    assert read(r"\sum_n h_n + \sum_n h_n", SCOPE) != read(r"\sum_n \left(h_n + \sum_n h_n\right)", SCOPE)


def test_a_derivative_by_a_value_is_one_by_a_letter_in_its_place() -> None:
    term = read(r"\frac{d \log \sigma(z)}{d \sigma(z)}", SCOPE)
    letter = n.Symbol("u")
    assert term == n.At(n.Derivative(LN(letter), letter, 1, "d"), letter, read(r"\sigma(z)", SCOPE))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (r"\frac{\partial L}{\partial \sigma(z)}", "does not occur"),
        (r"\frac{d\, z \sigma(z)}{d \sigma(z)}", "depends on what else"),
        (r"\nabla_x \cdot f(x)", "divergence"),
        (r"\frac{\partial}{\partial x}", "nothing to differentiate"),
    ],
)
def test_derivatives_of_nothing_certain_are_refused(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read(text, SCOPE)


def test_a_gradient_alone_names_a_gradient() -> None:
    step = n.Mul((n.Symbol("a"), n.Symbol("nabla_u", u.sort)))
    assert read(r"u - a \nabla_u", SCOPE) == n.Add((u, n.Neg(step)))


def test_rows_and_columns_with_dots_have_letters_of_their_own() -> None:
    text = r"\begin{bmatrix} \frac{\partial u_1}{\partial h_1} & \cdots & \frac{\partial u_1}{\partial h_N} \\ \vdots & & \vdots \\"
    text += r"\frac{\partial u_K}{\partial h_1} & \cdots & \frac{\partial u_K}{\partial h_N} \end{bmatrix}"
    term = read(text, SCOPE)
    assert isinstance(term, n.Bind) and isinstance(term.body, n.Bind)
    slope = term.body.body
    assert isinstance(slope, n.Derivative)
    assert (slope.body, slope.variable) == (n.Indexed(u, (term.index,)), n.Indexed(h, (term.body.index,)))
    assert term.index != term.body.index


DOTTED = [
    ("u_0 p_0 + u_1 p_1 + ... + u_{K-1} p_{K-1}", "sum_{k=0..K-1} u_k*p_k"),
    (r"u_1 + \cdots + u_{K-1}", "sum_{k=1..K-1} u_k"),
    (r"0 + 1 + \cdots + (K - 1)", "sum_{k=0..K-1} k"),
    ("f_1(x) f_2(x) \\cdots f_K(x)", "prod_{k=1..K} f_entry(x, k)"),
]


@pytest.mark.parametrize(("text", "expected"), DOTTED)
def test_dots(text: str, expected: str) -> None:
    scope = SCOPE.declare(n.Symbol("f_entry", FUNCTION), *(n.Symbol(f"f_{c}", FUNCTION) for c in "12K"))
    assert read(text, scope) == read_plain(expected, scope)


def test_blank_entries_beside_a_diagonal_are_zeros() -> None:
    assert read(r"\begin{pmatrix} a & \\ & b \end{pmatrix}", SCOPE) == read_plain("[a, 0; 0, b]", SCOPE)


def test_a_chain_of_rings_is_no_product() -> None:
    with pytest.raises(ReadError, match="composition"):
        read(r"a \circ b \circ \cdots \circ c", SCOPE)


def test_a_column_may_be_written_as_a_row_that_is_transposed() -> None:
    assert (
        read(r"(a, b)^T", SCOPE) == read(r"[a, b]^\top", SCOPE) == read(r"\begin{pmatrix} a \\ b \end{pmatrix}", SCOPE)
    )
    assert sort_of(read(r"\begin{pmatrix} a \\ b \end{pmatrix}^T", SCOPE)).name == "matrix"


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        (r"\binom{n}{k} = \frac{n!}{k!(n-k)!}", "proved"),
        (r"{n \choose k} = \frac{n!}{k!(n-k)!}", "proved"),
        (r"{n + 1 \choose k} = {n \choose k - 1} + {n \choose k}", "proved"),
        (r"{4 \choose 2} = 8", "refuted"),
        (r"\binom nk = \binom{n-1}{k-1} + \binom{n-1}{k}", "proved"),
        (r"\binom nk = \binom{n-1}{k-1} - \binom{n-1}{k}", "refuted"),
        (r"\dbinom{n}{k} k = n\tbinom{n-1}{k-1}", "proved"),
        (r"\ln \binom{n}{k} = \ln n! - \ln k! - \ln (n-k)!", "proved"),
        (r"\ln \binom{n}{k} = \ln n! - \ln k! + \ln (n-k)!", "refuted"),
        (r"\Gamma(n+1) = n\Gamma(n)", "proved"),
        (r"\Gamma(n+1) = (n+1)\Gamma(n)", "refuted"),
    ],
)
def test_binomials_factorials_and_the_gamma_function(claim: str, word: str) -> None:
    assert judge_claim(claim)[1].word == word


def test_zero_has_a_factorial() -> None:
    conditions = judge_claim(r"\ln (y+1)! = \ln(y+1) + \ln y!")[1].conditions
    assert [c.text for c in conditions] == ["y >= 0"]


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        (r"\nabla_x (x^T A x) = 2 A x", "conditional"),  # A = A^T; were A a number, it would be true
        (r"\nabla_x (x^T A x) = (A + A^T) x", "proved"),
        (r"\nabla_x (x^T A x) = (A - A^T) x", "refuted"),
        (r"\|x + y\|^2 = \|x\|^2 + \|y\|^2 + 2 x^T y", "proved"),
        (r"\|x + y\|^2 = \|x\|^2 + \|y\|^2", "refuted"),
        (r"x^T y \le \|x\| \|y\|", "proved"),
        (r"\|x\|_1 \le \|x\|_2", "refuted"),
    ],
)
def test_one_claim_has_the_sizes_that_a_note_of_it_would_have(claim: str, word: str) -> None:
    assert judge_claim(claim)[1].word == word
