"""Planner and verifier read held places, claims and paths alike, in weeks where everything occurs."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from planner.verification import verify
from tests.paths import NEXT, PLACE, path_week
from tests.scenarios import Given, written


def busy_week(home: Path, seed: int) -> Given:
    """Paths of up to three steps, claims in every state, wishes, and figures of the user's own."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    given = Given(home, candidates="eligible", follow_up_weeks=draw.choice((26, 52, 78, 104)))
    given.settings.update(score_step=draw.choice((0.01, 0.001)), measure=("follow_up", "regular_weeks")[seed % 2])
    given.tables["programmes"] = [
        {"programme_id": "T", "rule": "arbetstraning"},
        {"programme_id": "TB", "rule": "arbetstraning", "leads_to": "JB", "leads_to_share": 0.5, "weeks_between": 1,
         "share_kind": draw.choice(("observed", "judgement"))},
        {"programme_id": "JB", "rule": "bea_jobb", "leads_to": "N", "leads_to_share": 0.75, "cost_person_week_sek": 9},
        {"programme_id": "J", "rule": "bea_jobb", "cost_person_week_sek": 9},
        {"programme_id": "N", "rule": draw.choice(("nystartsjobb", "arbetspraktik", "ordinarie_anstallning"))},
    ]  # fmt: skip
    given.change("employers", "E1", sector="department", collective_agreement="yes").add(
        "supervisors", supervisor_id="V1"
    )
    for number in range(10):
        given.person(
            f"P{number}", age=30, registered_status="JoB", registered_days=500, programme_days=500,
            months_unemployed=draw.choice((5, 20, 40)), education_level=draw.choice((2, 4)), swedish_level="B2",
            wished_ssyk=draw.choice(("", "5330", "9412")), hours_per_week=draw.choice((40, 30)),
        )  # fmt: skip
    given.slot(
        "S1", programme_ids="T|TB", places=5, weeks=12, start_week="2026-W50", ssyk="9412", hours_per_week=30, **PLACE
    )
    given.slot(
        "S2", programme_ids="TB", places=3, weeks=20, start_week="2026-W51", ssyk="5330", hours_per_week=30, **PLACE
    )
    for number in range(4):
        given.slot(
            f"J{number}", programme_ids="J|JB", places=draw.choice((1, 2)), weeks=draw.choice((13, 26)), ssyk="5330",
            start_week=draw.choice(("2027-W12", "2027-W20")), hours_per_week=draw.choice((30, 40)), **PLACE,
        )  # fmt: skip
        until = draw.choice((None, None, "2026-W47", "2026-W48"))
        given.add("held_places", slot_id=f"J{number}", programme_id="TB", places=1, until_week=until)
    given.slot("N0", programme_ids="N", places=2, weeks=draw.choice((None, 13)), start_week="2027-W50", **PLACE)
    given.add("held_places", slot_id="N0", programme_id="JB", places=draw.choice((1, 2)))
    given.running("P0", "S1", programme_id="TB", from_week="2026-W45", to_week="2027-W02", next_week="2027-W12")
    given.running("P1", "S1", "accepted", programme_id="TB", from_week="2026-W50", next_week="2027-W20")
    given.running("P2", "S2", "offered", programme_id="TB", from_week="2026-W51", next_week="2027-W12")
    for person in ("P3", "P4", "P5"):
        given.add("history", jobseeker_id=person, programme_id="TB", end="ended", next_week="2027-W12")
    given.add("history", jobseeker_id="P3", slot_id="J0", programme_id="J", end="declined")
    given.running("P4", "J1", "accepted", programme_id="JB", from_week="2027-W12", next_week="2027-W50")
    given.running("", "J2", "accepted", programme_id="J", from_week="2027-W10")
    given.worth("P6", "J2", 0.6).worth("P7", "S1", 0.6).add("baselines", jobseeker_id="P8", value=0.2)
    return given


@pytest.mark.parametrize("seed", [1, 6, 12])
def test_a_busy_week_of_paths_is_accepted(seed: int, tmp_path: Path) -> None:
    plan = busy_week(tmp_path, seed).plan()
    table = plan.assignments
    assert table["path"].fillna("").str.contains("JB 2027").any()
    assert verify(written(plan, tmp_path / "out")) == []


def test_the_path_of_a_placement_under_way_is_checked_too(tmp_path: Path) -> None:
    folder = written(busy_week(tmp_path, 6).plan(), tmp_path / "out")
    lines = (folder / "assignments.csv").read_text(encoding="utf-8").splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith("P0,kept"))
    assert "JB 2027-W12" in lines[at]
    lines[at] = lines[at].replace("JB 2027-W12", "JB 2027-W20")
    (folder / "assignments.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert any("path are not those of the running placement" in str(one) for one in verify(folder))


def test_a_place_past_its_last_week_stays_with_whoever_has_a_claim_in_both_readings(tmp_path: Path) -> None:
    given = path_week(tmp_path / "week", people=6).running("P0", "S1", "accepted", programme_id="TB", next_week=NEXT)
    for row in given.tables["held_places"]:
        row["until_week"] = "2026-W47"
    plan = given.plan()
    assert "TB" not in set(plan.assignments.loc[plan.assignments["status"] == "proposed", "programme_id"].dropna())
    assert verify(written(plan, tmp_path / "out")) == []


def test_a_step_that_still_runs_on_the_date_costs_as_much_in_both_readings(tmp_path: Path) -> None:
    given = path_week(tmp_path / "week", people=2).change("slots", "S1", programme_ids="TB")
    given.change("programmes", "TB", leads_to_share=0.1)
    given.change("slots", "J1", weeks=80).change("slots", "J2", weeks=80)
    plan = given.plan()
    proposed = plan.assignments[plan.assignments["status"] == "proposed"]
    instance = plan.instance
    of_path = instance.candidates.loc[instance.candidates["programme_id"] == "TB", "path_value"]
    assert set(proposed["path"]) == {"J 2027-W12"}
    assert (of_path < 0).all()
    assert verify(written(plan, tmp_path / "out")) == []
