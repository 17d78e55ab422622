"""Years from one seat, in sentences and tables."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from ....present.phrases import capital, points
from ....present.tables import Headed, table_of
from ....worlds.years_told import Happening, in_words
from ..asking_again import again, line, with_move
from ..bets import score
from .played import YearsPlay, called, choosers_of, level_in_words
from .side_words import COMPARED, side_table
from .sides import sides_of

OTHERS = "each year chance falls, then all choose one by one, a move the more often the more it brings that year"


def sentences(play: YearsPlay) -> tuple[str, ...]:
    """Three sentences: who you are, how things stand, what to do; or what you got, beside whom, what was best."""
    return _over(play) if play.finished else _your_turn(play)


def _your_turn(play: YearsPlay) -> tuple[str, ...]:
    name = play.scenario.case.players[play.seat].name
    last = play.world.rounds.played[-1]
    return (
        f"You are {name} in '{play.scenario.title}', in {play.year} of the years to {last}.",
        state_in_words(play),
        f"It is your move for {play.year}: choose one of those below.",
    )


def state_in_words(play: YearsPlay) -> str:
    """What is other than at the start, in one sentence."""
    start = int(play.world.start[0])
    changed = [
        f"{called(play.world, name)}: {level_in_words(play.world, name, play.level(name, play.state))}"
        for name in play.world.space.levels
        if play.level(name, play.state) != play.level(name, start)
    ]
    since = play.world.rounds.start
    return f"Changed since {since}: {'; '.join(changed)}." if changed else f"All is as it was in {since}."


def _over(play: YearsPlay) -> tuple[str, ...]:
    name = play.scenario.case.players[play.seat].name
    played, free = play.expected
    got = play.discounted(play.states)
    dear = max(play.your_years, key=lambda each: each.cost)
    where = "every move that you made was a best one"
    if dear.cost > 1e-9:
        label = level_in_words(play.world, play.seat, dear.best)
        where = f"your dearest move was that of {dear.year}, where {label} would have brought {points(dear.cost)} more"
    return (
        f"You, {name}, got {points(got)} over the years, a later year discounted; with the same luck {name} would have "
        f"got {points(play.same_luck)} by choosing by chance as the others do.",
        f"Over all histories those who move as you did get {points(played)} on average, and those who choose by chance "
        f"as the others do {points(free)}.",
        f"Who chooses best in every year expects {points(play.best)}; {where}.",
    )


def shown(play: YearsPlay, full: bool = False) -> Iterator[RenderableType]:
    """Notes and tables below the sentences."""
    if play.guesses:
        yield _bets(play)
    if play.finished:
        yield _your_years(play)
        yield other_side(play)
        yield _story(play, play.world.rounds.played)
        yield side_table(play, sides_of(play))
        if full:
            yield Text(COMPARED)
        yield _state(play, "How things stand in the end")
    else:
        yield _options(play)
        yield line("To make the first of them, ask:", with_move(play.asked, play.options[0]))
        yield _story(play, play.world.rounds.played[: play.over + 1])
        yield _state(play, "How things stand")
        if not play.guesses:
            yield Text(f"You may bet first on how things stand in the end: add `predict={_example(play)}`.")
    yield Text(f"How the others move: {OTHERS} (seed {play.asked.seed}).")


def _example(play: YearsPlay) -> str:
    name = next(each for each, levels in play.world.space.levels.items() if len(levels) > 1 and each != play.seat)
    return f"{name}={play.world.space.levels[name][-1]}"


def _options(play: YearsPlay) -> Headed:
    player = play.scenario.case.players[play.seat]
    now = play.level(play.seat, play.state)
    table = table_of(f"Your moves of {play.year}", "Move to write", "What it is", "What you do by it", "")
    for move in play.options:
        table.add_row(move, player.label(move), player.means.get(move, ""), "as you do now" if move == now else "")
    return table


def told(play: YearsPlay, year: int) -> str:
    """What changed in a year, in sentences; "" where nothing did."""
    lines = [line for each in play.happened if each.year == year and (line := _line(play, each))]
    return "".join(f"{capital(line)}. " for line in lines).strip()


def _line(play: YearsPlay, happening: Happening) -> str:
    return in_words(play.scenario, happening)


def _story(play: YearsPlay, years: Sequence[int]) -> Headed:
    table = table_of("What happened year by year", "Year", "You", "What changed")
    for year in years:
        move = play.laid.get((year, play.seat))
        label = level_in_words(play.world, play.seat, move) if move else "your move"
        table.add_row(str(year), label, told(play, year) or "nothing")
    return table


def _state(play: YearsPlay, head: str) -> Headed:
    table = table_of(head, "What", f"In {play.world.rounds.start}", "Now")
    start = int(play.world.start[0])
    for name, levels in play.world.space.levels.items():
        if len(levels) > 1:
            before, now = (level_in_words(play.world, name, play.level(name, state)) for state in (start, play.state))
            table.add_row(called(play.world, name), before, now)
    return table


def _your_years(play: YearsPlay) -> Headed:
    """Your moves of the years in which more than one was open."""
    head = "Your moves beside the best ones, on average from there on if you then choose best"
    if not all(each.free for each in play.your_years):
        head += "; in all other years one move alone was open"
    table = table_of(head, "Year", "You chose", "Best", "Cost you", right=["Cost you"])
    for each in play.your_years:
        if each.free:
            move, best = (level_in_words(play.world, play.seat, level) for level in (each.move, each.best))
            table.add_row(str(each.year), move, best, points(each.cost))
    return table


def _bets(play: YearsPlay) -> Headed:
    right, of = score(play.guesses)
    head = f"Your bet: {right} right of {of}" if of else "Your bet, open until the last year"
    table = table_of(head, "What", "You expected", "It was", "")
    for guess in play.guesses:
        verdict = "open" if guess.right is None else "right" if guess.right else "wrong"
        table.add_row(guess.name, guess.label, guess.actual_label or "-", verdict)
    return table


def other_side(play: YearsPlay) -> Text:
    """How to play the other side of it."""
    others = [each for each in choosers_of(play.scenario) if each != play.seat]
    if not others:
        return Text("Nobody else chooses over these years.")
    who = play.scenario.case.players[others[-1]].name
    return line(f"Play the other side of it, {who}:", again(play.asked, seat=others[-1], moves=(), predict=()))
