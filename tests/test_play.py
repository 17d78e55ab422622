"""The question play: a seat in a game. The table and the years have files of their own."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import pytest

from negotiation_sim import load_case
from negotiation_sim.errors import InputError
from negotiation_sim.games.normal_form import Profile
from negotiation_sim.questions import questions
from negotiation_sim.questions.asking import Answered, ask
from negotiation_sim.questions.explain.answer import payoff_terms
from negotiation_sim.questions.play.answer import Game
from negotiation_sim.questions.play.game.played import play_game
from negotiation_sim.solve.agent_quantal import agent_quantal
from negotiation_sim.worlds.solved import Solved, solve_scenario
from negotiation_sim.worlds.tables import build

from .command_line import within as run

SMALL = ("prisoners_dilemma", "stag_hunt", "chicken", "battle_of_the_sexes", "majority")
RULES = ("best_joint", "cautious")


@cache
def solved(case: str, scenario: str) -> Solved:
    loaded = load_case(case)
    return solve_scenario(loaded.scenario(scenario, loaded.base_set))


def play(scenario: str, seat: str, *moves: str, case: str = "kosovo", **values: Any) -> Answered:
    """The answer of `ask`, but each scenario is read and solved once."""
    question = questions()["play"]
    asked = question.asked({"scenario": scenario, "case": case, "seat": seat, "moves": moves, **values})
    return Answered(question, asked, Game(play_game(asked, solved(case, scenario))))


def scenarios_of(case: str) -> list[tuple[str, str]]:
    return [(case, name) for name in load_case(case).scenario_files]


def free(of: Solved) -> list[str]:
    return [player for player, m in zip(of.game.players, of.game.shape, strict=True) if m > 1]


# ---- the definition, as loops


def stages_of(of: Solved) -> tuple[tuple[int, ...], ...]:
    return of.game.stages(of.scenario.order or [of.game.players])


class Loops:
    """Backward induction with one continuation at every node, node by node, in plain Python."""

    def __init__(self, of: Solved, rule: str) -> None:
        self.game, self.stages, self.rule = of.game, stages_of(of), rule
        self.ends: dict[tuple[int, tuple[int, ...]], Profile] = {}

    def end(self, played: int, profile: Profile) -> Profile:
        done = {k for stage in self.stages[:played] for k in stage}
        key = (played, tuple(move if k in done else -1 for k, move in enumerate(profile)))
        if key not in self.ends:
            self.ends[key] = self._end(played, profile)
        return self.ends[key]

    def _end(self, played: int, profile: Profile) -> Profile:
        if played == len(self.stages):
            return profile
        movers = self.stages[played]
        joint = list(product(*(range(self.game.shape[k]) for k in movers)))
        ends = {moves: self.end(played + 1, self._with(profile, movers, moves)) for moves in joint}
        stable = [moves for moves in joint if self._stable(moves, movers, ends)]
        if self.rule == "cautious":
            fewest = min(sum(move > 0 for move in moves) for moves in stable)
            stable = [moves for moves in stable if sum(move > 0 for move in moves) == fewest]
        sums = [sum(self.pays(k, ends[moves]) for k in movers if self.game.shape[k] > 1) for moves in stable]
        return ends[next(moves for moves, total in zip(stable, sums, strict=True) if total >= max(sums) - 1e-9)]

    def _stable(self, moves: Sequence[int], movers: Sequence[int], ends: dict[Any, Profile]) -> bool:
        for place, k in enumerate(movers):
            for other in range(self.game.shape[k]):
                there = ends[(*moves[:place], other, *moves[place + 1 :])]
                if self.pays(k, there) > self.pays(k, ends[tuple(moves)]) + 1e-9:
                    return False
        return True

    def pays(self, player: int, end: Profile) -> float:
        return float(self.game.payoffs[(player, *end)])

    @staticmethod
    def _with(profile: Profile, movers: Sequence[int], moves: Sequence[int]) -> Profile:
        made = dict(zip(movers, moves, strict=True))
        return tuple(made.get(k, move) for k, move in enumerate(profile))

    def played(self, seat: int, move: int) -> Profile:
        """Everybody by the rule, but one who makes a certain move."""
        profile: Profile = (0,) * len(self.game.players)
        for depth, stage in enumerate(self.stages):
            end = self.end(depth, profile)
            moves = [move if k == seat else end[k] for k in stage]
            profile = self._with(profile, stage, moves)
        return profile


STAGED = [(case, name) for case in ("kosovo", *SMALL) for _, name in scenarios_of(case)]


@pytest.mark.parametrize(("case", "name"), STAGED, ids=[f"{case} {name}" for case, name in STAGED])
def test_a_game_played_by_best_replies_ends_where_the_rule_leads(case: str, name: str) -> None:
    of = solved(case, name)
    if of.game.profiles > 20_000:
        pytest.skip("the largest one is played from one seat below")
    rules = RULES if of.staged else RULES[:1]
    for rule, player in product(rules, free(of)):
        end = of.staged.path(rule).profile if of.staged else of.equilibria.equilibria[0]  # type: ignore[arg-type]
        if end is None:
            continue
        move = of.game.strategies[of.game.player(player)][end[of.game.player(player)]]
        debrief = play(name, player, move, case=case, rule=rule).answer.debrief
        if of.staged:
            assert debrief.play.profile == end
            assert of.game.strategies[debrief.play.seat][debrief.best_reply.move] == move
        assert debrief.regret == 0 or not of.staged


def test_the_largest_game_is_played_from_the_first_seat_by_best_replies() -> None:
    of = solved("kosovo", "everybody")
    assert of.staged is not None
    assert of.staged.best_joint.profile is not None
    moves = of.game.moves(of.staged.best_joint.profile)
    debrief = play("everybody", "us", moves["us"]).record["debrief"]
    assert (debrief["profile"], debrief["regret"]) == (moves, 0)


BRUTE = [
    *[("kosovo", name) for name in ("recognition_first", "four_in_turn", "serbia_first_autonomy", "russia_last")],
    ("stag_hunt", "in_turn"),
    ("chicken", "free_choice"),
    ("prisoners_dilemma", "free_choice"),
    ("battle_of_the_sexes", "free_choice"),
]


@pytest.mark.parametrize(("case", "name"), BRUTE, ids=[f"{case} {name}" for case, name in BRUTE])
@pytest.mark.parametrize("rule", RULES)
def test_what_is_played_what_it_pays_and_the_regret_are_those_of_the_definition_as_loops(
    case: str, name: str, rule: str
) -> None:
    of = solved(case, name)
    loops = Loops(of, rule)
    for player in free(of):
        seat = of.game.player(player)
        ends = [loops.played(seat, move) for move in range(of.game.shape[seat])]
        payoffs = [loops.pays(seat, end) for end in ends]
        for move, end in enumerate(ends):
            debrief = play(name, player, of.game.strategies[seat][move], case=case, rule=rule).record["debrief"]
            assert debrief["profile"] == of.game.moves(end)
            assert debrief["payoff"] == pytest.approx(payoffs[move], abs=1e-9)
            assert debrief["regret"] == pytest.approx(max(payoffs) - payoffs[move], abs=1e-9)
            assert [reply["payoff"] for reply in debrief["replies"]] == pytest.approx(payoffs, abs=1e-9)
            assert [reply["best"] for reply in debrief["replies"]] == [pay > max(payoffs) - 1e-9 for pay in payoffs]
            assert [reply["ends_in"] for reply in debrief["replies"]] == [of.game.moves(each) for each in ends]


@pytest.mark.parametrize("rule", RULES)
def test_every_side_is_ahead_by_what_its_best_other_move_would_have_lost_it_as_it_expected(rule: str) -> None:
    of = solved("kosovo", "recognition_first")
    loops, order = Loops(of, rule), stages_of(of)
    for move in of.game.strategies[of.game.player("spain")]:
        record = play("recognition_first", "spain", move, rule=rule).record
        profile = of.game.profile(record["debrief"]["profile"])
        for side in record["debrief"]["sides"]:
            k = of.game.player(side["player"])
            depth = next(depth for depth, stage in enumerate(order) if k in stage)
            expected = dict(zip(order[depth], [loops.end(depth, profile)[each] for each in order[depth]], strict=True))
            pays = []
            for each in range(of.game.shape[k]):
                made = {**dict(enumerate(profile)), **expected, k: each}
                end = loops.end(depth + 1, tuple(made[j] for j in range(len(profile))))
                pays.append(loops.pays(k, end))
            rest = [pay for each, pay in enumerate(pays) if each != profile[k]]
            assert side["ahead"] == pytest.approx(pays[profile[k]] - max(rest), abs=1e-9)
            assert side["ahead"] >= 0 or side["yours"]


@pytest.mark.parametrize("move", ["stall", "normalise", "align_east", "unrest"])
def test_as_played_every_side_is_ahead_of_its_best_other_move_while_all_others_stay(move: str) -> None:
    of = solved("kosovo", "recognition_first")
    over = play("recognition_first", "serbia", move).record["debrief"]
    profile = of.game.profile(over["profile"])
    for side in over["sides"]:
        k = of.game.player(side["player"])
        pays = {
            other: float(of.game.payoffs[(k, *profile[:k], index, *profile[k + 1 :])])
            for index, other in enumerate(of.game.strategies[k])
        }
        made = pays.pop(side["move"])
        played = side["as_played"]
        assert played["ahead"] == pytest.approx(made - max(pays.values()), abs=1e-9)
        assert pays[played["other"]] == max(pays.values())
    assert {*over["leaving"]} == {side["player"] for side in over["sides"] if side["as_played"]["ahead"] < 0}


def test_both_comparisons_are_told_apart_in_words_and_the_second_says_why_a_player_would_move_otherwise() -> None:
    answered = play("recognition_first", "serbia", "stall")
    sides = {side["player"]: side for side in answered.record["debrief"]["sides"]}
    kosovo = sides["kosovo"]
    assert kosovo["ahead"] > 0 > kosovo["as_played"]["ahead"]
    assert kosovo["compared"] == [
        "As it expected: 2.04 points ahead of firmness.",
        "As the others played: 1.20 points behind firmness.",
    ]
    assert sides["serbia"]["compared"][0].startswith("As you expected: ")
    assert "As played: all others stay at the moves they made." in answered.record["debrief"]["compared"]
    assert "Kosovo would gain by another move while all others stay at theirs" in " ".join(answered.text.split())


def test_a_move_that_cost_something_in_an_equilibrium_and_a_staged_outcome_that_is_none_are_explained() -> None:
    follows = play("in_turn", "first", "hare", case="stag_hunt")
    assert follows.record["debrief"]["is_equilibrium"]
    assert follows.record["debrief"]["regret"] == 1
    assert "while all others stay at theirs, but they would have answered yours;" in " ".join(follows.text.split())
    staged = ask("play", "accords_first", case="accords", seat="bahrain", moves=["yes"])
    leaving = [staged.answer.scenario.case.players[each].name for each in staged.record["debrief"]["leaving"]]
    assert leaving
    assert not staged.record["debrief"]["is_equilibrium"]
    words = " ".join(staged.text.split())
    assert "a staged outcome (best joint, cautious), though " in words
    assert all(name in words.partition(", though ")[2].partition(" would gain")[0] for name in leaving)
    plain = " ".join(play("in_turn", "first", "stag", case="stag_hunt").text.split())
    assert "though" not in plain
    assert "answered yours" not in plain


def test_where_others_choose_by_chance_one_comparison_is_told() -> None:
    over = play("recognition_first", "spain", "yes", rule="quantal", precision=0.5, seed=3).record["debrief"]
    for side in over["sides"]:
        assert side["ahead"] == side["as_played"]["ahead"]
        (sentence,) = side["compared"]
        assert sentence.startswith("As the others played: ")
    assert "twice" not in over["compared"]


def test_how_the_others_would_answer_each_of_your_moves_is_said_of_all_and_never_by_nothing() -> None:
    of = solved("kosovo", "recognition_first")
    for seat, moves in (("serbia", ("stall", "normalise")), ("spain", ("yes", "no")), ("russia", ("veto_only",))):
        for move in moves:
            over = play("recognition_first", seat, move).record["debrief"]
            moved = [
                [who for who, made in reply["ends_in"].items() if who != seat and made != over["profile"][who]]
                for reply in over["replies"]
            ]
            for reply, who in zip(over["replies"], moved, strict=True):
                named = [of.scenario.case.players[each].name for each in who]
                assert all(f"{name}: " in reply["answers"] for name in named)
                assert (reply["answers"] == "as they did") == (not who)
            assert bool(over["unmoved"]) == (not any(moved))


# ---- by chance


@pytest.mark.parametrize("seat", ["first", "second"])
def test_answers_by_chance_follow_their_chances_over_many_seeds(seat: str) -> None:
    of = solved("stag_hunt", "in_turn")
    order = of.scenario.order
    assert order is not None
    count = dict.fromkeys(of.game.strategies[0], 0)
    other = "second" if seat == "first" else "first"
    seeds = 300
    for seed in range(seeds):
        record = play("in_turn", seat, "stag", case="stag_hunt", rule="quantal", precision=0.3, seed=seed).record
        count[record["debrief"]["profile"][other]] += 1
    whole = agent_quantal(of.game, order, 0.3).probabilities
    stag = of.game.strategy(seat, "stag")
    row = whole[stag] / whole[stag].sum() if seat == "first" else whole.sum(axis=1)
    share = row[of.game.strategy(other, "stag")]
    assert 0.05 < share < 0.95
    assert count["stag"] / seeds == pytest.approx(share, abs=4 * np.sqrt(share * (1 - share) / seeds))


@pytest.mark.parametrize(
    ("case", "name"), [("kosovo", "recognition_first"), ("stag_hunt", "in_turn"), ("chicken", "free_choice")]
)
def test_what_a_move_brings_on_average_is_the_mean_over_the_chances_of_the_others(case: str, name: str) -> None:
    of = solved(case, name)
    stages = stages_of(of)
    order = [[of.game.players[k] for k in stage] for stage in stages]
    whole = agent_quantal(of.game, order, 0.7).probabilities
    for player in free(of):
        seat = of.game.player(player)
        record = play(name, player, of.game.strategies[seat][0], case=case, rule="quantal", precision=0.7).record
        profile = of.game.profile(record["debrief"]["profile"])
        depth = next(k for k, stage in enumerate(stages) if seat in stage)
        earlier = {k for stage in stages[:depth] for k in stage}
        for reply in record["debrief"]["replies"]:
            move = of.game.strategy(player, reply["move"])
            place = tuple(
                profile[k] if k in earlier else move if k == seat else slice(None) for k in range(len(profile))
            )
            weights = whole[place] / whole[place].sum()
            assert reply["payoff"] == pytest.approx(float((weights * of.game.payoffs[(seat, *place)]).sum()), abs=1e-8)


def test_chance_falls_alike_whatever_is_played_and_before_your_move_as_after_it() -> None:
    for seed in range(12):
        values = {"rule": "quantal", "precision": 0.4, "seed": seed}
        before = play("recognition_first", "serbia", **values).record["stages"]
        for move in ("stall", "normalise"):
            assert play("recognition_first", "serbia", move, **values).record["stages"][: len(before)] == before
    many = {
        play("recognition_first", "serbia", rule="quantal", precision=0.4, seed=seed).record["stages"][0]["words"]
        for seed in range(12)
    }
    assert len(many) > 3


# ---- beliefs


def margins(of: Solved, seat: int, end: Profile, others: Sequence[Profile], name: str, values: Sequence[float]) -> list:
    rows = []
    for value in values:
        game = build(of.scenario.with_values({name: value}))
        rows.append(game.payoffs[(seat, *end)] - max(game.payoffs[(seat, *other)] for other in others))
    return rows


@pytest.mark.parametrize(("seat", "move"), [("serbia", "normalise"), ("serbia", "stall"), ("greece", "no")])
def test_the_belief_named_turns_the_move_there_and_no_other_one_is_nearer(seat: str, move: str) -> None:
    of = solved("kosovo", "recognition_first")
    register = of.scenario.case.register
    record = play("recognition_first", seat, move).record
    side = next(each for each in record["debrief"]["sides"] if each["yours"])
    k = of.game.player(seat)
    ends = {reply["move"]: of.game.profile(reply["ends_in"]) for reply in record["debrief"]["replies"]}
    others = [end for each, end in ends.items() if each != move]
    belief = side["belief"]
    entry, at = register[belief["name"]], belief["turns_at"]
    width = entry.high - entry.low
    beside = margins(of, k, ends[move], others, entry.name, [at - 1e-6 * width, at + 1e-6 * width])
    assert beside[0] * beside[1] < 0
    assert belief["share"] == pytest.approx(abs(at - of.scenario.values[entry.name]) / width)
    now = side["ahead"] >= 0
    for name, other in register.items():
        span = other.high - other.low
        if other.is_switch or not span:
            continue
        value, reach = of.scenario.values[name], 0.98 * belief["share"] * span
        near = [max(other.low, value - reach), min(other.high, value + reach)]
        inside = [each for each in near if other.low <= each <= other.high]
        assert all((each >= 0) == now for each in margins(of, k, ends[move], others, name, inside)), name


def test_the_words_say_on_which_side_of_the_value_the_move_stays_the_best() -> None:
    record = play("recognition_first", "serbia", "normalise").record
    for side in record["debrief"]["sides"]:
        belief, words = side["belief"], side["rests_on"]
        assert belief["label"] in words
        assert ("is below" in words) == (belief["turns_at"] > belief["value"])
        assert ("no longer the best if this is above" in side["rests"]) == (belief["turns_at"] > belief["value"])
    sides = play("recognition_first", "serbia", "stall").record["debrief"]["sides"]
    own = next(each for each in sides if each["yours"])
    assert own["ahead"] < 0
    assert own["rests_on"].startswith("it would be the best if this were above ")


# ---- steps, bets and words


def test_a_step_tells_who_has_moved_what_is_held_what_may_be_done_and_how_to_do_it() -> None:
    of = solved("kosovo", "recognition_first")
    assert of.staged is not None
    end = of.game.moves(of.staged.best_joint.profile)  # type: ignore[arg-type]
    record = play("recognition_first", "serbia").record
    told = {move["player"]: move["move"] for stage in record["stages"] for move in stage["moves"]}
    assert told == {player: end[player] for player in ("spain", "slovakia", "romania", "greece", "russia")}
    assert {fact["player"]: fact["move"] for fact in record["facts"] if not fact["stands_by"]} == {
        "us": "sov_dialogue", "eu": "co_lead"
    }  # fmt: skip
    assert record["turn"]["together"] == ["kosovo"]
    assert [option["value"] for option in record["turn"]["options"]] == ["stall", "normalise", "align_east", "unrest"]
    assert [who["player"] for who in record["may_predict"]] == ["kosovo"]
    assert not record["finished"]
    assert record["debrief"] is None
    weights = [each["weight"] for each in record["turn"]["cares"]]
    assert weights == sorted(weights, reverse=True)


def asked_by(question: str) -> Answered:
    """What the words of a question ask."""
    import shlex

    scenario, *words = shlex.split(question)[1:]
    values: dict[str, Any] = {}
    for word in words:
        name, _, value = word.partition("=")
        values.setdefault(name, []).append(value)
    many = {"moves", "predict", "tactics", "assume", "set"}
    return ask("play", scenario, **{k: v if k in many else int(v[0]) if v[0].isdigit() else v[0]
                                    for k, v in values.items()})  # fmt: skip


def walked(asked: Answered, limit: int = 40) -> Iterator[Answered]:
    """The steps of a game that is played by what each step says to ask next."""
    yield asked
    while asked.record["next"]["ask"] and not asked.record["finished"]:
        asked = asked_by(asked.record["next"]["ask"])
        yield asked
        limit -= 1
        assert limit


@pytest.mark.parametrize("at", ["game", "table", "years"])
def test_what_a_step_says_to_ask_next_leads_to_the_end_and_then_to_the_other_side(at: str) -> None:
    first = ask("play", "recognition_first", at=at, assume=["sceptic"], seed=4, changes=["us_cred=0.9"])
    *steps, end = list(walked(first))
    assert [step.record["finished"] for step in steps] == [False] * len(steps)
    assert end.record["finished"]
    assert end.record["assumptions"] == "sceptic"
    assert end.record["changes"] == {"us_cred": 0.9}
    assert end.record["seed"] == 4
    assert end.record["turn"] is None
    assert steps[0].record["seats"] is not None
    other = asked_by(end.record["next"]["ask"])
    assert other.record["seat"] != end.record["seat"]
    assert not other.record["finished"]
    for step in (*steps, end):
        assert "negotiation-sim play recognition_first" not in step.text
        assert f"`{step.record['next']['ask']}`" in step.text


def test_every_option_asks_for_the_same_game_with_that_move() -> None:
    record = play("recognition_first", "spain", rule="cautious").record
    for option in record["turn"]["options"]:
        after = asked_by(option["ask"]).record
        assert after["others"]["rule"] == "cautious"
        assert after["debrief"]["profile"]["spain"] == option["value"]


def test_a_bet_is_laid_beside_what_was_done_and_counted() -> None:
    bets = ["spain=yes", "russia=spoil,kosovo=concede"]
    open_bet = play("recognition_first", "serbia", predict=bets).record["bet"]
    assert [(guess["player"], guess["right"], guess["when"]) for guess in open_bet["guesses"]] == [
        ("spain", True, "before"), ("russia", False, "before"), ("kosovo", None, "with")
    ]  # fmt: skip
    assert (open_bet["right"], open_bet["of"]) == (1, 2)
    answered = play("recognition_first", "serbia", "normalise", predict=bets)
    assert (answered.record["bet"]["right"], answered.record["bet"]["of"]) == (2, 3)
    assert "Your bet: 2 right of 3" in answered.text
    us = play("free_choice", "us", predict=["spain=yes"]).record["bet"]["guesses"][0]
    assert (us["when"], us["actual"]) == ("after", None)


def test_the_chance_of_what_was_done_stands_beside_a_bet_where_others_choose_by_chance() -> None:
    of = solved("stag_hunt", "in_turn")
    assert of.scenario.order is not None
    record = play("in_turn", "first", "stag", case="stag_hunt", rule="quantal", precision=0.3, predict=["second=stag"])
    (guess,) = record.record["bet"]["guesses"]
    whole = agent_quantal(of.game, of.scenario.order, 0.3).probabilities[of.game.strategy("first", "stag")]
    assert guess["chance"] == pytest.approx(whole[of.game.strategy("second", guess["actual"])] / whole.sum())


def test_the_criteria_add_up_to_the_payoff_and_are_those_of_the_profile() -> None:
    of = solved("kosovo", "recognition_first")
    debrief = play("recognition_first", "kosovo", "partition").record["debrief"]
    profile = of.game.profile(debrief["profile"])
    assert sum(term["contribution"] for term in debrief["criteria"]) == pytest.approx(debrief["payoff"])
    known = {term.criterion: term.contribution for term in payoff_terms(of.tables, "kosovo", profile)}
    assert {term["criterion"]: term["contribution"] for term in debrief["criteria"]} == pytest.approx(known)


def test_results_are_those_of_the_scenario_and_the_one_in_which_it_ended_is_marked() -> None:
    of = solved("kosovo", "recognition_first")
    debrief = play("recognition_first", "serbia", "normalise").record["debrief"]
    assert [result["profile"] for result in debrief["results"]] == [of.game.moves(r.profile) for r in of.results]
    assert [result["here"] for result in debrief["results"]] == [
        result["profile"] == debrief["profile"] for result in debrief["results"]
    ]
    assert sum(result["here"] for result in debrief["results"]) == 1
    away = play("recognition_first", "serbia", "unrest").record["debrief"]
    assert not away["is_equilibrium"]
    assert set(away["leaving"]) == {of.game.players[int(k)] for k in np.flatnonzero(
        of.game.gains(of.game.profile(away["profile"])))}  # fmt: skip


def test_a_game_without_a_pure_equilibrium_is_played_by_chance_and_its_mixed_one_told() -> None:
    with pytest.raises(InputError, match="`rule=quantal`"):
        play("free_choice", "matcher", case="matching_pennies")
    answered = play("free_choice", "matcher", "heads", case="matching_pennies", rule="quantal")
    debrief = answered.record["debrief"]
    assert debrief["results"] == []
    assert debrief["mixed"] == [{"matcher": {"heads": 0.5, "tails": 0.5}, "mismatcher": {"heads": 0.5, "tails": 0.5}}]
    assert (debrief["regret"], [reply["best"] for reply in debrief["replies"]]) == (0, [True, True])
    assert "There is no pure equilibrium, but one mixed one" in answered.text


def test_a_game_in_a_file_is_played_too(tmp_path: Any) -> None:
    ask("export", "free_choice", str(tmp_path / "dilemma.nfg"), case="prisoners_dilemma")
    of = solved("prisoners_dilemma", "free_choice").game
    answered = ask("play", str(tmp_path / "dilemma.nfg"))
    seat = answered.record["seats"][0]
    end = ask("play", str(tmp_path / "dilemma.nfg"), seat=seat["player"], moves=[seat["moves"][0]["value"]])
    assert end.record["debrief"]["payoff"] == of.payoffs[0, 0, 1]
    assert end.record["debrief"]["regret"] == of.payoffs[0, 1, 1] - of.payoffs[0, 0, 1]


def test_who_was_surprised_is_judged_by_what_it_expected() -> None:
    """Russia moves before Serbia, and by the rule: what Serbia then does is not its fault."""
    for move in ("stall", "normalise", "align_east", "unrest"):
        sides = play("recognition_first", "serbia", move).record["debrief"]["sides"]
        assert all(side["ahead"] >= 0 for side in sides if not side["yours"])


WRONG = [
    ({"seat": "serbai"}, "unknown player 'serbai'. Did you mean 'serbia'?"),
    ({"seat": "us"}, "it is held at Sovereignty Dialogue. Take the seat of one of russia"),
    ({"seat": "holdouts"}, "holdouts is a group. Take the seat of one of its members: spain"),
    ({"seat": "serbia", "moves": ["nap"]}, "serbia: unknown strategy 'nap'"),
    ({"seat": "serbia", "moves": ["de_facto"]}, "does not list serbia.de_facto under plays"),
    ({"seat": "serbia", "moves": ["stall", "stall"]}, "`moves` has 2, and Serbia moves once"),
    ({"seat": "serbia", "moves": ["kosovo=concede"]}, "you have the seat of serbia"),
    ({"seat": "serbia", "predict": ["serbia=stall"]}, "serbia is your own seat"),
    ({"seat": "serbia", "predict": ["us=hands_off"]}, "United States has no choice"),
    ({"seat": "serbia", "predict": ["kosovo"]}, "write PLAYER=MOVE"),
    ({"seat": "serbia", "predict": ["kosovo=extend"]}, "does not list kosovo.extend under plays"),
    ({"moves": ["stall"]}, "`moves` is of a player: say whose seat you take by `seat`"),
    ({"predict": ["kosovo=concede"]}, "`predict` is of a player"),
    ({"seat": "serbia", "tactics": ["linear"]}, "`tactics` means nothing where `at=game`: it is of the table"),
    ({"seat": "serbia", "precision": 2.0}, "add `rule=quantal`"),
    ({"seat": "serbia", "precision": -1.0, "rule": "quantal"}, "lambda is -1; expected a positive number"),
    ({"seat": "serbia", "rule": "best"}, "unknown rule 'best'"),
    ({"seat": "serbia", "at": "home"}, "unknown place to play 'home'"),
    ({"seat": "serbia", "at": "years", "rule": "quantal"}, "`rule` means nothing where `at=years`"),
]  # fmt: skip


@pytest.mark.parametrize(("values", "words"), WRONG, ids=[words for _, words in WRONG])
def test_what_cannot_be_played_is_refused_in_words(values: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError) as error:
        ask("play", "recognition_first", **values)
    assert words in str(error.value)


def test_a_seat_taken_by_its_solved_scenario_is_the_one_that_is_asked_for() -> None:
    values: dict[str, Any] = {"seat": "kosovo", "moves": ["concede"], "rule": "cautious", "predict": ["serbia=stall"]}
    asked = ask("play", "recognition_first", case="kosovo", **values)
    here = play("recognition_first", "kosovo", "concede", rule="cautious", predict=["serbia=stall"])
    assert asked.record == here.record
    assert asked.text == here.text


def test_capitals_do_not_matter_and_a_move_may_name_its_player() -> None:
    plain = play("recognition_first", "serbia", "stall").record
    assert play("recognition_first", "Serbia", "SERBIA=Stall").record["debrief"] == plain["debrief"]


def test_the_command_that_a_step_prints_can_be_copied_whole_from_a_narrow_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    printed = run("play", "recognition_first", "--seat", "serbia", "--predict", "kosovo=concede").stdout
    command = "negotiation-sim play recognition_first --seat serbia --moves stall --predict kosovo=concede"
    assert any(line.endswith(command) for line in printed.splitlines())


def test_a_number_at_whose_limit_another_move_only_draws_level_is_no_belief_that_turns_it() -> None:
    record = ask("play", "recognition_first", seat="spain", moves=["yes"], rule="cautious", case="kosovo").record
    (own,) = (side for side in record["debrief"]["sides"] if side["yours"])
    assert own["ahead"] < 0
    assert own["belief"] is None
