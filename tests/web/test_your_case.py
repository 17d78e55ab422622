"""Your case in the page: sent, made, asked, mended and taken away; what is broken or meant to harm is told in words."""

import html
import io
import re
import tomllib
import zipfile
from pathlib import Path

import httpx
import pytest

from negotiation_sim import ask
from negotiation_sim.case.library import built_in_cases, case_files, copied_files, write_case
from negotiation_sim.case.one_file import apart, joined
from negotiation_sim.case.small_case_answers import HOW
from negotiation_sim.questions import questions
from negotiation_sim.web.address import slug
from negotiation_sim.web.packed import MOST_PACKED, pack, unpacked
from negotiation_sim.web.your_case import HOW_IN_WORDS

from ..test_check import broken
from ..test_invalid import FAULTS
from ..test_small_case import DILEMMA
from .running import running

CASES = built_in_cases()


def zip_of(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def sent(client: httpx.Client, name: str, content: bytes) -> httpx.Response:
    return client.post("/your-case", files={"file": (name, content)})


def packed_in(page: httpx.Response) -> str:
    found = re.search(r'name="packed" value="([^"]+)"', page.text)
    assert found
    return found[1]


def fault_in(page: httpx.Response) -> str:
    """What the page says is wrong, without the marks of HTML."""
    told = re.search(r'<div class="fault" role="alert">(.*?)</div>', page.text, re.DOTALL)
    assert told, page.text[:500]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", told[1])).split())


@pytest.mark.parametrize("name", CASES)
def test_a_case_travels_in_a_form_and_says_the_same_there(name: str) -> None:
    packed = pack(copied_files(name, CASES[name]))
    assert len(packed) <= MOST_PACKED
    with unpacked(packed) as folder:
        assert case_files(folder) == copied_files(name, CASES[name])


@pytest.mark.parametrize("form", ["zip", "toml"])
@pytest.mark.parametrize("name", ["kosovo", "chicken"])
def test_a_case_is_taken_changed_and_sent_again(client: httpx.Client, name: str, form: str) -> None:
    """What is taken away is a copy that says of what; sent again it has no fault and all that its data allow."""
    copy = client.get("/your-case/copy", params={"case": name, "form": form})
    assert copy.headers["content-disposition"] == f'attachment; filename="{name}.{form}"'
    page = sent(client, f"{name}.{form}", copy.content)
    assert page.status_code == 200
    assert ": no fault." in page.text
    offered = set(re.findall(r'formaction="/([\w-]+)"', page.text))
    for question in ("table", "years", "posturing", "argument"):
        assert (slug(questions()[question]) in offered) == (name == "kosovo"), question
    assert {"breakeven", "matrix", "uncertainty"} <= offered
    again = client.post("/your-case/copy", data={"packed": packed_in(page), "form": "toml"})
    assert tomllib.loads(again.text)["copy_of"] == name


def test_a_case_that_is_sent_is_answered_as_its_folder_is(client: httpx.Client, tmp_path: Path) -> None:
    files = {
        name: content.replace(b"value = -10", b"value = -7") for name, content in case_files(CASES["chicken"]).items()
    }
    packed = packed_in(sent(client, "mine.zip", zip_of({f"mine/{name}": content for name, content in files.items()})))
    record = client.post("/api/compare", data={"packed": packed}).json()
    write_case(tmp_path / "your_case", files)
    assert record["scenarios"] == ask("compare", case=str(tmp_path / "your_case")).record["scenarios"]
    page = client.post("/compare", data={"packed": packed})
    assert "negotiation-sim compare --case your_case" in page.text
    assert f'name="packed" value="{packed}"' in page.text
    assert "cannot be linked" in page.text


@pytest.mark.parametrize("fault", FAULTS[:: len(FAULTS) // 12])
def test_the_faults_of_a_broken_case_are_those_of_check(client: httpx.Client, tmp_path: Path, fault: str) -> None:
    folder = broken(tmp_path, fault)
    page = sent(client, "broken.zip", zip_of(case_files(folder)))
    told = fault_in(page)
    assert page.status_code == 400
    for each in ask("check", folder).record["faults"]:
        expected = (
            each.replace(str(folder), "your_case").replace("case/", "your_case/", 1).replace("'case'", "'your_case'")
        )
        assert expected.split(": ", 1)[1] in told


def test_a_fault_of_one_text_names_the_line_of_the_text_that_is_shown_and_is_mended_there(client: httpx.Client) -> None:
    text = joined(case_files(CASES["chicken"])).replace("value = -10", "value = -100")
    page = sent(client, "chicken.toml", text.encode())
    told = re.search(r"assumptions\.toml, line (\d+): crash", fault_in(page))
    shown = re.search(r'<textarea id="text"[^>]*>\n(.*?)</textarea>', page.text, re.DOTALL)
    assert told
    assert shown
    lines = html.unescape(shown[1]).splitlines()
    assert any("value = -100" in line for line in lines[int(told[1]) - 1 : int(told[1]) + 3])
    mended = html.unescape(shown[1]).replace("value = -100", "value = -10")
    assert ": no fault." in client.post("/your-case", files={"text": (None, mended)}).text


BOMB = zip_of({"game.toml": b"#" * 40_000_000})
LINK = zipfile.ZipInfo("game.toml")
LINK.external_attr = 0o120777 << 16


def zip_with(entry: zipfile.ZipInfo | str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(entry, b"/etc/passwd")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.zip", BOMB, "unpacks to more than 4,000,000 bytes"),
        ("a.zip", zip_with("../game.toml"), "is no path inside the zip"),
        ("a.zip", zip_with("/etc/game.toml"), "is no path inside the zip"),
        ("a.zip", zip_with("C:\\game.toml"), "is no path inside the zip"),
        ("a.zip", zip_with(LINK), "is a link or a device"),
        ("a.zip", zip_with("notes.txt"), "holds no game.toml"),
        ("a.zip", b"PK\x03\x04 and no more", "is no zip that can be read"),
        ("a.zip", zip_of({f"{k}.toml": b"" for k in range(201)}), "holds 201 files"),
        ("a.docx", b"\xd0\xcf\x11\xe0\0\0", "is neither a zip nor a TOML file"),
        ("a.toml", b"caf\xe9", "is not UTF-8 text"),
        ("a.toml", b"  \n", "is empty"),
        ("a.toml", b"[case", "is not valid TOML"),
        ("../../a.toml", b"[cas]", "a.toml, line 1: cas: is not a key of this table. Did you mean 'case'?"),
        ("a.toml", b"", "no file was chosen"),
        ("a.toml", b"a" + b".a" * 300 + b" = 1", "is nested too deep"),
        ("a.toml", b"[case]\ntitle = '" + bytes(range(65, 91)) * 14_000 + b"'", ""),
    ],
)
def test_what_is_no_case_is_refused_in_words(client: httpx.Client, name: str, content: bytes, words: str) -> None:
    page = sent(client, name, content)
    assert page.status_code == 400
    assert words in fault_in(page)
    assert client.get("/your-case").status_code == 200


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/your-case", {"packed": "no packed case"}),
        ("/your-case", {"packed": "AAAA"}),
        ("/your-case", {"like": "no_such_case"}),
        ("/your-case", {"like": "../../etc"}),
        ("/your-case", {}),
        ("/your-case/copy", {"form": "exe"}),
        ("/your-case/copy", {"form": "zip"}),
        ("/compare", {"packed": "AAAA"}),
    ],
)
def test_a_form_with_what_is_no_case_is_refused_in_words(
    client: httpx.Client, path: str, fields: dict[str, str]
) -> None:
    page = client.post(path, data=fields)
    assert page.status_code == 400
    assert fault_in(page).endswith((".", "?"))


def test_a_case_too_large_to_travel_is_refused_with_what_to_do(client: httpx.Client) -> None:
    noise = "".join(f"# {hash((k, 'x')):x}\n" for k in range(20_000)).encode()
    page = sent(client, "a.zip", zip_of({**case_files(CASES["chicken"]), "noise.toml": noise}))
    assert page.status_code == 400
    assert "or serve its folder from your own machine: negotiation-sim serve --case FOLDER" in fault_in(page)


# ---- made step by step


def steps(client: httpx.Client, answers: dict[str, str]) -> httpx.Response:
    """The page after all steps, each with what the page before it carries."""
    page = client.get("/your-case/steps")
    for _ in range(5):
        fields = {
            key: html.unescape(value)
            for key, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.text)
        }
        named = set(re.findall(r'<(?:input type="text"|textarea|select)[^>]* name="([^"]+)"', page.text))
        page = client.post("/your-case/steps", data=fields | {key: answers.get(key, "") for key in named})
        if page.status_code != 200:
            return page
    return page


def test_five_steps_without_a_script_make_a_case_that_is_asked_at_once(client: httpx.Client) -> None:
    page = steps(client, DILEMMA)
    assert "Two neighbours and a river: no fault." in page.text
    record = client.post("/api/compare", data={"packed": packed_in(page)}).json()
    (equilibrium,) = record["scenarios"][0]["equilibria"]
    assert equilibrium["profile"] == {"upstream": "dam_the_river", "downstream": "trade"}
    taken = client.post("/your-case/copy", data={"packed": packed_in(page), "form": "zip"}).content
    names = zipfile.ZipFile(io.BytesIO(taken)).namelist()
    assert names == [f"your_case/{name}" for name in ("assumptions.toml", "first_scenario.toml", "game.toml")]


@pytest.mark.parametrize(
    ("changes", "step", "words"),
    [
        ({"players": "Alone"}, 1, "There is 1 player here"),
        ({"moves.2": "wait"}, 2, "2 to 4 are possible"),
        ({"criteria": ""}, 3, "1 to 6 are possible"),
        ({"rule.3": "upstream.dam <script>"}, 4, ""),
        ({"points.1.1": "three"}, 4, "'three' is no number"),
        ({"points.1.1": "-1,5"}, 4, "'-1,5' is no number. The decimal mark is a point: write -1.5."),
        ({"scenario": ""}, 5, "Give the scenario a name"),
    ],
)
def test_a_fault_of_a_step_stands_at_its_answer(
    client: httpx.Client, changes: dict[str, str], step: int, words: str
) -> None:
    page = steps(client, {**DILEMMA, **changes})
    assert page.status_code == 400
    assert f"Step {step} of 5" in page.text
    (key,) = changes
    told = re.search(rf'<p class="fault" id="e-{re.escape(key)}">(.*?)</p>', page.text)
    assert told
    assert words in html.unescape(told[1])
    assert re.search(
        rf'name="{re.escape(key)}"[^>]* aria-invalid="true" aria-describedby="e-{re.escape(key)}', page.text
    )
    assert "<script>" not in page.text


def test_back_keeps_what_was_answered_before_and_behind(client: httpx.Client) -> None:
    page = client.post("/your-case/steps", data={**DILEMMA, "step": "criteria", "to": "moves"})
    assert "Step 2 of 5" in page.text
    assert "dam the river" in page.text
    assert 'name="criteria" value="Power' in page.text


def test_every_way_to_join_two_moves_has_words() -> None:
    assert {*HOW_IN_WORDS} == {*HOW}


def test_one_text_of_a_case_that_is_sent_reads_back(client: httpx.Client) -> None:
    page = client.post("/your-case", data={"like": "stag_hunt"})
    taken = client.post("/your-case/copy", data={"packed": packed_in(page), "form": "toml"}).text
    assert {*apart(taken, "a")} == {*case_files(CASES["stag_hunt"])}


def test_a_case_whose_folder_has_any_name_is_served_and_taken_away(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    name = 'münchen "1938"'
    write_case(tmp_path / name, case_files(CASES["stag_hunt"]))
    with (
        running(tmp_path_factory.mktemp("own"), "--workers", "1", "--case", str(tmp_path / name)) as server,
        server.client() as asking,
    ):
        copy = asking.get("/your-case/copy", params={"case": name})
        assert re.fullmatch(r'attachment; filename="[\w.-]+"', copy.headers["content-disposition"])
        assert f"{name}/game.toml" in zipfile.ZipFile(io.BytesIO(copy.content)).namelist()
        assert html.escape(name) in asking.get("/your-case").text.replace("&#34;", "&quot;")
        menu = asking.get("/compare").text
        assert 'href="/breakeven"' in menu
        assert 'href="/years"' not in menu
        assert 'href="/argument' not in menu
        assert 'href="/years"' in asking.get("/compare", params={"case": "kosovo"}).text.replace("?case=kosovo", "")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin", "origin": "null"}, 200),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "http://localhost"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "https://elsewhere.example"}, 403),
        ({}, 200),
    ],
)
def test_a_form_is_taken_from_the_page_itself_alone(client: httpx.Client, headers: dict[str, str], status: int) -> None:
    """A browser that gives no referrer says "null" for where its form was; that it is the same site counts."""
    assert client.post("/your-case", data={"like": "chicken"}, headers=headers).status_code == status
