"""The command `solve` and its registry: every concept answers, says what it is, and refuses what it cannot do."""

import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from negotiation_sim import ask, load_case, solve_scenario
from negotiation_sim.cli import app
from negotiation_sim.errors import InputError
from negotiation_sim.formats.game_file import write_game
from negotiation_sim.games.normal_form import Game
from negotiation_sim.questions import questions
from negotiation_sim.questions.solve.concepts import CONCEPTS, solve
from negotiation_sim.questions.solve.dynamics import PlayOverTime, Visits
from negotiation_sim.questions.solve.inputs import Equilibria, MediatorPlan, SolveInputs, objective
from negotiation_sim.solve import learning, quantal
from negotiation_sim.solve.bilateral import mixed_equilibria
from negotiation_sim.solve.pure import pure_equilibria
from negotiation_sim.spelling import spelled

from .command_line import FIRST, answer
from .conftest import labelled, random_game

CHICKEN = Game.from_bimatrix([[6, 2], [7, 0]], [[6, 7], [2, 0]], players=["row", "column"])
FROZEN = str(Path(__file__).parent / "frozen" / "kosovo")
"""The first edition of the built-in case, whose figures stay."""
SHORT = {"fictitious_play": ("--rounds", "30"), "replicator": ("--rounds", "4")}
"""Options that keep the dynamics short."""


def asked_for(concept: str) -> list[str]:
    needed = ["--lambda", "1"] if "precision" in CONCEPTS[concept].needs else []
    return ["--concept", concept, *needed, *SHORT.get(concept, ())]


def run(*arguments: str) -> str:
    full = [] if "--json" in arguments else ["--full"]
    done = CliRunner().invoke(app, ["solve", *arguments, *full], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def refusal(*arguments: str) -> str:
    with pytest.raises(InputError) as raised:
        CliRunner().invoke(app, ["solve", *arguments], catch_exceptions=False)
    return spelled(str(raised.value))


@pytest.fixture(scope="module")
def game_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("games") / "chicken.nfg"
    return str(write_game(CHICKEN, path))


@pytest.mark.parametrize("concept", [name for name in CONCEPTS if "tree" not in CONCEPTS[name].needs])
def test_every_concept_answers_for_a_scenario_in_three_forms_and_files(concept: str, tmp_path: Path) -> None:
    arguments = ["recognition_first", "--given", "russia=veto_only,spain=yes,slovakia=yes", *asked_for(concept)]
    out = tmp_path / "results"
    text = " ".join(run(*arguments, "--out", str(out)).split())
    record = json.loads((out / f"{concept}_kosovo_recognition_first.json").read_text(encoding="utf-8"))
    rows = list(
        csv.DictReader(io.StringIO((out / f"{concept}_kosovo_recognition_first.csv").read_text(encoding="utf-8")))
    )
    assert record["concept"] == concept
    assert f"Hash {record['hash']}." in text
    assert record["scenario"] == "recognition_first"
    assert rows
    assert " ".join((out / f"{concept}_kosovo_recognition_first.txt").read_text(encoding="utf-8").split()) == text
    assert (out / "quantal_branch_kosovo_recognition_first.png").exists() == (concept == "quantal")


def test_a_second_scenario_or_game_overwrites_no_file_of_the_first(game_file: str, tmp_path: Path) -> None:
    for name in ("recognition_first", "land_swap", game_file):
        run(name, "--out", str(tmp_path))
    written = {path.name for path in tmp_path.iterdir()}
    assert written == {
        f"pure_{name}.{end}"
        for name in ("kosovo_recognition_first", "kosovo_land_swap", "chicken")
        for end in ("txt", "json", "csv")
    }


@pytest.mark.parametrize("concept", [name for name in CONCEPTS if not {"order", "tree"} & set(CONCEPTS[name].needs)])
def test_every_concept_without_stages_answers_for_a_game_file(concept: str, game_file: str) -> None:
    record = json.loads(run(game_file, *asked_for(concept), "--json"))
    assert record["concept"] == concept
    assert run(game_file, *asked_for(concept))


@pytest.mark.parametrize("concept", [name for name, concept in CONCEPTS.items() if "order" in concept.needs])
def test_a_staged_concept_without_an_order_names_those_that_apply(concept: str, game_file: str) -> None:
    said = refusal(game_file, *asked_for(concept))
    assert "needs an order of moves" in said
    applying = said.partition("These apply")[2]
    for name, known in CONCEPTS.items():
        assert (f" {name}," in applying or f" {name}." in applying) == (not {"order", "tree"} & set(known.needs))


@pytest.mark.parametrize(
    ("concept", "options", "words"),
    [
        ("pure", ["--lambda", "2"], "pure does not read --lambda, which is for quantal, agent_quantal, logit_dynamics"),
        ("quantal", ["--objective", "max:row"], "--objective, which is for correlated, coarse_correlated"),
        ("quantal", ["--bounds"], "--bounds"),
        ("correlated", ["--from", "row=strategy 1"], "--from, which is for best_response, fictitious_play"),
        ("best_response", ["--seed", "3"], "--seed, which is for logit_dynamics"),
        ("quantal", ["--lambda", "0"], "positive number"),
        ("logit_dynamics", ["--lambda", "-1"], "positive number"),
        ("logit_dynamics", [], "--lambda 2"),
        ("logit_dynamics", ["--lambda", "100000"], "too great"),
        (
            "fictitious_play",
            ["--rounds", "10000000000"],
            "--rounds is 10,000,000,000; at least 1 and at most 1,000,000",
        ),
        (
            "replicator",
            ["--rounds", "1000000000"],
            "--rounds is 1,000,000,000; the replicator runs for 0 to 1,000 units",
        ),
        ("correlate", [], "Did you mean 'correlated'?"),
        ("correlated", ["--objective", "max:rwo"], "Did you mean 'row'?"),
        ("correlated", ["--objective", "most"], "is no objective"),
        ("correlated", ["--objective", "welfare:row"], "is no objective"),
        ("correlated", ["--objective", "max:"], "is no objective"),
        ("correlated", ["--objective", "max-condition:row.swerve"], "a game file does not have"),
        ("best_response", ["--from", "rwo=x"], "Did you mean 'row'?"),
        ("best_response", ["--from", "row=x"], "unknown strategy"),
        (
            "best_response",
            ["--from", "row=strategy 1,row=strategy 2"],
            "row is given two moves, strategy 1 and strategy 2",
        ),
        ("pure", ["--given", "row=strategy 1", "--given", "row=strategy 2"], "row is given two moves"),
        ("pure", ["--case", "chicken"], "--case names a case, and"),
        ("pure", ["--set", "funds=1"], "--set changes a case's assumptions"),
        ("pure", ["--assume", "sceptic"], "--assume changes a case's assumptions"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_to_do(
    game_file: str, concept: str, options: list[str], words: str
) -> None:
    assert words in refusal(game_file, "--concept", concept, *options)


@pytest.mark.parametrize(
    ("concept", "command"),
    [
        ("stability", "negotiation-sim stability SCENARIO."),
        *((name, f"negotiation-sim stability SCENARIO --concept {name}.") for name in ("nash", "gmr", "smr", "seq")),
        ("SEQ", "negotiation-sim stability SCENARIO --concept seq."),
        ("coalitions", "negotiation-sim coalitions SCENARIO;"),
        *((name, "negotiation-sim power BODY.") for name in ("power", "shapley", "banzhaf", "shapley-shubik")),
        *((name, "negotiation-sim validate --catalogue FOLDER.") for name in ("shapley", "core", "nucleolus")),
        ("stabilty", "Did you mean 'stability'?"),
        ("most", "unknown concept 'most'. Concepts of solve"),
    ],
)
def test_a_concept_that_another_command_answers_is_told_which_and_no_list_is_cut(
    game_file: str, concept: str, command: str
) -> None:
    said = refusal(game_file, "--concept", concept)
    assert command in said
    assert f"Concepts of solve: {', '.join(CONCEPTS)}." in said


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "elmira",
            "'elmira' is a conflict by rankings, not a scenario of kosovo. Ask: negotiation-sim stability elmira",
        ),
        ("security_council", "is a voting body, not a scenario of kosovo. Ask: negotiation-sim power security_council"),
        ("stag_hunt", "is a case, not a scenario of kosovo. Name one of its scenarios and add --case stag_hunt"),
        ("kosovo", "'kosovo' is a case, not a scenario. Name one"),
        ("wheel_thrown_out", "is a scenario of the case chicken, not a scenario of kosovo."),
        ("recognition_frist", "Did you mean 'recognition_first'?"),
    ],
)
def test_a_name_that_is_no_scenario_is_told_which_command_takes_it(name: str, words: str) -> None:
    assert words in refusal(name)


def test_a_condition_that_holds_nowhere_or_names_nobody_is_refused() -> None:
    scenario = ("recognition_first", "--concept", "correlated", "--objective")
    assert "holds at no profile" in refusal(*scenario, "max-condition:us.hands_off")
    assert "Did you mean 'serbia.stall'" in refusal(*scenario, "max-condition:serbai.stall")


def test_the_help_names_every_concept() -> None:
    told = CliRunner().invoke(app, ["solve", "--help"]).stdout
    for name in CONCEPTS:
        assert name in told


def test_mixed_equilibria_of_two_players_are_nashpy_s() -> None:
    found = solve("mixed", SolveInputs(CHICKEN))
    assert isinstance(found, Equilibria)
    assert found.mixed is not None
    expected = mixed_equilibria(CHICKEN).equilibria
    assert len(found.mixed.equilibria) == len(expected) == 3


@pytest.mark.parametrize("seed", range(6))
def test_of_more_players_one_mixed_equilibrium_is_given_checked_and_never_called_all(seed: int) -> None:
    game = random_game(np.random.default_rng(seed), (2, 3, 2))
    found = solve("mixed", SolveInputs(game))
    assert isinstance(found, Equilibria)
    assert found.mixed is not None
    (profile,) = found.mixed.equilibria
    assert game.regret(profile) <= game.steps.max()
    assert "not all found" in found.mixed.warnings[0]
    assert found.pure.equilibria == pure_equilibria(game).equilibria


def test_two_players_with_too_many_strategies_to_enumerate_are_told_so() -> None:
    game = random_game(np.random.default_rng(1), (2, 13))
    reason = "they are enumerated up to 12 strategies a player, and here one has 13"
    pure, mixed = solve("pure", SolveInputs(game)), solve("mixed", SolveInputs(game))
    assert isinstance(pure, Equilibria)
    assert isinstance(mixed, Equilibria)
    assert pure.mixed is None
    assert reason in pure.pure.warnings[0]
    assert mixed.mixed is not None
    assert reason in mixed.mixed.warnings[0]
    assert "more than two players" not in mixed.mixed.warnings[0]


def test_a_lone_player_s_mixtures_are_not_blamed_on_a_third_player() -> None:
    found = solve("mixed", SolveInputs(labelled(np.array([[1.0, 2.0]]))))
    assert isinstance(found, Equilibria)
    assert found.mixed is not None
    assert "with one player who chooses" in found.mixed.warnings[0]


def test_a_branch_without_a_limit_is_no_mixed_equilibrium_but_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quantal, "POINTS", 4)
    found = solve("mixed", SolveInputs(random_game(np.random.default_rng(3), (2, 3, 2))))
    assert isinstance(found, Equilibria)
    assert found.mixed is not None
    assert found.mixed.equilibria == ()
    assert "no limit was found" in found.mixed.warnings[0]


def test_a_scenario_in_which_nobody_can_choose_is_solved_too() -> None:
    fixed = "russia=veto_only,serbia=stall,kosovo=hold_firm,spain=no,slovakia=no,romania=no,greece=no"
    for concept in ("pure", "mixed", "correlated", "quantal"):
        record = json.loads(run("recognition_first", "--given", fixed, "--concept", concept, "--json"))
        assert record["concept"] == concept


def test_objectives_are_the_payoffs_or_the_truth_of_a_condition() -> None:
    solved = solve_scenario(load_case("kosovo").scenario("recognition_first"))
    least = objective("min: serbia", solved.game, solved)
    assert least.least
    assert least.worth is not None
    assert least.worth == pytest.approx(solved.game.payoffs[solved.game.player("serbia")])
    assert "Serbia" in least.words
    all_four = objective("max-condition:count(holdouts.yes) == 4", solved.game, solved)
    free = [i for i, label in enumerate(solved.game.players) if label in solved.scenario.case.groups["holdouts"]]
    for profile in np.ndindex(*solved.game.shape):
        yes = all(solved.game.strategies[i][profile[i]] == "yes" for i in free)
        assert all_four.worth[profile] == yes


def test_the_sum_of_payoffs_can_be_made_least_or_greatest() -> None:
    # By hand, with chances p, a, b, d of the cells (6, 6), (2, 7), (7, 2), (0, 0): obeying needs 2a, 2b >= p and
    # a, b >= 2d. The sum 12p + 9(a + b) is greatest at p = 1/2, a = b = 1/4, least at p = 0, a = b = 2/5, d = 1/5.
    def value(*asked: str) -> float:
        found = solve("correlated", SolveInputs(CHICKEN, objective=asked[0] if asked else None))
        assert isinstance(found, MediatorPlan)
        return found.equilibrium.value

    assert value("max:welfare") == value("welfare") == value() == pytest.approx(10.5)
    assert value("min:welfare") == pytest.approx(7.2)
    assert objective("min:welfare", CHICKEN).words == "the least sum of payoffs"


def test_a_player_named_welfare_goes_before_the_sum() -> None:
    game = Game.from_bimatrix([[6, 2], [7, 0]], [[6, 7], [2, 0]], players=["row", "welfare"])
    assert objective("min:welfare", game).worth == pytest.approx(game.payoffs[1])


def test_a_name_that_is_no_objective_lists_every_player_and_the_sum() -> None:
    game = random_game(np.random.default_rng(0), (2,) * 14)
    for text in ("min:most", "most"):
        with pytest.raises(InputError) as raised:
            objective(text, game)
        assert ", ".join(game.players) in str(raised.value)
        assert "or welfare, the sum" in str(raised.value)


def test_the_chance_of_a_condition_is_the_sum_over_the_plan() -> None:
    condition = "max-condition:serbia.normalise"
    record = json.loads(run("recognition_first", "--concept", "correlated", "--objective", condition, "--json"))
    drawn = sum(row["chance"] for row in record["profiles"] if row["profile"]["serbia"] == "normalise")
    assert record["value"] == pytest.approx(drawn)
    assert record["headlines"]["Serbia normalises"]["yes"] == pytest.approx(drawn)


@pytest.mark.parametrize(("size", "objective"), [("least", "min:serbia"), ("greatest", "max:serbia")])
def test_the_best_plan_for_a_player_s_payoff_reaches_its_bound(size: str, objective: str) -> None:
    record = json.loads(
        run("recognition_first", "--concept", "correlated", "--objective", objective, "--bounds", "--json")
    )
    assert record["value"] == pytest.approx(record["bounds"]["serbia"][size], abs=1e-7)
    assert record["bounds"]["serbia"]["least"] < record["bounds"]["serbia"]["greatest"] - 1


def test_the_payoffs_stand_inside_their_bounds() -> None:
    record = json.loads(run("recognition_first", "--concept", "coarse_correlated", "--bounds", "--json"))
    for player, ends in record["bounds"].items():
        assert ends["least"] - 1e-7 <= record["expected"][player] <= ends["greatest"] + 1e-7


def test_the_plan_is_told_as_a_mediator_s_and_a_coarse_one_as_binding() -> None:
    least = ("--objective", "min:welfare")
    assert "A forum that all attend, such as a dialogue" in " ".join(
        run("recognition_first", "--case", FIRST, "--concept", "correlated", *least).split()
    )
    assert "are bound by what it says" in " ".join(
        run("recognition_first", "--case", FIRST, "--concept", "coarse_correlated", *least).split()
    )


def test_a_plan_that_is_one_pure_equilibrium_needs_no_mediator() -> None:
    certain = " ".join(run("recognition_first", "--concept", "correlated").split())
    assert "no mediator is needed" in certain
    assert "Which of the 2 it is to be" in certain
    assert "what it adds" not in certain
    only = " ".join(run("free_choice", "--case", "prisoners_dilemma", "--concept", "coarse_correlated").split())
    assert "no mediator is needed" in only
    assert "are bound by what it says" not in only
    assert "It is the only one." in only


@pytest.mark.parametrize("concept", ["correlated", "coarse_correlated"])
def test_a_plan_that_draws_every_move_by_itself_is_a_mixed_equilibrium_and_needs_no_mediator(concept: str) -> None:
    """The only correlated equilibrium of matching pennies is its mixed equilibrium: each profile with chance 1/4."""
    said = " ".join(run("free_choice", "--case", "matching_pennies", "--concept", concept).split())
    assert "The plan is a mixed equilibrium" in said
    assert "no mediator is needed" in said
    assert "on a guess" not in said
    assert "are bound by what it says" not in said
    joint = " ".join(run("free_choice", "--case", "chicken", "--concept", concept).split())
    assert "The plan is a mixed equilibrium" not in joint


def test_where_a_sum_of_payoffs_decides_it_is_called_a_convention() -> None:
    convention = "The sum adds points of different players: a convention, no measure of welfare."
    chicken = ("free_choice", "--case", "chicken", "--concept", "correlated", "--objective")
    player = load_case("chicken").scenario("free_choice").case.players
    assert convention in " ".join(run(*chicken[:-1]).split())
    assert convention in " ".join(run(*chicken, "min:welfare").split())
    assert convention not in " ".join(run(*chicken, f"max:{next(iter(player))}").split())
    assert convention in " ".join(run("free_choice", "--concept", "staged").split())


def test_cases_that_share_a_scenarios_name_write_files_of_their_own(tmp_path: Path) -> None:
    for case in ("chicken", "stag_hunt"):
        run("free_choice", "--case", case, "--out", str(tmp_path))
    assert {path.name for path in tmp_path.glob("*.csv")} == {
        "pure_chicken_free_choice.csv",
        "pure_stag_hunt_free_choice.csv",
    }


@pytest.mark.parametrize("concept", ["pure", "mixed"])
@pytest.mark.parametrize("players", [1, 2, 3])
def test_where_nobody_has_a_choice_that_is_said_and_no_warning_given(concept: str, players: int) -> None:
    found = solve(concept, SolveInputs(labelled(np.full((players, *[1] * players), 4.0))))
    assert isinstance(found, Equilibria)
    assert found.pure.reason == "nobody has a choice, so the one profile is the one equilibrium, pure or mixed."
    assert found.pure.equilibria == ((0,) * players,)
    assert (found.mixed, found.pure.warnings) == (None, ())


@pytest.mark.parametrize(
    ("scale", "shown"),
    [(1e-12, "2e-12, 6e-12"), (1e12, "2e+12, 6e+12"), (1.0, "2.00, 6.00"), (1e5, "200000.00, 600000.00")],
)
def test_very_small_and_very_large_payoffs_are_told_apart(scale: float, shown: str, tmp_path: Path) -> None:
    game = Game.from_bimatrix(np.array([[2, 0], [1, 0]]) * scale, np.array([[6, 1], [3, 2]]) * scale)
    file = str(write_game(game, tmp_path / "scaled.nfg"))
    first, second = shown.split(", ")
    assert f"player 1 {first}, player 2 {second}" in " ".join(run(file).split())
    mediated = run(file, "--concept", "correlated", "--bounds")
    assert all(value in mediated for value in shown.split(", "))
    assert "0.00" not in run(file, "--concept", "dominance").replace("00000.00", "")


def test_what_was_found_is_said_once_and_nothing_found_is_no_table() -> None:
    none = run("free_choice", "--case", "matching_pennies", "--concept", "strong")
    assert "Free choice: no strong equilibrium in pure strategies" in " ".join(none.split())
    assert none.count("strong equilibrium") == 1
    assert "Payoffs" not in none
    strong = run("recognition_first", "--concept", "strong")
    assert strong.count("joint moves from every pure equilibrium") == 1
    assert strong.count("Payoffs") == 1


def test_an_equilibrium_sought_as_mixed_that_is_pure_is_listed_once() -> None:
    limit = " ".join(run("recognition_first", "--concept", "mixed", "--case", FROZEN).split())
    assert limit.count("normalise") == 1
    assert "It is pure, and listed above as 2." in limit
    assert "Mixed equilibria" not in limit
    both = " ".join(run("free_choice", "--case", "chicken").split())
    assert "Of these, 1 and 2 are pure, and listed above." in both
    assert both.count("First driver 1.00, Second driver -1.00") == 1
    assert "3 0.9 swerve 0.9 swerve" in both
    stag = " ".join(run("free_choice", "--case", "prisoners_dilemma").split())
    assert "It is pure, and listed above as 1." in stag


def test_one_player_is_said_in_the_singular(tmp_path: Path) -> None:
    path = write_game(labelled(np.array([[1.0, 3.0, 2.0]])), tmp_path / "lone.nfg")
    assert "One player, 3 profiles." in run(str(path))


def test_the_fictitious_shares_are_running_means_of_the_path() -> None:
    game = random_game(np.random.default_rng(5), (3, 2))
    found = solve("fictitious_play", SolveInputs(game, start={"p0": "s2"}, rounds=40))
    assert isinstance(found, PlayOverTime)
    path = learning.fictitious_play(game, 40, start=(2, 0)).path
    for moment in (0, 7, 39):
        mean = sum(profile[0] for profile in path[: moment + 1]) / (moment + 1)
        assert found.play[0][moment] == pytest.approx(mean)


def test_replicator_time_is_counted_in_payoff_ranges() -> None:
    # A lone player's shares: x / (1 - x) grows as exp(time x gap), and the gap is the whole range.
    found = solve("replicator", SolveInputs(labelled(np.array([[0.0, 10.0]])), rounds=3))
    assert isinstance(found, PlayOverTime)
    assert found.play[0][-1, 1] / found.play[0][-1, 0] == pytest.approx(np.exp(3.0), rel=1e-4)
    assert not found.end.equilibria


def test_a_best_response_path_that_cycles_says_so() -> None:
    pennies = Game.from_bimatrix([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    found = solve("best_response", SolveInputs(pennies))
    assert isinstance(found, PlayOverTime)
    assert len(found.cycle) == 4
    assert not found.end.equilibria


def test_a_large_game_s_logit_dynamics_are_one_run_that_names_its_seed() -> None:
    game = random_game(np.random.default_rng(5), (2,) * 11)
    found = solve("logit_dynamics", SolveInputs(game, precision=1.0, rounds=300, seed=7))
    assert isinstance(found, Visits)
    assert not found.exact
    assert "seed 7" in found.reason
    assert found.shares.sum() == pytest.approx(1.0)


def test_a_run_of_more_rounds_than_are_played_is_refused_before_it_starts() -> None:
    game = labelled(np.random.default_rng(4).normal(size=(11, *(2,) * 11)))
    with pytest.raises(InputError, match="`rounds` is 100,000,000,000; at least 1 and at most 1,000,000 rounds"):
        solve("logit_dynamics", SolveInputs(game, precision=1.0, rounds=10**11))
    found = solve("logit_dynamics", SolveInputs(game, precision=1.0, rounds=1))
    assert isinstance(found, Visits)
    assert "one run of 1 revision from a random profile" in found.reason


@pytest.mark.parametrize("options", [{"rounds": 5}, {"seed": 3}, {"rounds": 5, "seed": 0}])
def test_exact_shares_of_time_say_that_rounds_and_seed_are_not_used(options: dict[str, int]) -> None:
    found, plain = (solve("logit_dynamics", SolveInputs(CHICKEN, precision=1.0, **own)) for own in (options, {}))
    assert isinstance(found, Visits)
    assert isinstance(plain, Visits)
    assert found.shares == pytest.approx(plain.shares)
    assert "rounds and seed are not used" in found.reason
    assert plain.reason == "the long-run shares of time, computed exactly."


def test_strong_and_coalition_proof_profiles_are_solved_by_name() -> None:
    solved = solve_scenario(load_case("kosovo").scenario("recognition_first"))
    for name in ("strong", "coalition_proof"):
        found = solve(name, SolveInputs(solved.game, solved))
        assert isinstance(found, Equilibria)
        (profile,) = found.pure.equilibria
        assert [found.game.strategies[found.game.player(member)][profile[found.game.player(member)]]
                for member in solved.scenario.case.groups["holdouts"]] == ["yes"] * 4  # fmt: skip


def test_what_is_asked_from_python_has_all_its_forms(tmp_path: Path, game_file: str) -> None:
    answered = ask("solve", "recognition_first", concept="quantal", given="spain=yes,slovakia=yes", precision=0.5)
    assert answered.record["concept"] == "quantal"
    assert {"point", "lambda", "player", "strategy"} <= set(answered.table.columns)
    assert "fewer and fewer errors" in answered.text
    assert {path.name for path in answered.write(tmp_path)} == {
        *(f"quantal_kosovo_recognition_first.{form}" for form in ("txt", "json", "csv")),
        *(f"quantal_branch_kosovo_recognition_first.{form}" for form in ("png", "svg", "txt")),
    }
    assert len(ask("solve", game_file, concept="mixed").answer.content.mixed.equilibria) == 3


@pytest.mark.parametrize("concept", [name for name in CONCEPTS if "tree" not in CONCEPTS[name].needs])
def test_the_keys_of_every_record_are_explained_in_the_declaration(concept: str) -> None:
    needed = {"precision": 1.0} if "precision" in CONCEPTS[concept].needs else {}
    record = ask("solve", "in_turn", case="stag_hunt", concept=concept, **needed).record
    of_all = {"case", "case_title", "assumptions", "changes", "outside_range", "hash", "scenario"}
    assert set(record) - of_all <= set(questions()["solve"].keys or ())


ONE_MOVE = 'NFG 1 R "three" { "a" "judge" "b" } { { "l" "r" } { "sits" } { "x" "y" } }\n' + (
    "2 7 1  0 7 0  0 7 0  1 7 2"  # a battle of the sexes before a judge, who always gets 7
)


@pytest.mark.parametrize(
    "concept", ["pure", "mixed", "strong", "coalition_proof", "quantal", "dominance", "correlated"]
)
def test_a_player_with_one_move_stays_in_a_game_from_a_file_with_its_payoffs(concept: str, tmp_path: Path) -> None:
    path = tmp_path / "three.nfg"
    path.write_text(ONE_MOVE, encoding="utf-8")
    solved = ask("solve", str(path), concept=concept)
    assert "judge" in solved.text or concept in ("quantal", "correlated")  # their tables list moves that are chosen
    for listed in (solved.record.get("equilibria") or [], (solved.record.get("mixed") or {}).get("equilibria", [])):
        for equilibrium in listed:
            assert set(equilibrium["profile"]) == {"a", "judge", "b"}
            assert equilibrium["payoffs"]["judge"] == 7
    if concept in ("pure", "mixed"):
        assert len(solved.record["equilibria"]) == 2
        assert len(solved.record["mixed"]["equilibria"]) == 3


def test_a_player_held_to_a_move_stays_too(tmp_path: Path) -> None:
    path = tmp_path / "three.nfg"
    path.write_text(ONE_MOVE, encoding="utf-8")
    record = ask("solve", str(path), given="a=r").record
    assert [equilibrium["profile"] for equilibrium in record["equilibria"]] == [{"a": "r", "judge": "sits", "b": "y"}]


@pytest.mark.parametrize("size", [20, 60, 150])
def test_a_mixed_equilibrium_of_very_many_moves_is_on_the_screen_with_what_it_pays(tmp_path: Path, size: int) -> None:
    a = np.random.default_rng(size).integers(-100, 100, (size, size))
    cells = " ".join(f"{a[i, j]} {-a[i, j]}" for j in range(size) for i in range(size))
    path = tmp_path / "large.nfg"
    path.write_text(f'NFG 1 R "large" {{ "R" "C" }} {{ {size} {size} }}\n\n{cells}\n', encoding="utf-8")
    asked = ("solve", str(path), "--concept", "mixed")
    (equilibrium,) = json.loads(answer(*asked, "--json"))["mixed"]["equilibria"]
    shown = answer(*asked)
    assert len(shown.splitlines()) <= 40
    gained = equilibrium["payoffs"]
    assert f"R {gained['R']:.2f}, C {gained['C']:.2f}" in shown
    for part in equilibrium["profile"].values():
        often = max(part, key=part.get)
        assert f"{part[often]:.4g} {often}" in shown
        assert len(part) <= 8 or f"and {len(part) - 7} more" in shown


@pytest.mark.parametrize("concept", ["agent_quantal", "logit_dynamics"])
def test_what_the_profiles_not_shown_come_to_does_not_lead_the_answer(concept: str) -> None:
    shown = answer("solve", "recognition_first", "--concept", concept, "--lambda", "2")
    assert shown.index("play" if concept == "agent_quantal" else "shares of time") < shown.index("All other profiles")


def test_play_that_errs_is_told_in_everyday_words_before_any_term_of_its_theory() -> None:
    for case, scenario in (("chicken", "free_choice"), ("kosovo", "recognition_first")):
        text = " ".join(ask("solve", scenario, case=case, concept="quantal").text.split())
        assert text.index("Everybody errs here") < text.index("logit")
        assert "branch" not in text
