"""Focal loss (Lin et al. 2017), without the class weight: use sample weights.

What is right already counts less, by (1 - p)^gamma, where p is the sigmoid of z. With
gamma = 0 it is binary cross-entropy. It is not convex: an easy example on the wrong
side has a negative second derivative.
"""

from symloss import Loss

loss = Loss(
    "-y*(1 - p)^gamma*ln(p) - (1 - y)*p^gamma*ln(1 - p)",
    where={"p": "sigma(z)"},
    raw="z real",
    y_true="y in {0, 1}",
    parameters={"gamma": ">= 0"},
)
