"""The answer of `extensive` in words, and as plain dictionaries."""

from collections.abc import Sequence
from fractions import Fraction

from rich.console import Group
from rich.text import Text

from ...formats.tree_text import Turn, players_of, text_of
from ...present.phrases import capital, listed, plural
from ...present.records import Record, number
from ...present.screen import Brief
from ...present.tree_words import short_number
from .answer import MOST_PROFILES, ExtensiveGame, way

ROOT = "n"
"""The path of the first turn; that of what follows its second move is `n.1`."""


def text(answer: ExtensiveGame) -> Group:
    """How it ends played backwards, which other equilibria there are, and the tree as a text."""
    return Group(*map(Text, [*sentences(answer), *_ends(answer), "", f"The tree: {text_of(answer.turns)}"]))


def brief(answer: ExtensiveGame) -> Brief:
    """The same in short."""
    return Brief(tuple(sentences(answer)), tuple(map(Text, _ends(answer))))


def sentences(answer: ExtensiveGame) -> list[str]:
    """How it ends played backwards, and whether an equilibrium rests on a threat."""
    return [_backwards(answer), *_otherwise(answer)]


def _backwards(answer: ExtensiveGame) -> str:
    outcomes = answer.perfect.outcomes
    if not outcomes:
        return capital(answer.perfect.reason)
    if len(outcomes) > 1:
        return f"Played backwards it can end in {len(outcomes)} ways, each a pure subgame-perfect outcome."
    return f"Played backwards it ends so: {ways(answer, outcomes[0].leaves)}."


def _otherwise(answer: ExtensiveGame) -> list[str]:
    if answer.pure is None:
        return [f"Its strategic form has more than {MOST_PROFILES:,} profiles: its other equilibria are not listed."]
    count, threats = len(answer.pure.equilibria), answer.not_perfect
    if answer.mixed is not None:
        many = plural(len(answer.mixed.equilibria), "equilibrium", "equilibria")
        return [f"Of its strategic form {many} {_was(len(answer.mixed.equilibria))} found, mixed ones included."]
    pure = f"There {'is' if count == 1 else 'are'} {plural(count, 'pure equilibrium', 'pure equilibria')}."
    if not threats:
        return [pure]
    end = ways(answer, threats[0]) if len(threats) == 1 else f"in {len(threats)} more ways"
    what = f"some end otherwise: {end}" if len(threats) == 1 else f"some end {end}"
    return [f"{pure[:-1]}; {what}. {_why_not(answer)}"]


def _why_not(answer: ExtensiveGame) -> str:
    """What is known of equilibria that are not pure subgame-perfect: where all is seen, that they rest on a threat.

    Elsewhere mixed play in a subgame, which is not sought, may hold them up.
    """
    if answer.tree.perfect_information:
        return "These rest on a move that its player would not make when it came to it."
    return "No pure subgame-perfect play ends so; whether play that mixes later on could is not sought."


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def _ends(answer: ExtensiveGame) -> list[str]:
    """The ways to end one by one, where there are several."""
    outcomes, threats = [each.leaves for each in answer.perfect.outcomes], answer.not_perfect
    lines = [f"- {capital(ways(answer, leaves))}." for leaves in outcomes] if len(outcomes) > 1 else []
    return lines + (
        [f"- Not subgame-perfect: {ways(answer, leaves)}." for leaves in threats] if len(threats) > 1 else []
    )


def ways(answer: ExtensiveGame, leaves: Sequence[int]) -> str:
    """What is played on the way to some leaves, and what each gets, expected over the moves of chance."""
    paths = " or ".join(way(answer.tree, leaf) for leaf in leaves)
    gets = zip(answer.tree.players, expected(answer, leaves), strict=True)
    return f"{paths}; {listed([f'{who} gets {short_number(value)}' for who, value in gets])}"


def expected(answer: ExtensiveGame, leaves: Sequence[int]) -> list[Fraction]:
    """What each player gets where play leads to these leaves, over the moves of chance."""
    tree = answer.tree
    return [sum((tree.chance_to[leaf] * tree.payoffs[leaf][player] for leaf in leaves), Fraction(0))
            for player in range(len(tree.players))]  # fmt: skip


def record(answer: ExtensiveGame) -> Record:
    """The tree as it was typed, its subgame-perfect outcomes, and its other equilibria."""
    return {
        "title": answer.tree.title,
        "tree": text_of(answer.turns),
        "players": list(players_of(answer.turns)),
        "turns": _turn(answer.turns, ROOT),
        "outcomes": [_end(answer, outcome.leaves) for outcome in answer.perfect.outcomes],
        "reason": capital(answer.perfect.reason),
        "pure": None if answer.pure is None else len(answer.pure.equilibria),
        "not_perfect": [_end(answer, leaves) for leaves in answer.not_perfect],
        "mixed": _mixed(answer),
    }


def _turn(turn: Turn, path: str) -> Record:
    branches = []
    for k, branch in enumerate(turn.branches):
        below = f"{path}.{k}"
        goes_on = isinstance(branch.then, Turn)
        then = {"turn": _turn(branch.then, below)} if isinstance(branch.then, Turn) else {"pays": list(branch.then)}
        branches.append({"path": below, "label": branch.label, "goes_on": goes_on, **then})
    return {"path": path, "who": turn.who, "known": turn.known, "branches": branches}


def _end(answer: ExtensiveGame, leaves: Sequence[int]) -> Record:
    gets = zip(answer.tree.players, expected(answer, leaves), strict=True)
    return {"words": ways(answer, leaves), "payoffs": {who: number(float(value)) for who, value in gets}}


def _mixed(answer: ExtensiveGame) -> list[Record] | None:
    if answer.mixed is None or answer.form is None:
        return None
    game = answer.form.game
    known = (game.known(profile) for profile in answer.mixed.equilibria)
    return [dict(zip(game.players, map(number, payoffs.tolist()), strict=True)) for payoffs in known]
