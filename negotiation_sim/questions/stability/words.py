"""The answer of `stability` in words and tables."""

from rich.console import Group, RenderableType
from rich.text import Text

from ...present.states import _coalition_sentence, _left_out, brief, foot, irreversible
from ...present.tables import table_of
from ...solve.stability import Concept
from ...worlds.dispute import Dispute
from .answer import Stabilities

ROWS = 20


MEANS: dict[Concept, str] = {
    "nash": "no player has a state it likes better one move away",
    "gmr": "opponents can answer each improvement so that it does not pay",
    "smr": "opponents can answer each improvement so that it does not pay, and no further move of the improver mends that",
    "seq": "opponents can answer each improvement so that it does not pay, by moves that they like themselves",
}


SENTENCES = {
    "single": "Sanctions are single: one move of one opponent.",
    "any": "Sanctions are any legal sequence of opponents' moves, nobody twice running. The more players, the more of "
    "them there are: that a state is stable in this sense says little where nearly all are.",
}


def stability(found: Stabilities) -> Group:
    """How many states are stable for all under each concept, and which; a scenario's pure equilibria are marked."""
    one, size = found.dispute, len(found.dispute.graph.states)
    counts = table_of(
        f"{one.title}: which states stay",
        "Concept",
        "Stable for all",
        "Share",
        "That is",
        right=("Stable for all", "Share"),
    )
    for concept in found.concepts:
        count = len(found.stability.equilibria(concept))
        counts.add_row(_title(concept), f"{count:,} of {size:,}", f"{100 * count / size:.1f} %", MEANS[concept])
    held = {concept: set(found.stability.equilibria(concept)) for concept in found.concepts}
    heads = [_title(concept) for concept in found.concepts]
    marked = ["Pure equilibrium"] if one.game else []
    states = table_of("States that are stable for all", "State", *heads, "No coalition leaves", *marked)
    for state in found.states[:ROWS]:
        marks = ["yes" if state in held[concept] else "-" for concept in found.concepts]
        marks += ["yes" if state in found.coalition else "-", *([_pure(one, state)] if marked else [])]
        states.add_row(brief(one, state), *marks)
    parts: list[RenderableType] = [counts, Text(), *([states] if found.states else [])]
    parts += _left_out(min(ROWS, len(found.states)), len(found.states), "states that are stable for all in some sense")
    parts += [Text(said) for said in stability_sentences(found)]
    parts += [*irreversible(one), _coalition_sentence(one, found.coalition)]
    return Group(*parts, foot(one))


def stability_sentences(found: Stabilities) -> list[str]:
    """What opponents can do to sanction, and under which concepts no state at all is stable for all players."""
    empty = " or ".join(_title(concept) for concept in found.empty)
    none = [f"No state is stable for all players in the sense of {empty}."] if empty else []
    return [SENTENCES[found.stability.sanctions], *none]


def _title(concept: Concept) -> str:
    return "Nash" if concept == "nash" else concept.upper()


def _pure(found: Dispute, state: int) -> str:
    return f"{found.pure.index(state) + 1} of {len(found.pure)}" if state in found.pure else "-"
