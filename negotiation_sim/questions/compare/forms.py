"""The answer of `compare` in words and tables, and as plain dictionaries."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...case.scenario import Case
from ...games.normal_form import Game
from ...present import labels
from ...present.phrases import points, signed, words
from ...present.records import Record, at_profile, solution, stamped
from ...present.screen import Brief
from ...present.tables import MOST_ROWS, footer, table_of
from ...solve.staged import RULES, Rule, Staged
from ...worlds.solved import NumberedResult, Solved
from .answer import Comparison
from .sentences import free_moves, in_short, sentence

RESULTS_A_TABLE = 4


def text(answer: Comparison) -> Group:
    """What each scenario leads to, the payoffs, and what to make of several equilibria."""
    parts = [part for name in answer.sets for part in _under(answer, name)]
    return Group(*parts, Text(answer.note), footer([solved.scenario for solved in answer.solved]))


def brief(answer: Comparison) -> Brief:
    """How many equilibria each scenario has and where the rules lead; what happens, and the payoffs."""
    tables = []
    for name in answer.sets:
        part = answer.under(name)
        tables.append(_what_happens(answer.case, part, f"Under {labels.author(part[0].scenario.assumptions)}"))
        tables += _payoffs(answer, part)
    return Brief(tuple(in_short(answer.solved)), tuple(tables), footer([solved.scenario for solved in answer.solved]))


def _under(answer: Comparison, name: str) -> Iterator[RenderableType]:
    """The scenarios under one assumption set."""
    part = answer.under(name)
    yield from (_what_happens(answer.case, part, f"Under {labels.author(part[0].scenario.assumptions)}"), Text())
    for table in _payoffs(answer, part):
        yield from (table, Text())
    hidden = max(len(solved.alike) for solved in part) - MOST_ROWS
    if hidden > 0:
        yield from (
            Text(f"Results beyond the first {MOST_ROWS:,} of a scenario are not shown; `csv` lists all."),
            Text(),
        )
    yield from (Text(sentence(solved)) for solved in part)
    yield Text()


def _what_happens(case: Case, part: Sequence[Solved], title: str) -> Table:
    heads = [headline.title for headline in case.headlines] or ["Moves"]
    staged = any(solved.staged for solved in part)
    table = table_of(title, "Scenario", "Result", *heads, "Equilibrium", *["Staged"] * staged)
    for solved in part:
        for alike in solved.alike[:MOST_ROWS]:
            headlines = [solved.headline(headline, alike[0].profile) for headline in case.headlines]
            events = headlines or [free_moves(solved, alike[0])]
            kinds = (_equilibrium(solved, alike), *[_staged(alike)] * staged)
            table.add_row(solved.scenario.title, numbers(alike), *events, *kinds)
        if not solved.results:
            table.add_row(solved.scenario.title, "-", *("-" for _ in heads), "none", *["none"] * staged)
    return table


def numbers(alike: Sequence[NumberedResult]) -> str:
    """The numbers of results that are alike: `2`, or `1 to 11`."""
    listed = [result.number for result in alike]
    if listed == list(range(listed[0], listed[-1] + 1)) and len(listed) > 2:
        return f"{listed[0]} to {listed[-1]}"
    return ", ".join(map(str, listed))


def _equilibrium(solved: Solved, alike: Sequence[NumberedResult]) -> str:
    count = len(solved.equilibria.equilibria)
    if not alike[0].equilibrium:
        return "-"
    return "the only one" if count == 1 else f"{numbers(alike)} of {count}"


def _staged(alike: Sequence[NumberedResult]) -> str:
    if rules := rules_to(alike):
        return words(rules[0]) if len(rules) == 1 else "both rules"
    return "yes" if any(result.staged for result in alike) else "-"


def rules_to(results: Sequence[NumberedResult]) -> list[Rule]:
    """The selection rules that lead to one of the results."""
    return [rule for rule in RULES if any(getattr(result, rule) for result in results)]


def _payoffs(answer: Comparison, part: Sequence[Solved]) -> Iterator[Table]:
    """The payoffs, a few results to a table, so that each stays readable."""
    results = [(solved, alike) for solved in part for alike in solved.alike[:MOST_ROWS]]
    for start in range(0, len(results), RESULTS_A_TABLE):
        yield _payoff_table(answer, results[start : start + RESULTS_A_TABLE])


def _payoff_table(answer: Comparison, results: Sequence[tuple[Solved, Sequence[NumberedResult]]]) -> Table:
    reference = answer.references[results[0][0].scenario.assumptions.name] if answer.beside_the_baseline else None
    heads = [
        f"{solved.scenario.title}, result {numbers(alike)}" if len(solved.results) > 1 else solved.scenario.title
        for solved, alike in results
    ]
    change = " (change against the baseline)" if reference else ""
    table = table_of(f"Payoff points{change}", "Player", *heads, right=heads)
    for player, name in answer.players(solved.scenario for solved, _ in results).items():
        cells = []
        for solved, alike in results:
            payoff = solved.game.payoff(alike[0].profile)[player]
            cells.append(points(payoff) + (f" ({signed(payoff - reference[player])})" if reference else ""))
        table.add_row(name, *cells)
    return table


def record(answer: Comparison) -> Record:
    """One object; where several assumption sets were compared, one such object for each under `comparisons`."""
    records = [_record_under(answer, name) for name in answer.sets]
    if len(records) == 1:
        return records[0]
    return {**stamped([solved.scenario for solved in answer.solved]), "comparisons": records}


def _record_under(answer: Comparison, name: str) -> Record:
    part = answer.under(name)
    return {**stamped([solved.scenario for solved in part]), "scenarios": [_scenario(solved) for solved in part]}


def _scenario(solved: Solved) -> Record:
    scenario, game = solved.scenario, solved.game
    return {
        "name": scenario.name,
        "fixed": dict(scenario.fixes),
        "order": [list(stage) for stage in scenario.order] if scenario.order else None,
        "equilibria": [at_profile(game, profile) for profile in solved.equilibria.equilibria],
        "reason": solved.equilibria.reason,
        **({"mixed": solution(game.without_fixed(), solved.mixed)["equilibria"]} if solved.mixed else {}),
        "staged": _staged_record(game, solved.staged) if solved.staged else None,
        "results": [_result(solved, alike) for alike in solved.alike[:MOST_ROWS]],
    }


def _result(solved: Solved, alike: Sequence[NumberedResult]) -> Record:
    """Results that are alike in all that the headlines tell: what they tell, and what kind of results these are."""
    case, profile = solved.scenario.case, alike[0].profile
    return {
        "numbers": numbers(alike),
        "headlines": {headline.title: solved.headline(headline, profile) for headline in case.headlines},
        "moves": free_moves(solved, alike[0]),
        "equilibrium": any(result.equilibrium for result in alike),
        "rules": rules_to(alike),
    }


def _staged_record(game: Game, staged: Staged) -> Record:
    best, cautious = staged.best_joint.profile, staged.cautious.profile
    return {
        "outcomes": [at_profile(game, profile) for profile in staged.outcomes],
        "best_joint": at_profile(game, best) if best else None,
        "cautious": at_profile(game, cautious) if cautious else None,
        "reason": staged.reason,
    }
