"""Squared error of exponential outputs: scores are made positive, not normalised.

For a wrong class the gradient is always positive, which the plain squared error does
not promise. The price: the loss is not convex, and for the true class the gradient
vanishes as its score goes to -infinity.
"""

from symloss import Loss

loss = Loss(
    "1/K * sum_k (y_k - exp(s_k))^2",
    raw="s_k real, k = 1..K",
    y_true="y_k real",
    ask={"wrong class": "y_j = 0 => dL/ds_j > 0"},
)
