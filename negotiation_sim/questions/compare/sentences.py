"""What scenarios lead to, in sentences: how many equilibria there are, which they are, where the stages lead."""

from collections.abc import Iterator, Sequence
from functools import partial

from ...present import labels
from ...present.phrases import moves_in_words, plural, words
from ...present.records import labelled, strategy
from ...present.screen import SENTENCES
from ...solve.staged import RULES
from ...worlds.solved import NumberedResult, Solved


def in_short(solved: Sequence[Solved]) -> Iterator[str]:
    """A sentence for each scenario; where there are too many for that, how many have one equilibrium, several, none."""
    if len(solved) <= SENTENCES:
        yield from (_counted(part) for part in solved)
        return
    counts = [len(part.equilibria.equilibria) for part in solved]
    single, none = counts.count(1), counts.count(0)
    several = len(counts) - single - none
    sets = len({part.scenario.assumptions.name for part in solved})
    what = f"{len(counts) // sets} scenarios under {sets} assumption sets" if sets > 1 else f"{len(counts)} scenarios"
    yield f"{what}: one pure equilibrium in {single} of {len(counts)}, several in {several}, none in {none}."
    if several:
        yield "Where there are several the assumptions alone do not say which is played."


def _counted(solved: Solved) -> str:
    """How many pure equilibria a scenario has, else its mixed ones, and where the rules lead; in one sentence."""
    count = plural(len(solved.equilibria.equilibria), "pure equilibrium", "pure equilibria")
    more = [*_mixed(solved), *list(_in_stages(solved))[:1]]
    return "; ".join([f"{solved.scenario.title}: {count}", *(f"{part[0].lower()}{part[1:-1]}" for part in more)]) + "."


def sentence(solved: Solved) -> str:
    """What a scenario leads to, in a sentence."""
    count = len(solved.equilibria.equilibria)
    outcome = f"{count} pure equilibria; the assumptions alone do not say which is played."
    if count == 0:
        outcome = solved.equilibria.reason
    if count == 1:
        outcome = f"one pure equilibrium. {free_moves(solved, solved.results[0])}."
    return " ".join([f"- {solved.scenario.title}: {outcome}", *_mixed(solved), *_in_stages(solved)])


def _mixed(solved: Solved) -> Iterator[str]:
    """The mixed equilibria of a two-player game that has no pure one."""
    if solved.mixed and solved.mixed.equilibria:
        players, game = solved.scenario.case.players, solved.game.without_fixed()
        shown = {player: partial(labels.strategy, players, player) for player in game.players}
        profiles = [
            "; ".join(
                f"{players[player].name} {' and '.join(strategy(part, shown[player]).splitlines())}"
                for player, part in labelled(game, profile).items()
            )
            for profile in solved.mixed.equilibria
        ]
        yield f"In mixed strategies: {' / '.join(profiles)}."


def _in_stages(solved: Solved) -> Iterator[str]:
    """Where the rules lead, unless that is the only equilibrium."""
    ends = {rule: result for rule in RULES for result in solved.results if getattr(result, rule)}
    if not ends or (len(solved.equilibria.equilibria) == 1 and all(result.equilibrium for result in ends.values())):
        return
    if len(ends) == len(RULES) and len({result.number for result in ends.values()}) == 1:
        (result, *_) = ends.values()
        moves = "" if result.equilibrium else f": {free_moves(solved, result)}"
        yield f"In stages, both rules lead to result {result.number}{moves}."
    else:
        rules = [f"{words(rule)} leads to result {result.number}" for rule, result in ends.items()]
        yield f"In stages, {' and '.join(rules)}."
    if any(not result.equilibrium for result in ends.values()):
        yield "That is no equilibrium of choosing at once: who moves later answers what was done before."


def free_moves(solved: Solved, result: NumberedResult) -> str:
    """What those whom the scenario does not fix do in a result, in a sentence."""
    moves, fixed = solved.game.moves(result.profile), solved.scenario.fixes
    free = {player: move for player, move in moves.items() if player not in fixed}
    return moves_in_words(solved.scenario.case, free)
