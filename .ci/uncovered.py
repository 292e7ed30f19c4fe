"""Hold what the kernel's tests leave uncovered against docs/coverage.md: `python .ci/uncovered.py coverage.json`.

A line that only gives up (see `GIVES_UP`) has its reason there once and for all: it costs
an answer and never makes one. Any other line or branch that is not covered needs a row
for its function in the table. Prints what has no reason, and rows that are not needed.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

REASONS = Path("docs/coverage.md")
ROW = re.compile(r"^\| `(?P<file>[^`]+)` \| `(?P<function>[^`]+)` \| .+ \|$", re.MULTILINE)
GIVES_UP = re.compile(
    r"^\s*(raise \(?(OutOfReach|Undetermined|Outside|OutsideScale|_Outside|_NoNumber)\b.*"
    r"|raise \(?(Unknown|Undefined|Unshown|Imprecise|Refine|TypeError)\b.*"
    r"|return( None| False| ANY| \"\"| 0| \(\)| \[\]| \{\}| iter\(\(\)\)| Failure\(.*| Outcome\(\"unknown\"\))?"
    r"|return (failure|found|values|difference|point)"
    r"|continue|break|except .*:|raise|pass)(\s+#.*)?$"
)


def uncovered(report: Path) -> dict[tuple[str, str], set[str]]:
    """Return what is not covered and does more than give up, by file and function."""
    found: dict[tuple[str, str], set[str]] = {}
    for path, data in json.loads(report.read_text())["files"].items():
        lines = ["", *Path(path).read_text().splitlines()]
        idle = {i for i, line in enumerate(lines) if GIVES_UP.match(line)}
        for name, part in data["functions"].items():
            function = name.partition("@")[0]  # those that are dispatched share the name `_`
            missing = {line for line in part["missing_lines"] if line not in idle}
            # a way that is never taken is named by the line it leads to
            ways = {b for _, b in part.get("missing_branches", ()) if b in part["missing_lines"] and b not in idle}
            if missing | ways:
                place = path.removeprefix("symloss/kernel/"), function or "(module)"
                found.setdefault(place, set()).update(lines[i].strip() for i in missing | ways)
    return found


def main() -> int:
    """Return 1 if something is uncovered without a reason."""
    listed = {(m["file"], m["function"]) for m in ROW.finditer(REASONS.read_text())}
    found = uncovered(Path(sys.argv[1]))
    for (file, function), missing in sorted(found.items()):
        if (file, function) not in listed:
            print(f"no reason: symloss/kernel/{file}: {function}: {'; '.join(sorted(missing))}")
    for file, function in sorted(listed - found.keys()):
        print(f"covered now, the row may go: {file}: {function}")
    print(f"{len(found)} functions of the kernel have lines that no test reaches; {REASONS} says why")
    return int(bool(found.keys() - listed))


if __name__ == "__main__":
    sys.exit(main())
