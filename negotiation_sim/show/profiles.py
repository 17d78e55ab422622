"""Equilibria, staged outcomes and what dominance leaves; `solved` is None for a game read from a file."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from ..analyse.compare import Solved
from ..analyse.solving import Equilibria, Stages
from ..game.game import AnyProfile
from ..solve.dominance import Reduced
from . import answers
from .chances import head, name_of, sentence, stamp_of, title_of
from .records import Record, at_profile, labelled, number, solutions
from .tables import table_of
from .words import listed, plural, points, words

if TYPE_CHECKING:
    import pandas as pd

DOMINANCE = (
    "A strategy goes when another pure strategy is better whatever the others do; domination by a mixed one is not seen. "
    "Every equilibrium is among what is left."
)


def equilibria(found: Equilibria, solved: Solved | None) -> Group:
    return Group(answers.solution(found.game, found.pure, found.mixed), *stamp_of(solved))


def equilibria_record(found: Equilibria, solved: Solved | None) -> Record:
    return {**solutions(found.game, found.pure, found.mixed), **head(found.game, solved)}


def equilibria_frame(found: Equilibria) -> "pd.DataFrame":
    """One row per equilibrium, player and strategy that it plays; the pure ones first, then those sought as mixed."""
    import pandas as pd

    rows = []
    kinds: dict[str, Sequence[AnyProfile]] = {
        "pure": found.pure.equilibria,
        "mixed": found.mixed.equilibria if found.mixed else (),
    }
    for kind, profiles in kinds.items():
        for k, profile in enumerate(profiles, 1):
            for player, part in labelled(found.game, profile).items():
                played = part if isinstance(part, dict) else {part: 1.0}
                rows += [(kind, k, player, strategy, chance) for strategy, chance in played.items()]
    return pd.DataFrame(rows, columns=["kind", "equilibrium", "player", "strategy", "probability"])


def stages(found: Stages, solved: Solved | None) -> Group:
    """Every staged outcome with its payoffs, and where the two rules lead."""
    game, staged = found.game, found.staged
    free = [i for i, m in enumerate(game.shape) if m > 1]
    heads = [str(k) for k in range(1, len(staged.outcomes) + 1)]
    moves = table_of(
        f"{title_of(game, solved)}: staged outcomes", "", *(name_of(game.players[i], solved) for i in free), "Led to by"
    )
    payoffs = table_of("Payoffs", "Player", *heads, right=heads)
    for k, profile in zip(heads, staged.outcomes, strict=True):
        rules = [words(path.rule) for path in (staged.best_joint, staged.cautious) if path.profile == profile]
        moves.add_row(k, *(words(game.strategies[i][profile[i]]) for i in free), " and ".join(rules) or "-")
    for i, player in enumerate(game.players):
        payoffs.add_row(name_of(player, solved), *(points(game.payoffs[(i, *at)]) for at in staged.outcomes))
    order = "; then ".join(listed([name_of(player, solved) for player in stage]) for stage in found.order)
    parts: list[RenderableType] = [moves, payoffs] if staged.outcomes else []
    parts += [Text(f"Order of moves: {order}."), Text(sentence(staged.reason))]
    return Group(*parts, *stamp_of(solved))


def stages_record(found: Stages, solved: Solved | None) -> Record:
    game, staged = found.game, found.staged
    led = {path.rule: path.profile for path in (staged.best_joint, staged.cautious)}
    return {
        **head(game, solved),
        "order": [list(stage) for stage in found.order],
        "outcomes": [at_profile(game, profile) for profile in staged.outcomes],
        **{rule: at_profile(game, profile) if profile else None for rule, profile in led.items()},
        "reason": staged.reason,
    }


def stages_frame(found: Stages) -> "pd.DataFrame":
    """One row per staged outcome: everybody's move."""
    import pandas as pd

    moves = [found.game.moves(profile) for profile in found.staged.outcomes]
    return pd.DataFrame(moves, columns=list(found.game.players))


def reduced(found: Reduced, solved: Solved | None) -> Group:
    """What each player loses in which round, and why; and what is left."""
    table = table_of(
        f"{title_of(found.game, solved)}: strictly dominated strategies removed in turn",
        "Round", "Player", "Drops", "Better is", "By at least", right=("Round", "By at least"),
    )  # fmt: skip
    for step in found.trace:
        player = name_of(step.player, solved)
        table.add_row(str(step.round), player, words(step.strategy), words(step.dominated_by), points(step.margin))
    left = table_of("What is left", "Player", "Strategies")
    for player, own in zip(found.game.players, found.game.strategies, strict=True):
        left.add_row(name_of(player, solved), ", ".join(map(words, own)))
    parts: list[RenderableType] = [table] if found.trace else []
    return Group(*parts, left, Text(_left_in_words(found)), Text(DOMINANCE), *stamp_of(solved))


def _left_in_words(found: Reduced) -> str:
    gone = plural(len(found.trace), "strategy goes", "strategies go")
    if found.game.profiles == 1:
        return f"{sentence(gone)}; one profile is left, which is the only equilibrium."
    return f"{sentence(gone)}; {found.game.profiles:,} profiles are left."


def reduced_record(found: Reduced, solved: Solved | None) -> Record:
    return {
        **head(found.game, solved),
        "left": {player: list(own) for player, own in zip(found.game.players, found.game.strategies, strict=True)},
        "trace": [
            {
                "round": step.round,
                "player": step.player,
                "strategy": step.strategy,
                "dominated_by": step.dominated_by,
                "margin": number(step.margin),
            }
            for step in found.trace
        ],
    }


def reduced_frame(found: Reduced) -> "pd.DataFrame":
    """One row per step of the elimination."""
    import pandas as pd

    rows = [(step.round, step.player, step.strategy, step.dominated_by, step.margin) for step in found.trace]
    return pd.DataFrame(rows, columns=["round", "player", "strategy", "dominated_by", "margin"])
