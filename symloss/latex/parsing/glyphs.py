r"""Letters and words as nodes: rows of letters, \text, fonts and accents."""

from __future__ import annotations

from dataclasses import replace

from symloss.errors import ReadError
from symloss.latex import notation, words
from symloss.latex import tree as t
from symloss.latex.parsing.lexer import Token


def letters(token: Token) -> t.Node:
    """Return one letter, or a row of letters: a word, or perhaps a product."""
    if len(token.text) == 1:
        return t.Letter(name=token.text, start=token.start, end=token.end)
    return t.Word(text=token.text, run=not words.is_word(token.text), start=token.start, end=token.end)


def words_of(token: Token) -> t.Node:
    r"""Return what \text{...} or \operatorname{...} is: a name, or words between formulas."""
    if token.command != "operatorname" and not words.is_name(token.text):
        return t.Text(text=token.text, start=token.start, end=token.end)
    name = token.text.strip().replace("\\", "")
    font = "bold" if token.command == "textbf" else ""
    if len(name) == 1:
        return t.Letter(name=name, font=font or "rm", start=token.start, end=token.end)
    return t.Word(text=name, font=font, start=token.start, end=token.end)


def customary(token: Token) -> t.Letter | None:
    r"""Return the letter that a command stands for though nothing defines it: \R, \bx, \bmu."""
    name = token.text
    if name in notation.CUSTOMARY:
        letter, font = notation.CUSTOMARY[name]
        return t.Letter(name=letter, font=font, start=token.start, end=token.end)
    if name[0] == "b" and (len(name) == 2 or name[1:] in notation.LETTERS):
        return t.Letter(name=name[1:], font="bold", start=token.start, end=token.end)
    return None


def accented(accent: str, node: t.Node, start: int) -> t.Node:
    """Return `node` with the accent in its name; raise ReadError if it is no name."""
    if isinstance(node, t.Letter):
        return replace(node, name=f"{accent}_{node.name}", start=start)
    if isinstance(node, t.Word):
        return replace(node, text=f"{accent}_{node.text}", run=False, start=start)
    if isinstance(node, t.Scripted):
        return replace(node, base=accented(accent, node.base, start), start=start)
    raise ReadError(f"a {accent} over something that is no letter", start, accent, "one letter")


def with_font(node: t.Node, font: str) -> t.Node:
    """Return `node` with its letters in `font`; upright letters in a row, long bold ones, and a bold dx, are a word."""
    if isinstance(node, t.Letter):
        return replace(node, font=font) if font else node
    if isinstance(node, t.Word):
        product = font in ("", "bb", "frak") or (font == "bold" and len(node.text) == 2 and node.text[0] != "d")
        return replace(node, font=font, run=node.run and product)
    if isinstance(node, t.Literal) and font and node.text in ("0", "1"):  # other numbers are only emphasised
        return t.Letter(name=node.text, font=font, start=node.start, end=node.end)
    if isinstance(node, t.Scripted):
        return replace(node, base=with_font(node.base, font))
    if isinstance(node, t.Product):
        return replace(node, factors=tuple(with_font(f, font) for f in node.factors))
    return node


def big_operator(node: t.Node) -> str:
    r"""Return the big operator that a letter or word with a subscript is: max_i, \Pi_{k=1}^n, \Sigma_{k=1}^n; or ""."""
    if not isinstance(node, t.Scripted) or node.sub is None:
        return ""
    if isinstance(node.base, t.Word):
        name = words.canonical(node.base.text)
        return name if name in notation.OPTIMA else ""
    counted = isinstance(node.sub, t.Chain) and node.sub.ops == ("=",)
    if not isinstance(node.base, t.Letter) or not counted:
        return ""
    return {"Pi": "product", "Sigma": "sum"}.get(node.base.name, "")
