"""A week with paths: work training that leads to a job held for those who are ready, and the same training without."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.scenarios import Given

# The follow-up date lies after every path here.
DATE = 78
PLACE = {"supervisor_id": "V1", "union_consulted_on": "2026-11-01", "gross_month_sek": 24_000}
# The Monday of 2027-W12 as a running number of weeks is what plans call it.
NEXT, LATER = "2027-W12", "2027-W20"


def path_week(home: Path, people: int = 4, **settings: Any) -> Given:  # noqa: ANN401 - settings of many kinds
    """Training T, training TB that half of go on from, to job J; S1 takes both, J1 and J2 hold a place each.

    Both jobs begin in NEXT with all their places held, so nobody comes there without a path.
    """
    given = Given(home, candidates="eligible", follow_up_weeks=DATE, score_step=0.0001, **settings)
    given.tables["programmes"] = [
        {"programme_id": "T", "rule": "arbetstraning"},
        {"programme_id": "TB", "rule": "arbetstraning", "leads_to": "J", "leads_to_share": 0.5, "weeks_between": 1},
        {"programme_id": "J", "rule": "bea_jobb", "cost_person_week_sek": 0},
    ]
    given.change("employers", "E1", sector="department", collective_agreement="yes")
    given.add("supervisors", supervisor_id="V1")
    for number in range(people):
        given.person(
            f"P{number}", age=30, registered_status="JoB", registered_days=500, programme_days=500,
            months_unemployed=20, education_level=2, swedish_level="B1",
        )  # fmt: skip
    given.slot("S1", programme_ids="T|TB", places=people, weeks=12, start_week="2026-W50", **PLACE)
    for name in ("J1", "J2"):
        given.slot(name, programme_ids="J", weeks=13, start_week=NEXT, **PLACE)
        given.add("held_places", slot_id=name, programme_id="TB", places=1)
    return given


def longer_path(given: Given, week: str = "2027-W30") -> Given:
    """The same with a third step: after the job half go on to ordinary work at N1, where two places are held."""
    given.tables["programmes"].append({"programme_id": "N", "rule": "arbetspraktik"})
    given.tables["programmes"].append(
        {"programme_id": "JB", "rule": "bea_jobb", "cost_person_week_sek": 0, "leads_to": "N", "leads_to_share": 0.5}
    )
    given.change("programmes", "TB", leads_to="JB").change("slots", "J1", programme_ids="JB|J")
    given.change("slots", "J2", programme_ids="JB|J")
    given.slot("N1", programme_ids="N", places=2, weeks=12, start_week=week, **PLACE)
    return given.add("held_places", slot_id="N1", programme_id="JB", places=2)
