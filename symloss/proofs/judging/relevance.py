"""What a statement needs to hold: the definitions and assumptions that its names reach, with one sort for each name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from symloss.kernel.layouts import layouts
from symloss.kernel.verdict import Verdict
from symloss.proofs.discourse.fits import is_ones, spread
from symloss.proofs.discourse.shapes import derivatives, differentiated, names_in, unfolded_names
from symloss.proofs.discourse.state import Assertion
from symloss.proofs.judging.variables import terms_of, varied
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS
from symloss.term.scope import Definition, Hypothesis, Scope
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import FUNCTION, INDEX, SCALAR
from symloss.term.statement import Identity, Statement
from symloss.term.walk import children, free_symbols, rebuild, substitute, subterms


def without_foreign(statement: Statement) -> tuple[Statement, str]:
    """Leave out definitions that use names of a claim with other sorts: what is proved without them is true."""
    scope = statement.scope
    meant = {s.name: s for term in terms_of(statement) for s in free_symbols(term)}
    todo, foreign = sorted(meant), []
    seen = set(todo)
    while todo:
        definition = scope.definitions.get(todo.pop(0))
        if definition is None:
            continue
        used = free_symbols(definition.body)
        own = meant.get(definition.name)
        if any(meant.get(s.name, s) != s for s in used) or _is_of_other_rank(own, definition):
            foreign.append(definition.name)
            continue
        meant |= {s.name: s for s in used}
        fresh = sorted({s.name for s in used} - seen)
        seen |= set(fresh)
        todo += fresh
    if not foreign:
        return statement, ""
    kept = {name: d for name, d in scope.definitions.items() if name not in foreign}
    return replace(statement, scope=replace(scope, definitions=kept)), foreign[0]


def without_idle(statement: Statement) -> Statement:
    r"""Leave out what defines H(X) without an X, H(X) = -\sum_x P(x) \log P(x), where a claim has an H of other things.

    It is about X in a way that is not written; a function that is a letter or number is constant. In what defines
    another function its X may be anything.
    """
    scope = statement.scope
    functions = {name: d for name, d in scope.definitions.items() if d.kind == "function"}
    idle = {name: (d.parameters, unused) for name, d in functions.items() if (unused := _unused(d, scope))}
    terms = [*terms_of(statement), *(d.body for name, d in scope.definitions.items() if name not in functions)]
    elsewhere = {name for d in functions.values() for name in names_in(d.body) & idle.keys()}
    for part in (part for term in terms for part in subterms(term) if idle and isinstance(part, n.Apply)):
        name = part.function.name if isinstance(part.function, n.Symbol) else ""
        parameters, unused = idle.get(name, ((), frozenset()))
        if any(p in unused and p != argument for p, argument in zip(parameters, part.arguments, strict=False)):
            elsewhere.add(name)
    kept = {name: d for name, d in scope.definitions.items() if name not in elsewhere}
    return replace(statement, scope=replace(scope, definitions=kept)) if elsewhere else statement


def _unused(definition: Definition, scope: Scope) -> frozenset[n.Symbol]:
    """Return the parameters that do not occur in a definition that is more than a letter or number."""
    made_of = unfolded_names(definition.body, scope)
    composed = any(isinstance(part, n.Bind | n.Apply) for part in subterms(definition.body))
    return frozenset(p for p in definition.parameters if p.name not in made_of) if composed else frozenset()


def folded(statement: Statement) -> Statement:
    """Say the definitions of a claim by the names that it differentiates by: sigma(w x + b) is sigma(z) if z = w x + b.

    Only then is dL/dz about the L that is made of z.
    """
    scope = statement.scope
    by = set(varied(statement))
    by |= {s.name for d in scope.definitions.values() for t in derivatives(d.body) for s in free_symbols(t.variable)}
    changed = dict(scope.definitions)
    for name in sorted(by & set(scope.definitions)):
        known = scope.definitions[name]
        same, symbol = _same_array(known), scope.symbols.get(name, n.Symbol(name))
        if same is not None and same.name not in by and same.sort == symbol.sort:
            changed |= {
                other: replace(d, body=substitute(d.body, {same: symbol}))
                for other, d in changed.items()
                if other not in (name, same.name)
            }
        if not isinstance(known.body, n.Add | n.MatMul | n.Mul | n.Inner | n.Bind):
            continue
        for other, definition in changed.items():
            said = _said_by(known, symbol, definition) if other != name else None
            if said is not None:
                changed[other] = replace(definition, body=_with_name(definition.body, *said))
    return replace(statement, scope=replace(scope, definitions=changed)) if changed != scope.definitions else statement


def _said_by(known: Definition, symbol: n.Symbol, other: Definition) -> tuple[n.Term, n.Term] | None:
    """Return what stands in another definition for z, or for z_j, and z or z_j; None if that cannot be told."""
    if not known.parameters:
        return None if names_in(known.body) & {p.name for p in other.parameters} else (known.body, symbol)
    if known.kind != "indexed" or other.kind != "indexed" or len(known.parameters) != len(other.parameters):
        return None
    body = substitute(known.body, dict(zip(known.parameters, other.parameters, strict=True)))
    return body, n.Indexed(symbol, other.parameters)


def _same_array(known: Definition) -> n.Symbol | None:
    """Return sigma of y_i = sigma_i, another name for the same array, or None."""
    match known.body:
        case n.Indexed(base=n.Symbol() as base, indices=indices) if indices == known.parameters:
            return base
    return None


def circular(statement: Statement) -> frozenset[str]:
    """Return the names in a claim that are defined by each other: y_i = Y_{:i}, and Y has the columns y_i.

    None if they vary: then it matters which of the definitions is meant.
    """
    definitions = statement.scope.definitions
    reached = frozenset().union(*(unfolded_names(t, statement.scope) for t in terms_of(statement)))
    known = {name: d for name, d in definitions.items() if name in reached}
    made_of = {name: unfolded_names(d.body, statement.scope) for name, d in known.items()}
    circle = frozenset(name for name, names in made_of.items() if name in names)
    return frozenset() if circle.union(*(made_of[name] for name in circle)) & varied(statement) else circle


def _with_name(term: n.Term, body: n.Term, name: n.Term) -> n.Term:
    if term == body:
        return name
    return rebuild(term, lambda child: _with_name(child, body, name))


def is_variable(name: str, claim: n.Term, scope: Scope) -> bool:
    """Whether an equation is about functions of one variable of this name, whatever the text says of the name.

    Both sides are made of it alone, and something is differentiated by it.
    """
    if not isinstance(claim, n.Relation) or not all(name in names_in(side) for side in (claim.left, claim.right)):
        return False
    made = replace(scope, depends={})
    known = {p.name for d in scope.definitions.values() for p in d.parameters} | set(scope.definitions) | set(FUNCTIONS)
    if unfolded_names(claim, made) - known - {name}:
        return False
    return any(names_in(d.variable) == {name} for d in derivatives(claim)) or any(
        isinstance(part, n.Prime) for part in subterms(claim)
    )


def without(statement: Statement, names: Collection[str]) -> Statement:
    """Return a statement in which these names stand for anything."""
    scope = statement.scope
    kept = {name: d for name, d in scope.definitions.items() if name not in names}
    return replace(statement, scope=replace(scope, definitions=kept))


def _is_of_other_rank(symbol: n.Symbol | None, definition: Definition) -> bool:
    if symbol is None or definition.kind == "function" or symbol.sort == FUNCTION:
        return False
    try:
        rank = len(sort_of(definition.body).shape)
    except SortError:
        return True
    return rank + (len(definition.parameters) if definition.kind == "indexed" else 0) != len(symbol.sort.shape)


def well_sorted(assertion: Assertion) -> bool:
    """Whether both sides were read and each name is of one sort in all that is asked."""
    asked = assertion.statement
    if asked is None or any(v.error is not None for v in (assertion.left, assertion.right)):
        return False
    if sort_mismatch(assertion) or any(spread(v.term) for v in (assertion.left, assertion.right) if v.term):
        return False
    meant: dict[str, n.Symbol] = {}
    reached = unfolded_names_of(assertion, asked.scope)
    bodies = [d.body for name, d in asked.scope.definitions.items() if name in reached]
    for term in (*terms_of(asked), *bodies):
        for symbol in free_symbols(term):
            if meant.setdefault(symbol.name, symbol) != symbol:
                return False
    return True


def depends_on_others(assertion: Assertion) -> bool:
    """Whether a claim differentiates what is known to depend on names of other sorts than its own."""
    asked = assertion.statement
    if asked is None or not varied(asked):
        return False
    meant = {s.name: s for term in terms_of(asked) for s in free_symbols(term)}
    on = (symbol for name, others in asked.scope.depends.items() if name in meant for symbol in others)
    return any(meant.get(symbol.name, symbol) != symbol for symbol in on)


def writes_ones(assertion: Assertion) -> bool:
    """Whether a claim multiplies by the vector of ones, 1^T y or 1 1^T: then what stands beside it is no number."""
    terms = (v.term for v in (assertion.left, assertion.right) if v.term is not None)
    products = (p for term in terms for p in subterms(term) if isinstance(p, n.Inner | n.MatMul | n.Transpose))
    return any(is_ones(part) for product in products for part in children(product))


def laid_out_otherwise(assertion: Assertion) -> bool:
    """Whether the sides do not fit as they stand, but do if derivatives are laid out in another way."""
    left, right = assertion.left.term, assertion.right.term
    return left is not None and right is not None and fits_in_a_layout(n.Relation("=", left, right))


def fits_in_a_layout(claim: n.Term) -> bool:
    """Whether a claim makes no sense as it stands, but does if its derivatives are laid out in another way."""
    try:
        sort_of(claim)
    except SortError:
        return any(layouts(Statement(Scope(), Identity(claim))))
    return False


def not_asked(assertion: Assertion) -> Verdict | None:
    """Return why there is nothing to ask about a claim as it reads, or None."""
    for value in (assertion.right, assertion.left):
        if value.error is not None:
            misfit = isinstance(value.error.__cause__, SortError)
            message = f"as I read the sizes, this does not fit: {value.error}" if misfit else str(value.error)
            return Verdict("undecided" if value.misfit else "unread", message=message)
    if assertion.statement is None:
        return Verdict("undecided", message="outside of what I can state yet")
    mismatch = sort_mismatch(assertion)
    return Verdict("undecided", message=mismatch) if mismatch else None


def sort_mismatch(assertion: Assertion) -> str:
    """Return how the sorts of the two sides differ, or ""."""
    left, right = assertion.left.term, assertion.right.term
    if left is None or right is None or isinstance(right, n.Interval | n.FiniteSet | n.Range):
        return ""
    if any(isinstance(side, n.Number) and side.value == 0 for side in (left, right)):
        return ""  # a zero is an array of zeros where it is compared with one
    try:
        sort_of(n.Relation("=", left, right))
    except SortError as error:
        if laid_out_otherwise(assertion):
            return ""
        return f"the two sides are of different kinds: {error}"
    return ""


def relevant(statement: Statement, names: frozenset[str]) -> Statement:
    """Leave out the assumptions that are about other symbols than the claim."""
    scope = statement.scope
    limits = (part for t in terms_of(statement) for part in subterms(t) if isinstance(part, n.Limit))
    going = frozenset(limit.variable.name for limit in limits)  # "let x < 0" says from where it comes
    known = frozenset().union(*(unfolded_names(t, scope) for t in terms_of(statement)), names, going)
    meant = _meant(statement, known)
    scope = scope.declare(*(s for name, s in meant.items() if scope.symbols.get(name) not in (None, s)))
    domain = tuple(fact for h in scope.domain if (fact := _of_sorts(h, meant)) is not None)
    left = list(domain)
    kept: list[Hypothesis] = []
    while near := [h for h in left if _is_about(h.truth, known, scope)]:
        kept += near
        left = [h for h in left if h not in near]
        for hypothesis in near:
            known |= unfolded_names(hypothesis.truth, scope)
    ordered = tuple(h for h in domain if h in kept)
    reached = frozenset().union(*(unfolded_names(h.truth, scope) for h in ordered), known)
    depends = {name: on for name, on in scope.depends.items() if name in reached}
    definitions = {name: d for name, d in scope.definitions.items() if name in reached}
    return replace(statement, scope=replace(scope, domain=ordered, depends=depends, definitions=definitions))


def _of_sorts(fact: Hypothesis, meant: Mapping[str, n.Symbol]) -> Hypothesis | None:
    """Return a fact about the names as a claim means them: p in (0, 1) of the number p, also where p has entries."""
    values: dict[n.Term, n.Term] = {s: meant.get(s.name, s) for s in free_symbols(fact.truth)}
    if all(old == new for old, new in values.items()):
        return fact
    truth = substitute(fact.truth, values)
    of_numbers = all(s.sort in (SCALAR, INDEX) for s in free_symbols(truth))
    plain = not any(isinstance(part, n.Indexed | n.Bind) for part in subterms(truth))
    return replace(fact, truth=truth) if of_numbers and plain else None


def of_values(statement: Statement) -> Statement:
    """Return a claim without the dependences on what it does not differentiate by: there names are their values.

    Not where a name may vary in another way: under an expectation, at a point, as the argument of a function.
    """
    scope = statement.scope
    terms = (*terms_of(statement), *(h.truth for h in scope.domain), *(d.body for d in scope.definitions.values()))
    functions = any(d.kind == "function" and names_in(d.body) & set(scope.depends) for d in scope.definitions.values())
    moving = functions or any(_moves(part) for term in terms for part in subterms(term))
    if not scope.depends or moving or not isinstance(statement.step, Identity):
        return statement
    by = {s.name for term in terms for d in derivatives(term) for s in free_symbols(d.variable)}
    moved: set[str] = set()
    size = -1
    while size < len(moved):
        size = len(moved)
        moved |= {name for name, on in scope.depends.items() if any(s.name in by | moved for s in on)}
        moved |= {name for name, d in scope.definitions.items() if names_in(d.body) & (by | moved)}
    kept = {name: on for name, on in scope.depends.items() if name in moved}
    return replace(statement, scope=replace(scope, depends=kept))


def _moves(part: n.Term) -> bool:
    """Whether a name in this part is more than its value, other than by a derivative."""
    if isinstance(part, n.Bind):
        return part.kind not in ("sum", "product", "vector") or part.index.sort != INDEX
    return isinstance(part, n.Prime | n.Integral | n.Limit | n.At)


def _meant(statement: Statement, known: frozenset[str]) -> dict[str, n.Symbol]:
    """Return the symbols that a claim uses: y may be a number here and an array in another section."""
    bodies = [d.body for name, d in statement.scope.definitions.items() if name in known]
    found: dict[str, n.Symbol] = {}
    for term in (*terms_of(statement), *bodies):
        for symbol in sorted(free_symbols(term), key=lambda s: s.name):
            found.setdefault(symbol.name, symbol)
    return found


def _is_about(truth: n.Term, known: frozenset[str], scope: Scope) -> bool:
    """Whether a truth restricts one of these names; an equation for an unknown is about that unknown."""
    sought = differentiated(truth) - set(scope.definitions)
    values = frozenset(s.name for s in free_symbols(truth) if s.sort != INDEX)  # a size alone relates nothing
    return bool((sought or values or names_in(truth)) & known)


def unfolded_names_of(assertion: Assertion, scope: Scope) -> frozenset[str]:
    """Return the names on both sides with all definitions followed."""
    found: frozenset[str] = frozenset()
    for value in (assertion.left, assertion.right):
        if value.term is not None:
            found |= unfolded_names(value.term, scope)
    return found
