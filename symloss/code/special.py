"""Special functions of the runtime: which terms they compute, and for which links they give a loss its formulas.

Patterns are in r and q, any terms. What a function computes is a term like any other, so that
the kernel judges every form in which one stands; how exactly it computes it is said in
the runtime, and tested there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from symloss.code.polynomial import without_zeros
from symloss.term import nodes as n
from symloss.term.printer import plain
from symloss.term.reader import read
from symloss.term.scope import Scope
from symloss.term.walk import children, rebuild, substitute, subterms

R, Q, Y = n.Symbol("r"), n.Symbol("q"), n.Symbol("y")
ZERO, ONE = n.Number(Fraction(0)), n.Number(Fraction(1))
SCOPE = Scope().declare(R, Q, Y)

PATTERNS: Mapping[str, n.Term] = {
    name: read(text, SCOPE)
    for name, text in {
        "log_ndtr_scaled": "ln(Phi(r))/(1 + abs(r))",
        "log_ndtr": "ln(Phi(r))",
        "normal_hazard": "exp(-r^2/2)/(sqrt(2*pi)*Phi(r))",
        "normal_hazard_slope": ("exp(-r^2/2)/(sqrt(2*pi)*Phi(r))*(r + exp(-r^2/2)/(sqrt(2*pi)*Phi(r)))"),
        "log_cloglog": "ln(1 - exp(-exp(r)))",
        "cloglog_hazard": "exp(r)/(exp(exp(r)) - 1)",
        "cloglog_hazard_slope": "exp(r)/(exp(exp(r)) - 1)*(exp(r)/(1 - exp(-exp(r))) - 1)",
        "exp_excess": "exp(r) - r - 1",
        "decay": "exp(-2*abs(r - q))",
    }.items()
}


def special(term: n.Term) -> tuple[str, tuple[n.Term, ...]] | None:
    """Return the function that computes a term, and its arguments; None if there is none."""
    for name, pattern in PATTERNS.items():
        found = _arguments(pattern, term, {})
        if found is not None:
            return name, tuple(found[letter] for letter in (R, Q) if letter in found)
    return None


def named(term: n.Term) -> n.Term:
    """Return a term for print, with the special functions in it by their names."""
    known = special(term)
    if known is not None:
        return n.Apply(n.Symbol(known[0]), tuple(map(named, known[1])))
    return rebuild(term, named)


def _arguments(pattern: n.Term, term: n.Term, known: Mapping[n.Term, n.Term]) -> Mapping[n.Term, n.Term] | None:
    """Return what r and q stand for if `term` has the shape of `pattern`, beside what is known of them."""
    if pattern in (R, Q):
        return {**known, pattern: term} if known.get(pattern, term) == term else None
    below, above = children(pattern), children(term)
    if type(pattern) is not type(term) or len(below) != len(above):
        return None
    if not below:
        return known if pattern == term else None
    found: Mapping[n.Term, n.Term] | None = known
    for part, other in zip(below, above, strict=True):
        found = None if found is None else _arguments(part, other, found)
    return found


@dataclass(frozen=True)
class Link:
    """A link P(y = 1) = F(r): the loss, also as what never overflows; F'/F, F'/(1 - F), and how they fall and rise."""

    loss: str
    safe_loss: str
    hazard_one: str
    hazard_zero: str
    slope_one: str
    slope_zero: str

    @cached_property
    def formulas(self) -> tuple[n.Term, ...]:
        """Value, safe value, gradient, Hessian and expected Hessian, with nothing in them that cancels."""
        texts = (
            self.loss,
            self.safe_loss,
            f"(1 - y)*{self.hazard_zero} - y*{self.hazard_one}",
            f"(1 - y)*{self.slope_zero} + y*{self.slope_one}",
            f"{self.hazard_one}*{self.hazard_zero}",
        )
        return tuple(read(text, SCOPE) for text in texts)


def _written(name: str, argument: str = "r") -> str:
    return f"({plain(substitute(PATTERNS[name], {R: read(argument, SCOPE)}))})"


LINKS: Mapping[tuple[str, ...], Link] = {  # by what stands in the formulas behind one
    ("Phi(r)",): Link(
        f"-(y*{_written('log_ndtr')} + (1 - y)*{_written('log_ndtr', '-r')})",
        f"-(y*(1 + abs(r))*{_written('log_ndtr_scaled')} + (1 - y)*(1 + abs(-r))*{_written('log_ndtr_scaled', '-r')})",
        _written("normal_hazard"),
        _written("normal_hazard", "-r"),
        _written("normal_hazard_slope"),
        _written("normal_hazard_slope", "-r"),
    ),
    ("exp(-exp(r))", "exp(exp(r))"): Link(
        f"(1 - y)*exp(r) - y*{_written('log_cloglog')}",
        f"(1 - y)*exp(r/2)*exp(r/2) - y*{_written('log_cloglog')}",
        _written("cloglog_hazard"),
        "exp(r)",
        _written("cloglog_hazard_slope"),
        "exp(r)",
    ),
}


def proposals(term: n.Term, y: n.Symbol, z: n.Symbol) -> list[tuple[n.Term, n.Term]]:
    """Return what a term in y and the raw value, or in one label and it, may be if it speaks of one of the links.

    Each in two forms, the second of which overflows only where it has to.
    """
    found: list[tuple[n.Term, n.Term]] = []
    parts = set(subterms(term))
    for marks, link in LINKS.items():
        if not any(substitute(read(mark, SCOPE), {R: z}) in parts for mark in marks):
            continue
        loss, safe, *others = [substitute(proposal, {R: z, Y: y}) for proposal in link.formulas]
        general = [(loss, safe), *((other, other) for other in others)]
        if y in parts:
            found += general
        else:
            found += [(_with_label(a, y, end), _with_label(b, y, end)) for a, b in general for end in (ZERO, ONE)]
    return found


def _with_label(term: n.Term, y: n.Symbol, label: n.Term) -> n.Term:
    return without_zeros(substitute(term, {y: label}))
