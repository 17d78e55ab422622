"""A change in words and one table, and as plain dictionaries."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...games.normal_form import Profile
from ...present import labels
from ...present.conclusions import binding_record
from ...present.end_lines import end_in_words, free_moves_in_words, headlines_of, outcome_in_words, outcome_lines
from ...present.outcomes import along_record, conclusions_record, turn_in_words, turn_record
from ...present.phrases import percent
from ...present.records import Record, at_profile, number, stamped
from ...present.screen import Brief
from ...present.stamp import stamp
from ...present.tables import footer, table_of
from ...solve.staged import RULES
from ...worlds.along.ends import Outcome, said_of
from ...worlds.solved import Solved
from .answer import Changed, Moved, ScenarioChanged
from .deviations import Deviation
from .leaving import Leaving
from .sentences import (
    differences_in_words,
    in_words,
    leaving_in_words,
    of_in_words,
    sentences,
    sure_in_words,
    why_in_words,
)

MOST_ENDS = 20
"""So many ends of a world stand in a record at most; `equilibria` counts them all."""

UNSEEN = 1e-12
"""What rounding does to a payoff below this is not seen in ten decimals."""


def text(answer: Changed) -> Group:
    """The sentences, each scenario before and after, who would deviate, and from how far a flip is what is known."""
    first, *more = sentences(answer)
    parts: list[RenderableType] = [Text(first, style="bold"), *map(Text, more), Text(), _table(answer)]
    if any(each.deviations for each in answer.scenarios):
        parts += [Text(), _deviations(answer)]
    if any(along.flips for each in answer.scenarios for along in each.how_far or ()):
        parts += [Text(), _far(answer)]
    return Group(*parts, Text(), _before(answer), footer(answer.after))


def brief(answer: Changed) -> Brief:
    """The sentences and the one table."""
    return Brief(sentences(answer), (_table(answer),), Group(_before(answer), footer(answer.after)))


def _before(answer: Changed) -> Text:
    return Text(f"Before: {stamp(answer.before).line}", style="dim")


def _table(answer: Changed) -> Table:
    table = table_of("Before and after", "Scenario", "Before", "After", "How sure now", "Because")
    for each in answer.scenarios:
        before, after = (outcome_in_words(each.scenario, outcome) for outcome in each.outcomes)
        shown = after if each.flips else "the same"
        table.add_row(each.scenario.title, before, shown, sure_in_words(each.after), _because(answer, each))
    return table


def _because(answer: Changed, each: ScenarioChanged) -> str:
    if each.flips:
        return why_in_words(answer.case, each)
    leaving = each.nearest_to_leaving
    return leaving_in_words(answer.case, leaving) if leaving else "nobody has a choice"


def _deviations(answer: Changed) -> Table:
    table = table_of("Whose deviation", "Scenario", "Of", "Who gains by what", "Made up of")
    for each in answer.scenarios:
        rows: dict[tuple[str, str], list[str]] = {}
        for deviation in each.deviations:
            parts = ", ".join(differences_in_words(answer.case, deviation))
            rows.setdefault((in_words(answer.case, deviation), parts), []).append(of_in_words(deviation))
        for (shown, parts), of in rows.items():
            table.add_row(each.scenario.title, ", ".join(dict.fromkeys(of)), shown, parts)
    return table


def _far(answer: Changed) -> Table:
    """Every flip along a changed number, from its value after; those beyond the range are marked."""
    numbers = ("After", "Flips at", "Of range")
    table = table_of("How far a flip is, each number moved alone", "Scenario", "Assumption", *numbers, "Turns to",
                     right=numbers)  # fmt: skip
    for each in answer.scenarios:
        for along in each.how_far or ():
            for flip in along.flips_by_distance:
                nearer = flip.below if flip.value >= along.value else flip.above
                beyond = "" if along.entry.allows(flip.value) else " *"
                table.add_row(
                    each.scenario.title,
                    labels.assumption(along.entry),
                    f"{along.value:g}",
                    f"{flip.value:.4g}{beyond}",
                    percent(along.share(flip)),
                    turn_in_words(along.scenario, nearer, along.beyond(flip)),
                )
    return table


def record(answer: Changed) -> Record:
    """The stamp of what comes after, that of what came before, what was moved, and every scenario."""
    old = stamped(answer.before)
    return {
        **stamped(answer.after),
        "before": {key: old[key] for key in ("assumptions", "changes", "outside_range", "hash")},
        "moved": [_moved(answer, each) for each in answer.moved],
        "sentences": list(sentences(answer)),
        "scenarios": [_scenario(answer, each) for each in answer.scenarios],
    }


def _moved(answer: Changed, moved: Moved) -> Record:
    entry = moved.entry
    return {
        "assumption": entry.name,
        **labels.beside(answer.case.register, entry.name),
        "unit": entry.unit,
        "range": [number(entry.low), number(entry.high)],
        "before": number(moved.before),
        "after": number(moved.after),
    }


def _scenario(answer: Changed, each: ScenarioChanged) -> Record:
    before, after = each.outcomes
    leaving = each.nearest_to_leaving
    return {
        "name": each.scenario.name,
        "title": each.scenario.title,
        "flips": each.flips,
        "otherwise": each.otherwise,
        "before": _world(each.before, before),
        "after": _world(each.after, after),
        "turned": {
            "words": turn_in_words(each.scenario, before, after) if each.flips else "",
            **(turn_record(each.scenario, before, after) if each.flips else {"short": "", "lines": []}),
            "conclusions": conclusions_record(each.scenario, before, after),
        },
        "deviations": [_deviation(answer, deviation) for deviation in each.deviations],
        "nearest_to_leaving": _leaving(answer, leaving) if leaving else None,
        "how_far": None
        if each.how_far is None
        else [{"assumption": along.entry.name, **along_record(along)} for along in each.how_far],
    }


def _world(solved: Solved, outcome: Outcome) -> Record:
    """What a scenario ends in: how many equilibria, the outcome in words, every end, where both rules lead."""
    staged = solved.staged
    ends = [staged.path(rule).profile for rule in RULES] if staged else []
    profiles = dict.fromkeys([*(end for end in ends if end), *solved.equilibria.equilibria])
    return {
        "equilibria": len(solved.equilibria.equilibria),
        "outcome": outcome_in_words(solved.scenario, outcome),
        "lines": [list(line) for line in outcome_lines(solved.scenario, outcome)],
        "sure": sure_in_words(solved),
        "reason": solved.equilibria.reason,
        "ends": [_end(solved, profile) for profile in [*profiles][:MOST_ENDS]],
        "staged": {rule: _moves(solved, end) for rule, end in zip(RULES, ends, strict=True)} if staged else None,
    }


def _moves(solved: Solved, profile: Profile | None) -> dict[str, str] | None:
    return None if profile is None else solved.game.moves(profile)


def _end(solved: Solved, profile: Profile) -> Record:
    scenario, moves = solved.scenario, solved.game.moves(profile)
    said = int(solved.tables.at(solved.tables.of(said_of(scenario.case).number), profile))
    flat = 0
    for k, size in zip(profile, solved.game.shape, strict=True):
        flat = flat * size + k
    staged = solved.staged
    return {
        "profile": moves,
        "payoffs": _payoffs(solved, profile),
        "headlines": headlines_of(scenario.case, said),
        "outcome": end_in_words(scenario, flat, said),
        "words": free_moves_in_words(scenario, moves),
        "equilibrium": profile in solved.equilibria.equilibria,
        "rules": [rule for rule in RULES if staged and staged.path(rule).profile == profile],
    }


def _payoffs(solved: Solved, profile: Profile) -> Record:
    """Every player's payoff; what rounding may do to it is looked at where that could show in ten decimals."""
    game = solved.game
    rounding = game.measured.rounding
    if rounding is not None and rounding.most.max() < UNSEEN:
        return {who: number(value) for who, value in zip(game.players, game.expected(profile), strict=True)}
    payoffs: Record = at_profile(game, profile)["payoffs"]
    return payoffs


def _deviation(answer: Changed, deviation: Deviation) -> Record:
    was, now = deviation.gains or (None, None)
    return {
        "of": deviation.of,
        **binding_record(deviation.binding),
        "player": deviation.binding.players[0] if len(deviation.binding.players) == 1 else None,
        "gain_before": number(was),
        "gain_after": number(now),
        "differences": {criterion: number(change) for criterion, change in deviation.differences},
        "words": in_words(answer.case, deviation),
    }


def _leaving(answer: Changed, leaving: Leaving) -> Record:
    return {
        "player": leaving.player,
        "move": leaving.move,
        "other": leaving.other,
        "loss_before": number(leaving.losses[0]),
        "loss_after": number(leaving.losses[1]),
        "words": leaving_in_words(answer.case, leaving),
    }
