"""Smooth L1: Huber's loss divided by its width, so that far out the gradient is 1.

Object detectors call it so; as beta goes to 0 it becomes the absolute error.
"""

from symloss import Loss

loss = Loss(
    "cases((z - y)^2/(2*beta) if abs(z - y) <= beta; abs(z - y) - beta/2 otherwise)",
    raw="z real",
    y_true="y real",
    parameters={"beta": "> 0"},
    latex={"beta": r"\beta"},
)
