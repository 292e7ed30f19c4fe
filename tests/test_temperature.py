"""T is a quantity where nothing is transposed, and a transposition where a script says so."""

from __future__ import annotations

import pytest

from tests.notes import verdicts


@pytest.mark.parametrize("fraction", [r"e^{z_%s/T}", r"\exp(z_%s/T)", r"e^{\frac{z_%s}{T}}"])
def test_a_temperature_is_a_quantity(fraction: str) -> None:
    told = f"Let $q_i = \\frac{{{fraction % 'i'}}}{{\\sum_j {fraction % 'j'}}}$ with a temperature $T > 0$. Then\n\n"
    right, wrong = r"\frac1T q_i (\delta_{ij} - q_j)", r"q_i (\delta_{ij} - q_j)"
    assert verdicts(told + rf"$$\frac{{\partial q_i}}{{\partial z_j}} = {right}$$" + "\n") == ["proved"]
    assert "proved" not in verdicts(told + rf"$$\frac{{\partial q_i}}{{\partial z_j}} = {wrong}$$" + "\n")


@pytest.mark.parametrize("script", ["T", r"\top", r"{-T}"])
def test_beside_a_transposition_it_is_not_guessed_at(script: str) -> None:
    text = f"With $s = w^{script} x$ and vectors $w, x$ we have\n\n$$\\frac{{s}}{{T}} \\cdot 2 = \\frac{{s}}{{T}}$$\n"
    assert "proved" not in verdicts(text)
