"""A line on the minutes of trips: where they come from and how old they are."""

from __future__ import annotations

from planner.candidates import TravelData
from planner.texts import _, ngettext


def travel_line(data: TravelData) -> str:
    """The number of rows in the user's own table, their age, and the model for the other trips."""
    if not data.rows:
        return _("Minutes of trips: the model {model} (straight lines); no table of your own", model=data.model)
    return ngettext(
        "Minutes of trips: {number} row of your own table ({ages}), else the model {model} (straight lines)",
        "Minutes of trips: {number} rows of your own table ({ages}), else the model {model} (straight lines)",
        data.rows,
        ages="; ".join(_ages(data)),
        model=data.model,
    )


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
