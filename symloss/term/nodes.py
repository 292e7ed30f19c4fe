"""The nodes of the one tree that says mathematics.

A term is frozen and ordered and never simplifies itself: `a - y` stays
`Add((a, Neg(y)))`, `2*x/x` stays a quotient, and what is printed is what is
judged. `==` is structural. A bound symbol is bound by the nearest binder of the
same symbol; `symloss.term.walk` substitutes without capture.

Every field of a node is a term, a tuple of terms, an optional term, or plain data
(a name, a number, an operator); the generic functions of `symloss.term.walk` rely
on that.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from symloss.term.sorts import SCALAR, Sort
from symloss.term.tree import Term as Term  # the module is the language: whoever says a node says Term
from symloss.term.tree import node

# --- atoms -------------------------------------------------------------------------


@node
class Number(Term):
    """A number as it was written: a non-negative integer or decimal.

    `places` is the count of digits printed after the point (None: an integer was
    written). One half is `Div(Number(1), Number(2))`, minus one `Neg(Number(1))`.
    """

    value: Fraction
    places: int | None = None


@node
class Constant(Term):
    """A named constant: "pi", "e" or "inf" (positive infinity; only as a bound or a limit point)."""

    name: Literal["pi", "e", "inf"]


@node
class Symbol(Term):
    """A name with its sort. The plain name is canonical: `y`, `gamma_pos`, `hat_y`, `L`."""

    name: str
    sort: Sort = SCALAR


# --- arithmetic --------------------------------------------------------------------


@node
class Neg(Term):
    """-a. Subtraction is `Add((a, Neg(b)))`."""

    term: Term


@node
class Add(Term):
    """a + b + ..., in the written order, two or more terms."""

    terms: tuple[Term, ...]


@node
class Mul(Term):
    """a*b*..., in the written order, two or more factors (scalars, or a scalar and one array)."""

    factors: tuple[Term, ...]


@node
class Div(Term):
    """a/b."""

    numerator: Term
    denominator: Term


@node
class Pow(Term):
    """a^b (`exp(x)` is `Apply(EXP, (x,))`, also where a text writes e^x)."""

    base: Term
    exponent: Term


# --- functions and indices ---------------------------------------------------------


@node
class Apply(Term):
    """f(x, ...): `function` is a symbol of sort function, or a `Prime` of one."""

    function: Term
    arguments: tuple[Term, ...]


@node
class Prime(Term):
    """f', f'', ...: the derivative of a function of one argument, itself a function."""

    function: Term
    order: int = 1


@node
class Map(Term):
    """f applied to each entry of an array; the result has the array's sort."""

    function: Term
    argument: Term


@node
class Indexed(Term):
    """x_{i, j, ...}: the entry of an array (a symbol, or any term of an array sort)."""

    base: Term
    indices: tuple[Term, ...]


# --- sets and binders --------------------------------------------------------------


@node
class Range(Term):
    """The integers from `lower` to `upper`, both included."""

    lower: Term
    upper: Term


@node
class Except(Term):
    """An index set without the given indices: k != j under a sum."""

    base: Term
    without: tuple[Term, ...]


@node
class FiniteSet(Term):
    """{a, b, ...}."""

    elements: tuple[Term, ...]


@node
class Interval(Term):
    """A real interval; an end is open if it does not belong to it."""

    lower: Term
    upper: Term
    open_lower: bool = False
    open_upper: bool = False


BinderKind = Literal["sum", "product", "max", "min", "sup", "inf", "argmax", "argmin", "expectation", "vector"]
OPTIMA: tuple[BinderKind, ...] = ("max", "min", "sup", "inf", "argmax", "argmin")  # `over` may be any set


@node
class Bind(Term):
    """A binder: `kind` over `index` in `over` of `body`.

    sum, product and the optima: `over` is an index set (`Range`, `Except`), or, for
    the optima, any set; a symbol of the sort set is one of which the text says no more.
    argmax and argmin are the index at which the body is largest or smallest.
    expectation: `over` is the distribution, `index` the random quantity.
    vector: the column whose entry number `index` is `body`. `index` is bound in `body`, not in `over`.
    """

    kind: BinderKind
    index: Symbol
    over: Term
    body: Term


# --- cases -------------------------------------------------------------------------


@node
class Delta(Term):
    """Kronecker's delta: 1 if the two indices are equal, else 0."""

    left: Term
    right: Term


@node
class Indicator(Term):
    """1 if the condition is true, else 0."""

    condition: Term


@node
class Cases(Term):
    """The value of the first condition that is true, else `otherwise` (None: undefined there)."""

    values: tuple[Term, ...]
    conditions: tuple[Term, ...]
    otherwise: Term | None = None


# --- arrays ------------------------------------------------------------------------


@node
class Stack(Term):
    """A vector or matrix written out: its rows, each a tuple-like `Row`; a vector has rows of one."""

    rows: tuple[Term, ...]


@node
class Row(Term):
    """One row of a `Stack`."""

    entries: tuple[Term, ...]


@node
class Transpose(Term):
    """a^T."""

    term: Term


@node
class Inner(Term):
    """The inner product of two vectors of one size, a scalar: a^T b, a . b, <a, b>; signed: and not a b."""

    left: Term
    right: Term
    signed: bool = True


@node
class MatMul(Term):
    """The matrix product of matrices and vectors, in order (an outer product is a b^T)."""

    factors: tuple[Term, ...]


@node
class Hadamard(Term):
    """The entrywise product of arrays of one shape; signed: as for `Inner`."""

    factors: tuple[Term, ...]
    signed: bool = True


@node
class Norm(Term):
    """||a||_p: `order` 2 unless written; `Constant("inf")` for the maximum."""

    term: Term
    order: Term = Number(Fraction(2))


# --- calculus ----------------------------------------------------------------------

Style = Literal["d", "partial", "nabla", "prime"]


@node
class Derivative(Term):
    """d^n body / d variable^n at the current point.

    `variable` is a symbol or an indexed symbol; of an array it gives the array of
    derivatives. `style` only says how it was written: d, partial, nabla, or a prime on brackets.
    """

    body: Term
    variable: Term
    order: int = 1
    style: Style = "d"


@node
class At(Term):
    """The value of `body` with `variable` := `value`: an evaluation bar. Binds `variable` in `body`."""

    body: Term
    variable: Symbol
    value: Term


@node
class Integral(Term):
    """int body d variable; without bounds an antiderivative (variable stays free), with bounds it is bound."""

    body: Term
    variable: Symbol
    lower: Term | None = None
    upper: Term | None = None


@node
class Limit(Term):
    """The limit of `body` as `variable` goes to `point`; `side` "+" from above, "-" from below."""

    body: Term
    variable: Symbol
    point: Term
    side: Literal["", "+", "-"] = ""


# --- truths ------------------------------------------------------------------------

RelationOp = Literal["=", "!=", "<", "<=", ">", ">=", "~=", "->"]


@node
class Relation(Term):
    """left op right; `~=` is "equal to the digits printed", `->` is "tends to"."""

    op: RelationOp
    left: Term
    right: Term


@node
class Member(Term):
    """`term` is an element of `set`."""

    term: Term
    set: Term


@node
class And(Term):
    """All of these truths."""

    truths: tuple[Term, ...]


@node
class Or(Term):
    """At least one of these truths."""

    truths: tuple[Term, ...]


@node
class Not(Term):
    """The truth is false."""

    truth: Term


@node
class Implies(Term):
    """If `premise` then `conclusion`."""

    premise: Term
    conclusion: Term
