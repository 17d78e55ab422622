"""A game from one seat, in sentences and tables."""

from collections.abc import Iterator, Mapping

from rich.console import RenderableType
from rich.text import Text

from ....present import labels
from ....present.phrases import capital, listed, moves_in_words, plural, points, signed
from ....present.tables import Headed, table_of
from ....worlds.solved import NumberedResult
from ..asking_again import again, with_move
from ..bets import score
from ..question import PRECISION
from .debrief import Debrief, Side
from .others import ByChance
from .played import GamePlay

RULES: Mapping[str, str] = {
    "best_joint": "at each stage the movers play, of the equilibria of what is left, the one that brings them most in sum",
    "cautious": "at each stage the movers play, of the equilibria of what is left, the one in which fewest of them leave "
    "their first move",
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


def sentences(play: GamePlay, debrief: Debrief | None) -> tuple[str, ...]:
    """Three sentences: who you are, what happened, what to do; or what you got, what was best, where it ended."""
    return _your_turn(play) if debrief is None else _over(debrief)


def _your_turn(play: GamePlay) -> tuple[str, ...]:
    first = play.game.strategies[play.seat][0]
    before = [done(play, movers) for _, movers in play.shown]
    happened = f"So far: {'; '.join(before)}." if before else "Nobody has moved before you."
    beside = f", at once with {listed([name(play, k) for k in play.together])}" if play.together else ""
    held = facts(play)
    where = f": {moves_in_words(play.case, held)}" if held else ""
    return (
        f"You are {name(play, play.seat)} in '{play.scenario.title}'{where}.",
        happened,
        f"It is your move{beside}: ask `{with_move(play.asked, first)}`, or the same with another move of the table.",
    )


def _over(debrief: Debrief) -> tuple[str, ...]:
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
        f"A best reply was {play.label(play.seat, best.move)}: {points(best.payoff)}{expected}, so that your move cost you "
        f"{points(debrief.regret)}."
    )


def _where(debrief: Debrief) -> str:
    play, here = debrief.play, debrief.here
    count = len(play.solved.equilibria.equilibria)
    known = f"the game has {plural(count, 'pure equilibrium', 'pure equilibria')}"
    if here is not None:
        return f"It ended in result {here.number}, {kind(here)}; {known}."
    leaving = [name(play, k) for k in debrief.leaving]
    return f"It ended in no equilibrium, as {listed(leaving)} would gain by another move; {known}."


def kind(result: NumberedResult) -> str:
    """In which sense a profile is a result."""
    told = ["an equilibrium"] * result.equilibrium + ["a staged outcome"] * result.staged
    rules = ["best joint"] * result.best_joint + ["cautious"] * result.cautious
    return " and ".join(told or ["the end"]) + (f" ({', '.join(rules)})" if rules else "")


def shown(play: GamePlay, debrief: Debrief | None, full: bool = False) -> Iterator[RenderableType]:
    """Notes and tables below the sentences."""
    if play.guesses:
        yield bet_table(play)
    if debrief is None:
        yield _options(play)
        yield from (part for part in (_bets_open(play),) if part)
        yield _cares(play)
        yield from _so_far(play) if full else ()
        yield Text(f"How the others answer: {others_in_words(play)}.")
        return
    yield _replies(debrief)
    yield _sides(debrief)
    yield Text(other_side(play))
    yield from _results(debrief)
    yield from (table for table in (_criteria(debrief),) if table.rows)
    if full:
        yield from _so_far(play)
        yield Text(f"How the others answer: {others_in_words(play)}.")


def _options(play: GamePlay) -> Headed:
    player = play.case.players[play.player]
    table = table_of("Your moves", "Move to write", "What it is", "What you do by it")
    for move, written in enumerate(play.game.strategies[play.seat]):
        table.add_row(written, play.label(play.seat, move), player.means.get(written, ""))
    return table


def _bets_open(play: GamePlay) -> Text | None:
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


def _so_far(play: GamePlay) -> Iterator[RenderableType]:
    """What the scenario holds, and what was done stage by stage."""
    held, stages = facts(play), list(play.shown)
    if not held and not stages:
        return
    table = table_of("What happened so far" if not play.finished else "What happened", "Stage", "Who", "Move", "In words")
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


def _replies(debrief: Debrief) -> Headed:
    play = debrief.play
    by_chance = isinstance(play.others, ByChance)
    head = "What each of your moves would have brought, the others answering as they do"
    table = table_of(head, "Move", "On average" if by_chance else "You get", "", "What else would be different",
                     right=["You get", "On average"])  # fmt: skip
    for reply in debrief.replies:
        marks = [*(["yours"] if reply.move == play.move else []), *(["best"] if reply.best else [])]
        then = "" if reply.end is None or reply.move == play.move else _then(play, reply.end)
        table.add_row(play.label(play.seat, reply.move), points(reply.payoff), ", ".join(marks), then)
    return table


def _then(play: GamePlay, end: tuple[int, ...]) -> str:
    changed = [f"{name(play, k)}: {play.label(k, end[k])}" for k in range(len(end))
               if end[k] != play.profile[k] and k != play.seat]  # fmt: skip
    return "; ".join(changed) or "nothing"


def _criteria(debrief: Debrief) -> Headed:
    play = debrief.play
    numbers = ("Weight", "x Outcome", "= Points")
    table = table_of(f"Why you got {points(debrief.payoff)}", "Criterion", *numbers, right=numbers)
    for term in sorted(debrief.terms, key=lambda term: -abs(term.contribution)):
        if term.contribution:
            label = play.case.labels.of_criterion(term.criterion)
            table.add_row(label, f"{term.weight:g}", f"{term.outcome:.3f}", points(term.contribution))
    return table


def _sides(debrief: Debrief) -> Headed:
    play = debrief.play
    head = "Which belief made each move the best one, the others doing what it expected"
    if isinstance(play.others, ByChance):
        head = "Which belief made each move the best one, the others doing what they did"
    table = table_of(head, "Who", "Did", "Rather than", "Ahead by", "It rests on", right=["Ahead by"])
    for side in debrief.sides:
        you = " (you)" if side.player == play.seat else ""
        table.add_row(name(play, side.player) + you, play.label(side.player, side.move),
                      play.label(side.player, side.other), signed(side.ahead), rests_on(side))  # fmt: skip
    return table


def rests_on(side: Side) -> str:
    """The one belief that is nearest to turning the comparison, and where it turns."""
    belief = side.belief
    if belief is None:
        return "no one number in its range turns it"
    entry = belief.entry
    if entry.is_switch:
        place = "on" if belief.turns_at else "off"
    else:
        place = f"{'below' if (belief.turns_at > belief.value) == (side.ahead >= 0) else 'above'} {belief.turns_at:.4g}"
    now = ("on" if belief.value else "off") if entry.is_switch else f"{belief.value:g}"
    if side.ahead < 0:
        return f"it would be the best if this were {place}: {labels.assumption(entry)}, now {now}"
    if entry.is_switch:
        return f"{labels.assumption(entry)} is {now}"
    return f"{labels.assumption(entry)} is {place}; it is {now}"


def other_side(play: GamePlay) -> str:
    """How to play the other side of it."""
    rest = [k for k in range(len(play.game.players)) if play.game.shape[k] > 1 and k != play.seat]
    if not rest:
        return "Nobody else has a choice here."
    first = next((k for k in rest if k in play.together), rest[0])
    question = again(play.asked, seat=play.game.players[first], moves=(), predict=())
    return f"Play the other side of it: `{question}`."


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
            f"{labels.strategy(play.case.players, player, move)} {part:.0%}"
            for move, part in zip(moves, chances, strict=True) if part > 0)
            for player, moves, chances in zip(free.players, free.strategies, profile, strict=True)])
        for profile in mixed.equilibria
    ]  # fmt: skip
    return f", but {plural(len(told), 'mixed one', 'mixed ones')}: {'; '.join(told)}"


RESULTS = 12
"""So many results are shown at most."""


def _all_changes(play: GamePlay, end: tuple[int, ...]) -> str:
    return "; ".join(f"{name(play, k)}: {play.label(k, end[k])}" for k in range(len(end)) if end[k] != play.profile[k])


def bet_table(play: GamePlay) -> Headed:
    """What you expected beside what was done."""
    right, of = score(play.guesses)
    head = f"Your bet: {right} right of {of}" if of else "Your bet, still open"
    chances = [guess.chance for guess in play.guesses]
    column = ["Its chance"] if any(chance is not None for chance in chances) else []
    table = table_of(head, "Who", "You expected", "It did", "", *column, right=column)
    for guess in play.guesses:
        verdict = "open" if guess.right is None else "right" if guess.right else "wrong"
        chance = [f"{guess.chance:.0%}" if guess.chance is not None else "-"] if column else []
        table.add_row(guess.name, guess.label, guess.actual_label or "-", verdict, *chance)
    return table


