"""Ids of people with protected identity, found in any text so that none ever repeats one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from planner.errors.words import hidden, visible, without
from planner.texts import language

_PLAIN = re.compile(r"[!-~]+")
_RUN = re.compile(r"[\w.-]+")
_PIECE = re.compile(r"[^\W_]+|[_.-]")


def same_id(text: str) -> str:
    """One spelling for ids that a reader takes for the same: without case, spaces, invisible letters, leading zeros."""
    text = text.strip()
    if not _PLAIN.fullmatch(text):
        text = visible(text).replace(" ", "")
    return _without_zeros(text.casefold())


def _without_zeros(text: str) -> str:
    return text.lstrip("0") or "0" if text.isdigit() else text


class Secrets:
    """Ids of people with protected identity, kept in memory alone: found in any text, so that none ever repeats one."""

    def __init__(self, ids: Iterable[str] = ()) -> None:
        self._known: set[str] = set()
        self._longest = 0
        self._struck: dict[tuple[str, str], str] = {}  # by language: many faults say the same words
        self.update(ids)

    def __bool__(self) -> bool:
        return bool(self._known)

    def __contains__(self, text: str) -> bool:
        """Whether the text as a whole is one of the ids, in any spelling."""
        return same_id(text) in self._known

    def update(self, ids: Iterable[str]) -> None:
        """Take in more ids; blanks are none."""
        new = {spelled for spelled in map(same_id, ids) if spelled}
        self._longest = max([self._longest, *map(len, new)])
        self._known |= new
        self._struck.clear()

    def mentioned(self, text: str, *, shortest_number: int | None = 1) -> bool:
        """Whether one of the ids stands anywhere in the text, as a word of its own or with a genitive s.

        Ids of digits alone count only from `shortest_number` digits on, or never: in many places `12` is something
        else.
        """
        if not self._known:
            return False
        for spelled in self._found(text):
            if not spelled.isdigit() or (shortest_number is not None and len(spelled) >= shortest_number):
                return True
        return False

    def mentioned_in(self, texts: Iterable[str], *, shortest_number: int | None = 1) -> list[bool]:
        """`mentioned` for each of many texts; a text of one word, as most cells are, takes a single look-up."""
        known = self._known
        return [
            bool(known)
            and (
                not (text.isascii() and text.isalnum())
                or (word := text.lower()) in known
                or word[:-1] in known
                or (word.lstrip("0") or "0") in known
            )
            and self.mentioned(text, shortest_number=shortest_number)
            for text in texts
        ]

    def struck(self, text: str) -> str:
        """The text with every mention struck out.

        Ids of only digits or only letters are struck out of given and quoted parts alone: elsewhere they are words of
        the message itself.
        """
        key = language(), text
        if key not in self._struck:
            self._struck[key] = self._strike(text) if next(self._found(text), None) is not None else text
        return self._struck[key]

    def _strike(self, text: str) -> str:
        text = without(text, self.mentioned)
        words = re.split(r"(\s+)", text)
        return "".join(hidden() if any(map(_is_mixed, self._found(word))) else word for word in words)

    def _found(self, text: str) -> Iterator[str]:
        if text.isascii() and text.isalnum():  # one word: most cells are
            word = text.lower()
            yield from self._known & {_without_zeros(word), word.removesuffix("s")}
            return
        for run in _RUN.findall(visible(text).casefold()):
            pieces = _PIECE.findall(run)
            for start in range(len(pieces)):
                joined = ""
                for piece in pieces[start:]:
                    joined += piece
                    if len(joined) > self._longest + 1 and not joined.isdigit():
                        break
                    for spelled in (_without_zeros(joined), joined.removesuffix("s")):
                        if spelled in self._known:
                            yield spelled
        if self._known and (whole := same_id(text)) in self._known:
            yield whole


def _is_mixed(spelled: str) -> bool:
    return not (spelled.isdigit() or spelled.isalpha())
