"""Whether the parties want the same of an issue, divide it, or can both win by it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ...worlds.negotiation import Negotiation

Kind = Literal["compatible", "integrative", "distributive", "settled"]
CLOSE = 1e-9
"""Shares that add up to so little more than 1 add up to 1."""


@dataclass(frozen=True)
class IssueKind:
    """What kind of issue it is, taken by itself, and which share of all that each party can win or lose lies in it.

    compatible: one option is best for all parties; distributive: what one party wins the others lose, share for share;
    integrative: an option gives the parties more than that together; settled: one option is left. `best[party]` is the
    option that it likes best.
    """

    kind: Kind
    shares: Mapping[str, float]
    best: Mapping[str, str]


def kinds_of(point: Negotiation) -> dict[str, IssueKind]:
    """The kind of every issue that is on the table.

    A party's share by an option is how far it is on the way from its worst option of the issue to its best; of two
    parties whose shares never add up to more than 1 what one wins the other loses. No points of different parties are
    compared (Walton and McKersie 1965 on distributive and integrative bargaining).
    """
    worths = {
        issue: np.array([point.worths.options(party, issue, options) for party in point.parties])
        for issue, options in point.packages.options.items()
    }
    swings = {issue: np.ptp(values, axis=1) for issue, values in worths.items()}
    whole = sum(swings.values(), np.zeros(len(point.parties)))
    return {
        issue: IssueKind(
            _kind(values),
            {
                party: float(swings[issue][k] / whole[k]) if whole[k] else 0.0
                for k, party in enumerate(point.parties)
            },
            {
                party: point.packages.options[issue][int(values[k].argmax())]
                for k, party in enumerate(point.parties)
            },
        )
        for issue, values in worths.items()
    }  # fmt: skip


def _kind(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Kind:
    """The kind of an issue from what its options are worth, shape (parties, options)."""
    if values.shape[1] == 1:
        return "settled"
    swing = np.ptp(values, axis=1)
    cares = swing > 0
    if not cares.any():
        return "compatible"
    shares = (values[cares] - values[cares].min(axis=1, keepdims=True)) / swing[cares, None]
    most = float(shares.sum(axis=0).max())
    if most >= cares.sum() - CLOSE:
        return "compatible"
    return "integrative" if most > 1 + CLOSE else "distributive"
