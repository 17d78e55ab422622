"""The question play over the years: the same histories as `years` tells, and what is told of their end."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from negotiation_sim import load_case
from negotiation_sim.case.scenario import Scenario
from negotiation_sim.errors import InputError
from negotiation_sim.games.years import best_reply, histories, values
from negotiation_sim.questions import questions
from negotiation_sim.questions.asking import Answered, ask
from negotiation_sim.questions.play.years.played import YearsPlay, play_years
from negotiation_sim.worlds.years import Years, years_of
from negotiation_sim.worlds.years_told import with_laid

NEIGHBOURS = str(Path(__file__).parent / "frozen" / "neighbours_years")
PLACES = [("recognition_first", "kosovo", "serbia"), ("recognition_first", "kosovo", "greece"),
          ("uninvited", NEIGHBOURS, "north")]  # fmt: skip


@cache
def scenario_of(scenario: str, case: str) -> Scenario:
    loaded = load_case(case)
    return loaded.scenario(scenario, loaded.base_set)


def play(scenario: str, case: str, seat: str, *moves: str, **given: Any) -> Answered:
    """The answer of `ask`, but each scenario is read once."""
    question = questions()["play"]
    values = {"scenario": scenario, "case": case, "at": "years", "seat": seat, "moves": moves, **given}
    asked = question.asked(values)
    return Answered(question, asked, play_years(asked, scenario_of(scenario, case)))


def played_out(scenario: str, case: str, seat: str, choose: Any, seed: int) -> tuple[list[str], list[Answered]]:
    """A play in which `choose` picks each move among the options; with all its steps."""
    moves: list[str] = []
    steps = [play(scenario, case, seat, seed=seed)]
    while not steps[-1].record["finished"]:
        moves.append(choose([option["value"] for option in steps[-1].record["turn"]["options"]], len(moves)))
        steps.append(play(scenario, case, seat, *moves, seed=seed))
    return moves, steps


def changes(record: Any, seat: str) -> list[tuple[int, str, str]]:
    return [(stage["year"], move["variable"], move["move"]) for stage in record["stages"] for move in stage["moves"]
            if not move["yours"]]  # fmt: skip


@pytest.mark.parametrize(("scenario", "case", "seat"), PLACES, ids=[f"{each[0]} {each[2]}" for each in PLACES])
@pytest.mark.parametrize("seed", [1, 7])
def test_a_play_is_the_history_of_its_seed_with_its_moves_laid_down(
    scenario: str, case: str, seat: str, seed: int
) -> None:
    for last in (False, True):
        _, steps = played_out(
            scenario, case, seat, lambda options, k, last=last: options[-1 if last else k % 2 - 1], seed
        )
        end: YearsPlay = steps[-1].answer
        given = [f"{year}:{who}={move}" for (year, who), move in end.laid.items()]
        story = ask("years", scenario, case=case, given=given, story=True, seed=seed).record["story"] or []
        told = [(each["year"], each["variable"], each["level"]) for each in story]
        assert [each for each in told if each[1] != seat] == changes(steps[-1].record, seat)
        assert [(each.year, each.variable, each.level) for each in end.happened] == told
        for step in steps[:-1]:
            assert step.record["stages"] == steps[-1].record["stages"][: len(step.record["stages"])]


def world_of(scenario: str, case: str) -> Years:
    return years_of(scenario_of(scenario, case))


@pytest.mark.parametrize(("scenario", "case", "seat"), PLACES, ids=[f"{each[0]} {each[2]}" for each in PLACES])
def test_a_best_reply_is_worth_what_its_plan_is_worth_and_no_laid_moves_are_worth_more(
    scenario: str, case: str, seat: str
) -> None:
    world = world_of(scenario, case)
    plan, player = world.plan(), list(world.scenario.case.players).index(seat)
    worth, by_year = best_reply(world.game, plan, player)
    changed = []
    for turns, chosen, options in zip(world.game.years, plan, by_year, strict=True):
        queue, year = list(options), []
        for turn, chances in zip(turns, chosen, strict=True):
            if turn.mover == player:
                best = queue.pop(0).argmax(axis=0)
                year.append((np.arange(len(chances))[:, None, None] == best[None]) * 1.0)
            else:
                year.append(chances)
        changed.append(tuple(year))
    start = world.start[0]
    assert values(world.game, tuple(changed))[player, start, 0] == pytest.approx(worth[start, 0], abs=1e-9)
    levels = world.space.levels[seat]
    years = world.rounds.played
    tried: list[Sequence[str]] = (
        [*product(levels, repeat=len(years))] if len(years) < 4 else [[level] * len(years) for level in levels]
    )
    for moves in tried:
        laid = {(year, seat): move for year, move in zip(years, moves, strict=True)}
        assert values(world.game, with_laid(world, plan, laid))[player, start, 0] <= worth[start, 0] + 1e-9
    assert values(world.game, plan)[player, start, 0] <= worth[start, 0] + 1e-9


def test_the_payoff_is_that_of_the_states_passed_a_later_year_discounted() -> None:
    _, steps = played_out("recognition_first", "kosovo", "serbia", lambda options, k: options[0], 3)
    end: YearsPlay = steps[-1].answer
    world, total = end.world, 0.0
    count = len(world.turns)
    for k in range(len(world.rounds.played)):
        state = int(end.states[(k + 1) * count])
        worth = float(world.game.payoffs[end.index, state, 0])
        total += float(world.game.part[0]) * float(world.game.patience[end.index, 0]) ** k * worth
    assert steps[-1].record["debrief"]["payoff"] == pytest.approx(total, abs=1e-9)


def test_the_means_are_those_of_many_simulated_histories() -> None:
    record = play("recognition_first", "kosovo", "serbia", *["stall"] * 10).record["debrief"]
    end: YearsPlay = play("recognition_first", "kosovo", "serbia", *["stall"] * 10).answer
    count = 4000
    for plan, told in ((end.plan, record["unmeddled"]), (end.played_plan, record["expected"])):
        start = np.full(count, end.world.start[0])
        drawn = histories(end.world.game, plan, start, rng=np.random.default_rng(5))
        payoffs = np.array([end.discounted(states) for states in drawn])
        assert told == pytest.approx(payoffs.mean(), abs=4 * payoffs.std() / np.sqrt(count))


def test_the_cost_of_each_move_is_what_the_best_one_would_have_brought_more() -> None:
    _, steps = played_out("uninvited", NEIGHBOURS, "north", lambda options, k: options[0], 1)
    for each in steps[-1].record["debrief"]["by_year"]:
        assert each["cost"] >= 0
        assert (each["cost"] == 0) == (each["best"] == each["move"])
    best = [each["best"] for each in steps[-1].record["debrief"]["by_year"]]
    _, again = played_out("uninvited", NEIGHBOURS, "north", lambda options, k: best[k], 1)
    first = again[-1].record["debrief"]["by_year"][0]
    assert first["cost"] == 0


def test_a_year_in_which_one_move_alone_is_open_passes_without_being_asked_for() -> None:
    record = play("recognition_first", "kosovo", "serbia", "stall", "normalise").record
    assert record["finished"]
    assert [each["free"] for each in record["debrief"]["by_year"]] == [True, True, *[False] * 8]
    assert len(record["stages"]) == 10


def test_a_bet_is_on_how_things_stand_after_the_last_year() -> None:
    bets = ["spain=yes,sponsor=0"]
    open_bet = play("recognition_first", "kosovo", "serbia", predict=bets).record["bet"]
    assert (open_bet["of"], [guess["right"] for guess in open_bet["guesses"]]) == (0, [None, None])
    end = play("recognition_first", "kosovo", "serbia", "normalise", predict=bets)
    state = end.record["debrief"]["state"]
    assert [guess["actual"] for guess in end.record["bet"]["guesses"]] == [state["spain"], state["sponsor"]]
    assert end.record["bet"]["right"] == (state["spain"] == "yes") + (state["sponsor"] == "0")


def test_the_state_is_told_by_what_is_other_than_at_the_start() -> None:
    answered = play("recognition_first", "kosovo", "serbia")
    years: YearsPlay = answered.answer
    words = answered.record["facts"][0]["words"]
    for happening in years.happened:
        variable = years.world.rounds.state[happening.variable]
        label = years.scenario.case.players[variable.player].name if variable.player else variable.label
        assert f"{label}: " in words


def sides_told(scenario: str, case: str, seat: str, seed: int) -> Iterator[tuple[YearsPlay, Any]]:
    _, steps = played_out(scenario, case, seat, lambda options, k: options[k % len(options)], seed)
    end: YearsPlay = steps[-1].answer
    for side in steps[-1].record["debrief"]["sides"]:
        yield end, side


def ends_of(end: YearsPlay, side: Any, world: Years) -> dict[str, int]:
    """By each move that was open to a side in its year the state to which it led, every later turn as it went."""
    count, k = len(world.turns), side["year"] - world.rounds.played[0]
    turn = next(t for t, taken in enumerate(world.turns) if getattr(taken, "player", None) == side["player"])
    ends = {}
    for option, level in enumerate(world.space.levels[side["player"]]):
        state = int(world.game.years[k][turn].leads[option, end.states[k * count + turn]])
        if state >= 0:
            ends[level] = state
    return ends


@pytest.mark.parametrize(("scenario", "case", "seat"), PLACES, ids=[f"{each[0]} {each[2]}" for each in PLACES])
def test_of_each_side_a_move_that_it_made_stands_beside_the_best_other_one_as_the_year_then_was(
    scenario: str, case: str, seat: str
) -> None:
    tried = 0
    for end, side in sides_told(scenario, case, seat, 5):
        world, ends = end.world, ends_of(end, side, end.world)
        k = list(world.scenario.case.players).index(side["player"])
        worth = {move: float(world.game.payoffs[k, s, 0] * world.game.part[0]) for move, s in ends.items()}
        made = worth.pop(side["move"])
        assert side["ahead"] == pytest.approx(made - max(worth.values()), abs=1e-9)
        assert worth[side["other"]] == max(worth.values())
        assert side["yours"] == (side["player"] == seat)
        assert side["compared"][0].startswith("As you expected" if side["yours"] else "As it expected")
        year = next(stage for stage in play_record(end)["stages"] if stage["year"] == side["year"])
        if side["yours"]:
            assert side["move"] == next(move["move"] for move in year["moves"] if move["yours"])
        tried += 1
    assert tried


def play_record(end: YearsPlay) -> Any:
    question = questions()["play"]
    return Answered(question, end.asked, end).record


@pytest.mark.parametrize("seed", [1, 5])
def test_the_belief_that_is_named_over_the_years_turns_the_move_just_there(seed: int) -> None:
    turned = 0
    for end, side in sides_told("recognition_first", "kosovo", "serbia", seed):
        belief = side["belief"]
        if belief is None or end.scenario.case.register[belief["name"]].is_switch:
            continue
        entry, ends = end.scenario.case.register[belief["name"]], ends_of(end, side, end.world)
        k = list(end.scenario.case.players).index(side["player"])
        ahead = []
        for value in (belief["turns_at"] - 1e-6, belief["turns_at"] + 1e-6):
            there = years_of(end.scenario.with_values({entry.name: value}))
            worth = {move: float(there.game.payoffs[k, state, 0]) for move, state in ends.items()}
            made = worth.pop(side["move"])
            ahead.append(made - max(worth.values()))
        assert ahead[0] * ahead[1] < 0
        nearer = ahead[belief["turns_at"] < belief["value"]]
        assert (nearer > 0) == (side["ahead"] >= 0)
        turned += 1
    assert turned >= 3


def told_on(end: YearsPlay, side: Any, state: int) -> int:
    """Where the year of a side ends from a state after its turn if all later turns go to the levels they went to."""
    world, count = end.world, len(end.world.turns)
    k = side["year"] - world.rounds.played[0]
    turn = next(t for t, taken in enumerate(world.turns) if getattr(taken, "player", None) == side["player"])
    for later in range(turn + 1, count):
        taken = world.turns[later]
        name = getattr(taken, "player", None) or taken.variable  # type: ignore[union-attr]
        level = end.level(name, int(end.states[k * count + later + 1]))
        state = int(world.game.years[k][later].leads[world.space.levels[name].index(level), state])
        assert end.level(name, state) == level
    return state


def test_as_a_year_ended_a_move_stands_beside_the_others_with_all_later_turns_as_they_went() -> None:
    changed = 0
    for seed in (1, 2, 5):
        for end, side in sides_told("recognition_first", "kosovo", "serbia", seed):
            world, count, ends = end.world, len(end.world.turns), ends_of(end, side, end.world)
            number = list(world.scenario.case.players).index(side["player"])
            worth = world.game.payoffs[number, :, 0] * world.game.part[0]
            stays = told_on(end, side, ends[side["move"]])
            assert stays == int(end.states[(side["year"] - world.rounds.played[0] + 1) * count])
            there = told_on(end, side, ends[side["as_played"]["other"]])
            assert side["as_played"]["ahead"] == pytest.approx(float(worth[stays] - worth[there]), abs=1e-9)
            changed += side["as_played"]["ahead"] != side["ahead"]
    assert changed


def test_the_dearest_move_is_the_one_that_is_judged_of_you() -> None:
    over = play("recognition_first", "kosovo", "serbia", "stall", "stall", "normalise").record["debrief"]
    dearest = max(over["by_year"], key=lambda each: each["cost"])
    (own,) = (side for side in over["sides"] if side["yours"])
    assert own["year"] == dearest["year"] == 2023


def test_the_other_seats_are_all_who_choose_over_the_years_but_you() -> None:
    record = play("recognition_first", "kosovo", "serbia", "normalise").record
    assert [seat["player"] for seat in record["other_seats"]] == ["spain", "slovakia", "romania", "greece", "kosovo"]


WRONG = [
    ({"seat": "russia"}, "unknown player who chooses over the years 'russia'"),
    ({"moves": ["nap"]}, "`moves`, in 2021: unknown move 'nap'"),
    ({"moves": ["stall,stall", "normalise,stall"]}, "`moves` has 4, and there were 3 to make"),
    ({"predict": ["serbia=stall"]}, "unknown player or state variable to bet on 'serbia'"),
    ({"predict": ["spain=maybe"]}, "spain: unknown move or level 'maybe'"),
    ({"rounds": 3}, "`rounds` means nothing where `at=years`: it is of the table"),
]


@pytest.mark.parametrize(("given", "words"), WRONG, ids=[words for _, words in WRONG])
def test_what_cannot_be_played_over_the_years_is_refused_in_words(given: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError) as error:
        ask("play", "recognition_first", **{"at": "years", "seat": "serbia", **given})
    assert words in str(error.value)


def test_moves_after_one_that_lasts_are_refused() -> None:
    with pytest.raises(InputError, match=r"has 2, and there were 1 to make\. Leave out the rest\."):
        play("uninvited", NEIGHBOURS, "north", "sign", "refuse")


def test_a_case_without_years_has_no_seat_over_them() -> None:
    with pytest.raises(InputError, match="says nothing of the years"):
        ask("play", "free_choice", case="chicken", at="years")
