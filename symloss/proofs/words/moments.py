"""Means and variances in words: "with the mean [this] and variance [that]"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from symloss.proofs.words.prose import MATH, plain_words

Moment = Literal["mean", "variance"]

_IS = r"(?:\s*(?:of|value|equal to|is|=|de|为|是))*\s*"
_MOMENTS: dict[Moment, re.Pattern[str]] = {
    "mean": re.compile(
        r"(?<!sample )(?<!empirical )(?:\b(?:means?|expectations?|expected values?|moyennes?|espérance|Erwartungswert"
        rf"|Mittelwert|media)\b|均值|期望){_IS}{MATH}",
        re.IGNORECASE,
    ),
    "variance": re.compile(rf"(?<!sample )(?:\b(?:variances?|Varianz|varianza)\b|方差){_IS}{MATH}", re.IGNORECASE),
}
_GIVES = re.compile(
    r"\b(?:let|suppose|assum\w+|given|with|having|from|where|sei\w*|mit|soit|soient|pour|avec|de|sea|con)\b|[设若]|假设|服从",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:not|no|never|without|if|unless|whether|estimat\w+|then|thus|hence|therefore|so|has|have|nicht|pas)\b|n't\b|\?",
    re.IGNORECASE,
)


def moments_in_words(sentence: str) -> Iterator[tuple[Moment, int]]:
    """Yield the moments that a sentence gives, each with the number of the formula that says what it is."""
    words = plain_words(sentence)
    for moment, pattern in _MOMENTS.items():
        for found in pattern.finditer(words):
            before = words[: found.start()]
            if _GIVES.search(before) and not _OPEN.search(before):
                yield moment, words[: found.end()].count(MATH) - 1
