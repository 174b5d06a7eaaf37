"""Lists beside proposals: the worth of a position, what a follower needs of limits, and who is on no list."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from planner.formulation import assemble, first_on_lists, hard_rows, list_columns, list_worth
from planner.formulation.shortlists import ListColumns
from planner.instance import Instance
from tests.scenarios import Given


def columns(instance: Instance, *proposed: tuple[str, str]) -> ListColumns:
    """The lists beside some proposals (person and slot)."""
    table, hard = instance.candidates, assemble(instance, hard_rows(instance))
    people, slots = instance.people["jobseeker_id"].to_numpy(), instance.slots["slot_id"].to_numpy()
    pairs = list(zip(people[table["person"]], slots[table["slot"]], strict=True))
    chosen = np.array(sorted(pairs.index(pair) for pair in proposed), dtype=np.int64)
    x = np.zeros(hard.num_columns)
    x[hard.positions("x", chosen)] = 1
    assert set(first_on_lists(instance, chosen)) <= set(chosen)
    return list_columns(instance, hard, hard.matrix @ x, chosen)


def who(instance: Instance, found: ListColumns) -> set[str]:
    """Those who may follow on a list."""
    return set(instance.people["jobseeker_id"].to_numpy()[instance.candidates["person"].to_numpy()[found.candidate]])


def most(found: ListColumns) -> float:
    """The greatest worth of all ways to fill the lists, tried one by one."""
    matrix, upper = found.mip.matrix.toarray(), found.mip.row_upper
    ways = itertools.product((0.0, 1.0), repeat=len(found.worth))
    return max(float(found.worth @ way) for way in ways if np.all(matrix @ np.array(way) <= upper + 1e-9))


def week(home: Path) -> Given:
    """Four people for one place, which costs 1,000 a week, at an employer who takes one person."""
    given = Given(home).people("J1", "J2", "J3", "J4")
    given.add("funding", funding_id="F1", budget_sek=5_000)
    given.change("programmes", "T", funding_id="F1", cost_person_week_sek=1000)
    given.change("employers", "E1", max_people=1).slot("S1", shortlist=3, hire_share=0.4)
    for name, value in (("J1", 0.9), ("J2", 0.5), ("J3", 0.3), ("J4", 0.2)):
        given.worth(name, "S1", value)
    return given


def test_each_position_counts_for_less_by_the_share_whom_the_employer_takes(tmp_path: Path) -> None:
    instance = week(tmp_path).instance()
    assert list_worth(instance, np.array([0, 1, 2]), np.array([1, 2, 3])) == pytest.approx([0.9, 0.12, 0.0432])


def test_money_and_an_employers_limit_count_for_places_and_not_for_people_on_a_list(tmp_path: Path) -> None:
    # The place costs 4,000 of 5,000, and the employer takes one person: all the same two more stand on the list.
    assert most(columns(week(tmp_path).instance(), ("J1", "S1"))) == pytest.approx(0.4 * (0.5 * 0.6 + 0.3 * 0.36))


def test_what_a_follower_would_cost_more_than_the_proposal_is_kept_free(tmp_path: Path) -> None:
    given = week(tmp_path)
    given.add("programmes", programme_id="D", rule="arbetstraning", funding_id="F1", cost_person_week_sek=1500)
    given.change("slots", "S1", programme_ids="T|D")
    given.tables["outcomes"] = [row for row in given.tables["outcomes"] if row["jobseeker_id"] == "J1"]
    given.tables["outcomes"][0]["programme_id"] = "T"
    given.worth("J2", "S1", 0.5, "D").worth("J3", "S1", 0.3, "T")
    # J2 would cost 2,000 more, and 1,000 are left.
    assert who(given.instance(), columns(given.instance(), ("J1", "S1"))) == {"J3"}


def test_nobody_with_a_main_proposal_forbidden_or_contested_is_on_a_list(tmp_path: Path) -> None:
    given = week(tmp_path).slot("S2", employer_id="E2").decide("forbid", "J3", "S1").decide("contested", "J4")
    given.add("employers", employer_id="E2", name="Två", tax_debts="no").worth("J2", "S2", 0.5)
    given.person("J5").worth("J5", "S1", 0.1).change("funding", "F1", budget_sek=9_000)
    instance = given.instance()
    assert who(instance, columns(instance, ("J1", "S1"), ("J2", "S2"))) == {"J5"}


def test_a_slot_without_a_proposal_or_with_one_person_for_each_place_has_no_list(tmp_path: Path) -> None:
    given = week(tmp_path)
    assert not len(columns(given.instance()).worth)
    assert not len(columns(given.change("slots", "S1", shortlist=1).instance(), ("J1", "S1")).worth)


def test_an_interview_at_a_slot_that_is_closed_by_now_counts_in_no_month(tmp_path: Path) -> None:
    given = week(tmp_path).change("employers", "E1", approaches_per_month=3)
    before = most(columns(given.instance(), ("J1", "S1")))
    given.slot("S0", status="closed", shortlist=3, hire_share=0.5).decide("interviewed", "J4", "S0")
    assert most(columns(given.at(tmp_path / "closed").instance(), ("J1", "S1"))) == pytest.approx(before)


def test_an_employer_is_asked_to_meet_no_more_people_than_agreed_in_the_month(tmp_path: Path) -> None:
    given = week(tmp_path).change("employers", "E1", approaches_per_month=3).slot("S2")
    assert most(columns(given.instance(), ("J1", "S1"))) == pytest.approx(0.4 * (0.5 * 0.6 + 0.3 * 0.36))
    given.add("history", jobseeker_id="J4", slot_id="S2", end="refused", on="2026-11-02")
    given.add("history", jobseeker_id="J3", slot_id="S2", end="refused", on="2026-10-30")
    assert most(columns(given.instance(), ("J1", "S1"))) == pytest.approx(0.4 * 0.5 * 0.6)
