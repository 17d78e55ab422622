"""An address that names several assumption sets where the first page takes one: it says so, and leads to all."""

import re
from html import unescape

import httpx

TWO = "/?assume=sceptic&assume=sceptic_four"


def told(client: httpx.Client, where: str) -> str:
    page = client.get(where, follow_redirects=True)
    warning = re.search(r'<p class="warning" role="status">(.*?)</p>', page.text, re.DOTALL)
    return unescape(warning[1]) if warning else ""


def test_two_sets_where_one_is_taken_are_told_with_links_to_both_at_once(client: httpx.Client) -> None:
    warning = told(client, TWO)
    assert "2 sets" in warning
    assert "without “Sceptical of the four”" in warning
    laid, compared = re.findall(r'href="(.*?)"', warning)
    assert (laid, compared) == ("/?assume=sceptic%2Bsceptic_four", "/compare?assume=sceptic&assume=sceptic_four")
    assert [client.get(where).status_code for where in (laid, compared)] == [200, 200]


def test_the_two_sets_are_told_where_a_form_sends_a_number_too_and_the_number_goes_along(client: httpx.Client) -> None:
    assert told(client, f"{TWO}&set:us_cred=0.3").count("set=us_cred=0.3") == 2


def test_one_set_is_told_nothing_though_it_is_named_twice_or_was_shown_beside_another(client: httpx.Client) -> None:
    assert told(client, TWO)
    assert told(client, "/?assume=sceptic") == told(client, "/?assume=sceptic&assume=sceptic") == ""


def test_an_unknown_second_set_is_refused_and_not_left_out(client: httpx.Client) -> None:
    refused = client.get("/?assume=sceptic&assume=nobody")
    assert refused.status_code == 400
    assert "unknown assumption set" in refused.text
