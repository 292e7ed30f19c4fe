"""Words that stand behind their formula, as "when", "since" and "let" of Japanese and Korean, and "when" of Chinese.

What else reads prose looks for words before a formula; here they are put there.
"""

from __future__ import annotations

import re

from symloss.proofs.words.prose import MATH

_SET = r"と(?:すれば|すると|する|おく|おき|おけば|置|定義|表す)(?:と|こと|$|(?=[、。,.\s]))"
_BEHIND = (
    (f" if {MATH}, ", r"の(?:とき|時|場合|際)|ならば|일 ?때|인 경우|이면|(?:时|時)(?:候)?(?=\s*[,，、:：有])"),
    (f" since {MATH}, ", r"なので|であるから|であるので|だから|であるため|이므로|이기 때문에|이니까"),
    (f" let {MATH}, then ", rf"{_SET}|(?:이?라고?|으?로) ?(?:하자|하면|두자|두면|놓|정의)"),
    (f" we have {MATH} ", r"となる|になる|が成り立つ|が得られる|を得る|[가이] ?된다|[를을] 얻는다"),
)
_PATTERNS = tuple((put, re.compile(rf"{MATH}\s*(?:{words})[、,，]?\s*")) for put, words in _BEHIND)


def with_words_before(words: str) -> str:
    """Return what a sentence says with such words before their formulas; there are as many formulas, in their order."""
    for put, pattern in _PATTERNS:
        words = pattern.sub(put, words)
    return words
