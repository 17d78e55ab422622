"""The declaration of `backtest`."""

from pathlib import Path
from typing import Annotated

from ..common import UnderAssumptions
from ..declaration import Help, Question
from ..shared_fields import ONLY_THESE_SETS


class BacktestAsked(UnderAssumptions):
    """Who would have been surprised by what came, and by what: dated statements, and what each set foretold of them.

    A set's answers to a statement are those of all pure equilibria of the window's game, under the set. A statement
    scores 1 divided by the number of answers if the truth is among them, else 0; where a set is silent it is left out
    and counted. Sets and sources later than the start of a window are kept out of it. Beside each score stand, on the
    same statements, those of who says that nothing changes, that the last outcome comes again, or guesses evenly.
    A hash guards against later edits of rules, sets and statements, and against nothing else.
    """

    window: Annotated[tuple[str, ...], Help("Only these windows, by name; none: all.", by_place=True)] = ()
    assume: Annotated[tuple[str, ...], ONLY_THESE_SETS] = ()
    renew: Annotated[
        Path | None, Help("The backtest.toml of the case: the present hash is written into it, and nothing else.")
    ] = None


QUESTION = Question(
    group="What the argument implies",
    place=10,
    asks=BacktestAsked,
    needs="backtest",
    title="Who would have been surprised",
    examples=("", "w2 assume=op_ed assume=serwer_2022", "case=my_case renew=my_case/backtest.toml"),
    record="record:record",
    keys={
        "first_sentence": "how the statements were chosen, and what they cannot test",
        "scoring": "how a statement is scored, in words",
        "frozen": "`stored` and `now`: the hash of rules, sets and statements in the file and as they are; `fits`",
        "statements": "for each: `statement`, `number`, `title`, `window`, `of`, `holds` (or `silent`, why not), "
        "`truth` (null while it is open), `day` by which it was known, `source`, `said` (by the text under study), "
        "`own_wrong`: the text (`text_wrong`) or the case's own set (`set_wrong`), `contradicted`: the set says "
        "otherwise than the text, `note`, "
        "`baselines` = answers, and `under`: set = `answers`, `score`, `silent`, `later`",
        "sets": "for each set: `score`, `scored`, `silent`, `later` (how many statements), `verdict` (`scored`, "
        "`fails`: silent everywhere, or `kept_out` of every window), and `baselines`: their scores on the same ones",
        "scored": "how many statements are scored for at least one set",
        "differ": "on how many of them the sets differ",
        "shares": "for each share of the years: `title`, `event`, `year`, `happened`, `climatology`, `under`: set = "
        "share",
        "brier": "the mean squared error of the shares, by set; `climatology` for the rate of the years before",
        "later_sources": "by window how many numbers that its game reads have a later source, and `of` how many",
    },
    long=True,
    brief="forms:brief",
    stem="backtest_table",
    pictures="pictures:picture",
)
