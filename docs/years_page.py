"""The page of the years: what becomes of the scenarios year by year, under several sets, and at two paces."""

from collections.abc import Callable, Iterable
from functools import cache

from negotiation_sim import ask
from negotiation_sim.case.rounds import Rounds
from negotiation_sim.questions.years.answer import YearsTold
from negotiation_sim.questions.years.sentences import sentences

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
KEEPS = {
    "years: record": ("years.violent", "years.tense"),
    "settled_by_2030": ("years.sponsor_change", "years.sponsor_return", "serbia.weight.status"),
}
CHANCE = ("violence", "war")
"""Events that chance alone moves, the same in every row."""
EXAMPLES = """```bash
negotiation-sim years recognition_first
negotiation-sim years recognition_first --story --seed 2 --replay 2023:sponsor=1   # one history, and another
negotiation-sim years recognition_first --pace                                     # together or one a year
negotiation-sim years status_quo --given 2024:greece=yes                           # laid down in every one
negotiation-sim years recognition_first --wait serbia                              # what stalling brings Belgrade
negotiation-sim years recognition_first --authors                                  # who would have been surprised
negotiation-sim years recognition_first --authors --given 2021-2026:sponsor=1      # had Washington kept at it
negotiation-sim years recognition_first --keep                                     # the belief that keeps the record
negotiation-sim breakeven recognition_first --holds settled_by_2030 --assumption years.sponsor_change
negotiation-sim years economic_normalization --assume economy_optimist --remember trade
negotiation-sim years recognition_first --within-year at_once                      # nobody sees what the others do
```"""


def page(table: Table) -> str:
    """The page; `table` writes a table in Markdown."""
    first = told("recognition_first")
    rounds = first.world.rounds
    last = rounds.played[-1]
    events = {name: event.label for name, event in rounds.events.items() if name not in CHANCE}
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
        "in the order of the file, each seeing what was done before. The order of moves that a scenario names counts "
        "for nothing there: `four_in_turn` and `recognition_first` give the same shares. It counts under a selection "
        "rule, and where some choose at once. With `within_year` at_once those of one stage of "
        "the order choose without seeing each other, each weighing what the others are likely to do: the logit "
        "equilibrium of that turn, the one that is reached where precision is raised from none.",
        table(("In recognition first they choose", *events.values()), _by_choice(events)),
        "## Together, or one a year",
        "The op-ed wants the four to recognise together; D. Serwer holds that each recognition hardens Belgrade. Told "
        "is in how many of 100 histories Serbia has settled. The recognitions are laid down, all in the first year or "
        "one a year, and Serbia is free. `stiffen` is what a recognition that still rankles adds to the cost of "
        "settling.",
        table(("stiffen", "Pace", *map(str, rounds.played[1::2])), _by_pace()),
        " ".join(sentences(told("recognition_first", pace=True))[:2]),
        "In the game of one year, where the four move one after the other (`four_in_turn`) and recognitions harden "
        "Belgrade as far as 0.9, Serbia never settles though all four recognise. One would expect the same of the "
        "years. It comes out otherwise, because what recognitions stir up fades (`years.fade`): once it has, Serbia "
        "settles. Only where nothing fades does it never settle, and only where each year is settled on its staged "
        "outcome; who chooses by logit settles now and then.",
        table(("stiffen", "years.fade", "They choose", "all four have recognised", "Serbia has settled"), _by_fading()),
        "## To stall, as Belgrade",
        " ".join(sentences(told("recognition_first", wait="serbia"))[:2]) + " So it is under `op_ed`, with recognition "
        "first; where the EU leads Serbia and Belgrade believes it, the answer is another. `serbia_first_autonomy` "
        "under `pragmatic_serbia`: " + sentences(told("serbia_first_autonomy", "pragmatic_serbia", wait="serbia"))[0],
        "## One history, and with another move",
        " ".join(sentences(told("recognition_first", seed=2, replay=("2023:sponsor=1",)))[:2]),
        "Chance falls alike in both. `--story` tells it year by year, and `--out` draws it as a strip of years.",
        "## What happened, and who would have been surprised",
        "The record is laid beside the paths year by year: no recognition, no settlement, no Dialogue, war in Europe "
        "from 2022, arms in the north in 2023. Where fewer than five of 100 histories are at least as far out as what "
        "happened, it lies outside the band of nine in ten. Beside it stands the same where Washington leads a "
        "Dialogue in every year from 2021 to 2026, which is what the plan asks for.",
        table(
            (
                "Set",
                "Tried from",
                "Left in",
                "By",
                "With a Dialogue throughout: left by recognitions",
                "Left by settlement",
            ),
            _surprised(),
        ),
        " ".join(sentences(told("recognition_first", authors=True))[:4]),
        "A set can be surprised only by a year that began when it was known, and so were the sources of its values; "
        "from which year on that is stands under 'Tried from'. "
        "Chances of war and of violence are this project's, not the authors', and all sets share them. "
        "A band of nine in ten that is asked year by year is left by what is rare in some year or other: violence came "
        "in one year of six. What tells sets apart is the recognitions: with a Dialogue throughout, none by 2023 would "
        "have surprised who follows the op-ed, and not who follows the sceptics. The Dialogue was not begun, so the "
        "record does not decide between them.",
        "What happened is a conclusion, `years: record`, or a part of it, `years: record.violence`, and every question "
        "takes it. Each of these alone would have kept what happened among the paths, or have had Serbia settle by "
        "2030 in most histories:",
        table(("Conclusion", "Assumption", "Now", "Believe"), _beliefs()),
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


def _surprised() -> Iterable[tuple[str, ...]]:
    """Each set, when the record left its paths and by what, as things went and with a Dialogue throughout."""
    given = ("2021-2026:sponsor=1",)
    both = [told("recognition_first", authors=True, **more) for more in ({}, {"given": given})]
    for here, there in zip(*(answer.authors for answer in both), strict=True):
        year, names = here.first or ("never", ())
        label = "; ".join(map(both[0].world.rounds.label, names))
        parts = (str(there.left[part] or "never") for part in ("recognitions", "settled"))
        yield f"`{here.assumptions.name}`", str(here.since or "later"), str(year), label, *parts


def _beliefs() -> Iterable[tuple[str, ...]]:
    for holds, names in KEEPS.items():
        answer = ask("breakeven", "recognition_first", holds=holds, assumption=list(names)).record
        for each in answer["break_evens"]:
            yield f"`{holds}`", f"`{each['assumption']}`", f"{each['value']:g}", f"{each['switches'][0]['value']:.4g}"


def _remembered(rounds: Rounds) -> str:
    """What is carried from year to year, always and where it is asked for."""
    always = "; ".join(variable.label for name, variable in rounds.state.items() if name not in rounds.optional)
    optional = "\n".join(f"- `{name}`: {rounds.state[name].label}." for name in rounds.optional)
    return (
        f"Remembered are, of players, their moves, and what else stands under `[state]`: {always}. A settlement lasts; "
        "a recognition is withdrawn by chance alone (`years.withdraw`, 0 unless you say so), and not once NATO has let "
        "Kosovo in. What recognitions have stirred up falls by half from one year to the next, in the mean. "
        "What Serbia has settled or accepted in an earlier year counts as consent that was given, for those of the "
        "four who wait for it. "
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


def _by_fading() -> Iterable[tuple[str, ...]]:
    """By the last year, the four in turn: where recognitions harden Belgrade much, and fade or do not."""
    ways = {"each year's staged outcome, best joint": "best_joint", "by logit on this year alone": "this_year"}
    for words, choice in ways.items():
        for fade in (0.5, 0):
            changes = [f"stiffen={STIFFEN[-1]}", f"years.fade={fade}"]
            answer = ask("years", "four_in_turn", choice=choice, histories=100, changes=changes).answer
            shares = (_percent(float(answer.shares[event][-1])) for event in ("all_recognise", "settled"))
            yield f"{STIFFEN[-1]:g}", f"{fade:g}", words, *shares


def _by_pace() -> Iterable[tuple[str, ...]]:
    for stiffen in STIFFEN:
        answer = ask("years", "recognition_first", pace=True, histories=100, changes=[f"stiffen={stiffen}"]).answer
        for each in answer.pace[:2]:
            yield f"{stiffen:g}", each.name, *(_percent(share) for share in each.shares["settled"][2::2])
