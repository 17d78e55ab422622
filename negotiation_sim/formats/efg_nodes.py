"""The nodes of a Gambit extensive-form file, read one after the other; the format is told in efg.py."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from ..games.tree_parts import MOST_NODES, NOWHERE, InformationSet, Node
from .gambit import Reader, quoted_texts, read_count, unique_labels, unquoted
from .text import PAYOFF, exact_number, shown

Chances = tuple[tuple[str, Fraction], ...]


@dataclass
class NodesOf:
    """What was read of the nodes so far: information sets, chances and outcomes by the numbers of the file."""

    reader: Reader
    players: tuple[str, ...]
    sets: list[InformationSet] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    _numbers: dict[tuple[int, int], int] = field(default_factory=dict)
    _texts: dict[int, list[str]] = field(default_factory=dict)
    _chances: dict[int, Chances] = field(default_factory=dict)
    _outcomes: dict[int, tuple[str, tuple[Fraction, ...]]] = field(default_factory=dict)

    def read(self) -> tuple[Node, ...]:
        """All nodes, to the end of the file."""
        nodes: list[Node] = []
        branches = 1
        while branches:
            if len(nodes) == MOST_NODES:
                raise self.reader.fault(f"the tree has more than {MOST_NODES:,} nodes, the most that are read.")
            if self.reader.kind == "end":
                more = f"{branches:,} more {'node' if branches == 1 else 'nodes'}"
                raise self.reader.fault(f"the file ends where {more} must follow: each move leads to a node of its "
                                        "own, and each branch ends in a node t.")  # fmt: skip
            self.starts.append(self.reader.start)
            node, moves = self._node()
            nodes.append(node)
            branches += moves - 1
        if self.reader.kind != "end":
            raise self.reader.fault(f"found {self.reader.current()}, but the tree is complete: every branch has ended "
                                    "before it. Give an earlier node more moves, or leave this out.")  # fmt: skip
        return tuple(nodes)

    def _node(self) -> tuple[Node, int]:
        """The node at which the reader stands, and how many moves it has."""
        reader = self.reader
        if reader.kind != "word" or reader.value not in ("c", "p", "t"):
            raise reader.fault(f"found {reader.current()}; expected a node: c (chance), p (a player) or t (an end).")
        kind = reader.take("word", "a node")
        label = unquoted(reader.take("text", "the node's name in quotes, which may be empty"))
        chances: Chances = ()
        number, moves = NOWHERE, 0
        if kind == "c":
            chances = self._chance()
            moves = len(chances)
        elif kind == "p":
            number = self._set()
            moves = len(self.sets[number].moves)
        outcome, pays = self._outcome()
        return Node(number, chances, pays, label, outcome), moves

    def _set(self) -> int:
        """The number, in `sets`, of the information set of a player's node."""
        reader, many = self.reader, len(self.players)
        player = read_count(reader, f"the number of a player, 1 to {many}", least=1, most=many) - 1
        number = read_count(reader, "the number of an information set")
        label = self._name()
        start = reader.start
        found = quoted_texts(reader, "a move in quotes") if reader.at("{") else None
        known = self._numbers.get((player, number))
        name = f"information set {number} of {self.players[player]}"
        if known is None:
            if found is None:
                raise reader.fault(f"{name} is met here first, without its moves.{self._of_another(player, number)} "
                                   "Write them in braces after its number.")  # fmt: skip
            known = self._numbers[player, number] = len(self.sets)
            self._texts[known] = found
            self.sets.append(InformationSet(player, label, unique_labels(found, "")))
        elif found is not None and found != self._texts[known]:
            raise reader.fault(f"{name} has the moves {_listed(found)} here and {_listed(self._texts[known])} before. "
                               "Its nodes cannot be told apart, so the moves must be the same: give one of them "
                               "another information set, or the same moves.", start)  # fmt: skip
        return known

    def _of_another(self, player: int, number: int) -> str:
        """That another player has an information set of that number, where one has."""
        owners = [self.players[other] for other, taken in self._numbers if taken == number and other != player]
        return f" That of {owners[0]} is another: an information set belongs to one player." if owners else ""

    def _chance(self) -> Chances:
        reader = self.reader
        number = read_count(reader, "the number of chance's information set")
        self._name()
        start = reader.start
        if not reader.at("{"):
            if number not in self._chances:
                raise reader.fault(f"information set {number} of chance is met here first, without its moves. Write "
                                   "them in braces, each with its chance.")  # fmt: skip
            return self._chances[number]
        chances = self._moves_of_chance()
        if (known := self._chances.setdefault(number, chances)) != chances:
            raise reader.fault(f"information set {number} of chance has other moves or chances here than before. Give "
                               "one of them another number, or the same moves.", start)  # fmt: skip
        if (total := sum(chance for _, chance in known)) != 1:
            raise reader.fault(f"the chances sum to {_listed([total])}; they must sum to 1, exactly. Correct one of "
                               "them, or write them as fractions such as 1/3.", start)  # fmt: skip
        return known

    def _moves_of_chance(self) -> Chances:
        reader = self.reader
        chances: list[tuple[str, Fraction]] = []
        reader.step()
        while not reader.at("}") or not chances:
            label = unquoted(reader.take("text", "a move of chance in quotes, or '}'"))
            start = reader.start
            chance = self._number(f"the chance of '{label}', a number from 0 to 1 such as 0.25 or 1/3")
            if chance < 0:
                raise reader.fault(f"the chance of '{label}' is below 0. Write a number from 0 to 1.", start)
            chances.append((label, chance))
            self._comma()
        reader.step()
        return tuple(chances)

    def _outcome(self) -> tuple[str, tuple[Fraction, ...]]:
        """The name and the payoffs of the outcome at the end of a node; () for none."""
        reader = self.reader
        number = read_count(reader, "the number of an outcome, 0 for none")
        label = self._name()
        start = reader.start
        if not reader.at("{"):
            if number and number not in self._outcomes:
                raise reader.fault(f"outcome {number} is met here first, without payoffs. Write one for each of "
                                   f"{len(self.players)} players, in braces; or write 0, for no outcome.")  # fmt: skip
            return self._outcomes[number] if number else ("", ())
        if number == 0:
            raise reader.fault("outcome 0 is none, and has no payoffs. Give the outcome a number of its own.")
        pays = self._payoffs(number)
        known = self._outcomes.setdefault(number, (label, pays))
        if known[1] != pays:
            raise reader.fault(f"outcome {number} pays {_listed(pays)} here and {_listed(known[1])} before. Give one "
                               "of them another number, or the same payoffs.", start)  # fmt: skip
        return known

    def _payoffs(self, number: int) -> tuple[Fraction, ...]:
        reader, pays = self.reader, []
        reader.step()
        for player in self.players:
            self._comma()
            pays.append(self._number(f"a payoff for {player} in outcome {number}: {PAYOFF}"))
        self._comma()
        reader.take("mark", f"'}}' after the payoffs of {len(self.players)} players", "}")
        return tuple(pays)

    def _number(self, expected: str) -> Fraction:
        reader = self.reader
        text = reader.value.replace("−", "-")
        if reader.kind != "word" or exact_number(text) is None:
            raise reader.fault(f"found {reader.current()}; expected {expected}.")
        reader.step()
        return Fraction(text)

    def _name(self) -> str:
        return unquoted(self.reader.take("text", "a name")) if self.reader.kind == "text" else ""

    def _comma(self) -> None:
        if self.reader.kind == "comma":
            self.reader.step()


def _listed(parts: Sequence[object]) -> str:
    return shown(", ".join(map(str, parts)))[1:-1]
