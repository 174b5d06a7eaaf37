"""Posts as rows of the table slots."""

import csv
import io
from dataclasses import replace

import pytest

from planner.bundling import hours_by_task, slot_id_of, slots_text
from planner.schema.bundles import Bundle, Task
from tests.bundling.units import built, task, unit


@pytest.mark.parametrize(
    "tasks, kind",
    [
        ([task(40)], "ordinary"),
        ([task(25), task(15, done_by=None)], "ordinary"),
        ([task(20), task(20, done_by=None)], ""),
        ([task(40, done_by=None)], "constructed"),
    ],
)
def test_a_post_is_ordinary_work_where_staff_do_most_of_it_today_and_constructed_where_it_was_thought_up(
    tasks: list[Task], kind: str
) -> None:
    named = [replace(one, name=f"syssla {nth}") for nth, one in enumerate(tasks)]
    rows = list(csv.DictReader(io.StringIO(slots_text([built(*named)], "bea"))))
    assert [row["workplace_kind"] for row in rows] == [kind]


def test_a_post_asks_for_the_most_of_what_its_tasks_ask_for_and_has_the_occupation_of_most_of_its_hours() -> None:
    cook = task(20, ssyk="5120", skills=("kitchen",), min_swedish="A1", excluded_limits=("lifting",))
    drive = task(15, ssyk="8321", skills=("forklift",), min_swedish="B1", register_extract=True)
    unused = task(9, skills=("carpentry",), min_swedish="C1")
    post = {(0, "mo-am"): 16, (0, "tu-am"): 16, (1, "mo-pm"): 12}
    bundle = Bundle(unit(cook, drive, unused), (post,), 44)
    (row,) = csv.DictReader(io.StringIO(slots_text([bundle], "bea")))
    asked = {name: row[name] for name in ("ssyk", "min_swedish", "skills", "excluded_limits", "register_extract")}
    assert asked == {
        "ssyk": "5120", "min_swedish": "B1", "skills": "forklift|kitchen", "excluded_limits": "lifting",
        "register_extract": "yes",
    }  # fmt: skip
    assert (row["slot_id"], row["hours_per_week"], row["shift"]) == (slot_id_of(bundle, 1), "11", "mo-am|mo-pm|tu-am")
    assert (row["status"], row["union_consulted_on"], row["supervisor_id"]) == ("planned", "", "")
    assert hours_by_task(post) == [(0, 8), (1, 3)]
