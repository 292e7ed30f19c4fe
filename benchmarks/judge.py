"""The campaign: what the kernel says of true claims and of thousands of small mistakes in them.

    python -m benchmarks.judge                 all true claims, 3,200 mutants
    python -m benchmarks.judge --mutants 500   a part of it
    python -m benchmarks.judge --sympy 100     SymPy's simplify and .equals beside it, in child processes

`benchmarks.oracle`, which shares nothing with the kernel, settles which mutants are
really false. A verdict is wrong if a false claim is proved or a true one refuted.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from benchmarks.identities import GROUPS, Group
from benchmarks.mutations import mutants
from benchmarks.oracle import false_somewhere
from symloss.kernel.judge import judge
from symloss.term.printer import plain
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols


@dataclass(frozen=True)
class Case:
    """A claim, whether it is really true, and how it was made ("" or a mutation operator)."""

    group: Group
    statement: Statement
    text: str
    true: bool
    operator: str = ""


@dataclass(frozen=True)
class Result:
    """What the kernel said, and how long it took."""

    case: Case
    word: str
    seconds: float
    message: str

    @property
    def wrong(self) -> bool:
        """Whether a false claim was proved, or a true one refuted."""
        return self.word == ("refuted" if self.case.true else "proved")

    @property
    def settled(self) -> bool:
        """Whether a true claim was proved, or a false one refuted or shown to need a condition."""
        return self.word == "proved" if self.case.true else self.word in ("refuted", "conditional")


def true_cases() -> list[Case]:
    """Return the true claims of the table."""
    return [Case(g, s, text, true=True) for g in GROUPS for text, s in g.statements]


def mutant_cases(count: int, seed: int) -> Iterator[Case]:
    """Yield up to `count` mutants, spread over the operators; those that no point settles are left out."""
    by_operator: dict[str, list[Case]] = {}
    for case in true_cases():
        step = case.statement.step
        assert isinstance(step, Identity)
        for operator, claim in mutants(step.claim, free_symbols(step.claim)):
            changed = replace(case.statement, step=Identity(claim))
            by_operator.setdefault(operator, []).append(Case(case.group, changed, plain(claim), False, operator))
    dice = random.Random(seed)
    for listed in by_operator.values():
        dice.shuffle(listed)
    given = 0
    while given < count and any(by_operator.values()):
        for listed in by_operator.values():
            if listed and given < count:
                case = listed.pop()
                false = false_somewhere(case.statement, case.group)
                if false is not None:
                    given += 1
                    yield replace(case, true=not false)


def run(cases: Sequence[Case]) -> list[Result]:
    """Return what the kernel says of each case."""
    results = []
    for case in cases:
        start = time.process_time()  # processor time: a busy machine does not change it
        verdict = judge(case.statement)
        results.append(Result(case, verdict.word, time.process_time() - start, str(verdict)))
    return results


def table(results: Sequence[Result]) -> str:
    """Return the counts and times as text."""
    lines = [f"{'':28}{'cases':>7}{'proved':>8}{'condit.':>8}{'refuted':>8}{'undecid.':>9}{'wrong':>7}{'settled':>9}"]
    true = [r for r in results if not r.case.operator]
    rows = [("true claims", true)]
    for operator in dict.fromkeys(r.case.operator for r in results if r.case.operator):
        rows.append((f"false: {operator}", [r for r in results if r.case.operator == operator and not r.case.true]))
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
    return "\n".join(lines)


def spaced(listed: list[tuple[Statement, bool]], count: int) -> list[tuple[Statement, bool]]:
    """Return `count` of the cases, evenly spaced."""
    return listed[:: max(1, len(listed) // count)][:count]


def main() -> int:
    """Run the campaign and print it; status 1 if a verdict was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mutants", type=int, default=3200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="list what was not settled")
    parser.add_argument("--sympy", type=int, metavar="N", default=0, help="SymPy on N true and N false ones")
    options = parser.parse_args()
    cases = [*true_cases(), *mutant_cases(options.mutants, options.seed)]
    results = run(cases)
    print(table(results))
    for r in results:
        if r.wrong or (options.show and not r.settled):
            kind = "WRONG" if r.wrong else "open"
            print(f"{kind}: [{r.case.group.name}] {r.case.text}  ({r.case.operator or 'true'}): {r.message}")
    if options.sympy:
        from benchmarks.sympy_peer import compare

        settled = [(c.statement, c.true) for c in cases]
        spread = [spaced([p for p in settled if p[1] == wanted], options.sympy) for wanted in (True, False)]
        print(compare([pair for part in spread for pair in part]))
    return int(any(r.wrong for r in results))


if __name__ == "__main__":
    raise SystemExit(main())
