"""The register of a case, with the values that are in use."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ...case.assumptions import Assumption, of_player
from ...case.scenario import Case, Scenario
from ...case.searching import contains, counted
from ...case.spreadsheet import register_csv, register_workbook
from ...errors import InputError, as_known, unknown
from ...files import write_whole
from ...present.phrases import listed
from .question import AssumptionsAsked


@dataclass(frozen=True, eq=False)
class RegisterInUse:
    """Entries of a case's register and the values in use; `details`: whether the lesser ones are shown too.

    `under` is the case under the assumptions that were asked for, with nothing fixed. `written` are the files into
    which the whole register was written, where any were asked for. `nothing` says that no entry has the words that are
    looked for, "" where one has.
    """

    under: Scenario
    entries: tuple[Assumption, ...]
    details: bool
    written: tuple[Path, ...]
    nothing: str = ""


def answer(asked: AssumptionsAsked) -> RegisterInUse:
    """The register, or a part of it. Raises InputError for an unknown player or theme, and a file not to be written."""
    choice = asked.choose()
    under = choice.case.itself(choice.set, choice.values)
    case = under.case
    player = as_known(asked.player, case.players) if asked.player else None
    if player and player not in case.players:
        raise InputError(unknown("player", player, case.players, case.where))
    begins = of_player(case.register, player) if player else case.register.values()
    candidates = tuple(_of_theme(asked, begins, case))
    texts = {entry.name: _texts(entry, case) for entry in candidates}
    entries = tuple(each for each in candidates if contains(texts[each.name], asked.find or ""))
    files = tuple(_written(asked, under))
    part = player is not None or asked.theme is not None or asked.find is not None
    nothing = "" if entries else _nothing(asked.find or "", texts.values())
    return RegisterInUse(under, entries, asked.all_levels or part, files, nothing)


def _of_theme(asked: AssumptionsAsked, entries: Iterable[Assumption], case: Case) -> Iterable[Assumption]:
    """The entries of the theme that is asked for, if one is. Raises InputError for an unknown one."""
    if asked.theme is None:
        return entries
    themes = {theme.name: theme.assumptions for theme in case.every_theme}
    beginnings = {name.partition(".")[0] for name in case.register if "." in name}
    theme = as_known(asked.theme, themes.keys() | beginnings)
    if theme in themes:
        return (entry for entry in entries if entry.name in themes[theme])
    if theme not in beginnings:
        raise InputError(unknown("theme", asked.theme, themes.keys() | beginnings, case.where))
    return (entry for entry in entries if entry.name.partition(".")[0] == theme)


def _texts(entry: Assumption, case: Case) -> tuple[str, ...]:
    """In what one looks for words: all that is said of the entry, its theme, and the player whose it is."""
    titles = (theme.title for theme in case.every_theme if entry.name in theme.assumptions)
    player = case.players.get(entry.name.partition(".")[0])
    named = (player.name,) if player else ()
    return (entry.name, entry.label, entry.unit, entry.why, entry.source, *titles, *named)


def _nothing(wanted: str, texts: Collection[Iterable[str]]) -> str:
    """That no assumption has the words; of several how many have each of them."""
    if not wanted.split():
        return "No assumption is of this kind."
    if len(wanted.split()) == 1:
        return f"No assumption has “{wanted.strip()}” in it. Look for a part of the word, or for another one."
    parts = listed([f"“{word}” stands in {count or 'none'}" for word, count in counted(texts, wanted).items()])
    return f"No assumption has all of these words in it: {parts}. Look for fewer of them, or for parts of words."


def _written(asked: AssumptionsAsked, under: Scenario) -> Iterator[Path]:
    if asked.excel and asked.excel.suffix.lower() != ".xlsx":
        raise InputError(f"{asked.excel}: `excel` writes a file that ends in .xlsx. Or write `csv`.")
    case = under.case
    book = register_workbook(case.register, under.values, case.sets, case.every_theme) if asked.excel else b""
    if asked.csv:
        yield write_whole(asked.csv, register_csv(case.register, under.values, case.every_theme))
    if asked.excel:
        yield write_whole(asked.excel, book)


def written(answer: RegisterInUse) -> tuple[Path, ...]:
    """The files that were asked for."""
    return answer.written
