"""Plain notation, read strictly: every token is consumed, every name is known, or a ReadError says where not.

One loop over the operators of the table `_INFIX`; what may stand where a value
begins is in `symloss.term.reader_forms`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from symloss.errors import ReadError
from symloss.term import nodes as n
from symloss.term import reader_forms as forms
from symloss.term.functions import COMPOSED, EXP, SPELLINGS
from symloss.term.lexer import MAX_ORDER, Token, tokens
from symloss.term.notation import AND, CHAINED, FACTOR, IMPLIES, LIST, NOT, OR, POWER, PRODUCT, RELATION, SUM
from symloss.term.reader_names import bound
from symloss.term.scope import Scope
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import FUNCTION, TRUTH
from symloss.term.walk import height

MAX_DEPTH = 64  # brackets, binders and exponents inside each other
MAX_HEIGHT = 100  # of the whole tree: a/b/c/... nests without brackets


def read(text: str, scope: Scope) -> n.Term:
    """Return the value or truth that `text` says, names as declared in `scope`; raise ReadError."""
    return _whole(text, scope, lambda reader: reader.expression(IMPLIES))


def read_set(text: str, scope: Scope) -> n.Term:
    """Return the set that `text` says, as it stands after `in`: `{0, 1}`, `[0, 1)`, `1..K`."""
    return _whole(text, scope, lambda reader: reader.set())


def _whole(text: str, scope: Scope, start: Callable[[Reader], n.Term]) -> n.Term:
    reader = Reader(text, scope)
    try:
        term = start(reader)
        if reader.peek().kind != "end":
            raise reader.misfit()
        if height(term) > MAX_HEIGHT:
            raise RecursionError
        sort_of(term)
    except RecursionError:
        message = f"nested more than {MAX_HEIGHT} deep"
        raise ReadError(message, 0, text, "named intermediate results", len(text)) from None
    except SortError as error:
        raise ReadError(f"this does not fit together: {error}", 0, text, length=len(text)) from error
    return term


class Reader:
    """A position in the tokens of one text, and the scope that holds there."""

    def __init__(self, text: str, scope: Scope) -> None:
        self.tokens = tokens(text)
        self.at = 0
        self.depth = 0
        self.scope = scope

    # --- tokens ---

    def peek(self, ahead: int = 0) -> Token:
        """Return a token further on without taking it."""
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)]

    def take(self) -> Token:
        """Return the next token and go past it."""
        token = self.peek()
        self.at += 1
        return token

    def accept(self, text: str) -> bool:
        """Take the next token if it is `text`."""
        if self.peek().text != text:
            return False
        self.at += 1
        return True

    def expect(self, text: str) -> Token:
        """Take the next token, which has to be `text`."""
        if self.peek().text != text:
            raise self.misfit(f"`{text}`")
        return self.take()

    def error(self, message: str, token: Token, expected: str = "") -> ReadError:
        """Return the error `message` at `token`."""
        return ReadError(message, token.offset, token.text, expected, max(1, len(token.text)))

    def misfit(self, expected: str = "") -> ReadError:
        """Return the error that the next token does not fit here."""
        token = self.peek()
        before = self.tokens[self.at - 1] if self.at else token
        juxtaposed = before.kind in ("number", "name") and (token.kind in ("number", "name") or token.text == "(")
        if not expected and juxtaposed:
            written = f"{before.text}({token.text})" if before.text in SPELLINGS else f"{before.text}*{token.text}"
            expected = f"an operator (write `{written}`?)"
        what = f"`{token.text}` does not fit here" if token.text else "the text ends here"
        return self.error(what, token, expected or "an operator or the end")

    # --- expressions ---

    def expression(self, level: int) -> n.Term:
        """Read as far as operators bind at least as tightly as `level`."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.error(f"nested more than {MAX_DEPTH} deep", self.peek(), "named intermediate results")
        left, opened = self._first(level), ""
        while (row := _INFIX.get(self.peek().text)) is not None and row.level >= level:
            if row.level == SUM and self.peek(1).text == "}":
                break  # the side of a limit: z -> 0+
            token = self.take()
            left = row.build(self, left, token, opened)
            opened = row.group
        self.depth -= 1
        return left

    def value(self) -> n.Term:
        """Read a number or array: everything that stands on one side of a relation."""
        return self.expression(SUM)

    def _first(self, level: int) -> n.Term:
        token = self.peek()
        if token.text == "-" and level <= PRODUCT:
            self.take()
            return n.Neg(self.expression(PRODUCT))
        if token.text == "not" and level <= NOT and "not" not in self.scope.symbols:
            self.take()
            return n.Not(self.truth(self.expression(RELATION), token))
        return self.operand()

    def operand(self) -> n.Term:
        """Read an atom with what follows it directly: primes, arguments, indices, [z := 2]."""
        term = forms.atom(self)
        while (change := _POSTFIX.get("'" if self.peek().kind == "prime" else self.peek().text)) is not None:
            changed = change(self, term)
            if changed is None:
                return term
            term = changed
        return term

    def values(self) -> tuple[n.Term, ...]:
        """Read terms with commas between them."""
        found = [self.expression(OR)]
        while self.accept(","):
            found.append(self.expression(OR))
        return tuple(found)

    def arguments(self, end: str) -> tuple[n.Term, ...]:
        """Read terms with commas between them, and `end`."""
        found = self.values()
        self.expect(end)
        return found

    def truth(self, term: n.Term, token: Token) -> n.Term:
        """Return `term`, which has to be a truth."""
        if not is_truth(term):
            raise self.error(f"`{term}` is not a condition", token, "a relation such as x > 0")
        return term

    def condition(self) -> n.Term:
        """Read a truth; commas mean "and"."""
        token = self.peek()
        return self.truth(self.expression(IMPLIES), token)

    def set(self) -> n.Term:
        """Read what may stand after `in`."""
        return forms.index_set(self)


def is_truth(term: n.Term) -> bool:
    """Whether `term` is a truth."""
    if isinstance(term, n.Symbol):
        return term.sort == TRUTH
    return isinstance(term, n.Relation | n.Member | n.And | n.Or | n.Not | n.Implies)


# --- operators -----------------------------------------------------------------------

Build = Callable[[Reader, n.Term, Token, str], n.Term]


def _sum(reader: Reader, left: n.Term, token: Token, opened: str) -> n.Term:
    right = reader.expression(PRODUCT)
    term = n.Neg(right) if token.text == "-" else right
    return n.Add((*(left.terms if opened == "sum" and isinstance(left, n.Add) else (left,)), term))


_PRODUCTS: dict[str, type[n.Mul | n.MatMul | n.Hadamard]] = {"*": n.Mul, "@": n.MatMul, ".*": n.Hadamard}


def _product(reader: Reader, left: n.Term, token: Token, opened: str) -> n.Term:
    if opened in ("*", "/", "@", ".*") and opened != token.text and {opened, token.text} & {"@", ".*"}:
        raise reader.error(f"`{opened}` and `{token.text}` side by side", token, "parentheses")
    right = reader.expression(FACTOR)
    if token.text == "/":
        return n.Div(left, right)
    kind = _PRODUCTS[token.text]
    before = left.factors if opened == token.text and isinstance(left, kind) else (left,)
    return kind((*before, right))


def _power(reader: Reader, left: n.Term, token: Token, opened: str) -> n.Term:
    if reader.peek().text == "T" and not isinstance(left, n.Number) and is_array(left):
        reader.take()
        return n.Transpose(left)
    right = n.Neg(reader.expression(POWER)) if reader.accept("-") else reader.expression(POWER)
    return EXP(right) if left == n.Constant("e") else n.Pow(left, right)


def _relation(reader: Reader, left: n.Term, token: Token, opened: str) -> n.Term:
    chained = opened == "relation"
    links = left.truths if chained and isinstance(left, n.And) else (left,)
    last = links[-1]
    if chained and not (isinstance(last, n.Relation) and last.op in CHAINED and token.text in CHAINED):
        raise reader.error(f"`{token.text}` after another relation", token, "`and` between two relations")
    if token.text == "in":
        return n.Member(left, reader.set())
    right = reader.value()
    if chained and isinstance(last, n.Relation):
        return n.And((*links, n.Relation(token.text, last.right, right)))  # type: ignore[arg-type]
    return n.Relation(token.text, left, right)  # type: ignore[arg-type]


def _junction(reader: Reader, left: n.Term, token: Token, opened: str) -> n.Term:
    reader.truth(left, token)
    kind: type[n.And | n.Or] = n.Or if token.text == "or" else n.And
    right = reader.truth(reader.expression(_INFIX[token.text].level + 1), token)
    return kind((*(left.truths if opened == token.text and isinstance(left, kind) else (left,)), right))


def _implication(reader: Reader, left: n.Term, token: Token, opened: str) -> n.Term:
    return n.Implies(reader.truth(left, token), reader.truth(reader.expression(IMPLIES), token))


@dataclass(frozen=True)
class _Infix:
    """An operator between two terms; neighbours of one `group` make one node."""

    level: int
    build: Build
    group: str


_RELATIONS = ("=", "!=", "<", "<=", ">", ">=", "~=", "->", "in")
_INFIX: dict[str, _Infix] = {
    "=>": _Infix(IMPLIES, _implication, ""),
    ",": _Infix(LIST, _junction, ","),
    "or": _Infix(OR, _junction, "or"),
    "and": _Infix(AND, _junction, "and"),
    **{op: _Infix(RELATION, _relation, "relation") for op in _RELATIONS},
    **{op: _Infix(SUM, _sum, "sum") for op in "+-"},
    **{op: _Infix(PRODUCT, _product, op) for op in ("*", "/", "@", ".*")},
    **{op: _Infix(POWER, _power, "power") for op in ("^", "**")},
}


# --- what follows an atom directly -----------------------------------------------------


def is_function(term: n.Term) -> bool:
    """Whether `term` can be applied."""
    return isinstance(term, n.Prime) or (isinstance(term, n.Symbol) and term.sort == FUNCTION)


def is_array(term: n.Term) -> bool:
    """Whether `term` has entries."""
    try:
        return bool(sort_of(term).shape)
    except SortError:
        return False


def _prime(reader: Reader, term: n.Term) -> n.Term:
    if not is_function(term):
        raise reader.error(f"`{term}'`: only a function has a derivative written with a prime", reader.peek(), "d/dz")
    marks = reader.take()
    if len(marks.text) > MAX_ORDER:
        raise reader.error("too many primes", marks, f"at most {MAX_ORDER}")
    return n.Prime(term, len(marks.text))


def _call(reader: Reader, term: n.Term) -> n.Term | None:
    if not is_function(term):
        return None
    opening = reader.take()
    arguments = reader.arguments(")")
    row = SPELLINGS.get(term.name) if isinstance(term, n.Symbol) else None
    if row is not None and row.arity not in (None, len(arguments)):
        raise reader.error(f"`{row.name}` takes {row.arity} argument(s), not {len(arguments)}", opening)
    if row is not None and row.takes == "number" and row.arity == 1 and _is_vector(arguments[0]):
        return n.Map(term, arguments[0])  # of a matrix, exp(W) could mean another thing: there write exp.(W)
    return COMPOSED[row.name](*arguments) if row is not None and row.name in COMPOSED else n.Apply(term, arguments)


def _is_vector(term: n.Term) -> bool:
    try:
        return sort_of(term).name == "vector"
    except SortError:
        return False


def _map(reader: Reader, term: n.Term) -> n.Term:
    if not is_function(term):
        raise reader.error(f"`{term}` is not a function", reader.peek(), "a function before `.(`")
    reader.take()
    (argument,) = (reader.expression(OR),)
    reader.expect(")")
    return n.Map(term, argument)


def _index(reader: Reader, term: n.Term) -> n.Term:
    if not is_array(term):
        raise reader.error(f"`{term}` has no entries", reader.peek(), "an operator")
    reader.take()
    if reader.accept("{"):
        return n.Indexed(term, reader.arguments("}"))
    return n.Indexed(term, (forms.atom(reader),))


def _value_at(reader: Reader, term: n.Term) -> n.Term | None:
    if reader.peek(2).text != ":=":
        return None
    bracket = reader.take()
    if reader.tokens[reader.at - 2].kind == "number":
        raise reader.error("a number is evaluated", bracket, "parentheses around what is: (x^2)[x := 2]")
    variable = bound(reader)
    reader.take()
    value = reader.expression(OR)
    reader.expect("]")
    return n.At(term, variable, value)


_POSTFIX: dict[str, Callable[[Reader, n.Term], n.Term | None]] = {
    "'": _prime,
    "(": _call,
    ".(": _map,
    "_": _index,
    "[": _value_at,
}
