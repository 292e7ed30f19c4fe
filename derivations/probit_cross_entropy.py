"""Cross-entropy behind the probit link: P(y = 1) = Phi(z), the normal distribution function."""

from symloss import Loss

loss = Loss(
    "-(y*ln(p) + (1 - y)*ln(1 - p))",
    where={"p": "Phi(z)"},
    raw="z real",
    y_true="0 <= y <= 1",
)
