"""That a derivative is set to zero, in the languages in which people write."""

import pytest

from symloss.proofs.words.zeros import SETS
from tests.notes import verdicts

NOTE = r"""$J(m) = \frac12 \sum_{i=1}^n (x_i - m)^2$.

$$\frac{dJ}{dm} = -\sum_{i=1}^n (x_i - m)$$

WORDS

$$m = \frac{1}{@} \sum_{i=1}^n x_i$$
"""


@pytest.mark.parametrize(
    "words",
    [
        "Setting this to zero and solving gives",
        "Nullsetzen und Auflösen liefert",
        "Wir setzen die Ableitung gleich null und erhalten",
        "En annulant la dérivée on obtient",
        "Igualando a cero y despejando:",
        "Igualando a derivada a zero, obtemos",
        "Uguagliando a zero si ottiene",
        "Przyrównując do zera otrzymujemy",
        "Приравнивая к нулю, получаем",
        "これを0とおいて解くと",
        "이를 0으로 두고 풀면",
        "令其等于零，解得",
        "令導數為零，解得",
        "Cho đạo hàm bằng 0, suy ra",
    ],
)
def test_what_is_found_where_a_derivative_is_zero_is_judged(words):
    text = NOTE.replace("WORDS", words)
    assert verdicts(text.replace("@", "n")) == ["proved", "proved"]
    assert verdicts(text.replace("@", "2 n")) == ["proved", "refuted"]


@pytest.mark.parametrize(
    "words",
    [
        "Die Summe ist gleich null.",
        "是否为0",
        "初期値を0とする",
        "Le biais est nul au départ.",
        "El resultado es cero.",
        "Начальное значение равно нулю.",
    ],
)
def test_other_zeros_are_no_derivatives(words):
    assert not SETS.search(words)


@pytest.mark.parametrize(
    "words", ["Nullsetzen geht hier nicht:", "On n'annule pas la dérivée, on obtient", "不能令其等于零"]
)
def test_a_derivative_that_is_not_set_to_zero_claims_nothing_there(words):
    assert verdicts(NOTE.replace("WORDS", words).replace("@", "n")) == ["proved"]


def test_a_letter_by_which_the_derivative_still_differentiates_has_no_value_put_for_it():
    text = r"""$$\frac{\partial J}{\partial w_j} = \sum_{i=1}^n a_i + \lambda \frac{\partial |w_j|}{\partial w_j}$$

Setting this to zero and solving gives

$$w_j = \frac{b_j}{\lambda}$$
"""
    assert "proved" not in verdicts(text)


NORMAL = r"""Let $\bar x = \frac{1}{n}\sum_{i=1}^n x_i$, $\bar y = \frac{1}{n} \sum_{i=1}^n y_i$, $Q(a, b) = \sum (y_i - a - b x_i)^2$.

WORDS
$$
\sum (y_i - a - b x_i) = 0, \quad
\sum x_i (y_i - a - b x_i) = 0.
$$
AFTER $a = \bar y - b \bar x$.
"""


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("Setting both partial derivatives to zero gives", "From the first,"),
        ("$Q$ を $a,b$ で偏微分し0とおくと", "第一式から"),
        ("Die Normalgleichungen sind", "Aus der ersten folgt"),
        ("对 $Q$ 求偏导并令其为零", "由第一式得"),
        ("The conditions read", "So we choose"),
    ],
)
def test_an_equation_is_not_refuted_by_what_solves_another(words, after):
    note = NORMAL.replace("WORDS", words).replace("AFTER", after)
    assert "refuted" not in verdicts(note)
