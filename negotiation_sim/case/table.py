"""The table of a case: who negotiates about which issues, what each option is worth to whom, what may go together.

A *package* takes one option of every issue. The first option of an issue is the one without agreement. Worths are
rules over assumptions, moves and outcomes where there is no agreement: the cell in which the parties play
`no_agreement` and all others what they play where the scenario leads.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import prod

import numpy as np

from ..errors import InputError, as_known, unknown
from ..games.agreements import SOLUTIONS
from ..games.arrays import Index, Mask
from ..language.expression import Expression, evaluate, holds

Criteria = Mapping[str | None, Expression]
"""What an option is worth to a party, by criterion; None: in points, without a weight."""

SUMMARIES = {
    "zone": "packages in the zone of agreement",
    "packages": "packages that may go together",
    "least_gain": "the greatest gain that the party which gains least can have, in points",
}
SOLUTION_NAMES = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai and Smorodinsky",
    "egalitarian": "the egalitarian solution",
    "utilitarian": "the utilitarian solution",
    "maximin": "maximin",
}

_OPTION = re.compile(r"\b(not\s+)?(\w+)\.(\w+)\b")


@dataclass(frozen=True)
class Issue:
    """`options` by name with what people read, the one without agreement first.

    `paid_by[option]`: players at the expense of whom it is; `off`: it is on the table only where that is asked for.
    """

    name: str
    label: str
    options: Mapping[str, str]
    paid_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    off: bool = False


@dataclass(frozen=True)
class Ratifier:
    """Who must agree to what a party signs: its chance is the base and what the options add, between 0 and 1."""

    label: str
    chance: Expression
    adds: Mapping[str, Mapping[str, Expression]]


@dataclass(frozen=True, eq=False)
class Table:
    """All that table.toml says. `worths[party][issue][option]`; an option that is not listed is worth 0.

    `terms` are rules by name that other rules use. `feasible`: conditions on packages, ISSUE.OPTION in place of a move;
    `feasible_labels` says some of them in a sentence without a full stop.
    `colour` is the issue by which pictures tell packages apart. `agreement` are moves of parties that stand for an
    agreement: what others gain by one is told by them (empty: it is not told).
    `stands_alone`: it belongs to no case; worths are then points as they are, and no option stands for no agreement.
    `discount[party]`: what an agreement at the end of the time is worth beside one at once (empty: as much).
    """

    title: str
    about: str
    source: str
    parties: tuple[str, ...]
    no_agreement: Mapping[str, str]
    issues: Mapping[str, Issue]
    terms: Mapping[str, Expression]
    worths: Mapping[str, Mapping[str, Mapping[str, Criteria]]]
    feasible: Mapping[str, Expression]
    colour: str
    ratifiers: Mapping[str, Ratifier] = field(default_factory=dict)
    agreement: Mapping[str, str] = field(default_factory=dict)
    stands_alone: bool = False
    discount: Mapping[str, float] = field(default_factory=dict)
    feasible_labels: Mapping[str, str] = field(default_factory=dict)

    def feasible_in_words(self, name: str) -> str:
        """What a rule on packages asks for: its label, else the rule with each ISSUE.OPTION as people read it."""
        return self.feasible_labels.get(name) or f"it needs {self._in_labels(self.feasible[name].text)}"

    def _in_labels(self, rule: str) -> str:

        def label(option: re.Match[str]) -> str:
            issue = self.issues.get(option[2])
            verb = "is not" if option[1] else "is"
            return option[0] if issue is None else f'"{issue.label}" {verb} "{issue.options.get(option[3], option[3])}"'

        return _OPTION.sub(label, rule)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """Everything on which an answer may depend, as texts by name, such as "table worth of serbia: funds.none"."""
        issues = {f"table issue {name}": _issue_in_words(issue) for name, issue in self.issues.items()}
        moves = {"table parties": _pairs(self.no_agreement), "table agreement": _pairs(self.agreement)}
        terms = {f"table term {name}": rule.text for name, rule in self.terms.items()}
        worths = {
            f"table worth of {party}: {issue}.{option}": "; ".join(
                f"{name or 'points'} {r.text}" for name, r in rules.items()
            )
            for party, issues_of in self.worths.items()
            for issue, options in issues_of.items()
            for option, rules in options.items()
        }
        feasible = {f"table rule {name}": rule.text for name, rule in self.feasible.items()}
        ratified = {
            f"table ratifier of {party}": "; ".join([each.chance.text, *(f"{issue}.{option} {rule.text}"
                for issue, options in each.adds.items() for option, rule in options.items())])
            for party, each in self.ratifiers.items()
        }  # fmt: skip
        discount = {f"table discount of {party}": repr(value) for party, value in self.discount.items()}
        return {**moves, **issues, **terms, **worths, **feasible, **ratified, **discount, "table colour": self.colour}

    @property
    def rules(self) -> Iterator[Expression]:
        """Every rule that is evaluated where there is no agreement: what the table reads."""
        yield from self.terms.values()
        for issues in self.worths.values():
            yield from (rule for options in issues.values() for rules in options.values() for rule in rules.values())
        for ratifier in self.ratifiers.values():
            yield ratifier.chance
            yield from (rule for options in ratifier.adds.values() for rule in options.values())

    @cached_property
    def reads(self) -> frozenset[str]:
        """The assumptions that its rules name, with the weights of the criteria in which worths are written."""
        named = frozenset[str]().union(*(rule.names("assumption") for rule in self.rules))
        return named.union(
            f"{party}.weight.{criterion}"
            for party, issues in self.worths.items()
            for options in issues.values()
            for rules in options.values()
            for criterion in rules
            if criterion is not None
        )

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """The numbers of the table that a condition may name, each with what it is in words."""
        by_option = {
            f"{issue.name}.{option}": f"packages in the zone with '{issue.label}: {label}'"
            for issue in self.issues.values()
            for option, label in issue.options.items()
        }
        gains = {
            f"{solution}.{party}": f"what {party} gains by {SOLUTION_NAMES[solution]}, in points (0 where none)"
            for solution in SOLUTIONS
            for party in self.parties
        }
        return {**SUMMARIES, **by_option, **gains}

    @property
    def unagreed(self) -> dict[str, str]:
        """The option of every issue that stands for no agreement; nothing where the table stands alone."""
        return {} if self.stands_alone else {name: next(iter(issue.options)) for name, issue in self.issues.items()}

    @cached_property
    def packages(self) -> "Packages":
        """All packages that may go together, with the issues that are on the table unless something else is asked."""
        return self.laid()

    def laid(self, without: Sequence[str] = (), also: Sequence[str] = ()) -> "Packages":
        """The packages with some issues, or single options ISSUE.OPTION, taken off the table and others put on it.

        Raises InputError for names that are not known, and where no package is left.
        """
        out, on = ([self._place(name) for name in names] for names in (without, also))
        options: dict[str, tuple[str, ...]] = {}
        for name, issue in self.issues.items():
            off = (name, None) in out or (issue.off and (name, None) not in on)
            listed = tuple(issue.options)[:1] if off else tuple(issue.options)
            options[name] = tuple(option for option in listed if (name, option) not in out)
            if not options[name]:
                raise InputError(f"no option of '{name}' is left on the table. Leave one, or take the issue off.")
        return Packages(self, options)

    def _place(self, written: str) -> tuple[str, str | None]:
        issue, dot, option = written.strip().partition(".")
        issue = as_known(issue, self.issues)
        if issue not in self.issues:
            raise InputError(unknown("issue", issue, self.issues, " on the table"))
        if dot and option not in self.issues[issue].options:
            raise InputError(unknown("option", option, self.issues[issue].options, f" of the issue {issue}"))
        return issue, option if dot else None

    def package(self, texts: Sequence[str]) -> dict[str, str]:
        """A package from texts ISSUE=OPTION, with commas between them; an issue not named stays without agreement.

        Raises InputError for names that are not known and an issue that stands twice.
        """
        package: dict[str, str] = {}
        for written in (part for text in texts for part in text.split(",") if part.strip()):
            name, equals, option = (part.strip() for part in written.partition("="))
            if not equals:
                raise InputError(f"'{written.strip()}': write ISSUE=OPTION, for example {self._example()}.")
            issue, _ = self._place(name.replace(".", " "))
            option = as_known(option, self.issues[issue].options)
            self._place(f"{issue}.{option}")
            if issue in package:
                raise InputError(f"'{issue}' stands twice in the package. Keep one.")
            package[issue] = option
        if self.stands_alone and (left := next((name for name in self.issues if name not in package), None)):
            raise InputError(f"'{left}' is not in the package, and no option stands for no agreement. Name one of it.")
        return {name: package.get(name, next(iter(issue.options))) for name, issue in self.issues.items()}

    def _example(self) -> str:
        issue = next(iter(self.issues.values()))
        return f"{issue.name}={list(issue.options)[-1]}"

    @property
    def paid_issues(self) -> tuple[str, ...]:
        """The issues of which some option is paid by others than the parties."""
        return tuple(name for name, issue in self.issues.items() if issue.paid_by)


def _pairs(moves: Mapping[str, str]) -> str:
    return ", ".join(f"{player}={move}" for player, move in moves.items())


def _issue_in_words(issue: Issue) -> str:
    options = (f"{option} (paid by {', '.join(issue.paid_by[option])})" if issue.paid_by.get(option) else option
               for option in issue.options)  # fmt: skip
    return ", ".join(options) + ("; off" if issue.off else "")


@dataclass(frozen=True, eq=False)
class Packages:
    """The packages of a table with these options of each issue, in lexicographic order of the options.

    Raises InputError where the rules leave none.
    """

    table: Table
    options: Mapping[str, tuple[str, ...]]

    def __post_init__(self) -> None:
        if not self.possible.any():
            rules = ", ".join(self.table.feasible)
            raise InputError(f"no package is left: the rules of [feasible] ({rules}) rule out every one.")

    @property
    def shape(self) -> tuple[int, ...]:
        """How many options each issue has."""
        return tuple(map(len, self.options.values()))

    @cached_property
    def possible(self) -> Mask:
        """Which packages the rules allow, an axis an issue."""
        values = {}
        for axis, (issue, options) in enumerate(self.options.items()):
            along = [-1 if k == axis else 1 for k in range(len(self.options))]
            for option in self.table.issues[issue].options:
                values[f"{issue}.{option}"] = np.array([float(option == each) for each in options]).reshape(along)
        possible = np.ones(self.shape, dtype=bool)
        for rule in self.table.feasible.values():
            possible &= holds(evaluate(rule.node, values))
        return possible

    @cached_property
    def flat(self) -> Index:
        """The places of the packages among all combinations, in order, shape (packages,)."""
        return np.flatnonzero(self.possible)

    @cached_property
    def places(self) -> Index:
        """Which option each package takes of each issue, by number, shape (issues, packages)."""
        return np.array(np.unravel_index(self.flat, self.shape))

    @property
    def count(self) -> int:
        """How many packages there are."""
        return len(self.flat)

    @property
    def combinations(self) -> int:
        """How many combinations of options there are, those that the rules forbid included."""
        return prod(self.shape)

    def named(self, package: int) -> dict[str, str]:
        """The option of every issue in a package."""
        return {
            issue: options[int(place)]
            for (issue, options), place in zip(self.options.items(), self.places[:, package], strict=True)
        }

    def find(self, package: Mapping[str, str]) -> int | None:
        """The number of a package; None where an option of it is off the table or the rules forbid it."""
        if any(option not in self.options[issue] for issue, option in package.items()):
            return None
        places = tuple(options.index(package[issue]) for issue, options in self.options.items())
        flat = int(np.ravel_multi_index(places, self.shape))
        return int(np.searchsorted(self.flat, flat)) if self.possible[places] else None

    def why_not(self, package: Mapping[str, str]) -> str:
        """The first reason why a package may not be agreed on, in words."""
        for issue, option in package.items():
            if option not in self.options[issue]:
                about = self.table.issues[issue]
                return f"'{about.label}: {about.options[option]}' is not on the table here"
        values = {f"{issue}.{each}": float(each == package[issue]) for issue, part in self.table.issues.items()
                  for each in part.options}  # fmt: skip
        broken = next(name for name, rule in self.table.feasible.items() if not holds(evaluate(rule.node, values)))
        return self.table.feasible_in_words(broken)
