"""Nothing that stands in a script of a formula is dropped: every letter, word and number of it is in the tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from symloss.latex import tree as t
from symloss.latex.reader import parse
from symloss.proofs.documents import scan

DERIVATIONS = sorted((Path(__file__).parent.parent / "derivations").glob("*.md"))
SCRIPT = re.compile(r"[_^]\s*(\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})")
TOKEN = re.compile(r"(?<![\\A-Za-z])[^\W_]+")
WRITTEN = (
    r"a_{\text{post,1}} + b_{\mathrm{x y}} + c^{\text{(new)}}",
    r"\sigma^2_{\text{post,2}} = \hat{\mu}_{\mbox{a, b}}^{(k+1)}",
    r"\mathcal{L}_{\text{A/B}} = \sum_{i=1, i \ne k}^{n-1} x_{i,\text{train 2}}",
    r"w_{x_{\text{old,3}}} = \max_{u \in U} f_{u,12}(x^{[l-1]})",
    r"p_{\theta,\text{50\%}}(z \mid x) = \int_{0}^{a_{\text{max.}}} q_{\text{é}}(z)\, dz",
    r"\begin{cases} a_{\text{if x}} & \text{if } k = 1 \\ b^{\text{else, y}} & \text{otherwise} \end{cases}",
    r"\begin{array}{rcl} y_{\text{a:b}} & = & u_{\text{c}} \\ & = & v_{\text{d;e}} \end{array}",
)


def owned(node: t.Node) -> Iterator[tuple[int, int]]:
    """Yield where the leaves of a tree stand."""
    inner = [part for part in t.below(node) if isinstance(part, t.Node)]
    if not inner:
        yield node.start, node.end
    for part in inner:
        yield from owned(part)


def dropped(text: str) -> list[str]:
    """Return the letters, words and numbers in scripts that no leaf of the tree owns, of what is read at all."""
    sides = [side for formula in parse(text) for side in formula.sides if side is not None and side.node is not None]
    found = []
    for side in sides:
        places = list(owned(side.node))  # type: ignore[arg-type]
        for script in SCRIPT.finditer(text, side.start, side.end):
            for token in TOKEN.finditer(text, *script.span(1)):
                if not any(start <= token.start() < end for start, end in places):
                    found.append(token[0])
    return found


@pytest.mark.parametrize("text", WRITTEN)
def test_what_stands_in_scripts_is_in_the_tree(text: str) -> None:
    assert dropped(text) == []
    assert len(TOKEN.findall(text)) > 3


@pytest.mark.parametrize("path", DERIVATIONS, ids=lambda path: path.stem)
def test_nothing_is_dropped_in_our_own_proofs(path: Path) -> None:
    formulas = [region.text for region in scan(path.read_text(encoding="utf-8"), ".md").regions if region.is_math]
    assert formulas
    assert [word for text in formulas for word in dropped(text)] == []
