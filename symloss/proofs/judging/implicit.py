"""Conditions that authors leave unsaid and that depend on how they write, tried on a refuted claim.

The kernel has a list of its own (labels that sum to one, i = j, signs). These are about
notation: the class that a label names, the entry where a one-hot vector is one, the
base of a logarithm.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import combinations

from symloss.kernel.refuting.conditions import differences
from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.shapes import base_name, head_of, names_in, symmetric_matrix, unfolded_names
from symloss.proofs.judging import design, means
from symloss.proofs.judging.labels import hot_entries, named_classes, of_classes
from symloss.proofs.judging.meanings import is_closed
from symloss.proofs.judging.unsaid import NOTHING_TOLD, Told, Unsaid, reached_terms
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS, INVERSE, function_of
from symloss.term.implied import implied_range
from symloss.term.scope import Definition, Hypothesis
from symloss.term.sorts import INDEX
from symloss.term.statement import Identity, Statement, rewritten
from symloss.term.walk import free_symbols, fresh, rebuild, subterms

MOST = 6
_ONE = n.Number(Fraction(1))
_PAIRS = 3
_UNNAMED = re.compile("K_0+")  # a length for which the text has no letter
_NUMBERS = frozenset({"n", "N", "m", "M", "B", "K", "C", "T", "d", "D", "H"})  # letters for how many there are


def under_condition(
    statement: Statement, refuted: Verdict, ask: Callable[[Statement], Verdict], told: Told = NOTHING_TOLD
) -> Verdict:
    """Return `conditional` if one unsaid condition makes a refuted claim true, else the verdict as it is."""
    for _, unsaid in zip(range(MOST), _candidates(statement, told), strict=False):
        found = ask(unsaid.statement)
        if found.proved:
            return Verdict(
                "conditional" if unsaid.origin == "found" else "proved",
                method=found.method,
                conditions=(
                    Condition(unsaid.text, unsaid.origin),
                    *(c for c in found.conditions if c.origin != "found"),
                ),
                witness=refuted.witness if unsaid.origin == "found" else None,
            )
        if unsaid.meant and found.word == "undecided":
            return Verdict("undecided", message=f"if {unsaid.text}, which the text does not say: {found.message}")
    return refuted


def _candidates(statement: Statement, told: Told) -> Iterator[Unsaid]:
    step = statement.step
    if not isinstance(step, Identity):
        return
    for different in differences(statement):
        apart = (Hypothesis(different, "found"), *statement.hypotheses)
        yield Unsaid(str(different), replace(statement, hypotheses=apart), meant=True)
    for equal in (*_as_many(statement, step.claim), *_as_many_as_nothing_names(statement, step.claim)):
        hypotheses = (Hypothesis(equal, "found"), *statement.hypotheses)
        unnamed = _UNNAMED.fullmatch(str(equal.right)) is not None
        text = f"{equal.left} is the number of summands" if unnamed else f"{equal}, the number of summands"
        yield Unsaid(text, replace(statement, hypotheses=hypotheses), meant=True)
    for summed, letter in _chained(statement, step.claim):
        yield Unsaid(f"the product is summed over {letter}", replace(statement, step=Identity(summed)), meant=True)
    yield from means.of_samples(statement, step.claim)
    yield from design.of_samples(statement, step.claim)
    yield from _constant(statement, step.claim)
    yield from _symmetric(statement, step.claim, dict(told.symmetric), spoken=told.any_symmetric)
    yield from _told_apart(statement, step.claim)
    yield from _arguments(statement, step.claim)
    yield from of_classes(statement, step.claim, told)
    for truth in (*named_classes(statement, step.claim), *hot_entries(statement, step.claim)):
        hypotheses = (Hypothesis(truth, "found"), *statement.hypotheses)
        yield Unsaid(str(truth), replace(statement, hypotheses=hypotheses))
    yield from _apart(statement, step.claim, told)
    for base in (10, 2):
        claim = _with_base(step.claim, n.Number(Fraction(base)))
        if claim != step.claim:
            yield Unsaid(f"log is to base {base}", replace(statement, step=Identity(claim)))


def _as_many_as_nothing_names(statement: Statement, claim: n.Term) -> Iterator[n.Relation]:
    """Yield that K is the number of summands where a text says no more of a K by which it divides: t_k = a + b/K."""
    parts = [part for term in reached_terms(statement, claim) for part in subterms(term)]
    counts = {c: None for part in parts if isinstance(part, n.Div) for c in _counts(part.denominator, statement)}
    overs = (part.over for part in parts if isinstance(part, n.Bind))
    lengths = {over.upper: None for over in overs if isinstance(over, n.Range) and _UNNAMED.fullmatch(str(over.upper))}
    for count in counts:
        yield from (n.Relation("=", count, length) for length in lengths if count != length)


def _as_many(statement: Statement, claim: n.Term) -> Iterator[n.Relation]:
    """Yield n = K where a sum over K summands is divided by n: a mean, of which the text does not say the range."""
    found: dict[n.Relation, None] = {}
    for term in reached_terms(statement, claim):
        for part in subterms(term):
            match part:
                case n.Div(n.Bind("sum", _, n.Range(_, n.Symbol() as length), _), count):
                    found |= {n.Relation("=", c, length): None for c in _counts(count, statement) if c != length}
                case n.Mul(factors):
                    lengths = [f.over.upper for f in factors if isinstance(f, n.Bind) and isinstance(f.over, n.Range)]
                    below = [c for f in factors if isinstance(f, n.Div) for c in _counts(f.denominator, statement)]
                    pairs = ((c, x) for c in below for x in lengths if isinstance(x, n.Symbol) and c != x)
                    found |= {n.Relation("=", c, x): None for c, x in pairs}
    yield from found


def _chained(statement: Statement, claim: n.Term) -> Iterator[tuple[n.Term, n.Symbol]]:
    """Yield a chain rule with the sum that it leaves out: dL/dz_i = dL/da_j da_j/dz_i, where only one side has j."""
    if not isinstance(claim, n.Relation) or claim.op != "=":
        return
    fixed = {s for fact in statement.facts for s in free_symbols(fact.truth)}
    for side, other in ((claim.left, claim.right), (claim.right, claim.left)):
        factors = side.factors if isinstance(side, n.Mul) else ()
        slopes = [f for f in factors if isinstance(f, n.Derivative)]
        links = [d.variable for d in slopes if any(d.variable == inner.body for inner in slopes)]
        letters = {i for link in links if isinstance(link, n.Indexed) for i in link.indices} - {
            *free_symbols(other),
            *fixed,
        }
        for letter in sorted((i for i in letters if isinstance(i, n.Symbol)), key=str):
            over = implied_range(letter, side)
            if over is not None:
                total = n.Bind("sum", letter, over, side)
                yield n.Relation("=", *((total, other) if side is claim.left else (other, total))), letter


def _constant(statement: Statement, claim: n.Term) -> Iterator[Unsaid]:
    """Yield that a target t does not depend on w where one side differentiates t beside something else: h - t.

    Only of one such quantity, and if the other side says nothing of its slope: else what is left may be 0 = 0.
    Not of a factor: dL/da da/dw with da/dw = 0 says nothing.
    """
    if not isinstance(claim, n.Relation):
        return
    scope = statement.scope
    beside = {side: _slopes_of_summands(side) for side in (claim.left, claim.right)}
    sloping = {side: {base_name(d.body) for d in subterms(side) if isinstance(d, n.Derivative)} for side in beside}
    for side, other in ((claim.left, claim.right), (claim.right, claim.left)):
        targets = {name for name in beside[side] if name in scope.depends and name not in scope.definitions}
        if len(targets) == 1 and targets.isdisjoint(sloping[other]):
            (target,) = targets
            slope = beside[side][target]
            depends = {name: by for name, by in scope.depends.items() if name != target}
            special = replace(statement, scope=replace(scope, depends=depends))
            yield Unsaid(f"{slope.body} does not depend on {slope.variable}", special)


def _slopes_of_summands(side: n.Term) -> dict[str, n.Derivative]:
    """Return the derivatives that are summands somewhere in a side, by the name of what is differentiated."""
    summands = (term for part in subterms(side) if isinstance(part, n.Add) for term in part.terms)
    slopes = dict.fromkeys(term.term if isinstance(term, n.Neg) else term for term in summands)
    return {base_name(d.body): d for d in slopes if isinstance(d, n.Derivative) and head_of(d.body) is not None}


def without_symmetry(statement: Statement) -> tuple[Statement, dict[str, str]]:
    """Return a statement without the facts A = A^T, and where they come from: they are taken in as sums B + B^T."""
    found = {name: h.origin for h in statement.facts if (name := symmetric_matrix(h.truth))}
    if not found:
        return statement, found
    hypotheses = tuple(h for h in statement.hypotheses if not symmetric_matrix(h.truth))
    domain = tuple(h for h in statement.scope.domain if not symmetric_matrix(h.truth))
    return replace(statement, hypotheses=hypotheses, scope=replace(statement.scope, domain=domain)), found


def _symmetric(statement: Statement, claim: n.Term, told: Mapping[str, str], *, spoken: bool) -> Iterator[Unsaid]:
    """Yield that a square matrix is its own transpose: it is B + B^T for some B, and any such sum is symmetric.

    spoken: the text speaks of symmetric matrices. Where it does not, only the matrix of a form x^T A x may be one: a
    weight matrix is not.
    """
    scope = statement.scope
    reached = list(reached_terms(statement, claim))
    found = {s: None for term in reached for s in sorted(free_symbols(term), key=str)}
    of_forms = {matrix for term in reached for matrix in _matrices_of_forms(term)}
    for matrix in found:
        shape = matrix.sort.shape
        if not spoken and matrix.name not in told and matrix not in of_forms:
            continue
        if len(shape) in (2, 3) and shape[-2] == shape[-1] and matrix.name not in scope.definitions:
            half = fresh(matrix, {*scope.symbols.values(), *found})
            *of, i, j = (n.Symbol(letter, INDEX) for letter in "kij"[-len(shape) :])  # the k of one matrix for each k
            entry = n.Add((n.Indexed(half, (*of, i, j)), n.Indexed(half, (*of, j, i))))
            known = Definition(matrix.name, entry, (*of, i, j), "indexed")
            origin = told.get(matrix.name, "found")
            special = replace(statement, scope=scope.declare(half).define(known))
            one = str(n.Indexed(matrix, tuple(of)) if of else matrix)
            yield Unsaid(f"{one} = {one}^T", special, meant=origin != "found", origin=origin)


def _matrices_of_forms(term: n.Term) -> Iterator[n.Term]:
    """Yield A of x^T A x, of x^T A^{-1} x, and of x^T A_k x."""
    for part in subterms(term):
        match part:
            case n.Inner(left, n.MatMul((matrix, right))) | n.MatMul((n.Transpose(left), matrix, right)):
                plain = matrix.arguments[0] if function_of(matrix) is INVERSE else matrix  # type: ignore[attr-defined]
                if left == right:
                    yield plain.base if isinstance(plain, n.Indexed) else plain


def _told_apart(statement: Statement, claim: n.Term) -> Iterator[Unsaid]:
    """Yield that letters below one name are of different entries, if a definition has both: T = d_p - d_n."""
    letters: dict[n.Term, dict[n.Term, None]] = {}
    reached = unfolded_names(claim, statement.scope)
    for known in (d for name, d in statement.scope.definitions.items() if name in reached):
        free = free_symbols(known.body) - set(known.parameters)
        for part in subterms(known.body):
            match part:
                case n.Indexed(base, (n.Symbol() as letter,)) if letter in free:
                    letters.setdefault(base, {})[letter] = None
    apart = [n.Relation("!=", *pair) for below in letters.values() for pair in combinations(below, 2)]
    if 0 < len(apart) <= _PAIRS:
        hypotheses = tuple(Hypothesis(truth, "found") for truth in apart)
        text = ", ".join(map(str, apart))
        yield Unsaid(text, replace(statement, hypotheses=(*hypotheses, *statement.hypotheses)))


def _arguments(statement: Statement, claim: n.Term) -> Iterator[Unsaid]:
    """Yield that z is w^T x where the text writes sigma(z) and sigma(w^T x), and nothing else says what z is."""
    scope = statement.scope
    terms = reached_terms(statement, claim)
    called = [p for term in terms for p in subterms(term) if isinstance(p, n.Apply) and len(p.arguments) == 1]
    made = dict.fromkeys((p.function, p.arguments[0]) for p in called if head_of(p.arguments[0]) is None)
    for part in dict.fromkeys(p for p in subterms(claim) if isinstance(p, n.Apply) and len(p.arguments) == 1):
        head = head_of(part.arguments[0])
        if head is None or head.kind == "function" or head.name in scope.definitions:
            continue
        for function, body in made:
            if function == part.function and head.name not in names_in(body) and not is_closed(body):
                special = replace(statement, scope=scope.define(head.define(body)))
                yield Unsaid(f"{part.arguments[0]} = {body}", special)


def _counts(denominator: n.Term, statement: Statement) -> list[n.Symbol]:
    """Return the letters in a denominator that may be numbers of things."""
    factors = denominator.factors if isinstance(denominator, n.Mul) else (denominator,)
    known = statement.scope.definitions
    letters = [f for f in factors if isinstance(f, n.Symbol) and not f.sort.shape and f.name not in known]
    return [f for f in letters if f.sort == INDEX or f.name in _NUMBERS]


def _apart(statement: Statement, claim: n.Term, told: Told) -> Iterator[Unsaid]:
    """Yield that the index o of a row u_o is none of those that the sums over rows run through.

    The o of a definition may be one of them, unless the text lists it beside them.
    """
    rows = [d.variable for d in subterms(claim) if isinstance(d, n.Derivative) and isinstance(d.variable, n.Indexed)]
    entries = (p for t in reached_terms(statement, claim) for p in subterms(t) if isinstance(p, n.Indexed))
    listed = [p for p in entries if str(p.indices[0]) in told.apart]
    for row in dict.fromkeys((*listed, *rows)):
        letter = row.indices[0]
        if not isinstance(letter, n.Symbol) or (row in rows and row not in listed and _leaves(claim, row) == claim):
            continue
        special = rewritten(statement, partial(_leaving_out, base=row.base, letter=letter))
        if special != statement:
            others = [o.indices[0] for o in rows if o.base == row.base and o.indices[0] != letter]
            facts = tuple(Hypothesis(n.Relation("!=", other, letter), "found") for other in others)
            special = replace(special, hypotheses=(*facts, *special.hypotheses))
            origin = "as written" if row in listed else "found"
            yield Unsaid(f"{letter} is not among the indices of the sum", special, origin=origin)


def _leaves(claim: n.Term, row: n.Indexed) -> n.Term:
    letter = row.indices[0]
    assert isinstance(letter, n.Symbol), "only rows with a letter are left out"
    return _leaving_out(claim, row.base, letter)


def _leaving_out(term: n.Term, base: n.Term, letter: n.Symbol) -> n.Term:
    inner = rebuild(term, lambda child: _leaving_out(child, base, letter))
    if isinstance(inner, n.Bind) and inner.kind == "sum" and isinstance(inner.over, n.Range):
        entries = [p for p in subterms(inner.body) if isinstance(p, n.Indexed) and p.base == base]
        if any(inner.index in e.indices for e in entries):
            return replace(inner, over=n.Except(inner.over, (letter,)))
    return inner


def _with_base(term: n.Term, base: n.Term) -> n.Term:
    row = function_of(term)
    inner = rebuild(term, lambda child: _with_base(child, base))
    if row is not None and row.name == "ln" and isinstance(inner, n.Apply):
        return FUNCTIONS["log_base"](*inner.arguments, base)
    return inner
