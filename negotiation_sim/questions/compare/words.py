"""Scenarios side by side, and one scenario in full with its staged path, as tables and sentences."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...case.scenario import Case, Scenario
from ...present.phrases import listed, moves_in_words, points, signed, words
from ...present.tables import footer, table_of
from ...solve.staged import Path
from ...worlds.solved import Result, Solved
from .answer import Comparison

RESULTS_A_TABLE = 4


def comparison(compared: Comparison) -> Group:
    """What each scenario leads to, the payoffs, and what to make of several equilibria."""
    parts: list[RenderableType] = []
    for name in dict.fromkeys(solved.scenario.assumptions.name for solved in compared.solved):
        part = [solved for solved in compared.solved if solved.scenario.assumptions.name == name]
        title = part[0].scenario.assumptions.title
        parts += [_what_happens(compared.case, part, f"Under '{name}': {title}"), Text()]
        parts += [piece for table in _payoffs(compared, part) for piece in (table, Text())]
        parts += [*(Text(sentence(solved)) for solved in part), Text()]
    return Group(*parts, Text(compared.note), footer([solved.scenario for solved in compared.solved]))


def sense(solved: Solved, result: Result) -> str:
    """In which sense a result is one: equilibrium, staged outcome, and the rules that lead to it."""
    count = len(solved.equilibria.equilibria)
    said = [f"equilibrium {result.number} of {count}" if count > 1 else "the only equilibrium"] * result.equilibrium
    rules = [rule for rule, follows in (("best joint", result.best_joint), ("cautious", result.cautious)) if follows]
    staged = f" ({' and '.join(rules)})" if rules else ""
    return ", ".join([*said, *(["staged" + staged] if result.staged else [])])


def sentence(solved: Solved) -> str:
    """What a scenario leads to, in a sentence."""
    title = solved.scenario.title
    count = len(solved.equilibria.equilibria)
    if count == 0:
        return f"- {title}: {solved.equilibria.reason}"
    if count == 1:
        return f"- {title}: one pure equilibrium. {_free_moves(solved, solved.results[0])}."
    rules = []
    for rule in ("best_joint", "cautious"):
        ends = [result.number for result in solved.results if getattr(result, rule)]
        rules += [f"{words(rule)} leads to result {ends[0]}"] if ends else []
    said = f" In stages, {' and '.join(rules)}." if rules else ""
    return f"- {title}: {count} pure equilibria; the assumptions alone do not say which is played.{said}"


def _what_happens(case: Case, part: Sequence[Solved], title: str) -> Table:
    heads = [headline.title for headline in case.headlines] or ["Moves"]
    table = table_of(title, "Scenario", "Result", *heads, "Equilibrium", "Staged")
    for solved in part:
        for alike in solved.alike:
            said = [solved.headline(headline, alike[0].profile) for headline in case.headlines]
            said = said or [_free_moves(solved, alike[0])]
            table.add_row(solved.scenario.title, numbers(alike), *said, _equilibrium(solved, alike), _staged(alike))
        if not solved.results:
            table.add_row(solved.scenario.title, "-", *("-" for _ in heads), "none", "none")
    return table


def numbers(alike: Sequence[Result]) -> str:
    """The numbers of results that are alike: `2`, or `1 to 11`."""
    own = [result.number for result in alike]
    if own == list(range(own[0], own[-1] + 1)) and len(own) > 2:
        return f"{own[0]} to {own[-1]}"
    return ", ".join(map(str, own))


def _equilibrium(solved: Solved, alike: Sequence[Result]) -> str:
    count = len(solved.equilibria.equilibria)
    if not alike[0].equilibrium:
        return "-"
    return "the only one" if count == 1 else f"{numbers(alike)} of {count}"


def _staged(alike: Sequence[Result]) -> str:
    best, cautious = (any(getattr(result, rule) for result in alike) for rule in ("best_joint", "cautious"))
    if best and cautious:
        return "both rules"
    return "best joint" if best else "cautious" if cautious else "yes" if any(r.staged for r in alike) else "-"


def _free_moves(solved: Solved, result: Result) -> str:
    moves = {p: move for p, move in solved.game.moves(result.profile).items() if p not in solved.scenario.fixes}
    return moves_in_words(solved.scenario.case, moves)


def _payoffs(compared: Comparison, part: Sequence[Solved]) -> Iterator[Table]:
    """The payoffs, a few results to a table, so that each stays readable."""
    results = [(solved, alike) for solved in part for alike in solved.alike]
    for start in range(0, len(results), RESULTS_A_TABLE):
        yield _payoff_table(compared, results[start : start + RESULTS_A_TABLE])


def _payoff_table(compared: Comparison, results: Sequence[tuple[Solved, Sequence[Result]]]) -> Table:
    reference = compared.references[results[0][0].scenario.assumptions.name]
    heads = [
        f"{solved.scenario.title}, result {numbers(alike)}" if len(solved.results) > 1 else solved.scenario.title
        for solved, alike in results
    ]
    change = " (change against the baseline)" if reference else ""
    table = table_of(f"Payoff points{change}", "Player", *heads, right=heads)
    for player, entry in compared.case.players.items():
        cells = []
        for solved, alike in results:
            payoff = solved.game.payoff(alike[0].profile)[player]
            cells.append(points(payoff) + (f" ({signed(payoff - reference[player])})" if reference else ""))
        table.add_row(entry.name, *cells)
    return table


def scenario(solved: Solved) -> Group:
    """One scenario in full: what it fixes and changes, its results in words, and the staged path node by node."""
    file = solved.scenario.file
    case = solved.scenario.case
    parts: list[RenderableType] = [Text(file.title, style="bold"), Text(file.meaning)]
    parts += [Text(f"Fixed: {moves_in_words(case, solved.scenario.fixes)}.")] if solved.scenario.fixes else []
    parts += [_changes(solved.scenario)] if file.changes else []
    if solved.scenario.order:
        stages = [listed([case.players[p].name for p in stage]) for stage in solved.scenario.order]
        parts += [Text(f"Order of moves ({words(solved.scenario.order_name or '')}): {', then '.join(stages)}.")]
    for result in solved.results:
        parts += [
            Text(f"\nResult {result.number}: {sense(solved, result)}.", style="bold"),
            Text(_free_moves(solved, result) + "."),
        ]
    parts += [] if solved.equilibria.equilibria else [Text(f"\n{solved.equilibria.reason}", style="bold")]
    if solved.staged:
        parts += [Text(f"\nStaged: {solved.staged.reason}")]
        parts += [staged_path(solved, path) for path in distinct_paths(solved)]
    return Group(*parts)


def distinct_paths(solved: Solved) -> list[Path]:
    """The staged path of each rule; one where both rules lead to the same, none where there is no order of moves."""
    if solved.staged is None:
        return []
    both = [solved.staged.best_joint, solved.staged.cautious]
    return both if both[0].profile != both[1].profile else both[:1]


def _changes(scenario: Scenario) -> Table:
    table = table_of("What it changes", "Assumption", "From", "To", "Why", "Source", right=("From", "To"))
    for change in scenario.file.changes.values():
        entry = scenario.case.register[change.name]
        table.add_row(change.name, f"{entry.value:g}", f"{change.value:g}", change.why, change.source)
    return table


def staged_path(solved: Solved, path: Path) -> RenderableType:
    """The nodes on a rule's path: who moves, what, how many equilibria there were, and what deviating would give."""
    game, case = solved.game, solved.scenario.case
    if path.profile is None:
        return Text(f"{words(path.rule)}: {path.reason}")
    shared = solved.staged is not None and solved.staged.best_joint.profile == solved.staged.cautious.profile
    rule = "both rules" if shared else f"the rule {words(path.rule)}"
    table = table_of(
        f"Path under {rule}",
        "Who moves",
        "Equilibria there",
        "Plays",
        "Gets",
        "Would get instead",
        right=("Equilibria there", "Gets"),
    )
    for node in path.nodes:
        for i in node.movers:
            if game.shape[i] == 1:
                continue
            others = [
                f"{points(d.payoff)} by {words(game.strategies[i][d.strategy])}"
                for d in node.deviations
                if d.player == i
            ]
            table.add_row(
                case.players[game.players[i]].name,
                str(node.equilibria),
                words(game.strategies[i][path.profile[i]]),
                points(float(game.payoffs[(i, *path.profile)])),
                ", ".join(others),
            )
        table.add_section()
    return table
