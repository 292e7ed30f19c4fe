r"""Names with their scripts -> what the scope declares by that name, with the scripts that are left.

A script is part of the name if the scope has that name (\ell_{CE}, W_o, a^{(1)}).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from symloss.latex import names, words
from symloss.latex import tree as t
from symloss.latex.reading.context import Context
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS, INVERSES, SPELLINGS, is_operator
from symloss.term.sorts import FUNCTION, INDEX

_LETTER_FUNCTIONS = {"sigma": "sigma", "Phi": "Phi", "Gamma": "Gamma", "psi": "digamma"}


@dataclass(frozen=True)
class Named:
    """A name that was found: its symbol, the index nodes, and the superscript that is left."""

    symbol: n.Symbol
    indices: tuple[t.Node, ...] = ()
    sup: t.Node | None = None
    primes: int = 0


def base_names(base: t.Letter | t.Word) -> tuple[str, ...]:
    """Return the names that a letter in its font may have, the most telling first."""
    name = base.name if isinstance(base, t.Letter) else words.canonical(names.clean(base.text))
    return (f"{base.font}_{name}", name) if base.font else (name,)


def find(node: t.Node, known: Context) -> Named | None:
    """Return the declared name that `node` writes, or None."""
    written = known.noted(node)
    if written is not None and (symbol := known.symbol(written)) is not None:
        return Named(symbol)
    base, sub, sup, primes = split(node)
    if not isinstance(base, t.Letter | t.Word) or (isinstance(base, t.Letter) and base.name.isdigit()):
        return None  # a bold 0 or 1 is no name
    noted = known.noted(base)
    stems = (noted, *base_names(base)) if noted else base_names(base)
    for stem in stems:
        found = _with_scripts(stem, names.parts(sub), sup, primes, known)
        if found is not None:
            return found
    return None


def split(node: t.Node) -> tuple[t.Node, t.Node | None, t.Node | None, int]:
    """Return what scripts stand on, the one below, the one above, and the number of primes."""
    if isinstance(node, t.Scripted):
        return node.base, node.sub, node.sup, node.primes
    return node, None, None, 0


def _with_scripts(stem: str, subs: tuple[t.Node, ...], sup: t.Node | None, primes: int, known: Context) -> Named | None:
    bracket, behind = _bracketed(sup)
    label = names.spell(bracket) if bracket is not None else ""
    options: list[tuple[str, tuple[t.Node, ...], t.Node | None]] = []
    if label and label not in names.TRANSPOSED:
        options.append((label, (), behind))  # a^{(1)}, y^*: part of the name
    if isinstance(bracket, t.Fenced) and bracket.body is not None:
        options.append(("", (bracket.body,), behind))  # x^{(i)}: an index
    else:
        options.append(("", (), sup))
    for marked, index, left in options:
        for chosen, others in _cuts(subs):
            text = [names.spell(c) for c in chosen]
            if _has_index(text, known):
                continue  # the sigma_j of sum_j sigma_j is another for each j: no name that has a j in it
            for ticks in dict.fromkeys((primes, 0)) if all(text) else ():
                symbol = known.symbol(names.full(stem, text, marked, ticks))
                if symbol is not None and _takes(symbol, (*index, *others)):
                    return Named(symbol, (*index, *others), left, primes - ticks)
    return None


def _has_index(letters: list[str], known: Context) -> bool:
    r"""Whether a bound index is among letters below a name; the i of \sum_i y_{prediction} is a letter of a word."""
    word = len(letters) > 2 and any(s is None or s.sort != INDEX for s in map(known.symbol, letters))
    return not word and any(letter in known.local and known.local[letter].sort == INDEX for letter in letters)


def _cuts(subs: tuple[t.Node, ...]) -> Iterator[tuple[tuple[t.Node, ...], tuple[t.Node, ...]]]:
    """Yield the ways to take subscripts as label and as indices: labels in front, or behind."""
    for cut in range(len(subs), -1, -1):
        yield subs[:cut], subs[cut:]
        if 0 < cut < len(subs):
            yield subs[cut:], subs[:cut]


def _bracketed(sup: t.Node | None) -> tuple[t.Node | None, t.Node | None]:
    """Return a superscript that may be part of a name or an index, and what is left of it (a T behind it)."""
    if isinstance(sup, t.Product) and len(sup.factors) == 2 and names.is_transpose(sup):
        return sup.factors[0], sup.factors[1]
    if isinstance(sup, t.Fenced) and _is_computed(sup.body):
        return None, sup
    if isinstance(sup, t.Fenced | t.Label) or (isinstance(sup, t.Word) and len(sup.text) > 1):
        return sup, None
    return None, sup


def _is_computed(node: t.Node | None) -> bool:
    """Whether this is made of numbers by signs, as the (1 - 1) of w^{(1-1)}: an exponent, and the name of nothing."""
    parts = list(t.walk(node)) if isinstance(node, t.Sum | t.Product | t.Fraction) else []
    return bool(parts) and all(isinstance(part, t.Sum | t.Product | t.Fraction | t.Literal) for part in parts)


def _takes(symbol: n.Symbol, indices: tuple[t.Node, ...]) -> bool:
    rank = 1 if symbol.sort == FUNCTION else len(symbol.sort.shape)  # softmax_j(x): an index of the value
    return len(indices) <= rank or _digits(symbol, indices)


def _digits(symbol: n.Symbol, indices: tuple[t.Node, ...]) -> bool:
    """Whether `12` below a matrix is row 1, column 2."""
    return len(indices) == 1 and isinstance(indices[0], t.Literal) and len(indices[0].text) == len(symbol.sort.shape)


@dataclass(frozen=True)
class FunctionUse:
    """A function name as written before its arguments."""

    function: n.Term
    power: t.Node | None = None
    index: tuple[t.Node, ...] = ()
    base: t.Node | None = None  # of a logarithm
    wordy: bool = False  # \log, softmax: reaches over arguments without brackets
    entrywise: bool = False


def function_use(node: t.Node, known: Context) -> FunctionUse | None:
    """Return the function that `node` names, or None."""
    found = find(node, known)
    base, sub, sup, primes = split(node)
    wordy = isinstance(base, t.Word)
    if found is not None:
        if found.symbol.sort != FUNCTION:
            return None
        function: n.Term = n.Prime(found.symbol, found.primes) if found.primes else found.symbol
        marked = isinstance(found.sup, t.Label) and found.sup.text == "odot"
        return FunctionUse(function, None if marked else found.sup, found.indices, None, wordy, marked)
    row = None
    if isinstance(base, t.Word):
        row = SPELLINGS.get(words.canonical(base.text)) or SPELLINGS.get(base.text)
    elif isinstance(base, t.Letter) and base.name in _LETTER_FUNCTIONS:
        declared = known.symbol(_LETTER_FUNCTIONS[base.name])
        row = FUNCTIONS[_LETTER_FUNCTIONS[base.name]] if declared is not None and declared.sort == FUNCTION else None
    if row is None and isinstance(base, t.Word) and is_operator(base.text) and base.text != "KL" and not primes:
        return FunctionUse(n.Symbol(names.full(base.text, [names.spell(p) for p in names.parts(sub)]), FUNCTION), sup)
    if row is None:
        return None
    if row.name in INVERSES and sup is not None and names.spell(sup) == "-1":
        row, sup = SPELLINGS[INVERSES[row.name]], None  # \sin^{-1} x
    function = n.Prime(row.symbol, primes) if primes else row.symbol
    if row.name == "ln" and sub is not None:
        return FunctionUse(function, sup, (), sub, True)
    marked = isinstance(sup, t.Label) and sup.text == "odot"
    return FunctionUse(function, None if marked else sup, names.parts(sub), None, wordy, marked)
