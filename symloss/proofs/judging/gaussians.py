r"""The normal law N(\mu, \sigma^2): its density, its means, and the divergence of two of them.

E_{x \sim N(\mu, \sigma^2)}[f(x)] is \int N(x; \mu, \sigma^2) f(x) dx, and so is E[f(X)] where the text draws X from it
and nothing else in the brackets is random. Of two such laws the divergence is known. That the second number of N is
the variance is said beside a proof; N(\mu, \sigma) may mean another, and is not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from symloss.kernel.verdict import Condition
from symloss.proofs.discourse.shapes import is_expected
from symloss.proofs.judging.expectations import CERTAIN, PARAMETERS, with_variances
from symloss.proofs.judging.restated import Restated
from symloss.proofs.names.walks import NORMAL
from symloss.term import nodes as n
from symloss.term.functions import EXP, EXPECTATION, LN, SQRT
from symloss.term.scope import Definition, Scope
from symloss.term.sorts import FUNCTION, SCALAR
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, fresh, rebuild, substitute, subterms

_DENSITIES = frozenset({NORMAL, f"{NORMAL}_given"})  # N(x; m, v) and N(x | m, v)
_DEVIATIONS = ("sigma", "s", "tau", "std")  # letters of what is squared to be a variance
_ONE, _TWO = n.Number(Fraction(1)), n.Number(Fraction(2))
_INFINITY = n.Constant("inf")
Law = tuple[n.Term, n.Term]  # mean and variance


def of_gaussians(
    statement: Statement, drawn: Mapping[str, n.Term | None], laws: Mapping[str, Definition], random: frozenset[str]
) -> Restated | None:
    """Return a statement with the means and divergences of normal laws put in; None: it has none, or others too.

    laws: what the text defines, the q of E_q among it. random: names that it draws or calls random.
    """
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if claim is None or NORMAL in statement.scope.definitions:
        return None
    known = {name: law for name, term in drawn.items() if (law := law_of(term)) is not None}
    normal = Normal(statement.scope, known, laws, random)
    meant = normal.put_in(with_variances(claim))
    meant = None if meant is None else normal.density(meant)
    defined = {name: replace(d, body=normal.density(d.body)) for name, d in statement.scope.definitions.items()}
    if meant is None or not normal.met or (meant, defined) == (claim, statement.scope.definitions):
        return None
    scope = replace(statement.scope, definitions=defined)
    said = [f"N({m}, {v}) is the normal law with this variance" for m, v in dict.fromkeys(normal.met)]
    said += [f"{name} is not random" for name in sorted(normal.certain)]
    conditions = tuple(Condition(text, "as written") for text in said)
    return Restated(replace(statement, step=Identity(meant), scope=scope), conditions)


def law_of(term: n.Term | None) -> Law | None:
    """Return the mean and variance of N(m, v), if the second can be nothing else."""
    match term:
        case n.Apply(n.Symbol(name=name), (mean, variance)) if (
            name == NORMAL and _may_be_variance(variance) and _is_scalar(mean)
        ):
            return mean, variance
    return None


def _may_be_variance(term: n.Term) -> bool:
    base = term.base if isinstance(term, n.Indexed) else term
    deviation = isinstance(base, n.Symbol) and base.name.split("_")[0] in _DEVIATIONS
    return _is_scalar(term) and not deviation


def _is_scalar(term: n.Term) -> bool:
    return all(isinstance(p, n.Indexed) or not p.sort.shape for p in subterms(term) if isinstance(p, n.Symbol))


@dataclass
class Normal:
    """Terms with the densities, means and divergences of normal laws put in; which laws, and what is taken for certain.

    drawn: the laws of what the text draws; random: all that it draws or calls so.
    """

    scope: Scope
    drawn: Mapping[str, Law]
    laws: Mapping[str, Definition]
    random: frozenset[str]
    met: list[Law] = field(default_factory=list)
    certain: set[str] = field(default_factory=set)

    def density(self, term: n.Term) -> n.Term:
        """Return a term with the formula of each density."""
        term = rebuild(term, self.density)
        match term:
            case n.Apply(n.Symbol(name=name), (x, mean, variance)) if name in _DENSITIES and _may_be_variance(variance):
                self.met.append((mean, variance))
                return _density(x, (mean, variance))
        return term

    def put_in(self, term: n.Term) -> n.Term | None:
        """Return a term with means as integrals and the divergences of normal laws; None: one is not known."""
        unknown = False

        def change(part: n.Term) -> n.Term:
            nonlocal unknown
            found = self._known(part)
            unknown |= found is None
            return rebuild(part, change) if found is part or found is None else found

        changed = change(term)
        return None if unknown else changed

    def _known(self, term: n.Term) -> n.Term | None:
        """Return what a mean or divergence is; the term itself, if it is neither; None: not known."""
        match term:
            case n.Apply(n.Symbol(name="KL"), (first, second)):
                one, other = self._law(first), self._law(second)
                return None if one is None or other is None else _divergence(one, other)
            case n.Bind(kind="expectation", index=x, over=over, body=body):
                law = self._law(over)
                return None if law is None else self._mean(body, x, law)
        if is_expected(term):
            name = str(term.function).removeprefix(EXPECTATION).removeprefix("_")
            if not name:
                return self._mean_of_drawn(term.arguments[0]) if len(term.arguments) == 1 else None
            known = self.scope.definitions.get(name, self.laws.get(name))
            law = self._law_of_definition(known)
            if known is None or law is None or not known.parameters or len(term.arguments) != 1:
                return None
            return self._mean(term.arguments[0], known.parameters[0], law)
        return term

    def _law(self, term: n.Term) -> Law | None:
        """Return the law that N(m, v), a name for it, or the density of a name is of."""
        named = law_of(term)
        if named is not None:
            self.met.append(named)
            return named
        function = term.function if isinstance(term, n.Apply) and len(term.arguments) == 1 else term
        return self._law_of_definition(self.scope.definitions.get(str(function)))

    def _law_of_definition(self, known: Definition | None) -> Law | None:
        if known is None:
            return None
        law = law_of(known.body) if not known.parameters else None
        match known.body:
            case n.Apply(n.Symbol(name=name), (x, mean, variance)) if (x,) == known.parameters and name in _DENSITIES:
                law = (mean, variance) if _may_be_variance(variance) else None
        if law is not None:
            self.met.append(law)
        return law

    def _mean_of_drawn(self, body: n.Term) -> n.Term | None:
        """Return the mean of what is made of one quantity that the text draws, and of numbers."""
        values = {n.Symbol(name, SCALAR): d.body for name, d in self.scope.definitions.items() if d.kind == "value"}
        for _ in values:
            body = substitute(body, {s: v for s, v in values.items() if s in free_symbols(body)})
        names = {s for s in free_symbols(body) if s.sort != FUNCTION}
        random = [s for s in names if s.name in self.drawn]
        if len(random) != 1 or any(is_expected(part) for part in subterms(body)):
            return None
        law = self.drawn[random[0].name]
        of_law = {s for s in free_symbols(n.And(law)) if s.sort != FUNCTION}
        others = names - set(random) - of_law
        if any(s.name in self.random for s in of_law | others) or any(
            s.name.split("_")[0] not in (*CERTAIN, *PARAMETERS) for s in others
        ):
            return None
        self.certain |= {s.name for s in others}
        self.met.append(law)
        return self._mean(body, random[0], law)

    def _mean(self, body: n.Term, x: n.Symbol, law: Law) -> n.Term | None:
        """Return the mean of a function of x; None: x stands outside of what it is the mean of, or in its own law."""
        if x in free_symbols(n.And(law)) or any(isinstance(p, n.Bind) and p.index == x for p in subterms(body)):
            return None
        new = fresh(x, {*self.scope.symbols.values(), *free_symbols(body), *free_symbols(n.And(law))})
        inside = n.Mul((_density(new, law), substitute(body, {x: new})))
        return n.Integral(inside, new, n.Neg(_INFINITY), _INFINITY)


def _density(x: n.Term, law: Law) -> n.Term:
    mean, variance = law
    exponent = n.Div(n.Pow(n.Add((x, n.Neg(mean))), _TWO), n.Mul((_TWO, variance)))
    return n.Div(EXP(n.Neg(exponent)), SQRT(n.Mul((_TWO, n.Constant("pi"), variance))))


def _divergence(one: Law, other: Law) -> n.Term:
    """Return the divergence of a normal law from another: (ln w/v + (v + (m - n)^2)/w - 1)/2."""
    apart = n.Pow(n.Add((one[0], n.Neg(other[0]))), _TWO)
    logs = (LN(other[1]), n.Neg(LN(one[1])))
    return n.Div(n.Add((*logs, n.Div(n.Add((one[1], apart)), other[1]), n.Neg(_ONE))), _TWO)
