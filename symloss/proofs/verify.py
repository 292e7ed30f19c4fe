"""Verify documents: open, cut, read, judge, report. The pipeline, told without mathematics."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from symloss.errors import SymlossError
from symloss.kernel.verdict import WORDS, Word
from symloss.proofs.discourse.follower import follow
from symloss.proofs.documents import Unreadable, open_document, suffixes
from symloss.proofs.formats import render
from symloss.proofs.record import DocumentReport, Report

__all__ = ["Options", "render", "verify", "verify_file"]

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Options:
    """What holds for all files: assumptions in LaTeX or plain notation, and texts that define macros."""

    assume: tuple[str, ...] = ()
    macros: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Target:
    path: Path
    shown: str
    line: int | None = None
    error: str = ""


def verify(
    paths: str | Path | Sequence[str | Path],
    *,
    strict: bool = False,
    fail_on: Iterable[str] = ("refuted",),
    assume: Iterable[str] = (),
    macros: Iterable[str | Path] = (),
    progress: Progress | None = None,
) -> Report:
    r"""Judge every claim in some documents.

    paths: files, folders (their .md, .tex, .ipynb, .rst), or `notes.md:13` for the
    claims of one line. strict: everything but proved makes the exit status non-zero.
    fail_on: the verdicts that do. assume: truths that hold in all files. macros: files
    of which only \\newcommand and its friends are read. progress: called with the
    number of files done, of all files, and the name of the next one.
    """
    words = frozenset(WORDS[1:]) if strict else _words(fail_on)
    options = Options(tuple(assume), tuple(_macro_text(Path(m)) for m in macros))
    targets = list(_targets([paths] if isinstance(paths, str | Path) else list(paths)))
    documents = []
    for number, target in enumerate(targets):
        if progress:
            progress(number, len(targets), target.shown)
        documents.append(_verify_target(target, options))
    return Report(tuple(documents), words, focused=any(target.line is not None for target in targets))


def verify_file(path: Path, options: Options = Options(), shown: str | None = None) -> DocumentReport:
    """Judge every claim in one document; a file that cannot be read gives a report with an error."""
    name = shown or path.as_posix()
    try:
        return follow(open_document(path), name, options.assume, options.macros)
    except Unreadable as error:
        return DocumentReport(name, error=str(error))


def _verify_target(target: _Target, options: Options) -> DocumentReport:
    if target.error:
        return DocumentReport(target.shown, error=target.error)
    report = verify_file(target.path, options, target.shown)
    if target.line is None:
        return report
    return replace(report, claims=tuple(c for c in report.claims if c.line == target.line))


def _words(fail_on: Iterable[str]) -> frozenset[Word]:
    asked = {word for entry in fail_on for word in entry.replace(",", " ").split()}
    for word in sorted(asked):
        if word not in WORDS or word == "proved":
            raise SymlossError(f"`{word}` is not a verdict to fail on; there are: {', '.join(WORDS[1:])}")
    return frozenset(word for word in WORDS if word in asked)


def _macro_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SymlossError(f"{path}: the macros cannot be read ({error})") from error


def _targets(paths: Sequence[str | Path]) -> Iterator[_Target]:
    """Yield the files that are meant, folders in the order of their names."""
    for given in paths:
        path, line = Path(given), None
        head, colon, tail = str(given).rpartition(":")
        if colon and tail.isdigit() and not path.exists():
            path, line = Path(head), int(tail)
        if path.is_dir():
            yield from _in_folder(path)
        elif not path.exists():
            yield _Target(path, path.as_posix(), error="no such file or folder")
        else:
            yield _Target(path, path.as_posix(), line)


def _in_folder(folder: Path) -> Iterator[_Target]:
    root = folder.resolve()
    for directory, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(directory) / name
            if path.suffix.lower() not in suffixes() or name.startswith("."):
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                yield _Target(path, path.as_posix(), error="a symbolic link that leaves the folder is not followed")
            else:
                yield _Target(path, path.as_posix())
