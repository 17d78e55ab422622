"""The years as plain dictionaries."""

from collections.abc import Sequence

from ...case.rounds import Choice
from ...present.records import Record, number, opening
from ...worlds.years_told import Happening, in_words
from .answer import YearsTold
from .forms import called, in_sentences, laid_down


def record(answer: YearsTold) -> Record:
    """Shares, means and bands by year, the record, and what else is asked for."""
    return {
        **opening(answer.scenario),
        "choice": answer.asked.choice,
        "states": len(answer.world.space),
        "years": list(answer.years),
        "given": laid_down(answer.given),
        "events": {name: _event_record(answer, name) for name in answer.shares},
        "means": {name: list(map(number, mean.tolist())) for name, mean in answer.means.items()},
        "bands": {
            name: dict(zip(("low", "middle", "high"), (list(map(number, part.tolist())) for part in parts),
                           strict=True))
            for name, parts in answer.bands.items()
        },
        "record": {
            name: {"label": _label(answer, name), "values": {str(year): number(value) for year, value in each.values.items()},
                   "source": each.source, "left": answer.left(each)}
            for name, each in answer.world.rounds.record.items()
        },
        "moves": [_movable(answer, name) for name, levels in answer.world.space.levels.items() if len(levels) > 1],
        "story": _story_record(answer, answer.story) if answer.story else None,
        "replayed": _replayed_record(answer),
        "wait": _wait_record(answer),
        "pace": _pace_record(answer) or None,
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
    words = in_sentences(answer, again.moves)
    return {"moves": laid_down(again.moves), "words": words, "story": _story_record(answer, again.happenings), "events": events}


def _pace_record(answer: YearsTold) -> Record:
    return {
        pace: {
            name: list(map(number, (carried[..., 0] @ worth[:, 0]).tolist()))
            for name, worth in answer.world.events.items()
        }
        for pace, carried in answer.pace.items()
    }


def _wait_record(answer: YearsTold) -> Record | None:
    if not answer.waiting:
        return None
    worth = {
        each.until: {"over_the_years": number(each.over_the_years), "last_year": number(each.last_year)}
        for each in answer.waiting
    }
    return {"player": answer.asked.wait, **worth}
