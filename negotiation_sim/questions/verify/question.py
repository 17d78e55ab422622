"""The declaration of `verify`."""

from pathlib import Path
from typing import Annotated

from ..declaration import Asked, Help, Question


class VerifyAsked(Asked):
    """Computes a run record anew, offline, and says what differs: record, program, case, results, files.

    The record is one that `report` wrote. It differs where its fingerprint does not fit, the program has another
    version, a number or a rule of the case is another one, a result comes out otherwise, or a file that was written
    with it was changed; a program that asks then ends with code 1. Other versions of Python and of libraries are told,
    and are no difference where the results are the same. A fingerprint is no signature: whoever changes a record can
    make one that fits, and only the computing tells.
    """

    record: Annotated[Path, Help("The run record, a .json file.", by_place=True)]
    case: Annotated[
        str | None, Help("Compute with this case, a name or a folder, in place of the one that the record names.")
    ] = None


QUESTION = Question(
    title="A run record, computed anew",
    group="Other questions, and checks",
    place=9,
    asks=VerifyAsked,
    examples=("report.json", "report.json case=./my_kosovo"),
    keys={
        "file": "the record",
        "stands": "whether nothing differs",
        "fingerprint_fits": "whether the record is as it was when its fingerprint was made",
        "differs": "for each difference: `what` (record, program, case, results, file) and `says`",
        "remarks": "sentences on what is no difference",
        "does_not_establish": "sentences",
    },
    long=True,
    table=None,
    failed="answer:exit_code",
)
