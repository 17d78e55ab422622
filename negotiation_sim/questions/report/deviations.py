"""Who would deviate from a result: for everybody who has a choice the best other move, and what it brings."""

from collections.abc import Iterator
from dataclasses import dataclass

from ...present import labels
from ...worlds.solved import NumberedResult, Solved


@dataclass(frozen=True)
class Deviation:
    """A player's move, its best other move while all others stay, and both payoffs; `gains` where that pays."""

    player: str
    name: str
    move: str
    other: str
    payoff: float
    otherwise: float
    size: float
    gains: bool

    @property
    def change(self) -> float:
        """What the other move brings: below 0 where it loses."""
        return self.otherwise - self.payoff


def deviations(solved: Solved, result: NumberedResult) -> tuple[Deviation, ...]:
    """One for each player with a choice, who gains most or loses least first."""
    return tuple(sorted(_each(solved, result), key=lambda each: -each.change))


def _each(solved: Solved, result: NumberedResult) -> Iterator[Deviation]:
    game, players = solved.game, solved.scenario.case.players
    gains = game.gains(result.profile)
    for i, who in enumerate(game.players):
        others = [k for k in range(game.shape[i]) if k != result.profile[i]]
        if not others:
            continue
        payoffs = game.payoffs_of(i, result.profile)
        best = max(others, key=lambda k: float(payoffs[k]))
        shown = [labels.strategy(players, who, game.strategies[i][k]) for k in (result.profile[i], best)]
        yield Deviation(
            player=who,
            name=players[who].name,
            move=shown[0],
            other=shown[1],
            payoff=float(payoffs[result.profile[i]]),
            otherwise=float(payoffs[best]),
            size=game.sizes[i],
            gains=bool(gains[i] > 0),
        )
