"""What a text does not claim to hold everywhere is not refuted: approximations, questions, what others say."""

import pytest

from symloss.proofs.words.hedges import ASKED, LOOSE, REPORTED, SOME, hedged, takes_back
from tests.notes import claims, verdicts


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (r"To first order, $e^t = 1 + t$.", LOOSE),
        (r"We have $\cos t = 1$ to second order in $t$.", LOOSE),
        (r"For small $t$, $\tan t = t$.", LOOSE),
        (r"If $n$ is large, then $\frac{n + 3}{n} = \frac{n + 2}{n}$.", LOOSE),
        (r"If $n$ is large, then $\ln(n + 1) = \ln n$.", LOOSE),
        (r"For large data the ratio becomes $\frac{n + 3}{n} = \frac{n + 2}{n}$.", LOOSE),
        (r"We have $u + v = u - v$ modulo 2.", LOOSE),
        (r"Ignoring constants, $3t + 7 = 3t$.", LOOSE),
        (r"Up to an additive constant, $(t - u)^2 = t^2 - 2 t u$.", LOOSE),
        (r"In integer division, $9 / 2 = 4$.", LOOSE),
        (r"By abuse of notation, $u v = u + v$.", LOOSE),
        (r"In erster Näherung ist $e^t = 1 + t$.", LOOSE),
        (r"Find $t$ such that $t^2 = 3t$.", ASKED),
        (r"Determine all numbers $t$ for which $t^2 = 3t$.", ASKED),
        (r"For which $t$ is $t^2 = 3t$?", ASKED),
        (r"Is $(u + v)^2 = u^2 + v^2$ for all numbers?", ASKED),
        (r"Exercise 3. Solve $t^2 = 3t$.", ASKED),
        (r"Check whether $(u + v)^2 = u^2 + v^2$ holds.", ASKED),
        (r"Bestimme $t$, so dass $t^2 = 3t$ ist.", ASKED),
        (r"There exists $t > 0$ such that $t^3 = t$.", SOME),
        (r"The two curves intersect where $t^2 = 2t$.", SOME),
        (r"We obtain $0 = 1$, a contradiction.", SOME),
        (r"Otherwise we would have $1 = 2$.", SOME),
        (r"In base 5, $3 + 4 = 12$.", LOOSE),
        (r"Working in $\mathbb{Z}_5$, $3 + 4 = 2$.", LOOSE),
        (r"Nobody should write $(u + v)^2 = u^2 + v^2$.", REPORTED),
        (r"The formula $(u + v)^2 = u^2 + v^2$ is known as a dream.", REPORTED),
        (r"A student wrote $(u + v)^2 = u^2 + v^2$.", REPORTED),
        (r"Anna claims that $(u + v)^2 = u^2 + v^2$.", REPORTED),
        (r"One might think that $(u + v)^2 = u^2 + v^2$.", REPORTED),
        (r"You might be tempted to write $(u + v)^2 = u^2 + v^2$ here.", REPORTED),
        (r"We computed $(u + v)^2 = u^2 + v^2$. That is wrong.", REPORTED),
    ],
)
def test_what_words_do_not_claim_is_not_refuted(text, message):
    (found,) = claims(text + "\n")
    assert (found.verdict, found.judgement.message) == ("undecided", message)


@pytest.mark.parametrize(
    "text",
    [
        r"Why is $(u + v)^2 = u^2 + v^2$?",  # that it is, is claimed
        r"We find that $(u + v)^2 = u^2 + v^2$.",
        r"The order of the terms does not matter, so $(u + v)^2 = u^2 + v^2$.",
        r"The sum goes up to $n$. We have $(u + v)^2 = u^2 + v^2$.",
        r"The cross-entropy is not needed: $(u + v)^2 = u^2 + v^2$.",
        r"There are $n$ samples, so $(u + v)^2 = u^2 + v^2$.",
        r"We can say that $(u + v)^2 = u^2 + v^2$.",
        r"To first order, $e^t = 1 + t$. We have $(u + v)^2 = u^2 + v^2$.",  # another sentence
    ],
)
def test_what_is_claimed_is_refuted(text):
    assert verdicts(text + "\n")[-1] == "refuted"


def test_what_is_true_anyway_stays_proved():
    assert verdicts("To first order, $(1 + t)^2 = 1 + 2t + t^2$. Is $u + v = v + u$?\n") == ["proved", "proved"]


def test_a_task_is_that_of_all_items_of_its_list():
    found = claims("Solve the equations:\n\n- $t^2 = 3t$\n- $t^3 = 4 t$\n\nWe see $(u + v)^2 = u^2 + v^2$.\n")
    assert [c.verdict for c in found] == ["undecided", "undecided", "refuted"]


def test_numbers_are_not_refuted_either_where_words_take_them_back():
    assert verdicts("Let $w = 2$ and $x = 3$. Tom computed $w x = 5$. He is wrong.\n") == ["undecided"]
    assert verdicts("Let $w = 2$ and $x = 3$. Then $w x = 5$.\n") == ["refuted"]


def test_words_are_weighed_in_their_sentence():
    assert hedged("the derivative of the loss is") == ""
    assert not takes_back("This is the false positive rate")
    assert takes_back("However, this is not correct")


@pytest.mark.parametrize(
    "definition",
    [r"Let $f(u) = \cos u$ and $u = g(t) = t^3$.", r"Let $f(u) = u^5$ and $g(t) = 3 t^2 + 1$ with $u = g(t)$."],
)
def test_a_prime_on_a_composition_may_be_its_derivative(definition):
    """f'(g(t)) is the slope of f at g(t), but some texts mean the slope of f(g(t)): neither is refuted."""
    (found,) = [c for c in claims(definition + " The chain rule is $f'(g(t)) = f'(u) g'(t)$.\n") if c.relation == "="][
        -1:
    ]
    assert found.verdict == "undecided" and not found.help
    assert verdicts(definition + " We have $f'(g(t)) = f'(u)$.\n")[-1] == "proved"
    assert verdicts(definition + r" We have $f'(g(t)) = 3 f'(u) g'(t)$." + "\n")[-1] != "proved"


def test_a_function_that_is_declared_is_a_function():
    note = r"Let $f : \mathbb{R} \to \mathbb{R}, f(t) = t^3$. Then $f(2) = {}$."
    assert verdicts(note.replace("{}", "8")) == ["proved"]
    assert verdicts(note.replace("{}", "9")) == ["refuted"]


def test_sizes_of_matrices_are_no_products_of_numbers():
    assert verdicts("$$(T \\times p) \\cdot (p \\times T) = (T \\times T)$$\n") == ["undecided"]
    assert verdicts("$$(m \\times n)^\\top (m \\times k) = (n \\times k)$$\n") == ["undecided"]
    assert verdicts("$$(2 \\times 3) + (4 \\times 5) = 25$$\n") == ["refuted"]
