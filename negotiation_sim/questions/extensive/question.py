"""The declaration of `extensive`."""

from typing import Annotated

from ..declaration import Asked, Help, Question


class ExtensiveAsked(Asked):
    """A game in turns that you type as a tree: how it ends played backwards, and its other pure equilibria.

    Before a colon stands who chooses, after it each move: `= PAYOFFS` where the game ends, a tree in round brackets
    where it goes on, with semicolons between moves. Payoffs are in the order in which the players first stand there.
    Who cannot tell nodes apart has the same letters in square brackets at each: `Bob [late]: ...`. Chance is `chance`,
    and its moves begin with their chances: `chance: 1/3 rain (...); 2/3 sun (...)`.
    """

    tree: Annotated[
        str, Help("The tree: Ann: out = 0 2; in (Bob: fight = -1 -1; yield = 1 1).", label="The tree", by_place=True)
    ]
    title: Annotated[str, Help("What the game is called.")] = "A tree of your own"


QUESTION = Question(
    title="Your own tree",
    group="Other questions, and checks",
    place=8,
    asks=ExtensiveAsked,
    examples=(
        '"Ann: out = 0 2; in (Bob: fight = -1 -1; yield = 1 1)"',
        '"Ann: up (Bob [x]: left = 2 1; right = 0 0); down (Bob [x]: left = 0 0; right = 1 2)" title="At once"',
    ),
    keys={
        "title": "the game's title",
        "tree": "the tree as a text, as `tree` takes it",
        "players": "the players, in the order of the payoffs",
        "turns": "the tree: `path`, `who`, `known` (its information set, empty: one of its own) and `branches`: each "
        "`path`, `label`, and `pays` (what was typed for each player) or `turn`",
        "outcomes": "each way in which pure subgame-perfect play ends: `words`, `payoffs`",
        "reason": "why there is none, or how it was found",
        "pure": "how many pure equilibria the strategic form has; null where it is too large",
        "not_perfect": "the ways in which some pure equilibrium ends and no pure subgame-perfect one does, threats "
        "where everybody sees every move: `words`, `payoffs`",
        "mixed": "where two play and no pure equilibrium is subgame-perfect: the payoffs of each equilibrium of the "
        "strategic form, mixed ones included; null elsewhere",
    },
    stem="tree_of_your_own",
    pictures="pictures:pictures",
    offers={"tree": "answer:textbook_trees"},
)
