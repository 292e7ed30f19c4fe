"""Whatever is fed to the reader, it answers with a term or a ReadError, and quickly."""

from __future__ import annotations

import random
import time

import pytest

from symloss.errors import ReadError
from symloss.latex.reader import parse
from symloss.latex.reading.meaning import understand
from symloss.proofs.names.inference import infer

WORDS = r"""
a b x y z i j k n m L p q f g h e d 0 1 10 3.5 + - * / = < > \le \ne \in \approx \to \sim \propto ( ) [ ] { } \{ \} | \|
\left( \right) \left[ \right] \left| \right| \left. \right. _ ^ ' , ; : . ! & \\ \quad \frac \dfrac \sqrt \sum \prod
\int \lim \max \min \arg \sup \inf \operatorname{argmax} \operatorname{Var} \text{if} \text{otherwise} \text{softmax}
\mathbb{E} \mathbf{x} \mathbf{1} \hat{y} \bar{x} \nabla \partial \mathrm{d} \ldots \cdots \vdots ... \begin{bmatrix}
\end{bmatrix} \begin{cases} \end{cases} \begin{array}{cc} \end{array} \begin{aligned} \end{aligned} \underbrace \overset
\underset \stackrel \log \ln \exp \sigma \tanh \delta_{ij} \top ^T ^\top ^{-1} _i _{ij} _{i=1}^n \times \cdot \odot \circ
\otimes \langle \rangle \forall \implies \iff \mid \parallel \not \pm \infty \bigl( \bigr) \limits \mathcal{L} \rm \bf
\substack \binom x_1 x_n dx \frac{\partial{}L}{\partial{}x} \frac{d}{dx} \int_0^1 \sum_{i=1}^n D_{KL} \prime \label{a} %
""".split()  # noqa: SIM905


def answer(text: str) -> None:
    """Read everything in `text`; only ReadError may be raised."""
    try:
        formulas = parse(text)
    except ReadError:
        return
    scope = infer(formulas).scope
    for side in (s for formula in formulas for s in formula.sides):
        if side is not None and side.node is not None:
            try:
                str(understand(side.node, scope))
            except ReadError:
                continue


@pytest.mark.parametrize("seed", range(8))
def test_any_row_of_tokens_is_answered(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(600):
        joint = chance.choice(("", " "))
        text = joint.join(chance.choice(WORDS) for _ in range(chance.choice((1, 2, 3, 5, 8, 13, 21, 40))))
        start = time.process_time()
        answer(text)
        assert time.process_time() - start < 1, text


CUT = [
    r"\int \frac",
    r"\int_0^1 k \mathrm{d}",
    r"x d / \mathrm{d} .",
    r"\int \frac{dx}",
    r"\frac{\partial}{\partial",
    r"\underset{x}",
    r"\arg",
    r"\nabla_",
    r"f(x)_",
    r"x_{",
]


@pytest.mark.parametrize("text", CUT)
def test_what_is_cut_off_is_answered(text: str) -> None:
    answer(text)


HUGE = {
    "braces": "{" * 10_000 + "x" + "}" * 10_000,
    "brackets": "(" * 3_000 + "x" + ")" * 3_000,
    "fractions": r"\frac{1}{" * 1_000 + "x" + "}" * 1_000,
    "powers": "x^{" * 500 + "x" + "}" * 500,
    "a long sum": "+".join(["x"] * 10_000),
    "a long product": "x " * 10_000,
    "a long word": "x" * 100_000,
    "many rows": r"a &= b \\ " * 5_000,
    "many bars": "|x" * 2_000,
    "many dots": r"x_1 + \cdots + x_n + " * 300 + "1",
    "many derivatives": r"\frac{d}{dx} " * 300 + "x",
    "a wide matrix": r"\begin{bmatrix}" + " & ".join(["x"] * 2_000) + r"\end{bmatrix}",
    "many sums": r"\sum_{i=1}^n " * 300 + "x_i",
    "many primes": "f" + "'" * 5_000 + "(x)",
    "brackets over rows": r"(a \\ " * 400 + "b" + ")" * 400,
}


@pytest.mark.parametrize("name", HUGE)
def test_huge_input_is_answered_within_a_second(name: str) -> None:
    start = time.process_time()
    answer(HUGE[name])
    assert time.process_time() - start < 1.5
