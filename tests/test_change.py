"""The question `change`: before and after as `run` has them, whose deviation did it, how far a flip still is."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from negotiation_sim import InputError, ask, load_case, solve_scenario
from negotiation_sim.case.library import new_case
from negotiation_sim.games.normal_form import Game, Profile
from negotiation_sim.questions.change import sentences as change_sentences
from negotiation_sim.questions.change.answer import Changed, ScenarioChanged
from negotiation_sim.questions.change.deviations import Deviation
from negotiation_sim.questions.change.sentences import headline_deviations
from negotiation_sim.worlds.along.outcomes import Flip, OutcomesAlong, outcomes_along
from negotiation_sim.worlds.solved import Solved

FROZEN = str(Path(__file__).parent / "frozen" / "kosovo")
CHANGES: dict[str, dict[str, Any]] = {
    "a number": {"case": FROZEN, "changes": ["us_cred=0.3"]},
    "a set": {"case": FROZEN, "assume": ["sceptic"]},
    "from a set to another": {"case": FROZEN, "before": ["sceptic_four", "us_cred=0.9"], "assume": ["op_ed"]},
    "accords": {"case": "accords", "before": ["resistance_2020"], "assume": ["washington_2020"]},
    "no order of moves": {"case": "prisoners_dilemma", "changes": ["temptation=2.5"]},
    "two hunters": {"case": "stag_hunt", "changes": ["stag_share=1.5"]},
    "nothing": {"case": "chicken"},
}


def changed(what: str, **more: Any) -> Changed:
    answer: Changed = ask("change", **{"quick": True, **CHANGES[what], **more}).answer
    return answer


@pytest.mark.parametrize("what", CHANGES)
def test_before_and_after_are_what_two_runs_say(what: str) -> None:
    asked = CHANGES[what]
    record = ask("change", quick=True, **asked).record
    before = {
        "assume": [text for text in asked.get("before", []) if "=" not in text],
        "changes": [text for text in asked.get("before", []) if "=" in text],
    }
    after = {key: asked[key] for key in ("assume", "changes") if key in asked}
    assert record["scenarios"]
    for scenario in record["scenarios"]:
        for side, under in (("before", before), ("after", after)):
            (alone,) = ask("compare", scenario["name"], case=asked["case"], **under).record["scenarios"]
            world = scenario[side]
            assert world["equilibria"] == len(alone["equilibria"])
            ends = [{key: end[key] for key in ("profile", "payoffs")} for end in world["ends"] if end["equilibrium"]]
            assert sorted(ends, key=str) == sorted(alone["equilibria"], key=str)
            if alone["staged"] is None:
                assert world["staged"] is None
            else:
                rules = {rule: (alone["staged"][rule] or {}).get("profile") for rule in ("best_joint", "cautious")}
                assert world["staged"] == rules


@pytest.mark.parametrize("what", CHANGES)
def test_an_outcome_flips_just_where_moves_or_headlines_of_the_two_runs_differ(what: str) -> None:
    for each in changed(what).scenarios:
        told = []
        for part in each.solved:
            ends = [part.staged.best_joint.profile] if part.staged else [*part.equilibria.equilibria]
            told.append([(end, said_by_hand(part, end)) for end in ends if end])
        assert each.flips == (told[0] != told[1])


def said_by_hand(solved: Solved, end: Profile) -> list[bool]:
    """What the case's headlines, hinges and conclusions answer at an end, each condition by itself."""
    case = solved.scenario.case
    conditions = [condition for line in case.headlines for condition in (line.holds, *line.who.values()) if condition]
    conditions += [line.holds for line in case.hinges if line.holds]
    conditions += [each.condition for each in case.conclusions.values() if each.of == "game"]
    return [bool(solved.tables.holds(condition)[end]) for condition in conditions]


def follow(game: Game, stages: list[tuple[int, ...]], rule: str, history: Mapping[int, int]) -> Profile | None:
    """Where a rule leads after a history of whole stages, by trying all that can be played there."""
    rest = [stage for stage in stages if stage[0] not in history]
    if not rest:
        return tuple(history[i] for i in range(len(game.players)))
    movers = rest[0]
    ends = {
        moves: follow(game, stages, rule, {**history, **dict(zip(movers, moves, strict=True))})
        for moves in product(*(range(game.shape[i]) for i in movers))
    }

    def stays(moves: tuple[int, ...]) -> bool:
        here = ends[moves]
        for k, i in enumerate(movers):
            for other in range(game.shape[i]):
                there = ends[(*moves[:k], other, *moves[k + 1 :])]
                if here is None or there is None or game.payoffs[(i, *there)] > game.payoffs[(i, *here)] + 1e-12:
                    return False
        return True

    stable = [moves for moves in ends if stays(moves)]
    deciding = [i for i in movers if game.shape[i] > 1]

    def order(moves: tuple[int, ...]) -> tuple[float, float]:
        end = ends[moves]
        assert end is not None
        leaving = float(sum(move > 0 for move in moves)) if rule == "cautious" else 0.0
        return leaving, -round(float(sum(game.payoffs[(i, *end)] for i in deciding)), 9)

    return ends[min(stable, key=order)] if stable else None


def gain_by_hand(each: ScenarioChanged, deviation: Deviation, world: int) -> float:
    """What the player of a deviation gains by it in a world, from payoffs and the moves of those who follow."""
    game, binding = each.solved[world].game, deviation.binding
    assert binding.profile is not None
    profile = game.profile(binding.profile)
    i = game.player(binding.players[0])
    other = game.strategy(binding.players[0], binding.other)
    if deviation.of == "equilibrium":
        return float(game.payoffs[(i, *profile[:i], other, *profile[i + 1 :])] - game.payoffs[(i, *profile)])
    stages = [tuple(game.player(who) for who in stage) for stage in each.scenario.order or ()]
    assert binding.stage is not None
    history = {j: profile[j] for stage in stages[: binding.stage] for j in stage}
    stay, leave = (follow(game, stages, deviation.of, {**history, **more}) for more in ({}, {i: other}))
    assert stay is not None
    assert leave is not None
    return float(game.payoffs[(i, *leave)] - game.payoffs[(i, *stay)])


@pytest.mark.parametrize("what", CHANGES)
def test_the_gains_of_a_deviation_are_those_found_by_trying_every_move(what: str) -> None:
    count = 0
    for each in changed(what).scenarios:
        for deviation in each.deviations:
            if deviation.gains is None:
                continue
            count += 1
            by_hand = [gain_by_hand(each, deviation, world) for world in (0, 1)]
            assert deviation.gains == pytest.approx(by_hand, abs=1e-9)
            assert (deviation.gains[1] > 0) == deviation.now
            assert (deviation.gains[0] > 0) != deviation.now
            assert sum(part for _, part in deviation.differences) == pytest.approx(by_hand[1], abs=1e-9)
    assert count or what == "nothing" or not changed(what).flipped


@pytest.mark.parametrize("what", CHANGES)
def test_an_equilibrium_that_goes_has_a_regret_of_the_greatest_gain_told(what: str) -> None:
    for each in changed(what).scenarios:
        gone = set(each.before.equilibria.equilibria) - set(each.after.equilibria.equilibria)
        for profile in gone:
            told = [
                deviation.gains[1]
                for deviation in each.deviations
                if deviation.of == "equilibrium"
                and deviation.gains
                and deviation.now
                and each.after.game.profile(deviation.binding.profile or {}) == profile
            ]
            assert max(told) == pytest.approx(each.after.game.regret(profile))


@pytest.mark.parametrize("what", ["a number", "a set", "two hunters"])
def test_whoever_is_named_as_nearest_to_leaving_would_lose_what_is_said(what: str) -> None:
    for each in changed(what).scenarios:
        leaving = each.nearest_to_leaving
        assert (leaving is None) == each.flips
        if leaving is None or each.after.staged is None:
            continue
        end = each.after.staged.best_joint.profile
        assert end is not None
        for part, loss in zip(each.solved, leaving.losses, strict=True):
            assert part.staged is not None
            others = [
                float(part.game.payoffs[(part.game.player(leaving.player), *end)]) - deviation.payoff
                for node in part.staged.best_joint.nodes
                for deviation in node.deviations
                if part.game.players[deviation.player] == leaving.player
                and part.game.strategies[deviation.player][deviation.strategy] == leaving.other
            ]
            assert others == pytest.approx([loss])


GOING_ON = [
    *[(scenario, "us_cred", value) for scenario in ("recognition_first", "four_in_turn", "convergence")
      for value in (0.9, 0.8, 0.7)],
    ("dialogue_no_gestures", "us_cred", 0.8),
    ("recognition_first", "nato_ready", 0.8),
    ("recognition_first", "stiffen", 0.3),
]  # fmt: skip


@pytest.mark.parametrize(("scenario", "name", "value"), GOING_ON)
def test_who_would_leave_first_is_the_player_on_whom_the_next_flip_of_the_changed_number_turns(
    scenario: str, name: str, value: float
) -> None:
    answer: Changed = ask("change", scenario, changes=[f"{name}={value}"], case="kosovo").answer
    (each,) = answer.scenarios
    leaving, (number,) = each.nearest_to_leaving, answer.moved
    assert leaving is not None
    assert each.how_far is not None
    (along,) = each.how_far
    ahead = [flip for flip in along.flips_by_distance if (flip.value - value) * (value - number.before) > 0]
    assert leaving.player in {who for binding in along.who_binds(ahead[0]) for who in binding.players}
    gone = number.before + leaving.gone_at * (value - number.before)
    assert gone == pytest.approx(ahead[0].value, abs=0.02)
    assert f"First to leave if the change went on, in {each.scenario.title}: " in ask(
        "change", scenario, changes=[f"{name}={value}"], case="kosovo", quick=True
    ).text.replace("\n", " ")


def test_who_loses_least_by_leaving_is_named_where_the_change_brings_nobody_nearer_to_it() -> None:
    answered = ask("change", "recognition_first", before=["us_cred=0.5"], changes=["us_cred=0.45"], case="kosovo")
    (each,) = answered.answer.scenarios
    assert each.nearest_to_leaving.gone_at == float("inf")
    assert "Nearest to leaving of those whose loss it moves, in Recognition first: " in answered.text


@pytest.mark.parametrize(
    ("case", "changes"), [("kosovo", ["us_cred=0.8", "nato_ready=0.9"]), ("accords", ["threat=0.8", "annex_price=1.1"])]
)
def test_how_far_a_flip_is_equals_the_break_evens_of_every_conclusion_that_turns(case: str, changes: list[str]) -> None:
    answer: Changed = ask("change", case=case, changes=changes).answer
    tried = 0
    for each in answer.scenarios:
        assert each.how_far is not None
        for along, far in zip(each.how_far, _far(each), strict=True):
            for name, reached in answer.case.conclusions.items():
                if reached.of != "game":
                    continue
                switches = ask(
                    "breakeven",
                    each.scenario.name,
                    holds=name,
                    assumption=along.entry.name,
                    case=case,
                    changes=changes,
                ).answer.nearest_first[0].switches  # fmt: skip
                turning = [
                    flip["value"] for flip in far["flips"] if name in [one["name"] for one in flip["conclusions"]]
                ]
                assert sorted(turning) == pytest.approx([switch.value for switch in switches], abs=1e-9)
                tried += len(switches)
    assert tried > 3


def _far(each: ScenarioChanged) -> list[dict[str, Any]]:
    from negotiation_sim.present.outcomes import along_record

    return [along_record(along) for along in each.how_far or ()]


def test_quick_leaves_out_how_far_and_nothing_else() -> None:
    quick, whole = (ask("change", quick=quick, **CHANGES["a number"]).record for quick in (True, False))
    assert all(each.pop("how_far") is None for each in quick["scenarios"])
    assert all(each.pop("how_far") for each in whole["scenarios"])
    assert quick == whole


def test_a_change_back_is_the_same_change_seen_from_the_other_side() -> None:
    there = changed("a number")
    back = changed("a number", before=["us_cred=0.3"], changes=["us_cred=1"])
    for one, other in zip(there.scenarios, back.scenarios, strict=True):
        assert one.outcomes == other.outcomes[::-1]
        assert one.flips == other.flips


def test_nothing_flips_where_nothing_is_changed() -> None:
    answer = ask("change", case="accords").answer
    assert not answer.moved
    assert not answer.flipped
    assert not any(each.deviations or each.otherwise for each in answer.scenarios)


def test_the_first_sentence_names_the_number_by_its_label_and_where_it_goes() -> None:
    first, second, third = ask("change", case="kosovo", changes=["us_cred=0.3"], quick=True).record["sentences"]
    label = load_case("kosovo").register["us_cred"].label
    assert label[0].upper() + label[1:] in first
    assert "from" in first
    assert "Recognition first" in first
    assert "now gains" in second
    assert "the only equilibrium" in third


def test_a_copy_answers_as_the_case_does(tmp_path: Path) -> None:
    new_case(tmp_path / "mine", "kosovo")
    ours, copied = (
        ask("change", case=case, changes=["us_cred=0.5"]).record["scenarios"] for case in ("kosovo", tmp_path / "mine")
    )
    assert ours == copied


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ({"before": ["us_cred"]}, "us_cred"),
        ({"before": ["op_ed", "sceptic"]}, "2 assumption sets"),
        ({"before": ["us_credd=1"]}, "us_cred"),
        ({"changes": ["us_cred=high"]}, "not a"),
        ({"scenarios": ["recognition"]}, "recognition_first"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_is_allowed(asked: dict[str, Any], word: str) -> None:
    with pytest.raises(InputError, match=word):
        ask("change", case=FROZEN, **asked)


def test_the_world_before_is_that_of_the_values_as_they_are_now(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    new_case(folder, "prisoners_dilemma")
    first = ask("change", case=folder).record["scenarios"][0]["before"]
    register = folder / "assumptions.toml"
    text = register.read_text(encoding="utf-8")
    register.write_text(text.replace("value = 1\n", "value = 1.5\n", 1), encoding="utf-8")
    assert load_case(folder).register["punishment"].value == 1.5
    again = ask("change", case=folder).record["scenarios"][0]["before"]
    solved = solve_scenario(load_case(folder).scenario(load_case(folder).main[0]))
    assert again["ends"][0]["payoffs"] == {
        who: pytest.approx(value) for who, value in solved.game.payoff(solved.equilibria.equilibria[0]).items()
    }
    assert first != again


@pytest.mark.parametrize("way", ["there", "back"])
def test_the_one_named_first_is_the_one_whose_gain_changes_its_sign_at_the_flip(way: str) -> None:
    """However far a number goes beyond its nearest flip, as long as no other flip lies on the way.

    On the way back more may have come together: there it is one of those who are told of.
    """
    case, tried = load_case(FROZEN), 0
    scenario = case.scenario("recognition_first")
    for name in ("us_cred", "dialogue_offset", "nato_ready", "pledge", "norm", "eu_path"):
        if name not in case.register:
            continue
        along = outcomes_along(scenario, case.register[name])
        for flip, end in nearest_two(along):
            binding, *more = along.who_binds(flip)
            if more or binding.kind != "deviation":
                continue
            for share in (0.01, 0.5, 0.99):
                value = flip.value + share * (end - flip.value)
                states: dict[str, Any] = {"changes": [f"{name}={value!r}"]}
                if way == "back":
                    states = {"before": states["changes"]}
                (each,) = ask("change", "recognition_first", case=FROZEN, quick=True, **states).answer.scenarios
                named = headline_deviations(each)[:1] if way == "there" else each.deviations
                assert binding.players in [deviation.binding.players for deviation in named], (name, value)
                tried += 1
    assert tried > 3


def nearest_two(along: OutcomesAlong) -> list[tuple[Flip, float]]:
    """The nearest flip on either side of the present value, with the next one beyond it, or the end of the range."""
    below = sorted((flip for flip in along.flips if flip.value < along.value), key=lambda flip: -flip.value)
    above = sorted((flip for flip in along.flips if flip.value > along.value), key=lambda flip: flip.value)
    ends = (along.entry.low, along.entry.high)
    pairs = []
    for flips, end in zip((below, above), ends, strict=True):
        if flips and along.entry.allows(flips[0].value):
            pairs.append((flips[0], flips[1].value if len(flips) > 1 else end))
    return pairs


def test_of_many_reasons_two_are_told_and_the_others_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = ask("change", changes=["us_cred=0.1", "dialogue_offset=0"])
    told = " ".join(answered.record["sentences"])
    assert "The reason: Spain now gains" in told
    assert "and 4 more would now gain by another move too" in told
    (flipped,) = (each for each in answered.answer.scenarios if each.flips)
    monkeypatch.setattr(change_sentences, "in_words", lambda case, deviation: str(id(deviation)))
    mixed = [*flipped.deviations, replace(flipped.deviations[0], gains=None)]
    monkeypatch.setattr(change_sentences, "headline_deviations", lambda each: mixed)
    words = change_sentences.why_in_words(answered.answer.case, flipped)
    assert words.endswith(f"; and {len(mixed) - 2} more")
    assert words.count(";") == 2
