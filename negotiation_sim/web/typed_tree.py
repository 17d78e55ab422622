"""The fields of a tree that is typed on the page, a field for each name and payoff, as the address of `extensive`."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlencode

from ..formats.numbers import with_point
from ..formats.tree_text import MOST_MOVES, Branch, Turn, plain, players_of, text_of
from ..questions.extensive.forms import ROOT

NOUGHT = "0"


def address_of(fields: Mapping[str, str]) -> str:
    """The address of the tree that the fields say, changed as a button says: `more:n.1` adds a move at a turn,
    `less:n.1` takes a move away, `on:n.1` lets the game go on after it, `end:n.1` ends it there.
    """
    what, _, path = fields.get("do", "").partition(":")
    turns = _turn(fields, ROOT)
    for place in reversed(_alike(turns, what, path)):  # the last first, so that the places before it stay
        turns = _changed(turns, what, place)
    players = players_of(turns)
    pairs = [("tree", text_of(_paid(turns, len(players))))]
    pairs += [(name, fields[name].strip()) for name in ("title", "view") if fields.get(name, "").strip()]
    return f"/extensive?{urlencode(pairs)}"


def _turn(fields: Mapping[str, str], path: str) -> Turn:
    """The turn whose fields stand at a path, `who.n.1` who chooses there, with all that follows."""
    count = next((k for k in range(MOST_MOVES) if f"move.{path}.{k}" not in fields), MOST_MOVES)
    branches = tuple(_branch(fields, f"{path}.{k}") for k in range(count))
    return Turn(_name(fields, f"who.{path}"), plain(fields.get(f"set.{path}", "")), branches)


def _branch(fields: Mapping[str, str], path: str) -> Branch:
    label = _name(fields, f"move.{path}")
    if f"who.{path}" in fields:
        return Branch(label, _turn(fields, path))
    count = next((k for k in range(MOST_MOVES) if f"pays.{path}.{k}" not in fields), MOST_MOVES)
    return Branch(label, tuple(_payoff(fields[f"pays.{path}.{k}"]) for k in range(count)))


def _payoff(text: str) -> str:
    """A payoff, a decimal comma as a point; "?" where nothing, or more than a number, was typed."""
    parts = plain(with_point(text)).split()
    return parts[0] if len(parts) == 1 else "?"


def _name(fields: Mapping[str, str], key: str) -> str:
    return plain(fields.get(key, "")) or "?"


def _alike(turns: Turn, what: str, path: str) -> list[str]:
    """Where a move is added or taken away: at every turn of an information set alike, for they have the same moves."""
    places = dict(_places(turns, ROOT))
    at = path if what == "more" else path.rpartition(".")[0]
    here = places.get(at)
    if here is None or not here.known or what not in ("more", "less"):
        return [path]
    same = [place for place, turn in places.items() if (turn.who, turn.known) == (here.who, here.known)]
    if what == "more":
        return same
    gone = {branch.label for k, branch in enumerate(here.branches) if f"{at}.{k}" == path}
    return [f"{place}.{k}" for place in same for k, each in enumerate(places[place].branches) if each.label in gone]


def _places(turn: Turn, path: str) -> Iterator[tuple[str, Turn]]:
    """Every turn by its place, in the order of the text."""
    yield path, turn
    for k, branch in enumerate(turn.branches):
        if isinstance(branch.then, Turn):
            yield from _places(branch.then, f"{path}.{k}")


def _changed(turn: Turn, what: str, path: str, here: str = ROOT) -> Turn:
    """The turns with the change that a button asks for."""
    if what == "more" and path == here:
        return replace(turn, branches=(*turn.branches, Branch(_fresh(turn), ())))
    kept = [(k, branch) for k, branch in enumerate(turn.branches) if (what, path) != ("less", f"{here}.{k}")]
    if not kept:
        return turn
    branches = tuple(_changed_branch(turn, branch, what, path, f"{here}.{k}") for k, branch in kept)
    return replace(turn, branches=branches)


def _changed_branch(turn: Turn, branch: Branch, what: str, path: str, here: str) -> Branch:
    if isinstance(branch.then, Turn):
        return replace(branch, then=() if (what, path) == ("end", here) else _changed(branch.then, what, path, here))
    if (what, path) != ("on", here):
        return branch
    return replace(branch, then=Turn(turn.who, "", (Branch("left", branch.then), Branch("right", branch.then))))


def _fresh(turn: Turn) -> str:
    """A label that no other move of the turn has."""
    labels = {branch.label for branch in turn.branches}
    return next(label for k in range(1, MOST_MOVES + 2) if (label := f"move {k}") not in labels)


def _paid(turn: Turn, players: int) -> Turn:
    """The turns with one payoff for each player at every end: 0 where one is missing."""
    return replace(turn, branches=tuple(_paid_branch(branch, players) for branch in turn.branches))


def _paid_branch(branch: Branch, players: int) -> Branch:
    if isinstance(branch.then, Turn):
        return replace(branch, then=_paid(branch.then, players))
    return replace(branch, then=(*branch.then, *[NOUGHT] * players)[:players])
