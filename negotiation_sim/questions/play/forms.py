"""A seat in words: three sentences, then tables."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from ...present.phrases import listed
from ...present.screen import Brief
from ...present.tables import Headed, footer, table_of
from .answer import Game, Played, Seats
from .asking_again import again, line
from .game import ending
from .game import words as of_game
from .table import words as of_table
from .table.sitting import TablePlay
from .years import words as of_years


def brief(answer: Played) -> Brief:
    """The sentences, then what there is room for."""
    return Brief(sentences(answer), tuple(_shown(answer, full=False)), footer([answer.scenario]))


def text(answer: Played) -> Group:
    """All there is to say."""
    parts: list[RenderableType] = [Text(sentence) for sentence in sentences(answer)]
    for part in _shown(answer, full=True):
        parts += [Text(), part]
    return Group(*parts, Text(), footer([answer.scenario]))


def sentences(answer: Played) -> tuple[str, ...]:
    """Three sentences on the seats, on your turn or on the end."""
    if isinstance(answer, Seats):
        return _seats(answer)
    if isinstance(answer, Game):
        return ending.sentences(answer.debrief) if answer.debrief else of_game.sentences(answer.play)
    return of_table.sentences(answer) if isinstance(answer, TablePlay) else of_years.sentences(answer)


def _shown(answer: Played, full: bool) -> Iterator[RenderableType]:
    if isinstance(answer, Seats):
        yield from (Text(part) for part in (answer.scenario.file.meaning,) if part)
        yield _seat_table(answer)
        yield line("To take the first of them, ask:", again(answer.asked, seat=answer.players[0]))
        yield Text(ELSEWHERE)
    elif isinstance(answer, Game):
        shown = ending.shown(answer.debrief, full) if answer.debrief else of_game.shown(answer.play, full)
        yield from shown
    elif isinstance(answer, TablePlay):
        yield from of_table.shown(answer, full)
    else:
        yield from of_years.shown(answer, full)


ELSEWHERE = (
    "A scenario is played as a game, where everybody moves once; at its table (`at=table`), offer by offer; and over "
    "the years (`at=years`), a move a year. In the game others answer by best joint, or by `rule=cautious` or "
    "`rule=quantal`."
)


def _seats(answer: Seats) -> tuple[str, ...]:
    names = [answer.scenario.case.players[player].name for player in answer.players]
    return (
        f"'{answer.scenario.title}' has {'a seat' if len(names) == 1 else 'seats'} for {listed(names)}.",
        "Take one of them: each is asked for its moves when it is its turn.",
    )


def _seat_table(answer: Seats) -> Headed:
    table = table_of("The seats", "Seat to write", "Who", "What it may do")
    for player in answer.players:
        who = answer.scenario.case.players[player]
        moves = "; ".join(who.means.get(move, who.label(move)) for move in answer.scenario.open_strategies(player))
        at_table = "offers, accepts or walks away"
        table.add_row(player, who.name, at_table if answer.asked.at == "table" else moves)
    return table
