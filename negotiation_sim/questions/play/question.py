"""The declaration of `play`."""

from typing import Annotated

from ...games.tactics import MEANINGS
from ..common import AboutGame
from ..declaration import Help, Question

PLACES = ("game", "table", "years")
RULES = ("best_joint", "cautious", "quantal")
ROUNDS = 20
PRECISION = 2.0


class PlayAsked(AboutGame):
    """Takes a seat: tells what happened, asks for your move, lets others answer, and says what would have paid more.

    Ask without `seat` for the seats there are, with it for what happened so far and what you may do, and with your
    `moves` for what follows. Nothing is kept between two steps: all that was played stands in what is asked.

    In the game every player moves once. At the table you offer, accept or walk away, against named tactics. Over the
    years you move once a year, and the others by the chances of the years. When it is over you are told what you got
    and why, what a best reply would have given, and where the equilibria were.
    """

    seat: Annotated[str | None, Help("The player whose seat you take. None: the seats there are.")] = None
    at: Annotated[
        str, Help("game, table (offers by turns) or years (a move a year).", choices=PLACES, kind="place to play")
    ] = "game"
    moves: Annotated[tuple[str, ...], Help("Your moves so far, in their order. Repeatable.")] = ()
    predict: Annotated[
        tuple[str, ...],
        Help("Your bet: WHO=MOVE, what another will do; at the table deal=yes or deal=no. Repeatable."),
    ] = ()
    rule: Annotated[
        str | None,
        Help(
            "How others answer: best_joint, cautious, quantal (by chance, better moves more often). None: best_joint.",
            choices=RULES,
            kind="rule",
        ),
    ] = None
    precision: Annotated[
        float | None,
        Help(
            f"quantal: precision per payoff point. None: {PRECISION:g}.", label="Precision (lambda)", spelled="lambda"
        ),
    ] = None
    tactics: Annotated[
        tuple[str, ...], Help(f"At the table: one for each other party, of {', '.join(MEANINGS)}. None: linear.")
    ] = ()
    rounds: Annotated[
        int | None, Help(f"At the table: how many rounds at most. None: {ROUNDS}.", unit="rounds", ge=1, le=1000)
    ] = None
    first: Annotated[str | None, Help("At the table: who offers first. None: the first of the table.")] = None
    seed: Annotated[int, Help("The seed of all that falls by chance: the same one, the same chance.", ge=0)] = 1


QUESTION = Question(
    title="Play a seat",
    group="What the argument implies",
    place=10,
    asks=PlayAsked,
    examples=(
        "recognition_first",
        "recognition_first seat=serbia moves=stall predict=kosovo=concede",
        "status_quo at=table seat=kosovo tactics=boulware",
        "recognition_first at=years seat=serbia moves=stall,stall",
    ),
    keys={
        "at": "where it is played: game, table or years",
        "seat": "your seat: `player`, `name`; null where none is taken yet",
        "seats": "the seats there are: `player`, `name`, `moves` (each `value`, `label`, `means`; at the table none), "
        "`ask` (the question that takes the seat); null once one is taken",
        "others": "how the others answer: `rule` (of the years null), `words`; in the game `lambda`; at the table "
        "`tactics`, `rounds`, `first`",
        "ways": "how the others may be made to answer in this place: `field` (rule or tactics), `value`, `label`, "
        "`means`",
        "seed": "the seed of all that falls by chance",
        "facts": "what the scenario holds: `player`, `name`, `move`, `label`, `words`, `stands_by`; over the years how "
        "things stand: `year`, `words`",
        "stages": "what happened so far, stage by stage (at the table turn by turn, over the years year by year): "
        "`stage` (`round`, `year`), `words`, and in `moves` each `player`, `name`, `move`, `label`, `words`, `yours`; "
        "of chance `player` is null; at the table `package` and `gains`, your own alone until it is over",
        "turn": "null when it is over; else `stage` (`round`, `year`), `words` (what to do), `together` (who moves at "
        "once with you), `options` (each `value` to put into `moves`, `label`, `means`, `ask`: the question that plays "
        "it), in the game `cares` (your criteria: `criterion`, `label`, `weight`); at the table `last`, `lies` (the "
        "`package` on the table, `words`, your `gain`; or null), `rules` and `issues` (options with what each is worth "
        "to you); over the years `before_you` (what changed in the year) and `state`",
        "finished": "whether it is over",
        "bet": "null without a bet; else `right`, `of` (how many are decided) and `guesses`: `player`, `name`, `move`, "
        "`label`, `actual`, `actual_label`, `right` (null while it is open), `when` it moves (before, with or after "
        "you), `chance` (of what was done, where others choose by chance)",
        "may_predict": "on whom a bet can be laid: `player`, `name`, `options` (`value`, `label`)",
        "debrief": "null until it is over. Of the game: `profile`, `payoff`, `criteria` (`criterion`, `weight`, "
        "`outcome`, `contribution`), `by_chance`, `replies` (your moves: `move`, `label`, `payoff`, `best`, "
        "`ends_in`, `answers`: what the others would then do, in words), `unmoved` (where they would do the same "
        "whatever you do: that, in words), `best_reply`, `regret`, `is_equilibrium`, `leaving`, `results` (`number`, "
        "`profile`, `payoff` of your seat, `words`, `equilibrium`, `staged`, `best_joint`, `cautious`, `here`), "
        "`mixed`, `compared` (with what moves are compared, in words), and `sides`: of each who chose `move`, the "
        "best `other` move as it expected the others to move, `ahead` (by how much its move paid more), `as_played` "
        "(the same with all others at the moves they made), `belief` (`name`, `label`, `value`, `turns_at`, `share` "
        "of the range; or null), in words `compared`, `rests_on` and `rests`. At the table: `agreed`, `why`, "
        "`payoff`, `gains`, `by_issue`, `package` (of what was agreed by issue `label`, `option`, `gains`), `left`, "
        "`near`, `best_reply`. Over the years: `payoff` (over the years, discounted), `same_luck`, `expected` (the "
        "mean of those who play as you did), `unmeddled` (of those who choose by chance as the others do), "
        "`best_reply` (of those who choose best), `by_year` (`year`, `move`, `best`, `cost`, `free`), `state`, "
        "`compared`, and `sides` as of the game, each with its `year`",
        "other_seats": "whose seat else can be taken: `player`, `name`",
        "next": "what to ask next: `words`, `ask` (null where there is nothing)",
    },
    brief="forms:brief",
    record="record:record",
    stem="play",
)
