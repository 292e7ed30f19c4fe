"""Kullback-Leibler divergence of given probabilities: how many nats too many p costs where y is true.

It differs from the cross-entropy by the entropy of y, a term without p; so both have
the same gradient.
"""

from symloss import Loss

loss = Loss(
    "sum_k y_k*ln(y_k/p_k)",
    raw="p_k > 0, k = 1..K",
    y_true="y_k > 0, sum_k y_k = 1",
)
