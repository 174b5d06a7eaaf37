"""The settings file of `planner fit`: what the outcome means, what levels are fitted on, what columns are called."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from planner.schema.closed import Closed

Definition = Literal[
    "exit_work_study", "in_work_or_study_90d", "in_work_or_study_180d", "benefit_exit_6m", "benefit_saved"
]
Feature = Literal["education_level", "months_unemployed", "swedish_level", "waiting_weeks", "hours_per_week"]
Ground = Literal["sex", "origin", "disability", "age_class"]


class FitSettings(Closed):
    """What a history is fitted by; every key has a default.

    `outcome` is the definition by which the answers were given, `base` the outcome model that gives what the history
    cannot tell, and `columns` gives by heading of the file the column it stands for.
    """

    outcome: Definition = "in_work_or_study_90d"
    population: str = "people of the municipality's own follow-ups"
    base: str = "evidence"
    features: Annotated[tuple[Feature, ...], Field(min_length=1)] = (
        "education_level",
        "months_unemployed",
        "swedish_level",
    )
    groups: tuple[Ground, ...] = ()
    columns: dict[str, str] = Field(default_factory=dict)
