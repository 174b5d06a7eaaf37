"""One folder per cause of fault: the reader says exactly what `expected.txt` holds."""

import subprocess
from pathlib import Path

import pytest

from planner.errors import InputFaults
from tests.inputs.folders import BROKEN, GOOD, faults_of, good, laid_out, message_of

CASES = sorted(path for path in BROKEN.iterdir() if path != GOOD)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_broken_scenario_is_told_what_is_wrong_where_and_how_to_mend_it(case: Path, tmp_path: Path) -> None:
    found = faults_of(laid_out(case, tmp_path))
    assert f"{InputFaults(found)}\n" == (case / "expected.txt").read_text(encoding="utf-8")
    assert all(fault.code and fault.file and fault.what and fault.cure for fault in found)


def test_the_scenario_that_the_cases_break_is_sound() -> None:
    assert message_of(GOOD) == ""


def test_there_is_a_case_for_every_cause_we_know() -> None:
    assert len(CASES) >= 35


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


def test_git_keeps_the_bytes_of_broken_files() -> None:
    names = [path.relative_to(BROKEN.parent.parent).as_posix() for path in BROKEN.rglob("*.csv")]
    answer = subprocess.run(
        ["git", "check-attr", "text", "--stdin"],  # noqa: S607 - git is where it is
        input="\n".join(names), capture_output=True, text=True, cwd=BROKEN, check=False,
    )  # fmt: skip
    if answer.returncode != 0:
        pytest.skip("not a git checkout")
    # Paths given are relative to the folder asked from, so only the rule that names the folder can have matched.
    assert (BROKEN.parent.parent / ".gitattributes").read_text().count("tests/broken_inputs/** -text") == 1


def test_a_control_character_in_a_cell_does_not_reach_the_terminal(tmp_path: Path) -> None:
    folder = good(tmp_path, {"supervisors.csv": "supervisor_id,capacity\nH1,\u202e\x9b2J4\nH2,\n"})
    assert message_of(folder).replace("\n", "").isprintable()
    assert "supervisors-capacity" in message_of(folder)
