"""What a person declares: `Loss`, `Requirement`, `Activation`. Data only.

The strings are plain notation and go through the strict reader when the
declaration is loaded (`symloss.derive.load`); SymPy expressions work too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Loss:
    """A loss whose formula is known; its gradient and Hessian are derived.

    formula: L in plain notation. where: the quantities it mentions ("p": "sigma(z)",
    "p_k": "exp(s_k)/sum_i exp(s_i)"). raw: what the gradient is taken by, with its
    domain ("z real", "s_k real, k = 1..K, K >= 2"). y_true: its domain. parameters:
    name -> domain, with a default if the code is to have one (">= 0, default 0").
    labels: what is put in the place of the labels ({"y_k": "(1 - u)*y_k + u/K"}).
    forms: equal forms of the loss, title -> equation: steps of its derivation.
    latex: name -> how it is written. ask: questions for the report, title -> claim.
    constant: which terms of y alone were chosen or dropped.
    """

    formula: str
    where: Mapping[str, str] = field(default_factory=dict)
    raw: str = "z real"
    y_true: str = "y real"
    parameters: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)
    latex: Mapping[str, str] = field(default_factory=dict)
    ask: Mapping[str, str] = field(default_factory=dict)
    constant: str = ""


@dataclass(frozen=True)
class Requirement:
    """A wish about the gradient; the loss is sought.

    gradient: {"w": "x*(a - y)", "b": "a - y"} or {"z": "a - y"}, for every x.
    neuron: "z = w*x + b, a = sigma(z)". constant: the choice of the constant c(y).
    """

    gradient: Mapping[str, str]
    neuron: str = "z = w*x + b, a = sigma(z)"
    y_true: str = "0 <= y <= 1"
    constant: str = "c(y) = 0"
    parameters: Mapping[str, str] = field(default_factory=dict)
    latex: Mapping[str, str] = field(default_factory=dict)
    ask: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Activation:
    """An activation of one's own: forward phi(z), its range, and the derivative in output form if known."""

    forward: str
    output: str = "a real"
    derivative: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    latex: Mapping[str, str] = field(default_factory=dict)


Declaration = Loss | Requirement | Activation
