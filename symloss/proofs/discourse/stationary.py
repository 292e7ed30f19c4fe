r"""Where a derivative is set to zero: "setting this to zero gives $\hat w = b/a$" claims that it is zero there.

What the text sets to zero is the derivative that it displayed last by that letter, or
that of what it defined last. The value found is put for the letter; that the place is a
minimum or a maximum is a further claim, true if the function bends one way everywhere.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from symloss.kernel.verdict import Verdict
from symloss.latex.reading.combine import constant
from symloss.latex.reading.survey import survey
from symloss.proofs.discourse.binding import Link
from symloss.proofs.discourse.flow import Sentence
from symloss.proofs.discourse.shapes import TWO, ZERO, base_name, has_slope, is_zero, names_in, unfolded_names
from symloss.proofs.discourse.state import Assertion, Extremum, Memory, Slope, Value
from symloss.proofs.discourse.statements import statement
from symloss.proofs.names.squares import SQUARED
from symloss.proofs.words.cues import is_conclusive
from symloss.proofs.words.prose import MATH
from symloss.proofs.words.zeros import ASIDE, FINDS, NONE, POINTS, SETS
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS
from symloss.term.scope import Scope
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import FUNCTION, INDEX
from symloss.term.statement import Identity
from symloss.term.walk import free_symbols, substitute, subterms

if TYPE_CHECKING:
    from symloss.proofs.discourse.follower import Follower

ROLES = frozenset({"define", "value", "claim", "case", "instance"})  # in which a formula may give a letter its value
NEAR = 2  # so many formulas back is what "it" is set to zero

_LEAST = re.compile(r"\bminim\w+|\bleast\b|\bargmin\b|最小", re.IGNORECASE)
_MOST = re.compile(r"\bmaximi[sz]\w+|\bmaximum(?! (?:likelihood|a posteriori))|\bargmax\b|最大值", re.IGNORECASE)
_BEST = re.compile(r"\bmaximum (?:likelihood|a posteriori)|\b(?:MLE|MAP)\b|\boptim\w+|\bbest\b", re.IGNORECASE)
_MARKS = re.compile(r"(?:hat_)?(?P<letter>.+?)(?:_(?:star|opt|optimal|min|max|best|ML|MLE|MAP|OLS|LS|ls|ml|map))?")


def note(follower: Follower, link: Link) -> None:
    """Keep a derivative that the text displays, what it is shown to be, and whether it is zero."""
    memory, truth = follower.memory, link.truth
    if link.sign != "=" or not isinstance(truth, n.Relation):
        return
    zero = is_zero(truth.left) or is_zero(truth.right)
    for key, known in memory.slopes.items():
        if known.chain == memory.chain.number:
            shown = known.shown if is_zero(truth.right) else link.right.term
            memory.slopes[key] = replace(known, shown=shown, zero=known.zero or zero)
            return
    start = memory.chain.start.term if memory.chain.start is not None else None
    if start is not None and is_zero(start):
        start = truth.right
    found = _differentiated(start) if start is not None else None
    if start is None or found is None or found[1] is None:
        return
    line = follower.line_of(link.right.place.start)
    shown = None if zero else link.right.term
    memory.slopes[str(found[1])] = Slope(start, shown, found[1], line, memory.chain.number, memory.section, zero)


def close(memory: Memory, sentence: Sentence) -> None:
    """Note at the end of a sentence that it set the derivatives before it to zero."""
    for key, slope in memory.slopes.items():
        if _sets(sentence.words, slope, memory):
            memory.slopes[key] = replace(slope, zero=True)


def _sets(words: str, slope: Slope | None, memory: Memory) -> bool:
    """Whether words set a derivative to zero; "setting it to zero" is said of the last formula."""
    found = SETS.search(words)
    if found is None or NONE.search(words):
        return False
    last = slope is not None and slope.section == memory.section and slope.chain >= memory.chain.number - NEAR
    return last if found["last"] or found["shown"] else slope is None or slope.section == memory.section


def zeros(follower: Follower, link: Link) -> tuple[Slope, ...]:
    """Return the derivatives that are zero where an equation stands that goes on from their being set to zero.

    What is said of the function itself, of another, g(x) = ..., or of slopes is said of them everywhere.
    """
    memory = follower.memory
    follows = is_conclusive(link.clause) or follower.concluded or not re.search(r"\w", _last_words(link.clause))
    sides = (link.truth.left, link.truth.right) if isinstance(link.truth, n.Relation) else ()
    if link.sign != "=" or not follows or has_slope(link.truth) or any(_is_own(s, memory.scope) for s in sides):
        return ()
    reached, found = unfolded_names(link.truth, memory.scope), []
    for key, slope in memory.slopes.items():
        own = slope.section != memory.section or slope.chain == memory.chain.number
        if own or base_name(slope.variable) not in reached or _of(slope) in names_in(link.truth):
            continue
        if slope.zero or _sets(link.sentence, slope, memory):
            memory.slopes[key] = replace(slope, zero=True)
            found.append(slope)
    return tuple(found)


def _is_own(term: n.Term, scope: Scope) -> bool:
    """Whether this is g(x) of a function that the text defines."""
    return isinstance(term, n.Apply) and isinstance(term.function, n.Symbol) and term.function.name in scope.definitions


def _of(slope: Slope) -> str:
    """Return the name of what was differentiated, or ""."""
    found = _differentiated(slope.derivative)
    body = found[0] if found is not None else None
    body = body.function if isinstance(body, n.Apply) else body
    return body.name if isinstance(body, n.Symbol) else ""


def solved(follower: Follower, link: Link) -> Assertion | None:
    """Return the claim that a derivative is zero where its letter has the value that an equation gives it."""
    memory, truth = follower.memory, link.truth
    words = _last_words(link.clause)
    if link.sign != "=" or not isinstance(truth, n.Relation) or NONE.search(words) or ASIDE.search(words):
        return None
    target, body = _target(truth, memory)
    letter = _letter(target)
    if not letter or body is None or letter in names_in(body):
        return None
    slope = _slope(follower, link, target, letter)
    if slope is None:
        return None
    written = (slope.derivative, slope.shown)
    there = [t for t in (_at(s, slope, target, body, memory.scope) for s in written if s is not None) if t]
    if not there:
        return None
    zero = constant(ZERO, sort_of(there[0]))
    made = follower.assertion(Value(link.left.place, there[0]), "=", Value(link.right.place, zero))
    cases = tuple(h for h in memory.hypotheses() if not _sets_it(h.truth, slope))  # it holds at that place only
    made.cases = cases
    made.statement = statement(
        Identity(n.Relation("=", there[0], zero)), memory.known_scope(), cases, names_in(there[0])
    )
    made.rival = Value(link.left.place, there[1]) if len(there) > 1 else None
    made.hedge = _hedge(slope, body, letter, memory)
    made.extremum = _extremum(slope, link.clause, letter)
    bold = [m.name for v in (link.left, link.right) if v.node is not None for m in survey(v.node) if m.font == "bold"]
    if bold and not sort_of(target).shape:  # what is zero here is a number
        made.verdict = Verdict("undecided", message=f"{bold[0]} is bold, but fits here only as a number")
    rounded = any(isinstance(part, n.Number) and part.places is not None for part in subterms(body))
    if rounded and follower.settler.settle(made, memory).fails:
        made.verdict = Verdict("undecided", message="zero up to the digits printed, or a wrong value?")
    return made


def _slope(follower: Follower, link: Link, target: n.Term, letter: str) -> Slope | None:
    """Return the derivative that is set to zero, if the text says so and goes on to this equation."""
    memory = follower.memory
    found = [s for s in memory.slopes.values() if base_name(s.variable) == letter and s.section == memory.section]
    slope = found[-1] if found else None
    said = _sets(link.sentence, slope, memory)
    follows = is_conclusive(link.clause) or follower.concluded or not re.search(r"\w", link.clause)
    follows = follows or bool((POINTS if said else FINDS).search(link.clause))
    if slope is not None:
        return slope if (slope.zero or said) and follows else None
    objective = _objective(letter, memory) if said and follows and isinstance(target, n.Symbol) else None
    if objective is None:
        return None
    variable = memory.scope.symbols.get(letter, n.Symbol(letter))
    derivative = n.Derivative(objective, variable, 1, "partial")
    return Slope(derivative, None, variable, memory.defined_at[base_name(objective)][0], 0, memory.section, True)


def _objective(letter: str, memory: Memory) -> n.Term | None:
    """Return the one quantity of this section that is made of a letter, and nothing else is made of."""
    known = memory.scope.definitions
    here = [d for d in known.values() if memory.defined_at.get(d.name, (0, -1))[1] == memory.section]
    made = [d for d in here if letter in unfolded_names(d.body, memory.scope) and d.kind != "indexed"]
    inner = frozenset().union(*(names_in(d.body) for d in made))
    last = [d for d in made if d.name not in inner]
    if len(last) != 1:
        return None
    whole = last[0]
    if whole.kind == "function" and whole.parameters:
        return n.Apply(n.Symbol(whole.name, FUNCTION), whole.parameters)
    return memory.scope.symbols.get(whole.name, n.Symbol(whole.name))


def _differentiated(term: n.Term) -> tuple[n.Term, n.Symbol | n.Indexed | None] | None:
    """Return what is differentiated once, and by what: dL/dw, f'(x)."""
    if isinstance(term, n.Derivative) and term.order == 1:
        variable = term.variable
        return term.body, variable if isinstance(variable, n.Symbol | n.Indexed) else None
    if isinstance(term, n.Apply) and isinstance(term.function, n.Prime) and term.function.order == 1:
        argument = term.arguments[0] if len(term.arguments) == 1 else None
        return term.function.function, argument if isinstance(argument, n.Symbol) else None
    return None


def _target(truth: n.Relation, memory: Memory) -> tuple[n.Term, n.Term | None]:
    r"""Return the letter that an equation gives a value, and the value: \hat\sigma^2 = v gives the root of v."""
    left = truth.left
    if isinstance(left, n.Pow) and left.exponent == TWO and isinstance(left.base, n.Symbol):
        return left.base, FUNCTIONS["sqrt"](truth.right)
    by = {base_name(slope.variable) for slope in memory.slopes.values()}
    if isinstance(left, n.Symbol) and left.name.endswith(SQUARED) and _letter(left) not in by:
        return n.Symbol(left.name.removesuffix(SQUARED), left.sort), FUNCTIONS["sqrt"](truth.right)
    return left, truth.right


def _letter(target: n.Term) -> str:
    r"""Return the name of the letter without the mark of a value found: w of \hat w, w^*, w_{MLE}."""
    if not isinstance(target, n.Symbol | n.Indexed) or (isinstance(target, n.Symbol) and target.sort == FUNCTION):
        return ""
    found = _MARKS.fullmatch(base_name(target))
    return found["letter"] if found else ""


def _at(slope: n.Term, known: Slope, target: n.Term, body: n.Term, scope: Scope) -> n.Term | None:
    """Return a derivative where its letter has the value found; other letters have theirs if the value uses them."""
    variable = known.variable
    others = {_letter(s): s for s in free_symbols(body) if _letter(s) not in ("", s.name)}
    if isinstance(variable, n.Symbol) and isinstance(target, n.Symbol):
        if isinstance(variable.sort, type(target.sort)) and variable.sort != target.sort:
            return None
        made: n.Term = slope
        for name in sorted(set(others) & unfolded_names(slope, scope) - {variable.name}):
            made = n.At(made, scope.symbols.get(name, n.Symbol(name)), others[name])
        made = n.At(made, variable, body)
    elif isinstance(target, n.Indexed) and isinstance(variable, n.Indexed) and slope is known.shown:
        by = {base_name(part.variable) for part in subterms(slope) if isinstance(part, n.Derivative)}
        if target.indices != variable.indices or base_name(variable) in by:
            return None
        made = substitute(slope, {variable: body})
        if base_name(variable) in names_in(made):
            return None
    else:
        return None
    try:
        return made if sort_of(made) == sort_of(variable) else None
    except (SortError, TypeError):
        return None


def _hedge(slope: Slope, body: n.Term, letter: str, memory: Memory) -> str:
    """Return why a refutation would not count: other equations may hold there, or it is about another function."""
    scope = memory.scope
    made = [d.name for d in scope.definitions.values() if letter in unfolded_names(d.body, scope)]
    if any(memory.defined_at.get(name, (0, 0))[0] > slope.line for name in made):
        return "it may be what another function turns on, defined since"
    whole = slope.shown if slope.shown is not None else slope.derivative
    sizes = {name for name, symbol in scope.symbols.items() if symbol.sort == INDEX}
    told = unfolded_names(body, scope) | {letter, *FUNCTIONS, *scope.definitions, *sizes}
    more = unfolded_names(whole, scope) - told
    if more:
        return f"zero there on what other equations say of {sorted(more)[0]}, or a wrong value?"
    known = {*unfolded_names(whole, scope), letter, *FUNCTIONS, *scope.definitions}
    strange = sorted(names_in(body) - known - sizes)  # \bar x, of which only the name says that it is a mean
    return f"nothing in the text says what {strange[0]} is" if strange else ""


def _extremum(slope: Slope, clause: str, letter: str) -> Extremum | None:
    """Return what else is claimed: that the place is a minimum or a maximum, by the words before it."""
    least, most, best = (bool(pattern.search(clause)) for pattern in (_LEAST, _MOST, _BEST))
    if not (least or most or best):
        return None
    derivative = slope.derivative
    twice: n.Term | None = None
    if isinstance(derivative, n.Derivative):
        twice = replace(derivative, order=2)
    elif isinstance(derivative, n.Apply) and isinstance(derivative.function, n.Prime):
        twice = replace(derivative, function=replace(derivative.function, order=2))
    ops = (">=",) if least and not most else ("<=",) if most and not least else (">=", "<=")
    what = "minimum" if ops == (">=",) else "maximum" if ops == ("<=",) else "optimum"
    bends = tuple(n.Relation(op, twice, ZERO) for op in ops) if twice is not None else ()  # type: ignore[arg-type]
    return Extremum(what, letter, bends)


def _sets_it(truth: n.Term, slope: Slope) -> bool:
    return isinstance(truth, n.Relation) and slope.derivative in (truth.left, truth.right)


def _last_words(clause: str) -> str:
    return clause.rpartition(MATH)[2]
