"""Sound plans are accepted, from their own inputs and against the scenario, and nothing makes the verifier stop."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from planner.verification import verify
from tests.plan_runs import ROOT
from tests.verification.checked import checks

if TYPE_CHECKING:
    from tests.verification.conftest import Cells, KnownWeek, ListedWeek


TEXT = "a text of some file"


def test_the_plan_worked_out_by_hand_is_accepted(known: KnownWeek) -> None:
    folder = known.write()
    assert [str(objection) for objection in verify(folder)] == []
    assert [str(objection) for objection in verify(folder, scenario=known.home / "scenario")] == []


def test_the_meeting_may_fill_in_decision_and_motive(known: KnownWeek) -> None:
    known.assignments[0] |= {"decision": "yes", "motive": "agreed; with the employer"}
    assert checks(known.write()) == set()


def test_a_sound_plan_is_accepted(listed: ListedWeek) -> None:
    listed.person("P1")
    listed.person("P2")
    listed.slot("S1", places=2)
    listed.worth("P1", "S1", 0.25)
    listed.worth("P2", "S1", 0.5)
    folder = listed.propose(("P1", "S1"), ("P2", "S1"))
    assert [str(objection) for objection in verify(folder)] == []
    assert verify(folder, scenario=listed.home / "scenario") == []


def test_an_untouched_folder_is_accepted_from_its_own_inputs_and_against_the_scenario(sound: Path) -> None:
    assert [str(objection) for objection in verify(sound)] == []
    assert [str(objection) for objection in verify(sound, scenario=ROOT / "scenarios" / "tiny")] == []


def test_inputs_that_are_not_the_scenario_are_caught(known: KnownWeek) -> None:
    folder = known.write()
    path = folder / "inputs" / "slots.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("24000", "23000"), encoding="utf-8")
    assert checks(folder) >= {"cost_sek", "candidates", "totals"}
    against = verify(folder, scenario=known.home / "scenario")
    assert [str(o) for o in against] == [
        "verify[inputs]: inputs/slots.csv: is not what the scenario resolves to.",
        "verify[inputs]: inputs/slots.csv: is not the file the plan was made from.",
    ]


def test_settings_that_are_not_those_of_the_scenario_are_caught(known: KnownWeek) -> None:
    folder = known.write()
    known.settings["waiting_places_share"] = 0.25
    against = verify(folder, scenario=known.write_scenario())
    assert "verify[inputs]: inputs/scenario.toml settings: is not what the scenario resolves to." in map(str, against)


@pytest.mark.parametrize(
    "step, check", [("read", "inputs"), ("parse_plan", "internal"), ("identity_numbers", "identity")]
)
def test_a_fault_of_the_verifier_itself_accepts_no_plan_and_repeats_nothing(
    step: str, check: str, known: KnownWeek, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object, **_named: object) -> NoReturn:
        raise ZeroDivisionError(TEXT)

    folder = known.write()
    # The module, which the function of its name hides.
    monkeypatch.setattr(import_module("planner.verification.verify"), step, fail)
    (objection,) = [one for one in verify(folder) if one.check == check]
    assert "(ZeroDivisionError)" in str(objection)
    assert TEXT not in str(objection)


def test_a_model_swapped_in_the_inputs_is_caught(known: KnownWeek) -> None:
    folder = known.write()
    path = folder / "inputs/models/outcome/evidence/2/effects.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("0.11,0.05,0.17", "0.12,0.05,0.17"), encoding="utf-8")
    against = verify(folder, scenario=known.home / "scenario")
    assert [str(o) for o in against] == [
        "verify[inputs]: inputs/models/outcome: is not what the scenario resolves to.",
        "verify[inputs]: inputs/models/outcome/evidence/2/effects.csv: is not the file the plan was made from.",
    ]


@pytest.mark.parametrize("garbage", ["", "x"])
def test_no_cell_however_spoilt_makes_it_stop(known: KnownWeek, garbage: str) -> None:
    folder = known.write()
    tables: list[tuple[list[Cells], set[str]]] = [
        (known.assignments, {"purpose", "travel_check", "fit"}),
        (known.slots, set()),
        (known.candidates, {"baseline_regular_weeks"}),
    ]
    for rows, unwritten in tables:
        for column in set(rows[0]) - unwritten:
            kept = rows[0][column]
            rows[0][column] = garbage
            known.write_tables(folder)
            found = verify(folder)
            assert found or garbage == str(kept), column
            assert not any(objection.check == "internal" for objection in found)
            rows[0][column] = kept
