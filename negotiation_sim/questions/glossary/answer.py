"""The terms, and those that a word names."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ...errors import InputError, did_you_mean
from .question import GlossaryAsked


@cache
def terms() -> Mapping[str, str]:
    """Every term with its meaning, in alphabetical order."""
    text = (Path(__file__).parent / "terms.toml").read_text(encoding="utf-8")
    return {term: " ".join(entry["means"].split()) for term, entry in tomllib.loads(text).items()}


def answer(asked: GlossaryAsked) -> Mapping[str, str]:
    """The terms that are asked for, with their meanings. Raises InputError for a word that is in none of them."""
    if asked.word is None:
        return terms()
    word = " ".join(asked.word.replace("_", " ").split()).casefold()
    exact = {term: meaning for term, meaning in terms().items() if term.casefold() == word}
    parts = {term: meaning for term, meaning in terms().items() if word and word in term.casefold()}
    if not (exact or parts):
        raise InputError(f"'{asked.word}' is no term of the glossary.{did_you_mean(word, terms())}")
    return exact or parts
