"""Looking for words in what a case says."""

from collections.abc import Iterable


def contains(texts: Iterable[str], wanted: str) -> bool:
    """Whether every one of the wanted words stands in one of the texts, whatever its capitals.

    >>> contains(["Washington's credibility", "us_cred"], "CRED wash"), contains(["us_cred"], "credit")
    (True, False)
    """
    whole = "\n".join(texts).casefold()
    return all(word in whole for word in wanted.casefold().split())


def counted(places: Iterable[Iterable[str]], wanted: str) -> dict[str, int]:
    """In how many places each of the wanted words stands.

    >>> counted([["a tie"], ["a title", "tie"]], "tie title")
    {'tie': 2, 'title': 1}
    """
    whole = [tuple(texts) for texts in places]
    return {word: sum(contains(texts, word) for texts in whole) for word in wanted.split()}
