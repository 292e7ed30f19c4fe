"""The lines of a function of rows: what stands in them twice is computed once, and what they spend."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

NUMBER, ROW, ENTRY = range(3)  # what a value is: the same for all rows, one for each, one for each entry
LETTERS = {"exp": "e", "log": "u", "total": "t", "over": "o"}  # calls that take long, and what their result is called
OPERATIONS = {"exp": "exp", "expm1": "expm1", "log": "log", "log1p": "log1p", "sqrt": "sqrt", "power": "power"}
ORDER = (*OPERATIONS, "div")
# what softmax spends for rows of any labels, each piece when it is first asked for
PIECES = {"Softmax": (), "q.p": ("q.p",), "q.rest": ("q.rest",), "q.residual": ("q.p", "q.rest")}
SUMS = {"q.loss": (), "q.divergence": ("log", "log1p", "div")}  # of rows, and what they spend for each entry


def once(lines: Sequence[str], taken: Collection[str]) -> list[str]:
    """Return the lines with each dear call that stands in them twice computed once, the outermost first.

    What a line changes in place is left alone: it is not the same before and after it.
    """
    found = list(lines)
    changed = {match[1] for line in found if (match := re.match(r"(\w+) [-+*/]= ", line))}
    while repeated := _repeated(found, changed):
        name = _name(LETTERS[repeated.partition("(")[0]], [*found, *taken])
        first = next(i for i, line in enumerate(found) if repeated in line)
        found = [line.replace(repeated, name).replace(f"{name} ** ", f"{name}**") for line in found]
        found.insert(first, f"{name} = {repeated}")
    return found


def _repeated(lines: Sequence[str], changed: Collection[str]) -> str:
    """Return the longest of the dear calls that stand in the lines more than once, in full on a line, or ""."""
    counts: Counter[str] = Counter()
    for line in lines:
        for call in _calls(line):
            if isinstance(call.func, ast.Name) and call.func.id in LETTERS:
                names = {part.id for part in ast.walk(call) if isinstance(part, ast.Name)}
                counts[ast.get_source_segment(line, call) or ""] += not names & set(changed)
    return max((text for text, count in counts.items() if count > 1), key=len, default="")


def _calls(line: str) -> list[ast.Call]:
    try:
        tree = ast.parse(line)
    except SyntaxError:  # part of a statement of several lines
        return []
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def _name(letter: str, texts: Sequence[str]) -> str:
    words = {word for text in texts for word in re.findall(r"\w+", text)}
    return next(name for name in (letter, *(f"{letter}{i}" for i in range(2, 10))) if name not in words)


@dataclass
class _Bill:
    """What has been spent so far, by level, and what is known of the names."""

    levels: dict[str, int]
    spent: dict[int, Counter[str]] = field(default_factory=lambda: {ROW: Counter(), ENTRY: Counter()})
    pieces: set[str] = field(default_factory=set)

    def pay(self, name: str, level: int) -> None:
        """Note one operation; those on numbers cost nothing."""
        if level != NUMBER:
            self.spent[level][name] += 1

    def level(self, node: ast.AST) -> int:
        """Return what a value is, and pay for it."""
        match node:
            case ast.Name(name):
                return self.levels.get(name, ENTRY)
            case ast.Attribute(ast.Name("q"), piece):
                return self.piece(f"q.{piece}")
            case ast.Call(ast.Attribute(ast.Name("q"), piece)):
                return self.piece(f"q.{piece}")
            case ast.Call(ast.Name("Softmax")):
                return self.piece("Softmax")
            case ast.Call(ast.Name(name), arguments):
                level = max((self.level(a) for a in arguments), default=NUMBER)
                if name in OPERATIONS or name == "over":
                    self.pay(OPERATIONS.get(name, "div"), level)
                return ROW if name == "total" else level
            case ast.BinOp(left, operator, right):
                level = max(self.level(left), self.level(right))
                if isinstance(operator, ast.Div):
                    self.pay("div", level)
                return level
            case ast.Subscript():  # K = s.shape[1]
                return NUMBER
            case ast.Attribute():  # y = labels.rows
                return ENTRY
        return max((self.level(child) for child in ast.iter_child_nodes(node)), default=NUMBER)

    def piece(self, name: str) -> int:
        """Return what a piece of softmax is, and pay for it if it is asked for first."""
        if name in SUMS:
            for operation in SUMS[name]:
                self.pay(operation, ENTRY)
            self.pay("log1p", ROW)
            self.pay("div", ROW)
            return ROW
        if name == "Softmax":
            self.pay("exp", ENTRY)
        for part in PIECES[name]:
            if part not in self.pieces:
                self.pieces.add(part)
                self.pay("div", ENTRY)
        return ENTRY


def spent(lines: Sequence[str], numbers: Collection[str]) -> tuple[str, str]:
    """Return what a function spends for each entry and for each row: ("1 exp 1 div", "1 log1p 1 div").

    numbers: the names of what is no array. Labels are taken to be any rows; where each is
    one 1 and zeros, softmax spends less.
    """
    bill = _Bill(dict.fromkeys(numbers, NUMBER))
    for statement in ast.parse("\n".join(lines)).body:
        match statement:
            case ast.Assign([ast.Name(name)], value) | ast.AnnAssign(ast.Name(name), _, ast.expr() as value):
                bill.levels[name] = bill.level(value)
            case ast.AugAssign(_, operator, value):
                bill.level(value)
                if isinstance(operator, ast.Div):
                    bill.pay("div", ENTRY)
    return _text(bill.spent[ENTRY]), _text(bill.spent[ROW])


def _text(counts: Counter[str]) -> str:
    return " ".join(f"{counts[name]} {name}" for name in ORDER if counts[name]) or "none"
