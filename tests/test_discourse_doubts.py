"""A point refutes a claim only if the text leaves open what its letters are: what may be meant otherwise is open."""

import pytest

from tests.notes import claims, verdicts


@pytest.mark.parametrize(
    ("claim", "doubted"),
    [
        (r"f(x) + f(-x) = 2 f(x)", "the function f"),  # true of an even f
        (r"g(x + 1) + g(x) = 2 g(x)", "the function g"),  # of one with period 1
        (r"P(a) + P(b) = 2 P(a)", "the function P"),
        (r"h(u) h'(v) = h'(u) h(v)", "the function h"),
        (r"2 x = x + x + c", "what c is"),  # says that c is zero
        (r"D(e^x + e^x) = 2 e^x", "operator of a derivative"),
        (r"D x \cdot x = x \cdot x \cdot D + x", "operator of a derivative"),
        (r"E x^2 - (E x)^2 = E (x - E x)^2", "expectation"),
        (r"\sum_i (y_i - \bar y)^2 = \sum_i y_i^2 - n \bar y^2", "the mean of y"),
        (r"\alpha(2x) = \alpha(x)^2", "alpha"),
        (r"2 x_k = P_k x_k + x_k", "what P is"),
    ],
)
def test_what_may_say_what_a_name_is_is_not_refuted(claim, doubted):
    """Each is true of what many mean by it, and some are proved without the name that is in doubt."""
    (found,) = claims(f"We see that\n\n$${claim}$$\n")
    assert found.verdict == "undecided" and doubted in found.judgement.message


@pytest.mark.parametrize(
    "claim",
    [
        r"\left(\frac{u}{v}\right)' = \frac{u v' - u' v}{v^2}",  # of all functions, and so is the rule
        r"(u + 1)^2 = u^2 + 1",
        r"\frac{d}{dx} x f(x) = f(x) - x f'(x)",  # one place: whatever f is
    ],
)
def test_what_is_false_whatever_its_names_are_is_refuted(claim):
    assert verdicts(f"We see that\n\n$${claim}$$\n") == ["refuted"]


def test_a_letter_that_only_one_side_has_is_a_slip_where_the_text_speaks_of_it():
    text = "Let $z = w x + c$ and $C = z^2$. Then\n\n"
    assert verdicts(f"{text}$$\\frac{{dC}}{{dw}} = 2 z x c$$\n") == ["refuted"]


def test_an_arrow_over_indices_may_make_a_vector_of_them():
    text = (
        "We predict $$\\begin{aligned} \\hat{r}_{ui} &= m + \\vec{p_{uk}} \\cdot \\vec{q_{ki}} "
        "\\\\ &= m + \\sum_{k=1}^K p_{uk} q_{ki} \\end{aligned}$$\n\n"
        "with the loss $$C = \\sum_{u,i} (r_{ui} - m - \\sum_{k=1}^K p_{uk} q_{ki})^2$$\n"
    )
    (found,) = claims(text)
    assert found.verdict == "undecided"
    assert "is it a vector?" in found.judgement.message
    (found,) = claims(text.replace("\\vec{p_{uk}}", "p_{uk}").replace("\\vec{q_{ki}}", "q_{ki}"))
    assert "is it a vector?" not in found.judgement.message
