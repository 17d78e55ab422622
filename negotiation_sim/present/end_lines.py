"""The ends of a scenario in words: line by line, as a card tells them, and in one line."""

from collections import Counter
from collections.abc import Mapping

from ..case.scenario import Case, Scenario
from ..games.normal_form import Profile
from ..worlds.along.ends import Outcome, profile_of, said_of
from ..worlds.solved import Solved
from .phrases import moves_in_words, phrases_of_moves

MOST_ENDS = 3
"""So many of several equilibria are told one by one at most."""

Line = tuple[str, str]
"""A title, "" where there is none, and what is told under it."""


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


def end_lines(scenario: Scenario, end: int, said: int) -> list[Line]:
    """A line for each headline of the case; without headlines for each thing that those who may do."""
    if headlines := headlines_of(scenario.case, said):
        return [*headlines.items()]
    return [
        ("", phrase) for phrase in phrases_of_moves(scenario.case, free_moves(scenario, moves_of_end(scenario, end)))
    ]


def end_in_words(scenario: Scenario, end: int, said: int) -> str:
    """The lines of an end in one: `Who recognises: all; NATO track: open`."""
    return "; ".join(line_in_words(line) for line in end_lines(scenario, end, said))


def line_in_words(line: Line) -> str:
    """`NATO track: open`, or what is told alone where it has no title."""
    title, told = line
    return f"{title}: {told}" if title else told


def ends_in_words(scenario: Scenario, outcome: Outcome) -> list[str]:
    """Each of several ends in one line; of those of which the case says the same, also who moves how."""
    texts = [end_in_words(scenario, *end) for end in outcome]
    alike = Counter(texts)
    moves = (free_moves_in_words(scenario, moves_of_end(scenario, end)) for end, _ in outcome)
    return [f"{text} ({does})" if alike[text] > 1 else text for text, does in zip(texts, moves, strict=True)]


def free_moves(scenario: Scenario, moves: Mapping[str, str]) -> Mapping[str, str]:
    """The moves of those whom the scenario does not fix; of all where it fixes all."""
    return {player: move for player, move in moves.items() if player not in scenario.fixes} or moves


def free_moves_in_words(scenario: Scenario, moves: Mapping[str, str]) -> str:
    """What those whom the scenario does not fix do, in a sentence."""
    return moves_in_words(scenario.case, free_moves(scenario, moves))


def profile_in_words(solved: Solved, profile: Profile) -> str:
    """What the headlines say of a profile of a solved scenario; without headlines what those who may do."""
    headlines = solved.scenario.case.headlines
    told = [f"{headline.title}: {solved.headline(headline, profile)}" for headline in headlines]
    return "; ".join(told) or free_moves_in_words(solved.scenario, solved.game.moves(profile))


def outcome_lines(scenario: Scenario, outcome: Outcome) -> list[Line]:
    """The lines of the one end; of several equilibria a line for each; or that there is none."""
    if not outcome:
        return [("", "no pure equilibrium" if scenario.order is None else "no staged outcome")]
    if len(outcome) == 1:
        return end_lines(scenario, *outcome[0])
    return listed_ends(f"One of {len(outcome)}", ends_in_words(scenario, outcome))


def listed_ends(title: str, ends: list[str]) -> list[Line]:
    """A line for each end under that title; of many how many more there are."""
    more = [("", f"and {len(ends) - MOST_ENDS} more")] if len(ends) > MOST_ENDS else []
    return [*((title, end) for end in ends[:MOST_ENDS]), *more]


def outcome_in_words(scenario: Scenario, outcome: Outcome) -> str:
    """The outcome in one line: the one end; of several equilibria how many there are and what each is."""
    lines = outcome_lines(scenario, outcome)
    if len(outcome) < 2:
        return "; ".join(map(line_in_words, lines))
    return f"{len(outcome)} equilibria: {' / '.join(told for _, told in lines)}"
