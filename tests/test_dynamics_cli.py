"""`solve` by concepts in which players adapt, and by those that select profiles: what is printed is what was found."""

import csv
import io
import json
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from negotiation_sim import load_case, solve_scenario
from negotiation_sim.cli import app
from negotiation_sim.errors import InputError
from negotiation_sim.game.game import Game
from negotiation_sim.solve.learning import logit_shares

from .by_hand import moves, solving
from .conftest import table_of

DYNAMICS = {
    "best_response_path": (),
    "fictitious_play": ("--rounds", "50"),
    "logit_dynamics": ("--lambda", "1", "--rounds", "500"),
    "replicator": ("--rounds", "20"),
}


def run(scenario: str, case: str, concept: str, *more: str) -> str:
    arguments = ["solve", scenario, "--case", case, "--concept", concept, *more]
    done = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return " ".join(done.stdout.split()) if not {"--json", "--csv"} & set(more) else done.stdout


def record(*arguments: str) -> dict[str, Any]:
    return json.loads(run(*arguments, "--json"))


def rows(*arguments: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run(*arguments, "--csv"))))


def game_of(scenario: str, case: str = "kosovo") -> Game:
    return solve_scenario(load_case(case).scenario(scenario)).game


@pytest.mark.parametrize("concept", ["best_response_path", "fictitious_play", "replicator"])
@pytest.mark.parametrize(("scenario", "case"), [("recognition_first", "kosovo"), ("free_choice", "matching_pennies")])
def test_the_end_is_called_an_equilibrium_only_if_its_regret_by_the_definition_is_nothing(
    concept: str, scenario: str, case: str
) -> None:
    found = record(scenario, case, concept, *DYNAMICS[concept])
    game = game_of(scenario, case)
    profile = tuple(
        np.array([end.get(label, 0.0) for label in own]) if isinstance(end := found["end"][player], dict)
        else np.eye(len(own))[own.index(end)]
        for player, own in zip(game.players, game.strategies, strict=True)
    )  # fmt: skip
    at = [[float(game.payoffs_of(i, profile)[k]) for k in range(game.shape[i])] for i in range(len(game.players))]
    regret = max(max(own) - float(np.dot(own, part)) for own, part in zip(at, profile, strict=True))
    assert found["regret"] == pytest.approx(regret, abs=1e-8)
    assert found["is_equilibrium"] is bool(regret <= game.tolerances.max())
    said = run(scenario, case, concept, *DYNAMICS[concept])
    assert ("An equilibrium, reached by" in said) is found["is_equilibrium"]
    assert ("An end state, no equilibrium" in said) is not found["is_equilibrium"]


def test_matching_pennies_cycle_and_the_command_says_so() -> None:
    found = record("free_choice", "matching_pennies", "best_response_path")
    assert [step["player"] for step in found["steps"]] == ["mismatcher", "matcher"] * 2
    assert len(found["cycle"]) == 4
    assert "The last 4 steps repeat for ever." in run("free_choice", "matching_pennies", "best_response_path")


def test_a_path_starts_where_it_is_told_and_follows_the_order_of_moves() -> None:
    apart = ("--from", "serbia=unrest,kosovo=concede", "--from", "spain=yes")
    found = record("recognition_first", "kosovo", "best_response_path", *apart)
    assert (found["start"]["serbia"], found["start"]["kosovo"], found["start"]["spain"]) == ("unrest", "concede", "yes")
    assert found["steps"][0]["player"] == "spain"  # who stands before Serbia in the order, though listed after it
    steps = rows("recognition_first", "kosovo", "best_response_path", *apart)
    assert [step["to"] for step in steps] == [step["to"] for step in found["steps"]]


def test_shares_of_every_moment_sum_to_one_for_every_player() -> None:
    for concept in ("fictitious_play", "replicator"):
        sums: dict[tuple[str, str], float] = {}
        for row in rows("recognition_first", "kosovo", concept, *DYNAMICS[concept]):
            key = row["moment"], row["player"]
            sums[key] = sums.get(key, 0.0) + float(row["share"])
        assert list(sums.values()) == pytest.approx([1.0] * len(sums))


def test_the_replicator_starts_near_the_moves_of_from_and_evenly_without() -> None:
    def first(*more: str) -> dict[str, float]:
        return record("free_choice", "chicken", "replicator", "--rounds", "1", *more)["moments"]["time 0"]["first"]

    even, near = first(), first("--from", "first=straight")
    assert even == {"swerve": 0.5, "straight": 0.5}
    assert near == {"swerve": 0.05, "straight": 0.95}


def test_long_run_shares_of_a_small_game_are_exact_and_simulated_ones_come_near_and_repeat() -> None:
    exact = {row["first"] + row["second"]: float(row["share"]) for row in rows(
        "free_choice", "chicken", "logit_dynamics", "--lambda", "1"
    )}  # fmt: skip
    game = game_of("free_choice", "chicken")
    shares = logit_shares(game, 1.0)
    for profile in np.ndindex(*game.shape):
        assert exact["".join(game.moves(profile).values())] == pytest.approx(shares[profile])
    simulated = [
        run("free_choice", "chicken", "logit_dynamics", "--lambda", "1", "--rounds", "20000", "--seed", seed, "--csv")
        for seed in ("1", "1", "2")
    ]
    assert simulated[0] == simulated[1] != simulated[2]
    for row in csv.DictReader(io.StringIO(simulated[0])):
        assert float(row["share"]) == pytest.approx(exact[row["first"] + row["second"]], abs=0.05)


def test_selected_profiles_are_those_of_the_definitions_in_loops() -> None:
    for case in ("chicken", "stag_hunt", "prisoners_dilemma", "matching_pennies", "majority"):
        game = game_of("free_choice", case)
        table, counts = table_of(game), game.shape
        expected = {
            "pure": solving.pure_equilibria(table, counts),
            "strong": moves.strong_equilibria(table, counts),
            "coalition_proof": moves.coalition_proof_equilibria(table, counts),
        }
        for concept, profiles in expected.items():
            found = [tuple(row.values()) for row in rows("free_choice", case, concept)]
            assert found == [tuple(game.moves(profile).values()) for profile in sorted(profiles)], (case, concept)


def test_staged_outcomes_are_those_of_the_comparison() -> None:
    solved = solve_scenario(load_case("kosovo").scenario("recognition_first"))
    assert solved.staged is not None
    found = record("recognition_first", "kosovo", "staged")["profiles"]
    assert [own["profile"] for own in found] == [solved.game.moves(profile) for profile in solved.staged.outcomes]


@pytest.mark.parametrize("concept", DYNAMICS)
def test_every_dynamic_says_that_it_is_no_calendar_or_no_equilibrium_concept(concept: str) -> None:
    said = run("recognition_first", "kosovo", concept, *DYNAMICS[concept])
    assert "are no calendar" in said or "Shares of time in the model" in said
    assert "under these assumptions" in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["recognition_first", "--concept", "mixed"], "has 7. Fix the others, or ask for pure equilibria; quantal"),
        (["free_choice", "--case", "chicken", "--concept", "staged"], "staged needs an order of moves"),
        (["recognition_first", "--concept", "logit_dynamics"], "add for example --lambda 2"),
        (["recognition_first", "--concept", "logit_dynamics", "--lambda", "0"], "positive number"),
        (["recognition_first", "--concept", "fictitious_play", "--rounds", "0"], "allowed are 1 to 1,000,000"),
        (["recognition_first", "--concept", "replicator", "--from", "serbia=unrst"], "Did you mean 'unrest'?"),
        (["recognition_first", "--concept", "replicator", "--from", "serba=stall"], "Did you mean 'serbia'?"),
        (["recognition_first", "--concept", "replicatr"], "Did you mean 'replicator'?"),
    ],
)
def test_a_concept_that_does_not_apply_says_what_would(arguments: list[str], words: str) -> None:
    with pytest.raises(InputError) as raised:
        CliRunner().invoke(app, ["solve", *arguments], catch_exceptions=False)
    assert words in str(raised.value)
