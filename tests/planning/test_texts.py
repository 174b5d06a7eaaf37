"""Tables as text: numbers, blanks and what a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import numpy as np
import pandas as pd
import pytest

from planner.planning.texts import csv_text, number_text


@pytest.mark.parametrize(
    "value, text",
    [(0.1 + 0.2, "0.3"), (2.0, "2"), (1200.0, "1200"), (-0.0000001, "0"), (1234.5678915, "1234.567892")],
)
def test_a_number_has_six_decimals_at_most_and_no_trailing_zeros(value: float, text: str) -> None:
    assert number_text(value) == text
    assert number_text(value, swedish=True) == text.replace(".", ",")


def test_a_swedish_table_is_what_a_swedish_excel_opens_and_holds_the_same_cells() -> None:
    table = pd.DataFrame({"name": ["Å; b", None], "sek": [1.5, np.nan], "weeks": [4, 5]})
    plain, swedish = csv_text(table, "plain"), csv_text(table, "swedish")
    assert swedish.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(swedish.removeprefix("\ufeff")), delimiter=";"))
    assert rows == [["name", "sek", "weeks"], ["Å; b", "1,5", "4"], ["", "", "5"]]
    assert list(csv.reader(io.StringIO(plain))) == [["name", "sek", "weeks"], ["Å; b", "1.5", "4"], ["", "", "5"]]


def test_exact_numbers_are_read_back_as_the_same_floats() -> None:
    values = [1 / 3, 1e-9, 2.0]
    lines = csv_text(pd.DataFrame({"value": values}), "plain", exact=True).splitlines()
    assert [float(line) for line in lines[1:]] == values


def test_no_cell_begins_as_a_formula_does_nor_breaks_its_line() -> None:
    text = csv_text(pd.DataFrame({"name": ["=1+1", "two\nlines"]}), "plain")
    assert len(text.splitlines()) == 3
    assert not any(line.strip('"').startswith("=") for line in text.splitlines())
