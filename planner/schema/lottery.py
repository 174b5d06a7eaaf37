"""The public draw from which the seed of the lot comes, so that nobody can choose it once the inputs are known."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from planner.schema.closed import Closed
from planner.texts import _

Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


def plain_result(result: str) -> str:
    """A result without what the writer may choose: its words and numbers, sorted, in small letters, a space between.

    Numbers lose leading zeros. So "05, 12 + 2" and "2 5 12" are one result, and nobody draws again by writing another.
    """
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", result).casefold())
    return " ".join(sorted(word.lstrip("0") or "0" if word.isdecimal() else word for word in words))


class Draw(Closed):
    """`[lottery]`: which public draw decides the lot, for which frozen inputs, and what it gave."""

    draw: Said = Field(description="what the draw is called and who publishes it, such as a lottery or a beacon")
    on: date = Field(description="day of the draw")
    frozen: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = Field(
        default=None, description="hash of the inputs, as `planner check` shows it, published before the draw"
    )
    frozen_on: date | None = Field(default=None, description="day on which that hash was published")
    result: Said | None = Field(default=None, description="the result as it was published; blank until the draw")

    @model_validator(mode="after")
    def _frozen_before_the_draw(self) -> Draw:
        if (self.frozen is None) != (self.frozen_on is None):
            raise ValueError(_("needs frozen and frozen_on together"))
        if self.result is not None and not plain_result(self.result):
            raise ValueError(_("has a result without a letter or a digit"))
        if self.result is not None and self.frozen is None:
            raise ValueError(_("has a result and no frozen inputs, so anybody may have chosen the inputs by it"))
        if self.frozen_on is not None and self.on < self.frozen_on:
            raise ValueError(_("names a draw of before the day on which the inputs were frozen (frozen_on)"))
        return self

    @property
    def seed(self) -> int | None:
        """The seed, 0 to 2^31 - 1; None until there is a result.

        It is the first four bytes of SHA-256 of `<frozen>|<draw>|<on>|<result>`, big-endian, modulo 2^31, with the
        result as `plain_result` has it.
        """
        if self.result is None:
            return None
        text = f"{self.frozen}|{self.draw}|{self.on.isoformat()}|{plain_result(self.result)}"
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") % 2**31
