"""One letter for two functions, told apart by their arguments: the entropy H(p) and the cross-entropy H(p, q)."""

import pytest

from symloss.proofs.discourse.follower import follow
from symloss.proofs.documents import scan


def report(text):
    return follow(scan(text, ".md"), "notes.md")


def verdicts(text):
    return [claim.verdict for claim in report(text).claims]


ENTROPIES = r"""Let $H(p) = -\sum_k p_k \log p_k$ and let $H(p, q) = -\sum_k p_k \log q_k$. Then

$$%s$$
"""


@pytest.mark.parametrize(
    ("formula", "expected"),
    (
        (r"H(p, q) - H(p) = \sum_k p_k \log \frac{p_k}{q_k}", "proved"),
        (r"H(p, q) + H(p) = \sum_k p_k \log \frac{p_k}{q_k}", "refuted"),
        (r"H(q, q) = H(q)", "proved"),
        (r"\sum_k p_k \log q_k = H(p, q)", "refuted"),
    ),
)
def test_the_number_of_arguments_tells_functions_apart(formula, expected):
    assert verdicts(ENTROPIES % formula) == [expected]


def test_square_brackets_are_arguments_too():
    text = r"Let $H[P] = -\sum_j P(j) \log P(j)$. Let $H(P, Q) = -\sum_j P(j) \log Q(j)$. Then $H(P, P) = H(P)$."
    assert verdicts(text) == ["proved"]


def test_a_second_equation_for_the_same_arguments_is_no_other_function():
    text = "Let $f(x) = x^2$ and $f(x, y) = x y$. Then $f(x, y) = x + y$ and $f(x) = x$.\n"
    assert "proved" not in verdicts(text)
    assert len(verdicts(text)) == 2


def test_one_function_that_is_written_with_fewer_arguments_is_not_two():
    text = "Let $f(x, y) = x y$. Then $f(x) = x y$ is short for it.\n\n$$f(1, 2) = 3$$\n"
    assert "proved" not in verdicts(text)


@pytest.mark.parametrize(
    ("first", "expected"), (("", "undecided"), (r"Let $H(p) = -\sum_k p_k \log p_k$. ", "undecided"))
)
def test_what_relates_two_functions_defines_neither(first, expected):
    text = first + r"Let $H(p, q) = -\sum_k p_k \log q_k$. Then $H(p) = H(p, q)$."
    assert verdicts(text) == [expected]
