"""Math regions become formulas: rows, chains, conditions, labels, and the place of everything in the source."""

from __future__ import annotations

import pytest

from symloss.latex import tree as t
from symloss.latex.parsing.rows import single
from symloss.latex.reader import Formula, Macro, definitions, parse
from symloss.latex.reading.survey import survey


def shape(formula: Formula) -> tuple[list[str | None], list[str]]:
    return [None if side is None else side.text for side in formula.sides], [sign.op for sign in formula.signs]


def shapes(text: str) -> list[tuple[list[str | None], list[str]]]:
    return [shape(formula) for formula in parse(text)]


CHAINS = [
    ("a = b", [(["a", "b"], ["="])]),
    ("a = b = c", [(["a", "b", "c"], ["=", "="])]),
    ("0 < a < 1", [(["0", "a", "1"], ["<", "<"])]),
    ("= b = c,", [([None, "b", "c"], ["=", "="])]),
    (r"a &= b \\ &= c", [(["a", "b"], ["="]), ([None, "c"], ["="])]),
    (r"a &=& b \\ &=& c \\", [(["a", "b"], ["="]), ([None, "c"], ["="])]),
    (r"\begin{aligned} a = & b \\ = & c \end{aligned}", [(["a", "b"], ["="]), ([None, "c"], ["="])]),
    (r"\begin{align*} a &= b \\[1ex] c &= d \end{align*}", [(["a", "b"], ["="]), (["c", "d"], ["="])]),
    (r"\begin{gather} a = b \\ c = d \end{gather}", [(["a", "b"], ["="]), (["c", "d"], ["="])]),
    (r"\begin{equation}\begin{split} a &= b \\ &= c \end{split}\end{equation}", None),
    (r"\begin{alignat}{2} a &= b &\quad c &= d \end{alignat}", [(["a", "b"], ["="]), (["c", "d"], ["="])]),
    (r"a &= b \\ &\quad + c \\ &= d", [(["a", r"b \\ &\quad + c"], ["="]), ([None, "d"], ["="])]),
    (r"a = b + \\ c", [(["a", r"b + \\ c"], ["="])]),
    (r"\begin{multline} a = b \\ + c \end{multline}", [(["a", r"b \\ + c"], ["="])]),
    (r"z = wx + b, \quad a = \sigma(z)", [(["z", "wx + b"], ["="]), (["a", r"\sigma(z)"], ["="])]),
    (r"x = 1 \text{ and } y = 2", [(["x", "1"], ["="]), (["y", "2"], ["="])]),
    (r"a = b \implies c = d", [(["a", "b"], ["="]), (["c", "d"], ["="])]),
    (r"\therefore a = b.", [(["a", "b"], ["="])]),
    (r"a, b > 0", [(["a, b", "0"], [">"])]),
    (r"k = 1, \ldots, K", [(["k", r"1, \ldots, K"], ["="])]),
    (r"x = f(1, 2)", [(["x", "f(1, 2)"], ["="])]),
    (r"w := w - \eta g", [(["w", r"w - \eta g"], [":="])]),
    (r"w \gets w - g", [(["w", "w - g"], ["<-"])]),
    (r"a \triangleq b", [(["a", "b"], [":="])]),
    (r"a \stackrel{\text{def}}{=} b", [(["a", "b"], [":="])]),
    (r"a \ne b \le c \approx 0.5", [(["a", "b", "c", "0.5"], ["!=", "<=", "~="])]),
    (r"x \sim q(x)", [(["x", "q(x)"], ["~"])]),
    (r"x \in [0, 1)", [(["x", "[0, 1)"], ["in"])]),
    (r"y \propto x", [(["y", "x"], ["propto"])]),
    (r"f \colon A \to B", [(["f", "A", "B"], [":", "->"])]),
    (r"\sum_{i=1}^n x_i", [([r"\sum_{i=1}^n x_i"], [])]),
    ("α ≤ β", [(["α", "β"], ["<="])]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CHAINS)
def test_rows_and_chains(text: str, expected: list[tuple[list[str | None], list[str]]] | None) -> None:
    assert shapes(text) == (expected or [(["a", "b"], ["="]), ([None, "c"], ["="])])
    for formula in parse(text):
        for side in formula.sides:
            assert side is None or (side.error is None and side.node is not None)


CONDITIONS = [
    (r"a = b \quad \text{if } i = j", [("if", "i = j")]),
    (r"a = b, \quad i \ne j", [("", r"i \ne j")]),
    (r"a = b, \; k = 1, \ldots, K", [("", r"k = 1, \ldots, K")]),
    (r"p_k = c \quad \text{for } k = 1, \dots, K", [("for", r"k = 1, \dots, K")]),
    (r"a = b \quad \forall k \in [1, K]", [("for all", r"k \in [1, K]")]),
    (r"\text{if} \; i = j :& a = b", [("if", "i = j")]),
    (r"a = b \quad \text{otherwise}", [("otherwise", None)]),
]


@pytest.mark.parametrize(("text", "expected"), CONDITIONS)
def test_conditions_written_into_the_math(text: str, expected: list[tuple[str, str | None]]) -> None:
    (formula,) = parse(text)
    assert shape(formula) == (["a" if "p_k" not in text else "p_k", "b" if "p_k" not in text else "c"], ["="])
    found = []
    for condition in formula.conditions:
        inner = condition.formula
        found.append((condition.word, text[inner.start : inner.end] if inner is not None else None))
    assert found == expected


def test_what_joins_formulas_is_kept() -> None:
    assert [f.lead for f in parse(r"a = b \implies c = d \text{ where } e = f")] == ["", "=>", "where"]


def test_labels_and_tags_belong_to_their_row() -> None:
    first, second = parse(r"\begin{align} a &= b \label{eq:one} \\ c &= d \tag{2} \end{align}")
    assert (first.labels, first.tags) == (("eq:one",), ())
    assert (second.labels, second.tags) == ((), ("2",))


@pytest.mark.parametrize(
    ("text", "side", "expected"),
    [
        (r"x = \frac{a}{b}", 1, r"\frac{a}{b}"),
        (r"\R x = \R", 1, r"\R"),
        (r"x = \dd{L}{w} + 1", 1, r"\dd{L}{w} + 1"),
        (r"\left( x \right) = y", 0, r"\left( x \right)"),
    ],
)
def test_places_are_those_of_the_source_before_macros(text: str, side: int, expected: str) -> None:
    macros = {"dd": Macro("dd", 2, r"\frac{\partial #1}{\partial #2}"), "R": Macro("R", 0, r"\mathbb{R}")}
    (formula,) = parse(text, macros)
    found = formula.sides[side]
    assert found is not None and found.error is None
    assert text[found.start : found.end] == expected == found.text


def test_a_broken_side_does_not_hide_the_others() -> None:
    first, second = parse(r"a = \foo{b} \\ c = d")
    assert first.sides[1] is not None and first.sides[1].error is not None
    assert first.sides[1].error.offset == 4
    assert shape(second) == (["c", "d"], ["="])
    assert all(side is not None and side.error is None for side in second.sides)


@pytest.mark.parametrize("text", ["{", "}", r"\begin{align} a = b", r"a = b \end{align}", r"\left(", "x = \x00"])
def test_what_cannot_be_cut_into_rows_is_one_side_with_an_error(text: str) -> None:
    (formula,) = parse(text)
    errors = [side.error for side in formula.sides if side is not None and side.error is not None]
    assert errors


# --- macros ----------------------------------------------------------------------------


def test_definitions_of_every_sort_are_found() -> None:
    text = r"""
    \newcommand{\bx}{\mathbf{x}} \renewcommand*\half{\frac{1}{2}}
    \newcommand{\pd}[2]{\frac{\partial #1}{\partial #2}}
    \newcommand{\norm}[2][2]{\|#2\|_{#1}}
    \DeclareMathOperator{\softmax}{softmax} \DeclareMathOperator*{\best}{arg\,max}
    \def\w{\mathbf{w}} \def\sq#1{#1^2} \let\eps\epsilon
    \DeclarePairedDelimiter{\abs}{|}{|}
    """
    found, pieces = definitions(text)
    assert {name: macro.parameters for name, macro in found.items()} == {
        "bx": 0, "half": 0, "pd": 2, "norm": 2, "softmax": 0, "best": 0, "w": 0, "sq": 1, "eps": 0, "abs": 1,
    }  # fmt: skip
    assert found["norm"].default == "2"
    assert all(text[start] == "\\" for start, _ in pieces)
    assert single(r"\sq{x}", found) == single(r"{x}^2") or shape(parse(r"\sq x", found)[0]) == ([r"\sq x"], [])
    assert isinstance(single(r"\norm{x}", found), t.Scripted)
    assert isinstance(single(r"\abs{x}", found), t.Fenced)


def test_a_region_may_define_its_own_macros() -> None:
    formulas = parse(r"\newcommand{\y}{\hat{y}} \y = \y^2")
    assert shape(formulas[-1]) == ([r"\y", r"\y^2"], ["="])


def test_macro_loops_end() -> None:
    (formula,) = parse(r"\a = 1", {"a": Macro("a", 0, r"\b"), "b": Macro("b", 0, r"\a")})
    side = formula.sides[0]
    assert side is not None and side.error is not None and "without end" in str(side.error)
    doubling = {"a": Macro("a", 0, r"\a\a")}
    (formula,) = parse(r"\a = 1", doubling)
    assert formula.sides[0] is not None and formula.sides[0].error is not None


# --- the survey ------------------------------------------------------------------------


def mentions(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for mention in survey(single(text)):
        found.setdefault(mention.full, []).append(mention.role)
    return found


def test_survey_says_how_names_occur() -> None:
    text = r"\sum_{k \ne j} y_k \log \hat{y}_k + \frac{\partial L}{\partial \mathbf{w}^{(1)}}"
    by_name = {m.full: m for m in survey(single(text))}
    assert by_name["k"].role == "use"
    assert next(m.role for m in survey(single(text)) if m.name == "k") == "bound"
    assert by_name["hat_y_k"].subscripts == ("k",)
    assert by_name["w_(1)"].role == "variable"
    assert by_name["w_(1)"].font == "bold" and by_name["w_(1)"].superscript == "(1)"


def test_survey_counts_arguments_and_primes() -> None:
    (f, *_), (g, *_) = survey(single("f(x, y)")), survey(single("g'(x)"))
    assert (f.applied, f.arguments) == (2, ("x", "y"))
    assert (g.applied, g.primes) == (1, 1)
    assert survey(single("a b(x)"))[0].applied == 0
    assert survey(single("p^a (1 - p)"))[0].applied == 0
    assert survey(single("p^2 (x)"))[0].applied == 1


def test_survey_places_are_in_the_source() -> None:
    text = r"\alpha_t + \ell_{CE} x"
    assert [text[m.start : m.end] for m in survey(single(text)) if m.name != "t"][:2] == [r"\alpha_t", r"\ell_{CE}"]
    assert "ell_CE" in mentions(text)


# --- hostile input ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "{" * 10_000 + "x" + "}" * 10_000,
        "(" * 10_000 + "x" + ")" * 10_000,
        r"\frac{1}{" * 1_000 + "x" + "}" * 1_000,
        "x^{" * 2_000 + "x" + "}" * 2_000,
        r"\sqrt" * 5_000 + "x",
        "-" * 30_000 + "x",
        "x" + "+x" * 30_000,
        r"\sum_{i=1}^n" * 3_000 + "x",
        r"\left(" * 5_000,
        r"\begin{cases}" * 500,
        "x_" * 5_000,
        "$" * 50_000,
        r"\text{" + "{" * 20_000,
        "/".join("x" * 5_000),
        r"\hat" * 3_000 + "x",
        r"\frac{d}{dx}" * 2_000 + "x",
        r"\nabla" * 3_000,
        r"\log" * 3_000 + "x",
        "|" * 5_001,
        r"\int" * 500 + "x" + " dx" * 500,
        r"\lnot" * 3_000 + "x",
    ],
    ids=lambda text: text[:12],
)
def test_hostile_input_is_answered_quickly(text: str) -> None:
    import time

    from symloss.errors import ReadError
    from symloss.latex.reader import read
    from symloss.term.nodes import Symbol
    from symloss.term.scope import Scope

    start = time.perf_counter()
    formulas = parse(text)
    assert isinstance(formulas, tuple)
    with pytest.raises(ReadError):
        read(text, Scope().declare(Symbol("x"), Symbol("n")))
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    "text",
    [
        r"\frac0.75",
        r"\partial L/\partial h_",
        r"\partial L/\partial ",
        "x_",
        "x^",
        r"\sum_",
        r"\int_0^",
        r"\hat",
        "{}",
        ".",
    ],
)
def test_cut_off_formulas_are_errors(text: str) -> None:
    from symloss.errors import ReadError
    from symloss.latex.reader import read
    from symloss.term.nodes import Symbol
    from symloss.term.scope import Scope

    assert isinstance(parse(text), tuple)
    with pytest.raises(ReadError):
        read(text, Scope().declare(*(Symbol(c) for c in "xLh")))


def test_a_bracket_over_several_rows_is_one_bracket() -> None:
    (formula,) = parse(r"\begin{multline} (a + b \\ + c)^2 = d \end{multline}")
    square = formula.sides[0]
    assert square is not None and isinstance(square.node, t.Scripted) and isinstance(square.node.base, t.Fenced)
    assert isinstance(square.node.base.body, t.Sum)
    (formula,) = parse(r"\sum_{\substack{j \ne k \\ j \le n}} (x_j \\ + 1) = d")
    total = formula.sides[0]
    assert total is not None and isinstance(total.node, t.Big) and isinstance(total.node.sub, t.Listing)
