r"""Means that a text writes as integrals over a law: \int q(z | x) f(z) dz."""

import pytest

from tests.notes import verdicts

GRANTED = {"proved", "conditional"}
BOUND = r"""$$
\begin{aligned}
\log p(x) &= \int q(z|x) \log p(x) dz \\
&= \int q(z|x) \log \frac{p(x, z)}{p(z|x)} dz \\
&= \int q(z|x) \log \frac{p(x, z)}{q(z|x)} dz + \int q(z|x) \log \frac{q(z|x)}{p(z|x)} dz
\end{aligned}
$$
"""


@pytest.mark.parametrize(("p", "q"), [("p", "q"), (r"p_\theta", r"q_\phi")])
def test_the_bound_of_the_evidence_by_integrals(p, q):
    note = BOUND.replace("p(", f"{p}(").replace("q(", f"{q}(")
    assert verdicts(note)[0] == verdicts(note)[2] == "proved"
    assert verdicts(note.replace("dz + ", "dz - "))[2] not in GRANTED


@pytest.mark.long
def test_what_does_not_depend_on_what_is_drawn_comes_out_of_the_integral():
    right = r"$$\int q(z|x) (\log q(z|x) - \log p(x)) dz = \int q(z|x) \log q(z|x) dz - \log p(x)$$"
    assert verdicts(right) == ["proved"]
    assert GRANTED.isdisjoint(verdicts(right.replace("dz - ", "dz + ")))
    assert GRANTED.isdisjoint(verdicts(right.replace("q(z|x)", "f(z)")))
    assert GRANTED.isdisjoint(verdicts(right.replace("q(z|x)", "q(x|z)")))


@pytest.mark.long
def test_two_integrals_one_in_the_other():
    inner = r"\int q(z|x) \log \frac{q(z|x)}{p(x,z)} dz"
    left = r"\int \int q(z|x) q(x) \log \frac{q(z|x) q(x)}{p(x, z)} dz dx"
    note = f"$${left} = \\int q(x) \\log q(x) dx + \\int q(x) {inner} dx$$"
    assert verdicts(note) == ["proved"]
    assert GRANTED.isdisjoint(verdicts(note.replace("dx + ", "dx - ")))


def test_a_letter_that_nothing_shows_to_be_a_law_is_a_function():
    assert GRANTED.isdisjoint(verdicts(r"$$\int p(x) (f(x) + c) dx = \int p(x) f(x) dx + c$$"))
    assert verdicts(r"$$\mathbb{E}_{x \sim p}[f(x)] + c = \int p(x) (f(x) + c) dx$$") == ["proved"]


def test_a_plain_integral_stays_an_antiderivative():
    assert verdicts(r"$$\int z \, dz = \frac{z^2}{2}$$") == ["proved"]
    assert verdicts(r"Let $q(z) = z$. Then $$\int q(z) z \, dz = \frac{z^3}{3}$$") == ["proved"]
    assert GRANTED.isdisjoint(verdicts(r"Let $q(z) = z$. Then $$\int q(z) c \, dz = c$$"))
