"""Values told case by case in prose: labels that are one at the true class, and names with one of two values."""

import pytest

from tests.notes import claims, verdicts

LOSS = "\n\n$$-\\sum_k y_k \\log p_k = -\\log p_t$$\n"
ONE_AT_T = (
    "Let $y_k = 1$ if $k = t$ and $y_k = 0$ otherwise. Then",
    "Let $y_k = 1$ if $k = t$, and $0$ otherwise. Then",
    "The label has $y_k = 1$ when $k = t$ and $y_k = 0$ when $k \\ne t$, so",
    "Here $y_k$ is 1 for the correct class $t$ and 0 elsewhere, so",
    "The target is one-hot: $y_k = 1$ for the true class $k = t$ and $y_k = 0$ for all $k \\neq t$.",
    "Only one entry counts, because $y_t = 1$ and $y_k = 0$ for $k \\neq t$.",
    "Only one entry counts, because $y_t = 1$ and all other entries of $y$ are zero.",
    "The vector $y$ is one-hot with $y_t = 1$. Then",
    "- $y$: the one-hot label\n- $t$: true class index (i.e., $y_t = 1$)",
)


@pytest.mark.parametrize("said", ONE_AT_T)
def test_a_label_told_in_words_is_what_the_words_say(said):
    assert verdicts(said + LOSS) == ["proved"]
    assert verdicts(said + LOSS.replace("-\\log", "\\log")) == ["refuted"]


@pytest.mark.parametrize("said", ONE_AT_T)
def test_such_a_label_is_not_one_everywhere(said):
    assert verdicts(said + LOSS + "\n\n$$\\sum_k y_k = 2$$\n") == ["proved", "refuted"]


def test_the_gradient_at_the_true_class_and_elsewhere():
    text = (
        "Let $y_k = 1$ if $k = t$ and $y_k = 0$ otherwise, $p_k = e^{z_k}/\\sum_j e^{z_j}$ and "
        "$L = -\\sum_k y_k \\log p_k$.\n\n"
        "$$\\frac{\\partial L}{\\partial z_i} = p_i - y_i$$\n\n"
        "$$\\frac{\\partial L}{\\partial z_t} = p_t - 1$$\n\n"
        "$$\\frac{\\partial L}{\\partial z_t} = p_t + 1$$\n"
    )
    assert verdicts(text) == ["proved", "proved", "refuted"]


def test_other_values_than_one_and_zero():
    text = (
        "Let $q_k = 1 - \\epsilon$ if $k = t$ and $q_k = \\epsilon$ otherwise. Then\n\n"
        "$$\\sum_{k=1}^K q_k = 1 + (K - 2) \\epsilon$$\n\n$$\\sum_{k=1}^K q_k = 1 + (K - 1) \\epsilon$$\n"
    )
    assert verdicts(text) == ["proved", "refuted"]


def test_one_of_two_values_is_neither_of_them():
    text = (
        "Let $y = 1$ if the mail is spam and $y = 0$ otherwise, and $L = -y \\log p - (1 - y) \\log(1 - p)$. "
        "Then $\\frac{dL}{dp} = -\\frac{y}{p} - \\frac{1 - y}{1 - p}$. And $y^2 = y$."
    )
    assert verdicts(text) == ["refuted", "proved"]


def test_a_value_under_a_condition_in_words_is_not_given():
    text = "Let $y = 1$ if the mail is spam. With $L = -y \\log p$ we have $L = -\\log p$."
    assert verdicts(text) == ["conditional"]


@pytest.mark.long
def test_a_case_of_a_label_is_no_definition_of_it():
    text = (
        "The label $y$ is one-hot. If $y_k = 1$ then\n\n$$-\\sum_i y_i \\log p_i = -\\log p_k.$$\n\n"
        "In general\n\n$$-\\sum_i y_i \\log p_i = -\\log p_k.$$\n"
    )
    assert verdicts(text) == ["proved", "conditional"]


def test_ones_everywhere_stay_ones_everywhere():
    assert verdicts("Let $w_k = 1$ for all $k$. Then $\\sum_{k=1}^K w_k = K$.") == ["proved"]


def test_membership_in_classes_leaves_open_that_there_is_one_for_each():
    text = (
        "Let $y_{ik} = 1$ if sample $i$ belongs to class $k$ and $y_{ik} = 0$ otherwise. Then $y_{ik}^2 = y_{ik}$ and "
        "$\\sum_k y_{ik} = 1$. But $y_{ik}^2 = -y_{ik}$."
    )
    assert verdicts(text) == ["proved", "conditional", "refuted"]


def test_the_true_class_is_found_as_a_condition_where_the_label_is_left_unsaid():
    text = "Let $t$ be the correct class. Then\n\n$$-\\sum_k y_k \\log p_k = {}\\log p_t$$\n"
    (found,) = claims(text.format("-"))
    assert found.verdict == "conditional" and "y_k = delta(k, t)" in [c.text for c in found.judgement.conditions]
    assert verdicts(text.format("")) == ["undecided"]


def test_a_case_may_say_in_which_set_its_value_lies():
    text = (
        r"Let $a = \begin{cases} c \in [0, 1] & \text{if } y = 1 \\ 1 - c & \text{otherwise} \end{cases}$ and "
        r"$L = -a \ln p$. Then "
    )
    assert verdicts(text + r"$$\frac{dL}{dp} = -\frac{a}{p}$$") == ["proved"]
    assert verdicts(text + r"$$\frac{dL}{dp} = \frac{a}{p}$$") == ["refuted"]
