"""A cell is named by the file, row and column in which it stands."""

import numpy as np

from planner.schema.origins import Origins


def test_a_cell_is_named_by_its_file_its_row_there_and_in_a_workbook_by_the_letter_of_its_column() -> None:
    files = {"slots": np.array(["slots.csv", "week.xlsx slots"], dtype=object)}
    origins = Origins(files, {"slots": np.array([2, 7])}, {"week.xlsx slots": {"places": "F"}})
    assert origins.place("slots", 0, "places") == ("slots.csv", 2, "places")
    assert origins.place("slots", 1, "places") == ("week.xlsx slots", 7, "F")
    assert origins.place("slots", 1, "weeks") == ("week.xlsx slots", 7, "weeks")


def test_where_nothing_is_known_of_a_table_it_is_named_alone() -> None:
    assert Origins().place("zones", 3, "lat") == ("zones.csv", None, "lat")
