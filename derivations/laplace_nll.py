"""Laplace negative log-likelihood: a location and a log-scale for each sample.

Without the constant ln 2. Errors count in units of the scale, as in the Gaussian one, but
not their squares: a single outlier moves the location, the median of the labels, no more
than any other sample.
"""

from symloss import Loss

loss = Loss("s + abs(y - m)*exp(-s)", raw="m real, s real", y_true="y real")
