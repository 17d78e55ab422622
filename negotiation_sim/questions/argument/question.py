"""The declaration of `argument`."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from ..common import UnderAssumptions
from ..declaration import Help, Question
from ..shared_fields import SCENARIO, Sense

if TYPE_CHECKING:
    from ...case.choosing import Choice
    from ...case.scenario import Scenario


class ArgumentAsked(UnderAssumptions):
    """The argument claim by claim: the numbers that carry it, whether a hinge rests on it, what would refute it.

    A number carries a claim where its source cites it. Each such number is moved alone over its range, and one width
    beyond: where a hinge then fails that held, or holds that failed, the argument rests on the number there. A claim
    that no number cites cannot be tried in the game; that is said of it. Numbers with which critics answer a claim, and
    which the text does not size, are moved too and told apart.
    """

    scenario: Annotated[
        str | None, SCENARIO.saying("In which scenario it is tried. None: the last of the case's main ones.")
    ] = None
    claim: Annotated[tuple[str, ...], Help("Only this claim, C79, or paragraph, 16. Repeatable.")] = ()
    assumption: Annotated[tuple[str, ...], Help("Move only this number, or a pattern: PLAYER.*. Repeatable.")] = ()
    quick: Annotated[bool, Help("Whether the hinges hold, at once; at most 16 numbers are moved, by name.")] = False
    sense: Sense = None

    def chosen(self) -> "Choice":
        """The one scenario, the sets and the changes."""
        choice = self.choose(*([self.scenario] if self.scenario else []))
        return replace(choice, names=choice.names or choice.case.main[-1:])

    def read(self) -> "Scenario":
        """The scenario under its assumptions. Raises InputError for what is unknown, and for more than one set."""
        return self.chosen().only()


QUESTION = Question(
    title="The argument, claim by claim",
    group="On which assumptions it rests",
    place=9,
    asks=ArgumentAsked,
    needs="claims",
    examples=("", "claim=C79", "recognition_first claim=16 assume=sceptic"),
    keys={
        "scenario": "in which scenario the argument is tried",
        "hinges": "for each: `name`, `title`, `holds` (with all before it, at the present values)",
        "claims": "for each: `claim`, `paragraph`, `paraphrase`, `standing` (`decides`, `beyond`, `moves nothing`, "
        "`no number`, `not tried`), `numbers` that carry it, `no_number` (why none does), `later_check`, and `breaks`: "
        "for each number and value at which a hinge changes `assumption`, `value`, `range`, `breaks_at`, "
        "`holds_above`, `hinge`, `inside_range`, `share_of_range`; `answered_by` (the numbers with which critics "
        "answer it) and `answers_break` (the same of these)",
        "numbers": "by name, each number that carries or answers a claim: `label`, `unit`, `level`, `answers` (claims, "
        "the one above all first), `value`, `author_value`, `range`, `moved` (whether it was), and `critics`: for each "
        "set that puts it elsewhere `set`, `title`, `author`, `value`, `why`, `source`, `said`",
    },
    long=True,
    brief="forms:brief",
    stem="argument_table",
    pictures="pictures:picture",
)
