"""Whom letters are for: what the meeting accepted, and one person asked for, whatever has become of them."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest

from planner.correspondence import Letter, Voice, letters_of
from planner.errors import InputFaults, UsageFault
from planner.planning import Reopened, reopened
from planner.texts import speaking
from tests.gaps import gap_week, truck
from tests.scenarios import Given
from tests.weeks.small_weeks import HEAD, three


class Told(Protocol):
    """Writes the letters of rows of answers, or about a person."""

    def __call__(self, rows: str = "", person: str | None = None, voice: str = "sv") -> list[Letter]: ...


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Reopened:
    """P1 at S1, P2 at S2, P3 accepted and P4 offered earlier, P5 runs; P6 has no place, as S1 and S2 have none left."""
    given: Given = three(tmp_path_factory.mktemp("collect"))
    given.people("P6", waiting_weeks=3)
    for slot in given.tables["slots"]:
        slot["places"] = 1
    given.worth("P6", "S1", 0.1)
    return reopened(given.plan())


@pytest.fixture
def told(plan: Reopened, tmp_path: Path) -> Told:
    def of(rows: str = "", person: str | None = None, voice: str = "sv") -> list[Letter]:
        path = tmp_path / "answers.csv"
        path.write_text(f"{HEAD}\n{rows}", encoding="utf-8")
        wording, language = Voice.of(voice)
        with speaking(language):
            return letters_of(plan, path, person, wording)

    return of


def test_each_accepted_row_has_a_letter_and_no_other(told: Told) -> None:
    rows = "P1,S1,accepted,,,,,handläggare,2026-11-25,\nP2,S2,declined,,,,,,,\nP4,S4,accepted,,,,,,,\n"
    one, four = told(rows)
    assert (one.facts.jobseeker_id, one.facts.kind, one.facts.by) == ("P1", "accepted", "handläggare")
    assert one.facts.place is not None
    assert one.facts.place.slot_id == "S1"
    assert (four.facts.jobseeker_id, four.facts.kind) == ("P4", "accepted")


@pytest.mark.parametrize(
    "person, rows, kind",
    [
        ("P1", "", "proposed"),
        ("P1", "P1,S1,hold,,,,,,,\n", "proposed"),
        ("P1", "P1,S1,offered,2026-11-27,,,,,,\n", "offered"),
        ("P1", "P1,S1,declined,,,,,,,\n", "declined"),
        ("P1", "P1,S1,forbid,,,,,,,\n", "forbidden"),
        ("P1", "P1,S1,refused,,,,,,,\n", "refused"),
        ("P1", "P1,S1,vetoed,,,,,,,\n", "vetoed"),
        ("P1", "P1,S1,interviewed,,,,,,,\n", "interviewed"),
        ("P1", "P1,S1,contested,,,,,,,\n", "held"),
        ("P3", "", "running"),
        ("P4", "", "offered"),
        ("P5", "", "running"),
        ("P6", "", "unplaced"),
    ],
)
def test_one_person_has_a_letter_whatever_has_become_of_them(told: Told, person: str, rows: str, kind: str) -> None:
    (letter,) = told(rows, person)
    assert letter.facts.kind == kind
    others = {f"P{number}" for number in range(1, 7)} - {person}
    assert not any(other in letter.text for other in others)


def test_somebody_without_a_place_is_told_why_and_what_would_have_given_another_answer(told: Told) -> None:
    (letter,) = told(person="P6", voice="lattlast")
    assert letter.facts.reason_code == "outbid"
    assert "Om det fanns en plats till: då kunde vi ha föreslagit" in letter.parts["what_would_change"].text
    assert "27 november" not in letter.text


def test_an_offer_of_an_earlier_week_says_its_day(told: Told) -> None:
    (letter,) = told(person="P4")
    assert "Svara senast 4 december 2026." in letter.text


@pytest.mark.parametrize(
    "rows, said",
    [
        ("P6,S1,accepted,,,,,,,\n", "neither proposes"),
        ("P1,S1,accepted,,,,,,,\nP1,S1,declined,,,,,,,\n", "stands in row 2 too"),
        ("P1,S1,perhaps,,,,,,,\n", "perhaps"),
    ],
)
def test_faults_of_answers_name_their_row(told: Told, rows: str, said: str) -> None:
    with pytest.raises(InputFaults) as refused, speaking("en"):
        told(rows, voice="en")
    assert said in str(refused.value)


def test_nothing_accepted_and_an_unknown_person_are_said(told: Told) -> None:
    with pytest.raises(UsageFault, match="--person"):
        told("P1,S1,declined,,,,,,,\n", voice="en")
    with pytest.raises(UsageFault, match="Did you mean P6"):
        told(person="p6", voice="en")


def test_a_letter_about_a_place_through_a_module_tells_of_the_module(tmp_path: Path) -> None:
    plan = reopened(truck(gap_week(tmp_path), name="Truckkurs").plan())
    path = tmp_path / "answers.csv"
    path.write_text(f"{HEAD}\nP1,S1,accepted,,,,,,,\n", encoding="utf-8")
    wording, language = Voice.of("sv")
    with speaking(language):
        (letter,) = letters_of(plan, path, None, wording)
    line = next(line for line in letter.text.splitlines() if line.startswith("Före platsen"))
    assert line.startswith("Före platsen: Truckkurs, antal veckor: 2, planerad start: ")
    assert "30 november" in line
    assert "på villkor att du deltar i detta först" in letter.text
