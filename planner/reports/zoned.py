"""Which people and places were put into squares, on one screen and as data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planner.texts import _, decimal, ngettext
from planner.timetables import Zoned


def zoned_screen(found: Zoned, out: Path) -> str:
    """How many are in how many zones, what was joined, what keeps its zone, and what to do next."""
    head = ngettext(
        "{folder}: {number} new zone (people in it: {people}, places: {slots})",
        "{folder}: {number} new zones (people in them: {people}, places: {slots})",
        found.zones,
        people=found.people[0],
        slots=found.slots[0],
        folder=out,
    )
    lines = [head]
    if found.joined:
        lines.append(
            ngettext(
                "{number} square with fewer than five people joined the nearest, {km} km away.",
                "{number} squares with fewer than five people joined the nearest, at most {km} km away.",
                found.joined,
                km=decimal(found.furthest_km, 1),
            )
        )
    if found.people[1] or found.slots[1]:
        lines.append(
            _("Without a point, so their zones stay: {people} people, {slots} places.", people=found.people[1],
              slots=found.slots[1])
        )  # fmt: skip
    if found.unused:
        lines.append(_("Points of nobody and nothing in this scenario: {number}.", number=found.unused))
    if found.trips_left_out:
        lines.append(_("Rows of table travel left out, since nobody uses their zones now: {number}.",
                       number=found.trips_left_out))  # fmt: skip
    if found.scenario.protected:
        lines.append(
            _("People with protected identity are counted in it and nothing more: {number}.",
              number=found.scenario.protected)
        )  # fmt: skip
    lines.append(_("Look its trips up: planner travel {folder} --gtfs FEED.zip --out {folder}/travel.csv", folder=out))
    return "\n".join(lines)


def zoned_summary(found: Zoned) -> dict[str, Any]:
    """The same as data."""
    return {
        "zones": found.zones,
        "people": found.people[0],
        "people_without_point": found.people[1],
        "slots": found.slots[0],
        "slots_without_point": found.slots[1],
        "joined": found.joined,
        "furthest_km": round(found.furthest_km, 1),
        "unused_points": found.unused,
        "trips_left_out": found.trips_left_out,
        "protected": found.scenario.protected,
    }
