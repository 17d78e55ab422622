"""Break-evens as the terminal shows them: the sentence, the table of switches, and what was searched."""

from rich.console import Group, RenderableType
from rich.text import Text

from ...present.conclusions import conclusion_in_words, scenarios_of, value_in_words
from ...present.tables import footer, table_of
from ...worlds.results.chain import Chain
from .answer import BreakEven, BreakEvens
from .sentences import in_numbers, sentence, who_binds

LIMITS = (
    "Each assumption is moved alone, the others as they stand. An exact switch is a root in closed form; a bracketed "
    "one lies between two values that were solved, and its search rests on polynomials that equal or approximate the "
    "payoffs. An answer at one single value, by a tie, is not a switch."
)


def text(answer: BreakEvens) -> Group:
    """The sentence, the table of switches, and what does not matter."""
    numbers = ("Now", "Range", "Switch", "Away", "Of range")
    table = table_of("Where the answer changes", "Assumption", *numbers, "Who binds", right=numbers)
    changing = [each for each in answer.nearest_first if each.switches or each.tied]
    for each in changing:
        for cells in _rows(answer.links, each):
            table.add_row(*cells)
    opening = Text(sentence(answer), style="bold"), Text(conclusion_in_words(answer.links)), Text()
    parts: list[RenderableType] = [*opening, table, Text()] if changing else [*opening]
    return Group(*parts, Text(in_numbers(answer)), Text(LIMITS), footer(scenarios_of(answer.links)))


def _rows(links: Chain, break_even: BreakEven) -> list[list[str]]:
    entry, value = break_even.entry, break_even.value
    lead = [entry.name, f"{value:g}", f"{entry.low:g} to {entry.high:g}"]
    if break_even.tied:
        return [[*lead, f"{value:g}", "0", "0 %", "a tie: the answer holds at this value alone"]]
    rows = []
    for switch in break_even.switches_by_distance:
        beyond = "" if entry.allows(switch.value) else " *"
        how = "" if switch.exact else " (bracketed)"
        rows.append([*lead, value_in_words(switch.value, entry) + beyond, f"{abs(switch.value - value):.3g}",
                     f"{break_even.share_of(switch):.0%}", who_binds(links, break_even, switch) + how])  # fmt: skip
        lead = ["", "", ""]
    return rows
