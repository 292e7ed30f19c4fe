"""Poisson negative log-likelihood of counts, on the logarithm of the rate.

The term ln(y!), which is free of z, is dropped.
"""

from symloss import Loss

loss = Loss("exp(z) - y*z", raw="z real", y_true="y >= 0")
