"""The notebook in examples/: executed from beginning to end, its answers shown as mathematics."""

import re
from pathlib import Path

import pytest

import symloss

NOTEBOOK = Path(__file__).parent.parent / "examples" / "tour.ipynb"


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory):
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed: it is in the extra `dev`")
    pytest.importorskip("ipykernel", reason="ipykernel is not installed: it is in the extra `dev`")
    pytest.importorskip("matplotlib", reason="matplotlib is not installed: it is in the extra `plot`")
    import nbformat

    notebook = nbformat.read(NOTEBOOK, as_version=4)
    folder = tmp_path_factory.mktemp("notebook")
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    return notebook


def shown(notebook, source: str) -> dict[str, str]:
    """Return what the last output of the cell that contains `source` shows, by type."""
    cell = next(c for c in notebook.cells if c.cell_type == "code" and source in c.source)
    return cell.outputs[-1]["data"]


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the notebook's machinery, not ours
def test_every_verb_shows_its_answer_as_mathematics(executed) -> None:
    assert r"\begin{aligned}" in shown(executed, "symloss.derive")["text/latex"]
    refuted = shown(executed, "1 +")["text/markdown"]
    assert "**refuted**" in refuted
    assert r"$$\sigma(-z) = 1 + \sigma(z)$$" in refuted
    assert "<math>" in shown(executed, "symloss.report")["text/html"]
    table = shown(executed, "symloss.verify")["text/markdown"]
    assert "1 proved" in table
    assert "1 refuted" in table
    assert "$" in table
    assert shown(executed, 'plot("race")')["image/svg+xml"].startswith("<svg")
    assert "<svg" in shown(executed, 'plot("saturation")')["image/svg+xml"]


def test_no_output_is_committed() -> None:
    assert not re.search(r'"output_type"|"execution_count": \d', NOTEBOOK.read_text("utf-8"))


def test_answers_show_conditions_and_what_was_not_understood() -> None:
    assert "conditions: $z > 0$ (natural domain)" in symloss.judge("ln(z^2) = 2*ln(z)")._repr_markdown_()
    page = symloss.report("half_squared_error")._repr_html_()
    assert page.count("<tr>") == len(symloss.report("half_squared_error").facts)
