"""What a user changed: against the built-in set, or against the case that a copy came from. Values, ranges, rules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from .assumptions import Assumption, AssumptionSet, Register
from .overlay import OVER, laid_over
from .rule_texts import rule_texts, scenario_text
from .scenario import Case, Scenario

Kind = Literal["range", "reason", "rule"]


@dataclass(frozen=True)
class ChangedValue:
    """An assumption's value that is the user's own: what it was, and what it is."""

    entry: Assumption
    before: float
    value: float

    @property
    def words(self) -> str:
        """`us_cred 0.7 -> 0.9`, marked where the value lies outside its range."""
        return self.called(self.entry.name)

    def called(self, name: str) -> str:
        """The words with another name for the assumption: its label, say."""
        entry = self.entry
        mark = "" if entry.allows(self.value) else f" (outside its range {entry.low:g} to {entry.high:g})"
        return f"{name} {self.before:g} -> {self.value:g}{mark}"


@dataclass(frozen=True)
class ChangedPart:
    """A range, a reason or a rule that is the user's own. `before` is "" for what is new, `after` for what is gone."""

    kind: Kind
    name: str
    before: str
    after: str

    @property
    def words(self) -> str:
        """`range of us_cred 0.5 to 0.9 -> 0 to 1`, `outcome deal changed`, `reason of us_cred changed`."""
        if self.kind == "range":
            return f"range of {self.name} {self.before} -> {self.after}"
        done = "changed" if self.before and self.after else "is new" if self.after else "taken out"
        return f"{self.name} {done}"


def reference_of(case: Case) -> Case:
    """The case that changes are measured against: the one that a copy came from, else the case as it was read."""
    return case.origin or case


def changed_values(scenario: Scenario) -> Iterator[ChangedValue]:
    """Every value that is the user's own, in the register's order; what `overrides` says even where it is the same."""
    before = _values_before(scenario)
    for name, entry in scenario.case.register.items():
        value = scenario.values[name]
        if name in before and (value != before[name] or name in scenario.overrides):
            yield ChangedValue(entry, before[name], value)
        elif name in scenario.overrides:
            yield ChangedValue(entry, entry.value, value)


def _values_before(scenario: Scenario) -> Mapping[str, float]:
    """Every assumption's value without what is the user's own: the register's, the built-in sets', the scenario's."""
    reference = reference_of(scenario.case)
    file = reference.scenario_files.get(scenario.name)
    written = {change.name: change.value for change in file.built_in_changes.values()} if file else {}
    return reference.values(_built_in_part(scenario.assumptions, reference), written)


def _built_in_part(assumed: AssumptionSet, reference: Case) -> AssumptionSet | None:
    """Of a set, or of sets laid over each other, those that the case itself has; None where it has none of them."""
    names = assumed.name.split(OVER) if assumed.stands_on is None else assumed.stands_on
    known = [reference.sets[name] for name in dict.fromkeys(names) if name in reference.sets]
    return laid_over(known) if known else None


def changed_parts(scenario: Scenario) -> Iterator[ChangedPart]:
    """Every range, reason and rule that is the user's own, as far as the scenario depends on it."""
    case = scenario.case
    before = reference_of(case)
    yield from _ranges(before.register_as_read, case.register)
    yield from _reasons(scenario, before.register_as_read)
    if case.origin is not None:
        yield from _rules(rule_texts(before), rule_texts(case))
        yield from _written_about(before.register, case.register)
    if not scenario.name:
        return
    names = {scenario.name} & {*before.scenario_files}
    was = scenario_text(before.scenario_files[scenario.name]) if names and not scenario.file.outside else ""
    yield from _rules({f"scenario {scenario.name}": was}, {f"scenario {scenario.name}": scenario_text(scenario.file)})


def _ranges(before: Register, now: Register) -> Iterator[ChangedPart]:
    for name, entry in now.items():
        was = before.get(name, entry)
        if was is not entry and (was.low, was.high) != (entry.low, entry.high):
            yield ChangedPart("range", name, f"{was.low:g} to {was.high:g}", f"{entry.low:g} to {entry.high:g}")


def _reasons(scenario: Scenario, before: Register) -> Iterator[ChangedPart]:
    """The reasons and sources that a file of the user's gives, whether it changes the value or not."""
    assumed = scenario.assumptions
    if assumed.stands_on is None:
        return
    built_in = _built_in_part(assumed, reference_of(scenario.case))
    given = {name: (change.why, change.source) for name, change in assumed.changes.items() if change.explained}
    for name, (why, source) in {**given, **assumed.reasons}.items():
        entry = (built_in.changes.get(name) if built_in else None) or before.get(name)
        if entry is None:
            continue
        for of, was, became in (("reason", entry.why, why), ("source", entry.source, source)):
            if became and became != was:
                yield ChangedPart("reason", f"{of} of {name}", was, became)


def _written_about(before: Register, now: Register) -> Iterator[ChangedPart]:
    """What a copy's register says else of an assumption, and which assumptions are new or gone."""
    for name in dict.fromkeys((*before, *now)):
        if name not in before or name not in now:
            yield ChangedPart(
                "rule", f"assumption {name}", *("here" if name in where else "" for where in (before, now))
            )
            continue
        was, became = before[name], now[name]
        for of in ("why", "source", "unit", "level"):
            if getattr(was, of) != getattr(became, of):
                part = "reason" if of == "why" else of
                yield ChangedPart("reason", f"{part} of {name}", getattr(was, of), getattr(became, of))


def _rules(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[ChangedPart]:
    for name in dict.fromkeys((*before, *now)):
        was, became = before.get(name, ""), now.get(name, "")
        if was != became:
            yield ChangedPart("rule", name, was, became)
