"""The scenarios of a case, as a table and as plain dictionaries."""

from dataclasses import asdict

from rich.console import Group

from ...case.scenario import Case
from ...present.records import Record, changes_record
from ...present.tables import footer, table_of


def text(answer: Case) -> Group:
    """The scenarios: what each means and fixes; the main ones are marked."""
    table = table_of("Scenarios (* main)", "Scenario", "Title", "Fixes", "Changes", "Meaning", right=("Changes",))
    for name, file in answer.scenario_files.items():
        fixes = ", ".join(f"{player}={move}" for player, move in file.fixes.items())
        main = "*" if name in answer.main and len(answer.main) < len(answer.scenario_files) else ""
        table.add_row(name + main, file.title, fixes, str(len(file.changes)), file.meaning)
    return Group(table, footer([answer.itself()]))


def record(answer: Case) -> list[Record]:
    """Each of the scenarios, with all that its file says."""
    return [
        {
            **{key: value for key, value in asdict(file).items() if _told(key, value)},
            "changes": changes_record(file.changes),
            "main": name in answer.main,
        }
        for name, file in answer.scenario_files.items()
    ]


def _told(key: str, value: object) -> bool:
    return key not in ("outside", "built_in_changes") and (key not in ("plays", "remembers") or bool(value))
