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


COMPOUND = re.compile(r"(?<![\w.-])[\w-]*(?:\.[\w-]+)+")
"""What is said of one element by its tag and its classes, such as `tr.chosen` and `.card.flipped`."""


def styled_alone() -> dict[str, str]:
    """By class the section that styles all that has it, whatever else it is."""
    return {name: section for section, rules in sections().items() for line in rules.splitlines()
            if (head := BARE.match(line)) for name in head[1].split(", ")}  # fmt: skip


def test_a_class_that_tells_two_of_a_kind_apart_has_no_style_of_its_own_elsewhere() -> None:
    """`.member.moves` would take over the columns of all that is `.moves`."""
    home = styled_alone()
    clashes = {
        (home[f".{mark}"], section, compound)
        for section, rules in sections().items()
        for head in re.findall(r"([^{}]+)\{", rules)
        for compound in COMPOUND.findall(head)
        for mark in compound.split(".")[1 if compound[0] != "." else 2 :]
        if home.get(f".{mark}", section) not in (section, "what all pages have")
    }
    assert not clashes
