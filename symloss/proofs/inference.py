"""From how the names of a document are used to what they are: index letters, arrays, functions, numbers.

Nobody declares sorts in a note. A letter under a sum is an index; a name with index
letters below it is an array, whose axes have the lengths of those sums; a name that is
defined as `f(x) = ...` is a function. A name of which nothing is known is a real number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.formula import Formula, Side
from symloss.latex.survey import Mention, survey
from symloss.proofs.shaping import NUMBER, Shape, Shaper, lone_name
from symloss.term import nodes as n
from symloss.term.functions import SPELLINGS
from symloss.term.scope import Scope
from symloss.term.sorts import FUNCTION, INDEX, SCALAR, array

_CONVENTIONAL = frozenset("ijklmn")
_FUNCTION_LETTERS = frozenset({"f", "g", "h", "F", "G", "H", "phi", "varphi", "psi", "rho"})
_DISTRIBUTIONS = frozenset({"p", "q", "P", "Q"})
_LABEL_SUPERSCRIPTS = frozenset({"star", "prime", "pos", "neg", "dagger"})
_LETTER_FUNCTIONS = frozenset({"sigma"})  # letters that name a known function where they are applied
_NEVER = frozenset({"e", "pi", "d", "T", "inf", "partial", "nabla"})  # what these mean is not for a survey to say
_OPERATORS = frozenset({"max", "min", "argmax", "argmin", "sup", "lim", "KL", "Var", "Cov"})
_ONE = n.Number(Fraction(1))


@dataclass(frozen=True)
class Use:
    """A mention of a name in a formula; `inner`: within a script of another name."""

    mention: Mention
    formula: int
    inner: bool


@dataclass
class Inference:
    """What was found out.

    displayed: names written as L(y, p) that are quantities, not functions. loose:
    arrays of which nothing is known but that they have indices somewhere.
    """

    scope: Scope
    displayed: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()


@dataclass
class _Classes:
    """Union-find over axes of arrays and index letters of formulas; a class may know its length."""

    parent: dict[object, object] = field(default_factory=dict)
    lengths: dict[object, list[str]] = field(default_factory=dict)

    def find(self, item: object) -> object:
        self.parent.setdefault(item, item)
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def join(self, a: object, b: object) -> None:
        first, second = self.find(a), self.find(b)
        if first == second:
            return
        mine, theirs = self.lengths.get(first, []), self.lengths.get(second, [])
        if mine and theirs and mine[0] != theirs[0]:
            return  # two lengths that the text tells apart
        self.parent[second] = first
        self.lengths[first] = mine + theirs

    def know(self, item: object, length: str) -> None:
        self.lengths.setdefault(self.find(item), []).append(length)

    def length(self, item: object) -> str:
        known = self.lengths.get(self.find(item), [])
        return Counter(known).most_common(1)[0][0] if known else ""


def infer(formulas: Iterable[Formula], operators: frozenset[str] = frozenset()) -> Inference:
    """Return the scope of a document from all its formulas; `operators` are never arrays."""
    return _Inferring(list(formulas), operators).run()


def tidied(node: t.Node) -> t.Node:
    r"""Return a tree in which `d` before a bold or capital name is part of that name: dA of d\boldsymbol{A}."""

    def changed(value: object) -> object:
        if isinstance(value, t.Node):
            return tidied(value)
        return tuple(changed(v) for v in value) if isinstance(value, tuple) else value

    if isinstance(node, t.Product):
        node = _joined_differentials(node)
    if isinstance(node, t.Big):
        node = _from_one(node)
    values = {f.name: changed(getattr(node, f.name)) for f in fields(node)}
    return replace(node, **values)  # type: ignore[arg-type]


def _from_one(node: t.Big) -> t.Big:
    """Return a sum from 0 to N - 1 over subscripts as one from 1 to N: entries are counted from 1 here."""
    sub, sup = node.sub, node.sup
    if not isinstance(sub, t.Chain) or sub.ops != ("=",) or names.spell(sub.sides[1]) != "0":
        return node
    if not isinstance(sup, t.Sum) or sup.signs != ("+", "-") or names.spell(sup.terms[1]) != "1":
        return node
    letter = names.spell(sub.sides[0])
    mentions = survey(node.body)
    for mention in mentions:
        inner = any(_within(mention, other) for other in mentions)
        if mention.name == letter and not inner:
            return node  # the letter is used as a number
    one = replace(sub.sides[1], text="1") if isinstance(sub.sides[1], t.Literal) else sub.sides[1]
    return replace(node, sub=replace(sub, sides=(sub.sides[0], one)), sup=sup.terms[0])


def _joined_differentials(node: t.Product) -> t.Node:
    factors: list[t.Node] = []
    separators: list[str] = []
    for sign, factor in zip(("", *node.separators), node.factors, strict=True):
        last = factors[-1] if factors else None
        base = factor.base if isinstance(factor, t.Scripted) else factor
        marked = isinstance(base, t.Letter) and (base.font == "bold" or base.name.isupper())
        if isinstance(last, t.Letter) and last.name == "d" and not last.font and not sign and marked:
            assert isinstance(base, t.Letter)
            named = replace(base, name=f"d{base.name}", start=last.start)
            factors[-1] = replace(factor, base=named, start=last.start) if isinstance(factor, t.Scripted) else named
        else:
            factors.append(factor)
            separators.append(sign)
    return factors[0] if len(factors) == 1 else replace(node, factors=tuple(factors), separators=tuple(separators[1:]))


class _Inferring:
    def __init__(self, formulas: list[Formula], operators: frozenset[str]) -> None:
        self.formulas = formulas
        self.operators = operators
        raw = [u for number, f in enumerate(formulas) for u in _uses(f, number)]
        bound = {
            letter for f in formulas for node in _nodes(f) if isinstance(node, t.Big) for letter, _ in _bounds(node)
        }
        raw = [_bolder(use, bound | _CONVENTIONAL) for use in raw]
        self.alone = {u.mention.name for u in raw if not u.inner and len(u.mention.name) == 1}
        self.uses = [part for use in raw for part in self._letters(use)]
        self.classes = _Classes()
        self.bound: dict[str, None] = {}
        self.sizes: dict[str, None] = {}
        self.spaces: dict[str, tuple[str, ...]] = {}
        self.ranges: dict[str, str] = {}  # index letter -> upper end, from k = 1, ..., K

    def run(self) -> Inference:
        self._binders()
        self._declared_ranges()
        self._spaces()
        self._index_letters()
        ranks = self._ranks()
        self._join(ranks)
        functions, displayed = self._functions(ranks)
        self._shapes(ranks, functions, displayed)
        loose = self.indexed - set(self.spaces)
        return Inference(self._scope(ranks, functions, displayed), displayed, loose)

    # --- index letters -----------------------------------------------------------------

    def _binders(self) -> None:
        for number, formula in enumerate(self.formulas):
            for node in _nodes(formula):
                if isinstance(node, t.Big) and node.op in ("sum", "product", "max", "min"):
                    for letter, upper in _bounds(node):
                        self.bound.setdefault(letter)
                        if upper:
                            self._know(("letter", number, letter), upper)

    def _know(self, item: object, upper: str) -> None:
        self.sizes.setdefault(upper)
        self.classes.know(item, upper)

    def _declared_ranges(self) -> None:
        """Find k = 1, ..., K."""
        for formula in _with_conditions(self.formulas):
            for left, sign, right in _links(formula):
                upper = dotted_end(right.node) if sign in ("=", "in") and right.node is not None else ""
                if upper and isinstance(left.node, t.Letter):
                    self.bound.setdefault(left.node.name)
                    self.ranges.setdefault(left.node.name, upper)
                    self.sizes.setdefault(upper)

    def _spaces(self) -> None:
        r"""Find x \in \mathbb{R}^{n \times m}."""
        for formula in self.formulas:
            members: list[t.Node] = []
            for left, sign, right in _links(formula):
                if left.node is not None:
                    members += left.node.items if isinstance(left.node, t.Listing) else (left.node,)
                shape = _real_space(right.node) if sign == "in" and right.node is not None else None
                for node in members if shape else ():
                    for mention in survey(node)[:1]:
                        if mention.start == node.start and mention.end >= node.end:
                            self._space(_label(mention), shape or ())

    def _space(self, name: str, shape: tuple[str, ...]) -> None:
        self.spaces.setdefault(name, shape)
        for size in shape:
            if not size.isdigit():
                self.sizes.setdefault(size)

    def _index_letters(self) -> None:
        compared: set[str] = set()
        for formula in _with_conditions(self.formulas):
            for left, sign, right in _links(formula):
                a, b = left.node, right.node
                letters = {x.name for x in (a, b) if isinstance(x, t.Letter)}
                if sign in ("=", "!=") and len(letters) == 2 and letters & {*self.bound, *_CONVENTIONAL}:
                    compared |= letters
        plain = {u.mention.name for u in self.uses if not u.inner and u.mention.subscripts}
        below = {s for u in self.uses for s in u.mention.subscripts}
        self.index = {*self.bound, *((compared | _CONVENTIONAL) & below - plain)}

    # --- arrays --------------------------------------------------------------------------

    def _ranks(self) -> dict[str, int]:
        """Return the number of indices of each name that is an array.

        A name with one and with two indices is a matrix whose rows are written too, if
        the one is bold; else the more frequent way of writing counts.
        """
        seen: dict[str, Counter[int]] = {}
        for use in self.uses:
            mention = use.mention
            parts = self._indices(mention)
            if parts and mention.name not in _OPERATORS and mention.name not in SPELLINGS:
                weight = 0 if mention.font == "bold" or mention.superscript[1:-1] in self.index else 1
                seen.setdefault(_stem(mention, self.index), Counter())[len(parts)] += weight
        ranks = {name: max(counts, key=lambda rank: (counts[rank], rank)) for name, counts in seen.items()}
        self.indexed = frozenset(ranks)
        if "delta" in ranks and set(seen["delta"]) == {2} and not self._is_defined("delta"):
            del ranks["delta"]  # Kronecker's
        for label, shape in self.spaces.items():
            if shape and label not in ranks and label.split("_")[0] not in ranks:
                ranks[label] = len(shape)
        return ranks

    def _is_defined(self, name: str) -> bool:
        """Whether some formula begins with this name and an equality sign."""
        for formula in self.formulas:
            side = formula.sides[0] if formula.sides and formula.signs else None
            if side is not None and side.node is not None and formula.signs[0].op in ("=", ":="):
                mentions = survey(side.node)
                if mentions and mentions[0].name == name and mentions[0].end >= side.node.end:
                    return True
        return False

    def _indices(self, mention: Mention) -> tuple[str, ...]:
        """Return the parts of the scripts that are indices, if at least one certainly is."""
        parts = mention.subscripts
        inner = mention.superscript[1:-1] if mention.superscript[:1] == "(" else ""
        if inner in self.index:
            parts = (inner, *parts)
        if not parts or not any(self._is_index(p) for p in parts):
            return ()
        if len(parts) > 1 and not all(self._may_be_index(p) for p in parts):
            return ()
        return parts

    def _may_be_index(self, part: str) -> bool:
        """Whether a subscript of what is known to be an array stands for an entry."""
        return self._is_index(part) or part.isdigit() or part in self.sizes

    def _is_index(self, part: str) -> bool:
        head = part.split("_")[0].split("+")[0].split("-")[0]
        return part in self.index or (part != head and head in self.index and len(head) == 1) or self._entry(part)

    def _entry(self, part: str) -> bool:
        """Whether a subscript is an entry of an array of indices: y_i in p_{y_i}."""
        base, _, rest = part.partition("_")
        return bool(rest) and rest in self.index and len(base) == 1

    def _join(self, ranks: dict[str, int]) -> None:
        for letter, upper in self.ranges.items():
            for number in range(len(self.formulas)):
                if not self.classes.length(("letter", number, letter)):
                    self.classes.know(("letter", number, letter), upper)
        for label, shape in self.spaces.items():
            base = label if label in ranks else ""
            for axis, size in enumerate(shape):
                if base and size and ranks[base] == len(shape):
                    self.classes.know(("axis", base, axis), size)
        for use in self.uses:
            stem = _stem(use.mention, self.index)
            for axis, part in enumerate(self._indices(use.mention)[: ranks.get(stem, 0)]):
                if part in self.index:
                    self.classes.join(("axis", stem, axis), ("letter", use.formula, part))

    # --- functions -------------------------------------------------------------------------

    def _functions(self, ranks: dict[str, int]) -> tuple[dict[str, None], frozenset[str]]:
        """Tell names that are applied from names beside which a bracket stands by chance."""
        arguments: dict[str, dict[tuple[str, ...], None]] = {}
        bare: set[str] = set()
        primed: set[str] = set()
        for use in self.uses:
            mention = use.mention
            name = _label(mention, self.index)
            if mention.primes and mention.applied:
                primed.add(name)
            if mention.applied:
                arguments.setdefault(name, {}).setdefault(mention.arguments)
            elif not use.inner:
                bare.add(name)
        defined = {name for f in self.formulas for name in _defined_function(f)}
        functions: dict[str, None] = {}
        displayed: set[str] = set()
        for name, lists in arguments.items():
            if name in _LETTER_FUNCTIONS:
                functions.setdefault(name)
                continue
            if name in SPELLINGS or name in self.index or name in ranks:
                continue
            letters = [a for a in lists if all(a)]
            many = any(len(a) > 1 for a in lists)
            named = any(all(_is_name(x) for x in a) for a in lists)  # nobody writes a product as x(y)
            if not (name in defined or name in primed or many or named or name in _FUNCTION_LETTERS | _DISTRIBUTIONS):
                continue
            if name in primed or name in _DISTRIBUTIONS or not letters or not _alike(letters):
                functions.setdefault(name)
            elif name in bare or many:
                displayed.add(name)
            else:
                functions.setdefault(name)
        return functions, frozenset(displayed)

    # --- vectors and matrices without indices ----------------------------------------------------

    def _shapes(self, ranks: dict[str, int], functions: dict[str, None], displayed: frozenset[str]) -> None:
        """Give bold and transposed letters, and what is equated with arrays, the axes that make formulas fit."""
        plain = {_label(u.mention, self.index) for u in self.uses if u.mention.font != "bold" and not u.inner}
        for use in self.uses:
            mention = use.mention
            name = _label(mention, self.index)
            bold = mention.font == "bold" and name not in plain
            known = name in ranks or _stem(mention, self.index) in ranks or name in functions or name in displayed
            if not (bold or mention.superscript in names.TRANSPOSED) or known or use.inner:
                continue
            if mention.name not in SPELLINGS and name not in {*_NEVER, *self.operators, "1", "I", "0"}:
                ranks[name] = 2 if mention.name.split("_")[-1].lstrip("d")[:1].isupper() else 1
        shaper = Shaper(
            lambda node: self._shape(node, ranks, functions),
            self.classes.join,
            lambda node: self._applied(node, functions, displayed),
            self._factors,
        )
        for _ in range(3):
            for formula in self.formulas:
                self._fit(formula, shaper, ranks, functions)

    def _fit(self, formula: Formula, shaper: Shaper, ranks: dict[str, int], functions: dict[str, None]) -> None:
        nodes = [s.node for s in formula.sides if s is not None and s.node is not None]
        if any(sign.op not in ("=", ":=") for sign in formula.signs):
            for node in nodes:
                shaper.of(node)
            return
        shapes = [shaper.of(node) for node in nodes]
        whole = shaper.same(shapes)
        if whole is None or whole.number or whole.row:
            return
        for node, shape in zip(nodes, shapes, strict=True):
            lone = lone_name(node)
            if lone is None or shape is None or not shape.number:
                continue
            mention = survey(lone)[0]
            name = _label(mention, self.index)
            free = name not in self.index and name not in self.sizes and name not in functions and not mention.applied
            if free and not self._indices(mention) and name not in self.spaces:
                ranks[name] = len(whole.axes)
                for k, axis in enumerate(whole.axes):
                    self.classes.join(("axis", name, k), axis)

    def _shape(self, node: t.Node, ranks: dict[str, int], functions: dict[str, None]) -> Shape | None:
        mentions = survey(node)
        if not mentions or mentions[0].start > node.start:
            return None
        mention = mentions[0]
        label, stem = _label(mention, self.index), _stem(mention, self.index)
        if label in functions:
            return None
        loose = mention.font != "bold" and label in self.indexed and label not in self.spaces
        if label in ranks and loose and not mention.subscripts and mention.superscript not in names.TRANSPOSED:
            return None  # x beside x_i may be the array, or any number
        if label in ranks:
            return Shape(tuple(("axis", label, k) for k in range(ranks[label])))
        if stem in ranks:
            taken = len(self._indices(mention)) or len(mention.subscripts)
            return Shape(tuple(("axis", stem, k) for k in range(min(taken, ranks[stem]), ranks[stem])))
        return NUMBER

    def _applied(self, node: t.Node, functions: dict[str, None], displayed: frozenset[str]) -> str:
        mentions = survey(node)
        if not mentions:
            return ""
        name = _label(mentions[0], self.index)
        row = SPELLINGS.get(mentions[0].name) or SPELLINGS.get(mentions[0].name.lower())
        if name in displayed:
            return "number"
        if row is not None and (name in functions or len(mentions[0].name) > 1):
            return "number" if row.gives == "number" and row.takes != "number" else "same"
        return "unknown" if name in functions else ""

    def _factors(self, node: t.Node) -> tuple[t.Node, ...]:
        """Return bare letters in a row as single letters, of which the last has the scripts."""
        base = node.base if isinstance(node, t.Scripted) else node
        if not isinstance(base, t.Word) or not base.run or len(base.text) < 2:
            return (node,)
        if base.text in SPELLINGS or not self._is_product(base.text):
            return (node,)
        letters = [
            t.Letter(name=c, font=base.font, start=base.start + i, end=base.start + i + 1)
            for i, c in enumerate(base.text)
        ]
        if isinstance(node, t.Scripted):
            return (*letters[:-1], replace(node, base=letters[-1], start=letters[-1].start))
        return tuple(letters)

    # --- the scope ---------------------------------------------------------------------------

    def _scope(self, ranks: dict[str, int], functions: dict[str, None], displayed: frozenset[str]) -> Scope:
        scope = Scope()
        taken = {u.mention.name for u in self.uses} | set(self.sizes)
        for name in [*self.sizes, *self.index]:
            if name and name not in ranks and not name.isdigit():
                scope = scope.declare(n.Symbol(name, INDEX))
        lengths = self._lengths(ranks, taken)
        for name, rank in ranks.items():
            sizes = tuple(lengths[name, axis] for axis in range(rank))
            for size in sizes:
                if isinstance(size, n.Symbol):
                    scope = scope.declare(size)
            scope = scope.declare(n.Symbol(name, array(sizes)))
        for name in functions:
            scope = scope.declare(n.Symbol(name, FUNCTION))
        for use in self.uses:
            for name in self._plain_names(use, ranks, scope):
                if name and name not in scope.symbols and name not in _NEVER:
                    scope = scope.declare(n.Symbol(name, SCALAR))
        scope = self._dependences(scope, displayed)
        for letter, length in self._index_sets(ranks, lengths).items():
            if letter in scope.symbols and scope.symbols[letter].sort == INDEX:
                scope = scope.run(scope.symbols[letter], n.Range(_ONE, length))
        return scope

    def _index_sets(self, ranks: dict[str, int], lengths: dict[tuple[str, int], n.Term]) -> dict[str, n.Term]:
        """Return the length of what each index letter counts, if it is one and the same in all formulas."""
        found: dict[str, dict[n.Term, None]] = {}
        for use in self.uses:
            stem = _stem(use.mention, self.index)
            for axis, part in enumerate(self._indices(use.mention)[: ranks.get(stem, 0)]):
                if part in self.index:
                    found.setdefault(part, {}).setdefault(lengths[stem, axis])
        sets = {letter: next(iter(known)) for letter, known in found.items() if len(known) == 1}
        return sets | {letter: _size(upper) for letter, upper in self.ranges.items()}

    # --- what depends on what --------------------------------------------------------------------

    def _dependences(self, scope: Scope, displayed: frozenset[str]) -> Scope:
        """Declare what the quantities that nothing defines are functions of: the z of dL/dz, the y of L(y, p)."""
        direct: dict[str, dict[str, None]] = {}
        for formula in self.formulas:
            for node in _nodes(formula):
                if isinstance(node, t.DerivativeSign) and node.body is not None:
                    body = self._quantity(node.body, scope)
                    for variable, _ in node.variables:
                        by = self._quantity(variable, scope)
                        if body and by and body != by:
                            direct.setdefault(body, {}).setdefault(by)
        for use in self.uses:
            name = _label(use.mention, self.index)
            if name in displayed:
                for argument in use.mention.arguments:
                    if argument in scope.symbols:
                        direct.setdefault(name, {}).setdefault(argument)
        defined = self._definitions(scope)
        closure = {name: _reach(name, {**direct, **defined}) for name in {**direct, **defined}}
        for name, variables in direct.items():
            shown = [v for v in variables if not any(v in closure.get(u, ()) for u in variables if u != v)]
            scope = scope.depend(name, *(scope.symbols[v] for v in shown or variables))
        return scope

    def _quantity(self, node: t.Node, scope: Scope) -> str:
        """Return the declared name that a side of a derivative is about, or ""."""
        mentions = survey(node)
        if not mentions or mentions[0].start > node.start or (mentions[0].applied and mentions[0].end < node.end - 40):
            return ""
        mention = mentions[0]
        rest = [m for m in mentions[1:] if m.start >= mention.end]
        if rest and not mention.applied:
            return ""
        for name in (_label(mention, self.index), _stem(mention, self.index)):
            if name in scope.symbols and scope.symbols[name].sort not in (FUNCTION, INDEX):
                return name
        return ""

    def _definitions(self, scope: Scope) -> dict[str, dict[str, None]]:
        """Return the names that begin a formula `name = ...`, with the names on its other sides."""
        found: dict[str, dict[str, None]] = {}
        for formula in self.formulas:
            side = formula.sides[0] if formula.signs else None
            if side is None or side.node is None or formula.signs[0].op not in ("=", ":="):
                continue
            name = self._quantity(side.node, scope) if not isinstance(side.node, t.DerivativeSign) else ""
            if name:
                others = [s.node for s in formula.sides[1:] if s is not None and s.node is not None]
                mentioned = [m for node in others for m in survey(node)]
                inner = found.setdefault(name, {})
                for mention in mentioned:
                    for other in (_label(mention, self.index), _stem(mention, self.index)):
                        if other in scope.symbols and other != name:
                            inner.setdefault(other)
        return found

    def _lengths(self, ranks: dict[str, int], taken: set[str]) -> dict[tuple[str, int], n.Term]:
        """Return the length of every axis; an unknown one gets a name of its own."""
        named: dict[object, str] = {}
        found: dict[tuple[str, int], n.Term] = {}
        for name, rank in ranks.items():
            for axis in range(rank):
                item = ("axis", name, axis)
                length = self.classes.length(item)
                if not length:
                    root = self.classes.find(item)
                    if root not in named:
                        named[root] = _fresh_size(root, taken)
                        taken.add(named[root])
                    length = named[root]
                found[name, axis] = _size(length)
        return found

    def _plain_names(self, use: Use, ranks: dict[str, int], scope: Scope) -> Iterator[str]:
        """Yield the plain names under which a mention may be read as a number."""
        mention = use.mention
        array = _stem(mention, self.index) in ranks
        if array and (self._indices(mention) or all(self._may_be_index(p) for p in mention.subscripts)):
            return
        if mention.name == "delta" and len(self._indices(mention)) == 2:
            return  # Kronecker's
        if mention.font == "bb" and mention.name in ("R", "E", "N", "Z", "P"):
            return
        if mention.name == "E" and "" in mention.subscripts:
            return  # an expectation, by what stands below it
        if mention.name == "1" or (mention.name == "I" and not mention.subscripts and not self._is_defined("I")):
            return  # ones, the identity
        if mention.name in _OPERATORS or (mention.name in SPELLINGS and mention.name not in _LETTER_FUNCTIONS):
            return
        if use.inner:
            return  # scripts are indices or parts of names
        yield _label(mention, self.index)

    def _letters(self, use: Use) -> Iterator[Use]:
        """Cut bare letters in a row into a product, of which the last has the scripts."""
        mention = use.mention
        if not mention.run or len(mention.name) == 1 or mention.name in SPELLINGS or not self._is_product(mention.name):
            yield use
            return
        before, last = mention.name[:-1], mention.name[-1]
        for letter in before:
            single = replace(
                mention, name=letter, run=False, subscripts=(), superscript="", primes=0, applied=0, arguments=()
            )
            yield Use(single, use.formula, use.inner)
        yield Use(replace(mention, name=last, run=False), use.formula, use.inner)

    def _is_product(self, word: str) -> bool:
        """Whether bare letters in a row are a product: their letters occur alone, or there are only two."""
        if len(word) == 2 and word[0] == "d" and "d" not in self.alone:
            return False  # df names a derivative
        return all(c in self.alone for c in word) or (len(word) == 2 and not word.isupper())


def _reach(name: str, graph: dict[str, dict[str, None]]) -> set[str]:
    found: set[str] = set()
    todo = [name]
    while todo:
        for following in graph.get(todo.pop(), ()):
            if following not in found:
                found.add(following)
                todo.append(following)
    return found


def _fresh_size(root: object, taken: set[str]) -> str:
    letter = str(root[-1]) if isinstance(root, tuple) and root[0] == "letter" else "k"
    name = letter.upper()
    while name in taken:
        name += "_0" if not name.endswith("0") else "0"
    return name


def _size(text: str) -> n.Term:
    return n.Number(Fraction(int(text))) if text.isdigit() else n.Symbol(text, INDEX)


def _label(mention: Mention, index: Collection[str] = ()) -> str:
    """Return the name of a mention with its scripts as labels; exponents and index superscripts are no labels."""
    subscripts = list(mention.subscripts) if all(mention.subscripts) else []
    return names.full(_base(mention), subscripts, _mark(mention, index), _ticks(mention))


def _stem(mention: Mention, index: Collection[str] = ()) -> str:
    """Return the name of a mention without its subscripts: y_star of y^*_j, a_(1) of a^{(1)}_j."""
    return names.full(_base(mention), [], _mark(mention, index), _ticks(mention))


def _base(mention: Mention) -> str:
    return names.clean(mention.name) if " " in mention.name else mention.name


def _mark(mention: Mention, index: Collection[str]) -> str:
    sup = mention.superscript
    bracketed = sup.startswith("(") and sup.endswith(")")
    return sup if sup in _LABEL_SUPERSCRIPTS or (bracketed and sup[1:-1] not in index) else ""


def _ticks(mention: Mention) -> int:
    return 0 if mention.applied else mention.primes


def _is_name(argument: str) -> bool:
    return bool(argument) and argument[0].isalpha() and argument.replace("_", "").isalnum()


def _alike(lists: list[tuple[str, ...]]) -> bool:
    """Whether all lists of arguments are one list, perhaps shortened: J(w, b) and J(w)."""
    longest = max(lists, key=len)
    return all(arguments == longest[: len(arguments)] for arguments in lists)


def _uses(formula: Formula, number: int) -> Iterator[Use]:
    for root in _roots(formula):
        mentions = survey(root)
        widest = [m for m in mentions if not any(_within(m, other) for other in mentions)]
        for mention in mentions:
            yield Use(mention, number, mention not in widest)


def _within(mention: Mention, other: Mention) -> bool:
    """Whether a mention stands in a script of another."""
    inside = other.start <= mention.start and mention.end <= other.end
    return inside and (mention.end - mention.start) < (other.end - other.start)


def _roots(formula: Formula) -> Iterator[t.Node]:
    for side in formula.sides:
        if side is not None and side.node is not None:
            yield side.node
    for condition in formula.conditions:
        if condition.formula is not None:
            yield from _roots(condition.formula)


def _nodes(formula: Formula) -> Iterator[t.Node]:
    for root in _roots(formula):
        yield from t.walk(root)


def _with_conditions(formulas: Iterable[Formula]) -> Iterator[Formula]:
    for formula in formulas:
        yield formula
        yield from _with_conditions(c.formula for c in formula.conditions if c.formula is not None)


def _links(formula: Formula) -> Iterator[tuple[Side, str, Side]]:
    for left, sign, right in zip(formula.sides, formula.signs, formula.sides[1:], strict=False):
        if left is not None and right is not None:
            yield left, sign.op, right


def _bolder(use: Use, letters: Collection[str]) -> Use:
    """Tell a bold letter from the index letter of the same name."""
    if use.mention.font != "bold" or use.mention.name not in letters:
        return use
    return replace(use, mention=replace(use.mention, name=f"bold_{use.mention.name}"))


def _bounds(node: t.Big) -> Iterator[tuple[str, str]]:
    """Yield each bound letter of a big operator and the name of its upper end, or ""."""
    upper = names.spell(node.sup) if node.sup is not None else ""
    for item in node.sub.items if isinstance(node.sub, t.Listing) else (node.sub,):
        side = item.sides[0] if isinstance(item, t.Chain) else item
        if isinstance(side, t.Letter):
            if isinstance(item, t.Chain) and item.ops == ("in",) and isinstance(item.sides[1], t.Letter | t.Word):
                yield side.name, names.spell(item.sides[1])
                continue
            starts_at_one = isinstance(item, t.Chain) and item.ops == ("=",) and names.spell(item.sides[1]) == "1"
            yield side.name, upper if starts_at_one and (upper.isalnum() or "_" in upper) else ""
        elif isinstance(side, t.Word) and side.run:
            for letter in side.text:
                yield letter, ""


def dotted_end(node: t.Node) -> str:
    r"""Return K of `1, ..., K` or `\{1, ..., K\}` or `1 \cdots K`, else ""."""
    if isinstance(node, t.Fenced) and node.body is not None:
        node = node.body
    parts: tuple[t.Node, ...] = ()
    if isinstance(node, t.Listing):
        parts = node.items
    elif isinstance(node, t.Product):
        parts = node.factors
    if len(parts) < 3 or not any(isinstance(p, t.Dots) for p in parts) or names.spell(parts[0]) != "1":
        return ""
    end = names.spell(parts[-1])
    return end if end and (end.isalnum() or "_" in end) else ""


def _real_space(node: t.Node) -> tuple[str, ...] | None:
    r"""Return the sizes of \mathbb{R}^{n \times m}, () of \mathbb{R}, None for anything else."""
    base, power = (node.base, node.sup) if isinstance(node, t.Scripted) else (node, None)
    while isinstance(base, t.Fenced) and base.body is not None:
        base = base.body
    if not isinstance(base, t.Letter) or base.name != "R":
        return None
    if power is None:
        return ()
    parts = power.factors if isinstance(power, t.Product) else (power,)
    return tuple(s for p in parts if (s := names.spell(p)))


def _defined_function(formula: Formula) -> Iterator[str]:
    """Yield f of `f(x) = ...`."""
    if not formula.signs or formula.signs[0].op not in ("=", ":="):
        return
    side = formula.sides[0]
    node = side.node if side is not None else None
    if isinstance(node, t.Product) and len(node.factors) == 2 and isinstance(node.factors[1], t.Fenced):
        for mention in survey(node)[:1]:
            if mention.applied:
                yield _label(mention)
