"""Markdown is cut into mathematics, headings, directives and code; positions are those of the file."""

import pytest

from symloss.proofs.documents import Unreadable, open_document, scan
from tests.notes import verdicts


def math(text, suffix=".md"):
    return [(r.kind, r.text.strip()) for r in scan(text, suffix).regions if r.is_math]


def kinds(text, suffix=".md"):
    return [r.kind for r in scan(text, suffix).regions]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("The slope $m = 2$ is", [("inline", "m = 2")]),
        ("$$\nu = v\n$$", [("display", "u = v")]),
        (r"see \(u = v\) and \[p = q\]", [("inline", "u = v"), ("display", "p = q")]),
        (r"Jekyll writes \\(u = v\\)", [("inline", "u = v")]),
        ("```math\nu = v\n```", [("display", "u = v")]),
        ("GitHub has $`u = v`$ too", [("inline", "u = v")]),
        ("> $$\n> u = v\n> $$", [("display", "u = v")]),
        ("$$\nu\n> v\n$$", [("display", "u\n> v")]),
        ("1. first\n\n   $$\n   u = v\n   $$", [("display", "u = v")]),
        ("| a | $u = v$ |", [("inline", "u = v")]),
        ("<p>\n$u = v$\n</p>", [("inline", "u = v")]),
        (r"\begin{equation}u = v\end{equation}", [("display", r"\begin{equation}u = v\end{equation}")]),
        ("kramdown: the set $$u = v$$ inline", [("inline", "u = v")]),
        (r"a price of \$5, then $u$", [("inline", "u")]),
        ("from $5 to 10 dollars or $7 at most", []),
        ("`$x$` is code, $y$ is not", [("inline", "y")]),
        ("```python\ncost = '$$'\n```\n$u$", [("inline", "u")]),
        ("<!-- $hidden$ -->$u$", [("inline", "u")]),
        ("---\ntitle: $no$\n---\n$u$", [("inline", "u")]),
        ("$u$ = 0 outside", [("inline", "u  = 0")]),
        ("$u$ = 0.5x outside", [("inline", "u")]),
        ("[link](http://x.org/$a$) $u$", [("inline", "a"), ("inline", "u")]),
    ],
)
def test_where_mathematics_is_found(text, expected):
    assert math(text) == expected


def test_lines_and_columns_are_those_of_the_file():
    document = scan("first line\n\nthe loss $q = r$ here\n", ".md")
    (region,) = [r for r in document.regions if r.is_math]
    assert document.place(region.start) == (3, 11)
    assert document.line_text(3) == "the loss $q = r$ here"


def test_windows_line_ends_do_not_move_columns():
    document = scan("one\r\n\r\nthe loss $q = r$\r\n", ".md")
    (region,) = [r for r in document.regions if r.is_math]
    assert document.place(region.start) == (3, 11)


def test_an_unclosed_display_is_broken_and_hides_nothing():
    text = "$$\nu = v\n\nHere is a paragraph of quite ordinary prose.\n\n$$\np = q\n$$\n"
    assert math(text) == [("display", "p = q")]
    assert [r.message for r in scan(text, ".md").regions if r.kind == "broken"] == ["`$$` is never closed by `$$`"]


def test_an_unclosed_inline_formula_is_broken():
    assert "broken" in kinds(r"we see that $\frac{a}{b is lost" + "\n\nand $u$ is not")
    assert ("inline", "u") in math(r"we see that $\frac{a}{b is lost" + "\n\nand $u$ is not")


def test_directives_are_found_and_other_comments_are_not_shown():
    document = scan("<!-- symloss: assume 0 < a < 1 -->\n<!-- a remark -->", ".md")
    assert [(r.kind, r.text.strip()) for r in document.regions] == [
        ("directive", "assume 0 < a < 1"),
        ("code", "<!-- a remark -->"),
    ]


def test_the_mathematics_of_a_heading_has_its_level():
    regions = scan("text\n\n### Case $i = j$\n\n$u$", ".md").regions
    assert [(r.text, r.level) for r in regions if r.is_math] == [("i = j", 3), ("u", 0)]


def test_an_underlined_heading_is_one():
    assert [r.level for r in scan("Loss\n====\n\ntext", ".md").regions if r.kind == "heading"] == [1]


@pytest.mark.parametrize(
    "content, message",
    [(b"abc\0def", "NUL"), (b"\xff\xfe\x00", "NUL"), (b"caf\xe9", "UTF-8"), (b"x" * 8_000_001, "larger than 8 MB")],
)
def test_what_is_no_text_is_refused_with_a_reason(tmp_path, content, message):
    path = tmp_path / "notes.md"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=message):
        open_document(path)


def test_a_file_of_an_unknown_kind_is_refused(tmp_path):
    path = tmp_path / "notes.docx"
    path.write_text("u = v")
    with pytest.raises(Unreadable, match=r"known: \.ipynb"):
        open_document(path)


def test_remarks_within_a_display_are_no_prose_that_it_swallows():
    text = "$$\na = 2 b \\\\\n\n= b + b \\quad \\text{(by the definition of a sum)} \\\\\n$$\n\nNext: $c = 1$.\n"
    assert [r.kind for r in scan(text, ".md").regions if r.kind in ("display", "broken")] == ["display"]
    prose = text.replace("\\text{(by the definition of a sum)}", "by the definition of a sum")
    assert next(r.kind for r in scan(prose, ".md").regions if r.kind in ("display", "broken")) == "broken"


@pytest.mark.parametrize(
    ("directive", "words"),
    [("{admonition} Theorem", ["proved"]), ("{prf:proof}", ["proved"]), ("{r}", []), ("{code-cell}", [])],
)
def test_text_in_a_directive_is_text_and_code_is_code(directive, words):
    note = f"Before.\n\n```{directive}\nWe have\n\n$$(a + b)^2 = a^2 + 2 a b + b^2$$\n```\n\nBehind $1 + 1 = 2$.\n"
    assert verdicts(note) == [*words, "proved"]


def test_markdown_takes_a_backslash_from_the_braces_too():
    text = "We see \\\\(x\\\\{k\\\\} = y\\\\) here, and \\(u \\\\ v\\)."
    first, second = [region for region in scan(text, ".md").regions if region.is_math]
    assert first.text == "x \\{k \\} = y"
    assert text[first.start : first.end] == "x\\\\{k\\\\} = y"  # places are those of the file
    assert second.text == "u \\\\ v"


def test_scripts_of_mathjax_hold_formulas():
    display = '<script type="math/tex; mode=display">\n(a + b)^2 = a^2 + 2 a b + b^2\n</script>\n'
    assert math(display) == [("display", "(a + b)^2 = a^2 + 2 a b + b^2")]
    assert verdicts(f"Now\n\n{display}") == ["proved"]
    inline = 'We have <script type="math/tex">a + a = 3 a</script> and $b + b = 2 b$.\n'
    assert [kind for kind, _ in math(inline)] == ["inline", "inline"]
    assert verdicts(inline) == ["refuted", "proved"]
    assert verdicts('<script type="text/javascript">var a = "$1 = 2$"</script>\n') == []
