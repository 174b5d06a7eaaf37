"""A line on the minutes of trips: where they come from and how old they are."""

from __future__ import annotations

from planner.candidates import TravelData
from planner.texts import _, ngettext

SOURCES_SHOWN = 2


def travel_line(data: TravelData) -> str:
    """The number of rows in the user's own table, their age, and the model for the other trips."""
    if not data.rows:
        return _("Minutes of trips: the model {model} (straight lines); no table of your own", model=data.model)
    return ngettext(
        "Minutes of trips: {number} row of your own table ({ages}), else the model {model} (straight lines)",
        "Minutes of trips: {number} rows of your own table ({ages}), else the model {model} (straight lines)",
        data.rows,
        ages="; ".join([*_ages(data), *_validity(data)]),
        model=data.model,
    )


def _validity(data: TravelData) -> list[str]:
    """What was looked up in, and until when it holds."""
    said = list(data.looked_up_in[:SOURCES_SHOWN])
    if len(data.looked_up_in) > len(said):
        said.append(_("and {number} more", number=len(data.looked_up_in) - len(said)))
    if data.valid_to is not None:
        said.append(_("holds to {day}", day=data.valid_to))
    return said


def _ages(data: TravelData) -> list[str]:
    ages = []
    if data.oldest is not None:
        oldest = ngettext(
            "the oldest of {oldest}, {number} week before the plan week",
            "the oldest of {oldest}, {number} weeks before the plan week",
            data.weeks_old or 0,
            oldest=data.oldest,
        )
        ages.append(oldest)
    if data.undated:
        ages.append(ngettext("{number} without a date", "{number} without a date", data.undated))
    return ages
