"""Sentences and cues: which words belong to a formula, and what they say of it."""

import pytest

from symloss.proofs.discourse.flow import sentences
from symloss.proofs.documents import scan
from symloss.proofs.words.cues import concludes, cue_before
from symloss.proofs.words.prose import MATH, last_clause


def words(text, suffix=".md"):
    return [" ".join(s.words.replace(MATH, "#").split()) for s in sentences(scan(text, suffix))]


def test_a_display_belongs_to_the_sentence_around_it():
    text = "Some words. If $i = j$ we get\n\n$$\nu = v\n$$\n\nwhere $w$ is small. More words."
    assert words(text) == ["Some words", "If # we get # where # is small", "More words"]


def test_a_capital_after_a_display_begins_a_sentence():
    assert words("We get\n\n$$\nu\n$$\n\nTherefore $v$.") == ["We get #", "Therefore #"]


def test_list_items_and_table_cells_are_sentences_of_their_own():
    assert words("- if $u$\n- then $v$") == ["- if #", "then #"]
    assert words("| $u$ | $v$ |") == ["#", "#"]


def test_paragraphs_of_inline_formulas_are_separate():
    assert words("Here is $u$\n\nand then $v$") == ["Here is #", "and then #"]


def test_abbreviations_do_not_end_a_sentence():
    assert words("the rule, i.e. the map $u$, e.g. this") == ["the rule, i.e. the map #, e.g. this"]


@pytest.mark.parametrize(
    "clause, cue",
    [
        ("Let", "define"),
        ("and, where", "define"),
        ("we assume that", "assume"),
        (f"since {MATH} and", "assume"),
        ("if", "case"),
        (f"if {MATH} then", "claim"),
        ("when", "case"),
        ("is defined as", "define"),
        ("Therefore,", "claim"),
        ("Set", "instance"),
        ("", ""),
        ("the letter box holds", ""),
    ],
)
def test_the_cue_nearest_to_the_formula_counts(clause, cue):
    assert cue_before(clause) == cue


def test_the_last_clause_begins_after_the_last_full_stop():
    assert last_clause("Some words here. Now let ").strip() == "Now let"


def test_what_ends_a_case():
    assert concludes("Therefore we get") and concludes("Both cases together give") and not concludes("If i = j")
