"""The front door of imports: an export and what is known beside it in, the tables of a scenario and a report out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import tomlkit

from planner.errors import Fault, Faults, UsageFault, given
from planner.geography import GEOGRAPHY, municipality_code
from planner.imports.base import Base, Frames, Merged, laid_over, read_base, with_rows
from planner.imports.cells import COUNTED, WHOLE_ONLY, Known
from planner.imports.convert import Converted, convert
from planner.imports.document import proposed_document, with_words
from planner.imports.export import ExportSheet, read_export
from planner.imports.imported import Imported, ImportedColumn, ImportedSheet, Sources
from planner.imports.known import known_beside
from planner.imports.propose import Proposal, known_headings, propose, why_left
from planner.imports.read_map import PlaceInMap, ReadMap, found_headings, read_map, sheet_for
from planner.imports.write import table_bytes
from planner.inputs import shipped
from planner.inputs.personal import about_whom
from planner.inputs.protected import may_protect
from planner.schema.columns import kind_of
from planner.schema.cures import one_form
from planner.schema.identity_numbers import holds_identity_number
from planner.schema.import_map import MAP_FILE, ColumnMap, TableMap
from planner.schema.tables import TABLES
from planner.schema.weeks import week_label, week_monday, week_number
from planner.texts import _

SETTINGS = "scenario.toml"


def import_tables(sources: Sources) -> Imported:
    """Turn an export into tables. Without a map one is proposed; `base` is a scenario that gives the rest of the week.

    Raises UsageFault where a file or folder is not there, or a week is needed and none is given; InputFaults with every
    fault of the files.
    """
    return _Import(sources).run()


def _stated_week(week: str | None) -> int | None:
    if week is None:
        return None
    try:
        return week_number(week)
    except ValueError as error:
        msg = f"--week {week}: {error}."
        raise UsageFault(msg) from None


class _Import:
    """One import, step by step."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.export, self.map_path = sources.export, sources.map_path
        self.faults = Faults(refused=holds_identity_number)
        self.base: Base | None = None if sources.base is None else read_base(sources.base, self.faults)
        week = _stated_week(sources.week)
        self.week = week if week is not None or self.base is None else self.base.week
        self.monday = None if self.week is None else week_monday(self.week)
        self.municipality = sources.municipality
        self.columns: list[ImportedColumn] = []
        self.sheets: list[ImportedSheet] = []
        self.missing: dict[str, list[str]] = {}
        self.to_choose = 0

    def run(self) -> Imported:
        stated = None if self.map_path is None else read_map(self.map_path, self.monday, self.faults)
        if self.map_path is not None and stated is None:
            self.faults.stop()
        headings = {
            one_form(column.heading)
            for table in (stated.map.table if stated else ()) for column in table.columns.values() if column.heading
        }  # fmt: skip
        sheets = read_export(self.export, headings or known_headings(), self.monday, self.faults)
        self.faults.stop_if_any()
        known = known_beside(self.base, self.monday, self.municipality or self._municipality_of(stated))
        proposals = [] if stated else propose(sheets, known)
        tables = [proposal.table for proposal in proposals] if stated is None else list(stated.map.table)
        chosen = self._sources(tables, sheets)
        self._refuse_unsettled(tables, chosen, sheets)
        self._need_week(tables)
        self.faults.stop_if_any()
        known.towns.settle_municipality(_towns(chosen, tables))
        frames, found = self._frames(tables, chosen, known)
        document = self._document(stated, proposals, found, known)
        self._report_left(tables, chosen, sheets, proposals)
        self.faults.stop_if_any()
        return self._imported(frames, known, document, is_proposed=stated is None)

    def _municipality_of(self, stated: ReadMap | None) -> str | None:
        """The code of the municipality that the map names, which is a fault of its file where there is none."""
        named = None if stated is None else stated.map.municipality
        if named is None or self.map_path is None:
            return None
        try:
            return municipality_code(shipped() / GEOGRAPHY, named)[0]
        except UsageFault:
            what, cure = _("is no Swedish municipality"), _("Write its name, or its code, such as 1282.")
            self.faults.add(Fault("bad-value", self.map_path.name, None, "municipality", named, what, cure))
            self.faults.stop()

    def _sources(self, tables: Sequence[TableMap], sheets: Sequence[ExportSheet]) -> list[_Source | None]:
        """Each table's sheet and columns; a fault for each needed column that nobody gives, if a map was given."""
        if not tables and self.map_path is None:
            self.faults.add(
                Fault("no-header", self.export.name, what=_("no sheet of the export is a table that is known"),
                      cure=_("Write an import.toml that names the table and its headings (docs/import.md)."))
            )  # fmt: skip
        result: list[_Source | None] = []
        for number, stated in enumerate(tables, start=1):
            at = PlaceInMap(MAP_FILE if self.map_path is None else self.map_path.name, number)
            sheet = sheet_for(stated, at, sheets, self.faults)
            if sheet is None:
                result.append(None)
                continue
            needed = [name for name, column in TABLES[stated.name].row.model_fields.items() if column.is_required()]
            columns = found_headings(stated, at, sheet, needed, self.faults)
            given_by_base = set(self.base.tables.get(stated.name, pd.DataFrame()).columns) if self.base else set()
            named = {name for name, column in stated.columns.items() if column.heading}
            absent = [name for name in needed if name not in {*columns, *named}]
            lacking = [name for name in absent if self._is_lacking(stated, name, given_by_base)]
            if lacking:
                self.missing.setdefault(stated.name, []).extend(lacking)
                if self.map_path is not None:
                    self._refuse_lacking(stated, at, lacking)
            self.faults.found += sheet.merged
            result.append(_Source(sheet, columns))
        return result

    @staticmethod
    def _is_lacking(stated: TableMap, name: str, given_by_base: set[str]) -> bool:
        return name in TABLES[stated.name].key or name not in given_by_base

    def _refuse_lacking(self, stated: TableMap, at: PlaceInMap, lacking: Sequence[str]) -> None:
        for name in lacking:
            column = TABLES[stated.name].row.model_fields[name]
            self.faults.add(
                Fault("missing-column", at.file, None, at.key("columns", name),
                      what=_("{table} needs the column, and neither the export nor the map gives it",
                             table=stated.name),
                      cure=_("Write its heading, or value = ... for every row; it holds {kind}: {description}.",
                             kind=_(kind_of(column).name), description=_(str(column.description))))
            )  # fmt: skip

    def _refuse_unsettled(
        self, tables: Sequence[TableMap], sources: Sequence[_Source | None], sheets: Sequence[ExportSheet]
    ) -> None:
        """Refuse columns that may say who is protected, unless the map uses them or leaves them out knowingly."""
        settled: dict[int, set[str]] = {id(sheet): set() for sheet in sheets}
        for stated, source in zip(tables, sources, strict=True):
            if source is not None:
                used = {column.heading for column in source.columns.values() if column.heading}
                dropped = set(map(one_form, stated.drop))
                of_sheet = {heading for heading in source.sheet.table.columns if one_form(heading) in dropped}
                settled[id(source.sheet)] |= used | of_sheet
        for sheet in sheets:
            for heading in sheet.table.columns:
                if may_protect(heading.lower()) and heading not in settled[id(sheet)]:
                    file, row, column = sheet.table.place(sheet.table.header_row, heading)
                    self.faults.add(
                        Fault("protected-column", file, row, column,
                              what=_('the column "{column}" may say who has protected identity', column=given(heading)),
                              cure=_("Name it in import.toml as the heading of protected_identity, or under drop "
                                     "if it says something else."))
                    )  # fmt: skip

    def _need_week(self, tables: Sequence[TableMap]) -> None:
        counted = sorted({name for stated in tables for name in stated.columns if name in COUNTED})
        if counted and self.monday is None:
            msg = _(
                "{columns} are counted to the Monday of the plan week, and no week is known. Add --week, such as "
                "--week 2026-W48, or --base with the scenario of the week.",
                columns=", ".join(counted),
            )
            raise UsageFault(msg)

    def _frames(
        self, tables: Sequence[TableMap], sources: Sequence[_Source | None], known: Known
    ) -> tuple[Frames, dict[tuple[int, str], Converted]]:
        frames: Frames = {}
        found: dict[tuple[int, str], Converted] = {}
        numbered = list(enumerate(zip(tables, sources, strict=True)))
        # Slots may name an employer whose row is in another sheet.
        for number, (stated, source) in sorted(numbered, key=lambda one: (one[1][0].name != "employers", one[0])):
            if source is None:
                continue
            table, sheet = TABLES[stated.name], source.sheet
            cells = {}
            for name, column in source.columns.items():
                one = convert(table, name, sheet.table, column, known)
                found[number, name] = one
                cells[name] = one.cells
                if column.heading is not None:
                    self.columns.append(ImportedColumn(sheet.name, column.heading, table.name, name, one))
                self._refuse_unsafe(table.name, name, column, sheet, one)
            frame = pd.DataFrame(cells, columns=list(cells), dtype=object)
            once = frame.drop_duplicates(ignore_index=True)
            self._warn_of_twice(stated, sheet, frame)
            same = len(frame) - len(once)
            self.sheets.append(ImportedSheet(sheet.name, table.name, len(once), dict(sheet.left_out), same))
            if {"employer_id", "name"} <= set(once.columns):
                known.employers.update(zip(once["name"].map(one_form), once["employer_id"], strict=True))
            before = frames.get(table.name)
            frames[table.name] = once if before is None else pd.concat([before, once], ignore_index=True).fillna("")
        return frames, found

    def _refuse_unsafe(self, table: str, name: str, column: ColumnMap, sheet: ExportSheet, one: Converted) -> None:
        """Refuse limits and demands that could not be read: without them somebody is sent where they cannot work."""
        if name not in WHOLE_ONLY.get(table, ()) or self.map_path is None:
            return
        code = f"{table}-{name.replace('_', '-')}"
        for row in one.rows:
            file, place, shown = sheet.table.place(row, column.heading)
            self.faults.add(
                Fault(code, file, place, shown, None, _("holds a word that is not known"),
                      _("Choose what it means under [table.columns.{column}.words] in import.toml.", column=name))
            )  # fmt: skip

    def _warn_of_twice(self, stated: TableMap, sheet: ExportSheet, frame: pd.DataFrame) -> None:
        key = [name for name in TABLES[stated.name].key if name in frame]
        if len(key) != 1 or len(TABLES[stated.name].key) != 1:
            return
        rows = frame.drop_duplicates()
        again = rows[rows[key[0]].ne("") & rows.duplicated(key[0])]
        for at in again.index:
            file, row, column = sheet.table.place(int(sheet.table.rows[at]), stated.columns[key[0]].heading)
            what = _("the id stands in another row too, with other cells")
            cure = _("Keep one row for each; planner check names them until then.")
            self.faults.warn(Fault("export-id-twice", file, row, column, None, what, cure))

    def _document(
        self,
        stated: ReadMap | None,
        proposals: Sequence[Proposal],
        found: Mapping[tuple[int, str], Converted],
        known: Known,
    ) -> str:
        document = (
            proposed_document(proposals, self.missing, known.towns.municipality)
            if stated is None
            else stated.document()
        )
        for (number, name), one in found.items():
            self.to_choose += with_words(document, number, name, one)
        return tomlkit.dumps(document)

    def _report_left(
        self,
        tables: Sequence[TableMap],
        sources: Sequence[_Source | None],
        sheets: Sequence[ExportSheet],
        proposals: Sequence[Proposal],
    ) -> None:
        """Report every heading and sheet that was left out, and warn of headings that the map does not know."""
        used: dict[int, set[str]] = {}
        knowing: dict[int, set[str]] = {}
        why: dict[int, dict[str, str]] = {}
        name_of: dict[int, str] = {}
        for number, (stated, source) in enumerate(zip(tables, sources, strict=True)):
            if source is not None:
                at = id(source.sheet)
                name_of[at] = stated.name
                used.setdefault(at, set()).update(c.heading for c in source.columns.values() if c.heading)
                knowing.setdefault(at, set()).update(map(one_form, stated.drop))
                why.setdefault(at, {}).update(proposals[number].left if proposals else {})
        for sheet in sheets:
            at = id(sheet)
            if at not in name_of:
                self.sheets.append(ImportedSheet(sheet.name, None, len(sheet.table), {}))
                continue
            for heading in sheet.table.columns:
                if heading not in used[at]:
                    about = about_whom(heading.strip().lower(), TABLES[name_of[at]]) or why[at].get(heading, "")
                    self._left(sheet, heading, about, is_new=not proposals and one_form(heading) not in knowing[at])

    def _left(self, sheet: ExportSheet, heading: str, about: str, *, is_new: bool) -> None:
        said = why_left(about) if about or self.map_path is None or is_new else _("left out by the map")
        if is_new:
            file, row, column = sheet.table.place(sheet.table.header_row, heading)
            what = _('the heading "{heading}" is not in the map, and the column is left out', heading=given(heading))
            cure = _("Name it in import.toml as the heading of a column, or under drop.")
            self.faults.warn(Fault("new-heading", file, row, column, None, what, cure))
        self.columns.append(ImportedColumn(sheet.name, heading, None, None, left=said))

    def _warn_of_strangers(self, merged: Merged) -> None:
        if merged.left > merged.stayed:
            what = _("{left} of the base's people are not in the export", left=merged.left)
            cure = _("See whether its ids are those of the base, and whether it is the whole export.")
            self.faults.warn(Fault("few-known-ids", self.export.name, what=what, cure=cure))

    def _warn_of_another_week(self, base: Base) -> None:
        if base.week is not None and self.week is not None and base.week != self.week:
            what = _("is of {before}: what the export does not give, waits, months, days and placements among it, is "
                     "as it was then", before=week_label(base.week))  # fmt: skip
            cure = _("Make the scenario of {week} with planner advance, and name that one.", week=week_label(self.week))
            self.faults.warn(Fault("base-of-another-week", str(base.folder), what=what, cure=cure))

    def _imported(self, frames: Frames, known: Known, document: str, *, is_proposed: bool) -> Imported:
        for name in self.missing:
            frames.pop(name, None)
        merged = None
        if self.base is not None:
            frames, merged = laid_over(frames, self.base)
            self._warn_of_strangers(merged)
            self._warn_of_another_week(self.base)
        zones = [
            {"zone": zone, "name": place.name, "lat": place.lat, "lon": place.lon}
            for zone, place in sorted(known.towns.used.items())
        ]
        with_rows(frames, "zones", zones)
        with_rows(
            frames, "employers", [{"employer_id": one, "name": said} for one, said in known.new_employers.items()]
        )
        officials = _officials(frames)
        for name, ids in officials.items():
            with_rows(frames, name, [{TABLES[name].key[0]: one} for one in ids])
        files = {MAP_FILE: document.encode()}
        files |= {f"{name}.csv": table_bytes(name, frames[name]) for name in TABLES if name in frames}
        if self.base is not None and self.week is not None:
            files |= {SETTINGS: self.base.settings_for(self.week), **self.base.models}
        return Imported(
            files, frames, None if self.week is None else week_label(self.week), tuple(self.sheets),
            tuple(self.columns), self.to_choose, self.missing, merged, is_proposed, self.sources,
            () if self.base is None else (self.base.folder,), tuple(zone["zone"] for zone in zones), officials,
            self.faults.warnings(),
        )  # fmt: skip


@dataclass(frozen=True)
class _Source:
    """Where a table comes from: a sheet, and the columns of the map with headings as the sheet writes them."""

    sheet: ExportSheet
    columns: Mapping[str, ColumnMap]


def _towns(sources: Sequence[_Source | None], tables: Sequence[TableMap]) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for source, _stated in zip(sources, tables, strict=True):
        heading = None if source is None else getattr(source.columns.get("home_zone"), "heading", None)
        if source is not None and heading is not None:
            found += Counter(source.sheet.table.columns[heading].tolist()).items()
    return found


def _officials(frames: Frames) -> dict[str, list[str]]:
    """Caseworkers and supervisors whom people and slots name and whose table does not have them."""
    found = {}
    for name, column, table in (
        ("caseworkers", "caseworker_id", "jobseekers"),
        ("supervisors", "supervisor_id", "slots"),
    ):
        if table in frames and column in frames[table]:
            there = set(frames[name][column]) if name in frames and column in frames[name] else set()
            new = sorted({one for one in frames[table][column] if one and one != "?"} - there)
            if new:
                found[name] = new
    return found
