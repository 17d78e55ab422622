"""The one file of styles: a class means one thing, whatever page it stands on."""

import re
from collections import defaultdict
from pathlib import Path

import negotiation_sim.web

STYLES = (Path(negotiation_sim.web.__file__).parent / "static" / "page.css").read_text(encoding="utf-8")
BARE = re.compile(r"((?:\.[\w-]+(?:, )?)+) \{")
"""The head of a rule for all that has a class."""


def sections() -> dict[str, str]:
    """What the file says, by the comments that head its parts."""
    first, *others = re.split(r"(?m)^/\* (.*?) \*/$", STYLES)
    return {"what all pages have": first, **dict(zip(others[::2], others[1::2], strict=True))}


def test_a_class_is_styled_as_a_whole_in_one_section_only() -> None:
    styled = defaultdict(set)
    for section, rules in sections().items():
        for line in rules.splitlines():
            if head := BARE.match(line):
                for name in head[1].split(", "):
                    styled[name].add(section)
    assert len(styled) > 80
    assert not {name: where for name, where in styled.items() if len(where) > 1}
