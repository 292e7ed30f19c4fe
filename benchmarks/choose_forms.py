"""Choose the form of each generated function and propose its error bounds; a person commits both.

    python benchmarks/choose_forms.py [NAME...] [--write]

Every form that the kernel proves equal to the formula is emitted and measured, on one set of points; of those whose
bound is at most AIM, or as low as that of any other, the one that takes least is chosen. The choice is
checked on another set, and a bound is that of the set where it is larger; the extremes are in both, and so are the
arguments where a form errs most among many thousands. Bounds carry a margin, because the same file measures differently
on different processors; one that is committed stays as long as it holds on both sets and is not far larger than would
be proposed. A function that would be off by more than KEPT in float32 is computed in float64 then, which takes as long
as float64 does, unless the table says that none is to be (wide = []). Losses of K classes and of two raw values have
one form each, so of these only bounds are proposed. --write merges the proposal into derivations/bounds.toml, which is
what `symloss generate` uses; without it the proposal is only printed.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from itertools import zip_longest
from pathlib import Path
from types import ModuleType
from typing import Any

from symloss.code import targets
from symloss.code.form import AS_WRITTEN, Form
from symloss.code.program import NoOperation, program
from symloss.code.scalar_forms import ScalarForms, scalar_forms
from symloss.code.schedule import cost
from symloss.code.stable import ways
from symloss.derive.derivation import Derivation, Formulas
from symloss.derive.engine import derive
from symloss.files import write_atomic
from symloss.kernel.values.balls import Undefined
from symloss.project import find_project
from symloss.testing import pair_accuracy
from symloss.testing.accuracy import FUNCTIONS, HARD, PARAMETERS, Draw, Finding, Question, answered, questions
from symloss.testing.class_accuracy import hunted as hunted_rows
from symloss.testing.class_accuracy import worst
from symloss.testing.hunting import hunted

MARGIN = 1.25
HUNTED = 1.05  # the margin where the worst arguments were looked for, which is of all losses but those of pairs
MANY = 150_000  # arguments among which they are looked for
KEPT = 4.0
AIM = 3.5  # units in the last place, up to which a form may be less accurate than another if it takes less
# below these, exp(-|z|) is subnormal and has few digits
LARGE = {"float64": "|result| > 1e-290", "float32": "|result| > 1e-30"}
HOPELESS = 8  # units: more is no rounding of the terms of a sum
SEEDS = (11, 12)  # of the points for choosing, and of the others
DRAWS = 6  # how often a few rows of classes or of pairs are drawn
Rows = dict[str, list[float]]  # of value, gradient and Hessian


def rows(known: Collection[str], *sets: dict[str, list[Finding]]) -> list[Rows]:
    """Return the errors on each set of points by row of the header: hard labels apart, if there are others.

    known: the rows that are committed; what was said of large results only, on whatever points, stays so, and what
    was said of all results as long as it is no nonsense.
    """
    tables: list[Rows] = [{} for _ in sets]
    for dtype, findings in sets[0].items():
        kinds = sorted({f.kind for f in findings})
        hard = [kind for kind in kinds if kind in HARD]
        groups = [("", kinds)]
        if {"y = 0", "y = 1"} <= set(kinds) and "y = 0.3" in kinds:
            groups = [("y in {0, 1}", hard), ("y in [0, 1]", kinds)]
        for label, chosen in groups:
            columns = [[[f for f in s[dtype] if f.function == g and f.kind in chosen] for g in FUNCTIONS] for s in sets]
            scaled = [[max(f.scaled for f in column) for column in table] for table in columns]
            normal = [[max(f.normal for f in column) for column in table] for table in columns]
            plain, large = (
                f"{dtype}, {t}".removesuffix(", ") for t in (label, f"{label}, {LARGE[dtype]}".lstrip(", "))
            )
            few_digits = any(s > n + 1 / 2 for i in range(len(sets)) for s, n in zip(scaled[i], normal[i], strict=True))
            if large in known or (few_digits and (plain not in known or max(map(max, scaled)) > HOPELESS)):
                plain, scaled = large, normal
            for table, errors in zip(tables, scaled, strict=True):
                table[plain] = errors
    return tables


@dataclass(frozen=True)
class Way:
    """One form of one function: the rule that found it, what it takes, its module, and its findings by dtype."""

    rule: str
    cost: int
    module: ModuleType
    findings: Mapping[str, list[Finding]]

    def bounds(self, dtype: str) -> tuple[float, float]:
        """Return the largest bound of all results of a dtype, and of those that are not close to the smallest float.

        Infinite where a result is nan or infinite and the truth is not.
        """
        found = self.findings[dtype]
        if any(f.broken for f in found):
            return math.inf, math.inf
        return bound(max(f.scaled for f in found), HUNTED), bound(max(f.normal for f in found), HUNTED)


def bound(error: float, margin: float) -> float:
    """Return what is declared where this error was measured."""
    return math.ceil(2 * margin * error) / 2


def candidates(derivation: Derivation, folder: Path) -> dict[str, list[tuple[str, int, ModuleType]]]:
    """Return, for each function, the forms that can be emitted: rule, cost, and a module that computes it so."""
    f = derivation.formulas
    found: dict[str, list[tuple[str, int]]] = {}
    for function in FUNCTIONS:
        found[function] = []
        for way in ways(f, getattr(f, function)):
            try:
                found[function].append((way.rule, taken_by(way.fast, f)))
            except NoOperation:  # sigma as it is written
                continue
    modules = []
    for turn, rules in enumerate(zip_longest(*found.values())):
        chosen = {name: (rule or found[name][0])[0] for name, rule in zip(FUNCTIONS, rules, strict=True)}
        modules.append(emitted(derivation, chosen, folder, turn))
    return {
        name: [(*way, module) for way, module in zip(known, modules, strict=False)] for name, known in found.items()
    }


def taken_by(form: Form, f: Formulas) -> int:
    """Return about how long a form takes; raise NoOperation if arrays cannot be computed so."""
    return cost(program([form], ["found"], {f.y: "y", f.raw: f.raw.name}))


def emitted(
    derivation: Derivation, chosen: Mapping[str, str], folder: Path, turn: int | str, wide: Collection[str] = ()
) -> ModuleType:
    """Return the module that `generate` would write with these forms."""
    package = f"candidates_{derivation.name}_{turn}"
    source = targets.module(derivation, "", package, {"forms": chosen, "wide": list(wide)})
    assert source is not None
    (folder / package).mkdir()
    files = {**targets.shared([derivation.name], package), f"{derivation.name}.py": source.text}
    for name, text in files.items():
        (folder / package / name).write_text(text, encoding="utf-8")
    return import_module(f"{package}.{derivation.name}")


@dataclass(frozen=True)
class Points:
    """Some of the points that a loss is measured at: what is asked of every form, and the seed for what it errs at."""

    formulas: Formulas
    forms: ScalarForms
    draws: Mapping[str, Draw]  # by dtype
    asked: Mapping[str, list[Question]]

    def answers(self, module: ModuleType, function: str, dtype: str) -> list[Finding]:
        """Return what a module answers to all questions, and to those that are hardest for it."""
        draw = replace(self.draws[dtype], count=MANY)
        usual = [question for question in self.asked[dtype] if question.function == function]
        return [_finding(module, q) for q in (*usual, *hunted(module, self.formulas, self.forms, draw, (function,)))]


def points_of(module: ModuleType, formulas: Formulas, count: int, seed: int) -> Points:
    """Return the points that a seed draws for a loss."""
    forms, given = scalar_forms(formulas), {p.name: PARAMETERS[p.name] for p in formulas.parameters}
    draws = {dtype: Draw(dtype, count, seed, given) for dtype in LARGE}
    return Points(formulas, forms, draws, {d: questions(module, formulas, forms, draw) for d, draw in draws.items()})


def scalar(
    derivation: Derivation, folder: Path, points: int, committed: Mapping[str, object]
) -> tuple[dict[str, object], Rows, Rows]:
    """Return the forms of a loss of one raw value, and the errors on two sets of points.

    Where the two would take different forms, the committed one stays if one of them takes it.
    """
    there = candidates(derivation, folder)
    sets = [points_of(there["value"][0][2], derivation.formulas, points, seed) for seed in SEEDS]
    chosen: dict[str, str] = {}
    forms_there = committed.get("forms", {})
    assert isinstance(forms_there, dict)
    tables: list[dict[str, list[Finding]]] = [{d: [] for d in LARGE} for _ in sets]
    for function, known in there.items():
        measured = [[Way(*way, {d: s.answers(way[2], function, d) for d in LARGE}) for way in known] for s in sets]
        picks = [pick(found) for found in measured]
        rules = [measured[0][number].rule for number in picks]
        taken = picks[rules.index(forms_there[function])] if forms_there.get(function) in rules else picks[0]
        rule = measured[0][taken].rule
        chosen[function] = rule
        for way in measured[0]:
            bounds = ", ".join("{} {:g} ({:g})".format(d, *way.bounds(d)) for d in LARGE)
            print(f"  {function:9} {'*' if way.rule == rule else ' '} {way.rule}: takes {way.cost}; {bounds}")
        if rules[1] != rules[0]:
            print(f"? {derivation.name} {function}: {rules[0]!r}, and {rules[1]!r} on the other points")
        for table, found in zip(tables, measured, strict=True):
            for d in LARGE:
                table[d] += found[taken].findings[d]
    wide = _widened(derivation, chosen, tables, folder, sets) if committed.get("wide", ["any"]) else []
    more: dict[str, object] = {"wide": wide} if wide or "wide" in committed else {}
    first, second = rows(committed, *tables)
    return {"forms": chosen, **more}, first, second


def _widened(
    derivation: Derivation,
    chosen: Mapping[str, str],
    tables: Sequence[dict[str, list[Finding]]],
    folder: Path,
    sets: Sequence[Points],
) -> list[str]:
    """Return the functions that are off by more than KEPT in float32, and put in what they are off in float64."""
    found = [f for table in tables for f in table["float32"] if bound(f.normal, HUNTED) > KEPT]
    wide = [function for function in FUNCTIONS if any(f.function == function for f in found)]
    if wide:
        module = emitted(derivation, chosen, folder, "wide", wide)
        for table, points in zip(tables, sets, strict=True):
            others = [f for f in table["float32"] if f.function not in wide]
            table["float32"] = others + [f for name in wide for f in points.answers(module, name, "float32")]
    return wide


def _finding(module: ModuleType, question: Question) -> Finding:
    try:
        return answered(module, question)
    except (RuntimeWarning, FloatingPointError):
        nothing = (math.inf, math.inf, math.inf, math.nan)
        return Finding(question.function, question.kind, *nothing, broken=question.raw.size)


def pick(found: Sequence[Way]) -> int:
    """Return the number of the form to take: it takes least of those that are as accurate as they need to be.

    What is computed as written is taken only where there is nothing else: no rule vouches for its limits at the ends.
    """
    ruled = [i for i, way in enumerate(found) if way.rule != AS_WRITTEN] or list(range(len(found)))
    errors = [[error for d in LARGE for error in way.bounds(d)] for way in found]
    limits = [max(AIM, min(column)) for column in zip(*(errors[i] for i in ruled), strict=True)]
    fit = [i for i in ruled if all(e <= limit for e, limit in zip(errors[i], limits, strict=True))]
    if fit:
        return min(fit, key=lambda i: (found[i].cost, i))
    return min(ruled, key=lambda i: ([found[i].bounds(d) for d in LARGE], i))


def classes(module: ModuleType, formulas: Formulas) -> tuple[Rows, Rows]:
    """Return the errors of a loss of K classes: of the result, else of y, else of p, where the first is hopeless.

    It is hopeless where the result is a difference of larger numbers that are nearly equal. A few rows of four classes
    say so; how large the errors are say the worst of many rows, of two classes to a thousand.
    """
    tables: tuple[Rows, Rows] = ({}, {})
    for dtype in LARGE:
        for labels in ("one-hot y", "soft y"):
            found = {}
            for unit in ("", ", of y", ", of p"):
                try:
                    row = f"{dtype}, {labels}{unit}"
                    found[row] = [_largest(worst(module, formulas, row, draw) for draw in _draws(s)) for s in SEEDS]
                except Undefined:  # ln(y) of a label that is 0
                    break
            fit = [row for row, sets in found.items() if max(map(max, sets)) <= HOPELESS]
            for row in [*fit, *reversed(found)][:1]:
                for table, errors, seed in zip(tables, found[row], SEEDS, strict=True):
                    table[row] = _largest([errors, hunted_rows(module, formulas, row, MANY, seed)])
    return tables


def pair(module: ModuleType, formulas: Formulas) -> tuple[Rows, Rows]:
    """Return the errors of a loss of two raw values, of the largest of the terms that are added up."""
    first, second = (
        {d: _largest(pair_accuracy.worst(module, formulas, d, draw) for draw in _draws(seed)) for d in LARGE}
        for seed in SEEDS
    )
    return first, second


def _draws(seed: int) -> range:
    return range(100 * seed, 100 * seed + DRAWS)


def _largest(found: Iterable[Sequence[float]]) -> list[float]:
    return [max(column) for column in zip(*found, strict=True)]


PROPOSE = {"classes": classes, "pair": pair}


def proposal(
    derivation: Derivation, package: str, points: int, folder: Path, known: Mapping[str, object]
) -> tuple[dict[str, object], Rows, Rows]:
    """Return the forms of a loss, if there is a choice, and its errors on the points for choosing and on the others."""
    formulas = derivation.formulas
    if formulas.shape == "scalar":
        return scalar(derivation, folder, points, known)
    measured = import_module(f"{package}.{derivation.name}")
    return {}, *PROPOSE[formulas.shape](measured, formulas)


def _toml(row: str, values: Any) -> str:
    if isinstance(values, Mapping):
        return f"{row} = {{ {', '.join(f'{key} = {chr(34)}{text}{chr(34)}' for key, text in values.items())} }}\n"
    if row == "wide":
        return f"wide = [{', '.join(f'{chr(34)}{function}{chr(34)}' for function in values)}]\n"
    return f'{row} = "{values}"\n' if isinstance(values, str) else f'"{row}" = {values}\n'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--points", type=int, default=600)
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    project = find_project(Path(__file__).resolve().parent)
    file = project.derivations / "bounds.toml"
    known = tomllib.loads(file.read_text()) if file.exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        sys.path.insert(0, folder)
        for path in sorted(project.derivations.glob("*.py")):
            if path.stem.startswith("_") or (chosen.names and path.stem not in chosen.names):
                continue
            derivation = derive(path, project.folders)
            if derivation.formulas.shape in ("scalar", *PROPOSE):
                old = known.get(path.stem, {})
                found, first, second = proposal(derivation, project.package, chosen.points, Path(folder), old)
                if found.get("wide") != old.get("wide"):  # another schedule: what it was before says nothing of it
                    old = {row: bounds for row, bounds in old.items() if not row.startswith("float32")}
                margin = MARGIN if derivation.formulas.shape == "pair" else HUNTED
                known[path.stem] = {**found, **checked(path.stem, first, second, old, margin), **_reason(old)}
                print(
                    f"{path.stem}: {known[path.stem]}" + ("" if old == known[path.stem] else f"   was {old}"),
                    flush=True,
                )
    if chosen.write:
        write_atomic(file, _text(known))


def checked(name: str, first: Rows, second: Rows, old: Mapping[str, object], margin: float) -> Rows:
    """Return the bounds to commit; say where what was chosen on some points is not within its bounds on the others.

    A bound that is committed and holds stays, if it is at most KEPT or twice what would be proposed: it may have been
    measured on another processor, or at worse points.
    """
    table: Rows = {}
    for row, errors in first.items():
        others = second[row]
        committed = old.get(row)
        table[row] = []
        for i, (error, other) in enumerate(zip(errors, others, strict=True)):
            largest = max(error, other)
            known = committed[i] if isinstance(committed, list) else math.inf
            stays = largest <= known <= max(KEPT, 2 * bound(largest, margin))
            table[row].append(known if stays else bound(largest, margin))
            if other > bound(error, margin):
                print(f"! {name} {FUNCTIONS[i]} {row}: {error:.2f}, and {other:.2f} on the other points")
    return table


def _reason(old: Mapping[str, object]) -> dict[str, object]:
    return {key: text for key, text in old.items() if key == "reason"}


def _text(known: Mapping[str, Mapping[str, object]]) -> str:
    head = (
        "# What `python benchmarks/choose_forms.py --write` chose. forms: the rule by which a function is computed.\n"
        "# wide: the functions that are computed in float64 if asked in float32; empty where a person wants none.\n"
        "# The rest: error bounds in units of the last place, of value, gradient, hessian (see any generated module),\n"
        "# and why they are as large as they are.\n"
    )
    sections = (
        f"\n[{name}]\n" + "".join(_toml(row, values) for row, values in table.items())
        for name, table in sorted(known.items())
    )
    return head + "".join(sections)


if __name__ == "__main__":
    main()
