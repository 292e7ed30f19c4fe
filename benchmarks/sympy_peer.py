"""SymPy's `simplify` and `.equals` on the cases of the campaign, each in a child process with a limit.

The claims are put into SymPy as well as it can say them: declared signs as
assumptions, `Sum` and `IndexedBase` for sums of symbolic length, definitions put in.
"""

from __future__ import annotations

import multiprocessing
import time
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from functools import singledispatch
from multiprocessing.connection import Connection
from typing import Any

import sympy as sp

from symloss.term import nodes as n
from symloss.term.scope import Scope
from symloss.term.sorts import INDEX
from symloss.term.statement import Identity, Statement

SECONDS = 5.0
_METHODS = ("simplify", "equals")
_FUNCTIONS = {
    "exp": sp.exp,
    "ln": sp.log,
    "sqrt": sp.sqrt,
    "abs": sp.Abs,
    "sigma": lambda x: 1 / (1 + sp.exp(-x)),
    "softplus": lambda x: sp.log(1 + sp.exp(x)),
    "logit": lambda x: sp.log(x / (1 - x)),
    "sin": sp.sin,
    "cos": sp.cos,
    "arctan": sp.atan,
    "sinh": sp.sinh,
    "cosh": sp.cosh,
    "tanh": sp.tanh,
}


class Outside(Exception):
    """SymPy has no words for this claim."""


class Translation:
    """Terms as SymPy expressions, under the facts of one scope."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        zero = n.Number(Fraction(0))
        self.positive = {
            above
            for fact in scope.domain
            if isinstance(fact.truth, n.Relation)
            for op, above, below in (
                (fact.truth.op, fact.truth.left, fact.truth.right),
                ({"<": ">"}.get(fact.truth.op), fact.truth.right, fact.truth.left),
            )
            if op == ">" and below == zero
        }

    def of(self, term: n.Term) -> Any:
        """Return the SymPy expression; raise Outside if there is none."""
        return _translate(term, self)


@singledispatch
def _translate(term: n.Term, by: Translation) -> Any:
    raise Outside(type(term).__name__)


@_translate.register
def _(term: n.Number, by: Translation) -> Any:
    return sp.Rational(term.value.numerator, term.value.denominator)


@_translate.register
def _(term: n.Constant, by: Translation) -> Any:
    return {"pi": sp.pi, "e": sp.E, "inf": sp.oo}[term.name]


@_translate.register
def _(term: n.Symbol, by: Translation) -> Any:
    definition = by.scope.definitions.get(term.name)
    if definition is not None:
        if definition.parameters:
            raise Outside("a defined array by itself")
        return by.of(definition.body)
    if term.sort == INDEX:
        return sp.Symbol(term.name, integer=True, positive=True)
    if term.sort.shape:
        raise Outside("an array by itself")
    if term.name in by.scope.depends:
        return sp.Function(term.name)(*(by.of(s) for s in by.scope.depends[term.name]))
    return sp.Symbol(term.name, positive=True) if term in by.positive else sp.Symbol(term.name, real=True)


@_translate.register
def _(term: n.Indexed, by: Translation) -> Any:
    assert isinstance(term.base, n.Symbol)
    indices = [by.of(i) for i in term.indices]
    definition = by.scope.definitions.get(term.base.name)
    if definition is not None:
        body = by.of(definition.body)
        return body.subs(dict(zip((by.of(p) for p in definition.parameters), indices, strict=True)))
    return sp.IndexedBase(term.base.name, real=True)[tuple(indices)]


@_translate.register
def _(term: n.Neg, by: Translation) -> Any:
    return -by.of(term.term)


@_translate.register
def _(term: n.Add, by: Translation) -> Any:
    return sp.Add(*(by.of(t) for t in term.terms))


@_translate.register
def _(term: n.Mul, by: Translation) -> Any:
    return sp.Mul(*(by.of(t) for t in term.factors))


@_translate.register
def _(term: n.Div, by: Translation) -> Any:
    return by.of(term.numerator) / by.of(term.denominator)


@_translate.register
def _(term: n.Pow, by: Translation) -> Any:
    return by.of(term.base) ** by.of(term.exponent)


@_translate.register
def _(term: n.Apply, by: Translation) -> Any:
    order, function = 0, term.function
    while isinstance(function, n.Prime):
        order, function = order + function.order, function.function
    assert isinstance(function, n.Symbol)
    known = _FUNCTIONS.get(function.name) or sp.Function(function.name)
    arguments = [by.of(a) for a in term.arguments]
    if not order:
        return known(*arguments)
    x = sp.Dummy("x", real=True)
    return sp.diff(known(x), x, order).subs(x, arguments[0])


@_translate.register
def _(term: n.Bind, by: Translation) -> Any:
    over = term.over
    index = by.of(term.index)
    body = by.of(term.body)
    if isinstance(over, n.Except):
        for left_out in over.without:
            body = body * (1 - sp.KroneckerDelta(index, by.of(left_out)))
        over = over.base
    if term.kind != "sum" or not isinstance(over, n.Range):
        raise Outside(term.kind)
    return sp.Sum(body, (index, by.of(over.lower), by.of(over.upper)))


@_translate.register
def _(term: n.Delta, by: Translation) -> Any:
    return sp.KroneckerDelta(by.of(term.left), by.of(term.right))


@_translate.register
def _(term: n.Derivative, by: Translation) -> Any:
    variable = by.of(term.variable)
    if not isinstance(variable, sp.Symbol | sp.Indexed):
        raise Outside("a derivative by a defined quantity")
    return sp.diff(by.of(term.body), variable, term.order)


def _answer(method: str, statement: Statement) -> bool | None:
    """Return what SymPy says of the claim; None: it does not say."""
    assert isinstance(statement.step, Identity)
    claim = statement.step.claim
    if not isinstance(claim, n.Relation) or claim.op != "=":
        raise Outside("not an equation")
    by = Translation(statement.scope)
    left, right = by.of(claim.left), by.of(claim.right)
    if method == "equals":
        found = left.equals(right)
        return None if found is None else bool(found)
    rest = sp.simplify(left - right)
    if rest == 0:
        return True
    return False if rest.is_zero is False else None


def _work(pipe: Connection, statements: Sequence[Statement]) -> None:
    while True:
        method, place = pipe.recv()
        try:
            pipe.send(_answer(method, statements[place]))
        except Outside:
            pipe.send("outside")
        except Exception:
            pipe.send("failed")


class _Worker:
    """A child process that is replaced when it takes too long. It is forked, so it has the statements."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.context = multiprocessing.get_context("fork")
        self.statements = statements
        self.start()

    def start(self) -> None:
        """Start a new child."""
        self.pipe, other = self.context.Pipe()
        self.process = self.context.Process(target=_work, args=(other, self.statements), daemon=True)
        self.process.start()

    def ask(self, method: str, place: int) -> object:
        """Return True, False, None, or why there is no answer."""
        self.pipe.send((method, place))
        if self.pipe.poll(SECONDS):
            return self.pipe.recv()
        self.stop()
        self.start()
        return "too slow"

    def stop(self) -> None:
        """End the child."""
        self.process.kill()
        self.process.join()


def compare(cases: Sequence[tuple[Statement, bool]]) -> str:
    """Return a table of what SymPy says of (statement, whether it is true)."""
    columns = "".join(f"{name:>8}" for name in ("cases", "right", "wrong", "open", "failed", "slow", "s"))
    lines = [f"{'SymPy ' + sp.__version__:26}{columns}"]
    worker = _Worker([s for s, _ in cases])
    for method in _METHODS:
        for wanted in (True, False):
            chosen = [place for place, (_, true) in enumerate(cases) if true == wanted]
            count: Counter[str] = Counter()
            start = time.perf_counter()
            for place in chosen:
                said = worker.ask(method, place)
                if isinstance(said, bool):
                    count["right" if said == wanted else "wrong"] += 1
                else:
                    count["open" if said in (None, "outside") else str(said)] += 1
            spent = time.perf_counter() - start
            name = f"{method}, {'true' if wanted else 'false'} claims"
            lines.append(
                f"{name:26}{len(chosen):8}{count['right']:8}{count['wrong']:8}{count['open']:8}"
                f"{count['failed']:8}{count['too slow']:8}{spent:8.0f}"
            )
    worker.stop()
    return "\n".join(lines)
