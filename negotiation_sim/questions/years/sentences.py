"""What the years say in plain sentences: what was asked for first, then what has happened by the last year."""

from collections.abc import Iterator, Sequence

from ...present import labels
from ...present.phrases import capital, listed, of_hundred, plural, points
from ...worlds.years_laid import SEEDS, seed_that_differs
from ...worlds.years_told import Happening, Laid, in_words, paces, waits
from ..believe.sentences import value
from .answer import Waited, YearsTold
from .authors_in_words import surprised
from .lasting_words import as_it_stands, going_on, not_twice
from .pace import Pace

QUIET = "Nothing changes."
"""What is told of a year in which nothing does."""


def sentences(answer: YearsTold) -> tuple[str, ...]:
    """What was asked for besides; what has happened by the last year and when; and what the record says."""
    asked = (
        *_paced(answer),
        *_waited(answer),
        *_replayed(answer),
        *_kept(answer),
        *surprised(answer.world.rounds, answer.authors),
    )
    return (*asked, _ends(answer), *_undone(answer), _when(answer), *_record(answer))


def in_sentences(answer: YearsTold, laid: Laid) -> list[str]:
    """What is laid down, as people read it: `in 2024 Greece recognises`; years in a row are named together."""
    runs: list[tuple[int, int, str, str]] = []
    for (year, name), level in sorted(laid.items(), key=lambda each: (each[0][1], each[0][0])):
        if runs and runs[-1][1:] == (year - 1, name, level):
            runs[-1] = (runs[-1][0], year, name, level)
        else:
            runs.append((year, year, name, level))
    return [_laid_in_words(answer, *run) for run in sorted(runs, key=lambda run: run[:2])]


def _laid_in_words(answer: YearsTold, first: int, last: int, name: str, level: str) -> str:
    when = f"in {first}" if first == last else f"in each year from {first} to {last}"
    if player := answer.world.rounds.state[
        name
    ].player:  # a move is made every year, so it is told as the game tells it
        mover = answer.scenario.case.players[player]
        does = f"{'turns to' if first == last else 'plays'} {mover.label(level)}"
        return f"{when} {mover.name} {mover.means.get(level, does)}"
    words = in_words(answer.scenario, Happening(first, name, level)) if first == last else ""
    return f"{when} {words or as_it_stands(answer.world, name, level)}"


def told(answer: YearsTold, happenings: Sequence[Happening], year: int) -> str:
    """What changes in a year of a history, in short sentences; those who do the same are named together."""
    lines: dict[str, list[str]] = {}
    for each in happenings:
        if each.year == year and (words := in_words(answer.scenario, each)):
            player = answer.world.rounds.state[each.variable].player
            name = f"{answer.scenario.case.players[player].name} " if player else ""
            does = words.removeprefix(name)
            lines.setdefault(does, []).append(name.strip() if does != words else "")
    return " ".join(f"{alike(names, does) if names[0] else does}." for does, names in lines.items())


def alike(names: Sequence[str], does: str) -> str:
    """`Spain recognises`, `Spain recognises, and so do Romania and Greece`."""
    first, *rest = names
    return f"{first} {does}" + (f", and so {'do' if len(rest) > 1 else 'does'} {listed(rest)}" if rest else "")


def end_in_words(answer: YearsTold, state: int) -> list[str]:
    """How a history stands in its last year: the events that hold, and the means but for payoffs."""
    held = [event.label for name, event in answer.world.rounds.events.items() if answer.world.events[name][state, 0]]
    worths = [f"{mean.label}: {_short(float(answer.worths[name][state]))}"
              for name, mean in answer.world.rounds.means.items()]  # fmt: skip
    return [*not_twice(held), *worths]


def _event(answer: YearsTold, name: str) -> str:
    return answer.world.rounds.events[name].label


def _ends(answer: YearsTold) -> str:
    labels = going_on([_event(answer, name) for name in answer.shares])
    shares = [f"{label} in {of_hundred(float(share[-1]))}"
              for label, share in zip(labels, answer.shares.values(), strict=True)]  # fmt: skip
    given = f", where it is laid down that {listed(in_sentences(answer, answer.given))}" if answer.given else ""
    return f"Of 100 histories of {answer.scenario.title}{given}, by {answer.years[-1]} {listed(shares[:3])}."


def _undone(answer: YearsTold) -> Iterator[str]:
    """What is laid down and could not be done in some histories, where it was not open any more or not yet."""
    again = answer.replayed
    for laid, shares in ((answer.given, answer.undone), *([(again.moves, again.undone)] if again else [])):
        histories = "histories" if laid is answer.given else "histories that are the same until then"
        for (year, name), share in shares.items():
            words = in_sentences(answer, {(year, name): laid[year, name]})[0]
            yield f"It could not be done that {words} in {of_hundred(share)} of 100 {histories}: it was not open there."


def _when(answer: YearsTold) -> str:
    """The first year by which half of the histories have come to each of the first two events."""
    parts = []
    for name in list(answer.shares)[:2]:
        half = [year for year, share in zip(answer.years, answer.shares[name], strict=True) if share >= 0.5]
        parts.append(
            f"in at least half of them {_event(answer, name)} by {half[0]}"
            if half
            else f"in no year up to {answer.years[-1]} is it so in half of them that {_event(answer, name)}"
        )
    return f"{capital('; '.join(parts))}."


def _record(answer: YearsTold) -> Iterator[str]:
    """The first year in which the record left the paths; nothing where the case has no record."""
    if not answer.recorded:
        return
    if answer.first_left is None:
        last = max(year for each in answer.recorded.values() for year in each.values)
        yield f"What happened until {last} lies within the band of nine histories of ten."
        return
    year, names = answer.first_left
    yield f"What happened leaves these paths in {year}: {'; '.join(_outside(answer, name, year) for name in names)}."


def _outside(answer: YearsTold, name: str, year: int) -> str:
    k, happened = answer.years.index(year), answer.recorded[name].values[year]
    if name in answer.bands:
        low, _, high = answer.bands[name]
        return f"{called(answer, name)} were {happened:g}, and nine histories of ten have {low[k]:g} to {high[k]:g}"
    share = float(answer.shares[name][k])
    if happened:
        return f"{_event(answer, name)}, as in {of_hundred(share)} of 100 histories"
    return f"it is not so that {_event(answer, name)}, and in {of_hundred(share)} of 100 histories it is"


def called(answer: YearsTold, name: str) -> str:
    """What people read for an event, a mean, or whose payoff it is."""
    return answer.world.rounds.label(name)


def happened(answer: YearsTold, name: str, value: float) -> str:
    """What the record says, in a word: yes or no of an event, a number of a mean."""
    return f"{value:g}" if name in answer.bands else "yes" if value else "no"


def _kept(answer: YearsTold) -> Iterator[str]:
    nearest = answer.kept
    if nearest is None:
        return
    does = "keep what happened among the paths" if nearest.goal.make else "drive what happened out of the paths"
    if nearest.world is None:
        why = "in the time given" if nearest.stopped else "inside the ranges, nor beside them"
        yield f"No belief that would {does} was found {why}."
        return
    changes = [f"{labels.assumption(each.entry)} {value(each)} instead of {each.old:g}" for each in nearest.moved]
    aside = ", outside its range" if any(each.outside for each in nearest.moved) else ""
    yield f"To {does} it is enough to believe {listed(changes)}{aside}."
    if nearest.stopped:
        yield "The time was up before the search was done: a nearer belief may do, and `seconds` gives it longer."
    others = [labels.assumption(answer.scenario.case.register[name]) for name in nearest.alone or ()
              if name not in {each.entry.name for each in nearest.moved}]  # fmt: skip
    if others and len(nearest.moved) == 1:
        yield f"Alone would do as well, further off: {listed(others[:3])}{' and more' * (len(others) > 3)}."


def _paced(answer: YearsTold) -> Iterator[str]:
    """In how many histories what the pace moves has come, at either pace, here and as others believe."""
    pairs = paired(answer.pace)
    if not pairs:
        return
    name = moved_by_pace(pairs[0])
    if name is None:
        yield "The pace makes no difference to what is told of these years."
        return
    (first, _), *_ = laid = list(paces(answer.world)["together"])
    case, move = answer.scenario.case, paces(answer.world)["together"][laid[0]]
    does = case.players[laid[0][1]].means.get(move, f"turns to {case.players[laid[0][1]].label(move)}")
    together, by_turns = (of_hundred(each.shares[name][-1]) for each in pairs[0])
    yield (
        f"Where in {first} {alike([case.players[player].name for _, player in laid], does)}, by {answer.years[-1]} "
        f"{_event(answer, name)} in {together} of 100 histories; where they do so one a year, in {by_turns}."
    )
    yield from (_believed(answer, name, pairs[0], other) for other in pairs[1:2])


def _believed(answer: YearsTold, name: str, here: tuple[Pace, Pace], other: tuple[Pace, Pace]) -> str:
    """What becomes of both paces under what others believe a remembered move counts for."""
    register, (together, by_turns) = answer.scenario.case.register, other
    lead, now = (one.shares[name][-1] - two.shares[name][-1] for one, two in (other, here))
    which = (
        "it is the other way round"
        if lead * now < 0
        else f"{'together' if now > 0 else 'one a year'} leads by {'more' if abs(lead) > abs(now) else 'less'}"
    )
    values = listed([f"{worth:g} for {labels.assumption(register[each])}" for each, worth in together.values.items()])
    count = "believes" if len(together.sets) == 1 else "believe"
    return (
        f"With {values}, as {believers(together.sets)} {count}, it is {of_hundred(together.shares[name][-1])} and "
        f"{of_hundred(by_turns.shares[name][-1])}: {which}."
    )


def believers(sets: Sequence[str]) -> str:
    """Up to three sets by name, and how many more."""
    more = [plural(len(sets) - 2, "other", "others")] if len(sets) > 3 else []
    return listed([*(sets[:2] if more else sets), *more])


def paired(told: Sequence[Pace]) -> list[tuple[Pace, Pace]]:
    """The two paces under the same values, the scenario's own first."""
    return list(zip(told[::2], told[1::2], strict=True))


def moved_by_pace(pair: tuple[Pace, Pace]) -> str | None:
    """The first event whose share in the last year the pace moves."""
    first, second = pair
    return next((name for name in first.shares if abs(first.shares[name][-1] - second.shares[name][-1]) > 1e-9), None)


def _waited(answer: YearsTold) -> Iterator[str]:
    """What waiting to the end costs or brings, against turning in the best year and at once."""
    if not answer.waiting:
        return
    player, last = answer.scenario.case.players[answer.asked.wait or ""], answer.years[-1]
    laid = waits(answer.world, player.id)
    moves = next(iter(laid["never"].values())), list(laid[str(answer.years[1])].values())[-1]
    stays, turns = (player.means.get(move, f"plays {player.label(move)}") for move in moves)
    *dated, never = answer.waiting
    best = max(dated, key=lambda each: each.over_the_years)
    gap = best.over_the_years - never.over_the_years
    if gap <= 0:
        yield (
            f"{player.name} loses nothing by {last} if it {stays} throughout: over the years that brings it "
            f"{points(never.over_the_years)} payoff points, and if it {turns} in {best.until}, the best year for that, "
            f"{points(best.over_the_years)}."
        )
    else:
        yield (
            f"By {last} it costs {player.name} {points(gap)} payoff points if it {stays} throughout: over the years "
            f"that brings it {points(never.over_the_years)}, and if it {turns} in {best.until}, the best year for "
            f"that, {points(best.over_the_years)}."
        )
    yield _at_once(answer, player.name, never, dated[0])


def _at_once(answer: YearsTold, name: str, never: Waited, at_once: Waited) -> str:
    return (
        f"At once, in {at_once.until}, it would bring {points(at_once.over_the_years)}; in {answer.years[-1]} alone "
        f"{name} has {points(never.last_year)} if it never turned and {points(at_once.last_year)} if it turned at once."
    )


def _replayed(answer: YearsTold) -> Iterator[str]:
    """Where the other move makes a difference to the one history, and to all that follow from there."""
    again = answer.replayed
    if again is None:
        return
    moves, seed = listed(in_sentences(answer, again.moves)), answer.asked.seed
    parted = [year for year in answer.world.rounds.played
              if told(answer, answer.story, year) != told(answer, again.happenings, year)]  # fmt: skip
    if not parted:
        yield (
            f"In the history of seed {seed} nothing would have been different, had it been laid down that {moves}: "
            f"there it is so already. {_other_seed(answer)}"
        )
    else:
        apart = _ends_apart(answer, answer.end, again.end)
        yield (
            f"The history of seed {seed}, played again where {moves}, is another from {parted[0]} on, and ends in "
            f"{answer.years[-1]} {f'otherwise: {listed(apart)}' if apart else 'where it would have ended'}."
        )
    first = min(year for year, _ in again.moves)
    most = max(again.after, key=lambda name: abs(again.after[name] - again.before[name]))
    yield (
        f"Of all histories that are the same until {first}, {_event(answer, most)} by {answer.years[-1]} in "
        f"{of_hundred(again.after[most])} of 100 with the other move, and in {of_hundred(again.before[most])} without."
    )


def _other_seed(answer: YearsTold) -> str:
    """Which seed to take to see the other moves make a difference."""
    assert answer.plan is not None
    assert answer.replayed is not None
    other = seed_that_differs(answer.world, answer.plan, answer.replayed.moves)
    if other is None:
        return f"None of the first {SEEDS} seeds tells a history in which it makes a difference."
    return f"In that of seed {other} it is not: take that `seed` to see a difference."


def _ends_apart(answer: YearsTold, as_it_was: int, again: int) -> list[str]:
    """In what two histories differ in the last year."""
    rounds, apart = answer.world.rounds, []
    for name, mean in rounds.means.items():
        before, after = (_short(float(answer.worths[name][state])) for state in (as_it_was, again))
        if before != after:
            apart.append(f"{mean.label} {after} instead of {before}")
    for name, event in rounds.events.items():
        held = [bool(answer.world.events[name][state, 0]) for state in (as_it_was, again)]
        if held[0] != held[1]:
            apart.append(event.label if held[1] else f"no longer is it so that {event.label}")
    return apart


def _short(worth: float) -> str:
    return points(worth).removesuffix(".00")
