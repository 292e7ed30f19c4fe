"""Half the squared error: the loss whose gradient is the residual itself.

It is to the identity what cross-entropy is to the sigmoid: asked for the gradient
a - y without any factor, a linear neuron answers with (a - y)^2/2.
"""

from symloss import Requirement

loss = Requirement(
    {"w": "x*(a - y)", "b": "a - y"},
    neuron="z = w*x + b, a = z",
    y_true="y real",
    constant="c(y) = y^2/2",
)
