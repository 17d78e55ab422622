"""What `solve` asks of a concept, and what a concept answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import InputError, unknown

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import RenderableType

    from ..analyse.compare import Solved
    from ..game.game import Game, Profile
    from ..show.figures.canvas import Picture


@dataclass(frozen=True, eq=False)
class Question:
    """The game, the scenario that it is from (None: a file), and the options that a concept may read."""

    game: "Game"
    solved: "Solved | None"
    precision: float | None
    objective: str
    bounds: bool
    start: Mapping[str, str]
    rounds: int | None
    seed: int

    def profile(self) -> "Profile":
        """Where a dynamic starts: everybody not named is at the first-listed strategy, as in the status quo."""
        for player, move in self.start.items():
            own = self.game.strategies[self.game.player(player)]
            if move not in own:
                raise InputError(f"--from {player}={move}: {unknown('strategy', move, own)}")
        first = {player: own[0] for player, own in zip(self.game.players, self.game.strategies, strict=True)}
        return self.game.profile({**first, **self.start})

    def rounds_or(self, default: int) -> int:
        if self.rounds is not None and not 1 <= self.rounds <= MOST_ROUNDS:
            raise InputError(f"--rounds is {self.rounds}; allowed are 1 to {MOST_ROUNDS:,}.")
        return default if self.rounds is None else self.rounds

    def needs_order(self, concept: str) -> "Solved":
        """The scenario, which has an order of moves."""
        if self.solved is None or self.solved.scenario.order is None:
            raise InputError(
                f"{concept} needs an order of moves, which a game file or a case without one does not give. "
                "Use --concept pure or --concept quantal, in which all move together."
            )
        return self.solved

    def needs_precision(self, concept: str) -> float:
        if self.precision is None:
            raise InputError(f"{concept} needs a precision, per payoff point: add for example --lambda 2.")
        return self.precision


MOST_ROUNDS = 1_000_000


@dataclass(frozen=True)
class Answer:
    """What a concept found, ready to be shown."""

    text: "Callable[[], RenderableType]"
    record: Callable[[], Any]
    frame: "Callable[[], pd.DataFrame]"
    pictures: "Callable[[], list[Picture]]" = list
