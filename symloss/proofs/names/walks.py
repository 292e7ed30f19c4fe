"""Walks over untyped formulas: their sides, links, binders and declared spaces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula, Side
from symloss.latex.reading.survey import survey

GREEK_CAPITALS = frozenset({"Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega"})
WEIGHTS = frozenset("WUV")  # the letters that people give to weights
CONVENTIONAL = frozenset("ijklmn")  # letters that people count with
_COUNTS = frozenset("BDKMNTdmn")  # letters for how many there are
_ENTRYWISE = frozenset({"odot", "circ"})
_INDICATORS = ("1", "I", "chi")  # before a relation in brackets


def roots(formula: Formula) -> Iterator[t.Node]:
    """Yield the trees of a formula and of its conditions."""
    for side in formula.sides:
        if side is not None and side.node is not None:
            yield side.node
    for condition in formula.conditions:
        if condition.formula is not None:
            yield from roots(condition.formula)


def on_sides(formula: Formula, change: Callable[[t.Node], t.Node]) -> Formula:
    """Return a formula whose sides are changed."""
    sides = (s if s is None or s.node is None else replace(s, node=change(s.node)) for s in formula.sides)
    return replace(formula, sides=tuple(sides))


def throughout(formula: Formula, change: Callable[[Formula], Formula]) -> Formula:
    """Return a formula that is changed, and its conditions too."""
    conditions = (
        c if c.formula is None else replace(c, formula=throughout(c.formula, change)) for c in formula.conditions
    )
    return replace(change(formula), conditions=tuple(conditions))


def with_name(node: t.Node, old: str, new: str) -> t.Node:
    """Return a tree in which a letter has another name."""
    return with_letters(node, {old: new})


def with_letters(node: t.Node, to: Mapping[str, str]) -> t.Node:
    """Return a tree in which letters have other names, all at once; so have those of w_{ij}."""
    if isinstance(node, t.Letter) and node.name in to:
        return replace(node, name=to[node.name])
    if isinstance(node, t.Scripted) and isinstance(node.sub, t.Word) and node.sub.run:
        node = replace(node, sub=replace(node.sub, text="".join(to.get(c, c) for c in node.sub.text)))
    return t.rebuilt(node, lambda part: with_letters(part, to))


def nodes(formula: Formula) -> Iterator[t.Node]:
    """Yield every node of a formula."""
    for root in roots(formula):
        yield from t.walk(root)


def applications(product: t.Product) -> Iterator[tuple[t.Node, t.Node, t.Node]]:
    """Yield the names that stand directly before brackets, these, and what is in them: a name, or f(x)."""
    for name, fence, sign in zip(product.factors, product.factors[1:], product.separators, strict=False):
        body = fence.body if isinstance(fence, t.Fenced) and fence.left == "(" and not sign else None
        named = isinstance(name, t.Letter | t.Word | t.Scripted)
        if named and body is not None and (isinstance(body, t.Product) or names.spell(body)):
            yield name, fence, body


def without_end(formula: Formula) -> str:
    r"""Return a doubt about x_1 + ... + x_i + ... and \sum_{i=1} x_i: read as sums over all x, but perhaps a series."""
    for node in nodes(formula):
        if isinstance(node, t.Sum) and isinstance(node.terms[-1], t.Dots):
            return "a sum with dots at its end may go on for ever"
        if isinstance(node, t.Big) and node.sup is None and isinstance(node.sub, t.Chain) and node.sub.ops == ("=",):
            return f"a {node.op} without an upper end may go on for ever"
    return ""


def means_in(formula: Formula) -> Iterator[tuple[str, str]]:
    r"""Yield the letter of each sum without an end that is divided by a number of things, and the letter of that."""
    for node in nodes(formula):
        match node:
            case t.Fraction(numerator=t.Big() as total, denominator=t.Letter() as size):
                yield from _mean(total, size)
            case t.Product(factors=factors, separators=separators):
                for one, behind, sign in zip(factors, factors[1:], separators, strict=False):
                    match one, behind:
                        case t.Fraction(numerator=t.Literal(), denominator=t.Letter() as size), t.Big() if not sign:
                            yield from _mean(behind, size)


def _mean(total: t.Big, size: t.Letter) -> Iterator[tuple[str, str]]:
    if total.op == "sum" and total.sup is None and isinstance(total.sub, t.Letter) and size.name in _COUNTS:
        yield total.sub.name, size.name


def with_conditions(formulas: Iterable[Formula]) -> Iterator[Formula]:
    """Yield formulas, each followed by its conditions."""
    for formula in formulas:
        yield formula
        yield from with_conditions(c.formula for c in formula.conditions if c.formula is not None)


def links(formula: Formula) -> Iterator[tuple[Side, str, Side]]:
    """Yield the sides of each relation sign with it."""
    for left, sign, right in zip(formula.sides, formula.signs, formula.sides[1:], strict=False):
        if left is not None and right is not None:
            yield left, sign.op, right


def is_set(node: t.Node | None) -> bool:
    r"""Whether this is a set as it is written, \{(x_i, y_i)\}_{i=1}^N."""
    base = node.base if isinstance(node, t.Scripted) else node
    return isinstance(base, t.Fenced) and base.left == "{" and not isinstance(base.body, t.Table)


def called_slopes(formula: Formula) -> Iterator[str]:
    r"""Yield the dP of dP = \frac{\partial L}{\partial P}, perhaps by entries: a name, whatever a d is there."""
    for left, sign, right in links(formula):
        called = left.node.base if isinstance(left.node, t.Scripted) else left.node
        if sign in ("=", ":=") and isinstance(called, t.Word) and called.run and called.text[:1] == "d":
            slopes = [node for node in t.walk(right.node) if isinstance(node, t.DerivativeSign)] if right.node else []
            by = {m.name for slope in slopes for variable, _ in slope.variables for m in survey(variable)[:1]}
            yield from (called.text,) if called.text[1:] in by else ()


def bounds(node: t.Big) -> Iterator[tuple[str, str]]:
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


def counted(node: t.Big) -> Iterator[str]:
    """Yield the letters in the ends of a sum or product, such as n and j of sum_{k=j+1}^{n-1}: whole numbers."""
    ends = [node.sup] if node.sup is not None else []
    for item in node.sub.items if isinstance(node.sub, t.Listing) else (node.sub,):
        if isinstance(item, t.Chain) and set(item.ops) == {"="}:
            ends += item.sides[1:]
    for end in ends:
        parts = list(t.walk(end))
        if all(isinstance(part, t.Sum | t.Product | t.Fraction | t.Fenced | t.Letter | t.Literal) for part in parts):
            yield from (part.name for part in parts if isinstance(part, t.Letter))


def up_to(formula: Formula) -> Iterator[str]:
    r"""Yield the t of a_t = \prod_{s=1}^t b_s: up to which entry, of both."""
    left = formula.sides[0].node if formula.signs and formula.sides[0] is not None else None
    below = left.sub if isinstance(left, t.Scripted) else None
    if isinstance(below, t.Letter) and below.name.islower():
        ends = (node.sup for node in nodes(formula) if isinstance(node, t.Big))
        yield from (end.name for end in ends if isinstance(end, t.Letter) and end.name == below.name)


NORMAL = "Normal"  # the name of the normal law, the N of N(0, 1)
LAWS = frozenset({"p", "q", "P", "Q"})  # letters that name a distribution wherever something is drawn from them


def distributions(formula: Formula) -> Iterator[str]:
    r"""Yield the names of what is drawn from, P in x \sim P and in x \sim P(x|z), and of what KL compares."""
    for _, law in _drawings(formula):
        drawn = law.factors[::2] if isinstance(law, t.Product) else (law,)
        yield from (names.spell(name) for name in drawn if isinstance(name, t.Letter | t.Word | t.Scripted))
    for pair in compared(formula):
        yield from pair


def conditionals(formula: Formula) -> Iterator[str]:
    """Yield the p of p(x | z)."""
    for node in nodes(formula):
        for name, fence in pairwise(node.factors) if isinstance(node, t.Product) else ():
            if isinstance(fence, t.Fenced) and isinstance(fence.body, t.Listing) and "|" in fence.body.separators:
                yield names.spell(name)


def dimensions(formula: Formula) -> Iterator[str]:
    r"""Yield the d of (2\pi)^{d/2}, \frac{d}{2}, \frac{1}{d} and \sqrt{d}: a size of which the text may say no more."""
    for node in nodes(formula):
        power = node.sup if isinstance(node, t.Scripted) and isinstance(node.base, t.Fenced) else None
        halves = [p for p in (node, power) if isinstance(p, t.Fraction) and isinstance(p.denominator, t.Literal)]
        below = node.radicand if isinstance(node, t.Root) else None
        if isinstance(node, t.Fraction) and isinstance(node.numerator, t.Literal):
            below = node.denominator
        for part in (power, below, *(half.numerator for half in halves), *_halved(power)):
            yield from (part.name,) if isinstance(part, t.Letter) and part.name == "d" else ()


def _halved(power: t.Node | None) -> Iterator[t.Node]:
    """Yield d of d/2, and of -d/2."""
    whole = power.terms[0] if isinstance(power, t.Sum) and len(power.terms) == 1 else power
    if isinstance(whole, t.Product) and whole.separators == ("/",):
        yield whole.factors[0]
    elif isinstance(whole, t.Fraction):
        yield whole.numerator


def compared(formula: Formula) -> Iterator[tuple[str, ...]]:
    """Yield the names on both sides of the bars of a divergence: P and Q of KL(P || Q)."""
    for node in nodes(formula):
        if isinstance(node, t.Listing) and "||" in node.separators and len(node.items) == 2:
            yield tuple(names.spell(item) for item in node.items if isinstance(item, t.Letter | t.Scripted))


def draws(formula: Formula) -> Iterator[tuple[str, str]]:
    r"""Yield the distribution and the letter that is drawn from it: P and x of x \sim P and x \sim P(x)."""
    for letter, law in _drawings(formula):
        name = law.factors[0] if isinstance(law, t.Product) and len(law.factors) == 2 else law
        if isinstance(name, t.Letter):
            yield names.spell(name), names.spell(letter)


def _drawings(formula: Formula) -> Iterator[tuple[t.Node, t.Node]]:
    """Yield what is drawn and from what, on its own and below an expectation."""
    for left, sign, right in links(formula):
        law = right.node.factors[0] if isinstance(right.node, t.Product) else right.node
        if sign == "~" and left.node is not None and isinstance(law, t.Letter) and law.name in LAWS:  # no N(0, 1)
            yield left.node, right.node or law
    for node in nodes(formula):
        match node:
            case t.Chain() if node.ops[-1:] == ("~",):
                yield node.sides[-2], node.sides[-1]
            case t.Scripted(base=t.Letter(name="E"), sub=t.Product(factors=(t.Letter(name=name), fence)) as law):
                if name in LAWS and isinstance(fence, t.Fenced) and isinstance(fence.body, t.Letter):  # E_{q(z)}
                    yield fence.body, law


def multiplied_by_slopes(node: t.Node) -> Iterator[str]:
    r"""Yield f of `g \odot f'(z)`: where its slopes multiply entry by entry, f acts on each entry."""
    if not isinstance(node, t.Product) or _ENTRYWISE.isdisjoint(node.separators):
        return
    signs = ("", *node.separators, "")
    for place, (factor, following) in enumerate(pairwise(node.factors)):
        named = isinstance(factor, t.Scripted) and isinstance(factor.base, t.Letter | t.Word) and factor.primes
        applied = isinstance(following, t.Fenced) and signs[place + 1] == ""
        if named and applied and (signs[place] in _ENTRYWISE or signs[place + 2] in _ENTRYWISE):
            yield from (mention.name for mention in survey(factor)[:1])


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


def counts(formula: Formula) -> str:
    r"""Return the k of k = 0, 1, \dots, n and k = 2, 3, \dots: a letter that runs over whole numbers, else ""."""
    sides = [side.node if side is not None else None for side in formula.sides]
    if len(sides) != 2 or formula.signs[0].op not in ("=", "in") or not isinstance(sides[0], t.Letter):
        return ""
    items = sides[1].items if isinstance(sides[1], t.Listing) else ()
    first = items[0] if items else None
    if isinstance(first, t.Sum) and first.signs == ("-",):
        first = first.terms[0]
    whole = isinstance(first, t.Literal) and first.text.isdigit()
    return sides[0].name if whole and any(isinstance(item, t.Dots) for item in items) else ""


def dotted_letters(formula: Formula) -> Iterator[tuple[str, int, str]]:
    """Yield x, 0 and n of x_1, ..., x_n: a name, an axis of it, and what stands there behind the dots."""
    for node in nodes(formula):
        if isinstance(node, t.Table):
            yield from dotted([cell for row in node.rows for cell in row])
        elif isinstance(node, t.Listing | t.Sum | t.Product):
            yield from dotted(list(t.below(node)))


def dotted(items: Sequence[t.Node | None]) -> Iterator[tuple[str, int, str]]:
    """Yield the same of items in a row, or in a table."""
    dots = [k for k, item in enumerate(items) if isinstance(item, t.Dots)]
    before = [m for item in items[: dots[0] if dots else 0] if item is not None for m in survey(item)]
    firsts = {(m.name, p) for m in before for p, part in enumerate(m.subscripts) if part in ("0", "1")}
    for mention in (m for item in items[dots[-1] if dots else 0 :] if item is not None for m in survey(item)):
        for place, part in enumerate(mention.subscripts):
            letter = part.removesuffix("-1")
            if (mention.name, place) in firsts and len(letter) == 1 and letter.isalpha():
                yield mention.name, place, part


def summed_from_zero(formula: Formula) -> Iterator[tuple[str, int, str]]:
    r"""Yield x, 0 and n of \sum_{i=0}^n x_i: a name, an axis of it, and the number of its last entry."""
    for node in nodes(formula):
        items = node.sub.items if isinstance(node, t.Big) and isinstance(node.sub, t.Listing) else ()
        for item in items or ((node.sub,) if isinstance(node, t.Big) else ()):
            zero = isinstance(item, t.Chain) and item.ops == ("=",) and names.spell(item.sides[1]) == "0"
            if zero and isinstance(item, t.Chain) and isinstance(node, t.Big) and isinstance(node.sup, t.Letter):
                letter = names.spell(item.sides[0])
                found = [(m.name, m.subscripts) for m in survey(node.body)]
                yield from (
                    (name, k, node.sup.name) for name, below in found for k, part in enumerate(below) if part == letter
                )


def real_space(node: t.Node) -> tuple[str, ...] | None:
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


def is_of_numbers(node: t.Node) -> bool:
    r"""Whether a set has numbers for its members: \mathbb{R}, \{0, 1\}, an interval [0, 1]."""
    if isinstance(node, t.Fenced) and isinstance(node.body, t.Listing):
        parts = [part for item in node.body.items for part in t.walk(item)]
        return all(isinstance(part, t.Literal | t.Sum) for part in parts)
    return real_space(node) == ()


def is_weighted(node: t.Node, *, behind: bool) -> bool:
    """Whether this is the product of one letter that people give to weights and one that they do not, in this order."""
    if not isinstance(node, t.Product) or len(node.factors) != 2 or set(node.separators) - {"", "dot"}:
        return False
    first, last = (capital(factor) in WEIGHTS for factor in node.factors)
    return last and not first if behind else first and not last


def is_total(node: t.Big) -> bool:
    r"""Whether this is a sum over nothing that is written, \sum X, of something without index letters."""
    below = (part for mention in survey(node.body) for part in mention.subscripts)
    return node.op == "sum" and node.sub is None and not any(len(part) == 1 and part.islower() for part in below)


def is_entry(node: t.Node) -> bool:
    """Whether the one thing in brackets has a letter for its subscript: z_j, and not the z_2 of layer 2."""
    raised = isinstance(node, t.Scripted) and isinstance(node.base, t.Fenced) and node.sub is None  # (z_j)^2
    fence = node.base if raised and isinstance(node, t.Scripted) else node
    inside = fence.body if isinstance(fence, t.Fenced) else fence
    return isinstance(inside, t.Scripted) and inside.sub is not None and not isinstance(inside.sub, t.Literal)


def is_of_events(node: t.Node) -> bool:
    """Whether a relation or a bar of conditions stands in brackets: P(Y = 1), p(x | z), which are numbers."""
    inside = node.body if isinstance(node, t.Fenced) else node
    return isinstance(inside, t.Chain) or (isinstance(inside, t.Listing) and "|" in inside.separators)


def capital(node: t.Node) -> str:
    r"""Return the capital letter that a factor is or begins with, Greek ones too: A_k, \sum_k A_k, (A + B); or ""."""
    match node:
        case t.Letter(name=name):
            return name if is_capital(name) else ""
        case t.Scripted(base=inner) | t.Fenced(left="(", body=t.Node() as inner) | t.Big(op="sum", body=inner):
            return capital(inner)
        case t.Sum(terms=terms):
            return capital(terms[0])
    return ""


def is_capital(name: str) -> bool:
    """Whether a name is a single capital letter."""
    return (len(name) == 1 and name.isupper()) or name in GREEK_CAPITALS


def entrywise(formula: Formula) -> bool:
    """Whether a formula has a sign of an entrywise product."""
    return any(
        isinstance(node, t.Product) and not {"odot", "circ"}.isdisjoint(node.separators) for node in nodes(formula)
    )


def lone_name(node: t.Node) -> t.Node | None:
    """Return the name that a side consists of, or None."""
    if isinstance(node, t.Letter | t.Word | t.Scripted) and survey(node)[:1]:
        mention = survey(node)[0]
        return node if mention.start <= node.start and mention.end >= node.end else None
    return None


def indicated(node: t.Product) -> list[tuple[str, t.Node]]:
    """Return the factors of a product with their signs, without the 1 of 1(j = c), which is no vector of ones."""
    signed = list(zip(("", *node.separators), node.factors, strict=True))
    ones = [
        k
        for k, ((_, one), (sign, fence)) in enumerate(pairwise(signed))
        if not sign and isinstance(one, t.Letter) and one.name in _INDICATORS and _is_relation(fence)
    ]
    return [(signed[k - 1][0] if k - 1 in ones else sign, f) for k, (sign, f) in enumerate(signed) if k not in ones]


def _is_relation(node: t.Node) -> bool:
    fence = node.base if isinstance(node, t.Scripted) else node
    return isinstance(fence, t.Fenced) and isinstance(fence.body, t.Chain | t.Logic)
