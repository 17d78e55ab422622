"""What the commands share: options, how their values are read, and how results are printed."""

import os
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import InputError

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import RenderableType

    from ..case.assumptions import AssumptionSet
    from ..case.scenario import Case, Scenario

CaseOption = Annotated[str, typer.Option("--case", help="A built-in case or a folder with a game.toml.")]
AssumeOption = Annotated[
    str | None, typer.Option("--assume", help="An assumption set, or a .toml or .csv file of one.")
]
SetOption = Annotated[
    list[str] | None, typer.Option("--set", help="NAME=VALUE, an assumption's own value. Repeatable.")
]


def _folder(out: Path | None) -> Path | None:
    """Refuses, before any work, what can be no folder."""
    for place in (out, *out.parents) if out else ():
        if os.path.exists(place) and not os.path.isdir(place):
            raise InputError(f"{place}: is a file; --out takes a folder. Choose another name.")
    return out


def _one_form(context: typer.Context, asked: bool) -> bool:
    """Refuses --json and --csv together: only one of them could be printed."""
    if asked and True in (context.params.get("json"), context.params.get("csv")):
        raise InputError("--json and --csv are two forms of one answer; leave one of them out.")
    return asked


OutOption = Annotated[Path | None, typer.Option("--out", help="A folder for tables and figures.", callback=_folder)]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.", callback=_one_form)]
CsvOption = Annotated[bool, typer.Option("--csv", help="Print a tidy table as CSV.", callback=_one_form)]
GivenOption = Annotated[
    list[str] | None, typer.Option("--given", help="PLAYER=MOVE, holds a player to it. Repeatable.")
]
ScenarioArgument = Annotated[str, typer.Argument(help="A scenario's name, or its .toml file.")]


def read_case(case: str, scenarios: Sequence[str] = (), sets: Sequence[str] = ()) -> "tuple[Case, tuple[str, ...]]":
    """The case, and the scenarios' names, each once; a scenario given as a file is read from its own case's folder."""
    from ..case.kinds import known_as
    from ..case.loader import load_case

    files = [Path(name) for name in scenarios if name.endswith(".toml")]
    set_files = [Path(name) for name in sets if name.endswith(".toml")]
    homes = {file.resolve().parent for file in files if (file.resolve().parent / "game.toml").is_file()}
    if len(homes) > 1:
        raise InputError("the scenario files lie in different cases; compare scenarios of one case.")
    extra = [file for file in files if file.resolve().parent not in homes]
    loaded = load_case(homes.pop() if homes else case, extra, set_files)
    names = tuple(dict.fromkeys(Path(name).stem if name.endswith(".toml") else name for name in scenarios))
    for name in names:
        if name not in loaded.scenario_files and (found := known_as(name)):
            what, ask = found
            of = "" if name == loaded.name else f" of {loaded.name}"
            raise InputError(f"'{name}' is {what}, not a scenario{of}. {ask}")
    return loaded, names


def read_sets(case: "Case", names: Sequence[str]) -> "list[str | AssumptionSet]":
    from ..case.spreadsheet import set_from_csv

    return [
        set_from_csv(Path(name), case.register)
        if name.endswith(".csv")
        else Path(name).stem
        if name.endswith(".toml")
        else name
        for name in names
    ]


def read_scenario(name: str, case: str, assume: str | None, overrides: Sequence[str] | None) -> "Scenario":
    sets = [assume] if assume else []
    loaded, (scenario,) = read_case(case, [name], sets)
    return loaded.scenario(scenario, next(iter(read_sets(loaded, sets)), None), read_values(overrides))


def read_values(overrides: Sequence[str] | None) -> dict[str, float]:
    from ..case.assumptions import parse_override

    return dict(parse_override(text) for text in overrides or ())


def read_moves(given: Sequence[str] | None) -> dict[str, str]:
    """Every player's move; raises InputError for what is no PLAYER=MOVE and for a player who is given two moves."""
    moves: dict[str, str] = {}
    for part in (part for text in given or () for part in text.split(",")):
        player, equals, move = (piece.strip() for piece in part.partition("="))
        if not (player and equals and move):
            raise InputError(f"'{part}': write PLAYER=MOVE, for example spain=yes.")
        if moves.setdefault(player, move) != move:
            raise InputError(f"{player} is given two moves, {moves[player]} and {move}. Keep one.")
    return moves


def show(
    text: "Callable[[], RenderableType]",
    record: Callable[[], Any] | None,
    frame: "Callable[[], pd.DataFrame] | None",
    as_json: bool,
    as_csv: bool,
) -> None:
    if as_json and record:
        import json

        typer.echo(json.dumps(record(), indent=2, ensure_ascii=False, allow_nan=False))
    elif as_csv and frame:
        typer.echo(frame().to_csv(index=False), nl=False)
    else:
        from ..present.terminal import console

        console().print(text())


def say_written(paths: Sequence[Path]) -> None:
    """Each file where they are few, else how many went to each folder."""
    if len(paths) <= 6:
        said = [str(path) for path in paths]
    else:
        counts = Counter(path.parent for path in paths)
        said = [f"{count} file{'s' * (count > 1)} to {folder}" for folder, count in counts.items()]
    for words in said:
        typer.echo(f"wrote {words}", err=True)
