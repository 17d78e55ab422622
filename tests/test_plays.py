"""Players and strategies that are off by default, and scenarios that let them play."""

from pathlib import Path

import numpy as np
import pytest

from negotiation_sim.case.loader import load_case
from negotiation_sim.case.scenario import Case
from negotiation_sim.errors import InputError
from negotiation_sim.worlds.solved import completed, solve_scenario
from negotiation_sim.worlds.tables import build, scenario_shape

from .conftest import written_case

TWO = """
[case]
title = "t"
[players.row]
name = "Row"
strategies = ["stay", "go"]
[players.column]
name = "Column"
strategies = ["stay", "go"]
[order]
all = [["row", "column"{third}]]
[payoffs]
row = "x * row.go * (1 + column.go){lost}"
column = "column.stay + 2 * row.go{lost}"
{payoff}
"""
PATRON = """
[players.patron]
name = "Patron"
strategies = ["watch", "block", "bribe"]
{off}
"""


def case(folder: Path, off: str | None, **scenarios: str) -> Case:
    """A game of two and, unless `off` is None, a patron who may block or bribe."""
    third = off is not None
    game = TWO.format(
        third=', "patron"' * third,
        lost=" - 3 * patron.block + patron.bribe * row.go" * third,
        payoff='patron = "patron.block * row.go - patron.bribe"' * third,
    )
    written_case(folder, game + (PATRON.format(off=off) if third else ""), {"x": (1, 0, 2)})
    for name, text in scenarios.items():
        (folder / f"{name}.toml").write_text(f'title = "{name}"\n{text}', encoding="utf-8")
    return load_case(folder)


HELD = 'default = "watch"\noptional = ["bribe"]'


def test_held_at_its_default_a_player_changes_nothing_for_the_others(tmp_path: Path) -> None:
    without = build(case(tmp_path / "two", None, free="").scenario("free"))
    held = build(case(tmp_path / "three", HELD, free="").scenario("free"))
    assert held.strategies == (*without.strategies, ("watch",))
    assert np.array_equal(held.payoffs[:2, :, :, 0], without.payoffs)


def test_a_scenario_that_lists_a_player_frees_it_and_one_that_lists_a_strategy_opens_it(tmp_path: Path) -> None:
    both = case(tmp_path, HELD, free="", patron='plays = ["patron"]', bribe='plays = ["patron", "patron.bribe"]')
    strategies = {name: both.scenario(name).strategies("patron") for name in both.scenario_files}
    assert strategies == {"free": ("watch",), "patron": ("watch", "block"), "bribe": ("watch", "block", "bribe")}
    assert [scenario_shape(both.scenario(name)) for name in ("free", "patron", "bribe")] == [
        (2, 2, 1),
        (2, 2, 2),
        (2, 2, 3),
    ]


def test_with_everything_open_the_game_is_that_of_the_case_without_defaults(tmp_path: Path) -> None:
    opened = build(case(tmp_path / "a", HELD, all='plays = ["patron", "patron.bribe"]').scenario("all"))
    plain = build(case(tmp_path / "b", "", all="").scenario("all"))
    assert opened.strategies == plain.strategies
    assert np.array_equal(opened.payoffs, plain.payoffs)


def test_a_closed_strategy_leaves_the_game_without_it(tmp_path: Path) -> None:
    closed = build(case(tmp_path / "a", 'optional = ["block"]', free="").scenario("free"))
    plain = build(case(tmp_path / "b", "", free="").scenario("free"))
    assert closed.strategies[2] == ("watch", "bribe")
    assert np.array_equal(closed.payoffs, plain.payoffs[:, :, :, [0, 2]])


def test_what_is_off_by_default_is_in_the_hash_only_by_the_moves_it_leaves(tmp_path: Path) -> None:
    held = case(tmp_path / "a", HELD, free="", all='plays = ["patron", "patron.bribe"]')
    plain = case(tmp_path / "b", "", fixed='[fixes]\npatron = "watch"', all="")
    assert held.scenario("all").digest == plain.scenario("all").digest
    assert held.scenario("free").digest == plain.scenario("fixed").digest


def test_a_scenario_built_on_another_keeps_who_plays_in_it_and_the_later_word_stands(tmp_path: Path) -> None:
    built = case(
        tmp_path,
        HELD,
        first='plays = ["patron"]',
        more='base = "first"\nplays = ["patron.bribe"]',
        held='base = "more"\n[fixes]\npatron = "block"',
        freed='base = "held"\nplays = ["patron"]',
    )
    strategies = {name: built.scenario(name).strategies("patron") for name in built.scenario_files}
    assert strategies["first"] == ("watch", "block")
    assert strategies["more"] == ("watch", "block", "bribe")
    assert strategies["held"] == ("block",)
    assert strategies["freed"] == ("watch", "block")


def test_a_fix_may_hold_a_player_elsewhere_than_at_its_default_even_at_an_optional_strategy(tmp_path: Path) -> None:
    fixed = case(tmp_path, HELD, free="", bribed='[fixes]\npatron = "bribe"')
    assert fixed.scenario("bribed").strategies("patron") == ("bribe",)
    assert fixed.scenario("free").fixing({"patron": "block"}).strategies("patron") == ("block",)


def test_a_move_that_is_not_open_is_refused_with_the_reason(tmp_path: Path) -> None:
    both = case(tmp_path, HELD, free="", patron='plays = ["patron"]')
    with pytest.raises(InputError, match="fixes patron at watch; block is not open"):
        completed(solve_scenario(both.scenario("free")), {"patron": "block"})
    with pytest.raises(InputError, match=r"does not list patron\.bribe under plays; bribe is not open"):
        completed(solve_scenario(both.scenario("patron")), {"patron": "bribe"})
