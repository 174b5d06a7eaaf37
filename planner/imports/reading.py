"""Signs that a cell of an export says who somebody is."""

from __future__ import annotations

import re

# Signs of a person's name, an address or a way to reach somebody, in a cell where none of them belongs.
_CONTACT = re.compile(r"@|\d[\d\s-]{5,}\d")
_NAME = re.compile(r"[^\W\d_]+[._ -]+[^\W\d_]+([._ -]+[^\W\d_]+)*|[A-ZÅÄÖÉ][^\W\d_A-ZÅÄÖÉ]{2,}")
_FULL_NAME = re.compile(r"[A-ZÅÄÖÉ][a-zåäöé]+([ -][A-ZÅÄÖÉ][a-zåäöé]+)+")
LONGEST_SHOWN = 40


def looks_like_a_name(text: str) -> bool:
    """Whether an id may be somebody's name: `anna.svensson`, `Anna`; codes hold a digit, or are all capitals."""
    return _NAME.fullmatch(text) is not None


def looks_like_a_full_name(text: str) -> bool:
    """Whether a text is capitalised words alone, as a person's name is and a level of education is not."""
    return _FULL_NAME.fullmatch(text.strip()) is not None


def looks_like_a_contact(text: str) -> bool:
    """Whether a text holds what may be a mail address, a telephone number or another long number."""
    return _CONTACT.search(text) is not None
