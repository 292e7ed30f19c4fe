"""Where a string of a declaration stands in its file, for error messages with a caret."""

from __future__ import annotations

import ast
import io
import tokenize
from dataclasses import dataclass
from pathlib import Path

from symloss.errors import ReadError, SymlossError

# the order of positional arguments of the three declarations
_POSITIONAL = {"Loss": ("formula", "where"), "Requirement": ("gradient", "neuron"), "Activation": ("forward", "output")}


class DeclarationError(SymlossError):
    """A declaration that could not be used; the message begins with file, line and column."""


@dataclass(frozen=True)
class Source:
    """The text of a declaration and the name it is called by in messages ("derivations/x.py")."""

    name: str
    text: str

    def error(self, message: str, line: int, column: int, length: int = 1) -> DeclarationError:
        """Return the error at a 1-based place, with the source line and carets under the token."""
        lines = self.text.splitlines()
        shown = lines[line - 1] if 0 < line <= len(lines) else ""
        margin = " " * len(str(line))
        carets = " " * (column - 1) + "^" * max(1, min(length, len(shown) - column + 1))
        return DeclarationError(f"{self.name}:{line}:{column}: {message}\n{line} | {shown}\n{margin} | {carets}")

    def misread(self, error: ReadError, argument: str, key: str | None = None) -> DeclarationError:
        """Return a reader's error at its place in this file; `argument`, `key` say which string was read."""
        node = self._literal(argument, key)
        if node is None:
            where = f"{argument}[{key!r}]" if key else argument
            return DeclarationError(f"{self.name}: in {where}, column {error.offset + 1}: {error}")
        places = self._places(node)
        line, column = places[min(error.offset, len(places) - 1)]
        return self.error(str(error), line, column, max(error.length, len(error.token)))

    def _literal(self, argument: str, key: str | None) -> ast.expr | None:
        """Return the node of the string given for `argument` (and `key`) of the first declaration."""
        for call in ast.walk(ast.parse(self.text)):
            name = call.func.id if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) else ""
            if not isinstance(call, ast.Call) or name not in _POSITIONAL:
                continue
            given: dict[str | None, ast.expr] = dict(zip(_POSITIONAL[name], call.args, strict=False))
            given |= {keyword.arg: keyword.value for keyword in call.keywords}
            node = given.get(argument)
            if key is not None and isinstance(node, ast.Dict):
                pairs = zip(node.keys, node.values, strict=True)
                return next((v for k, v in pairs if isinstance(k, ast.Constant) and k.value == key), node)
            return node
        return None

    def _places(self, node: ast.expr) -> list[tuple[int, int]]:
        """Return the 1-based line and column of each character of a string literal, and of its end."""
        before = self.text.splitlines()[node.lineno - 1].encode()[: node.col_offset].decode()
        start = (node.lineno, len(before) + 1)
        segment = ast.get_source_segment(self.text, node) or ""
        places: list[tuple[int, int]] = []
        end = start
        for token in tokenize.generate_tokens(io.StringIO(f"({segment})").readline):
            if token.type != tokenize.STRING:
                continue
            body = token.string.lstrip("rRbBuU")
            prefix = token.string[: len(token.string) - len(body)].lower()
            if "\\" in body and "r" not in prefix:
                return [start]  # escapes: characters and columns no longer correspond
            quotes = 3 if body[:3] in ('"""', "'''") else 1
            row, column = token.start
            line = node.lineno + row - 1
            column += len(prefix) + quotes + (len(before) if row == 1 else 1)  # a parenthesis was put before
            for character in body[quotes : len(body) - quotes]:
                places.append((line, column))
                line, column = (line + 1, 1) if character == "\n" else (line, column + 1)
            end = (line, column)
        return [*places, end]


def read_source(path: Path, name: str) -> Source:
    """Return the source at `path`; raise SymlossError if it cannot be read."""
    try:
        return Source(name, path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SymlossError(f"{name}: cannot be read: {error}") from error
