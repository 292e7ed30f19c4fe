"""Expectile loss: the squared error, weighted by its side.

What the pinball loss is to the median, this is to the mean: with tau = 1/2 it is half the
squared error, with tau near 1 it fits what lies above most of the mass.
"""

from symloss import Loss

loss = Loss(
    "tau*max(y - z, 0)^2 + (1 - tau)*max(z - y, 0)^2",
    raw="z real",
    y_true="y real",
    parameters={"tau": "0 < tau < 1"},
    latex={"tau": r"\tau"},
)
