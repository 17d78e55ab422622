"""How many draws of one game are played in stages: where a rule leads. All pure equilibria are in pure_play.py."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ...games.arrays import Array, Index, Mask
from ...solve.staged import Rule
from .block import Block
from .drawn_play import EarlierStage, LastStage, Rows, Stage, StagedTest


def staged_ends(test: StagedTest, block: Block, rules: Sequence[Rule], rows: Sequence[Rows]) -> dict[Rule, Index]:
    """For each draw of a block the profile that each rule leads to, -1 where there is none.

    `rows`: those of the block's buffer.
    """
    played: list[Induction] = []
    for rule in rules:
        played.append(Induction(test, block, rule, rows, *played[:1]))
    return {induction.rule: induction.end for induction in played}


def _last_equilibria(last: LastStage, block: Block) -> Mask:
    """Which joint moves are equilibria of the last stage's different nodes, shape (nodes, joint moves, draws)."""
    equilibria = np.ones((len(last.first), last.joint, block.draws), dtype=bool)
    for lines, cells in zip(last.lines, last.cells, strict=True):
        equilibria &= block.no_gain_by_leaving(lines).take(cells, axis=0)
    return equilibria


@dataclass(frozen=True, eq=False)
class Options:
    """All equilibria of a stage's nodes, in the order of node, joint move and draw.

    `place[k]` is the node and the draw of an equilibrium, counted in C order, `move[k]` its joint move, and `score[k]`
    the movers' joint payoff, 0 where the equilibrium is the only one at the place. `count` says how many a place has.
    """

    place: Index
    move: Index
    score: Array
    count: Index


def _options(equilibria: Mask, scores: Callable[[Index], Array]) -> Options:
    """`scores` gives those of joint moves that are counted in the C order of `equilibria`."""
    nodes, moves, draws = equilibria.shape
    option = np.flatnonzero(equilibria)
    line = option // draws
    node = line // moves
    place = option - draws * (line - node)
    count = np.bincount(place, minlength=nodes * draws)
    several, score = count[place] > 1, np.zeros(len(place))
    score[several] = scores(option[several])
    return Options(place, line - moves * node, score, count)


class Induction:
    """Backward induction over one block of draws under one rule.

    `nodes`, from the last stage to the first: where every different node ends, the number of the profile among those
    that may follow it, and whether a node there or after it has no equilibrium, both shape (different nodes, draws).
    `compared`, likewise for the stages before the last: which joint moves are equilibria and the movers' joint payoff,
    shape (different nodes, joint moves, draws). `like`: the same under another rule; only draws in which something else
    was chosen later are looked up again.
    """

    def __init__(
        self, test: StagedTest, block: Block, rule: Rule, rows: Sequence[Rows], like: "Induction | None" = None
    ) -> None:
        self.test, self.block, self.rule, self.like = test, block, rule, like
        self.compared: list[tuple[Mask, Array]] = []
        self.last: Options = like.last if like else self._last(rows[0])
        shape = len(test.last.first), test.last.joint, block.draws
        moves = np.broadcast_to(np.arange(test.last.joint)[:, None], shape)
        self.nodes: list[tuple[Index, Mask]] = [self._settled(test.last, self.last, moves)]
        for stage, tables in zip(reversed(test.earlier), rows[1:], strict=True):
            self._go_before(stage, tables)

    def _last(self, tables: Rows) -> Options:
        """The equilibria of the last stage's nodes, the same under every rule."""
        draws = self.block.draws

        def scores(option: Index) -> Array:
            place = option // draws
            draw = option - draws * place
            payoffs = (self.block.looked_up(rows, place, draw) for rows in tables if rows is not None)
            return sum(payoffs, np.zeros(len(option)))

        return _options(_last_equilibria(self.test.last, self.block), scores)

    @property
    def end(self) -> Index:
        """For each draw the profile that the rule leads to, -1 where there is none."""
        ends, lost = self.nodes[-1]
        return np.where(lost[0], -1, self.test.original[ends[0]])

    def _go_before(self, stage: EarlierStage, tables: Rows) -> None:
        later, lost = self.nodes[-1]
        ends = later.take(stage.next, axis=0)
        ends += stage.after * np.arange(stage.joint)[:, None]
        self.compared.append(self._compared(stage, tables, ends))
        equilibria, score = self.compared[-1]
        options = _options(equilibria, score.reshape(-1).take)
        settled, none = self._settled(stage, options, ends)
        self.nodes.append((settled, none | lost.take(stage.next, axis=0).any(axis=1)))

    def _compared(self, stage: EarlierStage, tables: Rows, ends: Index) -> tuple[Mask, Array]:
        """The stage's equilibria and joint payoffs; `ends`: where each joint move of its nodes leads."""
        if self.like is None:
            return self._looked_up(stage, tables, ends, np.arange(self.block.draws))
        depth = len(self.compared)
        draws = np.flatnonzero((self.nodes[-1][0] != self.like.nodes[depth][0]).any(axis=0))
        equilibria, score = self.like.compared[depth]
        equilibria, score = equilibria.copy(), score.copy()
        equilibria[..., draws], score[..., draws] = self._looked_up(stage, tables, ends[..., draws], draws)
        return equilibria, score

    def _looked_up(self, stage: EarlierStage, tables: Rows, ends: Index, draws: Index) -> tuple[Mask, Array]:
        equilibria, score = np.ones(ends.shape, dtype=bool), np.zeros(ends.shape)
        nodes = np.arange(len(ends))[:, None, None]
        for k, (i, rows) in enumerate(zip(stage.movers, tables, strict=True)):
            if rows is not None:
                payoffs = self.block.looked_up(rows, ends + rows.shape[1] * nodes, draws)
                score += payoffs
                before, own, after = stage.strategies[:k], stage.strategies[k], stage.strategies[k + 1 :]
                moves = payoffs.reshape(len(ends) * math.prod(before), own, math.prod(after), len(draws))
                gaps = np.subtract(moves.max(axis=1, keepdims=True), moves, out=moves)
                equilibria &= self.block.no_gain(gaps, i, places=draws).reshape(ends.shape)
        return equilibria, score

    def _settled(self, stage: Stage, options: Options, ends: Index) -> tuple[Index, Mask]:
        """Where every node of a stage ends, and whether it has no equilibrium; `ends`: where each joint move leads."""
        shape = len(ends), self.block.draws
        place, move = self._preferred(stage, options)
        chosen = np.zeros(math.prod(shape), dtype=np.intp)
        chosen[place[::-1]] = move[::-1]  # of those that remain at a place, the first
        settled = np.take_along_axis(ends, chosen.reshape(shape)[:, None], axis=1)[:, 0]
        return settled, (options.count == 0).reshape(shape)

    def _preferred(self, stage: Stage, options: Options) -> tuple[Index, Index]:
        """The places and moves of the equilibria that the rule leaves."""
        place, move, score = options.place, options.move, options.score
        if self.rule == "cautious":
            leavers = stage.leavers[move]
            least = np.full(len(options.count), len(stage.movers) + 1)
            np.minimum.at(least, place, leavers)
            kept = leavers == least[place]
            place, move, score = place[kept], move[kept], score[kept]
        best = np.full(len(options.count), -np.inf)
        np.maximum.at(best, place, score)
        kept = self.block.no_gain(best[place] - score, *stage.movers, places=place)
        return place[kept], move[kept]
