"""Payoffs that nearly tie, of mixed sizes and huge ranges: each comparison against the written numbers as fractions."""

import csv
from collections.abc import Callable
from fractions import Fraction
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from negotiation_sim.errors import InputError
from negotiation_sim.formats.game_file import read_game
from negotiation_sim.formats.nfg import from_nfg, to_nfg
from negotiation_sim.formats.spreadsheet import from_csv, to_csv, to_matrix_csv
from negotiation_sim.formats.workbook import workbook_of
from negotiation_sim.games.graph import graph_of_game
from negotiation_sim.games.normal_form import Game
from negotiation_sim.solve.coalition import coalition_proof_equilibria, joint_moves, strong_equilibria
from negotiation_sim.solve.dominance import eliminate_dominated
from negotiation_sim.solve.pure import pure_equilibria
from negotiation_sim.solve.stability import STABILITIES, stability
from negotiation_sim.solve.staged import staged_outcomes

from .by_hand import moves as by_hand
from .by_hand import solving

pytest.importorskip("openpyxl")

POOLS = {
    "one float for several numbers": ["0.1", "0.1000000000000000001", "1/10", "0.10000000000000000001", "0.10"],
    "large whole numbers": ["9007199254740992", "9007199254740993", "9007199254740994", "9007199254740993.0"],
    "huge ranges": ["0", "1", "-1e10", "1e10", "10000000001", "-1e300", "1e300", "1e-300", "-1e-300", "1.5"],
    "thirds": ["1/3", "0.3333333333333333", "0.33333333333333333333", "2/6", "0.33333333333333337"],
    "near sums": ["0.3", "0.30000000000000004", "0.3000000000000000444", "3e-1", "0.29999999999999999"],
    "mixed": ["1e-320", "0", "1e-323", "1e19", "1", "0.5", "-0.5", "0.1", "0.1000000000000000001", "1e300"],
}
SHAPES = [(2, 2), (3, 2), (2, 2, 2), (1, 3), (2, 3, 2), (4,)]
GAMES = 40
"""For each pool, shape and form."""

Spelled = dict[tuple[int, ...], list[str]]


def nfg(spelled: Spelled, shape: tuple[int, ...]) -> str:
    names = " ".join(f'"p{i}"' for i in range(len(shape)))
    order = sorted(spelled, key=lambda profile: profile[::-1])
    body = "\n".join(" ".join(spelled[profile]) for profile in order)
    return f'NFG 1 R "" {{ {names} }} {{ {" ".join(map(str, shape))} }}\n{body}\n'


def nfg_outcomes(spelled: Spelled, shape: tuple[int, ...]) -> str:
    names = " ".join(f'"p{i}"' for i in range(len(shape)))
    order = sorted(spelled, key=lambda profile: profile[::-1])
    outcomes = " ".join(f'{{ "" {", ".join(spelled[profile])} }}' for profile in order)
    numbers = " ".join(str(k + 1) for k in range(len(order)))
    return f'NFG 1 R "" {{ {names} }} {{ {" ".join(map(str, shape))} }} {{ {outcomes} }} {numbers}\n'


def rows(spelled: Spelled, shape: tuple[int, ...]) -> str:
    players = [f"p{i}" for i in range(len(shape))]
    head = ",".join([*players, *(f"payoff: {player}" for player in players)])
    return "\n".join([head, *(",".join([*map(str, profile), *spelled[profile]]) for profile in sorted(spelled))])


def matrix(spelled: Spelled, shape: tuple[int, ...]) -> str:
    lines = [r"p0 \ p1," + ",".join(map(str, range(shape[1])))]
    lines += [",".join([str(k), *(" | ".join(spelled[k, j]) for j in range(shape[1]))]) for k in range(shape[0])]
    return "\n".join(lines)


def from_workbook(text: str) -> Game:
    """The game of a CSV by way of a workbook: numbers where a float is the number that is written, else texts."""
    head, *body = csv.reader(text.splitlines())
    players = len(head) // 2
    cells = [[*row[:players], *map(_cell, row[players:])] for row in body]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "game.xlsx"
        path.write_bytes(workbook_of({"game": [head, *cells]}))
        return read_game(path)


def _cell(text: str) -> str | float:
    value = float(Fraction(text))
    return value if Fraction(text) == Fraction(repr(value)) else text


FORMS: dict[str, tuple[Callable[[Spelled, tuple[int, ...]], str], Callable[[str], Game]]] = {
    "nfg": (nfg, from_nfg),
    "nfg with outcomes": (nfg_outcomes, from_nfg),
    "csv": (rows, from_csv),
    "matrix": (matrix, from_csv),
    "workbook": (rows, from_workbook),
}
FEWER = {"workbook": 8}
"""Games of a form that takes long to read."""


def spelled_games(form: str, pool: str) -> list[tuple[Game, dict[tuple[int, ...], tuple[Fraction, ...]]]]:
    """Random games in a form, as they are read, each with its payoffs as the fractions that were written."""
    rng = np.random.default_rng([*map(ord, form + pool)])
    write, read = FORMS[form]
    games = []
    for shape in SHAPES:
        for _ in range(FEWER.get(form, GAMES) if form != "matrix" or len(shape) == 2 else 0):
            spelled = {
                profile: [str(text) for text in rng.choice(POOLS[pool], len(shape))]
                for profile in product(*map(range, shape))
            }
            table = {profile: tuple(map(Fraction, texts)) for profile, texts in spelled.items()}
            games.append((read(write(spelled, shape)), table))
    return games


each_form = pytest.mark.parametrize("form", FORMS)
each_pool = pytest.mark.parametrize("pool", POOLS)


@each_form
@each_pool
def test_pure_equilibria_and_best_responses_are_those_of_the_written_fractions(form: str, pool: str) -> None:
    for game, table in spelled_games(form, pool):
        expected = solving.pure_equilibria(table, game.shape, 0)
        solution = pure_equilibria(game)
        assert list(solution.equilibria) == expected
        assert solution.regret == (0.0,) * len(expected)
        for profile in table:
            gains, sizes = [], []
            for i, m in enumerate(game.shape):
                values = [table[solving.with_move(profile, i, k)][i] for k in range(m)]
                best = tuple(k for k in range(m) if values[k] == max(values))
                assert game.best_responses(i, profile) == best
                gains.append(max(values) - values[profile[i]])
                sizes.append(max(map(abs, values)))
            assert game.is_equilibrium(profile) == (max(gains) == 0)
            assert (game.regret(profile) == 0) == (max(gains) == 0)
            assert game.regret(profile) == pytest.approx(float(max(gains)), rel=1e-12, abs=float(max(sizes)) * 3e-16)


@each_form
@each_pool
def test_dominance_and_staged_outcomes_are_those_of_the_written_fractions(form: str, pool: str) -> None:
    for game, table in spelled_games(form, pool):
        gone = {(step.player, step.strategy) for step in eliminate_dominated(game).trace if step.round == 1}
        expected = {
            (game.players[i], game.strategies[i][k])
            for i, m in enumerate(game.shape)
            for k in range(m)
            if any(all(table[solving.with_move(p, i, b)][i] > table[solving.with_move(p, i, k)][i] for p in table)
                   for b in range(m))
        }  # fmt: skip
        assert gone == expected
        for order in ([[0], list(range(1, len(game.shape)))], [list(range(len(game.shape)))]):
            stages = [stage for stage in order if stage]
            outcomes = staged_outcomes(game, [[game.players[i] for i in stage] for stage in stages]).outcomes
            assert set(outcomes) == solving.staged_outcomes(table, game.shape, tuple(map(tuple, stages)), 0)


@each_form
@each_pool
def test_coalitions_and_stability_are_those_of_the_written_fractions(form: str, pool: str) -> None:
    for game, table in spelled_games(form, pool)[::4]:
        assert list(strong_equilibria(game).equilibria) == by_hand.strong_equilibria(table, game.shape)
        assert list(coalition_proof_equilibria(game).equilibria) == by_hand.coalition_proof_equilibria(
            table, game.shape
        )
        for profile in table:
            ways = {}
            for move in joint_moves(game, profile):
                assert all(move.changes[i] > 0 for i in move.coalition)
                ways.setdefault(move.coalition, set()).add(move.profile)
            assert ways == by_hand.improving_coalitions(table, game.shape, profile)
        graph = graph_of_game(game)
        states = list(product(*map(range, game.shape)))
        moves = [[set(graph.targets(i, s)) for s in range(len(states))] for i in range(len(game.shape))]
        ranks = [[table[state][i] for state in states] for i in range(len(game.shape))]
        stable = stability(graph)
        for name in STABILITIES:
            for i in range(len(game.shape)):
                expected = [by_hand.is_stable(moves, ranks, i, s, name, "single") for s in range(len(states))]
                assert stable.stable[name][i].tolist() == expected


@each_pool
def test_what_is_written_out_reads_back_as_the_same_numbers(pool: str) -> None:
    for game, table in spelled_games("nfg", pool)[::3]:
        forms = [(to_nfg, from_nfg), (to_csv, from_csv), *([(to_matrix_csv, from_csv)] if len(game.shape) == 2 else [])]
        for write, read in forms:
            again = read(write(game))
            assert (again.payoffs == game.payoffs).all()
            assert pure_equilibria(again).equilibria == tuple(solving.pure_equilibria(table, game.shape, 0))


@each_pool
def test_a_part_of_a_game_keeps_the_written_numbers(pool: str) -> None:
    for game, table in spelled_games("csv", pool):
        if len(game.shape) == 3 and game.shape[0] > 1:
            part = game.fixing({"p0": "1"}).without_fixed().permuted([1, 0]).relabelled({"p1": "x"})
            small = {(p[2], p[1]): (table[p][2], table[p][1]) for p in table if p[0] == 1}
            assert list(pure_equilibria(part).equilibria) == solving.pure_equilibria(small, part.shape, 0)


def test_the_published_fault_has_one_equilibrium() -> None:
    game = from_nfg('NFG 1 R "ban" { "R" "C" } { 2 2 } 0 1  1 1  0 0  -1e10 0')
    assert pure_equilibria(game).equilibria == ((1, 0),)


TOO_LARGE = ["1e308", "-1e301", "1e400", "1e-400", "1" * 1001, "1" + "0" * 400 + "/1", "1e9999999999"]


@pytest.mark.parametrize("text", TOO_LARGE)
def test_a_number_that_no_float_can_stand_for_is_refused_at_once(text: str) -> None:
    with pytest.raises(InputError, match="up to 1e\\+300"):
        from_nfg(f'NFG 1 R "" {{ "a" }} {{ 2 }} 0 {text}')
