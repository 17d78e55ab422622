"""What the questions about conclusions say alike: what must hold, at which value it changes, and who binds there.

In this order: a chain of conclusions in lines and as a record; a value of an assumption; a binding in words and as a
record. A binding is why play, or the answer, changes at a switch (`worlds.along.binding`).
"""

import math

from ..case.assumptions import Assumption
from ..case.conclusions import Conclusion
from ..case.scenario import Case, Scenario
from ..worlds.along.binding import Binding
from ..worlds.results.chain import Chain, Link
from . import labels
from .phrases import listed, two_moves
from .records import Record, number


def scenarios_of(links: Chain) -> list[Scenario]:
    """The scenario of each link, in their order; one may stand there several times."""
    return [link.scenario for link in links]


def conclusion_lines(links: Chain) -> list[str]:
    """What must hold, a line for each link of the chain."""
    opening = "What must hold" if len(links) == 1 else "What must hold, all of it"
    return [f"{opening}: {_link(links[0])}", *(f"and {_link(link)}" for link in links[1:])]


def _link(link: Link) -> str:
    return f"{link.scenario.title}: {labels.conclusion(link.scenario.case, link.reached)}"


def conclusion_in_words(links: Chain) -> str:
    """What must hold, all links in one sentence."""
    return "; ".join(conclusion_lines(links)) + "."


def conclusion_record(links: Chain) -> list[Record]:
    """Each link: its scenario, the condition, and in which sense it must hold; name and title where it has them."""
    return [{"scenario": link.scenario.name, **reached_record(link.reached)} for link in links]


def reached_record(reached: Conclusion) -> Record:
    """The condition and in which sense it must hold; the name and title that it has; of which kind of result.

    `of` stands there where that is not the game.
    """
    named = {key: text for key, text in (("name", reached.name), ("title", reached.title)) if text}
    about = {"of": reached.of} if reached.of != "game" else {}
    return {"holds": reached.condition.text, "concept": reached.sense, **about, **named}


def value_in_words(value: float, entry: Assumption) -> str:
    """A value of an assumption with four digits; what is below a billionth of its range is zero."""
    step = 1e-9 * ((entry.high - entry.low) or 1)
    return f"{round(value / step) * step + 0.0:.4g}"


def binding_in_words(case: Case, binding: Binding, switch: str | None) -> str:
    """`Spain gains by no instead of yes below 0.3854`; of a yes or no (switch None) it ends `at 0`."""
    side = f"at {binding.above:d}" if switch is None else f"{'above' if binding.above else 'below'} {switch}"
    names, before = who_in_words(case, binding)
    left, taken = moves_compared(case, binding)
    off = f"if {before}, " if before else ""
    match binding.kind:
        case "deviation":
            return f"{off}{names} gains by {taken} instead of {left} {side}"
        case "joint":
            return f"{off}another equilibrium has the greater joint payoff for {names} {side}"
        case "no equilibrium":
            return f"some node has no pure equilibrium {side}"
        case "condition":
            return f"nobody moves differently, but the condition itself changes {side}"
        case "no value":
            return f"the rule {binding.rule} divides by zero at {switch} and has no value there"
        case "numbers":
            return _numbers_in_words(case, binding, switch)


def indifferent_in_words(case: Case, binding: Binding) -> str:
    """What is true where a binding binds: `Spain is indifferent between yes and no`."""
    names, before = who_in_words(case, binding)
    off = f", if {before}" if before else ""
    match binding.kind:
        case "deviation":
            left, taken = moves_compared(case, binding)
            return f"{names} is indifferent between {left} and {taken}{off}"
        case "joint":
            return f"two equilibria have equal joint payoffs for {names}{off}"
        case "no equilibrium":
            return "beyond it some node has no pure equilibrium"
        case "condition":
            return "the condition itself changes"
        case "no value":
            return f"the rule {binding.rule} divides by zero and has no value"
        case "numbers":
            return (
                f"the answer turns on {listed([labels.number(case, binding.of, name) for name, *_ in binding.numbers])}"
            )


def _numbers_in_words(case: Case, binding: Binding, switch: str | None) -> str:
    """`packages in the zone (zone): 0 below 0.3854, 3 above`; without a jump the value at the switch."""
    sides = ("at 0", "at 1") if switch is None else (f"below {switch}", "above")
    jumps = [numbers for numbers in binding.numbers if _four(numbers[1]) != _four(numbers[2])]
    parts = []
    for name, below, above in jumps or binding.numbers:
        values = f"{_four(below)} {sides[0]}, {_four(above)} {sides[1]}" if jumps else f"{_four(below)} at {switch}"
        parts.append(f"{labels.number(case, binding.of, name)}: {values}")
    return "; ".join(parts)


def _four(value: float) -> str:
    return "no number" if math.isnan(value) else "infinite" if math.isinf(value) else f"{value + 0.0:.4g}"


def moves_compared(case: Case, binding: Binding) -> tuple[str, str]:
    """The move that is left and the one that is taken, where one player compares two of its moves; else both empty."""
    if binding.kind != "deviation":
        return "", ""
    return two_moves(case.players, binding.players[0], binding.move, binding.other)


def who_in_words(case: Case, binding: Binding) -> tuple[str, str]:
    """Who binds; and who would have to move differently before, off the path: `Spain played no instead`; else empty."""
    names = [case.players[player].name for player in binding.players]
    moves = [
        f"{case.players[player].name} played {labels.strategy(case.players, player, move)}"
        for player, move in binding.were
    ]
    return listed(names) if names else "", f"{listed(moves)} instead" if moves else ""


def binding_record(binding: Binding) -> Record:
    """Who binds, by which move and at which stage; `if` holds the moves of others that play must differ by before."""
    return {
        "kind": binding.kind,
        "players": list(binding.players),
        "move": binding.move,
        "other": binding.other,
        "side": "above" if binding.above else "below",
        "stage": binding.stage,
        "if": dict(binding.were),
        "profile": dict(binding.profile) if binding.profile else None,
        **({"rule": binding.rule} if binding.rule else {}),
        **({"of": binding.of, "numbers": _numbers_record(binding)} if binding.numbers else {}),
    }


def _numbers_record(binding: Binding) -> Record:
    """The numbers that a condition asks for, each with its value just below and just above; None where not finite."""
    return {
        name: [number(value) if math.isfinite(value) else None for value in beside] for name, *beside in binding.numbers
    }
