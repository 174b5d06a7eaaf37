"""Tables of many rows: time grows with them and no faster, faults or none."""

import time
from pathlib import Path

import pytest

from tests.inputs.folders import codes_of, good, text_of

ROWS = 8_000
HEADER = "jobseeker_id,home_zone,age\n"
# Quadratic work on so many rows takes minutes; this is generous even on a busy machine.
SECONDS = 20
CAUSES = {
    "all ids alike": (HEADER + "J1,centrum,30\n" * ROWS, "duplicate-id", ROWS - 1),
    "each id twice": (HEADER + "".join(f"P{i // 2},centrum,30\n" for i in range(ROWS)), "duplicate-id", ROWS // 2),
    "every zone unknown": (HEADER + "".join(f"P{i},z{i},30\n" for i in range(ROWS)), "unknown-zone", ROWS),
    "every cell bad": (HEADER + "".join(f"P{i},centrum,a{i}\n" for i in range(ROWS)), "jobseekers-age", ROWS),
    "every row ragged": (HEADER + "P,centrum\n" * ROWS, "ragged-row", ROWS),
}


@pytest.mark.parametrize("cause", CAUSES)
def test_a_fault_in_every_row_is_told_in_time(cause: str, tmp_path: Path) -> None:
    text, code, count = CAUSES[cause]
    folder = good(tmp_path, {"jobseekers.csv": text})
    for name in ("outcomes", "baselines", "decisions", "placements", "history", "preferences", "audit"):
        (folder / f"{name}.csv").unlink()
    start = time.perf_counter()
    assert codes_of(folder).count(code) == count
    assert time.perf_counter() - start < SECONDS


def test_unknown_people_in_many_rows_and_half_of_them_protected(tmp_path: Path) -> None:
    people = text_of("jobseekers.csv").split("\n")[0].split(",")
    blank = "," * (len(people) - 3)
    rows = "".join(f"P{i},centrum{blank},{'yes' if i % 2 else 'no'}\n" for i in range(ROWS))
    wishes = "jobseeker_id,slot_id,rank\n" + "".join(f"P{i},S99,1\n" for i in range(ROWS))
    folder = good(tmp_path, {"jobseekers.csv": text_of("jobseekers.csv") + rows, "preferences.csv": wishes})
    start = time.perf_counter()
    assert codes_of(folder) == ["unknown-reference"] * (ROWS // 2)
    assert time.perf_counter() - start < SECONDS
