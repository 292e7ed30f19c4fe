r"""Means of logarithms of a law as entropies: -\sum_{x,y} p(x, y) \log p(y | x) is H(X, Y) - H(X).

p(x), p(x, y) and p(y | x) are of one law p, in the notation that the letters in the brackets show. In a mean over all
values of x and y, weighted with p(x, y), each logarithm of a p is one entropy, and the others come out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction

from symloss.proofs.discourse.shapes import is_expected
from symloss.proofs.judging.marginals import law_of, over_all
from symloss.proofs.names.entropies import Variables
from symloss.term import nodes as n
from symloss.term.functions import ABS, EXPECTATION, FUNCTIONS, LN
from symloss.term.sorts import FUNCTION
from symloss.term.walk import free_symbols, rebuild

Sets = Counter[Variables]  # how often the law of some variables is a factor


def joint(variables: Variables) -> n.Symbol:
    """Return the name of the entropy of some variables together."""
    return n.Symbol(f"joint({','.join(sorted(variables))})")


def with_natural_logarithms(term: n.Term) -> n.Term:
    """Return a term with ln x / ln b for the logarithm of x to base b."""
    term = rebuild(term, with_natural_logarithms)
    match term:
        case n.Apply(function, (argument, base)) if function == FUNCTIONS["log_base"].symbol:
            return n.Div(LN(argument), LN(base))
    return term


@dataclass
class MeanLogs:
    """Terms with means of logarithms as entropies; what laws and variables were met, and whether by integrals."""

    laws: set[str] = field(default_factory=set)
    variables: set[str] = field(default_factory=set)
    continuous: bool = False

    def put_in(self, term: n.Term) -> n.Term:
        """Return a term with the entropies in it as such."""
        found = self._mean(term)
        return rebuild(term, self.put_in) if found is None else found

    def _mean(self, term: n.Term) -> n.Term | None:
        if _over_all(term)[0] is not None:
            return self._weighted(term, Counter(), frozenset())
        if is_expected(term) and str(term.function) == EXPECTATION and len(term.arguments) == 1 and _is_random(term):
            return self._weighted(term.arguments[0], None, frozenset())
        match term:
            case n.Apply(n.Symbol(name="KL"), (first, second)):
                laws, others = self._sets(first), self._sets(second)
                if laws is None or others is None or list(laws.values()) != [1]:
                    return None
                laws.subtract(others)
                return _logarithms(laws)
        return None

    def _weighted(self, term: n.Term, weight: Sets | None, over: Variables) -> n.Term | None:
        """Return the sum of a weighted term over what it binds; weight None: an expectation over everything."""
        variable, body = _over_all(term)
        if variable is not None and body is not None and weight is not None:
            name = _capital(variable)
            self.continuous |= isinstance(term, n.Integral)
            return self._weighted(body, weight, over | {name}) if name and name not in over else None
        match term:
            case n.Neg(inner):
                found = self._weighted(inner, weight, over)
                return None if found is None else n.Neg(found)
            case n.Add(terms):
                summed = [self._weighted(part, weight, over) for part in terms]
                known = tuple(part for part in summed if part is not None)
                return n.Add(known) if len(known) == len(summed) else None
            case n.Div(above, below) if _is_number(below):
                found = self._weighted(above, weight, over)
                return None if found is None else n.Div(found, below)
            case n.Mul(factors):
                return self._product(factors, weight, over)
            case n.Apply(function, (argument,)) if function == LN.symbol:
                sets = self._sets(argument)
                fits = weight is None or weight == Counter({over: 1})
                if sets is None or not fits or not all(part <= over for part in sets if weight is not None):
                    return None
                return _logarithms(sets)
        return None

    def _product(self, factors: tuple[n.Term, ...], weight: Sets | None, over: Variables) -> n.Term | None:
        laws = [factor for factor in factors if law_of(factor) is not None]
        numbers = [factor for factor in factors if _is_number(factor)]
        rest = [factor for factor in factors if factor not in laws and factor not in numbers]
        if len(rest) != 1 or (laws and weight is None):
            return None
        sets = [self._sets(law) for law in laws]
        joined: Sets = Counter(weight or {})
        for part in sets:
            joined.update(part or {})
        joined = Counter({part: times for part, times in joined.items() if times})
        found = self._weighted(rest[0], None if weight is None else joined, over)
        return None if found is None else n.Mul((*numbers, found)) if numbers else found

    def _sets(self, term: n.Term) -> Sets | None:
        """Return of which variables a product or quotient of laws has the laws as factors, and how often."""
        law = law_of(term)
        if law is not None:
            of, given = (frozenset(map(_capital, part)) for part in (law.of, law.given))
            if "" in of | given or of & given or len(of) < len(law.of):
                return None
            self.laws.add(law.letter)
            self.variables |= of | given
            return Counter({of | given: 1, **({given: -1} if given else {})})
        match term:
            case n.Apply(function, (inner,)) if function == ABS.symbol:
                return self._sets(inner)  # what is not negative
            case n.Mul(factors):
                return self._together([(factor, 1) for factor in factors])
            case n.Div(n.Number() as one, below) if one.value == 1:
                return self._together([(below, -1)])
            case n.Div(above, below):
                return self._together([(above, 1), (below, -1)])
        return None

    def _together(self, factors: list[tuple[n.Term, int]]) -> Sets | None:
        total: Sets = Counter()
        for factor, sign in factors:
            sets = self._sets(factor)
            if sets is None:
                return None
            for part, times in sets.items():
                total[part] += sign * times
        return total


def _logarithms(sets: Sets) -> n.Term:
    """Return the mean of the logarithm of laws, in joint entropies."""
    terms: list[n.Term] = []
    for variables, times in sorted(sets.items(), key=lambda item: sorted(item[0])):
        terms += [joint(variables) if times < 0 else n.Neg(joint(variables))] * abs(times)
    return n.Add(tuple(terms)) if len(terms) > 1 else terms[0] if terms else n.Number(Fraction(0))


def _is_random(term: n.Term) -> bool:
    """Whether all quantities in an expectation are written as random ones: E[ln p(X)]."""
    return all(s.name[:1].isupper() for s in free_symbols(term) if s.sort != FUNCTION)


def _over_all(term: n.Term) -> tuple[n.Symbol | None, n.Term | None]:
    """Return x and the body of a sum or an integral over all x; one of p(x) ln p(x) without ends is that."""
    if isinstance(term, n.Integral) and term.lower is None and term.upper is None:
        return term.variable, term.body
    return over_all(term)


def _is_number(term: n.Term) -> bool:
    return {symbol.name for symbol in free_symbols(term)} <= FUNCTIONS.keys()


def _capital(term: n.Term) -> str:
    """Return the variable X of a value x, or of itself, or ""."""
    name = term.name if isinstance(term, n.Symbol) else ""
    return name.upper() if len(name) == 1 and name.isalpha() else ""
