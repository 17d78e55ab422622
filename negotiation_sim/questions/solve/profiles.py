"""Equilibria, staged outcomes and what dominance leaves; `solved` is None for a game read from a file."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.text import Text

from ...games.normal_form import AnyProfile, MixedProfile, Profile
from ...present.phrases import SUMMED, listed, payoff, plural, sized, words
from ...present.records import Record, at_profile, labelled, number, solutions, strategy
from ...present.tables import table_of
from ...solve.dominance import Reduced
from ...solve.solution import Solution
from ...worlds.solved import Solved
from .chances import head, name_of, sentence, stamp_of, title_of
from .inquiry import Equilibria, Stages

if TYPE_CHECKING:
    import pandas as pd

ROUNDING = 1e-9
DOMINANCE = (
    "A strategy goes when another pure strategy is better whatever the others do; domination by a mixed one is not seen. "
    "Every equilibrium is among what is left."
)


def equilibria(found: Equilibria, solved: Solved | None) -> Group:
    """The pure equilibria, and of those sought as mixed the ones that are not among them."""
    game, pure, mixed = found.game, found.pure, found.mixed
    size = f"{plural(len(game.players), 'player', 'players')}, {game.profiles:,} profile{'s' * (game.profiles != 1)}."
    parts: list[RenderableType] = [
        Text(game.title or "Game", style="bold"),
        Text(f"{sentence(size)} {sentence(pure.reason)}"),
    ]
    numbered = dict(enumerate(pure.equilibria, 1))
    parts += [_profiles(found, "Pure equilibria", numbered, solved), *_warned(pure)]
    if mixed:
        again = {
            k: played for k, played in numbered.items() if any(_is(profile, played) for profile in mixed.equilibria)
        }
        others = [one for one in mixed.equilibria if not any(_is(one, played) for played in again.values())]
        after = dict(enumerate(others, len(numbered) + 1))
        parts += [_profiles(found, "Mixed equilibria", after, solved), Text(_sought(mixed, list(again)))]
        parts += _warned(mixed)
    return Group(*(part for part in parts if part), *stamp_of(solved))


def _profiles(
    found: Equilibria, title: str, numbered: Mapping[int, AnyProfile], solved: Solved | None
) -> RenderableType:
    """A row for each profile: everybody's strategy and payoffs, and its number where mixed ones are spoken of too."""
    if not numbered:
        return ""
    number = [""] if found.mixed else []
    table = table_of(title, *number, *(name_of(player, solved) for player in found.game.players), "Payoffs")
    for k, profile in numbered.items():
        moves = (strategy(part) for part in labelled(found.game, profile).values())
        table.add_row(
            *([str(k)] if found.mixed else []),
            *moves,
            ", ".join(map(payoff, found.game.expected(profile), found.game.payoffs)),
        )
    return table


def _is(profile: MixedProfile, pure: Profile) -> bool:
    """Whether a mixed profile is a pure one, written as one."""
    return all(part[k] > 1 - ROUNDING for part, k in zip(profile, pure, strict=True))


def _sought(mixed: Solution[MixedProfile], again: Sequence[int]) -> str:
    """How mixed equilibria were sought, and which of those found are listed as pure already."""
    if mixed.reason in mixed.warnings:
        return ""
    if not again:
        above = ""
    elif len(mixed.equilibria) == 1:
        above = f" It is pure, and listed above as {again[0]}."
    else:
        above = (
            f" Of these, {listed([str(k) for k in again])} {'are' if len(again) > 1 else 'is'} pure, and listed above."
        )
    return f"Mixed ones were sought too: {mixed.reason}{above}"


def _warned(found: Solution[Any]) -> list[Text]:
    return [Text(f"Warning: {said}", style="yellow") for said in found.warnings]


def equilibria_record(found: Equilibria, solved: Solved | None) -> Record:
    return {**solutions(found.game, found.pure, found.mixed), **head(found.game, solved)}


def equilibria_frame(found: Equilibria) -> "pd.DataFrame":
    """One row per equilibrium, player and strategy that it plays; the pure ones first, then those sought as mixed."""
    import pandas as pd

    rows = []
    kinds: dict[str, Sequence[AnyProfile]] = {
        "pure": found.pure.equilibria,
        "mixed": found.mixed.equilibria if found.mixed else (),
    }
    for kind, profiles in kinds.items():
        for k, profile in enumerate(profiles, 1):
            for player, part in labelled(found.game, profile).items():
                played = part if isinstance(part, dict) else {part: 1.0}
                rows += [(kind, k, player, strategy, chance) for strategy, chance in played.items()]
    return pd.DataFrame(rows, columns=["kind", "equilibrium", "player", "strategy", "probability"])


def stages(found: Stages, solved: Solved | None) -> Group:
    """Every staged outcome with its payoffs, and where the two rules lead."""
    game, staged = found.game, found.staged
    free = [i for i, m in enumerate(game.shape) if m > 1]
    heads = [str(k) for k in range(1, len(staged.outcomes) + 1)]
    moves = table_of(
        f"{title_of(game, solved)}: staged outcomes", "", *(name_of(game.players[i], solved) for i in free), "Led to by"
    )
    payoffs = table_of("Payoffs", "Player", *heads, right=heads)
    for k, profile in zip(heads, staged.outcomes, strict=True):
        rules = [words(path.rule) for path in (staged.best_joint, staged.cautious) if path.profile == profile]
        moves.add_row(k, *(words(game.strategies[i][profile[i]]) for i in free), " and ".join(rules) or "-")
    for i, player in enumerate(game.players):
        payoffs.add_row(
            name_of(player, solved), *(payoff(game.payoffs[(i, *at)], game.payoffs[i]) for at in staged.outcomes)
        )
    order = "; then ".join(listed([name_of(player, solved) for player in stage]) for stage in found.order)
    parts: list[RenderableType] = [moves, payoffs] if staged.outcomes else []
    parts += [Text(f"Order of moves: {order}."), Text(sentence(staged.reason))]
    parts += (
        [Text(f"Best joint takes the greatest sum of the movers' payoffs. {SUMMED}")]
        if len(staged.outcomes) > 1
        else []
    )
    return Group(*parts, *stamp_of(solved))


def stages_record(found: Stages, solved: Solved | None) -> Record:
    game, staged = found.game, found.staged
    led = {path.rule: path.profile for path in (staged.best_joint, staged.cautious)}
    return {
        **head(game, solved),
        "order": [list(stage) for stage in found.order],
        "outcomes": [at_profile(game, profile) for profile in staged.outcomes],
        **{rule: at_profile(game, profile) if profile else None for rule, profile in led.items()},
        "reason": staged.reason,
    }


def stages_frame(found: Stages) -> "pd.DataFrame":
    """One row per staged outcome: everybody's move."""
    import pandas as pd

    moves = [found.game.moves(profile) for profile in found.staged.outcomes]
    return pd.DataFrame(moves, columns=list(found.game.players))


def reduced(found: Reduced, solved: Solved | None) -> Group:
    """What each player loses in which round, and why; and what is left."""
    table = table_of(
        f"{title_of(found.game, solved)}: strictly dominated strategies removed in turn",
        "Round", "Player", "Drops", "Better is", "By at least", right=("Round", "By at least"),
    )  # fmt: skip
    for step in found.trace:
        drops = (words(step.strategy), words(step.dominated_by))
        table.add_row(str(step.round), name_of(step.player, solved), *drops, sized(step.margin, step.margin))
    left = table_of("What is left", "Player", "Strategies")
    for player, own in zip(found.game.players, found.game.strategies, strict=True):
        left.add_row(name_of(player, solved), ", ".join(map(words, own)))
    parts: list[RenderableType] = [table] if found.trace else []
    return Group(*parts, left, Text(_left_in_words(found)), Text(DOMINANCE), *stamp_of(solved))


def _left_in_words(found: Reduced) -> str:
    gone = plural(len(found.trace), "strategy goes", "strategies go")
    if found.game.profiles == 1:
        return f"{sentence(gone)}; one profile is left, which is the only equilibrium."
    return f"{sentence(gone)}; {found.game.profiles:,} profiles are left."


def reduced_record(found: Reduced, solved: Solved | None) -> Record:
    return {
        **head(found.game, solved),
        "left": {player: list(own) for player, own in zip(found.game.players, found.game.strategies, strict=True)},
        "trace": [
            {
                "round": step.round,
                "player": step.player,
                "strategy": step.strategy,
                "dominated_by": step.dominated_by,
                "margin": number(step.margin),
            }
            for step in found.trace
        ],
    }


def reduced_frame(found: Reduced) -> "pd.DataFrame":
    """One row per step of the elimination."""
    import pandas as pd

    rows = [(step.round, step.player, step.strategy, step.dominated_by, step.margin) for step in found.trace]
    return pd.DataFrame(rows, columns=["round", "player", "strategy", "dominated_by", "margin"])
