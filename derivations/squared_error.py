"""Squared error of K outputs: the mean of the squared differences.

The gradient grows with the error, which a linear output wants, and has the sign of
the error only: for a wrong class (y_j = 0) a negative score gives a negative gradient,
and descent raises the score of the wrong class.
"""

from symloss import Loss

loss = Loss(
    "1/K * sum_k (y_k - s_k)^2",
    raw="s_k real, k = 1..K",
    y_true="y_k real",
    ask={"wrong class": "y_j = 0 => dL/ds_j > 0"},
)
