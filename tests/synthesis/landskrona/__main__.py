"""Writes the demo, scenarios/landskrona, anew. `python -m tests.synthesis.landskrona`."""

from planner.inputs.models import rule_pack
from planner.synthesis import RULES
from planner.synthesis.writing import write_tables
from tests.plan_runs import ROOT
from tests.synthesis.landskrona.build import landskrona, scenario_toml

MODELS = ROOT / "models"

if __name__ == "__main__":
    rules = rule_pack(RULES, [MODELS])
    tables = landskrona(MODELS / "geography/scb_2020/1", MODELS / "occupations/jobtech/1", rules)
    write_tables(tables, scenario_toml(), ROOT / "scenarios/landskrona")
