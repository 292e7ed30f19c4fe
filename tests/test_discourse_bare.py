"""A display without a sign directly below a chain goes on with it: it is proved, or left open, never refuted."""

import pytest

from tests.notes import claims, verdicts

CHAIN = r"""$$(a + b)^2 = a^2 + 2 a b + b^2$$

$$%s$$
"""


@pytest.mark.parametrize(
    ("below", "expected"),
    (
        (r"a (a + 2 b) + b^2", ["proved", "proved"]),
        (r"a (a + b) + b^2", ["proved", "undecided"]),
        (r"a", ["proved"]),
        (r"2", ["proved"]),
    ),
)
def test_a_display_without_a_sign_goes_on(below, expected):
    assert verdicts(CHAIN % below) == expected


def test_the_next_display_goes_on_from_there():
    text = (CHAIN % "a (a + 2 b) + b^2") + "\n$$b (b + 2 a) + a^2$$\n\n$$= (b + a)^2$$\n"
    assert verdicts(text) == ["proved"] * 4


@pytest.mark.parametrize(
    "text",
    (
        "$$(a + b)^2 = a^2 + 2 a b + b^2$$\n\nThe next term is\n\n$$a b + b$$\n",
        "We know $(a + b)^2 = a^2 + 2 a b + b^2$.\n\n$$a b + b$$\n",
        "$$(a + b)^2 = a^2 + 2 a b + b^2$$\n\n# Next\n\n$$a b + b$$\n",
    ),
)
def test_a_display_after_words_is_only_mentioned(text):
    assert verdicts(text) == ["proved"]


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\sum_{k=0}^{n-1} r^k = \frac{1 - r^n}{1 - r}", "proved"),
        (r"\sum_{k=0}^{n-1} a r^k = a \frac{1 - r^n}{1 - r}", "proved"),
        (r"\sum_{k=0}^{n-1} x_k r^k = x_0 + \sum_{k=1}^{n-1} x_k r^k", "proved"),
    ],
)
def test_a_sum_from_0_over_powers_stays_one_from_0(formula, verdict):
    assert verdicts(f"$${formula}$$\n") == [verdict]


@pytest.mark.parametrize(
    ("note", "verdict"),
    [
        (r"$$\frac{\partial}{\partial x_j} \ln \sum_{i=0}^{N-1} e^{x_i} = \frac{e^{x_j}}{\sum_{i=0}^{N-1} e^{x_i}}$$", "proved"),
        (r"$$\sum_{k=1}^n a_k = \sum_{k=0}^{n-1} a_{k+1}$$", "proved"),
        (r"$$\sum_{k=0}^{n-1} a_k = a_0 + \sum_{k=1}^{n-1} a_k$$", "proved"),
        (r"$$\sum_{k=1}^n a_k = \sum_{k=0}^{n-1} a_k$$", "undecided"),
        (r"Let $S = \sum_{k=0}^{n-1} a_k$ and $R = \sum_{k=1}^n a_k$. Then $S = R$.", "undecided"),
    ],
)  # fmt: skip
def test_entries_are_counted_from_0_if_the_whole_text_does(note, verdict):
    assert verdicts(f"{note}\n") == [verdict]


@pytest.mark.parametrize(
    "note",
    [
        r"Let $S_n = \sum_{k=0}^{n-1} a_k$ for every $n$. $$S_{n+1} - S_n = a_{n+1}$$",
        r"Let $S_n = \sum_{k=0}^{n-1} a_k$ for every $n$. $$S_{m+1} - S_m = a_{m+1}$$",
        r"Let $S(n) = \sum_{k=0}^{n-1} a_k$ for every $n$. $$S(m+1) - S(m) = a_{m+1}$$",
        r"$$\frac{\partial}{\partial a_n} \sum_{k=0}^{n-1} a_k^2 = 2 a_n$$",
        r"$$\frac{\partial}{\partial z_K} \ln \sum_{j=0}^{K-1} e^{z_j} = \frac{e^{z_K}}{\sum_{j=0}^{K-1} e^{z_j}}$$",
        r"$$\sum_{i=0}^{m-1} \sum_{j=0}^{i-1} x_i x_j = \frac12 \left( \left( \sum_{i=0}^{m-1} x_i \right)^2 + \sum_{i=0}^{m-1} x_i^2 \right)$$",
        r"Let $b_k = 2 a_k$ and $b_0 = 2$. $$\sum_{k=0}^{n-1} b_k = \sum_{k=0}^{n-1} a_k$$",
    ],
)  # fmt: skip
def test_an_entry_behind_the_last_is_none_of_a_sum_from_0(note):
    assert verdicts(f"{note}\n")[-1] in ("refuted", "undecided")


def test_arrays_that_are_counted_to_the_same_end_are_counted_alike():
    note = r"Let $b_k = 2 a_k$ for all $k$, so $b_0 = 2 a_0$. $$\sum_{k=0}^{n-1} b_k = 2 \sum_{k=0}^{n-1} a_k$$"
    assert verdicts(f"{note}\n")[-1] in ("proved", "undecided")


ELIDED = r"Let $u = w_0 x_0 + w_1 x_1 + \cdots + w_{m-1} x_{m-1}$ and $s = \sum_{i=0}^{m-1} w_i^2$."


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\frac{\partial u}{\partial w_0} = x_0", "proved"),
        (r"\frac{\partial u}{\partial w_0} = 0", "undecided"),
        (r"\frac{\partial u}{\partial w_0} = 2 x_0", "refuted"),
        (r"\frac{\partial u}{\partial w_{m-1}} = x_{m-1}", "proved"),
        (r"\frac{\partial s}{\partial w_0} = 2 w_0", "proved"),
        (r"\frac{\partial s}{\partial w_0} = w_0", "refuted"),
        (r"\frac{\partial s}{\partial w_j} = 2 w_j \quad \text{for } j = 0, 1, \dots, m - 1", "proved"),
        (r"\frac{\partial s}{\partial w_j} = 2 w_0 \quad \text{for } j = 0, 1, \dots, m - 1", None),
        (r"s = w_0^2 + \sum_{i=1}^{m-1} w_i^2", "proved"),
        (r"s = w_0 + \sum_{i=1}^{m-1} w_i^2", None),
        (r"s = \sum_{i=1}^{m} w_i^2", None),  # of other entries, or counted otherwise
        (r"\frac{\partial s}{\partial w_m} = 2 w_m", None),  # there is no such entry
        (r"\frac{\partial s}{\partial w_j} = 2 w_j \quad \text{if } j = 0", None),
    ],
)
def test_what_is_written_out_is_an_entry_of_what_is_counted_from_0(formula, verdict):
    found = verdicts(f"{ELIDED}\n\n$${formula}$$\n")
    assert found[-1] == verdict if verdict else found[-1] != "proved"


@pytest.mark.long
def test_a_condition_on_an_entry_counts_as_the_formulas_do():
    assert verdicts(rf"{ELIDED} $$\frac{{u}}{{x_0}} = u \quad \text{{if }} x_0 = 1$$")[-1] == "proved"
    assert verdicts(rf"{ELIDED} $$\frac{{u}}{{x_1}} = 2 u \quad \text{{if }} x_0 = 1$$")[-1] == "undecided"
    told = "\n\n<!-- symloss: assume x_0 = 1 -->\n\n"
    assert verdicts(rf"{ELIDED}{told}$$\frac{{u}}{{x_0}} = u$$")[-1] in ("proved", "undecided")
    assert verdicts(rf"{ELIDED}{told}$$\frac{{u}}{{x_1}} = u$$")[-1] in ("refuted", "undecided")


def test_how_entries_are_counted_is_said():
    (claim,) = claims(rf"{ELIDED} $$\frac{{\partial u}}{{\partial w_0}} = x_0$$")
    assert claim.reading == "partial u/partial w_1 = x_1, entries of w, x counted from 1"
    (wrong,) = claims(rf"{ELIDED} $$\frac{{\partial s}}{{\partial w_0}} = w_0$$")
    assert wrong.help.endswith("entries of w are counted from 1 here")


def test_a_loss_of_listed_weights_is_the_loss():
    text = "Let $L = \\sum_{k=1}^m (w_k x_k - y)^2$. The loss is $L(w_1, \\dots, w_m)$.\n\n"
    assert verdicts(text + r"$$\frac{\partial L}{\partial w_1} = 2 x_1 (w_1 x_1 - y)$$")[-1] == "proved"
    assert verdicts(text + r"$$\frac{\partial L}{\partial w_1} = x_1 (w_1 x_1 - y)$$")[-1] == "refuted"
