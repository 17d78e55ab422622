"""Every fault of a case, and remarks on what does nothing in it."""

import re
from dataclasses import dataclass
from pathlib import Path

from ...case.all_faults import all_faults
from ...case.analogy_file import analogy_in
from ...case.library import find_case
from ...case.loader import load_case
from ...case.plans import FILE as PLANS
from ...case.plans import plans_of
from ...case.scenario import Case
from ...errors import InputError
from ...worlds.advance import Watch
from ...worlds.foretold import Foretelling
from ...worlds.tables import build
from ...worlds.years import years_of
from ..common import case_or_this_folder
from ..sweep.reading import read_plan
from .question import CheckAsked
from .remarks import Remark, remarks_on
from .search import Searched, search

FAULTY = 2
"""The exit code where there are faults."""


@dataclass(frozen=True, eq=False)
class Checked:
    """What was found in a case: `case` and `searched` are None where there are faults, `searched` where it is quick."""

    folder: Path
    faults: tuple[str, ...]
    unread: str
    case: Case | None
    remarks: tuple[Remark, ...]
    searched: Searched | None


def answer(asked: CheckAsked, watch: Watch) -> Checked:
    """Looks at everything. Raises InputError where there is no case of that name or in that folder."""
    folder = find_case(case_or_this_folder(asked.case))
    case, faults, unread = faults_in(folder, asked.quick)
    if case is None:
        return Checked(folder, faults, unread, None, (), None)
    if asked.quick:
        return Checked(folder, (), "", case, remarks_on(case, None), None)
    searched = search(case, watch)
    return Checked(folder, (), "", case, remarks_on(case, searched), searched)


def faults_in(folder: Path, quick: bool = False) -> tuple[Case | None, tuple[str, ...], str]:
    """The case in a folder, None where there are faults; the faults; and what could not be looked at because of them.

    Nothing is searched: what does nothing in the case is another matter, and takes longer. `quick`: the files alone are
    looked at, and no game is built from them.
    """
    read = all_faults(folder)
    if read.faults:
        return None, read.faults, read.unread
    case = load_case(folder)
    built = () if quick else (*_without_numbers(case), *_of_years(case))
    faults = (*built, *_of_sweeps(folder), *_of_analogy(folder), *_of_plans(case, folder), *_of_backtest(case))
    return (None, faults, "") if faults else (case, (), "")


def _without_numbers(case: Case) -> tuple[str, ...]:
    """For each rule that gives no number a game can use, where it does so first, and how many times more."""
    faults: dict[str, list[str]] = {}
    for name in case.scenario_files:
        for assumed in case.sets:
            try:
                build(case.scenario(name, assumed))
            except InputError as fault:
                problem, place, _ = str(fault).partition(" in scenario ")
                where = "" if place else f"in scenario '{name}' "
                alike = re.sub(r"\d[\d.]*(e[+-]?\d+)?", "", problem)
                faults.setdefault(alike, []).append(f"{fault} ({where}under '{assumed}'")
    return tuple(f"{first}{_more(len(more))})" for first, *more in faults.values())


def _of_years(case: Case) -> tuple[str, ...]:
    """What keeps the years of a scenario from being played, each fault once, with the first scenario that shows it."""
    faults: dict[str, str] = {}
    for name in case.scenario_files if case.rounds else ():
        try:
            years_of(case.scenario(name))
        except InputError as fault:
            faults.setdefault(str(fault), f"{fault} (in scenario '{name}')")
    return tuple(faults.values())


def _more(times: int) -> str:
    return f", and {times} {'times' if times > 1 else 'time'} more" if times else ""


def _of_sweeps(folder: Path) -> tuple[str, ...]:
    """The first fault of every sweep file of the case."""
    faults = []
    for path in sorted(folder.glob("sweeps/*.toml")):
        try:
            read_plan(path)
        except InputError as fault:
            faults.append(str(fault))
    return tuple(faults)


def _of_analogy(folder: Path) -> tuple[str, ...]:
    """The first fault of the analogy that lies in the case's folder, where one does."""
    try:
        analogy_in(folder)
    except InputError as fault:
        return (str(fault),)
    return ()


def _of_plans(case: Case, folder: Path) -> tuple[str, ...]:
    """The first fault of the plans that lie in the case's folder, where there are some."""
    if not (folder / PLANS).is_file():
        return ()
    try:
        plans_of(case, folder)
    except InputError as fault:
        return (str(fault),)
    return ()


def _of_backtest(case: Case) -> tuple[str, ...]:
    """What a window of the case's back-test uses without having known it."""
    if case.backtest is None:
        return ()
    try:
        Foretelling(case, case.backtest, {}).check()
    except InputError as fault:
        return (str(fault),)
    return ()


def exit_code(answer: Checked) -> int:
    """2 where there are faults, else 0."""
    return FAULTY if answer.faults else 0
