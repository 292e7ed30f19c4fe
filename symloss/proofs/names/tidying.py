r"""Trees in the spelling of this language: dA of d\boldsymbol{A} and the j' of a sum are names, sums count from 1."""

from __future__ import annotations

from dataclasses import fields, replace

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.reading.survey import survey
from symloss.proofs.names.mentions import within


def tidied(node: t.Node) -> t.Node:
    """Return a tree in the spelling of this language."""
    return _tidied(node, _primed_letters(node))


def _tidied(node: t.Node, primed: frozenset[str]) -> t.Node:
    def changed(value: object) -> object:
        if isinstance(value, t.Node):
            return _tidied(value, primed)
        return tuple(changed(v) for v in value) if isinstance(value, tuple) else value

    if (letter := _primed(node)) in primed:
        return t.Letter(name=f"{letter}_prime", start=node.start, end=node.end)
    if isinstance(node, t.Product):
        node = _joined_differentials(node)
    if isinstance(node, t.Big):
        node = _from_one(node)
    values = {f.name: changed(getattr(node, f.name)) for f in fields(node)}
    return replace(node, **values)  # type: ignore[arg-type]


def _primed(node: t.Node) -> str:
    """Return j of j', or ""."""
    primed = isinstance(node, t.Scripted) and node.primes == 1 and node.sub is None and node.sup is None
    return node.base.name if primed and isinstance(node, t.Scripted) and isinstance(node.base, t.Letter) else ""


def _primed_letters(node: t.Node) -> frozenset[str]:
    """Return the letters that some big operator binds with a prime."""
    below = [part.sub for part in t.walk(node) if isinstance(part, t.Big) and part.sub is not None]
    items = [item for sub in below for item in (sub.items if isinstance(sub, t.Listing) else (sub,))]
    heads = (item.sides[0] if isinstance(item, t.Chain) else item for item in items)
    return frozenset(filter(None, map(_primed, heads)))


def _from_one(node: t.Big) -> t.Big:
    """Return a sum from 0 to N - 1 over subscripts as one from 1 to N: entries are counted from 1 here."""
    sub, sup = node.sub, node.sup
    if not isinstance(sub, t.Chain) or sub.ops != ("=",) or names.spell(sub.sides[1]) != "0":
        return node
    if not isinstance(sup, t.Sum) or sup.signs != ("+", "-") or names.spell(sup.terms[1]) != "1":
        return node
    letter = names.spell(sub.sides[0])
    mentions = survey(node.body)
    for mention in mentions:
        inner = any(within(mention, other) for other in mentions)
        if mention.name == letter and not inner:
            return node  # the letter is used as a number
    one = replace(sub.sides[1], text="1") if isinstance(sub.sides[1], t.Literal) else sub.sides[1]
    return replace(node, sub=replace(sub, sides=(sub.sides[0], one)), sup=sup.terms[0])


def _joined_differentials(node: t.Product) -> t.Node:
    factors: list[t.Node] = []
    separators: list[str] = []
    for sign, factor in zip(("", *node.separators), node.factors, strict=True):
        last = factors[-1] if factors else None
        base = factor.base if isinstance(factor, t.Scripted) else factor
        marked = isinstance(base, t.Letter) and (base.font == "bold" or base.name.isupper())
        if isinstance(last, t.Letter) and last.name == "d" and not last.font and not sign and marked:
            assert isinstance(base, t.Letter)
            named = replace(base, name=f"d{base.name}", start=last.start)
            factors[-1] = replace(factor, base=named, start=last.start) if isinstance(factor, t.Scripted) else named
        else:
            factors.append(factor)
            separators.append(sign)
    return factors[0] if len(factors) == 1 else replace(node, factors=tuple(factors), separators=tuple(separators[1:]))
