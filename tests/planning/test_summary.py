"""The figures of plan.json, on weeks small enough to add up by hand."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from planner.planning import placed_people
from tests.scenarios import Given, chosen


def test_whoever_has_a_main_place_is_placed_and_a_companion_alone_places_nobody(tmp_path: Path) -> None:
    given = Given(tmp_path, goals=["outcome", "other_purposes"]).people("P1", "P2").slot("S1").slot("S2", places=2)
    given.change("slots", "S2", programme_ids="C", hours_per_week=5)
    given.worth("P1", "S1", 0.5).worth("P1", "S2", 0).worth("P2", "S2", 0)
    instance = given.instance()
    assert placed_people(instance, chosen(instance, "P1 S1 T", "P1 S2 C", "P2 S2 C")).tolist() == [0]


def test_totals_are_the_sums_of_the_proposals(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2", "P3").slot("S1", places=2, weeks=4, programme_ids="M")
    given.add("programmes", programme_id="M", rule="arbetstraning", cost_person_week_sek=500)
    given.worth("P1", "S1", 0.5, "M").worth("P2", "S1", 0.25, "M").worth("P3", "S1", 0.125, "M")
    plan = given.add("baselines", jobseeker_id="P2", value=0.05).plan()
    totals = plan.file.totals
    assert (totals.jobseekers, totals.placed, totals.cost_sek, totals.travel_minutes) == (3, 2, 4_000, 40)
    assert (totals.baseline, totals.uplift, totals.expected_outcomes) == pytest.approx((0.05, 0.7, 0.75))
    assert totals.uplift_by_basis.own == pytest.approx(0.7)
    assert totals.judgement_share == 0


def test_nothing_gained_has_no_share_of_judgement(tmp_path: Path) -> None:
    plan = Given(tmp_path).person("P1").slot("S1").worth("P1", "S1", 0).plan()
    assert plan.file.totals.judgement_share is None


def test_a_group_with_a_target_says_how_many_of_it_lack_a_place(tmp_path: Path) -> None:
    given = Given(tmp_path, goals=["outcome", "fair_share"], groups=["young"], fair_share=1.0, fair_share_min_people=1)
    given.groups["young"] = {"tag": "young"}
    given.person("P1", groups="young").person("P2", groups="young").person("P3").slot("S1").slot("S2")
    given.worth("P1", "S1", 0.5).worth("P3", "S2", 0.9).worth("P2", "S1", 0.4)
    young, *others = given.plan().file.groups
    assert (young.group, young.people, young.with_candidate, young.placed, young.places) == ("young", 2, 2, 1, 1)
    assert young.target is not None
    assert young.shortfall == max(young.target - 1, 0)
    assert young.uplift == pytest.approx(0.5)
    assert {part.group for part in others} >= {"hardest_quarter", "easiest_quarter"}
    assert all(part.target is None and part.shortfall is None for part in others)


def test_the_inputs_are_told_by_their_digests_and_every_file_by_its_name(tmp_path: Path) -> None:
    plan = Given(tmp_path).person("P1").slot("S1").worth("P1", "S1", 0.5).plan()
    inputs = {name.removeprefix("inputs/"): raw for name, raw in plan.files.items() if name.startswith("inputs/")}
    assert plan.file.inputs == {name: hashlib.sha256(raw).hexdigest() for name, raw in inputs.items()}
    assert set(plan.file.files) == {*plan.files, "run.json"}
