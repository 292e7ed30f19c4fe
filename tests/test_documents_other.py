"""LaTeX, notebooks and reStructuredText are cut as Markdown is."""

import json

import pytest

from symloss.proofs.documents import Unreadable, scan


def math(text, suffix):
    return [(r.kind, r.text.strip()) for r in scan(text, suffix).regions if r.is_math]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("the slope $m$ and $$u = v$$", [("inline", "m"), ("display", "u = v")]),
        (r"\[u = v\] \(p\)", [("display", "u = v"), ("inline", "p")]),
        (
            "\\begin{align*}u &= v\\end{align*}",
            [("display", "\\begin{align*}u &= v\\end{align*}")],
        ),
        ("% $hidden$\n$u$", [("inline", "u")]),
        ("100\\% of $u$", [("inline", "u")]),
        ("\\verb|$x$| and $u$", [("inline", "u")]),
        ("\\begin{verbatim}\n$x$\n\\end{verbatim}\n$u$", [("inline", "u")]),
        (
            "\\documentclass{article}\n\\newcommand{\\x}{$y$}\n\\begin{document}\n$u$\n\\end{document}",
            [("inline", "u")],
        ),
    ],
)
def test_where_latex_has_mathematics(text, expected):
    assert math(text, ".tex") == expected


def test_headings_of_latex_hold_mathematics():
    regions = scan("\\subsection{The case $i = j$}\n$u$", ".tex").regions
    assert [(r.text, r.level) for r in regions if r.is_math] == [("i = j", 3), ("u", 0)]


def test_other_files_are_not_read_in():
    (region,) = [r for r in scan("\\input{secret.tex}", ".tex").regions if r.kind == "broken"]
    assert "not read in" in region.message


def test_an_unclosed_environment_is_broken_and_hides_nothing():
    text = "\\begin{align}\nu = v\n\n\\section{Next}\n$p$"
    assert math(text, ".tex") == [("inline", "p")]
    assert [r.message for r in scan(text, ".tex").regions if r.kind == "broken"] == [
        "`\\begin{align}` is never closed by `\\end{align}`"
    ]


def test_directives_of_latex():
    (region,) = [r for r in scan("% symloss: assume a > 0\n$u$", ".tex").regions if r.kind == "directive"]
    assert region.text.strip() == "assume a > 0"


NOTEBOOK = {
    "cells": [
        {"cell_type": "code", "source": ["cost = '$x$'\n"], "outputs": [], "metadata": {}},
        {
            "cell_type": "markdown",
            "metadata": {"source": "$no$"},
            "source": ["caf\u00e9 and\n", "$\\alpha = \\beta$\n"],
        },
        {"cell_type": "markdown", "metadata": {}, "source": "one string: $u$"},
    ],
    "nbformat": 4,
}


def test_a_formula_in_a_notebook_has_the_place_of_its_json_string():
    source = json.dumps(NOTEBOOK, indent=1)
    document = scan(source, ".ipynb")
    regions = [r for r in document.regions if r.is_math]
    assert [r.text for r in regions] == ["\\alpha = \\beta", "u"]
    line, column = document.place(regions[0].start + regions[0].text.index("\\beta"))
    assert source.split("\n")[line - 1][column - 1 :].startswith("\\\\beta$")


@pytest.mark.parametrize("text", ["{", "[]", '{"cells": 3}', "[" * 100_000])
def test_what_is_no_notebook_is_refused(text):
    with pytest.raises(Unreadable, match="not a notebook"):
        scan(text, ".ipynb")


RST = """
Loss
====

Inline :math:`u = v`, not ``:math:`x` ``.

.. math::
   :label: first

   p = q

   r = s

::

   literal :math:`no`

.. symloss: assume a > 0

.. code-block:: python

   x = ":math:`no`"

.. math:: e = f
"""


def test_where_restructured_text_has_mathematics():
    assert math(RST, ".rst") == [("inline", "u = v"), ("display", "p = q"), ("display", "r = s"), ("display", "e = f")]


def test_headings_and_directives_of_restructured_text():
    regions = scan(RST, ".rst").regions
    assert [r.level for r in regions if r.kind == "heading"] == [1]
    assert [r.text.strip() for r in regions if r.kind == "directive"] == ["assume a > 0"]
