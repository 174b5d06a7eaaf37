"""How a letter speaks: a language of the catalogues, or easy Swedish (lättläst), which has sentences of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from planner.texts import _, languages

# Easy Swedish, as --lang names it, and the catalogue in which its sentences stand.
EASY, EASY_LANGUAGE = "lattlast", "sv"
VOICES = (*languages(), EASY)


class Said(NamedTuple):
    """A sentence for letters twice: plain, and for people who read with effort. Both are keys of the catalogues.

    Every sentence has both, so nothing of an easy letter falls back on the plain one.
    """

    plain: str
    easy: str


def same(text: str) -> Said:
    """A sentence that is short and easy enough for both."""
    return Said(text, text)


@dataclass(frozen=True)
class Voice:
    """The wording of one letter, in the language that is spoken."""

    is_easy: bool = False

    def __call__(self, said: Said, /, **facts: object) -> str:
        """A sentence with its facts, each on one line and as it is."""
        return _(said.easy if self.is_easy else said.plain, **facts)

    @staticmethod
    def of(name: str) -> tuple[Voice, str]:
        """The wording and the language of a name of VOICES: `lattlast` is easy wording in Swedish."""
        return (Voice(is_easy=True), EASY_LANGUAGE) if name == EASY else (Voice(), name)
