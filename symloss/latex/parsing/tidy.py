r"""Expanded tokens -> the tokens that carry meaning, and which delimiter closes which.

Sizes, spacing, labels and \left \right are resolved here, so the parser sees one
spelling of each thing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from symloss.errors import ReadError
from symloss.latex import notation
from symloss.latex.parsing.lexer import Token, TokenKind
from symloss.latex.parsing.operators import unified
from symloss.latex.parsing.slips import mended, unescaped, ungrouped

MOST_DEPTH = 60
_DIFFERENTIALS = re.compile(r"d[a-zA-Z](?:d[a-zA-Z])*d[a-zA-Z]?")
_ONE_CHARACTER = {
    "frac",
    "dfrac",
    "tfrac",
    "cfrac",
    "sqrt",
    "binom",
    "dbinom",
    "tbinom",
    *notation.ACCENTS,
    *notation.FONTS,
} - notation.SWITCHES
_OPENERS = {
    "(": ")",
    "[": ")",
    "\\{": "}",
    "langle": ">",
    "floor": "_",
    "ceil": "^",
    "left.": "|",
    "abs(": "|",
    "norm(": "||",
}
_CLOSERS = {
    ")": ")",
    "]": ")",
    "\\}": "}",
    "rangle": ">",
    "end floor": "_",
    "end ceil": "^",
    "bar)": "|",
    "abs)": "|",
    "norm)": "||",
}
_PLAIN_BARS = {"abs(": "|", "norm(": "||"}


@dataclass
class Tidy:
    """Tokens, the partner of every delimiter that has one, and what was put aside."""

    tokens: list[Token] = field(default_factory=list)
    partner: dict[int, int] = field(default_factory=dict)
    labels: list[tuple[int, str]] = field(default_factory=list)
    tags: list[tuple[int, str]] = field(default_factory=list)


def tidy(raw: list[Token]) -> Tidy:
    """Return the tokens that carry meaning; raise ReadError at braces that do not match or are too deep."""
    result, raw = Tidy(), ungrouped(unescaped(raw))
    position = 0
    lefts: list[int] = []
    while position < len(raw):
        position = _step(raw, position, result, lefts)
    result.tokens = mended(_split_integrals(_split_scripts(unified(_with_two_bars(result.tokens)))))
    _match_braces(result)
    _match_delimiters(result)
    _open_conditions(result)
    return result


def _step(raw: list[Token], position: int, result: Tidy, lefts: list[int]) -> int:
    """Put aside or keep the token at `position`; return the position after it."""
    token = raw[position]
    if token.kind != "command":
        if _double_bar(raw, position):
            result.tokens.append(replace(token, text="||", end=raw[position + 1].end))
            return position + 2
        result.tokens.append(token)
        return position + 1
    name = token.text
    if name in ("left", "right"):
        return _sized(raw, position, result, lefts)
    if name in notation.DROPPED or name in notation.SPACES:
        return _dropped(raw, position, result)
    if name in notation.QUADS:
        result.tokens.append(replace(token, text="quad"))
        return _after_group(raw, position + 1) if name.startswith("hspace") else position + 1
    if name in notation.DROPPED_WITH_ARGUMENT:
        return _put_aside(raw, position, result)
    if name in notation.TRANSPARENT:
        position += 1
        for _ in range(notation.TRANSPARENT[name]):
            position = _after_group(raw, position)
        _unframe(raw, position)
        return position
    if name == "mid" and [(t.kind, t.text) for t in raw[position + 1 : position + 2]] == [("command", "mid")]:
        result.tokens.append(replace(token, kind="symbol", text="||", end=raw[position + 1].end))
        return position + 2
    if name == "not":
        return _negated(raw, position, result)
    if name in ("stackrel", "overset", "underset"):
        return _stacked(raw, position, result)
    result.tokens.append(_delimiter(token))
    return position + 1


def _unframe(raw: list[Token], position: int) -> None:
    r"""Take the braces from a group that is a sign or holds a relation: \boxed{a = b} claims it, in a frame."""
    if position >= len(raw) or raw[position].kind != "symbol" or raw[position].text != "{":
        return
    end = _after_group(raw, position)
    depth = 0
    related = False
    for token in raw[position:end]:
        if token.kind in ("begin", "end"):
            return
        depth += {"{": 1, "}": -1}.get(token.text, 0) if token.kind == "symbol" else 0
        related |= end - position == 3 and token.kind == "symbol" and token.text in ("+", "-")
        related |= depth == 1 and token.kind in ("symbol", "command") and token.text in notation.RELATIONS
    if related and (end == len(raw) or raw[end].text not in ("_", "^")):
        del raw[end - 1], raw[position]


def _dropped(raw: list[Token], position: int, result: Tidy) -> int:
    r"""Drop a size or space; \Big{(} has its delimiter in braces."""
    token, group = raw[position], raw[position + 1 : position + 4]
    braced = len(group) == 3 and group[0].text == "{" and group[2].text == "}" and group[1].text in "()[]|"
    if not token.text.lower().startswith("big") or not braced:
        return position + 1
    result.tokens.append(replace(_delimiter(group[1]), start=token.start, end=group[2].end))
    return position + 4


def _put_aside(raw: list[Token], position: int, result: Tidy) -> int:
    token, end = raw[position], _after_group(raw, position + 1)
    content = "".join(t.text for t in raw[position + 2 : end - 1])
    if token.text == "label":
        result.labels.append((token.start, content))
    elif token.text.startswith("tag"):
        result.tags.append((token.start, content))
    return end


def _negated(raw: list[Token], position: int, result: Tidy) -> int:
    token, following = raw[position], raw[position + 1] if position + 1 < len(raw) else raw[position]
    spelling = {"=": "ne", "in": "notin"}.get(notation.RELATIONS.get(following.text, ""), "")
    if not spelling:
        raise ReadError("\\not before something that it cannot negate", token.start, "\\not", "= or \\in")
    result.tokens.append(replace(following, kind="command", text=spelling, start=token.start))
    return position + 2


def _double_bar(raw: list[Token], position: int) -> bool:
    pair = raw[position : position + 2]
    return len(pair) == 2 and all(t.kind == "symbol" and t.text == "|" for t in pair) and pair[0].end == pair[1].start


def _with_two_bars(tokens: list[Token]) -> list[Token]:
    r"""Return \lVert x \lVert as || x ||: where none of them closes, each second one does."""
    texts = [token.text for token in tokens]
    alone = {sign for sign in _PLAIN_BARS if sign.replace("(", ")") not in texts and texts.count(sign) % 2 == 0}
    return [replace(t, text=_PLAIN_BARS[t.text]) if t.text in alone else t for t in tokens]


def _delimiter(token: Token) -> Token:
    if token.kind != "command" or token.text not in notation.DELIMITERS:
        return token
    text = notation.DELIMITERS[token.text]
    one_sided = {"lvert": "abs(", "rvert": "abs)", "lVert": "norm(", "rVert": "norm)"}
    return replace(token, kind="symbol", text=one_sided.get(token.text, text))


def _sized(raw: list[Token], position: int, result: Tidy, lefts: list[int]) -> int:
    r"""\left and \right become plain delimiters, bars one-sided ones; \left. matters only before \right|."""
    token = raw[position]
    if position + 1 >= len(raw):
        raise ReadError(f"\\{token.text} without a delimiter", token.start, "\\" + token.text, "( [ | .")
    chosen = _delimiter(raw[position + 1])
    delimiter = {"<": "langle", ">": "rangle"}.get(chosen.text, chosen.text)
    opening = token.text == "left"
    delimiter = {"|": "abs(" if opening else "abs)", "||": "norm(" if opening else "norm)", ".": ""}.get(
        delimiter, delimiter
    )
    if opening:
        lefts.append(len(result.tokens) if not delimiter else -1)
        result.tokens.append(replace(chosen, kind="symbol", text=delimiter or "left.", start=token.start))
        return position + 2
    opened = lefts.pop() if lefts else -1
    if opened >= 0:
        if delimiter == "abs)":
            delimiter = "bar)"
        else:
            del result.tokens[opened]
    elif not delimiter and _opens_cases(result.tokens):
        delimiter = "\\}"
    if delimiter:
        result.tokens.append(replace(chosen, kind="symbol", text=delimiter, start=token.start))
    return position + 2


def _opens_cases(tokens: list[Token]) -> bool:
    r"""Whether the \right. here closes a \left\{ that holds one array: cases."""
    if not tokens or tokens[-1].kind != "end":
        return False
    begin = next((k for k in range(len(tokens) - 1, -1, -1) if tokens[k].kind == "begin"), 0)
    return begin > 0 and tokens[begin - 1].text == "\\{"


def _stacked(raw: list[Token], position: int, result: Tidy) -> int:
    r"""\stackrel{note}{sign}: the sign; \underset{v}{\text{argmax}}: the word with a subscript."""
    token = raw[position]
    middle = _after_group(raw, position + 1)
    end = _after_group(raw, middle)
    note, base = raw[position + 1 : middle], raw[middle:end]
    core = [t for t in base if t.text not in ("{", "}")]
    if len(core) == 1 and core[0].text in notation.RELATIONS:
        words = "".join(t.text for t in note).lower()
        sign = ":=" if "def" in words or "△" in words or "triangle" in words else core[0].text
        kind = "symbol" if sign == ":=" else core[0].kind
        result.tokens.append(replace(core[0], kind=kind, text=sign, start=token.start, end=raw[end - 1].end))
        return end
    if token.text != "underset":
        raise ReadError(f"\\{token.text} over something that is no relation", token.start, "\\" + token.text)
    rest = [*base, Token("symbol", "_", token.start, token.end), *note]
    inner = tidy(rest)
    result.tokens += inner.tokens
    return end


def _after_group(raw: list[Token], position: int) -> int:
    """Return the position after the group or token at `position`."""
    if position >= len(raw) or raw[position].kind != "symbol" or raw[position].text != "{":
        return min(position + 1, len(raw))
    depth = 0
    for index in range(position, len(raw)):
        if raw[index].kind == "symbol":
            depth += {"{": 1, "}": -1}.get(raw[index].text, 0)
        if depth == 0:
            return index + 1
    raise ReadError("a brace that is never closed", raw[position].start, "{", "}")


def _split_scripts(tokens: list[Token]) -> list[Token]:
    """After _ and ^, and as an argument of a command, TeX takes one character."""
    result: list[Token] = []
    owed = 0
    for token in tokens:
        if owed and token.kind in ("letters", "number") and len(token.text) > 1:
            count = min(owed, len(token.text) - 1)
            for k in range(count):
                where = token.start + k
                kind: TokenKind = "symbol" if token.text[k] == "." else token.kind
                single = replace(token, kind=kind, text=token.text[k], start=where, end=where + 1)
                result.append(replace(single, spaced=token.spaced and not k))
            rest = token.text[count:]
            token = replace(token, text=rest, start=token.start + count, spaced=False)
        result.append(token)
        takes = token.kind == "symbol" and token.text in ("_", "^")
        fraction = token.kind == "command" and token.text.endswith("frac")
        owed = 2 if fraction else 1 if takes or (token.kind == "command" and token.text in _ONE_CHARACTER) else 0
    return result


def _split_integrals(tokens: list[Token]) -> list[Token]:
    r"""Write \iint as two integrals, and the dxdy at their end as dx dy."""
    signs = [token.text for token in tokens if token.kind == "command" and token.text in ("int", "iint")]
    if len(signs) < 2 and "iint" not in signs:
        return tokens
    result: list[Token] = []
    for token, after in zip(tokens, (*tokens[1:], None), strict=True):
        double = token.kind == "command" and token.text == "iint"
        if double and (after is None or after.text not in ("_", "^")):
            result += [replace(token, text="int"), replace(token, text="int", spaced=False)]
        elif token.kind == "letters" and _DIFFERENTIALS.fullmatch(token.text):
            for k in range(0, len(token.text), 2):
                start = token.start + k
                part = token.text[k : k + 2]
                result.append(
                    replace(token, text=part, start=start, end=start + len(part), spaced=token.spaced or k > 0)
                )
        else:
            result.append(token)
    return result


def _match_braces(result: Tidy) -> None:
    stack: list[int] = []
    for index, token in enumerate(result.tokens):
        if token.kind == "begin" or (token.kind == "symbol" and token.text == "{"):
            stack.append(index)
            if len(stack) > MOST_DEPTH:
                raise ReadError(f"more than {MOST_DEPTH} groups inside each other", token.start, token.text)
        elif token.kind == "end" or (token.kind == "symbol" and token.text == "}"):
            opener = result.tokens[stack[-1]] if stack else None
            if opener is None or (opener.kind == "begin") != (token.kind == "end"):
                raise ReadError("this closes nothing", token.start, token.text, "an opening before it")
            if opener.kind == "begin" and opener.text != token.text:
                raise ReadError(
                    f"\\end{{{token.text}}} closes \\begin{{{opener.text}}}", token.start, token.text, opener.text
                )
            _pair(result, stack.pop(), index)
    if stack:
        opener = result.tokens[stack[-1]]
        what = f"\\begin{{{opener.text}}}" if opener.kind == "begin" else "a brace"
        raise ReadError(f"{what} that is never closed", opener.start, opener.text, "its end")


def _pair(result: Tidy, left: int, right: int) -> None:
    result.partner[left], result.partner[right] = right, left


def _match_delimiters(result: Tidy) -> None:
    """Match round, square and other brackets: within a row if possible, else across rows."""
    levels: list[list[int]] = [[]]
    orphans: list[list[int]] = [[]]
    for index, token in enumerate(result.tokens):
        if token.kind == "begin" or (token.kind == "symbol" and token.text == "{"):
            levels.append([])
            orphans.append([])
        elif token.kind == "end" or (token.kind == "symbol" and token.text == "}"):
            levels.pop()
            orphans.pop()
        elif token.kind == "row":
            orphans[-1].extend(levels[-1])
            levels[-1] = []
        elif token.kind == "symbol" and token.text in _OPENERS:
            levels[-1].append(index)
        elif token.kind == "symbol" and token.text in _CLOSERS:
            for stack in (levels[-1], orphans[-1]):
                if stack and _OPENERS[result.tokens[stack[-1]].text] == _CLOSERS[token.text]:
                    _pair(result, stack.pop(), index)
                    break
        if len(levels[-1]) > MOST_DEPTH:
            raise ReadError(f"more than {MOST_DEPTH} brackets inside each other", token.start, token.text)


def _open_conditions(result: Tidy) -> None:
    r"""Take the brackets from a condition behind a wide space, or a reason.

    `\quad (i \ne j)` says "if" as `, i \ne j` does, and `\quad (\because x > 0)` why, as `\because x > 0` does.
    """
    tokens = result.tokens
    for left, right in sorted(result.partner.items()):
        if left > right or left == 0 or tokens[left].text not in ("(", "[") or tokens[left - 1].text != "quad":
            continue
        rest = [t for t in tokens[right + 1 :] if t.text not in (",", ".", ";", "quad")]
        inside = tokens[left + 1 : right]
        joined = bool(inside) and notation.CONNECTIVES.get(inside[0].text) in ("because", "therefore")
        if (rest and rest[0].kind not in ("row", "end")) or not (joined or _is_condition(inside)):
            continue
        wide, worded = tokens[left - 1], joined or inside[0].kind == "text" or inside[0].text == "forall"
        del result.partner[left], result.partner[right]
        word = replace(tokens[left], kind="text", text="if", command="text")
        tokens[left] = replace(wide, start=tokens[left].start, end=tokens[left].end) if worded else word
        tokens[right] = replace(wide, start=tokens[right].start, end=tokens[right].end)


def _is_condition(inside: list[Token]) -> bool:
    """Whether a relation restricts something: i != j, x > 0, k in S, i = j; z = w x + b would say what z is."""
    signs = [notation.RELATIONS.get(t.text, "") for t in inside if t.kind in ("symbol", "command")]
    found = [sign for sign in signs if sign]
    restricts = bool(found) and set(found) <= {"!=", "<", "<=", ">", ">=", "in"}
    symbols = [t for t in inside if t.kind != "text"]
    counts = any(t.text in notation.DOTS for t in symbols)
    return restricts or (found == ["="] and (len(symbols) == 3 or counts))
