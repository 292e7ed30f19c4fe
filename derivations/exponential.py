"""Exponential loss of a margin, that of AdaBoost.

Its gradient grows without bound on the wrong side, so one wrong label can outweigh
all others.
"""

from symloss import Loss

loss = Loss("exp(-y*z)", raw="z real", y_true="y in {-1, 1}")
