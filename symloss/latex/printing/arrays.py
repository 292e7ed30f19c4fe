"""Sets, big operators, cases, vectors and matrices in LaTeX."""

from __future__ import annotations

from collections.abc import Iterable

from symloss.latex.printing.brackets import (
    ATOM,
    ENTRYWISE,
    FACTOR,
    PRODUCT,
    RELATION,
    SUM,
    Shown,
    at,
    bracket,
    factor,
    marked,
    open_ended,
    plain,
    show,
)
from symloss.term import nodes as n
from symloss.term.scope import Scope

_OPERATORS = {"sum": r"\sum", "product": r"\prod", "max": r"\max", "min": r"\min", "sup": r"\sup", "inf": r"\inf",
              "argmax": r"\operatorname*{argmax}", "argmin": r"\operatorname*{argmin}"}  # fmt: skip

# --- sets and binders -------------------------------------------------------------------------


@show.register
def _(term: n.Range, scope: Scope) -> Shown:
    return rf"\{{{plain(term.lower, scope)}, \ldots, {plain(term.upper, scope)}\}}", ATOM


@show.register
def _(term: n.Except, scope: Scope) -> Shown:
    without = ", ".join(plain(w, scope) for w in term.without)
    return rf"{plain(term.base, scope)} \setminus \{{{without}\}}", RELATION


@show.register
def _(term: n.FiniteSet, scope: Scope) -> Shown:
    return r"\{" + ", ".join(plain(e, scope) for e in term.elements) + r"\}", ATOM


@show.register
def _(term: n.Interval, scope: Scope) -> Shown:
    left, right = "(" if term.open_lower else "[", ")" if term.open_upper else "]"
    return f"{left}{plain(term.lower, scope)}, {plain(term.upper, scope)}{right}", ATOM


@show.register
def _(term: n.Bind, scope: Scope) -> Shown:
    index = plain(term.index, scope)
    if term.kind == "expectation":
        return (
            rf"\mathbb{{E}}_{{{index} \sim {_distribution(term, scope)}}}\left[{plain(term.body, scope)}\right]",
            ATOM,
        )
    if term.kind == "vector":
        assert isinstance(term.over, n.Range)
        scripts = f"_{{{index} = {plain(term.over.lower, scope)}}}^{{{plain(term.over.upper, scope)}}}"
        return bracket(plain(term.body, scope)) + scripts, FACTOR
    operator = _OPERATORS[term.kind]
    scripts = _scripts(term, index, scope)
    return f"{operator}{scripts} {at(term.body, ENTRYWISE, scope)}", FACTOR


def _distribution(term: n.Bind, scope: Scope) -> str:
    if isinstance(term.over, n.Apply):
        name, given = marked(n.Apply(term.over.function, (term.index, *term.over.arguments)), "_given")
        if given:
            return name + bracket(r"\cdot \mid " + ", ".join(plain(a, scope) for a in term.over.arguments))
    return plain(term.over, scope)


def _scripts(term: n.Bind, index: str, scope: Scope) -> str:
    over, excluded = term.over, ""
    if isinstance(over, n.Except):
        excluded = "".join(rf", {index} \ne {plain(w, scope)}" for w in over.without)
        over = over.base
    if isinstance(over, n.Symbol) and over.name == f"all_{term.index.name}":
        return rf"_{{{index}}}"
    if not isinstance(over, n.Range):
        return rf"_{{{index} \in {plain(over, scope)}{excluded}}}"
    lower, upper = plain(over.lower, scope), plain(over.upper, scope)
    if term.kind in ("sum", "product"):
        return f"_{{{index} = {lower}{excluded}}}^{{{upper}}}"
    return rf"_{{{lower} \le {index} \le {upper}{excluded}}}"


@show.register
def _(term: n.Delta, scope: Scope) -> Shown:
    return rf"\delta_{{{plain(term.left, scope)}, {plain(term.right, scope)}}}", ATOM


@show.register
def _(term: n.Indicator, scope: Scope) -> Shown:
    return rf"\mathbf{{1}}\left[{plain(term.condition, scope)}\right]", ATOM


@show.register
def _(term: n.Cases, scope: Scope) -> Shown:
    rows = [
        rf"{plain(v, scope)} & \text{{if }} {plain(c, scope)}"
        for v, c in zip(term.values, term.conditions, strict=True)
    ]
    if term.otherwise is not None:
        rows.append(rf"{plain(term.otherwise, scope)} & \text{{otherwise}}")
    return _table("cases", rows), FACTOR


def _table(environment: str, rows: Iterable[str]) -> str:
    body = r" \\ ".join(rows)
    return rf"\begin{{{environment}}} {body} \end{{{environment}}}"


# --- arrays -----------------------------------------------------------------------------------


@show.register
def _(term: n.Stack, scope: Scope) -> Shown:
    rows = [" & ".join(plain(e, scope) for e in row.entries) for row in term.rows if isinstance(row, n.Row)]
    return _table("bmatrix", rows), ATOM


@show.register
def _(term: n.Row, scope: Scope) -> Shown:
    return " & ".join(plain(e, scope) for e in term.entries), SUM


@show.register
def _(term: n.Transpose, scope: Scope) -> Shown:
    return at(term.term, ATOM, scope) + r"^{\top}", FACTOR


@show.register
def _(term: n.Inner, scope: Scope) -> Shown:
    flat = isinstance(term.right, n.MatMul)
    right = show(term.right, scope)[0] if flat else factor(term.right, scope, last=True)
    return f"{at(term.left, ATOM, scope)}^{{\\top}} {right}", PRODUCT


@show.register
def _(term: n.MatMul, scope: Scope) -> Shown:
    *heads, last = term.factors
    return " ".join([*(factor(f, scope, last=False) for f in heads), factor(last, scope, last=True)]), PRODUCT


@show.register
def _(term: n.Hadamard, scope: Scope) -> Shown:
    *heads, last = term.factors
    parts = [bracket(show(f, scope)[0]) if open_ended(f) else at(f, PRODUCT, scope) for f in heads]
    return r" \odot ".join([*parts, at(last, PRODUCT, scope)]), ENTRYWISE


@show.register
def _(term: n.Norm, scope: Scope) -> Shown:
    return rf"\left\|{plain(term.term, scope)}\right\|_{{{plain(term.order, scope)}}}", ATOM
