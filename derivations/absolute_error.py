"""Absolute error: every error weighs by its size, and pulls with the same force.

The gradient is the sign of the error. At z = y there is no derivative; the code
returns 0 there, the subgradient nearest to 0.
"""

from symloss import Loss

loss = Loss("abs(z - y)", raw="z real", y_true="y real")
