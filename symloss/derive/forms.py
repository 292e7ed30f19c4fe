"""Steps beside the gradient: other forms of a loss with the conditions they need, and labels put in place of others."""

from __future__ import annotations

from dataclasses import replace

from symloss.derive.build import ONE, equal, less
from symloss.derive.indexed import with_entries
from symloss.derive.loss import LOSS, LossProblem
from symloss.derive.page import Page
from symloss.kernel.judge import judge
from symloss.term import nodes as n
from symloss.term.functions import EXP, LN, function_of
from symloss.term.printer import plain
from symloss.term.scope import Definition, Hypothesis, Scope
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, fresh, substitute, subterms


def form_steps(page: Page, problem: LossProblem) -> Page:
    """Write the equal forms of the loss that are declared, each with the declared facts it cannot do without."""
    for title, form in problem.forms:
        premises = (form.premise,) if isinstance(form, n.Implies) else ()
        claim = form.conclusion if isinstance(form, n.Implies) else form
        scope = problem.scope.suppose(*(Hypothesis(truth, "premise") for truth in premises))
        for name, body in problem.where:
            logarithm = LN(name)
            if logarithm in subterms(claim) and isinstance(body, n.Div):
                page = page.write(equal(logarithm, _of_quotient(body)), "logarithm", "logarithm of the quotient")
        needed = [plain(fact.truth) for fact in problem.scope.domain if _fails_without(claim, scope, fact)]
        why = "; ".join([title, *(f"only if {fact}" for fact in needed), *(f"for {plain(p)}" for p in premises)])
        page = page.within(scope).write(claim, "equal form", why).within(problem.scope)
    return page


def _of_quotient(body: n.Div) -> n.Term:
    top, exponential = body.numerator, function_of(body.numerator)
    above = top.arguments[0] if exponential == EXP and isinstance(top, n.Apply) else LN(top)
    return less(above, LN(body.denominator))


def _fails_without(claim: n.Term, scope: Scope, fact: Hypothesis) -> bool:
    """Whether there is a counterexample to the claim once a declared fact is dropped."""
    weaker = replace(scope, domain=tuple(h for h in scope.domain if h != fact))
    verdict = judge(Statement(weaker, Identity(claim), (), True))
    return verdict.word in ("refuted", "conditional") and verdict.witness is not None


def label_steps(page: Page, problem: LossProblem) -> Page:
    """Put the declared labels in the place of y: they are labels again, so all before holds for them as well."""
    if problem.labels is None or problem.y.index is None:
        return page
    k, entry = problem.y.index, problem.y.entry
    t = fresh(n.Symbol("t", problem.y.symbol.sort), free_symbols(problem.value) | set(problem.scope.symbols.values()))
    scope = problem.scope.declare(t).define(Definition(t.name, problem.labels, (k,), "indexed"))
    # a name of its own: with other labels it is another loss
    loss = fresh(n.Symbol(f"{LOSS.name}_{t.name}"), set(scope.symbols.values()))
    scope = scope.declare(loss).define(Definition(loss.name, with_entries(problem.value, problem.y.symbol, t)))
    number, page = page.last, page.within(scope)
    t_k = n.Indexed(t, (k,))
    page = page.write(equal(t_k, problem.labels), "definition", f"put in the place of {entry}")
    for fact in problem.scope.domain:
        truth = with_entries(fact.truth, problem.y.symbol, t)
        if t_k in subterms(truth) and not any(isinstance(part, n.Bind) for part in subterms(truth)):
            page = _of_one_entry(page, problem, fact.truth, truth)
        elif truth != fact.truth:
            page = page.write(truth, "labels again", "the new labels are labels as well")
    page = page.write(equal(loss, scope.definitions[loss.name].body), "definition", "the loss of the new labels")
    gradient = equal(n.Derivative(loss, problem.variable), with_entries(problem.gradient, problem.y.symbol, t))
    return page.write(gradient, "labels again", f"so all of this holds with {plain(t_k)} for {entry}", number)


def _of_one_entry(page: Page, problem: LossProblem, old: n.Term, new: n.Term) -> Page:
    """Write what is said of each label for one of them: an entry and the number of classes are numbers like others."""
    assert problem.y.index is not None and problem.labels is not None
    over = problem.scope.index_sets[problem.y.index.name]
    assert isinstance(over, n.Range) and isinstance(over.upper, n.Symbol)
    taken = set(problem.scope.symbols.values())
    label, size = fresh(n.Symbol("v"), taken), n.Symbol(over.upper.name)  # a letter that is no array elsewhere
    scalars: dict[n.Term, n.Term] = {problem.y.entry: label, over.upper: size}
    known = [h for h in problem.scope.domain if free_symbols(h.truth) <= set(problem.parameters)]
    scope = Scope(notation=problem.scope.notation).declare(label, size, *problem.parameters)
    facts = (substitute(old, scalars), n.Relation(">=", size, ONE))
    scope = scope.suppose(*known, *(Hypothesis(fact, "premise") for fact in facts))
    claim = substitute(substitute(new, dict.fromkeys(_entries(new), problem.labels)), scalars)
    why = f"so {plain(new)}: {label} is any {problem.y.entry}, {size} >= 1"
    return page.within(scope).write(claim, "labels again", why).within(page.scope)


def _entries(truth: n.Term) -> list[n.Term]:
    return [t for t in subterms(truth) if isinstance(t, n.Indexed)]
