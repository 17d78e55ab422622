"""Pages of small cases: of the classics, and of such as people make for themselves."""

import re

import httpx


def test_a_number_outside_its_range_is_told_of_in_a_case_that_labels_none(client: httpx.Client) -> None:
    page = client.get("/?case=chicken&set=tie=2")
    assert page.status_code == 200
    assert "Tie is outside its range, -0.4 to 0.4." in page.text


def test_equilibria_before_and_after_a_flip_stand_line_by_line(client: httpx.Client) -> None:
    page = client.get("/?case=chicken&set=crash=-0.5").text
    assert (
        '<p class="was">One equilibrium instead of 2. Before:</p><ul class="was"><li>First driver gives way; ' in page
    )
    assert "<td>First driver gives way; Second driver drives on</td><td" in page
    marks = client.get("/tracks?case=chicken&set=lose_face=-4.5&set=crash=-5").text
    assert "2 equilibria: " not in page + marks
    assert re.search(r"<b>Above -4.5</b>, Free choice: one equilibrium instead of 2</p>\s*<ul><li>New: First", marks)
