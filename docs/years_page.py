"""The page of the years: what becomes of the scenarios year by year, under several sets, and at two paces."""

from collections.abc import Callable, Iterable
from functools import cache

from negotiation_sim import ask
from negotiation_sim.case.rounds import Rounds
from negotiation_sim.questions.years.answer import YearsTold
from negotiation_sim.questions.years.forms import sentences

Table = Callable[[Iterable[str], Iterable[Iterable[object]]], str]
SETS = ("op_ed", "serwer_2022", "crisis_group_2021", "hindsight_2026", "sceptic")
SCENARIOS = ("recognition_first", "status_quo", "economic_normalization")
CHOICES: dict[str, dict[str, str]] = {
    "by logit on this year alone, in turn": {},
    "by logit on this year alone, those of one stage at once": {"within_year": "at_once"},
    "by logit on all years to come, in turn": {"choice": "ahead"},
    "each year's staged outcome, best joint": {"choice": "best_joint"},
    "each year's staged outcome, cautious": {"choice": "cautious"},
}
TRADE = (0, 0.05, 0.1)
STIFFEN = (0, 0.6, 0.9)
EXAMPLES = """```bash
negotiation-sim years recognition_first
negotiation-sim years recognition_first --story --seed 7 --replay 2023:sponsor=1   # one history, and another
negotiation-sim years recognition_first --pace --set stiffen=0.6                   # together or one a year
negotiation-sim years status_quo --given 2024:greece=yes                           # laid down in every one
negotiation-sim years recognition_first --wait serbia                              # what stalling brings Belgrade
negotiation-sim years economic_normalization --assume economy_optimist --remember trade
negotiation-sim years recognition_first --within-year at_once                      # nobody sees what the others do
```"""


def page(table: Table) -> str:
    """The page; `table` writes a table in Markdown."""
    first = told("recognition_first")
    rounds = first.world.rounds
    last = rounds.played[-1]
    events = {name: event.label for name, event in rounds.events.items()}
    parts = [
        "# The years",
        "Written from rounds.toml and the sets of the Kosovo case by `docs/generate.py`. A share is one of histories "
        "under these assumptions, never the probability of a real event.",
        EXAMPLES,
        "The talks of the argument take time, and so does its answer. "
        f"From {rounds.start} on each year has its turns, in the order of the file: "
        f"{', '.join(turn.label for turn in rounds.turns)}. What one year leaves the next one finds: "
        f"{len(first.world.space):,} states, whose shares are carried from year to year exactly. Histories are "
        "simulated only to be told, and to check the shares.",
        " ".join(sentences(first)),
        f"## Scenario by scenario, set by set: of 100 histories, by {last}",
        table(("Scenario", "Set", *events.values(), "Recognitions, mean"), _by_set(events)),
        "## By how they choose",
        "By default a player looks at what the year alone would bring it, all else as it stands: nobody foresees. "
        "Who looks ahead weighs all years to come, and chooses more surely (`years.foresight`), set so that the years "
        "before the text stay as quiet. Under a selection rule each year is settled on the staged outcome of its game; "
        "without what the state changes, one year is then exactly what `run` shows. Players move one after the other "
        "in the order of the file, each seeing what was done before. With `within_year` at_once those of one stage of "
        "the order choose without seeing each other, each weighing what the others are likely to do: the logit "
        "equilibrium of that turn, the one that is reached where precision is raised from none.",
        table(("In recognition first they choose", *events.values()), _by_choice(events)),
        "## Together, or one a year",
        "The op-ed wants the four to recognise together; D. Serwer holds that each recognition hardens Belgrade. Told "
        "is in how many of 100 histories Serbia has settled. The recognitions are laid down, all in the first year or "
        "one a year, and Serbia is free. `stiffen` is what a recognition that still rankles adds to the cost of "
        "settling.",
        table(("stiffen", "Pace", *map(str, rounds.played[1::2])), _by_pace()),
        "## What is remembered, and what is not",
        _remembered(rounds),
        "In the optimists' reading of economic normalization trade ties the two together year by year, the "
        "more the longer it lasts (`years.trade_gain`). Told is in how many of 100 histories Serbia has settled.",
        table(("Tied by a year of the package", *map(str, rounds.played[1::2])), _by_trade()),
        "## What it cannot say",
        "- The record of 2021 to 2026 is one of a world in which the Dialogue was never begun: it can leave the paths "
        "of a plan, and cannot refute what was not tried.\n"
        "- No threat is remembered: no move of the game is one, so what was threatened, and whether it was done, is no "
        "part of the state.\n"
        "- Between two levels of trade or of chapters lies nothing. The mean is kept from year to year until the last "
        "level is reached, and histories lie further apart than they would.\n"
        "- Trade ties only while the package runs, as in the game of one year; what it has tied comes back with it.\n"
        "- Kosovo's place in NATO counts only while Washington leads, as in the game of one year, so its security, and "
        "with it its concessions, fall back where the Dialogue ends.\n"
        "- Another order of turns within a year gives other shares.",
    ]
    return "\n\n".join(parts) + "\n"


@cache
def told(scenario: str, assume: str = "op_ed", **more: str) -> YearsTold:
    answer: YearsTold = ask("years", scenario, assume=assume, histories=100, **more).answer
    return answer


def _percent(share: float) -> str:
    return "none" if share < 1e-9 else "< 0.1" if share < 0.0005 else f"{100 * share:.1f}"


def _by_set(events: Iterable[str]) -> Iterable[tuple[str, ...]]:
    for scenario in SCENARIOS:
        for name in SETS:
            answer = told(scenario, name)
            shares = (_percent(float(answer.shares[event][-1])) for event in events)
            yield answer.scenario.title, f"`{name}`", *shares, f"{answer.means['recognitions'][-1]:.2f}"


def _by_choice(events: Iterable[str]) -> Iterable[tuple[str, ...]]:
    for words, how in CHOICES.items():
        answer = told("recognition_first", **how)
        yield words, *(_percent(float(answer.shares[event][-1])) for event in events)


def _remembered(rounds: Rounds) -> str:
    """What is carried from year to year, always and where it is asked for."""
    always = "; ".join(variable.label for name, variable in rounds.state.items() if name not in rounds.optional)
    optional = "\n".join(f"- `{name}`: {rounds.state[name].label}." for name in rounds.optional)
    return (
        f"Remembered are, of players, their moves, and what else stands under `[state]`: {always}. A settlement lasts; "
        "a recognition is withdrawn by chance alone (`years.withdraw`, 0 unless you say so), and not once NATO has let "
        "Kosovo in. What recognitions have stirred up falls by half from one year to the next, in the mean. "
        "Leaders count a later year by "
        "the chance that their government does not fall. The rest is remembered only where a scenario lists it under "
        f"`remembers`, or where it is asked for (`--remember`), for each makes several times more states:\n\n{optional}"
    )


def _by_trade() -> Iterable[tuple[str, ...]]:
    for gain in TRADE:
        answer = ask(
            "years", "economic_normalization", assume="economy_optimist", remember=["trade"], histories=100,
            changes=[f"years.trade_gain={gain}"],
        ).answer  # fmt: skip
        yield f"{gain:g}", *(_percent(float(share)) for share in answer.shares["settled"][2::2])


def _by_pace() -> Iterable[tuple[str, ...]]:
    for stiffen in STIFFEN:
        answer = ask("years", "recognition_first", pace=True, histories=100, changes=[f"stiffen={stiffen}"]).answer
        for pace, carried in answer.pace.items():
            shares = carried[..., 0] @ answer.world.events["settled"][:, 0]
            yield f"{stiffen:g}", pace, *(_percent(float(share)) for share in shares[2::2])
