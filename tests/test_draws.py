"""Many draws solved together: the answers are those of one game at a time, whatever the blocks, threads and ties."""

import itertools
import tracemalloc
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation_sim import build, load_case, pure_equilibria, staged_outcomes
from negotiation_sim.case.scenario import Case, Scenario
from negotiation_sim.errors import InputError
from negotiation_sim.language import program as program_file
from negotiation_sim.language.expression import Expression, evaluate
from negotiation_sim.language.parser import parse
from negotiation_sim.language.scalars import Scalars
from negotiation_sim.solve.staged import RULES
from negotiation_sim.worlds.draws import Drawn, solve_draws
from negotiation_sim.worlds.engine import batches as blocks
from negotiation_sim.worlds.engine.plan import EvaluationPlan
from negotiation_sim.worlds.kept import Kept
from negotiation_sim.worlds.tables import tables

KOSOVO = load_case("kosovo")
CASES = ("chicken", "majority", "matching_pennies", "prisoners_dilemma", "stag_hunt", "battle_of_the_sexes")
SCENARIOS = [(case, name) for case in (KOSOVO, *map(load_case, CASES)) for name in case.scenario_files]
Draws = Mapping[str, np.ndarray]


def drawn_over(scenario: Scenario, count: int, seed: int = 1, share: float = 1.0) -> Draws:
    """Uniform draws over the ranges of all assumptions, or of a random share of them."""
    rng = np.random.default_rng(seed)
    register = scenario.case.register
    chosen = [name for name in register if rng.random() < share] or [next(iter(register))]
    return {name: rng.uniform(register[name].low, register[name].high, count) for name in chosen}


def one_at_a_time(scenario: Scenario, draws: Draws, k: int) -> tuple[list[int], dict[str, int]]:
    """What the solvers of one game say of draw k: flat indices of the equilibria, and of each rule's outcome."""
    game = build(scenario.with_values({name: float(column[k]) for name, column in draws.items()}))

    def flat(profile: tuple[int, ...] | None) -> int:
        return -1 if profile is None else int(np.ravel_multi_index(profile, game.shape))

    equilibria = [flat(profile) for profile in pure_equilibria(game).equilibria]
    if not scenario.order:
        return equilibria, {}
    staged = staged_outcomes(game, scenario.order)
    return equilibria, {rule: flat(staged.path(rule).profile) for rule in RULES}


def assert_as_one_at_a_time(found: Drawn, which: range) -> None:
    for k in which:
        equilibria, staged = one_at_a_time(found.scenario, found.draws, k)
        assert found.profile[found.draw == k].tolist() == equilibria
        assert {rule: int(ends[k]) for rule, ends in found.staged.items()} == staged


def assert_same(a: Drawn, b: Drawn) -> None:
    assert np.array_equal(a.draw, b.draw)
    assert np.array_equal(a.profile, b.profile)
    assert a.staged.keys() == b.staged.keys()
    assert all(np.array_equal(a.staged[rule], b.staged[rule]) for rule in a.staged)


@pytest.mark.parametrize("count", [1, 2, 31, 65])
def test_few_draws_answer_as_one_at_a_time_with_a_plan_kept_and_beyond_the_ranges(count: int) -> None:
    scenario = KOSOVO.scenario("recognition_first")
    solve_draws(scenario, drawn_over(scenario, 40, share=0.3))  # a plan is kept from here on
    inside, register = drawn_over(scenario, 65, share=0.3), scenario.case.register
    for beyond in (0.0, 0.4):
        widths = {name: register[name].high - register[name].low for name in inside}
        draws = {name: (column + beyond * widths[name])[:count] for name, column in inside.items()}
        assert_as_one_at_a_time(solve_draws(scenario, draws), range(min(count, 3)))


@pytest.mark.parametrize("size", [64, 128, 704])
@pytest.mark.parametrize("count", [1, 63, 64, 65, 703, 705, 1409])
def test_blocks_are_even_no_larger_than_allowed_and_hold_all_draws(count: int, size: int) -> None:
    even = blocks._even(count, size)
    assert even % blocks.WORD == 0
    assert even <= size
    assert -(-count // even) <= -(-count // size)
    assert even * -(-count // size) - count < blocks.WORD * -(-count // size)


def by_the_long_way(scenario: Scenario, draws: Draws) -> Drawn:
    """All payoffs of all profiles of every draw, as the definition has it."""
    count = len(next(iter(draws.values())))
    rules = RULES if scenario.order else ()
    found = blocks.exact(scenario, draws, np.arange(count), rules, True)
    return Drawn(scenario, draws, count, found.draw, found.profile, found.staged)


def small_case(payoffs: Mapping[str, str], assumptions: tuple[str, ...], order: bool = True) -> Scenario:
    """A case of players with two moves each, left and right, made of texts; written over one from the library."""
    base = load_case("stag_hunt")
    player, entry = next(iter(base.players.values())), next(iter(base.register.values()))
    players = {name: replace(player, id=name, name=name, strategies=("left", "right"), means={}) for name in payoffs}
    register = {name: replace(entry, name=name, value=1.0, low=0.0, high=2.0) for name in assumptions}
    case = replace(base, players=players, groups={}, outcomes={}, register=register, headlines=(), sets={
        base.base_set: replace(base.sets[base.base_set], changes={})})  # fmt: skip
    expressions = {name: {None: parse(text, case.vocabulary)} for name, text in payoffs.items()}
    stages = tuple((name,) for name in payoffs)
    file = replace(base.scenario_files["free_choice"], fixes={}, changes={}, order="in turn" if order else None)
    case = replace(
        case, payoffs=expressions, orders={"in turn": stages} if order else {}, scenario_files={file.name: file}
    )
    return case.scenario(file.name)


@pytest.mark.parametrize(("case", "name"), SCENARIOS, ids=lambda part: getattr(part, "name", part))
def test_every_draw_of_every_scenario_is_solved_as_one_game_at_a_time(case: Case, name: str) -> None:
    scenario = case.scenario(name)
    found = solve_draws(scenario, drawn_over(scenario, 200))
    assert_as_one_at_a_time(found, range(0, 200, 29))
    assert_same(found, by_the_long_way(scenario, found.draws))


@pytest.mark.parametrize("assume", sorted(KOSOVO.sets))
def test_every_draw_is_solved_as_one_game_at_a_time_under_every_assumption_set(assume: str) -> None:
    scenario = KOSOVO.scenario("recognition_first", assume)
    found = solve_draws(scenario, drawn_over(scenario, 300, seed=5, share=0.4))
    assert_as_one_at_a_time(found, range(0, 300, 60))
    assert_same(found, by_the_long_way(scenario, found.draws))


def test_thousands_of_draws_are_solved_as_the_long_way_solves_them() -> None:
    scenario = KOSOVO.scenario("recognition_first")
    found = solve_draws(scenario, drawn_over(scenario, 3000, seed=9))
    assert_same(found, by_the_long_way(scenario, found.draws))
    assert len(np.unique(found.profile)) > 20


@pytest.mark.parametrize("name", ["dialogue_offset", "delta", "nato_needs_all", "spain.weight.separatism"])
def test_one_assumption_far_outside_its_range_is_solved_as_one_game_at_a_time(name: str) -> None:
    scenario = KOSOVO.scenario("recognition_first")
    found = solve_draws(scenario, {name: np.linspace(-30, 30, 301)})
    assert_same(found, by_the_long_way(scenario, found.draws))


def test_exact_ties_and_near_ties_are_decided_as_in_one_game() -> None:
    # a's gain from right is x - y: 0, within the tolerance, just beyond it, and on either side of rounding
    scenario = small_case({"a": "a.right * (x - y) + 3 * b.right", "b": "b.right * (y - x) * 0.1"}, ("x", "y"))
    steps = np.array([0, 1e-17, 1e-16, 1e-15, 1e-13, 1e-11, 2.9e-9, 2.99e-9, 3e-9, 3.01e-9, 4e-9, 6e-9, 1e-8, 1e-3, 1])
    gains = np.concatenate([steps, -steps])
    draws = {"x": 0.7 + gains, "y": np.full(len(gains), 0.7)}
    draws = {name: np.tile(column, 3) for name, column in draws.items()}
    found = solve_draws(scenario, draws)
    assert_as_one_at_a_time(found, range(len(gains)))
    counts = np.bincount(found.draw, minlength=found.count)
    assert counts[0] == 4  # everybody is indifferent everywhere
    assert set(counts.tolist()) >= {1, 4}


@pytest.mark.parametrize("scale", [1e-300, 1e-9, 1.0, 1e9])
def test_a_sum_that_cancels_is_decided_as_in_one_game(scale: float) -> None:
    # the terms are a million million times the differences, so the regrouped sums alone could not decide
    text = f"{scale} * (a.right * (1e12 + x) - a.right * 1e12 + b.right * a.right * (y - x))"
    scenario = small_case({"a": text, "b": "b.right * (x - y)"}, ("x", "y"))
    found = solve_draws(scenario, drawn_over(scenario, 200, seed=3))
    assert_as_one_at_a_time(found, range(0, 200, 5))


def test_a_draw_that_makes_an_outcome_infinite_is_refused_as_in_one_game() -> None:
    scenario = small_case({"a": "a.right / (x - 1)", "b": "b.right"}, ("x",))
    with pytest.raises(InputError, match="not a finite number"):
        solve_draws(scenario, {"x": np.linspace(0, 2, 41)})


def test_what_is_multiplied_by_nothing_must_still_be_finite() -> None:
    scenario = small_case({"a": "0 * (a.right / (x - 1)) + a.right", "b": "b.right"}, ("x",))
    with pytest.raises(InputError, match="not a finite number"):
        solve_draws(scenario, {"x": np.linspace(0, 2, 41)})


def test_no_number_between_two_limits_is_still_refused() -> None:
    scenario = small_case({"a": "clip(y / x, 0, 1) * a.right", "b": "b.right"}, ("x", "y"))
    with pytest.raises(InputError, match="not a finite number"):
        solve_draws(scenario, {"x": np.linspace(-1, 1, 41), "y": np.zeros(41)})


def test_a_branch_that_is_not_taken_may_be_infinite() -> None:
    scenario = small_case({"a": "if(a.right, x, x / a.right)", "b": "b.right"}, ("x",))
    with pytest.raises(InputError, match="not a finite number"):
        solve_draws(scenario, {"x": np.linspace(-1, 2, 40)})
    guarded = small_case({"a": "if(a.right, x / a.right, x)", "b": "b.right"}, ("x",))
    assert_as_one_at_a_time(solve_draws(guarded, {"x": np.linspace(-1, 2, 40)}), range(40))


TEXTS = st.recursive(
    st.sampled_from(["x", "y", "z", "0", "1", "2", "0.5", "a.right", "b.right", "c.right"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "<", "==", "and", "or"]), inner).map(
            lambda p: f"({p[0]} {p[1]} {p[2]})"
        ),
        inner.map(lambda a: f"(-{a})"),
        inner.map(lambda a: f"abs({a})"),
        inner.map(lambda a: f"(not {a})"),
        inner.map(lambda a: f"({a}) ** 2"),
        st.tuples(inner, inner, inner).map(lambda p: f"if({p[0]}, {p[1]}, {p[2]})"),
        st.tuples(inner, inner, inner).map(lambda p: f"clip({p[0]}, {p[1]}, {p[2]})"),
        st.tuples(inner, inner).map(lambda p: f"min({p[0]}, {p[1]})"),
    ),
    max_leaves=14,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.tuples(TEXTS, TEXTS, TEXTS), st.integers(0, 1000), st.booleans())
def test_any_rules_of_the_language_are_solved_as_one_game_at_a_time(
    texts: tuple[str, str, str], seed: int, whole: bool
) -> None:
    scenario = small_case(dict(zip("abc", texts, strict=True)), ("x", "y", "z"))
    draws = drawn_over(scenario, 40, seed, share=0.8)
    if whole:  # whole numbers, so that ties are common
        draws = {name: np.floor(column * 2) for name, column in draws.items()}
    found = solve_draws(scenario, draws)
    assert_same(found, by_the_long_way(scenario, draws))
    assert_as_one_at_a_time(found, range(0, 40, 13))


def payoffs_or_fault(scenario: Scenario, draws: Draws | None = None) -> np.ndarray | str:
    try:
        return tables(scenario, draws).payoffs()
    except InputError as fault:
        return str(fault)


@settings(max_examples=150, deadline=None)
@given(st.tuples(TEXTS, TEXTS, TEXTS), st.integers(0, 1000), st.sampled_from(["x", "y", "xz"]), st.booleans())
def test_what_few_assumptions_move_is_to_the_last_bit_what_each_of_their_worlds_is_alone(
    texts: tuple[str, str, str], seed: int, names: str, whole: bool
) -> None:
    """Also where a rule is no finite number at the scenario's own values, or in one of the worlds."""
    rng = np.random.default_rng(seed)
    one, *others = (f"{text} / (y + 1)" if rng.random() < 0.3 else text for text in (*texts[:2], "b.right"))
    own = {name: float(rng.integers(-1, 2)) for name in "xyz"}
    scenario = small_case(dict(zip("abc", (one, *others), strict=True)), ("x", "y", "z")).with_values(own)
    draws = {name: rng.integers(-2, 3, 4) / (1.0 if whole else 3.0) for name in names}
    together = payoffs_or_fault(scenario, draws)
    alone = [
        payoffs_or_fault(scenario.with_values({name: float(column[k]) for name, column in draws.items()}))
        for k in range(4)
    ]
    faults = [world for world in alone if isinstance(world, str)]
    if faults:
        assert isinstance(together, str)
        assert together in faults or together.partition("(")[0] in {fault.partition("(")[0] for fault in faults}
    else:
        assert np.array_equal(together, np.stack(alone, axis=-1))


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize(("text", "words"), [("1 / x", "whatever is played"), ("1 / (x + b.left)", "when b=right")])
def test_a_rule_without_a_number_in_a_late_draw_is_refused_with_the_moves_at_fault(
    text: str, words: str, place: int
) -> None:
    scenario = small_case({"a": text, "b": "b.right", "c": "c.right"}, ("x",))
    with pytest.raises(InputError, match=words):
        tables(scenario, {"x": np.where(np.arange(5) == place, 0.0, 1.0)})


@pytest.mark.parametrize("name", ["us_cred", "serbia.weight.status", "dialogue_offset", "moratorium"])
def test_along_one_assumption_of_kosovo_every_payoff_is_that_of_its_world_alone(name: str) -> None:
    scenario = KOSOVO.scenario("recognition_first")
    low, high = KOSOVO.register[name].low, KOSOVO.register[name].high
    column = np.linspace(low, high, 5)
    together = tables(scenario, {name: column}).payoffs()
    alone = [tables(scenario.with_values({name: float(value)})).payoffs() for value in column]
    assert np.array_equal(together, np.stack(alone, axis=-1))


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.integers(0, 1000))
def test_a_table_of_scalars_has_every_bit_of_the_rule_evaluated_the_long_way(text: str, seed: int) -> None:
    scenario = small_case({"a": text, "b": "0", "c": "0"}, ("x", "y", "z"))
    values = {name: float(column[0]) for name, column in drawn_over(scenario, 1, seed).items()}
    plan = EvaluationPlan(scenario, frozenset(values))
    rule = scenario.case.payoffs["a"][None]
    table = plan.scalars.numbers(plan.table(rule.node))
    program = blocks.program(plan.scalars, np.unique(table).tolist())
    buffer = program.buffer(1)
    program.run({name: np.array([value]) for name, value in values.items()}, buffer, *program.rooms(1))
    for moves in itertools.product((0, 1), repeat=3):
        played = {
            f"{p}.{s}": float(k == own)
            for p, own in zip("abc", moves, strict=True)
            for k, s in enumerate(("left", "right"))
        }
        expected = float(evaluate(rule.node, {**values, **played}))
        at = tuple(k if m > 1 else 0 for k, m in zip(moves, table.shape, strict=True)) if table.ndim else ()
        assert float(buffer[program.row[table[at]], 0]) == expected


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(0, 5), min_size=1, max_size=40), st.sampled_from([-1.0, 0.0, 0.5, 1.0, 2.0, 3.0, 2.7]))
def test_a_power_has_the_same_bits_for_a_number_and_for_an_array_of_it(bases: list[float], exponent: float) -> None:
    from negotiation_sim.language.expression import OPERATIONS

    alone = [float(OPERATIONS["**"](base, exponent)) for base in bases]
    assert np.array_equal(OPERATIONS["**"](np.array(bases), exponent), alone, equal_nan=True)
    assert np.array_equal(OPERATIONS["**"](np.array(bases), np.full(len(bases), exponent)), alone, equal_nan=True)


def test_a_player_s_test_lives_on_the_moves_that_it_depends_on_alone() -> None:
    """With the switch of an exchange among the drawn, the four would depend on what Kosovo does as well."""
    drawn = frozenset(name for name, entry in KOSOVO.register.items() if not entry.is_switch)
    plan = EvaluationPlan(KOSOVO.scenario("recognition_first"), drawn)
    players = list(KOSOVO.players)
    spain = players.index("spain")
    assert {players[i] for i, m in enumerate(plan.relative(spain, (spain,)).shape) if m > 1} == {
        "serbia",
        "spain",
        "slovakia",
        "romania",
        "greece",
    }
    assert plan.lines(players.index("us")) is None  # fixed


def test_equal_expressions_are_one_scalar_whatever_the_order_of_what_is_added() -> None:
    scalars = Scalars()
    x, y = scalars.name("x"), scalars.name("y")
    assert scalars.apply("+", x, y) == scalars.apply("+", y, x)
    assert scalars.apply("-", x, y) != scalars.apply("-", y, x)


@pytest.mark.parametrize(
    ("symbol", "arguments", "answer"),
    [
        ("*", ("x", 0.0), 0.0),
        ("*", (1.0, "x"), "x"),
        ("+", ("x", 0.0), "x"),
        ("-", ("x", 0.0), "x"),
        ("-", ("x", "x"), 0.0),
        ("/", ("x", 1.0), "x"),
        ("**", ("x", 1.0), "x"),
        ("max", ("x", "x"), "x"),
        ("and", ("x", 0.0), 0.0),
        ("if", (1.0, "x", "y"), "x"),
        ("if", (0.0, "x", "y"), "y"),
        ("+", (0.1, 0.2), 0.1 + 0.2),
    ],
)
def test_what_changes_no_bit_is_left_out(symbol: str, arguments: tuple[object, ...], answer: object) -> None:
    scalars = Scalars()

    def table(part: object) -> np.ndarray:
        return scalars.name(part) if isinstance(part, str) else np.array(part)

    found = scalars.apply(symbol, *(scalars.numbers(table(part)) for part in arguments))
    assert scalars.numbers(found) == scalars.numbers(table(answer))


@pytest.mark.parametrize("name", ["recognition_first", "serbia_first_autonomy"])
def test_neither_the_size_of_a_block_nor_the_number_of_threads_changes_an_answer(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = KOSOVO.scenario(name)
    draws = drawn_over(scenario, 700, seed=2)
    expected = solve_draws(scenario, draws, threads=1)
    for size, threads in [(64, 1), (64, 2), (128, 3), (512, 2)]:
        monkeypatch.setattr(blocks, "LARGEST_BLOCK", size)
        assert_same(solve_draws(scenario, draws, threads=threads), expected)


@pytest.mark.parametrize("room", [1, 200, 10**7])
def test_how_many_rows_are_gathered_at_a_time_changes_no_bit(room: int, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = KOSOVO.scenario("recognition_first")
    values = {name: column[:64] for name, column in drawn_over(scenario, 64, 5).items()}
    plan = EvaluationPlan(scenario, frozenset(values))
    compared = [np.unique(lines.scalars) for lines in plan.all_lines]
    made = blocks.program(plan.scalars, np.unique(np.concatenate(compared)).tolist())
    usual = made.values(values, 64)
    monkeypatch.setattr(program_file, "ROOM", room)
    assert np.array_equal(made.values(values, 64), usual, equal_nan=True)


def test_nodes_that_only_an_earlier_mover_s_payoff_tells_apart_are_played_apart() -> None:
    # c moves last and alike everywhere; b's gain hangs on a's move; a's on where both lead it.
    rules = {"a": "a.right * (1 - 2 * b.right) * x", "b": "b.right * (x - 2 * x * a.right)", "c": "c.right * y"}
    scenario = small_case(rules, ("x", "y"))
    assert_as_one_at_a_time(solve_draws(scenario, drawn_over(scenario, 50, 3)), range(0, 50, 3))


def test_eight_threads_that_solve_different_scenarios_get_the_answers_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [name for case, name in SCENARIOS if case.name == KOSOVO.name]
    tasks = [KOSOVO.scenario(names[k % len(names)], sorted(KOSOVO.sets)[k % len(KOSOVO.sets)]) for k in range(6)]
    draws = [drawn_over(scenario, 64, seed=k) for k, scenario in enumerate(tasks)]
    alone = [solve_draws(scenario, columns, threads=1) for scenario, columns in zip(tasks, draws, strict=True)]
    kept = Kept[blocks.DrawSolver](3)  # so that what is kept is made and dropped all the time
    monkeypatch.setattr(blocks, "_solvers", kept)
    order = [k for _ in range(2) for k in range(len(tasks))]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda k: solve_draws(tasks[k], draws[k], threads=2), order))
    for k, solved in zip(order, together, strict=True):
        assert_same(solved, alone[k])
    assert len(kept) <= 3


def test_threads_that_solve_the_same_scenario_at_once_share_what_solves_it(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept[blocks.DrawSolver](3)
    monkeypatch.setattr(blocks, "_solvers", kept)
    scenario = KOSOVO.scenario("recognition_first")
    draws = drawn_over(scenario, 100)
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda _: solve_draws(scenario, draws, threads=1), range(8)))
    assert len(kept) == 1
    for solved in together[1:]:
        assert_same(solved, together[0])


def test_the_first_draws_of_many_are_solved_as_if_they_were_all() -> None:
    scenario = KOSOVO.scenario("recognition_first")
    draws = drawn_over(scenario, 500)
    whole, part = solve_draws(scenario, draws), solve_draws(scenario, {name: c[:77] for name, c in draws.items()})
    assert np.array_equal(whole.profile[whole.draw < 77], part.profile)
    assert all(np.array_equal(whole.staged[rule][:77], part.staged[rule]) for rule in RULES)


def test_working_memory_does_not_grow_with_the_number_of_draws() -> None:
    scenario = KOSOVO.scenario("recognition_first")
    peaks = []
    for count in (2_000, 20_000):
        draws = drawn_over(scenario, count, share=0.2)
        solve_draws(scenario, {name: column[:64] for name, column in draws.items()})  # the plan is kept
        tracemalloc.start()
        found = solve_draws(scenario, draws, threads=1)
        results = sum(part.nbytes for part in (found.draw, found.profile, *found.staged.values()))
        peaks.append(tracemalloc.get_traced_memory()[1] - 3 * results)  # a block's parts, their join, and the sorted
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0]


def test_only_what_is_asked_for_is_solved() -> None:
    scenario = KOSOVO.scenario("recognition_first")
    draws = drawn_over(scenario, 100)
    assert solve_draws(scenario, draws, ()).staged == {}
    found = solve_draws(scenario, draws, ("cautious",), pure=False)
    assert set(found.staged) == {"cautious"}
    assert not len(found.draw)


def test_an_expression_at_the_equilibria_is_that_of_the_game() -> None:
    scenario = KOSOVO.scenario("recognition_first")
    drawn = solve_draws(scenario, drawn_over(scenario, 60), ())
    recognise: Expression = scenario.case.condition("count(holdouts.yes)")
    values = drawn.tables_at(drawn.draw, drawn.profile).of(recognise)
    moves = np.unravel_index(drawn.profile, EvaluationPlan(scenario, frozenset()).shape)
    four = [list(scenario.case.players).index(player) for player in scenario.case.groups["holdouts"]]
    assert np.array_equal(values, sum(moves[player] for player in four))
