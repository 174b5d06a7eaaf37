"""Checks that need more than one cell: keys, references between tables, weeks in order, zones with a way between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from planner.errors import Fault, Faults
from planner.inputs.cells import FROM_FILE, FROM_ROW, did_you_mean
from planner.inputs.patches import column_meets
from planner.schema.columns import kind_of
from planner.schema.models import Assumptions
from planner.schema.settings import Group, Settings
from planner.schema.tables import TABLES
from planner.schema.weeks import week_label, week_monday

BUILT_IN_GROUPS = ("hardest_quarter",)


@dataclass(frozen=True)
class Across:
    """All tables of a scenario, and what is needed to name a row of one."""

    tables: Mapping[str, pd.DataFrame]
    letters: Mapping[str, Mapping[str, str]]
    faults: Faults

    def fault(
        self, table: str, code: str, index: int, column: str, what: str, cure: str, *, shown: bool = True
    ) -> None:
        """Note a fault at one row of a table."""
        frame = self.tables[table]
        file, row = str(frame[FROM_FILE].iloc[index]), int(frame[FROM_ROW].iloc[index])
        letter = self.letters.get(file, {}).get(column, column)
        cell = frame[column].iloc[index] if shown else None
        value = None
        if shown and (isinstance(cell, tuple) or not pd.isna(cell)):
            value = kind_of(TABLES[table].row.model_fields[column]).format(cell)
        self.faults.add(Fault(code, file, row, letter, value, what, cure))

    def check_keys(self) -> None:
        """No two rows of a table have the same key."""
        for name, table in TABLES.items():
            frame = self.tables[name]
            if not table.key or frame.empty:
                continue
            for index in np.flatnonzero(frame.duplicated(list(table.key), keep="first").to_numpy()):
                key = tuple(frame[column].iloc[index] for column in table.key)
                same = (frame[list(table.key)] == pd.Series(key, index=list(table.key))) | frame[list(table.key)].isna()
                first = int(frame[FROM_ROW].iloc[int(np.flatnonzero(same.all(axis=1).to_numpy())[0])])
                self.fault(
                    name, "duplicate-id", int(index), table.key[0], f"stands in row {first} already",
                    f"Keep one row for each {', '.join(table.key)}.",
                )  # fmt: skip

    def check_references(self) -> None:
        """Every id that points into another table is found there."""
        for name, table in TABLES.items():
            frame = self.tables[name]
            for column, target in table.points.items():
                known = set(self.tables[target][TABLES[target].key[0]])
                if target == "caseworkers" and not known:
                    continue  # caseworkers need not be listed: without a row nobody's starts are limited
                for index, missing in _unknown(frame[column], known):
                    cure = f"Add it to {target}, or correct it."
                    close = did_you_mean(missing, sorted(known)) if known else ""
                    hint = close if close.startswith("Did") else ""
                    self.fault(
                        name, "unknown-reference", index, column, f"names no row of {target}", f"{hint}{cure}"
                    )  # fmt: skip

    def check_order(self) -> None:
        """Numbers and weeks of one row agree with each other."""
        pairs = (
            ("slots", "min_places", "places", "is more than the places", "Lower it to the places or fewer."),
            ("slots", "reserved_by_hand", "places", "is more than the places", "Lower it to the places or fewer."),
            ("funding", "from_week", "to_week", "is after to_week", "Put the earlier week first."),
            ("placements", "from_week", "to_week", "is after to_week", "Put the earlier week first."),
            ("history", "from_week", "to_week", "is after to_week", "Put the earlier week first."),
        )
        for table, low, high, what, cure in pairs:
            frame = self.tables[table]
            wrong = (frame[low] > frame[high]).fillna(value=False).to_numpy(dtype=bool)
            for index in np.flatnonzero(wrong):
                self.fault(table, f"{table}-{low.replace('_', '-')}", int(index), low, what, cure)

    def check_decisions(self) -> None:
        """Pins and forbids name a slot; a pinned slot is open; nothing is pinned and forbidden at once."""
        decisions = self.tables["decisions"]
        status = self.tables["slots"].set_index("slot_id")["status"].to_dict()
        forbidden = {(row.jobseeker_id, row.slot_id) for row in decisions.itertuples() if row.decision == "forbid"}
        for index, row in enumerate(decisions.itertuples()):
            if row.decision == "contested":
                continue
            if pd.isna(row.slot_id):
                self.fault("decisions", "decisions-slot-id", index, "slot_id", f"a {row.decision} needs a slot",
                           "Write the slot.")  # fmt: skip
            elif row.decision == "pin":
                if status.get(row.slot_id, "open") != "open":
                    self.fault("decisions", "pin-to-closed-slot", index, "slot_id",
                               f"is pinned, and the slot's status is {status[row.slot_id]}",
                               "Open the slot or remove the pin.")  # fmt: skip
                if (row.jobseeker_id, row.slot_id) in forbidden:
                    self.fault("decisions", "pin-and-forbid", index, "slot_id", "is pinned and forbidden for the person",
                               "Keep one of the two decisions.")  # fmt: skip

    def check_wishes_and_outcomes(self) -> None:
        """A preference names a slot or an occupation; a known outcome names a form its slot may take."""
        preferences = self.tables["preferences"]
        neither = preferences["slot_id"].isna() & preferences["ssyk"].isna()
        for index in np.flatnonzero(neither.to_numpy()):
            self.fault("preferences", "preferences-slot-id", int(index), "slot_id", "neither slot_id nor ssyk is given",
                       "Write one of the two.")  # fmt: skip
        outcomes = self.tables["outcomes"]
        stated = outcomes["programme_id"].notna()
        if stated.any():
            forms = self.tables["slots"].set_index("slot_id")["programme_ids"].to_dict()
            for index in np.flatnonzero(stated.to_numpy()):
                row = outcomes.iloc[int(index)]
                if row["slot_id"] in forms and row["programme_id"] not in forms[row["slot_id"]]:
                    self.fault("outcomes", "outcomes-programme-id", int(index), "programme_id",
                               f"is no form of slot {row['slot_id']}",
                               "Add the form to the slot's programme_ids, or leave the cell blank.")  # fmt: skip

    def check_rules(self, assumptions: Assumptions) -> None:
        """Every programme's rule is in the rule pack."""
        known = sorted(assumptions.rules.rules)
        for index, rule in enumerate(self.tables["programmes"]["rule"]):
            if rule not in assumptions.rules.rules:
                self.fault("programmes", "unknown-rule", index, "rule",
                           f"is no rule of {assumptions.rules.found.reference}", did_you_mean(rule, known).strip())  # fmt: skip

    def check_zones(self, settings: Settings) -> None:
        """Every zone in use is known; in eligible mode every pair of zones has minutes or coordinates."""
        zones, travel = self.tables["zones"], self.tables["travel"]
        known = set(zones["zone"]) | set(travel["from_zone"]) | set(travel["to_zone"])
        for table, column in (("jobseekers", "home_zone"), ("slots", "zone")):
            for index, missing in _unknown(self.tables[table][column], known):
                self.fault(table, "unknown-zone", index, column, "is neither a row of zones nor in travel",
                           f"{_hint(missing, known)}Add it to zones with lat and lon.")  # fmt: skip
        if settings.candidates == "listed":
            return
        located = set(zones.loc[zones["lat"].notna() & zones["lon"].notna(), "zone"])
        timed = set(zip(travel["from_zone"], travel["to_zone"], travel["mode"], strict=True))
        people, slots = self.tables["jobseekers"], self.tables["slots"]
        starts = people.loc[people["home_zone"].isin(known), ["home_zone", "travel_mode"]].drop_duplicates()
        ends = slots.loc[slots["zone"].isin(known), "zone"].unique()
        lost: dict[str, str] = {}
        for start, mode in starts.itertuples(index=False):
            for end in ends:
                if (start in located and end in located) or (start, end, mode) in timed:
                    continue
                lost.setdefault(end if start in located else start, f"{start} to {end} by {mode}")
        for zone, trip in sorted(lost.items()):
            self._zone_without_coordinates(zone, trip)

    def _zone_without_coordinates(self, zone: str, trip: str) -> None:
        rows = np.flatnonzero((self.tables["zones"]["zone"] == zone).to_numpy())
        what, cure = f"has no coordinates, and travel has no minutes for {trip}", "Write lat and lon, or the minutes."
        if len(rows):
            self.fault("zones", "zone-without-coordinates", int(rows[0]), "zone", what, cure)
        else:
            self.faults.add(Fault("zone-without-coordinates", "zones.csv", None, "zone", zone, what, cure))

    def check_listed(self, settings: Settings) -> None:
        """In listed mode the outcomes table is what is planned from."""
        if settings.candidates == "listed" and self.tables["outcomes"].empty:
            self.faults.add(
                Fault("no-outcomes", "outcomes.csv", what='candidates = "listed" needs the table outcomes',
                      cure='Add outcomes.csv, or set candidates = "eligible".')
            )  # fmt: skip

    def check_groups(self, settings: Settings, groups: Mapping[str, Group], week: int) -> None:
        """Groups named are declared, their tags stand somewhere, their columns exist, and none has expired."""
        declared = [*groups, *BUILT_IN_GROUPS]
        for key in ("groups", "group_minimum"):
            for name in getattr(settings, key):
                if name not in declared:
                    self.faults.add(
                        Fault("unknown-group", "scenario.toml", None, f"settings.{key}", name, "is no declared group",
                              did_you_mean(name, declared).strip())
                    )  # fmt: skip
        jobseekers = self.tables["jobseekers"]
        tags = {group.tag for group in groups.values() if group.tag is not None}
        for index, words in enumerate(jobseekers["groups"]):
            for word in words:
                if word not in tags:
                    self.fault("jobseekers", "undeclared-tag", index, "groups", f'no group declares the tag "{word}"',
                               f'Declare it: [groups.{word}] tag = "{word}" in scenario.toml, or remove it.')  # fmt: skip
        for name, group in groups.items():
            self._check_group(name, group, week)

    def _check_group(self, name: str, group: Group, week: int) -> None:
        def note(what: str, cure: str) -> None:
            self.faults.add(Fault("group", "scenario.toml", None, f"groups.{name}", None, what, cure))

        if group.expires is not None and group.expires < week_monday(week):
            note(f"expired on {group.expires}, before {week_label(week)}", "Renew the legal basis or remove the group.")
        fields = TABLES["jobseekers"].row.model_fields
        if group.column is None:
            return
        if group.column not in fields:
            note(f'there is no column "{group.column}" in jobseekers', did_you_mean(group.column, list(fields)).strip())
            return
        try:
            column_meets(self.tables["jobseekers"][group.column], fields[group.column], group.where)
        except ValueError as error:
            note(f"where {error}", kind_of(fields[group.column]).cure)


def _hint(word: str, known: set[str]) -> str:
    hint = did_you_mean(word, sorted(known))
    return hint if hint.startswith("Did") else ""


def _unknown(column: pd.Series, known: set[str]) -> Iterable[tuple[int, str]]:  # type: ignore[type-arg]
    """Positions of cells that name something unknown, and the name; blanks name nothing."""
    if column.dtype != object:
        bad = (column.notna() & ~column.isin(known)).to_numpy()
        return [(int(index), str(column.iloc[int(index)])) for index in np.flatnonzero(bad)]
    found = []
    for index, names in enumerate(column):
        missing = next((name for name in names if name not in known), None)
        if missing is not None:
            found.append((index, missing))
    return found
