"""What was looked up in timetables, on one screen and as data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planner.schema.distances import ON_FOOT
from planner.texts import _, ngettext, pgettext
from planner.timetables import STREET_MODES, TRANSIT, Feed, Timetabled


def timetable_screen(made: Timetabled, out: Path) -> str:
    """What was looked up, in what, and what could not be."""
    pairs = len(made.table.drop_duplicates(["from_zone", "to_zone"]))
    head = ngettext(
        "Trips by timetable between {number} pair of zones: {file}",
        "Trips by timetable between {number} pairs of zones: {file}",
        pairs,
        file=out,
    )
    lines = [head, *(f"  {_part_line(made, part)}" for part in made.dates), *map(_feed_line, made.feeds)]
    lines += _along_streets(made)
    if made.streets is None:
        lines.append(_("Walking is by straight lines: no streets were given (--osm)."))
    if made.off_street:
        zones = ", ".join(made.off_street)
        lines.append(_("No street is near these zones, so they have no rows: {zones}", zones=zones))
    if made.unplaced:
        zones = ", ".join(made.unplaced)
        lines.append(_("These zones have no coordinates, so they have no rows: {zones}", zones=zones))
    if made.known:
        parts = ", ".join(
            pgettext("travel_mode" if part in STREET_MODES else "part_of_week", part) for part in made.known
        )
        lines.append(_("Looked up earlier with the same trips, streets and zones, and not computed again: {parts}",
                       parts=parts))  # fmt: skip
    if made.kept is not None:
        lines.append(
            _("Minutes are kept for the next time in {folder}; it may be deleted at any time.", folder=made.kept)
        )
    return "\n".join(lines)


def _along_streets(made: Timetabled) -> list[str]:
    """A line for each mode that goes along streets and has rows."""
    lines = []
    for mode in STREET_MODES:
        minutes = made.table.loc[made.table["mode"] == mode, "minutes"]
        if len(minutes):
            lines.append(
                ngettext(
                    "{mode}, along the streets: {number} pair of zones, {median} min in the middle",
                    "{mode}, along the streets: {number} pairs of zones, {median} min in the middle",
                    len(minutes), mode=pgettext("travel_mode", mode), median=round(float(minutes.median())),
                )
            )  # fmt: skip
    return lines


def _part_line(made: Timetabled, part: str) -> str:
    own = made.table[(made.table["when"] == part) & (made.table["mode"] == TRANSIT)]
    minutes = own["minutes"].dropna()
    return _(
        "{part} ({days}): {missing} without a trip, {walked} quickest on foot, {median} min in the middle",
        part=pgettext("part_of_week", part),
        days=", ".join(str(day) for day in made.dates[part]),
        missing=len(own) - len(minutes),
        walked=int(own["looked_up_in"].str.startswith(ON_FOOT).sum()),
        median="–" if minutes.empty else round(float(minutes.median())),
    )


def _feed_line(feed: Feed) -> str:
    return _(
        "{feed}: version {version}, holds from {first} to {last}; {blank} blank times filled in by the way between "
        "stops",
        feed=feed.name,
        version=feed.version or "–",
        first=feed.first,
        last=feed.last,
        blank=feed.interpolated,
    )


def timetable_summary(made: Timetabled) -> dict[str, Any]:
    """The same as data."""
    return {
        "rows": len(made.table),
        "without_trip": int(made.table["minutes"].isna().sum()),
        "dates": {part: [str(day) for day in days] for part, days in made.dates.items()},
        "feeds": [
            {"name": feed.name, "version": feed.version, "sha256": feed.sha256, "first": str(feed.first),
             "last": str(feed.last), "interpolated": feed.interpolated}
            for feed in made.feeds
        ],
        "streets": made.streets,
        "off_street": list(made.off_street),
        "unplaced": list(made.unplaced),
        "looked_up_earlier": list(made.known),
        "kept": None if made.kept is None else str(made.kept),
    }  # fmt: skip
