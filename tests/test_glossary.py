"""The question `glossary`: one source for the page and the terminal, and every word reaches its term."""

from pathlib import Path

import pytest

from negotiation_sim import InputError, ask
from negotiation_sim.questions.glossary.answer import terms

PAGE = Path(__file__).parent.parent / "docs" / "glossary.md"


def test_a_term_is_explained_whatever_its_case_and_with_blanks_or_underscores() -> None:
    for word in ("best joint", "Best Joint", "best_joint", " best  joint "):
        assert dict(ask("glossary", word).answer) == {"best joint": terms()["best joint"]}


def test_a_part_of_terms_shows_them_all_but_a_whole_term_itself_alone() -> None:
    assert {"Nash stable", "irreversible move"} & set(ask("glossary", "stable").answer) == {"Nash stable"}
    assert set(ask("glossary", "equilibrium").answer) == {"equilibrium"}
    assert len(ask("glossary", "correlated").answer) == 2


@pytest.mark.parametrize(("word", "words"), [("regrett", "Did you mean 'regret'?"), ("", "no term")])
def test_a_word_in_no_term_is_refused_with_the_nearest(word: str, words: str) -> None:
    with pytest.raises(InputError, match="is no term of the glossary") as refused:
        ask("glossary", word)
    assert words in str(refused.value)


def test_without_a_word_all_terms_are_named_on_one_screen() -> None:
    text = ask("glossary").text
    assert len(text.splitlines()) <= 24
    assert all(" ".join(term.split()) in " ".join(text.split()) for term in terms())


def test_terms_stand_in_alphabetical_order_and_the_page_has_each_of_them() -> None:
    assert list(terms()) == sorted(terms(), key=str.casefold)
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    assert all(f"**{term}** {meaning}" in page for term, meaning in terms().items())
    assert page.count("**") == 2 * len(terms())
