"""Shares in per cent are written in one style everywhere: a blank before the sign."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
TYPED = ("quota", "65%")
"""What a file may hold as a quota is typed, not shown."""


def test_no_line_of_code_writes_a_share_without_the_blank() -> None:
    written = re.compile(r"\{[^{}]*:[+]?\.\d%\}(?!\"\.rstrip)|\d%['\" ]")
    lines = [
        f"{file.relative_to(ROOT)}: {line.strip()}"
        for file in sorted((ROOT / "negotiation_sim").rglob("*.py"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if written.search(line) and not any(word in line for word in TYPED)
    ]
    assert not lines


def test_no_recorded_answer_has_a_share_without_the_blank() -> None:
    sources = re.compile(r"77% of Serb|51% of Catalans|84% of Arabs")
    answers = sorted((ROOT / "tests" / "goldens").rglob("*.txt"))
    texts = {file: sources.sub("", file.read_text(encoding="utf-8", errors="replace")) for file in answers}
    assert len(texts) > 100
    assert not {file.name: text for file, text in texts.items() if re.search(r"\d%(?![\dA-F]{2})", text)}
