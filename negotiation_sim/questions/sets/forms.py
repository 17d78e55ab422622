"""The assumption sets of a case, as a table and as plain dictionaries."""

from dataclasses import asdict

from rich.console import Group

from ...case.scenario import Case
from ...present.records import Record
from ...present.tables import footer, table_of


def text(answer: Case) -> Group:
    """The assumption sets: who holds each, which way it leans, how many values differ."""
    table = table_of("Assumption sets", "Set", "Title", "Held by", "Leans", "Differs in", right=("Differs in",))
    for name, assumption_set in answer.sets.items():
        differs = "the register" if name == answer.base_set else str(len(assumption_set.changes))
        table.add_row(name, assumption_set.title, assumption_set.author, assumption_set.lean, differs)
    return Group(table, footer([answer.itself()]))


def record(answer: Case) -> list[Record]:
    """Each of the sets, with all that its file says."""
    left_out = ("set_twice", "reasons", "stands_on")
    return [
        {key: value for key, value in asdict(written).items() if key not in left_out and (value or key != "ranges")}
        for written in answer.sets.values()
    ]
