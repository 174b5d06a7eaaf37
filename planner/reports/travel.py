"""A line on the minutes of trips: where they come from and how old they are."""

from __future__ import annotations

from planner.candidates import TravelData


def travel_line(data: TravelData, *, swedish: bool) -> str:
    """The number of rows in the user's own table, their age, and the model for the other trips."""
    model = f"modellen {data.model} (raka linjer)" if swedish else f"the model {data.model} (straight lines)"
    if not data.rows:
        return (
            f"Restider: {model}; ingen egen tabell" if swedish else f"Minutes of trips: {model}; no table of your own"
        )
    rows = _count(data.rows, ("rad", "rader") if swedish else ("row", "rows"))
    ages = []
    if data.oldest is not None:
        weeks = _count(data.weeks_old, ("vecka", "veckor") if swedish else ("week", "weeks"))
        ages.append(
            f"de äldsta från {data.oldest}, {weeks} före planeringsveckan"
            if swedish
            else f"the oldest of {data.oldest}, {weeks} before the plan week"
        )
    if data.undated:
        ages.append(f"{data.undated} utan datum" if swedish else f"{data.undated} without a date")
    if swedish:
        return f"Restider: {rows} i egen tabell ({'; '.join(ages)}), i övrigt {model}"
    return f"Minutes of trips: {rows} of your own table ({'; '.join(ages)}), else {model}"


def _count(number: int | None, words: tuple[str, str]) -> str:
    return f"{number} {words[0 if number == 1 else 1]}"
