"""argmax f = argmax g: proved if both grow together, with what has to be positive for that; never by luck."""

import pytest

from symloss.proofs.verify import verify_file


@pytest.fixture
def judged(tmp_path):
    def run(formula, before=""):
        path = tmp_path / "note.md"
        path.write_text(f"{before}\n\nWe find\n\n$${formula}$$\n", encoding="utf-8")
        return verify_file(path).claims[-1].judgement

    return run


@pytest.mark.long
@pytest.mark.parametrize(
    "formula",
    [
        r"\arg\max_\lambda \prod_{i=1}^n p(x_i \mid \lambda) = \arg\max_\lambda \sum_{i=1}^n \ln p(x_i \mid \lambda)",
        r"\arg\max_\lambda \sum_{i=1}^n \ln p(x_i \mid \lambda) = \arg\min_\lambda -\sum_{i=1}^n \ln p(x_i \mid \lambda)",
        r"\operatorname*{argmin}_w \sum_{i=1}^n (t_i - w u_i)^2 = \operatorname*{argmin}_w \frac{1}{2n} \sum_{i=1}^n (t_i - w u_i)^2",
        r"\underset{w}{\operatorname{argmax}}\; p(D \mid w) p(w) = \underset{w}{\operatorname{argmax}}\; \log p(D \mid w) + \log p(w)",
        r"\arg\max_\mu -\frac{n}{2} \log (2\pi s^2) - \frac{1}{2 s^2} \sum_{i=1}^n (x_i - \mu)^2 = \arg\min_\mu \sum_{i=1}^n (x_i - \mu)^2",
        r"\arg\max_\mu \prod_{i=1}^n e^{-(x_i - \mu)^2} = \arg\min_\mu \sum_{i=1}^n (x_i - \mu)^2",
        r"\arg\max_k e^{s_k} = \arg\max_k s_k",
        r"\arg\max_w -\frac{-1}{3} f(w) = \arg\min_w (-2) f(w)",
    ],
)
def test_functions_that_grow_together_are_largest_at_the_same_places(judged, formula):
    verdict = judged(formula)
    assert verdict.word == "proved"
    assert all(c.origin == "natural domain" for c in verdict.conditions)


def test_softmax_keeps_the_largest_entry(judged):
    before = r"Let $q_k = \frac{e^{a_k}}{\sum_m e^{a_m}}$."
    assert judged(r"\arg\max_k q_k = \arg\max_k a_k", before).word == "proved"
    assert judged(r"\arg\min_k q_k = \arg\min_k a_k", before).word == "proved"
    assert judged(r"\arg\max_k q_k = \arg\min_k a_k", before).word == "undecided"
    assert judged(r"\arg\max_k q_k = \arg\max_k a_k^2", before).word == "undecided"


@pytest.mark.long
@pytest.mark.parametrize(
    ("formula", "condition"),
    [
        (r"\arg\max_w f(w) = \arg\max_w \frac{f(w)}{c}", "c > 0"),
        (r"\arg\max_w [c f(w) + b] = \arg\max_w f(w)", "c > 0"),
        (r"\arg\max_t \frac{P(X \mid t) P(t)}{P(X)} = \arg\max_t P(X \mid t) P(t)", "1/P(X) > 0"),
    ],
)
def test_a_factor_whose_sign_is_open_is_a_condition(judged, formula, condition):
    verdict = judged(formula)
    assert verdict.word == "conditional"
    assert [c.text for c in verdict.conditions if c.origin == "found"] == [condition]


@pytest.mark.parametrize(
    "formula",
    [
        r"\arg\max_w f(w) = \arg\min_w f(w)",
        r"\arg\max_w f(w) = \arg\max_w -f(w)",
        r"\arg\max_w f(w) = \arg\max_w f(w)^2",
        r"\arg\max_w f(w) = \arg\max_w f(w) + w",
        r"\arg\min_w \ln f(w) = \arg\min_w -f(w)",
        r"\arg\max_w f(w) = \arg\max_w g(w)",
        r"\arg\max_w f(w) g(w) = \arg\max_w g(w)",
        r"\arg\max_w L = \arg\max_w M",
    ],
)
def test_other_functions_are_not_said_to(judged, formula):
    assert judged(formula).word in ("undecided", "unread")


def test_a_quantity_that_hides_how_it_depends_on_the_place_proves_nothing(judged):
    before = r"Let $E = (y - w x)^2$ and $F = (y + w x)^2$."
    assert judged(r"\arg\min_w E = \arg\min_w F", before).word == "undecided"
    assert judged(r"\arg\min_w E = \arg\min_w 3 E", before).word == "proved"
    assert judged(r"\arg\min_w E = \arg\max_w 3 E", before).word == "undecided"


@pytest.mark.parametrize("letter", ["j", "w", "i", "p"])
def test_what_is_asked_at_every_place_is_asked_once_whatever_the_letter(judged, letter):
    """The proof compares two places; a reader needs what one of them asks."""
    verdict = judged(rf"\arg\max_{letter} \ln(q_{letter} - p_0) = \arg\max_{letter} 3 \ln(q_{letter} - p_0)")
    assert verdict.word == "proved"
    texts = [c.text for c in verdict.conditions]
    assert texts == [f"q_{letter} - p_0 > 0"] or texts == [f"q_{letter} > p_0"], texts
