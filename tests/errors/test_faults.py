"""Many faults on one screen: those alike on one line, each file with its share, the rest counted, secrets struck."""

import copy
import pickle
from pathlib import Path

from planner.errors import Fault, InputFaults
from planner.texts import speaking
from tests.inputs.folders import BROKEN, faults_of, good, laid_out, message_of


def test_rows_with_the_same_bad_value_are_one_line_that_counts_them(tmp_path: Path) -> None:
    people = "".join(f"J{n},NORD,{'Gymnasium' if n % 2 else 3}\n" for n in range(24))
    folder = good(tmp_path, {"jobseekers.csv": f"jobseeker_id,home_zone,education_level\n{people}"})
    (line,) = [line for line in message_of(folder).splitlines() if "education" in line]
    assert line.startswith("error[jobseekers-education-level]: jobseekers.csv 12 rows (3, 5, 7, 9, 11 ...), education_")


def test_every_file_has_its_share_of_the_fifty_lines(tmp_path: Path) -> None:
    people = "".join(f"J{n},NORD,{200 + n}\n" for n in range(300))
    supervisors = "".join(f"H{n},-{n}\n" for n in range(1, 11))
    folder = good(
        tmp_path,
        {
            "jobseekers.csv": f"jobseeker_id,home_zone,age\n{people}",
            "supervisors.csv": f"supervisor_id,capacity\n{supervisors}",
        },
    )
    lines = message_of(folder).splitlines()
    shown = [line for line in lines if line.startswith("error")]
    assert len(shown) == 50
    assert sum("supervisors-capacity" in line for line in shown) == 10


def test_the_first_fifty_are_shown_and_the_rest_counted(tmp_path: Path) -> None:
    folder = laid_out(BROKEN / "more_faults_than_anybody_reads", tmp_path)
    lines = message_of(folder).splitlines()
    assert len(lines) == 53
    assert lines[50:] == [
        "and 10 more error[jobseekers-age]", "and 1 more error[unknown-zone]",
        "61 faults found; nothing was written.",
    ]  # fmt: skip
    assert len(faults_of(folder)) == 61


def test_faults_come_whole_out_of_another_process_and_out_of_a_copy() -> None:
    with speaking("sv"):
        raised = InputFaults([Fault("code", "slots.csv", 3, "places", "tre", "är inget tal")])
    for copied in (pickle.loads(pickle.dumps(raised)), copy.deepcopy(raised)):  # noqa: S301 - our own
        assert (copied.faults, copied.exit_code) == (raised.faults, 3)
        assert [str(fault) for fault in copied.faults] == ['fel[code]: slots.csv rad 3, places: "tre" är inget tal.']


def test_many_cells_of_a_sheet_are_counted_as_rows_of_a_file_are() -> None:
    rows = list(range(2, 14))
    assert (
        Fault("x", "week.xlsx!slots", column="C").where_of(rows) == "week.xlsx slots!C2, C3, C4, C5, C6 ... (12 cells)"
    )
    assert Fault("x", "slots.csv", column="places").where_of(rows) == "slots.csv 12 rows (2, 3, 4, 5, 6 ...), places"
