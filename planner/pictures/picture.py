"""One picture: the finding as its title, the same in words, the table behind it, and the drawing as SVG or PNG."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from planner.pictures.paper import Draw, drawn, in_a_page
from planner.texts import language, speaking


@dataclass(frozen=True)
class Picture:
    """A picture of a plan, in the language that was spoken when it was made.

    `title` says the finding and `text` what is to be seen, for whoever does not see it. `table` has a row for each mark
    of the drawing, its headings as people read them; a missing figure is left out since it is about fewer than five
    people, or could say something of them. `digits` are the decimals of its columns where that is not none. `notes` say
    what must be known to read it. `height` is in inches.
    """

    name: str
    title: str
    text: str
    table: pd.DataFrame = field(repr=False)
    draw: Draw = field(repr=False)
    height: float = field(repr=False)
    digits: Mapping[str, int] = field(default_factory=dict, repr=False)
    notes: tuple[str, ...] = field(default=(), repr=False)
    spoken: str = field(default_factory=language, repr=False)

    @cached_property
    def svg(self) -> str:
        """The picture with its title, as the text of an SVG file; UsageFault without the extra `report`."""
        with speaking(self.spoken):
            raw = drawn(self.draw, height=self.height, title=self.title, form="svg", salt=self.name)
        return raw.decode("utf-8")

    @cached_property
    def png(self) -> bytes:
        """The picture with its title, as the bytes of a PNG file, 1,440 pixels wide; UsageFault as for `svg`."""
        with speaking(self.spoken):
            return drawn(self.draw, height=self.height, title=self.title, form="png", salt=self.name)

    def _repr_svg_(self) -> str:
        """How it shows itself in a notebook."""
        return self.svg

    @cached_property
    def for_page(self) -> str:
        """The picture without its title, as an element of a page that has the title as a heading."""
        with speaking(self.spoken):
            return in_a_page(drawn(self.draw, height=self.height, title="", form="svg", salt=self.name))
