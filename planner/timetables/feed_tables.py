"""The tables of a feed as they are changed; members that nobody looks at keep their bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pandas as pd

from planner.timetables.feed import OF_CALENDAR, table_of

# A time for every member, so that the same changes give the same bytes.
_MADE = (1980, 1, 1, 0, 0, 0)


class FeedTables:
    """The members of a feed; those that are read stand as tables of text, all others keep their bytes."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self.raw = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
        self.member = {Path(name).name: name for name in self.raw}
        self.read: dict[str, pd.DataFrame] = {}
        self.changed: set[str] = set()
        self.more: dict[str, list[pd.DataFrame]] = {}

    def __contains__(self, table: str) -> bool:
        return table in self.member or table in self.read

    def __getitem__(self, table: str) -> pd.DataFrame:
        """A table, every cell as text; empty where the feed has none."""
        if table not in self.read:
            frame = table_of(self.raw[self.member[table]]) if table in self.member else None
            self.read[table] = pd.DataFrame(columns=list(OF_CALENDAR.get(table, ()))) if frame is None else frame
        if table in self.more:
            self[table] = pd.concat([self.read[table], *self.more.pop(table)], ignore_index=True).fillna("")
        return self.read[table]

    def __setitem__(self, table: str, frame: pd.DataFrame) -> None:
        self.read[table] = frame
        self.changed.add(table)

    def extend(self, table: str, rows: Sequence[dict[str, str]] | pd.DataFrame) -> None:
        """Add rows at the end; columns that the table does not have come last, cells that are not given are blank.

        They are put there when the table is next looked at: each time costs a copy of it.
        """
        self.more.setdefault(table, []).append(pd.DataFrame(rows, dtype=str))

    def zipped(self) -> bytes:
        """All members in one zip, changed tables in place of what they were."""
        content = dict(self.raw)
        home = Path(self.member["stops.txt"]).parent
        for table in sorted({*self.changed, *self.more}):
            name = self.member.get(table, (home / table).as_posix())
            content[name] = self[table].to_csv(index=False, lineterminator="\n").encode()
        held = BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, raw in content.items():
                archive.writestr(zipfile.ZipInfo(name, _MADE), raw, zipfile.ZIP_DEFLATED)
        return held.getvalue()
