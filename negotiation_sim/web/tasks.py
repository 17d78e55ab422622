"""What a worker does besides answering questions: cases and values that a person sends, and files to take away."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from ..case.choosing import Choice, choose
from ..case.library import case_files, copied_files
from ..case.one_file import apart, joined
from ..case.saved_set import set_of_own_changes
from ..case.small_case import files_of
from ..case.small_case_answers import read_answers
from ..case.spreadsheet import register_csv, register_workbook
from ..errors import InputError
from .packed import NAME, files_in, pack, unpacked, zipped
from .typed_values import values_typed

Values = Mapping[str, Any]
MOST_SHOWN = 60_000
"""Characters of a case that are shown as a text to be changed."""
VALUES = "my_values"
TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".toml")


def received(values: Values, _: str) -> Mapping[str, Any]:
    """A case that was sent, as a zip or as one TOML, packed. Raises InputError for what is neither."""
    name, content = short_name(values["name"]), values["content"]
    if not content:
        raise InputError("no file was chosen. Choose a zip of the case's folder, or one TOML with all of it.")
    if content[:2] == b"PK":
        return {"packed": pack(files_in(content))}
    if b"\0" in content[:4_096] or PurePosixPath(name).suffix.lower() not in (".toml", ".txt", ""):
        raise InputError(f"{name}: is neither a zip nor a TOML file. Send a zip of the case's folder, or one TOML.")
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise InputError(f"{name}: is not UTF-8 text. Save the file as UTF-8.") from None
    if not text.strip():
        raise InputError(f"{name}: is empty. Is this the right file?")
    return {"packed": pack(apart(text, name))}


def looked_at(_: Values, folder: str) -> Mapping[str, Any]:
    """The faults of the case in a folder, in the words of `check`, and the case as one text.

    Lines are those of the files; of a case that was sent as one text those of the text given here, where that is
    short enough to be shown.
    """
    files = case_files(Path(folder))
    try:
        text = joined(files)
    except InputError:
        text = ""  # what is no text cannot be shown as one; its fault is told
    shown = text if len(text) <= MOST_SHOWN else ""
    if shown and any(content.startswith(b"\n") for content in files.values()):
        with unpacked(pack(apart(shown, f"{NAME}.toml"))) as again:
            return {**_checked(again), "text": shown}
    return {**_checked(Path(folder)), "text": shown}


def _checked(folder: Path) -> Mapping[str, Any]:
    from ..questions.check.answer import faults_in

    case, faults, unread = faults_in(folder)
    told = [fault.replace(f"{folder.parent}{os.sep}", "") for fault in faults]
    return {"faults": told, "unread": unread, "title": case.title if case else ""}


def copied(values: Values, folder: str) -> Mapping[str, Any]:
    """A case to take away, as a zip or as one TOML; of one that is served a copy that says so."""
    files = _without_gaps(copied_files(values["name"], Path(folder)))
    if values["form"] == "toml":
        return {"content": joined(files).encode("utf-8")}
    return {"content": zipped({f"{values['name']}/{name}": content for name, content in files.items()})}


def _without_gaps(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files without the empty lines before them, which stand there where a case was taken apart."""
    return {name: content.lstrip(b"\n") for name, content in files.items()}


def packed_case(values: Values, folder: str) -> Mapping[str, Any]:
    """A case that is served, packed as if it had been sent."""
    return {"packed": pack(copied_files(values["name"], Path(folder)))}


def made(values: Values, _: str) -> Mapping[str, Any]:
    """What the answers of a step make: the names so far, the faults by answer, and the case once all is answered."""
    answers = {name: text for name, text in values.items() if name != "step"}
    so_far, faults = read_answers(answers, values["step"])
    return {
        "faults": dict(faults),
        "players": [
            {"label": player.named.label, "name": player.named.name, "moves": [(m.name, m.label) for m in player.moves]}
            for player in so_far.players
        ],
        "criteria": [{"label": each.label, "name": each.name} for each in so_far.criteria],
        "packed": pack(files_of(so_far.case)) if so_far.case else b"",
    }


def values_sent(values: Values, folder: str) -> Mapping[str, Any]:
    """The values in a file that was sent, those that differ from the register's, as what is set besides.

    Raises InputError for a file that `assume` would not take.
    """
    suffix = PurePosixPath(name := short_name(values["name"])).suffix.lower()
    if not values["content"] or suffix not in TABLES:
        raise InputError(f"{name or 'no file'}: send a .csv, .xlsx or .toml file with values.")
    with TemporaryDirectory(prefix="negotiation-sim-") as temporary:
        file = Path(temporary) / f"{VALUES}{suffix}"
        file.write_bytes(values["content"])
        try:
            choice = choose(folder, (), (str(file),))
        except InputError as error:
            shown = str(error).replace(str(file), name).replace(f"{Path(temporary).name}/{file.name}", name)
            raise InputError(shown) from None
    mine, register = _values(choice), {name: entry.value for name, entry in choice.case.register.items()}
    return {"changes": [f"{name}={value!r}" for name, value in mine.items() if value != register[name]]}


def _values(choice: Choice) -> Mapping[str, float]:
    return choice.case.itself(choice.set, choice.values).values


def values_of_set(values: Values, folder: str) -> Mapping[str, Any]:
    """The value that the chosen assumptions give each number, by name."""
    return dict(_values(choose(folder, (), values["assume"])))


def register_file(values: Values, folder: str) -> Mapping[str, Any]:
    """The register with the values in use as a file: csv, xlsx, or toml, which holds one's own changes as a set."""
    choice = choose(folder, (), values["assume"], values["changes"])
    case, form = choice.case, values["form"]
    if form == "toml":
        return {"content": set_of_own_changes(choice, Path(f"{VALUES}.toml")).encode("utf-8")}
    if form == "xlsx":
        return {"content": register_workbook(case.register, _values(choice), case.sets, case.every_theme)}
    return {"content": register_csv(case.register, _values(choice), case.every_theme).encode("utf-8")}


def short_name(name: str) -> str:
    """The name of a file without the folders before it, short enough to be read."""
    return name.replace("\\", "/").rpartition("/")[2][-80:]


TASKS: Mapping[str, Callable[[Values, str], Mapping[str, Any]]] = {
    "received": received,
    "looked_at": looked_at,
    "copied": copied,
    "packed_case": packed_case,
    "made": made,
    "values_sent": values_sent,
    "values_typed": values_typed,
    "register_file": register_file,
    "values_of_set": values_of_set,
}
