"""What `[[patch]]` means: which rows it changes, how, in what order, and what becomes of blanks."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from planner.inputs import read
from planner.inputs.patches import column_meets
from planner.schema.tables import TABLES
from planner.schema.weeks import week_label
from tests.inputs.folders import GOOD, assert_same, codes_of, faults_of, good, message_of, patches, what_if, write


def changed(tmp_path: Path, table: str, *texts: str, files: dict[str, str] | None = None) -> pd.DataFrame:
    """A table of the sound scenario after patches, by its key."""
    folder = what_if(tmp_path, *(f'[[patch]]\ntable = "{table}"\n{text}' for text in texts), files=files)
    return read(folder).tables[table].set_index(TABLES[table].key[0])


def untouched(table: str) -> pd.DataFrame:
    return read(GOOD).tables[table].set_index(TABLES[table].key[0])


@pytest.mark.parametrize(
    "where,slots",
    [
        ('slot_id = "S1"', {"S1"}),
        ('slot_id = ["S1", "S3"]', {"S1", "S3"}),
        ("places = { min = 2 }", {"S1", "S2"}),
        ("places = { min = 2, max = 2 }", {"S2"}),
        ("places = { max = 1 }", {"S3"}),
        ('zone = "norr", status = "open"', {"S2"}),
        ('status = "OPEN"', {"S1", "S2"}),
        ("register_extract = true", {"S1"}),
        ('register_extract = "nej"', {"S2"}),
        ('start_week = "2026-W49"', {"S1"}),
        ('start_week = { min = "2026-W40" }', {"S1", "S3"}),
        ("union_consulted_on = 2026-11-03", {"S1"}),
        ('union_consulted_on = "2026-11-03"', {"S1"}),
        ('programme_ids = "bea"', {"S1"}),
        ('programme_ids = ["bea", "praktik"]', {"S1", "S2", "S3"}),
        ('shift = "tu-am"', {"S1"}),
        ("hours_per_week = 37.5", {"S1"}),
        ('gross_month_sek = { max = "30 000" }', {"S1"}),
    ],
)
def test_where_chooses_rows_and_a_blank_never_meets(where: str, slots: set[str], tmp_path: Path) -> None:
    after = changed(tmp_path, "slots", f"where = {{ {where} }}\nset = {{ workplace = 'chosen' }}")
    assert set(after.index[after["workplace"] == "chosen"]) == slots


def test_without_where_every_row_changes(tmp_path: Path) -> None:
    assert set(changed(tmp_path, "slots", "set = { lead_weeks = 3 }")["lead_weeks"]) == {3}


@pytest.mark.parametrize(
    "column,value,expected",
    [
        ("tasks", '"new"', "new"), ("places", "5", 5), ("places", '"5"', 5), ("hours_per_week", "30.5", 30.5),
        ("status", '"OPEN"', "open"), ("register_extract", "true", True), ("min_places", '""', 0),
        ("union_consulted_on", "2026-12-01", pd.Timestamp("2026-12-01")), ("skills", '["b", "a"]', ("a", "b")),
        ("skills", '"b|a"', ("a", "b")), ("skills", "[]", ()), ("shift", '["tu-pm", "mo-am"]', ("mo-am", "tu-pm")),
        ("programme_ids", '["praktik", "bea"]', ("praktik", "bea")), ("zone", '"norr"', "norr"),
    ],
)  # fmt: skip
def test_set_writes_any_kind_of_cell(column: str, value: str, expected: object, tmp_path: Path) -> None:
    after = changed(tmp_path, "slots", f'where = {{ slot_id = "S1" }}\nset = {{ {column} = {value} }}')
    assert after.loc["S1", column] == expected
    assert after[column].dtype == untouched("slots")[column].dtype
    pd.testing.assert_frame_equal(after.drop(index="S1"), untouched("slots").drop(index="S1"))


def test_set_with_nothing_makes_a_cell_blank(tmp_path: Path) -> None:
    after = changed(tmp_path, "slots", 'set = { supervisor_id = "", weeks = "" }')
    assert after[["supervisor_id", "weeks"]].isna().all(axis=None)


def test_scale_and_shift_leave_blanks_blank(tmp_path: Path) -> None:
    after = changed(tmp_path, "slots", "scale = { gross_month_sek = 2 }", "shift = { weeks = 4 }")
    assert after["gross_month_sek"].to_dict()["S1"] == 46800
    assert after["gross_month_sek"].isna().sum() == 2
    assert list(after["weeks"]) == [30, 16, 16]


@pytest.mark.parametrize(
    "places,factor,expected",
    [(3, 1.5, 5), (1, 1.5, 2), (5, 0.5, 3), (10, 1.15, 12), (10, 1.05, 11), (100, 0.145, 15), (3, 0.1, 0), (7, 1, 7)],
)
def test_whole_numbers_round_half_up(places: int, factor: float, expected: int, tmp_path: Path) -> None:
    # Where a slot has no place any more, none is held there either.
    nothing_held = 'where = { slot_id = "S2" }\nremove = true\n[[patch]]\ntable = "slots"\n'
    folder = what_if(
        tmp_path, f'[[patch]]\ntable = "held_places"\n{nothing_held}set = {{ places = {places}, min_places = 0 }}',
        f'[[patch]]\ntable = "slots"\nscale = {{ places = {factor} }}',
    )  # fmt: skip
    after = read(folder).tables["slots"]
    assert set(after["places"]) == {expected}
    assert after["places"].dtype == "int64"


def test_a_whole_number_column_with_blanks_rounds_too(tmp_path: Path) -> None:
    assert list(
        changed(tmp_path, "caseworkers", "scale = { starts_per_week = 1.5 }")["starts_per_week"].fillna(-1)
    ) == [5, -1]


def test_weeks_shift_across_week_53(tmp_path: Path) -> None:
    after = changed(tmp_path, "slots", 'where = { slot_id = "S1" }\nshift = { start_week = 4 }')
    assert week_label(after["start_week"].to_dict()["S1"]) == "2026-W53"
    after = changed(tmp_path, "slots", 'where = { slot_id = "S1" }\nshift = { start_week = 5 }')
    assert week_label(after["start_week"].to_dict()["S1"]) == "2027-W01"
    # S2 had no start week: it stays the plan week.
    assert (
        week_label(changed(tmp_path, "slots", "shift = { start_week = 9 }")["start_week"].to_dict()["S2"]) == "2026-W48"
    )


def test_patches_apply_in_order(tmp_path: Path) -> None:
    after = changed(tmp_path, "slots", "set = { places = 4 }", "scale = { places = 2 }", "shift = { places = -1 }")
    assert set(after["places"]) == {7}
    after = changed(tmp_path, "slots", "shift = { places = 1 }", "where = { places = 4 }\nset = { lead_weeks = 9 }")
    assert list(after["lead_weeks"]) == [9, 0, 0]


def test_remove_takes_rows_away(tmp_path: Path) -> None:
    assert list(changed(tmp_path, "slots", 'where = { status = "closed" }\nremove = true').index) == ["S1", "S2"]


def test_what_is_left_after_a_patch_is_checked_again(tmp_path: Path) -> None:
    patch = '[[patch]]\ntable = "employers"\nwhere = { employer_id = "E2" }\nremove = true'
    assert codes_of(what_if(tmp_path, patch)) == ["unknown-reference"] * 2


def test_add_reads_rows_in_any_dialect(tmp_path: Path) -> None:
    files = {
        "more.csv": "sep=;\nSlot_ID;employer_id;programme_ids;zone;places;hours_per_week\nS8;E1;praktik;norr;2;37,5\n"
    }
    after = changed(tmp_path, "slots", 'add = "more.csv"', "shift = { places = 1 }", files=files)
    assert list(after.loc["S8", ["places", "hours_per_week"]]) == [3, 37.5]
    assert after["places"].dtype == "int64"


def test_add_may_bear_the_name_of_its_table(tmp_path: Path) -> None:
    files = {"slots.csv": "slot_id,employer_id,programme_ids,zone,places\nS8,E1,praktik,norr,2\n"}
    assert "S8" in changed(tmp_path, "slots", 'add = "slots.csv"', files=files).index


@pytest.mark.parametrize("name", ["../good/slots.csv", "sub/more.csv", ".", ""])
def test_add_takes_only_a_file_beside_it(name: str, tmp_path: Path) -> None:
    assert codes_of(what_if(tmp_path, f'[[patch]]\ntable = "slots"\nadd = "{name}"')) == ["patch"]


def test_faults_of_added_rows_name_the_file(tmp_path: Path) -> None:
    files = {"more.csv": "slot_id,employer_id,programme_ids,zone,places\nS8,E77,praktik,norr,2\n"}
    folder = what_if(tmp_path, '[[patch]]\ntable = "slots"\nadd = "more.csv"', files=files)
    assert 'more.csv row 2, employer_id: "E77" names no row of employers' in message_of(folder)


def test_faults_of_the_base_name_its_folder(tmp_path: Path) -> None:
    good(tmp_path / "good", {"supervisors.csv": "supervisor_id\nH1\n"})
    folder = write(tmp_path / "w", patches("[[patch]]\nsettings = { fair_share = 0.5 }"))
    assert 'good/slots.csv row 3, supervisor_id: "H2" names no row' in message_of(folder)


def test_settings_are_patched_in_order_and_merge(tmp_path: Path) -> None:
    first = "[[patch]]\nsettings = { fair_share = 0.5, may_cost = { waiting = 0.01 } }"
    second = "[[patch]]\nsettings = { fair_share = 0.6 }"
    settings = read(what_if(tmp_path, first, second)).settings
    assert settings.fair_share == 0.6
    assert settings.may_cost["waiting"] == 0.01
    assert settings.may_cost["fair_share"] == 0.03


def test_a_patch_may_extend_a_patch(tmp_path: Path) -> None:
    what_if(tmp_path, '[[patch]]\ntable = "slots"\nset = { places = 4 }')
    again = patches('[[patch]]\ntable = "slots"\nscale = { places = 3 }', extends="../what_if")
    assert set(read(write(tmp_path / "third", again)).tables["slots"]["places"]) == {12}


def test_extends_without_patches_is_the_base(tmp_path: Path) -> None:
    assert_same(read(GOOD), read(what_if(tmp_path)))


def test_a_patch_on_an_empty_table_matches_nothing(tmp_path: Path) -> None:
    good(tmp_path / "good")
    (tmp_path / "good" / "history.csv").unlink()
    folder = write(tmp_path / "w", patches('[[patch]]\ntable = "history"\nset = { end = "ended" }'))
    assert "matches no row of history" in message_of(folder)


BAD_CHANGES = (
    "set = { places = {} }", 'set = { skills = [["a"]] }', 'set = { slot_id = "" }', "set = { places = inf }",
    "set = { places = nan }", 'set = { start_week = "2026-W54" }', "set = { union_consulted_on = 2026-12-01T08:00:00 }",
    "set = { places = 2.5 }", 'set = { programme_ids = "a b" }', 'set = { register_extract = "kanske" }',
    "scale = { places = nan }", "scale = { places = 1e300 }", "shift = { start_week = 1e9 }",
    "shift = { lead_weeks = -1 }",
    "scale = { slot_id = 2 }", "scale = { union_consulted_on = 2 }", 'where = { places = "two" }\nremove = true',
    "where = { places = {} }\nremove = true", "where = { places = { least = 2 } }\nremove = true",
    "where = { skills = { min = 2 } }\nremove = true", "where = { places = [[2]] }\nremove = true",
    "where = { places = [] }\nremove = true", 'where = { start_week = "48" }\nremove = true',
    'where = { zone = "" }\nremove = true',
)  # fmt: skip


def test_a_change_that_cannot_be_made_is_a_fault_of_its_patch_and_all_are_shown_at_once(tmp_path: Path) -> None:
    found = faults_of(what_if(tmp_path, *(f'[[patch]]\ntable = "slots"\n{change}' for change in BAD_CHANGES)))
    assert [fault.code for fault in found] == ["patch"] * len(BAD_CHANGES)
    assert [fault.file for fault in found] == [f"scenario.toml patch {n}" for n in range(1, len(BAD_CHANGES) + 1)]
    assert all(fault.what and fault.cure for fault in found)


@pytest.mark.parametrize("change", ["shift", "scale"])
def test_a_truth_value_is_no_amount(change: str, tmp_path: Path) -> None:
    folder = what_if(tmp_path, f'[[patch]]\ntable = "slots"\n{change} = {{ places = true }}')
    (fault,) = faults_of(folder)
    assert f'{change}.places: "true" does not fit: input should be a valid number' in str(fault)


def test_a_patch_with_two_changes_or_none_is_a_fault(tmp_path: Path) -> None:
    for number, change in enumerate(
        ("scale = {}\nset = {}", "", "remove = false", 'add = "x.csv"\nwhere = { zone = "a" }')
    ):
        folder = what_if(tmp_path / str(number), f'[[patch]]\ntable = "slots"\n{change}')
        assert codes_of(folder) == ["bad-value"]


def test_column_meets_reads_what_it_looks_for_as_a_cell() -> None:
    fields = TABLES["jobseekers"].row.model_fields
    cells: Any = pd.Series([12.0, None, 30.0])
    assert column_meets(cells, fields["months_unemployed"], {"min": 12}).tolist() == [True, False, True]
    with pytest.raises(ValueError, match="not a number"):
        column_meets(cells, fields["months_unemployed"], "long")


def test_a_limit_that_is_a_table_meets_no_cell_and_is_a_fault(tmp_path: Path) -> None:
    patch = '[[patch]]\ntable = "slots"\nwhere = { places = { min = { at = 1 } } }\nset = { places = 2 }'
    assert "takes no table within a table" in message_of(what_if(tmp_path, patch))
