"""Words that are nearly the same: spelt alike, or one contained in the other."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable

MOST_COMPARED = 100_000
LEAST_PART = 4


def likenesses(words: Collection[str], others: Collection[str]) -> dict[str, str | None]:
    """By word, one of the others that is nearly the same; empty for lists so long that the search takes minutes."""
    if len(words) * len(others) > MOST_COMPARED:
        return dict.fromkeys(words)
    return {word: like(word, others) for word in words}


def like(word: str, others: Iterable[str]) -> str | None:
    """One of the others that is nearly the word: spelt alike, or one of the two is contained in the other."""
    folded = {other.casefold(): other for other in sorted(others)}
    own = word.casefold()
    parts = [other for other in folded if _is_part(own, other) or _is_part(other, own)]
    close = parts or difflib.get_close_matches(own, folded, n=1, cutoff=0.75)
    return folded[close[0]] if close else None


def _is_part(part: str, whole: str) -> bool:
    return len(part) >= LEAST_PART and part in whole
