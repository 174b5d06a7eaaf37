"""An earlier plan's folder, read for what it proposed: its rows, held against its own candidates and figures."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from planner.errors import Fault, Faults, UsageFault
from planner.folders.ours import contents_of
from planner.inputs.files import RawTable, csv_table, read_bytes, read_csv
from planner.inputs.plain_words import in_plain_words
from planner.schema.identity_numbers import holds_identity_number
from planner.schema.plan import ASSIGNMENTS, CANDIDATES, PLAN_FILE, SLOTS
from planner.schema.spreadsheet import unmasked
from planner.schema.vocabulary import WORDS
from planner.schema.weeks import week_number
from planner.schema.words import OF_ASSIGNMENTS, OF_SLOTS, Words
from planner.texts import _

PAIR = ("jobseeker_id", "slot_id")
FORM = (*PAIR, "programme_id")
_NEEDED = (
    "jobseeker_id", "status", "slot_id", "employer_id", "employer", "programme_id", "start_week", "reason_code",
    "reason",
)  # fmt: skip
_OF_CANDIDATES = (*FORM, "purpose", "start_week", "weeks", "value")


@dataclass(frozen=True)
class EarlierPlan:
    """What a plan's folder says, as it lies there now.

    `shown` is the folder as it was named, `file` its plan.json. `rows` has a row for each row of assignments.csv:
    jobseeker_id, status, slot_id, employer_id, employer, programme_id, start_week, reason_code, reason, row (the header
    is row 1), with purpose, from_week, weeks and value (see `candidates`) for proposals; a blank is a missing value.
    `candidates` are those of candidates.csv.gz: jobseeker_id, slot_id, programme_id, purpose, start_week (text), weeks,
    value. `slots` are the ids in slots.csv. `edited` are files in inputs/ that are no longer as the plan was made from
    them, by their path in the folder. `drafts` are the pairs of person and slot that were last week's proposals when it
    was planned.
    """

    shown: Path
    file: dict[str, Any] = field(repr=False)
    week: int
    municipality: str | None
    rows: pd.DataFrame = field(repr=False)
    candidates: pd.DataFrame = field(repr=False)
    slots: frozenset[str] = field(repr=False)
    edited: tuple[str, ...] = ()
    drafts: frozenset[tuple[str, str]] = frozenset()

    @property
    def people(self) -> frozenset[str]:
        """Everybody in assignments.csv."""
        return frozenset(self.rows["jobseeker_id"])

    @property
    def proposals(self) -> pd.DataFrame:
        """The rows of `rows` that are proposed."""
        return self.rows[self.rows["status"] == "proposed"]

    @property
    def assignments(self) -> str:
        """Its assignments.csv as messages name it."""
        return _named(self.shown, ASSIGNMENTS)


def read_earlier(folder: Path) -> EarlierPlan:
    """Read an earlier plan's folder, as the planner wrote it or as a meeting saved it from Excel.

    Raises UsageFault where the folder holds no plan, InputFaults with every fault where its files cannot be read or its
    proposals are doubtful: an id or a form that the plan never had, a pair twice, a proposal that is gone.
    """
    _refuse_other(folder)
    content = json.loads((folder / PLAN_FILE).read_text(encoding="utf-8"))
    faults = Faults(refused=holds_identity_number)
    rows = _assignments(folder, faults)
    candidates = _candidates(folder, faults)
    slots = _table(folder, SLOTS, OF_SLOTS, ("slot_id",), faults)
    week = _week(folder, content, faults)
    if rows is not None and candidates is not None:
        rows = rows.merge(candidates.drop(columns="start_week"), on=list(FORM), how="left")
        _refuse_doubtful(folder, rows, content, faults)
    faults.stop_if_any()
    assert rows is not None and candidates is not None and slots is not None  # noqa: S101, PT018 - no fault, so read
    proposed = rows["status"] == "proposed"
    for name in ("purpose", "weeks", "value"):
        rows[name] = rows[name].where(proposed)
    return EarlierPlan(
        folder, content, week, _municipality(folder), rows, candidates, frozenset(slots.columns["slot_id"]),
        _edited(folder, content), _drafts(folder),
    )  # fmt: skip


def _drafts(folder: Path) -> frozenset[tuple[str, str]]:
    """The drafts in its inputs/; none where they cannot be read."""
    raw = read_csv(folder / "inputs" / "placements.csv", Faults()) if _is_there(folder) else None
    if raw is None or not {"jobseeker_id", "slot_id", "state"} <= set(raw.columns):
        return frozenset()
    cells = (raw.columns[name] for name in ("jobseeker_id", "slot_id", "state"))
    return frozenset((person, slot) for person, slot, state in zip(*cells, strict=True) if state == "draft")


def _is_there(folder: Path) -> bool:
    return (folder / "inputs" / "placements.csv").is_file()


def _named(folder: Path, file: str) -> str:
    """A file of the folder as messages name it."""
    return f"{folder.resolve().name}/{file}"


def _refuse_other(folder: Path) -> None:
    if not folder.is_dir():
        raise UsageFault(_("{folder} is no folder of a plan. Name the folder that --out named.", folder=folder))
    if contents_of(folder).mark != PLAN_FILE:
        msg = _(
            "{folder} is no folder of a plan: {file} is missing, or the planner did not write it. Name the folder that "
            "--out named.",
            folder=folder,
            file=PLAN_FILE,
        )
        raise UsageFault(msg)


def _assignments(folder: Path, faults: Faults) -> pd.DataFrame | None:
    raw = _table(folder, ASSIGNMENTS, OF_ASSIGNMENTS, _NEEDED, faults)
    if raw is None:
        return None
    cells = {name: pd.Series([text.strip() or None for text in raw.columns[name]], dtype="str") for name in _NEEDED}
    return pd.DataFrame({**cells, "row": raw.rows.astype(np.int64)})


def _table(folder: Path, name: str, words: Words, needed: Collection[str], faults: Faults) -> RawTable | None:
    file = _named(folder, name)
    content = read_bytes(folder / name, file, faults)
    raw = None if content is None else csv_table(content, file, faults)
    if raw is None:
        if content is not None and not faults.found:
            faults.found += _edited_in(file, None, _("has no rows"))
        return None
    if twice := words.called_twice(raw.columns):
        faults.add(Fault("column-twice", file, None, twice[0], what=_("two columns have this name"), cure=_cure()))
        return None
    raw = in_plain_words(raw, words)
    missing = [column for column in needed if column not in raw.columns]
    for column in missing:
        faults.add(Fault("missing-column", file, None, column, what=_("the column is missing"), cure=_cure()))
    return None if missing else raw


def _candidates(folder: Path, faults: Faults) -> pd.DataFrame | None:
    file = _named(folder, CANDIDATES)
    raw = read_bytes(folder / CANDIDATES, file, faults)
    if raw is None:
        return None
    try:
        text = gzip.decompress(raw).decode("utf-8")
        header = next(csv.reader(io.StringIO(text)))
        missing = [name for name in _OF_CANDIDATES if name not in header]
        dtypes = dict.fromkeys(header, "str") | {"weeks": "int64", "value": "float64"}
        used = [name for name in _OF_CANDIDATES if name in header]
        table = pd.read_csv(io.StringIO(text), usecols=used, dtype=dtypes, keep_default_na=False)
    except (OSError, EOFError, ValueError, StopIteration, csv.Error) as fault:
        what = _("the file cannot be read ({fault})", fault=type(fault).__name__)
        faults.add(Fault("cannot-read", file, what=what, cure=_cure()))
        return None
    for column in missing:
        faults.add(Fault("missing-column", file, None, column, what=_("the column is missing"), cure=_cure()))
    if missing:
        return None
    for name in FORM:
        if table[name].str.contains("'", regex=False).any():
            table[name] = table[name].map(unmasked)
    return table[list(_OF_CANDIDATES)]


def _week(folder: Path, content: dict[str, Any], faults: Faults) -> int:
    try:
        return week_number(str(content["week"]))
    except ValueError:
        faults.found += _edited_in(_named(folder, PLAN_FILE), "week", _("is no ISO week"))
        return 0


def _refuse_doubtful(folder: Path, rows: pd.DataFrame, content: dict[str, Any], faults: Faults) -> None:
    """Note what somebody has changed in the proposals, so that nobody can tell what was proposed."""
    file = _named(folder, ASSIGNMENTS)
    proposed = rows["status"] == "proposed"
    is_unknown = ~rows["status"].isin(WORDS["status"])
    twice = proposed & rows[proposed].duplicated(list(PAIR)).reindex(rows.index, fill_value=False)
    for column, what, wrong in (
        ("status", _("is none of proposed, kept, held and unplaced"), is_unknown),
        ("jobseeker_id", _("is blank"), rows["jobseeker_id"].isna()),
        (
            "slot_id",
            _("the plan never could have this jobseeker, slot and form together"),
            proposed & rows["purpose"].isna(),
        ),
        ("slot_id", _("proposes the same pair a second time"), twice),
    ):
        faults.found += _edited_in(file, column, what, rows[wrong])
    totals = content.get("totals")
    placed = rows.loc[proposed & (rows["purpose"] == "main"), "jobseeker_id"].nunique()
    stated = totals.get("placed") if isinstance(totals, dict) else None
    if not faults.found and placed != stated:
        what = _("proposes a main place for {number} people, and {file} says {stated}: rows were removed or changed",
                 number=placed, file=PLAN_FILE, stated=stated)  # fmt: skip
        faults.found += _edited_in(file, None, what)


def _edited_in(file: str, column: str | None, what: str, rows: pd.DataFrame | None = None) -> list[Fault]:
    """A fault of a changed file, once for each of some rows; no value is repeated, as it may be somebody's id."""
    numbers: Iterable[int | None] = (None,) if rows is None else rows["row"].tolist()
    return [Fault("plan-edited", file, row, column, what=what, cure=_cure()) for row in numbers]


def _cure() -> str:
    return _("Restore the file as the planner wrote it; the meeting's own columns may be filled in.")


def _municipality(folder: Path) -> str | None:
    """The code of the municipality in the plan's own scenario.toml; None where none is stated."""
    try:
        keys = tomllib.loads((folder / "inputs" / "scenario.toml").read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return None
    head = keys.get("scenario")
    code = head.get("municipality") if isinstance(head, dict) else None
    return code if isinstance(code, str) else None


def _edited(folder: Path, content: dict[str, Any]) -> tuple[str, ...]:
    """The files of inputs/ whose hash is no longer the one that plan.json states, or that are gone."""
    stated = content.get("inputs")
    found = []
    for name, digest in sorted(stated.items()) if isinstance(stated, dict) else ():
        path = folder / "inputs" / name
        is_inside = path.resolve().is_relative_to((folder / "inputs").resolve())
        if not is_inside or not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            found.append(f"inputs/{name}")
    return tuple(found)
