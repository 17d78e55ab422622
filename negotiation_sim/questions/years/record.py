"""The years as plain dictionaries."""

from collections.abc import Mapping, Sequence

from ...case.rounds import Choice
from ...present.records import Record, number, opening
from ...worlds.years_laid import written
from ...worlds.years_told import Happening, Laid, in_words
from .answer import YearsTold
from .authors import Author, shared
from .pace import Pace
from .sentences import called, end_in_words, in_sentences, paired, sentences


def record(answer: YearsTold) -> Record:
    """Shares, means and bands by year, the record, and what else is asked for."""
    return {
        **opening(answer.scenario),
        "choice": answer.asked.choice,
        "within_year": answer.within_year,
        "remembered": answer.remembered,
        "states": len(answer.world.space),
        "years": list(answer.years),
        "given": laid_down(answer.given),
        "given_undone": _undone_record(answer.given, answer.undone),
        "events": {name: _event_record(answer, name) for name in answer.shares},
        "means": {name: list(map(number, mean.tolist())) for name, mean in answer.means.items()},
        "bands": {
            name: dict(zip(("low", "middle", "high"), (list(map(number, part.tolist())) for part in parts),
                           strict=True))
            for name, parts in answer.bands.items()
        },
        "record": {
            name: {"label": _label(answer, name),
                   "values": {str(year): number(value) for year, value in each.values.items()},
                   "source": each.source, "far_out": _dated(answer.far_out(name)), "left": answer.left(name)}
            for name, each in answer.recorded.items()
        },
        "moves": [_movable(answer, name) for name, levels in answer.world.space.levels.items() if len(levels) > 1],
        "story": _story_record(answer, answer.story) if answer.story else None,
        "end": end_in_words(answer, answer.end) if answer.story else None,
        "replayed": _replayed_record(answer),
        "wait": _wait_record(answer),
        "pace": _paces_record(answer.pace[:2]) or None,
        "pace_as_others_believe": _believed_record(answer),
        "authors": _authors_record(answer),
        "shared": shared(answer.authors) if answer.authors else None,
        "keep": _kept_record(answer),
        "words": list(sentences(answer)),
    }  # fmt: skip


def _label(answer: YearsTold, name: str) -> str:
    """What people read for a mean or an event."""
    events = answer.world.rounds.events
    return events[name].label if name in events else called(answer, name)


def _movable(answer: YearsTold, name: str) -> Record:
    """Something that may be laid down in a year, with its levels as people read them."""
    variable, players = answer.world.rounds.state[name], answer.scenario.case.players
    player = players[variable.player] if variable.player else None
    words = {"0": "no", "1": "yes"} if set(variable.levels) == {"0", "1"} else {}
    lasting = any(isinstance(turn, Choice) and turn.player == name and turn.lasting for turn in answer.world.turns)
    return {
        "name": name,
        "label": player.name if player else variable.label,
        "player": variable.player or None,
        "lasting": lasting,
        "options": [
            {"value": level, "label": player.label(level) if player else words.get(level, level)}
            for level in answer.world.space.levels[name]
        ],
    }


def _event_record(answer: YearsTold, name: str) -> Record:
    frequency = answer.frequency(name)
    return {
        "label": answer.world.rounds.events[name].label,
        "share": list(map(number, answer.shares[name].tolist())),
        "standard_error": list(map(number, answer.standard_errors(name).tolist())),
        "simulated": None if frequency is None else list(map(number, frequency.tolist())),
    }


def _story_record(answer: YearsTold, happenings: Sequence[Happening]) -> list[Record]:
    return [
        {"year": each.year, "variable": each.variable, "level": each.level, "words": in_words(answer.scenario, each)}
        for each in happenings
    ]


def _replayed_record(answer: YearsTold) -> Record | None:
    again = answer.replayed
    if again is None:
        return None
    events = {name: {"before": number(again.before[name]), "after": number(again.after[name])} for name in again.before}
    return {"moves": laid_down(again.moves), "words": in_sentences(answer, again.moves),
            "story": _story_record(answer, again.happenings),
            "undone": _undone_record(again.moves, again.undone), "end": end_in_words(answer, again.end),
            "events": events}  # fmt: skip


def _paces_record(paces: Sequence[Pace]) -> Record:
    return {each.name: {name: list(map(number, shares)) for name, shares in each.shares.items()} for each in paces}


def _believed_record(answer: YearsTold) -> list[Record] | None:
    if not answer.pace:
        return None
    return [
        {"values": dict(pair[0].values), "sets": list(pair[0].sets), **_paces_record(pair)}
        for pair in paired(answer.pace)[1:]
    ]


def _authors_record(answer: YearsTold) -> Record | None:
    if not answer.authors:
        return None
    return {each.assumptions.name: _author_record(each) for each in answer.authors}


def _author_record(author: Author) -> Record:
    year, names = author.first or (None, ())
    far_out = {part: {"year": when, "share": number(share)} for part, (when, share) in author.far_out.items()}
    return {
        "left": year,
        "by": list(names),
        "far_out": far_out,
        "since": author.since,
        "later": author.later,
        "surprised": dict(author.surprised),
    }


def _kept_record(answer: YearsTold) -> Record | None:
    nearest = answer.kept
    if nearest is None:
        return None
    return {
        "to": "keep" if nearest.goal.make else "drive_out",
        "found": nearest.world is not None,
        "values": {moved.entry.name: moved.new for moved in nearest.moved},
        "widths": {moved.entry.name: number(moved.widths) for moved in nearest.moved},
        "alone": None if nearest.alone is None else list(nearest.alone),
        "stopped": nearest.stopped,
    }


def _dated(shares: Mapping[int, float]) -> Record:
    return {str(year): number(share) for year, share in shares.items()}


def _undone_record(laid: Laid, shares: Mapping[tuple[int, str], float]) -> Record:
    return {each: number(share) for each, share in written(laid, shares).items()}


def laid_down(laid: Laid) -> list[str]:
    """What is laid down, as it is written: `2023:spain=yes`."""
    return [f"{year}:{name}={level}" for (year, name), level in laid.items()]


def _wait_record(answer: YearsTold) -> Record | None:
    if not answer.waiting:
        return None
    worth = {
        each.until: {"over_the_years": number(each.over_the_years), "last_year": number(each.last_year)}
        for each in answer.waiting
    }
    return {"player": answer.asked.wait, **worth}
