"""What a template needs to lay out one generated module of a scalar loss: data and printed lines, no mathematics."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from symloss.code.form import Forms
from symloss.code.heading import docstring, widened
from symloss.code.layout import WIDTH, arguments, bracketed
from symloss.code.printer import PRODUCT, Text, expression
from symloss.code.program import scalar
from symloss.code.scalar_forms import ScalarForms
from symloss.code.schedule import SUMMARY, Kernel, schedules
from symloss.code.special import PATTERNS
from symloss.derive.derivation import Derivation, Formulas
from symloss.term import nodes as n
from symloss.term.printer import plain
from symloss.term.walk import free_symbols

_FITTING = {"best_constant", "weighted_mean"}


@dataclass(frozen=True)
class Formula:
    """One formula as an expression that is right everywhere."""

    name: str
    summary: str
    result: str
    lines: tuple[str, ...]
    calls: frozenset[str]


class Parameters:
    """How the parameters of a loss stand in its functions: keyword-only, with a default only where one is declared."""

    parameters: tuple[str, ...]
    defaults: Mapping[str, str]

    @property
    def typed(self) -> str:
        """The parameters of a formula, after its arrays."""
        return "".join(f", {p}: float" for p in self.parameters)

    @property
    def keywords(self) -> list[str]:
        """The parameters of a public function."""
        return [f"{p}: float{f' = {self.defaults[p]}' if p in self.defaults else ''}" for p in self.parameters]

    @property
    def starred(self) -> list[str]:
        """The same where nothing else is keyword-only."""
        return ["*", *self.keywords] if self.parameters else []

    def arguments(self, *more: str, first: Sequence[str] = ()) -> list[str]:
        """Return the arguments of a public function."""
        weight = "sample_weight: ArrayLike | None = None"
        return ["y_true: ArrayLike", "raw: ArrayLike", *first, "*", *self.keywords, weight, *more]

    @property
    def passed(self) -> str:
        """The parameters as a public function hands them on."""
        return f", _parameters({', '.join(self.parameters)})" if self.parameters else ""

    shared: ClassVar[tuple[str, ...]] = ("Array", "Labels")

    def imports_arguments(self, package: str) -> str:
        """Return the import of what describes arguments."""
        return import_line(f"{package}._arguments", self.shared)

    @property
    def named(self) -> str:
        """The parameters by name."""
        pairs = ", ".join(f'"{p}": {p}' for p in self.parameters)
        return f", {{{pairs}}}" if pairs else ""

    @property
    def checked(self) -> str:
        """The parameters as a Python tuple."""
        return f"({', '.join(self.parameters)}{',' if len(self.parameters) == 1 else ''})"

    @property
    def given(self) -> str:
        """What an error message says of the parameters."""
        return ", ".join(f"{p} = {{{p}}}" for p in self.parameters)


@dataclass(frozen=True)
class Scalar(Parameters):
    """Everything the template of a scalar loss prints."""

    shared: ClassVar[tuple[str, ...]] = ("Array", "Labels", "Out")
    source: str
    specification: str
    docstring: str
    raw: str
    parameters: tuple[str, ...]
    defaults: Mapping[str, str]
    checks: tuple[tuple[str, str], ...]  # condition in Python, the message
    labels: str
    y_domain: str
    raw_domain: str
    y_values: str
    formulas: tuple[Formula, ...]
    kernels: tuple[Kernel, ...]
    numpy: tuple[str, ...]
    runtime: tuple[str, ...]
    optimal: str | None
    convex: bool
    kinds: Mapping[str, str]  # kind -> the formula that gives it
    kind: str  # what an objective takes unless told

    @property
    def imports_numpy(self) -> str:
        """The import of what is called."""
        return import_line("numpy", self.numpy)

    def imports_runtime(self, package: str) -> str:
        """Return the imports from the runtime."""
        fitting = [name for name in self.runtime if name in _FITTING]
        first = [import_line(f"{package}._fitting", fitting)] if fitting else []
        last = [name for name in self.runtime if name in PATTERNS]
        rest = [name for name in self.runtime if name not in _FITTING and name not in PATTERNS]
        lines = [*first, import_line(f"{package}._runtime", rest)]
        return "\n".join([*lines, import_line(f"{package}._special", last)] if last else lines)

    @property
    def kinds_text(self) -> str:
        """The kinds of Hessian, quoted."""
        return ", ".join(f'"{kind}"' for kind in self.kinds)

    @property
    def hessians(self) -> str:
        """The plans of the Hessian by kind."""
        return "{" + ", ".join(f'"{kind}": _{name.upper()}' for kind, name in self.kinds.items()) + "}"

    @property
    def pairs(self) -> str:
        """The plans of gradient and Hessian by kind."""
        return "{" + ", ".join(f'"{kind}": _GRADIENT_{name.upper()}' for kind, name in self.kinds.items()) + "}"


def import_line(module: str, names: Sequence[str]) -> str:
    """Return the import of some names, in the order and layout that formatters give it."""
    ordered = sorted(names, key=lambda n: (not n.isupper(), not n[0].isupper(), n.lower()))
    line = f"from {module} import {', '.join(ordered)}"
    if len(line) <= WIDTH:
        return line
    return f"from {module} import (\n" + "".join(f"    {name},\n" for name in ordered) + ")"


def scalar_module(
    derivation: Derivation, forms: ScalarForms, specification: str, bounds: Mapping[str, object]
) -> Scalar:
    """Return the data of the module of a scalar loss."""
    f = derivation.formulas
    parts = {"value": forms.value, "gradient": forms.gradient}
    kinds = {}
    for kind, found in forms.hessians.items():
        name = next((n for n, known in parts.items() if known is found), "hessian" if kind == "exact" else kind)
        parts[name] = found
        kinds[kind] = name
    formulas = tuple(_formula(name, form, f) for name, form in parts.items())
    second = [name for name in parts if name not in ("value", "gradient")]
    pairs = [*((name,) for name in parts), ("value", "gradient"), *(("gradient", name) for name in second)]
    wide = widened(bounds)
    kernels = tuple(
        replace(kernel, wide=any((name if name in ("value", "gradient") else "hessian") in wide for name in names))
        for names in pairs
        for kernel in schedules(names, parts, forms.hard, f)
    )
    calls = {c for k in kernels for c in k.calls} | {c for formula in formulas for c in formula.calls}
    optimal = None if f.optimal is None else expression(f.optimal)
    if optimal is not None:
        calls |= optimal.calls
        calls |= {"errstate"}
    own = {"over", "times", *PATTERNS} & calls
    runtime = own | {"Objective", "Plan", "Reduction", "neuron", "pick", "pointwise", "reduced"}
    runtime |= {"weighted_mean"} if optimal else {"best_constant"} if forms.convex else set()
    return Scalar(
        source=derivation.source,
        specification=specification,
        docstring=docstring(derivation, forms, bounds, _spent(kernels)),
        raw=f.raw.name,
        parameters=tuple(p.name for p in f.parameters),
        defaults=defaults_of(f),
        checks=tuple(checks(f)),
        labels=labels_of(f),
        y_domain=interval(f.y_domain),
        raw_domain=interval(f.raw_domain),
        y_values=_values(f),
        formulas=formulas,
        kernels=kernels,
        numpy=tuple(sorted((calls | _infinite(f)) - own)),
        runtime=tuple(sorted(runtime)),
        optimal=None if optimal is None else optimal.text,
        convex=forms.convex,
        kinds=kinds,
        kind="exact" if forms.convex or "bound" not in kinds else "bound",
    )


def _spent(kernels: Sequence[Kernel]) -> list[str]:
    """Return what value, gradient and exact Hessian spend; a Hessian that is another function's formula has no own."""
    by_name = {kernel.name: kernel.spent for kernel in kernels if kernel.planned}
    return [by_name[name] for name in ("_value", "_gradient", "_hessian") if name in by_name]


def _formula(name: str, forms: Forms, f: Formulas) -> Formula:
    form = forms.safe
    moving = [f.raw, *(symbol for symbol, meaning in form.lets if isinstance(meaning, n.Add))]
    vanishing = [f.y, *(symbol for symbol, meaning in form.lets if isinstance(meaning, n.Cases | n.Div))]

    def printed(term: n.Term) -> Text:
        return expression(term, moving, vanishing)

    texts = [(symbol.name, printed(meaning)) for symbol, meaning in form.needed]
    calls = printed(form.result).calls.union(*(text.calls for _, text in texts))
    lines = [f"{symbol} = {text.text}" for symbol, text in texts]
    if not free_symbols(form.result) & {f.y, f.raw, *(symbol for symbol, _ in form.lets)}:
        calls |= {"full_like"}
        lines.append(f"{name}: Array = full_like({f.raw.name}, {printed(form.result).text})")
    else:
        lines += assigned(name, form.result, printed)
    return Formula(f"_{name}_formula", SUMMARY[name].format(f.raw.name), name, tuple(lines), calls)


def assigned(name: str, term: n.Term, printed: Callable[[n.Term], Text]) -> list[str]:
    """Return the lines that give `name` the value of a term: one, or one for each summand of a long sum."""
    line = f"{name}: Array = {printed(term).text}"
    if len(line) + 4 <= WIDTH:
        return [line]
    if isinstance(term, n.Add):
        first, *rest = term.terms
        lines = assigned(name, first, printed)
        for part in rest:
            minus = isinstance(part, n.Neg)
            inner = printed(part.term if isinstance(part, n.Neg) else part).at(PRODUCT)
            lines.append(f"{name} = {name} {'-' if minus else '+'} {inner}")
        return lines
    if isinstance(term, n.Mul) and "times(" not in line:  # what is long first, then what it is multiplied by
        longest = max(term.factors, key=lambda factor: len(printed(factor).text))
        others = tuple(factor for factor in term.factors if factor is not longest)
        other = printed(others[0] if len(others) == 1 else n.Mul(others)).at(PRODUCT)
        return [*assigned(name, longest, printed), f"{name} = {other} * {name}"]
    head, _, inner = line.partition("(")
    if inner.endswith(")") and not head[-1].isidentifier():  # a sum in parentheses, not a call
        return [f"{head}(", *(f"    {line}" for line in _summands(inner[:-1])), ")"]
    if inner.endswith(")"):
        return [bracketed(head, arguments(inner[:-1]), "", 4)]
    return [line]


def _summands(text: str) -> list[str]:
    """Return a sum on one line, or one line for each summand."""
    if len(text) + 8 <= WIDTH:
        return [text]
    lines, depth, start = [], 0, 0
    for i, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0 and text[i : i + 3] in (" + ", " - "):
            lines.append(text[start:i])
            start = i + 1
    return [*lines, text[start:]]


def labels_of(f: Formulas) -> str:
    """Return the domain of the labels, in Python."""
    if f.y_values:
        return f"Labels(values={_values(f)})"
    lower, upper = (None if end is None else scalar(end) for end in f.y_domain)
    given = [f"{word}={end}" for word, end in (("lower", lower), ("upper", upper)) if end is not None]
    return f"Labels({', '.join(given)})"


def _values(f: Formulas) -> str:
    comma = "," if len(f.y_values) == 1 else ""
    return f"({', '.join(scalar(v) for v in f.y_values)}{comma})" if f.y_values else ""


def interval(ends: tuple[n.Term | None, n.Term | None]) -> str:
    """Return an interval as a pair, in Python."""
    lower = "-inf" if ends[0] is None else scalar(ends[0])
    upper = "inf" if ends[1] is None else scalar(ends[1])
    return f"({lower}, {upper})"


def _infinite(f: Formulas) -> set[str]:
    return {"inf"} if "inf" in interval(f.y_domain) + interval(f.raw_domain) else set()


def defaults_of(f: Formulas) -> dict[str, str]:
    """Return the values that parameters have unless told, in Python."""
    return {symbol.name: expression(value).text for symbol, value in f.defaults}


def checks(f: Formulas) -> list[tuple[str, str]]:
    """Return the conditions on the parameters, as Python and as the message says them."""
    found = []
    for fact in f.scope.domain:
        names = {s.name for s in free_symbols(fact.truth)}
        if names and names <= {p.name for p in f.parameters}:
            found.append((expression(fact.truth).text, plain(fact.truth)))
    return found
