"""What prose calls the names in it: operators, activation functions, matrices of a size."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.survey import survey
from symloss.proofs.documents.region import Document, Region
from symloss.proofs.names import called
from symloss.proofs.names.amounts import Amounts, amounts
from symloss.proofs.names.logarithms import speaks_of_bases
from symloss.proofs.names.mentions import highest_numbers, label_of
from symloss.proofs.names.own_signs import own_signs
from symloss.proofs.names.several import listed_apart

Parsed = Mapping[int, tuple[Formula, ...] | Exception]

_OPERATOR = re.compile(r"\boperator\s*\$*\s*\Z", re.IGNORECASE)
_FUNCTIONS = {  # how prose speaks of a function that a letter of `SPOKEN_OF` names
    "Phi": re.compile(r"\b(?:normal|gaussian)\s+(?:cumulative\s+)?(?:distribution|cdf|c\.d\.f)", re.IGNORECASE),
    "Gamma": re.compile(r"\bgamma[ -]?(?:function|funktion|distribut|verteil)|\b(?:beta|dirichlet)\b", re.IGNORECASE),
}
_ENTRYWISE = r"(?:element|entry|point|component|coordinate)[- ]?wise"
_ACTIVATION = (  # "activation function f", "the nonlinearity f", "Aktivierungsfunktion f", in other languages too
    rf"(?:activation(?: function)?|non-?linearity|{_ENTRYWISE} function|transfer function|fonction d'activation"
    r"|aktivierungsfunktion|funkcj\w+ aktywacji|funci[oó]n de activaci[oó]n|função de ativação"
    r"|функци\w+ активации|hàm kích hoạt|激活函数|活性化関数|활성화 함수)"
)
_SPEAKS_OF_ACTIVATIONS = re.compile(rf"{_ACTIVATION}|\bnon-?linear", re.IGNORECASE)
_BEFORE = re.compile(rf"{_ACTIVATION}\s*\$*\s*\Z", re.IGNORECASE)
_AFTER = re.compile(
    rf"\A\$*\s*(?:(?:is|denotes|represents|stands for|be|ist|est|es|jest|là|是|为|は|—|-)\s*(?:an?|the|our|some"
    rf"|eine?|die|la|une?|một|表示)?\s*(?:non-?linear )?"
    rf"{_ACTIVATION}|(?:is |are )?(?:applied |applies |acts? )+{_ENTRYWISE})",
    re.IGNORECASE,
)
_ANY = (  # "any smooth activation function", "eine beliebige Aktivierungsfunktion", "任意可微的激活函数"
    rf"(?:(?:any|an arbitrary|arbitrary|some|a generic|a general)(?: [\w-]+){{0,3}} (?:function|{_ACTIVATION})"
    rf"|(?:irgendeine|(?:eine )?beliebige)(?: \w+)? (?:\w*funktion|{_ACTIVATION})"
    rf"|une {_ACTIVATION} quelconque|una {_ACTIVATION} cualquiera|(?:任意|某个)\w{{0,6}}函数)"
)
_ANY_BEFORE = re.compile(rf"(?<!\w){_ANY}\s*\$*\s*\Z", re.IGNORECASE)
_ANY_AFTER = re.compile(
    r"\A\$*\s*(?:(?:is|be|may be|can be|denotes|stands for|(?:sei|ist)(?: hier)?|est|es|soit|为|是|表示)\s*)?"
    rf"{_ANY}(?!\w)",
    re.IGNORECASE,
)
_LIKE = re.compile(
    r"\$*\s*,?\s*\(?(?:such as|like|e\.\s?g\.|for example|for instance|etwa|z\.\s?B\.|comme|例如|如)", re.IGNORECASE
)
_SIGMOID = re.compile(
    r"sigmo[iïí]d|log[ií]sti[ckqs]|logistyczn|логист|逻辑|对数几率|ロジスティック|로지스틱|[sS]型|シグモイド|시그모이드|сигмоид",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"\b(?:batch|subset|subsample|fold)(?: size)?(?: (?:of|with|has|have|size|is))*\s*\$*\s*\Z", re.IGNORECASE
)
_OF_THEM = re.compile(r"\A\$*\s*(?:examples |samples |points )?of (?:them|these|those)\b", re.IGNORECASE)
_SIZE_WORDS = re.compile(  # "[X] is a real [n x d] matrix", "the [n x d] design matrix [X]"
    r"(?:is|be|are|has|have|an?|the|our|to|of|with|size|sizes|shape|dimensions?|real|real-valued|matrix|matrices|design"
    r"|data|weight|input|feature|array|order|sei|ist|eine?|est|une|es|una|là|[是一个为的维度形状大小矩阵]+)"
)
_SIZED = re.compile(r"\b(?:is|be|are|has|have|size|shape|dimensions?|matrix|matrices|sei|ist|est|es|là)\b|[是为矩]")
_COLUMN = re.compile(  # the head of a table with a column of sizes
    r"(?:[|&][^\n|&]*|\A[^\n|&]*|^[^\n|&]*)\b(?:shapes?|sizes?|dimensions?|dims?|gr(?:ö|oe)(?:ß|ss)en?|tailles?|tamaños?"
    r"|tamanhos?|dimens(?:iones|ões|ión|ão|ioni|ione)|wymiary?|размер\w*)\b|[|&][^\n|&]*(?:形状|维度|維度|尺寸|次元|サイズ|크기|차원)",
    re.IGNORECASE | re.MULTILINE,
)
_NEXT_CELL = re.compile(r"\s*\$*\s*[|&](?:[^\n|&$]*[|&])*\s*\$*\s*")
_TABLE_ENDS = re.compile(r"\n[ \t]*\n|\\end\{tabular")
_SYMMETRIC = re.compile(  # matrices that are their own transposes, said or not
    r"\bsymmetric\b|\bsymmetrisch|\bsymétrique|\bsimétric|\b(?:covariance|correlation|gram|kernel|adjacency|precision"
    r"|scatter|fisher|distance|similarity|information) matri|\bhess(?:ian|e)|\blaplacian"
    r"|positive[- ](?:semi-?)?definite|对称|协方差",
    re.IGNORECASE,
)
_OF_VECTORS = re.compile(r"softmax|归一化", re.IGNORECASE)


@dataclass(frozen=True)
class Spoken:
    """operators: letters that are no vectors, whatever their font. activations: functions that act on each entry.

    sizes: where a matrix is said to be n x d, its name, and its sizes.
    """

    operators: frozenset[str]
    activations: frozenset[str]
    sizes: tuple[tuple[int, str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Beside:
    """unsaid: functions of which the text nowhere says what they are. apart: the o of u_o, u_1, ..., u_K.

    activations: whether the text speaks of activation functions, which are many. parts: letters for how many of all
    there are in a batch. bases: whether it speaks of logarithms to another base, but does not say which ones they are.
    own: signs of numbers that are something else in this text. symmetric: whether it speaks of symmetric matrices.
    small: matrices whose entries it writes in small letters, without saying so. matrices, vectors, numbers, random,
    noise: what it calls so in words. highest: the largest number that stands below a name. whole: letters for whole
    numbers. amounts: numbers that it gives to names in words.
    """

    unsaid: frozenset[str] = frozenset()
    activations: bool = False
    apart: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    bases: bool = False
    own: frozenset[str] = frozenset()
    symmetric: bool = False
    small: frozenset[str] = frozenset()
    matrices: frozenset[str] = frozenset()
    vectors: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    random: frozenset[str] = frozenset()
    noise: frozenset[str] = frozenset()
    highest: Mapping[str, int] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()
    amounts: Amounts = field(default_factory=Amounts)


def spoken(document: Document, formulas: Parsed) -> Spoken:
    """Return what the prose of a document calls its names."""
    operators: set[str] = set()
    activations: set[str] = set()
    for before, region, after in _between_words(document):
        found = list(_names(formulas.get(region.start, ()))) if region.is_math else []
        if _OPERATOR.search(before):
            operators |= set(found)
        active = _BEFORE.search(before) or _AFTER.search(after)
        if active and len(set(found)) == 1 and not _OF_VECTORS.search(before[-60:] + after[:60]):
            activations |= set(found)
    prose = [region.text for region in document.regions if region.kind == "prose"]
    operators |= {letter for letter, said in _FUNCTIONS.items() if any(map(said.search, prose))}
    return Spoken(frozenset(operators), frozenset(activations), tuple(_sizes(document, formulas)))


def beside(document: Document, formulas: Parsed, more: Iterable[tuple[Formula, ...] | Exception] = ()) -> Beside:
    """Return what a text says beside its formulas, and in `more` of them."""
    found = [f for f in formulas.values() if isinstance(f, tuple)]
    unsaid = frozenset() if says_sigma(document, (*found, *more)) else frozenset({"sigma"})
    apart = frozenset(letter for f in found for letter in listed_apart(f))
    activations = any(_SPEAKS_OF_ACTIVATIONS.search(region.text) for region in document.regions)
    own = own_signs(document, (formula for several in found for formula in several))
    symmetric = any(_SYMMETRIC.search(region.text) for region in document.regions if not region.is_math)
    return Beside(
        unsaid,
        activations,
        apart,
        _parts(document, formulas),
        speaks_of_bases(document, (f for several in found for f in several)),
        own,
        symmetric,
        matrices=called.matrices(document, formulas),
        vectors=called.vectors(document, formulas),
        numbers=called.numbers(document, formulas),
        random=called.random(document, formulas),
        noise=called.noise(document, formulas),
        highest=highest_numbers(f for several in found for f in several),
        amounts=amounts(document),
    )


def _parts(document: Document, formulas: Parsed) -> frozenset[str]:
    """Return the letters for how many of all something has: "a batch of $B$ examples", "of which it has $B$"."""
    found: set[str] = set()
    for before, region, after in _between_words(document):
        node = _alone(formulas.get(region.start, ())) if region.kind == "inline" else None
        if isinstance(node, t.Letter) and (_PART_OF.search(before) or _OF_THEM.search(after)):
            found.add(node.name)
    return frozenset(found)


def any_sigma(document: Document, formulas: Parsed) -> bool:
    r"""Whether prose says that \sigma is any function, so not the sigmoid that it is where nothing is said."""
    return not says_sigma(document, formulas.values()) and any(
        bool(_ANY_BEFORE.search(before) or _ANY_AFTER.search(after) or (_BEFORE.search(before) and _LIKE.match(after)))
        for before, region, after in _between_words(document)
        if region.is_math and set(_names(formulas.get(region.start, ()))) == {"sigma"}
    )


def says_sigma(document: Document, formulas: Iterable[tuple[Formula, ...] | Exception]) -> bool:
    r"""Whether a text names the sigmoid, or says by an equation what \sigma of something is."""
    if any(_SIGMOID.search(text) for text in (*(r.text for r in document.regions), *document.macro_texts)):
        return True
    return any(_says(formula) for found in formulas if isinstance(found, tuple) for formula in found)


def _says(formula: Formula) -> bool:
    r"""Whether one side of an equation is \sigma of something, and another is made of something else."""
    if not all(sign.op in ("=", ":=", "==") for sign in formula.signs):
        return False
    sides = [side.node for side in formula.sides if side is not None and side.node is not None]
    made = [node for node in sides if not isinstance(node, t.Letter | t.Word | t.Scripted)]
    return any(map(_is_value, sides)) and any("sigma" not in {m.name for m in survey(node)} for node in made)


def _is_value(node: t.Node) -> bool:
    r"""Whether this is \sigma, or \sigma of something."""
    alone = isinstance(node, t.Letter) and node.name == "sigma"
    applied = isinstance(node, t.Product) and len(node.factors) == 2 and node.separators == ("",)
    return alone or (applied and isinstance(node, t.Product) and _is_value(node.factors[0]))


def sizes_in(formulas: tuple[Formula, ...] | Exception, *, listed: bool = False) -> tuple[str, ...]:
    r"""Return the n and d of `n \times d`, or (); in a column of sizes (n, d) and (n) are some, too."""
    node = _alone(formulas)
    bracketed = False
    while isinstance(node, t.Fenced) and node.left == "(":
        node, bracketed = node.body, True
    if listed and bracketed and (isinstance(node, t.Listing) or _is_size(node)):
        items = node.items if isinstance(node, t.Listing) else (node,)
        return tuple(map(names.spell, items)) if all(map(_is_size, items)) else ()
    if not isinstance(node, t.Product) or set(node.separators) != {"times"} or len(node.factors) != 2:
        return ()
    return tuple(names.spell(factor) for factor in node.factors) if all(map(_is_size, node.factors)) else ()


def _is_size(node: t.Node | None) -> bool:
    return isinstance(node, t.Letter | t.Literal | t.Scripted)


def _alone(formulas: tuple[Formula, ...] | Exception) -> t.Node | None:
    """Return the tree of mathematics that is a single side."""
    if not isinstance(formulas, tuple) or len(formulas) != 1 or len(formulas[0].sides) != 1:
        return None
    side = formulas[0].sides[0]
    return side.node if side is not None else None


def _sizes(document: Document, formulas: Parsed) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    regions = document.regions
    listed = False  # whether the table in which this stands has a column of sizes
    for at, (first, words, second) in enumerate(zip(regions, regions[1:], regions[2:], strict=False)):
        if first.kind == "prose":
            listed = bool(_COLUMN.search(first.text)) or (listed and not _TABLE_ENDS.search(first.text))
        if not first.is_math or words.kind != "prose" or not second.is_math:
            continue
        beside = listed and bool(_NEXT_CELL.fullmatch(words.text))
        if not beside and not _says_size(words.text):
            continue
        behind = called.list_from(regions, at + 2) if re.search(r"\bmatri", words.text) else (second,)
        pairs = ((n, second) for n in called.list_to(regions, at)) if not beside else ((first, second),)
        for named, sized in (*pairs, *((n, first) for n in behind)):
            shape, node = sizes_in(formulas.get(sized.start, ()), listed=beside), _alone(formulas.get(named.start, ()))
            for part in node.items if shape and isinstance(node, t.Listing) else (node,) if shape else ():
                if isinstance(part, t.Letter | t.Word | t.Scripted):
                    yield from ((named.start, label_of(mention), shape) for mention in survey(part)[:1])


def _says_size(words: str) -> bool:
    """Whether the words between a name and a product of sizes are such as say that these are its sizes."""
    said = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", words)
    plain = set(words) <= set("$ \t\n(,-") | set("".join(said))
    return bool(said) and plain and all(map(_SIZE_WORDS.fullmatch, map(str.lower, said))) and bool(_SIZED.search(words))


def _between_words(document: Document) -> Iterator[tuple[str, Region, str]]:
    regions = document.regions
    for at, region in enumerate(regions):
        before = regions[at - 1].text if at else ""
        yield before, region, regions[at + 1].text if at + 1 < len(regions) else ""


def _names(found: tuple[Formula, ...] | Exception) -> Iterator[str]:
    for formula in found if isinstance(found, tuple) else ():
        for side in formula.sides:
            if side is not None and side.node is not None:
                yield from (mention.name for mention in survey(side.node))
