"""Trees of others: every .efg file in the folder that EFG_FOLDER names, read and compared with pygambit.

    git clone https://github.com/gambitproject/gambit
    EFG_FOLDER=gambit make test PYTEST_ARGS="-k gambit_trees"

No such file belongs to this package. Without the folder nothing is compared; without pygambit files are only read.
"""

import os
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from negotiation_sim import InputError
from negotiation_sim.formats.efg import from_efg, to_efg
from negotiation_sim.formats.game_file import read_tree
from negotiation_sim.games.tree import Tree
from negotiation_sim.games.tree_strategies import ReducedForm, reduced_form
from negotiation_sim.solve.pure import pure_equilibria

from .peers import gambit

FOLDER = os.environ.get("EFG_FOLDER", "")
FILES = sorted(Path(FOLDER).rglob("*.efg")) if FOLDER else []


@pytest.mark.skipif(not FOLDER, reason="EFG_FOLDER names no folder")
def test_the_folder_of_gambit_trees_holds_some() -> None:
    assert FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_gambit_trees_are_read_or_refused_for_what_they_are(path: Path) -> None:
    try:
        tree = read_tree(path)
    except InputError as error:
        assert "is absent-minded" in str(error)  # noqa: PT017  # the one reason for which such a file may be refused
        return
    assert from_efg(to_efg(tree)) == tree


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_gambit_trees_have_the_pure_equilibria_that_pygambit_finds(path: Path, tmp_path: Path) -> None:
    peer = gambit()
    try:
        tree = read_tree(path)
        form = reduced_form(tree)
    except InputError as error:
        pytest.skip(str(error))
    theirs = _theirs(peer, tree, tmp_path)
    assert Counter(_worth(form, profile) for profile in pure_equilibria(form.game).equilibria) == theirs


def _theirs(peer: Any, tree: Tree, folder: Path) -> Counter[tuple[Fraction, ...]]:
    """The payoffs of pygambit's pure equilibria of a tree, written without labels, of which version 17 refuses some."""
    bare = replace(
        tree,
        title="t",
        players=tuple(f"p{k}" for k in range(len(tree.players))),
        sets=tuple(replace(part, label="", moves=tuple(f"m{k}" for k in range(len(part.moves)))) for part in tree.sets),
        nodes=tuple(
            replace(
                node,
                label="",
                outcome="",
                chances=tuple((f"c{k}", chance) for k, (_, chance) in enumerate(node.chances)),
            )
            for node in tree.nodes
        ),
    )
    (folder / "bare.efg").write_text(to_efg(bare), encoding="utf-8")
    game = peer.read_efg(str(folder / "bare.efg"))
    try:
        found = peer.nash.enumpure_solve(game).equilibria
    except RuntimeError as error:
        pytest.skip(str(error))
    return Counter(tuple(_payoff(profile, player) for player in game.players) for profile in found)


def _payoff(profile: Any, player: Any) -> Fraction:
    """A player's payoff, in the words of version 17 or of those before."""
    value = profile.payoffs[player] if hasattr(profile, "payoffs") else profile.payoff(player)
    return Fraction(str(value))


def _worth(form: ReducedForm, profile: tuple[int, ...]) -> tuple[Fraction, ...]:
    """What everybody expects at a profile, exactly."""
    tree = form.tree
    return tuple(
        sum((tree.payoffs[leaf][i] * tree.chance_to[leaf] for leaf in form.leaves(profile)), Fraction())
        for i in range(len(tree.players))
    )
