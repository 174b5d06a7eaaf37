"""What a cell of a table may be: the choices of words, and numbers within the bounds of their column."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from annotated_types import Ge, Le

from planner.errors import as_written, given
from planner.schema import cures
from planner.schema.cells import NUMBER, WHOLE, Kind, choice
from planner.texts import N_, _

CODE_DIGITS = 4


def municipality_code(text: str) -> str:
    """A municipality code with its noughts, which Excel takes away; ValueError for any other text."""
    if not text.isascii() or not text.isdigit() or len(text) > CODE_DIGITS:
        raise ValueError(_("is no municipality code"))
    return text.zfill(CODE_DIGITS)


SWEDISH_LEVELS = ("none", "A1", "A2", "B1", "B2", "C1", "C2")
EDUCATION_LEVELS = 6
PARTS_OF_WEEK = ("any", "morning", "day", "evening", "weekend")

_SWEDISH = choice(N_("a level of Swedish"), N_("is no level of Swedish"), *SWEDISH_LEVELS, guess=cures.SWEDISH)
SwedishLevel = Annotated[str, _SWEDISH]
# SUN 2020 by its first digit: 1 and 2 compulsory school, 3 upper secondary, 4 and 5 after it, 6 research.
EDUCATION = replace(
    WHOLE,
    advice=N_("Write the SUN level: 2 grundskola, 3 gymnasium, 4 less than two years after it, 5 more, 6 doctorate."),
    guess=cures.education,
)
EducationLevel = Annotated[int, EDUCATION, Ge(0), Le(EDUCATION_LEVELS)]
_TRAVEL = choice(
    N_("a mode of travel"), N_("is no mode of travel"), "transit", "car", "bike", "walk", guess=cures.TRAVEL
)
TravelMode = Annotated[str, _TRAVEL]
_PART = choice(N_("a part of the week"), N_("is no part of the week"), *PARTS_OF_WEEK, guess=cures.PART_OF_WEEK)
PartOfWeek = Annotated[str, _PART]
# What the share that goes on from a programme rests on, as for the figures of models.
ShareKind = Annotated[
    str, choice(N_("a kind of figure"), N_("is no kind of figure"), "observed", "effect", "judgement")
]
_STATUS = choice(
    N_("a registered status"), N_("is no registered status"), "JoB", "JUG", "etablering", "none", guess=cures.STATUS
)
Status = Annotated[str, _STATUS]
_SECTOR = choice(
    N_("a sector"), N_("is no sector"), "department", "municipal_company", "private", "association", "education",
    guess=cures.SECTOR,
)  # fmt: skip
Sector = Annotated[str, _SECTOR]
_SLOT_STATUS = choice(
    N_("a slot status"), N_("is no slot status"), "open", "planned", "closed", guess=cures.SLOT_STATUS
)
SlotStatus = Annotated[str, _SLOT_STATUS]
_WORKPLACE = choice(
    N_("a kind of workplace"), N_("is no kind of workplace"), "ordinary", "constructed", guess=cures.WORKPLACE_KIND
)
WorkplaceKind = Annotated[str, _WORKPLACE]
Purpose = Annotated[str, choice(N_("a purpose"), N_("is no purpose"), "main", "companion", "activity", "sheltered")]
_DECISION = choice(N_("a decision"), N_("is no decision"), "pin", "forbid", "contested", "interviewed",
                   guess=cures.DECISION)  # fmt: skip
Decision = Annotated[str, _DECISION]
_ANSWER = choice(
    N_("an answer"), N_("is no answer"), "accepted", "declined", "hold", "offered", "pin", "forbid", "contested",
    "started", "interrupted", "ended", "at_risk", "interviewed", "chosen", "refused", "vetoed", guess=cures.ANSWER,
)  # fmt: skip
AnswerWord = Annotated[str, _ANSWER]
_STATE = choice(
    N_("a placement state"), N_("is no placement state"), "draft", "offered", "accepted", "started",
    guess=cures.PLACEMENT_STATE,
    more_advice=lambda: _("An offer that was declined is no placement: move it to {history}, with {end} {declined}.",
                          history=given("history"), end=as_written("heading", "end"),
                          declined=as_written("end", "declined")),
)  # fmt: skip
PlacementState = Annotated[str, _STATE]
# What is agreed or under way; an offer may yet be declined.
BEGUN = ("accepted", "started")
_END = choice(
    N_("a way a placement ends"), N_("is no way a placement ends"), "ended", "interrupted", "declined", "refused",
    "vetoed", guess=cures.HISTORY_END,
)  # fmt: skip
HistoryEnd = Annotated[str, _END]
# In the order in which they fall due.
STEPS = ("day_3", "week_2", "midpoint", "before_end", "exit", "days_30", "days_90", "days_180")
Step = Annotated[str, choice(N_("a step of follow-up"), N_("is no step of follow-up"), *STEPS)]
# What a target counts.
COUNTED = ("places", "placements", "paid", "work_or_study")
Counted = Annotated[str, choice(N_("what a target counts"), N_("is nothing that a target counts"), *COUNTED)]
Weeks = Annotated[int, WHOLE, Ge(1), Le(260)]
ListLength = Annotated[int, WHOLE, Ge(1), Le(5)]
MUNICIPALITY = Kind(
    N_("a municipality code"),
    N_("Write the four digits of the municipality, such as 1287."),
    "text",
    municipality_code,
    str,
    pattern=r"^\d{4}$",
)
Municipality = Annotated[str, MUNICIPALITY]
Age = Annotated[int, WHOLE, Ge(13), Le(80)]
Latitude = Annotated[float, NUMBER, Ge(-90), Le(90)]
Longitude = Annotated[float, NUMBER, Ge(-180), Le(180)]
Quantity = Annotated[float, NUMBER, Ge(0), Le(1000)]
OutcomeValue = Annotated[float, NUMBER, Ge(0), Le(1000)]
