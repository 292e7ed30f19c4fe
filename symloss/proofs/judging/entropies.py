r"""Entropies of random variables in a claim: H(Y | X) is H(X, Y) - H(X), and I(X; Y) is H(X) + H(Y) - H(X, Y).

Means of logarithms of laws are entropies, too (see `mean_logs`). All of them are made of what some variables share and
the others do not. That is not negative for two variables, nor, where values are discrete, for one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.judging.mean_logs import MeanLogs, joint, with_natural_logarithms
from symloss.proofs.judging.meanings import Ask
from symloss.proofs.names.entropies import Entropy, Variables, entropy_of
from symloss.term import nodes as n
from symloss.term.functions import LN
from symloss.term.scope import Hypothesis
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, substitute, subterms

_MOST = 4  # variables: there are 2^n - 1 atoms
_ZERO, _ONE = n.Number(Fraction(0)), n.Number(Fraction(1))
_RULES = "the rules of entropies"


def of_entropies(statement: Statement, verdict: Verdict, ask: Ask) -> Verdict:
    """Return a proof of an open claim for all entropies that random variables can have, if there is one.

    What is false of numbers of any size may be true of entropies: it is not refuted.
    """
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if verdict.word not in ("undecided", "refuted") or claim is None:
        return verdict
    named = _named(claim)
    open_ = Verdict("undecided", message=verdict.message or "not shown to follow from the rules of entropies")
    open_ = open_ if named else verdict
    known = statement.scope.definitions
    given = [n.Relation("=", symbol, known[symbol.name].body) for symbol in named if symbol.name in known]
    means = MeanLogs()
    *own, meant = (means.put_in(with_natural_logarithms(truth)) for truth in (*given, claim))
    named |= _named(n.And(tuple(own)))
    variables = sorted(means.variables.union(*(e.of | e.beside | e.given for e in named.values())))
    known_laws = means.laws & {name.partition("_")[0] for name in (*known, *statement.scope.depends)}
    if len(means.laws) > 1 or known_laws or not 0 < len(variables) <= _MOST:
        return open_
    atoms = {frozenset(s): _atom(s) for count in range(1, len(variables) + 1) for s in combinations(variables, count)}
    amounts = _not_negative(
        atoms, frozenset(variables), discrete=not means.continuous and all(e.letter != "h" for e in named.values())
    )
    facts = tuple(Hypothesis(n.Relation(">=", amount, _ZERO), _RULES) for amount in amounts)
    general = replace(statement, scope=statement.scope.declare(*atoms.values()).suppose(*facts))

    def found(truth: n.Term, unit: n.Term) -> Verdict:
        joints: dict[n.Term, n.Term] = {joint(some): _measure(Entropy("H", some), atoms) for some in atoms}
        values: dict[n.Term, n.Term] = {s: _times(unit, _measure(entropy, atoms)) for s, entropy in named.items()}
        return ask(replace(general, step=Identity(substitute(truth, joints | values))))

    unit = next((unit for unit in _units((*own, meant)) if all(found(truth, unit).proved for truth in own)), None)
    asked = found(meant, unit) if unit is not None else open_  # else what the text calls so is something else
    if asked.word not in ("proved", "conditional"):
        return open_
    kept = (c for c in asked.conditions if c.origin != _RULES)
    used = {c.text for c in asked.conditions} & {str(n.Relation(">=", _atom((v,)), _ZERO)) for v in variables}
    said = (Condition(text, "as written") for text in _taken(named, means.laws, discrete=bool(used)))
    return replace(asked, method=_RULES, conditions=(*kept, *said), certificate=None)


def _named(term: n.Term) -> dict[n.Symbol, Entropy]:
    """Return the names of entropies in a term."""
    found = {symbol: entropy_of(symbol.name) for symbol in sorted(free_symbols(term), key=str)}
    return {symbol: entropy for symbol, entropy in found.items() if entropy is not None}


def _taken(named: Mapping[n.Symbol, Entropy], laws: set[str], *, discrete: bool) -> Iterator[str]:
    """Yield what is taken for granted of letters."""
    for letter in sorted({entropy.letter for entropy in named.values()}):
        yield f"{letter} is {'an entropy' if letter in ('H', 'h') else 'the mutual information'}"
    if discrete:
        yield "the values of its variables are discrete"
    yield from (f"{law} is a probability" for law in sorted(laws))


def _units(terms: tuple[n.Term, ...]) -> list[n.Term]:
    """Return in what entropies may be measured: with logarithms to base b, in 1/ln b."""
    parts = [part for term in terms for part in subterms(term)]
    bases = {part.denominator for part in parts if isinstance(part, n.Div) and _is_log(part.denominator)}
    return [*(n.Div(_ONE, base) for base in sorted(bases, key=str)), _ONE]


def _is_log(term: n.Term) -> bool:
    return isinstance(term, n.Apply) and term.function == LN.symbol and isinstance(term.arguments[0], n.Number)


def _times(unit: n.Term, amount: n.Term) -> n.Term:
    return amount if unit == _ONE else n.Mul((unit, amount))


def _atom(shared: tuple[str, ...]) -> n.Symbol:
    return n.Symbol(f"shared({','.join(shared)})")


def _measure(entropy: Entropy, atoms: Mapping[Variables, n.Symbol]) -> n.Term:
    """Return the sum of what the variables share, and those that are given do not."""
    terms = tuple(
        atom
        for shared, atom in atoms.items()
        if shared & entropy.of and not shared & entropy.given and (not entropy.beside or shared & entropy.beside)
    )
    return terms[0] if len(terms) == 1 else n.Add(terms) if terms else _ZERO


def _not_negative(atoms: Mapping[Variables, n.Symbol], variables: Variables, *, discrete: bool) -> Iterator[n.Term]:
    """Yield the amounts that are never negative: I(X; Y | any others), and H(X | all others)."""
    if discrete:
        yield from (atom for shared, atom in atoms.items() if len(shared) == 1)
    for one, other in combinations(sorted(variables), 2):
        rest = sorted(variables - {one, other})
        for given in (given for count in range(len(rest) + 1) for given in combinations(rest, count)):
            yield _measure(Entropy("I", frozenset({one}), frozenset({other}), frozenset(given)), atoms)
