"""A small case made of a few answers: players and their moves, what they care about and when that comes about.

Every payoff is a sum of points: a criterion is 1 where its rule holds and 0 where it does not, and each player counts
it with points of its own, an entry of the register with a range to be argued about.
"""

import json
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from ..language.words import RESERVED
from .one_file import LONE
from .spreadsheet import shortest

SCENARIO = "first_scenario"
ORDER = "one_after_the_other"
WHY = "a first guess: put a reason here, or change the value"
SOURCE = "my own guess"
LONGEST_NAME = 30


@dataclass(frozen=True)
class Named:
    """Something with a name, as rules have it, and the label that people read."""

    name: str
    label: str


@dataclass(frozen=True)
class SmallPlayer:
    """A player and its moves, the cautious one first."""

    named: Named
    moves: tuple[Named, ...]


@dataclass(frozen=True)
class Criterion:
    """Something that players care about: the rule by which it comes about, and its points by the player's name."""

    named: Named
    rule: str
    points: Mapping[str, float]


@dataclass(frozen=True)
class SmallCase:
    """What a small case is made of. `held` are players who cannot choose, with the name of their move.

    `in_turn`: the players move one after the other, as they are listed; else at the same time.
    """

    title: str
    about: str
    players: tuple[SmallPlayer, ...]
    criteria: tuple[Criterion, ...]
    scenario: str
    held: Mapping[str, str]
    in_turn: bool


def files_of(case: SmallCase) -> dict[str, bytes]:
    """The files of the case, by their paths in its folder."""
    texts = {
        "game.toml": _game(case),
        "assumptions.toml": "\n\n".join(_entries(case)),
        f"{SCENARIO}.toml": _scenario(case),
    }
    return {name: f"{text}\n".encode() for name, text in texts.items()}


def _game(case: SmallCase) -> str:
    first, second, *_ = (player.named.name for player in case.players)
    head = [
        "[case]",
        f"title = {_text(case.title)}",
        *([f"about = {_text(case.about)}"] if case.about else []),
        f'source = "{SOURCE}"',
        f'baseline = "{SCENARIO}"',
        f"matrix = {_list((first, second))}",
    ]
    parts = ["\n".join(head), *map(_player, case.players)]
    if case.in_turn:
        turns = ", ".join(_list((player.named.name,)) for player in case.players)
        parts.append(f"[order]\n{ORDER} = [{turns}]")
    rules = [f"{each.named.name} = {_text(each.rule)}" for each in case.criteria]
    parts.append("\n".join(["[outcomes]", *rules]))
    parts += [_payoff(case, player) for player in case.players]
    labels = [f"{each.named.name} = {_text(each.named.label)}" for each in case.criteria]
    parts += ["\n".join([f"[labels.{kind}]", *labels]) for kind in ("criteria", "outcomes")]
    parts.append("\n".join(["[headlines]", *map(_headline, case.criteria)]))
    return "\n\n".join(parts)


def _player(player: SmallPlayer) -> str:
    labels = ", ".join(f"{move.name} = {_text(move.label)}" for move in player.moves)
    return "\n".join(
        [
            f"[players.{player.named.name}]",
            f"name = {_text(player.named.label)}",
            f"strategies = {_list(move.name for move in player.moves)}",
            f"labels = {{ {labels} }}",
        ]
    )


def _payoff(case: SmallCase, player: SmallPlayer) -> str:
    name = player.named.name
    counted = [each.named.name for each in case.criteria if each.points.get(name)]
    return "\n".join([f"[payoffs.{name}]", *(f"{criterion} = {_text(criterion)}" for criterion in counted)])


def _headline(criterion: Criterion) -> str:
    name = criterion.named.name
    return f"{name} = {{ title = {_text(criterion.named.label)}, holds = {_text(f'{name} > 0')} }}"


def _entries(case: SmallCase) -> Iterator[str]:
    """The register: a number for each criterion that a player counts, half as much and half as much more its range."""
    for player in case.players:
        for criterion in case.criteria:
            points = criterion.points.get(player.named.name, 0)
            if points:
                low, high = sorted((points / 2, points * 3 / 2))
                yield "\n".join(
                    [
                        f"[{player.named.name}.weight.{criterion.named.name}]",
                        f"value = {shortest(points)}",
                        f"range = [{shortest(low)}, {shortest(high)}]",
                        'unit = "payoff points"',
                        f"label = {_text(_label(player, criterion))}",
                        f'why = "{WHY}"',
                        f'source = "{SOURCE}"',
                        'level = "main"',
                    ]
                )


def _label(player: SmallPlayer, criterion: Criterion) -> str:
    return f"{criterion.named.label[:36].strip()}, to {player.named.label[:36].strip()}"


def _scenario(case: SmallCase) -> str:
    lines = [f"title = {_text(case.scenario)}", *([f'order = "{ORDER}"'] if case.in_turn else [])]
    held = [f"{player} = {_text(move)}" for player, move in case.held.items()]
    return "\n".join([*lines, *(["", "[fixes]", *held] if held else [])])


def name_for(label: str, kind: str, taken: Collection[str]) -> str:
    """A name that rules can use, made of a label; another one where that is taken or means something else.

    >>> name_for("The United States", "player", ()), name_for("Мир", "criterion", ()), name_for("Max", "player", ["x"])
    ('the_united_states', 'criterion', 'max_2')
    """
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST_NAME].strip("_")
    stem = stem if re.match(r"[a-z]", stem) else f"{kind}_{stem}".strip("_")
    used = {*taken, *RESERVED, *LONE, SCENARIO, ORDER}
    tries = (stem, *(f"{stem}_{k}" for k in range(2, 1_000)))
    return next(each for each in tries if each not in used)


def _list(names: Iterator[str] | tuple[str, ...]) -> str:
    return f"[{', '.join(_text(name) for name in names)}]"


def _text(text: str) -> str:
    """A text as TOML has it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
