"""Where a text sets a derivative to zero: the value it finds is a claim, and checked."""

import pytest

from tests.notes import claims, verdicts

LEAST_SQUARES = r"""Let $L(w) = \sum_{i=1}^n (y_i - w x_i)^2$. Its derivative is

$$\frac{dL}{dw} = -2 \sum_{i=1}^n x_i (y_i - w x_i).$$

@

$$@w = \frac{\sum_{i=1}^n x_i y_i}{\sum_{i=1}^n #}.$$
"""


@pytest.mark.parametrize(
    "words_before", ("Setting this to zero and solving for $w$ gives", "Equating the derivative to zero, we get")
)
@pytest.mark.parametrize("mark", ("", r"\hat "))
def test_the_value_found_is_put_into_the_derivative(words_before, mark):
    text = LEAST_SQUARES.replace("@", words_before, 1).replace("@", mark)
    assert verdicts(text.replace("#", "x_i^2")) == ["proved", "proved"]
    assert verdicts(text.replace("#", "x_i")) == ["proved", "refuted"]


def test_a_chain_that_ends_with_zero_sets_to_zero():
    text = r"""Let $L(\mu) = \sum_{i=1}^n (x_i - \mu)^2$. We solve

$$\frac{dL}{d\mu} = -2 \sum_{i=1}^n (x_i - \mu) = 0 \quad\Rightarrow\quad \hat\mu = \frac{1}{@} \sum_{i=1}^n x_i.$$
"""
    assert verdicts(text.replace("@", "n")) == ["proved", "proved"]
    assert verdicts(text.replace("@", "2 n")) == ["proved", "refuted"]
    wrong = text.replace("@", "n").replace("-2 ", "2 ")
    assert verdicts(wrong) == ["refuted", "proved"]  # a step of the chain, not supposed with its end


@pytest.mark.parametrize(("value", "expected"), (("3", "proved"), ("4", "refuted")))
@pytest.mark.parametrize(
    "sentence",
    (
        "Setting the derivative to zero gives $w = @$.",
        r"Setting its derivative equal to $0$ we find $w^* = @$.",
        r"We set $\frac{dL}{dw} = 0$ and get $w = @$.",
        "The derivative vanishes at $w = @$.",
        "The derivative is zero only when $w = @$.",
    ),
)
def test_the_derivative_of_what_was_defined(sentence, value, expected):
    assert verdicts(f"Let $L(w) = (w - 3)^2 + 1$. {sentence.replace('@', value)}\n") == [expected]


def test_the_root_of_a_square_and_letters_that_were_found_before():
    text = r"""The log-likelihood is

$$\ell(\mu, \sigma) = -n \log \sigma - \frac{1}{2\sigma^2} \sum_{i=1}^n (x_i - \mu)^2.$$

Let $\hat\mu = \frac{1}{n} \sum_{i=1}^n x_i$. Now

$$\frac{\partial \ell}{\partial \sigma} = -\frac{n}{\sigma} + \frac{1}{\sigma^3} \sum_{i=1}^n (x_i - \mu)^2 = 0$$

which gives $\hat\sigma^2 = \frac{1}{@} \sum_{i=1}^n (x_i - \hat\mu)^2$.
"""
    assert verdicts(text.replace("@", "n"))[-1] == "proved"
    assert verdicts(text.replace("@", "n - 1"))[-1] != "proved"


def test_an_entry_is_put_into_the_derivative_as_it_is_displayed():
    text = r"""Let $\Lambda(p) = \sum_{k=1}^K n_k \ln p_k - \lambda (\sum_{k=1}^K p_k - 1)$. Setting

$$\frac{\partial \Lambda}{\partial p_k} = \frac{n_k}{p_k} - \lambda$$

to zero gives $p_k = @$.
"""
    assert verdicts(text.replace("@", r"\frac{n_k}{\lambda}"))[-1] == "proved"
    assert verdicts(text.replace("@", r"\frac{\lambda}{n_k}"))[-1] == "refuted"


@pytest.mark.parametrize(
    ("loss", "expected"), (("(w - 3)^2", "proved"), ("(w - 3)^3", "conditional"), ("-(w - 3)^2", "conditional"))
)
def test_a_minimum_is_more_than_a_zero_of_the_derivative(loss, expected):
    text = f"Let $L(w) = {loss}$. Setting the derivative to zero, we find that the minimum is at $w = 3$.\n"
    assert verdicts(text) == [expected]


def test_a_rounded_value_and_a_value_that_other_equations_decide_are_not_refuted():
    rounded = r"Let $L(w) = (w - \sqrt{2})^2$. Setting the derivative to zero gives $w = 1.41$."
    assert verdicts(rounded) == ["undecided"]
    other = r"""Let $\Lambda(p) = \sum_{k=1}^K n_k \ln p_k - \lambda (\sum_{k=1}^K p_k - 1)$. Setting

$$\frac{\partial \Lambda}{\partial p_k} = \frac{n_k}{p_k} - \lambda$$

to zero and using the constraint gives $p_k = \frac{n_k}{N}$.
"""
    assert verdicts(other)[-1] == "undecided"


@pytest.mark.parametrize(
    "sentence",
    (
        "We set the bias to zero and get $w = 5$.",
        "Setting the derivative to zero has no solution, so take $w = 5$.",
        "We do not set the derivative to zero, but start with $w = 5$.",
        "For $w = 5$ the loss is not zero.",
        "The loss is large when $w = 5$.",
    ),
)
def test_other_values_are_no_zeros_of_the_derivative(sentence):
    text = r"Let $L(w) = (w - 3)^2 + 1$. Then $\frac{dL}{dw} = 2(w - 3)$." + f"\n\n{sentence}\n"
    assert verdicts(text) == ["proved"]


def test_a_value_in_another_section_is_about_another_function():
    text = r"""# One

Let $L(w) = (w - 3)^2$. Setting the derivative to zero gives $w = 3$.

# Two

So $w = 5$.
"""
    assert verdicts(text) == ["proved"]


def test_what_follows_a_wrong_derivative_is_right_as_a_step():
    text = r"""Let $L(w) = (w - 3)^2$. Then

$$\frac{dL}{dw} = 2w - 5.$$

Setting this to zero gives $w = @$.
"""
    assert verdicts(text.replace("@", r"\frac{5}{2}")) == ["refuted", "proved"]
    assert verdicts(text.replace("@", "7"))[1] != "proved"


def test_letters_that_are_explained_beside_the_value_are_no_zeros():
    text = r"""Let $L(w, b) = \sum_{i=1}^n (y_i - w x_i - b)^2$. Setting the derivatives to zero gives

$$b = \bar y - w \bar x,$$

where $\bar x = \frac{1}{n} \sum_{i=1}^n x_i$ and $\bar y = \frac{1}{n} \sum_{i=1}^n y_i$.
"""
    found = claims(text)
    assert [claim.verdict for claim in found] == ["proved"]


def test_that_the_derivative_is_zero_is_no_premise_of_it():
    text = r"Let $J(w) = (w - a)^2 + \lambda w^2$. Setting $\frac{dJ}{dw} = 0$ gives $w = \frac{a}{1 + @\lambda}$."
    right = claims(text.replace("@", ""))
    assert [claim.verdict for claim in right] == ["proved"]
    assert all("dJ" not in condition.text for condition in right[0].judgement.conditions)
    assert verdicts(text.replace("@", "2 ")) == ["refuted"]


def test_a_value_made_of_names_that_nothing_defines_is_no_wrong_value():
    text = r"""With an intercept, $L(b) = \frac1N \sum_{i=1}^N (y_i - w x_i - b)^2$. Then

$$\frac{\partial L}{\partial b} = -\frac{2}{N}\sum_{i=1}^N (y_i - w x_i - b)$$

$$\frac{\partial L}{\partial b} = 0 \implies b = @$$
"""
    assert verdicts(text.replace("@", r"\bar y - w \bar x"))[-1] == "undecided"
    assert verdicts(text.replace("@", r"\frac1N \sum_{i=1}^N (y_i - w x_i)"))[-1] == "proved"
    assert verdicts(text.replace("@", r"\frac2N \sum_{i=1}^N (y_i - w x_i)"))[-1] == "refuted"


def test_what_is_left_of_a_derivative_set_to_zero_is_an_equation_too():
    note = (
        "Let $\\ell(\\mu) = -\\frac{1}{2 s} \\sum_{i=1}^n (x_i - \\mu)^2$ with $s > 0$. It is flat at the maximum:\n\n"
        "$$\\frac{\\partial \\ell}{\\partial \\mu} = \\frac{1}{s} \\left(\\sum_{i=1}^n x_i - n \\mu\\right) = 0$$\n\n"
    )
    assert verdicts(note + r"Since $s > 0$, the only option is that $\sum_{i=1}^n x_i - n \mu = 0$.")[-1] != "refuted"
    assert verdicts(note + r"By the way, $\sum_{i=1}^n (x_i - c) - \sum_{i=1}^n x_i = 0$.")[-1] == "refuted"


def test_where_a_matrix_is_zero_nothing_is_found_as_if_it_were_a_number():
    text = r"""Setting the derivative to zero,

$$\frac{\partial L}{\partial \boldsymbol{\Sigma}_k} = \frac{N_k}{2} \boldsymbol{\Sigma}_k^{-1} - \frac{1}{2}
\boldsymbol{\Sigma}_k^{-1} \left( \sum_{i} r_{ik} (\mathbf{x}_i - \boldsymbol{\mu}_k)(\mathbf{x}_i -
\boldsymbol{\mu}_k)^T \right) \boldsymbol{\Sigma}_k^{-1} = 0$$

gives

$$\boldsymbol{\Sigma}_k = \frac{1}{N_k} \sum_{i} r_{ik} (\mathbf{x}_i - \boldsymbol{\mu}_k)^T
(\mathbf{x}_i - \boldsymbol{\mu}_k).$$
"""
    assert "proved" not in verdicts(text)
    text = r"""Setting the derivative to zero,

$$\frac{\partial L}{\partial \mathbf{S}} = \mathbf{A} \mathbf{S} \mathbf{B} - \mathbf{C} = 0.$$
"""
    assert "refuted" not in verdicts(text)


@pytest.mark.long
def test_what_a_stationary_point_makes_zero_may_be_left_out():
    text = "The slope of the Lagrangian vanishes, which gives\n\n$$\\sum_{i=1}^N a_i y_i = 0.$$\n\nThe sum becomes\n\n"
    claim = r"\sum_{i=1}^N a_i y_i (z_i + b) = @ \sum_{i=1}^N a_i y_i z_i"
    right, wrong = (claims(f"{text}$${claim.replace('@', factor)}$$\n")[-1] for factor in ("", "2"))
    assert (right.verdict, wrong.verdict) == ("conditional", "refuted")
    assert [c.text for c in right.judgement.conditions] == ["sum_i a_i*y_i = 0"]


FITTED = "The loss is $L(w) = \\sum_{i=1}^n (y_i - w x_i)^2$.@\n\n$$\\frac{dL}{dw} = -2 \\sum_{i=1}^n x_i (y_i - w x_i)#$$\n\n"
NORMAL = r"$$\sum_{i=1}^n x_i y_i = @w \sum_{i=1}^n x_i^2$$" + "\n\n"


@pytest.mark.parametrize(("words", "end"), [("", " = 0"), (" We set its derivative to zero:", "")])
def test_equations_after_a_derivative_is_set_to_zero_follow_from_that(words, end):
    note = FITTED.replace("@", words).replace("#", end)
    value = "$$\\frac{\\sum_{i=1}^n x_i y_i}{\\sum_{i=1}^n x_i^2} = w$$\n"
    assert verdicts(note + NORMAL.replace("@", "") + value)[-2:] == ["proved", "proved"]
    assert verdicts(note + NORMAL.replace("@", "2 "))[-1] not in ("proved", "conditional")
    found = claims(note + NORMAL.replace("@", ""))[-1].judgement.conditions
    assert [c.origin for c in found] == ["stated, line 3"]  # nothing is supposed in silence


def test_an_equation_of_a_derivative_that_is_set_to_nothing_is_not_supposed():
    note = FITTED.replace("@", "").replace("#", "") + NORMAL.replace("@", "")
    assert verdicts(note)[-1] not in ("proved", "conditional")
    other = FITTED.replace("@", "").replace("#", " = 0") + "# Another\n\n" + NORMAL.replace("@", "")
    assert verdicts(other)[-1] not in ("proved", "conditional")


def test_what_is_said_of_the_function_is_said_of_it_everywhere():
    note = "The loss is $L(w) = (w - 3)^2$.\n\n$$\\frac{dL}{dw} = 2 (w - 3) = 0$$\n\n$$L(w) = w^2 - 9$$\n"
    assert verdicts(note)[-1] not in ("proved", "conditional")


def test_nothing_follows_from_a_wrong_derivative():
    note = FITTED.replace("@", "").replace("#", " = 0").replace("= -2", "= 2 w +") + "$$w = -2 \\sum_{i=1}^n x_i$$\n"
    assert verdicts(note)[-1] not in ("proved", "conditional")
    note = "The loss is $L(w) = (w - 3)^2 + w$.\n\n$$\\frac{dL}{dw} = 2 (w - 3) - 1 = 0$$\n\n$$2 w = 7$$\n"
    assert verdicts(note)[-1] not in ("proved", "conditional")


def test_normal_equations_follow_entry_by_entry():
    note = (
        r"Let $E(\mathbf{w}) = \|X\mathbf{w} - \mathbf{y}\|^2$ with $X \in \mathbb{R}^{n \times d}$, "
        r"$\mathbf{w} \in \mathbb{R}^d$, $\mathbf{y} \in \mathbb{R}^n$."
        "\n\n$$\\nabla E(\\mathbf{w}) = 2 X^T (X \\mathbf{w} - \\mathbf{y}) = 0$$\n\n$$X^T X \\mathbf{w} = @ X^T \\mathbf{y}$$\n"
    )
    assert verdicts(note.replace("@", ""))[-1] == "proved"
    assert verdicts(note.replace("@", "2"))[-1] not in ("proved", "conditional")


def test_where_a_derivative_is_zero_other_identities_are_no_truer():
    note = "Let $f(x) = (x - a)^2$ and $g(x) = x - a + 1$.\n\n$$f'(x) = 2 (x - a) = 0$$\n\n$$@$$\n"
    assert verdicts(note.replace("@", "x^2 = a x"))[-2:] == ["undecided", "proved"]  # no step is refuted by its = 0
    for general in (r"\frac{d}{dx} (x - a)^3 = (x - a)^2", "g(x) = 1", "f(x) = x^2 - a^2", r"\int_0^1 x \, dx = 0"):
        assert verdicts(note.replace("@", general))[-1] not in ("proved", "conditional"), general


def test_what_is_set_to_zero_has_the_sorts_of_its_own_section():
    text = r"""# One parameter

$$\ell(\theta) = \sum_{i=1}^n x_i \log \theta + \sum_{i=1}^n (1 - x_i) \log(1 - \theta)$$

$$\frac{d \ell}{d \theta} = \frac{1}{\theta} \sum_{i=1}^n x_i - \frac{1}{1 - \theta} \sum_{i=1}^n (1 - x_i) = 0$$

$$(1 - \theta) \sum_{i=1}^n x_i = @ \theta \sum_{i=1}^n (1 - x_i)$$

# Two parameters

They are $\theta = (\mu, s)$.
"""
    assert verdicts(text.replace("@", ""))[2] == "proved"
    assert verdicts(text.replace("@", "2"))[2] not in ("proved", "conditional")
