"""What one text of an export was read as."""

from __future__ import annotations

import re
from typing import NamedTuple

# Signs of a person's name, an address or a way to reach somebody, in a cell where none of them belongs.
_CONTACT = re.compile(r"@|\d[\d\s-]{5,}\d")
_STREET = re.compile(
    r"\w(gata|gatan|väg|vägen|gränd|stig|stigen|torg|torget|allé|allén)\b|\bc/o\b|\d ?[a-z]?$", re.IGNORECASE
)
_NAME = re.compile(r"[^\W\d_]+[._ -]+[^\W\d_]+([._ -]+[^\W\d_]+)*|[A-ZÅÄÖÉ][^\W\d_A-ZÅÄÖÉ]{2,}")
_FULL_NAME = re.compile(r"[A-ZÅÄÖÉ][a-zåäöé]+([ -][A-ZÅÄÖÉ][a-zåäöé]+)+")
LONGEST_SHOWN = 40


class Read(NamedTuple):
    """A cell as the table holds it, None where it could not be read.

    `is_guess` says that it was read by likeness; `candidates` are what it may mean, for a person to choose from.
    """

    text: str | None
    is_guess: bool = False
    candidates: tuple[str, ...] = ()


UNREAD = Read(None)


def looks_like_a_name(text: str) -> bool:
    """Whether an id may be somebody's name: `anna.svensson`, `Anna`; codes hold a digit, or are all capitals."""
    return _NAME.fullmatch(text) is not None


def looks_like_a_full_name(text: str) -> bool:
    """Whether a text is capitalised words alone, as a person's name is and a level of education is not."""
    return _FULL_NAME.fullmatch(text.strip()) is not None


def looks_like_a_contact(text: str) -> bool:
    """Whether a text holds what may be a mail address, a telephone number or another long number."""
    return _CONTACT.search(text) is not None


def looks_like_an_address(text: str) -> bool:
    """Whether the name of a town is rather an address."""
    return "," in text or _STREET.search(text) is not None
