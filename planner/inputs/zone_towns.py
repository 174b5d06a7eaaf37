"""Towns that stand where a zone belongs: read as zones, with the coordinates that the geography model has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from planner.errors import Fault, Faults, given
from planner.geography import GEOGRAPHY, Read, Town, Towns
from planner.inputs.cells import FROM_FILE, FROM_ROW
from planner.inputs.chain import Level
from planner.inputs.files import RawTable
from planner.inputs.models.shipped import shipped
from planner.inputs.text import LOST
from planner.schema.cells import LONGEST_ID
from planner.schema.cures import one_form
from planner.texts import _, listed

# By table the columns that name a place where trips start or end.
COLUMNS = {"jobseekers": ("home_zone",), "slots": ("zone",), "travel": ("from_zone", "to_zone")}
_ID = re.compile(rf"[A-Za-z0-9_.-]{{1,{LONGEST_ID}}}")
# A town with the code of its municipality, as candidates are written.
_WITH_CODE = re.compile(r".+, ?\d{4}")


class ZoneTowns:
    """The zones that cells of a scenario name by their town; `rows` are those that table `zones` lacks."""

    def __init__(self, geography: Path, municipality: str | None, raws: Iterable[tuple[str, RawTable]]) -> None:
        """`raws` are all tables as text, by name: those of zones and travel say which zones there are already."""
        self._geography, self._municipality = geography, municipality
        self._raws = tuple(raws)
        self._names: dict[str, str] = {}
        for table, raw in self._raws:
            if table == "zones" and "zone" in raw.columns:
                ids = [text.strip() for text in raw.columns["zone"]]
                names = raw.columns.get("name", np.array([""] * len(ids), dtype=object))
                self._names |= {zone: name.strip() for zone, name in zip(ids, names, strict=True) if zone}
        self._known = set(self._names)
        for table, raw in self._raws:
            if table == "travel":
                cells = {text.strip() for name in COLUMNS[table] if name in raw.columns for text in raw.columns[name]}
                self._known |= {text for text in cells if _ID.fullmatch(text)}
        # Zones by id and by name; a name that two zones have is neither's.
        counts = Counter(map(one_form, self._names.values()))
        self._called = {one_form(name): zone for zone, name in self._names.items() if counts[one_form(name)] == 1}
        self._called |= {one_form(zone): zone for zone in self._names}
        self._towns: Towns | None = None
        self._added: dict[str, tuple[Town, str, int]] = {}

    def read(self, table: str, raw: RawTable, faults: Faults) -> RawTable:
        """The table with the zone in place of each town; a fault for each town that may be several."""
        columns = dict(raw.columns)
        for name in COLUMNS.get(table, ()):
            if name in columns and not self._known.issuperset(text.strip() for text in columns[name]):
                columns[name] = self._column(name, raw, faults)
        return replace(raw, columns=columns)

    def rows(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Rows of zones, as a typed frame like the one given, for the towns that were found."""
        made = [
            {"zone": zone, "name": town.name, "lat": float(town.lat), "lon": float(town.lon), FROM_FILE: file,
             FROM_ROW: row}
            for zone, (town, file, row) in sorted(self._added.items())
        ]  # fmt: skip
        return pd.DataFrame(made).reindex(columns=frame.columns).astype(frame.dtypes)

    def __bool__(self) -> bool:
        return bool(self._added)

    def _column(self, name: str, raw: RawTable, faults: Faults) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
        codes, texts = pd.factorize(raw.columns[name])
        read = np.array(texts, dtype=object)
        for position, text in enumerate(texts):
            if not text.strip() or text.strip() in self._known:
                continue
            found = self._zone(text.strip())
            rows = raw.rows[np.flatnonzero(codes == position)]
            if found.text is not None:
                read[position] = found.text
                self._note(found.text, raw, int(rows[0]))
            elif found.candidates:
                read[position] = LOST  # told here, and by nobody else
                for row in rows.tolist():
                    _refuse(raw.place(row, name), text.strip(), found.candidates, faults)
        return read[codes]

    def _zone(self, text: str) -> Read:
        """The zone of a town, never by likeness: what may be meant is a candidate."""
        if (zone := self._called.get(one_form(text))) is not None:
            return Read(zone)
        towns = self._opened()
        if _WITH_CODE.fullmatch(text):
            return Read(towns.chosen(text))
        before = dict(towns.used)
        found = towns.read(text)
        if found.is_guess and found.text is not None:
            town = towns.used.get(found.text)
            shown = found.text if town is None else f"{town.name}, {town.municipality}"
            towns.used = before
            return Read(None, candidates=towns.candidates(text) or (shown,))
        return found

    def _note(self, zone: str, raw: RawTable, row: int) -> None:
        """Remember that a zone is used that table `zones` lacks, and the first cell that names it."""
        town = self._opened().used.get(zone)
        if town is not None and zone not in self._names:
            self._added.setdefault(zone, (town, raw.file, row))

    def _opened(self) -> Towns:
        """The towns; the model is read only where some cell names no zone."""
        if self._towns is None:
            self._towns = Towns(self._geography, self._municipality, self._names)
            self._towns.settle_municipality(self._cells().items())
        return self._towns

    def _cells(self) -> Mapping[str, int]:
        counts: Counter[str] = Counter()
        for table, raw in self._raws:
            for name in COLUMNS.get(table, ()):
                counts.update(text.strip() for text in raw.columns.get(name, ()) if text.strip())
        return counts


def towns_of(levels: Sequence[Level]) -> ZoneTowns:
    """The towns that cells of a scenario may name, first those of the municipality that its settings state."""
    raws = [(name, raw) for name, raw in levels[0].tables.items() if raw is not None]
    for level in levels:
        raws += [(str(patch.table), level.added[number]) for number, patch in level.patches if number in level.added]
    heads = [level.file.scenario for level in levels if level.file is not None]
    stated = [head.municipality for head in heads if head.municipality is not None]
    return ZoneTowns(shipped() / GEOGRAPHY, stated[-1] if stated else None, raws)


def _refuse(place: tuple[str, int | None, str | None], text: str, candidates: Iterable[str], faults: Faults) -> None:
    file, row, column = place
    named = listed([f'"{given(one)}"' for one in candidates], "or")
    cure = _("Write {candidates}, or a zone of {table}.", candidates=named, table=given("zones"))
    what = _("is no zone, and no town that can be told for certain")
    faults.add(Fault("unknown-zone", file, row, column, text, what, cure))
