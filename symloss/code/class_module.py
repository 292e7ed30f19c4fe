"""What the template needs to lay out one generated module of a loss of K classes."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from symloss.code import rows
from symloss.code.class_forms import ClassForms, Matrix
from symloss.code.heading import proved_steps, table
from symloss.code.layout import WIDTH
from symloss.code.module import Parameters, assigned, checks, defaults_of, import_line, interval, labels_of
from symloss.code.printer import Text, expression
from symloss.code.shared import once, spent
from symloss.derive.derivation import Derivation, Formulas
from symloss.term import nodes as n
from symloss.term.printer import plain
from symloss.term.walk import free_symbols

_SOFTMAX = {"RowLabels", "Softmax", "Targets", "total"}
Pieces = dict[n.Symbol, str]  # a piece of softmax, and how it is asked for; the residual first, which p may replace
NAMES = {rows.RESIDUAL: "d", rows.REST: "r", rows.LOSS: "q.loss(labels)", rows.DIVERGENCE: "q.divergence(labels, d)"}


@dataclass(frozen=True)
class Function:
    """One function of rows: its name, what it returns, and its lines."""

    name: str
    summary: str
    arguments: str
    lines: tuple[str, ...]
    calls: frozenset[str]
    spent: tuple[str, str]  # for each entry, and for each row


@dataclass(frozen=True)
class Classes(Parameters):
    """Everything the template of a loss of K classes prints."""

    source: str
    specification: str
    docstring: str
    raw: str
    parameters: tuple[str, ...]
    defaults: Mapping[str, str]
    checks: tuple[tuple[str, str], ...]
    labels: str
    sum_to_one: bool
    y_domain: str
    raw_domain: str
    functions: tuple[Function, ...]
    kinds: Mapping[str, str]  # kind -> the kind whose functions give it
    numpy: tuple[str, ...]
    classes: tuple[str, ...]
    start: str
    put: str  # what is put in the place of the labels y, in Python, or ""

    @property
    def imports_numpy(self) -> str:
        """The import of what is called."""
        return import_line("numpy", self.numpy) if self.numpy else ""

    @property
    def tail(self) -> list[str]:
        """The parameters as the last argument of a call."""
        return [self.passed.removeprefix(", ")] if self.parameters else []

    @property
    def hessians(self) -> list[str]:
        """The lines of the table of Hessians by kind and layout."""
        return [f'    "{kind}": {_layouts(same)},' for kind, same in self.kinds.items()]

    @property
    def pairs(self) -> str:
        """The functions of gradient and diagonal by kind."""
        return ", ".join(f'"{kind}": _gradient_{_prefix(same)}diagonal' for kind, same in self.kinds.items())

    @property
    def kinds_text(self) -> str:
        """The kinds of Hessian, quoted."""
        return ", ".join(f'"{kind}"' for kind in self.kinds)

    @property
    def along(self) -> list[str]:
        """The arguments of the call that multiplies the Hessian by a vector."""
        start = ["_along", "LABELS", "y_true", "raw", "sample_weight", "out", '("row",)']
        return [*start, *(self.tail or ["()"]), "vector"]

    def imports_runtime(self, package: str) -> str:
        """Return the import of what all losses share."""
        names = {"Objective", "Reduction", "one_of"}
        return import_line(f"{package}._runtime", tuple(names | ({"over", "times"} & self.calls)))

    @property
    def calls(self) -> frozenset[str]:
        """Everything that the formulas call."""
        return frozenset().union(*(f.calls for f in self.functions))

    def imports_classes(self, package: str) -> tuple[str, str]:
        """Return the imports of what all losses of classes share."""
        softmax = [name for name in self.classes if name in _SOFTMAX]
        rest = [name for name in self.classes if name not in _SOFTMAX]
        return import_line(f"{package}._classes", rest), import_line(f"{package}._softmax", softmax)


def _prefix(kind: str) -> str:
    return "" if kind == "exact" else f"{kind}_"


def _layouts(kind: str) -> str:
    prefix = _prefix(kind)
    return f'{{"diagonal": (_{prefix}diagonal, ("row",)), "full": (_{prefix}full, ("matrix",))}}'


def class_module(
    derivation: Derivation, forms: ClassForms, specification: str, bounds: Mapping[str, object], start: str
) -> Classes:
    """Return the data of the module of a loss of K classes; start: the start score in the mean label, or ""."""
    f = derivation.formulas
    kinds = _distinct(forms.hessians)
    functions = (
        _function("value", "L of each row", [forms.value], f, forms),
        _function("gradient", f"dL/d{f.raw.name}_j", [forms.gradient], f, forms),
        _function("value_gradient", f"L and dL/d{f.raw.name}_j", [forms.value, forms.gradient], f, forms),
        *(g for kind in dict.fromkeys(kinds.values()) for g in _of_kind(kind, f, forms)),
        _function("along", "the Hessian times a vector", [forms.along], f, forms, vector=forms.vector),
    )
    calls = frozenset().union(*(g.calls for g in functions))
    shared = {"Softmax", "Targets", "full_matrix", "total"} & calls
    shared |= {"RowLabels", "Targets", "by_rows", "reduced_rows"} | ({"mean_row"} if start else set())
    own = shared | {"over", "times"}
    domains = {"inf"} if "inf" in interval(f.y_domain) + interval(f.raw_domain) else set()
    put = None if f.labels is None else expression(f.labels[1], [f.raw], [f.y])
    domains |= {name for _, value in f.defaults for name in expression(value).calls} | (put.calls if put else set())
    start_calls = ({"errstate"} if start else set()) | ({"log"} if "log(" in start else set())
    return Classes(
        source=derivation.source,
        specification=specification,
        docstring=_docstring(derivation, forms, bounds, functions),
        raw=f.raw.name,
        parameters=tuple(p.name for p in f.parameters),
        defaults=defaults_of(f),
        checks=tuple(checks(f)),
        labels=labels_of(f),
        sum_to_one=f.y_sums_to_one,
        y_domain=interval(f.y_domain),
        raw_domain=interval(f.raw_domain),
        functions=functions,
        kinds=kinds,
        numpy=tuple(sorted((calls | domains | start_calls) - own)),
        classes=tuple(sorted(shared)),
        start=start,
        put="" if put is None else put.text,
    )


def _distinct(hessians: Mapping[str, Matrix]) -> dict[str, str]:
    """Return for each kind the first kind with the same matrix: those share their functions."""
    return {kind: next(k for k, m in hessians.items() if m == matrix) for kind, matrix in hessians.items()}


_OF_KIND = {"exact": "of ", "bound": "of a bound on ", "fisher": "of the expected "}


def _of_kind(kind: str, f: Formulas, forms: ClassForms) -> tuple[Function, ...]:
    """Return the three functions of one kind of Hessian: its diagonal, that with the gradient, and all of it."""
    matrix, prefix = forms.hessians[kind], _prefix(kind)
    whole = [matrix.diagonal, *(part for pair in matrix.products for part in pair)]
    second = f"{_OF_KIND[kind]}d2L/d{f.raw.name}_j d{f.raw.name}_i"
    diagonal, both = [matrix.diagonal], [forms.gradient, matrix.diagonal]
    return (
        _function(f"{prefix}diagonal", f"the diagonal {second}", diagonal, f, forms),
        _function(f"gradient_{prefix}diagonal", f"the gradient and the diagonal {second}", both, f, forms),
        _function(f"{prefix}full", f"the matrix {second} of each row", whole, f, forms, full=True),
    )


def _function(
    name: str,
    summary: str,
    terms: Sequence[n.Term],
    f: Formulas,
    forms: ClassForms,
    *,
    full: bool = False,
    vector: n.Symbol | None = None,
) -> Function:
    names = NAMES if vector is None else {**NAMES, vector: "vector"}

    def printed(term: n.Term) -> Text:
        return expression(term, [f.raw], [f.y], names)

    texts = [printed(term) for term in terms]
    used = frozenset().union(*(free_symbols(term) for term in terms))
    used |= {rows.RESIDUAL} if rows.DIVERGENCE in used else set()
    calls = frozenset().union(*(text.calls for text in texts))
    lines = [f"K = {f.raw.name}.shape[1]"] if any(re.search(r"\bK\b", text.text) for text in texts) else []
    if f.labels is not None and used & {f.y, rows.RESIDUAL, rows.LOSS}:
        names_of = ", ".join(p.name for p in f.parameters)
        lines += [f"if {_changed(f)}:", f"    labels = labels.through(_put, {names_of})"]
    if f.y in used:
        lines.append(f"{f.y.name} = labels.rows")
    pieces: Pieces = {}
    if forms.softmax is not None and used & {forms.softmax.p, rows.RESIDUAL, rows.REST, rows.LOSS}:
        calls |= {"Softmax"}
        line, pieces = _softmax(f.raw, forms.softmax.p, terms, full)
        lines.append(line)
    shown = [text.text for text in texts]
    p = forms.softmax.p if forms.softmax else None
    arrays = {f.raw, f.y, *NAMES, vector, p}
    constant = [(i == 0 or not full) and not free_symbols(term) & arrays for i, term in enumerate(terms)]
    for i, fixed in enumerate(constant):
        if fixed:
            shown[i], calls = f"full_like({f.raw.name}, {shown[i]})", calls | {"full_like"}
    results = ["hessian"] if full else _results(name)
    if full:
        calls |= {"full_matrix"}
        lines += _asked(pieces, used)
        lines += [f"diagonal: Array = {shown[0]}"] if constant[0] else assigned("diagonal", terms[0], printed)
        pairs = [f"({left}, {right})" for left, right in zip(shown[1::2], shown[2::2], strict=True)]
        lines += _list("products: list[tuple[Array | float, Array | float]]", pairs)
        lines.append("hessian = full_matrix(diagonal, products)")
    else:
        for i, (result, term, text, fixed) in enumerate(zip(results, terms, shown, constant, strict=True)):
            later = frozenset().union(*(free_symbols(other) for other in terms[i + 1 :]))
            lines += _asked(pieces, free_symbols(term))
            lines += [f"{result}: Array = {text}"] if fixed else _in_place(result, term, printed, p, later)
    lines.append(f"return {results[0]}, {results[1]}" if len(results) == 2 else f"return ({results[0]},)")
    numbers = [p.name for p in f.parameters]
    lines = once(lines, [f.raw.name, *numbers])
    more = ", vector: Array" if vector is not None else ""
    arguments = f"labels: Targets, {f.raw.name}: Array{more}"
    return Function(f"_{name}", summary, arguments, tuple(lines), calls, spent(lines, numbers))


def _softmax(s: n.Symbol, p: n.Symbol, terms: Sequence[n.Term], full: bool) -> tuple[str, Pieces]:
    """Return the line that makes softmax, and the pieces that can be asked of it."""
    pieces: Pieces = {rows.RESIDUAL: "q.residual(labels)", p: "q.p", rows.REST: "q.rest"}
    groups = [free_symbols(term) for term in terms]
    used = frozenset().union(*groups)
    if not {rows.RESIDUAL, rows.LOSS, rows.DIVERGENCE} & used:
        return f"q = Softmax({s.name})", pieces
    kept = _kept([used] if full else groups, p)
    if not full and _place(terms[-1], p, ()) == p:
        kept = kept.replace("pd", "dp")
    keep = "" if kept == "epd" else f', keep="{kept}"'
    return f"q = Softmax({s.name}, labels{keep})", pieces


def _kept(groups: Sequence[Collection[n.Term]], p: n.Symbol) -> str:
    """Return which of e, p and d are asked for to the end; groups: the symbols in what is computed, in turn."""
    used = frozenset().union(*groups)
    first = next((i for i, group in enumerate(groups) if {p, rows.RESIDUAL} & set(group)), len(groups))
    of_e = {rows.REST, rows.DIVERGENCE} & used or any(rows.LOSS in group for group in groups[first:])
    kept = ("e" if of_e else "") + ("p" if p in used else "") + ("d" if {rows.RESIDUAL, rows.DIVERGENCE} & used else "")
    return kept or "e"


def _asked(pieces: Pieces, used: Collection[n.Term]) -> list[str]:
    """Return the lines that ask for the pieces of softmax which are used and are not there yet."""
    names = [s for s in pieces if s in used or (s == rows.RESIDUAL and rows.DIVERGENCE in used)]
    return [f"{NAMES.get(symbol, symbol.name)} = {pieces.pop(symbol)}" for symbol in names]


def _in_place(
    name: str, term: n.Term, printed: Callable[[n.Term], Text], p: n.Symbol | None, later: Collection[n.Term]
) -> list[str]:
    """Return the lines that give `name` the value of a term: where it can be, in an array that is there."""
    place = _place(term, p, later)
    if place is None or not isinstance(term, n.Mul):
        return assigned(name, term, printed)
    difference = next(f for f in term.factors if _less(f))
    second = difference.terms[1]  # type: ignore[attr-defined]
    word, sign = NAMES[rows.RESIDUAL], "-" if isinstance(second, n.Neg) else "+"
    lines = [f"{word} {sign}= {printed(second.term if isinstance(second, n.Neg) else second).text}"]
    others = [f for f in term.factors if f != difference]
    if place != rows.RESIDUAL:
        word, others = place.name, [*(f for f in others if f != n.Indexed(place, (rows.J,))), difference]
    factors = [NAMES[rows.RESIDUAL] if f == difference else printed(f).text for f in reversed(others)]
    return [*lines, *(f"{word} *= {factor}" for factor in factors), f"{name}: Array = {word}"]


def _place(term: n.Term, p: n.Symbol | None, later: Collection[n.Term]) -> n.Symbol | None:
    """Return p or the residual d where a product with d_j - x can be computed in it: it is the last use of both."""
    factors = term.factors if isinstance(term, n.Mul) else ()
    if sum(map(_less, factors)) != 1 or rows.RESIDUAL in later or n.Indexed(rows.RESIDUAL, (rows.J,)) in factors:
        return None
    if p is None or p in later or n.Indexed(p, (rows.J,)) not in factors:
        return rows.RESIDUAL
    return p if sum(p in free_symbols(f) for f in factors if not _less(f)) == 1 else rows.RESIDUAL


def _less(term: n.Term) -> bool:
    """Return whether a term is d_j with one thing added to it or taken from it."""
    return isinstance(term, n.Add) and term.terms[0] == n.Indexed(rows.RESIDUAL, (rows.J,)) and len(term.terms) == 2


def _changed(f: Formulas) -> str:
    """Return in Python whether a parameter is not at its default, where the labels stay as they are."""
    known = defaults_of(f)
    assert known, "labels are put in the place of others by parameters with defaults"
    return " or ".join(f"{name} != {value}" for name, value in known.items())


def _results(name: str) -> list[str]:
    return ["product"] if name == "along" else [part for part in name.split("_") if part not in _OF_KIND]


def _list(name: str, items: Sequence[str]) -> list[str]:
    line = f"{name} = [{', '.join(items)}]"
    if len(line) + 4 <= WIDTH:
        return [line]
    return [f"{name} = [", *(f"    {item}," for item in items), "]"]


# --- the docstring -----------------------------------------------------------------


def _docstring(
    derivation: Derivation, forms: ClassForms, bounds: Mapping[str, object], functions: Sequence[Function]
) -> str:
    f = derivation.formulas
    s = f.raw.name
    where = "".join(f",  {plain(name)} = {plain(meaning)}" for name, meaning in f.where)
    heads = [
        ("L", f"{plain(f.value)}{where}", forms.value),
        (f"dL/d{s}_j", plain(f.gradient), forms.gradient),
        (f"d2L/d{s}_j d{s}_i", plain(f.hessian), None),
    ]
    wide = max(len(head) for head, _, _ in heads)
    lines = [f"{derivation.title}.", ""]
    for head, text, form in heads:
        lines += textwrap.wrap(f"{head:{wide}} = {text}", WIDTH, subsequent_indent=" " * (wide + 3))
        if form is not None and free_symbols(form) & set(NAMES):
            lines += textwrap.wrap(f"{' ' * (wide + 1)}computed as {_shown(form)}", WIDTH)
    domain = "rows of y_true sum to 1" if f.y_sums_to_one else "y_true real"
    if f.labels is not None:
        lines += textwrap.wrap(f"in the place of {plain(f.labels[0])}: {plain(f.labels[1])}", WIDTH)
    lines.append(f"{s} is (n, K); {domain}, or class numbers (n,); {proved_steps(derivation)}, every K")
    return "\n".join([*lines, *table(bounds), *_spent(functions)])


def _spent(functions: Sequence[Function]) -> list[str]:
    """Return what value, gradient and the exact Hessian's diagonal spend, as lines of the docstring."""
    by_name = {g.name: g.spent for g in functions}
    bills = [by_name[name] for name in ("_value", "_gradient", "_diagonal")]
    return [
        f"operations of each {what}, any y   {' | '.join(bill[i] for bill in bills)}"
        for i, what in enumerate(("entry", "row"))
    ]


_WORDS = {rows.RESIDUAL: "d", rows.REST: "r", rows.LOSS: "l", rows.DIVERGENCE: "v"}
_MEANINGS = {
    rows.RESIDUAL: "d = p - y as (1 - y)*p - y*(1 - p)",
    rows.REST: "r = 1 - p as the sum of the others",
    rows.LOSS: "l = sum_k y_k*(s_top - s_k) + ln(1 + others/top)",
    rows.DIVERGENCE: "v = -sum_k y_k*ln(1 + (p_k - y_k)/y_k) near y = p, else with ln(p_k) by s_k",
}


def _shown(form: n.Term) -> str:
    """Return a form in print, and how the pieces of softmax in it are computed."""
    text = plain(form)
    for symbol, word in _WORDS.items():
        text = text.replace(symbol.name, word)
    return ", ".join([text, *(meaning for symbol, meaning in _MEANINGS.items() if symbol in free_symbols(form))])
