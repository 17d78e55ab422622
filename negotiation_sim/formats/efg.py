r"""Gambit's extensive-form files (.efg), in and out.

The format (Gambit documentation, "The extensive game (.efg) file format"), nodes in preorder:

    EFG 2 R "title" { "player 1" "player 2" }
    "an optional comment"
    c "node" 1 "information set" { "left" 1/3 "right" 2/3 } 0            a chance node
    p "node" 1 1 "information set" { "in" "out" } 0                      player 1, its information set 1
    t "node" 1 "outcome" { 2, -1 }                                       an end, and what everybody gets

Then comes the number of an outcome, which pays on arrival; what is paid along a path adds up, and outcome 0 pays
nothing. What an outcome or an information set is, is said where its number is met first; later the number is enough.
Commas between numbers may be left out. Information sets and outcomes are numbered as the file likes, information sets
for each player apart.
"""

from collections.abc import Iterator

from ..errors import InputError
from ..games.tree import Tree
from ..games.tree_parts import NOWHERE, NodeError
from .efg_nodes import NodesOf
from .gambit import Reader, braced, quoted, quoted_texts, unique_labels, unquoted


def from_efg(text: str, where: str = "") -> Tree:
    """The tree in the text of a Gambit file; `where` is the file's name for errors.

    Labels of players, and of the moves of one information set, that are empty or occur twice are made unique as in
    `from_nfg`; moves of chance keep theirs. The comment is dropped. Raises InputError with the line of what is not as
    the format has it, of an information set whose nodes offer different moves, of an outcome with two sets of payoffs,
    of chances that do not sum to 1, and for what a Tree cannot be: absent-minded players, more than MOST_NODES nodes.
    """
    reader = Reader(text, where)
    title = _header(reader)
    players = unique_labels(quoted_texts(reader, "a player's name in quotes"), "player ")
    if reader.kind == "text":
        reader.step()
    body = NodesOf(reader, players)
    nodes = body.read()
    try:
        return Tree(players, tuple(body.sets), nodes, title)
    except NodeError as error:
        raise reader.fault(str(error), body.starts[error.node]) from None
    except InputError as error:
        raise InputError(f"{where}: {error}" if where else str(error)) from None


def _header(reader: Reader) -> str:
    if reader.kind == "word" and reader.value == "NFG":
        raise reader.fault("is a Gambit strategic-form game. Give the file's name the ending .nfg.")
    reader.take("word", 'EFG 2 R "title", the start of a Gambit extensive-form file', "EFG")
    reader.take("word", "version 2", "2")
    if not (reader.kind == "word" and reader.value in ("R", "D")):
        raise reader.fault(f"found {reader.current()}; expected R or D after EFG 2.")
    reader.step()
    return unquoted(reader.take("text", "the game's title in quotes"))


def to_efg(tree: Tree, comment: str = "") -> str:
    """The tree as the text of a Gambit file, a node a line; `from_efg` reads the same tree from it.

    Numbers are whole or fractions, exactly what the tree holds. Information sets and outcomes are numbered in the order
    of the nodes and written out wherever they are met.
    """
    head = f"EFG 2 R {quoted(tree.title)} {braced(tree.players)}\n{quoted(comment)}\n\n"
    return head + "\n".join(_lines(tree)) + "\n"


def _lines(tree: Tree) -> Iterator[str]:
    sets: dict[tuple[int, int], int] = {}
    counts = [0] * len(tree.players)
    chances: dict[object, int] = {}
    outcomes: dict[object, int] = {}
    for number, node in enumerate(tree.nodes):
        ending = "0"
        if node.pays:
            k = outcomes.setdefault((node.outcome, node.pays), len(outcomes) + 1)
            ending = f"{k} {quoted(node.outcome)} {{ {', '.join(map(str, node.pays))} }}"
        if node.chances:
            k = chances.setdefault(number, len(chances) + 1)
            moves = " ".join(f"{quoted(label)} {chance}" for label, chance in node.chances)
            yield f'c {quoted(node.label)} {k} "" {{ {moves} }} {ending}'
        elif (player := tree.player_at(number)) == NOWHERE:
            yield f"t {quoted(node.label)} {ending}"
        else:
            if (player, node.set) not in sets:
                counts[player] += 1
            k = sets.setdefault((player, node.set), counts[player])
            part = tree.sets[node.set]
            yield f"p {quoted(node.label)} {player + 1} {k} {quoted(part.label)} {braced(part.moves)} {ending}"
