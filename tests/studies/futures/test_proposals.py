"""Whose proposals they are, what they rest on, and which places are new beside the base."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from planner.inputs import read
from planner.planning import Plan, make_plan
from planner.studies.futures import TOTAL, expected, proposals
from tests.scenarios import Given
from tests.studies.futures.worlds import figures

TINY = Path(__file__).resolve().parents[3] / "scenarios" / "tiny"
EXACT = {"solve": {"workers": 1, "gap": 0.0}}


@pytest.fixture(scope="module")
def tiny() -> Plan:
    return make_plan(read(TINY, changes=EXACT))


def test_where_all_begin_what_is_expected_is_what_the_plan_expects(tiny: Plan) -> None:
    plan = proposals(tiny, tiny)
    object.__setattr__(plan, "figures", figures())
    begun, uplift, in_work, _cost = expected(plan)[TOTAL]
    assert uplift == in_work == pytest.approx(tiny.file.totals.expected_gain)
    assert begun == pytest.approx(tiny.instance.candidates.loc[tiny.solution.chosen, "acceptance"].sum())
    expected_of_all = sum(np.nan_to_num(expected(plan)[part]) for part in plan.members if part[0] == "programme")
    np.testing.assert_allclose(expected_of_all, expected(plan)[TOTAL])


def week(home: Path, **cells: str) -> Given:
    """A person for each of two slots, listed pairs."""
    given = Given(home).people("P1", "P2").slot("S1").slot("S2").worth("P1", "S1", 0.5).worth("P2", "S2", 0.4)
    return given.change("programmes", "T", **cells)


def test_places_are_new_in_a_programme_called_new_and_in_slots_and_programmes_that_the_base_lacks(
    tmp_path: Path,
) -> None:
    base = week(tmp_path / "base").plan()
    assert not proposals(base, base).is_new.any()
    called = week(tmp_path / "called", is_new="yes").plan()
    assert proposals(called, called).is_new.all()
    more = week(tmp_path / "more").people("P3", "P4").slot("S3").worth("P3", "S3", 0.3)
    more.add("programmes", programme_id="N", rule="arbetspraktik")
    more.change("slots", "S2", programme_ids="N")
    plan = proposals(more.plan(), base)
    assert dict(zip(plan.slots, plan.is_new, strict=True)) == {"S1": False, "S2": True, "S3": True}


def test_in_another_week_a_slot_is_not_new_because_the_base_lacks_it(tmp_path: Path) -> None:
    base = week(tmp_path / "base").plan()
    later = week(tmp_path / "later")
    later.week = "2026-W49"
    later.slot("S3").people("P3").worth("P3", "S3", 0.3)
    assert not proposals(later.plan(), base).is_new.any()


def test_calling_a_programme_new_changes_no_proposal(tmp_path: Path) -> None:
    plans = [week(tmp_path / name, **cells).plan() for name, cells in (("a", {}), ("b", {"is_new": "yes"}))]
    assert plans[0].assignments.equals(plans[1].assignments)
    assert plans[0].file.totals == plans[1].file.totals


def test_outcomes_of_the_users_own_above_one_are_counts_and_no_probabilities(tiny: Plan, tmp_path: Path) -> None:
    assert proposals(tiny, tiny).counts_people
    given = Given(tmp_path, candidates="eligible").change("employers", "E1", sector="department")
    given.person("P1", months_unemployed=30, registered_status="JoB").add("supervisors", supervisor_id="V")
    given.slot("S1", weeks=10, supervisor_id="V", union_consulted_on="2026-11-01").worth("P1", "S1", 3)
    plan = given.plan()
    found = proposals(plan, plan)
    assert len(found) == 1
    assert not found.counts_people
