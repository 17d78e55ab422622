"""What the parties of a case can agree on: the zone, counted a second way, and all that is asked about it."""

import json
import re
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from negotiation_sim import InputError, load_case
from negotiation_sim.case.all_faults import all_faults
from negotiation_sim.case.conclusions import Conclusion
from negotiation_sim.case.library import built_in_cases
from negotiation_sim.case.scenario import Scenario
from negotiation_sim.language.expression import Expression, Number
from negotiation_sim.questions.asking import ask
from negotiation_sim.questions.table.fragility import fragility
from negotiation_sim.questions.table.issue_kinds import _kind
from negotiation_sim.questions.table.movers import movers
from negotiation_sim.questions.table.opening import openings, smallest_payment, worse_outside
from negotiation_sim.questions.table.placing import placed
from negotiation_sim.worlds.negotiation import Negotiation, negotiations
from negotiation_sim.worlds.results.result import conclusion, holds, margin, truths
from negotiation_sim.worlds.results.table import contenders, numbers
from negotiation_sim.worlds.sampling import sampling
from negotiation_sim.worlds.solved import solve_scenario

from .by_hand import kosovo_table
from .command_line import within as run

PAID = ("serbia_eu", "funds", "security")
FIRST_EDITION = "op_ed+first_edition"
ANY = Conclusion(Expression("1", Number(1.0)), "best_joint", "table")


def scenario(name: str, assume: str = "op_ed", case: str = "kosovo", **values: float) -> Scenario:
    return load_case(case).scenario(name, assume, values)


@cache
def point(name: str, assume: str = "op_ed", without: tuple[str, ...] = (), a4: float | None = None) -> Negotiation:
    """The table at the point to which best joint leads."""
    asked = scenario(name, assume, **({} if a4 is None else {"a4": a4}))
    return negotiations(asked, asked.case.table.laid(without), ["best_joint"])[0]


def by_recognition(where: Negotiation) -> list[int]:
    return list(where.by_option["recognition"].values())


# ---- the published figures of the design, and the same by hand


def test_there_are_47628_packages_of_which_2268_need_nobody_else() -> None:
    table = load_case("kosovo").table
    assert table.packages.count == 47_628
    assert table.laid(PAID).count == 2_268
    assert table.laid(also=("land",)).count == 2 * 47_628


def by_hand(where: Negotiation, bilateral: bool) -> tuple[int, list[int], int]:
    """The zone package by package in fractions, from the world without agreement alone."""
    values, world = where.scenario.values, where.where.tables.values
    access, nato, share, econ = (kosovo_table.exact(float(np.ravel(world[name])[0].round(12)))
                                 for name in ("access", "nato", "share", "econ"))  # fmt: skip
    rent = kosovo_table.exact(values["serbia.weight.instrument"]) * kosovo_table.exact(values["serbia.instrument.rent"])
    return kosovo_table.zone(kosovo_table.worths(values, access, nato, share, rent * econ), bilateral)


def test_in_the_status_quo_the_two_alone_can_agree_on_technical_matters_only() -> None:
    """63 packages, none with recognition. In floats 62 come out: ten of the packages leave one side exactly at 0, and
    of one the rounded sum is below 0. By the rule of ties it is in the zone, as fractions say."""
    where = point("status_quo", FIRST_EDITION, PAID)
    assert by_recognition(where) == [63, 0, 0]
    assert by_hand(where, bilateral=True) == (2_268, [63, 0, 0], 10)


def test_fewer_packages_are_in_the_zone_on_the_economic_track_than_in_the_status_quo() -> None:
    for assume in ("op_ed", FIRST_EDITION, "sceptic", "sceptic+first_edition"):
        track, quo = (int(point(name, assume).zone.sum()) for name in ("economic_normalization", "status_quo"))
        assert track < quo


def test_full_recognition_is_in_the_zone_only_after_the_four_have_recognised() -> None:
    for assume in ("op_ed", FIRST_EDITION):
        for name in ("status_quo", "economic_normalization", "recognition_first"):
            (full,) = by_recognition(point(name, assume))[2:]
            assert (full > 0) == (point(name, assume).outcome["spain"] == "yes")


@pytest.mark.parametrize(
    ("name", "zone"),
    [("status_quo", [1_160, 4_233, 0]), ("recognition_first", [1_890, 20_148, 4_947])],
)
def test_the_figures_of_the_design_hold_with_ties_counted_and_a_lifted_blockade(name: str, zone: list[int]) -> None:
    """The design counts 1,139 / 4,233 / 0 and 1,886 / 20,148 / 4,946: in floats, which lose a few ties, and with a
    settled Serbia opening 0.1 of the doors (a4), which the first edition had at 0."""
    where = point(name, FIRST_EDITION, (), 0.1)
    assert by_recognition(where) == zone
    assert by_hand(where, bilateral=False)[1] == zone


def test_the_repaired_case_by_hand() -> None:
    where = point("recognition_first")
    assert by_recognition(where) == by_hand(where, bilateral=False)[1] == [1_890, 20_841, 5_949]


def test_nash_after_recognition_first_agrees_on_what_the_design_says() -> None:
    where = point("recognition_first", FIRST_EDITION, (), 0.1)
    agreement = where.solutions["nash"]
    package = where.packages.named(agreement.packages[0])
    assert agreement.gains == pytest.approx([5.67, 4.02], abs=0.005)
    assert (package["recognition"], package["association"], package["heritage"]) == ("de_facto", "executive", "zones")
    assert (package["memberships"], package["serbia_eu"]) == ("all_but_un", "five_years_dated")


# ---- the point without agreement


@pytest.mark.parametrize("name", ["status_quo", "economic_normalization", "recognition_first", "four_in_turn"])
def test_without_agreement_all_others_play_what_the_scenario_leads_to(name: str) -> None:
    asked = scenario(name)
    solved = solve_scenario(asked)
    for where in negotiations(asked):
        for rule in where.rules:
            led_to = solved.game.moves(solved.staged.path(rule).profile)
            assert dict(where.outcome) == {**led_to, "serbia": "stall", "kosovo": "hold_firm"}
        payoff = solved.game.payoff(solved.game.profile(dict(where.outcome)))
        assert where.disagreement == pytest.approx([payoff["serbia"], payoff["kosovo"]])


def test_others_can_be_given_moves_and_parties_cannot() -> None:
    asked = scenario("status_quo")
    (where,) = negotiations(asked, others={"spain": "yes"})
    assert where.outcome["spain"] == "yes"
    with pytest.raises(InputError, match="serbia is a party: where there is no agreement it plays stall"):
        negotiations(asked, others={"serbia": "normalise"})


def test_a_scenario_that_fixes_a_party_is_asked_about_no_agreement_all_the_same() -> None:
    asked = scenario("status_quo").fixing({"serbia": "normalise"})
    assert negotiations(asked)[0].outcome["serbia"] == "stall"


# ---- many draws


@pytest.mark.parametrize("name", ["recognition_first", "economic_normalization"])
def test_the_numbers_of_many_draws_are_those_of_each_world_alone(name: str) -> None:
    asked = scenario(name)
    chosen = sampling(asked.case, 12, kinds=("game", "table"))
    draws = chosen.draws(asked, next(iter(chosen.blocks())))
    found = numbers(asked, ANY, draws)
    for k in range(12):
        (alone,) = negotiations(asked.with_values({each: float(column[k]) for each, column in draws.items()}),
                                rules=["best_joint"])  # fmt: skip
        assert found["zone"][k] == alone.zone.sum()
        assert found["packages"][k] == 47_628
        assert [found[f"recognition.{each}"][k] for each in ("none", "de_facto", "full")] == by_recognition(alone)
        assert found["least_gain"][k] == pytest.approx(alone.bargaining.gains.min(axis=0).max())
        for solution, agreement in alone.solutions.items():
            gains = agreement.gains if agreement else np.zeros(2)
            assert [found[f"{solution}.{party}"][k] for party in alone.parties] == pytest.approx(gains, abs=1e-9)


def test_every_number_that_is_declared_is_there_in_every_draw() -> None:
    asked = scenario("status_quo")
    found = numbers(asked, ANY, {"a0": np.array([0.2, 0.3])})
    assert {name: found[name].shape for name in asked.case.table.numbers} == dict.fromkeys(
        asked.case.table.numbers, (2,)
    )


def test_what_only_the_table_reads_does_not_change_where_the_scenario_leads() -> None:
    asked = scenario("recognition_first")
    name = "association.executive.cost"
    found = numbers(asked, ANY, {name: np.array([0.4, 0.6, 0.9])})
    assert (found.where.cells == found.where.cells[0]).all()
    assert found["zone"][0] > found["zone"][1] > found["zone"][2]


def test_packages_that_are_left_out_before_solving_are_picked_by_no_solution() -> None:
    rng = np.random.default_rng(2)
    for _ in range(50):
        gains = np.abs(rng.normal(size=(2, 80)))
        dominated = [(gains[:, [k]] < gains).all(axis=0).any() for k in range(80)]
        assert not (~contenders(gains) & ~np.array(dominated)).any()


def test_a_conclusion_about_the_table_is_asked_like_one_about_the_game() -> None:
    quo, first = scenario("status_quo"), scenario("recognition_first")
    assert holds(quo, conclusion(quo.case, "deal"))
    assert not holds(quo, conclusion(quo.case, "full_deal"))
    assert holds(first, conclusion(first.case, "full_deal"))
    assert not holds(first, conclusion(first.case, "full_deal", "cautious"))
    assert margin(quo, conclusion(quo.case, "table: zone > 6000")) == int(point("status_quo").zone.sum()) - 6000
    reached = conclusion(first.case, "full_deal")
    assert truths(first, reached, {"us_cred": np.array([1.0, 0.5])}).tolist() == [True, False]


# ---- two levels


@pytest.mark.parametrize(
    ("name", "concede"), [("status_quo", 0.3), ("recognition_first", 0.3), ("recognition_first", 0.1)]
)
def test_the_more_hostile_a_side_the_greater_its_share_while_a_zone_remains(name: str, concede: float) -> None:
    """Putnam (1988): a small win-set at home is strength at the table; where the package changes the share rises."""
    shares, packages = [], set()
    for hostile in np.linspace(0, 0.3, 7):
        values = {"ratification": 1, "ratify.serbia.hostile": float(hostile), "ratify.serbia.concede": concede}
        (where,) = negotiations(scenario(name, **values), rules=["best_joint"])
        agreement = where.solutions["nash"]
        if agreement is not None and (agreement.gains > 0).all():
            shares.append(agreement.gains[0] / agreement.gains.sum())
            packages.add(agreement.packages)
    assert len(shares) > 2
    assert (np.diff(shares) >= -1e-9).all()
    assert (shares[-1] > shares[0] + 0.05) == (len(packages) > 1) == (concede == 0.1)


def test_hostility_drives_the_best_package_towards_what_the_hostile_side_ratifies() -> None:
    """Of products gain_a * gain_b * (p - h)^2 the best has a p that never falls as h rises; on random packages."""
    rng = np.random.default_rng(4)
    for _ in range(200):
        gains, p = rng.random((2, 40)), rng.random(40)
        best = [int((gains.prod(axis=0) * np.clip(p - h, 0, 1) ** 2).argmax()) for h in np.linspace(0, 0.4, 9)]
        assert (np.diff(p[best]) >= 0).all()


def test_a_deal_that_nobody_ratifies_is_none() -> None:
    values = {"ratification": 1, "ratify.serbia.hostile": 2}
    (where,) = negotiations(scenario("recognition_first", **values), rules=["best_joint"])
    assert by_recognition(where)[1:] == [0, 0]


# ---- what opens, who moves, what is fragile


def test_the_smallest_payment_is_that_of_the_best_lottery() -> None:
    """Of two packages at (-1, 2) and (2, -1) a coin needs nothing; of one alone its loss must be paid."""
    assert smallest_payment(np.array([[-1.0, 2.0], [2.0, -1.0]])) == pytest.approx(0)
    assert smallest_payment(np.array([[-1.0, -3.0], [0.5, 5.0]])) == pytest.approx(1)
    rng = np.random.default_rng(8)
    for _ in range(20):
        gains = rng.normal(-1, 1, size=(2, 15))
        weights = rng.dirichlet(np.ones(15), size=2_000)
        lacking = np.maximum(-(weights @ gains.T), 0).sum(axis=1).min()
        alone = np.maximum(-gains, 0).sum(axis=0).min()
        assert smallest_payment(gains) <= min(lacking, alone) + 1e-9


def test_what_would_open_the_zone_to_full_recognition_does() -> None:
    quo = point("status_quo")
    (opening,) = openings(quo)
    assert opening.option == "full"
    number = quo.packages.find(opening.package)
    paid = quo.bargaining.gains[:, number] + np.array(list(opening.pays.values()))
    assert paid.min() >= -1e-12
    taken = quo.packages.places[0] == 2
    assert opening.payment == pytest.approx(np.maximum(-quo.bargaining.gains[:, taken], 0).sum(axis=0).min())
    assert opening.by_lottery <= opening.payment + 1e-9
    worse = quo.bargaining.gains + np.array([[opening.outside["serbia"] + 1e-9], [0.0]])
    assert (worse[:, taken] >= 0).all(axis=0).any()
    assert not (worse[:, taken] - np.array([[2e-9], [0.0]]) >= 0).all(axis=0).any()
    assert {"us", "eu"} >= opening.payers.keys()


def test_where_no_change_of_one_side_is_enough_none_is_told() -> None:
    assert worse_outside(np.array([[-1.0], [-2.0]]), 0) is None
    assert worse_outside(np.array([[-1.0, -0.5], [2.0, -1.0]]), 0) == 1.0


def test_what_a_mover_does_is_what_comes_out_where_it_does_it() -> None:
    quo = point("status_quo")
    told = {mover.what: mover for mover in movers(quo)}
    (spain,) = negotiations(quo.scenario, rules=["best_joint"], others={"spain": "yes"})
    assert told["spain.yes"].zone == spain.zone.sum()
    assert told["spain.yes"].gains_by_it == pytest.approx(spain.payoffs["spain"] - quo.payoffs["spain"])
    (gone,) = negotiations(quo.scenario, quo.table.laid(["funds.three_times"]), ["best_joint"])
    gift = told["funds.three_times"]
    assert (gift.zone, gift.before, gift.who) == (gone.zone.sum(), quo.zone.sum(), ("eu",))
    shift = gone.solutions["nash"].gains - quo.solutions["nash"].gains
    assert list(gift.shift.values()) == pytest.approx(shift)
    sizes = [mover.size for mover in movers(quo)]
    assert sizes == sorted(sizes, reverse=True)


def test_a_belief_that_empties_something_does_so_at_its_value_and_not_before() -> None:
    first = point("recognition_first")
    weakest = fragility(first)
    near = weakest.nearest["recognition.full"]
    assert weakest.nearest["zone"] is None
    assert near.entry.name == "us_cred"
    step = (near.value - near.at) * 1e-4
    counts = [
        by_recognition(negotiations(first.scenario.with_values({"us_cred": value}), rules=["best_joint"])[0])[2]
        for value in (near.at, near.at + step)
    ]
    assert counts[0] == 0 < counts[1]


# ---- packages and issues


def test_a_package_is_placed_by_the_sum_of_its_parts() -> None:
    first = point("recognition_first")
    rng = np.random.default_rng(6)
    for number in rng.integers(0, first.packages.count, 20):
        package = first.packages.named(int(number))
        where = placed(first, package)
        for party, gain in where.gains.items():
            parts = [share.points for share in where.shares if share.party == party]
            assert gain == pytest.approx(sum(parts))
        assert where.inside == first.zone[number]
        assert (where.room == 0) == bool(first.bargaining.frontier[number]) or where.room < 1e-9
        if where.room > 0:
            better = first.bargaining.gains[:, first.packages.find(where.better)]
            assert (better - list(where.gains.values())).min() == pytest.approx(where.room)
        assert set(where.would_not) == {p for p, gain in where.gains.items() if gain < 0}


@pytest.mark.parametrize("name", ["status_quo", "recognition_first"])
def test_a_placed_package_is_efficient_and_picked_where_a_search_of_all_packages_says_so(name: str) -> None:
    here = point(name)
    gains, rng = here.bargaining.gains, np.random.default_rng(2)
    picked = [n for agreement in here.solutions.values() if agreement for n in agreement.packages]
    for number in {*picked, *rng.integers(0, gains.shape[1], 10).tolist()}:
        where = placed(here, here.packages.named(number))
        better = (gains >= gains[:, [number]] - 1e-9).all(axis=0) & (gains > gains[:, [number]] + 1e-9).any(axis=0)
        assert where.efficient == (not better.any())
        for solution, agreement in here.solutions.items():
            assert (solution in where.picked_by) == (agreement is not None and number in agreement.packages)


@pytest.mark.parametrize("scenario", ["status_quo", "recognition_first"])
def test_the_nearest_package_of_the_zone_changes_fewest_issues(scenario: str) -> None:
    here = point(scenario)
    rng = np.random.default_rng(8)
    zone = [here.packages.named(int(number)) for number in np.flatnonzero(here.zone)]
    for _ in range(3):
        package = {issue: str(rng.choice(options)) for issue, options in here.packages.options.items()}
        where = placed(here, package)
        changes = [sum(each[issue] != package[issue] for issue in package) for each in zone]
        least = {n: here.bargaining.gains[:, here.packages.find(zone[n])].min()
                 for n, changed in enumerate(changes) if changed == min(changes)}  # fmt: skip
        assert zone[max(least, key=lambda n: least[n])] == where.nearest or (
            min(where.nearest_gains.values()) == pytest.approx(max(least.values()))
        )
        assert sum(where.nearest[issue] != package[issue] for issue in package) == min(changes)


def test_an_empty_zone_has_no_nearest_package() -> None:
    answer = ask(
        "table",
        "status_quo",
        without=("serbia_eu,funds,security,missing_property,energy_customs",),
        package=("north=mixed",),
    )
    for each in answer.record["scenarios"]:
        assert each["zone"] == 0
        assert each["placed"]["nearest"] is None


def test_a_package_that_the_rules_forbid_says_which() -> None:
    table = load_case("kosovo").table
    where = placed(point("status_quo"), table.package(["serbia_eu=five_years_dated"]))
    assert where.number is None
    assert where.why_not == table.feasible_labels["dated_for_acceptance"]


@pytest.mark.parametrize("name", [name for name, path in built_in_cases().items() if (path / "table.toml").exists()])
def test_why_a_package_is_forbidden_is_told_without_a_code_name_with_a_label_or_without(name: str) -> None:
    table = load_case(name).table
    assert set(table.feasible_labels) == set(table.feasible)
    for bare in (table, replace(table, feasible_labels={})):
        for rule in table.feasible:
            told = bare.feasible_in_words(rule)
            assert rule not in told
            assert not re.search(r"[a-z]_[a-z]|[a-z]\.[a-z]", told)


def test_a_rule_without_a_label_is_told_in_the_labels_of_its_options() -> None:
    table = replace(load_case("kosovo").table, feasible_labels={})
    told = {name: table.feasible_in_words(name) for name in table.feasible}
    assert told["dated_for_acceptance"] == (
        'it needs "Serbia in the EU" is "as now" or "Serbia\'s recognition" is not "none"'
    )
    assert told["full_opens_doors"] == (
        'it needs not ("Serbia\'s recognition" is "in full" and "Kosovo\'s memberships" is "blocked")'
    )


@pytest.mark.parametrize(
    ("worths", "kind"),
    [
        ([[0, 1, 2], [0, 3, 4]], "compatible"),
        ([[0, 1], [0, 0]], "compatible"),
        ([[0, 1, 2], [2, 1, 0]], "distributive"),
        ([[0, 1], [5, 0]], "distributive"),
        ([[0, 0.9, 1], [1, 0.8, 0]], "integrative"),
        ([[0, 0.2, 1], [1, 0.3, 0]], "distributive"),
        ([[3], [1]], "settled"),
    ],
)
def test_an_issue_is_of_the_kind_that_its_options_make_it(worths: list[list[float]], kind: str) -> None:
    values = np.array(worths, dtype=float)
    assert _kind(values) == kind
    assert _kind(values[::-1]) == kind
    assert _kind(values * [[7.0], [0.1]] + [[1.0], [-3.0]]) == kind


def test_an_issue_taken_off_the_table_stays_as_without_agreement() -> None:
    alone, every = point("status_quo", "op_ed", ("funds",)), point("status_quo")
    row = list(every.packages.options).index("funds")
    kept = every.packages.places[row] == 0
    assert alone.packages.count == kept.sum()
    assert alone.zone.sum() == (every.zone & kept).sum()


# ---- the question


def test_the_answer_begins_with_how_large_the_zone_is() -> None:
    text = run("table", "status_quo").stdout
    assert text.startswith("Serbia and Kosovo both prefer 6,590 of 47,628 packages to no agreement in 'Status quo'.")
    assert "Of these packages, ‘Serbia's recognition: in full’ is part of none." in " ".join(text.split())


def test_the_record_has_what_a_program_asks_for() -> None:
    record = json.loads(run("table", "recognition_first", "--json").stdout)
    best, cautious = record["scenarios"]
    assert (best["name"], best["rule"], cautious["rule"]) == ("recognition_first", "best_joint", "cautious")
    assert best["outcome"]["spain"] == "yes"
    assert best["parties"] == ["serbia", "kosovo"]
    assert set(best["disagreement"]) == {"serbia", "kosovo"}
    assert (best["packages"], best["zone"]) == (47_628, sum(best["by_option"]["recognition"].values()))
    assert set(best["solutions"]) == {"nash", "kalai_smorodinsky", "egalitarian", "utilitarian", "maximin"}
    assert set(best["solutions"]["nash"]) == {"package", "gains", "ties"}
    assert best["opens"] is None
    assert cautious["opens"][0]["option"] == "full"
    assert len(best["pareto"]) == len({json.dumps(each["package"]) for each in best["pareto"]})


def test_an_empty_zone_is_an_answer_that_says_what_would_open_it() -> None:
    kept = ["recognition.none", *(f"{each}" for each in load_case("kosovo").table.issues if each != "recognition")]
    text = run("table", "status_quo", "--without", ",".join(kept)).stdout
    assert "the zone is empty" in " ".join(text.split())
    assert "would need a payment of" in text
    record = json.loads(run("table", "status_quo", "--json", "--without", "recognition.none").stdout)
    assert record["without"] == ["recognition.none"]
    forced = json.loads(run("table", "status_quo", "--json", "--without", ",".join(kept)).stdout)["scenarios"][0]
    assert forced["zone"] == 0
    assert forced["solutions"]["nash"] is None


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (["--without", "fnds"], "unknown issue 'fnds' on the table. Did you mean 'funds'?"),
        (["--without", "funds.treble"], "unknown option 'treble' of the issue funds"),
        (["--without", "funds.none,funds.growth_plan,funds.three_times"], "no option of 'funds' is left on the table"),
        (["--with", "lnd"], "Did you mean 'land'?"),
        (["--package", "funds"], "write ISSUE=OPTION, for example"),
        (["--package", "funds=none,funds=growth_plan"], "'funds' stands twice in the package"),
        (["--package", "recognition=ful"], "unknown option 'ful' of the issue recognition. Did you mean 'full'?"),
        (["--given", "kosovo=concede"], "kosovo is a party"),
        (["--given", "spain=perhaps"], "unknown strategy"),
        (["--concept", "some"], "unknown selection rule 'some'"),
        (["--case", "stag_hunt"], "the case 'stag_hunt' has no table. Write a table.toml"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_reason(asked: list[str], words: str) -> None:
    scenarios = [] if "stag_hunt" in asked else ["status_quo"]
    answered = run("table", *scenarios, *asked)
    assert answered.returncode == 2
    assert words in " ".join(answered.stderr.split())


def test_the_picture_names_every_option_of_the_main_issue_and_every_solution() -> None:
    (picture,) = list(ask("table", "status_quo").question.load("pictures")(ask("table", "status_quo").answer))
    axes = picture.figure.axes[0]
    marks = {(line.get_marker(), line.get_color()) for line in axes.lines if line.get_marker() in "os^"}
    assert len({marker for marker, _ in marks}) == len({colour for _, colour in marks if colour != "white"}) == 3
    written = {text.get_text().strip() for text in axes.texts}
    assert {"none", "in fact", "in full"} <= written
    letters = set("".join(text for text in written if text.isupper()))
    assert letters == {"N", "K", "E", "U", "M"}
    assert "without agreement Serbia" in picture.words


def test_the_picture_says_what_is_off_the_table_and_what_was_put_on() -> None:
    answered = ask("table", "status_quo", without=["serbia_eu", "funds.three_times"], also=["land"])
    (picture,) = list(answered.question.load("pictures")(answered.answer))
    title = " ".join(picture.figure.get_suptitle().split())
    assert "without Serbia in the EU; Funds for both: three times it, with Exchange of land" in title


def test_a_table_of_three_parties_has_a_picture_for_every_pair() -> None:
    case = load_case("kosovo")
    table = case.table
    three = replace(
        table,
        parties=(*table.parties, "eu"),
        no_agreement={**table.no_agreement, "eu": "status_neutral"},
        worths={**table.worths, "eu": {"funds": table.worths["serbia"]["security"] and {}}},
    )
    asked = replace(case, table=three).scenario("status_quo")
    (where,) = negotiations(asked, rules=["best_joint"])
    assert where.bargaining.gains.shape[0] == 3
    assert where.zone.sum() == point("status_quo").zone.sum()
    assert [each.gains.shape for each in where.solutions.values() if each] == [(3,)] * 5


def test_the_hash_and_the_stamp_of_a_copy_tell_a_rule_of_the_table_that_was_changed(tmp_path: Path) -> None:
    assert run("new", str(tmp_path / "mine"), "--like", "accords").returncode == 0
    before = json.loads(run("table", "accords_first", "--case", str(tmp_path / "mine"), "--json").stdout)
    file = tmp_path / "mine" / "table.toml"
    text = file.read_text(encoding="utf-8")
    assert text.count('security = "-arms.israel"') == 1
    file.write_text(text.replace('security = "-arms.israel"', 'security = "-2 * arms.israel"'), encoding="utf-8")
    after = json.loads(run("table", "accords_first", "--case", str(tmp_path / "mine"), "--json").stdout)
    assert before["hash"] != after["hash"]
    assert after["changed_rules"][0]["name"] == "table worth of israel: pact.arms"


def test_several_faults_of_a_table_are_told_at_once(tmp_path: Path) -> None:
    folder = shutil.copytree(Path(__file__).parent / "frozen" / "water", tmp_path / "water")
    for file, old, new in (
        ("table.toml", 'half = "1"', 'half = "goodwil"'),
        ("table.toml", "[worth.south.dues]", "[worth.south.dews]"),
        ("game.toml", '"peace"', '"peas"'),
    ):
        text = (folder / file).read_text(encoding="utf-8")
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    faults = all_faults(folder).faults
    for words in ("worth.north.water.half", "worth.south.dews", "'peas'"):
        assert any(words in fault for fault in faults), faults


@pytest.mark.parametrize("full", [[], ["--full"]])
@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (["--without", "serbia_eu"], "Taken off the table: Serbia in the EU."),
        (["--without", "funds.three_times"], "Taken off the table: Funds for both: three times it."),
        (["--with", "land"], "Put on the table: Exchange of land."),
        (["--given", "us=hands_off"], "Held where there is no agreement: United States: staying out."),
    ],
)
def test_what_is_changed_about_a_table_is_told_in_its_labels(full: list[str], asked: list[str], words: str) -> None:
    assert words in " ".join(run("table", "status_quo", *asked, *full).stdout.split())
