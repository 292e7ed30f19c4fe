"""What the template of a loss of two raw values lays out: data and printed lines, no mathematics."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from symloss.code.form import Forms
from symloss.code.heading import proved_steps, says, shown, table
from symloss.code.layout import WIDTH
from symloss.code.module import Formula, Parameters, assigned, checks, defaults_of, import_line, interval, labels_of
from symloss.code.pair_forms import PairForms
from symloss.code.printer import Text, expression
from symloss.code.program import program, scalar
from symloss.code.schedule import Kernel, call_lines, spent
from symloss.derive.derivation import Derivation, Formulas
from symloss.term import nodes as n
from symloss.term.printer import plain
from symloss.term.walk import free_symbols

_OWN = {"scaled", "scaled_square"}
_OUTPUTS = {"value": "loss", "first": "by_{0}", "second": "by_{1}"}
_ENTRIES = {"first_first": "by_{0}_{0}", "first_second": "by_{0}_{1}", "second_second": "by_{1}_{1}"}


@dataclass(frozen=True)
class Pair(Parameters):
    """Everything the template of a loss of two raw values prints."""

    source: str
    specification: str
    docstring: str
    raw: tuple[str, str]
    parameters: tuple[str, ...]
    defaults: Mapping[str, str]
    checks: tuple[tuple[str, str], ...]
    labels: str
    y_domain: str
    raw_domain: str
    formulas: tuple[Formula, ...]
    kernels: tuple[Kernel, ...]
    numpy: tuple[str, ...]
    own: tuple[str, ...]
    kinds: tuple[str, ...]
    reach: float
    start: tuple[str, str, str] | None  # in Python: the first, what is averaged for the second, the second

    @property
    def imports_numpy(self) -> str:
        """The import of what is called."""
        return import_line("numpy", self.numpy)

    def imports_pairs(self, package: str) -> str:
        """Return the import of what all losses of two raw values share."""
        return import_line(f"{package}._pairs", ("PairPlan", "by_pairs", "reduced_pairs", *self.own))

    @property
    def kinds_text(self) -> str:
        """The kinds of Hessian, quoted."""
        return ", ".join(f'"{kind}"' for kind in self.kinds)

    @property
    def kind(self) -> str:
        """What an objective takes unless told: the expected Hessian is never negative, the exact one may be."""
        return "fisher" if "fisher" in self.kinds else "exact"

    @property
    def hessians(self) -> list[str]:
        """The lines of the table of Hessians by kind and layout."""
        layouts = (("diagonal", "row"), ("full", "matrix"))
        rows = {
            kind: ", ".join(f'"{layout}": (_{kind.upper()}_{layout.upper()}, "{ends}")' for layout, ends in layouts)
            for kind in self.kinds
        }
        return [f'    "{kind}": {{{row}}},' for kind, row in rows.items()]

    @property
    def pairs(self) -> str:
        """The plans of gradient and diagonal by kind."""
        return "{" + ", ".join(f'"{kind}": _GRADIENT_{kind.upper()}' for kind in self.kinds) + "}"


def pair_module(derivation: Derivation, forms: PairForms, specification: str, bounds: Mapping[str, object]) -> Pair:
    """Return the data of the module of a loss of two raw values."""
    f = derivation.formulas
    assert f.second is not None
    formulas = tuple(_formula(name, found, f) for name, found in forms.forms.items())
    kernels = tuple(_kernel(name, parts, summary, forms, f) for name, (parts, summary) in _functions(forms, f).items())
    calls = {c for k in kernels for c in k.calls} | {c for formula in formulas for c in formula.calls}
    start = None if forms.start is None else tuple(expression(term) for term in forms.start)
    if start is not None:
        calls |= {"array", "asarray", "errstate", "float64"}.union(*(text.calls for text in start))
    domain = f"({interval(f.raw_domain)}, {interval(f.second.raw_domain)})"
    infinite = {"inf"} if "inf" in interval(f.y_domain) + domain else set()
    return Pair(
        source=derivation.source,
        specification=specification,
        docstring=_docstring(derivation, forms, bounds, {kernel.name: kernel.spent for kernel in kernels}),
        raw=(f.raw.name, f.second.raw.name),
        parameters=tuple(p.name for p in f.parameters),
        defaults=defaults_of(f),
        checks=tuple(checks(f)),
        labels=labels_of(f),
        y_domain=interval(f.y_domain),
        raw_domain=domain,
        formulas=formulas,
        kernels=kernels,
        numpy=tuple(sorted((calls | infinite) - _OWN)),
        own=tuple(sorted(calls & _OWN)),
        kinds=tuple(forms.kinds),
        reach=forms.reach,
        start=None if start is None else (start[0].text, start[1].text, start[2].text),
    )


def _functions(forms: PairForms, f: Formulas) -> dict[str, tuple[tuple[str, ...], str]]:
    """Return the functions of the schedule: what each computes, and how that is said."""
    assert f.second is not None
    m, s = f.raw.name, f.second.raw.name
    slopes = f"dL/d{m} and dL/d{s}"
    found: dict[str, tuple[tuple[str, ...], str]] = {
        "value": (("value",), "L"),
        "gradient": (("first", "second"), slopes),
        "value_gradient": (("value", "first", "second"), f"L, {slopes}"),
    }
    for kind, (first, mixed, second) in forms.kinds.items():
        of = "" if kind == "exact" else "the expected "
        found |= {
            f"{kind}_diagonal": ((first, second), f"{of}d2L/d{m}2 and d2L/d{s}2"),
            f"{kind}_full": ((first, mixed, second), f"{of}d2L/d{m}2, d2L/d{m}d{s} and d2L/d{s}2"),
            f"gradient_{kind}": (("first", "second", first, second), f"{slopes}, {of}d2L/d{m}2 and d2L/d{s}2"),
        }
    return found


def _output(name: str, f: Formulas) -> str:
    """Return how the array is called that a formula is written to."""
    assert f.second is not None
    _, _, entry = name.partition("_")
    return (_OUTPUTS.get(name) or _ENTRIES[entry]).format(f.raw.name, f.second.raw.name)


def _kernel(name: str, parts: Sequence[str], summary: str, forms: PairForms, f: Formulas) -> Kernel:
    assert f.second is not None
    given: dict[n.Term, str] = {f.y: "y", f.raw: f.raw.name, f.second.raw: f.second.raw.name}
    made = program([forms.forms[part].fast for part in parts], [_output(part, f) for part in parts], given)
    arrays = (*given.values(), *made.outputs, *made.buffers)
    return Kernel(
        name=f"_{name}",
        formulas=tuple(f"_{part}_formula" for part in parts),
        summary=summary,
        arguments=(*(f"{a}: Array" for a in arrays), *(f"{p.name}: float" for p in f.parameters)),
        lines=tuple(line for op in made.operations for line in call_lines(op)),
        buffers=len(made.buffers),
        masked=made.masked,
        calls=made.names,
        spent=spent(made),
    )


def _formula(name: str, forms: Forms, f: Formulas) -> Formula:
    assert f.second is not None
    term = forms.safe.result

    def printed(part: n.Term) -> Text:
        return expression(part, beside=True)

    says = _output(name, f)
    if free_symbols(term) & {f.y, f.raw, f.second.raw}:
        lines, calls = assigned(says, term, printed), printed(term).calls
    else:
        lines = [f"{says}: Array = full_like({f.second.raw.name}, {scalar(term)})"]
        calls = frozenset({"full_like"})
    return Formula(f"_{name}_formula", _said(name, f), says, tuple(lines), calls)


def _said(name: str, f: Formulas) -> str:
    assert f.second is not None
    m, s = f.raw.name, f.second.raw.name
    kind, _, entry = name.partition("_")
    if not entry:
        return {"value": "L", "first": f"dL/d{m}", "second": f"dL/d{s}"}[name]
    second = {"first_first": f"d2L/d{m}2", "first_second": f"d2L/d{m}d{s}", "second_second": f"d2L/d{s}2"}[entry]
    return second if kind == "exact" else f"the expected {second}"


def _docstring(
    derivation: Derivation, forms: PairForms, bounds: Mapping[str, object], spends: Mapping[str, str]
) -> str:
    f = derivation.formulas
    assert f.second is not None
    m, s = f.raw.name, f.second.raw.name
    rows = [
        ("L", f.value, "value"),
        (f"dL/d{m}", f.gradient, "first"),
        (f"dL/d{s}", f.second.gradient, "second"),
        (f"d2L/d{m}2", f.hessian, "exact_first_first"),
        (f"d2L/d{m}d{s}", f.second.mixed, "exact_first_second"),
        (f"d2L/d{s}2", f.second.hessian, "exact_second_second"),
    ]
    wide = max(len(head) for head, _, _ in rows)
    lines = [f"{derivation.title}.", ""]
    for head, formula, name in rows:
        lines += textwrap.wrap(f"{head:{wide}} = {plain(formula)}", WIDTH, subsequent_indent=" " * (wide + 3))
        computed = shown(forms.forms[name].fast)
        if computed != plain(formula):
            lines += textwrap.wrap(f"{' ' * (wide + 1)}computed as {computed}", WIDTH)
    if "fisher" in forms.kinds:
        entries = (plain(forms.forms[name].fast.result) for name in forms.kinds["fisher"])
        lines.append(
            f"fisher: their expected values {', '.join(entries)}, where the gradients are 0 on average (proved)"
        )
    lines.append(f"y_true {says(f)}; raw is (n, 2): {m} and {s}, real; {proved_steps(derivation)}")
    return "\n".join([*lines, *table(bounds, [spends[f"_{name}"] for name in ("value", "gradient", "exact_full")])])
