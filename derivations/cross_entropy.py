"""Cross-entropy of two distributions (Shannon): -sum_k y_k*ln(p_k), in units of the base.

In nats with base e, in bits with base 2. It is the entropy of y and the divergence of
p from y: least, but not zero unless y is certain, where p = y.
"""

from symloss import Loss

loss = Loss(
    "-sum_k y_k*ln(p_k)/ln(base)",
    raw="0 < p_k <= 1, k = 1..K",
    y_true="y_k >= 0, sum_k y_k = 1",
    parameters={"base": "> 1, default e"},
    forms={"H(y, p) = H(y) + D(y||p)": "y_k > 0 => L = -sum_k y_k*ln(y_k)/ln(base) + sum_k y_k*ln(y_k/p_k)/ln(base)"},
)
