"""The question `glossary`: one source for the page and the terminal, and every word reaches its term."""

from pathlib import Path

import pytest

from negotiation_sim import InputError, ask
from negotiation_sim.case.document import text_as_toml
from negotiation_sim.case.terms import terms_in, terms_of_case
from negotiation_sim.present.screen import SCREEN
from negotiation_sim.questions.glossary.answer import terms

from .command_line import answer

PAGE = Path(__file__).parent.parent / "docs" / "glossary.md"


def test_a_term_is_explained_whatever_its_case_and_with_blanks_or_underscores() -> None:
    for word in ("best joint", "Best Joint", "best_joint", " best  joint "):
        assert dict(ask("glossary", word).answer.every) == {"best joint": terms()["best joint"]}


def test_a_part_of_terms_shows_them_all_but_a_whole_term_itself_alone() -> None:
    assert {"Nash stable", "irreversible move"} & set(ask("glossary", "stable").answer.every) == {"Nash stable"}
    assert set(ask("glossary", "equilibrium").answer.every) == {"equilibrium"}
    assert len(ask("glossary", "correlated").answer.every) == 2


@pytest.mark.parametrize(("word", "words"), [("regrett", "Did you mean 'regret'?"), ("", "no term")])
def test_a_word_in_no_term_is_refused_with_the_nearest(word: str, words: str) -> None:
    with pytest.raises(InputError, match="is no term of the glossary") as refused:
        ask("glossary", word)
    assert words in str(refused.value)


def test_without_a_word_all_terms_are_named_on_one_screen() -> None:
    text = ask("glossary").text
    assert len(text.splitlines()) <= SCREEN
    assert all(" ".join(term.split()) in " ".join(text.split()) for term in terms())


def test_terms_stand_in_alphabetical_order_and_the_page_has_each_of_them() -> None:
    assert list(terms()) == sorted(terms(), key=str.casefold)
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    assert all(f"**{term}** {meaning}" in page for term, meaning in terms().items())
    assert page.count("**") == 2 * len(terms())


def case_with(folder: Path, terms: str) -> str:
    """A small case with these terms."""
    answer("new", "mine", folder=folder)
    (folder / "mine" / "terms.toml").write_text(terms, encoding="utf-8")
    return str(folder / "mine")


def test_terms_of_a_case_stand_before_those_of_every_case_with_its_title(tmp_path: Path) -> None:
    case = case_with(tmp_path, '"dry year" = """\nA year\n without rain."""\n')
    first, *others = ask("glossary", case=case).record["terms"]
    assert first == {"term": "dry year", "means": "A year without rain.", "case": terms_of_case(case).title}
    assert [each["term"] for each in others] == list(terms())
    assert "A year without rain." in ask("glossary", "Dry Year", case=case).text
    with pytest.raises(InputError, match="is no term of the glossary"):
        ask("glossary", "dry year")


def test_what_the_case_means_by_a_word_is_told_beside_what_it_means_everywhere(tmp_path: Path) -> None:
    case = case_with(tmp_path, 'regret = "Being sorry."\n')
    assert [each["means"] for each in ask("glossary", "regret", case=case).record["terms"]] == [
        "Being sorry.",
        terms()["regret"],
    ]


def test_the_article_of_a_term_counts_for_nothing_in_the_alphabet() -> None:
    section = text_as_toml('"the four" = "4"\nframe = "f"\ngesture = "g"\nend = "e"', "terms.toml")
    assert list(terms_in(section)) == ["end", "the four", "frame", "gesture"]


@pytest.mark.parametrize(
    "word",
    ["Sovereignty Dialogue", "the four", "hold-outs", "non-recognisers", "stonewall", "separatism cost",
     "Eastern alignment", "NATO track", "land swap", "norm on borders", "op-ed", "KFOR"],
)  # fmt: skip
def test_a_word_of_the_kosovo_case_is_explained(word: str) -> None:
    assert list(ask("glossary", word).answer.of_case) == [word]


def test_every_meaning_of_a_shipped_case_is_a_sentence_and_not_the_term_again() -> None:
    for case in ("kosovo", "accords"):
        for term, meaning in terms_of_case(case).meanings.items():
            assert len(meaning.split()) >= 5, term
            assert meaning.endswith("."), term


def test_equilibrium_is_said_in_everyday_words_before_any_other_term() -> None:
    first = terms()["equilibrium"].partition(": ")[0]
    assert not any(term in first for term in ("regret", "Nash", "deviat", "profile"))
