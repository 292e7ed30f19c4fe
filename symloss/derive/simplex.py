"""The functional problem for K outputs: find L(p, y) whose gradient in the scores is the one wished for.

A field r_j is the gradient of something only if dr_j/ds_i = dr_i/ds_j; the kernel
decides that for every K, and its witness is the refusal's certificate. Behind softmax
dL/ds_j = p_j*(dL/dp_j - sum_k p_k*dL/dp_k), which any dL/dp_k = r_k/p_k + c solves
if sum_k r_k = 0; where that depends on class k alone, it is integrated class by class.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from symloss.derive.build import ONE, ZERO, equal, less, minus, over, plus, rational, times
from symloss.derive.classes import output_form_steps
from symloss.derive.clauses import Quantity, clauses, facts, index_sets, quantity
from symloss.derive.declaration import Requirement
from symloss.derive.derivation import Derivation
from symloss.derive.domains import sums_to_one
from symloss.derive.indexed import simplest_indexed
from symloss.derive.integrals import integrate
from symloss.derive.judging import NoEnd, judged
from symloss.derive.load import Declared
from symloss.derive.loss import LOSS, LossProblem, formulas
from symloss.derive.page import Page
from symloss.derive.refusal import Refused
from symloss.derive.search import Proposal
from symloss.derive.source import DeclarationError
from symloss.kernel.judge import judge
from symloss.term import nodes as n
from symloss.term.functions import LN
from symloss.term.printer import plain
from symloss.term.scope import Definition, Scope
from symloss.term.sorts import INDEX
from symloss.term.statement import Identity, Solution, Statement
from symloss.term.walk import free_symbols, rebuild, substitute, subterms

I, J, K_ = (n.Symbol(name, INDEX) for name in ("i", "j", "k"))  # noqa: E741


@dataclass(frozen=True)
class SimplexProblem:
    """Find L(p, y) with dL/ds_j = `residual`, p_k = `body`: the scope knows p and y, and L as opaque."""

    declared: Declared
    scope: Scope
    scores: Quantity
    output: Quantity
    body: n.Term
    y: Quantity
    residual: n.Term

    @property
    def required(self) -> n.Relation:
        """The wish."""
        return equal(n.Derivative(LOSS, n.Indexed(self.scores.symbol, (J,))), self.residual)

    def p(self, index: n.Term) -> n.Term:
        """The output of one class."""
        return n.Indexed(self.output.symbol, (index,))

    def solved(self, value: n.Term) -> LossProblem:
        """The loss that was found, as a declared one."""
        scope = replace(self.scope, depends={}).define(Definition(LOSS.name, value))
        where = ((self.output.entry, self.body),)
        return LossProblem(self.declared, scope, "classes", value, self.scores, self.y, where)


def is_over_classes(wish: Requirement) -> bool:
    """Whether a requirement is about K outputs: its neuron runs over an index."""
    return bool(index_sets(wish.neuron, Scope()).index_sets)


def pose(declared: Declared) -> SimplexProblem:
    """Read a requirement over classes: "p_k = exp(s_k)/sum_i exp(s_i), k = 1..K"."""
    wish = declared.declaration
    assert isinstance(wish, Requirement)
    scope = index_sets(wish.neuron, Scope())
    name, _, body = clauses(wish.neuron)[0].partition("=")
    scores = quantity(body, scope, "s")
    scope = scope.declare(scores.symbol)
    output, y = quantity(name, scope, "p"), quantity(wish.y_true, scope, "y")
    if output.index is None or scores.index is None or y.index is None or len(wish.gradient) != 1:
        raise DeclarationError(f"{declared.source.name}: write p_k = ... in s_k, the labels y_k, and one dL/ds_j")
    scope = scope.declare(output.symbol, y.symbol, LOSS)
    term = declared.read(" " * (len(name) + 1) + body, scope, "neuron")
    scope = scope.define(Definition(output.symbol.name, term, (output.index,), "indexed"))
    scope = facts(declared, "y_true", wish.y_true, scope).depend(LOSS.name, output.symbol, y.symbol)
    ((key, text),) = wish.gradient.items()
    residual = declared.read(text, scope, "gradient", key)
    if declared.read(key, scope, "gradient") != n.Indexed(scores.symbol, (J,)):
        wanted = f"dL/d{scores.symbol}_j, not dL/d{key}"
        raise DeclarationError(f"{declared.source.name}: gradient: the wish is about {wanted}")
    return SimplexProblem(declared, scope, scores, output, term, y, residual)


def derive_over_classes(problem: SimplexProblem) -> Derivation:
    """Return the derivation that finds the loss from its gradient in the scores.

    Raises:
        Refused: the wish is not a gradient; NoEnd: no loss was found.
    """
    _refuse(problem)
    value, proposals = _steps(problem)
    wish = problem.declared.declaration
    assert isinstance(wish, Requirement)
    return Derivation(
        name=problem.declared.name,
        title=problem.declared.title,
        prose=problem.declared.prose,
        source=problem.declared.source.name,
        scope=problem.scope,
        given=(equal(problem.output.entry, problem.body), *(h.truth for h in problem.scope.domain)),
        required=(problem.required,),
        steps=judged(proposals),
        formulas=formulas(problem.solved(value)),
        heading=_heading(problem),
        latex=wish.latex,
        declaration=wish,
    )


def _heading(problem: SimplexProblem) -> str:
    if problem.residual == less(problem.p(J), n.Indexed(problem.y.symbol, (J,))):
        return "the matching loss of softmax"
    return f"the loss of softmax with {plain(problem.required)}"


def _symmetry(problem: SimplexProblem) -> n.Relation:
    """The condition on the field: dr_j/ds_i = dr_i/ds_j."""
    other = substitute(problem.residual, {J: I})
    s_i, s_j = (n.Indexed(problem.scores.symbol, (index,)) for index in (I, J))
    return equal(n.Derivative(problem.residual, s_i), n.Derivative(other, s_j))


def _refuse(problem: SimplexProblem) -> None:
    """Raise Refused if the wish cannot be a gradient; `_steps_in_outputs` asks for more, that it sums to 0."""
    wish = f"no L has dL/d{problem.scores.symbol}_j = {plain(problem.residual)}"
    _demand(problem, _symmetry(problem), f"{wish}, because it is not a gradient")


def _demand(problem: SimplexProblem, claim: n.Relation, refusal: str) -> None:
    """Raise Refused, with the witness as certificate, if the claim fails."""
    scope = replace(problem.scope, depends={})
    verdict = judge(Statement(scope, Identity(claim), (), True))
    if verdict.word in ("refuted", "conditional") and verdict.witness is not None:
        at = ", ".join(f"{name} = {value}" for name, value in verdict.witness.at)
        sides = f"{verdict.witness.left} and {verdict.witness.right}"
        raise Refused(refusal, f"{plain(claim)} fails at {at}: {sides}")


def _steps(problem: SimplexProblem) -> tuple[n.Term, tuple[Proposal, ...]]:
    """Find L in the scores where the wish for class j mentions its own score and label alone, else in the outputs."""
    own = {n.Indexed(q.symbol, (J,)) for q in (problem.scores, problem.y)}
    mentioned = {t for t in subterms(problem.residual) if isinstance(t, n.Indexed | n.Bind)}
    if mentioned <= own:
        return _steps_in_scores(problem)
    if problem.output.symbol in free_symbols(problem.residual):
        return _steps_in_outputs(problem)
    ray = _steps_along_rays(problem)
    if ray is None:
        raise NoEnd(f"no end found: {plain(problem.residual)} is a gradient, but no rule finds of what")
    return ray


def _steps_along_rays(problem: SimplexProblem) -> tuple[n.Term, tuple[Proposal, ...]] | None:
    """Find L as the integral of sum_j s_j*r_j(t*s) over t from 0 to 1; None where that is no polynomial in t."""
    t = n.Symbol("t")
    s_j = n.Indexed(problem.scores.symbol, (J,))
    along = simplest_indexed(_scaled(problem.residual, problem.scores.symbol, t))
    found = [integrate(simplest_indexed(part), t, lambda factor: factor == t) for part in _opened(along)]
    if any(one is None for one in found):
        return None
    potential = plus(*(one.value for one in found if one is not None))
    body = simplest_indexed(times(s_j, substitute(potential, {t: ONE})))
    if simplest_indexed(substitute(potential, {t: ZERO})) != ZERO:
        return None
    total = simplest_indexed(n.Bind("sum", J, problem.scope.index_sets[J.name], body))
    scope = problem.scope.depend(LOSS.name, problem.scores.symbol, problem.y.symbol)
    page = Page(scope).write(_symmetry(problem), "symmetry", "else it were no gradient")
    solution = Statement(scope, Solution(LOSS, total, (problem.required,)), (), True)
    why = f"the work along the ray t*{problem.scores.symbol}, t from 0 to 1"
    page = replace(page, steps=(*page.steps, Proposal(equal(LOSS, total), solution, "collect", why)))
    page = page.within(problem.solved(total).scope)
    return total, page.write(problem.required, "differentiate back", "2 differentiated: what was wished").steps


def _scaled(term: n.Term, scores: n.Symbol, t: n.Symbol) -> n.Term:
    if isinstance(term, n.Indexed) and term.base == scores:
        return n.Mul((t, term))
    return rebuild(term, lambda child: _scaled(child, scores, t))


def _steps_in_scores(problem: SimplexProblem) -> tuple[n.Term, tuple[Proposal, ...]]:
    s_k = n.Indexed(problem.scores.symbol, (K_,))
    wish = substitute(problem.residual, {J: K_})
    scope = problem.scope.depend(LOSS.name, problem.scores.symbol, problem.y.symbol)
    page = Page(scope).write(_symmetry(problem), "symmetry", "else it were no gradient")
    value = _integrated(problem, wish, s_k)
    page = page.write(equal(n.Derivative(value, s_k), wish), "integrate", f"an integral of {plain(wish)}")
    return _collected(problem, page, value, scope)


def _collected(problem: SimplexProblem, page: Page, value: n.Term, scope: Scope) -> tuple[n.Term, tuple[Proposal, ...]]:
    """Sum what was integrated over the classes, and differentiate back."""
    total = _total(value, problem.scope.index_sets[J.name])
    solution = Statement(scope, Solution(LOSS, total, (problem.required,)), (), True)
    found = Proposal(equal(LOSS, total), solution, "collect", f"{page.last} summed over the classes", (page.last,))
    page = replace(page, steps=(*page.steps, found)).within(problem.solved(total).scope)
    page = page.write(problem.required, "differentiate back", f"{page.last} differentiated: what was wished in 1")
    scores = in_scores(problem, total)
    if scores is not None:
        why = f"ln {plain(problem.p(K_))} written in {problem.scores.symbol}"
        page = page.write(equal(LOSS, scores), "in the scores", why)
    return total, page.steps


def _steps_in_outputs(problem: SimplexProblem) -> tuple[n.Term, tuple[Proposal, ...]]:
    s_j = n.Indexed(problem.scores.symbol, (J,))
    over_set = problem.scope.index_sets[J.name]
    gradient = n.Derivative(LOSS, s_j)
    none = f"no L(p, y) has dL/d{problem.scores.symbol}_j = {plain(problem.residual)}"
    zero = equal(n.Bind("sum", J, over_set, problem.residual), ZERO)
    _demand(problem, zero, f"{none}, because sum_j dL/ds_j = 0 for every L of the outputs, which sum to 1")
    page = Page(problem.scope).write(_symmetry(problem), "symmetry", "else it were no gradient")
    p_k, p_j = problem.p(K_), problem.p(J)
    slope = times(p_k, less(n.Delta(K_, J), p_j))
    page = output_form_steps(page, p_k, slope, s_j)
    form = page.last
    chained = n.Bind("sum", K_, over_set, n.Mul((n.Derivative(LOSS, p_k), n.Derivative(p_k, s_j))))
    page = page.write(equal(gradient, chained), "chain rule", "chain rule")
    mean = n.Bind("sum", K_, over_set, n.Mul((p_k, n.Derivative(LOSS, p_k))))
    projected = n.Mul((p_j, n.Add((n.Derivative(LOSS, p_j), n.Neg(mean)))))
    page = page.write(equal(gradient, projected), "contract", f"{form} in {page.last}", form, page.last)
    chosen = _own_class(problem)
    of_k = substitute(chosen, {J: K_})
    put = n.Mul((p_j, n.Add((chosen, n.Neg(n.Bind("sum", K_, over_set, n.Mul((p_k, of_k))))))))
    why = f"{page.last} with dL/d{plain(p_k)} = {plain(of_k)}"
    page = page.write(equal(put, problem.residual), "ansatz", why, page.last)
    value = _integrated(problem, of_k, p_k)
    back = equal(n.Derivative(value, p_k), of_k)
    page = page.write(back, "integrate", f"an integral of {plain(of_k)}; 0 < {plain(p_k)}")
    return _collected(problem, page, value, problem.scope)


def _own_class(problem: SimplexProblem) -> n.Term:
    """Return r_j/p_j without what is the same for every class; it must depend on class j alone."""
    quotient = simplest_indexed(over(problem.residual, problem.p(J)))
    parts = _opened(quotient)
    own = [part for part in parts if J in free_symbols(part)]
    chosen = simplest_indexed(plus(*own)) if own else quotient
    if any(isinstance(t, n.Bind) for part in own for t in subterms(part)):
        raise NoEnd(f"no end found: {plain(quotient)} is not a sum of a term of class j and one common to all classes")
    return chosen


def _opened(term: n.Term) -> tuple[n.Term, ...]:
    """Multiply a product or quotient out over its sum, if it has one: 2/K*(p_j - y_j - S) has three terms."""
    if isinstance(term, n.Mul):
        at = next((i for i, f in enumerate(term.factors) if isinstance(f, n.Add)), None)
        if at is not None:
            inner = term.factors[at]
            assert isinstance(inner, n.Add)
            return tuple(times(*term.factors[:at], part, *term.factors[at + 1 :]) for part in inner.terms)
    if isinstance(term, n.Div) and len(above := _opened(term.numerator)) > 1:
        parts = [simplest_indexed(over(part, term.denominator)) for part in above]
        return tuple(part for part in parts if rational(part) is None)  # constants are the same for all
    return term.terms if isinstance(term, n.Add) else (term,)


def _integrated(problem: SimplexProblem, slope: n.Term, by: n.Term) -> n.Term:
    """Integrate the slope of one class by its own output, or score."""
    p, y = n.Symbol("p"), n.Symbol("y")
    entries: dict[n.Term, n.Term] = {by: p, n.Indexed(problem.y.symbol, (K_,)): y}
    scalar = substitute(slope, entries)
    parts = _opened(scalar)
    found = [integrate(part, p, lambda factor: factor == p) for part in parts]
    if any(f is None for f in found):
        raise NoEnd(f"no end found: no rule integrates {plain(slope)}")
    total = plus(*(f.value for f in found if f is not None))
    return substitute(total, {new: old for old, new in entries.items()})


def _total(value: n.Term, over_set: n.Term) -> n.Term:
    if isinstance(value, n.Neg):
        return minus(_total(value.term, over_set))
    return n.Bind("sum", K_, over_set, value)


def in_scores(problem: SimplexProblem, total: n.Term) -> n.Term | None:
    """Write ln p_k = s_k - ln S in a sum that is linear in it, the labels summing to 1; None otherwise."""
    if not sums_to_one(problem.scope, problem.y.symbol) or not isinstance(problem.body, n.Div):
        return None
    y_k = n.Indexed(problem.y.symbol, (K_,))
    s_k = n.Indexed(problem.scores.symbol, (K_,))
    over_set = problem.scope.index_sets[J.name]
    if total != minus(n.Bind("sum", K_, over_set, n.Mul((y_k, LN(problem.p(K_)))))):
        return None
    return less(LN(problem.body.denominator), n.Bind("sum", K_, over_set, n.Mul((y_k, s_k))))
