"""Writes the pages that come from the code and the data: the commands, the glossary, the Kosovo case.

Run after changing a command's help or the case: python docs/generate.py. A test holds that they are up to date.
"""

import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

from negotiation_sim import load_case
from negotiation_sim.case.library import find_case
from negotiation_sim.cli.spelling import command_line, spelled
from negotiation_sim.questions import questions
from negotiation_sim.questions.declaration import Question
from negotiation_sim.questions.fields import Field
from negotiation_sim.questions.glossary.answer import terms

DOCS = Path(__file__).parent


COMMON = "`case`, `assumptions`, `changes`, `outside_range`, `hash`"


def commands() -> str:
    """What can be asked: a row for each question, then each with its options and the keys of its JSON."""
    rows = [(asked.group, f"[`{name}`](#{anchor(name)})", first_line(asked)) for name, asked in questions().items()]
    return (
        "\n\n".join(
            [
                "# Commands",
                "Written from the declarations of the questions by `docs/generate.py`. In Python the same is asked by "
                '`ask("NAME", ...)` from `negotiation_sim`, options by their names. Every command has `--help`.',
                table(("To learn", "Command", "What it answers"), rows),
                *(section(asked) for asked in questions().values()),
            ]
        )
        + "\n"
    )


def anchor(name: str) -> str:
    return name.replace(" ", "-")


def first_line(asked: Question) -> str:
    return spelled(asked.about.partition("\n\n")[0].replace("\n", " "))


def section(asked: Question) -> str:
    parts = [f"## {asked.name}", *(spelled(" ".join(part.split())) for part in asked.about.split("\n\n"))]
    if asked.examples:
        lines = [line if line.startswith("./") else command_line(asked, line).rstrip() for line in asked.examples]
        parts.append("```text\n" + "\n".join(lines) + "\n```")
    if rows := [*options(asked), *forms(asked)]:
        parts.append(table(("Argument or option", "What it is", "If left out"), rows))
    if asked.keys:
        parts.append(f"Keys of the JSON, besides what was solved ({COMMON}, or as the [reference](reference.md) says):")
        parts.append(table(("Key", "What it is"), ((f"`{key}`", said) for key, said in asked.keys.items())))
    return "\n\n".join(parts)


def options(asked: Question) -> Iterator[tuple[str, str, str]]:
    for field in asked.fields:
        name = field.name if field.help.by_place else f"--{field.spelled}"
        limits = [f"at least {field.help.ge:,}"] if field.help.ge is not None else []
        limits += [f"at most {field.help.le:,}"] if field.help.le is not None else []
        unit = f" In {field.help.unit}." if field.help.unit else ""
        within = f" ({', '.join(limits)})" if limits else ""
        yield f"`{name}`", f"{spelled(field.help.text)}{unit}{within}", default_of(field)


def default_of(field: Field) -> str:
    if field.required:
        return "must be given"
    if field.default in (None, (), False, ""):
        return ""
    return f"`{field.default}`"


def forms(asked: Question) -> Iterator[tuple[str, str, str]]:
    for form in asked.forms:
        yield f"`--{form.name}`", form.text, ""


def glossary() -> str:
    parts = [
        "# Glossary",
        "The same words stand in the data, the code, the command line and the pictures. In the terminal: "
        "`negotiation-sim glossary regret`.",
        *(textwrap.fill(f"**{term}** {meaning}", 120) for term, meaning in terms().items()),
    ]
    return "\n\n".join(parts) + "\n"


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    def line(cells: Iterable[object]) -> str:
        return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"

    head = tuple(head)
    return "\n".join([line(head), line("---" for _ in head), *(line(row) for row in rows)])


def kosovo() -> str:
    case = load_case("kosovo")
    players = [(player.name, player.id, ", ".join(player.strategies)) for player in case.players.values()]
    scenarios = [(file.title, name, file.meaning) for name, file in case.scenario_files.items()]
    sets = [(own.title, name, own.author, own.lean, own.as_of) for name, own in case.sets.items()]
    register = [
        (f"{e.label} (`{e.name}`)", f"{e.value:g}", f"{e.low:g} to {e.high:g}", e.unit, e.why, e.source)
        for e in case.register.values()
        if e.level == "main"
    ]
    alone = [(claim.id, claim.paraphrase, claim.no_number) for claim in case.claims.values() if claim.no_number]
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
        "As of: the date up to which what is known speaks in a set.",
        table(("Set", "Name", "Held by", "Leans", "As of"), sets),
        "## Assumptions that carry the argument",
        f"{len(register)} of {len(case.register)}; `negotiation-sim assumptions --all` lists the rest. "
        "C numbers are claims of the op-ed, S numbers are sources: `negotiation-sim cite C43 S08`.",
        table(("Assumption", "Value", "Range", "Unit", "Why", "Source"), register),
        "## Claims that no number carries",
        f"{len(alone)} of {len(case.claims)} claims of the text. Some are no size; on the rest the case is silent.",
        table(("Claim", "What it says", "Why no number carries it"), alone),
        (find_case("kosovo") / "notes.md").read_text(encoding="utf-8").strip(),
    ]
    return "\n\n".join(parts) + "\n"


PAGES = {"commands.md": commands, "glossary.md": glossary, "kosovo.md": kosovo}

if __name__ == "__main__":
    for page, write in PAGES.items():
        (DOCS / page).write_text(write(), encoding="utf-8")
