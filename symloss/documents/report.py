"""The report on a loss: one line for each fact, with its verdict."""

from __future__ import annotations

import json
from collections.abc import Callable

from symloss.derive.derivation import Fact, Report
from symloss.documents.json import verdict_json
from symloss.documents.reasons import pieces
from symloss.documents.tex import escape
from symloss.latex.printer import latex
from symloss.term.printer import plain

_TOPIC, _VERDICT = 14, 80  # columns


def _text(report: Report) -> str:
    lines = [f"{_title(report):<{_VERDICT - 2}}  {report.source}"]
    for fact in report.facts:
        first, *others = fact.text.splitlines() or [""]
        lines.append(_line(fact.topic, first, fact.words))
        lines += [_line("", other, "") for other in others]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _title(report: Report) -> str:
    return f"{report.name}   {_formula(report)}"


def _formula(report: Report) -> str:
    formulas = report.formulas
    scope = formulas.scope
    where = "".join(f",  {plain(name, scope)} = {plain(term, scope)}" for name, term in formulas.where)
    put = "".join(f",  {name} = {plain(value, scope)}" for name, value in report.values)
    return f"L = {plain(formulas.value, scope)}{where}{put}"


def _line(topic: str, text: str, verdict: str) -> str:
    return f"{topic:<{_TOPIC - 2}}  {text:<{_VERDICT - _TOPIC - 2}}  {verdict}"


def _markdown(report: Report) -> str:
    lines = [f"# {report.name}", "", f"`{_formula(report)}`", "", "| | | |", "| --- | --- | --- |"]
    for fact in report.facts:
        text = fact.text.replace("\n", " ").replace("|", "\\|")
        lines.append(f"| {fact.topic} | `{text}` | {fact.words} |")
    return "\n".join(lines) + "\n"


def _latex(report: Report) -> str:
    r"""Return a table to \input; it needs no package beyond amsmath."""
    rows = [rf"  {escape(f.topic)} & {_typeset(f.text, report)} & {escape(f.words)} \\" for f in report.facts]
    head = rf"  \multicolumn{{3}}{{l}}{{\texttt{{{escape(report.name)}}}: {_typeset(_formula(report), report)}}} \\"
    table = [r"\begin{tabular}{lp{0.62\linewidth}p{0.2\linewidth}}", head, r"  \hline", *rows, r"\end{tabular}"]
    return "\n".join([f"% Facts from {report.source}, each proved, or refuted with a witness", *table]) + "\n"


def _typeset(text: str, report: Report) -> str:
    scope = report.formulas.scope
    return " ".join(
        "".join(escape(p) if isinstance(p, str) else f"${latex(p, scope)}$" for p in pieces(line.strip(), scope))
        for line in text.splitlines()
    )


def _json(report: Report) -> str:
    content = {
        "schema": 1,
        "name": report.name,
        "source": report.source,
        "loss": plain(report.formulas.value),
        "where": {plain(name): plain(term) for name, term in report.formulas.where},
        "parameters": {name: plain(value) for name, value in report.values},
        "facts": [_fact_json(fact) for fact in report.facts],
    }
    return json.dumps(content, indent=1)


def _fact_json(fact: Fact) -> dict[str, object]:
    shown: dict[str, object] = {"topic": fact.topic, "text": fact.text}
    if fact.verdict is None:
        return shown
    also = [{"extent": extent, **verdict_json(verdict)} for verdict, extent in fact.also]
    return {**shown, "extent": fact.extent, **verdict_json(fact.verdict), "also": also}


def _html(report: Report) -> str:
    from symloss.documents.html import report_page

    return report_page(report)


RENDERERS: dict[str, Callable[[Report], str]] = {
    "text": _text,
    "md": _markdown,
    "json": _json,
    "latex": _latex,
    "html": _html,
}
