"""What is said of one column of a table that comes out."""

from __future__ import annotations

from typing import Literal, NamedTuple

PlanKind = Literal["id", "text", "code", "list", "week", "whole number", "number", "yes or no", "day"]


class PlanColumn(NamedTuple):
    """One column of a table that comes out."""

    name: str
    what: str
    kind: PlanKind
    unit: str = ""
