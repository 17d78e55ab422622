"""The picture of a tree: it grows from the left, all ends stand at one depth with what everybody gets."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from ..case.scenario import Scenario
from .canvas import COLOURS, FAINT, INK, MARKERS, WIDTH, Picture, bare, canvas, legend, notes, wrapped
from .phrases import plural
from .tree_layout import Layout, Shown, layout
from .tree_words import leaves_below, marks_in_words, path_in_words, rounded, short_number

ROW = 0.235
"""Inches from one row to the next."""
EDGE = 0.3
"""Inches of a picture that are beside tree and payoffs."""
WIDEST = 9.5
"""Inches of a picture of many players or many moves in turn at most; others are as wide as every picture."""
LEVEL, WIDEST_LEVEL, COLUMN = 0.8, 1.25, 0.62
"""Inches that a move in turn should have, and at most where its names are long, and those of a column of payoffs."""
MARGIN = 0.55
GAP = 0.15
"""Inches between the ends and the payoffs."""
LONGEST_HEAD = 22
"""Letters of a player's name above its column."""
LANE = 0.065
"""Inches between the dashed lines left of a column."""
SLANT = 0.22
"""Inches of a branch that lead up or down; the rest is level, and carries the name of the move."""
LETTER = 0.061
"""Inches that a letter of a move's name takes."""
SMALL = 8.0
SMALLER = 6.5
"""Points: of ranges that would not fit their column."""


def tree_picture(name: str, title: str, shown: Shown, stamped: Scenario, sentences: Sequence[str] = ()) -> Picture:
    """A tree with its path in bold, information sets dashed, chances and beliefs written at branches and nodes.

    `stamped` is the case that the caption tells of; `sentences` stand below the tree.
    """
    placed = layout(shown)
    below = wrapped([*sentences, *marks_in_words(shown, placed)])
    height = ROW * (len(placed.ends) + 1.5)
    figure, (axes, foot) = canvas(
        title, [stamped], height + 0.2 * len(below) + 1.9, 2, height_ratios=[height, 0.2 * len(below) + 0.05]
    )
    many = len(shown.tree.players)
    width = min(WIDEST, max(WIDTH, EDGE + MARGIN + GAP + _level(shown) * placed.depth + COLUMN * many))
    figure.set_figwidth(width)
    sheet = _Sheet(axes, shown, placed, width - EDGE)
    sheet.draw()
    notes(foot, below)
    words = [f"{title}.", *sentences, *marks_in_words(shown, placed), *path_in_words(shown)]
    return Picture(name, figure, "\n".join(words))


def _level(shown: Shown) -> float:
    """Inches for a move in turn, enough for the longest name of a move where that is no more than WIDEST_LEVEL."""
    longest = max((len(move) for known in shown.tree.sets for move in known.moves), default=0)
    return min(WIDEST_LEVEL, max(LEVEL, longest * LETTER + SLANT + 0.15))


class _Sheet:
    """The axes of a tree, in inches across and rows down, and what is drawn on them."""

    def __init__(self, axes: Axes, shown: Shown, placed: Layout, across: float) -> None:
        self.axes, self.shown, self.tree, self.placed = axes, shown, shown.tree, placed
        many = len(self.tree.players)
        self.column = min(COLUMN, across / 2 / many)
        self.right = across - self.column * many - GAP
        self.level = (self.right - MARGIN) / placed.depth
        self.lanes = self._lanes()
        bare(axes)
        axes.set_xlim(0, across)
        axes.set_ylim(len(placed.ends) - 0.4, -2.0)

    def place(self, node: int) -> tuple[float, float]:
        """Where a node stands."""
        return MARGIN + self.level * self.placed.columns[node], self.placed.rows[node]

    def draw(self) -> None:
        """Branches first, then sets, nodes and payoffs."""
        for node in self.placed.columns:
            if node:
                self._branch(node)
        self._draw_sets()
        for node in self.placed.columns:
            if node not in self.placed.ends:
                self._node(node)
        self._payoffs()
        self._legend()

    def _branch(self, node: int) -> None:
        above = self.tree.parents[node]
        (left, top), (right, row) = self.place(above), self.place(node)
        slant = min(SLANT, 0.3 * self.level)
        bold = node in self.shown.reached
        self.axes.plot(
            [left, left + slant, right], [top, row, row], color=INK if bold else FAINT, linewidth=2.6 if bold else 0.8,
            solid_joinstyle="round", zorder=2 if bold else 1,
        )  # fmt: skip
        room = right - left - slant - 0.1 if node in self.placed.ends else self.level - slant - 0.1
        if node in self.placed.idle | self.placed.other:
            self.axes.plot([right], [row], ">", color="white", markeredgecolor=INK, markersize=5, zorder=5)
        text = _shortened(self._move(above, self.tree.move_before[node]) + self._folded(node), int(room / LETTER))
        weight = "bold" if bold else "normal"
        self.axes.annotate(text, (left + slant, row), (2, 1.2), textcoords="offset points", va="bottom",
                           fontsize=SMALL, color=INK, fontweight=weight, zorder=4)  # fmt: skip

    def _folded(self, node: int) -> str:
        """How many leaves a folded branch has, behind the name of the move that leads to it."""
        if node not in self.placed.idle | self.placed.other:
            return ""
        return f" ({plural(len(leaves_below(self.tree, node)), 'leaf', 'leaves')})"

    def _move(self, node: int, move: int) -> str:
        """The name of a move, with how likely chance, or a player who mixes, makes it."""
        chances = self.tree.nodes[node].chances
        label = self.tree.moves(node)[move]
        if chances:
            number = short_number(chances[move][1])
            return number if label == number else f"{label} {number}".strip()
        share = self.shown.shares.get((node, move))
        return label if share is None else f"{label} {short_number(share)}"

    def _draw_sets(self) -> None:
        """The dashed lines through nodes that a player cannot tell apart.

        One goes from node to node where no other node is between; else it runs in a lane left of them, with a dot at
        each node's branch.
        """
        for number in range(len(self.tree.sets)):
            nodes = self._members(number)
            colour = COLOURS[self.tree.sets[number].player % 7]
            across, rows = zip(*map(self.place, nodes), strict=True) if nodes else ((), ())
            if (lane := self.lanes.get(number)) is not None:
                across = tuple(place - LANE * (lane + 1) for place in across)
                self.axes.plot(across, rows, "o", markersize=3.2, color=colour, zorder=4)
            self.axes.plot(across, rows, linestyle=(0, (4, 3)), linewidth=1.3, color=colour, zorder=2)

    def _members(self, number: int) -> list[int]:
        """The nodes of an information set that are drawn, from the first row on."""
        nodes = [node for node in self.tree.members[number] if node in self.placed.columns]
        return sorted((node for node in nodes if node not in self.placed.ends), key=lambda node: self.placed.rows[node])

    def _lanes(self) -> dict[int, int]:
        """The lane of each information set that needs one: sets that overlap have lanes of their own."""
        lanes: dict[int, int] = {}
        taken: dict[tuple[int, int], float] = {}  # by column and lane: down to which row
        sets = [(self._members(number), number) for number in range(len(self.tree.sets))]
        for nodes, number in sorted(sets, key=lambda part: self.placed.rows[part[0][0]] if part[0] else 0):
            column = {self.placed.columns[node] for node in nodes}
            if len(nodes) < 2 or len(column) > 1 or self.placed.level(nodes):
                continue
            (place,) = column
            lane = next(k for k in range(len(sets)) if taken.get((place, k), -1.0) < self.placed.rows[nodes[0]])
            taken[place, lane] = self.placed.rows[nodes[-1]]
            lanes[number] = lane
        return lanes

    def _node(self, node: int) -> None:
        player = self.tree.player_at(node)
        across, row = self.place(node)
        colour, marker = (COLOURS[player % 7], MARKERS[player % 7]) if player >= 0 else ("white", "o")
        self.axes.plot([across], [row], marker, color=colour, markersize=6, markeredgecolor=INK, markeredgewidth=0.9,
                       zorder=5)  # fmt: skip
        who = self.tree.players[player] if player >= 0 else "chance"
        column = self.placed.columns[node]
        in_lanes = [k for number, k in self.lanes.items() if self.placed.columns[self._members(number)[0]] == column]
        free = LANE * (max(in_lanes) + 1.5) if in_lanes else 0.06
        room = int((self.level - SLANT - free) / LETTER) if node else int(MARGIN / LETTER)
        belief = f" [{short_number(self.shown.beliefs[node])}]" if node in self.shown.beliefs else ""
        fits = len(who) <= room - len(belief)
        name = who if fits else _shortened(who, room) if node == 0 else ""
        colour = COLOURS[player % 7] if player >= 0 else FAINT
        self.axes.annotate(name + belief, (across - free, row), (0, -2.5), textcoords="offset points", ha="right",
                           va="top", fontsize=SMALL, color=colour, zorder=4,
                           bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4})  # fmt: skip

    def _payoffs(self) -> None:
        """What everybody gets at each end, a column for each player in the player's colour and with its name above."""
        turned = any(len(name) * LETTER * 1.125 > self.column for name in self.tree.players)
        for player, name in enumerate(self.tree.players):
            across = self.right + GAP + self.column * (player + 0.9)
            head = _shortened(name, LONGEST_HEAD)
            self.axes.text(across, -0.75, head, ha="left" if turned else "right", va="bottom", fontsize=SMALL,
                           color=COLOURS[player % 7], fontweight="bold", rotation=35 if turned else 0)  # fmt: skip
            for end in self.placed.ends:
                bold = end in self.shown.reached
                text = self._payoff(end, player)
                size = SMALL if len(text) * LETTER < self.column - 0.1 else SMALLER
                self.axes.text(across, self.placed.rows[end], text, ha="right", va="center", fontsize=size,
                               color=COLOURS[player % 7],
                               fontweight="bold" if bold else "normal")  # fmt: skip

    def _payoff(self, end: int, player: int) -> str:
        """A payoff; of a folded branch the least and the greatest in it."""
        values = {self.tree.payoffs[leaf][player] for leaf in leaves_below(self.tree, end)}
        if len(values) == 1:
            return short_number(values.pop())
        return f"{rounded(min(values))}\u2026{rounded(max(values))}"

    def _legend(self) -> None:
        """The marks of the players who have a turn, and of chance."""
        movers = sorted({part.player for part in self.tree.sets})
        handles = [
            Line2D([], [], marker=MARKERS[k % 7], color=COLOURS[k % 7], markeredgecolor=INK, linestyle="")
            for k in movers
        ]
        names = [self.tree.players[k] for k in movers]
        if any(node.chances for node in self.tree.nodes):
            handles.append(Line2D([], [], marker="o", color="white", markeredgecolor=INK, linestyle=""))
            names.append("chance")
        if handles:
            legend(self.axes, handles=handles, labels=names, loc="upper left", ncols=4, fontsize=8.5,
                   bbox_to_anchor=(0, 1), borderaxespad=0, handletextpad=0.2)  # fmt: skip


def _shortened(text: str, letters: int) -> str:
    return text if len(text) <= max(letters, 2) else f"{text[: max(letters, 2) - 1]}…"
