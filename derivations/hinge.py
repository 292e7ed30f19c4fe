"""Hinge loss of a margin, that of support vector machines.

No gradient once the margin is 1. At the corner itself the code returns 0, the
subgradient nearest to 0.
"""

from symloss import Loss

loss = Loss("max(1 - y*z, 0)", raw="z real", y_true="y in {-1, 1}")
