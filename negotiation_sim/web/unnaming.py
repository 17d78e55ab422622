"""A page without code names in its sentences: nobody types there what the terminal has in brackets behind a label.

`Washington's credibility (us_cred)` is `Washington's credibility`, and `Assumptions: op_ed` names the set by its title,
as does a cell of a table's column `Set`. What is read out in place of a picture is treated as a sentence.
Commands, which stand as code, and what a template prints as a name of its own, as the register does, stay as they are.
"""

import html
import re
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

_MARKUP = re.compile(r"(<(code|pre|textarea|script|style)\b.*?</\2>|<[^>]*>)", re.DOTALL)
_BRACKET = re.compile(r"(?:^|\s)\(([\w.+]+)\)")
_SETS = re.compile(r"\bAssumptions: ([\w+]+(?:, [\w+]+)*)(?=[.;])")
_READ_OUT = re.compile(r'(\baria-label=")([^"]*\([^"]*)')
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_HEADS = re.compile(r'<th\b[^>]*\bscope="col"[^>]*>([^<]*)</th>')
_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_CELL = re.compile(r"(?<=>)([^<]*)(?=</t[hd]>)")
_MOST_TITLES = 3
"""Of more sets than that it is said how many they are: the page names them."""


def unnamed(filled: str, case: Mapping[str, Any]) -> str:
    """A filled page, its sentences without the names that the case has for what has a label or a title."""
    titles = {name: each["title"] for name, each in case.get("sets", {}).items()}
    labelled = (name for name, each in case.get("assumptions", {}).items() if each["label"] != name)
    known = {case.get("name", ""), *titles, *case.get("scenarios", {}), *labelled}
    filled = _TABLE.sub(lambda table: _titled(table[0], titles), filled)
    filled = _READ_OUT.sub(lambda text: f"{text[1]}{_in_words(text[2], known, titles)}", filled)
    pieces = _MARKUP.split(filled)
    return "".join(
        _in_words(piece, known, titles) if k % 3 == 0 else piece for k, piece in enumerate(pieces) if k % 3 < 2
    )


def _titled(table: str, titles: Mapping[str, str]) -> str:
    """A table with titles in place of names in the columns that list sets."""
    columns = [k for k, head in enumerate(_HEADS.findall(table)) if head in ("Set", "Sets")]
    return _ROW.sub(lambda row: _with_titles(row[0], columns, titles), table) if columns else table


def _with_titles(row: str, columns: Sequence[int], titles: Mapping[str, str]) -> str:
    """A row whose cells of these columns, where they hold names of sets and nothing else, hold the titles."""
    places = count()

    def cell(match: re.Match[str]) -> str:
        names = [name.split("+") for name in match[1].split(", ")]
        if next(places) not in columns or not all(part in titles for name in names for part in name):
            return match[0]
        return html.escape("; ".join(" with ".join(titles[part] for part in name) for name in names), quote=False)

    return _CELL.sub(cell, row)


def _in_words(text: str, known: set[str], titles: Mapping[str, str]) -> str:
    """A text between two marks of a page."""

    def in_brackets(match: re.Match[str]) -> str:
        return "" if all(part in known for part in match[1].split("+")) else match[0]

    def of_sets(match: re.Match[str]) -> str:
        names = match[1].split(", ")
        if len(names) > _MOST_TITLES:
            return f"Assumptions: {len(names)} sets"
        if not all(part in titles for name in names for part in name.split("+")):
            return match[0]
        named = (" with ".join(titles[part] for part in name.split("+")) for name in names)
        return html.escape(f"Assumptions: {'; '.join(named)}", quote=False)

    if "(" in text:
        text = _BRACKET.sub(in_brackets, text)
    return _SETS.sub(of_sets, text) if "Assumptions: " in text else text
