"""Which names are arrays, with how many indices, and which of them are applied like functions."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from symloss.latex import tree as t
from symloss.latex.reading.survey import Mention, survey
from symloss.proofs.names.compositions import by_value
from symloss.proofs.names.evidence import LETTER_FUNCTIONS, SPOKEN_OF, Evidence
from symloss.proofs.names.mentions import alike, defined_function, is_name, label_of, stem_of, transposed
from symloss.proofs.names.walks import LAWS, NORMAL, compared, conditionals, distributions, draws, means_in, nodes
from symloss.term.functions import SPELLINGS

_FUNCTION_LETTERS = frozenset({"f", "g", "h", "F", "G", "H", "phi", "varphi", "psi", "rho"})
_LEARNED = frozenset({"theta", "vartheta", "w", "W", "beta", "phi", "varphi", "psi", "omega", "Theta", "Phi"})
OPERATORS = frozenset({"max", "min", "argmax", "argmin", "sup", "lim", "KL", "Var", "Cov"})
LOGARITHM = re.compile(r"log_[a-zA-Z\d]")  # to a base
_CERTAIN = 1_000  # outweighs every count of ways of writing


def ranks_of(ev: Evidence) -> dict[str, int]:
    """Return the number of indices of each name that is an array.

    A name with one and with two indices is a matrix whose rows are written too, if
    the one is bold; else the more frequent way of writing counts.
    """
    seen: dict[str, Counter[int]] = {}
    counted = _counted_letters(ev)
    for use in ev.uses:
        mention = use.mention
        parts = ev.indices(mention)
        family = stem_of(mention, ev.index) in ev.families
        known = mention.name in SPELLINGS and mention.name not in counted | ev.letters
        if parts and not family and mention.name not in OPERATORS and not known:
            weight = 0 if mention.font == "bold" or mention.superscript[1:-1] in ev.index else 1
            further = _further_axes(ev, mention)
            weight = _CERTAIN if further else weight
            seen.setdefault(stem_of(mention, ev.index), Counter())[len(parts) + further] += weight
    ranks = {name: max(counts, key=lambda rank: (counts[rank], rank)) for name, counts in seen.items()}
    ev.indexed = frozenset(ranks)
    if "delta" in ranks and 2 in seen["delta"] and not ev.is_defined("delta", 2):
        del ranks["delta"]  # Kronecker's
    for label, shape in ev.spaces.items():
        whole = label in ranks and ranks[label] < len(shape)  # w_j of a w in R^{d x m} is a part of it
        part = any(f"{name}_" == label[: len(name) + 1] for name in ranks)
        if shape and (whole or (label not in ranks and not part)):
            ranks[label] = len(shape)
    return ranks


def _counted_letters(ev: Evidence) -> frozenset[str]:
    r"""Return sigma where it is no function but numbers that are counted: standard deviations, sum_j \sigma_j."""
    mentions = [use.mention for use in ev.uses if use.mention.name in LETTER_FUNCTIONS]
    plain = {m.name for m in mentions if any(p in ev.bound for p in m.subscripts)}
    return frozenset(plain - {m.name for m in mentions if m.applied or m.primes or not m.subscripts})


def _further_axes(ev: Evidence, mention: Mention) -> int:
    r"""Return how many axes an indexed name still has: x_i \in R^d is a vector, and so is the x_i of x_i^T."""
    shape = ev.spaces.get(label_of(mention), ())
    if shape:
        return len(shape)
    return 1 if transposed(mention) else 0


def join_axes(ev: Evidence, ranks: dict[str, int]) -> None:
    """Make the axes that one index letter counts in one formula as long as each other."""
    for letter, upper in ev.ranges.items():
        for number in range(len(ev.formulas)):
            if not ev.classes.length(("letter", number, letter)):
                ev.classes.know(("letter", number, letter), upper)
    for name, axis, upper in ev.lasts:
        if axis < ranks.get(name, 0) and not ev.classes.length(("axis", name, axis)):
            ev.classes.know(("axis", name, axis), upper)
    for label, shape in ev.spaces.items():
        base = label if label in ranks else ""
        for axis, size in enumerate(shape):
            if base and size and ranks[base] == len(shape):
                ev.classes.know(("axis", base, axis), size)
    for use in ev.uses:
        stem = stem_of(use.mention, ev.index)
        parts = ev.indices(use.mention)
        for axis, size in enumerate(ev.spaces.get(label_of(use.mention), ()) if parts else ()):
            if ranks.get(stem, 0) > len(parts) + axis:
                ev.classes.know(("axis", stem, len(parts) + axis), size)
        for axis, part in enumerate(ev.indices(use.mention)[: ranks.get(stem, 0)]):
            if part in ev.index:
                ev.classes.join(("axis", stem, axis), ("letter", use.formula, part))
    _lengths_of_means(ev, ranks)


def _lengths_of_means(ev: Evidence, ranks: dict[str, int]) -> None:
    """Take N for what a sum without an end runs to if it is divided by N, and nothing else tells: (1/N) sum_k x_k."""
    found: dict[object, set[str]] = {}
    for number, formula in enumerate(ev.formulas):
        for letter, size in means_in(formula):
            if not ev.classes.length(("letter", number, letter)):
                found.setdefault(ev.classes.find(("letter", number, letter)), set()).add(size)
    for item, sizes in found.items():
        for size in sizes if len(sizes) == 1 else ():
            if size not in ranks and size not in ev.index and not ev.is_defined(size):
                ev.know(item, size)


def functions_of(ev: Evidence, ranks: dict[str, int]) -> tuple[dict[str, None], frozenset[str]]:
    """Tell names that are applied from names beside which a bracket stands by chance."""
    arguments: dict[str, dict[tuple[str, ...], None]] = {}
    bare: set[str] = set()
    primed: set[str] = set()
    entered: set[str] = set()
    declarations = {k for k, f in enumerate(ev.formulas) if [sign.op for sign in f.signs] == [":", "->"]}
    for use in ev.uses:
        mention = use.mention
        if of_law(mention):
            continue
        name = label_of(mention, ev.index)
        if stem_of(mention, ev.index) in ev.families and mention.applied:
            name = stem_of(mention, ev.index)
            entered.add(name)
        if mention.primes and mention.applied:
            primed.add(name)
        if mention.entered:
            entered.add(name)
        if mention.applied:
            arguments.setdefault(name, {}).setdefault(mention.arguments)
        elif not use.inner and use.formula not in declarations:  # f : A -> B says that it is a function
            bare.add(name)
    primed |= {name for f in ev.formulas for name in by_value(f)}
    defined = {name for f in ev.formulas for name, _ in defined_function(f)}
    drawn = {name for f in ev.formulas for name in distributions(f)}
    given_others = {name for f in ev.formulas for name in conditionals(f)}
    listed = _of_lists(ev) - LAWS
    turned = {m.name for m in (use.mention for use in ev.uses) if transposed(m) and not m.applied} - defined - primed
    functions: dict[str, None] = {}
    displayed: set[str] = set()
    for name, lists in arguments.items():
        factor = name in ev.ordered - primed and not any(all(map(is_name, a)) for a in lists)
        if (name in LETTER_FUNCTIONS and not factor) or name in ev.operators & SPOKEN_OF:
            functions.setdefault(name)
            continue
        if name in turned:
            continue  # X (X^T X)^{-1} is a product
        if name in SPELLINGS.keys() - ev.letters or name in ev.index or name in ranks or LOGARITHM.fullmatch(name):
            continue
        if name in ev.entrywise:
            functions.setdefault(name)
            continue
        letters = [a for a in lists if all(a)]
        if name in bare:  # J(0, 1) is the quantity J at a point
            letters = [a for a in letters if not all(x.isdigit() for x in a)] or letters
        if name in listed & bare - primed - entered and all(
            len(a) > 1 and not all(a) for a in lists
        ):  # J = ..., and J(w_1, ..., w_m) of the same J
            displayed.add(name)
            continue
        many = any(len(a) > 1 for a in lists)
        named = any(all(is_name(x) for x in a) for a in lists)  # nobody writes a product as x(y)
        # p(1-p) is a product
        given = name in given_others and name.partition("_")[0] in LAWS | {"pi"}  # p_theta(z | x), pi_theta(a | s)
        law = name in drawn or given or (name in LAWS and name not in bare) or name == NORMAL
        if not (name in defined or name in primed or name in entered or many or named or law or _is_of_function(name)):
            continue
        if name in primed or name in entered or law or not letters or not alike(letters):
            functions.setdefault(name)
        elif (name in bare or many) and (not many or alike(letters)):
            displayed.add(name)
        else:
            functions.setdefault(name)
    for name in sorted(_laws(ev) - set(ranks) - displayed - ev.index):
        functions.setdefault(name)
    return functions, frozenset(displayed)


def _is_of_function(name: str) -> bool:
    r"""Whether this is a letter of functions, with what a model learns below it if anything: f, h_\theta."""
    letter, _, below = name.partition("_")
    return letter in _FUNCTION_LETTERS and (not below or below in _LEARNED)


def of_law(mention: Mention) -> bool:
    r"""Whether this is the E of an expectation, by what stands below it: E_{x \sim q}, E_{q(x)}."""
    return mention.name == "E" and any(not part or "(" in part for part in mention.subscripts)


def _of_lists(ev: Evidence) -> frozenset[str]:
    """Return the names that are applied to a list with dots."""
    called = (call for f in ev.formulas for p in nodes(f) if isinstance(p, t.Product) for call in pairwise(p.factors))
    return frozenset(
        label_of(mention, ev.index)
        for name, behind in called
        if isinstance(behind, t.Fenced)
        and isinstance(behind.body, t.Listing)
        and any(isinstance(item, t.Dots) for item in behind.body.items)
        for mention in survey(name)[:1]
    )


def overloaded(ev: Evidence) -> dict[str, int]:
    """Return the names of which the text defines functions of one and of several arguments: H(p) and H(p, q)."""
    wider = ev.wider.formulas if ev.wider is not None else []
    counts: dict[str, set[int]] = {}
    for formula in (*ev.formulas, *wider):
        rest = {m.name for side in formula.sides[1:2] if side is not None and side.node for m in survey(side.node)}
        for name, count in defined_function(formula):
            if name not in rest:  # H(p) = H(p, q) says something of both
                counts.setdefault(name, set()).add(count)
    return {name: min(found) for name, found in counts.items() if len(found) > 1 and name not in SPELLINGS}


def _laws(ev: Evidence) -> set[str]:
    """Return the letters of distributions that need not be applied: P of x ~ P, and with it Q of KL(P || Q)."""
    drawn = {name for f in ev.formulas for name, _ in draws(f)} & LAWS
    pairs = [set(pair) for f in ev.formulas for pair in compared(f)]
    return drawn.union(*(pair & LAWS for pair in pairs if pair & drawn))


def drawn_from(ev: Evidence) -> dict[str, str]:
    """Return the letter that is drawn from each distribution, if it is one letter, and the distribution is of one."""
    wider = ev.wider.formulas if ev.wider is not None else []
    found: dict[str, set[str]] = {}
    for name, letter in (pair for f in (*ev.formulas, *wider) for pair in draws(f)):
        found.setdefault(name, set()).add(letter)
    joint = {u.mention.name for u in ev.uses if len(u.mention.arguments) > 1}
    return {name: next(iter(letters)) for name, letters in found.items() if len(letters) == 1 and name not in joint}
