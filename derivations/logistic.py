"""Logistic loss of a margin: cross-entropy for labels -1 and +1.

With y = 2*t - 1 it is `binary_cross_entropy` of the label t in {0, 1}. Labels 0 are
refused: with them the loss would be ln(2), whatever the score.
"""

from symloss import Loss

loss = Loss("softplus(-y*z)", raw="z real", y_true="y in {-1, 1}")
