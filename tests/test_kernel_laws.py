"""Products, distributions and special functions: what is true, what is nearly true, and attempts to fool the kernel."""

from __future__ import annotations

from fractions import Fraction

import pytest

from benchmarks.identities_arrays import ArrayGroup
from benchmarks.identities_laws import GROUPS
from benchmarks.oracle_arrays import false_somewhere
from symloss.claims import judge_claim
from symloss.kernel.judge import judge
from symloss.kernel.verdict import Verdict
from symloss.term.nodes import Number, Range, Symbol
from symloss.term.reader import read
from symloss.term.scope import Definition, Scope
from symloss.term.sorts import FUNCTION, INDEX, vector
from symloss.term.statement import Identity, Statement

K = Symbol("K", INDEX)
SCOPE = (
    Scope()
    .declare(*(Symbol(name, FUNCTION) for name in ["p", "q", "r", "f", "g", "p_given", "q_given", "KL"]))
    .declare(*map(Symbol, ["x", "y", "z", "c", "b", "s", "t", "theta"]), K, Symbol("k", INDEX))
    .run(Symbol("j", INDEX), Range(Number(Fraction(1)), K))
    .declare(*(Symbol(name, vector(K)) for name in ("a", "w", "v")))
)


def verdict(text: str, scope: Scope = SCOPE) -> Verdict:
    return judge(Statement(scope, Identity(read(text, scope))))


@pytest.mark.long
@pytest.mark.parametrize("group", GROUPS, ids=lambda g: g.name)
def test_every_true_claim_about_laws_is_proved(group: ArrayGroup) -> None:
    for text, statement in group.statements[::2]:
        assert judge(statement).proved, text


@pytest.mark.parametrize("group", GROUPS, ids=lambda g: g.name)
def test_the_claims_are_true_for_a_judge_that_shares_nothing(group: ArrayGroup) -> None:
    for text, statement in group.statements:
        assert false_somewhere(statement, group) is False, text


# --- products ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("prod_{k=1..K} (c*a_k) = c^K*prod_{k=1..K} a_k", "proved"),  # whatever the signs
        ("prod_{k=1..K} a_k^2 = (prod_{k=1..K} a_k)^2", "proved"),
        ("prod_{k=1..K} (-a_k) = (-1)^K*prod_{k=1..K} a_k", "proved"),
        ("prod_{k=1..K} (a_k/v_k) = (prod_{k=1..K} a_k)/(prod_{k=1..K} v_k)", "proved"),
        ("prod_{k=1..K} (c*a_k) = c*prod_{k=1..K} a_k", "refuted"),
        ("prod_{k=1..K} (a_k + v_k) = (prod_{k=1..K} a_k) + (prod_{k=1..K} v_k)", "refuted"),
        ("prod_{k=1..K} delta(k, j) = 0", "refuted"),  # K = 1
        ("prod_{k=1..K} |a_k| = |prod_{k=1..K} a_k|", "undecided"),
    ],
)
def test_products_whose_factors_have_any_sign(text: str, expected: str) -> None:
    assert verdict(text).word == expected


def test_a_logarithm_of_a_product_says_which_factors_it_needs_positive() -> None:
    found = verdict("ln(prod_{k=1..K} a_k) = sum_{k=1..K} ln(a_k)")
    assert found.proved
    assert "a_k > 0 for every k" in [c.text for c in found.conditions]


# --- expectations -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "E_{x ~ q}[f(x)^2] = E_{x ~ q}[f(x)]^2",
        "E_{x ~ q}[f(x)*g(x)] = E_{x ~ q}[f(x)]*E_{x ~ q}[g(x)]",  # one x: not independent
        "E_{x ~ q}[f(x)] = E_{x ~ r}[f(x)]",
        "E_{x ~ q}[x*f(x)] = x*E_{x ~ q}[f(x)]",  # x inside is not x outside
        "E_{x ~ q}[E_{x ~ r}[f(x)]] = E_{x ~ q}[f(x)]",
        "E_{x ~ q}[ln(q(x)/p(x))] = E_{x ~ q}[ln(p(x)/q(x))]",
        "E_{x ~ q}[ln(q(x)/p(x))] <= 0",
        "E_{x ~ q}[ln(f(x))] = ln(E_{x ~ q}[f(x)])",
        "d/dc E_{x ~ q}[(f(x) - c)^2] = c - 2*E_{x ~ q}[f(x)]",
        "E_{x ~ q}[1] = 2",
        "E_{x ~ q}[q(x)] = 1",
    ],
)
def test_expectations_that_are_nearly_true_are_refuted(text: str) -> None:
    assert verdict(text).refuted


def test_a_witness_says_from_what_it_draws() -> None:
    assert "q(x) for x in {1, 2, 3} = 1/3" in str(verdict("E_{x ~ q}[f(x)^2] = E_{x ~ q}[f(x)]^2").witness)


def test_a_derivative_goes_under_an_expectation_only_if_the_distribution_is_fixed() -> None:
    found = verdict("d/dc E_{x ~ q}[f(c*x)] = E_{x ~ q}[x*f'(c*x)]")
    assert found.proved
    assert "the derivative may be taken under the expectation" in [c.text for c in found.conditions]
    assert verdict("d/dc E_{x ~ q_given(c)}[f(x)] = 0").word == "undecided"
    tied = SCOPE.depend("q", Symbol("theta"))
    assert verdict("d/dtheta E_{x ~ q}[f(x)] = 0", tied).word == "undecided"
    defined = SCOPE.define(Definition("q", read("exp(theta*x)", SCOPE), (Symbol("x"),), "function"))
    assert verdict("d/dtheta E_{x ~ q}[f(x)] = 0", defined).word == "undecided"


SCORE = "d/dtheta ln(p(x, theta))"


@pytest.mark.parametrize(
    "text",
    [
        f"d/dtheta E_{{x ~ p(theta)}}[f(x)] = E_{{x ~ p(theta)}}[f(x)*{SCORE}]",
        f"d/dtheta E_{{x ~ p(theta)}}[theta*f(x)] = E_{{x ~ p(theta)}}[f(x)] + theta*E_{{x ~ p(theta)}}[f(x)*{SCORE}]",
        f"E_{{x ~ p(theta)}}[{SCORE}] = 0",
        f"E_{{x ~ p(theta)}}[3*c*({SCORE})] = 0",
        f"E_{{x ~ p(theta)}}[(f(x) - b)*{SCORE}] = E_{{x ~ p(theta)}}[f(x)*{SCORE}]",
        "E_{x ~ p_given(z)}[d/dz ln(p_given(x, z))] = 0",
    ],
)
def test_a_law_moves_a_mean_by_its_score_whose_mean_is_zero(text: str) -> None:
    found = verdict(text)
    assert found.proved
    assert "the derivative may be taken under the expectation" in [c.text for c in found.conditions]


@pytest.mark.parametrize(
    "text",
    [
        "d/dtheta E_{x ~ p(theta)}[f(x)] = 0",
        f"d/dtheta E_{{x ~ p(theta)}}[f(x)] = E_{{x ~ p(theta)}}[f(y)*{SCORE}]",
        f"E_{{x ~ p(theta)}}[f(x)*{SCORE}] = 0",
        f"E_{{x ~ p(theta)}}[({SCORE})^2] = 0",
        f"E_{{x ~ p(theta)}}[1/({SCORE})] = 0",
        f"E_{{x ~ q(theta)}}[{SCORE}] = 0",  # another law
        f"E_{{x ~ p(c)}}[{SCORE}] = 0",  # another parameter
        f"E_{{x ~ p}}[{SCORE}] = 0",
        f"E_{{y ~ p(theta)}}[{SCORE}] = 0",  # another quantity
        "E_{x ~ p(theta)}[d/dx ln(p(x, theta))] = 0",  # by the quantity: what p is at the ends counts
        "E_{x ~ p(theta)}[d/dtheta p(x, theta)] = 0",
        "E_{x ~ p(theta)}[p(x, theta)/p(x, theta)] = 0",
        "E_{x ~ p(theta)}[q(x, theta)/p(x, theta)] = 0",
        "E_{x ~ p(theta)}[x/p(x, theta)] = 0",
        "E_{x ~ p(theta)}[1/p(x, theta)] = 0",
        "E_{x ~ p(theta)}[(d/dtheta p(x, theta))/(p(x, theta) + 1)] = 0",
        "E_{x ~ p(theta)}[(d/dtheta p(x, theta))/p(x, theta)^2] = 0",
    ],
)
def test_only_the_score_of_its_own_law_has_the_mean_zero(text: str) -> None:
    assert not verdict(text).proved


@pytest.mark.long
@pytest.mark.parametrize(
    "text",
    [
        "p_given(x, z)*p(z) = p_given(z, x)*p(x)",
        "p_given(x, z) = p(x, z)/p(z)",
        "ln(p(x)) = E_{z ~ q}[ln(p_given(x, z)*p(z)/p_given(z, x))]",
        "ln(p(x)) = E_{z ~ q}[ln(p(x, z)/q(z))] + KL(q(z), p_given(z, x))",
        "ln(p(x)) = E_{z ~ q_given(x)}[ln(p_given(x, z))] - KL(q_given(z, x), p(z)) + KL(q_given(z, x), p_given(z, x))",
        "KL(q, p) = E_{x ~ q}[ln(q(x))] - E_{x ~ q}[ln(p(x))]",
        "KL(q, q) = 0",
        "KL(q, p) >= 0",
        "KL(q, p) + KL(p, q) >= 0",
        "E_{z ~ q}[ln(p(x, z)/q(z))] <= ln(p(x))",
        "E_{z ~ q_given(x)}[ln(p(x, z)/q_given(z, x))] <= ln(p(x))",
    ],
)
def test_conditional_probabilities_and_divergences(text: str) -> None:
    assert verdict(text).proved


@pytest.mark.parametrize(
    "text",
    [
        "p_given(x, z)*p(x) = p_given(z, x)*p(z)",
        "p_given(x, z) = p(x)",  # independence is not stated
        "p(x, z) = p(x)*p(z)",
        "ln(p(x)) = E_{z ~ q}[ln(p(x, z)/q(z))] - KL(q(z), p_given(z, x))",
        "KL(q, p) = KL(p, q)",
        "KL(q, p) <= 0",
        "KL(q, p) >= 1",
        "KL(q, p) > 0",
        "E_{z ~ q}[ln(p(x, z)/q(z))] >= ln(p(x))",
        "E_{z ~ q}[ln(p(x, z))] <= ln(p(x))",  # p(x, z) need not be below p(x) for a density
        "E_{x ~ q}[ln(q(x))] <= 0",  # true of probabilities, not of densities
        "E_{x ~ q}[ln(q(x))] >= E_{x ~ q}[ln(p(x))]",  # if p is a distribution too, which nothing says
        "f(x, y) >= 0",
        "E_{x ~ q}[f(x)] >= 0",
    ],
)
def test_distributions_prove_nothing_that_is_not_so(text: str) -> None:
    assert not verdict(text).proved


def test_a_name_that_is_defined_is_what_its_definition_says() -> None:
    x, z = Symbol("x"), Symbol("z")
    defined = SCOPE.define(Definition("p_given", read("x + z", SCOPE), (x, z), "function"))
    assert not verdict("p_given(x, z)*p(z) = p_given(z, x)*p(x)", defined).proved


def test_what_a_divergence_rests_on_is_listed() -> None:
    found = verdict("KL(q, p) >= 0")
    assert "Gibbs' inequality" in [c.origin for c in found.conditions]


# --- special functions --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gamma(x + 1) = x*Gamma(x)", "proved"),
        ("Gamma(x + 1) = Gamma(x)", "refuted"),
        ("Gamma(x) = (x - 1)*Gamma(x - 1)", "undecided"),  # nothing says that x > 1
        ("lnGamma(x + 1) = ln(x) + lnGamma(x)", "proved"),
        ("digamma(x + 2) = digamma(x) + 1/x + 1/(x + 1)", "proved"),
        ("digamma(x + 1) = digamma(x) - 1/x", "refuted"),
        ("factorial(5) = 120", "proved"),
        ("Gamma(7/2) = 15/8*sqrt(pi)", "proved"),
        ("Gamma(1/2) = pi", "refuted"),
        ("erf(x) = 2*Phi(x*sqrt(2)) - 1", "proved"),
        ("erf(x) = 2*Phi(x/sqrt(2)) - 1", "refuted"),
        ("Phi(-x) = -Phi(x)", "refuted"),
        ("d/dx Phi(x) = exp(-x^2)/sqrt(2*pi)", "refuted"),
        ("d/ds lnGamma(s) = ln(s)", "refuted"),
    ],
)
def test_special_functions(text: str, expected: str) -> None:
    assert verdict(text).word == expected


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        ("E_{w ~ q}[1/n*sum_{k=1..n} f(w, k)] = 1/n*sum_{k=1..n} E_{w ~ q}[f(w, k)]", "proved"),
        ("E_{w ~ q}[(sum_{k=1..n} f(w, k))^2] = sum_{k=1..n} sum_{j=1..n} E_{w ~ q}[f(w, k)*f(w, j)]", "proved"),
        ("E_{w ~ q}[g(w)*sum_{k=1..n} s_k*f(w, k)] = sum_{k=1..n} s_k*E_{w ~ q}[g(w)*f(w, k)]", "proved"),
        (
            (
                "sum_{j=1..n} E_{w ~ q}[g(w, j)*sum_{k=1..n} f(w, k)] "
                "= sum_{k=1..n} sum_{j=1..n} E_{w ~ q}[g(w, j)*f(w, k)]"
            ),
            "proved",
        ),
        ("E_{w ~ q}[(sum_{k=1..n} f(w, k))^2] = sum_{k=1..n} E_{w ~ q}[f(w, k)^2]", "refuted"),
        ("sum_{j=1..n} E_{w ~ q}[g(w, j)*sum_{k=1..n} f(w, k)] = sum_{k=1..n} E_{w ~ q}[g(w, k)*f(w, k)]", "refuted"),
        ("E_{w ~ q}[1/sum_{k=1..n} f(w, k)^2] = 1/sum_{k=1..n} E_{w ~ q}[f(w, k)^2]", "refuted"),
    ],
)
def test_the_mean_of_a_sum_of_any_length_is_the_sum_of_means(claim, word):
    assert judge_claim(claim)[1].word == word
