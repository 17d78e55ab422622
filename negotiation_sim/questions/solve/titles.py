"""What was solved, in words and records: a scenario, or (where `solved` is None) a game that was read from a file."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from ...games.normal_form import Game
from ...present import labels
from ...present.phrases import listed, words
from ...present.records import Record, stamped
from ...present.screen import sentences_in
from ...present.tables import footer
from ...worlds.solved import Solved


def head(game: Game, solved: Solved | None) -> Record:
    """The keys that open the record of every kind of answer."""
    return {**stamped([solved.scenario]), "scenario": solved.scenario.name} if solved else {"title": game.title}


def title_of(game: Game, solved: Solved | None) -> str:
    """The title of the scenario, or of the game; without one, who plays."""
    return solved.scenario.title if solved else game.title or f"A game of {listed(game.players)}"


def shown_title(title: str, otherwise: str) -> str:
    """The title of a game as it opens an answer: of one that tells a story the first sentence; the stamp has it all."""
    return next(iter(sentences_in(title)), otherwise)


def opening(title: str, reason: str) -> Text:
    """What an answer opens with: of what it is the answer, and what was found."""
    return Text(f"{title.rstrip('.')}: {reason[:1].lower()}{reason[1:]}", style="bold")


def gained(players: Sequence[str], amounts: Sequence[str]) -> str:
    """What each player gets, by name: `Russia 6.28, Serbia 11.17`."""
    return ", ".join(f"{player} {amount}" for player, amount in zip(players, amounts, strict=True))


def name_of(player: str, solved: Solved | None) -> str:
    """A player's name in the case; of a game from a file its label."""
    return solved.scenario.case.players[player].name if solved else player


def move_of(player: str, move: str, solved: Solved | None) -> str:
    """What people read for a move: its label in the case; of a game from a file its own, in words."""
    return labels.strategy(solved.scenario.case.players, player, move) if solved else words(move)


def stamp_of(solved: Solved | None) -> list[RenderableType]:
    """The stamp of the scenario, below an answer; nothing for a game from a file."""
    return [Text(), footer([solved.scenario])] if solved else []
