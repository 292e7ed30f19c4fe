"""Log loss: cross-entropy of a probability that is given as such.

The raw value is the probability itself, so the gradient is unbounded at the ends:
-1/a for y = 1, 1/(1 - a) for y = 0. On a logit use `binary_cross_entropy`.
"""

from symloss import Loss

loss = Loss(
    "-(y*ln(a) + (1 - y)*ln(1 - a))",
    raw="0 < a < 1",
    y_true="0 <= y <= 1",
)
