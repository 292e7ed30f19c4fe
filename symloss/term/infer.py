"""The scope of a claim that declares nothing, as `symloss judge` gets it.

Names are real numbers; letters with an index letter below (`s_k`) are arrays whose
axes have length K, or what a sum over that index says; a name after which a bracket
opens is a function only if it looks like one (f, g, h, phi, psi), so that `a(1 - a)`
is not read as something that nobody meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from symloss.term.functions import FUNCTIONS, SPELLINGS
from symloss.term.lexer import Token, tokens
from symloss.term.nodes import Number, Range, Symbol, Term
from symloss.term.notation import BINDER_WORDS
from symloss.term.reader_forms import FORMS
from symloss.term.reader_names import CONSTANTS
from symloss.term.scope import Scope
from symloss.term.sorts import FUNCTION, INDEX, Sort, array

_FUNCTION_NAMES = frozenset({"f", "g", "h", "F", "G", "H", "phi", "psi"})
_INDEX_LETTERS = frozenset("ijklmn")
_KEYWORDS = frozenset({"in", "and", "or", "not", "if", "otherwise", "except"})
_BUILT_IN = frozenset({*SPELLINGS, *CONSTANTS, *FORMS, *BINDER_WORDS.values(), "grad", "nabla", "T", "d"}) | _KEYWORDS
# words of the notation that also are letters: E = m*c^2, sigma^2, x*T, a*d - b*c
_LETTERS = frozenset({"E", "T", "d", "delta", "sigma", "Phi", "Gamma"})
_OF_VECTORS = ("inner", "norm", *(row.name for row in FUNCTIONS.values() if row.takes == "vector"))
_BINDER = re.compile(rf"(?:{'|'.join(BINDER_WORDS.values())})_([A-Za-z]\w*)")
_GRADIENT = re.compile(r"(?:grad|nabla)\d*_(\w+)")
_D = re.compile(r"d\d*([A-Za-z].*)")
_ONE = Number(Fraction(1))


@dataclass
class _Uses:
    """How the names of a text are used, in the order they are met."""

    plain: dict[str, None] = field(default_factory=dict)
    functions: dict[str, None] = field(default_factory=dict)
    indices: dict[str, str] = field(default_factory=dict)  # index letter -> name of the size of its axis
    arrays: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)  # name -> its indices, wherever it stands
    differentiated: dict[str, None] = field(default_factory=dict)


def infer_scope(*texts: str) -> Scope:
    """Return the scope in which `texts` can be read although they declare nothing; raise ReadError."""
    uses = _Uses()
    for text in texts:
        found = tokens(text)
        for at, token in enumerate(found):
            if token.kind == "name":
                _look(found, at, uses)
    return _scope(uses)


def _look(found: list[Token], at: int, uses: _Uses) -> None:
    word, after = found[at].text, [t.text for t in found[at + 1 : at + 40]]
    binder, gradient = _BINDER.fullmatch(word), _GRADIENT.fullmatch(word)
    if binder:
        uses.indices.setdefault(binder[1], "")
    elif word in BINDER_WORDS.values() and after[:2] == ["_", "{"]:
        _look_at_bounds(found, at + 3, uses)
    elif gradient:
        uses.plain.setdefault(gradient[1])
    elif (word in _BUILT_IN and not _is_number_here(found, at)) or _is_operator(found, at):
        return
    elif _is_differential(found, at):
        match = _D.fullmatch(word)
        if match:
            order = re.match(r"d(\d+)", found[at - 2].text) if at > 1 else None
            _note(match[1].removesuffix(order[1]) if order else match[1], after, uses)  # the z of d2L/dz2
            if after[:1] == ["/"]:
                uses.differentiated.setdefault(match[1])
    elif (after[:1] == ["("] and word in _FUNCTION_NAMES) or found[at + 1].kind == "prime":
        uses.functions.setdefault(word)
    elif _is_vector_here(found, at):
        uses.arrays.setdefault(word, []).append(("",))
    elif after[:1] != ["("] or len(word) == 1:  # a word before a bracket is a function that nobody knows
        _note(word, after, uses)


def _is_operator(found: list[Token], at: int) -> bool:
    """Whether the name is the d2 of d2/dx2 (...)."""
    above = re.fullmatch(r"d\d*", found[at].text) is not None
    return above and found[at + 1].text == "/" and _D.fullmatch(found[at + 2].text) is not None


def _is_number_here(found: list[Token], at: int) -> bool:
    """Whether a letter that has a meaning of its own is meant as a quantity."""
    word, after = found[at].text, found[at + 1]
    if word not in _LETTERS or after.text in ("(", ".(", "_") or after.kind == "prime":
        return False
    if word == "T":
        return at == 0 or found[at - 1].text not in ("^", "**")  # s^T is a transpose
    if word == "d":
        return not (after.text in ("/", "^") and any(_D.fullmatch(t.text) for t in found[at + 2 : at + 5]))
    return not any(t.text == word and f.text in ("(", ".(") for t, f in pairwise(found))


def _is_vector_here(found: list[Token], at: int) -> bool:
    """Whether a bare name stands where only a vector can: inner(s, t), norm(s), softmax(s), s .* t."""
    before = [token.text for token in found[max(0, at - 4) : at]]
    after = found[at + 1].text
    if after not in (")", ",", ".*"):
        return False
    first = before[-2:] in [[word, "("] for word in _OF_VECTORS]
    second = before[:2] == ["inner", "("] and before[-1] == ","
    return first or second or after == ".*" or before[-1:] == [".*"]


def _look_at_bounds(found: list[Token], at: int, uses: _Uses) -> None:
    """Note the index of `sum_{k=1..K}` and the name of its upper bound, the tokens from `at` on."""
    upper = ""
    for token, follows in zip(found[at:], found[at + 1 :], strict=False):
        if token.text == "}":
            break
        if token.text == ".." and follows.kind == "name":
            upper = follows.text
    uses.indices[found[at].text] = upper or uses.indices.get(found[at].text, "")


def _is_differential(found: list[Token], at: int) -> bool:
    """Whether the name is dL in dL/dz, dz below a slash, or da at the end of an integral."""
    word = found[at].text
    if not _D.fullmatch(word):
        return False
    below = at > 0 and found[at - 1].text == "/"
    above = found[at + 1].text == "/" and found[at + 2].text.startswith("d")
    # two names side by side are nothing but an integrand and its differential
    before = found[at - 1] if at else found[-1]
    closes = (before.kind in ("name", "number") and before.text not in _KEYWORDS) or before.text in (")", "}")
    return above or closes or (below and at > 1 and bool(re.match(r"d\d*", found[at - 2].text)))


def _note(word: str, after: list[str], uses: _Uses) -> None:
    base, _, label = word.rpartition("_")
    if after[:2] == ["_", "{"]:
        inside = "".join(after[2:])
        names = re.findall(r"[A-Za-z]\w*", inside.split("}")[0])
        uses.arrays.setdefault(word, []).append(tuple(names) or ("",))
        for name in names:
            uses.indices.setdefault(name, "")
    elif base and (label in _INDEX_LETTERS or label in uses.indices):
        uses.arrays.setdefault(base, []).append((label,))
        uses.indices.setdefault(label, "")
    else:
        uses.plain.setdefault(word)


def _scope(uses: _Uses) -> Scope:
    sizes = _sizes(uses)
    scope = Scope().declare(*(size for size in sizes.values() if isinstance(size, Symbol)))
    for index, size in sizes.items():
        scope = scope.run(Symbol(index, INDEX), Range(_ONE, size))
    k = Symbol("K", INDEX)
    for name, (indices, *_) in uses.arrays.items():
        scope = scope.declare(k, Symbol(name, array(tuple(sizes.get(i, k) for i in indices))))
    scope = scope.declare(*(Symbol(name, FUNCTION) for name in uses.functions))
    for name in uses.plain:
        base, _, label = name.rpartition("_")
        entry = base in uses.arrays and label.isdigit()
        if not entry and name not in scope.symbols:
            scope = scope.declare(Symbol(name))
    return _depends(scope, uses)


def _sizes(uses: _Uses) -> dict[str, Term]:
    """Return how far each index letter counts: as a sum says, as another letter on the same axis does, or to K."""
    said = {index: size for index, size in uses.indices.items() if size and size not in uses.indices}
    for places in uses.arrays.values():
        for axis in zip(*places, strict=False):
            known = {said[index] for index in axis if index in said}
            if len(known) == 1:
                said |= {index: min(known) for index in axis if index in uses.indices and index not in said}
    return {index: CONSTANTS.get(said.get(index, "K"), Symbol(said.get(index, "K"), INDEX)) for index in uses.indices}


def _depends(scope: Scope, uses: _Uses) -> Scope:
    """Let every quantity that stands above a derivative be an unknown function of all others."""
    above = [name for name in uses.differentiated if name in scope.symbols]
    values = tuple(s for s in scope.symbols.values() if _is_value(s.sort) and s.name not in above)
    for name in above:
        scope = scope.depend(name, *values)
    return scope


def _is_value(sort: Sort) -> bool:
    return sort not in (INDEX, FUNCTION)
