"""The question `argument`: which numbers carry a claim, and whether the values it names do change a hinge."""

import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from matplotlib.text import Text

from negotiation_sim import InputError, ask, load_case
from negotiation_sim.questions.argument.answer import Argument
from negotiation_sim.questions.argument.moved import breaks_along, hinge_links
from negotiation_sim.questions.argument.pictures import picture
from negotiation_sim.questions.asking import Answered
from negotiation_sim.questions.breakeven.answer import break_even
from negotiation_sim.worlds.results.result import holds
from negotiation_sim.worlds.solved import solve_scenario

FROZEN = str(Path(__file__).parent / "frozen" / "kosovo")
HINGES: tuple[Callable[[dict[str, str]], bool], ...] = (
    lambda moves: all(moves[who] == "yes" for who in ("spain", "slovakia", "romania", "greece")),
    lambda moves: moves["serbia"] == "normalise",
    lambda moves: moves["kosovo"] == "concede",
)
NEAREST = ("us_cred", "dialogue_offset", "nato_ready", "conditionality", "kosovo.concession.cost", "eu_cred")
"""Numbers along which one hinge or another changes."""


@cache
def tried(*claims: str, assume: str = "op_ed") -> Answered:
    return ask("argument", claim=claims, assume=assume, case=FROZEN)


def holding(name: str, value: float, assume: str = "op_ed") -> list[bool]:
    """Whether the first hinge, the first two and all three hold at that value, by solving the whole game."""
    scenario = load_case(FROZEN).scenario("recognition_first", assume, {name: value})
    solved = solve_scenario(scenario)
    assert solved.staged is not None
    profile = solved.staged.best_joint.profile
    assert profile is not None
    game = solved.game
    moves = {player: game.strategies[k][profile[k]] for k, player in enumerate(game.players)} | dict(scenario.fixes)
    return [all(hinge(moves) for hinge in HINGES[: k + 1]) for k in range(3)]


def test_a_number_carries_the_claims_that_its_source_cites() -> None:
    argument: Argument = tried("C79", "C14", "C01", "C21").answer
    text = (Path(FROZEN) / "assumptions.toml").read_text(encoding="utf-8")
    entries = re.findall(r"^\[(.+?)\]\n(.*?)(?=^\[|\Z)", text, re.MULTILINE | re.DOTALL)
    for claim in argument.claims:
        citing = [
            name for name, entry in entries if re.search(rf"^source = .*\b{claim.claim.id}\b", entry, re.MULTILINE)
        ]
        assert set(citing) <= set(claim.numbers)
        assert claim.standing == ("no number" if not claim.numbers else claim.standing)
    assert {each.claim.id: each.standing for each in argument.claims}["C01"] == "no number"


@pytest.mark.parametrize(
    ("claims", "assume"), [(("C79", "C14", "C56", "C46", "C100"), "op_ed"), (("16",), "sceptic_four")]
)
def test_just_beside_every_value_it_names_the_hinge_changes(claims: tuple[str, ...], assume: str) -> None:
    argument: Argument = tried(*claims, assume=assume).answer
    assert argument.breaks
    for each in argument.breaks:
        step = 1e-6 * (each.entry.high - each.entry.low)
        below, above = (
            holding(each.entry.name, each.value - step, assume),
            holding(each.entry.name, each.value + step, assume),
        )
        changed = [k for k in range(3) if below[k] != above[k]]
        assert changed[0] == each.hinge
        assert above[each.hinge] == each.holds_above


def test_claims_of_which_no_number_changes_a_hinge_change_none_on_a_grid() -> None:
    argument: Argument = tried("C23", "C25", "C98").answer
    now = holding("us_cred", 1.0)
    still = [each for each in argument.claims if each.standing == "moves nothing"]
    assert still
    for name in {name for each in still for name in each.numbers}:
        entry = argument.scenario.case.register[name]
        assert all(holding(name, entry.low + k / 4 * (entry.high - entry.low)) == now for k in range(5))


def test_the_answer_comes_first_and_the_nearest_number_is_the_one_of_the_break_evens() -> None:
    answered = tried("C79", "C14", "C46", "C01")
    first, second, third = answered.text.splitlines()[:3]
    numbers = {name for each in answered.answer.claims for name in each.numbers}
    assert first == f"Of 4 claims 3 are carried by {len(numbers)} numbers; for 1 the game has no number."
    assert second.startswith("A hinge rests on 3 claims")
    assert third.startswith("Nearest: conditionality, which carries C46, is 0.3; below 0.1034")
    nearest = ask("breakeven", "recognition_first", holds="kosovo.concede", assumption="conditionality", case=FROZEN)
    assert answered.answer.breaks[0].value == pytest.approx(nearest.answer.nearest.nearest.value, rel=1e-12)


def test_where_a_hinge_fails_it_says_what_would_make_it_hold() -> None:
    answered = tried("C46", assume="sceptic_kosovo")
    assert answered.answer.holding == (True, True, False)
    assert "is 0; above 0.1034 the hinge 'Kosovo then concedes' holds." in answered.text


@pytest.mark.parametrize(
    ("assume", "changes"),
    [("op_ed", {}), ("sceptic_kosovo", {}), ("op_ed", {"us_cred": 0.4}), ("op_ed", {"us_cred": 0.4, "eu_cred": 0.3})],
)
def test_a_hinge_that_is_not_asked_along_a_number_does_not_change_along_it(
    assume: str, changes: dict[str, float]
) -> None:
    scenario = load_case(FROZEN).scenario("recognition_first", assume, changes)
    links = hinge_links(scenario, None)
    held = tuple(holds(link.scenario, link.reached) for link in links)
    for name in (*NEAREST, "gesture_conditional", "norm.spoil"):
        entry = scenario.case.register[name]
        each_asked = [break_even((link,), entry).switches for link in links]
        first: dict[float, int] = {}
        for k, switches in enumerate(each_asked):
            for switch in switches:
                if all(abs(switch.value - value) > 1e-9 * (entry.high - entry.low) for value in first):
                    first[switch.value] = k
        assert {each.value: each.hinge for each in breaks_along(links, held, entry)} == first, name


def test_where_only_some_numbers_are_moved_they_are_said_as_where_all_are() -> None:
    whole, some = tried("C79", "C14").answer, ask("argument", claim=["C79", "C14"], assumption=["us_*"], case=FROZEN)
    assert some.answer.moved == {"us_cred"}
    assert some.answer.breaks == tuple(each for each in whole.breaks if each.entry.name == "us_cred")
    standings = {each.claim.id: each.standing for each in some.answer.claims}
    assert standings == {"C79": "decides", "C14": "not tried"}
    assert "hinges hold" in some.text.splitlines()[1]
    quick = ask("argument", claim=["C79", "C14"], assumption=["us_cred"], quick=True, case=FROZEN)
    assert quick.answer.breaks == some.answer.breaks


def test_a_quick_answer_moves_few_numbers_and_says_how_many() -> None:
    with pytest.raises(InputError, match=r"`quick` moves at most 16 numbers, not \d+"):
        ask("argument", quick=True, assumption=["*"], case=FROZEN)
    with pytest.raises(InputError, match="unknown assumption 'us_crad'"):
        ask("argument", assumption=["us_crad"], case=FROZEN)


def test_a_number_of_critics_stands_at_the_claims_that_it_answers_and_carries_none(tmp_path: Path) -> None:
    case = Path(shutil.copytree(FROZEN, tmp_path / "answered"))
    register = case / "assumptions.toml"
    text = register.read_text(encoding="utf-8").replace("[conditionality]", '[conditionality]\nanswers = ["C48"]')
    register.write_text(text, encoding="utf-8")
    answered = ask("argument", claim=["C01", "C48"], case=str(case))
    second, first = answered.record["claims"]  # in the order of the text
    assert (first["answered_by"], second["answered_by"]) == (["conditionality"], [])
    assert "conditionality" not in first["numbers"]
    (at,) = first["answers_break"]
    nearest = ask("breakeven", "recognition_first", holds="kosovo.concede", assumption="conditionality", case=str(case))
    assert at["breaks_at"] == pytest.approx(nearest.answer.nearest.nearest.value, rel=1e-9)
    assert answered.record["numbers"]["conditionality"]["answers"] == ["C48"]
    assert "What critics answer" in answered.text
    assert re.search(r"^C48,8,[a-z ]+,conditionality,.*answers,", answered.csv, re.MULTILINE)


def test_a_claim_and_a_paragraph_are_known_whatever_their_case() -> None:
    assert [each.claim.id for each in tried("c79").answer.claims] == ["C79"]
    assert {each.claim.paragraph for each in tried("16").answer.claims} == {"16"}


@pytest.mark.parametrize(
    ("case", "claim", "words"),
    [(FROZEN, "C999", "unknown claim or paragraph 'C999'"), ("chicken", "C01", "the case 'chicken' has no claims")],
)
def test_what_cannot_be_tried_is_refused(case: str, claim: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        ask("argument", claim=[claim], case=case)


def test_the_picture_says_in_words_what_it_draws() -> None:
    drawn = picture(tried("C79", "C14", "C46").answer)
    texts = " ".join(text.get_text() for text in drawn.figure.findobj(Text))
    inside = [each for each in tried("C79", "C14", "C46").answer.breaks if each.inside]
    assert inside
    for each in inside:
        assert each.entry.name in texts
        assert each.entry.name in drawn.words


def test_own_changes_and_the_hash_stand_on_every_output(tmp_path: Path) -> None:
    answered = ask("argument", claim=["C79"], changes=["us_cred=0.9"], case=FROZEN)
    texts = {file.name: file.read_bytes() for file in answered.write(tmp_path)} | {"text": answered.text.encode()}
    for name, text in texts.items():
        if not name.endswith((".png", ".svg")):
            assert answered.record["hash"].encode() in text, name
            assert b"us_cred" in text, name
            assert b"0.9" in text, name
