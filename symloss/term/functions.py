"""The functions that have a name in the language, one row each.

A row says how a function is written, not what it means: the kernel and its second
checker each bring their own meaning, and the stable-form compiler its own code.
Functions that are made of those (`COMPOSED`) are written out by whoever reads them, so that nothing behind a reader
meets one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from symloss.term.nodes import Add, Apply, Constant, Div, Indicator, Mul, Neg, Number, Pow, Symbol, Term
from symloss.term.sorts import FUNCTION


@dataclass(frozen=True)
class Function:
    """A named function.

    `takes` and `gives` are "number", "vector" or "matrix"; a function of numbers is
    mapped over an array by `Map`. `arity` None: any count. `spellings` are the other
    words the readers accept.
    """

    name: str
    latex: str
    arity: int | None = 1
    takes: str = "number"
    gives: str = "number"
    spellings: tuple[str, ...] = ()

    @property
    def symbol(self) -> Symbol:
        """The term that stands for this function."""
        return Symbol(self.name, FUNCTION)

    def __call__(self, *arguments: Term) -> Term:
        """Return the application of this function, written out if it is made of others."""
        return COMPOSED[self.name](*arguments) if self.name in COMPOSED else Apply(self.symbol, arguments)


_ROWS = (
    Function("exp", r"\exp"),
    Function("ln", r"\ln", spellings=("log",)),
    Function("log_base", r"\log", arity=2),  # log_base(x, 2); a log without a base is ln
    Function("sqrt", r"\sqrt"),
    Function("abs", r"\operatorname{abs}"),
    Function("sign", r"\operatorname{sign}", spellings=("sgn",)),
    Function("max", r"\max", arity=None),
    Function("min", r"\min", arity=None),
    Function("sigma", r"\sigma", spellings=("sigmoid", "logistic", "expit")),
    Function("softplus", r"\operatorname{softplus}"),
    Function("relu", r"\operatorname{ReLU}", spellings=("ReLU", "Relu")),
    Function("logit", r"\operatorname{logit}"),
    Function("sin", r"\sin"),
    Function("cos", r"\cos"),
    Function("tan", r"\tan"),
    Function("arctan", r"\arctan", spellings=("atan",)),
    Function("sinh", r"\sinh"),
    Function("cosh", r"\cosh"),
    Function("tanh", r"\tanh"),
    Function("arsinh", r"\operatorname{arsinh}", spellings=("asinh", "arcsinh")),
    Function("artanh", r"\operatorname{artanh}", spellings=("atanh", "arctanh")),
    Function("erf", r"\operatorname{erf}"),
    Function("Phi", r"\Phi"),  # the normal distribution function
    Function("Gamma", r"\Gamma"),
    Function("lnGamma", r"\ln\Gamma"),
    Function("digamma", r"\psi"),
    Function("factorial", r"\operatorname{factorial}"),
    Function("softmax", r"\operatorname{softmax}", takes="vector", gives="vector"),
    Function("logsumexp", r"\operatorname{logsumexp}", takes="vector"),
    Function("diag", r"\operatorname{diag}", takes="vector", gives="matrix"),
    Function("trace", r"\operatorname{tr}", takes="matrix", spellings=("tr",)),
    Function("det", r"\det", takes="matrix"),
    Function("inverse", r"\operatorname{inv}", takes="matrix", gives="matrix", spellings=("inv",)),
)

# Applied to random quantities these have laws of their own, which depend on what is random: they are no unknown
# functions, of which any may be chosen.
EXPECTATION = "bb_E"
OPERATORS = frozenset({"E", "Var", "Cov", "var", "cov", "Corr", "KL"})

FUNCTIONS: dict[str, Function] = {row.name: row for row in _ROWS}


def _named(name: str, *arguments: Term) -> Term:
    return FUNCTIONS[name](*arguments)


def _arcsin(x: Term) -> Term:
    """Return 2 arctan(x / (1 + sqrt(1 - x^2))), which has a value at 1 and -1 too (Abramowitz and Stegun, 4.4)."""
    root = _named("sqrt", Add((_ONE, Neg(Pow(x, _TWO)))))
    return Mul((_TWO, _named("arctan", Div(x, Add((_ONE, root))))))


def _arcosh(x: Term) -> Term:
    return _named("ln", Add((x, _named("sqrt", Add((Pow(x, _TWO), Neg(_ONE)))))))


_ONE, _TWO = Number(Fraction(1)), Number(Fraction(2))
_WRITTEN_OUT: tuple[tuple[Function, Callable[[Term], Term]], ...] = (
    (Function("sec", r"\sec"), lambda x: Div(_ONE, _named("cos", x))),
    (Function("csc", r"\csc", spellings=("cosec",)), lambda x: Div(_ONE, _named("sin", x))),
    (Function("cot", r"\cot"), lambda x: Div(_named("cos", x), _named("sin", x))),
    (Function("sech", r"\operatorname{sech}"), lambda x: Div(_ONE, _named("cosh", x))),
    (Function("csch", r"\operatorname{csch}"), lambda x: Div(_ONE, _named("sinh", x))),
    (Function("coth", r"\coth"), lambda x: Div(_named("cosh", x), _named("sinh", x))),
    (Function("arcsin", r"\arcsin", spellings=("asin",)), _arcsin),
    (Function("arccos", r"\arccos", spellings=("acos",)), lambda x: Add((Div(Constant("pi"), _TWO), Neg(_arcsin(x))))),
    (Function("arcosh", r"\operatorname{arcosh}", spellings=("acosh", "arccosh")), _arcosh),
    (Function("arsech", r"\operatorname{arsech}"), lambda x: _arcosh(Div(_ONE, x))),
    (Function("arcsch", r"\operatorname{arcsch}"), lambda x: _named("arsinh", Div(_ONE, x))),
    (Function("arcoth", r"\operatorname{arcoth}"), lambda x: _named("artanh", Div(_ONE, x))),
)
COMPOSED: dict[str, Callable[[Term], Term]] = {row.name: written for row, written in _WRITTEN_OUT}
# What f^{-1}(x) is, where it has one meaning: books differ on arccot, arcsec and arccsc of negative numbers.
INVERSES = {"sin": "arcsin", "cos": "arccos", "tan": "arctan", "sinh": "arsinh", "cosh": "arcosh", "tanh": "artanh",
            "sech": "arsech", "csch": "arcsch", "coth": "arcoth"}  # fmt: skip
SPELLINGS: dict[str, Function] = {
    spelled: row for row in (*_ROWS, *(row for row, _ in _WRITTEN_OUT)) for spelled in (row.name, *row.spellings)
}

EXP, LN, SQRT, ABS, SIGMA = (FUNCTIONS[n] for n in ("exp", "ln", "sqrt", "abs", "sigma"))
INVERSE, DET = FUNCTIONS["inverse"], FUNCTIONS["det"]


def is_operator(name: str) -> bool:
    """Return whether a function of this name is an expectation or the like: E_q is one of q, p_given belongs to p."""
    return is_expectation(name) or name.partition("_")[0] in OPERATORS or "_given" in name


def is_of_random(term: Term) -> bool:
    """Return whether a term is a number made of something random as a whole: E[x], Var(x), P(x <= y).

    It is no function of the number x: no chain rule leads through it, and no case of x is a case of it. E and KL are
    names of other functions, too.
    """
    if not isinstance(term, Apply) or not isinstance(term.function, Symbol):
        return False
    name = term.function.name
    if is_expectation(name) or name.partition("_")[0] in OPERATORS - {"E", "KL"}:
        return True
    return name not in FUNCTIONS and any(isinstance(part, Indicator) for part in term.arguments)


def is_expectation(name: str) -> bool:
    r"""Return whether this is \mathbb{E} or \mathbb{E}_q, an operator and no letter that a text defines."""
    return name == EXPECTATION or name.startswith(f"{EXPECTATION}_")


def function_of(term: Term) -> Function | None:
    """Return the row of the named function that `term` applies, or None."""
    if isinstance(term, Apply) and isinstance(term.function, Symbol):
        return FUNCTIONS.get(term.function.name)
    return None
