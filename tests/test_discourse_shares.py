"""The letter for how many there are means other things too: N_k of each class, and the normal law in script."""

import pytest

from tests.notes import claims, verdicts

NORMAL = "Let $\\mathcal{N}(x \\mid \\mu, \\tau^2) = \\frac{1}{\\sqrt{2 \\pi \\tau^2}} e^{-(x-\\mu)^2/(2\\tau^2)}$.\n\n"
CLASSES = (
    "Let $N_k = \\sum_{n=1}^N r_{nk}$ and $c_k = \\frac{1}{N_k} \\sum_{n=1}^N r_{nk} x_n$, where "
    "$r_{nk}$ says how much of $x_n$ belongs to class $k$.\n\n"
)


@pytest.mark.long
@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\sum_{n=1}^N r_{nk} (x_n - c_k)^2 = \sum_{n=1}^N r_{nk} x_n^2 - N_k c_k^2", "proved"),
        (r"\sum_{n=1}^N r_{nk} (x_n - c_k)^2 = \sum_{n=1}^N r_{nk} x_n^2 + N_k c_k^2", "refuted"),
        (r"\sum_{n=1}^N r_{nk} (x_n - c_k)^2 = \sum_{n=1}^N r_{nk} x_n^2 - N c_k^2", "undecided"),
    ],
)
def test_how_many_there_are_of_each_is_no_length(claim, verdict):
    assert verdicts(f"{CLASSES}$${claim}$$\n")[-1] == verdict


@pytest.mark.parametrize(("sign", "verdict"), [("-", "proved"), ("+", "refuted")])
def test_the_normal_law_of_n_samples(sign, verdict):
    claim = (
        r"\sum_{n=1}^N \log \mathcal{N}(x_n \mid \mu, \tau^2) = "
        rf"-\frac{{N}}{{2}} \log(2 \pi \tau^2) {sign} \frac{{1}}{{2\tau^2}} \sum_{{n=1}}^N (x_n - \mu)^2"
    )
    assert verdicts(f"{NORMAL}{CLASSES}$${claim}$$\n")[-1] == verdict


def test_sizes_of_layers_stay_sizes():
    (claim,) = claims(r"$$\sum_{l=1}^m \sum_{i=1}^{m_l} 2 a_i = 2 \sum_{l=1}^m \sum_{i=1}^{m_l} a_i$$")
    assert "each" not in claim.reading


def test_a_loss_in_script_beside_a_number_of_layers():
    text = (
        "There are $L$ layers, with $s = \\sum_{l=1}^L w_l$ and $\\mathcal{L}(w) = \\frac{1}{2} (s - y)^2$.\n\n"
        "$$\\frac{\\partial \\mathcal{L}}{\\partial w_j} = s - y$$\n"
    )
    assert verdicts(text)[-1] == "proved"
    assert verdicts(text.replace("= s - y", "= 2 (s - y)"))[-1] != "proved"


def test_a_total_in_script_is_not_the_end_of_its_sum():
    text = "Let $\\mathcal{K} = \\sum_{k=1}^K p_k$ with $p_k = 1/K$.\n\n$$\\mathcal{K} = 1$$\n"
    assert verdicts(text)[-1] == "proved"
