"""A map where there is none: what it takes, and what it leaves to a person."""

import tomllib
from pathlib import Path

from planner.imports import Imported
from tests.imports.exports import HEADINGS, PERSON, book_export, column, csv_export, imported


def proposed(done: Imported) -> dict[str, dict[str, object]]:
    """The columns of the one table of the map."""
    columns: dict[str, dict[str, object]] = tomllib.loads(done.files["import.toml"].decode())["table"][0]["columns"]
    return columns


def test_the_map_that_was_proposed_gives_the_same_tables_again(tmp_path: Path) -> None:
    rows = ((*HEADINGS, "Önskat yrke", "Omfattning"), (*PERSON, "lagerarbetare, städ", "75 %"),
            ("A-2", "Landskorna", "Eftergymnasial", "9111", "heltid"))  # fmt: skip
    export = csv_export(tmp_path, *rows)
    first = imported(export)
    second = imported(export, first.files["import.toml"].decode())
    assert second.files == first.files
    assert second.to_choose == first.to_choose == 2


def test_a_word_that_was_chosen_is_read_and_a_new_word_is_added_for_the_week_after(tmp_path: Path) -> None:
    first = imported(csv_export(tmp_path, HEADINGS, ("A-1", "Landskrona", "Eftergymnasial")))
    text = first.files["import.toml"].decode().replace('Eftergymnasial = ""', 'Eftergymnasial = "5"')
    second = imported(
        csv_export(tmp_path, HEADINGS, ("A-1", "Landskrona", "EFTERGYMNASIAL"), ("A-2", "Malmö", "Annat")), text
    )
    assert column(second, "education_level") == ["5", "Annat"]
    words = proposed(second)["education_level"]["words"]
    assert words == {"Eftergymnasial": "5", "Annat": ""}
    assert "# 1 cell." in second.files["import.toml"].decode()


def test_days_of_registration_count_as_days_and_as_months_where_nothing_else_gives_months(tmp_path: Path) -> None:
    done = imported(csv_export(tmp_path, (*HEADINGS, "Inskriven"), (*PERSON, "inskriven 2025-03-01")))
    assert column(done, "registered_days") == ["632"]
    assert column(done, "months_unemployed") == ["20.8"]
    both = imported(
        csv_export(tmp_path, (*HEADINGS, "Inskriven", "Arbetslös sedan"), (*PERSON, "2025-03-01", "2026-11-01"))
    )
    assert column(both, "months_unemployed") == ["0.7"]


def test_working_time_in_percent_shares_or_hours_is_hours(tmp_path: Path) -> None:
    def hours(heading: str, *cells: str) -> list[str]:
        rows = [(f"A-{number}", "Landskrona", "2", cell) for number, cell in enumerate(cells)]
        return column(imported(csv_export(tmp_path, (*HEADINGS, heading), *rows)), "hours_per_week")

    assert hours("Omfattning", "100 %", "62,5 %", "heltid", "halvtid") == ["40", "25", "40", "20"]
    assert hours("Omfattning %", "50", "25") == ["20", "10"]
    assert hours("Omfattning", "100", "75") == ["40", "30"]
    assert hours("Sysselsättningsgrad", "0,5", "1") == ["20", "40"]
    assert hours("Timmar", "37,5", "20 tim/vecka") == ["37,5", "20"]
    # Nobody can tell whether 30 beside a percentage is hours or percent.
    assert hours("Omfattning", "100 %", "30") == ["40", "?"]
    done = imported(csv_export(tmp_path, (*HEADINGS, "Omfattning"), (*PERSON, "100 %"), ("A-2", "Malmö", "2", "30")))
    assert done.to_choose == 1


def test_lost_noughts_of_ids_are_filled_up_where_others_show_how_many(tmp_path: Path) -> None:
    done = imported(csv_export(tmp_path, HEADINGS, ("00123", "Malmö", "2"), ("45", "Malmö", "2")))
    assert column(done, "jobseeker_id") == ["00123", "00045"]
    assert proposed(done)["jobseeker_id"]["digits"] == 5


def test_limits_are_taken_only_where_every_word_is_known(tmp_path: Path) -> None:
    known = imported(csv_export(tmp_path, (*HEADINGS, "Hinder"), (*PERSON, "lifting, standing")))
    assert column(known, "limits") == ["lifting|standing"]
    other = imported(csv_export(tmp_path, (*HEADINGS, "Hinder"), (*PERSON, "ont i ryggen")))
    assert "limits" not in other.tables["jobseekers"]
    assert "ont i ryggen" not in other.files["import.toml"].decode()


def test_a_table_that_lacks_a_needed_column_is_not_written_and_the_map_asks_for_it(tmp_path: Path) -> None:
    done = imported(csv_export(tmp_path, ("Ärendenr", "Utbildning"), ("A-1", "2")))
    assert done.missing == {"jobseekers": ["home_zone"]}
    assert "jobseekers.csv" not in done.files
    assert proposed(done)["home_zone"] == {"heading": ""}


def test_a_heading_is_taken_by_a_word_in_it_unless_its_cells_are_something_else(tmp_path: Path) -> None:
    rows = (
        ("Ärendenr", "Ort", "Högsta utbildning", "Datum för utbildning"),
        ("A-1", "Malmö", "Gymnasium", "2025-03-01"),
    )
    done = imported(csv_export(tmp_path, *rows))
    assert column(done, "education_level") == ["3"]
    assert "# A guess: by likeness." in done.files["import.toml"].decode()
    assert [one.heading for one in done.columns if one.column is None] == ["Datum för utbildning"]
    only = imported(csv_export(tmp_path, *((row[0], row[1], row[3]) for row in rows)))
    assert [one.left for one in only.columns if one.column is None] == ["its cells are not what the column holds"]


def test_what_a_heading_says_outright_goes_before_what_another_is_like(tmp_path: Path) -> None:
    rows = (("Ärendenr", "Ort", "Tidigare utbildning", "Utbildning"), ("A-1", "Malmö", "Grundskola", "Gymnasium"))
    assert column(imported(csv_export(tmp_path, *rows)), "education_level") == ["3"]


def test_headings_in_two_lines_and_with_signs_are_known_and_words_in_others_make_no_table_of_places(
    tmp_path: Path,
) -> None:
    headings = ["Ärende-\nnummer", "Bostadsort", "Utbildnings-nivå", "Inskriven (datum)", "Omfattning %", "Får plats?"]
    person = [123, "LANDSKRONA ", "grundskola", 45717, 0.5, "J"]
    done = imported(book_export(tmp_path, Lista=[["Uttag"], headings, person]))
    assert list(done.tables) == ["jobseekers", "zones"]
    row = {one: column(done, one)[0] for one in ("jobseeker_id", "home_zone", "education_level", "registered_days")}
    assert list(row.values()) == ["123", "landskrona", "2", "632"]
    assert column(done, "hours_per_week") == ["20"]


def test_days_are_no_words_to_choose_and_an_order_that_cannot_be_told_is_asked_for(tmp_path: Path) -> None:
    rows = ((*HEADINGS, "Arbetslös sedan"), (*PERSON, "2026-12-24"), ("A-2", "Malmö", "2", "3/4/2026"))
    done = imported(csv_export(tmp_path, *rows))
    assert done.to_choose == 0
    assert "words" not in proposed(done)["months_unemployed"]
    text = done.files["import.toml"].decode()
    assert '3/4/2026 may be read in two ways: write dates = "day first" or dates = "month first".' in text
    stated = text.replace('"Arbetslös sedan"', '"Arbetslös sedan"\ndates = "day first"')
    assert column(imported(tmp_path / "export.csv", stated), "months_unemployed")[1] == "7.7"
