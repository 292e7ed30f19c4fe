"""What a folder of notes comes to: a row for each document, and why each claim that is left is not decided.

    python benchmarks/notes.py NOTES... [--why] [--times]

--why lists every undecided or unread claim with its reason, the commonest reason first; --times adds the seconds of
each document as a process of its own, from a cold start.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

SYMLOSS = str(Path(sys.executable).with_name("symloss"))
SUFFIXES = (".md", ".tex", ".ipynb", ".rst")
WORDS = ("proved", "conditional", "refuted", "undecided", "unread")


def verify(path: Path) -> tuple[dict[str, object], float]:
    start = time.perf_counter()
    done = subprocess.run(
        [SYMLOSS, "verify", "--format", "json", str(path)], capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - start
    if done.returncode not in (0, 1, 3):
        return {"documents": [], "summary": {}, "error": done.stderr.strip()}, seconds
    report: dict[str, object] = json.loads(done.stdout)
    return report, seconds


def reason(message: str) -> str:
    """Return a message without its names and numbers, so that equal reasons count together."""
    first = message.split("\n")[0]
    return re.sub(r"`[^`]*`", "`...`", re.sub(r"\d+", "N", first))[:90]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--why", action="store_true")
    parser.add_argument("--times", action="store_true")
    arguments = parser.parse_args()
    files = [f for p in arguments.paths for f in (sorted(p.iterdir()) if p.is_dir() else [p]) if f.suffix in SUFFIXES]
    total: Counter[str] = Counter()
    reasons: defaultdict[str, list[str]] = defaultdict(list)
    print(f"{'document':32}" + "".join(f"{w:>12}" for w in WORDS) + ("     seconds" if arguments.times else ""))
    for file in files:
        report, seconds = verify(file)
        summary = report["summary"]
        assert isinstance(summary, dict)
        total.update(summary)
        row = "".join(f"{summary.get(w, 0):12}" for w in WORDS) + (f"{seconds:12.2f}" if arguments.times else "")
        print(f"{file.name:32}{row}" + (f"  {report['error']}" if "error" in report else ""))
        for document in report["documents"]:  # type: ignore[attr-defined]
            for claim in document["claims"]:
                if claim["verdict"] in ("undecided", "unread"):
                    where = f"{file.name}:{claim['line']}:{claim['column']}"
                    text = f"{claim['left']} {claim['relation']} {claim['right']}"
                    reasons[f"{claim['verdict']}: {reason(claim['message'])}"].append(f"{where}: {text[:100]}")
    print(f"{'all':32}" + "".join(f"{total[w]:12}" for w in WORDS))
    if arguments.why:
        for why, claims in sorted(reasons.items(), key=lambda item: (-len(item[1]), item[0])):
            print(f"\n{len(claims)} x {why}")
            for claim in claims:
                print(f"      {claim}")


if __name__ == "__main__":
    main()
