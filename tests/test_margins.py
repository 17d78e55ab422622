"""By what margin a conclusion about the game holds: its sign, what it promises, and margins worked out by hand."""

import itertools
import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from negotiation_sim import ask
from negotiation_sim.case.conclusions import KINDS_OF_RESULT, Conclusion, Sense
from negotiation_sim.case.loader import load_case
from negotiation_sim.cli import app
from negotiation_sim.errors import InputError
from negotiation_sim.games.normal_form import Game
from negotiation_sim.worlds.results.margins import pure_margin, staged_margin
from negotiation_sim.worlds.results.result import KINDS, conclusion, holds, margin, truths

from .conftest import labelled, random_game

SENSES: tuple[Sense, ...] = ("some", "every", "best_joint", "cautious")
SHAPES = [
    ((3,), [[0]]),
    ((2, 2), [[0, 1]]),
    ((2, 3), [[1], [0]]),
    ((2, 2, 2), [[0], [1, 2]]),
    ((2, 3, 2), [[2], [0], [1]]),
]


def stays_put(table: dict, profile: tuple, shape: tuple) -> bool:
    """Nobody gains by leaving alone."""
    return all(
        table[(*profile[:i], k, *profile[i + 1 :])][i] <= table[profile][i]
        for i in range(len(shape))
        for k in range(shape[i])
    )


def end_of(table: dict, shape: tuple, stages: list, rule: str, history: dict) -> tuple | None:
    """Where a rule leads after a history, read off its definition; None where a node has no equilibrium."""
    if not stages:
        return tuple(history[i] for i in range(len(shape)))
    movers, *later = stages
    every = list(itertools.product(*(range(shape[i]) for i in movers)))
    ends = {a: end_of(table, shape, later, rule, history | dict(zip(movers, a, strict=True))) for a in every}
    if None in ends.values():
        return None

    def kept(a: tuple) -> bool:
        others = ((i, (*a[:at], k, *a[at + 1 :])) for at, i in enumerate(movers) for k in range(shape[i]))
        return all(table[ends[b]][i] <= table[ends[a]][i] for i, b in others)

    def worth(a: tuple) -> tuple:
        deciding = [i for i in movers if shape[i] > 1]
        return (-sum(k > 0 for k in a) if rule == "cautious" else 0, sum(table[ends[a]][i] for i in deciding))

    equilibria = [a for a in every if kept(a)]
    return ends[max(equilibria, key=worth)] if equilibria else None


def answer(game: Game, met: np.ndarray, stages: list, sense: str) -> bool:
    """Whether the conclusion holds, by the definitions alone and without tolerance."""
    table = {p: tuple(game.payoffs[(slice(None), *p)].tolist()) for p in np.ndindex(*game.shape)}
    if sense in ("some", "every"):
        ends = [bool(met[p]) for p in table if stays_put(table, p, game.shape)]
        return any(ends) if sense == "some" else bool(ends) and all(ends)
    end = end_of(table, game.shape, stages, sense, {})
    return end is not None and bool(met[end])


def size(game: Game, met: np.ndarray, stages: list, sense: str) -> float:
    if sense in ("some", "every"):
        return pure_margin(game, met, sense == "every")
    return staged_margin(game, met, stages, sense)  # type: ignore[arg-type]


@pytest.mark.parametrize("sense", SENSES)
@pytest.mark.parametrize("seed", range(25))
def test_the_answer_stays_while_every_difference_of_payoffs_moves_by_less_than_the_margin(
    seed: int, sense: str
) -> None:
    rng = np.random.default_rng(seed)
    shape, stages = SHAPES[seed % len(SHAPES)]
    game = random_game(rng, shape, integers=4 if seed % 3 == 0 else None)
    met = rng.random(shape) < 0.5
    by, now = size(game, met, stages, sense), answer(game, met, stages, sense)
    assert by == 0 or (by > 0) == now
    reach = min(abs(by), 10.0) / 2 * 0.999
    for _ in range(60):
        moved = labelled(game.payoffs + rng.choice([-reach, 0, reach], game.payoffs.shape))
        assert by == 0 or answer(moved, met, stages, sense) == now


@pytest.mark.parametrize("seed", range(20))
def test_a_conclusion_that_fails_at_every_equilibrium_holds_once_its_margin_is_made_up(seed: int) -> None:
    rng = np.random.default_rng(seed)
    game = random_game(rng, (2, 3, 2))
    met = rng.random(game.shape) < 0.3
    by = pure_margin(game, met, every=False)
    if by >= 0:
        return
    near, far = (
        any(answer(raised(game, p, -by * share), met, [], "some") for p in np.ndindex(*game.shape) if met[p])
        for share in (0.999, 1.001)
    )
    assert (near, far) == (False, True)


def raised(game: Game, profile: tuple, by: float) -> Game:
    """The game in which everybody gets more at one profile."""
    payoffs = game.payoffs.copy()
    payoffs[(slice(None), *profile)] += by
    return labelled(payoffs)


def test_in_the_prisoners_dilemma_the_margins_are_what_defecting_pays() -> None:
    dilemma = labelled(np.array([[[3, 0], [5, 1]], [[3, 5], [0, 1]]], dtype=float))
    both_defect = np.array([[False, False], [False, True]])
    assert pure_margin(dilemma, both_defect, every=False) == 1  # 1 instead of 0
    assert pure_margin(dilemma, both_defect, every=True) == 1
    assert pure_margin(dilemma, ~both_defect, every=False) == -1  # at (1, 0) row loses nothing, column gains 1
    both_cooperate = np.array([[True, False], [False, False]])
    assert pure_margin(dilemma, both_cooperate, every=False) == -2  # 5 instead of 3


def test_where_all_is_met_or_nothing_is_no_payoffs_turn_the_answer_but_those_that_end_all_equilibria() -> None:
    game = labelled(np.array([[1.0, 0.0]]))
    nothing = np.zeros(2, dtype=bool)
    assert pure_margin(game, nothing, every=False) == -np.inf
    assert staged_margin(game, nothing, [[0]], "best_joint") == -np.inf
    assert staged_margin(game, ~nothing, [[0]], "best_joint") == np.inf


def test_a_first_mover_counts_on_what_the_second_does_as_far_as_it_surely_does_it() -> None:
    # First: out (worth 1 to it), or in, after which the second lets it be (3) or fights (0); worth 2 or x to it.
    first, second = [[1.0, 1.0], [3.0, 0.0]], [[0.0, 0.0], [2.0, 1.5]]
    game = labelled(np.array([first, second]))
    goes_in = np.array([[False, False], [True, True]])
    assert staged_margin(game, goes_in, [[0], [1]], "best_joint") == 0.5  # if the second fights, the first stays out
    second[1][1] = -4.0
    game = labelled(np.array([first, second]))
    assert staged_margin(game, goes_in, [[0], [1]], "best_joint") == 2.0  # 3 instead of 1
    assert staged_margin(game, ~goes_in, [[0], [1]], "best_joint") == -2.0


REGISTER = '[x]\nvalue = 1\nrange = [-2, 2]\nunit = "points"\nwhy = "w"\nsource = "s"\n'
GAME = """
[case]
title = "t"
[players.row]
name = "Row"
strategies = ["stay", "go"]
[order]
alone = [["row"]]
[outcomes]
away = "row.go"
[payoffs]
row = "x * row.go"
[conclusions.leaves]
title = "Row leaves"
holds = "row.go"
sense = "every"
[conclusions.away_or_not]
title = "Row is somewhere"
holds = "away >= 0"
"""


@pytest.fixture
def case_folder(tmp_path: Path) -> Path:
    (tmp_path / "game.toml").write_text(GAME, encoding="utf-8")
    (tmp_path / "assumptions.toml").write_text(REGISTER, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("sense", SENSES)
def test_the_margin_of_a_scenario_is_what_its_player_gains(case_folder: Path, sense: str) -> None:
    scenario = load_case(case_folder).scenario("free_choice")
    reached = conclusion(scenario.case, "row.go", sense)
    draws = {"x": np.array([-2.0, -0.5, 0.25, 2.0])}
    assert truths(scenario, reached, draws).tolist() == [False, False, True, True]
    for x in draws["x"].tolist():
        world = scenario.with_values({"x": x})
        assert (margin(world, reached), holds(world, reached)) == (x, x > 0)
        about = {"case": str(case_folder), "concept": sense, "assumption": ("x",)}
        asked = ask("breakeven", "free_choice", holds="row.go", set=(f"x={x}",), **about)
        assert (asked.record["payoff_margins"], asked.record["holds"]) == ([x], x > 0)
    never = ask("breakeven", "free_choice", holds="row.go and row.stay", **about)
    assert never.record["payoff_margins"] == [None]


def test_what_holds_in_one_world_is_what_holds_in_many_draws_of_it() -> None:
    case = load_case("kosovo")
    for name in case.main:
        scenario = case.scenario(name)
        draws = {each: np.full(40, value) for each, value in itertools.islice(scenario.values.items(), 1)}
        for text, sense in itertools.product(("serbia.normalise", "serbia.stall", "count(holdouts.yes) == 4"), SENSES):
            reached = conclusion(case, text, sense)
            assert truths(scenario, reached, draws).tolist() == [holds(scenario, reached)] * 40
            by = margin(scenario, reached)
            assert by == 0 or (by > 0) == holds(scenario, reached)


def test_a_named_conclusion_is_asked_for_by_its_name_and_in_its_own_sense_unless_another_is_asked(
    case_folder: Path,
) -> None:
    case = load_case(case_folder)
    named = conclusion(case, " leaves ")
    assert (named.sense, named.of, named.words) == ("every", "game", "Row leaves at every pure equilibrium")
    assert conclusion(case, "leaves", "some").sense == "some"
    assert conclusion(case, "away_or_not").sense == "best_joint"
    assert conclusion(case, "row.go") == Conclusion(case.condition("row.go"), "best_joint")
    assert conclusion(case, "row.go").words == "row.go at the staged outcome under best joint"
    assert case.condition("leaves").text == "row.go"


def test_every_kind_of_result_that_a_case_may_name_can_be_asked() -> None:
    assert set(KINDS) <= set(KINDS_OF_RESULT)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("leeves", "unknown conclusion or name 'leeves'. Did you mean 'leaves'"),
        ("row", "'row'"),
        ("leaves and 1", "leaves"),
    ],
)
def test_a_name_that_is_neither_a_conclusion_nor_a_condition_is_refused(
    case_folder: Path, text: str, words: str
) -> None:
    with pytest.raises(InputError) as caught:
        conclusion(load_case(case_folder), text)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "command",
    [
        ("breakeven", "--assumption", "x"),
        ("believe", "--free", "x"),
        ("uncertainty", "--draws", "64"),
        ("sensitivity", "--draws", "64"),
    ],
)
def test_commands_take_a_conclusion_by_its_name(case_folder: Path, command: tuple[str, ...]) -> None:
    name, *more = command
    file = str(case_folder)
    named, written = (
        CliRunner().invoke(app, [name, "free_choice", "--case", file, "--holds", holds, *concept, *more, "--json"])
        for holds, concept in (("leaves", ()), ("row.go", () if name == "uncertainty" else ("--concept", "every")))
    )
    assert named.exit_code == written.exit_code == 0, named.output + written.output
    told, asked = json.loads(named.stdout.replace("Row leaves", "row.go")), json.loads(written.stdout)
    for concluded in (told.get("conclusion"), *(told["conclusion"] if name == "breakeven" else ())):
        if isinstance(concluded, dict):
            assert (concluded.pop("name"), concluded.pop("title")) == ("leaves", "row.go")
    assert json.loads(json.dumps(told).replace('"leaves"', '"row.go"')) == asked
