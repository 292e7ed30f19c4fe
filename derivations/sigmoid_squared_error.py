"""Squared error of a sigmoid output: the Brier score of two classes.

Its gradient carries the factor a*(1 - a) = sigma'(z), at most 1/4 and next to nothing
where the neuron saturates: learning is slow exactly when the error is large.
"""

from symloss import Loss

loss = Loss(
    "(a - y)^2",
    where={"a": "sigma(z)"},
    raw="z real",
    y_true="0 <= y <= 1",
)
