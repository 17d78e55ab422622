"""What most questions are asked about, declared once: a case, the assumptions in it, one of its scenarios, a game."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ..errors import InputError
from .declaration import Asked, Help
from .shared_fields import ASSUME, MAIN_SCENARIOS, SCENARIO, SCENARIO_OR_GAME, Condition, Sense

if TYPE_CHECKING:
    from ..case.choosing import Choice
    from ..case.scenario import Case, Scenario
    from ..games.normal_form import Game
    from ..games.tree import Tree
    from ..worlds.dispute import Dispute
    from ..worlds.results.chain import Chain
    from ..worlds.solved import Solved

DEFAULT_CASE = "kosovo"


def case_or_this_folder(name: str | None) -> str:
    """The case of that name; where none is named, the one in whose folder the question is asked, else the built-in."""
    return name or ("." if os.path.isfile("game.toml") else DEFAULT_CASE)


class AboutCase(Asked):
    """A question about a case."""

    case: Annotated[
        str | None, Help("A built-in case or a folder with a game.toml. None: the one in this folder, else kosovo.")
    ] = None

    @property
    def named_case(self) -> str:
        """The case that is asked about: where none is named, the one in whose folder the question is asked."""
        return case_or_this_folder(self.case)


def named_case(asked: AboutCase) -> "Case":
    """The case, read. Raises InputError for what is unknown or cannot be read."""
    from ..case.loader import load_case

    return load_case(asked.named_case)


class UnderAssumptions(AboutCase):
    """A question whose answer depends on the assumptions: on a set of them, and on what is changed besides."""

    assume: Annotated[tuple[str, ...], ASSUME] = ()
    changes: Annotated[
        tuple[str, ...],
        Help("NAME=VALUE, an assumption's own value. Repeatable.", label="Values of your own", spelled="set"),
    ] = ()
    save: Annotated[Path | None, Help("Write your changes to FILE.toml, a set for `assume`.")] = None

    def choose(self, *scenarios: str) -> "Choice":
        """The case, with these scenarios of it, the sets and the changes, all read."""
        from ..case.choosing import choose

        return choose(self.named_case, scenarios, self.assume, self.changes)

    def chosen(self) -> "Choice":
        """What the question is about: no scenario, where none is asked for."""
        return self.choose()

    def saved_set(self) -> str | None:
        """The text of the set that is to be saved; None where nothing is. Raises InputError where that cannot be."""
        from ..case.saved_set import set_of_own_changes

        return None if self.save is None else set_of_own_changes(self.chosen(), self.save)


class SideBySide(UnderAssumptions):
    """A question about several scenarios side by side."""

    scenarios: Annotated[tuple[str, ...], MAIN_SCENARIOS] = ()

    def chosen(self) -> "Choice":
        """The scenarios that are named, the main ones where none is, under the assumptions."""
        return of_main_ones(self.choose(*self.scenarios))


def of_main_ones(choice: "Choice") -> "Choice":
    """The choice with the main scenarios of its case, where none is named."""
    return replace(choice, names=choice.names or choice.case.main)


class AboutScenario(UnderAssumptions):
    """A question about one scenario under one set of assumptions."""

    scenario: Annotated[str, SCENARIO]

    def chosen(self) -> "Choice":
        """The one scenario, the sets and the changes."""
        return self.choose(self.scenario)

    def read(self) -> "Scenario":
        """The scenario under its assumptions. Raises InputError for what is unknown, and for more than one set."""
        return self.chosen().only()

    def solve(self) -> "Solved":
        """The scenario under its assumptions, solved. Raises InputError as `read`."""
        from ..worlds.solved import solve_scenario

        return solve_scenario(self.read())


class AboutGame(AboutScenario):
    """A question about one scenario, or about a game in a file, which has no assumptions."""

    scenario: Annotated[str, SCENARIO.saying(SCENARIO_OR_GAME)]

    @property
    def of_a_game_file(self) -> bool:
        """Whether a game in a file is named, and no scenario."""
        return Path(self.scenario).suffix not in ("", ".toml") and not os.path.isdir(self.scenario)

    @property
    def of_a_tree(self) -> bool:
        """Whether a game in a file is named that is a tree."""
        return self.of_a_game_file and Path(self.scenario).suffix.lower() == ".efg"

    def game_in_file(self) -> "Game":
        """The game in the file, of a tree its reduced strategic form.

        Raises InputError where a case, or assumptions, are named besides.
        """
        from ..case.library import find_tree
        from ..formats.game_file import read_game

        self._check_alone()
        return read_game(find_tree(self.scenario) if self.of_a_tree else Path(self.scenario))

    def tree_in_file(self) -> "Tree":
        """The tree in the file. Raises InputError as `game_in_file`."""
        from ..case.library import find_tree
        from ..formats.game_file import read_tree

        self._check_alone()
        return read_tree(find_tree(self.scenario))

    def _check_alone(self) -> None:
        """Raises InputError where a case, or assumptions, are named besides a game in a file."""
        if self.assume or self.changes:
            option = "`assume`" if self.assume else "`set`"
            fault = f"{option} changes a case's assumptions, and {self.scenario} is a game file, which has none."
            raise InputError(fault)
        if self.case is not None:
            fault = f"`case` names a case, and {self.scenario} is a game file, which belongs to none"
            raise InputError(f"{fault}. Leave it out.")

    def chosen(self) -> "Choice":
        """The one scenario, the sets and the changes; of a game in a file the case that it makes."""
        from ..case.choosing import Choice
        from ..case.game_in_file import case_of_game

        if not self.of_a_game_file:
            return super().chosen()
        file = Path(self.scenario).name
        return Choice(case_of_game(self.game_in_file(), file), (file,), (), {})

    def saved_set(self) -> str | None:
        """The text of the set that is to be saved. Raises InputError for a game in a file, which has no assumptions."""
        if self.save is not None and self.of_a_game_file:
            raise InputError(f"{self.scenario} is a game file, without assumptions: there is nothing to `save`.")
        return super().saved_set()


class AboutTable(UnderAssumptions):
    """A question about the table of a case, or about one in files, which has no assumptions."""

    def table_in(self, names: Sequence[str]) -> "Choice | None":
        """The case that a table in files makes; None where scenarios are named.

        Raises InputError for what cannot be read, and where a case or assumptions are named besides.
        """
        from ..case.choosing import Choice
        from ..case.lone_table import case_of_table, is_lone_table

        if not any(map(is_lone_table, names)):
            return None
        options = ((self.assume, "assume"), (self.changes, "set"), (self.case, "case"), (self.save, "save"))
        if option := next((option for value, option in options if value), None):
            raise InputError(f"`{option}` is about a case, and {names[0]} is a table of none. Leave it out.")
        case = case_of_table(names)
        return Choice(case, case.main, (), {})


class AboutDispute(AboutGame):
    """A question about a dispute: a scenario, a game in a file, or a conflict that is stated by rankings."""

    scenario: Annotated[str, SCENARIO.saying(f"{SCENARIO_OR_GAME} Or a conflict by rankings: elmira, or a folder.")]

    def chosen(self) -> "Choice":
        """As of any scenario or game. Raises InputError for a conflict, which has no assumptions."""
        from ..case.choosing import scenario_or_conflict
        from ..case.scenario import Scenario

        if self.of_a_game_file or isinstance(
            scenario_or_conflict(self.scenario, self.named_case, self.assume, self.changes), Scenario
        ):
            return super().chosen()
        raise InputError(f"{self.scenario}: is stated by rankings, without assumptions: there is nothing to `save`.")

    def dispute(self) -> "Dispute":
        """Its states and moves as a graph. Raises InputError for what is unknown, and for a conflict's assumptions."""
        from ..case.choosing import scenario_or_conflict
        from ..worlds.dispute import dispute

        if self.of_a_game_file:
            return dispute(self.read())
        return dispute(scenario_or_conflict(self.scenario, self.named_case, self.assume, self.changes))


class AboutConclusion(AboutScenario):
    """A question about a conclusion: what a scenario, or a chain of several, leads to."""

    holds: Condition
    also: Annotated[
        tuple[str, ...],
        Help("SCENARIO:CONDITION that must hold too. Repeatable.", label="And in another scenario", spelled="and"),
    ] = ()
    sense: Sense = None

    def chain(self) -> "Chain":
        """The conclusion, with those that must hold in other scenarios. Raises InputError for what cannot be read."""
        from ..worlds.results.chain import chain, links_of

        return chain(self.read(), self.holds, links_of(self.also), self.sense)
