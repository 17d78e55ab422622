"""Faults and remarks in words and as plain dictionaries."""

from rich.console import Group, RenderableType
from rich.text import Text

from ...case.scenario import Case
from ...present import labels
from ...present.phrases import plural
from ...present.records import Record
from ...present.screen import Brief
from ...present.stamp import stamp
from ...present.tables import table_of
from .answer import Checked
from .remarks import Remark
from .search import Searched

NAMED = 3
"""So many names stand behind each remark in short."""


def text(answer: Checked) -> Group:
    """The faults, each on a line; or that there are none, the remarks, and how assumptions were tried."""
    parts: list[RenderableType] = []
    if answer.faults:
        parts.append(Text(_faults(answer), style="bold"))
        parts += [Text(f"- {fault}") for fault in answer.faults]
        return Group(*parts, *([Text(answer.unread)] if answer.unread else []))
    parts.append(Text(f"{_none(answer)} {_count(answer)}", style="bold"))
    parts += [part for remark in answer.remarks for part in (Text(), _remark(answer, remark))]
    if answer.searched:
        parts += [Text(), Text(_how(answer.searched))]
    return Group(*parts, *_foot(answer))


def brief(answer: Checked) -> Brief:
    """As many faults as fit; without faults each remark with the first of its names."""
    if answer.faults:
        table = table_of("Each with its file and, where it is known, its line", "Fault")
        for fault in answer.faults:
            table.add_row(Text(fault))
        return Brief((_faults(answer),), (table,), Text(answer.unread) if answer.unread else None)
    tried = [_how(answer.searched).partition(":")[0] + "."] if answer.searched else []
    remarks = tuple(_remark(answer, remark, NAMED) for remark in answer.remarks)
    return Brief((_none(answer), _count(answer), *tried), remarks, Group(*_foot(answer)))


def _foot(answer: Checked) -> list[Text]:
    return [Text(stamp([answer.case.itself()]).line, style="dim")] if answer.case else []


def _faults(answer: Checked) -> str:
    count = len(answer.faults)
    return f"{count} {'fault' if count == 1 else 'faults'} in the files of {answer.folder.name}"


def _none(answer: Checked) -> str:
    """That there is no fault, and in what where the files alone were looked at."""
    called = f"“{answer.case.title}” ({answer.folder.name})" if answer.case else answer.folder.name
    if answer.searched:
        return f"The case {called} has no fault: its files can be read, and each of its games can be solved."
    return f"The files of the case {called} have no fault: all of them can be read."


def _count(answer: Checked) -> str:
    kinds = plural(len(answer.remarks), "kind", "kinds")
    return f"Remarks of {kinds} follow: what is worth a look, and no fault." if answer.remarks else "No remarks."


def _remark(answer: Checked, remark: Remark, most: int | None = None) -> Text:
    """What is remarked and of whom; where there are more than `most` names, how many are left out."""
    shown = [_named(answer.case, name) for name in remark.names[:most]]
    more = [f"and {len(remark.names) - len(shown)} more"] if len(shown) < len(remark.names) else []
    return Text(f"{remark.says} ({len(remark.names)}):\n  {', '.join([*shown, *more])}")


def _named(case: Case | None, words: str) -> str:
    """What is remarked on, its label first: `Washington's credibility (us_cred) (1, highest)`; of a set its title."""
    name, blank, more = words.partition(" ")
    if case is None:
        return words
    inside, within, where = more.partition("in ")
    return f"{_called(case, name)}{blank}{inside}{within}{_called(case, where) if within else ''}"


def _called(case: Case, name: str) -> str:
    """A part of the case, its label or title first and its name in brackets."""
    if name in case.sets:
        return labels.author(case.sets[name])
    if name in case.scenario_files:
        return f"“{case.scenario_files[name].title}” ({name})"
    return labels.named(case, name)


def _how(searched: Searched) -> str:
    tried = plural(len(searched.tried), "assumption", "assumptions")
    scenarios, sets = plural(searched.scenarios, "scenario", "scenarios"), plural(searched.sets, "set", "sets")
    left_out = f" Too large to be searched: {', '.join(searched.left_out)}." if searched.left_out else ""
    return (
        f"What moves no result was searched, not proved: {tried}, each alone at both ends of its range until it moved "
        f"one, in {scenarios} under {sets}; {searched.games:,} games were solved. Two together, or a value between, "
        f"may move what none moves alone.{left_out}"
    )


def record(answer: Checked) -> Record:
    """The faults and the remarks, with every name."""
    searched = answer.searched
    return {
        "case": answer.folder.name,
        "faults": list(answer.faults),
        "unread": answer.unread,
        "remarks": [{"kind": each.kind, "says": each.says, "names": list(each.names)} for each in answer.remarks],
        "searched": searched
        and {
            "assumptions": len(searched.tried),
            "scenarios": searched.scenarios,
            "sets": searched.sets,
            "games": searched.games,
            "left_out": list(searched.left_out),
        },
    }
