"""README and docs/ say what happens: their commands are run, the output compared, character by character.

To rewrite the outputs after a change: SYMLOSS_REWRITE=1 pytest tests/test_readme.py, then read the diff.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").glob("*.md"))]
FENCE = re.compile(
    r"(?P<head>(?:<!-- file: (?P<file>\S+) -->\n)?```(?P<language>\w+)\n)(?P<body>.*?)(?P<tail>^```$)", re.M | re.S
)
REWRITE = bool(os.environ.get("SYMLOSS_REWRITE"))


def fences(page: Path, language: str) -> list[re.Match[str]]:
    return [m for m in FENCE.finditer(page.read_text("utf-8")) if m["language"] == language]


def cases(language: str) -> list[tuple[Path, int]]:
    return [(page, number) for page in PAGES for number in range(len(fences(page, language)))]


def name(value: object) -> str:
    return value.name if isinstance(value, Path) else str(value)


def fill(folder: Path, page: Path) -> None:
    """Write the files that a page shows into the folder its commands run in."""
    for match in FENCE.finditer(page.read_text("utf-8")):
        if match["file"]:
            (folder / match["file"]).write_text(match["body"], "utf-8")


def compare(page: Path, match: re.Match[str], printed: str) -> None:
    """Compare what a block says with what was printed, or write it there."""
    if not REWRITE:
        assert printed == match["body"]
        return
    text, old = page.read_text("utf-8"), match[0]
    assert text.count(old) == 1
    page.write_text(text.replace(old, match["head"] + printed + match["tail"]), "utf-8")


def run(command: str, folder: Path) -> str:
    words = shlex.split(command)
    assert words[0] == "symloss"
    program = str(Path(sys.executable).with_name("symloss"))
    done = subprocess.run([program, *words[1:]], cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode in (0, 1, 3), done.stderr
    return done.stdout + done.stderr


def transcript(body: str, folder: Path) -> str:
    commands = [line for line in body.splitlines() if line.startswith("$ ")]
    return "".join(f"{command}\n{run(command[2:], folder)}" for command in commands)


@pytest.mark.parametrize(("page", "number"), cases("console"), ids=name)
def test_console_blocks_print_what_is_said(page: Path, number: int, tmp_path: Path) -> None:
    fill(tmp_path, page)
    match = fences(page, "console")[number]
    compare(page, match, transcript(match["body"], tmp_path))


@pytest.mark.long
@pytest.mark.parametrize(("page", "number"), cases("python"), ids=name)
def test_python_blocks_print_what_is_said(page: Path, number: int, tmp_path: Path) -> None:
    match = fences(page, "python")[number]
    session = [line for line in match["body"].splitlines() if line.startswith((">>> ", "..."))]
    program = (
        "import code, io, contextlib\n"
        "console = code.InteractiveConsole()\n"
        f"for line in {session!r}:\n"
        "    print(line)\n"
        "    console.push(line[4:])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert not done.stderr, done.stderr
    compare(page, match, done.stdout)


def test_the_gate_runs_the_commands_that_readme_prints() -> None:
    commands = [m["body"].strip() for m in fences(README, "sh")]
    assert [c.rsplit("&& ", 1)[1] for c in commands] == ["symloss generate", "pytest -n auto"]
    gate = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "README.md" in gate, "the gate takes the test command from README"
