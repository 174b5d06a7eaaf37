"""What a column accepts, as messages and the page of columns tell it."""

import pytest
from pydantic import ValidationError

from planner.schema.columns import (
    adapter_of,
    allowed_range,
    default_text,
    is_outside,
    kind_of,
    may_be_unstated,
    unit_of,
)
from planner.schema.tables import TABLES
from planner.schema.tasks import TASKS
from planner.texts import speaking
from tests.texts import update


@pytest.mark.parametrize(
    "table, column, said",
    [
        ("jobseekers", "age", "13 to 80"),
        ("jobseekers", "education_level", "0 to 6"),
        ("zones", "lat", "-90 to 90"),
        # So high that no planner needs to read it.
        ("funding", "budget_sek", "0 or more"),
        ("jobseekers", "jobseeker_id", None),
    ],
)
def test_a_range_is_told_as_a_planner_reads_it(table: str, column: str, said: str | None) -> None:
    assert allowed_range(TABLES[table].row.model_fields[column]) == said


@pytest.mark.parametrize("column, value, said", [("budget_sek", "-1", "is below 0 SEK"), ("budget_sek", "much", None)])
def test_a_value_outside_its_range_is_told_with_the_bound_and_its_unit(
    column: str, value: str, said: str | None
) -> None:
    field = TABLES["funding"].row.model_fields[column]
    with pytest.raises(ValidationError) as refused:
        adapter_of(field).validate_python(value)
    assert is_outside(field, refused.value) == said


def test_a_blank_is_a_default_or_stays_blank() -> None:
    fields = TABLES["slots"].row.model_fields
    assert (default_text(fields["min_places"]), may_be_unstated(fields["min_places"])) == ("0", False)
    assert (default_text(fields["supervisor_id"]), may_be_unstated(fields["supervisor_id"])) == (None, True)
    assert (default_text(fields["places"]), may_be_unstated(fields["places"])) == (None, False)
    assert unit_of(fields["gross_month_sek"]) == "SEK a month"


def test_all_that_messages_say_of_a_column_can_be_translated() -> None:
    known = {message.id for message in update.said_in_code()}
    fields = [field for table in (*TABLES.values(), TASKS) for field in table.row.model_fields.values()]
    kinds = {kind_of(field) for field in fields}
    said = {unit_of(field) for field in fields} - {None}
    said |= {field.description for field in fields if field.is_required()}
    said |= {text for kind in kinds for text in (kind.name, kind.advice)}
    assert said - known == set()


def test_in_swedish_a_column_is_told_in_swedish() -> None:
    field, week = TABLES["slots"].row.model_fields["places"], TABLES["slots"].row.model_fields["start_week"]
    with pytest.raises(ValidationError) as refused:
        adapter_of(field).validate_python("-1")
    with pytest.raises(ValidationError) as too_early:
        adapter_of(week).validate_python("1926-W49")
    with speaking("sv"):
        assert is_outside(field, refused.value) == "är mindre än 0 platser"
        assert is_outside(week, too_early.value) == "är före 2000-W01"
        assert allowed_range(week) == "2000-W01 till 2099-W52"
        assert kind_of(field).cure() == "Skriv ett heltal, till exempel 3."
