"""Players and moves of the Kosovo case that are off by default: held there they change nothing, and what they do."""

import shutil
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from negotiation_sim import build, load_case, solve_scenario
from negotiation_sim.case.library import find_case
from negotiation_sim.case.scenario import Case
from negotiation_sim.games.normal_form import Game
from negotiation_sim.worlds.solved import Solved

from .nine import NINE, payoffs_of_nine

HERE = Path(__file__).parent
BESIDE = ("china", "cyprus", "hungary", "north")
"""Players of the case whom the nine-player case does not have."""
NUMBERS_BESIDE = (
    *(
        "a5",
        "cyprus_gate",
        "hungary_calm",
        "foothold.base",
        "foothold.loans",
        "foothold.align_east",
        "foothold.settled",
    ),
    *("instability.extend", "instability.boycott", "instability.violence", "kosovo.extend_credit", "measures"),
    *("grievance", "forfeit_extend", "resist.boycott", "resist.violence", "crackdown", "kfor_cost", "exit_cost", "nod"),
    *("deserted", "moscow_aid", "rally", "attribution"),
    *("steps.part", "steps.cost", "steps.nato", "de_facto.claim", "de_facto.doors", "de_facto.fruit"),
    *("spain.magyar", "slovakia.magyar", "romania.magyar", "greece.magyar"),
)
"""Numbers that have another name than theirs, and yet count only where they play."""


@cache
def kosovo() -> Case:
    return load_case("kosovo")


@cache
def solved(scenario: str, assume: str = "op_ed", **values: float) -> Solved:
    return solve_scenario(kosovo().scenario(scenario, assume, values))


def played(found: Solved, rule: str = "best_joint") -> dict[str, str]:
    """The moves of the staged outcome under a rule."""
    assert found.staged is not None
    profile = found.staged.path("best_joint" if rule == "best_joint" else "cautious").profile
    assert profile is not None
    return found.game.moves(profile)


ORDINARY = [name for name, file in kosovo().scenario_files.items() if not file.plays]
LETS_PLAY = [name for name, file in kosovo().scenario_files.items() if file.plays]


# ------ Held at their defaults ------


@pytest.fixture(scope="module")
def nine(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The case of nine: the rules as they were before anybody else could play, over the numbers of today."""
    folder = tmp_path_factory.mktemp("nine") / "kosovo"
    shutil.copytree(find_case("kosovo"), folder)
    shutil.copy(HERE / "frozen" / "kosovo_nine" / "game.toml", folder / "game.toml")
    for name in LETS_PLAY:
        (folder / f"{name}.toml").unlink()
    (folder / "elements.toml").unlink()  # it speaks of Cyprus
    (folder / "rounds.toml").unlink()  # in it Serbia may accept in fact
    (folder / "backtest.toml").unlink()  # it speaks of China
    register = (folder / "assumptions.toml").read_text(encoding="utf-8")
    entries = register.split("\n[")
    kept = [entry for entry in entries if not entry.startswith(tuple(f"{player}." for player in BESIDE))]
    (folder / "assumptions.toml").write_text("\n[".join(kept), encoding="utf-8")
    return load_case(folder)


@pytest.mark.parametrize("scenario", ORDINARY)
def test_held_at_their_defaults_every_payoff_is_that_of_the_case_of_nine(scenario: str, nine: Case) -> None:
    """Equal to the last digit, in every profile of every scenario under every set."""
    for assume in nine.sets:
        before, now = build(nine.scenario(scenario, assume)), build(kosovo().scenario(scenario, assume))
        assert now.players[:NINE] == before.players
        assert now.strategies[:NINE] == before.strategies
        assert np.array_equal(payoffs_of_nine(now), before.payoffs)


def only_beside() -> list[str]:
    """The numbers that only those who stand by, or moves off by default, bring into the rules."""
    return [name for name in kosovo().register if name.partition(".")[0] in BESIDE or name in NUMBERS_BESIDE]


def test_held_at_their_defaults_no_number_of_theirs_moves_a_payoff_of_the_nine() -> None:
    """Every one of these numbers at the lower ends of their ranges, and at the upper ends."""
    case = kosovo()
    plain = payoffs_of_nine(build(case.scenario("free_choice")))
    for end in ("low", "high"):
        values = {name: getattr(case.register[name], end) for name in only_beside()}
        assert np.array_equal(payoffs_of_nine(build(case.scenario("free_choice", values=values))), plain)


def test_the_first_edition_need_not_speak_of_numbers_that_move_nothing_in_it() -> None:
    assert not set(only_beside()) & set(kosovo().sets["first_edition"].changes)


@pytest.mark.parametrize("scenario", LETS_PLAY)
def test_every_scenario_that_lets_somebody_play_can_be_solved_under_every_set(scenario: str) -> None:
    for assume in kosovo().sets:
        found = solved(scenario, assume)
        assert found.staged is not None
        assert found.staged.best_joint.profile is not None


# ------ China, Cyprus and Hungary ------


def test_all_twelve_play_in_seventy_three_thousand_profiles() -> None:
    found = solved("everybody")
    assert len(found.game.payoffs[0].ravel()) == 73_728
    moving = [player for player in found.game.players if len(found.scenario.strategies(player)) > 1]
    assert moving == [player for player in found.game.players if player != "north"]


@pytest.mark.parametrize("assume", [name for name in kosovo().sets if name != "first_edition"])
def test_china_lends_and_arms_whatever_the_set_and_serbia_gains(assume: str) -> None:
    alone, among = solved("status_quo", assume), solved("status_quo_everybody", assume)
    assert played(among)["china"] == "loans_and_arms"
    serbia = among.game.players.index("serbia")
    assert among.staged is not None
    assert alone.staged is not None
    with_loans, without = (found.game.payoffs[serbia].ravel().max() for found in (among, alone))
    assert with_loans > without


def test_a_china_that_plays_decides_the_veto_itself() -> None:
    """Russia's dropped veto opens the UN seat only if China abstains; where China stands by, as far as it follows."""
    among = build(kosovo().scenario("status_quo_everybody"))
    status = among.players.index("russia")
    base = {"russia": "lift_veto", "serbia": "stall"}

    def paid(**moves: str) -> float:
        profile = played(solved("status_quo_everybody")) | base | moves
        index = tuple(among.strategies[k].index(profile[p]) for k, p in enumerate(among.players))
        return float(among.payoff(index)["kosovo"])

    assert status == 2
    a3 = kosovo().register["a3"].value
    weight = kosovo().register["kosovo.weight.status"].value
    assert paid(china="abstain") - paid(china="veto_only") == pytest.approx(weight * a3)
    assert paid(china="loans_and_arms") == pytest.approx(paid(china="veto_only"))


@pytest.mark.parametrize("assume", [name for name in kosovo().sets if name != "first_edition"])
def test_whoever_else_plays_the_four_serbia_and_kosovo_do_what_they_did_in_recognition_first(assume: str) -> None:
    for rule in ("best_joint", "cautious"):
        alone, among = (
            played(solved(name, assume), rule) for name in ("recognition_first", "recognition_first_everybody")
        )
        for player in ("spain", "slovakia", "romania", "greece", "serbia", "kosovo"):
            assert among[player] == alone[player]


def test_cyprus_lets_steps_pass_only_after_the_four_and_hungary_reassures_under_a_dialogue() -> None:
    quo, first = played(solved("status_quo_everybody")), played(solved("recognition_first_everybody"))
    assert (quo["cyprus"], quo["hungary"]) == ("block", "revanchist")
    assert (first["cyprus"], first["hungary"]) == ("acquiesce", "cooperative")
    assert first["spain"] == "yes"
    nobody = played(solved("recognition_first_everybody"), "cautious")
    assert (nobody["spain"], nobody["cyprus"]) == ("no", "block")


def test_a_hungary_that_reassures_lowers_the_fear_of_its_two_neighbours_alone() -> None:
    found = solved("status_quo_everybody")
    calm = kosovo().register["hungary_calm"].value
    profile = played(found) | dict.fromkeys(("spain", "slovakia", "romania", "greece"), "yes")
    values = {}
    for move in ("revanchist", "cooperative"):
        moves = profile | {"hungary": move}
        index = tuple(found.game.strategies[k].index(moves[p]) for k, p in enumerate(found.game.players))
        values[move] = {who: found.tables.at(found.tables.values[f"{who}.fear"], index) for who in ("spain", "romania")}
    assert values["cooperative"]["spain"] == values["revanchist"]["spain"]
    assert values["cooperative"]["romania"] == pytest.approx((1 - calm) * values["revanchist"]["romania"])


# ------ The north ------


def payoffs_where(found: Solved, **changed: str) -> dict[str, float]:
    """What each player gets where the staged outcome under best joint is changed by the moves named."""
    profile = played(found) | changed
    index = tuple(found.game.strategies[k].index(profile[p]) for k, p in enumerate(found.game.players))
    return found.game.payoff(index)


def test_with_the_north_ten_play_in_twenty_four_thousand_profiles() -> None:
    assert len(solved("north_free_choice").game.payoffs[0].ravel()) == 24_576


@pytest.mark.parametrize("assume", ["op_ed", "sceptic", "hindsight_2026"])
def test_with_the_north_the_status_quo_is_that_of_november_2022_to_2025(assume: str) -> None:
    """Kosovo extends, the Serbs of the north boycott, Belgrade goes on stalling: the only equilibrium."""
    found = solved("north_status_quo", assume)
    assert len(found.equilibria.equilibria) == 1
    moves = found.game.moves(found.equilibria.equilibria[0])
    assert (moves["serbia"], moves["kosovo"], moves["north"]) == ("stall", "extend", "boycott")
    assert moves == played(found) == played(found, "cautious")


def test_under_the_op_ed_recognition_first_calms_the_north_and_under_a_doubter_of_kosovo_it_need_not() -> None:
    calm = played(solved("north_recognition_first"))
    assert (calm["serbia"], calm["kosovo"], calm["north"]) == ("normalise", "concede", "calm")
    assert played(solved("north_recognition_first"), "cautious")["north"] == "boycott"
    assert played(solved("north_recognition_first", "sceptic_kosovo"))["kosovo"] == "hold_firm"
    assert played(solved("north_recognition_first", "sceptic"))["north"] == "boycott"


def test_violence_pays_only_where_force_deters_little_and_belgrade_nods() -> None:
    assert played(solved("north_status_quo", crackdown=0.05, kfor_cost=0.05, nod=0.3))["north"] == "violence"
    weak = solved("north_status_quo", crackdown=0.05, kfor_cost=0.05, nod=0)
    firm = solved("north_status_quo", crackdown=0.3, kfor_cost=0.3, nod=0.3)
    assert payoffs_where(firm, north="violence")["north"] < payoffs_where(firm, north="boycott")["north"]
    assert payoffs_where(weak, north="violence")["north"] > payoffs_where(firm, north="violence")["north"]


def test_whether_kosovo_extends_is_a_matter_of_its_credit_at_home_and_of_the_measures_against_it() -> None:
    names = {"kosovo.extend_credit": 0.25}
    assert played(solved("north_status_quo", **names))["kosovo"] == "hold_firm"
    assert played(solved("north_status_quo", measures=0.15))["kosovo"] == "hold_firm"


def test_violence_costs_kosovo_twice_the_measures_and_is_laid_at_belgrade_s_door_in_part() -> None:
    found = solved("north_status_quo")
    case = kosovo()
    value = {name: entry.value for name, entry in case.register.items()}
    peace, blood = (payoffs_where(found, north=move) for move in ("calm", "violence"))
    unsettled = value["instability.violence"]
    lost = value["kosovo.weight.status"] * value["measures"] + value["kosovo.weight.stability"] * unsettled
    lost += value["kosovo.weight.security"] * min(value["safety.unrest"], value["safety.base"])
    assert peace["kosovo"] - blood["kosovo"] == pytest.approx(lost)
    blamed = value["serbia.weight.security"] * value["kumanovo"] * value["attribution"]
    blamed += value["serbia.weight.minority"] * value["serbia.minority.unrest"]
    blamed += value["serbia.weight.stability"] * unsettled - value["serbia.weight.domestic"] * value["rally"]
    assert peace["serbia"] - blood["serbia"] == pytest.approx(blamed)


# ------ Acceptance in fact, and steps below recognition ------


def array_where(game: Game, **moves: str) -> np.ndarray:
    """Every player's payoffs over what is left free where the players named make these moves."""
    index: list[int | slice] = [slice(None)] * len(game.players)
    for player, move in moves.items():
        k = game.players.index(player)
        index[k] = game.strategies[k].index(move)
    return game.payoffs[(slice(None), *index)]


def test_acceptance_in_fact_of_which_no_part_counts_is_stalling() -> None:
    nothing = {f"de_facto.{part}": 0.0 for part in ("claim", "doors", "fruit")}
    game = build(kosovo().scenario("convergence", values=nothing))
    assert np.array_equal(array_where(game, serbia="de_facto"), array_where(game, serbia="stall"))


def test_acceptance_in_fact_that_counts_in_full_is_a_settlement_but_for_the_un_and_the_penalty() -> None:
    """With no seat, no penalty and no protection that comes by a signature, the two differ in nothing."""
    whole = {f"de_facto.{part}": 1.0 for part in ("claim", "doors", "fruit")}
    apart = {"un_lift": 0.0, "conditionality": 0.0, "serbia.minority.settled": 0.0, "leverage.arm_normalised": 0.15}
    apart["leverage.arm"] = 0.15
    game = build(kosovo().scenario("convergence", values=whole | apart))
    assert array_where(game, serbia="de_facto") == pytest.approx(array_where(game, serbia="normalise"), abs=1e-12)


def test_steps_of_which_no_part_counts_are_no_steps() -> None:
    nothing = {f"steps.{part}": 0.0 for part in ("part", "cost", "nato")}
    game = build(kosovo().scenario("convergence", values=nothing))
    for player in ("spain", "slovakia", "romania", "greece"):
        assert np.array_equal(array_where(game, **{player: "steps"}), array_where(game, **{player: "no"}))


def test_steps_by_all_open_a_part_of_the_nato_track_and_one_that_does_nothing_keeps_it_shut() -> None:
    found = solved("convergence")
    four = ("spain", "slovakia", "romania", "greece")

    def track(**moves: str) -> float:
        profile = played(found) | {"kosovo": "hold_firm"} | moves
        index = tuple(found.game.strategies[k].index(profile[p]) for k, p in enumerate(found.game.players))
        return found.tables.at(found.tables.values["nato"], index)

    part = kosovo().register["steps.nato"].value
    assert track(**dict.fromkeys(four, "steps")) == pytest.approx(part)
    assert track(**dict.fromkeys(four, "yes") | {"spain": "steps"}) == pytest.approx(part)
    assert track(**dict.fromkeys(four, "steps") | {"spain": "no"}) == 0
    assert track(**dict.fromkeys(four, "yes")) == pytest.approx(1)


@pytest.mark.parametrize("assume", list(kosovo().sets))
def test_serbia_accepts_in_fact_at_no_staged_outcome_of_convergence(assume: str) -> None:
    """It is worse for Belgrade than stalling where denial is whole, and than settling where it is not."""
    for rule in ("best_joint", "cautious"):
        assert played(solved("convergence", assume), rule)["serbia"] != "de_facto"


def test_a_pragmatic_serbia_alone_accepts_in_fact_where_spain_goes_no_further_than_steps() -> None:
    accepting = {
        (assume, rule)
        for assume in kosovo().sets
        for rule in ("best_joint", "cautious")
        if played(solved("convergence_without_spain", assume), rule)["serbia"] == "de_facto"
    }
    assert accepting == {("pragmatic_serbia", "best_joint")}


def test_greece_and_romania_would_take_steps_where_nobody_recognises() -> None:
    """The two that gain most from the Dialogue's gestures, for what each fears."""
    moves = played(solved("convergence"), "cautious")
    assert [moves[player] for player in ("spain", "slovakia", "romania", "greece")] == ["no", "no", "steps", "steps"]
    assert [played(solved("convergence"))[player] for player in ("spain", "greece")] == ["yes", "yes"]
