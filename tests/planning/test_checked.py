"""Facts beyond a limit, money not committed for what runs, and pins held against the gates beside other faults."""

from pathlib import Path

import pytest

from planner.errors import InputFaults
from planner.instance import beyond_limits
from planner.planning import check, read_scenario
from planner.reports import screen
from tests.inputs.test_doubts import lines, week
from tests.scenarios import Given


def warnings_of(given: Given, code: str) -> list[str]:
    """The warnings of one code, as `file row column: value what`."""
    found = check(given.write()).warnings
    return [f"{w.file} {w.row} {w.column}: {w.value} {w.what}" for w in found if w.code == code]


def busy(home: Path) -> Given:
    """Two people at S1 and one at S2 until 2027, each from a week of their own."""
    given = week(home).change("slots", "S1", places=2)
    given.running("P1", "S1", "started", from_week="2026-W40", to_week="2026-W52")
    given.running(None, "S1", "accepted", from_week="2026-W50", to_week="2027-W10")
    return given.running("P2", "S2", "started", from_week="2026-W45", to_week="2027-W10", support_need=1.5)


@pytest.mark.parametrize(
    "table, key, cells, expected",
    [
        ("slots", "S1", {"places": 1},
         "slots.csv 2 places: 1 is 1 less than what runs there: 2 placements in 2026-W50"),
        ("employers", "E1", {"max_people": 2},
         "employers.csv 2 max_people: 2 is 1 less than what runs there: 3 placements in 2026-W50"),
        ("supervisors", "H1", {"capacity": 3.25},
         "supervisors.csv 2 capacity: 3.25 is 0.25 less than the support need of what runs there: 3.5 in 2026-W50"),
        ("caseworkers", "K1", {"starts_per_week": 0},
         "caseworkers.csv 2 starts_per_week: 0 is 1 less than what begins: 1 placements in 2026-W51"),
        ("funding", "F1", {"committed_sek": 10_500},
         "funding.csv 2 committed_sek: 10500 is 500 SEK more than the whole line, 10000"),
    ],
)  # fmt: skip
def test_a_fact_beyond_a_limit_is_told_with_its_week_and_by_how_much(
    table: str, key: str, cells: dict[str, float], expected: str, tmp_path: Path
) -> None:
    given = busy(tmp_path).add("funding", funding_id="F1", budget_sek=10_000)
    given.add("caseworkers", caseworker_id="K1").person("P3", caseworker_id="K1")
    given.slot("S3", employer_id="E2").add("employers", employer_id="E2", name="Två")
    given.running("P3", "S3", "accepted", from_week="2026-W51", to_week="2027-W01")
    assert warnings_of(given, "beyond-limit") == []
    given.change(table, key, **cells).at(tmp_path / "beyond")
    assert warnings_of(given, "beyond-limit") == [expected]


def test_placements_one_after_the_other_are_not_beyond_a_limit_nor_are_those_that_have_ended(tmp_path: Path) -> None:
    given = week(tmp_path)
    given.running("P1", "S1", from_week="2026-W30", to_week="2026-W49")
    given.running("P2", "S1", "accepted", from_week="2026-W50", to_week="2027-W01")
    given.running(None, "S1", from_week="2026-W30", to_week="2026-W47")
    assert warnings_of(given, "beyond-limit") == []


@pytest.mark.parametrize(
    "committed, expected",
    [
        (0, ["0 is 40 SEK less"]),
        (29, ["29 is 11 SEK less"]),
        (30, []),
    ],
)
def test_money_of_a_line_that_is_not_committed_for_what_runs_is_told_beyond_a_week_of_it(
    committed: float, expected: list[str], tmp_path: Path
) -> None:
    """Four weeks of 10 SEK; an offer and what lies outside the line's weeks cost the line nothing."""
    given = lines(tmp_path, ("2026-W01", "2027-W52")).change("funding", "F1", committed_sek=committed)
    given.running("P1", "S1", "accepted", programme_id="T", from_week="2026-W50")
    given.running("P2", "S2", "offered", from_week="2026-W50", answer_by="2026-12-01")
    given.person("P3").running("P3", "S2", "started", from_week="2025-W51", to_week="2025-W52")
    said = "funding.csv 2 committed_sek: {} than what accepted and started placements cost in the line's weeks: 40"
    assert warnings_of(given, "committed-too-low") == [said.format(short) for short in expected]


def test_the_screen_of_a_plan_names_debts_and_counts_warnings(tmp_path: Path) -> None:
    given = busy(tmp_path).change("slots", "S1", places=1)
    given.add("funding", funding_id="F1", budget_sek=10_000, committed_sek=12_500)
    plan = given.plan()
    said = screen(plan, "en", None)
    assert "slot S1: 2 running in 2026-W50, 1 more than it has" in said
    assert "line F1: 12 500 SEK committed, 2 500 SEK more than it has" in said
    assert [line.split() for line in said.splitlines() if line.strip().startswith("F1 ")] == [["F1", "-2", "500", "0"]]
    assert said.endswith("2 warnings about what went in: planner check says.")
    assert "2 varningar om indata" in screen(plan, "sv", None)
    assert "warning" not in screen(week(tmp_path / "sound").plan(), "en", None)


def test_a_promise_without_its_first_week_stays_where_its_slot_starts_as_weeks_go_by(tmp_path: Path) -> None:
    given = week(tmp_path).running("P1", "S1", "accepted", from_week=None)
    starts = []
    for plan_week in ("2026-W48", "2026-W50", "2026-W52"):
        given.week = plan_week
        running = given.at(tmp_path / plan_week).instance().running
        starts.append((int(running["from_week"].iloc[0]), int(running["to_week"].iloc[0])))
    assert len(set(starts)) == 1
    assert not beyond_limits(given.instance())


def faults_of(given: Given) -> list[str]:
    with pytest.raises(InputFaults) as refused:
        read_scenario(given.write())
    return [f"{fault.code} {fault.row}" for fault in refused.value.faults]


def pinned(home: Path) -> Given:
    """A pin that the gate limits refuses, in row 2 of decisions, and one more person and slot."""
    given = week(home).change("jobseekers", "P1", limits="lifting").change("slots", "S1", excluded_limits="lifting")
    return given.person("P3").slot("S3").decide("pin", "P1", "S1")


def test_a_bad_cell_of_another_row_hides_no_pin_against_a_gate(tmp_path: Path) -> None:
    given = pinned(tmp_path).change("jobseekers", "P3", age="thirty").change("slots", "S3", places="tre")
    given.add("history", jobseeker_id="P2", end="perhaps").add("travel", from_zone="Z", to_zone="Z", mode="horse")
    codes = faults_of(given)
    assert "pin-against-gate 2" in codes
    assert {"jobseekers-age 4", "slots-places 4", "history-end 2", "travel-mode 3"} <= set(codes)
    assert len(codes) == 5


@pytest.mark.parametrize(
    "table, key, cells",
    [
        ("jobseekers", "P1", {"age": "thirty"}),
        ("slots", "S1", {"places": "en"}),
        ("employers", "E1", {"max_people": "ten"}),
        ("programmes", "T", {"purpose": "fun"}),
        ("jobseekers", "P3", {"jobseeker_id": "P1"}),
        ("jobseekers", "P1", {"shoe_size": 44}),
    ],
)
def test_a_pin_is_not_judged_by_rows_that_hold_a_fault(
    table: str, key: str, cells: dict[str, object], tmp_path: Path
) -> None:
    assert not any(
        code.startswith("pin-against-gate") for code in faults_of(pinned(tmp_path).change(table, key, **cells))
    )


def test_a_trip_is_not_judged_while_a_row_of_travel_holds_a_fault(tmp_path: Path) -> None:
    """The row with the fault may hold the very minutes."""
    far = week(tmp_path).decide("pin", "P1", "S1")
    far.tables["travel"][0]["minutes"] = 300
    with pytest.raises(InputFaults, match="the trip is too long"):
        check(far.write())
    far.at(tmp_path / "fault").add("travel", from_zone="Z", to_zone="Z", when="morning", minutes="soon")
    assert faults_of(far) == ["travel-minutes 3"]


def test_a_pin_where_no_money_pays_names_the_week(tmp_path: Path) -> None:
    given = lines(tmp_path, ("2026-W01", "2026-W52"), ("2027-W01", "2027-W52")).decide("pin", "P1", "S1")
    with pytest.raises(InputFaults, match="against a gate: 2026-W53 is in no budget line of T"):
        check(given.write())


def test_the_reasons_of_people_and_slots_name_the_weeks_that_no_line_pays_for(tmp_path: Path) -> None:
    given = lines(tmp_path, ("2026-W01", "2026-W50"), ("2026-W53", "2027-W52"))
    plan = given.plan()
    said = "2026-W51 to 2026-W52 are in no budget line of T"
    assert all(said in reason for reason in plan.assignments["reason"])
    assert all(said in reason for reason in plan.slots["reason"])


def test_strict_makes_every_warning_a_fault(tmp_path: Path) -> None:
    given = busy(tmp_path).change("slots", "S1", places=1, hours_per_week=0.75)
    with pytest.raises(InputFaults) as refused:
        check(given.write(), is_strict=True)
    assert {(f.code, f.severity) for f in refused.value.faults} == {("few-hours", "error"), ("beyond-limit", "error")}
    assert refused.value.warnings == ()


def test_a_declined_place_is_not_proposed_again_unless_it_is_pinned(tmp_path: Path) -> None:
    """Both in eligible and in listed mode, and the verifier agrees."""
    for mode in ("eligible", "listed"):
        given = week(tmp_path / mode).change("slots", "S2", status="closed")
        given.settings["candidates"] = mode
        given.worth("P1", "S1", 0.9) if mode == "listed" else None
        given.change("jobseekers", "P2", hours_per_week=10)
        given.add("history", jobseeker_id="P1", slot_id="S1", end="declined")
        assert check(given.write()).instance.candidates.empty
        plan = given.decide("pin", "P1", "S1").at(tmp_path / f"{mode} pinned").plan()
        proposed = plan.assignments[plan.assignments["status"] == "proposed"]
        assert proposed[["jobseeker_id", "slot_id", "reason_code"]].to_numpy().tolist() == [["P1", "S1", "pinned"]]
