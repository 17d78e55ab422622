"""A move beside the best other move of its player, and the belief on which the comparison rests, in words."""

from dataclasses import dataclass

from ...present import labels
from ...present.phrases import points
from ...present.records import Record, number
from .beliefs import Belief


@dataclass(frozen=True)
class Alternative:
    """The best of a player's other moves; `ahead` by how much the move that it made pays more than that."""

    move: int
    ahead: float

    def in_words(self, label: str) -> str:
        """`2.04 points ahead of firmness`; `label` is what people read for the other move."""
        if not self.ahead:
            return f"as good as {label}"
        return f"{points(abs(self.ahead))} points {'ahead of' if self.ahead > 0 else 'behind'} {label}"


def rests_on(belief: Belief | None, ahead: float) -> str:
    """The one belief that is nearest to turning what was expected, and where it turns."""
    if belief is None:
        return "no one number in its range turns it"
    label, now = labels.assumption(belief.entry), _level(belief, belief.value)
    if ahead < 0:
        return f"it would be the best if this were {_turned(belief)}: {label}, now {now}"
    if belief.entry.is_switch:
        return f"{label} is {now}"
    return f"{label} is {'above' if belief.turns_at < belief.value else 'below'} {belief.turns_at:.4g}; it is {now}"


def belief_in_words(belief: Belief | None, ahead: float) -> str:
    """The same in a sentence for readers who see no names of assumptions."""
    if belief is None:
        return "No one number in its range turns this."
    label, now = belief.entry.label, _level(belief, belief.value)
    if ahead < 0:
        return f"It would be the best with {label} {_turned(belief)}; it is {now}."
    return f"It rests on {label}: {now} now, and the move is no longer the best if this is {_turned(belief)}."


def _turned(belief: Belief) -> str:
    """Where a belief turns the comparison: `below 0.6372`; of a yes or no `off`."""
    if belief.entry.is_switch:
        return _level(belief, belief.turns_at)
    return f"{'below' if belief.turns_at < belief.value else 'above'} {belief.turns_at:.4g}"


def _level(belief: Belief, value: float) -> str:
    return f"{value:g}" if not belief.entry.is_switch else "on" if value else "off"


def belief_record(belief: Belief | None) -> Record | None:
    """A belief as a plain dictionary."""
    return (
        None
        if belief is None
        else {
            "name": belief.entry.name,
            "label": belief.entry.label,
            "value": number(belief.value),
            "turns_at": number(belief.turns_at),
            "share": number(belief.share),
        }
    )
