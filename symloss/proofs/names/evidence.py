"""What the formulas of a document show about its names: uses, index letters, ranges, spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.survey import Mention, survey
from symloss.proofs.names.axes import Classes
from symloss.proofs.names.mentions import Use, is_name, label_of, stem_of, transposed, uses
from symloss.proofs.names.walks import (
    CONVENTIONAL,
    bounds,
    called_slopes,
    conditionals,
    counted,
    dimensions,
    dotted_end,
    dotted_letters,
    is_of_numbers,
    links,
    multiplied_by_slopes,
    nodes,
    real_space,
    summed_from_zero,
    up_to,
    with_conditions,
)
from symloss.term import nodes as n
from symloss.term.functions import SPELLINGS

SPOKEN_OF = frozenset({"Phi", "Gamma"})  # letters that name a known function where the prose speaks of it
LETTER_FUNCTIONS = frozenset({"sigma"})  # letters that name a known function where they are applied
_BESIDE = re.compile(r"[+-]\d+\Z")  # the last steps of n - 1, n + 1


class Evidence:
    """Index letters, sizes and spaces, collected from all formulas; `classes` joins axes of one length.

    operators: letters that prose calls an operator. indexed: names that have indices
    somewhere, set by whoever counts them. wider: what a wider text shows of its index
    letters, where these formulas show nothing. own: which of e, pi and d are names of the
    text. slopes: derivatives with a name, dP. numbered: names of samples, with an index in brackets above them.
    entrywise: functions that act on each entry of an array, by the words
    (activations) or by what their derivatives multiply. letters: those that could name a known function, and do not.
    """

    def __init__(
        self,
        formulas: list[Formula],
        operators: frozenset[str],
        wider: Evidence | None = None,
        activations: frozenset[str] = frozenset(),
        layers: frozenset[str] = frozenset(),
    ) -> None:
        self.formulas = formulas
        self.layers: frozenset[str] = layers if wider is None else wider.layers
        self.operators = operators
        self.wider = wider
        self.index: set[str] = set()
        raw = [u for number, f in enumerate(formulas) for u in uses(f, number)]
        self.alone = {u.mention.name for u in raw if not u.inner and len(u.mention.name) == 1}
        self.alone |= wider.alone if wider is not None else set()
        self.slopes: frozenset[str] = frozenset(word for f in formulas for word in called_slopes(f))
        self.slopes |= wider.slopes if wider is not None else frozenset()
        self.uses = [part for use in raw for part in self._letters(use)]
        self.own = self._own_constants()
        self.classes = Classes()
        self.bound: dict[str, None] = {}
        self.sizes: dict[str, None] = {}
        self.spaces: dict[str, tuple[str, ...]] = {}
        self.declared: list[tuple[int, str, tuple[str, ...]]] = []  # formula, name, sizes of its space
        single = {stem_of(u.mention) for u in self.uses if [len(s) for s in u.mention.subscripts] == [1]}
        single |= wider.single if wider is not None else set()  # x of x_j, with one letter
        turned = {name for f in formulas for node in nodes(f) for name in _turned(node)}
        turned |= wider.turned if wider is not None else set()
        self.single: frozenset[str] = frozenset(single)
        self.turned: frozenset[str] = frozenset(turned)
        self.ranges: dict[str, str] = {}  # index letter -> upper end, from k = 1, ..., K
        self.lasts: list[tuple[str, int, str]] = []  # name, axis, n of x_1, ..., x_n
        self.indexed: frozenset[str] = frozenset()
        self._binders()
        self._declared_ranges()
        self._spaces()
        self._index_letters()
        self._dotted()
        self.families = self._families()
        self.numbered = frozenset(stem_of(u.mention, self.index) for u in self.uses if self._is_numbered(u.mention))
        self.ordered: frozenset[str] = wider.ordered if wider is not None else frozenset()
        self.ordered |= frozenset(self._ordered())
        self.letters = frozenset(name for name in SPOKEN_OF - operators if self._is_letter(name))
        self.entrywise: frozenset[str] = activations | (wider.entrywise if wider is not None else frozenset())
        self.entrywise |= {name for f in formulas for node in nodes(f) for name in multiplied_by_slopes(node)}

    def is_function(self, name: str) -> bool:
        """Whether a name is that of a known function, and no letter that the text has for something else."""
        return name in SPELLINGS and name not in LETTER_FUNCTIONS and name not in self.letters

    def _is_letter(self, name: str) -> bool:
        r"""Whether the Phi of a text is just a letter: it is transposed, \Phi^\top \Phi, or never has an argument."""
        mentions = [use.mention for use in self.uses if use.mention.name == name]
        turned = any(map(transposed, mentions)) or (self.wider is not None and name in self.wider.letters)
        return turned or (bool(mentions) and not any(m.applied or m.primes for m in mentions))

    def indices(self, mention: Mention) -> tuple[str, ...]:
        """Return the parts of the scripts that are indices, if at least one certainly is."""
        parts = mention.subscripts
        inner = mention.superscript[1:-1] if mention.superscript[:1] == "(" else ""
        if inner in self.index:
            parts = (inner, *parts)
        if not parts or not any(self._is_index(p) for p in parts):
            return ()
        if len(parts) > 1 and not all(self.may_be_index(p) for p in parts):
            return ()
        return parts

    def _is_numbered(self, mention: Mention) -> bool:
        """Whether an index stands above a name in brackets: x^{(i)}, one sample of many."""
        return mention.superscript[:1] == "(" and mention.superscript[1:-1] in self.index

    def _dotted(self) -> None:
        for formula in with_conditions(self.formulas):
            for name, axis, letter in dotted_letters(formula):
                if letter in self.bound:  # (s_1, ..., s_k) beside sum_k: an entry, not the number of them
                    continue
                self.index.add(letter.removesuffix("-1"))
                self.sizes.setdefault(letter.removesuffix("-1"))
                if not letter.endswith("-1"):
                    self.lasts.append((name, axis, letter))
            self.lasts += [last for last in summed_from_zero(formula) if last[2] not in self.bound]

    def _families(self) -> frozenset[str]:
        """Return the names of numbered functions: q of q_i(x_i), which is written as an array of nothing else."""
        seen: dict[str, set[bool]] = {}
        for use in self.uses:
            mention = use.mention
            if not use.inner and len(mention.subscripts) == 1 and self.indices(mention):
                applied = bool(mention.arguments) and all(is_name(a) for a in mention.arguments)
                seen.setdefault(stem_of(mention, self.index), set()).add(applied)
        return frozenset(name for name, ways in seen.items() if ways == {True})

    def may_be_index(self, part: str) -> bool:
        """Whether a subscript of what is known to be an array stands for an entry."""
        counted = _BESIDE.sub("", part) in self.sizes  # x_n, x_{n-1}
        return self._is_index(part) or part.isdigit() or counted or part == ":"

    def _is_index(self, part: str) -> bool:
        head = part.split("_")[0].split("+")[0].split("-")[0]
        beside = part != head and head in self.index and len(head) == 1  # k + 1
        return part in self.index or beside or self._entry(part) or self._counts_down(part)

    def _counts_down(self, part: str) -> bool:
        """Whether a subscript is made of numbers, sizes and a bound letter, such as n + 1 - k."""
        terms = re.split(r"[+-]", part)
        known = all(t.isdigit() or t in self.index or t in self.sizes for t in terms)
        return len(terms) > 1 and known and any(t in self.bound for t in terms)

    def _entry(self, part: str) -> bool:
        """Whether a subscript is an entry of an array of indices: y_i in p_{y_i}."""
        base, _, rest = part.partition("_")
        return bool(rest) and rest in self.index and len(base) == 1

    def is_defined(self, name: str, rank: int = 0) -> bool:
        """Whether some formula begins with this name (and so many subscripts) and an equality sign."""
        for formula in self.formulas:
            side = formula.sides[0] if formula.sides and formula.signs else None
            if side is not None and side.node is not None and formula.signs[0].op in ("=", ":="):
                mentions = survey(side.node)
                whole = bool(mentions) and mentions[0].name == name and mentions[0].end >= side.node.end
                if whole and (not rank or len(mentions[0].subscripts) == rank):
                    return True
        return False

    def _own_constants(self) -> frozenset[str]:
        """Return which of e, pi and d are names of the text: an error e = y - p, a pi(a | s), a d = |a - b|."""
        found = {u.mention.name for u in self.uses if u.mention.role == "variable"}
        found |= {name for formula in self.formulas for name in (*conditionals(formula), *dimensions(formula))}
        for formula in self.formulas:
            left, right = (*formula.sides, None, None)[:2]
            if left is not None and right is not None and isinstance(left.node, t.Letter) and right.node is not None:
                made_of = survey(right.node) if formula.signs[0].op in ("=", ":=") else ()
                bound = {m.name for m in made_of if m.role == "bound"}
                if {m.name for m in made_of} - bound - SPELLINGS.keys() - {left.node.name}:  # no e = exp(1)
                    found.add(left.node.name)
        return frozenset({"e", "pi", "d"} & found) | (self.wider.own if self.wider is not None else frozenset())

    def is_product(self, word: str) -> bool:
        """Whether bare letters in a row are a product: their letters occur alone, or there are only two."""
        if len(word) == 2 and word[0] == "d" and ("d" not in self.alone or word in self.slopes):
            return False  # df names a derivative
        return all(c in self.alone for c in word) or (len(word) == 2 and not word.isupper())

    def _letters(self, use: Use) -> Iterator[Use]:
        for mention in self.single_letters(use.mention):
            yield Use(mention, use.formula, use.inner)

    def single_letters(self, mention: Mention) -> Iterator[Mention]:
        """Cut bare letters in a row into a product, of which the last has the scripts."""
        if not mention.run or len(mention.name) == 1 or mention.name in SPELLINGS or not self.is_product(mention.name):
            yield mention
            return
        bare = replace(
            mention, run=False, subscripts=(), superscript="", primes=0, applied=0, arguments=(), entered=False
        )
        yield from (replace(bare, name=letter) for letter in mention.name[:-1])
        yield replace(mention, name=mention.name[-1], run=False)

    def _binders(self) -> None:
        for number, formula in enumerate(self.formulas):
            for node in nodes(formula):
                if isinstance(node, t.Big) and node.op in ("sum", "product", *n.OPTIMA):
                    optimum = node.op in n.OPTIMA
                    below = {s for m in survey(node.body) for s in m.subscripts} if optimum else set()
                    for letter, upper in bounds(node):
                        if optimum and letter not in below:
                            continue  # the minimum over theta
                        self.bound.setdefault(letter)
                        if upper:
                            self.know(("letter", number, letter), upper)
                        for other in self._made_of(node.body, letter):
                            self.classes.join(("letter", number, letter), ("letter", other, letter))
                    if not optimum:
                        self.sizes.update(dict.fromkeys(counted(node)))

    def _made_of(self, body: t.Node, letter: str) -> Iterator[int]:
        """Yield the formulas that define a bare name of a body by entries at this letter: r = y_i - p_i in sum_i r."""
        bare = {m.name for m in survey(body) if not m.subscripts and m.role == "use"}
        for number, formula in enumerate(self.formulas):
            left, right = (*formula.sides, None, None)[:2]
            if left is None or right is None or right.node is None or not isinstance(left.node, t.Letter):
                continue
            if left.node.name in bare and any(letter in m.subscripts for m in survey(right.node)):
                yield number

    def know(self, item: object, upper: str) -> None:
        """Give the class of an axis or letter a length."""
        self.sizes.setdefault(upper)
        self.classes.know(item, upper)

    def _declared_ranges(self) -> None:
        """Find k = 1, ..., K."""
        for formula in with_conditions(self.formulas):
            for left, sign, right in links(formula):
                upper = dotted_end(right.node) if sign in ("=", "in") and right.node is not None else ""
                if upper and isinstance(left.node, t.Letter):
                    self.bound.setdefault(left.node.name)
                    self.ranges.setdefault(left.node.name, upper)
                    self.sizes.setdefault(upper)

    def _spaces(self) -> None:
        r"""Find x \in \mathbb{R}^{n \times m}, and y \in \{0, 1\}, which is a number."""
        for number, formula in enumerate(self.formulas):
            members: list[t.Node] = []
            for left, sign, right in links(formula):
                if left.node is not None:
                    members += left.node.items if isinstance(left.node, t.Listing) else (left.node,)
                if sign != "in" or right.node is None:
                    continue
                shape, counted = real_space(right.node), is_of_numbers(right.node)
                for node in members if shape or counted else ():
                    for mention in survey(node)[:1]:
                        if mention.start == node.start and mention.end >= node.end:
                            sizes = self._of_entries(label_of(mention), shape or ())
                            self.declared.append((number, label_of(mention), sizes))
                            if sizes:
                                self.declare(label_of(mention), sizes)

    def _of_entries(self, name: str, shape: tuple[str, ...]) -> tuple[str, ...]:
        r"""Return the sizes of x \in \mathbb{R}^{1 \times m}: of a vector, if it has entries x_j.

        Where what has entries is also transposed, which is a row and which a column matters.
        """
        plain = len(shape) == 2 and name in self.single and self.turned.isdisjoint(s.split("_")[0] for s in self.single)
        return tuple(size for size in shape if size != "1") if plain else shape

    def declare(self, name: str, shape: tuple[str, ...]) -> None:
        """Take a name for an array of these sizes."""
        self.spaces.setdefault(name, shape)
        for size in shape:
            if not size.isdigit():
                self.sizes.setdefault(size)

    def _index_letters(self) -> None:
        compared: set[str] = set()
        for formula in with_conditions(self.formulas):
            for left, sign, right in links(formula):
                a, b = left.node, right.node
                letters = {x.name for x in (a, b) if isinstance(x, t.Letter)}
                if sign in ("=", "!=") and len(letters) == 2 and letters & {*self.bound, *CONVENTIONAL}:
                    compared |= letters
        plain = {u.mention.name for u in self.uses if not u.inner and u.mention.subscripts}
        below = {s for u in self.uses for s in u.mention.subscripts}
        wider = self.wider.index if self.wider is not None else set()
        inside = {letter for f in self.formulas for node in nodes(f) for letter in self._compared(node)}
        self.index = {*self.bound, *((compared | inside | CONVENTIONAL | wider) & below - plain)}
        self.index |= inside & (wider | CONVENTIONAL) - plain
        quantities = self._quantities()
        self.index |= self._left_out() - plain - quantities
        self.index |= {letter for f in self.formulas for letter in up_to(f)} - plain
        self.index |= self._further_letters(plain | quantities)
        self.index -= self._of_layers()

    def _of_layers(self) -> frozenset[str]:
        """Return the letters of layers that count nothing else: the l of a^l beside m_l, but no j of y_j beside y_i."""
        bound = {*self.bound, *(self.wider.bound if self.wider is not None else ())}
        counting = self.index - self.layers
        below = [(u.mention.name, set(u.mention.subscripts)) for u in self.uses]
        counted = {name for name, letters in below if letters & counting}
        counters = {letter for name, letters in below if name in counted for letter in letters}
        return self.layers - bound - counters

    def _ordered(self) -> Iterator[str]:
        """Yield the letters that are compared in order: sigma > 0 is a number, whatever brackets follow it."""
        for formula in with_conditions(self.formulas):
            for left, sign, right in links(formula):
                if sign in ("<", "<=", ">", ">="):
                    yield from (side.node.name for side in (left, right) if isinstance(side.node, t.Letter))

    def _quantities(self) -> set[str]:
        """Return what is written as a quantity: not alone ("the class $t$"), and not compared (j != y, 1 <= y <= K)."""
        lone = {number for number, f in enumerate(self.formulas) if not f.signs and _is_letter(f)}
        apart = {number: {*_compared_sides(f), *_beside_names(f)} for number, f in enumerate(self.formulas)}
        return {
            u.mention.name
            for u in self.uses
            if not u.inner and u.formula not in lone and u.mention.start not in apart[u.formula]
        }

    def _left_out(self) -> set[str]:
        """Return the y of a sum over all j != y: it is one of them."""
        found: set[str] = set()
        for big in (node for f in self.formulas for node in nodes(f) if isinstance(node, t.Big)):
            for item in big.sub.items if isinstance(big.sub, t.Listing) else (big.sub,):
                if isinstance(item, t.Chain) and item.ops == ("!=",):
                    found |= set(self._compared(item))
        return found

    def _further_letters(self, known: set[str]) -> set[str]:
        """Return the letters below names that have entries: the t of z_t beside sum_c z_c, if it is nothing else."""
        ranks = {(u.mention.name, len(u.mention.subscripts)) for u in self.uses if self.indices(u.mention)}
        ranks |= {(name, len(shape)) for name, shape in self.spaces.items() if len(shape) > 1}  # W_dm of R^{D x M}
        found = {
            part
            for u in self.uses
            if (u.mention.name, len(u.mention.subscripts)) in ranks and not self.is_defined_by(u.mention)
            for part in u.mention.subscripts
            if len(part) == 1 and part.islower()
        }
        return {part for part in found - known if part.isascii()}

    def is_defined_by(self, mention: Mention) -> bool:
        """Whether some formula says what this name with these subscripts is: p_t = ...; not y_c = 1, of the class c."""
        for formula in self.formulas:
            side = formula.sides[0] if formula.sides and formula.signs else None
            node = side.node if side is not None else None
            value = formula.sides[1] if node is not None and len(formula.sides) == 2 else None
            if value is not None and isinstance(value.node, t.Literal):
                continue
            for other in survey(node)[:1] if node is not None else ():
                if node is not None and other.start > node.start:  # dL/dz_t = ... does not say what z_t is
                    continue
                if other.name == mention.name and other.subscripts == mention.subscripts:
                    return formula.signs[0].op in ("=", ":=")
        return False

    def _compared(self, node: t.Node) -> Iterator[str]:
        """Yield the letter that is compared with an index: the j of 1_{i = j}."""
        if isinstance(node, t.Chain) and node.ops in (("=",), ("!=",)):
            letters = [side.name for side in node.sides if isinstance(side, t.Letter)]
            if len(letters) == 2 and not {*self.bound, *CONVENTIONAL}.isdisjoint(letters):
                yield from letters


def _compared_sides(formula: Formula) -> Iterator[int]:
    """Yield where the letters begin that a formula, or what stands in it, compares with something."""
    for left, sign, right in links(formula):
        if sign not in ("=", ":="):
            yield from (side.node.start for side in (left, right) if isinstance(side.node, t.Letter))
    for chain in (node for node in nodes(formula) if isinstance(node, t.Chain)):
        yield from (side.start for side in chain.sides if isinstance(side, t.Letter))


def _beside_names(formula: Formula) -> Iterator[int]:
    """Yield where letters begin that say which one: the c of softmax(s)_c, an entry; o and c of p(o | c), classes.

    What a defined function is of, J(o, v_c) = ..., may be such a letter, too: its body says whether it is a quantity.
    """
    head = formula.sides[0].node if formula.signs and formula.sides and formula.sides[0] is not None else None
    if isinstance(head, t.Product) and len(head.factors) == 2 and isinstance(head.factors[1], t.Fenced):
        inside = head.factors[1].body
        yield from (
            x.start for x in (inside.items if isinstance(inside, t.Listing) else (inside,)) if isinstance(x, t.Letter)
        )
    for node in nodes(formula):
        if isinstance(node, t.Scripted) and isinstance(node.base, t.Fenced) and node.sub is not None:
            yield from (part.start for part in t.walk(node.sub) if isinstance(part, t.Letter))
        for _, fence in pairwise(node.factors) if isinstance(node, t.Product) else ():
            if isinstance(fence, t.Fenced) and isinstance(fence.body, t.Listing) and "|" in fence.body.separators:
                yield from (item.start for item in fence.body.items if isinstance(item, t.Letter))


def _is_letter(formula: Formula) -> bool:
    """Whether a formula is a single letter."""
    return len(formula.sides) == 1 and formula.sides[0] is not None and isinstance(formula.sides[0].node, t.Letter)


def _turned(node: t.Node) -> Iterator[str]:
    """Yield x of x^T, and of (x_1)^T."""
    if isinstance(node, t.Scripted) and node.sup is not None and names.is_transpose(node.sup):
        yield from (mention.name for mention in survey(node))
