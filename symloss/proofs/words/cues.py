"""What the words before a formula say that its author does: define, assume, take a case, conclude.

Words never decide truth. They only say what the author means to do with a formula;
where they are silent, its shape decides (`symloss.proofs.discourse.follower`).
"""

from __future__ import annotations

import re
from typing import Literal

from symloss.proofs.words.prose import MATH, plain_words
from symloss.proofs.words.zeros import SETS

Cue = Literal["define", "assume", "case", "claim", "instance", "ansatz", "solve", ""]
# The last match before a formula wins, so the order of rows does not matter.
_BEFORE: tuple[tuple[Cue, str], ...] = (
    ("define", r"let(?!'s)|define[sd]?|defining|definition|denot(?:e[sd]?|ing)|call(?:ed)?"),
    ("define", r"abbreviat\w+|introduce[sd]?"),
    ("define", r"where|(?:is|are|be) given by|stands? for|writing|write|put|记|其中|定义|令|设"),
    ("assume", r"assum(?:e[sd]?|ing|ption)|suppos(?:e[sd]?|ing)|provided(?: that)?|given(?: that)?"),
    ("assume", r"satisf(?:y|ies|ying)|such that|subject to|constraints?|since|because|with|for|whenever|as long as"),
    ("assume", r"domain|range|假设|因为"),
    ("case", r"iff?|when|case|otherwise|当|如果|若|对于?(?:任意|所有|任何|每个|一切)?的?"),
    ("case", r"(?<!的)情[况形]\s*[\d一二三四五六]*\s*[:：(（]?\s*\Z"),
    ("instance", r"set(?:ting)?|at|putting|insert(?:ing)?|choos(?:e|ing)|substitut(?:e|ing)|tak(?:e|ing)"),
    ("instance", r"plug(?:ging)?(?: in)?"),
    ("ansatz", r"ansatz|try|look for|seek|split|partial fractions?|decompos\w+|constants? [A-Z] and [A-Z]"),
    ("solve", r"set(?:ting)? (?:it|this|the \w+(?: \w+)?) (?:equal )?to (?:zero|0)|solv(?:e|ing)|stationary|root of"),
    ("claim", r"then|so|thus|hence|therefore|gets?|giv(?:es?|ing)|yields?|obtain(?:s|ed)?|becom(?:es?|ing)|follows"),
    ("claim", r"have|has|find|simplif(?:y|ies|ied)|that is|i\.e\.|mean(?:s|ing)|impl(?:y|ies)|conclude|result"),
    ("claim", r"equals|equal(?=\s+to\b|\W*\Z)"),  # not "equal weights"
    ("claim", r"is|are|but|now|also|again|derivative|gradient|verify|check|note|recall|prove|shows?|shown"),
    ("claim", r"because of|所以|得|时|则|那么|于是|因此|可知|有"),
    # Japanese and Korean: words behind a formula are put before it by `postposed`
    ("claim", r"よって|したがって|従って|ゆえに|すなわち|つまり|すると|따라서|그러므로|즉"),
    ("define", r"ここで|ただし|여기서"),
    # German
    ("define", r"wobei|sei(?:en)?|setz(?:e|t|en)|definier\w+|bezeichne\w*|nenn(?:e|t|en)"),
    ("assume", r"für|mit|gelte|angenommen|da|weil|sofern"),
    ("case", r"falls|wenn|gdw|fall(?= (?:\d|[A-Z])\b)"),
    ("claim", r"gilt|gelten|ist|sind|folgt|ergibt|erh(?:ä|ae)lt|erhalten|haben|daher|dann|somit|damit|wird|bekommen"),
    # French
    (
        "define",
        r"où|soi(?:t|ent)|(?:on )?pos(?:e|ons)|(?:on )?not(?:e|ons)|d(?:é|e)fini(?:t|e|ssons|s)?|d(?:é|e)sign\w+",
    ),
    ("assume", r"pour|avec|suppos(?:e|ons|é)|tel(?:le)?s? que|puisque"),
    ("case", r"ss?i|lorsque|quand"),
    ("claim", r"alors|donc|ainsi|obtient|obtenons|devient|est|sont|vaut|d'où|implique"),
    # Spanish
    ("define", r"sea[n]?|donde|defin(?:imos|e|ida?)|denota(?:mos)?"),
    ("assume", r"para|supon(?:ga|emos|iendo)|dado que|ya que|tal que"),
    ("case", r"cuando"),
    ("claim", r"entonces|luego|obtenemos|tenemos|resulta|por (?:lo )?tanto|queda"),
    # Portuguese
    ("define", r"sejam?|onde|definimos|denotamos"),
    ("assume", r"suponha(?:mos)?|já que"),
    ("case", r"quando"),  # and in Italian
    ("claim", r"então|portanto|obtemos|temos|segue"),
    # Italian
    ("define", r"sia(?:no)?|dove|definiamo|indichiamo"),
    ("assume", r"supponiamo|poiché"),
    ("claim", r"allora|quindi|dunque|otteniamo|abbiamo"),
    # Polish
    ("define", r"niech|gdzie|oznaczmy|definiujemy"),
    ("assume", r"dla|ponieważ|zakładamy"),
    ("case", r"gdy|jeśli|jeżeli"),
    ("claim", r"wtedy|zatem|więc|otrzymujemy|mamy|stąd"),
    # Russian
    ("define", r"(?<!\w)(?:пусть|где|обозначим|определим)(?!\w)"),
    ("assume", r"(?<!\w)(?:для|так как|поскольку|предположим)(?!\w)"),
    ("case", r"(?<!\w)(?:если|когда|при)(?!\w)"),
    ("claim", r"(?<!\w)(?:то|тогда|значит|следовательно|отсюда|получаем|получим|имеем)(?!\w)"),
)
_PATTERN = re.compile(
    "|".join(f"(?P<c{i}_{cue}>(?<![A-Za-z])(?:{words})(?![A-Za-z]))" for i, (cue, words) in enumerate(_BEFORE)),
    re.IGNORECASE,
)
_SUPPOSING = re.compile(
    r"\W*(?:(?:let us|we|from (?:now|here) on,? (?:let us |we )?)\s*)?"
    r"(?:assume|suppose|nehmen wir an|angenommen|supposons|on suppose|supongamos)\b|\s*(?:假设|设)",
    re.IGNORECASE,
)
_CONSEQUENT = re.compile(
    r"\b(?:then|so|hence|thus|therefore|we (?:get|have|obtain|find|see)|it follows|dann|gilt|alors|donc|entonces)\b"
    r"|则|那么",
    re.IGNORECASE,
)
_THAT_IS = (
    r"(?:that is|i\.\s?e\.|so that|so|meaning(?: that)?|which means(?: that)?|d\.\s?h\.|c'est-à-dire|es decir|即)"
)
_PROPERTY = (
    r"(?:distributions?|normali[sz]ed|cent(?:re|er)ed|standardi[sz]ed|unit (?:vectors?|norm|length)|one[- ]hot"
    r"|stochastic|on the simplex)"
)
_EXPLAINED = re.compile(
    rf"\b(?:is|are|be)\b[^.;:]{{0,40}}\b{_PROPERTY}\b[^.;:]{{0,30}}?[,(:]\s*{_THAT_IS}?[\s,]*"
    rf"(?:{MATH}[\s,]*(?:and|und|et|y|和)?\s*)*\Z",
    re.IGNORECASE,
)
_RULE = re.compile(r"\b(?:quotient|product|reciprocal|leibniz) rule\b", re.IGNORECASE)
_CONCLUDES = re.compile(
    r"\s*(?:[*_]*)(?:therefore|thus|hence|so|finally|combin|in general|putting|altogether|both cases|together|"
    r"otherwise|and just as|all in all|所以|因此)",
    re.IGNORECASE,
)
_CONCLUSIVE = re.compile(
    r"\b(?:therefore|thus|so|hence|conclu\w+|impl(?:y|ies)"
    r"|simplif\w+|becomes?|rewrit\w+|(?:can|may) (?:also )?(?:be )?(?:re)?writ\w+|we get"
    r"|obtain\w*|gives?|yields?|then|equivalent\w*|reduces?|that is|i\.e\.|similarly|expand\w*|equals?|follows"
    r"|in other words|unified|unify|(?:we|to) (?:show|prove|verify|check|claim)"
    r"|dann|daher|somit|folglich|deshalb|daraus|ergibt|folgt|alors|donc|ainsi|entonces|luego|por (?:lo )?tanto"
    r"|então|portanto|logo|quindi|dunque|allora|следовательно|значит|тогда|поэтому|отсюда)\b"
    r"|d'où|所以|因此|从而|于是|則|则|故|よって|したがって|従って|ゆえに|따라서|그러므로",
    re.IGNORECASE,
)
_SUPPOSES = re.compile(
    r"\b(?:suppos\w+|assum(?:e|es|ing)|consider\w*|say|take|imagine|initiali[sz]\w+|let(?!'s)"
    r"|start(?:s|ing)? (?:with|from)"
    r"|(?:values?|weights?|inputs?|parameters?|numbers?) (?:of )?)\b",
    re.IGNORECASE,
)
_SOLVED = re.compile(
    r"\bset(?:ting)?\b[^.]*\b(?:to|equals?|equal to) (?:zero|0)\b|\bsolv(?:e|es|ed|ing)\b|\bsolution\b"
    r"|\b(?:at|is|has) (?:the|an?|its) (?:minimum|maximum|optimum|optimal|minimi[sz]er|maximi[sz]er|boundary)\b"
    r"|\bnormal equations?\b|\bfirst[- ]order condition|\bstationary point|\bvanish\w*\b|\boptimality\b"
    r"|\bNormalgleichung|\béquations? normales?\b|\b(?:ecuaci|equaç|equazi)\w+ norma|\bнормальн\w+ уравнен"
    r"|\b(?:auf)?lösen\b|\bLösung|\brés(?:ou|ol)\w+|\bres(?:olv|uelv)\w+|\brisolv\w+|\brozwiąz\w+|\bреш(?:ая|им|ить|ени)"
    r"|正[规規]方程|解得|解方程|方程的?解|求解|方程式を解|を解く",
    re.IGNORECASE,
)


def cue_before(clause: str) -> Cue:
    """Return the cue nearest to the end of a clause."""
    found: Cue = ""
    for match in _PATTERN.finditer(plain_words(clause)):
        name = match.lastgroup or ""
        found = name.split("_")[1]  # type: ignore[assignment]
    return found


def cue_in(clause: str) -> Cue:
    """Return the cue before a formula, which the words that open its sentence may overrule.

    "Assume that the logits are centred, [this] and [this]" claims nothing, nor does what explains a property of data:
    "the target is a distribution, that is, [this] and [this]".
    """
    cue, words = cue_before(clause), plain_words(clause)
    supposed = _SUPPOSING.match(words) and not _CONSEQUENT.search(words)
    return "assume" if cue == "claim" and (supposed or _EXPLAINED.search(words)) else cue


def names_rule(sentence: str) -> bool:
    """Whether a sentence speaks of a rule of calculus, which is about all functions."""
    return bool(_RULE.search(sentence))


def concludes(prose: str) -> bool:
    """Whether a sentence ends a case: "Therefore", "Both together", ..."""
    return bool(_CONCLUDES.match(plain_words(prose)))


def is_conclusive(clause: str) -> bool:
    """Whether the words before a formula announce a consequence."""
    return bool(_CONCLUSIVE.search(clause))


def supposes(clause: str) -> bool:
    """Whether the words before `w = 2` fix it for what follows: "suppose w = 2", "with x = 1 and w = 2 given"."""
    return bool(_SUPPOSES.search(clause))


def sets_to_zero(words: str) -> bool:
    """Whether words say that something is set to zero, solved, or at an optimum."""
    return bool(_SOLVED.search(words) or SETS.search(words))
