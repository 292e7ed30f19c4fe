r"""Slips that LaTeX prints otherwise than everybody reads them: `, if j = s` in italics, and e^-{x} for e^{-x}.

Or that it prints as they are meant, though they are written otherwise: x{_k}, {\sum_{k=1}}^n x_k, \lVert x \lVert.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from symloss.errors import ReadError
from symloss.latex import notation, words
from symloss.latex.parsing.lexer import Token

_BARE_WORDS = ("if", "for", "when", "where")
_GLUED = re.compile(r"(?:log|ln)[a-zA-Z]|(?:sin|cos|tan|tanh)[uvwxyz]")  # the cost and a logit are words
_NO_OBJECTS = {*notation.RELATIONS, *notation.TIMES, *notation.CONNECTIVES, "quad"}
_FOREIGN_NAME = re.compile(r"[^\W\d_]+")
_FRACTIONS = ("frac", "dfrac", "tfrac")
_NO_FACTORS = {*_NO_OBJECTS, *notation.QUADS, "right", "rangle", "rbrace", "label", "tag", "mid"}


def mended(tokens: list[Token]) -> list[Token]:
    """Return tokens with what was meant."""
    tokens = _with_scripts_outside(_with_operators_bare(_with_remarks(_with_round_ends(_with_percentages(tokens)))))
    tokens = _with_combinations(_with_exponentials(_with_operators_named(tokens)))
    return _with_minus_above(_with_foreign_names(_with_bare_words(_with_functions_apart(tokens))))


def unescaped(tokens: list[Token]) -> list[Token]:
    r"""Return \left\{ for \left\\{, as Markdown that takes backslashes away wants it."""
    found: list[Token] = []
    for token in tokens:
        opened = [t.text for t in found[-2:-1]] in (["left"], ["right"]) and found[-1].kind == "row"
        if opened and token.kind == "symbol" and token.text in ("{", "}"):
            found[-1] = replace(token, kind="command", start=found[-1].start)
        else:
            found.append(token)
    return found


def ungrouped(tokens: list[Token]) -> list[Token]:
    r"""Return tokens without braces that change nothing but hide what they hold, as Wikipedia writes them.

    These are {\displaystyle a = b} as a whole, & {\text{if}}, and ={\begin{cases} ... \end{cases}}.
    """
    opened: list[int] = []
    dropped: set[int] = set()
    ends = max(
        (k for k, token in enumerate(tokens) if token.text not in (".", ",") and not _is_silent(token)), default=-1
    )
    for k, token in enumerate(tokens):
        if token.kind == "symbol" and token.text == "{":
            opened.append(k)
        elif token.kind == "symbol" and token.text == "}" and opened:
            start = opened.pop()
            before = next((t for t in reversed(tokens[:start]) if not _is_silent(t)), None)
            inside = tokens[start + 1 : k]
            whole = before is None and k == ends and not any(t.text in ("over", "choose") for t in inside)
            if whole or _hides(before, inside) or _is_spaced_sign(before, inside):
                dropped |= {start, k}
    return ungrouped([token for k, token in enumerate(tokens) if k not in dropped]) if dropped else tokens


def _is_spaced_sign(before: Token | None, inside: list[Token]) -> bool:
    """Whether braces only take the space around a sign away: y{=}1."""
    sign = len(inside) == 1 and inside[0].kind == "symbol" and inside[0].text in ("=", "+", "-", "<", ">", "*", "/")
    return sign and before is not None and (before.kind in ("letters", "number") or before.text in (")", "]", "}"))


def _is_silent(token: Token) -> bool:
    return token.kind == "command" and token.text in (notation.DROPPED | notation.SPACES)


def _hides(before: Token | None, inside: list[Token]) -> bool:
    """Whether braces behind a token hold words alone in a cell, or an environment that is a side."""
    if len(inside) == 1 and inside[0].kind == "text":
        return before is None or before.kind in ("cell", "row")
    environments = [token for token in inside if token.kind in ("begin", "end")]
    whole = len(environments) == 2 and inside[0].kind == "begin" and inside[-1].kind == "end"
    return whole and before is not None and before.text in ("=", "{", ".")


def _with_percentages(tokens: list[Token]) -> list[Token]:
    r"""Return 0.90 for 90\%, and nothing for the (90\%) behind a number, which says it once more."""
    found: list[Token] = []
    for token in tokens:
        if token.kind == "command" and token.text == "%" and found and found[-1].kind == "number":
            hundredth = str(Decimal(found[-1].text).scaleb(-2))
            found[-1] = replace(found[-1], text=hundredth, end=token.end, command="%")
        elif token.text == ")" and len(found) > 2 and found[-1].command == "%" and found[-2].text == "(":
            found = found[:-2] if found[-3].kind == "number" else [*found, token]
        else:
            found.append(token)
    return found


def _with_round_ends(tokens: list[Token]) -> list[Token]:
    r"""Return x \in (a, b) for x \in ]a, b[, as much of Europe writes open ends."""
    found = list(tokens)
    opened = [k + 1 for k, token in enumerate(tokens[:-1]) if token.text == "in" and tokens[k + 1].text in ("[", "]")]
    for k in opened:
        close = next((m for m in range(k + 1, len(tokens)) if tokens[m].text in ("[", "]")), 0)
        if [t.text for t in tokens[k:close] if t.text in (",", ";", "in")] not in ([","], [";"]):
            continue
        for end, turned, usual in ((k, "]", "("), (close, "[", ")")):
            if tokens[end].text == turned and tokens[end].kind == "symbol":
                found[end] = replace(tokens[end], text=usual)
    return found


def _with_operators_named(tokens: list[Token]) -> list[Token]:
    r"""Return \sum_{i=1} for sum_{i=1}."""
    found: list[Token] = []
    for k, token in enumerate(tokens):
        below = [t.text for t in tokens[k + 1 : k + 5]]
        bare = token.kind == "letters" and token.text in ("sum", "prod") and below[:2] == ["_", "{"]
        found.append(replace(token, kind="command") if bare and below[3:] == ["="] else token)
    return found


def _with_exponentials(tokens: list[Token]) -> list[Token]:
    r"""Return e^{x} for \exp^{x}, of which nothing in brackets follows: \exp^2(x) is a square."""
    found: list[Token] = []
    for k, token in enumerate(tokens):
        raised = token.kind == "command" and token.text == "exp" and [t.text for t in tokens[k + 1 : k + 2]] == ["^"]
        behind = tokens[end].text if raised and (end := _group_end(tokens, k + 2)) < len(tokens) else ""
        plain = raised and behind not in ("(", "[", "{", "left", "big", "Big")
        found.append(replace(token, kind="letters", text="e") if plain else token)
    return found


def _with_combinations(tokens: list[Token]) -> list[Token]:
    r"""Return \binom{n}{k} for {}_n C_k."""
    found: list[Token] = []
    k = 0
    while k < len(tokens):
        upper = _group_end(tokens, k + 3)
        letter = upper + 2 * ([t.text for t in tokens[upper : upper + 2]] in (["mathrm", "{"], ["rm", "{"]))
        behind = letter + 1 + (letter > upper)
        begun = [t.text for t in tokens[k : k + 3]] == ["{", "}", "_"]
        if (
            begun
            and [t.text for t in tokens[letter : letter + 1]] == ["C"]
            and tokens[behind : behind + 1]
            and tokens[behind].text == "_"
        ):
            end = _group_end(tokens, behind + 1)
            binomial = replace(tokens[k], kind="command", text="binom")
            found += [binomial, *_braced(tokens[k + 3 : upper]), *_braced(tokens[behind + 1 : end])]
            k = end
        else:
            found.append(tokens[k])
            k += 1
    return found


def _braced(tokens: list[Token]) -> list[Token]:
    """Return a group, or one token in braces."""
    if len(tokens) > 1:
        return tokens
    return [replace(tokens[0], kind="symbol", text="{"), *tokens, replace(tokens[0], kind="symbol", text="}")]


def _with_remarks(tokens: list[Token]) -> list[Token]:
    """Return words of another script in brackets, behind what takes no arguments, as the words they are."""
    found: list[Token] = []
    for token in tokens:
        found.append(token)
        remark = found[-3:]
        closed = [t.text for t in remark[::2]] == ["(", ")"] and remark[1].kind == "text"
        ended = len(found) < 4 or found[-4].kind in ("end", "number") or found[-4].text in (")", "]", ",", "quad")
        if closed and ended and not remark[1].text.isascii():
            found[-3:] = [remark[1]]
    return found


def _with_functions_apart(tokens: list[Token]) -> list[Token]:
    r"""Return log w for logw, sin x for sinx; not in \mathrm{logw}, which is a name."""
    found: list[Token] = []
    for k, token in enumerate(tokens):
        glued = token.kind == "letters" and _GLUED.fullmatch(token.text)
        named = k > 1 and tokens[k - 1].text == "{" and tokens[k - 2].text in notation.FONTS
        if not glued or named:
            found.append(token)
            continue
        middle = token.end - 1
        found += [
            replace(token, text=token.text[:-1], end=middle),
            replace(token, text=token.text[-1], start=middle, spaced=True),
        ]
    return found


def _with_scripts_outside(tokens: list[Token]) -> list[Token]:
    r"""Return x_k for x{_k}: what stands before the braces is what the index is written below."""
    dropped: set[int] = set()
    for k, (before, token, after) in enumerate(zip(tokens, tokens[1:], tokens[2:], strict=False), 1):
        if token.kind == "symbol" and token.text == "{" and after.text in ("_", "^") and _is_written(before):
            end = _group_end(tokens, k) - 1
            if _group_end(tokens, k + 2) == end:
                dropped |= {k, end}
    return [token for k, token in enumerate(tokens) if k not in dropped]


def _with_operators_bare(tokens: list[Token]) -> list[Token]:
    r"""Return \sum_{k=1}^n for {\sum_{k=1}}^n: an operator in braces of its own still acts on what follows."""
    dropped: set[int] = set()
    for k, (token, after) in enumerate(pairwise(tokens)):
        if token.text != "{" or token.kind != "symbol" or after.kind != "command" or after.text not in notation.BIG:
            continue
        end = _group_end(tokens, k) - 1
        last = k + 2
        while last < end and tokens[last].text in ("_", "^"):
            last = _group_end(tokens, last + 1)
        before, behind = tokens[k - 1] if k else None, tokens[end + 1] if end + 1 < len(tokens) else None
        scripted = behind is not None and behind.text in ("_", "^")
        argument = before is not None and (before.text in ("_", "^", "}") or before.kind == "command")
        if last == end and (scripted or not argument):
            dropped |= {k, end}
    return [token for k, token in enumerate(tokens) if k not in dropped]


def _is_written(token: Token) -> bool:
    """Whether this is a letter, or the end of something in brackets."""
    return token.kind == "letters" or token.text in {*notation.LETTERS, ")", "]", "}"}


def _with_bare_words(tokens: list[Token]) -> list[Token]:
    r"""Return `, if \ j \neq s` with its word as one: in italics it would be the product of i and f."""
    found = list(tokens)
    for k, (before, token, after) in enumerate(zip([None, *tokens], tokens, tokens[1:], strict=False)):
        begins = before is None or before.kind in ("row", "begin", "cell") or before.text in (",", ";", "quad")
        factor = after.kind not in ("letters", "command", "number") or after.text in _NO_OBJECTS
        if token.kind == "letters" and token.text in _BARE_WORDS and begins and not factor:
            found[k] = replace(token, kind="text", command="text")
    return found


def _with_foreign_names(tokens: list[Token]) -> list[Token]:
    r"""Return \operatorname{...} for a word in other letters than Latin ones that is a side, or calculated with."""
    found = list(tokens)
    for k, (before, token, after) in enumerate(zip([None, *tokens], tokens, tokens[1:], strict=False)):
        begins = before is None or before.kind in ("row", "begin", "cell")
        side = begins and after.text in ("=", "+", *notation.TIMES)
        operand = before is not None and before.text in ("=", "+", "-", *notation.TIMES)
        operand = operand and after.text in ("+", "-", *notation.TIMES)
        named = token.kind == "text" and _FOREIGN_NAME.fullmatch(token.text.strip()) and not words.cue(token.text)
        if named and not token.text.isascii() and (side or operand):
            found[k] = replace(token, text=token.text.strip(), command="operatorname")
    return found


def _with_minus_above(tokens: list[Token]) -> list[Token]:
    r"""Return x^{-1} for x^-1, e^{-x} for e^-x and e^-{x}; what e^-xy means is not guessed."""
    found: list[Token] = []
    k = 0
    while k < len(tokens):
        end = _reach(tokens, k)
        if end:
            opened, closed = (replace(tokens[m], kind="symbol", text=c) for m, c in ((k + 1, "{"), (end - 1, "}")))
            found += [tokens[k], opened, *tokens[k + 1 : end], closed]
        else:
            found.append(tokens[k])
        k = end or k + 1
    return found


def _reach(tokens: list[Token], k: int) -> int:
    """Return where an exponent without its braces ends, if a minus begins one behind token k, or 0."""
    if k == 0 or [t.text for t in tokens[k : k + 2]] != ["^", "-"] or k + 2 >= len(tokens):
        return 0
    base, first = tokens[k - 1], tokens[k + 2]
    if first.spaced:
        return 0
    natural = base.text == "e" and base.kind == "letters"
    if first.kind == "number":
        return k + 3 if not natural or _ends(tokens, k + 3) else _refuse(base)
    if not natural or not (first.kind in ("letters", "command") or first.text in ("{", "(")):
        return 0
    if first.text == "{":
        return _group_end(tokens, k + 2)
    if first.kind == "command" and first.text in _FRACTIONS:
        return _group_end(tokens, _group_end(tokens, k + 3))
    single = (first.kind == "letters" and len(first.text) == 1) or first.text in notation.LETTERS
    return k + 3 if single and _ends(tokens, k + 3) else _refuse(base)


def _group_end(tokens: list[Token], start: int) -> int:
    """Return the position after the group that begins there, or after one token."""
    depth = 0
    for at in range(start, len(tokens)):
        text = tokens[at].text if tokens[at].kind == "symbol" else ""
        depth += (text == "{") - (text == "}")
        if depth <= 0:
            return at + 1
    return len(tokens)


def _ends(tokens: list[Token], at: int) -> bool:
    """Whether no factor and no script follows there."""
    if at >= len(tokens):
        return True
    after = tokens[at]
    if after.kind == "command":
        return after.text in _NO_FACTORS
    opens = after.text in ("(", "[", "{", "^", "_", "'", "|")
    return after.kind not in ("letters", "number", "text") and not opens


def _refuse(base: Token) -> int:
    raise ReadError("how far the minus above reaches", base.start, base.text, "braces around the exponent")
