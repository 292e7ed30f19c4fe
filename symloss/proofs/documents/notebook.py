"""Jupyter notebooks: the Markdown of their cells, with positions in the .ipynb file itself."""

from __future__ import annotations

import json
import re

from symloss.proofs.documents.markdown import regions_of
from symloss.proofs.documents.region import Document, Region, Unreadable, offsets

SUFFIXES = (".ipynb",)

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+')
_PIECE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]", re.S)
_BETWEEN = "\n\n"


def scan(source: str) -> Document:
    """Cut the Markdown cells of a notebook into regions."""
    try:
        notebook = json.loads(source)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"not a notebook: {error}") from error
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise Unreadable("not a notebook of format 4: it has no list of cells")
    body: list[str] = []
    origin: list[int] = []
    regions: list[Region] = []
    length = 0
    for cell in _markdown_cells(source):
        text, places = _decoded(source, cell)
        regions.extend(regions_of(text, length))
        body.append(text + _BETWEEN)
        origin.extend(places)
        origin.extend([places[-1] if places else 0] * len(_BETWEEN))
        length += len(text) + len(_BETWEEN)
    return Document(source, "".join(body), tuple(regions), offsets(origin))


def _markdown_cells(source: str) -> list[list[tuple[int, int]]]:
    """Return for each Markdown cell the spans of the JSON strings of its source."""
    cells: list[list[tuple[int, int]]] = []
    depth, key, expect_key = 0, "", False
    kind, strings = "", []  # type: ignore[var-annotated]
    stack: list[str] = []
    for token in _TOKEN.finditer(source):
        word = token.group()
        if word in "{[":
            stack.append(word)
            depth += 1
            expect_key = word == "{"
            if depth == 3 and word == "{":
                kind, strings, key = "", [], ""
        elif word in "}]":
            if depth == 3 and stack[-1] == "{" and kind == "markdown":
                cells.append(strings)
            stack.pop()
            depth -= 1
            expect_key = False
        elif word == ",":
            expect_key = bool(stack) and stack[-1] == "{"
        elif word == ":":
            expect_key = False
        elif word[0] == '"' and depth == 3 and expect_key:
            key = word[1:-1]
        elif word[0] == '"' and depth == 3 and key == "cell_type":
            kind = word[1:-1]
        elif word[0] == '"' and key == "source" and (depth == 3 or (depth == 4 and stack[-1] == "[")):
            strings.append(token.span())
    return cells


def _decoded(source: str, strings: list[tuple[int, int]]) -> tuple[str, list[int]]:
    """Return the text of some JSON strings and, for each of its characters, its offset in the file."""
    text: list[str] = []
    places: list[int] = []
    for start, end in strings:
        for piece in _PIECE.finditer(source, start + 1, end - 1):
            raw = piece.group()
            character = json.loads(f'"{raw}"') if raw[0] == "\\" else raw
            text.append(character)
            places.extend([piece.start()] * len(character))
    return "".join(text), places
