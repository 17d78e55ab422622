"""Labels: the phrases that people read in place of the names in the files."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from ..language.expression import Expression
from .assumptions import in_words
from .document import Section, twice
from .parts import Player

LONGEST = 80
"""A label stands in a sentence and on an axis: no more characters than this."""


@dataclass(frozen=True)
class Labels:
    """The labels of criteria, outcomes and groups, by name; of a member's outcome as `spain.recognises`."""

    criteria: Mapping[str, str] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)

    def of_criterion(self, criterion: str) -> str:
        """What people read for a criterion: its label, or its name in words."""
        return self.criteria.get(criterion, in_words(criterion))

    def of_group(self, group: str) -> str:
        """What people read for a group: its label, or its name in words."""
        return self.groups.get(group, in_words(group))


def read_label(section: Section, key: str, default: str | None = None) -> str:
    """The label at `key`; where there is none, `default`. InputError for no text, an empty or a long one, two lines."""
    label = section.text(key, None if key in section.data else default)
    if len(label) > LONGEST:
        problem = f"is {len(label)} characters long; a label may have at most {LONGEST}. Say it shorter."
        raise section.fault(key, problem)
    if "\n" in label:
        raise section.fault(key, "runs over two lines. A label is one short phrase.")
    return label


def read_strategy_labels(section: Section, strategies: tuple[str, ...]) -> dict[str, str]:
    """The labels of a player's strategies, those that are given: the table `labels` of the player."""
    part = section.section("labels")
    labels = {}
    for strategy in part.data:
        part.check_known(strategy, "strategy", (strategy,), strategies)
        labels[strategy] = read_label(part, strategy)
    if repeated := twice(labels.get(strategy, in_words(strategy)) for strategy in strategies):
        raise section.fault("labels", f"two strategies are both called '{repeated}'. Give each a label of its own.")
    return labels


def read_labels(
    section: Section,
    criteria: Mapping[str, Mapping[str | None, Expression]],
    outcomes: Mapping[str, Expression],
    groups: Mapping[str, tuple[str, ...]],
    players: Mapping[str, Player],
) -> Labels:
    """The table [labels] of game.toml. `criteria[player][criterion]` are those that the case has."""
    section.allow("criteria", "outcomes", "groups")
    known = {criterion for rules in criteria.values() for criterion in rules if criterion is not None}
    of_criteria = _by_name(section.section("criteria"), "criterion", known)
    of_outcomes = dict(_outcomes(section.section("outcomes"), outcomes, groups, players))
    return Labels(of_criteria, of_outcomes, _by_name(section.section("groups"), "group", groups))


def _by_name(section: Section, kind: str, known: Collection[str]) -> dict[str, str]:
    """The labels of a table whose keys are names of one kind."""
    for name in section.data:
        section.check_known(name, kind, (name,), known)
    return {name: read_label(section, name) for name in section.data}


def _outcomes(
    section: Section,
    outcomes: Mapping[str, Expression],
    groups: Mapping[str, tuple[str, ...]],
    players: Mapping[str, Player],
) -> Iterator[tuple[str, str]]:
    """The name and the label of each outcome that has one; those of a group's members one by one."""
    for key, written in section.data.items():
        if not isinstance(written, dict):
            section.check_known(key, "outcome", (key,), outcomes)
            yield key, read_label(section, key)
            continue
        section.check_known(key, "player or group", (key,), [*players, *groups])
        part = section.section(key)
        for outcome in part.data:
            label = read_label(part, outcome)
            for member in groups.get(key, (key,)):
                part.check_known(outcome, "outcome", (name := f"{member}.{outcome}",), outcomes)
                yield name, label
