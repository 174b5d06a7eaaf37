"""What parts of settings files have in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Closed(BaseModel):
    """A part of a settings file: unknown keys are faults, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)
