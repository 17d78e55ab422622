"""What a form must know of a case: its scenarios, sets, players and assumptions, as people read them."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..case.loader import load_case
from ..case.scenario import Case
from ..games.tactics import MEANINGS

READ = (".toml", ".csv", ".nfg", ".efg")
"""How the names of files end that a case is read from."""


def described(folder: str) -> Mapping[str, Any]:
    """The case in a folder in names, labels and numbers. Raises InputError for what cannot be read."""
    case = load_case(folder)
    return {
        "name": case.name,
        "title": case.title,
        "about": case.about,
        "source": case.source,
        "main": list(case.main or case.scenario_files),
        "scenarios": {name: file.title for name, file in case.scenario_files.items()},
        "base_set": case.base_set,
        "sets": _sets(case),
        "players": {name: player.name for name, player in case.players.items()},
        "strategies": {
            name: {move: player.label(move) for move in player.strategies} for name, player in case.players.items()
        },
        "assumptions": _assumptions(case),
        "themes": {theme.name: theme.title for theme in case.every_theme},
        "conclusions": {**{name: each.title for name, each in case.conclusions.items()}, **_headlines(case)},
        "kinds": sorted(case.other_kinds),
        "group": case.group,
        "matrix": list(case.matrix or tuple(case.players)[:2]),
        "holds": case.usual_condition,
        "axes": _axes(case),
        "has": _has(case, Path(folder)),
        "issues": _issues(case),
        "parties": list(case.table.parties) if case.table else [],
        "tactics": dict(MEANINGS) if case.table else {},
        "senders": _senders(case),
    }


def _issues(case: Case) -> Mapping[str, Any]:
    """What lies on the table of the case: by issue its label and its options."""
    issues = case.table.issues if case.table else {}
    return {name: {"label": issue.label, "options": dict(issue.options)} for name, issue in issues.items()}


def _senders(case: Case) -> Mapping[str, Any]:
    """Whose intentions are not known: by sender what is asked of it, and what it may say or do."""
    senders = case.posturing.senders if case.posturing else {}
    return {
        name: {"title": sender.title, "messages": {key: each.label for key, each in sender.messages.items()}}
        for name, sender in senders.items()
    }


def _headlines(case: Case) -> Mapping[str, str]:
    """What the case says of a result and may be asked about, by its condition, where no conclusion has a name."""
    if case.conclusions:
        return {}
    lines = [line for line in (*case.hinges, *case.headlines) if line.holds is not None]
    return {line.holds.text: case.title_of(line.holds) for line in lines if line.holds is not None}


def _axes(case: Case) -> list[str]:
    """Two assumptions that are worth a map: those that the case names, its dials, else its main assumptions."""
    wide = {name: entry for name, entry in case.register.items() if not entry.is_switch and entry.low < entry.high}
    main = [name for name in wide if wide[name].level == "main"]
    return [*dict.fromkeys([*(case.map or ()), *(name for name in case.dials if name in wide), *main, *wide])][:2]


def _sets(case: Case) -> Mapping[str, Any]:
    return {
        name: {
            "title": each.title,
            "values": {change.name: change.value for change in each.changes.values()},
        }
        for name, each in case.sets.items()
    }


def _assumptions(case: Case) -> Mapping[str, Any]:
    return {
        name: {"label": entry.label, "value": entry.value, "low": entry.low, "high": entry.high, "unit": entry.unit,
               "level": entry.level, "switch": entry.is_switch}
        for name, entry in case.register.items()
    }  # fmt: skip


def _has(case: Case, folder: Path) -> Mapping[str, bool]:
    """Which data of its own the case has, by what is asked about it."""
    files = ("table", "posturing", "rounds", "backtest", "analogy", "plans")
    return {
        **{name: (folder / f"{name}.toml").is_file() for name in files},
        "order": bool(case.orders),
        "sets": bool(case.sets),
        "claims": bool(case.claims),
        "hinges": bool(case.hinges),
        "group": case.group is not None,
        "condition": bool(case.usual_condition),
    }


def state_of(folder: Path) -> str:
    """A short text that is another one when a file of the case is: made of names, sizes and times of change."""
    parts = [f"{path}:{_stamp(path)}" for path in sorted(_paths(folder))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _stamp(path: str) -> str:
    try:
        stat = os.stat(path)
    except OSError:  # a link that leads nowhere, or a file that has just gone: whoever reads the case is told
        return ""
    return f"{stat.st_size}:{stat.st_mtime_ns}"


def _paths(folder: Path) -> Iterator[str]:
    """The files that a case may be read from, as texts: every request looks at them all."""
    return (os.path.join(home, name) for home, _, names in os.walk(folder) for name in names if name.endswith(READ))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in map(Path, _paths(folder)) if path.is_file())


@lru_cache(maxsize=256)
def contents_of(folder: Path, state: str) -> str:
    """A short text made of all that the files of the case hold: the same for the same files on every machine.

    They are read once for each `state`.
    """
    made = hashlib.sha256()
    for path in _files(folder):
        content = path.read_bytes()
        made.update(f"{path.relative_to(folder).as_posix()}:{len(content)}\n".encode())
        made.update(content)
    return made.hexdigest()[:16]
