"""Sums shown by induction on their length, and where an index begins."""

from __future__ import annotations

import pytest

from symloss.claims import judge_claim

TRUE = [
    (r"\sum_{k=1}^{n} a_k = \sum_{k=0}^{n-1} a_{k+1}", ()),
    (r"\sum_{k=1}^{n} (b_{k+1} - b_k) = b_{n+1} - b_1", ()),
    (r"\sum_{k=1}^{j} a_k + \sum_{k=j+1}^{K} a_k = \sum_{k=1}^K a_k", (r"j \le K",)),
    (r"\sum_{k=0}^{n-1} r^k = \frac{1-r^n}{1-r}", ()),
    (r"\sum_{k=0}^{n-1} 2^k = 2^n - 1", ()),
    (r"\sum_{k=1}^n \frac{1}{k(k+1)} = \frac{n}{n+1}", ()),
    (r"\sum_{k=1}^{n} \sum_{j=1}^{k} a_j = \sum_{j=1}^{n} (n - j + 1) a_j", ()),
    (r"\sum_{k=1}^{n} \ln \frac{k+1}{k} = \ln(n+1)", ()),
    (r"\sum_{k=0}^{n} |k - 1/2| = 1 + \sum_{k=0}^n (k - 1/2)", ()),
    (r"\sum_{i=1}^{t} \beta^{t-i} = \frac{1-\beta^t}{1-\beta}", ()),
    (r"(1-\beta) \sum_{i=1}^{t} \beta^{t-i} = 1 - \beta^t", ()),
    (r"\sum_{k=0}^{n} 2^{n-k} = 2^{n+1} - 1", ()),
    (r"\sum_{i=1}^{t} \beta^{t-i} = \sum_{i=0}^{t-1} \beta^i", ()),
    (r"\sum_{i=1}^t \beta^{t-i} g_i = \sum_{i=0}^{t-1} \beta^i g_{t-i}", ()),
    (r"\sum_{i=1}^t \beta^{t-i} g_i = g_t + \beta \sum_{i=1}^{t-1} \beta^{t-1-i} g_i", (r"t \ge 1",)),
]

FALSE = [
    r"\sum_{i=1}^{t} \beta^{t-i} = \frac{1-\beta^{t-1}}{1-\beta}",
    r"(1-\beta) \sum_{i=1}^{t} \beta^{t-i} = 1 + \beta^t",
    r"\sum_{k=0}^{n} 2^{n-k} = 2^n - 1",
    r"\sum_{i=1}^{t} \beta^{t-i} = \sum_{i=0}^{t} \beta^i",
    r"\sum_{i=1}^{t} \beta^{t-i} = \sum_{i=1}^{t} \beta^i",
    r"\sum_{i=1}^t \beta^{t-i} g_i = g_t + \beta \sum_{i=1}^{t-1} \beta^{t-i} g_i",
    r"\sum_{k=0}^{n-1} r^k = \frac{1-r^{n+1}}{1-r}",
    r"\sum_{k=0}^{n} 2^k = 2^n - 1",
    r"\sum_{k=1}^n \frac{1}{k(k+1)} = \frac{n+1}{n+2}",
    r"\sum_{k=1}^{n} k^2 = \left(\sum_{k=1}^n k\right)^2",
    r"\sum_{k=1}^{n} k = \sum_{k=1}^{n} k + (1 - n)(2 - n)(3 - n)",  # true for the first three n
    r"\sum_{k=1}^{j} a_k + \sum_{k=j+1}^{K} a_k = \sum_{k=1}^K a_k",  # j may be above K
]


@pytest.mark.parametrize(("claim", "assume"), TRUE)
def test_a_sum_is_shown_for_every_length(claim, assume):
    assert judge_claim(claim, assume)[1].word == "proved"


@pytest.mark.parametrize("claim", FALSE)
def test_what_fails_at_some_length_is_never_proved(claim):
    assert judge_claim(claim)[1].word in ("refuted", "conditional")


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        (r"\sum_{k=1}^{n} |k - 1/2| = \sum_{k=1}^n (k - 1/2)", "proved"),
        (r"\sum_{k=0}^{n} |k - 1/2| = \sum_{k=0}^n (k - 1/2)", "refuted"),
        (r"\sum_{k=0}^{n} |k| = \sum_{k=0}^n k", "proved"),
        (r"\sum_{k=-2}^{n} |k| = \sum_{k=-2}^n k", "refuted"),
        (r"\sum_{k=1}^{n} \frac{k}{k} = n", "proved"),
        (r"\sum_{k=0}^{n} \frac{k}{k} = n + 1", "refuted"),
    ],
)
def test_an_index_begins_where_its_sum_begins(claim, word):
    assert judge_claim(claim)[1].word == word


def test_an_entry_beyond_the_end_is_not_left_out():
    assert judge_claim(r"\sum_{k=1}^{n} a_k = \sum_{k=0}^{n} a_{k+1}")[1].word in ("refuted", "undecided")


def test_an_index_that_counts_down_is_an_index():
    read, found = judge_claim(r"\sum_{k=1}^n a_k = \sum_{k=1}^n a_{n+1-k}")
    assert "a_{n + 1 - k}" in read
    assert found.word in ("proved", "undecided")


def test_the_base_of_a_power_may_be_zero_only_where_that_has_a_value():
    found = judge_claim(r"\sum_{k=0}^{n} r^k = \frac{1-r^{n+1}}{1-r}")[1]
    assert found.word == "proved"
    assert "r != 0" in [c.text for c in found.conditions]
