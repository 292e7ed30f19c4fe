"""The chain rule of quantities that nothing defines: true if each depends on the last only through the next.

dE/dw_kj = dE/dy_k dy_k/dw_kj is a theorem about any E that w_kj reaches through y_k
alone, and false of one that it reaches in another way. Where the text says of none of
them what it is, that is the condition.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.shapes import base_name
from symloss.proofs.judging.meanings import Ask
from symloss.term import nodes as n
from symloss.term.scope import Scope
from symloss.term.sorting import sort_of
from symloss.term.sorts import is_number
from symloss.term.statement import Identity, Statement

_LEAST = 3  # quantities in a chain


def along_chain(statement: Statement, verdict: Verdict, ask: Ask) -> Verdict:
    """Return `conditional` for a derivative that is the product along a chain of undefined quantities."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if not isinstance(claim, n.Relation) or claim.op != "=":
        return verdict
    chain = _chain(claim.left, claim.right) or _chain(claim.right, claim.left)
    made = [quantity for quantity in chain[:-1] if base_name(quantity) in statement.scope.definitions]
    if len(chain) < _LEAST or made:
        return verdict
    found = ask(_of_numbers(len(chain)))
    last = chain[-1]
    conditions = (
        Condition(f"{one} depends on {last} only through {next_}", "found") for one, next_ in pairwise(chain[:-1])
    )
    return replace(found, word="conditional", conditions=(*conditions, *found.conditions)) if found.proved else verdict


def _chain(whole: n.Term, product: n.Term) -> tuple[n.Term, ...]:
    """Return a, b, ..., z if the sides are da/dz and the product of da/db, ..., dy/dz in any order, or nothing."""
    slopes = list(product.factors) if isinstance(product, n.Mul) else []
    if not isinstance(whole, n.Derivative) or not all(_is_slope(slope) for slope in (whole, *slopes)):
        return ()
    chain = [whole.body]
    while slopes:
        following = [s for s in slopes if isinstance(s, n.Derivative) and s.body == chain[-1]]
        if len(following) != 1:
            return ()
        chain.append(following[0].variable)
        slopes.remove(following[0])
    return tuple(chain) if chain[-1] == whole.variable and len(set(chain)) == len(chain) else ()


def _is_slope(term: n.Term) -> bool:
    """Whether this is a first derivative of one quantity by another, both numbers."""
    if not isinstance(term, n.Derivative) or term.order != 1:
        return False
    ends = (term.body, term.variable)
    return all(isinstance(end, n.Symbol | n.Indexed) and is_number(sort_of(end)) for end in ends)


def _of_numbers(count: int) -> Statement:
    """Return the chain rule of so many numbers, each a function of the next."""
    numbers = [n.Symbol(f"link_{k}") for k in range(count)]
    scope = Scope().declare(*numbers)
    for one, following in pairwise(numbers):
        scope = scope.depend(one.name, following)
    slopes = tuple(n.Derivative(one, following) for one, following in pairwise(numbers))
    return Statement(scope, Identity(n.Relation("=", n.Derivative(numbers[0], numbers[-1]), n.Mul(slopes))))
