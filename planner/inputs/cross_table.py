"""Checks that need more than one cell: keys, references between tables, numbers and weeks in order, decisions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.errors import Fault, Faults, as_written, given
from planner.inputs.cells import FROM_FILE, FROM_ROW, close_word, meant_word
from planner.inputs.chain import SETTINGS
from planner.schema.arrays import Positions
from planner.schema.choices import BEGUN
from planner.schema.columns import kind_of
from planner.schema.tables import TABLES, Table
from planner.schema.words import OF_TABLES
from planner.texts import N_, _

# Looking for a similar id takes time, and nobody reads more suggestions than these.
MOST_HINTS, MOST_KNOWN = 50, 5_000
# Tables that may lack a row for an id: somebody without a row has no limits.
MAY_BE_UNLISTED = ("caseworkers",)
_PLACES = N_("is more than the places"), N_("Lower it to the places or fewer.")
_WEEKS = N_("is after to_week"), N_("Put the earlier week first.")
IN_ORDER = (
    ("slots", "min_places", "places", *_PLACES),
    ("slots", "reserved_by_hand", "places", *_PLACES),
    ("funding", "from_week", "to_week", *_WEEKS),
    ("placements", "from_week", "to_week", *_WEEKS),
    ("history", "from_week", "to_week", *_WEEKS),
    ("targets", "from_week", "to_week", *_WEEKS),
    ("left_pool", "entered_week", "left_week", N_("is after left_week"), N_("Put the earlier week first.")),
)
Said = str | Callable[[int], str]


@dataclass(frozen=True)
class CrossTable:
    """All tables of a scenario, and what is needed to name a row of one.

    `shown` says by file what a message calls its columns, where that is not their plain name. `unread` are the tables
    that could not be read or lack their key: references to them cannot be checked. `sheet` names the sheet of the
    settings, None where they are in scenario.toml.
    """

    tables: Mapping[str, pd.DataFrame]
    shown: Mapping[str, Mapping[str, str]]
    faults: Faults
    unread: Collection[str] = ()
    sheet: str | None = None

    @property
    def settings(self) -> str:
        """Where the settings are, for a cure."""
        return SETTINGS if self.sheet is None else _("the sheet {sheet}", sheet=given(self.sheet))

    def note(  # noqa: PLR0913, PLR0917 - the parts of a fault
        self, table: str, code: str, rows: Iterable[Any], column: str, what: Said, cure: Said
    ) -> None:
        """Note a fault at each of some rows of a table; `what` and `cure` may depend on the row's position."""
        for fault in self._at(table, code, rows, column, what, cure):
            self.faults.add(fault)

    def warn(  # noqa: PLR0913, PLR0917 - the parts of a fault
        self, table: str, code: str, rows: Iterable[Any], column: str, what: Said, cure: Said
    ) -> None:
        """Warn of each of some rows, otherwise as `note`."""
        for fault in self._at(table, code, rows, column, what, cure):
            self.faults.warn(fault)

    def _at(  # noqa: PLR0913, PLR0917 - the parts of a fault
        self, table: str, code: str, rows: Iterable[Any], column: str, what: Said, cure: Said
    ) -> Iterator[Fault]:
        positions = [int(row) for row in rows]
        if not positions:
            return
        frame, kind = self.tables[table], kind_of(TABLES[table].row.model_fields[column])
        picked = frame.iloc[positions]
        places = zip(positions, picked[FROM_FILE], picked[FROM_ROW], picked[column], strict=True)
        for position, file, row, cell in places:
            shown = self.shown.get(file, {}).get(column, column)
            value = None if not isinstance(cell, tuple) and pd.isna(cell) else kind.format(cell)
            if value is not None and file in self.faults.worded:
                value = OF_TABLES[table].said(column, value, self.faults.worded[file])
            said = what if isinstance(what, str) else what(position)
            cured = cure if isinstance(cure, str) else cure(position)
            yield Fault(code, file, int(row), shown, value or None, said, cured)

    def check(self) -> None:
        """Everything that needs no settings."""
        self._check_keys()
        self._check_twins()
        self._check_references()
        self._check_order()
        self._check_shortlists()
        self._check_running()
        self._check_first_weeks()
        self._check_decisions()
        self._check_wishes()
        self._check_forms()

    def _check_keys(self) -> None:
        """No two rows of a table have the same key."""
        for name, table in TABLES.items():
            frame = self.tables[name]
            if not table.key or not frame.duplicated(list(table.key)).any():
                continue
            first = _first_of_same(frame, table)
            again = np.flatnonzero(first != np.arange(len(frame)))
            files, rows = frame[FROM_FILE].to_numpy(), frame[FROM_ROW].to_numpy()

            def where(index: int, first: NDArray[np.intp] = first, files: Any = files, rows: Any = rows) -> str:  # noqa: ANN401
                row, file = rows[first[index]], files[first[index]]
                if file == files[index]:
                    return _("stands in row {row} already", row=row)
                return _("stands in row {row} of {file} already", row=row, file=given(file))

            cure = _("Keep one row for each {key}.", key=", ".join(table.key))
            self.note(name, "duplicate-id", again, table.key[0], where, cure)

    def _check_twins(self) -> None:
        """No two ids of a table are one but for the leading zeros that Excel takes from numbers."""
        for name, table in TABLES.items():
            if len(table.key) != 1:
                continue
            keys = self.tables[name][table.key[0]]
            first: dict[str, int] = {}
            twins: dict[int, int] = {}
            for position, key in enumerate(keys.fillna("").to_numpy()):
                if key.isdigit():
                    other = first.setdefault(_without_zeros(key), position)
                    if keys.iloc[other] != key:
                        twins[position] = other
            rows = self.tables[name][FROM_ROW].to_numpy()

            def what(index: int, twins: dict[int, int] = twins, rows: Positions = rows) -> str:
                return _("is the id of row {row} but for leading zeros", row=rows[twins[index]])

            self.note(
                name, "id-twins", twins, table.key[0], what,
                _("Write one id in one way, in every table, and give two different ids."),
            )  # fmt: skip

    def _check_running(self) -> None:
        """A placement under way or promised stands once: no person holds a slot twice in the same weeks."""
        placements = self.tables["placements"]
        held = placements[placements["state"].isin(["offered", "accepted", "started"])].dropna(
            subset=["jobseeker_id", "slot_id"]
        )
        # A blank first week is the slot's start; a blank last week follows from the slot's length.
        slots = self.tables["slots"].drop_duplicates("slot_id").set_index("slot_id")[["start_week", "weeks"]]
        start, length = (held["slot_id"].map(slots[column]).to_numpy(float, na_value=np.nan) for column in slots)
        stated = held["from_week"].to_numpy(float, na_value=np.nan)
        first = np.nan_to_num(np.where(np.isnan(stated), start, stated), nan=-1.0)
        last = np.fmax(first, held["to_week"].to_numpy(float, na_value=np.nan))
        last = np.where(held["to_week"].isna(), np.fmax(first, first + length - 1), last)
        spans: dict[tuple[str, str], list[int]] = {}
        again: dict[int, int] = {}
        for at, pair in enumerate(zip(held["jobseeker_id"], held["slot_id"], strict=True)):
            earlier = spans.setdefault(pair, [])
            other = next((i for i in earlier if first[at] <= last[i] and first[i] <= last[at]), None)
            if other is not None:
                again[int(held.index[at])] = int(held.index[other])
            earlier.append(at)
        rows = placements[FROM_ROW].to_numpy()
        self.note("placements", "placement-twice", again, "slot_id",
                  lambda i: _("is held by the same person in the same weeks in row {row} already", row=rows[again[i]]),
                  _("Keep one of the two rows: each takes a place, and costs."))  # fmt: skip

    def _check_first_weeks(self) -> None:
        """A placement accepted or started, or its slot, states the first week; else its start would move every week."""
        placements, slots = self.tables["placements"], self.tables["slots"]
        undated = set(slots.loc[slots["start_week"].isna(), "slot_id"].dropna())
        weekless = (
            placements["from_week"].isna() & placements["state"].isin(BEGUN) & placements["slot_id"].isin(undated)
        )
        self.note("placements", "placement-without-week", np.flatnonzero(weekless.to_numpy()), "from_week",
                  _("is blank, and so is the slot's start_week"),
                  _("Write the week in which the placement starts or started."))  # fmt: skip

    def _check_references(self) -> None:
        """Every id that points into another table is found there."""
        for name, table in TABLES.items():
            for column, target in table.points.items():
                keys = self.tables[target][TABLES[target].key[0]]
                known = set(keys.dropna().to_numpy())
                # A blank key is a fault of its own, and may stand for the id that is missing.
                if target in self.unread or keys.isna().any() or (target in MAY_BE_UNLISTED and not known):
                    continue
                missing = unknown_names(self.tables[name][column], known)
                self.note(
                    name, "unknown-reference", missing, column,
                    _names_no_row(self.tables[name][column], missing, target),
                    _hints(missing, known, target),
                )  # fmt: skip

    def _check_order(self) -> None:
        """Numbers and weeks of one row agree with each other."""
        for table, low, high, what, cure in IN_ORDER:
            frame = self.tables[table]
            wrong = frame[low].to_numpy(float, na_value=np.nan) > frame[high].to_numpy(float, na_value=np.nan)
            self.note(table, f"{table}-{low.replace('_', '-')}", np.flatnonzero(wrong), low, _(what), _(cure))

    def _check_shortlists(self) -> None:
        """A slot with a shortlist states what share of the people met its employer takes."""
        slots = self.tables["slots"]
        length = slots["shortlist"].to_numpy(float, na_value=np.nan)
        unstated = np.flatnonzero((length > 1) & slots["hire_share"].isna().to_numpy())
        self.note("slots", "slots-hire-share", unstated, "hire_share",
                  _("is blank, and the slot has a shortlist"),
                  _("Write how many of the people met the employer takes, such as 0.4, or clear the shortlist."),
                  )  # fmt: skip

    def _check_decisions(self) -> None:
        """Pins, forbids and interviews name a slot; a pinned slot is open; nothing is pinned and forbidden at once."""
        decisions, slots = self.tables["decisions"], self.tables["slots"]
        closed = slots.loc[slots["status"].notna() & (slots["status"] != "open")].drop_duplicates("slot_id")
        status = closed.set_index("slot_id")["status"].to_dict()
        pairs = list(decisions[["jobseeker_id", "slot_id", "decision"]].itertuples(index=False, name=None))
        forbidden = {(person, slot) for person, slot, decision in pairs if decision == "forbid"}
        unstated = decisions["slot_id"].isna().to_numpy()
        no_slot = [i for i, pair in enumerate(pairs) if pair[2] in ("pin", "forbid", "interviewed") and unstated[i]]
        pins = [i for i, pair in enumerate(pairs) if pair[2] == "pin" and not unstated[i]]
        shut = [i for i in pins if pairs[i][1] in status]
        both = [i for i in pins if pairs[i][:2] in forbidden]
        self.note("decisions", "decisions-slot-id", no_slot, "slot_id",
                  lambda i: _("a {decision} needs a slot", decision=as_written("decision", pairs[i][2])),
                  _("Write the slot."))  # fmt: skip
        self.note("decisions", "pin-to-closed-slot", shut, "slot_id",
                  lambda i: _("is pinned, and the slot's status is {status}",
                              status=as_written("slot_status", status[pairs[i][1]])),
                  _("Open the slot or remove the pin."))  # fmt: skip
        self.note("decisions", "pin-and-forbid", both, "slot_id", _("is pinned and forbidden for the person"),
                  _("Keep one of the two decisions."))  # fmt: skip

    def _check_wishes(self) -> None:
        """A preference names a slot or an occupation."""
        preferences = self.tables["preferences"]
        neither = (preferences["slot_id"].isna() & preferences["ssyk"].isna()).to_numpy()
        self.note("preferences", "preferences-slot-id", np.flatnonzero(neither), "slot_id",
                  _("neither slot_id nor ssyk is given"), _("Write one of the two."))  # fmt: skip

    def _check_forms(self) -> None:
        """A known outcome and a past placement name a form that their slot may take."""
        slots = self.tables["slots"]
        forms: dict[str, set[str]] = {}
        for slot, names in zip(slots["slot_id"], slots["programme_ids"], strict=True):
            if names:  # an id that stands twice is a fault of its own
                forms.setdefault(slot, set()).update(names)
        for table in ("outcomes", "past_placements"):
            of_slot, form = (self.tables[table][name].to_numpy() for name in ("slot_id", "programme_id"))
            stated = np.flatnonzero(self.tables[table]["programme_id"].notna().to_numpy())
            wrong = [i for i in stated if of_slot[i] in forms and form[i] not in forms[of_slot[i]]]

            def what(i: int, of_slot: NDArray[Any] = of_slot) -> str:
                return _('is no form of slot "{slot}"', slot=given(of_slot[i]))

            self.note(table, f"{table.replace('_', '-')}-programme-id", wrong, "programme_id", what,
                      _("Add the form to the slot's programme_ids, or leave the cell blank."))  # fmt: skip


def _first_of_same(frame: pd.DataFrame, table: Table) -> NDArray[np.intp]:
    """For each row, the position of the first row with the same key; a row with an incomplete key has its own."""
    keys = list(table.key)
    group = frame.groupby(keys, dropna=False, sort=False).ngroup().to_numpy()
    _groups, where = np.unique(group, return_index=True)
    first = where[group]
    required = [key for key in keys if table.row.model_fields[key].is_required()]
    incomplete = frame[required].isna().any(axis=1).to_numpy()
    return np.where(incomplete, np.arange(len(frame)), first)


def _names_no_row(column: pd.Series[Any], missing: Mapping[int, str], target: str) -> Said:
    def said(index: int) -> str:
        several = isinstance(column.iloc[index], tuple) and len(column.iloc[index]) > 1
        if several:
            return _('holds "{id}", which is no row of {table}', id=given(missing[index]), table=given(target))
        return _("names no row of {table}", table=given(target))

    return said


def _hints(missing: Mapping[int, str], known: set[str], target: str) -> Said:
    """The cure, with a similar id if there is one; another person's id only where leading zeros alone differ."""
    cure = _("Add it to {table}, or correct it.", table=given(target))
    by_zeros = {_without_zeros(name): name for name in known if name.isdigit()}
    hints = {}
    for index in list(missing)[:MOST_HINTS]:
        other = by_zeros.get(_without_zeros(missing[index]))
        if other is not None:
            hints[index] = " ".join([meant_word(given(other)), _("Excel takes the leading zeros from numbers."), ""])
        elif target != "jobseekers" and len(known) <= MOST_KNOWN:
            hints[index] = hint(missing[index], known)
    return lambda index: f"{hints.get(index, '')}{cure}"


def _without_zeros(name: str) -> str:
    return name.lstrip("0") or "0"


def hint(word: str, known: Collection[str]) -> str:
    """`Did you mean X? ` where a known word is close, else nothing."""
    close = close_word(word, sorted(known)) if len(known) <= MOST_KNOWN else None
    return "" if close is None else f"{meant_word(given(close))} "


def unknown_names(column: pd.Series[Any], known: Collection[str]) -> dict[int, str]:
    """Positions of cells that name something unknown, and the name; blanks name nothing."""
    if column.empty:
        return {}
    if column.dtype != object:
        bad = np.flatnonzero((column.notna() & ~column.isin(known)).to_numpy())
        return dict(zip(bad.tolist(), column.iloc[bad], strict=True))
    every = known if isinstance(known, AbstractSet) else set(known)
    return {
        index: next(name for name in names if name not in every)
        for index, names in enumerate(column.to_numpy())
        if not every >= set(names)
    }
