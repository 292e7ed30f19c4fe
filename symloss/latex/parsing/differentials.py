r"""Derivatives, gradients and integrals: everything that is told by a d, a \\partial or a \\nabla."""

from __future__ import annotations

from dataclasses import replace

from symloss.errors import ReadError
from symloss.latex import notation, words
from symloss.latex import tree as t
from symloss.latex.parsing.ranges import Ranges, Read

FRACTIONS = {"frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac"}
# d followed by these is a differential: d Loss, d loss
_STEMS = {"Loss", "loss", "out", "net", "Cost", "cost", "err", "Err"}


class Differentials(Ranges):
    """The part of the descent that knows differential signs."""

    def built_fraction(self, k: int, j: int) -> Read:
        r"""Read \frac{..}{..}."""
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
        if style == "partial" and self._is_name(*bottom):
            return self.derivative(style, top, bottom, start=start, end=end, bare=True)
        if top[0] >= top[1] or bottom[0] >= bottom[1]:
            raise ReadError("a fraction with an empty part", start, "\\frac", "an expression in it")
        return t.Fraction(numerator=self.listing(*top), denominator=self.listing(*bottom), start=start, end=end)

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

    def _is_name(self, i: int, j: int) -> bool:
        """Whether the range holds one name with its scripts, and no number."""
        letter = i < j and self.tokens[i].kind == "letters" and len(self.tokens[i].text) == 1
        return (letter or self.text(i, j) in notation.LETTERS) and self._atom_end(i, j) == j

    def bar(self, k: int, j: int, factors: list[t.Node], separators: list[str]) -> tuple[int, list[t.Node], list[str]]:
        """An evaluation bar takes the term before it."""
        whole = factors[0] if len(factors) == 1 else t.Product(
            factors=tuple(factors), separators=tuple(separators), start=factors[0].start, end=factors[-1].end
        )  # fmt: skip
        node, end = self.barred(whole, k + 1, j, whole.start)
        return end, [node], []

    def barred(self, body: t.Node, k: int, j: int, start: int) -> Read:
        r"""Return F |_{x = v}; F |_a^b is another way to write [F]_a^b."""
        at, end = self.argument(k + 1, j)
        if isinstance(at, t.Chain | t.Listing) or self.text(end, j) != "^":
            return t.Barred(body=body, at=at, start=start, end=at.end), end
        above, end = self.argument(end + 1, j)
        fence = t.Fenced(left="[", right="]", body=body, start=start, end=at.start)
        return t.Scripted(base=fence, sub=at, sup=above, start=start, end=above.end), end

    def derivative(
        self, style: str, top: tuple[int, int], bottom: tuple[int, int], *, start: int, end: int, bare: bool = False
    ) -> t.Node:
        r"""Return d^n body / d variable^n ...; bare: \frac{\partial L}{w}, where only one \partial was written."""
        order, body_range = self._after_differential(*top)
        if style == "partial" and self.text(*body_range) == "_" and self._scripts_end(*body_range) == body_range[1]:
            body_range = (body_range[0] + 1, body_range[1])  # \frac{\partial_{L}}{\partial w}: a slip for \partial L
        blank = all(self.text(m, body_range[1]) in ("{", "}") for m in range(*body_range))
        body = None if blank else self.listing(*body_range)
        variables = []
        i, j = bottom
        if bare:
            variable, i = self._variable(i, j)
            variables.append(variable)
        while i < j:
            if self.differential_style(i, j) != style:
                raise self.error("the denominator of a derivative", i, "d or \\partial, then a variable")
            _, (i, inner) = self._after_differential(i, j)
            node, i = self._variable(i, inner)
            i = max(i, j) if inner < j else i
            variables.append(node)
        return t.DerivativeSign(style=style, body=body, variables=tuple(variables), sought=order, start=start, end=end)

    def _after_differential(self, i: int, j: int) -> tuple[int, tuple[int, int]]:
        r"""Return the order and the range after d, \partial, d^2 ..."""
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
            and node.sup.text not in ("0", "1")  # nobody writes such an order
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

    def inline_derivative(self, k: int, j: int) -> Read | None:
        r"""Read \partial L/\partial w, dy/dx, \partial_x f if one begins at k."""
        subscribed = self._subscribed(k, j)
        if subscribed is not None:
            return self.operand(*subscribed, j)
        style = self.differential_style(k, j)
        if not style:
            return None
        slash = self._slash(k, j)
        if slash is None or self.differential_style(slash + 1, j) != style:
            return None
        end = self._differential_end(slash + 1, j)
        return self.derivative(style, (k, slash), (slash + 1, end), **self.span(k, end)), end

    def _subscribed(self, k: int, j: int) -> tuple[t.DerivativeSign, int] | None:
        r"""Read \partial_x, \partial_{x, y}, \partial_x^2 or \partial^2_x if one stands at k."""
        at, order = k + 1, 1
        by: tuple[tuple[t.Node, int], ...] = ()
        while self.text(k, j) == "partial" and self.text(at, j) in ("_", "^"):
            above = self.text(at, j) == "^"
            script, at = self.argument(at + 1, j)
            if not above:
                items = script.items if isinstance(script, t.Listing) else (script,)
                by = tuple((item, 1) for item in items)
            elif isinstance(script, t.Literal) and script.text.isdigit():
                order = int(script.text)
            else:
                return None
        if not by or (order > 1 and len(by) > 1):
            return None
        by = ((by[0][0], order),) if order > 1 else by
        sought = max(order, len(by))
        return t.DerivativeSign(style="partial", body=None, variables=by, sought=sought, **self.span(k, at)), at

    def _slash(self, k: int, j: int) -> int | None:
        while k < j and not self._sign(k) and not self.relation(k):
            if self.text(k, j) == "/":
                return k
            if self._separates(k):
                return None
            k = self.jump(k)
        return None

    def _differential_end(self, i: int, j: int) -> int:
        r"""Return where `d x`, or `\partial x \partial y`, ends."""
        if self.text(i, j) == "{":
            return self.partner[i] + 1
        while True:
            token = self.tokens[i]
            if token.kind == "letters" and len(token.text) > 1:
                i = self._scripts_end(i + 1, j)
            else:
                sign_end = self._scripts_end(i + 1, j)
                if sign_end >= j:
                    raise self.error("a differential without its variable", i, "a name after it")
                i = self._atom_end(sign_end, j)
            if self.text(i, j) != "partial":
                return i

    def operand(self, node: t.DerivativeSign, k: int, j: int) -> Read:
        """A differential operator takes the factors after it, up to a times sign or the next derivative."""
        applied = node.body is None and node.style != "nabla" and self.text(k, j) in ("cdot", "*") and k + 1 < j
        if applied and node.sought == 1:  # d/dw . f: an operator has no value that could be a factor
            k += 1
        i = k
        end = k if k < j and self._separates(k) else self._operand_end(k, j)
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
        if self.text(k, j) not in FRACTIONS or self.text(k + 1, j) != "{":
            return False
        middle = self.partner[k + 1]
        style = self.differential_style(k + 2, middle)
        bare = style == "partial" and self._is_name(middle + 2, self.partner.get(middle + 1, j))
        return bare or (bool(style) and style == self.differential_style(middle + 2, j))

    def integral(self, k: int, i: int, j: int, sub: t.Node | None, sup: t.Node | None) -> Read:
        """Read the integrand and its d x; token k is the sign, its scripts end at i."""
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
        if body is None and end < j and not (self._sign(end) or self._separates(end) or self.relation(end)):
            body, end = self.product(end, j), j  # \int dx f(x): what is integrated stands behind its d x
        return t.IntegralSign(sub=sub, sup=sup, body=body, variable=variable, start=start, end=variable.end), end

    def _integral_of_fraction(self, k: int, i: int, j: int, sub: t.Node | None, sup: t.Node | None) -> Read:
        r"""Read \int \frac{dx}{x}."""
        top_end = self.partner.get(i + 1, -1) if self.text(i, j) in FRACTIONS else -1
        if self.text(top_end + 1, j) == "{" and self.differential_style(i + 2, top_end) == "d":
            top, bottom_start = (i + 2, top_end), top_end + 1
            bottom = (bottom_start + 1, self.partner[bottom_start])
            _, (first, _) = self._after_differential(*top)
            (variable, _), _ = self._variable(first, top[1])
            span = self.span(i, bottom[1] + 1)
            one = t.Literal(text="1", **span)
            body = t.Fraction(numerator=one, denominator=self.listing(*bottom), **span)
            return t.IntegralSign(sub=sub, sup=sup, body=body, variable=variable, start=self.tokens[k].start,
                                  end=span["end"]), bottom[1] + 1  # fmt: skip
        raise self.error("an integral without d and a variable", k, "d x after the integrand")

    def nabla(self, k: int, j: int) -> Read:
        r"""Read \nabla_x^n; what it is applied to is read by `operand`."""
        after, order = k + 1, 1
        variables: tuple[tuple[t.Node, int], ...] = ()
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

    def partial(self, k: int, j: int) -> Read:
        r"""Refuse a \partial that no quotient has taken."""
        raise self.error("\\partial outside a quotient of differentials", k, "\\frac{\\partial ..}{\\partial ..}")
