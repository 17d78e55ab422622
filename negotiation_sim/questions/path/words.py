"""A way to a wanted state as a table and sentences: who moves, what it gains, and whose step is missing."""

from rich.console import Group, RenderableType
from rich.text import Text

from ...case.conflict import Conflict
from ...present.phrases import plural, points, words
from ...present.states import a_state, amount, brief, foot, irreversible, named
from ...present.tables import table_of
from ...solve.status_quo import Step
from ...worlds.dispute import Dispute
from .answer import Route


def path(found: Route) -> Group:
    """The steps of a path to a wanted state: who moves, what it gains, whether it would; and the joint way."""
    one = found.dispute
    gains = "Gains (points)" if one.game else "Gains (places)"
    table = table_of(
        f"{one.title}: a way to {a_state(one, found.condition)}",
        "Step",
        "Who moves",
        "To",
        gains,
        "Would it?",
        right=("Step", gains),
    )
    for place, step in enumerate(found.steps or (), 1):
        change = one.change(step.player, step.start, step.end)
        would = "yes" if step.willing else "no"
        table.add_row(str(place), one.names[step.player], _moved(one, step), amount(one, change), would)
    parts: list[RenderableType] = [Text(f"From: {brief(one, found.start)}."), *([table] if found.steps else [])]
    if found.steps:
        parts.append(Text(f"Ends in: {brief(one, found.steps[-1].end)}."))
    parts += [Text(said) for said in path_sentences(found)]
    parts += [Text(_reach(found))]
    return Group(*parts, *irreversible(one), foot(one))


def _reach(found: Route) -> str:
    """How many states improvements lead to from the start."""
    near, others = sum(steps >= 0 for steps in found.near) - 1, len(found.near) - 1
    if others == 1:
        return f"Improvements alone {'reach' if near else 'do not reach'} the one other state."
    return (
        f"Improvements alone reach {near:,} of the {others:,} other states." if others else "There is no other state."
    )


def _moved(found: Dispute, step: Step) -> str:
    """What the mover does after the step."""
    player = found.graph.players[step.player]
    return words(found.moves(step.end)[player].replace("-", "nothing"))


def path_sentences(found: Route) -> list[str]:
    """Whether players get there by steps they like, whose step is missing and at what cost, and who could move jointly."""
    one = found.dispute
    if found.steps is None:
        return [f"No moves lead from there to {a_state(one, found.condition)}: irreversible moves stand in the way."]
    if not found.steps:
        at = one.is_state(found.condition)
        return [f"State {found.condition} is the start." if at else f"{found.condition} holds there already."]
    if not found.missing:
        return [f"{plural(len(found.steps), 'step', 'steps').capitalize()}, each of which its mover likes."]
    said = [f"No path of steps that their movers all like leads there; {_missing(found)}."]
    if found.joint:
        before = found.joint.steps
        first = f"After {plural(len(before), 'improvement', 'improvements')}" if before else "At once"
        chain = " -> ".join(
            one.graph.states[s] for s in (found.start, *(step.end for step in before), found.joint.move.state)
        )
        shown = f" ({chain})" if isinstance(one.origin, Conflict) else ""
        said.append(
            f"{first}, {named(one, found.joint.move.coalition)} moving together would lead to "
            f"{brief(one, found.joint.move.state)}, better for each of them{shown}."
        )
    else:
        said.append("Nor does a joint move that all its members like, after steps that their movers like.")
    return said


def _missing(found: Route) -> str:
    one, parts = found.dispute, []
    for step in found.missing:
        loss = -one.change(step.player, step.start, step.end)
        places = f"would fall {plural(round(loss), 'place', 'places').replace('one', '1')} in its ranking"
        cost = "would gain nothing" if not step.cost else f"would lose {points(loss)} points" if one.game else places
        parts.append(f"{one.names[step.player]} {cost} by going to {_moved(one, step)}")
    return f"the nearest misses {plural(len(parts), 'step', 'steps')}: {', '.join(parts)}"
