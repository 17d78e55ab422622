"""The record of the Kosovo case: every number has a reason of its own, and what it cites exists and says when."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from negotiation_sim import load_case
from negotiation_sim.case.claims import cited
from negotiation_sim.case.library import find_case
from negotiation_sim.case.scenario import Case

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "docs").glob("*.md"))


class Reason(NamedTuple):
    """What stands behind a number: in which file, which assumption, its value, why, and from where."""

    file: str
    name: str
    value: float
    why: str
    source: str


@cache
def kosovo() -> Case:
    return load_case("kosovo")


def reasons(case: Case) -> Iterator[Reason]:
    """Of every number of the register, of the sets and of the scenarios."""
    for name, entry in case.register.items():
        yield Reason("assumptions", name, entry.value, entry.why, entry.source)
    for which, files in (("set", case.sets), ("scenario", case.scenario_files)):
        for file, written in files.items():
            for change in written.changes.values():
                yield Reason(f"{which} {file}", change.name, change.value, change.why, change.source)


def shared_reasons(every: Iterator[Reason]) -> dict[str, set[tuple[str, float]]]:
    """The reasons that stand for two numbers: two assumptions, or two values of one."""
    found: dict[str, set[tuple[str, float]]] = defaultdict(set)
    for reason in every:
        found[" ".join(reason.why.casefold().split())].add((reason.name, reason.value))
    return {why: numbers for why, numbers in found.items() if len(numbers) > 1}


def test_no_reason_stands_for_two_numbers() -> None:
    assert shared_reasons(reasons(kosovo())) == {}


def test_a_reason_that_stands_for_two_numbers_is_found() -> None:
    one, other = (Reason("f", name, 1, "Because", "S01") for name in ("a", "b"))
    assert shared_reasons(iter([one, other])) == {"because": {("a", 1), ("b", 1)}}
    assert shared_reasons(iter([one, one])) == {}


def test_every_number_has_a_reason_and_a_source() -> None:
    bare = [(r.file, r.name) for r in reasons(kosovo()) if len(r.why.split()) < 5 or not r.source]
    assert bare == []


def test_every_claim_and_source_that_a_number_cites_is_in_the_tables() -> None:
    known = {*kosovo().claims, *kosovo().sources}
    missing = [
        (r.file, r.name, n) for r in reasons(kosovo()) for kind in cited(r.source) for n in kind if n not in known
    ]
    assert missing == []


def test_every_claim_is_cited_by_a_number_or_says_why_none_carries_it() -> None:
    by_numbers = {number for reason in reasons(kosovo()) for number in cited(reason.source)[0]}
    for number, claim in kosovo().claims.items():
        assert (number in by_numbers) != bool(claim.no_number), number


def test_what_the_tables_cite_is_in_the_tables() -> None:
    texts = [text for claim in kosovo().claims.values() for text in (claim.later_check, claim.no_number)]
    texts += [source.says for source in kosovo().sources.values()]
    for text in texts:
        assert set(cited(text)[1]) <= set(kosovo().sources), text


def test_every_source_says_what_it_says_where_it_is_found_and_who_wrote_it() -> None:
    for number, source in kosovo().sources.items():
        assert source.says.endswith("."), number
        assert source.title, number
        assert source.author, number
        assert source.address, number


def test_every_source_without_a_date_is_a_page_that_bears_none() -> None:
    undated = [number for number, source in kosovo().sources.items() if not source.date]
    assert len(undated) < len(kosovo().sources) / 6, undated


def test_every_set_says_as_of_when_and_cites_nothing_later() -> None:
    for name, written in kosovo().sets.items():
        assert written.as_of, name
        for change in written.changes.values():
            for number in cited(change.source)[1]:
                date = kosovo().sources[number].date
                assert date[: len(written.as_of)] <= written.as_of, (name, change.name, number)


def test_everything_that_people_read_has_a_label() -> None:
    case = kosovo()
    assert [name for name, entry in case.register.items() if not entry.written_label] == []
    for player in case.players.values():
        assert set(player.labels) == set(player.strategies), player.id
    assert set(case.labels.criteria) == {criterion for rules in case.payoffs.values() for criterion in rules}
    assert set(case.labels.outcomes) == set(case.outcomes)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_source_that_a_page_cites_is_in_the_table(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert set(re.findall(r"\bS\d{2,3}\b", text)) <= set(kosovo().sources)


def test_the_notes_say_how_the_weights_of_each_player_were_set() -> None:
    notes = (find_case("kosovo") / "notes.md").read_text(encoding="utf-8")
    held = re.findall(r"^\| .* \(`(\w+)`\) \|", notes, re.MULTILINE)
    told = {member for name in held for member in kosovo().groups.get(name, (name,))}
    assert told == {name.partition(".")[0] for name in kosovo().register if ".weight." in name}


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("chain", "count(holdouts.yes) == 4 and settles and gives"),
        ("recognition", "count(holdouts.yes) == 4"),
        ("normalises", "settles"),
        ("concedes", "gives"),
    ],
)
def test_the_conclusions_of_the_argument_can_be_asked_for_by_name(name: str, holds: str) -> None:
    assert kosovo().condition(name) == kosovo().condition(holds)
    assert kosovo().conclusions[name].title
