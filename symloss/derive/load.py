"""Declarations are found, run and read: `derivations/NAME.py` -> `Declared`.

The file's stem is the name, its docstring the prose. A declaration is the user's own
Python file and is run as such; its strings are mathematics and go through the strict
reader. A project's own declarations come before the built-in ones.
"""

from __future__ import annotations

import ast
import runpy
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from symloss.derive.build import evaluated
from symloss.derive.declaration import Activation, Declaration, Loss, Requirement
from symloss.derive.source import DeclarationError, Source, read_source
from symloss.errors import ReadError, SymlossError, did_you_mean
from symloss.term.nodes import Symbol, Term
from symloss.term.reader import read
from symloss.term.scope import Scope
from symloss.term.walk import free_symbols, substitute

# Other people's names for ours: only ever a hint in the error, never accepted.
_HINTS = {
    "bce": "binary_cross_entropy",
    "brier": "sigmoid_squared_error",
    "ce": "softmax_cross_entropy",
    "l1": "absolute_error",
    "l2": "squared_error",
    "mae": "absolute_error",
    "mse": "squared_error",
    "nll": "softmax_cross_entropy",
    "sigma": "sigmoid",
    "swish": "silu",
}


@dataclass(frozen=True)
class Declared:
    """A declaration with its name, its prose and the text it came from."""

    name: str
    title: str  # first line of the docstring, without its full stop
    prose: str
    declaration: Declaration
    source: Source
    values: tuple[tuple[str, Term], ...] = ()  # of parameters, put wherever they are read

    def read(self, text: object, scope: Scope, argument: str, key: str | None = None, added: int = 0) -> Term:
        """Read one string of the declaration strictly; a term, or a SymPy expression, is taken as it is.

        added: how many characters were put before what the declaration says.
        """
        return self._valued(self._read(text, scope, argument, key, added))

    def _valued(self, term: Term) -> Term:
        values: dict[Term, Term] = {Symbol(name): value for name, value in self.values}
        return evaluated(substitute(term, values)) if values.keys() & free_symbols(term) else term

    def _read(self, text: object, scope: Scope, argument: str, key: str | None, added: int) -> Term:
        if isinstance(text, Term):
            return text
        if not isinstance(text, str):
            from symloss.derive.sympy_door import from_sympy

            return from_sympy(text, scope.symbols)
        try:
            return read(text, scope)
        except ReadError as error:
            there = replace(error, offset=max(0, error.offset - added))
            raise self.source.misread(there, argument, key) from error


def built_in() -> Path:
    """Return the folder of the built-in declarations: data of the wheel, or the checkout's own."""
    package = Path(__file__).parent.parent
    return next((f for f in (package / "derivations", package.parent / "derivations") if f.is_dir()), package)


def catalogue(folders: Sequence[Path] = ()) -> dict[str, Path]:
    """Return every declaration by name, in the order of names; earlier folders win, the built-in one is last."""
    found: dict[str, Path] = {}
    for folder in (*folders, built_in()):
        for path in sorted(folder.glob("*.py")):
            if not path.stem.startswith("_"):
                found.setdefault(path.stem, path)
    return dict(sorted(found.items()))


def load(name_or_path: str | Path, folders: Sequence[Path] = ()) -> Declared:
    """Return the declaration of this name, or in this file.

    Raises:
        SymlossError: no declaration has this name; the message names the nearest.
        DeclarationError: the file is not one declaration; the message says where.
    """
    path = Path(name_or_path)
    if path.suffix != ".py":
        known = catalogue(folders)
        if str(name_or_path) not in known:
            raise unknown_name(str(name_or_path), list(known), "loss")
        path = known[str(name_or_path)]
    return _load_file(path)


def unknown_name(name: str, known: Sequence[str], kind: str) -> SymlossError:
    """Return the error for a name that nothing has, with the nearest name that something has."""
    if name.lower() in _HINTS and _HINTS[name.lower()] in known:
        return SymlossError(
            f"no {kind} is called `{name}`; here it is `{_HINTS[name.lower()]}`. All names: symloss list"
        )
    return SymlossError(f"no {kind} is called `{name}`{did_you_mean(name, known) or '. All names: symloss list'}")


def _load_file(path: Path) -> Declared:
    source = read_source(path, f"{path.parent.name}/{path.name}" if path.parent.name else path.name)
    try:
        docstring = ast.get_docstring(ast.parse(source.text)) or ""
    except SyntaxError as error:
        raise source.error(error.msg, error.lineno or 1, error.offset or 1) from error
    declarations = _run(path, source)
    if len(declarations) != 1:
        count = len(declarations) or "no"
        raise DeclarationError(
            f"{source.name}: {count} declarations; a file declares one Loss, Requirement or Activation"
        )
    title, _, prose = docstring.partition("\n")
    return Declared(path.stem, title.strip().rstrip("."), prose.strip(), declarations[0], source)


def _run(path: Path, source: Source) -> list[Declaration]:
    """Run the file and return the declarations that it makes."""
    try:
        names = runpy.run_path(str(path), run_name=path.stem)
    except SymlossError:
        raise
    except Exception as error:
        line, last = 1, error.__traceback__
        while last is not None:
            line = last.tb_lineno if last.tb_frame.f_code.co_filename == str(path) else line
            last = last.tb_next
        raise source.error(f"{type(error).__name__}: {error}", line, 1) from error
    return [v for v in names.values() if isinstance(v, Loss | Requirement | Activation)]
