"""Which states of a dispute stay when players can answer one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np

from ...errors import InputError, unknown
from ...present.frames import Frame, frame
from ...present.phrases import file_stem
from ...solve.stability import SANCTIONS, STABILITIES, StabilityName, StableStates, stability, stable_against_coalitions
from ...worlds.dispute import Dispute
from .question import StabilityAsked

KINDS = "single: one move of one opponent; any: any sequence."
OTHERS = "For joint moves ask: `coalitions`; for staged outcomes: `run`."
N = TypeVar("N", bound=str)


def answer(asked: StabilityAsked) -> "Stabilities":
    """The states that are stable in the senses that are asked for."""
    return stabilities(asked.dispute(), asked.sanctions, asked.names)


def stem(answer: "Stabilities") -> str:
    """The name of the files."""
    return f"stability_{file_stem(answer.dispute.origin)}"


@dataclass(frozen=True, eq=False)
class Stabilities:
    """Which states are stable for all under each concept, and which of these no coalition improves on."""

    dispute: Dispute
    stable: StableStates
    coalition: tuple[int, ...]

    @property
    def names(self) -> tuple[StabilityName, ...]:
        """The concepts that were asked for, in their order."""
        return tuple(self.stable.stable)

    @property
    def empty(self) -> tuple[StabilityName, ...]:
        """The concepts under which no state is stable for all."""
        return tuple(name for name in self.names if not self.stable.equilibria(name))

    @cached_property
    def states(self) -> tuple[int, ...]:
        """Every state that is stable for all under some concept; those under the most concepts first."""
        count = sum((self.stable.stable[name].all(axis=0).astype(int) for name in self.names), np.zeros(1, int))
        some = np.flatnonzero(count)
        return tuple(sorted(some.tolist(), key=lambda s: (-int(count[s]), s)))

    @cached_property
    def table(self) -> Frame:
        """One row per such state: what everybody does, under which concepts it is stable for all (with which
        sanctions), and whether it is a pure equilibrium of the game and stable against every coalition."""
        stable = {name: set(self.stable.equilibria(name)) for name in self.names}
        return frame(
            {
                "state": self.dispute.graph.states[state],
                **self.dispute.moves(state),
                **{name: state in stable[name] for name in self.names},
                "sanctions": self.stable.sanctions,
                "coalition": state in self.coalition,
                "pure_equilibrium": state in self.dispute.pure,
            }
            for state in self.states
        )


def stabilities(dispute: Dispute, sanctions: str = "single", names: Sequence[str] = ()) -> Stabilities:
    """The states of a dispute that are stable for all; `names` are of STABILITIES, none: all.

    Raises InputError for a stability or sanctions not known.
    """
    kind = _known("kind of sanctions", sanctions, SANCTIONS, KINDS)
    chosen = [_known("concept of stability", name, STABILITIES, OTHERS) for name in names] or list(STABILITIES)
    return Stabilities(dispute, stability(dispute.graph, kind, chosen), stable_against_coalitions(dispute.graph))


def _known(kind: str, name: str, known: Sequence[N], advice: str) -> N:
    """The name, as one of those that are known."""
    for each in known:
        if each == name:
            return each
    raise InputError(f"{unknown(kind, name, known)} {advice}")
