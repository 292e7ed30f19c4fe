"""The report on a loss: one line for each fact, with its verdict."""

from __future__ import annotations

import json
from collections.abc import Callable

from symloss.derive.derivation import Derivation, Fact
from symloss.documents.json import verdict_json
from symloss.term.printer import plain

_TOPIC, _VERDICT = 14, 80  # columns


def _text(derivation: Derivation) -> str:
    lines = [f"{_title(derivation):<{_VERDICT - 2}}  {derivation.source}"]
    for fact in derivation.facts:
        first, *others = fact.text.splitlines() or [""]
        lines.append(_line(fact.topic, first, _word(fact)))
        lines += [_line("", other, "") for other in others]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _title(derivation: Derivation) -> str:
    formulas = derivation.formulas
    scope = formulas.scope
    where = "".join(f",  {plain(name, scope)} = {plain(term, scope)}" for name, term in formulas.where)
    return f"{derivation.name}   L = {plain(formulas.value, scope)}{where}"


def _line(topic: str, text: str, verdict: str) -> str:
    return f"{topic:<{_TOPIC - 2}}  {text:<{_VERDICT - _TOPIC - 2}}  {verdict}"


def _word(fact: Fact) -> str:
    if fact.verdict is None:
        return ""
    found = ", ".join(c.text for c in fact.verdict.conditions if c.origin == "found")
    return f"{fact.verdict.word}: {found}" if found else fact.verdict.word


def _markdown(derivation: Derivation) -> str:
    lines = [f"# {derivation.name}", "", f"`{_title(derivation)}`", "", "| | | |", "| --- | --- | --- |"]
    for fact in derivation.facts:
        text = fact.text.replace("\n", " ").replace("|", "\\|")
        lines.append(f"| {fact.topic} | `{text}` | {_word(fact)} |")
    return "\n".join(lines) + "\n"


def _json(derivation: Derivation) -> str:
    facts = [
        {"topic": f.topic, "text": f.text, **(verdict_json(f.verdict) if f.verdict is not None else {})}
        for f in derivation.facts
    ]
    return json.dumps({"schema": 1, "name": derivation.name, "source": derivation.source, "facts": facts}, indent=1)


RENDERERS: dict[str, Callable[[Derivation], str]] = {"text": _text, "md": _markdown, "json": _json}
