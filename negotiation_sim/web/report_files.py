"""A report as a file to keep: what the command line writes, as bytes; nothing is written."""

from pathlib import Path

from ..questions.report.answer import Report
from ..questions.report.files import bytes_of, files_as
from .packed import zipped

NAME = "report"


def report_file(answer: Report, form: str) -> bytes:
    """The report as `html` or `docx`, as `md` with its picture and run record in one zip; as `json` the run record.

    The run record is the one that is written beside the HTML. Raises InputError for a form that cannot be made here.
    """
    files = files_as(answer, Path(f"{NAME}.{'html' if form == 'json' else form}"))
    if form == "md":
        return zipped({file.name: bytes_of(file) for file in files})
    return bytes_of(files[-1 if form == "json" else 0])
