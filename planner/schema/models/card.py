"""What every model has: a card, figures that say where they come from, and files as stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from planner.schema.closed import Closed
from planner.texts import _

Sure = Literal["read", "known", "unverified"]
FigureKind = Literal["law", "observed", "effect", "judgement"]


class Fitted(Closed):
    """What an outcome model was fitted on by `planner fit`, and how good it is on people it had not seen.

    The figures are of the segments' levels, which plans read, out of fold; `regression_auc` and `regression_brier` are
    of the regression that they come from. `better_low` is the low end (95 percent) of how much smaller `brier` is than
    `brier_null`, that of the base rate. `time` figures are of the last quarter of the days, where they could be told.
    """

    outcome: str
    first_day: date
    last_day: date
    people_not_placed: int
    placements: int
    unknown: int
    base_rate: float
    auc: float
    brier: float
    brier_null: float
    better_low: float
    better_high: float
    slope: float
    regression_auc: float
    regression_brier: float
    unseen_cells: int
    time_brier: float | None = None
    time_brier_null: float | None = None

    @property
    def beats_null(self) -> bool:
        """Whether the levels are better than the base rate by more than chance."""
        return self.better_low > 0


class Card(Closed):
    """What a model is, for whom it holds, and what it must not be used for.

    The title and who has reviewed it are in Swedish too, as screens show them; a card of your own may leave that out.
    """

    kind: Literal[
        "rules",
        "outcome",
        "acceptance",
        "travel",
        "policy",
        "geography",
        "occupations",
        "benefit",
        "futures",
        "simulation",
    ]
    name: str
    version: str
    title: str
    population: str
    units: str
    range: str
    not_for: str
    known_bias: str
    licence: str
    source: str
    reviewed_by: str
    title_sv: str | None = None
    reviewed_by_sv: str | None = None
    retrieved: str | None = None
    files: dict[str, str] = Field(default_factory=dict, description="sha256 of each data file")
    fitted: Fitted | None = None


class Figure(Closed):
    """One number taken from outside, with where it comes from."""

    value: Annotated[float, Field(allow_inf_nan=False)]
    unit: str
    source: str
    year: int
    kind: FigureKind
    sure: Sure


class Ranged(Figure):
    """A figure with its low and high end; value lies between them."""

    low: Annotated[float, Field(allow_inf_nan=False)]
    high: Annotated[float, Field(allow_inf_nan=False)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.value <= self.high:
            raise ValueError(_("has its value outside low and high"))
        return self


@dataclass(frozen=True)
class ModelFiles:
    """A model as stored: its reference `name/version`, and its files as bytes by name."""

    reference: str
    files: Mapping[str, bytes] = field(repr=False)


@dataclass(frozen=True)
class Model:
    """What every model has: its files as stored, and its card."""

    stored: ModelFiles
    card: Card
