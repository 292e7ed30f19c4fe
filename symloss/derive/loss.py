"""A declared loss, read: its scope, its formula and the quantities it is written in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from symloss.derive.build import ONE, TWO, ZERO, evaluated
from symloss.derive.calculus import Differentiator, simplest
from symloss.derive.clauses import Quantity, defaults, facts, index_sets, parameter_facts, quantity, second
from symloss.derive.declaration import Loss
from symloss.derive.derivation import Formulas, SecondRaw, Shape
from symloss.derive.domains import bounds, finite_values, sums_to_one, truths
from symloss.derive.indexed import Where, simplest_indexed, written_out
from symloss.derive.kinks import kinks
from symloss.derive.load import Declared
from symloss.derive.optimum import optimal_classes, optimal_scalar
from symloss.derive.output_form import output_form
from symloss.derive.source import DeclarationError
from symloss.term import nodes as n
from symloss.term.functions import function_of
from symloss.term.scope import Definition, Scope
from symloss.term.sorts import INDEX
from symloss.term.walk import alpha_equal, free_symbols, rebuild, substitute

LOSS = n.Symbol("L")


@dataclass(frozen=True)
class LossProblem:
    """A loss whose formula is known: L, what it is differentiated by, and the quantities between."""

    declared: Declared
    scope: Scope  # everything declared; L is defined
    shape: Shape
    value: n.Term
    raw: Quantity
    y: Quantity
    where: tuple[tuple[n.Term, n.Term], ...] = ()
    parameters: tuple[n.Symbol, ...] = ()
    defaults: tuple[tuple[n.Symbol, n.Term], ...] = ()
    labels: n.Term | None = None  # what is put in the place of y_k, or y
    forms: tuple[tuple[str, n.Term], ...] = ()  # equal forms of the loss, by title
    second: Quantity | None = None  # the other raw value, of a loss of two

    @cached_property
    def variable(self) -> n.Term:
        """What the gradient is taken by: z, or s_j."""
        return component(self.raw, "j")

    @cached_property
    def slopes(self) -> tuple[tuple[n.Term, n.Term], ...]:
        """The derivative of each quantity of `where` by the variable, in output form: a, a*(1 - a)."""
        return tuple((name, output_form(name, body, self.variable)) for name, body in self.where)

    @cached_property
    def differentiator(self) -> Differentiator:
        """The differentiator by the variable that knows the quantities of `where`."""
        return by_variable(self.variable, self.slopes)

    @cached_property
    def gradient(self) -> n.Term:
        """The gradient (component j), in the shortest form found."""
        return self.shortest(self.differentiator.of(self.value))

    @cached_property
    def hessian(self) -> n.Term:
        """The second derivative (component j, i)."""
        other = component(self.raw, "i")
        slopes = tuple((name, output_form(name, body, other)) for name, body in self.where)
        found = self.shortest(by_variable(other, slopes).of(self.gradient))
        smoothed = _without_signs(found)
        return found if smoothed == found else self.shortest(smoothed)

    @cached_property
    def other(self) -> LossProblem:
        """The same loss by its other raw value."""
        assert self.second is not None
        return replace(self, raw=self.second, second=self.raw)

    @cached_property
    def mixed(self) -> n.Term:
        """The derivative by both raw values."""
        return self.shortest(by_variable(self.other.variable, self.other.slopes).of(self.gradient))

    @cached_property
    def kinks(self) -> tuple[n.Term, ...]:
        """The raw values where the gradient jumps."""
        if self.shape == "classes":
            return ()
        return kinks(self.value, self.gradient, self.raw.symbol, self.y.symbol, self.scope)

    @cached_property
    def positive(self) -> tuple[str, ...]:
        """The names of the parameters that are declared positive."""
        return tuple(p.name for p in self.parameters if n.Relation(">", p, ZERO) in truths(self.scope))

    @cached_property
    def of_labels(self) -> Where:
        """The quantities of `where` that the raw value does not change: smoothed labels, weights."""
        still = {name for name, slope in self.slopes if slope == ZERO}
        return tuple((name, body) for name, body in self.where if name in still)

    def in_labels(self, term: n.Term) -> n.Term:
        """Write out the quantities that the raw value does not change."""
        for name, body in self.of_labels:
            term = written_out(term, name, body)
        return term

    def shortest(self, term: n.Term) -> n.Term:
        """Return a formula of this loss in its shortest form."""
        if self.shape != "classes":
            return simplest(term, self.scope.symbols, self.positive)
        return simplest_indexed(self.summed_labels(simplest_indexed(term, self.where)), self.where)

    def summed_labels(self, term: n.Term) -> n.Term:
        """Put sum_k y_k = 1 where that is declared."""
        if not sums_to_one(self.scope, self.y.symbol):
            return term
        k = self.y.index
        assert k is not None
        total = n.Bind("sum", k, self.scope.index_sets[k.name], self.y.entry)

        def put(inner: n.Term) -> n.Term:
            if isinstance(inner, n.Bind) and alpha_equal(inner, total):
                return ONE
            return rebuild(inner, put)

        return put(term)


def _without_signs(term: n.Term) -> n.Term:
    """Put 1 for sign(u)^2: a second derivative is stated where no piece ends, and has this limit where one does."""
    if isinstance(term, n.Pow) and term.exponent == TWO and (f := function_of(term.base)) and f.name == "sign":
        return ONE
    return rebuild(term, _without_signs)


def component(raw: Quantity, letter: str) -> n.Term:
    """Return the component of the raw quantity that is asked about: z itself, or s_j."""
    return raw.symbol if raw.index is None else n.Indexed(raw.symbol, (n.Symbol(letter, INDEX),))


def by_variable(variable: n.Term, slopes: tuple[tuple[n.Term, n.Term], ...]) -> Differentiator:
    """Return the differentiator by `variable` that knows these derivatives of quantities."""
    known = {name: slope for name, slope in slopes if not isinstance(name, n.Indexed)}
    entries = {
        name.base: (lambda k, name=name, slope=slope: substitute(slope, {name.indices[0]: k}))
        for name, slope in slopes
        if isinstance(name, n.Indexed)
    }
    return Differentiator(variable, known, entries)


def pose(declared: Declared) -> LossProblem:
    """Read a declared loss; raise DeclarationError with its place for what cannot be read."""
    loss = declared.declaration
    assert isinstance(loss, Loss)
    scope = index_sets(loss.raw, Scope())
    known = dict(declared.values)
    parameters = tuple(n.Symbol(name) for name in loss.parameters)
    scope = scope.declare(*parameters)
    raw = quantity(loss.raw, scope, "z")
    scope = scope.declare(raw.symbol)
    try:
        other = second(loss.raw, raw)
    except ValueError as error:
        raise DeclarationError(f"{declared.source.name}: raw: {error}") from error
    scope = scope if other is None else scope.declare(other.symbol)
    y = quantity(loss.y_true, scope, "y")
    scope = scope.declare(y.symbol)
    scope = facts(declared, "raw", loss.raw, scope)
    scope = facts(declared, "y_true", loss.y_true, scope)
    scope = parameter_facts(declared, loss.parameters, scope)
    where: list[tuple[n.Term, n.Term]] = []
    for name, body in loss.where.items():
        scope, entry, term = _quantity_of_where(declared, scope, name, body)
        where.append((entry, term))
    value = declared.read(loss.formula, scope, "formula")
    labels = _labels(declared, scope, y)
    forms = tuple(
        (title, declared.read(text, scope.declare(LOSS), "forms", title)) for title, text in loss.forms.items()
    )
    if labels is not None and not free_symbols(labels) & set(parameters):  # no parameter is left open
        put = labels
        value, labels = evaluated(written_out(value, y.entry, put)), None
        forms = tuple((title, evaluated(written_out(form, y.entry, put))) for title, form in forms)
    scope = scope.declare(LOSS).define(Definition("L", value))
    for name, latex in loss.latex.items():
        scope = scope.write(name, latex)
    return LossProblem(
        declared,
        scope,
        "classes" if raw.index is not None else "scalar" if other is None else "pair",
        value,
        raw,
        y,
        tuple(where),
        tuple(p for p in parameters if p.name not in known),
        tuple((n.Symbol(p), v) for p, v in defaults(declared, loss.parameters, scope).items() if p not in known),
        labels,
        forms,
        other,
    )


def _labels(declared: Declared, scope: Scope, y: Quantity) -> n.Term | None:
    """Return what is put in the place of the labels, as a term in y_k (or y); None if nothing is."""
    loss = declared.declaration
    assert isinstance(loss, Loss)
    for name, body in loss.labels.items():
        if declared.read(name, scope, "labels") != y.entry:
            raise DeclarationError(f"{declared.source.name}: labels[{name!r}]: the labels are {y.entry}")
        return declared.read(body, scope, "labels", name)
    return None


def _quantity_of_where(declared: Declared, scope: Scope, name: str, body: str) -> tuple[Scope, n.Term, n.Term]:
    if isinstance(body, str) and body.startswith("solve "):
        raise DeclarationError(
            f"{declared.source.name}: where[{name!r}]: a quantity known only by an equation is not solved for: {body}"
        )
    found = quantity(name, scope, name)
    term = declared.read(body, scope, "where", name)
    parameters = () if found.index is None else (found.index,)
    kind = "value" if found.index is None else "indexed"
    scope = scope.declare(found.symbol).define(Definition(found.symbol.name, term, parameters, kind))  # type: ignore[arg-type]
    return scope, found.entry, term


def formulas(problem: LossProblem) -> Formulas:
    """Return what code is made from."""
    scope, raw, y = problem.scope, problem.raw.symbol, problem.y.symbol
    return Formulas(
        name=problem.declared.name,
        shape=problem.shape,
        scope=scope,
        y=y,
        raw=raw,
        value=problem.in_labels(problem.value),
        gradient=problem.in_labels(problem.gradient),
        hessian=problem.in_labels(problem.hessian),
        where=tuple((name, body) for name, body in problem.where if (name, body) not in problem.of_labels),
        parameters=problem.parameters,
        defaults=problem.defaults,
        labels=None if problem.labels is None else (problem.y.entry, problem.labels),
        y_values=finite_values(scope, y),
        y_domain=bounds(scope, problem.y.entry),
        raw_domain=bounds(scope, problem.raw.entry),
        y_sums_to_one=sums_to_one(scope, y),
        kinks=problem.kinks,
        second=None if problem.second is None else _second(problem),
        optimal=_optimal(problem),
    )


def _second(problem: LossProblem) -> SecondRaw:
    """Return the derivatives by the other raw value."""
    other = problem.other
    return SecondRaw(
        raw=other.raw.symbol,
        gradient=problem.in_labels(other.gradient),
        hessian=problem.in_labels(other.hessian),
        mixed=problem.in_labels(problem.mixed),
        raw_domain=bounds(problem.scope, other.raw.symbol),
        kinks=other.kinks,
    )


def _optimal(problem: LossProblem) -> n.Term | None:
    """Return the start score in the mean label: z, or s_k; none of two raw values."""
    if problem.shape == "pair":
        return None
    if problem.shape == "scalar":
        return optimal_scalar(problem.gradient, problem.y.symbol, problem.raw.symbol, dict(problem.where))
    return optimal_classes(problem.gradient, problem.y.symbol, problem.raw.symbol, problem.where)
