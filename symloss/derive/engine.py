"""From a name to a derivation: pose, let the rules propose, have every step judged.

The whole way in one place; the mathematics is in the modules it calls.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from symloss.derive import loss as losses
from symloss.derive import problem as problems
from symloss.derive import simplex
from symloss.derive.activations import ACTIVATIONS
from symloss.derive.bounded import TooLong, within
from symloss.derive.clauses import defaults
from symloss.derive.declaration import Loss, Requirement
from symloss.derive.derivation import Derivation, Report
from symloss.derive.forward import derive_forward
from symloss.derive.general import derive_general
from symloss.derive.judging import NoEnd, judged
from symloss.derive.load import Declared, catalogue, load, unknown_name
from symloss.derive.raw_side import by_raw
from symloss.derive.refusal import refusal
from symloss.derive.report import facts
from symloss.derive.report.closing import closing
from symloss.derive.report.subject import Subject
from symloss.derive.rules import rules
from symloss.derive.search import Search
from symloss.derive.wish import wish_for, wish_for_softmax
from symloss.errors import SymlossError
from symloss.kernel.docket import docket
from symloss.term.nodes import Symbol, Term
from symloss.term.printer import plain
from symloss.term.scope import Scope

SECONDS = 20  # that the rules may search for a loss


def search_loss(problem: problems.FunctionalProblem) -> Search:
    """Let the rules carry the search to its end; raise NoEnd with the last step where none applies."""
    search = Search(problem)
    while not search.finished:
        carried = next((s for rule in rules() if (s := rule(search)) is not None), None)
        if carried is None:
            refused = refusal(problem.activation, problem.residual, problem.activated, problem.y)
            if refused is not None:
                raise refused
            if (in_raw := by_raw(search)) is not None:
                return in_raw
            last = plain(search.steps[-1].shown) if search.steps else "the requirement"
            raise NoEnd(f"no end found: no rule carries on from\n  {last}")
        search = carried
    return search


def derive(name: str | Path, folders: Sequence[Path] = (), require: str | None = None) -> Derivation:
    """Return the derivation of a declared loss, or of the matching loss of an activation, each step judged.

    name: an activation (its matching loss is sought), a declaration, or a path to one;
    "phi" is an activation of which nothing is known.
    require: another residual dL/dz wished for ("(a - y)^3"), or one equation
    ("dL/dw = x*(a - y)").

    Raises:
        SymlossError: no such name; StepRefused, NoEnd and Impossible as they say.
    """
    if str(name) == "phi" and require is None:
        return derive_general()
    return _derived(declaration_of(name, folders, require), folders)


def _derived(declared: Declared, folders: Sequence[Path]) -> Derivation:
    if isinstance(declared.declaration, Loss):
        return derive_forward(losses.pose(declared))
    assert isinstance(declared.declaration, Requirement)
    if simplex.is_over_classes(declared.declaration):
        return simplex.derive_over_classes(simplex.pose(declared))
    return derive_backward(problems.pose(declared, folders))


def report(name: str | Path, folders: Sequence[Path] = (), values: Mapping[str, Term] | None = None) -> Report:
    """Return what is known of a loss, each answer proved, or with a witness.

    values: of parameters; those with a default need none, the others stay letters.

    Raises:
        SymlossError: no such name or parameter, a value outside of its domain, or as `derive` says.
    """
    declared = declaration_of(name, folders, None)
    known = parameters_of(declared)
    for parameter in values or {}:
        if parameter not in known:
            others = f"it has {', '.join(known)}" if known else "it has none"
            raise SymlossError(f"{declared.name} has no parameter `{parameter}`; {others}")
    put = {**{p: v for p, v in known.items() if v is not None}, **(values or {})}
    declared = replace(declared, values=tuple(put.items()))
    with docket():
        derivation = _derived(declared, folders)
        found = facts(derivation)
    return Report(
        name=declared.name,
        title=declared.title,
        source=declared.source.name,
        formulas=derivation.formulas,
        facts=found,
        values=declared.values,
        latex=derivation.latex,
    )


def parameters_of(declared: Declared) -> dict[str, Term | None]:
    """Return the parameters of a declaration with their defaults, None where there is none."""
    texts = declared.declaration.parameters
    scope = Scope().declare(*(Symbol(name) for name in texts))
    known = defaults(declared, texts, scope)
    return {name: known.get(name) for name in texts}


def declaration_of(name: str | Path, folders: Sequence[Path], require: str | None) -> Declared:
    """Return the declaration that a name asks for; for an activation, that of its matching loss."""
    row = problems.activation_row(str(name), folders) if Path(name).suffix != ".py" else None
    if row is not None:
        return wish_for(row, folders, require)
    if str(name) == "softmax":
        return wish_for_softmax(require)
    known = catalogue(folders)
    if Path(name).suffix != ".py" and str(name) not in known:
        raise unknown_name(str(name), [*known, *ACTIVATIONS], "activation or loss")
    declared = load(name, folders)
    if require is not None:
        raise SymlossError(f"--require is a wish about an activation; {declared.name} is a declared loss")
    return declared


def derive_backward(problem: problems.FunctionalProblem) -> Derivation:
    """Return the derivation that finds the loss from its gradient."""
    try:
        search = within(SECONDS, lambda: search_loss(problem))
    except TooLong as error:
        raise NoEnd(f"no end found: the search was stopped after {SECONDS} s") from error
    assert search.loss is not None
    wish = problem.declared.declaration
    assert isinstance(wish, Requirement)
    steps = judged(search.steps)
    derivation = Derivation(
        name=problem.declared.name,
        title=problem.declared.title,
        prose=problem.declared.prose,
        source=problem.declared.source.name,
        scope=problem.neuron,
        given=problem.given,
        required=problem.required,
        steps=steps,
        formulas=problems.formulas(problem, search.loss),
        heading=problem.heading,
        latex=wish.latex,
        problem=problem,
        declaration=wish,
    )
    last = closing(problem, search.loss, Subject(derivation))
    notes = tuple(f"{fact.text}." if fact.topic == "constant" else f"{fact.text}: {fact.word}." for fact in last)
    return replace(derivation, notes=notes, facts=last)


def declaration_text(name: str, require: str | None = None, folders: Sequence[Path] = ()) -> str:
    """Return the declaration of a wish about an activation's gradient, ready for `derivations/`."""
    declared = declaration_of(name, folders, require)
    wish = declared.declaration
    if not isinstance(wish, Requirement):
        raise SymlossError(f"`{name}` is a declared loss, not a wish about the gradient of an activation")
    lines = [f"    {{{', '.join(f'{_quoted(k)}: {_quoted(v)}' for k, v in wish.gradient.items())}}},"]
    lines += [f"    {field}={_quoted(getattr(wish, field))}," for field in ("neuron", "y_true", "constant")]
    return "\n".join(
        [f'"""{declared.title}."""', "", "from symloss import Requirement", "", "loss = Requirement(", *lines, ")", ""]
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
