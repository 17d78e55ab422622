"""The question `plans`: each plan under each set, against the game solved by itself; whose words a set's values are."""

from functools import cache
from pathlib import Path

import pytest

from negotiation_sim import InputError, ask, load_case
from negotiation_sim.case.plans import plans_of, words_of
from negotiation_sim.questions.asking import Answered
from negotiation_sim.questions.plans.pictures import picture
from negotiation_sim.worlds.solved import solve_scenario

KOSOVO = load_case("kosovo")
FOLDER = Path(__file__).parent.parent / "scenarios" / "kosovo"
PLANS = plans_of(KOSOVO, FOLDER)
AUTHORS = (
    "crisis_group_2021",
    "serwer_2022",
    "less_2020",
    "pragmatic_serbia",
    "spain_icj_2009",
    "economy_optimist",
    "sceptic_kosovo",
)


@cache
def asked() -> Answered:
    return ask("plans", list(PLANS))


def by_hand(name: str, assume: str) -> str:
    """What becomes of a plan: the game solved, and its results read one by one."""
    plan = PLANS[name]
    solved = solve_scenario(KOSOVO.scenario(plan.scenario, assume))
    condition = KOSOVO.condition(plan.holds)
    met = solved.tables.holds(condition)
    assert solved.staged is not None
    led = solved.staged.best_joint.profile
    if led is not None and met[led]:
        return "works"
    return "beside" if any(met[profile] for profile in solved.equilibria.equilibria) else "fails"


@pytest.mark.parametrize("name", PLANS)
def test_every_verdict_is_that_of_the_game_solved_by_itself(name: str) -> None:
    for assume in ("op_ed", "sceptic", "hindsight_2026", *PLANS[name].held_by):
        assert asked().answer.verdicts[name, assume] == by_hand(name, assume), assume


def test_each_plan_works_for_those_who_hold_it_or_the_page_says_what_would_have_to_be_added() -> None:
    page = (FOLDER.parent.parent / "docs" / "plans.md").read_text(encoding="utf-8")
    for plan in PLANS.values():
        for name in plan.held_by:
            works = asked().answer.verdicts[plan.name, name] == "works"
            assert works is (f"### {plan.title}, under `{name}`" not in page), plan.name


def test_one_page_tells_what_each_author_must_believe() -> None:
    """Every value of every author with its number and its words, and where each plan leads those who hold it."""
    page = (FOLDER.parent.parent / "docs" / "plans.md").read_text(encoding="utf-8")
    for name in AUTHORS:
        written = KOSOVO.sets[name]
        part = page.partition(f"### {written.title} (`{name}`)")[2].partition("\n#")[0]
        for change in written.changes.values():
            words = f"said: {change.said}" if change.said else f"needed: {change.needed}"
            value, before = f"{change.value:g}", f"{KOSOVO.register[change.name].value:g}"
            assert f"(`{change.name}`) | {value} | {before} | {words} |" in part, (name, change.name)
    for plan in PLANS.values():
        for name in plan.held_by:
            works = "yes" if asked().answer.verdicts[plan.name, name] == "works" else ""
            assert f"| {plan.title} | `{name}` | {works}" in page


def test_every_value_of_an_author_is_said_or_needed_and_each_is_cited() -> None:
    for name in AUTHORS:
        written = KOSOVO.sets[name]
        assert words_of(written)["open"] == 0, name
        for change in written.changes.values():
            assert bool(change.said) != bool(change.needed)
            assert change.why
            assert change.source


def test_what_divides_two_sets_gives_the_first_the_answer_of_the_second() -> None:
    record = ask("plans", between=["op_ed", "serwer_2022"]).record
    other = KOSOVO.values("serwer_2022")
    for name, choices in record["divides"].items():
        under = next(plan for plan in record["plans"] if plan["plan"] == name)["under"]
        assert bool(choices) is ((under["op_ed"] == "works") != (under["serwer_2022"] == "works"))
        for least in choices:
            values = {each: other[each] for each in least}
            plan = PLANS[name]
            solved = solve_scenario(KOSOVO.scenario(plan.scenario, "op_ed", values))
            assert solved.staged is not None
            led = solved.staged.best_joint.profile
            works = led is not None and bool(solved.tables.holds(KOSOVO.condition(plan.holds))[led])
            assert works is (under["serwer_2022"] == "works")


def test_own_changes_stand_on_the_answer() -> None:
    answered = ask("plans", "recognition_first", assume="op_ed", changes="us_cred=0.5")
    assert answered.record["changes"] == {"us_cred": 0.5}
    assert "us_cred" in answered.text
    assert answered.record["plans"][0]["under"] == {"op_ed": "fails"}


def test_the_picture_frames_the_sets_of_those_who_hold_a_plan() -> None:
    drawn = picture(asked().answer)
    frames = [patch for patch in drawn.figure.axes[0].patches if patch.get_linewidth() > 2]
    assert len(frames) == sum(len(plan.held_by) for plan in PLANS.values())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ('[plans.x]\ntitle = "X"\n', "'scenario' is missing"),
        ('[plans.x]\ntitle = "X"\nauthor = "A"\nscenario = "free_choise"\nholds = "first.stag"\nheld_by = ["base"]\n'
         'source = "s"\n', "Did you mean 'free_choice'"),
        ('[plans.x]\ntitle = "X"\nauthor = "A"\nscenario = "free_choice"\nholds = "first.stagg"\nheld_by = ["base"]\n'
         'source = "s"\n', "plans.x.holds"),
        ('[plans.x]\ntitle = "X"\nauthor = "A"\nscenario = "free_choice"\nholds = "first.stag"\nheld_by = []\n'
         'source = "s"\n', "held_by: is empty"),
    ],
)  # fmt: skip
def test_a_broken_file_of_plans_is_named_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    ask("new", tmp_path / "hunt", like="stag_hunt")
    (tmp_path / "hunt" / "plans.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"plans\.toml") as refused:
        ask("plans", case=str(tmp_path / "hunt"))
    assert words in str(refused.value)


def test_a_case_without_plans_and_a_plan_that_is_not_known_are_refused() -> None:
    with pytest.raises(InputError, match="names no plans: add a table"):
        ask("plans", case="chicken")
    with pytest.raises(InputError, match="Did you mean 'recognition_first'"):
        ask("plans", "recognition_fist")


def test_a_value_is_not_both_said_and_needed(tmp_path: Path) -> None:
    ask("new", tmp_path / "hunt", like="stag_hunt")
    (tmp_path / "hunt" / "sets").mkdir(exist_ok=True)
    (tmp_path / "hunt" / "sets" / "his.toml").write_text(
        'title = "His"\n[values]\nhare = { value = 2, said = "a", needed = "b" }\n', encoding="utf-8"
    )
    with pytest.raises(InputError, match="stands beside `said`"):
        load_case(tmp_path / "hunt")
