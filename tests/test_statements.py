"""Preferences as prioritised option statements: what a statement says, and how a list of them ranks the states."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation_sim.case.conflict import DecisionMaker, built_in_conflicts, holding
from negotiation_sim.case.conflict_file import load_conflict
from negotiation_sim.case.statements import read_statement
from negotiation_sim.errors import InputError
from negotiation_sim.worlds.dispute import graph_of_conflict

from .command_line import answer

PLAYERS = {"a": DecisionMaker("a", "A", ("open", "lock")), "b": DecisionMaker("b", "B", ("enter",))}
OPTIONS = ("a.open", "a.lock", "b.enter")
STATES = [frozenset(option for option, on in zip(OPTIONS, taken, strict=True) if on)
          for taken in itertools.product((False, True), repeat=3)]  # fmt: skip


def truths(text: str) -> list[bool]:
    return [bool(true) for true in holding(read_statement(text, PLAYERS), PLAYERS, STATES)]


@pytest.mark.parametrize(
    ("text", "true"),
    [
        ("1", lambda o, k, e: o), ("-1", lambda o, k, e: not o), ("1 & -3", lambda o, k, e: o and not e),
        ("1|3", lambda o, k, e: o or e), ("-(1 | 2)", lambda o, k, e: not (o or k)), ("- 2", lambda o, k, e: not k),
        ("3 IF 1", lambda o, k, e: e or not o), ("3 IFF -1", lambda o, k, e: e == (not o)),
        ("-3 IF 1 & 2", lambda o, k, e: not e or not (o and k)), ("1 | 2 iff 3", lambda o, k, e: (o or k) == e),
        ("1 AND NOT 2", lambda o, k, e: o and not k), ("a.open and not b.enter", lambda o, k, e: o and not e),
        ("b.enter IFF a.open + a.lock", lambda o, k, e: e == (o or k)),
        ("a.open + a.lock + b.enter == 2", lambda o, k, e: o + k + e == 2),
        ("not b.enter if a.lock", lambda o, k, e: not e or not k),
        ("if(a.lock, a.open, b.enter)", lambda o, k, e: o if k else e),
    ],
)  # fmt: skip
def test_a_statement_is_true_where_its_words_say(text: str, true) -> None:  # type: ignore[no-untyped-def]
    assert truths(text) == [bool(true(*(option in taken for option in OPTIONS))) for taken in STATES]


@pytest.mark.parametrize(
    ("text", "said"),
    [("4", "no option 4; the file's options are 1 to 3, a.open first"), ("0", "no option 0"), ("--1", "once"),
     ("1 IF", "cannot be read"), ("IF 1", "cannot be read"), ("1 IF 2 IF 3", "one IF or IFF"), ("1 2", "read"),
     ("a.shut", "unknown strategy"), ("", "no statement"), ("1 IF 2 else 3", "cannot be read"), ("-", "once")],
)  # fmt: skip
def test_what_is_no_statement_is_refused(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_statement(text, PLAYERS)


def conflict(folder: Path, statements: str, more: str = "") -> Path:
    text = f'title = "T"\nstatus_quo = "none"\n{more}[players.a]\nname = "A"\noptions = ["open", "lock"]\n'
    text += f'[players.b]\nname = "B"\noptions = ["enter"]\n[statements]\n{statements}\n'
    (folder / "conflict.toml").write_text(text, encoding="utf-8")
    return folder


LITERALS = st.lists(st.sampled_from([1, -1, 2, -2, 3, -3]), min_size=1, max_size=3, unique=True)


@given(st.lists(LITERALS, min_size=1, max_size=5))
def test_states_are_ranked_by_the_sum_of_powers_of_two(tmp_path_factory, statements: list[list[int]]) -> None:  # type: ignore[no-untyped-def]
    """The score of a state is the sum of 2^(k-j) over its true statements; equal scores are a tie."""
    texts = [" & ".join(map(str, literals)) for literals in statements]
    folder = tmp_path_factory.mktemp("c")
    listed = ", ".join(f'"{text}"' for text in texts)
    read = load_conflict(conflict(folder, f'a = [{listed}]\nb = ["3"]'))

    def score(label: str) -> int:
        (taken,) = read.states[label]
        true = [all((OPTIONS[abs(k) - 1] in taken) == (k > 0) for k in literals) for literals in statements]
        return sum(2 ** (len(statements) - 1 - j) for j, each in enumerate(true) if each)

    ranking = read.preferences["a"]
    assert sorted(label for tied in ranking for label in tied) == sorted(read.states)
    assert all(len({score(label) for label in tied}) == 1 for tied in ranking)
    assert [score(tied[0]) for tied in ranking] == sorted({score(label) for label in read.states}, reverse=True)


ELMIRA = """
[statements]
moe = ["-4", "3", "-2", "-1", "5 IFF -1"]
uniroyal = ["3 IFF 1", "4", "-5 IF 2", "-1", "-5"]
local = ["-4", "-1", "5 IF 1", "3", "5"]
"""
"""Written for the rankings that the literature gives (see the conflict's file); the last of a list decides least."""


def in_names(text: str) -> str:
    options = ["moe.modify", "uniroyal.delay", "uniroyal.accept", "uniroyal.abandon", "local.insist"]
    for k, option in enumerate(options, start=1):
        text = text.replace(f"-{k}", f"not {option}").replace(f'"{k}', f'"{option}').replace(f" {k}", f" {option}")
    return text


@pytest.mark.parametrize("written", [ELMIRA, in_names(ELMIRA)], ids=["numbers", "names"])
def test_statements_reproduce_the_published_rankings_of_elmira(written: str, tmp_path: Path) -> None:
    text = built_in_conflicts()["elmira"].read_text(encoding="utf-8")
    (tmp_path / "conflict.toml").write_text(text[: text.index("[preferences]")] + written, encoding="utf-8")
    ranked, stated = load_conflict("elmira"), load_conflict(tmp_path)
    assert stated.preferences == ranked.preferences
    assert (
        answer("stability", str(tmp_path), "--csv").split(",", 1)[1]
        == answer("stability", "elmira", "--csv").split(",", 1)[1]
    )


def test_one_player_may_have_statements_and_another_a_ranking(tmp_path: Path) -> None:
    eight = ["none", "a.lock", "a.open", "a.lock, a.open", "b.enter", "a.lock, b.enter", "a.open, b.enter"]
    eight += ["a.lock, a.open, b.enter"]
    folder = conflict(tmp_path, 'a = ["b.enter"]')
    listed = ", ".join(f'"{label}"' for label in eight)
    path = folder / "conflict.toml"
    path.write_text(path.read_text(encoding="utf-8") + f"[preferences]\nb = [{listed}]\n", encoding="utf-8")
    read = load_conflict(folder)
    assert len(read.preferences["a"]) == 2
    assert read.preferences["b"] == tuple((label,) for label in eight)


def test_of_a_merged_state_a_statement_holds_where_it_holds_for_every_selection(tmp_path: Path) -> None:
    read = load_conflict(conflict(tmp_path, 'a = ["1"]\nb = ["3"]', 'merged = ["b.enter"]\n'))
    assert read.preferences["a"] == (("a.open", "a.lock, a.open"), ("none", "b.enter", "a.lock"))


def test_a_statement_that_cannot_be_read_says_where(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"conflict\.toml, line \d+: statements\.a: there is no option 7"):
        load_conflict(conflict(tmp_path, 'a = ["7"]\nb = ["3"]'))
    with pytest.raises(InputError, match=r"statements\.a: has no statement"):
        load_conflict(conflict(tmp_path, 'a = []\nb = ["3"]'))


# ---- many options of which few states are left


def test_thirty_options_of_which_most_states_cannot_be_are_read(tmp_path: Path) -> None:
    """Three players choose one of ten each: 1,000 of a billion selections."""
    names = [f"o{k}" for k in range(10)]
    text = 'title = "T"\nstatus_quo = "p0.o0, p1.o0, p2.o0"\n'
    text += f"infeasible = {[' + '.join(f'p{i}.{name}' for name in names) + ' != 1' for i in range(3)]}\n"
    text += "".join(f'[players.p{i}]\nname = "P{i}"\noptions = {names}\n' for i in range(3))
    text += '[statements]\np0 = ["p1.o9", "p0.o1"]\np1 = ["2"]\np2 = ["-1 IF 11"]\n'
    (tmp_path / "conflict.toml").write_text(text, encoding="utf-8")
    read = load_conflict(tmp_path)
    assert len(read.states) == 1000
    assert read.moves("p1", "p0.o0, p1.o0, p2.o0") == tuple(f"p0.o0, p1.o{k}, p2.o0" for k in range(9, 0, -1))
    assert [len(tied) for tied in read.preferences["p0"]] == [10, 90, 90, 810]
    graph = graph_of_conflict(read)
    assert {len(graph.targets(i, 0)) for i in range(3)} == {9}
