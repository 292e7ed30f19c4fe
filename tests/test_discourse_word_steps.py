r"""Rows that begin with words, steps before an implication, percentages, examples with another y."""

import pytest

from tests.notes import claims, verdicts

ROWS = r"""Let $f(x) = x^2$.

$$
\begin{align*}
f'(x) &= 2x \\
&= x + @ \\
\\
\text{By (1)} => f'(3) &= 6 \\
&= # \\
=> f'(2) &= 4
\end{align*}
$$
"""


def test_a_step_above_words_and_an_arrow_is_claimed():
    assert verdicts(ROWS.replace("@", "x").replace("#", r"2 \cdot 3")) == ["proved"] * 5
    assert verdicts(ROWS.replace("@", "2 x").replace("#", "5")) == [
        "proved",
        "refuted",
        "proved",
        "refuted",
        "proved",
    ]


def test_an_equation_to_be_solved_is_supposed():
    note = r"Let $J(x) = x^2 - 2x$. $$\begin{aligned} J'(x) &= 2x - 2 \\ &= 0 \\ \implies x &= 1 \end{aligned}$$"
    assert verdicts(note)[-1] == "proved"
    assert "refuted" not in verdicts(note)


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"1 - 90\% = 0.1", "proved"),
        (r"1 - 90\% = 0.2", "refuted"),
        (r"5\% \cdot 200 = 10", "proved"),
        (r"0.9\,(90\%) + 0.1 = 1", "proved"),
        (r"0.9\,(90\%) + 0.1 = 81", "refuted"),
    ],
)
def test_percentages_are_hundredths(claim, verdict):
    assert verdicts(f"We have ${claim}$.") == [verdict]


def test_a_number_with_its_percentage_is_that_number():
    note = "Let $z = \\ln \\frac{P}{1 - P}$. For example $P = 0.9\\ (90\\%)$.\n\n$$e^z - e^z P = P$$\n\n$$e^z = P + e^z P$$"
    assert verdicts(note) == ["proved", "proved"]
    assert verdicts(note.replace("= P + e^z", "= P - e^z"))[1] == "refuted"


EXAMPLE = r"""$$\begin{align*} \text{Let } log_{e}x &= y \\ \text{Then } e^y &= x \end{align*}$$

For example, $\ln(1)$:

$$\begin{align*} log_{e}1 &= y \\ e^y &= 1 \\ y &= 0 \end{align*}$$
"""


def test_another_y_of_an_example_is_not_held_against_it():
    found = verdicts(EXAMPLE)
    assert found[0] == "proved"
    assert "refuted" not in found


@pytest.mark.long
def test_a_value_that_is_concluded_leaves_a_definition_as_it_is():
    note = r"""Let $z = w x + b$ and $\sigma(z) = \frac{1}{1 + e^{-z}}$. On the boundary

$$\begin{align*} 0.5 &= \frac{1}{1 + e^{-z}} \\ => z &= 0 \end{align*}$$

# Later

$$\frac{\partial z}{\partial w} = x$$
"""
    assert verdicts(note) == ["proved", "proved"]
    assert verdicts(note.replace("= x$$", "= b$$"))[-1] == "refuted"


SAMPLES = r"""The logit is $z = w x + b$ with $e^z = \frac{p}{1 - p}$. For samples, $z_i = w x_i + b$ and

$$L = \sum_{i=1}^n \ln(1 + e^{-z_i}) + (1 - y_i) z_i.$$

$$\frac{\partial z_i}{\partial w} = x_i$$

$$\frac{\partial z}{\partial w} = x$$
"""


def test_an_exponent_is_a_number_beside_the_numbered_ones():
    assert verdicts(SAMPLES)[-2:] == ["proved", "proved"]
    assert verdicts(SAMPLES.replace("= x$$", "= b$$"))[-1] == "refuted"


@pytest.mark.parametrize(("said", "verdict"), [("log_2 8 = 3", "proved"), ("\\log 8 = 3 \\log 2", "conditional")])
def test_only_a_bare_log_may_be_another(said, verdict):
    """Beside ln and log_2 no log is open; of a bare one the text does not say which it is."""
    note = f"The logarithm to base 2 of 8 is 3: ${said}$. Then $$\\frac{{d}}{{dx}} \\ln x = \\frac{{1}}{{x}}$$"
    assert claims(note)[-1].verdict == verdict


SCORES = r"\frac{e^{h(a)} \sum_{i=1}^c e^{h(i)} - e^{h(a)} e^{h(a)}}{(\sum_{i=1}^c e^{h(i)})^2}"


def test_a_value_beside_others_of_its_function_is_one_of_many():
    """It was refuted: the h(i) of the sum were held fixed where h(a) moved."""
    claim = rf"$$\frac{{\partial}}{{\partial h(a)}} \left[ \frac{{e^{{h(a)}}}}{{\sum_{{i=1}}^c e^{{h(i)}}}} \right] = {SCORES}$$"
    assert verdicts(f"Let $h(i)$ be the scores.\n\n{claim}") == ["unread"]
    assert verdicts(r"$$\frac{d \log s(z)}{d s(z)} = \frac{1}{s(z)}$$") == ["proved"]
