"""Writes the pages that come from the code and the data: the commands, the glossary, the Kosovo case.

What the Kosovo page says of the repairs is written in docs/kosovo_repairs.csv; its answers are solved here.

Run after changing a command's help or the case: python docs/generate.py. A test holds that they are up to date.
"""

import csv
import runpy
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

from negotiation_sim import load_case, solve_scenario, thresholds
from negotiation_sim.case.library import find_case
from negotiation_sim.case.scenario import Case
from negotiation_sim.case.terms import terms_of_case
from negotiation_sim.questions import questions
from negotiation_sim.questions.declaration import Question
from negotiation_sim.questions.fields import Field
from negotiation_sim.questions.glossary.answer import terms
from negotiation_sim.questions.limits.answer import written_limits
from negotiation_sim.spelling import command_line, spelled
from negotiation_sim.worlds.solved import Solved

DOCS = Path(__file__).parent
README = DOCS.parent / "README.md"
LIMITS = "## What it does not claim\n\n"
beside = runpy.run_path(str(DOCS / "kosovo_players.py"))["sections"]
"""What the Kosovo page says of who else may play."""
plans_page = runpy.run_path(str(DOCS / "plans_page.py"))["page"]
"""The page of the plans and those who hold them."""
years_page = runpy.run_path(str(DOCS / "years_page.py"))["page"]
"""The page of the years."""
backtest_page = runpy.run_path(str(DOCS / "backtest_page.py"))["page"]
"""The page of the back-test."""
posturing_page = runpy.run_path(str(DOCS / "posturing_page.py"))["page"]
"""The page of who is in earnest."""


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
        "`negotiation-sim glossary regret`. Words of a case stand in its data, and on the [Kosovo page](kosovo.md).",
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
        "A number of level detail can turn an answer as well: the main ones carry most of the argument, not all of it.",
        *repaired(case),
        *beside(case, table),
        *remarks(),
        "## Claims that no number carries",
        f"{len(alone)} of {len(case.claims)} claims of the text. Some are no size; on the rest the case is silent.",
        table(("Claim", "What it says", "Why no number carries it"), alone),
        "## Words of this case",
        table(("Term", "What it means"), terms_of_case("kosovo").meanings.items()),
        (find_case("kosovo") / "notes.md").read_text(encoding="utf-8").strip(),
    ]
    return "\n\n".join(parts) + "\n"


REPAIRS = DOCS / "kosovo_repairs.csv"
LAYER = "first_edition"
BEFORE_AND_NOW = ("status_quo", "economic_normalization", "recognition_first", "dialogue_us_only", "free_choice")
CHANGED_PLANS = ("conditional_funds", "serbia_first_autonomy")


def repaired(case: Case) -> Iterator[str]:
    """What was wrong in the first edition, what was done about it, and what the main answers were and are."""
    yield "## What was repaired"
    yield (
        "A review of the first edition found answers that no side of the dispute would defend. They were repaired as "
        f"data. The first edition is still there: `{LAYER}` is a layer that gives every number of a repair the value "
        f"at which it does nothing. Lay it over any set, as in `--assume sceptic+{LAYER}`, and the old answers are "
        "back. What a scenario itself sets lies over every set: `conditional_funds` and `serbia_first_autonomy` stay "
        "repaired."
    )
    with REPAIRS.open(encoding="utf-8", newline="") as file:
        rows = [(row["wrong"], row["repair"], in_code(row["numbers"].split("; "))) for row in csv.DictReader(file)]
    yield table(("What was wrong", "What was done", "Numbers"), rows)
    yield "### Main answers, before and now"
    yield "Under the op-ed's own assumptions, equilibrium by equilibrium; payoffs of Serbia and Kosovo in brackets."
    answers = [
        (
            case.scenario_files[name].title,
            *(ends(solve_scenario(case.scenario(name, of))) for of in layers(case.base_set)),
        )
        for name in BEFORE_AND_NOW
    ]
    yield table(("Scenario", "First edition", "Now"), answers)
    beliefs = zip(*(needed(case, of) for of in layers(case.base_set)), strict=True)
    named = [case.players[player].name for player in case.groups["holdouts"]]
    yield "How sure each of the four must be of each other one before recognising pays, in recognition first:"
    yield table(("", "First edition", "Now"), [(name, *pair) for name, pair in zip(named, beliefs, strict=True)])
    yield "Which steps of the argument hold at the staged outcome of recognition first, under best joint, set by set:"
    sets = [name for name in case.sets if name != LAYER]
    yield table(("Set", "First edition", "Now"), [(name, *(steps(case, of) for of in layers(name))) for name in sets])
    yield "What two plans that were repaired themselves lead to now, at the staged outcome under best joint:"
    plans = [(name, *(told(staged(case, plan, name)) for plan in CHANGED_PLANS)) for name in sets]
    yield table(("Set", *(case.scenario_files[plan].title for plan in CHANGED_PLANS)), plans)


def in_code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def layers(name: str) -> tuple[str, str]:
    return f"{name}+{LAYER}", name


def ends(solved: Solved) -> str:
    """Each equilibrium: what is told of it."""
    return "; ".join(told((solved, profile)) for profile in solved.equilibria.equilibria)


def staged(case: Case, scenario: str, name: str) -> tuple[Solved, tuple[int, ...]]:
    solved = solve_scenario(case.scenario(scenario, name))
    assert solved.staged is not None
    assert solved.staged.best_joint.profile is not None
    return solved, solved.staged.best_joint.profile


def told(found: tuple[Solved, tuple[int, ...]]) -> str:
    """Who recognises, what Serbia and Kosovo do, and what they get."""
    solved, profile = found
    moves, payoffs = solved.game.moves(profile), solved.game.payoff(profile)
    who = solved.headline(solved.scenario.case.headlines[0], profile)
    lead = f"{moves['us']}, " if "us" not in solved.scenario.fixes else ""
    verb = "recognises" if who == "nobody" or who in solved.game.players else "recognise"
    played = f"{lead}{who} {verb}, {moves['serbia']}, {moves['kosovo']}".replace("_", " ")
    return f"{played} ({payoffs['serbia']:.2f}, {payoffs['kosovo']:.2f})"


def steps(case: Case, name: str) -> str:
    solved, profile = staged(case, "recognition_first", name)
    holds = [hinge.title for hinge in case.hinges if solved.tables.at(solved.tables.of(hinge.holds), profile)]
    return "; ".join(holds) or "none"


def needed(case: Case, name: str) -> list[str]:
    found = thresholds(case.scenario("recognition_first", name))
    beliefs = [found.belief(player) for player in case.groups["holdouts"]]
    return ["no belief suffices" if belief is None else f"{belief:.2f}" for belief in beliefs]


def remarks() -> Iterator[str]:
    """An answer to each kind of remark that `check kosovo` makes."""
    yield "## What `check kosovo` remarks"
    answers = {
        "Move no result": "Most are levels: they move payoffs and no decision here. They stay, for two together may. "
        "The parallels of `elements.toml` move nothing while confusion is 1; numbers of those who stand by move "
        "nothing where these are held, and some of them only how much a player gains by what it does anyway.",
        "Stand there anyway": f"A layer says every neutral value, for it lies over sets that differ there: `{LAYER}`. "
        "Two values of `hindsight_2026` are the register's, and are said because the years since 2020 bear them out.",
        "Cited by nobody": "A source of the history since 2020 is listed whether or not a number rests on it.",
        "At an end": "A switch of opinion that the op-ed lacks stands at 0, and a share that it takes in full at 1; "
        "beyond these no value has a meaning.",
    }
    yield table(("Remark", "Answer"), answers.items())


PAGES = {
    "plans.md": lambda: plans_page(table),
    "years.md": lambda: years_page(table),
    "backtest.md": lambda: backtest_page(table),
    "posturing.md": lambda: posturing_page(table),
    "commands.md": commands,
    "glossary.md": glossary,
    "kosovo.md": kosovo,
}


def readme() -> str:
    """The README, with what the tool does not claim as the question `limits` has it."""
    text = README.read_text(encoding="utf-8")
    before, rest = text.split(LIMITS)
    after = rest[rest.index("\n\n## ") :]
    return f"{before}{LIMITS}{bullets(written_limits())}{after}"


def bullets(texts: Iterable[str]) -> str:
    """A list of them in lines of at most 120 characters."""
    return "\n".join(textwrap.fill(text, 120, initial_indent="- ", subsequent_indent="  ", break_long_words=False,
                                   break_on_hyphens=False) for text in texts)  # fmt: skip


if __name__ == "__main__":
    README.write_text(readme(), encoding="utf-8")
    for page, write in PAGES.items():
        (DOCS / page).write_text(write(), encoding="utf-8")
