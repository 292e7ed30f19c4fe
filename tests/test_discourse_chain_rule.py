"""The chain rule of vectors and matrices: dL/dz dz/dW sums over the entries of z, whatever the axes."""

import pytest

from tests.notes import claims, last_verdict

LAYER = (
    "Let $\\mathbf{z} = W \\mathbf{x}$, $\\mathbf{a} = \\tanh(\\mathbf{z})$ and $L = \\ell(\\mathbf{a})$ "
    "with $W \\in \\mathbb{R}^{m \\times n}$.\n\n"
)
HIDDEN = (
    "The hidden state $\\mathbf{c} = \\phi(\\mathbf{u})$ with $\\mathbf{u} = V \\mathbf{x}$, $V \\in \\mathbb{R}^{c \\times d}$ "
    "and $\\mathbf{u} \\in \\mathbb{R}^c$ gives $\\mathbf{o} = W \\mathbf{c}$ with $W \\in \\mathbb{R}^{q \\times c}$; "
    "the loss is $J = L + r$ with $L = l(\\mathbf{o}, y)$ and $r = \\frac{\\lambda}{2} \\|W\\|^2$. "
    "The operator $\\textrm{prod}$ multiplies.\n\n"
    "$$\\frac{\\partial J}{\\partial \\mathbf{o}} = \\frac{\\partial L}{\\partial \\mathbf{o}}$$\n\n"
)


def d(above, below):
    bold = {"x": r"\mathbf{x}", "z": r"\mathbf{z}", "a": r"\mathbf{a}", "c": r"\mathbf{c}", "o": r"\mathbf{o}"}
    bold["u"] = r"\mathbf{u}"
    return rf"\frac{{\partial {bold.get(above, above)}}}{{\partial {bold.get(below, below)}}}"


@pytest.mark.parametrize(
    "formula",
    [
        f"{d('L', 'W')} = {d('L', 'z')} {d('z', 'W')}",
        f"{d('L', 'x')} = {d('L', 'z')} {d('z', 'x')}",
        f"{d('L', 'x')} = {d('L', 'a')} {d('a', 'z')} {d('z', 'x')}",
        f"{d('L', 'x')} = {d('z', 'x')} {d('L', 'z')}",
        f"{d('L', 'W')} = {d('L', 'a')} \\cdot {d('a', 'z')} \\cdot {d('z', 'W')}",
    ],
)
def test_derivatives_side_by_side_follow_the_chain_rule(formula):
    assert last_verdict(LAYER, formula) == "proved"


@pytest.mark.parametrize(
    "formula",
    [
        f"{d('L', 'W')} = {d('L', 'a')} {d('z', 'W')}",  # a link is left out
        f"{d('L', 'x')} = {d('L', 'a')} {d('z', 'x')}",
        f"{d('L', 'W')} = 2 {d('L', 'z')} {d('z', 'W')}",
        f"{d('L', 'x')} = -{d('L', 'z')} {d('z', 'x')}",
        f"{d('L', 'W')} = {d('z', 'W')}",
        f"{d('L', 'x')} = {d('L', 'z')} {d('z', 'W')}",
        rf"{d('L', 'W')} = \mathbf{{x}} {d('L', 'z')}^T",
    ],
)
def test_what_is_no_chain_is_not_proved(formula):
    assert last_verdict(LAYER, formula) not in ("proved", "conditional")


def test_an_operator_that_multiplies_derivatives_follows_the_chain_rule():
    def prod(*slopes):
        return rf"\textrm{{prod}}\left({', '.join(slopes)}\right)"

    right = f"{prod(d('J', 'o'), d('o', 'W'))} + {prod(d('J', 'r'), d('r', 'W'))}"
    assert last_verdict(HIDDEN, f"{d('J', 'W')} = {right}") == "proved"
    assert last_verdict(HIDDEN, rf"{right} = {d('J', 'o')} \mathbf{{c}}^\top + \lambda W") == "proved"
    assert last_verdict(HIDDEN, f"{d('J', 'c')} = {prod(d('J', 'o'), d('o', 'c'))}") == "proved"
    assert last_verdict(HIDDEN, f"{prod(d('J', 'o'), d('o', 'c'))} = W^\\top {d('J', 'o')}") == "proved"
    assert (
        last_verdict(HIDDEN, rf"{prod(d('J', 'c'), d('c', 'u'))} = {d('J', 'c')} \odot \phi'(\mathbf{{u}})") == "proved"
    )


@pytest.mark.parametrize(
    "formula",
    [
        rf"{d('J', 'W')} = \textrm{{prod}}({d('J', 'o')}, {d('o', 'W')})",  # without the regularisation
        rf"{d('J', 'W')} = \textrm{{prod}}({d('J', 'o')}, {d('o', 'W')}) + 2 \lambda W",
        rf"\textrm{{prod}}({d('J', 'o')}, {d('o', 'c')}) = W {d('J', 'o')}",
        rf"\textrm{{prod}}({d('J', 'o')}, {d('o', 'W')}) = \mathbf{{c}} {d('J', 'o')}^\top",
        rf"{d('J', 'c')} = \textrm{{prod}}({d('J', 'o')}, {d('c', 'u')})",
    ],
)
def test_a_false_product_of_derivatives_is_not_proved(formula):
    assert last_verdict(HIDDEN, formula) not in ("proved", "conditional")


def test_a_bold_letter_is_not_the_number_of_its_entries():
    text = "Let $\\mathbf{h} \\in \\mathbb{R}^h$ and $s = \\mathbf{h}^T \\mathbf{h}$.\n\n"
    found = claims(text + "$$\\frac{\\partial s}{\\partial \\mathbf{h}} = 2 \\mathbf{h}$$\n\n$$s = h^2$$\n")
    assert (found[0].verdict, found[1].verdict != "proved") == ("proved", True)
    assert found[0].reading == "partial s/partial bold_h = 2*bold_h"


def test_the_index_of_a_bold_symbol_is_the_index():
    text = "Let $L = \\sum_{k=1}^n \\boldsymbol{s_k}^2$.\n\n"
    assert claims(text + "$$\\frac{\\partial L}{\\partial \\boldsymbol{s_k}} = 2 s_k$$\n")[0].verdict == "proved"


SOFTMAX = (
    r"Let $z \in \mathbb{R}^n$, $i, j \in \{1, \dots, n\}$, $a_i = \frac{e^{z_i}}{\sum_{k=1}^n e^{z_k}}$ and "
    r"$L = -\sum_{i=1}^n y_i \ln a_i$. Then "
)


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\frac{\partial L}{\partial z_i} = \frac{\partial L}{\partial a_j} \frac{\partial a_j}{\partial z_i}", True),
        (r"\frac{\partial L}{\partial a_j} \frac{\partial a_j}{\partial z_i} = \frac{\partial L}{\partial z_i}", True),
        (
            r"\frac{\partial L}{\partial z_i} = -\frac{\partial L}{\partial a_j} \frac{\partial a_j}{\partial z_i}",
            False,
        ),
        (r"\frac{\partial L}{\partial z_i} = \frac{\partial L}{\partial a_j} \frac{\partial a_i}{\partial z_j}", False),
        (r"\frac{\partial L}{\partial z_i} = \frac{\partial L}{\partial a_i} \frac{\partial a_i}{\partial z_i}", False),
    ],
)
def test_a_chain_rule_may_leave_its_sum_out(formula: str, verdict: bool) -> None:
    found = claims(f"{SOFTMAX}$${formula}$$\n")[-1]
    assert (found.verdict == "conditional") is verdict
    assert not verdict or [c.text for c in found.judgement.conditions] == ["the product is summed over j"]


@pytest.mark.parametrize("right", ["0", "2", "6 z^2", r"\frac{\partial^2 G}{\partial z^2}"])
def test_a_derivative_by_a_quantity_of_one_by_what_it_is_made_of_says_nothing(right):
    text = "Let $G = u^2$ where $u = z^3$.\n\n"
    assert (
        last_verdict(text, rf"\frac{{\partial}}{{\partial u}} (\frac{{\partial G}}{{\partial z}}) = {right}")
        == "undecided"
    )


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        (r"\sum_{l=1}^K \frac{\partial C}{\partial s_{il}} \frac{\partial s_{il}}{\partial v_{ij}}", "conditional"),
        (r"\sum_{l=1}^K \frac{\partial C}{\partial s_{il}} \frac{\partial s_{il}}{\partial v_{il}}", "undecided"),
        (r"\sum_{l=2}^K \frac{\partial C}{\partial s_{il}} \frac{\partial s_{il}}{\partial v_{ij}}", "undecided"),
        (r"\sum_{l=1}^K \frac{\partial C}{\partial s_{ii}} \frac{\partial s_{ii}}{\partial v_{ij}}", "undecided"),
        (
            (
                r"\frac{\partial C}{\partial g} \frac{\partial g}{\partial v_{ij}} + "
                r"\frac{\partial C}{\partial h} \frac{\partial h}{\partial q} \frac{\partial q}{\partial v_{ij}}"
            ),
            "proved",
        ),
        (
            (
                r"\frac{\partial C}{\partial g} \frac{\partial g}{\partial v_{ij}} + "
                r"\frac{\partial C}{\partial g} \frac{\partial g}{\partial v_{ij}}"
            ),
            "undecided",
        ),
        (
            (
                r"\frac{\partial C}{\partial g} \frac{\partial g}{\partial v_{ij}} + "
                r"\frac{\partial C}{\partial h} \frac{\partial q}{\partial v_{ij}}"
            ),
            "undecided",
        ),
    ],
)
def test_a_loss_that_nothing_defines_is_reached_by_all_ways_that_are_written(claim, word):
    assert last_verdict("", f"\\frac{{\\partial C}}{{\\partial v_{{ij}}}} = {claim}") == word


def test_a_way_that_goes_on_in_another_is_not_counted_twice():
    claim = r"\frac{dL}{dx} = \frac{dL}{dg} \frac{dg}{dx} + \frac{dL}{dh} \frac{dh}{dx}"
    assert last_verdict("Let $h = 3x$ and $g = h^2$.\n\n", claim) == "undecided"
