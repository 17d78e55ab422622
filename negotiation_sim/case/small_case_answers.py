"""The answers of which a small case is made, step by step: each step is checked by itself, so that each fault is told
where it can be mended.

An answer has a name: `title`, `players` (a line for each), `moves.1` (a line for each move of the first player),
`criteria`, `when.1`, `how.1`, `also.1` (the first criterion comes about when this move is made, and/or/unless that
one), `rule.1` (in its place a rule in words of the game), `points.1.2` (of the first criterion to the second player),
`scenario`, `held.1`, `turns`. A move is written as PLAYER.MOVE in numbers: `2.1` is the second player's first move.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..errors import InputError
from ..formats.numbers import how_to_type
from ..formats.text import number
from ..language.parser import parse
from ..language.vocabulary import Vocabulary
from .labels import LONGEST
from .small_case import Criterion, Named, SmallCase, SmallPlayer, name_for

Step = Literal["players", "moves", "criteria", "rules", "scenario"]
STEPS: tuple[Step, ...] = ("players", "moves", "criteria", "rules", "scenario")
MOST = {"player": 4, "move": 4, "criterion": 6}
LEAST = {"player": 2, "move": 2, "criterion": 1}
SINGULAR = {"player": "player", "move": "move", "criterion": "thing to care about"}
PLURAL = {"player": "players", "move": "moves", "criterion": "things to care about"}
MOST_POINTS = 1_000
LONGEST_RULE, LONGEST_ABOUT = 300, 1_000
HOW = {"": "", "and": "{0} * {1}", "or": "max({0}, {1})", "unless": "{0} * (1 - {1})"}
IN_TURN = "in turn"
Answers = Mapping[str, str]


class Faults(dict[str, str]):
    """What is wrong, by the name of the answer."""

    def lines(self, answers: Answers, key: str, kind: str) -> tuple[str, ...]:
        """The lines of an answer, each a label; a fault where there are too few, too many, or two alike."""
        labels = tuple(" ".join(line.split()) for line in answers.get(key, "").splitlines() if line.strip())
        long = next((label for label in labels if len(label) > LONGEST), None)
        alike = next(
            (label for k, label in enumerate(labels) if label.casefold() in map(str.casefold, labels[:k])), None
        )
        if long:
            self[key] = f"{long[:40]!r}... is {len(long)} characters long; at most {LONGEST} are shown. Say it shorter."
        elif not LEAST[kind] <= len(labels) <= MOST[kind]:
            few = f"{LEAST[kind]} to {MOST[kind]}"
            self[key] = f"{_counted(len(labels), kind)}; {few} are possible. Write each on its own line."
        elif alike:
            self[key] = f"'{alike}' stands twice. Give each a name of its own."
        return labels

    def name(self, key: str, written: str, of: str) -> None:
        """A fault where a name is empty or too long."""
        if not written:
            self[key] = f"Give the {of} a name of 1 to {LONGEST} characters."
        self.length(key, written, LONGEST)

    def length(self, key: str, written: str, most: int) -> None:
        """A fault where a text is too long."""
        if len(written) > most:
            self[key] = f"This is {len(written):,} characters long; at most {most:,} are possible. Say it shorter."


def _counted(count: int, kind: str) -> str:
    """How many lines were written."""
    return f"There is 1 {SINGULAR[kind]} here" if count == 1 else f"There are {count or 'no'} {PLURAL[kind]} here"


@dataclass(frozen=True)
class SoFar:
    """What the answers make up to a step; `case` once all steps are answered."""

    players: tuple[SmallPlayer, ...] = ()
    criteria: tuple[Named, ...] = ()
    case: SmallCase | None = None


def read_answers(answers: Answers, last: Step = "scenario") -> tuple[SoFar, Faults]:
    """What the answers up to a step make, and what is wrong with them; nothing is read behind the first bad step."""
    faults, steps = Faults(), STEPS[: STEPS.index(last) + 1]
    so_far = SoFar(tuple(SmallPlayer(each, ()) for each in _players(answers, faults)))
    if "moves" in steps and not faults:
        players = tuple(_moves(answers, k, each.named, faults) for k, each in enumerate(so_far.players, start=1))
        so_far = SoFar(players)
    if "criteria" in steps and not faults:
        labels = faults.lines(answers, "criteria", "criterion")
        named = _named(labels, "criterion", [player.named.name for player in so_far.players])
        so_far = SoFar(so_far.players, named)
    criteria = tuple(_criteria(answers, so_far, faults)) if "rules" in steps and not faults else ()
    if "scenario" in steps and not faults:
        case = _case(answers, so_far.players, criteria, faults)
        so_far = SoFar(so_far.players, so_far.criteria, None if faults else case)
    return so_far, faults


def _players(answers: Answers, faults: Faults) -> tuple[Named, ...]:
    faults.name("title", answers.get("title", "").strip(), "dispute")
    faults.length("about", answers.get("about", ""), LONGEST_ABOUT)
    return _named(faults.lines(answers, "players", "player"), "player", ())


def _named(labels: Sequence[str], kind: str, taken: Sequence[str]) -> tuple[Named, ...]:
    names = [*taken]
    for label in labels:
        names.append(name_for(label, kind, names))
    return tuple(map(Named, names[len(taken) :], labels))


def _moves(answers: Answers, k: int, player: Named, faults: Faults) -> SmallPlayer:
    return SmallPlayer(player, _named(faults.lines(answers, f"moves.{k}", "move"), "move", ()))


def _criteria(answers: Answers, so_far: SoFar, faults: Faults) -> Iterator[Criterion]:
    players, criteria = so_far.players, so_far.criteria
    read: dict[str, str] = {}
    for c, criterion in enumerate(criteria, start=1):
        points = {
            player.named.name: _points(answers, f"points.{c}.{p}", faults) for p, player in enumerate(players, start=1)
        }
        rule = _rule(answers, c, players, read, faults)
        read[criterion.name] = rule
        yield Criterion(criterion, rule, points)
    for p, player in enumerate(players, start=1):
        keys = [f"points.{c}.{p}" for c in range(1, len(criteria) + 1)]
        if not any(faults.get(key) or number(answers.get(key, "").strip() or "0") for key in keys):
            faults[keys[0]] = (
                f"Nothing counts for {player.named.label}: give points other than 0 to one thing at least."
            )


def _points(answers: Answers, key: str, faults: Faults) -> float:
    """The points at a key; nothing means none."""
    written = answers.get(key, "").strip()
    value = number(written or "0")
    if value is None:
        how = how_to_type(written) or f" Write one from {-MOST_POINTS:,} to {MOST_POINTS:,}, such as 3 or -1.5."
        faults[key] = f"{written[:40]!r} is no number.{how}"
    elif abs(value) > MOST_POINTS:
        faults[key] = (
            f"{value:g} is too far from 0; {-MOST_POINTS:,} to {MOST_POINTS:,} are possible. Write one of these."
        )
    return value or 0.0


def _rule(answers: Answers, c: int, players: Sequence[SmallPlayer], read: Mapping[str, str], faults: Faults) -> str:
    """The rule of a criterion: the one that is written, or the one that is chosen of moves."""
    written = " ".join(answers.get(f"rule.{c}", "").split())
    if written:
        return _written_rule(written, f"rule.{c}", players, read, faults)
    how = answers.get(f"how.{c}", "")
    first = _move(answers, f"when.{c}", players, faults)
    if how not in HOW:
        faults[f"how.{c}"] = f"{how[:40]!r} is none of these. Choose one of the list."
        return first
    if not how and answers.get(f"also.{c}"):
        faults[f"how.{c}"] = "A second move is chosen: say how it belongs to the first, or take it away again."
    return HOW[how].format(first, _move(answers, f"also.{c}", players, faults)) if how else first


def _written_rule(
    written: str, key: str, players: Sequence[SmallPlayer], read: Mapping[str, str], faults: Faults
) -> str:
    strategies = {player.named.name: tuple(move.name for move in player.moves) for player in players}
    try:
        if len(written) > LONGEST_RULE:
            raise InputError(
                f"The rule is {len(written)} characters long; at most {LONGEST_RULE} are read here. Say it shorter."
            )
        parse(written, Vocabulary(strategies, {}, (), read))
    except InputError as error:
        faults[key] = str(error)
    return written


def _move(answers: Answers, key: str, players: Sequence[SmallPlayer], faults: Faults) -> str:
    """The move at a key as rules name it, `north.wait`."""
    moves = {
        f"{p}.{m}": f"{player.named.name}.{move.name}"
        for p, player in enumerate(players, start=1)
        for m, move in enumerate(player.moves, start=1)
    }
    chosen = answers.get(key, "")
    if chosen not in moves:
        faults[key] = (
            "No move is chosen. Choose one of the list."
            if not chosen
            else f"{chosen[:40]!r} is no move of a player. Choose one."
        )
    return moves.get(chosen, "")


def _case(
    answers: Answers, players: Sequence[SmallPlayer], criteria: tuple[Criterion, ...], faults: Faults
) -> SmallCase:
    title = " ".join(answers.get("scenario", "").split())
    faults.name("scenario", title, "scenario")
    held = {}
    for p, player in enumerate(players, start=1):
        if answers.get(f"held.{p}"):
            held[player.named.name] = _move(answers, f"held.{p}", _only(players, p), faults)
    if len(held) == len(players):
        faults["held.1"] = "Nobody chooses in this scenario. Let one player choose at least."
    moves = {name: move.rpartition(".")[2] for name, move in held.items()}
    about = answers.get("about", "").strip()
    in_turn = answers.get("turns", "") == IN_TURN
    return SmallCase(answers["title"].strip(), about, tuple(players), criteria, title, moves, in_turn)


def _only(players: Sequence[SmallPlayer], p: int) -> list[SmallPlayer]:
    """The players, those but the p-th without moves."""
    return [each if k == p else SmallPlayer(each.named, ()) for k, each in enumerate(players, start=1)]
