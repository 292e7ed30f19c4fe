r"""Tokens -> syntax tree: a recursive descent over ranges of tokens, no scope needed.

From loosest to tightest: listings, logic, relations, sums (`symloss.latex.ranges`),
products, scripts, atoms. A product stays flat: whether f(x) applies or multiplies,
and how far \log reaches, is for `symloss.latex.meaning` to say. What TeX itself fixes
is fixed here: groups, scripts, the extent of a big operator (to the next + or - of
its level), quotients of differentials.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from symloss.errors import ReadError
from symloss.latex import notation, words
from symloss.latex import tree as t
from symloss.latex.ranges import Ranges
from symloss.latex.tidy import Tidy

_FENCES = {"(": "(", "[": "[", "\\{": "{", "langle": "langle", "floor": "floor", "ceil": "ceil", "abs(": "|",
           "norm(": "||", "|": "|", "||": "||"}  # fmt: skip
_RIGHT = {"\\}": "}", "abs)": "|", "norm)": "||"}
_FRACTIONS = {"frac", "dfrac", "tfrac", "cfrac"}
_UNDER = {"underbrace", "overbrace", "underbracket", "overbracket", "underset", "overset"}
_Read = tuple[t.Node, int]


def expression(source: Tidy, i: int, j: int) -> t.Node:
    """Return the tree of tokens i..j: a listing, a truth, a chain of relations or a term."""
    return Parser(source).listing(i, j)


class Parser(Ranges):
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
                k, factors, separators = self._bar(k, j, factors, separators)
                continue
            sign = self._sign(k) if k < j else ""
            if sign:  # 2 \cdot -x
                node: t.Node = self.product(k, j)
                k = j
            else:
                node, k = self.factor(k, j)
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

    def _bar(self, k: int, j: int, factors: list[t.Node], separators: list[str]) -> tuple[int, list[t.Node], list[str]]:
        """An evaluation bar takes the term before it."""
        at, end = self.argument(k + 2, j)
        whole = factors[0] if len(factors) == 1 else t.Product(
            factors=tuple(factors), separators=tuple(separators), start=factors[0].start, end=factors[-1].end
        )  # fmt: skip
        return end, [t.Barred(body=whole, at=at, start=whole.start, end=at.end)], []

    def factor(self, k: int, j: int) -> _Read:
        """Read one factor with its scripts."""
        inline = self._inline_derivative(k, j)
        if inline is not None:
            return inline
        token = self.tokens[k]
        if token.kind == "command" and token.text in notation.BIG and token.text not in ("inf",):
            return self._big(k, j)
        node, after = self.atom(k, j)
        node, after = self.scripts(node, after, j)
        if _is_product_letter(node):
            assert isinstance(node, t.Scripted)
            body = self._body(after, j)
            return t.Big(op="product" if node.base.name == "Pi" else "sum", sub=node.sub, sup=node.sup, body=body,  # type: ignore[attr-defined]
                         start=node.start, end=body.end), j  # fmt: skip
        if isinstance(node, t.DerivativeSign) and node.body is None:
            return self._operand(node, after, j)
        return node, after

    def scripts(self, node: t.Node, k: int, j: int) -> _Read:
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
                if sign == "^" and isinstance(script, t.Label) and script.text == "prime":
                    primes += 1
                elif sign == "_":
                    if sub is not None:
                        raise self.error("a second subscript", k - 1)
                    sub = script
                else:
                    if sup is not None:
                        raise self.error("a second superscript", k - 1)
                    sup = script
            elif sign == "!" and self.text(k + 1, j) != "=":
                node = t.Scripted(
                    base=node, sup=t.Label(text="!", **self.span(k, k + 1)), start=node.start, end=self.tokens[k].end
                )
                k += 1
                start = k
            else:
                break
        if k == start:
            return node, k
        end = max(self.tokens[k - 1].end, node.end)
        return t.Scripted(base=node, sub=sub, sup=sup, primes=primes, start=node.start, end=end), k

    def argument(self, k: int, j: int) -> _Read:
        """Read a script or the argument of a command: a group, or one token."""
        if k >= j:
            raise self.error("a script or argument is missing", k - 1, "{...}")
        if self.text(k, j) == "{":
            return self.script_group(k)
        text = self.text(k, j)
        if text == "prime" or text in notation.TIMES or text in ("+", "-", "top", "intercal", "dagger", "'"):
            return t.Label(text=text, **self.span(k, k + 1)), k + 1
        return self.atom(k, j)

    def script_group(self, k: int) -> _Read:
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
        if any(self.text(m, j) == ":" for m in self.top(i, j)):
            return self._slices(i, j), after
        depth = self.depth
        try:
            return self.listing(i, j), after
        except ReadError:
            self.depth = depth
            return t.Label(text="".join(tk.text for tk in self.tokens[i:j]), **self.span(i, j)), after

    def _slices(self, i: int, j: int) -> t.Node:
        """Read i: and :,j of a slice; a bare colon is a label."""
        items: list[t.Node] = []
        start = i
        for k in [*(m for m in self.top(i, j) if self.text(m, j) in (":", ",")), j]:
            if start < k:
                items.append(self.logic(start, k))
            if k < j and self.text(k, j) == ":":
                items.append(t.Label(text=":", **self.span(k, k + 1)))
            start = k + 1
        return t.Listing(items=tuple(items), separators=(",",) * (len(items) - 1), **self.span(i, j))

    # --- atoms -----------------------------------------------------------------------

    def atom(self, k: int, j: int) -> _Read:
        """Read one thing without its scripts."""
        token = self.tokens[k]
        if token.kind == "letters":
            return self._letters(k), k + 1
        if token.kind == "number":
            dots = self._is_dots(k + 1) if k + 1 < j and "." in token.text else False
            return t.Literal(text=token.text, trailing=dots, **self.span(k, k + 1)), k + 1 + dots
        if token.kind == "text":
            return self._text(k), k + 1
        if token.kind == "begin":
            return self._table(k), self.partner[k] + 1
        if token.kind == "symbol":
            return self._symbol(k, j)
        if token.kind == "command":
            return self._command(k, j)
        raise self.error("this has no place inside a formula", k)

    def _letters(self, k: int) -> t.Node:
        text = self.tokens[k].text
        span = self.span(k, k + 1)
        if len(text) == 1:
            return t.Letter(name=text, **span)
        return t.Word(text=text, run=not words.is_word(text), **span)

    def _text(self, k: int) -> t.Node:
        token = self.tokens[k]
        if token.command == "operatorname" or words.is_name(token.text):
            name = token.text.strip()
            font = "bold" if token.command == "textbf" else ""
            if len(name) == 1:
                return t.Letter(name=name, font=font or "rm", **self.span(k, k + 1))
            return t.Word(text=name.replace("\\", ""), font=font, **self.span(k, k + 1))
        return t.Text(text=token.text, **self.span(k, k + 1))

    def _symbol(self, k: int, j: int) -> _Read:
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
            at, after = self.argument(end + 2, j)
            return t.Barred(body=body, at=at, **self.span(k, after)), after
        if text == "left.":
            return self.atom(k + 1, j) if k + 1 < j else self._missing(k)
        if text in notation.DOTS:
            return t.Dots(**self.span(k, k + 1)), k + 1
        raise self.error(f"`{text}` has no place here", k, "a symbol, a number or a bracket")

    def _missing(self, k: int) -> _Read:
        raise self.error("something is missing here", k, "an expression")

    def _fence(self, k: int, right: int) -> t.Fenced:
        closer = self.tokens[right].text
        body = self.listing(k + 1, right) if right > k + 1 else None
        opener = _FENCES[self.tokens[k].text]
        return t.Fenced(left=opener, right=_RIGHT.get(closer, closer), body=body, **self.span(k, right + 1))

    def _group(self, k: int) -> _Read:
        end = self.partner[k]
        if end == k + 1:  # {}: nothing, only a place for scripts
            return t.Label(text="", start=self.tokens[k].start, end=self.tokens[end].end), end + 1
        over = next((m for m in self.top(k + 1, end) if self.text(m, end) == "over"), None)
        if over is not None:
            return self.fraction((k + 1, over), (over + 1, end), **self.span(k, end + 1)), end + 1
        derivative = self._grouped_derivative(k, end)
        if derivative is not None:
            return derivative
        node = self.listing(k + 1, end)
        return replace(node, start=self.tokens[k].start, end=self.tokens[end].end), end + 1

    def _command(self, k: int, j: int) -> _Read:
        name = self.tokens[k].text
        if name in _FRACTIONS:
            return self._fraction(k, j)
        if name in notation.FONTS:
            return self._font(k, j)
        if name in notation.ACCENTS:
            node, after = self.argument(k + 1, j)
            return self.accented(notation.ACCENTS[name], node, k), after
        if name in notation.LETTERS:
            return t.Letter(name=notation.LETTERS[name], **self.span(k, k + 1)), k + 1
        if name in notation.DOTS:
            return t.Dots(**self.span(k, k + 1)), k + 1
        reader = _COMMANDS.get(name)
        if reader is not None:
            return reader(self, k, j)
        if name in notation.FUNCTION_COMMANDS or words.is_word(name):
            return t.Word(text=name, **self.span(k, k + 1)), k + 1
        if name in notation.CUSTOMARY:
            letter, font = notation.CUSTOMARY[name]
            return t.Letter(name=letter, font=font, **self.span(k, k + 1)), k + 1
        if name[0] == "b" and (len(name) == 2 or name[1:] in notation.LETTERS):  # \bx, \bmu: a bold letter, by custom
            return t.Letter(name=name[1:], font="bold", **self.span(k, k + 1)), k + 1
        raise self.error(f"the command \\{name} is unknown", k, "mathematics, or a macro definition for it")

    def accented(self, accent: str, node: t.Node, k: int) -> t.Node:
        """Return `node` with the accent in its name."""
        if isinstance(node, t.Letter):
            return replace(node, name=f"{accent}_{node.name}", start=self.tokens[k].start)
        if isinstance(node, t.Word):
            return replace(node, text=f"{accent}_{node.text}", run=False, start=self.tokens[k].start)
        if isinstance(node, t.Scripted):
            return replace(node, base=self.accented(accent, node.base, k), start=self.tokens[k].start)
        raise self.error(f"a {accent} over something that is no letter", k, "one letter")

    def _font(self, k: int, j: int) -> _Read:
        name = self.tokens[k].text
        font = notation.FONTS[name]
        if name in notation.SWITCHES and self.text(k + 1, j) != "{":
            node: t.Node = self.listing(k + 1, j)
            return with_font(node, font), j
        node, after = self.argument(k + 1, j)
        return replace(with_font(node, font), start=self.tokens[k].start, end=self.tokens[after - 1].end), after

    def _fraction(self, k: int, j: int) -> _Read:
        ranges = []
        position = k + 1
        for _ in range(2):
            if position >= j:
                raise self.error("a fraction lacks a part", k, "{...}{...}")
            grouped = self.text(position, j) == "{"
            end = self.partner[position] if grouped else position + 1
            ranges.append((position + 1, end) if grouped else (position, end))
            position = end + 1 if grouped else end
        span = self.span(k, position)
        return self.fraction(ranges[0], ranges[1], **span), position

    def fraction(self, top: tuple[int, int], bottom: tuple[int, int], *, start: int, end: int) -> t.Node:
        """Return a quotient of differentials or an ordinary fraction."""
        style = self.differential_style(*top)
        if style and style == self.differential_style(*bottom):
            return self.derivative(style, top, bottom, start=start, end=end)
        if top[0] >= top[1] or bottom[0] >= bottom[1]:
            raise ReadError("a fraction with an empty part", start, "\\frac", "an expression in it")
        return t.Fraction(numerator=self.listing(*top), denominator=self.listing(*bottom), start=start, end=end)

    # --- derivatives -------------------------------------------------------------------

    def differential_style(self, i: int, j: int) -> str:
        """Return "partial" or "d" if the range begins with a differential sign."""
        while i < j and self.text(i, j) == "{":
            i += 1
        if i >= j:
            return ""
        token = self.tokens[i]
        if token.kind == "command" and token.text == "partial":
            return "partial"
        if token.kind == "letters" and token.text[0] == "d" and not words.is_word(token.text):
            return "d" if len(token.text) <= 2 or token.text[1:] in _STEMS or token.text[1:].isupper() else ""
        if token.kind == "command" and token.text in ("mathrm", "rm") and self.text(i + 1, j) == "{":
            inner = self.tokens[i + 2]
            return "d" if inner.kind == "letters" and inner.text[0] == "d" and len(inner.text) <= 2 else ""
        return ""

    def derivative(self, style: str, top: tuple[int, int], bottom: tuple[int, int], *, start: int, end: int) -> t.Node:
        """Return d^n body / d variable^n ..."""
        order, body_range = self._after_differential(*top)
        body = self.listing(*body_range) if body_range[0] < body_range[1] else None
        variables = []
        i, j = bottom
        while i < j:
            if self.differential_style(i, j) != style:
                raise self.error("the denominator of a derivative", i, "d or \\partial, then a variable")
            _, (i, inner) = self._after_differential(i, j)
            node, i = self._variable(i, inner)
            i = max(i, j) if inner < j else i
            variables.append(node)
        return t.DerivativeSign(style=style, body=body, variables=tuple(variables), sought=order, start=start, end=end)

    def _after_differential(self, i: int, j: int) -> tuple[int, tuple[int, int]]:
        """Return the order and the range after d, \\partial, d^2 ..."""
        while self.text(i, j) == "{" and self.partner[i] == j - 1:
            i, j = i + 1, j - 1
        token = self.tokens[i]
        if self.text(i, j) == "{":  # {\partial} L, {d}x
            i += 1
            j = self.partner[i - 1] if self.partner[i - 1] == j - 1 else j
        if token.kind == "letters" and len(token.text) > 1:
            self.tokens[i] = replace(token, text=token.text[1:], start=token.start + 1, spaced=False)
            return 1, (i, j)
        if token.kind == "command" and token.text in ("mathrm", "rm"):
            inner = self.tokens[i + 2]
            if len(inner.text) > 1:
                self.tokens[i + 2] = replace(inner, text=inner.text[1:], start=inner.start + 1)
                return 1, (i, j)
            i = self.partner[i + 1] + 1
        else:
            i += 1
        if self.text(i, j) == "}":
            i += 1
        if self.text(i, j) != "^":
            return 1, (i, j)
        exponent, i = self.argument(i + 1, j)
        if not isinstance(exponent, t.Literal) or not exponent.text.isdigit():
            raise self.error("the order of a derivative", i - 1, "a number")
        return int(exponent.text), (i, j)

    def _variable(self, i: int, j: int) -> tuple[tuple[t.Node, int], int]:
        node, i = self.atom(i, j)
        node, i = self.scripts(node, i, j)
        if (
            isinstance(node, t.Scripted)
            and isinstance(node.sup, t.Literal)
            and node.sup.text.isdigit()
            and not node.primes
        ):
            order = int(node.sup.text)
            base = t.Scripted(base=node.base, sub=node.sub, start=node.start, end=node.end) if node.sub else node.base
            return (base, order), i
        if self.text(i, j) == "(" and self.partner.get(i, -1) > i:  # \partial f(x)
            arguments, after = self.atom(i, j)
            arguments, i = self.scripts(arguments, after, j)
            node = t.Product(factors=(node, arguments), separators=("",), start=node.start, end=arguments.end)
        return (node, 1), i

    def _inline_derivative(self, k: int, j: int) -> _Read | None:
        """Read \\partial L/\\partial w, dy/dx, \\partial_x f if one begins at k."""
        if self.text(k, j) == "partial" and self.text(k + 1, j) == "_":
            variable, after = self.argument(k + 2, j)
            items = variable.items if isinstance(variable, t.Listing) else (variable,)
            node = t.DerivativeSign(style="partial", body=None, variables=tuple((v, 1) for v in items), sought=len(items),
                                    **self.span(k, after))  # fmt: skip
            return self._operand(node, after, j)
        style = self.differential_style(k, j)
        if not style:
            return None
        slash = self._slash(k, j)
        if slash is None or self.differential_style(slash + 1, j) != style:
            return None
        end = self._differential_end(slash + 1, j)
        return self.derivative(style, (k, slash), (slash + 1, end), **self.span(k, end)), end

    def _slash(self, k: int, j: int) -> int | None:
        while k < j and not self._sign(k) and not self.relation(k):
            if self.text(k, j) == "/":
                return k
            if self._separates(k):
                return None
            k = self.jump(k)
        return None

    def _differential_end(self, i: int, j: int) -> int:
        """Return where `d x`, or `\\partial x \\partial y`, ends."""
        if self.text(i, j) == "{":
            return self.partner[i] + 1
        while True:
            token = self.tokens[i]
            if token.kind == "letters" and len(token.text) > 1:
                i = self._scripts_end(i + 1, j)
            else:
                i = self._atom_end(self._scripts_end(i + 1, j), j)
            if self.text(i, j) != "partial":
                return i

    def _grouped_derivative(self, k: int, end: int) -> _Read | None:
        return None  # {\partial y}/{\partial z} is met by _inline_derivative

    def _operand(self, node: t.DerivativeSign, k: int, j: int) -> _Read:
        """A differential operator takes the factors after it, up to a times sign or the next derivative."""
        i = k
        end = self._operand_end(k, j)
        if end == i:
            return node, k
        body = self.product(i, end)
        reach = end < j and self._separates(end)
        return replace(node, body=body, end=body.end, reach=reach), end

    def _operand_end(self, k: int, j: int) -> int:
        start = k
        while k < j:
            if k == start and self._opens(k):
                return j
            if self._separates(k) and k > start and not self._only_number(start, k):
                return k
            if k > start and self._begins_derivative(k, j):
                return k
            if self.text(k, j) in ("|", "abs)", "bar)") and self.text(k + 1, j) == "_":
                return k
            if k == start and self._begins_derivative(k, j):
                return j
            k = self.jump(k)
        return j

    def _only_number(self, i: int, j: int) -> bool:
        return j - i == 1 and self.tokens[i].kind == "number"

    def _begins_derivative(self, k: int, j: int) -> bool:
        if self.text(k, j) in ("partial", "nabla"):
            return True
        if self.text(k, j) not in _FRACTIONS or self.text(k + 1, j) != "{":
            return False
        middle = self.partner[k + 1]
        style = self.differential_style(k + 2, middle)
        return bool(style) and style == self.differential_style(middle + 2, j)

    # --- big operators, roots, tables ----------------------------------------------------

    def _body(self, k: int, j: int) -> t.Node:
        if k >= j:
            raise self.error("a big operator without anything after it", k - 1, "its summand")
        return self.product(k, j)

    def _big(self, k: int, j: int) -> _Read:
        op = notation.BIG[self.tokens[k].text]
        head = t.Word(text=self.tokens[k].text, **self.span(k, k + 1))
        scripted, after = self.scripts(head, k + 1, j)
        sub, sup = (scripted.sub, scripted.sup) if isinstance(scripted, t.Scripted) else (None, None)
        if op in ("max", "min") and (sub is None or self.tokens[k].text == "") and scripted is head:
            return head, after
        if op == "integral":
            return self._integral(k, after, j, sub, sup)
        body = self._body(after, j)
        return t.Big(op=op, sub=sub, sup=sup, body=body, start=head.start, end=body.end), j

    def _integral(self, k: int, i: int, j: int, sub: t.Node | None, sup: t.Node | None) -> _Read:
        found = self._differential(i, j)
        start = self.tokens[k].start
        if found is None:
            return self._integral_of_fraction(k, i, j, sub, sup)
        at, end = found
        token = self.tokens[at]
        if token.kind == "letters" and len(token.text) > 2:  # x dx written xdx
            raise self.error("the d of the integral is hidden in a word", at, "a space before d")
        body = self.sum(i, at) if at > i else None
        _, (first, _) = self._after_differential(at, end)
        (variable, _), _ = self._variable(first, end)
        return t.IntegralSign(sub=sub, sup=sup, body=body, variable=variable, start=start, end=variable.end), end

    def _integral_of_fraction(self, k: int, i: int, j: int, sub: t.Node | None, sup: t.Node | None) -> _Read:
        """Read \\int \\frac{dx}{x}."""
        if self.text(i, j) in _FRACTIONS and self.differential_style(i + 2, self.partner[i + 1]) == "d":
            top, bottom_start = (i + 2, self.partner[i + 1]), self.partner[i + 1] + 1
            bottom = (bottom_start + 1, self.partner[bottom_start])
            _, (first, _) = self._after_differential(*top)
            (variable, _), _ = self._variable(first, top[1])
            span = self.span(i, bottom[1] + 1)
            one = t.Literal(text="1", **span)
            body = t.Fraction(numerator=one, denominator=self.listing(*bottom), **span)
            return t.IntegralSign(sub=sub, sup=sup, body=body, variable=variable, start=self.tokens[k].start,
                                  end=span["end"]), bottom[1] + 1  # fmt: skip
        raise self.error("an integral without d and a variable", k, "d x after the integrand")

    def _root(self, k: int, j: int) -> _Read:
        degree = None
        i = k + 1
        if self.text(i, j) == "[" and self.partner.get(i, -1) > i:
            degree = self.listing(i + 1, self.partner[i])
            i = self.partner[i] + 1
        radicand, after = self.argument(i, j)
        return t.Root(radicand=radicand, degree=degree, **self.span(k, after)), after

    def _noted(self, k: int, j: int) -> _Read:
        """Read \\underbrace{...}_{note}: the content, with the note kept."""
        body, after = self.argument(k + 1, j)
        note = None
        if self.text(after, j) in ("_", "^"):
            note, after = self.argument(after + 1, j)
        return t.Noted(body=body, note=note, **self.span(k, after)), after

    def _nabla(self, k: int, j: int) -> _Read:
        after, variables, order = k + 1, (), 1
        while self.text(after, j) in ("_", "^"):
            script, after_script = self.argument(after + 1, j)
            if self.text(after, j) == "_":
                variables = ((script, 1),)
            elif isinstance(script, t.Literal) and script.text.isdigit():
                order = int(script.text)
            else:
                break
            after = after_script
        return t.DerivativeSign(
            style="nabla", body=None, variables=variables, sought=order, **self.span(k, after)
        ), after

    def _partial(self, k: int, j: int) -> _Read:
        raise self.error("\\partial outside a quotient of differentials", k, "\\frac{\\partial ..}{\\partial ..}")

    def _table(self, k: int) -> t.Node:
        end = self.partner[k]
        environment = self.tokens[k].text
        i = k + 1
        if environment == "array" and self.text(i, end) == "{":
            i = self.partner[i] + 1
        if environment.endswith("*") and self.text(i, end) == "[":
            i = self.partner[i] + 1
        if environment not in notation.MATRICES and environment not in ("cases", "dcases", "rcases", *notation.ALIGNED):
            raise self.error(f"the environment {environment} is unknown", k, "a matrix, an array or cases")
        rows = [self._row(a, b, environment) for a, b in self._cut(i, end, "row") if a < b]
        return t.Table(environment=environment, rows=tuple(rows), **self.span(k, end + 1))

    def _cut(self, i: int, j: int, kind: str) -> list[tuple[int, int]]:
        cuts = [m for m in self.top(i, j) if self.tokens[m].kind == kind]
        edges = [i, *(c + 1 for c in cuts)]
        return list(zip(edges, [*cuts, j], strict=True))

    def _row(self, i: int, j: int, environment: str) -> tuple[t.Node | None, ...]:
        cells = [self._cell(a, b) for a, b in self._cut(i, j, "cell")]
        if "cases" in environment and len(cells) == 1:
            split = next(
                (m for m in self.top(i, j) if self.tokens[m].kind == "text" or self.text(m, j) == "quad"), None
            )
            if split is not None and split > i:
                cells = [self._cell(i, split), self._cell(split, j)]
        return tuple(cells)

    def _is_words(self, k: int) -> bool:
        """Whether token k says something rather than naming something."""
        token = self.tokens[k]
        return token.kind == "text" and token.command != "operatorname" and not words.is_name(token.text)

    def _cell(self, i: int, j: int) -> t.Node | None:
        def noise(m: int) -> bool:
            return self.text(m, j) in ("quad", ",", ".", ";") or (
                self.tokens[m].kind == "text" and not words.strip(self.tokens[m].text)
            )

        while i < j and noise(j - 1):
            j -= 1
        while i < j and noise(i):
            i += 1
        if i >= j:
            return None
        token = self.tokens[i]
        if self._is_words(i) and words.cue(token.text) == "if" and i + 1 < j:
            return self._cell(i + 1, j)
        if token.kind == "letters" and token.text in ("if", "when", "for") and i + 1 < j:
            return self._cell(i + 1, j)
        if self._is_words(i) or token.text in ("otherwise", "else"):
            return t.Text(text=token.text, **self.span(i, j))
        keep = [m for m in range(i, j) if self.text(m, j) != "quad"]
        return self.listing(i, keep[-1] + 1)


_COMMANDS: dict[str, Callable[[Parser, int, int], _Read]] = {
    "sqrt": Parser._root,
    "nabla": Parser._nabla,
    "partial": Parser._partial,
    **dict.fromkeys(_UNDER, Parser._noted),
}
# d followed by these is a differential: d Loss, d loss
_STEMS = {"Loss", "loss", "out", "net", "Cost", "cost", "err", "Err"}


def with_font(node: t.Node, font: str) -> t.Node:
    """Return `node` with its letters in `font`; an upright or bold row of letters is a word."""
    if isinstance(node, t.Letter):
        return replace(node, font=font) if font else node
    if isinstance(node, t.Word):
        return replace(
            node,
            font=font,
            run=node.run
            and font not in ("rm", "sf", "tt", "bold", "cal")
            or (node.run and len(node.text) <= 2 and font == "bold"),
        )
    if isinstance(node, t.Literal) and font:
        return t.Letter(name=node.text, font=font, start=node.start, end=node.end)
    if isinstance(node, t.Scripted):
        return replace(node, base=with_font(node.base, font))
    if isinstance(node, t.Product):
        return replace(node, factors=tuple(with_font(f, font) for f in node.factors))
    return node


def _is_product_letter(node: t.Node) -> bool:
    r"""\Pi_{k=1}^n and \Sigma_{k=1}^n, written as letters, are products and sums."""
    return (
        isinstance(node, t.Scripted)
        and isinstance(node.base, t.Letter)
        and node.base.name in ("Pi", "Sigma")
        and isinstance(node.sub, t.Chain)
        and node.sub.ops == ("=",)
    )
