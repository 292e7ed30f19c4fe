"""Updates: `w := w - 0.5 = 1.5` is of the old w, and what follows of the new one."""

import pytest

from tests.notes import claims, verdicts

START = "Let $u = 5$ and $w = 1$. Then $u w = 5$. "


@pytest.mark.parametrize("sign", [":=", r"\leftarrow", r"\gets", "="])
def test_what_follows_an_update_is_of_the_new_value(sign):
    note = f"{START}The update is $w {sign} w + 2 = 3$. "
    assert verdicts(note + "Then $u w = 15$.\n") == ["proved"] * 3
    assert verdicts(note + "Then $u w = 5$.\n") == ["proved", "proved", "undecided"]  # of the old one, or wrong?
    assert verdicts(note + "Then $u w = 7$.\n")[-1] not in ("proved", "conditional")


def test_a_display_is_an_update_too():
    note = "Let $u = 3$ and $w = 2$.\n\n$$ w \\leftarrow w - 0.5 = 1.5 $$\n\nNow $u w = 4.5$.\n"
    assert verdicts(note) == ["proved", "proved"]
    assert "w = 1.5 (stated, line 3)" in [f"{c.text} ({c.origin})" for c in claims(note)[-1].judgement.conditions]


def test_updates_follow_each_other():
    note = "Let $w = 1$ and $u = 2$. Step 1: $w := w + 1 = 2$. Step 2: $w := w + 1 = 3$. "
    assert verdicts(note + "So $u w = 6$.\n") == ["proved"] * 3
    assert verdicts(note.replace("= 3", "= 4"))[-1] == "refuted"


def test_an_update_that_is_not_worked_out_is_worked_out():
    note = START + r"The rule is $w := w - 2 \eta$. "
    assert verdicts(note + r"Then $u w = 5 - 10 \eta$." + "\n")[-1] == "proved"
    assert verdicts(note + "Before it, $u w = 5$.\n")[-1] == "undecided"


def test_an_array_and_an_entry_have_new_values():
    assert (
        verdicts("Let $w_1 = 1$, $w_2 = 2$. We update $w_1 := w_1 + 0.5 = 1.5$. So $w_1 + w_2 = 3.5$.\n")[-1]
        == "proved"
    )
    assert (
        verdicts("Let $w_1 = 1$, $w_2 = 2$. We update $w_1 := w_1 + 0.5 = 1.5$. So $w_1 + w_2 = 3$.\n")[-1]
        == "undecided"
    )


def test_a_name_that_a_formula_defines_is_open_behind_its_update():
    note = "Let $s = u + v$. We set $s := s + t$. Then "
    assert verdicts(note + "$2 s = 2 u + 2 v + 2 t$.\n") == ["undecided"]
    assert verdicts(note + "$2 s = 2 u + 2 v$.\n") == ["undecided"]
    assert verdicts(note + "$s + s = 2 s$.\n") == ["proved"]


@pytest.mark.parametrize(
    "note",
    [
        r"Let $u = 0$. Then $\frac{u}{u} = 1$.",
        r"Let $w = 0$ and $u = 3$. The ratio is $\frac{w u}{w} = u$.",
        r"Let $w = -2$. Then $\ln(w^2) = 2 \ln w$.",
        r"We set $w = -2$. Hence $\sqrt{w} \sqrt{w} = w$.",
    ],
)
def test_what_has_no_value_for_the_numbers_of_the_text_is_not_proved(note):
    (found,) = claims(note + "\n")
    assert found.verdict == "undecided" and "no value" in found.judgement.message


def test_other_numbers_leave_a_proof_as_it_is():
    assert verdicts("Let $w = 2$. Then $\\ln(w^2) = 2 \\ln w$.\n") == ["proved"]


@pytest.mark.parametrize("end", [r" for $y \in \{0, 1\}$", ""])
def test_what_is_said_of_any_label_does_not_follow_from_what_is_defined_for_one(end):
    note = r"If $y = 1$, then $L = -\ln p$. If $y = 0$, then $L = -\ln(1 - p)$. "
    assert verdicts(note + rf"So $L = -y \ln p - (1 - y) \ln p${end}." + "\n")[-1] == "conditional"
