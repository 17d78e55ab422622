"""The answer of `analogy` in words and tables."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from ...case.analogy import OTHER, SIDES, Proof, Side
from ...present import labels
from ...present.phrases import capital, listed, plural
from ...present.screen import Brief
from ...present.stamp import CAVEAT, MOST_CHANGES, stamp
from ...present.tables import Headed, table_of
from ...solve.staged import RULES
from .answer import Exchange, Exchanged, Hinges

NOTE = (
    "yes, no: whether the hinge holds at the staged outcome under best joint; behind a stroke under cautious, where "
    "that differs. * turned by the exchange. -: nothing to put there."
)


def text(answer: Exchanged) -> Group:
    """The sentences, the exchanges, the structure map, what would show that it holds, and what was put where."""
    about = [Text(" ".join(answer.analogy.about.split()))] if answer.analogy.about else []
    parts: list[RenderableType] = [
        *map(Text, sentences(answer)),
        *about,
        legend(answer),
        exchanges(answer),
        notes(answer),
    ]
    parts += [*pairs(answer), structure(answer), proofs(answer), *changes(answer), footer(answer)]
    return Group(*parts)


def brief(answer: Exchanged) -> Brief:
    """Three sentences and the exchanges."""
    return Brief(sentences(answer), (legend(answer), exchanges(answer), notes(answer)), footer(answer))


def sentences(answer: Exchanged) -> tuple[str, ...]:
    """What the exchange turns in each case, and how much of what would show that the analogy holds is so."""
    return (*(_of_side(answer, side) for side in SIDES), *_of_proofs(answer))


def _of_side(answer: Exchanged, side: Side) -> str:
    """Which elements of the other case turn a hinge of this one: alone, two at a time, all together."""
    alone, receiver = answer.into(side), answer.case(side).title
    if not alone:
        return f"Nothing of '{answer.case(OTHER[side]).title}' has a counterpart in '{receiver}'."
    turning = [each.label for each in alone if _turned(answer, each)]
    verb, rule = ("turns" if len(turning) < 2 else "turn"), (" under best joint" if side == SIDES[0] else "")
    named = f": {listed(turning)}" if turning else ""
    return (
        f"Of {len(alone)} elements of '{answer.case(OTHER[side]).title}' put into '{receiver}', {_few(len(turning))} "
        f"{verb} a hinge alone{rule}{named}; {_all_together(answer, side)}."
    )


def _all_together(answer: Exchanged, side: Side) -> str:
    together = answer.exchange("", side)
    turned = _turned(answer, together) if together else ()
    return f"all together turn {_hinges_in_words(turned)}" if turned else "all together turn none"


def _few(count: int) -> str:
    return {0: "none", 1: "one"}.get(count, str(count))


def _turned(answer: Exchanged, each: Exchange) -> tuple[int, ...]:
    """The numbers, from 1, of the hinges that an exchange turns under best joint."""
    return tuple(k for k, name in enumerate(answer.hinge_names, 1) if each.turned(name))


def _with_hinges(answer: Exchanged, each: Exchange) -> str:
    """`gestures: hinges 1 and 3`: what was put in and which hinges that turns."""
    return f"{each.label}: {_hinges_in_words(_turned(answer, each))}"


def _hinges_in_words(turned: Sequence[int]) -> str:
    return f"hinge{'s' * (len(turned) > 1)} {listed([*map(str, turned)])}"


def _of_proofs(answer: Exchanged) -> Iterator[str]:
    """How many of the things that would show that the analogy holds are so."""
    if answer.analogy.shown_by:
        so = sum(map(answer.shows, answer.analogy.shown_by))
        things = plural(len(answer.analogy.shown_by), "thing", "things")
        yield f"Of {things} that would show that the analogy holds, {_few(so)} {'is' if so < 2 else 'are'} so."


def legend(answer: Exchanged) -> Text:
    """What the numbers of the hinges stand for, a line for each case."""
    lines = []
    for side in SIDES:
        hinges = (f"{k} {answer.hinge(side, name).title}" for k, name in enumerate(answer.hinge_names, 1))
        lines.append(f"Hinges of {_named(answer, side)}: {'; '.join(hinges)}.")
    return Text("\n".join(lines))


def _named(answer: Exchanged, side: Side) -> str:
    """The title of a case, and in brackets its name, under which it stands at the head of a column."""
    return f"{answer.case(side).title} ({answer.case(side).name})"


def exchanges(answer: Exchanged) -> Headed:
    """A row for each element, a column for each hinge of each case."""
    heads = [f"{answer.case(side).name} {k}" for side in SIDES for k in range(1, len(answer.hinge_names) + 1)]
    table = table_of(
        "What then holds of the hinges of a case, with an element of the other case in it", "Put in", *heads
    )
    table.add_row("nothing: as it is", *(_cell(answer.hinges[side], name) for side, name in _columns(answer)))
    for element, label in answer.rows:
        cells = []
        for side, name in _columns(answer):
            each = answer.exchange(element, side)
            cells.append("-" if each is None else _cell(each.after, name, each))
        table.add_row(label, *cells)
    return table


def _columns(answer: Exchanged) -> list[tuple[Side, str]]:
    return [(side, name) for side in SIDES for name in answer.hinge_names]


def _cell(hinges: Hinges, name: str, each: Exchange | None = None) -> str:
    """`yes`, `no*`, `yes / no*`: under best joint and, where it differs, under cautious."""
    by_rule = (
        f"{yes_no(hinges[name, rule])}{'*' if each is not None and each.turned(name, rule) else ''}" for rule in RULES
    )
    return " / ".join(dict.fromkeys(by_rule))


def yes_no(holds: bool | None) -> str:
    """Whether a hinge holds, in a word; `none` where the rule leads to no outcome."""
    return "none" if holds is None else "yes" if holds else "no"


def pairs(answer: Exchanged) -> list[Text]:
    """Every two elements that turn together what neither turns alone, in a sentence each."""
    lines = []
    for each in answer.pairs:
        turned = [name for name in answer.hinge_names if each.turned(name)]
        named = listed([f"'{answer.hinge(each.side, name).title}'" for name in turned])
        title = answer.case(each.side).title
        lines.append(Text(f"Only together, and neither alone: {each.label}. They turn {named} in '{title}'."))
    return lines


def notes(answer: Exchanged) -> Text:
    """What the words of the table mean, and what is said in fairness to who draws the analogy."""
    return Text("\n".join(filter(None, (NOTE, " ".join(answer.analogy.fairness.split())))))


def structure(answer: Exchanged) -> Headed:
    """The structure map."""
    here, there = (answer.case(side).title for side in SIDES)
    table = table_of("What corresponds to what", "Element", here, there, "Judged", "Bears on hinge")
    for row in answer.analogy.rows:
        numbers = ", ".join(str(answer.hinge_names.index(name) + 1) for name in row.hinges)
        table.add_row(capital(row.title), row.here, row.there, row.judged, numbers)
    return table


def proofs(answer: Exchanged) -> Headed:
    """What would show that the analogy holds, whether it is so, and how that is known."""
    table = table_of("What would show that the analogy holds", "What", "Is it so?", "How it is known", "Why")
    for proof in answer.analogy.shown_by:
        table.add_row(capital(proof.title), yes_no(answer.shows(proof)), known_by(proof), proof.why)
    return table


def known_by(proof: Proof) -> str:
    """Whether what would show that the analogy holds is computed, or said by the record."""
    if proof.answer is None:
        return "the exchange above"
    return f"the record ({proof.source})" if proof.source else "the record"


def changes(answer: Exchanged) -> list[Headed]:
    """What each element puts in place of what, a table for each case."""
    tables = []
    for side in SIDES:
        table = table_of(f"What was put into {answer.case(side).title}", "Element", "What changes")
        for each in answer.into(side):
            table.add_row(each.label, "; ".join(_changes_in_words(answer, each)))
        tables.append(table)
    return tables


def _changes_in_words(answer: Exchanged, each: Exchange) -> Iterator[str]:
    """Every change of an exchange in words: numbers with what they were, moves, the order of moves."""
    scenario, base = each.scenario, answer.scenarios[each.side]
    for name, value in scenario.overrides.items():
        outside = ", outside its range" if name in scenario.outside_range else ""
        was = base.values[name]
        same = "as before" if was == value else f"was {was:g}"
        yield f"{labels.assumption(scenario.case.register[name])} {value:g} ({same}{outside})"
    for player, move in scenario.fixes.items():
        if base.fixes.get(player) != move:
            yield f"{scenario.case.label_of(f'{player}.{move}')}, held"
    if scenario.order != base.order:
        yield f"order of moves: {order_in_words(each)}"


def order_in_words(each: Exchange) -> str:
    """Who moves when: `Serbia, then Kosovo and Spain`."""
    players = each.scenario.case.players
    return ", then ".join(listed([players[name].name for name in stage]) for stage in each.scenario.order or ())


def footer(answer: Exchanged) -> Text:
    """What stands under the text: the stamp of each case, and what every payoff is."""
    lines = (stamp([answer.scenarios[side]]).caption(MOST_CHANGES) for side in SIDES)
    return Text("\n".join([*lines, CAVEAT]), style="dim")
