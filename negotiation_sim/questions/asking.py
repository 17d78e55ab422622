"""Questions asked from Python: the answer, and every form of it, as the declaration says where they are found."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ..files import write_whole
from ..worlds.advance import Watch, unwatched
from . import question as question_named
from .declaration import Question

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console, RenderableType

    from ..present.writer import File


@dataclass(frozen=True, eq=False)
class Answered:
    """A question with its answer. Each form of the answer is made when it is asked for.

    `saved` is the file into which one's own changes were written, where one was asked for.
    """

    question: Question
    asked: Any
    answer: Any
    saved: Path | None = None

    def _form(self, form: str) -> Any:
        if getattr(self.question, form) is None:
            raise InputError(f"the answer of '{self.question.name}' has no form '{form}'.")
        return self.question.load(form)(self.answer)

    @property
    def text(self) -> str:
        """The answer in words and tables, 120 columns wide; options are named without a door."""
        from ..present.terminal import plain

        return plain(self.full or "")

    @cached_property
    def full(self) -> "RenderableType | None":
        """All that there is to say, in words and tables; None where the answer went into a file."""
        text: RenderableType | None = self._form("text")
        return text

    def on_a_screen(self, console: "Console") -> "RenderableType | None":
        """The answer in short: three sentences, and what fits on one screen of the console; see `present.screen`.

        What only lists (it writes no files), or says no more, is shown whole where it fits.
        """
        from ..present.screen import SENTENCES, brief_of, fits, on_a_screen

        if self.question.brief and self.question.writes:  # no need to make the full text, which may take long
            return on_a_screen(self.question.load("brief")(self.answer), console)
        if self.full is None:
            return None
        brief = self.question.load("brief")(self.answer) if self.question.brief else brief_of(self.full)
        listing = not self.question.writes or (not self.question.brief and len(brief.sentences) <= SENTENCES)
        return self.full if listing and fits(self.full, console) else on_a_screen(brief, console)

    @cached_property
    def record(self) -> Any:
        """The answer as JSON has it: dictionaries, lists, texts, numbers."""
        return self._form("record")

    @cached_property
    def table(self) -> "pd.DataFrame":
        """The answer as a tidy table."""
        table: pd.DataFrame = self._form("table")
        return table

    @property
    def csv(self) -> str:
        """The table as CSV, with the case, the assumptions, the changes, the seed and the hash on every row."""
        from ..present.writer import csv_text

        return csv_text(self.table, self.record if self.question.record else None)

    def write(self, folder: str | Path) -> list[Path]:
        """The paths of tables and pictures, written into a folder; or of the tables alone, as one .xlsx of that name.

        Raises InputError where they cannot be written.
        """
        from ..present.writer import write_all, write_workbook

        if Path(folder).suffix.lower() == ".xlsx" and not Path(folder).is_dir():
            return write_workbook(files_of(self.question, self.answer), Path(folder))
        return write_all(files_of(self.question, self.answer), Path(folder))

    def __str__(self) -> str:
        return self.text


def files_of(question: Question, answer: Any) -> "Iterator[File]":
    """What goes into a folder: every form of the answer, as the declaration says."""
    from ..present.writer import csv_file, json_file, picture_files, text_file

    if question.files:
        yield from question.load("files")(answer)
        return
    if question.stem is None:
        raise InputError(f"the answer of '{question.name}' does not go into a folder.")
    stem = question.load("stem")(answer) if set(question.stem) & set(".:") else question.stem
    yield text_file(stem, question.load("text")(answer))
    record = question.load("record")(answer)
    yield json_file(stem, record)
    for name, table in (question.tables or {stem: str(question.table)}).items():
        yield csv_file(name, question.function(table)(answer), record)
    if question.pictures:
        yield from picture_files(question.load("pictures")(answer))


def ask(name: str, /, *by_place: str | Path | Sequence[str], **values: Any) -> Answered:
    """The answer to a question, by its name: `ask("breakeven", "recognition_first", holds="serbia.normalise").table`.

    What the command line takes by place comes first, all else by name; a name that Python reserves has its own here:
    `changes` for `set`, `also` for `and`. Raises InputError for what is unknown, missing or not allowed.
    """
    question = question_named(name)
    places = [field.name for field in question.fields if field.help.by_place]
    if len(by_place) > len(places):
        raise InputError(
            f"'{name}' takes {len(places)} by place ({', '.join(places) or 'none'}); {len(by_place)} are given."
        )
    return answered(question, {**dict(zip(places, by_place, strict=False)), **values})


def answered(question: Question, values: Mapping[str, Any], watch: Watch = unwatched) -> Answered:
    """The question answered for these values; long work is told to `watch`."""
    asked = question.asked(values)
    to_save = asked.saved_set() if getattr(asked, "save", None) else None
    function = question.load("answer")
    answer = function(asked, watch) if question.long else function(asked)
    return Answered(question, asked, answer, None if to_save is None else write_whole(asked.save, to_save))
