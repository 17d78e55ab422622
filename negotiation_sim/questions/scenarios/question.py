"""The declaration of `scenarios`."""

from ..common import AboutCase
from ..declaration import Question


class ScenariosAsked(AboutCase):
    """The scenarios: what each means, fixes and changes."""


QUESTION = Question(
    title="The strategies: what each means",
    group="The case and its numbers",
    place=2,
    asks=ScenariosAsked,
    answer=".common:named_case",
    table=None,
    keys={
        "name": "the scenario's name",
        "title": "its title",
        "meaning": "what it asks or stands for",
        "fixes": "player = the move that it is held to",
        "order": "the order of moves; null: the first one of the case",
        "changes": "assumption = `name`, `value`, `why`, `source`",
        "plays": "players and strategies that play here alone, where it lists any",
        "remembers": "optional variables of the years that are carried here, where it lists any",
        "main": "whether it is compared when none is named",
    },
)
