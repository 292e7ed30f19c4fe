"""Logarithms without brackets before a product with an exponential: the letter says one thing, and people another."""

import pytest

from tests.notes import claims

WHOLE = "a logarithm without brackets takes all factors behind it"


@pytest.mark.long
@pytest.mark.parametrize(
    "claim",
    [
        r"\log \frac{1}{s} e^{-x} = -\log s - x",
        r"\ln \frac{1}{s} \exp(-x) = -\ln s - x",
        r"\log \frac{1}{\sqrt{2\pi v}} e^{-\frac{(y - m)^2}{2 v}} = -\frac12 \log(2\pi v) - \frac{(y - m)^2}{2 v}",
        r"2 - \log \frac{a}{b} e^{-x} = 2 - \log a + \log b + x",
        r"\log p^y (1 - p)^{1 - y} = y \log(p) + \log(1 - p) (1 - y)",
        r"\log p^y \cdot (1 - p)^{1 - y} = y \log p + (1 - y) \log(1 - p)",
        r"\log p (1 - p) = \log p + \log(1 - p)",
        r"\log a / b = \log a - \log b",
        r"1 + y \ln a/b = 1 + y \ln a - y \ln b",
    ],
)
def test_a_proof_says_how_it_reads_them(claim):
    found = claims(f"Let $a, b > 0$ and $0 < p < 1$. We have $${claim}$$\n")[-1]
    assert found.verdict == "proved"
    assert WHOLE in [c.text for c in found.judgement.conditions]


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\log \left(\frac{1}{s}\right) e^{-x} = -\log s - x", "refuted"),  # brackets say that it is a product
        (r"\log(s) e^{-x} = \log s - x", "refuted"),
        (r"\log \frac{1}{s} e^{-x} = -\log s + x", "refuted"),  # false in both ways
        (r"\log a^y (1 + b)^{1 - y} = y \log a + (1 + y) \log(1 + b)", "refuted"),
        (r"\log(a^y) b^{1 - y} = y \log a + (1 - y) \log b", "refuted"),
        (r"\frac{\log a}{b} = \log a - \log b", "refuted"),
        (r"\log a/b = \log b - \log a", "refuted"),
        (r"\log a^2/2 = \log a", "proved"),  # true to the letter
        (r"\log a \cdot b^2 = \log a + 2 \log b", "refuted"),
        (r"\log a \log b = \log a + \log b", "refuted"),
        (r"\log \frac{1}{s} e^{-x} = -e^{-x} \log s", "proved"),  # true to the letter
        (r"\log \left(\frac{1}{s} e^{-x}\right) = -\log s - x", "proved"),
    ],
)
def test_brackets_and_the_letter_count(claim, verdict):
    found = claims(f"Let $a, b > 0$. We have $${claim}$$\n")[-1]
    assert found.verdict == verdict
    assert WHOLE not in [c.text for c in found.judgement.conditions]


@pytest.mark.long
def test_a_definition_is_read_so_too():
    text = r"Let $\ell = \log \frac{1}{\sqrt{2\pi v}} e^{-\frac{(y - m)^2}{2 v}}$. Then $$\frac{\partial \ell}{\partial m} = "
    assert [c.verdict for c in claims(text + "\\frac{y - m}{v}$$\n")] == ["proved"]
    assert [c.verdict for c in claims(text + "\\frac{m - y}{v}$$\n")][-1] in ("refuted", "undecided")
    bracketed = text.replace(r"\log \frac{1}{\sqrt{2\pi v}}", r"\log \left(\frac{1}{\sqrt{2\pi v}}\right)")
    assert [c.verdict for c in claims(bracketed + "\\frac{y - m}{v}$$\n")][-1] in ("refuted", "undecided")


DERIVATIVES = [
    (r"\frac{d}{dx} x^2 + 3 x = 2 x + 3", "proved", True),
    (r"\frac{\partial}{\partial w} w^2 + \lambda w = 2 w + \lambda", "proved", True),
    (r"1 + \frac{d}{dx} x^2 - x = 2 x", "proved", True),
    (r"\nabla_w \frac{1}{2} \|w\|^2 + C = w", "proved", True),
    (r"\nabla_w \frac{1}{2} \|w\|^2 + C = 2 w", "undecided", False),  # false in both ways, but no slip explains it
    (r"\frac{d}{dx} x^2 + 3 x = 2 x + 3 x", "proved", False),  # true to the letter
    (r"\frac{d}{dx} x^2 + 3 x = 2 x - 3", "refuted", False),  # false in both ways
    (r"\frac{d}{dx} (x^2) + 3 x = 2 x + 3", "refuted", False),
    (r"\frac{d x^2}{dx} + 3 x = 2 x + 3", "refuted", False),
    (r"\frac{d}{dx} (x^2 + 3 x) = 2 x + 3", "proved", False),
]


@pytest.mark.parametrize(("claim", "verdict", "open_"), DERIVATIVES)
def test_derivatives_of_sums(claim, verdict, open_):
    (found,) = claims(f"We have $${claim}$$\n")
    assert found.verdict == verdict
    said = "a derivative without brackets takes all terms behind it"
    assert (said in [c.text for c in found.judgement.conditions]) == open_


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\ln(x)^2 = 2 \ln x", "proved"),
        (r"\log(a + b)^2 = 2 \log(a + b)", "proved"),
        (r"\ln(x)^2 = \ln x \cdot \ln x", "proved"),  # to the letter
        (r"(\ln x)^2 = 2 \ln x", "refuted"),
        (r"\ln^2 x = 2 \ln x", "refuted"),
        (r"\ln(x)^2 = 3 \ln x", "refuted"),
    ],
)
def test_powers_behind_the_brackets_of_a_logarithm(claim, verdict):
    assert claims(f"Let $a, b > 0$. We have $${claim}$$\n")[-1].verdict == verdict


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"0 \log 0 = 0", "conditional"),
        (r"-(1 \log 1 + 0 \cdot \log 0) = 0", "conditional"),
        (r"0 \log 0 = 1", "refuted"),
        (r"2 \log 0 = 0", "refuted"),
        (r"1 + 0 \log 0 = 2", "refuted"),
    ],
)
def test_nothing_times_the_logarithm_of_nothing_is_a_limit(claim, verdict):
    assert claims(f"We have $${claim}$$\n")[-1].verdict == verdict
