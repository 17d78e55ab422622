"""The power that a body's rule gives its members, class by class."""

import hashlib
import json
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from ...case.bodies import Body, load_body
from ...games.voting import Condition, VotingRule
from ...present.frames import Frame, frame
from ...solve.power import Power, power
from .question import PowerAsked


def answer(asked: PowerAsked) -> "BodyPower":
    """The power of the members of the body that is asked about."""
    return power_in(load_body(asked.body))


def stem(answer: "BodyPower") -> str:
    """The name of the files."""
    return f"power_{answer.body.name}"


@dataclass(frozen=True)
class ClassOfMembers:
    """Members whom the rule treats alike, and what each of them has. The indices are those of `solve.power`."""

    members: tuple[str, ...]
    swings: int
    shapley_shubik: Fraction
    banzhaf: Fraction
    banzhaf_normalised: Fraction
    veto: bool

    @property
    def indices(self) -> dict[str, Fraction]:
        """Each index by its name."""
        return {name: getattr(self, name) for name in ("shapley_shubik", "banzhaf", "banzhaf_normalised")}

    @property
    def dummy(self) -> bool:
        """Whether the vote never decides."""
        return self.swings == 0


@dataclass(frozen=True, eq=False)
class BodyPower:
    """A body and the power of its members."""

    body: Body
    power: Power

    @cached_property
    def classes(self) -> tuple[ClassOfMembers, ...]:
        """Members with the same swings of every size and the same right to stop, the most powerful first."""
        alike: dict[tuple[bool, tuple[int, ...]], list[int]] = {}
        for i, swings in enumerate(self.power.swings):
            alike.setdefault((self.power.rule.vetoes[i], swings), []).append(i)
        classes = [self._class(members) for members in alike.values()]
        return tuple(sorted(classes, key=lambda each: (-each.shapley_shubik, -each.banzhaf)))

    def _class(self, members: list[int]) -> ClassOfMembers:
        power, i = self.power, members[0]
        shares = (power.shapley_shubik[i], power.banzhaf[i], power.banzhaf_normalised[i])
        names = tuple(self.body.members[member] for member in members)
        return ClassOfMembers(names, power.total_swings[i], *shares, power.rule.vetoes[i])

    @property
    def vetoes(self) -> int:
        """How many members can stop a proposal alone."""
        return sum(self.power.rule.vetoes)

    @property
    def table(self) -> Frame:
        """One row per member, the most powerful first."""
        return frame(
            {
                "body": self.body.name,
                "member": member,
                **{name: float(index) for name, index in alike.indices.items()},
                "swings": alike.swings,
                "veto": alike.veto,
                "dummy": alike.dummy,
            }
            for alike in self.classes
            for member in alike.members
        )

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits of a hash over what the indices depend on: the members and the rule."""
        ways = [[(alike.weights, alike.quota) for alike in way] for way in self.power.rule.ways]
        return hashlib.sha256(json.dumps([self.body.members, ways]).encode()).hexdigest()[:12]


def rule_of(body: Body) -> VotingRule:
    """The body's rule as mathematics: weights and quotas."""
    ways = tuple(tuple(Condition(*condition) for condition in way.conditions) for way in body.ways)
    return VotingRule(body.members, ways)


def power_in(body: Body) -> BodyPower:
    """The power of a body's members. Raises InputError for a rule too large to count."""
    return BodyPower(body, power(rule_of(body)))
