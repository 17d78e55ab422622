"""The answer of `uncertainty` in words and tables, and as plain dictionaries."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...case.conclusions import WITHOUT_SENSE, Sense
from ...present.draws import (
    ERROR,
    OPINION,
    SENSES,
    SENSES_MEAN,
    in_words,
    percent,
    sampling_footer,
    sampling_record,
    share_record,
    size,
)
from ...present.phrases import capital, listed, points, signed, words
from ...present.records import Record, number, stamped
from ...present.screen import Brief
from ...present.tables import table_of
from ...solve.staged import Rule
from ...worlds.drawn_conditions import DrawnCondition
from .answer import QUANTILES, HingeShares, PayoffSpread, Uncertainty
from .on_draws import WHOLE, Asked, ScenarioOnDraws

YEAR_BY_YEAR = "where each chooses year by year, by logit on what the year alone brings it"


def text(answer: Uncertainty) -> Group:
    """Shares, hinges, payoffs and convergence, and what they say in sentences."""
    parts: list[RenderableType] = [
        _shares(answer),
        *(part for each in _over_the_years(answer) for part in (Text(), each, Text())),
        Text(_senses_mean(answer)),
        Text(),
    ]
    if with_hinges(answer):
        parts += [_hinges(answer), *([Text(never(answer))] if never(answer) else []), Text()]
    parts += [piece for table in _payoffs(answer) for piece in (table, Text())]
    parts += [_convergence(answer), Text(), *(Text(f"- {sentence}") for sentence in sentences(answer)), Text()]
    return Group(*parts, sampling_footer(answer.sampling, answer.scenarios))


def brief(answer: Uncertainty) -> Brief:
    """Where the argument goes in each scenario; the shares, the hinges and the payoffs."""
    tables: list[RenderableType] = [
        _shares(answer, lean=True),
        *_over_the_years(answer),
        *([_hinges(answer)] if with_hinges(answer) else []),
        *([Text(never(answer))] if never(answer) else []),
        *_payoffs(answer),
    ]
    foot = Group(Text(_senses_mean(answer)), sampling_footer(answer.sampling, answer.scenarios))
    return Brief(tuple(sentences(answer)), tuple(tables), foot)


def _shares(answer: Uncertainty, lean: bool = False) -> Table:
    """A row per scenario and outcome; `lean`: of the headlines without what holds in no draw, in no sense."""
    senses = answer.senses
    heads = [SENSES[sense].capitalize() for sense in senses]
    title = f"Share of the draws in which it holds ({ERROR} in percentage points)"
    table = table_of(title, "Scenario", "Outcome", *heads, right=heads)
    for solved in answer.by_scenario:
        for condition in (each for each in answer.conditions if each not in answer.over_the_years):
            shares = [answer.share(solved, sense, condition) for sense in senses]
            if not lean or condition.further or any(share.draws and share.value for share in shares):
                table.add_row(solved.title, condition.title, *map(percent, shares))
        missing = [answer.without(solved, sense) for sense in senses]
        if not lean or any(share.value for share in missing):
            table.add_row(solved.title, "No equilibrium, or no staged outcome", *map(percent, missing))
        table.add_section()
    return table


def _over_the_years(answer: Uncertainty) -> Iterator[Table]:
    """What is asked of the years as a whole, which no sense and no selection rule touches."""
    if not answer.over_the_years:
        return
    title = f"Over the years, {YEAR_BY_YEAR}: share of the draws in which it holds"
    table = table_of(title, "Scenario", "Outcome", "Holds", right=("Holds",))
    for solved in answer.by_scenario:
        for condition in answer.over_the_years:
            table.add_row(solved.title, condition.title, percent(answer.share(solved, WHOLE, condition)))
    yield table


def _senses_mean(answer: Uncertainty) -> str:
    """What the senses mean, and in which of them other kinds of result than the game are asked."""
    other = [condition.title for condition in answer.conditions if condition.of not in ("game", *WITHOUT_SENSE)]
    if not other or len(answer.senses) == 2:
        return SENSES_MEAN
    return f"{SENSES_MEAN} What is about another kind of result than the game is asked at the staged outcome alone."


def with_hinges(answer: Uncertainty) -> tuple[ScenarioOnDraws, ...]:
    """The scenarios in which the first hinge holds in some draw, in some sense."""
    first = answer.hinges[:1]
    return tuple(
        solved
        for solved in answer.by_scenario
        if any(solved.truths[sense, hinge.name].any() for sense in solved.senses for hinge in first)
    )


def never(answer: Uncertainty) -> str:
    """Of which scenarios no hinges are shown, for the first holds in no draw of theirs; empty where there is none."""
    shown = with_hinges(answer)
    left_out = [solved.title for solved in answer.by_scenario if solved not in shown]
    if not shown or not left_out:
        return ""
    return f"Not shown: {listed(left_out)}, where '{answer.hinges[0].title}' holds in no draw, in no sense."


def _hinges(answer: Uncertainty) -> Table:
    heads = [hinge.title for hinge in answer.hinges]
    columns = [heads[0], *(f"Of those: {head}" for head in heads[1:]), "All together"]
    title = f"The hinges, each among the draws in which those before it hold ({ERROR} in percentage points)"
    table = table_of(title, "Scenario", "Sense", *columns, right=columns)
    for solved in with_hinges(answer):
        for sense in solved.senses:
            steps = answer.staircase(solved, sense)
            cells = [percent(step.of_those) for step in steps]
            table.add_row(solved.title, SENSES[sense], *cells, percent(steps[-1].all_so_far))
        table.add_section()
    return table


def _payoffs(answer: Uncertainty) -> Iterator[Table]:
    rules: tuple[Rule, ...] = tuple(answer.by_scenario[0].payoffs)
    baseline = answer.baseline.scenario.title if answer.baseline else ""
    for rule in rules:
        for changes in (False, True) if answer.baseline else (False,):
            what = f"Change of payoffs against '{baseline}' on the same draws" if changes else "Payoffs"
            heading = f"{what}, staged under {words(rule)}: mean ({ERROR}), and from the 5 % to the 95 % quantile"
            chosen = answer.changed() if changes else answer.by_scenario
            if chosen:
                yield _payoff_table(answer, chosen, rule, changes, heading)


def _payoff_table(
    answer: Uncertainty, chosen: Sequence[ScenarioOnDraws], rule: Rule, changes: bool, heading: str
) -> Table:
    heads = [solved.title for solved in chosen]
    table = table_of(heading, "Player", *heads, right=heads)
    columns = [answer.payoffs(solved, rule, changes) for solved in chosen]
    for row, player in enumerate(answer.case.players.values()):
        table.add_row(player.name, *(_spread(column[row], changes) for column in columns))
    return table


def _spread(spread: PayoffSpread, changes: bool) -> str:
    show = signed if changes else points
    low, high = spread.quantiles[0], spread.quantiles[-1]
    return f"{show(spread.mean.value)} ({size(spread.mean.standard_error, 2)}), {show(low)} to {show(high)}"


def _convergence(answer: Uncertainty) -> Table:
    """The last hinge with all before it, or else the first condition; staged under best joint where that exists."""
    condition = answer.hinges[-1] if answer.hinges else answer.conditions[0]
    sense: Asked = "best_joint" if "best_joint" in answer.senses else "every"
    if condition.of in WITHOUT_SENSE:
        sense = WHOLE
    rows = [(solved, answer.convergence(solved, sense, condition)) for solved in answer.by_scenario]
    heads = [f"{estimate.draws:,} draws" for estimate in rows[0][1]]
    what = "All hinges together" if answer.hinges else condition.title
    title = f"Convergence: {what}, {YEAR_BY_YEAR if sense == WHOLE else SENSES[sense]} ({ERROR} in percentage points)"
    table = table_of(title, "Scenario", *heads, right=heads)
    for solved, estimates in rows:
        table.add_row(solved.title, *(percent(estimate) for estimate in estimates))
    return table


def sentences(answer: Uncertainty) -> Iterator[str]:
    """What was asked for besides, then the chain of hinges or the first condition, each in every scenario, in words."""
    for condition in answer.conditions:
        if condition.further:
            yield from (_share_in_words(answer, solved, condition) for solved in answer.by_scenario)
    if answer.hinges:
        yield from _chains(answer)
    elif answer.conditions and not answer.conditions[0].further:
        yield from (_share_in_words(answer, solved, answer.conditions[0]) for solved in answer.by_scenario)


def _share_in_words(answer: Uncertainty, solved: ScenarioOnDraws, condition: DrawnCondition) -> str:
    """In how many draws a condition holds: at some and at every equilibrium, else where play in stages ends."""
    possible, guaranteed = (answer.share(solved, sense, condition) for sense in ("some", "every"))
    what = f"{solved.title}: '{condition.title}'"
    if condition in answer.over_the_years:
        return f"{what} holds in {in_words(answer.share(solved, WHOLE, condition))}, {YEAR_BY_YEAR}."
    if possible.draws:
        return f"{what} is possible in {in_words(possible)} and guaranteed in {in_words(guaranteed)}."
    return f"{what} holds in {in_words(answer.share(solved, 'best_joint', condition))}, {SENSES['best_joint']}."


def _chains(answer: Uncertainty) -> Iterator[str]:
    """The chain of hinges, first where it holds most often; where its first hinge never holds in one sentence."""
    chains = [(solved, answer.staircase(solved, _told_in(solved))) for solved in answer.by_scenario]
    chains.sort(key=lambda chain: [-step.all_so_far.value for step in reversed(chain[1])])
    yield from (_chain(solved, steps) for solved, steps in chains if steps[0].all_so_far.value)
    none = [(solved, steps[0]) for solved, steps in chains if not steps[0].all_so_far.value]
    if none:
        titles = [solved.title for solved in answer.by_scenario if any(solved is other for other, _ in none)]
        first = none[0][1]
        yield f"{listed(titles)}: '{first.hinge.title}' holds in {in_words(first.all_so_far)}."


def _told_in(solved: ScenarioOnDraws) -> Sense:
    """The sense in which the chain is told: where the stages lead, where there are any."""
    return solved.senses[2] if len(solved.senses) > 2 else "some"


def _chain(solved: ScenarioOnDraws, steps: Sequence[HingeShares]) -> str:
    """In how many draws all hinges hold; then hinge by hinge, with the standard errors."""
    first, last, sense = steps[0], steps[-1].all_so_far, SENSES[_told_in(solved)]
    if len(steps) == 1:
        return f"{solved.title}: '{first.hinge.title}' holds in {in_words(last)}, {sense}."
    share = percent(last, error=False)
    told = [f"'{first.hinge.title}' in {percent(first.all_so_far)}"]
    told += [f"of those '{step.hinge.title}' in {percent(step.of_those)}" for step in steps[1:] if step.of_those.draws]
    return (
        f"{solved.title}: the whole argument, all {len(steps)} hinges, holds in {share} of the {last.draws:,} draws "
        f"over the ranges. {capital(sense)}: {'; '.join(told)}; all together in {percent(last)}."
    )


def record(answer: Uncertainty) -> Record:
    """How the draws were made, and every scenario's shares, hinges, payoffs and convergence."""
    return {
        **stamped(answer.scenarios),
        "sampling": sampling_record(answer.sampling, answer.scenarios),
        "note": OPINION,
        "baseline": answer.baseline.scenario.name if answer.baseline else None,
        "scenarios": [_scenario(answer, solved) for solved in answer.by_scenario],
    }


def _scenario(answer: Uncertainty, solved: ScenarioOnDraws) -> Record:
    scenario, senses = solved.scenario, solved.senses
    return {
        "name": scenario.name,
        "held": sorted({*scenario.file.changes, *scenario.overrides}),
        "outcomes": {condition.name: _outcome(answer, solved, condition) for condition in answer.conditions},
        "without": {sense: share_record(answer.without(solved, sense)) for sense in senses},
        "hinges": {sense: _hinge_records(answer, solved, sense) for sense in senses},
        "payoffs": {rule: _payoff_records(answer, solved, rule) for rule in solved.payoffs},
        "convergence": {
            sense: _shares_by_draws(answer, solved, sense)
            for sense in (*senses, *([WHOLE] if answer.over_the_years else []))
        },
    }


def _outcome(answer: Uncertainty, solved: ScenarioOnDraws, condition: DrawnCondition) -> Record:
    return {
        "title": condition.title,
        "condition": condition.condition.text,
        **{sense: share_record(answer.share(solved, sense, condition)) for sense in _asked_in(solved, condition)},
    }


def _asked_in(solved: ScenarioOnDraws, condition: DrawnCondition) -> tuple[Asked, ...]:
    return (WHOLE,) if condition.of in WITHOUT_SENSE else solved.senses


def _hinge_records(answer: Uncertainty, solved: ScenarioOnDraws, sense: Sense) -> list[Record]:
    return [
        {
            "hinge": step.hinge.name.removeprefix("hinges."),
            "title": step.hinge.title,
            "all_so_far": share_record(step.all_so_far),
            "of_those": share_record(step.of_those),
        }
        for step in answer.staircase(solved, sense)
    ]


def _payoff_records(answer: Uncertainty, solved: ScenarioOnDraws, rule: Rule) -> Record:
    changes = answer.payoffs(solved, rule, changes=True) if answer.baseline else None
    return {
        "payoff": {spread.player: _spread_record(spread) for spread in answer.payoffs(solved, rule)},
        "change": None if changes is None else {spread.player: _spread_record(spread) for spread in changes},
    }


def _shares_by_draws(answer: Uncertainty, solved: ScenarioOnDraws, sense: Asked) -> Record:
    return {
        condition.name: [share_record(estimate) for estimate in answer.convergence(solved, sense, condition)]
        for condition in (*answer.conditions, *answer.hinges)
        if (sense == WHOLE) == (condition.of in WITHOUT_SENSE)
    }


def _spread_record(spread: PayoffSpread) -> Record:
    return {
        "mean": number(spread.mean.value),
        "monte_carlo_standard_error": number(spread.mean.standard_error),
        "quantiles": {f"{level:g}": number(value) for level, value in zip(QUANTILES, spread.quantiles, strict=True)},
        "draws": spread.mean.draws,
    }
