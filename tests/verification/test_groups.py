"""Who is in a group, and the numbers that break ties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from planner.verification.groups import lottery_number, members, standing_number
from tests.verification.worth_cases import LONG, SHORT, pair

if TYPE_CHECKING:
    from tests.verification.conftest import ListedWeek, Week


@pytest.mark.parametrize(
    "group, expected",
    [
        ({"tag": "ung"}, {"P1"}),
        ({"column": "months_unemployed", "where": {"max": 24}}, {"P1"}),
        ({"column": "months_unemployed", "where": {"min": 24, "max": 40}}, {"P1", "P2"}),
        ({"column": "months_unemployed", "where": 40}, {"P2"}),
        ({"column": "swedish_level", "where": ["none", "A1"]}, {"P2"}),
        ({"column": "skills", "where": "truck"}, {"P1", "P2"}),
        ({"column": "leaves_children", "where": True}, {"P2"}),
    ],
)
def test_a_blank_is_in_no_group(listed: ListedWeek, group: dict[str, Any], expected: set[str]) -> None:
    listed.person(
        "P1", months_unemployed=24, groups="ung", swedish_level="B1", skills="truck|data", leaves_children="no"
    )
    listed.person("P2", months_unemployed=40, swedish_level="A1", skills="truck", leaves_children="yes")
    listed.person("P3")
    listed.slot("S1")
    listed.worth("P1", "S1", 0.5)
    listed.groups = {"ung": {"tag": "ung"}, "tested": group}
    assert members(listed.facts(), "tested") == expected


def test_hardest_quarter_is_the_lowest_baselines_with_ties_by_a_standing_number(week: Week) -> None:
    pair(week, "introduktionsjobb", LONG, {})
    for number in range(2, 6):
        week.add("jobseekers", jobseeker_id=f"P{number}", home_zone="Z", months_unemployed=30, **SHORT)
    facts = week.facts()
    # Five people: ceil(5 / 4) = 2 of the four whose baseline is 0.10.
    in_order = sorted(("P2", "P3", "P4", "P5"), key=lambda person_id: standing_number(facts, person_id))
    assert members(facts, "hardest_quarter") == set(in_order[:2])


LOTTERY_P1 = int("3cf59bd52b4caad6", 16) / 2**64


def test_lottery_number_is_the_first_eight_bytes_of_the_digest(week: Week) -> None:
    pair(week, "introduktionsjobb", LONG, {})
    # printf '48|2026-W48|P1' | sha256sum begins 3cf59bd52b4caad6
    assert lottery_number(week.facts(), "P1") == LOTTERY_P1
