"""What the named functions are made of, as the replay of a proof reads them: exp, ln, powers and a few others."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS

_HALF = n.Div(n.Number(Fraction(1)), n.Number(Fraction(2)))
_E, _L, _S = FUNCTIONS["exp"], FUNCTIONS["ln"], FUNCTIONS["sqrt"]
_1, _2 = n.Number(Fraction(1)), n.Number(Fraction(2))


def _minus(left: n.Term, right: n.Term) -> n.Term:
    return n.Add((left, n.Neg(right)))


MADE_OF: dict[str, Callable[..., n.Term]] = {
    "sqrt": lambda x: n.Pow(x, _HALF),
    "log_base": lambda x, b: n.Div(_L(x), _L(b)),
    "sigma": lambda x: n.Div(_1, n.Add((_1, _E(n.Neg(x))))),
    "softplus": lambda x: _L(n.Add((_1, _E(x)))),
    "relu": lambda x: FUNCTIONS["max"](x, n.Number(Fraction(0))),
    "logit": lambda x: _L(n.Div(x, _minus(_1, x))),
    "tan": lambda x: n.Div(FUNCTIONS["sin"](x), FUNCTIONS["cos"](x)),
    "sinh": lambda x: n.Div(_minus(_E(x), _E(n.Neg(x))), _2),
    "cosh": lambda x: n.Div(n.Add((_E(x), _E(n.Neg(x)))), _2),
    "tanh": lambda x: n.Div(_minus(_E(x), _E(n.Neg(x))), n.Add((_E(x), _E(n.Neg(x))))),
    "arsinh": lambda x: _L(n.Add((x, _S(n.Add((n.Mul((x, x)), _1)))))),
    "artanh": lambda x: n.Div(_L(n.Div(n.Add((_1, x)), _minus(_1, x))), _2),
    "lnGamma": lambda x: _L(FUNCTIONS["Gamma"](x)),
    "factorial": lambda x: FUNCTIONS["Gamma"](n.Add((x, _1))),
    "Phi": lambda x: n.Div(n.Add((_1, FUNCTIONS["erf"](n.Mul((x, _S(_HALF)))))), _2),
}
