r"""Tokens -> syntax tree: a recursive descent over ranges of tokens, no scope needed.

From loosest to tightest: listings, logic, relations, sums (`symloss.latex.parsing.ranges`),
products, scripts, atoms. A product stays flat: whether f(x) applies or multiplies,
and how far \log reaches, is for `symloss.latex.reading.meaning` to say. What TeX itself fixes
is fixed here: groups, scripts, the extent of a big operator (to the next + or - of
its level), quotients of differentials.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from symloss.errors import ReadError
from symloss.latex import notation, words
from symloss.latex import tree as t
from symloss.latex.parsing import glyphs
from symloss.latex.parsing.bigs import SUCH_THAT, big, ends_before
from symloss.latex.parsing.binomials import binomial
from symloss.latex.parsing.differentials import FRACTIONS, Differentials
from symloss.latex.parsing.ranges import Read
from symloss.latex.parsing.tables import Tables
from symloss.latex.parsing.tidy import Tidy
from symloss.latex.parsing.traces import with_traces_closed

_FENCES = {"(": "(", "[": "[", "\\{": "{", "langle": "langle", "floor": "floor", "ceil": "ceil", "abs(": "|",
           "norm(": "||", "|": "|", "||": "||"}  # fmt: skip
_RIGHT = {"\\}": "}", "abs)": "|", "norm)": "||"}
_STARRED = ("*T", "*top", "*intercal")
_UNDER = ("underbrace", "overbrace", "underbracket", "overbracket")


def expression(source: Tidy, i: int, j: int) -> t.Node:
    """Return the tree of tokens i..j: a listing, a truth, a chain of relations or a term."""
    try:
        return with_traces_closed(Parser(source).listing(i, j))
    except RecursionError:
        raise ReadError("nested too deeply", source.tokens[i].start, source.tokens[i].text) from None


class Parser(Differentials, Tables):
    """The lower half of the descent: products, scripts, atoms."""

    def __init__(self, source: Tidy) -> None:
        super().__init__(source)
        self.font_switch = ""

    # --- products ------------------------------------------------------------------

    def product(self, i: int, j: int) -> t.Node:
        """Read factors side by side or with times signs between them."""
        if i >= j:
            raise self.error("something is missing here", i, "a term")
        if j - i == 1 and self._separates(i):  # f(\\cdot): a place left open
            return t.Label(text=self.tokens[i].text, **self.span(i, j))
        if self._sign(i):
            body = self.product(i + 1, j)
            return t.Sum(signs=(self._sign(i),), terms=(body,), **self.span(i, j))
        factors: list[t.Node] = []
        separators: list[str] = []
        k = i
        while k < j:
            separator = ""
            if factors:
                separator, k = self._times(k, j)
            if self.text(k, j) in ("|", "bar)", "abs)") and self.text(k + 1, j) == "_" and factors:
                k, factors, separators = self.bar(k, j, factors, separators)
                continue
            sign = self._sign(k) if k < j else ""
            if sign:  # 2 \cdot -x
                node: t.Node = self.product(k, j)
                k = j
            else:
                node, k = self.factor(k, j)
            if isinstance(node, t.Label) and not node.text and (factors or k < j):
                continue  # {}: nothing
            if factors:
                separators.append(separator)
            factors.append(node)
        if len(factors) == 1:
            return factors[0]
        return t.Product(factors=tuple(factors), separators=tuple(separators), **self.span(i, j))

    def _times(self, k: int, j: int) -> tuple[str, int]:
        if not self._separates(k):
            return "", k
        sign = notation.TIMES[self.tokens[k].text]
        if k + 1 >= j:
            raise self.error("a product ends with a times sign", k, "a factor after it")
        return sign, k + 1

    def factor(self, k: int, j: int) -> Read:
        """Read one factor with its scripts."""
        inline = self.inline_derivative(k, j)
        if inline is not None:
            return inline
        token = self.tokens[k]
        if token.kind == "command" and token.text in notation.BIG and self._is_operator(k, j):
            return self._big(k, j)
        node, after = self.atom(k, j)
        node, after = self.scripts(node, after, j)
        operator = glyphs.big_operator(node)
        if operator and isinstance(node, t.Scripted):
            end = self._reach(operator, node.sub, after, j)
            return big(operator, node.sub, node.sup, self._body(after, end), node.start), end
        if isinstance(node, t.DerivativeSign) and node.body is None:
            return self.operand(node, after, j)
        return node, after

    def _is_operator(self, k: int, j: int) -> bool:
        r"""Whether \inf is the infimum rather than how somebody writes infinity."""
        return self.tokens[k].text != "inf" or self.text(k + 1, j) == "_"

    def scripts(self, node: t.Node, k: int, j: int) -> Read:
        """Read the scripts and primes after `node`."""
        sub = sup = None
        primes = 0
        start = k
        while k < j:
            sign = self.text(k, j)
            if sign == "'" or sign == "prime":
                primes, k = primes + 1, k + 1
            elif sign in ("_", "^"):
                script, k = self.argument(k + 1, j)
                if sign == "^" and isinstance(script, t.Label) and script.text.startswith("prime"):
                    primes += script.text.count("prime")
                elif sign == "_":
                    if sub is not None:
                        raise self.error("a second subscript", k - 1)
                    sub = script
                else:
                    if sup is not None:
                        raise self.error("a second superscript", k - 1)
                    sup = script
            elif sign == "!" and self.text(k + 1, j) != "=":
                if sub is not None:  # x_i! is the factorial of x_i
                    node, sub = t.Scripted(base=node, sub=sub, start=node.start, end=sub.end), None
                node = t.Scripted(
                    base=node, sup=t.Label(text="!", **self.span(k, k + 1)), start=node.start, end=self.tokens[k].end
                )
                k += 1
                start = k
            else:
                break
        if k == start:
            return node, k
        sub, sup = (None if isinstance(x, t.Label) and not x.text else x for x in (sub, sup))  # x_{}
        if sub is None and sup is None and not primes:
            return node, k
        end = max(self.tokens[k - 1].end, node.end)
        if isinstance(sup, t.Label) and sup.text in _STARRED:  # w^{*T} is the w^* that is transposed
            starred = replace(sup, text="*")
            node = t.Scripted(base=node, sub=sub, sup=starred, primes=primes, start=node.start, end=end)
            whole = t.Fenced(left="(", right=")", body=node, start=node.start, end=end)
            return t.Scripted(base=whole, sup=replace(sup, text=sup.text[1:]), start=node.start, end=end), k
        return t.Scripted(base=node, sub=sub, sup=sup, primes=primes, start=node.start, end=end), k

    def argument(self, k: int, j: int) -> Read:
        """Read a script or the argument of a command: a group, or one token."""
        if k >= j:
            raise self.error("a script or argument is missing", k - 1, "{...}")
        if self.text(k, j) == "{":
            return self.script_group(k)
        text = "prime" if self.text(k, j) == "'" else self.text(k, j)
        if text in notation.TIMES or text in ("+", "-", "top", "intercal", "dagger", "prime"):
            return t.Label(text=text, **self.span(k, k + 1)), k + 1
        return self.atom(k, j)

    def script_group(self, k: int) -> Read:
        """Read {...} of a script: mathematics if it is, else a label."""
        i, j = k + 1, self.partner[k]
        while j - i >= 2 and self.text(i, j) == "{" and self.partner[i] == j - 1:
            i, j = i + 1, j - 1
        after = self.partner[k] + 1
        if i == j:
            return t.Label(text="", start=self.tokens[k].start, end=self.tokens[k].end), after
        if j - i == 1 and self.tokens[i].kind in ("symbol", "command"):
            node, _ = self.argument(i, j)
            return node, after
        if all(self.text(m, j) in ("prime", "'") for m in range(i, j)):
            return t.Label(text="prime" * (j - i), **self.span(i, j)), after
        marks = [m for m in self.top(i, j) if self.text(m, j) in (":", "|", "mid")]
        marks = marks or [m for m in self.top(i, j) if self.text(m, j) == ";" and not self._related(i, m)]
        colons = [m for m in marks if self.text(m, j) == ":"] or marks
        if len(colons) == 1 and self._related(colons[0], j):
            return self._such_that(i, colons[0], j), after
        if any(self._whole(m, i, j) for m in self.top(i, j)):
            return self._slices(i, j), after
        depth = self.depth
        try:
            return self.listing(i, j), after
        except ReadError:
            self.depth = depth
            return t.Label(text="".join(tk.text for tk in self.tokens[i:j]), **self.span(i, j)), after

    def _related(self, i: int, j: int) -> bool:
        return any(self.relation(m) for m in self.top(i, j))

    def _whole(self, k: int, i: int, j: int) -> bool:
        r"""Whether a script leaves an index open here: X_{i:}, X_{i,*}, X_{i\cdot}; the j* of y_{j*} is a name."""
        text = self.text(k, j)
        if text == ":" or text not in ("*", "ast", "cdot", "bullet"):
            return text == ":"
        before, after = (self.text(m, j) if i <= m < j else "" for m in (k - 1, k + 1))
        listed = before in ("", ",") and after in ("", ",") and (before or after)
        return bool(listed) or (text == "cdot" and j - i == 2)

    def _such_that(self, i: int, k: int, j: int) -> t.Node:
        """Read i : z_i = k, below a sum over some indices only."""
        return t.Listing(items=(self.logic(i, k), self.listing(k + 1, j)), separators=(SUCH_THAT,), **self.span(i, j))

    def _slices(self, i: int, j: int) -> t.Node:
        """Read i: and :,j of a slice; a bare colon is a label."""
        items: list[t.Node] = []
        start = i
        for k in [*(m for m in self.top(i, j) if self.text(m, j) == "," or self._whole(m, i, j)), j]:
            if start < k:
                items.append(self.logic(start, k))
            if k < j and self._whole(k, i, j):
                items.append(t.Label(text=":", **self.span(k, k + 1)))
            start = k + 1
        return t.Listing(items=tuple(items), separators=(",",) * (len(items) - 1), **self.span(i, j))

    # --- atoms -----------------------------------------------------------------------

    def atom(self, k: int, j: int) -> Read:
        """Read one thing without its scripts."""
        if k >= j:
            return self._missing(k)
        token = self.tokens[k]
        if token.kind == "letters":
            return glyphs.letters(token), k + 1
        if token.kind == "number":
            dots = self._is_dots(k + 1) if k + 1 < j and "." in token.text else False
            return t.Literal(text=token.text, trailing=dots, **self.span(k, k + 1)), k + 1 + dots
        if token.kind == "text":
            return glyphs.words_of(token), k + 1
        if token.kind == "begin":
            return self.table(k), self.partner[k] + 1
        if token.kind == "symbol":
            return self._symbol(k, j)
        if token.kind == "command":
            return self._command(k, j)
        raise self.error("this has no place inside a formula", k)

    def _symbol(self, k: int, j: int) -> Read:
        text = self.tokens[k].text
        if text == "{":
            return self._group(k)
        if text in _FENCES:
            right = self.bars.get(k, self.partner.get(k, -1))
            if right > k:
                return self._fence(k, right), right + 1
            raise self.error(f"`{text}` is never closed", k, "the closing one")
        if text == "left." and self.partner.get(k, -1) > k:
            end = self.partner[k]
            body = self.listing(k + 1, end)
            if self.text(end + 1, j) != "_":
                raise self.error("an evaluation bar needs `_{x = ...}`", end, "_")
            return self.barred(body, end + 1, j, self.tokens[k].start)
        if text == "left.":
            return self.atom(k + 1, j) if k + 1 < j else self._missing(k)
        if text in notation.DOTS:
            return t.Dots(**self.span(k, k + 1)), k + 1
        raise self.error(f"`{text}` has no place here", k, "a symbol, a number or a bracket")

    def _missing(self, k: int) -> Read:
        raise self.error("something is missing here", k, "an expression")

    def _fence(self, k: int, right: int) -> t.Fenced:
        closer = self.tokens[right].text
        body = self.listing(k + 1, right) if right > k + 1 else None
        opener = _FENCES[self.tokens[k].text]
        return t.Fenced(left=opener, right=_RIGHT.get(closer, closer), body=body, **self.span(k, right + 1))

    def _group(self, k: int) -> Read:
        end = self.partner[k]
        if end == k + 1:  # {}: nothing, only a place for scripts
            return t.Label(text="", start=self.tokens[k].start, end=self.tokens[end].end), end + 1
        infix = next((m for m in self.top(k + 1, end) if self.text(m, end) in ("over", "choose")), None)
        if infix is not None and self.text(infix, end) == "over":
            return self.fraction((k + 1, infix), (infix + 1, end), **self.span(k, end + 1)), end + 1
        if infix is not None:
            upper, lower = self.listing(k + 1, infix), self.listing(infix + 1, end)
            return binomial(upper, lower, **self.span(k, end + 1)), end + 1
        node = self.listing(k + 1, end)
        return replace(node, start=self.tokens[k].start, end=self.tokens[end].end), end + 1

    def _command(self, k: int, j: int) -> Read:
        name = self.tokens[k].text
        if name in FRACTIONS:
            return self.built_fraction(k, j)
        if name in notation.FONTS:
            return self._font(k, j)
        if name in notation.ACCENTS:
            node, after = self.argument(k + 1, j)
            return glyphs.accented(notation.ACCENTS[name], node, self.tokens[k].start), after
        if name in notation.LETTERS:
            return t.Letter(name=notation.LETTERS[name], **self.span(k, k + 1)), k + 1
        if name in notation.DOTS:
            return t.Dots(**self.span(k, k + 1)), k + 1
        if name in ("top", "intercal", "dagger", "star"):
            return t.Label(text=name, **self.span(k, k + 1)), k + 1
        reader = _COMMANDS.get(name)
        if reader is not None:
            return reader(self, k, j)
        if name in notation.FUNCTION_COMMANDS or words.is_word(name):
            return t.Word(text=name, **self.span(k, k + 1)), k + 1
        letter = glyphs.customary(self.tokens[k])
        if letter is not None:
            return letter, k + 1
        if self._stands_alone(k + 1, j):
            return t.Letter(name=name, **self.span(k, k + 1)), k + 1
        raise self.error(f"the command \\{name} is unknown", k, "mathematics, or a macro definition for it")

    def _stands_alone(self, k: int, j: int) -> bool:
        """Whether a command that nobody defined can only be a name: nothing follows that it could take."""
        if k >= j or self._separates(k) or self._sign(k) or self.relation(k):
            return True
        return self.text(k, j) in ("(", ")", "]", ",", ";", "_", "^", "'", "mid", "|", "||")

    def _font(self, k: int, j: int) -> Read:
        name = self.tokens[k].text
        font = notation.FONTS[name]
        if name in notation.SWITCHES and self.text(k + 1, j) != "{":
            node: t.Node = self.listing(k + 1, j)
            return glyphs.with_font(node, font), j
        node, after = self.argument(k + 1, j)
        return replace(glyphs.with_font(node, font), start=self.tokens[k].start, end=self.tokens[after - 1].end), after

    # --- big operators, roots, notes -----------------------------------------------------

    def _body(self, k: int, j: int) -> t.Node:
        if k >= j:
            raise self.error("a big operator without anything after it", k - 1, "its summand")
        return self.product(k, j)

    def _reach(self, op: str, sub: t.Node | None, k: int, j: int) -> int:
        """Return where the body of a big operator ends; of a sum it does not matter what else is a factor of it."""
        if op != "product":
            return j
        inner = (m for m in self.top(k, j) if m > k and self._opens(m))
        end = next((m for m in inner if ends_before(sub, self.product(m, j))), j)
        return end - 1 if end < j and self._separates(end - 1) else end

    def _big(self, k: int, j: int) -> Read:
        op = notation.BIG[self.tokens[k].text]
        head = t.Word(text=self.tokens[k].text, **self.span(k, k + 1))
        scripted, after = self.scripts(head, k + 1, j)
        sub, sup = (scripted.sub, scripted.sup) if isinstance(scripted, t.Scripted) else (None, None)
        if op in ("max", "min") and scripted is head:
            return head, after
        if op == "integral":
            return self.integral(k, after, j, sub, sup)
        end = self._reach(op, sub, after, j)
        bare = op == "sum" and after >= end and sup is None and isinstance(sub, t.Letter)
        if bare and isinstance(scripted, t.Scripted):  # \sum_K, a name for the sum that was written out before
            return replace(scripted, base=t.Letter(name="Sigma", **self.span(k, k + 1))), end
        return big(op, sub, sup, self._body(after, end), head.start), end

    def _root(self, k: int, j: int) -> Read:
        degree = None
        i = k + 1
        if self.text(i, j) == "[" and self.partner.get(i, -1) > i:
            degree = self.listing(i + 1, self.partner[i])
            i = self.partner[i] + 1
        radicand, after = self.argument(i, j)
        return t.Root(radicand=radicand, degree=degree, **self.span(k, after)), after

    def _binomial(self, k: int, j: int) -> Read:
        r"""Read \binom{n}{k} as n!/(k!(n - k)!)."""
        upper, after = self.argument(k + 1, j)
        lower, after = self.argument(after, j)
        return binomial(upper, lower, **self.span(k, after)), after

    def _noted(self, k: int, j: int) -> Read:
        r"""Read \underbrace{...}_{note}: the content, with the note kept."""
        body, after = self.argument(k + 1, j)
        note = None
        if self.text(after, j) in ("_", "^"):
            note, after = self._note(after + 1, j)
        return t.Noted(body=body, note=note, **self.span(k, after)), after

    def _note(self, k: int, j: int) -> tuple[t.Node | None, int]:
        r"""Read what stands at a brace; a remark such as `=: -\delta` is none of the formula."""
        try:
            return self.argument(k, j)
        except ReadError:
            return None, self.jump(k)


_COMMANDS: dict[str, Callable[[Parser, int, int], Read]] = {
    "sqrt": Parser._root,
    "nabla": Parser.nabla,
    "partial": Parser.partial,
    **dict.fromkeys(("binom", "dbinom", "tbinom"), Parser._binomial),
    **dict.fromkeys(_UNDER, Parser._noted),
}
