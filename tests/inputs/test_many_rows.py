"""Tables of many rows: work grows with them and no faster, faults or none."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.inputs.folders import codes_of, good, text_of

FEW, TIMES = 2_000, 4
# Linear work grows fourfold with four times the rows, quadratic work sixteenfold.
MOST_GROWTH = 9.0
TRIES = 10
HEADER = "jobseeker_id,home_zone,age\n"
# What is wrong, with the text of so many rows, the fault and how many of them.
CAUSES: dict[str, Callable[[int], tuple[str, str, int]]] = {
    "all ids alike": lambda rows: (HEADER + "J1,centrum,30\n" * rows, "duplicate-id", rows - 1),
    "each id twice": lambda rows: (
        HEADER + "".join(f"P{i // 2},centrum,30\n" for i in range(rows)), "duplicate-id", rows // 2
    ),
    "every zone unknown": lambda rows: (
        HEADER + "".join(f"P{i},z{i},30\n" for i in range(rows)), "unknown-zone", rows
    ),
    "every cell bad": lambda rows: (
        HEADER + "".join(f"P{i},centrum,a{i}\n" for i in range(rows)), "jobseekers-age", rows
    ),
    "every row ragged": lambda rows: (HEADER + "P,centrum\n" * rows, "ragged-row", rows),
}  # fmt: skip


def assert_work_grows_with_rows(of: Callable[[int], Path], count: Callable[[list[str], int], bool]) -> None:
    """Read a folder of few rows and one of four times as many: processor time, the least of some tries, is compared.

    What other programs do adds to the one or the other by chance, so it is tried again until it comes out linear;
    quadratic work never does.
    """
    folders = {rows: of(rows) for rows in (FEW, TIMES * FEW)}
    least = dict.fromkeys(folders, float("inf"))
    for _ in range(TRIES):
        for rows, folder in folders.items():
            begun = time.process_time()
            codes = codes_of(folder)
            least[rows] = min(least[rows], time.process_time() - begun)
            assert count(codes, rows)
        if least[TIMES * FEW] <= MOST_GROWTH * least[FEW]:
            return
    pytest.fail(f"{TIMES} times the rows take {least[TIMES * FEW] / least[FEW]:.1f} times the work")


@pytest.mark.parametrize("cause", CAUSES)
def test_a_fault_in_every_row_is_told_with_work_that_grows_with_the_rows(cause: str, tmp_path: Path) -> None:
    def of(rows: int) -> Path:
        text, _, _ = CAUSES[cause](rows)
        folder = good(tmp_path / str(rows), {"jobseekers.csv": text})
        for name in ("outcomes", "baselines", "decisions", "placements", "history", "preferences", "past_placements",
                     "audit"):  # fmt: skip
            (folder / f"{name}.csv").unlink()
        return folder

    def count(codes: list[str], rows: int) -> bool:
        _, code, number = CAUSES[cause](rows)
        return codes.count(code) == number

    assert_work_grows_with_rows(of, count)


def test_unknown_people_in_many_rows_and_half_of_them_protected(tmp_path: Path) -> None:
    people = text_of("jobseekers.csv").split("\n")[0].split(",")
    blank = "," * (len(people) - 3)

    def of(rows: int) -> Path:
        text = "".join(f"P{i},centrum{blank},{'yes' if i % 2 else 'no'}\n" for i in range(rows))
        wishes = "jobseeker_id,slot_id,rank\n" + "".join(f"P{i},S99,1\n" for i in range(rows))
        changed = {"jobseekers.csv": text_of("jobseekers.csv") + text, "preferences.csv": wishes}
        return good(tmp_path / str(rows), changed)

    assert_work_grows_with_rows(of, lambda codes, rows: codes == ["unknown-reference"] * (rows // 2))
