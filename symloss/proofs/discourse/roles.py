"""What part a formula plays: definition, assumption, case, update, requirement, ansatz, claim, or a mere mention.

The words around it (`symloss.proofs.words`) say what the author means; where they are silent its shape decides.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

from symloss.proofs.discourse.shapes import (
    LETTER_FUNCTIONS,
    ONE,
    ZERO,
    Head,
    base_name,
    definable,
    differentiated,
    head_of,
    is_expected,
    is_fact_about,
    is_index_case,
    is_order,
    is_update,
    names_in,
    symmetric_matrix,
    unfolded_names,
)
from symloss.proofs.discourse.state import Memory
from symloss.proofs.judging.samples import is_factorisation
from symloss.proofs.names.entropies import entropy_of
from symloss.proofs.words.conditions import declares, supposes_next
from symloss.proofs.words.cues import Cue, cue_before, is_conclusive, supposes
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS
from symloss.term.scope import Scope
from symloss.term.sorts import FUNCTION, INDEX
from symloss.term.walk import children, free_symbols, substitute, subterms

Role = Literal[
    "define",
    "assume",
    "case",
    "update",
    "require",
    "ansatz",
    "solution",
    "claim",
    "mention",
    "instance",
    "name",
    "entry",
    "value",
]

_WISH = re.compile(
    r"\b(?:requir\w+|(?<!n't )(?<!not )wants?(?! to (?:walk|go|show|prove|see|know|compute|find))"
    r"|wish\w*|demand\w*|look(?:ing)? for|seek\w*|shall be|should be|must be|ask(?:ed)? for"
    r"|such that|goal|desired?|impose\w*)\b",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\b(?:partial fractions?|ansatz|split|decompos\w+|constants? \x01|of the form)\b", re.IGNORECASE)
_ZERO = re.compile(
    r"\b(?:set(?:ting)?|equal(?:s|ing)? to (?:zero|0)|(?:is|are) (?:zero|flat)|solv\w+|minimi[sz]\w+|maximi[sz]\w+"
    r"|optim\w+|stationary|minimum|maximum)\b",
    re.IGNORECASE,
)
_AT_A_POINT = re.compile(
    r"\bat (?:the|an?|its|their) (?:optimum|minimum|maximum|solution|equilibrium)\s*\Z", re.IGNORECASE
)
_AT = re.compile(r"\bat\s*\Z", re.IGNORECASE)
_ALWAYS = re.compile(r"\b(?:always|never|everywhere|toujours|immer|siempre|sempre)\b|总是|всегда", re.IGNORECASE)
_APPOSED = re.compile(r"\x01\s*,\s*\Z")  # right behind another formula: "the targets $T_j$, $\sum_j T_j = 1$"
_MEAN = re.compile(  # "let X have the mean [this]"
    r"\b(?:let|suppose|assume)\b[^.]*\b(?:mean|expectation|expected value|(?:co)?variance)s?\s*\Z", re.IGNORECASE
)
_LIES_AT = re.compile(  # "the minimum of c is at [this]": there only, too
    r"\b(?:minimum|maximum|optimum|minimi[sz]er|maximi[sz]er)\b[^.;]{0,40}\bat\s*\Z", re.IGNORECASE
)
_OVERLOADED = re.compile(r"(.+)_of\d+")
_CONDITIONAL = re.compile(r"(.+)_given\d*")
_REASON = re.compile(r"\b(?:since|because|as)\b[^.]*\Z", re.IGNORECASE)
_ASSUMES = re.compile(r"\b(?:suppos\w+|assum\w+|angenommen|supposons|supongamos)\b|假设", re.IGNORECASE)
_OPERATORS = frozenset({"Var", "Cov", "Corr", "Std"})
OF_EVENTS = _OPERATORS | {"E", "P", "Pr"}
NUMBERS = (n.Number, n.Constant)


def role_of(truth: n.Term, cue: Cue, clause: str, memory: Memory, *, heading: bool = False) -> Role:
    """Return the role of a formula of one relation; in a heading a fact is a case."""
    if heading:
        return "case" if is_index_case(truth) or is_fact_about(truth, memory.scope) else "mention"
    role = _role(truth, cue, clause, memory)
    if role == "assume" and _is_about_order(truth):
        return "mention"
    if role == "claim" and _AT_A_POINT.search(clause):
        return "mention"  # "at the optimum $p_j = y_j$ the loss is": there only
    if role == "define" and cue != "define" and _LIES_AT.search(clause) and isinstance(truth.left, n.Symbol):  # type: ignore[attr-defined]
        return "case"
    supposed = cue == "case" and role == "claim" and supposes_next(clause)
    return "case" if supposed else role  # "if f = g": supposed, not claimed


def _role(truth: n.Term, cue: Cue, clause: str, memory: Memory) -> Role:
    if not isinstance(truth, n.Relation) or truth.op != "=":
        return _of_fact(truth, cue, clause, memory)
    left, right = truth.left, truth.right
    if is_index_case(truth):
        return "case" if cue in ("case", "assume", "instance", "claim", "define") else "mention"
    if names_in(truth) & set(memory.unknowns):
        return "instance" if cue == "instance" and _is_point(left, right, memory) else "claim"
    if cue and symmetric_matrix(truth):
        return "claim" if cue == "claim" else "case" if cue == "case" else "assume"
    if is_update(left, right):
        return "update"
    if _is_shape(left) and _is_shape(right):
        return "mention"
    if cue != "define" and _is_free_atom(left, memory) and isinstance(right, n.Symbol) and _is_free_atom(right, memory):
        if cue == "case" or (cue == "assume" and _REASON.search(clause)):
            return "case"
        return "assume" if cue == "assume" and _ASSUMES.search(clause) else "mention"
    if cue == "instance" and _is_point(left, right, memory):
        return "instance"
    if _is_value(left, right, memory):
        if cue == "claim" and is_conclusive(clause) and _is_sought(left, memory):
            return "claim"
        if cue not in ("case", "instance") and isinstance(left, n.Indexed) and left.indices == (ZERO,) and right == ONE:
            return "assume"  # x_0 = 1, beside a bias: no value that x_0 has once
        if cue == "define" and isinstance(left, n.Indexed) and memory.is_one_hot(left.base):
            return "entry"  # y_c = 1 of a one-hot y is said of c only
        return "value" if supposes(clause) and cue in ("assume", "define") else _of_value(left, cue, memory)
    if isinstance(left, n.Symbol) and _AT.search(clause) and left not in free_symbols(right):
        return "case"  # "at mu = y the curvature is": mu is y there only
    if _SPLIT.search(clause) and _new_letters(truth, memory):
        return "ansatz"
    unknown = differentiated(truth) - set(memory.scope.definitions)
    if _WISH.search(clause) and unknown:
        return "require"
    if is_equation_to_solve(truth, clause):
        return "require"
    if (cue in ("assume", "define") or _MEAN.search(clause)) and _is_moment(truth, memory):
        return "assume"  # "noise with $E[e] = 0$ and $Var(e) = s^2$"
    head = definable(left)
    if cue == "define" and _is_reversed(left, right, memory):
        return "name"
    if head is None and _is_entry_of_unknown(left, memory):
        return "entry"
    if head is None:
        if cue == "assume" and _ASSUMES.search(clause) and _is_of_unknown_law(left, memory):
            return "assume"  # "assume that P(y = 1 | x) = sigma(w x)"
        said = cue in ("assume", "define") or bool(_APPOSED.search(clause))
        if said and _is_total(truth, memory):
            return "assume"  # "targets $T_j$, $\\sum_j T_j = 1$" says what data these are
        reason = bool(_REASON.search(clause)) and any(_is_expectation(part) for part in subterms(truth))
        return "assume" if cue in ("assume", "define") and _is_constraint(truth, memory) and not reason else "claim"
    if not can_be_defined(head, truth.right, cue, memory.scope):
        return "claim"
    if cue not in ("define", "assume") and is_factorisation(truth):
        return "claim"  # what is to be assumed of samples is no definition
    return _of_headed(head.name, truth, cue, memory)


def said_in_passing(clause: str, memory: Memory) -> bool:
    """Whether an inequality stands in prose that does not claim it: "values of mu < 0", "convex (g'' > 0) where"."""
    inline = memory.chain.region is not None and memory.chain.region.kind == "inline"
    return inline and memory.chain.links == 1 and cue_before(clause) != "claim" and not _ALWAYS.search(clause)


def ties_known(role: Role, truth: n.Term, memory: Memory) -> bool:
    """Whether what would be a definition, or no more than mentioned, ties quantities that are known: y = -x."""
    known = memory.used | frozenset().union(*(names_in(h.truth) for h in memory.assumptions))
    if not isinstance(truth, n.Relation) or role not in ("define", "mention") or is_index_case(truth):
        return False
    plain = isinstance(truth.left, n.Indexed) or (isinstance(truth.left, n.Symbol) and truth.left.sort != FUNCTION)
    return plain and {s.name for s in free_symbols(truth) if s.sort != INDEX} - set(FUNCTIONS) <= known


def gives_entries(role: Role, cue: Cue, truth: n.Term, memory: Memory) -> bool:
    """Whether what would define an array gives known entries a value: "for equal weights w_i = 1/n"."""
    if role != "define" or cue not in ("assume", "case", "instance") or not isinstance(truth, n.Relation):
        return False
    return base_name(truth.left) in memory.used and is_value_of_entries(truth)


def is_value_of_entries(truth: n.Relation) -> bool:
    """Whether this gives all entries of an array one value, made of sizes and other numbers: p_i = 1/n."""
    if truth.op != "=" or not isinstance(truth.left, n.Indexed) or isinstance(truth.right, NUMBERS):
        return False
    made_of = free_symbols(truth.right)
    plain = all(not s.sort.shape and s.sort != FUNCTION for s in made_of)
    return bool(made_of) and plain and not made_of & free_symbols(truth.left)


def can_be_defined(head: Head, body: n.Term, cue: Cue, scope: Scope) -> bool:
    """Whether an equation may say what its left side means.

    A function with a name of its own (log, exp, tanh) has its meaning. And f(z) = 0.5
    says where f has that value, unless the author says "let".
    """
    if head.kind != "function":
        return True
    if head.name in FUNCTIONS and head.name not in LETTER_FUNCTIONS:
        return False
    if head.rows and not head.is_of_rows(body):
        return False
    if head.name in _OPERATORS and cue != "define":
        return False  # Cov(X, a) = 0 says what it is of these
    used = unfolded_names(head.define(body).body, scope) & {p.name for p in head.parameters}
    said = cue == "define" and head.name.split("_")[0] not in OF_EVENTS  # E[X] = mu is about X, not any argument
    return said or not head.parameters or bool(used)


def _is_reversed(left: n.Term, right: n.Term, memory: Memory) -> bool:
    """Whether `expression = name` names an expression: "we let sum_j exp(f_j) = S"."""
    name = right.name if isinstance(right, n.Symbol) else ""
    return bool(name) and head_of(left) is None and name not in memory.used and name not in memory.scope.definitions


def _is_entry_of_unknown(left: n.Term, memory: Memory) -> bool:
    """Whether this is a numbered entry of an array that nothing defines: o_1 = ..."""
    if not isinstance(left, n.Indexed) or not any(isinstance(i, n.Number) for i in left.indices):
        return False
    name = base_name(left)
    return bool(name) and name not in memory.scope.definitions and name not in memory.required


def _is_shape(term: n.Term) -> bool:
    """Whether this is a tuple of sizes, such as (m, 2): it says a shape."""
    return isinstance(term, n.Stack) and all(
        isinstance(entry, n.Symbol | n.Number) for row in term.rows if isinstance(row, n.Row) for entry in row.entries
    )


def is_primed(name: str, memory: Memory) -> bool:
    """Whether a name is that of something defined, with a prime: it may be its derivative."""
    return name.endswith("_prime") and name.removesuffix("_prime") in memory.scope.definitions


def _is_copy(name: str, body: n.Term, memory: Memory) -> bool:
    """Whether v' is to others with a prime what v is to them: v = w^T x and v' = w^T x', of the next state."""
    known = memory.scope.definitions[name.removesuffix("_prime")].body
    primed = {s.name.removesuffix("_prime"): s for s in free_symbols(body) if s.name.endswith("_prime")}
    values: dict[n.Term, n.Term] = {s: primed[s.name] for s in free_symbols(known) if s.name in primed}
    kept = names_in(known) - set(primed)
    return bool(kept) and bool(values) and str(substitute(known, values)) == str(body)


def _of_headed(name: str, truth: n.Relation, cue: Cue, memory: Memory) -> Role:
    if name in memory.unknowns or (name in memory.unread and cue != "define"):
        return "claim"
    if name in memory.scope.definitions:
        return "claim"
    others = names_in(truth.right) - {name}
    if is_said_by_its_like(name, others):
        return "claim"  # H(p) = H(p, q) relates two functions
    if cue == "claim" and is_primed(name, memory) and not _is_copy(name, truth.right, memory):
        return "claim"  # "let f(x) = x^2, then f' = 2x"
    if name in memory.required:
        return "solution" if cue != "define" else "define"
    if name in unfolded_names(truth.right, memory.scope):
        return "claim"  # z = ln(p/(1 - p)), where p = sigma(z) is known
    if cue == "assume" and isinstance(truth.right, NUMBERS):
        return "assume"
    if name in memory.to_solve and name in memory.used and cue != "define":
        return "claim"  # what an equation before it is solved for
    return "define"


def is_said_by_its_like(name: str, others: Collection[str]) -> bool:
    """Whether an equation says something of several functions of one letter: H(p) = H(p, q) defines neither of them.

    So does one of entropies and information, which have their meaning.
    """
    if entropy_of(name) is not None and any(map(entropy_of, others)):
        return True
    return any(_stem(other) == _stem(name) for other in others) or _is_of_law(name, others)


def _stem(name: str) -> str:
    """Return the letter of one of several functions of it, which are told apart by how many arguments they take."""
    found = _OVERLOADED.fullmatch(name)
    return found[1] if found else name


def _is_of_law(name: str, others: Collection[str]) -> bool:
    """Whether a conditional probability is said by others of the same law: P(t, z | x) = P(t | z, x) P(z | x)."""
    found = _CONDITIONAL.fullmatch(name)
    laws = (_CONDITIONAL.fullmatch(other) for other in others)
    return found is not None and any(law is not None and law[1] == found[1] for law in laws)


def _of_fact(truth: n.Term, cue: Cue, clause: str, memory: Memory) -> Role:
    """Inequalities and memberships: about defined names they are claimed, about free ones said, unless concluded."""
    if is_index_case(truth):
        return "case" if cue else "mention"
    if isinstance(truth, n.Member):
        return "case" if cue == "case" else "assume"
    if _is_index_bound(truth, memory) and cue != "claim":
        return "case" if cue == "case" else "assume" if is_fact_about(truth, memory.scope) else "mention"
    if not is_fact_about(truth, memory.scope):
        return "assume" if cue in ("assume", "define") and _is_constraint(truth, memory) else "claim"
    if cue == "case":
        return "case"
    unknown = (p for p in subterms(truth) if isinstance(p, n.Apply) and base_name(p) not in FUNCTIONS)
    if cue not in ("assume", "define") and any(unknown):
        return "claim"  # of a function that nothing defines: said, but not as an assumption
    if cue not in ("assume", "define") and any(map(entropy_of, names_in(truth))):
        return "claim"
    if cue == "claim" and is_conclusive(clause):
        return "claim"  # "then y >= 1": it has to follow, and nothing may rest on it
    return "mention" if cue == "instance" and not declares(clause) else "assume"


def _is_about_order(truth: n.Term) -> bool:
    """Whether this remarks that the order matters, D(p, q) != D(q, p) or AB != BA: it may be so, not at each point."""
    if not isinstance(truth, n.Relation) or truth.op != "!=":
        return False
    left, right = names_in(truth.left), names_in(truth.right)
    return left == right and len(left) > 1


def _is_index_bound(truth: n.Term, memory: Memory) -> bool:
    """Whether this bounds what is counted with, by nothing but sizes and numbers: k <= K - 1."""
    if not is_order(truth):
        return False
    free = free_symbols(truth)
    return bool(free) and all(s.sort == INDEX and s.name not in memory.scope.definitions for s in free)


def _is_value(left: n.Term, right: n.Term, memory: Memory) -> bool:
    """Whether this is `symbol = number`, of a symbol that nothing defines."""
    number = right.term if isinstance(right, n.Neg) else right
    ratio = isinstance(number, n.Div) and all(isinstance(part, n.Number) for part in children(number))
    atomic = isinstance(left, n.Symbol | n.Indexed) and (ratio or isinstance(number, NUMBERS))
    name = base_name(left)
    return (
        atomic and name not in memory.scope.definitions and name not in memory.unknowns and name not in memory.required
    )


def _is_sought(name: n.Term, memory: Memory) -> bool:
    """Whether an equation of its section is about a name and others that nothing defines: "so x = 7" may solve it."""
    here = (a.names for a in memory.assertions if a.section == memory.section and a.relation == "=" and a.statement)
    known = memory.scope.definitions.keys()
    return any(base_name(name) in names and names.isdisjoint(known) for names in here)


def _is_free_atom(term: n.Term, memory: Memory) -> bool:
    """Whether this is a name that nothing defines or requires anything of."""
    name = base_name(term)
    free = name not in memory.scope.definitions and name not in memory.required and name not in memory.unknowns
    return isinstance(term, n.Symbol | n.Indexed) and free


def _is_point(left: n.Term, right: n.Term, memory: Memory) -> bool:
    """Whether this puts a value for the variable of an equation with constants to be found."""
    known = any(base_name(left) in names_in(premise) for premise, _ in memory.premises)
    return isinstance(left, n.Symbol) and known and base_name(left) not in names_in(right)


def _of_value(left: n.Term, cue: Cue, memory: Memory) -> Role:
    if cue in ("instance", "define") and (memory.premises or cue == "instance"):
        return "instance"
    whole = head_of(left) is not None  # the entry t_1 has a value, and no more is said of t
    roles: dict[str, Role] = {"case": "case", "assume": "case", "define": "define" if whole else "value"}
    return roles.get(cue, "value")


def _is_constraint(truth: n.Term, memory: Memory) -> bool:
    """Whether a relation can only be a fact about data: sums and entries of undefined symbols, nothing else."""
    plain = (n.Relation, n.Add, n.Neg, n.Mul, n.Div, n.Bind, n.Indexed, n.Symbol, n.Range, n.Except, *NUMBERS)
    return all(isinstance(part, plain) for part in subterms(truth)) and not (
        names_in(truth) & set(memory.scope.definitions)
    )


def _is_of_unknown_law(term: n.Term, memory: Memory) -> bool:
    """Whether this is a value of a function of which nothing else is said."""
    function = term.function if isinstance(term, n.Apply) else None
    return isinstance(function, n.Symbol) and {*FUNCTIONS, *memory.scope.definitions}.isdisjoint({function.name})


def _is_total(truth: n.Relation, memory: Memory) -> bool:
    """Whether this says how large data are of which nothing is known: sum_j y_j = 1, ||u|| = ||v|| = 1."""
    sides = (truth.left, truth.right)
    norms = [side.term for side in sides if isinstance(side, n.Norm)]
    if norms:
        free = all(isinstance(term, n.Symbol) and _is_free_atom(term, memory) for term in norms)
        return free and all(isinstance(side, (n.Norm, *NUMBERS)) for side in sides)
    plain = isinstance(truth.left, n.Bind) and isinstance(truth.left.body, n.Indexed) and truth.left.kind == "sum"
    return plain and isinstance(truth.right, NUMBERS) and _is_constraint(truth, memory)


def _is_moment(truth: n.Relation, memory: Memory) -> bool:
    """Whether this gives a mean, a variance or a covariance of names that nothing defines, without any other mean."""
    left, others = truth.left, names_in(truth.right)
    of = frozenset[str]().union(*map(names_in, left.arguments)) if isinstance(left, n.Apply) else frozenset[str]()
    known = set(memory.scope.definitions)
    if not isinstance(left, n.Apply) or not (is_expected(left) or base_name(left).lower() in ("var", "cov")):
        return False
    return bool(of) and not of & (known | others) and not any(map(is_expected, subterms(truth.right)))


def _is_expectation(term: n.Term) -> bool:
    return isinstance(term, n.Bind) and term.kind == "expectation"


def _new_letters(truth: n.Relation, memory: Memory) -> bool:
    return bool(ansatz_letters(truth, memory))


def ansatz_letters(truth: n.Relation, memory: Memory) -> tuple[n.Symbol, ...]:
    """Return the capital letters of the right side that nothing before has mentioned."""
    known = memory.used | names_in(truth.left) | set(memory.scope.definitions)
    found = [s for s in free_symbols(truth.right) if s.name not in known and s.name[:1].isupper() and not s.sort.shape]
    return tuple(sorted(found, key=lambda s: s.name))


def ansatz_variable(truth: n.Relation, unknowns: tuple[n.Symbol, ...]) -> n.Symbol | None:
    """Return the letter that the denominators of an ansatz turn on."""
    for part in subterms(truth.right):
        if isinstance(part, n.Div):
            letters = sorted(free_symbols(part.denominator) - set(unknowns), key=lambda s: s.name)
            if letters:
                return letters[0]
    return None


def is_equation_to_solve(truth: n.Relation, clause: str) -> bool:
    """Whether a derivative is set to zero: an equation for a stationary point, no identity."""
    sides = (truth.left, truth.right)
    zero = any(isinstance(side, n.Number) and side.value == 0 for side in sides)
    written = any(isinstance(part, n.Derivative | n.Prime) for side in sides for part in subterms(side))
    return zero and written and (bool(_ZERO.search(clause)) or isinstance(truth.left, n.Number))
