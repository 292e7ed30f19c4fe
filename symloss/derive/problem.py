"""The functional problem: find L(a, y) such that its gradient in the parameters is the one wished for.

A neuron z = w*x + b, a = phi(z) and a wish dL/dw = x*r(a, y) leave one ordinary
differential equation for L, phi'(z) * dL/da = r(a, y). With phi' written in the
output, s(a), it reads s(a)*L'(a) = r(a, y), which `ode` shows as SymPy poses it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from symloss.derive.activations import ACTIVATIONS, Row, range_of
from symloss.derive.build import ONE, equal, less, over, times
from symloss.derive.calculus import Differentiator, simplest
from symloss.derive.clauses import clauses, facts, parameter_facts
from symloss.derive.declaration import Activation, Requirement
from symloss.derive.derivation import Formulas
from symloss.derive.domains import bounds, finite_values
from symloss.derive.load import Declared, catalogue, load
from symloss.derive.optimum import optimal_scalar
from symloss.derive.output_form import scalar_output_form
from symloss.derive.refusal import Refused
from symloss.derive.source import DeclarationError
from symloss.term import nodes as n
from symloss.term.functions import SPELLINGS
from symloss.term.printer import plain
from symloss.term.scope import Definition, Hypothesis, Scope
from symloss.term.sorts import FUNCTION
from symloss.term.walk import free_symbols, substitute

LOSS = n.Symbol("L")


@dataclass(frozen=True)
class FunctionalProblem:
    """Find L(a, y) with these derivatives.

    neuron: the scope in which z and a are defined and L is an opaque function of a and
    y. output: the scope in which a is a free symbol in its range. labels: what is known
    of y and the parameters; the loss is found without it. required: the
    derivatives wished for, each an equation. residual: r(a, y), what they all say of
    dL/dz. slope: phi' in output form; None if none was found.
    """

    declared: Declared
    activation: Row
    neuron: Scope
    output: Scope
    labels: tuple[Hypothesis, ...]
    pre_activation: n.Symbol
    activated: n.Symbol
    y: n.Symbol
    required: tuple[n.Relation, ...]
    residual: n.Term
    slope: n.Term | None
    constant: n.Term

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the declared parameters."""
        wish = self.declared.declaration
        return tuple(wish.parameters)

    @property
    def heading(self) -> str:
        """What is derived: "the matching loss of sigmoid"."""
        name = self.activation.name
        if self.residual == less(self.activated, self.y):
            return f"the matching loss of {name}"
        return f"the loss of {name} with dL/d{self.pre_activation} = {self.residual}"

    @property
    def ode(self) -> Any:
        """The ordinary differential equation, as a SymPy equation in the unknown function L(a)."""
        from symloss.derive.sympy_door import to_sympy

        derivative = n.Derivative(LOSS, self.activated)
        left = derivative if self.slope is None else times(self.slope, derivative)
        return to_sympy(equal(left, self.residual), {LOSS.name: (self.activated,)})

    @property
    def given(self) -> tuple[n.Term, ...]:
        """What is given, as it is shown: the neuron, then what is known of y."""
        definitions = [self.neuron.definitions[s.name] for s in (self.pre_activation, self.activated)]
        shown = [equal(n.Symbol(d.name), d.body) for d in definitions if d.body != n.Symbol(d.name)]
        return (*shown, *(h.truth for h in self.labels))

    @property
    def inputs(self) -> frozenset[n.Symbol]:
        """What z is made of: w, x and b."""
        return inputs(self.neuron, self.pre_activation)

    def inner(self, variable: n.Term) -> n.Term:
        """Return dz/dvariable: x for w, 1 for b, 1 for z itself."""
        if variable == self.pre_activation:
            return ONE
        return Differentiator(variable).of(self.neuron.definitions[self.pre_activation.name].body)


def inputs(scope: Scope, pre_activation: n.Symbol) -> frozenset[n.Symbol]:
    """Return what the pre-activation is made of, itself if it is not defined by others."""
    return free_symbols(scope.definitions[pre_activation.name].body)


def activation_row(name: str, folders: Sequence[Path] = ()) -> Row | None:
    """Return the activation of this name: a row of the table, or a declaration of the user's."""
    if name in ACTIVATIONS:
        return ACTIVATIONS[name]
    path = catalogue(folders).get(name)
    declared = load(path) if path is not None else None
    if declared is None or not isinstance(declared.declaration, Activation):
        return None
    return declared_row(declared)


def declared_row(declared: Declared) -> Row:
    """Return a user's activation as a row of the table."""
    activation = declared.declaration
    assert isinstance(activation, Activation)
    output = "" if activation.output.strip() == "a real" else activation.output
    return Row(declared.name, declared.name, activation.forward, output, "")


def pose(declared: Declared, folders: Sequence[Path] = ()) -> FunctionalProblem:
    """Read a requirement; raise DeclarationError with its place for what cannot be read."""
    wish = declared.declaration
    assert isinstance(wish, Requirement)
    scope, row, names = _read_neuron(declared, wish, folders)
    activated = names[-1]
    pre = names[-2] if len(names) > 1 else names[-1]
    y = n.Symbol("y")
    scope = scope.declare(y, LOSS, *(n.Symbol(p) for p in wish.parameters))
    domain = facts(declared, "y_true", wish.y_true, scope)
    domain = parameter_facts(declared, wish.parameters, domain)
    range_of_a = range_of(row, activated)
    neuron = scope.suppose(*range_of_a).depend(LOSS.name, activated, y)
    hidden = {s.name for s in inputs(neuron, pre) | {pre}} - {activated.name}
    free = {name: s for name, s in neuron.symbols.items() if name not in hidden}
    output = Scope(symbols=free, domain=neuron.domain, notation=neuron.notation).depend(LOSS.name, activated, y)
    required = tuple(_required(declared, scope, key, text) for key, text in wish.gradient.items())
    slope = _slope(row, activated)
    residual = _residual(declared, scope, pre, activated, required, slope)
    constant = _constant(declared, wish, scope)
    for name, latex in wish.latex.items():
        neuron, output = neuron.write(name, latex), output.write(name, latex)
    return FunctionalProblem(
        declared, row, neuron, output, domain.domain, pre, activated, y, required, residual, slope, constant
    )


def _read_neuron(declared: Declared, wish: Requirement, folders: Sequence[Path]) -> tuple[Scope, Row, list[n.Symbol]]:
    """Read "z = w*x + b, a = sigma(z)": the scope with its definitions, the activation, the names defined."""
    scope, offset = Scope(), 0
    names: list[n.Symbol] = []
    row: Row | None = None
    for clause in clauses(wish.neuron):
        name, sign, body = clause.partition("=")
        if not sign or not name.strip().isidentifier():
            raise DeclarationError(
                f"{declared.source.name}: neuron: `{clause.strip()}` is not of the form name = formula"
            )
        for word in re.findall(r"[A-Za-z]\w*", body):
            known = activation_row(word, folders) if word not in SPELLINGS and word not in scope.symbols else None
            if known is not None and known.function == word:
                function = known.scope.definitions[word]
                scope = scope.declare(n.Symbol(word, FUNCTION)).define(function)
            elif word not in scope.symbols and word not in SPELLINGS and not names:
                scope = scope.declare(n.Symbol(word))
        term = declared.read(" " * (offset + len(name) + 1) + body, scope, "neuron")
        symbol = n.Symbol(name.strip())
        row = _recognise(term, names[-1] if names else None, folders) or row
        names.append(symbol)
        scope = scope.declare(symbol).define(Definition(symbol.name, term))
        offset += len(clause) + 1
    return scope, row or ACTIVATIONS["identity"], names


def _recognise(body: n.Term, inner: n.Symbol | None, folders: Sequence[Path]) -> Row | None:
    """Return the row of the activation in a = phi(z)."""
    if inner is None:
        return None
    if body == inner:
        return ACTIVATIONS["identity"]
    if isinstance(body, n.Apply) and isinstance(body.function, n.Symbol):
        name = body.function.name
        return next((r for r in ACTIVATIONS.values() if r.function == name), None) or activation_row(name, folders)
    return None


def _required(declared: Declared, scope: Scope, key: str, text: str) -> n.Relation:
    if key not in scope.symbols:
        raise DeclarationError(f"{declared.source.name}: gradient: `{key}` is not a name of the neuron")
    value = declared.read(text, scope, "gradient", key)
    return equal(n.Derivative(LOSS, scope.symbols[key]), value)


def formulas(problem: FunctionalProblem, loss: n.Term) -> Formulas:
    """Return what code is made from, in the raw variable z."""
    a, z = problem.activated, problem.pre_activation
    body = problem.neuron.definitions[a.name].body
    raw = _raw_scope(problem)
    identity = body == z
    slope = problem.slope if problem.slope is not None else Differentiator(z).of(body)
    hessian = simplest(Differentiator(z, {a: slope}).of(problem.residual), problem.neuron.symbols)
    terms = [loss, problem.residual, hessian]
    if identity:
        terms = [substitute(t, {a: z}) for t in terms]
    return Formulas(
        name=problem.declared.name,
        shape="scalar",
        scope=raw,
        y=problem.y,
        raw=z,
        value=terms[0],
        gradient=terms[1],
        hessian=terms[2],
        where=() if identity else ((a, body),),
        parameters=tuple(n.Symbol(p) for p in problem.parameters),
        y_values=finite_values(raw, problem.y),
        y_domain=bounds(raw, problem.y),
        optimal=optimal_scalar(terms[1], problem.y, z, dict([(a, body)] if not identity else [])),
    )


def _raw_scope(problem: FunctionalProblem) -> Scope:
    """The scope in which z is free: the inputs w, x and b are out of sight."""
    neuron, z = problem.neuron, problem.pre_activation
    hidden = {s.name for s in problem.inputs | {LOSS}}
    kept = {name: s for name, s in neuron.symbols.items() if name not in hidden}
    definitions = {name: d for name, d in neuron.definitions.items() if name != z.name}
    return Scope(symbols={**kept, z.name: z}, definitions=definitions, domain=problem.labels, notation=neuron.notation)


def _slope(row: Row, activated: n.Symbol) -> n.Term | None:
    found = scalar_output_form(row.term(row.forward), n.Symbol("z"))
    return None if found is None else substitute(found, {n.Symbol("a"): activated})


def _residual(
    declared: Declared,
    scope: Scope,
    pre: n.Symbol,
    activated: n.Symbol,
    required: tuple[n.Relation, ...],
    slope: n.Term | None,
) -> n.Term:
    """Return r(a, y) = dL/dz: every wish divided by dz/dw, which must agree and be free of x."""
    found: list[n.Term] = []
    body = scope.definitions[activated.name].body
    prime = n.Apply(n.Prime(body.function), body.arguments) if isinstance(body, n.Apply) else None
    for wish in required:
        assert isinstance(wish.left, n.Derivative)
        variable = wish.left.variable
        inner = ONE if variable == pre else Differentiator(variable).of(scope.definitions[pre.name].body)
        right = substitute(wish.right, {prime: slope}) if prime is not None and slope is not None else wish.right
        found.append(simplest(_drop(right, inner), scope.symbols))
    first = found[0]
    strangers = free_symbols(first) & (inputs(scope, pre) | {pre}) - {activated}
    if strangers or any(other != first for other in found[1:]):
        raise Refused(
            f"no L({activated}, y) has this gradient: dL/d{pre} must be one function of {activated} and y",
            f"the wishes give dL/d{pre} = {' and '.join(plain(f) for f in found)}",
        )
    return first


def _drop(term: n.Term, factor: n.Term) -> n.Term:
    """Divide a product by one of its factors; otherwise write the quotient."""
    if factor == ONE:
        return term
    if isinstance(term, n.Mul) and factor in term.factors:
        at = term.factors.index(factor)
        return times(*term.factors[:at], *term.factors[at + 1 :])
    return over(term, factor)


def _constant(declared: Declared, wish: Requirement, scope: Scope) -> n.Term:
    """Read "c(y) = 0"."""
    reading = scope.declare(n.Symbol("c", FUNCTION))
    truth = declared.read(wish.constant, reading, "constant")
    if not isinstance(truth, n.Relation) or truth.op != "=":
        raise DeclarationError(f"{declared.source.name}: constant: write c(y) = ...")
    return truth.right
