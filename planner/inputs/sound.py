"""The part of a scenario with faults that can be trusted: rows without a fault that refer to no faulty row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from planner.errors import Fault
from planner.inputs.cells import FROM_FILE, FROM_ROW
from planner.schema.arrays import Bools
from planner.schema.tables import TABLES

# Faults of columns and keys that no table and no gate reads.
APART = ("forbidden-column", "group", "unknown-group")
# If one of these tables is not whole, nothing can be said of any pair; of the others, single rows may be left out.
NEEDED = ("jobseekers", "slots", "employers", "programmes", "programme_funding", "funding", "zones", "decisions")


@dataclass(frozen=True)
class Soundness:
    """Which rows hold no fault, by table, and which tables cannot be judged row by row.

    `rows` are masks over the frames. `doubtful` tables could not be read in whole, lack a column, or may be missing
    rows that are in another file.
    """

    rows: Mapping[str, Bools]
    doubtful: frozenset[str]

    @property
    def unsound(self) -> frozenset[str]:
        """Tables with any fault."""
        return self.doubtful | {name for name, sound in self.rows.items() if not sound.all()}


def soundness(tables: Mapping[str, pd.DataFrame], faults: Iterable[Fault], unread: Collection[str]) -> Soundness:
    """Assign every fault to the rows of the tables."""
    bad: dict[str, set[int | None]] = {}
    for fault in faults:
        if fault.code not in APART:
            bad.setdefault(fault.file, set()).add(fault.row)
    rows, doubtful = {}, set(unread)
    for name, frame in tables.items():
        sound = np.ones(len(frame), dtype=bool)
        files, numbers = frame[FROM_FILE].to_numpy(), frame[FROM_ROW].to_numpy()
        for file in {*files, f"{name}.csv"} & bad.keys():
            hit = (files == file) & np.isin(numbers, [row for row in bad[file] if row is not None])
            sound &= ~hit
            if None in bad[file] or not bad[file] <= set(numbers[hit].tolist()):
                doubtful.add(name)
        rows[name] = sound
    known = {file for frame in tables.values() for file in frame[FROM_FILE].unique()} | {
        f"{name}.csv" for name in TABLES
    }
    if bad.keys() - known:  # a patch that did not work, a table under another name: it may have changed any of them
        doubtful |= set(TABLES)
    return Soundness(rows, frozenset(doubtful))


def sound_part(tables: Mapping[str, pd.DataFrame], sound: Soundness) -> dict[str, pd.DataFrame] | None:
    """The rows without a fault, in themselves and in the rows they refer to; None where too much is in doubt.

    A result for a jobseeker and a slot that are both kept holds whatever the faulty rows were meant to say. The
    exception is a result that a row of a table in `Soundness.unsound` outside NEEDED may change.
    """
    if sound.doubtful & set(NEEDED):
        return None
    left = {name: _without_bad_keys(name, frame, sound.rows[name]) for name, frame in tables.items()}
    shared = tables["programme_funding"][~sound.rows["programme_funding"]]
    if shared["programme_id"].isna().any():
        return None
    lost = set(shared["programme_id"])
    own = left["programme_funding"]
    lost |= set(own.loc[~own["funding_id"].isin(left["funding"]["funding_id"]), "programme_id"])
    programmes = left["programmes"]
    known_line = programmes["funding_id"].isna() | programmes["funding_id"].isin(left["funding"]["funding_id"])
    left["programmes"] = programmes[known_line & ~programmes["programme_id"].isin(lost)]
    left["programme_funding"] = own[own["programme_id"].isin(left["programmes"]["programme_id"])]
    bad_zones = set(tables["zones"]["zone"].dropna()) - set(left["zones"]["zone"])
    forms, slots = set(left["programmes"]["programme_id"]), left["slots"]
    whole = np.array([bool(ids) and set(ids) <= forms for ids in slots["programme_ids"]], dtype=bool)
    known = slots["employer_id"].isin(left["employers"]["employer_id"])
    left["slots"] = slots[whole & known & ~slots["zone"].isin(bad_zones)]
    left["jobseekers"] = left["jobseekers"][~left["jobseekers"]["home_zone"].isin(bad_zones)]
    return {name: _pointing(frame, name, left) for name, frame in left.items()}


def _without_bad_keys(name: str, frame: pd.DataFrame, sound: Bools) -> pd.DataFrame:
    """The sound rows, except those that share a key with a faulty row: nobody knows which of the two is meant."""
    key = list(TABLES[name].key)
    if sound.all() or not key:
        return frame[sound]
    bad = pd.MultiIndex.from_frame(frame.loc[~sound, key])
    return frame[sound & ~pd.MultiIndex.from_frame(frame[key]).isin(bad)]


def _pointing(frame: pd.DataFrame, name: str, left: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The rows whose person, slot and form, where stated, are among those kept."""
    kept = np.ones(len(frame), dtype=bool)
    for column, target in TABLES[name].points.items():
        if target in ("jobseekers", "slots", "programmes") and name not in ("slots", "programmes", "programme_funding"):
            keys = left[target][TABLES[target].key[0]]
            kept &= (frame[column].isna() | frame[column].isin(keys)).to_numpy()
    return frame[kept]
