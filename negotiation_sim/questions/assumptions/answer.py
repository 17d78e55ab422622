"""The register of a case, with the values that are in use."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ...case.assumptions import Assumption, of_player
from ...case.scenario import Case, Scenario
from ...case.searching import contains
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
    """The register, or a part of it. Raises InputError for an unknown player or theme, and a file not to be written."""
    choice = asked.choose()
    under = choice.case.itself(choice.set, choice.values)
    case = under.case
    player = as_known(asked.player, case.players) if asked.player else None
    if player and player not in case.players:
        raise InputError(unknown("player", player, case.players, case.where))
    begins = of_player(case.register, player) if player else case.register.values()
    entries = tuple(_with_words(asked, _of_theme(asked, begins, case)))
    files = tuple(_written(asked, under))
    part = player is not None or asked.theme is not None or asked.find is not None
    return RegisterInUse(under, entries, asked.all_levels or part, files)


def _of_theme(asked: AssumptionsAsked, entries: Iterable[Assumption], case: Case) -> Iterable[Assumption]:
    """The entries of the theme that is asked for, if one is. Raises InputError for an unknown one."""
    if asked.theme is None:
        return entries
    themes = {name.partition(".")[0] for name in case.register}
    theme = as_known(asked.theme, themes)
    if theme not in themes:
        raise InputError(unknown("theme", asked.theme, themes, case.where))
    return (entry for entry in entries if entry.name.partition(".")[0] == theme)


def _with_words(asked: AssumptionsAsked, entries: Iterable[Assumption]) -> Iterator[Assumption]:
    """The entries in which the words stand that are looked for, if any are. Raises InputError where there is none."""
    found = [each for each in entries if contains(_texts(each), asked.find or "")]
    if not found and asked.find is not None:
        raise InputError(f"no assumption has '{asked.find}' in it. Look for fewer words, or for parts of them.")
    yield from found


def _texts(entry: Assumption) -> tuple[str, ...]:
    return (entry.name, entry.label, entry.unit, entry.why, entry.source)


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
