"""Explanations add up: the terms to the payoff, the differences to the gain, and every weight to a source."""

import json
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from negotiation_sim import ask, explain, load_case, solve_scenario
from negotiation_sim.case.claims import cited
from negotiation_sim.errors import InputError
from negotiation_sim.worlds.solved import Solved, completed
from negotiation_sim.worlds.tables import scenario_shape, tables, tables_at


@cache
def solved(scenario: str = "recognition_first") -> Solved:
    return solve_scenario(load_case("kosovo").scenario(scenario))


PROFILES = list(product(*(range(m) for m in solved().game.shape)))[::37]


@pytest.mark.parametrize("profile", PROFILES[:8])
def test_the_terms_of_a_payoff_add_up_to_it(profile: tuple[int, ...]) -> None:
    found = explain(solved(), profile)
    payoffs = solved().game.payoff(profile)
    for player, terms in found.terms.items():
        assert sum(term.contribution for term in terms) == pytest.approx(payoffs[player], abs=1e-12)
    table = found.payoff_table
    assert table.groupby("player")["contribution"].sum().to_dict() == pytest.approx(payoffs)


@pytest.mark.parametrize("profile", PROFILES[:8])
def test_the_differences_of_a_move_add_up_to_its_gain_and_it_is_the_best_other(profile: tuple[int, ...]) -> None:
    game = solved().game
    found = explain(solved(), profile)
    assert [move.player for move in found.best_others] == [
        p for p, m in zip(game.players, game.shape, strict=True) if m > 1
    ]
    for move in found.best_others:
        assert sum(change for _, change in move.differences) == pytest.approx(move.gain, abs=1e-9)
        i = game.player(move.player)
        values = [game.payoffs[(i, *profile[:i], k, *profile[i + 1 :])] for k in range(game.shape[i])]
        others = [value for k, value in enumerate(values) if k != profile[i]]
        assert move.gain == pytest.approx(max(others) - values[profile[i]])
    assert game.is_equilibrium(profile) is not any(move.leaves for move in found.best_others)


def test_every_weight_of_the_case_can_be_traced_to_a_source() -> None:
    case = load_case("kosovo")
    for terms in explain(solved(), PROFILES[0]).terms.values():
        for term in terms:
            assert term.given is not None
            claims, sources = cited(term.given.source)
            assert claims or sources or "modeller's judgement" in term.given.source
            assert set(claims) <= set(case.claims)
            assert set(sources) <= set(case.sources)


def test_only_the_players_asked_for_are_explained() -> None:
    found = explain(solved(), PROFILES[0], ["serbia"])
    assert list(found.terms) == ["serbia"]
    assert [move.player for move in found.best_others] == ["serbia"]
    assert set(found.best_other_table["player"]) == {"serbia"}


def test_moves_that_are_not_named_are_those_of_the_numbered_result() -> None:
    game = solved().game
    best = solved().results[1].profile
    changed = completed(solved(), {"spain": "no"}, 2)
    assert game.moves(changed) == {**game.moves(best), "spain": "no"}
    with pytest.raises(InputError, match="results 1 to 2; 3 is not one"):
        completed(solved(), {}, 3)


def test_single_points_have_the_payoffs_and_outcomes_of_the_whole_tables() -> None:
    scenario = load_case("kosovo").scenario("free_choice", "sceptic")
    whole = tables(scenario)
    payoffs = whole.payoffs()
    flat = payoffs.reshape(len(payoffs), -1)
    points = [0, 5, 77, 4_000, flat.shape[1] - 1]
    found = tables_at(scenario, points)  # type: ignore[arg-type]
    assert found.payoffs() == pytest.approx(flat[:, points], abs=1e-12)
    assert scenario_shape(scenario) == whole.shape


def test_an_explanation_is_plain_enough_for_json(tmp_path: Path) -> None:
    answered = ask("explain", "recognition_first", profile="spain=yes", players="spain")
    assert json.loads(json.dumps(answered.record)) == answered.record
    assert type(answered.record["best_other_strategy"]["spain"]["leaves"]) is bool
    names = {path.name for path in answered.write(tmp_path)}
    assert names == {"explanation.txt", "explanation.json", "explanation.csv", "deviations.csv"}
