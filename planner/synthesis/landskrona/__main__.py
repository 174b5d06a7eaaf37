"""Write the demo anew: `python -m planner.synthesis.landskrona` from the top of a checkout."""

from pathlib import Path

from planner.synthesis.landskrona.build import landskrona, scenario_toml
from planner.synthesis.writing import write_tables

MODELS, TARGET = Path("models"), Path("scenarios/landskrona")

if __name__ == "__main__":
    tables = landskrona(MODELS / "geography/scb_2020/1", MODELS / "occupations/jobtech/1")
    write_tables(tables, scenario_toml(), TARGET)
