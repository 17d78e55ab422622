"""A case is read once while its files hold the same, and never an old one after they changed."""

import os
import time
from pathlib import Path

import pytest

from negotiation_sim import InputError, load_case
from negotiation_sim.case import document, fingerprint, loader
from negotiation_sim.case.library import built_in_cases, new_case


def copy_of(case: str, folder: Path) -> Path:
    new_case(folder, case)
    return folder


def test_a_case_that_did_not_change_is_the_same_object(tmp_path: Path) -> None:
    folder = copy_of("stag_hunt", tmp_path / "mine")
    assert load_case("kosovo") is load_case("kosovo")
    assert load_case(folder) is load_case(folder)


@pytest.mark.parametrize("case", [*built_in_cases()])
def test_every_file_that_is_read_is_in_the_fingerprint(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy_of(case, tmp_path / case)
    read: set[Path] = set()
    read_text = document.read_text

    def reading(path: Path, *more: object) -> str:
        read.add(path)
        return read_text(path)

    for module in (document, __import__("negotiation_sim.case.claims", fromlist=["claims"])):
        monkeypatch.setattr(module, "read_text", reading)
    loader._read_case(folder, (), ())
    listed = {path for pattern in fingerprint.PATTERNS for path in folder.glob(pattern)}
    assert read
    assert read <= listed


def files_of(case: str) -> list[str]:
    folder = built_in_cases()[case]
    return [path.relative_to(folder).as_posix() for pattern in fingerprint.PATTERNS for path in folder.glob(pattern)]


@pytest.mark.parametrize("name", files_of("kosovo"))
def test_a_change_of_any_file_is_seen_even_with_its_old_size_and_date(name: str, tmp_path: Path) -> None:
    folder = copy_of("kosovo", tmp_path / "mine")
    before = load_case(folder)
    path = folder / name
    was, date = path.read_bytes(), path.stat()
    path.write_bytes(was[:-1] + b" ")
    os.utime(path, ns=(date.st_atime_ns, date.st_mtime_ns))
    try:
        assert load_case(folder) is not before
    except InputError:
        return  # read anew, and refused
    path.write_bytes(was)
    assert load_case(folder) == before


def test_a_file_that_was_left_alone_is_not_read_again_and_a_change_of_it_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy_of("stag_hunt", tmp_path / "mine")
    read: list[Path] = []

    def reading(path: Path) -> bytes:
        read.append(path)
        return path.read_bytes()

    monkeypatch.setattr(fingerprint, "read_bytes", reading)
    monkeypatch.setattr(fingerprint, "LEFT_ALONE", 0)
    time.sleep(0.05)  # longer than the clock of any file system takes to tell two changes apart
    before = load_case(folder)
    read.clear()
    assert load_case(folder) is before
    assert not read
    path = folder / "assumptions.toml"
    was, date = path.read_bytes(), path.stat()
    path.write_bytes(was[:-1] + b" ")
    os.utime(path, ns=(date.st_atime_ns, date.st_mtime_ns))
    assert load_case(folder) is not before
    assert set(read) == {path}


def test_a_file_that_comes_and_one_that_goes_are_seen(tmp_path: Path) -> None:
    folder = copy_of("stag_hunt", tmp_path / "mine")
    before = load_case(folder)
    (folder / "again.toml").write_text('title = "Again"\n', encoding="utf-8")
    assert "again" in load_case(folder).scenario_files
    (folder / "again.toml").unlink()
    assert load_case(folder).scenario_files.keys() == before.scenario_files.keys()


def test_a_change_of_the_case_that_a_copy_came_from_is_seen(tmp_path: Path) -> None:
    first = copy_of("stag_hunt", tmp_path / "first")
    game = (first / "game.toml").read_text(encoding="utf-8")
    (first / "game.toml").write_text(game.replace('copy_of = "stag_hunt"', "# no copy"), encoding="utf-8")
    second = copy_of(str(first), tmp_path / "second")
    origin = load_case(second).origin
    assert origin is not None
    register = (first / "assumptions.toml").read_text(encoding="utf-8")
    (first / "assumptions.toml").write_text(f"{register}\n# seen\n", encoding="utf-8")
    assert load_case(second).origin is not origin


def test_a_broken_file_is_told_each_time_and_a_mended_one_is_read(tmp_path: Path) -> None:
    folder = copy_of("stag_hunt", tmp_path / "mine")
    game = folder / "game.toml"
    text = game.read_text(encoding="utf-8")
    game.write_text(text + "\n[nonsense]\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(InputError, match="nonsense"):
            load_case(folder)
    game.write_text(text, encoding="utf-8")
    assert load_case(folder).name == "mine"


def test_nothing_is_kept_of_a_case_that_changes_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy_of("stag_hunt", tmp_path / "mine")
    register = folder / "assumptions.toml"
    text = register.read_text(encoding="utf-8")
    name, entry = next(iter(load_case(folder).register.items()))
    changed = text.replace(f"value = {entry.value:g}", f"value = {entry.high:g}", 1)
    register.write_text(f"{text}\n# another\n", encoding="utf-8")
    read = loader._read_case

    def meanwhile(path: Path, scenarios: tuple[Path, ...], sets: tuple[Path, ...]) -> object:
        register.write_text(changed, encoding="utf-8")
        return read(path, scenarios, sets)

    monkeypatch.setattr(loader, "_read_case", meanwhile)
    assert load_case(folder).register[name].value == entry.high
    monkeypatch.undo()
    register.write_text(f"{text}\n# another\n", encoding="utf-8")
    assert load_case(folder).register[name].value == entry.value


def test_further_files_from_elsewhere_are_part_of_it(tmp_path: Path) -> None:
    folder, extra = copy_of("stag_hunt", tmp_path / "mine"), tmp_path / "lean.toml"
    extra.write_text('title = "Lean"\n[values]\nhare = 2.5\n', encoding="utf-8")
    assert load_case(folder, sets=[extra]).values("lean")["hare"] == 2.5
    extra.write_text('title = "Lean"\n[values]\nhare = 2.6\n', encoding="utf-8")
    assert load_case(folder, sets=[extra]).values("lean")["hare"] == 2.6
    assert "lean" not in load_case(folder).sets
