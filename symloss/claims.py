"""One claim, typed or pasted: text -> statement -> verdict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from symloss.errors import ReadError, SymlossError
from symloss.kernel.facts import generalised
from symloss.kernel.verdict import Verdict
from symloss.term import nodes as n
from symloss.term.infer import infer_scope
from symloss.term.printer import plain
from symloss.term.reader import is_truth, read
from symloss.term.scope import Hypothesis, Scope
from symloss.term.sorts import INDEX
from symloss.term.statement import Antiderivative, Identity, Statement
from symloss.term.walk import free_symbols


@dataclass(frozen=True)
class _Notation:
    """How a text becomes a term: the scope of undeclared names, and the strict reader."""

    infer: Callable[..., Scope]
    read: Callable[[str, Scope], n.Term]


_PLAIN = _Notation(infer_scope, read)


def _latex() -> _Notation:
    from symloss.latex.reader import parse
    from symloss.latex.reader import read as read_latex
    from symloss.proofs.names.evidence import SPOKEN_OF
    from symloss.proofs.names.inference import infer

    def infer_all(*texts: str) -> Scope:
        return infer([formula for text in texts for formula in parse(text)], operators=SPOKEN_OF).scope

    return _Notation(infer_all, read_latex)


class Misread(SymlossError):
    """A claim or an assumption that was not understood, shown with carets below the place."""

    def __init__(self, text: str, error: ReadError) -> None:
        start = min(error.offset, len(text))
        width = max(1, min(error.length, len(text) - start))
        super().__init__(f"{error}\n  {text}\n  {' ' * start}{'^' * width}")


def judge_claim(claim: str, assume: tuple[str, ...] = ()) -> tuple[str, Verdict]:
    """Return how `claim` was read, in plain notation, and the verdict on it.

    A claim with a backslash is LaTeX, and so are its assumptions; it is read as a note
    that says nothing else is, which finds the sizes of vectors and matrices. In plain
    notation what is not declared is real, and letters with an index are arrays of length K.

    Raises:
        Misread: the claim or an assumption was not understood.
    """
    if not any("\\" in text for text in (claim, *assume)):
        return _judged(claim, assume, _PLAIN)
    noted = _as_a_note(claim, assume)
    if noted is not None and noted[1].word != "undecided":
        return noted
    alone = _judged(claim, assume, _latex())
    return alone if noted is None or noted[0] == alone[0] else noted  # a doubt about its reading stays


def _judged(claim: str, assume: tuple[str, ...], notation: _Notation) -> tuple[str, Verdict]:
    from symloss.kernel.judge import judge

    scope = _scope(notation, (claim, *assume))
    truth = _truth(notation, claim, scope)
    about: list[Hypothesis] = []  # what speaks of the claim
    general: list[Hypothesis] = []
    for text in assume:
        assumed = _truth(notation, text, scope)
        if _is_about_others(assumed, truth):
            general.append(Hypothesis(assumed, _for_every(assumed, scope)))
        else:
            about.append(Hypothesis(assumed, "stated"))
    scope = scope.suppose(*general)
    return plain(truth, scope), judge(Statement(scope, _step(truth), tuple(about)))


def _is_about_others(assumed: n.Term, claim: n.Term) -> bool:
    """Return whether an assumption speaks of indices, and of none that the claim has: s_k > 0 beside s_i or a sum."""
    letters = {s for s in free_symbols(assumed) if s.sort == INDEX}
    return bool(letters) and letters.isdisjoint(free_symbols(claim))


def _for_every(assumed: n.Term, scope: Scope) -> str:
    letters = ", ".join(letter.name for letter, _ in generalised(assumed, scope, frozenset()).letters)
    return f"stated, for every {letters}" if letters else "stated"


_NOTATION = "Here sigma is the sigmoid."  # as in the plain notation


def _as_a_note(claim: str, assume: tuple[str, ...]) -> tuple[str, Verdict] | None:
    """Return what a note that consists of the claim gives; None if it finds another number of claims, or reads none."""
    from symloss.proofs.discourse.follower import follow
    from symloss.proofs.documents import scan

    found = follow(scan(f"$${claim}$$\n\n{_NOTATION}\n", ".md"), "", assume).claims
    if len(found) != 1 or found[0].statement is None:
        return None
    return found[0].reading, found[0].judgement


def _step(truth: n.Term) -> Identity | Antiderivative:
    if isinstance(truth, n.Relation) and truth.op == "=":
        left = truth.left
        if isinstance(left, n.Integral) and left.lower is None:
            return Antiderivative(left.body, left.variable, truth.right)
    return Identity(truth)


def _scope(notation: _Notation, texts: tuple[str, ...]) -> Scope:
    try:
        return notation.infer(*texts)
    except ReadError:
        for text in texts:  # one by one, so that the error is shown in its own text
            try:
                notation.infer(text)
            except ReadError as error:
                raise Misread(text, error) from error
        raise


def _truth(notation: _Notation, text: str, scope: Scope) -> n.Term:
    try:
        truth = notation.read(text, scope)
    except ReadError as error:
        raise Misread(text, error) from error
    if not is_truth(truth):
        raise Misread(text, ReadError("this is a value, not a claim", 0, text, "a relation such as `=`", len(text)))
    return truth
