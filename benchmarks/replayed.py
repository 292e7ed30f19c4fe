"""Do every proof again from its certificate, and name those that could not be: `python -m benchmarks.replayed`.

The proofs are those of the campaign's true claims and of every step of every derivation.
Limits and printed numbers are not proved by normal forms and leave no certificate; they
are counted apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from symloss.derive.engine import derive
from symloss.derive.load import catalogue
from symloss.kernel.proof import Proof
from symloss.kernel.proving.prove import prove
from symloss.kernel.refuting.second import KernelContradiction, check
from symloss.kernel.replaying.replay import replay
from symloss.term.statement import Statement


def statements() -> Iterator[tuple[str, str, Statement]]:
    """Yield where a statement is from, its text, and the statement."""
    from benchmarks.judge import true_cases  # which prints what is counted here

    for case in true_cases():
        yield "campaign", case.text, case.statement
    for name in sorted(catalogue()):
        for step in derive(name).steps:
            yield f"derivation {name}", str(step.shown), step.statement


def checkers(found: Iterable[tuple[Statement, Proof]]) -> str:
    """Return how many proofs, made with certificates, were looked at by each of the two checkers, as a text."""
    counted: Counter[str] = Counter()
    for statement, proof in found:
        report, seen = replay(proof), check(statement)
        if report.wrong or seen.doubt:
            raise KernelContradiction(f"{statement.step}: {report.wrong or seen.doubt}")
        again = "" if report.open else "replay"
        points = "second checker" if seen.points else ""
        counted[" and ".join(filter(None, (again, points))) or "neither"] += 1
    total = sum(counted.values())
    names = ("replay and second checker", "replay", "second checker", "neither")
    return f"{total} proofs seen again by: " + ", ".join(f"{name} {counted[name]}" for name in names)


def main() -> None:
    """Print how many proofs were done again, and why the others were not."""
    counted: Counter[str] = Counter()
    for where, text, statement in statements():
        found = prove(statement, record=True)
        if not isinstance(found, Proof):
            counted["without a normal form (limits, printed numbers, found conditions)"] += 1
            continue
        report = replay(found)
        word = "wrong" if report.wrong else "open" if report.open else "done again"
        counted[word] += 1
        for reason in (*report.wrong, *report.open):
            print(f"{word}: {where}: {text}: {reason}")
    for word, count in sorted(counted.items()):
        print(f"{count:6d}  {word}")


if __name__ == "__main__":
    main()
