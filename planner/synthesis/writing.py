"""Writing: synthetic tables as the files of a scenario folder, as a Swedish Excel opens them with a double click."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from planner.schema.dialect import in_dialect
from planner.schema.spreadsheet import masked


def scenario_toml(name: str, week: str, municipality: str, lottery_seed: int) -> str:
    """Return the settings file of a synthetic scenario; everything not said stays at its default."""
    title = name.replace("\\", "").replace('"', "'")
    return (
        f'format = 1\n\n[scenario]\nname = "{title}"\nweek = "{week}"\n'
        f'municipality = "{municipality}"\nlottery_seed = {lottery_seed}\n'
    )


def table_files(tables: Mapping[str, pd.DataFrame], settings: str) -> dict[str, bytes]:
    """Return scenario.toml and one CSV a table, by file name; same tables, same bytes."""
    files = {"scenario.toml": settings.encode()}
    for name, table in tables.items():
        written = table.map(lambda cell: masked(cell) if isinstance(cell, str) else cell)
        plain = written.to_csv(index=False, lineterminator="\n").encode()
        files[f"{name}.csv"] = in_dialect(f"{name}.csv", plain, "swedish")
    return files


def write_tables(tables: Mapping[str, pd.DataFrame], settings: str, folder: Path) -> None:
    """Write scenario.toml and one CSV a table. The folder may exist, files are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, raw in table_files(tables, settings).items():
        (folder / name).write_bytes(raw)
