"""Pinball loss: its minimiser is the quantile tau of y.

Too low costs tau, too high 1 - tau. Where z = y the code returns 0, the subgradient
nearest to 0.
"""

from symloss import Loss

loss = Loss(
    "tau*max(y - z, 0) + (1 - tau)*max(z - y, 0)",
    raw="z real",
    y_true="y real",
    parameters={"tau": "0 < tau < 1"},
)
