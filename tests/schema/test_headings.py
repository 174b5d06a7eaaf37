"""What an office calls a column is told as the column that the table has."""

import pytest

from planner.schema.headings import headings, meant
from planner.schema.tables import TABLES


@pytest.mark.parametrize(
    "table, heading, column",
    [
        ("jobseekers", "Ärendenr", "jobseeker_id"),
        ("jobseekers", "ärende nr.", "jobseeker_id"),
        ("jobseekers", "Ålder", "age"),
        ("jobseekers", "A\u030alder", "age"),
        ("jobseekers", "jobseekerid", "jobseeker_id"),
        # One heading, another column in another table.
        ("travel", "från", "from_zone"),
        ("placements", "från", "from_week"),
        ("jobseekers", "från", "available_from"),
        ("slots", "enhet", "employer_id"),
        ("slots", "skostorlek", None),
        # Only a column that the table has is meant.
        ("zones", "lön", None),
    ],
)
def test_a_heading_means_the_column_of_the_table_at_hand(table: str, heading: str, column: str | None) -> None:
    assert meant(TABLES[table], heading) == column


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_heading_that_is_told_from_data_means_a_column_of_its_table(table: object) -> None:
    known = TABLES[str(getattr(table, "name", ""))]
    assert set(known.columns) <= headings(known)
    assert {heading for heading in headings(known) if meant(known, heading) not in known.columns} == set()
