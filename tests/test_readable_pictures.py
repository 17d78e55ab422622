"""Every kind of picture can be read on a phone: no word is cut off, over another or too small, nor needs its colour."""

import itertools
from typing import Any

import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from negotiation_sim import ask, compare, load_case
from negotiation_sim.present import canvas
from negotiation_sim.present.canvas import Picture
from negotiation_sim.questions.analogy import pictures as analogy
from negotiation_sim.questions.asking import files_of
from negotiation_sim.questions.compare import outcome_grid
from negotiation_sim.questions.plans import pictures as plans
from negotiation_sim.questions.uncertainty import forms
from tests.readable import faults

FOUR, ACCORDS = "count(holdouts.yes) == 4", {"case": "accords"}
PICTURES: dict[str, tuple[str, list[Any], dict[str, Any]]] = {
    "compare": ("compare", [["recognition_first", "status_quo"]], {}),
    "compare many sets": (
        "compare",
        [["recognition_first"]],
        {"assume": ["op_ed", "sceptic", "thaci_2018", "less_2020"]},
    ),
    "compare accords": ("compare", [["old_order", "accords_first"]], ACCORDS),
    "argument": ("argument", [], ACCORDS),
    "dials": ("dials", [], {"assume": "sceptic"}),
    "dials accords": ("dials", [], ACCORDS),
    "dials of one scenario": ("dials", [["recognition_first"]], {"dial": ["us_*", "nato_ready"]}),
    "analogy": ("analogy", ["accords", "kosovo"], {}),
    "breakeven": ("breakeven", ["recognition_first"], {"holds": FOUR, "assumption": ["us_cred", "reprisal"]}),
    "believe": ("believe", ["recognition_first"], {"holds": FOUR, "measure": ["count", "largest"]}),
    "between": ("believe", ["recognition_first"], {"holds": FOUR, "between": ["op_ed", "sceptic"]}),
    "regions": ("regions", ["recognition_first"], {"holds": FOUR, "x": "dialogue_offset", "y": "us_cred"}),
    "matrix": ("matrix", ["serbia", "kosovo"], {"scenario": "recognition_first"}),
    "backtest": ("backtest", [], {}),
    "posturing": ("posturing", [], {}),
    "posturing of Kosovo": ("posturing", [], {"sender": "kosovo"}),
    "posturing, sceptic": ("posturing", [], {"assume": "sceptic"}),
    "posturing of Kosovo, sceptic": ("posturing", [], {"sender": "kosovo", "assume": "sceptic"}),
    "posturing where the four may follow": (
        "posturing",
        [],
        {"set": ["posture.follow=0.3", "posture.serbia.prior=0.8"]},
    ),
    "power": ("power", ["security_council"], {}),
    "power of many": ("power", ["eu_qualified_majority"], {}),
    "offers": ("offers", [["status_quo"]], {}),
    "offers of a session": ("offers", [["status_quo"]], {"tactics": ["boulware,linear"]}),
    "offers that part": ("offers", [["status_quo"]], {"tactics": ["hardliner,hardliner"]}),
    "offers accords": ("offers", [], {"tactics": ["conceder,tit_for_tat"], **ACCORDS}),
    "table": ("table", [], {}),
    "table of one scenario": ("table", [["recognition_first"]], {"assume": "sceptic"}),
    "table of less": ("table", [["status_quo"]], {"without": ["serbia_eu", "funds.three_times"], "also": ["land"]}),
    "table accords": ("table", [], ACCORDS),
    "years": ("years", ["recognition_first"], {}),
    "years told again": ("years", ["recognition_first"], {"seed": 4, "replay": ["2023:sponsor=0"]}),
    "years of steps": ("years", ["serbia_first_autonomy"], {"assume": "pragmatic_serbia", "seed": 5, "story": True}),
    "years by rule": ("years", ["status_quo"], {"choice": "best_joint"}),
    "years of neighbours": ("years", ["uninvited"], {"case": "tests/frozen/neighbours_years", "story": True}),
    "beliefs": ("solve", ["beer_quiche.efg"], {"concept": "perfect_bayesian"}),
    "path": ("path", ["recognition_first"], {"to": "nato > 0"}),
    "path of a conflict": ("path", ["elmira"], {"to": "8"}),
    "path accords": ("path", ["annexation_on_the_table"], {"to": "count(four.yes) == 4", **ACCORDS}),
    "stability": ("stability", ["recognition_first"], {}),
    "coalitions": ("coalitions", ["recognition_first"], {}),
    "quantal": ("solve", ["recognition_first"], {"concept": "quantal"}),
    "uncertainty": ("uncertainty", [["recognition_first", "status_quo"]], {"draws": 128}),
    "uncertainty accords": ("uncertainty", [], {"draws": 64, **ACCORDS}),
    "sensitivity": ("sensitivity", ["recognition_first"], {"holds": [FOUR], "draws": 256}),
    "discover": ("discover", ["recognition_first"], {"holds": FOUR, "draws": 512}),
}


def drawn(monkeypatch: pytest.MonkeyPatch, key: str) -> list[Picture]:
    """The pictures that go into a folder."""
    pictures: list[Picture] = []
    monkeypatch.setattr(canvas, "png", lambda picture: pictures.append(picture) or b"")
    monkeypatch.setattr(canvas, "svg", lambda picture: b"")
    name, places, values = PICTURES[key]
    answered = ask(name, *places, **values)
    list(files_of(answered.question, answered.answer))
    return pictures


@pytest.mark.parametrize("key", PICTURES)
def test_every_word_of_a_picture_can_be_read_on_a_phone(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pictures = drawn(monkeypatch, key)
    assert pictures
    for picture in pictures:
        assert not faults(picture.figure), picture.name


def test_the_plans_can_be_read_on_a_phone() -> None:
    assert not faults(plans.picture(ask("plans", assume=["op_ed", "sceptic", "thaci_2018"]).answer).figure)


@pytest.mark.parametrize("count", [4, 5, 6, 16])
def test_of_few_sets_and_of_many_the_outcome_grid_can_be_read_on_a_phone(count: int) -> None:
    case = load_case("kosovo")
    picture = outcome_grid.picture(compare(case, ["status_quo", "recognition_first"], [*case.sets][:count]))
    assert not faults(picture.figure)


@pytest.mark.parametrize(
    ("place", "size", "fault"),
    [((0.9, 0.5), 9, "outside"), ((0.3, 0.52), 9, "over one another"), ((0.1, 0.1), 6, "pixels")],
)
def test_what_cannot_be_read_is_seen(place: tuple[float, float], size: int, fault: str) -> None:
    figure = Figure(figsize=(canvas.WIDTH, 3))
    figure.text(0.3, 0.5, "the first of two", fontsize=9)
    figure.text(*place, "the second of two", fontsize=size)
    assert [fault in seen for seen in faults(figure)] == [True]


def grey(colour: str) -> float:
    """How light a colour is in grey, 0 to 1 (ITU-R BT.601)."""
    return sum(part * share for part, share in zip(to_rgb(colour), (0.299, 0.587, 0.114), strict=True))


def test_shades_of_more_and_less_differ_in_grey() -> None:
    levels = [grey(shade) for shade in outcome_grid.SHADES]
    assert all(light - dark > 0.05 for light, dark in itertools.pairwise(levels))
    tiles = sorted(grey(fill) for fill, _, _ in plans.TILES.values())
    assert all(light - dark > 0.05 for dark, light in itertools.pairwise(tiles))


def test_where_two_colours_are_alike_in_grey_a_sign_tells_them_apart() -> None:
    assert len({sign for _, _, sign in [*analogy.KEPT.values(), *analogy.TURNED.values()]}) == 5
    assert len({word for _, _, word in plans.TILES.values()}) == len(plans.TILES)


def test_the_hinges_say_which_scenarios_they_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    name, places, values = PICTURES["uncertainty"]
    answered = ask(name, *places, **values)
    note = forms.never(answered.answer)
    assert note == "Not shown: Status quo, where 'The four recognise together' holds in no draw, in no sense."
    assert note in " ".join(answered.text.split())
    (picture,) = (picture for picture in drawn(monkeypatch, "uncertainty") if picture.name == "hinges")
    assert note in picture.words
    legends = [axes.get_legend() for axes in picture.figure.axes if axes.get_legend()]
    assert any(note in " ".join(legend.get_title().get_text().split()) for legend in legends)


def test_a_number_beside_a_row_stays_with_the_member_that_it_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    (picture,) = drawn(monkeypatch, "power")
    names = [label.get_text() for label in picture.figure.axes[0].get_yticklabels()]
    assert any("member\xa01 to\xa010" in name for name in names), names
