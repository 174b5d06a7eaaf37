"""Length, start and workplace decide what holds on the follow-up date; Swedish decides no effect."""

from __future__ import annotations

from itertools import product

import pandas as pd
import pytest

from planner.outcomes import worth
from tests.outcomes.conftest import pairs_of, rules_of
from tests.scenarios import Given

# Plan week 2026-W48 and 78 weeks: the date is 2028-W21.
DATE = "2028-W21"


def gains(given: Given, rule: str, weeks: int | None, start: str = "2026-W49", **slot: object) -> pd.Series:
    """What one place of a rule is worth to P1, by `worth` alone: gates are not asked."""
    given.tables["slots"].clear()
    given.settings["candidates"] = "eligible"
    given.tables["programmes"][:] = [{"programme_id": "X", "rule": rule, "purpose": "main"}]
    given.slot("S1", **{"programme_ids": "X", "weeks": weeks, "start_week": start, **slot})
    scenario = given.scenario()
    first = int(scenario.tables["slots"]["start_week"].iloc[0])
    return worth(scenario, pairs_of([0], rule, first, first + (weeks or 52) - 1)).iloc[0]


@pytest.mark.parametrize(
    "weeks, holds, uplift",
    [(77, "ended", 0.07), (78, "running", -0.07), (104, "running", -0.07)],
)
def test_a_municipal_job_that_runs_on_the_date_has_no_gain_and_holds_back(
    given: Given, weeks: int, holds: str, uplift: float
) -> None:
    found = gains(given, "bea_jobb", weeks, employer_id="D", workplace_kind="ordinary", gross_month_sek=24_000)
    assert (found["on_date"], found["uplift"]) == (holds, pytest.approx(uplift))


@pytest.mark.parametrize("rule", ["nystartsjobb", "ordinarie_anstallning", "bea_jobb", "komvux"])
def test_what_starts_after_the_date_adds_nothing_even_where_it_fits(given: Given, rule: str) -> None:
    given.change("jobseekers", "P1", wished_ssyk="5330")
    late = gains(given, rule, 26, "2028-W22", ssyk="5330")
    assert (late["on_date"], late["uplift"], late["fit_value"]) == ("not_begun", 0, 0)
    assert gains(given, rule, 26, DATE, ssyk="5330")["on_date"] == "running"


@pytest.mark.parametrize("rule", ["introduktionsjobb", "nystartsjobb", "lonebidrag", "etableringsjobb", "yrkesvux"])
def test_a_subsidised_job_or_course_wins_nothing_by_running_on(given: Given, rule: str) -> None:
    assert gains(given, rule, 104)["uplift"] <= gains(given, rule, 52)["uplift"]


def test_an_ordinary_vacancy_without_weeks_has_no_end_and_its_gain_is_gross(given: Given) -> None:
    found = gains(given, "ordinarie_anstallning", None)
    assert (found["on_date"], bool(found["is_gross"])) == ("running", True)
    assert not gains(given, "nystartsjobb", 52)["is_gross"]


def test_an_introduction_job_counts_on_the_date_at_a_company_and_not_at_the_municipality(given: Given) -> None:
    assert gains(given, "introduktionsjobb", 104)["uplift"] > 0
    assert gains(given, "introduktionsjobb", 104, employer_id="D", workplace_kind="ordinary")["uplift"] < 0


@pytest.mark.parametrize("rule", ["bea_jobb", "introduktionsjobb", "nystartsjobb", "arbetspraktik", "arbetstraning"])
def test_municipal_places_are_worth_more_in_ordinary_than_in_constructed_workplaces(given: Given, rule: str) -> None:
    ordinary, unsaid, constructed = (
        gains(given, rule, 26, employer_id="D", workplace_kind=kind)["uplift"]
        for kind in ("ordinary", None, "constructed")
    )
    assert ordinary > constructed
    assert constructed <= unsaid <= ordinary
    # Elsewhere the studies said nothing of it.
    assert gains(given, rule, 26, workplace_kind="constructed")["uplift"] == gains(given, rule, 26)["uplift"]


@pytest.mark.parametrize("step", [0.01, 0.05])
def test_no_effect_differs_by_swedish_where_the_place_asks_for_none(given: Given, step: float) -> None:
    """Every rule, workplace and case, for people who differ in nothing else: not by the model, nor by rounding."""
    given.tables["jobseekers"].clear()
    levels = ("A1", "A2", "B1", "C1", None)
    for number, (education, months) in enumerate(product((1, 4), (3, 18, 30))):
        for level in levels:
            given.person(f"P{number}{level}", education_level=education, months_unemployed=months, swedish_level=level)
    given.settings |= {"candidates": "eligible", "score_step": step}
    given.slot("S1", programme_ids="T", employer_id="D").slot(
        "S2", programme_ids="T", employer_id="D", workplace_kind="ordinary"
    ).slot("S3", programme_ids="T", employer_id="D", workplace_kind="constructed")
    given.slot("S4", programme_ids="T")  # fmt: skip
    scenario = given.scenario()
    cases, people = list(product(rules_of(scenario), range(4), (26, 104))), list(range(6 * len(levels)))
    pairs = [
        pairs_of(people, rule, scenario.week, scenario.week + weeks - 1).assign(slot=slot)
        for rule, slot, weeks in cases
    ]
    found = worth(scenario, pd.concat(pairs, ignore_index=True))["uplift"].to_numpy().round(9)
    by_class = found.reshape(len(cases), 6, len(levels))
    assert [case for case, own in zip(cases, by_class, strict=True) if (own != own[:, :1]).any()] == []


def test_nystartsjobb_adds_no_more_for_those_nearer_work(given: Given) -> None:
    given.tables["jobseekers"].clear()
    for number, (education, months, level) in enumerate(product((1, 4), (3, 18, 30), ("A2", "B2"))):
        given.person(f"P{number:02}", education_level=education, months_unemployed=months, swedish_level=level)
    given.settings["candidates"] = "eligible"
    scenario = given.slot("S1").scenario()
    for weeks in (52, 104):
        found = worth(scenario, pairs_of(list(range(12)), "nystartsjobb", scenario.week, scenario.week + weeks - 1))
        in_order = found.sort_values("baseline")["uplift"].round(9)
        assert (in_order.diff().dropna() <= 0).all()
