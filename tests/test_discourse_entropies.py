r"""Entropies of random variables: H(X, Y) = H(X) + H(Y | X), by their rules and by the sums that they are."""

import pytest

from tests.notes import claims, last_verdict, verdicts

RULES = "The entropy of $X$ is $H(X)$, and $I(X;Y)$ is the mutual information of $X$ and $Y$.\n\n"
SUMS = r"""Let $X$ and $Y$ be discrete random variables. Their entropy is $$H(X) = -\sum_x p(x) \log p(x)$$

$$H(X,Y) = -\sum_{x,y} p(x,y) \log p(x,y)$$ $$H(Y|X) = -\sum_{x,y} p(x,y) \log p(y|x)$$

$$I(X;Y) = \sum_{x,y} p(x,y) \log \frac{p(x,y)}{p(x) p(y)}$$

"""
BITS = r"""The entropies are $H(X) = -\sum_x p(x) \log_2 p(x)$, $H(X,Y) = -\sum_{x,y} p(x,y) \log_2 p(x,y)$ and
$H(Y|X) = -\sum_{x,y} p(x,y)\log_2 p(y|x)$.

"""
DENSITIES = r"""The differential entropy is $h(X) = -\int p(x) \log p(x) \, dx$.

"""
NEGATED = SUMS.replace(r"H(X) = -", "H(X) = ")
LAWS = r"""The entropy of a law is $H(P) = -\sum_j P(j) \log P(j)$, and the cross-entropy is $H(P, Q) = -\sum_j P(j) \log Q(j)$.

"""
CROSS = "The cross-entropy $H(T, Y)$ is more than the entropy $H(T)$.\n\n"
COMPARED = "The entropy of $S$ is $H(S)$, and $KL(S \\| T) = H(S, T) - H(S)$. We have\n\n"
TRUE = [
    (LAWS, "H(P, P) = H(P)"),
    (RULES, "H(X,Y) = H(X) + H(Y|X)"),
    (RULES, "H(X,Y) = H(Y) + H(X|Y)"),
    (RULES, "H(X,Y) = H(Y,X)"),
    (RULES, "I(X;Y) = H(X) - H(X|Y) = H(Y) - H(Y|X)"),
    (RULES, "I(X;Y) = H(X) + H(Y) - H(X,Y)"),
    (RULES, "I(X;Y|Z) = H(X|Z) - H(X|Y,Z)"),
    (RULES, "H(X,Y,Z) = H(X) + H(Y|X) + H(Z|X,Y)"),
    (RULES, "I(X;Y,Z) = I(X;Y) + I(X;Z|Y)"),
    (RULES, "I(X;Y) = I(Y;X)"),
    (RULES, r"I(X;Y) \ge 0"),
    (RULES, r"H(X|Y) \le H(X)"),
    (RULES, r"H(X) \le H(X,Y) \le H(X) + H(Y)"),
    (RULES, r"I(X;Y) = D_{KL}(p(x,y) \,\|\, p(x) p(y))"),
    (SUMS, "H(X,Y) = H(X) + H(Y|X)"),
    (SUMS, "I(X;Y) = H(Y) - H(Y|X)"),
    (SUMS, r"H(X,Y) = -\sum_x p(x) \log p(x) - \sum_x \sum_y p(x,y) \log p(y|x)"),
    (SUMS, r"H(Y|X) = -\sum_x p(x) \sum_y p(y|x) \log p(y|x)"),
    (SUMS, r"I(X;Y) = \sum_{x,y} p(x,y) \log \frac{p(x|y)}{p(x)}"),
    (SUMS, r"H(X) = -\mathbb{E}[\log p(X)]"),
    (SUMS, r"H(X|Y) \le H(X)"),
    (BITS, "H(X,Y) = H(X) + H(Y|X)"),
    (DENSITIES, "h(X,Y) = h(X) + h(Y|X)"),
]
FALSE = [
    (LAWS, "H(P, Q) = H(Q, P)"),
    (LAWS, r"H(P, Q) \le H(P) + H(Q)"),
    (CROSS, "H(T, Y) = H(Y, T)"),
    (CROSS, r"H(T, Y) \le H(T) + H(Y)"),
    (COMPARED, "H(S, T) = H(T, S)"),
    (RULES, "H(X,Y) = H(X) - H(Y|X)"),
    (RULES, "H(X,Y) = H(X) + H(X|Y)"),
    (RULES, "I(X;Y) = H(X) - H(Y|X)"),
    (RULES, "I(X;Y) = H(X) + H(Y) + H(X,Y)"),
    (RULES, "I(X;Y|Z) = H(X|Z) - H(X|Y)"),
    (RULES, "H(X,Y,Z) = H(X) + H(Y|X) + H(Z|X)"),
    (RULES, "I(X;Y,Z) = I(X;Y) + I(X;Z)"),
    (RULES, r"I(X;Y) \le 0"),
    (RULES, r"H(X|Y) \ge H(X)"),
    (RULES, r"I(X;Y|Z) \le I(X;Y)"),
    (SUMS, "H(X,Y) = H(X) - H(Y|X)"),
    (SUMS, "I(X;Y) = H(X) - H(Y|X)"),
    (SUMS, r"H(X,Y) = -\sum_x p(x) \log p(x) + \sum_x \sum_y p(x,y) \log p(y|x)"),
    (SUMS, r"H(Y|X) = -\sum_x \sum_y p(x) \log p(y|x)"),
    (SUMS, r"H(Y|X) = -\sum_x \sum_y p(x,y) \log p(x|y)"),
    (SUMS, r"H(X) = -\sum_x q(x) \log p(x)"),
    (SUMS, r"H(X) = -\mathbb{E}[X \log p(X)]"),
    (SUMS, r"H(X) = -\sum_x p(x) \log_2 p(x)"),
    (NEGATED, "H(X,Y) = H(X) + H(Y|X)"),
    (BITS, r"H(X,Y) = -\sum_{x,y} p(x,y) \log p(x,y)"),
    (DENSITIES, r"h(X) \ge 0"),
    (DENSITIES, "h(X,Y) = h(X) - h(Y|X)"),
    ("The cross-entropy has the Hessian $H(X)$.\n\n", "H(X,Y) = H(X) + H(Y|X)"),
    ("Let $H$ be any function.\n\n", "H(X,Y) = H(Y,X)"),
]
INDEPENDENT = [
    ("If $X$ and $Y$ are independent, their entropy is", "H(X,Y) = H(X) + H(Y)"),
    ("If $Y$ is a function of $X$, their entropy is", "H(X,Y) = H(X)"),
    ("Since $X$ is certain, its entropy is", "H(X) = 0"),
]


@pytest.mark.parametrize(("context", "claim"), TRUE)
def test_rules_of_entropies(context, claim):
    found = claims(f"{context}We have\n\n$${claim}$$\n")
    assert {c.verdict for c in found} <= {"proved"}
    assert all(c.judgement.conditions for c in found if "entropies" in c.judgement.method)


@pytest.mark.parametrize(("context", "claim"), FALSE)
def test_what_the_rules_do_not_say(context, claim):
    assert last_verdict(f"{context}We have\n\n", claim) in ("refuted", "undecided")


@pytest.mark.parametrize(("words", "claim"), INDEPENDENT)
def test_what_is_so_of_some_variables_is_not_refuted(words, claim):
    assert "refuted" not in verdicts(f"{RULES}{words} $${claim}$$\n")


@pytest.mark.long
def test_a_chain_from_the_sums_to_the_rule():
    note = r"""Let $X, Y$ have the joint law $p(x, y)$ and the entropies $H(X)$ and $H(Y)$.

$$\begin{aligned} H(X,Y) &= -\sum_{x,y} p(x,y) \log p(x,y) = -\sum_{x,y} p(x,y) \log (p(x) p(y|x)) \\
&= -\sum_x p(x) \log p(x) - \sum_{x,y} p(x,y) \log p(y|x) = H(X) + H(Y|X) \end{aligned}$$
"""
    assert set(verdicts(note)) == {"proved"}
    assert verdicts(note.replace("H(Y|X)", "H(X|Y)"))[-1] == "undecided"
    assert (
        verdicts(note.replace("- \\sum_{x,y} p(x,y) \\log p(y|x)", "- \\sum_{x,y} p(x) \\log p(y|x)"))[-1] != "proved"
    )
