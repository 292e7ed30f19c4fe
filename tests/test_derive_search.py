"""Searches: losses found in z, odd wishes, what is refused and with which digits, and searches without an end."""

from __future__ import annotations

import math
import os
import time
from dataclasses import dataclass

import pytest

from symloss.derive.bounded import TooLong, within
from symloss.derive.engine import declaration_text, derive
from symloss.derive.judging import NoEnd
from symloss.derive.load import load
from symloss.derive.refusal import Refused
from symloss.errors import SymlossError
from symloss.term.printer import plain

IN_RAW = {
    "sinh": ("cosh(z) - y*z", lambda z, y: math.cosh(z) - y * z, math.sinh),
    "arctan": (
        "z*arctan(z) - ln(1 + z^2)/2 - y*z",
        lambda z, y: z * math.atan(z) - math.log1p(z * z) / 2 - y * z,
        math.atan,
    ),
    "probit": (
        "z*Phi(z) + exp(-z^2/2)/sqrt(2*pi) - y*z",
        lambda z, y: z * (1 + math.erf(z / 2**0.5)) / 2 + math.exp(-z * z / 2) / math.sqrt(2 * math.pi) - y * z,
        lambda z: (1 + math.erf(z / 2**0.5)) / 2,
    ),
}


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(IN_RAW))
def test_a_loss_is_found_in_z_where_the_slope_has_no_form_in_the_output(name: str) -> None:
    text, loss, activation = IN_RAW[name]
    derivation = derive(name)
    assert plain(derivation.loss) == text
    assert {step.verdict.word for step in derivation.steps} == {"proved"}
    for z in (-1.5, 0.2, 2.0):
        for y in (0.0, 0.7):
            assert (loss(z + 1e-6, y) - loss(z - 1e-6, y)) / 2e-6 == pytest.approx(activation(z) - y, abs=1e-8)


@pytest.mark.long
def test_the_second_derivative_of_a_loss_in_z_is_that_of_the_activation() -> None:
    assert plain(derive("arctan").formulas.hessian) == "1/(1 + z^2)"


@pytest.mark.long
def test_where_the_activation_has_no_antiderivative_that_is_said() -> None:
    with pytest.raises(NoEnd, match=r"L = int \(softplus\(z\) - y\) dz would do, but no rule integrates softplus\(z\)"):
        derive("softplus")


@pytest.mark.long
@pytest.mark.parametrize(
    ("wish", "loss"),
    [
        ("a^2 - y", "-(a + y*ln(a) + (1 - y)*ln(1 - a))"),
        ("(a - y)^3", "(3*y - 1)*a - a^2/2 - y^3*ln(a) - (1 - y)^3*ln(1 - a)"),
        ("dL/dw = x*(a - y)", "-(y*ln(a) + (1 - y)*ln(1 - a))"),
    ],
)
def test_odd_wishes_that_have_a_loss(wish: str, loss: str) -> None:
    derivation = derive("sigmoid", require=wish)
    assert plain(derivation.loss) == loss
    assert {step.verdict.word for step in derivation.steps} == {"proved"}


@pytest.mark.long
@pytest.mark.parametrize("wish", ["sinh(a - y)", "sign(a - y)", "ln(a/y)"])
def test_odd_wishes_without_an_end(wish: str) -> None:
    with pytest.raises(NoEnd, match="no end found"):
        derive("sigmoid", require=wish)


@pytest.mark.parametrize("wish", ["x*(a - y)", "a - y + x", "dL/dw = x^2*(a - y)"])
def test_a_wish_that_depends_on_the_input_is_refused(wish: str) -> None:
    with pytest.raises(Refused, match="must be one function of a and y"):
        derive("sigmoid", require=wish)


def test_inconsistent_wishes_are_refused_with_both(tmp_path) -> None:
    path = tmp_path / "torn.py"
    path.write_text(
        '"""Torn."""\nfrom symloss import Requirement\n'
        'loss = Requirement({"w": "x*(a - y)", "b": "2*(a - y)"}, neuron="z = w*x + b, a = sigma(z)")\n'
    )
    with pytest.raises(Refused) as refusal:
        derive(path)
    assert refusal.value.certificate == "the wishes give dL/dz = a - y and 2*(a - y)"


@pytest.mark.long
def test_a_wish_written_as_a_declaration_derives_the_same(tmp_path) -> None:
    path = tmp_path / "cubed.py"
    path.write_text(declaration_text("sigmoid", "(a - y)^3"))
    assert isinstance(load(path).declaration.gradient, dict)
    assert derive(path).loss == derive("sigmoid", require="(a - y)^3").loss


# --- certified digits ------------------------------------------------------------------


def test_the_certificate_of_silu_has_digits_that_are_true() -> None:
    with pytest.raises(Refused) as refusal:
        derive("silu")
    text = refusal.value.certificate
    assert text == "silu(-2.3961...) = silu(-0.5448...) = -1/5, but silu' = -0.0998... and 0.2404... there"
    low, high = (bisected(*ends) for ends in ((-2.5, -2.25), (-0.75, -0.5)))
    for number, digits in ((low, -2.3961), (high, -0.5448), (slope(low), -0.0998), (slope(high), 0.2404)):
        assert digits == math.copysign(math.floor(abs(number) * 1e4) / 1e4, number)  # cut, not rounded


def silu(z: float) -> float:
    return z / (1 + math.exp(-z))


def slope(z: float) -> float:
    a = 1 / (1 + math.exp(-z))
    return a + z * a * (1 - a)


def bisected(low: float, high: float) -> float:
    rising = silu(low) < -0.2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if (silu(middle) < -0.2) == rising else (low, middle)
    return low


# --- time limits -----------------------------------------------------------------------


@dataclass
class Odd(SymlossError):
    what: str
    why: str = ""


def test_a_search_without_an_end_is_stopped() -> None:
    before = time.monotonic()
    with pytest.raises(TooLong):
        within(0.2, lambda: time.sleep(30))
    assert time.monotonic() - before < 5


def test_a_search_returns_or_raises_what_it_would_here() -> None:
    assert within(10, lambda: derive("identity").loss) == derive("identity").loss
    assert within(10, os.getpid) != os.getpid()

    def fails() -> None:
        raise Odd("this", why="that")

    with pytest.raises(Odd):
        within(10, fails)


def test_a_search_whose_process_dies_is_no_answer() -> None:
    with pytest.raises(TooLong):
        within(10, lambda: os._exit(3))


@pytest.mark.long
def test_a_term_made_in_another_process_is_the_same_term() -> None:
    found = within(10, lambda: derive("tanh").loss)
    assert found == derive("tanh").loss and hash(found) == hash(derive("tanh").loss)
