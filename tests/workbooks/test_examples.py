"""The examples of the template are a week by themselves: whoever copies them gets no fault."""

from __future__ import annotations

import csv
from pathlib import Path

from planner.planning import check
from planner.schema.tables import TABLES
from planner.workbooks.examples import example_of

# A path leads from one programme to another, and the example is of one.
OF_PATHS = ("leads_to", "leads_to_share", "next_week")


def test_the_examples_of_all_tables_hold_no_fault_and_no_warning(tmp_path: Path) -> None:
    for name, table in TABLES.items():
        if name == "held_places":
            continue
        cells = ["" if column in OF_PATHS else example_of(table, column) for column in table.columns]
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([table.columns, cells])
    settings = 'format = 1\n[scenario]\nname = "Exempel"\nweek = "2026-W48"\n'
    (tmp_path / "scenario.toml").write_text(settings, encoding="utf-8")
    assert [str(warning) for warning in check(tmp_path).warnings] == []
