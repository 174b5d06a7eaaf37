"""What the fit reaches on published microdata, out of fold, with the columns stated here."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from planner.learning.examine import five_fold
from planner.learning.figures import Figures, figures
from planner.schema.arrays import Bools

# Measured before assignment; neither age nor sex, ethnicity and language, which are grounds or near one.
JC = (
    "assignment", "educ", "educmis", "geddegree", "hsdegree", "cohabmarried", "haschild", "everwkd", "mwearn", "hhsize",
    "hhsizemis", "educmum", "educmummis", "educdad", "educdadmis", "welfarechild", "welfarechildmis", "health",
    "healthmis", "smoke", "smokemis", "alcohol", "alcoholmis",
)  # fmt: skip
# Measured at time 1; neither age nor sex nor country of birth. `dist` and `treat` are of the agency.
LABOUR = (
    "blu1", "child", "ct", "dist", "emp1", "hour1", "me", "nofl1", "nyu1", "pa", "single", "tp", "train1", "treat",
    "unemp1", "wage1", "yu1", "white1", "edu0", "edu1", "edu2",
)  # fmt: skip


def reached(table: pd.DataFrame, outcome: Bools, columns: tuple[str, ...]) -> Figures:
    people = table.reset_index(drop=True)
    apart = five_fold(people, outcome, [str(row) for row in range(len(people))], columns, ())
    return figures(apart.chances, apart.null, outcome)


@pytest.mark.shared_data
def test_job_corps_work_in_year_2_without_age(shared_data: Path) -> None:
    table = pd.read_csv(shared_data / "microdata" / "JC.csv")
    own = reached(table, (table["pworky2"] > 50).to_numpy(dtype=bool), JC)
    assert own.auc >= 0.62
    assert own.brier <= 0.2365
    assert 0.9 <= own.slope <= 1.1
    assert own.beats_null


@pytest.mark.shared_data
def test_temporary_work_in_italy_by_what_was_known_at_time_1(shared_data: Path) -> None:
    table = pd.read_csv(shared_data / "microdata" / "labormarket.csv")
    own = reached(table, (table["out3"] == 1).to_numpy(dtype=bool), LABOUR)
    assert own.auc >= 0.78
    assert own.brier <= 0.18
    assert 0.8 <= own.slope <= 1.2
    assert own.beats_null


def test_levels_unseen_at_fit_time_are_counted_and_count_as_none() -> None:
    from planner.learning.design import Design  # noqa: PLC0415 - one test alone

    known = pd.DataFrame({"months": [1.0, 3.0, np.nan], "swedish": ["A1", "B1", "A1"]})
    design = Design.of(known, ["months"], ["swedish"])
    new = pd.DataFrame({"months": [2.0], "swedish": ["C2"]})
    assert design.unseen(new) == 1
    assert design.matrix(new).tolist() == [[0.0, 0.0, 0.0, 0.0]]
