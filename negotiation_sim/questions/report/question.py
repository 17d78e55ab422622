"""The declaration of `report`."""

from pathlib import Path
from typing import Annotated

from ..common import SideBySide
from ..declaration import Help, Question
from ..shared_fields import CONDITION, MAIN_SCENARIOS, Sense


class ReportAsked(SideBySide):
    """A report to hand in: the answer on one page, then what it rests on, what speaks against it, how to repeat it.

    It is about the last of the scenarios and compares it with the others. With `out` it is one file, .html (everything
    inside, nothing loaded), .md or .docx, and beside it a run record .json for `verify`. A section that the case has no
    data for is left out.
    """

    scenarios: Annotated[
        tuple[str, ...], MAIN_SCENARIOS.saying("Scenarios; the report is about the last. None: the case's main ones.")
    ] = ()
    holds: Annotated[
        str | None,
        CONDITION.saying("The conclusion. None: that all hinges of the case hold, or where the scenario leads."),
    ] = None
    sense: Sense = None
    by: Annotated[str, Help("Who hands it in: stands below the title.")] = ""
    date: Annotated[str, Help("A date to stand below the title, such as 2026-11-26. None is added by itself.")] = ""
    out: Annotated[Path | None, Help("FILE.html, FILE.md or FILE.docx; FILE.json beside it is the run record.")] = None


QUESTION = Question(
    title="A report to hand in",
    group="What the argument implies",
    place=8,
    asks=ReportAsked,
    examples=(
        "",
        "recognition_first assume=sceptic out=report.html",
        'recognition_first set=us_cred=0.6 by="A. Student" out=report.docx',
    ),
    keys={
        "record": "what this is",
        "format": "of the record, a number",
        "versions": "of the program, of Python and of libraries",
        "question": "what was asked",
        "asked": "its options, each a list of texts",
        "inputs": "of the case: `hash`, `numbers` (value and range of each assumption) and `parts`: a hash of every "
        "rule, scenario, set, reason, claim and source",
        "seed": "null: nothing is drawn",
        "results": "`sentences`, `comparison` (as of `compare`), `deviations`, and where the case allows them "
        "`conclusion`, `holds`, `rests_on` (as of `breakeven`), `critics`, `counter` (as of `believe`), `left_out`",
        "files": "the SHA-256 of each file that was written with it",
        "does_not_establish": "sentences",
        "fingerprint": "the SHA-256 over all the rest; no signature",
    },
    long=True,
    answer="files:answer",
    brief="forms:brief",
    record="record:record",
    table=None,
    pictures="pictures:pictures",
    written=".written",
)
