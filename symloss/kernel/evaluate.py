"""The value of a term at an exact point, as an exact rational or a certified ball.

The refuter and the second checker stand on this module and on nothing else of the
kernel: no normal form, no differentiation rule. Derivatives are read off truncated
Taylor series (`symloss.kernel.jets`).
"""

from __future__ import annotations


class Undefined(ArithmeticError):
    """The term has no real value at this point (0/0, the logarithm of 0, ...)."""


class Unknown(ArithmeticError):
    """No value was found: a ball straddles a boundary, or the term lies outside the evaluator."""
