"""The facts that all checks start from: what runs, since when and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.verification.checked import checks

if TYPE_CHECKING:
    from tests.verification.conftest import KnownWeek, ListedWeek


def test_an_offer_that_has_lapsed_runs_no_more(known: KnownWeek) -> None:
    known.tables["placements"][0]["answer_by"] = "2026-11-22"
    # The held row, the place in slots.csv; three places are left, so half of four may count, and P1's is not good.
    # P3, whom every place refuses, is promised nothing now, and is without a place in the group. The lapsed offer
    # is last week's proposal, and what changed since must be told.
    assert checks(known.write()) == {"running", "slots", "totals", "groups", "changes"}


@pytest.mark.parametrize(
    "slot, programme, weeks",
    [
        ({"weeks": 4, "programme_ids": "B|C"}, "C", 4),
        # 52 weeks of a BEA job are usual, and 20 of SFI; a placement that names no form has the longest of its slot.
        ({"weeks": None, "programme_ids": "B|C"}, "B", 52),
        ({"weeks": None, "programme_ids": "B|C"}, "C", 20),
        ({"weeks": None, "programme_ids": "C|B"}, None, 52),
    ],
)
def test_a_placement_without_a_last_week_runs_as_long_as_its_slot_or_form_does(
    listed: ListedWeek, slot: dict[str, object], programme: str | None, weeks: int
) -> None:
    listed.add("programmes", programme_id="C", rule="sfi")
    listed.person("P1")
    listed.slot("S1", **slot)
    listed.worth("P1", "S1", 0.5)
    listed.add("placements", jobseeker_id="P1", slot_id="S1", programme_id=programme, state="accepted")
    facts = listed.facts()
    (placement,) = facts.running
    assert (placement.first, placement.last) == (facts.week, facts.week + weeks - 1)


@pytest.mark.parametrize("to_week, runs", [("2026-W47", False), ("2026-W48", True)])
def test_a_placement_runs_if_it_has_not_ended_before_the_plan_week(
    listed: ListedWeek,
    to_week: str,
    runs: bool,  # noqa: FBT001 - a column of the table
) -> None:
    listed.person("P1", support_need=2)
    listed.slot("S1")
    listed.worth("P1", "S1", 0.5)
    listed.add("placements", jobseeker_id="P1", slot_id="S1", state="started", from_week="2026-W40", to_week=to_week)
    facts = listed.facts()
    assert [(placement.person_id, placement.support) for placement in facts.running] == ([("P1", 2.0)] if runs else [])
    assert set(facts.running_of_person) == ({"P1"} if runs else set())
