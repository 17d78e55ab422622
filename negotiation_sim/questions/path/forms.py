"""A way to a wanted state in words and tables (who moves, what it gains, whose step is missing), and as a record."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from ...case.conflict import Conflict
from ...present import states
from ...present.phrases import plural, points
from ...present.records import Record, number
from ...present.tables import Headed, table_of
from ...solve.status_quo import PathStep
from ...worlds.dispute import Dispute
from .answer import JointPath, Route


def text(answer: Route) -> Group:
    """The steps of a path to a wanted state: who moves, what it gains, whether it would; and the joint way."""
    dispute = answer.dispute
    parts: list[RenderableType] = [Text(sentence) for sentence in sentences(answer)]
    parts += [Text(f"The start: {states.in_words(dispute, answer.start)}.")]
    if answer.steps:
        parts += [_table(answer), Text(f"The end: {states.in_words(dispute, answer.steps[-1].end)}.")]
    return Group(*parts, Text(_reach(answer)), *states.irreversible(dispute), states.foot(dispute))


def _table(answer: Route) -> Headed:
    dispute = answer.dispute
    gains = "Gains (points)" if dispute.game else "Gains (places)"
    heading = f"{dispute.title}: a way to {states.a_state(dispute, answer.condition)}"
    table = table_of(heading, "Step", "Who moves", "To", gains, "Would it?", right=("Step", gains))
    for place, step in enumerate(answer.steps or (), 1):
        change = dispute.change(step.player, step.start, step.end)
        would = "yes" if step.willing else "no"
        mover, gain = dispute.names[step.player], states.amount(dispute, change)
        table.add_row(str(place), mover, _moved(dispute, step), gain, would)
    return table


def _reach(answer: Route) -> str:
    """How many states improvements lead to from the start."""
    near, others = sum(steps >= 0 for steps in answer.near) - 1, len(answer.near) - 1
    if others == 1:
        return f"Improvements alone {'reach' if near else 'do not reach'} the one other state."
    if not others:
        return "There is no other state."
    return f"Improvements alone reach {near:,} of the {others:,} other states."


def _moved(dispute: Dispute, step: PathStep) -> str:
    """What the mover does after the step."""
    player = dispute.graph.players[step.player]
    return states.move(dispute, player, dispute.moves(step.end)[player])


def sentences(answer: Route) -> list[str]:
    """Whether players get there by steps they like, whose step is missing at what cost, and who could move jointly."""
    dispute, wanted = answer.dispute, answer.condition
    if answer.steps is None:
        end = states.a_state(dispute, wanted)
        return [f"No moves lead from the start to {end}: irreversible moves stand in the way."]
    if not answer.steps:
        return [
            f"State {wanted} is the start."
            if dispute.is_state(wanted)
            else f"{states.titled(dispute, wanted)} holds at the start already."
        ]
    if not answer.missing:
        end = states.a_state(dispute, wanted)
        if len(answer.steps) == 1:
            return [f"One step leads to {end}, and its mover likes it."]
        return [f"{len(answer.steps):,} steps lead to {end}, each of which its mover likes."]
    costs = list(_costs(answer))
    missing = (
        f"The nearest way needs {plural(len(costs), 'step', 'steps')} against the mover's interest: {', '.join(costs)}"
    )
    return [
        f"There is no way to {states.a_state(dispute, wanted)} on which everybody likes its own step. {missing}.",
        _together(answer, answer.joint),
    ]


def _together(answer: Route, joint: JointPath | None) -> str:
    """Who moves together, after how many improvements; in a conflict by rankings the states on the way too."""
    if joint is None:
        return "Nor does a joint move that all its members like, after steps that their movers like."
    dispute, move = answer.dispute, joint.move
    after = f"After {plural(len(joint.steps), 'improvement', 'improvements')}" if joint.steps else "At once"
    passed = (answer.start, *(step.end for step in joint.steps), move.state)
    chain = " -> ".join(dispute.graph.states[state] for state in passed)
    shown = f" ({chain})" if isinstance(dispute.origin, Conflict) else ""
    return (
        f"{after}, {states.named(dispute, move.coalition)} moving together would lead to "
        f"{states.brief(dispute, move.state)}, better for each of them{shown}."
    )


def _costs(answer: Route) -> Iterator[str]:
    """What each step that is missing would cost its mover."""
    dispute = answer.dispute
    for step in answer.missing:
        loss = -dispute.change(step.player, step.start, step.end)
        places = f"would fall {plural(round(loss), 'place', 'places').replace('one', '1')} in its ranking"
        lost = f"would lose {points(loss)} points" if dispute.game else places
        cost = lost if step.cost else "would gain nothing"
        yield f"{dispute.names[step.player]} {cost} by going to {_moved(dispute, step)}"


def record(answer: Route) -> Record:
    """The nearest way to the wanted state, and the one that ends in a joint move."""
    dispute, steps = answer.dispute, answer.steps
    return {
        **states.opening(dispute),
        "from": states.record(dispute, answer.start),
        "condition": answer.condition,
        "reachable": steps is not None,
        "improving": steps is not None and not answer.missing,
        "steps": [_step(dispute, step) for step in steps or ()],
        "missing": [_step(dispute, step) for step in answer.missing],
        "joint": None if answer.joint is None else _joint(dispute, answer.joint),
        "reached_by_improvements": [states.record(dispute, state) for state, k in enumerate(answer.near) if k >= 0],
        "reason": " ".join(sentences(answer)),
    }


def _joint(dispute: Dispute, joint: JointPath) -> Record:
    return {
        "steps": [_step(dispute, step) for step in joint.steps],
        "coalition": [dispute.graph.players[i] for i in joint.move.coalition],
        **states.record(dispute, joint.move.state),
    }


def _step(dispute: Dispute, step: PathStep) -> Record:
    return {
        "player": dispute.graph.players[step.player],
        "from": dispute.graph.states[step.start],
        "to": dispute.graph.states[step.end],
        "change": number(dispute.change(step.player, step.start, step.end)),
        "willing": step.willing,
    }
