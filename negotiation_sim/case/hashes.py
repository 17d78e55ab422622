"""A case in parts, by name, so that a later reading can say which of them changed; and one hash over all of them."""

import hashlib
import json
from collections.abc import Iterator

from .assumptions import Assumption, AssumptionSet
from .rule_texts import rule_texts, scenario_text
from .scenario import Case

LENGTH = 16
"""Hexadecimal digits of a hash of a part; they tell a change, and withstand nobody who looks for equal ones."""


def numbers_of(case: Case) -> dict[str, list[float]]:
    """Every assumption's value and range, by name."""
    return {name: [entry.value, entry.low, entry.high] for name, entry in case.register_as_read.items()}


def parts_of(case: Case) -> dict[str, str]:
    """A short hash of every rule, scenario and assumption set, and of all that is said of the numbers, by its name."""
    return {name: hashed(text)[:LENGTH] for name, text in _parts(case)}


def case_hash(case: Case) -> str:
    """Twelve hexadecimal digits over the numbers and the parts: another case, or one that was changed, has others."""
    return hashed([numbers_of(case), parts_of(case)])[:12]


def hashed(content: object) -> str:
    """The SHA-256 of plain data, in hexadecimal digits, by its one spelling as JSON."""
    return hashlib.sha256(canonical(content).encode("utf-8")).hexdigest()


def canonical(content: object) -> str:
    """Plain data in its one spelling: keys sorted, nothing between marks, no number that is none."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def _parts(case: Case) -> Iterator[tuple[str, object]]:
    yield "title", [case.title, case.about, case.source]
    for name, text in rule_texts(case).items():
        yield name, text
    for name, file in case.scenario_files.items():
        if not file.outside:
            changes = {change.name: change.value for change in file.changes.values()}
            yield f"scenario {name}", [file.title, file.meaning, scenario_text(file), changes]
    for name, each in case.sets.items():
        if each.stands_on is None:
            yield f"assumption set {name}", _set(each)
    of_groups = [case.labels.groups] if case.labels.groups else []
    yield "labels", [case.labels.criteria, case.labels.outcomes, *of_groups, *_names(case)]
    for name, entry in case.register_as_read.items():
        yield f"reason of {name}", _written(entry)
    for name, claim in case.claims.items():
        yield f"claim {name}", [claim.paragraph, claim.paraphrase, claim.implication]
    for name, source in case.sources.items():
        yield f"source {name}", source.text
    if case.game is not None:
        yield "payoffs of the game", [str(value) for value in case.game.payoffs.ravel().tolist()]


def _set(each: AssumptionSet) -> object:
    values = {name: [change.value, change.why, change.source] for name, change in each.changes.items()}
    over = {below: {name: change.value for name, change in given.items()} for below, given in each.over.items()}
    return [each.title, each.author, each.about, each.as_of, values, over, dict(each.ranges)]


def _written(entry: Assumption) -> object:
    return [entry.label, entry.unit, entry.why, entry.source, entry.level]


def _names(case: Case) -> Iterator[object]:
    for player in case.players.values():
        yield [player.name, dict(player.labels), dict(player.means)]
