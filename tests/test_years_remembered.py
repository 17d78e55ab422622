"""What is remembered from one year to the next: optional variables, means that are kept, withdrawal, hardening."""

import shutil
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from negotiation_sim import InputError, ask
from negotiation_sim.case.loader import load_case
from negotiation_sim.case.rounds_chances import between_levels
from negotiation_sim.case.scenario import Case
from negotiation_sim.games.arrays import Array
from negotiation_sim.worlds.results.result import conclusion, truths
from negotiation_sim.worlds.results.years import along
from negotiation_sim.worlds.years import Years, years_of
from negotiation_sim.worlds.years_by_rule import carried_by_rule
from negotiation_sim.worlds.years_told import in_words, one_history, read_laid, with_laid

SCENARIOS = Path(__file__).parent.parent / "scenarios"
FOUR = ("spain", "slovakia", "romania", "greece")
OPTIONAL = ("trade", "chapters", "new_in_belgrade", "new_in_pristina")


@pytest.fixture(scope="module")
def kosovo() -> Case:
    return load_case("kosovo")


def played(case: Case, scenario: str, *remembered: str, assume: str = "op_ed", **values: float) -> tuple[Years, Array]:
    """The years with these remembered, and the chance of each state; `__` in a name stands for a point."""
    changed = {name.replace("__", "."): value for name, value in values.items()}
    years = years_of(case.scenario(scenario, assume, changed).remembering(remembered))
    return years, years.carried(years.plan())


def mean_of(years: Years, name: str, carried: Array) -> Array:
    """The mean level of a variable of the state, at the start and after each year."""
    levels = np.array([float(level) for level in years.space.levels[name]])
    return np.asarray(carried[..., 0] @ levels[years.space.places[name]])


# ---- a mean that lies between levels


def test_two_levels_beside_a_mean_keep_it() -> None:
    rng = np.random.default_rng(3)
    for _ in range(50):
        levels = np.sort(rng.normal(size=rng.integers(2, 7)))
        mean = rng.uniform(levels[0], levels[-1], 20)
        chances = between_levels(mean, tuple(levels))
        assert chances.sum(axis=0) == pytest.approx(np.ones(20))
        assert levels @ chances == pytest.approx(mean)
        assert ((chances > 0).sum(axis=0) <= 2).all()
        assert between_levels(levels, tuple(levels)) == pytest.approx(np.eye(len(levels)))


@pytest.mark.parametrize(("gain", "keeps"), [(0.05, 0.9), (0.1, 0.9), (0.02, 0.8)])
def test_what_trade_ties_grows_as_its_formula_says(kosovo: Case, gain: float, keeps: float) -> None:
    """t + 1: keeps x + gain, by hand gain (1 - keeps^t) / (1 - keeps), where the package is never dropped."""
    values = {"years__trade_gain": gain, "years__trade_keeps": keeps, "years__sponsor_return": 0.0}
    years, carried = played(kosovo, "economic_normalization", "trade", **values)
    by_hand = gain * (1 - keeps ** np.arange(11)) / (1 - keeps)
    assert mean_of(years, "trade", carried) == pytest.approx(by_hand, abs=1e-9)
    assert carried.sum(axis=1) == pytest.approx(np.ones((11, 1)), abs=1e-9)


def test_what_trade_ties_is_the_number_of_the_years_game(kosovo: Case) -> None:
    years, _ = played(kosovo, "economic_normalization", "trade", ties=0.9, years__trade_gain=0.05)
    known = np.array([0, 0.1, 0.25, 0.5, 1])[years.space.places["trade"]]
    assert years.tables.values["ties"][:, 0] == pytest.approx(known)
    forgotten, _ = played(kosovo, "economic_normalization", ties=0.9)
    assert "trade" not in [name for name, levels in forgotten.space.levels.items() if len(levels) > 1]
    assert np.unique(forgotten.tables.values["ties"]) == pytest.approx([0.9])


def test_the_optimists_claim_can_come_true(kosovo: Case) -> None:
    """Better economic relations lead to better political ones: the more trade ties, the more often Serbia settles."""
    settled = []
    for gain in (0.0, 0.05, 0.1):
        years, carried = played(
            kosovo, "economic_normalization", "trade", assume="economy_optimist", years__trade_gain=gain
        )
        settled.append(float(along(years, "settled", carried)[-1, 0]))
    assert settled[0] < 0.01 < settled[1] < 0.1 < settled[2]
    without, carried = played(kosovo, "economic_normalization", assume="economy_optimist", ties=0.0)
    assert settled[0] == pytest.approx(float(along(without, "settled", carried)[-1, 0]))


def test_chapters_are_closed_at_the_pace_of_their_mean(kosovo: Case) -> None:
    laid = [f"{year}:serbia=stall" for year in range(2021, 2031)]
    years, _ = played(kosovo, "recognition_first", "chapters")
    carried = years.carried(with_laid(years, years.plan(), read_laid(years, laid)))
    assert mean_of(years, "chapters", carried) == pytest.approx(2 + 0.1 * np.arange(11))
    settled = years.carried(with_laid(years, years.plan(), read_laid(years, ["2021:serbia=normalise"])))
    first = mean_of(years, "chapters", settled)[:5]  # later some have closed all, and go no further
    assert first == pytest.approx([2, 2.1, 3.6, 5.1, 6.6])


def test_the_more_chapters_are_closed_the_nearer_is_membership(kosovo: Case) -> None:
    years, _ = played(kosovo, "recognition_first", "chapters")
    chapters = np.array([2, 6, 13, 24, 35])[years.space.places["chapters"]]
    by_hand = kosovo.register["eu_years"].value * (35 - chapters) / 33
    assert years.tables.values["eu_years"][:, 0] == pytest.approx(by_hand)


# ---- optional variables


@pytest.mark.parametrize("name", OPTIONAL)
def test_what_moves_nothing_changes_no_share(kosovo: Case, name: str) -> None:
    """At the register's own values a government, and trade under the op-ed's reading, leave every share as it was."""
    values = {"eu_years": 0.0, "eu_years_colead": 0.0} if name == "chapters" else {}
    base, carried = played(kosovo, "recognition_first", **values)
    years, more = played(kosovo, "recognition_first", name, **values)
    assert len(years.space) == len(base.space) * len(years.space.levels[name])
    for event in base.events:
        assert along(years, event, more)[:, 0] == pytest.approx(along(base, event, carried)[:, 0], abs=1e-9)


def test_a_new_government_that_is_freer_settles_more_often(kosovo: Case) -> None:
    governments = ("new_in_belgrade", "new_in_pristina")
    shares = []
    for honeymoon in (0.0, 0.5):
        years, carried = played(kosovo, "recognition_first", *governments, years__honeymoon=honeymoon)
        shares.append(float(along(years, "settled", carried)[-1, 0]))
        assert mean_of(years, "new_in_belgrade", carried)[1:] == pytest.approx(np.full(10, 0.12))
        assert mean_of(years, "new_in_pristina", carried)[1:] == pytest.approx(np.full(10, 0.25))
    assert shares[1] > shares[0] + 0.01


def test_leaders_count_a_later_year_by_the_chance_to_be_there(kosovo: Case) -> None:
    years = years_of(kosovo.scenario("recognition_first"))
    patience = dict(zip(kosovo.players, years.game.patience[:, 0], strict=True))
    assert patience["serbia"] == pytest.approx(0.9 * 0.88)
    assert patience["kosovo"] == pytest.approx(0.9 * 0.75)
    assert patience["spain"] == pytest.approx(0.9)


def test_a_scenario_that_remembers_is_another_one(kosovo: Case, tmp_path: Path) -> None:
    folder = shutil.copytree(SCENARIOS / "kosovo", tmp_path / "kosovo")
    text = 'title = "With trade"\nbase = "economic_normalization"\nremembers = ["trade"]\n'
    (folder / "with_trade.toml").write_text(text, encoding="utf-8")
    (folder / "more.toml").write_text(text.replace("economic_normalization", "with_trade").replace(
        '"trade"', '"new_in_belgrade"'), encoding="utf-8")  # fmt: skip
    case = load_case(folder)
    plain = case.scenario("economic_normalization")
    assert case.scenario("with_trade").digest == plain.remembering(["trade"]).digest != plain.digest
    assert case.scenario("more").file.remembers == ("trade", "new_in_belgrade")
    rng = np.random.default_rng(1)
    entry = case.register["years.trade_gain"]
    draws = {"years.trade_gain": rng.uniform(entry.low, entry.high, 4)}
    reached = conclusion(case, "years: settled.2030 > 0.02")
    held = truths(case.scenario("with_trade", "economy_optimist"), reached, draws)
    alone = [float(along(*_told(case, gain))[-1, 0]) > 0.02 for gain in draws["years.trade_gain"]]
    assert held.tolist() == alone
    assert len({*alone}) == 2


def _told(case: Case, gain: float) -> tuple[Years, str, Array]:
    scenario = case.scenario("with_trade", "economy_optimist", {"years.trade_gain": float(gain)})
    years = years_of(scenario)
    return years, "settled", years.carried(years.plan())


def test_too_much_to_remember_is_told_with_its_size_and_what_would_shrink_it(kosovo: Case) -> None:
    with pytest.raises(InputError) as caught:
        years_of(kosovo.scenario("recognition_first").remembering(OPTIONAL))
    for words in ("604,800 states", "at most 200,000", "chapters (leaves 120,960)", "`remember`"):
        assert words in str(caught.value)


def test_check_names_the_scenario_that_remembers_too_much(tmp_path: Path) -> None:
    folder = shutil.copytree(SCENARIOS / "kosovo", tmp_path / "kosovo")
    listed = ", ".join(f'"{name}"' for name in OPTIONAL)
    text = f'title = "All of it"\nbase = "status_quo"\nremembers = [{listed}]\n'
    (folder / "all_of_it.toml").write_text(text, encoding="utf-8")
    checked = ask("check", case=str(folder)).answer
    assert len(checked.faults) == 1
    assert "604,800 states" in checked.faults[0]
    assert "(in scenario 'all_of_it')" in checked.faults[0]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"remember": ["trad"]}, ["optional state variable 'trad'", "Did you mean 'trade'"]),
        ({"remember": ["war"]}, ["optional state variable 'war'"]),
        ({"choice": "cautious", "within_year": "at_once"}, ["`within_year`", "Leave it out"]),
        ({"within_year": "twice"}, ["way of moving within a year 'twice'"]),
    ],
    ids=["misspelt", "not optional", "by rule", "unknown way"],
)
def test_what_cannot_be_remembered_is_named(asked: dict[str, object], words: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        ask("years", "recognition_first", **asked)
    assert all(each in str(caught.value) for each in words), caught.value


def test_the_record_says_what_is_remembered_and_the_notes_what_is_not() -> None:
    plain = ask("years", "economic_normalization", histories=10)
    told = ask("years", "economic_normalization", remember=["trade"], histories=10)
    assert {*told.record["remembered"]} - {*plain.record["remembered"]} == {"trade"}
    assert told.record["states"] == 5 * plain.record["states"]


# ---- recognitions that are withdrawn


def test_a_recognition_is_withdrawn_at_its_chance_and_then_rankles_no_more(kosovo: Case) -> None:
    laid = [f"2021:{name}=yes" for name in FOUR] + [f"{year}:{n}=no" for year in range(2022, 2031) for n in FOUR]
    years, _ = played(kosovo, "status_quo", years__withdraw=0.005, years__sponsor_return=0.0)
    carried = years.carried(with_laid(years, years.plan(), read_laid(years, laid)))
    left = 4 * 0.995 ** np.arange(10)  # no Dialogue, so that NATO does not let Kosovo in; nobody recognises again
    assert along(years, "recognitions", carried)[1:, 0] == pytest.approx(left, abs=1e-9)
    assert carried.sum(axis=1) == pytest.approx(np.ones((11, 1)), abs=1e-12)


def test_no_recognition_is_withdrawn_by_default_and_none_once_nato_has_let_kosovo_in(kosovo: Case) -> None:
    never, carried = played(kosovo, "recognition_first")
    often, lost = played(kosovo, "recognition_first", years__withdraw=0.005)
    assert (np.diff(along(never, "all_recognise", carried)[:, 0]) >= -1e-12).all()
    assert along(often, "all_recognise", lost)[-1, 0] < along(never, "all_recognise", carried)[-1, 0]
    assert (np.diff(along(often, "member", lost)[:, 0]) >= -1e-12).all()


def test_a_withdrawal_is_told_in_words(kosovo: Case) -> None:
    scenario = kosovo.scenario("recognition_first", values={"years.withdraw": 0.5})
    years = years_of(scenario)
    told = [in_words(scenario, each) for seed in range(5) for each in one_history(years, years.plan(), seed=seed)]
    assert any(words.endswith("withdraws its recognition") for words in told)
    assert not any("does not recognise" in words for words in told)


# ---- recognitions that harden Belgrade


@pytest.mark.parametrize("scenario", ["recognition_first", "four_in_turn"])
def test_the_more_recognitions_harden_belgrade_the_later_it_settles(kosovo: Case, scenario: str) -> None:
    shares = []
    for stiffen in (0.0, 0.6, 0.9):
        years, carried = played(kosovo, scenario, stiffen=stiffen)
        shares.append(along(years, "settled", carried)[:, 0])
    for easier, harder in pairwise(shares):
        assert (easier >= harder - 1e-12).all()
        assert (easier[1:] > harder[1:]).all()
    years_until = [float((1 - share).sum()) for share in shares]  # the mean year of settling, up to the last
    assert years_until == sorted(years_until)


def test_where_nothing_fades_a_hardened_belgrade_never_settles_though_all_recognise(kosovo: Case) -> None:
    """The staged outcome of each year: as in the game of one year; with the fading it settles after all."""
    hard = {"stiffen": 0.9, "years.fade": 0.0}
    for values, never in ((hard, True), ({**hard, "years.fade": 0.5}, False), ({"stiffen": 0.0}, False)):
        years = years_of(kosovo.scenario("four_in_turn", values=values))
        carried = carried_by_rule(years, "best_joint")
        assert along(years, "all_recognise", carried)[-1, 0] > 0.8
        assert (along(years, "settled", carried)[-1, 0] == pytest.approx(0.0, abs=1e-12)) == never


# ---- a consent that has been given


@pytest.mark.parametrize("assume", ["sceptic", "spain_icj_2009"])
def test_what_belgrade_gave_in_an_earlier_year_counts_as_consent_that_comes_first(kosovo: Case, assume: str) -> None:
    """Where Serbia stalls, consent is only foreseen; where it no longer does, the four weigh it as given."""
    years, _ = played(kosovo, "recognition_first", assume=assume)
    first, _ = played(kosovo, "recognition_first", assume=assume, consent_first=1.0)
    gave = years.space.places["serbia"] != years.space.levels["serbia"].index("stall")
    assert years.tables.values["timely"][gave] == pytest.approx(1.0)
    assert years.tables.values["timely"][~gave] == pytest.approx(0.0)
    for name in FOUR:
        mover = list(kosovo.players).index(name)
        assert years.game.payoffs[mover][gave] == pytest.approx(first.game.payoffs[mover][gave])


@pytest.mark.parametrize("choice", ["this_year", "ahead"])
def test_the_four_who_wait_for_consent_recognise_once_serbia_has_settled(kosovo: Case, choice: str) -> None:
    years, _ = played(kosovo, "recognition_first", assume="sceptic")
    plan = years.plan(choice)
    settles = with_laid(years, plan, read_laid(years, ["2021:serbia=normalise"]))
    as_it_is, settled = (along(years, "recognitions", years.carried(each))[-1, 0] for each in (plan, settles))
    assert as_it_is < 0.5
    assert settled > 2


def test_the_order_of_moves_of_a_scenario_counts_for_nothing_where_all_choose_in_turn(kosovo: Case) -> None:
    """The turns stand in the order of the file; under a selection rule the order counts."""
    for choice in ("this_year", "ahead"):
        years = [years_of(kosovo.scenario(name), at_once=False) for name in ("recognition_first", "four_in_turn")]
        assert years[0].scenario.order != years[1].scenario.order
        first, second = (along(each, "settled", each.carried(each.plan(choice)))[:, 0] for each in years)
        assert first == pytest.approx(second, abs=1e-12)
