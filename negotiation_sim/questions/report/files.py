"""A report as files: the document in the form that its name asks for, pictures beside it, the run record."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ...case.claims import check_date
from ...errors import InputError
from ...present.documents.blocks import Document
from ...present.documents.html import as_html
from ...present.documents.markdown import as_markdown
from ...present.documents.word import as_word, check_word
from ...present.run_record import record_text
from ...present.writer import File, write_all
from ...worlds.advance import Watch
from .answer import Report, made
from .forms import document
from .question import ReportAsked
from .record import record

ENDINGS = (".html", ".md", ".docx")


def answer(asked: ReportAsked, watch: Watch) -> Report:
    """The report; with `out` it is written too. Raises InputError for what cannot be read, asked or written."""
    check_file(asked)
    if problem := check_date(asked.date):
        raise InputError(f"`date`: {problem}")
    report = made(asked, watch)
    return replace(report, written=write(report)) if asked.out else report


def check_file(asked: ReportAsked) -> None:
    """Raises InputError, before any work, for a file that has none of the endings or cannot be made here."""
    if asked.out is None:
        return
    if asked.out.suffix.lower() not in ENDINGS:
        raise InputError(f"{asked.out}: `out` takes a file that ends in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}.")
    if asked.out.is_dir():
        raise InputError(f"{asked.out}: is a folder. Give `out` the name of a file.")
    if asked.out.suffix.lower() == ".docx":
        check_word()


def write(answer: Report) -> tuple[Path, ...]:
    """The paths of what was written: all files or none. Raises InputError where they cannot be."""
    assert answer.asked.out
    return tuple(write_all(files_as(answer, answer.asked.out), answer.asked.out.parent))


def files_as(answer: Report, out: Path) -> list[File]:
    """What is written with `out`: the report in the form that its ending names, pictures, the run record at the end.

    Raises InputError where that form cannot be made here.
    """
    answer = replace(answer, asked=replace(answer.asked, out=out))
    check_file(answer.asked)
    files = list(_files(document(answer), out))
    hashes = {file.name: hashlib.sha256(bytes_of(file)).hexdigest() for file in files}
    return [*files, File(f"{out.stem}.json", record_text(record(answer, hashes)))]


def _files(made: Document, out: Path) -> Iterator[File]:
    match out.suffix.lower():
        case ".html":
            yield File(out.name, as_html(made))
        case ".docx":
            yield File(out.name, as_word(made))
        case _:
            from ...present.canvas import svg

            names = [f"{out.stem}_{k}.svg" for k in range(1, len(made.figures) + 1)]
            yield File(out.name, as_markdown(made, names))
            for name, figure in zip(names, made.figures, strict=True):
                yield File(name, svg(figure.picture))


def bytes_of(file: File) -> bytes:
    """What a file holds, as it is written."""
    assert file.content is not None
    return file.content.encode("utf-8") if isinstance(file.content, str) else file.content
