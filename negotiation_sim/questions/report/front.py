"""The first page: the answer in three sentences, and how to cite it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ...case.assumptions import Register
from ...case.hashes import case_hash
from ...case.own_changes import ChangedValue
from ...present.conclusions import binding_in_words, value_in_words
from ...present.phrases import capital, listed, plural, words
from ...present.run_record import program_version
from ...present.stamp import stamp
from ...worlds.results.result import holds
from ...worlds.solved import Solved
from ..believe.nearest.nearest_world import Moved
from ..believe.sentences import value
from ..breakeven.answer import BreakEven
from ..compare.sentences import free_moves, sentence
from .answer import Report
from .conclusion import led_to

FEW = 3
"""Beliefs and changes that are named one by one on the first page."""
RULES = {
    "best_joint": "the one that gives the most in sum to those who move together",
    "cautious": "the one in which the fewest of those who move together leave the strategy that is listed first",
}
"""Which of several equilibria a rule selects."""


def sentences(answer: Report) -> tuple[str, ...]:
    """The answer in at most three sentences: where the scenario leads, under whose numbers the conclusion holds, and
    which numbers turn it."""
    return tuple(filter(None, (_leads(answer), _holds(answer), _rests(answer))))


def under(answer: Report) -> str:
    """Under whose assumptions, and what was changed in them: which numbers, or how many changes where they are many."""
    return f"{quoted(answer.scenario.assumptions.title)}{_changed(answer)}"


def in_short(answer: Report) -> str:
    """The same with how many changes there are, for the line below the title."""
    count = len(stamp([answer.scenario]).changes)
    return quoted(answer.scenario.assumptions.title) + (f", with {plural(count, 'change', 'changes')}" if count else "")


def _changed(answer: Report) -> str:
    changes = [each.change for each in stamp([answer.scenario]).changes]
    values = [each for each in changes if isinstance(each, ChangedValue)]
    if len(values) < len(changes) or len(changes) > FEW:
        return f" with {plural(len(changes), 'change', 'changes')}" if changes else ""
    named = [f"{quoted(each.entry.label)} at {each.value:g} instead of {each.before:g}" for each in values]
    return f" with {listed(named)}" if named else ""


def quoted(label: str) -> str:
    """A label or a title as it stands in a sentence: between quotation marks."""
    return f"\u201c{label}\u201d"


def unnamed(text: str, register: Register) -> str:
    """A text without the names that stand in brackets behind the labels of assumptions: people read the labels."""
    for name, entry in register.items():
        if entry.written_label:
            text = text.replace(f"{entry.written_label} ({name})", entry.written_label)
    return text


def _leads(answer: Report) -> str:
    opening = f"Under {under(answer)}, {answer.scenario.title} leads to"
    result = led_to(answer.solved, answer.asked.sense)
    count = len(answer.solved.equilibria.equilibria)
    if result is None:
        return f"Under {under(answer)}, {answer.scenario.title} leads nowhere by itself: {without_equilibrium(answer)}"
    moves = free_moves(answer.solved, result) or "nobody has a choice"
    if not result.equilibrium:
        stages = f"Under {under(answer)}, the stages of {answer.scenario.title} lead to this"
        return f"{stages}, which would be no equilibrium if all chose at once: {moves}."
    if count == 1:
        return f"{opening} its only equilibrium: {moves}."
    rule = next((rule for rule in RULES if getattr(result, rule)), "")
    picked = f"{RULES[rule]} (the rule {words(rule)})" if rule else "and nothing in the assumptions selects it"
    return f"{opening} one of {count} equilibria, {picked}: {moves}."


def without_equilibrium(answer: Report) -> str:
    """Why a scenario has no pure equilibrium, and which mixed ones it has where these are sought."""
    return sentence(answer.solved).removeprefix(f"- {answer.scenario.title}: ")


def _holds(answer: Report) -> str:
    """Whether the conclusion holds here, in the other scenarios, and under how many rival sets."""
    reached = answer.concluded
    if reached is None:
        return ""
    if reached.of_moves:
        rivals = _by_rivals(answer, "this result")
        return f"{capital(rivals)}." if rivals else ""
    first = f": the first step that fails is {quoted(reached.failing)}" if reached.failing and reached.steps > 1 else ""
    here = f"{reached.subject} {'holds' if reached.holds else 'fails'} here{_elsewhere(answer)}{first}"
    return f"{'; '.join(filter(None, (here, _by_rivals(answer, 'it' if reached.holds else 'the conclusion'))))}."


def _rests(answer: Report) -> str:
    """Which numbers turn the conclusion, each alone; where none does, and where nobody looked, which do together."""
    reached = answer.concluded
    if reached is None:
        return ""
    alone = _turning(answer, "this result" if reached.of_moves else "it") if answer.rests else ""
    together = "" if answer.decisive else _by_beliefs(answer)
    return f"{capital('; '.join(filter(None, (alone, together))))}." if alone or together else ""


def _turning(answer: Report, what: str) -> str:
    """How many of the numbers turn it, each moved alone, and which is the nearest."""
    moved, count = len(answer.rests.nearest_first) if answer.rests else 0, len(answer.decisive)
    if moved == 1:
        opening = f"the one number, moved inside its range, {'turns' if count else 'does not turn'} {what}"
    else:
        number = {0: "none turns", 1: "only one turns"}.get(count, f"{count} turn")
        opening = f"of {_counted(answer, moved)}, each moved alone inside its range, {number} {what}"
    if not count:
        return opening
    return f"{opening}{', the nearest of them' if count > 1 else ':'} {turning(answer, answer.decisive[0])}"


def _counted(answer: Report, moved: int) -> str:
    """`54 numbers`; where the case has more: `the 54 main numbers that the game reads (the case has 418)`."""
    register = answer.scenario.case.register
    main = "main " if any(entry.level == "main" for entry in register.values()) else ""
    if moved == len(register):
        return f"{moved} numbers"
    return f"the {moved} {main}numbers that the game reads (the case has {len(register)})"


def turning(answer: Report, each: BreakEven) -> str:
    """`“Washington's credibility”, at 0.6372 instead of 1 (Spain gains by ... below 0.6372)`."""
    entry, switch = each.entry, each.nearest
    if each.tied or switch is None:
        return f"{quoted(entry.label)}, where any change from {each.value:g} ends a tie"
    at = None if entry.is_switch else value_in_words(switch.value, entry)
    why = "; ".join(binding_in_words(answer.scenario.case, binding, at) for binding in switch.bindings)
    where = f"if it is {switch.value:g}" if entry.is_switch else f"at {at}"
    return f"{quoted(entry.label)}, {where} instead of {each.value:g} ({unnamed(why, answer.scenario.case.register)})"


def _elsewhere(answer: Report) -> str:
    """How the conclusion fares in the other scenarios that are compared."""
    reached = answer.concluded
    others = [solved for solved in answer.comparison.solved if solved.scenario.name != answer.scenario.name]
    if reached is None or reached.of_moves or not others:
        return ""
    alike = [solved for solved in others if holds(solved.scenario, reached.reached) == reached.holds]
    unlike = [solved for solved in others if solved not in alike]
    same = f", as under {_titles(alike)}" if alike else ""
    other = f" and {'fails' if reached.holds else 'holds'} under {_titles(unlike)}" if unlike else ""
    return same + other


def _titles(several: Sequence[Solved]) -> str:
    return listed([solved.scenario.title for solved in several])


def _by_rivals(answer: Report, what: str) -> str:
    if not answer.critics:
        return ""
    count = sum(each.verdict == "holds" for each in answer.critics)
    if len(answer.critics) == 1:
        return f"{what} {'holds too' if count else 'does not hold'} under the one rival set of assumptions"
    return f"{what} holds under {count or 'none'} of {len(answer.critics)} rival sets of assumptions"


def _by_beliefs(answer: Report) -> str:
    if answer.counter is None or answer.counter.nearest.already:
        return ""
    nearest = answer.counter.nearest
    end = "hold" if nearest.goal.make else "fail"
    if nearest.world is None:
        return f"no values were found with which it would {end}"
    few = [*beliefs(nearest.moved[:FEW]), *_rest(len(nearest.moved) - FEW)]
    beyond = ", which is outside the range that the case gives" if any(m.outside for m in nearest.moved) else ""
    return f"for it to {end} it is enough to put {listed(few)}{beyond}"


def _rest(count: int) -> Iterator[str]:
    if count > 0:
        yield plural(count, "further change", "further changes")


def beliefs(several: Iterable[Moved]) -> list[str]:
    """`“Washington's credibility” at 0.6372 instead of 1`, of each."""
    return [f"{quoted(moved.entry.label)} at {value(moved)} instead of {moved.old:g}" for moved in several]


def how_to_cite(answer: Report) -> str:
    """A line for a list of references: what was computed, with which program, of which case."""
    made = stamp([answer.scenario])
    who = f"{answer.asked.by} ({answer.asked.date or 'n. d.'}). " if answer.asked.by else ""
    when = f", {answer.asked.date}" if answer.asked.date and not answer.asked.by else ""
    changes = f", with {plural(len(made.changes), 'change', 'changes')} (listed below)" if made.changes else ""
    case = answer.comparison.case
    return (
        f"{who}{case.title}: {answer.scenario.title}, under \u201c{answer.scenario.assumptions.title}\u201d"
        f"{changes}{when}. Report by negotiation_sim {program_version()}; case {made.case}, hash "
        f"{case_hash(case)}; inputs of the scenario, hash {made.digest}."
    )


def first_words(text: str, most: int = 3) -> str:
    """The first sentences of a description."""
    joined = " ".join(text.split())
    return " ".join(re.split(r"(?<=[.!?])\s+(?=[A-Z])", joined)[:most])
