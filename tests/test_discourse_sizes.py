"""Sizes that a text shows: by how it writes an array out, and by what fits."""

import pytest

from tests.notes import claims, verdicts

ROWS = (
    "Let $E = \\|\\mathbf{y} - X\\mathbf{a}\\|^2$ with\n\n"
    "$$\\mathbf{y} = \\begin{pmatrix} y_1 \\\\ \\vdots \\\\ y_n \\end{pmatrix}, \\quad "
    "X = \\begin{pmatrix} \\mathbf{x}_1^T \\\\ \\vdots \\\\ \\mathbf{x}_n^T \\end{pmatrix}$$\n\n"
)


@pytest.mark.long
@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\frac{\partial E}{\partial \mathbf{a}} = 2 X^T X \mathbf{a} - 2 X^T \mathbf{y}", "proved"),
        (r"\frac{\partial E}{\partial \mathbf{a}} = 2 X^T X \mathbf{a} + 2 X^T \mathbf{y}", "refuted"),
        (r"\frac{\partial E}{\partial \mathbf{a}} = 2 X X^T \mathbf{a} - 2 X^T \mathbf{y}", "undecided"),
        (r"\|\mathbf{y} - X\mathbf{a}\|^2 = \sum_{i=1}^n (y_i - \mathbf{x}_i^T \mathbf{a})^2", "proved"),
        (r"\|\mathbf{y} - X\mathbf{a}\|^2 = \sum_{i=1}^n (y_i - \mathbf{x}_i^T \mathbf{a})", "undecided"),
    ],
)
def test_rows_below_each_other_are_a_matrix(claim, verdict):
    assert verdicts(f"{ROWS}$${claim}$$\n")[-1] == verdict


def test_rows_below_each_other_times_a_vector():
    products = r"\begin{pmatrix} \mathbf{x}_1^T \mathbf{a} \\ \vdots \\ \mathbf{x}_n^T \mathbf{a} \end{pmatrix}"
    assert verdicts(f"{ROWS}$$X \\mathbf{{a}} = {products}$$\n")[-1] == "proved"


@pytest.mark.parametrize(("by", "verdict"), [("b", "proved"), ("w", "undecided")])
def test_a_definition_of_other_sizes_is_left_out_where_no_slope_turns_on_it(by, verdict):
    """What is true of all Q is true of the one that the text defines, unless it differentiates by what Q is made of."""
    text = (
        "# Weights\n\nLet $Q = [\\mathbf{w}_1; \\ldots; \\mathbf{w}_n]$ hold the weights.\n\n# A form\n\n"
        "$$\\frac{\\partial}{\\partial \\mathbf{b}} (\\mathbf{b}^T Q \\mathbf{b}) = (Q + Q^T) \\mathbf{b}$$\n"
    )
    assert verdicts(text.replace("mathbf{b}", f"mathbf{{{by}}}"))[-1] == verdict


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\frac{\partial}{\partial v} (u^T A_k v) = A_k^T u", "proved"),
        (r"\frac{\partial}{\partial v} (u^T A_k v) = A_k u", "refuted"),  # true of numbers
        (r"\frac{\partial}{\partial v} \sum_k u^T \Lambda_k v = \sum_k \Lambda_k u", "refuted"),
        (r"\sum_k A_k u u^T = u u^T \sum_k A_k", "refuted"),
        (r"\Sigma u u^T = u u^T \Sigma", "refuted"),
        (r"\frac{\partial}{\partial v} (v^T W_k v) = 2 W_k v", "conditional"),
        (r"\frac{\partial}{\partial v} (v^T \Sigma_k^{-1} v) = 2 \Sigma_k^{-1} v", "conditional"),
        (r"\frac{\partial}{\partial v} (v^T \Sigma_k^{-1} v) = \Sigma_k^{-1} v", "refuted"),
        (r"\frac{\partial}{\partial W_k} \|W_k h\|^2 = 2 W_k h h^T", "proved"),
        (r"\frac{\partial}{\partial W_k} \|W_k h\|^2 = 2 h h^T W_k", "refuted"),
    ],
)
def test_a_capital_letter_with_one_index_between_vectors_is_a_matrix(claim, verdict):
    assert verdicts(f"$${claim}$$\n")[-1] == verdict


def test_that_one_of_several_matrices_is_symmetric_is_a_condition():
    (claim,) = claims(r"$$\frac{\partial}{\partial v} (v^T \Sigma_k^{-1} v) = 2 \Sigma_k^{-1} v$$")
    assert "Sigma_k = Sigma_k^T" in [c.text for c in claim.judgement.conditions]


def test_what_is_true_of_a_number_between_vectors_only_is_not_shown():
    assert verdicts(r"$$\frac{\partial}{\partial \Sigma_k} (v^T \Sigma_k v) = v^T v$$") == ["undecided"]


def test_a_greek_capital_between_bars_is_a_determinant():
    (claim,) = claims(r"$$|\Sigma_k^{-1}| = \frac{1}{|\Sigma_k|}$$")
    assert claim.reading.count("det") == 2
    assert "proved" not in verdicts(r"$$|2 \Sigma_k| = 2 |\Sigma_k|$$")


def test_a_letter_alone_between_bars_is_a_determinant_if_it_is_one_that_people_give_to_matrices():
    assert verdicts(r"$$|2 \Sigma| = 2 |\Sigma|$$") == ["refuted"]
    assert verdicts(r"$$|2 \Delta| = 2 |\Delta|$$") == ["proved"]


COLUMNS_BESIDE = [
    r"\begin{pmatrix} \mathbf{x}_1 & \cdots & \mathbf{x}_n \end{pmatrix}",
    r"[\mathbf{x}_1, \mathbf{x}_2, \ldots, \mathbf{x}_n]",
]
ROWS_BELOW = [
    r"\begin{pmatrix} \mathbf{x}_1^T \\ \vdots \\ \mathbf{x}_n^T \end{pmatrix}",
    r"(\mathbf{x}_1, \mathbf{x}_2, \ldots, \mathbf{x}_n)^\top",
    r"[\mathbf{x}_1^T; \ldots; \mathbf{x}_n^T]",
]


@pytest.mark.parametrize("shown", COLUMNS_BESIDE)
def test_columns_beside_each_other_are_a_matrix(shown):
    text = f"Let $X = {shown}$.\n\n"
    assert verdicts(text + r"$$X X^T = \sum_{i=1}^n \mathbf{x}_i \mathbf{x}_i^T$$") == ["proved"]
    assert verdicts(text + r"$$X^T X = \sum_{i=1}^n \mathbf{x}_i \mathbf{x}_i^T$$") == ["undecided"]


@pytest.mark.parametrize("shown", ROWS_BELOW)
def test_rows_below_each_other_are_no_columns(shown):
    text = f"Let $X = {shown}$.\n\n"
    assert verdicts(text + r"$$X^T X = \sum_{i=1}^n \mathbf{x}_i \mathbf{x}_i^T$$") == ["proved"]
    assert verdicts(text + r"$$X X^T = \sum_{i=1}^n \mathbf{x}_i \mathbf{x}_i^T$$") == ["undecided"]


@pytest.mark.parametrize(
    "shown",
    [
        r"\begin{pmatrix} \mathbf{x}_1 \\ \vdots \\ \mathbf{x}_n \end{pmatrix}",
        r"[\mathbf{x}_1^T, \ldots, \mathbf{x}_n^T]",
    ],
)
def test_columns_below_each_other_and_rows_in_a_row_are_left_open(shown):
    for product in ("X^T X", "X X^T"):
        text = f"Let $X = {shown}$.\n\n$${product} = \\sum_{{i=1}}^n \\mathbf{{x}}_i \\mathbf{{x}}_i^T$$"
        assert verdicts(text)[-1] == "undecided"


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [(r"\frac{d}{dx} e^{h(x)} = h'(x) e^{h(x)}", "proved"), (r"\frac{d}{dx} \ln h(x) = \frac{h(x)}{h'(x)}", "refuted")],
)
def test_a_function_with_a_prime_is_one_of_a_number(claim, verdict):
    samples = "Let $x_i$ be samples with mean $\\bar{x} = \\frac{1}{n} \\sum_i x_i$.\n\n"
    assert verdicts(f"{samples}$${claim}$$\n")[-1] == verdict


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (
            r"\frac{\partial \mathbf{h}}{\partial \mathbf{c}} = \mathbf{o} \odot (1 - \tanh^2(\mathbf{c}))",
            "conditional",
        ),
        (r"\frac{\partial \mathbf{h}}{\partial \mathbf{o}} = \tanh(\mathbf{c})", "conditional"),
        (r"\frac{\partial \mathbf{h}}{\partial \mathbf{c}} = \mathbf{o} \odot (1 + \tanh^2(\mathbf{c}))", "undecided"),
    ],
)
def test_the_slope_of_an_entrywise_function_may_be_written_as_a_vector(claim, verdict):
    text = f"Let $\\mathbf{{h}} = \\mathbf{{o}} \\odot \\tanh(\\mathbf{{c}})$.\n\n$${claim}$$\n"
    assert verdicts(text)[-1] == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (r"$$u^T C v = C u^T v$$", "proved"),  # of a number C
        (r"$$u^T A v = A u^T v$$", "undecided"),  # where only a matrix u makes sense
        (r"The variance $\Sigma$ is a number here. $$u^T \Sigma v = \Sigma u^T v$$", "undecided"),
        (r"Let $X$ be a random vector. $$w^T X X^T v = (w^T X)(v^T X)$$", "proved"),
    ],
)
def test_a_capital_letter_between_a_row_and_a_column(text, verdict):
    assert verdicts(text)[-1] == verdict


HEADS = ("| Symbol | Shape | Meaning |", "| Objet | Dimensions | |", "| 符號 | 形状 | |", "| Name | | Size |")


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("size", [r"$T \times m$", "$(T, m)$"])
def test_a_column_of_sizes_is_read(head, size):
    square = size.replace("m", "T")
    table = f"{head}\n|---|---|---|\n| $A$ | {square} | |\n| $V$ | {size} | |\n\n"
    if "Size" in head:
        table = f"{head}\n|---|---|---|\n| $A$ | weights | {square} |\n| $V$ | values | {size} |\n\n"
    text = table + "Let $C = A V$ and $G = \\frac{\\partial L}{\\partial C}$, of some loss $L$.\n\n"
    claim = "$$\\frac{\\partial L}{\\partial V} = A^\\top G$$\n"
    assert [c.verdict for c in claims(text + claim)] == ["proved"]
    assert [c.verdict for c in claims(text + claim.replace("A^\\top G", "G A"))] in (["refuted"], ["undecided"])


def test_a_table_of_other_things_says_nothing_of_sizes():
    table = "| Layer | Cost |\n|---|---|\n| $A$ | $T \\times m$ |\n\n"
    assert [c.verdict for c in claims(table + "$$A + A = 2 A$$\n\n$$A + b = b + A$$\n")] == ["proved", "proved"]
