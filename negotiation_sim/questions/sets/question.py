"""The declaration of `sets`."""

from typing import Annotated

from ..common import AboutCase
from ..declaration import Help, Question


class SetsAsked(AboutCase):
    """The assumption sets: who holds each, which way it leans, and in what it differs; or some of them side by side."""

    names: Annotated[
        tuple[str, ...],
        Help(
            "Sets or files to see side by side, two at least; none: the list. Each may be A+B.",
            label="Side by side",
            by_place=True,
        ),
    ] = ()


QUESTION = Question(
    title="Whose assumptions: the authors",
    group="The case and its numbers",
    place=3,
    asks=SetsAsked,
    examples=("", "op_ed sceptic", "op_ed sceptic_four+sceptic_serbia my.csv"),
    table=None,
    keys={
        "name": "the set's name; side by side the assumption's",
        "title": "its title",
        "author": "who holds it",
        "lean": "which way it leans",
        "about": "what is said of it",
        "as_of": "the date up to which what is known speaks in it; where it gives one",
        "base": "the set that it starts from; null: the register",
        "changes": "assumption = `name`, `value`, `why`, `source`, `said` or `needed` where the set says whose words "
        "it is; those of its base included",
        "ranges": "assumption = the range that the set gives it in place of the register's; where it gives any",
        "over": "set = the values that it has only when laid over that set, as `changes`; where it has any",
        "label": "side by side: what people read for the assumption",
        "unit": "side by side: its unit",
        "register_value": "side by side: its value in the register",
        "sets": "side by side: set = `value`, `low`, `high`, `why`, `source`, `spoken`: whether the set itself gives "
        "the value; else the register's stands under it, without a reason",
    },
)
