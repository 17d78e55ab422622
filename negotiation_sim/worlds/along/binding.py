"""Who binds at a switch: whose gain from which deviation changes its sign there, so that play changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ...games.normal_form import Profile
from .side import Side

BindingKind = Literal["deviation", "joint", "no equilibrium", "condition", "no value", "numbers"]
Moves = dict[int, int]
"""Strategies by player, both by number."""


@dataclass(frozen=True)
class Binding:
    """Why play, or the answer, changes at a switch.

    - deviation: `players` is one player who plays `move` in `profile` and gains by `other` above (or below) the switch
      and not on its other side;
    - joint: both `profile` and another equilibrium stay equilibria of the stage, and the sum of the payoffs of
      `players` is greatest at another one on that side;
    - no equilibrium: the movers of some node have no pure equilibrium on that side;
    - condition: nobody moves differently; the condition itself changes its answer;
    - no value: a rule, named by `rule`, divides by 0 at the switch and grows without end beside it;
    - numbers: the conclusion is about a kind of result, `of`, that is numbers; `numbers` are those that its condition
      asks for, each with its value just below and just above the switch.

    `stage` counts from 1, in the order of moves; None in games without stages. `were` names who would have to move
    differently before: the node is then off the path, and what happens there makes that deviation pay or not.
    """

    kind: BindingKind
    above: bool
    players: tuple[str, ...] = ()
    move: str = ""
    other: str = ""
    profile: Mapping[str, str] | None = field(default=None, compare=False)
    stage: int | None = None
    were: tuple[tuple[str, str], ...] = ()
    rule: str = ""
    of: str = "game"
    numbers: tuple[tuple[str, float, float], ...] = ()

    @property
    def who(self) -> tuple[object, ...]:
        """What binds, whatever the side: the same for all values of another assumption along one boundary."""
        asked = tuple(name for name, *_ in self.numbers)
        return self.kind, self.players, self.move, self.other, self.were, self.rule, self.of, asked


def bindings(holding: Side, failing: Side) -> tuple[Binding, ...]:
    """Who binds at a switch between two sides solved just beside it; several players where they bind at once."""
    causes = _differences(holding, failing, {}, 0, {}) if holding.reached.rule else _pure(holding, failing)
    return tuple(dict.fromkeys(causes)) or (Binding("condition", failing.above),)


def _pure(holding: Side, failing: Side) -> list[Binding]:
    kept, lost = holding.equilibria, failing.equilibria
    if holding.reached.sense == "every" and lost:
        new = [profile for profile in lost if not failing.holds(profile) and profile not in kept]
        return [binding for profile in new for binding in _crossings(failing, holding, profile)]
    old = [profile for profile in kept if holding.holds(profile) and profile not in lost]
    return [binding for profile in old for binding in _crossings(holding, failing, profile)]


def _crossings(staying: Side, leaving: Side, profile: Profile) -> list[Binding]:
    """Who gains, on the side `leaving`, by leaving a profile that is an equilibrium on the side `staying`."""
    return [
        _deviation(leaving, profile, i, k, None, {})
        for i, moves in enumerate(staying.shape)
        for k in range(moves)
        if k != profile[i] and leaving.gains(i, profile, with_move(profile, i, k))
    ]


def with_move(profile: Profile, player: int, strategy: int) -> Profile:
    """The profile with one player at another strategy, the others as they are."""
    return (*profile[:player], strategy, *profile[player + 1 :])


def _deviation(gaining: Side, profile: Profile, player: int, strategy: int, stage: int | None, were: Moves) -> Binding:
    moves = gaining.strategies[player]
    return Binding("deviation", gaining.above, (gaining.players[player],), moves[profile[player]], moves[strategy],
                   gaining.moves(profile), stage, _in_labels(gaining, were))  # fmt: skip


def _in_labels(side: Side, moves: Moves) -> tuple[tuple[str, str], ...]:
    return tuple((side.players[i], side.strategies[i][k]) for i, k in moves.items())


def _differences(first: Side, second: Side, history: Moves, depth: int, were: Moves) -> Iterator[Binding]:
    """Why the two sides end differently after a history of the stages before `depth`."""
    first_end, second_end = first.end(history), second.end(history)
    if first_end is None or second_end is None:
        if first_end != second_end:
            yield Binding("no equilibrium", first.above if first_end is None else second.above)
        return
    if first_end == second_end:
        return
    while all(first_end[i] == second_end[i] for i in first.stages[depth]):
        history = history | {i: first_end[i] for i in first.stages[depth]}
        depth += 1
    left = list(_left(first, second, history, depth, were, first_end))
    left = left or list(_left(second, first, history, depth, were, second_end))
    yield from left or _preferred(first, second, history, depth, were, (first_end, second_end))


def _left(staying: Side, leaving: Side, history: Moves, depth: int, were: Moves, played: Profile) -> Iterator[Binding]:
    """Why what the movers of a node play on the side `staying` is no equilibrium of it on the side `leaving`, if so.

    Who gains even if later play stays is a reason; where later play changes, its reasons are reasons too.
    """
    movers = staying.stages[depth]
    moves = {i: played[i] for i in movers}
    stay = [side.end(history | moves) for side in (staying, leaving)]
    for i in movers:
        for k in range(staying.shape[i]):
            leave = [side.end(history | moves | {i: k}) for side in (staying, leaving)]
            if k == played[i] or not leaving.gains(i, stay[1], leave[1]):
                continue
            direct = leaving.gains(i, stay[0], leave[0])
            if direct:
                yield _deviation(leaving, played, i, k, depth + 1, were)
            if stay[0] != stay[1]:
                yield from _differences(staying, leaving, history | moves, depth + 1, were)
            elif leave[0] != leave[1]:
                yield from _differences(staying, leaving, history | moves | {i: k}, depth + 1, were | {i: k})
            elif not direct:
                yield _deviation(leaving, played, i, k, depth + 1, were)


def _preferred(
    first: Side, second: Side, history: Moves, depth: int, were: Moves, ends: tuple[Profile, Profile]
) -> Iterator[Binding]:
    """Why the movers settle on another of several equilibria of their node, `ends` being what each side plays."""
    movers = first.stages[depth]
    for end in ends:
        after = history | {i: end[i] for i in movers}
        if first.end(after) != second.end(after):
            yield from _differences(first, second, after, depth + 1, were)
            return
    deciding = tuple(first.players[i] for i in movers if first.shape[i] > 1)
    yield Binding("joint", second.above, deciding, profile=first.moves(ends[0]), stage=depth + 1,
                  were=_in_labels(first, were))  # fmt: skip
