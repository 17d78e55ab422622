"""What is left when strictly dominated strategies go."""

from dataclasses import asdict, astuple, fields

from rich.console import Group, RenderableType
from rich.text import Text

from ....present.frames import Frame, frame
from ....present.phrases import capital, plural, sized
from ....present.records import Record, number
from ....present.tables import table_of
from ....solve.dominance import Elimination, Reduced
from ....worlds.solved import Solved
from ..titles import head, move_of, name_of, stamp_of, title_of

DOMINANCE = (
    "A strategy goes when another pure strategy is better whatever the others do; domination by a mixed one is not "
    "seen. Every equilibrium is among what is left."
)


def text(answer: Reduced, solved: Solved | None) -> Group:
    """What each player loses in which round, and why; and what is left."""
    removed = table_of(
        f"{title_of(answer.game, solved)}: strictly dominated strategies removed in turn",
        "Round", "Player", "Drops", "Better is", "By at least", right=("Round", "By at least"),
    )  # fmt: skip
    for step in answer.trace:
        drops = (move_of(step.player, move, solved) for move in (step.strategy, step.dominated_by))
        removed.add_row(str(step.round), name_of(step.player, solved), *drops, sized(step.margin, step.margin))
    left = table_of("What is left", "Player", "Strategies")
    for player, strategies in zip(answer.game.players, answer.game.strategies, strict=True):
        left.add_row(name_of(player, solved), ", ".join(move_of(player, move, solved) for move in strategies))
    parts: list[RenderableType] = [removed] if answer.trace else []
    return Group(*parts, left, Text(_left_in_words(answer)), Text(DOMINANCE), *stamp_of(solved))


def _left_in_words(answer: Reduced) -> str:
    gone = plural(len(answer.trace), "strategy goes", "strategies go")
    if answer.game.profiles == 1:
        return f"{capital(gone)}; one profile is left, which is the only equilibrium."
    return f"{capital(gone)}; {answer.game.profiles:,} profiles are left."


def record(answer: Reduced, solved: Solved | None) -> Record:
    """What is left to each player, and why the rest went, round by round."""
    return {
        **head(answer.game, solved),
        "left": dict(zip(answer.game.players, map(list, answer.game.strategies), strict=True)),
        "trace": [{**asdict(step), "margin": number(step.margin)} for step in answer.trace],
    }


def table(answer: Reduced) -> Frame:
    """One row per step of the elimination."""
    return frame(map(astuple, answer.trace), columns=[field.name for field in fields(Elimination)])
