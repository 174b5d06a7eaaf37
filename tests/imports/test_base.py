"""The export's rows laid over a scenario: who came, who left, and what of theirs uses capacity."""

import csv
from itertools import permutations
from pathlib import Path

import pandas as pd
import pytest

from planner.errors import Faults, UsageFault
from planner.folders import write_files
from planner.imports.base import laid_over, read_base
from planner.inputs import read
from tests.imports.exports import column, csv_export, imported

SCENARIO = {
    "scenario.toml": 'format = 1\n[scenario]\nname = "Base"\nweek = "2026-W47"\nmunicipality = "1282"\n',
    "jobseekers.csv": "jobseeker_id,home_zone,support_need,max_travel_minutes,protected_identity\n"
    "J01,norr,2,45,\nJ02,norr,3,,\nJ03,norr,1,,yes\n",
    "employers.csv": "employer_id,name,collective_agreement\nE1,Exempel AB,yes\n",
    "programmes.csv": "programme_id,rule\nT,arbetstraning\n",
    "slots.csv": "slot_id,employer_id,programme_ids,zone,places\nS1,E1,T,norr,2\nS2,E1,T,norr,1\nS3,E1,T,norr,1\n",
    "zones.csv": "zone,name,lat,lon\nnorr,Norr om stan,55.9,12.8\n",
    "placements.csv": "jobseeker_id,slot_id,state,from_week\nJ02,S1,started,2026-W40\nJ02,S2,draft,\n",
    "preferences.csv": "jobseeker_id,slot_id,rank\nJ01,S3,1\nJ02,S3,1\n",
}


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A scenario of three people, one protected."""
    folder = tmp_path / "base"
    write_files(folder, {name: text.encode() for name, text in SCENARIO.items()})
    return folder


def test_what_the_export_does_not_give_is_the_bases_and_the_week_is_a_scenario(tmp_path: Path, base: Path) -> None:
    export = csv_export(
        tmp_path, ("Ärendenr", "Ort", "Utbildning"), ("J01", "Norr om stan", "3"), ("J09", "Malmö", "2")
    )
    done = imported(export, base=base, week="2026-W48")
    people = done.tables["jobseekers"].set_index("jobseeker_id")
    assert list(people.index) == ["J01", "J09", "J03"]
    assert done.merged is not None
    out = tmp_path / "out"
    write_files(out, done.files)
    week = read(out)
    assert week.num_rows["jobseekers"] == 2
    assert week.protected == 1


def test_ids_keep_the_spelling_of_the_base_and_its_cells(tmp_path: Path, base: Path) -> None:
    done = imported(csv_export(tmp_path, ("Ärendenr", "Ort"), ("j01", "Norr om stan")), base=base)
    people = done.tables["jobseekers"].set_index("jobseeker_id")
    assert people.loc["J01", "max_travel_minutes"] == "45"


def test_a_placement_of_somebody_who_left_stays_as_an_occupied_place(tmp_path: Path, base: Path) -> None:
    done = imported(csv_export(tmp_path, ("Ärendenr", "Ort"), ("J01", "Norr om stan")), base=base)
    placements = done.tables["placements"]
    assert placements[["jobseeker_id", "slot_id", "support_need"]].to_numpy().tolist() == [["", "S1", "3"]]
    assert column(done, "jobseeker_id", "preferences") == ["J01"]
    assert done.merged is not None
    assert (done.merged.stayed, done.merged.left, done.merged.anonymous) == (1, 1, 1)


def test_nobody_loses_protection_by_an_export(tmp_path: Path, base: Path) -> None:
    rows = (("Ärendenr", "Ort", "Skyddade uppgifter"), ("J01", "Norr om stan", "Nej"), ("J03", "Norr om stan", "Nej"))
    done = imported(csv_export(tmp_path, *rows), base=base)
    assert column(done, "protected_identity") == ["no", "yes"]
    without = imported(csv_export(tmp_path, ("Ärendenr", "Ort"), ("J01", "Norr om stan")), base=base)
    assert column(without, "protected_identity") == ["", "yes"]


def test_slots_that_the_export_lacks_are_gone_or_closed_where_somebody_is(tmp_path: Path, base: Path) -> None:
    rows = (
        ("Platsid", "Arbetsgivare", "Stödform", "Arbetsort", "Antal platser"),
        ("S3", "Exempel AB", "Arbetsträning", "Norr om stan", "1"),
        ("S4", "Exempel Nytt", "T", "Häljarp", "2"),
    )
    done = imported(csv_export(tmp_path, *rows), base=base)
    slots = done.tables["slots"].set_index("slot_id")
    assert list(slots.index) == ["S3", "S4", "S1", "S2"]
    assert slots.loc["S1", "status"] == "closed"
    assert list(slots.loc["S3", ["employer_id", "programme_ids", "zone"]]) == ["E1", "T", "norr"]
    assert column(done, "employer_id", "employers") == ["E1", "exempel_nytt"]
    assert column(done, "zone", "zones") == ["norr", "haljarp"]


def test_what_is_written_opens_in_a_swedish_excel(tmp_path: Path, base: Path) -> None:
    done = imported(csv_export(tmp_path, ("Ärendenr", "Ort"), ("J01", "Häljarp")), base=base)
    rows = list(csv.reader(done.files["zones.csv"].decode("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[2] == ["haljarp", "Häljarp", "55,853510", "12,913273"]


def test_a_base_that_extends_another_is_a_usage_fault(tmp_path: Path, base: Path) -> None:
    more = tmp_path / "more"
    write_files(more, {"scenario.toml": b'format = 1\nextends = "../base"\n'})
    with pytest.raises(UsageFault, match="extends another scenario"):
        imported(csv_export(tmp_path, ("Ärendenr", "Ort"), ("J01", "Häljarp")), base=more)
    assert base.is_dir()


def test_the_order_of_the_sheets_changes_nothing(base: Path) -> None:
    faults = Faults()
    scenario = read_base(base, faults)
    assert not faults.found
    wishes = pd.DataFrame([("J02", "S1", "1"), ("J01", "S1", "1")], columns=["jobseeker_id", "slot_id", "rank"])
    sheets = {
        "jobseekers": pd.DataFrame({"jobseeker_id": ["J01"], "home_zone": ["norr"]}, dtype=object),
        "slots": pd.DataFrame({"slot_id": ["S1"], "employer_id": ["E1"], "programme_ids": ["T"]}, dtype=object),
        "preferences": wishes.astype(object),
    }
    made = [laid_over({name: sheets[name] for name in order}, scenario) for order in permutations(sheets)]
    for tables, merged in made:
        assert tables["preferences"].to_numpy().tolist() == [["J01", "S1", "1"]]
        assert merged == made[0][1]


def test_a_word_that_is_no_clear_no_protects(tmp_path: Path, base: Path) -> None:
    for flag, expected in (("N", ["J01"]), (" nej ", ["J01"]), ("kanske", ["J01", "J03"])):
        text = SCENARIO["jobseekers.csv"].replace("J03,norr,1,,yes", f"J03,norr,1,,{flag}")
        (base / "jobseekers.csv").write_text(text, encoding="utf-8")
        done = imported(csv_export(tmp_path, ("Ärendenr", "Ort"), ("J01", "Norr om stan")), base=base)
        assert column(done, "jobseeker_id") == expected


@pytest.mark.parametrize("week, codes", [("2026-W47", []), ("2026-W48", ["base-of-another-week"])])
def test_a_base_of_another_week_is_a_warning_since_its_waits_stand_still(
    week: str, codes: list[str], tmp_path: Path, base: Path
) -> None:
    export = csv_export(tmp_path, ("Ärendenr", "Ort"), ("J01", "Norr om stan"), ("J02", "Norr om stan"))
    assert [fault.code for fault in imported(export, base=base, week=week).warnings] == codes
