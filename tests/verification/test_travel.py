"""Trips: which are too long or do not exist, which are modelled, and which are to be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from planner.verification.person_gates import travel
from planner.verification.slot_gates import PASSES, UNKNOWN
from planner.verification.travel import needs_check, trip
from tests.verification.gate_cases import JOB, PRAKTIK, SCHOOL, SFI, Case, first_refusal, name_of, written

if TYPE_CHECKING:
    from tests.verification.conftest import ListedWeek, Week


NO_EVENINGS = {"evening_service": "no"}


CASES = [
    # The trip: 60 minutes by the policy; modelled minutes may be 15 more
    Case("60 minutes in the table", JOB, None, more={"minutes": 60}),
    Case("61 minutes in the table", JOB, "travel", more={"minutes": 61}),
    Case("61 minutes, perhaps 58", JOB, None, more={"minutes": 61, "minutes_low": 58, "minutes_high": 64}),
    Case("61 minutes, at least 61", JOB, "travel", more={"minutes": 61, "minutes_low": 61, "minutes_high": 64}),
    Case("58 minutes, perhaps 64", JOB, None, more={"minutes": 58, "minutes_high": 64}),
    Case("61 minutes, own limit 61", JOB, None, person={"max_travel_minutes": 61}, more={"minutes": 61}),
    Case("31 minutes, own limit 30", JOB, "travel", person={"max_travel_minutes": 30}, more={"minutes": 31}),
    # 0.675 degrees north are 75.06 km, a way of 97.57: 12 + 60 x (8 / 30 + 89.57 / 115) = 74.7, up to 75; 0.68: 75.1.
    Case("75 minutes modelled", JOB, None, more={"lat": 56.675}),
    Case("76 minutes modelled", JOB, "travel", more={"lat": 56.68}),
    Case("a table for another mode does not count", JOB, None, more={"lat": 56.36, "minutes": 90, "mode": "car"}),
    Case("45 minutes to praktik", PRAKTIK, None, more={"minutes": 45}),
    Case("46 minutes to praktik", PRAKTIK, "travel", more={"minutes": 46}),
    Case("46 minutes to half time", JOB, "travel", slot={"hours_per_week": 20}, more={"minutes": 46}),
    Case("46 minutes to more than half time", JOB, None, slot={"hours_per_week": 20.5}, more={"minutes": 46}),
    Case("60 minutes to a course", SFI, None, person={"swedish_level": "A2"}, employer=SCHOOL, more={"minutes": 60}),
    Case("a short limit is no longer than the usual one", PRAKTIK, "travel",
         more={"minutes": 41, "settings": {"max_travel_minutes": 40}}),
    Case("30 minutes, leaves children", JOB, None, person={"leaves_children": "yes"}, more={"minutes": 30}),
    Case("31 minutes, leaves children", JOB, "travel", person={"leaves_children": "yes"}, more={"minutes": 31}),
    Case("31 minutes, leaves none", JOB, None, person={"leaves_children": "no"}, more={"minutes": 31}),
    Case("50 minutes agreed, leaves children", PRAKTIK, None,
         person={"leaves_children": "yes", "max_travel_minutes": 50}, more={"minutes": 50}),
    Case("90 minutes agreed", JOB, None, person={"max_travel_minutes": 120}, more={"minutes": 90}),
    Case("nobody is asked to agree to 91", JOB, "travel", person={"max_travel_minutes": 120}, more={"minutes": 91}),
    # The hours of the shift
    Case("no bus in the evening", JOB, "last_bus", slot={"shift": "mo-pm|mo-ev"}, more={"zone": NO_EVENINGS}),
    Case("no evening shift", JOB, None, slot={"shift": "mo-am|mo-pm"}, more={"zone": NO_EVENINGS}),
    Case("no shift stated", JOB, None, more={"zone": NO_EVENINGS}),
    Case("nobody says whether there is one", JOB, None, slot={"shift": "mo-ev"}),
    Case("a bicycle needs no bus", JOB, None, person={"travel_mode": "bike"}, slot={"shift": "mo-ev"},
         more={"zone": NO_EVENINGS}),
    Case("nor does a trip inside one zone", JOB, None, slot={"shift": "mo-ev", "zone": "Z1"},
         more={"home": NO_EVENINGS}),
    Case("no bus home in the evening", JOB, "last_bus", slot={"shift": "mo-ev"}, more={"home": NO_EVENINGS}),
    Case("a Saturday evening needs both", JOB, "last_bus", slot={"shift": "sa-ev"},
         more={"zone": {"evening_service": "yes", "weekend_service": "no"}}),
    Case("and has both", JOB, None, slot={"shift": "sa-ev"},
         more={"zone": {"evening_service": "yes", "weekend_service": "yes"}}),
    Case("the zone goes before minutes for any part", JOB, "last_bus", slot={"shift": "mo-ev"},
         more={"zone": NO_EVENINGS, "minutes": 20}),
    Case("minutes for the evening go before the zone", JOB, None, slot={"shift": "mo-ev"},
         more={"zone": NO_EVENINGS, "minutes": 20, "when": "evening"}),
    Case("a table without minutes in the evening", JOB, "last_bus", slot={"shift": "mo-ev"},
         more={"minutes": None, "when": "evening"}),
    Case("and with a shift by day", JOB, None, slot={"shift": "mo-pm"}, more={"minutes": None, "when": "evening"}),
    Case("a car meets no bus but the table counts", JOB, "last_bus", person={"travel_mode": "car"},
         more={"minutes": None, "mode": "car"}),
    Case("61 minutes in the morning", JOB, "travel", slot={"shift": "mo-am|mo-pm"},
         more={"minutes": 61, "when": "morning"}),
    Case("61 minutes in the morning, work from noon", JOB, None, slot={"shift": "mo-pm"},
         more={"minutes": 61, "when": "morning"}),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_trip_is_refused_that_is_too_long_or_does_not_exist(week: Week, case: Case) -> None:
    assert first_refusal(week, case) == case.gate


def test_a_trip_nobody_knows_is_unknown_and_one_that_does_not_exist_is_left_to_last_bus(
    listed: ListedWeek,
) -> None:
    listed.person("P1")
    for zone, minutes in (("Far", 5), ("Away", None)):
        listed.add("travel", from_zone="Z" if minutes is None else zone, to_zone=zone, minutes=minutes)
        listed.slot(zone, zone=zone)
        listed.worth("P1", zone, 0.5)
    assert travel(*listed.candidate("P1", "Far")) == UNKNOWN
    assert travel(*listed.candidate("P1", "Away")) == PASSES


@pytest.mark.parametrize(
    "more, minutes, check",
    [
        ({"lat": 56.0}, 12, False),
        ({"lat": 56.47}, 60, False),
        ({"lat": 56.48}, 61, True),
        ({"lat": 56.675}, 75, True),
        ({"lat": 56.68}, 76, False),
        ({"minutes": 61}, 61, False),
        ({"minutes": 58, "minutes_high": 60}, 58, False),
        ({"minutes": 58, "minutes_high": 61}, 58, True),
        ({"minutes": 61, "minutes_low": 60}, 61, True),
        ({"minutes": 58, "minutes_low": 59, "minutes_high": 57}, 58, False),
    ],
)
def test_minutes_that_may_be_above_the_limit_are_marked(
    week: Week,
    more: dict[str, Any],
    minutes: float,
    check: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    facts, (person, form) = written(week, Case("trip", JOB, None, more=more)).candidate()
    assert trip(facts, person, form.slot).minutes == minutes
    assert needs_check(facts, person, form) is check


@pytest.mark.parametrize(
    "shift, zone, minutes, check",
    [
        ("mo-am", {}, 51, False),
        ("mo-ev", {}, 61, True),
        ("mo-ev", {"evening_service": "yes"}, 61, True),
        ("su-am", {"weekend_service": "yes"}, 61, True),
    ],
)
def test_evenings_and_weekends_take_longer(
    week: Week,
    shift: str,
    zone: dict[str, str],
    minutes: float,
    check: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """0.36 degrees are 51 minutes by day; 10 more bring them over the limit."""
    more = {"lat": 56.36, "zone": zone}
    facts, (person, form) = written(week, Case("trip", JOB, None, slot={"shift": shift}, more=more)).candidate()
    assert trip(facts, person, form.slot).minutes == minutes
    assert needs_check(facts, person, form) is check


@pytest.mark.parametrize("zone, check", [({}, True), ({"evening_service": "yes"}, False)])
def test_a_modelled_evening_trip_is_to_be_checked_until_somebody_says_that_there_is_one(
    week: Week,
    zone: dict[str, str],
    check: bool,  # noqa: FBT001 - a column of the table
) -> None:
    facts, (person, form) = written(
        week, Case("trip", JOB, None, slot={"shift": "mo-ev"}, more={"lat": 56.1, "zone": zone})
    ).candidate()
    assert needs_check(facts, person, form) is check


def test_a_trip_inside_one_zone_takes_what_the_mode_says(week: Week) -> None:
    facts, (person, form) = written(week, Case("trip", JOB, None, slot={"zone": "Z1"})).candidate()
    assert trip(facts, person, form.slot).ways == ((15, "modelled", True, None, None),)
