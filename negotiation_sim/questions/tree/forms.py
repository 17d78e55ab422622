"""The answer of `tree` in words and tables."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...present import labels
from ...present.end_lines import profile_in_words
from ...present.phrases import capital, listed, moves_in_words, plural, points, words
from ...present.screen import Brief
from ...present.tables import footer, table_of
from .answer import Branch, Gain, Moves, Walk


def text(answer: Walk) -> Group:
    """Where the walk stands, the turns so far and to come, and what those who choose now can do."""
    return Group(*map(Text, sentences(answer)), *_tables(answer), footer([answer.solved.scenario]))


def brief(answer: Walk) -> Brief:
    """The same in short."""
    return Brief(tuple(sentences(answer)), tuple(_tables(answer)), footer([answer.solved.scenario]))


def sentences(answer: Walk) -> list[str]:
    """Who chooses now, where the rule leads from here, and whether the moves so far are the rule's."""
    return [_now(answer), _ahead(answer), *_so_far(answer)]


def _now(answer: Walk) -> str:
    if not answer.to_move:
        return "All have chosen." if answer.turns else f"In {answer.solved.scenario.title} nobody has a choice."
    names = listed([name(answer, player) for player in answer.to_move])
    at_once = " choose at once" if len(answer.to_move) > 1 else " chooses"
    knowing = ", and what was done before is known to all" if answer.made else ""
    return f"Stage {answer.made + 1} of {len(answer.turns)}: {names}{at_once}{knowing}."


def _ahead(answer: Walk) -> str:
    """Where it ends, or would end if all who are left follow the rule."""
    end = answer.end(answer.history)
    if end is None:
        return f"From here the rule {words(answer.rule)} leads nowhere: {reason(answer)}"
    if answer.to_move:
        return (
            f"If all choose by {words(answer.rule)} from here on, it ends so: {profile_in_words(answer.solved, end)}."
        )
    stays = "Nobody gains by another move: a pure equilibrium." if answer.game.is_equilibrium(end) else (
        "Somebody would gain by another move, all others staying: not an equilibrium."
    )  # fmt: skip
    return f"It ends so: {profile_in_words(answer.solved, end)}. {stays}"


def _so_far(answer: Walk) -> Iterator[str]:
    """Whether the moves so far are those of the rule; where not, who left it first and what the rule had there."""
    left = [turn for turn in range(answer.made) if not as_by_rule(answer, turn)]
    if not left:
        if answer.made:
            yield f"All moves so far are those of {words(answer.rule)}."
        return
    by_rule = answer.by_rule(left[0])
    if by_rule is None:
        yield f"In stage {left[0] + 1} {words(answer.rule)} says nothing, as it leads nowhere from there."
        return
    yield f"Stage {left[0] + 1} was not played by {words(answer.rule)}, by which {in_words(answer, by_rule)}."


def as_by_rule(answer: Walk, turn: int) -> bool:
    """Whether a turn that was made was made as the rule has it."""
    return answer.by_rule(turn) == {player: answer.history[player] for player in answer.turns[turn]}


def name(answer: Walk, player: int) -> str:
    """A player's name."""
    return answer.solved.scenario.case.players[answer.game.players[player]].name


def in_words(answer: Walk, moves: Moves) -> str:
    """Moves in a sentence without a full stop."""
    return moves_in_words(answer.solved.scenario.case, moves_by_name(answer, moves))


def moves_by_name(answer: Walk, moves: Moves) -> dict[str, str]:
    """Moves by the names of players and strategies."""
    game = answer.game
    return {game.players[player]: game.strategies[player][move] for player, move in moves.items()}


def reason(answer: Walk) -> str:
    """Why the rule leads nowhere, or what it did."""
    return capital(answer.here.path(answer.rule).reason)


def _tables(answer: Walk) -> Iterator[RenderableType]:
    if answer.branches:
        yield _branch_table(answer)
    if hidden := answer.joint_moves - len(answer.branches):
        yield Text(
            f"{plural(hidden, 'more joint move is', 'more joint moves are')} possible; `moves` takes any of them."
        )
    if answer.made:
        yield _turn_table(answer)
    if not answer.to_move and answer.turns:
        yield _payoff_table(answer)


def _branch_table(answer: Walk) -> Table:
    """What those who choose now can do: where it leads, what each of them gets there, who would move otherwise."""
    gets = [f"{name(answer, player)} gets" for player in answer.to_move]
    table = table_of("What they can do, and where it leads", "Move", "It then ends so", *gets, "Marks", right=gets)
    for branch in answer.branches:
        payoffs = [points(payoff) for payoff in _payoffs(answer, branch)] or ["-"] * len(gets)
        ends = profile_in_words(answer.solved, branch.end) if branch.end else "leads nowhere"
        table.add_row(capital(short(answer, branch.moves)), ends, *payoffs, "; ".join(marks(answer, branch)))
    return table


def _payoffs(answer: Walk, branch: Branch) -> list[float]:
    """What each of those who choose gets where the branch ends."""
    return [float(answer.game.payoffs[(player, *branch.end)]) for player in branch.moves] if branch.end else []


def short(answer: Walk, moves: Moves) -> str:
    """`Spain and Slovakia: recognition; Greece: no recognition`; of one who chooses alone the move."""
    who: dict[str, list[str]] = {}
    for player, move in moves_by_name(answer, moves).items():
        players = answer.solved.scenario.case.players
        who.setdefault(labels.strategy(players, player, move), []).append(players[player].name)
    return "; ".join(who if len(moves) == 1 else (f"{listed(names)}: {move}" for move, names in who.items()))


def marks(answer: Walk, branch: Branch) -> list[str]:
    """By which rules it is played, whether a staged outcome has it, and who would move otherwise."""
    rules = [f"by {listed([words(rule) for rule in branch.rules])}"] if branch.rules else []
    staged = ["in a staged outcome"] if branch.in_staged_outcome and not branch.rules else []
    stays = ["nobody here would move otherwise"] if branch.end and len(branch.moves) > 1 and not branch.gains else []
    return [*rules, *staged, *stays, *(gain_in_words(answer, gain) for gain in branch.gains)]


def gain_in_words(answer: Walk, gain: Gain) -> str:
    """`Spain would get 0.53 more by no`."""
    player = answer.game.players[gain.player]
    move = labels.strategy(answer.solved.scenario.case.players, player, answer.game.strategies[gain.player][gain.move])
    return f"{name(answer, gain.player)} would get {points(gain.gain)} more by {move}"


def _turn_table(answer: Walk) -> Table:
    table = table_of("What was done", "Stage", "What was done", f"By {words(answer.rule)}")
    for turn in range(answer.made):
        made = {player: answer.history[player] for player in answer.turns[turn]}
        by_rule = answer.by_rule(turn)
        there = "the same" if made == by_rule else capital(in_words(answer, by_rule)) if by_rule else "leads nowhere"
        table.add_row(str(turn + 1), capital(in_words(answer, made)), there)
    return table


def _payoff_table(answer: Walk) -> Table:
    end = answer.end(answer.history)
    table = table_of("What each gets", "Player", "Gets", right=("Gets",))
    for player, payoff in answer.game.payoff(end).items() if end else ():
        table.add_row(answer.solved.scenario.case.players[player].name, points(payoff))
    return table
