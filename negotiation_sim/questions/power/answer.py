"""The power that a body's rule gives its members, class by class."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from ...case.bodies import Body, load_body
from ...games.voting import Condition, VotingRule
from ...present.frames import Frame, frame
from ...solve.coalition_indices import CoalitionIndices, coalition_indices, kinds_of_coalitions
from ...solve.power import Power, additions, power
from ...worlds.advance import Watch, unwatched
from .question import PowerAsked

OF_COALITIONS = ("deegan_packel", "johnston", "public_good")
"""The indices that look at coalitions, by the names that they have in `solve.coalition_indices`."""


def answer(asked: PowerAsked, watch: Watch) -> "BodyPower":
    """The power of the members of the body that is asked about."""
    body = load_body(asked.body)
    if not asked.every_index:
        return power_in(body, watch)
    rule = rule_of(body)
    with watch("Looking at coalitions", kinds_of_coalitions(rule)) as advance:
        of_coalitions = coalition_indices(rule, advance)
    return replace(power_in(body, watch), of_coalitions=of_coalitions)


def stem(answer: "BodyPower") -> str:
    """The name of the files."""
    return f"power_{answer.body.name}"


@dataclass(frozen=True)
class ClassOfMembers:
    """Members whom the rule treats alike, and what each of them has: the indices by name, and their swings."""

    members: tuple[str, ...]
    swings: int
    indices: Mapping[str, Fraction]
    veto: bool

    @property
    def shapley_shubik(self) -> Fraction:
        """The share of orders of voting in which the member decides."""
        return self.indices["shapley_shubik"]

    @property
    def dummy(self) -> bool:
        """Whether the vote never decides."""
        return self.swings == 0


@dataclass(frozen=True, eq=False)
class BodyPower:
    """A body and the power of its members; `of_coalitions` where those indices were asked for."""

    body: Body
    power: Power
    of_coalitions: CoalitionIndices | None = None

    @cached_property
    def indices(self) -> Mapping[str, tuple[Fraction, ...]]:
        """Each index by its name, for every member."""
        counted = [(name, self.power) for name in ("shapley_shubik", "banzhaf", "banzhaf_normalised")]
        others = [(name, self.of_coalitions) for name in OF_COALITIONS] if self.of_coalitions else []
        return {name: getattr(source, name) for name, source in (*counted, *others)}

    @cached_property
    def classes(self) -> tuple[ClassOfMembers, ...]:
        """Members with the same swings of every size, indices and right to stop, the most powerful first."""
        alike: dict[object, list[int]] = {}
        for i, swings in enumerate(self.power.swings):
            shares = tuple(shares[i] for shares in self.indices.values())
            alike.setdefault((self.power.rule.vetoes[i], swings, shares), []).append(i)
        classes = [self._class(members) for members in alike.values()]
        return tuple(sorted(classes, key=lambda each: (-each.shapley_shubik, -each.indices["banzhaf"])))

    def _class(self, members: list[int]) -> ClassOfMembers:
        power, i = self.power, members[0]
        shares = {name: shares[i] for name, shares in self.indices.items()}
        names = tuple(self.body.members[member] for member in members)
        return ClassOfMembers(names, power.total_swings[i], shares, power.rule.vetoes[i])

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


def power_in(body: Body, watch: Watch = unwatched) -> BodyPower:
    """The power of a body's members. Raises InputError for a rule too large to count."""
    rule = rule_of(body)
    with watch("Counting votes", additions(rule)) as advance:
        return BodyPower(body, power(rule, advance))
