"""The pages to read: what they show are the numbers of the records, chosen by titles, without a script too."""

import asyncio
import html
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from negotiation_sim import load_case
from negotiation_sim.web.app import server
from negotiation_sim.web.bars import in_percent, influences, shares
from negotiation_sim.web.beliefs import beliefs
from negotiation_sim.web.filled import without
from negotiation_sim.web.outcome_grid import outcome_grid
from negotiation_sim.web.region_map import region_map
from negotiation_sim.web.served import served

SMALL = "case=stag_hunt&scenario=free_choice&holds=first.stag"
MAP = "case=chicken&scenario=free_choice&holds=first.straight and second.swerve&concept=some&x=crash&y=win"


class Asking:
    """A client of a server that runs in this process, while the tests of this file do."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.guard = server(served(), workers=1)
        self.life = self.guard.app.router.lifespan_context(self.guard.app)  # type: ignore[attr-defined]
        self.loop.run_until_complete(self.life.__aenter__())
        transport = httpx.ASGITransport(app=self.guard)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://localhost", timeout=120)

    def get(self, path: str) -> httpx.Response:
        return self.loop.run_until_complete(self.client.get(path))

    def post(self, path: str, data: dict[str, str]) -> httpx.Response:
        return self.loop.run_until_complete(self.client.post(path, data=data))

    def page(self, path: str) -> str:
        response = self.get(path)
        assert response.status_code == 200, response.text
        return response.text

    def record(self, path: str) -> Any:
        response = self.get(f"/api{path}")
        assert response.status_code == 200, response.text
        return response.json()

    def end(self) -> None:
        self.loop.run_until_complete(self.client.aclose())
        self.loop.run_until_complete(self.life.__aexit__(None, None, None))
        self.loop.close()


@pytest.fixture(scope="module")
def asking() -> Iterator[Asking]:
    client = Asking()
    yield client
    client.end()


def text_of(page: str) -> str:
    """What a reader sees of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def select(page: str, identity: str) -> dict[str, str]:
    """The options of a select: what is sent, by what is read; the chosen one under `chosen`."""
    inside = re.search(rf'<select id="{identity}".*?</select>', page, re.DOTALL)
    assert inside, f"no select {identity}"
    options = re.findall(r'<option value="([^"]*)"( selected)?>([^<]*)', inside[0])
    chosen = [("chosen", value) for value, mark, _ in options if mark]
    return {html.unescape(label): html.unescape(value) for value, _, label in options} | dict(chosen)


def case_of(record: Any) -> dict[str, Any]:
    """As much of a described case as a track needs."""
    names = {name for answer in record["answers"] for name in answer["values"]}
    return {"assumptions": {name: {"low": 0.0, "high": 10.0, "unit": ""} for name in names}}


def test_what_one_would_have_to_believe_is_shown_from_where_it_is_to_where_it_must_be(asking: Asking) -> None:
    record = asking.record(f"/believe?{SMALL}&concept=some")
    page = text_of(asking.page(f"/believe?{SMALL}&concept=some&now=1"))
    moves = [(name, each["before"][name], each["shown"][name]) for each in record["answers"] for name in each["values"]]
    assert moves
    for _, before, after in moves:
        assert f"now {before:.6g} → needed {after}" in page


def test_each_nearest_world_stands_once_under_all_its_measures(asking: Asking) -> None:
    record = asking.record(f"/believe?{SMALL}&concept=some")
    listed = beliefs(record, case_of(record))
    assert {name for belief in listed for name in (move.name for move in belief.moves)} == {
        name for answer in record["answers"] for name in answer["values"]
    }
    assert len({tuple((m.name, round(m.after, 6)) for m in each.moves) for each in listed}) == len(listed)


def test_between_two_authors_each_least_set_stands_with_both_their_values(asking: Asking) -> None:
    asked = "scenario=recognition_first&holds=chain&between=op_ed&between=sceptic_kosovo"
    record = asking.record(f"/believe?{asked}")
    page = text_of(asking.page(f"/believe?{asked}&now=1"))
    assert all(way["least_sets"] for way in record["directions"])
    parts = page.split("Each box does it alone")[1:]
    for way, back, part in zip(record["directions"], (False, True), parts, strict=True):
        for least in way["least_sets"]:
            for name in least:
                before, after = record["differences"][name][:: -1 if back else 1]
                assert f"from {before:.6g} → to {after:.4g}" in part
        assert ("it holds" if way["holds_before"] else "it does not hold") in page


def test_a_condition_of_ones_own_takes_the_place_of_the_conclusion_that_is_chosen(asking: Asking) -> None:
    both = "scenario=free_choice&case=stag_hunt&holds=first.stag&holds=second.stag&set="
    assert "holds=second.stag" in asking.get(f"/believe?{both}").headers["location"]
    left = asking.get("/believe?scenario=recognition_first&holds=normalises&holds=&set=")
    assert left.headers["location"] == "/believe?scenario=recognition_first&holds=normalises"


def test_conclusions_and_authors_are_chosen_by_their_titles(asking: Asking) -> None:
    page = asking.page("/believe")
    assert select(page, "b-holds")["The four recognise, Serbia normalises and Kosovo concedes"] == "chain"
    assert select(page, "b-assume")["The op-ed's own assumptions"] == "op_ed"
    assert {select(page, "w-first")["chosen"], select(page, "w-second")["chosen"]} > {"op_ed"}


def test_a_case_with_one_set_offers_nothing_between_two(asking: Asking) -> None:
    assert 'name="between"' in asking.page("/believe")
    assert 'id="w-first"' not in asking.page("/believe?case=stag_hunt")


@pytest.mark.parametrize("asked", ["", "assume=op_ed&assume=sceptic", "assume=op_ed&assume=trump_2020"])
def test_every_cell_of_the_comparison_tells_what_its_record_tells(asking: Asking, asked: str) -> None:
    record = asking.record(f"/compare?{asked}")
    page = asking.page(f"/compare?{asked}")
    told = [
        " ".join(text.split()) for text in map(text_of, re.findall(r'<dl class="happens">.*?</dl>', page, re.DOTALL))
    ]
    wanted = [
        " ".join(f"{title} {value}" for title, value in result["headlines"].items())
        for under in record.get("comparisons", [record])
        for scenario in under["scenarios"]
        for result in scenario["results"]
    ]
    assert [text.replace("≠ ", "") for text in told] == wanted


def test_what_comes_out_otherwise_than_under_the_first_author_is_marked() -> None:
    def scenario(value: str) -> dict[str, Any]:
        result = {"numbers": "1", "headlines": {"deal": value}, "moves": "", "equilibrium": True, "rules": []}
        return {"name": "talks", "equilibria": [0], "reason": "", "results": [result]}

    rows = outcome_grid({"comparisons": [{"scenarios": [scenario(value)]} for value in ("yes", "yes", "no")]})
    assert [len(row.others) for row in rows] == [0, 0, 1]
    assert [row.cells[0].results[0].differs for row in rows] == [set(), set(), {"deal"}]


def test_a_cell_leads_to_the_run_of_its_scenario_under_its_author(asking: Asking) -> None:
    page = html.unescape(asking.page("/compare?assume=op_ed&assume=sceptic&set=us_cred=0.9"))
    assert "/run?scenario=recognition_first&assume=sceptic&set=us_cred=0.9" in page
    assert "/explain?scenario=status_quo&assume=op_ed&set=us_cred=0.9" in page


def test_every_verdict_on_a_plan_stands_in_the_grid(asking: Asking) -> None:
    asked = "assume=op_ed&assume=sceptic&assume=thaci_2018"
    record = asking.record(f"/plans?{asked}")
    page = asking.page(f"/plans?{asked}&now=1")
    words = {"works": "works", "beside": "only in one of several ends", "fails": "fails"}
    titles = {name: each.title for name, each in load_case("kosovo").sets.items()}
    for plan in record["plans"]:
        for name, verdict in plan["under"].items():
            author = html.escape(titles[name])
            assert f'aria-label="{html.escape(plan["title"])}, {author}: {words[verdict]}"' in page.replace(
                "&#39;", "&#x27;"
            )
    held = sum(name in plan["under"] for plan in record["plans"] for name in plan["held_by"])
    assert page.count("their own plan") == held > 0


def test_the_map_holds_where_its_record_holds(asking: Asking) -> None:
    record = asking.record(f"/regions?{MAP}")
    drawn = region_map(record)
    low, high = record["x"]["shown"]
    for row in record["rows"]:
        assert all(low <= start < end <= high for start, end in row["holds"])
    assert any(row["holds"] for row in record["rows"])
    assert drawn.land
    corners = [tuple(map(float, corner.split(","))) for part in drawn.land for corner in part.split()]
    left, top, wide, tall = drawn.frame
    assert all(left <= x <= left + wide and top <= y <= top + tall for x, y in corners)
    assert (drawn.x.at(low), drawn.x.at(high)) == (left, left + wide)
    assert (drawn.y.at(record["y"]["shown"][0]), drawn.y.at(record["y"]["shown"][1])) == (top + tall, top)


def test_a_click_on_the_map_sets_both_values_in_the_address(asking: Asking) -> None:
    page = html.unescape(asking.page(f"/regions?{MAP}"))
    record = asking.record(f"/regions?{MAP}")
    places = re.findall(r'<a href="(/regions\?[^"]*set=crash=([-\d.e]+)&set=win=([-\d.e]+)[^"#]*)#map"', page)
    assert len(places) == len(region_map(record).places) > 100
    for _, x, y in places:
        assert record["x"]["range"][0] <= float(x) <= record["x"]["range"][1]
        assert record["y"]["range"][0] <= float(y) <= record["y"]["range"][1]
    address, x, y = places[7]
    there = asking.record(address)
    assert (there["x"]["value"], there["y"]["value"]) == (float(x), float(y))
    verb = "holds" if there["holds_at_present"] else "does not hold"
    assert f"the conclusion {verb}." in text_of(asking.page(address))


def test_the_place_on_the_map_agrees_with_the_row_that_was_solved(asking: Asking) -> None:
    record = asking.record(f"/regions?{MAP}")
    row = next(
        row for row in record["rows"] if row["holds"] and record["y"]["range"][0] < row["y"] < record["y"]["range"][1]
    )
    start, end = row["holds"][0]
    inside = asking.record(f"/regions?{MAP}&set=crash={(start + end) / 2}&set=win={row['y']}")
    assert inside["holds_at_present"]


def test_two_numbers_sent_by_the_form_stand_in_the_address(asking: Asking) -> None:
    sent = asking.get(f"/regions?{MAP}&set:crash=-1.5&set:win=1.25")
    assert sent.status_code == 303
    assert {"set=crash=-1.5", "set=win=1.25"} <= set(sent.headers["location"].partition("?")[2].split("&"))


def test_a_map_is_drawn_where_nobody_has_chosen_its_axes(asking: Asking) -> None:
    page = asking.page("/regions")
    axes = select(page, "r-x")
    assert axes["chosen"]
    assert axes["chosen"] != select(page, "r-y")["chosen"]
    assert 'class="sea"' in page


def test_other_changes_than_those_of_the_two_axes_are_kept() -> None:
    assert without(("a=1", "b=2", " a = 3"), "a") == ("b=2",)


def test_the_two_cases_of_an_analogy_are_chosen_at_first(asking: Asking) -> None:
    page = asking.page("/analogy")
    assert (select(page, "a-first")["chosen"], select(page, "a-second")["chosen"]) == ("accords", "kosovo")
    assert "Fill in" not in page


def test_the_authors_stand_with_who_they_are_and_what_they_believe(asking: Asking) -> None:
    page = text_of(asking.page("/sets"))
    for each in asking.record("/sets"):
        assert each["title"] in page
        assert each["author"] in page
        for change in each["changes"].values():
            assert f": {change['value']:.6g}." in page


def test_shares_are_nothing_and_everything_only_where_they_are_exactly_that() -> None:
    assert [in_percent(share) for share in (0.0, 0.004, 0.25, 0.996, 1.0)] == [
        "0 %", "less than 1 %", "25 %", "more than 99 %", "100 %",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "asked", ["case=stag_hunt&draws=64&holds=first.stag", "draws=64&only=main", "case=matching_pennies&draws=64"]
)
def test_shares_of_draws_are_those_of_the_record(asking: Asking, asked: str) -> None:
    record = asking.record(f"/uncertainty?{asked}")
    page = text_of(asking.page(f"/uncertainty?{asked}&now=1"))
    for scenario in record["scenarios"]:
        for each, shown in zip(scenario["outcomes"].values(), shares(scenario), strict=True):
            sense = "best_joint" if "best_joint" in each else "some"
            assert shown.share == each[sense]["share"]
            title = f"{each['title'][:1].upper()}{each['title'][1:]}"
            assert (title if shown.never else f"{title} {in_percent(shown.share)}") in page
            assert f"{title} {in_percent(shown.share)}" not in page or not shown.never
        lacking = scenario["without"]["some"]["share"]
        assert not lacking or f"In {in_percent(lacking)} of the draws there is no equilibrium" in page


def test_bars_are_as_long_as_the_influences_of_the_record(asking: Asking) -> None:
    asked = "scenario=recognition_first&holds=normalises&draws=128&only=main"
    record = asking.record(f"/sensitivity?{asked}")
    page = text_of(asking.page(f"/sensitivity?{asked}&now=1"))
    for drawn, result in zip(influences(record), record["results"], strict=True):
        strongest = max(abs(bar.value) for bar in drawn.bars)
        for bar in drawn.bars:
            measures = result["assumptions"][bar.name]
            assert bar.value == next(value for key, value in measures.items() if key != "label")
            whole = 50 if drawn.both_ways else 100
            assert bar.length == pytest.approx(whole * abs(bar.value) / strongest, abs=0.01)
            middle = bar.start + bar.length if bar.value < 0 else bar.start
            assert middle == pytest.approx(50 if drawn.both_ways else 0, abs=0.02)
            assert f"{bar.value:.3g}" in page
    assert any(drawn.both_ways for drawn in influences(record))
    assert len({drawn.title for drawn in influences(record)}) == len(record["results"])


@pytest.mark.parametrize("case", ["kosovo", "accords"])
def test_the_argument_lists_each_claim_once_with_its_numbers_to_move(asking: Asking, case: str) -> None:
    record = asking.record(f"/argument?case={case}&quick=1")
    page = asking.page(f"/argument?case={case}")
    shown = re.findall(r'<(?:article class="claim"|span) id="(C\d+)"', page)
    assert sorted(shown) == sorted(each["claim"] for each in record["claims"])
    fields = re.findall(r'name="set:([^"]+)" type="text" value="([^"]+)"', page)
    assert len(fields) == len({name for name, _ in fields})
    for name, value in fields:
        assert value == f"{record['numbers'][name]['value']:.6g}"


def test_a_number_moved_in_the_argument_turns_the_step_that_falls(asking: Asking) -> None:
    before, after = (asking.page(f"/argument{query}") for query in ("", "?set=us_cred=0.3"))
    assert before.count('<li class="stands"') > after.count('<li class="stands"')
    hinges = asking.record("/argument?quick=1&set=us_cred=0.3")["hinges"]
    assert after.count('<li class="falls"') == sum(not hinge["holds"] for hinge in hinges) > 0


def test_no_link_on_a_page_of_a_case_that_was_sent_leaves_it_behind(asking: Asking) -> None:
    from negotiation_sim.case.library import built_in_cases
    from negotiation_sim.web.packed import as_text, pack

    folder = built_in_cases()["stag_hunt"]
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.toml")}
    packed = as_text(pack(files))
    for path in ("/compare", "/regions", "/believe", "/sets", "/uncertainty"):
        response = asking.post(
            path, {"packed": packed, "draws": "64"} if path == "/uncertainty" else {"packed": packed}
        )
        assert response.status_code == 200, (path, text_of(response.text)[-400:])
        main = response.text[response.text.index("<main") : response.text.index("</main>")]
        links = re.findall(r'href="(/[^"]*)"', main)
        assert not [link for link in links if not link.startswith("/cite")], path
        assert main.count('name="packed"') >= 1


@pytest.mark.parametrize("case", ["chicken"])
def test_each_of_several_equilibria_stands_by_itself_on_the_card(asking: Asking, case: str) -> None:
    """As the record has them, none cut in two."""
    (scenario, *_) = asking.record(f"/change?case={case}&quick=1")["scenarios"]
    page = html.unescape(asking.page(f"/?case={case}"))
    card = page.partition('<section class="card')[2].partition("</section>")[0]
    ends = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", card)
    equilibria = [end["outcome"] for end in scenario["after"]["ends"] if end["equilibrium"]]
    assert ends == [(f"One of {len(equilibria)}", outcome) for outcome in equilibria]
    assert len(equilibria) > 1
