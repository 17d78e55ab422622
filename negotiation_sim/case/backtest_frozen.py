"""The hash that guards a back-test against later edits: over rules, numbers, sets, statements and dates of sources."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from ..errors import InputError
from ..files import read_text, write_whole
from .assumptions import AssumptionSet
from .backtest import FILE, Backtest
from .claims import cited
from .rule_texts import rule_texts
from .scenario import Case

LINE = re.compile(r"^frozen *=.*$", re.MULTILINE)


def hash_now(case: Case, backtest: Backtest) -> str:
    """Twelve hexadecimal digits of a hash over all on which scores depend, as the files of the case have it now."""
    inputs = [
        sorted(rule_texts(case).items()),
        [[entry.name, entry.value, entry.low, entry.high, entry.source] for entry in case.register_as_read.values()],
        [_of_a_set(each) for each in case.sets.values() if each.stands_on is None],
        sorted(backtest.texts.items()),
        sorted((number, case.sources[number].date) for number in {*_cited(case, backtest)} if number in case.sources),
    ]
    return hashlib.sha256(json.dumps(inputs).encode()).hexdigest()[:12]


def _of_a_set(assumed: AssumptionSet) -> list[object]:
    own = [[change.name, change.value, change.source] for change in assumed.changes.values()]
    over = [[below, name, change.value] for below, those in assumed.over.items() for name, change in those.items()]
    return [assumed.name, assumed.as_of, own, over]


def _cited(case: Case, backtest: Backtest) -> Iterator[str]:
    texts = [*backtest.texts.values(), *(entry.source for entry in case.register_as_read.values())]
    texts += [change.source for assumed in case.sets.values() for change in assumed.changes.values()]
    return (number for text in texts for number in cited(text)[1])


def renew(folder: Path, file: Path, digest: str) -> Path:
    """Writes the hash into the file of the back-test that lies in a case's folder, and nothing else; its path.

    Raises InputError for another file, and for one that has no line for the hash.
    """
    if not (file.is_file() and file.samefile(folder / FILE)):
        raise InputError(
            f"`renew` writes into the {FILE} of the case that is asked about, and {file} is not that file."
        )
    text = read_text(file)
    if len(LINE.findall(text)) != 1:
        raise InputError(f'{folder.name}/{FILE}: needs one line that begins with frozen = "", for the hash. Add it.')
    return write_whole(file, LINE.sub(f'frozen = "{digest}"', text))
