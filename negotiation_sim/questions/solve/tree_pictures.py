"""The tree in a file, drawn once for each way in which the play that was found ends."""

from collections.abc import Iterator
from textwrap import shorten

from ...games.tree import Tree
from ...present.canvas import Picture
from ...present.tree_layout import Shown, reached_by
from ...present.tree_picture import tree_picture
from ...solve.subgame_perfect import SubgamePerfect
from .answer import SolveAnswer
from .inputs import Equilibria, SolveInputs

MOST_PICTURES = 4
"""The tree is drawn for so many ways to end at most."""

LONGEST_TITLE = 60


def tree_pictures(answer: SolveAnswer) -> Iterator[Picture]:
    """Of a tree whose pure equilibria or subgame-perfect outcomes were asked for: tree_NAME, tree_NAME_2 and so on."""
    inputs = answer.inputs
    if inputs is None or answer.in_file is None or not isinstance(inputs.of, Tree):
        return
    if not isinstance(answer.content, Equilibria | SubgamePerfect):
        return
    tree, ways = inputs.of, _ways(answer.content, inputs)
    for k, leaves in enumerate(ways[:MOST_PICTURES] or [()], start=1):
        title = f"{shorten(tree.title, LONGEST_TITLE, placeholder=' ...')}: {_which(answer.content, k, len(ways))}"
        name = f"tree_{answer.concept}_{answer.name}" + (f"_{k}" if k > 1 else "")
        shown = Shown(tree, reached_by(tree, leaves))
        yield tree_picture(name, title, shown, answer.in_file, _below(len(ways)))


def _which(content: Equilibria | SubgamePerfect, number: int, count: int) -> str:
    """Which of several ways to end a picture shows."""
    of = f", {number} of {count}" if count > 1 else ""
    if isinstance(content, SubgamePerfect):
        return f"subgame-perfect outcome{of}" if count else "no subgame-perfect outcome"
    return f"where pure equilibria lead{of}" if count else "no pure equilibrium"


def _below(count: int) -> list[str]:
    """What stands below a picture."""
    more = [f"Of {count} ways to end the first {MOST_PICTURES} are drawn."] if count > MOST_PICTURES else []
    return ["In bold: what is played.", *more] if count else ["Nothing is in bold: no pure play is an answer."]


def _ways(content: Equilibria | SubgamePerfect, inputs: SolveInputs) -> list[tuple[int, ...]]:
    """The leaves that each outcome reaches; of equilibria that end alike once."""
    if isinstance(content, SubgamePerfect):
        return [outcome.leaves for outcome in content.outcomes]
    form = inputs.form
    assert form is not None  # the equilibria are those of a tree's strategies
    return list(dict.fromkeys(form.leaves(profile) for profile in content.pure.equilibria))
