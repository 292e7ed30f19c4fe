"""Where words let a quantity go: "if p is close to 1", "when z tends to infinity", "for large n"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from symloss.proofs.words.prose import MATH, plain_words

_VERY = (
    r"(?:(?:very|sufficiently|arbitrarily|extremely|really|always|more and more|sehr|très|muy|muito|очень|非常)\s+)*"
)
_INFINITY = r"(?:infinity|infinite|unendlich|l'infini|infinito|бесконечности|无穷大?|無限大|∞)"
_PLUS = r"(?:plus|positive|\+|plus l'|más|mais|plus|正)"
_MINUS = r"(?:minus|negative|-|−|moins|menos|минус|负|負)"
_TARGET = (
    rf"(?P<target>{MATH}|(?P<minus>{_MINUS}\s*)?(?:{_PLUS}\s*)?{_INFINITY}|-?\d+(?:\.\d+)?(?!\w)"
    r"|zero\b|one\b|null\b|eins\b|zéro\b|cero\b|uno\b|ноль|нулю|零|零点)"
)
_NEAR = (
    r"(?:(?:is|are|gets?|becomes?|being|getting|lies|stays|ist|liegt|est|es|está|é)\s+)?"
    rf"{_VERY}(?:(?:close|closer|near|nearer|nahe|proche|cerca|próximo)\s+(?:(?:to|bei|an|de|do|a)\s+)*)"
)
_TENDS = (
    r"(?:(?:is|are)\s+)?(?:(?:goes|go|going|tends?|tending|converges?|converging|grows?|growing|moves?|shrinks?|drops?|falls?)"
    r"\s+(?:to|towards?)|approach(?:es|ing)?|tend\s+vers|tiende\s+a|tende\s+a|стремится\s+к|gegen)\s+(?:the\s+|value\s+)*"
)
_ASIAN = r"(?:趋近于|趋近|趋向于|趋于|接近于|接近|靠近|が|に近い)"
_GOES = re.compile(rf"(?P<what>{MATH})\s*(?:{_NEAR}|{_TENDS}|{_ASIAN}\s*){_TARGET}", re.IGNORECASE)
_LARGE = re.compile(
    rf"(?P<what>{MATH})\s+(?:is|are|gets?|becomes?|grows?|ist|wird)\s+{_VERY}(?P<minus>negative(?:ly)?(?: and)? )?"
    r"(?:large|big|huge|groß)(?! (?:compared|enough))"
    rf"|\bfor\s+{_VERY}(?:large|big|huge)\s+(?:positive\s+|(?P<below>negative\s+))?(?:values? of\s+)?(?P<of>{MATH})",
    re.IGNORECASE,
)
_NUMBERS = {"zero": "0", "null": "0", "zéro": "0", "cero": "0", "ноль": "0", "нулю": "0", "零": "0", "零点": "0"}
_NUMBERS |= {"one": "1", "eins": "1", "uno": "1"}


class Approach(NamedTuple):
    """A formula of a sentence, by its number, and what it goes to: another one, or a number in plain notation."""

    what: int
    target: int | str


def approaches(prose: str) -> Iterator[Approach]:
    """Yield what the words of a sentence let go where."""
    words = plain_words(prose)

    def number(offset: int) -> int:
        return words[:offset].count(MATH)

    for found in _GOES.finditer(words):
        target = found["target"].lower()
        if target == MATH:
            yield Approach(number(found.start("what")), number(found.start("target")))
        elif re.fullmatch(r"-?\d+(?:\.\d+)?", target):
            yield Approach(number(found.start("what")), target)
        else:
            end = "-inf" if found["minus"] else "inf"
            yield Approach(number(found.start("what")), _NUMBERS.get(target, end))
    for found in _LARGE.finditer(words):
        of = "what" if found["what"] else "of"
        yield Approach(number(found.start(of)), "-inf" if found["minus"] or found["below"] else "inf")
