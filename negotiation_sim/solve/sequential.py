"""Sequential equilibria of a tree in pure moves (Kreps and Wilson 1982, Econometrica 50, 863).

An assessment is one where its beliefs off the path come from small mistakes of everybody; see games/labelling.py.
"""

from dataclasses import dataclass

from ..errors import InputError
from ..games.assessments import Assessment, assessments
from ..games.labelling import Consistent, UndecidedError, consistent
from ..games.tree import Tree


@dataclass(frozen=True, eq=False)
class Sequential:
    """The sequential equilibria, each an assessment with labels that show it; then those that are not, or not known.

    `failing`: perfect Bayesian, but no beliefs that support the moves come from small mistakes. `undecided`: the search
    for such beliefs came to nothing, which proves nothing.
    """

    tree: Tree
    equilibria: tuple[tuple[Assessment, Consistent], ...]
    failing: tuple[Assessment, ...]
    undecided: tuple[Assessment, ...]


def sequential(tree: Tree) -> Sequential:
    """All pure sequential equilibria. Equilibria with mixed moves are not sought.

    Raises InputError as `assessments`, and for a move of chance 0: who reaches what lies behind it is then undefined.
    """
    if any(chance == 0 for node in tree.nodes for _, chance in node.chances):
        raise InputError(
            "a move of chance has chance 0, and beliefs behind it are undefined. Leave that move out of the tree."
        )
    equilibria: list[tuple[Assessment, Consistent]] = []
    failing: list[Assessment] = []
    undecided: list[Assessment] = []
    for assessment in assessments(tree):
        try:
            shown = consistent(assessment)
        except UndecidedError:
            undecided.append(assessment)
            continue
        if shown is None:
            failing.append(assessment)
        else:
            equilibria.append((assessment, shown))
    return Sequential(tree, tuple(equilibria), tuple(failing), tuple(undecided))
