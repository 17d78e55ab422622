"""Case: the game as data. Scenario: one strategy of it under one set of assumptions. Both frozen, both validated."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..errors import InputError, as_known, unknown
from ..games.normal_form import Game
from ..games.tree import Tree
from ..language.expression import Expression
from ..language.parser import parse_condition
from ..language.vocabulary import Vocabulary
from .assumptions import AssumptionSet, Register, check_changes, in_words, outside_range
from .backtest import Backtest
from .claims import Claim, Source
from .conclusions import Conclusion, check_about_the_game
from .correlations import CorrelatedGroup
from .elements import Elements
from .labels import Labels
from .other_kinds import OtherKind
from .overlay import set_named
from .parts import Headline, Player, ScenarioFile, Stages
from .posturing import Posturing
from .rounds import Rounds
from .table import Table
from .themes import Theme, every_theme

MOST_VARIANTS = 8
"""So many variants of a case, with the ranges of a set, are kept at most."""


@dataclass(frozen=True, repr=False)
class Case:
    """Everything the files of a case say. `payoffs[player][criterion]`; criterion None is a payoff without weight.

    `irreversible[player]`: pairs of strategies (from, to) between which the player cannot move once it has played the
    first; only the questions of who can move on from a profile ask for it.
    `hinges` are the steps on which the argument turns, in its order; each is told as a yes or no (`holds`).
    `game` is the game of a file that stands for all rules; None for a case with rules of its own. `tree` is the tree of
    a file that is solved as a tree, without any rules.
    `other_kinds`: what the case says of kinds of result besides the game, by the word of `of`. `table` is what the
    parties negotiate about, `posturing` its senders and what they may signal; `rounds` the
    years, `backtest` the dated statements; None where the case has no such file.
    `dials` are the numbers that the page shows first, () where the case leaves their choice to a ranking.
    `themes` are the subjects by which the case sorts its register, () where it names none.
    `copy_of` names the case of which this is a copy ("" for none), `origin` is that case (None: it is not at hand).
    """

    name: str
    title: str
    about: str
    source: str
    players: Mapping[str, Player]
    groups: Mapping[str, tuple[str, ...]]
    orders: Mapping[str, Stages]
    outcomes: Mapping[str, Expression]
    payoffs: Mapping[str, Mapping[str | None, Expression]]
    headlines: tuple[Headline, ...]
    register: Register
    sets: Mapping[str, AssumptionSet]
    scenario_files: Mapping[str, ScenarioFile]
    base_set: str
    baseline: str | None
    main: tuple[str, ...]
    matrix: tuple[str, str] | None
    group: str | None
    claims: Mapping[str, Claim]
    sources: Mapping[str, Source]
    irreversible: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    hinges: tuple[Headline, ...] = ()
    correlations: tuple[CorrelatedGroup, ...] = ()
    elements: Elements = field(default_factory=Elements)
    labels: Labels = field(default_factory=Labels)
    conclusions: Mapping[str, Conclusion] = field(default_factory=dict)
    other_kinds: Mapping[str, OtherKind] = field(default_factory=dict)
    posturing: Posturing | None = None
    table: Table | None = None
    rounds: Rounds | None = None
    backtest: Backtest | None = None
    copy_of: str = ""
    origin: "Case | None" = None
    written_register: Register | None = None
    game: Game | None = None
    tree: Tree | None = None
    dials: tuple[str, ...] = ()
    map: tuple[str, str] | None = None
    themes: tuple[Theme, ...] = ()

    @property
    def every_theme(self) -> tuple[Theme, ...]:
        """The themes of the register: each assumption falls under one of them."""
        return every_theme(self.themes, self.register, self.players)

    @property
    def register_as_read(self) -> Register:
        """The register as the case's own file has it, whatever ranges and reasons a set has given it since."""
        return self.register if self.written_register is None else self.written_register

    def under(self, assume: AssumptionSet | None) -> "Case":
        """The case with the ranges and reasons that a set gives in place of the register's."""
        if assume is None or not (assume.ranges or assume.reasons):
            return self
        key = (tuple(sorted(assume.ranges.items())), tuple(sorted(assume.reasons.items())))
        if key in self._variants:
            return self._variants[key]
        register = {name: assume.entry(entry) for name, entry in self.register_as_read.items()}
        return self._kept(key, replace(self, register=register, written_register=self.register_as_read))

    def copied_from(self, origin: "Case | None") -> "Case":
        """The case with the one that it is a copy of."""
        kept = self._variants.get(id(origin))
        return (
            self._kept(id(origin), replace(self, origin=origin)) if kept is None or kept.origin is not origin else kept
        )

    @cached_property
    def _variants(self) -> "dict[object, Case]":
        """The last cases made of this one: what is worked out for a case is kept for the object."""
        return {}

    def _kept(self, key: object, made: "Case") -> "Case":
        if len(self._variants) >= MOST_VARIANTS:
            self._variants.clear()
        return self._variants.setdefault(key, made)

    def scenario(
        self, name: str, assume: str | AssumptionSet | None = None, values: Mapping[str, float] | None = None
    ) -> "Scenario":
        """The scenario of that name under an assumption set (default: the register), with `values` on top.

        Raises InputError for a name that is not known.
        """
        name = as_known(name, self.scenario_files)
        if name not in self.scenario_files:
            raise InputError(unknown("scenario", name, self.scenario_files, self.where))
        file = self.scenario_files[name]
        held = {
            player.id: player.default
            for player in self.players.values()
            if player.default is not None and player.id not in file.plays
        }
        under = self.assumption_set(assume)
        return Scenario(self.under(under), file, under, {**held, **file.fixes}).with_values(values or {})

    def itself(
        self, assume: str | AssumptionSet | None = None, values: Mapping[str, float] | None = None
    ) -> "Scenario":
        """The case under its assumptions with nothing fixed, a scenario without a name: for what concerns none."""
        under = self.assumption_set(assume)
        return Scenario(self.under(under), ScenarioFile("", ""), under, {}).with_values(values or {})

    def assumption_set(self, assume: str | AssumptionSet | None = None) -> AssumptionSet:
        """The set of that name (default: the register as it stands); a set is returned as it is.

        "A+B" is the set B laid over A: where both give a value, B's stands. Raises InputError for a name not known.
        """
        if isinstance(assume, AssumptionSet):
            return assume
        return set_named(assume or self.base_set, self.sets, self.where)

    def values(self, assume: str | AssumptionSet | None = None, *later: Mapping[str, float]) -> dict[str, float]:
        """Every assumption's value: the register's, then the set's, then those of each later mapping."""
        values = {name: entry.value for name, entry in self.register.items()}
        values |= {change.name: change.value for change in self.assumption_set(assume).changes.values()}
        for changed in later:
            check_changes(self.register, changed, self.where)
            values |= changed
        return values

    @cached_property
    def rules(self) -> tuple[object, ...]:
        """All that outcomes and payoffs are made of, whatever the assumptions are: equal for cases with equal rules."""
        outcomes = tuple((name, expression.text) for name, expression in self.outcomes.items())
        payoffs = tuple((who, name, rule.text) for who, rules in self.payoffs.items() for name, rule in rules.items())
        strategies = tuple((player.id, player.strategies) for player in self.players.values())
        return strategies, tuple(self.groups.items()), outcomes, payoffs

    @property
    def where(self) -> str:
        """What a message adds that looked for a name in this case."""
        return f" in the {'case' if self.game is None else 'game file'} {self.name}"

    @property
    def vocabulary(self) -> Vocabulary:
        """The names that a condition on this case's profiles may use."""
        strategies = {player.id: player.strategies for player in self.players.values()}
        return Vocabulary(strategies, self.groups, self.register, self.outcomes)

    def __repr__(self) -> str:
        return f"<Case {self.name}: {len(self.players)} players, {len(self.scenario_files)} scenarios>"

    def condition(self, text: str) -> Expression:
        """The expression of a text of the outcome language, `count(holdouts.yes) == 4`, or of a conclusion by name.

        Raises InputError for a text that cannot be read, and for a conclusion that is not about the game.
        """
        if (name := as_known(text.strip(), self.conclusions)) in self.conclusions:
            check_about_the_game(name, self.conclusions[name].of)
            return self.conclusions[name].condition
        if (of := text.partition(":")[0].strip()) in self.other_kinds:
            check_about_the_game(text.strip(), of)
        known = {*self.register, *self.outcomes, *self.players, *self.groups}
        if self.conclusions and name.isidentifier() and name not in known:
            raise InputError(unknown("conclusion or name", name, [*self.conclusions, *self.outcomes, *self.register]))
        return parse_condition(text, self.vocabulary)

    def stated(self, text: str) -> Conclusion | tuple[str, Expression]:
        """What a text states: a conclusion by its name, or a condition with the kind of result that it is about.

        `table: zone > 0` is about the table, where the case has one; without such a word it is about the game. Raises
        InputError for a text that cannot be read.
        """
        if (named := self.conclusions.get(text.strip())) is not None:
            return named
        of, colon, condition = (part.strip() for part in text.partition(":"))
        if colon and of in self.other_kinds:
            return of, self.other_kinds[of].condition(condition)
        if colon and of.isidentifier() and self.other_kinds:
            known = unknown("kind of result", of, self.other_kinds)
            raise InputError(f"{known} A condition on the game has no such word before it.")
        return "game", self.condition(text)

    def title_of(self, condition: Expression) -> str:
        """What the headlines and hinges of the case call a condition; "" where none of them is about it."""
        lines = (line for line in (*self.headlines, *self.hinges) if line.holds is not None)
        return next((line.stated for line in lines if line.holds and line.holds.node == condition.node), "")

    @property
    def usual_condition(self) -> str:
        """A condition that is worth asking about: a conclusion about the game by name, else a hinge, else a headline.

        "" where the case has none.
        """
        named = [name for name, each in self.conclusions.items() if each.of == "game"]
        lines = [line.holds.text for line in (*self.hinges, *self.headlines) if line.holds is not None]
        return next(iter([*named, *lines]), "")

    def label_of(self, name: str) -> str:
        """What people read for an assumption, a player, a group, an outcome or a move, `player.strategy`.

        Of a move and of a member's outcome it starts with who: "Spain: recognises". A criterion is asked of `labels`,
        for it may bear the name of an outcome. Raises InputError for a name that is not known.
        """
        if name in self.register:
            return self.register[name].label
        if name in self.players:
            return self.players[name].name
        owner, _, rest = name.partition(".")
        if owner in self.players and rest in self.players[owner].strategies:
            return f"{self.players[owner].name}: {self.players[owner].label(rest)}"
        if name in self.outcomes:
            label = self.labels.outcomes.get(name, in_words(rest or name))
            return f"{self.players[owner].name}: {label}" if rest else label
        if name in self.groups:
            return self.labels.of_group(name)
        moves = (f"{player.id}.{strategy}" for player in self.players.values() for strategy in player.strategies)
        raise InputError(unknown("name", name, [*self.register, *self.players, *moves, *self.outcomes, *self.groups]))

    def weight(self, player: str, criterion: str | None) -> str | None:
        """The name of the assumption that weighs a criterion; None where the payoff is one expression."""
        return None if criterion is None else f"{player}.weight.{criterion}"


@dataclass(frozen=True, repr=False)
class Scenario:
    """A case, what the scenario fixes and changes, an assumption set, and the user's changes over all: `overrides`.

    `fixes` are the players held to one strategy: those that the scenario fixes, and those held at their default.
    """

    case: Case
    file: ScenarioFile
    assumptions: AssumptionSet
    fixes: Mapping[str, str]
    overrides: Mapping[str, float] = field(default_factory=dict)

    def __repr__(self) -> str:
        changes = ", ".join(f"{name}={value:g}" for name, value in self.overrides.items())
        suffix = f" with {changes}" if changes else ""
        return f"<Scenario {self.name} of {self.case.name}, under {self.assumptions.name}{suffix}>"

    @property
    def name(self) -> str:
        """The name by which it is asked for: that of its file."""
        return self.file.name

    @property
    def called(self) -> str:
        """What a message calls it: `scenario 'free_choice'`, or `the game in stag.nfg`."""
        return f"scenario '{self.name}'" if self.case.game is None else f"the game in {self.name}"

    @property
    def title(self) -> str:
        """What people read in place of its name."""
        return self.file.title

    def with_values(self, values: Mapping[str, float]) -> "Scenario":
        """The same scenario with some assumptions at other values, for example {"serbia.weight.status": 12}.

        Raises InputError for an unknown name or a value that is not a finite number.
        """
        check_changes(self.case.register, values, self.case.where)
        return replace(self, overrides={**self.overrides, **{name: float(value) for name, value in values.items()}})

    def fixing(self, moves: Mapping[str, str]) -> "Scenario":
        """The same scenario with some more players held to one strategy."""
        return replace(self, fixes={**self.fixes, **known_moves(self.case, moves)})

    def remembering(self, names: Sequence[str]) -> "Scenario":
        """The same scenario with more of the optional variables of the years remembered.

        Raises InputError for a name that is none of them.
        """
        optional = self.case.rounds.optional if self.case.rounds else ()
        for name in names:
            if name not in optional:
                raise InputError(unknown("optional state variable", name, optional, self.case.where))
        return replace(self, file=replace(self.file, remembers=tuple(dict.fromkeys([*self.file.remembers, *names]))))

    @cached_property
    def values(self) -> Mapping[str, float]:
        """Every assumption's value here: the register's, then the set's, then the scenario's, then the user's."""
        changed = {change.name: change.value for change in self.file.changes.values()}
        return self.case.values(self.assumptions, changed, self.overrides)

    @property
    def outside_range(self) -> tuple[str, ...]:
        """Assumptions whose value here lies outside its range in the register."""
        return outside_range(self.case.register, self.values)

    @property
    def order_name(self) -> str | None:
        """The name of the order of moves: the scenario's, or the first of the case; None where there is none."""
        return self.file.order or next(iter(self.case.orders), None)

    @property
    def order(self) -> Stages | None:
        """Who moves when, players of one stage together; None where the case has no order of moves."""
        return self.case.orders[self.order_name] if self.order_name else None

    def strategies(self, player: str) -> tuple[str, ...]:
        """What the player may choose here: one strategy where the scenario fixes it or it is held at its default."""
        return (self.fixes[player],) if player in self.fixes else self.open_strategies(player)

    def stands_by(self, player: str) -> bool:
        """Whether the player is held at its default here because nothing lists it under plays and nothing fixes it."""
        held = self.case.players[player].default is not None
        return held and player not in self.file.plays and player not in self.file.fixes

    def open_strategies(self, player: str) -> tuple[str, ...]:
        """What the player may choose here where nothing fixes it: all but the optional ones that are not played."""
        optional = self.case.players[player].optional
        closed = {strategy for strategy in optional if f"{player}.{strategy}" not in self.file.plays}
        return tuple(strategy for strategy in self.case.players[player].strategies if strategy not in closed)

    def why_closed(self, player: str, strategy: str) -> str:
        """The sentence that says why a strategy of a player is not open here."""
        if player in self.fixes:
            return f"scenario '{self.name}' fixes {player} at {self.fixes[player]}; {strategy} is not open."
        return (
            f"scenario '{self.name}' does not list {player}.{strategy} under plays; {strategy} is not open. "
            "List it there, or name another move."
        )

    @cached_property
    def digest(self) -> str:
        """Twelve hexadecimal digits of a hash over all that the results depend on: rules, values, moves, order."""
        inputs = [
            [(player.id, self.strategies(player.id)) for player in self.case.players.values()],
            [(name, expression.text) for name, expression in self.case.outcomes.items()],
            [(who, str(name), rule.text) for who, rules in self.case.payoffs.items() for name, rule in rules.items()],
            list(self.case.groups.items()),
            sorted(self.values.items()),
            self.order,
            *([sorted(self.case.irreversible.items())] if self.case.irreversible else []),
            *([sorted(self.file.remembers)] if self.file.remembers else []),
            *(sorted(kind.texts.items()) for _, kind in sorted(self.case.other_kinds.items())),
            *([_spelled(self.case.game)] if self.case.game else []),
            *([[repr(self.case.tree.sets), repr(self.case.tree.nodes)]] if self.case.tree else []),
        ]
        return hashlib.sha256(json.dumps(inputs).encode()).hexdigest()[:12]


def _spelled(game: Game) -> list[str]:
    """Every payoff as a text that is different where the payoff is."""
    return [str(value) for value in (game.payoffs if game.exact is None else game.exact).ravel().tolist()]


def known_moves(case: Case, moves: Mapping[str, str]) -> dict[str, str]:
    """The moves as the case writes their names, whatever their capitals.

    Raises InputError where a player or its strategy is not known.
    """
    known = {}
    for written, move in moves.items():
        player = as_known(written, case.players)
        strategy = as_known(move, case.players[player].strategies) if player in case.players else move
        if player not in case.players:
            raise InputError(unknown("player", player, case.players, case.where))
        if strategy not in case.players[player].strategies:
            raise InputError(f"{player}: {unknown('strategy', strategy, case.players[player].strategies)}")
        known[player] = strategy
    return known


def joint_digest(scenarios: Sequence[Scenario]) -> str:
    """One scenario's own hash; of several different ones, the first twelve digits of the hash of theirs."""
    digests = list(dict.fromkeys(scenario.digest for scenario in scenarios))
    return digests[0] if len(digests) == 1 else hashlib.sha256(" ".join(digests).encode()).hexdigest()[:12]
