"""The command that checks the solvers against known answers: validate."""

from pathlib import Path
from typing import Annotated

import typer

from .options import CsvOption, JsonOption, show


def validate(
    catalogue: Annotated[
        Path | None, typer.Option("--catalogue", help="A folder of known answers; default: the built-in one.")
    ] = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Computes known answers anew, each beside the one that its source states or implies; exit code 1 if any differs.

    Examples:

      negotiation-sim validate

      negotiation-sim validate --json
    """
    from ..questions.validate import words as validation
    from ..questions.validate.answer import validate as validated
    from ..questions.validate.catalogue import read_catalogue

    found = validated(read_catalogue(catalogue))
    show(lambda: validation.validation(found), lambda: validation.record(found), lambda: found.table, json, csv)
    if found.mismatches:
        raise typer.Exit(1)
