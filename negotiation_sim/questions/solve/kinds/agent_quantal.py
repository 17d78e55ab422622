"""Play in stages that errs, at one precision."""

from collections.abc import Sequence

from rich.console import Group
from rich.text import Text

from ....games.normal_form import Array
from ....present.frames import Frame
from ....present.phrases import capital, points
from ....present.records import Record, number
from ....present.screen import WARNING
from ....present.tables import table_of
from ....solve.agent_quantal import AgentQuantal
from ....worlds.solved import Solved
from .. import chances
from ..titles import head, move_of, name_of, stamp_of, title_of


def text(agents: AgentQuantal, solved: Solved | None) -> Group:
    """The likeliest profiles and, over all of them, what the headlines say and what each player does."""
    game = agents.game
    heading = f"{title_of(game, solved)}: play in stages at lambda {agents.precision:g}"
    moves = table_of("Over all profiles", "Player", "Moves", "Expected payoff", right=("Expected payoff",))
    for i, player in enumerate(game.players):
        if len(game.strategies[i]) > 1:
            played = _mixture([move_of(player, move, solved) for move in game.strategies[i]], agents.play(player))
            moves.add_row(name_of(player, solved), played, points(agents.expected[i]))
    parts = chances.shown_profiles(heading, game, solved, chances.likeliest(agents.probabilities))
    parts += [moves, *chances.shown_headlines(solved, agents.probabilities, "over all profiles")]
    parts += [Text(capital(agents.reason))]
    if agents.turned:
        note = "the branch turns back, so that node has several logit equilibria."
        parts.append(Text(f"Note: at {agents.turned} nodes {note}", style=WARNING))
    return Group(*parts, Text(chances.MODEL_PLAY), *stamp_of(solved))


def record(agents: AgentQuantal, solved: Solved | None) -> Record:
    """What everybody plays and gets at this precision, and the likeliest profiles."""
    game = agents.game
    return {
        **head(game, solved),
        "lambda": number(agents.precision),
        "order": [list(stage) for stage in agents.order],
        "converged": agents.converged,
        "reason": agents.reason,
        "expected": {player: number(value) for player, value in zip(game.players, agents.expected, strict=True)},
        "play": {
            player: {label: number(p) for label, p in zip(strategies, agents.play(player), strict=True)}
            for player, strategies in zip(game.players, game.strategies, strict=True)
        },
        "headlines": chances.headline_record(solved, agents.probabilities),
        "profiles": chances.profile_records(game, chances.likeliest(agents.probabilities)),
    }


def table(agents: AgentQuantal) -> Frame:
    """One row per profile: its chance and everybody's move."""
    return chances.profiles_table(agents.game, chances.likeliest(agents.probabilities, 0.0))


def _mixture(strategies: Sequence[str], shares: Array) -> str:
    order = sorted(range(len(strategies)), key=lambda k: -shares[k])
    return ", ".join(f"{strategies[k]} {shares[k]:.3f}" for k in order if shares[k] >= chances.LEAST)
