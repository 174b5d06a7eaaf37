"""The rule pack: who may have which legal form, where, how long, at what cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import model_validator

from planner.schema.models.card import Card, Figure, ModelFiles, Sure
from planner.schema.settings import Closed


class Who(Closed):
    """One way in which a person is within a rule; all that is stated must hold, a blank never does."""

    text: str
    approved: bool = False
    age_min: int | None = None
    age_max: int | None = None
    statuses: tuple[Literal["JoB", "JUG", "etablering", "none"], ...] = ()
    registered_days_min: int | None = None
    months_unemployed_min: float | None = None
    swedish_below: Literal["A1", "A2", "B1", "B2", "C1", "C2"] | None = None
    source: str
    sure: Sure


class Cost(Closed):
    """How a placement's cost is made: nothing, the wage less a share of it, or the wage less multiples of the fees.

    net a month = gross x (1 + fees) x fte - subsidy, with fte = hours / 40 and
    share:  subsidy = subsidy_share x min(gross, cap) x (1 + fees) x fte
    fees:   subsidy = fee_multiple x fees x min(gross, cap) x fte
    """

    form: Literal["none", "wage", "share", "fees"]
    employer_fees: Figure | None = None
    subsidy_cap_gross: Figure | None = None
    subsidy_share: Figure | None = None
    fee_multiple: Figure | None = None

    @model_validator(mode="after")
    def _complete(self) -> Cost:
        needs = {
            "none": (),
            "wage": ("employer_fees",),
            "share": ("employer_fees", "subsidy_cap_gross", "subsidy_share"),
            "fees": ("employer_fees", "subsidy_cap_gross", "fee_multiple"),
        }[self.form]
        missing = [name for name in needs if getattr(self, name) is None]
        if missing:
            msg = f"of form {self.form} needs {', '.join(missing)}"
            raise ValueError(msg)
        return self


class Rule(Closed):
    """One legal form: who, where, how long, at what cost, decided by whom, from when to when."""

    name_sv: str
    name_en: str
    decided_by: Literal["municipality", "employment_service", "employer", "education_provider"]
    purpose: Literal["main", "companion", "activity", "sheltered"]
    employment: bool
    valid_from: date | None = None
    valid_to: date | None = None
    who: tuple[Who, ...] = ()
    sectors: tuple[Literal["department", "municipal_company", "private", "association", "education"], ...] = ()
    usual_weeks: Figure
    longest_weeks: Figure | None = None
    most_hours: Figure | None = None
    lead_weeks: Figure | None = None
    redundancy_months: Figure | None = None
    needs_supervisor: bool = False
    needs_union: bool = False
    needs_collective_agreement: bool = False
    refuses_tax_debts: bool = False
    cost: Cost
    source: str
    sure: Sure


@dataclass(frozen=True)
class RulePack:
    """All rules of one version, and what holds for every one of them."""

    found: ModelFiles
    card: Card
    rules: Mapping[str, Rule]
    register_extract_weeks: Figure
