"""A small tree as one line of text: `Entrant: out = 0 2; in (Incumbent: fight = -1 -1; yield = 1 1)`.

Before the colon stands who chooses, after it each move with what follows: `= PAYOFFS` where the game ends, a tree in
round brackets where it goes on. Payoffs are those of the players in the order in which they first stand in the text.
Who cannot tell nodes apart has the same letters in square brackets at each of them: `Ann [late]: ...`. Chance is called
`chance`, and each of its moves begins with its chance: `chance: 1/3 rain (...); 2/3 sun (...)`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from ..errors import InputError
from ..games.tree import Tree
from ..games.tree_parts import InformationSet, Node
from .text import exact_number

CHANCE = "chance"
MOST_LETTERS, MOST_MOVES, DEEPEST, LONGEST_NAME = 4_000, 60, 12, 40
MARKS = "():;=[]"
_PARTS = re.compile(rf"[{re.escape(MARKS)}]|[^{re.escape(MARKS)}]+")


@dataclass(frozen=True)
class Branch:
    """A move by its label, and what follows: a turn, or what everybody gets, each number as it was typed."""

    label: str
    then: "Turn | tuple[str, ...]"


@dataclass(frozen=True)
class Turn:
    """Who chooses, in which information set (`known`, "": one of its own), and the moves there are."""

    who: str
    known: str
    branches: tuple[Branch, ...]

    @property
    def every(self) -> Iterator["Turn"]:
        """This turn and all below it, in the order of the text."""
        yield self
        for branch in self.branches:
            if isinstance(branch.then, Turn):
                yield from branch.then.every


def read_turns(text: str) -> Turn:
    """The turns of a tree that is written as a text. Raises InputError for what is none, or too large."""
    if len(text) > MOST_LETTERS:
        raise InputError(f"the tree has {len(text):,} letters; at most {MOST_LETTERS:,} are read.")
    parts = [part.strip() for part in _PARTS.findall(text) if part.strip()]
    reader = _Reader(parts)
    first = reader.turn(1)
    if reader.place < len(parts):
        raise InputError(f"the tree ends before {reader.here}. A move that goes on has its tree in round brackets.")
    return first


@dataclass
class _Reader:
    """The parts of a text, names and marks, and how far they were read."""

    parts: list[str]
    place: int = 0
    moves: int = 0

    @property
    def here(self) -> str:
        """Where it stands, in words."""
        before = " ".join(self.parts[max(0, self.place - 4) : self.place])
        found = f"'{self.parts[self.place][:LONGEST_NAME]}'" if self.place < len(self.parts) else "the end"
        return f"{found} (after '{before[-60:]}')" if before else found

    def turn(self, depth: int) -> Turn:
        """A turn with all that follows its moves."""
        if depth > DEEPEST:
            raise InputError(f"the tree has more than {DEEPEST} moves in turn.")
        who, known = self._name("who chooses"), ""
        if self._next("["):
            known = self._name("the letters of an information set")
            self._mark("]")
        self._mark(":")
        branches = [self._branch(depth)]
        while self._next(";"):
            branches.append(self._branch(depth))
        return Turn(who, known, tuple(branches))

    def _branch(self, depth: int) -> Branch:
        self.moves += 1
        if self.moves > MOST_MOVES:
            raise InputError(f"the tree has more than {MOST_MOVES} moves.")
        label = self._name("a move")
        if self._next("("):
            then = self.turn(depth + 1)
            self._mark(")")
            return Branch(label, then)
        self._mark("=", f"`= PAYOFFS` or a tree in round brackets after the move '{label}'")
        return Branch(label, _numbers_in(self._name("payoffs")))

    def _name(self, what: str) -> str:
        name = self.parts[self.place] if self.place < len(self.parts) else ""
        if not name or name in MARKS:
            raise InputError(f"the tree needs {what} in place of {self.here}.")
        if len(name) > LONGEST_NAME and what != "payoffs":
            raise InputError(f"'{name[:LONGEST_NAME]}...' is longer than {LONGEST_NAME} letters.")
        self.place += 1
        return " ".join(name.split())

    def _next(self, mark: str) -> bool:
        there = self.place < len(self.parts) and self.parts[self.place] == mark
        self.place += there
        return there

    def _mark(self, mark: str, what: str = "") -> None:
        if not self._next(mark):
            raise InputError(f"the tree needs {what or f'`{mark}`'} in place of {self.here}.")


def _numbers_in(text: str) -> tuple[str, ...]:
    """The numbers in a text, each as it was typed. Raises InputError for a comma that may be a decimal mark."""
    if between := re.search(r"\d,\d\S*", text):
        raise InputError(
            f"payoffs '{text[:LONGEST_NAME]}': the decimal mark is a point, and a blank stands between two payoffs. "
            f"Write {between[0].replace(',', '.')} or {between[0].replace(',', ' ')}."
        )
    return tuple(text.replace(",", " ").split())


def text_of(turn: Turn) -> str:
    """The turns as a text that `read_turns` reads."""
    known = f" [{turn.known}]" if turn.known else ""
    return f"{turn.who}{known}: {'; '.join(map(_branch_text, turn.branches))}"


def _branch_text(branch: Branch) -> str:
    if isinstance(branch.then, Turn):
        return f"{branch.label} ({text_of(branch.then)})"
    return f"{branch.label} = {' '.join(branch.then)}"


def players_of(turn: Turn) -> tuple[str, ...]:
    """The players, in the order in which they first stand in the text."""
    return tuple(dict.fromkeys(each.who for each in turn.every if each.who.lower() != CHANCE))


def tree_of(turn: Turn, title: str = "") -> Tree:
    """The game that the turns are.

    Raises InputError for payoffs that are none or too few, and for chances and sets that do not fit together.
    """
    players = players_of(turn)
    if not players:
        raise InputError("nobody but chance chooses in the tree. Name a player before a colon.")
    sets: dict[tuple[str, str], InformationSet] = {}
    nodes = tuple(_nodes(turn, players, sets))
    return Tree(players, tuple(sets.values()), nodes, title)


def _nodes(then: Turn | tuple[str, ...], players: tuple[str, ...], sets: dict[tuple[str, str], InformationSet],
           after: str = "the start") -> Iterator[Node]:  # fmt: skip
    if not isinstance(then, Turn):
        yield Node(pays=_payoffs(then, players, after))
        return
    yield _node(then, players, sets)
    for branch in then.branches:
        yield from _nodes(branch.then, players, sets, f"'{branch.label}' of {then.who}")


def _node(turn: Turn, players: tuple[str, ...], sets: dict[tuple[str, str], InformationSet]) -> Node:
    if turn.who.lower() == CHANCE:
        return Node(chances=tuple(map(_chance, turn.branches)))
    moves = tuple(branch.label for branch in turn.branches)
    if repeated := next((move for k, move in enumerate(moves) if move in moves[:k]), None):
        raise InputError(f"{turn.who} has two moves named '{repeated}' at one place. Give each a name of its own.")
    key = (turn.who, turn.known or f"={len(sets)}")
    same = sets.setdefault(key, InformationSet(players.index(turn.who), turn.known, moves))
    if same.moves != moves:
        raise InputError(
            f"{turn.who} [{turn.known}] has the moves {', '.join(same.moves)} at one node and {', '.join(moves)} at "
            "another. Who cannot tell nodes apart has the same moves at each."
        )
    return Node(list(sets).index(key))


def _payoffs(typed: tuple[str, ...], players: tuple[str, ...], after: str) -> tuple[Fraction, ...]:
    exact = tuple(number for number in map(_exact, typed) if number is not None)
    if len(exact) != len(typed) or len(exact) != len(players):
        raise InputError(
            f"after {after} stand the payoffs '{' '.join(typed)[:LONGEST_NAME]}'; it needs {len(players)} "
            f"{'numbers' if len(players) > 1 else 'number'}, for {', '.join(players)}."
        )
    return exact


def _chance(branch: Branch) -> tuple[str, Fraction]:
    """The label and the chance of a move of chance."""
    first, _, label = branch.label.partition(" ")
    chance = _exact(first)
    if chance is None:
        raise InputError(f"the move '{branch.label}' of chance begins with no chance. Write for example 1/2 rain.")
    return label.strip() or first, chance


def _exact(typed: str) -> Fraction | None:
    """The number as it was typed; None where it is none."""
    value = exact_number(typed)
    return None if value is None else Fraction(typed.replace("\u2212", "-")) if isinstance(value, float) else value


def turns_of(tree: Tree) -> Turn:
    """The turns of a tree, what everybody gets written at its ends; letters that are marks of the text become blanks.

    Raises InputError for a tree in which somebody never chooses: the text has no place for such a player.
    """
    order = tuple(dict.fromkeys(tree.sets[node.set].player for node in tree.nodes if node.set >= 0))
    if len(order) < len(tree.players):
        raise InputError("somebody in the tree never chooses, and a text names only those who do.")
    then = _then(tree, 0, order)
    assert isinstance(then, Turn)  # as somebody chooses
    return then


def _then(tree: Tree, node: int, order: tuple[int, ...]) -> Turn | tuple[str, ...]:
    here = tree.nodes[node]
    if tree.is_leaf(node):
        return tuple(str(tree.payoffs[node][player]) for player in order)
    labels = [f"{chance} {label}" for label, chance in here.chances] or tree.moves(node)
    below = [_then(tree, child, order) for child in tree.children[node]]
    branches = tuple(Branch(plain(label), then) for label, then in zip(labels, below, strict=True))
    if here.chances:
        return Turn(CHANCE, "", branches)
    whose = tree.sets[here.set].player
    alike = [number for number, nodes in enumerate(tree.members) if len(nodes) > 1]
    known = f"set {alike.index(here.set) + 1}" if here.set in alike else ""
    return Turn(plain(tree.players[whose]), known, branches)


def plain(name: str) -> str:
    """A name without the marks of the text."""
    return " ".join("".join(" " if letter in MARKS else letter for letter in name).split())
