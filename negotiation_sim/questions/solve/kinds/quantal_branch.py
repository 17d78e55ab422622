"""Play with fewer and fewer errors, from moves made at random on."""

import numpy as np
from rich.console import Group
from rich.text import Text

from ....present.frames import Frame, frame
from ....present.phrases import capital
from ....present.records import Record, labelled, number
from ....present.screen import WARNING
from ....solve.quantal import Branch
from ....worlds.solved import Solved
from ..chances import MODEL_PLAY, joint, shown_headlines, shown_moves
from ..titles import head, stamp_of, title_of

IN_PLAIN_WORDS = (
    "Everybody errs here: a better move is made more often, but not always, and all know that of each other. At "
    "lambda 0 moves are made at random; the greater lambda is, the fewer errors are made."
)


def text(branch: Branch, solved: Solved | None) -> Group:
    """How each player's play changes along the branch, and what it tends to."""
    game, shown = branch.game, _milestones(branch)
    limit = branch.limit
    heads = [f"lambda {_precision(branch.lambdas[k])}" for k in shown] + ["limit"] * (limit is not None)
    heading = f"{title_of(game, solved)}: play with fewer and fewer errors, as shares of each player's moves"
    shares = [part[shown] for part in branch.play]
    if limit is not None:
        shares = [np.vstack([part, last]) for part, last in zip(shares, limit, strict=True)]
    told = (Text(IN_PLAIN_WORDS), Text(capital(branch.reason)))
    parts = [told[0], shown_moves(heading, game, solved, heads, shares), told[1]]
    parts += [Text(f"Note: {warning}", style=WARNING) for warning in branch.solution.warnings]
    profile, where = (branch.end, "at the last point") if limit is None else (limit, "in the limit")
    parts += shown_headlines(solved, joint(profile), where)
    return Group(*parts, Text(MODEL_PLAY), *stamp_of(solved))


def record(branch: Branch, solved: Solved | None) -> Record:
    """The points of the branch, and what it tends to."""
    game, solution = branch.game, branch.solution
    branch_points = [
        {
            "lambda": number(branch.lambdas[k]),
            "regret": number(branch.regrets[k]),
            "profile": labelled(game, tuple(shares[k] for shares in branch.play)),
        }
        for k in range(len(branch.lambdas))
    ]
    return {
        **head(game, solved),
        "method": solution.method,
        "converged": branch.converged,
        "reason": branch.reason,
        "warnings": list(solution.warnings),
        "turning_points": branch.turns,
        "limit": labelled(game, branch.limit) if branch.limit else None,
        "end": labelled(game, branch.end),
        "regret": number((solution.regret or solution.end_regret)[0]),
        "branch": branch_points,
    }


def table(branch: Branch) -> Frame:
    """One row per point of the branch, player and strategy."""
    game = branch.game
    return frame(
        [
            (k, branch.lambdas[k], branch.regrets[k], player, label, branch.play[i][k, m])
            for k in range(len(branch.lambdas))
            for i, player in enumerate(game.players)
            for m, label in enumerate(game.strategies[i])
        ],
        columns=["point", "lambda", "regret", "player", "strategy", "probability"],
    )


def _precision(value: float) -> str:
    """Three digits, but for large numbers, whose whole part is said."""
    return f"{value:,.0f}" if 1000 <= value < 1e7 else f"{value:.3g}"


def _milestones(branch: Branch, count: int = 5) -> list[int]:
    """Some points of the branch, its ends among them, evenly by the number of steps."""
    return sorted({round(k) for k in np.linspace(0, len(branch.lambdas) - 1, count)})
