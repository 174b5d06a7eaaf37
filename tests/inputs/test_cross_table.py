"""Rows that are one thing told twice: ids alike but for leading zeros, and placements that stand twice."""

from pathlib import Path

import pytest

from planner.inputs import read
from tests.inputs.folders import codes_of, faults_of, good, message_of

CASEWORKERS = "caseworker_id,starts_per_week\n{},3\n{},4\n"
MENTIONS = ("outcomes", "baselines", "decisions", "placements", "history", "preferences", "past_placements", "audit")


def of_two(tmp_path: Path, one: str, other: str) -> Path:
    """The sound scenario with two caseworkers, and nobody who has one."""
    people = "jobseeker_id,home_zone\nJ1,centrum\nJ2,norr\nJ3,norr\n"
    folder = good(tmp_path, {"caseworkers.csv": CASEWORKERS.format(one, other), "jobseekers.csv": people})
    for name in MENTIONS:
        (folder / f"{name}.csv").unlink()
    return folder


@pytest.mark.parametrize("one,other", [("00002", "2"), ("7", "07"), ("0", "000")])
def test_ids_that_differ_by_leading_zeros_are_a_fault(one: str, other: str, tmp_path: Path) -> None:
    (fault,) = faults_of(of_two(tmp_path, one, other))
    assert (fault.code, fault.row, fault.column, fault.value) == ("id-twins", 3, "caseworker_id", other)
    assert "row 2" in fault.what


@pytest.mark.parametrize("one,other", [("2", "20"), ("K02", "K2"), ("002", "003")])
def test_other_ids_are_two(one: str, other: str, tmp_path: Path) -> None:
    assert set(read(of_two(tmp_path, one, other)).tables["caseworkers"]["caseworker_id"]) == {one, other}


def test_a_reference_without_its_zeros_is_told_which_id_it_means(tmp_path: Path) -> None:
    folder = of_two(tmp_path, "00002", "00003")
    people = "jobseeker_id,home_zone,caseworker_id\n00071,centrum,2\nJ2,norr,\n"
    wishes = "jobseeker_id,slot_id,rank\n71,S1,1\n"
    (folder / "jobseekers.csv").write_text(people, encoding="utf-8")
    (folder / "preferences.csv").write_text(wishes, encoding="utf-8")
    said = message_of(folder)
    assert '"2" names no row of caseworkers. Did you mean "00002"? Excel takes the leading zeros from numbers.' in said
    assert 'names no row of jobseekers. Did you mean "00071"?' in said


def placements(tmp_path: Path, *rows: str) -> Path:
    """The sound scenario with these placements of J1 at S1, which starts in 2026-W49, or S2, which states no start."""
    header = "jobseeker_id,slot_id,state,from_week,to_week\n"
    return good(tmp_path, {"placements.csv": header + "".join(f"{row}\n" for row in rows)})


@pytest.mark.parametrize(
    "rows",
    [
        ("J1,S2,started,2026-W40,2027-W05", "J1,S2,started,2026-W40,2027-W05"),
        ("J1,S2,started,2026-W40,", "J1,S2,accepted,2026-W45,2026-W50"),
        ("J1,S1,accepted,,", "J1,S1,accepted,,"),
        ("J1,S1,accepted,,", "J1,S1,accepted,2026-W49,"),
        ("J1,S1,started,2026-W40,2026-W49", "J1,S1,accepted,,"),
    ],
)
def test_a_placement_that_stands_twice_is_a_fault(rows: tuple[str, ...], tmp_path: Path) -> None:
    assert [(fault.code, fault.row) for fault in faults_of(placements(tmp_path, *rows))] == [("placement-twice", 3)]


@pytest.mark.parametrize(
    "rows",
    [
        ("J1,S2,started,2026-W40,2026-W49", "J1,S2,accepted,2026-W50,2027-W05"),
        ("J1,S1,started,2026-W40,2026-W48", "J1,S1,accepted,,"),
        ("J1,S2,draft,2026-W40,2027-W05", "J1,S2,started,2026-W40,2027-W05"),
        (",S2,started,2026-W40,2026-W49", ",S2,started,2026-W40,2026-W49"),
    ],
)
def test_weeks_that_follow_drafts_and_anonymous_places_are_no_such_thing(rows: tuple[str, ...], tmp_path: Path) -> None:
    assert "placement-twice" not in codes_of(placements(tmp_path, *rows))


@pytest.mark.parametrize("row, is_fault", [
    ("J1,S2,accepted,,", True), (",S2,started,,2027-W05", True), ("J1,S2,offered,,", False), ("J1,S2,draft,,", False),
    ("J1,S2,started,2026-W40,", False), ("J1,S1,accepted,,", False),
])  # fmt: skip
def test_a_placement_without_any_first_week_would_begin_anew_weekly(row: str, is_fault: bool, tmp_path: Path) -> None:  # noqa: FBT001
    found = [(fault.code, fault.row, fault.column) for fault in faults_of(placements(tmp_path, row))]
    assert found == ([("placement-without-week", 2, "from_week")] if is_fault else [])
