"""Probabilities of events and of values: P(y = 1 | x) is P(y | x) at y = 1, where the text says what P(y | x) is."""

from __future__ import annotations

from symloss.term import nodes as n
from symloss.term.statement import Statement, rewritten
from symloss.term.walk import rebuild

_OWN = "_own"  # ends a letter that means nothing outside of a definition


def of_values(statement: Statement) -> Statement:
    """Return a statement in which what a text defines of a value is taken at the value that an event names."""
    functions = {name: d.parameters for name, d in statement.scope.definitions.items() if d.kind == "function"}

    def put(term: n.Term) -> n.Term:
        match rebuild(term, put):
            case n.Apply(n.Symbol(name) as function, arguments) as made:
                parameters = functions.get(name, ())
                if len(parameters) != len(arguments):
                    return made
                return n.Apply(function, tuple(map(_value, arguments, parameters)))
            case made:
                return made

    return rewritten(statement, put) if functions else statement


def _value(argument: n.Term, parameter: n.Symbol) -> n.Term:
    match argument:
        case n.Indicator(n.Relation("=", n.Symbol(name), value)) if name == parameter.name.removesuffix(_OWN):
            return value
    return argument
