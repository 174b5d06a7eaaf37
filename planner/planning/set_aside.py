"""What was set aside, as plan.json counts it and as the file for caseworkers lists it."""

from __future__ import annotations

import pandas as pd

from planner.inputs import by_caseworker
from planner.schema.plan import SetAsidePart
from planner.schema.scenario import Scenario

COLUMNS = ("caseworker_id", "file", "row", "column", "what", "cure")


def set_aside_part(scenario: Scenario) -> SetAsidePart:
    """The counts."""
    aside = scenario.set_aside
    return SetAsidePart(rows=aside.num_rows, people=aside.people, slots=aside.slots, occupied=aside.occupied)


def set_aside_table(scenario: Scenario) -> pd.DataFrame:
    """A row for each reason, by caseworker. No cell of the scenario is repeated."""
    rows = [
        (row.caseworker, row.fault.file, row.fault.row, row.fault.column, row.fault.what, row.fault.cure)
        for row in by_caseworker(scenario.set_aside.rows)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
