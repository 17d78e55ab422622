"""A scenario, or a game in a file, solved by the concept that is asked for."""

from dataclasses import dataclass
from pathlib import Path

from ...case.choosing import moves_of
from ...case.game_in_file import case_of_tree, unchecked_case_of
from ...case.scenario import Scenario
from ...errors import as_known
from ...games.normal_form import Game
from ...games.tree import Tree
from ...present.phrases import file_stem
from ...worlds.advance import Watch, unwatched
from ...worlds.solved import Solved, solve_scenario
from .concepts import BOTH, CONCEPTS, solve
from .inputs import ConceptAnswer, SolveInputs
from .question import SolveAsked


@dataclass(frozen=True, eq=False)
class SolveAnswer:
    """What a concept gives; `solved` is the scenario that it was asked of, None for a game that was read from a file.

    `name` is what files about the scenario or the game are named after. `in_file` is the game of a file, for the stamp;
    `inputs` what was solved.
    """

    concept: str
    name: str
    solved: Solved | None
    content: ConceptAnswer
    in_file: Scenario | None = None
    inputs: SolveInputs | None = None


def answer(asked: SolveAsked, watch: Watch = unwatched) -> SolveAnswer:
    """The scenario, the game or the tree solved by the concept."""
    given = moves_of(asked.given)
    solved = None if asked.of_a_game_file else solve_scenario(asked.read().fixing(given))
    start = moves_of(asked.start) if asked.start else None
    bounds = asked.bounds or None  # None: not asked for
    inputs = SolveInputs(
        solved.game if solved else _in_file(asked),
        solved, asked.precision, asked.objective, bounds, start, asked.rounds, asked.seed, asked.seconds, watch,
        {} if solved else given, asked.scenario,
    )  # fmt: skip
    name = file_stem(solved.scenario) if solved else Path(asked.scenario).stem
    concept = as_known(asked.concept, CONCEPTS)
    content = solve(concept, inputs)
    return SolveAnswer(concept, name, solved, content, None if solved else _stamped(inputs, concept), inputs)


def stem(answer: SolveAnswer) -> str:
    """The name of the files."""
    return f"{answer.concept}_{answer.name}"


def _in_file(asked: SolveAsked) -> Game | Tree:
    return asked.tree_in_file() if asked.of_a_tree else asked.game_in_file()


def _stamped(inputs: SolveInputs, concept: str) -> Scenario:
    """What stamps the answer about a file: the tree, where it was solved as one, else the game in strategic form."""
    file = Path(inputs.where).name
    if isinstance(inputs.of, Tree) and ("tree" in CONCEPTS[concept].needs or concept in BOTH):
        return case_of_tree(inputs.of, file).scenario(file)
    return unchecked_case_of(inputs.game, file).scenario(file)
