"""The one way from names to scenarios and conflicts: cases, scenarios, assumption sets, changes, by name or file."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError, as_known, unknown
from .assumptions import AssumptionSet, parse_override
from .claims import Evidence
from .conflict import Conflict, built_in_conflicts, find_conflict
from .conflict_file import load_conflict
from .kinds import known_as
from .loader import load_case
from .overlay import OVER, laid_over
from .scenario import Case, Scenario
from .spreadsheet import is_table_of_values, set_from_table


@dataclass(frozen=True, eq=False)
class Choice:
    """What was chosen of a case: scenarios by name, assumption sets (none: the register), and values of one's own."""

    case: Case
    names: tuple[str, ...]
    sets: tuple[AssumptionSet, ...]
    values: Mapping[str, float]

    @property
    def set(self) -> AssumptionSet | None:
        """The one assumption set; None for the register. Raises InputError where several are named."""
        if len(self.sets) > 1:
            base = self.case.base_set  # the register has no values of its own: laid over another set it changes nothing
            first, second = sorted((each.name for each in self.sets[:2]), key=lambda name: name != base)
            raise InputError(
                f"{len(self.sets)} assumption sets are named, and one is taken here. Write {first}+{second} to lay the "
                f"second over the first, or see them side by side: `compare assume={first} assume={second}`."
            )
        return self.sets[0] if self.sets else None

    def scenarios(self, names: Sequence[str] = ()) -> tuple[Scenario, ...]:
        """These scenarios, or those that were chosen, under the one set."""
        return tuple(self.case.scenario(name, self.set, self.values) for name in names or self.names)

    def only(self) -> Scenario:
        """The one scenario that was chosen, under the one set."""
        (scenario,) = self.scenarios()
        return scenario


def choose(case: str, scenarios: Sequence[str] = (), sets: Sequence[str] = (), changes: Sequence[str] = ()) -> Choice:
    """What the names and files stand for; a scenario given as a file is read from its own case's folder.

    Raises InputError for what does not exist, cannot be read or names something else than a scenario.
    """
    loaded, names = _case(case, scenarios, _files(sets))
    return Choice(loaded, names, tuple(_set(loaded, name) for name in sets), values_of(changes, loaded.register))


def scenario_or_conflict(
    name: str, case: str, sets: Sequence[str] = (), changes: Sequence[str] = ()
) -> Scenario | Conflict:
    """A scenario of the case, or else the conflict by rankings of that name, file or folder.

    Raises InputError for what is neither, and for assumptions about a conflict, which has none.
    """
    path = find_conflict(name)
    scenarios = load_case(case).scenario_files
    if path is None or as_known(name, scenarios) in scenarios:
        choice = choose(case, [name], sets, changes)
        if choice.names[0] not in choice.case.scenario_files:
            known = [*choice.case.scenario_files, *built_in_conflicts()]
            raise InputError(unknown("scenario or conflict", choice.names[0], known, choice.case.where))
        return choice.only()
    if sets or changes:
        raise InputError(f"{name}: is stated by rankings, without assumptions: `assume` and `set` do not apply to it.")
    return load_conflict(path)


def _case(case: str, scenarios: Sequence[str], set_files: Sequence[Path]) -> tuple[Case, tuple[str, ...]]:
    files = [Path(name) for name in scenarios if name.endswith(".toml")]
    homes = {file.resolve().parent for file in files if (file.resolve().parent / "game.toml").is_file()}
    if len(homes) > 1:
        raise InputError("the scenario files lie in different cases; compare scenarios of one case.")
    outside = [file for file in files if file.resolve().parent not in homes]
    loaded = load_case(homes.pop() if homes else case, outside, set_files)
    stems = (Path(name).stem if name.endswith(".toml") else name for name in scenarios)
    names = tuple(dict.fromkeys(as_known(name, loaded.scenario_files) for name in stems))
    for name in names:
        if name not in loaded.scenario_files and (known := known_as(name)):
            kind, advice = known
            of = "" if name == loaded.name else f" of {loaded.name}"
            raise InputError(f"'{name}' is {kind}, not a scenario{of}. {advice}")
    return loaded, names


def _files(sets: Sequence[str]) -> list[Path]:
    return [Path(part) for name in sets for part in name.split(OVER) if part.endswith(".toml")]


def _set(case: Case, name: str) -> AssumptionSet:
    """A set by its name or file; of several joined by "+" each laid over those before it."""
    if OVER in name and all(part.strip() for part in name.split(OVER)):
        return laid_over([_set(case, part.strip()) for part in name.split(OVER)])
    if is_table_of_values(name):
        return set_from_table(name, case.register, Evidence(case.claims, case.sources))
    return case.assumption_set(Path(name).stem if name.endswith(".toml") else name)


def values_of(changes: Sequence[str], known: Collection[str] = ()) -> dict[str, float]:
    """The value of every assumption that is named. Raises InputError for what is no NAME=VALUE, and for two values."""
    values: dict[str, float] = {}
    for written, value in map(parse_override, changes):
        name = as_known(written, known)
        if values.setdefault(name, value) != value:
            raise InputError(f"{name} is given two values, {values[name]:g} and {value:g}. Keep one.")
    return values


def moves_of(given: Sequence[str]) -> dict[str, str]:
    """Every player's move. Raises InputError for what is no PLAYER=MOVE and for a player who is given two moves."""
    moves: dict[str, str] = {}
    for part in (part for text in given for part in text.split(",")):
        player, equals, move = (piece.strip() for piece in part.partition("="))
        if not (player and equals and move):
            raise InputError(f"'{part}': write PLAYER=MOVE, for example spain=yes.")
        if moves.setdefault(player, move) != move:
            raise InputError(f"{player} is given two moves, {moves[player]} and {move}. Keep one.")
    return moves
