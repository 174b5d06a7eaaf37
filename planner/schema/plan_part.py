"""What the parts of plan.json share: no unknown keys, amounts that are numbers, gaps that are shares."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Amount = Annotated[float, Field(allow_inf_nan=False)]
Gap = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Part(BaseModel):
    """A part of plan.json; unknown keys are faults."""

    model_config = ConfigDict(extra="forbid", frozen=True)
