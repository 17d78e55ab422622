"""What is put in the place of a fault, so that the rest can be read: what was meant, else something, or nothing."""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from ..errors import PlacedError
from .document import LEFT_OUT

ENTRY: dict[str, Any] = {"value": 0, "range": [-1e12, 1e12], "unit": "-", "why": "-", "source": "-"}
"""What stands for the keys of an entry of the register."""
IN_A_BACKTEST: dict[str, Any] = {
    **dict.fromkeys(("title", "why", "source"), "-"),
    **{"day": "2100-12-31", "ends": "2100-12-31", "known": "1900-01-01", "truth": True, "happened": False},
}
"""What stands for what is missing or wrong in a back-test."""
RULES = ("outcomes", "payoffs", "headlines", "hinges", "conclusions")
MOST_TRIES = 8
_WORD = re.compile(r"\w+")
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
_DOTTED = re.compile(r"\w+(?:\.\w+)*")
NAMELESS = ("case", "irreversible", "payoffs", "labels", "headlines", "hinges")
"""The tables of game.toml that give no names to things of which other rules speak."""


@dataclass(frozen=True)
class Replaced:
    """A place in a file where something else stands now; `at` is its key path, `lost` are names that stood there.

    `as_meant`: what stands there now is what the message took to be meant, so nothing was lost.
    """

    file: str
    at: tuple[str, ...]
    lost: frozenset[str] = frozenset()
    as_meant: bool = False

    def may_cause(self, fault: PlacedError) -> bool:
        """Whether a fault may be a consequence: it stands in this place, or around it, or speaks of what was lost.

        Where the replacement is what was meant, only what is said of it in this very place, other than that a further
        name is unknown.
        """
        if self.as_meant:
            return (self.file, self.at) == (fault.file, fault.at) and ": unknown " not in str(fault)
        shared = min(len(self.at), len(fault.at))
        around = self.file == fault.file and self.at[:shared] == fault.at[:shared]
        return around or bool(self.lost & _spoken_of(fault))


def _spoken_of(fault: PlacedError) -> set[str]:
    """The names of which a fault speaks: in its key path, in quotes, with dots, as its first word; none it offers."""
    problem = re.split(r" Did you mean| Known:", str(fault).rpartition(".".join(fault.path) + ": ")[2])[0]
    quoted = " ".join(
        [*re.findall(r"'([^']*)'", problem), *re.findall(r"\w+(?:\.\w+)+", problem), problem.split(" ")[0]]
    )
    parts = [".".join(fault.at[i:k]) for i in range(len(fault.at)) for k in range(i + 1, len(fault.at) + 1)]
    names = {*_DOTTED.findall(quoted), *parts}
    return {beginning.lower() for name in names for beginning in _beginnings(name)}


def _beginnings(name: str) -> Iterator[str]:
    """`north`, `north.weight` and `north.weight.peace` of the last."""
    parts = name.split(".")
    return (".".join(parts[:k]) for k in range(1, len(parts) + 1))


def mended(fault: PlacedError, data: dict[str, Any], times: int) -> Replaced | None:
    """Puts something readable where the fault stands, which was tried `times` times before; None: nothing helps."""
    if times >= MOST_TRIES:
        return None
    path = [*_existing(data, fault.path)]
    if (
        path
        and path == [*fault.path]
        and times < MOST_TRIES // 2
        and _as_meant(str(fault), _at(data, path[:-1]), path[-1])
    ):
        return Replaced(fault.file, fault.at, as_meant=True)
    if fault.file.endswith("/table.toml"):
        return _of_a_table(fault, data, path, times)
    if fault.file.endswith("/rounds.toml"):
        return _left_out(fault, data, "years")
    if fault.file.endswith("/backtest.toml"):
        return _of_a_backtest(fault, data, path, times)
    if fault.missing and path == [*fault.path] and times == 0:
        _at(data, path)[fault.missing] = _in_place_of_nothing(fault, _at(data, path))
        return Replaced(fault.file, fault.at, frozenset(path[1:2]) if fault.missing == "strategies" else frozenset())
    if (player := re.search(r"(\w+) has no payoff\. Add", str(fault))) and isinstance(data.get("payoffs", {}), dict):
        data.setdefault("payoffs", {})[player[1]] = "0"
        return Replaced(fault.file, ("payoffs", player[1]))
    if not path:
        if data == (least := {} if fault.file.endswith(("/game.toml", "s.toml")) else {"title": "-"}):
            return None
        data.clear()
        data |= least
        return Replaced(fault.file, ())
    names = [*_replace(fault, data, path, times)]
    return Replaced(fault.file, fault.at, frozenset(name.lower() for name in names if _gives_names(fault, path)))


def _of_a_table(fault: PlacedError, data: dict[str, Any], path: list[str], times: int) -> Replaced | None:
    """A worth, a rule or a ratifier at fault is left out; for any other fault the case goes on without its table."""
    if (
        path[:1]
        and path[0] in ("worth", "feasible", "ratifiers")
        and len(path) > 1
        and times == 0
        and not fault.missing
    ):
        cut = path[:2] if path[0] == "feasible" else path
        _at(data, cut[:-1]).pop(cut[-1])
        return Replaced(fault.file, tuple(cut))
    return _left_out(fault, data, "table")


def _of_a_backtest(fault: PlacedError, data: dict[str, Any], path: list[str], times: int) -> Replaced:
    """A date or words at fault are replaced, then a fact is left out, then its window or statement, then all."""
    if len(path) < 2 or path[0] not in ("windows", "statements", "shares", "as_of", "standing"):
        return _left_out(fault, data, "backtest")
    key = fault.missing or path[-1]
    if times == 0 and key in IN_A_BACKTEST:
        _at(data, path if fault.missing else path[:-1])[key] = IN_A_BACKTEST[key]
        return Replaced(fault.file, fault.at)
    cut = path[:4] if len(path) > 3 and times < 2 else path[:2]
    _at(data, cut[:-1]).pop(cut[-1])
    return Replaced(fault.file, tuple(cut), frozenset({cut[-1].lower()}))


def _left_out(fault: PlacedError, data: dict[str, Any], kind: str) -> Replaced:
    """The case goes on without a file, and without the kind of result that the file makes."""
    data.clear()
    data |= LEFT_OUT
    return Replaced(fault.file, (), frozenset({kind}))


def _gives_names(fault: PlacedError, path: list[str]) -> bool:
    return fault.file.endswith("/assumptions.toml") or (fault.file.endswith("/game.toml") and path[0] not in NAMELESS)


def _in_place_of_nothing(fault: PlacedError, entry: dict[str, Any]) -> Any:
    if not fault.file.endswith("/assumptions.toml"):
        return {"strategies": ["placeholder"], "value": 0}.get(fault.missing, "-")
    bounds = entry.get("range")
    if fault.missing == "value" and isinstance(bounds, list) and bounds:
        return bounds[0]
    return deepcopy(ENTRY.get(fault.missing, "-"))


def _as_meant(message: str, holder: dict[str, Any], key: str) -> bool:
    """Puts the name that the message offers where the wrong one stands: as a key, in a text, or in a list of texts."""
    offered = re.search(r"Did you mean '([\w.]+)'\?", message)
    if not offered:
        return False
    value = holder[key]
    name = unknown_in(message) or key
    if isinstance(value, str) and re.search(whole := rf"(?<![\w.]){re.escape(name)}(?![\w.])", value):
        holder[key] = re.sub(whole, offered[1], value)  # before the key, which may be called alike
        return True
    if name.rpartition(".")[2] == key and offered[1].rpartition(".")[2] not in holder:
        holder[offered[1].rpartition(".")[2]] = holder.pop(key)
        return True
    if isinstance(value, list) and name in value and offered[1] not in value:
        holder[key] = [offered[1] if part == name else part for part in value]
        return True
    return False


def unknown_in(message: str) -> str:
    """The name that a message says is unknown; "" where it says so of none."""
    wrong = re.search(r"unknown [a-z ]+ '([^']+)'", message)
    return wrong[1] if wrong else ""


def _replace(fault: PlacedError, data: dict[str, Any], path: list[str], times: int) -> Iterator[str]:
    """Replaces what stands at a path, or around it where that was tried; yields the names that are lost by it."""
    holder, key = _at(data, path[:-1]), path[-1]
    if times == 0 and fault.file.endswith("/assumptions.toml") and key in ENTRY and len(path) > 1:
        holder |= deepcopy(
            {name: ENTRY[name] for name in (("value", "range") if key in ("value", "range") else (key,))}
        )
        if key in ("value", "range"):  # what is computed by it may be at fault
            yield ".".join(path[:-1])
    elif times == 0 and isinstance(holder[key], list) and (kept := _readable(holder[key], fault, key)):
        yield key
        yield from (str(part) for part in holder[key] if part not in kept)
        if key == "strategies":  # what other files say of the player, or of its group, may be of the lost one
            yield from (path[1], *_groups_of(path[1], data))
        holder[key] = kept
    elif times == 0 and key == "strategies":
        yield from (path[1], *_WORD.findall(str(holder[key])))
        holder[key] = ["placeholder"]
    elif (
        times == 0
        and path[0] in RULES
        and isinstance(holder[key], str | int | float)
        and fault.file.endswith("/game.toml")
    ):
        holder[key] = "0"
    elif times < 3 or len(path) == 1:
        yield from _names(fault, path, holder.pop(key))
    else:
        yield from _names(fault, path[:-1], _at(data, path[:-2]).pop(path[-2]))


def _groups_of(player: str, data: dict[str, Any]) -> Iterator[str]:
    """The groups of a game.toml that list the player."""
    groups = data.get("groups", {})
    for name, members in groups.items() if isinstance(groups, dict) else ():
        if isinstance(members, list) and player in members:
            yield name


def _readable(written: list[Any], fault: PlacedError, key: str) -> list[Any]:
    """The entries of a list that may stay: texts, each once, none that the message speaks of."""
    texts = dict.fromkeys(part for part in written if isinstance(part, str))
    if key == "strategies":
        return [part for part in texts if _IDENTIFIER.fullmatch(part)]
    kept = [part for part in texts if f"'{part}'" not in str(fault) or "twice" in str(fault)]
    return kept if kept != written else []


def _existing(data: dict[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    """The longest beginning of a path that is there."""
    part: Any = data
    for key in path:
        if not isinstance(part, dict) or key not in part:
            return
        yield key
        part = part[key]


def _at(data: dict[str, Any], path: list[str]) -> dict[str, Any]:
    for key in path:
        data = data[key]
    return data


def _names(fault: PlacedError, path: list[str], value: Any) -> Iterator[str]:
    """Every name that is taken away with a part: its own, without that of its table, and those of what is in it."""
    if fault.file.endswith("/assumptions.toml"):
        yield ".".join(path)
    else:
        yield from (".".join(path[1:]), path[-1])
    if isinstance(value, dict):
        for inner, part in value.items():
            if isinstance(part, dict) or not fault.file.endswith("/assumptions.toml"):
                yield from _names(fault, [*path, inner], part)
    elif isinstance(value, list):
        yield from (part for part in value if isinstance(part, str))
