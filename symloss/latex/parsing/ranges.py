r"""The upper half of the descent: listings, logic, relations and sums, over ranges of tokens.

`symloss.latex.parsing.syntax` has the lower half: products, scripts and atoms.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from itertools import pairwise
from typing import TypedDict

from symloss.errors import ReadError
from symloss.latex import notation
from symloss.latex import tree as t
from symloss.latex.parsing.tidy import MOST_DEPTH, Tidy
from symloss.latex.words import is_word

_FENCES = {"(", "[", "\\{", "langle", "floor", "ceil", "abs(", "norm("}
_LOGIC = (("=>", {"=>"}), ("<=>", {"<=>"}), ("or", {"or"}), ("and", {"and"}))


Read = tuple[t.Node, int]  # a node, and the position after it


class Span(TypedDict):
    """Where a node stands in the region."""

    start: int
    end: int


class Ranges(ABC):
    """The descent over the tokens of one region; every method reads the range [i, j)."""

    def __init__(self, source: Tidy) -> None:
        self.tokens = source.tokens
        self.partner = source.partner
        self.bars: dict[int, int] = {}
        self.given: set[int] = set()
        self.depth = 0

    # --- looking at tokens ---------------------------------------------------------

    def text(self, i: int, j: int) -> str:
        """Return the text of token i, if it is a sign or command before j."""
        inside = i < min(j, len(self.tokens))
        return self.tokens[i].text if inside and self.tokens[i].kind in ("symbol", "command") else ""

    def relation(self, i: int) -> str:
        """Return the relation that token i is, or ""."""
        token = self.tokens[i]
        return notation.RELATIONS.get(token.text, "") if token.kind in ("symbol", "command") else ""

    def jump(self, i: int) -> int:
        """Return the position after token i, or after the group that it opens."""
        partner = self.partner.get(i, self.bars.get(i, -1))
        return partner + 1 if partner > i else i + 1

    def error(self, message: str, i: int, expected: str = "") -> ReadError:
        """Return the error at token i."""
        if i < len(self.tokens):
            token = self.tokens[i]
            shown = "\\" + token.text if token.kind == "command" else token.text
            return ReadError(message, token.start, shown, expected, max(1, token.end - token.start))
        end = self.tokens[-1].end if self.tokens else 0
        return ReadError(message, end, "", expected)

    def span(self, i: int, j: int) -> Span:
        """Return start and end of the range."""
        part = self.tokens[i:j]
        return {"start": min(tk.start for tk in part), "end": max(tk.end for tk in part)}

    # --- listings, logic, relations --------------------------------------------------

    def listing(self, i: int, j: int) -> t.Node:
        """Read things with commas, semicolons, bars or line ends between them."""
        self.pair_bars(i, j)
        while i < j and self.text(j - 1, j) in (",", ";"):
            j -= 1
        pieces: list[tuple[int, int]] = []
        separators: list[str] = []
        k = start = i
        while k < j:
            separator = self.separator(k)
            if separator and start == k and self.tokens[k].kind == "row":
                start = k + 1
            elif separator:
                pieces.append((start, k))
                separators.append(separator)
                start = k + 1
            k = self.jump(k)
        pieces.append((start, j))
        if separators:
            pieces, separators = self._at_dots(pieces, separators)
        items = tuple(self.logic(a, b) for a, b in pieces)
        return items[0] if len(items) == 1 else t.Listing(items=items, separators=tuple(separators), **self.span(i, j))

    def _at_dots(self, pieces: list[tuple[int, int]], separators: list[str]) -> tuple[list[tuple[int, int]], list[str]]:
        """Return the pieces of a list with a comma between the dots and an item right beside them: x_1, ... x_n."""
        apart, signs = [], []
        for (a, b), sign in zip(pieces, ["", *separators], strict=True):
            ends = (
                (a + 1, a, a + 1),
                (b - 1, b - 1, b - 2),
            )  # where it would be cut, the dots, and what is beside them
            cuts = [k for k, dots, item in ends if a < k < b and self._is_dots(dots) and self._begins_or_ends(item)][:1]
            signs += [sign, *("," for _ in cuts)]
            apart += list(pairwise((a, *cuts, b)))
        return apart, signs[1:]

    def _begins_or_ends(self, k: int) -> bool:
        """Whether a token may be the first or the last of an item: it is no sign between two."""
        return not (self._sign(k) or self._separates(k) or self.relation(k))

    def separator(self, k: int) -> str:
        """Return the separator that token k is, or ""."""
        token = self.tokens[k]
        if token.kind == "row":
            return ","
        if token.kind != "symbol":
            return ""
        if k in self.given or token.text == "mid":
            return "|" if token.text in ("|", "mid") else "||"
        return token.text if token.text in (",", ";") else ""

    def pair_bars(self, i: int, j: int) -> None:
        """Find out which bars of this level belong together; an odd one means "given" or "at"."""
        levels: dict[str, list[int]] = {"|": [], "||": []}
        k = i
        while k < j:
            token = self.tokens[k]
            if token.kind == "symbol" and token.text in levels and k not in self.bars:
                levels[token.text].append(k)
            k = self.jump(k)
        for found in levels.values():
            if len(found) % 2:
                scripted = [k for k in found if self.text(k + 1, j) == "_" and self._is_evaluated(k + 2, j)]
                odd = scripted[-1] if scripted and self.tokens[found[0]].text == "|" else self._lonely(found, i)
                if odd not in scripted:
                    self.given.add(odd)
                found.remove(odd)
            for left, right in zip(found[::2], found[1::2], strict=True):
                self.bars[left], self.bars[right] = right, left

    def _is_evaluated(self, k: int, j: int) -> bool:
        """Whether an equation stands below a bar, or a bound below it and one above."""
        end = min(self.jump(k), j)
        return any(self.relation(m) for m in range(k, end)) or (k < j and self.text(end, j) == "^")

    def _lonely(self, found: list[int], i: int) -> int:
        if len(found) == 1:
            return found[0]
        return next((k for k in found if k > i and self._operand_before(k)), found[0])

    def _operand_before(self, k: int) -> bool:
        token = self.tokens[k - 1]
        return token.kind in ("letters", "number") or token.text in (")", "]", "}", "'")

    def logic(self, i: int, j: int) -> t.Node:
        """Read truths joined by and, or, implies, not."""
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise self.error(f"more than {MOST_DEPTH} levels", i)
        node = self._logic(i, j)
        self.depth -= 1
        return node

    def _logic(self, i: int, j: int) -> t.Node:
        for op, signs in _LOGIC:
            cuts = [k for k in self.top(i, j) if self._connective(k) in signs]
            if not cuts:
                continue
            if op == "=>":
                cuts = cuts[:1]
            edges = [i, *(c + 1 for c in cuts)]
            items = tuple(self.logic(a, b) for a, b in zip(edges, [*cuts, j], strict=True))
            return t.Logic(op=op, items=items, **self.span(i, j))
        if self.text(i, j) in ("neg", "lnot"):
            return t.Logic(op="not", items=(self.logic(i + 1, j),), **self.span(i, j))
        return self.chain(i, j)

    def _connective(self, k: int) -> str:
        token = self.tokens[k]
        return notation.CONNECTIVES.get(token.text, "") if token.kind in ("symbol", "command") else ""

    def top(self, i: int, j: int) -> list[int]:
        """Return the positions of this level."""
        found = []
        while i < j:
            found.append(i)
            i = self.jump(i)
        return found

    def chain(self, i: int, j: int) -> t.Node:
        """Read sides with relation signs between them."""
        cuts = [k for k in self.top(i, j) if self.relation(k)]
        if not cuts:
            return self.sum(i, j)
        edges = [i, *(c + 1 for c in cuts)]
        sides = tuple(self.sum(a, b) for a, b in zip(edges, [*cuts, j], strict=True))
        return t.Chain(sides=sides, ops=tuple(self.relation(c) for c in cuts), **self.span(i, j))

    # --- sums and products -------------------------------------------------------------

    def sum(self, i: int, j: int) -> t.Node:
        """Read signed terms."""
        if i >= j:
            raise self.error("something is missing here", i, "an expression")
        signs, pieces = self._terms(i, j)
        terms = tuple(self.product(a, b) for a, b in pieces)
        if len(terms) == 1 and not signs[0]:
            return terms[0]
        return t.Sum(signs=tuple(s or "+" for s in signs), terms=terms, **self.span(i, j))

    def _terms(self, i: int, j: int) -> tuple[list[str], list[tuple[int, int]]]:
        """Cut a sum at the signs that stand between operands."""
        signs, pieces = [""], []
        start = k = i
        operand = False  # whether what stands before k can be the left operand of + or -
        while k < j:
            sign = self._sign(k)
            if sign and operand:
                if self._is_dots(k - 1) and k - 1 > start and not self._separates(k - 2):
                    pieces += [(start, k - 1), (k - 1, k)]  # a \cdots - b
                    signs += [sign, sign]
                else:
                    pieces.append((start, k))
                    signs.append(sign)
                start, operand = k + 1, False
            elif sign and k == start and not signs[-1]:
                signs[-1], start = sign, k + 1
            elif self._opens(k):
                integral = notation.BIG[self.tokens[k].text] == "integral"  # read up to its d x
                start_of_scripts, k = k + 1, self._after_big(k, j)
                operand = integral or self._names_a_sum(start_of_scripts, k, j)
                continue
            elif self.text(k, j) in ("_", "^"):
                k += 1  # a script may be a sign: 0^+
            elif not sign:
                operand = not self._separates(k)
            k = self.jump(k)
        pieces.append((start, j))
        return signs, pieces

    def _names_a_sum(self, i: int, k: int, j: int) -> bool:
        r"""Whether `\sum_K + b`, with no K in what follows, is what was called so; `\sum_i - a_i` is a sum."""
        scripts = [token.text for token in self.tokens[i:k] if token.text not in "{}"]
        rest = {token.text for token in self.tokens[k:j]}
        return len(scripts) == 2 and scripts[0] == "_" and scripts[1].isalpha() and scripts[1] not in rest

    def _sign(self, k: int) -> str:
        token = self.tokens[k]
        if token.kind == "symbol" and token.text in ("+", "-"):
            return token.text
        return "+-" if token.kind == "command" and token.text in ("pm", "mp") else ""

    def _separates(self, k: int) -> bool:
        token = self.tokens[k]
        return token.kind in ("symbol", "command") and token.text in notation.TIMES

    def _is_dots(self, k: int) -> bool:
        token = self.tokens[k]
        return token.kind in ("symbol", "command") and token.text in notation.DOTS

    def _opens(self, k: int) -> bool:
        token = self.tokens[k]
        return token.kind == "command" and token.text in notation.BIG

    def _after_big(self, k: int, j: int) -> int:
        """Return the position after a big operator and its scripts; an integral is passed up to its d."""
        integral = notation.BIG[self.tokens[k].text] == "integral"
        k += 1
        while k < j and self.text(k, j) in ("_", "^"):
            k = min(j, self.jump(k + 1))
        if integral:
            end = self._differential(k, j)
            return end[1] if end else k
        return k

    def _differential(self, i: int, j: int) -> tuple[int, int] | None:
        """Return where the first `d variable` of this level begins and ends, past inner integrals."""
        k, inner = i, 0
        while k < j:
            if self._opens(k) and self.tokens[k].text == "int":
                inner += 1
            end = self._differential_at(k, j)
            if end and not inner:
                return k, end
            inner -= 1 if end else 0
            k = end or self.jump(k)
        return None

    def _differential_at(self, k: int, j: int) -> int | None:
        token = self.tokens[k]
        if token.kind == "letters" and token.text == "d" and k + 1 < j:
            following = self.tokens[k + 1]
            named = {*notation.LETTERS, *notation.FONTS, *notation.ACCENTS}
            if following.kind == "letters" or (following.kind == "command" and following.text in named):
                return self._atom_end(k + 1, j)
        if token.kind == "letters" and len(token.text) > 1 and token.text[-2] == "d" and not is_word(token.text):
            return self._scripts_end(k + 1, j)
        if token.kind == "command" and token.text in ("mathrm", "rm") and self.text(k + 1, j) == "{":
            inside = self.tokens[k + 2]
            if inside.text == "d" and self.partner[k + 1] == k + 3:
                return self._atom_end(k + 4, j) if k + 4 < j else None
            if inside.kind == "letters" and inside.text[0] == "d" and self.partner[k + 1] == k + 3:
                return k + 4
        return None

    def _atom_end(self, k: int, j: int) -> int:
        while (
            k < j and self.tokens[k].kind == "command" and self.tokens[k].text in {*notation.FONTS, *notation.ACCENTS}
        ):
            k += 1
        return self._scripts_end(self.jump(k), j)

    def _scripts_end(self, k: int, j: int) -> int:
        while k < j and self.text(k, j) in ("_", "^", "'"):
            k = min(j, self.jump(k + 1)) if self.text(k, j) != "'" else k + 1
        return k

    # --- the lower half -----------------------------------------------------------------

    @abstractmethod
    def product(self, i: int, j: int) -> t.Node:
        """Read factors side by side."""

    @abstractmethod
    def atom(self, k: int, j: int) -> Read:
        """Read one thing without its scripts."""

    @abstractmethod
    def scripts(self, node: t.Node, k: int, j: int) -> Read:
        """Read the scripts behind `node`."""

    @abstractmethod
    def argument(self, k: int, j: int) -> Read:
        """Read a script, or the argument of a command."""
