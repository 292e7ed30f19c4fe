"""How answers show themselves in a notebook: as mathematics, in Markdown and HTML."""

from __future__ import annotations

from markupsafe import Markup

from symloss.derive.derivation import Report
from symloss.documents.html import fact_lines
from symloss.documents.reasons import pieces, reading_scope
from symloss.errors import ReadError
from symloss.kernel.verdict import Verdict
from symloss.latex.printer import latex
from symloss.term.infer import infer_scope
from symloss.term.printer import plain
from symloss.term.reader import read
from symloss.term.scope import Scope


def answer(reading: str, verdict: Verdict) -> str:
    """Return a claim as a formula, and below it its verdict with what it carries, in Markdown.

    reading: the claim in plain notation, as it was understood.
    """
    try:
        scope = infer_scope(reading)
        formula = f"$${latex(read(reading, scope), scope)}$$"
    except ReadError:
        scope, formula = Scope(), f"`{reading}`"
    said = str(verdict).partition(": ")[2]
    lines = [formula, f"**{verdict.word}**" + (f": {words(said, scope)}" if said else "")]
    if verdict.conditions and verdict.word in ("proved", "refuted"):
        found = ", ".join(f"{words(c.text, scope)} ({c.origin})" for c in verdict.conditions)
        lines.append(f"conditions: {found}")
    return "\n\n".join(lines)


def words(text: str, scope: Scope) -> str:
    """Return words with their formulas between dollars."""
    own = reading_scope(scope)
    return "".join(p if isinstance(p, str) else f"${latex(p, own)}$" for p in pieces(text, scope))


def report(report: Report) -> str:
    """Return a report as an HTML table, its formulas in MathML."""
    rows = [
        Markup(
            '<tr><td style="text-align: left"><i>{}</i></td><td style="text-align: left">{}</td><td>{}</td></tr>'
        ).format(fact.topic, Markup("<br>").join(lines), fact.words)
        for fact, lines in zip(report.facts, fact_lines(report), strict=True)
    ]
    head = Markup("<caption><code>{}</code></caption>").format(f"{report.name}: L = {plain(report.formulas.value)}")
    return str(Markup("<table>\n{}\n{}\n</table>").format(head, Markup("\n").join(rows)))
