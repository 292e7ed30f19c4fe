"""The gradient of a loss over K classes, for every K: term by term, k = j and k != j, then Kronecker's delta."""

from __future__ import annotations

from symloss.derive.assemble import as_vector
from symloss.derive.build import ONE, ZERO, equal, less, tidy, times
from symloss.derive.calculus import Differentiator
from symloss.derive.forms import form_steps, label_steps
from symloss.derive.indexed import simplest_indexed
from symloss.derive.loss import LOSS, LossProblem, by_variable, component
from symloss.derive.page import Page
from symloss.derive.search import Proposal
from symloss.term import nodes as n
from symloss.term.sorts import INDEX
from symloss.term.walk import free_symbols, rebuild, substitute, subterms

J = n.Symbol("j", INDEX)


def class_steps(problem: LossProblem) -> tuple[Proposal, ...]:
    """Differentiate a loss of K scores by the score s_j, then by s_i."""
    page = form_steps(Page(problem.scope), problem)
    gradient = n.Derivative(LOSS, problem.variable)
    for name, slope in problem.slopes:
        if slope != ZERO:
            page = output_form_steps(page, name, slope, problem.variable)
    opened = tidy(Differentiator(problem.variable, opened_sums=True).of(problem.value))
    page = page.write(equal(gradient, opened), "derivative of a sum", "derivative of a sum, term by term")
    start = page.last
    values: dict[n.Term, n.Term] = {}
    for body, index in _summed(opened):
        page, value = _summand(page, problem, body, index)
        values[n.Derivative(body, problem.variable)] = value
    assembled = tidy(_put(opened, values))
    uses = tuple(range(start, page.last + 1))
    page = page.write(equal(gradient, assembled), "substitute", f"{start + 1} to {page.last} in {start}", *uses)
    contracted = simplest_indexed(assembled)
    if contracted not in (assembled, problem.gradient):
        page = page.write(equal(gradient, contracted), "contract", "sum_k f_k*delta(k, j) = f_j", page.last)
    if contracted == problem.gradient:
        why = "sum_k f_k*delta(k, j) = f_j"
    else:
        why = f"by {', '.join(_what_is_known(problem, contracted))}"
    page = page.write(equal(gradient, problem.gradient), "contract", why, page.last)
    number = page.last
    vector = as_vector(problem.gradient)
    if vector is not None:
        whole = equal(n.Derivative(LOSS, problem.raw.symbol), vector)
        page = page.write(whole, "assemble", f"{number} for every j, as a vector", number)
    other = component(problem.raw, "i")
    second = equal(n.Derivative(gradient, other), problem.hessian)
    page = page.write(second, "second derivative", f"{number} differentiated", number)
    return label_steps(page, problem).steps


def _what_is_known(problem: LossProblem, term: n.Term) -> list[str]:
    """Return what turns the contracted gradient into its shortest form: softmax, and labels that sum to 1."""
    used = [] if problem.summed_labels(term) == term else ["the labels' sum"]
    folded = simplest_indexed(problem.summed_labels(term))
    return used if folded == problem.gradient else [*used, *(str(equal(name, body)) for name, body in problem.where)]


def output_form_steps(page: Page, name: n.Term, slope: n.Term, by: n.Term) -> Page:
    """Write dp_k/ds_j for k = j, for k != j, and both in one with Kronecker's delta."""
    assert isinstance(name, n.Indexed)
    left = n.Derivative(name, by)
    (k,) = name.indices
    at = substitute(name, {k: J})
    same = times(at, less(ONE, at))
    other = n.Neg(n.Mul((name, at)))
    if simplest_indexed(slope) != simplest_indexed(times(name, less(n.Delta(k, J), at))):
        return page.write(equal(left, slope), "quotient rule", "quotient rule")
    page = page.write(equal(substitute(left, {k: J}), same), "quotient rule", "quotient rule, k = j")
    apart = n.Implies(n.Relation("!=", k, J), equal(left, other))
    page = page.write(apart, "quotient rule", f"quotient rule, k != j: only the sum depends on {by}")
    return _both(page, equal(left, slope))


def _summed(opened: n.Term) -> list[tuple[n.Term, n.Symbol]]:
    """Return the summands whose derivatives are still open, with the index they are summed over."""
    found: dict[n.Term, n.Symbol] = {}
    for term in subterms(opened):
        if isinstance(term, n.Bind):
            for inner in subterms(term.body):
                if isinstance(inner, n.Derivative) and term.index in free_symbols(inner):
                    found.setdefault(inner.body, term.index)
    return list(found.items())


def _summand(page: Page, problem: LossProblem, body: n.Term, k: n.Symbol) -> tuple[Page, n.Term]:
    """Differentiate one summand; return its derivative with deltas."""
    variable = problem.variable
    left = n.Derivative(body, variable)
    inner = next((name for name, slope in problem.slopes if slope != ZERO and _entry(name, k) in subterms(body)), None)
    direct = any(isinstance(t, n.Indexed) and t.base == problem.raw.symbol for t in subterms(body))
    if inner is not None and not direct:
        entry = _entry(inner, k)
        chained = _chained(body, entry, variable)
        page = page.write(equal(left, chained), "chain rule", f"chain rule, through {entry}")
        number = page.last
        value = simplest_indexed(_put(chained, {n.Derivative(entry, variable): _slope_of(problem, inner, k)}))
        page = page.write(equal(left, value), "substitute", f"the derivative of {entry} in {number}", number)
        return page, value
    value = simplest_indexed(problem.differentiator.of(body))
    same = simplest_indexed(substitute(problem.differentiator.of(body), {k: J}))
    at = substitute(left, {k: J})
    page = page.write(n.Implies(n.Relation("!=", k, J), equal(left, ZERO)), "k != j", f"k != j: no {variable} in it")
    page = page.write(equal(at, _without_delta(same)), "k = j", "k = j")
    return _both(page, equal(left, value)), value


def _both(page: Page, shown: n.Relation) -> Page:
    """Write the last two steps, k = j and k != j, as one."""
    same, apart = page.last - 1, page.last
    return page.write(shown, "Kronecker's delta", f"{same} and {apart} in one", same, apart)


def _without_delta(term: n.Term) -> n.Term:
    """Put delta(j, j) = 1."""
    return simplest_indexed(tidy(_put(term, {n.Delta(J, J): ONE})))


def _entry(name: n.Term, k: n.Term) -> n.Term:
    assert isinstance(name, n.Indexed)
    return n.Indexed(name.base, (k,))


def _slope_of(problem: LossProblem, name: n.Term, k: n.Term) -> n.Term:
    slope = dict(problem.slopes)[name]
    assert isinstance(name, n.Indexed)
    return substitute(slope, {name.indices[0]: k})


def _chained(body: n.Term, entry: n.Term, variable: n.Term) -> n.Term:
    """Return d body/d entry * d entry/d variable, the last as it is written."""
    assert isinstance(entry, n.Indexed)
    outer = by_variable(entry, ()).of(body)
    return times(simplest_indexed(outer), n.Derivative(entry, variable))


def _put(term: n.Term, values: dict[n.Term, n.Term]) -> n.Term:
    """Put values for whole subterms (also below binders: their indices are the same letters)."""
    if term in values:
        return values[term]
    return rebuild(term, lambda child: _put(child, values))
