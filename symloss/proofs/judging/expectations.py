r"""Expectations and variances of which the text does not say what is random: \mathbb{E}[f(X, Y)] is one over outcomes.

Whatever stands inside is a function of the outcome, of a law of which nothing is known; what is certain is such a
function, too. What stands outside of expectations as well is certain if the claim is to be one about numbers: that is
named, by the customs that capital letters are random and small ones are not, and that Greek ones are parameters, or
as a condition.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Literal

from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.shapes import is_expected, names_in
from symloss.proofs.judging.meanings import Ask
from symloss.proofs.judging.moments import moments_among, of_independent, with_moments
from symloss.term import nodes as n
from symloss.term.functions import EXPECTATION
from symloss.term.scope import Definition, Hypothesis, Scope
from symloss.term.sorts import FUNCTION, INDEX, SCALAR
from symloss.term.statement import Identity, Statement
from symloss.term.walk import children, rebuild, substitute, subterms

_INDEPENDENT = "the samples are independent"
_DEEP = 5  # definitions in definitions
_TAKEN = {"var": 1, "cov": 2}  # how many quantities a variance is of, a covariance
_OUTCOME = n.Symbol("outcome")
_NOISE = ("epsilon", "varepsilon", "xi", "eta", "zeta", "omega")  # small letters that people give to what is random
PARAMETERS = (  # letters of numbers beside what is random
    *("alpha", "beta", "gamma", "lambda", "mu", "sigma", "theta", "tau", "rho", "nu"),
    *("m", "s"),
)
CERTAIN = ("a", "b", "c", "k", "alpha", "beta", "lambda", "mu")  # and those of numbers beside X and Y


def of_outcomes(
    statement: Statement, verdict: Verdict, ask: Ask, random: frozenset[str], independent: str = ""
) -> Verdict:
    """Return a proof of an open claim for every law of what stands in its expectations, if there is one.

    random: what the text calls so, which is not certain wherever it stands. independent: where it says that samples
    are. Where it gives moments of some quantities,
    the others may be certain: that is a condition.
    """
    step = statement.step
    open_claim = step.claim if isinstance(step, Identity) and verdict.word == "undecided" else None
    if open_claim is None:
        return verdict
    claim = _with_bodies(open_claim, statement.scope)
    found = _with_what_is_given(replace(statement, step=Identity(claim)), ask, random)
    apart = of_independent(claim)
    if found is None and apart != claim:
        found = _with_what_is_given(replace(statement, step=Identity(apart)), ask, random)
        if found is not None:
            said = Condition(_INDEPENDENT, independent or "found")
            word = found.word if independent else "conditional"
            found = replace(found, word=word, conditions=(*found.conditions, said))
    return verdict if found is None else found


def _with_what_is_given(statement: Statement, ask: Ask, random: frozenset[str]) -> Verdict | None:
    """Return a proof of a claim with the moments that are given, or None."""
    assert isinstance(statement.step, Identity), "it is a claim"
    claim = statement.step.claim
    given = moments_among((*statement.scope.domain, *statement.hypotheses))
    given = tuple(m for m in given if m.name in names_in(claim))
    claim, used = with_moments(claim, given)
    claim = with_variances(claim)
    told = frozenset(m.name for m in given)
    statement = replace(statement, step=Identity(claim))
    if not any(map(is_expected, subterms(claim))):
        found = ask(statement) if used else None
        return _saying(found, used) if found is not None and found.word in ("proved", "conditional") else None
    for only in (frozenset[str](), told) if told else (frozenset[str](),):
        found = _for_every_law(statement, ask, random | told, only)
        if found is not None and found.word in ("proved", "conditional"):
            return _saying(found, used)
    return None


def _saying(verdict: Verdict, used: Sequence[Hypothesis]) -> Verdict:
    """Return a proof that says which moments it uses."""
    said = tuple(Condition(str(h.truth), h.origin, h.truth) for h in used)
    return replace(verdict, conditions=(*verdict.conditions, *said))


def _for_every_law(statement: Statement, ask: Ask, random: frozenset[str], only: frozenset[str]) -> Verdict | None:
    """Return the verdict on a claim about expectations over outcomes, or None; only: what is random, if not empty."""
    assert isinstance(statement.step, Identity), "it is a claim"
    claim = statement.step.claim
    moments = _moments(claim, statement.scope)
    expectations = [
        part for term in (claim, *(m.body for m in moments)) for part in subterms(term) if is_expected(part)
    ]
    if any(len(part.arguments) > 1 for part in expectations):
        return None  # where something is known of the outcome, its law is another
    numbers = {m.name for m in moments}
    inside = {q for part in expectations for quantity in part.arguments for q in _quantities(quantity)}
    inside = {q for q in inside if not isinstance(q, n.Symbol) or q.name not in numbers}
    names = {part.base if isinstance(part, n.Indexed) else part for part in inside}
    known = {s for s in names if not isinstance(s, n.Symbol) or s.name in statement.scope.definitions}
    if known or any(isinstance(s, n.Symbol) and s.sort != SCALAR for s in inside):
        return None
    capital = any(isinstance(s, n.Symbol) and s.name[:1].isupper() for s in names)
    plain = {s for s in names if capital and isinstance(s, n.Symbol) and s.name in CERTAIN and s.name not in random}
    plain |= {s for s in names if only and isinstance(s, n.Symbol) and s.name not in only}
    certain = sorted({s for s in names & _outside(claim) if isinstance(s, n.Symbol)} | plain, key=str)
    drawn = {s: n.Symbol(s.name, FUNCTION) for s in names if isinstance(s, n.Symbol) and s not in certain}
    if any((of := _random_in(part.arguments[0], names)) and not of & drawn.keys() for part in expectations):
        return None  # whoever writes E[y] has a y in mind that is random
    of_law = any(str(part.function) != EXPECTATION for part in expectations)  # E_P: x and y may both be drawn from P
    if (names and not drawn) or (
        certain and (of_law or any(s.name[:1].isupper() or s.name in random for s in certain))
    ):
        return None
    laws = {e.function: n.Symbol(f"P_{e.function}", FUNCTION) for e in expectations}
    over_outcomes = partial(_over_outcomes, drawn=drawn, laws=laws)
    put_in = (frozenset(statement.scope.definitions) - numbers) | {s.name for s in drawn}

    def about_others(known: Sequence[Hypothesis]) -> tuple[Hypothesis, ...]:
        return tuple(h for h in known if not names_in(h.truth) & put_in)

    scope = statement.scope.declare(*drawn.values(), *laws.values())
    definitions = {m.name: replace(m, body=over_outcomes(m.body)) for m in moments}
    scope = replace(scope, definitions=definitions, domain=about_others(scope.domain))
    hypotheses = about_others(statement.hypotheses)
    found = ask(replace(statement, step=Identity(over_outcomes(claim)), scope=scope, hypotheses=hypotheses))
    if found.word not in ("proved", "conditional"):
        return found
    capitals = all(s.name[:1].isupper() for s in drawn) and not any(s.name in _NOISE for s in certain)
    custom = capitals or all(s.name.partition("_")[0] in PARAMETERS for s in certain)
    return _with_certain(found, certain, custom=custom)


def _with_bodies(claim: n.Term, scope: Scope, depth: int = _DEEP) -> n.Term:
    """Return a claim with what its names are defined to be, but for those of moments."""
    kept = {d.name for d in _moments(claim, scope)}
    known = {name: d for name, d in scope.definitions.items() if name not in kept}
    made = _put_in(claim, known) if known and depth else claim
    return claim if made == claim else _with_bodies(made, scope, depth - 1)


def _put_in(term: n.Term, known: Mapping[str, Definition]) -> n.Term:
    term = rebuild(term, lambda part: _put_in(part, known))
    match term:
        case n.Symbol(name) if name in known and known[name].kind == "value":
            return known[name].body
        case n.Indexed(n.Symbol(name), places) if name in known and known[name].kind == "indexed":
            pass
        case n.Apply(n.Symbol(name), places) if name in known and known[name].kind == "function":
            pass
        case _:
            return term
    definition = known[name]
    if len(places) != len(definition.parameters):
        return term
    return substitute(definition.body, dict(zip(definition.parameters, places, strict=True)))


def with_variances(term: n.Term) -> n.Term:
    """Return a term with Var(u) and Cov(u, v) as E[u v] - E[u] E[v]."""
    term = rebuild(term, with_variances)
    name = term.function.name if isinstance(term, n.Apply) and isinstance(term.function, n.Symbol) else ""
    moment, _, law = name.partition("_")
    if not isinstance(term, n.Apply) or len(term.arguments) != _TAKEN.get(moment.lower()) or "_" in law:
        return term
    mean = n.Symbol(f"{EXPECTATION}_{law}" if law else EXPECTATION, FUNCTION)
    first, second = term.arguments[0], term.arguments[-1]
    means = (n.Apply(mean, (first,)), n.Apply(mean, (second,)))
    return n.Add((n.Apply(mean, (n.Mul((first, second)),)), n.Neg(n.Mul(means))))


def _moments(claim: n.Term, scope: Scope) -> tuple[Definition, ...]:
    """Return the numbers in a claim that are defined by expectations, and by nothing outside of them: mu = E[X]."""
    named = sorted({part.name for part in subterms(claim) if isinstance(part, n.Symbol)} & scope.definitions.keys())
    bodies = (scope.definitions[name] for name in named)
    return tuple(d for d in bodies if d.kind == "value" and _is_moment(d.body))


def _is_moment(body: n.Term) -> bool:
    return any(map(is_expected, subterms(body))) and not _outside(body)


def _with_certain(verdict: Verdict, certain: list[n.Symbol], *, custom: bool) -> Verdict:
    """Return a proof that says what it takes for certain; custom: whether only capital letters are random in it."""
    if not certain:
        return verdict
    origin: Literal["as written", "found"] = "as written" if custom else "found"
    said = tuple(Condition(f"{symbol} is not random", origin) for symbol in certain)
    return replace(verdict, word=verdict.word if custom else "conditional", conditions=(*verdict.conditions, *said))


def _outside(term: n.Term) -> set[n.Term]:
    """Return the names that a term has outside of expectations."""
    if is_expected(term):
        return set()
    return {term} if isinstance(term, n.Symbol) else set().union(*map(_outside, children(term)))


def _quantities(term: n.Term) -> set[n.Term]:
    """Return the quantities and entries that a term is made of."""
    if isinstance(term, n.Indexed) or (isinstance(term, n.Symbol) and term.sort not in (INDEX, FUNCTION)):
        return {term}
    return set().union(*map(_quantities, children(term)))


def _random_in(quantity: n.Term, names: Collection[n.Term]) -> set[n.Term]:
    """Return those of these names that a quantity is made of."""
    return {q.base if isinstance(q, n.Indexed) else q for q in _quantities(quantity)} & set(names)


def _over_outcomes(
    term: n.Term, drawn: Mapping[n.Symbol, n.Symbol], laws: Mapping[n.Term, n.Symbol], inside: bool = False
) -> n.Term:
    """Return a term with expectations over outcomes, of what is drawn."""
    if isinstance(term, n.Apply) and term.function in laws:
        body = _over_outcomes(term.arguments[0], drawn, laws, inside=True)
        return n.Bind("expectation", _OUTCOME, laws[term.function], body)
    if inside and isinstance(term, n.Symbol) and term in drawn:
        return n.Apply(drawn[term], (_OUTCOME,))
    if inside and isinstance(term, n.Indexed) and isinstance(term.base, n.Symbol) and term.base in drawn:
        return n.Apply(drawn[term.base], (_OUTCOME, *term.indices))
    return rebuild(term, lambda part: _over_outcomes(part, drawn, laws, inside))
