"""Conclusions: a condition on a result, in which sense the game must lead to it, and the names a case gives to some."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from ..errors import InputError, unknown
from ..language.expression import Expression
from ..solve.staged import Rule
from .document import Section, check_identifier
from .other_kinds import OtherKind
from .rules import Rules

Sense = Literal["some", "every", "best_joint", "cautious"]

CELLS = frozenset({"posturing"})
"""Kinds of result that compare outcomes of the game: a conclusion about one holds not at any of them."""

WITHOUT_SENSE = frozenset({"years"})
"""Kinds of result that are the same in every sense: nothing of them is asked at an outcome of the game of one year."""


@dataclass(frozen=True)
class Conclusion:
    """`condition` holds at some pure equilibrium, at every one (and there is one), or at a rule's staged outcome.

    `of` says of which result the condition speaks. `name` and `title` are "" where the case does not name it.
    """

    condition: Expression
    sense: Sense
    of: str = "game"
    name: str = ""
    title: str = ""

    @property
    def rule(self) -> Rule | None:
        """The selection rule of a staged sense; None where the sense is one of pure equilibria."""
        return None if self.sense == "some" or self.sense == "every" else self.sense

    @property
    def words(self) -> str:
        """The title, or the condition as written, and in which sense it holds; of the years there is but one."""
        if self.of in WITHOUT_SENSE:
            return self.title or f"{' '.join(self.condition.text.split())} over the years"
        where = {
            "some": "at some pure equilibrium",
            "every": "at every pure equilibrium",
            "best_joint": "at the staged outcome under best joint",
            "cautious": "at the staged outcome under cautious",
        }
        what = self.title or " ".join(self.condition.text.split())
        if self.of in CELLS:
            return f"{what}, outcomes under {(self.rule or 'best_joint').replace('_', ' ')}"
        return f"{what} {where[self.sense]}"


def sense_of(written: str | None, case: str, orders: Mapping[str, object], word: str = "sense") -> Sense:
    """The sense of that name; None: best_joint, or every where a case has no order of moves.

    Raises InputError for an unknown sense, called by the `word` under which it was asked for, and for a selection rule
    where the case has no order of moves.
    """
    if written is None:
        return "best_joint" if orders else "every"
    sense: Sense | None = next((sense for sense in get_args(Sense) if sense == written), None)
    if sense is None:
        raise InputError(unknown(word, written, get_args(Sense)))
    if sense in ("best_joint", "cautious") and not orders:
        raise InputError(f"'{sense}' needs an order of moves, and the case '{case}' has none. Use some or every.")
    return sense


def check_about_the_game(called: str, of: str) -> None:
    """Raises InputError where a conclusion, called so, is about another kind of result than the game."""
    if of != "game":
        raise InputError(
            f"the conclusion '{called}' is about '{of}' (of). What is asked here is answered for conclusions about "
            "'game' only. Name such a conclusion, or write a condition."
        )


KINDS_OF_RESULT = {"game": "", "table": "table.toml", "posturing": "posturing.toml", "years": "rounds.toml"}
"""The words of `of`, each with the file of the case that makes there be such a result."""


def read_conclusions(
    section: Section,
    rules: Rules,
    case: str,
    orders: Mapping[str, object],
    other_kinds: Mapping[str, OtherKind],
) -> dict[str, Conclusion]:
    """The conclusions that a case names, in its order: the table [conclusions] of game.toml."""
    taken = {**rules.groups, **rules.players, **rules.read, **rules.register}
    conclusions = {}
    for name, part in section.sections():
        check_identifier(section, name, "conclusion")
        if name in taken:
            raise part.fault(None, f"'{name}' is an outcome, an assumption, a player or a group too. Choose another.")
        part.allow("title", "holds", "of", "sense")
        title, of, _ = part.text("title"), part.text("of", "game"), part.text("holds")
        part.check_known("of", "result", (of,), KINDS_OF_RESULT)
        with part.placing("sense"):
            sense = sense_of(part.text("sense") if "sense" in part.data else None, case, orders)
        condition = rules.condition(part, "holds") if of == "game" else _on_numbers(part, of, other_kinds)
        conclusions[name] = Conclusion(condition, sense, of, name, title)
    return conclusions


def _on_numbers(part: Section, of: str, other_kinds: Mapping[str, OtherKind]) -> Expression:
    """The condition at `holds` on the numbers of a kind of result besides the game."""
    if of not in other_kinds:
        raise part.fault("of", f"'{of}' needs a file {KINDS_OF_RESULT[of]} in the case's folder. There is none.")
    with part.placing("holds"):
        return other_kinds[of].condition(part.text("holds"))
