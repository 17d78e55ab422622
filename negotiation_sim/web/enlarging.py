"""Pages in large type, for a projector: whatever they lead to is in large type too."""

import re

from .carrying import takes_a_case

LARGE = "large"
"""How a page is shown that is read from far away: `view=large` in an address."""
_LEADS = re.compile(r'(?P<mark>\b(?:href|hx-get|hx-post|formaction)=")(?P<address>/[^"]*)(?=")')
_FORM = re.compile(r'<form [^>]*action="(?P<address>/[^"]*)"[^>]*>')
_HIDDEN = f'<input type="hidden" name="view" value="{LARGE}">'


def in_large(address: str, joined: str = "&") -> str:
    """The address of the same page in large type; as it is where it says how it is shown, or is that of no page.

    `joined`: what stands between two fields, which in HTML is written out.
    """
    if "view=" in address or address.startswith(("/api/", "//")) or not _is_page(address):
        return address
    path, mark, place = address.partition("#")
    return f"{path}{joined if '?' in path else '?'}view={LARGE}{mark}{place}"


def enlarging(page: str) -> str:
    """The page, each of its links and forms leading to pages in large type."""
    linked = _LEADS.sub(lambda lead: lead["mark"] + in_large(lead["address"], "&amp;"), page)
    return _FORM.sub(lambda form: form[0] + (_HIDDEN if _is_page(form["address"]) else ""), linked)


def _is_page(address: str) -> bool:
    return takes_a_case(address) or address.startswith("/your-case")
