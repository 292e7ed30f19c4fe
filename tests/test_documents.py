"""Documents: every derivation in every format, nothing hidden, the same bytes every time."""

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings

from symloss.derive.declaration import Activation
from symloss.derive.derivation import Derivation, Fact
from symloss.derive.engine import derive, report
from symloss.derive.load import catalogue, load
from symloss.documents import FORMATS, render, render_report
from symloss.documents.html import entry, index
from symloss.documents.letters import letter
from symloss.documents.lines import broken
from symloss.documents.mathml import mathml
from symloss.documents.reasons import pieces
from symloss.documents.table import render_table
from symloss.documents.widths import width
from symloss.errors import SymlossError
from symloss.kernel.verdict import Verdict
from symloss.proofs.verify import verify_file
from symloss.term.infer import infer_scope
from symloss.term.nodes import Term
from symloss.term.printer import plain
from symloss.term.reader import read
from tests.strategies import scope, terms

NAMES = [name for name, path in catalogue().items() if not isinstance(load(path).declaration, Activation)]
SCOPE = scope()


@cache
def derivation(name: str) -> Derivation:
    return derive(name)


# --- every derivation ----------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_text_shows_each_step_with_its_reason(name: str) -> None:
    lines = render(derivation(name)).splitlines()
    for step in derivation(name).steps:
        formula = plain(step.shown, step.statement.scope)
        at = next(i for i, line in enumerate(lines) if line.startswith(f"{step.number:>4}  {formula}"))
        assert step.reason in lines[at] + lines[at + 1]
    assert all(line.isascii() and line == line.rstrip() for line in lines)


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_json_can_be_typed_back(name: str) -> None:
    content = json.loads(render(derivation(name), "json"))
    assert [row["number"] for row in content["steps"]] == [step.number for step in derivation(name).steps]
    for row, step in zip(content["steps"], derivation(name).steps, strict=True):
        assert read(row["formula"], step.statement.scope) == step.shown
        assert row["verdict"] == step.verdict.word


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_the_page_is_self_contained_and_well_formed(name: str) -> None:
    page = render(derivation(name), "html")
    ElementTree.fromstring(re.sub(r"<!DOCTYPE html>|<meta[^>]*>|<script>.*?</script>", "", page, flags=re.S))
    assert not re.search(r"https?://|src=|url\(|<link", page)
    for step in derivation(name).steps:
        assert f'id="step-{step.number}"' in page
    assert page.count("<details") == len(derivation(name).steps)


def test_the_index_leads_to_every_page() -> None:
    page = index([entry(derivation(name)) for name in ("squared_error", "binary_cross_entropy")])
    assert re.findall(r'href="(\w+)\.html"', page) == ["binary_cross_entropy", "squared_error"]
    assert "2 losses, 21 steps, all of them proved" in page


@pytest.mark.parametrize("name", NAMES)
def test_latex_is_balanced_and_numbers_every_step(name: str) -> None:
    text = render(derivation(name), "latex")
    body = re.sub(r"(?<!\\)%.*", "", text)
    assert re.sub(r"\\[{}]", "", body).count("{") == re.sub(r"\\[{}]", "", body).count("}")
    still_open: list[str] = []
    for verb, environment in re.findall(r"\\(begin|end)\{(\w+\*?)\}", body):
        if verb == "begin":
            still_open.append(environment)
        else:
            assert still_open.pop() == environment
    assert not still_open
    assert body.count(r"\left") == body.count(r"\right")
    assert [int(tag) for tag in re.findall(r"\\tag\{(\d+)\}", body)] == [s.number for s in derivation(name).steps]
    assert "documentclass" not in text
    assert text.isascii()


@pytest.mark.parametrize("name", NAMES)
def test_markdown_has_a_display_for_each_step(name: str) -> None:
    text = render(derivation(name), "md")
    assert text.count("$$") == 2 * len(derivation(name).steps)


@pytest.mark.parametrize("format", ["text", "md", "json"])
def test_a_report_says_every_fact(format: str) -> None:
    reported = report("half_squared_error")
    text = render_report(reported, format)
    assert reported.facts
    for fact in reported.facts:
        assert fact.topic in text
        assert fact.text.splitlines()[0] in text
        assert fact.word in text


def test_a_refuted_fact_is_red_on_the_page() -> None:
    doubtful = Fact("convex", "no: z = 0", Verdict("refuted"))
    page = render(replace(derivation("half_squared_error"), facts=(doubtful,)), "html")
    assert "<td><p>no: <math>" in page
    assert '<span class="word refuted">refuted</span>' in page


@pytest.mark.long
@pytest.mark.parametrize("suffix", ["tex", "md"])
@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_is_proved_again_from_its_text(name: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.{suffix}"
    path.write_text(render(derivation(name), "latex" if suffix == "tex" else "md"))
    found = verify_file(path)
    words = [claim.verdict for claim in found.claims]
    assert words and set(words) == {"proved"}, [str(c.judgement) for c in found.claims]
    assert len(words) + len(found.definitions) + len(found.assumptions) >= len(derivation(name).steps)


# --- nothing is hidden -----------------------------------------------------------------------


@pytest.mark.parametrize("format", FORMATS)
def test_no_format_hides_a_step_that_was_not_proved(format: str) -> None:
    good = derivation("half_squared_error")
    doubtful = replace(good.steps[0], verdict=Verdict("undecided", message="outside what is decided"))
    text = render(replace(good, steps=(doubtful, *good.steps[1:])), format)
    assert text.count("undecided") > render(good, format).count("undecided")
    assert "outside what is decided" in text


def test_short_steps_leave_out_details_and_say_so_nowhere_else() -> None:
    full = json.loads(render(derivation("binary_cross_entropy"), "json"))
    short = json.loads(render(derivation("binary_cross_entropy"), "json", steps="short"))
    assert 0 < len(short["steps"]) < len(full["steps"])
    assert all(row in full["steps"] for row in short["steps"])
    assert short["summary"] == full["summary"]


def test_prose_is_words_not_markup() -> None:
    nasty = replace(derivation("half_squared_error"), prose="less < more & 100 % of {it} costs $5_000 <script>")
    assert "&lt;script&gt;" in render(nasty, "html")
    assert r"less \textless{} more \& 100 \% of \{it\} costs \$5\_000" in render(nasty, "latex")


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(SymlossError, match="no format is called `pdf`; there are: text, latex, html, md, json"):
        render(derivation("half_squared_error"), "pdf")
    with pytest.raises(SymlossError, match="a report has no format `pdf`"):
        render_report(report("half_squared_error"), "pdf")


@pytest.mark.long
def test_the_same_bytes_under_every_hash_seed() -> None:
    code = (
        "from symloss.derive.engine import derive; from symloss.documents import *\n"
        "d = derive('binary_cross_entropy'); print(*(render(d, f) for f in FORMATS), sep='')"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            timeout=120,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "77")
    }
    assert len(outputs) == 1
    assert len(outputs.pop()) > 10_000


# --- the parts -------------------------------------------------------------------------------


@pytest.mark.long
@settings(max_examples=200, deadline=None)
@given(terms())
def test_mathml_of_any_term_is_well_formed(term: Term) -> None:
    element = ElementTree.fromstring(mathml(term, SCOPE).replace("&#x", "&#x"))
    assert element.tag == "math"
    for fraction in element.iter("mfrac"):
        assert len(fraction) == 2
    for tag, count in {"msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "munderover": 3}.items():
        assert all(len(script) == count for script in element.iter(tag))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a - (b - c)", "a\u2212(b\u2212c)"),
        ("(x + 1)*y", "(x+1)\u2062y"),
        ("x^2*3", "x2\u22c53"),
        ("0 < a < 1", "0<a<1"),
        ("sum_k s_k", "\u2211k=1Ksk"),
        ("(sum_k s_k)*x", "(\u2211k=1Ksk)\u2062x"),
        ("sigma'(z)", "\u03c3\u2032\u2061(z)"),
        ("d2L/dz2", "d2Ldz2"),
        ("x not_equal y", None),
    ],
)
def test_mathml_says_what_the_term_says(text: str, shown: str | None) -> None:
    if shown is None:
        with pytest.raises(SymlossError):
            read(text, infer_scope(text))
    else:
        known = infer_scope(text)
        assert "".join(ElementTree.fromstring(mathml(read(text, known), known)).itertext()) == shown


@pytest.mark.parametrize(
    ("name", "markup"),
    [
        ("gamma", "<mi>\u03b3</mi>"),
        ("hat_y", '<mover accent="true"><mi>y</mi><mo>^</mo></mover>'),
        ("gamma_pos", "<msub><mi>\u03b3</mi><mtext>pos</mtext></msub>"),
        ("y_star", "<msup><mi>y</mi><mo>*</mo></msup>"),
        ("a_(1)", "<msup><mi>a</mi><mo>(1)</mo></msup>"),
        ("Sigma", "<mi>\u03a3</mi>"),
    ],
)
def test_names_are_written_as_letters(name: str, markup: str) -> None:
    assert letter(name) == markup


def test_a_declared_notation_is_followed() -> None:
    assert letter("gamma_pos", r"\gamma_{+}") == "<msub><mi>\u03b3</mi><mtext>+</mtext></msub>"


@pytest.mark.parametrize(
    ("reason", "found"),
    [
        ("chain rule", []),
        ("2 at a = 1, divided by a*(1 - a); needs 0 < a < 1", ["a = 1", "a*(1 - a)", "0 < a < 1"]),
        ("a sum of a kind, written in a", ["a"]),
        ("the error a - y itself, of a sigmoid", ["a - y"]),
        ("L -> 0 as a -> y for y in {0, 1}.", ["L -> 0", "a -> y", "y in {0, 1}"]),
        ("no sigma' may stand in it; see `smooth_l1(beta)`", ["sigma'"]),
        ("9 + 10, constant c(y) = 0", ["c(y) = 0"]),
        ("derivative of a sum, term by term", []),
        ("1 and 2 in one", []),
        ("u = 1 - a, du = -da; 0 < u", ["u = 1 - a", "du = -da", "0 < u"]),
    ],
)
def test_mathematics_in_a_reason_is_recognised(reason: str, found: list[str]) -> None:
    parts = pieces(reason, infer_scope("a*y"))
    assert "".join(str(part) for part in parts) == reason
    assert [str(part) for part in parts if isinstance(part, Term)] == found


def test_tables() -> None:
    rows = [("a|b", "1"), ("c", "22")]
    assert render_table(("NAME", "N"), rows) == "NAME  N\na|b   1\nc     22\n"
    assert render_table(("NAME", "N"), rows, "md").splitlines()[2] == r"| a\|b | 1 |"
    assert json.loads(render_table(("NAME", "N OF"), rows, "json"))[1] == {"name": "c", "n_of": "22"}


def test_the_templates_travel_with_the_package() -> None:
    folder = Path(sys.modules["symloss.documents"].__path__[0]) / "templates"
    assert {path.name for path in folder.iterdir()} == {
        *("base.html", "book.tex", "facts.html", "index.html", "page.css", "page.html", "page.js", "page.tex"),
        "report.html",
    }


# --- long formulas -----------------------------------------------------------------------------


def test_a_long_formula_is_broken_before_a_sign_with_few_open_brackets() -> None:
    text = r"L = -\left(\frac{a}{b} + c d e f g h\right) - k l m n o p q - r s t u v w"
    assert broken(text, 100) == [text]
    assert broken(text, 14) == [r"L = -\left(\frac{a}{b} + c d e f g h\right)", "- k l m n o p q - r s t u v w"]
    inside = broken(text, 8)
    assert inside[:2] == [r"L = -\biggl(\frac{a}{b}", r"+ c d e f g h\biggr)"]
    assert " ".join(inside).replace("biggl", "left").replace("biggr", "right") == text


@pytest.mark.parametrize(
    ("latex", "least", "most"),
    [
        ("a + b", 2.1, 2.6),
        (r"\frac{a + b}{c}", 2.3, 2.8),
        (r"\sum_{k = 1}^{K} s_{k}", 2.3, 3.0),
        (r"\ln(p_{k})", 2.5, 3.1),
        (r"\begin{cases} a & b \\ a & b \end{cases}", 2.0, 3.2),
        # an environment in another one ends before it: its rows and columns are its own
        (r"\begin{cases} \begin{cases} a & b \\ c & d \end{cases} & x \\ 0 & y \end{cases} + z", 5.0, 8.2),
        (r"\begin{cases} a & b \\ \begin{cases} a + b + c + d \end{cases} & y \end{cases}", 6.0, 10.5),
    ],
)
def test_widths_are_near_those_that_tex_gives(latex: str, least: float, most: float) -> None:
    assert least <= width(latex) <= most


def test_what_goes_on_in_the_next_line_of_an_alignment_is_one_claim(tmp_path: Path) -> None:
    path = tmp_path / "long.tex"
    path.write_text(
        "\\begin{flalign*}\n(a + b)^{2} &= \\biggl(a^{2} + a b \\\\*\n&\\quad + a b + b^{2}\\biggr) && \\tag{1} \\\\\n"
        "\\ln(a b) &= \\ln(a) \\\\*\n&\\quad - \\ln\\left(\\frac{1}{b}\\right) \\quad \\text{if } 0 < a && \\tag{2}\n"
        "\\end{flalign*}\n"
    )
    assert [claim.verdict for claim in verify_file(path).claims] == ["proved", "proved"]


@pytest.mark.long
@pytest.mark.parametrize("name", ["sigmoid", "sigmoid_squared_error", "tanh"])
def test_activations_written_out_are_proved_from_the_text(name: str, tmp_path: Path) -> None:
    path = tmp_path / "expanded.tex"
    path.write_text(render(derive(name), "latex", sigma="expanded"))
    claims = verify_file(path).claims
    assert claims and {c.verdict for c in claims} == {"proved"}


def test_a_derivative_of_what_is_written_out_is_a_derivative() -> None:
    text = render(derive("sigmoid"), sigma="expanded")
    assert "dL/da * d/dz (1/(1 + exp(-z))) * x" in text
