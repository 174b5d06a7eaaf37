"""The table of candidates: nobody wrongly in it, nobody left out, and every number right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.verification import candidate_table, verify
from tests.scenarios import Given, objections
from tests.verification.checked import checks

if TYPE_CHECKING:
    from tests.verification.conftest import KnownWeek


def test_a_candidate_left_out_or_let_in_is_caught(known: KnownWeek) -> None:
    left_out = known.candidates.pop(3)
    found = verify(known.write())
    assert [str(o) for o in found if o.check == "candidates"] == [
        "verify[candidates]: jobseeker P2, slot S2 as Y: every gate lets it pass, and it is not in the table."
    ]
    known.candidates += [left_out, left_out | {"jobseeker_id": "P4"}]
    assert "candidates" in checks(known.write())


@pytest.mark.parametrize("column", ["value", "purpose", "cost_sek", "strength", "travel_check", "acceptance", "weeks"])
def test_a_changed_candidate_is_caught(known: KnownWeek, column: str) -> None:
    known.candidates[3][column] = "0.031"
    assert "candidates" in checks(known.write())


def test_a_large_week_without_slots_has_no_candidates_and_is_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidate_table, "WHOLE_UP_TO_PEOPLE", 0)
    assert objections(Given(tmp_path, candidates="eligible").person("P1").plan(), tmp_path / "plan") == []


def test_above_three_hundred_people_a_sample_finds_what_is_wrong(
    known: KnownWeek, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidate_table, "WHOLE_UP_TO_PEOPLE", 0)
    assert checks(known.write()) == set()
    left_out = known.candidates.pop(3)
    assert "candidates" in checks(known.write())
    known.candidates.append(left_out | {"strength": "strong"})
    assert checks(known.write()) == {"candidates"}
