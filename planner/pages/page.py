"""A page as its parts: what stands at the top, and sections with texts and pictures, each with a table behind it."""

from __future__ import annotations

from dataclasses import dataclass, field

from planner.pictures import Picture


@dataclass(frozen=True)
class Section:
    """A part of a page with a heading of its own; `key` is its address within the page."""

    key: str
    heading: str
    texts: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """A whole page: `lead` says the most important in a few sentences, `figures` are (figure, what it is) beside it."""

    title: str
    subtitle: str
    lead: tuple[str, ...]
    figures: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = field(default=())
