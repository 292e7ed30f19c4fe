"""Gaussian negative log-likelihood: a location and a log-scale for each sample.

Without the constant ln(2*pi)/2. With u = (y - m)*exp(-s), the error in units of the
scale, it is s + u^2/2: what is far off may be explained by a large scale, and ln of that
scale is the price.
"""

from symloss import Loss

loss = Loss("s + (y - m)^2*exp(-2*s)/2", raw="m real, s real", y_true="y real")
