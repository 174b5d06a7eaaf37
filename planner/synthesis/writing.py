"""Writing: synthetic tables as a scenario folder of plain CSV, UTF-8, comma, line feed."""

from pathlib import Path

import pandas as pd


def scenario_toml(name: str, week: str, municipality: str, lottery_seed: int) -> str:
    """Return the settings file of a synthetic scenario; everything not said stays at its default."""
    title = name.replace("\\", "").replace('"', "'")
    return (
        f'format = 1\n\n[scenario]\nname = "{title}"\nweek = "{week}"\n'
        f'municipality = "{municipality}"\nlottery_seed = {lottery_seed}\n'
    )


def write_tables(tables: dict[str, pd.DataFrame], settings: str, folder: Path) -> None:
    """Write scenario.toml and one CSV a table; same tables, same bytes. The folder may exist, files are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scenario.toml").write_text(settings, encoding="utf-8", newline="\n")
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n", encoding="utf-8")
