r"""The sum rule of probabilities: \sum_z p(x, z) = p(x), \int q(z | x) dz = 1.

What is summed over all values of z is no function of a text but a law: p(x) and p(x, z) are of one p, in the notation
that a bar or a second argument shows. That p is a law is what the text writes, and said beside a proof.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.over_all import definite
from symloss.proofs.judging.meanings import Ask
from symloss.proofs.judging.unsaid import reached_terms
from symloss.proofs.names.walks import LAWS
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS
from symloss.term.sorts import FUNCTION, INDEX
from symloss.term.statement import Antiderivative, Identity, Statement, rewritten
from symloss.term.walk import free_symbols, rebuild, substitute, subterms

_GIVEN = "_given"
_POLICIES = (("pi", "theta"), ("pi", "phi"))  # laws of what is done: a letter that is no number there
_ONE = n.Number(Fraction(1))
_WHOLE = (n.Neg(n.Constant("inf")), n.Constant("inf"))


@dataclass(frozen=True)
class Law:
    """p(of | given); family: with its parameters below, p_theta(of)."""

    letter: str
    of: tuple[n.Term, ...]
    given: tuple[n.Term, ...]
    family: bool = False

    def term(self) -> n.Term:
        """Return it as it is read; the law of nothing is 1."""
        if not self.of:
            return _ONE
        if self.family:
            return n.Apply(n.Symbol(self.letter, FUNCTION), (*self.of, *self.given))
        count = len(self.of) if len(self.of) > 1 else ""
        name = f"{self.letter}{_GIVEN}{count}" if self.given else self.letter
        return n.Apply(n.Symbol(name, FUNCTION), (*self.of, *self.given))

    def times(self, other: Law) -> Law | None:
        """Return p(x, z | y) for p(x | z, y) and p(z | y)."""
        barred = not (self.family or other.family)
        joined = barred and self.letter == other.letter and set(self.given) == {*other.of, *other.given}
        return Law(self.letter, (*self.of, *other.of), other.given) if joined else None


def by_sum_rule(statement: Statement, verdict: Verdict, ask: Ask) -> Verdict:
    """Return a proof of an open claim in which laws are summed over all values of what they are of.

    A point at which it fails may be one where what is summed is no law.
    """
    claim = _claim(statement)
    if verdict.word not in ("undecided", "refuted") or claim is None:
        return verdict
    known = frozenset(statement.scope.definitions) | frozenset(statement.scope.depends)
    shown = _shown(claim)
    for changed in (_summed, partial(_averaged, drawn_from=shown)):
        letters: set[str] = set()
        summed = changed(claim, known, letters)
        found = ask(replace(statement, step=Identity(summed))) if letters else verdict
        if found.word in ("proved", "conditional"):
            return _said(found, letters)
    totals = [total for term in reached_terms(statement, claim) for total in _totals(term)]
    letters = {law.letter for law, _ in totals}
    written = _written_out(replace(statement, step=Identity(claim)), totals)
    found = ask(written) if written is not None else verdict
    return _said(found, letters) if found.word in ("proved", "conditional") else verdict


def _said(found: Verdict, letters: set[str]) -> Verdict:
    """Return a proof that says of which letters it takes for granted that they are laws."""
    said = tuple(Condition(f"{letter} is a probability", "as written") for letter in sorted(letters))
    return replace(found, conditions=(*found.conditions, *said))


def _totals(term: n.Term) -> list[tuple[Law, n.Term]]:
    """Return the laws of which a term sums over all values, with these sums."""
    found = [(part, over_all(part)) for part in subterms(term)]
    laws = ((part, v, law) for part, (v, body) in found if v is not None and body is not None for law in _laws(body))
    return [(law, part) for part, variable, law in laws if law.of == (variable,)]


def _written_out(statement: Statement, totals: Sequence[tuple[Law, n.Term]]) -> Statement | None:
    """Return a statement in which means under a law are sums or integrals like these; None: it has none."""
    by = {_over(law): (law, total) for law, total in totals}

    def put(term: n.Term) -> n.Term:
        term = rebuild(term, put)
        if not isinstance(term, n.Bind) or term.kind != "expectation" or term.over not in by:
            return term
        law, total = by[term.over]
        variable, _ = over_all(total)
        assert variable is not None, "what is summed over has a letter"
        body = n.Mul((law.term(), substitute(term.body, {term.index: variable})))
        return replace(total, body=body) if isinstance(total, n.Bind | n.Integral) else term

    changed = rewritten(statement, put)
    return changed if by and changed != statement else None


def _over(law: Law) -> n.Term:
    """Return what is drawn from, as it is read."""
    barred = law.letter if law.family or not law.given else f"{law.letter}{_GIVEN}"
    function = n.Symbol(barred, FUNCTION)
    return n.Apply(function, law.given) if law.given else function


def _claim(statement: Statement) -> n.Term | None:
    r"""Return what is claimed, with integrals of laws over all values: \int q(z) f(z) dz is no antiderivative."""
    match statement.step:
        case Identity(claim=claim):
            claimed = claim
        case Antiderivative(integrand=body, variable=variable, value=value):
            claimed = n.Relation("=", n.Integral(body, variable), value)
        case _:
            return None
    integrals = [part for part in subterms(claimed) if isinstance(part, n.Integral) and part.upper is None]
    drawn = {part.variable for part in integrals if any(law.of == (part.variable,) for law in _laws(part.body))}
    whole = definite(claimed, drawn)
    return None if drawn & free_symbols(whole) else whole


def _laws(body: n.Term) -> list[Law]:
    return [law for part in subterms(body) if (law := law_of(part)) is not None]


def _shown(claim: n.Term) -> frozenset[str]:
    """Return the letters that a claim shows to be laws: by a bar, a logarithm, or what is drawn from them."""
    parts = list(subterms(claim))
    drawn = [part.over for part in parts if isinstance(part, n.Bind) and part.kind == "expectation"]
    found = {s.name.partition(_GIVEN)[0] for over in drawn for s in subterms(over) if isinstance(s, n.Symbol)}
    laws = _laws(claim)
    logs = [part for part in parts if isinstance(part, n.Apply) and part.function == FUNCTIONS["ln"].symbol]
    found |= {law.letter for log in logs for law in _laws(log)}
    barred = {law.letter for law in laws if law.given}
    return frozenset(found | barred | ({law.letter for law in laws} if barred else set()))


def _summed(term: n.Term, known: frozenset[str], letters: set[str]) -> n.Term:
    """Return a term with the sums of laws; letters: those of the laws that were met."""
    term = rebuild(term, lambda part: _summed(part, known, letters))
    variable, body = over_all(term)
    if variable is None or body is None:
        return term
    factors = body.factors if isinstance(body, n.Mul) else (body,)
    moving = [factor for factor in factors if variable in free_symbols(factor)]
    laws = [law_of(factor) for factor in moving]
    if len(laws) == 2 and laws[0] is not None and laws[1] is not None:
        laws = [laws[0].times(laws[1]) or laws[1].times(laws[0])]
    law = laws[0] if len(laws) == 1 else None
    if law is None or variable not in law.of or any(name.partition(_GIVEN)[0] == law.letter for name in known):
        return term
    rest = replace(law, of=tuple(part for part in law.of if part != variable))
    parts = (*rest.of, *rest.given)
    if not parts or len(set(parts)) < len(parts) or any(variable in free_symbols(part) for part in parts):
        return term  # sum_z p(z) of a p of which nothing else is seen
    if rest.of and rest.family:
        return term  # p_theta(x, z) summed over z is another function, whatever its letter
    letters.add(law.letter)
    fixed = tuple(factor for factor in factors if factor not in moving)
    return n.Mul((*fixed, rest.term())) if fixed else rest.term()


def _averaged(term: n.Term, known: frozenset[str], letters: set[str], drawn_from: frozenset[str]) -> n.Term:
    r"""Return a term in which \int q(z | x) f(z) dz is the mean of f under q.

    letters: those of the laws that were met. drawn_from: those that the claim shows to be laws.
    """
    term = rebuild(term, lambda part: _averaged(part, known, letters, drawn_from))
    variable, body = over_all(term)
    if variable is None or body is None:
        return term
    factors = body.factors if isinstance(body, n.Mul) else (body,)
    laws = [(factor, law) for factor in factors if (law := law_of(factor)) is not None and law.of == (variable,)]
    if len(laws) != 1 or any(name.partition(_GIVEN)[0] == laws[0][1].letter for name in known):
        return term
    factor, law = laws[0]
    if any(variable in free_symbols(part) for part in law.given) or law.letter not in drawn_from:
        return term
    letters.add(law.letter)
    rest = tuple(other for other in factors if other is not factor)
    return n.Bind("expectation", variable, _over(law), n.Mul(rest) if len(rest) > 1 else rest[0] if rest else _ONE)


def over_all(term: n.Term) -> tuple[n.Symbol | None, n.Term | None]:
    """Return z and the body of a sum over all z, of which there are as many as there are, or of an integral."""
    if isinstance(term, n.Integral) and (term.lower, term.upper) == _WHOLE:
        return term.variable, term.body
    if isinstance(term, n.Bind) and term.kind == "sum" and isinstance(term.over, n.Range):
        size = term.over.upper
        all_values = term.over.lower == _ONE and isinstance(size, n.Symbol) and size.sort == INDEX
        letter = term.index.name
        own = isinstance(size, n.Symbol) and size.name in (f"{letter}_0", letter.upper(), f"{letter.upper()}_0")
        return (term.index, term.body) if all_values and own else (None, None)
    return None, None


def law_of(term: n.Term) -> Law | None:
    """Return the law that a term is."""
    if not isinstance(term, n.Apply) or not isinstance(term.function, n.Symbol):
        return None
    letter, bar, count = term.function.name.partition(_GIVEN)
    stem, _, below = letter.partition("_")
    if (stem not in LAWS and (stem, below) not in _POLICIES) or not (count.isdigit() or not count):
        return None
    own = term.arguments[-1:]
    if not bar and below and len(term.arguments) > 1 and [str(part) for part in own] == [below]:
        return Law(letter, term.arguments[:-1], own, family=True)
    before = int(count or 1) if bar else len(term.arguments)
    return Law(letter, term.arguments[:before], term.arguments[before:])
