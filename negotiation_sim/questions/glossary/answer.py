"""The terms of the tool and those of a case, and those that a word names."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ...case.terms import terms_of_case
from ...errors import InputError, did_you_mean
from .question import GlossaryAsked


@dataclass(frozen=True)
class Glossary:
    """Terms with their meanings: those of the tool, and those of the case with that title."""

    of_tool: Mapping[str, str]
    of_case: Mapping[str, str]
    title: str

    @property
    def every(self) -> Mapping[str, str]:
        """All of them; where both mean something by a word, what the case means by it."""
        return {**self.of_tool, **self.of_case}


@cache
def terms() -> Mapping[str, str]:
    """Every term of the tool with its meaning, in alphabetical order."""
    text = (Path(__file__).parent / "terms.toml").read_text(encoding="utf-8")
    return {term: " ".join(entry["means"].split()) for term, entry in tomllib.loads(text).items()}


def answer(asked: GlossaryAsked) -> Glossary:
    """The terms that are asked for, with their meanings. Raises InputError for a word that is in none of them."""
    case = terms_of_case(asked.named_case)
    whole = Glossary(terms(), case.meanings, case.title)
    if asked.word is None:
        return whole
    word = " ".join(asked.word.replace("_", " ").split()).casefold()
    exact = _chosen(whole, {term for term in whole.every if term.casefold() == word})
    parts = _chosen(whole, {term for term in whole.every if word and word in term.casefold()})
    if not parts.every:
        raise InputError(f"'{asked.word}' is no term of the glossary.{did_you_mean(word, whole.every)}")
    return exact if exact.every else parts


def _chosen(whole: Glossary, names: set[str]) -> Glossary:
    """The glossary with the terms of these names alone."""
    of_tool = {term: meaning for term, meaning in whole.of_tool.items() if term in names}
    of_case = {term: meaning for term, meaning in whole.of_case.items() if term in names}
    return Glossary(of_tool, of_case, whole.title)
