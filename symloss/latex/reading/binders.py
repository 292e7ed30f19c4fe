r"""Big operators: sums, products, maxima and limits, with subscripts of all sorts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from symloss.latex import tree as t
from symloss.latex.parsing.bigs import SUCH_THAT
from symloss.latex.reading.context import Context, mean, refusal
from symloss.latex.reading.entries import ONE, entry, new_index
from symloss.latex.reading.lookup import base_names, find
from symloss.latex.reading.survey import survey
from symloss.latex.reading.truths import set_of
from symloss.term import nodes as n
from symloss.term.scope import Manner
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import FUNCTION, INDEX, SET, is_number
from symloss.term.walk import free_symbols, subterms

_KINDS: dict[str, n.BinderKind] = {"sum": "sum", "product": "product", **{kind: kind for kind in n.OPTIMA}}
_REACHED: dict[str, n.BinderKind] = {"sup": "max", "inf": "min"}  # over finitely many


@dataclass(frozen=True)
class _Running:
    """An index and the set it runs over; `over` None: the text leaves it open."""

    index: n.Symbol
    over: n.Term | None
    without: tuple[n.Term, ...] = ()


@mean.register
def _(node: t.Big, known: Context) -> n.Term:
    if node.op == "limit":
        return _limit(node, known)
    if node.op not in _KINDS:
        raise refusal(node, f"{node.op} is not in the language")
    if node.sub is None:
        return _bare(node, known)
    running = _runnings(node, known)
    if node.op.startswith("arg") and len(running) > 1:
        raise refusal(node, f"{node.op} of several variables is a list", "one variable")
    inner = known.bind(*(r.index for r in running))
    _check_braces(node)
    body = mean(node.body, inner)
    for run in reversed(running):
        over = run.over if run.over is not None else _inferred(node, run.index, body, known)
        over = n.Except(over, run.without) if run.without else over
        kind = _REACHED.get(node.op, _KINDS[node.op]) if isinstance(over, n.Range | n.Except) else _KINDS[node.op]
        body = n.Bind(kind, run.index, over, body)
    return _checked(node, body)


def _check_braces(node: t.Big) -> None:
    r"""Refuse \sum_k {a_k + b}: braces do not show, so that a reader sees the sum end before the plus."""
    bound = {m.name for m in survey(node) if m.role == "bound"}
    for term in node.body.terms[1:] if isinstance(node.body, t.Sum) else ():
        if not any({m.name, *m.subscripts} & bound for m in survey(term)):
            raise refusal(node.body, f"braces do not show around what the {node.op} is of", "brackets")


def _checked(node: t.Node, term: n.Term) -> n.Term:
    try:
        sort_of(term)
    except SortError as error:
        raise refusal(node, str(error)) from error
    return term


# --- subscripts ------------------------------------------------------------------------------


def _runnings(node: t.Big, known: Context) -> list[_Running]:
    """Return the indices that the scripts of a big operator declare."""
    assert node.sub is not None
    if isinstance(node.sub, t.Listing) and SUCH_THAT in node.sub.separators:
        raise refusal(node.sub, f"a {node.op} over some indices only", "a sum, or \\max_{k \\ne j}")
    upper = _upper(node.sup, known)
    items = node.sub.items if isinstance(node.sub, t.Listing) else (node.sub,)
    found: list[_Running] = []
    for item in items:
        before = found[-1] if found else None
        extra = _exception(item, before, known)
        if extra is not None and before is not None:
            found[-1] = _Running(before.index, before.over, (*before.without, extra))
        else:
            inner = known.bind(*(f.index for f in found))
            found.append((_optimum(item, inner) if node.op in n.OPTIMA else None) or _running(item, upper, inner))
    if upper is not None or len(found) == 1:
        shared = found[-1].over  # i,j=1 above n: both
        found = [_Running(f.index, f.over if f.over is not None else shared, f.without) for f in found]
    return found


def _upper(sup: t.Node | None, known: Context) -> n.Term | None:
    if sup is None or (isinstance(sup, t.Label) and not sup.text):
        return None
    if isinstance(sup, t.Chain) and sup.ops == ("=",):
        return mean(sup.sides[1], known)
    return mean(sup, known)


def _exception(item: t.Node, before: _Running | None, known: Context) -> n.Term | None:
    r"""Return j of a further `k \ne j` about the index before it."""
    if before is None or not isinstance(item, t.Chain) or item.ops != ("!=",):
        return None
    return _other(item, before.index.name, known.bind(before.index))


def _other(chain: t.Chain, name: str, known: Context) -> n.Term | None:
    left, right = chain.sides
    if name in _possible_names(left):
        return mean(right, known)
    return mean(left, known) if name in _possible_names(right) else None


def _possible_names(node: t.Node) -> tuple[str, ...]:
    return base_names(node) if isinstance(node, t.Letter | t.Word) else ()


def _optimum(item: t.Node, known: Context) -> _Running | None:
    r"""Return what an optimum is sought over if it is no index: \theta, x \in [0, 1], x \in S."""
    chain = item if isinstance(item, t.Chain) and item.ops == ("in",) else None
    variable = _variable(chain.sides[0] if chain else item, known)
    if variable is None:
        return None
    if chain is None:
        return _Running(variable, n.Symbol(f"all_{variable.name}", SET))
    over = chain.sides[1]
    named = find(over, known)
    declared = named is not None and (named.symbol.sort == SET or named.symbol.name in known.scope.definitions)
    if isinstance(over, t.Letter | t.Word) and over.font != "bb" and not declared:
        return _Running(variable, n.Symbol(base_names(over)[-1], SET))
    return _Running(variable, set_of(over, known))


def _running(item: t.Node, upper: n.Term | None, known: Context) -> _Running:
    if not isinstance(item, t.Chain):
        index = _index(item, known)
        if upper is not None:
            return _Running(index, n.Range(ONE, upper))
        return _Running(index, known.scope.index_sets.get(index.name))
    if len(item.ops) != 1 or item.ops[0] not in ("=", "!=", "in"):
        return _bounded(item, known)
    index = _index(item.sides[0], known)
    if item.ops == ("=",):
        lower = mean(item.sides[1], known)
        if upper is not None:
            return _Running(index, n.Range(lower, upper))
        base = known.scope.index_sets.get(index.name)
        if lower == ONE and (base is None or (isinstance(base, n.Range) and base.lower == ONE)):
            return _Running(index, base)  # to the end, as without the 1
        raise refusal(item, "a sum from a lower bound without an upper one", "^{...}")
    if item.ops == ("!=",):
        base = n.Range(ONE, upper) if upper is not None else known.scope.index_sets.get(index.name)
        return _Running(index, base, (mean(item.sides[1], known),))
    return _Running(index, _index_set(item.sides[1], known))


def _bounded(item: t.Chain, known: Context) -> _Running:
    r"""Read 1 <= k <= K, -m \le j \le m, j < i, j > i."""
    shift = {"<=": 0, "<": 1}
    if len(item.ops) == 2 and all(op in shift for op in item.ops):
        index = _index(item.sides[1], known)
        lower, upper = mean(item.sides[0], known), mean(item.sides[2], known)
        return _Running(index, n.Range(_moved(lower, shift[item.ops[0]]), _moved(upper, -shift[item.ops[1]])))
    if len(item.ops) == 1 and item.ops[0] in ("<", "<=", ">", ">="):
        index = _index(item.sides[0], known)
        bound = mean(item.sides[1], known)
        base = known.scope.index_sets.get(index.name)
        if item.ops[0] in shift:
            lower = base.lower if isinstance(base, n.Range) else ONE
            return _Running(index, n.Range(lower, _moved(bound, -shift[item.ops[0]])))
        if isinstance(base, n.Range):
            return _Running(index, n.Range(_moved(bound, 1 if item.ops[0] == ">" else 0), base.upper))
    raise refusal(item, "this does not say what the index runs over", "k = 1 with an upper bound, k \\ne j, k \\in S")


def _moved(bound: n.Term, by: int) -> n.Term:
    if by == 0:
        return bound
    return n.Add((bound, ONE if by > 0 else n.Neg(ONE)))


def _index(node: t.Node, known: Context) -> n.Symbol:
    """Return the symbol that is bound: an index, or a variable whose values the scope lists."""
    found = find(node, known)
    if found is not None and not found.indices and found.sup is None:
        symbol = found.symbol
        if symbol.name in known.scope.index_sets and symbol.sort != FUNCTION:
            return symbol
        if symbol.sort == INDEX:
            return symbol
    if isinstance(node, t.Letter) or (isinstance(node, t.Word) and not node.run):
        return n.Symbol(base_names(node)[-1], INDEX)
    if isinstance(node, t.Scripted) and not node.primes and node.sup is None and found is not None:
        return n.Symbol(found.symbol.name, INDEX)
    raise refusal(node, "the index of a big operator is no letter", "a letter")


def _variable(node: t.Node, known: Context) -> n.Symbol | None:
    """Return the declared number or array that a node names, unless it is an index."""
    found = find(node, known)
    if found is None or found.indices or found.sup is not None or found.symbol.sort in (INDEX, FUNCTION):
        return None
    return None if found.symbol.name in known.scope.index_sets else found.symbol


def _index_set(node: t.Node, known: Context) -> n.Term:
    r"""Return S of `k \in S`: a size N, [K], {1, ..., K}, [1, K], or the set declared for the name."""
    if isinstance(node, t.Fenced) and node.body is not None:
        if isinstance(node.body, t.Listing):
            ends = [mean(i, known) for i in node.body.items if not isinstance(i, t.Dots)]
            dotted = any(isinstance(i, t.Dots) for i in node.body.items)
            if dotted or (node.left == "[" and len(ends) == 2):
                return n.Range(ends[0], ends[-1])
            return n.FiniteSet(tuple(ends))
        if node.left in ("[", "{"):
            if (
                isinstance(node.body, t.Product)
                and len(node.body.factors) == 3
                and isinstance(node.body.factors[1], t.Dots)
            ):
                return n.Range(mean(node.body.factors[0], known), mean(node.body.factors[2], known))
            return n.Range(ONE, mean(node.body, known))
    for name in _possible_names(node):
        if name in known.scope.index_sets and (known.symbol(name) is None or known.symbol(name).sort != INDEX):  # type: ignore[union-attr]
            return known.scope.index_sets[name]
    size = mean(node, known)
    if sort_of(size) == INDEX:
        return n.Range(ONE, size)
    raise refusal(node, "this is no set of indices", "a size, [K] or {1, ..., K}")


def _inferred(node: t.Node, index: n.Symbol, body: n.Term, known: Context) -> n.Term:
    """Return the set an index runs over, from what it indexes; the text must leave no choice."""
    sizes = indexed_sizes(index, body)
    if len(sizes) != 1:
        what = "nothing in the text says" if not sizes else "its uses disagree on"
        raise refusal(node, f"{what} what `{index.name}` runs over", "bounds, or a declared index set", index.name)
    return n.Range(ONE, sizes[0])


def indexed_sizes(index: n.Symbol, body: n.Term) -> list[n.Term]:
    """Return the sizes of the axes that `index` runs along in `body`, each once."""
    sizes: list[n.Term] = []
    for term in subterms(body):
        if not isinstance(term, n.Indexed):
            continue
        shape = sort_of(term.base).shape
        for position, used in enumerate(term.indices):
            if used == index and shape[position] not in sizes:
                sizes.append(shape[position])
    return sizes


def _bare(node: t.Big, known: Context) -> n.Term:
    """Read a sum without any subscript: over the one index that its body leaves free."""
    body = mean(node.body, known)
    candidates = [s for s in _free_indices(body) if s.name not in known.local]
    if len(candidates) > 1:  # those that stand outside of the sum too mean one thing there
        candidates = [s for s in candidates if s.name not in known.outside]
    total = _total(body, known.scope.manner) if node.op == "sum" and not candidates else None
    if total is not None:
        return total
    if not candidates and not is_number(sort_of(body)):
        error = SortError(f"a {node.op} of a {sort_of(body)}: over which of its axes, or over samples?")
        raise refusal(node, str(error)) from error
    if len(candidates) != 1:
        refused = refusal(node, "it is not said over what this runs", "a subscript such as _k", node.op)
        raise refused from None if candidates else SortError("a number: is it a matrix, one row for each sample?")
    index = candidates[0]
    over = known.scope.index_sets.get(index.name) or _inferred(node, index, body, known)
    return _checked(node, n.Bind(_KINDS[node.op], index, over, body))


def _total(body: n.Term, manner: Manner) -> n.Term | None:
    """Return the sum of a matrix over samples: of its rows, a row, if vectors are rows here; else of its columns."""
    sort = sort_of(body)
    if sort.name != "matrix" or not (manner.rows or manner.each_column):
        return None
    i = new_index({s.name for s in free_symbols(body)})
    j = new_index({i.name, *(s.name for s in free_symbols(body))})
    high, wide = sort.shape
    if manner.rows:
        return n.Transpose(n.Bind("sum", i, n.Range(ONE, high), entry(body, i)))
    return n.Bind("vector", j, n.Range(ONE, high), n.Bind("sum", i, n.Range(ONE, wide), entry(entry(body, j), i)))


def _free_indices(body: n.Term) -> Sequence[n.Symbol]:
    used: list[n.Symbol] = []
    free = free_symbols(body)
    for term in subterms(body):
        if isinstance(term, n.Indexed):
            used += [i for i in term.indices if isinstance(i, n.Symbol) and i in free and i not in used]
    return used


# --- limits ----------------------------------------------------------------------------------


def _limit(node: t.Big, known: Context) -> n.Term:
    below = node.sub
    if not isinstance(below, t.Chain) or below.ops != ("->",):
        raise refusal(node, "a limit without `x \\to ...`", "\\lim_{x \\to ...}")
    variable = bound_scalar(below.sides[0], known)
    point, side = _point(below.sides[1])
    return n.Limit(mean(node.body, known.bind(variable)), variable, mean(point, known), side)


def bound_scalar(node: t.Node, known: Context) -> n.Symbol:
    """Return the number that a limit or an integral with bounds binds, whatever its letter means outside."""
    found = find(node, known)
    if found is not None and not found.indices and found.sup is None and is_number(found.symbol.sort):
        return found.symbol
    if isinstance(node, t.Letter):
        return n.Symbol(node.name)
    raise refusal(node, "the bound variable is no letter", "a letter")


def _point(node: t.Node) -> tuple[t.Node, Literal["", "+", "-"]]:
    if isinstance(node, t.Scripted) and isinstance(node.sup, t.Label) and node.sup.text in ("+", "-"):
        return node.base, "+" if node.sup.text == "+" else "-"
    return node, ""
