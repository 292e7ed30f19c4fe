"""The campaign: what the kernel says of true claims and of thousands of small mistakes in them.

    python -m benchmarks.judge                 all true claims, 6,500 mutants
    python -m benchmarks.judge --mutants 500   a part of it
    python -m benchmarks.judge --tier T2       one tier
    python -m benchmarks.judge --replayed      how many proofs each of the two checkers saw again
    python -m benchmarks.judge --sympy 100     SymPy's simplify and .equals beside it, in child processes

The claims are in `benchmarks/identities*.py`, found by being there. A judge that shares
nothing with the kernel settles which mutants are really false; what it cannot tell from
its own points it looks at where the kernel says the claim fails. A verdict is wrong if a
false claim is proved or a true one refuted.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any, Protocol

from benchmarks import oracle
from benchmarks.identities import Group
from benchmarks.mutations import mutants
from benchmarks.replayed import checkers
from symloss.kernel.judge import judge
from symloss.kernel.proof import Proof
from symloss.kernel.proving.prove import prove
from symloss.kernel.verdict import Verdict
from symloss.term.effort import spent
from symloss.term.printer import plain
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols

SLOW = 1.0  # seconds of processor time that no verdict should take
_LONG = 0.1  # seconds, enough to tell how many steps fit into them


class Claims(Protocol):
    """A group of claims about the same names."""

    @property
    def name(self) -> str:
        """What they are about."""

    @property
    def statements(self) -> list[tuple[str, Statement]]:
        """Each claim with its statement."""


@dataclass(frozen=True)
class Collection:
    """The groups of one tier, and the judge apart from the kernel that understands them (None: no mutants)."""

    tier: str
    groups: tuple[Any, ...]
    oracle: Any


def collections(tiers: Sequence[str] = ()) -> list[Collection]:
    """Return the collections found beside this file, by tier."""
    found = []
    for path in sorted(Path(__file__).parent.glob("identities*.py")):
        module = import_module(f"benchmarks.{path.stem}")
        for tier, groups in _tiers(module).items():
            own = oracle if isinstance(groups[0], Group) else None
            own = import_module(f"benchmarks.{module.ORACLE}") if hasattr(module, "ORACLE") else own
            found.append(Collection(tier, tuple(groups), own))
    return sorted((c for c in found if not tiers or c.tier in tiers), key=lambda c: c.tier)


def _tiers(module: Any) -> Mapping[str, Sequence[Any]]:
    tiers: dict[str, list[Any]] = {}
    for group in module.GROUPS:
        tiers.setdefault(getattr(module, "TIER", "") or getattr(group, "tier", ""), []).append(group)
    return tiers


@dataclass(frozen=True)
class Case:
    """A claim, whether it is really true, and how it was made ("" or a mutation operator)."""

    collection: Collection
    group: Any
    statement: Statement
    text: str
    true: bool
    operator: str = ""


@dataclass(frozen=True)
class Result:
    """What the kernel said, and how long it took."""

    case: Case
    verdict: Verdict
    seconds: float
    steps: int

    @property
    def word(self) -> str:
        """The verdict."""
        return self.verdict.word

    @property
    def message(self) -> str:
        """The verdict with its reason."""
        return str(self.verdict)

    @property
    def wrong(self) -> bool:
        """Whether a false claim was proved, or a true one refuted."""
        return self.word == ("refuted" if self.case.true else "proved")

    @property
    def settled(self) -> bool:
        """Whether a true claim was proved, or a false one refuted or shown to need a condition."""
        return self.word == "proved" if self.case.true else self.word in ("refuted", "conditional")


def true_cases(tiers: Sequence[str] = ()) -> list[Case]:
    """Return the true claims of the tables."""
    return [Case(c, g, s, text, true=True) for c in collections(tiers) for g in c.groups for text, s in g.statements]


def mutant_cases(count: int, seed: int, tiers: Sequence[str] = ()) -> Iterator[Case]:
    """Yield up to `count` mutants, spread over the operators; those that no point settles are left out."""
    by_operator: dict[str, list[Case]] = {}
    for case in true_cases(tiers):
        step = case.statement.step
        if case.collection.oracle is None or not isinstance(step, Identity):
            continue
        for operator, claim in mutants(step.claim, free_symbols(step.claim)):
            changed = replace(case.statement, step=Identity(claim))
            made = replace(case, statement=changed, text=plain(claim), true=False, operator=operator)
            by_operator.setdefault(operator, []).append(made)
    dice = random.Random(seed)
    for listed in by_operator.values():
        dice.shuffle(listed)
    given = 0
    while given < count and any(by_operator.values()):
        for listed in by_operator.values():
            if listed and given < count:
                case = listed.pop()
                false = case.collection.oracle.false_somewhere(case.statement, case.group)
                if false is not None:
                    given += 1
                    yield replace(case, true=not false)


def run(cases: Sequence[Case]) -> list[Result]:
    """Return what the kernel says of each case."""
    results = []
    for case in cases:
        start, before = time.process_time(), spent()
        verdict = judge(case.statement)
        seconds, steps = time.process_time() - start, spent() - before
        results.append(Result(_looked_at(case, verdict), verdict, seconds, steps))
    return results


def _looked_at(case: Case, verdict: Verdict) -> Case:
    """Return a mutant as false if the judge apart from the kernel finds it false where the kernel says so."""
    look = getattr(case.collection.oracle, "is_false_at", None)
    if not case.operator or not case.true or verdict.witness is None or look is None:
        return case
    return replace(case, true=not look(case.statement, dict(verdict.witness.at)))


def table(results: Sequence[Result]) -> str:
    """Return the counts and times as text."""
    lines = [f"{'':28}{'cases':>7}{'proved':>8}{'condit.':>8}{'refuted':>8}{'undecid.':>9}{'wrong':>7}{'settled':>9}"]
    true = [r for r in results if not r.case.operator]
    tiers = dict.fromkeys(r.case.collection.tier for r in true)
    rows = [(f"true, {tier}", [r for r in true if r.case.collection.tier == tier]) for tier in tiers]
    rows += [("true claims", true)]
    for operator in dict.fromkeys(r.case.operator for r in results if r.case.operator):
        rows.append((f"false: {operator}", [r for r in results if r.case.operator == operator and not r.case.true]))
    for tier in tiers:
        rows.append((f"false, {tier}", [r for r in results if not r.case.true and r.case.collection.tier == tier]))
    rows.append(("false, all", [r for r in results if not r.case.true]))
    rows.append(("mutants that are true", [r for r in results if r.case.operator and r.case.true]))
    for name, listed in rows:
        words = Counter(r.word for r in listed)
        wrong, settled = sum(r.wrong for r in listed), sum(r.settled for r in listed)
        share = f"{100 * settled / len(listed):.1f} %" if listed else "-"
        lines.append(
            f"{name:28}{len(listed):7}{words['proved']:8}{words['conditional']:8}{words['refuted']:8}"
            f"{words['undecided']:9}{wrong:7}{share:>9}"
        )
    times = sorted(r.seconds for r in results)
    worst, slow = times[-1], times[int(len(times) * 0.99)]
    lines.append(
        f"time per verdict: median {1000 * median(times):.1f} ms, 99 % {1000 * slow:.0f} ms, worst {worst:.2f} s"
    )
    rates = sorted(r.steps / r.seconds for r in results if r.seconds > _LONG)
    if rates:
        slow, middle = rates[0] / 1e6, median(rates) / 1e6
        lines.append(
            f"work: at most {max(r.steps for r in results):,} steps; of what took more than {_LONG} s, "
            f"{middle:.2f} million a second in the middle, {slow:.2f} at least"
        )
    return "\n".join(lines)


def _with_certificates(results: Sequence[Result]) -> Iterator[tuple[Statement, Proof]]:
    """Yield what was proved with a proof to be done again; one without a normal form has no certificate."""
    for result in (r for r in results if r.word == "proved"):
        again = prove(result.case.statement, record=True)
        yield result.case.statement, again if isinstance(again, Proof) else Proof(result.verdict.method)


def spaced(listed: list[tuple[Statement, bool]], count: int) -> list[tuple[Statement, bool]]:
    """Return `count` of the cases, evenly spaced."""
    return listed[:: max(1, len(listed) // count)][:count]


def main() -> int:
    """Run the campaign and print it; status 1 if a verdict was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mutants", type=int, default=6500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tier", action="append", default=[], metavar="T2", help="only this tier")
    parser.add_argument("--show", action="store_true", help="list what was not settled")
    parser.add_argument("--replayed", action="store_true", help="count the proofs that each checker saw again")
    parser.add_argument("--sympy", type=int, metavar="N", default=0, help="SymPy on N true and N false ones")
    options = parser.parse_args()
    cases = [*true_cases(options.tier), *mutant_cases(options.mutants, options.seed, options.tier)]
    results = run(cases)
    print(table(results))
    for r in results:
        if r.wrong or (options.show and not r.settled):
            kind = "WRONG" if r.wrong else "open"
            print(f"{kind}: [{r.case.group.name}] {r.case.text}  ({r.case.operator or 'true'}): {r.message}")
        if r.seconds >= SLOW:
            print(f"slow, {r.seconds:.2f} s: [{r.case.group.name}] {r.case.text}: {r.message}")
    if options.replayed:
        print(checkers(_with_certificates(results)))
    if options.sympy:
        from benchmarks.sympy_peer import compare

        settled = [(c.statement, c.true) for c in cases]
        spread = [spaced([p for p in settled if p[1] == wanted], options.sympy) for wanted in (True, False)]
        print(compare([pair for part in spread for pair in part]))
    return int(any(r.wrong for r in results))


if __name__ == "__main__":
    raise SystemExit(main())
