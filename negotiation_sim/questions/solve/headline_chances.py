"""What mixed play comes to in a scenario's own words: how often each answer of each headline is true."""

from collections.abc import Sequence

import numpy as np

from ...case.parts import Headline
from ...games.normal_form import Array, MixedProfile
from ...worlds.solved import Solved


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
