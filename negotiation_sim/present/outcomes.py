"""Outcomes and flips in words and as records: what the case says of an end, and what turns where the outcome flips."""

from collections.abc import Mapping

from ..case.conclusions import Conclusion
from ..case.scenario import Case, Scenario
from ..games.normal_form import Profile
from ..worlds.along.ends import Outcome, profile_of, said_of
from ..worlds.along.outcomes import Flip, OutcomesAlong
from ..worlds.solved import Solved
from . import labels
from .conclusions import binding_in_words, binding_record, value_in_words
from .phrases import moves_in_words
from .records import Record, number

MOST_ENDS = 3
"""So many of several equilibria are told one by one at most."""


def moves_of_end(scenario: Scenario, end: int) -> dict[str, str]:
    """Every player's move at an end, by name."""
    profile = profile_of(scenario, end)
    players = scenario.case.players
    return {who: scenario.strategies(who)[k] for who, k in zip(players, profile, strict=True)}


def headlines_of(case: Case, said: int) -> dict[str, str]:
    """What the headlines of a case say of an end, by their titles."""
    known, texts = said_of(case), {}
    for line in case.headlines:
        if line.holds is not None:
            texts[line.title] = line.yes if known.holds(line.holds, said) else line.no
            continue
        who = [case.players[player].name for player, does in line.who.items() if known.holds(does, said)]
        everybody = len(who) == len(line.who) > 1
        texts[line.title] = "nobody" if not who else "all" if everybody else ", ".join(who)
    return texts


def end_in_words(scenario: Scenario, end: int, said: int) -> str:
    """The headlines of an end, `Who recognises: all; NATO track: open`; without headlines what those who may do."""
    if headlines := headlines_of(scenario.case, said):
        return "; ".join(f"{title}: {text}" for title, text in headlines.items())
    return free_moves_in_words(scenario, moves_of_end(scenario, end))


def profile_in_words(solved: Solved, profile: Profile) -> str:
    """What the headlines say of a profile of a solved scenario, as `end_in_words`."""
    headlines = solved.scenario.case.headlines
    told = [f"{headline.title}: {solved.headline(headline, profile)}" for headline in headlines]
    return "; ".join(told) or free_moves_in_words(solved.scenario, solved.game.moves(profile))


def free_moves_in_words(scenario: Scenario, moves: Mapping[str, str]) -> str:
    """What those whom the scenario does not fix do, in a sentence."""
    free = {player: move for player, move in moves.items() if player not in scenario.fixes}
    return moves_in_words(scenario.case, free or moves)


def outcome_in_words(scenario: Scenario, outcome: Outcome) -> str:
    """The one end; of several equilibria how many there are and what each is; or that there is none."""
    ends = [end_in_words(scenario, end, said) for end, said in outcome[:MOST_ENDS]]
    if not ends:
        return "no pure equilibrium" if scenario.order is None else "no staged outcome"
    if len(outcome) == 1:
        return ends[0]
    more = f" / and {len(outcome) - len(ends)} more" if len(outcome) > len(ends) else ""
    return f"{len(outcome)} equilibria: {' / '.join(ends)}{more}"


def turn_in_words(scenario: Scenario, before: Outcome, after: Outcome) -> str:
    """What is otherwise after a flip: `Who recognises: nobody, not all`; where no headline changes, who moves how."""
    if len(before) != 1 or len(after) != 1:
        return outcome_in_words(scenario, after)
    ((old_end, old_said),), ((end, said),) = before, after
    old, new = (headlines_of(scenario.case, each) for each in (old_said, said))
    turned = [f"{title}: {text}, not {old[title]}" for title, text in new.items() if text != old[title]]
    if turned:
        return "; ".join(turned)
    was, moves = moves_of_end(scenario, old_end), moves_of_end(scenario, end)
    moved = {player: move for player, move in moves.items() if move != was[player]}
    return moves_in_words(scenario.case, moved) if moved else "another conclusion holds, the moves stay"


def conclusion_holds(case: Case, reached: Conclusion, outcome: Outcome) -> bool:
    """Whether a condition holds at the outcome: at its one end, or at every one of several equilibria."""
    known = said_of(case)
    return bool(outcome) and all(known.holds(reached.condition, said) for _, said in outcome)


def conclusions_turned(scenario: Scenario, before: Outcome, after: Outcome) -> dict[str, bool]:
    """Which of the case's conclusions about the game hold after a flip and did not, or the other way round, by name."""
    case, known = scenario.case, said_of(scenario.case)
    sense = "best_joint" if scenario.order else "every"
    asked = [
        each
        for each in case.conclusions.values()
        if each.of == "game" and each.sense == sense and each.condition.node in known.places
    ]
    now = {each.name: conclusion_holds(case, each, after) for each in asked}
    return {each.name: now[each.name] for each in asked if now[each.name] != conclusion_holds(case, each, before)}


def conclusions_record(scenario: Scenario, before: Outcome, after: Outcome) -> list[Record]:
    """The conclusions that turn, with their titles."""
    turned = conclusions_turned(scenario, before, after)
    titles = scenario.case.conclusions
    return [{"name": name, "title": titles[name].title, "holds": holds} for name, holds in turned.items()]


def flip_in_words(along: OutcomesAlong, flip: Flip) -> str:
    """What turns beyond a flip, seen from the present value, and who binds there."""
    nearer, beyond = sides_of(along, flip)
    side = f"at {flip.value:g}" if along.entry.is_switch else _beyond(along, flip)
    return f"{side}: {turn_in_words(along.scenario, nearer, beyond)}"


def _beyond(along: OutcomesAlong, flip: Flip) -> str:
    side = "above" if flip.value >= along.value else "below"
    return f"{side} {value_in_words(flip.value, along.entry)}"


def sides_of(along: OutcomesAlong, flip: Flip) -> tuple[Outcome, Outcome]:
    """The outcomes on the nearer and on the farther side of a flip, seen from the present value."""
    return (flip.below, flip.above) if flip.value >= along.value else (flip.above, flip.below)


def binders_in_words(along: OutcomesAlong, flip: Flip) -> list[str]:
    """Who binds at a flip, a phrase for each."""
    at = None if along.entry.is_switch else value_in_words(flip.value, along.entry)
    case = along.scenario.case
    return [binding_in_words(case, binding, at) for binding in along.who_binds(flip)]


def along_record(along: OutcomesAlong, who: bool = True) -> Record:
    """The outcomes of a scenario along one assumption: part by part, with the flips between them; `who` binds there."""
    scenario = along.scenario
    ends = [*along.edges]
    return {
        "scenario": scenario.name,
        "title": scenario.title,
        "value": number(along.value),
        "searched": [number(ends[0]), number(ends[-1])],
        "tied": along.tied,
        "complete": along.complete,
        "now": outcome_in_words(scenario, along.now),
        "parts": [
            {"from": number(low), "to": number(high), "outcome": outcome_in_words(scenario, outcome)}
            for low, high, outcome in zip(ends, ends[1:], along.outcomes, strict=False)
        ],
        "flips": [_flip_record(along, flip, who) for flip in along.flips_by_distance],
    }


def _flip_record(along: OutcomesAlong, flip: Flip, who: bool) -> Record:
    nearer, beyond = sides_of(along, flip)
    share = along.share(flip)
    return {
        "value": number(flip.value),
        "solved": [flip.low, flip.high],
        "method": "exact" if flip.exact else "bracketed",
        "share_of_range": number(share) if share < float("inf") else None,
        "inside_range": along.entry.allows(flip.value),
        "below": outcome_in_words(along.scenario, flip.below),
        "above": outcome_in_words(along.scenario, flip.above),
        "turns_to": turn_in_words(along.scenario, nearer, beyond),
        "conclusions": conclusions_record(along.scenario, nearer, beyond),
        **({"binds": [binding_record(each) for each in along.who_binds(flip)]} if who else {}),
        **({"words": "; ".join(binders_in_words(along, flip))} if who else {}),
    }


def label_of(along: OutcomesAlong) -> str:
    """What people read for the assumption that is moved."""
    return labels.assumption(along.entry)
