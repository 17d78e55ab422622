"""Where players end who adapt, as tables, records and tidy frames; `solved` is None for a game read from a file."""

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.text import Text

from ..analyse.compare import Solved
from ..analyse.likely import joint
from ..game.game import AnyProfile, Array, Game, MixedProfile, Profile
from ..solve.learning import Trajectory
from ..solve.pure import pure_equilibria
from ..solve.solution import Solution
from .played import (
    head,
    headline_record,
    headlines,
    likeliest,
    name_of,
    profiles_frame,
    profiles_table,
    sentence,
    stamped_footer,
    title_of,
)
from .records import Record, at_profile, labelled, number
from .tables import table_of
from .words import moves_in_words, plural, signed, words

if TYPE_CHECKING:
    import pandas as pd

NO_CALENDAR = "Steps and rounds are no calendar: they say who reacts to whom, not when anything happens."
NOT_ALL = "Where it ends depends on where it starts; it finds neither all equilibria nor always one."
NOISE = "Shares of time in the model under these assumptions: no equilibrium, and not the probability of an event."


@dataclass(frozen=True, eq=False)
class Shares:
    """A dynamic whose state is a share for each strategy: some moments of it by name, the last being the end."""

    concept: str
    game: Game
    moments: tuple[tuple[str, MixedProfile], ...]
    end: Solution[MixedProfile]


@dataclass(frozen=True, eq=False)
class Visits:
    """The share of time that logit dynamics spend at each profile, an array of the game's shape."""

    game: Game
    shares: Array
    precision: float
    how: str

    @property
    def at_equilibria(self) -> float:
        """The share of time spent at pure equilibria."""
        return float(sum(self.shares[profile] for profile in pure_equilibria(self.game).equilibria))


def steps(game: Game, found: Trajectory[Profile], solved: Solved | None) -> Group:
    """Who moves from what to what and gains how much, and what the last profile is."""
    table = table_of(
        f"{title_of(game, solved)}: best responses in turn", "Step", "Player", "From", "To", "Gain", right=("Gain",)
    )
    for number_, (i, old, new, gain) in enumerate(_steps(game, found), 1):
        player, own = game.players[i], game.strategies[i]
        table.add_row(str(number_), name_of(player, solved), words(own[old]), words(own[new]), signed(gain))
    start, last = found.path[0], found.path[-1]
    parts: list[RenderableType] = [Text(f"From: {_said(game, start, solved)}."), table]
    if len(found.path) == 1:
        parts = [Text(f"From: {_said(game, start, solved)}."), Text("Nobody moves.")]
    elif not found.cycle:
        parts.append(
            Text(f"It ends after {plural(len(found.path) - 1, 'step', 'steps')}: {_said(game, last, solved)}.")
        )
    else:
        parts.append(Text(f"The last {len(found.cycle)} steps repeat for ever."))
    return Group(*parts, *_judged(found.end), *stamped_footer(solved))


def shares(found: Shares, solved: Solved | None) -> Group:
    """Every player's shares at some moments, and whether the last ones are an equilibrium."""
    game, names = found.game, [name for name, _ in found.moments]
    heading = f"{title_of(game, solved)}: {words(found.concept)}"
    table = table_of(heading, "Player", "Move", *names, right=names)
    for i, player in enumerate(game.players):
        for k, label in enumerate(game.strategies[i]):
            if len(game.strategies[i]) > 1:
                cells = [f"{profile[i][k]:.3f}" for _, profile in found.moments]
                table.add_row(name_of(player, solved) if k == 0 else "", words(label), *cells)
    parts: list[RenderableType] = [table, *_judged(found.end)]
    if solved:
        parts += headlines(solved, joint(found.moments[-1][1]), "at these shares", "Share")
    return Group(*parts, *stamped_footer(solved))


def visits(found: Visits, solved: Solved | None) -> Group:
    """The profiles at which most time is spent, and the headlines over all of them."""
    game, most = found.game, likeliest(found.shares)
    heading = f"{title_of(game, solved)}: logit dynamics at lambda {found.precision:g}"
    parts: list[RenderableType] = [profiles_table(heading, game, solved, most, "Share")]
    rest = 1.0 - sum(share for _, share in most)
    if rest > 0.0005:
        parts.append(Text(f"All other profiles together: {rest:.3f}."))
    parts.append(Text(f"{found.how} At pure equilibria: {found.at_equilibria:.3f} of the time."))
    if solved:
        parts += headlines(solved, found.shares, "over all the time", "Share")
    return Group(*parts, Text(NOISE), *stamped_footer(solved))


def _judged(end: Solution[Any]) -> list[RenderableType]:
    """Whether the end is an equilibrium, and what the dynamic does not say."""
    return [Text(sentence(end.reason)), Text(f"{NOT_ALL} {NO_CALENDAR}")]


def _said(game: Game, profile: Profile, solved: Solved | None) -> str:
    if solved:
        return moves_in_words(solved.scenario.case, game.moves(profile))
    return ", ".join(f"{player} {words(move)}" for player, move in game.moves(profile).items())


def _steps(game: Game, found: Trajectory[Profile]) -> list[tuple[int, int, int, float]]:
    """Each step as (player, from, to, what it gains)."""
    steps = []
    for before, after in pairwise(found.path):
        (i,) = (k for k in range(len(before)) if before[k] != after[k])
        steps.append((i, before[i], after[i], float(game.payoffs[(i, *after)] - game.payoffs[(i, *before)])))
    return steps


def steps_record(game: Game, found: Trajectory[Profile], solved: Solved | None) -> Record:
    return {
        **head(game, solved),
        "concept": "best_response_path",
        "start": game.moves(found.path[0]),
        "steps": steps_frame(game, found).to_dict("records"),
        "cycle": [game.moves(profile) for profile in found.cycle],
        **_end_record(game, found.end),
    }


def shares_record(found: Shares, solved: Solved | None) -> Record:
    return {
        **head(found.game, solved),
        "concept": found.concept,
        "moments": {name: labelled(found.game, profile) for name, profile in found.moments},
        "headlines": headline_record(solved, joint(found.moments[-1][1])) if solved else {},
        **_end_record(found.game, found.end),
    }


def visits_record(found: Visits, solved: Solved | None) -> Record:
    game = found.game
    return {
        **head(game, solved),
        "concept": "logit_dynamics",
        "lambda": number(found.precision),
        "how": found.how,
        "share_at_pure_equilibria": number(found.at_equilibria),
        "headlines": headline_record(solved, found.shares) if solved else {},
        "profiles": [
            {"share": number(share), **at_profile(game, profile)} for profile, share in likeliest(found.shares)
        ],
    }


def _end_record(game: Game, end: Solution[Any]) -> Record:
    last: AnyProfile = (*end.equilibria, *end.end_states)[0]
    return {
        "method": end.method,
        "parameters": {key: number(value) for key, value in end.parameters.items()},
        "is_equilibrium": bool(end.equilibria),
        "regret": number((*end.regret, *end.end_regret)[0]),
        "reason": end.reason,
        "end": labelled(game, last),
    }


def steps_frame(game: Game, found: Trajectory[Profile]) -> "pd.DataFrame":
    """One row per step."""
    import pandas as pd

    rows = [
        (k, game.players[i], game.strategies[i][old], game.strategies[i][new], number(gain))
        for k, (i, old, new, gain) in enumerate(_steps(game, found), 1)
    ]
    return pd.DataFrame(rows, columns=["step", "player", "from", "to", "gain"])


def shares_frame(found: Shares) -> "pd.DataFrame":
    """One row per moment, player and strategy."""
    import pandas as pd

    game = found.game
    rows = [
        (name, player, label, profile[i][k])
        for name, profile in found.moments
        for i, player in enumerate(game.players)
        for k, label in enumerate(game.strategies[i])
    ]
    return pd.DataFrame(rows, columns=["moment", "player", "strategy", "share"])


def visits_frame(found: Visits) -> "pd.DataFrame":
    """One row per profile at which any time is spent, the most first."""
    frame = profiles_frame(found.game, likeliest(found.shares, 0.0))
    return frame.rename(columns={"chance": "share"})
