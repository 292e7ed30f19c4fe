"""Cross-entropy behind the complementary log-log link: P(y = 1) = 1 - exp(-exp(z)).

A label is 1 where at least one event of a Poisson count with mean exp(z) was seen. The
link is not symmetric: a 0 that was thought sure costs exp(z), a 1 only |z|.
"""

from symloss import Loss

loss = Loss(
    "(1 - y)*exp(z) - y*ln(1 - exp(-exp(z)))",
    raw="z real",
    y_true="0 <= y <= 1",
)
