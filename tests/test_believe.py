"""The nearest world: against answers on paper, fine grids, every subset in plain loops, and games solved anew."""

import itertools
import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation_sim import ask, load_case, solve_scenario
from negotiation_sim.case.scenario import Case, Scenario
from negotiation_sim.errors import InputError
from negotiation_sim.present.terminal import plain
from negotiation_sim.present.writer import write_all
from negotiation_sim.questions.asking import files_of
from negotiation_sim.questions.believe import comparisons_in_words, sentences
from negotiation_sim.questions.believe import pictures as figure
from negotiation_sim.questions.believe.answer import nearest_world, nearest_worlds
from negotiation_sim.questions.believe.between import pictures as between_figure
from negotiation_sim.questions.believe.between.forms import sentences as between_sentences
from negotiation_sim.questions.believe.between.least_sets import between
from negotiation_sim.questions.believe.forms import table as table_of
from negotiation_sim.questions.believe.forms import text as text_of
from negotiation_sim.questions.believe.nearest.goals import Goal
from negotiation_sim.questions.believe.nearest.nearest_world import Moved, NearestWorld
from negotiation_sim.questions.believe.nearest.prices import PricedComparison
from negotiation_sim.questions.believe.nearest.programmes import Measure, length
from negotiation_sim.questions.believe.nearest.worlds import worlds
from negotiation_sim.questions.believe.question import QUESTION
from negotiation_sim.questions.believe.sentences import away_from
from negotiation_sim.questions.believe.sentences import value as told
from negotiation_sim.worlds.results.result import conclusion, truths
from negotiation_sim.worlds.slopes import enclosed_slopes, slopes_at
from negotiation_sim.worlds.tables import build, scenario_shape

from .test_cli import answer, refusal

MEASURES: tuple[Measure, ...] = ("total", "largest", "count")
FROZEN = Path(__file__).parent / "frozen" / "kosovo"
RECOGNISED = "count(holdouts.yes) == 4 and serbia.normalise"
BOTH = "first.stag and second.stag"


@cache
def kosovo() -> Case:
    return load_case(FROZEN)


@cache
def kosovo_answers(set_: str, concept: str) -> dict[Measure, NearestWorld]:
    """All measures at once, which takes as long as one: each is the same whichever others are asked."""
    found = nearest_worlds(kosovo().scenario("recognition_first", set_), RECOGNISED, concept)
    return {one.measure: one for one in found}


def kosovo_answer(set_: str, measure: Measure, concept: str) -> NearestWorld:
    return kosovo_answers(set_, concept)[measure]


def hunt() -> Scenario:
    return load_case("stag_hunt").scenario("free_choice")


def nearest(scenario: Scenario, condition: str, concept: str, measure: Measure, make: bool = True) -> NearestWorld:
    return nearest_world(scenario, Goal(conclusion(scenario.case, condition, concept), make), (), measure)


def solved_alone(scenario: Scenario, condition: str, concept: str) -> bool:
    """The conclusion read off one game's printed results, move by move."""
    solved = solve_scenario(scenario)
    if concept in ("best_joint", "cautious"):
        assert solved.staged
        picked = getattr(solved.staged, concept).profile
        ends = [picked] if picked else []
    else:
        ends = list(solved.equilibria.equilibria)
    holds = [bool(np.broadcast_to(solved.tables.of(scenario.case.condition(condition)), solved.game.shape)[end])
             for end in ends]  # fmt: skip
    return (any if concept == "some" else all)(holds) and bool(holds)


# ------ on paper ------

HARE, STAG, EMPTY = (
    0.7,
    1.4,
    1.2,
)  # the widths of the ranges; the stag is worth 1 more than the hare, 4 more than nothing


@pytest.mark.parametrize(
    ("measure", "distance"),
    [
        ("total", 1 / STAG),  # the stag is the cheapest way: 1.4 points a width
        ("largest", 1 / (STAG + HARE)),  # the stag falls and the hare rises together
        ("count", 1),
    ],
)
def test_the_stag_is_given_up_where_it_is_worth_no_more_than_the_hare(measure: Measure, distance: float) -> None:
    found = nearest(hunt(), BOTH, "some", measure, make=False)
    assert found.distance == pytest.approx(distance, abs=1e-6)
    assert found.exact
    values = found.world.values if found.world else {}
    assert values["stag_share"] == pytest.approx(values["hare"], abs=1e-6)
    assert found.inside is not None, "inside the ranges the stag is always worth more"
    assert found.inside.proved
    assert found.inside.points == pytest.approx(3.6 - 3.4, abs=1e-6)  # the least advantage that the ranges allow


@pytest.mark.parametrize(("measure", "distance"), [("total", 3 / EMPTY), ("largest", 3 / (EMPTY + HARE)), ("count", 1)])
def test_the_stag_is_the_only_equilibrium_where_the_hare_is_worth_no_more_than_nothing(
    measure: Measure, distance: float
) -> None:
    found = nearest(hunt(), BOTH, "every", measure)
    assert found.distance == pytest.approx(distance, abs=1e-6)
    assert found.inside is not None
    assert found.inside.proved
    assert all(moved.outside for moved in found.moved)
    assert found.inside.points == pytest.approx(2.7 - 0.2, abs=1e-6)  # the least by which a hare beats empty hands


def test_what_binds_and_its_price_are_those_on_paper() -> None:
    (bound,) = nearest(hunt(), BOTH, "some", "total", make=False).tight[:1]
    assert bound.price == pytest.approx(1 / STAG, abs=1e-6)  # a point less to overcome is 1 / 1.4 of a width nearer
    bought = {one.entry.name: one.points for one in bound.buys}
    assert bought == {"stag_share": pytest.approx(-1), "hare": pytest.approx(1)}


def test_what_holds_already_needs_no_change() -> None:
    found = nearest(hunt(), BOTH, "some", "total")
    assert found.already
    assert found.moved == ()
    assert sentences.sentences(found) == ["Nothing has to change."]


def test_no_draw_inside_the_ranges_does_what_was_proved_impossible_there() -> None:
    scenario, rng = hunt(), np.random.default_rng(5)
    register = scenario.case.register
    draws = {name: rng.uniform(one.low, one.high, 20_000) for name, one in register.items()}
    assert truths(scenario, conclusion(scenario.case, BOTH, "some"), draws).all()
    assert not truths(scenario, conclusion(scenario.case, BOTH, "every"), draws).any()


# ------ a grid ------

RULES = """
[case]
title = "Two by two"
source = "the tests"
[players.a]
name = "A"
strategies = ["x", "y"]
[players.b]
name = "B"
strategies = ["x", "y"]
[payoffs]
a = "{}"
b = "{}"
"""
NUMBER = '[{}]\nvalue = {}\nrange = [{}, {}]\nunit = "points"\nwhy = "a test"\nsource = "the tests"\nlevel = "main"\n'
CELLS = ("a.x*b.x", "a.x*b.y", "a.y*b.x", "a.y*b.y")


def two_by_two(folder: Path, rng: np.random.Generator, multiplied: bool) -> Scenario:
    """A random game; `p` and `q` stand in its payoffs, multiplied with each other in one cell or not."""

    def rule() -> str:
        cells = [f"{cell}*({rng.integers(-9, 10)} + {rng.integers(-3, 4)}*p + {rng.integers(-3, 4)}*q"
                 f"{' + p*q' if multiplied and cell == CELLS[0] else ''})" for cell in CELLS]  # fmt: skip
        return " + ".join(cells)

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "game.toml").write_text(RULES.format(rule(), rule()), encoding="utf-8")
    numbers = NUMBER.format("p", 1, 0, 3) + NUMBER.format("q", 2, 0, 4)
    (folder / "assumptions.toml").write_text(numbers, encoding="utf-8")
    (folder / "plain.toml").write_text('title = "Plain"\n', encoding="utf-8")
    return load_case(folder).scenario("plain")


@pytest.mark.parametrize("pole", [0.5, 0.75, 2.0, 2.5])
@pytest.mark.parametrize("rule", ["a.x*q/(p - {})", "a.x*(p - {})**-1", "a.x*q*(p - {})**-3"])
def test_beside_a_division_by_zero_inside_a_range_the_answer_still_turns_the_conclusion_over(
    tmp_path: Path, rule: str, pole: float
) -> None:
    (tmp_path / "game.toml").write_text(RULES.format(rule.format(pole), "b.x"), encoding="utf-8")
    numbers = NUMBER.format("p", 1, 0, 3) + NUMBER.format("q", 2, 1, 4)
    (tmp_path / "assumptions.toml").write_text(numbers, encoding="utf-8")
    (tmp_path / "plain.toml").write_text('title = "Plain"\n', encoding="utf-8")
    scenario = load_case(tmp_path).scenario("plain")
    make = pole > 1  # the sign of p - pole decides, and p is 1
    for measure in MEASURES:
        world = nearest_world(scenario, Goal(conclusion(scenario.case, "a.x", "some"), make), measure=measure)
        assert world.world is not None
        assert solved_alone(world.world, "a.x", "some") == make
        assert world.distance == pytest.approx(1 if measure == "count" else abs(1 - pole) / 3, abs=1e-3)
        (moved,) = (each for each in world.moved if each.entry.name == "p")
        assert sentences.value(moved) != f"{pole:g}"  # as printed the rule would divide by zero
        told = f"At p {pole:g} itself a rule has no value" in " ".join(sentences.sentences(world))
        assert told == sentences.value(moved).startswith("just ")


def least_on_a_grid(scenario: Scenario, reached: Goal, measure: Measure, points: int = 61) -> float:
    """The least distance among the points of a fine grid over both ranges that reach the goal."""
    p, q = (one.ravel() for one in np.meshgrid(np.linspace(0, 3, points), np.linspace(0, 4, points)))
    p, q = np.append(p, np.linspace(0, 3, 4 * points)), np.append(q, np.full(4 * points, 2.0))
    p, q = np.append(p, np.full(4 * points, 1.0)), np.append(q, np.linspace(0, 4, 4 * points))
    good = truths(scenario, reached.conclusion, {"p": p, "q": q}) == reached.make
    z = np.stack([(p - 1) / 3, (q - 2) / 4], axis=1)[good]
    return min((length(np.where(np.abs(own) < 1e-12, 0, own), measure) for own in z), default=np.inf)


@pytest.mark.parametrize("multiplied", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_no_point_of_a_fine_grid_is_nearer_than_the_answer(tmp_path: Path, seed: int, multiplied: bool) -> None:
    scenario = two_by_two(tmp_path / "case", np.random.default_rng(seed), multiplied)
    for condition, concept in itertools.product(("a.x", "a.y and b.x"), ("some", "every")):
        reached = conclusion(scenario.case, condition, concept)
        reached_now = Goal(reached).reached(scenario)
        for measure in MEASURES:
            goal = Goal(reached, not reached_now)
            found = nearest_world(scenario, goal, (), measure)
            grid = least_on_a_grid(scenario, goal, measure)
            if found.world is not None and found.inside is None:
                assert goal.reached(found.world)
                assert found.at_least <= found.distance + 1e-9
                assert found.at_least <= grid + 1e-6, "a bound that was proved cannot be undercut"
                assert grid >= found.distance - 1e-6 or not found.exact
                if not multiplied:
                    assert found.exact
            else:
                assert grid == np.inf or (multiplied and found.inside is not None and not found.inside.proved)


# ------ Kosovo ------


@pytest.mark.parametrize(
    ("set_", "concept", "measure"),
    [*itertools.product(["op_ed", "sceptic"], ["some"], MEASURES), ("op_ed", "best_joint", "count"),
     ("op_ed", "best_joint", "largest"), ("sceptic", "best_joint", "total")],
)  # fmt: skip
def test_the_answer_turns_the_conclusion_over_and_a_little_less_does_not(
    set_: str, concept: str, measure: Measure
) -> None:
    found = kosovo_answer(set_, measure, concept)
    assert found.world is not None
    assert found.inside is None
    make = set_ == "sceptic"
    assert found.goal.make == make
    assert solved_alone(found.world, RECOGNISED, concept) == make
    start = found.scenario.values
    less = {one.entry.name: start[one.entry.name] + 0.995 * (one.new - one.old) for one in found.moved}
    assert solved_alone(found.scenario.with_values(less), RECOGNISED, concept) != make
    assert not any(one.outside for one in found.moved)
    typed = {one.entry.name: float(told(one)) for one in found.moved}
    assert solved_alone(found.scenario.with_values(typed), RECOGNISED, concept) == make, "as it is told, it is enough"


@pytest.mark.parametrize(("old", "new", "far"), [(0.5, 0.637237, 0.6373), (0.9, 0.637237, 0.6372), (0.0, 1.0, 1.0),
                                                 (0.5, 0.1 + 0.2, 0.3), (1.0, -2.34567, -2.346), (3.0, 0.0, 0.0),
                                                 (0.0, 0.99996, 1.0), (0.0, 12345.1, 12350.0)])  # fmt: skip
def test_a_value_is_told_so_that_what_is_typed_goes_far_enough(old: float, new: float, far: float) -> None:
    assert away_from(old, new) == pytest.approx(far, rel=1e-12)


def test_from_the_op_ed_one_assumption_does_and_from_the_sceptic_none() -> None:
    assert len(kosovo_answer("op_ed", "count", "best_joint").alone or ()) == 3
    assert kosovo_answer("sceptic", "count", "some").alone == ()
    assert kosovo_answer("sceptic", "count", "some").distance == 3
    (moved,) = kosovo_answer("op_ed", "count", "best_joint").moved
    assert (moved.entry.name, moved.new) == ("us_cred", pytest.approx(0.6591517, abs=1e-6))  # the break-even


def test_smaller_in_sum_is_not_smaller_at_most() -> None:
    for set_ in ("op_ed", "sceptic"):
        few, small, count = (kosovo_answer(set_, measure, "some") for measure in MEASURES)
        z = {
            measure: np.array([one.widths for one in own.moved])
            for measure, own in zip(MEASURES, (few, small, count), strict=True)
        }
        assert few.distance <= length(z["largest"], "total") + 1e-9
        assert small.distance <= length(z["total"], "largest") + 1e-9
        assert count.distance <= len(few.moved)


def test_only_what_is_free_moves() -> None:
    scenario = kosovo().scenario("recognition_first", "sceptic")
    (found,) = nearest_worlds(
        scenario, RECOGNISED, "some", free=["us_*", "cover_access", "conditionality"], measures=["total"]
    )
    assert found.world is not None
    assert {one.entry.name for one in found.moved} <= {"us_cred", "us_ideology", "cover_access", "conditionality"}


# ------ slopes ------


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_slopes_are_differences_and_lie_within_what_encloses_them(seed: int) -> None:
    rng = np.random.default_rng(seed)
    scenario = kosovo().scenario("recognition_first", rng.choice(list(kosovo().sets)))
    free = worlds(scenario)
    z = rng.uniform(0.9 * free.low, 0.9 * free.high)
    here = scenario.with_values(dict(zip(free.names, free.start + z * free.width, strict=True)))
    k = int(rng.integers(len(free.names)))
    name, step = free.names[k], 1e-6 * free.width[k]
    profiles = rng.integers(int(np.prod(scenario_shape(scenario))), size=20)
    _, slopes = slopes_at(here, profiles, [name])
    up, down = (build(here.with_values({name: here.values[name] + s})).payoffs.reshape(9, -1)[:, profiles]
                for s in (step, -step))  # fmt: skip
    assert slopes[:, 0] == pytest.approx((up - down) / (2 * step), rel=1e-4, abs=1e-4)
    comparisons = [one for p in profiles[:5].tolist() for one in free.hold(p)]
    low, high = free.enclosed(comparisons)
    _, slope = free.gaps(z, comparisons)
    assert (low <= slope + 1e-9).all()
    assert (slope <= high + 1e-9).all()


def test_slopes_of_a_point_are_enclosed_by_themselves() -> None:
    scenario = kosovo().scenario("recognition_first")
    box = {"us_cred": (np.array([0.9]), np.array([0.9]))}
    low, high = enclosed_slopes(scenario, np.arange(10), box)
    assert np.allclose(low, high)


# ------ between two sets ------


def least_subsets(first: Scenario, second: Scenario, condition: str, concept: str) -> set[frozenset[str]]:
    """Every subset of the differences, solved one game at a time; kept where no part of it does."""
    names = [name for name, value in first.values.items() if second.values[name] != value]
    before = solved_alone(first, condition, concept)
    found: list[frozenset[str]] = []
    for size in range(1, len(names) + 1):
        for own in itertools.combinations(names, size):
            taken = {name: second.values[name] for name in own}
            part_does = any(less < set(own) for less in found)
            if not part_does and solved_alone(first.with_values(taken), condition, concept) != before:
                found.append(frozenset(own))
    return set(found)


@pytest.mark.parametrize(
    ("one", "other"), [("op_ed", "sceptic_four"), ("op_ed", "sceptic_serbia"), ("sceptic_kosovo", "thaci_2018")]
)
def test_every_least_subset_of_differences_is_found_and_no_other(one: str, other: str) -> None:
    first, second = (kosovo().scenario("recognition_first", name) for name in (one, other))
    found = between(first, second, conclusion(kosovo(), RECOGNISED, "best_joint"))
    assert len(found.names) <= 7
    assert found.forth.confirmed
    assert found.back.confirmed
    for way, start, end in ((found.forth, first, second), (found.back, second, first)):
        assert {frozenset(own) for own in way.flips} == least_subsets(start, end, RECOGNISED, "best_joint")
        assert way.searched == len(found.names)
        assert [len(own) for own in way.flips] == sorted(len(own) for own in way.flips)


def test_between_the_op_ed_and_the_sceptic_pairs_decide_one_way_and_fours_the_other() -> None:
    first, second = (kosovo().scenario("recognition_first", name) for name in ("op_ed", "sceptic"))
    found = between(first, second, conclusion(kosovo(), RECOGNISED))
    assert (found.forth.holds, found.back.holds) == (True, False)
    assert {len(own) for own in found.forth.smallest} == {2}
    assert {len(own) for own in found.back.smallest} == {4}
    for way, values in ((found.forth, second.values), (found.back, first.values)):
        for own in way.smallest:
            turned = way.start.with_values({name: values[name] for name in own})
            assert solved_alone(turned, RECOGNISED, "best_joint") != way.holds
    table = table_of(found)
    assert len(table) == len(found.forth.flips) + len(found.back.flips)


def test_two_sets_that_agree_are_said_to_agree_once_with_what_was_looked_at() -> None:
    first, second = (kosovo().scenario("recognition_first", name) for name in ("op_ed", "trump_2020"))
    found = between(first, second, conclusion(kosovo(), "serbia.normalise"))
    assert list(between_sentences(found)) == [
        "“The op-ed's own assumptions” (op_ed) and “Washington in September 2020” (trump_2020) give the same answer: "
        "it holds under both.",
        "Nothing taken over from the other changes that, either way: "
        "they differ in one value, us_ideology, and it was tried.",
    ]
    shown = plain(text_of(found))
    assert "No set" not in shown
    assert shown.count("changes that") == 1


def test_the_picture_has_a_column_for_each_least_set_with_marks_at_its_own_rows(tmp_path: Path) -> None:
    first, second = (kosovo().scenario("recognition_first", name) for name in ("op_ed", "sceptic_four"))
    found = between(first, second, conclusion(kosovo(), RECOGNISED))
    panels = between_figure.picture(found).figure.axes
    names = between_figure.drawn(found)
    assert set(names) == set(found.names)
    assert [text.get_text() for text in panels[0].get_yticklabels()] == [between_figure.label(found, n) for n in names]
    assert "us_cred   1 | 0.75" in {text.get_text() for text in panels[0].get_yticklabels()}
    for axes, way in zip(panels[:2], (found.forth, found.back), strict=True):
        columns = [line for line in axes.lines if line.get_marker() != "None"]
        assert [{names[int(row)] for row in line.get_ydata()} for line in columns] == [set(own) for own in way.flips]
    assert {path.name for path in write_all(files_of(QUESTION, found), tmp_path)} == {
        f"between{end}" for end in (".png", ".svg", ".txt", "_table.txt", "_table.json", "_table.csv")
    }
    said = (tmp_path / "between.txt").read_text(encoding="utf-8")
    assert all(sentence in said for sentence in between_sentences(found))
    both = "us_cred: 1 in “The op-ed's own assumptions”, 0.75 in “Sceptical of the four”"
    assert f"{both}; in 2 sets forth, 2 back." in said


def test_two_sets_without_a_difference_are_refused() -> None:
    scenario = kosovo().scenario("recognition_first")
    with pytest.raises(InputError, match="name two sets that differ"):
        between(scenario, scenario, conclusion(kosovo(), RECOGNISED))


# ------ what is shown ------


def test_the_picture_marks_the_numbers_of_the_table() -> None:
    found = [kosovo_answer("op_ed", measure, "some") for measure in MEASURES]
    axes = figure.picture(found).figure.axes[0]
    drawn = sorted(round(float(x), 9) for marks in axes.collections for x, _ in marks.get_offsets())
    assert drawn == sorted(round(widths, 9) for widths in table_of(found)["widths"])
    assert sentences.question(found[0]) in figure.in_words(found)


@pytest.mark.parametrize(("set_", "concept"), [("op_ed", "some"), ("sceptic", "some"), ("op_ed", "best_joint")])
def test_what_is_said_to_buy_points_makes_the_better_move_pay_more(set_: str, concept: str) -> None:
    """To hold or to fail: a step in the direction that is named widens the gap by as much as is said."""
    found = kosovo_answer(set_, "count", concept)
    assert found.world is not None
    bound, said = found.tight[0], comparisons_in_words.constraints(found.scenario, found.tight[:1])[0]
    bought = re.findall(r"(raising|lowering) (\S+) by ([0-9.]+) buys ([0-9.]+) points", said)
    assert [name for _, name, _, _ in bought] == [one.entry.name for one in bound.buys[:3]]
    for way, name, step, points in bought:
        by = float(step) if way == "raising" else -float(step)
        gaps = [
            gap(world, bound) for world in (found.world, found.world.with_values({name: found.world.values[name] + by}))
        ]
        assert gaps[1] - gaps[0] == pytest.approx(float(points), rel=0.01), name


def gap(world: Scenario, bound: PricedComparison) -> float:
    """By how much the players of a comparison prefer the better profile, from the game solved alone."""
    payoffs, players = build(world).payoffs, list(kosovo().players)
    return float(
        sum(payoffs[(k, *bound.better)] - payoffs[(k, *bound.worse)] for k in map(players.index, bound.players))
    )


def test_what_measures_share_is_said_once() -> None:
    sceptic = kosovo().scenario("recognition_first", "sceptic")
    found = nearest_worlds(sceptic, RECOGNISED, "some", free=["dialogue_offset", "pressure"])
    shown = plain(text_of(found))
    for part in (
        "inside its range it cannot be so",
        "The proof:",
        "Nearest to it",
        "There is no answer up to 3 widths",
    ):
        assert shown.count(part) == figure.in_words(found).count(part) == 1, part
        assert all(any(part in line for line in sentences.sentences(one)) for one in found)
    assert plain(text_of(nearest_worlds(sceptic, RECOGNISED, make=False))).count("Nothing has to change.") == 1


def test_what_one_measure_alone_says_is_said_under_its_name() -> None:
    sceptic = kosovo().scenario("recognition_first", "sceptic")
    proved = nearest_worlds(sceptic, RECOGNISED, "some", free=["dialogue_offset", "pressure"])[:2]
    assert proved[1].inside is not None
    found = [proved[0], replace(proved[1], inside=replace(proved[1].inside, proved=False))]
    shown = " ".join(plain(text_of(found)).split())
    assert "Least change in sum: with every free assumption inside its range it cannot be so." in shown
    assert "No assumption by much: with every free assumption inside its range it was not found to be so." in shown
    assert shown.count("There is no answer up to 3 widths") == 1


def test_of_a_switch_both_values_are_named_and_nothing_is_outside() -> None:
    found = nearest_worlds(kosovo().scenario("recognition_first"), "serbia.normalise", free=["pledge"])
    shown = plain(text_of(found))
    assert shown.count("At both values of pledge, a switch, it cannot be so.") == 1
    assert "outside the ranges" not in shown
    number = nearest_worlds(kosovo().scenario("recognition_first"), "serbia.normalise", free=["pledge", "us_ideology"])
    assert "No answer was found up to 3 widths outside the ranges either." in plain(text_of(number))


def test_constraints_that_read_alike_are_told_apart_by_the_moves_of_the_others() -> None:
    scenario = load_case("prisoners_dilemma").scenario("free_choice")
    (found,) = nearest_worlds(scenario, "first.silent", measures=["total"])
    said = comparisons_in_words.constraints(scenario, found.tight)
    for words, move in zip(said, ("silent", "confess"), strict=True):
        assert f"must not gain by confess instead of silent where Second suspect plays {move};" in words
    alone = comparisons_in_words.constraints(scenario, found.tight[:1])[0]
    assert "where" not in alone
    told = " ".join(plain(text_of([found])).split())
    assert "punishment just below 0 instead of 1" in told


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (-1.5e-8, "just below 0"),
        (0.25 + 1e-8, "just above 0.25"),
        (0.25, "0.25"),
        (0.25 + 1e-13, "0.25"),
        (0.6821517, "0.6822"),
    ],
)
def test_a_value_next_to_a_round_one_is_said_to_lie_below_or_above_it(new: float, words: str) -> None:
    assert sentences.value(Moved(kosovo().register["us_cred"], 0.0, new)) == words


def test_the_command_answers_in_sentences_and_in_json(tmp_path: Path) -> None:
    arguments = (
        "believe", "recognition_first", "--holds", RECOGNISED, "--measure", "count", "--concept", "some", "--full",
        "--case", str(FROZEN),
    )  # fmt: skip
    said = " ".join(answer(*arguments, "--out", str(tmp_path)).split())
    assert "it is enough to believe us_cred 0.682 instead of 1" in said
    assert "The constraint: Spain must not gain by yes instead of no" in said
    assert re.search(r"lowering dialogue_offset by 0\.1 buys [0-9.]+ points", said)
    assert {path.name for path in tmp_path.iterdir()} >= {"believe.png", "believe_table.csv", "believe_table.json"}
    record = json.loads((tmp_path / "believe_table.json").read_text(encoding="utf-8"))
    values = [f"{name}={value!r}" for name, value in record["answers"][0]["values"].items()]
    overridden = [part for value in values for part in ("--set", value)]
    again = json.loads(answer("believe", "recognition_first", "--holds", RECOGNISED, "--concept", "some", "--to",
                              "fails", *overridden, "--json", "--case", str(FROZEN)))  # fmt: skip
    assert again["already"], "the values given back lead to the answer"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--holds", "serbia.normalize"], "Did you mean 'serbia.normalise'"),
        (["--holds", "us.hands_off"], "holds at no profile"),
        (["--holds", RECOGNISED, "--free", "us_creed"], "Did you mean 'us_cred'"),
        (["--holds", RECOGNISED, "--free", "moon.*"], "unknown assumption 'moon.*'"),
        (["--holds", RECOGNISED, "--measure", "totl"], "Did you mean 'total'"),
        (["--holds", RECOGNISED, "--to", "hold"], "Did you mean 'holds'"),
        (["--holds", RECOGNISED, "--concept", "only"], "unknown concept"),
        (["--holds", RECOGNISED, "--between", "op_ed", "skeptic"], "Did you mean 'sceptic'"),
        (["--holds", RECOGNISED, "--between", "op_ed", "op_ed"], "name two sets that differ"),
        (["--holds", RECOGNISED, "--between", "op_ed", "sceptic", "--assume", "op_ed"], "leave --assume out"),
        (["--holds", RECOGNISED, "--between", "op_ed", "sceptic", "--free", "us_cred"], "leave --free out"),
        (["--holds", RECOGNISED, "--between", "op_ed", "sceptic", "--measure", "count"], "leave --measure out"),
        (["--holds", RECOGNISED, "--between", "op_ed", "sceptic", "--to", "holds"], "leave --to out"),
    ],
)
def test_what_cannot_be_asked_is_one_message(arguments: list[str], words: str) -> None:
    assert words in refusal("believe", "recognition_first", *arguments)


# ------ switches ------


def turned_by_hand(scenario: Scenario, switches: list[str], condition: str, concept: str) -> list[int]:
    """How many switches each combination turns that changes the conclusion, in plain loops; the fewest first."""
    now = solved_alone(scenario, condition, concept)
    changed = []
    for chosen in itertools.product((False, True), repeat=len(switches)):
        values = {name: 1 - scenario.values[name] for name, turn in zip(switches, chosen, strict=True) if turn}
        if solved_alone(scenario.with_values(values), condition, concept) != now:
            changed.append(sum(chosen))
    return sorted(changed)


@pytest.mark.parametrize("condition", ["count(holdouts.yes) == 4", "serbia.normalise", "serbia.stall"])
@pytest.mark.parametrize("measure", MEASURES)
def test_of_switches_alone_every_combination_is_solved(condition: str, measure: Measure) -> None:
    scenario = kosovo().scenario("recognition_first").with_values({"us_cred": 0.7})
    switches = ["pledge", "nato_needs_all", "gesture_conditional"]
    (found,) = nearest_worlds(scenario, condition, "best_joint", free=switches, measures=[measure])
    fewest = turned_by_hand(scenario, switches, condition, "best_joint")
    if not fewest:
        assert found.world is None
        assert found.inside is not None
        assert found.inside.proved
        return
    assert found.exact
    assert len(found.moved) == fewest[0]
    assert found.distance == (1 if measure == "largest" else fewest[0])
    assert {moved.new for moved in found.moved} <= {0.0, 1.0}


@pytest.mark.parametrize("measure", MEASURES)
def test_a_switch_beside_others_is_turned_or_not_and_never_half(measure: Measure) -> None:
    scenario = kosovo().scenario("recognition_first")
    for changes, free in (
        ({}, ["pledge", "us_cred"]),
        ({"us_cred": 0.7}, ["pledge", "jobs"]),
        ({}, ["pledge", "jobs"]),
    ):
        own = scenario.with_values(changes)
        (found,) = nearest_worlds(own, "count(holdouts.yes) == 4", "best_joint", free=free, measures=[measure])
        for moved in found.moved:
            assert moved.entry.name != "pledge" or moved.new == 1.0
        if found.world is not None:
            assert not solved_alone(found.world, "count(holdouts.yes) == 4", "best_joint")
        if changes:
            assert [moved.entry.name for moved in found.moved] == ["pledge"]
            assert found.distance == 1


def test_no_earlier_picture_stays_beside_an_answer_that_it_does_not_show(tmp_path: Path) -> None:
    scenario, agreeing = kosovo().scenario("recognition_first"), kosovo().scenario("recognition_first", "trump_2020")
    sceptic = kosovo().scenario("recognition_first", "sceptic_four")
    for make, drawn in ((False, True), (True, False)):
        write_all(files_of(QUESTION, nearest_worlds(scenario, RECOGNISED, "some", make, measures=["count"])), tmp_path)
        assert (tmp_path / "believe.png").exists() == drawn
    for other, drawn in ((sceptic, True), (agreeing, False)):
        write_all(files_of(QUESTION, between(scenario, other, RECOGNISED)), tmp_path)
        assert (tmp_path / "between.png").exists() == drawn


def test_a_switch_that_was_set_between_is_turned_to_an_end_and_costs_what_it_moves() -> None:
    scenario = kosovo().scenario("recognition_first").with_values({"us_cred": 0.7, "pledge": 0.4})
    for free in (["pledge"], ["pledge", "jobs"]):
        for one in nearest_worlds(scenario, "count(holdouts.yes) == 4", "best_joint", free=free):
            if one.world is not None and one.moved:
                assert [(moved.entry.name, moved.new) for moved in one.moved] == [
                    ("pledge", one.world.values["pledge"])
                ]
                assert one.moved[0].new in (0.0, 1.0)
                assert one.distance == (1 if one.measure == "count" else abs(one.moved[0].new - 0.4))


def test_python_asks_for_nearest_worlds_as_the_command_line_does() -> None:
    answered = ask("believe", "free_choice", case="stag_hunt", holds="first.stag", sense="some", measure="count")
    assert [nearest.measure for nearest in answered.answer] == ["count"]
    assert list(answered.table["assumption"]) == list(answered.record["answers"][0]["values"])


def test_each_of_two_sets_compared_may_be_laid_over_another() -> None:
    pair = ("op_ed", "sceptic_four+sceptic_serbia")
    record = ask("believe", "recognition_first", holds=RECOGNISED, between=pair).record
    assert {way["from"] for way in record["directions"]} == {*pair}


def test_what_two_sets_have_no_use_for_is_refused() -> None:
    with pytest.raises(InputError, match="`between` names the two assumption sets itself; leave `assume` out"):
        ask("believe", "recognition_first", holds=RECOGNISED, between=("op_ed", "sceptic"), assume="sceptic")


def test_the_moves_of_players_whom_the_scenario_fixes_are_those_it_fixes_them_at() -> None:
    scenario = kosovo().scenario("recognition_first")
    assert scenario.fixes["us"] == "sov_dialogue" != kosovo().players["us"].strategies[0]
    answered = ask("believe", "recognition_first", holds="count(holdouts.yes) == 4", assume="sceptic_four",
                   sense="some", free=("us_cred", "spain.weight.*"), measure="total", case=str(FROZEN))  # fmt: skip
    (answer,) = answered.record["answers"]
    assert answer["binding"]
    for moves in (answer["profile"], *(binding[end] for binding in answer["binding"] for end in ("better", "worse"))):
        assert {player: moves[player] for player in scenario.fixes} == dict(scenario.fixes)
        assert all(move in scenario.strategies(player) for player, move in moves.items())


def test_a_round_value_that_is_a_tie_is_not_named_where_the_answer_does_not_turn_on_it(tmp_path: Path) -> None:
    files = {
        "game.toml": """
[case]
title = "Two who wait"
[players.first]
name = "First"
strategies = ["wait", "pay"]
[players.second]
name = "Second"
strategies = ["wait", "pay"]
[order]
turns = [["first"], ["second"]]
[payoffs]
first = "first.wait * (money + 1)"
second = "2 * first.wait - second.pay"
""",
        "assumptions.toml": """
[money]
value = 1
range = [-2, 1.5]
unit = "points"
why = "made up"
source = "made up"
""",
        "as_is.toml": 'title = "As is"\norder = "turns"\n',
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    told = ask("believe", "as_is", case=str(tmp_path), holds="first.wait", free="money").text
    assert "believe money just below -1 instead of 1" in " ".join(told.split())
    turned = [ask("run", "as_is", case=str(tmp_path), changes=f"money={at}").record for at in ("-1", "-1.000001")]
    first, second = (each["scenarios"][0]["staged"]["best_joint"]["profile"]["first"] for each in turned)
    assert (first, second) == ("wait", "pay")
