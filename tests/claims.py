"""A small language for tests of the kernel: names declared by kind, claims in plain notation."""

from __future__ import annotations

from fractions import Fraction

from symloss.term.nodes import Number, Range, Relation, Symbol, Term
from symloss.term.reader import read
from symloss.term.scope import Definition, Hypothesis, Scope
from symloss.term.sorts import FUNCTION, INDEX, matrix, vector
from symloss.term.statement import Identity, Statement

K, N = Symbol("K", INDEX), Symbol("N", INDEX)
_ONE = Number(Fraction(1))


def scope(
    numbers: str = "",
    vectors: str = "",
    matrices: str = "",
    functions: str = "",
    where: tuple[str, ...] = (),
    facts: tuple[str, ...] = (),
    depends: dict[str, str] | None = None,
) -> Scope:
    """Return a scope with real numbers, vectors of length K, N x K matrices; i, j, k run over 1..K, m, n over 1..N."""
    made = Scope().declare(K, N)
    for letters, size in (("ijk", K), ("mn", N)):
        for letter in letters:
            made = made.run(Symbol(letter, INDEX), Range(_ONE, size))
    made = made.declare(*(Symbol(name) for name in numbers.split()))
    made = made.declare(*(Symbol(name, vector(K)) for name in vectors.split()))
    made = made.declare(*(Symbol(name, matrix(N, K)) for name in matrices.split()))
    made = made.declare(*(Symbol(name, FUNCTION) for name in functions.split()))
    for text in where:
        made = define(made, text)
    for name, on in (depends or {}).items():
        made = made.declare(Symbol(name))
        made = made.depend(name, *(made.symbols[other] for other in on.split()))
    return made.suppose(*(Hypothesis(read(fact, made)) for fact in facts))


def define(made: Scope, text: str) -> Scope:
    """Return the scope with `a = ...` or `p_k = ...` added."""
    name, body = (part.strip() for part in text.split("=", 1))
    name, _, letter = name.partition("_")
    if letter:
        index = Symbol(letter, INDEX)
        made = made.declare(Symbol(name, vector(K)))
        return made.define(Definition(name, read(body, made), (index,), "indexed"))
    made = made.declare(Symbol(name))
    return made.define(Definition(name, read(body, made)))


def claim(text: str, made: Scope, given: tuple[str, ...] = (), declared: bool = False) -> Statement:
    """Return the statement that `text` follows, with further hypotheses."""
    hypotheses = tuple(Hypothesis(read(truth, made), "stated, line 1") for truth in given)
    return Statement(made, Identity(read(text, made)), hypotheses, domain_declared=declared)


def equation(text: str, made: Scope) -> Relation:
    """Return a relation in plain notation."""
    found = read(text, made)
    assert isinstance(found, Relation)
    return found


def term(text: str, made: Scope) -> Term:
    """Return a term in plain notation."""
    return read(text, made)
