"""Perfect Bayesian equilibria of a tree in pure moves, and which of them the intuitive criterion leaves standing.

The criterion (Cho and Kreps 1987, Quarterly Journal of Economics 102, 179) asks of a signalling game what a message
that nobody sends would mean. Types who could only lose by it, whatever the best answer of the receiver, cannot have
sent it. If a type who is left gains by it for sure once the receiver reckons with the others alone, the equilibrium
fails.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..games.assessments import Assessment, assessments
from ..games.beliefs import Beliefs
from ..games.tree import Tree
from ..games.tree_play import payoff_below


@dataclass(frozen=True)
class Message:
    """A message of a signalling game. `ends[type][answer]` is the leaf; `receiving`: the receiver's information set.

    A message that nobody answers ends the game: one end for each type, `receiving` None.
    """

    label: str
    move: int
    receiving: int | None
    ends: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Signalling:
    """The parts of a signalling game: `types` are the sender's information sets, one for each move of chance."""

    sender: int
    receiver: int
    types: tuple[int, ...]
    names: tuple[str, ...]
    messages: tuple[Message, ...]


@dataclass(frozen=True)
class Objection:
    """Why an assessment fails the criterion: `message` would be sent by `gains`, and cannot come from `excluded`."""

    message: str
    gains: str
    excluded: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class PerfectBayesian:
    """All pure perfect Bayesian equilibria. `objections` has for each what the intuitive criterion says against it.

    `objections` is None where the tree is no signalling game.
    """

    tree: Tree
    equilibria: tuple[Assessment, ...]
    objections: tuple[tuple[Objection, ...], ...] | None


def perfect_bayesian(tree: Tree) -> PerfectBayesian:
    """All pure perfect Bayesian equilibria; see games/assessments.py for what is asked of beliefs off the path.

    Equilibria with mixed moves are not sought. Raises InputError as `assessments`.
    """
    kept = assessments(tree)
    game = signalling(tree)
    objections = None if game is None else tuple(tuple(_objections(game, each)) for each in kept)
    return PerfectBayesian(tree, kept, objections)


def signalling(tree: Tree) -> Signalling | None:
    """The tree as a signalling game; None where it is none.

    Chance draws the sender's type, the sender sees it and sends a message, the receiver sees the message alone and
    answers, and that is the end. Types of chance 0 make it none.
    """
    root = tree.nodes[0]
    turns = tree.children[0]
    types = tuple(tree.nodes[node].set for node in turns)
    if (
        not root.chances
        or min(types) < 0
        or len(set(types)) < len(types)
        or any(chance <= 0 for _, chance in root.chances)
    ):
        return None
    sender = tree.sets[types[0]].player
    moves = tree.sets[types[0]].moves
    if any(tree.sets[number].player != sender or tree.sets[number].moves != moves for number in types):
        return None
    if any(tree.members[number] != (node,) for number, node in zip(types, turns, strict=True)):
        return None
    messages = [_message(tree, turns, move, moves[move]) for move in range(len(moves))]
    if any(message is None for message in messages):
        return None
    known = tuple(message for message in messages if message is not None)
    receivers = {tree.sets[message.receiving].player for message in known if message.receiving is not None}
    if len(receivers) != 1 or sender in receivers:
        return None
    return Signalling(sender, receivers.pop(), types, tuple(label for label, _ in root.chances), known)


def _message(tree: Tree, turns: Sequence[int], move: int, label: str) -> Message | None:
    nodes = tuple(tree.children[node][move] for node in turns)
    if all(tree.is_leaf(node) for node in nodes):
        return Message(label, move, None, tuple((node,) for node in nodes))
    number = tree.nodes[nodes[0]].set
    if (
        number < 0
        or tree.members[number] != nodes
        or not all(tree.is_leaf(end) for node in nodes for end in tree.children[node])
    ):
        return None
    return Message(label, move, number, tuple(tree.children[node] for node in nodes))


def _objections(game: Signalling, assessment: Assessment) -> Iterator[Objection]:
    """What the intuitive criterion says against an assessment: a message and a type that would send it."""
    tree, moves = assessment.tree, dict(enumerate(assessment.moves))
    now = [payoff_below(tree, tree.members[number][0], moves, game.sender) for number in game.types]
    sent = {assessment.moves[number] for number in game.types}
    everybody = range(len(game.types))
    for message in game.messages:
        if message.move in sent:
            continue
        hopes = [max(_worth(game, assessment, message, t, everybody)) for t in everybody]
        excluded = [t for t in everybody if now[t] > hopes[t]]
        left = [t for t in everybody if t not in excluded]
        for t in left if excluded else ():
            if min(_worth(game, assessment, message, t, left)) > now[t]:
                yield Objection(message.label, game.names[t], tuple(game.names[k] for k in excluded))


def _worth(
    game: Signalling, assessment: Assessment, message: Message, t: int, senders: Sequence[int]
) -> list[Fraction]:
    """What a type gets by a message under each best answer to some belief about who of the senders sent it."""
    tree = assessment.tree
    answers = _best_answers(game, tree, message, senders)
    return [tree.payoffs[message.ends[t][answer]][game.sender] for answer in answers]


def _best_answers(game: Signalling, tree: Tree, message: Message, senders: Sequence[int]) -> list[int]:
    """The receiver's moves that are best under some belief about who of the senders sent the message."""
    if message.receiving is None:
        return [0]
    count = len(tree.sets[message.receiving].moves)
    payoffs = [[tree.payoffs[message.ends[t][answer]][game.receiver] for t in senders] for answer in range(count)]
    best = []
    for answer in range(count):
        rows = tuple(tuple(a - b for a, b in zip(payoffs[answer], other, strict=True)) for other in payoffs)
        if not Beliefs(len(senders), rows).empty:
            best.append(answer)
    return best
