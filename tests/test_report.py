"""How a report is printed, in every format; the JSON shape and the exit status are contracts."""

import json
import xml.etree.ElementTree as ElementTree

import pytest

from symloss.errors import SymlossError
from symloss.kernel.verdict import Condition, Verdict, Witness
from symloss.proofs.formats import names, render
from symloss.proofs.record import Claim, DocumentReport, Note, Report

FRAME = r"\int \frac{1}{u} du = -\ln u"
WITNESS = Witness((("u", "1/2"),), "2", "-2")


def claim(word, line=4, **more):
    verdicts = {
        "proved": Verdict("proved", method="normal form", conditions=(Condition("0 < u", "stated, line 1"),)),
        "refuted": Verdict("refuted", witness=WITNESS),
        "conditional": Verdict("conditional", conditions=(Condition("sum_k y_k = 1", "found"),), witness=WITNESS),
        "undecided": Verdict("undecided", message="outside of tier 1"),
        "unread": Verdict("unread", message="`\\foo` is not known"),
    }
    shape = {"frame": FRAME, "width": 6, **more}
    return Claim("notes.md", line, 23, r"\int \frac{1}{u} du", "=", r"-\ln u", verdicts[word], **shape)


def report(*words, fail_on=("refuted",), **more):
    claims = tuple(claim(word, line) for line, word in enumerate(words, 4))
    document = DocumentReport("notes.md", claims, (Note(1, 1, "u = v"),), (Note(1, 9, "0 < u"),), **more)
    return Report((document,), frozenset(fail_on))


def test_a_refuted_claim_in_text():
    text = render(Report((DocumentReport("notes.md", (claim("refuted", help="`\\ln u` is proved"),)),)))
    assert text == (
        "notes.md:4:23: refuted: the two sides differ\n"
        "4 | \\int \\frac{1}{u} du = -\\ln u\n"
        "  |                       ^^^^^^\n"
        "  = witness: u = 1/2: left 2, right -2\n"
        "  = help: `\\ln u` is proved\n"
        "1 file, 1 claim: 0 proved, 0 conditional, 1 refuted; NOT CHECKED: 0 undecided, 0 unread "
        "(0 definitions, 0 assumptions)\n"
    )


def test_a_conditional_claim_in_text_says_the_condition_and_what_happens_without_it():
    lines = render(report("conditional")).split("\n")
    assert lines[0] == "notes.md:4:23: conditional: true if sum_k y_k = 1, which the text does not say"
    assert lines[3] == "  = without it: u = 1/2: left 2, right -2"


def test_proved_claims_are_shown_only_when_asked_for():
    assert "proved: normal form" not in render(report("proved"))
    assert "notes.md:4:23: proved: normal form" in render(report("proved"), verbose=True)
    assert "uses 0 < u (stated, line 1)" in render(report("proved"), verbose=True)


def test_quiet_is_one_line_a_finding():
    assert len(render(report("refuted", "unread"), quiet=True).splitlines()) == 3


def test_the_last_line_says_how_much_was_not_checked():
    last = render(report("proved", "undecided", "unread", "unread")).splitlines()[-1]
    assert last == (
        "1 file, 4 claims: 1 proved, 0 conditional, 0 refuted; NOT CHECKED: 1 undecided, 2 unread "
        "(1 definition, 1 assumption)"
    )


def test_a_long_line_is_cut_around_the_caret():
    wide = claim("refuted", frame="x" * 300 + " = wrong" + "y" * 300, width=5)
    wide = Claim(wide.path, 4, 304, wide.left, "=", "wrong", wide.judgement, frame=wide.frame, width=5)
    lines = render(Report((DocumentReport("notes.md", (wide,)),))).split("\n")
    at = lines[2].index("^")
    assert lines[1][at : at + 5] == "wrong" and len(lines[1]) < 120


def test_json_has_the_agreed_shape():
    found = json.loads(render(report("proved", "refuted"), "json"))
    assert found["schema"] == 1
    assert found["summary"] == {"proved": 1, "conditional": 0, "refuted": 1, "undecided": 0, "unread": 0}
    (document,) = found["documents"]
    assert document["definitions"] == [{"line": 1, "column": 1, "text": "u = v"}]
    assert document["assumptions"] == [{"line": 1, "column": 9, "text": "0 < u"}]
    assert document["claims"][0] == {
        "line": 4, "column": 23, "left": r"\int \frac{1}{u} du", "relation": "=", "right": r"-\ln u",
        "verdict": "proved", "method": "normal form", "conditions": [{"text": "0 < u", "from": "stated, line 1"}],
        "witness": None, "message": "",
    }  # fmt: skip
    assert document["claims"][1]["witness"] == {"at": {"u": "1/2"}, "left": "2", "right": "-2"}


def test_junit_is_xml_with_the_counts():
    root = ElementTree.fromstring(render(report("proved", "refuted", "unread", "undecided"), "junit"))
    (suite,) = root
    assert {k: suite.get(k) for k in ("tests", "failures", "errors", "skipped")} == {
        "tests": "4", "failures": "1", "errors": "1", "skipped": "1",
    }  # fmt: skip
    assert [case[0].tag if len(case) else "" for case in suite] == ["", "failure", "error", "skipped"]


def test_junit_counts_undecided_as_failure_when_that_was_asked_for():
    root = ElementTree.fromstring(render(report("undecided", fail_on=("undecided",)), "junit"))
    assert root[0].get("failures") == "1"


def test_github_annotations_are_escaped():
    lines = render(report("refuted", "conditional"), "github").splitlines()
    assert lines[0].startswith(
        "::error file=notes.md,line=4,col=23,title=symloss refuted::refuted: the two sides differ%0A"
    )
    assert lines[1].startswith("::warning file=notes.md,line=5")


def test_markdown_is_a_table():
    lines = render(report("refuted"), "md").splitlines()
    assert lines[2].startswith("| notes.md:4:23 | `` = -\\ln u `` | refuted: the two sides differ |")


def test_an_unknown_format_is_refused_with_the_known_ones():
    with pytest.raises(SymlossError, match="github, json, junit, markdown, text"):
        render(report("proved"), "pdf")
    assert names() == ("github", "json", "junit", "markdown", "text")


@pytest.mark.parametrize(
    "words, fail_on, status",
    [
        (("proved",), ("refuted",), 0),
        (("proved", "unread"), ("refuted",), 0),
        (("proved", "unread"), ("refuted", "unread"), 3),
        (("refuted", "unread"), ("refuted", "unread"), 1),
        (("refuted",), ("unread",), 0),
        (("conditional",), ("conditional",), 3),
    ],
)
def test_exit_status(words, fail_on, status):
    assert report(*words, fail_on=fail_on).exit_status == status


def test_what_cannot_be_opened_and_nothing_to_check_are_wrong_use():
    assert Report((DocumentReport("notes.md", error="no such file or folder"),)).exit_status == 2
    assert Report((DocumentReport("notes.md"),)).exit_status == 2
    assert report("refuted", error="cut off").exit_status == 2


def test_a_waived_refutation_is_shown_and_does_not_fail():
    waived = Report((DocumentReport("notes.md", (claim("refuted", waived="known slip of the 2nd edition"),)),))
    assert waived.exit_status == 0
    assert "waived: known slip of the 2nd edition" in render(waived)
    assert "1 waived" in render(waived).splitlines()[-1]
