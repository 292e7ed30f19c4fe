"""What words say of how far a formula is meant: "to first order [this]", "find c such that [this]", "Tom says [this]".

Such a formula is not claimed to hold everywhere, so that no counterexample shows a mistake of its author.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from symloss.proofs.words.prose import MATH, plain_words

LOOSE = "the words beside it do not claim it exactly"
ASKED = "a problem to be solved, or a question: it is not claimed to hold"
SOME = "said of some values only, or of none"
SIZES = "sizes of matrices, and no numbers"
SOME_POINTS = "true at some points only: an equation for them, or a wrong step?"
TO_SOLVE = "an equation to be solved, or a wrong step?"
SOLUTION = "the solution of an equation, or a wrong step?"
TO_BE_SOLVED = frozenset({SOME_POINTS, TO_SOLVE, SOLUTION})
REPORTED = "what somebody says or may think: the text does not claim it"


def _any(*alternatives: str, start: str = r"\b") -> re.Pattern[str]:
    return re.compile(f"{start}(?:{'|'.join(alternatives)})", re.IGNORECASE)


_OF_THEM = (  # "up to [an irrelevant additive] constant"
    rf"(?:(?:an?|the|some|all|any|other|such|of|its?|their|our|and|or|for simplicity|for now|\d+|{MATH}"
    r"|irrelevant|unimportant|additive|multiplicative|overall|global|constant|positive|negative|linear|quadratic|cubic"
    r"|affine|numerical|normali[sz]\w+|higher|lower|leading|second|third|first|order|small|tiny|common|trivial|possible"
    r"|remaining)[\s-]*(?:,\s*)?)*"
)
_PARTS = (
    r"(?:constants?|terms?|factors?|summands?|bias(?:es)?|signs?|normali[sz]\w*|scal\w+|prefactors?|proportionality"
    r"|permutations?|rotations?|shifts?|translations?|transpos\w+|reparametri[sz]\w+|rounding|errors?|orders?"
    r"|corrections?|regulari[sz]\w+|offsets?|contributions?|multiples?|equivalence|isomorphism)"
)
_RING = re.compile(  # \\mathbb{Z}_5, \\mathbb{F}_2, GF(2), 3 \\bmod 2
    r"\\(?:mathbb|mathbf|bf)\s*\{?\s*[ZF]\s*\}?\s*(?:_|/)|\bGF\s*\(|\\p?(?:b?mod)\b"
)
_SIZE = r"\(\s*[\w\\{}]+\s*\\times\s*[\w\\{}]+\s*\)(?:\s*\^\s*\{?\\?(?:top|T|intercal)\}?)?"
_SIZES = re.compile(
    rf"\s*{_SIZE}(?:\s*(?:\\cdot|\\times|@)?\s*{_SIZE})+\s*=\s*{_SIZE}"
)  # (m \times n)(n \times k) = (m \times k)
_SMALL = r"(?:large|small|big|tiny|huge)"
_VERY = r"(?:(?:very|sufficiently|moderately|extremely|fairly|any|all|too|so)\s+)*"
_LOOSE = _any(
    r"(?:to|in|at|up to) (?:the )?(?:zeroth|first|second|third|lowest|leading|linear|quadratic) (?:\w+ )?order",
    r"(?:first|second)-order (?:approximation|expansion|estimate)",
    rf"modulo\b|mod (?:\d|{MATH})|modular arithmetic",
    r"(?:integer|floor|boolean|binary|saturating|(?:fixed|floating)[- ]point|interval|tropical) "
    r"(?:division|arithmetic|algebra|addition|operations?|logic)",
    r"in base (?:\w+)|(?:finite field|characteristic|clock|o'clock)\b|with integers\b|in (?:Python|C|Java)\b",
    r"in (?:binary|hexadecimal|octal)\b|(?:machine|single|double|half|finite) precision|rounded (?:down|up|towards?)",
    r"(?:ignor|neglect|dropp?|omitt?|disregard|suppress|discard|forgett?|absorb)(?:ing|ed|s|e|es)? "
    + _OF_THEM
    + _PARTS,
    rf"(?:leav|throw)(?:ing|es|e)? (?:out|away) {_OF_THEM}{_PARTS}",
    rf"(?:up to|apart from|aside from|except for) {_OF_THEM}{_PARTS}",
    r"(?:constants?|terms?|factors?)(?: [\w-]+){0,6} (?:(?:can|may|will) be|is|are) "
    r"(?:ignored|neglected|dropped|omitted|left out|suppressed|discarded|absorbed)",
    rf"(?:for|when|if|as|with) {_VERY}{_SMALL}(?: enough)?"
    rf"(?: (?:values? (?:of )?|\w+ )?{MATH}|[^.;:{MATH}]{{0,30}}(?:[,:]|\s(?:the|this|it|we)\b))",
    rf"asymptotical?ly|in the (?:\w+[- ])*limit\b|as {MATH} (?:grows|becomes|gets|goes|tends)",
    r"approximate\w*|approximation|roughly|nearly|heuristically|informally|loosely|symbolically|schematically",
    r"empirically|lineari[sz]\w+|Taylor (?:expan|approx)\w*",
    r"abus(?:e|ing) (?:of )?(?:the )?notation|notational abuse",
    r"on average|in expectation|in distribution|in probability|almost (?:surely|everywhere|always|all|equal)",
    r"with high probability|with probability one",
    r"in erster (?:Ordnung|Näherung)|näherungsweise|bis auf\b|ungefähr",
    r"au premier ordre|à une constante près|environ\b|approximativement|aproximad\w+|salvo constante|a primer orden",
)
_GROWS = _any(rf"(?:is|are|becomes?|gets|grows) {_VERY}{_SMALL}\b", start=rf"{MATH}\s+")
_LOOSE_CHINESE = re.compile(r"近似|忽略|大约|模\s*\d|取模|渐近|一阶")
_UNKNOWN = (
    r"(?:(?:an?|the|all|any|every|some|its?|those|possible|real|positive|negative|integer|numbers?|values?|points?"
    rf"|solutions?|roots?|pairs?|parameters?|constants?|vectors?|weights?|and|of|for|{MATH}|,)\s*)*"
)
_TASK = rf"(?:(?:exercise|problem|question|task|quiz|homework|aufgabe|übung|exercice|ejercicio)\b[^{MATH}]{{0,40}}?)?"
_ASKED = _any(
    rf"(?:find|determine|compute|calculate|identify|characteri[sz]e|list|search for|look for|give)\s+{_UNKNOWN}"
    r"(?:(?:such|so) that|with|for which|where|satisfying|that satisf\w+|that make\w*|which satisf\w+|solving)\b",
    r"solve\b|(?:for|at|under) (?:which|what)\b|when (?:is|does|do|are)\b",
    rf"(?:which|what) (?:value|number|choice|{MATH})|is it true|true or false|prove or disprove",
    r"(?:decide|check|test|examine|investigate|verify|determine|discuss|see|ask) (?:whether|if)\b",
    r"(?:löse|bestimme|finde|berechne|gesucht)\w*\b|(?:résoudre|déterminer|trouver)\b",
    r"(?:resuelve|resolver|encuentra|hallar|determina)\b|求|解方程|判断",
    start=rf"\A[\W\d]*{_TASK}(?:(?:now|first|then|next|finally|and|try to|please)[\s,]*)*",
)
_SOME = _any(  # a point, a contradiction, what would be
    rf"there (?:is|are|exists?|must be)\b[^.;:]{{0,30}}{MATH}[^.;:]{{0,30}}"
    r"\b(?:such that|with|for which|where|satisf\w+)",
    rf"for some (?:\w+ ){{0,2}}{MATH}|(?:intersects?|meets?|crosses|touch(?:es)?)\b(?!-)",
    r"has (?:no|one|two) (?:\w+ )?solutions?",
    r"contradict\w+|absurd\w*|impossib\w+|paradox\w*|fallac\w+|would (?:have|imply|mean|follow|hold)\b",
    r"Widerspruch|contradicci[oó]n",
)
_WHY = _any(r"why|how (?:come|can|do|does|is)|warum|weshalb|pourquoi|por qué")
_PERSON = (
    r"(?:(?:an?|the|one|some|another|our|my|his|her|many|most|every)\s+)*(?:\w+ )?"
    r"(?:students?|pupils?|learners?|beginners?|newcomers?|novices?|classmates?|colleagues?|friends?|candidates?"
    r"|readers?|people|persons?|participants?|programmers?|users?|chatbots?|interns?|someone|somebody|he|she"
    r"|schüler\w*|student\w*|élèves?|étudiant\w*|alumn[oa]s?)"
)
_SAYS = (
    r"(?:sa(?:ys?|id)|claim(?:s|ed)?|comput(?:es?|ed)|calculat(?:es?|ed)|wr(?:ites?|ote|itten)|thinks?|thought"
    r"|believ(?:es?|ed)|argu(?:es?|ed)|answer(?:s|ed)?|got|gets?|obtain(?:s|ed)?|conclud(?:es?|ed)|guess(?:es|ed)?"
    r"|suggest(?:s|ed)?|propos(?:es?|ed)|assert(?:s|ed)?|expect(?:s|ed)?|finds?|found|report(?:s|ed)?|assum(?:es?|ed)"
    r"|simplif(?:y|ies|ied)|deriv(?:es?|ed)|puts?|uses?|schreib\w*|behaupte\w*|rechne\w*|écri\w+|escrib\w+)"
)
_MIGHT = r"(?:(?:might|may|could|would|naively|first|at first|easily|also|perhaps|then|be|is|are|tempted to) )+"
_REPORTED = _any(
    rf"{_PERSON}(?: (?:\w+ly|has|have|had|who|once|first|then|may|might|would|could))* {_SAYS}\b",
    rf"(?-i:(?!I\b|We\b|It\b|This\b|That\b|One\b|Then\b|Which\b|Equation\b|Eq\b)[A-Z][a-z]+) {_SAYS} that\b",
    rf"(?:one|you|we|they|some) {_MIGHT}(?:think|expect|guess|believe|write|say|hope|assume|conclude|suspect|argue)\b",
    r"(?:nobody|never|do(?:es)? not|don't|must not|mustn't|should not|shouldn't|cannot|can't) (?:\w+ ){0,2}"
    r"(?:write|conclude|think|replace|say|assume|simplify)\b",
    rf"(?:formula|equation|identity|statement|claim|relation|rule) {MATH} (?:is|was) (?:known|called)\b",
    r"it (?:is|was|would be) tempting|tempted to|naive(?:ly)?\b|at first (?:glance|sight)|contrary to|supposedly",
    r"allegedly|fälschlich\w*|pretend(?:s|ed|ing)?\b|conjectur\w+|hypothesi[sz]e",
)
_JUDGED = (
    r"(?:wrong|false|incorrect|mistaken|untrue|nonsense|erroneous|an? (?:\w+ )?(?:mistake|error|slip|fallacy)"
    r"|not (?:right|correct|true|so|what|the case|valid))\b"
)
_TAKEN_BACK = _any(
    r"(?:(?:this|that|it|he|she|they|which|both|these|the|his|her|their|such|an?|last|first|previous|above)\s+)+"
    r"(?:\w+ ){0,2}(?:is|are|was|were|would be|looks?)"
    rf"(?: (?:however|of course|clearly|simply|just|obviously|also|completely|quite|plainly))*,? {_JUDGED}",
    r"(?:this|that|it|which) (?:does not|doesn't|cannot|can't|fails to) (?:hold|be (?:true|right))",
    r"(?:wrong|incorrect|false|not so)\W*\Z|(?:das|dies) ist (?:falsch|nicht richtig)",
    r"(?:what|where) (?:is|was|went) (?:wrong|the (?:mistake|error))|find the (?:mistake|error|slip)",
    start=r"\A[\W\d]*(?:(?:but|however|of course|unfortunately|no)[,:]? )?",
)


def hedged(sentence: str, formulas: Iterable[str] = (), *, asks: bool = False) -> str:
    """Return why a formula in this sentence is not claimed to hold as it stands, or ""; asks: it ends in "?"."""
    words, formulas = plain_words(sentence), list(formulas)
    if any(map(_SIZES.match, formulas)):
        return SIZES
    if _ASKED.match(words) or (asks and not _WHY.search(words)):
        return ASKED
    if _REPORTED.search(words):
        return REPORTED
    if _SOME.search(words):
        return SOME
    loose = _LOOSE.search(words) or _GROWS.search(words) or _LOOSE_CHINESE.search(words)
    loose = loose or next(filter(None, map(_RING.search, formulas)), None)
    return LOOSE if loose else ""


def takes_back(sentence: str) -> bool:
    """Whether a sentence says that the one before it is wrong: "That is wrong: ..."."""
    return bool(_TAKEN_BACK.match(plain_words(sentence)))
