"""Kullback-Leibler divergence of softmax outputs from soft labels.

It is the cross-entropy less the entropy of the labels, a term without the scores:
values differ, gradients do not.
"""

from symloss import Loss

loss = Loss(
    "sum_k y_k*ln(y_k/p_k)",
    where={"p_k": "exp(s_k)/sum_i exp(s_i)"},
    raw="s_k real, k = 1..K",
    y_true="y_k > 0, sum_k y_k = 1",
)
