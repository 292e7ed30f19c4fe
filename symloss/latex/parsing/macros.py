r"""Macros: \newcommand and its kin, with arguments, expanded on tokens within bounds.

A token that comes from a macro stands where the macro was called; a token of an
argument keeps its own place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from symloss.errors import ReadError
from symloss.latex.notation import word_set
from symloss.latex.parsing.lexer import MOST_TOKENS, Token, tokenize

MOST_EXPANSIONS = 2_000

# Commands that keep their meaning: a text that gives them another one is not read.
_FIXED = word_set("""
frac dfrac tfrac sqrt sum prod int lim log ln exp sin cos tan sinh cosh tanh max min det partial nabla cdot times div
pm mp leq le geq ge neq ne equiv approx sim to in notin infty pi left right mathbb operatorname
""")


@dataclass(frozen=True)
class Macro:
    r"""\name with its number of arguments, its body, and the default of an optional first argument."""

    name: str
    parameters: int
    body: str
    default: str | None = None


_NEW = (
    r"\\(?:re|provide)?newcommand\*?\s*\{?\s*\\(?P<new>[A-Za-z]+)\s*\}?\s*"
    r"(?:\[(?P<count>\d)\])?\s*(?:\[(?P<default>[^\]]*)\])?\s*"
)
_OPERATOR = r"\\DeclareMathOperator(?P<star>\*?)\s*\{?\s*\\(?P<operator>[A-Za-z]+)\s*\}?\s*"
_DEF = r"\\def\s*\\(?P<def>[A-Za-z]+)(?P<pattern>(?:\#\d)*)\s*"
_LET = r"\\let\s*\\(?P<let>[A-Za-z]+)\s*=?\s*(?P<target>\\[A-Za-z]+)"
_PAIRED = (
    r"\\DeclarePairedDelimiter\s*\{?\s*\\(?P<paired>[A-Za-z]+)\s*\}?\s*\{(?P<left>[^{}]*)\}\s*\{(?P<right>[^{}]*)\}"
)
_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_DEFINITION = re.compile("|".join((_NEW, _OPERATOR, _DEF, _LET, _PAIRED)))


# Macros of packages that notes use without showing where they come from.
CUSTOMARY = {
    macro.name: macro
    for macro in (
        Macro("vartriangle", 0, r"\Delta"),
        Macro("dv", 2, r"\frac{d #1}{d #2}"),
        Macro("pdv", 2, r"\frac{\partial #1}{\partial #2}"),
        Macro("abs", 1, r"\left|#1\right|"),
        Macro("norm", 1, r"\left\|#1\right\|"),
        Macro("vb", 1, r"\mathbf{#1}"),
        Macro("qty", 1, r"\left(#1\right)"),
        Macro("dd", 0, r"\,\mathrm{d}"),
        Macro("part", 0, r"\partial"),  # these as editors of wikis and notes have them
        Macro("infin", 0, r"\infty"),
        Macro("isin", 0, r"\in"),
        Macro("sdot", 0, r"\cdot"),
        Macro("rarr", 0, r"\to"),
        Macro("plusmn", 0, r"\pm"),
    )
}


def definitions(text: str) -> tuple[dict[str, Macro], tuple[tuple[int, int], ...]]:
    """Return the macros that `text` defines, and the pieces of text that define them."""
    text = _COMMENT.sub(lambda m: " " * len(m[0]), text)
    found: dict[str, Macro] = {}
    pieces: list[tuple[int, int]] = []
    position = 0
    while (match := _DEFINITION.search(text, position)) is not None:
        macro, end = _definition(match, text)
        position = end
        if macro is not None:
            found[macro.name] = macro
            pieces.append((match.start(), end))
    return found, tuple(pieces)


def _definition(match: re.Match[str], text: str) -> tuple[Macro | None, int]:
    if match["let"]:
        return Macro(match["let"], 0, match["target"]), match.end()
    if match["paired"]:
        return Macro(match["paired"], 1, f"\\left{match['left']} #1 \\right{match['right']}"), match.end()
    body = _group(text, match.end())
    if body is None:
        return None, match.end()
    content, end = body
    if match["operator"]:
        return Macro(match["operator"], 0, rf"\operatorname{match['star']}{{{content}}}"), end
    if match["def"]:
        return Macro(match["def"], len(match["pattern"]) // 2, content), end
    return Macro(match["new"], int(match["count"] or 0), content, match["default"]), end


def _group(text: str, position: int) -> tuple[str, int] | None:
    """Return the content of the brace group that begins at `position`, and where it ends."""
    if position >= len(text) or text[position] != "{":
        single = re.compile(r"\\[A-Za-z]+").match(text, position)
        return (single[0], single.end()) if single else None
    depth = 0
    for step in re.compile(r"\\.|[{}]", re.DOTALL).finditer(text, position):
        depth += {"{": 1, "}": -1}.get(step[0], 0)
        if depth == 0:
            return text[position + 1 : step.start()], step.end()
    return None


def expand(tokens: list[Token], macros: Mapping[str, Macro]) -> list[Token]:
    """Return `tokens` with every macro expanded; raise ReadError on loops and missing arguments."""
    if not macros:
        return tokens
    result: list[Token] = []
    waiting = list(reversed(tokens))
    expansions = 0
    while waiting:
        token = waiting.pop()
        macro = macros.get(token.text) if token.kind == "command" else None
        if macro is None:
            result.append(token)
        else:
            expansions += 1
            if token.text in _FIXED and not _is_same(token.text, macro.body):
                raise ReadError(f"\\{token.text} has another meaning in this text", token.start, "\\" + token.text)
            waiting += reversed(_expanded(token, macro, waiting))
        if expansions > MOST_EXPANSIONS or len(result) + len(waiting) > MOST_TOKENS:
            raise ReadError(f"the macro \\{token.text} expands without end", token.start, "\\" + token.text)
    return result


def _is_same(name: str, body: str) -> bool:
    """Whether a body only writes the name of a command upright or large."""
    return re.sub(r"\\(?:displaystyle|operatorname|mathrm|text|limits|mathop)\*?|[\\{}\s]", "", body) == name


def _expanded(call: Token, macro: Macro, waiting: list[Token]) -> list[Token]:
    arguments: list[list[Token]] = []
    if macro.default is not None:
        given = _optional(waiting)
        arguments.append(given if given is not None else tokenize(macro.default))
    while len(arguments) < macro.parameters:
        arguments.append(_argument(call, waiting))
    body: list[Token] = []
    for token in tokenize(macro.body):
        if token.kind == "parameter" and int(token.text[1]) <= len(arguments):
            body += arguments[int(token.text[1]) - 1]
            continue
        if token.kind == "text":  # words with a parameter in them
            words = re.sub(r"#(\d)", lambda m: _source(arguments, int(m[1])), token.text)
            token = replace(token, text=words)
        body.append(replace(token, start=call.start, end=call.end))
    if body:
        body[0] = replace(body[0], spaced=call.spaced)
    return body


def _source(arguments: list[list[Token]], number: int) -> str:
    chosen = arguments[number - 1] if number <= len(arguments) else []
    return "".join(("\\" if t.kind == "command" else "") + t.text for t in chosen)


def _argument(call: Token, waiting: list[Token]) -> list[Token]:
    if not waiting:
        raise ReadError(f"\\{call.text} lacks an argument", call.start, "\\" + call.text, "{...}")
    first = waiting.pop()
    if first.text != "{" or first.kind != "symbol":
        if first.kind in ("letters", "number") and len(first.text) > 1:  # TeX takes one character
            waiting.append(replace(first, text=first.text[1:], start=first.start + 1))
            return [replace(first, text=first.text[0], end=first.start + 1)]
        return [first]
    content, depth = [first], 1
    while depth:
        if not waiting:
            raise ReadError("a brace that is never closed", first.start, "{", "}")
        token = waiting.pop()
        if token.kind == "symbol":
            depth += {"{": 1, "}": -1}.get(token.text, 0)
        content.append(token)
    return content  # with its braces: an argument stays one thing


def _optional(waiting: list[Token]) -> list[Token] | None:
    if not waiting or waiting[-1].text != "[" or waiting[-1].kind != "symbol":
        return None
    waiting.pop()
    content: list[Token] = []
    while waiting:
        token = waiting.pop()
        if token.kind == "symbol" and token.text == "]":
            return content
        content.append(token)
    return content
