"""README says what happens: its commands are run, its output compared, character by character.

To rewrite the outputs after a change: SYMLOSS_REWRITE=1 pytest tests/test_readme.py, then read the diff.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).resolve().parent.parent / "README.md"
FENCE = re.compile(
    r"(?P<head>(?:<!-- file: (?P<file>\S+) -->\n)?```(?P<language>\w+)\n)(?P<body>.*?)(?P<tail>^```$)", re.M | re.S
)
REWRITE = bool(os.environ.get("SYMLOSS_REWRITE"))


def fences(language: str) -> list[re.Match[str]]:
    return [m for m in FENCE.finditer(README.read_text("utf-8")) if m["language"] == language]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for match in FENCE.finditer(README.read_text("utf-8")):
        if match["file"]:
            (tmp_path / match["file"]).write_text(match["body"], "utf-8")
    return tmp_path


def replace(old: str, new: str) -> None:
    text = README.read_text("utf-8")
    assert text.count(old) == 1
    README.write_text(text.replace(old, new), "utf-8")


def run(command: str, folder: Path) -> str:
    words = shlex.split(command)
    assert words[0] == "symloss"
    program = str(Path(sys.executable).with_name("symloss"))
    done = subprocess.run([program, *words[1:]], cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout + done.stderr


def transcript(body: str, folder: Path) -> str:
    commands = [line for line in body.splitlines() if line.startswith("$ ")]
    return "".join(f"{command}\n{run(command[2:], folder)}" for command in commands)


@pytest.mark.parametrize("number", range(len(fences("console"))))
def test_console_blocks_print_what_readme_says(number: int, folder: Path) -> None:
    match = fences("console")[number]
    printed = transcript(match["body"], folder)
    if REWRITE:
        replace(match["head"] + match["body"] + match["tail"], match["head"] + printed + match["tail"])
    else:
        assert printed == match["body"]


@pytest.mark.parametrize("number", range(len(fences("python"))))
def test_python_blocks_print_what_readme_says(number: int, folder: Path) -> None:
    match = fences("python")[number]
    session = [line[4:] for line in match["body"].splitlines() if line.startswith(">>> ")]
    program = (
        "import code, io, contextlib\n"
        "console = code.InteractiveConsole()\n"
        f"for line in {session!r}:\n"
        "    print('>>> ' + line)\n"
        "    console.push(line)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )
    assert not done.stderr, done.stderr
    if REWRITE:
        replace(match["head"] + match["body"] + match["tail"], match["head"] + done.stdout + match["tail"])
    else:
        assert done.stdout == match["body"]


def test_the_gate_runs_the_commands_that_readme_prints() -> None:
    commands = [m["body"].strip() for m in fences("sh")]
    assert [c.rsplit("&& ", 1)[1] for c in commands] == ["symloss generate", "pytest"]
    gate = (README.parent / ".ci" / "run").read_text("utf-8")
    assert "README.md" in gate, "the gate takes the test command from README"
