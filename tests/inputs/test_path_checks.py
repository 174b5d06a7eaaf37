"""Faults and doubts about paths and held places."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import InputFaults
from planner.inputs import read
from tests.paths import DATE, NEXT, path_week
from tests.scenarios import Given


def faults(given: Given) -> list[str]:
    with pytest.raises(InputFaults) as refused:
        read(given.write())
    return [f"{fault.code} {fault.file} {fault.row} {fault.column}" for fault in refused.value.faults]


def test_a_share_and_where_it_leads_belong_together(tmp_path: Path) -> None:
    given = path_week(tmp_path).change("programmes", "TB", leads_to_share=None)
    given.change("programmes", "T", leads_to_share=0.5)
    assert faults(given) == ["leads-to-share programmes.csv 2 leads_to_share",
                             "leads-to-share programmes.csv 3 leads_to_share"]  # fmt: skip


@pytest.mark.parametrize("column, cell", [("leads_to_share", "50"), ("leads_to_share", "half"), ("leads_to", "J|T")])
def test_a_cell_that_cannot_be_read_is_told_once_and_never_as_blank(column: str, cell: str, tmp_path: Path) -> None:
    given = path_week(tmp_path).change("programmes", "TB", **{column: cell}).running("P0", "S1", programme_id="TB")
    given.tables["placements"][0]["next_week"] = NEXT
    assert faults(given) == [f"programmes-{column.replace('_', '-')} programmes.csv 3 {column}"]


def test_a_programme_that_is_not_there_is_told_where_it_is_named_alone(tmp_path: Path) -> None:
    assert faults(path_week(tmp_path).change("programmes", "TB", leads_to="JJ")) == [
        "unknown-reference programmes.csv 3 leads_to"
    ]


def test_a_path_that_returns_is_told_at_every_programme_in_the_ring_and_at_no_other(tmp_path: Path) -> None:
    given = path_week(tmp_path).change("programmes", "J", leads_to="TB", leads_to_share=0.5)
    given.change("programmes", "T", leads_to="TB", leads_to_share=0.5)
    del given.tables["held_places"]
    assert faults(given) == ["leads-in-a-ring programmes.csv 3 leads_to", "leads-in-a-ring programmes.csv 4 leads_to"]


def test_held_places_are_of_the_next_programme_and_no_more_than_there_are(tmp_path: Path) -> None:
    given = path_week(tmp_path).add("held_places", slot_id="S1", programme_id="TB", places=1)
    given.add("held_places", slot_id="J1", programme_id="T", places=1)
    assert faults(given) == [
        "held-too-many held_places.csv 2 places", "held-elsewhere held_places.csv 4 slot_id",
        "held-for-nobody held_places.csv 5 programme_id", "held-too-many held_places.csv 5 places",
    ]  # fmt: skip


def test_a_claim_needs_a_programme_that_leads_on(tmp_path: Path) -> None:
    given = path_week(tmp_path).running("P0", "S1", programme_id="T", next_week=NEXT)
    assert faults(given) == ["next-week placements.csv 2 next_week"]


def warnings(given: Given) -> list[str]:
    return [
        f"{one.code} {one.file} {one.row}"
        for one in read(given.write()).warnings
        if "path" in one.code or "step" in one.code
    ]


def test_a_slot_that_only_paths_lead_through_is_doubted_and_one_beside_it_is_not(tmp_path: Path) -> None:
    assert warnings(path_week(tmp_path / "both")) == []
    given = path_week(tmp_path / "only").change("slots", "S1", programme_ids="TB")
    assert warnings(given) == ["only-paths slots.csv 2"]


def test_a_step_that_is_judged_before_it_is_over_is_doubted(tmp_path: Path) -> None:
    """2027-W12 is 17 weeks after the plan week: 61 weeks end the week before the date, 62 do not."""
    assert warnings(path_week(tmp_path / "before").change("slots", "J1", weeks=DATE - 17)) == []
    given = path_week(tmp_path / "after").change("slots", "J1", weeks=DATE - 16)
    assert warnings(given) == ["path-after-date held_places.csv 2"]


def test_a_promised_step_for_which_no_place_is_left_is_told(tmp_path: Path) -> None:
    promised = path_week(tmp_path).running("P0", "S1", "accepted", programme_id="TB", next_week=NEXT)
    assert warnings(promised) == []
    gone = promised.at(tmp_path / "gone").change("slots", "J1", start_week="2027-W13")
    gone.change("slots", "J2", start_week="2027-W13")
    assert warnings(gone) == ["next-step-lost placements.csv 2"]
    filled = path_week(tmp_path / "filled").add(
        "history", jobseeker_id="P0", programme_id="TB", end="ended", next_week=NEXT
    )
    filled.running("", "J1", programme_id="J", from_week=NEXT)
    assert warnings(filled) == []
    assert warnings(filled.running("P2", "J2", "accepted", programme_id="J", from_week=NEXT)) == [
        "next-step-lost history.csv 2"
    ]
