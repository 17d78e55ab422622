"""The command on voting bodies: power."""

from typing import Annotated

import typer

from .options import CsvOption, JsonOption, OutOption, say_written, show


def power(
    body: Annotated[str, typer.Argument(help="A built-in body, a .toml file, or a folder with a body.toml.")],
    out: OutOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """The power that a voting rule gives each member: Shapley-Shubik and Banzhaf, and who can stop a proposal alone.

    Built in: council_of_europe, eu_qualified_majority, eu_unanimity, nato, security_council,
    security_council_before_1965.

    Examples:

      negotiation-sim power security_council

      negotiation-sim power my_committee.toml --json
    """
    from ..case.bodies import load_body
    from ..questions.power import words as powers
    from ..questions.power.answer import power_in

    found = power_in(load_body(body))
    show(lambda: powers.power(found), lambda: powers.record(found), lambda: found.table, json, csv)
    if out:
        say_written(powers.write(found, out))
