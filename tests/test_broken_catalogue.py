"""Catalogues of known answers with a fault: each is refused with one message from which it can be mended."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from negotiation_sim.cli import app
from negotiation_sim.errors import InputError
from negotiation_sim.questions.validate.answer import validate
from negotiation_sim.questions.validate.catalogue import read_catalogue

from .by_hand.catalogue import altered

BROKEN = {
    "an unknown concept": ("gibbons_1992.toml", '"pure_equilibria"', '"pure_equilibrium"', ["unknown concept", "mean"]),
    "no citation": ("gibbons_1992.toml", "[citation]", "[citatoin]", ["is not a key", "Did you mean 'citation'?"]),
    "no authors": ("gibbons_1992.toml", "authors =", "# =", ["citation: 'authors' is missing"]),
    "no year": ("gibbons_1992.toml", "1992", "19920", ["citation.year", "19920 is not a year"]),
    "no answer": ("gibbons_1992.toml", "expected =", "# =", ["answers.survivors", "'expected' is missing"]),
    "a tolerance below 0": ("nau_2004.toml", "1e-9", "-1e-9", ["answers.equilibrium.tolerance", "below 0"]),
    "no inputs": ("gibbons_1992.toml", "[game]", "[citation.game]", ["has no inputs", "game, tree, body"]),
    "a tree that is nowhere": (
        "rosenthal_1981.toml",
        "centipede.efg",
        "millipede.efg",
        ["tree.file", "no such file", "centipede.efg"],
    ),
    "a tree in another folder": (
        "rosenthal_1981.toml",
        "centipede.efg",
        "../centipede.efg",
        ["tree.file", "beside this one"],
    ),
    "an answer of trees without a tree": (
        "gibbons_1992.toml",
        'concept = "',
        'concept = "subgame_perfect_play" # "',
        ["is computed from a table tree", "this file has game"],
    ),
    "a ragged table": ("gibbons_1992.toml", "[1, 0], ", "[1], ", ["game.cells", "not a full table"]),
    "a text for a payoff": ("gibbons_1992.toml", "[1, 0], ", '["x", 0], ', ["game.cells", "not a full table"]),
    "too few labels": ("gibbons_1992.toml", '"up", "down"', '"up"', ["game.cells", "the labels need"]),
    "labels without a list": ("gibbons_1992.toml", '["up", "down"]', '"up"', ["game.strategies", "must be a list"]),
    "probabilities that are none": ("selten_1975.toml", '["1/4", "3/4"]', "[1, 1]", ["first_kind", "sum to 1"]),
    "a profile of the wrong shape": ("selten_1975.toml", "[1, 0], [1, 0], ", "[1, 0], ", ["first_kind", "sum to 1"]),
    "an unknown strategy": ("monderer_shapley_1996.toml", '["second", "second", "second"]', '["x", "x", "x"]', ["'x'"]),
    "an unknown player": ("selten_1978.toml", '[["entrant"]', '[["entrnat"]', ["Did you mean 'entrant'?"]),
    "an order without stages": ("selten_1978.toml", '[["entrant"], ["store"]]', '["entrant"]', ["must be a list"]),
    "no estate": ("contested_garment.toml", "with = { estate = 1 }", "",
        ["answers.nucleolus.with", "'estate' is missing"]),
    "goods of three": ("nash_1950.toml", '["Bill", "Jack"]', '["Bill", "Jack", "Jim"]', ["goods", "two parties"]),
    "a good of nobody": ("nash_1950.toml", 'box = "Bill"', 'box = "Jim"', ["goods.owner.box", "unknown party 'Jim'"]),
    "a good worth one number": ("nash_1950.toml", "box = [4, 1]", "box = [4]", ["goods.worth", "two numbers"]),
    "a worth of no good": ("nash_1950.toml", "box = [4, 1]", "bx = [4, 1]", ["goods.worth.bx", "Did you mean 'box'?"]),
    "a pie of one": ("kalai_smorodinsky_1975.toml", '["x", "(1 - x) ** 0.5"]', '["x"]', ["pie", "two rules"]),
    "a pie of another name": ("kalai_smorodinsky_1975.toml", '["x", ', '["y", ', ["pie.worth", "'y'"]),
    "a pie without end": ("kalai_smorodinsky_1975.toml", '["x", ', '["1 / x", ', ["pie.worth", "finite number"]),
    "no pieces": ("kalai_smorodinsky_1975.toml", "pieces = 100000", "pieces = 1", ["with.pieces", "1 is not a whole"]),
    "a patience of 1": ("rubinstein_1982.toml", "[0.5, 0.5]", "[1, 0.5]", ["turns.patience", "below 1"]),
    "a patience of one": ("rubinstein_1982.toml", "[0.5, 0.5]", "[0.5]", ["turns.patience", "pairs"]),
    "no rounds at all": ("rubinstein_1982.toml", "rounds = 300", "rounds = 0", ["with.rounds", "not a whole"]),
    "outside options for one": ("binmore_shaked_sutton_1989.toml", "[[0, 0.3], [0, 0.6]]", "[[0, 0.3]]",
        ["turns.outside", "a pair for each pair"]),
    "half a member": ("baron_ferejohn_1989.toml", "[3, 3, 5]", "[3, 2.5, 5]", ["legislature.members", "whole numbers"]),
    "a quota above all": ("baron_ferejohn_1989.toml", "[2, 2, 3]", "[2, 2, 6]", ["legislature.quota", "of 5 members"]),
    "lists of two lengths": ("romer_rosenthal_1978.toml", "[0.9, 0.9, 0.55]", "[0.9]", ["agenda", "one length"]),
    "an unknown body": ("straffin_1993.toml", '"security_council"', '"security_counsil"',
        ["line 11", "body.name", "Did you mean"]),
    "not said how obtained": ("gibbons_1992.toml", "obtained =", "# =", ["answers.survivors", "'obtained' is missing"]),
    "neither read nor computed": ("nau_2004.toml", '"recomputed"', '"guessed"', ["obtained", "published, recomputed"]),
    "an unknown state": ("hipel_1993_elmira.toml", 'start = "5"', 'start = "15"',
        ["answers.moved_together", "state '15'"]),
    "a move to nowhere": ("hipel_1993_elmira.toml", '["1", "2"]', '["1", "12"]', ["conflict.moves.moe", "not a move"]),
    "a state left unranked": ("hipel_1993_elmira.toml", 'moe = ["7", ', "moe = [", ["conflict.ranking.moe", "once"]),
    "unknown sanctions": ("hipel_1993_elmira.toml", '"nash_stable"', '"nash_stable"\nwith = { sanctions = "sngle" }',
        ["sanctions", "Did you mean 'single'?"]),
    "a mistyped parameter": ("hipel_1993_elmira.toml", '"nash_stable"', '"nash_stable"\nwith = { sanction = "any" }',
        ["answers.nash.with.sanction", "It reads sanctions.", "Did you mean 'sanctions'?"]),
    "a parameter too many": ("robinson_1951.toml", "rounds = 8000", "rounds = 8000, tie = 3",
        ["answers.shares.with.tie", "not a parameter of 'fictitious_play_shares'. It reads rounds."]),
    "another question": ("granovetter_1978.toml", "changed =", "change =",
        ["answers.one.with.change", "Did you mean 'changed'?"]),
    "a parameter where none is read": ("gibbons_1992.toml", '"pure_equilibria"',
        '"pure_equilibria"\nwith = { order = [] }', ["answers.pure.with.order", "It reads none."]),
    "a concept for other inputs": ("gibbons_1992.toml", '"pure_equilibria"', '"nucleolus"',
        ["answers.pure.concept", "from a table coalitional or body; this file has game."]),
    "more than is claimed": ("aumann_maschler_1985.toml", "estate = 100", "estate = 601",
        ["answers.estate_of_100.with.estate", "601", "0 to 600"]),
    "no claims": ("aumann_maschler_1985.toml", "[100, 200, 300]", "[]",
        ["line 11", "coalitional.claims", "1 to 20 players"]),
    "thirty claims": ("aumann_maschler_1985.toml", "[100, 200, 300]", str([1] * 30),
        ["line 11", "coalitional.claims", "found 30"]),
    "too many for a solver": ("aumann_maschler_1985.toml", "[100, 200, 300]", str([100] * 13),
        ["answers.estate_of_100.concept", "at most 12 players"]),
    "a coalition of nobody": ("shapley_1953.toml", '"left right1" = 1', '"" = 1', ["coalitional.worths", "nobody"]),
    "a player of no game": ("shapley_1953.toml", "[coalitional.worths]",
        '[coalitional]\nplayers = ["left", "right1"]\n[coalitional.worths]',
        ["coalitional.worths", "unknown player 'right2'"]),
    "a move of no player": ("bernheim_peleg_whinston_1987.toml", '["A1", "B1", "C1"] }', '["A1", "B1", "X"] }',
        ["answers.way_out_of_the_better.with.profile", "unknown strategy 'X'"]),
    "a profile too short": ("bernheim_peleg_whinston_1987.toml", '["A1", "B1", "C1"] }', '["A1", "B1"] }',
        ["answers.way_out_of_the_better.with.profile", "2 strategies", "3 players"]),
    "a precision below 0": ("mckelvey_palfrey_1995_ochs.toml", "precision = 0.5", "precision = -0.5",
        ["answers.quantal_half.with.precision", "positive number"]),
    "an order of others": ("selten_1978.toml", '[["entrant"]', '[["entrnat"]',
        ["answers.staged.with.order", "Did you mean 'entrant'?"]),
    "a negative probability": ("aumann_1987.toml", 'profile = [["2/3", "1/3"]', 'profile = [["-1/3", "4/3"]',
        ["answers.mixed_payoffs.with.profile", "from 0 to 1"]),
    "a profile too long": ("bernheim_peleg_whinston_1987.toml", '["A1", "B1", "C1"] }', '["A1", "B1", "C1", "D9"] }',
        ["with.profile", "4 strategies", "3 players"]),
    "a negative claim": ("aumann_maschler_1985.toml", "[100, 200", "[-100, 200",
        ["coalitional.claims", "-100 is below 0"]),
    "a negative estate": ("aumann_maschler_1985.toml", "estate = 100", "estate = -1",
        ["answers.estate_of_100.with.estate", "-1"]),
    "a negative cost": ("oneill_1982.toml", "[30, 40", "[-30, 40", ["coalitional.costs", "-30 is below 0"]),
    "an estate without claims": ("shapley_1953.toml", '"shapley_value"', '"shapley_value"\nwith = { estate = 1 }',
        ["with.estate", "beside claims only"]),
    "claims and costs": ("oneill_1982.toml", "costs =", "claims = [1]\ncosts =",
        ["coalitional", "found claims and costs"]),
    "players beside claims": ("contested_garment.toml", "claims =", 'players = ["a"]\nclaims =',
        ["coalitional.players", "beside worths only"]),
    "a coalition twice": ("shapley_1953.toml", '"left right2" = 1', '"right1 left" = 2',
        ["coalitional.worths", "'right1 left' has a worth already"]),
    "a member twice": ("shapley_1953.toml", '"left right1" = 1', '"left left" = 1',
        ["coalitional.worths", "names left twice"]),
    "negative actors": ("granovetter_1978.toml", "actors = 100", "actors = -100",
        ["thresholds.actors", "whole number from 1"]),
    "an actor of no threshold": ("granovetter_1978.toml", "{ 1 = 2 }", "{ 777 = 2 }",
        ["with.changed.777", "from 0 to 99"]),
    "no strategies": ("gibbons_1992.toml", '[["up", "down"], ["left", "middle", "right"]]', "[]",
        ["game.strategies", "is empty"]),
    "a strategy twice": ("gibbons_1992.toml", '["up", "down"]', '["up", "up"]', ["game.strategies", "'up' twice"]),
    "anything goes": ("straffin_1993.toml", '{ China = "421/2145", "Elected member 1" = "4/2145" }', "{}",
        ["answers.shapley_shubik.expected", "any answer would match"]),
    "no rounds": ("robinson_1951.toml", "rounds = 8000", "rounds = 0", ["with.rounds", "whole number from 1"]),
    "rounds for minutes": ("robinson_1951.toml", "rounds = 8000", "rounds = 1000000",
        ["with.rounds", "1e+06 is not a whole number from 1 to 100,000"]),
    "runs without end": ("shapley_1964.toml", "runs = 13", "runs = 1000000",
        ["with.runs", "1e+06 is not a whole number from 1 to 100,000"]),
    "half a round": ("robinson_1951.toml", "rounds = 8000", "rounds = 0.5",
        ["with.rounds", "0.5 is not a whole number"]),
    "time that runs back": ("taylor_jonker_1978.toml", "time = 30", "time = -30", ["with.time", "-30 is not above 0"]),
    "a body and its name": ("straffin_1993.toml", "[body]", '[body]\ntitle = "Another"',
        ["body.title", "is not a key"]),
    "a player who is none": ("hipel_1993_elmira.toml", "[conflict.ranking]", '[conflict.ranking]\nmayor = ["1"]',
        ["conflict.ranking.mayor", "is not a key"]),
    "a state twice": ("hipel_1993_elmira.toml", '"8", "9"]\n\n[conflict.moves]', '"8", "8"]\n\n[conflict.moves]',
        ["conflict.states", "'8' twice"]),
    "a move to itself": ("hipel_1993_elmira.toml", '["1", "2"]', '["1", "1"]', ["conflict.moves.moe", "not a move"]),
    "a share of time at a precision below 0": ("blume_1993.toml", "precision = ", "precision = -",
        ["with.precision", "from 0 on"]),
    "an answer that is no number": ("contested_garment.toml", 'expected = ["3/4"', "expected = [nan",
        ["answers.nucleolus.expected", "holds nan or inf, which no answer matches"]),
    "a claim divided by 0": ("contested_garment.toml", '[1, "1/2"]', '[1, "1/0"]',
        ["coalitional.claims", "the fraction '1/0' divides by 0"]),
    "a probability divided by 0": ("selten_1975.toml", '"1/4"', '"1/0"',
        ["with.profile", "the fraction '1/0' divides by 0"]),
    "a payoff divided by 0": ("gibbons_1992.toml", "[1, 0], ", '["1/0", 0], ',
        ["game.cells", "the fraction '1/0' divides by 0"]),
    "a worth divided by 0": ("shapley_1953.toml", '"left right1" = 1', '"left right1" = "1/0"',
        ["coalitional.worths", "the fraction '1/0' divides by 0"]),
    "an answer divided by 0": ("contested_garment.toml", 'expected = ["3/4"', 'expected = ["1/0"',
        ["answers.nucleolus.expected", "the fraction '1/0' divides by 0"]),
    "a fraction with two signs": ("contested_garment.toml", '[1, "1/2"]', '[1, "--1/2"]',
        ["coalitional.claims", "is text"]),
    "a file without a citation": ("gibbons_1992.toml", "[citation]", "[game.citation]",
        ["gibbons_1992.toml: [citation] is missing. Add it"]),
    "an answer of two words": ("gibbons_1992.toml", "[answers.pure]", '[answers."pure play"]',
        ["'pure play' cannot be an answer's name"]),
    "an answer with a reserved name": ("gibbons_1992.toml", "[answers.pure]", "[answers.and]",
        ["cannot be an answer's name. Choose another"]),
    "no TOML": ("nau_2004.toml", "[citation]", "[citation", ["nau_2004.toml", "is not valid TOML"]),
}  # fmt: skip


@pytest.mark.parametrize("fault", BROKEN)
def test_a_malformed_catalogue_is_one_message_to_mend_it_from(tmp_path: Path, fault: str) -> None:
    file, old, new, words = BROKEN[fault]
    folder = altered(tmp_path, file, old, new)
    with pytest.raises(InputError) as caught:
        validate(read_catalogue(Path(folder)))
    for expected in words:
        assert expected in str(caught.value)
    assert str(caught.value).endswith((".", "?"))
    assert "\n" not in str(caught.value)
    done = CliRunner().invoke(app, ["validate", "--catalogue", folder])
    assert isinstance(done.exception, InputError)  # which the entry point turns into exit code 2


def test_a_malformed_catalogue_is_exit_code_2_of_the_process(tmp_path: Path) -> None:
    folder = altered(tmp_path, "gibbons_1992.toml", "authors =", "# =")
    command = [sys.executable, "-m", "negotiation_sim", "validate", "--catalogue", folder]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parent.parent)
    assert done.returncode == 2
    assert done.stderr.startswith("Error: ")
    assert "Traceback" not in done.stderr


def test_a_folder_that_does_not_exist_is_not_said_to_be_empty(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere: there is no such folder\."):
        read_catalogue(tmp_path / "nowhere")
    with pytest.raises(InputError, match=r"holds no known answers\."):
        read_catalogue(tmp_path)
