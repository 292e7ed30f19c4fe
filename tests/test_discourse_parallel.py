"""Sections that treat one thing after another under one name, and names that nothing in a text says."""

from __future__ import annotations

import pytest

from tests.notes import verdicts

CATALOGUE = r"""
## Logistic

$$
y = f(v) = \frac{1}{1 + e^{-cv}}
\quad
f(v) \in (0, 1)
$$

$$f'(v) = c f(v) (1 - f(v))$$

## Linear

$$
y = f(v) = cv
\quad
f(v) \in (-\infty, \infty)
\quad
\frac{d}{dv} y = c
$$

## Bell

$$f(v) = k e^{-cv^2}$$

$$f'(v) = @$$
"""


def test_sections_that_say_one_after_another_what_a_name_is_each_mean_their_own():
    assert verdicts(CATALOGUE.replace("@", r"-2cv k e^{-cv^2}")) == ["proved"] * 3
    assert verdicts(CATALOGUE.replace("@", r"-2c k e^{-cv^2}"))[-1] == "refuted"
    assert verdicts(CATALOGUE.replace("@", r"c f(v) (1 - f(v))"))[-1] != "proved"


def test_two_sections_with_different_equations_for_a_name_are_no_catalogue():
    two = CATALOGUE[: CATALOGUE.index("## Bell")].replace("f'(v) = c f(v) (1 - f(v))", "f(0) = \\frac12")
    assert "refuted" not in verdicts(two)
    assert verdicts(two)[-1] != "proved"


def test_words_may_say_that_another_definition_applies():
    text = r"""Let $g(y, p) = -\frac{y + 1}{2} \ln p$. If on the contrary $y \in \{0, 1\}$, then the following
definition applies:

$$g(y, p) = -y \ln p$$
"""
    assert "refuted" not in verdicts(text)


def test_a_word_that_nothing_defines_refutes_nothing():
    assert "refuted" not in verdicts(r"For large $x$ it is near $\frac{1}{\text{infinity}} = 0$.")


def test_a_derivative_of_a_derivative_by_what_lies_between_is_not_refuted():
    text = r"""Let $p = \sigma(z)$ and $L = -\ln p$. Then

$$\frac{\partial}{\partial z} \Big(\frac{\partial L}{\partial z}\Big)
= \frac{\partial}{\partial p} \Big(\frac{\partial L}{\partial z}\Big) \times \frac{\partial p}{\partial z}$$
"""
    assert verdicts(text)[-1] != "refuted"


RENAMED = r"""# Overview

The total is
$$C = -\frac{1}{N} \sum_j t_j \ln q_j$$

# @

$$C = -\sum_{j=1}^K t_j \ln q_j$$

$$\frac{\partial C}{\partial q_j} = -\frac{t_j}{q_j}$$
"""


@pytest.mark.long
@pytest.mark.parametrize("title", ["Definition of the loss", "損失の定義", "Die Definition", "Définition"])
def test_a_section_may_be_said_to_define(title):
    assert verdicts(RENAMED.replace("@", title)) == ["proved"]


@pytest.mark.long
def test_a_section_of_another_title_defines_nothing_anew():
    assert verdicts(RENAMED.replace("@", "Checks")) == ["undecided", "undecided"]


MANY_AND_ONE = r"""# Many classes

$$J = -\sum_{k} t_k \log q_k, \qquad q_k = \frac{e^{u_k}}{\sum_j e^{u_j}}, \qquad u_k = \sum_i w_{ki} x_i$$
$$\frac{\partial J}{\partial u_j} = q_j - t_j$$
since $\sum_k t_k = 1$.

# One class

$$J = -\left[t \ln q + (1 - t) \ln(1 - q)\right], \qquad q = \sigma(u), \qquad u = w^\top x + c$$
$$\frac{dJ}{dq} = \frac{q - t}{q (1 - q)}$$
$$\frac{dJ}{du} = q - t, \qquad \frac{\partial J}{\partial w} = @ (q - t) x$$
"""


@pytest.mark.long
def test_sections_that_begin_with_the_same_two_names_mean_their_own():
    assert verdicts(MANY_AND_ONE.replace("@", "")) == ["proved"] * 4
    assert verdicts(MANY_AND_ONE.replace("@", "2"))[3] != "proved"
