"""What is asked of every draw: the case's headlines and hinges as yes or no, and conditions of one's own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..case.conclusions import Conclusion
from ..case.parts import Headline
from ..case.scenario import Case
from ..errors import InputError
from ..language.expression import Expression, Node, Operation


@dataclass(frozen=True)
class DrawnCondition:
    """A yes or no asked of every profile: `title` in words, `condition` in the outcome language.

    `of`: the kind of result that it is asked of, where that is not the game. `further`: it is no headline of the case,
    but was asked for besides.
    """

    name: str
    title: str
    condition: Expression
    of: str = "game"
    further: bool = False


def drawn_conditions(case: Case, further: Sequence[str] = ()) -> tuple[DrawnCondition, ...]:
    """What the case's headlines ask, and then further conditions, each `CONDITION` or `NAME: CONDITION`.

    A condition may be a conclusion of the case by its name, and one about another kind of result, `table: zone > 0`: a
    kind's word before the colon is the kind, and no name.

    A headline that lists players becomes three conditions: all of them, nobody, some but not all. A case without
    headlines is asked of each player which strategy it plays, unless there is a condition. Raises InputError for
    a condition that cannot be read or a name that stands twice.
    """
    conditions = [condition for headline in case.headlines for condition in _of_headline(headline)]
    for text in further:
        conditions.append(_further(case, text))
    conditions = conditions or list(_strategies(case))
    names = [condition.name for condition in conditions]
    if repeated := next((name for name in names if names.count(name) > 1), None):
        raise InputError(f"'{repeated}' is asked twice. Give one another name: `holds` 'NAME: CONDITION'.")
    return tuple(conditions)


def _further(case: Case, text: str) -> DrawnCondition:
    name, colon, written = (part.strip() for part in text.partition(":"))
    if colon and not name:
        raise InputError(f"'{text}': the name is missing. Write NAME: CONDITION, or the condition alone.")
    given = bool(colon) and name not in case.other_kinds
    name, written = (name, written) if given else (" ".join(text.split()), text)
    stated = case.stated(written)
    if isinstance(stated, Conclusion):
        return DrawnCondition(name, name if given else stated.title, stated.condition, stated.of, True)
    return DrawnCondition(name, name, stated[1], stated[0], True)


def _of_headline(headline: Headline) -> Iterator[DrawnCondition]:
    if headline.holds is not None:
        yield DrawnCondition(headline.name, headline.stated, headline.holds)
        return
    does = tuple(expression.node for expression in headline.who.values())
    everybody, nobody = _all(*does), _all(*(Operation("not", (node,)) for node in does))
    some = _all(*(Operation("not", (node,)) for node in (everybody, nobody)))
    for name, word, node in (("all", "all", everybody), ("nobody", "nobody", nobody), ("some", "some, not all", some)):
        yield DrawnCondition(f"{headline.name}.{name}", f"{headline.title}: {word}", Expression(word, node))


def _strategies(case: Case) -> Iterator[DrawnCondition]:
    for player in case.players.values():
        for strategy in player.strategies:
            name = f"{player.id}.{strategy}"
            yield DrawnCondition(name, case.label_of(name), case.condition(name))


def _all(*nodes: Node) -> Node:
    return nodes[0] if len(nodes) == 1 else Operation("and", nodes)


def chained(case: Case) -> tuple[DrawnCondition, ...]:
    """The case's hinges as a chain: the k-th asks whether the first k all hold."""
    conditions = [hinge.holds for hinge in case.hinges if hinge.holds]
    return tuple(
        DrawnCondition(
            f"hinges.{hinge.name}",
            hinge.title,
            Expression(
                " and ".join(f"({condition.text})" for condition in conditions[: k + 1]),
                _all(*(condition.node for condition in conditions[: k + 1])),
            ),
        )
        for k, hinge in enumerate(case.hinges)
    )
