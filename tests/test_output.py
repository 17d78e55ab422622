"""What is printed: whole or with a message, in the same bytes everywhere, and never a command to a terminal."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from negotiation_sim import InputError, ask
from negotiation_sim.case.library import library
from negotiation_sim.errors import in_short, visible

from .command_line import ROOT, within

bash = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
COMMANDS = (
    "cases",
    "run free_choice --case stag_hunt",
    "run free_choice --case stag_hunt --json",
    "run free_choice --case stag_hunt --csv",
    "--help",
    "run --help",
)


def in_bash(line: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """A line of bash in which SIM is the program; the exit code is that of the line, the output as bytes."""
    sim = f"{shlex.quote(sys.executable)} -m negotiation_sim"
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "PYTHON"))}
    return subprocess.run(
        ["bash", "-c", line.replace("SIM", sim)],
        capture_output=True,
        env={**environment, "PYTHONPATH": str(ROOT), **variables},
        timeout=60,
    )


@bash
@pytest.mark.parametrize("command", COMMANDS)
def test_an_answer_that_cannot_be_printed_is_one_message_and_exit_code_2(command: str) -> None:
    for where, reason in ((">&-", "standard output is closed"), (">/dev/full", "No space left on device")):
        if "--help" in command and where == ">&-":
            continue  # nothing was asked, and nobody is there to read
        done = in_bash(f"SIM {command} {where}")
        assert done.returncode == 2
        message = f"Error: the answer cannot be printed ({reason}). Make room, or send it elsewhere.\n"
        assert done.stderr.decode() == message


@bash
@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_who_has_seen_enough_and_a_closed_standard_error_are_no_fault(command: str) -> None:
    gone = in_bash(f"SIM {command} | true; exit ${{PIPESTATUS[0]}}")
    assert (gone.returncode, gone.stderr) == (0, b"")
    unheard = in_bash(f"SIM {command} 2>&-")
    assert (unheard.returncode, unheard.stdout.decode()) == (0, within(*command.split()).stdout)


@bash
def test_the_exit_code_is_that_of_the_answer_whoever_reads_it(tmp_path: Path) -> None:
    right, wrong = (ROOT / "tests" / "frozen" / name for name in ("validation", "validation_wrong"))
    for catalogue, code in ((right, 0), (wrong, 1)):
        assert in_bash(f"SIM validate --catalogue {catalogue} | true; exit ${{PIPESTATUS[0]}}").returncode == code
    command = f"SIM run free_choice --case stag_hunt --out {tmp_path / 'out'}"
    assert in_bash(f"{command} | true; exit ${{PIPESTATUS[0]}}").returncode == 0
    assert (tmp_path / "out" / "comparison.txt").exists()
    for stream in ("2>&-", "2>/dev/full"):
        assert in_bash(f"SIM run no_such_scenario {stream}").returncode == 2


def test_what_a_library_prints_by_itself_does_not_stand_in_the_answer() -> None:
    chatty = (
        "import os; from negotiation_sim import cli; run = cli._run; "
        "cli._run = lambda: (os.write(1, b'Solving now'), run()); cli.main()"
    )
    asked = ("run", "free_choice", "--case", "stag_hunt", "--json")
    done = subprocess.run([sys.executable, "-c", chatty, *asked], capture_output=True, cwd=ROOT, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"Solving now")
    assert json.loads(done.stdout) == json.loads(within(*asked).stdout)


@bash
def test_the_bytes_are_the_same_in_every_locale_and_encoding() -> None:
    wanted = within("run", "free_choice", "--case", "stag_hunt").stdout
    assert "─" in wanted
    for variables in (
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
    ):
        done = in_bash("SIM run free_choice --case stag_hunt", **variables)
        assert (done.returncode, done.stderr, done.stdout.decode()) == (0, b"", wanted)


@pytest.mark.parametrize("columns", ["0", "-5", "1", "3", "many", "", "9" * 5000, "999999999999"])
def test_whatever_the_width_every_word_is_printed(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = ("sets", "--case", "stag_hunt", "--full")
    wanted = within(*narrow).stdout.replace("─", "").split()
    monkeypatch.setenv("COLUMNS", columns)
    done = within(*narrow)
    assert (done.returncode, done.stderr) == (0, "")
    shown = re.sub(r"[\s─]", "", done.stdout)
    heads_of_cells = {
        "Set",
        "Held",
        "by",
        "Leans",
    }  # in lines a row begins with its first cell, and empty ones are left out
    assert {word for word in wanted if word not in shown} <= heads_of_cells
    assert max(map(len, done.stdout.splitlines())) <= 1000
    assert within("--help").stdout


# ---- what names and titles say is text

NASTY = "[/] [bold]b[/bold] :smile: \x1b[31mred\x07 \x9b2J \u202eright\0 $\\frac{ $x^2$"
SEEN = "[/] [bold]b[/bold] :smile: ␛[31mred␇ \ufffd2J \ufffdright␀ $\\frac{ $x^2$"
IN_TOML = json.dumps(NASTY)


def nasty_case(folder: Path) -> Path:
    """The stag hunt, every label, title and reason of which is hostile."""
    shutil.copytree(library() / "classics" / "stag_hunt", folder / "mine")
    for path in (folder / "mine").rglob("*.toml"):
        text = path.read_text(encoding="utf-8")
        keys = r'^(title|label|about|why|source|meaning|unit) = "(?!"").*"$'
        path.write_text(re.sub(keys, lambda line: f"{line[1]} = {IN_TOML}", text, flags=re.MULTILINE), "utf-8")
    return folder / "mine"


FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
OF_CASE = (
    "run free_choice",
    "compare",
    "scenarios",
    "sets",
    "assumptions --all",
    "explain free_choice",
    "breakeven free_choice --holds first.stag --concept some",
    "solve free_choice",
    "uncertainty --draws 16",
    "sensitivity in_turn --draws 16 --payoff first",
    "thresholds free_choice",
    "run no_such",
    "compare --set hare=much",
)


def test_no_name_of_a_case_reaches_a_terminal_as_a_command(tmp_path: Path) -> None:
    case = nasty_case(tmp_path)
    seen = 0
    for command in OF_CASE:
        done = within(*shlex.split(command), "--case", "./mine", folder=tmp_path)
        assert done.returncode in (0, 2), done.stderr
        assert not FORBIDDEN.search(done.stdout + done.stderr), command
        seen += SEEN[:18] in " ".join(done.stdout.split())
    assert seen >= 6
    done = within("run", "free_choice", "--case", str(case), "--out", "out", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    for path in (path for ending in ("*.txt", "*.svg") for path in (tmp_path / "out").rglob(ending)):
        assert not FORBIDDEN.search(path.read_text(encoding="utf-8")), path


def test_records_hold_names_as_they_are_written(tmp_path: Path) -> None:
    nasty_case(tmp_path)
    done = within("scenarios", "--case", "./mine", "--json", folder=tmp_path)
    assert json.loads(done.stdout)[0]["title"] == NASTY


EXPECTED = (
    '["[/]"]', "1979-05-27", "[1979-05-27T07:32:00Z]", "[[07:32:00]]", "[nan]", "inf", "1" + "0" * 400, '{ a = "[/]" }',
    '["`a \'b`"]',
)  # fmt: skip


@pytest.mark.parametrize("forms", [(), ("--json",), ("--csv",)])
@pytest.mark.parametrize("expected", EXPECTED)
def test_whatever_a_catalogue_expects_is_shown_or_refused(tmp_path: Path, expected: str, forms: tuple[str]) -> None:
    known = next(path for path in (ROOT / "tests" / "frozen" / "validation").glob("gibbons*.toml"))
    text = known.read_text(encoding="utf-8")
    (tmp_path / "known").mkdir()
    changed = re.sub(r"^expected = .*$", lambda line: f"expected = {expected}", text, count=1, flags=re.MULTILINE)
    assert changed != text
    (tmp_path / "known" / known.name).write_text(changed, encoding="utf-8")
    done = within("validate", "--catalogue", "known", *forms, folder=tmp_path)
    assert done.returncode in (1, 2), done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("number", ["9" * 5000, "0x" + "f" * 5000, "0b" + "1" * 20000, "-" + "9" * 5000])
def test_a_number_of_thousands_of_digits_is_one_message_wherever_it_stands(tmp_path: Path, number: str) -> None:
    files = {
        "body.toml": (library() / "bodies" / "security_council.toml", r"^(\w+ = )\d+$", "power body.toml"),
        "plan.toml": (
            library() / "kosovo" / "sweeps" / "hinges.toml",
            r"^(draws = |chunk = )[\d_]+$",
            "sweep plan.toml",
        ),
    }
    for name, (source, pattern, command) in files.items():
        text = source.read_text(encoding="utf-8")
        changed, count = re.subn(pattern, lambda line: f"{line[1]}{number}", text, count=1, flags=re.MULTILINE)
        assert count, name
        (tmp_path / name).write_text(changed, encoding="utf-8")
        done = within(*shlex.split(command), folder=tmp_path)
        assert (done.returncode, len(done.stderr) < 500) == (2, True), done.stderr
        assert "a number of thousands of digits" in done.stderr


def test_a_message_repeats_a_long_name_in_short_and_keeps_what_to_do(tmp_path: Path) -> None:
    for long in ("a" * 1_900_000, "a b " * 470_000, "\x1b[31m" * 1000):
        (tmp_path / "set.toml").write_text(f'title = "x"\n[values]\n{json.dumps(long)} = 1\n', encoding="utf-8")
        with pytest.raises(InputError) as caught:
            ask("run", "free_choice", case="stag_hunt", assume=str(tmp_path / "set.toml"))
        message = str(caught.value)
        assert len(message) < 5_000
        assert message.startswith(f"{tmp_path.name}/set.toml, line ")
        assert not FORBIDDEN.search(message)
        assert "unknown assumption" in message or "is not a key" in message or "Known" in message


def test_what_is_short_and_plain_stays_as_it_is() -> None:
    plain = "scénario «deux»: 5 € – ok\n\tnext"
    assert visible(plain) == in_short(plain) == plain
