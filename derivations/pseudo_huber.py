"""Pseudo-Huber loss: half the squared error near 0, delta*abs(z - y) far out, and smooth in between.

Huber's loss has a corner in its slope at delta; this one has derivatives of every
order, and a positive second one everywhere.
"""

from symloss import Loss

loss = Loss(
    "delta^2*(sqrt(1 + ((z - y)/delta)^2) - 1)",
    raw="z real",
    y_true="y real",
    parameters={"delta": "> 0"},
)
