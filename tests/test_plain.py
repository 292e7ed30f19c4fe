"""Plain notation: what is printed can be typed; what is not understood is refused with its place."""

from hypothesis import given, settings

from symloss.term.nodes import Term
from symloss.term.printer import plain
from symloss.term.reader import read
from tests.strategies import scope, terms

SCOPE = scope()


@settings(max_examples=600, deadline=None)
@given(terms())
def test_what_is_printed_reads_back_as_the_same_term(term: Term) -> None:
    text = plain(term, SCOPE)
    assert text.isascii()
    assert read(text, SCOPE) == term
