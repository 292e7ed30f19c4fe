"""One claim, typed or pasted: text -> statement -> verdict."""

from __future__ import annotations

from collections.abc import Callable

from symloss.errors import ReadError, SymlossError
from symloss.kernel.verdict import Verdict
from symloss.term import nodes as n
from symloss.term.infer import infer_scope
from symloss.term.printer import plain
from symloss.term.reader import is_truth, read
from symloss.term.scope import Hypothesis, Scope
from symloss.term.statement import Antiderivative, Identity, Statement

Read = Callable[[str, Scope], n.Term]


class Misread(SymlossError):
    """A claim or an assumption that was not understood, shown with carets below the place."""

    def __init__(self, text: str, error: ReadError) -> None:
        start = min(error.offset, len(text))
        width = max(1, min(error.length, len(text) - start))
        super().__init__(f"{error}\n  {text}\n  {' ' * start}{'^' * width}")


def judge_claim(claim: str, assume: tuple[str, ...] = ()) -> tuple[str, Verdict]:
    """Return how `claim` was read, in plain notation, and the verdict on it.

    A text with a backslash is LaTeX. What is not declared is real; letters with an
    index below are arrays of length K.

    Raises:
        Misread: the claim or an assumption was not understood.
    """
    from symloss.kernel.judge import judge

    scope = _scope((claim, *assume))
    truth = _read(claim, scope)
    hypotheses = tuple(Hypothesis(_read(text, scope), "stated") for text in assume)
    return plain(truth, scope), judge(Statement(scope, _step(truth), hypotheses))


def _step(truth: n.Term) -> Identity | Antiderivative:
    if isinstance(truth, n.Relation) and truth.op == "=":
        left = truth.left
        if isinstance(left, n.Integral) and left.lower is None:
            return Antiderivative(left.body, left.variable, truth.right)
    return Identity(truth)


def _scope(texts: tuple[str, ...]) -> Scope:
    infer = _latex_scope if any("\\" in text for text in texts) else infer_scope
    try:
        return infer(*texts)
    except ReadError as error:
        culprit = next(text for text in texts if _fails(infer, text))
        raise Misread(culprit, error) from error


def _fails(infer: Callable[..., Scope], text: str) -> bool:
    try:
        infer(text)
    except ReadError:
        return True
    return False


def _latex_scope(*texts: str) -> Scope:
    from symloss.latex.infer import infer_scope as infer

    return infer(*texts)


def _read(text: str, scope: Scope) -> n.Term:
    reader: Read = read
    if "\\" in text:
        from symloss.latex.reader import read as reader
    try:
        truth = reader(text, scope)
    except ReadError as error:
        raise Misread(text, error) from error
    if not is_truth(truth):
        raise Misread(text, ReadError("this is a value, not a claim", 0, text, "a relation such as `=`", len(text)))
    return truth
