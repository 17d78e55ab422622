"""The typed tree, drawn once for each way in which subgame-perfect play ends."""

from collections.abc import Iterator

from ...present.canvas import Picture
from ...present.tree_layout import Shown, reached_by
from ...present.tree_picture import tree_picture
from .answer import ExtensiveGame

MOST_PICTURES = 3
"""The tree is drawn for so many ways to end at most."""


def pictures(answer: ExtensiveGame) -> Iterator[Picture]:
    """`tree_of_your_own`, and for further ways to end `tree_of_your_own_2` and so on."""
    ways = [outcome.leaves for outcome in answer.perfect.outcomes]
    for k, leaves in enumerate(ways[:MOST_PICTURES] or [()], start=1):
        name = "tree_of_your_own" + (f"_{k}" if k > 1 else "")
        of = f": way {k} of {len(ways)} to end" if len(ways) > 1 else ""
        below = "In bold: subgame-perfect play." if ways else "Nothing is in bold: no pure play is subgame-perfect."
        shown = Shown(answer.tree, reached_by(answer.tree, leaves))
        yield tree_picture(name, f"{answer.tree.title}{of}", shown, answer.scenario, [below])
