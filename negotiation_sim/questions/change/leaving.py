"""Who would lose what by another move on the way to an outcome, before a change and after it, and who leaves first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...case.assumptions import Assumption
from ...games.normal_form import Profile
from ..explain.answer import NO_CHANGE
from .deviations import Pair


@dataclass(frozen=True)
class Leaving:
    """A move on the way to an outcome, another of its player, and what that player loses by it: before and after.

    `reach` says how far the change can go on, where 0 is the world before and 1 the one after.
    """

    player: str
    move: str
    other: str
    losses: tuple[float, float]
    reach: float

    @property
    def rank(self) -> tuple[bool, float, float]:
        """What the change moves comes first; then who would leave first if it went on; then who loses least."""
        return not self.moved, self.gone_at, self.losses[1]

    @property
    def moved(self) -> bool:
        """Whether the change moves what it loses."""
        return abs(self.losses[0] - self.losses[1]) > NO_CHANGE

    @property
    def gone_at(self) -> float:
        """Where nothing is lost any more if the change goes on straight; infinite where that is beyond its reach."""
        was, now = self.losses
        gone = was / (was - now) if self.moved and was > now else float("inf")
        return gone if gone <= self.reach else float("inf")


def leavings(pair: Pair) -> Iterator[Leaving]:
    """Every other move of every player on the way to the outcome after, what that player loses by it in both worlds."""
    before, after, reach = pair.before, pair.after, _reach(pair)
    if before.staged is None or after.staged is None:
        for profile in after.equilibria.equilibria:
            yield from _at(pair, profile, reach)
        return
    paths = before.staged.best_joint, after.staged.best_joint
    end = paths[1].profile
    if end is None:
        return
    payoffs = [solved.game.expected(end).tolist() for solved in (pair.before, pair.after)]
    others = [{(each.player, each.strategy): each.payoff for node in path.nodes for each in node.deviations}
              for path in paths]  # fmt: skip
    for (i, k), payoff in others[1].items():
        who = after.game.players[i]
        losses = payoffs[0][i] - others[0][i, k], payoffs[1][i] - payoff
        yield Leaving(who, after.game.strategies[i][end[i]], after.game.strategies[i][k], losses, reach)


def _at(pair: Pair, profile: Profile, reach: float) -> Iterator[Leaving]:
    """Every other move of every player at an equilibrium."""
    game = pair.after.game
    for i, who in enumerate(game.players):
        values: Sequence[Mapping[int, float]] = [
            dict(enumerate(solved.game.payoffs_of(i, profile).tolist())) for solved in (pair.before, pair.after)
        ]
        now = profile[i]
        for k in range(game.shape[i]):
            if k != now:
                losses = values[0][now] - values[0][k], values[1][now] - values[1][k]
                yield Leaving(who, game.strategies[i][now], game.strategies[i][k], losses, reach)


def _reach(pair: Pair) -> float:
    """How far the change can go on until some number is a whole width beyond its range; infinite without one."""
    register = pair.after.scenario.case.register
    before, after = pair.before.scenario.values, pair.after.scenario.values
    steps = {name: after[name] - before[name] for name in register if after[name] != before[name]}
    return min((_steps_to_go(register[name], before[name], step) for name, step in steps.items()), default=float("inf"))


def _steps_to_go(entry: Assumption, before: float, step: float) -> float:
    """In how many steps from its value before a number is as far beyond its range as that is wide."""
    width = entry.high - entry.low
    return (entry.high + width - before if step > 0 else entry.low - width - before) / step
