"""What play in stages can end in."""

from rich.console import Group, RenderableType
from rich.text import Text

from ....present.frames import Frame, frame
from ....present.phrases import SUMMED, capital, listed, payoffs, words
from ....present.records import Record, at_profile
from ....present.tables import table_of
from ....worlds.solved import Solved
from ..inputs import Stages
from ..titles import head, move_of, name_of, stamp_of, title_of


def text(answer: Stages, solved: Solved | None) -> Group:
    """Every staged outcome with its payoffs, and where the two rules lead."""
    game, staged = answer.game, answer.staged
    free = [i for i, m in enumerate(game.shape) if m > 1]
    heads = [str(k) for k in range(1, len(staged.outcomes) + 1)]
    names = (name_of(game.players[i], solved) for i in free)
    moves = table_of(f"{title_of(game, solved)}: staged outcomes", "", *names, "Led to by")
    gets = table_of("Payoffs", "Player", *heads, right=heads)
    for k, profile in zip(heads, staged.outcomes, strict=True):
        rules = [words(path.rule) for path in (staged.best_joint, staged.cautious) if path.profile == profile]
        moves.add_row(
            k,
            *(move_of(game.players[i], game.strategies[i][profile[i]], solved) for i in free),
            " and ".join(rules) or "-",
        )
    by_player = zip(*(payoffs(game, profile) for profile in staged.outcomes), strict=True)
    for player, cells in zip(game.players, by_player, strict=False):  # none where there is no outcome
        gets.add_row(name_of(player, solved), *cells)
    order = "; then ".join(listed([name_of(player, solved) for player in stage]) for stage in answer.order)
    parts: list[RenderableType] = [moves, gets] if staged.outcomes else []
    parts += [Text(f"Order of moves: {order}."), Text(capital(staged.reason))]
    if len(staged.outcomes) > 1:
        parts += [Text(f"Best joint takes the greatest sum of the movers' payoffs. {SUMMED}")]
    return Group(*parts, *stamp_of(solved))


def record(answer: Stages, solved: Solved | None) -> Record:
    """The order of moves, every staged outcome, and where the two rules lead."""
    game, staged = answer.game, answer.staged
    led = {path.rule: path.profile for path in (staged.best_joint, staged.cautious)}
    return {
        **head(game, solved),
        "order": [list(stage) for stage in answer.order],
        "outcomes": [at_profile(game, profile) for profile in staged.outcomes],
        **{rule: at_profile(game, profile) if profile else None for rule, profile in led.items()},
        "reason": staged.reason,
    }


def table(answer: Stages) -> Frame:
    """One row per staged outcome: everybody's move."""
    moves = [answer.game.moves(profile) for profile in answer.staged.outcomes]
    return frame(moves, columns=list(answer.game.players))
