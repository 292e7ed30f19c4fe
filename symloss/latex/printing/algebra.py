"""Atoms, arithmetic, functions and entries in LaTeX."""

from __future__ import annotations

from symloss.latex.printing import writing
from symloss.latex.printing.brackets import (
    ATOM,
    ENTRYWISE,
    FACTOR,
    PRODUCT,
    SUM,
    Shown,
    at,
    bracket,
    factor,
    function_name,
    marked,
    open_ended,
    plain,
    show,
)
from symloss.term import nodes as n
from symloss.term.functions import EXP, FUNCTIONS, function_of, is_expectation
from symloss.term.scope import Scope
from symloss.term.sorts import is_number
from symloss.term.walk import free_symbols, subterms

# --- atoms and arithmetic -------------------------------------------------------------------


@show.register
def _(term: n.Number, scope: Scope) -> Shown:
    if term.places is None:
        return str(term.value), ATOM
    digits = str(int(term.value * 10**term.places)).rjust(term.places + 1, "0")
    return f"{digits[: -term.places or None]}.{digits[-term.places :]}" if term.places else f"{digits}.", ATOM


@show.register
def _(term: n.Constant, scope: Scope) -> Shown:
    return {"pi": r"\pi", "e": "e", "inf": r"\infty"}[term.name], FACTOR if term.name == "e" else ATOM


@show.register
def _(term: n.Symbol, scope: Scope) -> Shown:
    text = writing.symbol(term, scope)
    return text, FACTOR if "^" in text or "'" in text else ATOM


@show.register
def _(term: n.Neg, scope: Scope) -> Shown:
    return "-" + at(term.term, ENTRYWISE, scope), SUM


@show.register
def _(term: n.Add, scope: Scope) -> Shown:
    text = ""
    for place, part in enumerate(term.terms):
        negative = isinstance(part, n.Neg)
        inner = part.term if isinstance(part, n.Neg) else part
        shown = at(inner, ENTRYWISE, scope)
        if _hides(inner, term.terms[place + 1 :]):
            shown = bracket(shown)
        sign = "- " if negative else "+ "
        text += f" {sign}{shown}" if place else sign.strip(" +") + shown
    return text, SUM


def _hides(term: n.Term, behind: tuple[n.Term, ...]) -> bool:
    """Whether a sum without brackets would seem to bind an index of the terms behind it."""
    if not open_ended(term):
        return False
    bound = {part.index.name for part in subterms(term) if isinstance(part, n.Bind)}
    return any(symbol.name in bound for other in behind for symbol in free_symbols(other))


@show.register
def _(term: n.Mul, scope: Scope) -> Shown:
    arrays = any(_is_array(f) for f in term.factors)
    *heads, last = term.factors
    shown = [
        *(factor(f, scope, last=False, arrays=arrays) for f in heads),
        factor(last, scope, last=True, arrays=arrays),
    ]
    text = shown[0]
    for before, following, part in zip(term.factors, term.factors[1:], shown[1:], strict=False):
        text += (r" \cdot " if _needs_dot(before, following, part, scope) else " ") + part
    return text, PRODUCT


def _is_array(term: n.Term) -> bool:
    return (isinstance(term, n.Symbol) and bool(term.sort.shape)) or isinstance(
        term, n.MatMul | n.Map | n.Hadamard | n.Stack | n.Transpose
    )  # fmt: skip


def _needs_dot(before: n.Term, factor: n.Term, part: str, scope: Scope) -> bool:
    """Whether side by side would be read as something else: 2 3, L(a), d x."""
    if part[0].isdigit() or part[0] == ".":
        return True
    if isinstance(before, n.Number | n.Pow) and isinstance(factor, n.Div) and part.startswith(r"\frac{"):
        return True  # 2 1/2 is two and a half
    if part.startswith(("(", r"\left(")):
        base = before.base if isinstance(before, n.Indexed) else before
        return isinstance(base, n.Symbol) and (base.name in scope.depends or base.name in scope.definitions)
    return isinstance(before, n.Symbol) and before.name == "d"


@show.register
def _(term: n.Div, scope: Scope) -> Shown:
    return rf"\frac{{{plain(term.numerator, scope)}}}{{{plain(term.denominator, scope)}}}", FACTOR


@show.register
def _(term: n.Pow, scope: Scope) -> Shown:
    return f"{at(term.base, ATOM, scope)}^{{{plain(term.exponent, scope)}}}", FACTOR


# --- functions --------------------------------------------------------------------------------


@show.register
def _(term: n.Apply, scope: Scope) -> Shown:
    row = function_of(term)
    inside = [plain(a, scope) for a in term.arguments]
    if row is not None and row.name in _OWN_FORM and row.name not in scope.notation:
        return _OWN_FORM[row.name](inside, term, scope)
    name, given = marked(term, "_given")
    if given:
        return name + bracket(", ".join(inside[:given]) + r" \mid " + ", ".join(inside[given:])), ATOM
    name, entries = marked(term, "_entry")
    if entries:
        return f"{name}{bracket(', '.join(inside[:-entries]))}_{{{', '.join(inside[-entries:])}}}", ATOM
    if isinstance(term.function, n.Symbol) and is_expectation(term.function.name) and len(inside) == 1:
        letter = writing.name(term.function.name.removeprefix("bb_"), function=True)
        return rf"\mathbb{{E}}{letter[1:]}\left[{inside[0]}\right]", ATOM
    if row is not None and row.name == "log_base":
        return rf"\log_{{{inside[1]}}}{bracket(inside[0])}", ATOM
    return function_name(term.function, scope) + bracket(", ".join(inside)), ATOM


def name_of(term: n.Apply) -> str:
    """Return how the name of the function that `term` applies is written."""
    return writing.name(term.function.name, function=True) if isinstance(term.function, n.Symbol) else ""


_OWN_FORM = {
    "exp": lambda inside, term, scope: (f"e^{{{inside[0]}}}", FACTOR),
    "sqrt": lambda inside, term, scope: (rf"\sqrt{{{inside[0]}}}", ATOM),
    "abs": lambda inside, term, scope: (rf"\left|{inside[0]}\right|", ATOM),
    "factorial": lambda inside, term, scope: (at(term.arguments[0], ATOM, scope) + "!", FACTOR),
    "inverse": lambda inside, term, scope: (at(term.arguments[0], ATOM, scope) + "^{-1}", FACTOR),
}


@show.register
def _(term: n.Prime, scope: Scope) -> Shown:
    return function_name(term, scope), FACTOR


@show.register
def _(term: n.Map, scope: Scope) -> Shown:
    inside = plain(term.argument, scope)
    symbol = term.function.function if isinstance(term.function, n.Prime) else term.function
    row = FUNCTIONS.get(symbol.name) if isinstance(symbol, n.Symbol) else None
    if row is None:
        definition = scope.definitions.get(symbol.name) if isinstance(symbol, n.Symbol) else None
        known = definition is not None and len(definition.parameters) == 1 and is_number(definition.parameters[0].sort)
        return function_name(term.function, scope) + ("" if known else r"^{\odot}") + bracket(inside), ATOM
    if term.function is symbol and row.name in ("exp", "sqrt"):
        return (f"e^{{{inside}}}", FACTOR) if row is FUNCTIONS[EXP.name] else (rf"\sqrt{{{inside}}}", ATOM)
    return function_name(term.function, scope) + bracket(inside), ATOM


@show.register
def _(term: n.Indexed, scope: Scope) -> Shown:
    indices = ", ".join(plain(i, scope) for i in term.indices)
    if isinstance(term.base, n.Symbol):
        whole = len(term.indices) == len(term.base.sort.shape)  # an entry is not bold, a row is
        written = term.base.name in scope.notation
        base = writing.symbol(term.base, scope) if written or not whole else writing.name(term.base.name)
        if base.endswith("}") and (cut := _last_subscript(base)):
            return f"{base[:-1]}, {indices}}}", FACTOR if "^" in base[:cut] else ATOM
        return f"{base}_{{{indices}}}", FACTOR if "^" in base or "'" in base else ATOM
    return f"{at(term.base, ATOM, scope)}_{{{indices}}}", ATOM


def _last_subscript(base: str) -> int:
    """Return where the subscript that ends `base` begins, 0 if it ends with none."""
    depth = 0
    for position in range(len(base) - 1, 0, -1):
        depth += {"}": 1, "{": -1}.get(base[position], 0)
        if depth == 0:
            return position if base[position - 1] == "_" else 0
    return 0
