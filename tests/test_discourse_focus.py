"""`symloss verify notes.md:13` shows one line whole: how it was read, on what it rests, and the proof."""

from symloss.proofs.verify import render, verify

NOTE = "The sigmoid: let $a = \\sigma(z)$.\n\n$$\\frac{da}{dz} = \\frac{e^{-z}}{(1 + e^{-z})^2}$$\n\n$$\\frac{da}{dz} = a (1 + a)$$\n"


def shown(tmp_path, line):
    path = tmp_path / "note.md"
    path.write_text(NOTE, encoding="utf-8")
    return render(verify(f"{path}:{line}"))


def test_one_line_shows_its_reading_and_its_proof(tmp_path):
    text = shown(tmp_path, 3)
    assert "= read as: da/dz = exp(-z)/(1 + exp(-z))^2" in text
    left, right = (
        line.partition(f"= proof: {side} ")[2] for side, line in zip(("left", "right"), _proof(text), strict=True)
    )
    assert left == right and "exp(z)" in left


def test_a_wrong_line_has_a_witness_and_no_proof(tmp_path):
    text = shown(tmp_path, 5)
    assert "= witness: " in text and "= proof: " not in text


def _proof(text):
    return [line for line in text.splitlines() if "= proof: " in line]
