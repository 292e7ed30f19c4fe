"""Gamma negative log-likelihood of positive amounts, on the logarithm of the mean.

For shape 1, without the terms that are free of z. Its gradient is the relative error
1 - y/mean: what counts is the ratio, not the difference.
"""

from symloss import Loss

loss = Loss("z + y*exp(-z)", raw="z real", y_true="y > 0")
