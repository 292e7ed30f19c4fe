"""Random well-sorted terms of every node kind, with the scope that declares their names.

`terms()` draws from everything that can be said; `scalars`, `vectors`, `matrices`,
`truths` draw one sort. Only canonical terms are drawn, those that the readers can
give: no power of e (that is `exp`), no product of matrices that is a single number
(that is an inner product), no transpose of a transposed vector (that is the vector).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from hypothesis import strategies as st

from symloss.term.functions import EXP, FUNCTIONS, LN, SIGMA, SQRT
from symloss.term.nodes import (
    Add,
    And,
    Apply,
    At,
    Bind,
    Cases,
    Constant,
    Delta,
    Derivative,
    Div,
    Except,
    FiniteSet,
    Hadamard,
    Implies,
    Indexed,
    Indicator,
    Inner,
    Integral,
    Interval,
    Limit,
    Map,
    MatMul,
    Member,
    Mul,
    Neg,
    Norm,
    Not,
    Number,
    Or,
    Pow,
    Prime,
    Range,
    Relation,
    Row,
    Stack,
    Symbol,
    Term,
    Transpose,
)
from symloss.term.scope import Scope
from symloss.term.sorts import FUNCTION, INDEX, matrix, vector

Draw = Callable[[st.SearchStrategy[Term]], Term]


def number(value: int) -> Number:
    return Number(Fraction(value))


ONE, TWO = number(1), number(2)
K, N, D = (Symbol(name, INDEX) for name in "KND")
INDICES = tuple(Symbol(name, INDEX) for name in "ijkn")
SCALARS = tuple(Symbol(name) for name in ("x", "y", "z", "a", "w", "hat_y", "theta", "gamma_pos", "ell_CE", "y_star"))
VECTORS = (Symbol("s", vector(K)), Symbol("u", vector(K)))  # of one size, so they can be added
OTHER_VECTOR = Symbol("v", vector(D))
MATRICES = (Symbol("W", matrix(K, D)), Symbol("A", matrix(K, D)))
SQUARE = Symbol("M", matrix(K, K))
OPAQUE = tuple(Symbol(name, FUNCTION) for name in "fg")
DISTRIBUTION = Symbol("q", FUNCTION)
NAMED = tuple(
    FUNCTIONS[name] for name in ("sin", "tanh", "abs", "sign", "softplus", "relu", "erf", "arctan", "lnGamma")
)


def scope() -> Scope:
    """Return the scope of the terms drawn here."""
    names = (K, N, D, *SCALARS, *VECTORS, OTHER_VECTOR, *MATRICES, SQUARE, *OPAQUE, DISTRIBUTION, SIGMA.symbol)
    known = Scope().declare(*names).write("gamma_pos", r"\gamma_{+}")
    for index in INDICES:
        known = known.run(index, Range(ONE, N if index.name == "n" else K))
    return known


numbers = st.one_of(
    st.integers(0, 12).map(number),
    st.builds(lambda n, p: Number(Fraction(n, 10**p), p), st.integers(0, 2000), st.integers(1, 3)),
)
index_atoms = st.one_of(st.sampled_from((*INDICES, K)), st.integers(1, 4).map(number))
index_terms = st.one_of(index_atoms, st.builds(lambda i: Add((i, ONE)), st.sampled_from(INDICES)))
index_sets = st.one_of(
    st.just(Range(ONE, K)),
    st.builds(lambda low: Range(low, N), index_atoms),
    st.builds(lambda without: Except(Range(ONE, K), (without,)), st.sampled_from(INDICES[:2])),
)
functions = st.one_of(
    st.sampled_from((*OPAQUE, SIGMA.symbol)),
    st.builds(Prime, st.sampled_from((*OPAQUE, SIGMA.symbol)), st.integers(1, 2)),
)
plain_scalars = st.sampled_from(SCALARS)
styles = st.sampled_from(("d", "partial"))


def _entry(draw: Draw) -> Term:
    which = draw(st.integers(0, 2))
    if which == 0:
        return Indexed(draw(st.sampled_from(VECTORS)), (draw(index_terms),))
    if which == 1:
        return Indexed(draw(st.sampled_from(MATRICES)), (draw(index_terms), draw(index_terms)))
    return Indexed(FUNCTIONS["softmax"](draw(st.sampled_from(VECTORS))), (draw(index_terms),))


@st.composite
def scalars(draw: Draw, depth: int = 3) -> Term:
    """Draw a scalar term."""
    if depth <= 0:
        which = draw(st.integers(0, 3))
        atoms = (plain_scalars, plain_scalars, numbers, st.just(Constant("pi")))
        return draw(atoms[which]) if which or draw(st.booleans()) else _entry(draw)
    return draw(st.sampled_from(_SCALAR_KINDS))(draw, depth - 1)


def _some(draw: Draw, depth: int, most: int = 3) -> tuple[Term, ...]:
    return tuple(draw(scalars(depth)) for _ in range(draw(st.integers(2, most))))


def _integral(draw: Draw, depth: int) -> Term:
    bounds = (None, None) if draw(st.booleans()) else (draw(scalars(depth - 1)), draw(scalars(depth - 1)))
    return Integral(draw(scalars(depth)), draw(plain_scalars), *bounds)


def _derivative(draw: Draw, depth: int) -> Term:
    by = draw(plain_scalars) if draw(st.booleans()) else Indexed(draw(st.sampled_from(VECTORS)), (draw(index_atoms),))
    body = draw(st.one_of(plain_scalars, scalars(depth)))
    return Derivative(body, by, draw(st.integers(1, 2)), draw(styles))


def _cases(draw: Draw, depth: int) -> Term:
    values = _some(draw, depth, 2)
    conditions = tuple(draw(truths(depth - 1)) for _ in values)
    return Cases(values, conditions, draw(st.one_of(st.none(), scalars(depth))))


def _limit(draw: Draw, depth: int) -> Term:
    point, side = draw(
        st.sampled_from(((number(0), "+"), (ONE, "-"), (TWO, ""), (Constant("inf"), ""), (Neg(Constant("inf")), "")))
    )
    return Limit(draw(scalars(depth)), draw(plain_scalars), point, side)


def _extremum(draw: Draw, depth: int) -> Term:
    kind = draw(st.sampled_from(("max", "min", "argmax", "argmin")))
    if draw(st.booleans()):
        return Bind(kind, draw(st.sampled_from(INDICES)), draw(index_sets), draw(scalars(depth)))
    return Bind(kind, draw(plain_scalars), draw(sets()), draw(scalars(depth)))


_SCALAR_KINDS: tuple[Callable[[Draw, int], Term], ...] = (
    lambda draw, d: draw(scalars(0)),
    lambda draw, d: _entry(draw),
    lambda draw, d: Neg(draw(scalars(d))),
    lambda draw, d: Add(_some(draw, d)),
    lambda draw, d: Mul(_some(draw, d)),
    lambda draw, d: Div(draw(scalars(d)), draw(scalars(d))),
    lambda draw, d: Pow(draw(scalars(d)), draw(scalars(d))),
    lambda draw, d: draw(st.sampled_from((EXP, LN, SQRT, *NAMED)))(draw(scalars(d))),
    lambda draw, d: FUNCTIONS["log_base"](draw(scalars(d)), TWO),
    lambda draw, d: draw(st.sampled_from((FUNCTIONS["max"], FUNCTIONS["min"])))(*_some(draw, d)),
    lambda draw, d: Apply(draw(functions), (draw(scalars(d)),)),
    lambda draw, d: Apply(draw(st.sampled_from(OPAQUE)), _some(draw, d)),
    lambda draw, d: Bind(
        draw(st.sampled_from(("sum", "product"))), draw(st.sampled_from(INDICES)), draw(index_sets), draw(scalars(d))
    ),
    _extremum,
    lambda draw, d: Bind("expectation", draw(plain_scalars), DISTRIBUTION, draw(scalars(d))),
    lambda draw, d: Delta(draw(index_atoms), draw(index_atoms)),
    lambda draw, d: Indicator(draw(truths(d))),
    _cases,
    lambda draw, d: Inner(draw(vectors(d)), draw(vectors(d))),
    lambda draw, d: Norm(draw(vectors(d)), draw(st.sampled_from((TWO, ONE, Constant("inf"))))),
    lambda draw, d: FUNCTIONS["logsumexp"](draw(vectors(d))),
    lambda draw, d: draw(st.sampled_from((FUNCTIONS["trace"], FUNCTIONS["det"])))(SQUARE),
    _derivative,
    lambda draw, d: At(draw(scalars(d)), draw(plain_scalars), draw(scalars(d))),
    _integral,
    _limit,
)


@st.composite
def vectors(draw: Draw, depth: int = 3) -> Term:
    """Draw a vector of size K."""
    if depth <= 0:
        return draw(st.sampled_from(VECTORS))
    return draw(st.sampled_from(_VECTOR_KINDS))(draw, depth - 1)


_VECTOR_KINDS: tuple[Callable[[Draw, int], Term], ...] = (
    lambda draw, d: draw(vectors(0)),
    lambda draw, d: Neg(draw(vectors(d))),
    lambda draw, d: Add((draw(vectors(d)), draw(vectors(d)))),
    lambda draw, d: Mul((draw(scalars(d)), draw(vectors(d)))),
    lambda draw, d: Div(draw(vectors(d)), draw(scalars(d))),
    lambda draw, d: Map(draw(st.sampled_from((EXP, LN, *NAMED))).symbol, draw(vectors(d))),
    lambda draw, d: Map(draw(functions), draw(vectors(d))),
    lambda draw, d: FUNCTIONS["softmax"](draw(vectors(d))),
    lambda draw, d: Bind("vector", draw(st.sampled_from(INDICES)), Range(ONE, K), draw(scalars(d))),
    lambda draw, d: MatMul((draw(st.sampled_from(MATRICES)), OTHER_VECTOR)),
    lambda draw, d: MatMul((SQUARE, draw(vectors(d)))),
    lambda draw, d: Hadamard((draw(vectors(d)), draw(vectors(d)))),
    lambda draw, d: Derivative(
        draw(plain_scalars), draw(st.sampled_from(VECTORS)), 1, draw(st.sampled_from(("partial", "nabla")))
    ),
    lambda draw, d: Indexed(SQUARE, (draw(index_atoms),)),
)


@st.composite
def matrices(draw: Draw, depth: int = 3) -> Term:
    """Draw a matrix: K x D, K x K, 1 x K, or written out."""
    if depth <= 0:
        return draw(st.sampled_from(MATRICES))
    return draw(st.sampled_from(_MATRIX_KINDS))(draw, depth - 1)


def _stack(draw: Draw, depth: int) -> Term:
    width = draw(st.integers(1, 3))
    return Stack(tuple(Row(tuple(draw(scalars(depth - 1)) for _ in range(width))) for _ in range(2)))


_MATRIX_KINDS: tuple[Callable[[Draw, int], Term], ...] = (
    lambda draw, d: draw(matrices(0)),
    lambda draw, d: Add(MATRICES),
    lambda draw, d: Mul((draw(scalars(d)), draw(st.sampled_from(MATRICES)))),
    lambda draw, d: MatMul((draw(vectors(d)), Transpose(draw(vectors(d))))),
    lambda draw, d: MatMul((Transpose(draw(vectors(d))), SQUARE)),
    lambda draw, d: MatMul((SQUARE, draw(st.sampled_from(MATRICES)))),
    lambda draw, d: Transpose(draw(st.sampled_from((*MATRICES, *VECTORS)))),
    lambda draw, d: Hadamard(MATRICES),
    lambda draw, d: FUNCTIONS["diag"](draw(vectors(d))),
    lambda draw, d: Map(SIGMA.symbol, draw(st.sampled_from(MATRICES))),
    _stack,
)


@st.composite
def sets(draw: Draw) -> Term:
    """Draw a set of numbers."""
    if draw(st.booleans()):
        return Interval(draw(scalars(0)), draw(scalars(0)), draw(st.booleans()), draw(st.booleans()))
    return FiniteSet(tuple(draw(scalars(0)) for _ in range(draw(st.integers(1, 3)))))


@st.composite
def truths(draw: Draw, depth: int = 2) -> Term:
    """Draw a truth."""
    which = draw(st.integers(0, 6)) if depth > 0 else draw(st.integers(0, 2))
    if which <= 1:
        op = draw(st.sampled_from(("=", "!=", "<", "<=", ">", ">=", "~=", "->")))
        return Relation(op, draw(scalars(depth)), draw(scalars(depth)))
    if which == 2:
        return Member(draw(scalars(depth)), draw(sets()))
    if which == 3:
        return Relation("=", draw(vectors(depth)), draw(vectors(depth)))
    if which == 4:
        return Not(draw(truths(depth - 1)))
    if which == 5:
        return Implies(draw(truths(depth - 1)), draw(truths(depth - 1)))
    return draw(st.sampled_from((And, Or)))((draw(truths(depth - 1)), draw(truths(depth - 1))))


def terms() -> st.SearchStrategy[Term]:
    """Draw a term of any sort that a reader can give."""
    return st.one_of(scalars(), vectors(), matrices(), truths())
