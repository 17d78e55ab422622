"""The sections of a report that tell what was computed: comparison, deviations, what it rests on, limits, repeating."""

from collections.abc import Iterator
from dataclasses import replace

from ...case.hashes import case_hash
from ...present.conclusions import binding_in_words, value_in_words
from ...present.documents.blocks import (
    Block,
    Bullets,
    Lines,
    Paragraph,
    Section,
    table_of_rows,
    tables_in,
)
from ...present.phrases import capital, listed, percent, signed, sized
from ...present.run_record import program_version
from ...present.stamp import CAVEAT, stamp
from ...worlds.solved import NumberedResult
from ..breakeven import forms as breakeven
from ..breakeven.answer import BreakEven, BreakEvens
from ..compare import forms as compare
from ..compare.in_full import distinct_paths, path_table
from ..reproduced import address_of, command_of, python_of
from .answer import Report
from .conclusion import led_to
from .deviations import Deviation
from .front import quoted, unnamed, without_equilibrium
from .question import QUESTION


def comparison(answer: Report) -> Section:
    """The scenarios side by side: what happens, what everybody gets."""
    first, *others = (table for shown in compare.brief(answer.comparison).shown for table in tables_in(shown))
    tables = (replace(first, heading="What each scenario leads to"), *others)
    titles = {
        solved.scenario.title: " ".join(solved.scenario.file.meaning.split()) for solved in answer.comparison.solved
    }
    meanings = tuple(f"{title}: {meaning}" for title, meaning in titles.items() if meaning)
    blocks: list[Block] = [Bullets(meanings)] if meanings else []
    return Section("The comparison", (*blocks, *tables, Paragraph(answer.comparison.note), Paragraph(SCALE)))


SCALE = (
    "Payoffs are points on a scale of each player's own: compare them within a row, never between rows. Where players "
    "move in stages and several equilibria are left, one of two rules selects: best joint takes the one that gives the "
    "most in sum to those who move together, cautious the one in which the fewest of them leave the strategy that is "
    "listed first. The column Staged says under which rule the stages lead to a result; a dash: under neither."
)


def deviating(answer: Report) -> Section:
    """Who would move away from where the scenario leads, alone, and what the stages make of it."""
    return Section("Who would deviate", tuple(_deviating(answer)))


def _deviating(answer: Report) -> Iterator[Block]:
    result = led_to(answer.solved, answer.asked.sense)
    if result is None:
        yield Paragraph(capital(without_equilibrium(answer)))
        return
    moves = answer.deviations
    if not moves:
        return
    which = f"result {result.number}" if len(answer.solved.results) > 1 else "this result"
    gaining = [each for each in moves if each.gains]
    if gaining:
        named = listed([f"{each.name} (with {quoted(each.other)}: {signed(each.change)})" for each in gaining])
        yield Paragraph(
            f"At {which} {named} would gain by moving alone, if all others stayed.{_answered(answer, result)}"
        )
    else:
        first = moves[0]
        yield Paragraph(
            f"At {which} nobody gains by moving alone, all others staying. Nearest to gaining is {first.name}: "
            f"{quoted(first.other)} instead of {quoted(first.move)} would {_lose(first)}."
        )
    heads = ("Player", "Plays", "Gets", "Best other move", "Would get", "Change")
    rows = [(each.name, each.move, _points(each, each.payoff), each.other, _points(each, each.otherwise),
             signed(each.change)) for each in moves]  # fmt: skip
    yield table_of_rows("Moving alone, all others staying", heads, rows, ("Gets", "Would get", "Change"))
    for path in distinct_paths(answer.solved)[:1]:
        yield from tables_in(path_table(answer.solved, path))


def _answered(answer: Report, result: NumberedResult) -> str:
    """Why the stages lead to a result all the same from which somebody would move if all chose at once."""
    staged = result.best_joint or result.cautious
    return " In the stages they do not stay: who moves later answers, as the last table shows." if staged else ""


def _points(each: Deviation, payoff: float) -> str:
    return sized(payoff, each.size)


def _lose(each: Deviation) -> str:
    return f"cost {sized(-each.change, each.size)} points" if each.change < 0 else "bring as much"


def rests(answer: Report) -> Section:
    """How far each number may move alone before the conclusion turns."""
    return Section("What it rests on", tuple(_rests(answer)))


def _rests(answer: Report) -> Iterator[Block]:
    if answer.rests is None or answer.concluded is None:
        return
    yield Paragraph(f"The conclusion that is tested is {answer.concluded.named}, {_where(answer)}.")
    yield Paragraph(_in_numbers(answer.rests))
    if not answer.decisive:
        return
    heads = ("Number", "Here", "Range", "Turns at", "Away", "What then changes")
    rows = [row for each in answer.decisive for row in _switches(answer, each)]
    right = ("Here", "Turns at", "Away")
    yield table_of_rows(
        "Where the conclusion turns, the nearest number first (away: as a share of the range)", heads, rows, right
    )


def _in_numbers(rests: BreakEvens) -> str:
    """How many numbers were moved, and how many turn the conclusion inside their ranges, beyond, and nowhere."""
    moved = rests.nearest_first
    inside = sum(each.inside or each.tied for each in moved)
    still = sum(not each.switches and not each.tied for each in moved)
    incomplete = sum(not each.complete for each in moved)
    doubt = f" For {incomplete} of them the search is not complete." if incomplete else ""
    beyond = len(moved) - inside - still
    alone = " was moved" if len(moved) == 1 else "s were moved, each alone,"
    parts = [f"{_count(inside)} the conclusion inside the range"]
    parts += [f"{_count(beyond)} it only beyond the range"] if beyond else []
    parts += [f"{_count(still)} it nowhere in what was searched"] if still else []
    return (
        f"{len(moved)} number{alone} over its range and as far again on either side. {capital(listed(parts))}.{doubt}"
    )


def _count(count: int) -> str:
    return f"{count or 'none'} {'turn' if count > 1 else 'turns'}"


def _where(answer: Report) -> str:
    senses = {
        "some": "at some pure equilibrium",
        "every": "at every pure equilibrium",
        "best_joint": "at the result to which the stages lead under the rule best joint",
        "cautious": "at the result to which the stages lead under the rule cautious",
    }
    assert answer.concluded
    return senses[answer.concluded.reached.sense]


def _switches(answer: Report, each: BreakEven) -> Iterator[tuple[str, ...]]:
    entry, case = each.entry, answer.scenario.case
    lead = (entry.label, f"{each.value:g}", f"{entry.low:g} to {entry.high:g}")
    if each.tied:
        tie = breakeven.indifferent(answer.rests, each).strip() if answer.rests else ""
        yield *lead, f"{each.value:g}", "0 %", f"A tie: any change ends it. {tie}".strip()
        return
    for switch in (switch for switch in each.switches_by_distance if entry.allows(switch.value)):
        at = value_in_words(switch.value, entry)
        why = "; ".join(binding_in_words(case, binding, None if entry.is_switch else at) for binding in switch.bindings)
        share = each.share_of(switch)
        away = percent(share) if share < float("inf") else "-"
        yield *lead, at, away, unnamed(why, case.register)
        lead = ("", "", "")


def limits(answer: Report) -> Section:
    """What the report does not claim, and what was left out of it."""
    items = [
        CAVEAT,
        RANGES,
        "Shares and numbers of assumption sets count opinions. None is the probability of a real event.",
    ]
    if answer.rests:
        items.append(f"{breakeven.ALONE} What two of them do together is not sought, but for the counter-report.")
        items += [breakeven.BRACKETED] if answer.rests.bracketed else []
    if answer.counter and not answer.counter.nearest.already:
        items.append("The fewest beliefs are sought by a search: fewer may do, unless it is said that this was proved.")
    if answer.scenario.outside_range:
        outside = [answer.scenario.case.register[name].label for name in answer.scenario.outside_range]
        items.append(f"Outside the range that the case gives: {listed(outside)}.")
    return Section("What this does not claim", (Bullets((*items, *answer.left_out)),))


RANGES = (
    "A range is where a reasonable person may put a number: a range of opinion, not a confidence interval. What a "
    "paper or a person is made to say with a number is the reading of whoever wrote the case."
)


def repeated(answer: Report) -> Section:
    """The command, the lines of Python and the address that give the same again."""
    asked, version, digest = answer.in_full, program_version(), case_hash(answer.comparison.case)
    return Section(
        "How to repeat it",
        (
            Paragraph(
                f"Computed by negotiation_sim {version} from the case {answer.comparison.case.name} (hash {digest}); "
                "nothing was drawn at random. The same inputs give the same report, byte for byte."
            ),
            Paragraph(stamp([answer.scenario]).line),
            Lines("On the command line", command_of(QUESTION, asked)),
            Lines("In Python", python_of(QUESTION, asked)),
            Lines("Address of the page, below the server's own", address_of(QUESTION, asked, version)),
            *_verified(answer),
        ),
    )


def _verified(answer: Report) -> Iterator[Block]:
    if answer.asked.out is not None:
        name = f"{answer.asked.out.stem}.json"
        yield Paragraph(
            f"Beside this file stands a run record, {name}, with all results and the versions of everything. The "
            "question verify computes it anew and says what differs. The record's fingerprint is no signature."
        )
