"""What differs from a run record, in sentences and as plain dictionaries."""

from rich.console import Group
from rich.text import Text

from ...present.phrases import listed
from ...present.records import Record
from .answer import Verified

KINDS = {
    "record": "the record itself",
    "program": "the program",
    "case": "the case",
    "results": "the results",
    "file": "a file beside it",
}


def sentence(answer: Verified) -> str:
    """Whether the record stands, and in what it does not."""
    if answer.stands:
        return f"{answer.path}: the record stands. Computed anew, case and results are the same."
    kinds = dict.fromkeys(KINDS[each.what] for each in answer.differs)
    same = "" if any(each.what == "results" for each in answer.differs) else " The results are the same."
    return f"{answer.path}: the record does not stand as it is. What differs: {listed([*kinds])}.{same}"


def text(answer: Verified) -> Group:
    """The sentence, each difference, the remarks, and what a record does not establish."""
    lines = [f"- {KINDS[each.what]}: {each.says}" for each in answer.differs]
    limit = "The fingerprint is no signature: only computing anew tells whether what a record says is so."
    return Group(Text(sentence(answer), style="bold"), *map(Text, lines), *map(Text, answer.remarks), Text(limit))


def record(answer: Verified) -> Record:
    """The same as data."""
    return {
        "file": answer.path.as_posix(),
        "stands": answer.stands,
        "fingerprint_fits": answer.fits,
        "differs": [{"what": each.what, "says": each.says} for each in answer.differs],
        "remarks": list(answer.remarks),
        "does_not_establish": [str(each) for each in answer.record["does_not_establish"]][:20],
    }
