"""Verifying files: paths, exit status, what a wrong sign gives, limits, and what is never imported."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from symloss.errors import SymlossError
from symloss.proofs.verify import render, verify

ROOT = Path(__file__).parents[1]
RIGHT = "$$\n(u + 1)^2 = u^2 + 2 u + 1\n$$\n"
WRONG = "$$\n(u + 1)^2 = u^2 + u + 1\n$$\n"


@pytest.fixture
def notes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "b.md").write_text(RIGHT)
    (folder / "a.tex").write_text("\\[(u + 1)^2 = u^2 + 1\\]")
    (folder / "data.csv").write_text("$u = v$")
    (folder / ".hidden.md").write_text(WRONG)
    return folder


def test_a_folder_means_its_documents_in_the_order_of_their_names(notes):
    report = verify("notes")
    assert [d.path for d in report.documents] == ["notes/a.tex", "notes/b.md"]
    assert [c.verdict for c in report.claims] == ["refuted", "proved"]
    assert report.exit_status == 1


def test_a_line_can_be_asked_for(notes):
    (notes / "c.md").write_text(RIGHT + "\n" + WRONG)
    report = verify("notes/c.md:6")
    assert [(c.line, c.verdict) for c in report.claims] == [(6, "refuted")]
    assert "= read as: (u + 1)^2 = u^2 + 2*u + 1" in render(verify("notes/c.md:2"))


@pytest.mark.parametrize(
    "text, strict, status",
    [
        (RIGHT, True, 0),
        (WRONG, False, 1),
        ("Is $u \\propto v$?", False, 0),
        ("Is $u \\propto v$?", True, 3),
        ("words", False, 2),
    ],
)
def test_exit_status(tmp_path, text, strict, status):
    path = tmp_path / "notes.md"
    path.write_text(text)
    assert verify(path, strict=strict).exit_status == status


def test_what_is_not_there_does_not_hide_the_rest(notes):
    report = verify(["notes/missing.md", "notes/a.tex"])
    assert [bool(d.error) for d in report.documents] == [True, False]
    assert report.exit_status == 2
    assert "notes/missing.md: error: no such file or folder" in render(report)


def test_a_link_out_of_the_folder_is_not_followed(notes, tmp_path):
    (tmp_path / "secret.md").write_text(RIGHT)
    (notes / "link.md").symlink_to(tmp_path / "secret.md")
    found = {d.path: d.error for d in verify("notes").documents}
    assert "symbolic link" in found["notes/link.md"]


def test_verdicts_to_fail_on_are_checked():
    with pytest.raises(SymlossError, match="is not a verdict to fail on"):
        verify("notes.md", fail_on=("wrong",))


def test_macros_of_a_file_are_known(notes):
    (notes / "macros.sty").write_text("\\newcommand{\\sq}[1]{{#1}^2}")
    (notes / "m.md").write_text("$$\n\\sq{(u + 1)} = u^2 + 2 u + 1\n$$\n")
    assert [c.verdict for c in verify("notes/m.md").claims] == ["unread"]
    assert [c.verdict for c in verify("notes/m.md", macros=["notes/macros.sty"]).claims] == ["proved"]


PROOF = (ROOT / "derivations" / "binary_cross_entropy.md").read_text(encoding="utf-8")


@pytest.mark.long
@pytest.mark.parametrize(
    "right, wrong",
    [
        ("= -y \\ln a + C", "= y \\ln a + C"),
        ("= -(1 - y) \\ln(1 - a) + C", "= (1 - y) \\ln(1 - a) + C"),
        ("\\frac{e^{-z}}{(1 + e^{-z})^2} \\\\", "-\\frac{e^{-z}}{(1 + e^{-z})^2} \\\\"),
        ("a - y = A (1 - a) + B a", "a - y = A (1 - a) - B a"),
        ("this gives $-y = A$", "this gives $y = A$"),
        ("L = -\\left( y \\ln a +", "L = -\\left( y \\ln a -"),
        ("= a (1 - a) > 0", "= a (1 + a) > 0"),
    ],
)
def test_one_wrong_sign_in_our_own_proof_is_refuted_with_its_place(tmp_path, right, wrong):
    assert right in PROOF
    path = tmp_path / "proof.md"
    path.write_text(PROOF.replace(right, wrong), encoding="utf-8")
    report = verify(path, strict=True)
    line = next(
        i for i, (a, b) in enumerate(zip(PROOF.split("\n"), path.read_text().split("\n"), strict=True), 1) if a != b
    )
    refuted = [c for c in report.claims if c.verdict == "refuted"]
    assert report.exit_status == 1
    assert refuted[0].line == line and refuted[0].judgement.witness is not None


@pytest.mark.long
def test_our_own_proofs_pass_strictly():
    report = verify(ROOT / "derivations", strict=True)
    assert report.exit_status == 0 and report.summary["proved"] > 50


def test_a_repair_is_offered_only_if_it_is_proved(tmp_path):
    path = tmp_path / "notes.md"
    path.write_text("$$\n\\int \\frac{1}{1 - u} \\, du = \\ln(1 - u) + C\n$$\n")
    assert verify(path).claims[0].help == "`-\\ln(1 - u) + C` is proved"
    path.write_text("$$\n(u + 1)^2 = u^7 + 4 u\n$$\n")
    assert verify(path).claims[0].help == ""


@pytest.mark.long
def test_sympy_is_never_imported():
    code = (
        "import sys; from symloss.proofs.verify import verify, render; "
        f"render(verify({str(ROOT / 'derivations')!r}), 'json'); print(sorted({{'sympy', 'nbformat'}} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "text",
    [
        "$" + "{" * 10_000 + "u" + "}" * 10_000 + " = u$",
        "$" + "(" * 10_000 + "u" + ")" * 10_000 + " = u$",
        "\\newcommand{\\x}{\\x\\x}\n\n$$\n\\x = 1\n$$\n",
        "$$\n9^{9^{9^{9}}} = 1\n$$",
        "$$\n\\sum_{i=1}^{1000000000000} i = 1\n$$",
        "$" + "+".join(["u"] * 10_000) + " = u$",
        "$$\n\\begin{aligned}\nu &= v\n$$\n",
        "$" * 9_999,
        "\\(" * 5_000,
        "```" * 3_000,
        "<!-- symloss: assume " + "(" * 3_000 + " -->",
    ],
)
def test_hostile_input_is_answered_in_time(tmp_path, text):
    path = tmp_path / "hostile.md"
    path.write_text(text + "\n\n$$\n(u + 1)^2 = u^2 + 2 u + 1\n$$\n")
    began = time.monotonic()
    report = verify(path)
    assert time.monotonic() - began < 8
    assert not any(c.verdict == "proved" and c.line == 1 for c in report.claims)


pytest_plugins = ["pytester"]


@pytest.mark.long
def test_the_pytest_plugin_makes_one_item_for_each_claim(pytester):
    pytester.makefile(".md", notes=RIGHT + "\n" + WRONG)
    result = pytester.runpytest_subprocess("--symloss", "-p", "no:cacheprovider", "notes.md")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*notes.md:6:*: refuted: *", "*witness: u = *"])


def test_without_its_option_the_plugin_collects_nothing(pytester):
    pytester.makefile(".md", notes=WRONG)
    assert pytester.runpytest_subprocess("-p", "no:cacheprovider").ret == 5
