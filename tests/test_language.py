"""The outcome language: its values are Python's own on every profile, and what it says of an expression is true.

`Reading` is a second evaluator: Python's `eval` on one profile at a time, with the outcomes worked out by hand. The
texts are this file's own; the language itself executes nothing.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from itertools import product
from math import comb, inf
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from negotiation_sim.case.loader import load_case
from negotiation_sim.case.scenario import Case, Scenario
from negotiation_sim.errors import InputError
from negotiation_sim.language.degree import Dependence, dependence, kinks
from negotiation_sim.language.expression import Expression, evaluate, holds
from negotiation_sim.language.parser import parse, parse_condition
from negotiation_sim.language.vocabulary import Vocabulary
from negotiation_sim.worlds.tables import tables

STRATEGIES = {"host": ("stay", "go"), "x": ("no", "yes", "wait"), "y": ("no", "yes"), "z": ("no", "yes")}
TRIO = ("x", "y", "z")
ASSUMPTIONS = {"k0": 0.5, "k1": -1.5, "k2": 2.0, "x.cost": 0.75, "y.cost": 1.0, "z.weight.ease": 3.0}
GAME = """
[case]
title = "A host and three guests"

[groups]
trio = ["x", "y", "z"]

[outcomes]
share = "count(trio.yes) / 4"
pair = "y.yes * z.yes"
heat = "clip(k0 + k1 * share - host.go, 0, 1)"
mood = "k0 * k0 + k2 * pair"

[outcomes.trio]
alone = "self.yes * (1 - count(others.yes) / size(others))"

[payoffs]
host = "heat"
trio = "mood"
"""


@cache
def case() -> Case:
    players = [f'[players.{name}]\nname = "{name}"\nstrategies = {list(own)}\n' for name, own in STRATEGIES.items()]
    entry = '[{}]\nvalue = {}\nrange = [-10, 10]\nunit = "points"\nwhy = "a test"\nsource = "this test"\n'
    with TemporaryDirectory() as folder:
        (Path(folder) / "game.toml").write_text(GAME + "\n".join(players))
        (Path(folder) / "assumptions.toml").write_text("\n".join(entry.format(*item) for item in ASSUMPTIONS.items()))
        return load_case(folder)


def scenario() -> Scenario:
    return case().scenario("free_choice")


def read(text: str) -> Expression:
    """The text as a rule of guest x, a member of the trio."""
    known = case().vocabulary
    return parse(text, Vocabulary(known.strategies, known.groups, known.assumptions, known.outcomes, "x", "trio"))


# ---- the second evaluator


class Reading:
    """The value of a text at one profile, by Python; in fractions where `exact`."""

    def __init__(self, profile: Mapping[str, str], values: Mapping[str, float], exact: bool = False) -> None:
        number: Any = Fraction if exact else float
        self.exact = exact
        self.names = {name: number(value) for name, value in values.items()}
        for player, own in STRATEGIES.items():
            self.names |= {f"{player}.{strategy}": number(profile[player] == strategy) for strategy in own}
        self.outcomes()

    def outcomes(self) -> None:
        names = self.names
        names["share"] = (names["x.yes"] + names["y.yes"] + names["z.yes"]) / 4
        names["pair"] = names["y.yes"] if names["z.yes"] else names["z.yes"]
        names["heat"] = min(1, max(0, names["k0"] + names["k1"] * names["share"] - names["host.go"]))
        names["mood"] = names["k0"] ** 2 + (names["k2"] if names["pair"] else 0)
        for member in TRIO:
            others = [names[f"{other}.yes"] for other in TRIO if other != member]
            names[f"{member}.alone"] = 1 - sum(others) / 2 if names[f"{member}.yes"] else names["x.yes"] * 0

    def value(self, text: str) -> Any:
        """Raises ZeroDivisionError where the text divides by zero."""
        python = text.replace("if(", "choose(")
        if self.exact:
            python = re.sub(r"(?<![\w.])\d+(\.\d+)?", r"Fraction('\g<0>')", python)
        functions = {
            "choose": lambda c, a, b: a if c else b,
            "clip": lambda x, low, high: min(max(x, low), high),
            "truth": lambda a: 1 if a else 0,
            "count": sum,
            "size": len,
            "min": min,
            "max": max,
            "abs": abs,
            "Fraction": Fraction,
        }
        return eval(python, {"__builtins__": {}}, functions | self.spaces())

    def spaces(self) -> dict[str, Any]:
        """`x.weight.ease` as attributes of attributes; a group as the list of what its members say."""
        plain = {name: value for name, value in self.names.items() if "." not in name}
        players = {player: Space(self.names, f"{player}.") for player in STRATEGIES}
        return (
            plain | players | {"self": players["x"], "trio": Members(self, TRIO), "others": Members(self, ("y", "z"))}
        )


class Space:
    def __init__(self, names: Mapping[str, Any], prefix: str) -> None:
        self._names, self._prefix = names, prefix

    def __getattr__(self, part: str) -> Any:
        name = self._prefix + part
        return self._names[name] if name in self._names else Space(self._names, f"{name}.")


class Members(SimpleNamespace):
    def __init__(self, reading: Reading, members: tuple[str, ...]) -> None:
        super().__init__(yes=[reading.names[f"{member}.yes"] for member in members], members=members)

    def __len__(self) -> int:
        return len(self.members)


PROFILES = [dict(zip(STRATEGIES, moves, strict=True)) for moves in product(*STRATEGIES.values())]
SHAPE = tuple(len(own) for own in STRATEGIES.values())

# ---- random texts

MOVES = ["host.stay", "host.go", "x.no", "x.yes", "x.wait", "y.yes", "z.no", "self.yes", "self.wait"]
OUTCOMES = ["share", "pair", "heat", "mood", "x.alone", "z.alone", "self.alone"]
COUNTS = ["count(trio.yes)", "count(others.yes)", "size(trio)", "size(others)"]
NAMES = st.sampled_from([*MOVES, *OUTCOMES, *COUNTS, *ASSUMPTIONS, "self.cost"])
NUMBERS = st.sampled_from(["0", "1", "2", "0.5", "3", "0.25", "10"])
SHAPES = ["{} + {}", "{} - {}", "{} * {}", "{} / {}", "-{}", "+{}", "({})", "{} + {} * {}", "{} / 2 / {}"]
CALLS = ["min({}, {})", "max({}, {}, {})", "abs({})", "clip({}, {}, {})", "if({}, {}, {})"]
POWERS = ["({} + {})**2", "-{}**2", "{} - {}**3", "2**-{}"]
COMPARISONS = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
WORDS = st.sampled_from(["and", "or", "and not", "or not"])


@st.composite
def texts(draw: st.DrawFn, depth: int = 3, powers: bool = True) -> str:
    """Arithmetic without brackets, so that precedence matters; functions; conditions in brackets.

    A power stays out of conditions: its last digit may depend on the machine, and then the side of an equality.
    """
    if depth == 0:
        return draw(NAMES | NUMBERS)
    kind = draw(st.sampled_from(["leaf", "shape", "call", "power" if powers else "shape", "chain", "logic"]))
    if kind == "leaf":
        return draw(NAMES | NUMBERS)
    if kind == "power":
        return filled(draw, draw(st.sampled_from(POWERS)), NAMES | NUMBERS)
    if kind in ("chain", "logic"):
        condition = draw(conditions(depth - 1, kind == "logic"))
        return draw(st.sampled_from(["{}", "if({}, k2, share)"])).format(condition)
    return filled(draw, draw(st.sampled_from(SHAPES if kind == "shape" else CALLS)), texts(depth - 1, powers))


@st.composite
def conditions(draw: st.DrawFn, depth: int, logic: bool) -> str:
    """A chain of comparisons, or of `and`, `or` and `not` over such chains, as 1 or 0."""
    parts = texts(depth, powers=False)
    joins = draw(st.lists(WORDS if logic else COMPARISONS, min_size=1, max_size=3))
    first, *rest = [draw(conditions(0, False) | parts if logic else parts) for _ in (1, *joins)]
    chain = " ".join([first, *(f"{join} {part}" for join, part in zip(joins, rest, strict=True))])
    return f"truth({draw(st.sampled_from(['', 'not '])) if logic else ''}{chain})"


def filled(draw: st.DrawFn, pattern: str, parts: st.SearchStrategy[str]) -> str:
    return pattern.format(*[draw(parts) for _ in range(pattern.count("{}"))])


TEXTS = texts()


def in_language(text: str) -> str:
    """`truth(...)`, which Python needs to turn `a and b` into 1 or 0, is a plain bracket in the language."""
    return text.replace("truth(", "(")


def by_python(text: str, values: Mapping[str, float] = ASSUMPTIONS) -> np.ndarray:
    try:
        found = [float(Reading(profile, values).value(text)) for profile in PROFILES]
    except (ZeroDivisionError, OverflowError):
        assume(False)
    assume(all(abs(value) < 1e100 for value in found))
    return np.array(found).reshape(SHAPE)


def drawn(text: str) -> Expression:
    """The random text as the language reads it; `1 / 0`, which it refuses, is left out."""
    try:
        return read(in_language(text))
    except InputError as error:
        assume("numbers alone" not in str(error))
        raise


def by_the_language(text: str, values: Mapping[str, Any]) -> Any:
    with np.errstate(all="ignore"):
        return evaluate(drawn(text).node, values)


@given(TEXTS)
def test_an_expression_is_pythons_arithmetic_on_every_profile(text: str) -> None:
    expected = by_python(text)
    found = by_the_language(text, tables(scenario()).values)
    assert np.broadcast_to(found, SHAPE) == pytest.approx(expected, rel=1e-12, abs=1e-12)


def mentioned(text: str) -> set[str]:
    """Every name in a text by its full name, `count` and `self` spelled out."""
    names: set[str] = set()
    for name in re.findall(r"[a-z]\w*(?:\.\w+)*", re.sub(r"size\(\w+\)", "", text)):
        first, _, rest = name.partition(".")
        if first in ("trio", "others"):
            names |= {f"{member}.{rest}" for member in (TRIO if first == "trio" else ("y", "z"))}
        elif first == "self":
            names.add(f"x.{rest}")
        elif name not in ("and", "or", "not", "if", "min", "max", "abs", "clip", "count", "truth"):
            names.add(name)
    return names


REACH = {"share": {"x", "y", "z"}, "pair": {"y", "z"}, "heat": {"host", "x", "y", "z"}, "mood": {"y", "z"}}


def reached(name: str) -> set[str]:
    """The players whose move a name depends on."""
    if name in REACH:
        return REACH[name]
    first, _, rest = name.partition(".")
    return {"x", "y", "z"} if rest == "alone" else {first} if rest in STRATEGIES.get(first, ()) else set()


@given(TEXTS)
def test_an_array_has_length_one_along_every_player_it_does_not_depend_on(text: str) -> None:
    found = np.asarray(by_the_language(text, tables(scenario()).values))
    players = set().union(*map(reached, mentioned(text)))
    lengths = found.shape or (1, 1, 1, 1)
    assert lengths == tuple(len(own) if player in players else 1 for player, own in STRATEGIES.items())


@given(TEXTS)
def test_the_names_of_an_expression_are_those_in_its_text(text: str) -> None:
    expression, expected = drawn(text), mentioned(text)
    assert expression.names() == expected
    assert expression.names("assumption") == expected & set(ASSUMPTIONS)
    assert expression.names("outcome") == expected & set(case().outcomes)
    assert expression.names("move") == {name for name in expected if reached(name) and name not in case().outcomes}


QUARTERS = st.integers(-12, 12).map(lambda quarters: quarters / 4)
DRAWS = st.integers(1, 4).flatmap(
    lambda length: st.dictionaries(
        st.sampled_from(sorted(ASSUMPTIONS)), st.lists(QUARTERS, min_size=length, max_size=length), min_size=1
    )
)


@given(TEXTS, DRAWS)
def test_a_batch_of_draws_equals_the_draws_one_by_one(text: str, draws: dict[str, list[float]]) -> None:
    length = len(next(iter(draws.values())))
    batch = np.broadcast_to(by_the_language(text, tables(scenario(), draws).values), (*SHAPE, length))
    for k in range(length):
        one = scenario().with_values({name: column[k] for name, column in draws.items()})
        alone = np.broadcast_to(by_the_language(text, tables(one).values), SHAPE)
        np.testing.assert_allclose(batch[..., k], alone, rtol=1e-12, atol=1e-12)
        expected = by_python(text, one.values)
        np.testing.assert_allclose(batch[..., k], expected, rtol=1e-12, atol=1e-12)


@given(DRAWS)
def test_the_payoffs_of_a_batch_are_the_payoffs_of_its_draws(draws: dict[str, list[float]]) -> None:
    batch = tables(scenario(), draws).payoffs()
    for k in range(len(next(iter(draws.values())))):
        one = scenario().with_values({name: column[k] for name, column in draws.items()})
        np.testing.assert_allclose(batch[..., k], tables(one).payoffs(), rtol=1e-12, atol=1e-12)


# ---- degrees


def degrees_of(text: str) -> dict[str, float]:
    return dependence(drawn(text).node, outcomes()).degrees


def outcomes() -> dict[str, Dependence]:
    known: dict[str, Dependence] = {}
    for name, expression in case().outcomes.items():
        known[name] = dependence(expression.node, known)
    return known


@given(TEXTS, st.sampled_from(PROFILES), st.dictionaries(st.sampled_from(sorted(ASSUMPTIONS)), QUARTERS), QUARTERS)
def test_the_difference_one_above_the_degree_vanishes(
    text: str, profile: dict[str, str], moved: dict[str, float], step: float
) -> None:
    found = degrees_of(text)
    for name in ASSUMPTIONS:
        degree = found.get(name, 0.0)
        if degree > 12:
            continue
        order = int(degree) + 1
        try:
            values = [
                Reading(profile, ASSUMPTIONS | moved | {name: j * (step or 1.0)}, exact=True).value(text)
                for j in range(order + 1)
            ]
        except ZeroDivisionError:
            assume(False)
        assert sum((-1) ** j * comb(order, j) * value for j, value in enumerate(values)) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", {}),
        ("share * x.yes", {}),
        ("k0", {"k0": 1}),
        ("k0 + 3 * k1 - k2", {"k0": 1, "k1": 1, "k2": 1}),
        ("-k0 * k1", {"k0": 1, "k1": 1}),
        ("k0 * k0", {"k0": 2}),
        ("k0 * k0 + k0", {"k0": 2}),
        ("k0**3", {"k0": 3}),
        ("k0**9", {"k0": 9}),
        ("k0**-2", {"k0": inf}),
        ("(k0 * k1 + k2)**2", {"k0": 2, "k1": 2, "k2": 2}),
        ("k0**(1 + 1)", {"k0": 2}),
        ("k0**0.5", {"k0": inf}),
        ("k0**k1", {"k0": inf, "k1": inf}),
        ("2**k0", {"k0": inf}),
        ("k0 / 2", {"k0": 1}),
        ("k0 / size(trio)", {"k0": 1}),
        ("1 / k0", {"k0": inf}),
        ("k1 / k0", {"k1": 1, "k0": inf}),
        ("k0 / k0", {"k0": inf}),
        ("k1 * (1 / k0)", {"k1": 1, "k0": inf}),
        ("clip(k0, 0, 1)", {"k0": inf}),
        ("clip(share, k0, k1)", {"k0": inf, "k1": inf}),
        ("min(k0, 1)", {"k0": inf}),
        ("max(share, k0) + k1", {"k0": inf, "k1": 1}),
        ("abs(k0)", {"k0": inf}),
        ("if(k0, k1, k2 * k2)", {"k0": inf, "k1": 1, "k2": 2}),
        ("if(x.yes, k0, k0**2)", {"k0": 2}),
        ("k0 > k1", {"k0": inf, "k1": inf}),
        ("k0 and not k1 or k2", {"k0": inf, "k1": inf, "k2": inf}),
        ("mood", {"k0": 2, "k2": 1}),
        ("mood * k0", {"k0": 3, "k2": 1}),
        ("mood**2", {"k0": 4, "k2": 2}),
        ("heat", {"k0": inf, "k1": inf}),
        ("self.cost * self.alone", {"x.cost": 1}),
        ("k0 - k0", {"k0": 1}),
    ],
)
def test_the_degree_is_that_of_the_polynomial_or_infinite(text: str, expected: dict[str, float]) -> None:
    assert degrees_of(text) == expected


@pytest.mark.parametrize(
    ("text", "between", "expected"),
    [
        ("clip(k0, 0, 1)", 1, ["k0 - 0", "k0 - 1"]),
        ("abs(k0 * k0 - 1)", 2, ["k0 * k0 - 1"]),
        ("max(k0, k1, 2)", 1, ["k0 - k1", "k0 - 2"]),
        ("min(k1, k2)", 0, []),
        ("k0 > 1 and k1 > 1", 0, ["k0 - 1"]),
        ("if(k0, k1, k2)", 0, ["k0"]),
        ("if(k0 > 1, k0, 0)", 1, ["k0 - 1"]),
        ("k1 / (k0 - 2)", inf, ["k0 - 2"]),
        ("k0**-2", inf, ["k0"]),
        ("k0**0.5", inf, ["k0"]),
        ("k0**2", 2, []),
        ("mood", 2, []),
        ("mood > k0", 0, ["mood - k0"]),
    ],
)
def test_kinks_are_the_roots_of_differences_and_the_degree_is_that_between_them(
    text: str, between: float, expected: list[str]
) -> None:
    node = drawn(text).node
    assert dependence(node, outcomes()).between.get("k0", 0) == between
    assert list(kinks(node, "k0", outcomes())) == [drawn(difference).node for difference in expected]


@given(TEXTS)
def test_the_walk_for_one_assumption_says_of_it_what_the_walk_for_all_says(text: str) -> None:
    node, known = drawn(text).node, outcomes()
    whole = dependence(node, known)
    for name in ASSUMPTIONS:
        single = dependence(node, known, (name,))
        assert single.degrees.get(name) == whole.degrees.get(name)
        assert single.between.get(name) == whole.between.get(name)


# ---- single rules


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-2**2", -4),
        ("2**-1", 0.5),
        ("2**3**2", 512),
        ("2 + 3 * 4", 14),
        ("1 - 2 - 3", -4),
        ("8 / 4 / 2", 1),
        ("- -3 + +3", 6),
        ("not 1 == 2", 1),
        ("not 0 and 0", 0),
        ("1 or 0 and 0", 1),
        ("1 + 1 == 2", 1),
        ("5 and 3", 1),
        ("0 or 7", 1),
        ("0 or 0", 0),
        ("not 0.2", 0),
        ("1 < 2 < 3", 1),
        ("3 > 2 > 2", 0),
        ("1 < 3 > 2", 1),
        ("1 == 1 != 0", 1),
        ("2 <= 2 >= 2", 1),
        ("(1 < 2) + (2 < 1)", 1),
        ("if(0.5, 2, 3)", 2),
        ("if(-1, 2, 3)", 2),
        ("if(0, 2, 3)", 3),
        ("if (1 > 2, 4, if(1, 5, 6))", 5),
        ("min(3, 1, 2)", 1),
        ("max(3, 1, 2)", 3),
        ("abs(-2)", 2),
        ("clip(5, 0, 1)", 1),
        ("clip(-5, 0, 1)", 0),
        ("clip(0.5, 0, 1)", 0.5),
        ("size(trio)", 3),
        ("size(others)", 2),
        ("1e3 + .5", 1000.5),
        (" 1 +\n\t2 ", 3),
    ],
)
def test_precedence_chains_truth_and_functions_are_the_textbooks(text: str, expected: float) -> None:
    assert by_the_language(text, {}) == expected


@pytest.mark.parametrize("member", TRIO)
def test_self_is_the_member_and_others_are_the_rest_of_its_group(member: str) -> None:
    values = tables(scenario()).values
    found = np.broadcast_to(values[f"{member}.alone"], SHAPE)
    for profile, k in zip(PROFILES, np.ndindex(*SHAPE), strict=True):
        yes = [other for other in TRIO if profile[other] == "yes"]
        assert found[k] == (1 - (len(yes) - 1) / 2 if member in yes else 0)


def test_the_only_member_of_a_group_has_no_others() -> None:
    alone = Vocabulary({"x": ("no", "yes")}, {"one": ("x",)}, (), (), "x", "one")
    assert evaluate(parse("count(others.yes) + size(others)", alone).node, {}) == 0


def test_a_branch_that_is_not_taken_may_divide_by_zero() -> None:
    found = by_the_language("if(share > 0, 1 / share, 0)", tables(scenario()).values)
    assert np.isfinite(found).all()


def test_a_player_that_is_fixed_keeps_an_axis_of_length_one() -> None:
    values = tables(scenario().fixing({"x": "wait"})).values
    assert values["x.wait"].shape == (1, 1, 1, 1)
    assert values["x.wait"].item() == 1
    assert values["x.yes"].item() == 0
    assert values["share"].shape == (1, 1, 2, 2)


def test_a_condition_holds_at_any_number_but_nought_and_is_refused_where_it_is_no_number() -> None:
    assert holds(np.array([-1, 0, -0.0, 0.5, np.inf, np.nan])).tolist() == [True, False, False, True, True, False]
    assert holds(2)
    unknown = "share / (share - share)"
    for text in (
        unknown,
        f"0 * {unknown}",
        f"{unknown} > 1",
        f"not {unknown}",
        f"min({unknown}, 1)",
        f"{unknown} or x.yes",
    ):
        with pytest.raises(InputError, match="is not a finite number"):
            tables(scenario()).holds(case().condition(text))
    for text in (f"if(share < 9, x.yes, {unknown})", f"share > 9 and {unknown}", f"share < 9 or {unknown}"):
        assert tables(scenario()).holds(case().condition(text)).shape == SHAPE


def test_a_condition_of_a_case_knows_no_self() -> None:
    assert case().condition("count(trio.yes) == 3").names("move") == {"x.yes", "y.yes", "z.yes"}
    with pytest.raises(InputError, match="'self' has a meaning only in"):
        case().condition("self.yes")


# ---- what is refused, over and above tests/invalid


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["the expression is empty", "Write 0"]),
        ("  ", ["the expression is empty"]),
        ("sqrt(share)", ["unknown function 'sqrt'", "Known: abs, clip, count, if, max, min, size"]),
        ("eval(share)", ["unknown function 'eval'"]),
        ("_f(share, k0, 0)", ["'_f'", "unknown function '_f'"]),
        ("share.__class__.__mro__", ["unknown name 'share.__class__.__mro__'"]),
        ("min(share, k0).real", ["reaching into a value with a dot is not allowed"]),
        ("x.if", ["unknown name 'x.if'"]),
        ("count(trios.yes)", ["unknown group 'trios'", "Did you mean 'trio'?"]),
        ("count(trio.yess)", ["unknown strategy 'x.yess'", "Did you mean 'x.yes'?"]),
        ("count(trio.wait)", ["unknown strategy 'y.wait'"]),
        ("count(trio)", ["needs what to count", "count(trio.STRATEGY)"]),
        ("count(x.yes + y.yes)", ["count(...) takes one name", "as in count(holdouts.yes)"]),
        ("size(trio.yes)", ["size(trio)", "count(trio.yes)"]),
        ("trio", ["'trio' is a group", "size(trio)", "count(trio.STRATEGY)"]),
        ("others.yes", ["write count(others.yes)"]),
        ("share = 1", ["near character 7", "Write == to compare"]),
        ("share if k0 else 0", ["near character 7", "Write if(c, a, b)", "Allowed: numbers"]),
        ("   share k0", ["near character 10", "invalid syntax"]),
        ("share * (k0", ["near character 9", "'(' was never closed"]),
        ("share, k0", ["'(share, k0)' is not allowed"]),
        ("share * 0,5", ["is not allowed"]),
        ("share * True", ["True is not a number", "Write 1 for yes and 0 for no"]),
        ("None", ["None is not a number"]),
        ("...", ["Ellipsis is not a number"]),
        ("share * 1j", ["1j is not a number"]),
        ("2and share", ["near character 1", "invalid decimal literal"]),
        ("max(*share, k0)", ["max(...) takes plain arguments only"]),
        ("clip(share, low=0, high=1)", ["clip(...) takes plain arguments only"]),
        ("clip(share, 0)", ["clip(...) takes 3 arguments, not 2"]),
        ("min(share)", ["min(...) takes 2 to 20 arguments, not 1"]),
        ("max(x for x in share)", ["2 to 20 arguments, not 1"]),
        ("share ^ 2", ["'share ^ 2' is not allowed", "Write ** for a power"]),
        ("share & k0", ["'share & k0' is not allowed", "Write and."]),
        ("share || k0", ["near character", "Write or."]),
        ("share % 2", ["'share % 2' is not allowed"]),
        ("share // 2", ["'share // 2' is not allowed"]),
        ("~share", ["'~share' is not allowed"]),
        ("share is k0", ["only == != < <= > >= compare"]),
        ("share in k0", ["only == != < <= > >= compare"]),
        ("{share: k0}", ["is not allowed"]),
        ("await share", ["is not allowed"]),
        ("share # of the trio", ["a comment inside an expression"]),
        ("share\0", ["cannot be read"]),
        ("\ud800", ["cannot be read"]),
        ("share × 2", ["near character 7", "invalid character '×'"]),
        ("1e999", ["a number is too large"]),
        ("9" * 3_000, ["a number is too large"]),
        ("9**9**9", ["numbers alone is not a finite number"]),
        ("((9**9)**9)**(9**9)", ["numbers alone is not a finite number"]),
        ("share + 1 / 0", ["numbers alone is not a finite number"]),
        ("(-8)**(1 / 3)", ["numbers alone is not a finite number"]),
    ],
)
def test_what_is_not_of_the_language_is_refused_with_its_place_and_what_is_allowed(text: str, words: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    for expected in words:
        assert expected in str(caught.value)
    assert str(caught.value).endswith((".", "?"))


@given(st.text(max_size=60) | st.text("()+-*/.,<=>!&|^~[]{}'\"#:;@_ 019aeifnotrx\n", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        expression = read(text)
    except InputError:
        return
    by_the_language(expression.text, tables(scenario()).values)


@pytest.mark.parametrize("text", ["8", "1 == 1", "not 0", "size(holdouts) > 2"])
def test_a_condition_that_names_nothing_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="is no condition: it names no move"):
        parse_condition(text, Vocabulary({"x": ("no", "yes")}, {"holdouts": ("x",)}, (), ()))
