"""What a generated function does with the arrays people really pass: shapes, dtypes, out=, weights, labels, threads."""

import os
import pickle
import subprocess
import sys
import threading
import tracemalloc

import numpy as np
import pytest
from symloss_gradients import _sharing as sharing
from symloss_gradients import binary_cross_entropy as loss
from symloss_gradients import softmax_cross_entropy as classes

Z = np.array([-3.0, -0.5, 0.0, 0.25, 40.0])
Y = np.array([0.0, 1.0, 0.25, 1.0, 1.0])
POINTWISE = (loss.value, loss.gradient, loss.hessian)
PAIRS = (loss.value_and_gradient, loss.gradient_and_hessian)
LARGE = sharing.ALONE // 8 + 4097  # above the bound for a second thread, and no multiple of a block


@pytest.fixture
def large() -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(0)
    return (random.random(LARGE) < 0.5).astype(float), random.normal(0, 300, LARGE)


@pytest.mark.parametrize("function", [*POINTWISE, *PAIRS])
def test_a_column_against_a_row_is_refused(function) -> None:
    with pytest.raises(ValueError, match=r"\(5, 1\).*\(5,\).*nothing is broadcast.*ravel"):
        function(Y[:, None], Z)
    with pytest.raises(ValueError, match=r"\(5,\).*\(4,\)"):
        function(Y, Z[:4])


def test_one_number_may_stand_for_all_rows() -> None:
    assert loss.gradient(1, Z).tolist() == loss.gradient(np.ones(5), Z).tolist()
    assert loss.gradient(Y, 0.5).tolist() == loss.gradient(Y, np.full(5, 0.5)).tolist()


@pytest.mark.parametrize("function", POINTWISE)
@pytest.mark.parametrize(
    ("y", "raw", "dtype"),
    [
        (Y, Z, "float64"),
        (Y.astype("f4"), Z.astype("f4"), "float32"),
        (Y, Z.astype("f4"), "float32"),
        (Y.astype("f4"), Z, "float64"),
        (Y.astype("f2"), Z.astype("f2"), "float16"),
        (Y.astype(int), Z.astype("f4"), "float32"),
        (Y > 0.5, Z, "float64"),
        (Y, Z.astype(int), "float64"),
        (Y.astype("f4"), Z.astype(int), "float64"),
        (Y.tolist(), Z.tolist(), "float64"),
        (Y.astype("f4"), 0.5, "float32"),
        (1, Z.astype("f4"), "float32"),
        (Y.astype("g"), Z.astype("g"), "longdouble"),
    ],
)
def test_the_dtype_of_raw_is_kept(function, y, raw, dtype: str) -> None:
    assert function(y, raw).dtype == np.dtype(dtype)


@pytest.mark.parametrize("function", POINTWISE)
def test_half_precision_is_computed_in_single(function) -> None:
    half = function(Y.astype("f2"), Z.astype("f2"))
    single = function(Y.astype("f4"), Z.astype("f2").astype("f4"))
    assert half.tolist() == single.astype("f2").tolist()


@pytest.mark.parametrize("function", POINTWISE)
@pytest.mark.parametrize("shape", [(), (0,), (0, 3), (1,), (2, 3)])
def test_the_shape_of_raw_is_kept(function, shape: tuple[int, ...]) -> None:
    assert function(np.zeros(shape), np.zeros(shape)).shape == shape


def test_no_argument_is_changed_and_read_only_ones_are_fine() -> None:
    y, z = Y.copy(), Z.copy()
    for array in (y, z):
        array.flags.writeable = False
    for function in (*POINTWISE, *PAIRS):
        function(y, z, sample_weight=np.ones(5))
    assert y.tolist() == Y.tolist()
    assert z.tolist() == Z.tolist()


@pytest.mark.parametrize("function", POINTWISE)
def test_steps_and_transposes_are_fine(function) -> None:
    wide = np.arange(12.0).reshape(3, 4) / 3 - 2
    y = (wide > 0).astype(float)
    assert function(y.T, wide.T).tolist() == function(y.T.copy(), wide.T.copy()).tolist()
    assert function(y[0, ::-2], wide[0, ::-2]).tolist() == function(y[0, ::-2].copy(), wide[0, ::-2].copy()).tolist()


@pytest.mark.parametrize("function", POINTWISE)
@pytest.mark.parametrize("source", ["raw", "y"])
def test_out_may_be_an_input(function, source: str) -> None:
    expected = function(Y, Z).tolist()
    arrays = {"raw": Z.copy(), "y": Y.copy()}
    result = function(arrays["y"], arrays["raw"], out=arrays[source])
    assert result is arrays[source]
    assert result.tolist() == expected


@pytest.mark.parametrize("shift", [1, 2])
def test_out_may_overlap_an_input_at_another_place(shift: int, large) -> None:
    y, z = large
    memory = np.concatenate([z, np.zeros(shift)])
    expected = loss.gradient(y, z)
    loss.gradient(y, memory[:-shift], out=memory[shift:])
    np.testing.assert_array_equal(memory[shift:], expected)


def test_out_may_be_an_input_in_which_a_block_is_done_twice(large) -> None:
    y, z = large
    z[7] = 800.0  # overflows: the block is computed again, from the same input
    expected = loss.gradient(y, z.copy())
    np.testing.assert_array_equal(loss.gradient(y, z, out=z), expected)


def test_out_of_a_pair_is_a_pair() -> None:
    first, second = np.empty(5), np.empty(5)
    results = loss.value_and_gradient(Y, Z, out=(first, second))
    assert results[0] is first
    assert results[1] is second
    assert first.tolist() == loss.value(Y, Z).tolist()
    assert second.tolist() == loss.gradient(Y, Z).tolist()
    with pytest.raises(ValueError, match="2 arrays"):
        loss.value_and_gradient(Y, Z, out=first)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="share memory"):
        loss.value_and_gradient(Y, Z, out=(first, first))


def test_out_need_not_be_contiguous() -> None:
    out = np.zeros((5, 2))[:, 1]
    assert loss.gradient(Y, Z, out=out) is out
    assert out.tolist() == loss.gradient(Y, Z).tolist()


@pytest.mark.parametrize(
    ("out", "message"),
    [
        (np.empty(4), r"shape \(5,\), not float64 \(4,\)"),
        (np.empty(5, "f4"), "dtype float64"),
        ([0.0] * 5, "must be one array|not float"),
        (np.broadcast_to(0.0, (5,)), "read-only"),
    ],
)
def test_an_unfit_out_is_refused(out, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        loss.gradient(Y, Z, out=out)


# --- labels ------------------------------------------------------------------------


@pytest.mark.parametrize("bad", [-1, 2, np.nan, np.inf, -1e-9, 1 + 1e-6])
@pytest.mark.parametrize("dtype", ["float64", "float32", "longdouble"])
def test_the_first_label_outside_is_named(bad: float, dtype: str) -> None:
    y = np.array([0, 1, bad, 1, bad], dtype)
    for function in (*POINTWISE, *PAIRS):
        with pytest.raises(ValueError, match=r"y_true must be in \[0, 1\]; row 2 is"):
            function(y, np.zeros(5, dtype))


def test_the_first_label_outside_is_named_in_large_inputs(large) -> None:
    y, z = large
    y[LARGE - 5] = y[LARGE // 3] = 1.5
    with pytest.raises(ValueError, match=f"row {LARGE // 3} is 1.5"):
        loss.gradient(y, z)
    with pytest.raises(ValueError, match=f"row {LARGE // 3} is 1.5"):
        loss.value(y, z, reduction="mean")


def test_minus_zero_is_zero() -> None:
    assert loss.gradient([-0.0], [0.0]).tolist() == [0.5]


@pytest.mark.parametrize("bad", [["a"], [1j], [None]])
def test_what_is_no_number_is_refused(bad) -> None:
    with pytest.raises(ValueError, match="real numbers"):
        loss.gradient(bad, [0.0])
    with pytest.raises(ValueError, match="real numbers"):
        loss.gradient([0.0], bad)


# --- weights and reductions --------------------------------------------------------


def test_weights_are_applied_once_to_each_output() -> None:
    weight = np.array([0.0, 1.0, 2.0, 0.5, 3.0])
    for function in POINTWISE:
        np.testing.assert_array_equal(function(Y, Z, sample_weight=weight), function(Y, Z) * weight)
    for function in PAIRS:
        for weighted, plain in zip(function(Y, Z, sample_weight=weight), function(Y, Z), strict=True):
            np.testing.assert_array_equal(weighted, plain * weight)


def test_a_weight_of_zero_gives_zero_even_where_the_loss_is_infinite_or_nan() -> None:
    assert loss.value([1, 1], [-np.inf, np.nan], sample_weight=[0, 0]).tolist() == [0, 0]


@pytest.mark.parametrize(
    ("weight", "message"),
    [([1, 1, -1, 1, 1], "entry 2 is -1"), ([1, np.nan, 1, 1, 1], "entry 1 is nan"), (np.ones((5, 1)), "one weight")],
)
def test_unfit_weights_are_refused(weight, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        loss.value(Y, Z, sample_weight=weight)


def test_a_weight_belongs_to_a_row() -> None:
    z = np.arange(6.0).reshape(2, 3)
    got = loss.gradient(np.ones((2, 3)), z, sample_weight=[1.0, 10.0])
    np.testing.assert_array_equal(got, loss.gradient(np.ones((2, 3)), z) * [[1.0], [10.0]])


def test_the_mean_is_over_the_weights() -> None:
    weight = np.array([0.0, 1.0, 2.0, 0.5, 3.0])
    losses = loss.value(Y, Z)
    assert loss.value(Y, Z, reduction="sum") == pytest.approx(losses.sum(), rel=1e-15)
    assert loss.value(Y, Z, reduction="mean") == pytest.approx(losses.mean(), rel=1e-15)
    assert loss.value(Y, Z, sample_weight=weight, reduction="mean") == pytest.approx(
        (weight * losses).sum() / weight.sum(), rel=1e-15
    )
    assert loss.value(Y.astype("f4"), Z.astype("f4"), reduction="mean").dtype == np.float32
    with pytest.raises(ValueError, match="reduction is one of"):
        loss.value(Y, Z, reduction="average")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="return a number"):
        loss.value(Y, Z, reduction="sum", out=np.empty(5))


def test_the_mean_of_a_large_input_is_that_of_its_parts(large) -> None:
    y, z = large
    expected = loss.value(y, z).astype("g").sum()
    assert loss.value(y, z, reduction="sum") == pytest.approx(float(expected), rel=1e-15)


# --- threads, memory, processes ----------------------------------------------------


@pytest.mark.parametrize("function", [*POINTWISE, *PAIRS])
def test_threads_change_nothing(function, large, monkeypatch: pytest.MonkeyPatch) -> None:
    y, z = large
    results = []
    for wish in ("1", "2", "5"):
        monkeypatch.setenv("SYMLOSS_THREADS", wish)
        results.append(np.asarray(function(y, z)))
    np.testing.assert_array_equal(results[0], results[1])
    np.testing.assert_array_equal(results[0], results[2])


def test_threads_are_bounded_and_can_be_turned_off(large, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[threading.Thread] = []
    start = threading.Thread.start
    monkeypatch.setattr(threading.Thread, "start", lambda self: (started.append(self), start(self))[1])
    monkeypatch.setenv("SYMLOSS_THREADS", "1")
    loss.gradient(*large)
    assert started == []
    monkeypatch.setenv("SYMLOSS_THREADS", "2")
    loss.gradient(*large)
    assert len(started) == 1
    loss.gradient(Y, Z)
    assert len(started) == 1
    assert not any(thread.is_alive() for thread in started)


@pytest.mark.parametrize("wish", ["1", "2", "3"])
def test_every_block_is_done_once_whoever_does_it(wish: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYMLOSS_THREADS", wish)
    done: list[slice] = []
    size, step = sharing.ALONE // 8 + 5, sharing.BLOCK // 8
    sharing.share(size, 8, sharing.BLOCK, lambda blocks: done.extend(blocks))
    expected = [(start, min(start + step, size)) for start in range(0, size, step)]
    assert sorted((piece.start, piece.stop) for piece in done) == expected


@pytest.mark.parametrize("dtype", ["float32", "float64", "longdouble"])
def test_work_arrays_begin_with_a_cache_line(dtype: str) -> None:
    for size in (1, 3, 1000, 40_000):
        array = sharing.aligned(size, np.dtype(dtype))
        assert array.shape == (size,)
        assert array.ctypes.data % sharing.LINE == 0


def test_a_call_leaves_the_buffers_of_numpy_as_they_were() -> None:
    before = np.getbufsize()
    classes.gradient(np.zeros(3, int), np.zeros((3, 400)))
    assert np.getbufsize() == before


def test_an_error_in_a_helper_reaches_the_caller(large, monkeypatch: pytest.MonkeyPatch) -> None:
    y, z = large
    monkeypatch.setenv("SYMLOSS_THREADS", "2")
    y[-1] = 3
    with pytest.raises(ValueError, match=f"row {LARGE - 1} is 3"):
        loss.gradient(y, z)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_child_computes_too(large) -> None:
    expected = loss.gradient(*large)  # the parent has used threads
    child = os.fork()
    if child == 0:
        os._exit(0 if np.array_equal(loss.gradient(*large), expected) else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_there_is_no_temporary_of_the_size_of_the_input() -> None:
    size = 1 << 22
    y, z, out = np.ones(size), np.zeros(size), (np.empty(size), np.empty(size))
    for function, where in ((loss.gradient, out[0]), (loss.value_and_gradient, out)):
        tracemalloc.start()
        function(y, z, out=where)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < z.nbytes / 8, (function.__name__, peak)
    tracemalloc.start()
    loss.value(y, z, reduction="mean")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < z.nbytes / 2, peak


@pytest.mark.parametrize("state", ["warn", "raise", "ignore"])
def test_the_callers_error_state_neither_matters_nor_changes(state: str) -> None:
    with np.errstate(all=state):  # type: ignore[call-overload]
        assert loss.value([0, 1], [np.inf, np.inf]).tolist() == [np.inf, 0]
        assert loss.gradient([1, 1], [800.0, 1e308]).tolist() == [-0.0, -0.0]
        assert loss.hessian([1, 1], [-800.0, 3.0])[0] == 0
        assert np.geterr()["over"] == state


# --- what is built on them ---------------------------------------------------------


def test_an_objective_can_be_pickled_and_takes_three_arguments() -> None:
    objective = pickle.loads(pickle.dumps(loss.objective()))
    gradient, hessian = loss.gradient_and_hessian(Y, Z)
    assert [part.tolist() for part in objective(Y, Z)] == [gradient.tolist(), hessian.tolist()]
    weighted = objective(Y, Z, np.full(5, 2.0))
    assert [part.tolist() for part in weighted] == [(2 * gradient).tolist(), (2 * hessian).tolist()]
    assert objective.__call__.__code__.co_varnames[1:4] == ("y_true", "raw", "sample_weight")


def test_the_neuron_has_a_gradient_for_each_weight() -> None:
    x, w, b = np.array([[1.0, 2.0], [3.0, -1.0], [0.0, 0.5]]), np.array([0.3, -0.2]), 0.1
    y = np.array([0.0, 1.0, 0.5])
    slopes, offsets = loss.neuron_gradient(y, x, w, b)
    residual = 1 / (1 + np.exp(-(x @ w + b))) - y
    np.testing.assert_allclose(offsets, residual, rtol=1e-14)
    np.testing.assert_allclose(slopes, residual[:, None] * x, rtol=1e-14)
    slope, _ = loss.neuron_gradient(y, x[:, 0], 0.3, b)
    assert slope.shape == (3,)
    with pytest.raises(ValueError, match="expected"):
        loss.neuron_gradient(y, x, 0.3, b)


def test_the_start_score_fits_the_mean() -> None:
    y, weight = np.array([0.0, 1.0, 1.0, 0.25]), np.array([1.0, 2.0, 0.0, 1.0])
    start = loss.optimal_constant(y, sample_weight=weight)
    assert abs(loss.gradient(y, np.full(4, start), sample_weight=weight).sum()) < 1e-15
    assert loss.optimal_constant([1, 1]) == np.inf
    assert loss.optimal_constant([0, 0]) == -np.inf
    with pytest.raises(ValueError, match="empty"):
        loss.optimal_constant([])
    with pytest.raises(ValueError, match="weights are 0"):
        loss.optimal_constant([1.0], sample_weight=[0.0])


def test_numpy_is_all_it_imports() -> None:
    code = (
        "import sys, symloss_gradients as g; before = set(sys.modules)\n"
        "assert 'numpy' not in before\n"
        "from symloss_gradients import binary_cross_entropy\n"
        "assert g.binary_cross_entropy is binary_cross_entropy\n"
        "assert 'binary_cross_entropy' in dir(g)\n"
        "new = {m.split('.')[0] for m in set(sys.modules) - before}\n"
        "print(sorted(m for m in new if m not in sys.stdlib_module_names))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="generated")
    assert done.stdout.strip() == "['numpy', 'symloss_gradients']" or done.stdout.strip() == "['numpy']"


@pytest.mark.parametrize("function", [loss.value, loss.gradient, classes.gradient])
def test_a_mask_is_not_lost_in_silence(function) -> None:
    y, z = np.eye(3), np.ones((3, 3))
    for arguments in ((np.ma.masked_array(y, mask=y > 0), z), (y, np.ma.masked_array(z, mask=y > 0))):
        with pytest.raises(ValueError, match="masked array"):
            function(*arguments)


def test_rows_without_a_score_are_refused() -> None:
    with pytest.raises(ValueError, match="rows without a score"):
        classes.value(np.zeros((2, 0)), np.zeros((2, 0)))
    assert classes.gradient(np.zeros(0), np.zeros((0, 3))).shape == (0, 3)
