"""What a month and a week of a placement cost the payer, and what falls on a budget line."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from planner.schema.models import Cost
from planner.schema.programmes import Programme
from planner.schema.tables import Slot
from planner.verification.money import BudgetLine, cost_on_line, net_month, week_cost

MONEY = {
    "introduktionsjobb": ("share", {"employer_fees": 0.3142, "subsidy_cap_gross": 20000, "subsidy_share": 0.8}),
    "nystartsjobb": ("fees", {"employer_fees": 0.3142, "subsidy_cap_gross": 20000}),
    "etableringsjobb": ("fixed", {"employer_fees": 0.3142, "fixed_gross": 7563}),
    "feriejobb": ("hourly", {"employer_fees": 0.3142, "gross_hour": 59}),
    "lonebidrag": ("stated", {}),
    "bea_jobb": ("wage", {"employer_fees": 0.3142}),
    "arbetspraktik": ("none", {}),
}


def money(name: str) -> Cost:
    """The cost of a rule, by the figures of the catalogue."""
    form, figures = MONEY[name]
    common = {"unit": "", "source": "the catalogue", "year": 2025, "kind": "law", "sure": "read"}
    return Cost.model_validate({"form": form, **{key: {"value": value, **common} for key, value in figures.items()}})


@pytest.mark.parametrize(
    "rule, gross, hours, multiple, month",
    [
        ("bea_jobb", 24000, 40, None, "31540.80"),
        ("introduktionsjobb", 24000, 40, None, "10513.60"),
        ("introduktionsjobb", 24000, 20, None, "5256.80"),
        ("introduktionsjobb", 18000, 40, None, "4731.12"),
        ("nystartsjobb", 24000, 40, "2", "18972.80"),
        ("nystartsjobb", 24000, 40, "1", "25256.80"),
        ("nystartsjobb", 24000, 40, "2.5", "15830.80"),
        ("bea_jobb", 19161, 40, None, "25181.3862"),
    ],
)
def test_net_cost_of_a_month(rule: str, gross: int, hours: int, multiple: str | None, month: str) -> None:
    times = None if multiple is None else Decimal(multiple)
    assert net_month(money(rule), Decimal(gross), Decimal(hours), times, None) == Decimal(month)


def test_the_fees_reproduce_the_statutory_day_rates() -> None:
    day = net_month(money("bea_jobb"), Decimal(20000), Decimal(40), None, None) / Decimal("21.67")
    assert round(day) == 1213
    assert round(day * Decimal("0.8")) == 970


@pytest.mark.parametrize(
    "rule, programme, slot, week",
    [
        # 10,513.60 / 21.67 x 5 = 2,425.842
        ("introduktionsjobb", {}, {"gross_month_sek": 24000.0, "hours_per_week": 40.0}, "2425.84"),
        ("introduktionsjobb", {}, {"gross_month_sek": None, "hours_per_week": 40.0}, None),
        ("introduktionsjobb", {"cost_person_week_sek": 99.5}, {"gross_month_sek": None, "hours_per_week": 9.0}, "99.5"),
        ("arbetspraktik", {}, {"gross_month_sek": None, "hours_per_week": 40.0}, "0"),
        # 7,563 x 1.3142 = 9,939.29; / 21.67 x 5 = 2,293.33
        ("etableringsjobb", {}, {"gross_month_sek": None, "hours_per_week": 40.0}, "2293.33"),
        # 59 x 1.3142 x 30 = 2,326.134
        ("feriejobb", {}, {"gross_month_sek": None, "hours_per_week": 30.0}, "2326.13"),
        ("lonebidrag", {}, {"gross_month_sek": 24000.0, "hours_per_week": 40.0}, None),
    ],
)
def test_cost_of_a_week(rule: str, programme: dict[str, Any], slot: dict[str, Any], week: str | None) -> None:
    row = Programme.model_construct(**{"cost_person_week_sek": None, **programme})
    cost = week_cost(row, money(rule), Slot.model_construct(**slot), None, None)
    assert cost == (None if week is None else Decimal(week))


def test_a_line_pays_its_share_of_the_weeks_inside_it() -> None:
    line = BudgetLine("F1", first=102, last=104, share=Decimal("0.5"))
    assert cost_on_line(Decimal("100.01"), first=100, weeks=4, line=line) == Decimal("100.01")
    assert cost_on_line(Decimal("100.01"), first=104, weeks=4, line=line) == Decimal("50.01")
    assert cost_on_line(Decimal("100.01"), first=105, weeks=4, line=line) == 0
    always = BudgetLine("F1", None, None, Decimal(1))
    assert cost_on_line(Decimal("100.01"), first=1, weeks=2, line=always) == Decimal("200.02")
