"""A scenario, or a game in a file, solved by the concept that is asked for."""

from dataclasses import dataclass
from pathlib import Path

from ...case.choosing import moves_of
from ...case.game_in_file import unchecked_case_of
from ...case.scenario import Scenario
from ...errors import as_known
from ...games.normal_form import Game
from ...present.phrases import file_stem
from ...worlds.advance import Watch, unwatched
from ...worlds.solved import Solved, solve_scenario
from .concepts import CONCEPTS, solve
from .inputs import ConceptAnswer, SolveInputs
from .question import SolveAsked


@dataclass(frozen=True, eq=False)
class SolveAnswer:
    """What a concept gives; `solved` is the scenario that it was asked of, None for a game that was read from a file.

    `name` is what files about the scenario or the game are named after. `in_file` is the game of a file, for the stamp.
    """

    concept: str
    name: str
    solved: Solved | None
    content: ConceptAnswer
    in_file: Scenario | None = None


def answer(asked: SolveAsked, watch: Watch = unwatched) -> SolveAnswer:
    """The scenario or game solved by the concept."""
    solved = None if asked.of_a_game_file else solve_scenario(asked.read().fixing(moves_of(asked.given)))
    game = solved.game if solved else _game(asked)
    start = moves_of(asked.start) if asked.start else None
    bounds = asked.bounds or None  # None: not asked for
    inputs = SolveInputs(
        game, solved, asked.precision, asked.objective, bounds, start, asked.rounds, asked.seed, asked.seconds, watch
    )
    name = file_stem(solved.scenario) if solved else Path(asked.scenario).stem
    concept = as_known(asked.concept, CONCEPTS)
    in_file = None if solved else unchecked_case_of(game, Path(asked.scenario).name).scenario(Path(asked.scenario).name)
    return SolveAnswer(concept, name, solved, solve(concept, inputs), in_file)


def stem(answer: SolveAnswer) -> str:
    """The name of the files."""
    return f"{answer.concept}_{answer.name}"


def _game(asked: SolveAsked) -> Game:
    """The game in the file, with the moves that are given."""
    game, moves = asked.game_in_file(), moves_of(asked.given)
    return game.fixing(moves) if moves else game
