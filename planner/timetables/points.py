"""Points of homes and workplaces, a file of the user's: read, turned into zones of a grid, and kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from planner.errors import Fault, Faults, UsageFault, given
from planner.schema.scenario import Scenario
from planner.texts import _
from planner.timetables.squares import LEAST_PEOPLE, furthest_km, kilometres, merged, squares_of

_COLUMNS = ("id", "lat", "lon")
_MOST = {"lat": 90.0, "lon": 180.0}
# Nobody's zone is so wide: a point further from its middle has lat and lon the wrong way round, or another id.
_FARTHEST_KM = 200.0
_SERVICES = ("evening_service", "weekend_service")


@dataclass(frozen=True)
class Zoned:
    """A scenario whose people and slots with a point are in zones of a grid.

    people and slots: how many of each have a point, and those without, which keep their zone. zones: how many new ones
    there are. joined: squares of homes that another stands for, and the furthest of them from it in kilometres.
    unused: points of nobody and nothing in the scenario. trips_left_out: rows of table travel between zones that nobody
    uses any more.
    """

    scenario: Scenario = field(repr=False)
    people: tuple[int, int]
    slots: tuple[int, int]
    zones: int
    joined: int
    furthest_km: float
    unused: int
    trips_left_out: int


def zoned(scenario: Scenario, path: Path, metres: int) -> Zoned:
    """Put people and slots of a scenario into squares of so many metres, by their points.

    A home's square with fewer than five people joins the nearest. A workplace keeps its own. Nothing of what is handed
    out holds a person's coordinates. Raises InputFaults with every fault of the file, UsageFault where it has points of
    fewer than five people.
    """
    faults = Faults()
    points = _points(path, faults)
    faults.stop_if_any()
    people, slots = scenario.tables["jobseekers"], scenario.tables["slots"]
    _refuse_double(path.name, points, set(people["jobseeker_id"]) & set(slots["slot_id"]), faults)
    _refuse_far(path.name, points, scenario, faults)
    faults.stop_if_any()
    square = pd.Series(squares_of(points["lat"].to_numpy(), points["lon"].to_numpy(), metres), index=points["id"])
    homes = people["jobseeker_id"].map(square)
    ends = slots["slot_id"].map(square)
    if 0 < homes.notna().sum() < LEAST_PEOPLE or (homes.isna().all() and ends.isna().all()):
        msg = _("{file} has points of too few people of this scenario: zones would say where each of them lives. It "
                "needs at least {least}.", file=path.name, least=LEAST_PEOPLE)  # fmt: skip
        raise UsageFault(msg)
    stands = merged(homes.dropna().tolist(), metres)
    moved = _moved(scenario, homes.map(stands.__getitem__, na_action="ignore"), ends, metres)
    used = homes.notna().sum() + ends.notna().sum()
    return Zoned(
        moved,
        (int(homes.notna().sum()), int(homes.isna().sum())),
        (int(ends.notna().sum()), int(ends.isna().sum())),
        len({*stands.values(), *ends.dropna()}),
        sum(one != head for one, head in stands.items()),
        furthest_km(stands, metres),
        len(points) - int(used),
        len(scenario.tables["travel"]) - len(moved.tables["travel"]),
    )


def _points(path: Path, faults: Faults) -> pd.DataFrame:
    """The rows: id, lat, lon. A fault never repeats a coordinate."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        separator = ";" if ";" in text.partition("\n")[0] else ","
        rows = pd.read_csv(BytesIO(text.encode()), dtype=str, keep_default_na=False, sep=separator)
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError):
        cure = _("Save it as CSV with the columns id, lat and lon, in UTF-8.")
        faults.add(Fault("bad-points", path.name, what=_("is no table in UTF-8"), cure=cure))
        return pd.DataFrame()
    for column in _COLUMNS:
        if column not in rows.columns:
            cure = _("Give it the columns id, lat and lon.")
            faults.add(Fault("bad-points", path.name, column=column, what=_("the column is missing"), cure=cure))
    if not faults.found:
        rows = rows[list(_COLUMNS)].apply(lambda cells: cells.str.strip())
        for column, most in _MOST.items():
            rows[column] = pd.to_numeric(rows[column].str.replace(",", ".", regex=False), errors="coerce")
            cure = _("Write a number of degrees from {least} to {most}, WGS84.", least=-most, most=most)
            _tell(path.name, ~(rows[column].abs() <= most), column, (_("is no coordinate"), cure), faults)
        _tell(path.name, rows["id"] == "", "id", (_("is blank"), _("Write whose point it is.")), faults)
        again = rows["id"].duplicated() & (rows["id"] != "")
        _tell(path.name, again, "id", (_("is there twice"), _("Keep one point for each id.")), faults)
    return rows


def _tell(name: str, wrong: pd.Series[bool], column: str, words: tuple[str, str], faults: Faults) -> None:
    what, cure = words
    for row in np.flatnonzero(wrong):
        faults.add(Fault("bad-points", name, int(row) + 2, column, what=what, cure=cure))


def _refuse_double(name: str, points: pd.DataFrame, both: set[str], faults: Faults) -> None:
    for row in np.flatnonzero(points["id"].isin(both)):
        what = _("{id} is both a person and a place", id=given(points["id"].iloc[row]))
        faults.add(Fault("bad-points", name, int(row) + 2, "id", what=what, cure=_("Give one of them another id.")))


def _refuse_far(name: str, points: pd.DataFrame, scenario: Scenario, faults: Faults) -> None:
    people, slots, zones = (scenario.tables[table] for table in ("jobseekers", "slots", "zones"))
    of_id = dict(zip([*people["jobseeker_id"], *slots["slot_id"]], [*people["home_zone"], *slots["zone"]], strict=True))
    zone = points["id"].map(of_id)
    middle = zones.set_index("zone")[["lat", "lon"]].astype(float).reindex(zone)
    km = kilometres(points[["lat", "lon"]].to_numpy(float), middle.to_numpy())
    cure = _("Are lat and lon the right way round, and is it the right id?")
    for row in np.flatnonzero(km > _FARTHEST_KM):
        what = _("lies more than {km} km from zone {zone}", km=round(_FARTHEST_KM), zone=given(zone.iloc[row]))
        faults.add(Fault("bad-points", name, int(row) + 2, what=what, cure=cure))


def _moved(scenario: Scenario, homes: pd.Series[Any], ends: pd.Series[Any], metres: int) -> Scenario:
    """The scenario with the zones of those that have a square; zones that nobody uses any more are left out."""
    tables = dict(scenario.tables)
    people, slots, old = tables["jobseekers"], tables["slots"], tables["zones"]
    members = pd.DataFrame({"square": [*homes, *ends], "zone": [*people["home_zone"], *slots["zone"]]}).dropna()
    people["home_zone"] = _in_squares(people["home_zone"], homes)
    slots["zone"] = _in_squares(slots["zone"], ends)
    used = {*people["home_zone"], *slots["zone"]}
    new = _zones(members, old, metres)
    zones = pd.concat([old[old["zone"].isin(used)], new.reindex(columns=old.columns)], ignore_index=True)
    travel = tables["travel"]
    kept = travel["from_zone"].isin(used) & travel["to_zone"].isin(used)
    tables |= {"jobseekers": people, "slots": slots, "zones": zones.astype(old.dtypes), "travel": travel[kept]}
    return replace(scenario, tables=tables)


def _in_squares(zones: pd.Series[Any], squares: pd.Series[Any]) -> pd.Series[Any]:
    """Zones, in their place those of squares where there is one."""
    ids = squares.astype(object).map(lambda square: square.zone, na_action="ignore").astype(object)
    return ids.where(squares.notna(), zones.astype(object)).astype(zones.dtype)


def _zones(members: pd.DataFrame, old: pd.DataFrame, metres: int) -> pd.DataFrame:
    """A row for each square: its middle, the name of the zone that most came from, and services where all agree."""
    about = old.set_index("zone")
    rows: list[dict[str, Any]] = []
    for square in sorted(set(members["square"])):
        own = members[members["square"] == square]
        lat, lon = square.centre(metres)
        came = about.reindex(own["zone"])
        most = str(own["zone"].mode().iloc[0])
        name = about["name"].get(most)
        row = {"zone": square.zone, "name": most if pd.isna(name) else name, "lat": lat, "lon": lon}
        rows.append(row | {service: _agreed(came[service]) for service in _SERVICES})
    return pd.DataFrame(rows)


def _agreed(services: pd.Series[Any]) -> bool | None:
    """What all say; None where they differ or one does not say."""
    said = set(services.astype("boolean").tolist())
    return bool(said.pop()) if len(said) == 1 and not services.isna().any() else None
