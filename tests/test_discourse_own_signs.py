"""What a text gives a meaning of its own: a weight pi, the imaginary unit, what gradients stop at, symmetric matrices."""

import pytest

from tests.notes import claims, verdicts


@pytest.mark.parametrize(
    "note",
    [
        r"Let $\pi = 0.2$ be the weight of the first component. Then $1 - \pi = 0.8$.",
        r"Let $0 < \pi < 1$. Then $\pi (1 - \pi) \le 1$.",
        r"Let $\pi \in (0, 1)$. Then $\pi > 3$.",
        r"Let $e = 0.25$ be the error. Then $e + 1 = 1.25$.",
        r"We use $e^{i t} = \cos t + i \sin t$.",
        r"Let $z = 3 + 4 i$ with the imaginary unit. Then $|z| = 5$.",
        r"With the imaginary unit, $i^2 \ge 0$.",
        r"Let $z = u + i v$ be a complex number. Then $|z|^2 = z^2$.",
    ],
)
def test_a_sign_with_a_meaning_of_its_own_is_left_open(note):
    (found,) = claims(note + "\n")
    assert found.verdict == "undecided" and "of its own" in found.judgement.message


@pytest.mark.parametrize(
    "note",
    [
        r"Let $\pi = 3.14159$. The area is $\pi u^2$, so $\pi u^2 + \pi u^2 = 2 \pi u^2$.",
        r"Let $0 < t < \pi$. Then $t + \pi = \pi + t$.",
        r"For complex numbers, see below. Let $s = \sum_{i=1}^n x_i$. Then $\frac{\partial s}{\partial x_k} = 1$.",
        r"With $e^{x_i}$ we have $e^{x_i} e^{x_i} = e^{2 x_i}$.",
    ],
)
def test_numbers_and_indices_are_what_they_are(note):
    assert verdicts(note + "\n") == ["proved"]


@pytest.mark.parametrize(
    "note",
    [
        r"Let $c = u^2$ and $L = c u$. We stop the gradient through $c$. Then $\frac{dL}{du} = @$.",
        r"The target $c = u^2$ is detached from the graph. Let $L = c u$. Then $\frac{dL}{du} = @$.",
        r"Let $L = \operatorname{sg}(u^2) u$. Then $\frac{dL}{du} = @$.",
    ],
)
@pytest.mark.parametrize("slope", ["u^2", "3 u^2"])
def test_what_gradients_stop_at_is_not_gone_through(note, slope):
    assert verdicts(note.replace("@", slope) + "\n") == ["undecided"]


def test_what_gradients_do_not_pass_is_no_matter_of_it():
    note = r"Let $L = (w x - y)^2$. In code we detach $x$ first. Then $\frac{dL}{dw} = 2 (w x - y) x$."
    assert verdicts(note + "\n") == ["proved"]


@pytest.mark.parametrize(
    "said", ["All matrices here are symmetric.", "This is a covariance matrix.", "We use the Hessian."]
)
def test_a_matrix_may_be_symmetric_where_the_text_speaks_of_such(said):
    note = "\n\nLet $A \\in \\mathbb{R}^{n \\times n}$. Then $A_{ij} + A_{ji} = 2 A_{ij}$.\n"
    (found,) = claims(said + note)
    assert (found.verdict, [c.text for c in found.judgement.conditions]) == ("conditional", ["A = A^T"])
    assert verdicts("These are weights." + note) == ["refuted"]


@pytest.mark.parametrize(
    ("note", "verdict"),
    [
        (r"$\frac{u}{u} = 1$ even for $u = 0$.", "undecided"),
        (r"$\frac{d}{du} |u| = \frac{u}{|u|}$ also at $u = 0$.", "undecided"),
        (r"$|u| = u$, also when $u < 0$.", "refuted"),
        (r"$2u = u$, even for $u = 0$.", "refuted"),
        (r"$|u|^2 = u^2$, also when $u < 0$.", "proved"),
    ],
)
def test_a_case_that_is_said_to_be_included_does_not_narrow_a_claim(note, verdict):
    assert verdicts(note + "\n") == [verdict]
