"""The table of a sweep taken out: what an export may replace, and what it says."""

from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

from negotiation_sim import InputError, ask
from negotiation_sim.questions.sweep import store
from negotiation_sim.questions.sweep.chunks import solve_chunk
from negotiation_sim.questions.sweep.plan import SweepPlan
from negotiation_sim.questions.sweep.run import sweep
from negotiation_sim.questions.sweep.summary import summary
from negotiation_sim.questions.sweep_export.table_file import export

from .test_sweep import invoke, plan_of


@pytest.fixture
def plan(tmp_path: Path) -> SweepPlan:
    return plan_of(tmp_path)


CLASHES = {
    "source": (("--csv", "stags.duckdb"), "stags.duckdb: holds the sweep"),
    "source_otherwise_spelled": (("--parquet", "../{folder}/./stags.duckdb"), "stags.duckdb: holds the sweep"),
    "source_by_a_link": (("--csv", "linked.duckdb"), "stags.duckdb: holds the sweep"),
    "source_by_a_second_name": (("--csv", "named.duckdb"), "stags.duckdb: holds the sweep"),
    "the_log_of_the_source": (("--csv", "stags.duckdb.wal"), "stags.duckdb.wal: holds the sweep"),
    "one_file_for_both": (("--csv", "out", "--parquet", "./out"), "out: would be written twice"),
    "what_stands_beside_the_other": (("--csv", "out.inputs.json", "--parquet", "out.pq"), "out.inputs.json: would be"),
    "a_good_one_first": (("--csv", "stags.duckdb", "--parquet", "out.pq"), "stags.duckdb: holds the sweep"),
    "another_sweep_s_file": (("--csv", "other.duckdb"), "other.duckdb: is no name of a table"),
    "what_describes_the_sweep": (("--csv", "stags.toml"), "stags.toml: is no name of a table"),
}


@pytest.mark.parametrize("clash", CLASHES)
def test_an_export_that_would_replace_the_sweep_or_itself_is_refused_and_writes_nothing(
    plan: SweepPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clash: str
) -> None:
    monkeypatch.chdir(tmp_path)
    sweep(plan, Path("stags.duckdb"))
    Path("stags.toml").write_text("title = 'a sweep'\n", encoding="utf-8")
    Path("linked.duckdb").symlink_to("stags.duckdb")
    Path("named.duckdb").hardlink_to("stags.duckdb")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    arguments, words = CLASHES[clash]
    with pytest.raises(InputError, match=f"^{words}"):
        invoke("export", "stags.duckdb", *(own.format(folder=tmp_path.name) for own in arguments))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_an_export_does_not_replace_a_sweep_that_is_named_as_what_stands_beside_it(
    plan: SweepPlan, tmp_path: Path
) -> None:
    out = tmp_path / "out.inputs.json"
    sweep(plan, out)
    with closing(store.read(out)) as opened, pytest.raises(InputError, match="holds the sweep"):
        export(opened, tmp_path / "out.csv", ".csv")
    assert summary(store.read(out)).complete
    assert not (tmp_path / "out.csv").exists()


def test_an_export_of_a_sweep_that_is_not_complete_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with closing(store.opened(Path("begun.duckdb"), plan_of(tmp_path), resume=False)) as opened:
        opened.record(solve_chunk(plan_of(tmp_path), 0))
    assert invoke("export", "begun.duckdb", "--csv", "out.csv").stderr == (
        "begun.duckdb: 1 of 4 chunks are complete so far.\nwrote out.csv\nwrote out.inputs.json\n"
    )


def test_a_table_that_is_asked_for_in_both_forms_is_written_in_both_with_one_stamp(
    plan: SweepPlan, tmp_path: Path
) -> None:
    file = tmp_path / "out.duckdb"
    sweep(plan, file)
    exported = ask("sweep export", file, csv=tmp_path / "out.csv", parquet=tmp_path / "out.parquet").answer
    assert [path.name for path in exported.files] == ["out.parquet", "out.inputs.json", "out.csv"]
    assert len(pd.read_csv(tmp_path / "out.csv")) == plan.rows


def test_an_export_into_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="name a file with `parquet` FILE or `csv` FILE"):
        ask("sweep export", tmp_path / "out.duckdb")
