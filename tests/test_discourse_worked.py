"""Worked examples: numbers that one section gives are those of the next; equations with measured numbers are to be solved."""

from tests.notes import claims, verdicts

GIVEN = """# Setting

- $w = 0.15$
- $b = 0.35$

# Input

The input is $x = 0.05$.

# Forward pass

"""


def test_numbers_of_another_section_are_stated():
    (found,) = claims(GIVEN + "$$z = w x + b = 0.15 \\times 0.05 + 0.35$$\n")
    assert found.verdict == "proved"
    assert {c.origin for c in found.judgement.conditions} == {"stated, line 3", "stated, line 4", "stated, line 8"}
    assert verdicts(GIVEN + "$$z = w x + b = 0.15 \\times 0.05 + 0.45$$\n")[0] not in ("proved", "conditional")


def test_of_two_numbers_of_one_name_none_is_a_matter_of_course():
    text = "# One\n\nHere $w = 2.5$@.\n\n# Two\n\n$$2 w + 1 = 6.0$$\n"
    assert claims(text.replace("@", ""))[-1].verdict == "proved"
    assert claims(text.replace("@", " and later $w = 3.5$"))[-1].verdict != "proved"


def test_without_decimals_it_may_be_chance():
    text = "# One\n\nHere $u = 2$.\n\n# Two\n\nWe have $v u^2 + u = 4 v + 2$ for every $v$.\n"
    assert claims(text)[-1].verdict != "proved"


def test_an_equation_with_measured_numbers_on_both_sides_is_no_identity():
    text = "$$0.00128 x \\log x - 0.1201 x = 0.0007186 x + 0.0038$$\n"
    assert verdicts(text) == ["undecided"]
    assert verdicts("$$0.12 x + 0.30 x = 0.42 x + x$$\n") == ["refuted"]


def test_a_derivative_that_is_set_to_zero_is_an_equation_whatever_its_sizes():
    text = (
        r"The matrix is \left(\begin{array}{c} e_1 \\ \vdots \\ e_n \end{array}\right)"
        "\n\\begin{align}\n"
        r"\frac{\partial \boldsymbol{e'e}}{\partial \boldsymbol{\hat{b}}} ="
        "\n"
        r"-2 \boldsymbol{X'y} + 2 \boldsymbol{X'X\hat{b}} = 0"
        "\n\\end{align}\n"
        r"and $\boldsymbol{X}^{-1}$ need not exist."
        "\n\\begin{align}\n"
        r"\boldsymbol{\hat{b}} &= \left(\boldsymbol{X'X}\right)^{-1} \left(\boldsymbol{X'Y}\right)"
        "\n\\end{align}\n"
    )
    assert "refuted" not in verdicts(text)


def test_a_factor_that_a_sum_has_lost():
    text = (
        "Let $y_k = \\frac{e^{z_k}}{\\sum_{j=1}^K e^{z_j}}$ and $C = -\\sum_{k=1}^K t_k \\log y_k$.\n\n"
        "$$\\frac{\\partial C}{\\partial z_i} = -\\sum_{k=1}^K t_k (\\delta_{ki} - y_i)"
        " = -\\sum_{k=1}^K t_k \\delta_{ki} + \\sum_{k=1}^K @ y_i$$\n"
    )
    assert verdicts(text.replace("@", "t_k")) == ["proved", "proved"]
    lost = claims(text.replace("@ ", ""))[-1]
    assert lost.verdict == "refuted"
    assert r"t_{k} y_{i}" in lost.help


def test_what_is_inverted_is_said_to_have_an_inverse():
    (found,) = claims(r"Let $X \in \mathbb{R}^{n \times d}$. We have $$(X^T X)^{-1} X^T X = I$$" + "\n")
    assert found.verdict == "proved"
    assert [c.text for c in found.judgement.conditions] == ["X^T @ X is invertible"]
