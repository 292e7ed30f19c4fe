"""The head of a generated module: formulas, how they are computed, domain, declared bounds; as its docstring."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from fractions import Fraction

from symloss.code.form import Form
from symloss.code.layout import WIDTH
from symloss.code.scalar_forms import ScalarForms
from symloss.code.special import named
from symloss.derive.derivation import Derivation, Formulas
from symloss.term import nodes as n
from symloss.term.printer import plain


def docstring(
    derivation: Derivation, forms: ScalarForms, bounds: Mapping[str, object], spent: Sequence[str] = ()
) -> str:
    """Return the head of the module: formulas, how they are computed, domain, bounds, and what each function spends."""
    f = derivation.formulas
    z = f.raw.name
    where = "".join(f",  {plain(name)} = {plain(meaning)}" for name, meaning in f.where)
    rows = [
        ("L", f.value, forms.value, where),
        (f"dL/d{z}", f.gradient, forms.gradient, ""),
        (f"d2L/d{z}2", f.hessian, forms.hessian, ""),
    ]
    wide = max(len(row[0]) for row in rows)
    lines = [f"{derivation.title}.", ""]
    for name, formula, form, tail in rows:
        text = f"{name:{wide}} = {plain(formula)}{tail}"
        lines += textwrap.wrap(text, WIDTH, subsequent_indent=" " * (wide + 3), break_long_words=False)
        computed = shown(form.fast)
        if computed != plain(formula):
            indent = " " * (wide + 1)
            lines += textwrap.wrap(f"{indent}computed as {computed}", WIDTH, subsequent_indent=f"{indent}  ")
    steps = proved_steps(derivation)
    lines.append(f"y_true {says(f)}; raw {z} {_range(f.raw_domain)}; {_curvature(forms)}{_kinks(f)}; {steps}")
    lines += table(bounds, spent)
    if forms.as_written and not declared(bounds):
        lines.append(f"computed as written, by no rule: {', '.join(forms.as_written)}")
    return "\n".join(lines)


def proved_steps(derivation: Derivation) -> str:
    """Return how many steps are proved; where some are not, that the formulas are no theorem."""
    count, proved = len(derivation.steps), derivation.proved
    return f"{proved} steps proved" if proved == count else f"NOT PROVED: {count - proved} of {count} steps are open"


def shown(form: Form) -> str:
    """Return a form on one line: the result, then what its names stand for."""
    return ", ".join([plain(named(form.result)), *(f"{let.name} = {plain(named(term))}" for let, term in form.needed)])


def says(f: Formulas) -> str:
    """Return what labels there are."""
    if f.y_values:
        return f"in {{{', '.join(plain(v) for v in f.y_values)}}}"
    return _range(f.y_domain)


def _range(ends: tuple[n.Term | None, n.Term | None]) -> str:
    lower, upper = ends
    if lower is None and upper is None:
        return "real"
    if lower is not None and upper is not None:
        return f"in [{plain(lower)}, {plain(upper)}]"
    return f">= {plain(lower)}" if lower is not None else f"<= {plain(upper or n.Number(Fraction(0)))}"


def _curvature(forms: ScalarForms) -> str:
    return "convex (proved); " if forms.convex else ""


def _kinks(f: Formulas) -> str:
    return f"kink at {f.raw.name} = {', '.join(plain(k) for k in f.kinks)}" if f.kinks else "no kinks"


def declared(bounds: Mapping[str, object]) -> dict[str, list[float]]:
    """Return the declared error bounds of a loss by row, without what else the committed table says of it."""
    return {name: values for name, values in bounds.items() if isinstance(values, list) and name != "wide"}


def widened(bounds: Mapping[str, object]) -> list[str]:
    """Return the functions that compute in float64 what is asked in float32, as the committed table names them."""
    found = bounds.get("wide", [])
    assert isinstance(found, list), f"bounds.toml: wide is a list of functions, not {found!r}"
    return [str(name) for name in found]


def table(bounds: Mapping[str, object], spent: Sequence[str] = ()) -> list[str]:
    """Return the declared error bounds, and what value, gradient and Hessian spend, as lines of the docstring."""
    operations = f"operations   {' | '.join(part or 'none' for part in spent)}" if spent else ""
    rows = declared(bounds)
    if not rows:
        return ["error bound: none declared", *([operations] if operations else [])]
    wide = max(21, *(len(name) for name in rows))
    head = f"{'error bound, ulp':{wide + 2}}{'value':>8}{'gradient':>10}{'hessian':>9}"
    beside = f"{head}        {operations}".rstrip()
    lines = [beside] if len(beside) <= WIDTH else [operations, head]
    lines += [f"  {name:<{wide}}{values[0]:8}{values[1]:10}{values[2]:9}" for name, values in rows.items()]
    if functions := widened(bounds):
        lines.append(f"  (float32: {', '.join(functions)} computed in float64)")
    if "reason" in bounds:
        lines += textwrap.wrap(f"  ({bounds['reason']})", WIDTH, subsequent_indent="   ")
    return lines
