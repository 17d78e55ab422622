"""A game that is over, from one seat, in sentences and tables."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from ....games.normal_form import Profile
from ....present import labels
from ....present.phrases import listed, percent, plural, points
from ....present.tables import Headed, table_of
from ....worlds.solved import NumberedResult
from .debrief import Debrief
from .others import ByChance
from .played import GamePlay
from .side_words import how_compared, side_table
from .words import bet_table, name, other_side, others_in_words, so_far

RESULTS = 12
"""So many results are shown at most."""
UNMOVED = "None of your other moves would have changed what the others do."


def sentences(debrief: Debrief) -> tuple[str, ...]:
    """What you got, what a best reply would have given, where it ended."""
    play = debrief.play
    assert play.move is not None
    return (
        f"You, {name(play, play.seat)}, chose {play.label(play.seat, play.move)} and got {points(debrief.payoff)}.",
        _best(debrief),
        _where(debrief),
    )


def _best(debrief: Debrief) -> str:
    play, best = debrief.play, debrief.best_reply
    expected = " on average" if isinstance(play.others, ByChance) else ""
    if best.move == play.move:
        rest = [reply for reply in debrief.replies if reply.move != play.move]
        second = max(rest, key=lambda reply: reply.payoff)
        would = "would have given as much" if second.best else f"would have given {points(second.payoff)}"
        return f"That was a best reply: the next best, {play.label(play.seat, second.move)}, {would}{expected}."
    return (
        f"A best reply was {play.label(play.seat, best.move)}: {points(best.payoff)}{expected}, so that your move cost "
        f"you {points(debrief.regret)}."
    )


def _where(debrief: Debrief) -> str:
    play, here = debrief.play, debrief.here
    count = len(play.solved.equilibria.equilibria)
    known = f"the game has {plural(count, 'pure equilibrium', 'pure equilibria')}"
    leaving = [name(play, k) for k in debrief.leaving]
    gain = f"{listed(leaving) if leaving else 'nobody'} would gain by another move while all others stay at theirs"
    if here is None:
        return f"It ended in no equilibrium: {gain}; {known}."
    though = _surprising(debrief) if here.equilibrium else f", though {gain}" if leaving else ""
    return f"It ended in result {here.number}, {kind(here)}{though}; {known}."


def _surprising(debrief: Debrief) -> str:
    """How a move can cost something in an equilibrium; "" where it costs nothing, or where others choose by chance."""
    if not debrief.regret or isinstance(debrief.play.others, ByChance):
        return ""
    return ": nobody would gain by another move while all others stay at theirs, but they would have answered yours"


def kind(result: NumberedResult) -> str:
    """In which sense a profile is a result."""
    told = ["an equilibrium"] * result.equilibrium + ["a staged outcome"] * result.staged
    rules = ["best joint"] * result.best_joint + ["cautious"] * result.cautious
    return " and ".join(told or ["the end"]) + (f" ({', '.join(rules)})" if rules else "")


def shown(debrief: Debrief, full: bool = False) -> Iterator[RenderableType]:
    """Your bets, your moves, what each side's move rests on, the results, your criteria; in full what happened too."""
    play = debrief.play
    if play.guesses:
        yield bet_table(play)
    yield _replies(debrief)
    if full and others_unmoved(debrief):
        yield Text(UNMOVED)
    yield other_side(play)
    yield side_table(debrief)
    if full:
        yield Text(how_compared(debrief))
    yield from _results(debrief)
    yield from (table for table in (_criteria(debrief),) if table.rows)
    if full:
        yield from so_far(play)
        yield Text(f"How the others answer: {others_in_words(play)}.")


def _replies(debrief: Debrief) -> Headed:
    play = debrief.play
    by_chance = isinstance(play.others, ByChance)
    head = "What each of your moves would have brought, the others answering as they do"
    answers = [] if by_chance else ["How the others would answer"]
    table = table_of(head, "Move", "On average" if by_chance else "You get", "", *answers,
                     right=["You get", "On average"])  # fmt: skip
    for reply in debrief.replies:
        marks = [*(["yours"] if reply.move == play.move else []), *(["best"] if reply.best else [])]
        told = [] if reply.end is None else [answers_in_words(play, reply.end)]
        table.add_row(play.label(play.seat, reply.move), points(reply.payoff), ", ".join(marks), *told)
    return table


def others_unmoved(debrief: Debrief) -> bool:
    """Whether all others would have moved as they did, whatever you had chosen; False where they choose by chance."""
    ends = [reply.end for reply in debrief.replies]
    seat = debrief.play.seat
    others = {None if end is None else (*end[:seat], *end[seat + 1 :]) for end in ends}
    return len(others) == 1 and None not in others


def answers_in_words(play: GamePlay, end: Profile) -> str:
    """Where the others would move otherwise than they did, if one of your moves ended so."""
    changed = [f"{name(play, k)}: {play.label(k, end[k])}" for k in range(len(end))
               if end[k] != play.profile[k] and k != play.seat]  # fmt: skip
    return "; ".join(changed) or "as they did"


def _criteria(debrief: Debrief) -> Headed:
    play = debrief.play
    numbers = ("Weight", "x Outcome", "= Points")
    table = table_of(f"Why you got {points(debrief.payoff)}", "Criterion", *numbers, right=numbers)
    for term in sorted(debrief.terms, key=lambda term: -abs(term.contribution)):
        if term.contribution:
            label = play.case.labels.of_criterion(term.criterion)
            table.add_row(label, f"{term.weight:g}", f"{term.outcome:.3f}", points(term.contribution))
    return table


def _results(debrief: Debrief) -> Iterator[RenderableType]:
    play = debrief.play
    if not play.solved.results:
        yield Text(f"There is no pure equilibrium{_mixed(debrief)}.")
        return
    table = table_of("Where the equilibria were", "Result", "What it is", "You get", "Different from what happened",
                     right=["Result", "You get"])  # fmt: skip
    for result in play.solved.results[:RESULTS]:
        here = result.profile == play.profile
        different = "nothing: it ended here" if here else _all_changes(play, result.profile)
        payoff = float(play.game.known(result.profile)[play.seat])
        table.add_row(str(result.number), kind(result), points(payoff), different)
    yield table


def _mixed(debrief: Debrief) -> str:
    """The mixed equilibria of two players in words; "" where none were sought."""
    play, mixed = debrief.play, debrief.play.solved.mixed
    if mixed is None or not mixed.equilibria:
        return ""
    free = play.game.without_fixed()
    told = [
        listed([f"{play.case.players[player].name} " + ", ".join(
            f"{labels.strategy(play.case.players, player, move)} {percent(part)}"
            for move, part in zip(moves, chances, strict=True) if part > 0)
            for player, moves, chances in zip(free.players, free.strategies, profile, strict=True)])
        for profile in mixed.equilibria
    ]  # fmt: skip
    return f", but {plural(len(told), 'mixed one', 'mixed ones')}: {'; '.join(told)}"


def _all_changes(play: GamePlay, end: tuple[int, ...]) -> str:
    return "; ".join(f"{name(play, k)}: {play.label(k, end[k])}" for k in range(len(end)) if end[k] != play.profile[k])
