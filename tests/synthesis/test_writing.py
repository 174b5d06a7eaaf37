"""Synthetic tables as files."""

from __future__ import annotations

import tomllib

import pandas as pd

from planner.synthesis.writing import scenario_toml, table_files


def test_no_name_breaks_the_settings_and_no_cell_begins_as_a_formula_does() -> None:
    name = 'a "week" of C:\\n'
    keys = tomllib.loads(scenario_toml(name, "2026-W48", "1282", 7))["scenario"]
    assert (keys["week"], keys["municipality"], keys["lottery_seed"]) == ("2026-W48", "1282", 7)
    assert "week" in keys["name"]
    files = table_files({"zones": pd.DataFrame({"zone": ["=1+1"], "lat": ["55.5"]})}, "format = 1\n")
    assert set(files) == {"scenario.toml", "zones.csv"}
    header, row = files["zones.csv"].decode("utf-8-sig").split()
    assert header == "zone;lat"
    assert not row.strip('"').startswith("=")
    assert row.endswith("55,5")
