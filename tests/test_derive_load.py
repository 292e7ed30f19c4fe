"""Declarations: found by name, run, read; and what is said of one that cannot be."""

from pathlib import Path

import pytest

from symloss.derive.engine import derive
from symloss.derive.load import built_in, catalogue, load
from symloss.derive.overview import HEADER, formulas_of, overview
from symloss.derive.source import DeclarationError
from symloss.errors import SymlossError
from symloss.term.printer import plain

HEAD = '"""A loss."""\nfrom symloss import Loss, Requirement\n'


def declare(folder: Path, body: str, name: str = "x.py") -> Path:
    folder = folder / "derivations"
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(HEAD + body)
    return path


def message(path: Path) -> str:
    with pytest.raises(SymlossError) as error:
        derive(path)
    return str(error.value)


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_built_in_declaration_has_formulas_and_prose(name: str) -> None:
    declared = load(name)
    assert declared.title
    assert declared.prose
    assert not declared.title.endswith(".")
    assert formulas_of(declared).name == name


def test_the_name_is_the_stem_and_a_projects_own_goes_first(tmp_path: Path) -> None:
    own = declare(tmp_path, 'loss = Loss("(z - y)^2")\n', "squared_error.py")
    assert load("squared_error").source.name == "derivations/squared_error.py"
    assert load("squared_error", [own.parent]).title == "A loss"
    assert catalogue([own.parent])["squared_error"] == own
    assert catalogue()["squared_error"].parent == built_in()


def test_running_a_declaration_leaves_nothing_behind(tmp_path: Path) -> None:
    path = declare(tmp_path, 'loss = Loss("(z - y)^2")\n')
    load(path)
    assert [p.name for p in path.parent.iterdir()] == ["x.py"]


def test_a_misspelt_name_is_shown_in_its_line(tmp_path: Path) -> None:
    path = declare(
        tmp_path,
        "loss = Loss(\n"
        '    "-y*(1 - p)^gamma_pos*ln(p) - (1 - y)*p^gamma_ng*ln(1 - p)",\n'
        '    where={"p": "sigma(z)"},\n'
        '    y_true="y in {0, 1}",\n'
        '    parameters={"gamma_pos": ">= 0", "gamma_neg": ">= 0"},\n'
        ")\n",
    )
    assert message(path) == (
        "derivations/x.py:4:45: unknown name `gamma_ng`; did you mean `gamma_neg`?\n"
        '4 |     "-y*(1 - p)^gamma_pos*ln(p) - (1 - y)*p^gamma_ng*ln(1 - p)",\n'
        "  |                                             ^^^^^^^^"
    )


MISTAKES = [
    ('loss = Loss("(z - q)^2")\n', "derivations/x.py:3:19: unknown name `q`"),
    ('loss = Loss("(a - y)^2", where={"a": "sigma(q)"})\n', "derivations/x.py:3:45: unknown name `q`"),
    ('loss = Loss("(z - y)^2", y_true="0 <= y <= q")\n', "derivations/x.py:3:44: unknown name `q`"),
    ('loss = Loss("(z - y)" "^2 + q")\n', "derivations/x.py:3:29: unknown name `q`"),
    ('loss = Loss(r"(z - y)^2 + q")\n', "derivations/x.py:3:27: unknown name `q`"),
    ('loss = Loss("(z - y)^2", parameters={"c": "> q"})\n', "derivations/x.py:3:46: unknown name `q`"),
    ('loss = Requirement({"w": "x*(a - q)"})\n', "derivations/x.py:3:34: unknown name `q`"),
    ('loss = Requirement({"v": "a - y"})\n', "derivations/x.py: gradient: `v` is not a name of the neuron"),
    ('loss = Loss("(z - y)^2", y_tru="y real")\n', "derivations/x.py:3:1: TypeError"),
    ("loss = Loss(\n", "derivations/x.py:3:"),
    ("loss = 3\n", "derivations/x.py: no declarations"),
    ('a = Loss("(z - y)^2")\nb = Loss("z - y")\n', "derivations/x.py: 2 declarations"),
    ('loss = Loss("c", where={"c": "solve c^2 = z"})\n', "known only by an equation is not solved for"),
]


@pytest.mark.parametrize(("body", "said"), MISTAKES)
def test_mistakes_are_located(tmp_path: Path, body: str, said: str) -> None:
    path = declare(tmp_path, body)
    text = message(path)
    assert said in text
    assert "Traceback" not in text


def test_a_missing_file_is_an_error_of_use(tmp_path: Path) -> None:
    with pytest.raises(SymlossError, match="cannot be read"):
        load(tmp_path / "nothing.py")


def test_a_column_counts_characters_not_bytes(tmp_path: Path) -> None:
    path = declare(tmp_path, 'loss = Loss("(z - y)^2", latex={"σ": "s"}, where={"a": "q"})\n')
    with pytest.raises(DeclarationError, match=r"^derivations/x.py:3:57: unknown name `q`"):
        derive(path)


def test_sympy_expressions_work_too(tmp_path: Path) -> None:
    path = declare(
        tmp_path,
        "import sympy as sp\nz, y = sp.symbols('z y', real=True)\nloss = Loss(sp.exp(z) - y*z, y_true='y >= 0')\n",
    )
    assert plain(derive(path).formulas.gradient) == "exp(z) - y"


def test_the_table_of_names() -> None:
    header, *rows = overview("squared_error")
    assert header == HEADER
    assert rows == [
        ("exp_squared_error", "1/K * sum_k (y_k - exp(s_k))^2", "-2/K * (y - exp(s))*exp(s)", "classes", "real"),
        ("half_squared_error", "(z - y)^2/2", "z - y", "scalar", "real"),
        ("sigmoid_squared_error", "(a - y)^2, a = sigma(z)", "2*(a - y)*a*(1 - a)", "scalar", "[0, 1]"),
        (
            "softmax_squared_error",
            "1/K * sum_k (y_k - p_k)^2, p_k = exp(s_k)/sum_i exp(s_i)",
            "see report",
            "classes",
            "simplex",
        ),
        ("squared_error", "1/K * sum_k (y_k - s_k)^2", "-2/K * (y - s)", "classes", "real"),
    ]


DECLARED = {
    # parameters in the exponents: the chain rule through p, and powers that are gathered
    "asymmetric_focal": (
        (
            '"-y*(1 - p)^gamma_pos*ln(p) - (1 - y)*p^gamma_neg*ln(1 - p)", where={"p": "sigma(z)"}, '
            'y_true="y in {0, 1}", parameters={"gamma_pos": ">= 0", "gamma_neg": ">= 0"}'
        ),
        (
            "-(y*(1 - p)^(gamma_pos + 1) - y*gamma_pos*(1 - p)^gamma_pos*p*ln(p)"
            " + (1 - y)*gamma_neg*p^gamma_neg*(1 - p)*ln(1 - p) - (1 - y)*p^(gamma_neg + 1))"
        ),
    ),
    # a declared sign of a parameter: delta, not abs(delta)
    "pseudo_huber": (
        '"delta^2*(sqrt(1 + ((z - y)/delta)^2) - 1)", parameters={"delta": "> 0"}',
        "(z - y)/sqrt(1 + ((z - y)/delta)^2)",
    ),
    # a corner: the two sides of a maximum
    "pinball": (
        '"max(tau*(y - z), (tau - 1)*(y - z))", parameters={"tau": "> 0, < 1"}',
        "cases(-tau if tau*(y - z) > (tau - 1)*(y - z); -(tau - 1) otherwise)",
    ),
    "probit": (
        '"-(y*ln(a) + (1 - y)*ln(1 - a))", where={"a": "Phi(z)"}, y_true="0 <= y <= 1"',
        "(a - y)*exp(-z^2/2)*sqrt(2)/(2*a*(1 - a)*sqrt(pi))",
    ),
    "poisson": ('"exp(z) - y*z", y_true="y >= 0"', "exp(z) - y"),
}


@pytest.mark.parametrize("name", sorted(DECLARED))
def test_losses_of_ones_own(tmp_path: Path, name: str) -> None:
    arguments, gradient = DECLARED[name]
    derivation = derive(declare(tmp_path, f"loss = Loss({arguments})\n", f"{name}.py"))
    assert plain(derivation.formulas.gradient) == gradient
    assert {s.verdict.word for s in derivation.steps} == {"proved"}


def test_the_corner_of_a_maximum_is_a_kink(tmp_path: Path) -> None:
    derivation = derive(declare(tmp_path, f"loss = Loss({DECLARED['pinball'][0]})\n"))
    assert [plain(kink) for kink in derivation.formulas.kinks] == ["y"]
