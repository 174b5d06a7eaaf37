"""Rows of short modules that close a gap before a place starts."""

from __future__ import annotations

from typing import Annotated

from annotated_types import Ge, Le

from planner.schema.cells import WHOLE, Codes, Id, Sek, Tags, Text, Week
from planner.schema.choices import SwedishLevel
from planner.schema.row import Row
from planner.schema.row import column as _column
from planner.texts import N_


class Module(Row):
    """A short module before a place: what it gives, to whom, how long it is and what it costs."""

    module_id: Id = _column(..., N_("id of the module"))
    name: Text | None = _column(None, N_("what people call it"), blank=N_("its id"))
    gives_skills: Tags = _column((), N_("skills that everybody has after it"))
    gives_swedish: SwedishLevel | None = _column(
        None, N_("level of Swedish reached"), blank=N_("it teaches no Swedish")
    )
    from_swedish: SwedishLevel | None = _column(
        None, N_("least level of Swedish to take part; whoever has a blank level may not"), blank=N_("no demand")
    )
    gives_licence: Codes = _column((), N_("licence codes that everybody has after it"))
    seats: Annotated[int, WHOLE, Ge(0), Le(10**9)] | None = _column(
        None, N_("most people who begin it by proposals of this plan"), unit=N_("people"), blank=N_("no limit")
    )
    weeks: Annotated[int, WHOLE, Ge(1), Le(104)] = _column(..., N_("length"), unit=N_("weeks"))
    start_week: Week | None = _column(
        None,
        N_("first week in which somebody may begin it, after the plan week"),
        blank=N_("the week after the plan week, or when the person is available"),
    )
    cost_sek: Sek = _column(0.0, N_("cost per person, beside that of the place"), unit=N_("SEK"))
    funding_id: Id | None = _column(None, N_("budget line that pays"), blank=N_("no budget"))
