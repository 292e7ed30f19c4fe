"""What is easy to get wrong in single losses: corners, label conventions, tails, quantiles, start scores."""

import math

import numpy as np
import pytest
from symloss_gradients import (
    absolute_error,
    asymmetric_focal,
    binary_cross_entropy,
    cauchy,
    cloglog_cross_entropy,
    expectile,
    exponential,
    gamma_nll,
    hinge,
    huber,
    log_cosh,
    logistic,
    pinball,
    poisson_nll,
    probit_cross_entropy,
    pseudo_huber,
    sigmoid_focal,
    smooth_l1,
    softmax_cross_entropy,
    softmax_kl_divergence,
    squared_hinge,
)


def test_at_a_corner_the_subgradient_nearest_to_zero() -> None:
    assert absolute_error.gradient([1.5], [1.5]).tolist() == [0]
    assert hinge.gradient([1, -1], [1.0, -1.0]).tolist() == [0, 0]
    assert squared_hinge.gradient([1, -1], [1.0, -1.0]).tolist() == [0, 0]
    assert pinball.gradient([1.5], [1.5], tau=0.9).tolist() == [0]
    assert huber.gradient([0.0, 0.0], [2.0, -2.0], delta=2.0).tolist() == [2, -2]


@pytest.mark.parametrize("module", [logistic, hinge, squared_hinge, exponential])
def test_margins_want_labels_of_both_signs(module) -> None:
    with pytest.raises(ValueError, match="y_true must be one of -1, 1; row 1 is 0"):
        module.gradient([1, 0, -1], [1.0, 2.0, 3.0])
    assert module.y_true_values == (-1.0, 1.0)


def test_logistic_is_cross_entropy_of_the_other_labels() -> None:
    z = np.linspace(-40, 40, 81)
    for sign, label in ((-1, 0), (1, 1)):
        np.testing.assert_allclose(logistic.value(sign, z), binary_cross_entropy.value(label, z), rtol=1e-15)
        np.testing.assert_allclose(logistic.gradient(sign, z), binary_cross_entropy.gradient(label, z), rtol=1e-15)


def test_focal_with_gamma_zero_is_cross_entropy() -> None:
    z, y = np.linspace(-40, 40, 81), np.tile([0.0, 1.0], 41)[:81]
    for name in ("value", "gradient", "hessian"):
        plain = getattr(binary_cross_entropy, name)(y, z)
        np.testing.assert_allclose(getattr(sigmoid_focal, name)(y, z, gamma=0), plain, rtol=2e-15)
        np.testing.assert_allclose(getattr(asymmetric_focal, name)(y, z, gamma_pos=0, gamma_neg=0), plain, rtol=2e-15)


def test_focal_is_negative_curved_for_easy_examples_on_the_wrong_side() -> None:
    # the published bound: for gamma = 2 and y = 0, from p = 0.943 on
    logit = np.log(0.943 / 0.057)
    assert sigmoid_focal.hessian([0, 0], [logit - 0.05, logit + 0.05], gamma=2).tolist()[0] > 0
    assert sigmoid_focal.hessian([0], [logit + 0.05], gamma=2)[0] < 0
    assert sigmoid_focal.hessian([0], [logit + 0.05], gamma=2, kind="bound")[0] > 0
    assert np.all(sigmoid_focal.objective(gamma=2)([0, 0, 1], [5.0, 9.0, -5.0])[1] > 0)


@pytest.mark.parametrize("gamma", [0.0, 0.5, 1.0, 2.0, 5.0])
def test_focal_has_no_holes_in_its_tails(gamma: float) -> None:
    z = np.array([-np.inf, -1e308, -800.0, -40.0, 40.0, 800.0, 1e308, np.inf])
    for y in (0.0, 1.0):
        for name in ("value", "gradient", "hessian"):
            got = getattr(sigmoid_focal, name)(y, z, gamma=gamma)
            assert not np.isnan(got).any(), (name, y, got)
    assert sigmoid_focal.gradient(1, -np.inf, gamma=gamma) == -1
    assert sigmoid_focal.gradient(1, np.inf, gamma=gamma) == 0
    assert sigmoid_focal.value(1, np.inf, gamma=gamma) == 0


@pytest.mark.parametrize("bad", [-1.0, np.nan])
def test_parameters_outside_their_domain_are_refused(bad: float) -> None:
    for call in (
        lambda: sigmoid_focal.gradient([0], [0.0], gamma=bad),
        lambda: pinball.value([0.0], [0.0], tau=bad),
        lambda: huber.objective(delta=bad)([0.0], [1.0]),
    ):
        with pytest.raises(ValueError, match="is needed; got"):
            call()
    with pytest.raises(TypeError, match="gamma"):
        sigmoid_focal.gradient([0], [0.0])  # no silent default


def test_counts_and_amounts() -> None:
    assert poisson_nll.gradient([0, 3], [0.0, np.log(3)]).tolist() == pytest.approx([1, 0], abs=1e-15)
    assert gamma_nll.gradient([2.0], [np.log(2)]).tolist() == pytest.approx([0], abs=1e-15)
    assert poisson_nll.optimal_constant([1, 3, 5]) == pytest.approx(np.log(3))
    with pytest.raises(ValueError, match="row 1 is -1"):
        poisson_nll.value([0, -1], [0.0, 0.0])
    assert poisson_nll.value([0.0], [1000.0]).tolist() == [np.inf]


def test_log_cosh_keeps_its_digits_for_tiny_errors_and_does_not_overflow_for_large_ones() -> None:
    r = np.array([1e-160, 1e-9, 1e-3, 1.0, 800.0, 1e308])
    # r^2/2 - r^4/12 for the small ones, r - ln 2 for the large ones
    expected = [0.0, 5e-19, 4.99999916666688888e-7, 0.43378083048302719, 799.3068528194401, 1e308]
    expected[0] = 0.5e-320
    np.testing.assert_allclose(log_cosh.value(0, r)[1:], expected[1:], rtol=4e-16)
    assert log_cosh.value(0, r)[0] == pytest.approx(0.5e-320, abs=1e-323)
    assert log_cosh.hessian(0, [400.0]).tolist() == pytest.approx([4 * np.exp(-800.0)], abs=1e-323)


def test_the_divergence_differs_from_cross_entropy_by_the_entropy_of_the_labels() -> None:
    random = np.random.default_rng(0)
    y, s = random.dirichlet(np.ones(4), 9), random.normal(0, 3, (9, 4))
    entropy = -(y * np.log(y)).sum(axis=1)
    got = softmax_kl_divergence.value(y, s) + entropy
    np.testing.assert_allclose(got, softmax_cross_entropy.value(y, s), rtol=1e-14)
    np.testing.assert_array_equal(softmax_kl_divergence.gradient(y, s), softmax_cross_entropy.gradient(y, s))


# --- start scores without a formula ------------------------------------------------


@pytest.mark.parametrize("tau", [0.1, 0.5, 0.75])
def test_the_start_of_pinball_is_a_quantile(tau: float) -> None:
    y = np.random.default_rng(1).normal(size=101)
    start = pinball.optimal_constant(y, tau=tau)
    assert (y < start).mean() <= tau <= (y <= start).mean() + 1e-15


def test_the_start_of_the_absolute_error_is_the_median() -> None:
    assert absolute_error.optimal_constant([1.0, 2.0, 10.0]) == 2
    assert absolute_error.optimal_constant([1.0, 2.0, 4.0, 10.0]) == pytest.approx(3, rel=1e-15)
    assert absolute_error.optimal_constant([1.0, 2.0, 10.0], sample_weight=[1, 1, 3]) == 10


def test_starts_by_bisection_have_no_slope_left() -> None:
    y = np.random.default_rng(2).normal(3, 2, 50)
    for module, given in ((log_cosh, {}), (huber, {"delta": 0.5})):
        start = module.optimal_constant(y, **given)
        assert abs(module.gradient(y, np.full(50, start), **given).sum()) < 1e-13
    assert logistic.optimal_constant([1, 1]) == np.inf
    assert logistic.optimal_constant([-1]) == -np.inf
    assert logistic.optimal_constant([-1, 1, 1, 1]) == pytest.approx(np.log(3), rel=1e-14)
    with pytest.raises(ValueError, match="empty"):
        log_cosh.optimal_constant([])


def test_losses_that_are_not_convex_have_no_start_by_bisection() -> None:
    assert not hasattr(sigmoid_focal, "optimal_constant")


def test_pseudo_huber_neither_cancels_near_zero_nor_overflows_far_out() -> None:
    # r^2/2 - r^4/(8*delta^2) for a small r; delta*(|r| - delta) for a large one; written out, 0 and inf
    delta, r = 3.0, np.array([1e-9, -1e-160, 1e155, -1e300])
    expected = [5e-19, 5e-321, 3e155, 3e300]
    np.testing.assert_allclose(pseudo_huber.value(np.zeros(4), r, delta=delta), expected, rtol=1e-2)
    np.testing.assert_allclose(pseudo_huber.value(0.0, 1e-9, delta=delta), 5e-19, rtol=1e-15)
    assert pseudo_huber.gradient(np.zeros(4), r, delta=delta)[2:].tolist() == [3, -3]
    assert pseudo_huber.gradient([0, 0], [np.inf, -np.inf], delta=delta).tolist() == [3, -3]
    assert pseudo_huber.hessian(np.zeros(4), r, delta=delta).tolist() == [1, 1, 0, 0]


def test_pseudo_huber_is_huber_far_out_and_squared_error_near_zero() -> None:
    z = np.array([1e-4, 1e4])
    assert pseudo_huber.gradient(0.0, z, delta=2.0) == pytest.approx([1e-4, 2.0], rel=1e-7)
    second = pseudo_huber.hessian([5.0, 5.0], [5.0, 8.0], delta=4.0)
    assert second == pytest.approx([1, (1 + 9 / 16) ** -1.5], rel=1e-15)


# --- links -------------------------------------------------------------------------


def test_probit_keeps_its_digits_in_both_tails() -> None:
    # ln Phi(-40) = -804.6084420137538, 1 - Phi(9) = 1.1285884059538407e-19; clipped probabilities give 36 and 0
    assert probit_cross_entropy.value(1, -40.0) == pytest.approx(804.6084420137538, rel=1e-15)
    assert probit_cross_entropy.value(1, 9.0) == pytest.approx(1.1285884059538407e-19, rel=1e-14)
    assert probit_cross_entropy.value([0, 1], [0.0, 0.0]) == pytest.approx(np.log(2), rel=1e-15)


def test_the_probit_gradient_never_flips_its_sign() -> None:
    """Where clipped probabilities give 0 or the wrong sign, it is minus the hazard: about z for z -> -inf."""
    z = np.linspace(-200, 200, 4001)
    assert np.all(probit_cross_entropy.gradient(1, z) <= 0)
    assert np.all(probit_cross_entropy.gradient(0, z) >= 0)
    assert probit_cross_entropy.gradient(1, -1e8) == pytest.approx(-1e8, rel=1e-15)
    second = probit_cross_entropy.hessian(1, z)
    assert np.all((second >= 0) & (second <= 1))
    assert np.all(np.diff(second) <= 1e-15)
    assert probit_cross_entropy.hessian(1, -1e6) == pytest.approx(1, rel=2e-12)


def test_cloglog_uses_no_difference_from_one() -> None:
    # exp(-30) = 9.357622968840175e-14: 1 - exp(-exp(z)) keeps three digits of it
    assert cloglog_cross_entropy.value(1, -30.0) == pytest.approx(30.0, rel=1e-14)
    assert cloglog_cross_entropy.value(1, -800.0) == 800
    assert cloglog_cross_entropy.gradient(1, [-800.0, -1e300]).tolist() == [-1, -1]
    assert cloglog_cross_entropy.gradient(0, -30.0) == pytest.approx(9.357622968840175e-14, rel=1e-15)
    assert cloglog_cross_entropy.hessian(1, -30.0) == pytest.approx(9.357622968840175e-14 / 2, rel=1e-14)
    assert cloglog_cross_entropy.value([1, 0], [np.inf, np.inf]).tolist() == [0, np.inf]


def test_links_agree_with_what_they_say() -> None:
    """At a few plain points, from the textbook's formulas in the standard library."""
    for z in (-2.0, -0.3, 0.0, 0.7, 1.9):
        for y in (0.0, 0.25, 1.0):
            p = math.erfc(-z / math.sqrt(2)) / 2
            expected = -(y * math.log(p) + (1 - y) * math.log(1 - p))
            assert probit_cross_entropy.value(y, z) == pytest.approx(expected, rel=1e-13)
            q = 1 - math.exp(-math.exp(z))
            expected = -(y * math.log(q) + (1 - y) * math.log(1 - q))
            assert cloglog_cross_entropy.value(y, z) == pytest.approx(expected, rel=1e-13)


def test_smooth_l1_is_hubers_loss_divided_by_its_width() -> None:
    y, z = np.zeros(9), np.linspace(-4, 4, 9)
    for name in ("value", "gradient", "hessian"):
        other = getattr(huber, name)(y, z, delta=1.7) / 1.7
        np.testing.assert_allclose(getattr(smooth_l1, name)(y, z, beta=1.7), other, rtol=1e-15)


def test_the_expectile_of_the_half_is_the_mean() -> None:
    y, weight = np.array([0.0, 1.0, 5.0, 7.0]), np.array([1.0, 2.0, 1.0, 0.5])
    mean = float(np.average(y, weights=weight))
    assert math.isclose(expectile.optimal_constant(y, tau=0.5, sample_weight=weight), mean, rel_tol=1e-14)
    above = expectile.optimal_constant(y, tau=0.9)
    slopes = expectile.gradient(y, np.full(4, above), tau=0.9)
    assert abs(slopes.sum()) < 1e-12 and above > y.mean()
    assert expectile.hessian([1.0, 1.0], [0.0, 2.0], tau=0.9).tolist() == pytest.approx([1.8, 0.2])


def test_cauchy_redescends_and_forgets_what_is_far_off() -> None:
    z = np.array([0.0, 1.0, 2.0, 1e8, 1e200, np.inf])
    assert cauchy.gradient(np.zeros(6), z, c=1.0).tolist() == pytest.approx([0, 0.5, 0.4, 1e-8, 1e-200, 0], rel=1e-14)
    assert np.sign(cauchy.hessian(np.zeros(6), z, c=1.0)).tolist() == [1, 0, -1, -1, 0, 0]
    assert cauchy.value([0.0], [1e200], c=1.0)[0] == pytest.approx(200 * math.log(10), rel=1e-15)
    assert cauchy.value([0.0], [np.inf], c=1.0)[0] == np.inf
