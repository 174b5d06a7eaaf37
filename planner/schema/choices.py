"""What a cell of a table may be: the choices of words, and numbers within the bounds of their column."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from annotated_types import Ge, Le

from planner.schema import cures
from planner.schema.cells import NUMBER, WHOLE, choice

SWEDISH_LEVELS = ("none", "A1", "A2", "B1", "B2", "C1", "C2")
EDUCATION_LEVELS = 6
PARTS_OF_WEEK = ("any", "morning", "day", "evening", "weekend")

SwedishLevel = Annotated[str, choice("level of Swedish", *SWEDISH_LEVELS, guess=cures.SWEDISH)]
# SUN 2020 by its first digit: 1 and 2 compulsory school, 3 upper secondary, 4 and 5 after it, 6 research.
EDUCATION = replace(
    WHOLE,
    cure="Write the SUN level: 2 grundskola, 3 gymnasium, 4 less than two years after it, 5 more, 6 doctorate.",
    guess=cures.education,
)
EducationLevel = Annotated[int, EDUCATION, Ge(0), Le(EDUCATION_LEVELS)]
TravelMode = Annotated[str, choice("mode of travel", "transit", "car", "bike", "walk", guess=cures.TRAVEL)]
PartOfWeek = Annotated[str, choice("part of the week", *PARTS_OF_WEEK, guess=cures.PART_OF_WEEK)]
Status = Annotated[str, choice("registered status", "JoB", "JUG", "etablering", "none", guess=cures.STATUS)]
Sector = Annotated[
    str, choice("sector", "department", "municipal_company", "private", "association", "education", guess=cures.SECTOR)
]
SlotStatus = Annotated[str, choice("slot status", "open", "planned", "closed", guess=cures.SLOT_STATUS)]
WorkplaceKind = Annotated[str, choice("kind of workplace", "ordinary", "constructed", guess=cures.WORKPLACE_KIND)]
Purpose = Annotated[str, choice("purpose", "main", "companion", "activity", "sheltered")]
Decision = Annotated[str, choice("decision", "pin", "forbid", "contested", guess=cures.DECISION)]
PlacementState = Annotated[
    str,
    choice(
        "placement state", "draft", "offered", "accepted", "started", guess=cures.PLACEMENT_STATE,
        also="An offer that was declined is no placement: move it to history, with end declined.",
    ),
]  # fmt: skip
# What is agreed or under way; an offer may yet be declined.
BEGUN = ("accepted", "started")
HistoryEnd = Annotated[str, choice("way a placement ends", "ended", "interrupted", "declined", guess=cures.HISTORY_END)]
Weeks = Annotated[int, WHOLE, Ge(1), Le(260)]
Age = Annotated[int, WHOLE, Ge(13), Le(80)]
Latitude = Annotated[float, NUMBER, Ge(-90), Le(90)]
Longitude = Annotated[float, NUMBER, Ge(-180), Le(180)]
Quantity = Annotated[float, NUMBER, Ge(0), Le(1000)]
OutcomeValue = Annotated[float, NUMBER, Ge(0), Le(1000)]
