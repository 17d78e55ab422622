"""What may be chosen where a question asks for a name: by the word that is asked with, what people read of it.

Each is asked with the case and the name of the scenario that is chosen, "" for none.
"""

from collections.abc import Mapping

from ..case.bodies import built_in_bodies, load_body
from ..case.conflict import built_in_conflicts
from ..case.document import read_toml
from ..case.library import built_in_trees
from ..case.scenario import Case
from ..formats.game_file import read_tree
from ..present.phrases import listed


def scenarios(case: Case | None, _: str = "") -> Mapping[str, str]:
    """The scenarios of the case."""
    return {name: file.title for name, file in case.scenario_files.items()} if case else {}


def scenarios_and_trees(case: Case | None, _: str) -> Mapping[str, str]:
    """The scenarios of the case, and the built-in trees."""
    trees = {name: f"Tree: {read_tree(path).title}" for name, path in built_in_trees().items()}
    return {**scenarios(case), **trees}


def scenarios_and_conflicts(case: Case | None, _: str) -> Mapping[str, str]:
    """The scenarios of the case, and the built-in conflicts by rankings that are called as none of them."""
    conflicts = {name: read_toml(path).text("title", name) for name, path in built_in_conflicts().items()}
    return {**{name: f"Conflict by rankings: {title}" for name, title in conflicts.items()}, **scenarios(case)}


def groups(case: Case | None, _: str) -> Mapping[str, str]:
    """The groups of the case, by the names of their members."""
    if case is None:
        return {}
    members = {name: [case.players[member].name for member in group] for name, group in case.groups.items()}
    return {name: listed(names) for name, names in members.items()}


def conclusions(case: Case | None, _: str) -> Mapping[str, str]:
    """What the case says may be concluded about its game."""
    if case is None:
        return {}
    return {name: each.title for name, each in case.conclusions.items() if each.of == "game"}


def bodies(_: Case | None, __: str) -> Mapping[str, str]:
    """The built-in voting bodies, those first whose rule tells members apart."""
    read = [load_body(name) for name in built_in_bodies()]
    return {body.name: body.title for body in sorted(read, key=lambda body: body.all_alike)}
