"""Files as people and editors break them, from a seed: whatever a command reads, it answers or gives one message.

`python -m tests.fuzz --mutants 20000 --seed 7` tries that many and shows every fault once, with a file that shows it.
"""

import argparse
import random
import re
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir, contextmanager
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from negotiation_sim import InputError, ask
from negotiation_sim.case.library import library
from negotiation_sim.formats.workbook import workbook_of
from negotiation_sim.present.terminal import TextConsole
from negotiation_sim.present.writer import json_text

HERE = Path(__file__).parent
SECONDS = 10
"""A mutant that takes longer hangs."""
KNOWN = HERE / "frozen" / "validation"
CASE = {
    path.relative_to(HERE / "invalid" / "_valid").as_posix(): path
    for path in sorted((HERE / "invalid" / "_valid").rglob("*.*"))
}
GROUPS = '[weary]\nmembers = ["north.fear", "south.fear"]\nrank_correlation = 0.5\nwhy = "x"\nsource = "C01; S01"\n'
SWEEP = """title = "A sweep"
case = "stag_hunt"
scenarios = ["free_choice", "in_turn"]
sets = ["base"]
chunk = 4
[sample]
draws = 6
seed = 3
scheme = "random"
distribution = "triangular"
assumptions = ["*"]
correlated = false
[conclusions.hunted]
holds = "first.stag and second.stag"
concept = "cautious"
"""
GRID = 'title = "A grid"\ncase = "stag_hunt"\n[grid]\nhare = { from = 1, to = 2, steps = 3 }\nstag_share = [4, 5]\n'
MATRIX = "a \\ b,left,right\nup,1 | 2,3/4 | 0\ndown,0 | 1,2 | 2.5\n"
LIST = "a,b,payoff: a,payoff: b\nup,left,1,2\nup,right,0.5,0\ndown,left,0,1\ndown,right,2,2.5\n"
NFG = 'NFG 1 R "A game" { "a" "b" } { { "up" "down" } { "left" "right" } }\n""\n\n1 2 0 1 3 0 2 2.5\n'
STATEMENTS = '[statements]\nrow = ["not row.cooperate", "column.cooperate"]\ncolumn = ["not column.cooperate"]\n'
SET = 'title = "Mine"\nauthor = "me"\nlean = "none"\n[values]\nhare = 2.5\n'
SCENE = (
    'title = "Mine"\nmeaning = "x"\nbase = "in_turn"\n[fixes]\nfirst = "stag"\n[changes.hare]\nvalue = 1\nwhy = "x"\n'
)
LEDGER = "name,value,low,high,unit,why,source,level\nhare,2.5,1,3,points,x,y,main\n"
Question = tuple[str, tuple[Any, ...], dict[str, Any]]


def asking(name: str, *by_place: Any, **values: Any) -> Question:
    return name, by_place, values


OF_CASE = (
    asking("run", "uninvited", case="case"),
    asking("compare", case="case", assume=("wary",)),
    asking("assumptions", case="case"),
    asking("sets", case="case"),
    asking("breakeven", "uninvited", case="case", holds="north.sign", sense="some"),
    asking("uncertainty", case="case", draws=8, correlated=True),
    asking("cite", ["C01"], case="case"),
    asking("check", case="case"),
    asking("export", "uninvited", "out.nfg", case="case"),
    asking("explain", "uninvited", case="case"),
    asking("matrix", "north", "south", scenario="uninvited", case="case"),
    asking("thresholds", "uninvited", case="case", assume="wary"),
    asking("solve", "uninvited", case="case", concept="mixed"),
    asking("coalitions", "uninvited", case="case"),
    asking("path", "uninvited", case="case", to="north.sign"),
    asking("believe", "uninvited", case="case", holds="north.sign", sense="some", free="north.*"),
    asking("regions", "uninvited", case="case", holds="north.sign", sense="some", x="north.fear", y="south.fear"),
    asking("sensitivity", "uninvited", case="case", draws=16, payoff="north"),
    asking("new", "copy", like="case"),
)
ON_STAGS = {"case": "stag_hunt"}
OF_GAME = (
    asking("solve", "FILE"),
    *(
        asking("solve", "FILE", concept=concept)
        for concept in ("mixed", "dominance", "correlated", "quantal", "strong")
    ),
)


def encoded(text: str) -> bytes:
    """A text as the bytes of its file."""
    return text.encode("utf-8", "surrogatepass")


def as_workbook(text: str) -> bytes:
    """An Excel workbook with the cells of a CSV text; a text whose cells none can hold stays a text."""
    try:
        return workbook_of({"cells": [line.split(",") for line in text.split("\n")]})
    except InputError:
        return encoded(text)


@dataclass(frozen=True)
class Kind:
    """A kind of file: where it lies, what it holds when it is whole, and what is asked that reads it.

    `beside` are files that are there too; FILE in a question stands for the file. A file that is no text is made of
    its text by `packed`.
    """

    place: str
    whole: str
    questions: tuple[Question, ...]
    beside: Mapping[str, Path | str] = field(default_factory=dict)
    packed: Callable[[str], bytes] = encoded


def kinds() -> dict[str, Kind]:
    """Every kind of file that the tool reads, by name."""
    case = {f"case/{name}": path for name, path in CASE.items()} | {"case/correlations.toml": GROUPS}
    found = {
        name: Kind(f"case/{name}", text if isinstance(text, str) else text.read_text("utf-8"), OF_CASE, case)
        for name, text in {**CASE, "correlations.toml": GROUPS}.items()
    }
    found["a copy's game.toml"] = replace(
        found["game.toml"], whole=f'copy_of = "stag_hunt"\n{found["game.toml"].whole}'
    )
    conflict = library() / "conflicts" / "prisoners_dilemma" / "conflict.toml"
    found["conflict.toml"] = Kind(
        "quarrel/conflict.toml",
        conflict.read_text("utf-8"),
        (asking("stability", "quarrel"), asking("coalitions", "quarrel"), asking("path", "quarrel", to="1")),
    )
    ranked = re.sub(r"\[preferences\].*", STATEMENTS, found["conflict.toml"].whole, flags=re.DOTALL)
    found["statements.toml"] = replace(found["conflict.toml"], whole=ranked)
    for name in ("security_council", "council_of_europe"):
        body = (library() / "bodies" / f"{name}.toml").read_text("utf-8")
        found[f"{name}.toml"] = Kind("body.toml", body, (asking("power", "FILE"),))
    for path in sorted(KNOWN.glob("*.toml")):
        found[f"known/{path.name}"] = Kind(
            "known/a.toml", path.read_text("utf-8"), (asking("validate", catalogue="known"),)
        )
    for name, text in {"sample": SWEEP, "grid": GRID}.items():
        found[f"sweep of a {name}"] = Kind("s.toml", text, (asking("sweep", "FILE", into="s.duckdb"),))
    found["matrix.csv"] = Kind("game.csv", MATRIX, OF_GAME)
    found["game.nfg"] = Kind("game.nfg", NFG, OF_GAME)
    run = "run", "free_choice"
    found["list.csv"] = Kind("game.csv", LIST, OF_GAME)
    found["matrix.tsv"] = replace(found["matrix.csv"], place="game.tsv", whole=MATRIX.replace(",", "\t"))
    if find_spec("openpyxl"):
        found["matrix.xlsx"] = replace(found["matrix.csv"], place="game.xlsx", packed=as_workbook)
    found["set.toml"] = Kind("set.toml", SET, (asking(*run, assume="FILE", **ON_STAGS),))
    found["set.csv"] = Kind("set.csv", LEDGER, (asking(*run, assume="FILE", **ON_STAGS),))
    found["scenario.toml"] = Kind("scene.toml", SCENE, (asking("run", "FILE", **ON_STAGS),))
    return found


# ---- how a file is broken

VALUES = [
    "0", "-1", "1", "2", "0.5", "-0.0", "1e308", "1e-320", "1e13", "nan", "inf", "-inf", "9223372036854775808",
    "0x" + "f" * 4000, "9" * 5000, "true", "false", '""', '" "', '"[/]"', '"`a \'b`"', '"\\u0000"', '"\\u001b[2J"',
    '"\\u202e"', '"$x^"', '"é ü 漢"', '"' + "a" * 5000 + '"', '"1/0"', '"1/3"', '"x" * 3', "[]", "[[]]", "[1]", '["a"]',
    "[[1, 2], [3, 4]]", "[1, \"a\"]", "{}", "{ a = 1 }", "{ from = 0, to = 1, steps = 2 }", "1979-05-27", "07:32:00",
    "1979-05-27T07:32:00Z", "'''\n'''", "[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]",
]  # fmt: skip
EXPRESSIONS = [
    "1 / 0", "0 / 0", "x", "not", "(", ")", "and", "or", "==", "<", "1e400", "count(self.yes)", "count()",
    "size(others)", "max()", "abs(1, 2)", "clip(1, 2, 0)", "self", "others.sign", "1 if 1 else", "- - 1", "2 ** 9999",
    "'a'", "[1]", "1 < 2 < 3", "lambda: 1", "__import__('os')", "1_000", "0x10", "\\\\",
    "(" * 300 + "1" + ")" * 300, "1 + " * 2000 + "1",
]  # fmt: skip
TEXTS = [
    "",
    " ",
    "\t",
    "\0",
    "\x1b[31m",
    '"',
    "'",
    "[/]",
    "|",
    ",",
    ";",
    "é",
    "-",
    "1e999",
    "nan",
    "=1+1",
    "a" * 300,
    "-1",
    "1/3",
    "1/0",
    "{",
    "}",
]
Mutation = Callable[[str, random.Random], str]


def _lines(change: Callable[[list[str], int, random.Random], None]) -> Mutation:
    def mutate(text: str, rng: random.Random) -> str:
        lines = text.split("\n")
        change(lines, rng.randrange(len(lines)), rng)
        return "\n".join(lines)

    return mutate


def _tokens(pattern: str, others: Callable[[str, list[str], random.Random], str]) -> Mutation:
    def mutate(text: str, rng: random.Random) -> str:
        found = list(re.finditer(pattern, text, re.MULTILINE))
        if not found:
            return text
        token = rng.choice(found)
        return text[: token.start()] + others(token[0], [other[0] for other in found], rng) + text[token.end() :]

    return mutate


def _swap(lines: list[str], k: int, rng: random.Random) -> None:
    other = rng.randrange(len(lines))
    lines[k], lines[other] = lines[other], lines[k]


def _cut(text: str, rng: random.Random) -> str:
    return text[: rng.randrange(len(text) + 1)]


def _insert(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(TEXTS) + text[at:]


def _number(token: str, others: list[str], rng: random.Random) -> str:
    number = float(token)
    return rng.choice([str(-number), str(number * 1e6), str(number + 1), str(number / 3), "0", "1e300", *others])


EVERYWHERE: dict[str, Mutation] = {
    "a line deleted": _lines(lambda lines, k, rng: lines.pop(k) and None),
    "a line twice": _lines(lambda lines, k, rng: lines.insert(k, lines[k])),
    "two lines for each other": _lines(_swap),
    "a number": _tokens(r"-?\b\d+(\.\d+)?\b", _number),
    "a word for another": _tokens(r"[A-Za-z_]\w*", lambda token, others, rng: rng.choice([*others, token + "x"])),
    "a sign for another": _tokens(r"[^\w\s]", lambda token, others, rng: rng.choice([*others, ""])),
    "cut off": _cut,
    "something between": _insert,
}


def _a_byte(raw: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(raw) + 1)
    return raw[:at] + bytes([rng.randrange(256)]) + raw[at + 1 :]


OF_ENDING: dict[str, dict[str, Mutation]] = {
    ".toml": {
        "a value": _tokens(r"(?<= = ).*$", lambda token, others, rng: rng.choice([*VALUES, *others])),
        "a key": _tokens(r"^[\w.]+(?= = )", lambda token, others, rng: rng.choice([*others, "a.b.c", '""', '"a b"'])),
        "a table": _tokens(
            r"^\[.*\]$", lambda token, others, rng: rng.choice([*others, f"[{token}]", "[a.b]", "[[a]]"])
        ),
        "an expression": _tokens(r'"[^"\n]*"', lambda token, others, rng: f'"{rng.choice(EXPRESSIONS)}"'),
        "a word in a text": _tokens(r'(?<=[ "(])[a-z_.]+(?=[ ")])', lambda token, others, rng: rng.choice(EXPRESSIONS)),
        "a text for another": _tokens(r'"[^"\n]*"', lambda token, others, rng: rng.choice(others)),
    },
    ".csv": {
        "a cell": _tokens(r"[^,\n]+", lambda token, others, rng: rng.choice([*TEXTS, *others])),
        "a comma": _tokens(",", lambda token, others, rng: rng.choice(["", ",,", ";", "\n", '"'])),
    },
    ".tsv": {"a cell": _tokens(r"[^\t\n]+", lambda token, others, rng: rng.choice([*TEXTS, *others]))},
    ".nfg": {"a part": _tokens(r"\S+", lambda token, others, rng: rng.choice([*TEXTS, *others, "1e5000", "9" * 5000]))},
}
AS_BYTES = [
    lambda raw: raw.replace(b"\n", b"\r\n"),
    lambda raw: b"\xef\xbb\xbf" + raw,
    lambda raw: raw.decode("utf-8").encode("utf-16"),
    lambda raw: raw + b"\xff\xfe",
    lambda raw: raw + b"\x00" * 3,
    lambda raw: b"",
    lambda raw: b"\n" * 3,
]


def mutant(kind: Kind, rng: random.Random) -> bytes:
    """The kind's file, broken in one to three ways."""
    ending = ".csv" if kind.packed is as_workbook else Path(kind.place).suffix
    mutations = [*EVERYWHERE.values(), *2 * [*OF_ENDING[ending].values()]]
    text = kind.whole
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        text = rng.choice(mutations)(text, rng)
    raw = kind.packed(text)
    if kind.packed is as_workbook and rng.random() < 0.5:
        return _a_byte(raw, rng)
    return rng.choice(AS_BYTES)(raw) if kind.packed is encoded and rng.random() < 0.04 else raw


# ---- what a command does with it


class HangsError(BaseException):
    """A mutant took too long. No `except Exception` of the program catches it."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raises HangsError where the block takes longer; without a limit where the system has no such alarm."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def ring(number: int, frame: object) -> None:
        raise HangsError(f"after {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@dataclass(frozen=True)
class Fault:
    """What went wrong, and where: what makes two faults the same; and the file that showed it."""

    kind: str
    asked: str
    problem: str
    place: str
    content: bytes

    def __str__(self) -> str:
        return f"{self.kind}, {self.asked}: {self.problem}\n    at {self.place}\n    {self.content[:3000]!r}"


def answer_in_every_form(question: Question, file: str) -> None:
    """Asks, and makes text, JSON and CSV of the answer."""
    name, by_place, values = question
    given = {key: file if value == "FILE" else value for key, value in values.items()}
    answer = ask(name, *(file if value == "FILE" else value for value in by_place), **given)
    if answer.question.text and answer.question.name != "new":
        _ = answer.text
        answer.on_a_screen(TextConsole(width=80))
    if answer.question.record:
        json_text(answer.record)
    if answer.question.table:
        _ = answer.csv


def fault_of(name: str, kind: Kind, question: Question, content: bytes) -> Fault | None:
    """What is wrong with how a question takes the file, which lies in the present folder; None where nothing is."""
    before = _names()
    problem = place = ""
    try:
        with limited(SECONDS):
            answer_in_every_form(question, kind.place)
    except InputError as error:
        message = str(error)
        if left := sorted(_names() - before):
            problem = f"refused, and {left} left"
        elif not message.strip() or "\n" in message or len(message) > 6000:
            problem = f"no clear message: {message[:300]!r}"
    except (Exception, HangsError) as error:
        problem = f"{type(error).__name__}: {str(error)[:200]}"
        frames = traceback.extract_tb(error.__traceback__)
        inside = [frame for frame in frames if "negotiation_sim" in frame.filename] or list(frames)
        place = f"{Path(inside[-1].filename).name}, line {inside[-1].lineno}"
    for made in _names() - before:
        shutil.rmtree(made) if Path(made).is_dir() else Path(made).unlink(missing_ok=True)
    return Fault(name, question[0], problem, place, content) if problem else None


def _names() -> set[str]:
    return {path.name for path in Path().iterdir()}


@contextmanager
def laid_out(kind: Kind) -> Iterator[None]:
    """Works in a new folder with the file, whole, and what is beside it."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        for place, source in kind.beside.items():
            Path(place).parent.mkdir(parents=True, exist_ok=True)
            Path(place).write_bytes(source.encode() if isinstance(source, str) else source.read_bytes())
        Path(kind.place).parent.mkdir(parents=True, exist_ok=True)
        Path(kind.place).write_bytes(kind.packed(kind.whole))
        yield


def faults(name: str, mutants: int, seed: int) -> list[Fault]:
    """The faults that so many mutants of a kind of file show, each once."""
    kind, rng = kinds()[name], random.Random(f"{seed} {name}")
    found: dict[tuple[str, str], Fault] = {}
    with laid_out(kind):
        for number in range(mutants):
            content = mutant(kind, rng)
            Path(kind.place).write_bytes(content)
            question = kind.questions[number % len(kind.questions)]
            if fault := fault_of(name, kind, question, content):
                found.setdefault((fault.place or fault.problem[:60], fault.problem.partition(":")[0]), fault)
    return list(found.values())


def main() -> None:
    """Tries many mutants of every kind; exit code 1 where some show a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--kind", choices=kinds(), default=None)
    given = parser.parse_args()
    names = [given.kind] if given.kind else [*kinds()]
    print(f"seed {given.seed}")
    bad = 0
    for name in names:
        for fault in faults(name, given.mutants // len(names), given.seed):
            bad += 1
            print(fault, flush=True)
    print(f"{bad} faults")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
