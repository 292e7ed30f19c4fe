"""The certificate of a proved claim in words: the cases, what the sides are made of, and the form that both have."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symloss.kernel.proof import Proof
from symloss.kernel.proving.prove import prove
from symloss.kernel.replaying.certificate import Certificate, Form, Leaf, Polynomial
from symloss.kernel.shown import shown
from symloss.proofs.record import Claim
from symloss.term import nodes as n

MOST = 12  # monomials that are written out
_ONE = n.Number(Fraction(1))


def certificate(claim: Claim) -> Iterator[str]:
    """Yield the lines of a certificate; nothing for a claim that was not proved by normal forms."""
    if claim.verdict != "proved" or claim.statement is None:
        return
    proof = prove(claim.statement, record=True)
    found = proof.certificate if isinstance(proof, Proof) else None
    if not isinstance(found, Certificate):
        return
    for settled in found.settled:
        for leaf in settled.leaves:
            yield from _leaf(leaf)
    for other in found.other:
        yield f"shown otherwise: {other}"


def _leaf(leaf: Leaf) -> Iterator[str]:
    case = ", ".join(shown(truth) for truth in leaf.path)
    where = f"case {case}: " if case else ""
    if leaf.empty:
        yield f"{where}excluded by what is known"
    elif leaf.left is None or leaf.right is None:
        yield f"{where}the two sides are the same term"
    else:
        yield f"{where}left {_form(leaf.left, leaf.kernels)}"
        yield f"{where}right {_form(leaf.right, leaf.kernels)}"


def _form(form: Form, kernels: tuple[n.Term, ...]) -> str:
    top, bottom = _polynomial(form.top, kernels), _polynomial(form.bottom, kernels)
    if top is None or bottom is None:
        return f"[{len(form.top)} terms over {len(form.bottom)}]"
    return shown(top if bottom == _ONE else n.Div(top, bottom))


def _polynomial(polynomial: Polynomial, kernels: tuple[n.Term, ...]) -> n.Term | None:
    """Return a polynomial in kernels as a term; None if it is long."""
    if len(polynomial) > MOST:
        return None
    monomials = []
    for powers, coefficient in polynomial:
        factors = [kernels[i] if e == 1 else n.Pow(kernels[i], n.Number(Fraction(e))) for i, e in powers]
        size = abs(coefficient)
        if size != 1 or not factors:
            whole = n.Number(Fraction(size.numerator))
            factors.insert(0, whole if size.denominator == 1 else n.Div(whole, n.Number(Fraction(size.denominator))))
        monomial = factors[0] if len(factors) == 1 else n.Mul(tuple(factors))
        monomials.append(monomial if coefficient > 0 else n.Neg(monomial))
    return n.Number(Fraction(0)) if not monomials else monomials[0] if len(monomials) == 1 else n.Add(tuple(monomials))
