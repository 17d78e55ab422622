"""The cells of posturing.toml: in which scenarios a response to a type may end, and which moves are held there."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import isfinite

import numpy as np

from ..errors import InputError, unknown
from ..language.expression import Expression, evaluate
from ..language.parser import parse
from ..language.vocabulary import Vocabulary
from .assumptions import Register
from .claims import Evidence
from .document import Section
from .parts import Player, ScenarioFile
from .posturing import Branch
from .rules import MISSING


@dataclass(frozen=True)
class Known:
    """What of the case the file may name."""

    players: Mapping[str, Player]
    groups: Mapping[str, tuple[str, ...]]
    scenarios: Mapping[str, ScenarioFile]
    ordered: bool
    register: Register
    evidence: Evidence
    baseline: str | None

    def rule(self, part: Section, key: str) -> Expression:
        """The rule over assumptions at `key`. Raises InputError for one that cannot be read, or is no number."""
        written = part.data.get(key)
        number = isinstance(written, int | float) and not isinstance(written, bool)
        text = repr(part.number(key)) if number else part.text(key)
        with part.placing(key):
            rule = parse(text, Vocabulary({}, {}, self.register, (), missing=MISSING))
        if not isfinite(self.value(rule)):
            raise part.fault(key, f"'{rule.text}' is not a finite number. Check its divisions and powers.")
        return rule

    def share(self, part: Section, key: str) -> Expression:
        """As `rule`. Raises InputError for what does not lie from 0 to 1, too."""
        rule = self.rule(part, key)
        if not 0 <= (value := self.value(rule)) <= 1:
            raise part.fault(key, f"'{rule.text}' is {value:g}; a chance lies from 0 to 1.")
        return rule

    def value(self, rule: Expression) -> float:
        """What a rule gives by the register."""
        with np.errstate(all="ignore"):
            return float(evaluate(rule.node, {name: entry.value for name, entry in self.register.items()}))

    def source(self, part: Section) -> str:
        """The source of a part. Raises InputError for a claim or a source that the case does not have."""
        self.evidence.check(part)
        return part.text("source", "")


def read_payoffs(
    section: Section, types: Collection[str], responses: Collection[str], known: Known
) -> dict[str, dict[str, tuple[Branch, ...]]]:
    """The cells by response and type. Raises InputError for one that is missing or cannot be read."""
    section.allow(*responses)
    for response in responses:
        if response not in section.data:
            problem = f"the response '{response}' has no payoff. Add [{'.'.join(section.path)}.{response}]"
            raise section.fault(None, f"{problem} with a cell for each of {', '.join(types)}.")
    return {response: _cells(section.section(response), types, known) for response in responses}


def _cells(section: Section, types: Collection[str], known: Known) -> dict[str, tuple[Branch, ...]]:
    section.allow(*types)
    for kind in types:
        if kind not in section.data:
            problem = f"has no cell for the type '{kind}'"
            raise section.fault(None, f"{problem}. Add {kind} = {{ scenario = ..., moves = ... }}.")
    return {kind: _cell(section, kind, known) for kind in types}


def _cell(section: Section, kind: str, known: Known) -> tuple[Branch, ...]:
    """The branches of a cell: one table, or a list of them."""
    written = section.data[kind]
    parts = [section.section(kind)] if isinstance(written, dict) else list(tables_at(section, kind))
    branches = tuple(_branch(part, known) for part in parts)
    total = sum(known.value(branch.chance) for branch in branches if branch.chance is not None)
    rest = sum(branch.chance is None for branch in branches)
    if not branches or rest > 1 or total > 1 + 1e-9 or (not rest and abs(total - 1) > 1e-9):
        chances = told(branch.chance for branch in branches if branch.chance is not None)
        problem = (
            f"has {len(branches)} branches, {rest} of them without a chance; the chances {chances}sum to {total:g}"
        )
        raise section.fault(kind, f"{problem}. Leave the chance out of one branch, which then has the rest.")
    return branches


def _branch(part: Section, known: Known) -> Branch:
    part.allow("scenario", "moves", "chance")
    part.check_known("scenario", "scenario", (name := part.text("scenario"),), known.scenarios)
    moves = dict(_moves(part.section("moves"), known, known.scenarios[name]))
    with part.placing("moves"):
        check_leads(known, known.scenarios[name], moves)
    return Branch(name, moves, known.share(part, "chance") if "chance" in part.data else None)


def _moves(part: Section, known: Known, file: ScenarioFile) -> Iterator[tuple[str, str]]:
    """Every player's move, a group's members one by one. Raises InputError for one that is not open there."""
    for owner in part.data:
        part.check_known(owner, "player or group", (owner,), [*known.players, *known.groups])
        move = part.text(owner)
        for name in known.groups.get(owner, (owner,)):
            player = known.players[name]
            if move not in player.strategies:
                raise part.fault(owner, f"strategies of {name}: {unknown('strategy', move, player.strategies)}")
            if move not in (free := open_moves(player, file)):
                problem = f"{name}: {move} is not open in scenario '{file.name}', which leaves {', '.join(free)}"
                raise part.fault(owner, f"{problem}. Name one of these, or another scenario.")
            yield name, move


def told(rules: Iterable[Expression]) -> str:
    """The rules as they are written, each in quotes, for a message that speaks of what they give."""
    return "".join(f"'{rule.text}', " for rule in rules)


def open_moves(player: Player, file: ScenarioFile) -> tuple[str, ...]:
    """What a player may choose in a scenario as it is written."""
    if player.id in file.fixes:
        return (file.fixes[player.id],)
    if player.default is not None and player.id not in file.plays:
        return (player.default,)
    return tuple(move for move in player.strategies
                 if move not in player.optional or f"{player.id}.{move}" in file.plays)  # fmt: skip


def check_leads(known: Known, file: ScenarioFile, moves: Mapping[str, str]) -> None:
    """Raises InputError where nothing says what a player does: the case has no order of moves, and it is not named."""
    for player in known.players.values():
        if not known.ordered and player.id not in moves and len(open_moves(player, file)) > 1:
            raise InputError(
                f"does not say what {player.id} does in scenario '{file.name}', and the case has no order of moves "
                "that would lead there. Name its move."
            )


def tables_at(section: Section, key: str) -> Iterator[Section]:
    """The tables of a list; none where there is no list."""
    if key in section.data:
        for entry in section.items(key):
            if not isinstance(entry, dict):
                raise section.fault(key, f"holds {entry!r}; every entry must be a table, as in [[...{key}]].")
            yield section.at(key, entry)
