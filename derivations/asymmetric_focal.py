"""Asymmetric focal loss (Ridnik et al. 2021, without the shift).

Two exponents, so that the many easy negatives can be played down more than the few
positives; p is the sigmoid of z.
"""

from symloss import Loss

loss = Loss(
    "-y*(1 - p)^gamma_pos*ln(p) - (1 - y)*p^gamma_neg*ln(1 - p)",
    where={"p": "sigma(z)"},
    raw="z real",
    y_true="y in {0, 1}",
    parameters={"gamma_pos": ">= 0", "gamma_neg": ">= 0"},
    latex={"gamma_pos": r"\gamma_{+}", "gamma_neg": r"\gamma_{-}"},
)
