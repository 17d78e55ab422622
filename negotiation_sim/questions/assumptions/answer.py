"""The register of a case, with the values that are in use."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ...case.assumptions import Assumption, of_player
from ...case.scenario import Scenario
from ...case.spreadsheet import register_csv, register_workbook
from ...errors import InputError, as_known, unknown
from ...files import write_whole
from .question import AssumptionsAsked


@dataclass(frozen=True, eq=False)
class RegisterInUse:
    """Entries of a case's register and the values in use; `details`: whether the lesser ones are shown too.

    `under` is the case under the assumptions that were asked for, with nothing fixed. `written` are the files into
    which the whole register was written, where any were asked for.
    """

    under: Scenario
    entries: tuple[Assumption, ...]
    details: bool
    written: tuple[Path, ...]


def answer(asked: AssumptionsAsked) -> RegisterInUse:
    """The register, or one player's part of it. Raises InputError for an unknown player or a file not to be written."""
    choice = asked.choose()
    under = choice.case.itself(choice.set, choice.values)
    case = under.case
    player = as_known(asked.player, case.players) if asked.player else None
    if player and player not in case.players:
        raise InputError(unknown("player", player, case.players, case.where))
    entries = tuple(of_player(case.register, player)) if player else tuple(case.register.values())
    files = tuple(_written(asked, under))
    return RegisterInUse(under, entries, asked.all_levels or player is not None, files)


def _written(asked: AssumptionsAsked, under: Scenario) -> Iterator[Path]:
    if asked.excel and asked.excel.suffix.lower() != ".xlsx":
        raise InputError(f"{asked.excel}: `excel` writes a file that ends in .xlsx. Or write `csv`.")
    case = under.case
    book = register_workbook(case.register, under.values, case.sets) if asked.excel else b""
    if asked.csv:
        yield write_whole(asked.csv, register_csv(case.register, under.values))
    if asked.excel:
        yield write_whole(asked.excel, book)


def written(answer: RegisterInUse) -> tuple[Path, ...]:
    """The files that were asked for."""
    return answer.written
