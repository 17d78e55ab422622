"""The years in sentences and tables."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from ...case.rounds import OUTSIDE, PAYOFF
from ...present.phrases import capital, listed, of_hundred, percent_of_hundred, points
from ...present.screen import Brief
from ...present.tables import Headed, footer, table_of
from .answer import YearsTold
from .authors import shared, telling_apart
from .pace import Pace
from .sentences import (
    QUIET,
    called,
    end_in_words,
    happened,
    in_sentences,
    paired,
    sentences,
    told,
)

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
FAR_OUT = (
    "How far out what happened is: of 100 histories, as many as have no more than it, or no less, whichever are fewer. "
    "Where they are fewer than five, what happened lies outside the paths."
)


def text(answer: YearsTold) -> Group:
    """Sentences, events and means of every year, stories, paces, the record, and how choices are made."""
    first, *more = sentences(answer)
    every = range(len(answer.years))
    parts = [part for table in (*_asked(answer, every), *_standing(answer, every)) for part in (Text(), table)]
    return Group(Text(first, style="bold"), *map(Text, more), *parts, Text(), *_notes(answer), _foot(answer))


def brief(answer: YearsTold) -> Brief:
    """The sentences, then a story or a comparison where one is asked for, then the events of some years."""
    count = len(answer.years)
    some = sorted({round(k * (count - 1) / (SHOWN - 1)) for k in range(SHOWN)})
    shown = (*_asked(answer, some), *_standing(answer, some))
    return Brief(sentences(answer), (*shown, Text(MEANING)), _foot(answer))


def _foot(answer: YearsTold) -> RenderableType:
    return footer([answer.scenario])


def _asked(answer: YearsTold, which: Sequence[int]) -> Iterator[Headed]:
    """The tables of what is asked for besides."""
    if answer.story:
        yield _story(answer)
    if answer.pace:
        yield _paces(answer, which)
    if answer.waiting:
        yield _waiting(answer)
    if answer.authors:
        yield _authors(answer)


def _standing(answer: YearsTold, which: Sequence[int]) -> Iterator[Headed]:
    yield _events(answer, which)
    if answer.recorded:
        yield _record(answer)
    yield _means(answer, which)


def _events(answer: YearsTold, which: Sequence[int]) -> Headed:
    heads = [str(answer.years[k]) for k in which]
    table = table_of("In how many of 100 histories", "At the end of", *heads, right=heads)
    for name, share in answer.shares.items():
        table.add_row(called(answer, name), *(percent_of_hundred(float(share[k])) for k in which))
    return table


def _record(answer: YearsTold) -> Headed:
    """What happened, year by year, and in how many histories as much or more of it did."""
    years = sorted({year for each in answer.recorded.values() for year in each.values})
    heads = list(map(str, years))
    table = table_of("What happened, and of 100 histories those at least as far out (* fewer than five)", "", *heads,
                     right=heads)  # fmt: skip
    for name, recorded in answer.recorded.items():
        far_out = answer.far_out(name)
        cells = [_happened(answer, name, recorded.values.get(year), far_out.get(year)) for year in years]
        table.add_row(called(answer, name), *cells)
    return table


def _happened(answer: YearsTold, name: str, value: float | None, share: float | None) -> str:
    if value is None or share is None:
        return ""
    return f"{happened(answer, name, value)} {percent_of_hundred(share)}{'*' if share < OUTSIDE else ''}"


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


def _story(answer: YearsTold) -> Headed:
    again = answer.replayed if answer.replayed and answer.replayed.happenings != answer.story else None
    heads = ("History", *([f"and where {listed(in_sentences(answer, again.moves))}"] if again else [])
    )  # fmt: skip
    table = table_of(f"The history of seed {answer.asked.seed}, told year by year", "Year", *heads)
    for year in answer.world.rounds.played:
        tellings = [told(answer, answer.story, year), *([told(answer, again.happenings, year)] if again else [])]
        table.add_row(str(year), *(telling or QUIET for telling in tellings))
    ends = [answer.end, *([again.end] if again else [])]
    table.add_row("in the end", *(f"{capital(listed(end_in_words(answer, state)))}." for state in ends))
    if again:
        table.add_section()
        for name in answer.shares:
            shares = (f"in {of_hundred(part[name])} of 100 from there" for part in (again.before, again.after))
            table.add_row(called(answer, name), *shares)
    return table


def _paces(answer: YearsTold, which: Sequence[int]) -> Headed:
    heads = [str(answer.years[k]) for k in which]
    table = table_of("Together or one a year, laid down: in how many of 100 histories", "", "Believing", "Pace", *heads,
                     right=heads)  # fmt: skip
    for pair in paired(answer.pace):
        for name in answer.shares:
            if abs(pair[0].shares[name][-1] - pair[1].shares[name][-1]) > 1e-9:  # what the pace moves
                for each in pair:
                    shares = (percent_of_hundred(each.shares[name][k]) for k in which)
                    table.add_row(called(answer, name), _believing(each), each.name, *shares)
    return table


def _believing(each: Pace) -> str:
    return ", ".join(f"{name} {worth:g}" for name, worth in each.values.items())


def _waiting(answer: YearsTold) -> Headed:
    who = answer.scenario.case.players[answer.asked.wait or ""].name
    table = table_of(f"What it brings {who} to wait, as things stand otherwise", f"{who} turns in", "Over the years",
                     f"In {answer.years[-1]}", right=("Over the years", f"In {answer.years[-1]}"))  # fmt: skip
    most = max(each.over_the_years for each in answer.waiting)
    for each in answer.waiting:
        mark = " most" if each.over_the_years > most - 1e-9 else ""
        table.add_row(each.until, points(each.over_the_years) + mark, points(each.last_year))
    return table


def _authors(answer: YearsTold) -> Headed:
    """Every set, when and by what it was surprised where sets differ, and how far out that was; what all share after.

    A set that no year of the record can surprise, for it is later, has "later" in place of a year.
    """
    alike, parts = shared(answer.authors), telling_apart(answer.authors)
    told_apart = [name for name in answer.recorded if name not in alike]
    heads = [capital(called(answer, name)) for name in parts]
    table = table_of("Who would have been surprised, where sets differ; and of 100 histories those as far out",
                     "Set", "Tried from", "Surprised in", "By", *heads, right=heads)  # fmt: skip
    for each in answer.authors:
        year, names = each.first_by(told_apart) or ("never" if each.since else "", ())
        cells = (f"{percent_of_hundred(each.far_out[part][1])} in {each.far_out[part][0]}" for part in parts)
        by = "; ".join(called(answer, name) for name in names)
        table.add_row(
            each.assumptions.name,
            str(each.since or ("later" if each.assumptions.as_of else "undated")),
            str(year),
            by,
            *cells,
        )
    return table


def _notes(answer: YearsTold) -> Iterator[Text]:
    at_once = " Those of one stage of the order choose at once." if answer.within_year == "at_once" else ""
    states = f"{len(answer.world.space):,}"
    yield Text(f"How they choose: {CHOICES[answer.asked.choice]}.{at_once} States carried: {states}.")
    if forgotten := [name for name in answer.world.rounds.optional if name not in answer.remembered]:
        labels = listed([answer.world.rounds.state[name].label for name in forgotten])
        yield Text(f"Not remembered, though the case could (`remember`): {labels}.")
    yield Text(f"{MEANING} {BANDS}")
    if answer.recorded:
        yield Text(FAR_OUT)
    if answer.drawn is not None:
        apart = max(
            abs(float(frequency[-1] - answer.shares[name][-1]))
            for name in answer.shares
            if (frequency := answer.frequency(name)) is not None
        )
        count = f"{answer.asked.histories:,}"
        yield Text(f"Shares are exact; in {count} simulated histories they differ by at most {apart:.3f} at the end.")
