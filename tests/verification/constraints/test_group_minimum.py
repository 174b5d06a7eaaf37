"""A group has the least number of members placed, running ones among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.verification.checked import checks, kept

if TYPE_CHECKING:
    from tests.verification.conftest import ListedWeek


def test_group_minimum_counts_new_and_running_members(listed: ListedWeek) -> None:
    listed.settings["group_minimum"] = {"long_term": 2}
    listed.person("P1", months_unemployed=12)
    listed.person("P2", months_unemployed=11.5)
    listed.person("P3", months_unemployed=30)
    listed.slot("S0")
    listed.slot("S1", places=2)
    listed.worth("P1", "S1", 0.25)
    listed.worth("P2", "S1", 0.5)
    listed.add("placements", jobseeker_id="P3", slot_id="S0", state="started")
    listed.assignments = [kept("P3", "S0", "2026-W48", 4)]
    assert checks(listed.propose(("P2", "S1"), running={"S0": 1})) == {"group_minimum"}
    listed.assignments = [kept("P3", "S0", "2026-W48", 4)]
    assert checks(listed.propose(("P1", "S1"), running={"S0": 1})) == set()
