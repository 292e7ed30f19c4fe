"""The activations that are known by name, one row each: the function, its range, its inverse.

A row does not say the derivative: in output form (sigma' = a*(1 - a)) it is derived
from the forward formula by elimination and judged like any other step.
"""

from __future__ import annotations

from dataclasses import dataclass

from symloss.term.functions import FUNCTIONS
from symloss.term.nodes import Apply, Symbol, Term
from symloss.term.reader import read
from symloss.term.scope import Definition, Hypothesis, Scope
from symloss.term.sorts import FUNCTION
from symloss.term.walk import substitute

Z, A = Symbol("z"), Symbol("a")


@dataclass(frozen=True)
class Row:
    """An activation: a = forward(z), in plain notation.

    function: how a neuron's text writes it, `a = sigma(z)`; "" where it is written out.
    forward: what it is, in z. output: its range as a truth about a. inverse: z as a
    function of a, "" where it is not one-to-one.
    """

    name: str
    function: str
    forward: str
    output: str
    inverse: str

    @property
    def scope(self) -> Scope:
        """The scope with z, a and, if the language does not know it, the function itself."""
        scope = Scope().declare(Z, A)
        if self.function and self.function not in FUNCTIONS:
            scope = scope.declare(Symbol(self.function, FUNCTION)).define(
                Definition(self.function, read(self.forward, scope), (Z,), "function")
            )
        return scope

    @property
    def applied(self) -> Term:
        """The activation of z as a neuron's text writes it: sigma(z), or the formula itself."""
        return Apply(Symbol(self.function, FUNCTION), (Z,)) if self.function else read(self.forward, self.scope)

    def term(self, text: str) -> Term:
        """Return one of this row's formulas."""
        return read(text, self.scope)


_ROWS = (
    Row("sigmoid", "sigma", "1/(1 + exp(-z))", "0 < a < 1", "ln(a/(1 - a))"),
    Row("tanh", "tanh", "(exp(z) - exp(-z))/(exp(z) + exp(-z))", "-1 < a < 1", "ln((1 + a)/(1 - a))/2"),
    Row("identity", "", "z", "", "a"),
    Row("relu", "relu", "max(z, 0)", "a >= 0", ""),
    Row("exp", "exp", "exp(z)", "a > 0", "ln(a)"),
    Row("softplus", "softplus", "ln(1 + exp(z))", "a > 0", "ln(exp(a) - 1)"),
    Row("sinh", "sinh", "(exp(z) - exp(-z))/2", "", "ln(a + sqrt(1 + a^2))"),
    Row("arctan", "arctan", "arctan(z)", "-pi/2 < a < pi/2", "tan(a)"),
    Row("probit", "Phi", "Phi(z)", "0 < a < 1", ""),
    Row("silu", "silu", "z*sigma(z)", "", ""),
)

ACTIVATIONS: dict[str, Row] = {row.name: row for row in _ROWS}


def range_of(row: Row, output: Symbol) -> tuple[Hypothesis, ...]:
    """Return the range of an activation as facts about its output."""
    if not row.output:
        return ()
    truth = substitute(row.term(row.output), {A: output})
    return (Hypothesis(truth, f"range of {row.function or row.name}"),)
