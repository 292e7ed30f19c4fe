"""What a verdict says of itself."""

import pytest

from symloss.kernel.judge import judge
from symloss.kernel.verdict import Verdict, Witness
from tests.claims import claim, scope

POINT = Witness((("x", "0"),), "0", "1")


def test_a_claim_fails_where_a_point_shows_it_to_be_false_whether_it_was_meant_so_or_not():
    assert judge(claim("x^2 = x + 1", scope("x"))).fails
    assert Verdict("undecided", witness=POINT, message="what is x?").fails
    assert not Verdict("undecided", message="nothing was found").fails
    assert not Verdict("conditional", witness=POINT).fails  # it holds under the condition
    assert not judge(claim("x + 1 = 1 + x", scope("x"))).fails


def test_five_verdicts_are_not_two():
    with pytest.raises(TypeError, match="five words"):
        bool(Verdict("proved"))
