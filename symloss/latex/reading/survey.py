"""Which names a tree mentions, and how: the raw material from which a scope is built."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from symloss.latex import names, words
from symloss.latex import tree as t

_COUNTING = frozenset("ijklmnrstTLNMK")
Role = Literal["use", "variable", "bound"]


@dataclass(frozen=True)
class Mention:
    r"""One occurrence of a name.

    name: the letter or word with its accents (hat_y), without scripts. run: bare
    letters in a row, which may be a product of single letters. subscripts: each part
    as spelled ("n", "1", "CE", "i+1"; "" if it is no name). superscript: as spelled,
    "(i)" for a bracketed one, "T" for a transposition, "2" for an exponent. applied: how many arguments stand in
    brackets directly behind it (0: none); arguments: as spelled. entered: whether an index stands
    behind that bracket, f(x)_i. exponents: in how many
    exponents it stands that can be nothing else. role: "variable" of a derivative or integral, "bound" by a
    big operator (then `start` is in its subscript), or a plain "use". full: the plain name if all scripts are labels.
    """

    name: str
    font: str
    run: bool
    subscripts: tuple[str, ...]
    superscript: str
    primes: int
    applied: int
    arguments: tuple[str, ...]
    entered: bool
    exponents: int
    role: Role
    full: str
    start: int
    end: int

    @property
    def numbered(self) -> tuple[str, ...]:
        """What stands below it, and the i of the sample x^{(i)}."""
        above = self.superscript
        return (*self.subscripts, above[1:-1]) if above[:1] == "(" and above[-1:] == ")" else self.subscripts


def survey(node: t.Node) -> tuple[Mention, ...]:
    """Return every mention of a name in `node`, in the written order; a tree remembers them, for it is asked often."""
    known: tuple[Mention, ...] | None = node.__dict__.get("_mentions")
    if known is None:
        found: list[Mention] = []
        _collect(node, "use", None, found)
        known = tuple(found)
        object.__setattr__(node, "_mentions", known)
    return known


def _collect(node: t.Node, role: Role, after: t.Node | None, found: list[Mention]) -> None:
    """Collect mentions; `after` is the factor that stands directly behind `node`."""
    if isinstance(node, t.Letter) and node.name.isdigit():
        return  # a bold 0 or 1 is no name
    if isinstance(node, t.Letter | t.Word) or _is_name(node):
        found.append(_mention(node, role, after))
        if isinstance(node, t.Scripted):
            if node.sub is not None:
                _collect(node.sub, "use", None, found)
            _superscript(node, _without_transposition(node), found)
    elif isinstance(node, t.Product):
        following = (*node.factors[1:], None)
        joints = (*node.separators, "end")
        for factor, behind, joint in zip(node.factors, following, joints, strict=True):
            _collect(factor, role, behind if joint == "" else None, found)
    elif isinstance(node, t.Big):
        _scripts(node, found)
        _collect(node.body, "use", None, found)
    elif isinstance(node, t.DerivativeSign | t.IntegralSign):
        _calculus(node, found)
    elif isinstance(node, t.Scripted):
        for part in (node.base, node.sub, _without_transposition(node)):
            if part is not None:
                _collect(part, role, None, found)
    else:
        for child in t.below(node):
            _collect(child, role, None, found)


def _superscript(node: t.Scripted, sup: t.Node | None, found: list[Mention]) -> None:
    """Collect what a name is raised to; letters that may count steps or layers are scripts of the name."""
    if sup is None:
        return
    start = len(found)
    _collect(sup, "use", None, found)
    power = not isinstance(sup, t.Label | t.Fenced)
    natural = isinstance(node.base, t.Letter) and node.base.name == "e" and node.sub is None
    if power and (natural or not {m.name for m in found[start:]} <= _COUNTING):
        found[start:] = [replace(m, exponents=m.exponents + 1) for m in found[start:]]


def _is_name(node: t.Node) -> bool:
    if not isinstance(node, t.Scripted) or not isinstance(node.base, t.Letter | t.Word):
        return False
    return not (isinstance(node.base, t.Letter) and node.base.name.isdigit())


def _without_transposition(node: t.Scripted) -> t.Node | None:
    """Return a superscript without the T that transposes; whether T is a power is seen where else it occurs.

    The T of e^{z/T} and of e^{r T} is a factor.
    """
    sup = node.sup
    if sup is None or not names.is_transpose(sup):
        return sup
    if isinstance(sup, t.Product):
        return sup.factors[0] if len(sup.factors) == 2 and not _is_natural(node) else sup
    return None


def _is_natural(node: t.Scripted) -> bool:
    """Whether this is the number e to a power."""
    return isinstance(node.base, t.Letter) and node.base.name == "e" and not node.base.font and node.sub is None


def _calculus(node: t.DerivativeSign | t.IntegralSign, found: list[Mention]) -> None:
    if isinstance(node, t.DerivativeSign):
        for variable, _ in node.variables:
            _collect(variable, "variable", None, found)
    else:
        for bound in (node.sub, node.sup):
            if bound is not None:
                _collect(bound, "use", None, found)
        _collect(node.variable, "variable", None, found)
    if node.body is not None:
        _collect(node.body, "use", None, found)


def _scripts(node: t.Big, found: list[Mention]) -> None:
    """The first name on the left of each relation (or of the listing) below a big operator is bound."""
    for item in node.sub.items if isinstance(node.sub, t.Listing) else (node.sub,):
        if isinstance(item, t.Chain):
            _collect(item.sides[0], "bound", None, found)
            for side in item.sides[1:]:
                _collect(side, "use", None, found)
        elif item is not None:
            _collect(item, "bound", None, found)
    if node.sup is not None:
        _collect(node.sup, "use", None, found)


def _mention(node: t.Node, role: Role, after: t.Node | None) -> Mention:
    base = node.base if isinstance(node, t.Scripted) else node
    assert isinstance(base, t.Letter | t.Word)
    subs = tuple(names.spell(p) for p in names.parts(node.sub)) if isinstance(node, t.Scripted) else ()
    sup = names.spell(node.sup) if isinstance(node, t.Scripted) and node.sup is not None else ""
    primes = node.primes if isinstance(node, t.Scripted) else 0
    behind = after.base if isinstance(after, t.Scripted) else after
    arguments = () if _is_exponent(node) else _arguments(behind)
    return Mention(
        name=base.name if isinstance(base, t.Letter) else words.canonical(base.text),
        font=base.font,
        run=isinstance(base, t.Word) and base.run,
        subscripts=subs,
        superscript=sup,
        primes=primes,
        applied=len(arguments),
        arguments=tuple(names.spell(a) for a in arguments),
        exponents=0,
        entered=bool(arguments) and isinstance(after, t.Scripted) and after.sub is not None,
        role=role,
        full=names.full(names.spell(base), list(subs), sup, primes),
        start=node.start,
        end=node.end,
    )


def _is_exponent(node: t.Node) -> bool:
    """Whether what follows is a factor, because an exponent stands between: p^a (1 - p), not tanh^2(x)."""
    sup = node.sup if isinstance(node, t.Scripted) else None
    return sup is not None and not isinstance(sup, t.Literal | t.Fenced | t.Label)


def _arguments(node: t.Node | None) -> tuple[t.Node, ...]:
    if not isinstance(node, t.Fenced) or node.left not in ("(", "[") or node.body is None:
        return ()
    return node.body.items if isinstance(node.body, t.Listing) else (node.body,)
