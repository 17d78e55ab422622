"""Chances over the profiles of a game, and what they come to in a scenario's own words: in tables and records.

`solved` is None for a game that was read from a file.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from rich.console import RenderableType
from rich.text import Text

from ...case.parts import Headline
from ...games.normal_form import Array, Game, MixedProfile, Profile
from ...present.frames import Frame, frame
from ...present.records import Record, at_profile, number
from ...present.tables import table_of
from ...worlds.solved import Solved
from .titles import move_of, name_of

ROWS = 12
LEAST = 0.005
MODEL_PLAY = "Chances are shares of play in the model under these assumptions, not the probability of an event."


def shown_profiles(
    heading: str, game: Game, solved: Solved | None, drawn: Sequence[tuple[Profile, float]]
) -> list[RenderableType]:
    """The first ROWS profiles with their chances, and what the rest come to."""
    free = [i for i, m in enumerate(game.shape) if m > 1]
    table = table_of(heading, "Chance", *(name_of(game.players[i], solved) for i in free), right=("Chance",))
    for profile, chance in drawn[:ROWS]:
        table.add_row(
            f"{chance:.3f}", *(move_of(game.players[i], game.strategies[i][profile[i]], solved) for i in free)
        )
    if len(drawn) > ROWS:
        more = (f"{len(drawn) - ROWS} more, in `csv`", *[""] * (len(free) - 1))
        table.add_row(f"{sum(chance for _, chance in drawn[ROWS:]):.3f}", *more)
    rest = 1.0 - sum(chance for _, chance in drawn)
    return [table, *([Text(f"All other profiles together: {rest:.3f}.", style="dim")] if rest > LEAST else [])]


def shown_moves(
    heading: str,
    game: Game,
    solved: Solved | None,
    heads: Sequence[str],
    shares: Sequence[Array],
    least: float = 0.0,
) -> RenderableType:
    """How often each move of those who have a choice is made, a column for each of `heads`.

    Moves that are made less often than `least` in all of them are left out. `shares[i]` holds player i's
    distributions, shape (heads, m_i).
    """
    table = table_of(heading, "Player", "Move", *heads, right=heads)
    for player, strategies, part in zip(game.players, game.strategies, shares, strict=True):
        made = [k for k in range(len(strategies)) if len(strategies) > 1 and part[:, k].max() >= least]
        for k in made:
            cells = (f"{share:.3f}" for share in part[:, k])
            who = name_of(player, solved) if k == made[0] else ""
            table.add_row(who, move_of(player, strategies[k], solved), *cells)
    return table


def shown_headlines(solved: Solved | None, chances: Array, where: str) -> list[RenderableType]:
    """How likely each answer of each headline is; nothing where there is no case, or it has none."""
    by_title = headline_chances(solved, chances) if solved else {}
    if not by_title:
        return []
    table = table_of(f"What happens, {where}", "Question", "Answer", "Chance", right=("Chance",))
    for title, answers in by_title.items():
        for k, (answer, chance) in enumerate(each for each in answers[:5] if each[1] >= LEAST):
            table.add_row(title if k == 0 else "", answer, f"{chance:.3f}")
    return [table]


def headline_record(solved: Solved | None, chances: Array) -> Record:
    """The chance of each answer of each headline, by its title; nothing for a game read from a file."""
    return {
        title: {answer: number(chance) for answer, chance in answers if chance > 0}
        for title, answers in (headline_chances(solved, chances) if solved else {}).items()
    }


def profile_records(game: Game, drawn: Iterable[tuple[Profile, float]], key: str = "chance") -> list[Record]:
    """Each profile with its chance, under that key, and its payoffs."""
    return [{key: number(chance), **at_profile(game, profile)} for profile, chance in drawn]


def profiles_table(game: Game, drawn: Sequence[tuple[Profile, float]]) -> Frame:
    """One row per profile: its chance and everybody's move."""
    return frame([{"chance": chance, **game.moves(profile)} for profile, chance in drawn])


def likeliest(chances: Array, least: float = LEAST) -> list[tuple[Profile, float]]:
    """The profiles with at least this chance, the likeliest first; one at least."""
    flat = chances.ravel()
    order = np.argsort(-flat, kind="stable")
    kept = order[: max(1, int((flat > least).sum()))]
    profiles = np.stack(np.unravel_index(kept, chances.shape), axis=1).tolist()
    return [(tuple(profile), float(flat[k])) for profile, k in zip(profiles, kept, strict=True)]


def joint(profile: MixedProfile) -> Array:
    """The chance of every pure profile when each player mixes on its own, shape (m_0, ..., m_{N-1})."""
    chances: Array = np.ones(())
    for part in profile:
        chances = chances[..., None] * part
    return chances


def headline_chances(solved: Solved, chances: Array) -> dict[str, tuple[tuple[str, float], ...]]:
    """For each headline of the case, by its title, what it may say and how likely that is; the likeliest first.

    `chances` is a distribution over the game's profiles.
    """
    return {
        headline.title: tuple(sorted(_answers(solved, headline, chances), key=lambda answer: -answer[1]))
        for headline in solved.scenario.case.headlines
    }


def _answers(solved: Solved, headline: Headline, chances: Array) -> Sequence[tuple[str, float]]:
    conditions = [headline.holds] if headline.holds is not None else list(headline.who.values())
    keys = np.zeros(solved.game.shape, dtype=np.int64)
    for bit, expression in enumerate(conditions):
        keys += solved.tables.holds(expression).astype(np.int64) << bit
    _, first, group = np.unique(keys, return_index=True, return_inverse=True)
    sums = np.bincount(group.ravel(), chances.ravel(), len(first))
    at = np.stack(np.unravel_index(first, solved.game.shape), axis=1).tolist()
    return [
        (solved.headline(headline, tuple(profile)), float(chance)) for profile, chance in zip(at, sums, strict=True)
    ]
