r"""Closed forms of recursions: what has the start that a text says, and takes the step it says, is proved."""

import pytest

from tests.notes import claims, verdicts

AVERAGE = r"""The moving average is
$$m_t = \beta m_{t-1} + (1 - \beta) g_t, \quad m_0 = 0.$$
Unrolled, this is
$$m_t = %s$$
"""
SUM = r"(1 - \beta) \sum_{i=1}^t \beta^{t-i} g_i"


@pytest.mark.parametrize(
    "text",
    [
        AVERAGE % SUM,
        rf"""Let $m_0 = 0$ and $m_t = \beta m_{{t-1}} + (1 - \beta) g_t$ for $t \ge 1$. Then $$m_t = {SUM}$$""",
        rf"""The update is $m_t = \beta m_{{t-1}} + (1 - \beta) g_t$ with $m_0 = 0$. We get $$m_t = {SUM}$$""",
        rf"""With $m_0 = 0$, unrolling $m_t = \beta m_{{t-1}} + (1 - \beta) g_t$ gives $$m_t = {SUM}$$""",
        rf"""We have $m_t = \beta m_{{t-1}} + (1 - \beta) g_t$. We start at $m_0 = 0$. Hence $$m_t = {SUM}$$""",
        r"""The sum is $G_t = G_{t-1} + g_t^2$ with $G_0 = 0$, that is, $$G_t = \sum_{i=1}^t g_i^2$$""",
        r"""We keep a velocity $$v_t = \mu v_{t-1} - \eta g_t.$$
With $v_0 = 0$ this gives $$v_t = -\eta \sum_{i=1}^t \mu^{t-i} g_i$$""",
    ],
)
def test_closed_forms_with_the_right_start_and_step(text):
    (claim,) = claims(text)
    assert claim.verdict == "proved"
    assert claim.judgement.method == "start and step"
    assert any(condition.text.startswith("the recursion of") for condition in claim.judgement.conditions)


@pytest.mark.parametrize(
    "body",
    [
        r"\sum_{i=1}^t \beta^{t-i} g_i",
        r"(1 - \beta) \sum_{i=1}^t \beta^{i} g_i",
        r"(1 - \beta) \sum_{i=1}^t \beta^{t-i} g_{i-1}",
        r"(1 - \beta) \sum_{i=1}^{t-1} \beta^{t-i} g_i",
    ],
)
def test_wrong_closed_forms(body):
    assert verdicts(AVERAGE % body)[-1] in ("refuted", "undecided")


def test_it_is_the_closed_form_that_is_wrong():
    (claim,) = claims(AVERAGE % r"\sum_{i=1}^t \beta^{t-i} g_i")
    assert claim.verdict == "refuted"
    assert claim.line == 4


@pytest.mark.parametrize(
    "text",
    [
        rf"""Let $m_0 = 1$ and $m_t = \beta m_{{t-1}} + (1 - \beta) g_t$ for $t \ge 1$. Then $$m_t = {SUM}$$""",
        rf"""Let $m_0 = 0$ and $m_t = \beta m_{{t-1}} + (1 - \beta) g_t$ for $t \ge 2$. Then $$m_t = {SUM}$$""",
        rf"""Let $m_0 = 0$ and $m_t = \beta m_{{t-1}} + (1 - \beta) g_t$ for $t \le 5$. Then $$m_t = {SUM}$$""",
        rf"""Let $m_0 = 0$ and $m_t = \beta m_{{t-1}} + (1 - \beta) g_t$ for even $t$. Then $$m_t = {SUM}$$""",
        rf"""We have $m_t = \beta m_{{t-1}} + (1 - \beta) g_t$. Hence $$m_t = {SUM}$$""",
    ],
)
def test_what_the_recursion_does_not_say(text):
    assert verdicts(text)[-1] == "undecided"


def test_a_definition_behind_its_use_is_no_closed_form():
    text = r"""We claim that $$m_t = \beta m_{t-1} + g_t,$$
where $m_t = (1 - \beta) \sum_{i=1}^t \beta^{t-i} g_i$."""
    (claim,) = claims(text)
    assert claim.line == 1
    assert claim.verdict != "proved"
