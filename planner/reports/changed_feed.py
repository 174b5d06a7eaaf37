"""What was changed in a timetable feed, on the screen and as data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planner.texts import _, ngettext
from planner.timetables import ChangedFeed


def changed_feed_screen(made: ChangedFeed, out: Path) -> str:
    """How many trips and stops were changed, and what to do next."""
    said = []
    if made.stops:
        said.append(ngettext("{number} stop moved or new", "{number} stops moved or new", made.stops))
    if made.removed:
        said.append(ngettext("{number} trip taken away", "{number} trips taken away", made.removed))
    if made.fewer_days:
        said.append(ngettext("{number} trip runs on fewer days", "{number} trips run on fewer days", made.fewer_days))
    if made.lines:
        said.append(ngettext("{number} line more", "{number} lines more", made.lines))
    if made.added:
        said.append(ngettext("{number} trip added", "{number} trips added", made.added))
    return "\n".join(
        [
            _("{file}: {changes}.", file=out, changes=", ".join(said)),
            _("Look trips up in it: planner travel SCENARIO --gtfs {file} --out travel_changed.csv", file=out),
        ]
    )


def changed_feed_summary(made: ChangedFeed) -> dict[str, Any]:
    """The same as data."""
    return {
        "stops": made.stops,
        "trips_removed": made.removed,
        "trips_on_fewer_days": made.fewer_days,
        "lines": made.lines,
        "trips_added": made.added,
        "version": made.version,
    }
