"""The kinds of Hessian over K classes: a bound is nowhere less, Fisher's is the mean over labels drawn from p."""

from importlib import import_module

import numpy as np
import pytest
from symloss_gradients import exp_squared_error, softmax_cross_entropy, softmax_squared_error, squared_error

KINDS = {
    "cross_entropy": {"exact", "bound"},
    "exp_squared_error": {"exact", "fisher"},
    "kl_divergence": {"exact", "bound"},
    "softmax_cross_entropy": {"exact", "bound", "fisher"},
    "softmax_kl_divergence": {"exact", "bound", "fisher"},
    "softmax_squared_error": {"exact", "fisher"},
    "squared_error": {"exact", "bound", "fisher"},
}
RNG = np.random.default_rng(8)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_the_kinds_that_are_proved_are_offered(name: str) -> None:
    module = import_module(f"symloss_gradients.{name}")
    assert set(module.HESSIANS) == set(module.PAIRS) == KINDS[name]
    with pytest.raises(ValueError, match="kind is one of"):
        module.hessian([[1.0, 0.0]], [[0.5, 0.5]], kind="gauss")
    with pytest.raises(ValueError, match="layout is one of"):
        module.hessian([[1.0, 0.0]], [[0.5, 0.5]], layout="upper")


@pytest.mark.parametrize("size", [1, 2, 3, 7])
@pytest.mark.parametrize(
    "module", [softmax_cross_entropy, squared_error], ids=["softmax_cross_entropy", "squared_error"]
)
def test_a_bound_less_the_exact_hessian_has_no_negative_eigenvalue(module, size: int) -> None:
    s, y = RNG.normal(size=(6, size)) * 3, RNG.integers(0, size, 6)
    exact = module.hessian(np.eye(size)[y], s, layout="full")
    bound = module.hessian(np.eye(size)[y], s, layout="full", kind="bound")
    assert np.all(np.linalg.eigvalsh(bound - exact) >= -1e-15)
    diagonal = module.hessian(np.eye(size)[y], s, kind="bound")
    np.testing.assert_allclose(np.einsum("njj->nj", bound), diagonal, rtol=1e-14)
    assert np.all(bound * (1 - np.eye(size)) == 0)
    pair = module.gradient_and_hessian(np.eye(size)[y], s, kind="bound")
    np.testing.assert_allclose(pair[1], diagonal, rtol=1e-14)


@pytest.mark.parametrize("size", [2, 3, 7])
@pytest.mark.parametrize("module", [softmax_cross_entropy, softmax_squared_error], ids=["cross", "brier"])
def test_fisher_is_the_mean_over_labels_drawn_from_the_outputs(module, size: int) -> None:
    s = RNG.normal(size=(4, size))
    p = np.exp(s) / np.exp(s).sum(axis=1, keepdims=True)
    each = [module.hessian(np.full(4, k), s, layout="full") for k in range(size)]
    mean = sum(p[:, k, None, None] * each[k] for k in range(size))
    found = module.hessian(np.zeros(4, int), s, layout="full", kind="fisher")
    np.testing.assert_allclose(found, mean, atol=1e-15)
    assert np.all(np.linalg.eigvalsh(found) >= -1e-15)


def test_fisher_of_the_exponential_squared_error_is_that_of_its_square() -> None:
    s = RNG.normal(size=(3, 4))
    found = exp_squared_error.hessian(RNG.normal(size=(3, 4)), s, kind="fisher")
    np.testing.assert_allclose(found, 2 / 4 * np.exp(s) ** 2)


def test_an_objective_can_take_any_kind() -> None:
    s, y = RNG.normal(size=(3, 4)), np.array([0, 1, 3])
    for kind in ("exact", "bound", "fisher"):
        gradient, hessian = softmax_cross_entropy.objective(kind=kind)(y, s)
        np.testing.assert_allclose(gradient, softmax_cross_entropy.gradient(y, s), rtol=1e-14)
        np.testing.assert_allclose(hessian, softmax_cross_entropy.hessian(y, s, kind=kind), rtol=1e-14)
