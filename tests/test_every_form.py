"""Every question in every form of its answer, over every built-in case: from the declarations, so that none is missed.

What the answers say is the other tests' to judge. Here each form must be made, whole, or the question be refused.
"""

import csv
import io
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from negotiation_sim import InputError, load_case
from negotiation_sim.case.bodies import built_in_bodies
from negotiation_sim.case.conflict import built_in_conflicts
from negotiation_sim.case.library import built_in_cases
from negotiation_sim.case.scenario import Case
from negotiation_sim.cli.commands import show
from negotiation_sim.present import canvas
from negotiation_sim.questions import questions
from negotiation_sim.questions.asking import answered
from negotiation_sim.questions.declaration import Question

ROOT = Path(__file__).parent.parent
WITHOUT_CASE: Mapping[str, dict[str, Any]] = {
    "cases": {},
    "extensive": {"tree": "Ann: out = 0 2; in (Bob: fight = -1 -1; yield = 1 1)"},
    "game": {"payoffs": "3 3, 0 5; 5 0, 1 1"},
    "glossary": {},
    "limits": {},
    "validate": {"catalogue": ROOT / "tests" / "frozen" / "validation"},
    "new": {"name": "mine"},
    "analogy": {"first": "accords", "second": "kosovo"},
    "sweep": {"file": "stags.toml", "into": "again.duckdb"},
    "sweep export": {"file": "stags.duckdb", "csv": "stags.csv"},
    "sweep check": {"file": "stags.duckdb"},
    "verify": {"record": "stags.json"},
}
"""What is asked where a question is about no case, conflict or body."""
ABOUT = {"stability": built_in_conflicts, "coalitions": built_in_conflicts, "path": built_in_conflicts}
SWEEP = 'title = "Stags"\ncase = "stag_hunt"\n[sample]\ndraws = 16\nseed = 3\n'
LARGE = {"kosovo", "accords"}
CLASSICS = {*built_in_cases()} - LARGE
REFUSED = {
    "cite": CLASSICS,  # they cite no claims
    "thresholds": CLASSICS - {"stag_hunt"},  # they name no group
    "plans": {*CLASSICS, "accords"},  # they name no plans
    "years": {*CLASSICS, "accords"},  # they say nothing of the years
    "backtest": {*CLASSICS, "accords"},  # they have no dated statements
    "posturing": {*CLASSICS, "accords"},  # they have no posturing.toml
    "argument": CLASSICS,  # they have no claims
    "table": CLASSICS,  # nobody negotiates in them
    "offers": CLASSICS,
    "regions": {"majority"},  # it has one assumption
    "tree": CLASSICS - {"stag_hunt", "matching_pennies"},  # all choose at once in them
    "explain": {"matching_pennies"},  # it has no pure equilibrium to start from
    "sensitivity": CLASSICS - {"stag_hunt"},  # nobody moves in an order, or no order leads anywhere
    "discover": CLASSICS,  # over their ranges the condition always holds, or never
}
"""What has no answer, in which case."""


@cache
def case_named(name: str) -> Case:
    return load_case(name)


def of_case(question: Question, case: Case) -> dict[str, Any]:
    """A value for each field that must be given, taken from the case; few draws, few assumptions."""
    main = case.main[-1] if question.name == "discover" else case.main[0]
    scenario = case.scenario(main, case.base_set)
    free = [player for player in case.players if player not in scenario.fixes]
    ranged = [name for name, entry in case.register.items() if entry.low < entry.high and not entry.is_switch]
    names = [*ranged, *case.register][:2]
    condition = f"{free[-1]}.{scenario.strategies(free[-1])[0]}"
    values: dict[str, Any] = {
        "scenario": main,
        "holds": condition,
        "to": condition,
        "row": free[0],
        "column": free[-1],
        "x": names[0],
        "y": names[-1],
        "numbers": (next(iter(case.claims), "C01"),),
        "file": "game.nfg",
    }
    few = {"draws": 32, "free": names, "assumption": names, "sense": _sense(case)}
    others = {
        "sensitivity": {"payoff": (free[0],)},
        "discover": {"free": (), "draws": 1024 if case.name == "kosovo" else 64},
    }
    few |= others.get(question.name, {"holds": condition})
    fields = {field.name: field for field in question.fields}
    chosen = {name: values[name] for name, field in fields.items() if field.required}
    chosen |= {name: value for name, value in few.items() if name in fields and value is not None}
    return {name: (value,) if name == "holds" and fields[name].many else value for name, value in chosen.items()}


def _sense(case: Case) -> str | None:
    """Where a conclusion must hold: in some equilibrium, where nobody moves in an order."""
    return None if case.scenario(case.main[0], case.base_set).order else "some"


def asked() -> dict[str, tuple[Question, str, str]]:
    """Every question with what it is asked about, by a name for the test."""
    pairs = {}
    for name, question in questions().items():
        fields = {field.name for field in question.fields}
        things_by_kind = {"case": [*built_in_cases()], "body": bodies()}
        kinds = {kind: things for kind, things in things_by_kind.items() if kind in fields}
        if name in WITHOUT_CASE:  # where a case is named, it is in place of another one
            kinds = {}
        if name in ABOUT:
            kinds["conflict"] = [*ABOUT[name]()]
        for kind, things in (kinds or {"nothing": [""]}).items():
            for thing in things:
                if name == "check" and thing in LARGE:  # every fault of a large case takes a while to look for
                    continue
                pairs[f"{name} {kind} {thing}".replace(" nothing ", "")] = (question, kind, thing)
    return pairs


def bodies() -> list[str]:
    """The voting bodies, but for the one whose power takes long to compute."""
    return sorted(set(built_in_bodies()) - {"eu_qualified_majority"})


ASKED = asked()


def values_of(question: Question, kind: str, thing: str) -> dict[str, Any]:
    """What is asked of it, by name."""
    if kind == "case":
        return {"case": thing, **of_case(question, case_named(thing))}
    if kind == "conflict":
        return {"scenario": thing, **({"to": "1"} if question.name == "path" else {})}
    return {"body": thing} if kind == "body" else dict(WITHOUT_CASE[question.name])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the questions are asked, with a sweep; each picture is drawn once."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(canvas, "svg", lambda picture: b"")
    Path("stags.toml").write_text(SWEEP, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ASKED)
def test_every_form_of_every_answer_is_made_whole(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    question, kind, thing = ASKED[name]
    if question.name in ("sweep export", "sweep check"):
        answered(questions()["sweep"], {"file": "stags.toml", "into": "stags.duckdb"})
    if question.name == "verify":
        answered(questions()["report"], {"case": "stag_hunt", "out": "stags.md"})
    if thing not in ("stag_hunt", "elmira", "nato"):  # one of each kind is drawn; stored answers hold more
        monkeypatch.setattr(canvas, "png", lambda picture: b"")
    if thing in REFUSED.get(question.name, ()):
        with pytest.raises(InputError):
            answered(question, values_of(question, kind, thing))
        return
    answer = answered(question, values_of(question, kind, thing))
    capsys.readouterr()
    show(answer, {})
    printed = capsys.readouterr().out
    assert bool(printed.strip()) == (question.text is not None)
    if question.text:
        show(answer, {"form_full": True})
        assert capsys.readouterr().out.strip()
    if question.record:
        show(answer, {"form_json": True})
        assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(answer.record))
    if question.table:
        show(answer, {"form_csv": True})
        head, *rows = csv.reader(io.StringIO(capsys.readouterr().out))
        assert {len(row) for row in rows} <= {len(head)}
        assert len(rows) == len(answer.table)
    if question.writes:
        show(answer, {"form_out": folder / "out"})
        capsys.readouterr()
        assert {path.suffix for path in (folder / "out").rglob("*")} >= {".txt", ".json", ".csv"}
