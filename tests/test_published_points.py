"""The break points published with the Kosovo case: each exact, in fractions by a second reading, and solved beside it.

They are asked of the first edition, for which they were published: the layer `first_edition` over the op-ed's set. The
published points are the last on a grid of 0.05 (or 0.1) at which the conclusion holds; beliefs are from a grid of
401 points.
"""

import ast
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from types import ModuleType
from typing import Any

import pytest

from negotiation_sim import load_case, thresholds
from negotiation_sim.case.scenario import Case, Scenario
from negotiation_sim.questions.breakeven.answer import break_even
from negotiation_sim.worlds.along.segments import segments
from negotiation_sim.worlds.along.switches import Switch, switches
from negotiation_sim.worlds.results.chain import Chain, chain
from negotiation_sim.worlds.solved import solve_scenario

from .by_hand import kosovo as by_hand
from .by_hand import solving

HOLDOUTS = by_hand.HOLDOUTS
FOUR = "count(holdouts.yes) == 4"
ENDS = {
    "recognition_first": f"{FOUR} and serbia.normalise and kosovo.concede",
    "status_quo": "serbia.stall and kosovo.hold_firm and count(holdouts.yes) == 0",
    "economic_normalization": "serbia.stall and kosovo.hold_firm and count(holdouts.yes) == 0",
}
ALL = dict.fromkeys(HOLDOUTS, "yes")
NOBODY = dict.fromkeys(HOLDOUTS, "no")
NEAR = Fraction(1, 10**6)


@cache
def kosovo() -> Case:
    return load_case("kosovo")


def first_edition(name: str, values: Mapping[str, float] | None = None) -> Scenario:
    return kosovo().scenario(name, "op_ed+first_edition", values)


@cache
def the_chain() -> Chain:
    first, *more = ENDS.items()
    return chain(first_edition(first[0]), first[1], more)


class InFractions(ast.NodeTransformer):
    """Every number as the fraction that its digits say: 0.45 is nine twentieths."""

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            return node
        return ast.Call(ast.Name("Fraction", ast.Load()), [ast.Constant(str(node.value))], [])


@cache
def in_fractions() -> ModuleType:
    """The game written out by hand, without any rounding."""
    module = ModuleType("kosovo_in_fractions")
    tree = ast.fix_missing_locations(InFractions().visit(ast.parse(inspect.getsource(by_hand))))
    module.__dict__["Fraction"] = Fraction
    exec(compile(tree, by_hand.__file__, "exec"), module.__dict__)
    return module


def ending(scenario: str, values: Mapping[str, Any], held: Mapping[str, str] | None = None) -> dict[str, str]:
    """Where the scenario ends by hand under best_joint when some players are held to a move."""
    fixed = by_hand.FIXED[scenario] | dict(held or {})
    numbers = {name: float(value) for name, value in values.items()}
    counts, table = by_hand.game(fixed, by_hand.parameters() | numbers)
    profile = solving.select(table, counts, by_hand.order("recognition_first"), "best_joint")
    assert profile is not None
    moves = zip(by_hand.PLAYERS, by_hand.labels(fixed), profile, strict=True)
    return {player: strategies[k] for player, strategies, k in moves}


def paid(players: tuple[str, ...], profile: Mapping[str, str], **values: Fraction) -> Fraction:
    """The joint payoff of some players, exactly."""
    game = in_fractions()
    payoffs = game.payoffs(profile, game.parameters() | values)
    return sum((payoffs[player] for player in players), Fraction(0))


def root(gain: Callable[[Fraction], Fraction], near: Fraction) -> Fraction:
    """Where a gain made of straight lines is zero: Newton's steps, which end exactly there."""
    for _ in range(8):
        low, high = gain(near), gain(near + NEAR)
        if low == 0:
            return near
        near -= low * NEAR / (high - low)
    raise AssertionError("the gain is not made of straight lines here")


@dataclass(frozen=True)
class Point:
    """A published break point: who, at it, is indifferent between the ends of two sets of moves."""

    name: str
    published: str
    players: tuple[str, ...]
    stay: Mapping[str, str]
    leave: Mapping[str, str]
    scenario: str = "recognition_first"
    exact: Fraction | None = None

    def gain(self, value: Fraction) -> Fraction:
        ends = (ending(self.scenario, {self.name: value}, held) for held in (self.stay, self.leave))
        stay, leave = (paid(self.players, end, **{self.name: value}) for end in ends)
        return leave - stay


SETTLED = ALL | {"russia": "arm_serbia", "serbia": "normalise", "kosovo": "concede"}
FIRM = SETTLED | {"kosovo": "hold_firm"}
ARMED = NOBODY | {"russia": "arm_serbia", "serbia": "stall", "kosovo": "hold_firm"}
EAST = ARMED | {"serbia": "align_east"}

CHAIN = [
    Point("dialogue_offset", "0.40", ("spain",), ALL, ALL | {"spain": "no"}, exact=Fraction(37, 96)),
    Point("us_cred", "0.70", ("spain",), ALL, ALL | {"spain": "no"}, exact=Fraction(1725, 2617)),
    Point("nato_ready", "0.65", ("kosovo",), SETTLED, FIRM, exact=Fraction(20, 33)),
    Point("conditionality", "0.15", ("kosovo",), SETTLED, FIRM, exact=Fraction(3, 29)),
    Point("reprisal", "0.70", HOLDOUTS, ALL, NOBODY),
    Point("arms_value", "0.35", ("serbia",), ARMED, EAST, "status_quo"),
    Point("hedge", "0.15", ("serbia",), ARMED, EAST, "status_quo"),
]


@pytest.mark.parametrize("point", CHAIN, ids=[point.name for point in CHAIN])
def test_each_break_point_of_the_chain_is_the_fraction_found_by_hand(point: Point) -> None:
    (switch,) = break_even(the_chain(), kosovo().register[point.name]).switches
    exact = root(point.gain, Fraction(point.published))
    assert point.gain(exact) == 0
    assert point.exact in (None, exact)
    assert switch.exact
    assert switch.value == pytest.approx(float(exact), abs=1e-12)
    assert 0 <= (Fraction(point.published) - exact) * (1 if switch.holds_above else -1) < Fraction(1, 20)
    assert point.players in {tuple(bound.players) for bound in switch.bindings}


@pytest.mark.parametrize("point", CHAIN, ids=[point.name for point in CHAIN])
def test_the_chain_holds_just_on_one_side_of_each_break_point_and_not_on_the_other(point: Point) -> None:
    """By solving each game of the chain by hand, a millionth beside the fraction, and by the package's own solver."""
    exact = root(point.gain, Fraction(point.published))
    (switch,) = break_even(the_chain(), kosovo().register[point.name]).switches
    assert switch.low < exact < switch.high
    assert switch.high - switch.low < 1e-4
    for value, answer in ((exact - NEAR, not switch.holds_above), (exact + NEAR, switch.holds_above)):
        assert by_hand_chain(point.name, value) == answer
        assert solved_chain({point.name: float(value)}) == answer


def by_hand_chain(name: str, value: Fraction) -> bool:
    wanted = {"serbia": "stall", "kosovo": "hold_firm"} | NOBODY
    settled = {"serbia": "normalise", "kosovo": "concede"} | ALL
    return all(
        ending(scenario, {name: value}).items() >= (settled if scenario == "recognition_first" else wanted).items()
        for scenario in ENDS
    )


def solved_chain(values: dict[str, float]) -> bool:
    return all(leads(first_edition(name, values=values), condition) for name, condition in ENDS.items())


def leads(scenario: Scenario, condition: str) -> bool:
    """Whether the staged outcome under best_joint, of one game solved alone, meets the condition."""
    solved = solve_scenario(scenario)
    assert solved.staged is not None
    profile = solved.staged.best_joint.profile
    return profile is not None and solved.tables.at(solved.tables.of(scenario.case.condition(condition)), profile) != 0


def some_equilibrium(scenario: Scenario, condition: str) -> bool:
    solved = solve_scenario(scenario)
    truth = solved.tables.of(scenario.case.condition(condition))
    return any(solved.tables.at(truth, profile) != 0 for profile in solved.equilibria.equilibria)


def only_switch(links: Chain, name: str, low: float, high: float) -> Switch:
    (switch,) = switches(links, name, segments(links, name, low, high))
    return switch


def test_funds_paid_on_normalisation_flip_serbia_from_the_fraction_on_and_others_never_up_to_fifteen() -> None:
    """A unit of funds is worth 4 x 0.45 to a Serbia that normalises; without funds the package is the status quo."""
    held = NOBODY | by_hand.FIXED["status_quo"] | {"russia": "veto_only", "kosovo": "hold_firm"}
    gain = paid(("serbia",), held | {"serbia": "normalise"}) - paid(("serbia",), held | {"serbia": "stall"})
    exact = -gain / (4 * Fraction("0.45"))
    links = chain(first_edition("conditional_funds"), "serbia.normalise", sense="some")
    switch = only_switch(links, "funds", 0, 15)
    assert (switch.exact, switch.holds_above) == (True, True)
    assert switch.value == pytest.approx(float(exact), abs=1e-12)
    assert 5 < exact < 6
    for value, answer in ((exact - NEAR, False), (exact + NEAR, True)):
        scenario = first_edition("conditional_funds", values={"funds": float(value)})
        assert some_equilibrium(scenario, "serbia.normalise") == answer
    for concept in ("some", "best_joint"):
        paid_anyway = chain(first_edition("economic_normalization"), "serbia.normalise", sense=concept)
        assert segments(paid_anyway, "funds", 0, 15).whole.tolist() == [False]


def test_with_belgrade_s_consent_all_four_can_follow_from_the_fraction_on() -> None:
    settled = {"serbia": "normalise", "kosovo": "hold_firm"}
    scenario = first_edition("status_quo").fixing(settled)
    switch = only_switch(chain(scenario, FOUR, sense="some"), "consent_discount", 0, 1)
    held = by_hand.FIXED["status_quo"] | settled | {"russia": "veto_only"}

    def gain(value: Fraction) -> Fraction:
        stay, leave = (paid(("spain",), held | ALL | {"spain": move}, consent_discount=value) for move in ("yes", "no"))
        return leave - stay

    exact = root(gain, Fraction("0.7"))
    assert exact == Fraction(119, 192)
    assert switch.value == pytest.approx(float(exact), abs=1e-12)
    assert [bound.players for bound in switch.bindings] == [("spain",)]
    assert Fraction("0.6") < exact <= Fraction("0.7")
    for value, answer in ((exact - NEAR, False), (exact + NEAR, True)):
        assert some_equilibrium(scenario.with_values({"consent_discount": float(value)}), FOUR) == answer


BELIEFS = {
    "recognition_first": (0.58, 0.50, 0.37, 0.31),
    "dialogue_no_gestures": (0.71, 0.65, 0.63, 0.57),
    "gestures_unconditional": (0.71, 0.65, 0.63, 0.57),
}


@cache
def among_the_four(scenario: str) -> dict[Any, Any]:
    """The game of the four once those who move after them are foreseen, by hand."""
    changes = {
        "recognition_first": {},
        "dialogue_no_gestures": {f"{player}.gesture": 0 for player in HOLDOUTS},
        "gestures_unconditional": {"gesture_conditional": False},
    }[scenario]
    counts, table = by_hand.game(by_hand.FIXED["recognition_first"], by_hand.parameters() | changes)
    return solving.foreseen(table, counts, by_hand.order("recognition_first"), 2, "best_joint")


@pytest.mark.parametrize("scenario", BELIEFS)
def test_recognition_pays_just_above_the_published_belief_and_not_just_below(scenario: str) -> None:
    found = thresholds(first_edition(scenario))
    for k, (player, published) in enumerate(zip(HOLDOUTS, BELIEFS[scenario], strict=True)):
        belief = found.belief(player)
        assert belief == pytest.approx(published, abs=0.0076)
        below, above = (solving.expected_gain(among_the_four(scenario), k, belief + step) for step in (-1e-6, 1e-6))
        assert below < 0 < above


def test_greece_then_romania_move_for_the_published_payments_and_not_for_a_millionth_less() -> None:
    found = thresholds(first_edition("recognition_first")).insurance
    order = ("greece", "romania", "spain", "slovakia")
    assert found.order == order
    paying = dict(zip(order, found.payments, strict=True))
    assert [round(paying[player], 2) for player in order] == pytest.approx([0.92, 0.63, 0, 0], abs=0.006)
    for k, player in enumerate(order):
        before = set(order[:k])
        others = tuple(int(other in before) for other in HOLDOUTS if other != player)
        gain = solving.gain(among_the_four("recognition_first"), HOLDOUTS.index(player), others)
        assert gain + paying[player] == pytest.approx(max(gain, 0), abs=1e-9)
        assert gain + paying[player] + 1e-6 > 0
        assert (gain + paying[player] - 1e-6 < 0) == (paying[player] > 0)
