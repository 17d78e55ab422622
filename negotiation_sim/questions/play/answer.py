"""A seat taken: in the game of a scenario, at its table or over its years; without a seat, those there are."""

from dataclasses import dataclass
from functools import cached_property

from ...case.scenario import Scenario
from ...errors import InputError
from ...present.frames import Frame, frame
from ...worlds.solved import Solved
from .game.debrief import Debrief
from .game.played import GamePlay, play_game, seats
from .question import PlayAsked
from .table.seats import parties_of
from .table.sitting import TablePlay, play_table
from .years.played import YearsPlay, choosers_of, play_years

ONLY_AT = {
    "game": ("rule", "precision"),
    "table": ("rule", "tactics", "rounds", "first"),
    "years": (),
}
"""Fields that mean something in one place only, by place."""


@dataclass(frozen=True, eq=False)
class Seats:
    """The seats there are: by player its name."""

    asked: PlayAsked
    scenario: Scenario
    players: tuple[str, ...]

    @property
    def table(self) -> Frame:
        """A row a seat."""
        names = self.scenario.case.players
        return frame([{"seat": player, "name": names[player].name} for player in self.players], ["seat", "name"])


@dataclass(frozen=True, eq=False)
class Game:
    """A game from one seat, and what is told of it when it is over."""

    play: GamePlay

    @cached_property
    def debrief(self) -> Debrief | None:
        """What is told when it is over; None before."""
        return Debrief(self.play) if self.play.finished else None

    @property
    def asked(self) -> PlayAsked:
        """What was asked."""
        return self.play.asked

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        return self.play.scenario

    @property
    def table(self) -> Frame:
        """A row a move."""
        return self.play.table


Played = Seats | Game | TablePlay | YearsPlay


def answer(asked: PlayAsked) -> Played:
    """The seats, or the place as far as your moves go. Raises InputError for what is unknown or not allowed there."""
    _check(asked)
    if asked.at == "game":
        solved = asked.solve()
        return Game(play_game(asked, solved)) if asked.seat else Seats(asked, solved.scenario, _free(solved))
    scenario = asked.read()
    if asked.at == "table":
        return play_table(asked, scenario) if asked.seat else Seats(asked, scenario, parties_of(scenario))
    return play_years(asked, scenario) if asked.seat else Seats(asked, scenario, choosers_of(scenario))


def _free(solved: Solved) -> tuple[str, ...]:
    if not (free := seats(solved)):
        raise InputError(f"in {solved.scenario.called} nobody has a choice, so there is no seat to take. Play another.")
    return free


def _check(asked: PlayAsked) -> None:
    """Raises InputError for moves without a seat, and for what means nothing in this place."""
    if asked.seat is None and (asked.moves or asked.predict):
        option = "moves" if asked.moves else "predict"
        raise InputError(f"`{option}` is of a player: say whose seat you take by `seat`.")
    for field in ("rule", "precision", "tactics", "rounds", "first"):
        given = getattr(asked, field) not in (None, ())
        if given and field not in ONLY_AT[asked.at]:
            places = " or ".join(place for place, fields in ONLY_AT.items() if field in fields)
            name = "lambda" if field == "precision" else field
            raise InputError(f"`{name}` means nothing where `at={asked.at}`: it is of the {places}. Leave it out.")
