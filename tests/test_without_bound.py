"""Large files and games: each part is read once, and a table that nobody reads to its end is cut."""

from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from negotiation_sim import Game, InputError, ask, load_case, write_game
from negotiation_sim.case import differences
from negotiation_sim.present.screen import SCREEN, Brief, on_a_screen
from negotiation_sim.present.tables import Headed, table_of
from negotiation_sim.present.terminal import plain

from .conftest import written_case

GAME = """
[case]
title = "A chain"
[players.a]
name = "A"
strategies = ["yes", "no"]
[payoffs]
a = "a.yes * (w + v)"
"""
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
    written_case(tmp_path, GAME, {"w": (0, 0, 100), "v": (0, 0, 100)})
    names = [f"link{step * k % LINKS + 100 if step > 1 else 500 + step * k}" for k in range(LINKS)]
    chain_of(tmp_path / place, names, values)
    read, read_changes = [], differences.read_changes
    monkeypatch.setattr(
        differences, "read_changes", lambda section, *rest: read.append(1) or read_changes(section, *rest)
    )
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


TIES = "".join(f'[players.p{k}]\nname = "P{k}"\nstrategies = ["yes", "no"]\n' for k in range(14))


@pytest.fixture
def ties(tmp_path: Path) -> Path:
    """A case of 14 players who are all indifferent; the scenarios leave all, twelve or eleven of them free."""
    payoffs = "".join(f'p{k} = "v * p{k}.yes"\n' for k in range(14))
    written_case(tmp_path, f'[case]\ntitle = "Ties"\n{TIES}[payoffs]\n{payoffs}', {"v": (0, 0, 100)})
    for name, held in {"all": 0, "most": 3, "few": 8}.items():
        fixes = "".join(f'p{k} = "no"\n' for k in range(held))
        (tmp_path / f"{name}.toml").write_text(f'title = "{name}"\nmeaning = "{name}"\n[fixes]\n{fixes}')
    return tmp_path


def test_more_results_than_can_be_told_one_by_one_are_counted_and_refused(ties: Path) -> None:
    for question, names in {"run": "all", "compare": ["all"]}.items():
        answered = ask(question, names, case=str(ties))
        with pytest.raises(InputError, match=r"16,384 profiles are pure equilibria, and at most 10,000 results"):
            str(answered)
    assert "16,384 equilibria" in ask("solve", "all", case=str(ties)).text


def test_a_comparison_of_very_many_results_is_cut_in_words_and_says_so_while_csv_lists_all(ties: Path) -> None:
    answered = ask("run", "most", case=str(ties))
    assert "1,048 more results are not shown; `csv` lists all." in answered.text
    assert "Results beyond the first 1,000 of a scenario are not shown; `csv` lists all." in answered.text
    assert len(answered.answer.outcomes) == 2**11
    assert "not shown" not in ask("run", "few", case=str(ties)).text


def test_what_fits_a_screen_is_sought_from_as_many_rows_as_it_has_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    table = table_of("A heading", "Name", "Number")
    for k in range(5_000):
        table.add_row(f"n{k}", str(k))
    drawn, first = [], Headed.first
    monkeypatch.setattr(Headed, "first", lambda self, n: drawn.append(n) or first(self, n))
    lines = plain(on_a_screen(Brief((), (table,)), Console(width=80))).splitlines()
    assert len(lines) <= SCREEN
    assert "more rows" in " ".join(lines)
    assert drawn
    assert max(drawn) <= SCREEN
