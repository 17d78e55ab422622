"""Large files and games: each part is read once, and a table that nobody reads to its end is cut."""

from pathlib import Path

import numpy as np
import pytest

from negotiation_sim import Game, ask, load_case, write_game
from negotiation_sim.case import differences

GAME = """
[case]
title = "A chain"
[players.a]
name = "A"
strategies = ["yes", "no"]
[payoffs]
a = "a.yes * (w + v)"
"""
ENTRY = '[{0}]\nlabel = "{0}"\nunit = "points"\nvalue = 0\nrange = [0, 100]\nwhy = "An example."\nsource = "none"\n'
LINKS = 30


def chain_of(folder: Path, names: list[str], values: str) -> None:
    """Files that are each built on the one before, and each give `w` another value; the first gives `v` one too."""
    folder.mkdir(parents=True, exist_ok=True)
    for k, name in enumerate(names):
        base = f'base = "{names[k - 1]}"\n' if k else ""
        more = "" if k else "v = 7\n"
        (folder / f"{name}.toml").write_text(f'title = "Link {k}"\n{base}[{values}]\nw = {k}\n{more}')


@pytest.mark.parametrize("step", [1, -1, 7], ids=["in order", "backwards", "mixed"])
@pytest.mark.parametrize(("place", "values"), [("sets", "values"), (".", "changes")])
def test_a_chain_of_bases_reads_each_file_once(
    place: str, values: str, step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "game.toml").write_text(GAME)
    (tmp_path / "assumptions.toml").write_text(ENTRY.format("w") + ENTRY.format("v"))
    names = [f"link{step * k % LINKS + 100 if step > 1 else 500 + step * k}" for k in range(LINKS)]
    chain_of(tmp_path / place, names, values)
    read, read_changes = [], differences._changes
    monkeypatch.setattr(differences, "_changes", lambda section, *rest: read.append(1) or read_changes(section, *rest))
    case = load_case(str(tmp_path))
    files = case.sets if place == "sets" else case.scenario_files
    for k, name in enumerate(names):
        assert {key: change.value for key, change in files[name].changes.items()} == {"w": k, "v": 7}
    assert len(read) == LINKS


@pytest.mark.parametrize(("side", "hidden"), [(31, 0), (32, 24), (40, 600)])
def test_a_table_of_very_many_equilibria_is_cut_and_says_so_while_csv_lists_all(
    side: int, hidden: int, tmp_path: Path
) -> None:
    write_game(Game.from_bimatrix(*np.ones((2, side, side))), tmp_path / "ties.nfg")
    answered = ask("solve", str(tmp_path / "ties.nfg"))
    assert f"{side**2:,} " in answered.text
    assert ("more are not shown" in answered.text) == bool(hidden)
    assert (f"{hidden:,} more are not shown; `csv` lists all." in answered.text) == bool(hidden)
    assert answered.table["equilibrium"].nunique() == side**2
