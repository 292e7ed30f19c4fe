"""Derivatives, integrals, limits and truths in LaTeX."""

from __future__ import annotations

from symloss.latex.printing.brackets import (
    AND,
    ATOM,
    ENTRYWISE,
    FACTOR,
    IMPLIES,
    NOT,
    OR,
    RELATION,
    SUM,
    Shown,
    at,
    bracket,
    is_name,
    plain,
    show,
)
from symloss.term import nodes as n
from symloss.term.notation import chain
from symloss.term.scope import Scope

_OPS = {"=": "=", "!=": r"\ne", "<": "<", "<=": r"\le", ">": ">", ">=": r"\ge", "~=": r"\approx", "->": r"\to"}


# --- calculus ---------------------------------------------------------------------------------


@show.register
def _(term: n.Derivative, scope: Scope) -> Shown:
    power = f"^{{{term.order}}}" if term.order > 1 else ""
    body = plain(term.body, scope) if is_name(term.body) else ""
    if term.style == "nabla":
        tail = " " + body if body else bracket(plain(term.body, scope))
        return rf"\nabla_{{{plain(term.variable, scope)}}}{power}{tail}", FACTOR
    sign = r"\partial " if term.style == "partial" else "d"
    by = at(term.variable, ATOM, scope) if power else plain(term.variable, scope)
    below = f"{_differential(sign, by)}{power}"
    if body:
        above = _differential(sign, body) if not power else f"{sign.strip()}{power} {body}"
        return rf"\frac{{{above}}}{{{below}}}", FACTOR
    operator = rf"\frac{{{sign.strip()}{power}}}{{{below}}}"
    inside = plain(term.body, scope)
    return operator + bracket(inside), FACTOR


def _differential(sign: str, name: str) -> str:
    r"""Return dx, d \theta, \partial x."""
    return f"{sign}{name}" if sign != "d" or (len(name) == 1 and name.isalpha()) else f"d {name}"


@show.register
def _(term: n.At, scope: Scope) -> Shown:
    setting = f"{plain(term.variable, scope)} = {plain(term.value, scope)}"
    return rf"\left. {plain(term.body, scope)} \right|_{{{setting}}}", FACTOR


@show.register
def _(term: n.Integral, scope: Scope) -> Shown:
    bounds = ""
    if term.lower is not None and term.upper is not None:
        bounds = f"_{{{plain(term.lower, scope)}}}^{{{plain(term.upper, scope)}}}"
    body = at(term.body, ENTRYWISE, scope)
    return rf"\int{bounds} {body} \, {_differential('d', plain(term.variable, scope))}", FACTOR


@show.register
def _(term: n.Limit, scope: Scope) -> Shown:
    point = plain(term.point, scope)
    if term.side:
        point = f"{at(term.point, ATOM, scope)}^{{{term.side}}}"
    return rf"\lim_{{{plain(term.variable, scope)} \to {point}}} {at(term.body, ENTRYWISE, scope)}", FACTOR


# --- truths -----------------------------------------------------------------------------------


@show.register
def _(term: n.Relation, scope: Scope) -> Shown:
    return f"{at(term.left, SUM, scope)} {_OPS[term.op]} {at(term.right, SUM, scope)}", RELATION


@show.register
def _(term: n.Member, scope: Scope) -> Shown:
    return rf"{at(term.term, SUM, scope)} \in {plain(term.set, scope)}", RELATION


@show.register
def _(term: n.And, scope: Scope) -> Shown:
    links = chain(term)  # 0 < a < 1
    if links:
        parts = [f"{_OPS[link.op]} {at(link.right, SUM, scope)}" for link in links]
        return " ".join([at(links[0].left, SUM, scope), *parts]), RELATION
    return r" \land ".join(at(t, NOT, scope) for t in term.truths), AND


@show.register
def _(term: n.Or, scope: Scope) -> Shown:
    return r" \lor ".join(at(t, AND, scope) for t in term.truths), OR


@show.register
def _(term: n.Not, scope: Scope) -> Shown:
    return r"\lnot " + bracket(plain(term.truth, scope)), NOT


@show.register
def _(term: n.Implies, scope: Scope) -> Shown:
    return rf"{at(term.premise, OR, scope)} \implies {at(term.conclusion, OR, scope)}", IMPLIES
