"""Conclusions, values and who binds, in words."""

from ..case.assumptions import Assumption
from ..case.scenario import Case, Scenario
from ..worlds.along.binding import Binding
from ..worlds.results.chain import Chain
from .phrases import listed, words
from .records import Record


def scenarios_of(links: Chain) -> list[Scenario]:
    return [link.scenario for link in links]


def shown(value: float, entry: Assumption) -> str:
    """A value of an assumption with four digits; what is below a billionth of its range is zero."""
    step = 1e-9 * ((entry.high - entry.low) or 1)
    return f"{round(value / step) * step + 0.0:.4g}"


def conclusion_lines(links: Chain) -> list[str]:
    """What must hold, a line for each link of the chain."""
    opening = "What must hold" if len(links) == 1 else "What must hold, all of it"
    return [f"{opening}: {links[0].words}", *(f"and {link.words}" for link in links[1:])]


def conclusion_in_words(links: Chain) -> str:
    return "; ".join(conclusion_lines(links)) + "."


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def side(bound: Binding, at: str | None) -> str:
    """`below 0.3854`; of a yes or no (None) `at 0`."""
    if at is None:
        return f"at {bound.above:d}"
    return f"{'above' if bound.above else 'below'} {at}"


def binding(case: Case, bound: Binding, side: str) -> str:
    """`Spain gains by no instead of yes below 0.3854`."""
    names = listed([case.players[player].name for player in bound.players]) if bound.players else ""
    were = [f"{case.players[player].name} played {words(move)}" for player, move in bound.were]
    off = f"if {listed(were)} instead, " if were else ""
    match bound.kind:
        case "deviation":
            return f"{off}{names} gains by {words(bound.other)} instead of {words(bound.move)} {side}"
        case "joint":
            return f"{off}another equilibrium has the greater joint payoff for {names} {side}"
        case "no equilibrium":
            return f"some node has no pure equilibrium {side}"
        case "condition":
            return f"nobody moves differently, but the condition itself changes {side}"


def bound(one: Binding) -> Record:
    return {
        "kind": one.kind,
        "players": list(one.players),
        "move": one.move,
        "other": one.other,
        "side": "above" if one.above else "below",
        "stage": one.stage,
        "if": dict(one.were),
        "profile": dict(one.profile) if one.profile else None,
    }
