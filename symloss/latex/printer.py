r"""Term -> LaTeX that looks as people write it, and that the reader reads back to the same term.

Every kind of term says what it looks like and how tightly it holds together; brackets
stand where a part holds less tightly than its place asks for.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch

from symloss.latex import writing
from symloss.term import nodes as n
from symloss.term.functions import EXP, FUNCTIONS, function_of
from symloss.term.scope import Scope
from symloss.term.sorts import is_number

# How tightly a term holds together, from loosest to tightest.
_IMPLIES, _OR, _AND, _NOT, _RELATION, _SUM, _ENTRYWISE, _PRODUCT, _FACTOR, _ATOM = range(10)
_OPS = {"=": "=", "!=": r"\ne", "<": "<", "<=": r"\le", ">": ">", ">=": r"\ge", "~=": r"\approx", "->": r"\to"}
_TALL = (r"\frac", r"\sum", r"\prod", r"\int", r"\begin", "^{", r"\left", r"\lim", r"\max", r"\min", r"\sqrt")
_Shown = tuple[str, int]


def latex(term: n.Term, scope: Scope | None = None) -> str:
    """Return `term` in LaTeX; `scope` says how names are written."""
    return show(term, scope or Scope())[0]


def at(term: n.Term, level: int, scope: Scope) -> str:
    """Return `term` for a place that asks for `level`, in brackets if it holds less tightly."""
    text, tight = show(term, scope)
    return text if tight >= level else bracket(text)


def bracket(text: str, left: str = "(", right: str = ")") -> str:
    """Return `text` in brackets that fit its height."""
    if any(mark in text for mark in _TALL):
        return rf"\left{left} {text} \right{right}" if left == r"\{" else rf"\left{left}{text}\right{right}"
    return left + text + right


@singledispatch
def show(term: n.Term, scope: Scope) -> _Shown:
    """Return the LaTeX of `term` and how tightly it holds together."""
    raise TypeError(f"no LaTeX is known for {type(term).__name__}: was a new node added?")


# --- atoms and arithmetic -------------------------------------------------------------------


@show.register
def _(term: n.Number, scope: Scope) -> _Shown:
    if term.places is None:
        return str(term.value), _ATOM
    digits = str(int(term.value * 10**term.places)).rjust(term.places + 1, "0")
    return f"{digits[: -term.places or None]}.{digits[-term.places :]}" if term.places else f"{digits}.", _ATOM


@show.register
def _(term: n.Constant, scope: Scope) -> _Shown:
    return {"pi": r"\pi", "e": "e", "inf": r"\infty"}[term.name], _FACTOR if term.name == "e" else _ATOM


@show.register
def _(term: n.Symbol, scope: Scope) -> _Shown:
    text = writing.symbol(term, scope)
    return text, _FACTOR if "^" in text or "'" in text else _ATOM


@show.register
def _(term: n.Neg, scope: Scope) -> _Shown:
    return "-" + at(term.term, _ENTRYWISE, scope), _SUM


@show.register
def _(term: n.Add, scope: Scope) -> _Shown:
    first, *rest = term.terms
    head = at(first.term, _ENTRYWISE, scope) if isinstance(first, n.Neg) else at(first, _ENTRYWISE, scope)
    parts = ["-" + head if isinstance(first, n.Neg) else head]
    for part in rest:
        negative = isinstance(part, n.Neg)
        parts.append(
            ("- " if negative else "+ ") + at(part.term if isinstance(part, n.Neg) else part, _ENTRYWISE, scope)
        )
    return " ".join(parts), _SUM


@show.register
def _(term: n.Mul, scope: Scope) -> _Shown:
    arrays = any(_is_array(f) for f in term.factors)
    *heads, last = term.factors
    shown = [*(_factor(f, scope, last=False, arrays=arrays) for f in heads), _factor(last, scope, last=True, arrays=arrays)]
    text = shown[0]
    for before, factor, part in zip(term.factors, term.factors[1:], shown[1:], strict=False):
        text += (r" \cdot " if _needs_dot(before, factor, part, scope) else " ") + part
    return text, _PRODUCT


def _is_array(term: n.Term) -> bool:
    return isinstance(term, n.Symbol) and bool(term.sort.shape) or isinstance(
        term, n.MatMul | n.Map | n.Hadamard | n.Stack | n.Transpose
    )  # fmt: skip


def _factor(term: n.Term, scope: Scope, *, last: bool, arrays: bool = True) -> str:
    text, tight = show(term, scope)
    if isinstance(term, n.Inner):  # a^T b beside arrays would be multiplied on
        return bracket(text) if arrays or (open_ended(term.right) and not last) else text
    return text if tight >= _FACTOR and (last or not open_ended(term)) else bracket(text)


def _needs_dot(before: n.Term, factor: n.Term, part: str, scope: Scope) -> bool:
    """Whether side by side would be read as something else: 2 3, L(a), d x."""
    if part[0].isdigit() or part[0] == ".":
        return True
    if part.startswith(("(", r"\left(")):
        base = before.base if isinstance(before, n.Indexed) else before
        return isinstance(base, n.Symbol) and (base.name in scope.depends or base.name in scope.definitions)
    return isinstance(before, n.Symbol) and before.name == "d"


def open_ended(term: n.Term) -> bool:
    """Return whether `term` would take in factors that follow it."""
    if isinstance(term, n.Bind):
        return term.kind not in ("vector", "expectation")
    if isinstance(term, n.Derivative):
        return term.style == "nabla" or not _is_plain(term.body)
    if isinstance(term, n.Mul | n.MatMul | n.Hadamard):
        return open_ended(term.factors[-1])
    return isinstance(term, n.Limit) or (isinstance(term, n.Inner) and open_ended(term.right))


@show.register
def _(term: n.Div, scope: Scope) -> _Shown:
    return rf"\frac{{{latex(term.numerator, scope)}}}{{{latex(term.denominator, scope)}}}", _FACTOR


@show.register
def _(term: n.Pow, scope: Scope) -> _Shown:
    return f"{at(term.base, _ATOM, scope)}^{{{latex(term.exponent, scope)}}}", _FACTOR


# --- functions --------------------------------------------------------------------------------


@show.register
def _(term: n.Apply, scope: Scope) -> _Shown:
    row = function_of(term)
    inside = [latex(a, scope) for a in term.arguments]
    if row is not None and row.name in _OWN_FORM and row.name not in scope.notation:
        return _OWN_FORM[row.name](inside, term, scope)
    name, given = _conditional(term)
    if given:
        return name + bracket(", ".join(inside[:given]) + r" \mid " + ", ".join(inside[given:])), _ATOM
    if row is not None and row.name == "log_base":
        return rf"\log_{{{inside[1]}}}{bracket(inside[0])}", _ATOM
    return function_name(term.function, scope) + bracket(", ".join(inside)), _ATOM


_OWN_FORM = {
    "exp": lambda inside, term, scope: (f"e^{{{inside[0]}}}", _FACTOR),
    "sqrt": lambda inside, term, scope: (rf"\sqrt{{{inside[0]}}}", _ATOM),
    "abs": lambda inside, term, scope: (rf"\left|{inside[0]}\right|", _ATOM),
    "factorial": lambda inside, term, scope: (at(term.arguments[0], _ATOM, scope) + "!", _FACTOR),
}


def _conditional(term: n.Apply) -> tuple[str, int]:
    """Return how p_given is written, and how many arguments stand before its bar (0: it is no conditional)."""
    name = term.function.name if isinstance(term.function, n.Symbol) else ""
    stem, _, count = name.partition("_given")
    if not stem or stem == name or (count and not count.isdigit()):
        return "", 0
    before = int(count or 1)
    return (writing.name(stem, function=True), before) if before < len(term.arguments) else ("", 0)


def function_name(function: n.Term, scope: Scope) -> str:
    """Return how a function is written before its arguments."""
    if isinstance(function, n.Prime):
        return function_name(function.function, scope) + "'" * function.order
    return show(function, scope)[0]


@show.register
def _(term: n.Prime, scope: Scope) -> _Shown:
    return function_name(term, scope), _FACTOR


@show.register
def _(term: n.Map, scope: Scope) -> _Shown:
    inside = latex(term.argument, scope)
    symbol = term.function.function if isinstance(term.function, n.Prime) else term.function
    row = FUNCTIONS.get(symbol.name) if isinstance(symbol, n.Symbol) else None
    if row is None:
        definition = scope.definitions.get(symbol.name) if isinstance(symbol, n.Symbol) else None
        known = definition is not None and len(definition.parameters) == 1 and is_number(definition.parameters[0].sort)
        return function_name(term.function, scope) + ("" if known else r"^{\odot}") + bracket(inside), _ATOM
    if term.function is symbol and row.name in ("exp", "sqrt"):
        return (f"e^{{{inside}}}", _FACTOR) if row is FUNCTIONS[EXP.name] else (rf"\sqrt{{{inside}}}", _ATOM)
    return function_name(term.function, scope) + bracket(inside), _ATOM


@show.register
def _(term: n.Indexed, scope: Scope) -> _Shown:
    indices = ", ".join(latex(i, scope) for i in term.indices)
    if isinstance(term.base, n.Symbol):
        whole = len(term.indices) == len(term.base.sort.shape)  # an entry is not bold, a row is
        written = term.base.name in scope.notation
        base = writing.symbol(term.base, scope) if written or not whole else writing.name(term.base.name)
        if base.endswith("}") and (cut := _last_subscript(base)):
            return f"{base[:-1]}, {indices}}}", _FACTOR if "^" in base[:cut] else _ATOM
        return f"{base}_{{{indices}}}", _FACTOR if "^" in base or "'" in base else _ATOM
    return f"{at(term.base, _ATOM, scope)}_{{{indices}}}", _ATOM


def _last_subscript(base: str) -> int:
    """Return where the subscript that ends `base` begins, 0 if it ends with none."""
    depth = 0
    for position in range(len(base) - 1, 0, -1):
        depth += {"}": 1, "{": -1}.get(base[position], 0)
        if depth == 0:
            return position if base[position - 1] == "_" else 0
    return 0


# --- sets and binders -------------------------------------------------------------------------


@show.register
def _(term: n.Range, scope: Scope) -> _Shown:
    return rf"\{{{latex(term.lower, scope)}, \ldots, {latex(term.upper, scope)}\}}", _ATOM


@show.register
def _(term: n.Except, scope: Scope) -> _Shown:
    without = ", ".join(latex(w, scope) for w in term.without)
    return rf"{latex(term.base, scope)} \setminus \{{{without}\}}", _RELATION


@show.register
def _(term: n.FiniteSet, scope: Scope) -> _Shown:
    return r"\{" + ", ".join(latex(e, scope) for e in term.elements) + r"\}", _ATOM


@show.register
def _(term: n.Interval, scope: Scope) -> _Shown:
    left, right = "(" if term.open_lower else "[", ")" if term.open_upper else "]"
    return f"{left}{latex(term.lower, scope)}, {latex(term.upper, scope)}{right}", _ATOM


@show.register
def _(term: n.Bind, scope: Scope) -> _Shown:
    index = latex(term.index, scope)
    if term.kind == "expectation":
        return (
            rf"\mathbb{{E}}_{{{index} \sim {_distribution(term, scope)}}}\left[{latex(term.body, scope)}\right]",
            _ATOM,
        )
    if term.kind == "vector":
        assert isinstance(term.over, n.Range)
        scripts = f"_{{{index} = {latex(term.over.lower, scope)}}}^{{{latex(term.over.upper, scope)}}}"
        return bracket(latex(term.body, scope)) + scripts, _FACTOR
    operator = {"sum": r"\sum", "product": r"\prod", "max": r"\max", "min": r"\min"}[term.kind]
    scripts = _scripts(term, index, scope)
    return f"{operator}{scripts} {at(term.body, _ENTRYWISE, scope)}", _FACTOR


def _distribution(term: n.Bind, scope: Scope) -> str:
    if isinstance(term.over, n.Apply):
        name, given = _conditional(n.Apply(term.over.function, (term.index, *term.over.arguments)))
        if given:
            return name + bracket(r"\cdot \mid " + ", ".join(latex(a, scope) for a in term.over.arguments))
    return latex(term.over, scope)


def _scripts(term: n.Bind, index: str, scope: Scope) -> str:
    over, excluded = term.over, ""
    if isinstance(over, n.Except):
        excluded = "".join(rf", {index} \ne {latex(w, scope)}" for w in over.without)
        over = over.base
    if not isinstance(over, n.Range):
        return rf"_{{{index} \in {latex(over, scope)}{excluded}}}"
    lower, upper = latex(over.lower, scope), latex(over.upper, scope)
    if term.kind in ("sum", "product"):
        return f"_{{{index} = {lower}{excluded}}}^{{{upper}}}"
    return rf"_{{{lower} \le {index} \le {upper}{excluded}}}"


@show.register
def _(term: n.Delta, scope: Scope) -> _Shown:
    return rf"\delta_{{{latex(term.left, scope)}, {latex(term.right, scope)}}}", _ATOM


@show.register
def _(term: n.Indicator, scope: Scope) -> _Shown:
    return rf"\mathbf{{1}}\left[{latex(term.condition, scope)}\right]", _ATOM


@show.register
def _(term: n.Cases, scope: Scope) -> _Shown:
    rows = [
        rf"{latex(v, scope)} & \text{{if }} {latex(c, scope)}"
        for v, c in zip(term.values, term.conditions, strict=True)
    ]
    if term.otherwise is not None:
        rows.append(rf"{latex(term.otherwise, scope)} & \text{{otherwise}}")
    return _table("cases", rows), _FACTOR


def _table(environment: str, rows: Iterable[str]) -> str:
    body = r" \\ ".join(rows)
    return rf"\begin{{{environment}}} {body} \end{{{environment}}}"


# --- arrays -----------------------------------------------------------------------------------


@show.register
def _(term: n.Stack, scope: Scope) -> _Shown:
    rows = [" & ".join(latex(e, scope) for e in row.entries) for row in term.rows if isinstance(row, n.Row)]
    return _table("bmatrix", rows), _ATOM


@show.register
def _(term: n.Row, scope: Scope) -> _Shown:
    return " & ".join(latex(e, scope) for e in term.entries), _SUM


@show.register
def _(term: n.Transpose, scope: Scope) -> _Shown:
    return at(term.term, _ATOM, scope) + r"^{\top}", _FACTOR


@show.register
def _(term: n.Inner, scope: Scope) -> _Shown:
    flat = isinstance(term.right, n.MatMul)
    right = show(term.right, scope)[0] if flat else _factor(term.right, scope, last=True)
    return f"{at(term.left, _ATOM, scope)}^{{\\top}} {right}", _PRODUCT


@show.register
def _(term: n.MatMul, scope: Scope) -> _Shown:
    *heads, last = term.factors
    return " ".join([*(_factor(f, scope, last=False) for f in heads), _factor(last, scope, last=True)]), _PRODUCT


@show.register
def _(term: n.Hadamard, scope: Scope) -> _Shown:
    *heads, last = term.factors
    parts = [bracket(show(f, scope)[0]) if open_ended(f) else at(f, _PRODUCT, scope) for f in heads]
    return r" \odot ".join([*parts, at(last, _PRODUCT, scope)]), _ENTRYWISE


@show.register
def _(term: n.Norm, scope: Scope) -> _Shown:
    return rf"\left\|{latex(term.term, scope)}\right\|_{{{latex(term.order, scope)}}}", _ATOM


# --- calculus ---------------------------------------------------------------------------------


def _is_plain(term: n.Term) -> bool:
    return isinstance(term, n.Symbol) or (isinstance(term, n.Indexed) and isinstance(term.base, n.Symbol))


@show.register
def _(term: n.Derivative, scope: Scope) -> _Shown:
    power = f"^{{{term.order}}}" if term.order > 1 else ""
    body = latex(term.body, scope) if _is_plain(term.body) else ""
    if term.style == "nabla":
        tail = " " + body if body else bracket(latex(term.body, scope))
        return rf"\nabla_{{{latex(term.variable, scope)}}}{power}{tail}", _FACTOR
    sign = {"d": "d", "partial": r"\partial "}[term.style]
    by = at(term.variable, _ATOM, scope) if power else latex(term.variable, scope)
    below = f"{_differential(sign, by)}{power}"
    if body:
        above = _differential(sign, body) if not power else f"{sign.strip()}{power} {body}"
        return rf"\frac{{{above}}}{{{below}}}", _FACTOR
    operator = rf"\frac{{{sign.strip()}{power}}}{{{below}}}"
    inside = latex(term.body, scope)
    return operator + bracket(inside), _FACTOR


def _differential(sign: str, name: str) -> str:
    """Return dx, d \\theta, \\partial x."""
    return f"{sign}{name}" if sign != "d" or (len(name) == 1 and name.isalpha()) else f"d {name}"


@show.register
def _(term: n.At, scope: Scope) -> _Shown:
    setting = f"{latex(term.variable, scope)} = {latex(term.value, scope)}"
    return rf"\left. {latex(term.body, scope)} \right|_{{{setting}}}", _FACTOR


@show.register
def _(term: n.Integral, scope: Scope) -> _Shown:
    bounds = ""
    if term.lower is not None and term.upper is not None:
        bounds = f"_{{{latex(term.lower, scope)}}}^{{{latex(term.upper, scope)}}}"
    body = at(term.body, _ENTRYWISE, scope)
    return rf"\int{bounds} {body} \, {_differential('d', latex(term.variable, scope))}", _FACTOR


@show.register
def _(term: n.Limit, scope: Scope) -> _Shown:
    point = latex(term.point, scope)
    if term.side:
        point = f"{at(term.point, _ATOM, scope)}^{{{term.side}}}"
    return rf"\lim_{{{latex(term.variable, scope)} \to {point}}} {at(term.body, _ENTRYWISE, scope)}", _FACTOR


# --- truths -----------------------------------------------------------------------------------


@show.register
def _(term: n.Relation, scope: Scope) -> _Shown:
    return f"{at(term.left, _SUM, scope)} {_OPS[term.op]} {at(term.right, _SUM, scope)}", _RELATION


@show.register
def _(term: n.Member, scope: Scope) -> _Shown:
    return rf"{at(term.term, _SUM, scope)} \in {latex(term.set, scope)}", _RELATION


@show.register
def _(term: n.And, scope: Scope) -> _Shown:
    return r" \land ".join(at(t, _NOT, scope) for t in term.truths), _AND


@show.register
def _(term: n.Or, scope: Scope) -> _Shown:
    return r" \lor ".join(at(t, _AND, scope) for t in term.truths), _OR


@show.register
def _(term: n.Not, scope: Scope) -> _Shown:
    return r"\lnot " + bracket(latex(term.truth, scope)), _NOT


@show.register
def _(term: n.Implies, scope: Scope) -> _Shown:
    return rf"{at(term.premise, _OR, scope)} \implies {at(term.conclusion, _OR, scope)}", _IMPLIES
