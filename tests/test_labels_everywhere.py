"""Every question and every picture shows labels: a code name stands at most in brackets, behind its label."""

import re
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pandas as pd
import pytest

from negotiation_sim import ask
from negotiation_sim.present.canvas import Picture
from negotiation_sim.questions import questions
from negotiation_sim.questions.asking import Answered

GAME = """
[case]
title = "A hunt"
group = "pack"
matrix = ["xa", "xb"]
baseline = "free"
[players.xa]
name = "Alfa"
strategies = ["mv_wait", "mv_hunt"]
labels = { mv_wait = "the quiet year", mv_hunt = "the great hunt" }
[players.xb]
name = "Bravo"
strategies = ["mv_wait", "mv_hunt"]
labels = { mv_wait = "the quiet year", mv_hunt = "the great hunt" }
[groups]
pack = ["xa", "xb"]
[order]
in_turn = [["xa"], ["xb"]]
[irreversible]
xa = [["mv_hunt", "mv_wait"]]
[outcomes]
oc_stag = "xa.mv_hunt and xb.mv_hunt"
[payoffs.xa]
cr_food = "if(xa.mv_hunt, oc_stag, 0.6)"
cr_calm = "xa.mv_wait * as_calm"
[payoffs.xb]
cr_food = "if(xb.mv_hunt, oc_stag, 0.6)"
[labels.criteria]
cr_food = "food for the winter"
cr_calm = "peace in the valley"
[labels.outcomes]
oc_stag = "a stag is caught"
[conclusions.cn_hunt]
title = "both hunters go out"
holds = "oc_stag"
[hinges.cn_out]
title = "both hunters are out"
holds = "oc_stag"
"""
REGISTER = {
    "xa.weight.cr_food": (4, 3, 6, "what food is to Alfa"),
    "xb.weight.cr_food": (4, 3, 6, "what food is to Bravo"),
    "xa.weight.cr_calm": (1, 0, 2, "what peace is to Alfa"),
    "as_calm": (0.2, 0, 3, "how calm a year at home is"),
}
SCENARIO = """
title = "A free choice"
[changes]
"xa.weight.cr_calm" = { value = 1.1, why = "w", source = "s" }
"""
SWEEP = """
title = "A sweep"
[sample]
draws = 20
seed = 1
[conclusions.cn_out]
holds = "cn_hunt"
"""
CODE = re.compile(r"\b(?:as|mv|cr|oc|cn)[_ ](?:calm|wait|hunt|food|stag|out)\b|\bx[ab]\b")
PLANS = """
[plans.hunting]
title = "They hunt"
author = "Alfa"
scenario = "free"
holds = "cn_hunt"
held_by = ["base"]
source = "C01"
"""
POSTURING = """
title = "Who bluffs?"
[receiver]
name = "Bravo"
players = ["xb"]
[senders.alfa]
title = "Is Alfa in earnest?"
player = "xa"
claim = "bold"
wanted = "join"
[senders.alfa.types]
bold = { label = "bold", prior = 0.5 }
shy = { label = "shy", prior = 0.5 }
[senders.alfa.responses]
join = { label = "joining" }
stay = { label = "staying away" }
[senders.alfa.messages]
talk = { label = "saying so", cost = 0 }
[senders.alfa.payoffs.join]
bold = { scenario = "free", moves = { xa = "mv_hunt", xb = "mv_hunt" } }
shy = { scenario = "free", moves = { xa = "mv_wait", xb = "mv_hunt" } }
[senders.alfa.payoffs.stay]
bold = { scenario = "free", moves = { xa = "mv_hunt", xb = "mv_wait" } }
shy = { scenario = "free", moves = { xb = "mv_wait" } }
"""
TABLE = """
title = "What the hunters share"
parties = ["xa", "xb"]
[no_agreement]
xa = "mv_wait"
xb = "mv_wait"
[issues.oc_food]
label = "the winter store"
options = { mv_wait = "kept apart", mv_hunt = "shared" }
[worth.xa.oc_food]
mv_hunt = { cr_food = "0.5", cr_calm = "as_calm" }
[worth.xb.oc_food]
mv_hunt = { cr_food = "0.1" }
"""
ROUNDS = """
title = "Year after year"
start = 2020
years = 3
part = 0.5
precision = "as_calm"
foresight = 2
patience = { everybody = 0.9 }
[state.xa]
label = "Alfa"
moves = ["mv_wait", "mv_hunt"]
[state.xb]
label = "Bravo"
moves = ["mv_wait", "mv_hunt"]
[turns.xa]
label = "Alfa"
player = "xa"
[turns.xb]
label = "Bravo"
player = "xb"
lasting = ["mv_hunt"]
[events.oc_out]
label = "both hunters go out"
holds = "oc_stag"
[means.cr_food]
label = "the winter store"
of = "oc_stag"
"""
CLAIMS = "claim,paragraph,paraphrase,actors,implication,later_check\nC01,1,Hunting pays,Alfa,A stag,\n"
LABELS = (
    "the great hunt",
    "what food is to Alfa",
    "food for the winter",
    "how calm a year at home is",
    "both hunters go out",
)


BACKTEST = """
scoring = "one_over_answers"
chosen = "answers_unknown"
cannot_test = "the hunt itself"
title = "What came of the hunt"
[standing]
pack = { move = "mv_wait", why = "w", source = "s", known = "2018" }
[windows.wn_year]
title = "The year"
starts = "2019-01-01"
ends = "2019-12-31"
[windows.wn_year.fixes]
xb = { move = "mv_hunt", why = "w", source = "s", known = "2018" }
[windows.wn_year.changes]
as_calm = { value = 0.1, why = "w", source = "s", known = "2018" }
[statements.st_out]
title = "both hunters are out"
window = "wn_year"
holds = "cn_hunt"
truth = true
day = "2019-12-31"
source = "s"
[as_of.gr_early]
known = "2018-12-31"
why = "w"
source = "s"
ranges = { xa.weight.cr_food = [3, 6], xb.weight.cr_food = [3, 6], xa.weight.cr_calm = [0, 2], as_calm = [0, 0.1] }
"""


@pytest.fixture(scope="module")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("labelled") / "hunt"
    for part in ("sets", "sweeps"):
        (folder / part).mkdir(parents=True)
    (folder / "game.toml").write_text(GAME, encoding="utf-8")
    entries = (
        f'["{name}"]\nvalue = {value}\nrange = [{low}, {high}]\nunit = "points"\nwhy = "w"\nsource = "C01"\n'
        f'level = "main"\nlabel = "{label}"\n'.replace('["', "[").replace('"]', "]")
        for name, (value, low, high, label) in REGISTER.items()
    )
    (folder / "assumptions.toml").write_text("".join(entries), encoding="utf-8")
    (folder / "free.toml").write_text(SCENARIO.replace('"xa.weight.cr_calm"', "xa.weight.cr_calm"), encoding="utf-8")
    (folder / "sets" / "restless.toml").write_text(
        'title = "Restless"\nas_of = "2018"\n[values]\nas_calm = 2.5\n', encoding="utf-8"
    )
    (folder / "sweeps" / "plan.toml").write_text(SWEEP, encoding="utf-8")
    (folder / "plans.toml").write_text(PLANS, encoding="utf-8")
    (folder / "posturing.toml").write_text(POSTURING, encoding="utf-8")
    (folder / "table.toml").write_text(TABLE, encoding="utf-8")
    (folder / "rounds.toml").write_text(ROUNDS, encoding="utf-8")
    (folder / "backtest.toml").write_text(BACKTEST, encoding="utf-8")
    (folder / "claims.csv").write_text(CLAIMS, encoding="utf-8")
    return folder


ANALOGY = """
title = "A hunt is a hunt"
other = "../second"
[scenarios]
here = "free"
there = "free"
[elements.calm]
label = "calm"
here = { take = { as_calm = "as_calm + 1" }, fixes = { xb = "mv_hunt" } }
"""


def with_a_second(case: str) -> Answered:
    """The case put beside a copy of it."""
    second = Path(shutil.copytree(case, Path(case).parent / "second", dirs_exist_ok=True))
    (Path(case) / "analogy.toml").write_text(ANALOGY, encoding="utf-8")
    return ask("analogy", case, second)


DRAWN = {"draws": 64, "holds": "cn_hunt"}
ABOUT = {"scenario": "free", "holds": "cn_hunt"}
ASKED: dict[str, Callable[[str], Answered]] = {
    "analogy": with_a_second,
    "assumptions": lambda case: ask("assumptions", case=case),
    "backtest": lambda case: ask("backtest", case=case, changes=["as_calm=0.3"]),
    "check": lambda case: ask("check", case=case),
    "argument": lambda case: ask("argument", case=case),
    "report": lambda case: ask("report", "free", case=case),
    "play": lambda case: ask("play", "free", case=case, seat="xa", moves=["mv_hunt"]),
    "change": lambda case: ask("change", "free", case=case, changes=["as_calm=4", "xa.weight.cr_food=0.1"]),
    "dials": lambda case: ask("dials", "free", case=case),
    "plans": lambda case: ask("plans", case=case, between=("base", "restless")),
    "posturing": lambda case: ask("posturing", case=case, set="as_calm=3"),
    "compare": lambda case: ask("compare", case=case),
    "run": lambda case: ask("run", "free", case=case, changes=["as_calm=4"]),
    "explain": lambda case: ask("explain", "free", case=case),
    "tree": lambda case: ask("tree", "free", case=case),
    "matrix": lambda case: ask("matrix", "xa", "xb", scenario="free", case=case),
    "thresholds": lambda case: ask("thresholds", "free", case=case),
    "breakeven": lambda case: ask("breakeven", case=case, **ABOUT),
    "regions": lambda case: ask("regions", case=case, x="xa.weight.cr_food", y="as_calm", **ABOUT),
    "believe": lambda case: ask("believe", case=case, **ABOUT),
    "believe_between": lambda case: ask("believe", case=case, between=["base", "restless"], **ABOUT),
    "uncertainty": lambda case: ask("uncertainty", "free", case=case, draws=64),
    "uncertainty_named": lambda case: ask("uncertainty", "free", case=case, draws=64, holds=["cn_hunt"]),
    "sensitivity": lambda case: ask("sensitivity", "free", case=case, draws=64, holds=["cn_hunt"]),
    "discover": lambda case: ask("discover", "free", case=case, draws=64, holds="cn_hunt"),
    "sweep": lambda case: ask(
        "sweep", Path(case) / "sweeps" / "plan.toml", into=Path(case).parent / "plan.duckdb", resume=True
    ),
    "table": lambda case: ask("table", case=case, fragile=True, package=["oc_food=mv_hunt"]),
    "offers": lambda case: ask("offers", case=case, tactics=["linear,conceder"]),
    "offers_by_turns": lambda case: ask("offers", case=case),
    "years": lambda case: ask(
        "years",
        "free",
        case=case,
        story=True,
        replay=["2022:xb=mv_hunt"],
        given=["2021:xa=mv_hunt"],
        wait="xb",
        pace=True,
    ),
    "stability": lambda case: ask("stability", "free", case=case),
    "coalitions": lambda case: ask("coalitions", "free", case=case),
    "path": lambda case: ask("path", "free", to="cn_hunt", case=case),
    **{
        f"solve_{concept}": lambda case, concept=concept: ask("solve", "free", case=case, concept=concept)
        for concept in ("mixed", "staged", "dominance", "quantal", "correlated", "best_response", "replicator")
    },
    "solve_agent": lambda case: ask("solve", "free", case=case, concept="agent_quantal", precision=2.0),
    "solve_logit": lambda case: ask("solve", "free", case=case, concept="logit_dynamics", precision=1.0),
}
NO_CASE = {
    *("cases", "cite", "export", "extensive", "game", "glossary", "limits", "new", "power", "scenarios", "sets"),
    *("sweep check", "sweep export", "validate", "verify"),
}
"""Questions that show no strategy, criterion, outcome or assumption of a case."""


def bare(text: str) -> list[str]:
    """The code names in a text that stand outside brackets behind a label, and in no question that is to be asked."""
    joined = re.sub(r"`play [^`]*`", "", " ".join(text.split()))
    return CODE.findall(re.sub(r"\((?:[a-z]+\.)*[a-z_.]+\)", "()", joined))


def shown(svg: str) -> str:
    """What a picture writes: the texts of the SVG."""
    written = " ".join("".join(part.itertext()) for part in fromstring(svg).iter("{http://www.w3.org/2000/svg}text"))
    assert "Hash" in written
    return written


def test_no_question_is_left_out() -> None:
    assert {name.partition("_")[0] for name in ASKED} == {*questions()} - NO_CASE


@pytest.mark.parametrize("name", ASKED)
def test_text_shows_labels(name: str, labelled: Path) -> None:
    text = ASKED[name](str(labelled)).text
    assert bare(text) == [], text
    assert any(label in " ".join(text.split()) for label in LABELS) or name.startswith(("thresholds", "offers")), text


@pytest.mark.parametrize(
    "name", [name for name in ASKED if not name.startswith(("assumptions", "sweep", "check", "report"))]
)
def test_every_picture_and_what_it_says_in_words_shows_labels(name: str, labelled: Path, tmp_path: Path) -> None:
    for file in ASKED[name](str(labelled)).write(tmp_path):
        if file.suffix == ".svg":
            assert bare(shown(file.read_text(encoding="utf-8"))) == [], file.name
        if file.suffix == ".txt":
            assert bare(file.read_text(encoding="utf-8")) == [], file.name


@pytest.mark.parametrize("name", ["breakeven", "discover", "sensitivity", "believe"])
def test_tables_and_records_keep_names_and_have_labels_beside_them(name: str, labelled: Path) -> None:
    answer = ASKED[name](str(labelled))
    rows = answer.table[["assumption", "label"]].drop_duplicates()
    assert isinstance(rows, pd.DataFrame)
    assert len(rows) > 0
    assert dict(rows.itertuples(index=False)).items() <= {key: entry[3] for key, entry in REGISTER.items()}.items()
    assert answer.record["labels"]["as_calm"] == "how calm a year at home is"
    assert answer.record["labels"]["xa.mv_hunt"] == "the great hunt"


def test_a_condition_as_typed_has_the_labels_of_what_it_names(labelled: Path) -> None:
    text = " ".join(ask("breakeven", "free", holds="xa.mv_hunt and oc_stag", case=str(labelled)).text.split())
    assert "(oc_stag = a stag is caught; xa.mv_hunt = Alfa: the great hunt)" in text


LONG: dict[str, dict[str, Any]] = {
    "breakeven": {},
    "believe": {"to": "fails"},
    "sensitivity": {"draws": 128, "holds": ["count(holdouts.yes) >= 3"]},
}


@pytest.mark.parametrize("name", LONG)
def test_long_labels_beside_rows_touch_no_other_and_the_legend_stays_on_the_sheet(name: str) -> None:
    values: dict[str, Any] = {"holds": "chain", **LONG[name]}
    answered = ask(name, "recognition_first", **values)
    drawn = answered.question.load("pictures")(answered.answer)
    for picture in [drawn] if isinstance(drawn, Picture) else drawn:
        picture.figure.draw_without_rendering()
        for axes in picture.figure.axes:
            boxes = [tick.get_window_extent() for tick in axes.get_yticklabels() if tick.get_text()]
            boxes.sort(key=lambda box: -box.y0)
            assert all(above.y0 >= below.y1 - 1 for above, below in pairwise(boxes)), picture.name
            if legend := axes.get_legend():
                box = legend.get_window_extent()
                assert -1 <= box.x0 < box.x1 <= picture.figure.bbox.x1 + 1, picture.name
