"""All the mathematics of a document: parsed, surveyed as a whole, and understood line by line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from symloss.errors import ReadError, SymlossError
from symloss.latex import tree as t
from symloss.latex.notation import FONTS
from symloss.latex.parsing import macros as latex_macros
from symloss.latex.parsing.formula import Condition, Formula, Side
from symloss.latex.parsing.lexer import with_decimal_commas
from symloss.latex.reader import parse
from symloss.latex.reading.context import OpenSize
from symloss.latex.reading.meaning import understand, understand_set
from symloss.latex.reading.survey import survey
from symloss.proofs.discourse.broken_off import joined
from symloss.proofs.discourse.elided import Arguments, differentiated, elided
from symloss.proofs.discourse.fits import comparable, is_value_of_own, label_above, some_are_functions, spread
from symloss.proofs.discourse.state import Place, Value
from symloss.proofs.documents.region import Document, Region
from symloss.proofs.names.below import by_cases
from symloss.proofs.names.circles import with_circles
from symloss.proofs.names.compositions import Values, may_be_evaluated, with_values
from symloss.proofs.names.counting import counting_in
from symloss.proofs.names.deltas import with_indicators
from symloss.proofs.names.entropies import with_entropies
from symloss.proofs.names.evaluated import may_stand_at, with_evaluated
from symloss.proofs.names.inference import infer
from symloss.proofs.names.laws import with_laws
from symloss.proofs.names.layers import by_recursion, layers_in, numbered_layers
from symloss.proofs.names.logarithms import with_bases
from symloss.proofs.names.marks import marked_in, policies_in, words_above
from symloss.proofs.names.mentions import label_of
from symloss.proofs.names.nearby import Neighbourhood
from symloss.proofs.names.normal_laws import with_normal_laws
from symloss.proofs.names.operators import with_operators
from symloss.proofs.names.outcomes import with_outcomes
from symloss.proofs.names.renaming import Parsed, renamed, with_entries_told
from symloss.proofs.names.several import each_of
from symloss.proofs.names.slopes import with_slopes
from symloss.proofs.names.small_letters import written_small
from symloss.proofs.names.spoken import Beside, any_sigma, beside, spoken
from symloss.proofs.names.steps import Start, starts, stepped
from symloss.proofs.names.tidying import Spelling, counters_in, numbered_in, spelled
from symloss.proofs.names.units import of_other_layers, one_layer_up
from symloss.proofs.names.walks import CONVENTIONAL, counts, dotted_end, without_end
from symloss.proofs.names.whole_numbers import whole_numbers
from symloss.proofs.words.properties import speaks_of_fixed_points
from symloss.term import nodes as n
from symloss.term.reader import read as read_plain
from symloss.term.scope import Scope
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import SCALAR
from symloss.term.walk import free_symbols, subterms

# What people call \\R and \\bx in a file of macros that is not at hand; a document's own definitions come first.
CUSTOMARY = "".join(
    [rf"\newcommand{{\{name}}}{{\mathbb{{{name}}}}}" for name in "RNZE"]
    + [
        rf"\newcommand{{\b{c}}}{{\mathbf{{{c}}}}}"
        for c in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
        if f"b{c}" not in FONTS
    ]
    + [rf"\newcommand{{\v{c}}}{{\mathbf{{{c}}}}}" for c in "abcdghuvwxyz"]
    + [rf"\newcommand{{\{name}}}{{\mathbf{{{name[-1]}}}}}" for name in ("vecx", "vecy", "vecw", "matX", "matW")]
)
_FRAME = re.compile(r"\\begin\{frame\}")
_ASSUME = re.compile(r"\s*assume\s+(.*)", re.S)


@dataclass(frozen=True)
class Line:
    """One formula of a region: its sides, the signs between them, and what stands beside it.

    lead: what joins it to the formula before it ("", "=>", "where", ...).
    conditions: truths written beside it; `otherwise`: it holds where those before do not.
    beside: words of a condition that was not understood. doubt: why a refutation would not count.
    """

    values: tuple[Value, ...]
    signs: tuple[str, ...]
    continues: bool = False  # it begins with a sign
    conditions: tuple[n.Term, ...] = ()
    lead: str = ""
    otherwise: bool = False
    beside: str = ""
    doubt: str = ""


@dataclass
class Reading:
    """The formulas of a document and the scope that a survey of all of them gave."""

    scope: Scope
    formulas: dict[int, Parsed]
    near: Neighbourhood
    headings: list[int] = field(default_factory=list)  # where sections begin
    macros: dict[str, latex_macros.Macro] = field(default_factory=dict)
    starts: tuple[Start, ...] = ()
    beside: Beside = field(default_factory=Beside)
    from_zero: frozenset[str] = frozenset()  # arrays counted from 0, whose entries are read as counted from 1

    def lines(self, region: Region, scope: Scope) -> tuple[Line, ...] | ReadError:
        """Return the formulas of a region as they are understood in a scope, or why it has none."""
        formulas = self.formulas[region.start]
        if isinstance(formulas, ReadError):
            return formulas
        return tuple(self._line(part, region, scope) for formula in formulas for part in by_cases(formula))

    def _line(self, formula: Formula, region: Region, scope: Scope) -> Line:
        continues = bool(formula.sides) and formula.sides[0] is None
        if _is_range(formula):
            return Line((), ())  # k = 1, ..., K says what the index runs over; the survey knows it
        arguments, doubt = differentiated(formula, scope, self.near.document.evidence)
        values = self.sized(self._values(formula, region, scope, arguments), scope)
        misfits = (
            any(v.misfit for v in values) or not comparable(values) or any(spread(v.term) for v in values if v.term)
        )
        if misfits or (formula.signs and is_value_of_own(values[0].term)):
            values = self._with_numbers(formula, region, scope, arguments) or values
        if any(v.error for v in values) or some_are_functions(values):
            values, doubt = self._with_elided(formula, region, scope, arguments) or (values, doubt)
        doubt = doubt or may_be_evaluated(formula) or may_stand_at(formula) or without_end(formula)
        conditions = tuple(t for condition in formula.conditions for t in self._condition(condition, scope))
        otherwise = any(c.word.startswith(("otherwise", "else", "oth")) for c in formula.conditions)
        open_words = (c.word for c in formula.conditions if not otherwise and not self._understood(c, scope))
        signs = tuple(sign.op for sign in formula.signs)
        beside = next(open_words, "")
        return Line(values, signs, continues, conditions, formula.lead, otherwise, beside, doubt)

    def _with_elided(
        self, formula: Formula, region: Region, scope: Scope, settled: Arguments
    ) -> tuple[tuple[Value, ...], str] | None:
        """Read functions without arguments as their values; None if that helps none of the sides."""
        arguments, certain = elided(formula, scope, self.near.document.evidence)
        arguments = {**arguments, **settled}  # l of m = y f is l(m), not l(f), where one differentiates by f
        if not arguments:
            return None
        values = self._values(formula, region, scope, arguments)
        if any(v.error is not None for v in values):
            return None
        shown = ", ".join(f"{name}({', '.join(str(a) for a in found)})" for name, found in arguments.items())
        return values, "" if certain else f"right for {shown} only, or a wrong step: its argument is left out"

    def _with_numbers(self, formula: Formula, region: Region, scope: Scope, arguments: Arguments) -> tuple[Value, ...]:
        """Read names that have indices elsewhere, but none here, as numbers: d/dx e^x = e^x beside x_i."""
        mentions = [m for s in formula.sides if s is not None and s.node is not None for m in survey(s.node)]
        bare = {m.name for m in mentions if not m.subscripts and m.font != "bold"}
        bare -= {m.name for m in mentions if m.subscripts}
        loose = sorted(bare & self.near.document.loose - set(scope.definitions))
        if not loose or any(sign.op == "in" for sign in formula.signs):
            return ()  # of which set something is says what it is everywhere
        local = scope.declare(*(n.Symbol(name, SCALAR) for name in loose))
        values = self._values(formula, region, local, arguments)
        return values if comparable(values) and not any(v.error for v in values) else ()

    def _values(self, formula: Formula, region: Region, scope: Scope, arguments: Arguments) -> tuple[Value, ...]:
        r"""Return the sides of a formula as they are understood, those behind \in as sets."""
        before = ("", *(sign.op for sign in formula.signs))
        sides = zip(before, formula.sides, strict=False)
        return tuple(self._value(s, region, scope, op == "in", arguments) for op, s in sides if s is not None)

    def _value(
        self, side: Side, region: Region, scope: Scope, in_set: bool = False, arguments: Arguments | None = None
    ) -> Value:
        place = Place(region.start + side.start, region.start + side.end, side.text)
        if side.error is not None or side.node is None:
            return Value(place, None, side.error or ReadError("nothing stands here", side.start))
        found = self.understood(place, side.node, scope, in_set, arguments)
        return replace(found, node=side.node, arguments=arguments or {})

    def sized(self, values: tuple[Value, ...], scope: Scope) -> tuple[Value, ...]:
        """Return sides of which those that leave the size of a 1 or I open have that of another side."""
        shapes = [sort_of(v.term).shape for v in values if v.term is not None and not isinstance(v.term, n.Relation)]
        like = next((shape for shape in shapes if shape), ())
        if not like:
            return values
        return tuple(
            replace(self.understood(v.place, v.node, scope, arguments=v.arguments, like=like), node=v.node)
            if isinstance(v.error, OpenSize) and v.node is not None
            else v
            for v in values
        )

    def understood(
        self,
        place: Place,
        node: t.Node,
        scope: Scope,
        in_set: bool = False,
        arguments: Arguments | None = None,
        like: tuple[n.Term, ...] = (),
    ) -> Value:
        """Return what a side means in a scope, or why it means nothing (`like`: see `understand`)."""
        try:
            term = understand_set(node, scope) if in_set else understand(node, scope, arguments, like)
            label = label_above(term)
            if label:
                return Value(place, None, ReadError(label, node.start), misfit=True)
            return Value(place, term, manner=scope.manner)
        except ReadError as error:
            return Value(place, None, error, isinstance(error.__cause__, SortError))
        except (SymlossError, RecursionError) as error:
            made = ReadError(str(error) or "too deep", node.start)
            return Value(place, None, made, isinstance(error, SortError))
        except Exception as error:  # a fault of the reader must not hide the formulas after it
            message = f"internal error: {type(error).__name__}: {error}; please report it"
            return Value(place, None, ReadError(message, node.start))

    def section(self, offset: int) -> int:
        """Return the number of the section in which an offset lies."""
        return bisect_right(self.headings, offset)

    def _condition(self, condition: Condition, scope: Scope) -> list[n.Term]:
        if condition.formula is None or _is_range(condition.formula):
            return []
        try:
            return [truth for part in each_of((condition.formula,)) for truth in self._truths(part, scope)]
        except (SymlossError, RecursionError):
            return []

    def _understood(self, condition: Condition, scope: Scope) -> bool:
        ranged = condition.formula is not None and _is_range(condition.formula)
        return ranged or bool(self._condition(condition, scope))

    def truth(self, text: str) -> n.Term | None:
        """Return an assumption written in LaTeX or in plain notation, or None if neither is understood.

        A text without a backslash is plain notation first, so that `sum_k` is no product of letters.
        """
        readers = (self._in_latex, self._in_plain)
        for reader in readers if "\\" in text else reversed(readers):
            try:
                return reader(text)
            except (SymlossError, RecursionError):
                continue
        return None

    def _in_latex(self, text: str) -> n.Term:
        truths = [t for f in each_of(parse(text, self.macros)) for t in self._truths(f, self.scope)]
        if not truths:
            raise ReadError("no relation", 0)
        return truths[0] if len(truths) == 1 else n.And(tuple(truths))

    def _in_plain(self, text: str) -> n.Term:
        return read_plain(text, self.scope)

    def _truths(self, formula: Formula, scope: Scope) -> list[n.Term]:
        found: list[n.Term] = []
        for left, sign, right in zip(formula.sides, formula.signs, formula.sides[1:], strict=False):
            if left is None or right is None or left.node is None or right.node is None:
                raise ReadError("half of a relation", 0)
            a = understand(left.node, scope)
            b = (understand_set if sign.op == "in" else understand)(right.node, scope)
            found.append(n.Member(a, b) if sign.op == "in" else n.Relation(sign.op, a, b))  # type: ignore[arg-type]
        return found

    def names_in(self, region: Region) -> list[str]:
        """Return the names that a formula mentions, sorted."""
        lines = self.lines(region, self.scope)
        if isinstance(lines, ReadError):
            return []
        values = [v for line in lines for v in line.values]
        terms = [v.term for v in values if v.term is not None]
        listed = {name for v in values if v.term is None for name in names_listed(v.node)}
        return sorted({s.name for term in terms for s in free_symbols(term)} | listed)

    def array_in(self, region: Region) -> n.Symbol | None:
        """Return the first array (or else number) that a formula mentions."""
        lines = self.lines(region, self.scope)
        if isinstance(lines, ReadError):
            return None
        for line in lines:
            for value in line.values:
                for part in subterms(value.term) if value.term is not None else ():
                    if isinstance(part, n.Symbol) and part.sort.shape:
                        return part
        return None


def names_listed(node: t.Node | None) -> list[str]:
    """Return the names in a list of names: a, b of `a, b`."""
    items = node.items if isinstance(node, t.Listing) else ()
    return [
        label_of(mention) for item in items if isinstance(item, t.Letter | t.Scripted) for mention in survey(item)[:1]
    ]


def read_document(document: Document, assume: tuple[str, ...], macro_texts: tuple[str, ...]) -> Reading:
    """Parse every formula, then survey them together for the sorts of their symbols."""
    macros: dict[str, latex_macros.Macro] = {}
    for text in (CUSTOMARY, *macro_texts, *document.macro_texts):
        macros |= latex_macros.definitions(text)[0]
    formulas: dict[int, Parsed] = {}
    commas = with_decimal_commas(region.text for region in document.regions if region.is_math)
    for region in document.regions:
        if region.is_math:
            macros |= latex_macros.definitions(region.text)[0]
            formulas[region.start] = _parsed(region.text.replace("{,}", "{.}") if commas else region.text, macros)
    formulas = with_indicators(with_circles(joined(document, formulas)))
    layers = frozenset(letter for found in formulas.values() for letter in _letters(found, layers_in))
    counters = frozenset(letter for found in formulas.values() for letter in _letters(found, counters_in))
    numbered = frozenset(name for found in formulas.values() for name in _letters(found, numbered_in))
    read = {start: found for start, found in formulas.items() if not isinstance(found, ReadError)}
    steps = stepped(list(read.values()))
    begun = starts(document, read, steps)
    layers |= numbered_layers(f for found in read.values() for f in found)
    layers |= by_recursion(f for found in read.values() for f in found)
    units: frozenset[tuple[str, str]] = frozenset()
    if not speaks_of_fixed_points(region.text for region in document.regions if not region.is_math):
        raised = one_layer_up([f for found in read.values() for f in found])
        read = {start: tuple(map(raised, found)) for start, found in read.items()}
        formulas |= read
        units = of_other_layers([f for found in read.values() for f in found])
    said = [m[1] for r in document.regions if r.kind == "directive" and (m := _ASSUME.match(r.text))]
    extra = [found for text in (*assume, *said) if not isinstance(found := _parsed(text, macros), ReadError)]
    counting = counting_in((f for found in read.values() for f in found), (f for found in extra for f in found))
    written = [f for found in read.values() for f in found]
    marked, policies, worded = marked_in(written) - layers - steps, policies_in(written), words_above(written)
    spelling = Spelling(layers, counters | CONVENTIONAL, numbered, units, counting, steps, marked)
    spelling = replace(spelling, policies=policies, worded=worded)
    formulas = {start: _tidied(found, spelling) for start, found in formulas.items()}
    values: Values = {}
    for start, found in sorted(formulas.items()):
        if not isinstance(found, ReadError):
            formulas[start], values = with_values(found, values)
    formulas = with_laws(with_outcomes(with_normal_laws(with_entropies(document, formulas))))
    formulas = with_operators(document, with_slopes(with_evaluated(formulas)))
    headings = _headings(document)
    formulas = with_bases(document, formulas, headings)
    formulas = with_entries_told(formulas)
    small = written_small(f for found in formulas.values() if not isinstance(found, ReadError) for f in found)
    formulas = renamed(formulas, headings, any_sigma=any_sigma(document, formulas), small=small)
    whole: list[Formula] = []
    first: dict[int, int] = {}  # the number of the first formula of each region
    sections: list[int] = []
    for start, found in (*formulas.items(), *((0, f) for f in extra)):
        if not isinstance(found, ReadError):
            first.setdefault(start, len(whole))
            whole += found
            sections += [bisect_right(headings, start)] * len(found)
    called = spoken(document, formulas)
    sizes = [(first[start], name, shape) for start, name, shape in called.sizes]
    inferred = infer(whole, called.operators, called.activations, sizes, layers)
    near = Neighbourhood(inferred, sections)
    said_beside = replace(beside(document, formulas, extra), small=small, whole=whole_numbers(document, formulas))
    return Reading(inferred.scope, formulas, near, headings, macros, begun, said_beside, counting.from_zero)


def _headings(document: Document) -> list[int]:
    """Return where sections begin."""
    levels = [0, *(region.level for region in document.regions)]
    found = [r.start for before, r in zip(levels, document.regions, strict=False) if r.level and not before]
    frames = (r.start + m.start() for r in document.regions if r.kind == "prose" for m in _FRAME.finditer(r.text))
    return sorted((*found, *frames))


def _is_range(formula: Formula) -> bool:
    """Whether this says what an index runs over: k = 1, ..., K, or k = 0, 1, 2, ..."""
    return bool(counts(formula)) or any(
        s is not None and s.node is not None and dotted_end(s.node) for s in formula.sides[1:]
    )


def _tidied(formulas: Parsed, spelling: Spelling) -> Parsed:
    """Return formulas in the spelling of the inference (see `spelled`)."""
    return formulas if isinstance(formulas, ReadError) else spelled(formulas, spelling)


def _letters(formulas: Parsed, letters_in: Callable[[t.Node], frozenset[str]]) -> frozenset[str]:
    return frozenset(letter for node in _sides(formulas) for letter in letters_in(node))


def _sides(formulas: Parsed) -> list[t.Node]:
    if isinstance(formulas, ReadError):
        return []
    return [side.node for f in formulas for side in f.sides if side is not None and side.node is not None]


def _parsed(text: str, macros: dict[str, latex_macros.Macro]) -> Parsed:
    try:
        return parse(text, macros)
    except ReadError as error:
        return error
    except RecursionError:
        return ReadError("too deeply nested", 0)
