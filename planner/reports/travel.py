"""Where the minutes of trips come from and how old they are, in a line."""

from __future__ import annotations

from planner.candidates import TravelData


def travel_line(data: TravelData, *, swedish: bool) -> str:
    """The rows of the user's own table with their age, and the model that tells the rest."""
    model = f"modellen {data.model} (raka linjer)" if swedish else f"the model {data.model} (straight lines)"
    if not data.rows:
        return (
            f"Restider: {model}; ingen egen tabell" if swedish else f"Minutes of trips: {model}; no table of your own"
        )
    ages = []
    if data.oldest is not None:
        ages.append(
            f"de äldsta från {data.oldest}, {data.weeks_old} veckor före planeringsveckan"
            if swedish
            else f"the oldest of {data.oldest}, {data.weeks_old} weeks before the plan week"
        )
    if data.undated:
        ages.append(f"{data.undated} utan datum" if swedish else f"{data.undated} without a date")
    if swedish:
        return f"Restider: {data.rows} rader i egen tabell ({'; '.join(ages)}), i övrigt {model}"
    return f"Minutes of trips: {data.rows} rows of your own table ({'; '.join(ages)}), else {model}"
