"""The rules of a case as texts by name, so that two cases can be laid side by side."""

from collections.abc import Iterator

from .parts import Headline, Player, ScenarioFile
from .scenario import Case


def rule_texts(case: Case) -> dict[str, str]:
    """Every rule on which an answer may depend, as a text, under a name such as "outcome deal" or "player serbia"."""
    return {name: text for name, text in _texts(case) if text}


def scenario_text(file: ScenarioFile) -> str:
    """What a scenario fixes, in which order, and who plays; the values that it changes are not among it."""
    fixes = ", ".join(f"{player}={move}" for player, move in file.fixes.items())
    remembers = f"; remembers: {', '.join(file.remembers)}" if file.remembers else ""
    return f"fixes: {fixes}; order: {file.order or 'the first'}; plays: {', '.join(file.plays)}{remembers}"


def _texts(case: Case) -> Iterator[tuple[str, str]]:
    for player in case.players.values():
        yield f"player {player.id}", _player(player)
    for name, members in case.groups.items():
        yield f"group {name}", ", ".join(members)
    for name, stages in case.orders.items():
        yield f"order {name}", ", then ".join(" and ".join(stage) for stage in stages)
    for name, expression in case.outcomes.items():
        yield f"outcome {name}", expression.text
    for who, rules in case.payoffs.items():
        for criterion, expression in rules.items():
            yield f"payoff of {who}" + (f": {criterion}" if criterion else ""), expression.text
    for who, moves in case.irreversible.items():
        yield f"irreversible moves of {who}", ", ".join(f"{a} to {b}" for a, b in moves)
    for kind in case.other_kinds.values():
        yield from kind.texts.items()
    yield from _asked_of_results(case)
    yield "main scenarios", ", ".join(case.main)
    yield "baseline", case.baseline or ""
    yield "matrix", " and ".join(case.matrix or ())
    yield "main group", case.group or ""
    yield "base set", case.base_set


def _asked_of_results(case: Case) -> Iterator[tuple[str, str]]:
    for headline in case.headlines:
        yield f"headline {headline.name}", _headline(headline)
    for hinge in case.hinges:
        yield f"hinge {hinge.name}", _headline(hinge)
    for name, conclusion in case.conclusions.items():
        yield f"conclusion {name}", f"{conclusion.condition.text} ({conclusion.sense})"
    for group in case.correlations:
        yield f"correlation of {', '.join(group.members)}", f"{group.rank_correlation:g}"


def _player(player: Player) -> str:
    held = f"; held at {player.default}" if player.default is not None else ""
    optional = f"; optional: {', '.join(player.optional)}" if player.optional else ""
    return ", ".join(player.strategies) + held + optional


def _headline(headline: Headline) -> str:
    who = [f"{name}: {expression.text}" for name, expression in headline.who.items()]
    return "; ".join([*who, *([headline.holds.text] if headline.holds else [])])
