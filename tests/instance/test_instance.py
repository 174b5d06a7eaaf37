"""What the rooms above ask of an instance."""

from pathlib import Path

import numpy as np
import pytest

from planner.candidates import GATE_NAMES
from planner.instance import is_offered_to
from tests.scenarios import Given, crowded


def two_forms(home: Path) -> Given:
    """P1 and P2 at S1, which has two forms, P2's listed without one; S2 has one form."""
    given = Given(home).people("P1", "P2").slot("S1", programme_ids="T|A").slot("S2")
    given.worth("P1", "S1", 0.3, "A").worth("P1", "S2", 0.2)
    return given.worth("P2", "S1", 0.1)


def test_pairs_are_positions_of_people_and_slots_and_a_slot_not_named_is_none(tmp_path: Path) -> None:
    given = two_forms(tmp_path).decide("forbid", "P2", "S1").decide("contested", "P2").decide("pin", "P1", "S2")
    instance = given.instance()
    assert [instance.pairs(name) for name in ("pin", "forbid", "contested")] == [[(0, 1)], [(1, 0)], [(1, -1)]]


def test_where_candidates_are_listed_only_listed_offers_are_looked_at_and_few_gates_asked(tmp_path: Path) -> None:
    instance = two_forms(tmp_path).change("slots", "S2", status="planned", hours_per_week=40).instance()
    forms = list(zip(instance.offers["slot"], instance.offers["programme_id"], strict=True))
    assert forms == [(0, "A"), (0, "T"), (1, "T")]
    assert is_offered_to(instance, 0).tolist() == [True, False, True]
    assert is_offered_to(instance, 1).tolist() == [True, True, False]
    closed = 1 << GATE_NAMES.index("slot_status")
    assert instance.blocking_gates(np.array([0, 1])).tolist() == [[0, 0, closed]] * 2


def test_where_gates_decide_every_offer_is_looked_at(tmp_path: Path) -> None:
    instance = crowded(tmp_path).instance()
    assert is_offered_to(instance, 0).all()
    bits = instance.blocking_gates(np.arange(len(instance.people)))
    admitted = set(zip(instance.candidates["person"], instance.candidates["offer"], strict=True))
    assert set(zip(*(at.tolist() for at in np.nonzero(bits == 0)), strict=True)) == admitted


def test_refusals_at_a_slot_are_those_of_all_slots_taken_apart(tmp_path: Path) -> None:
    instance = crowded(tmp_path).instance()
    apart = [instance.eligibility.refusals_at(slot) for slot in range(len(instance.slots))]
    assert all(list(one.values()) == sorted(one.values(), reverse=True) for one in apart)
    every = instance.eligibility.refusals()
    assert {name: sum(one.get(name, 0) for one in apart) for name in every} == every


def test_owners_are_positions_in_their_tables(tmp_path: Path) -> None:
    instance = crowded(tmp_path).change("slots", "S000", supervisor_id=None).instance()
    named = instance.employers["employer_id"].to_numpy()[instance.employer_of_slots()]
    assert named.tolist() == instance.slots["employer_id"].tolist()
    assert instance.supervisor_of_slots()[0] == -1
    caseworkers = instance.caseworkers["caseworker_id"].to_numpy()[instance.caseworker_of_people()]
    assert caseworkers.tolist() == instance.people["caseworker_id"].tolist()


def test_the_law_of_an_offer_is_that_of_its_candidates(tmp_path: Path) -> None:
    instance = crowded(tmp_path).instance()
    assert [law.purpose for law in instance.laws] == instance.offers["purpose"].tolist()
    assert instance.rule_of("T") == instance.laws[instance.offers["programme_id"].tolist().index("T")]


def test_charges_add_up_to_the_cost_where_the_shares_of_lines_do(tmp_path: Path) -> None:
    instance = crowded(tmp_path).instance()
    charges = instance.charges(instance.candidates)
    assert set(charges["funding"]) <= set(range(len(instance.budget_lines)))
    on_one_line = instance.candidates.index[instance.candidates["programme_id"] == "B"]
    of_these = charges[charges["candidate"].isin(on_one_line)].set_index("candidate")["line_cost"]
    assert of_these.to_dict() == pytest.approx(instance.candidates.loc[on_one_line, "cost"].to_dict())


@pytest.mark.parametrize(
    "weeks, expected",
    [
        ([("2026-W40", "2026-W49"), ("2026-W50", "2026-W51")], 1),
        ([("2026-W40", "2026-W50"), ("2026-W50", "2026-W51")], 2),
        ([("2026-W40", "2026-W48"), ("2026-W45", "2026-W48"), ("2026-W49", "2026-W52")], 2),
        # The slot's places are taken from W48 through W51: what comes later is no load on them.
        ([("2026-W52", "2027-W05"), ("2026-W52", "2027-W05")], 0),
    ],
)
def test_the_most_that_run_in_a_slot_is_that_of_its_fullest_week(
    weeks: list[tuple[str, str]], expected: int, tmp_path: Path
) -> None:
    given = Given(tmp_path).person("P1").slot("S1", places=5).slot("S2").worth("P1", "S1", 0.5)
    for first, last in weeks:
        given.running(None, "S1", from_week=first, to_week=last)
    instance = given.instance()
    assert instance.running_in_slot.tolist() == [expected, 0]
    assert instance.most_running(instance.running).tolist() == [expected, 0]
    assert instance.most_running(instance.running.iloc[:0]).tolist() == [0, 0]


@pytest.mark.parametrize(
    "settings, unit",
    [
        ({"candidates": "listed"}, "table"),
        ({"candidates": "eligible"}, "people"),
        ({"candidates": "eligible", "measure": "regular_weeks"}, "weeks"),
    ],
)
def test_the_unit_tells_what_a_value_counts(settings: dict[str, str], unit: str, tmp_path: Path) -> None:
    instance = Given(tmp_path, **settings).person("P1").slot("S1").worth("P1", "S1", 0.5).instance()
    assert instance.unit == unit
    assert not instance.counts_points


def test_a_constraint_is_off_where_the_scenario_says_so(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").slot("S1").worth("P1", "S1", 0.5)
    given.constraints_off.append("one_main")
    instance = given.instance()
    assert instance.is_off("one_main")
    assert not instance.is_off("slot_places")


def test_a_place_is_wished_by_its_slot_or_by_an_occupation_that_its_code_begins_with(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1").person("P2", wished_ssyk="91").slot("S1").slot("S2", ssyk="9111")
    given.worth("P1", "S1", 0.1).worth("P1", "S2", 0.1).worth("P2", "S1", 0.1).worth("P2", "S2", 0.1)
    given.add("preferences", jobseeker_id="P1", slot_id="S1", rank=1)
    instance = given.instance()
    pairs = zip(instance.candidates["person"], instance.candidates["slot"], strict=True)
    assert dict(zip(pairs, instance.is_wished(instance.candidates).tolist(), strict=True)) == {
        (0, 0): True, (0, 1): False, (1, 0): False, (1, 1): True,
    }  # fmt: skip
