"""Waits told by group, whom no place fits and why, and who is listed to act on."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from planner.weeks import SettledWeek
from tests.weeks.small_weeks import advanced, three


@pytest.fixture
def settled(tmp_path: Path) -> SettledWeek:
    """P3 has accepted and P4 been offered a place that begins later, P5 is in one, P6 in SFI alone, P7 and P8 in none.

    No place fits P7, who cannot travel, and P8, who comes next year.
    """
    given = three(tmp_path)
    del given.settings["candidates"]
    for slot in ("S1", "S2", "S3", "S4", "S5"):
        given.change("slots", slot, start_week="2026-W50", programme_ids="M|J")
    given.add("programmes", programme_id="J", rule="ordinarie_anstallning")
    given.add("employers", employer_id="E2", name="Två", tax_debts="no", sector="education")
    given.slot("S6", employer_id="E2", programme_ids="C", start_week="2026-W40")
    given.person("P6", waiting_weeks=60, groups="new")
    given.person("P7", waiting_weeks=70, groups="new", max_travel_minutes=0)
    given.person("P8", waiting_weeks=80, groups="new", available_from="2027-W40")
    given.running("P6", "S6", programme_id="C", from_week="2026-W40", to_week="2026-W52")
    given.groups["new"] = {"tag": "new"}
    return advanced(given)


def test_waits_are_told_of_those_in_no_placement_that_has_begun(settled: SettledWeek) -> None:
    found = {one.group: (one.people, one.median, one.longest, one.no_place) for one in settled.waits}
    assert {name: found[name] for name in ("new", "all")} == {"new": (3, 71, 81, 2), "all": (7, 11, 81, 2)}
    assert dict(settled.shut_out) == {"available": 1, "travel": 1}


def listed(settled: SettledWeek, kind: str) -> pd.DataFrame:
    """The rows of act_on.csv of a kind, by person."""
    return settled.act_on[settled.act_on["kind"] == kind].set_index("jobseeker_id")


def test_whoever_waits_long_is_listed_with_what_shuts_them_out_and_a_companion_is_no_place(
    settled: SettledWeek,
) -> None:
    waits = listed(settled, "long_wait")
    assert waits["weeks"].to_dict() == {"P8": 81, "P7": 71, "P6": 61}
    assert waits["what"].str.startswith("no place fits").to_dict() == {"P8": True, "P7": True, "P6": False}


def test_an_offer_whose_day_is_in_the_week_and_an_interrupted_placement_are_listed(tmp_path: Path) -> None:
    settled = advanced(three(tmp_path), "P5,S5,interrupted,,,,40 %,,,sjuk ofta\n")
    assert listed(settled, "offer_due")["what"].to_dict() == {"P4": "ask for the answer by 2026-12-04"}
    assert listed(settled, "interrupted")["slot_id"].to_dict() == {"P5": "S5"}
    later = advanced(three(tmp_path / "later").change("placements", "P4", answer_by="2026-12-07"))
    assert listed(later, "offer_due").empty
