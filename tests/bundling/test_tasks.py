"""A file of tasks: every fault at once with its cure, the dialects of every other table, nothing personal."""

from datetime import date
from pathlib import Path

import pytest

from planner.bundling import read_tasks
from planner.errors import InputFaults
from tests.identity_numbers import identity_number

HEAD = "unit,zone,task,hours_per_week,half_days,timing,one_post,done_today_by"


def written(folder: Path, *rows: str, head: str = HEAD) -> Path:
    path = folder / "tasks.csv"
    path.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    return path


def test_every_fault_of_a_file_is_shown_at_once_with_its_cure(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "E1,town,disk,tio,,,,",
        "E1,town,tvätt,2.4,,,,",
        "E1,town,tvätt,4,mo-fm,,,",
        "E1,town,köra,30,mo-am|tu-am,any,yes,",
        "E1,town,titta till,1,mo-am|mo-pm|tu-am|tu-pm|we-am,each,,",
        ",town,sopa,0,,often,,",
    )
    with pytest.raises(InputFaults) as stop:
        read_tasks(path)
    said = [str(fault) for fault in stop.value.faults]
    assert [fault.row for fault in stop.value.faults] == [2, 3, 4, 4, 5, 6, 7, 7, 7]
    for part in (
        'tasks.csv row 2, hours_per_week: "tio" is not a number. Write 10.',
        'row 3, hours_per_week: "2.4" is not in whole quarters of an hour. Write 2.5.',
        "has a half-day that does not exist, mo-fm",
        'row 4, task: "tvätt" stands in row 3 for the same unit',
        'row 5, hours_per_week: "30" is more than one person can do in its 2 half-days (8 hours)',
        'row 6, hours_per_week: "1" is less than a quarter of an hour in each of its 5 half-days',
        "row 7, unit: the cell is blank",
        "is below 0.25 hours a week",
        '"often" is no timing. Write one of any, each.',
    ):
        assert any(part in line for line in said), part


def test_swedish_excel_is_read_and_nobody_and_ingen_free_no_hours(tmp_path: Path) -> None:
    path = tmp_path / "sysslor.csv"
    head = "unit;zone;task;hours_per_week;done_today_by;one_post"
    text = f"{head}\nE2;by;Städ;7,5;Ingen;ja\nE2;by;Disk;5;undersköterska;nej\n"
    path.write_bytes(text.encode("cp1252"))
    (unit,), _ = read_tasks(path)
    first, second = unit.tasks
    assert (first.name, first.quarters, first.done_by, first.is_whole) == ("Städ", 30, None, True)
    assert (second.done_by, second.is_whole, len(second.half_days)) == ("undersköterska", False, 10)


def test_units_are_told_apart_by_zone_too(tmp_path: Path) -> None:
    path = written(tmp_path, "E1,town,disk,30,,,,", "E1,village,disk,30,,,,", "E0,town,disk,30,,,,")
    units, _ = read_tasks(path)
    assert [(unit.unit, unit.zone) for unit in units] == [("E0", "town"), ("E1", "town"), ("E1", "village")]


def test_an_identity_number_is_refused_and_not_repeated(tmp_path: Path) -> None:
    number = identity_number(date(1990, 2, 28), separator="-")
    with pytest.raises(InputFaults) as stop:
        read_tasks(written(tmp_path, f"E1,town,disk,30,,,,vikarie {number}"))
    assert "identity-number" in str(stop.value)
    assert number not in str(stop.value)


def test_a_column_nobody_knows_is_a_fault_with_the_one_meant(tmp_path: Path) -> None:
    with pytest.raises(InputFaults, match='Did you mean "hours_per_week"'):
        read_tasks(written(tmp_path, "E1,town,disk,30", head="unit,zone,task,hours_per_weak"))


def test_a_title_above_the_headings_is_passed_over_with_one_warning(tmp_path: Path) -> None:
    (unit,), warnings = read_tasks(written(tmp_path, HEAD, "E1,town,disk,30,,,,", head="Sysslor 2026,,,"))
    assert [task.name for task in unit.tasks] == ["disk"]
    assert [(warned.code, warned.row) for warned in warnings] == [("title-row", 1)]


def test_a_file_that_is_no_csv_is_told_as_any_other_table_is(tmp_path: Path) -> None:
    with pytest.raises(InputFaults, match="not-csv"):
        read_tasks(written(tmp_path, 'E1,town,"disk'))
