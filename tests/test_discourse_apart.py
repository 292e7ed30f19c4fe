"""An entry that a text singles out may be none of those that it sums over: the right word beside K wrong ones."""

from tests.notes import claims, verdicts

DRAWN = (
    r"The loss is $J = -\log \sigma(u_o^\top v) - \sum_{k=1}^K \log \sigma(-u_k^\top v)$, where $\sigma$ is the sigmoid."
    "\n\n$$@$$\n"
)


def test_that_it_is_none_of_them_is_a_condition():
    claim = claims(DRAWN.replace("@", r"\frac{\partial J}{\partial u_o} = (\sigma(u_o^\top v) - 1) v"))[-1]
    assert claim.verdict == "conditional"
    assert [c.text for c in claim.judgement.conditions] == ["u_o is none of those that are summed over"]
    negative = DRAWN.replace("@", r"\frac{\partial J}{\partial u_o} = (\sigma(u_o^\top v) + 1) v")
    assert verdicts(negative)[-1] not in ("proved", "conditional")


def test_what_is_true_of_any_entry_needs_no_condition():
    of_v = r"\frac{\partial J}{\partial v} = (\sigma(u_o^\top v) - 1) u_o + \sum_{k=1}^K \sigma(u_k^\top v) u_k"
    assert verdicts(DRAWN.replace("@", of_v)) == ["proved"]
    text = r"Let $L = -z_c + \log \sum_{j=1}^K e^{z_j}$. Then $$\frac{\partial L}{\partial z_c} = @ - 1$$"
    share = r"\frac{e^{z_c}}{\sum_{j=1}^K e^{z_j}}"
    assert verdicts(text.replace("@", share)) == ["proved"]
    assert verdicts(text.replace("@", "2 " + share)) == ["refuted"]
    assert verdicts(text.replace("@ - 1", "-1")) == ["conditional"]  # if c is one of another list
    listed = r"Here $c \in \{1, \dots, K\}$. " + text
    assert verdicts(listed.replace("@ - 1", "-1")) == ["undecided"]  # it is one of them: no condition can help
