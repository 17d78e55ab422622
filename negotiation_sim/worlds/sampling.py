"""Draws over the ranges of the assumptions: what is drawn, from which distribution, by which points of the unit cube.

A range is a range of opinion, so a draw is one more reading of the case, not a possible state of the world. Every draw
begins as a point of the unit cube with one coordinate per assumption of the register; a marginal turns a coordinate
into a value. The points depend on the seed alone: scenarios, what is drawn and what is held share them.
"""

import hashlib
import json
import math
import warnings
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, get_args

import numpy as np

from ..case.assumptions import Assumption, matching, patterns_in
from ..case.concerning import concerning
from ..case.correlations import CorrelatedGroup, names, normal_correlations
from ..case.scenario import Case, Scenario, joint_digest
from ..errors import InputError, SettledError, unknown
from ..games.arrays import Array
from .marginals import Distribution, Marginal, values_at
from .tables import Draws

MOST = 2**20
REPLICATES = 16
BLOCK = 4096
Scheme = Literal["random", "sobol"]


@dataclass(frozen=True)
class Sampling:
    """How draws are made; the same for every scenario. `wanted` is how many were asked for, `count` how many
    there are.

    `names` are the assumptions that may be drawn. `stream` gives other draws from the same seed, for a fresh check.
    """

    register: tuple[Assumption, ...]
    names: tuple[str, ...]
    wanted: int
    seed: int
    scheme: Scheme
    distribution: Distribution
    correlations: tuple[CorrelatedGroup, ...] = ()
    stream: int = 0

    @property
    def replicates(self) -> int:
        """How many independent sets of points: random draws are one, Sobol points sixteen sets scrambled apart.

        One Sobol set says nothing of its own error: its points depend on each other. Only other sets can.
        """
        return REPLICATES if self.scheme == "sobol" else 1

    @property
    def each(self) -> int:
        """Draws in each replicate; for Sobol points the next power of two, where alone they are balanced."""
        share = math.ceil(self.wanted / self.replicates)
        return 2 ** math.ceil(math.log2(share)) if self.scheme == "sobol" else share

    @property
    def count(self) -> int:
        """How many draws there are."""
        return self.replicates * self.each

    def left_free(self, scenario: Scenario) -> set[str]:
        """What is neither changed in the scenario's file nor given a value by the user."""
        return set(self.names) - {*scenario.file.changes, *scenario.overrides}

    def marginals(self, scenario: Scenario) -> tuple[Marginal, ...]:
        """What is drawn in a scenario: not what its file changes, for that is the scenario, nor the user's own values.

        The mode is the value of the scenario's assumption set. Where that lies outside the range, the range is widened
        to it: the set's author holds it, others what the range says. Raises InputError where nothing is left to draw.
        """
        free = self.left_free(scenario)
        if not free:
            raise InputError(
                f"scenario '{scenario.name}' and your own values leave nothing to draw: they set every number that "
                "would be drawn. Ask about another scenario, or take values of your own off."
            )
        return tuple(
            self._marginal(entry, scenario.values[entry.name]) for entry in self.register if entry.name in free
        )

    def _marginal(self, entry: Assumption, value: float) -> Marginal:
        low, high = min(entry.low, value), max(entry.high, value)
        return Marginal(entry.name, low, value, high, "switch" if entry.is_switch else self.distribution)

    def unit_points(self, start: int, stop: int) -> Array:
        """Points `start` to `stop` - 1 of the unit cube, shape (draws, assumptions of the register).

        Those before `start` are not drawn, and each set's first points are the same however many follow.
        """
        sets = np.random.SeedSequence([self.seed, self.stream]).spawn(self.replicates)
        columns, parts = len(self.register), []
        for k, seed in enumerate(sets):
            first, last = max(start - k * self.each, 0), min(stop - k * self.each, self.each)
            if first < last:
                parts.append(unit_points(seed, columns, first, last, self.scheme))
        return self._correlated(np.concatenate(parts))

    def blocks(self) -> Iterator[Array]:
        """All points in their order, block by block."""
        for start in range(0, self.count, BLOCK):
            yield self.unit_points(start, min(start + BLOCK, self.count))

    def _correlated(self, units: Array) -> Array:
        """The points with the groups' columns made to correlate: a Gaussian copula, which keeps every marginal."""
        if not self.correlations:
            return units
        from scipy.special import ndtr, ndtri

        columns, root = self._copula
        normals = ndtri(np.clip(units[:, columns], 1e-16, 1 - 1e-16))
        together = np.zeros_like(normals)
        for k in range(len(columns)):  # a matrix product rounds one row alone otherwise than the same row among many
            together += normals[:, [k]] * root[:, k]
        units[:, columns] = ndtr(together)
        return units

    @cached_property
    def _copula(self) -> tuple[list[int], Array]:
        place = {entry.name: k for k, entry in enumerate(self.register)}
        members = names(self.correlations)
        root: Any = np.linalg.cholesky(normal_correlations(self.correlations, members))
        return [place[member] for member in members], root

    def draws(self, scenario: Scenario, units: Array) -> Draws:
        """What a scenario's assumptions are at points of the unit cube: name -> values, shape (draws,)."""
        place = {entry.name: k for k, entry in enumerate(self.register)}
        marginals = self.marginals(scenario)
        return values_at(marginals, units[:, [place[marginal.name] for marginal in marginals]])

    def fresh(self) -> "Sampling":
        """The same sampling with other draws."""
        return replace(self, stream=self.stream + 1)

    def digest(self, scenarios: Sequence[Scenario]) -> str:
        """Twelve hexadecimal digits of a hash over the scenarios and all that the draws depend on."""
        inputs = [
            joint_digest(scenarios),
            [(entry.name, entry.low, entry.high, entry.name in self.names) for entry in self.register],
            [(group.members, group.rank_correlation) for group in self.correlations],
            [self.count, self.seed, self.stream, self.scheme, self.distribution],
        ]
        return hashlib.sha256(json.dumps(inputs).encode()).hexdigest()[:12]


def sampling(
    case: Case,
    draws: int = 4096,
    seed: int = 1,
    scheme: str = "random",
    distribution: str = "triangular",
    level: str | None = None,
    free: Sequence[str] = (),
    switches: bool = False,
    correlated: bool = False,
    kinds: Collection[str] = ("game",),
) -> Sampling:
    """How a case's assumptions are drawn: by default every one that has a range, switches aside.

    `level` ("main" or "detail") draws those of that level alone; `free` those whose name matches one of the patterns,
    as in `serbia.*`. A switch is drawn (0 or 1, each in half of the draws) where `switches` asks or `free` names it in
    full. `correlated` makes the groups of the case's correlations.toml go together. `kinds` are the kinds of result
    that are asked of the draws: assumptions that other kinds alone read are not drawn. Raises InputError for what is
    not known or not possible.
    """
    if not 1 <= draws <= MOST:
        raise InputError(f"{draws:,} draws: write a number from 1 to {MOST:,}; a sweep takes more.")
    if seed < 0:
        raise InputError(f"seed {seed}: write 0 or a positive whole number.")
    for kind, name, allowed in (
        ("scheme", scheme, get_args(Scheme)),
        ("distribution", distribution, get_args(Distribution)),
        ("level", level or "main", ("main", "detail")),
    ):
        if name not in allowed:
            raise InputError(unknown(kind, name, allowed))
    if correlated and not case.correlations:
        raise InputError(f"the case '{case.name}' declares no correlations. Write them in its correlations.toml.")
    concerned = concerning(case, kinds)
    named = matching(concerned, free)
    candidates = [entry for entry in concerned.values() if entry.name in named or not free]
    in_full = patterns_in(free)
    drawn = tuple(entry.name for entry in candidates if _is_drawn(entry, level, switches or entry.name in in_full))
    if not drawn:
        fault = InputError if free or level else SettledError
        raise fault(f"nothing is left to draw: {_why_none(candidates, level)}")
    groups = case.correlations if correlated else ()
    register = tuple(concerned.values())
    return Sampling(register, drawn, draws, seed, scheme, distribution, groups)  # type: ignore[arg-type]


def _is_drawn(entry: Assumption, level: str | None, switches: bool) -> bool:
    return entry.low < entry.high and (switches or not entry.is_switch) and level in (None, entry.level)


def _why_none(candidates: Sequence[Assumption], level: str | None) -> str:
    ranged = [entry for entry in candidates if entry.low < entry.high]
    if not ranged:
        return "none of these assumptions has a range of its own. Give one a range [LOW, HIGH] in assumptions.toml."
    example = f"{ranged[0].name}{', for one,' if len(ranged) > 1 else ''}"
    if level not in (None, ranged[0].level):
        return f"{example} is of level {ranged[0].level}. Leave `only` out, or name others."
    return f"{example} is a switch. Name it in full, or draw switches too: `switches`."


def unit_points(seed: np.random.SeedSequence, columns: int, start: int, stop: int, scheme: Scheme = "random") -> Array:
    """Points `start` to `stop` - 1 of the seed's own sequence, shape (stop - start, columns), each from 0 to below 1.

    A point depends on the seed, its number and, of random points, on how many columns there are. Sobol points are
    balanced over the first 2^k of a sequence; their scrambling is Matousek's (1998), Journal of Complexity 14, 527.
    """
    if scheme == "random":
        bits = np.random.PCG64(seed)
        bits.advance(start * columns)  # one step of the generator makes one number
        return np.random.Generator(bits).random((stop - start, columns))
    return _sobol(seed, columns, start, stop)


def _sobol(seed: np.random.SeedSequence, columns: int, start: int, stop: int) -> Array:
    from scipy.stats import qmc

    # SciPy spawns from the seed it is given, which would change `seed`
    copy = np.random.SeedSequence(seed.entropy, spawn_key=seed.spawn_key)
    sequence = qmc.Sobol(columns, scramble=True, rng=np.random.default_rng(copy))
    if start:  # SciPy cannot skip none
        sequence.fast_forward(start)
    with warnings.catch_warnings():
        # the whole is balanced, a part need not be
        warnings.filterwarnings("ignore", "The balance properties", UserWarning)
        drawn: Array = sequence.random(stop - start)
    return drawn
