"""The command line as its users meet it: what it prints, where, and the exit status of each kind of answer."""

import json
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import symloss
from symloss import cli
from symloss.errors import SymlossError
from symloss.files import write_atomic
from symloss.project import find_project
from symloss.term.infer import infer_scope
from symloss.term.reader import read

GOOD = "For all real $x$,\n\n$$(x + 1)^2 = x^2 + 2x + 1.$$\n"
BAD = "For all real $x$,\n\n$$(x + 1)^2 = x^2 + 3x + 1.$$\n"


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def process(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from symloss.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


# --- one whole process for each exit status ----------------------------------------------


def test_status_0_for_a_proved_claim() -> None:
    done = process("judge", "sigma(-z) = 1 - sigma(z)")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("proved: ")


def test_status_1_for_a_refuted_claim() -> None:
    done = process("judge", "sigma(-z) = 1 + sigma(z)")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == "refuted: z = 0: left 1/2, right 3/2\n"


def test_status_2_for_wrong_use() -> None:
    done = process("judge")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: Missing argument")


def test_status_3_for_what_is_not_settled() -> None:
    done = process("judge", "sqrt(z^2) = z")
    assert done.returncode == 3
    assert done.stdout.startswith("conditional: true if z >= 0; without it: z = -1: left 1, right -1")


def test_status_4_for_an_error_of_ours() -> None:
    code = "from symloss import api, cli; api.judge = lambda *a, **k: 1 / 0; cli.main()"
    done = subprocess.run([sys.executable, "-c", code, "judge", "x = x"], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith("internal error: ZeroDivisionError")
    assert "Traceback" not in done.stderr


@pytest.mark.long
def test_a_closed_pipe_is_no_error() -> None:
    command = f"{sys.executable} -c 'from symloss.cli import main; main()' list | head -1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


# --- the table of verbs ------------------------------------------------------------------


def test_symloss_alone_prints_the_table_of_verbs(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([]) == 0
    out = capsys.readouterr().out
    for verb, meaning in (("derive NAME", "the loss, step by step"), ("judge 'CLAIM'", "one claim")):
        assert any(line.split("  ")[1:2] == [verb] and meaning in line for line in out.splitlines()), out


def test_every_verb_is_in_the_table_and_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    listed = [verb for _, verbs in cli.Verbs.groups for verb in verbs]
    assert sorted(listed) == sorted(cli.cli.commands)
    for verb in listed:
        assert cli.run([verb, "--help"]) == 0
        assert "Usage: symloss" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["judg"], "no verb is called `judg`; did you mean `judge`?"),
        (["audit", "objective.py:focal"], "`audit` is not built yet. All verbs: symloss"),
        (["plot", "rice"], "no figure is called `rice`; did you mean `race`?"),
        (["plot", "race", "--losses", "squared_error,hinge"], "`hinge` is not a loss of one sigmoid neuron"),
        (["plot", "race", "--rates", "0.1"], "2 losses need 2 rates, not 1"),
        (["plot", "race", "--rates", "fast"], "`fast` is no list of numbers"),
        (["plot", "race", "--start", "1"], "start"),
        (["plot", "race", "--y", "0.5"], "y = 0 or y = 1"),
        (["plot", "race", "-o", "race.pdf"], "no format has the suffix `.pdf`"),
        (["plot", "decay", "--epochs", "3"], "`decay` has no --epochs; it takes no options"),
        (["derive"], "Missing argument 'NAME'.\nhelp: symloss derive --help"),
        (["derive", "sigmoid", "--require", "a - yy"], "unknown name `yy`; did you mean `y`?"),
        (["derive", "softmax_cross_entropy", "--require", "a - y"], "is a declared loss"),
        (["derive", "sigmod"], "no activation or loss is called `sigmod`; did you mean `sigmoid`?"),
        (["report", "bce"], "here it is `binary_cross_entropy`. All names: symloss list"),
        (["report", "mse"], "here it is `squared_error`"),
        (["list", "zzz"], "no name contains `zzz`"),
        (["judge", "sigmod(z) = 1"], "unknown name `sigmod`"),
        (["judge", "x + 1"], "this is a value, not a claim"),
        (["judge", "a(1 - a) = 0"], "write `a*(`"),
        (["judge", r"\frac{1}{x"], "never closed"),
        (["judge", "x = x", "--assume", "x >"], "the text ends here"),
        (["verify"], "nothing to check: name a file or a folder"),
        (["verify", "notes.md"], "no such file"),
        (["verify", "--fail-on", "nonsense", "."], "`nonsense` is not a verdict"),
        (["judge", "x = x", "-o", "answer.pdf"], "no format has the suffix `.pdf`"),
        (["generate"], "nothing to generate"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use_says_what_to_do(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str], empty_folder: Path
) -> None:
    assert cli.run(arguments) == 2
    out, err = capsys.readouterr()
    assert message in out + err
    assert "Traceback" not in err


def test_a_misread_claim_is_shown_with_carets(capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["judge", "x + gama = 2*gamma"])
    cli.run(["judge", "x y = 1"])
    lines = capsys.readouterr().err.splitlines()
    assert lines[-2:] == ["  x y = 1", "    ^"]


# --- judge ---------------------------------------------------------------------------------


def test_judge_reads_latex(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["judge", "-v", r"\sigma'(z) = \sigma(z)(1 - \sigma(z))"]) == 0
    assert "read as: sigma'(z) = sigma(z)*(1 - sigma(z))" in capsys.readouterr().out


def test_every_example_of_the_notation_in_the_help_can_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["judge", "--help"])
    shown = capsys.readouterr().out.partition("Plain notation")[2].splitlines()[1:-2]
    examples = [e for line in shown for e in re.split(r", (?![^(\[{]*[)\]}])", line.strip())]
    assert len(examples) > 25
    for example in examples:
        text = example.split(" = ")[0] if example.startswith(("int", "lim")) else example
        read(text, infer_scope("s_k*t_k*p_k*dL/ds_j + v_k*f(x)", "W_{i,j}", text))


def test_judge_uses_assumptions(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["judge", "abs(x) = x", "--format", "json"]) == 3
    conditional = json.loads(capsys.readouterr().out)
    assert conditional["verdict"] == "conditional"
    assert conditional["witness"] == {"at": {"x": "-1"}, "left": "1", "right": "-1"}
    assert cli.run(["judge", "abs(x) = x", "--assume", "x > 0", "--format", "json"]) == 0
    proved = json.loads(capsys.readouterr().out)
    assert {"text": "x > 0", "from": "stated"} in proved["conditions"]


# --- derive, report, list --------------------------------------------------------------------

SIGMOID = """\
binary_cross_entropy: the matching loss of sigmoid          derivations/binary_cross_entropy.py
given     z = w*x + b,  a = sigma(z),  0 <= y <= 1
required  dL/dw = x*(a - y),  dL/db = a - y                 (no sigma' in either)
   1  dL/dw = dL/da * sigma'(z) * x               chain rule
   2  dL/da * sigma'(z) * x = x*(a - y)           requirement, for every x
   3  sigma'(z) = a*(1 - a)                       differentiate sigma, write it in a
   4  dL/da = (a - y)/(a*(1 - a))                 2 at x = 1, divided by a*(1 - a); needs 0 < a < 1
   5  (a - y)/(a*(1 - a)) = A/a + B/(1 - a)       partial fractions; A, B sought
   6  a - y = A*(1 - a) + B*a                     5 times a*(1 - a)
   7  A = -y                                      6 at a = 0
   8  B = 1 - y                                   6 at a = 1
   9  int A/a da = -y*ln(a)                       ln a is real: 0 < a
  10  int B/(1 - a) da = -(1 - y)*ln(1 - a)       u = 1 - a, du = -da; 0 < u
  11  L = -(y*ln(a) + (1 - y)*ln(1 - a))          9 + 10, constant c(y) = 0
  12  dL/dw = x*(a - y)                           11 differentiated: no sigma' left
  13  dL/db = a - y                               11 differentiated
proved 13 of 13 steps. Conditions, all discharged: 0 < a < 1 (range of sigma).
"""


def test_derive_sigmoid_from_an_empty_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["derive", "sigmoid"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(SIGMOID)
    assert "Code: symloss_gradients.binary_cross_entropy" in out


def test_short_steps_keep_their_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["derive", "sigmoid", "--steps", "short"]) == 0
    out = capsys.readouterr().out
    assert "  11  L = -(y*ln(a)" in out
    assert "   7  A = -y" not in out
    assert "proved 13 of 13 steps" in out


@pytest.mark.long
def test_the_suffix_says_the_format_and_format_overrides_it(empty_folder: Path) -> None:
    assert cli.run(["derive", "sigmoid", "-o", "out/sigmoid.json"]) == 0
    assert json.loads(Path("out/sigmoid.json").read_text())["summary"] == {"proved": 13, "steps": 13}
    assert cli.run(["derive", "sigmoid", "-o", "sigmoid.log", "--format", "text"]) == 0
    assert Path("sigmoid.log").read_text().startswith(SIGMOID)


def test_a_loss_that_cannot_exist_is_refused_with_a_certificate(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["derive", "silu"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("refused: no L(a, y) has dL/dz = a - y for every z, because silu is not one-to-one")
    assert "certificate: silu(-2.3961...) = silu(-0.5448...) = -1/5" in out


@pytest.mark.long
def test_a_wish_becomes_a_declaration_that_can_be_derived(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["derive", "tanh", "--require", "dL/dz = 2*(a - y)", "-o", "twice.py"]) == 0
    text = Path("twice.py").read_text()
    assert "from symloss import Requirement" in text
    assert cli.run(["derive", "twice.py"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("twice: ")
    assert "required  dL/dz = 2*(a - y)" in out


def test_list_shows_the_names_that_contain_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["list", "squared"]) == 0
    header, *rows = capsys.readouterr().out.splitlines()
    assert header.split()[:2] == ["NAME", "LOSS"]
    names = [row.split()[0] for row in rows]
    assert names == sorted(names)
    assert "sigmoid_squared_error" in names
    assert all("squared" in name for name in names)
    assert cli.run(["list", "sigmoid_squared", "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["loss"], row["y_true"]) == ("(a - y)^2, a = sigma(z)", "[0, 1]")


@pytest.mark.long
def test_report_has_a_line_for_each_fact(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["report", "softmax_squared_error"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("softmax_squared_error   L = 1/K * sum_k (y_k - p_k)^2")
    convex = next(line for line in lines if line.startswith("convex"))
    assert convex.endswith("refuted")


# --- verify ----------------------------------------------------------------------------------


def test_verify_prints_json_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    Path("notes.md").write_text(GOOD)
    assert cli.run(["verify", "--format", "json", "notes.md"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert json.loads(out)["summary"]["proved"] == 1


def test_verify_fails_on_what_is_refuted() -> None:
    Path("notes.md").write_text(BAD)
    assert cli.run(["verify", "notes.md"]) == 1
    assert cli.run(["verify", "--strict", "."]) == 1


def test_verify_takes_paths_and_assumptions_from_the_project(capsys: pytest.CaptureFixture[str]) -> None:
    Path("pyproject.toml").write_text("[tool.symloss.verify]\ninclude = ['proofs']\nassume = ['x > 0']\n")
    Path("proofs").mkdir()
    Path("proofs/one.md").write_text("Then\n\n$$\\sqrt{x^2} = x.$$\n")
    assert cli.run(["verify", "--strict"]) == 0
    assert "1 proved" in capsys.readouterr().out


# --- the project, files, the Python side -----------------------------------------------------


def test_without_a_pyproject_the_defaults_hold(empty_folder: Path) -> None:
    project = find_project(empty_folder)
    assert project.derivations.name == "derivations"
    assert project.package == "symloss_gradients"
    assert project.folders == ()


def test_the_nearest_pyproject_is_read_from_a_folder_below(empty_folder: Path) -> None:
    (empty_folder / "pyproject.toml").write_text('[tool.symloss]\nderivations = "losses"\n')
    (empty_folder / "losses").mkdir()
    (empty_folder / "deep" / "down").mkdir(parents=True)
    project = find_project(empty_folder / "deep" / "down")
    assert [folder.resolve() for folder in project.folders] == [(empty_folder / "losses").resolve()]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tool.symloss]\nderivation = 'x'", "unknown key `derivation`; did you mean `derivations`?"),
        ("[tool.symloss]\nderivations = 1", "`derivations` has to be a string"),
        ("[tool.symloss.verify]\ninclude = 'notes'", "`include` has to be a list of strings"),
        ("[tool]\nsymloss = 3", "`symloss` has to be a table"),
        ("[tool", "pyproject.toml: "),
    ],
)
def test_a_mistake_in_pyproject_is_said(text: str, message: str, empty_folder: Path) -> None:
    (empty_folder / "pyproject.toml").write_text(text)
    with pytest.raises(SymlossError, match=r"pyproject\.toml") as caught:
        find_project(empty_folder)
    assert message in str(caught.value)


def test_a_file_is_written_whole_or_not_at_all(empty_folder: Path) -> None:
    path = empty_folder / "new" / "file.txt"
    write_atomic(path, "one\n")
    path.chmod(0o640)
    write_atomic(path, "two\n")
    assert path.read_bytes() == b"two\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [p.name for p in path.parent.iterdir()] == ["file.txt"]
    with pytest.raises(SymlossError, match="cannot be written"):
        write_atomic(path / "below a file", "three")
    with pytest.raises(UnicodeEncodeError):
        write_atomic(path, "\ud800")
    assert [p.name for p in path.parent.iterdir()] == ["file.txt"]


def test_the_ten_public_names() -> None:
    assert sorted(symloss.__all__) == sorted(
        ["derive", "report", "plot", "generate", "verify", "judge", "audit", "Loss", "Requirement", "Activation"]
    )
    for name in symloss.__all__:
        assert callable(getattr(symloss, name))
    with pytest.raises(AttributeError, match="no attribute `bce`"):
        symloss.bce  # noqa: B018


def test_an_answer_is_not_true_or_false() -> None:
    answer = symloss.judge(r"\sigma(-z) = 1 + \sigma(z)")
    assert repr(answer) == "refuted: z = 0: left 1/2, right 3/2"
    assert (answer.refuted, answer.witness) == (True, {"z": 0})
    with pytest.raises(TypeError, match="five words"):
        bool(answer)


def test_a_derivation_in_python() -> None:
    import symloss.derive.engine  # the package of this name must not hide the verb

    found = symloss.derive("sigmoid")
    assert str(found.loss) == "-(y*ln(a) + (1 - y)*ln(1 - a))"
    assert str(found.problem.ode) == "Eq(a*(1 - a)*Derivative(L(a), a), a - y)"
    assert str(found).startswith(SIGMOID)
    assert symloss.verify


def test_a_derivation_is_written_by_python_too() -> None:
    found = symloss.derive("identity")
    assert found.to_latex("appendix.tex", steps="short") == Path("appendix.tex").read_text()
    assert found.to_html("page.html").startswith("<!DOCTYPE html>")
    assert json.loads(found.to_json())["name"] == "half_squared_error"
    assert found._repr_latex_().startswith("$$\n\\begin{aligned}")


def test_what_is_not_built_says_so() -> None:
    with pytest.raises(SymlossError, match="not built yet"):
        symloss.audit(None, "sigmoid_focal")
