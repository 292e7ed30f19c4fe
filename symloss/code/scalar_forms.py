"""The forms of a scalar loss: value, gradient and each kind of Hessian."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from symloss.code.form import Form, Forms
from symloss.code.hard import hard_forms
from symloss.code.kinds import kinds
from symloss.code.stable import stable_forms
from symloss.derive.derivation import Formulas
from symloss.errors import SymlossError
from symloss.term import nodes as n
from symloss.term.functions import function_of

_UNCHOSEN: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class ScalarForms:
    """The forms of one scalar loss; hessians: by kind, equal kinds with one and the same forms.

    hard: how value, gradient and exact Hessian are computed for labels 0 and 1, if there is a way for both.
    """

    value: Forms
    gradient: Forms
    hessians: Mapping[str, Forms]
    convex: bool
    hard: Mapping[str, Form]

    @property
    def as_written(self) -> tuple[str, ...]:
        """The functions that no rule found a form for."""
        named = {"value": self.value, "gradient": self.gradient, "hessian": self.hessian}
        return tuple(name for name, forms in named.items() if forms.as_written)

    @property
    def hessian(self) -> Forms:
        """The exact Hessian."""
        return self.hessians["exact"]


def scalar_forms(formulas: Formulas, chosen: Mapping[str, str] = _UNCHOSEN) -> ScalarForms:
    """Return the forms; chosen: the rule by which value, gradient and Hessian are computed, where there are several.

    Raises:
        UnprovedForm: the kernel does not follow.
        SymlossError: what is chosen is not proposed by any rule.
    """
    found = kinds(formulas)
    made: dict[n.Term, Forms] = {}
    for term in found.terms.values():
        made.setdefault(term, _forms(formulas, term, chosen.get("hessian", "")))
    hessians = {kind: made[term] for kind, term in found.terms.items()}
    exact = hessians["exact"]
    hessians = {kind: exact if forms.fast == exact.fast else forms for kind, forms in hessians.items()}
    value, gradient = (
        stable_forms(formulas, term, chosen.get(name, ""))
        for name, term in (("value", formulas.value), ("gradient", formulas.gradient))
    )
    _are_there(formulas, chosen, {"value": value, "gradient": gradient, "hessian": exact})
    terms = {"value": formulas.value, "gradient": formulas.gradient, "hessian": formulas.hessian}
    hard = hard_forms(formulas, terms, chosen)
    if formulas.y_values and hard:  # there are no other labels
        value, gradient = replace(value, fast=hard["value"]), replace(gradient, fast=hard["gradient"])
        other = replace(exact, fast=hard["hessian"])
        hessians = {kind: other if forms is exact else forms for kind, forms in hessians.items()}
    return ScalarForms(value, gradient, hessians, found.convex, hard)


def _are_there(formulas: Formulas, chosen: Mapping[str, str], found: Mapping[str, Forms]) -> None:
    """Raise SymlossError where a form that was chosen is not the one that was found."""
    for name, rule in chosen.items():
        if name not in found or found[name].rule != rule:
            raise SymlossError(
                f"{formulas.name}: no rule proposes the form {rule!r} of {name} that bounds.toml names; "
                "to choose again: python benchmarks/choose_forms.py --write"
            )


def _forms(formulas: Formulas, term: n.Term, chosen: str) -> Forms:
    """Return the forms of a term; of a maximum the forms of its arguments, put together."""
    function = function_of(term)
    if function is None or function.name != "max":
        return stable_forms(formulas, term, chosen)
    parts = [stable_forms(formulas, argument, chosen) for argument in term.arguments]  # type: ignore[attr-defined]
    fast, safe = (
        Form(
            function(*(getattr(part, which).result for part in parts)),
            tuple(dict.fromkeys(let for part in parts for let in getattr(part, which).lets)),
        )
        for which in ("fast", "safe")
    )
    return Forms(fast, safe, f"the larger of: {parts[0].rule}")
