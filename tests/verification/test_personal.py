"""Identity numbers and texts of unknown origin in a plan folder: objected to, and never repeated."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.verification import verify
from tests.identity_numbers import identity_number

if TYPE_CHECKING:
    from tests.verification.conftest import KnownWeek


NUMBER = identity_number(date(1985, 7, 14))
STRANGER = "Kanarie"
PLANTED: list[tuple[str, Callable[[Path, str], object]]] = [
    ("employer", lambda home, text: _planted(home / "assignments.csv", ",Ett,", f",{text},")),
    ("status", lambda home, text: _planted(home / "assignments.csv", "proposed", text)),
    ("slot of a held row", lambda home, text: _planted(home / "assignments.csv", "held,S2", f"held,{text}")),
    ("cost", lambda home, text: _planted(home / "assignments.csv", "126143.68", text)),
    ("heading", lambda home, text: _planted(home / "assignments.csv", "motive", f"motive,{text}")),
    ("slot", lambda home, text: _planted(home / "slots.csv", "\nS2,", f"\n{text},")),
    ("form of a slot", lambda home, text: _planted(home / "slots.csv", ",X,", f",{text},")),
    ("scenario", lambda home, text: _changed_plan(home, "scenario", text)),
    ("constraints off", lambda home, text: _changed_plan(home, "constraints_off", [text])),
    ("goals", lambda home, text: _changed_plan(home, "goals", [{"name": text}])),
    ("groups", lambda home, text: _changed_plan(home, "groups", [{"group": text, "people": text}])),
    ("inputs", lambda home, text: _changed_plan(home, "inputs", {text: "x"})),
    ("a key of its own", lambda home, text: _changed_plan(home, text, 1)),
    ("a dual", lambda home, text: _planted(home / "certificate.json", '"S1"', f'"{text}"')),
    ("an employer in inputs", lambda home, text: _planted(home / "inputs/employers.csv", "E1", text)),
    ("the run", lambda home, text: (home / "run.json").write_text(f'{{"user": "{text}"}}', encoding="utf-8")),
    ("another file", lambda home, text: (home / "notes.txt").write_text(f"1,{text}", encoding="utf-8")),
    ("the name of a file", lambda home, text: (home / f"{text}.txt").write_text("x", encoding="utf-8")),
]


def _planted(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, (path.name, text)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _changed_plan(home: Path, key: str, value: object) -> None:
    plan = json.loads((home / "plan.json").read_text(encoding="utf-8"))
    (home / "plan.json").write_text(json.dumps({**plan, key: value}), encoding="utf-8")


@pytest.mark.parametrize("place", range(len(PLANTED)), ids=[name for name, _ in PLANTED])
def test_an_identity_number_in_any_file_is_objected_to_and_not_repeated(known: KnownWeek, place: int) -> None:
    folder = known.write()
    PLANTED[place][1](folder, NUMBER)
    found = verify(folder)
    assert any("identity or coordination number" in objection.message for objection in found)
    assert NUMBER not in "".join(map(str, found))


# What a scenario's own files hold is told as `planner check` tells it.
TOLD_OTHERWISE = {"an employer in inputs"}


@pytest.mark.parametrize(
    "place", [place for place, (name, _) in enumerate(PLANTED[:-3]) if name not in TOLD_OTHERWISE],
    ids=lambda place: PLANTED[place][0],
)  # fmt: skip
def test_a_text_of_unknown_origin_is_not_repeated(known: KnownWeek, place: int) -> None:
    folder = known.write()
    PLANTED[place][1](folder, STRANGER)
    assert STRANGER not in "".join(map(str, verify(folder)))


def test_an_identity_number_in_a_column_added_to_the_candidates_is_caught(known: KnownWeek) -> None:
    folder = known.write()
    path = folder / "candidates.csv.gz"
    first, *rows = gzip.decompress(path.read_bytes()).decode().splitlines()
    lines = [f"{first},note", f"{rows[0]},{NUMBER}", *(f"{row}," for row in rows[1:])]
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    said = [objection for objection in verify(folder) if objection.check == "identity"]
    assert [objection.where for objection in said] == ["candidates.csv.gz row 2, column 21"]
    assert NUMBER not in "".join(map(str, said))


def test_protected_people_and_audit_in_a_plan_are_caught_and_not_named(known: KnownWeek) -> None:
    folder = known.write()
    people = folder / "inputs" / "jobseekers.csv"
    rows = people.read_text(encoding="utf-8").splitlines()
    hidden = [row.removesuffix("no") + "yes" if row.startswith("P2,") else row for row in rows]
    people.write_text("\n".join(hidden) + "\n", encoding="utf-8")
    (folder / "inputs" / "audit.csv").write_text("jobseeker_id,sex\nP1,\n", encoding="utf-8")
    found = verify(folder)
    assert {"protected", "inputs", "assignments", "candidates"} <= {objection.check for objection in found}
    assert not any("P2" in str(objection) for objection in found)
