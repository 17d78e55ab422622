"""What is no fault and yet worth a look: parts of a case that nothing uses, nobody cites, or that change nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...case.claims import cited
from ...case.scenario import Case
from ...language.expression import Expression
from .search import Searched


@dataclass(frozen=True)
class Remark:
    """A kind of remark, what it says, and of which names it says so."""

    kind: str
    says: str
    names: tuple[str, ...]


def remarks_on(case: Case, searched: Searched | None) -> tuple[Remark, ...]:
    """The remarks, those with nothing to say left out; without a search also those that need one."""
    used = used_names(case)
    idle = tuple(name for name in case.register if name not in used)
    outcomes = tuple(name for name in case.outcomes if name not in used)
    unmoved = tuple(name for name in searched.unmoved if name not in idle) if searched else ()
    without_number = searched.without_number if searched else ()
    idle_changes, at_an_end = tuple(_idle(case)), tuple(_at_an_end(case))
    every = [
        Remark("unused assumptions", "Assumptions that no rule uses, directly or by an outcome that counts", idle),
        Remark("unused outcomes", "Outcomes on which no payoff, headline, hinge or conclusion depends", outcomes),
        Remark("moves nothing", "Assumptions that change no result, each moved alone to either end", unmoved),
        Remark("no number", "Assumptions with which a rule gives no number, at an end of their range", without_number),
        Remark("same scenarios", "Scenarios that are the same game as another one", tuple(_same(case))),
        Remark("idle changes", "Values that a scenario or a set gives and that are the same without it", idle_changes),
        Remark("uncited", "Sources that no text of the case cites", tuple(_uncited(case))),
        Remark("value at an end", "Assumptions whose value is the lowest or the highest of its range", at_an_end),
    ]
    return tuple(remark for remark in every if remark.names)


def used_names(case: Case) -> set[str]:
    """Every assumption and outcome on which a payoff, a headline, a hinge or a conclusion depends, however far back."""
    used = {case.weight(who, criterion) or "" for who, rules in case.payoffs.items() for criterion in rules}
    used |= {name for kind in case.other_kinds.values() for name in kind.reads}
    waiting = [name for expression in _asked_for(case) for name in expression.names()]
    while waiting:
        name = waiting.pop()
        if name not in used:
            used.add(name)
            waiting += case.outcomes[name].names() if name in case.outcomes else ()
    return used


def _asked_for(case: Case) -> Iterator[Expression]:
    for rules in case.payoffs.values():
        yield from rules.values()
    for told in (*case.headlines, *case.hinges):
        yield from told.who.values()
        yield from [told.holds] if told.holds else []
    yield from (conclusion.condition for conclusion in case.conclusions.values() if conclusion.of == "game")


def _same(case: Case) -> Iterator[str]:
    """`a is b`, for each scenario whose moves, order and values are those of one before it."""
    first: dict[str, str] = {}
    for name in case.scenario_files:
        before = first.setdefault(case.scenario(name).digest, name)
        if before != name:
            yield f"{name} (as {before})"


def _idle(case: Case) -> Iterator[str]:
    """`us_cred in sceptic`, for each value that is the register's in a file with no base to differ from."""
    for name, file in case.scenario_files.items():
        yield from _of_the_register(case, name, [(change.name, change.value) for change in file.changes.values()])
    for name, assumed in case.sets.items():
        if assumed.base is None:
            yield from _of_the_register(
                case, name, [(change.name, change.value) for change in assumed.changes.values()]
            )


def _of_the_register(case: Case, where: str, values: Sequence[tuple[str, float]]) -> Iterator[str]:
    yield from (f"{name} in {where}" for name, value in values if value == case.register[name].value)


def _uncited(case: Case) -> Iterator[str]:
    text = " ".join(_texts(case))
    numbers = {*cited(text)[1]}
    yield from (number for number in case.sources if number not in numbers)


def _texts(case: Case) -> Iterator[str]:
    """Every text in which a source may be cited."""
    yield from (case.about, case.source)
    for entry in case.register.values():
        yield from (entry.why, entry.source)
    for assumed in case.sets.values():
        yield from (assumed.author, assumed.about)
        yield from (text for change in assumed.changes.values() for text in (change.why, change.source))
    for file in case.scenario_files.values():
        yield file.meaning
        yield from (text for change in file.changes.values() for text in (change.why, change.source))
    for group in case.correlations:
        yield from (group.why, group.source)
    yield from case.backtest.texts.values() if case.backtest else ()
    for claim in case.claims.values():
        yield from (claim.paraphrase, claim.implication, claim.later_check)


def _at_an_end(case: Case) -> Iterator[str]:
    for entry in case.register.values():
        if entry.low < entry.high and not entry.is_switch and entry.value in (entry.low, entry.high):
            yield f"{entry.name} ({entry.value:g}, {'lowest' if entry.value == entry.low else 'highest'})"
