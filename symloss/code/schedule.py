"""The schedule of a scalar loss: each function as a straight line of operations, printed."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from symloss.code.form import Form, Forms
from symloss.code.layout import WIDTH
from symloss.code.program import Program, program
from symloss.code.registers import Operation
from symloss.code.special import PATTERNS
from symloss.derive.derivation import Formulas

SUMMARY = {
    "value": "L",
    "gradient": "dL/d{0}",
    "hessian": "d2L/d{0}2",
    "bound": "a bound on d2L/d{0}2",
    "fisher": "the expected d2L/d{0}2",
}
# about how long an operation takes on arrays in the cache, one with a number being 1 and one of two arrays 2
COST = {"exp": 4, "log": 5, "log1p": 6, "expm1": 6, "tanh": 8, "divide": 3, "power": 13, "copyto": 26, "select": 26}
COST |= dict.fromkeys(PATTERNS, 150)
# what is worth counting, and how it is called in the head of a module
DEAR = {name: name for name in ("exp", "expm1", "log", "log1p", "tanh", "sinh", "cosh", "arctan", "sqrt", "power")}
DEAR |= {"divide": "div"}
# numbers that NumPy is given as arrays of the dtype of the others: to read a Python number takes it as long again
NUMBERS = {"0.5": "half", "1.0": "one", "2.0": "two", "3.0": "three", "4.0": "four", "6.0": "six"}
LOOK = 2  # and to look whether all labels are 0 or 1


@dataclass(frozen=True)
class Kernel:
    """One function of the schedule: its name, what it computes, its arguments and its lines.

    hard: the name of the one that is called instead where all labels are 0 or 1. makes: each array is first written by
    a NumPy function, which makes it if there is none. wide: float32 is computed in float64. numbers: those that it
    is given as arrays, after the others.
    """

    name: str
    formulas: tuple[str, ...]  # the functions that are right everywhere, one for each output
    summary: str
    arguments: tuple[str, ...]
    lines: tuple[str, ...]
    buffers: int
    masked: bool
    calls: tuple[str, ...]
    hard: str = ""
    planned: bool = True
    makes: bool = False
    wide: bool = False
    spent: str = ""  # "1 exp 1 div"
    numbers: tuple[str, ...] = ()

    @property
    def plan(self) -> list[str]:
        """The arguments of its plan."""
        more = ["masked=True"] if self.masked else []
        more += [f"hard={self.hard}"] if self.hard else []
        more += ["makes=True"] if self.makes else []
        more += ["wide=True"] if self.wide else []
        more += [f"numbers={_literal(self.numbers)}"] if self.numbers else []
        return [self.name, self.tuple, str(self.buffers), "LABELS", *more]

    @property
    def tuple(self) -> str:
        """The formulas as a Python tuple."""
        return _literal(self.formulas)


def schedules(names: Sequence[str], parts: Mapping[str, Forms], hard: Mapping[str, Form], f: Formulas) -> list[Kernel]:
    """Return the schedule of these functions together, and before it that for labels 0 and 1, if it is shorter."""
    made = _program([parts[name].fast for name in names], names, f)
    if not f.y_values and all(name in hard for name in names):
        other = _program([hard[name] for name in names], names, f)
        if cost(other) + LOOK < cost(made):
            buffers = max(made.buffers, other.buffers, key=len)
            numbers = _numbers((*made.operations, *other.operations))
            special = replace(
                _kernel(names, other, buffers, numbers, f), name="_".join(("", *names, "hard")), planned=False
            )
            special = replace(special, summary=f"{special.summary} where all labels are 0 or 1")
            return [special, replace(_kernel(names, made, buffers, numbers, f), hard=special.name)]
    return [_kernel(names, made, made.buffers, _numbers(made.operations), f)]


def cost(made: Program) -> int:
    """Return about how long a program takes."""
    plain = (1 + (len(op.arguments) > 1 and not any(map(_is_number, op.arguments))) for op in made.operations)
    return sum(COST.get(op.name, known) for op, known in zip(made.operations, plain, strict=True))


def spent(made: Program) -> str:
    """Return what takes long in a program: "1 exp 1 log1p"; nothing if nothing does."""
    counts = Counter(op.name for op in made.operations if op.name in DEAR or op.name in PATTERNS)
    order = [*DEAR, *PATTERNS]
    return " ".join(f"{counts[name]} {DEAR.get(name, name)}" for name in order if counts[name])


def _is_number(argument: str) -> bool:
    return argument[:1].isdigit() or argument[:1] == "-"


def _program(forms: Sequence[Form], names: Sequence[str], f: Formulas) -> Program:
    return program(forms, _outputs(names), {f.y: "y", f.raw: f.raw.name})


def _numbers(operations: Sequence[Operation]) -> tuple[str, ...]:
    """Return the numbers in a program that have a name."""
    used = {a for op in operations for a in op.arguments}
    return tuple(number for number in NUMBERS if number in used)


def _kernel(names: Sequence[str], made: Program, buffers: Sequence[str], numbers: Sequence[str], f: Formulas) -> Kernel:
    inputs = (f"{name}: Array" for name in ("y", f.raw.name))
    arrays = (f"{name}: Out" for name in (*made.outputs, *buffers))
    given = (f"{NUMBERS[number]}: Array" for number in numbers)
    arguments = (*inputs, *arrays, *given, *(f"{p.name}: float" for p in f.parameters))
    return Kernel(
        name="_".join(("", *names)),
        formulas=tuple(f"_{name}_formula" for name in names),
        summary=" and ".join(SUMMARY[name].format(f.raw.name) for name in names),
        arguments=arguments,
        lines=(*_lines([_with_names(op) for op in made.operations]), f"return {_tuple(made.outputs)}"),
        buffers=len(buffers),
        masked=made.masked,
        calls=made.names,
        spent=spent(made),
        numbers=tuple(numbers),
        # what compares would make truths where numbers are wanted
        makes=not any(op.name in ("fill", "select") or op.numbers for op in made.operations),
    )


def _outputs(names: Sequence[str]) -> list[str]:
    return [{"value": "loss", "gradient": "grad"}.get(name, "hess") for name in names]


def _tuple(names: Sequence[str]) -> str:
    return f"({names[0]},)" if len(names) == 1 else ", ".join(names)


def _with_names(op: Operation) -> Operation:
    """Return the operation on arrays that are given, where it was on numbers."""
    return replace(op, arguments=tuple(NUMBERS.get(a, a) for a in op.arguments))


def _literal(parts: Sequence[str]) -> str:
    """Return a tuple as Python writes it."""
    return f"({parts[0]},)" if len(parts) == 1 else f"({', '.join(parts)})"


def _lines(operations: Sequence[Operation]) -> list[str]:
    """Return the lines of a program; an array that is written for the first time may have to be made."""
    lines: list[str] = []
    seen: set[str] = set()
    for op in operations:
        lines += call_lines(op, first=op.target not in seen)
        seen.add(op.target)
    return lines


def call_lines(op: Operation, first: bool = False) -> list[str]:
    """Return the lines of one operation, with what the target holds afterwards."""
    if op.name == "fill":
        return [f"{op.target}[...] = {op.arguments[0]}"]
    if op.name == "select":
        other, chosen, mask = op.arguments
        before = [] if other == op.target else [f"{op.target}[...] = {other}"]
        return [*before, *_commented(f"copyto({op.target}, {chosen}, where={mask})", op.comment)]
    if op.is_mask:
        return _commented(f"{op.target} = {op.name}({', '.join(op.arguments)})", op.comment)
    call = f"{op.name}({', '.join((*op.arguments, f'out={op.target}'))})"
    return _commented(f"{op.target} = {call}" if first else call, op.comment)


def _commented(call: str, comment: str) -> list[str]:
    if len(call) + len(comment) + 8 <= WIDTH:
        return [f"{call}  # {comment}"]
    return [*(f"# {line}" for line in textwrap.wrap(comment, WIDTH - 6)), call]
