"""What a refutation stands on besides a counterexample: a reason to believe that the claim was read as it is meant.

Most claims of a text are true. One that fails at a point is a slip or was misread: a name that means something else
here, a table or a picture that says more. If the claim with one slip undone is proved, then its names mean what they
were read as, and the slip is found. So it is, too, where nothing in a claim has a meaning that the text would have to
give: an equation in letters that both its sides have.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from fractions import Fraction

from symloss.kernel.proof import NOWHERE
from symloss.kernel.verdict import Verdict
from symloss.latex.printer import latex
from symloss.proofs.discourse.shapes import TWO, names_in
from symloss.proofs.judging.apart import apart, set_apart
from symloss.proofs.judging.asking import Asker
from symloss.proofs.judging.meanings import Ask, is_closed
from symloss.proofs.judging.repair import repaired
from symloss.proofs.names.units import NEXT
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS
from symloss.term.scope import Scope
from symloss.term.sorts import FUNCTION
from symloss.term.statement import Antiderivative, Identity, Solution, Statement
from symloss.term.walk import alpha_equal, free_symbols, substitute, subterms

_NEAR = n.Number(Fraction(1, 400))  # the square of a twentieth
UNEXPLAINED = "false as read, but no slip explains it: what its names mean here may not be what was read"


def grounded(
    verdict: Verdict, statement: Statement, written: n.Term | None, ranged: Container[str], ask: Asker, meant: Ask
) -> tuple[Verdict, str]:
    """Return a refutation if there is a reason for it, else that it is open; and the help line of a repair, or "".

    written: the right side as it stands there. ranged: see `symloss.proofs.judging.apart`.
    meant: see `symloss.proofs.judging.repair`.
    """
    if verdict.witness is None or verdict.message not in ("", NOWHERE):
        return verdict, ""  # it has another reason: ill-typed, of sizes that do not fit
    condition = apart(statement, ranged, ask.shown)
    if condition is not None:
        return replace(verdict, word="conditional", conditions=(condition,)), ""
    mended = None if _names_itself(statement) else repaired(statement, ask, meant)
    if mended is not None:
        return verdict, _told(mended, statement, written)
    for _, there in set_apart(statement, ranged):
        found = ask.shown(there)
        mended = repaired(there, ask, meant) if found.refuted else None
        if mended is not None:
            return found, _told(mended, there, written)
    if _is_plain(statement) or _is_close(statement, ask):
        return verdict, ""
    return replace(verdict, word="undecided", message=UNEXPLAINED), ""


def _told(mended: Statement, statement: Statement, written: n.Term | None) -> str:
    """Return the help line: the right side as it should be, or all of a claim with the slip in its left side."""
    match mended.step, statement.step:
        case Identity(n.Relation() as claim), Identity(n.Relation() as wrong):
            term = claim.right if (claim.op, claim.left) == (wrong.op, wrong.left) else claim
        case Antiderivative(value=value) | Solution(value=value), Antiderivative() | Solution():
            term = _with_constant(value, written, statement.step.value)
        case _:
            return ""
    units = (s for s in free_symbols(term) if s.name.endswith(NEXT))
    spelled = substitute(term, {s: replace(s, name=s.name.removesuffix(NEXT)) for s in units})
    return f"`{latex(spelled, statement.scope)}` is proved"


def _with_constant(value: n.Term, written: n.Term | None, wrong: n.Term) -> n.Term:
    """Put the constant of integration back."""
    kept = wrong.terms if isinstance(wrong, n.Add) else (wrong,)
    dropped = (
        tuple(t for t in written.terms if t not in kept) if isinstance(written, n.Add) and written != wrong else ()
    )
    parts = value.terms if isinstance(value, n.Add) else (value,)
    return n.Add((*parts, *dropped)) if dropped else value


def _names_itself(statement: Statement) -> bool:
    """Whether a claim says that what defines a name is made of it: m(c) = S/(n + c) = n/(n + c) m."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if not isinstance(claim, n.Relation):
        return False
    sides = ((claim.left, claim.right), (claim.right, claim.left))
    bodies = {name: d.body for name, d in statement.scope.definitions.items() if not d.parameters}
    return any(
        alpha_equal(bodies[name], side) for side, other in sides for name in sorted(names_in(other) & bodies.keys())
    )


def _is_plain(statement: Statement) -> bool:
    """Whether a claim is about whatever its letters are: both sides have the same, and no meaning makes it true.

    Numbers alone are plain, and so are functions that the text gives by formulas of their argument.
    """
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if not isinstance(claim, n.Relation) or is_closed(claim):
        return True
    scope, mine, theirs = statement.scope, _letters(claim.left), _letters(claim.right)
    if any(s.name in scope.depends or not _is_of_its_argument(s, scope) for s in mine | theirs):
        return False
    supposed = frozenset().union(*(_letters(fact.truth) for fact in statement.facts))
    return _arrays(mine) == _arrays(theirs) or (claim.op != "=" and _arrays(mine | theirs) <= supposed)


def _is_close(statement: Statement, ask: Asker) -> bool:
    """Whether what a claim says is a number is near to that number: who misread it would be far from it."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if not isinstance(claim, n.Relation) or claim.op not in ("=", "~=") or not is_closed(claim.right):
        return False
    off = n.Pow(n.Add((claim.left, n.Neg(claim.right))), TWO)
    near = n.Relation("<", off, n.Mul((_NEAR, n.Pow(claim.right, TWO))))
    return ask.shown(replace(statement, step=Identity(near))).proved


def _letters(term: n.Term) -> frozenset[n.Symbol]:
    drawn = {part.over for part in subterms(term) if isinstance(part, n.Bind) and part.kind == "expectation"}
    return frozenset(s for s in free_symbols(term) if s.name not in FUNCTIONS and s not in drawn)


def _arrays(letters: frozenset[n.Symbol]) -> frozenset[n.Symbol]:
    """Return the letters that stand for numbers and arrays of them."""
    return frozenset(s for s in letters if s.sort != FUNCTION)


def _is_of_its_argument(letter: n.Symbol, scope: Scope) -> bool:
    """Whether it is a letter of which the text says nothing, or a function of which it says all."""
    known = scope.definitions.get(letter.name)
    if known is None:
        return letter.sort != FUNCTION
    return known.kind == "function" and not names_in(known.body) - {p.name for p in known.parameters} - FUNCTIONS.keys()
