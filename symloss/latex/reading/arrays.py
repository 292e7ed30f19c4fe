"""Brackets, vectors written out, matrices, cases, norms, indicators in brackets."""

from __future__ import annotations

from symloss.latex import names, notation, words
from symloss.latex import tree as t
from symloss.latex.reading.combine import transpose
from symloss.latex.reading.context import Context, mean, refusal
from symloss.latex.reading.ellipsis import between, vector_with_dots
from symloss.latex.reading.indicators import indicate, mean_truth
from symloss.latex.reading.resolve import raised
from symloss.term import nodes as n
from symloss.term.functions import ABS, DET, FUNCTIONS
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import TRUTH, is_number


@mean.register
def _(node: t.Fenced, known: Context) -> n.Term:
    if node.body is None:
        raise refusal(node, "nothing in the brackets", "an expression")
    if node.left == "langle":
        return _angle(node, known)
    if node.left in ("|", "||"):
        return _bars(node, known)
    if node.left in ("floor", "ceil"):
        raise refusal(node, f"the {node.left} of a number is not in the language")
    if isinstance(node.body, t.Table) and node.left == "{":
        return _cases(node.body, known)
    if isinstance(node.body, t.Table):
        return mean(node.body, known)
    if isinstance(node.body, t.Listing):
        return vector_of(node.body, known)
    if isinstance(node.body, t.Chain) and node.left == "[":
        return indicate(mean_truth(node.body, known))  # Iverson's bracket
    return mean(node.body, known)


def _angle(node: t.Fenced, known: Context) -> n.Term:
    if not isinstance(node.body, t.Listing) or len(node.body.items) != 2:
        raise refusal(node, "angle brackets hold two vectors", "<a, b>")
    left, right = (mean(item, known) for item in node.body.items)
    inner = n.Inner(left, right)
    if is_number(sort_of(left)) and is_number(sort_of(right)):
        return n.Mul((left, right))
    return _sorted(node, inner)


def _bars(node: t.Fenced, known: Context) -> n.Term:
    assert node.body is not None
    inside = mean(node.body, known)
    if node.left == "||":
        return _sorted(node, n.Norm(inside))
    if sort_of(inside).name == "matrix":
        return _sorted(node, DET(inside))
    if not is_number(sort_of(inside)):
        raise refusal(node, f"|...| of a {sort_of(inside)}", "\\|...\\| or \\det")
    return ABS(inside)


def _sorted(node: t.Node, term: n.Term) -> n.Term:
    try:
        sort_of(term)
    except SortError as error:
        raise refusal(node, str(error)) from error
    return term


def norm(node: t.Scripted, known: Context) -> n.Term:
    """Return ||x||_p^q."""
    inside = mean(node.base, known)
    assert isinstance(inside, n.Norm)
    if node.sub is not None and names.spell(node.sub) not in ("2", "F", "Fro", "HS", "ell2", "ell_2"):
        inside = n.Norm(inside.term, mean(node.sub, known))
    return raised(node, inside, node.sup, known) if node.sup is not None else inside


def is_norm(node: t.Node) -> bool:
    """Return whether `node` is a norm with scripts."""
    return isinstance(node, t.Scripted) and isinstance(node.base, t.Fenced) and node.base.left == "||"


# --- vectors and matrices -----------------------------------------------------------------


def vector_of(node: t.Listing, known: Context) -> n.Term:
    """Return the column that a bracketed list of numbers is; columns beside each other are a matrix, and rows below."""
    if any(isinstance(item, t.Dots) for item in node.items):
        return _lined_up(node, vector_with_dots(node, node.items, known), known)
    entries = tuple(mean(item, known) for item in node.items)
    if not all(is_number(sort_of(e)) for e in entries):
        raise refusal(node, "a list of things that are no numbers", "numbers")
    return n.Stack(tuple(n.Row((e,)) for e in entries))


def _lined_up(node: t.Listing, made: n.Term, known: Context) -> n.Term:
    """Return vectors x_1, ..., x_n in brackets, of which the rows were made, as they stand there."""
    if sort_of(made).name != "matrix":
        return made
    below = set(node.separators) == {";"}
    if below != isinstance(mean(node.items[0], known), n.Transpose):
        raise refusal(node, "columns below each other, or rows in a row", "columns beside each other, or rows below")
    return made if below else transpose(made)


@mean.register
def _(node: t.Listing, known: Context) -> n.Term:
    raise refusal(node, "several things where one is expected", "one expression", ",")


@mean.register
def _(node: t.Table, known: Context) -> n.Term:
    if "cases" in node.environment:
        return _cases(node, known)
    if node.environment not in notation.MATRICES:
        raise refusal(node, f"the environment {node.environment} inside an expression", "a matrix")
    result = _matrix(node, known)
    if notation.MATRICES[node.environment] == "|":
        return _sorted(node, DET(result))
    return n.Norm(result) if notation.MATRICES[node.environment] == "||" else result


def _matrix(node: t.Table, known: Context) -> n.Term:
    rows = [row for row in node.rows if any(cell is not None for cell in row)]
    width = max(len(row) for row in rows) if rows else 0
    if width == 0:
        raise refusal(node, "an empty matrix", "entries")
    cells = [cell for row in rows for cell in row]
    if any(isinstance(cell, t.Dots) for cell in cells):
        return _matrix_with_dots(node, rows, known)
    if width == len(rows) > 1 and all(
        (rows[k][m] is None) == (k != m) for k in range(width) for m in range(len(rows[k]))
    ):
        zero = t.Literal(text="0", start=node.start, end=node.end)  # only the diagonal is written
        rows = [(*(c or zero for c in row), *(zero for _ in range(width - len(row)))) for row in rows]
        cells = [cell for row in rows for cell in row]
    if any(cell is None for cell in cells) or any(len(row) != width for row in rows):
        raise refusal(node, "a matrix with missing entries", "as many entries in every row")
    made = [tuple(mean(cell, known) for cell in row if cell is not None) for row in rows]
    if not all(is_number(sort_of(e)) for row in made for e in row):
        raise refusal(node, "a matrix of things that are no numbers", "numbers")
    return _sorted(node, n.Stack(tuple(n.Row(row) for row in made)))


def _matrix_with_dots(node: t.Table, rows: list[tuple[t.Node | None, ...]], known: Context) -> n.Term:
    dotted = [all(isinstance(cell, t.Dots) or cell is None for cell in row) for row in rows]
    if all(len(row) == 1 or dots for row, dots in zip(rows, dotted, strict=True)) and not all(dotted):
        rows = [tuple(c for c in row if c is not None)[:1] for row in rows]
        return vector_with_dots(node, [row[0] for row in rows if row[0] is not None], known)
    if _is_diagonal(rows):
        inside = [row[k] for k, row in enumerate(rows)]
        diagonal = vector_with_dots(node, [cell for cell in inside if cell is not None], known)
        return _sorted(node, FUNCTIONS["diag"](diagonal))
    if len(rows) == 1:
        return transpose(vector_with_dots(node, [cell for cell in rows[0] if cell is not None], known))
    kept = [row for row in rows if not all(isinstance(c, t.Dots) or c is None for c in row)]
    if len(kept) not in (2, 3) or any(len(row) != len(rows[0]) for row in kept):
        raise refusal(node, "dots in a matrix that show no pattern", "first and last row, first and last column")
    across = [vector_with_dots(node, [c for c in row if c is not None], known) for row in kept]
    over, index, body = between(node, across, known)
    return n.Bind("vector", index, over, body)


def _is_diagonal(rows: list[tuple[t.Node | None, ...]]) -> bool:
    """Whether only the diagonal is filled, with dots on it."""
    if any(len(row) != len(rows) for row in rows):
        return False

    def empty(cell: t.Node | None) -> bool:
        return cell is None or (isinstance(cell, t.Literal) and cell.text == "0")

    return all((row_number == k) != empty(cell) for row_number, row in enumerate(rows) for k, cell in enumerate(row))


def _cases(node: t.Table, known: Context) -> n.Term:
    values: list[n.Term] = []
    conditions: list[n.Term] = []
    otherwise: n.Term | None = None
    for row in node.rows:
        cells = [cell for cell in row if cell is not None]
        if not cells:
            continue
        value = mean(_without_set(cells[0]), known)
        if len(cells) == 1 or isinstance(cells[1], t.Text):
            if otherwise is not None or (len(cells) == 2 and not _means_otherwise(cells[1])):
                raise refusal(cells[-1], "a case without a condition that can be read", "if ..., or otherwise")
            otherwise = value
            continue
        condition = mean(cells[1], known)
        if sort_of(condition) != TRUTH:
            raise refusal(cells[1], "the condition of a case is no relation", "a relation such as y = 1")
        values.append(value)
        conditions.append(condition)
    if not values:
        raise refusal(node, "cases without conditions", "if ...")
    return _sorted(node, n.Cases(tuple(values), tuple(conditions), otherwise))


def _without_set(node: t.Node) -> t.Node:
    r"""Return the value of a case that says where it lies, a \in [0, 1]."""
    return node.sides[0] if isinstance(node, t.Chain) and node.ops == ("in",) else node


def _means_otherwise(node: t.Node) -> bool:
    return isinstance(node, t.Text) and words.cue(node.text) == "otherwise"


# --- indicators ----------------------------------------------------------------------------


def indicator(node: t.Node, following: t.Node | None, known: Context) -> n.Term | None:
    r"""Return 1[y = k], 1\{h > 0\}, I(x > 0): one, bold one or I before a bracketed relation."""
    fence = following.base if isinstance(following, t.Scripted) else following
    if not isinstance(fence, t.Fenced) or not isinstance(fence.body, t.Chain | t.Logic):
        return None
    if not _is_one(node, known):
        return None
    result = indicate(mean_truth(fence.body, known))
    if isinstance(following, t.Scripted) and following.sup is not None:
        return raised(following, result, following.sup, known)
    return result


def _is_one(node: t.Node, known: Context) -> bool:
    if isinstance(node, t.Literal):
        return node.text == "1"
    if isinstance(node, t.Word):
        return node.text in ("bb1", "Ind", "ind") and known.symbol(node.text) is None
    if not isinstance(node, t.Letter):
        return False
    return node.name in ("1", "I", "chi") and known.symbol(node.name) is None
