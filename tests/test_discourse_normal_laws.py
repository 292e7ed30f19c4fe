r"""Normal laws: the divergence of two of them, means over one of them, and their densities."""

import pytest

from tests.notes import claims, last_verdict

BARE = "We compare normal laws.\n\n"
NAMED = r"""Let $q = \mathcal{N}(\mu, \sigma^2)$ and $p = \mathcal{N}(0, 1)$.

"""
DENSITIES = r"""Let $q(x) = \mathcal{N}(x; \mu, \sigma^2)$ and $p(x) = \mathcal{N}(x \mid 0, 1)$.

"""
DRAWN = r"""Let $X \sim N(\mu, \sigma^2)$.

"""
NOISE = r"""Let $\epsilon \sim \mathcal{N}(0, 1)$ and $z = \mu + \sigma \epsilon$, for each of the $N$ samples.

"""
DEVIATION = r"""Let $X \sim N(\mu, \sigma)$.

"""
BOTH = r"""Let $X \sim N(\mu, \sigma^2)$ and $Y \sim N(\nu, \tau^2)$.

"""
TWICE = r"""First let $X \sim N(0, 1)$. In the second case let $X \sim N(0, 4)$.

"""
NESTED = r"""Let $X \sim N(\mu, \sigma^2)$ where $\mu \sim N(0, 1)$.

"""
ELSEWHERE = r"""# One

Let $X \sim N(0, 1)$.

# Two

Now let $X$ be exponential.

"""
CLOSED = r"\frac12 \left(\mu^2 + \sigma^2 - \log \sigma^2 - 1\right)"
TRUE = [
    (BARE, rf"KL(N(\mu, \sigma^2) \| N(0, 1)) = {CLOSED}"),
    (
        BARE,
        r"D_{KL}(\mathcal{N}(\mu, \sigma^2) \,\|\, \mathcal{N}(0, 1)) = -\frac12(1 + \log\sigma^2 - \mu^2 - \sigma^2)",
    ),
    (
        BARE,
        (
            r"D_{KL}(N(\mu_1, \sigma_1^2) \| N(\mu_2, \sigma_2^2))"
            r" = \log\frac{\sigma_2}{\sigma_1} + \frac{\sigma_1^2 + (\mu_1 - \mu_2)^2}{2 \sigma_2^2} - \frac12"
        ),
    ),
    (BARE, r"\frac{\partial}{\partial \mu} KL(N(\mu, \sigma^2) \| N(0, 1)) = \mu"),
    (BARE, r"E_{x \sim N(\mu, \sigma^2)}[x^2] = \mu^2 + \sigma^2"),
    (NAMED, rf"KL(q \| p) = {CLOSED}"),
    (DENSITIES, rf"KL(q \| p) = {CLOSED}"),
    (DENSITIES, r"E_q[\log q(x)] = -\frac12 \log(2 \pi \sigma^2) - \frac12"),
    (DENSITIES, r"E_q[\log p(x)] = -\frac12 \log(2 \pi) - \frac12 (\mu^2 + \sigma^2)"),
    (DENSITIES, rf"E_q[\log q(x) - \log p(x)] = {CLOSED}"),
    (DENSITIES, r"\log p(x) = -\frac12 \log(2 \pi) - \frac{x^2}{2}"),
    (DRAWN, r"E[X^2] = \mu^2 + \sigma^2"),
    (DRAWN, r"\mathbb{E}[2 X + 3] = 2 \mu + 3"),
    (DRAWN, r"Var(2 X + 3) = 4 \sigma^2"),
    (DRAWN, r"E[(X - \mu)^4] = 3 \sigma^4"),
    (NOISE, r"E[z] = \mu"),
    (NOISE, r"E[z^2] = \mu^2 + \sigma^2"),
]
FALSE = [
    (BARE, r"KL(N(\mu, \sigma^2) \| N(0, 1)) = \frac12 (\mu^2 + \sigma^2 + \log \sigma^2 - 1)"),
    (BARE, r"KL(N(0, 1) \| N(\mu, \sigma^2)) = \frac12 (\mu^2 + \sigma^2 - \log \sigma^2 - 1)"),
    (BARE, r"KL(N(\mu, \sigma) \| N(0, 1)) = \frac12 (\mu^2 + \sigma - \log \sigma - 1)"),
    (
        BARE,
        (
            r"D_{KL}(N(\mu_1, \sigma_1^2) \| N(\mu_2, \sigma_2^2))"
            r" = \log\frac{\sigma_1}{\sigma_2} + \frac{\sigma_1^2 + (\mu_1 - \mu_2)^2}{2 \sigma_2^2} - \frac12"
        ),
    ),
    (BARE, r"\frac{\partial}{\partial \mu} KL(N(\mu, \sigma^2) \| N(0, 1)) = -\mu"),
    (BARE, r"E_{x \sim N(\mu, \sigma^2)}[x^2] = \mu^2 - \sigma^2"),
    (NAMED, r"KL(q \| p) = \frac12 (\mu^2 - \sigma^2 - \log \sigma^2 - 1)"),
    (NAMED, rf"KL(p \| q) = {CLOSED}"),
    (DENSITIES, r"E_q[\log q(x)] = -\frac12 \log(2 \pi \sigma^2) + \frac12"),
    (DENSITIES, r"E_p[\log p(x)] = -\frac12 \log(2 \pi) - \frac12 (\mu^2 + \sigma^2)"),
    (DENSITIES, r"\log p(x) = -\frac12 \log(2 \pi) + \frac{x^2}{2}"),
    (DRAWN, r"E[X^2] = \mu^2 - \sigma^2"),
    (DRAWN, r"Var(2 X + 3) = 2 \sigma^2"),
    (DRAWN, r"E[X Y] = \mu E[Y]"),  # Y may depend on X
    (DEVIATION, r"Var(X) = \sigma"),
    (NOISE, r"E[z^2] = \mu^2 + \sigma"),
    (BOTH, r"E[X Y] = \mu \nu"),
    (TWICE, r"Var(X) = 1"),
    (NESTED, r"E[X] = \mu"),
    (NESTED, r"E[X^2] = \mu^2 + \sigma^2"),
    (ELSEWHERE, r"E[X^2] = 1"),
]


@pytest.mark.parametrize(("context", "claim"), TRUE)
def test_what_is_known_of_normal_laws(context, claim):
    found = claims(f"{context}$${claim}$$\n")[-1]
    assert found.verdict == "proved"
    assert any("is the normal law" in c.text for c in found.judgement.conditions)


@pytest.mark.parametrize(("context", "claim"), FALSE)
def test_what_is_not_so_of_them(context, claim):
    assert last_verdict(context, claim) in ("refuted", "undecided")


def test_a_wrong_sign_is_refuted():
    assert (
        last_verdict(BARE, r"KL(N(\mu, \sigma^2) \| N(0, 1)) = \frac12 (\mu^2 + \sigma^2 + \log \sigma^2 - 1)")
        == "refuted"
    )
