"""Cross-entropy behind the probit link: P(y = 1) = Phi(z), the normal distribution function.

A label is 1 where a hidden score with normal noise is positive. The tails of the normal
distribution are light, so a wrong label far out costs z^2/2, where the logit asks for |z|.
"""

from symloss import Loss

loss = Loss(
    "-(y*ln(p) + (1 - y)*ln(1 - p))",
    where={"p": "Phi(z)"},
    raw="z real",
    y_true="0 <= y <= 1",
)
