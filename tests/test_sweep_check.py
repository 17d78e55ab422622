"""The question `sweep check`, and what every read of a sweep's file finds of what was changed in it, or damaged."""

import json
import random
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from negotiation_sim import InputError, ask
from negotiation_sim.questions.sweep import checks, store
from negotiation_sim.questions.sweep.answer import sweep
from negotiation_sim.questions.sweep.chunks import digest_of, solve_chunk
from negotiation_sim.questions.sweep.plan import SweepPlan
from negotiation_sim.questions.sweep.reading import read_plan

from .command_line import within
from .test_sweep import SWEEPS, plan_of

duckdb = pytest.importorskip("duckdb")


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a sweep of four chunks that is complete, and one that is not."""
    folder = tmp_path_factory.mktemp("swept")
    plan = plan_of(folder)
    sweep(plan, folder / "stags.duckdb")
    with closing(store.opened(folder / "begun.duckdb", plan, resume=False)) as opened:
        opened.record(solve_chunk(plan, 2))
    return folder


@pytest.fixture
def folder(swept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands of a test run, with a copy of both sweeps."""
    shutil.copytree(swept, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_file_that_nobody_changed_is_whole_and_it_says_how_far_the_sweep_is(folder: Path) -> None:
    checked = ask("sweep check", "stags.duckdb")
    assert "holds what was written into it. The sweep is complete: 4 of 4 chunks with 200 rows." in " ".join(
        checked.text.split()
    )
    record = ask("sweep check", "begun.duckdb").record
    assert (record["complete"], record["chunks"], record["chunks_complete"], record["rows"]) == (False, 4, 1, 60)
    assert (
        checked.record["table_hash"]
        == json.loads(within("sweep", "stags.toml", "--resume", "--json").stdout)["table_hash"]
    )


def test_a_digest_is_of_the_rows_however_they_are_kept(tmp_path: Path) -> None:
    for path in SWEEPS[-1:]:
        plan = read_plan(path)
        chunk = solve_chunk(plan, 0)
        texts = chunk.rows.astype({name: object for name in chunk.rows if chunk.rows[name].dtype == "category"})
        assert digest_of(texts.sample(frac=1, random_state=1)) == chunk.digest
        assert digest_of(texts.iloc[:-1]) != chunk.digest
        for name in texts:
            other = texts.assign(**{name: texts[name].to_numpy()[::-1]})
            same = other[name].tolist() == texts[name].tolist()
            assert (digest_of(other) == chunk.digest) == same, name


def test_many_small_chunks_are_read_as_one_large_one_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for rows in (1, 60, 130, 10**6):
        monkeypatch.setattr(checks, "AT_A_TIME", rows)
        assert ask("sweep check", "stags.duckdb").record["complete"]


EDITS = {
    "a_renamed_column_of_the_inputs": "ALTER TABLE inputs RENAME COLUMN plan TO plans",
    "a_renamed_seal": "ALTER TABLE inputs RENAME COLUMN seal TO seals",
    "a_column_more": "ALTER TABLE inputs ADD COLUMN note VARCHAR",
    "a_renamed_column_of_the_chunks": "ALTER TABLE chunks RENAME COLUMN digest TO digests",
    "a_renamed_column_of_what_is_drawn": "DROP VIEW results; ALTER TABLE draws RENAME COLUMN hare TO hares; "
    'CREATE VIEW results AS SELECT * FROM found JOIN draws USING (draw, "values of run")',
    "a_renamed_column_under_the_view": "ALTER TABLE found RENAME COLUMN hunted TO hunt",
    "no_view": "DROP VIEW results",
    "no_chunks": "DROP TABLE chunks",
    "another_view": "CREATE OR REPLACE VIEW results AS SELECT 1 AS draw",
    "emptied_inputs": "DELETE FROM inputs",
    "emptied_assumptions": "DELETE FROM assumptions",
    "emptied_chunks": "DELETE FROM chunks",
    "emptied_draws": "DELETE FROM draws",
    "emptied_found": "DELETE FROM found",
    "doubled_inputs": "INSERT INTO inputs SELECT * FROM inputs",
    "doubled_draws": "INSERT INTO draws SELECT * FROM draws",
    "doubled_found": "INSERT INTO found SELECT * FROM found",
    "one_row_doubled": "INSERT INTO found SELECT * FROM found LIMIT 1",
    "one_row_deleted": "DELETE FROM found WHERE draw = 95 AND scenario = 'in_turn'",
    "one_row_doubled_for_another": "UPDATE found SET draw = 94 WHERE draw = 95",
    "rows_of_no_chunk": "INSERT INTO found SELECT * REPLACE (draw + 1000 AS draw) FROM found LIMIT 3",
    "draws_of_no_chunk": "INSERT INTO draws SELECT * REPLACE (draw + 1000 AS draw) FROM draws LIMIT 3",
    "one_value_drawn": "UPDATE draws SET hare = hare + 1e-12 WHERE draw = 70",
    "one_value_found": 'UPDATE found SET "payoff.first" = "payoff.first" + 1e-9 WHERE draw = 70',
    "one_truth": "UPDATE found SET hunted = NOT hunted WHERE draw = 3",
    "one_count": "UPDATE found SET equilibria = 5 WHERE draw = 3",
    "one_move": "UPDATE found SET best_joint = 'first=stag second=hare' WHERE draw = 3",
    "one_missing": "UPDATE found SET hunted = NULL WHERE draw = 3",
    "two_scenarios_for_each_other": "UPDATE found SET scenario = CASE scenario WHEN 'in_turn' THEN 'free_choice' "
    "ELSE 'in_turn' END",
    "another_title": "UPDATE inputs SET title = 'Mine'",
    "another_seed": "UPDATE inputs SET seed = 4",
    "fewer_chunks": "UPDATE inputs SET chunks = 3",
    "another_plan": "UPDATE inputs SET plan = replace(plan, '100', '90')",
    "a_plan_that_is_no_json": "UPDATE inputs SET plan = 'none'",
    "an_assumption": "UPDATE assumptions SET value = 2.5 WHERE assumption = 'hare'",
    "a_digest": "UPDATE chunks SET digest = 'f00' WHERE number = 1",
    "a_chunk_forgotten": "DELETE FROM chunks WHERE number = 1",
    "a_number_of_rows": "UPDATE chunks SET rows = 59 WHERE number = 1",
    "another_number": "UPDATE chunks SET number = 17 WHERE number = 1",
}
READS = ("sweep check {}", "sweep export {} --csv out.csv", "sweep stags.toml --into {} --resume")


@pytest.mark.parametrize("edit", EDITS)
def test_whatever_was_changed_in_the_file_every_read_says_so_and_gives_nothing(folder: Path, edit: str) -> None:
    shutil.copy("stags.duckdb", "edited.duckdb")
    with duckdb.connect("edited.duckdb") as connection:
        for statement in EDITS[edit].split("; "):
            connection.execute(statement)
    for command in READS:
        done = within(*command.format("edited.duckdb").split())
        assert (done.returncode, done.stdout) == (2, ""), (command, done.stdout, done.stderr)
        message = " ".join(done.stderr.split())
        assert message.startswith("Error: edited.duckdb: "), message
        assert "under another name with --into." in message or "Choose another name." in message
        assert "Traceback" not in message
    assert not Path("out.csv").exists()


def test_the_chunk_that_was_changed_is_named(folder: Path) -> None:
    with duckdb.connect("stags.duckdb") as connection:
        connection.execute("UPDATE draws SET hare = 1 WHERE draw = 31")
        connection.execute("DELETE FROM found WHERE draw = 95")
    with pytest.raises(InputError, match=r"chunk 2 of 4 has other values; chunk 4 of 4 has 18 rows of 20"):
        ask("sweep check", "stags.duckdb")


def test_a_chunk_that_was_written_into_an_edited_file_is_not_taken_for_whole(folder: Path) -> None:
    with duckdb.connect("begun.duckdb") as connection:
        connection.execute("UPDATE found SET hunted = NOT hunted WHERE draw = 61")
    done = within("sweep", "stags.toml", "--into", "begun.duckdb", "--resume")
    assert (done.returncode, "chunk 3 of 4 has other values" in done.stderr) == (2, True)


# ---- a file that the disk damaged


def flipped(raw: bytearray, rng: random.Random) -> None:
    for _ in range(rng.choice((1, 3, 50))):
        raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)


def blanked(raw: bytearray, rng: random.Random) -> None:
    start = rng.randrange(len(raw))
    stop = min(len(raw), start + rng.choice((16, 512, 4096, 2**18)))
    raw[start:stop] = bytes(stop - start)


def cut(raw: bytearray, rng: random.Random) -> None:
    del raw[rng.randrange(len(raw)) :]


def moved(raw: bytearray, rng: random.Random) -> None:
    start, other = rng.randrange(len(raw)), rng.randrange(len(raw))
    part = raw[start : start + 4096]
    raw[other : other + len(part)] = part


@pytest.mark.parametrize("damage", [flipped, blanked, cut, moved], ids=lambda damage: damage.__name__)
def test_a_damaged_file_is_read_right_or_refused_with_a_message(
    folder: Path, damage: Callable[[bytearray, random.Random], None]
) -> None:
    whole = ask("sweep check", "stags.duckdb").record
    content, rng, refused = Path("stags.duckdb").read_bytes(), random.Random(5), 0
    for k in range(20):
        raw = bytearray(content)
        damage(raw, rng)
        Path("damaged.duckdb").write_bytes(raw)
        done = within("sweep", "check", "damaged.duckdb", "--json")
        assert done.returncode in (0, 2), (k, done.stderr)
        if done.returncode == 0:
            assert json.loads(done.stdout) == {**whole, "file": "damaged.duckdb"}
        else:
            refused += 1
            assert done.stderr.startswith("Error: damaged.duckdb: "), done.stderr
    assert refused


def test_a_damaged_log_beside_the_file_is_refused_with_a_message(folder: Path, plan_in_folder: SweepPlan) -> None:
    opened = store.opened(Path("logged.duckdb"), plan_in_folder, resume=False)
    opened.record(solve_chunk(plan_in_folder, 0))
    for name in ("logged.duckdb", "logged.duckdb.wal"):
        shutil.copy(name, f"copy_of_{name}")
    opened.close()
    log, rng = Path("copy_of_logged.duckdb.wal").read_bytes(), random.Random(6)
    for _ in range(20):
        raw = bytearray(log)
        rng.choice((flipped, blanked, cut, moved))(raw, rng)
        shutil.copy("copy_of_logged.duckdb", "damaged.duckdb")
        Path("damaged.duckdb.wal").write_bytes(raw)
        for command in ("sweep check damaged.duckdb", "sweep stags.toml --into damaged.duckdb --resume"):
            done = within(*command.split())
            assert done.returncode in (0, 2), done.stderr
            assert done.returncode == 0 or "damaged.duckdb" in done.stderr
        for name in ("damaged.duckdb", "damaged.duckdb.wal"):
            Path(name).unlink(missing_ok=True)


@pytest.fixture
def plan_in_folder(folder: Path) -> SweepPlan:
    return read_plan(Path("stags.toml"))


@pytest.mark.parametrize("left", [0, 1, 100, 4096, 8000, 12288, 0.1, 0.3, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_off_anywhere_is_told_to_be_so_and_what_to_do(left: float, folder: Path) -> None:
    whole = Path("stags.duckdb").read_bytes()
    Path("cut.duckdb").write_bytes(whole[: round(left * len(whole)) if isinstance(left, float) else left])
    with pytest.raises(InputError, match=r"^cut\.duckdb: .* cut off.*(Restore the file|Choose another name)"):
        ask("sweep check", "cut.duckdb")
