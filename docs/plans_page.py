"""The page of the plans: what each promises, what its author must believe, and what divides the authors."""

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from negotiation_sim import ask, solve_scenario
from negotiation_sim.case.assumptions import AssumptionSet
from negotiation_sim.case.plans import Plan, words_of
from negotiation_sim.questions.believe.between.least_sets import between
from negotiation_sim.questions.believe.sentences import value
from negotiation_sim.questions.plans.answer import Plans
from negotiation_sim.questions.plans.forms import sentences

Table = Callable[[Iterable[str], Iterable[Iterable[object]]], str]
VERDICTS = {"works": "yes", "beside": "beside a failure", "fails": "no"}
NEAREST = 4
"""So many numbers are told of a plan that works: those that end it soonest, as a share of their range."""


def page(table: Table) -> str:
    """The page; `table` writes a table in Markdown."""
    answer: Plans = ask("plans").answer
    rows = [
        (each.title, _code(each.name), *(VERDICTS[answer.verdicts[plan.name, each.name]] for plan in answer.plans))
        for each in answer.sets
    ]
    held = [
        (p.title, p.author, _code(p.scenario), _promise(answer, p), ", ".join(map(_code, p.held_by)))
        for p in answer.plans
    ]
    parts = [
        "# The plans and those who hold them",
        "Written from plans.toml and the sets of the Kosovo case by `docs/generate.py`; `negotiation-sim plans` does "
        "it anew. A plan works where what it promises holds at the end of its scenario, under best joint. Every payoff "
        "is a modeller's construction: that a plan works under a set says what its holder must believe, no more.",
        table(("Plan", "Author", "Scenario", "What it promises", "Sets of those who hold it"), held),
        " ".join(sentences(answer)),
        table(("Set", "Name", *(plan.title for plan in answer.plans)), rows),
        "A set holds what its author said and no more, so a rival's plan can work under it. T. Less calls division the "
        "only realistic compromise; he does not say which number stops recognition first, so it works under his set "
        "too. The makers of the economic package say nothing against any other plan.",
        *_believed(answer, table),
        *_where_it_leads(answer, table),
        *_hangs_on(answer, table),
        *_failing(answer),
        *_divided(answer, table),
    ]
    return "\n\n".join(parts) + "\n"


def _code(name: str) -> str:
    return f"`{name}`"


def _promise(answer: Plans, plan: Plan) -> str:
    named = answer.case.conclusions.get(plan.holds)
    return f"{named.title} ({_code(plan.holds)})" if named else _code(plan.holds)


def _pairs(answer: Plans) -> Iterator[tuple[Plan, str]]:
    return ((plan, name) for plan in answer.plans for name in plan.held_by)


def _authors(answer: Plans) -> list[AssumptionSet]:
    """The sets whose values are said by an author, or needed beside what he said."""
    return [each for each in answer.sets if words_of(each)["said"] or words_of(each)["needed"]]


def _believed(answer: Plans, table: Table) -> Iterator[str]:
    yield "## What each author must believe"
    yield (
        "No author gives numbers. *Said*: a value in the direction of what he says, which is retold beside. *Needed*: "
        "what his plan, or his doubt, needs besides. Every other number is the register's, the reading of the "
        "op-ed: `op_ed` changes none of them."
    )
    for each in _authors(answer):
        words = words_of(each)
        yield f"### {each.title} (`{each.name}`)"
        yield f"{each.author}. {words['said']} said, {words['needed']} needed."
        rows = [
            (
                f"{(entry := answer.case.register[name]).label} (`{name}`)",
                f"{change.value:g}",
                f"{entry.value:g}",
                f"said: {change.said}" if change.said else f"needed: {change.needed}",
            )
            for name, change in each.changes.items()
        ]
        yield table(("Number", "Value", "In the register", "Whose words"), rows)


def _where_it_leads(answer: Plans, table: Table) -> Iterator[str]:
    yield "## Where each plan leads its holders"
    yield "The end of its scenario under best joint, beyond what the plan promises."
    yield table(
        ("Plan", "Set", "Works", *(headline.title for headline in answer.case.headlines)),
        [
            (plan.title, _code(name), VERDICTS[answer.verdicts[plan.name, name]], *_headlines(answer, plan, name))
            for plan, name in _pairs(answer)
        ],
    )
    yield (
        "A plan that works may bring less than its author hopes for. Under its own set the bargain of the "
        "International Crisis Group is struck and none of the four follows it: the weight of consent would have to be "
        f"{_least('serbia_first', 'settles and gives and count(holdouts.yes) >= 3', answer)} for three of them to."
    )


def _headlines(answer: Plans, plan: Plan, name: str) -> list[str]:
    solved = solve_scenario(answer.case.scenario(plan.scenario, name))
    assert solved.staged is not None
    profile = solved.staged.best_joint.profile
    assert profile is not None
    return [solved.headline(headline, profile) for headline in answer.case.headlines]


def _least(plan: str, condition: str, answer: Plans) -> str:
    """What the fewest values of main numbers are under which a condition holds for a plan's first holder."""
    asked = next(each for each in answer.plans if each.name == plan)
    (nearest,) = ask("believe", asked.scenario, holds=condition, assume=asked.held_by[0], measure="count").answer
    return "; ".join(f"{value(moved)} instead of {moved.old:g} (`{moved.entry.name}`)" for moved in nearest.moved)


def _hangs_on(answer: Plans, table: Table) -> Iterator[str]:
    yield "## On what a plan that works hangs"
    yield (
        f"Each number moved alone inside its range, all else as its holder has it; the {NEAREST} that end the plan "
        "soonest (`negotiation-sim breakeven`)."
    )
    rows = [
        row
        for plan, name in _pairs(answer)
        if answer.verdicts[plan.name, name] == "works"
        for row in _switches(plan, name)
    ]
    yield table(("Plan", "Set", "Number", "Now", "The plan fails"), rows)
    yield (
        "What self-government costs Pristina has no number of its own: it is part of what conceding costs. The bargain "
        "of the International Crisis Group works as long as autonomy costs Pristina little more than an association "
        "would, as the table says; a reader who rates it higher must find it a higher price."
    )


def _switches(plan: Plan, name: str) -> Iterator[tuple[str, str, str, str, str]]:
    found = ask("breakeven", plan.scenario, holds=plan.holds, assume=name).answer.nearest_first
    inside = [each for each in found if each.nearest and each.entry.allows(each.nearest.value)]
    for each in inside[:NEAREST]:
        side = "below" if each.nearest.value < each.value else "above"
        yield (
            *(plan.title, _code(name), f"{each.entry.label} (`{each.entry.name}`)", f"{each.value:g}"),
            f"{side} {each.nearest.value:.4g}",
        )
    if not inside:
        yield plan.title, _code(name), "no number alone", "", ""


def _failing(answer: Plans) -> Iterator[str]:
    yield "## Where a plan fails its holders"
    yield (
        "Nothing was tuned until a plan works. Where one fails under the set of somebody who holds it, this is the "
        "least that would have to be added to what he said, counted in values (`negotiation-sim believe`)."
    )
    for plan, name in _pairs(answer):
        if answer.verdicts[plan.name, name] != "works":
            yield f"### {plan.title}, under `{name}`"
            (nearest,) = ask("believe", plan.scenario, holds=plan.holds, assume=name, measure="count").answer
            moved = [f"{moved.entry.label} {value(moved)} instead of {moved.old:g}" for moved in nearest.moved]
            yield f"{'; '.join(moved) or 'Nothing inside the ranges'}."


def _divided(answer: Plans, table: Table) -> Iterator[str]:
    """The fewest values of one author that give another his answer, wherever two disagree about a plan."""
    yield "## What divides each pair"
    yield (
        "For each two of the sets above, and each plan that works under one and not under the other: the fewest values "
        "of the second that give the first its answer. Read: `a` from `b`, `a` takes these values over from `b` and "
        "then agrees with it (`negotiation-sim plans --between`)."
    )
    names = list(dict.fromkeys([*(name for _, name in _pairs(answer)), *(each.name for each in _authors(answer))]))
    alike: dict[tuple[str, str], dict[str, list[str]]] = {}
    agreeing = []
    for pair in combinations(names, 2):
        apart = [plan for plan in answer.plans if _works(answer, plan, pair[0]) != _works(answer, plan, pair[1])]
        agreeing += [] if apart else [" and ".join(map(_code, pair))]
        for plan in apart:
            for taker, giver, least in _taken_over(answer, plan, *pair):
                alike.setdefault((plan.title, least), {}).setdefault(giver, []).append(_code(taker))
    order = [plan.title for plan in answer.plans]
    yield table(
        ("Plan", "The fewest values", "Who takes them over"),
        [
            (plan, least, _who(who))
            for (plan, least), who in sorted(alike.items(), key=lambda row: order.index(row[0][0]))
        ],
    )
    yield f"These agree on every plan: {'; '.join(agreeing)}."


def _who(takers_from: dict[str, list[str]]) -> str:
    """Who takes over from whom, those who take from the same sets told together."""
    givers: dict[str, list[str]] = {}
    for giver, takers in takers_from.items():
        givers.setdefault(", ".join(takers), []).append(_code(giver))
    return "; ".join(f"{takers} from {', '.join(those)}" for takers, those in givers.items())


def _works(answer: Plans, plan: Plan, name: str) -> bool:
    return answer.verdicts[plan.name, name] == "works"


def _taken_over(answer: Plans, plan: Plan, one: str, other: str) -> Iterator[tuple[str, str, str]]:
    """Who takes what over from whom, in both directions."""
    found = between(answer.scenarios[plan.name, one], answer.scenarios[plan.name, other], plan.holds)
    for taker, giver, way in ((one, other, found.forth), (other, one, found.back)):
        named = [
            " and ".join(f"{answer.case.register[each].label} (`{each}`)" for each in least)
            for least in (way.smallest if way.flips else ())
        ]
        yield taker, giver, "; or ".join(named) or f"no choice of at most {way.searched} values does"
