"""How a scenario or a result shows itself: a short table, as text or as HTML in which nothing of a file is markup."""

from __future__ import annotations

import html
from abc import ABC, abstractmethod
from typing import ClassVar, NoReturn, Self

from planner.errors import one_line
from planner.texts import N_, language, speaking

Line = tuple[str, str]
# Whether the best is proved to have been found.
STATUSES = {"optimal": N_("optimal"), "feasible": N_("feasible")}


class SelfShown(ABC):
    """Something that shows itself as a title and lines of name and value, in the language in which it was made."""

    def __init__(self) -> None:
        self._language = language()

    @property
    @abstractmethod
    def _title(self) -> str: ...

    @property
    @abstractmethod
    def _lines(self) -> list[Line]: ...

    def __repr__(self) -> str:
        with speaking(self._language):
            title, lines = self._title, self._lines
        wide = max((len(name) for name, _value in lines), default=0)
        return "\n".join([one_line(title), *(f"  {name:<{wide}}  {one_line(value)}" for name, value in lines)])

    def _repr_html_(self) -> str:
        with speaking(self._language):
            title, lines = self._title, self._lines
        rows = "".join(f"<tr><th>{_safe(name)}</th><td>{_safe(value)}</td></tr>" for name, value in lines)
        return f"<table><caption>{_safe(title)}</caption><tbody>{rows}</tbody></table>"


class Unpickled(SelfShown):
    """Something that holds people's data and never changes: a copy of it is itself, and no file of pickle holds it."""

    # What it is called, and what is done instead.
    _unpickled: ClassVar[tuple[str, str]]

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled, and say what is done instead."""
        name, instead = self._unpickled
        msg = f"a {name} is not pickled, {instead}"
        raise TypeError(msg)


def _safe(text: str) -> str:
    return html.escape(one_line(text))
