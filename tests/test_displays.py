"""Twenty displays about softmax, squared errors and their gradients, for K classes and a batch.

Each is built as a term by hand, as a chain of sides; printed, it reads back; and the way
a person writes it reads to the same term.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest

from symloss.latex.printer import latex
from symloss.latex.reader import parse, read, relate, understand
from symloss.term.functions import EXP, FUNCTIONS, LN
from symloss.term.nodes import (
    Add,
    Bind,
    Derivative,
    Div,
    Hadamard,
    Indexed,
    Indicator,
    Inner,
    Map,
    Mul,
    Neg,
    Norm,
    Number,
    Pow,
    Range,
    Relation,
    Symbol,
    Term,
)
from symloss.term.scope import Definition, Scope
from symloss.term.sorting import sort_of
from symloss.term.sorts import INDEX, matrix, vector

ZERO, ONE, TWO = (Number(Fraction(k)) for k in range(3))
N, K = Symbol("N", INDEX), Symbol("K", INDEX)
i, j, k, n = (Symbol(c, INDEX) for c in "ijkn")
CLASSES = Range(ONE, K)
s, y = Symbol("s", matrix(N, K)), Symbol("y", matrix(N, K))
f = Symbol("f", vector(K))
CE, MSE, SOFT, VAR = (Symbol(f"ell_{name}") for name in ("CE", "MSE", "softmax", "Var"))

SCOPE = Scope().declare(N, K, s, y, f, CE, MSE, SOFT, VAR).run(n, Range(ONE, N))
for index in (i, j, k):
    SCOPE = SCOPE.run(index, CLASSES)

sn, yn = Indexed(s, (n,)), Indexed(y, (n,))


def s_(index: Term) -> Term:
    return Indexed(s, (n, index))


def y_(index: Term) -> Term:
    return Indexed(y, (n, index))


def total(body: Term, index: Symbol = i) -> Term:
    return Bind("sum", index, CLASSES, body)


def minus(a: Term, b: Term) -> Term:
    return Add((a, Neg(b)))


def square(a: Term) -> Term:
    return Pow(a, TWO)


def soft(index: Term) -> Term:
    return Indexed(FUNCTIONS["softmax"](sn), (index,))


def column(body: Term) -> Term:
    return Bind("vector", j, CLASSES, body)


Z = total(EXP(s_(k)), k)
E = Map(EXP.symbol, sn)
OVER_K, MINUS_TWO_OVER_K = Div(ONE, K), Div(Neg(TWO), K)
SOFT_VECTOR = FUNCTIONS["softmax"](sn)


def by(loss: Term, variable: Term) -> Term:
    return Derivative(loss, variable, 1, "partial")


def nabla(loss: Term) -> Term:
    return Derivative(loss, sn, 1, "nabla")


def share(index: Term) -> Term:
    return Div(EXP(s_(index)), Z)


def jacobian(index: Term) -> Term:
    return Mul((soft(i), minus(Indicator(Relation("=", i, j)), soft(index))))


residual = minus(y_(i), share(i))
cross = Mul((EXP(s_(i)), EXP(s_(j))))
broadcast = Bind("vector", k, CLASSES, minus(Indicator(Relation("=", i, j)), soft(k)))
var_gradient = Mul((MINUS_TWO_OVER_K, minus(y_(j), EXP(s_(j))), EXP(s_(j))))

# Each display: the sides of its chain, and the signs between them.
DISPLAYS: list[tuple[str, tuple[Term | None, ...], tuple[str, ...]]] = [
    ("cross-entropy", (CE, Add((Neg(Inner(yn, sn)), LN(Z)))), ("=",)),
    ("its derivative", (by(CE, s_(i)), Add((Neg(y_(i)), share(i)))), ("=",)),
    (
        "its gradient, written out",
        (
            nabla(CE),
            column(by(CE, s_(j))),
            column(Add((Neg(y_(j)), share(j)))),
            Add((column(Neg(y_(j))), column(share(j)))),
            Add((column(Neg(y_(j))), Mul((Div(ONE, Z), column(EXP(s_(j))))))),
            Add((Neg(yn), Div(E, Z))),
        ),
        ("=",) * 5,
    ),
    ("its gradient", (nabla(CE), Add((Neg(yn), Div(E, Z))), Add((Neg(yn), SOFT_VECTOR))), ("=", "=")),
    (
        "squared error",
        (MSE, Mul((OVER_K, square(Norm(minus(yn, sn))))), Mul((OVER_K, total(square(minus(y_(i), s_(i))))))),
        ("=", "="),
    ),
    ("under the sum", (by(MSE, s_(j)), Mul((OVER_K, total(by(square(minus(y_(i), s_(i))), s_(j)))))), ("=",)),
    (
        "its derivative",
        (
            by(MSE, s_(j)),
            Mul((OVER_K, Mul((TWO, minus(y_(j), s_(j)), Neg(ONE))))),
            Mul((MINUS_TWO_OVER_K, minus(y_(j), s_(j)))),
        ),
        ("=", "="),
    ),
    ("its gradient", (nabla(MSE), Mul((MINUS_TWO_OVER_K, minus(yn, sn)))), ("=",)),
    (
        "squared error of softmax",
        (SOFT, Mul((OVER_K, square(Norm(minus(yn, SOFT_VECTOR))))), Mul((OVER_K, total(square(residual))))),
        ("=", "="),
    ),
    (
        "chain rule",
        (by(SOFT, s_(j)), Mul((OVER_K, total(Mul((residual, Neg(TWO), by(Indexed(f, (i,)), s_(j)))))))),
        ("=",),
    ),
    (
        "softmax, the same class",
        (
            by(Indexed(f, (i,)), s_(j)),
            Div(minus(Mul((EXP(s_(i)), Z)), cross), square(Z)),
            Div(Mul((EXP(s_(i)), minus(Z, EXP(s_(j))))), Mul((Z, Z))),
            Mul((soft(i), minus(ONE, soft(j)))),
        ),
        ("=",) * 3,
    ),
    (
        "softmax, another class",
        (
            by(Indexed(f, (i,)), s_(j)),
            Neg(Mul((Div(EXP(s_(i)), square(Z)), EXP(s_(j))))),
            Div(Neg(cross), Mul((Z, Z))),
            Neg(Mul((soft(i), soft(j)))),
            Mul((soft(i), minus(ZERO, soft(j)))),
        ),
        ("=",) * 4,
    ),
    (
        "derivative, two rows",
        (
            by(SOFT, s_(j)),
            Mul((MINUS_TWO_OVER_K, total(Mul((residual, jacobian(j)))))),
            Mul((MINUS_TWO_OVER_K, total(Mul((minus(y_(i), soft(i)), jacobian(j)))))),
        ),
        ("=", "="),
    ),
    (
        "gradient with a free index left in it",
        (nabla(SOFT), Mul((MINUS_TWO_OVER_K, total(Mul((minus(y_(i), soft(i)), Mul((soft(i), broadcast)))))))),
        ("=",),
    ),
    ("squared error of exp", (VAR, Mul((OVER_K, square(Norm(minus(yn, E)))))), ("=",)),
    (
        "written as a sum",
        (Mul((OVER_K, square(Norm(minus(yn, E))))), Mul((OVER_K, total(square(minus(y_(i), EXP(s_(i)))))))),
        ("=",),
    ),
    ("under its sum", (by(VAR, s_(j)), Mul((OVER_K, total(by(square(minus(y_(i), EXP(s_(i)))), s_(j)))))), ("=",)),
    ("its derivative, once more", (by(VAR, s_(j)), var_gradient), ("=",)),
    (
        "its sign for a wrong class",
        (
            None,
            Mul((MINUS_TWO_OVER_K, minus(ZERO, EXP(s_(j))), EXP(s_(j)))),
            Mul((MINUS_TWO_OVER_K, Neg(EXP(s_(j))), EXP(s_(j)))),
            Mul((Div(TWO, K), EXP(Mul((TWO, s_(j)))))),
            ZERO,
        ),
        ("=", "=", "=", ">"),
    ),
    ("entrywise", (nabla(VAR), Hadamard((Mul((MINUS_TWO_OVER_K, minus(yn, E))), E))), ("=",)),
]
IDS = [f"{number}: {title}" for number, (title, _, _) in enumerate(DISPLAYS, 1)]


def test_there_are_twenty() -> None:
    assert len(DISPLAYS) == 20


@pytest.mark.parametrize(("title", "sides", "signs"), DISPLAYS, ids=IDS)
def test_what_is_printed_reads_back(title: str, sides: tuple[Term | None, ...], signs: tuple[str, ...]) -> None:
    known = [side for side in sides if side is not None]
    for side in known:
        sort_of(side)  # well-sorted: it can be said
        assert read(latex(side, SCOPE), SCOPE) == side
    for sign, (left, right) in zip(signs[len(signs) + 1 - len(known) :], pairwise(known), strict=True):
        relation = relate(sign, left, right)  # type: ignore[arg-type]
        assert read(latex(relation, SCOPE), SCOPE) == relation


@pytest.mark.parametrize(("title", "sides", "signs"), DISPLAYS, ids=IDS)
def test_a_printed_chain_is_parsed_as_one(title: str, sides: tuple[Term | None, ...], signs: tuple[str, ...]) -> None:
    written = {"=": "=", ">": ">"}
    text = " ".join(
        part
        for side, sign in zip(sides, (*signs, ""), strict=True)
        for part in ("" if side is None else latex(side, SCOPE), written.get(sign, ""))
    )
    (formula,) = parse(rf"\begin{{aligned}} {text} \end{{aligned}}")
    assert [sign.op for sign in formula.signs] == list(signs)
    read_back = [None if side is None or side.node is None else understand(side.node, SCOPE) for side in formula.sides]
    assert read_back == list(sides)


# The same mathematics as a person types it.
TYPED = [
    (1, 1, r"-\boldsymbol{y}_n^\top \boldsymbol{s}_n + \ln\sum_k\exp(s_{nk})"),
    (2, 0, r"\partial\ell_{\text{CE}}/\partial s_{n,i}"),
    (2, 1, r"-y_{ni}+\dfrac{e^{s_{ni}}}{\sum_{k=1}^K e^{s_{nk}}}"),
    (4, 2, r"-\mathbf{y}_n+\operatorname{softmax}(\mathbf{s}_n)"),
    (5, 1, r"\frac1K\lVert\mathbf{y}_n-\mathbf{s}_n\rVert^2"),
    (5, 2, r"\frac{1}{K}\Big[\sum_{i=1}^{K}\big(y_{n,i}-s_{n,i}\big)^2\Big]"),
    (8, 0, r"\nabla_{\mathbf{s}_n}\ell_{\rm MSE}"),
    (14, 0, r"\nabla_{s_n} \ell_{softmax}"),
    (18, 1, r"\frac{-2}{K}(y_{n,j}-\mathrm{e}^{s_{n,j}})(e^{s_{n,j}})"),
    (19, 3, r"\frac{2}{K} e^{2 s_{n,j}}"),
    (20, 1, r"\frac{-2}{K}(\mathbf{y}_n - \mathbf{e}^{\mathbf{s}_n}) \circ \mathbf{e}^{\mathbf{s}_n}"),
]


@pytest.mark.parametrize(("number", "side", "text"), TYPED)
def test_what_people_type_reads_to_the_same_term(number: int, side: int, text: str) -> None:
    expected = DISPLAYS[number - 1][1][side]
    assert expected is not None
    assert read(text, SCOPE) == expected


def test_a_component_of_softmax_may_be_written_with_the_component_as_argument() -> None:
    assert read(r"softmax(s_{n,i})(1_{i=j} - softmax(s_{n,j}))", SCOPE) == jacobian(j)


def test_a_column_with_dots_is_the_vector_of_its_entries() -> None:
    first, second, last = (rf"-y_{{n,{k}}} + e^{{s_{{n,{k}}}}}" for k in "12K")
    text = rf"\begin{{bmatrix}} {first} \\ {second} \\ \vdots \\ {last} \end{{bmatrix}}"
    assert read(text, SCOPE) == Bind("vector", k, CLASSES, Add((Neg(y_(k)), EXP(s_(k)))))


def test_a_definition_does_not_change_what_is_read() -> None:
    defined = SCOPE.define(Definition("f", share(i), (i,), "indexed"))
    assert read(r"\frac{\partial f_i}{\partial s_{n,j}}", defined) == by(Indexed(f, (i,)), s_(j))
