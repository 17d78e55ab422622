"""Who asks alike shares one computation, and who has the answer already is told that it still stands."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import pytest

from negotiation_sim.case.library import built_in_cases
from negotiation_sim.web.address import address
from negotiation_sim.web.answers import Kept
from negotiation_sim.web.jobs import Done, Job

from .asked import OFFERED, small
from .within import Counted, counted, run_apart

LINK = "/run?scenario=free_choice&case=stag_hunt"


def on_a_server(told: Callable[[Counted], Awaitable[None]], *cases: str) -> None:
    async def run() -> None:
        async with counted(*cases) as server:
            await told(server)

    run_apart(run())


@pytest.mark.parametrize(
    "where", [LINK, "/api" + LINK, "/breakeven?scenario=free_choice&holds=first.stag&case=stag_hunt"]
)
def test_a_class_of_200_with_one_link_costs_one_computation(where: str) -> None:
    async def told(server: Counted) -> None:
        answers = await asyncio.gather(*(server.client.get(where) for _ in range(200)))
        assert {answer.status_code for answer in answers} == {200}
        assert len({answer.text for answer in answers}) == 1
        assert len(server.wanted("page", "record")) == 1
        assert len(server.wanted("description")) <= 1
        count = len(server.jobs)
        tag = answers[0].headers["etag"]
        again = await asyncio.gather(*(server.client.get(where, headers={"if-none-match": tag}) for _ in range(200)))
        assert {answer.status_code for answer in again} == {304}
        assert {answer.content for answer in again} == {b""}
        assert len(server.jobs) == count

    on_a_server(told)


def test_another_question_or_value_or_case_is_computed_for_itself() -> None:
    async def told(server: Counted) -> None:
        others = [
            LINK,
            f"{LINK}&set=stag_share=0.3",
            LINK.replace("run", "explain"),
            LINK.replace("stag_hunt", "chicken"),
        ]
        answers = [await server.client.get(where) for where in others]
        assert {answer.status_code for answer in answers} == {200}
        assert len(server.wanted("page")) == len({answer.headers["etag"] for answer in answers}) == len(others)

    on_a_server(told)


def test_what_is_asked_alike_in_other_words_is_computed_once() -> None:
    async def told(server: Counted) -> None:
        await server.client.get("/breakeven?scenario=free_choice&holds=first.stag&case=stag_hunt")
        await server.client.get("/breakeven?case=stag_hunt&holds=first.stag&scenario=free_choice")
        assert len(server.wanted("page")) == 1

    on_a_server(told)


def test_a_file_of_the_case_that_changes_changes_the_answer_and_its_tag(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(built_in_cases()["stag_hunt"], tmp_path / "mine"))
    link = LINK.replace("stag_hunt", "mine")

    async def told(server: Counted) -> None:
        before = await server.client.get(link)
        text = (folder / "assumptions.toml").read_text(encoding="utf-8")
        (folder / "assumptions.toml").write_text(text.replace('label = "', 'label = "Another '), encoding="utf-8")
        after = await server.client.get(link, headers={"if-none-match": before.headers["etag"]})
        assert after.status_code == 200
        assert after.headers["etag"] != before.headers["etag"]
        assert len(server.wanted("page")) == 2

    on_a_server(told, str(folder))


def test_a_first_page_that_is_kept_is_the_page_as_filled_in_and_goes_when_a_file_of_the_case_changes(
    tmp_path: Path,
) -> None:
    folder = Path(shutil.copytree(built_in_cases()["stag_hunt"], tmp_path / "mine"))
    part = {"HX-Request": "true"}

    async def told(server: Counted) -> None:
        first, kept, other = [
            await server.client.get(where, headers=part)
            for where in ("/?case=mine", "/?case=mine", "/?case=mine&set=stag_share=0.3")
        ]
        assert first.text == kept.text != other.text
        assert first.headers["etag"] == kept.headers["etag"] != other.headers["etag"]
        for file in folder.glob("*.toml"):
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace('title = "', 'title = "Another ', 1), encoding="utf-8")
        changed = await server.client.get("/?case=mine", headers=part)
        assert changed.status_code == 200
        assert "Another " in changed.text
        assert "Another " not in first.text

    on_a_server(told, str(folder))


def test_one_who_leaves_takes_no_answer_from_the_others() -> None:
    async def told(server: Counted) -> None:
        asking = [asyncio.ensure_future(server.client.get(LINK)) for _ in range(6)]
        while not server.wanted("page"):
            await asyncio.sleep(0.01)
        for leaving in asking[:5]:
            leaving.cancel()
        answer = await asking[5]
        assert answer.status_code == 200
        assert len(server.wanted("page")) == 1

    on_a_server(told)


def test_the_memory_of_answers_is_bounded_and_the_oldest_goes_first() -> None:
    kept: Kept[Job, Done] = Kept(most=10_000)
    jobs = [Job("run", (("scenario", str(k)),), "page") for k in range(100)]
    for job in jobs:
        kept.put(job, Done({"body": "x" * 500}))
        assert kept.size <= kept.most
    assert kept.get(jobs[-1]) is not None
    assert kept.get(jobs[0]) is None
    kept.put(Job("run", (), "page"), Done({"body": "x" * 9_000}))
    assert kept.get(jobs[-1]) is not None


# ---- the same of a server as people start it


@pytest.mark.parametrize("name", ["compare", "glossary", "power", "cases", "matrix"])
@pytest.mark.parametrize("root", ["", "/api"])
def test_an_answer_has_a_tag_and_a_browser_that_knows_it_is_told_so(client: httpx.Client, name: str, root: str) -> None:
    where = root + address(OFFERED[name], small(OFFERED[name]))
    first = client.get(where)
    assert first.status_code == 200
    assert "no-cache" in first.headers["cache-control"]
    known = client.get(where, headers={"if-none-match": first.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")
    assert known.headers["etag"] == first.headers["etag"]
    unknown = client.get(where, headers={"if-none-match": '"another"'})
    assert unknown.status_code == 200


def test_the_part_of_a_page_has_another_tag_than_the_page(client: httpx.Client) -> None:
    page, part = client.get(LINK), client.get(LINK, headers={"hx-request": "true"})
    assert page.headers["etag"] != part.headers["etag"]
    assert "HX-Request" in page.headers["vary"]
    assert part.text in page.text or len(part.text) < len(page.text)
    assert "<html" not in part.text
