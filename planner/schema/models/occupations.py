"""The occupation model: which codes there are, and how near an occupation lies to one that is wished."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from pydantic import Field

from planner.schema.closed import Closed
from planner.schema.models.card import Figure, Model

Code = Annotated[str, Field(pattern=r"^[0-9]{1,4}$")]
GroupCode = Annotated[str, Field(pattern=r"^[0-9]{4}$")]


class Alike(Closed):
    """How well a place fits a wish by how many leading SSYK digits the two share."""

    four_digits: Figure
    three_digits: Figure
    two_digits: Figure


class OccupationCode(Closed):
    """One SSYK 2012 code with its Swedish label."""

    ssyk: Code
    level: Annotated[int, Field(ge=1, le=4)]
    label_sv: str


class Near(Closed):
    """How well one SSYK group stands in for another that is wished, 0 to 1."""

    wished: GroupCode
    offered: GroupCode
    fit: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]


@dataclass(frozen=True)
class OccupationsModel(Model):
    """SSYK 2012 with labels, and the nearness of its groups."""

    alike: Alike
    codes: tuple[OccupationCode, ...]
    near: tuple[Near, ...]

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Swedish labels by code."""
        return {row.ssyk: row.label_sv for row in self.codes}
