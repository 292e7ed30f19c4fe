"""What a name means in plain notation: a symbol, a constant, a function, or an entry of an array."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from symloss.errors import ReadError, did_you_mean
from symloss.term import nodes as n
from symloss.term.functions import SPELLINGS
from symloss.term.lexer import Token
from symloss.term.notation import BINDER_WORDS

if TYPE_CHECKING:
    from symloss.term.reader import Reader

CONSTANTS: dict[str, n.Term] = {name: n.Constant(name) for name in ("pi", "e", "inf")}


def quantity(reader: Reader, word: str, token: Token) -> n.Term:
    """Return what the name `word` means: a symbol, a constant, a function, or an entry `s_k`."""
    found = known_name(reader, word) or entry(reader, word)
    if found is None:
        raise _unknown(reader, word, token)
    return found


def known_name(reader: Reader, word: str) -> n.Term | None:
    """Return what the whole of `word` is declared or built in as."""
    if word in reader.scope.symbols:
        return reader.scope.symbols[word]
    if word in SPELLINGS:
        return SPELLINGS[word].symbol
    return CONSTANTS.get(word)


def entry(reader: Reader, word: str) -> n.Term | None:
    """Return `s_k`, `s_1` or `W_ij` as an entry of the longest declared name before a `_`."""
    for cut in range(len(word) - 1, 0, -1):
        base = reader.scope.symbols.get(word[:cut]) if word[cut] == "_" else None
        if base is None or not base.sort.shape:
            continue
        label = word[cut + 1 :]
        names = tuple(label) if len(label) == len(base.sort.shape) else (label,)
        indices = [_index(reader, label)] if _index(reader, label) else [_index(reader, name) for name in names]
        if None not in indices:
            return n.Indexed(base, tuple(i for i in indices if i is not None))
    return None


def _index(reader: Reader, word: str) -> n.Term | None:
    return n.Number(Fraction(int(word))) if word.isdigit() else reader.scope.symbols.get(word)


def _unknown(reader: Reader, word: str, token: Token) -> ReadError:
    base = word.rpartition("_")[0]
    if word in BINDER_WORDS.values():
        return reader.error(f"`{word}` needs an index", token, f"`{word}_k ...` or `{word}_{{k=1..K}} ...`")
    known = {*reader.scope.symbols, *SPELLINGS, *CONSTANTS}
    if base in reader.scope.symbols and reader.scope.symbols[base].sort.shape:
        label = word[len(base) + 1 :]
        return reader.error(f"unknown index `{label}` of `{base}`", token, "a declared index, or a sum over it")
    return reader.error(f"unknown name `{word}`{did_you_mean(word, known - {word})}", token)


def named(reader: Reader) -> n.Term:
    """Read a name with its indices: what may stand after a d, or under a gradient."""
    token = reader.take()
    return with_indices(reader, quantity(reader, token.text, token))


def with_indices(reader: Reader, term: n.Term) -> n.Term:
    """Read the `_{...}` that may follow a name."""
    if reader.peek().text == "_" and reader.peek(1).text == "{":
        reader.at += 2
        return n.Indexed(term, reader.arguments("}"))
    return term


def bound(reader: Reader) -> n.Symbol:
    """Take the name that a limit, an expectation or an evaluation binds: as declared, else a real number."""
    token = reader.take()
    if token.kind != "name":
        reader.at -= 1
        raise reader.misfit("a name")
    return reader.scope.symbols.get(token.text, n.Symbol(token.text))


def under(reader: Reader, symbol: n.Symbol, read: Callable[[], n.Term]) -> n.Term:
    """Return what `read` reads where `symbol` is bound."""
    outside = reader.scope
    reader.scope = outside.declare(symbol)
    term = read()
    reader.scope = outside
    return term
