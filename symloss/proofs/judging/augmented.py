"""Vectors with an entry 0 for the bias: beta_0 + beta_1 x_1 + ... = beta^T x, if x begins with x_0 = 1."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.shapes import ZERO, base_name
from symloss.proofs.judging.meanings import Ask
from symloss.proofs.judging.unsaid import reached_terms
from symloss.term import nodes as n
from symloss.term.statement import Identity, Statement, rewritten
from symloss.term.walk import rebuild, subterms


def with_bias(statement: Statement, verdict: Verdict, given: Container[str], ask: Ask) -> Verdict:
    """Return `conditional` for what is true if a product of whole vectors begins with the bias times 1.

    given: the names to which the text gives numbers; an x_0 that it gives is no matter of course.
    """
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if claim is None or verdict.word not in ("undecided", "refuted"):
        return verdict
    parts = [part for term in reached_terms(statement, claim) for part in subterms(term)]
    biases = {p.base: p for p in parts if isinstance(p, n.Indexed) and p.indices == (ZERO,)}
    products = [p for p in parts if isinstance(p, n.Inner) and (p.left in biases) != (p.right in biases)]
    if not products:
        return verdict

    def begun(term: n.Term) -> n.Term:
        made = rebuild(term, begun)
        if term not in products or not isinstance(made, n.Inner):
            return made
        return n.Add((biases.get(made.left) or biases[made.right], made))

    others = sorted({base_name(p.right if p.left in biases else p.left) for p in products})
    found = ask(rewritten(statement, begun)) if not any(f"{name}_0" in given for name in others) else verdict
    if not found.proved:
        return verdict
    said = tuple(Condition(f"{name} begins with an entry 0, which is 1", "found") for name in others)
    return replace(found, word="conditional", conditions=(*said, *found.conditions), witness=verdict.witness)
