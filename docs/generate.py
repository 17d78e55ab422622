"""Writes the pages that come from the code and the data: docs/commands.md and docs/kosovo.md.

Run after changing a command's help or the case: python docs/generate.py. A test holds that both pages are up to date.
"""

import inspect
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from negotiation_sim import load_case
from negotiation_sim.cli import app

DOCS = Path(__file__).parent


def commands() -> str:
    parts = ["# Commands", "Written from the commands' own help by `docs/generate.py`. Common to all: `--help`."]
    for name, command in named(get_command(app)):
        said = inspect.cleandoc(command.help or "")
        text, _, examples = said.partition("Examples:")
        parts += [f"## {name}", " ".join(text.split())]
        if lines := [line.strip() for line in examples.splitlines() if line.strip()]:
            parts.append("```text\n" + "\n".join(lines) + "\n```")
        rows = [
            (f"`{', '.join(own.opts)}`", getattr(own, "help", "") or "") for own in command.params if own.name != "help"
        ]
        parts.append(table(("Argument or option", "What it is"), rows))
    return "\n\n".join(parts) + "\n"


def named(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command with its whole name, those of a group by theirs."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from named(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    def line(cells: Iterable[object]) -> str:
        return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"

    head = tuple(head)
    return "\n".join([line(head), line("---" for _ in head), *(line(row) for row in rows)])


def kosovo() -> str:
    case = load_case("kosovo")
    players = [(player.name, player.id, ", ".join(player.strategies)) for player in case.players.values()]
    scenarios = [(file.title, name, file.meaning) for name, file in case.scenario_files.items()]
    sets = [(own.title, name, own.author, own.lean) for name, own in case.sets.items()]
    register = [
        (f"`{e.name}`", f"{e.value:g}", f"{e.low:g} to {e.high:g}", e.unit, e.why, e.source)
        for e in case.register.values()
        if e.level == "main"
    ]
    parts = [
        "# The Kosovo case",
        "Written from the case's files by `docs/generate.py`. Every payoff number is a modeller's construction.",
        " ".join(case.about.split()),
        f"Source: {case.source}.",
        "## Players",
        table(("Player", "Name in files", "Strategies"), players),
        "## Scenarios",
        table(("Scenario", "Name", "Meaning"), scenarios),
        "## Assumption sets",
        table(("Set", "Name", "Held by", "Leans"), sets),
        "## Assumptions that carry the argument",
        f"{len(register)} of {len(case.register)}; `negotiation-sim assumptions --all` lists the rest. "
        "C numbers are claims of the op-ed, S numbers are sources: `negotiation-sim cite C43 S08`.",
        table(("Name", "Value", "Range", "Unit", "Why", "Source"), register),
    ]
    return "\n\n".join(parts) + "\n"


PAGES = {"commands.md": commands, "kosovo.md": kosovo}

if __name__ == "__main__":
    for page, write in PAGES.items():
        (DOCS / page).write_text(write(), encoding="utf-8")
