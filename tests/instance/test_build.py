"""An instance states what is left and what may be chosen: places, positions of owners, main places without loss."""

from pathlib import Path

import pytest

from tests.scenarios import Given


@pytest.mark.parametrize(
    "placements, most",
    [
        # One after the other: never two at a time.
        ([("2026-W40", "2026-W49"), ("2026-W50", "2027-W01")], 1),
        ([("2026-W40", "2026-W50"), ("2026-W50", "2027-W01")], 2),
        # Over before the slot begins, and begun after its longest form would have ended.
        ([("2026-W40", "2026-W47")], 0),
        ([("2026-W52", "2027-W05")], 0),
        ([("2026-W51", "2027-W05")], 1),
    ],
)
def test_places_left_are_those_less_the_most_at_a_time_and_those_given_by_hand(
    placements: list[tuple[str, str]], most: int, tmp_path: Path
) -> None:
    given = Given(tmp_path).person("P1").slot("S1", places=4, reserved_by_hand=1).slot("S2", places=1)
    for first, last in placements:
        given.running(None, "S1", from_week=first, to_week=last)
    instance = given.worth("P1", "S1", 0.5).instance()
    assert instance.running_in_slot.tolist() == [most, 0]
    assert instance.places_left.tolist() == [3 - most, 1]


def test_fewer_places_than_what_runs_leave_none_and_not_less(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").slot("S1").worth("P1", "S1", 0.5).running(None, "S1").running(None, "S1")
    assert given.instance().places_left.tolist() == [0]


def test_a_main_place_with_a_loss_is_no_column_unless_it_is_pinned(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2", "P3").slot("S1")
    for person, value in (("P1", 0.1), ("P2", 0.2), ("P3", 0.1)):
        given.worth(person, "S1", value).add("baselines", jobseeker_id=person, value=0.2)
    table = given.decide("pin", "P3", "S1").instance().candidates
    assert dict(zip(table["person"], table["is_column"], strict=True)) == {0: False, 1: True, 2: True}


@pytest.mark.parametrize("goals, expected", [(["outcome"], [0]), (["outcome", "other_purposes"], [0, 1])])
def test_places_of_other_purposes_are_columns_where_their_goal_is_one(
    goals: list[str], expected: list[int], tmp_path: Path
) -> None:
    given = Given(tmp_path, goals=goals).person("P1").slot("S1").slot("S2", programme_ids="A")
    instance = given.worth("P1", "S1", 0.5).worth("P1", "S2", 0.5).instance()
    assert instance.columns["slot"].tolist() == expected
    assert len(instance.candidates) == 2


def test_owners_are_positions_and_minus_one_where_there_is_none(tmp_path: Path) -> None:
    given = Given(tmp_path).add("supervisors", supervisor_id="V1").add("supervisors", supervisor_id="V2")
    given.add("caseworkers", caseworker_id="K1").add("employers", employer_id="E2", name="Två", tax_debts="no")
    given.person("P1", caseworker_id="K1", support_need=1.5).person("P2")
    given.slot("S1", employer_id="E2", supervisor_id="V2").slot("S2")
    table = given.worth("P1", "S1", 0.5).worth("P2", "S2", 0.5).instance().candidates
    assert table[["employer", "supervisor", "caseworker"]].to_numpy().tolist() == [[1, 1, 0], [0, -1, -1]]
    assert table["support"].tolist() == [1.5, 1.0]


def test_decisions_are_pairs_of_positions(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("S1").slot("S2").worth("P2", "S2", 0.5)
    instance = given.decide("forbid", "P2", "S2").decide("contested", "P1").instance()
    assert instance.pairs("forbid") == [(1, 1)]
    assert instance.pairs("contested") == [(0, -1)]
    assert instance.pairs("pin") == []
