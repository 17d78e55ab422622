"""The answer in sentences: how the statements were chosen, who would have been surprised by what, where sets differ."""

import re
from collections.abc import Callable, Iterator

from ...case.assumptions import AssumptionSet
from ...case.backtest import Statement
from ...present import labels
from ...present.phrases import capital, listed, plural
from .answer import Tried

EVERYBODY = "everybody with an answer"


def sentences(answer: Tried) -> tuple[str, ...]:
    """Three sentences: the choice of the statements, the surprises, and the text's own errors and the differences.

    Where every set is kept out of every window, that and why stands first, and there are no surprises to tell.
    """
    if len(answer.kept_out) == len(answer.sets):
        return (_all_kept_out(answer), answer.backtest.first_sentence, _wrong_and_differing(answer))
    return (answer.backtest.first_sentence, _surprises(answer), _wrong_and_differing(answer))


def author_of(assumed: AssumptionSet) -> str:
    """Who holds a set, without initials, year and what this project makes of it; its title where nobody is named."""
    name = re.split(r"[(,]", assumed.author)[0].strip()
    return re.sub(r"\b[A-Z]\. ", "", name) or assumed.title


def quoted(statements: tuple[Statement, ...]) -> str:
    """The titles of statements in a sentence."""
    return listed([f"'{each.title}'" for each in statements])


def _all_kept_out(answer: Tried) -> str:
    names, titles = [each.name for each in answer.sets], [labels.author(each) for each in answer.sets]
    which = "every window" if len({each.window for each in answer.statements}) > 1 else "the window"
    day, _ = answer.why_kept_out(names[0])
    whys = [answer.why_kept_out(name)[1] for name in names]
    why = [f"{title}: {reason}" for title, reason in zip(titles, whys, strict=True)] if len(names) > 1 else whys
    return (
        f"{listed(titles)} {'is' if len(names) == 1 else 'are'} kept out of {which} that is asked about, so nothing is "
        f"scored. What speaks there must have been known when the window starts, on {day} at the latest, and "
        f"{'; '.join(why)}."
    )


def _surprises(answer: Tried) -> str:
    """By what everybody, all but a few, or a few alone would have been surprised; the most surprised first."""
    if not answer.all_scored:
        return "No set foretells any of them, and a set that is silent everywhere fails."
    groups: dict[str, list[Statement]] = {}
    shares = {each.name: len(answer.surprised(each)) / len(answer.speaking(each)) for each in answer.all_scored}
    for each in sorted(answer.all_scored, key=lambda each: (-shares[each.name], each.number)):
        if who := surprised_in_words(answer, each):
            groups.setdefault(who, []).append(each)
    if not groups:
        return "No set that could speak would have been surprised by what came."
    (first, by), *others = ((who, quoted(tuple(those))) for who, those in groups.items())
    more = "".join(f"; {who} by {what}" for who, what in others)
    return f"{capital(first)} would have been surprised by {by}{more}."


def surprised_in_words(
    answer: Tried, statement: Statement, called: Callable[[AssumptionSet], str] = author_of, everybody: str = EVERYBODY
) -> str:
    """Who of the sets that have an answer would have been surprised, each called so; "" for nobody."""
    surprised = answer.surprised(statement)
    others = [each for each in answer.speaking(statement) if each not in surprised]
    if not surprised:
        return ""
    if not others:
        return everybody if len(surprised) > 1 else called(surprised[0])
    if len(others) < len(surprised):
        return f"{everybody} but {listed([called(each) for each in others])}"
    return listed([called(each) for each in surprised])


def _wrong_and_differing(answer: Tried) -> str:
    wrong = tuple(each for each in answer.statements if each.said is not None and each.truth not in (None, each.said))
    count = len(answer.all_scored)
    scored = plural(count, "scored statement", "scored statements")
    counted = f"sets differ on {len(answer.differ) or 'none'} of {scored}" if count else "no statement is scored"
    if not wrong:
        return f"{capital(counted)}."
    return f"The text itself was wrong on {quoted(wrong)}; {counted}."


def contradictions(answer: Tried) -> Iterator[str]:
    """That the case's own set says otherwise than the text on some statements, and on which."""
    if answer.contradicted:
        yield f"The text and the case's own set contradict each other on {quoted(answer.contradicted)}."
