"""One scenario in full, in words and tables: what it fixes and changes, its results, the staged path."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...case.scenario import Scenario
from ...present.phrases import listed, moves_in_words, words
from ...present.tables import table_of
from ...worlds.solved import Result, Solved
from .staged_path import distinct_paths, path_table
from .words import free_moves


def in_full(solved: Solved) -> Group:
    """What the scenario fixes and changes, its results in words, and the staged path node by node."""
    return Group(*_setting(solved.scenario), *_results(solved), *_staged(solved))


def _setting(scenario: Scenario) -> Iterator[RenderableType]:
    file, case = scenario.file, scenario.case
    yield Text(file.title, style="bold")
    yield Text(file.meaning)
    if scenario.fixes:
        yield Text(f"Fixed: {moves_in_words(case, scenario.fixes)}.")
    if file.changes:
        yield _changes(scenario)
    if scenario.order:
        stages = [listed([case.players[player].name for player in stage]) for stage in scenario.order]
        yield Text(f"Order of moves ({words(scenario.order_name or '')}): {', then '.join(stages)}.")


def _results(solved: Solved) -> Iterator[Text]:
    for result in solved.results:
        yield Text(f"\nResult {result.number}: {sense(solved, result)}.", style="bold")
        yield Text(free_moves(solved, result) + ".")
    if not solved.equilibria.equilibria:
        yield Text(f"\n{solved.equilibria.reason}", style="bold")


def sense(solved: Solved, result: Result) -> str:
    """In which sense a result is one: equilibrium, staged outcome, and the rules that lead to it."""
    count = len(solved.equilibria.equilibria)
    senses = [f"equilibrium {result.number} of {count}" if count > 1 else "the only equilibrium"] * result.equilibrium
    rules = [rule for rule, follows in (("best joint", result.best_joint), ("cautious", result.cautious)) if follows]
    led_to = f" ({' and '.join(rules)})" if rules else ""
    return ", ".join([*senses, *(["staged" + led_to] if result.staged else [])])


def _staged(solved: Solved) -> Iterator[RenderableType]:
    if solved.staged:
        yield Text(f"\nStaged: {solved.staged.reason}")
        yield from (path_table(solved, path) for path in distinct_paths(solved))


def _changes(scenario: Scenario) -> Table:
    table = table_of("What it changes", "Assumption", "From", "To", "Why", "Source", right=("From", "To"))
    for change in scenario.file.changes.values():
        entry = scenario.case.register[change.name]
        table.add_row(change.name, f"{entry.value:g}", f"{change.value:g}", change.why, change.source)
    return table
