"""Ways of writing that leave something to the reader: open places, rules of calculus, sums and events with dots."""

import pytest

from tests.notes import claims, last_verdict, verdicts

SIGMA = "Let $\\sigma(z) = \\frac{1}{1 + e^{-z}}$.\n\n"
TOTAL = "Let $S = \\sum_{k=1}^{K} e^{x_k}$ and $p_i = e^{x_i}/S$.\n\n"


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\sigma'(\cdot) = \sigma(\cdot)(1 - \sigma(\cdot))", "proved"),
        (r"\sigma'(\cdot) = \sigma(\cdot)(1 + \sigma(\cdot))", "refuted"),
        (r"\sigma(\cdot)(1 - \sigma(\cdot)) = 0.25", "undecided"),  # an equation for a place, or a wrong step
    ],
)
def test_a_place_left_open_stands_for_any_argument(formula, verdict):
    assert last_verdict(SIGMA, formula) == verdict


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\left(\frac{u}{v}\right)' = \frac{u'v - uv'}{v^2}", "proved"),
        (r"\left(\frac{u}{v}\right)' = \frac{uv' - u'v}{v^2}", "refuted"),  # with the other sign it is proved
        (r"(fg)' = f'g + fg'", "proved"),
        (r"(fg)' = f'g'", "undecided"),
        (r"(\sqrt{f})' = \frac{f'}{2\sqrt{f}}", "proved"),
        (r"(cf)' = cf'", "unread"),  # c has no prime: it may be a number, and f a function of anything
    ],
)
def test_a_rule_of_calculus_is_about_any_functions(formula, verdict):
    assert last_verdict("We use the rule\n\n", formula) == verdict


def test_a_rule_says_nothing_of_what_its_letters_are_elsewhere():
    rule = r"The quotient rule is $$(\frac{u}{v})' = \frac{u'v - uv'}{v^2}.$$ "
    note = (
        rule
        + r"Let $u = e^{w x}$. Then $$\frac{\partial u}{\partial w} = x u$$ and $$\frac{\partial u}{\partial w} = u.$$"
    )
    assert verdicts(note) == ["proved", "proved", "refuted"]


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\frac{\partial S}{\partial x_i} = \frac{\partial}{\partial x_i}(e^{x_1} + ... + e^{x_i} + ...)", "proved"),
        (r"2 S = 2 (e^{x_1} + e^{x_2} + \cdots)", "proved"),
        (r"2 S = e^{x_1} + e^{x_2} + \cdots", "undecided"),
        (r"S = e^{x_1} + \cdots + e^{2 x_i} + \cdots", "unread"),
        (r"e^{x_1} = 1 + x_1 + \frac{x_1^2}{2} + \cdots", "unread"),  # a series has no last entry
        (r"S = e^{x_2} + e^{x_3} + \cdots", "unread"),
    ],
)
def test_dots_at_the_end_of_a_sum_over_an_array_run_to_its_end(formula, verdict):
    assert last_verdict(TOTAL, formula) == verdict


def test_a_list_of_events_with_dots_is_read():
    events = r"P(X_1 \in [x_1, x_1 + h], \ldots, X_N \in [x_N, x_N + h] \mid \theta)"
    longer = r"P(X_1 \in [x_1, x_1 + h], X_2 \in [x_2, x_2 + h], \ldots, X_N \in [x_N, x_N + h] \mid \theta)"
    assert last_verdict("", f"{events} = {longer}") == "proved"
    assert last_verdict("", rf"{events} \approx h^N \prod_i p(x_i \mid \theta)") == "undecided"
    assert last_verdict("", f"{events} = 2 {events}") != "proved"


def test_a_joint_probability_is_the_product_of_the_conditional_and_the_marginal():
    said = r"The probability of $t$ and $z$ is $P(t, z | \theta)$. It can be decomposed: "
    assert last_verdict(said, r"P(t, z | \theta) = P(t | z, \theta) P(z | \theta)") == "proved"
    assert last_verdict(said, r"P(t, z | \theta) = P(t | z, \theta) P(z)") not in ("proved", "conditional")


def test_a_bar_in_what_a_likelihood_depends_on():
    known = r"With $q = \sigma(w x)$ the likelihood is $L(w | x, y) = q^y (1 - q)^{1 - y}$, so "
    assert last_verdict(known, r"-\ln L(w | x, y) = -y \ln q - (1 - y) \ln(1 - q)") == "proved"
    assert last_verdict(known, r"-\ln L(w | x, y) = y \ln q - (1 - y) \ln(1 - q)") == "refuted"


def test_what_is_concluded_of_a_name_used_before_is_a_claim_that_nothing_settles():
    found = claims(r"We look at $\frac{\partial L}{\partial h} = 2 h$. From this we obtain $$h = w x.$$")
    assert [c.verdict for c in found] == ["undecided", "undecided"]
    assert "taken as its definition" in found[1].judgement.message
    assert verdicts("Let $h = w x$. Then $$\\frac{\\partial h}{\\partial w} = x.$$") == ["proved"]


def test_a_vector_whose_entries_are_given_is_not_defined_again_in_silence():
    entries = "$$o_1 = x_1 w_{11} + b_1, \\\\ o_2 = x_2 w_{22} + b_2$$\n\nIn short: "
    found = claims(entries + r"$$\mathbf{o} = \mathbf{W} \mathbf{x} + \mathbf{b}$$")
    assert "entries of o are given before" in found[-1].judgement.message


def test_a_function_of_other_arguments_is_no_definition_by_itself():
    one = r"Let $\xi(t, y) = -t \ln y$. Over the whole batch "
    found = claims(one + r"$$\xi(T, Y) = \sum_{i=1}^n \xi(t_i, y_i)$$ and then $$\xi(t, y) = -t \ln y.$$")
    assert "circle" not in " ".join(c.judgement.message for c in found)


LAYERS = "The error of one unit with input $x$ is $$E'(w) = E'(a) \\cdot a'(z) \\cdot z'(w)$$ with $z = w x$.\n\n"


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"z'(w) = x", "proved"),
        (r"z'(w) = w", "refuted"),
        (r"E'(w) = E'(a) \cdot a'(z) \cdot x", "proved"),
        (r"E'(w) = E'(a) \cdot a'(z) \cdot w", "undecided"),
        (r"E'(w) = E'(a) \cdot z'(w)", "undecided"),
    ],
)
def test_primes_in_a_chain_are_derivatives_by_what_stands_in_brackets(formula, verdict):
    assert last_verdict(LAYERS, formula) == verdict


def test_primes_of_functions_are_taken_at_what_stands_in_brackets():
    text = "Let $f(x) = x^2$ and $g(x) = 3 x$.\n\n"
    assert last_verdict(text, "f'(g(x)) g'(x) = 18 x") == "proved"
    assert last_verdict(text, "f'(x) g'(x) = 18 x") == "refuted"


SLOPE = r"\frac{\partial %s}{\partial %s}"


@pytest.mark.parametrize(
    ("product", "conditions"),
    [
        ("E y_k y_k w_{kj}", ["E depends on w_{k,j} only through y_k"]),
        ("y_k w_{kj} E y_k", ["E depends on w_{k,j} only through y_k"]),
        (
            "E y_k y_k a_k a_k w_{kj}",
            ["E depends on w_{k,j} only through y_k", "y_k depends on w_{k,j} only through a_k"],
        ),
        ("E y_k a_k w_{kj}", []),  # a link is left out
        ("a_k w_{kj}", []),
        (
            "a_k z_k z_k w_{kj}",  # E is a_k
            ["E depends on w_{k,j} only through a_k", "a_k depends on w_{k,j} only through z_k", "dE/da_k = 1"],
        ),
        ("E y_k y_k w_{ji}", []),
        ("E y_j y_k w_{kj}", []),
    ],
)
def test_the_chain_rule_of_quantities_that_nothing_defines_has_its_condition(product, conditions):
    ends = product.split()
    right = " ".join(SLOPE % pair for pair in zip(ends[::2], ends[1::2], strict=True))
    claim = claims(f"$${SLOPE % ('E', 'w_{kj}')} = {right}$$")[-1]
    assert [c.text for c in claim.judgement.conditions] == conditions
    assert claim.verdict == ("conditional" if conditions else "undecided")


def test_the_chain_rule_is_no_condition_where_the_text_says_what_the_quantities_are():
    text = r"Let $p_k = e^{s_k}/\sum_i e^{s_i}$ and $L = -\sum_k y_k \ln p_k$." + "\n\n"
    wrong = f"{SLOPE % ('L', 's_j')} = {SLOPE % ('L', 'p_j')} {SLOPE % ('p_j', 's_j')}"
    assert last_verdict(text, wrong) == "undecided"


VALUES = [
    (r"E'(w) = (a - y) g'(z) x", "E depends on w only through g(z), dE/dg(z) = a - y"),  # z = w x + b is known
    (r"E'(w) = (a - y) g'(z) b", ""),
    (r"E'(w) = (a - y) g'(z)", ""),
    (SLOPE % ("E", "w") + " = 2 (y - t) " + SLOPE % ("y", "z") + " x", "E depends on w only through y"),
    (SLOPE % ("E", "w") + " = 2 (y - t) " + SLOPE % ("y", "z") + " w", ""),
    (SLOPE % ("E", "y") + SLOPE % ("y", "u") + r" = \delta\, u", ""),  # dy/du = u is rather a slip
    (SLOPE % ("E", "y") + SLOPE % ("y", "u") + r" = \delta\, v", "partial y/partial u = v"),
    (SLOPE % ("E", "y") + SLOPE % ("y", "u") + r" = \delta\, v\, r", ""),  # which of them is which?
    (SLOPE % ("E", "y") + SLOPE % ("z", "w") + r" = -2 \delta\, x", "partial E/partial y = -2*delta"),
    (SLOPE % ("E", "y") + SLOPE % ("z", "w") + r" = -2 \delta\, w", ""),
    (SLOPE % ("E", "y") + " = y - t", ""),  # all that it says is that it is so
]


@pytest.mark.parametrize(("formula", "condition"), VALUES)
def test_a_value_in_place_of_the_slope_of_an_unknown_quantity_is_the_condition(formula, condition):
    claim = claims(f"Let $z = w x + b$.\n\n$${formula}$$\n")[-1]
    assert condition in ", ".join(c.text for c in claim.judgement.conditions)
    assert claim.verdict == ("conditional" if condition else "undecided")


@pytest.mark.parametrize(
    ("formula", "condition"),
    [
        (r"(a - y) a (1 - a) x", "dL/da = a - y"),
        (r"x (a - y) a (1 - a)", "dL/da = a - y"),
        (r"(a - y) a (1 - a) b", ""),
        (r"(a - y) x", ""),
    ],
)
def test_what_an_unknown_loss_is_made_of_leaves_one_slope_open(formula, condition):
    text = f"Let $z = w x + b$ and $a = \\sigma(z)$. The loss has a slope ${SLOPE % ('L', 'a')}$.\n\n"
    claim = claims(f"{text}$${SLOPE % ('L', 'w')} = {formula}$$\n")[-1]
    assert condition in ", ".join(c.text for c in claim.judgement.conditions)
    assert claim.verdict == ("conditional" if condition else "undecided")


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        (
            r"\frac{\partial}{\partial w} (r - w)^2 = -2 (r - w)",
            ["conditional", "proved"],
        ),  # steps from there need nothing
        (r"\frac{\partial}{\partial w} (r - w)^2 = 2 (r - w)", ["conditional", "refuted"]),
        (r"\frac{\partial}{\partial w} (r - w)^2 - \frac{\partial}{\partial w} w^2 = -2 r", ["conditional", "proved"]),
        (r"\frac{\partial}{\partial r} (r - w)^2", ["undecided"]),  # by another name
        (r"\frac{\partial}{\partial w} r^2 w^2 J", ["undecided"]),
    ],
)
def test_one_derivative_of_a_name_and_of_an_expression_says_what_the_name_is(formula, found):
    made = claims(f"$${SLOPE % ('J', 'w')} = {formula}$$\n")
    assert [claim.verdict for claim in made] == found


def test_what_a_name_is_is_not_said_again_by_a_derivative():
    text = r"Let $J = (r - w)^4$. "
    assert last_verdict(text, SLOPE % ("J", "w") + r" = \frac{\partial}{\partial w} (r - w)^2") == "refuted"


OPERATOR = (
    "Let the derivative be represented by the operator $\\mathbf{D}$. "
    "With $S = \\sum_j e^{z_j}$ and $p_k = e^{z_k}/S$ we have $$\\frac{\\partial p_k}{\\partial z_k} = p_k (1 - p_k).$$ "
)


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (
            r"\mathbf{D} \left(\frac{f(x)}{g(x)}\right) = \frac{g(x) \mathbf{D} f(x) - f(x) \mathbf{D} g(x)}{g(x)^2}",
            "proved",
        ),
        (r"\frac{S \mathbf{D} e^{z_k} - e^{z_k} \mathbf{D} S}{S^2} = p_k (1 - p_k)", "proved"),
        (r"\frac{S \mathbf{D} e^{z_k} + e^{z_k} \mathbf{D} S}{S^2} = p_k (1 - p_k)", "refuted"),
        (r"\mathbf{D} (S) = e^{z_k}", "proved"),
        (r"\mathbf{D} S = -e^{z_k}", "refuted"),
    ],
)
def test_a_letter_that_the_text_calls_the_operator_of_a_derivative(formula, verdict):
    assert last_verdict(OPERATOR, formula) == verdict


def test_a_letter_that_denotes_a_derivative_is_no_operator():
    text = "The derivative of $f = x^2$ by $x$ is denoted $g$.\n\n"
    assert last_verdict(text, "g f = f g") == "proved"
    assert "d/d" not in claims(f"{text}$$g f = f g$$")[-1].reading


@pytest.mark.parametrize(
    ("formula", "conditions"),
    [
        (r"(y_i (1 - \sigma(z_i)) - (1 - y_i) \sigma(z_i)) = y_i - \sigma(w x_i)", ["z_i = w*x_i"]),
        (r"(y_i (1 - \sigma(z_i)) + (1 - y_i) \sigma(z_i)) = y_i - \sigma(w x_i)", []),
        (r"\sigma(z_i) = \sigma(w x_i) + 1", []),
    ],
)
def test_what_the_text_leaves_unsaid_of_the_argument_of_a_function(formula, conditions):
    claim = claims(f"For numbers $w$ and $x_i$ we have $${formula}$$")[-1]
    assert [c.text for c in claim.judgement.conditions if c.origin == "found"] == conditions
    assert claim.verdict not in ("proved", *(() if conditions else ("conditional",)))


def test_what_words_stand_for_on_the_left_is_unread_but_what_follows_is_judged():
    assert verdicts("Gradient $= 0.5 (1 - 0.5) = 0.25$.") == ["unread", "proved"]
    assert verdicts("Gradient $= 0.5 (1 - 0.5) = 0.26$.") == ["unread", "refuted"]


def test_the_product_rule_with_dots_is_a_sum_over_the_factor_that_is_differentiated():
    d = r"\frac{\partial g(x_%s, w)}{\partial w}"
    first = rf"{d % 1} g(x_2, w) \cdots g(x_n, w)"
    last = rf"g(x_1, w) g(x_2, w) \cdots {d % 'n'}"
    (claim,) = claims(rf"$${first} + g(x_1, w) {d % 2} \cdots g(x_n, w) + \vdots + {last} = 0$$")
    assert claim.reading == "sum_k1 partial/partial w (g(x_k1, w)) * prod_{k != k1} g(x_k, w) = 0"
    (other,) = claims(rf"$${first} + {d % 2} g(x_1, w) \cdots g(x_n, w) + \vdots + {last} = 0$$")
    assert other.verdict == "unread"


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"p_j = \frac{e^{x_j}}{\sum_{k=0}^{N} e^{x_k}}", "conditional"),
        (r"p_j = \frac{e^{x_j}}{2 \sum_{k=0}^{N} e^{x_k}}", None),
        (r"\sum_{k=0}^N x_k = x_0 + \sum_{k=1}^N x_k", "proved"),
        (r"\sum_{k=0}^N x_k = \sum_{k=1}^N x_k", None),
        (r"\sum_{k=0}^N x_k = x_0 + \sum_{k=0}^N x_k", None),
    ],
)
def test_a_sum_to_n_of_entries_counted_from_zero_may_be_one_of_all_of_them(formula, verdict):
    text = r"Let $x \in \mathbb{R}^N$ and $p = \mathrm{softmax}(x)$. We use entries such as $x_k$ of $x$." + "\n\n"
    claim = claims(f"{text}$${formula}$$")[-1]
    said = [c.text for c in claim.judgement.conditions if c.origin == "found"]
    assert claim.verdict == verdict if verdict else claim.verdict not in ("proved", "conditional")
    assert said == (["the sum from 0 to N is over all entries of x"] if verdict == "conditional" else [])


def test_a_function_of_several_arguments_is_differentiated_by_what_they_are_made_of():
    text = (
        "Let $L(y, p) = -y \\ln p - (1 - y) \\ln(1 - p)$ with the sigmoid $p = \\sigma(z)$ and $z = w x$. "
        "For others $L(t, q)$ is the same.\n\n"
    )
    assert last_verdict(text, r"\frac{\partial L}{\partial w} = (p - y) x") == "proved"
    assert last_verdict(text, r"\frac{\partial L}{\partial w} = (p - y) w") == "undecided"  # it may be another L
    assert last_verdict(text, r"\frac{\partial L}{\partial v} = 0") == "undecided"


@pytest.mark.long
def test_a_remark_on_two_classes_gives_no_name_another_meaning():
    text = (
        "Let $\\xi(t, z) = -\\sum_{c=1}^C t_c \\log y_c$ with $y_c = e^{z_c}/\\sum_{d=1}^C e^{z_d}$ and "
        "$\\sum_c t_c = 1$. %s for a 2 class system this is $\\xi(t, y) = -t_1 \\log y_1 - (1 - t_1) \\log(1 - y_1)$.\n\n"
    )
    slope = r"\frac{\partial \xi}{\partial z_i} = y_i - t_i"
    assert last_verdict(text % "Note that", slope) == "proved"
    assert last_verdict(text % "Now suppose that", slope) != "refuted"


def test_a_probability_is_no_other_name_of_its_parameter():
    text = "A coin with probability $p$ has $p(y | x) = p^y (1 - p)^{1 - y}$.\n\n"
    found = claims(text + r"$$\ln p(y | x) = y \ln p + (1 - y) \ln (1 - p)$$")
    assert all(c.verdict != "refuted" for c in found)


def test_an_operator_of_another_name_may_be_any():
    text = "With the differential operator $L$ we have $L u = 3 u$ for $u = e^{2 x}$.\n\n"
    assert all("d/d" not in c.reading for c in claims(text))


def test_a_series_is_not_refuted_as_a_sum():
    assert verdicts("With $a_k = 2^{-k}$ we have $a_1 + a_2 + \\cdots = 1$.") == ["undecided"]
    assert "refuted" not in verdicts("We have $a_1 + a_2 + \\cdots = 1$, where $a_k = 2^{-k}$.")
    for total in (r"\sum_{k=1} a_k", r"\sum_{k=1} 2^{-k}"):
        assert set(verdicts(f"With $a_k = 2^{{-k}}$ we have ${total} = 1$.")) <= {"undecided", "unread"}


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\frac{d}{dx} \log_a(x) = \frac{1}{x \ln(a)}", "proved"),
        (r"\frac{d}{dx} \log_a(x) = -\frac{1}{x \ln(a)}", "refuted"),
        (r"\log_b(u v) = \log_b(u) + \log_b(v)", "proved"),
        (r"\log_b(u v) = \log_b(u) \log_b(v)", "refuted"),
        (r"\log_b(b^3) = 3", "proved"),
    ],
)
def test_a_letter_below_a_logarithm_is_its_base(formula, verdict):
    assert last_verdict("", formula) == verdict


def test_what_only_a_later_section_assumes_is_a_condition_of_the_claims_before_it():
    loss = r"Let $p_k = e^{s_k} / \sum_i e^{s_i}$ and $L = -\sum_k y_k \ln p_k$. "
    slope = r"$$\frac{\partial L}{\partial s_j} = p_j - y_j$$"
    text = f"# One\n\n{loss}\n\n{slope}\n\n# Two\n\nAssume that $\\sum_k y_k = 1$.\n\n{slope}\n"
    assert [made.verdict for made in claims(text)] == ["conditional", "proved"]
    assert [made.verdict for made in claims(text.replace("# Two\n\n", ""))] == ["proved", "proved"]


@pytest.mark.parametrize("command", [r"\bm", r"\vect", r"\mathbf", r"\boldsymbol"])
def test_bold_letters_have_many_commands(command):
    text = f"$$\\frac{{\\partial}}{{\\partial {command}{{w}}}} {command}{{w^\\top x}} = {command}{{x}}$$"
    (claim,) = claims(text)
    assert claim.verdict == "proved" and "inner(w, x)" in claim.reading


def test_a_product_does_not_reach_over_another_one():
    text = r"Let $a_i > 0$, $b_i > 0$ for $i = 1, \ldots, n$. Then "
    assert last_verdict(text, r"\prod_{i=1}^n a_i \prod_{i=1}^n b_i = \prod_{i=1}^n a_i b_i") == "proved"
    assert last_verdict(text, r"\prod_{i=1}^n a_i \cdot \prod_{j=1}^n b_j = \prod_{i=1}^n a_i b_i") == "proved"
    assert last_verdict(text, r"\prod_{i=1}^n \prod_{j=1}^n b_j = \prod_{i=1}^n b_i") != "proved"


def test_a_sum_may_be_over_some_indices_only():
    text = r"Let $c_i \in \{1, \ldots, K\}$ be the cluster of $x_i \in \mathbb{R}$ and $J = \sum_{i : c_i = k} (x_i - m)^2$. "
    assert last_verdict(text, r"\frac{dJ}{dm} = -2 \sum_{i : c_i = k} (x_i - m)") == "proved"
    assert last_verdict(text, r"\frac{dJ}{dm} = 2 \sum_{i : c_i = k} (x_i - m)") == "refuted"
    assert last_verdict(text, r"\frac{dJ}{dm} = -2 \sum_{i=1}^n (x_i - m)") == "undecided"
    assert last_verdict(text, r"\max_{i : c_i = k} x_i \ge x_1") == "unread"


def test_what_a_sum_binds_is_not_used_behind_it():
    text = r"Let $x_1, \dots, x_n$ be numbers. Then "
    both = r"\sum_{i=1}^n x_i a + \left(n - \sum_{i=1}^n x_i\right) b = "
    assert last_verdict(text, both + r"\sum_{i=1}^n (x_i a + (1 - x_i) b)") == "proved"
    assert last_verdict(text, both + r"\sum_{i=1}^n (x_i a - (1 - x_i) b)") == "refuted"
    assert last_verdict(text, r"\sum_{i=1}^n x_i^2 + x_i = \sum_{i=1}^n x_i^2 + \sum_{i=1}^n x_i") == "proved"


def test_a_derivative_of_higher_order_is_one_of_the_function():
    text = "Let $f(x) = \\sin x$. Then $f'(x) = \\cos x$.\n\n$$f^{(3)}(x) = @\\cos x$$\n"
    assert verdicts(text.replace("@", "-"))[-1] == "proved"
    assert verdicts(text.replace("@", ""))[-1] == "refuted"


def test_an_order_that_is_a_letter_makes_no_array_of_a_function():
    """The n of T_n counted, f^{(n)} was the n-th f, and f(0) = 0 a product."""
    text = (
        "The polynomial $T_n$ has $f(a)$ and $f'(a)$, the rest $f^{(n+1)}(c)$. Let $f(x) = \\cos x$. Then $f(0) = @$.\n"
    )
    assert verdicts(text.replace("@", "1"))[-1] == "proved"
    assert verdicts(text.replace("@", "0"))[-1] == "refuted"


def test_layers_above_a_function_are_no_orders():
    text = "The network has a slope $f'(x)$ and the layers $f^{(1)}(x) = x^2$ and $f^{(2)}(x) = 3 x$.\n\n$$f^{(2)}(2) = 6$$\n"
    assert verdicts(text)[-1] == "proved"


def test_an_exponent_may_stand_in_brackets_beside_one_without():
    text = "Let $f(p) = p^m (1-p)^{N-m}$. Then $$f'(p) = m p^{(m-1)} (1-p)^{(N-m)} - @ p^m (1-p)^{(N-m-1)}$$\n"
    assert verdicts(text.replace("@", "(N - m)"))[-1] == "proved"
    assert verdicts(text.replace("@", "N"))[-1] not in ("proved", "conditional")
    layers = "Let $z^{(l)} = w^{(l)} a^{(l-1)}$. Then $$\\frac{\\partial z^{(l)}}{\\partial w^{(l)}} = @$$\n"
    assert verdicts(layers.replace("@", "a^{(l-1)}"))[-1] == "proved"
    assert verdicts(layers.replace("@", "a^{(l)}"))[-1] != "proved"
