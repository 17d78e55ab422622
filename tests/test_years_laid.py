"""What is laid down of the years: refused or told where it is not open, contradictions, shares in their bounds."""

import warnings

import numpy as np
import pytest

from negotiation_sim import InputError, ask
from negotiation_sim.case.loader import load_case
from negotiation_sim.case.scenario import Case
from negotiation_sim.questions.years.sentences import of_hundred, sentences
from negotiation_sim.worlds.years import years_of
from negotiation_sim.worlds.years_laid import undone
from negotiation_sim.worlds.years_told import played, read_laid, turn_of, with_laid


@pytest.fixture(scope="module")
def kosovo() -> Case:
    return load_case("kosovo")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["2021:nato_stage=3"], ["2021:nato_stage=3", "cannot be done", "stands at 0"]),
        (["2021:serbia=normalise", "2023:serbia=stall"], ["2023:serbia=stall", "stands at normalise"]),
        (["2021-2026:serbia=normalise", "2027-2030:serbia=stall"], ["2027:serbia=stall", "stands at normalise"]),
        (["2021:fresh=4"], ["2021:fresh=4", "not open from there"]),
    ],
)
@pytest.mark.parametrize("within_year", ["in_turn", "at_once"])
def test_what_is_open_in_no_history_is_refused(given: list[str], words: list[str], within_year: str) -> None:
    with pytest.raises(InputError) as refused:
        ask("years", "recognition_first", given=given, within_year=within_year)
    for word in words:
        assert word in str(refused.value)


def test_what_is_not_open_in_some_histories_is_told_with_how_many() -> None:
    """Serbia, once it has settled, does not stall again: as many histories as have settled before."""
    settled = ask("years", "recognition_first").record["events"]["settled"]["share"]
    answered = ask("years", "recognition_first", given=["2026:serbia=stall"])
    assert answered.record["given_undone"] == {"2026:serbia=stall": pytest.approx(settled[5])}
    told = next(each for each in sentences(answered.answer) if "could not be done" in each)
    assert f"in 2026 Serbia prolongs the talks and takes projects in {of_hundred(settled[5])} of 100 histories" in told


def test_what_is_open_everywhere_is_done_everywhere_and_nothing_is_told_of_it() -> None:
    answered = ask("years", "recognition_first", given=["2022:serbia=normalise", "2021-2026:sponsor=1"])
    assert answered.record["given_undone"] == {}
    assert not any("could not be done" in each for each in sentences(answered.answer))
    assert answered.record["events"]["settled"]["share"][2:] == pytest.approx([1.0] * 9)


@pytest.mark.parametrize("at_once", [False, True])
@pytest.mark.parametrize("text", ["2026:serbia=stall", "2027:nato_stage=2", "2025:fresh=3", "2024:north=violence"])
def test_the_share_that_could_not_be_done_is_that_of_simulated_histories(
    kosovo: Case, text: str, at_once: bool
) -> None:
    """Counted: the histories in which the variable does not stand at the level after its turn."""
    years = years_of(kosovo.scenario("recognition_first"), at_once=at_once)
    laid = read_laid(years, [text])
    plan = with_laid(years, years.plan(), laid)
    ((year, name), level), *_ = laid.items()
    after = (year - 2021) * len(years.turns) + turn_of(years, name) + 1
    states = played(years, plan, 20_000, 3)[:, after]
    missed = float((years.space.places[name][states] != years.space.levels[name].index(level)).mean())
    exact = undone(years, plan, laid).get((year, name), 0.0)
    assert missed == pytest.approx(exact, abs=4 * np.sqrt(max(exact, 1e-4) / 20_000))


def test_a_history_is_not_played_again_with_a_move_that_is_not_open_in_it() -> None:
    """Every seed: where Serbia has settled before 2026 it cannot stall then, elsewhere it can."""
    refused = 0
    for seed in range(1, 9):
        story = ask("years", "recognition_first", seed=seed, story=True).record["story"]
        settled = any(each["level"] == "normalise" and each["year"] < 2026 for each in story)
        if settled:
            with pytest.raises(InputError, match=rf"2026:serbia=stall.*history of seed {seed}.*stands at normalise"):
                ask("years", "recognition_first", seed=seed, replay=["2026:serbia=stall"])
        else:
            again = ask("years", "recognition_first", seed=seed, replay=["2026:serbia=stall"]).record["replayed"]
            assert again["undone"] == {}
        refused += settled
    assert 0 < refused < 8


@pytest.mark.parametrize("key", ["given", "replay"])
@pytest.mark.parametrize(
    ("first", "second"), [("2023:spain=yes", "2023:spain=no"), ("2021-2025:sponsor=1", "2024-2026:sponsor=0")]
)
def test_two_that_contradict_each_other_are_refused_and_both_are_named(key: str, first: str, second: str) -> None:
    for pair in ([first, second], [second, first]):
        with pytest.raises(InputError) as refused:
            ask("years", "recognition_first", **{key: pair})  # type: ignore[arg-type]
        for word in (*pair, "contradict", "Keep one"):
            assert word in str(refused.value)
    assert ask("years", "recognition_first", **{key: [first, first]}).record["words"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "value", "remember", "turn"),
    [
        ("years.violent", 1.4, (), "turns.north.chances"),
        ("years.fade", -0.5, (), "turns.fading.chances"),
        ("years.sponsor_change", 2, (), "turns.sponsor.chances"),
        ("years.nato_step", 3, (), "turns.nato.chances"),
        ("years.chapters_stalled", -2, ("chapters",), "turns.chapters.mean"),
    ],
)
def test_a_chance_that_comes_from_ones_own_number_is_blamed_on_the_number(
    kosovo: Case, name: str, value: float, remember: tuple[str, ...], turn: str
) -> None:
    entry, changes = kosovo.register[name], [f"{name}={value}"]
    with pytest.raises(InputError) as refused:
        ask("years", "recognition_first", changes=changes, remember=remember)
    assert str(refused.value).startswith(f"{name}: {value:g} is outside its range, {entry.low:g} to {entry.high:g}. ")
    assert turn in str(refused.value)
    with pytest.raises(InputError, match=rf"^{name}: {value:g} is outside"):
        years_of(kosovo.scenario("recognition_first").remembering(remember), {name: np.array([entry.value, value])})


@pytest.mark.parametrize("given", ["2021:serbia=normalise", "2021-2026:sponsor=1", "2021:spain=yes"])
def test_a_share_never_leaves_its_bounds_and_has_a_standard_error(given: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        events = ask("years", "recognition_first", given=[given]).record["events"]
    for event in events.values():
        assert all(share is not None and 0 <= share <= 1 for share in event["share"])
        assert all(error is not None and error >= 0 for error in event["standard_error"])
