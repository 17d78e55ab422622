"""The declaration of `years`."""

from typing import Annotated

from ..common import AboutScenario
from ..declaration import Help, Question
from ..shared_fields import GIVEN


class YearsAsked(AboutScenario):
    """What becomes of a scenario year by year: shares of histories, bands, one history told, and the record beside.

    Each year chance moves what no player decides, then players choose, one after the other or those of one stage at
    once. By default each chooses by logit on what the year alone would bring; they may look ahead over all years, or
    settle each year on the staged outcome of that year's game under a selection rule. Shares are exact, carried from
    state to state; histories are simulated to be told, and to check the shares.
    """

    choice: Annotated[
        str,
        Help(
            "this_year, ahead (logit by all years to come), best_joint or cautious.",
            choices=("this_year", "ahead", "best_joint", "cautious"),
            kind="way of choosing",
        ),
    ] = "this_year"
    within_year: Annotated[
        str | None,
        Help(
            "in_turn or at_once: those of one stage of the order. None: as the case says; at_once without an order.",
            choices=("in_turn", "at_once"),
            kind="way of moving within a year",
        ),
    ] = None
    remember: Annotated[tuple[str, ...], Help("NAME, an optional variable of the state to carry. Repeatable.")] = ()
    given: Annotated[
        tuple[str, ...], GIVEN.saying("YEAR:WHO=MOVE, laid down in every history; YEAR may be FROM-TO. Repeatable.")
    ] = ()
    story: Annotated[bool, Help("Tell the history of the seed, year by year.")] = False
    replay: Annotated[
        tuple[str, ...],
        Help("YEAR:WHO=MOVE, the same history played again with another move. Repeatable."),
    ] = ()
    pace: Annotated[bool, Help("Compare recognitions together with one a year, laid down.")] = False
    wait: Annotated[
        str | None, Help("WHO: what it brings a player to turn to its lasting move in each year, or never.")
    ] = None
    authors: Annotated[bool, Help("Every assumption set: when what happened left its paths, and by what.")] = False
    keep: Annotated[
        bool, Help("The nearest change of belief that keeps what happened among the paths, or drives it out.")
    ] = False
    seconds: Annotated[
        float | None, Help("Stops looking for that after so many seconds with the best so far. None: 60.", ge=1)
    ] = None
    histories: Annotated[int, Help("How many histories are simulated.", ge=1, le=1_000_000)] = 10_000
    seed: Annotated[int, Help("The seed: the same one tells the same history.", ge=0)] = 1

    @property
    def at_once(self) -> bool | None:
        """Whether those of one stage choose at once; None: as the case says. By a selection rule they never do."""
        if self.choice not in ("this_year", "ahead"):
            return False
        return None if self.within_year is None else self.within_year == "at_once"


QUESTION = Question(
    title="Year by year",
    group="What the argument implies",
    place=9,
    asks=YearsAsked,
    needs="rounds",
    examples=(
        "recognition_first",
        "recognition_first story seed=7 replay=2023:sponsor=1",
        "recognition_first pace set=stiffen=0.6",
        "recognition_first wait=serbia",
        "recognition_first authors",
        "recognition_first keep",
    ),
    keys={
        "years": "the years, that of the start first; every list below has a value for each",
        "choice": "how everybody chooses",
        "within_year": "in_turn or at_once; null under a selection rule, where the order of moves says who sees whom",
        "remembered": "what is remembered from one year to the next, by name",
        "states": "how many states are carried",
        "events": "by name: `label`, `share` (of histories, exact), `standard_error` (of a share among that many "
        "simulated histories), `simulated` (null under a selection rule)",
        "means": "by name, `payoff.PLAYER` among them: the mean over histories, a list",
        "bands": "by name as in `means`: `low` and `high`, between which lie nine of ten histories, and `middle`",
        "moves": "what may be laid down in a year: `name`, `label`, `player` (null: what chance moves), `lasting` (a "
        "player has a move from which it does not turn back), `options` (`value`, `label`)",
        "record": "by name: `label`, what became of it, by year, `source`, `far_out` (by year the share of histories "
        "at least as far out), and `left`, the first year in which it lies outside the paths; null where it does not",
        "given": "what was laid down: YEAR:WHO=MOVE",
        "given_undone": "of `given`, the share of histories in which it was not open when its turn came; what is open "
        "in all is left out, what is open in none is refused",
        "story": "the history of the seed: `year`, `variable`, `level`, `words`; null where it is not asked for",
        "end": "how that history stands in its last year, in words; null where it is not asked for",
        "replayed": "the same history with other moves (`words`), its `story` and `end`, `undone` as `given_undone`, "
        "and `events`: from the first of them on, the share by the last year in both; null where it is not asked for",
        "wait": "`player`, and for each year and for never: `over_the_years` (the expected discounted payoff from the "
        "start) and `last_year` (the mean payoff then); null where it is not asked for",
        "pace": "for each pace of recognitions: the events' shares by year; null where it is not asked for",
        "pace_as_others_believe": "the same for each other value that sets give to what a remembered move counts for: "
        "`values`, `sets`, and the paces; null where it is not asked for",
        "authors": "for each set: `left` and `by` (the first year in which what happened left its paths, and all by "
        "what; null and none where it never did), `far_out` (by part of the record: `year` and `share`, where they are "
        "fewest), `since` (the first year of the record that began when the set was known; null where `later` says why "
        "there is none), and `surprised` (by part the first year from then on in which it left); null where it is not "
        "asked for",
        "shared": "the parts of the record on which no sets differ, for they rest on the case's own numbers; null "
        "where `authors` is not asked for",
        "keep": "`to` (keep or drive_out), `found`, `values` (what to believe), `widths`, `alone` (what would do "
        "alone), `stopped` (time was up); null where it is not asked for",
        "words": "the answer in sentences",
    },
    brief="forms:brief",
    long=True,
    long_by=("pace", "authors", "keep"),
    record="record:record",
    stem="years",
    pictures="pictures:pictures",
)
