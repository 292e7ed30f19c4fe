"""What the notation of distributions means: conditional probabilities and the divergence of two distributions.

p(x|z) is p(x, z)/p(z), where p(x, z) is the same whatever is named first; KL(q || p)
is E_{x ~ q}[ln(q(x)/p(x))]. That is said only of names of which the text says nothing
else: a p(x|z) that is defined is what its definition says.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from symloss.kernel.one_hot import rewritten, terms_of
from symloss.term.functions import FUNCTIONS, LN
from symloss.term.nodes import Apply, Bind, Div, Indexed, Mul, Number, Relation, Symbol, Term
from symloss.term.scope import Definition, Hypothesis, Scope
from symloss.term.sorts import DENSITY, FUNCTION
from symloss.term.statement import Identity, Statement, Step
from symloss.term.walk import fresh, rebuild, subterms

_GIVEN = "_given"
_NAMES = frozenset({"p", "q", "r", "P", "Q", "pi", "rho"})  # which f(x) beside f(x, y) is a density


def with_densities(statement: Statement) -> Statement | None:
    """Return the statement with conditional probabilities as quotients and divergences as expectations; None: none.

    What is a distribution in it is marked as one: its values are not negative.
    """
    changes = _Meanings(statement.scope, _distributions(statement))
    said = rewritten(statement.step, changes.said)
    stated = (*(replace(h, truth=changes.said(h.truth)) for h in statement.hypotheses), *_gibbs(said))
    defined = {name: replace(d, body=changes.said(d.body)) for name, d in statement.scope.definitions.items()}
    defined = {name: d for name, d in defined.items() if not _says_divergence(statement.scope.definitions[name])}
    scope = replace(statement.scope, definitions=defined)
    return replace(statement, scope=scope, hypotheses=stated, step=said) if changes.made else None


def _gibbs(step: Step) -> tuple[Hypothesis, ...]:
    """Return that no divergence is negative, for the distributions of an inequality."""
    if not isinstance(step, Identity) or not isinstance(step.claim, Relation) or step.claim.op not in ("<=", ">="):
        return ()
    parts = tuple(subterms(step.claim))
    densities = {p for p in parts if isinstance(p, Apply) and _is_density(p)}
    facts: dict[Term, None] = {}
    for part in parts:
        if isinstance(part, Bind) and part.kind == "expectation" and (own := _density_of(part)) is not None:
            x = part.index
            for other in sorted((p for p in densities if x in p.arguments), key=str):
                rest = tuple(a for a in other.arguments if a != x)
                given = Div(other, Apply(other.function, rest)) if rest else other
                if given != own:
                    facts[Relation(">=", _mean_log(x, part.over, own, given), Number(Fraction(0)))] = None
    return tuple(Hypothesis(fact, "Gibbs' inequality") for fact in facts)


def _is_density(term: Apply) -> bool:
    return isinstance(term.function, Symbol) and term.function.sort == DENSITY


def _density_of(term: Bind) -> Term | None:
    """Return the density of what an expectation draws, or None."""
    over = term.over
    if isinstance(over, Symbol) and over.sort == DENSITY:
        return Apply(over, (term.index,))
    if isinstance(over, Apply) and _is_density(over) and isinstance(over.function, Symbol):
        name, bar, _ = over.function.name.partition(_GIVEN)
        if bar and all(map(_is_quantity, over.arguments)):
            p = Symbol(name, DENSITY)
            return Div(_joint(p, (term.index, *over.arguments)), _joint(p, over.arguments))
    return None


class _Meanings:
    """The rewriting, in a scope; `made` says whether anything was rewritten."""

    def __init__(self, scope: Scope, names: frozenset[str]) -> None:
        self.scope = scope
        self.names = names
        self.made = False

    def said(self, term: Term) -> Term:
        """Return the term with every conditional and divergence put in."""
        if isinstance(term, Symbol) and term.sort == FUNCTION and term.name in self.names and self._is_open(term):
            self.made = True
            return Symbol(term.name, DENSITY)
        put_in = self._put_in(term)
        if put_in is not None:
            self.made = True
            return self.said(put_in)
        return rebuild(term, self.said)

    def _put_in(self, term: Term) -> Term | None:
        if not isinstance(term, Apply) or not isinstance(term.function, Symbol) or not self._is_open(term.function):
            return None
        if term.function.name == "KL" and len(term.arguments) == 2:
            return self._divergence(*term.arguments)
        name, bar, count = term.function.name.partition(_GIVEN)
        if not bar or not (count.isdigit() or not count):
            return None
        return self._conditional(Symbol(name, FUNCTION), int(count or 1), term.arguments)

    def _is_open(self, function: Symbol) -> bool:
        known = self.scope.definitions.get(function.name)
        if known is not None:
            return _says_divergence(known)
        return function.name not in self.scope.depends

    def _conditional(self, p: Symbol, count: int, arguments: tuple[Term, ...]) -> Term | None:
        """Return p(x, z)/p(z), if x and z are names of different quantities."""
        if len(arguments) <= count or len(set(arguments)) < len(arguments) or not self._is_open(p):
            return None
        if not all(map(_is_quantity, arguments)):
            return None
        return Div(_joint(p, arguments), _joint(p, arguments[count:]))

    def _divergence(self, left: Term, right: Term) -> Term | None:
        if isinstance(left, Symbol) and isinstance(right, Symbol) and left.sort == right.sort == FUNCTION:
            x = fresh(Symbol("x"), set(self.scope.symbols.values()))
            return _mean_log(x, left, Apply(left, (x,)), Apply(right, (x,)))
        if not (isinstance(left, Apply) and isinstance(right, Apply)) or not isinstance(left.function, Symbol):
            return None
        first = left.arguments[0]  # KL(q(z|x) || p(z)): z is what is drawn
        if not isinstance(first, Symbol) or first not in right.arguments[:1]:
            return None
        over = left.function if len(left.arguments) == 1 else Apply(left.function, left.arguments[1:])
        return _mean_log(first, over, left, right)


def _distributions(statement: Statement) -> frozenset[str]:
    """Return the names of the functions that are used as distributions; p(x) beside p(x, z) can be nothing else."""
    found: set[str] = set()
    lengths: dict[str, set[int]] = {}
    terms = [*terms_of(statement), *(h.truth for h in statement.hypotheses)]
    for part in (part for term in terms for part in subterms(term)):
        used: tuple[Term, ...] = ()
        if isinstance(part, Apply) and isinstance(part.function, Symbol) and part.function.name not in FUNCTIONS:
            lengths.setdefault(part.function.name, set()).add(len(part.arguments))
        if isinstance(part, Bind) and part.kind == "expectation":
            used = (part.over,)
        elif isinstance(part, Apply) and isinstance(part.function, Symbol):
            used = part.arguments if part.function.name == "KL" else (part,) if _GIVEN in part.function.name else ()
        heads = (u.function if isinstance(u, Apply) else u for u in used)
        found |= {name for h in heads if isinstance(h, Symbol) for name in (h.name, h.name.partition(_GIVEN)[0])}
    return frozenset(found | {name for name, counts in lengths.items() if len(counts) > 1 and name in _NAMES})


def _says_divergence(definition: Definition) -> bool:
    """Return whether a text defines the divergence of two distributions as it is understood anyway."""
    if len(definition.parameters) != 2 or definition.name != "KL":
        return False
    q, p = definition.parameters
    match definition.body:
        case Bind("expectation", x, over, body) if over == q:
            return body == LN(Div(Apply(q, (x,)), Apply(p, (x,))))
        case Bind("sum", x, _, body):  # over all outcomes
            return body == Mul((Apply(q, (x,)), LN(Div(Apply(q, (x,)), Apply(p, (x,))))))
    return False


def _is_quantity(term: Term) -> bool:
    """Whether a distribution may be that of this: of z, x_i, or of all x_1, ..., x_n."""
    entries = term.body if isinstance(term, Bind) and term.kind == "vector" else term
    return isinstance(entries, Symbol | Indexed)


def _joint(p: Symbol, arguments: tuple[Term, ...]) -> Apply:
    return Apply(p, tuple(sorted(arguments, key=str)))


def _mean_log(x: Symbol, over: Term, left: Term, right: Term) -> Term:
    """Return E_{x ~ over}[ln(left/right)]."""
    return Bind("expectation", x, over, LN(Div(left, right)))
