"""Pages say what they say in labels, what the first page shows first, and each form has something to fill in."""

import html
import re
from collections.abc import Iterator

import pytest

from negotiation_sim import load_case
from negotiation_sim.web.filled import in_sight
from negotiation_sim.web.unnaming import unnamed

from .test_web_reading import Asking, select, text_of


@pytest.fixture(scope="module")
def asking() -> Iterator[Asking]:
    client = Asking()
    yield client
    client.end()


# ---- labels, not code names, and first what the first page shows


@pytest.mark.parametrize("asked", ["/compare", "/plans?now=1", "/run", "/path", "/scenarios", "/?set=us_cred=0.55",
                                   "/believe?now=1&seconds=1", "/coalitions/pictures?scenario=recognition_first",
                                   "/explain", "/compare?assume=op_ed%2Bsceptic&assume=op_ed"])  # fmt: skip
def test_no_sentence_of_a_page_has_a_code_name_behind_its_label(asking: Asking, asked: str) -> None:
    case = load_case("kosovo")
    names = {name for name, entry in case.register.items() if entry.written_label} | {*case.sets, case.name}
    shown = re.sub(r"<(code|pre|textarea)\b.*?</\1>", " ", asking.page(asked), flags=re.DOTALL)
    words = text_of(shown)
    assert not [name for name in names if f"({name})" in words or f"Assumptions: {name}." in words]


def test_names_in_brackets_go_where_they_name_what_has_a_label_and_nowhere_else() -> None:
    case = {
        "name": "kosovo",
        "sets": {"op_ed": {"title": "The op-ed's own"}, "sceptic": {"title": "Doubt & more"}},
        "assumptions": {"us_cred": {"label": "Washington's credibility"}, "bare": {"label": "bare"}},
    }
    for before, after in {
        "<p>Washington's credibility (us_cred) falls.</p>": "<p>Washington's credibility falls.</p>",
        "<p>bare (bare), Act (1990)</p>": "<p>bare (bare), Act (1990)</p>",
        "<code>max (us_cred)</code> <i title='a (us_cred)'>": "<code>max (us_cred)</code> <i title='a (us_cred)'>",
        "<p>count(us_cred) > 1</p>": "<p>count(us_cred) > 1</p>",
        "<p>Laid over (op_ed+sceptic).</p>": "<p>Laid over.</p>",
        "<p>Assumptions: op_ed. Hash 1.</p>": "<p>Assumptions: The op-ed's own. Hash 1.</p>",
        "<p>Assumptions: op_ed+sceptic; x</p>": "<p>Assumptions: The op-ed's own with Doubt &amp; more; x</p>",
        '<svg aria-label="Put it (us_cred) up (b)">': '<svg aria-label="Put it up (b)">',
        "<p>Assumptions: other. Hash 1.</p>": "<p>Assumptions: other. Hash 1.</p>",
    }.items():
        assert unnamed(before, case) == after


def test_only_a_column_of_sets_is_read_as_names_of_sets() -> None:
    case = {"sets": {"op_ed": {"title": "The op-ed's own"}, "yes": {"title": "Doubt & more"}}}
    table = '<table><th class="right" scope="col">{}</th><tr><th>{}</th><td>yes</td></tr></table>'
    told = table.format("Sets", "The op-ed's own; Doubt &amp; more")
    assert unnamed(table.format("Sets", "op_ed, yes"), case) == told
    assert unnamed(table.format("Word", "op_ed, yes"), case) == table.format("Word", "op_ed, yes")
    assert unnamed(table.format("Set", "yes, we can"), case) == table.format("Set", "yes, we can")


def test_what_is_ticked_is_in_sight_however_long_the_list_is(asking: Asking) -> None:
    options = {f"s{k}": f"S{k}" for k in range(30)}
    assert in_sight(options, ("s29",), ("s3",)) == {"s29", "s3"}
    assert in_sight(dict(list(options.items())[:5]), (), ()) == {f"s{k}" for k in range(5)}
    page = asking.page("/compare?scenarios=recognition_first&scenarios=land_swap").partition("<summary>Ask otherwise")[
        0
    ]
    in_the_fold = re.findall(r'<details class="rest">(.*?)</details>', page, flags=re.DOTALL)
    assert len(in_the_fold) == 2
    assert not any(" checked" in fold for fold in in_the_fold)
    assert page.count(' name="scenarios"') == len(load_case("kosovo").scenario_files)


def test_each_result_beside_others_says_which_rule_leads_there_the_first_pages_first(asking: Asking) -> None:
    page = text_of(asking.page("/compare?scenarios=recognition_first"))
    best, cautious = page.index("Where best joint leads"), page.index("Where cautious leads")
    assert best < page.index("Who recognises all", best) < cautious < page.index("Who recognises nobody", cautious)
    (results,) = [each["results"] for each in asking.record("/compare?scenarios=recognition_first")["scenarios"]]
    assert [each["rules"] for each in results] == [["best_joint"], ["cautious"]]
    matrix = select(asking.page("/matrix"), "f-result-here")
    assert matrix["chosen"] == "2"


def test_strategies_and_cases_are_told_in_labels_and_lead_on(asking: Asking) -> None:
    case = load_case("kosovo")
    page = asking.page("/scenarios")
    for name, file in case.scenario_files.items():
        assert f'href="/run?scenario={name}"' in page
        assert file.title in text_of(page)
    assert not re.search(r"\bus=|\beu=|econ_package|sov_dialogue", text_of(page))
    cases = asking.page("/cases")
    assert 'href="/?case=accords"' in cases
    assert "battle_of_the_sexes" not in text_of(cases)


def test_no_page_has_a_form_without_a_field(asking: Asking) -> None:
    for path in ("/validate?now=1", "/cases", "/power", "/compare", "/scenarios"):
        for form in re.findall(r"<form\b.*?</form>", asking.page(path), flags=re.DOTALL):
            assert re.search(r"<(input|select|textarea)\b", form), path


def test_the_known_answers_are_named_by_their_publications(asking: Asking) -> None:
    page = text_of(asking.page("/validate?now=1"))
    assert not re.search(r"\b[a-z]+(_[a-z]+)*_\d{4}\b", page)
    for each in asking.record("/validate")["answers"]:
        assert f"{each['citation']['authors']} ({each['citation']['year']})" in html.unescape(page)


def test_a_slow_check_says_at_once_what_the_files_say_and_then_the_rest(asking: Asking) -> None:
    page = text_of(asking.page("/check?case=stag_hunt"))
    assert "The files of the case “The stag hunt” have no fault" in page
    assert re.search(r"Now every game is built .* some \d+ seconds", page)
    whole = text_of(asking.page("/check?case=stag_hunt&now=1"))
    assert "The case “The stag hunt” has no fault" in whole
    assert "seconds" not in whole


def test_power_opens_with_a_body_whose_members_differ_and_without_an_empty_column(asking: Asking) -> None:
    page = asking.page("/power?now=1")
    assert "are alike: each has" not in text_of(page)
    for body in ("council_of_europe", "security_council"):
        table = re.search(r"<table.*?</table>", asking.page(f"/power?body={body}&now=1"), flags=re.DOTALL)
        assert table is not None
        rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in table[0].split("<tr>")[1:]]
        assert all(any(cells) for cells in zip(*rows[1:], strict=True))
        assert "e+" not in table[0]


def test_a_refusal_on_a_page_names_the_scenario_as_people_do(asking: Asking) -> None:
    refused = text_of(asking.get("/explain?case=kosovo&scenario=status_quo&profile=us=sov_dialogue").text)
    assert "“Status quo” fixes" in refused
    assert "scenario '" not in refused


@pytest.mark.parametrize("asked", ["/backtest/pictures", "/analogy/pictures?first=accords&second=kosovo"])
def test_no_picture_has_the_name_of_a_set_or_of_its_file(asking: Asking, asked: str) -> None:
    page = asking.page(asked)
    names = [name for case in ("kosovo", "accords") for name in load_case(case).sets if "_" in name]
    assert not [name for name in (*names, "<title>backtest", "<title>analogy_grid") if name in page]


@pytest.mark.parametrize("asked", ["/backtest?now=1", "/analogy?now=1"])
def test_no_name_of_a_set_stands_in_the_text_of_a_page(asking: Asking, asked: str) -> None:
    shown = re.sub(r"<(code|pre|textarea|form)\b.*?</\1>", " ", asking.page(asked), flags=re.DOTALL)
    names = [name for case in ("kosovo", "accords") for name in load_case(case).sets if "_" in name]
    assert not [name for name in names if name in text_of(shown)]
