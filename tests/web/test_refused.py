"""What a page refuses: too much, too long, from elsewhere, by another name; in words, and the server lives on."""

import io
import zipfile
from collections.abc import Mapping
from html import unescape
from itertools import product
from pathlib import Path

import httpx
import pytest

from negotiation_sim.case.library import built_in_cases
from negotiation_sim.errors import InputError
from negotiation_sim.web.address import asked_fields, pairs_of, slug
from negotiation_sim.web.guard import POLICY, Rate
from negotiation_sim.web.packed import MOST_FILES, MOST_PACKED, as_text, files_in
from negotiation_sim.web.site import LIMITS

from .asked import OFFERED, WITH_RECORD, small
from .running import Running
from .test_pages import files_below

ASK = "/run?scenario=free_choice&case=stag_hunt"
FORM = {"scenario": "free_choice"}


def lives(client: httpx.Client) -> bool:
    return client.get(ASK).status_code == 200


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


STAG_HUNT = files_below(built_in_cases()["stag_hunt"])

# ---- too much


@pytest.mark.parametrize("field", sorted(LIMITS))
def test_more_work_than_a_page_does_is_refused_before_any_is_done(client: httpx.Client, field: str) -> None:
    asked = [(name, spelled) for name, question in WITH_RECORD.items() for spelled in
             (each.spelled for each in question.fields if each.name == field)]  # fmt: skip
    assert asked
    for name, spelled in asked:
        given = {"scenario": "free_choice", "holds": "first.stag", "case": "stag_hunt"}
        fields = {each.spelled for each in asked_fields(WITH_RECORD[name])}
        values = {key: value for key, value in given.items() if key in fields}
        refused = client.get(f"/api/{slug(WITH_RECORD[name])}", params={**values, spelled: str(LIMITS[field] + 1)})
        assert refused.status_code == 400
        assert f"--{spelled}" in refused.json()["fault"]
        assert "at most" in refused.json()["fault"]


@pytest.mark.parametrize(
    ("status", "path"),
    [
        (414, f"{ASK}&set=" + "a" * 20_000),
        (400, f"{ASK}&set=" + "a" * 5_000),
        (400, ASK + "&set=hare=0.1" * 500),
        (400, f"{ASK}&" + "b" * 300 + "=1"),
        (400, f"{ASK}&colour=red"),
        (400, f"{ASK}&full=1&set=hare=1e999"),
        (404, "/run/"),
        (404, "/Run"),
        (404, "/api/serve"),
        (404, "/static/../app.py"),
        (404, "/static/%2e%2e/app.py"),
        (404, "/static/..%2fapp.py"),
        (404, "/static//etc/passwd"),
        (404, "/%00"),
    ],
)
def test_an_address_that_cannot_be_is_refused_in_words(client: httpx.Client, status: int, path: str) -> None:
    refused = client.get(path)
    assert refused.status_code == status
    assert refused.headers["content-security-policy"] == POLICY
    assert "Traceback" not in refused.text
    assert len(refused.text) > 20


def test_only_so_much_is_read_of_a_body(client: httpx.Client) -> None:
    for body in (b"packed=" + b"A" * 50_000_000, iter([b"packed="] + [b"A" * 1_000_000] * 50)):
        try:
            refused = client.post("/run", content=body, headers={"content-type": "application/x-www-form-urlencoded"})
        except httpx.WriteError:  # it hung up before all was sent
            continue
        assert refused.status_code == 413
        assert "too large" in refused.text or "larger than" in refused.text
    assert lives(client)


@pytest.mark.parametrize("path", ["/assumptions/sent", "/your-case", "/assumptions", "/"])
@pytest.mark.parametrize(("more", "status"), [({}, 413), ({"origin": "http://elsewhere.example"}, 403)])
def test_what_is_refused_before_a_page_is_a_page_too_with_a_way_back(
    client: httpx.Client, path: str, more: dict[str, str], status: int
) -> None:
    """In a browser; a program gets the words alone, and a script of ours the part that it puts into its page."""
    size = 600_000 if status == 413 else 10
    for accept, kind in (({"accept": "text/html,*/*;q=0.8"}, "text/html"), ({"accept": "*/*"}, "text/plain")):
        refused = client.post(path, content=b"a" * size, headers={**accept, **more})
        assert refused.status_code == status
        assert refused.headers["content-type"].startswith(kind)
        assert refused.headers["content-security-policy"] == POLICY
        assert ("<h1>" in refused.text) == (kind == "text/html")
        if kind == "text/html":
            assert 'href="/static/page.css"' in refused.text
            assert f'<a href="/{path.split("/")[1]}">' in refused.text
    part = client.post(path, content=b"a" * size, headers={"hx-request": "true", "hx-target": "answer", **more})
    assert part.text.startswith('<div class="fault"')


def test_a_packed_case_that_is_too_large_or_damaged_is_refused(client: httpx.Client) -> None:
    for packed in ("A" * (MOST_PACKED * 4 // 3 + 100), "%%%", "QUJD", as_text(b"PK\x03\x04" + bytes(200))):
        refused = client.post("/run", data={**FORM, "packed": packed})
        assert refused.status_code == 400
        assert "case" in refused.text or "zip" in refused.text
    assert lives(client)


def test_a_client_may_ask_only_so_often_where_the_server_can_be_reached_by_others() -> None:
    rate = Rate(most=3)
    assert [rate.allows("10.0.0.1") for _ in range(5)] == [True, True, True, False, False]
    assert rate.allows("10.0.0.2")
    assert all(Rate(most=None).allows("127.0.0.1") for _ in range(1_000))
    for k in range(20_000):
        rate.allows(str(k))
    assert len(rate.counts) <= 10_000


# ---- zips

BOMB = {"game.toml": b"#" * 20_000_000}
LINK = zipfile.ZipInfo("game.toml")
LINK.external_attr = 0o120777 << 16


def linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(LINK, "/etc/passwd")
    return out.getvalue()


def lied_about() -> bytes:
    """A zip whose list says that its file is small."""
    packed = zipped(BOMB)
    size = (20_000_000).to_bytes(4, "little")
    return packed.replace(size, (10).to_bytes(4, "little"))


OUTSIDE = ["../game.toml", "a/../../game.toml", "/game.toml", "C:/game.toml", "C:\\game.toml", "..\\game.toml",
           "./game.toml", "a//game.toml", "\\\\server\\share\\game.toml", "a/b/c/d/e/f/g/game.toml",
           "x" * 300 + "game.toml"]  # fmt: skip
HARMFUL = {
    "a bomb": zipped(BOMB),
    "a bomb of many": zipped({f"{k}.toml": b"#" * 100_000 for k in range(150)}),
    "a list that lies": lied_about(),
    "too many files": zipped({f"{k}.toml": b"" for k in range(MOST_FILES + 1)}),
    "a link": linked(),
    "no game": zipped({"notes.txt": b"nothing"}),
    "nothing": zipped({}),
    "no zip": b"no zip at all",
    "cut short": zipped(STAG_HUNT)[:-30],
    "a zip in a zip": zipped({"game.toml.zip": zipped(STAG_HUNT)}),
    **{f"named {name[:30]}": zipped({**STAG_HUNT, name: b"[case]"}) for name in OUTSIDE},
}


@pytest.mark.parametrize("kind", HARMFUL)
def test_a_harmful_zip_is_refused_in_words_and_nothing_is_written(
    client: httpx.Client, server: Running, kind: str
) -> None:
    with pytest.raises(InputError) as caught:
        files_in(HARMFUL[kind])
    assert str(caught.value).endswith(".")
    if len(HARMFUL[kind]) <= MOST_PACKED:
        refused = client.post("/run", data={**FORM, "packed": as_text(HARMFUL[kind])})
        assert refused.status_code == 400
        assert "Traceback" not in refused.text
        assert str(server.temporary) not in refused.text
    written = [path for path in server.temporary.rglob("*") if path.is_file()]
    assert not written


def test_what_lies_beside_a_case_in_a_zip_is_left_out() -> None:
    held = {f"mine/{name}": content for name, content in STAG_HUNT.items()}
    files = files_in(zipped({**held, "mine/photo.png": b"\x89PNG", "__MACOSX/mine/._game": b"", "readme.pdf": b"%PDF"}))
    assert files == STAG_HUNT


# ---- names and sites


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost@evil.example",
                                  "127.0.0.1.nip.io", "", "[::1", "[", "%6cocalhost", "0.0.0.0"])  # fmt: skip
def test_a_server_of_this_machine_answers_to_no_other_name(server: Running, client: httpx.Client, host: str) -> None:
    answer = server.raw(b"GET /run HTTP/1.1\r\nHost: " + host.encode() + b"\r\nConnection: close\r\n\r\n")
    assert answer.split(b" ")[1] in (b"421", b"400"), answer[:200]
    assert lives(client)


@pytest.mark.parametrize("headers", [
    {"origin": "http://evil.example"}, {"origin": "null"}, {"origin": "http://[", "host": "localhost"},
    {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
    {"origin": "http://localhost:1", "sec-fetch-site": "same-origin"},
])  # fmt: skip
def test_a_form_of_another_site_is_refused(client: httpx.Client, headers: dict[str, str]) -> None:
    refused = client.post("/run", data={**FORM, "packed": as_text(zipped(STAG_HUNT))}, headers=headers)
    assert refused.status_code in (403, 421)
    assert refused.text.endswith(".")


def test_a_form_of_the_page_itself_is_taken(client: httpx.Client, server: Running) -> None:
    headers = {"origin": server.url, "sec-fetch-site": "same-origin"}
    data = {**FORM, "packed": as_text(zipped(STAG_HUNT))}
    assert client.post("/run", data=data, headers=headers).status_code == 200


TRICKS = [
    b"GET /run HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
    b"POST /run HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
    b"POST /run HTTP/1.1\r\nHost: localhost\r\nContent-Length: \xb2\r\n\r\n",
    b"POST /run HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n",
    b"POST /run HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST /run HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
    b"GET /run HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
    b"GET /run HTTP/1.1\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
    b"GET /run\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET http://evil.example/run HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(300),
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"TRACE /run HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"DELETE /run HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /run HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: " + b'"' * 5_000 + b"\r\nRange: bytes=9999-\r\n"
    b"Connection: close\r\nX-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Host: evil.example\r\n\r\n",
]  # fmt: skip


@pytest.mark.parametrize("trick", TRICKS, ids=range(len(TRICKS)))
def test_a_trick_with_headers_harms_nobody(server: Running, client: httpx.Client, trick: bytes) -> None:
    answer = server.raw(trick)
    assert b"Traceback" not in answer
    assert b"root:" not in answer
    assert not answer or answer.split(b" ")[1][:1] == b"4" or b"evil" not in answer
    assert not answer.startswith(b"HTTP/1.1 5")
    assert lives(client)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused_in_words(client: httpx.Client, method: str) -> None:
    refused = client.request(method, "/run")
    assert refused.status_code == 405
    assert "read with GET" in refused.text


# ---- the files of the machine

PATHS = ["/etc/passwd", "../secret", "..\\secret", "C:\\secret", "~/secret", "a/../../secret", "/proc/self/environ",
         "file:///etc/passwd", "secret.toml", "secret.csv", "secret.nfg", "secret/", "op_ed+/etc/passwd",
         "//host/share"]  # fmt: skip


@pytest.fixture(scope="module")
def canary(server: Running) -> Path:
    """A case beside the server's own folder, of which no answer may tell."""
    folder = server.told.parent / "secret"
    folder.mkdir()
    for name, content in STAG_HUNT.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content.replace(b'title = "', b'title = "canary '))
    for ending in ("toml", "csv", "nfg"):
        (folder.parent / f"secret.{ending}").write_text("canary,canary\ncanary = 1\n", encoding="utf-8")
    return folder


FREE = ("by", "sense", "title", "rows", "columns", "players", "find")
"""Fields that may hold any text: names that people give, words looked for, and a sense that is not asked about."""


@pytest.mark.parametrize("name", OFFERED)
def test_no_field_reads_a_file_of_the_machine(client: httpx.Client, canary: Path, name: str) -> None:
    question = OFFERED[name]
    texts = [field for field in asked_fields(question) if field.type is str]
    for field, path in product(texts, [*PATHS, str(canary), f"{canary}.toml"]):
        values = {key: value for key, value in small(question).items() if key != field.name}
        given = [*pairs_of(question, values), *[(field.spelled, path)] * max(field.size, 1)]
        refused = client.get(f"/api/{slug(question)}" if question.record else f"/{slug(question)}", params=given)
        told = refused.text.replace(path, "").replace(str(canary.parent), "")
        assert "canary" not in told, (field.name, path)
        assert "root:" not in told
        any_text = not set(path) & set("/\\~:") or field.name in FREE
        assert refused.status_code == 400 or any_text, (field.name, path, told[:300])


def test_a_page_calls_what_is_wrong_as_its_form_does(client: httpx.Client) -> None:
    """And no option that is typed in a terminal stands there, whatever page it is; to a program it is told as typed."""
    for path, label in {
        "/believe?between=op_ed": "“between” has 1 of its 2 values",
        "/discover?scenario=recognition_first&draws=99999999": "“draws” is 99,999,999",
        "/compare?full=1&assume=nobody": "unknown assumption set",
        "/uncertainty?draws=x": "“draws” is",
    }.items():
        page = client.get(path)
        assert page.status_code == 400, path
        fault = page.text.partition('role="alert">')[2].partition("</div>")[0]
        assert "--" not in fault
        assert label in unescape(fault), fault
    assert "--draws" in client.get("/api/uncertainty?draws=x").json()["fault"]
