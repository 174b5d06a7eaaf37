"""What a month costs the payer by the law of the day, reckoned by hand: fees by age and year, subsidies, amounts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from planner.instance import build
from planner.verification import verify
from planner.verification.facts import facts_of
from tests.rules.law_cases import EMPLOYER, PERSON, SLOT, Case, jug, new, none
from tests.rules.test_law_cases import PACK, week_of_cases
from tests.scenarios import Given, written


class Price(NamedTuple):
    """A form on a day for a person, and what a month of it costs, SEK."""

    start: str
    rule: str
    person: Mapping[str, Any]
    month: float
    slot: Mapping[str, Any] = {}


NOV = "2026-11-23"
WAGE_YOUNG, WAGE = 24_000 * 1.2081, 24_000 * 1.3142  # 28,994.40 and 31,540.80
PRICES = [
    # Aged 21 on 24,000 in November 2026: 20.81 percent of fees (SFS 2026:100).
    Price(NOV, "nystartsjobb", none(21, 12), 24_832.40),  # 28,994.40 - 0.2081 x 20,000 = 28,994.40 - 4,162
    Price(NOV, "introduktionsjobb", jug(200, 21), 9_664.80),  # 28,994.40 - 0.8 x 20,000 x 1.2081 = - 19,329.60
    Price(NOV, "bea_jobb", none(21), WAGE_YOUNG),
    # Of two and two and a half times only the first follows the fees due (2018:43 16 §): 4,162 + 1 or 1.5 x 6,284.
    Price(NOV, "nystartsjobb", none(21, 24), WAGE_YOUNG - 4_162 - 6_284),
    Price(NOV, "nystartsjobb", none(21, 36), WAGE_YOUNG - 4_162 - 6_284),
    Price(NOV, "nystartsjobb", none(21, 36.5), WAGE_YOUNG - 4_162 - 9_426),
    Price(NOV, "nystartsjobb", new(21), WAGE_YOUNG - 4_162 - 9_426),
    # At 30 the usual fees: 0.3142 x 20,000 = 6,284; twice from 24 months, two and a half times above 36.
    Price(NOV, "nystartsjobb", none(30, 23), WAGE - 6_284),
    Price(NOV, "nystartsjobb", none(30, 24), WAGE - 12_568),
    Price(NOV, "nystartsjobb", none(30, 36), WAGE - 12_568),
    Price(NOV, "nystartsjobb", none(30, 36.5), WAGE - 15_710),
    Price(NOV, "nystartsjobb", PERSON | {"months_unemployed": 5}, WAGE - 6_284),
    Price(NOV, "nystartsjobb", none(approved_rules="nystartsjobb"), WAGE - 6_284),
    Price(NOV, "introduktionsjobb", PERSON, WAGE - 0.8 * 20_000 * 1.3142),
    # Both sides of the ages, the days and the wage that the lower fees hold for.
    Price(NOV, "bea_jobb", none(18), WAGE_YOUNG),
    Price(NOV, "bea_jobb", none(22), WAGE_YOUNG),
    Price(NOV, "bea_jobb", none(23), WAGE),
    Price(NOV, "bea_jobb", none(17, approved_rules="bea_jobb"), 24_000 * 1.1021),
    Price("2026-03-30", "bea_jobb", none(21), WAGE),
    Price("2026-04-06", "bea_jobb", none(21), WAGE_YOUNG),
    Price("2027-09-27", "bea_jobb", none(21), WAGE_YOUNG),
    Price("2027-10-04", "bea_jobb", none(21), WAGE),
    Price("2021-01-04", "bea_jobb", none(21), 24_000 * 1.1973),
    Price("2020-12-28", "bea_jobb", none(21), WAGE),
    Price("2023-03-27", "bea_jobb", none(21), 24_000 * 1.1973),
    Price("2023-04-03", "bea_jobb", none(21), WAGE),
    Price("2024-08-26", "bea_jobb", none(21), WAGE),
    Price(NOV, "bea_jobb", none(21), 25_000 * 1.2081, {"gross_month_sek": 25_000}),
    Price(NOV, "bea_jobb", none(21), 25_000 * 1.2081 + 5_000 * 1.3142, {"gross_month_sek": 30_000}),
    # Part time counts by what is paid: 24 of 40 hours on 30,000 are 18,000.
    Price(NOV, "bea_jobb", none(21), 18_000 * 1.2081, {"gross_month_sek": 30_000, "hours_per_week": 24}),
    # In August 2021 every time follows the fees due, 19.73 percent; from 2021-11-01 only the first does.
    Price("2021-08-23", "nystartsjobb", new(21), 24_000 * 1.1973 - 2.5 * 3_946),
    Price("2021-11-08", "nystartsjobb", new(21), 24_000 * 1.1973 - 3_946 - 1.5 * 6_284),
    Price("2017-08-21", "nystartsjobb", none(30, 26), WAGE - 2 * 0.3142 * 22_000),
    # A summer job at 59 SEK an hour, 30 hours a week: 1,770 a week, and 10.21 percent under 18 since 2019-08.
    Price("2026-06-22", "feriejobb", none(17), 1_770 * 1.1021 / 5 * 21.67, {"hours_per_week": 30}),
    Price("2026-06-22", "feriejobb", none(18), 1_770 * 1.2081 / 5 * 21.67, {"hours_per_week": 30}),
    Price("2017-08-21", "feriejobb", none(17), 1_770 * 1.3142 / 5 * 21.67, {"hours_per_week": 30}),
    # 7,374 x income base amount / 74,300, and the fees.
    Price("2024-08-26", "etableringsjobb", new(30), 7_563 * 1.3142),
    Price("2025-08-25", "etableringsjobb", new(30), 7_999 * 1.3142),
    Price(NOV, "etableringsjobb", new(30), 8_277 * 1.3142),
    Price(NOV, "etableringsjobb", new(21), 8_277 * 1.2081),
]


@pytest.mark.parametrize("number", range(len(PRICES)), ids=lambda n: f"{n} {PRICES[n].rule} {PRICES[n].start}")
def test_a_month_costs_what_the_law_of_the_day_says(tmp_path: Path, number: int) -> None:
    price = PRICES[number]
    case = Case(price.start, price.rule, "price", None, person=price.person, slot=price.slot)
    instance = build(week_of_cases(tmp_path, price.start, [(0, case)]))
    (row,) = instance.candidates[["cost", "weeks"]].to_dict("records")
    # The week is rounded to öre, so a month of 21.67 days may be off by two.
    assert row["cost"] / row["weeks"] / 5 * 21.67 == pytest.approx(price.month, abs=0.03)
    facts = facts_of(instance.scenario)
    checked = facts.candidate(facts.people["P0"], "S0", price.rule).offer
    assert float(checked.cost or 0) == pytest.approx(row["cost"], abs=1e-9)


def test_three_weeks_of_a_summer_job_at_17_cost_5852(tmp_path: Path) -> None:
    case = Case("2026-06-22", "feriejobb", "summer", None, person=none(17), slot={"hours_per_week": 30})
    instance = build(week_of_cases(tmp_path, case.start, [(0, case)]))
    # 59 x 30 x 1.1021 = 1,950.72 a week.
    assert instance.candidates["cost"].tolist() == [pytest.approx(3 * 1_950.72)]


@pytest.mark.parametrize("mode", ["eligible", "listed"])
def test_one_place_costs_each_person_what_their_age_makes_it(tmp_path: Path, mode: str) -> None:
    given = Given(tmp_path, candidates=mode)
    given.models["rules"] = "sweden/2026.2"
    given.change("employers", "E1", **EMPLOYER).add("supervisors", supervisor_id="H1")
    given.tables["programmes"] = [{"programme_id": "bea", "rule": "bea_jobb", "funding_id": "F"}]
    given.add("funding", funding_id="F", budget_sek=60_000_000)
    given.slot("S1", programme_ids="bea", places=4, weeks=52, start_week="2026-W50", **SLOT)
    for age in (17, 21, 30, None):
        given.person(f"aged_{age}", **{**PERSON, "age": age, "approved_rules": "bea_jobb"})
        if mode == "listed":
            given.worth(f"aged_{age}", "S1", 0.5)
    plan = given.plan()
    costs = plan.assignments.set_index("jobseeker_id")["cost_sek"].dropna()
    # A week of 24,000 with 10.21, 20.81 and 31.42 percent; whoever has no age stated, at the usual fees.
    weeks = {"aged_17": 6_103.00, "aged_21": 6_689.99, "aged_30": 7_277.53, "aged_None": 7_277.53}
    assert costs.to_dict() == {who: pytest.approx(52 * week, abs=0.01) for who, week in weeks.items()}
    assert not verify(written(plan, tmp_path / "plan"))


def test_every_figure_and_way_names_its_source_with_paragraph_or_page() -> None:
    for name, form in PACK.forms.items():
        for rule in (form.first, *(rule for _, rule in form.amended)):
            parts = [rule, *rule.who, *(part for part in vars(rule).values() if hasattr(part, "unit"))]
            assert all(part.source.strip() for part in [*parts, *rule.cost.figures.values()]), name


@pytest.mark.parametrize("day, support", [("2025-01-27", 2_000), ("2025-02-03", None)])
def test_support_for_supervision_ends_with_january_2025(day: str, support: float | None) -> None:
    found = PACK.forms["introduktionsjobb"].on(date.fromisoformat(day)).supervision_support
    assert (None if found is None else found.value) == support
