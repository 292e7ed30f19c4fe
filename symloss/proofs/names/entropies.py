r"""Entropies of random variables: H(X, Y), H(Y | X) and I(X; Y) are numbers, each with a name of its own.

What stands in the brackets is no argument: H(X, Y) is H(Y, X), and of another law than H(X) is. That is so where a text
speaks of entropy or information.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from symloss.errors import ReadError
from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.proofs.documents.region import Document
from symloss.proofs.names.renaming import Parsed
from symloss.proofs.names.walks import LAWS, applications, nodes, on_sides

_SPEAKS = re.compile(
    r"(?<!cross[- ])entrop|mutual information|information gain|Transinformation|information mutuelle|información mutua"
    r"|informação mútua|энтропи|взаимн\w+ информац|熵|互信息|エントロピー|相互情報量|엔트로피|상호 ?정보",
    re.IGNORECASE,
)
_CROSS = re.compile(r"\bcross[- ]entrop|Kreuzentropie|entropie croisée|entropía cruzada|交叉熵", re.IGNORECASE)
_JOINT = re.compile(r"\bjoint entrop|\bjoint (?:law|distribution|probability)|gemeinsame Entropie|联合", re.IGNORECASE)
_DIFFERENTIAL = re.compile(r"differential entrop|\bcontinuous|differenti?elle Entropie", re.IGNORECASE)
_HESSIAN = re.compile(r"\bhess", re.IGNORECASE)
_ENTROPIES, _INFORMATIONS = frozenset({"H", "h"}), frozenset({"I", "MI"})
_NAMED = re.compile(r"(?P<letter>H|h|I|MI)\((?P<of>[\w,]+)(?:;(?P<and>[\w,]+))?(?:\|(?P<given>[\w,]+))?\)")
Variables = frozenset[str]


@dataclass(frozen=True)
class Entropy:
    """H(of | given), or I(of; beside | given) if there is something beside."""

    letter: str
    of: Variables
    beside: Variables = frozenset()
    given: Variables = frozenset()

    @property
    def name(self) -> str:
        """Its name, the same for the same variables in another order."""
        parts = sorted(",".join(sorted(part)) for part in (self.of, self.beside) if part)
        given = f"|{','.join(sorted(self.given))}" if self.given else ""
        return f"{self.letter}({';'.join(parts)}{given})"  # a name has no blanks


def entropy_of(name: str) -> Entropy | None:
    """Return what a name is the entropy of, or None."""
    found = _NAMED.fullmatch(name)
    if found is None:
        return None
    of, beside, given = (frozenset((found[part] or "").split(",")) - {""} for part in ("of", "and", "given"))
    return Entropy(found["letter"], of, beside, given)


def with_entropies(document: Document, formulas: Mapping[int, Parsed]) -> dict[int, Parsed]:
    """Return formulas in which the entropies of random variables are names."""
    read = [formula for found in formulas.values() if not isinstance(found, ReadError) for formula in found]
    prose = [region.text for region in document.regions if not region.is_math]
    if not any(map(_SPEAKS.search, prose)):
        return dict(formulas)
    letters = _INFORMATIONS | (set() if any(map(_HESSIAN.search, prose)) else _ENTROPIES)
    letters -= set() if any(map(_DIFFERENTIAL.search, prose)) else {"h"}
    letters -= {letter for formula in read for node in nodes(formula) for letter in _otherwise(node)}
    found = [one for formula in read for node in nodes(formula) for one in _entropies(node)]
    laws = LAWS | {name for formula in read for name in _of_values(formula)}
    letters -= {one.letter for one in found if (one.of | one.beside | one.given) & laws}  # H(P, Q) compares laws
    conditional = any(one.given or one.beside for one in found) or any(map(_JOINT.search, prose))
    if not conditional and any(map(_CROSS.search, prose)):
        letters -= {one.letter for one in found if len(one.of) > 1}

    def changed(found: Parsed) -> Parsed:
        if isinstance(found, ReadError) or not letters:
            return found
        return tuple(on_sides(formula, partial(_named, letters=letters)) for formula in found)

    return {start: changed(found) for start, found in formulas.items()}


def _otherwise(node: t.Node) -> Iterator[str]:
    """Yield the letter of a name that has scripts: what H_n and H^{-1} are, H(X) may be one of."""
    if isinstance(node, t.Scripted) and names.spell(node.base) in _ENTROPIES | _INFORMATIONS:
        yield names.spell(node.base)


def _entropies(node: t.Node) -> Iterator[Entropy]:
    """Yield the entropies that a product is made of."""
    pairs = zip(node.separators, pairwise(node.factors), strict=True) if isinstance(node, t.Product) else ()
    for sign, (before, behind) in pairs:
        found = _entropy(before, behind) if not sign else None
        if found is not None:
            yield found


def _of_values(formula: Formula) -> Iterator[str]:
    """Yield the letters that stand before a small letter in brackets, or beside another in a divergence: laws."""
    for node in nodes(formula):
        if isinstance(node, t.Product):
            for name, _, body in applications(node):
                if isinstance(body, t.Letter) and body.name.islower():
                    yield names.spell(name)
        if isinstance(node, t.Listing) and "||" in node.separators:
            yield from map(names.spell, node.items)


def _named(node: t.Node, letters: frozenset[str]) -> t.Node:
    node = t.rebuilt(node, partial(_named, letters=letters))
    if not isinstance(node, t.Product):
        return node
    factors: list[t.Node] = [node.factors[0]]
    separators: list[str] = []
    for sign, (before, behind) in zip(node.separators, pairwise(node.factors), strict=True):
        found = _entropy(before, behind) if not sign else None
        if found is not None and found.letter in letters and factors[-1] is before:
            factors[-1] = t.Letter(name=found.name, start=before.start, end=behind.end)
        else:
            factors.append(behind)
            separators.append(sign)
    return factors[0] if len(factors) == 1 else replace(node, factors=tuple(factors), separators=tuple(separators))


def _entropy(before: t.Node, behind: t.Node) -> Entropy | None:
    """Return what H and (X, Y | Z) say, or None."""
    letter = names.spell(before) if isinstance(before, t.Letter | t.Word) else ""
    body = behind.body if isinstance(behind, t.Fenced) and (behind.left, behind.right) == ("(", ")") else None
    if letter not in _ENTROPIES | _INFORMATIONS or body is None:
        return None
    items, signs = (body.items, body.separators) if isinstance(body, t.Listing) else ((body,), ())
    parts: list[list[str]] = [[]]
    bars = ""
    for sign, item in zip(("", *signs), items, strict=True):
        if sign in (";", "|"):
            bars += sign
            parts.append([])
        elif sign not in ("", ","):
            return None
        parts[-1].append(_variable(item))
    sets = [frozenset(part) for part in parts]
    if not all(map(all, parts)) or bars not in _BARS[letter in _INFORMATIONS]:
        return None
    if letter in _ENTROPIES:
        return Entropy(letter, sets[0], given=sets[1] if bars else frozenset())
    return Entropy(letter, sets[0], sets[1], sets[2] if len(sets) > 2 else frozenset())


_BARS = {False: ("", "|"), True: (";", ";|")}  # between the variables of an entropy, of an information


def _variable(node: t.Node) -> str:
    """Return the name of a random variable, a capital letter, or ""."""
    base = node.base if isinstance(node, t.Scripted) else node
    plain = isinstance(base, t.Letter) and base.name.isupper() and len(base.name) == 1
    spelled = names.spell(node) if plain else ""
    return spelled if re.fullmatch(r"\w+", spelled) else ""
