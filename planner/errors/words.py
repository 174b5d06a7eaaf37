"""What a message may show of a text: on one line, with parts from the user's files marked, and some hidden."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from planner.texts import N_, _, known_in

# Stands in place of a part that is not repeated; a message says it in its language, by `hidden`.
HIDDEN = N_("[not shown]")
_ODD_BYTE = re.compile("[\ud800-\udfff]")
# Texts of which `visible` changes nothing, found at once: most lines, in Swedish as well.
_SEEN_AS_WRITTEN = re.compile("[ -~åäöÅÄÖéÉ–—”’»«]*")
_QUOTED = re.compile(r'"([^"]*)"')
# Invisible letters that join two pictures into one.
_JOINED = re.compile("(?<=[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d(?=[\u2600-\u27bf\U0001f000-\U0001faff])")
_BLANK = re.compile(r"\s")


def hidden() -> str:
    """What a message says in place of a part that it does not repeat."""
    return _(HIDDEN)


def one_line(text: str) -> str:
    """The text as a table and a terminal can show it, on one line.

    Every line end, tab and kind of space becomes a space, and each control or format character (escapes, marks that
    turn the direction of writing, letters of no width) is made visible as U+FFFD.
    """
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n")
    joins = {match.start() for match in _JOINED.finditer(text)}
    shown = (
        letter if letter.isprintable() or place in joins else " " if _BLANK.match(letter) else "\ufffd"
        for place, letter in enumerate(text)
    )
    return "".join(shown)


# Around what a message took from the user's files, so that it can be found in the message. No file holds these two:
# they are no characters of any script, and `given` takes them out.
_BEGIN, _END = "\ufdd0", "\ufdd1"
# Around the list that a word is of, before the word: a file may have it in another language.
_LIST, _WORD = "\ufdd2", "\ufdd3"
_GIVEN = re.compile(f"{_BEGIN}([^{_END}]*){_END}")
_MARKS = re.compile(f"{_LIST}[^{_WORD}]*{_WORD}|[{_BEGIN}{_END}{_LIST}{_WORD}]")
_AS_WRITTEN = re.compile(f"{_BEGIN}{_LIST}([^{_WORD}]*){_WORD}([^{_END}]*){_END}")
# A given part, or a name that holds a low line, as those of columns do.
_NAME = re.compile(f"{_BEGIN}[^{_END}]*{_END}|[a-z]+(?:_[a-z]+)+")


def given(text: object) -> str:
    """A part of a message that comes from the user's files or folders, marked so that it can be struck out.

    The marks are never shown. A fault marks every such part, except its `value`, which is one as a whole, and its
    `file`.
    """
    return f"{_BEGIN}{unmarked(str(text))}{_END}"


def as_written(words: str, word: str) -> str:
    """A word of a list (`yes_no`, or `heading` for a column) that somebody is to write into a file of theirs.

    Messages about the file say it as the file has it: `yes` in a file with plain headings, `ja` in one with Swedish.
    """
    return f"{_BEGIN}{_LIST}{words}{_WORD}{word}{_END}"


def unmarked(text: str) -> str:
    """The text without the marks of given parts."""
    return _MARKS.sub("", text)


def in_words_of(text: str, language: str | None) -> str:
    """The text with each word that is to be written as a file has it, whose language is given; None has plain words."""
    if language is None or _LIST not in text:
        return text
    return _AS_WRITTEN.sub(lambda part: given(known_in(language, part[1], part[2])), text)


def with_headings(text: str, called: Mapping[str, str]) -> str:
    """The text with the plain names of columns, such as `start_week`, replaced by what a file calls them.

    So are given parts that are to be called otherwise, marks included, as those that name a table. Names of one word
    are words of sentences as well, and stay. So does what is from the user's files.
    """
    return _NAME.sub(lambda name: called.get(name[0], name[0]), text)


def whole_letters(text: str) -> str:
    """The text with U+FFFD for each surrogate that Python makes of a path's byte that is no UTF-8."""
    return _ODD_BYTE.sub("\N{REPLACEMENT CHARACTER}", text)


def visible(text: str) -> str:
    """The text as a reader sees it: one form of each letter, no invisible letters, every kind of space a space."""
    if _SEEN_AS_WRITTEN.fullmatch(text):
        return text
    letters = unicodedata.normalize("NFKC", text).replace("\N{REPLACEMENT CHARACTER}", "")
    kinds = ((letter, unicodedata.category(letter)) for letter in letters)
    return "".join(" " if kind[0] == "Z" or kind == "Cc" else letter for letter, kind in kinds if kind != "Cf")


def without(text: str, must_not_be: Callable[[str], bool]) -> str:
    """The text with forbidden parts hidden, first the given ones, then the quoted ones."""
    for parts in (_GIVEN, _QUOTED):
        text = parts.sub(lambda part: part[0].replace(part[1], hidden()) if must_not_be(part[1]) else part[0], text)
    return text
