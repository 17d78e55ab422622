"""How play moves by a dynamic, and where it ends."""

import numpy as np
from rich.console import Group, RenderableType
from rich.text import Text

from ....present.frames import Frame, frame
from ....present.phrases import capital
from ....present.records import Record, labelled, number
from ....present.screen import Brief
from ....worlds.solved import Solved
from ..chances import LEAST, shown_moves
from ..dynamics import PlayOverTime
from ..titles import head, move_of, stamp_of, title_of

END = (
    "Where a dynamic ends depends on where it began; it is an equilibrium only where the sentence above says so, and "
    "its time is no calendar."
)
COLUMNS = 7


def text(play: PlayOverTime, solved: Solved | None) -> Group:
    """Everybody's play at some moments, and what the last one is."""
    game = play.game
    parts = [_moves(play, solved), Text(capital(play.end.reason))]
    if play.cycle:
        parts.append(Text(f"These {len(play.cycle)} profiles repeat for ever:"))
        parts += [
            Text("  " + ", ".join(move_of(player, move, solved) for player, move in game.moves(profile).items()))
            for profile in play.cycle
        ]
    return Group(*parts, Text(END), *stamp_of(solved))


def brief(play: PlayOverTime, solved: Solved | None) -> Brief:
    """What the last moment is; everybody's play, without moves that are never made."""
    return Brief((capital(play.end.reason), END), (_moves(play, solved, LEAST),), Group(*stamp_of(solved)[1:]))


def _moves(play: PlayOverTime, solved: Solved | None, least: float = 0.0) -> RenderableType:
    shown = _shown(len(play.moments))
    heads = [f"{play.moments[k]:.4g}" for k in shown]
    heading = f"{title_of(play.game, solved)}: {play.method}, after {play.unit}"
    return shown_moves(heading, play.game, solved, heads, [part[shown] for part in play.play], least)


def record(play: PlayOverTime, solved: Solved | None) -> Record:
    """Where the dynamic ends, whether that is an equilibrium, and the cycle if there is one."""
    game = play.game
    (end,) = play.end.equilibria or play.end.end_states
    return {
        **head(game, solved),
        "method": play.method,
        "equilibrium": bool(play.end.equilibria),
        "reason": play.end.reason,
        "regret": number((play.end.regret or play.end.end_regret)[0]),
        "unit": play.unit,
        "moments": number(play.moments[-1]),
        "end": labelled(game, end),
        "cycle": [game.moves(profile) for profile in play.cycle],
    }


def table(play: PlayOverTime) -> Frame:
    """One row per moment, player and strategy."""
    game = play.game
    return frame(
        [
            (play.moments[t], player, label, play.play[i][t, k])
            for t in range(len(play.moments))
            for i, player in enumerate(game.players)
            for k, label in enumerate(game.strategies[i])
        ],
        columns=["moment", "player", "strategy", "share"],
    )


def _shown(count: int) -> list[int]:
    """Some moments, the first and last among them, denser at the beginning."""
    if count <= COLUMNS:
        return list(range(count))
    return sorted({0, *(round(k) for k in np.geomspace(1, count - 1, COLUMNS - 1))})
