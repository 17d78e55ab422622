"""What scenarios lead to, in sentences: how many equilibria there are, which they are, where the stages lead."""

from collections.abc import Iterator, Sequence
from functools import partial

from ...present import labels
from ...present.phrases import listed, moves_in_words, plural, words
from ...present.records import labelled, strategy
from ...present.screen import SENTENCES
from ...solve.staged import RULES
from ...worlds.solved import NumberedResult, Solved


def in_short(solved: Sequence[Solved]) -> Iterator[str]:
    """What each scenario leads to, what differs from the first one first, and how sure that is.

    Where there is too much to be told: how many outcomes there are, and how many have one equilibrium, several, none.
    """
    several_sets = len({part.scenario.assumptions.name for part in solved}) > 1
    named = [(_name(part, several_sets), part) for part in solved]
    outcomes = list(_outcomes(named))
    if len(outcomes) <= SENTENCES:
        yield from outcomes
        yield from filter(None, (_how_sure(name, part) for name, part in named))
        return
    counts = [len(part.equilibria.equilibria) for part in solved]
    single, none = counts.count(1), counts.count(0)
    several = len(counts) - single - none
    sets = len({part.scenario.assumptions.name for part in solved})
    what = f"{len(counts) // sets} scenarios under {sets} assumption sets" if sets > 1 else f"{len(counts)} scenarios"
    yield f"{what} lead to {len(outcomes)} different outcomes."
    yield f"There is one pure equilibrium in {single} of {len(counts)}, several in {several}, none in {none}."
    if several:
        yield "Where there are several the assumptions alone do not say which is played."


def _name(solved: Solved, several_sets: bool) -> str:
    """The scenario's title, with the author where several are compared."""
    return solved.scenario.title + f" under {labels.author(solved.scenario.assumptions)}" * several_sets


def _outcomes(named: Sequence[tuple[str, Solved]]) -> Iterator[str]:
    """A sentence for each outcome, with the scenarios that lead there; the outcome of the first scenario last."""
    leading: dict[str, list[str]] = {}
    for name, part in named:
        leading.setdefault(_outcome(part), []).append(name)
    (first, names), *others = leading.items()
    for outcome, led in (*others, (first, names)):
        yield f"{listed(led)} {'lead' if len(led) > 1 else 'leads'} to {outcome}."


def _outcome(solved: Solved) -> str:
    """Where a scenario leads in words: by best joint, else to its only equilibrium, else to one of several, or none."""
    count = len(solved.equilibria.equilibria)
    if not solved.told:
        return "; ".join(["no pure equilibrium", *(f"{part[0].lower()}{part[1:-1]}" for part in _mixed(solved))])
    if not solved.told[0].best_joint and count > 1:
        return f"one of {count:,} pure equilibria, and the assumptions alone do not say to which"
    told = told_of(solved, solved.told[0])
    return f"'{told}'" if solved.scenario.case.headlines else told


def told_of(solved: Solved, result: NumberedResult) -> str:
    """What the headlines say of a result, `Who recognises: all; NATO track: open`; without headlines the moves."""
    said = [f"{line.title}: {solved.headline(line, result.profile)}" for line in solved.scenario.case.headlines]
    return "; ".join(said) or free_moves(solved, result)


def _how_sure(name: str, solved: Solved) -> str:
    """How many equilibria there are and where the rules lead, unless all is said by the one outcome."""
    count = len(solved.equilibria.equilibria)
    stages = [f"; {part[0].lower()}{part[1:-1]}" for part in list(_in_stages(solved))[:1]]
    return f"{name} has {plural(count, 'pure equilibrium', 'pure equilibria')}{stages[0]}." if stages else ""


def place(solved: Solved, result: NumberedResult) -> str:
    """In which sense a result is one: `where best joint leads (result 2, one of 2 equilibria)`."""
    count = len(solved.equilibria.equilibria)
    rules = [words(rule) for rule in RULES if getattr(result, rule)]
    sense = "the only equilibrium" if count == 1 else f"one of {count:,} equilibria"
    kind = sense if result.equilibrium else "no equilibrium of choosing at once"
    if not rules or (count == 1 and result.equilibrium and len(rules) == len(RULES)):
        return kind if len(solved.results) == 1 else f"result {result.number} ({kind})"
    leads = "lead" if len(rules) > 1 else "leads"
    return f"where {listed(rules)} {leads} (result {result.number}, {kind})"


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
