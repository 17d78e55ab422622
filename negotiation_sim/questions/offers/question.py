"""The declaration of `offers`."""

from typing import TYPE_CHECKING, Annotated

from ...games.tactics import MEANINGS
from ..common import AboutTable
from ..declaration import Help, Question
from ..shared_fields import SCENARIO, Given, PutOn

if TYPE_CHECKING:
    from ...case.choosing import Choice

ROUNDS = 20
PATIENCE = 0.9


class OffersAsked(AboutTable):
    """How the parties of a table bargain: who offers what by turns, or how a session of named tactics ends.

    Offers by turns are solved backward from the last round: each party knows what all others want. In a session each
    party follows a tactic and knows its own gains only; `tournament` holds one for every pair of tactics. Tactics are
    rules of thumb, so a session is one history and no forecast.
    """

    scenario: Annotated[
        tuple[str, ...],
        SCENARIO.saying("A scenario; none: the first main one with a zone. Or a table: FILE.toml, or XML files."),
    ] = ()
    tactics: Annotated[
        tuple[str, ...], Help(f"A session: TACTIC,TACTIC, one for each party, of {', '.join(MEANINGS)}.")
    ] = ()
    tournament: Annotated[bool, Help("A session for every pair of tactics.")] = False
    sessions: Annotated[int, Help("How many sessions a tournament holds for each pair.", ge=1, le=1000)] = 10
    rounds: Annotated[int, Help("How many rounds there are at most.", unit="rounds", ge=1, le=10_000)] = ROUNDS
    patience: Annotated[
        tuple[str, ...],
        Help(f"NUMBER, or PARTY=NUMBER: what a round later is worth. None: as the file says, or {PATIENCE}."),
    ] = ()
    breakdown: Annotated[float, Help("The chance that talks end after a refusal.", ge=0, le=1)] = 0.0
    first: Annotated[str | None, Help("The party that offers first. None: the first of the table.")] = None
    seed: Annotated[int, Help("The seed of sessions: the same one gives the same session.", ge=0)] = 1
    without: Annotated[tuple[str, ...], Help("ISSUE or ISSUE.OPTION, taken off the table. Repeatable.")] = ()
    also: PutOn = ()
    given: Given = ()
    concept: Annotated[
        str,
        Help(
            "best_joint or cautious, how others play.",
            label="How others play",
            choices=("best_joint", "cautious"),
            kind="selection rule",
        ),
    ] = "best_joint"

    def chosen(self) -> "Choice":
        """The scenarios among which the first with a zone is asked about: the one that is named, or the main ones."""
        from dataclasses import replace

        if (choice := self.table_in(self.scenario)) is not None:
            return choice
        choice = self.choose(*self.scenario)
        return replace(choice, names=choice.names or choice.case.main)


QUESTION = Question(
    title="Offer and counter-offer",
    group="What the argument implies",
    place=8,
    asks=OffersAsked,
    needs="table",
    examples=(
        "",
        "status_quo tactics=boulware,conceder",
        "status_quo patience=serbia=0.95 patience=kosovo=0.8 first=kosovo",
        "tournament",
    ),
    keys={
        "rule": "the selection rule by which others play; null for a table in a file",
        "parties": "who negotiates, in their order",
        "disagreement": "party = what it has without agreement",
        "without": "issues and options that were taken off the table",
        "with": "issues that were put on it",
        "rounds": "how many rounds there are at most",
        "patience": "party = what a round later is worth",
        "breakdown": "the chance that talks end after a refusal",
        "first": "the party that offers first",
        "offers": "for each round, if it is reached: `proposer`, `package` (null: nothing is agreed on), `gains`, "
        "`waiting` (what a refusal is worth), `others` (as many packages are as good for the proposer)",
        "agreed": "the first offer that is accepted, with the `chance` that talks go on until then; null: none",
        "rubinstein": "shares of one pie without a last round by party; null where they say nothing",
        "session": "null, or `tactics`, `seed`, `turns` (`round`, `party`, `act`, `package`, `gains`, `target`), "
        "`agreed` (the package or null), `gains`, `reason`, `left` (`count`, and the `best` for whoever gains least)",
        "tournament": "null, or `sessions`, `agreed` (the share) and `matches` (`tactics`, `agreed`, `gains`, `left`)",
    },
    long=True,
    long_by=("tournament",),
    brief="forms:brief",
    stem="offers",
    record="record:record",
    pictures="pictures:pictures",
)
