"""The one interval arithmetic: every interval holds what lies inside it, operation by operation and rule by rule."""

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from negotiation_sim.errors import InputError
from negotiation_sim.language.derivative import derivatives
from negotiation_sim.language.expression import OPERATIONS, evaluate
from negotiation_sim.language.interval import INTERVALS, Interval, interval, operate
from negotiation_sim.language.parser import parse
from negotiation_sim.language.program import program
from negotiation_sim.language.scalars import Scalars
from negotiation_sim.language.vocabulary import Vocabulary

NAMES = ("a", "b", "c")
WORDS = Vocabulary({}, {}, NAMES, ())
ARITY = {"negative": 1, "abs": 1, "not": 1, "log": 1, "jump": 1, "if": 3, "clip": 3}
ENDS = st.sampled_from([-3.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0]) | st.floats(-4, 4)
BOXES = st.lists(st.tuples(ENDS, ENDS).map(sorted), min_size=3, max_size=3)

TEXTS = st.recursive(
    st.sampled_from([*NAMES, "0", "1", "2", "0.5"]),
    lambda inner: st.one_of(
        st.tuples(
            inner, st.sampled_from(["+", "-", "*", "/", "<", "<=", ">", ">=", "==", "!=", "and", "or"]), inner
        ).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
        st.tuples(inner, st.sampled_from(["2", "3", "0", "-1", "-2", "0.5", "1.7"])).map(
            lambda p: f"({p[0]}) ** {p[1]}"
        ),
        inner.map(lambda text: f"(-{text})"),
        inner.map(lambda text: f"abs({text})"),
        inner.map(lambda text: f"(not {text})"),
        st.tuples(inner, inner, inner).map(lambda p: f"if({p[0]}, {p[1]}, {p[2]})"),
        st.tuples(inner, inner, inner).map(lambda p: f"clip({p[0]}, {p[1]}, {p[2]})"),
        st.tuples(inner, inner, inner).map(lambda p: f"max({p[0]}, min({p[1]}, {p[2]}))"),
    ),
    max_leaves=10,
)


def read(text: str) -> Any:
    """The text as a rule; a part of numbers alone that is not finite is refused, and such texts are passed over."""
    try:
        return parse(text, WORDS).node
    except InputError:
        return reject()


def holds(bounds: Interval, value: float) -> bool:
    """Whether an interval holds a value; one that is no number is held where nothing is known."""
    if np.isfinite(value):
        return not (value < bounds.low or value > bounds.high)
    return not (np.isfinite(bounds.low) and np.isfinite(bounds.high))


def enclosed(node: Any, low: np.ndarray, high: np.ndarray) -> tuple[Interval, Interval]:
    """A rule's value, and its derivative in the first name, over a box."""
    scalars = Scalars()
    value = scalars.number(node, {})
    slope = derivatives(scalars, [value], NAMES, jumps=True)[value].get("a", scalars.constant(0.0))
    made = program(scalars, [value, slope])
    rows = made.enclosures(dict(zip(NAMES, map(Interval, low, high), strict=True)), 1)
    return tuple(Interval(rows.low[made.row[k], 0], rows.high[made.row[k], 0]) for k in (value, slope))  # type: ignore


def test_every_operation_of_the_language_has_one_rule_on_intervals() -> None:
    assert set(INTERVALS) == set(OPERATIONS)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(sorted(INTERVALS)), BOXES)
def test_an_operation_holds_what_lies_inside_to_the_last_bit(symbol: str, box: list[list[float]]) -> None:
    box = box[: ARITY.get(symbol, 2)]
    with np.errstate(all="ignore"):
        bounds = INTERVALS[symbol](*(Interval(low, high) for low, high in box))
        for inside in product(*[np.linspace(low, high, 5) for low, high in box]):
            assert holds(bounds, float(OPERATIONS[symbol](*inside))), (inside, bounds)


@settings(max_examples=400, deadline=None)
@given(TEXTS, BOXES, st.integers(0, 1000))
def test_the_interval_of_a_rule_holds_its_value_all_over_the_box(text: str, box: list[list[float]], seed: int) -> None:
    node = read(text)
    low, high = np.array(box).T
    samples = low + (high - low) * np.random.default_rng(seed).choice([0, 1, 0.5, *np.linspace(0, 1, 7)], (20, 3))
    with np.errstate(all="ignore"):
        bounds, _ = enclosed(node, low, high)
        for sample in np.clip(samples, low, high):
            value = float(evaluate(node, dict(zip(NAMES, sample.tolist(), strict=True))))
            if np.isfinite(value):
                assert holds(interval(bounds), value), (sample, value, bounds)


@settings(max_examples=300, deadline=None)
@given(TEXTS, BOXES, st.integers(0, 1000))
def test_the_derivative_over_a_box_holds_every_change_inside_it(text: str, box: list[list[float]], seed: int) -> None:
    """By the mean value theorem: between two places of the box the value changes by no more than the slopes allow."""
    node = read(text)
    low, high = np.array(box).T
    rng = np.random.default_rng(seed)
    with np.errstate(all="ignore"):
        _, slope = enclosed(node, low, high)
        for _ in range(10):
            here = low + (high - low) * rng.random(3)
            there = here.copy()
            there[0] = low[0] + (high[0] - low[0]) * rng.random()
            values = [float(evaluate(node, dict(zip(NAMES, at.tolist(), strict=True)))) for at in (here, there)]
            change, step = values[1] - values[0], there[0] - here[0]
            if np.isfinite(values).all() and np.isfinite([slope.low, slope.high]).all():
                ends = sorted((slope.low * step, slope.high * step))
                room = 1e-9 * max(1.0, *np.abs(values), *np.abs(ends))
                assert ends[0] - room <= change <= ends[1] + room


@pytest.mark.parametrize(
    ("symbol", "arguments", "low", "high"),
    [
        ("*", [(0.0, 0.0), (-np.inf, np.inf)], 0, 0),
        ("*", [(0.0, 1.0), (-np.inf, np.inf)], -np.inf, np.inf),
        ("/", [(1.0, 1.0), (-1.0, 1.0)], -np.inf, np.inf),
        ("/", [(1.0, 2.0), (2.0, 4.0)], 0.25, 1),
        ("**", [(-1.0, 0.0), (-1.0, -1.0)], -np.inf, np.inf),
        ("**", [(-2.0, 1.0), (2.0, 2.0)], 0, 4),
        ("**", [(-2.0, 1.0), (0.0, 0.0)], 1, 1),
        ("**", [(-1.0, 4.0), (0.5, 0.5)], -np.inf, np.inf),
        ("**", [(0.0, 4.0), (0.5, 0.5)], 0, 2),
        ("abs", [(-1.0, 2.0)], 0, 2),
        ("not", [(-1.0, 1.0)], 0, 1),
        ("not", [(1.0, 2.0)], 0, 0),
        ("and", [(1.0, 2.0), (0.0, 1.0), (1.0, 1.0)], 0, 1),
        ("or", [(0.0, 0.0), (3.0, 4.0)], 1, 1),
        ("<", [(0.0, 1.0), (2.0, 3.0)], 1, 1),
        ("<=", [(0.0, 2.0), (2.0, 3.0)], 1, 1),
        ("<", [(0.0, 2.0), (2.0, 3.0)], 0, 1),
        ("<", [(np.nan, np.nan), (2.0, 3.0)], np.nan, np.nan),
        ("if", [(1.0, 2.0), (3.0, 4.0), (np.nan, np.nan)], 3, 4),
        ("if", [(-1.0, 2.0), (3.0, 4.0), (5.0, 6.0)], 3, 6),
    ],
)
def test_single_rules_are_as_tight_as_the_textbook(
    symbol: str, arguments: list[tuple[float, float]], low: float, high: float
) -> None:
    with np.errstate(all="ignore"):
        bounds = operate(symbol, *(Interval(*ends) for ends in arguments))
    assert np.array_equal([float(bounds.low), float(bounds.high)], [low, high], equal_nan=True)


def test_numbers_alone_make_numbers() -> None:
    assert operate("+", 1.0, 2.0) == 3
    assert isinstance(operate("+", Interval(0.0, 1.0), 2.0), Interval)


def test_an_array_on_the_left_leaves_the_operation_to_the_interval() -> None:
    bounds = np.array([1.0, -1.0]) * Interval(2.0, 3.0)
    assert bounds.low.tolist() == [2, -3]
    assert bounds.high.tolist() == [3, -2]


@pytest.mark.parametrize("low", [-0.0, 0.0])
@pytest.mark.parametrize("exponent", [-1.0, -2.0, -3.0, -0.5])
def test_a_negative_power_of_what_begins_at_nought_has_no_upper_end(low: float, exponent: float) -> None:
    with np.errstate(all="ignore"):
        bounds = Interval(low, 1.0) ** interval(exponent)
    assert bounds.high == np.inf
    assert 1 - 1e-12 <= bounds.low <= 1


@pytest.mark.parametrize("exponent", [-1.0, -2.0, -3.0])
@pytest.mark.parametrize("high", [-0.0, 0.0])
def test_a_negative_power_of_what_ends_at_nought_holds_every_value_on_the_way(exponent: float, high: float) -> None:
    with np.errstate(all="ignore"):
        bounds = Interval(-1.0, high) ** interval(exponent)
    assert all(bounds.low <= x**exponent <= bounds.high for x in (-1.0, -0.5, -1e-3, -1e-9))
