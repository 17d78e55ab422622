"""The years of the Kosovo case: expected shares, single histories counted, one year against the staged outcome."""

import shutil
from itertools import product
from math import exp
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest

from negotiation_sim import InputError, ask
from negotiation_sim.case.concerning import concerning
from negotiation_sim.case.loader import load_case
from negotiation_sim.case.scenario import Case, Scenario
from negotiation_sim.games.arrays import Array
from negotiation_sim.questions.asking import Answered
from negotiation_sim.questions.years.sentences import sentences
from negotiation_sim.solve.staged import RULES
from negotiation_sim.worlds.results.result import conclusion, holds, margin, truths
from negotiation_sim.worlds.results.years import along, numbers
from negotiation_sim.worlds.solved import solve_scenario
from negotiation_sim.worlds.tables import tables
from negotiation_sim.worlds.years import AHEAD, Years, years_of
from negotiation_sim.worlds.years_by_rule import carried_by_rule
from negotiation_sim.worlds.years_told import simulated

FOUR = ("spain", "slovakia", "romania", "greece")
SCENARIOS = Path(__file__).parent.parent / "scenarios"
HEAD = """
title = "A process with less in it"
start = 2020
years = 10
part = 0.1
precision = "years.precision"
foresight = "years.foresight"
patience = { everybody = "delta" }
[state.sponsor]
label = "Washington leads a Dialogue"
levels = [0, 1]
start = "us.sov_dialogue"
[moves.us]
sov_dialogue = "sponsor"
[events.all_recognise]
label = "all four have recognised"
holds = "count(holdouts.yes) == 4"
[events.settled]
label = "Serbia has settled"
holds = "serbia.normalise"
[means.recognitions]
label = "recognitions by the four"
of = "count(holdouts.yes)"
[turns.sponsor]
label = "Washington"
changes = "sponsor"
"""
RESETS = """
chances.0 = "if(sponsor, if(year == 2025 or year == 2029, 0.5, 0), 1)"
chances.1 = "if(sponsor, if(year == 2025 or year == 2029, 0.5, 1), 0)"
"""
STAYS = 'chances = { 0 = "1 - sponsor", 1 = "sponsor" }\n'


def player(name: str, moves: str = '["no", "yes"]') -> str:
    return f'[state.{name}]\nlabel = "{name}"\nmoves = {moves}\n[turns.{name}]\nlabel = "{name}"\nplayer = "{name}"\n'


STRIPPED = HEAD + RESETS + "".join(map(player, FOUR))
ONE_YEAR = (
    HEAD
    + STAYS
    + "".join(map(player, FOUR))
    + player("serbia", '["stall", "normalise", "align_east", "unrest"]')
    + player("kosovo", '["hold_firm", "concede", "partition"]')
)


@pytest.fixture(scope="module")
def kosovo() -> Case:
    return load_case("kosovo")


def with_rounds(folder: Path, text: str) -> Case:
    shutil.copytree(SCENARIOS / "kosovo", folder / "kosovo", dirs_exist_ok=True)
    (folder / "kosovo" / "backtest.toml").unlink(missing_ok=True)  # it asks for events that are not told there
    (folder / "kosovo" / "rounds.toml").write_text(text, encoding="utf-8")
    return load_case(folder / "kosovo")


@pytest.fixture(scope="module")
def stripped(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return with_rounds(tmp_path_factory.mktemp("stripped"), STRIPPED)


def at_the_end(years: Years, what: str, carried: Array | None = None) -> float:
    carried = years.carried(years.plan()) if carried is None else carried
    return float(along(years, what, carried)[-1, 0])


# ---- the stripped process of the design, under the numbers of the first edition


@pytest.mark.parametrize(
    ("scenario", "assume", "all_four", "recognitions"),
    [
        ("recognition_first", "op_ed+first_edition", (0.86, 0.01), (3.7, 0.05)),
        ("recognition_first", "sceptic+first_edition", (0.003, 0.0005), (0.23, 0.02)),
        ("recognition_first", "hindsight_2026+first_edition", (0.022, 0.005), (0.53, 0.02)),
        ("status_quo", "op_ed+first_edition", (0.0, 0.0005), (0.1, 0.06)),
    ],
)
def test_the_stripped_process_gives_what_its_prototype_gave(
    stripped: Case, scenario: str, assume: str, all_four: tuple[float, float], recognitions: tuple[float, float]
) -> None:
    """The prototype's figures are rounded shares of simulated histories; its exact turns within a year are not known.

    Here the four take their turns in the order in which the case lists them.
    """
    years = years_of(stripped.scenario(scenario, assume))
    for what, (expected, apart) in (("all_recognise", all_four), ("recognitions", recognitions)):
        assert at_the_end(years, what) == pytest.approx(expected, abs=apart)


def test_the_stripped_process_counted_history_by_history(stripped: Case) -> None:
    """A second way: dictionaries over (sponsor, who has recognised), payoffs read off the game's own table."""
    scenario = stripped.scenario("recognition_first", "op_ed+first_edition")
    held = {(True, (0, 0, 0, 0)): 1.0}
    for year in range(2021, 2031):
        if year in (2025, 2029):
            held = halved(held)
        for k in range(4):
            held = chosen(held, k, {on: gains(scenario, on, k) for on in (True, False)})
    expected = sum(chance for (_, who), chance in held.items() if sum(who) == 4)
    assert at_the_end(years_of(scenario), "all_recognise") == pytest.approx(expected, abs=1e-9)
    mean = sum(chance * sum(who) for (_, who), chance in held.items())
    assert at_the_end(years_of(scenario), "recognitions") == pytest.approx(mean, abs=1e-9)


Held = dict[tuple[bool, tuple[int, ...]], float]


def halved(held: Held) -> Held:
    split: Held = {}
    for (sponsor, who), chance in held.items():
        for on in (True, False) if sponsor else (False,):
            split[on, who] = split.get((on, who), 0.0) + chance / (2 if sponsor else 1)
    return split


def gains(scenario: Scenario, sponsor: bool, k: int) -> dict[tuple[int, ...], float]:
    """What one of the four gains by recognising, by who of them has."""
    game = tables(scenario.fixing({"us": "sov_dialogue" if sponsor else "hands_off"})).game()
    others = {"russia": "veto_only", "serbia": "stall", "kosovo": "hold_firm"}

    def payoff(who: tuple[int, ...]) -> float:
        four = {name: ("no", "yes")[does] for name, does in zip(FOUR, who, strict=True)}
        fixed = {p: names[0] for p, names in zip(game.players, game.strategies, strict=True) if len(names) == 1}
        return game.payoff(game.profile({**fixed, **others, **four}))[FOUR[k]]

    return {
        who: payoff(tuple(1 if i == k else does for i, does in enumerate(who))) - payoff(who)
        for who in product((0, 1), repeat=4)
        if not who[k]
    }


def chosen(held: Held, k: int, gain: dict[bool, dict[tuple[int, ...], float]]) -> Held:
    after: Held = {}
    for (sponsor, who), chance in held.items():
        recognises = 0.0 if who[k] else 1 / (1 + exp(-gain[sponsor][who]))
        then = tuple(1 if i == k else does for i, does in enumerate(who))
        for end, part in ((then, recognises), (who, 1 - recognises)):
            after[sponsor, end] = after.get((sponsor, end), 0.0) + chance * part
    return after


# ---- one year is the game of one year


@pytest.mark.parametrize("rule", RULES)
def test_one_year_under_a_selection_rule_is_the_staged_outcome(tmp_path: Path, rule: str) -> None:
    case = with_rounds(tmp_path, ONE_YEAR)
    for scenario in ("status_quo", "recognition_first", "economic_normalization"):
        for assume in ("op_ed", "sceptic", "sceptic_kosovo", "trump_2020", "pragmatic_serbia"):
            world = case.scenario(scenario, assume)
            years = years_of(world)
            after = carried_by_rule(years, rule)[1, :, 0]  # type: ignore[arg-type]
            assert after.max() == pytest.approx(1.0)
            solved = solve_scenario(world)
            assert solved.staged is not None
            staged = solved.game.moves(solved.staged.path(rule).profile)  # type: ignore[arg-type]
            state = int(after.argmax())
            played = {name: years.space.levels[name][places[state]] for name, places in years.space.places.items()}
            for name in (*FOUR, "serbia", "kosovo"):
                assert played[name] == staged[name], (scenario, assume, name)


def test_probability_is_conserved_in_the_case_however_choices_are_made(kosovo: Case) -> None:
    years = years_of(kosovo.scenario("recognition_first"))
    for carried in (
        years.carried(years.plan()),
        years.carried(years.plan(AHEAD)),
        carried_by_rule(years, "best_joint"),
    ):
        assert carried.sum(axis=1) == pytest.approx(np.ones((11, 1)), abs=1e-9)
        assert carried.min() >= 0


# ---- the case's own process: what its words say


def test_without_a_dialogue_looking_ahead_is_as_quiet_as_the_register_says(kosovo: Case) -> None:
    quiet = {"years.sponsor_return": 0.0}
    ten_years = years_of(kosovo.scenario("status_quo", values=quiet))
    assert at_the_end(ten_years, "recognitions") == pytest.approx(1 / 6, abs=0.02)
    assert at_the_end(ten_years, "recognitions", ten_years.carried(ten_years.plan(AHEAD))) < 0.2
    loose = years_of(kosovo.scenario("status_quo", values={**quiet, "years.precision": 0.5}))
    assert at_the_end(loose, "recognitions") > 1


def test_each_recognition_that_hardens_belgrade_makes_it_settle_later(kosovo: Case) -> None:
    settled = [
        at_the_end(years_of(kosovo.scenario("recognition_first", values={"stiffen": each})), "settled")
        for each in (0.0, 0.6, 1.5)
    ]
    assert settled == sorted(settled, reverse=True)
    assert settled[0] > settled[2]


def test_numbers_of_the_years_alone_change_no_draw_of_the_game(kosovo: Case) -> None:
    alone = {name for name in kosovo.register if name.startswith("years.")}
    assert {*concerning(kosovo, ("game", "years"))} - {*concerning(kosovo)} == alone


def test_many_draws_give_what_each_world_gives(kosovo: Case) -> None:
    scenario = kosovo.scenario("recognition_first")
    reached = conclusion(kosovo, "years: settled.2030 > 0.3 and recognitions.2025 > 1")
    rng = np.random.default_rng(5)
    names = ("us_cred", "years.sponsor_change", "years.precision", "stiffen", "delta", "serbia.weight.domestic")
    draws = {n: rng.uniform(kosovo.register[n].low, kosovo.register[n].high, 20) for n in names}
    together = numbers(scenario, reached, draws)
    for k in (0, 15, 16, 19):
        world = scenario.with_values({name: float(column[k]) for name, column in draws.items()})
        years = years_of(world)
        assert together["settled.2030"][k] == pytest.approx(at_the_end(years, "settled"), abs=1e-12)
        assert bool(truths(scenario, reached, draws)[k]) == holds(world, reached)


def test_a_conclusion_about_the_years_holds_by_a_margin(kosovo: Case) -> None:
    scenario = kosovo.scenario("recognition_first")
    reached = conclusion(kosovo, "settled_by_2030")
    assert reached.of == "years"
    assert margin(scenario, reached) == pytest.approx(at_the_end(years_of(scenario), "settled") - 0.5)
    assert holds(scenario, reached) == (margin(scenario, reached) > 0)


def test_a_move_that_lasts_is_kept(kosovo: Case) -> None:
    years = years_of(kosovo.scenario("recognition_first"))
    carried = years.carried(years.plan())
    for event in ("settled", "all_recognise", "member"):
        shares = along(years, event, carried)[:, 0]
        assert (np.diff(shares) >= -1e-12).all(), event


# ---- the question


@pytest.fixture(scope="module")
def told() -> Answered:
    return ask("years", "recognition_first", story=True, replay=["2024:sponsor=1"], pace=True)


def test_the_first_words_are_at_most_three_sentences_and_say_what_has_happened_by_the_last_year(told: Answered) -> None:
    first, *more = sentences(ask("years", "recognition_first").answer)
    assert first.startswith("Of 100 histories of Recognition first, by 2030 all four have recognised in 60")
    assert len(more) <= 2
    assert first in sentences(told.answer)


def test_simulated_shares_lie_within_their_standard_error_of_the_exact_ones(told: Answered) -> None:
    for event in told.record["events"].values():
        exact, simulated, error = (np.array(event[key]) for key in ("share", "simulated", "standard_error"))
        assert (np.abs(exact - simulated) <= 4 * error + 1e-12).all()
        assert len(exact) == len(told.record["years"]) == 11


def test_a_story_is_one_of_the_histories_and_the_same_seed_tells_it_again(told: Answered) -> None:
    again = ask("years", "recognition_first", story=True)
    assert again.record["story"] == told.record["story"]
    assert ask("years", "recognition_first", story=True, seed=2).record["story"] != told.record["story"]
    signed = [each for each in told.record["story"] if each["level"] == "yes"]
    assert len({each["variable"] for each in signed}) == len(signed)  # nobody recognises twice


def test_until_its_other_move_a_history_played_again_is_the_same(told: Answered) -> None:
    before, after = told.record["story"], told.record["replayed"]["story"]
    assert [each for each in before if each["year"] < 2024] == [each for each in after if each["year"] < 2024]
    assert before != after
    assert not any(each["variable"] == "sponsor" and each["year"] == 2024 for each in after)
    replayed = told.record["replayed"]["events"]["all_recognise"]
    assert replayed["after"] > replayed["before"]


def test_what_is_laid_down_holds_in_every_history() -> None:
    laid = [f"2022:{name}=yes" for name in FOUR]
    record = ask("years", "status_quo", given=laid).record
    assert record["events"]["all_recognise"]["share"][2:] == pytest.approx([1.0] * 9)
    assert record["events"]["all_recognise"]["share"][1] < 0.1
    assert record["given"] == laid


def test_one_by_one_serbia_settles_later_than_together_and_hardening_widens_the_gap() -> None:
    gaps = []
    for stiffen in (0, 0.6):
        pace = ask("years", "recognition_first", pace=True, changes=[f"stiffen={stiffen}"]).record["pace"]
        together, by_turns = (pace[name]["settled"] for name in ("together", "one a year"))
        assert all(a >= b - 1e-12 for a, b in zip(together, by_turns, strict=True))
        gaps.append(together[-1] - by_turns[-1])
    assert gaps[1] > gaps[0]


def test_what_waiting_brings_is_the_sum_of_the_years_as_they_are_laid_down(kosovo: Case) -> None:
    answered = ask("years", "recognition_first", wait="serbia")
    worth = answered.record["wait"]
    assert [*worth] == ["player", *map(str, range(2021, 2031)), "never"]
    laid = [*(f"{year}:serbia=stall" for year in range(2021, 2024)), "2024:serbia=normalise"]
    means = ask("years", "recognition_first", given=laid).record["means"]["payoff.serbia"]
    values = kosovo.scenario("recognition_first").values
    patience = values["delta"] * (1 - values["years.serbia_falls"])
    total = sum(values["years.part"] * mean * patience**k for k, mean in enumerate(means[1:]))
    assert worth["2024"]["over_the_years"] == pytest.approx(total, abs=1e-6)
    assert worth["2024"]["last_year"] == pytest.approx(means[-1], abs=1e-6)
    assert worth["never"]["over_the_years"] > worth["2021"]["over_the_years"]
    with pytest.raises(InputError, match="player with a lasting move 'spain'"):
        ask("years", "recognition_first", wait="spain")


def test_a_band_holds_nine_histories_of_ten(told: Answered) -> None:
    answer = told.answer
    drawn = answer.worths["access"][answer.drawn]
    low, _, high = answer.bands["access"]
    inside = ((drawn >= low - 1e-9) & (drawn <= high + 1e-9)).mean(axis=0)
    assert (inside >= 0.89).all()


def test_the_record_leaves_the_paths_where_they_are_all_elsewhere() -> None:
    kept = ask("years", "status_quo").record["record"]
    assert {name: each["left"] for name, each in kept.items() if each["left"]} == {"violence": 2023}
    record = ask("years", "status_quo", given=["2022:greece=yes"]).record["record"]
    assert record["recognitions"]["left"] == 2022
    assert record["recognitions"]["far_out"]["2021"] > 0.9
    assert record["recognitions"]["far_out"]["2022"] == pytest.approx(0)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"given": ["2019:spain=yes"]}, ["2019 is not played", "2021 to 2030"]),
        ({"given": ["2022:spian=yes"]}, ["Did you mean 'spain'"]),
        ({"given": ["2022:spain=ja"]}, ["unknown move or level 'ja'"]),
        ({"given": ["spain=yes"]}, ["is not YEAR:WHO=MOVE"]),
        ({"choice": "best_joint", "story": True}, ["`story`", "Leave them out"]),
        ({"choice": "boldly"}, ["way of choosing 'boldly'"]),
    ],
    ids=lambda part: "-".join(part) if isinstance(part, dict) else "",
)
def test_what_cannot_be_asked_is_named(asked: dict[str, object], words: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        ask("years", "recognition_first", **asked)
    assert all(word in str(caught.value) for word in words)


def test_a_case_that_says_nothing_of_the_years_is_told_how() -> None:
    with pytest.raises(InputError, match=r"stag_hunt.*rounds\.toml"):
        ask("years", "free_choice", case="stag_hunt")


# ---- what only playing shows to be at fault

VALID = Path(__file__).parent / "invalid" / "_valid"
YEARS = (Path(__file__).parent / "invalid" / "state_without_a_start" / "rounds.toml").read_text(encoding="utf-8")
FAULTS = {
    "a state that cannot be": ("[values]", '[impossible]\nno = "mood == 1"\n[values]', ["turns.mood", "cannot be"]),
    "a start that cannot be": ("[values]", '[impossible]\nno = "mood == 0"\n[values]', ["at the start"]),
    "a start that is no level": ("start = 0", "start = 3", ["state.mood.start", "gives 3, which is no level"]),
    "a level that is none": (
        'lasting = ["sign"]',
        'sets.sign = { mood = "mood + 1" }',
        ["turns.north.sets.sign.mood", "gives 2, which is no level"],
    ),
    "two moves at once": (
        "[values]",
        '[moves.south]\nsign = "1"\nrefuse = "mood"\n[values]',
        ["moves.south", "exclude each other"],
    ),
}


def neighbours(folder: Path) -> Path:
    """A small case of two neighbours with years, to be changed."""
    case = shutil.copytree(VALID, folder / "case")
    (case / "rounds.toml").write_text(YEARS.replace("levels = [0, 1]\n", "levels = [0, 1]\nstart = 0\n"), "utf-8")
    return case


@pytest.mark.parametrize("fault", FAULTS)
def test_years_that_cannot_be_played_say_where_and_what_to_do(fault: str, tmp_path: Path) -> None:
    old, new, words = FAULTS[fault]
    folder = neighbours(tmp_path)
    text = (folder / "rounds.toml").read_text(encoding="utf-8")
    ask("years", "uninvited", case=str(folder))
    (folder / "rounds.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        ask("years", "uninvited", case=str(folder))
    assert all(word in str(caught.value) for word in words), caught.value
    assert str(caught.value).endswith(".")


def test_ten_years_and_ten_thousand_histories_are_quick(kosovo: Case) -> None:
    """Well above what they take, so that a busy machine passes: the benchmark says how long."""
    begun = perf_counter()
    years = years_of(kosovo.scenario("recognition_first", values={"us_cred": 0.123}))
    plan = years.plan()
    years.carried(plan)
    assert perf_counter() - begun < 4
    simulated(years, plan, 10_000, seed=1)
    assert perf_counter() - begun < 10
