"""Pictures of perfect Bayesian and sequential equilibria: the tree with its beliefs, and which others support them."""

from collections.abc import Iterator
from textwrap import fill

from ...games.assessments import Assessment
from ...games.tree import Tree
from ...present.canvas import COLOURS, FAINT, INK, Picture, canvas, heading, name_rows
from ...present.tree_layout import Shown, reached_by
from ...present.tree_picture import tree_picture
from ...solve.perfect_bayesian import PerfectBayesian
from ...solve.sequential import Sequential
from .answer import SolveAnswer
from .kinds.assessments import equilibria, node_names, shown

MOST_PICTURES = 4
"""The tree is drawn for so many equilibria at most."""

LETTERS = 26
ROW = 0.34


def belief_pictures(answer: SolveAnswer) -> Iterator[Picture]:
    """The tree of each equilibrium, and what may be believed off the path of each; none for other concepts."""
    content = answer.content
    if answer.in_file is None or not isinstance(content, PerfectBayesian | Sequential):
        return
    kept = equilibria(content)
    what = "perfect Bayesian equilibrium" if isinstance(content, PerfectBayesian) else "sequential equilibrium"
    for k, each in enumerate(kept[:MOST_PICTURES], 1):
        title = f"{content.tree.title or answer.name}: {what}{f' {k} of {len(kept)}' if len(kept) > 1 else ''}"
        beliefs = {
            node: chance for n, known in each.known.items() if len(known) > 1
            for node, chance in zip(content.tree.members[n], known, strict=True)
        }  # fmt: skip
        drawn = Shown(content.tree, reached_by(content.tree, tuple(each.outcome)), beliefs)
        more = [f"Of {len(kept)} the first {MOST_PICTURES} are drawn."] if len(kept) > MOST_PICTURES else []
        name = f"tree_{answer.concept}_{answer.name}" + (f"_{k}" if k > 1 else "")
        yield tree_picture(name, title, drawn, answer.in_file, ["In bold: what is played.", *more])
    if any(_open_sets(each) for each in kept):
        yield _supporting(answer, content.tree, kept)


def _open_sets(assessment: Assessment) -> list[int]:
    """The information sets of several nodes that play does not reach, in their order."""
    return [n for n in sorted(assessment.open_to) if len(assessment.tree.members[n]) > 1]


def _supporting(answer: SolveAnswer, tree: Tree, kept: tuple[Assessment, ...]) -> Picture:
    """A panel an equilibrium, a bar for each node off its path: from the least to the greatest supporting belief."""
    panels = [(k, each) for k, each in enumerate(kept, 1) if _open_sets(each)]
    rows = [sum(len(tree.members[n]) for n in _open_sets(each)) for _, each in panels]
    title = f"{tree.title or answer.name}: which beliefs support each equilibrium where play never leads"
    assert answer.in_file is not None  # `belief_pictures` has looked
    height = 1.6 + sum(ROW * count + 0.75 for count in rows)
    figure, sheets = canvas(title, [answer.in_file], height, len(panels), height_ratios=rows, sharex=True)
    said = [f"{title}."]
    for axes, (k, each) in zip(sheets, panels, strict=True):
        heading(axes, f"Equilibrium {k}")
        names, row = [], 0
        for n in _open_sets(each):
            for name, (low, high) in zip(node_names(tree, n), each.open_to[n].ranges, strict=True):
                start, end = float(low), float(high)
                axes.barh(row, 1, 0.56, color="none", edgecolor=FAINT, linewidth=0.6)
                axes.barh(row, end - start, 0.56, left=start, color=COLOURS[0], edgecolor=INK, linewidth=0.8)
                axes.plot([start, end], [row, row], "|", color=INK, markersize=14)
                names.append(fill(f"{tree.name_of_set(n)}: {name}".replace("'", ""), LETTERS))
                said.append(f"Equilibrium {k}, {tree.name_of_set(n)}: {name} {shown(low)} to {shown(high)}.")
                row += 1
        name_rows(axes, names)
        axes.set_xlim(-0.02, 1.02)
    sheets[-1].set_xlabel("Chance that the player gives to each node", fontsize=9.5)
    return Picture(f"beliefs_{answer.concept}_{answer.name}", figure, "\n".join(said))
