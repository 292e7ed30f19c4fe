"""Secant and the like, and inverse functions, are written out by the readers: what is known of their parts is known of them."""

import pytest

from symloss.api import judge
from tests.notes import verdicts

TRUE = [
    r"\sec^2 x = 1 + \tan^2 x",
    r"\frac{d}{dx} \sec x = \sec x \tan x",
    r"\frac{d}{dx} \csc(x) = -\cot(x) \csc(x)",
    r"\frac{d}{dx} \cot x = -\csc^2 x",
    r"\frac{d}{dx} \sin^{-1}(x) = \frac{1}{\sqrt{1 - x^2}}",
    r"\frac{d}{dx} \arccos x = -\frac{1}{\sqrt{1 - x^2}}",
    r"\frac{d}{dx} \tan^{-1} x = \frac{1}{1 + x^2}",
    r"\frac{d}{dx} \sinh^{-1} x = \frac{1}{\sqrt{1 + x^2}}",
    r"\frac{d}{dx} \cosh^{-1}(x) = \frac{1}{\sqrt{x^2 - 1}}",
    r"\frac{d}{dx} \tanh^{-1}(x) = \frac{1}{1 - x^2}",
    r"\frac{d}{dx} \text{sech}(x) = -\text{sech}(x) \tanh(x)",
    r"\frac{d}{dx} \operatorname{csch} x = -\operatorname{csch} x \coth x",
    r"\frac{d}{dx} \coth x = -\operatorname{csch}^2 x",
    r"\tanh' x = \operatorname{sech}^2 x",
    r"\arccos 0 = \frac{\pi}{2}",
    r"\arcsin x + \arccos x = \frac{\pi}{2}",
    r"\operatorname{arcosh} 1 = 0",
    r"\operatorname{tg} x = \frac{\sin x}{\cos x}",
    r"\int \sec^2 x \, dx = \tan x + C",
]
FALSE = [
    r"\frac{d}{dx} \coth(x) = -\text{csch}(x)",
    r"\sec x = \frac{1}{\sin x}",
    r"\frac{d}{dx} \arcsin x = \frac{1}{\sqrt{1 + x^2}}",
    r"\frac{d}{dx} \sec x = \tan^2 x",
    r"\sin^{-1} x = \frac{1}{\sin x}",
    r"\arccos 0 = 0",
    r"\operatorname{arcosh} 1 = 1",
]


@pytest.mark.parametrize("claim", TRUE)
def test_what_is_true_of_their_parts_is_proved(claim):
    assert verdicts(f"We have ${claim}$.\n") == ["proved"]


@pytest.mark.parametrize("claim", FALSE)
def test_what_is_false_of_their_parts_is_refuted(claim):
    assert verdicts(f"We have ${claim}$.\n") == ["refuted"]


def test_where_books_differ_nothing_is_said():
    for name in (r"\cot^{-1}", r"\sec^{-1}", r"\csc^{-1}"):
        assert verdicts(f"We have ${name}(x) = 1$.\n")[0] in ("unread", "undecided")


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        ("sec(x)^2 = 1 + tan(x)^2", "proved"),
        ("arcsin(x) = arccos(x)", "refuted"),
        ("sinh(arsinh(x)) * csch(x) = x/sinh(x)", "proved"),
        ("cosec(x) * sin(x) = 1", "proved"),
    ],
)
def test_plain_claims_have_them_too(claim, word):
    assert judge(claim).verdict.word == word
