"""The short texts of a declaration that say what a quantity is: "z real", "k = 1..K", "y in {0, 1}".

Each is cut at its commas into clauses; a clause declares a name, an index with its
range, or states a truth, which goes through the strict reader.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from symloss.derive.build import ONE
from symloss.derive.load import Declared
from symloss.derive.source import DeclarationError
from symloss.kernel.judge import judge
from symloss.term import nodes as n
from symloss.term.functions import SPELLINGS
from symloss.term.scope import Hypothesis, Scope
from symloss.term.sorts import INDEX, vector
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols

_NAME = r"[A-Za-z]\w*"
_REAL = re.compile(rf"\s*({_NAME})\s+real\s*")
_DEFAULT = re.compile(r"\s*default\s+(.+)")
_RUNS = re.compile(rf"\s*({_NAME})\s*=\s*1\s*\.\.\s*({_NAME})\s*")
_WORDS = {"in", "real", "and", "or", "not", "sum", "prod", "max", "min", "inf", "pi", "e"}
# the letters that may stand for an index of the same set; j is the component asked about
INDEX_LETTERS = ("i", "j", "k", "l", "m")


@dataclass(frozen=True)
class Quantity:
    """A quantity as a text declares it: its symbol, and the index its entries are written with."""

    symbol: n.Symbol
    index: n.Symbol | None = None

    @property
    def entry(self) -> n.Term:
        """The quantity as its text writes it: z, or s_k."""
        return n.Indexed(self.symbol, (self.index,)) if self.index is not None else self.symbol


def clauses(text: str) -> list[str]:
    """Cut a text at its commas, but not within brackets."""
    parts, depth = [""], 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def index_sets(text: str, scope: Scope) -> Scope:
    """Declare the index range that a text gives ("k = 1..K"), for every index letter."""
    for clause in clauses(text):
        if match := _RUNS.fullmatch(clause):
            letter, size = match[1], n.Symbol(match[2], INDEX)
            scope = scope.declare(size)
            for name in dict.fromkeys((letter, *INDEX_LETTERS)):
                scope = scope.run(n.Symbol(name, INDEX), n.Range(ONE, size))
    return scope


def quantity(text: str, scope: Scope, usual: str) -> Quantity:
    """Return the quantity that a text is about: the one name in it that is not yet known."""
    names = [m for m in re.findall(_NAME, text) if m not in _WORDS and m not in SPELLINGS]
    name = next((m for m in names if m not in scope.symbols), usual)
    base, _, letter = name.rpartition("_")
    if base and letter in scope.index_sets:
        over = scope.index_sets[letter]
        assert isinstance(over, n.Range)
        return Quantity(n.Symbol(base, vector(over.upper)), n.Symbol(letter, INDEX))
    return Quantity(n.Symbol(name))


def second(text: str, first: Quantity) -> Quantity | None:
    """Return the other raw value of a text that names two: "m real, s real". Raises ValueError for more than two."""
    if first.index is not None:
        return None
    names = [match[1] for clause in clauses(text) if (match := _REAL.fullmatch(clause))]
    others = [name for name in names if name != first.symbol.name]
    if len(others) > 1:
        raise ValueError(f"one raw value, or two; not {', '.join(names)}")
    return Quantity(n.Symbol(others[0])) if others else None


def defaults(declared: Declared, parameters: Mapping[str, str], scope: Scope) -> dict[str, n.Term]:
    """Return the values that parameters have unless told: {"base": "> 1, default e"}."""
    found = [(name, _DEFAULT.fullmatch(clause)) for name, text in parameters.items() for clause in clauses(text)]
    return {name: declared.read(match[1], scope, "parameters", name) for name, match in found if match}


def parameter_facts(declared: Declared, parameters: Mapping[str, str], scope: Scope) -> Scope:
    """Add what is declared of the parameters: {"gamma": ">= 0"}, {"smoothing": ">= 0, <= 1, default 0"}.

    Raises:
        DeclarationError: a parameter was given a value that its domain does not have.
    """
    for name, text in parameters.items():
        offset = 0
        for clause in clauses(text):
            if _DEFAULT.fullmatch(clause):
                offset += len(clause) + 1
                continue
            added = "" if re.search(rf"\b{name}\b", clause) else name  # ">= 0" says "gamma >= 0"
            padded = added + " " * (offset + 1) + clause
            scope = facts(declared, "parameters", padded, scope, name, len(added) + 1)
            offset += len(clause) + 1
    return scope


def facts(declared: Declared, argument: str, text: str, scope: Scope, key: str | None = None, added: int = 0) -> Scope:
    """Add what a text states about declared quantities to the scope's domain; `added` as in `Declared.read`."""
    offset = 0
    for clause in clauses(text):
        if clause.strip() and not _REAL.fullmatch(clause) and not _RUNS.fullmatch(clause):
            # blanks keep the columns of error messages right
            truth = declared.read(" " * offset + clause, scope, argument, key, added)
            if free_symbols(truth):
                scope = scope.suppose(Hypothesis(truth, "declared"))
            elif not judge(Statement(scope, Identity(truth))).proved:  # a value was put for the parameter
                given = ", ".join(f"{name} = {value}" for name, value in declared.values if name == key)
                raise DeclarationError(f"{declared.name}: {clause.strip()} is needed; got {given}")
        offset += len(clause) + 1
    return scope
