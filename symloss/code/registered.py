"""Registered rewrites: identities for what no rule derives a good form of, written by hand, one row each.

A row says how a subterm is computed instead: `fast` may overflow, `safe` may not. They
are only proposals; the kernel proves each form that they lead to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from symloss.code.special import special
from symloss.term import nodes as n
from symloss.term.reader import read
from symloss.term.scope import Scope
from symloss.term.walk import children, rebuild, substitute

SCOPE = Scope().declare(n.Symbol("r"), n.Symbol("q"), n.Symbol("p"), n.Symbol("y"))


@dataclass(frozen=True)
class Row:
    """An identity in r, q and p (any terms) and y (the label); `why` says what goes wrong as it is written.

    Several rows may know one and the same; which is taken is chosen by measuring.
    """

    written: str
    fast: str
    safe: str
    why: str

    @cached_property
    def pattern(self) -> n.Term:
        """What is looked for."""
        return read(self.written, SCOPE)

    def instead(self, safe: bool) -> n.Term:
        """Return what is computed instead."""
        return read(self.safe if safe else self.fast, SCOPE)


_FAR = 1000000  # times q: from there on the square of q/r is nothing beside 1, and that of r/q does not overflow yet
_TAIL = "cases(1 if r = 0; (q/r - 1)*(q/r + 1)*((q/r)/(1 + (q/r)^2))^2 otherwise)"
_NEAR = "cases(exp(p*ln(1 + r^2/q)) - 1 if abs(r) <= 1; (r^2/q + 1)^p - 1 otherwise)"
_COUNTS = "cases(q*r + (y + q)*ln(1 + q*exp(-r)) if r >= 0; (y + q)*ln(q + exp(r)) - y*r otherwise)"
_LOG_OF_SUM = "cases(r + ln(1 + q*exp(-r)) if r >= 0; ln(q + exp(r)) otherwise)"
ROWS = (
    Row(
        "ln(cosh(r))",
        "ln(1 + 2*sinh(r/2)^2)",
        "cases(ln(1 + 2*sinh(r/2)^2) if abs(r) <= 1; abs(r) + (ln(1 + exp(-2*abs(r))) - ln(2)) otherwise)",
        "cosh overflows, and near 0 all digits of ln(1 + r^2/2) are lost",
    ),
    Row("sinh(r)/cosh(r)", "tanh(r)", "tanh(r)", "both overflow"),
    Row(
        "1 - sinh(r)^2/cosh(r)^2",
        "4*exp(-2*abs(r))/(1 + exp(-2*abs(r))*(2 + exp(-2*abs(r))))",
        "4*exp(-2*abs(r))/(1 + exp(-2*abs(r))*(2 + exp(-2*abs(r))))",
        "1 - tanh^2 cancels",
    ),
    Row(
        "q^2*(sqrt(1 + (r/q)^2) - 1)",
        "r*(r/(1 + sqrt(1 + (r/q)^2)))",
        "cases(r*(r/(1 + sqrt(1 + (r/q)^2))) if abs(r) <= q;"
        " cases(0 if r = 0; q*abs(r)/(q/abs(r) + sqrt(1 + (q/r)^2)) otherwise) otherwise)",
        "cancels near 0, and the square overflows",
    ),
    Row(
        "r/sqrt(1 + (r/q)^2)",
        "r/sqrt(1 + (r/q)^2)",
        "cases(r/sqrt(1 + (r/q)^2) if abs(r) <= q; cases(0 if r = 0; q*sign(r)/sqrt(1 + (q/r)^2) otherwise) otherwise)",
        "the square overflows",
    ),
    Row(
        "q^3/(q^2 + r^2)^(3/2)",
        "1/(1 + (r/q)^2)/sqrt(1 + (r/q)^2)",
        "1/(1 + (r/q)^2)/sqrt(1 + (r/q)^2)",
        "the squares overflow, and the power takes long",
    ),
    Row(
        "ln(1 + (r/q)^2)",
        "ln(1 + (r/q)^2)",
        "cases(ln(1 + (r/q)^2) if abs(r) <= q;"
        " cases(0 if r = 0; 2*ln(abs(r)/q) + ln(1 + (q/r)^2) otherwise) otherwise)",
        "the square overflows",
    ),
    Row(
        "r/(1 + (r/q)^2)",
        "r/(1 + (r/q)^2)",
        "cases(r/(1 + (r/q)^2) if abs(r) <= q; cases(0 if r = 0; q/(1 + (q/r)^2)*(q/r) otherwise) otherwise)",
        "the square overflows",
    ),
    Row(
        "q^2*(q - r)*(q + r)/(q^2 + r^2)^2",
        "((q - r)/q)*((q + r)/q)/(1 + (r/q)^2*(2 + (r/q)^2))",
        f"cases(((q - r)/q)*((q + r)/q)/(1 + (r/q)^2*(2 + (r/q)^2)) if abs(r) <= {_FAR}*q; {_TAIL} otherwise)",
        "the squares overflow, and what the sum below rounds counts twice in its square",
    ),
    Row(
        "q^2*(q - r)*(q + r)/(q^2 + r^2)^2",
        "(1 - (r/q)^2)/(1 + (r/q)^2*(2 + (r/q)^2))",
        f"cases((1 - (r/q)^2)/(1 + (r/q)^2*(2 + (r/q)^2)) if abs(r) <= {_FAR}*q; {_TAIL} otherwise)",
        "the squares overflow; one rounding less than q - r times q + r, which keeps more digits only next to its zero",
    ),
    Row("(r^2/q + 1)^p - 1", _NEAR, _NEAR, "near 0 all digits are lost"),
    Row(
        "(y + q)*ln(q + exp(r)) - y*r",
        _COUNTS,
        _COUNTS,
        "y*r is subtracted from as much, and overflows where the difference does not",
    ),
    Row("exp(r) - 1 - r", "exp(r) - r - 1", "exp(r) - r - 1", "near 0 all digits are lost: see `exp_excess`"),
    Row("1 - exp(r)", "-(exp(r) - 1)", "-(exp(r) - 1)", "near 0 all digits are lost"),
    Row("q*exp(r) - q", "q*(exp(r) - 1)", "q*(exp(r) - 1)", "near 0 all digits are lost"),
    Row("exp(r)*q - q", "q*(exp(r) - 1)", "q*(exp(r) - 1)", "near 0 all digits are lost"),
    Row("q - q*exp(r)", "-q*(exp(r) - 1)", "-q*(exp(r) - 1)", "near 0 all digits are lost"),
    Row("ln(q + exp(r))", "ln(q + exp(r))", _LOG_OF_SUM, "exp overflows where its logarithm does not"),
    Row("ln(exp(r) + q)", "ln(exp(r) + q)", _LOG_OF_SUM, "exp overflows where its logarithm does not"),
    Row("(1 - y)*exp(r)", "(1 - y)*exp(r)", "(1 - y)*exp(r/2)*exp(r/2)", "exp overflows where its product does not"),
    Row(
        "y*exp(-r)",
        "y*exp(-r/2)*exp(-r/2)",
        "y*exp(-r/2)*exp(-r/2)",
        "exp overflows, or underflows, where its product with a small, or large, y does not",
    ),
)


WAYS = max(Counter(row.written for row in ROWS).values())  # how many rows know one and the same


def registered(term: n.Term, y: n.Symbol, safe: bool, way: int = 0) -> n.Term:
    """Return `term` with every subterm that a row knows computed the way it says, outermost first.

    What the runtime has a function for stays as it is. way: which row is taken where several
    know a subterm, the last where there are fewer.
    """
    known = special(term)
    if known is not None:
        return substitute(term, {argument: registered(argument, y, safe, way) for argument in known[1]})
    rows = [(row, found) for row in ROWS if (found := match(row.pattern, term, {"y": y})) is not None]
    if rows:
        row, found = rows[min(way, len(rows) - 1)]
        inner: dict[n.Term, n.Term] = {n.Symbol(name): registered(t, y, safe, way) for name, t in found.items()}
        return substitute(row.instead(safe), inner)
    return rebuild(term, lambda child: registered(child, y, safe, way))


def match(pattern: n.Term, term: n.Term, known: Mapping[str, n.Term]) -> dict[str, n.Term] | None:
    """Return what the letters stand for if `term` has the shape of `pattern`, else None."""
    if isinstance(pattern, n.Symbol) and pattern.name in SCOPE.symbols:
        if pattern.name in known:
            return dict(known) if known[pattern.name] == term else None
        return {**known, pattern.name: term}
    if type(pattern) is not type(term):
        return None
    below, above = children(pattern), children(term)
    if not below:
        return dict(known) if pattern == term else None
    if len(below) != len(above):
        return None
    found: dict[str, n.Term] | None = dict(known)
    for part, other in zip(below, above, strict=True):
        if found is not None:
            found = match(part, other, found)
    return found
