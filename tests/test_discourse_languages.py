"""Notes in other languages: their words for if, where, then and for say what English words say."""

import pytest

from symloss.proofs.discourse.follower import follow
from symloss.proofs.documents import scan

P = r"$p_i = \frac{e^{z_i}}{\sum_{k=1}^{C} e^{z_k}}$"
SAME = r"$\frac{\partial p_i}{\partial z_j} = p_i (1 - p_j)$"
OTHER = r"$\frac{\partial p_i}{\partial z_j} = -p_i p_j$"

NOTES = {
    "English": f"Let {P}. If $i = j$, then {SAME}; if $i \\ne j$, then {OTHER}.",
    "Chinese": f"设 {P}。当 $i = j$ 时，{SAME}；当 $i \\ne j$ 时，{OTHER}。",
    "German": f"Sei {P}. Wenn $i = j$, dann ist {SAME}; wenn $i \\ne j$, dann ist {OTHER}.",
    "French": f"Soit {P}. Si $i = j$, alors {SAME}; si $i \\ne j$, on obtient {OTHER}.",
    "Spanish": f"Sea {P}. Cuando $i = j$, entonces {SAME}; cuando $i \\ne j$, resulta {OTHER}.",
    "Portuguese": f"Seja {P}. Quando $i = j$, então {SAME}; quando $i \\ne j$, obtemos {OTHER}.",
    "Italian": f"Sia {P}. Quando $i = j$, allora {SAME}; quando $i \\ne j$, otteniamo {OTHER}.",
    "Polish": f"Niech {P}. Jeśli $i = j$, to {SAME}; dla $i \\ne j$ mamy {OTHER}.",
    "Russian": f"Пусть {P}. Если $i = j$, то {SAME}; для всех $i \\ne j$ получаем {OTHER}.",
}


@pytest.mark.parametrize("language", NOTES)
def test_cases_are_cases_and_claims_are_claimed(language):
    report = follow(scan(NOTES[language], ".md"), "notes.md")
    assert [c.verdict for c in report.claims] == ["proved", "proved"]
    assert [[condition.text for condition in c.judgement.conditions] for c in report.claims] == [["i = j"], ["i != j"]]


@pytest.mark.parametrize(
    "text",
    [
        f"设 {P}。当 $i = j$ 时，{OTHER}。",
        f"Sei {P}. Für $i = j$ gilt {OTHER}.",
        f"Soit {P}. Si $i = j$, alors {OTHER}.",
    ],
)
def test_a_wrong_step_is_found_in_every_language(text):
    report = follow(scan(text, ".md"), "notes.md")
    assert [c.verdict for c in report.claims] == ["refuted"]
