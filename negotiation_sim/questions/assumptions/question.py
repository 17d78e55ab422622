"""The declaration of `assumptions`."""

from pathlib import Path
from typing import Annotated

from ..common import UnderAssumptions
from ..declaration import Help, Question


class AssumptionsAsked(UnderAssumptions):
    """The register: every number that is an opinion, its range, unit, reason and source.

    Edit the CSV in a spreadsheet and pass it back with `assume=my.csv`; its columns `label` and `theme` are there to be
    read, and nothing is taken from them. The Excel file has a column for each assumption
    set besides; `assume=my.xlsx` takes its values, `assume=my.xlsx:sceptic` those of the set's column.
    """

    player: Annotated[str | None, Help("Only this player's.")] = None
    theme: Annotated[
        str | None,
        Help("Only those of this theme: one that the case names, or the part with which names begin, such as posture."),
    ] = None
    find: Annotated[
        str | None,
        Help("Only those in whose name, label, unit, reason, source or theme all these words, or parts, stand."),
    ] = None
    all_levels: Annotated[bool, Help("Details too.", label="Details too", spelled="all")] = False
    csv: Annotated[Path | None, Help("Write the whole register to this file.")] = None
    excel: Annotated[Path | None, Help("Write it to this .xlsx file, with its sets as columns.")] = None


QUESTION = Question(
    title="The assumptions",
    group="The case and its numbers",
    place=4,
    asks=AssumptionsAsked,
    examples=("player=serbia", "find=credibility", "csv=my.csv", "excel=my.xlsx"),
    table=None,
    keys={
        "name": "the assumption's name",
        "label": "what people read in place of the name, where the register gives it",
        "theme": "the name of its theme: one that the case names, else the part with which its name begins",
        "value": "the value in use",
        "register_value": "the register's own",
        "low": "the lowest value of its range",
        "high": "the highest",
        "outside_range": "whether the value in use lies outside",
        "unit": "its unit",
        "why": "the reason for the register's value",
        "source": "where that is from",
        "whose": "`set` or `own`, where the value in use is not the register's",
        "why_here": "the reason for the value in use, where it is not the register's",
        "source_here": "where that is from",
        "changed": "what of it is your own, in words, where anything is",
        "level": "`main` or `detail`",
    },
    written="answer:written",
)
