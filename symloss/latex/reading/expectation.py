"""Expectations, conditional distributions and divergences."""

from __future__ import annotations

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.reading.context import Context, mean, refusal
from symloss.latex.reading.ellipsis import has_dots
from symloss.latex.reading.entries import ONE
from symloss.latex.reading.lookup import find
from symloss.latex.reading.resolve import raised
from symloss.latex.reading.survey import survey
from symloss.term import nodes as n
from symloss.term.functions import EXPECTATION, LN
from symloss.term.sorting import sort_of
from symloss.term.sorts import FUNCTION, INDEX, is_number
from symloss.term.walk import free_symbols, fresh, substitute

_KNOWING = "knowing"  # ends the name of an expectation where something is known; p(x|z) is another thing
DIVERGENCE = n.Symbol("KL", FUNCTION)


def is_expectation(node: t.Node, following: t.Node | None, known: Context) -> bool:
    r"""Return whether `node` is the E of an expectation: \mathbb{E}, or an E with a distribution below it."""
    base = node.base if isinstance(node, t.Scripted) else node
    if not isinstance(base, t.Letter) or base.name != "E" or following is None:
        return False
    if base.font == "bb":
        return True
    below = node.sub if isinstance(node, t.Scripted) else None
    if isinstance(below, t.Chain) and "~" in below.ops:
        return True
    if below is None or find(node, known) is not None:
        return False
    distributed = isinstance(below, t.Product) and isinstance(below.factors[-1], t.Fenced)
    bracketed = isinstance(following, t.Fenced) and following.left == "["
    return bracketed and (distributed or known.symbol("E") is None)


def expectation(node: t.Node, body: t.Node, known: Context) -> n.Term:
    """Return the expectation of `body`; if no random quantity is named, E is an opaque function."""
    below = node.sub if isinstance(node, t.Scripted) else None
    named = below is None or isinstance(below, t.Letter | t.Word | t.Literal | t.Scripted)
    pairs = _random(below, known) if below is not None and not named else []
    if isinstance(below, t.Letter) and (pair := _drawn(below, body, known)) is not None:
        named, pairs = False, [pair]
    inner = known.bind(*(index for index, _ in pairs))
    fence = body.base if isinstance(body, t.Scripted) else body
    content = fence.body if isinstance(fence, t.Fenced) and fence.left in "[({" and fence.body is not None else body
    content, behind = _at_bar(content)
    result, conditions = mean(content, inner), tuple(mean(name, known) for name in behind)
    if isinstance(below, t.Chain) and pairs:
        result = _of_entry(below.sides[0], result, pairs[0][0], known)
    if named:
        name = f"{EXPECTATION}_{names.spell(below)}" if below is not None else EXPECTATION
        if not is_number(sort_of(result)):
            raise refusal(node, "an expectation of an array without its distribution", "\\mathbb{E}_{x \\sim q}[...]")
        name = f"{name}_{_KNOWING}" if conditions else name
        result = n.Apply(n.Symbol(name, FUNCTION), (result, *conditions))
    if pairs and conditions:
        pairs[-1] = _knowing(node, pairs[-1], conditions)
    for index, over in reversed(pairs):
        result = n.Bind("expectation", index, over, result)
    if isinstance(body, t.Scripted) and body.sup is not None:
        return raised(body, result, body.sup, known)
    return result


def _at_bar(content: t.Node) -> tuple[t.Node, tuple[t.Node, ...]]:
    """Return what an expectation is of, and what is known: X, and s and a, of E[X | s, a]."""
    if not isinstance(content, t.Listing):
        return content, ()
    if content.separators[0] != "|" or set(content.separators[1:]) - {","}:
        raise refusal(content, "the expectation of several things", "one expression", ",")
    unnamed = next((item for item in content.items[1:] if not isinstance(item, t.Letter | t.Word | t.Scripted)), None)
    if unnamed is not None:  # of Y = 1, too: the Y whose value is known is not the one that is random
        raise refusal(unnamed, "what is known is no name", "E[X | s, a]", "|")
    return content.items[0], content.items[1:]


def _knowing(node: t.Node, drawn: tuple[n.Symbol, n.Term], conditions: tuple[n.Term, ...]) -> tuple[n.Symbol, n.Term]:
    """Return what is drawn, and its law where something is known."""
    index, law = drawn
    if not isinstance(law, n.Symbol) or index in conditions:
        raise refusal(node, "something is known beside a law that is given something", "a law that is a name")
    return index, n.Apply(given(law), conditions)


def _drawn(below: t.Letter, body: t.Node, known: Context) -> tuple[n.Symbol, n.Term] | None:
    """Return the x of E_P[f(x)] and P, of a P from which the text draws x and nothing else."""
    name = names.spell(below)
    letter, law = known.scope.drawn.get(name), known.symbol(name)
    if letter is None or law is None or law.sort != FUNCTION:
        return None
    inside = {mention.name for mention in survey(body)}
    return (letter, law) if letter.name in inside and letter.name.upper() not in inside - {letter.name} else None


def _random(below: t.Node, known: Context) -> list[tuple[n.Symbol, n.Term]]:
    """Return the random quantities and their distributions: x ~ q, x ~ q(x), q(x)."""
    if isinstance(below, t.Listing) and isinstance(below.items[-1], t.Chain):  # x, z ~ p(x) q(z|x)
        return _joint(below, [*below.items[:-1], below.items[-1].sides[0]], below.items[-1], known)
    if isinstance(below, t.Chain) and below.ops == ("~",):
        index = _variable(below.sides[0], known)
        return [(index, _distribution(below.sides[1], index, known))]
    if isinstance(below, t.Product) and len(below.factors) == 2 and isinstance(below.factors[1], t.Fenced):
        listed = below.factors[1].body
        first = listed.items[0] if isinstance(listed, t.Listing) else listed
        if first is not None:
            index = _variable(first, known)
            return [(index, _distribution(below, index, known))]
    raise refusal(below, "the random quantity of an expectation cannot be seen", "x \\sim q, or q(x)")


def _joint(node: t.Node, letters: list[t.Node], chain: t.Chain, known: Context) -> list[tuple[n.Symbol, n.Term]]:
    """Return x ~ p, then z ~ q given x, of x, z ~ p(x) q(z|x): each factor brings the next quantity."""
    factors = chain.sides[-1].factors if isinstance(chain.sides[-1], t.Product) else ()
    if chain.ops != ("~",) or len(factors) != 2 * len(letters):
        raise refusal(node, "several random quantities whose distributions cannot be told apart", "p(x) q(z|x)")
    pairs: list[tuple[n.Symbol, n.Term]] = []
    for letter, name, fence in zip(letters, factors[::2], factors[1::2], strict=True):
        index = _variable(letter, known)
        product = t.Product(factors=(name, fence), separators=("",), start=name.start, end=fence.end)
        listed = fence.body if isinstance(fence, t.Fenced) else None
        first = listed.items[0] if isinstance(listed, t.Listing) else listed
        if first is None or _variable(first, known) != index:
            raise refusal(fence, "this distribution is not that of the quantity named", f"({index.name})")
        pairs.append((index, _distribution(product, index, known)))
        known = known.bind(index)
    return pairs


def _variable(node: t.Node, known: Context) -> n.Symbol:
    found = find(node, known)
    if found is not None and not found.indices and found.sup is None:
        return found.symbol
    entry = mean(node, known) if found is not None and found.sup is None else None
    letter = _letter_for(entry) if isinstance(entry, n.Indexed) else None
    if letter is not None:
        return letter
    if isinstance(node, t.Letter):
        return n.Symbol(node.name)
    raise refusal(node, "the random quantity is no name", "a letter")


def _of_entry(node: t.Node, body: n.Term, letter: n.Symbol, known: Context) -> n.Term:
    """Return the body of E_{x_i ~ p} with a letter for x_i; what is made of the other entries too is refused."""
    found = find(node, known)
    if found is None or not found.indices:
        return body
    own = substitute(body, {mean(node, known): letter})
    if found.symbol in free_symbols(own):
        raise refusal(node, "one entry is random, and others stand beside it", "brackets around what it is the mean of")
    return own


def _distribution(node: t.Node, index: n.Symbol, known: Context) -> n.Term:
    """Return the distribution: a function's name, or what it is given or made from."""
    inner = known.bind(index)
    if not isinstance(node, t.Product):
        return _named(node, known)
    if len(node.factors) != 2 or not isinstance(node.factors[1], t.Fenced) or node.factors[1].body is None:
        raise refusal(node, "a distribution that is no name", "q, q(x) or q(x|z)")
    name = _named(node.factors[0], known)
    body = node.factors[1].body
    items = body.items if isinstance(body, t.Listing) else (body,)
    terms = tuple(None if isinstance(i, t.Label) else _drawn_as(mean(i, inner), index) for i in items)
    if len(items) == 1 and terms[0] in (index, None):  # z ~ q(.): the place of z is left open
        return name
    if isinstance(body, t.Listing) and body.separators[0] == "|" and terms[0] in (index, None):
        return n.Apply(given(name), tuple(term for term in terms[1:] if term is not None))
    if isinstance(body, t.Listing) and body.separators[0] == ";" and terms[0] in (index, None):
        return n.Apply(name, tuple(term for term in terms[1:] if term is not None))
    return n.Apply(name, tuple(term for term in terms if term is not None))


def _drawn_as(term: n.Term, index: n.Symbol) -> n.Term:
    """Return the letter of a random entry x_i for that entry."""
    return index if isinstance(term, n.Indexed) and _letter_for(term) == index else term


def _letter_for(entry: n.Indexed) -> n.Symbol | None:
    """Return a letter for an entry such as x_i and x_{ij}, or None."""
    parts = (entry.base, *entry.indices)
    plain = all(isinstance(part, n.Symbol | n.Number) for part in parts)
    return n.Symbol("_".join(map(str, parts))) if plain else None


def _named(node: t.Node, known: Context) -> n.Symbol:
    found = find(node, known)
    if found is None or found.symbol.sort != FUNCTION:
        raise refusal(node, "this distribution is not declared", "a declared function name")
    if found.indices or found.sup is not None or found.primes:  # p' and P^n are others than p and P
        raise refusal(node, "a distribution that is no name", "a letter of its own")
    return found.symbol


def given(name: n.Symbol, before: int = 1) -> n.Symbol:
    """Return the conditional of a distribution: p(x|z) applies p_given, p(x, y|z) applies p_given2."""
    return n.Symbol(f"{name.name}_given{before if before > 1 else ''}", FUNCTION)


def conditional(function: n.Term, fence: t.Fenced, count: int) -> n.Term:
    """Return the function that f(...) applies to `count` arguments: a conditional if a bar stands among them."""
    body = fence.body
    if not isinstance(body, t.Listing) or "|" not in body.separators or not isinstance(function, n.Symbol):
        return function
    if body.separators.count("|") > 1:
        raise refusal(fence, "two bars among the arguments", "one `|`", "|")
    behind = body.items[body.separators.index("|") + 1 :]
    return given(function, count - len(behind) if not has_dots(behind) else len(body.items) - len(behind))


def divergence(node: t.Node, following: t.Node | None, known: Context) -> n.Term | None:
    r"""Return KL(q \| p), D_{KL}[q \| p]: of vectors the sum, of named distributions the divergence itself."""
    if not _is_divergence(node) or not isinstance(following, t.Fenced):
        return None
    body = following.body
    if not isinstance(body, t.Listing) or len(body.items) != 2:
        raise refusal(following, "a divergence compares two distributions", "q \\| p")
    left, right = (mean(item, known) for item in body.items)
    if sort_of(left).name == "vector" and sort_of(left) == sort_of(right):
        index = fresh(n.Symbol("k", INDEX), free_symbols(left) | free_symbols(right))
        first, second = n.Indexed(left, (index,)), n.Indexed(right, (index,))
        over = n.Range(ONE, sort_of(left).shape[0])
        return n.Bind("sum", index, over, n.Mul((first, LN(n.Div(first, second)))))
    return n.Apply(DIVERGENCE, (left, right))


def _is_divergence(node: t.Node) -> bool:
    if isinstance(node, t.Word):
        return node.text == "KL"
    if not isinstance(node, t.Scripted) or not isinstance(node.base, t.Letter) or node.base.name != "D":
        return False
    return isinstance(node.sub, t.Word) and node.sub.text == "KL"
