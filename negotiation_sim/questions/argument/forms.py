"""The argument in sentences and tables, and as plain dictionaries."""

from collections.abc import Mapping
from typing import get_args

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...present import labels
from ...present.conclusions import value_in_words
from ...present.phrases import listed, plural
from ...present.records import Record, number, opening
from ...present.screen import Brief
from ...present.tables import footer, table_of
from .answer import Argument, ClaimTried, Standing
from .critics import numbers_record
from .moved import Break

STANDINGS: Mapping[Standing, str] = {
    "decides": "a hinge rests on it",
    "beyond": "a hinge changes only beyond the range",
    "moves nothing": "moves no hinge",
    "no number": "the game has no number for it",
    "not tried": "carried",
}
"""What is said of a claim, by its standing."""

LIMITS = (
    "Each number is moved alone, the others as they stand; what two of them do together is not sought here. A claim "
    "that moves no hinge may still move payoffs."
)


def sentences(answer: Argument) -> tuple[str, ...]:
    """How many claims the game carries, on how many a hinge rests, and which number is the nearest to breaking one."""
    counts = {standing: len(answer.of(standing)) for standing in get_args(Standing)}
    total, numberless = len(answer.claims), counts["no number"]
    numbers = len({name for tried in answer.claims for name in tried.numbers})
    verb = "is" if total - numberless == 1 else "are"
    first = (
        f"Of {plural(total, 'claim', 'claims')} {total - numberless or 'none'} {verb} carried by "
        f"{plural(numbers, 'number', 'numbers')}; for {numberless or 'none'} the game has no number."
    )
    if counts["not tried"]:
        nearest = [_weakest(answer)] if any(each.inside for each in answer.breaks) else []
        return first, _holding(answer), *nearest
    return first, _decisive(counts["decides"]), _weakest(answer)


def _holding(answer: Argument) -> str:
    """Which hinges hold at the present values, the first that fails named."""
    failing = next((step for step, holds in zip(answer.steps, answer.holding, strict=True) if not holds), None)
    held = sum(answer.holding)
    if failing is None:
        return f"At these values all {held} hinges hold."
    return (
        f"At these values {held or 'none'} of {len(answer.steps)} hinges hold; the first that fails: {failing.title}."
    )


def _decisive(count: int) -> str:
    if not count:
        return "A hinge rests on no claim alone."
    moved = "a number that carries it, moved alone inside its range, changes the answer"
    return f"A hinge rests on {plural(count, 'claim', 'claims')}: {moved}."


def _weakest(answer: Argument) -> str:
    inside = [each for each in answer.breaks if each.inside]
    if not inside:
        return "No number that carries a claim changes a hinge inside its range."
    each = inside[0]
    claims = listed(answer.carried_by(each.entry.name))
    value = value_in_words(each.value, each.entry)
    return (
        f"Nearest: {labels.assumption(each.entry)}, which carries {claims}, is {each.now:g}; "
        f"{'above' if above(each) else 'below'} {value} {hinge_in_words(answer, each)}."
    )


def above(each: Break) -> bool:
    """Whether the hinge changes above the value: away from the present one."""
    return each.value >= each.now


def hinge_in_words(answer: Argument, each: Break) -> str:
    """What changes there: the hinge fails that held, or holds that failed."""
    verb = "fails" if each.holds_above != above(each) else "holds"
    return f"the hinge '{answer.steps[each.hinge].title}' {verb}"


def text(answer: Argument) -> Group:
    """The sentences, what each hinge rests on, every claim with what the game says of it, and the limits."""
    first, *more = sentences(answer)
    parts: list[RenderableType] = [Text(first, style="bold"), *map(Text, more), Text(), *_tables(answer)]
    return Group(*parts, Text(LIMITS), footer([answer.scenario]))


def brief(answer: Argument) -> Brief:
    """The sentences, what each hinge rests on, and the claims."""
    return Brief(sentences(answer), _tables(answer), footer([answer.scenario]))


def _tables(answer: Argument) -> tuple[RenderableType, ...]:
    breaks = [] if answer.of("not tried") and not answer.breaks else [_breaks(answer)]
    answers = [_answers(answer)] if any(tried.answers for tried in answer.claims) else []
    return (_hinges(answer), *breaks, *answers, _claims(answer))


def _hinges(answer: Argument) -> Table:
    counted = [] if answer.of("not tried") else ["Numbers that change it"]
    table = table_of(f"The argument in {answer.scenario.title}", "Hinge", "Now", *counted)
    for k, (step, holds) in enumerate(zip(answer.steps, answer.holding, strict=True)):
        count = len({each.entry.name for each in answer.breaks if each.inside and each.hinge == k})
        table.add_row(f"{k + 1}. {step.title}", "holds" if holds else "fails", *[str(count)] * len(counted))
    return table


def _breaks(answer: Argument) -> Table:
    numbers = ("Now", "Changes at")
    table = table_of("What would refute it, or make it hold", "Assumption", *numbers, "Hinge", "Claims", right=numbers)
    for each in answer.breaks:
        if each.inside:
            claims = ", ".join(answer.carried_by(each.entry.name))
            value = value_in_words(each.value, each.entry)
            table.add_row(labels.assumption(each.entry), f"{each.now:g}", value, str(each.hinge + 1), claims)
    return table


def _answers(answer: Argument) -> Table:
    """The critics' own numbers, with which they answer claims, and where a hinge changes along them."""
    numbers = ("Now", "Changes at")
    title = "What critics answer with numbers of their own"
    table = table_of(title, "Assumption", *numbers, "Hinge", "Claims", right=numbers)
    for name in dict.fromkeys(name for tried in answer.claims for name in tried.answers):
        entry, claims = answer.scenario.case.register[name], ", ".join(answer.answered_by(name))
        breaks = [each for each in answer.answering if each.inside and each.entry.name == name]
        values = [(value_in_words(each.value, entry), str(each.hinge + 1)) for each in breaks] or [("-", "-")]
        for value, hinge in values:
            table.add_row(labels.assumption(entry), f"{answer.scenario.values[name]:g}", value, hinge, claims)
    return table


def _claims(answer: Argument) -> Table:
    table = table_of(
        "Claim by claim",
        "Claim",
        "\u00b6",
        "What it says",
        "In the game",
        "Changes a hinge at, or why it has no number",
    )
    for tried in answer.claims:
        claim = tried.claim
        table.add_row(claim.id, claim.paragraph, claim.paraphrase, _standing(tried), _values(tried))
    return table


def _standing(tried: ClaimTried) -> str:
    count = plural(len(tried.numbers), "number", "numbers")
    return STANDINGS[tried.standing] if not tried.numbers else f"{STANDINGS[tried.standing]} ({count})"


def _values(tried: ClaimTried) -> str:
    """Where a hinge changes; of a claim without a number, why it has none."""
    if not tried.numbers:
        return tried.claim.no_number
    return "; ".join(
        f"{labels.assumption(each.entry)} {value_in_words(each.value, each.entry)}{'' if each.inside else ' *'}"
        for each in tried.breaks
    )


def record(answer: Argument) -> Record:
    """The hinges, and every claim with the numbers that carry it and the values at which a hinge changes."""
    steps = zip(answer.steps, answer.holding, strict=True)
    return {
        **opening(answer.scenario),
        "hinges": [{"name": step.name, "title": step.title, "holds": holds} for step, holds in steps],
        "claims": [_of_claim(answer, tried) for tried in answer.claims],
        "numbers": numbers_record(answer),
    }


def _of_claim(answer: Argument, tried: ClaimTried) -> Record:
    claim = tried.claim
    return {
        "claim": claim.id,
        "paragraph": claim.paragraph,
        "paraphrase": claim.paraphrase,
        "standing": tried.standing,
        "numbers": list(tried.numbers),
        "breaks": [_of_break(answer, each) for each in tried.breaks],
        "answered_by": list(tried.answers),
        "answers_break": [_of_break(answer, each) for each in tried.answering],
        "no_number": claim.no_number,
        "later_check": claim.later_check,
    }


def _of_break(answer: Argument, each: Break) -> Record:
    return {
        "assumption": each.entry.name,
        **labels.beside(answer.scenario.case.register, each.entry.name),
        "value": number(each.now),
        "range": [number(each.entry.low), number(each.entry.high)],
        "breaks_at": number(each.value),
        "holds_above": each.holds_above,
        "hinge": answer.steps[each.hinge].name,
        "inside_range": each.inside,
        "share_of_range": number(each.share) if each.share < float("inf") else None,
    }
