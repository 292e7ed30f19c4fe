r"""Matrices that words make of vectors: "the matrix whose rows are $x_i^\top$", "with the $x_i$ as its columns".

What words say is put into the mathematics, X = (x_1^\top; \dots; x_N^\top), where the text says how many there are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from symloss.proofs.documents.region import Document, Region

_OF = r"(?:are|is|being|(?:is|are) given by|correspond(?:s|ing)? to|consists? of|contains?|sind|sont|son|são|为|是)"
_THE = r"(?:the|these|all|its|die|les|los|las|os|as)"
_VECTORS = r"(?:(?:data|input|sample|training|feature|row|column) )?(?:vectors?|examples?|samples?|points?|inputs?)"
_WHOSE = re.compile(
    r"(?:\bwhose|\bwith|\bhas(?: as)?|\bhaving|\bhave|deren|dont les|cuyas|cujas)\s+"
    rf"(?:(?:\$?i\$?-?(?:th|\^\{{th\}})|{_THE})\s+)?(?P<line>rows?|columns?|Zeilen|Spalten|lignes|colonnes|filas|columnas|linhas"
    rf"|colunas)\s*(?:{_OF}\s*)?(?:{_THE}\s+)?(?:(?:transposed|transpose of(?: the)?)\s+)?(?:{_VECTORS}\s+)?\Z",
    re.IGNORECASE,
)
_ROW = re.compile(r"row|Zeile|ligne|fila|linha", re.IGNORECASE)
_BETWEEN = re.compile(  # the matrix, and what it is called
    r"(?:[\s,(]|\b(?:is|be|denotes?|the|a|an|of|our|design|data|feature|input|training|\(?sample\)?|matri(?:x|ces)|with"
    r"|ist|die|eine|est|la|una?|uma|é|es|Matrix|matrice|matriz|Daten|where|size|shape|dimensions?)\b|\b\w+-?matrix\b)*",
    re.IGNORECASE,
)
_MATRIX = re.compile(
    r"\s*(?P<name>(?:\\(?:mathbf|bm|boldsymbol)\s*)?\{?[A-Z]\}?)\s*(?:\\in\s*(?P<space>.*))?\Z", re.DOTALL
)
_SPACE = re.compile(r"\\mathbb\s*\{?\s*R\s*\}?\s*\^\s*\{\s*(?P<high>\w+)\s*\\times\s*(?P<wide>\w+)\s*\}")
_SIZE = re.compile(r"\s*(?P<high>\w+)\s*\\times\s*(?P<wide>\w+)\s*")
_VECTOR = re.compile(
    r"\s*(?P<name>(?:\\(?:mathbf|bm|boldsymbol|vec)\s*\{\s*\w\s*\}|[a-z]))"
    r"(?:_\{?(?P<below>[a-z])\}?|\^\{?\((?P<above>[a-z])\)\}?)(?P<turned>\^\{?(?:\\top|\\intercal|T|\\mathsf\{T\}|'|\\prime)\}?)?\s*\Z"
)


def with_stacks(document: Document) -> Document:
    """Return a document in which words that make a matrix of vectors are an equation."""
    regions = list(document.regions)
    for k in range(3, len(regions)):
        made = _equation(regions, k)
        if made:
            regions[k] = replace(regions[k], text=made)
    return replace(document, regions=tuple(regions))


def _equation(regions: Sequence[Region], k: int) -> str:
    """Return what the formula there says of the matrix that was named before it, or ""."""
    vector, before = regions[k], regions[k - 1]
    said = _VECTOR.match(vector.text) if vector.kind == "inline" and before.kind == "prose" else None
    whose = _WHOSE.search(before.text) if said is not None else None
    if said is None or whose is None or not _BETWEEN.fullmatch(before.text[: whose.start()]):
        return ""
    size = _SIZE.fullmatch(regions[k - 2].text)  # the $N \times d$ matrix
    named = regions[k - 4] if size and k > 3 and _BETWEEN.fullmatch(regions[k - 3].text) else regions[k - 2]
    matrix = _MATRIX.match(named.text) if named.kind == "inline" else None
    if matrix is None:
        return ""
    in_rows = bool(_ROW.match(whose["line"]))
    count = size["high" if in_rows else "wide"] if size else _count(regions, matrix, said, in_rows=in_rows)
    if not count:
        return ""
    first, last = (_numbered(said, number) for number in ("1", count))
    turned = said["turned"] or r"^\top"
    items = rf"{first}{turned} \\ \vdots \\ {last}{turned}" if in_rows else rf"{first} & \cdots & {last}"
    return rf"{matrix['name']} = \begin{{bmatrix}} {items} \end{{bmatrix}}"


def _numbered(said: re.Match[str], number: str) -> str:
    if said["below"]:
        return f"{said['name']}_{{{number}}}"
    return f"({said['name']}^{{({number})}})"


def _count(regions: Sequence[Region], matrix: re.Match[str], said: re.Match[str], *, in_rows: bool) -> str:
    """Return how many vectors there are: by the space of the matrix, or by what their number runs to."""
    name, vector = re.escape(matrix["name"]), re.escape(said["name"])
    texts = [region.text for region in regions if region.is_math]
    spaces = [_SPACE.search(matrix["space"])] if matrix["space"] else []
    spaces += [_SPACE.match(m[1]) for text in texts for m in re.finditer(rf"{name}\s*\\in\s*(.*)", text, re.DOTALL)]
    sizes = {space["high" if in_rows else "wide"] for space in spaces if space is not None}
    if not sizes:
        numbered = rf"{vector}(?:_\{{?([a-z])\}}?|\^\{{?\(([a-z])\)\}}?)"
        letters = "".join({m[1] or m[2] for text in texts for m in re.finditer(numbered, text)})
        begins = rf"[{letters or 'i'}]\s*=\s*1"
        ends = rf"_\{{{begins}\}}\^\{{?(\w)\}}?|(?<!\w){begins}\s*,\s*(?:2\s*,\s*)?\\[cl]?dots\s*,\s*(\w)"
        sizes = {m[1] or m[2] for text in texts for m in re.finditer(ends, text)}
    return sizes.pop() if len(sizes) == 1 else ""
