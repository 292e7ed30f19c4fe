"""Huber's loss: half the squared error up to delta, from there on a line.

The gradient is the error, clipped at delta. `smooth_l1(beta)` elsewhere is this,
divided by delta = beta.
"""

from symloss import Loss

loss = Loss(
    "cases((z - y)^2/2 if abs(z - y) <= delta; delta*(abs(z - y) - delta/2) otherwise)",
    raw="z real",
    y_true="y real",
    parameters={"delta": "> 0"},
)
