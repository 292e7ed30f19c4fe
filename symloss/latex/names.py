r"""How a written name becomes the plain name that scopes use.

\hat{y} is hat_y (the reader of syntax does that), \ell_{CE} is ell_CE, y^* is y_star,
w' is w_prime, \gamma_+ is gamma_pos, a^{(1)} is a_(1) if that is a label, bold x is
bold_x if the scope tells it from x.
"""

from __future__ import annotations

import re
from functools import singledispatch

from symloss.latex import tree as t

_MARKS = {"+": "pos", "-": "neg", "*": "star", "ast": "star", "star": "star", "**": "star_star", "prime": "prime",
          "dagger": "dagger", ":": ":", "!": "!", "circ": "circ", "dot": "dot", "times": "times"}  # fmt: skip
_SPOKEN = {"*": "star", "'": "prime", "+": "plus", "%": "percent", "!": "not", "?": "open", "#": "number", "@": "at",
           "&": "and", "=": "is", "<": "below", ">": "above", "~": "about", "^": "up"}  # fmt: skip
TRANSPOSED = {"T", "top", "intercal"}


def is_transpose(sup: t.Node) -> bool:
    """Whether what stands above something transposes it, last of all; the T of z/T divides."""
    if isinstance(sup, t.Product):
        return not sup.separators[-1] and spell(sup.factors[-1]) in TRANSPOSED
    return spell(sup) in TRANSPOSED


def is_inverse(sup: t.Node) -> bool:
    """Whether this is -1, or -T."""
    return spell(sup) in {"-1", *(f"-{sign}" for sign in TRANSPOSED)}


@singledispatch
def spell(node: t.Node) -> str:
    """Return how a script reads as part of a name; "" if it cannot be one."""
    return ""


@spell.register
def _(node: t.Letter) -> str:
    return node.name


@spell.register
def _(node: t.Word) -> str:
    return clean(node.text)


@spell.register
def _(node: t.Text) -> str:
    return clean(node.text)


@spell.register
def _(node: t.Literal) -> str:
    return node.text


@spell.register
def _(node: t.Label) -> str:
    return _MARKS.get(node.text, clean(node.text))


@spell.register
def _(node: t.Fenced) -> str:
    inside = spell(node.body) if node.body is not None else ""
    return f"({inside})" if inside else ""


@spell.register(t.Product)
@spell.register(t.Listing)
def _(node: t.Product | t.Listing) -> str:
    spelled = [spell(part) for part in (node.factors if isinstance(node, t.Product) else node.items)]
    joint = "" if isinstance(node, t.Product) and not any(node.separators) else "_"
    return joint.join(spelled) if all(spelled) else ""


@spell.register
def _(node: t.Sum) -> str:
    spelled = [spell(part) for part in node.terms]
    if not all(spelled):
        return ""
    signs = {"+": "+", "-": "_" if isinstance(node.terms[0], t.Word) else "-", "+-": "+-"}
    first = "" if node.signs[0] == "+" else node.signs[0]
    return first + spelled[0] + "".join(signs[s] + p for s, p in zip(node.signs[1:], spelled[1:], strict=True))


@spell.register
def _(node: t.Scripted) -> str:
    return full(spell(node.base), [spell(p) for p in parts(node.sub)], spell(node.sup) if node.sup else "", node.primes)


def clean(text: str) -> str:
    """Return words as part of a name: data loss -> data_loss, x* -> x_star, unlike x."""
    marked = re.sub(r"[*'+%!?#@&=<>~^]", lambda mark: f"_{_SPOKEN[mark[0]]}_", text.replace("\\", " ").strip())
    bracketed = re.fullmatch(r"\(([^()]*)\)", marked)
    name = re.sub(r"[^\w]+", "_", bracketed[1] if bracketed else marked).strip("_")
    return f"({name})" if bracketed and name else re.sub(r"_{2,}", "_", name)


def parts(sub: t.Node | None) -> tuple[t.Node, ...]:
    """Return the subscripts of a subscript: `n,i` and `ni` are two."""
    if sub is None:
        return ()
    if isinstance(sub, t.Listing):
        return tuple(p for item in sub.items for p in parts(item)) if len(set(sub.separators)) == 1 else (sub,)
    if isinstance(sub, t.Word) and sub.run:
        return tuple(t.Letter(name=c, start=sub.start + i, end=sub.start + i + 1) for i, c in enumerate(sub.text))
    if isinstance(sub, t.Product) and not any(sub.separators):
        return tuple(p for factor in sub.factors for p in parts(factor))
    return (sub,)


def full(base: str, subs: list[str], sup: str = "", primes: int = 0) -> str:
    """Return the plain name of a letter with labels."""
    name = base + (f"_{sup}" if sup else "")
    if subs:
        single = all(len(s) == 1 and s.isalnum() for s in subs)
        name += "_" + ("" if single else "_").join(subs)
    return name + "_prime" * primes
