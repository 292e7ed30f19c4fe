r"""Series in closed form: geometric ones where they converge, and that of the exponential function."""

import pytest

from tests.notes import claims, last_verdict

TRUE = [
    r"\sum_{k=0}^\infty r^k = \frac{1}{1-r}",
    r"\sum_{k=1}^\infty r^k = \frac{r}{1-r}",
    r"\sum_{k=2}^\infty 3 r^k = \frac{3 r^2}{1-r}",
    r"\sum_{k=1}^\infty r^{k-1} = \frac{1}{1-r}",
    r"\sum_{k=1}^\infty k r^{k-1} = \frac{1}{(1-r)^2}",
    r"\sum_{k=0}^\infty k r^k = \frac{r}{(1-r)^2}",
    r"\sum_{k=0}^\infty (k+1) r^k = \frac{1}{(1-r)^2}",
    r"\sum_{k=0}^\infty k^2 r^k = \frac{r(1+r)}{(1-r)^3}",
    r"\sum_{k=1}^\infty (1-p)^{k-1} p = 1",
    r"\sum_{k=1}^\infty k (1-p)^{k-1} p = \frac{1}{p}",
    r"\sum_{k=0}^\infty 2^{-k} = 2",
    r"\sum_{k=0}^\infty \frac{x^k}{k!} = e^x",
    r"\sum_{k=0}^\infty \frac{\lambda^k e^{-\lambda}}{k!} = 1",
    r"\sum_{k=0}^\infty k \frac{\lambda^k e^{-\lambda}}{k!} = \lambda",
    r"\sum_{k=1}^\infty \frac{x^k}{k!} = e^x - 1",
]
FALSE = [
    r"\sum_{k=0}^\infty r^k = \frac{1}{1+r}",
    r"\sum_{k=1}^\infty r^k = \frac{1}{1-r}",
    r"\sum_{k=2}^\infty 3 r^k = \frac{3 r}{1-r}",
    r"\sum_{k=1}^\infty r^{k-1} = \frac{r}{1-r}",
    r"\sum_{k=1}^\infty k r^{k-1} = \frac{r}{(1-r)^2}",
    r"\sum_{k=0}^\infty k r^k = \frac{1}{(1-r)^2}",
    r"\sum_{k=0}^\infty k^2 r^k = \frac{r(1-r)}{(1-r)^3}",
    r"\sum_{k=1}^\infty (1-p)^{k-1} p = p",
    r"\sum_{k=1}^\infty (1-p)^k p = 1",
    r"\sum_{k=0}^\infty 2^k = -1",  # it has no sum
    r"\sum_{k=0}^\infty 2^{-k} = 1",
    r"\sum_{k=0}^\infty (-1)^k = \frac12",
    r"\sum_{k=0}^\infty \frac{x^k}{k!} = e^{-x}",
    r"\sum_{k=0}^\infty k \frac{\lambda^k e^{-\lambda}}{k!} = \lambda^2",
    r"\sum_{k=1}^\infty \frac{x^k}{k!} = e^x",
    r"\sum_{k=1}^\infty \frac{r^k}{k} = \frac{1}{1-r}",
    r"\sum_{k=0}^\infty a_k r^k = \frac{a_k}{1-r}",
    r"\sum_{k=0}^\infty r^{k^2} = \frac{1}{1-r}",
    r"\sum_{k=0}^\infty (r^k - r^k) = \frac{1}{1-r}",
]


@pytest.mark.parametrize("claim", TRUE)
def test_sums_of_series(claim):
    assert last_verdict("We have\n\n", claim) == "proved"


@pytest.mark.parametrize("claim", FALSE)
def test_other_numbers_are_no_sums_of_them(claim):
    assert last_verdict("We have\n\n", claim) in ("refuted", "undecided")


def test_where_a_series_converges_is_said():
    (found,) = claims(r"We have $$\sum_{k=0}^\infty \gamma^k = \frac{1}{1 - \gamma}$$")
    assert [c.text for c in found.judgement.conditions][-1] == "abs(gamma) < 1"
    (found,) = claims(r"For $0 < \gamma < 1$ we have $$\sum_{k=0}^\infty \gamma^k = \frac{1}{1 - \gamma}$$")
    assert found.verdict == "proved"


def test_a_name_for_a_series():
    note = r"Let $G = \sum_{k=0}^\infty \gamma^k r$. Then $$G = \frac{r}{1 - \gamma}$$"
    assert [c.verdict for c in claims(note)] == ["proved"]
    assert next(c.verdict for c in claims(note.replace(r"1 - \gamma}", r"1 + \gamma}"))) in ("refuted", "undecided")


@pytest.mark.parametrize(("value", "word"), [("2", "undecided"), (r"\frac12", "proved"), ("-1", "undecided")])
def test_a_number_that_makes_a_series_diverge(value, word):
    note = rf"Let $\gamma = {value}$. Then $$\sum_{{k=0}}^\infty \gamma^k = \frac{{1}}{{1 - \gamma}}$$"
    assert [c.verdict for c in claims(note)] == [word]
