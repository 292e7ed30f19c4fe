"""What words say of why something holds: "since a = 1, [this]", "[this] because a = 1"."""

from __future__ import annotations

import re

from symloss.proofs.words.prose import MATH

_BECAUSE = (
    r"(?<!\w)(?:since|because|as|given that|seeing that|weil|da|denn|car|puisque|parce qu[e']|comme|como|porque|ya que"
    r"|dado que|puesto que|pues|pois|já que|uma vez que|poiché|perché|siccome|так как|поскольку|потому что|ponieważ|bo"
    r"|因为|因為|由于|由於|なぜなら|왜냐하면)(?!\w)"
)
_KNOWN = r"(?:\s+(?:here|now|it holds(?: that)?|(?:we|you) (?:have|know|assumed?)(?: that)?|hier|gilt|on a|ici|aquí))?"
_BEHIND = re.compile(rf"[\s,，;(（]*{_BECAUSE}{_KNOWN}\s*\Z", re.IGNORECASE)
_OPENS = re.compile(rf"\W*{_BECAUSE}{_KNOWN}\s*\Z", re.IGNORECASE)
_GIVEN = re.compile(rf"\W*{_BECAUSE}[^{MATH}]{{0,30}}{MATH}[\s*_]*[,，、][\s*_]*\Z", re.IGNORECASE)
_SAID_AS = re.compile(  # "written as [this]" is no reason
    r"\b(?:re)?(?:writ\w+|express\w*|denot\w+|defin\w+|known|same|such|stat\w+|formulat\w+|seen|view\w*|interpret\w*"
    r"|think|treat\w*|regard\w*|simplif\w+|approximat\w+|comput\w+|calculat\w+|obtain\w*|giv\w+|represent\w*)\b",
    re.IGNORECASE,
)


def is_reason(between: str, clause: str) -> bool:
    """Whether the formula after these words is a reason of the one before them: "A since [this]"."""
    return bool(_BEHIND.fullmatch(between)) and not (re.search(r"\bas\b", between) and _SAID_AS.search(clause))


def opens_with_reason(clause: str, after: str) -> bool:
    """Whether a formula is the reason of what its sentence goes on to say: "as [this], we have"."""
    return bool(_OPENS.match(clause) and re.match(rf"[^{MATH}.]{{0,40}}[,，、]", after)) and MATH in after


def follows_reason(clause: str, after: str) -> bool:
    """Whether a formula, the last of its sentence, follows its reason: "since a = 1, [this]"."""
    return bool(_GIVEN.match(clause)) and MATH not in after
