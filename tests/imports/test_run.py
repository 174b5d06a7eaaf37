"""A whole import: what each kind of cell becomes, and what a map may not say."""

from datetime import date
from pathlib import Path

import pytest

from planner.errors import Faults, InputFaults, UsageFault
from planner.folders import write_files
from planner.imports import Sources, import_tables
from planner.inputs import read
from planner.weeks.news import read_news
from tests.imports.exports import HEADINGS, MAP, PERSON, book_export, column, csv_export, imported, unread
from tests.plan_runs import ROOT

EXAMPLE = ROOT / "scenarios" / "landskrona_export"


def test_the_example_becomes_a_week_that_has_no_fault(tmp_path: Path) -> None:
    done = imported(EXAMPLE / "deltagare.csv", base=ROOT / "scenarios" / "landskrona")
    text = (EXAMPLE / "import.toml").read_text(encoding="utf-8")
    export = tmp_path / "deltagare.csv"
    export.write_bytes((EXAMPLE / "deltagare.csv").read_bytes())
    done = imported(export, text, base=ROOT / "scenarios" / "landskrona")
    assert done.files["import.toml"].decode() == text, "nothing is left to choose"
    write_files(tmp_path / "week", done.files)
    people = read(tmp_path / "week").tables["jobseekers"]
    (one,) = people[people["jobseeker_id"] == "2026-0101"].to_dict("records")
    assert (one["home_zone"], one["education_level"], one["registered_status"]) == ("landskrona", 3, "JoB")
    assert (one["hours_per_week"], one["months_unemployed"], one["registered_days"]) == (40, 21.2, 632)
    assert one["wished_ssyk"] == ("9412",)


@pytest.mark.parametrize(
    "heading, cell, name, becomes",
    [
        ("Barn", "X", "leaves_children", "yes"),
        ("Barn", "J", "leaves_children", "yes"),
        ("Barn", "Nej", "leaves_children", "no"),
        ("Körkort", "B-körkort, C", "driving_licence", "B|C"),
        ("Körkort", "Nej", "driving_licence", ""),
        ("Program", "JOB", "registered_status", "JoB"),
        ("Svenska", "uppgift saknas", "swedish_level", ""),
        ("Stödbehov", "0,5", "support_need", "0,5"),
        ("Ålder", "34 år", "age", "34"),
        ("Färdsätt", "buss", "travel_mode", "transit"),
        ("Upptagen", "mån fm, tis em", "busy", "mo-am|tu-pm"),
        ("Tillgänglig från", "2026-12-01", "available_from", "2026-W49"),
        ("Väntat", "2026-09-01", "waiting_weeks", "11"),
    ],
)
def test_a_cell_becomes_what_the_column_takes(tmp_path: Path, heading: str, cell: str, name: str, becomes: str) -> None:
    assert column(imported(csv_export(tmp_path, (*HEADINGS, heading), (*PERSON, cell))), name) == [becomes]


def test_days_and_percentages_of_a_workbook_are_read_as_excel_holds_them(tmp_path: Path) -> None:
    rows = [[*HEADINGS, "Inskriven datum"], [*PERSON, date(2025, 3, 1)], ["A-2", "Malmö", "Grundskola", 45717]]
    assert column(imported(book_export(tmp_path, Deltagare=rows)), "registered_days") == ["632", "632"]


def test_what_cannot_be_read_stays_for_the_check_to_name(tmp_path: Path) -> None:
    done = imported(csv_export(tmp_path, HEADINGS, ("A-1", "Landskrona", "Annan"), ("A-2", "Landskrona", "#N/A")))
    assert unread(done, "education_level") == {"Annan": 1, "#N/A": 1}
    assert column(done, "education_level") == ["Annan", "?"]


def test_a_value_of_the_map_stands_in_every_row(tmp_path: Path) -> None:
    text = f'{MAP}[table.columns.travel_mode]\nvalue = "car"\n'
    assert column(imported(csv_export(tmp_path, HEADINGS, PERSON), text), "travel_mode") == ["car"]


def test_a_heading_that_is_new_since_the_map_was_made_is_warned_of(tmp_path: Path) -> None:
    done = imported(csv_export(tmp_path, HEADINGS, PERSON), MAP)
    assert [(one.code, "Utbildning" in one.what) for one in done.warnings] == [("new-heading", True)]


@pytest.mark.parametrize(
    "text, code",
    [
        (MAP.replace("Ärendenr", "Ärendnr"), "no-such-heading"),
        (MAP.replace("jobseekers", "jobsekers"), "unknown-table"),
        (MAP.replace("home_zone", "homezone"), "unknown-column"),
        (MAP.partition("[table.columns.home_zone]")[0], "missing-column"),
        (MAP.replace("heading", "headings"), "unknown-key"),
        (MAP.replace('heading = "Ort"', ""), "bad-value"),
        (MAP.replace("format = 1", 'format = 1\nmunicipality = "Exempelstad"'), "bad-value"),
        ("format = ", "not-toml"),
    ],
)
def test_a_map_that_does_not_fit_is_a_fault_with_a_cure(tmp_path: Path, text: str, code: str) -> None:
    export = csv_export(tmp_path, HEADINGS, PERSON)
    (tmp_path / "import.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputFaults) as refused:
        import_tables(Sources(export, tmp_path / "import.toml", week="2026-W48"))
    assert code in {fault.code for fault in refused.value.faults}
    assert all(fault.cure for fault in refused.value.faults)


def test_a_sheet_that_the_map_names_must_be_there(tmp_path: Path) -> None:
    text = MAP.replace('name = "jobseekers"', 'name = "jobseekers"\nsheet = "Deltagara"')
    with pytest.raises(InputFaults, match=r'Did you mean "Deltagare"\?'):
        imported(book_export(tmp_path, Deltagare=[HEADINGS, PERSON]), text)


def test_limits_that_the_map_takes_and_cannot_read_refuse_the_import(tmp_path: Path) -> None:
    text = f'{MAP}[table.columns.limits]\nheading = "Hinder"\nwords = {{ "ont i ryggen" = "lifting" }}\n'
    export = csv_export(tmp_path, ("Ärendenr", "Ort", "Hinder"), ("A-1", "Malmö", "ont i ryggen"))
    assert column(imported(export, text), "limits") == ["lifting"]
    export = csv_export(tmp_path, ("Ärendenr", "Ort", "Hinder"), ("A-1", "Malmö", "yrsel"))
    with pytest.raises(InputFaults, match="jobseekers-limits"):
        imported(export, text)


def test_a_demand_of_a_place_that_cannot_be_read_is_never_dropped(tmp_path: Path) -> None:
    export = csv_export(tmp_path, ("Platsid", "Antal platser", "Körkort"), ("S1", "1", "YKB"), ("S2", "1", "B"))
    assert "driving_licence" not in {one.column for one in imported(export).columns}


def test_the_folder_is_news_for_the_next_week(tmp_path: Path) -> None:
    write_files(tmp_path / "out", imported(csv_export(tmp_path, HEADINGS, PERSON)).files)
    faults = Faults()
    news = read_news(tmp_path / "out", date(2026, 11, 30), faults)
    assert not faults.found
    assert news.ids("jobseekers", "jobseeker_id") == {"A-1"}
    assert news.ids("zones", "zone") == {"landskrona"}


def test_time_cannot_be_counted_without_a_week(tmp_path: Path) -> None:
    export = csv_export(tmp_path, (*HEADINGS, "Arbetslös sedan"), (*PERSON, "2025-03-01"))
    with pytest.raises(UsageFault, match="--week"):
        imported(export, week=None)
    with pytest.raises(UsageFault, match="is not an ISO week"):
        imported(export, week="vecka 48")
