"""Cross-entropy behind the complementary log-log link: P(y = 1) = 1 - exp(-exp(z))."""

from symloss import Loss

loss = Loss(
    "(1 - y)*exp(z) - y*ln(1 - exp(-exp(z)))",
    raw="z real",
    y_true="0 <= y <= 1",
)
