"""What the words around a formula say about it: definition, assumption, case, conclusion.

Words never decide truth. They only say what the author means to do with a formula;
where they are silent, its shape decides (`symloss.proofs.discourse.follower`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Cue = Literal["define", "assume", "case", "claim", "instance", "ansatz", "solve", ""]

# The last match before a formula wins, so the order of rows does not matter.
_BEFORE: tuple[tuple[Cue, str], ...] = (
    ("define", r"let(?!'s)|define[sd]?|defining|definition|denot(?:e[sd]?|ing)|call(?:ed)?"),
    ("define", r"abbreviat\w+|introduce[sd]?"),
    ("define", r"where|(?:is|are|be) given by|stands? for|writing|write|put|记|其中|定义|令|设"),
    ("assume", r"assum(?:e[sd]?|ing|ption)|suppos(?:e[sd]?|ing)|provided(?: that)?|given(?: that)?"),
    ("assume", r"satisf(?:y|ies|ying)|such that|subject to|constraints?|since|because|with|for|whenever|as long as"),
    ("assume", r"domain|range|假设|因为"),
    ("case", r"if|when|case|otherwise|当|如果|若|对于?(?:任意|所有|任何|每个|一切)?的?"),
    ("case", r"(?<!的)情[况形]\s*[\d一二三四五六]*\s*[:：(（]?\s*\Z"),
    ("instance", r"set(?:ting)?|at|putting|insert(?:ing)?|choos(?:e|ing)|substitut(?:e|ing)|tak(?:e|ing)"),
    ("instance", r"plug(?:ging)?(?: in)?"),
    ("ansatz", r"ansatz|try|look for|seek|split|partial fractions?|decompos\w+|constants? [A-Z] and [A-Z]"),
    ("solve", r"set(?:ting)? (?:it|this|the \w+(?: \w+)?) (?:equal )?to (?:zero|0)|solv(?:e|ing)|stationary|root of"),
    ("claim", r"then|so|thus|hence|therefore|gets?|giv(?:es?|ing)|yields?|obtain(?:s|ed)?|becom(?:es?|ing)|follows"),
    ("claim", r"have|has|find|simplif(?:y|ies|ied)|that is|i\.e\.|mean(?:s|ing)|impl(?:y|ies)|conclude|result"),
    ("claim", r"is|are|equals?|but|now|also|again|derivative|gradient|verify|check|note|recall|prove|shows?|shown"),
    ("claim", r"because of|所以|得|时|则|那么|于是|因此|可知|有"),
    # German
    ("define", r"wobei|sei(?:en)?|setz(?:e|t|en)|definier\w+|bezeichne\w*|nenn(?:e|t|en)"),
    ("assume", r"für|mit|gelte|angenommen|da|weil|sofern"),
    ("case", r"falls|wenn|fall(?= (?:\d|[A-Z])\b)"),
    ("claim", r"gilt|gelten|ist|sind|folgt|ergibt|erh(?:ä|ae)lt|erhalten|haben|daher|dann|somit|damit|wird|bekommen"),
    # French
    (
        "define",
        r"où|soi(?:t|ent)|(?:on )?pos(?:e|ons)|(?:on )?not(?:e|ons)|d(?:é|e)fini(?:t|e|ssons|s)?|d(?:é|e)sign\w+",
    ),
    ("assume", r"pour|avec|suppos(?:e|ons|é)|tel(?:le)?s? que|puisque"),
    ("case", r"si|lorsque|quand"),
    ("claim", r"alors|donc|ainsi|obtient|obtenons|devient|est|sont|vaut|d'où|implique"),
    # Spanish
    ("define", r"sea[n]?|donde|defin(?:imos|e|ida?)|denota(?:mos)?"),
    ("assume", r"para|supon(?:ga|emos|iendo)|dado que|ya que|tal que"),
    ("case", r"cuando"),
    ("claim", r"entonces|luego|obtenemos|tenemos|resulta|por (?:lo )?tanto|queda"),
)
_PATTERN = re.compile(
    "|".join(f"(?P<c{i}_{cue}>(?<![A-Za-z])(?:{words})(?![A-Za-z]))" for i, (cue, words) in enumerate(_BEFORE)),
    re.IGNORECASE,
)
MATH = "\x01"  # a formula, in a text of words
_CASE = (
    r"(?:\b(?:if|when(?:ever)?|provided that|case|falls|wenn|si|lorsque|cuando|(?:fall|cas|caso)(?=\s[\dA-Z]))\b"
    r"|[当若]|如果|情[况形])"
)
_CONSEQUENCE = (
    re.compile(  # "if i = j, [this]", "Case i = j: [this]", "Case 1: i = j" [this]; not "if i = j and [this]"
        rf"{_CASE}(?:(?!{_CASE}).)*{MATH}[\s*_)]*[,:，：]?[\s*_]*\Z", re.IGNORECASE | re.S
    )
)
_NOT_IN_CASE = r"(?<!\bin the )(?<!\bin this )(?<!\bin that )(?<!\bin which )"
_FOR_THESE = re.compile(  # "for any w and x: [this]"
    rf"\b(?:for|whenever|für|pour|para)\b[^{MATH}]*{MATH}[^:：]*[:：][\s*_]*\Z"
    r"|\b(?:for|with) (?:arbitrary|general|any)\b[\w\s-]*,\s*\Z",
    re.IGNORECASE,
)
_RULE = re.compile(r"\b(?:quotient|product|reciprocal|leibniz) rule\b", re.IGNORECASE)
_FOR_NEXT = re.compile(
    r"\b(?:for|whenever|when|if|as long as|provided(?: that)?|für|wenn|falls|pour|si|para|cuando)"
    r"(?:\s+(?:all|any|every|each|alle|jedes|tout|todo))?\s*\Z|\A\W*(?-i:Where)\s*\Z|[当对若]于?\s*\Z",
    re.IGNORECASE,
)
_FOR_SUCH = re.compile(
    r"\b(?:for|für|pour|para)\s+[\w-]+(?:\s[\w-]+){0,4}\s*\(\s*\Z", re.IGNORECASE
)  # "for unit vectors ([this])"
_GENERAL = re.compile(
    r"\b(?:in general|generally|in the general case|(?:for|with) (?:arbitrary|general)|more generally|without "
    r"th[ei]s?\w* (?:assumption|condition|restriction)s?|(?:im )?allgemein(?:en)?|en général|en general)\b"
    r"|一般(?:地|情况|来说|而言)",
    re.IGNORECASE,
)
_SUPPOSES_NEXT = re.compile(  # "if [this]", "when we have [this]"; not "in this case [this]", "when we divide, [this]"
    rf"{_NOT_IN_CASE}{_CASE}(?!\s+of\b)(?:[\s*_:(]+[\w-]+){{0,4}}[\s*_:(]*\Z", re.IGNORECASE
)
_NAMED_CASE = re.compile(r"\b(?:case|fall|cas|caso)\b|情[况形]", re.IGNORECASE)
_LONE_CASE = re.compile(rf"[\W_]*(?:\d+[.)]|[a-z][.)])?[\W_]*{_CASE}\s*{MATH}[\s*_:：,.)]*", re.IGNORECASE)

_WRONG = r"(?:wrong|false|incorrect|untrue|not (?:true|correct|valid|the case)|erroneous)"
_SAYING = r"(?:to|that|the|a|writ\w+|sa[yi]\w*|think\w*|assum\w+|us(?:e|ing)|claim\w*|believ\w+|formula|identity|rule)"
_DENIED_BEFORE = re.compile(
    rf"\b{_WRONG} (?:that|to (?:write|say|claim|conclude|think|assume))(?: [\w']+){{0,3}}\W*\Z"
    rf"|\b(?:mistake|pitfall|misconception|fallacy|common error)s? (?:is|was|would be|of)(?: {_SAYING}){{0,4}}\W*\Z"
    r"|\b(?:wrongly|incorrectly|erroneously|mistakenly)\b(?: [\w']+){0,3}\W*\Z"
    r"|\b(?:not|instead of|rather than|nicht|statt|anstatt|mais pas|et non|pero no|y no|en lugar de)\W*\Z"
    r"|错误地\w*\W*\Z|而不是\W*\Z",
    re.IGNORECASE,
)
_EXCEPTS = re.compile(r"\b(?:unless|except (?:if|when|where|for|at))[\s*_(]*\Z", re.IGNORECASE)
_DENIED_AFTER = re.compile(
    rf"[\s*_)]*(?:(?:does|do|did|would|will|need|can)(?: not|n't|not) (?:hold|apply|be true|follow)"
    rf"|(?:is|are|would be|was) (?:\w+ )?{_WRONG}|fails?\b|不成立|是错)",
    re.IGNORECASE,
)

_TRAILING = re.compile(
    r"^[\s,，]*(?:for(?: all| any| every| each)?|if|when(?:ever)?|with|where|as long as|provided(?: that)?|at"
    r"|für(?: alle)?|falls|wenn|pour(?: tout)?|si|para|[当对若])\s*$"
)
_IN_BRACKETS = re.compile(r"^\s*[(（]\s*(?:for(?: all)?|if|when|where|für|falls|pour|si|[当对若])?\s*$")  # "A (i != j)"
_THEN = re.compile(r"[\s,]*(?:then|we|the|so|it|this)\b", re.IGNORECASE)

_NOISE = re.compile(
    r"<[^<>]*>|\\(?:textbf|textit|emph|text|noindent|indent|bigbreak|smallbreak|item|quad)\b"
    r"|[*_`{}]|\(\s*\)|!?\[|\]\([^)]*\)"
)
_STOP = re.compile(r"(?<=[^.\s])[.!?](?=\s+[^a-z\s]|\s*$)|[;]\s|\n[ \t]*\r?\n|\n\s*(?:[-*+]|\d+[.)])\s|\|", re.M)
_CONCLUDES = re.compile(
    r"\s*(?:[*_]*)(?:therefore|thus|hence|so|finally|combin|in general|putting|altogether|both cases|together|"
    r"otherwise|and just as|all in all|所以|因此)",
    re.IGNORECASE,
)

_IN_WORDS = re.compile(  # a case that has no formula
    r"\b(?:others?|remaining|the rest|but the|else(?:where)?|otherwise|all but|except|incorrect|wrong|non-?target"
    r"|(?:off-?)?diagonal|boundary|positives|negatives|(?:correct|true|target|positive|negative|(?:in)?active|interior)"
    r" (?:class|label|sample|example|one|pair|logit|word|token|entry|component|index|point)(?:e?s)?\b"
    r"|in (?:this|that|which|either|each) case|sonst|andernfalls|(?:ander|übrig)e[nrs]?"
    r"|ailleurs|autres?|sinon|otr[oa]s?|dem(?:á|a)s)\b|其他|其它|其余|否则|[正负]样本|[正负]例",
    re.IGNORECASE,
)
_AIM = (
    r"(?:(?:for|as an?|by way of) (?:\w+ )?(?:example|instance|illustration)"
    r"|(?:\w+ )?example|concretely|numerically|now)"
)
_QUANTITY = (
    r"(?:the|an?|our|some|values?|numbers?|inputs?|points?|weights?|parameters?|scalars?|logits?|scores?|bias|labels?"
    r"|targets?|step size|learning rate|predictions?|at|as)"
)
_SETS = (
    r"(?:let us |we (?:now )?)?"
    r"(?:take|set|choose|pick|fix|put|use|consider|suppose|assume|let|try|at|for|with|say|given)"
)
_VALUES = rf"[\s:]*(?:{_QUANTITY}\s+)*{MATH}(?:(?:\s|,|and|with)+(?:{_QUANTITY}\s+)*{MATH})*[\W\d]*"
_SETTING = re.compile(rf"[\W\d]*(?:{_AIM}[\W\d]*)?{_SETS}{_VALUES}", re.IGNORECASE)  # "Take a = 1 and y = 0."
_TAKES = re.compile(
    rf"[\W\d]*(?:{_AIM}[\W\d]*)?(?:let us |we (?:now )?)?"
    r"(?:take|set|choose|pick|fix|put|consider|suppose|assume|let)\b",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(rf"[\W\d]*{_AIM}{_VALUES}", re.IGNORECASE)  # "Example: the weight w = 2, the input x = 1."


def plain_words(prose: str) -> str:
    """Return prose without markup."""
    return _NOISE.sub(" ", prose)


def last_clause(prose: str) -> str:
    """Return what belongs to the sentence that is still open at the end of `prose`."""
    end = 0
    for stop in _STOP.finditer(prose):
        if prose[stop.end() :].strip(" \t\n\r*_:"):
            end = stop.end()
    return prose[end:]


def cue_before(clause: str) -> Cue:
    """Return the cue nearest to the end of a clause."""
    found: Cue = ""
    for match in _PATTERN.finditer(plain_words(clause)):
        name = match.lastgroup or ""
        found = name.split("_")[1]  # type: ignore[assignment]
    return found


def supposed_before(clause: str) -> bool:
    """Whether a formula follows what it needs: "if i = j, [this]"."""
    return bool(_CONSEQUENCE.search(clause) or _FOR_THESE.search(clause))


def supposed_within(clause: str, sentence: str) -> bool:
    """Whether a formula after these words is the condition of what its sentence goes on to say: "for x > 0 we have"."""
    after = sentence.partition(clause + MATH)[2]
    following = MATH in after and cue_before(after.rpartition(MATH)[0]) != "define"
    words = plain_words(clause)
    return following and bool(_FOR_NEXT.search(words) or _FOR_SUCH.search(words))


def lost_condition(clause: str, sentence: str) -> str:
    """Return what to say of the rest of a sentence if the formula after these words is a condition not understood."""
    lost = _EXCEPTS.search(plain_words(clause)) or supposed_within(clause, sentence)
    return "it rests on a condition that I do not understand" if lost else ""


def in_general(sentence: str) -> bool:
    """Whether a sentence leaves special values and cases behind: "in general, ..."."""
    return bool(_GENERAL.search(plain_words(sentence)))


def supposes_next(clause: str) -> bool:
    """Whether the next formula is what is supposed: "if f = g"; what follows "in this case" is not."""
    return bool(_SUPPOSES_NEXT.search(plain_words(clause)))


def denied(clause: str, after: str) -> bool:
    """Whether the words around a formula say that it does not hold: "a mistake is to write [this]", "unless [this]"."""
    words = plain_words(clause)
    return bool(_EXCEPTS.search(words) or _DENIED_BEFORE.search(words) or _DENIED_AFTER.match(after))


def names_rule(sentence: str) -> bool:
    """Whether a sentence speaks of a rule of calculus, which is about all functions."""
    return bool(_RULE.search(sentence))


def told_in_words(clause: str) -> bool:
    """Whether words without a formula say of what the next formula is said: "for the other classes [this]"."""
    return bool(_IN_WORDS.search(plain_words(clause).rpartition(MATH)[2]))


def opens_case(clause: str, sentence: str) -> bool:
    """Whether a condition holds beyond its sentence: "Case 1: i = j", or "If i = j:" with nothing after it."""
    return bool(_NAMED_CASE.search(clause) or _LONE_CASE.fullmatch(plain_words(sentence)))


def sets_values(sentence: str) -> bool:
    """Whether a sentence does nothing but set values: what it sets holds on."""
    return bool(_SETTING.fullmatch(plain_words(sentence)))


def takes_values(sentence: str) -> bool:
    """Whether a sentence sets values, and says more: what follows may be of them ("Take a = 0 (no decay). Then")."""
    return bool(_TAKES.match(plain_words(sentence)))


def gives_example(sentence: str) -> bool:
    """Whether a sentence does nothing but give the values of an example."""
    return bool(_EXAMPLE.fullmatch(plain_words(sentence)))


def trails(between: str, after: str) -> bool:
    """Whether a condition belongs to the formula before it: "A for i != j", but not "A. If i = j then B"."""
    if _IN_BRACKETS.match(between):
        return after.startswith((")", "）"))
    ends = not after.strip(" \t\r\n.,;:)。，；：）")
    return bool(_TRAILING.match(between)) and (ends or ("\n" not in between.strip(" ") and not _THEN.match(after)))


def concludes(prose: str) -> bool:
    """Whether a sentence ends a case: "Therefore", "Both together", ..."""
    return bool(_CONCLUDES.match(plain_words(prose)))


@dataclass(frozen=True)
class Property:
    """A property of named arrays that prose states in words: "one-hot", "sums to one"."""

    name: Literal["one-hot", "normalised", "positive", "nonnegative", "binary", "symmetric"]
    pattern: re.Pattern[str]


PROPERTIES = (
    Property("one-hot", re.compile(r"one[-\s]?hot", re.IGNORECASE)),
    Property(
        "normalised",
        re.compile(
            r"(?:sums?|adds?(?: up)?|summing|normali[sz]ed) to (?:one|1|unity)"
            r"|sum of (?:the|all) (?:labels|targets) is (?:one|1)|probability (?:vector|distribution)",
            re.IGNORECASE,
        ),
    ),
    Property(
        "symmetric",
        re.compile(
            r"(?<![\w-])(?<!not )(?<!necessarily )(?:symmetric(?! (?:in|about|around|under|with)\b)|symmetrisch\w*"
            r"|symétrique|simétrica)|(?<![非反不])对称",
            re.IGNORECASE,
        ),
    ),
    Property(
        "positive",
        re.compile(r"(?:strictly )?positive (?:numbers?|reals?|constants?|scalars?|parameters?)", re.IGNORECASE),
    ),
)

_NOT_SAID = re.compile(
    r"\b(?:not|cannot|no|never|without|unless|whether|neither|nor|instead|rather|non|were|nicht|kein\w*|ohne|ob|sans|pas|sin)\b"
    r"|n['’]t\b|[不非没]",
    re.IGNORECASE,
)
_OR_NOT = re.compile(r"\s*(?:(?:vectors?|labels?|targets?|encod\w+)\s*)?,?\s*\bor\b", re.IGNORECASE)
_TAKEN_BACK = re.compile(
    r"[^.;:,]{0,20}[.;:,—–-]+\s*(?:but|though|although|yet|however|which|this|that|it|we|here|not)\b[^.]*?"
    r"(?:\b(?:not|cannot|no|never|nowhere)\b|n['’]t\b)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:some|many|most|other) (?:\w+ )?(?:people|authors?|texts?|papers?|books?)\b|\bothers\b", re.I
)
_ASIDE = re.compile(r",[^,.;:\x01]{0,40},")


def says(known: Property, words: str) -> re.Match[str] | None:
    """Return where a sentence says of something that it has a property; not where it says that it has not.

    What a "not", "without", "whether" or "were" goes before in its clause is not said to hold, nor
    what others assume, nor what is taken back at once.
    """
    for found in known.pattern.finditer(words):
        clause = re.split(r"[.;:,]|\bbut\b", _ASIDE.sub(" ", words[: found.start()]))[-1]
        after = words[found.end() :]
        denied_here = _NOT_SAID.search(clause) or _OTHERS.search(clause)
        if not (denied_here or _OR_NOT.match(after) or _TAKEN_BACK.match(after)):
            return found
    return None


_APART = (
    r"(?:\bi\.?\s?i\.?\s?d\b\.?|\bindependen(?:t|tly|ce)\b(?! (?:of|from)\b(?! each other| one another)| variables?\b))"
)
_SAMPLED = (
    r"(?:data|examples?|samples?|observations?|labels?|targets?|draws?|drawn|flips?|toss\w*|trials?|points?|instances?"
    r"|records?|pairs?|sentences?|words?|random variables|probabilities|distributed|assum\w+)"
)
_INDEPENDENT = re.compile(rf"{_APART}[^.]*\b{_SAMPLED}\b|\b{_SAMPLED}\b[^.]*{_APART}", re.IGNORECASE)
_UNSURE = re.compile(
    r"\b(?:not|n't|no|never|without|if|unless|were|instead|rather|linearly|conditional\w*|in?dependent or)\b|n't\b|\?",
    re.IGNORECASE,
)


def says_independent(sentence: str) -> bool:
    """Whether a sentence says that samples are independent, without an if or a not."""
    words = plain_words(sentence)
    return bool(_INDEPENDENT.search(words)) and not _UNSURE.search(words)
