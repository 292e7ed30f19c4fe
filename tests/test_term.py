"""The language: equality, substitution without capture, sorts."""

from fractions import Fraction

import pytest

from symloss.term import nodes as n
from symloss.term.functions import COMPOSED, EXP, FUNCTIONS, LN, SPELLINGS
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import FUNCTION, INDEX, SCALAR, TRUTH, matrix, vector
from symloss.term.walk import (
    alpha_equal,
    bound_symbol,
    children,
    free_symbols,
    fresh,
    rename_bound,
    size,
    substitute,
    subterms,
)

ONE, TWO = n.Number(Fraction(1)), n.Number(Fraction(2))
K, J, k, j = (n.Symbol(name, INDEX) for name in ("K", "J", "k", "j"))
x, y, a = (n.Symbol(name) for name in "xya")
s, t = n.Symbol("s", vector(K)), n.Symbol("t", vector(J))
W = n.Symbol("W", matrix(K, J))
f = n.Symbol("f", FUNCTION)


def total(body: n.Term, index: n.Symbol = k) -> n.Bind:
    return n.Bind("sum", index, n.Range(ONE, K), body)


def test_a_term_never_simplifies_itself() -> None:
    assert n.Add((x, ONE)) != n.Add((ONE, x))
    assert n.Neg(n.Neg(x)) != x
    assert n.Div(x, x) != ONE


def test_equality_is_structural_and_agrees_with_hash() -> None:
    left, right = total(EXP(n.Indexed(s, (k,)))), total(EXP(n.Indexed(s, (k,))))
    assert left == right
    assert hash(left) == hash(right)
    assert left != total(EXP(n.Indexed(s, (j,))), j)
    assert n.Symbol("x") != n.Symbol("x", INDEX)
    assert n.Number(Fraction(1)) != n.Number(Fraction(1), places=1)


def test_walks_see_every_node_once() -> None:
    term = n.Cases((x, y), (n.Relation("<", x, y), n.Relation(">", x, y)), a)
    assert children(term) == (x, y, n.Relation("<", x, y), n.Relation(">", x, y), a)
    assert size(term) == 10
    assert next(subterms(term)) is term


@pytest.mark.parametrize("kind", n.Term.__subclasses__(), ids=lambda kind: kind.__name__)
def test_walks_go_into_every_field_that_may_hold_a_term(kind: type[n.Term]) -> None:
    declared = {name: f.type for name, f in kind.__dataclass_fields__.items()}
    assert kind.fields == tuple(declared)
    assert [name for name, _ in kind.holding] == [f for f, t in declared.items() if "Term" in t or t == "Symbol"]
    assert [name for name, many in kind.holding if many] == [f for f, t in declared.items() if "tuple" in t]


def test_bound_symbols_are_not_free() -> None:
    entry = n.Indexed(s, (k,))
    assert k not in free_symbols(total(entry))
    assert k in free_symbols(n.Mul((n.Indexed(s, (k,)), total(entry))))
    assert K in free_symbols(total(ONE))
    assert x in free_symbols(n.Integral(x, x))
    assert x not in free_symbols(n.Integral(x, x, ONE, TWO))
    assert bound_symbol(n.Limit(x, x, ONE)) == x


def test_substitution_does_not_capture() -> None:
    # the derivative by s_k of a sum over k: the free k must not fall into the sum
    inner = total(n.Mul((n.Indexed(s, (k,)), n.Indexed(s, (j,)))))
    out = substitute(inner, {j: k})
    assert isinstance(out, n.Bind)
    assert out.index != k
    assert k in free_symbols(out)
    assert alpha_equal(out, total(n.Mul((n.Indexed(s, (J,)), n.Indexed(s, (k,)))), J))


def test_substitution_leaves_the_bound_symbol_alone() -> None:
    inner = total(n.Indexed(s, (k,)))
    assert substitute(inner, {k: j}) == inner
    assert substitute(n.Mul((k, inner)), {k: j}) == n.Mul((j, inner))
    assert substitute(total(n.Mul((k, x))), {n.Mul((k, x)): y}) == total(n.Mul((k, x)))


def test_replacements_are_simultaneous() -> None:
    assert substitute(n.Add((x, y)), {x: y, y: x}) == n.Add((y, x))


def test_a_value_put_into_a_derivative_is_put_after_differentiating() -> None:
    slope = n.Derivative(n.Pow(x, TWO), x)
    at = substitute(slope, {x: TWO})
    assert at == n.At(slope, x, TWO)
    assert substitute(slope, {x: y}) == n.Derivative(n.Pow(y, TWO), y)
    by_entry = n.Derivative(n.Pow(n.Indexed(s, (j,)), TWO), n.Indexed(s, (j,)))
    assert substitute(by_entry, {j: k}) == n.Derivative(n.Pow(n.Indexed(s, (k,)), TWO), n.Indexed(s, (k,)))
    with pytest.raises(ValueError, match="no value can be put"):
        substitute(by_entry, {n.Indexed(s, (j,)): ONE})


def test_alpha_equality() -> None:
    left = total(n.Mul((n.Indexed(s, (k,)), total(n.Indexed(s, (j,)), j))))
    right = rename_bound(left, n.Symbol("m", INDEX))
    assert left != right
    assert alpha_equal(left, right)
    assert not alpha_equal(total(n.Indexed(s, (k,))), total(n.Indexed(s, (j,))))
    assert fresh(k, {k, n.Symbol("k1", INDEX)}).name == "k2"


@pytest.mark.parametrize(
    ("term", "sort"),
    [
        (n.Add((x, k)), SCALAR),
        (n.Add((k, ONE)), INDEX),
        (n.Div(ONE, K), SCALAR),
        (n.Indexed(s, (k,)), SCALAR),
        (n.Indexed(W, (k,)), vector(J)),
        (n.Inner(s, s), SCALAR),
        (n.MatMul((W, t)), vector(K)),
        (n.MatMul((n.Transpose(W), s)), vector(J)),
        (n.MatMul((s, n.Transpose(t))), matrix(K, J)),
        (n.Mul((x, s)), vector(K)),
        (n.Div(n.Map(EXP.symbol, s), total(EXP(n.Indexed(s, (k,))))), vector(K)),
        (FUNCTIONS["softmax"](s), vector(K)),
        (FUNCTIONS["diag"](s), matrix(K, K)),
        (n.Norm(s), SCALAR),
        (n.Bind("vector", k, n.Range(ONE, K), n.Indexed(s, (k,))), vector(K)),
        (n.Stack((n.Row((x,)), n.Row((y,)))), vector(TWO)),
        (n.Derivative(x, s, style="nabla"), vector(K)),
        (n.Derivative(s, s), matrix(K, K)),
        (n.Derivative(s, x), vector(K)),
        (n.Relation("=", s, s), TRUTH),
        (n.Prime(f), FUNCTION),
        (n.Cases((x, ONE), (n.Relation("<", x, y),) * 2), SCALAR),
    ],
)
def test_sorts(term: n.Term, sort: object) -> None:
    assert sort_of(term) == sort


@pytest.mark.parametrize(
    ("term", "why"),
    [
        (n.Add((ONE, s)), "a sum of a vector"),
        (n.Relation("=", x, s), "two sides"),
        (n.Mul((s, s)), "say inner"),
        (n.Inner(s, t), "inner product"),
        (n.MatMul((W, s)), "the product of"),
        (n.Div(ONE, s), "division by"),
        (n.Indexed(s, (k, j)), "2 indices"),
        (n.Indexed(x, (k,)), "1 indices"),
        (EXP(s), "exp of a vector"),
        (LN(x, x), "takes 1"),
        (n.Norm(x), "norm of a scalar"),
        (n.Add((n.Relation("=", x, x), ONE)), "truth where a value"),
        (FUNCTIONS["trace"](s), "not of a matrix"),
        (n.Pow(s, TWO), "a power of"),
        (n.MatMul((ONE, s)), "the matrix product of a index"),
    ],
)
def test_ill_typed_terms_are_refused(term: n.Term, why: str) -> None:
    with pytest.raises(SortError, match=why):
        sort_of(term)


def test_every_spelling_means_one_function() -> None:
    assert SPELLINGS["log"] is LN
    assert SPELLINGS["sigmoid"] is FUNCTIONS["sigma"]
    assert len({id(row) for row in SPELLINGS.values()}) == len(FUNCTIONS) + len(COMPOSED)


def test_a_deep_composition_has_a_sort_as_soon_as_a_flat_one() -> None:
    """Each level is looked at once, not twice: 60 nested functions of which nothing is known."""
    f, term = n.Symbol("f", FUNCTION), n.Symbol("x")
    for _ in range(60):
        term = n.Apply(f, (term,))
    assert sort_of(term) == SCALAR
