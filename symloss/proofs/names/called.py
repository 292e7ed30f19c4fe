"""What prose calls its names: "for invertible matrices $A$ and $B$", "$C$ is a matrix", "random variables $X, Y$"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula, Side
from symloss.latex.reading.survey import survey
from symloss.proofs.documents.region import Document, Region
from symloss.proofs.names.mentions import label_of

Parsed = Mapping[int, tuple[Formula, ...] | Exception]

_MATRIX = (
    r"\bmatri(?:x|ces|z|zen|zes|cea?s?)\b|матриц\w*|矩阵|矩陣|行列|행렬|macierz\w*"
    r"|\blinear(?:e[rn]?)? (?:operators?|maps?|Operator(?:en)?|Abbildung(?:en)?)\b"
)
_VECTOR = r"\b(?:ve[ck]tors?|Vektor(?:en)?|vecteurs?|ve[ct]tore[si]?|vetor(?:es)?)\b|вектор\w*|向量|矢量|ベクトル|벡터"
_VARIABLE = r"(?:variables?|variáve(?:l|is)|quantit(?:y|ies)|number|vectors?|noise)"
_NUMBER = (
    r"\b(?:numbers?|scalars?|constants?|reals?|Zahl(?:en)?|Skalare?|Konstanten?|nombres?|scalaires?|constantes?|números?"
    r"|escalar(?:es)?|constantes?)\b|числ\w+|констант\w+|скаляр\w*|常数|常量|标量|定数"
)
_RANDOM = (
    rf"\brandom {_VARIABLE}\b|\bZufalls(?:variablen?|größen?)\b|\bvariables? aléatoires?\b|\bvariables? aleatorias?\b"
    r"|\bvariáve(?:l|is) aleatórias?\b|случайн\w+ величин\w*|随机变量|隨機變量|確率変数|확률 ?변수|zmienn\w+ losow\w+"
)
_NOISE = (
    r"\bnoises?\b|\berrors?(?: terms?)?\b|\bresiduals?\b|\bdisturbances?\b|\b\w*fehler\b|\b\w*rauschen\b"
    r"|\bStör\w+|\bResidu\w+|\bbruits?\b|\berreurs?\b|\brésidus?\b|\bruido\b|\berror(?:es|i|e)\b|\berros?\b|\bruído\b"
    r"|\bresíduos?\b|шум\w*|ошибк\w*|остатк\w*|噪声|噪音|误差|誤差|残差|殘差|ノイズ|잔차|오차|잡음|\bbłęd\w+|\bszum\w*"
)
_OBSERVES = re.compile(  # texts whose y = f(x) + \\epsilon is a model of what was observed
    r"regress|\bleast[- ]squares\b|\bkleinste\w* quadrat|moindres carrés|mínimos (?:cuadrados|quadrados)"
    r"|наименьших квадрат|\b(?:linear|statistical|observation|measurement|noise|data|additive) models?\b"
    r"|\bobserv(?:ation|ed|e)s?\b|\bmeasure(?:ment|d)s?\b|回归|回歸|回帰|회귀|最小二乘|最小二乗|最小平方|观测|觀測|観測|测量|測定|관측",
    re.IGNORECASE,
)
_LETTERS_OF_NOISE = frozenset({"epsilon", "varepsilon"})
_IS = r"(?:is|are|be|denotes?|ist|sind|seien?|est|sont|es|son|são|é|это|—|-|是|为|は)\s*"
_ARTICLE = r"(?:an?|the|two|both|eine?|d(?:er|ie|as)|zwei|une?|l[ea]s?|deux|una?|el|l[ao]s|dos)"
_OF_NONE = r"(?!(?:of|for|from|by|to|between|with|in|von|der|des|de|du|et|para|y)\b)"  # "the length of a vector"
_SIZE = re.compile(r"(?:(?!\\in\b)[^=])*(?:\\times|×)(?:(?!\\in\b)[^=])*")
_SAYS = re.compile(  # a list of items has dashes, too
    rf"(?!.*\n)\$*\s*(?:{_IS}(?:{_ARTICLE}\s*)?|{_ARTICLE}\s*)(?:(?:real|square|symmetric|complex)\s*)?\$*\s*",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*\$*\s*(?:,|,?\s*(?:and|und|et|y|e|i|和|と|및|oraz|и))\s*\$*\s*")


def matrices(document: Document, formulas: Parsed) -> frozenset[str]:
    """Return the names of matrices and linear maps."""
    return _called(document, formulas, _MATRIX)


def vectors(document: Document, formulas: Parsed) -> frozenset[str]:
    r"""Return the names of vectors, also of those that are said to lie in \mathbb{R}^n."""
    found = (f for parsed in formulas.values() if isinstance(parsed, tuple) for f in parsed)
    placed = (f.sides[0] for f in found if [s.op for s in f.signs] == ["in"] and _is_power(f.sides[-1]))
    names = (m for side in placed if side is not None and side.node is not None for m in survey(side.node))
    return _called(document, formulas, _VECTOR) | {label_of(m) for m in names}


def _is_power(side: Side | None) -> bool:
    r"""Whether this is \mathbb{R}^n."""
    node = side.node if side is not None else None
    base, above = (node.base, node.sup) if isinstance(node, t.Scripted) else (None, None)
    reals = isinstance(base, t.Letter) and (base.name, base.font) == ("R", "bb")
    return reals and isinstance(above, t.Letter | t.Literal)


def numbers(document: Document, formulas: Parsed) -> frozenset[str]:
    r"""Return the names of numbers, also of those of which a set or a bound is written: A \in \mathbb{R}, A > 0."""
    found = (f for parsed in formulas.values() if isinstance(parsed, tuple) for f in parsed)
    bounded = (f.sides[0] for f in found if f.signs and all(s.op in ("in", "<", ">", "<=", ">=") for s in f.signs))
    names = (m for side in bounded if side is not None and side.node is not None for m in survey(side.node))
    return _called(document, formulas, _NUMBER) | {label_of(m) for m in names}


def random(document: Document, formulas: Parsed) -> frozenset[str]:
    r"""Return the names of random quantities, also of those that are drawn: x \sim N(0, 1)."""
    found = (f for parsed in formulas.values() if isinstance(parsed, tuple) for f in parsed)
    drawn = (f.sides[0] for f in found if [s.op for s in f.signs[:1]] == ["~"])
    names = (m for side in drawn if side is not None and side.node is not None for m in survey(side.node))
    return _called(document, formulas, _RANDOM) | {label_of(m) for m in names}


def noise(document: Document, formulas: Parsed) -> frozenset[str]:
    r"""Return the names of errors and of what is drawn; \epsilon is one where a text speaks of observations."""
    observes = any(_OBSERVES.search(region.text) for region in document.regions if not region.is_math)
    found = _called(document, formulas, _NOISE) | random(document, formulas)
    return frozenset(name.partition("_")[0] for name in found) | (_LETTERS_OF_NOISE if observes else frozenset())


def _called(document: Document, formulas: Parsed, word: str) -> frozenset[str]:
    before = re.compile(rf"(?:{word})\s*(?:{_IS})?\$*\s*\Z", re.IGNORECASE)
    after = re.compile(
        rf"\A\$*\s*(?:(?:{_IS}|{_ARTICLE}\s+)(?:{_OF_NONE}[\w-]+,?\s*){{0,4}}?)?(?:{word})", re.IGNORECASE
    )
    found: set[str] = set()
    for listed in _lists(document):
        if before.search(listed[0][0]) or after.search(listed[-1][2]):
            found |= {name for _, region, _ in listed for name in _names(formulas.get(region.start, ()))}
    return frozenset(found)


def list_to(regions: Sequence[Region], last: int) -> tuple[Region, ...]:
    """Return the formulas of a list that ends there: "A, B and C"."""
    before = regions[last - 1] if last > 1 else None
    goes_on = (
        before is not None and before.kind == "prose" and _AND.fullmatch(before.text) and regions[last - 2].is_math
    )
    return (*(list_to(regions, last - 2) if goes_on else ()), regions[last])


def list_from(regions: Sequence[Region], first: int) -> tuple[Region, ...]:
    """Return the formulas of a list that begins there."""
    after = regions[first + 1] if first + 2 < len(regions) else None
    goes_on = after is not None and after.kind == "prose" and _AND.fullmatch(after.text) and regions[first + 2].is_math
    return (regions[first], *(list_from(regions, first + 2) if goes_on else ()))


def _lists(document: Document) -> Iterator[list[tuple[str, Region, str]]]:
    """Yield the formulas that stand in one list of a sentence, each with the words before and behind it."""
    regions = document.regions
    listed: list[tuple[str, Region, str]] = []
    for at, region in enumerate(regions):
        if not region.is_math:
            continue
        before = regions[at - 1].text if at else ""
        if listed and not _AND.fullmatch(before):
            yield listed
            listed = []
        listed.append((before, region, _words_after(regions, at)))
    if listed:
        yield listed


def _words_after(regions: Sequence[Region], at: int) -> str:
    """Return the words behind a formula, without the sizes among them: "be n x n matrices"."""
    words = regions[at + 1].text if at + 1 < len(regions) else ""
    sized = at + 3 < len(regions) and regions[at + 2].kind == "inline" and _SIZE.fullmatch(regions[at + 2].text)
    return f"{words} {regions[at + 3].text}" if sized and _SAYS.fullmatch(words) else words


def _names(found: tuple[Formula, ...] | Exception) -> Iterator[str]:
    """Yield the names that a formula without a sign consists of: A, and A, B."""
    for formula in found if isinstance(found, tuple) else ():
        for side in formula.sides if not formula.signs else ():
            node = side.node if side is not None else None
            for item in node.items if isinstance(node, t.Listing) else (node,):
                if isinstance(item, t.Letter | t.Scripted):
                    yield from (label_of(mention) for mention in survey(item)[:1])
