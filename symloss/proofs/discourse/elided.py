"""Functions written without their arguments where a value is expected: `= h (1 - h)`, `sigma' = sigma (1 - sigma)`.

Such a name is the value of the function at the arguments that the text gives it: those
of its definition, the only ones at which it is ever written, or what a derivative in the
same formula is by. An equation that mentions nothing but functions holds at every point.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.survey import Mention, survey
from symloss.proofs.names.evidence import Evidence
from symloss.proofs.names.mentions import is_name, label_of, stem_of
from symloss.proofs.names.walks import nodes, roots
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS
from symloss.term.scope import Definition, Scope
from symloss.term.sorts import FUNCTION, INDEX, SCALAR
from symloss.term.walk import free_symbols, fresh

Arguments = Mapping[str, tuple[n.Term, ...]]


def elided(formula: Formula, scope: Scope, evidence: Evidence) -> tuple[Arguments, bool]:
    """Return the arguments at which the functions of a formula are meant, and whether no others could be."""
    mentions = (m for root in roots(formula) for m in survey(root))
    labels = {label_of(m if label_of(m) in scope.symbols else replace(m, primes=0)) for m in mentions if not m.applied}
    bare = sorted(name for name in labels if _is_function(name, scope))
    if not bare:
        return {}, True
    variable = _variable(formula, scope)
    found: dict[str, tuple[n.Term, ...]] = {}
    certain = True
    for name in bare:
        arguments, only = _arguments(name, variable, formula, scope, evidence)
        if not arguments:
            return {}, False
        found[name] = arguments
        certain &= only
    return found, certain


def differentiated(formula: Formula, scope: Scope, evidence: Evidence) -> tuple[Arguments, str]:
    """Return what functions are of that a formula differentiates by what their argument is made of.

    In dC/dw, with C(a) and a = sigma(w x), C is the value at a, and no function of w. Where the text
    applies C to names of which none is made of w, the second part says that dC/dw is not settled by it.
    """
    found: dict[str, tuple[n.Term, ...]] = {}
    doubt = ""
    for sign in (node for node in nodes(formula) if isinstance(node, t.DerivativeSign)):
        name = label_of(m) if sign.body is not None and (m := _bare(sign.body)) is not None else ""
        by = {label_of(m) for variable, _ in sign.variables for m in survey(variable)[:1]}
        stems = {stem_of(m) for variable, _ in sign.variables for m in survey(variable)[:1]}
        if not _is_function(name, scope) or len(by) != 1:
            continue
        parameters = _parameters(name, by | stems, scope)
        if parameters:
            found[name] = parameters
            if _usual(name, evidence) != ({tuple(str(p) for p in parameters)}, False):
                doubt = f"{name} is written of several things: of which is it here?"
            continue
        written, unclear = _usual(name, evidence)
        of = [] if unclear else sorted(args for args in written if len(args) == 1)
        if not of or any(by & set(args) for args in of):
            continue
        symbols = [s for (arg,) in of if (s := scope.symbols.get(arg)) is not None and s.sort != FUNCTION]
        made = [s for s in symbols if by & {r.name for r in _made_of(s, scope)}]
        if len(made) == 1:
            found[name] = (made[0],)
        elif name not in FUNCTIONS or made:
            doubt = f"it is not said of what {name} is a function here"
    return found, doubt


def _parameters(name: str, by: set[str], scope: Scope) -> tuple[n.Term, ...]:
    """Return the parameters of a function of several, if what one differentiates by is one of them, or makes one."""
    known = scope.definitions.get(name)
    several = known.parameters if known is not None and known.kind == "function" and len(known.parameters) > 1 else ()
    reached = {r.name for parameter in several for r in (parameter, *_made_of(parameter, scope))}
    return several if by & reached else ()


def _bare(node: t.Node) -> Mention | None:
    """Return the name that is all of a node, or None."""
    found = survey(node)[:1]
    return found[0] if found and isinstance(node, t.Letter | t.Word | t.Scripted) else None


def _made_of(symbol: n.Symbol, scope: Scope) -> frozenset[n.Symbol]:
    """Return what a quantity depends on, by its definition or by what the text says."""
    return _reached(Definition(symbol.name, symbol), scope)


def _is_function(name: str, scope: Scope) -> bool:
    symbol = scope.symbols.get(name)
    return name in FUNCTIONS if symbol is None else symbol.sort == FUNCTION


def _arguments(
    name: str, variable: n.Symbol | None, formula: Formula, scope: Scope, evidence: Evidence
) -> tuple[tuple[n.Term, ...], bool]:
    """Return what a function is of, and whether that is certain."""
    definition = scope.definitions.get(name)
    parameters = definition.parameters if definition is not None and definition.kind == "function" else ()
    written, unclear = _usual(name, evidence)
    known = [found for arguments in sorted(written) if (found := _symbols(arguments, scope))]
    if variable is not None and variable not in {s for found in known for s in found}:
        chained = [found for found in known if any(variable in _made_of(s, scope) for s in found)]
        if chained:  # a = phi(z) and z = w x + b: da/dx = phi' w
            return (chained[0], not unclear) if len(chained) == 1 else ((), False)
    if definition is not None and parameters:
        if variable is not None and len(parameters) == 1 and variable not in _reached(definition, scope):
            return (variable,), False
        own = tuple(p.name for p in parameters)
        return parameters, written == {own} or _mentions(formula, own)
    if variable is not None:
        return (variable,), not unclear and written <= {(variable.name,)}
    if written and not unclear:
        return (known[0], True) if len(written) == len(known) == 1 else ((), False)
    if (name in FUNCTIONS or definition is None) and _only_functions(formula, scope):
        return (fresh(n.Symbol("x", SCALAR), frozenset(scope.symbols.values())),), True
    return (), False


def _symbols(written: tuple[str, ...], scope: Scope) -> tuple[n.Symbol, ...]:
    """Return the quantities at which a function is written; none if one of them is no quantity."""
    symbols = [scope.symbols.get(argument) for argument in written]
    known = tuple(s for s in symbols if s is not None and s.sort != FUNCTION)
    return known if len(known) == len(symbols) else ()


def _usual(name: str, evidence: Evidence) -> tuple[set[tuple[str, ...]], bool]:
    """Return the lists of names to which a text applies a function, and whether it applies it to anything else.

    h (1 - h) is a product, for nobody applies h to itself; h(0) is the same h at a point.
    """
    found: set[tuple[str, ...]] = set()
    unclear = False
    for product in (node for f in evidence.formulas for node in nodes(f) if isinstance(node, t.Product)):
        for factor, following, sign in zip(product.factors, product.factors[1:], product.separators, strict=False):
            fence = following.base if isinstance(following, t.Scripted) else following
            if sign or not isinstance(fence, t.Fenced) or not _is_called(factor, name):
                continue
            items = fence.body.items if isinstance(fence.body, t.Listing) else (fence.body,)
            spelled = tuple(names.spell(item) if item is not None else "" for item in items)
            if all(map(is_name, spelled)):
                found.add(spelled)
            elif not all(s.isdigit() for s in spelled) and not any(label_of(m) == name for m in survey(fence)):
                unclear = True
    return found, unclear


def _is_called(factor: t.Node, name: str) -> bool:
    if not isinstance(factor, t.Letter | t.Word | t.Scripted):
        return False
    return any(label_of(replace(m, primes=0)) == name for m in survey(factor)[:1])  # f'(x) is of x too


def _mentions(formula: Formula, written: tuple[str, ...]) -> bool:
    return set(written) <= {label_of(m) for root in roots(formula) for m in survey(root)}


def _variable(formula: Formula, scope: Scope) -> n.Symbol | None:
    """Return the one number by which the formula differentiates, if it does."""
    by = {
        label_of(m)
        for node in nodes(formula)
        if isinstance(node, t.DerivativeSign)
        for variable, _ in node.variables
        for m in survey(variable)[:1]
    }
    symbol = scope.symbols.get(next(iter(by))) if len(by) == 1 else None
    return symbol if symbol is not None and symbol.sort == SCALAR else None


def _reached(definition: Definition, scope: Scope) -> frozenset[n.Symbol]:
    """Return what the body of a definition depends on, through other definitions."""
    reached: frozenset[n.Symbol] = free_symbols(definition.body)
    waiting = list(reached)
    while waiting:
        symbol = waiting.pop()
        inner = scope.definitions.get(symbol.name)
        further = free_symbols(inner.body) if inner is not None else frozenset()
        new = (further | frozenset(scope.depends.get(symbol.name, ()))) - reached
        waiting += sorted(new, key=lambda s: s.name)
        reached |= new
    return reached


def _only_functions(formula: Formula, scope: Scope) -> bool:
    mentions = (m for root in roots(formula) for m in survey(root))
    plain = (scope.symbols.get(label_of(m)) for m in mentions)
    return all(s is None or s.sort in (FUNCTION, INDEX) for s in plain)
