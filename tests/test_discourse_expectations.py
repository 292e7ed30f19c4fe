"""Expectations whose random quantity only the prose names: x ~ P, and then E_P[f(x)]."""

import pytest

from tests.notes import claims, last_verdict, verdicts

DRAWN = "Let $x \\sim P$ be given.\n\n$$%s$$\n"


@pytest.mark.parametrize(
    ("formula", "expected"),
    (
        (r"\mathbb{E}_P[(x - a)^2] = \mathbb{E}_P[x^2] - 2 a \mathbb{E}_P[x] + a^2", "proved"),
        (r"\mathbb{E}_P[(x - a)^2] = \mathbb{E}_P[x^2] - a \mathbb{E}_P[x] + a^2", "refuted"),
        (r"\mathbb{E}_P[x^2] = \mathbb{E}_P[x]^2", "refuted"),
        (r"\mathbb{E}_{x \sim P}[3 x + c] = 3 \mathbb{E}_P[x] + c", "proved"),
        (r"\mathbb{E}_P[x] = x", "undecided"),
        (r"\mathbb{E}_P[x] = \mu", "undecided"),
    ),
)
def test_an_expectation_is_over_the_letter_that_is_drawn(formula, expected):
    assert verdicts(DRAWN % formula) == [expected]


@pytest.mark.parametrize(
    "text",
    (
        "Let $x \\sim P$ and $y \\sim P$.\n\n$$\\mathbb{E}_P[x y] = y \\mathbb{E}_P[x]$$\n",
        "Let $x \\sim P$.\n\n$$\\mathbb{E}_P[x X] = X \\mathbb{E}_P[x]$$\n",
        "Let $x \\sim P$ and $P(x, y) = P(y, x)$.\n\n$$\\mathbb{E}_P[x y] = y \\mathbb{E}_P[x]$$\n",
    ),
)
def test_what_else_may_be_random_is_no_constant(text):
    assert verdicts(text)[-1] == "undecided"


def test_distributions_in_a_divergence_need_not_be_applied():
    text = r"""$$D_{KL}(P \| Q) = \mathbb{E}_{x \sim P}\left[\log \frac{p(x)}{q(x)}\right]$$

$$D_{KL}(P \| Q) = \mathbb{E}_{x \sim P}[\log p(x)] @ \mathbb{E}_P[\log q(x)]$$
"""
    assert verdicts(text.replace("@", "-")) == ["proved"]
    assert verdicts(text.replace("@", "+")) == ["undecided"]


def test_a_reason_is_a_claim_about_an_expectation():
    text = "Let $x \\sim P$. Since $\\mathbb{E}_P[x + 1] = \\mathbb{E}_P[x] + @$, the rest follows.\n"
    assert verdicts(text.replace("@", "1")) == ["proved"]
    assert verdicts(text.replace("@", "2")) == ["refuted"]


def test_the_size_of_a_sample_is_no_distribution():
    text = "Let $x \\sim N(0, 1)$ and $m = N (n + 1)$. Then $m = N n + N$.\n"
    assert verdicts(text) == ["proved"]


def test_a_divergence_of_numbers_makes_them_no_distributions():
    text = "Let $F(x) = x^2$ and $D(p \\| q) = F(p) - F(q) - 2 (p - q) q$. Then $D(p \\| q) = (p - q)^2$.\n"
    assert verdicts(text) == ["proved"]


@pytest.mark.long
@pytest.mark.parametrize("law", [r"\mathbb{E}_{z \sim q}", r"E_{q(z)}"])
def test_the_evidence_lower_bound(law):
    ratio = r"\frac{p(x, z)}{q(z)}"
    known = f"For any $q(z)$ we have ${law}[1] = 1$. Then "
    jensen = rf"\log {law}\left[{ratio}\right] @ {law}\left[\log {ratio}\right]"
    assert last_verdict(known, jensen.replace("@", r"\ge")) == "proved"
    assert last_verdict(known, jensen.replace("@", r"\le")) != "proved"
    bound = rf"\log p(x) = {law}\left[\log {ratio}\right] @ KL(q(z) \| p(z | x))"
    first = known + "$$" + jensen.replace("@", r"\ge") + "$$\n\nand "
    assert last_verdict(first, bound.replace("@", "+")) == "proved"
    assert last_verdict(first, bound.replace("@", "-")) != "proved"
    parts = rf"{law}[\log p(x, z)] - {law}[\log q(z)] = {law}[\log p(x | z)] - KL(q(z) \| p(z))"
    assert last_verdict(first, parts) == "proved"


def test_an_entropy_and_a_cross_entropy_may_be_one_letter():
    text = r"""$$H(q, p) = -\sum_x q(x) \log p(x) = H(q) @ KL(q \| p)$$
where $H(q) = -\sum_x q(x) \log q(x)$ and $KL(q \| p) = \sum_x q(x) \log \frac{q(x)}{p(x)}$."""
    assert verdicts(text.replace("@", "+")) == ["proved"]
    assert verdicts(text.replace("@", "-")) != ["proved"]


@pytest.mark.long
@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"\mathbb{E}[2 X + 3] = 2 \mathbb{E}[X] + 3", "proved"),
        (r"\mathbb{E}[\log a(x) - \log b(x)] = \mathbb{E}[\log a(x)] - \mathbb{E}[\log b(x)]", "proved"),
        (r"\mathbb{E}\left[\sum_{i=1}^n X_i\right] = \sum_{i=1}^n \mathbb{E}[X_i]", "proved"),
        (r"\log \mathbb{E}_q[a(x)/b(x)] \ge \mathbb{E}_q[\log \frac{a(x)}{b(x)}]", "proved"),  # Jensen
        (r"\log \mathbb{E}_q[a(x)/b(x)] \le \mathbb{E}_q[\log \frac{a(x)}{b(x)}]", "undecided"),
        (r"\mathbb{E}[|X|] \ge |\mathbb{E}[X]|", "proved"),
        (r"\mathbb{E}_p[X] = \mathbb{E}_q[X]", "undecided"),
        (r"\mathbb{E}[(X - Y)^2] = \mathbb{E}[X^2] - 2 \mathbb{E}[X Y] + \mathbb{E}[Y^2]", "proved"),
        (r"\mathbb{E}[(X - \mathbb{E}[X])^2] = \mathbb{E}[X^2] - \mathbb{E}[X]^2", "proved"),
        (r"\mathbb{E}[X Y] = \mathbb{E}[X] \mathbb{E}[Y]", "undecided"),  # nothing says that they are independent
        (r"\mathbb{E}[\mu X] = \mu \mathbb{E}[X]", "proved"),  # with mu that is not random, as it says
        (r"\mathbb{E}[X^2] = \mathbb{E}[X]^2", "undecided"),
        (r"\mathbb{E}[2 X + 3] = 2 \mathbb{E}[X]", "undecided"),
        (r"\mathbb{E}[1/X] = 1/\mathbb{E}[X]", "undecided"),
    ],
)
def test_an_expectation_is_linear_whatever_is_random(claim, expected):
    assert verdicts(f"$${claim}$$\n") == [expected]


def test_an_equation_for_an_expectation_defines_no_function():
    text = r"Here $\mathbb{E}[X] = X$ and $\mathbb{E}[Y] = n p$." + "\n\n$$@$$\n"
    for claim in (r"\mathbb{E}[X Y] = \mathbb{E}[X] \mathbb{E}[Y]", r"\mathbb{E}[2 Y] = n p", r"\mathbb{E}[Z] = n p"):
        assert verdicts(text.replace("@", claim))[-1] == "undecided"


@pytest.mark.parametrize(
    ("claim", "proved"),
    (
        (r"\mathbb{E}_{x \sim p}[f(x) + y | y] = \mathbb{E}_{x \sim p}[f(x) | y] + y", True),
        (r"\mathbb{E}_{x \sim p}[f(x) | y] = \mathbb{E}_{x \sim p(\cdot | y)}[f(x)]", True),
        (r"\mathbb{E}_{x \sim p}[f(x) | y] = \mathbb{E}_{x \sim p}[f(x)]", False),
        (r"\mathbb{E}_{x \sim p}[f(x) | y] = \mathbb{E}_{x \sim p}[f(x) | z]", False),
        (r"\mathbb{E}_{x \sim p}[f(x) | x] = \mathbb{E}_{x \sim p(\cdot | x)}[f(x)]", False),
        (r"2 \mathbb{E}[X | Y] = \mathbb{E}[X | Y] + \mathbb{E}[X | Y]", True),
        (r"2 \mathbb{E}[X | Y] = 2 \mathbb{E}[X]", False),
        (r"\mathbb{E}[X | Y] \mathbb{E}[Y] = \mathbb{E}[Y | X] \mathbb{E}[X]", False),
        (r"\mathbb{E}[X | Y = 1] = \mathbb{E}[X | Z = 1]", False),
        (r"\mathbb{E}[X + Y | Z] = \mathbb{E}[X] + \mathbb{E}[Y]", False),
    ),
)
def test_what_is_known_stands_behind_the_bar(claim, proved):
    assert (verdicts(f"$${claim}$$\n") == ["proved"]) == proved


def test_a_mean_is_not_defined_by_what_it_is_equal_to():
    text = "$$\\mathbb{E}[X | Y] = \\mathbb{E}[X]$$\n\n$$\\mathbb{E}[X | Y] - \\mathbb{E}[X] = 0$$\n"
    assert set(verdicts(text)) == {"undecided"}


def test_a_value_is_at_what_is_known():
    text = "Let $V(s) = \\mathbb{E}[R | s]$.\n\n$$V(s) - V(t) = %s$$\n"
    assert verdicts(text % r"\mathbb{E}[R | s] - \mathbb{E}[R | t]") == ["proved"]
    assert verdicts(text % "0") == ["undecided"]


MOMENTS = "Let $\\mu = E[X]$ and $\\nu = E[Y]$.\n\n"


@pytest.mark.parametrize(
    ("claim", "verdict", "certain"),
    [
        ("E[a X + b] = a E[X] + b", "proved", ["a is not random", "b is not random"]),
        ("E[X^2] - E[X]^2 = E[(X - E[X])^2]", "proved", []),
        ("E[(X - m)^2] = E[X^2] - 2 m E[X] + m^2", "proved", ["m is not random"]),
        ("E[\\epsilon X] = \\epsilon E[X]", "conditional", ["epsilon is not random"]),
        ("\\mathbb{E}[x y] = x \\mathbb{E}[y]", "conditional", ["x is not random"]),
        ("\\mathbb{E}[1] = 1", "proved", []),
        ("E[X Y] = X E[Y]", "undecided", []),
        ("E[X Y] = E[X] E[Y]", "undecided", []),
        ("E[a X + b] = a E[X] + 2 b", "undecided", []),
        ("E[X] = X", "undecided", []),
    ],
)
def test_what_stands_outside_of_expectations_is_certain(claim, verdict, certain):
    (found,) = claims(f"We have $${claim}$$\n")
    assert found.verdict == verdict
    assert [c.text for c in found.judgement.conditions] == certain


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"E[(X - \mu)^2] = E[X^2] - \mu^2", "proved"),
        (r"E[(X - \mu)(Y - \nu)] = E[X Y] - \mu \nu", "proved"),
        (r"E[X - \mu] = 0", "proved"),
        (r"E[(X - \mu)^2] = E[X^2] + \mu^2", "undecided"),
        (r"E[X Y] = \mu \nu", "undecided"),
        (r"E[X \nu] = \mu^2", "undecided"),
    ],
)
def test_moments_are_numbers(claim, verdict):
    assert verdicts(f"{MOMENTS}$${claim}$$\n") == [verdict]


@pytest.mark.parametrize(
    "text",
    [
        "The error is $E = (y - w)^2$. Then $$E[X + Y] = E[X] + E[Y]$$\n",  # some other E
        "We have $$E(X + Y) = E(X) + E(Y)$$\n",
        "We have $$E[w + v] = E[w] + E[v]$$\n",  # nothing says that w is random
    ],
)
def test_an_e_that_may_be_something_else_is_no_expectation(text):
    assert verdicts(text) == ["undecided"]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"\operatorname{Var}(2 Y + 7) = 4 \operatorname{Var}(Y)", "proved"),
        (r"\operatorname{Var}(-Y) = \operatorname{Var}(Y)", "proved"),
        (r"\text{Var}(a X + b) = a^2 \text{Var}(X)", "proved"),  # a and b not random, as it says
        (r"\operatorname{Cov}(X, Y + 2 Z) = \operatorname{Cov}(X, Y) + 2 \operatorname{Cov}(X, Z)", "proved"),
        (r"\text{Cov}(X, X) = \text{Var}(X)", "proved"),
        (r"\text{Cov}(X + a, Y + b) = \text{Cov}(X, Y)", "proved"),
        (r"Var(X + Y) = Var(X) + Var(Y) + 2 Cov(X, Y)", "proved"),
        (r"\mathbb{E}[(X - a)^2] = \text{Var}(X) + (\mathbb{E}[X] - a)^2", "proved"),
        (r"\text{Var}(X + Y) = \text{Var}(X) + \text{Var}(Y)", "undecided"),  # if they are not correlated
        (r"\text{Var}(X Y) = \text{Var}(X) \text{Var}(Y)", "undecided"),
        (r"\text{Var}(a X) = a \text{Var}(X)", "undecided"),
        (r"\text{Var}(X + \epsilon) = \text{Var}(X)", "undecided"),  # what a noise is called
        (r"\mathbb{E}[X - \mu] = 0", "undecided"),
    ],
)
def test_a_variance_is_one_of_expectations(claim, expected):
    assert verdicts(f"We have $${claim}$$\n") == [expected]


def test_a_small_letter_that_is_called_random_is():
    assert verdicts("Let $b$ be a random variable. $$\\text{Var}(X + b) = \\text{Var}(X)$$\n") == ["undecided"]
