"""What each side's move rested on, in sentences and a table: as it expected the others to move, and as they moved."""

from ....present.phrases import signed
from ....present.tables import Headed, table_of
from ..alternative import Alternative, rests_on
from .debrief import Debrief, Side
from .others import ByChance
from .words import labels_of_rule, name

STAYING = "the best other move of its player, while all others stay at the moves that they made"


def how_compared(debrief: Debrief) -> str:
    """With what the moves are compared, in sentences."""
    if isinstance(debrief.play.others, ByChance):
        return f"Each move is compared with {STAYING}."
    rule = labels_of_rule(debrief.play.asked.rule or "best_joint")
    return (
        "Each move is compared twice with the best other move of its player. As expected: all others follow the rule "
        f"({rule}) and answer the move. As played: all others stay at the moves they made. Who is behind only as "
        "played was surprised by a move, or counted on an answer."
    )


def compared_in_words(debrief: Debrief, side: Side) -> list[str]:
    """Both comparisons of a side, a sentence each; one where others choose by chance."""
    whose = "you" if side.player == debrief.play.seat else "it"
    as_expected = f"As {whose} expected: {_beside(debrief, side.player, side.expected)}."
    as_played = f"As the others played: {_beside(debrief, side.player, side.as_played)}."
    return [as_played] if isinstance(debrief.play.others, ByChance) else [as_expected, as_played]


def _beside(debrief: Debrief, player: int, other: Alternative) -> str:
    return other.in_words(debrief.play.label(player, other.move))


def side_table(debrief: Debrief) -> Headed:
    """A row for everybody who chose: your own first, then those who would gain by another move, then the others."""
    by_chance = isinstance(debrief.play.others, ByChance)
    numbers = ["As played"] if by_chance else ["As expected", "As played"]
    head = "Which belief made each move the best one, and by how many points it was ahead of the best other move"
    if not by_chance:
        head += "\n(as expected: all others answer by the rule; as played: all others stay at the moves they made)"
    table = table_of(head, "Who", "Did", "Rather than", *numbers, "It rests on", right=numbers)
    seat = debrief.play.seat
    for side in sorted(debrief.sides, key=lambda each: (each.player != seat, each.as_played.ahead >= 0)):
        you = " (you)" if side.player == seat else ""
        did, other = (debrief.play.label(side.player, move) for move in (side.move, side.expected.move))
        ahead = [] if by_chance else [signed(side.expected.ahead)]
        table.add_row(name(debrief.play, side.player) + you, did, other, *ahead, _as_played(debrief, side),
                      rests_on(side.belief, side.expected.ahead))  # fmt: skip
    return table


def _as_played(debrief: Debrief, side: Side) -> str:
    """By how much a move is ahead as played; of which other move, where that is not the one that was expected."""
    other = side.as_played
    of = f" ({debrief.play.label(side.player, other.move)})" if other.move != side.expected.move else ""
    return f"{signed(other.ahead)}{of}"
