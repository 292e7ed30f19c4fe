"""derivations/ -> generated/, or the drift between them. The only place that writes there.

Everything is made in memory first; then it is compared byte for byte, both ways, with
what is there. `--check` stops at the comparison.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import multiprocessing
import os
import re
import threading
import tomllib
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Literal

from symloss.code import targets
from symloss.code.heading import declared
from symloss.derive.declaration import Activation, Declaration
from symloss.derive.engine import derive
from symloss.derive.load import load, unknown_name
from symloss.derive.report import facts
from symloss.documents import html, render, tex
from symloss.errors import SymlossError
from symloss.files import write_atomic
from symloss.kernel.docket import docket
from symloss.project import Project

DOCUMENTS = {".tex": "latex", ".html": "html"}
REPAIR = "To repair: symloss generate"
_SHOWN = 12  # lines of a diff
_WORTH_PROCESSES = 4  # declarations

State = Literal["unchanged", "drift", "missing", "orphan"]


@dataclass(frozen=True)
class Artefact:
    """A file of generated/, what it should hold, and how what is there compares to that."""

    path: str  # below generated/
    text: str | None  # None: it should not be there
    found: str | None
    source: str = ""

    @property
    def state(self) -> State:
        """How the file that is there compares to what it should be."""
        if self.text is None:
            return "orphan"
        if self.found is None:
            return "missing"
        return "unchanged" if self.found == self.text else "drift"


@dataclass(frozen=True)
class Made:
    """What one declaration gives: its files by path below generated/, and its line in the index."""

    name: str
    source: str
    steps: int
    proved: int
    coded: bool
    unknown: tuple[str, ...]  # functions that no rule found a form for, and of whose digits nothing is declared
    texts: Mapping[str, str]
    entry: html.Entry


@dataclass(frozen=True)
class Outcome:
    """What was derived and compared: the lines that are printed, and the exit status."""

    made: tuple[Made, ...]
    artefacts: tuple[Artefact, ...]
    text: str
    exit_status: int

    @property
    def drifted(self) -> tuple[Artefact, ...]:
        """The files that are not what they should be."""
        return tuple(a for a in self.artefacts if a.state != "unchanged")


def check(project: Project, names: Sequence[str] = ()) -> Outcome:
    """Compare generated/ with what derivations/ say, and write nothing."""
    return generate(project, names, check=True)


def generate(project: Project, names: Sequence[str] = (), *, check: bool = False) -> Outcome:
    """Write what the declarations say, all of them or those named; with `check`, only compare.

    Raises:
        SymlossError: no declarations, an unknown name, a declaration that cannot be
            read or derived, a file that cannot be written.
    """
    wanted = _wanted(project, names)
    made = _all_made(project, wanted)
    artefacts = _compared(project, _texts(project, made, everything=not names), everything=not names)
    if check:
        return _check_outcome(project, made, artefacts)
    for artefact in artefacts:
        if artefact.text is not None and artefact.state != "unchanged":
            write_atomic(project.generated / artefact.path, artefact.text)
        elif artefact.state == "orphan" and _ours(artefact.found):
            (project.generated / artefact.path).unlink()
    return _written_outcome(project, made, artefacts)


def _wanted(project: Project, names: Sequence[str]) -> dict[str, Path]:
    """Return the declarations of the project that have a loss, by name, in the order of names."""
    paths = {p.stem: p for p in sorted(project.derivations.glob("*.py")) if not p.stem.startswith("_")}
    if not paths:
        folder = project.derivations.relative_to(project.root)
        raise SymlossError(
            f"nothing to generate: there is no declaration in {folder}/; see `symloss list` for examples"
        )
    for name in names:
        if name not in paths:
            raise unknown_name(name, list(paths), "loss")
    chosen = {name: paths[name] for name in sorted(set(names) or paths)}
    return {n: p for n, p in chosen.items() if not isinstance(load(p, project.folders).declaration, Activation)}


# --- what should be there --------------------------------------------------------------


def _all_made(project: Project, wanted: Mapping[str, Path]) -> tuple[Made, ...]:
    """Make what the declarations say, on all processors where there is enough to do.

    A process that fails says nothing: its declaration is made again here, so that the
    error is raised as it is, and that of the first name.
    """
    bounds = _bounds(project)
    tasks = [(project, name, path, bounds.get(name, {})) for name, path in wanted.items()]
    long = sorted(range(len(tasks)), key=lambda i: -_length(project, tasks[i][1]))  # the longest is not begun last
    workers = min(os.cpu_count() or 1, len(tasks))
    forks = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    if workers == 1 or len(tasks) < _WORTH_PROCESSES or not forks:
        return tuple(_made(*task) for task in tasks)
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as pool:
        answers = dict(zip(long, pool.map(_made_or_not, (tasks[i] for i in long)), strict=True))
    return tuple(answers[i] or _made(*task) for i, task in enumerate(tasks))


def _length(project: Project, name: str) -> int:
    """Return how long the page on a loss was when it was last written: what takes long has much said of it."""
    page = project.generated / "documents" / f"{name}.html"
    return page.stat().st_size if page.is_file() else 0


def _made_or_not(task: tuple[Project, str, Path, dict[str, object]]) -> Made | None:
    try:
        return _made(*task)
    except SymlossError:
        return None


def _made(project: Project, name: str, path: Path, bounds: dict[str, object]) -> Made:
    """Derive one declaration and write it down in every form."""
    with docket():
        derivation = derive(path, project.folders)
        specification = specification_of(load(path, project.folders).declaration)
        code = targets.module(derivation, specification, project.package, bounds)  # before the facts: it may refuse
        derivation = replace(derivation, facts=facts(derivation))
    texts = {f"documents/{name}{suffix}": render(derivation, form) for suffix, form in DOCUMENTS.items()}
    if code is not None:
        texts[f"{project.package}/{name}.py"] = code.text
    return Made(
        name=derivation.name,
        source=derivation.source,
        steps=len(derivation.steps),
        proved=derivation.proved,
        coded=code is not None,
        unknown=code.as_written if code is not None and not declared(bounds) else (),
        texts=texts,
        entry=html.entry(derivation),
    )


def _texts(project: Project, made: Sequence[Made], everything: bool) -> dict[str, tuple[str, str]]:
    """Return, by path below generated/, each text and the declaration it comes from."""
    texts = {path: (text, one.source) for one in made for path, text in one.texts.items()}
    coded = [one.name for one in made if one.coded]
    if everything:
        entries = [one.entry for one in made]
        parts = [(title, [entry.name for entry in found]) for title, found in html.by_shape(entries)]
        texts |= {"documents/index.html": (html.index(entries), ""), "documents/book.tex": (tex.book(parts), "")}
    else:  # the other modules that are there stay
        there = (p.stem for p in (project.generated / project.package).glob("*.py"))
        coded += [name for name in there if not name.startswith("_")]
    for path_, text in targets.shared(sorted(set(coded)), project.package).items():
        texts[f"{project.package}/{path_}"] = (text, "")
    return dict(sorted(texts.items()))


def specification_of(declaration: Declaration) -> str:
    """Return the sha256 of a declaration's content: every field, as canonical JSON."""
    content = {f.name: getattr(declaration, f.name) for f in fields(declaration)}
    text = json.dumps(
        [type(declaration).__name__, content],
        default=_plain_data,
        sort_keys=True,
        ensure_ascii=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _plain_data(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else str(value)


def _bounds(project: Project) -> dict[str, dict[str, object]]:
    """Return the declared error bounds by loss; a person commits them, nothing is measured here."""
    path = project.derivations / "bounds.toml"
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SymlossError(f"{path.relative_to(project.root)}: {error}") from error


# --- what is there ---------------------------------------------------------------------


def _compared(project: Project, texts: Mapping[str, tuple[str, str]], everything: bool) -> tuple[Artefact, ...]:
    found = [Artefact(path, text, _read(project.generated / path), source) for path, (text, source) in texts.items()]
    if everything:
        for folder in (project.package, "documents"):
            for file in sorted((project.generated / folder).glob("*")):
                path = f"{folder}/{file.name}"
                if file.is_file() and path not in texts:
                    found.append(Artefact(path, None, _read(file)))
    return tuple(found)


def _read(path: Path) -> str | None:
    """Return the file's text, every byte of it, or None if there is none."""
    try:
        return path.read_bytes().decode("utf-8", errors="backslashreplace")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SymlossError(f"{path}: cannot be read: {error.strerror or error}") from error


def _ours(text: str | None) -> bool:
    """Return whether symloss wrote a file: only such a file is ever removed."""
    return text is not None and "generated by symloss" in text[:600].lower()


# --- what is printed -------------------------------------------------------------------


def _written_outcome(project: Project, made: Sequence[Made], artefacts: Sequence[Artefact]) -> Outcome:
    lines = []
    wide = max(len(one.name) for one in made)
    for one in made:
        own = [a for a in artefacts if a.path in one.texts]
        suffixes = " ".join(s for s in (".py", *DOCUMENTS) if any(a.path.endswith(s) for a in own))
        state = "unchanged" if all(a.state == "unchanged" for a in own) else "written"
        word = "proved" if one.proved == one.steps else "NOT ALL PROVED"
        steps = f"{one.steps} steps"
        lines.append(f"{one.name:{wide}}  {steps:>9}  {word}   {suffixes:16}  {state}")
    orphans = [a for a in artefacts if a.state == "orphan"]
    removed = [a for a in orphans if _ours(a.found)]
    kept = [a for a in orphans if not _ours(a.found)]
    lines += [
        f"note: {one.name}: no rule found a form for {', '.join(one.unknown)}: computed as written, "
        "and no bound is declared for the digits"
        for one in made
        if one.unknown
    ]
    lines += _open(made)
    lines += [f"kept    {_shown(project, a)}: no declaration, but symloss did not write it" for a in kept]
    steps_all = sum(one.steps for one in made)
    proved = sum(one.proved for one in made)
    unchanged = sum(a.state == "unchanged" for a in artefacts)
    written = len(artefacts) - unchanged - len(orphans)
    lines.append(
        f"{_count(len(made), 'derivation')}, {steps_all} steps, "
        f"{'all' if proved == steps_all else proved} proved. {_count(written, 'file')} written, "
        f"{unchanged} unchanged, {len(removed)} removed in {_folder(project)}."
    )
    return Outcome(tuple(made), tuple(artefacts), "\n".join(lines), 3 if _open(made) else 0)


def _open(made: Sequence[Made]) -> list[str]:
    """Return what is said of the derivations whose steps are not all proved: they are not settled."""
    return [
        f"note: {one.name}: {one.steps - one.proved} of {one.steps} steps are not proved: its formulas are no theorem, "
        "and its files say so"
        for one in made
        if one.proved < one.steps
    ]


def _check_outcome(project: Project, made: Sequence[Made], artefacts: Sequence[Artefact]) -> Outcome:
    lines: list[str] = []
    drifted = [a for a in artefacts if a.state != "unchanged"]
    wide = max((len(_shown(project, a)) for a in drifted), default=0)
    for artefact in drifted:
        stem = Path(artefact.path).stem
        notes = {
            "drift": "edited by hand, or its declaration changed"
            if artefact.source
            else "edited by hand, or symloss changed",
            "missing": "",
            "orphan": f"no {project.derivations.name}/{stem}.py",
        }
        lines.append(f"{artefact.state:7}  {_shown(project, artefact):{wide}}   {notes[artefact.state]}".rstrip())
        if artefact.state == "drift":
            lines += [f"    {line}" for line in _diff(artefact)]
    if drifted:
        lines.append(f"{len(drifted)} of {len(artefacts)} files drifted. {REPAIR}     (nothing was written)")
    else:
        lines.append(
            f"{_count(len(artefacts), 'file')} in {_folder(project)} as {_count(len(made), 'derivation')} say."
        )
    lines += _open(made)
    return Outcome(tuple(made), tuple(artefacts), "\n".join(lines), 1 if drifted else 3 if _open(made) else 0)


def _diff(artefact: Artefact) -> list[str]:
    """Return the first differences: what is there with a minus, what should be there with a plus."""
    there, wanted = (artefact.found or "").splitlines(), (artefact.text or "").splitlines()
    lines: list[str] = []
    for line in difflib.unified_diff(there, wanted, n=0, lineterm=""):
        if line.startswith(("---", "+++")) and not lines:
            continue
        if hunk := re.match(r"@@ -(\d+)", line):
            line = f"@@ {_enclosing(there, int(hunk[1]))} @@"
        lines.append(line)
    rest = len(lines) - _SHOWN
    return [*lines[:_SHOWN], *([f"... {rest} more lines"] if rest > 0 else [])] or ["(only line ends differ)"]


def _enclosing(lines: Sequence[str], number: int) -> str:
    """Return the name of the function that a line stands in, or the line's number."""
    for line in reversed(lines[:number]):
        if found := re.match(r"(?:def|class) (\w+)", line):
            return found[1]
    return f"line {number}"


def _shown(project: Project, artefact: Artefact) -> str:
    return f"{_folder(project)}{artefact.path}"


def _folder(project: Project) -> str:
    return f"{project.generated.relative_to(project.root).as_posix()}/"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
