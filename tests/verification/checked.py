"""What the verifier says of a folder, and plans that are changed in one place after they were written."""

from __future__ import annotations

import copy
import csv
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.verification import Objection, verify

if TYPE_CHECKING:
    from tests.verification.conftest import Week

# A change of plan.json: what it is, the change itself, and the checks that may object to it.
Change = tuple[str, Callable[[dict[str, Any]], object], set[str]]
# A cell of a written table: the file, the id of the row, the column, and what is put there instead.
Cell = tuple[str, str, str, str]
# Keys of plan.json on the way to a value, what is put there instead (GONE: nothing), and where the objection points.
Key = tuple[tuple[str | int, ...], object, str]
GONE = object()


def checks(folder: Path) -> set[str]:
    """The names of the checks that object."""
    return {objection.check for objection in verify(folder)}


def caught(week: Week, change: Callable[[dict[str, Any]], object]) -> set[str]:
    """The checks that object once plan.json of a sound plan is changed."""
    folder = week.write()
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    change(plan)
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    return checks(folder)


def missed_cells(folder: Path, cells: Iterable[Cell]) -> list[Cell]:
    """The cells that nobody objects to, by row and column, when they alone are changed."""
    missed = []
    for file, name, column, cell in cells:
        path = folder / file
        before = path.read_bytes()
        row = _with_cell(path, name, column, cell)
        if not any(_names(objection, f"{file} row {row}", column) for objection in verify(folder)):
            missed.append((file, name, column, cell))
        path.write_bytes(before)
    return missed


def missed_keys(folder: Path, keys: Iterable[Key]) -> list[tuple[tuple[str | int, ...], object]]:
    """The keys of plan.json that nobody objects to, by name, when they alone are changed."""
    path = folder / "plan.json"
    text = path.read_text(encoding="utf-8")
    missed = []
    for names, value, where in keys:
        plan = copy.deepcopy(json.loads(text))
        _put(plan, names, value)
        path.write_text(json.dumps(plan), encoding="utf-8")
        if where not in {objection.where for objection in verify(folder)}:
            missed.append((names, value))
    path.write_text(text, encoding="utf-8")
    return missed


def _names(objection: Objection, row: str, column: str) -> bool:
    is_there = objection.where == row or objection.where.startswith(f"{row},")
    return is_there and (objection.check == column or column in objection.message)


def _with_cell(path: Path, name: str, column: str, cell: str) -> int:
    """Write one cell of the row that begins with an id; the row's number."""
    text = path.read_text(encoding="utf-8-sig")
    comma = ";" if text.splitlines()[0].startswith(("jobseeker_id;", "slot_id;")) else ","
    rows = list(csv.reader(text.splitlines(), delimiter=comma))
    at = next(number for number, row in enumerate(rows) if row[0] == name)
    shown = cell.replace(".", ",") if comma == ";" and cell.replace(".", "").replace("-", "").isdigit() else cell
    assert rows[at][rows[0].index(column)] != shown, "nothing would change"
    rows[at][rows[0].index(column)] = shown
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=comma, lineterminator="\n").writerows(rows)
    return at + 1


def _put(plan: dict[str, Any], keys: tuple[str | int, ...], value: object) -> None:
    part: Any = plan
    for key in keys[:-1]:
        part = part[key]
    if value is GONE:
        del part[keys[-1]]
    else:
        part[keys[-1]] = value


def kept(person_id: str, slot_id: str, start: str, weeks: int, hours: float = 40) -> dict[str, object]:
    """A row of a running placement."""
    return {
        "jobseeker_id": person_id, "status": "kept", "slot_id": slot_id, "employer_id": "E1", "employer": "Ett",
        "zone": "Z", "start_week": start, "weeks": weeks, "hours_per_week": hours, "reason_code": "running",
    }  # fmt: skip
