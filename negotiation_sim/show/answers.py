"""Explanations, thresholds and two-player games, as tables and sentences."""

from rich.console import Group, RenderableType
from rich.text import Text

from ..analyse.bimatrix import Bimatrix
from ..analyse.explain import Explanation
from ..analyse.thresholds import Thresholds
from .records import labelled
from .tables import footer, table_of
from .words import moves_in_words, points, signed, words


def explanation(explained: Explanation) -> Group:
    """A profile explained: for each player the terms of its payoff, its best other strategy and why not, or why."""
    solved = explained.solved
    case, game = solved.scenario.case, solved.game
    is_equilibrium = game.is_equilibrium(explained.profile)
    kind = "a pure equilibrium" if is_equilibrium else "not an equilibrium"
    parts: list[RenderableType] = [
        Text(f"{solved.scenario.title}: this profile is {kind}.", style="bold"),
        Text(moves_in_words(case, game.moves(explained.profile)) + "."),
    ]
    payoffs = game.payoff(explained.profile)
    best = {move.player: move for move in explained.moves}
    for player, terms in explained.terms.items():
        name = case.players[player].name
        table = table_of(
            f"{name} gets {points(payoffs[player])}",
            "Criterion",
            "Weight",
            "x Outcome",
            "= Points",
            "Why this weight",
            "Source",
            right=("Weight", "x Outcome", "= Points"),
        )
        for term in terms:
            why, source = (term.assumption.why, term.assumption.source) if term.assumption else ("", "")
            table.add_row(
                words(term.criterion),
                f"{term.weight:g}",
                f"{round(term.outcome, 3) + 0.0:.3f}",
                points(term.contribution),
                why,
                source,
            )
        parts += [Text(), table]
        if player in best:
            move = best[player]
            verb = "would gain" if move.leaves else "would lose" if move.gain < 0 else "would neither gain nor lose"
            amount = f" {points(abs(move.gain))}" if verb != "would neither gain nor lose" else ""
            split = ", ".join(f"{words(name)} {signed(change)}" for name, change in move.differences)
            parts += [Text(f"{name} {verb}{amount} by {words(move.other)} instead: {split or 'nothing changes'}.")]
    return Group(*parts, Text(), footer([solved.scenario]))


def thresholds(found: Thresholds) -> Group:
    """The members' gains alone and last, the belief each needs, and the cheapest insurance."""
    case = found.scenario.case
    table = table_of(
        f"{found.scenario.title}: what each needs to move",
        "Player",
        "Gain alone",
        "Gain as the last",
        "Belief needed",
        "Insured as",
        "Payment",
        right=("Gain alone", "Gain as the last", "Belief needed", "Insured as", "Payment"),
    )
    for member in found.members:
        place = found.insurance.order.index(member)
        belief = found.belief(member)
        table.add_row(
            case.players[member].name,
            signed(found.alone(member)),
            signed(found.last(member)),
            "none suffices" if belief is None else points(belief),
            str(place + 1),
            points(found.insurance.payments[place]),
        )
    alone = sum(max(0.0, -found.alone(member)) for member in found.members)
    order = ", then ".join(case.players[member].name for member in found.insurance.order)
    said = (
        f"Cheapest insurance, {order}: {points(found.insurance.total)} points in all; "
        f"insuring everybody as if alone costs {points(alone)}."
    )
    note = "Belief needed: the least chance, the same and independent for each other member, that makes moving best."
    return Group(table, Text(said), Text(note), footer([found.scenario]))


def bimatrix(found: Bimatrix) -> Group:
    """A two-player game as students draw it: row payoff, column payoff, best replies marked with a star."""
    game, case = found.game, found.solved.scenario.case
    row, column = (case.players[player].name for player in game.players)
    title = f"{found.solved.scenario.title}: {row} (rows, first number) and {column} (columns, second number)"
    table = table_of(title, "", *(words(label) for label in game.strategies[1]))
    for r, label in enumerate(game.strategies[0]):
        cells = []
        for c in range(game.shape[1]):
            stars = ["*" * best for best in found.best_replies(r, c)]
            cells.append(f"{points(game.payoffs[0, r, c])}{stars[0]} | {points(game.payoffs[1, r, c])}{stars[1]}")
        table.add_row(words(label), *cells)
    others = moves_in_words(case, found.others)
    parts = [Text("* a best reply to the other's move; a cell with two stars is an equilibrium of these two.")]
    parts += [Text(f"All others held: {others}.")] if others else []
    parts += [Text(_mixed_in_words(found))]
    return Group(table, *parts, footer([found.solved.scenario]))


def _mixed_in_words(found: Bimatrix) -> str:
    game = found.game
    mixed = [labelled(game, profile) for profile in found.mixed.equilibria]
    said = [
        "; ".join(f"{player} {strategy(part).replace(chr(10), ' and ')}" for player, part in one.items())
        for one in mixed
    ]
    warned = " ".join(("", *found.mixed.warnings))
    return f"Equilibria of these two, mixed ones included: {' / '.join(said) or 'none found'}.{warned}"


def strategy(part: object) -> str:
    """A pure strategy by its name; of a mixed one each on its line, with its probability."""
    if isinstance(part, dict):
        return "\n".join(words(label) if p == 1 else f"{p:.4g} {words(label)}" for label, p in part.items())
    return words(str(part))
