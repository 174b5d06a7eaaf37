"""The table `outcomes_history` that `planner fit` reads: what became of people. No table of a scenario."""

from __future__ import annotations

from typing import Annotated

from planner.schema.cells import Day, Hours, Id, Text, Whole, YesNo, choice
from planner.schema.choices import EducationLevel, Quantity, SwedishLevel
from planner.schema.row import Row, column
from planner.schema.tables import Table
from planner.texts import N_

KnownOutcome = Annotated[str, choice(N_("an outcome"), N_("is no outcome"), "yes", "no", "unknown")]


class OutcomeHistoryRow(Row):
    """A placement that has ended, or a person who was not placed, and what held on the day of the follow-up."""

    jobseeker_id: Id = column(..., N_("pseudonymous id; never an identity number"))
    slot_id: Id | None = column(None, N_("the slot, which may no longer exist"))
    rule: Id | None = column(None, N_("rule of the placement's legal form"), blank=N_("was not placed"))
    started_on: Day | None = column(None, N_("first day of the placement"))
    ended_on: Day = column(..., N_("last day of the placement; of others the day from which the follow-up is counted"))
    outcome: KnownOutcome = column(..., N_("yes, no or unknown, by the definition that the settings name"))
    education_level: EducationLevel | None = column(None, N_("highest education, SUN 2020 level 0 to 6"))
    months_unemployed: Quantity | None = column(None, N_("time without work at the start"), unit=N_("months"))
    swedish_level: SwedishLevel | None = column(None, N_("Swedish, none or CEFR A1 to C2"))
    waiting_weeks: Whole | None = column(None, N_("weeks in the pool without a placement"), unit=N_("weeks"))
    hours_per_week: Hours | None = column(None, N_("most hours the person can take"), unit=N_("hours a week"))
    sex: Text | None = column(None, N_("as registered; for calibration by group alone"))
    origin: Text | None = column(None, N_("broad class, never a country; for calibration by group alone"))
    disability: YesNo | None = column(None, N_("stated need of adaptation; for calibration by group alone"))
    age_class: Text | None = column(None, N_("broad class of age; for calibration by group alone"))


OUTCOMES_HISTORY = Table("outcomes_history", OutcomeHistoryRow, ("jobseeker_id", "rule", "ended_on"))
# What levels may be fitted on. Protected grounds and where somebody lives (a proxy of origin) are no features.
NUMBERS = ("education_level", "months_unemployed", "waiting_weeks", "hours_per_week")
CATEGORIES = ("swedish_level",)
GROUNDS = ("sex", "origin", "disability", "age_class")
