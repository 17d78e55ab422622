"""The record beside the paths of the years: how far out it lies, who is surprised, which belief keeps it inside."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from negotiation_sim import InputError, ask
from negotiation_sim.case.loader import load_case
from negotiation_sim.case.rounds import OUTSIDE, Recorded
from negotiation_sim.case.scenario import Case
from negotiation_sim.questions.believe.nearest.clock import Clock
from negotiation_sim.questions.believe.nearest.goals import Goal
from negotiation_sim.questions.believe.nearest.numbered_search import NumberedSearch, nearest_by_numbers
from negotiation_sim.questions.believe.nearest.worlds import worlds
from negotiation_sim.questions.years.pictures import events, pictures
from negotiation_sim.questions.years.sentences import sentences
from negotiation_sim.worlds.results.result import conclusion, holds, margin
from negotiation_sim.worlds.results.years import numbers
from negotiation_sim.worlds.years import Years, years_of
from negotiation_sim.worlds.years_record import as_far_out, compared_with, first_left, first_of, least
from negotiation_sim.worlds.years_told import HIGH, LOW, band, simulated

IN_ARMS = "2023:north=violence"


@pytest.fixture(scope="module")
def kosovo() -> Case:
    return load_case("kosovo")


@pytest.fixture(scope="module")
def years(kosovo: Case) -> Years:
    return years_of(kosovo.scenario("recognition_first"))


# ---- how far out


@pytest.mark.parametrize("name", ["recognitions", "access"])
@pytest.mark.parametrize("value", [0.0, 0.2, 0.37, 0.45, 1.0, 3.0, 4.0])
def test_what_fewer_than_a_twentieth_reach_is_what_lies_outside_the_band(years: Years, name: str, value: float) -> None:
    carried = years.carried(years.plan())
    recorded = Recorded(name, dict.fromkeys(years.rounds.played, value), "S69")
    worth = years.means[name][:, 0]
    low, high = (band(worth, carried[..., 0], quantile) for quantile in (LOW, HIGH))
    for k, (_, share) in enumerate(as_far_out(years, recorded, carried).items(), start=1):
        inside = low[k] - 1e-9 <= value <= high[k] + 1e-9
        assert (share[0] >= OUTSIDE) == inside


def test_how_far_out_counted_among_simulated_histories(years: Years) -> None:
    plan = years.plan()
    drawn = simulated(years, plan, 20_000, seed=11)
    for name, recorded in years.rounds.compared.items():
        exact = as_far_out(years, recorded, years.carried(plan))
        worth = {**years.events, **years.means}[name][:, 0][drawn]
        for year, value in recorded.values.items():
            column = worth[:, year - years.rounds.start]
            share = min((column <= value).mean(), (column >= value).mean())
            error = np.sqrt(max(share * (1 - share), 1e-4) / len(column))
            assert exact[year][0] == pytest.approx(share, abs=4 * error)


def test_the_number_is_the_least_over_years_and_parts_in_every_draw(kosovo: Case) -> None:
    scenario = kosovo.scenario("recognition_first")
    reached = conclusion(kosovo, "years: record >= 0.01 and record.war > 0 and settled.2030 > 0")
    rng = np.random.default_rng(3)
    names = ("us_cred", "years.violent", "years.war_begins", "years.sponsor_change")
    draws = {n: rng.uniform(kosovo.register[n].low, kosovo.register[n].high, 18) for n in names}
    together = numbers(scenario, reached, draws)
    for k in (0, 15, 17):
        world = years_of(scenario.with_values({name: float(column[k]) for name, column in draws.items()}))
        carried = world.carried(world.plan())
        parts = {name: least(as_far_out(world, each, carried))[0] for name, each in world.rounds.compared.items()}
        assert together["record"][k] == pytest.approx(min(parts.values()), abs=1e-12)
        assert together["record.war"][k] == pytest.approx(parts["war"], abs=1e-12)


def test_a_number_of_the_record_alone_plays_no_year_after_it(kosovo: Case) -> None:
    """What is asked of early years is the same whether later ones are played or not."""
    scenario = kosovo.scenario("recognition_first")
    draw = {"us_cred": np.array([0.9])}
    early = numbers(scenario, conclusion(kosovo, "years: recognitions.2022 > 1"), draw)["recognitions.2022"]
    both = numbers(scenario, conclusion(kosovo, "years: recognitions.2022 > settled.2030"), draw)["recognitions.2022"]
    assert early == pytest.approx(both, abs=1e-15)


# ---- the record as a conclusion


def test_the_record_is_a_conclusion_by_its_name_and_holds_where_it_never_left(kosovo: Case) -> None:
    reached = conclusion(kosovo, "years: record")
    assert reached.words == "what happened lies within the paths in every year from 2021 to 2026"
    scenario = kosovo.scenario("recognition_first")
    for values in ({}, {"years.violent": 0.5}, {"years.war_begins": 0.02, "years.violent": 0.5}):
        world = years_of(scenario.with_values(values))
        carried = world.carried(world.plan())
        left = [first_left(as_far_out(world, each, carried)) for each in world.rounds.compared.values()]
        assert holds(world.scenario, reached) == (not any(left))
        assert holds(world.scenario, reached) == (margin(world.scenario, reached) >= 0)


def test_a_part_of_the_record_is_a_conclusion_too(kosovo: Case) -> None:
    scenario = kosovo.scenario("recognition_first")
    assert not holds(scenario, conclusion(kosovo, "years: record.violence"))
    assert holds(scenario, conclusion(kosovo, "years: record.recognitions"))
    assert conclusion(kosovo, "years: record.war").words.startswith("what happened (there is open war in Europe) lies")


def test_the_number_of_the_record_stays_a_number_where_a_number_is_asked_for() -> None:
    answered = ask("sensitivity", "recognition_first", number=["years.record"], free=["years.violent"], draws=64)
    assert "least share" in str(answered.record)


def test_where_the_switch_lies_the_record_is_just_inside(kosovo: Case) -> None:
    record = ask("breakeven", "recognition_first", holds="years: record", assumption=["years.violent"]).record
    at = record["break_evens"][0]["switches"][0]["value"]
    scenario, reached = kosovo.scenario("recognition_first"), conclusion(kosovo, "years: record")
    assert not holds(scenario.with_values({"years.violent": at - 1e-6}), reached)
    assert holds(scenario.with_values({"years.violent": at + 1e-6}), reached)


def neighbours(folder: Path, record: str) -> str:
    """Two neighbours who choose so surely that North hardly ever signs, with another record."""
    made = shutil.copytree(Path(__file__).parent / "frozen" / "neighbours_years", folder / "case")
    text = (made / "rounds.toml").read_text(encoding="utf-8").replace("precision = 1", "precision = 12")
    (made / "rounds.toml").write_text(text.replace("values = { 2021 = 0 }", record), encoding="utf-8")
    return str(made)


@pytest.mark.parametrize(
    ("record", "to", "words"),
    [
        ("values = { 2023 = 1 }", "keep", "To keep what happened among the paths it is enough to believe"),
        ("values = { 2023 = 0 }", "drive_out", "To drive what happened out of the paths it is enough to believe"),
    ],
)
def test_the_belief_that_keeps_the_record_does_so_and_no_nearer_one(
    tmp_path: Path, record: str, to: str, words: str
) -> None:
    case = neighbours(tmp_path, record)
    answered = ask("years", "uninvited", case=case, keep=True)
    kept = answered.record["keep"]
    assert (kept["to"], kept["found"], kept["stopped"]) == (to, True, False)
    loaded = load_case(case)
    scenario, reached = loaded.scenario("uninvited"), conclusion(loaded, "years: record")
    assert holds(scenario, reached) == (to == "drive_out")
    assert holds(scenario.with_values(kept["values"]), reached) == (to == "keep")
    ((name, widths),) = kept["widths"].items()
    width = loaded.register[name].high - loaded.register[name].low
    for share in (0.5, 0.9, 0.999):
        nearer = {name: scenario.values[name] + share * widths * width}
        assert holds(scenario.with_values(nearer), reached) == (to == "drive_out")
    assert sentences(answered.answer)[0].startswith(words)


# ---- who would have been surprised


def test_every_set_is_told_as_when_it_is_asked_about_alone() -> None:
    told = ask("years", "recognition_first", authors=True, given=["2021-2026:sponsor=1"]).record["authors"]
    assert len(told) > 10
    for name in ("op_ed", "sceptic", "pragmatic_serbia"):
        alone = ask("years", "recognition_first", assume=[name], given=["2021-2026:sponsor=1"]).record["record"]
        years_left = [each["left"] for each in alone.values() if each["left"]]
        assert told[name]["left"] == min(years_left, default=None)
        for part, each in alone.items():
            assert told[name]["far_out"][part]["share"] == pytest.approx(min(each["far_out"].values()))
    assert told["op_ed"]["by"] == ["recognitions", "violence"]
    assert told["sceptic"]["by"] == ["violence"]


def test_what_is_laid_down_surprises_nobody(years: Years) -> None:
    assert "dialogue" in compared_with(years, {})
    assert "dialogue" not in compared_with(years, {(2021, "sponsor"): "1"})
    assert "violence" not in compared_with(years, {(2021, "sponsor"): "1", (2023, "north"): "violence"})
    assert ask("years", "recognition_first", given=[IN_ARMS]).record["record"].keys() == {
        "recognitions", "settled", "dialogue", "war"
    }  # fmt: skip


def test_a_record_of_no_year_that_is_played_is_compared_with_nothing(years: Years) -> None:
    past = {"settled": Recorded("settled", {2019: 0.0}, "S66")}
    rounds = replace(years.rounds, record=past)
    assert rounds.compared == {}
    assert "record" not in rounds.numbers
    assert rounds.shorthands == {}


def test_what_tells_sets_apart_is_told_before_what_all_share() -> None:
    answered = ask("years", "recognition_first", authors=True)
    furthest, apart, shared, *_ = sentences(answered.answer)
    assert furthest.startswith("Sets differ most on 'recognitions by the four'")
    assert "under “Sceptical of the four” (sceptic_four) 88" in furthest
    assert "none of 13 sets that were known in time would have been surprised" in apart
    assert shared.startswith("No set differs on 'Washington leads a Dialogue', 'the north is in arms'")
    assert shared.endswith("leaves the paths of every set in 2023 (the north is in arms).")
    told, alike = answered.record["authors"], answered.record["shared"]
    for part in told["op_ed"]["far_out"]:
        shares = [each["far_out"][part]["share"] for each in told.values()]
        assert (part in alike) == (max(shares) - min(shares) <= 0.005)


def test_a_set_is_surprised_only_by_years_that_began_when_it_was_known(kosovo: Case) -> None:
    told = ask("years", "recognition_first", authors=True, given=["2021-2026:sponsor=1"])
    for name, each in told.record["authors"].items():
        as_of = kosovo.sets[name].as_of
        assert each["since"] is None or f"{each['since']}-01-01" > as_of, name
        assert (each["since"] is None) == bool(each["later"])
        for part, year in each["surprised"].items():
            alone = ask("years", "recognition_first", assume=[name], given=["2021-2026:sponsor=1"]).answer
            years = [when for when, share in alone.far_out(part).items()
                     if share < OUTSIDE and each["since"] and when >= each["since"]]  # fmt: skip
            assert year == min(years, default=None)
    assert told.record["authors"]["hindsight_2026"]["later"] == "it speaks as of 2026-06"
    assert told.record["authors"]["serwer_2022"]["since"] == 2023
    words = " ".join(sentences(told.answer))
    assert "Nothing could surprise first_edition, hindsight_2026 and russia_escalates" in words
    assert "hindsight_2026 in 20" not in words


def test_all_that_left_in_the_first_year_is_told() -> None:
    """With a Dialogue throughout and little war, three parts of the record leave the paths in one year."""
    assert first_of({"war": 2023, "settled": None, "violence": 2023, "dialogue": 2024}) == (2023, ("war", "violence"))
    answer = ask("years", "recognition_first", given=["2021-2026:sponsor=1"]).answer
    year, parts = answer.first_left
    assert parts == tuple(name for name in answer.recorded if answer.left(name) == year)
    assert len(parts) > 1
    last = sentences(answer)[-1]
    assert "recognitions by the four were 0" in last
    assert "the north is in arms, as in" in last


def test_the_record_of_every_event_lies_on_its_picture() -> None:
    answer = ask("years", "recognition_first", histories=100).answer
    drawn = events(answer)
    panels = {" ".join(axes.get_title(loc="left").split()).lower(): axes for axes in drawn.figure.axes}
    for name in answer.shares:
        (axes,) = (panel for title, panel in panels.items() if title == answer.world.rounds.label(name).lower())
        marks = [line for line in axes.lines if line.get_marker() == "D"]
        assert len(marks) == (name in answer.recorded)
        for line in marks:
            laid = dict(zip(line.get_xdata(), line.get_ydata(), strict=True))
            assert laid == {year: 100 * value for year, value in answer.recorded[name].values.items()}
            assert f"{answer.world.rounds.label(name)}, what happened:" in drawn.words


def test_what_is_asked_for_besides_is_drawn() -> None:
    """A bar for each year in which a player may turn; a heavy frame wherever a set was surprised, and nowhere else."""
    plain = ask("years", "recognition_first", histories=100).answer
    told = ask("years", "recognition_first", histories=100, wait="serbia", authors=True, given=["2021-2026:sponsor=1"])
    drawn = {each.name: each for each in pictures(told.answer)}
    assert set(drawn) - {each.name for each in pictures(plain)} == {"waiting", "surprises"}
    for axes in drawn["waiting"].figure.axes:
        assert len(axes.patches) == len(told.answer.waiting)
    lengths = [bar.get_width() for bar in drawn["waiting"].figure.axes[0].patches]
    assert lengths == pytest.approx([each.over_the_years for each in told.answer.waiting])
    cells = drawn["surprises"].figure.axes[1].patches
    heavy = sum(cell.get_linewidth() > 1 for cell in cells)
    assert heavy == sum(year is not None for each in told.answer.authors for year in each.surprised.values())
    assert 0 < heavy < len(cells)


# ---- a search over worlds some of which cannot be


def test_a_search_beyond_the_ranges_passes_over_worlds_that_cannot_be(kosovo: Case) -> None:
    """Beyond its range a chance is above one, and the years refuse it: such a world is no answer, and no end."""
    scenario = kosovo.scenario("recognition_first")
    goal = Goal(conclusion(kosovo, "years: member.2030 > 0.24"))
    search = NumberedSearch(worlds(scenario, ("years.nato_step",), kinds=goal.kinds).beyond(3.0), goal)
    margins = search.margins(np.array([[0.0], [3.0], [0.1], [-3.0]]))
    assert np.isneginf(margins).tolist() == [False, True, False, True]
    moves = search.lines.single_moves(search.take)
    assert search.worlds.values(moves).shape == (1, 1)
    assert 0.6 < search.worlds.values(moves)[0, 0] <= 1


def test_lines_along_which_nothing_moves_are_left_out_and_all_that_serve_are_found(kosovo: Case) -> None:
    scenario = kosovo.scenario("recognition_first")
    goal = Goal(conclusion(kosovo, "years: record"))
    names = ("years.violent", "years.tense", "us_cred", "years.nato_step", "table.serbia_eu")
    free = tuple(name for name in names if name in kosovo.register)
    search = NumberedSearch(worlds(scenario, free, kinds=goal.kinds), goal)
    moves = search.lines.single_moves(search.take)
    moved = {search.worlds.names[int(np.abs(row).argmax())] for row in moves}
    assert moved == {"years.violent", "years.tense"}
    for row in moves:
        assert search.holds(row[None]).all()
        assert not search.holds(row[None] * 0.999).any()


def test_a_search_that_was_stopped_says_so_and_looks_no_further(kosovo: Case) -> None:
    scenario = kosovo.scenario("recognition_first")
    goal = Goal(conclusion(kosovo, "settled_by_2030"))
    within = worlds(scenario, ("years.sponsor_change",), Clock(-1.0), goal.kinds)
    (answer,) = nearest_by_numbers(within, goal, ("total",)).values()
    assert answer.stopped
    assert answer.world is None
    assert answer.beyond is None


def test_a_search_for_what_keeps_the_record_says_where_its_time_was_up(tmp_path: Path) -> None:
    case = neighbours(tmp_path, "values = { 2023 = 1 }")
    answer = ask("years", "uninvited", case=case, keep=True).answer
    assert answer.kept is not None
    assert not any("time was up" in each for each in sentences(answer))
    stopped = replace(answer, kept=replace(answer.kept, stopped=True))
    assert "The time was up before the search was done" in sentences(stopped)[1]
    nothing = replace(answer, kept=replace(answer.kept, stopped=True, world=None))
    assert "in the time given" in sentences(nothing)[0]


# ---- bad input


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"given": ["2025-2022:spain=yes"]}, ["2022 comes before 2025", "earlier year first"]),
        ({"given": ["2025-2035:spain=yes"]}, ["2035 is not played", "2021 to 2030"]),
        ({"given": ["2025-x:spain=yes"]}, ["is not YEAR:WHO=MOVE", "FROM-TO"]),
        ({"keep": True, "choice": "ahead"}, ["`keep`", "Leave out"]),
        ({"keep": True, "given": [IN_ARMS]}, ["`keep`", "Leave out"]),
    ],
    ids=str,
)
def test_what_cannot_be_asked_of_the_record_is_named(asked: dict[str, object], words: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        ask("years", "recognition_first", **asked)
    assert all(word in str(caught.value) for word in words)


def test_keep_in_a_case_without_a_record_says_what_to_add(tmp_path: Path) -> None:
    folder = shutil.copytree(Path(__file__).parent / "frozen" / "neighbours_years", tmp_path / "case")
    text = (folder / "rounds.toml").read_text(encoding="utf-8").partition("[record.")[0]
    (folder / "rounds.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"add \[record\.NAME\] to rounds\.toml"):
        ask("years", "uninvited", case=str(folder), keep=True)
