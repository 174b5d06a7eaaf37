"""The straight line held against minutes of a timetable: its error by distance, and its figures fitted anew."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import tomlkit

from planner.candidates.travel import EVENING, WEEKEND, kilometres
from planner.candidates.trip_sides import STEPS_KM
from planner.errors import UsageFault
from planner.schema.arrays import Positions, Values
from planner.schema.models import ModeOfTravel, TravelModel
from planner.schema.scenario import Scenario
from planner.texts import _

# Minutes off that still count as near, and how many pairs of zones and home zones a fit needs at least.
NEAR, LEAST_PAIRS, LEAST_HOMES, FOLDS = 10.0, 60, 5, 5
# Speeds between which a fit looks, in km/h, and the lengths in km that it tries for the slow first stretch.
SLOWEST, FASTEST = 3.0, 130.0
_NEAR_KM = (2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 15.0, 20.0)
# Minutes beyond which an error counts by its size and no longer by its square, and the rounds that find out which do.
_HUBER, _ROUNDS = 10.0, 12
# A table counts a begun minute as a whole one, so a trip is half a minute shorter in the mean.
_BEGUN = 0.5


@dataclass(frozen=True)
class LineError:
    """How far the straight line is off for one mode and step of distance.

    step: position in STEPS_KM, its length beyond the last; None for all together. pairs: rows of the table with
    minutes. mean: minutes of the line less those of the table; near: the share at most NEAR minutes off. no_trip: rows
    that say that there is no trip, where the line has one.
    """

    mode: str
    step: int | None
    pairs: int
    mean: float
    size: float
    near: float
    no_trip: int


@dataclass(frozen=True)
class Refitted:
    """A new version of the travel model: its modes, and for each mode fitted the error before and after.

    errors: mean size of the error in minutes by the model that there was, and by figures fitted without the home zones
    that they are tried on. pairs: rows that each was fitted on. figures: what was fitted, by mode and name.
    """

    base: TravelModel
    figures: dict[str, dict[str, float]]
    errors: dict[str, tuple[float, float]]
    pairs: dict[str, int]
    sources: tuple[str, ...]
    as_of: str | None
    furthest_km: float = field(default=0.0)


def line_errors(scenario: Scenario) -> list[LineError]:
    """The error of the scenario's travel model by mode, all distances together and then step by step."""
    rows, model = _rows(scenario), scenario.assumptions.travel
    found = []
    for mode, own in rows.groupby("mode", sort=True):
        if str(mode) not in model.modes:
            continue
        timed = own.assign(line=_minutes(model.modes[str(mode)], own))
        steps = [(None, timed), *((int(str(step)), part) for step, part in timed.groupby("step"))]
        found += [_error(str(mode), step, part) for step, part in steps]
    return found


def refitted(scenario: Scenario) -> Refitted:
    """Fit waiting, speeds and the slow first stretch of each mode that the scenario's table `travel` has enough of.

    Errors count by their size beyond ten minutes, so that a few odd pairs decide nothing. Detours stay: they cannot be
    told from speeds. UsageFault where no mode has enough rows, or where nothing becomes better.
    """
    rows, model = _rows(scenario), scenario.assumptions.travel
    rows = rows[rows["minutes"].notna()]
    figures, errors, pairs = {}, {}, {}
    for mode, how in model.modes.items():
        own = rows[rows["mode"] == mode]
        if len(own) < LEAST_PAIRS or own["from_zone"].nunique() < LEAST_HOMES:
            continue
        before, after = _tried(own, how)
        if after < before:
            figures[mode], errors[mode], pairs[mode] = _fitted(own, how), (before, after), len(own)
    if not figures:
        msg = _(
            "Nothing is written: no mode of table travel has at least {pairs} rows with minutes from {homes} zones "
            "with coordinates and becomes better by new figures.",
            pairs=LEAST_PAIRS, homes=LEAST_HOMES,
        )  # fmt: skip
        raise UsageFault(msg)
    used = rows[rows["mode"].isin(figures)]
    sources = tuple(sorted({str(text) for text in used["looked_up_in"].dropna()}))
    days = used["as_of"].dropna()
    as_of = None if days.empty else days.max().date().isoformat()
    return Refitted(model, figures, errors, pairs, sources, as_of, float(used["km"].max()))


def line_files_of(found: Refitted, name: str, version: str, year: int) -> dict[str, bytes]:
    """The files of the new version: fitted figures in place of what they were, everything else as it was."""
    stored = found.base.stored.files
    modes = tomlkit.parse(stored["modes.toml"].decode())
    for mode, figures in found.figures.items():
        part: Any = modes[mode]
        for name_of, value in figures.items():
            source = f"planner travel --refit: fitted to {found.pairs[mode]} rows of table travel, {_said(found)}"
            part[name_of].update({"value": value, "source": source, "year": year, "kind": "observed", "sure": "known"})
    files = {name_of: raw for name_of, raw in stored.items() if name_of not in {"card.toml", "checks.csv"}}
    files["modes.toml"] = tomlkit.dumps(modes).encode()
    digests = {name_of: hashlib.sha256(raw).hexdigest() for name_of, raw in sorted(files.items())}
    return {"card.toml": tomlkit.dumps(_card(found, name, version) | {"files": digests}).encode(), **files}


def _card(found: Refitted, name: str, version: str) -> dict[str, object]:
    errors = "; ".join(
        f"{mode} {before:.1f} minutes before, {after:.1f} after ({found.pairs[mode]} rows)"
        for mode, (before, after) in found.errors.items()
    )
    base = found.base.stored.reference
    return {
        "kind": "travel",
        "name": name,
        "version": version,
        "title": f"Minutes from coordinates, as {base}, with figures fitted to a timetable",
        "title_sv": f"Minuter från koordinater, som {base}, med siffror anpassade till en tidtabell",
        "population": f"trips between the zones of one scenario, {_said(found)}",
        "units": "minutes, kilometres",
        "range": f"up to {found.furthest_km:.0f} km",
        "not_for": "timetables: which departures there are, the first one and the last; other places",
        "known_bias": (
            f"Mean size of the error, on home zones left out of the fit: {errors}. Trips that the timetable does not "
            "have were left out, so it says nothing of where there is no trip. Modes that are not named here have the "
            f"figures of {base}."
        ),
        "licence": "as the timetable's: see its source",
        "source": f"planner travel --refit on {_said(found)}, beginning from {base}",
        "reviewed_by": "nobody yet; somebody who knows the local timetables must read it before use",
        "reviewed_by_sv": "ingen ännu; någon som kan de lokala tidtabellerna måste läsa den före användning",
    }


def _said(found: Refitted) -> str:
    said = "; ".join(found.sources[:3]) or "minutes without a named source"
    return said if found.as_of is None else f"{said}, as of {found.as_of}"


def _rows(scenario: Scenario) -> pd.DataFrame:
    """Rows of table `travel` between two zones with coordinates, with their distance and its step."""
    table, zones = scenario.tables["travel"], scenario.tables["zones"]
    table = table[table["from_zone"] != table["to_zone"]].reset_index(drop=True)
    starts, ends = sorted(set(table["from_zone"])), sorted(set(table["to_zone"]))
    km = kilometres(zones, starts, ends)
    row, column = (pd.Index(zone).get_indexer(table[name]) for zone, name in ((starts, "from_zone"), (ends, "to_zone")))
    table = table.assign(km=km[row, column] if len(table) else np.empty(0))
    table = table[table["km"].notna()]
    return table.assign(step=np.searchsorted(STEPS_KM, table["km"]), minutes=table["minutes"].astype(float))


def _minutes(how: ModeOfTravel, rows: pd.DataFrame) -> Values:
    """Minutes of the line, as planning computes them."""
    columns = _columns(rows, how, None if how.near_km is None else how.near_km.value)
    figures = {"waiting": how.waiting, "near_speed": how.near_speed, "speed": how.speed,
               "evening_wait": how.evening_wait, "weekend_wait": how.weekend_wait}  # fmt: skip
    known = {name: figure.value for name, figure in figures.items() if figure is not None}
    amounts = np.array([60 / known[name] if "speed" in name else known.get(name, 0.0) for name in columns])
    return np.asarray(np.ceil(np.column_stack(list(columns.values())) @ amounts - 1e-9))


def _columns(rows: pd.DataFrame, how: ModeOfTravel, near_km: float | None) -> dict[str, Values]:
    """What each figure is multiplied by: minutes of waiting, and minutes for each kilometre of each stretch."""
    way = rows["km"].to_numpy() * how.detour.value
    near = 0.0 if near_km is None else near_km
    columns: dict[str, Values] = {"waiting": np.ones(len(rows), dtype=np.float64)}
    if near_km is not None:
        columns["near_speed"] = np.minimum(way, near)
    columns["speed"] = np.maximum(way - near, 0.0)
    for name, part in (("evening_wait", EVENING), ("weekend_wait", WEEKEND)):
        if getattr(how, name) is not None:
            columns[name] = np.asarray(rows["when"] == part, dtype=np.float64)
    return columns


def _fitted(rows: pd.DataFrame, how: ModeOfTravel) -> dict[str, float]:
    """The figures of least error, rounded as they are written; those that no row tells of are left out."""
    tries = [None] if how.near_km is None else list(_NEAR_KM)
    best: tuple[float, dict[str, float]] = (math.inf, {})
    for near_km in tries:
        columns = {name: own for name, own in _columns(rows, how, near_km).items() if own.any()}
        size, amounts = _least(np.column_stack(list(columns.values())), rows["minutes"].to_numpy() - _BEGUN, columns)
        if size < best[0]:
            found = {
                name: round(60 / amount if "speed" in name else amount, 1)
                for name, amount in zip(columns, amounts, strict=True)
            }
            best = size, found | ({} if near_km is None else {"near_km": near_km})
    return best[1]


def _least(matrix: Values, minutes: Values, names: Iterable[str]) -> tuple[float, Values]:
    """Amounts of least error by Huber's measure, and that error; by squares with weights, made anew each round."""
    from scipy.optimize import lsq_linear  # noqa: PLC0415 - slow to load, and few fit anything

    is_speed = np.array(["speed" in name for name in names])
    ends = np.where(is_speed, 60 / FASTEST, 0.0), np.where(is_speed, 60 / SLOWEST, 120.0)
    weight, amounts = np.ones(len(minutes)), np.zeros(matrix.shape[1])
    for _round in range(_ROUNDS):
        root = np.sqrt(weight)
        amounts = lsq_linear(matrix * root[:, None], minutes * root, bounds=ends).x
        size = np.abs(matrix @ amounts - minutes)
        weight = _HUBER / np.maximum(size, _HUBER)
    size = np.abs(matrix @ amounts - minutes)
    return float(np.where(size <= _HUBER, size**2 / 2, _HUBER * (size - _HUBER / 2)).sum()), amounts


def _tried(rows: pd.DataFrame, how: ModeOfTravel) -> tuple[float, float]:
    """The mean size of the error by the model that there is, and by figures fitted without the zones tried on."""
    homes: Positions = pd.factorize(rows["from_zone"], sort=True)[0].astype(np.int64) % FOLDS
    before = np.abs(_minutes(how, rows) - rows["minutes"].to_numpy()).mean()
    after = np.empty(len(rows))
    for fold in range(FOLDS):
        out = homes == fold
        if out.any() and not out.all():
            after[out] = _minutes(changed(how, _fitted(rows[~out], how)), rows[out]) - rows.loc[out, "minutes"]
    return float(before), float(np.abs(after).mean())


def changed(how: ModeOfTravel, figures: Mapping[str, float]) -> ModeOfTravel:
    """A mode with other figures."""
    more = {name: getattr(how, name).model_copy(update={"value": value}) for name, value in figures.items()}
    return how.model_copy(update=more)


def _error(mode: str, step: int | None, rows: pd.DataFrame) -> LineError:
    off = (rows["line"] - rows["minutes"]).dropna()
    no_trip = int(rows["minutes"].isna().sum())
    if off.empty:
        return LineError(mode, step, 0, math.nan, math.nan, math.nan, no_trip)
    size = off.abs()
    return LineError(mode, step, len(off), float(off.mean()), float(size.mean()), float((size <= NEAR).mean()), no_trip)
