"""The declaration of `power`."""

from typing import Annotated

from ..declaration import Asked, Help, Question


class PowerAsked(Asked):
    """The power that a voting rule gives each member: Shapley-Shubik and Banzhaf, and who can stop a proposal alone.

    With `all` also Deegan-Packel, Johnston and public good, which look at every coalition.

    Built in: council_of_europe, eu_qualified_majority, eu_unanimity, nato, security_council,
    security_council_before_1965.
    """

    body: Annotated[
        str, Help("A built-in body, a .toml file, or a folder with a body.toml.", label="Voting body", by_place=True)
    ]
    every_index: Annotated[
        bool, Help("Deegan-Packel, Johnston and public good too.", label="Every index", spelled="all")
    ] = False


QUESTION = Question(
    title="Power in a voting body",
    group="Other questions, and checks",
    place=5,
    asks=PowerAsked,
    examples=("security_council", "security_council all", "my_committee.toml json"),
    keys={
        "body": "the body's name",
        "title": "its title",
        "source": "its source",
        "hash": "of the members and the rule",
        "method": "how the votes were counted",
        "ways": "the ways to pass: `name`, `title`, `source`, `conditions` (weights and quota)",
        "sentences": "what the rule means, in words",
        "members": "by name: the indices as numbers and exactly as fractions, `swings`, `veto`, `dummy`",
        "coalitions": "with `all`: how many are `minimal` and how many `vulnerable`",
    },
    long=True,
    brief="forms:brief",
    stem="answer:stem",
    pictures="pictures:pictures",
    offers={"body": ".offered:bodies"},
)
