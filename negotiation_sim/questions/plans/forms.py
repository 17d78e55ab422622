"""Plans in sentences and tables, and as plain dictionaries."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...case.plans import Plan, words_of
from ...present import labels
from ...present.phrases import listed, plural
from ...present.records import Record, stamped
from ...present.screen import Brief
from ...present.tables import Headed, footer, table_of
from .answer import Plans

SIGNS = {"works": "yes", "beside": "beside", "fails": "-"}
MEANING = (
    "yes: what the plan promises holds where its scenario leads, under best joint; beside: at some equilibrium only, "
    "beside one in which it fails; -: nowhere. [ ] a set of those who hold the plan."
)


def sentences(answer: Plans) -> tuple[str, ...]:
    """How many plans work for those who hold them, and for whom alone; of two sets on how many plans they disagree."""
    return (_disagree(answer),) if answer.divides else (_held(answer), _alone(answer))


def _disagree(answer: Plans) -> str:
    first, second = map(labels.author, answer.sets[:2])
    apart = [plan.title for plan in answer.plans if answer.divides[plan.name]]
    named = f": {listed(apart)}" if apart else ""
    plans = plural(len(answer.plans), "plan", "plans")
    return f"{first} and {second} disagree on {len(apart) or 'none'} of {plans}{named}."


def _held(answer: Plans) -> str:
    names = {each.name for each in answer.sets}
    plans = [plan for plan in answer.plans if names & {*plan.held_by}]
    if not plans:
        return "None of these sets is one of those who hold a plan."
    failing = [f"'{plan.title}'" for plan in plans if not answer.by_holders(plan)]
    count = len(plans) - len(failing)
    verb, them = ("works", "it") if count == 1 else ("work", "them")
    works = (
        f"{count} of {plural(len(plans), 'plan', 'plans')} {verb} under the assumptions of somebody who holds {them}"
    )
    return (
        f"{works}; {listed(failing)} {'fails' if len(failing) == 1 else 'fail'} even there." if failing else f"{works}."
    )


def _alone(answer: Plans) -> str:
    alone = [
        f"'{plan.title}'{_with_some(answer, plan)}"
        for plan in answer.plans
        if answer.believers(plan) and {*answer.believers(plan)} <= {*plan.held_by}
    ]
    if not alone:
        if not any(map(answer.believers, answer.plans)):
            return "No plan works under any of these assumptions."
        return "Every plan that works does so under the assumptions of others too."
    works, them = ("works", "it") if len(alone) == 1 else ("work", "them")
    return f"{listed(alone)} {works} under the assumptions of nobody but those who hold {them}."


def _with_some(answer: Plans, plan: Plan) -> str:
    """That a plan does not work with the assumptions of all who hold it, where that is so."""
    works, holders = len(answer.believers(plan)), sum(each.name in plan.held_by for each in answer.sets)
    return f" ({works} of its {holders} holders)" if works < holders else ""


def text(answer: Plans) -> Group:
    """The sentences, what divides two sets, the plans by set, and whose words the values are."""
    first, *more = sentences(answer)
    return Group(
        Text(first, style="bold"), *map(Text, more), Text(), *_tables(answer), footer([*answer.scenarios.values()])
    )


def brief(answer: Plans) -> Brief:
    """The sentences and the plans by set; of two sets what divides them first."""
    return Brief(sentences(answer), _tables(answer), footer([*answer.scenarios.values()]))


def _tables(answer: Plans) -> tuple[RenderableType, ...]:
    divided = (_divided(answer),) if answer.divides else ()
    return (*divided, _by_set(answer), Text(MEANING), _words(answer))


def _by_set(answer: Plans) -> Headed:
    numbers = [f"{k}" for k in range(1, len(answer.plans) + 1)]
    table = table_of("Which plan works under which set", "Set", *numbers)
    for each in answer.sets:
        table.add_row(each.name, *(_cell(answer, plan, each.name) for plan in answer.plans))
    table.add_section()
    for number, plan in zip(numbers, answer.plans, strict=True):
        table.add_row(f"{number}: {plan.title}", *[""] * len(numbers))
    return table


def _cell(answer: Plans, plan: Plan, name: str) -> str:
    sign = SIGNS[answer.verdicts[plan.name, name]]
    return f"[{sign}]" if name in plan.held_by else sign


def _words(answer: Plans) -> Table:
    numbers = ("Said", "Needed besides", "Neither written")
    table = table_of("Whose words the values of a set are", "Set", "Held by", *numbers, right=numbers)
    for each in answer.sets:
        if each.changes:
            table.add_row(each.name, each.author, *(str(count) for count in words_of(each).values()))
    return table


def _divided(answer: Plans) -> Table:
    first, second = answer.sets[:2]
    heading = f"The fewest beliefs of {second.name} that give {first.name} its answer"
    table = table_of(heading, "Plan", "Values", "Taken over together")
    for plan in answer.plans:
        way = answer.divides[plan.name]
        if way is None:
            table.add_row(plan.title, "0", "they agree")
            continue
        for k, least in enumerate(way.smallest if way.flips else ()):
            named = listed(labels.assumptions(answer.case.register, least))
            table.add_row(plan.title if k == 0 else "", str(len(least)) if k == 0 else "", named)
        if not way.flips:
            table.add_row(plan.title, "-", f"no choice of at most {way.searched} values does")
    return table


def record(answer: Plans) -> Record:
    """Every plan with its verdict under every set, whose words the values are, and what divides two sets."""
    return {
        **stamped([*answer.scenarios.values()]),
        "plans": [_of_plan(answer, plan) for plan in answer.plans],
        "sets": {each.name: dict(words_of(each)) for each in answer.sets},
        "divides": {
            name: [] if way is None else [list(least) for least in way.smallest] if way.flips else None
            for name, way in answer.divides.items()
        },
    }


def _of_plan(answer: Plans, plan: Plan) -> Record:
    return {
        "plan": plan.name,
        "title": plan.title,
        "author": plan.author,
        "scenario": plan.scenario,
        "holds": plan.holds,
        "held_by": list(plan.held_by),
        "under": {each.name: answer.verdicts[plan.name, each.name] for each in answer.sets},
    }
