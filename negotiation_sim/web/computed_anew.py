"""A run record that a person sent, computed anew by a worker with a case that is served."""

from collections.abc import Mapping, Sequence
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..errors import InputError, as_known, in_short
from ..present.phrases import capital
from ..questions import question as question_named
from ..questions.asking import answered
from ..questions.common import DEFAULT_CASE
from ..questions.verify.forms import KINDS, sentence
from ..questions.verify.reading import read_record, values_asked
from .address import names_a_place

NAME = Path("report.json")
FILES = (".toml", ".csv", ".tsv", ".xlsx", ".nfg", ".efg")
FREE = ("by", "date")
"""What a report is told that names nothing."""


def computed_anew(sent: bytes, case: str, served: Mapping[str, str]) -> Mapping[str, Any]:
    """What differs, in sentences. `case`: with which of the served cases, "": the one that the record names.

    `served` are folders by name. Raises InputError for what is no record, and for one that names files of a machine.
    """
    with TemporaryDirectory(prefix="negotiation-sim-") as temporary, chdir(temporary):
        NAME.write_bytes(sent)
        record = read_record(NAME)
        asked = values_asked(NAME, record, question_named("report"))
        _check_names_no_file(asked)
        folder = _folder(case or str(asked.get("case", DEFAULT_CASE)), served)
        verified = answered(question_named("verify"), {"record": NAME, "case": folder})
        says = capital(sentence(verified.answer).removeprefix(f"{NAME}: "))
        return {"sentence": says, "record": verified.record, "kinds": KINDS}


def _check_names_no_file(asked: Mapping[str, Any]) -> None:
    for name, value in asked.items():
        texts: Sequence[str] = value if isinstance(value, tuple) else (value,)
        files = [text for text in texts if names_a_place(text) or text.endswith(FILES)]
        if files and name not in ("case", *FREE):
            raise InputError(
                f"{NAME}: names the file {in_short(files[0][:80])!r} under `{name}`, and a page reads no files. Verify "
                "the record on the machine that has the file: `verify report.json`"
            )


def _folder(name: str, served: Mapping[str, str]) -> str:
    known = as_known(name, served)
    if known not in served:
        raise InputError(
            f"{NAME}: names the case {in_short(name[:80])!r}, which is not served here by that name. Choose the case "
            "with which it is to be computed."
        )
    return served[known]
