"""Years from one seat as plain dictionaries."""

from ....present.records import Record, number
from ....worlds.years_told import Happening, in_words
from ..asking_again import again, with_move
from .played import YearsPlay, called, choosers_of, level_in_words
from .side_words import COMPARED, side_record
from .sides import sides_of
from .words import OTHERS, state_in_words, told


def parts(play: YearsPlay) -> Record:
    """The parts of the record that are of the years."""
    played = play.world.rounds.played
    others = [each for each in choosers_of(play.scenario) if each != play.seat]
    go_on = {"words": "Make your move.", "ask": None if play.finished else with_move(play.asked, play.options[0])}
    ask = again(play.asked, seat=others[-1], moves=(), predict=()) if others else None
    over = {"words": "Play the other side of it." if ask else "Nobody else chooses over these years.", "ask": ask}
    return {
        "seat": {"player": play.seat, "name": play.scenario.case.players[play.seat].name},
        "others": {"rule": None, "words": OTHERS},
        "facts": [{"year": play.year or played[-1], "words": state_in_words(play)}],
        "stages": [_year(play, year) for year in played[: play.over]],
        "turn": None if play.finished else _turn(play),
        "finished": play.finished,
        "may_predict": [] if play.finished else _may_predict(play),
        "debrief": _debrief(play) if play.finished else None,
        "other_seats": [{"player": each, "name": play.scenario.case.players[each].name} for each in others],
        "next": over if play.finished else go_on,
    }


def _year(play: YearsPlay, year: int) -> Record:
    move = play.laid[year, play.seat]
    yours = {
        "player": play.seat,
        "name": play.scenario.case.players[play.seat].name,
        "move": move,
        "label": level_in_words(play.world, play.seat, move),
        "words": play.scenario.case.players[play.seat].means.get(move, ""),
        "yours": True,
    }
    return {"year": year, "words": told(play, year), "moves": [yours, *_changes(play, year)]}


def _changes(play: YearsPlay, year: int) -> list[Record]:
    return [_change(play, each) for each in play.happened if each.year == year and each.variable != play.seat]


def _change(play: YearsPlay, happening: Happening) -> Record:
    return {
        "player": play.world.rounds.state[happening.variable].player or None,
        "name": called(play.world, happening.variable),
        "variable": happening.variable,
        "move": happening.level,
        "label": level_in_words(play.world, happening.variable, happening.level),
        "words": in_words(play.scenario, happening),
        "yours": False,
    }


def _turn(play: YearsPlay) -> Record:
    player, year = play.scenario.case.players[play.seat], play.year
    assert year is not None
    return {
        "year": year,
        "words": f"It is your move for {year}.",
        "together": [],
        "options": [
            {"value": move, "label": player.label(move), "means": player.means.get(move, ""),
             "ask": with_move(play.asked, move)}
            for move in play.options
        ],
        "before_you": _changes(play, year),
        "state": {name: play.level(name, play.state) for name in play.world.space.levels},
    }  # fmt: skip


def _may_predict(play: YearsPlay) -> list[Record]:
    return [
        {"player": name, "name": called(play.world, name),
         "options": [{"value": f"{name}={level}", "label": level_in_words(play.world, name, level)}
                     for level in levels]}
        for name, levels in play.world.space.levels.items() if len(levels) > 1 and name != play.seat
    ]  # fmt: skip


def _debrief(play: YearsPlay) -> Record:
    expected, unmeddled = play.expected
    return {
        "payoff": number(play.discounted(play.states)),
        "same_luck": number(play.same_luck),
        "expected": number(expected),
        "unmeddled": number(unmeddled),
        "best_reply": number(play.best),
        "by_year": [
            {"year": each.year, "move": each.move, "best": each.best, "cost": number(each.cost), "free": each.free}
            for each in play.your_years
        ],
        "compared": COMPARED,
        "sides": [side_record(play, side) for side in sides_of(play)],
        "state": {name: play.level(name, play.state) for name in play.world.space.levels},
    }
