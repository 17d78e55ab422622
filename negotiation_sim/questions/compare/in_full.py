"""One scenario in full, in words and tables: what it fixes and changes, its results, the staged path."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...case.scenario import Scenario
from ...games.normal_form import Profile
from ...present import labels
from ...present.phrases import listed, moves_in_words, points, words
from ...present.tables import MOST_ROWS, table_of
from ...solve.staged import Node, Path
from ...worlds.solved import NumberedResult, Solved
from .forms import rules_to
from .sentences import free_moves


@dataclass(frozen=True)
class Mover:
    """One who moves on the path: what it plays and gets, and (move, payoff, what follows) for each other move."""

    player: str
    move: str
    payoff: float
    others: tuple[tuple[str, float, str], ...]


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
    for result in solved.results[:MOST_ROWS]:
        yield Text(f"\nResult {result.number}: {sense(solved, result)}.", style="bold")
        yield Text(free_moves(solved, result) + ".")
    if (hidden := len(solved.results) - MOST_ROWS) > 0:
        yield Text(f"\n{hidden:,} more results are not shown; `csv` lists all.", style="bold")
    if not solved.equilibria.equilibria:
        yield Text(f"\n{solved.equilibria.reason}", style="bold")


def sense(solved: Solved, result: NumberedResult) -> str:
    """In which sense a result is one: equilibrium, staged outcome, and the rules that lead to it."""
    count = len(solved.equilibria.equilibria)
    senses = [f"equilibrium {result.number} of {count}" if count > 1 else "the only equilibrium"] * result.equilibrium
    rules = " and ".join(map(words, rules_to([result])))
    led_to = f" ({rules})" if rules else ""
    return ", ".join([*senses, *(["staged" + led_to] if result.staged else [])])


def _staged(solved: Solved) -> Iterator[RenderableType]:
    if solved.staged:
        yield Text(f"\nStaged: {solved.staged.reason}")
        yield from (path_table(solved, path) for path in distinct_paths(solved))


def _changes(scenario: Scenario) -> Table:
    table = table_of("What it changes", "Assumption", "From", "To", "Why", "Source", right=("From", "To"))
    for change in scenario.file.changes.values():
        entry = scenario.case.register[change.name]
        table.add_row(labels.assumption(entry), f"{entry.value:g}", f"{change.value:g}", change.why, change.source)
    return table


def distinct_paths(solved: Solved) -> list[Path]:
    """The staged path of each rule; one where both rules lead to the same, none where there is no order of moves."""
    if solved.staged is None:
        return []
    both = [solved.staged.best_joint, solved.staged.cautious]
    return both if both[0].profile != both[1].profile else both[:1]


def rule_in_words(solved: Solved, path: Path) -> str:
    """`the rule best joint`, or `both rules` where both lead to the same profile."""
    shared = solved.staged is not None and solved.staged.best_joint.profile == solved.staged.cautious.profile
    return "both rules" if shared else f"the rule {words(path.rule)}"


def path_table(solved: Solved, path: Path) -> RenderableType:
    """The nodes on a rule's path: who moves, what, how many equilibria there were, and what deviating would give."""
    if path.profile is None:
        return Text(f"{words(path.rule)}: {path.reason}")
    heads = ("Who moves", "Equilibria there", "Plays", "Gets", "Would get instead")
    heading = f"Path under {rule_in_words(solved, path)} (instead: by another move, once later movers have answered it)"
    table = table_of(heading, *heads, right=("Equilibria there", "Gets"))
    for node, movers in movers_on(solved, path):
        for mover in movers:
            instead = ", ".join(f"{points(payoff)} by {move}" for move, payoff, _ in mover.others)
            table.add_row(mover.player, str(node.equilibria), mover.move, points(mover.payoff), instead)
        table.add_section()
    return table


def movers_on(solved: Solved, path: Path) -> Iterator[tuple[Node, list[Mover]]]:
    """The nodes on a rule's path with those who move there and have a choice; nothing where the path has no end."""
    if path.profile is not None:
        for node in path.nodes:
            yield node, [_mover(solved, path.profile, node, i) for i in node.movers if solved.game.shape[i] > 1]


def _mover(solved: Solved, profile: Profile, node: Node, i: int) -> Mover:
    game, players, who = solved.game, solved.scenario.case.players, solved.game.players[i]
    others = tuple(
        (
            labels.strategy(players, who, game.strategies[i][part.strategy]),
            part.payoff,
            _then(solved, i, profile, part.outcome),
        )
        for part in node.deviations
        if part.player == i
    )
    move, payoff = game.strategies[i][profile[i]], float(game.payoffs[(i, *profile)])
    return Mover(players[who].name, labels.strategy(players, who, move), payoff, others)


def _then(solved: Solved, deviator: int, planned: Profile, outcome: Profile) -> str:
    """Who would move differently afterwards."""
    game, players = solved.game, solved.scenario.case.players
    changed = [
        f"{players[game.players[j]].name} {labels.strategy(players, game.players[j], game.strategies[j][k])}"
        for j, (k, was) in enumerate(zip(outcome, planned, strict=True))
        if k != was and j != deviator
    ]
    return ", ".join(changed)
