"""What a study file may hold: parameters that stand in patches on a base, and how their values are combined."""

from __future__ import annotations

import math
from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, StrictFloat, StrictInt, StrictStr, model_validator

from planner.schema.closed import Closed
from planner.texts import _

ParameterValue = StrictBool | StrictInt | StrictFloat | StrictStr
Finite = Annotated[float, Field(allow_inf_nan=False)]
# A range of more values than this is a slip of the pen; with it stands the most plans that one study makes.
MOST_CELLS = 10_000
_MOST_COUNTED = 1e15


class ValueRange(Closed):
    """`range = { min, max, step }`: evenly spaced numbers, both ends among them where the steps meet the upper one."""

    min: Finite
    max: Finite
    step: Annotated[float, Field(gt=0, allow_inf_nan=False)]

    @property
    def number(self) -> int:
        """How many values there are; 0 where max lies below min."""
        # Ends far apart and a step next to nothing are infinitely many in binary.
        return max(math.floor(min((self.max - self.min) / self.step, _MOST_COUNTED) + 1e-9) + 1, 0)

    @property
    def values(self) -> tuple[int | float, ...]:
        """The values, in ascending order; whole numbers where the range is of whole numbers."""
        is_whole = all(float(one).is_integer() for one in (self.min, self.step))
        found = (round(self.min + n * self.step, 12) for n in range(self.number))
        return tuple(int(one) if is_whole else one for one in found)


class Parameter(Closed):
    """`[[parameter]]`: a name that patches use as "$name", and the values it takes."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    label: str | None = Field(default=None, description="what people call it, in pictures and pages")
    values: tuple[ParameterValue, ...] | None = None
    range: ValueRange | None = None

    @model_validator(mode="after")
    def _one_source(self) -> Parameter:
        if (self.values is None) == (self.range is None):
            raise ValueError(_("needs either values or range"))
        return self

    @property
    def number(self) -> int:
        """How many values it takes."""
        return self.range.number if self.range is not None else len(self.values or ())

    @property
    def all_values(self) -> tuple[ParameterValue, ...]:
        """The values as they are stated."""
        return self.range.values if self.range is not None else self.values or ()

    @property
    def in_order(self) -> tuple[ParameterValue, ...]:
        """The values in the order of tables and pictures: numbers ascending, others as they are stated; each once."""
        found = tuple(dict.fromkeys(self.all_values))
        return tuple(sorted(found, key=float)) if self.is_numeric else found

    @property
    def is_numeric(self) -> bool:
        """Whether all values are numbers."""
        return all(map(is_number, self.all_values))

    @property
    def called(self) -> str:
        """What people call it."""
        return self.label or self.name


def is_number(value: object) -> bool:
    """Whether a value is a number, and no truth value."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


class StudyPatch(Closed):
    """`[[patch]]` of a study: as in scenario.toml, with "$name" where the value of a parameter is to stand."""

    table: str | None = None
    where: dict[str, Any] = Field(default_factory=dict)
    set: dict[str, Any] | None = None
    scale: dict[str, Any] | None = None
    shift: dict[str, Any] | None = None
    remove: bool | None = None
    settings: dict[str, Any] | None = None


class StudySolve(Closed):
    """`[solve]` of a study: what is not given is the base's own. Every solve has one thread, and counts its work."""

    time_limit_seconds: Annotated[float, Field(gt=0, le=86_400, allow_inf_nan=False)] | None = None
    gap: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] | None = None
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None


class StudyFile(Closed):
    """All of a study file."""

    format: Literal[1]
    name: str = Field(description="what people call the study")
    base: str = Field(description="path from the study file to the scenario that it changes")
    design: Literal["grid", "list"] = Field(
        default="grid", description="grid: every combination of the values; list: the first of each, the second ..."
    )
    solve: StudySolve = Field(default_factory=StudySolve)
    parameter: tuple[Parameter, ...] = ()
    patch: tuple[StudyPatch, ...] = ()
