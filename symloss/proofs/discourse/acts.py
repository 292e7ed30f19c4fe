"""What a formula does to what is known, one function for each role it can play.

An act takes the follower and the link, changes `follower.memory`, and returns the
assertions that the link makes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from symloss.kernel.verdict import Verdict
from symloss.proofs.discourse import stationary
from symloss.proofs.discourse.alternatives import declare, for_all, give_way, suppose
from symloss.proofs.discourse.binding import Link, bind, define, give
from symloss.proofs.discourse.hedging import hedge
from symloss.proofs.discourse.over_all import RANGE_LEFT_OUT, claimed_over_all
from symloss.proofs.discourse.redefining import concluded, is_of_same, named_again, redefinition
from symloss.proofs.discourse.roles import (
    Role,
    ansatz_letters,
    ansatz_variable,
    is_equation_to_solve,
    is_value_of_entries,
)
from symloss.proofs.discourse.shapes import (
    definable,
    differentiated,
    head_of,
    is_arrow,
    is_index_case,
    is_order,
    label_of,
    likelihood_of,
    names_in,
    stacked,
)
from symloss.proofs.discourse.state import BLOCK, SENTENCE, Assertion, Case, Memory, Source
from symloss.proofs.discourse.statements import instance_of, solution_of, statement, step_of
from symloss.proofs.discourse.updating import update
from symloss.proofs.judging.meanings import is_closed
from symloss.proofs.judging.recursions import recursion_before
from symloss.proofs.words.conditions import declares, opens_case, says_all, supposed_within
from symloss.proofs.words.cues import cue_before, names_rule, supposes
from symloss.proofs.words.denials import tells_error
from symloss.proofs.words.examples import gives_example, sets_values, takes_values
from symloss.proofs.words.hedges import SOME_POINTS
from symloss.proofs.words.prose import MATH
from symloss.proofs.words.reach import holds_elsewhere, holds_onward, is_convention
from symloss.term import nodes as n
from symloss.term.scope import Definition, Hypothesis
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import FUNCTION, INDEX
from symloss.term.statement import Ansatz, Identity
from symloss.term.walk import free_symbols

if TYPE_CHECKING:
    from symloss.proofs.discourse.follower import Follower

_ASIDE = re.compile(r"\b(?:where|with)\b|其中", re.IGNORECASE)
_IN_A_CASE = re.compile(rf"{MATH}[\s,]*(?:if|iff|when|whenever|unless|only)\b", re.IGNORECASE)


def act(role: Role, follower: Follower, link: Link) -> list[Assertion]:
    """Do what a link of this role does."""
    return _ACTS[role](follower, link)


def _mention(follower: Follower, link: Link) -> list[Assertion]:
    """Note what is said beside other things; nothing is taken from it, and nothing is lost."""
    known = names_in(link.truth) & set(follower.memory.scope.definitions)
    if isinstance(link.truth, n.Relation) and (known or not is_index_case(link.truth)) and not link.level:
        follower.memory.stated.append(follower.note(link.start, f"{link.text} (mentioned)"))
    if _equates_names(link.truth):
        follower.memory.equated.append(Hypothesis(link.truth, follower.stated(link.start)))
    if is_index_case(link.truth):
        follower.memory.compared = follower.memory.sentence, names_in(link.truth)
    _give_each(follower, link)
    return []


def _equates_names(truth: n.Term) -> bool:
    """Whether this says that two quantities are one, "a = p", of which neither is said to be the new name."""
    if not isinstance(truth, n.Relation) or truth.op != "=" or is_index_case(truth):
        return False
    return isinstance(truth.left, n.Symbol | n.Indexed) and isinstance(truth.right, n.Symbol | n.Indexed)


def _give_each(follower: Follower, link: Link) -> None:
    """Keep the numbers of (x, y) = (2, 3), each for its name."""
    truth = link.truth
    if not isinstance(truth, n.Relation) or not isinstance(truth.left, n.Stack) or not isinstance(truth.right, n.Stack):
        return
    names, numbers = stacked(truth.left), stacked(truth.right)
    for name, number in zip(names, numbers, strict=True) if len(names) == len(numbers) else ():
        known = follower.memory.scope.definitions
        if isinstance(name, n.Symbol) and name.name not in known and is_closed(number):
            give(follower, Definition(name.name, number), link, fixed=supposes(link.clause))


def _define(follower: Follower, link: Link) -> list[Assertion]:
    head = definable(link.left.term) if link.left.term is not None else None
    assert head is not None and isinstance(link.truth, n.Relation), "only heads are defined"
    if tells_error(link.clause):  # "a common mistake is to take [this]": nothing is defined by it
        follower.memory.stated.append(follower.note(link.start, f"{link.text} (denied)"))
        return []
    definition = head.define(_body(link))
    doubt = concluded(follower.memory, head.name, link) if follower.lone else ""
    if not _fits(link):  # "b = -1" of a b that is a vector elsewhere: an example of another thing
        follower.memory.definitions.append(follower.note(link.start, link.text))
        if not is_closed(definition.body):
            follower.memory.misfits[head.name] = names_in(definition.body)
    else:
        if is_closed(definition.body):
            computed = not isinstance(definition.body, n.Number | n.Neg)
            give(follower, definition, link, fixed=computed or cue_before(link.clause) == "define")
        if isinstance(definition.body, n.Stack) and is_closed(definition.body) and head.name in follower.memory.used:
            follower.memory.definitions.append(follower.note(link.start, link.text))
            return []  # numbers for what other formulas are about: x = (1, 3), an example
        aside, chosen = bool(_ASIDE.search(link.clause)), cue_before(link.clause) == "instance"
        define(follower, definition, link.left, link.right, aside=aside, chosen=chosen)
    recursion = recursion_before(follower.memory, follower.memory.section, definition)
    if not doubt and recursion is not None and cue_before(link.clause) != "define":
        doubt = f"line {recursion.line} says what {head.name} is by what it is before: not shown to be the same"
    if not doubt:
        return []
    assertion = follower.assertion(link.left, link.sign, link.right)
    assertion.verdict, assertion.defines = Verdict("undecided", message=doubt), definition
    return [assertion]


def _body(link: Link) -> n.Term:
    """Return the right side; a number is itself, also where other sections have arrays of that name."""
    assert isinstance(link.truth, n.Relation)
    written = link.right.term
    atomic = isinstance(written, n.Number) or (isinstance(written, n.Neg) and isinstance(written.term, n.Number))
    return written if atomic and written is not None else link.truth.right


def _fits(link: Link) -> bool:
    """Whether both sides of a definition are of one sort."""
    assert isinstance(link.truth, n.Relation)
    if isinstance(link.truth.left, n.Symbol) and link.truth.left.sort == FUNCTION:
        return True
    try:
        sort_of(link.truth)
    except SortError:
        return False
    return link.left.term == link.truth.left and (link.right.term == link.truth.right)


def _value(follower: Follower, link: Link) -> list[Assertion]:
    """Keep a number that the text mentions for a symbol: "we see q = 5"."""
    assert isinstance(link.truth, n.Relation)
    name = label_of(link.truth.left)
    fixed = (supposes(link.clause) or sets_values(link.sentence)) and not _IN_A_CASE.search(link.sentence)
    head = head_of(link.truth.left)
    if fixed and cue_before(link.clause) == "define" and head is not None and head.kind == "indexed" and _fits(link):
        return _define(follower, link)  # "let w_k = 1": all of them
    if name and (fixed or name not in follower.memory.given):
        example: Literal["", "numbers"] = "numbers" if gives_example(link.sentence) else ""
        give(follower, Definition(name, _body(link)), link, fixed=fixed, example=example)
    elif name and follower.memory.given[name].definition.body != _body(link):
        follower.memory.given[name] = replace(follower.memory.given[name], alone=False)
    follower.memory.stated.append(follower.note(link.start, link.text))
    return []


def _name(follower: Follower, link: Link) -> list[Assertion]:
    """Name an expression that stands on the left: "let sum_j exp(f_j) = S"."""
    assert isinstance(link.truth, n.Relation) and isinstance(link.right.term, n.Symbol)
    definition = Definition(link.right.term.name, link.truth.left)
    follower.defined.setdefault(definition.name, []).append(definition)
    bind(follower, definition, link.start, Source(link.left, link.right, follower.memory.section, swapped=True))
    follower.memory.definitions.append(follower.note(link.start, link.text))
    return []


def _entry(follower: Follower, link: Link) -> list[Assertion]:
    """Take an equation for a numbered entry of an array as known."""
    follower.memory.assumptions.append(Hypothesis(link.truth, follower.stated(link.start)))
    follower.memory.definitions.append(follower.note(link.start, link.text))
    return []


def _assume(follower: Follower, link: Link) -> list[Assertion]:
    """Take a truth as known; what is assumed in a case holds no longer than the case."""
    memory = follower.memory
    memory.stated.append(follower.note(link.start, link.text))
    if isinstance(link.truth, n.Member):
        elsewhere = holds_elsewhere(link.sentence)  # "in chapters 2 and 3": which parts these are is not followed
        declare(memory, link.truth, follower.stated(link.start), follower.line_of(link.start), elsewhere=elsewhere)
        if elsewhere:
            return []
    if is_arrow(link.truth):  # "as z -> infinity": for this sentence, if it says anything
        return _case(follower, link)
    within = (follower.behind and is_order(link.truth)) or supposed_within(link.clause, link.sentence)
    suppose(memory, Hypothesis(link.truth, follower.stated(link.start)), within=within, anew=declares(link.clause))
    memory.onward |= {link.truth} if holds_onward(link.sentence) else set()
    return []


def _case(follower: Follower, link: Link) -> list[Assertion]:
    memory, index = follower.memory, is_index_case(link.truth)
    if not link.level:
        _keep_example(follower, link)
    onward = index and sets_values(link.sentence)  # "Suppose n = 1."
    onward = onward or (is_arrow(link.truth) and link.sentence.count(MATH) == 1)
    level = link.level or (BLOCK if onward or opens_case(link.clause, link.sentence) else SENTENCE)
    if level >= BLOCK:  # another case in the same sentence takes the place of the last one
        joined = memory.chain.links > 1 or bool(re.fullmatch(rf".*{MATH}\s*(?:,|and)\s*", link.clause, re.S))
        memory.cases = [c for c in memory.cases if c.level < BLOCK or joined]
    give_way(memory, link.truth)
    every = isinstance(link.truth, n.Relation) and is_value_of_entries(link.truth)
    every = every or says_all(link.sentence.partition(link.clause + MATH)[2])
    truth = for_all(link.truth) if every else link.truth
    memory.cases.append(Case(Hypothesis(truth, follower.stated(link.start)), level))
    if isinstance(link.truth, n.Relation) and link.truth.op == "=" and not index:
        memory.stated.append(follower.note(link.start, f"{link.text} (supposed)"))
    return []


def _update(follower: Follower, link: Link) -> list[Assertion]:
    update(follower, link.left, link.right)
    follower.memory.definitions.append(follower.note(link.start, f"{link.text} (an update)"))
    return []


def _require(follower: Follower, link: Link) -> list[Assertion]:
    memory = follower.memory
    assert isinstance(link.truth, n.Relation)
    for name in sorted(differentiated(link.truth) - set(memory.scope.definitions)):
        memory.required.setdefault(name, []).append((link.truth, follower.line_of(link.start)))
    if is_equation_to_solve(link.truth, link.clause):  # it holds at a point only, not from here on
        memory.cases.append(Case(Hypothesis(link.truth, follower.stated(link.start)), SENTENCE))
        memory.stated.append(follower.note(link.start, link.text))
        return []
    return _assume(follower, link)


def _instance(follower: Follower, link: Link) -> list[Assertion]:
    assert isinstance(link.truth, n.Relation)
    if isinstance(link.truth.left, n.Symbol):
        follower.instance = (link.truth.left, link.truth.right)
        if not follower.memory.premises:
            return _case(follower, link)
    return []


def _keep_example(follower: Follower, link: Link) -> None:
    """Keep the number of an example, "take a = 1"; a sentence that says nothing else fixes it for what follows."""
    truth = link.truth
    if not isinstance(truth, n.Relation) or truth.op != "=" or not isinstance(truth.left, n.Symbol):
        return
    name, fixed = truth.left.name, sets_values(link.sentence)
    if is_closed(truth.right) and truth.left.sort != INDEX and name not in follower.memory.scope.definitions:
        example: Literal["", "open", "decimals"] = (
            "" if fixed else "open" if takes_values(link.sentence) else "decimals"
        )
        give(follower, Definition(name, _body(link)), link, fixed=fixed, example=example)


def _ansatz(follower: Follower, link: Link) -> list[Assertion]:
    memory = follower.memory
    assert isinstance(link.truth, n.Relation)
    unknowns = ansatz_letters(link.truth, memory)
    variable = ansatz_variable(link.truth, unknowns)
    if variable is None:
        return _claim(follower, link)
    for unknown in unknowns:
        memory.unknowns[unknown.name] = variable.name
    assertion = follower.assertion(link.left, link.sign, link.right)
    step = Ansatz(link.truth, unknowns, variable)
    assertion.statement = statement(step, memory.known_scope(), memory.hypotheses(), names_in(link.truth))
    memory.premises.append((link.truth, assertion.line))
    return [assertion]


def _solution(follower: Follower, link: Link) -> list[Assertion]:
    memory = follower.memory
    head = head_of(link.left.term) if link.left.term is not None else None
    assert head is not None and isinstance(link.truth, n.Relation), "only heads are solved for"
    assertion = follower.assertion(link.left, link.sign, link.right)
    step = solution_of(head.name, link.truth, link.clause + link.sentence, memory)
    known = memory.known_scope()
    asked = {equation for equation, _ in memory.required[head.name]}
    scope = replace(known, domain=tuple(h for h in known.domain if h.truth not in asked))
    assertion.statement = statement(step, scope, memory.hypotheses(), names_in(link.truth))
    assertion.own_assumptions = True
    bind(follower, head.define(link.truth.right), link.start, Source(link.left, link.right, memory.section))
    return [assertion]


def _claim(follower: Follower, link: Link) -> list[Assertion]:
    memory, truth = follower.memory, link.truth
    if _names_left_side(link, memory):
        return _name(follower, link)
    closed = isinstance(truth, n.Relation) and all(map(is_closed, (truth.left, truth.right)))
    if closed and is_convention(link.sentence):  # 0 log 0 = 0
        memory.stated.append(follower.note(link.start, f"{link.text} (a convention)"))
        return []
    assertion = follower.assertion(link.left, link.sign, link.right)
    step = step_of(truth, memory, link.right.place.text) if isinstance(truth, n.Relation) else Identity(truth)
    if follower.instance is not None and isinstance(truth, n.Relation):
        step = instance_of(truth, *follower.instance, memory) or step
    assertion.statement = statement(step, memory.known_scope(), memory.hypotheses(), names_in(truth))
    if isinstance(truth, n.Relation) and claimed_over_all(truth, memory.scope) != truth:
        assertion.loosely = assertion.loosely or RANGE_LEFT_OUT
    assertion.rule, assertion.zeros = names_rule(link.sentence), stationary.zeros(follower, link)
    assertion.hedge = hedge(follower, link, step) or assertion.hedge
    if assertion.hedge == SOME_POINTS:
        _give_each(follower, link)
    if isinstance(truth, n.Relation) and truth.op == "=":
        _learn(follower, assertion, truth, link.clause, link.sentence)
    return [assertion]


def _names_left_side(link: Link, memory: Memory) -> bool:
    """Whether `expression = name` gives a new name to an expression within a chain."""
    name = link.right.term
    if link.sign != "=" or not isinstance(name, n.Symbol) or name.sort.shape or link.truth.left != link.left.term:  # type: ignore[union-attr]
        return False
    left = link.left.term
    known = (*memory.scope.definitions, *memory.required, *memory.unknowns, *memory.used)
    new = name.name not in known and name.name in memory.scope.depends
    return new and left is not None and head_of(left) is None and name not in free_symbols(left)


def _learn(follower: Follower, assertion: Assertion, truth: n.Relation, clause: str, sentence: str) -> None:
    """What a claim makes known: equations for unknowns, values of constants, perhaps a new definition."""
    memory, head = follower.memory, head_of(truth.left) or likelihood_of(truth.left)
    if names_in(truth) & set(memory.unknowns):
        _about_constants(follower, assertion, truth)
        return
    if is_closed(truth.left) and head_of(truth.right) is not None:
        head, truth = head_of(truth.right), n.Relation("=", truth.right, truth.left)  # ln 1 = y, of another y
    begins = head is not None and (memory.chain.links == 1 or named_again(head.name, memory))
    known = memory.scope.definitions.get(head.name) if head is not None and begins else None
    if head is not None and known is not None and head.define(truth.right) == known:  # said again
        redefinition(follower, assertion, known, clause, sentence)
        return
    if differentiated(truth) - set(memory.scope.definitions):
        return  # a definition may follow: "..., where L = ...", and a sigma may be another yet
    if head is not None and known is not None and not (head.logarithm and is_of_same(head, known, memory)):
        redefinition(follower, assertion, head.define(truth.right), clause, sentence)


def _about_constants(follower: Follower, assertion: Assertion, truth: n.Relation) -> None:
    """Keep what an equation says of the constants of an ansatz, once it is proved."""
    memory = follower.memory
    if not follower.settler.settle(assertion, memory).proved:
        return
    head = head_of(truth.left)
    if head is not None and head.name in memory.unknowns and not names_in(truth.right) & set(memory.unknowns):
        memory.scope = memory.scope.define(head.define(truth.right))
        del memory.unknowns[head.name]
    elif set(memory.unknowns.values()) & names_in(truth):
        memory.premises.append((truth, assertion.line))
    else:
        memory.assumptions.append(Hypothesis(truth, f"line {assertion.line}"))


_ACTS: dict[Role, Callable[[Follower, Link], list[Assertion]]] = {
    "mention": _mention,
    "define": _define,
    "assume": _assume,
    "case": _case,
    "update": _update,
    "require": _require,
    "instance": _instance,
    "ansatz": _ansatz,
    "solution": _solution,
    "claim": _claim,
    "name": _name,
    "entry": _entry,
    "value": _value,
}
