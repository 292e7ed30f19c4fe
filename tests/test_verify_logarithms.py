"""The base that a text declares for its logarithms."""

from __future__ import annotations

import pytest

from tests.notes import claims, verdicts

NATURAL, BINARY = r"$$\frac{d}{dp} \log p = \frac{1}{p}$$", r"$$\frac{d}{dp} \log p = \frac{1}{p \ln 2}$$"
NOTE = "Let $p > 0$.\n\n"


@pytest.mark.parametrize(
    "said",
    [
        "All logarithms in this note are to base 2.",
        "All logarithms are taken in base $2$.",
        r"Here $\log$ denotes the binary logarithm.",
        r"As usual in coding, $\log$ means $\log_2$.",
        "Throughout, we use base-2 logarithms.",
        "Alle Logarithmen sind zur Basis 2.",
        "Tous les logarithmes sont en base 2.",
        "本文中对数均以 2 为底。",
    ],
)
def test_a_declared_base_is_the_base_of_every_log(said: str) -> None:
    for text in (f"{said}\n\n{NOTE}{BINARY}\n\n{NATURAL}\n", f"{NOTE}{BINARY}\n\n{NATURAL}\n\n{said}\n"):
        assert verdicts(text) == ["proved", "refuted"]


@pytest.mark.parametrize(
    "said",
    [
        "All logarithms are natural.",
        "In this section $\\log$ is natural: we need it for slopes.",
        "The log-loss is a natural choice in base units.",
        "The number 2 is a base of the field.",
        "In this course $\\log$ is the natural logarithm, not the one to base 2.",
    ],
)
def test_other_words_leave_log_natural(said: str) -> None:
    assert verdicts(f"{said}\n\n{NOTE}{NATURAL}\n\n{BINARY}\n") == ["proved", "refuted"]


def test_a_declaration_ends_where_another_begins() -> None:
    text = (
        f"From here on all logarithms are to base 2.\n\n{BINARY}\n\nFrom here on logarithms are natural.\n\n{NATURAL}\n"
    )
    assert verdicts(f"{NOTE}{NATURAL}\n\n{text}") == ["proved", "proved", "proved"]
    section = f"# Bits\n\nIn this section logarithms are to base 2.\n\n{BINARY}\n\n# Nats\n\n{NATURAL}\n"
    assert verdicts(f"{NOTE}{section}") == ["proved", "proved"]


def test_ln_and_a_written_base_stay() -> None:
    text = (
        rf"Logarithms are to base 2. {NOTE}$\frac{{d}}{{dp}} \ln p = 1/p$ and $\log_{{10}} 100 = 2$ and $\log 8 = 3$."
    )
    assert verdicts(text) == ["proved", "proved", "proved"]


def test_where_a_text_speaks_of_base_2_without_saying_where_either_log_may_be_meant() -> None:
    natural, binary = claims(
        f"With log base 2 one gets bits.\n\n{NOTE}{NATURAL}\n\n$$\\frac{{d}}{{dp}} \\log p = 1/(2p)$$\n"
    )
    assert natural.verdict == "conditional"
    assert [c.text for c in natural.judgement.conditions if c.origin == "found"] == ["log is the natural logarithm"]
    assert binary.verdict == "refuted"
    assert verdicts(f"With log base 2 one gets bits.\n\n{NOTE}{BINARY}\n")[0] in ("conditional", "undecided")
    assert verdicts("With log base 2 one gets bits.\n\nLet $p, q > 0$.\n\n$$\\log (p q) = \\log p + \\log q$$\n") == [
        "proved"
    ]


@pytest.mark.parametrize(
    "said",
    [r"We write $\log$ for the logarithm to base 2.", r"By $\log$ we mean the binary logarithm."],
)
def test_a_base_is_declared_in_other_words(said):
    assert verdicts(f"{said} Then $\\log 8 = 3$.\n") == ["proved"]
    assert verdicts(f"{said} Then $\\log 8 = 2.08$.\n") == ["refuted"]
