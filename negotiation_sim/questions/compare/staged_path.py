"""The staged path as a table: the nodes on it, and what deviating would give at each."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from ...games.normal_form import Profile
from ...present.phrases import points, words
from ...present.tables import table_of
from ...solve.staged import Node, Path
from ...worlds.solved import Solved


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
    table = table_of(f"Path under {rule_in_words(solved, path)}", *heads, right=("Equilibria there", "Gets"))
    for node in path.nodes:
        for row in _rows(solved, path.profile, node):
            table.add_row(*row)
        table.add_section()
    return table


def _rows(solved: Solved, profile: Profile, node: Node) -> Iterator[tuple[str, ...]]:
    """A row for each mover at the node who has a choice."""
    game, players = solved.game, solved.scenario.case.players
    for i in (i for i in node.movers if game.shape[i] > 1):
        instead = [
            f"{points(deviation.payoff)} by {words(game.strategies[i][deviation.strategy])}"
            for deviation in node.deviations
            if deviation.player == i
        ]
        move, payoff = game.strategies[i][profile[i]], float(game.payoffs[(i, *profile)])
        name = players[game.players[i]].name
        yield name, str(node.equilibria), words(move), points(payoff), ", ".join(instead)
