"""Thresholds of a group against the definitions, on small games that are easy to read and on random ones."""

from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from negotiation_sim import ask, load_case, thresholds
from negotiation_sim.errors import InputError
from negotiation_sim.questions.thresholds import pictures
from negotiation_sim.questions.thresholds.answer import Thresholds
from negotiation_sim.questions.thresholds.answer import remarks as thresholds_remarks


def of(gains: np.ndarray) -> Thresholds:
    members = tuple("abcd"[: len(gains)])
    return Thresholds(load_case("stag_hunt").scenario("free_choice"), members, gains)


def random_gains(seed: int, members: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(members, 2**members))


def test_the_stag_hunt_needs_three_quarters() -> None:
    found = thresholds(load_case("stag_hunt").scenario("free_choice"))
    assert [found.belief(member) for member in found.members] == pytest.approx([0.75, 0.75])


@pytest.mark.parametrize("seed", range(12))
def test_the_belief_needed_is_the_first_at_which_the_expected_gain_is_not_negative(seed: int) -> None:
    found = of(random_gains(seed, 4))
    grid = np.linspace(0, 1, 4001)
    for i, member in enumerate(found.members):
        expected = np.zeros_like(grid)
        for s in (s for s in range(16) if not s >> i & 1):
            expected += found.gains[i, s] * grid ** s.bit_count() * (1 - grid) ** (3 - s.bit_count())
        assert found.gain_at(member, grid) == pytest.approx(expected)
        enough = grid[expected >= 0]
        belief = found.belief(member)
        if len(enough) == 0:
            assert belief is None or expected.max() > -1e-4
        else:
            assert belief == pytest.approx(enough[0], abs=3e-4)


@pytest.mark.parametrize("seed", range(12))
def test_the_cheapest_insurance_is_the_cheapest_of_all_orders(seed: int) -> None:
    found = of(random_gains(seed, 4))

    def price(i: int, before: int) -> float:
        """What i must be paid when those in `before` move for certain and the rest may or may not."""
        rest = [s for s in range(16) if not s >> i & 1 and s & before == before]
        return max(0.0, -min(found.gains[i, s] for s in rest))

    costs = [
        sum(price(i, sum(1 << j for j in order[:k])) for k, i in enumerate(order)) for order in permutations(range(4))
    ]
    assert found.insurance.total == pytest.approx(min(costs))


@pytest.mark.parametrize("seed", range(6))
def test_under_the_insurance_moving_is_all_that_survives_elimination(seed: int) -> None:
    found = of(random_gains(seed, 3))
    paid = dict(zip(found.insurance.order, found.insurance.payments, strict=True))
    certain = 0
    for member in found.insurance.order:
        i = found.members.index(member)
        for s in (s for s in range(8) if not s >> i & 1 and s & certain == certain):
            assert found.gains[i, s] + paid[member] >= -1e-9
        certain |= 1 << i


GAME = """
[case]
title = "A group"
group = "club"
[players]
a = { name = "A", strategies = ["no", "yes"] }
b = { name = "B", strategies = ["no", "yes", "maybe"] }
c = { name = "C", strategies = ["no", "yes"] }
[groups]
club = ["a", "b"]
pair = ["a", "c"]
[payoffs]
a = "a.yes * (c.yes - 0.5)"
b = "0"
c = "c.yes * (a.yes - 0.5)"
"""


@pytest.fixture
def group_case(tmp_path: Path) -> Path:
    (tmp_path / "game.toml").write_text(GAME)
    (tmp_path / "assumptions.toml").write_text("# none\n")
    return tmp_path


def test_what_thresholds_cannot_do_is_said_with_what_would_help(group_case: Path) -> None:
    scenario = load_case(group_case).scenario("free_choice")
    with pytest.raises(InputError, match="two strategies a member; b has 3"):
        thresholds(scenario)
    with pytest.raises(InputError, match=r"B can still choose.*`given=b=no`"):
        thresholds(scenario, "pair")
    with pytest.raises(InputError, match="fixes every member"):
        thresholds(scenario.fixing({"a": "no", "c": "no"}), "pair")


def test_a_player_held_to_a_move_is_out_of_the_way(group_case: Path) -> None:
    found = thresholds(load_case(group_case).scenario("free_choice"), "pair", {"b": "maybe"})
    assert [found.belief("a"), found.belief("c")] == pytest.approx([0.5, 0.5])
    assert (found.alone("a"), found.last("a")) == pytest.approx((-0.5, 0.5))


def test_who_chooses_before_the_group_is_held_to_where_best_joint_leads(group_case: Path) -> None:
    """As if that move had been asked for; a remark says so, and a move that is asked for comes first."""
    staged = ask("compare", "accords_first", case="accords").record["scenarios"][0]["staged"]["best_joint"]["profile"]
    answered = ask("thresholds", "accords_first", case="accords")
    asked_for = ask("thresholds", "accords_first", case="accords", given=f"israel={staged['israel']}")
    assert answered.record == asked_for.record
    in_turn = list(thresholds_remarks(asked_for.answer))
    assert list(thresholds_remarks(answered.answer)) == [
        *in_turn,
        "Israel chooses before the group or with it. Here its move is the one to which best joint leads, suspended "
        "annexation: at another move each may need another belief.",
    ]
    other = ask("thresholds", "accords_first", case="accords", given="israel=annex")
    assert other.record["given"] == {"israel": "annex"}
    assert other.record["players"] != answered.record["players"]
    with pytest.raises(InputError, match="B can still choose"):
        ask("thresholds", "free_choice", case=str(group_case), group="pair")


def test_of_members_who_move_in_turn_is_said_that_they_are_taken_at_once() -> None:
    (told,) = thresholds_remarks(ask("thresholds", "four_in_turn").answer)
    assert told.startswith("In this scenario they move one after another")
    assert not list(thresholds_remarks(ask("thresholds", "recognition_first").answer))


def test_the_threshold_lines_cross_zero_at_the_belief_needed() -> None:
    found = thresholds(load_case("kosovo").scenario("recognition_first"))
    picture = pictures.picture(found)
    gains, payments = picture.figure.axes
    marks = [float(line.get_xdata()[0]) for line in gains.lines if len(line.get_xdata()) == 1]
    assert marks == pytest.approx([found.belief(member) for member in found.members])
    curves = [line for line in gains.lines if len(line.get_xdata()) == len(pictures.BELIEFS)]
    for curve, member in zip(curves, found.members, strict=True):
        assert curve.get_ydata()[[0, -1]] == pytest.approx([found.alone(member), found.last(member)])
        crossing = np.interp(0, curve.get_ydata(), curve.get_xdata())
        assert crossing == pytest.approx(found.belief(member), abs=1e-3)
    assert [bar.get_width() for bar in payments.patches] == pytest.approx(found.insurance.payments)


def test_what_is_asked_from_python_has_all_its_forms(tmp_path: Path) -> None:
    answered = ask("thresholds", "free_choice", given="us=sov_dialogue,eu=co_lead")
    members = answered.answer.members
    assert list(answered.table["player"]) == list(answered.record["players"]) == list(members)
    assert answered.record["insurance"]["total"] == pytest.approx(answered.table["payment"].sum())
    assert "Cheapest insurance" in answered.text
    assert {path.suffix for path in answered.write(tmp_path)} == {".txt", ".json", ".csv", ".png", ".svg"}


@pytest.mark.parametrize("held", [{"spain": "no"}, {"spain": "yes"}, {"spain": "no", "greece": "yes"}])
def test_a_member_who_is_held_is_none_of_those_who_decide_whoever_holds_it(held: dict[str, str]) -> None:
    scenario = load_case("kosovo").scenario("recognition_first")
    given = thresholds(scenario, given=held)
    assert set(given.members) == {"spain", "slovakia", "romania", "greece"} - {*held}
    assert np.array_equal(given.gains, thresholds(scenario.fixing(held)).gains, equal_nan=True)


def test_every_form_says_who_is_held(tmp_path: Path) -> None:
    answered = ask("thresholds", "recognition_first", given="Spain=no")
    assert "Recognition first, Spain no recognition: what each needs to move" in answered.text
    assert answered.record["given"] == {"spain": "no"}
    assert set(answered.table["given"]) == {"spain=no"}
    written = {path.suffix: path for path in answered.write(tmp_path)}
    assert "Spain no recognition" in written[".svg"].read_text(encoding="utf-8")
    free = ask("thresholds", "recognition_first")
    assert "given" not in free.record
    assert "given" not in free.table


def test_where_all_members_are_held_nothing_is_left_to_decide() -> None:
    held = dict.fromkeys(("spain", "slovakia", "romania", "greece"), "yes")
    with pytest.raises(InputError, match="nothing is left to decide"):
        thresholds(load_case("kosovo").scenario("recognition_first"), given=held)


def test_a_small_loss_alone_counts_however_large_other_gains_are() -> None:
    gains = np.array([[-1e-3, np.nan, 1e10, np.nan], [-1e-3, 1e10, np.nan, np.nan]])
    gains[0, 1] = gains[1, 2] = 0.0
    assert of(gains).belief("a") == pytest.approx(1e-13, rel=1e-6)


@pytest.mark.parametrize(("third", "belief"), [(0.3, 0.0), (0.301, None)])
def test_a_gain_that_is_rounding_alone_is_none(tmp_path: Path, third: float, belief: float | None) -> None:
    players = "".join(f'[players.{name}]\nname = "{name}"\nstrategies = ["stay", "go"]\n' for name in ("one", "two"))
    rules = "".join(f'{name} = "{name}.go * (x + y - z)"\n' for name in ("one", "two"))
    (tmp_path / "game.toml").write_text(
        f'[case]\ntitle = "t"\ngroup = "all"\n{players}[groups]\nall = ["one", "two"]\n[payoffs]\n{rules}'
    )
    (tmp_path / "assumptions.toml").write_text(
        "".join(
            f'[{name}]\nvalue = {value}\nrange = [0, 1]\nunit = "u"\nwhy = "w"\nsource = "s"\n'
            for name, value in {"x": 0.1, "y": 0.2, "z": third}.items()
        )
    )
    (tmp_path / "free.toml").write_text('title = "f"\nmeaning = "m"\n')
    reached = thresholds(load_case(tmp_path).scenario("free"))
    assert reached.belief("one") == belief
    assert (reached.alone("one") == 0) == (belief == 0)
