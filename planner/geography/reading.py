"""What one text was read as."""

from __future__ import annotations

import re
from typing import NamedTuple

# Signs of an address, in a cell where the name of a town belongs.
_STREET = re.compile(
    r"\w(gata|gatan|väg|vägen|gränd|stig|stigen|torg|torget|allé|allén)\b|\bc/o\b|\d ?[a-z]?$", re.IGNORECASE
)


class Read(NamedTuple):
    """A cell as the table holds it, None where it could not be read.

    `is_guess` says that it was read by likeness; `candidates` are what it may mean, for a person to choose from.
    """

    text: str | None
    is_guess: bool = False
    candidates: tuple[str, ...] = ()


UNREAD = Read(None)


def looks_like_an_address(text: str) -> bool:
    """Whether the name of a town is rather an address."""
    return "," in text or _STREET.search(text) is not None
