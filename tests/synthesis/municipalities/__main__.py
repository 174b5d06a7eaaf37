"""Writes the weeks of the municipalities anew, scenarios/helsingborg and the others of `weeks.py`."""

from planner.inputs.models import rule_pack
from planner.synthesis import RULES
from planner.synthesis.writing import write_tables
from tests.plan_runs import ROOT
from tests.synthesis.municipalities.made import Models, settings_text
from tests.synthesis.municipalities.weeks import WEEKS

MODELS = ROOT / "models"

if __name__ == "__main__":
    models = Models(MODELS / "geography/scb_2020/1", MODELS / "occupations/jobtech/1", rule_pack(RULES, [MODELS]))
    for name, week in WEEKS.items():
        write_tables(week(models), settings_text(name), ROOT / "scenarios" / name)
