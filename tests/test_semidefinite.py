r"""Matrices compared by \succeq: for every vector, whatever the text says of a vector of that name."""

from __future__ import annotations

import pytest

from symloss.proofs.verify import verify

GIVEN = (
    r"Let $x \in \mathbb{R}^d$, $0 < p < 1$ and $X \in \mathbb{R}^{n\times d}$, $u \in \mathbb{R}^d$, $u_k > 0$."
    "\n\n"
)


def words(tmp_path, claim: str) -> list[str]:
    note = tmp_path / "note.md"
    note.write_text(GIVEN + claim + "\n")
    return [c.verdict for c in verify([note]).claims]


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        (r"$$p(1-p) x x^\top \succeq 0$$", "proved"),
        (r"$$X^\top X \succeq 0$$", "proved"),
        (r"$$-x x^\top \preceq 0$$", "proved"),
        (r"$$p(1-p) x x^\top \preceq \frac14 x x^\top$$", "proved"),
        (r"$$x x^\top \preceq 0$$", "refuted"),
        (r"$$p(1-p) x x^\top \preceq \frac18 x x^\top$$", "undecided"),
        # true of every u with positive entries only: no condition on "every u" may save it
        (r"$$u u^\top + x u^\top \succeq 0$$", "undecided"),
    ],
)
def test_semidefinite(tmp_path, claim, word):
    assert words(tmp_path, claim) == [word]


def test_a_matrix_that_is_said_to_be_semidefinite_refutes_nothing(tmp_path):
    given = r"Let $B \in \mathbb{R}^{d \times d}$ with $B \succeq 0$. Then"
    assert words(tmp_path, given + r" $$x^\top B x \ge 0$$") == ["undecided"]
    assert words(tmp_path, given + r" $$x^\top B x = x^\top B^\top x$$") == ["proved"]
