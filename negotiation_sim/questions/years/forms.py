"""The years in sentences and tables, and as plain dictionaries."""

from collections.abc import Iterator, Sequence

import numpy as np
from rich.console import Group, RenderableType
from rich.text import Text

from ...case.rounds import PAYOFF, Recorded
from ...present.phrases import capital, listed, points
from ...present.screen import Brief
from ...present.tables import Headed, footer, table_of
from ...worlds.years_told import Happening, Laid, in_words
from .answer import YearsTold

CHOICES = {
    "this_year": "each chooses by logit on what the year alone brings it",
    "ahead": "each chooses by logit on all years to come",
    "best_joint": "each year is settled on its staged outcome under best joint",
    "cautious": "each year is settled on its staged outcome under cautious",
}
SHOWN = 6
"""So many years a table on one screen has: the first, the last, and some between."""
MEANING = "A share is one of histories under these assumptions, never the probability of a real event."
BANDS = "Nine of ten histories lie between the low and the high number."


def sentences(answer: YearsTold) -> tuple[str, ...]:
    """What has happened by the last year, when most histories have come to each event, and what the record says."""
    return (_ends(answer), _when(answer), *_record(answer))


def _ends(answer: YearsTold) -> str:
    told = [f"{_event(answer, name)} in {_of_hundred(float(share[-1]))}" for name, share in answer.shares.items()]
    given = f", where it is laid down that {listed(in_sentences(answer, answer.given))}," if answer.given else ""
    return f"Of 100 histories of {answer.scenario.title}{given}, by {answer.years[-1]} {listed(told[:3])}."


def _event(answer: YearsTold, name: str) -> str:
    return answer.world.rounds.events[name].label


def _of_hundred(share: float) -> str:
    """A share as a whole number of a hundred; "fewer than one" where it is not none.

    >>> _of_hundred(0.601), _of_hundred(0.003), _of_hundred(0.0), _of_hundred(0.998)
    ('60', 'fewer than one', 'none', 'more than 99')
    """
    if share < 1e-9:
        return "none"
    if share > 1 - 1e-9:
        return "all"
    return "fewer than one" if share < 0.005 else "more than 99" if share > 0.995 else f"{100 * share:.0f}"


def _when(answer: YearsTold) -> str:
    """The first year by which half of the histories have come to each of the first two events."""
    told = []
    for name in list(answer.shares)[:2]:
        half = [year for year, share in zip(answer.years, answer.shares[name], strict=True) if share >= 0.5]
        when = f"by {half[0]}" if half else f"in no year up to {answer.years[-1]}"
        told.append(f"{_event(answer, name)} in at least half of them {when}")
    return f"{capital('; '.join(told))}."


def _record(answer: YearsTold) -> tuple[str, ...]:
    """The first year in which the record left the paths; nothing where the case has no record."""
    records = answer.world.rounds.record
    if not records:
        return ()
    gone = [(left, each) for each in records.values() if (left := answer.left(each)) is not None]
    if not gone:
        last = max(year for each in records.values() for year in each.values)
        return (f"What happened until {last} lies within the band of nine histories of ten.",)
    year, recorded = min(gone, key=lambda pair: pair[0])
    return (f"What happened leaves these paths in {year}: {_outside(answer, recorded, year)}.",)


def _outside(answer: YearsTold, recorded: Recorded, year: int) -> str:
    k, value = answer.years.index(year), recorded.values[year]
    if recorded.name in answer.bands:
        low, _, high = answer.bands[recorded.name]
        label = answer.world.rounds.means[recorded.name].label
        return f"{label} were {value:g}, and nine histories of ten have {low[k]:g} to {high[k]:g}"
    does = "was not so" if value == 0 else "was so"
    share = _of_hundred(float(answer.shares[recorded.name][k]))
    return f"that {_event(answer, recorded.name)} {does}, and it is in {share} of 100 histories"


def text(answer: YearsTold) -> Group:
    """Sentences, events and means of every year, stories, paces, the record, and how choices are made."""
    first, *more = sentences(answer)
    every = range(len(answer.years))
    parts = [part for table in _tables(answer, every) for part in (Text(), table)]
    return Group(Text(first, style="bold"), *map(Text, more), *parts, Text(), *_notes(answer), _foot(answer))


def brief(answer: YearsTold) -> Brief:
    """The sentences, then a story or a comparison where one is asked for, then the events of some years."""
    count = len(answer.years)
    some = sorted({round(k * (count - 1) / (SHOWN - 1)) for k in range(SHOWN)})
    events, means, *others = _tables(answer, some)
    return Brief(sentences(answer), (*others, events, means, Text(MEANING)), _foot(answer))


def _foot(answer: YearsTold) -> RenderableType:
    return footer([answer.scenario])


def _tables(answer: YearsTold, which: Sequence[int]) -> Iterator[Headed]:
    yield _events(answer, which)
    yield _means(answer, which)
    if answer.story:
        yield _story(answer)
    if answer.pace:
        yield _paces(answer, which)
    if answer.waiting:
        yield _waiting(answer)


def _events(answer: YearsTold, which: Sequence[int]) -> Headed:
    heads = [str(answer.years[k]) for k in which]
    table = table_of("In how many of 100 histories", "By the end of", *heads, right=heads)
    for name, share in answer.shares.items():
        table.add_row(_event(answer, name), *(_percent(float(share[k])) for k in which))
    return table


def _percent(share: float) -> str:
    return "-" if share < 1e-9 else "<0.1" if share < 0.0005 else f"{100 * share:.1f}"


def _means(answer: YearsTold, which: Sequence[int]) -> Headed:
    heads = [str(answer.years[k]) for k in which]
    table = table_of("The mean over histories, and in brackets the band of the last year", "At the end of", *heads,
                     "Band", right=heads)  # fmt: skip
    for name, mean in answer.means.items():
        if not _stands_by(answer, name):
            low, _, high = answer.bands[name]
            table.add_row(called(answer, name), *(points(float(mean[k])) for k in which),
                          f"[{points(float(low[-1]))} to {points(float(high[-1]))}]")  # fmt: skip
    return table


def _stands_by(answer: YearsTold, name: str) -> bool:
    kind, _, player = name.partition(".")
    return kind == PAYOFF and answer.scenario.stands_by(player)


def called(answer: YearsTold, name: str) -> str:
    """What people read for a mean: its label, or whose payoff it is."""
    kind, _, player = name.partition(".")
    if kind == PAYOFF and player:
        return f"payoff of {answer.scenario.case.players[player].name}"
    return answer.world.rounds.means[name].label


def _story(answer: YearsTold) -> Headed:
    again = answer.replayed
    heads = ("History", *([f"and where {listed(in_sentences(answer, again.moves))}"] if again else []))
    table = table_of(f"The history of seed {answer.asked.seed}, told year by year", "Year", *heads)
    for year in answer.world.rounds.played:
        tellings = [told(answer, answer.story, year), *([told(answer, again.happenings, year)] if again else [])]
        table.add_row(str(year), *(telling or "nothing changes" for telling in tellings))
    if again:
        table.add_section()
        for name in answer.shares:
            shares = (f"in {_of_hundred(part[name])} of 100 from there" for part in (again.before, again.after))
            table.add_row(_event(answer, name), *shares)
    return table


def told(answer: YearsTold, happenings: Sequence[Happening], year: int) -> str:
    """The sentences for one year of a history."""
    lines = [in_words(answer.scenario, each) for each in happenings if each.year == year]
    return ". ".join(line for line in lines if line) + ("." if any(lines) else "")


def in_sentences(answer: YearsTold, laid: Laid) -> list[str]:
    """What is laid down, as people read it: `in 2024 Greece recognises`."""
    told = []
    for (year, name), level in laid.items():
        words = in_words(answer.scenario, Happening(year, name, level))
        told.append(f"in {year} {words or f'{answer.world.rounds.state[name].label} is at {level}'}")
    return told


def laid_down(laid: Laid) -> list[str]:
    """What is laid down, as it is written: `2023:spain=yes`."""
    return [f"{year}:{name}={level}" for (year, name), level in laid.items()]


def _paces(answer: YearsTold, which: Sequence[int]) -> Headed:
    heads = [str(answer.years[k]) for k in which]
    table = table_of("Recognitions together or one a year, laid down: in how many of 100 histories", "", "Pace", *heads,
                     right=heads)  # fmt: skip
    for name, worth in answer.world.events.items():
        by_pace = {pace: carried[..., 0] @ worth[:, 0] for pace, carried in answer.pace.items()}
        first, second = by_pace.values()
        if np.abs(first - second)[-1] > 1e-9:  # what the pace does not move is left out
            for pace, shares in by_pace.items():
                table.add_row(_event(answer, name), pace, *(_percent(float(shares[k])) for k in which))
    return table


def _waiting(answer: YearsTold) -> Headed:
    who = answer.scenario.case.players[answer.asked.wait or ""].name
    table = table_of(f"What it brings {who} to wait, as things stand otherwise", f"{who} turns in", "Over the years",
                     f"In {answer.years[-1]}", right=("Over the years", f"In {answer.years[-1]}"))  # fmt: skip
    most = max(each.over_the_years for each in answer.waiting)
    for each in answer.waiting:
        mark = " most" if each.over_the_years > most - 1e-9 else ""
        table.add_row(each.until, points(each.over_the_years) + mark, points(each.last_year))
    return table


def _notes(answer: YearsTold) -> Iterator[Text]:
    at_once = " Those of one stage of the order choose at once." if answer.within_year == "at_once" else ""
    states = f"{len(answer.world.space):,}"
    yield Text(f"How they choose: {CHOICES[answer.asked.choice]}.{at_once} States carried: {states}.")
    if forgotten := [name for name in answer.world.rounds.optional if name not in answer.remembered]:
        labels = listed([answer.world.rounds.state[name].label for name in forgotten])
        yield Text(f"Not remembered, though the case could (`remember`): {labels}.")
    yield Text(f"{MEANING} {BANDS}")
    if answer.drawn is not None:
        apart = max(
            abs(float(frequency[-1] - answer.shares[name][-1]))
            for name in answer.shares
            if (frequency := answer.frequency(name)) is not None
        )
        count = f"{answer.asked.histories:,}"
        yield Text(f"Shares are exact; in {count} simulated histories they differ by at most {apart:.3f} at the end.")
