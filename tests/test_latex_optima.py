"""Maxima, suprema and the places where they are reached: over indices, over sets, over all values of a name."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symloss.errors import ReadError
from symloss.kernel.judge import judge
from symloss.latex.printer import latex
from symloss.latex.reader import read
from symloss.term import nodes as n
from symloss.term.printer import plain
from symloss.term.reader import read as read_plain
from symloss.term.scope import Scope
from symloss.term.sorting import sort_of
from symloss.term.sorts import FUNCTION, INDEX, SCALAR, SET, vector
from symloss.term.statement import Identity, Statement

K = n.Symbol("K", INDEX)
u, w = n.Symbol("u", vector(K)), n.Symbol("w", vector(K))
x, theta = n.Symbol("x"), n.Symbol("theta")
SCOPE = (
    Scope()
    .declare(K, u, w, x, theta, n.Symbol("L", FUNCTION))
    .run(n.Symbol("k", INDEX), n.Range(n.Number(Fraction(1)), K))
)

SAME = [
    (r"\arg\max_k u_k", "argmax_k u_k"),
    (r"\arg\!\max_k u_k", "argmax_k u_k"),
    (r"{\arg\min}_{k} u_k", "argmin_k u_k"),
    (r"\operatorname*{arg\,max}_k u_k", "argmax_k u_k"),
    (r"\operatorname{argmax}_k u_k", "argmax_k u_k"),
    (r"\underset{k}{\text{arg max}}\; u_k", "argmax_k u_k"),
    (r"\mathop{\mathrm{argmin}}\limits_k u_k", "argmin_k u_k"),
    (r"{\rm argmax}_k u_k", "argmax_k u_k"),
    (r"argmax_k u_k", "argmax_k u_k"),
    (r"max_k u_k", "max_k u_k"),
    (r"lim_{x \to 0} x", "lim_{x -> 0} x"),
    (r"\sup_k u_k", "max_k u_k"),
    (r"\inf_k u_k", "min_k u_k"),
    (r"\mathrm{max}(0, x)", "max(0, x)"),
    (r"\sup_{x \in (0, 1)} x", "supremum_{x in (0, 1)} x"),
]


@pytest.mark.parametrize(("text", "expected"), SAME)
def test_spellings(text: str, expected: str) -> None:
    term = read(text, SCOPE)
    assert term == read_plain(expected, SCOPE)
    assert read(latex(term, SCOPE), SCOPE) == term


@pytest.mark.parametrize("operator", [r"\min", r"\max", r"\sup", r"\inf", r"\arg\min", r"\arg\max"])
@pytest.mark.parametrize("name", [theta, w])
def test_an_optimum_over_a_name_runs_over_a_set_of_which_nothing_is_said(operator: str, name: n.Symbol) -> None:
    letter = rf"\{name.name}" if name == theta else name.name
    term = read(rf"{operator}_{{{letter}}} L({letter})", SCOPE)
    assert isinstance(term, n.Bind)
    assert (term.index, term.over) == (name, n.Symbol(f"all_{name.name}", SET))
    assert sort_of(term) == (name.sort if operator.startswith(r"\arg") else SCALAR)
    assert read(latex(term, SCOPE), SCOPE) == term
    scope = SCOPE.declare(n.Symbol(f"all_{name.name}", SET))
    assert read_plain(plain(term, scope), scope) == term


def test_a_declared_set_is_that_set() -> None:
    term = read(r"\max_{x \in \mathcal{S}} x", SCOPE)
    assert isinstance(term, n.Bind)
    assert term.over == n.Symbol("S", SET)


@pytest.mark.parametrize(
    ("claim", "word"),
    [(r"\arg\max_k u_k = \arg\max_k 2 u_k", "proved"), (r"\arg\min_k u_k = \arg\max_k u_k", "undecided")],
)
def test_where_an_optimum_is_reached(claim: str, word: str) -> None:
    assert judge(Statement(SCOPE, Identity(read(claim, SCOPE)))).word == word


def test_the_place_of_several_variables_is_refused() -> None:
    with pytest.raises(ReadError, match="several variables"):
        read(r"\arg\min_{x, \theta} L(x)", SCOPE)
