"""Cross-entropy of softmax outputs, on the scores: ln sum_k e^(s_k) - y.s.

It is the matching loss of softmax: its gradient is p - y, the same in form as for one
sigmoid neuron. Written as -sum_k y_k*ln(p_k) it is the same loss only if the labels
sum to 1.
"""

from symloss import Loss

loss = Loss(
    "ln(sum_k exp(s_k)) - sum_k y_k*s_k",
    where={"p_k": "exp(s_k)/sum_i exp(s_i)"},
    raw="s_k real, k = 1..K",
    y_true="y_k >= 0, sum_k y_k = 1",
    parameters={"label_smoothing": "0 <= label_smoothing <= 1, default 0"},
    labels={"y_k": "(1 - label_smoothing)*y_k + label_smoothing/K"},
    forms={"in the outputs": "L = -sum_k y_k*ln(p_k)"},
    ask={"wrong class": "y_j = 0 => dL/ds_j > 0"},
    latex={"label_smoothing": r"\varepsilon"},
)
