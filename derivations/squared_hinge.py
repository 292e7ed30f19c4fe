"""Squared hinge loss of a margin: the hinge without its corner.

The gradient is continuous; the second derivative jumps from 2 to 0 at margin 1.
"""

from symloss import Loss

loss = Loss("max(1 - y*z, 0)^2", raw="z real", y_true="y in {-1, 1}")
