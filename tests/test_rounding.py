"""How far computed payoffs may be off: against exact arithmetic, and what it makes of ties in a case."""

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from negotiation_sim import build
from negotiation_sim.case.scenario import Case, Scenario
from negotiation_sim.errors import InputError
from negotiation_sim.language.expression import Name, Node, Number, evaluate
from negotiation_sim.language.interval import Interval
from negotiation_sim.language.parser import parse
from negotiation_sim.language.rounding import Rounded, rounded, written
from negotiation_sim.language.vocabulary import Vocabulary
from negotiation_sim.solve.pure import pure_equilibria
from negotiation_sim.worlds import rule_rounding
from negotiation_sim.worlds.draws import solve_draws
from negotiation_sim.worlds.kept import Kept
from negotiation_sim.worlds.rounded import rounding_of
from negotiation_sim.worlds.tables import scenario_shape

from .test_draws import SCENARIOS, small_case

NAMES = ("a", "b", "c")
WORDS = Vocabulary({}, {}, NAMES, ())
DECIMALS = st.integers(-4000, 4000).map(lambda k: k / 1000) | st.sampled_from([0.1, 0.2, 0.3, 1e10, 1e-10, 1 / 3, 7.0])
TEXTS = st.recursive(
    st.sampled_from([*NAMES, "0.1", "0.2", "0.3", "3", "0.5", "1e10"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/"]), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
        inner.map(lambda text: f"(-{text})"),
        inner.map(lambda text: f"abs({text})"),
        inner.map(lambda text: f"({text}) ** 2"),
        inner.map(lambda text: f"({text}) ** 3"),
        st.tuples(inner, inner).map(lambda p: f"min({p[0]}, {p[1]})"),
        st.tuples(inner, inner, inner).map(lambda p: f"clip({p[0]}, min({p[1]}, {p[2]}), max({p[1]}, {p[2]}))"),
    ),
    max_leaves=12,
)


def exactly(node: Node, values: dict[str, float]) -> Fraction:
    """The rule in rational arithmetic, every number being the decimal that it is written as."""
    if isinstance(node, Number):
        return Fraction(repr(float(node.value)))
    if isinstance(node, Name):
        return Fraction(repr(values[node.name]))
    parts = [exactly(argument, values) for argument in node.arguments]
    match node.symbol:
        case "+":
            return parts[0] + parts[1]
        case "-":
            return parts[0] - parts[1]
        case "*":
            return parts[0] * parts[1]
        case "/":
            return parts[0] / parts[1]
        case "**":
            return parts[0] ** int(parts[1])
        case "negative":
            return -parts[0]
        case "abs":
            return abs(parts[0])
        case "min":
            return min(parts)
        case "max":
            return max(parts)
    value, low, high = parts
    return min(max(value, low), high)


def read(text: str) -> Node:
    try:
        return parse(text, WORDS).node
    except InputError:
        assume(False)
        raise


@settings(max_examples=600)
@given(TEXTS, st.lists(DECIMALS, min_size=3, max_size=3))
def test_a_computed_value_is_off_by_no_more_than_its_bound(text: str, numbers: list[float]) -> None:
    node, values = read(text), dict(zip(NAMES, numbers, strict=True))
    with np.errstate(all="ignore"):
        value = evaluate(node, values)
        bounded = rounded(node, {name: written(number) for name, number in values.items()})
    try:
        true = exactly(node, values)
    except ZeroDivisionError:
        assume(False)
        raise
    assert float(bounded.value) == float(value) or not np.isfinite(value)
    if np.isfinite(value) and np.isfinite(bounded.error):
        assert abs(Fraction(float(value)) - true) <= Fraction(float(bounded.error)) * Fraction(1001, 1000)


@settings(max_examples=300)
@given(TEXTS, st.tuples(*[st.tuples(DECIMALS, DECIMALS)] * 3), st.integers(0, 10**6))
def test_the_bound_over_ranges_holds_for_every_world_in_them(text: str, ends: Any, seed: int) -> None:
    node, rng, box = read(text), np.random.default_rng(seed), [sorted(pair) for pair in ends]
    wide = {
        name: Rounded(Interval(low, high), max(written(low).error, written(high).error, 1.2e-16 * max(-low, high)))
        for name, (low, high) in zip(NAMES, box, strict=True)
    }
    with np.errstate(all="ignore"):
        most = float(rounded(node, wide).error)
        for _ in range(5):
            inside = {name: written(rng.uniform(low, high)) for name, (low, high) in zip(NAMES, box, strict=True)}
            error = float(rounded(node, inside).error)
            assert error <= most * 1.0001 or not np.isfinite(most) or not np.isfinite(error)


TIES = {
    "three decimals that add up": ("0.1 * x + 0.2 * x - 0.3 * x", 1.0, True),
    "the same far from nought": ("1e10 * (0.1 * x + 0.2 * x - 0.3 * x)", 1.0, True),
    "a third three times": ("x / 3 + x / 3 + x / 3 - x", 1.0, True),
    "ten tenths": ("x * 10 - (x + x + x + x + x + x + x + x + x + x)", 0.1, True),
    "a square less what it is": ("x * x - 0.01", 0.1, True),
    "one more than ten thousand millions": ("(1e10 + x) - 1e10", 1.0, False),
    "a millionth of a millionth": ("x * 1e-12", 1.0, False),
    "a hair above a tie": ("0.1 * x + 0.2 * x - 0.3 * x + 1e-13", 1.0, False),
}


@pytest.mark.parametrize("name", TIES)
@pytest.mark.parametrize("aside", ["0", "if(b.right, -1e10, 0)"], ids=["alone", "beside a huge payoff"])
def test_what_is_a_tie_by_the_rules_is_one_and_nothing_else_is(name: str, aside: str) -> None:
    text, x, tie = TIES[name]
    scenario = small_case({"a": f"a.right * ({text}) + {aside}", "b": "-b.right"}, ("x",)).with_values({"x": x})
    game = build(scenario)
    left = ((0, 0),)
    assert pure_equilibria(game).equilibria == (((0, 0), (1, 0)) if tie else ((1, 0),))
    assert game.is_equilibrium(left[0]) is tie
    assert (game.regret(left[0]) == 0) is tie
    for count in (1, 64):
        drawn = solve_draws(scenario, {"x": np.full(count, x)})
        assert len(drawn.draw) == (2 if tie else 1) * count


def size(scenario: Scenario) -> int:
    return int(np.prod(scenario_shape(scenario)))


@pytest.mark.parametrize("case", {case.name: case for case, _ in SCENARIOS}.values(), ids=lambda case: case.name)
def test_from_world_to_world_each_rounding_is_what_it_is_where_nothing_was_measured_before(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng, scenario = np.random.default_rng(5), min(map(case.scenario, case.scenario_files), key=size)
    entries = list(case.register.values())
    for k in range(max(8, len(entries))):
        entry, other = entries[k % len(entries)], entries[(k + 1) % len(entries)]
        scenario = scenario.with_values({entry.name: rng.uniform(entry.low, entry.high)})
        shape = scenario_shape(scenario)
        for draws in (None, {other.name: rng.uniform(other.low, other.high, 2)}):
            whole = (*shape, 2) if draws else shape
            measured = rounding_of(scenario, whole, draws).cells
            with monkeypatch.context() as patch:
                patch.setattr(rule_rounding, "_rules", Kept(0))
                assert np.array_equal(measured, rounding_of(scenario, whole, draws).cells)


@pytest.mark.parametrize(
    "value",
    [0.0, -0.0, 1.0, 0.1, -0.3, 1e5, 1e5 + 0.5, 99999.5, 2.0**53, 2.0**53 - 1, 1 / 1024, 1 / 2048, 3.7, 1e300, 1e-320,
     math.inf, -math.inf, math.nan],
)  # fmt: skip
def test_one_number_is_off_by_what_it_is_off_by_in_an_array(value: float) -> None:
    alone, among = written(value).error, written(np.array([value])).error[0]
    assert alone == among or (math.isnan(alone) and math.isnan(among))
