"""Figures: the race against a plain loop in pure Python, the numbers of each kind, the same bytes every time."""

import csv
import io
import json
import math
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import pytest

import symloss
from symloss import cli
from symloss.errors import SymlossError
from symloss.figures import kinds
from symloss.figures.race import draw


def learn(slope, rate: float, w: float = 2.0, b: float = 2.0, epochs: int = 300) -> list[float]:
    """Train by hand: x = 1, y = 0, `slope` is dL/dz as a function of the output; return the outputs."""
    outputs = []
    for _ in range(epochs + 1):
        a = 1 / (1 + math.exp(-(w + b)))
        outputs.append(a)
        w, b = w - rate * slope(a), b - rate * slope(a)
    return outputs


def test_the_runners_learn_as_by_hand() -> None:
    race = draw(rates=(0.15, 0.005))
    squared, entropy = race.runners
    assert squared.name == "sigmoid_squared_error"
    assert squared.outputs == pytest.approx(learn(lambda a: 2 * a * a * (1 - a), 0.15), rel=1e-12)
    assert entropy.outputs == pytest.approx(learn(lambda a: a, 0.005), rel=1e-12)
    assert entropy.losses[0] == pytest.approx(-math.log(1 - entropy.outputs[0]), rel=1e-12)


def test_the_default_rates_are_solved_for_a_common_finish() -> None:
    for runner in draw().runners:
        assert runner.outputs[-1] == pytest.approx(0.1, abs=1e-9)
    for runner in draw(y=1, start=(-2, -2)).runners:
        assert runner.outputs[-1] == pytest.approx(0.9, abs=1e-9)


def test_the_table_tells_the_story(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["plot", "race"]) == 0
    rows = [re.split(r"\s{3,}", line) for line in capsys.readouterr().out.splitlines()]
    assert rows[0][1:] == ["sigmoid_squared_error", "binary_cross_entropy"]
    assert [row[1:] for row in rows[1:]] == [
        ["0.982 -> 0.100", "0.982 -> 0.100"],
        ["0.117", "0.0252"],
        ["98 / 139", "9 / 1"],
        ["0.014", "1.000"],
        ["0.035, 0.296, 0.018", "0.982, 0.667, 0.100"],
    ]


def test_the_numbers_are_there_as_csv() -> None:
    rows = list(csv.DictReader(io.StringIO(draw(epochs=5, rates=(0.1, 0.1)).csv)))
    assert [row["epoch"] for row in rows] == ["0", "1", "2", "3", "4", "5"]
    assert float(rows[0]["binary_cross_entropy_output"]) == pytest.approx(1 / (1 + math.exp(-4)))


def test_the_page_carries_all_it_needs() -> None:
    page = symloss.plot("race", epochs=300).html
    assert not re.search(r"src=|<link|@import|https?://(?!www.w3.org)", page)
    races = json.loads(re.search(r"const races = (\[.*\]);", page)[1])
    assert [race["key"] for race in races] == ["bad", "easy"]
    assert [len(runner["heights"]) for race in races for runner in race["runners"]] == [301] * 4
    for words in ("input, desired output", "initial output", "final output", "plateau", "initial slope"):
        assert words in page


def test_an_easy_start_saturates_nowhere() -> None:
    bad, easy = draw(), draw(start=(0.6, 0.9))
    assert easy.runners[0].outputs[0] == pytest.approx(1 / (1 + math.exp(-1.5)))
    assert bad.runners[0].plateau == 98
    assert easy.runners[0].plateau < 20


def test_a_figure_is_written_in_the_form_its_suffix_says(tmp_path) -> None:
    for suffix in ("html", "csv"):
        figure = symloss.plot("race", tmp_path / f"race.{suffix}", epochs=300)
        assert (tmp_path / f"race.{suffix}").read_text() == getattr(figure, suffix)
    with pytest.raises(SymlossError, match=r"written as \.svg, \.png, \.html or \.csv"):
        symloss.plot("race", "race.pdf", epochs=3, rates=(0.1, 0.1))


def test_what_cannot_be_raced_is_refused() -> None:
    with pytest.raises(SymlossError, match="no learning rate lets"):
        draw(epochs=1, start=(-9, -9))


# --- every kind ------------------------------------------------------------------------------


def test_the_kinds_are_those_that_the_command_names() -> None:
    assert set(kinds()) == {"race", "loss", "saturation", "surface", "descent", "decay", "signs", "graph"}


@pytest.mark.parametrize("kind", kinds())
def test_a_table_and_numbers_need_no_library(kind: str) -> None:
    figure = symloss.plot(kind)
    assert len({len(row) for row in csv.reader(io.StringIO(figure.csv))}) == 1
    assert figure.text.isascii()
    assert all(line == line.rstrip() for line in figure.text.splitlines())


@pytest.mark.long
@pytest.mark.parametrize("kind", kinds())
def test_a_drawing_has_the_same_bytes_every_time(kind: str) -> None:
    pytest.importorskip("matplotlib", reason="the extra `plot` is not installed")
    first, second = symloss.plot(kind), symloss.plot(kind)
    assert first.svg == second.svg
    assert first.png == second.png
    assert first.png.startswith(b"\x89PNG")
    ElementTree.fromstring(first.svg)
    assert not re.search(r"<dc:date>|\d{4}-\d\d-\d\d|matplotlib v", first.svg.lower())


@pytest.mark.long
def test_drawings_do_not_depend_on_the_hash_seed() -> None:
    pytest.importorskip("matplotlib", reason="the extra `plot` is not installed")
    code = (
        "import symloss, hashlib; f = symloss.plot('graph'); print(hashlib.sha256(f.svg.encode() + f.png).hexdigest())"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            timeout=120,
        ).stdout
        for seed in ("1", "77")
    }
    assert len(answers) == 1


def test_without_matplotlib_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(SymlossError, match=r"pip install 'symloss\[plot\]'"):
        assert symloss.plot("decay").svg


def row(kind: str, name: str, **options) -> list[str]:
    lines = symloss.plot(kind, **options).text.splitlines()
    return re.split(r"\s{3,}", next(line for line in lines if line.startswith(name)))[1:]


def test_the_sign_map_has_the_witness_of_three_classes() -> None:
    squared, entropy = row("signs", "dL/ds_2 at s = (0, 0, ln 3)")
    assert float(squared) == pytest.approx(-2 / 375, abs=1e-6)
    assert float(entropy) == pytest.approx(1 / 5)
    assert row("signs", "share where")[1] == "0.000"


def test_the_product_on_the_graph_is_the_slope_of_the_loss() -> None:
    def loss(w: float) -> float:
        return 1 / (1 + math.exp(-(w * 1.5 + 0.3))) ** 2

    slope = (loss(0.7 + 1e-6) - loss(0.7 - 1e-6)) / 2e-6
    assert float(row("graph", "dL/dw", start=(0.7, 0.3), x=1.5)[0]) == pytest.approx(slope, abs=1e-4)


def test_saturation_and_decay_have_the_numbers_everybody_knows() -> None:
    assert row("saturation", "sigma'(z)")[3] == "0.2500"
    assert row("decay", "sigmoid")[0] == "0.25"
    assert row("decay", "relu")[4] == "1"


def test_squared_error_is_stuck_where_cross_entropy_is_not() -> None:
    stuck, free = row("surface", "mean loss, first -> last")
    assert float(stuck.split()[-1]) > 0.6
    assert float(free.split()[-1]) < 0.4


def test_a_step_downhill_is_the_rate_times_the_slope() -> None:
    assert row("descent", "squared error") == ["-3.6 at w = -1.8", "+0.9", "1.2 at w = 0.6", "-0.3"]
    assert row("descent", "cross-entropy")[:2] == ["-12.5 at w = 0.08", "+0.25"]


@pytest.mark.parametrize(
    ("kind", "options", "message"),
    [
        ("signs", {"losses": ("squared_hinge",)}, "is not a loss of K real scores"),
        ("signs", {"losses": ("nothing",)}, "no loss is called `nothing`"),
        ("loss", {"y": 0.5}, "y = 0 or y = 1"),
        ("loss", {"losses": ("hinge",)}, "not a loss of one sigmoid neuron"),
        ("surface", {"rates": (1.0,)}, "2 losses need 2 rates"),
        ("surface", {"start": (1.0,)}, "a weight and a bias"),
        ("descent", {"rates": (1.0,)}, "three losses need 3 rates"),
        ("graph", {"start": (1.0,)}, "a weight and a bias"),
        ("decay", {"epochs": 3}, "`decay` has no --epochs"),
    ],
)
def test_wrong_use_of_a_figure_is_explained(kind: str, options: dict, message: str) -> None:
    with pytest.raises(SymlossError, match=message):
        symloss.plot(kind, **options)
