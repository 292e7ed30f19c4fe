"""Which names are vectors and matrices, and which of their axes have the same length.

Abstract interpretation of the untyped tree: a shape is a tuple of axes, and whatever
must agree for a formula to make sense (the inner axes of W x, the two sides of an
equation) is joined. A name that nothing else is known of takes the shape of what it
is equated with.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import singledispatchmethod

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.notation import MATRICES
from symloss.latex.reading.indicators import IN_ORDER
from symloss.latex.reading.survey import survey
from symloss.proofs.names import strains
from symloss.proofs.names.capitals import CapitalNumbers, strain_of_bars
from symloss.proofs.names.lines import is_dotted, is_list, length_of, lines_of
from symloss.proofs.names.shape import NUMBER, ONE, Axis, Shape, Slope, chained, diagonal, transposed, written_out
from symloss.proofs.names.walks import indicated, is_entry, is_of_events, is_total, is_weighted
from symloss.term.scope import COLUMNS, Manner

ENTRYWISE = frozenset({"odot", "circ"})


class Misfit(Exception):
    """A formula that makes no sense with the shapes at hand."""


class Shaper:
    """Finds the shape of trees; `join` makes two axes one, `lookup` knows the names.

    strict: what does not fit raises Misfit, and `strain` counts what fits but is rarely
    meant (a number added to every entry); else it is unknown.
    """

    strict = False
    strain = 0
    manner: Manner = COLUMNS

    def __init__(
        self,
        lookup: Callable[[t.Node], Shape | None],
        join: Callable[[Axis, Axis, bool], bool],
        applied: Callable[[t.Node], str],
        letters: Callable[[t.Node], tuple[t.Node, ...]],
    ) -> None:
        """Take what is known of names.

        join: makes two axes one and says whether they are; its last argument is whether they must be.
        applied: what a name gives when brackets follow: "same" (entrywise), "number",
        "vector" (of a vector), "entry" (of such a vector), "diagonal" (a matrix of a vector), "chained"
        (the product of derivatives), "quantity" (L of w and y, whatever their sizes), "unknown", "slope" (unknown,
        of a number), or "" (it is a factor).
        letters: bare letters in a row as factors.
        """
        self.lookup, self._join, self.applied, self.letters = lookup, join, applied, letters
        self.ones: list[Axis] = []  # the axes of the vectors of ones that were met

    def join(self, a: Axis, b: Axis) -> None:
        """Make two axes one."""
        if not self._join(a, b, True):
            self._misfit()

    def _misfit(self) -> None:
        """Nothing is known of what does not fit; a strict shaper refuses it."""
        if self.strict:
            raise Misfit

    def same(self, shapes: list[Shape | None]) -> Shape | None:
        """Join shapes that must be equal; numbers among arrays are added to every entry."""
        arrays = [s for s in shapes if s is not None and not s.number]
        if not arrays:
            return NUMBER if all(s is not None for s in shapes) else None
        first = arrays[0]
        self.strain += sum(s is not None and s.number for s in shapes)
        for other in arrays[1:]:
            if len(other.axes) == len(first.axes) and other.row == first.row:
                for a, b in zip(first.axes, other.axes, strict=True):
                    self.join(a, b)
            else:
                self._misfit()
        return first

    def _each_row(self, terms: Sequence[t.Node], shapes: list[Shape | None]) -> list[Shape | None]:
        """Return the shapes that must be alike when rows are added to each row, as b in X W + b, or columns to each."""
        tall = next((s for s in shapes if s is not None and len(s.axes) == 2), None)
        if tall is None:
            return shapes
        products = (i for i, s in enumerate(shapes) if s == tall and isinstance(terms[i], t.Product | t.Word))
        each_column = self.manner.each_column and any(True for _ in products)  # W X + b, but not y - Y
        spread = [s for s in shapes if s is not None and (s.row or (each_column and len(s.axes) == 1))]
        if spread and any(is_weighted(term, behind=each_column) for term in terms):
            self.strain += strains.OF_WEIGHTS
        for shape in spread:
            self.join(tall.axes[1 if shape.row else 0], shape.axes[0])
        return [shape for shape in shapes if shape not in spread]

    def of(self, node: t.Node) -> Shape | None:
        """Return the shape of a tree; None if nothing is known."""
        found: Shape | None = _BY_KIND.dispatch(type(node))(self, node)
        return found

    @singledispatchmethod
    def _of(self, node: t.Node) -> Shape | None:
        return None

    @_of.register
    def _(self, node: t.Literal) -> Shape | None:
        return NUMBER

    @_of.register(t.Letter)
    @_of.register(t.Word)
    def _(self, node: t.Node) -> Shape | None:
        parts = self.letters(node)
        return self._product([("", p) for p in parts]) if len(parts) > 1 else self._named(node)

    def _named(self, node: t.Node) -> Shape | None:
        base, below = (node.base, node.sub) if isinstance(node, t.Scripted) else (node, None)
        if not isinstance(base, t.Letter) or base.name != "1" or not base.font:
            known = self.lookup(node)
            row = self.manner.rows and known is not None and len(known.axes) == 1
            return replace(known, row=True) if row and known is not None else known
        if isinstance(below, t.Chain | t.Logic | t.Fenced):  # an indicator
            return self.of(below) if isinstance(below, t.Chain) and IN_ORDER.issuperset(below.ops) else NUMBER
        axis: Axis = ("size", names.spell(below)) if below is not None else object()
        self.ones += [axis] if below is None else []
        return Shape((axis,))

    def _averaged(self, by: t.Node, since: int) -> None:
        """Take the n of (1/n) 1^T x for the number of entries, if nothing says another."""
        if isinstance(by, t.Letter):
            for axis in self.ones[since:]:
                self._join(axis, ("size", by.name), False)

    @_of.register
    def _(self, node: t.Scripted) -> Shape | None:
        parts = self.letters(node)
        if len(parts) > 1:
            return self._product([("", p) for p in parts])
        exponential = isinstance(node.base, t.Letter) and node.base.name == "e"
        if exponential and node.sup is not None and names.spell(node.sup) not in names.TRANSPOSED:
            return self.of(node.sup)
        known = self._named(node)
        if known is None and not isinstance(node.base, t.Letter | t.Word):
            known = self.of(node.base)
        if known is None or node.sup is None:
            return known
        if names.is_transpose(node.sup):
            if known.number:
                self._misfit()
            column = is_list(node.base) and len(known.axes) == 1  # (a, b)^T
            return known if column else transposed(known)
        if names.is_inverse(node.sup) and not known.number:
            return self._inverse(known)
        if not known.number and isinstance(node.sup, t.Literal):
            self.strain += 1 if len(known.axes) == 1 else strains.OF_A_CAPITAL  # entry by entry
        return known

    def _inverse(self, shape: Shape) -> Shape:
        """Return the shape of an inverse, of a matrix as high as it is wide; that of a vector is entrywise."""
        if len(shape.axes) != 2:
            self.strain += strains.BEHIND
            return shape
        self.join(*shape.axes)
        return Shape(shape.axes[::-1])

    @_of.register
    def _(self, node: t.Fenced) -> Shape | None:
        if node.left not in ("(", "[", "|"):
            inside = self.of(node.body) if node.left == "||" and node.body is not None else None
            if inside is not None and inside.number:
                self._misfit()
            return NUMBER if node.left in ("||", "langle", "<<") else None
        if isinstance(node.body, t.Listing):
            return self._listed(node.body)
        inside = self.of(node.body) if node.body is not None else None
        if node.left == "|" and inside is not None and len(inside.axes) in (0, 2):
            self.strain += strain_of_bars(node.body, inside)
            self.join(*(inside.axes or (ONE, ONE)))
            return NUMBER
        return inside

    @_of.register
    def _(self, node: t.Table) -> Shape | None:
        if "cases" in node.environment:
            return self._by_cases(node)
        cells = [cell for row in node.rows for cell in row if cell is not None]
        return written_out(self._alike(cells), *lines_of(node)) if node.environment in MATRICES else None

    def _listed(self, node: t.Listing) -> Shape | None:
        """Return the shape of (x_1, ..., x_n): of numbers a column, of columns a matrix; of other things a pair."""
        count, entry = length_of(node.items), self._alike(node.items) if is_dotted(node.items) else NUMBER
        below = entry == NUMBER or set(node.separators) == {";"}
        return written_out(entry, count, ONE) if below else written_out(entry, ONE, count)

    def _alike(self, items: Sequence[t.Node]) -> Shape | None:
        """Return the shape of each of several things; None if they are not alike."""
        shapes = [self.of(item) for item in items if not isinstance(item, t.Dots)]
        kinds = {None if shape is None else (len(shape.axes), shape.row) for shape in shapes}
        return self.same(shapes) if len(kinds) == 1 else None

    def _by_cases(self, node: t.Table) -> Shape | None:
        """Return the shape of what is one of several; that a vector is 1 is no case of it."""
        for relation in (cell for row in node.rows for cell in row[1:] if isinstance(cell, t.Chain)):
            mixed = len({shape.number for side in relation.sides if (shape := self.of(side)) is not None}) > 1
            self.strain += strains.BEHIND if mixed and relation.ops == ("=",) else 0
        values = [self.of(row[0]) for row in node.rows if row and row[0] is not None]
        return self.same(values) if all(value is not None for value in values) else None

    @_of.register
    def _(self, node: t.Noted) -> Shape | None:
        return self.of(node.body)

    @_of.register
    def _(self, node: t.Sum) -> Shape | None:
        shapes = [self.of(term) for term in node.terms]
        whole = self.same(self._each_row(node.terms, shapes))
        if whole is not None and len(whole.axes) == 2:
            named = (shape for term, shape in zip(node.terms, shapes, strict=True) if survey(term))
            self.strain += strains.ADDED_TO_A_MATRIX * sum(shape == NUMBER for shape in named)
        return whole

    @_of.register
    def _(self, node: t.Fraction) -> Shape | None:
        bottom, before = self.of(node.denominator), len(self.ones)
        top = self.of(node.numerator)
        self._averaged(node.denominator, before)
        if bottom is None or bottom.number:
            return top
        self.strain += 1
        return self.same([top, bottom])

    @_of.register
    def _(self, node: t.Root) -> Shape | None:
        return self.of(node.radicand)

    @_of.register
    def _(self, node: t.Big) -> Shape | None:
        body = self.of(node.body)
        return self._total(body) if body is not None and is_total(node) else body

    def _total(self, body: Shape) -> Shape | None:
        """Return the shape of the sum of a matrix over samples: over its rows if vectors are rows here."""
        if len(body.axes) != 2:
            if body.number:
                self._misfit()  # there is nothing to sum over
            return body
        if self.manner.rows:
            return Shape(body.axes[1:], row=True)
        if not self.manner.each_column:
            self._misfit()
        return Shape(body.axes[:1]) if self.manner.each_column else None

    @_of.register
    def _(self, node: t.Chain) -> Shape | None:
        return self.same([self.of(side) for side in node.sides])

    @_of.register
    def _(self, node: t.DerivativeSign) -> Shape | None:
        if node.body is None or len(node.variables) != 1:
            return None
        body, by = self.of(node.body), self.of(node.variables[0][0])
        if body is None or by is None:
            return None
        if self.manner.rows and not (body.number or (body.row and len(by.axes) < 2)):
            self._misfit()
        if body.number and node.sought == 2:  # nabla^2_w L, the Hessian
            return Shape((*by.axes, *by.axes))
        if body.number and self.manner.layout == "numerator" and node.style != "nabla" and len(by.axes) == 1:
            return Shape(by.axes, row=True)
        return by if body.number else body if by.number else Shape((*body.axes, *by.axes))

    @_of.register
    def _(self, node: t.Product) -> Shape | None:
        parts = ((sign, self.letters(factor)) for sign, factor in indicated(node))
        return self._product([("" if k else sign, part) for sign, found in parts for k, part in enumerate(found)])

    def _product(self, factors: list[tuple[str, t.Node]]) -> Shape | None:
        """Return the shape of a product: first what stands between entrywise signs, as it is read."""
        before, parts = len(self.ones), [[factors[0]]]
        for sign, factor in factors[1:]:
            if sign in ENTRYWISE:
                parts.append([])
            parts[-1].append(("" if sign in ENTRYWISE else sign, factor))
        shapes = [self._beside(part) for part in parts]
        for _, factor in factors:
            if isinstance(factor, t.Fraction):
                self._averaged(factor.denominator, before)
        if len(shapes) == 1 or any(shape is None for shape in shapes):
            return shapes[0] if len(shapes) == 1 else None
        numbers = sum(shape is not None and shape.number for shape in shapes)
        arrays = [shape for shape in shapes if shape is not None and not shape.number]
        self.strain += strains.OF_NUMBERS * numbers
        return self.same(list(arrays)) if arrays else NUMBER

    def _beside(self, factors: list[tuple[str, t.Node]]) -> Shape | None:
        """Return the shape of factors side by side, multiplied as matrices."""
        current: Shape | None = NUMBER
        slope: Slope | None = None
        at, named, capitals = 0, False, CapitalNumbers()  # named: whether the array so far is a name
        while at < len(factors):
            sign, factor = factors[at]
            gives = self.applied(factor) if at + 1 < len(factors) else ""
            shape, at = self._value(factors, at) if gives else (self.of(factor), at)
            behind = current is not None and not current.number
            capitals.meet(factor, shape, current)
            name = not gives and isinstance(factor, t.Letter | t.Scripted)
            if behind and current is not None and current.row and isinstance(factor, t.Letter) and shape == NUMBER:
                self.strain += strains.OF_A_ROW
            next_slope = self._slope(factor, shape)
            slope = chained(slope, next_slope, self.join) if sign in ("", "dot", "point") else None
            pair = self._pair(current, shape) if named and name and not sign else None
            if slope is not None:
                current = slope.shape
            else:
                slope = next_slope if current == NUMBER else None
                current = self.times(current, shape, sign) if pair is None else pair
            named = name if shape is None or not shape.number else named
            at += 1
        self.strain += capitals.strain_of(current)
        return current

    def _slope(self, node: t.Node, shape: Shape | None) -> Slope | None:
        """Return what a derivative is of and by, as spelled."""
        if not isinstance(node, t.DerivativeSign) or node.body is None or len(node.variables) != 1 or shape is None:
            return None
        by = self.of(node.variables[0][0])
        above, below = names.spell(node.body), names.spell(node.variables[0][0])
        known = by is not None and above and below and not shape.row
        return Slope(above, below, len(by.axes), shape) if known and by is not None else None

    def _pair(self, left: Shape | None, right: Shape | None) -> Shape | None:
        """Return the shape of two names of vectors side by side, as the manner of the text has it."""
        vectors = all(s is not None and len(s.axes) == 1 and not s.row for s in (left, right))
        if left is None or right is None or not vectors or not self.manner.beside:
            return None
        self.strain += strains.OF_UNSIGNED
        self.join(left.axes[0], right.axes[0])
        return NUMBER if self.manner.beside == "inner" else left

    def _value(self, factors: list[tuple[str, t.Node]], at: int) -> tuple[Shape | None, int]:
        r"""Return the shape of the value of the function there, and where what it is applied to ends: \ln \det A."""
        gives, of = self.applied(factors[at][1]), factors[at + 1][1]
        inner = self.applied(of)
        joint, behind = factors[at + 2] if inner and at + 2 < len(factors) else ("end", of)
        if not joint and isinstance(behind, t.Fenced):  # \log L(w), \log \sigma(z): of what is in the brackets
            return self._given(gives if inner == "same" else inner, behind), at + 2
        if not joint and isinstance(of, t.Word):
            shape, end = self._value(factors, at + 1)
            return (shape if gives == "same" else NUMBER if gives in ("number", "quantity") else None), end
        return self._given(gives, of), at + 1

    def _given(self, gives: str, node: t.Node) -> Shape | None:
        """Return the shape of a function's value (see the constructor)."""
        items = node.body.items if isinstance(node, t.Fenced) and isinstance(node.body, t.Listing) else (node,)
        if gives == "chained":
            return self._beside([("", item) for item in items])
        if gives in ("unknown", "slope"):
            arrays = [item for item in items if (shape := self.of(item)) is not None and not shape.number]
            self.strain += strains.OF_NUMBERS if arrays and gives == "slope" else 0  # f'(x) is by a number
            return NUMBER if is_of_events(node) else None
        if gives == "quantity":  # each has to make sense; only what is compared, D(p || q), has to fit together
            shapes = [self.of(item) for item in items]
            if _compares(node):
                self.same(shapes)
            return NUMBER
        argument = self._argument(node)
        number = argument is not None and argument.number and not is_entry(node)
        if gives in ("vector", "entry", "diagonal") and number:
            self.strain += strains.OF_NO_VECTOR  # softmax(z_j) is its entry j, but what is softmax(z)?
        if gives == "diagonal":
            return diagonal(argument)
        if gives == "entry" or (gives == "vector" and isinstance(node, t.Scripted) and node.sub is not None):
            return NUMBER  # softmax_i(z), softmax(z)_i
        return argument if gives in ("same", "vector") else NUMBER if gives == "number" else None

    def _argument(self, node: t.Node) -> Shape | None:
        """Return the shape of what a function is applied to; max(a, b) of two numbers is of numbers, not of a pair."""
        bare = node.base if isinstance(node, t.Scripted) else node  # max(a, b)^2
        if isinstance(bare, t.Fenced) and isinstance(bare.body, t.Listing):
            return self.same([self.of(item) for item in bare.body.items])
        return self.of(node)

    def times(self, left: Shape | None, right: Shape | None, sign: str) -> Shape | None:
        """Return the shape of a product, joining the axes that it sums over."""
        if left is None or right is None:
            return None
        if left.number or right.number:
            return right if left.number else left
        if sign == "star":
            return self.same([left, right])
        if sign in ("dot", "point") and len(left.axes) == len(right.axes) == 1:
            self.join(left.axes[0], right.axes[0])
            return NUMBER
        if left.row:
            return self._row_times(left, right)
        if len(left.axes) == 1 and right.row:
            return Shape((left.axes[0], right.axes[0]))
        if len(left.axes) != 2 or right.row or len(right.axes) > 2:
            self._misfit()
            return None
        self.join(left.axes[1], right.axes[0])
        return Shape((left.axes[0], *right.axes[1:]))

    def _row_times(self, left: Shape, right: Shape) -> Shape | None:
        if right.row or len(right.axes) > 2:
            self._misfit()
            return None
        self.join(left.axes[0], right.axes[0])
        return NUMBER if len(right.axes) == 1 else Shape(right.axes[1:], row=True)


_BY_KIND = Shaper.__dict__["_of"].dispatcher  # a bound method of it would be made anew for each node


def _compares(node: t.Node) -> bool:
    """Whether this is (p || q)."""
    return isinstance(node, t.Fenced) and isinstance(node.body, t.Listing) and "||" in node.body.separators
