"""Log-cosh: half the squared error where it is small, the absolute error where it is large.

Twice differentiable everywhere, unlike Huber's loss; for large errors it is
|z - y| - ln(2).
"""

from symloss import Loss

loss = Loss("ln(cosh(z - y))", raw="z real", y_true="y real")
