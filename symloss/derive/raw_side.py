"""Where phi' has no form in the output: the loss is found in z, as an integral of the wish by z.

dL/dz = r(phi(z), y) is an equation in z alone, solved by an integral for every
continuous phi. Where phi has no antiderivative among the known functions (softplus has
none) there is no end, and that is said.
"""

from __future__ import annotations

from dataclasses import replace

from symloss.derive.build import ONE, equal, plus
from symloss.derive.integrals import integrate
from symloss.derive.judging import NoEnd
from symloss.derive.problem import LOSS, FunctionalProblem
from symloss.derive.search import Proposal, Search
from symloss.term import nodes as n
from symloss.term.printer import plain
from symloss.term.scope import Definition, Hypothesis, Scope
from symloss.term.statement import Antiderivative as AntiderivativeStep
from symloss.term.statement import Consequence, Identity, Solution, Statement
from symloss.term.walk import free_symbols, substitute


def by_raw(search: Search) -> Search | None:
    """Return the search carried to its end in z, from the requirement on; None if there is nothing to say in z.

    Raises:
        NoEnd: there is no equation in the output either, and no rule integrates the one in z.
    """
    problem, z = search.problem, search.problem.pre_activation
    body = problem.neuron.definitions[problem.activated.name].body
    if not search.knows("requirement") or not isinstance(body, n.Apply):
        return None
    wish = equal(n.Derivative(LOSS, z), substitute(problem.residual, {problem.activated: body}))
    parts = wish.right.terms if isinstance(wish.right, n.Add) else (wish.right,)
    found = [integrate(part, z, lambda factor: factor == z) for part in parts]
    stuck = next((part for part, one in zip(parts, found, strict=True) if one is None), None)
    if stuck is not None and search.knows("equation"):
        return None
    if stuck is not None:
        whole = plain(n.Integral(wish.right, z))
        raise NoEnd(f"no end found: L = {whole} would do, but no rule integrates {plain(stuck)}")
    search = _to_the_requirement(search)
    search = search.then("equation", _in_z(search, wish, body))
    scope = raw_scope(problem)
    for part, one in zip(parts, found, strict=True):
        assert one is not None
        statement = Statement(scope, AntiderivativeStep(part, z, one.value), (), True)
        step = Proposal(equal(n.Integral(part, z), one.value), statement, "integrate", one.reason)
        search = search.then("integration", step)
        search = replace(search, integrals=(*search.integrals, (one.value, len(search.steps))))
    return _back(_collected(search, wish, scope))


def _to_the_requirement(search: Search) -> Search:
    """Forget what followed the requirement."""
    last = search.numbers["requirement"]
    numbers = {what: at for what, at in search.numbers.items() if at <= last}
    return Search(search.problem, search.steps[:last], numbers)


def _collected(search: Search, wish: n.Relation, scope: Scope) -> Search:
    """Add the integrals up, with the constant that was chosen."""
    problem = search.problem
    loss = plus(*(value for value, _ in search.integrals), problem.constant)
    numbers = tuple(number for _, number in search.integrals)
    solution = Solution(LOSS, loss, (wish,), problem.pre_activation)
    reason = f"{' + '.join(map(str, numbers))}, constant c({problem.y}) = {plain(problem.constant)}"
    step = Proposal(equal(LOSS, loss), Statement(scope, solution, (), True), "collect", reason, numbers)
    return replace(search.then("loss", step), loss=loss)


def raw_scope(problem: FunctionalProblem) -> Scope:
    """Return the scope in which z is free and L an unknown function of z and y."""
    hidden = {s.name for s in problem.inputs} | {problem.activated.name}
    symbols = {name: s for name, s in problem.neuron.symbols.items() if name not in hidden}
    kept = {name: d for name, d in problem.neuron.definitions.items() if name in symbols}
    definitions = {name: d for name, d in kept.items() if name != problem.pre_activation.name}
    domain = tuple(h for h in problem.neuron.domain if problem.activated not in free_symbols(h.truth))
    scope = Scope(symbols={**symbols, problem.pre_activation.name: problem.pre_activation}, definitions=definitions)
    scope = replace(scope, domain=domain, notation=problem.neuron.notation)
    return scope.declare(LOSS).depend(LOSS.name, problem.pre_activation, problem.y)


def _in_z(search: Search, wish: n.Relation, body: n.Apply) -> Proposal:
    """Write the requirement as an equation in z: dL/da*phi'(z) is dL/dz."""
    problem = search.problem
    number = search.numbers["requirement"]
    slope = n.Mul((n.Derivative(LOSS, problem.activated), n.Apply(n.Prime(body.function), body.arguments)))
    shown = equal(n.Derivative(LOSS, problem.pre_activation), wish.right)
    wished = problem.required[0].left
    assert isinstance(wished, n.Derivative)
    scale = problem.inner(wished.variable)
    at = () if scale == ONE else (Hypothesis(equal(scale, ONE), f"at {plain(scale)} = 1"),)
    step = Consequence(search.shown("requirement"), "divide", scale, equal(slope, problem.residual))
    reason = f"{number} at {plain(scale)} = 1" if scale != ONE else f"{number}"
    statement = Statement(problem.neuron, step, at, True)
    return Proposal(shown, statement, "in the raw value", f"{reason}; {plain(slope)} is dL/dz", (number,))


def _back(search: Search) -> Search:
    """Differentiate the loss back by each parameter."""
    problem, number = search.problem, search.numbers["loss"]
    assert search.loss is not None
    depends = {name: on for name, on in problem.neuron.depends.items() if name != LOSS.name}
    scope = replace(problem.neuron, depends=depends).define(Definition(LOSS.name, search.loss))
    for i, wish in enumerate(problem.required):
        statement = Statement(scope, Identity(wish), (), True)
        step = Proposal(wish, statement, "differentiate back", f"{number} differentiated", (number,))
        search = search.then(f"back {i}", step)
    return search
