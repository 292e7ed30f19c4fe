r"""Names with their scripts -> symbols, entries, powers and transposes of what the scope declares.

A script that is no part of the name (`lookup`) is an index if what it stands on is an array,
else an exponent or a refusal.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from symloss.latex import names, words
from symloss.latex import tree as t
from symloss.latex.reading.combine import MINUS_ONE, identity, ones, power, transpose, unknown_size
from symloss.latex.reading.context import Context, mean, refusal
from symloss.latex.reading.entries import ONE, column
from symloss.latex.reading.indicators import IN_ORDER, indicate, mean_truth
from symloss.latex.reading.lookup import Named, find, split
from symloss.term import nodes as n
from symloss.term.functions import EXP, FUNCTIONS
from symloss.term.reader_names import CONSTANTS
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import FUNCTION, INDEX, SCALAR, is_number
from symloss.term.walk import free_symbols, fresh, subterms


def name_term(node: t.Node, known: Context) -> n.Term:
    """Return what a letter or word with its scripts stands for."""
    found = find(node, known)
    if found is not None and not _is_exponential(node):
        return _value(node, found, known)
    special = _special(node, known)
    if special is not None:
        return special
    if isinstance(node, t.Scripted) and _is_listed(node):
        return _listed(node, known)
    if isinstance(node, t.Scripted) and not isinstance(node.base, t.Letter | t.Word):
        return scripted(node, mean(node.base, known), known)
    if isinstance(node, t.Scripted) and _is_power(node, known):
        return scripted(node, mean(_unscripted(node), known), known)
    raise _unknown(node, known)


def _is_listed(node: t.Scripted) -> bool:
    """Whether this is (x_k)_{k = 1}^{K}, the vector of the x_k."""
    return isinstance(node.base, t.Fenced) and isinstance(node.sub, t.Chain) and node.sub.ops == ("=",)


def _listed(node: t.Scripted, known: Context) -> n.Term:
    assert isinstance(node.base, t.Fenced) and isinstance(node.sub, t.Chain)
    letter = node.sub.sides[0]
    if not isinstance(letter, t.Letter | t.Word) or node.base.body is None or node.sup is None:
        raise refusal(node, "a list over an index without both bounds", "(x_k)_{k = 1}^{K}")
    index = n.Symbol(names.spell(letter), INDEX)
    over = n.Range(mean(node.sub.sides[1], known), mean(node.sup, known))
    return n.Bind("vector", index, over, mean(node.base.body, known.bind(index)))


def _unscripted(node: t.Scripted) -> t.Node:
    return replace(node, sup=None) if node.sub is not None or node.primes else node.base


def _is_power(node: t.Scripted, known: Context) -> bool:
    return node.sup is not None and not isinstance(node.sup, t.Fenced)


def _unknown(node: t.Node, known: Context) -> Exception:
    base, sub, sup, _ = split(node)
    stem = names.spell(base)
    name = names.spell(node) or stem
    symbol = known.symbol(stem)
    if symbol is not None and (sub is not None or isinstance(sup, t.Fenced)):
        message = f"`{stem}` is a {symbol.sort}, and `{name}` is not declared"
        refused = refusal(node, message, "a declared name", name)
        counted = all(isinstance(part, t.Letter | t.Literal) for part in names.parts(sub))
        if counted and sub is not None and symbol.sort != FUNCTION:
            refused.__cause__ = SortError(message)  # it is read as an array of other sizes
        return refused
    also = f", nor `{name}`" if name != stem else ""
    return refusal(node, f"`{stem}` is not declared{also}", "a declared name", name)


def _value(node: t.Node, found: Named, known: Context) -> n.Term:
    if found.primes:
        if found.symbol.sort != FUNCTION:
            raise refusal(node, f"`{found.symbol.name}` with a prime: it is no function", "a function", "'")
        return n.Prime(found.symbol, found.primes)
    term = indexed(node, found.symbol, found.indices, known)
    if known.rows and sort_of(term).name == "vector":
        term = n.Transpose(term)
    if found.sup is not None and isinstance(node, t.Scripted):
        return raised(node, term, found.sup, known)
    return term


def indexed(node: t.Node, array: n.Term, parts: tuple[t.Node, ...], known: Context) -> n.Term:
    """Return the entry, row or slice of `array` at the indices written."""
    if not parts:
        return array
    if known.rows and sort_of(array).name == "matrix":
        array = column(array)
    sort = sort_of(array)
    if len(parts) == 1 and isinstance(parts[0], t.Literal) and len(sort.shape) == len(parts[0].text) > 1:
        first = parts[0]
        parts = tuple(
            t.Literal(text=c, start=first.start + i, end=first.start + i + 1) for i, c in enumerate(first.text)
        )  # w_{11}
    if any(isinstance(p, t.Label) and p.text == ":" for p in parts):
        return _slice(array, parts, known)
    if len(parts) > len(sort.shape):
        message = f"{len(parts)} indices on a {sort}"
        raise refusal(node, message, "fewer indices") from SortError(message)
    indices = tuple(index_term(p, known) for p in parts)
    if sort.name == "matrix" and len(indices) == 1 and _counts_columns(indices[0], sort.shape, known):
        row = fresh(n.Symbol("i", INDEX), free_symbols(array) | free_symbols(indices[0]))
        return n.Bind("vector", row, n.Range(ONE, sort.shape[0]), n.Indexed(array, (row, *indices)))
    if isinstance(array, n.Indexed):
        return n.Indexed(array.base, (*array.indices, *indices))
    return n.Indexed(array, indices)


def _counts_columns(index: n.Term, shape: tuple[n.Term, ...], known: Context) -> bool:
    r"""Whether the letter of w_j is declared to run over the columns, and not over the rows: w_j is column j."""
    over = known.scope.index_sets.get(index.name) if isinstance(index, n.Symbol) else None
    return over == n.Range(ONE, shape[1]) and shape[0] != shape[1]


def index_term(node: t.Node, known: Context) -> n.Term:
    """Return an index; it must be a number."""
    term = mean(node, known)
    try:
        number = is_number(sort_of(term))
    except SortError as error:
        raise refusal(node, str(error)) from error
    if not number:
        raise refusal(node, "an index that is no number", "an index")
    return term


def _slice(array: n.Term, parts: tuple[t.Node, ...], known: Context) -> n.Term:
    """Return X_{i:} (a row, as a vector) or X_{:j} (a column)."""
    free = free_symbols(array)
    indices: list[n.Term] = []
    running: list[tuple[n.Symbol, n.Term]] = []
    shape = sort_of(array).shape
    for part, size in zip(parts, shape, strict=False):
        if isinstance(part, t.Label):
            running.append((fresh(n.Symbol("i", INDEX), free | {s for s, _ in running}), size))
            indices.append(running[-1][0])
        else:
            indices.append(index_term(part, known))
    while running and indices and indices[-1] == running[-1][0]:
        indices.pop()
        running.pop()
    result: n.Term = n.Indexed(array, tuple(indices)) if indices else array
    for symbol, size in reversed(running):
        result = n.Bind("vector", symbol, n.Range(ONE, size), result)
    return result


def scripted(node: t.Scripted, term: n.Term, known: Context) -> n.Term:
    """Return `term`, which is no name, with the scripts of `node`."""
    if node.primes:
        return _primed(node, term, known)
    if node.sub is not None and node.sup is not None and _is_between(node, term):
        return _between(node, term, known)
    if node.sub is not None and isinstance(node.base, t.Fenced | t.Scripted | t.Table | t.Product):
        term = indexed(node, term, names.parts(node.sub), known)
    turned = node.sub is None and node.sup is not None and names.spell(node.sup) in names.TRANSPOSED
    if turned and _is_list(node.base) and sort_of(term).name == "vector":
        return term  # (a, b)^T is how people write a column in a line
    return raised(node, term, node.sup, known) if node.sup is not None else term


def _is_between(node: t.Scripted, term: n.Term) -> bool:
    """Whether this is [F(x)]_a^b of a number F(x), of which there are no entries."""
    return isinstance(node.base, t.Fenced) and node.base.left == "[" and is_number(sort_of(term))


def _between(node: t.Scripted, term: n.Term, known: Context) -> n.Term:
    """Return F(b) - F(a) for [F(x)]_a^b, by the only name in the brackets."""
    assert node.sub is not None and node.sup is not None
    numbers = [s for s in free_symbols(term) if s.sort == SCALAR]
    if len(numbers) != 1:
        raise refusal(node, "it is not said which name takes the values", "F |_{x = b} - F |_{x = a}")
    lower, upper = (n.At(term, numbers[0], mean(bound, known)) for bound in (node.sub, node.sup))
    return n.Add((upper, n.Neg(lower)))


def _primed(node: t.Scripted, term: n.Term, known: Context) -> n.Term:
    """Return (1 + e^{-x})': the derivative by the only name in the brackets, if nothing else moves with it."""
    numbers = [s for s in free_symbols(term) if s.sort not in (FUNCTION, INDEX)]
    alone = len(numbers) == 1 and numbers[0].sort == SCALAR and not known.is_quantity(numbers[0].name)
    if not isinstance(node.base, t.Fenced) or node.sub is not None or node.sup is not None or not alone:
        raise refusal(node, "a prime on something that is no function", "a function name before '", "'")
    if not is_number(sort_of(term)):
        raise refusal(node, "a prime on what is no number", "d/dx", "'")
    return n.Derivative(term, numbers[0], node.primes, "prime")


def _is_list(node: t.Node) -> bool:
    body = node.body if isinstance(node, t.Fenced) and node.left in ("(", "[") else None
    return isinstance(body, t.Listing) and set(body.separators) == {","}


def raised(node: t.Scripted, term: n.Term, sup: t.Node, known: Context) -> n.Term:
    """Return `term` transposed or to the power `sup`."""
    spelled = names.spell(sup)
    array = not is_number(sort_of(term)) and sort_of(term) != FUNCTION
    if spelled in names.TRANSPOSED and (array or spelled != "T" or known.symbol("T") is None):
        if not array and not _made_of_arrays(term):  # w^T of a w that is a number would hide what w is
            raise refusal(
                node, "the transpose of a number", "a vector or matrix; for a power, a declared T", "^" + spelled
            )
        return transpose(term) if array else term
    if array and spelled[:1] == "-" and spelled[1:] in names.TRANSPOSED:
        return transpose(_power(node, term, MINUS_ONE))
    if isinstance(sup, t.Label):
        if sup.text == "!":
            return FUNCTIONS["factorial"](term)
        raise refusal(sup, f"`{sup.text}` is no exponent", "an exponent", sup.text)
    if isinstance(sup, t.Product) and names.is_transpose(sup) and array:
        first = replace(sup, factors=sup.factors[:-1], separators=sup.separators[:-1])
        return transpose(raised(node, term, first.factors[0] if len(first.factors) == 1 else first, known))
    if isinstance(sup, t.Fenced) and array:
        return indexed(node, term, (sup.body,) if sup.body is not None else (), known)
    return _power(node, term, mean(sup, known))


def _power(node: t.Node, base: n.Term, exponent: n.Term) -> n.Term:
    try:
        return power(base, exponent)
    except SortError as error:
        raise refusal(node, str(error)) from error


def _made_of_arrays(term: n.Term) -> bool:
    return any(isinstance(part, n.Symbol) and part.sort.shape for part in subterms(term))


def _special(node: t.Node, known: Context) -> n.Term | None:
    """Return what customary signs mean that the scope does not declare: e, pi, 1_{..}, delta, I."""
    base, sub, sup, primes = split(node)
    if primes:
        return None
    name = base.name if isinstance(base, t.Letter) else words.canonical(base.text) if isinstance(base, t.Word) else ""
    if isinstance(base, t.Literal):
        name = base.text
    if name == "e" and sup is not None and sub is None and isinstance(node, t.Scripted):
        return exponential(node, sup, known)
    truth = sub.body if isinstance(sub, t.Fenced) else sub  # 1_{\{y = k\}}
    if name in ("1", "I", "chi", "bb1") and isinstance(truth, t.Chain | t.Logic):
        in_order = isinstance(truth, t.Chain) and IN_ORDER.issuperset(truth.ops)  # 1_{z > 0} is a vector if z is
        known_truth = mean_truth(truth, known) if in_order else mean(truth, known)
        return _power_of(node, indicate(known_truth), sup, known)
    if name == "delta" and len(names.parts(sub)) == 2:
        left, right = (index_term(p, known) for p in names.parts(sub))
        return _power_of(node, n.Delta(left, right), sup, known)
    if sub is not None and not (name in ("1", "I", "0") and isinstance(base, t.Letter)):
        return None
    if isinstance(base, t.Letter) and name.isdigit() and name != "1":
        return _power_of(node, n.Number(Fraction(int(name))), sup, known)  # a zero vector is 0 wherever it fits
    if name in CONSTANTS and sub is None:
        return _power_of(node, CONSTANTS[name], sup, known)
    if isinstance(base, t.Letter) and name in ("1", "I") and (name == "I" or base.font):
        size = mean(sub, known) if sub is not None else unknown_size(0 if known.one_size else node.start)
        return _power_of(node, ones(size) if name == "1" else identity(size), sup, known)
    return None


def _power_of(node: t.Node, term: n.Term, sup: t.Node | None, known: Context) -> n.Term:
    return raised(node, term, sup, known) if sup is not None and isinstance(node, t.Scripted) else term


def _is_exponential(node: t.Node) -> bool:
    """Whether this is e^{-z}: that is exp(-z) even beside an error e, of which e^2 is the square."""
    base, sub, sup, _ = split(node)
    natural = isinstance(base, t.Letter) and base.name == "e" and sub is None
    power = isinstance(sup, t.Literal | t.Label | t.Fenced) or names.spell(sup) in names.TRANSPOSED if sup else True
    return natural and not power


def exponential(node: t.Node, sup: t.Node, known: Context) -> n.Term:
    """Return e^x; of an array it is entrywise."""
    exponent = mean(sup, known)
    sort = sort_of(exponent)
    return EXP(exponent) if is_number(sort) else n.Map(EXP.symbol, exponent)
