"""Scenarios over the ranges as tables and sentences for the terminal; the words that all results of draws share."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...case.conclusions import Sense
from ...present.draws import ERROR, SENSES, SENSES_MEAN, foot, in_words, percent, size
from ...present.phrases import points, signed, words
from ...present.tables import table_of
from ...solve.staged import Rule
from .answer import Answers, Spread, Uncertainty


def uncertainty(found: Uncertainty) -> Group:
    """Shares, hinges, payoffs and convergence, and what they say in sentences."""
    parts: list[RenderableType] = [_shares(found), Text(SENSES_MEAN), Text()]
    if with_hinges(found):
        parts += [_hinges(found), Text()]
    parts += [piece for table in _payoffs(found) for piece in (table, Text())]
    parts += [_convergence(found), Text(), *(Text(f"- {said}") for said in sentences(found)), Text()]
    return Group(*parts, foot(found.sampling, found.scenarios))


def _shares(found: Uncertainty) -> Table:
    senses = found.answers[0].senses
    heads = [SENSES[sense].capitalize() for sense in senses]
    title = f"Share of the draws in which it holds ({ERROR} in percentage points)"
    table = table_of(title, "Scenario", "Outcome", *heads, right=heads)
    for own in found.answers:
        for question in found.questions:
            cells = [percent(found.share(own, sense, question)) for sense in senses]
            table.add_row(own.scenario.title, question.title, *cells)
        missing = [percent(found.without(own, sense)) for sense in senses]
        table.add_row(own.scenario.title, "No equilibrium, or no staged outcome", *missing)
        table.add_section()
    return table


def with_hinges(found: Uncertainty) -> tuple[Answers, ...]:
    """The scenarios in which the first hinge holds in some draw, in some sense."""
    first = found.hinges[:1]
    return tuple(
        own for own in found.answers if any(own.truths[sense, one.name].any() for sense in own.senses for one in first)
    )


def _hinges(found: Uncertainty) -> Table:
    heads = [hinge.title for hinge in found.hinges]
    columns = [heads[0], *(f"Of those: {head}" for head in heads[1:]), "All together"]
    title = f"The hinges, each among the draws in which those before it hold ({ERROR} in percentage points)"
    table = table_of(title, "Scenario", "Sense", *columns, right=columns)
    for own in with_hinges(found):
        for sense in own.senses:
            steps = found.staircase(own, sense)
            cells = [percent(step.of_those) for step in steps]
            table.add_row(own.scenario.title, SENSES[sense], *cells, percent(steps[-1].all_so_far))
        table.add_section()
    return table


def _payoffs(found: Uncertainty) -> Iterator[Table]:
    rules: tuple[Rule, ...] = tuple(found.answers[0].payoffs)
    baseline = found.baseline.scenario.title if found.baseline else ""
    for rule in rules:
        for changes in (False, True) if found.baseline else (False,):
            what = f"Change of payoffs against '{baseline}' on the same draws" if changes else "Payoffs"
            heading = f"{what}, staged under {words(rule)}: mean ({ERROR}), and from the 5 % to the 95 % quantile"
            chosen = [own for own in found.answers if not (changes and own.scenario.name == found.case.baseline)]
            if chosen:
                yield _payoff_table(found, chosen, rule, changes, heading)


def _payoff_table(found: Uncertainty, chosen: Sequence[Answers], rule: Rule, changes: bool, heading: str) -> Table:
    heads = [own.scenario.title for own in chosen]
    table = table_of(heading, "Player", *heads, right=heads)
    columns = [found.payoffs(own, rule, changes) for own in chosen]
    for row, player in enumerate(found.case.players.values()):
        table.add_row(player.name, *(_spread(column[row], changes) for column in columns))
    return table


def _spread(spread: Spread, changes: bool) -> str:
    show = signed if changes else points
    low, high = spread.quantiles[0], spread.quantiles[-1]
    return f"{show(spread.mean.value)} ({size(spread.mean.standard_error, 2)}), {show(low)} to {show(high)}"


def _convergence(found: Uncertainty) -> Table:
    """The last hinge with all before it (without hinges: the first question), staged under best joint where there is one."""
    question = (*found.hinges, *found.questions[:1])[len(found.hinges) - 1 if found.hinges else 0]
    sense: Sense = "best_joint" if "best_joint" in found.answers[0].senses else "every"
    rows = [(own, found.convergence(own, sense, question)) for own in found.answers]
    heads = [f"{estimate.draws:,} draws" for estimate in rows[0][1]]
    what = "All hinges together" if found.hinges else question.title
    title = f"Convergence: {what}, {SENSES[sense]} ({ERROR} in percentage points)"
    table = table_of(title, "Scenario", *heads, right=heads)
    for own, estimates in rows:
        table.add_row(own.scenario.title, *(percent(estimate) for estimate in estimates))
    return table


def sentences(found: Uncertainty) -> Iterator[str]:
    """For each scenario the chain of hinges, or without hinges the first question, in plain words."""
    for own in found.answers:
        if found.hinges:
            sense = own.senses[2] if len(own.senses) > 2 else "some"
            yield f"{own.scenario.title}, {SENSES[sense]}: {_chain(found, own, sense)}"
        else:
            for question in found.questions[:1]:
                possible, guaranteed = (found.share(own, sense, question) for sense in ("some", "every"))
                yield (
                    f"{own.scenario.title}: '{question.title}' is possible in {in_words(possible)} and guaranteed in "
                    f"{in_words(guaranteed)}."
                )


def _chain(found: Uncertainty, own: Answers, sense: Sense) -> str:
    steps = found.staircase(own, sense)
    said = [f"'{steps[0].hinge.title}' in {in_words(steps[0].all_so_far)}"]
    said += [f"of those '{step.hinge.title}' in {percent(step.of_those)}" for step in steps[1:] if step.of_those.draws]
    end = f"; all together in {percent(steps[-1].all_so_far)}" if len(said) > 1 else ""
    return "; ".join(said) + end + "."
