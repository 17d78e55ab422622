"""Break-evens: against roots found on paper, games solved one at a time, and the case's published points."""

import json
from collections.abc import Iterator
from functools import cache
from io import StringIO
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console
from typer.testing import CliRunner

from negotiation_sim import ask, load_case, solve_scenario
from negotiation_sim.case.assumptions import matching
from negotiation_sim.case.scenario import Case, Scenario
from negotiation_sim.cli import app
from negotiation_sim.errors import InputError
from negotiation_sim.present.conclusions import value_in_words
from negotiation_sim.questions.breakeven import forms as words_of
from negotiation_sim.questions.breakeven import pictures as tornado
from negotiation_sim.questions.breakeven.answer import BreakEven, BreakEvens, break_even, break_evens
from negotiation_sim.questions.breakeven.forms import record as breakeven_record
from negotiation_sim.worlds.along import chebyshev
from negotiation_sim.worlds.along.segments import Segments, segments
from negotiation_sim.worlds.results.chain import Chain, chain

from .by_hand import solving
from .command_line import FIRST, answer, refusal

FOUR = "count(holdouts.yes) == 4"
SETTLED = f"{FOUR} and serbia.normalise and kosovo.concede"
STALEMATE = "serbia.stall and kosovo.hold_firm and count(holdouts.yes) == 0"
THE_CHAIN = [("status_quo", STALEMATE), ("economic_normalization", STALEMATE)]

GAME = """
[case]
title = "A case on paper"
about = "For tests."
source = "made up"
baseline = "free_choice"
[players.row]
name = "Row"
strategies = {strategies}
[players.column]
name = "Column"
strategies = {strategies}
[order]
only = {order}
[payoffs]
row = "{row}"
column = "{column}"
"""
ENTRY = """
[{name}]
value = {value}
range = [{low}, {high}]
unit = "points"
why = "a test"
source = "made up"
"""
FILE = 'title = "Free choice"\nmeaning = "All choose."\n'


IN_TURN, TOGETHER = '[["row"], ["column"]]', '[["row", "column"]]'
TWO, THREE = '["stay", "go"]', '["stay", "go", "wait"]'


def on_paper(
    folder: Path,
    row: str,
    column: str = "0",
    order: str = IN_TURN,
    strategies: str = TWO,
    **entries: tuple[float, float, float],
) -> Case:
    """A two-player case; each assumption as (value, low, high)."""
    parts = [ENTRY.format(name=name, value=v, low=low, high=high) for name, (v, low, high) in entries.items()]
    for name, text in {
        "game": GAME.format(row=row, column=column, order=order, strategies=strategies),
        "assumptions": "".join(parts),
        "free_choice": FILE,
    }.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return load_case(str(folder))


def moved(case: Case, condition: str = "row.go", concept: str = "every", name: str = "x") -> BreakEven:
    return break_even(chain(case.scenario("free_choice"), condition, sense=concept), case.register[name])


@cache
def kosovo() -> Case:
    return load_case(FIRST)


def the_chain() -> Chain:
    return chain(kosovo().scenario("recognition_first"), SETTLED, THE_CHAIN)


@cache
def the_break_evens() -> BreakEvens:
    return break_evens(the_chain(), main=True)


def solved_alone(scenario: Scenario, condition: str, concept: str, **values: float) -> bool:
    """The answer by solving one game and reading its equilibria or its staged path."""
    solved = solve_scenario(scenario.with_values(values))
    truth = solved.tables.of(scenario.case.condition(condition))
    if concept in ("some", "every"):
        answers = [solved.tables.at(truth, profile) != 0 for profile in solved.equilibria.equilibria]
        return any(answers) if concept == "some" else bool(answers) and all(answers)
    assert solved.staged is not None
    profile = solved.staged.path(concept).profile  # type: ignore[arg-type]
    return profile is not None and solved.tables.at(truth, profile) != 0


ROOTS = [
    ("x - 1", [1.0], "exact"),
    ("2 - 3 * x", [2 / 3], "exact"),
    ("abs(x) - 1", [-1.0, 1.0], "exact"),
    ("min(x, 4 - x) - 1", [1.0, 3.0], "exact"),
    ("clip(x, 0, 1) - 0.25", [0.25], "exact"),
    ("if(x > 0.5, 1, -1)", [0.5], "exact"),
    ("if(x > 0.5 and not (x > 2), 1, -1)", [0.5, 2.0], "exact"),
    ("max(x, 2 - x) - 1.5", [0.5, 1.5], "exact"),
    ("abs(abs(x - 1) - 2) - 1", [-2.0, 0.0, 2.0, 4.0], "exact"),
    ("x * x - 2", [-(2**0.5), 2**0.5], "bracketed"),
    ("(x - 1) * (x - 2) * (3 - x)", [1.0, 2.0, 3.0], "bracketed"),
    ("clip(2 * x - 1, 0, 1) * (3 - x) - 1", [(7 - 17**0.5) / 4, 2.0], "bracketed"),
    ("2 ** x - 3", [float(np.log2(3))], "bracketed"),
    ("1 / (1 + x ** 2) - 0.2", [-2.0, 2.0], "bracketed"),
    ("x ** 3 - x ** 2 - 1", [1.4655712318767680], "bracketed"),  # the supergolden ratio
]  # fmt: skip


@pytest.mark.parametrize(("gain", "roots", "method"), ROOTS, ids=[gain for gain, *_ in ROOTS])
def test_all_switches_are_the_roots_found_on_paper(gain: str, roots: list[float], method: str, tmp_path: Path) -> None:
    """Row goes where its gain from going is positive, whatever Column does."""
    found = moved(on_paper(tmp_path, f"row.go * ({gain})", x=(0.1, -1.5, 1.5)))
    assert [switch.value for switch in found.switches] == pytest.approx(roots, abs=1e-9)
    assert {switch.method for switch in found.switches} == {method}
    assert found.complete
    assert (found.searched_low, found.searched_high) == (-4.5, 4.5)
    for switch in found.switches:
        assert switch.low < switch.value < switch.high
        assert switch.high - switch.low < 1e-4
        (bound,) = switch.bindings
        assert (bound.kind, bound.players, {bound.move, bound.other}) == ("deviation", ("row",), {"stay", "go"})


def test_a_root_that_touches_zero_without_crossing_it_is_no_switch(tmp_path: Path) -> None:
    assert not moved(on_paper(tmp_path, "row.go * (-1) * (x - 1) ** 2", x=(0, -1, 2)), concept="some").switches


def test_a_double_switch_a_thousandth_apart_is_found_where_a_grid_would_miss_it(tmp_path: Path) -> None:
    found = moved(on_paper(tmp_path, "row.go * (0.7003 - x) * (x - 0.7)", x=(0, -1, 1)))
    assert [switch.value for switch in found.switches] == pytest.approx([0.7, 0.7003], abs=1e-9)


POLES = [
    ("1 / x - 1", 0.0),
    ("1 / (x - 1 / 3)", 1 / 3),
    ("(x - 1) ** (-1)", 1.0),
    ("x * x / x", 0.0),
    ("1 + 1 / (0.25 - x) ** 3", 0.25),
]


@pytest.mark.parametrize(("gain", "pole"), POLES, ids=[gain for gain, _ in POLES])
def test_where_a_rule_divides_by_zero_it_is_said_to_have_no_value(gain: str, pole: float, tmp_path: Path) -> None:
    case = on_paper(tmp_path, f"row.go * ({gain})", x=(0.5, 0.2, 1.5))
    whole = break_evens(chain(case.scenario("free_choice"), "row.go", sense="every"))
    (found,) = whole.nearest_first
    (at_the_pole,) = (switch for switch in found.switches if switch.value == pytest.approx(pole, abs=1e-6))
    assert [(binding.kind, binding.rule) for binding in at_the_pole.bindings] == [("no value", "payoffs.row")]
    assert [binding.kind for switch in found.switches if switch != at_the_pole for binding in switch.bindings] == [
        "deviation"
    ] * (len(found.switches) - 1)
    words = words_of.who_binds(whole.links, found, at_the_pole)
    assert words.startswith("the rule payoffs.row divides by zero at ")
    assert words.endswith(" and has no value there")
    assert not found.complete or gain == "x * x / x"


@pytest.mark.parametrize("gain", ["if(x > 0, 1 / x, 1) - 2", "if(x <= 0, 0, 1 / x) - 0.5", "if(x == 0, 1, x / abs(x))"])
def test_a_rule_that_does_not_divide_where_the_divisor_is_zero_has_a_value(gain: str, tmp_path: Path) -> None:
    found = moved(on_paper(tmp_path, f"row.go * ({gain})", x=(0.5, 0.2, 1.5)))
    assert {binding.kind for switch in found.switches for binding in switch.bindings} == {"deviation"}
    assert 0.0 in [pytest.approx(switch.value, abs=1e-6) for switch in found.switches]


def test_where_a_rule_gives_no_number_beyond_the_range_the_range_is_searched(tmp_path: Path) -> None:
    found = moved(on_paper(tmp_path, "row.go * (x ** 0.5 - 1)", x=(0.5, 0.25, 2.25)))
    assert (found.searched_low, found.searched_high) == (0.25, 2.25)
    assert [switch.value for switch in found.switches] == pytest.approx([1.0], abs=1e-9)


def test_a_condition_that_changes_by_itself_is_a_switch_that_nobody_binds(tmp_path: Path) -> None:
    found = moved(on_paper(tmp_path, "row.go * (2 - x)", x=(0, -1, 1)), condition="row.go and x > 0.3")
    assert [(switch.value, switch.bindings[0].kind) for switch in found.switches] == [
        (pytest.approx(0.3), "condition"),
        (pytest.approx(2.0), "deviation"),
    ]


def test_an_answer_that_a_tie_alone_gives_is_named_as_such(tmp_path: Path) -> None:
    tied = moved(on_paper(tmp_path, "row.go * -abs(x)", x=(0, -1, 1)), concept="some")
    assert (tied.holds, tied.tied, tied.margin, tied.switches) == (True, True, 0.0, ())


def shown(whole: BreakEvens) -> str:
    console = Console(width=300, file=StringIO())
    console.print(words_of.text(whole))
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


TIES = [
    ("row.go * (x - 0.2)", "every", "row.go", "row gains by go instead of stay above 0.2"),
    ("row.go * (x - 0.2)", "best_joint", "row.stay", "row gains by go instead of stay above 0.2"),
    ("row.go * (x - 0.2)", "best_joint", "row.go", "row gains by stay instead of go below 0.2"),
    ("row.go * (0.2 - x)", "some", "row.go", "row gains by stay instead of go above 0.2"),
]


@pytest.mark.parametrize(("row", "concept", "condition", "who"), TIES)
def test_a_tie_at_the_present_value_is_called_so_with_who_is_indifferent(
    row: str, concept: str, condition: str, who: str, tmp_path: Path
) -> None:
    case = on_paper(tmp_path, row, x=(0.2, 0, 1))
    whole = break_evens(chain(case.scenario("free_choice"), condition, sense=concept))
    said = words_of.sentence(whole).lower()
    assert "the value of x today, 0.2, is itself the tie. row is indifferent between " in said
    assert said.endswith(f"{who}.")
    assert "instead of 0.2" not in said
    assert "today's value is itself the tie: " in " ".join(shown(whole).split())


def test_a_condition_that_changes_at_the_present_value_is_no_tie(tmp_path: Path) -> None:
    case = on_paper(tmp_path, "row.go", x=(0.2, 0, 1))
    said = words_of.sentence(break_evens(chain(case.scenario("free_choice"), "x > 0.2", sense="every")))
    assert "the value of x today, 0.2, is itself where the answer changes. Nobody moves differently" in said
    assert "indifferent" not in said


@pytest.mark.parametrize(("condition", "verb"), [("row.go", "holds"), ("not row.go", "fails")])
def test_an_answer_by_a_tie_alone_names_who_is_indifferent(condition: str, verb: str, tmp_path: Path) -> None:
    sense = "some" if condition == "row.go" else "every"
    case = on_paper(tmp_path, "row.go * -abs(x)", x=(0, -1, 1))
    whole = break_evens(chain(case.scenario("free_choice"), condition, sense=sense))
    assert whole.nearest_first[0].tied
    assert words_of.sentence(whole).endswith(
        "any small change of x from 0 ends it. Row is indifferent between go and stay."
    )
    assert f"a tie: it {verb} at this value alone. Row is indifferent between" in " ".join(shown(whole).split())
    assert [cause["players"] for cause in breakeven_record(whole)["break_evens"][0]["indifferent"]] == [["row"]]


def test_the_stag_hunt_switches_where_the_book_says() -> None:
    """Both for the stag is an equilibrium as long as half a stag is worth a hare; alone, a hare beats nothing."""
    case = load_case("stag_hunt")
    scenario = case.scenario("free_choice", values={"empty_handed": 2.8})
    both = {
        one.entry.name: one
        for one in break_evens(chain(scenario, "first.stag and second.stag", sense="some")).nearest_first
    }
    assert [switch.value for switch in both["hare"].switches] == pytest.approx([4.0])
    assert [switch.value for switch in both["stag_share"].switches] == pytest.approx([3.0])
    assert both["empty_handed"].switches == ()
    only = break_even(chain(scenario, "first.stag and second.stag", sense="every"), case.register["hare"])
    assert [switch.value for switch in only.switches] == pytest.approx([2.8])
    assert (only.switches[0].holds_above, only.holds) == (False, False)
    (first, second) = only.switches[0].bindings
    assert {first.players, second.players} == {("first",), ("second",)}
    assert (first.move, first.other, first.above) == ("hare", "stag", False)


def test_the_cautious_compare_only_the_equilibria_that_fewest_leave_their_first_strategy_for(tmp_path: Path) -> None:
    """One leaves where (stay, go) pays each 1 or (go, stay) 0.5 + x; at (wait, wait), the best for both, both do."""
    paid = "row.stay * column.go + row.go * column.stay * (0.5 + x) + 3 * row.wait * column.wait"
    case = on_paper(tmp_path, paid, paid, TOGETHER, THREE, x=(0.1, 0, 1))
    cautious = moved(case, concept="cautious")
    assert [(switch.value, switch.exact) for switch in cautious.switches] == [(pytest.approx(0.5), True)]
    (bound,) = cautious.switches[0].bindings
    assert (bound.kind, bound.players, bound.above) == ("joint", ("row", "column"), False)
    joint = moved(case, condition="row.wait", concept="best_joint")
    assert [switch.value for switch in joint.switches] == []
    assert joint.holds


def random_rules(rng: np.random.Generator, degree: int) -> tuple[np.ndarray, list[str]]:
    """Whole-number coefficients [player, row, column, power], and the same as rules in the outcome language."""
    coefficients = rng.integers(-3, 4, (2, 2, 2, degree + 1)).astype(float)
    rules = []
    for of_player in coefficients:
        sums = [[" + ".join(f"{c} * x ** {k}" if k else f"{c}" for k, c in enumerate(cell)) for cell in row]
                for row in of_player]  # fmt: skip
        terms = [
            f"row.{a} * column.{b} * ({sums[i][j]})" for (i, a), (j, b) in product(enumerate(["stay", "go"]), repeat=2)
        ]
        rules.append(" + ".join(terms))
    return coefficients, rules


@pytest.mark.parametrize("seed", range(24))
def test_off_the_switches_the_answers_are_those_of_loops_over_the_definition(seed: int, tmp_path: Path) -> None:
    """Random payoffs, polynomials of degree one to three, many ties; each value a game of its own, in plain loops."""
    rng = np.random.default_rng(seed)
    coefficients, rules = random_rules(rng, 1 + seed % 3)
    together = seed % 8 > 3
    case = on_paper(tmp_path, *rules, order=TOGETHER if together else IN_TURN, x=(0, -1, 1))
    condition = ["row.go", "row.go and column.go", "column.go", "row.stay or column.stay"][seed % 4]
    wanted = {"row.go": {(1, 0), (1, 1)}, "row.go and column.go": {(1, 1)}, "column.go": {(0, 1), (1, 1)},
              "row.stay or column.stay": {(0, 0), (0, 1), (1, 0)}}[condition]  # fmt: skip
    values = rng.uniform(-3, 3, 150)
    for concept in ("some", "every", "best_joint", "cautious"):
        found = segments(chain(case.scenario("free_choice"), condition, sense=concept), "x", -3, 3)
        for value in values[np.abs(values[:, None] - found.edges).min(axis=1) > 1e-6]:
            payoffs = coefficients @ value ** np.arange(coefficients.shape[-1])
            table = {profile: tuple(payoffs[(slice(None), *profile)]) for profile in product(range(2), repeat=2)}
            if concept in ("some", "every"):
                answers = [profile in wanted for profile in solving.pure_equilibria(table, (2, 2))]
                answer = any(answers) if concept == "some" else bool(answers) and all(answers)
            else:
                answer = solving.select(table, (2, 2), ((0, 1),) if together else ((0,), (1,)), concept) in wanted
            assert found.at(value) == answer, (concept, value)


SAMPLES = [
    ("recognition_first", "op_ed", FOUR, "best_joint", "dialogue_offset"),
    ("recognition_first", "sceptic", "serbia.normalise or kosovo.concede", "cautious", "a2"),
    ("recognition_first", "hindsight_2026", "access > 0.5 and serbia.stall", "every", "us_cred"),
    ("free_choice", "op_ed", "us.sov_dialogue", "some", "us_ideology"),
    ("serbia_first_autonomy", "op_ed", FOUR, "best_joint", "consent_discount"),
    ("four_in_turn", "sceptic_four", "romania.yes", "best_joint", "reprisal"),
    ("land_swap", "thaci_2018", "kosovo.partition", "best_joint", "kosovo.weight.territory"),
    ("recognition_first", "sceptic_serbia", "serbia.normalise", "best_joint", "delta"),
    ("recognition_first", "op_ed", "serbia.normalise", "best_joint", "eu_years_colead"),
    ("status_quo", "russia_escalates", "russia.spoil", "every", "spoil_cost"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "assume", "condition", "concept", "moves"), SAMPLES)
def test_kosovo_answers_along_an_assumption_are_those_of_one_game_at_a_time(
    name: str, assume: str, condition: str, concept: str, moves: str
) -> None:
    scenario = kosovo().scenario(name, assume)
    found = break_even(chain(scenario, condition, sense=concept), kosovo().register[moves])
    edges = [found.searched_low, *(switch.value for switch in found.switches), found.searched_high]
    holds = found.switches[0].holds_above if found.switches else not found.holds
    values = np.random.default_rng(7).uniform(edges[0], edges[-1], 12)
    for value in values:
        answer = bool((np.searchsorted(edges[1:-1], value) % 2 == 1) == holds)
        assert solved_alone(scenario, condition, concept, **{moves: float(value)}) == answer
    for switch in found.switches:
        below, above = (solved_alone(scenario, condition, concept, **{moves: v}) for v in (switch.low, switch.high))
        assert (below, above) == (not switch.holds_above, switch.holds_above)


def test_a_chain_switches_only_where_one_of_its_links_does() -> None:
    links = the_chain()
    for name in ("hedge", "herd", "conditionality", "a2"):
        whole = break_even(links, kosovo().register[name])
        alone = [break_even((link,), kosovo().register[name]) for link in links]
        for switch in whole.switches:
            for k in switch.links:
                assert any(abs(switch.value - one.value) < 1e-6 for one in alone[k].switches)


def test_who_binds_off_the_path_is_named_with_the_move_that_leads_there() -> None:
    """In the status quo Serbia would align east only if Russia sent arms, and then Russia does."""
    (switch,) = break_even(the_chain(), kosovo().register["hedge"]).switches
    (bound,) = switch.bindings
    assert (bound.players, bound.move, bound.other) == (("serbia",), "stall", "align_east")
    assert (bound.were, bound.stage, bound.above) == ((("russia", "arm_serbia"),), 5, False)


@pytest.mark.parametrize(
    "name", ["dialogue_offset", "us_cred", "conditionality", "nato_ready", "kosovo.concession.cost"]
)
def test_the_binding_player_is_indifferent_at_the_switch(name: str) -> None:
    """Its gain at the profile named, in a game of its own, is zero at the switch and changes sign there."""
    scenario = kosovo().scenario("recognition_first")
    (switch,) = break_even(chain(scenario, SETTLED), kosovo().register[name]).switches
    (bound,) = switch.bindings
    assert bound.profile is not None
    gains = []
    for value in (switch.value - 0.01, switch.value, switch.value + 0.01):
        solved = solve_scenario(scenario.with_values({name: value}))
        stay = dict(bound.profile)
        if bound.players == ("spain",):  # what the later movers do after Spain's deviation is theirs to settle
            path = solve_scenario(
                scenario.with_values({name: value}).fixing(
                    {**dict.fromkeys(("slovakia", "romania", "greece"), "yes"), "spain": bound.other}
                )
            )
            assert path.staged is not None
            assert path.staged.best_joint.profile is not None
            leave = path.game.moves(path.staged.best_joint.profile)
        else:
            leave = {**stay, bound.players[0]: bound.other}
        payoffs = [solved.game.payoff(solved.game.profile(moves))[bound.players[0]] for moves in (stay, leave)]
        gains.append(payoffs[1] - payoffs[0])
    assert gains[1] == pytest.approx(0, abs=1e-9)
    assert (gains[2] > 0) == bound.above
    assert (gains[0] > 0) != bound.above


def test_switches_are_sorted_and_margins_are_distances_in_widths_of_the_range() -> None:
    found = the_break_evens()
    assert [one.share for one in found.nearest_first] == sorted(one.share for one in found.nearest_first)
    assert found.holds
    assert len(found.nearest_first) == sum(entry.level == "main" for entry in kosovo().register.values())
    for one in found.nearest_first:
        values = [switch.value for switch in one.switches]
        assert values == sorted(values)
        assert [switch.holds_above for switch in one.switches] == [
            (k % 2 == 0) == one.switches[0].holds_above for k in range(len(values))
        ]
        assert one.searched_low <= one.entry.low
        assert one.entry.high <= one.searched_high
        if values:
            width = one.entry.high - one.entry.low
            assert one.margin == min(abs(value - one.value) for value in values)
            assert one.share * width == pytest.approx(one.margin)
            assert one.inside == any(one.entry.low <= value <= one.entry.high for value in values)
    table = found.table
    assert len(table) == sum(max(1, len(one.switches)) for one in found.nearest_first)
    assert (table["solved_below"].dropna() < table["switch"].dropna()).all()


def test_patterns_name_assumptions_and_unknown_ones_are_refused() -> None:
    own = [name for name in kosovo().register if name.startswith("spain.weight.")]
    assert matching(kosovo().register, ["us_cred", "spain.weight.*", "us_cred"]) == ("us_cred", *own)
    assert matching(kosovo().register, "us_cred, spain.weight.*") == ("us_cred", *own)
    with pytest.raises(InputError, match="Did you mean 'us_cred'"):
        matching(kosovo().register, ["us_creed"])


@pytest.mark.parametrize("degree", [1, 2, 3, 8])
def test_polynomials_are_fitted_exactly_and_all_their_roots_are_found(degree: int) -> None:
    """Against a product of known roots, and against NumPy's own Chebyshev series."""
    rng = np.random.default_rng(degree)
    for _ in range(20):
        roots = np.sort(rng.uniform(-0.98, 0.98, degree))
        if degree > 1 and np.diff(roots).min() < 5e-3:
            continue
        t = chebyshev.nodes(degree + 1)
        fitted = chebyshev.fit(np.prod(t[:, None] - roots, axis=1)[None])
        assert chebyshev.at(fitted, np.array([0.3])) == pytest.approx(np.polynomial.chebyshev.chebval(0.3, fitted[0]))
        which, found = chebyshev.roots(fitted, np.full(1, -1.0), np.ones(1), np.zeros(1))
        assert np.sort(found) == pytest.approx(roots, abs=1e-6)
        assert (which == 0).all()


def test_all_twenty_four_roots_of_a_chebyshev_polynomial_beside_its_own_are_found() -> None:
    """T_24(t) = 0.3 where 24 arccos t is arccos 0.3 or its mirror, up to whole turns."""
    angles = np.concatenate([(sign * np.arccos(0.3) + 2 * np.pi * np.arange(25)) / 24 for sign in (-1, 1)])
    expected = np.unique(np.cos(angles[(angles > 0) & (angles < np.pi)]).round(12))
    coefficients = np.zeros((1, 25))
    coefficients[0, [0, 24]] = -0.3, 1
    _, found = chebyshev.roots(coefficients, np.full(1, -1.0), np.ones(1), np.zeros(1))
    assert len(expected) == 24
    assert np.sort(found) == pytest.approx(expected, abs=1e-11)


# ------ regions ------


# ------ what is shown ------


def test_the_tornado_draws_the_numbers_of_the_table() -> None:
    found = the_break_evens()
    axes = tornado.picture(found).figure.axes[0]
    rows = tornado.drawn(found)
    assert [label.get_text().split()[0] for label in axes.get_yticklabels()] == [one.entry.name for one in rows]
    drawn = [tuple(map(float, one.get_xydata()[0])) for one in axes.lines if one.get_marker() == "D"]
    table = found.table.dropna(subset=["switch"])
    names = [one.entry.name for one in rows]
    expected = [
        (np.sign(row.switch - row.value) * row.share_of_range, names.index(row.assumption))
        for row in table.itertuples()
    ]
    assert np.array(sorted(drawn)) == pytest.approx(np.array(sorted(expected)))
    texts = {text.get_text().split()[0] for text in axes.texts}
    assert texts == {value_in_words(row.switch, kosovo().register[row.assumption]) for row in table.itertuples()}
    assert "0.3854 Spain" in {text.get_text() for text in axes.texts}
    assert words_of.sentence(found) in tornado.in_words(found)


def test_what_stands_above_the_tornado_s_marks_stays_inside_its_axes() -> None:
    figure = tornado.picture(the_break_evens()).figure
    figure.draw_without_rendering()
    axes = figure.axes[0]
    inside = axes.get_window_extent()
    for text in axes.texts:
        box = text.get_window_extent()
        assert inside.x0 <= box.x0, text.get_text()
        assert box.x1 <= inside.x1, text.get_text()


@pytest.mark.parametrize("names", [[], ["us_cred"]])
def test_the_tornado_s_labels_hide_neither_bar_nor_mark_and_all_that_was_searched_is_drawn(names: list[str]) -> None:
    found = break_evens(the_chain(), names, main=True) if names else the_break_evens()
    figure = tornado.picture(found).figure
    figure.draw_without_rendering()
    axes = figure.axes[0]
    solid = [bar.get_window_extent() for bar in axes.patches]
    solid += [line.get_window_extent() for line in axes.lines if line.get_marker() == "D"]
    for text in axes.texts:
        box = text.get_window_extent()
        assert not any(box.overlaps(other) for other in solid), text.get_text()
    low, high = axes.get_xlim()
    for one in tornado.drawn(found):
        assert low < tornado.offset(one, one.searched_low)
        assert tornado.offset(one, one.searched_high) < high


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("us.hands_off", "No profile meets the condition, so the answer is the same whatever is played."),
        ("us.sov_dialogue", "Every profile meets the condition, so the answer is the same whatever is played."),
        ("serbia.normalise or serbia.stall", "jobs does not change that."),
    ],
)
def test_a_condition_that_no_play_could_change_is_named_as_such(condition: str, said: str) -> None:
    found = break_evens(chain(kosovo().scenario("recognition_first"), condition), ["jobs"])
    assert words_of.sentence(found).endswith(said)
    assert breakeven_record(found)["same_whatever_is_played"] == ("whatever" in said)


def test_the_reader_is_told_how_many_change_and_how_far_was_searched(tmp_path: Path) -> None:
    some = break_evens(chain(kosovo().scenario("recognition_first"), FOUR), ["dialogue_offset", "jobs", "reprisal"])
    assert words_of.in_numbers(some) == (
        "Assumptions moved: 3. The answer changes inside the range for 1, only beyond it (marked *) for 1, and "
        "nowhere in what was searched for 1. Searched: the range and one width beyond on either side."
    )
    case = on_paper(tmp_path, "row.go * (x ** 0.5 - 1)", x=(0.5, 0.25, 2.25))
    rooted = break_evens(chain(case.scenario("free_choice"), "row.go"))
    assert rooted.nearest_first[0].narrow
    assert "; of x the range alone, for beyond it a rule gives no number." in words_of.in_numbers(rooted)


def test_in_matching_pennies_anything_holds_only_where_the_case_says_that_an_equilibrium_appears() -> None:
    """The case says: none as long as stake > 0 and heads_win > -stake."""
    scenario = load_case("matching_pennies").scenario("free_choice")
    found = break_evens(chain(scenario, "matcher.heads or matcher.tails"))
    assert {one.entry.name: [switch.value for switch in one.switches] for one in found.nearest_first} == {
        "heads_win": [pytest.approx(-1)], "stake": [pytest.approx(0)],
    }  # fmt: skip
    assert {bound.kind for one in found.nearest_first for switch in one.switches for bound in switch.bindings} == {
        "no equilibrium"
    }
    assert "does not hold, for some node of 'Free choice' has no pure equilibrium; it is nearest to holding on" in (
        words_of.sentence(found)
    )
    assert breakeven_record(found)["without_equilibrium"] == ["free_choice"]
    assert found.whatever is None


def test_the_sentence_says_where_the_conclusion_is_nearest_to_failing() -> None:
    found = break_evens(chain(kosovo().scenario("recognition_first"), FOUR), ["dialogue_offset", "jobs"])
    assert words_of.sentence(found) == (
        "Under “The op-ed's own assumptions” (op_ed) the conclusion holds; it is nearest to failing on "
        "dialogue_offset: at 0.3854 instead of 0.85, 58 % of its range away. "
        "Spain gains by no instead of yes below 0.3854."
    )
    still = break_evens(chain(kosovo().scenario("recognition_first"), FOUR), ["jobs"])
    assert words_of.sentence(still) == (
        "Under “The op-ed's own assumptions” (op_ed) the conclusion holds; moved alone over its range and beyond, "
        "jobs does not change that."
    )


def answers(*arguments: str) -> Iterator[str]:
    done = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    yield done.stdout


def test_the_command_prints_the_chain_as_json_and_csv_and_writes_the_same_bytes_twice(tmp_path: Path) -> None:
    asked = [
        "breakeven",
        "recognition_first",
        "--case",
        FIRST,
        "--holds",
        SETTLED,
        "--and",
        f"status_quo:{STALEMATE}",
        "--assumption",
        "hedge",
    ]
    record = json.loads(next(answers(*asked, "--json")))
    (one,) = record["break_evens"]
    assert one["switches"][0]["scenarios"] == ["status_quo"]
    assert one["switches"][0]["value"] == pytest.approx(0.124697981, abs=1e-9)
    assert next(answers(*asked, "--csv")).startswith("assumption,value,")
    for folder in ("one", "two"):
        list(answers(*asked, "--out", str(tmp_path / folder)))
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert files == [
        "breakeven.png",
        "breakeven.svg",
        "breakeven.txt",
        "breakeven_table.csv",
        "breakeven_table.json",
        "breakeven_table.txt",
    ]
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["breakeven", "recognition_first", "--holds", FOUR, "--and", "status_quo"], "SCENARIO:CONDITION"),
        (["breakeven", "recognition_first", "--holds", FOUR, "--concept", "best"], "best_joint"),
        (["regions", "recognition_first", "--holds", FOUR, "--x", "us_cred", "--y", "us_cred"], "named twice"),
        (["regions", "recognition_first", "--holds", FOUR, "--x", "us_cred", "--y", "uscred"], "us_cred"),
    ],
)
def test_what_the_commands_cannot_do_they_refuse_in_words(arguments: list[str], said: str) -> None:
    done = CliRunner().invoke(app, arguments)
    assert isinstance(done.exception, InputError)
    assert said in str(done.exception)


def test_a_line_of_a_chain_is_the_conjunction_of_its_links() -> None:
    links = the_chain()
    whole: Segments = segments(links, "herd", 0.0, 1.2)
    values = np.linspace(0.01, 1.19, 60)
    parts = [segments((link,), "herd", 0.0, 1.2).at(values) for link in links]
    assert whole.at(values).tolist() == np.all(parts, axis=0).tolist()


@pytest.mark.parametrize("present", [0.0, 1.0])
def test_of_a_yes_or_no_both_worlds_are_solved_and_nothing_between(present: float) -> None:
    scenario = kosovo().scenario("recognition_first").with_values({"us_cred": 0.7, "pledge": present})
    alone = {
        value: solved_alone(kosovo().scenario("recognition_first"), FOUR, "best_joint", us_cred=0.7, pledge=value)
        for value in (0.0, 1.0)
    }
    found = break_evens(chain(scenario, FOUR), ["pledge"])
    (one,) = found.nearest_first
    (switch,) = one.switches
    assert alone[0.0] != alone[1.0]
    assert (one.holds, switch.value, switch.holds_above) == (alone[present], 1 - present, alone[1.0])
    assert (one.searched_low, one.searched_high, one.share, one.inside, one.narrow, one.tied) == (
        0,
        1,
        1,
        True,
        False,
        False,
    )
    gains = "Spain gains by no instead of yes at 1."
    assert f"pledge: at {1 - present:g} instead of {present:g}. {gains}" in words_of.sentence(found)
    assert breakeven_record(found)["break_evens"][0]["inside_range"]


def test_python_asks_for_break_evens_as_the_command_line_does() -> None:
    answered = ask("breakeven", "free_choice", case="stag_hunt", holds="first.stag and second.stag", sense="some")
    assert answered.record["break_evens"][0]["assumption"] == answered.table["assumption"][0]
    assert words_of.sentence(answered.answer) == answered.record["sentence"]


@pytest.mark.parametrize(("question", "remedy"), [("breakeven", "--all"), ("believe", "--free NAME")])
def test_where_no_assumption_is_of_level_main_nothing_is_said_to_rest_on_none(
    tmp_path: Path, question: str, remedy: str
) -> None:
    starter = Path(__file__).parents[1] / "negotiation_sim" / "case" / "template"
    for path in starter.glob("*.toml"):
        text = path.read_text(encoding="utf-8").replace('level = "main"\n', "")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    asked = (question, "treaty", "--holds", "upstream.share", "--case", str(tmp_path))
    message = refusal(*asked)
    assert "no assumption of the case is of level main" in message
    assert remedy in message
    assert "fine" in answer(*asked, *(["--all"] if question == "breakeven" else ["--free", "fine"]))
