"""Cauchy loss: the squared error near 0, its logarithm far out.

Also called Lorentzian. It redescends: the farther off a sample is, the less it pulls, so that
its second derivative is negative beyond c and an outlier is forgotten.
"""

from symloss import Loss

loss = Loss("c^2/2*ln(1 + ((z - y)/c)^2)", raw="z real", y_true="y real", parameters={"c": "> 0"})
