"""Waits, months, days and lost places run on from week to week as docs/answers.md says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.weeks.small_weeks import advanced, three

CLOCKS: dict[str, Any] = {
    "months_unemployed": 6.0, "permit_months": 12.0, "months_since_establishment": 3.0, "registered_days": 100,
    "programme_days": 20,
}  # fmt: skip


def test_months_and_days_run_on_but_for_those_that_stand_still_in_a_job(tmp_path: Path) -> None:
    given = three(tmp_path)
    for person in ("P1", "P5"):
        given.change("jobseekers", person, **CLOCKS)
    settled = advanced(given, "P5,S5,interrupted,,,2026-W48\n", to="2026-W50")
    people = settled.scenario.tables["jobseekers"].set_index("jobseeker_id")
    # Two weeks for P1, who has no job; P5 has been in one in the first of the two.
    month = 12 * 7 / 365.2425
    assert people.loc["P1", list(CLOCKS)].to_dict() == pytest.approx(
        {"months_unemployed": round(6 + 2 * month, 2), "permit_months": round(12 + 2 * month, 2),
         "months_since_establishment": round(3 + 2 * month, 2), "registered_days": 114, "programme_days": 30}
    )  # fmt: skip
    assert people.loc["P5", list(CLOCKS)].to_dict() == pytest.approx(
        {"months_unemployed": round(6 + month, 2), "permit_months": round(12 + 2 * month, 2),
         "months_since_establishment": round(3 + 2 * month, 2), "registered_days": 107, "programme_days": 25}
    )  # fmt: skip
    assert people.loc["P2", list(CLOCKS)].isna().all()


def test_a_lost_place_is_counted_for_whoever_lost_it_alone(tmp_path: Path) -> None:
    given = three(tmp_path).change("slots", "S1", places=1)
    given.person("P6", times_outbid=2).worth("P6", "S1", 0.1).person("P7", times_outbid=1)
    people = advanced(given).scenario.tables["jobseekers"].set_index("jobseeker_id")
    assert people["times_outbid"].to_dict() == {"P1": 0, "P2": 0, "P3": 0, "P4": 0, "P5": 0, "P6": 3, "P7": 1}


@pytest.mark.parametrize("until, waited", [("start", 11), ("declined_offer", 0)])
def test_a_declined_offer_ends_the_wait_where_the_policy_says_so(until: str, waited: int, tmp_path: Path) -> None:
    given = three(tmp_path)
    given.settings["waiting_until"] = until
    settled = advanced(given, "P4,S4,declined\nP1,S1,declined\n")
    people = settled.scenario.tables["jobseekers"].set_index("jobseeker_id")["waiting_weeks"]
    assert people[["P1", "P4"]].to_dict() == {"P1": 11, "P4": waited}
