"""Chains A = B = C: each link is judged against the one before, and the end against the start."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.state import Assertion, Memory
from symloss.proofs.judging.chained import NAMED
from symloss.proofs.judging.meanings import is_closed
from symloss.proofs.judging.settle import Settler
from symloss.term import nodes as n
from symloss.term.sorting import SortError, sort_of
from symloss.term.statement import Identity


def transitive(memory: Memory, settler: Settler) -> None:
    """Judge the links of chains against the start of the chain too."""
    chains: dict[int, list[Assertion]] = {}
    for assertion in memory.assertions:
        chains.setdefault(assertion.chain, []).append(assertion)
    for links in chains.values():
        for before, link in pairwise(links):
            _echo(before, link)
        if len(links) > 1 and all(link.relation == "=" for link in links):
            _settle_chain(links, settler, memory)


def _echo(before: Assertion, link: Assertion) -> None:
    """Say of a side that was understood that it is the one before it that was not: that one is reported already."""
    verdict = link.verdict
    if verdict is None or verdict.word != "unread" or link.left.place != before.right.place:
        return
    if link.right.term is not None and before.verdict is not None and before.verdict.word == "unread":
        message = f"understood, but what it is to be equal to, in line {before.line}, was not"
        link.verdict = Verdict("undecided", message=message)


def _settle_chain(links: list[Assertion], settler: Settler, memory: Memory) -> None:
    """Carry what an earlier link needs, or gets wrong, to the links after it.

    A step that is right as a step shows nothing if the chain up to it is wrong, and
    needs the conditions that the chain up to it needs.
    """
    wrong: Assertion | None = None
    needs: Assertion | None = None
    open_link = False
    for number, link in enumerate(links):
        verdict = link.verdict
        if verdict is None:
            return
        if number and verdict.word == "undecided" and not open_link:
            found = _against_start(links, number, settler, memory)
            if found is not None and (found.proved or (found.word == "conditional" and needs is not None)):
                link.verdict = verdict = replace(found, method=_from_start(found.method))
        elif number and verdict.proved and (wrong is not None or needs is not None):
            found = _against_start(links, number, settler, memory)
            if (found is None or not found.proved) and (wrong is not None or not _is_of_numbers(link)):
                link.verdict = _carried(found, wrong, needs, verdict)
            elif wrong is not None:
                wrong.near = wrong.near or f"line {link.line} is right again: two slips cancel"
                wrong = None
        if number and verdict.fails and links[number - 1].verdict is not None:
            link.verdict = verdict = _blamed(links, number, settler, memory)
        if verdict.refuted:
            wrong = link
        elif verdict.word == "conditional" and needs is None and verdict.method != NAMED:
            needs = link  # steps from what J is need no word on what J is
        open_link = open_link or verdict.word in ("undecided", "unread", "refuted")


def _is_of_numbers(link: Assertion) -> bool:
    """Whether a link is about numbers alone: 4 + 5 = 9 needs nothing, whatever z = 4 + 5 before it does."""
    terms = (link.left.term, link.right.term)
    return all(term is not None and is_closed(term) for term in terms)


def _blamed(links: list[Assertion], number: int, settler: Settler, memory: Memory) -> Verdict:
    """Return the verdict on a link that fails; if the chain is right again here, the open link before it is wrong.

    Where nothing else shows that this link was read as it is meant, the one before it has to fail, too.
    """
    link, before = links[number], links[number - 1]
    assert link.verdict is not None and before.verdict is not None
    witness = link.verdict.witness
    if before.verdict.word != "undecided" or witness is None or not (link.verdict.refuted or before.verdict.fails):
        return link.verdict
    if any(b.verdict is None or not b.verdict.proved for b in links[: number - 1]):
        return link.verdict
    found = _against_start(links, number, settler, memory)
    if found is None or not found.proved:
        return link.verdict
    before.verdict = Verdict("refuted", witness=replace(witness, left=witness.right, right=witness.left))
    condition = Condition(
        f"it goes on from the start of the chain, not from line {before.line}, which is wrong", "found"
    )
    return replace(found, word="conditional", conditions=(condition, *found.conditions), witness=witness)


def _from_start(method: str) -> str:
    return f"{method}, from the start of the chain" if method else "from the start of the chain"


def _carried(found: Verdict | None, wrong: Assertion | None, needs: Assertion | None, verdict: Verdict) -> Verdict:
    if wrong is not None:
        return Verdict("undecided", message=f"right as a step, but it carries on the error of line {wrong.line}")
    assert needs is not None and needs.verdict is not None
    source = found if found is not None and found.word == "conditional" else needs.verdict
    message = f"right as a step; the chain up to it needs the condition since line {needs.line}"
    return replace(source, method=verdict.method, witness=None, message=message)


def _against_start(links: list[Assertion], number: int, settler: Settler, memory: Memory) -> Verdict | None:
    """Return the verdict on the claim that the end of a link is equal to the start of its chain, asked as any other."""
    link, start = links[number], links[0].left
    if link.statement is None or start.term is None or link.right.term is None:
        return None
    if not isinstance(link.statement.step, Identity) or settler.ask.deadline.passed:
        return None
    step = Identity(n.Relation("=", start.term, link.right.term))
    try:
        sort_of(step.claim)
    except SortError:
        return None
    asked = replace(link.statement, step=step)
    whole = replace(link, left=start, statement=asked, asked=None, verdict=None, also=(), converse=(), help="")
    return settler.settle(whole, memory)
