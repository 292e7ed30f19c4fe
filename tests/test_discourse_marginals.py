r"""Laws that are summed over all values: \sum_z p(x, z) = p(x), \int q(z | x) dz = 1."""

import pytest

from tests.notes import claims, verdicts

TRUE = [
    r"\sum_z p(x, z) = p(x)",
    r"\int p(x, z) dz = p(x)",
    r"\sum_z p(x | z) p(z) = p(x)",
    r"\int p(x | z) p(z) dz = p(x)",
    r"\log p(x) = \log \int p(x, z) \, dz",
    r"\sum_Z P(Y, Z | \theta) = P(Y | \theta)",
    r"\sum_Z P(Y | Z, \theta) P(Z | \theta) = P(Y | \theta)",
    r"\sum_z p(z | x) = 1",
    r"\int q(z | x) \log p(x) dz = \log p(x)",
]
FALSE = [
    r"\int p(x | z) dz = 1",
    r"\sum_z p(x | z) p(z) = p(z)",
    r"\sum_z p(x | z) = p(x)",
    r"\sum_z p(x | z) p(z) = p(z | x)",
    r"\int q(z | x) p(x | z) dz = p(x)",
    r"\sum_z p(x, z) = p(z)",
    r"\sum_z p(x, z) \log p(z) = p(x)",
    r"\sum_Z P(Y | Z) P(Z | \theta) = P(Y)",
]


@pytest.mark.parametrize("claim", TRUE)
def test_the_sum_rule(claim):
    (found,) = claims(f"We have $${claim}$$\n")
    assert found.verdict == "proved"
    assert any(c.text.endswith("is a probability") for c in found.judgement.conditions)


@pytest.mark.parametrize("claim", FALSE)
def test_what_is_no_sum_over_all_of_it_is_not_proved(claim):
    assert verdicts(f"We have $${claim}$$\n")[-1] not in ("proved", "conditional")


def test_a_function_that_the_text_defines_is_no_law():
    assert verdicts("Let $p(x, z) = x z$. Then $$\\sum_z p(x, z) = p(x)$$\n")[-1] not in ("proved", "conditional")


def test_one_law_with_several_arguments_is_not_defined_by_its_like():
    note = r"""The likelihood is
$$L(\theta) = P(Y | \theta) = \sum_Z P(Y, Z | \theta) = \sum_Z P(Y | Z, \theta) P(Z | \theta)$$
so that
$$\log L(\theta) = \log \sum_Z P(Y | Z, \theta) P(Z | \theta)$$
It follows that $P(Z | \theta) = P(Y | \theta)$.
"""
    found = verdicts(note)
    assert found[:3] == ["proved"] * 3
    assert found[-1] not in ("proved", "conditional")
