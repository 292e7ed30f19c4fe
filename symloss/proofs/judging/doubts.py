"""Why a point where a claim fails may not refute it: what the claim says may be meant of something else.

A counterexample chooses what the letters of a claim stand for. So it counts only if the text leaves that open: not if
a letter is to be found, or is a sign, or if the claim may be what says of a name what it is. Here are the doubts that
a slip which explains the failure (`symloss.proofs.judging.grounds`) does not settle, for what is true of the one that
is meant may be proved of all without the name that is in doubt: E(x y) = E x E y without one of its E.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from symloss.kernel.verdict import Verdict
from symloss.latex import names
from symloss.latex import tree as t
from symloss.proofs.discourse.shapes import (
    TWO,
    base_name,
    derivatives,
    entries_in,
    has_slope,
    is_zero,
    names_in,
    symmetric_matrix,
    unfolded_names,
)
from symloss.proofs.discourse.state import Assertion, Memory
from symloss.proofs.judging.lengths import two_lengths
from symloss.proofs.judging.relevance import is_variable
from symloss.proofs.judging.sequences import another_step, numbered, sequence_in
from symloss.proofs.judging.variables import has_parameter
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS, is_expectation
from symloss.term.scope import Scope
from symloss.term.sorts import FUNCTION, INDEX
from symloss.term.statement import Antiderivative, Identity, Solution, Statement
from symloss.term.walk import free_symbols, subterms


def weighed(
    verdict: Verdict, assertion: Assertion, statement: Statement, memory: Memory, parts: Collection[str]
) -> Verdict:
    """Take a refutation back if it rests on what the text leaves open; parts: lengths that are a part of others."""
    message = next(_Refuted(verdict, assertion, statement, memory, frozenset(parts)).doubts(), "")
    return Verdict("undecided", message=message) if message else verdict


@dataclass(frozen=True)
class _Refuted:
    """A claim that fails at a point, and what the text says around it."""

    verdict: Verdict
    assertion: Assertion
    statement: Statement
    memory: Memory
    parts: frozenset[str]

    def doubts(self) -> Iterator[str]:
        """Yield what may be meant instead, the first of which is told."""
        yield from self._of_what_is_sought()
        yield from self._of_what_was_not_understood()
        yield from self._of_signs()
        yield from self._of_steps_and_samples()
        yield from self._of_sizes()
        yield from self._of_names()
        yield from self._of_its_conditions()

    @property
    def scope(self) -> Scope:
        """The scope of the statement."""
        return self.statement.scope

    @property
    def _written(self) -> list[n.Term]:
        return [value.term for value in (self.assertion.left, self.assertion.right) if value.term is not None]

    @property
    def _sides(self) -> tuple[n.Term, n.Term] | None:
        """What is said to be equal; None if that is no matter of names: what solves an equation."""
        step = self.assertion.statement.step if self.assertion.statement is not None else None
        match step, self._written:
            case Antiderivative(), _:
                return step.integrand, step.value
            case Solution(), _:
                return None
            case _, [left, right]:
                return left, right
        return None

    @property
    def _reached(self) -> frozenset[str]:
        return frozenset().union(*(unfolded_names(term, self.scope) for term in self._written))

    def _of_what_is_sought(self) -> Iterator[str]:
        constants = sorted(self.assertion.names & set(self.memory.unknowns))
        if constants and isinstance(self.statement.step, Identity):
            yield f"{constants[0]} is still to be found, and no proved equation gives this"
        if self.assertion.relation == r"\ne" and self.verdict.witness is not None and self.verdict.witness.at:
            yield "equal at some points, if not at all: which is meant?"
        for one, other in (self._sides, self._sides[::-1]) if self._sides is not None else ():
            if isinstance(other, n.Symbol | n.Indexed) and one in (n.Pow(other, TWO), n.Mul((other, other))):
                yield f"{other} may be 0 or 1, or a projection"
        claim = self.statement.step.claim if isinstance(self.statement.step, Identity) else None
        if isinstance(claim, n.Relation) and is_zero(claim.right) and not has_slope(claim):
            defined_at = self.memory.defined_at
            for name in sorted(k for k in self._reached & defined_at.keys() if defined_at[k][0] > self.assertion.line):
                yield f"line {defined_at[name][0]} says what {name} is: an equation for it, or a wrong step?"
        symmetric = symmetric_matrix(claim) if claim is not None else ""
        if symmetric:
            yield f"{symmetric} may be symmetric"

    def _of_what_was_not_understood(self) -> Iterator[str]:
        """Numbers that the text gives, and what words say of names: what is false of others may be true of these."""
        unread = self.memory.unread
        for name in sorted(self._reached & self.memory.numbers & set(unread)):
            yield f"the definition of {name} in line {unread[name]} was not understood"
        for name in sorted(self._reached & self.memory.traits.keys()):
            line, words = self.memory.traits[name]
            if line <= self.assertion.line:
                yield f"line {line} says of {name} what I do not read as a formula: {words}"

    def _of_signs(self) -> Iterator[str]:
        """Letters that are signs to many: D u v = u D v + v D u, E x y = E x E y, the Sigma of a sum, alpha(2x)."""
        for name in sorted(self._reached - set(self.scope.definitions)):
            if name == "D":
                yield "D may be the operator of a derivative"
            if name == "E" or name.startswith("E_") or is_expectation(name):
                yield f"{name.removeprefix('bb_')} may be an expectation: say what is random in it"
            sigma = self.scope.symbols.get(name) if name.partition("_")[0] == "Sigma" else None
            if sigma is not None and len(sigma.sort.shape) < 2:
                yield f"{name} may be the sign of a sum: write \\sum and what is summed"
        called = _called(self.assertion, self.scope)
        if called:
            yield f"{called} before brackets may be a function"

    def _of_steps_and_samples(self) -> Iterator[str]:
        """What is no power and no name of its own: the sample y^i, the step S_{t-1} of S_t, the mean of y."""
        parts = [part for term in self._written for part in subterms(term)]
        powers = {part.base for part in parts if isinstance(part, n.Pow) and _is_of_two(part.exponent)}
        raised = (part for part in parts if isinstance(part, n.Pow) and part.base not in powers)
        yield from (told for part in raised if (told := _above(part)))
        names = self._reached
        for name in sorted(names - set(self.scope.definitions)):
            if another_step(name) in self.scope.definitions:
                yield f"{name} may be {another_step(name)} at another step: say what it is"
            of = {name.removeprefix("bar_"), name.removeprefix("bar_").lower()} & names
            if name.startswith("bar_") and of:
                yield f"{name} may be the mean of {min(of)}: say what it is"
        claim = self.statement.step.claim if isinstance(self.statement.step, Identity) else None
        given = numbered((*self.memory.given, *self.scope.definitions))
        sequence = sequence_in(claim, self.scope, given) if isinstance(claim, n.Relation) else ""
        if sequence:
            yield f"the entries of {sequence} are given one by the other, or one by one: true of them, or a wrong step?"

    def _of_sizes(self) -> Iterator[str]:
        claim = self.statement.step.claim if isinstance(self.statement.step, Identity) else None
        sides = [claim.left, claim.right] if isinstance(claim, n.Relation) else self._written
        message = two_lengths(sides, self.scope, self.parts)
        if message:
            yield message

    def _of_names(self) -> Iterator[str]:
        """Names that the text leaves to this claim to explain: it may say what they are."""
        if self._sides is None:
            return
        left, right = self._sides
        for name in sorted(_in_two_fonts(v.node for v in (self.assertion.left, self.assertion.right) if v.node)):
            yield f"{name} with its indices is bold or has an arrow here, and has not there: is it a vector?"
        scope, definitions = self.scope, self.scope.definitions
        mine, theirs = unfolded_names(left, scope), unfolded_names(right, scope)
        if _is_rule(left, right, scope) or (self.assertion.rule and _is_of_any_functions(left, right, scope)):
            return
        for name in sorted((mine | theirs) & set(scope.depends) - set(definitions)):
            if not is_variable(name, n.Relation("=", left, right), scope):
                yield f"the text does not say what {name} is, only that it has a derivative"
        made = [d.body for name, d in sorted(definitions.items()) if name in mine | theirs]
        for slope in (slope for term in (left, right, *made) for slope in derivatives(term)):
            apart = names_in(slope.body) and not names_in(slope.variable) & unfolded_names(slope.body, scope)
            if apart or has_parameter(slope, scope):
                yield f"the text does not say how {slope.body} depends on {slope.variable}"
        known = {s.name: s for s in (*free_symbols(left), *free_symbols(right), *scope.symbols.values())}
        sizes = {size.name for s in known.values() for length in s.sort.shape for size in free_symbols(length)}
        alone = {name for name in mine ^ theirs if name in known} - set(definitions) - set(FUNCTIONS) - sizes
        functions = {name for name in alone if known[name].sort == FUNCTION} | _at_two_places((left, right), scope)
        for name in sorted(functions):
            yield f"nothing in the text says what the function {name} is"
        numbers = {name for name in alone - functions if known[name].sort != INDEX}
        if numbers & mine and numbers & theirs and isinstance(self.statement.step, Identity):
            yield f"the text does not say how {min(numbers & mine)} depends on {min(numbers & theirs)}"
        for name in sorted((alone & theirs) - functions - self.memory.used):
            yield f"nothing in the text says what {name} is"

    def _of_its_conditions(self) -> Iterator[str]:
        """A condition on an entry whose indices stand in another order."""
        entries = sorted({e for term in self._written for e in entries_in(term)}, key=str)
        hypotheses = self.assertion.statement.hypotheses if self.assertion.statement is not None else ()
        for said in (e for h in hypotheses for e in sorted(entries_in(h.truth), key=str)):
            for entry in (e for e in entries if e.base == said.base and e != said):
                if sorted(map(str, said.indices)) == sorted(map(str, entry.indices)):
                    yield f"the condition is about {said}, this about {entry}: are the indices swapped?"


def _is_of_two(exponent: n.Term) -> bool:
    """Whether what stands above adds two letters, as in b^{t-i}: that is the number of no sample."""
    parts = exponent.terms if isinstance(exponent, n.Add) else ()
    letters = {part.term if isinstance(part, n.Neg) else part for part in parts}
    return len({s for s in letters if isinstance(s, n.Symbol) and s.sort == INDEX}) > 1


def _above(part: n.Pow) -> str:
    """Return what is told of the i of y^i, and of K^{ja} and delta^a_l: exponents, or indices above?"""
    match part:
        case n.Pow(base=n.Symbol() | n.Indexed(), exponent=n.Symbol(sort=sort)) if sort == INDEX:
            return f"in {part} the {part.exponent} may be an exponent or the number of a sample"
        case n.Pow(base=n.Symbol() | n.Indexed(), exponent=n.Mul(factors)) if all(map(_is_letter, factors)):
            return f"in {part} the letters above may be exponents or indices"
        case n.Pow(base=base, exponent=n.Symbol()) if base_name(base) == "delta":
            return f"in {part} the {part.exponent} may be an exponent or an index"
    return ""


def _is_letter(term: n.Term) -> bool:
    return isinstance(term, n.Symbol) and len(term.name) == 1


def _called(assertion: Assertion, scope: Scope) -> str:
    r"""Return alpha of `\alpha(2x)`, which was read as a factor: before brackets that hold no sum stands a function."""
    for value in (assertion.left, assertion.right):
        if value.node is None or value.term is None:
            continue
        factors = {s.name for s in free_symbols(value.term) if s.sort != FUNCTION} - scope.definitions.keys()
        for node in (node for node in t.walk(value.node) if isinstance(node, t.Product)):
            for sign, before, behind in zip(node.separators, node.factors, node.factors[1:], strict=False):
                plain = isinstance(behind, t.Fenced) and behind.left == "(" and isinstance(behind.body, t.Product)
                if plain and not sign and isinstance(before, t.Letter) and before.name in factors:
                    return before.name
                lone = isinstance(behind, t.Fenced) and behind.left == "(" and isinstance(behind.body, t.Letter)
                if lone and not sign and isinstance(before, t.Scripted) and _is_inverse(before):
                    return names.spell(before.base)
    return ""


def _is_inverse(node: t.Scripted) -> bool:
    """Whether -1 stands above: f^{-1}(x) is seldom x/f."""
    terms = node.sup.terms if isinstance(node.sup, t.Sum) else ()
    return len(terms) == 1 and isinstance(terms[0], t.Literal) and terms[0].text == "1"


def _at_two_places(sides: tuple[n.Term, n.Term], scope: Scope) -> set[str]:
    """Return the f of f(x) + f(-x) = 2 f(x): functions of which a claim says how their values go together."""
    places: dict[str, set[tuple[n.Term, ...]]] = {}
    for side in sides:
        letters = free_symbols(side)
        for part in subterms(side):
            match part:
                case n.Apply(n.Symbol(name), arguments) if name not in FUNCTIONS and name not in scope.definitions:
                    if letters >= frozenset().union(*map(free_symbols, arguments)):  # not of u, where u is C(x)
                        places.setdefault(name, set()).add(arguments)
    return {name for name, at in places.items() if len(at) > 1}


def _in_two_fonts(written: Iterable[t.Node]) -> set[str]:
    """Return the letters with two indices below them that are bold in one place only: p_{uk}, and a vector of that."""
    fonts: dict[str, set[bool]] = {}
    for node in (part for whole in written for part in t.walk(whole) if isinstance(part, t.Scripted)):
        if isinstance(node.base, t.Letter) and len(names.parts(node.sub)) > 1:
            fonts.setdefault(node.base.name, set()).add(node.base.font == "bold")
    return {name for name, found in fonts.items() if len(found) > 1}


def _is_rule(left: n.Term, right: n.Term, scope: Scope) -> bool:
    """Whether a claim is a rule for all functions, such as (u v)' = u' v + u v': it needs no word on what they are.

    The derivative of something made of them is said by the derivative of each, and nothing else occurs.
    """
    if not isinstance(left, n.Derivative) or not isinstance(left.variable, n.Symbol):
        return False
    if base_name(left.body) not in ("", *FUNCTIONS):
        return False  # dy/dx = y (1 - y) is about one y
    others = {left.variable.name, *FUNCTIONS}
    functions = names_in(left.body) - others
    slopes = {base_name(d.body) for d in derivatives(right) if d.variable == left.variable}
    known = functions & set(scope.definitions) or names_in(right) - functions - others
    return bool(functions) and functions <= slopes and not known and left.variable.name not in scope.definitions


def _is_of_any_functions(left: n.Term, right: n.Term, scope: Scope) -> bool:
    """Whether two sides are made of the same functions of one letter, and of their derivatives by it, of no others.

    What is called the quotient rule is a rule for all f and g, also where it says something else than the rule.
    """
    slopes = [*derivatives(left), *derivatives(right)]
    by = {s.variable.name for s in slopes if isinstance(s.variable, n.Symbol)}
    mine, theirs = (names_in(side) - set(FUNCTIONS) - by for side in (left, right))
    plain = all(base_name(s.body) in mine and isinstance(s.variable, n.Symbol) for s in slopes)
    return plain and len(by) == 1 and mine == theirs and len(mine) > 1 and not mine & set(scope.definitions)
