"""The question `sweep export`: the table of a sweep as files, none of which replaces another."""

import json
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

from negotiation_sim import InputError, ask
from negotiation_sim.questions.sweep import store
from negotiation_sim.questions.sweep.answer import sweep
from negotiation_sim.questions.sweep.chunks import solve_chunk
from negotiation_sim.questions.sweep.summary import summary
from negotiation_sim.questions.sweep_export.answer import export

from .test_sweep import invoke, plan_of


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands of a test run, with a sweep that is complete."""
    monkeypatch.chdir(tmp_path)
    sweep(plan_of(tmp_path), Path("stags.duckdb"))
    return tmp_path


def test_both_forms_hold_the_same_rows_in_one_order_and_beside_them_what_they_come_from(folder: Path) -> None:
    import duckdb

    exported = ask("sweep export", "stags.duckdb", csv="out.csv", parquet="out.parquet").answer
    assert [path.name for path in exported.files] == ["out.parquet", "out.inputs.json", "out.csv"]
    text = pd.read_csv("out.csv")
    binary = duckdb.connect().execute("SELECT * FROM 'out.parquet'").df()
    assert len(text) == len(binary) == 200
    keys = ["draw", "assumption_set", "scenario"]
    assert text[keys].equals(text[keys].sort_values(keys, ignore_index=True))
    assert (text["hunted"] == binary["hunted"]).all()
    inputs = json.loads(Path("out.inputs.json").read_text(encoding="utf-8"))
    assert inputs["table_hash"] == exported.summary.table_hash
    assert inputs["chunks_complete"] == 4
    assert "created" not in inputs


def test_the_same_sweep_gives_the_same_bytes(folder: Path) -> None:
    for name in ("first.csv", "second.csv"):
        ask("sweep export", "stags.duckdb", csv=name)
    assert Path("first.csv").read_bytes() == Path("second.csv").read_bytes()
    assert Path("first.inputs.json").read_bytes() == Path("second.inputs.json").read_bytes()


def test_the_command_names_each_file_once_and_prints_nothing_else(folder: Path) -> None:
    done = invoke("export", "stags.duckdb", "--csv", "a.csv", "--parquet", "b/b.parquet")
    assert done.stdout == ""
    assert done.stderr == "".join(
        f"wrote {name}\n" for name in ("b/b.parquet", "b/b.inputs.json", "a.csv", "a.inputs.json")
    )


def test_a_table_may_replace_an_earlier_table(folder: Path) -> None:
    Path("out.csv").write_text("old", encoding="utf-8")
    ask("sweep export", "stags.duckdb", csv="out.csv")
    assert len(pd.read_csv("out.csv")) == 200


def test_without_a_file_to_write_it_is_refused_in_the_words_of_the_door(folder: Path) -> None:
    with pytest.raises(InputError, match="name a file with `parquet` FILE or `csv` FILE"):
        ask("sweep export", "stags.duckdb")
    with pytest.raises(InputError, match="nothing was written"):
        invoke("export", "stags.duckdb")
    assert {path.name for path in folder.iterdir()} == {"stags.toml", "stags.duckdb"}


def test_what_is_no_sweep_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "note.duckdb").write_text("mine", encoding="utf-8")
    for name in ("note.duckdb", "none.duckdb"):
        with pytest.raises(InputError, match=name):
            ask("sweep export", tmp_path / name, csv=tmp_path / "out.csv")
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {"note.duckdb": "mine"}


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
    folder: Path, clash: str
) -> None:
    Path("stags.toml").write_text("title = 'a sweep'\n", encoding="utf-8")
    Path("linked.duckdb").symlink_to("stags.duckdb")
    Path("named.duckdb").hardlink_to("stags.duckdb")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    arguments, words = CLASHES[clash]
    with pytest.raises(InputError, match=f"^{words}"):
        invoke("export", "stags.duckdb", *(part.format(folder=folder.name) for part in arguments))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_an_export_does_not_replace_a_sweep_that_is_named_as_what_stands_beside_it(tmp_path: Path) -> None:
    out = tmp_path / "out.inputs.json"
    sweep(plan_of(tmp_path), out)
    with closing(store.read(out)) as opened, pytest.raises(InputError, match="holds the sweep"):
        export(opened, [(tmp_path / "out.csv", ".csv")])
    assert summary(store.read(out)).complete
    assert not (tmp_path / "out.csv").exists()


def test_an_export_of_a_sweep_that_is_not_complete_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with closing(store.opened(Path("begun.duckdb"), plan_of(tmp_path), resume=False)) as opened:
        opened.record(solve_chunk(plan_of(tmp_path), 0))
    assert invoke("export", "begun.duckdb", "--csv", "out.csv").stderr == (
        "begun.duckdb: 1 of 4 chunks are complete so far.\nwrote out.csv\nwrote out.inputs.json\n"
    )
