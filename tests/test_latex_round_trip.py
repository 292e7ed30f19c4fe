"""Whatever can be said is written in LaTeX and read back to the same term."""

import pytest
from hypothesis import HealthCheck, given, settings

from symloss.latex.printer import latex
from symloss.latex.reader import read
from symloss.term.functions import FUNCTIONS, SPELLINGS
from symloss.term.nodes import Add, Apply, Bind, Indexed, Neg, Number, Range, Symbol, Term
from symloss.term.scope import Definition, Scope
from symloss.term.sorting import sort_of
from symloss.term.sorts import FUNCTION, INDEX, SCALAR, matrix, vector
from symloss.term.walk import subterms
from tests import strategies

SCOPE = strategies.scope()


@pytest.mark.long
@given(strategies.terms())
@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow], deadline=None, derandomize=True)
def test_read_what_is_printed(term: Term) -> None:
    sort_of(term)
    assert read(latex(term, SCOPE), SCOPE) == term


@pytest.mark.long
def test_the_strategies_draw_every_kind_of_term() -> None:
    kinds = {kind.__name__ for kind in Term.__subclasses__()}
    drawn: set[str] = set()

    @given(strategies.terms())
    @settings(
        max_examples=500, suppress_health_check=[HealthCheck.too_slow], deadline=None, derandomize=True, database=None
    )
    def collect(term: Term) -> None:
        drawn.update(type(part).__name__ for part in subterms(term))

    collect()
    assert kinds - drawn == set()


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_named_function_is_printed_and_read(name: str) -> None:
    row = FUNCTIONS[name]
    k = Symbol("K", INDEX)
    arguments = {
        "number": [Symbol("x"), Symbol("y"), Symbol("z")][: row.arity or 3],
        "vector": [Symbol("s", vector(k))],
        "matrix": [Symbol("M", matrix(k, k))],
    }[row.takes]
    scope = Scope().declare(k, row.symbol, *arguments)
    term = row(*arguments)
    assert read(latex(term, scope), scope) == term


@pytest.mark.parametrize("word", sorted(s for s in SPELLINGS if len(s) > 2 and s != "log_base"))
def test_every_spelling_is_read(word: str) -> None:
    row = SPELLINGS[word]
    k = Symbol("K", INDEX)
    argument = {"number": Symbol("x"), "vector": Symbol("s", vector(k)), "matrix": Symbol("M", matrix(k, k))}[row.takes]
    scope = Scope().declare(k, argument, Symbol("x"))
    inside = "x, x" if row.arity == 2 else argument.name
    expected = row(*([argument] * (2 if row.arity == 2 else 1)))
    assert read(rf"\operatorname{{{word}}}({inside})", scope) == expected
    assert read(rf"{word}({inside})", scope) == expected


NAMES = ["y", "hat_y", "bar_x_i", "tilde_p", "y_star", "w_prime", "ell_CE", "gamma_pos", "gamma_neg", "a_(1)", "W_hy",
         "L_data_loss", "x_1", "bold_theta", "cal_L", "alpha_t", "y_true", "Loss", "hat_beta_0", "W_(2)_o"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_of_name(name: str) -> None:
    scope = Scope().declare(Symbol(name))
    assert read(latex(Symbol(name), scope), scope) == Symbol(name)


@pytest.mark.parametrize("name", ["y", "hat_y", "y_true", "a_(1)", "y_star"])
@pytest.mark.parametrize("rank", [1, 2])
def test_entries_and_rows_of_every_kind_of_array(name: str, rank: int) -> None:

    k, n, i, j = (Symbol(c, INDEX) for c in "KNij")
    array = Symbol(name, vector(k) if rank == 1 else matrix(n, k))
    scope = Scope().declare(k, n, i, j, array)
    for indices in [(i,), (i, j)][:rank]:
        term = Indexed(array, indices)
        assert read(latex(term, scope), scope) == term


def test_a_scope_decides_how_names_are_written() -> None:
    scope = (
        Scope().declare(Symbol("gamma_pos"), Symbol("rate")).write("gamma_pos", r"\gamma_{+}").write("rate", r"\eta")
    )
    assert latex(Symbol("rate"), scope) == r"\eta"
    assert read(r"\eta \gamma_+", scope) == read(latex(read(r"\eta \gamma_{+}", scope), scope), scope)
    with pytest.raises(Exception, match="not declared"):
        read(r"\gamma", scope)


def test_a_quantity_before_a_bracket_is_written_with_a_dot() -> None:
    loss, a, y = Symbol("L"), Symbol("a"), Symbol("y")
    scope = Scope().declare(loss, a, y).depend("L", a, y)
    product = read(r"L \cdot (a)", scope)
    assert latex(product, scope) != "L (a)"
    assert read(latex(product, scope), scope) == product
    assert read("L(a, y)", scope) == loss


def test_conditional_distributions_keep_what_stands_before_the_bar() -> None:
    p, x, y, z = Symbol("p", FUNCTION), Symbol("x"), Symbol("y"), Symbol("z")
    scope = Scope().declare(p, x, y, z)
    one, two = read(r"p(x \mid y, z)", scope), read(r"p(x, y | z)", scope)
    assert one != two
    for term in (one, two):
        assert isinstance(term, Apply)
        assert read(latex(term, scope), scope) == term
    under = read(r"\mathbb{E}_{x \sim p(x|z)}[x]", scope)
    assert isinstance(under, Bind)
    assert read(latex(under, scope), scope) == under


def test_a_defined_function_maps_over_a_vector_without_a_mark() -> None:
    k, x = Symbol("K", INDEX), Symbol("x")
    phi, s = Symbol("phi", FUNCTION), Symbol("s", vector(k))
    scope = Scope().declare(k, x, phi, s).define(Definition("phi", Number(strategies.ONE.value), (x,), "function"))
    term = read(r"\phi(\mathbf{s})", scope)
    assert sort_of(term) == s.sort != SCALAR
    assert read(latex(term, scope), scope) == term


@pytest.mark.parametrize("name", ["z_t-1", "q_-j", "w_t+j", "E_theta"])
def test_labels_that_are_formulas(name: str) -> None:
    scope = Scope().declare(Symbol(name), Symbol("x"))
    assert read(latex(Symbol(name), scope), scope) == Symbol(name)


def test_an_opaque_expectation_is_written_as_one() -> None:
    scope = Scope().declare(Symbol("x"))
    for text in [r"\mathbb{E}\left[x\right]", r"\mathbb{E}_{\theta}\left[x\right]"]:
        assert latex(read(text, scope), scope) == text


def test_a_sum_before_its_own_letter_is_written_in_brackets() -> None:
    i, k = strategies.INDICES[0], strategies.K
    s = strategies.VECTORS[0]
    total = Bind("sum", i, Range(strategies.ONE, k), Indexed(s, (i,)))
    term = Add((total, Neg(Indexed(s, (i,)))))
    assert read(latex(term, SCOPE), SCOPE) == term
