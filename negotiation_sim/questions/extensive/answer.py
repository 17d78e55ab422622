"""A typed tree with its pure subgame-perfect outcomes, and the other equilibria of its strategic form."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from ...case.game_in_file import case_of_game
from ...case.library import built_in_trees
from ...case.scenario import Scenario
from ...formats.game_file import read_tree
from ...formats.tree_text import Turn, read_turns, text_of, tree_of, turns_of
from ...games.normal_form import MixedProfile, Profile
from ...games.tree import Tree
from ...games.tree_strategies import ReducedForm, reduced_form, strategy_count
from ...present.frames import Frame, frame
from ...solve.bilateral import mixed_equilibria, too_many
from ...solve.pure import pure_equilibria
from ...solve.solution import Solution
from ...solve.subgame_perfect import SubgamePerfect, subgame_perfect
from .question import ExtensiveAsked

MOST_PROFILES = 20_000
"""Of a tree whose strategic form has more profiles the equilibria are not listed."""
LONGEST_TITLE = 80
NAME = "typed"


@dataclass(frozen=True, eq=False)
class ExtensiveGame:
    """The turns as they were typed, the tree that they are, its equilibria; `form` is None where it is too large."""

    turns: Turn
    tree: Tree
    perfect: SubgamePerfect
    form: ReducedForm | None
    pure: Solution[Profile] | None
    mixed: Solution[MixedProfile] | None

    @property
    def not_perfect(self) -> tuple[tuple[int, ...], ...]:
        """The leaves in which some pure equilibrium ends and no subgame-perfect one does."""
        if self.form is None or self.pure is None:
            return ()
        perfect = {outcome.leaves for outcome in self.perfect.outcomes}
        ends = (tuple(sorted(self.form.leaves(profile))) for profile in self.pure.equilibria)
        return tuple(end for end in dict.fromkeys(ends) if end not in perfect)

    @property
    def table(self) -> Frame:
        """One row per end: the moves that lead there, what each gets, and whether some outcome of a kind ends there."""
        perfect = {leaf for outcome in self.perfect.outcomes for leaf in outcome.leaves}
        threats = {leaf for leaves in self.not_perfect for leaf in leaves}
        return frame(
            {
                "end": way(self.tree, leaf),
                **{f"payoff {who}": float(self.tree.payoffs[leaf][i]) for i, who in enumerate(self.tree.players)},
                "subgame_perfect": leaf in perfect,
                "not_perfect": leaf in threats,
            }
            for leaf in self.tree.leaves
        )

    @property
    def scenario(self) -> Scenario:
        """The game in a case of its own, for the caption of its picture."""
        form = self.form or reduced_form(self.tree)
        return case_of_game(form.game, NAME).scenario(NAME)


def answer(asked: ExtensiveAsked) -> ExtensiveGame:
    """The tree that is typed. Raises InputError for what is no tree, and for one with too many outcomes to look at."""
    turns = read_turns(asked.tree)
    tree = tree_of(turns, asked.title[:LONGEST_TITLE])
    perfect = subgame_perfect(tree)
    profiles = math.prod(strategy_count(tree, player) for player in range(len(tree.players)))
    if profiles > MOST_PROFILES:
        return ExtensiveGame(turns, tree, perfect, None, None, None)
    form = reduced_form(tree)
    pure = pure_equilibria(form.game)
    searched = len(tree.players) == 2 and not perfect.outcomes and not too_many(form.game.shape)
    return ExtensiveGame(turns, tree, perfect, form, pure, mixed_equilibria(form.game) if searched else None)


def way(tree: Tree, leaf: int) -> str:
    """What is played on the way to a leaf: `Ann in, Bob yield`."""
    steps = []
    for above, node in pairwise(tree.path(leaf)):
        who = tree.players[tree.player_at(above)] if tree.player_at(above) >= 0 else "chance"
        steps.append(f"{who} {tree.moves(above)[tree.move_before[node]]}")
    return ", ".join(steps)


def textbook_trees(_: object, __: str) -> Mapping[str, str]:
    """The built-in trees, by their texts."""
    read = (read_tree(path) for path in built_in_trees().values())
    return {text_of(turns_of(tree)): tree.title for tree in read}
