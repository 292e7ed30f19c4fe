"""Binary cross-entropy: what remains if no sigma' may stand in the gradient.

Under the squared error the gradient of a sigmoid neuron is (a - y)*sigma'(z)*x, and
learning stops where the neuron saturates, however wrong it is. So the gradient is
wished for, and the loss is found: the error a - y itself, times the input.
"""

from symloss import Requirement

loss = Requirement(  # find L(a, y) such that, for every x,
    {"w": "x*(a - y)", "b": "a - y"},  # dL/dw and dL/db are these
    neuron="z = w*x + b, a = sigma(z)",
    y_true="0 <= y <= 1",
    constant="c(y) = 0",
)
