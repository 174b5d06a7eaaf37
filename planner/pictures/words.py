"""How pictures call what a plan gains, in each of its units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.schema.models import WITHIN_WEEKS
from planner.texts import _, decimal


def gain_unit(file: Mapping[str, Any]) -> str:
    """What a figure of gain counts, as the label of an axis or a heading."""
    if file["unit"] == "people":
        return _("more people in work or study after {weeks} weeks", weeks=file["settings"]["follow_up_weeks"])
    if file["unit"] == "weeks":
        return _("more weeks of regular work within {weeks} weeks", weeks=WITHIN_WEEKS)
    return _("more points") if file["unit"] == "points" else _("more by your own table")


def gained(file: Mapping[str, Any], gain: float, digits: int = 1) -> str:
    """A gain with its unit, as a sentence has it."""
    figure = decimal(gain, digits)
    if file["unit"] == "people":
        return _("{figure} more people in work or study", figure=figure)
    if file["unit"] == "weeks":
        return _("{figure} more weeks of regular work", figure=figure)
    return (
        _("{figure} points more", figure=figure)
        if file["unit"] == "points"
        else _("{figure} more by your table", figure=figure)
    )


def left_out_note() -> str:
    """What a missing figure of a table means."""
    return _(
        "A dash stands for a figure about fewer than five people, or one that could say something of so few; "
        "it is left out."
    )
