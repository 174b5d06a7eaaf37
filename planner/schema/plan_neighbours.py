"""The part of plan.json on neighbours in one pool: what each municipality gives and gets."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from planner.schema.plan_part import Amount, Part


class MunicipalityPart(Part):
    """One municipality; people with a place are those with a proposed one of purpose main."""

    municipality: str = Field(description="its code; empty where neither tables nor scenario state one")
    people: int = Field(description="its residents in the pool")
    places: int = Field(description="places left in its open slots")
    own_at_home: int = Field(description="its residents with one of its own places")
    own_elsewhere: int = Field(description="its residents with a place of a neighbour")
    neighbours: int = Field(description="neighbours with one of its places")
    uplift: Amount = Field(description="what the proposals to its residents count for, in the plan's unit")
    gets: Amount | None = Field(
        default=None, description="what its residents get, as group_measure counts; where they come first"
    )
    at_home: Amount | None = Field(
        default=None, description="what they have in the plan at home, which they get at least; where they come first"
    )


class NeighboursPart(Part):
    """Several municipalities in one pool."""

    own_residents: Literal["pooled", "first", "apart"] = Field(description="the setting")
    at_home: Amount | None = Field(
        default=None, description="what all residents have together in the plan at home; where they come first"
    )
    bound: Amount | None = Field(
        default=None, description="no plan gives residents more together in places of their own municipality"
    )
    municipalities: tuple[MunicipalityPart, ...]
