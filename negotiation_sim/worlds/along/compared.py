"""What the players of a scenario compare, as scalars in all assumptions of its case: made once, for whatever moves.

A scenario has many profiles and few different numbers: what does not change between the payoffs that a player compares
is left out, and equal expressions are one scalar (see worlds/engine/plan.py and language/scalars.py). Along an
assumption only the scalars that it moves are evaluated anew.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np

from ...case.conclusions import Conclusion
from ...case.scenario import Scenario
from ...games.arrays import Array, Index
from ...language.degree import FLAT
from ...language.moving import POLES, MovingRows, moving_rows
from ...language.program import Program, program
from ..engine.batches import stages_of
from ..engine.drawn_play import Rows, Stage, StagedTest, staged_test
from ..engine.lines import Lines
from ..engine.plan import EvaluationPlan
from ..engine.pure_play import PureTest, pure_test
from ..kept import Kept
from .limits import Limits


class Compared:
    """What is compared in a scenario under a rule, or for pure equilibria, and the scalar of a condition everywhere."""

    def __init__(self, scenario: Scenario, reached: Conclusion) -> None:
        plan = self.plan = EvaluationPlan(scenario, frozenset(scenario.case.register))
        self.staged: StagedTest | None = staged_test(plan, stages_of(scenario)) if reached.rule else None
        self.lines: tuple[Lines, ...] = () if reached.rule else plan.all_lines
        self.pure: PureTest | None = None if reached.rule else pure_test(self.lines, plan.shape)
        with np.errstate(all="ignore"):
            met = plan.scalars.numbers(plan.table(reached.condition.node))
        self.met = np.broadcast_to(met, plan.shape).reshape(-1)
        self.nought = plan.scalars.constant(0.0)
        self.limits = Limits(plan, scenario.values)
        self._moving: dict[str, MovingRows] = {}
        self._still = Kept[Array](2)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages in which somebody chooses; none where pure equilibria are asked for."""
        return self.staged.stages if self.staged else ()

    @cached_property
    def of_player(self) -> Mapping[int, Index]:
        """The different scalars between which each player chooses."""
        staged = {
            player: np.unique(values)
            for stage in self.stages
            for player, values in zip(stage.movers, stage.values, strict=True)
            if values is not None
        }
        return staged | {line.player: np.unique(line.scalars) for line in self.lines}

    @cached_property
    def scalars(self) -> Index:
        """All that are compared, ascending, and the constant 0."""
        return np.unique(np.concatenate([*self.of_player.values(), np.array([self.nought])]))

    @cached_property
    def place(self) -> Index:
        """Where in `scalars` each scalar stands."""
        return np.searchsorted(self.scalars, np.arange(len(self.plan.scalars)))

    @cached_property
    def program(self) -> Program:
        """What makes all that is compared, all that decides, the condition, and what must be finite."""
        decides = self.staged.scalars if self.staged else self.pure.scalars if self.pure else []
        wanted = [self.scalars, *decides, self.met, self.plan.must_be_finite]
        return program(self.plan.scalars, np.unique(np.concatenate([each.reshape(-1) for each in wanted])).tolist())

    @cached_property
    def staged_rows(self) -> tuple[Rows, ...]:
        """Where the test of the stages finds what it looks up."""
        return self.staged.rows(self.program.row) if self.staged else ()

    @cached_property
    def finite(self) -> Index:
        """The rows that are rules, or that a rule multiplies by 0, or that may be no number."""
        poles = [np.arange(made.start, made.stop) for made in self.program.instructions if made.symbol in POLES]
        return np.unique(np.concatenate([self.program.row[self.plan.must_be_finite], *poles]))

    def moving(self, name: str) -> MovingRows:
        """The rows of the program that an assumption moves."""
        if name not in self._moving:
            self._moving[name] = moving_rows(self.program, name)
        return self._moving[name]

    @cached_property
    def turning(self) -> tuple[Index, Index]:
        """Pairs of rows: where one of them equals the other something that is compared turns, jumps or has a pole."""
        wanted = np.unique(np.concatenate([self.scalars, self.met])).tolist()
        pairs = [pair for number in self.plan.scalars.needed(wanted) for pair in self._turns(number)]
        pairs += [(number, self.nought) for number in np.unique(self.met).tolist() if not self._flat(number)]
        first, second = np.unique(np.array(pairs, dtype=np.intp).reshape(-1, 2), axis=0).T
        return self.program.row[first], self.program.row[second]

    def _turns(self, number: int) -> Iterator[tuple[int, int]]:
        """What is compared inside one scalar."""
        part = self.plan.scalars.parts[number]
        if not isinstance(part, tuple):
            return
        symbol, arguments = part
        match symbol:
            case "min" | "max" | "==" | "!=" | "<" | "<=" | ">" | ">=":
                yield arguments[0], arguments[1]
            case "and" | "or" | "not":
                yield from ((each, self.nought) for each in arguments if not self._flat(each))
            case "abs" | "if" if not self._flat(arguments[0]):
                yield arguments[0], self.nought
            case "/":
                yield arguments[1], self.nought
            case "**" if not self._is_whole(arguments[1]):
                yield arguments[0], self.nought

    def _flat(self, number: int) -> bool:
        """Whether a scalar changes only where something else is said to turn."""
        part = self.plan.scalars.parts[number]
        return isinstance(part, float) or (isinstance(part, tuple) and part[0] in FLAT)

    def _is_whole(self, number: int) -> bool:
        """Whether a power with this exponent is a polynomial."""
        part = self.plan.scalars.parts[number]
        return isinstance(part, float) and part >= 0 and part == int(part)

    def payoff_scalars(self, player: int, profiles: Index) -> Index | None:
        """The scalars that a player compares at profiles (flat, C order); None where nothing matters to it."""
        for line in self.lines:
            if line.player == player:
                return np.asarray(line.scalars.reshape(-1)[line.cell[profiles]])
        for stage in self.stages:
            for mover, values in zip(stage.movers, stage.values, strict=True):
                if mover == player and values is not None:
                    return np.asarray(values[self.number[profiles]])
        return None

    @cached_property
    def number(self) -> Index:
        """The number of every profile (flat, C order) in the order of moves."""
        assert self.staged is not None
        number = np.empty_like(self.staged.original)
        number[self.staged.original] = np.arange(len(number))
        return number

    def still(self, scenario: Scenario) -> Array:
        """Every row at the scenario's own values, shape (rows,)."""
        at = tuple(scenario.values[name] for name in self.program.names)
        return self._still.of(at, lambda: self.program.values(scenario.values, 1)[:, 0].copy())

    def along(self, scenario: Scenario, name: str, values: Array) -> Array:
        """Every row at each value of an assumption, shape (rows, values)."""
        still, moving = self.still(scenario), self.moving(name)
        return moving.rows(np.arange(self.program.size), moving.along(name, values, still), still)


_compared = Kept[Compared](8)


def compared(scenario: Scenario, reached: Conclusion) -> Compared:
    """What is compared in a scenario, whatever its assumptions' values; the last few are kept."""
    open_moves = tuple(scenario.strategies(player) for player in scenario.case.players)
    key = (scenario.case.rules, open_moves, scenario.order, reached.rule is None, reached.condition.node)
    return _compared.of(key, lambda: Compared(scenario, reached))
