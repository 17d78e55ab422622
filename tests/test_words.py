"""Which words may be names: Python's keywords are no keywords of the outcome language."""

import keyword
from pathlib import Path

import pytest

from negotiation_sim import ask, load_case
from negotiation_sim.errors import InputError
from negotiation_sim.language.expression import Name, Operation
from negotiation_sim.language.parser import parse
from negotiation_sim.language.vocabulary import Vocabulary
from negotiation_sim.language.words import RESERVED

KEYWORDS = [word for word in keyword.kwlist if word.islower()]
WORDS = [*KEYWORDS, "match", "case", "type", "print", "self", "others", "count", "size", "min", "max", "abs", "clip"]
each_word = pytest.mark.parametrize("word", sorted(set(WORDS)))


@each_word
@pytest.mark.parametrize(
    "text", ["a.{0}", "a.{0}+1", "2*a . {0} ** 2", "if(a.{0},1,0)", "not a.{0} and a.{0}", "-a.{0}"]
)
def test_any_word_may_follow_a_dot(word: str, text: str) -> None:
    vocabulary = Vocabulary({"a": (word, "x")}, {}, (), ())
    assert parse(text.format(word), vocabulary).names("move") == {f"a.{word}"}


@each_word
def test_any_word_may_stand_deep_in_a_name_and_be_counted_in_a_group(word: str) -> None:
    vocabulary = Vocabulary({"a": (word,), "b": (word,)}, {"g": ("a", "b")}, (f"a.{word}.{word}",), ())
    assert parse(f"a.{word}.{word}", vocabulary).node == Name(f"a.{word}.{word}", "assumption")
    assert isinstance(parse(f"count(g.{word})", vocabulary).node, Operation)


@pytest.mark.parametrize("word", sorted({*KEYWORDS, "match", "type", "print"} - RESERVED))
def test_a_word_that_python_alone_reserves_may_be_a_player_an_assumption_or_an_outcome(word: str) -> None:
    player = Vocabulary({word: ("x",)}, {}, (), ())
    assert parse(f"{word}.x + {word}.x", player).names("move") == {f"{word}.x"}
    for kind in ("assumption", "outcome"):
        names = Vocabulary({}, {}, (word,) if kind == "assumption" else (), (word,) if kind == "outcome" else ())
        assert parse(f"if({word} > 1, {word}, 0)", names).names(kind) == {word}


@pytest.mark.parametrize(
    ("text", "words"),
    [("lambda x: x", "lambda"), ("a.x if a.x else 0", "if(c, a, b)"), ("a.pass.", "cannot be read"), ("pass", "")],
)
def test_what_python_means_by_its_words_is_still_refused(text: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(text, Vocabulary({"a": ("x", "pass")}, {}, (), ()))
    assert words in str(caught.value)
    assert not any(0x370 <= ord(letter) < 0x400 for letter in str(caught.value))


@pytest.mark.parametrize("word", ["raise", "pass", "yield", "continue", "return", "import", "break", "not", "if", "or"])
def test_a_case_may_name_moves_with_any_word(word: str, tmp_path: Path) -> None:
    folder = tmp_path / "case"
    ask("new", str(folder))
    first = next(iter(load_case(folder).players.values()))
    move = first.strategies[0]
    for file in folder.rglob("*.toml"):
        content = file.read_text(encoding="utf-8")
        content = (
            content.replace(f'"{move}"', f'"{word}"').replace(f".{move}", f".{word}").replace(f"{move} =", f"{word} =")
        )
        file.write_text(content, encoding="utf-8")
    assert word in next(iter(load_case(folder).players.values())).strategies
