"""The verbs as Python functions: what the command line and a notebook call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from symloss.errors import SymlossError
from symloss.kernel.verdict import Verdict
from symloss.project import Project, find_project

if TYPE_CHECKING:
    from symloss.derive.derivation import Derivation, Fact
    from symloss.derive.derivation import Report as Facts
    from symloss.generate import Outcome
    from symloss.proofs.record import Report
    from symloss.term.nodes import Term

Steps = Literal["full", "short"]
Sigma = Literal["opaque", "expanded"]  # activations by name, or written out


# --- find ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Derived:
    """A derivation, as a notebook shows it and a program writes it down."""

    derivation: Derivation

    @property
    def loss(self) -> Term:
        """The loss."""
        return self.derivation.loss

    @property
    def problem(self) -> Any:
        """The functional problem; its `ode` is the equation as SymPy poses it. None for a declared loss."""
        return self.derivation.problem

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What the report says."""
        return self.derivation.facts

    def to_text(self, path: str | Path | None = None, *, steps: Steps = "full", sigma: Sigma = "opaque") -> str:
        """Return the derivation as text, and write it to `path` if one is given."""
        return self._to("text", path, steps, sigma)

    def to_latex(self, path: str | Path | None = None, *, steps: Steps = "full", sigma: Sigma = "opaque") -> str:
        r"""Return a LaTeX text to \input, and write it to `path` if one is given."""
        return self._to("latex", path, steps, sigma)

    def to_html(self, path: str | Path | None = None, *, steps: Steps = "full", sigma: Sigma = "opaque") -> str:
        """Return a self-contained page, and write it to `path` if one is given."""
        return self._to("html", path, steps, sigma)

    def to_json(self, path: str | Path | None = None, *, steps: Steps = "full", sigma: Sigma = "opaque") -> str:
        """Return the derivation as JSON, and write it to `path` if one is given."""
        return self._to("json", path, steps, sigma)

    def _to(self, format: str, path: str | Path | None, steps: Steps, sigma: Sigma) -> str:
        from symloss.documents import render

        text = render(self.derivation, format, steps=steps, sigma=sigma)
        if path is not None:
            from symloss.files import write_atomic

            write_atomic(Path(path), text)
        return text

    def __str__(self) -> str:
        return self.to_text().rstrip("\n")

    __repr__ = __str__

    def _repr_latex_(self) -> str:
        from symloss.documents.tex import display

        return display(self.derivation)


def derive(name: str | Path, *, require: str | None = None, project: Project | None = None) -> Derived:
    """Return the loss, step by step: an activation's matching loss, or a declared loss's own derivation.

    name: an activation, a declaration's name, or the path of one. require: the
    residual wished for ("a - y"), or an equation ("dL/dw = x*(a - y)").

    Raises:
        SymlossError: no such name, or no such loss; `status` tells them apart.
    """
    from symloss.derive.engine import derive as engine

    return Derived(engine(name, (project or find_project()).folders, require))


def declaration(name: str, *, require: str | None = None, project: Project | None = None) -> str:
    """Return a wish about an activation as a declaration, ready for `derivations/`."""
    from symloss.derive.engine import declaration_text

    return declaration_text(name, require, (project or find_project()).folders)


@dataclass(frozen=True)
class Reported:
    """What is known of a loss, as a notebook shows it and a program writes it down; `facts` are its lines."""

    report: Facts

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The lines: topic, text, verdict, and what the verdict is for."""
        return self.report.facts

    def to_text(self, path: str | Path | None = None) -> str:
        """Return the report as text, and write it to `path` if one is given."""
        return self._to("text", path)

    def to_latex(self, path: str | Path | None = None) -> str:
        r"""Return a table to \input, and write it to `path` if one is given."""
        return self._to("latex", path)

    def to_html(self, path: str | Path | None = None) -> str:
        """Return a self-contained page, and write it to `path` if one is given."""
        return self._to("html", path)

    def to_json(self, path: str | Path | None = None) -> str:
        """Return the report as JSON, and write it to `path` if one is given."""
        return self._to("json", path)

    def _to(self, format: str, path: str | Path | None) -> str:
        from symloss.documents import render_report

        text = render_report(self.report, format)
        if path is not None:
            from symloss.files import write_atomic

            write_atomic(Path(path), text)
        return text

    def __str__(self) -> str:
        return self.to_text().rstrip("\n")

    __repr__ = __str__

    def _repr_html_(self) -> str:
        from symloss.documents import notebook

        return notebook.report(self.report)


def report(name: str | Path, *, project: Project | None = None, **parameters: float | str) -> Reported:
    """Return what is known of a loss, each line proved, or refuted with a witness.

    parameters: their values (gamma=2, delta="1/2"); those with a default need none, the
    others stay letters.

    Raises:
        SymlossError: no such name or parameter, or a value outside of its domain.
    """
    from symloss.derive.engine import report as engine
    from symloss.derive.values import read_value

    values = {key: read_value(key, value) for key, value in parameters.items()}
    return Reported(engine(name, (project or find_project()).folders, values))


def names(word: str = "", *, project: Project | None = None) -> tuple[tuple[str, ...], ...]:
    """Return a row for each declared loss whose name contains `word`: name, loss, gradient, shape, y_true."""
    from symloss.derive.overview import overview

    return overview(word, (project or find_project()).folders)


# --- write -----------------------------------------------------------------------------


def generate(wanted: Sequence[str] = (), *, check: bool = False, project: Project | None = None) -> Outcome:
    """Write `derivations/` as code and documents to `generated/`; with `check`, only compare."""
    from symloss.generate import generate as write

    return write(project or find_project(), tuple(wanted), check=check)


# --- judge -----------------------------------------------------------------------------


def verify(
    *paths: str | Path,
    strict: bool = False,
    fail_on: Iterable[str] = ("refuted",),
    assume: Iterable[str] = (),
    macros: Iterable[str | Path] = (),
    progress: Any = None,
    project: Project | None = None,
) -> Report:
    """Judge every claim in some documents; no path means those of `[tool.symloss.verify] include`."""
    from symloss.proofs.verify import verify as judge_documents

    here = project or find_project()
    return judge_documents(
        list(paths) or _included(here),
        strict=strict,
        fail_on=fail_on,
        assume=(*here.assume, *assume),
        macros=(*here.macros, *macros),
        progress=progress,
    )


def _included(project: Project) -> list[str | Path]:
    found: list[str | Path] = [path for path in project.include if path.exists()]
    if not found:
        raise SymlossError(
            "nothing to check: name a file or a folder, or list them in pyproject.toml as [tool.symloss.verify] include"
        )
    return found


@dataclass(frozen=True)
class Answer:
    """The verdict on one claim, as `judge` gives it. `verdict` has all of it."""

    claim: str
    reading: str
    verdict: Verdict

    @property
    def proved(self) -> bool:
        """Whether the claim was proved."""
        return self.verdict.proved

    @property
    def refuted(self) -> bool:
        """Whether the claim was refuted."""
        return self.verdict.refuted

    @property
    def witness(self) -> dict[str, int | str] | None:
        """The point that refutes: exact numbers by name; integers as such, others in plain notation."""
        if self.verdict.witness is None:
            return None
        return {name: int(v) if v.lstrip("-").isdigit() else v for name, v in self.verdict.witness.at}

    def __bool__(self) -> bool:
        return bool(self.verdict)  # raises: five verdicts are not two

    def __str__(self) -> str:
        return str(self.verdict)

    __repr__ = __str__

    def _repr_markdown_(self) -> str:
        from symloss.documents import notebook

        return notebook.answer(self.reading, self.verdict)


def judge(claim: str, *, assume: Iterable[str] = ()) -> Answer:
    """Judge one claim, in LaTeX (it has a backslash) or in plain notation; names are real unless assumed otherwise.

    Raises:
        ReadError: the claim or an assumption was not understood.
    """
    from symloss.claims import judge_claim

    return Answer(claim, *judge_claim(claim, tuple(assume)))


def plot(kind: str, path: str | Path | None = None, **options: Any) -> Any:
    """Return a figure: `text` is its table, `svg`, `html` and `csv` its other forms; `path` says where one is written.

    Raises:
        SymlossError: no such kind, options that make no sense, a path without a known suffix.
    """
    from symloss.figures import draw

    figure = draw(kind, **options)
    if path is not None:
        from symloss.files import write_atomic

        form = Path(path).suffix.lower().removeprefix(".")
        if form not in ("svg", "png", "html", "csv"):
            raise SymlossError(f"{path}: a figure is written as .svg, .png, .html or .csv")
        write_atomic(Path(path), getattr(figure, form))
    return figure


def audit(function: Any, loss: str, **parameters: float) -> Any:
    """Compare somebody's gradient with the derived one."""
    raise SymlossError("`audit` is not built yet: see `symloss` for the verbs there are")
