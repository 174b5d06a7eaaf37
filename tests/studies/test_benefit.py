"""Kronor beside people: by hand, by line and in total, and blank with its reason."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from planner.inputs import read
from planner.planning import Plan, make_plan
from planner.schema.models import Benefit
from planner.studies.benefit import NO_LINE, Worked, money_of, why_blank, worked_by_line, worked_in_all
from tests.compared import shipped_benefit
from tests.scenarios import Given

ROOT = Path(__file__).resolve().parents[2]


def _figure(value: float, low: float, high: float) -> dict[str, object]:
    return {"value": value, "low": low, "high": high, "unit": "x", "source": "x", "year": 2026, "kind": "judgement",
            "sure": "unverified"}  # fmt: skip


@pytest.fixture(scope="module")
def plan() -> Plan:
    return make_plan(read(ROOT / "scenarios" / "tiny", changes={"solve": {"workers": 1, "gap": 0.0}}))


def test_ten_months_of_half_the_households_save_what_a_hand_reckons() -> None:
    benefit = Benefit.model_validate({
        "month_sek": _figure(6000, 5000, 8000), "remaining_sek": _figure(1000, 0, 2000),
        "household_share": _figure(0.5, 0.25, 1.0),
    })  # fmt: skip
    told = money_of(Worked(exits=2.0, months=10.0, cost_sek=100_000.0), benefit)
    assert told["benefit_saved_sek"] == 0.5 * (6000 - 1000) * 10
    assert told["benefit_saved_low_sek"] == 0.25 * (5000 - 2000) * 10
    assert told["benefit_saved_high_sek"] == 1.0 * (8000 - 0) * 10
    assert told["benefit_remaining_sek"] == 0.5 * 1000 * 10
    assert told["net_cost_sek"] == 100_000 - 25_000
    assert told["sek_per_exit"] == 75_000 / 2
    # A plan that holds people back from work costs support, and the ends stay in their order.
    lost = money_of(Worked(exits=0.0, months=-1.0, cost_sek=0.0), benefit)
    assert lost["benefit_saved_low_sek"] == -8000 < lost["benefit_saved_sek"] < lost["benefit_saved_high_sek"] == -750
    assert np.isnan(lost["sek_per_exit"])


def test_lines_and_what_no_line_pays_add_up_to_the_whole(plan: Plan) -> None:
    rows = plan.instance.candidates.loc[plan.solution.chosen]
    whole, lines = worked_in_all(plan.instance, rows), worked_by_line(plan.instance, rows)
    assert set(lines) == {"lonemedel", NO_LINE}
    for name in ("exits", "months", "cost_sek"):
        assert sum(getattr(one, name) for one in lines.values()) == pytest.approx(getattr(whole, name))
    assert lines[NO_LINE].cost_sek == 0
    main = plan.assignments[plan.assignments["status"] == "proposed"]
    assert whole.exits == pytest.approx(main["uplift"].sum())


def test_a_subsidised_job_counts_as_paid_months_though_it_is_no_regular_work(plan: Plan) -> None:
    instance = plan.instance
    rows = instance.candidates.loc[plan.solution.chosen]
    job = rows[rows["programme_id"] == "introduktionsjobb"]
    assert len(job) == 1
    left_out = float((job["regular_weeks"] - job["baseline_regular_weeks"]).iloc[0])
    weeks = float(job["weeks"].iloc[0])
    assert worked_in_all(instance, job).months == pytest.approx((left_out + weeks) / (365.25 / 7 / 12))
    training = rows[rows["programme_id"] == "arbetstraning"]
    gained = (training["regular_weeks"] - training["baseline_regular_weeks"]).sum()
    assert worked_in_all(instance, training).months == pytest.approx(gained / (365.25 / 7 / 12))


def test_where_nothing_tells_time_in_work_kronor_are_blank_and_the_reason_is_known(tmp_path: Path) -> None:
    plan = Given(tmp_path).people("P1").slot("S1").worth("P1", "S1", 0.5).plan()
    rows = plan.instance.candidates.loc[plan.solution.chosen]
    worked = worked_in_all(plan.instance, rows)
    assert np.isnan(worked.months)
    assert np.isnan(money_of(worked, shipped_benefit())["net_cost_sek"])
    assert why_blank(plan.instance, worked.exits) == "listed"


def test_few_exits_have_no_kronor_each(plan: Plan) -> None:
    assert why_blank(plan.instance, 0.01) == "few_exits"
    assert why_blank(plan.instance, 1.0) is None
