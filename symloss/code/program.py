"""From forms to a straight line of array operations, each writing into an array that is free.

Equal subterms are computed once. An array is free again after its last use; the
arrays that end up holding results are the outputs, the others are work arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from symloss.code.form import Form
from symloss.code.registers import Operation, allocated
from symloss.code.special import special
from symloss.errors import SymlossError
from symloss.term import nodes as n
from symloss.term.functions import function_of
from symloss.term.walk import fresh, substitute, subterms

UNARY = {
    "exp": "exp",
    "ln": "log",
    "sqrt": "sqrt",
    "abs": "absolute",
    "sign": "sign",
    "tanh": "tanh",
    "sinh": "sinh",
    "cosh": "cosh",
    "arctan": "arctan",
}
FOLDED = {"max": "maximum", "min": "minimum"}
COMPARISONS = {"<": "less", "<=": "less_equal", ">": "greater", ">=": "greater_equal", "=": "equal"}
ZERO, ONE = n.Number(Fraction(0)), n.Number(Fraction(1))


class NoOperation(SymlossError):
    """A term for which there is no array operation; the message names it."""


@dataclass(frozen=True)
class Program:
    """The operations in order, and how many work arrays they need beside the outputs."""

    operations: tuple[Operation, ...]
    outputs: tuple[str, ...]
    buffers: tuple[str, ...]

    @property
    def masked(self) -> bool:
        """Whether something is chosen by a comparison, of which nan is no part."""
        return any(op.compares for op in self.operations)

    @property
    def names(self) -> tuple[str, ...]:
        """The NumPy functions that are called, sorted."""
        names = {"copyto" if op.name == "select" else op.name for op in self.operations}
        return tuple(sorted(names - {"fill"}))


def program(forms: Sequence[Form], outputs: Sequence[str], arrays: dict[n.Term, str]) -> Program:
    """Return the program that writes each form's result into the output of that name.

    arrays: the terms that are given as arrays (y and the raw variable), with their names.
    """
    line = _Line(arrays)
    results = []
    for form in forms:
        form = apart(form, line.lets)
        line.lets.update(form.lets)
        results.append(line.compute(form.result))
    return Program(*allocated(line.operations, results, outputs, [name for name in arrays.values() if name != "y"]))


def apart(form: Form, known: Mapping[n.Symbol, n.Term]) -> Form:
    """Return the form with another name for what is known by its name as something else."""
    lets, result, new = list(form.lets), form.result, dict(known)
    for i in range(len(lets)):
        name, meaning = lets[i]
        if new.get(name, meaning) != meaning:
            other = fresh(name, {*new, *(let for let, _ in lets)})
            lets = [(other if let == name else let, substitute(term, {name: other})) for let, term in lets]
            result = substitute(result, {name: other})
            name = other
        new[name] = lets[i][1]
    return Form(result, tuple(lets))


@dataclass
class _Line:
    """Operations so far, each on values by number; a value is an array, an input or a number in print."""

    arrays: dict[n.Term, str]
    lets: dict[n.Symbol, n.Term] = field(default_factory=dict)
    known: dict[n.Term, str] = field(default_factory=dict)
    operations: list[Operation] = field(default_factory=list)

    def varies(self, term: n.Term) -> bool:
        """Return whether a term is an array (else it is a number, computed by Python)."""
        return any(s in self.arrays or s in self.lets for s in subterms(term) if isinstance(s, n.Symbol))

    def compute(self, term: n.Term) -> str:
        """Return the value of `term`, appending what is needed."""
        if term in self.arrays:
            return self.arrays[term]
        if not self.varies(term):
            return scalar(term)
        if term in self.known:
            return self.known[term]
        if isinstance(term, n.Symbol):
            value = self.compute(self.lets[term])
            self._name(value, term)
        else:
            value = self._operation(term)
        self.known[term] = value
        return value

    def _name(self, value: str, name: n.Symbol) -> None:
        for i, op in enumerate(self.operations):
            if op.target == value:
                shown = n.Relation("=", name, op.term)
                self.operations[i] = replace(op, term=shown)

    def emit(self, name: str, arguments: Sequence[str], term: n.Term, numbers: bool = False) -> str:
        """Append one operation."""
        target = f"%{len(self.operations)}"
        self.operations.append(Operation(name, tuple(arguments), target, term, numbers))
        return target

    def _operation(self, term: n.Term) -> str:
        known = special(term)
        if known is not None:
            return self.emit(known[0], [self.compute(argument) for argument in known[1]], term)
        match term:
            case n.Neg(inner):
                magnitude = function_of(inner)
                if magnitude is not None and magnitude.name == "abs":
                    number = inner.arguments[0]  # type: ignore[attr-defined]
                    return self.emit("minimum", [self.compute(number), self.compute(n.Neg(number))], term)
                if isinstance(inner, n.Mul) and isinstance(inner.factors[0], n.Number) and inner not in self.known:
                    rest = inner.factors[1] if len(inner.factors) == 2 else n.Mul(inner.factors[1:])
                    return self.emit("multiply", [scalar(n.Neg(inner.factors[0])), self.compute(rest)], term)
                return self.emit("negative", [self.compute(inner)], term)
            case n.Add(terms):
                return self._sum(terms, term)
            case n.Mul(factors):
                return self._product(factors)
            case n.Div(top, n.Number(value)) if value in (2, 4, 8):  # the same, and three times as fast
                return self.emit("multiply", [scalar(n.Number(1 / value)), self.compute(top)], term)
            case n.Div(top, bottom):
                return self.emit("divide", [self.compute(top), self.compute(bottom)], term)
            case n.Pow(base, exponent):
                return self._power(base, exponent, term)
            case n.Cases((one,), (n.Relation(op, left, right),), zero) if (one, zero) == (
                ONE,
                ZERO,
            ) and op in COMPARISONS:
                return self.emit(COMPARISONS[op], [self.compute(left), self.compute(right)], term, numbers=True)
            case n.Cases(values, conditions, n.Term() as otherwise):
                return self._cases(list(zip(values, conditions, strict=True)), otherwise, term)
        return self._function(term)

    def _cases(self, cases: list[tuple[n.Term, n.Term]], otherwise: n.Term, whole: n.Term) -> str:
        """Return the last value, overwritten where a condition holds, the first condition last."""
        value = self.compute(otherwise)
        for chosen, condition in reversed(cases):
            if not isinstance(condition, n.Relation) or condition.op not in COMPARISONS:
                raise NoOperation(f"no comparison is known for {condition}")
            mask = self.known.get(condition)
            if mask is None:
                sides = [self.compute(condition.left), self.compute(condition.right)]
                mask = self.known[condition] = self.emit(COMPARISONS[condition.op], sides, condition)
            value = self.emit("select", [value, self.compute(chosen), mask], whole)
        return value

    def _sum(self, terms: tuple[n.Term, ...], whole: n.Term) -> str:
        if len(terms) == 2 and terms[1] == n.Neg(ONE) and (f := function_of(terms[0])) and f.name == "exp":
            return self.emit("expm1", [self.compute(terms[0].arguments[0])], whole)  # type: ignore[attr-defined]
        if isinstance(terms[0], n.Neg):  # -a + b is b - a
            first = next((i for i, part in enumerate(terms) if not isinstance(part, n.Neg)), 0)
            terms = (terms[first], *terms[:first], *terms[first + 1 :])
        return self._fold(terms, n.Add, lambda t: ("subtract", t.term) if isinstance(t, n.Neg) else ("add", t))

    def _product(self, factors: tuple[n.Term, ...]) -> str:
        """Return a product from left to right, the numbers among the factors first."""
        fixed = [t for t in factors if not self.varies(t)]
        moving = [t for t in factors if self.varies(t)]
        front = [fixed[0] if len(fixed) == 1 else n.Mul(tuple(fixed))] if fixed else []
        return self._fold((*front, *moving), n.Mul, lambda part: ("multiply", part))

    def _fold(
        self,
        parts: tuple[n.Term, ...],
        node: Callable[[tuple[n.Term, ...]], n.Term],
        step: Callable[[n.Term], tuple[str, n.Term]],
    ) -> str:
        """Return a sum or product from left to right; a beginning that is known is not computed again."""
        value = self.compute(parts[0])
        for count in range(2, len(parts) + 1):
            so_far = node(parts[:count])
            known = self.known.get(so_far)
            if known is None:
                name, operand = step(parts[count - 1])
                known = self.known[so_far] = self.emit(name, [value, self.compute(operand)], so_far)
            value = known
        return value

    def _power(self, base: n.Term, exponent: n.Term, term: n.Term) -> str:
        value = self.compute(base)
        if exponent == n.Number(Fraction(2)):
            return self.emit("square", [value], term)
        if isinstance(exponent, n.Number) and exponent.value.denominator == 1 and 2 < exponent.value <= 8:
            half = int(exponent.value) // 2
            rest = int(exponent.value) - half
            low = self.compute(base if half == 1 else n.Pow(base, n.Number(Fraction(half))))
            high = self.compute(n.Pow(base, n.Number(Fraction(rest))))
            return self.emit("multiply", [high, low], term)
        if exponent == n.Div(ONE, n.Number(Fraction(2))):
            return self.emit("sqrt", [value], term)
        return self.emit("power", [value, self.compute(exponent)], term)

    def _function(self, term: n.Term) -> str:
        function = function_of(term)
        if function is None:
            raise NoOperation(f"no array operation is known for {type(term).__name__}: {term}")
        arguments: tuple[n.Term, ...] = term.arguments  # type: ignore[attr-defined]
        if function.name == "ln" and isinstance(arguments[0], n.Add) and arguments[0].terms[0] == ONE:
            rest = arguments[0].terms[1:]
            return self.emit("log1p", [self.compute(rest[0] if len(rest) == 1 else n.Add(rest))], term)
        if function.name in FOLDED:
            value = self.compute(arguments[0])
            for part in arguments[1:]:
                value = self.emit(FOLDED[function.name], [value, self.compute(part)], term)
            return value
        if function.name not in UNARY:
            raise NoOperation(f"no array operation is known for {function.name}")
        return self.emit(UNARY[function.name], [self.compute(arguments[0])], term)


def scalar(term: n.Term) -> str:
    """Return a number, or an expression in parameters, as Python."""
    match term:
        case n.Number(value):
            return repr(float(value))
        case n.Constant(name):
            return name
        case n.Symbol(name):
            return name
        case n.Neg(inner):
            return f"-{scalar(inner)}" if isinstance(inner, n.Number | n.Symbol) else f"-({scalar(inner)})"
        case n.Add(terms):
            return "(" + " + ".join(scalar(t) for t in terms).replace("+ -", "- ") + ")"
        case n.Mul(factors):
            return " * ".join(scalar(f) for f in factors)
        case n.Div(n.Number(top), n.Number(bottom)):
            return repr(float(top / bottom))
        case n.Div(top, bottom):
            return f"({scalar(top)} / {scalar(bottom)})"
        case n.Pow(base, exponent):
            left, right = scalar(base), scalar(exponent)
            simple = left.isidentifier() and right.replace(".", "").isalnum()
            return f"{left}**{right}" if simple else f"{left} ** {right}"
        case n.Apply(_, (argument,)) if (function := function_of(term)) and function.name == "abs":
            return f"abs({scalar(argument)})"
    raise NoOperation(f"no Python expression is known for {type(term).__name__}: {term}")
