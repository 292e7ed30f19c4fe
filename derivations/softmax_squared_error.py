"""Squared error of softmax outputs: the Brier score of K classes, divided by K.

With two classes the gradient of a wrong class is positive; from three classes on it is
not: descent can raise the score of a wrong class. And where the neuron saturates on
the wrong class, the gradient vanishes while the loss is largest.
"""

from symloss import Loss

loss = Loss(
    "1/K * sum_k (y_k - p_k)^2",
    where={"p_k": "exp(s_k)/sum_i exp(s_i)"},
    raw="s_k real, k = 1..K, K >= 2",
    y_true="y_k >= 0, sum_k y_k = 1",
    ask={"wrong class": "y_j = 0 => dL/ds_j > 0"},
)
