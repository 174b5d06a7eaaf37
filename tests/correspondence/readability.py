"""How hard a Swedish text is to read."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Fixed names of the law and of authorities, beside those of the data.
FIXED = ("Arbetsförmedlingen",)


def lix(text: str, names: Iterable[str] = ()) -> float:
    """LIX: words a sentence + the percentage of words of more than six letters; names count as one short word each."""
    for name in sorted({*names, *FIXED} - {""}, key=len, reverse=True):
        text = text.replace(name, "X")
    words = re.findall(r"[A-Za-zÅÄÖåäöéü]+", text)
    sentences = max(len(re.findall(r"[.:!?](?:\s|$)|\n", text)), 1)
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)
