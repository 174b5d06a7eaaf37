"""The public record: all that accounts for a plan, and nothing of anybody."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from planner.errors import InputFaults
from planner.inputs import read
from planner.reports import record_files, record_page
from planner.studies import public_record
from planner.studies.public_record import _overrides
from planner.texts import speaking
from tests.inputs.test_doubts import week as eligible_week
from tests.scenarios import crowded, written
from tests.studies.audited import planned

IDS = ("jobseeker_id", "slot_id", "employer_id", "supervisor_id", "caseworker_id")


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a plan in which every table has rows and a pin is carried over a gate."""
    given = crowded(tmp_path_factory.mktemp("record"), people=30, slots=10)
    return written(given.plan(), given.home / "plan")


@pytest.fixture(scope="module")
def record(plan: Path) -> dict[str, Any]:
    return public_record(plan)


def test_no_id_of_a_person_place_employer_or_official_is_in_it(plan: Path, record: dict[str, Any]) -> None:
    tables = read(plan / "inputs").tables
    ids = {str(one) for table in tables.values() for column in IDS if column in table for one in table[column].dropna()}
    assert len(ids) > 45
    told = b"\n".join(record_files(record).values()).decode()
    assert ids & set(re.findall(r"\w+", told)) == set()
    assert set(tables["employers"]["name"]) & set(re.findall(r"[^|\n\"]+", told)) == set()


def test_it_states_hashes_versions_reasons_seeds_statuses_bound_and_the_command(
    plan: Path, record: dict[str, Any]
) -> None:
    stated = json.loads((plan / "plan.json").read_text(encoding="utf-8"))
    assert record["hashes"]["plan.json"] == hashlib.sha256((plan / "plan.json").read_bytes()).hexdigest()
    about = record["inputs_about_people"]
    assert {*record["inputs"], *about["files"]} == stated["inputs"].keys()
    # A short table about people could be guessed at, so it has no hash of its own.
    assert {"jobseekers.csv", "decisions.csv"} <= set(about["files"])
    assert not set(about["files"]) & record["inputs"].keys()
    assert record["inputs"].items() <= stated["inputs"].items()
    lines = "".join(f"{stated['inputs'][name]}  {name}\n" for name in about["files"])
    assert about["sha256"] == hashlib.sha256(lines.encode()).hexdigest()
    assert {one["kind"]: one["reference"] for one in record["models"]} == stated["models"]
    policy = next(one for one in record["models"] if one["kind"] == "policy")
    assert all(choice["reason"] for choice in policy["choices"].values())
    assert "goals" in record["changed_settings"]
    for key in ("seed", "lottery_seed", "lottery", "hand_back", "status", "bound", "gap", "versions", "settings"):
        assert record[key] == stated[key]
    assert [(one["name"], one["status"], one["gap"]) for one in record["goals"]] == [
        (one["name"], one["status"], one["gap"]) for one in stated["goals"]
    ]
    assert record["certificate"]["certified_bound"] == stated["certified_bound"]
    assert record["repeat"] == {"plan": "planner plan PLAN/inputs --out AGAIN", "verify": "planner verify PLAN",
                                "exact": stated["reproducible"]}  # fmt: skip


def test_overrides_are_counted_by_gate_and_role_without_motive(tmp_path: Path) -> None:
    given = eligible_week(tmp_path)
    given.settings["may_override"] = ["hours"]
    for number, (person, slot) in enumerate((("P1", "S1"), ("P2", "S2"))):
        given.change("jobseekers", person, hours_per_week=20)
        role = ("unit head", "Head of P1")[number]
        given.decide("pin", person, slot, by=role, on="2026-11-20", motive="has asked for it")
    folder, _ = planned(given)
    found = public_record(folder)
    # So few are no count, and a role with an id in it is no role.
    assert found["overrides"] == [{"gate": "hours", "by": role, "count": None} for role in (None, "unit head")]
    assert "has asked" not in json.dumps(found)
    with speaking("sv"):
        assert "| fler timmar än personen kan arbeta | unit head | – |" in record_page(found)


def test_five_overrides_of_a_gate_by_a_role_are_counted() -> None:
    part = {"gates": ["hours", "travel"], "by": "unit head", "jobseeker_id": "P1"}
    assert _overrides([part] * 5 + [{**part, "gates": ["hours"], "by": "K1"}] * 6, frozenset({"k1"})) == [
        {"gate": "hours", "by": None, "count": 6},
        {"gate": "hours", "by": "unit head", "count": 5},
        {"gate": "travel", "by": "unit head", "count": 5},
    ]


@pytest.mark.parametrize("language, heading", [("sv", "# Offentligt underlag: "), ("en", "# Public record: ")])
def test_the_page_is_in_the_language_spoken_and_its_tables_are_whole(
    record: dict[str, Any], language: str, heading: str
) -> None:
    with speaking(language):
        page = record_page({**record, "scenario": "A | B <script>"})
    assert page.startswith(heading)
    assert "<script>" not in page
    for table in re.findall(r"(?:^\|.*\n)+", page, flags=re.MULTILINE):
        assert len({line.count("|") for line in table.splitlines()}) == 1


def test_a_plan_that_somebody_changed_has_no_record(plan: Path, tmp_path: Path) -> None:
    given = crowded(tmp_path, people=6, slots=3)
    folder = written(given.plan(), tmp_path / "plan")
    stated = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    (folder / "plan.json").write_text(json.dumps({**stated, "value": 99.0}), encoding="utf-8")
    with pytest.raises(InputFaults, match="plan-objection"):
        public_record(folder)
    assert public_record(plan)["week"] == "2026-W48"
