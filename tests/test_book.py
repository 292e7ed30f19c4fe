"""The book of all derivations, compiled by a real TeX: no error and no warning."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from symloss.derive.engine import derive
from symloss.documents import render
from symloss.documents.tex import _row
from symloss.documents.widths import text_width, width

DOCUMENTS = Path(__file__).parent.parent / "generated" / "documents"
COMPLAINTS = re.compile(r"^(?:Overfull|Underfull|!|(?:LaTeX|Package|Class)\b.*\bWarning).*(?:\n(?!$).*){0,2}", re.M)

pytestmark = pytest.mark.skipif(shutil.which("latexmk") is None, reason="no TeX on this machine: .ci/full installs one")


def compiled(folder: Path, name: str) -> str:
    """Compile a file and return what TeX logged in its last run."""
    command = ["latexmk", "-pdf", "-interaction=nonstopmode", "-halt-on-error", f"-outdir={folder}", f"{name}.tex"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    log = (folder / f"{name}.log").read_text("utf-8", errors="replace")
    assert done.returncode == 0, log[-3000:]
    return log


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("book")
    for path in DOCUMENTS.glob("*.tex"):
        shutil.copy(path, folder)
    return folder, compiled(folder, "book")


def test_the_book_compiles_without_a_warning(book: tuple[Path, str]) -> None:
    assert COMPLAINTS.findall(book[1]) == []
    assert "Font shape" not in book[1]


def test_the_book_holds_every_step(book: tuple[Path, str]) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext on this machine: .ci/full installs it")
    text = subprocess.run(
        ["pdftotext", "-layout", "book.pdf", "-"], cwd=book[0], capture_output=True, check=True
    ).stdout
    numbers = re.findall(r"\((\d+)\)$", text.decode("utf-8"), re.M)
    files = re.findall(r"\\input\{(.*)\}", (DOCUMENTS / "book.tex").read_text())
    tags = [tag for name in files for tag in re.findall(r"\\tag\{(\d+)\}", (DOCUMENTS / name).read_text())]
    assert len(numbers) >= len(tags) > 100


@pytest.mark.parametrize("options", ["10pt", "11pt,a4paper", "12pt"])
def test_a_file_fits_the_classes_that_people_use(tmp_path: Path, options: str) -> None:
    names = ["asymmetric_focal", "softmax_squared_error", "softmax_cross_entropy", "binary_cross_entropy"]
    for name in names:
        (tmp_path / f"{name}.tex").write_text(render(derive(name), "latex"))
        (tmp_path / f"{name}_short.tex").write_text(
            render(derive(name), "latex", steps="short").replace("label{", "label{s-")
        )
    inputs = "\n".join(rf"\input{{{name}}} \input{{{name}_short}}" for name in names)
    (tmp_path / "paper.tex").write_text(
        rf"\documentclass[{options}]{{article}}\usepackage{{amsmath}}\raggedbottom\begin{{document}}{inputs}\end{{document}}"
    )
    assert COMPLAINTS.findall(compiled(tmp_path, "paper")) == []


def test_what_is_thought_to_fit_does_fit(tmp_path: Path) -> None:
    rows = [
        _row(step, d) for d in map(derive, ("log_loss", "softmax_kl_divergence", "sigmoid_focal")) for step in d.steps
    ]
    pieces = {rf"$\displaystyle {{}}{side}$": width(side) for row in rows for side in (row.left, row.right) if side}
    pieces |= {row.reason: text_width(row.reason) for row in rows}
    measured = "\n".join(rf"\settowidth\w{{{piece}}}\typeout{{WIDTH \the\w}}" for piece in pieces)
    (tmp_path / "w.tex").write_text(
        rf"\documentclass{{article}}\usepackage{{amsmath}}\newlength\w\begin{{document}}{measured} x\end{{document}}"
    )
    true = [float(points) / 10 for points in re.findall(r"WIDTH ([\d.]+)pt", compiled(tmp_path, "w"))]
    for (piece, thought), real in zip(pieces.items(), true, strict=True):
        assert real - 1.2 <= thought * 1.05 <= 1.4 * real + 1.5, piece
