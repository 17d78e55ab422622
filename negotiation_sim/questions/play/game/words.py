"""A game from one seat, in sentences and tables."""

from collections.abc import Iterator, Mapping

from rich.console import RenderableType
from rich.text import Text

from ....present.phrases import listed, moves_in_words, percent
from ....present.tables import Headed, table_of
from ..asking_again import again, line, with_move
from ..bets import score
from ..question import PRECISION
from .played import GamePlay

RULES: Mapping[str, str] = {
    "best_joint": "at each stage the movers play that equilibrium of what is left which brings them most in sum",
    "cautious": "at each stage the movers play that equilibrium of what is left in which fewest leave their first move",
    "quantal": "each chooses by chance, a move the more often the more it pays",
}


def others_in_words(play: GamePlay) -> str:
    """How the others answer."""
    rule = play.asked.rule or "best_joint"
    if rule != "quantal":
        return f"{RULES[rule]} ({labels_of_rule(rule)})"
    precision = PRECISION if play.asked.precision is None else play.asked.precision
    return f"{RULES[rule]} (quantal, lambda {precision:g}, seed {play.asked.seed})"


def labels_of_rule(rule: str) -> str:
    """A rule as people read it."""
    return rule.replace("_", " ")


def facts(play: GamePlay) -> dict[str, str]:
    """What the scenario holds some players to, apart from those who stand by."""
    scenario, game = play.scenario, play.game
    held = (k for k, m in enumerate(game.shape) if m == 1 and not scenario.stands_by(game.players[k]))
    return {game.players[k]: game.strategies[k][0] for k in held}


def name(play: GamePlay, player: int) -> str:
    """A player's name."""
    return play.case.players[play.game.players[player]].name


def done(play: GamePlay, movers: tuple[int, ...]) -> str:
    """What was done in a stage, in a sentence without a full stop."""
    return moves_in_words(play.case, {play.game.players[k]: play.game.strategies[k][play.profile[k]] for k in movers})


def sentences(play: GamePlay) -> tuple[str, ...]:
    """Who you are, what happened so far, what to do."""
    before = [done(play, movers) for _, movers in play.shown]
    happened = f"So far: {'; '.join(before)}." if before else "Nobody has moved before you."
    beside = f", at once with {listed([name(play, k) for k in play.together])}" if play.together else ""
    held = facts(play)
    where = f": {moves_in_words(play.case, held)}" if held else ""
    return (
        f"You are {name(play, play.seat)} in '{play.scenario.title}'{where}.",
        happened,
        f"It is your move{beside}: choose one of those below.",
    )


def shown(play: GamePlay, full: bool = False) -> Iterator[RenderableType]:
    """Your moves, your bets, what you care about; in full what happened so far too."""
    if play.guesses:
        yield bet_table(play)
    yield _options(play)
    yield line("To make the first of them, ask:", with_move(play.asked, play.game.strategies[play.seat][0]))
    if open_bet := _open_bet(play):
        yield open_bet
    yield _cares(play)
    yield from so_far(play) if full else ()
    yield Text(f"How the others answer: {others_in_words(play)}.")


def _options(play: GamePlay) -> Headed:
    player = play.case.players[play.player]
    table = table_of("Your moves", "Move to write", "What it is", "What you do by it")
    for move, written in enumerate(play.game.strategies[play.seat]):
        table.add_row(written, play.label(play.seat, move), player.means.get(written, ""))
    return table


def _open_bet(play: GamePlay) -> Text | None:
    """Whom a bet can still be laid on, in a sentence."""
    open_to = [k for k in still_open(play) if play.game.players[k] not in play.bets]
    if not open_to:
        return None
    example = f"{play.game.players[open_to[0]]}={play.game.strategies[open_to[0]][-1]}"
    return Text(
        f"You may bet first on what {listed([name(play, k) for k in open_to])} will do: add `predict={example}` "
        "to what you ask."
    )


def still_open(play: GamePlay) -> list[int]:
    """Who has a choice and has not moved yet, you left out."""
    movers = (k for stage in range(play.played, len(play.stages)) for k in play.movers(stage))
    return [k for k in movers if k != play.seat]


def _cares(play: GamePlay) -> Headed:
    """What your payoff is made of, the heaviest criterion first."""
    table = table_of("What you care about", "Criterion", "Weight", right=["Weight"])
    for criterion, weight in cares(play):
        table.add_row(play.case.labels.of_criterion(criterion), f"{weight:g}")
    return table


def cares(play: GamePlay) -> list[tuple[str, float]]:
    """Your criteria that weigh anything, the heaviest first."""
    tables = play.solved.tables
    weights = {each or "payoff": float(tables.weight(play.player, each)) for each in tables.criteria[play.player]}
    return sorted(((each, weight) for each, weight in weights.items() if weight), key=lambda pair: -abs(pair[1]))


def so_far(play: GamePlay) -> Iterator[RenderableType]:
    """What the scenario holds, and what was done stage by stage."""
    held, stages = facts(play), list(play.shown)
    if not held and not stages:
        return
    table = table_of(
        "What happened so far" if not play.finished else "What happened", "Stage", "Who", "Move", "In words"
    )
    for player, move in held.items():
        who = play.case.players[player]
        table.add_row("held", who.name, who.label(move), who.means.get(move, ""))
    for number, movers in stages:
        for k in movers:
            who = play.case.players[play.game.players[k]]
            you = " (you)" if k == play.seat else ""
            move = play.game.strategies[k][play.profile[k]]
            table.add_row(str(number), who.name + you, who.label(move), who.means.get(move, ""))
    yield table


def other_seat(play: GamePlay) -> str | None:
    """Whose seat is the other side of it: who moves with you, else the first who has a choice; None: nobody has."""
    seat = next(iter(other_seats(play)), None)
    return None if seat is None else play.game.players[seat]


def other_seats(play: GamePlay) -> list[int]:
    """Who else has a choice: those who move with you first."""
    rest = [k for k, m in enumerate(play.game.shape) if m > 1 and k != play.seat]
    return sorted(rest, key=lambda k: k not in play.together)


def other_side(play: GamePlay) -> Text:
    """How to play the other side of it."""
    seat = other_seat(play)
    if seat is None:
        return Text("Nobody else has a choice here.")
    who = play.case.players[seat].name
    return line(f"Play the other side of it, {who}:", again(play.asked, seat=seat, moves=(), predict=()))


def bet_table(play: GamePlay) -> Headed:
    """What you expected beside what was done."""
    right, of = score(play.guesses)
    head = f"Your bet: {right} right of {of}" if of else "Your bet, still open"
    chances = [guess.chance for guess in play.guesses]
    column = ["Its chance"] if any(chance is not None for chance in chances) else []
    table = table_of(head, "Who", "You expected", "It did", "", *column, right=column)
    for guess in play.guesses:
        verdict = "open" if guess.right is None else "right" if guess.right else "wrong"
        chance = [percent(guess.chance) if guess.chance is not None else "-"] if column else []
        table.add_row(guess.name, guess.label, guess.actual_label or "-", verdict, *chance)
    return table
