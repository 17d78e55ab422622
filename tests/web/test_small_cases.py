"""Pages of small cases: of the classics, and of such as people make for themselves."""

import httpx


def test_a_number_outside_its_range_is_told_of_in_a_case_that_labels_none(client: httpx.Client) -> None:
    page = client.get("/?case=chicken&set=tie=2")
    assert page.status_code == 200
    assert "Tie is outside its range, -0.4 to 0.4." in page.text
