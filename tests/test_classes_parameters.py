"""Parameters with defaults: label smoothing of softmax cross-entropy, the base of Shannon's, against plain floats."""

from __future__ import annotations

import math

import numpy as np
import pytest
from symloss_gradients import cross_entropy, softmax_cross_entropy

RNG = np.random.default_rng(5)


def smoothed(y: list[float], amount: float) -> list[float]:
    """The definition of Szegedy et al. 2016: a part of each label is spread evenly."""
    return [v - amount * v + amount / len(y) for v in y]


def shannon(t: list[float], s: list[float]) -> float:
    top = max(s)
    log_sum = top + math.log(sum(math.exp(v - top) for v in s))
    return -sum(b * (v - log_sum) for b, v in zip(t, s, strict=True))


@pytest.mark.parametrize("size", [1, 2, 3, 7])
@pytest.mark.parametrize("amount", [0.1, 0.5, 1.0])
def test_smoothed_losses_and_slopes(size: int, amount: float) -> None:
    s = RNG.normal(size=(5, size))
    numbers = RNG.integers(0, size, 5)
    rows = np.eye(size)[numbers]
    for y in (numbers, rows):
        value = softmax_cross_entropy.value(y, s, label_smoothing=amount)
        gradient = softmax_cross_entropy.gradient(y, s, label_smoothing=amount)
        for i in range(5):
            t = smoothed(list(rows[i]), amount)
            assert value[i] == pytest.approx(shannon(t, list(s[i])), abs=1e-14)
            total = sum(math.exp(v) for v in s[i])
            for j in range(size):
                assert gradient[i, j] == pytest.approx(math.exp(s[i, j]) / total - t[j], abs=1e-15)


def test_every_function_takes_the_smoothing_and_only_labels_feel_it() -> None:
    s, y = RNG.normal(size=(4, 3)), np.array([0, 2, 1, 1])
    soft = np.array([smoothed(row, 0.2) for row in np.eye(3)[y].tolist()])
    for name in ("value", "gradient", "hessian"):
        function = getattr(softmax_cross_entropy, name)
        np.testing.assert_allclose(function(y, s, label_smoothing=0.2), function(soft, s), rtol=1e-13)
    grad, hess = softmax_cross_entropy.objective(label_smoothing=0.2)(y, s)
    np.testing.assert_array_equal(grad, softmax_cross_entropy.gradient(y, s, label_smoothing=0.2))
    np.testing.assert_array_equal(hess, softmax_cross_entropy.hessian(y, s))
    np.testing.assert_array_equal(
        softmax_cross_entropy.hessian_vector_product(y, s, np.ones(3), label_smoothing=0.2),
        softmax_cross_entropy.hessian_vector_product(y, s, np.ones(3)),
    )


def test_smoothing_is_off_unless_asked_for() -> None:
    s, y = np.array([[800.0, 0.0, -40.0]]), np.array([0])
    np.testing.assert_array_equal(
        softmax_cross_entropy.gradient(y, s, label_smoothing=0), softmax_cross_entropy.gradient(y, s)
    )
    assert softmax_cross_entropy.gradient(np.array([0]), np.array([[40.0, 0.0]]))[0, 0] != 0  # p - 1 keeps its digits


def test_the_start_score_is_stationary_with_smoothing() -> None:
    y = np.array([0, 0, 1, 2, 2, 2])
    start = softmax_cross_entropy.optimal_constant(y, label_smoothing=0.3)
    mean = softmax_cross_entropy.gradient(y, np.tile(start, (6, 1)), label_smoothing=0.3).mean(axis=0)
    np.testing.assert_allclose(mean, 0, atol=1e-16)


@pytest.mark.parametrize("amount", [-0.1, 1.5, math.nan])
def test_smoothing_outside_its_domain_is_refused(amount: float) -> None:
    with pytest.raises(ValueError, match="0 <= label_smoothing <= 1 is needed"):
        softmax_cross_entropy.gradient([0], [[1.0, 2.0]], label_smoothing=amount)
    with pytest.raises(ValueError, match="label_smoothing"):
        softmax_cross_entropy.optimal_constant([0, 1], label_smoothing=amount)


def test_cross_entropy_is_in_nats_unless_a_base_is_given() -> None:
    y, p = [[0.5, 0.5, 0.0]], [[0.25, 0.5, 0.25]]
    assert cross_entropy.value(y, p)[0] == pytest.approx(1.5 * math.log(2))
    assert cross_entropy.value(y, p, base=2)[0] == pytest.approx(1.5)
    np.testing.assert_allclose(cross_entropy.gradient(y, p, base=2), cross_entropy.gradient(y, p) / math.log(2))
    np.testing.assert_allclose(cross_entropy.gradient(y, p), [[-2.0, -1.0, 0.0]])
    assert cross_entropy.value([[0.5, 0.5]], [[0.5, 0.5]], base=2)[0] == 1  # the entropy of a coin is one bit
    with pytest.raises(ValueError, match="base > 1 is needed"):
        cross_entropy.value(y, p, base=1)
