"""Tables that stand alone, in a .toml file or in the XML of Genius and ANAC: answered, or refused when broken."""

import json
import re
import shutil
import tomllib
from itertools import product
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation_sim.case.lone_table import _names, case_of_table, is_lone_table
from negotiation_sim.case.scenario import Case
from negotiation_sim.errors import InputError
from negotiation_sim.formats.genius import MOST_PARTIES, read_domain
from negotiation_sim.questions.asking import ask
from negotiation_sim.worlds.negotiation import Negotiation, negotiations

from .command_line import within as run

CAR = Path(__file__).parent / "frozen" / "car"
TOML = CAR / "car.toml"
XML = [CAR / "domain.xml", CAR / "seller.xml", CAR / "buyer.xml"]


def point_of(*files: Path) -> Negotiation:
    case = case_of_table([str(file) for file in files])
    (point,) = negotiations(case.scenario(case.main[0]))
    return point


def gains_by_label(point: Negotiation) -> dict[tuple[str, ...], list[float]]:
    issues = point.table.issues
    return {
        tuple(issues[issue].options[option] for issue, option in point.packages.named(k).items()):
        point.bargaining.gains[:, k].round(12).tolist()
        for k in range(point.packages.count)
    }  # fmt: skip


def by_loops() -> dict[tuple[str, ...], list[float]]:
    """The car's gains from the text of its file alone; the one rule that is no number is put in by hand."""
    data = tomllib.loads(TOML.read_text(encoding="utf-8"))
    data["worth"]["buyer"]["tyres"] = {"summer": 0.4 / 4, "both": 0.4}
    labels = {"summer": "for the summer", "both": "for the winter too"}
    return {
        (price, labels[tyres]): [
            round(data["worth"][who]["price"].get(price, 0) + data["worth"][who]["tyres"].get(tyres, 0)
                  - data["disagreement"][who], 12)
            for who in data["parties"]
        ]
        for price, tyres in product(data["issues"]["price"]["options"], data["issues"]["tyres"]["options"])
        if (price, tyres) != ("low", "both")
    }  # fmt: skip


def by_formula() -> dict[tuple[str, ...], list[float]]:
    """Sum of weight * evaluation / greatest evaluation, less the reservation value, from the XML alone."""
    gains = []
    for file in XML[1:]:
        root = ElementTree.parse(file).getroot()
        weights = {part.get("index"): float(part.get("value")) for part in root.iter("weight")}
        parts = []
        for issue in root.iter("issue"):
            values = {item.get("value"): float(item.get("evaluation")) for item in issue.iter("item")}
            parts.append({v: weights[issue.get("index")] * e / max(values.values()) for v, e in values.items()})
        reservation = float(root.find("reservation").get("value"))
        gains.append({key: sum(parts[k][v] for k, v in enumerate(key)) - reservation for key in product(*parts)})
    return {key: [round(each[key], 12) for each in gains] for key in gains[0]}


def test_a_table_in_a_file_gains_what_its_numbers_say_over_what_is_there_without_agreement() -> None:
    assert gains_by_label(point_of(TOML)) == by_loops()


def test_a_domain_gains_what_weights_and_evaluations_say_over_the_reservation_value() -> None:
    assert gains_by_label(point_of(*XML)) == by_formula()


def test_what_a_party_has_without_agreement_is_what_the_file_says() -> None:
    assert dict(point_of(TOML).payoffs) == {"seller": 0.4, "buyer": 0.3}
    assert dict(point_of(*XML).payoffs) == {"seller": 0.4, "buyer": 0.3}


def test_the_files_of_a_domain_are_read_in_any_order_and_from_their_folder(tmp_path: Path) -> None:
    for file in XML:
        shutil.copy(file, tmp_path)
    turned = read_domain(XML[::-1])
    assert [profile.name for profile in turned.profiles] == ["buyer", "seller"]
    assert read_domain([tmp_path]) == turned
    assert [profile.discount for profile in turned.profiles] == [1.0, 0.81]


def test_what_is_a_table_that_stands_alone() -> None:
    assert all(map(is_lone_table, (str(TOML), "any.XML", str(CAR))))
    kosovo = Path(__file__).parent.parent / "scenarios" / "kosovo"
    for name in ("status_quo", str(kosovo), str(kosovo / "status_quo.toml"), "none.toml", str(CAR.parent)):
        assert not is_lone_table(name)


# ---- questions about it


def test_the_question_table_answers_on_a_file_as_on_a_case() -> None:
    for files in ([TOML], XML):
        record = ask("table", list(map(str, files))).record
        (point,) = record["scenarios"]
        best = max(by_loops().items() if files == [TOML] else by_formula().items(),
                   key=lambda item: min(item[1]) > 0 and item[1][0] * item[1][1])  # fmt: skip
        assert [round(gain, 9) for gain in point["solutions"]["nash"]["gains"].values()] == [
            round(g, 9) for g in best[1]
        ]
        assert set(record) >= {"title", "hash"}


def test_the_command_says_that_a_table_was_read_and_all_of_a_package() -> None:
    said = run("table", str(TOML), "--package", "price=low,tyres=summer").stdout
    assert "Table: A used car (car.toml). Hash" in said
    assert "Price: low; Tyres with it: for the summer" in " ".join(said.split())
    full = run("table", str(TOML), "--full").stdout
    assert "Without agreement:" not in full
    assert run("table", *map(str, XML)).stdout.startswith("Seller and buyer both prefer 4 of 6 packages")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--assume", "op_ed"], "--assume is about a case"),
        (["--set", "a=1"], "--set is about a case"),
        (["--case", "kosovo"], "--case is about a case"),
        (["--fragile"], "--fragile moves beliefs"),
        (["--package", "price=low"], "'tyres' is not in the package"),
        (["--package", "price=lowest,tyres=both"], "lowest"),
        (["--package", "price=low,tyres=both"], ""),
        (["--without", "prize"], "price"),
    ],
)
def test_what_a_file_has_not_is_refused_by_name(arguments: list[str], says: str) -> None:
    ended = run("table", str(TOML), *arguments)
    assert (ended.returncode, ended.stdout == "") == ((2, True) if says else (0, False))
    assert says in " ".join(ended.stderr.split())


def test_a_package_that_loses_somebody_something_is_outside_and_says_who() -> None:
    said = " ".join(run("table", str(TOML), "--package", "price=high,tyres=summer").stdout.split())
    assert "is outside the zone: Buyer would rather have no agreement (-0.20)." in said


WORTHS = [
    ("middle = 0.45", "middle = 0.46"),
    ("seller = 0.4", "seller = 0.41"),
    ("winter = 0.4", "winter = 0.5"),
    ('options = ["low", "middle", "high"]', 'options = ["low", "middle", "high", "higher"]'),
    ("not (price.low and tyres.both)", "not (price.high and tyres.both)"),
    ("seller = 0.81", "seller = 0.8"),
]


@pytest.mark.parametrize(("old", "new"), WORTHS)
def test_the_hash_is_another_one_wherever_the_table_is(tmp_path: Path, old: str, new: str) -> None:
    def digest(text: str) -> str:
        (tmp_path / "car.toml").write_text(text, encoding="utf-8")
        case = case_of_table([str(tmp_path / "car.toml")])
        return case.scenario(case.main[0]).digest

    text = TOML.read_text(encoding="utf-8")
    assert old in text
    assert digest(text) == digest(text + "# a remark\n")
    assert digest(text) == digest(text.replace("A used car", "Another title"))
    assert digest(text) != digest(text.replace(old, new))


@given(st.lists(st.text(max_size=12), max_size=8), st.sampled_from(["party", "issue", "option"]))
def test_names_made_of_any_labels_can_be_asked_for_and_are_told_apart(labels: list[str], kind: str) -> None:
    names = _names(labels, kind)
    assert len(set(names)) == len(labels)
    assert all(re.fullmatch("[a-z][a-z0-9_]*", name) for name in names)
    assert not {"nash", "zone"} & set(_names(["Nash", "zone"], "issue"))


# ---- a museum of broken tables


BROKEN = {
    "one party": ('["seller", "buyer"]', '["seller"]', ["car.toml", "buyer"]),
    "no party": ('["seller", "buyer"]', "[]", ["disagreement"]),
    "a party named as none can be": ('["seller", "buyer"]', '["Seller", "buyer"]', ["parties", "lower-case"]),
    "a party twice": ('["seller", "buyer"]', '["seller", "buyer", "seller"]', ["parties", "twice"]),
    "no number without agreement": ("buyer = 0.3\n", "", ["line 4", "disagreement", "buyer has no number"]),
    "no disagreement": ("[disagreement]\nseller = 0.4\nbuyer = 0.3", "", ["disagreement", "seller has no number"]),
    "a text without agreement": ("seller = 0.4", 'seller = "0.4"', ["disagreement.seller", "Write it without quotes"]),
    "a number for nobody": ("buyer = 0.3", "buyer = 0.3\nagent = 1", ["disagreement.agent", "not a key"]),
    "a discount above 1": ("seller = 0.81", "seller = 1.81", ["discount.seller", "at most 1"]),
    "a party without worth": ("[worth.buyer.price]\nlow = 0.6\nmiddle = 0.3\n\n[worth.buyer.tyres]\n"
        'summer = "winter / 4"\nboth = "winter"', "", ["worth", "buyer has no worth"]),
    "worth for an unknown option": ("high = 0.75", "hihg = 0.75", ["worth.seller.price.hihg", "Did you mean 'high'?"]),
    "worth for an unknown issue": ("[worth.buyer.price]", "[worth.buyer.prize]", ["worth.buyer", "'price'"]),
    "a rule over an unknown name": ('"winter / 4"', '"wintr / 4"', ["worth.buyer.tyres.summer", "wintr", "winter"]),
    "a rule that is no number": ('"winter / 4"', '"winter / 0"', ["worth.buyer.tyres.summer", "not a finite number"]),
    "one option": ('["low", "middle", "high"]', '["low"]', ["issues.price.options", "fewer than two"]),
    "an option that is no text": ('["low", "middle", "high"]', '["low", 2]', ["issues.price.options"]),
    "no issues": ('[issues.price]\noptions = ["low", "middle", "high"]\n\n[issues.tyres]\nlabel = "Tyres with it"\n'
        'options = { summer = "for the summer", both = "for the winter too" }', "", ["issues", "is missing"]),
    "no package": ("not (price.low and tyres.both)", "price.low and price.high", ["feasible", "no package is left"]),
    "an unknown key": ("[terms]", "[term]", ["term", "Did you mean 'terms'?"]),
    "an agreement of moves": ("[terms]", "[agreement]", ["agreement", "not a key"]),
    "the table of a case": ("[disagreement]", "[no_agreement]", ["belongs to the table of a case"]),
}  # fmt: skip


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_table_is_refused_with_a_message_to_mend_it_from(tmp_path: Path, fault: str) -> None:
    old, new, says = BROKEN[fault]
    text = TOML.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "car.toml").write_text(text.replace(old, new), encoding="utf-8")
    ended = run("table", "car.toml", "--out", "out", folder=tmp_path)
    message = " ".join(ended.stderr.split())
    assert (ended.returncode, ended.stdout) == (2, "")
    assert not (tmp_path / "out").exists()
    for words in says:
        assert words in message
    assert message.endswith((".", "?"))


def test_the_table_of_a_case_is_told_from_one_that_stands_alone() -> None:
    ended = run("table", str(Path(__file__).parent.parent / "scenarios" / "kosovo" / "table.toml"))
    assert ended.returncode == 2
    assert "belongs to the table of a case: name the case" in " ".join(ended.stderr.split())


BOMB = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
BROKEN_XML = {
    "entities": ("buyer.xml", "<utility_space>", BOMB + "<utility_space>", ["buyer.xml", "document type"]),
    "an entity from outside": ("buyer.xml", "<utility_space>", OUTSIDE + "<utility_space>", ["document type"]),
    "a document type from outside": ("domain.xml", "<negotiation_template>",
        '<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><negotiation_template>', ["domain.xml", "document type"]),
    "no XML": ("buyer.xml", "<utility_space>", "utility", ["buyer.xml", "not valid XML"]),
    "XML that is cut": ("buyer.xml", "</utility_space>", "", ["buyer.xml", "not valid XML"]),
    "another file": ("buyer.xml", "utility_space", "svg", ["buyer.xml", "no domain", "no profile"]),
    "two domains": ("buyer.xml", "utility_space", "negotiation_template", ["are 2, the profiles 1"]),
    "whole numbers": ("domain.xml", 'vtype="discrete"', 'vtype="integer"', ["issue 'Price'", "only discrete"]),
    "no issue": ("domain.xml", "issue", "topic", ["domain.xml", "no <issue>"]),
    "two values alike": ("domain.xml", '"middle"', '"low"', ["issue 'Price'", "two values are 'low'"]),
    "an issue without name": ("domain.xml", 'name="Price"', "", ["no name"]),
    "an issue of another domain": ("buyer.xml", '"Price"', '"Prize"', ["issue 'Prize'", "not in the domain file"]),
    "a value without evaluation": ("buyer.xml", '<item index="3" value="high" evaluation="0"/>', "",
        ["issue 'Price'", "value 'high'", "no evaluation"]),
    "an evaluation that is no number": ("buyer.xml", 'evaluation="4"/>\n      <item index="2" value="m',
        'evaluation="null"/>\n      <item index="2" value="m', ["evaluation of 'low'", "'null'"]),
    "an evaluation below 0": ("buyer.xml", 'evaluation="0"', 'evaluation="-1"', ["issue 'Price'", "below 0"]),
    "an evaluation without end": ("buyer.xml", 'evaluation="0"', 'evaluation="inf"', ["at most 1e12"]),
    "an evaluation that is none": ("buyer.xml", 'evaluation="0"', 'evaluation="nan"', ["at most 1e12"]),
    "no weights": ("buyer.xml", "weight", "wait", ["buyer.xml", "no <weight>"]),
    "a reservation value that is none": ("buyer.xml", '"0.3"', '"much"', ["reservation value", "'much'"]),
}  # fmt: skip


@pytest.mark.parametrize("fault", BROKEN_XML)
def test_a_broken_domain_is_refused_with_a_message_to_mend_it_from(tmp_path: Path, fault: str) -> None:
    name, old, new, says = BROKEN_XML[fault]
    for file in XML:
        shutil.copy(file, tmp_path)
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new), encoding="utf-8")
    ended = run("table", "domain.xml", "seller.xml", "buyer.xml", "--out", "out", folder=tmp_path)
    message = " ".join(ended.stderr.split())
    assert (ended.returncode, ended.stdout) == (2, "")
    assert not (tmp_path / "out").exists()
    assert "passwd" not in message
    for words in says:
        assert words in message
    assert message.endswith((".", "?"))


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "large.xml").write_text("<utility_space>" + " " * 2_100_000 + "</utility_space>", encoding="utf-8")
    with pytest.raises(InputError, match="at most 2 MB"):
        case_of_table([str(XML[0]), str(XML[1]), str(tmp_path / "large.xml")])


def test_a_domain_with_too_many_packages_is_refused_before_any_is_made(tmp_path: Path) -> None:
    issues = "".join(
        f'<issue index="{k}" name="i{k}" vtype="discrete">'
        + "".join(f'<item value="{v}" evaluation="1"/>' for v in "abcdefghij") + "</issue>"
        for k in range(7)
    )  # fmt: skip
    (tmp_path / "d.xml").write_text(f"<negotiation_template>{issues}</negotiation_template>", encoding="utf-8")
    for name in ("a", "b"):
        text = f'<utility_space>{issues}<weight index="1" value="1"/></utility_space>'
        (tmp_path / f"{name}.xml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="10,000,000 combinations"):
        case_of_table([str(tmp_path)])


def test_a_folder_from_which_nobody_could_choose_is_refused(tmp_path: Path) -> None:
    for k in range(MOST_PARTIES + 1):
        shutil.copy(XML[1], tmp_path / f"profile{k}.xml")
    shutil.copy(XML[0], tmp_path)
    with pytest.raises(InputError, match=r"4 profiles .*Name the domain and those to negotiate"):
        case_of_table([str(tmp_path)])
    named: Case = case_of_table([str(tmp_path / name) for name in ("domain.xml", "profile1.xml", "profile3.xml")])
    assert list(named.players) == ["profile1", "profile3"]


def test_json_and_csv_of_a_file_can_be_read() -> None:
    record = json.loads(run("table", str(TOML), "--json").stdout)
    assert record["scenarios"][0]["disagreement"] == {"seller": 0.4, "buyer": 0.3}
    assert run("table", str(TOML), "--csv").stdout.count("\n") > 3
