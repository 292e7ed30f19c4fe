"""The race: its numbers against a plain loop in pure Python, its page and its curves."""

import csv
import io
import json
import math
import re
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


def test_the_curves_are_drawn_once_and_always_alike() -> None:
    svg = draw(epochs=50, rates=(0.1, 0.1)).svg
    root = ElementTree.fromstring(svg)
    curves = [e for e in root.iter() if e.tag.endswith("polyline")]
    assert [len(curve.attrib["points"].split()) for curve in curves] == [51, 51]
    assert svg == draw(epochs=50, rates=(0.1, 0.1)).svg


def test_the_page_carries_all_it_needs() -> None:
    page = symloss.plot("race", epochs=20, rates=(0.1, 0.1)).html
    assert not re.search(r"src=|<link|@import", page)
    data = json.loads(re.search(r"const runners = (\[.*\]);", page)[1])
    assert [len(runner["heights"]) for runner in data] == [21, 21]


def test_a_figure_is_written_in_the_form_its_suffix_says(tmp_path) -> None:
    for suffix in ("svg", "html", "csv"):
        figure = symloss.plot("race", tmp_path / f"race.{suffix}", epochs=3, rates=(0.1, 0.1))
        assert (tmp_path / f"race.{suffix}").read_text() == getattr(figure, suffix)
    with pytest.raises(SymlossError, match=r"written as \.svg, \.html or \.csv"):
        symloss.plot("race", "race.png", epochs=3, rates=(0.1, 0.1))


def test_what_cannot_be_raced_is_refused() -> None:
    assert kinds() == ("race",)
    with pytest.raises(SymlossError, match="no learning rate lets"):
        draw(epochs=1, start=(-9, -9))
