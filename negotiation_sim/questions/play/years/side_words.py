"""A move of each who chose over the years, in sentences and a table: as it expected its year to end, and as it did."""

from collections.abc import Sequence

from ....present.phrases import signed
from ....present.records import Record, number
from ....present.tables import Headed, table_of
from ..alternative import Alternative, belief_in_words, belief_record, rests_on
from .played import YearsPlay, level_in_words
from .sides import YearSide

COMPARED = (
    "Of each side one move is shown: of you the dearest one, of the others the last by which they turned to something "
    "else, or the last that they could make. It is compared with the best other move that was open, in points of that "
    "year alone, for those who choose look at no other year. As expected: all else stays as it stood when the move was "
    "made. As it ended: those who chose later in that year move as they did. Others choose by chance, a move the more "
    "often the more it brings: so a move may be behind."
)


def compared_in_words(play: YearsPlay, side: YearSide) -> list[str]:
    """Both comparisons of a side, a sentence each; one where the year cannot be told on from the other moves."""
    whose = "you" if side.player == play.seat else "it"
    told = [f"As {whose} expected: {_beside(play, side, side.expected)}."]
    if side.as_played:
        told.append(f"As the year ended: {_beside(play, side, side.as_played)}.")
    return told


def _beside(play: YearsPlay, side: YearSide, other: Alternative) -> str:
    return other.in_words(_label(play, side, other.move))


def _label(play: YearsPlay, side: YearSide, move: int) -> str:
    return level_in_words(play.world, side.player, play.world.space.levels[side.player][move])


def side_table(play: YearsPlay, sides: Sequence[YearSide]) -> Headed:
    """A row for everybody who had a choice, your own first."""
    numbers = ("As expected", "As it ended")
    head = "Which belief made a move of each side the best one, and by how many points of its year it was ahead"
    table = table_of(head, "Who", "Year", "Did", "Rather than", *numbers, "It rests on", right=numbers)
    for side in sorted(sides, key=lambda each: each.player != play.seat):
        you = " (you)" if side.player == play.seat else ""
        did, other = (_label(play, side, move) for move in (side.move, side.expected.move))
        table.add_row(play.scenario.case.players[side.player].name + you, str(side.year), did, other,
                      signed(side.expected.ahead), _as_ended(play, side),
                      rests_on(side.belief, side.expected.ahead))  # fmt: skip
    return table


def _as_ended(play: YearsPlay, side: YearSide) -> str:
    """By how much a move was ahead as its year ended; of which other move, where that is another than expected."""
    other = side.as_played
    if other is None:
        return "-"
    of = f" ({_label(play, side, other.move)})" if other.move != side.expected.move else ""
    return f"{signed(other.ahead)}{of}"


def side_record(play: YearsPlay, side: YearSide) -> Record:
    """A side as a plain dictionary."""
    return {
        "player": side.player,
        "name": play.scenario.case.players[side.player].name,
        "yours": side.player == play.seat,
        "year": side.year,
        "move": play.world.space.levels[side.player][side.move],
        "label": _label(play, side, side.move),
        **_alternative(play, side, side.expected),
        "as_played": _alternative(play, side, side.as_played) if side.as_played else None,
        "compared": compared_in_words(play, side),
        "rests_on": rests_on(side.belief, side.expected.ahead),
        "rests": belief_in_words(side.belief, side.expected.ahead),
        "belief": belief_record(side.belief),
    }


def _alternative(play: YearsPlay, side: YearSide, other: Alternative) -> Record:
    return {
        "other": play.world.space.levels[side.player][other.move],
        "other_label": _label(play, side, other.move),
        "ahead": number(other.ahead),
    }
