"""Warnings of what can be planned with and is most likely meant otherwise; and silence where it is not."""

from pathlib import Path

import pytest

from planner.cli.main import run
from planner.errors import Fault, InputFaults
from planner.inputs import read
from planner.planning import check
from planner.schema.settings import GOALS
from tests.inputs.folders import SCENARIOS, good, text_of
from tests.scenarios import Given


def week(home: Path) -> Given:
    """Two people and two slots that nothing speaks against."""
    given = Given(home, candidates="eligible")
    del given.settings["goals"]
    for name in ("P1", "P2"):
        given.person(name, age=30, education_level=2, swedish_level="B1", registered_status="JoB", registered_days=400)
    for name in ("S1", "S2"):
        given.slot(name, supervisor_id="H1", union_consulted_on="2026-11-02", start_week="2026-W50", ssyk="9412",
                   workplace_kind="ordinary")  # fmt: skip
    return given.change("employers", "E1", sector="department").add("supervisors", supervisor_id="H1")


def told(given: Given) -> list[str]:
    """The warnings of reading, without file and row."""
    return [f"{w.code} {w.column}: {w.value} {w.what}. {w.cure}" for w in given.scenario().warnings]


def codes(given: Given) -> list[str]:
    return [warning.code for warning in given.scenario().warnings]


@pytest.mark.parametrize(
    "hours, code, cure",
    [
        (0.75, "few-hours", "Write 30 if 75 % of full time is meant."),
        (1, "few-hours", "Write 40 if 100 % of full time is meant."),
        (4.5, "few-hours", "Write hours a week; full time is 40."),
        (75, "many-hours", "Write 30 if 75 % of full time is meant."),
        (120, "many-hours", "Write hours a week; full time is 40."),
        (5, None, None),
        (48, None, None),
    ],
)
@pytest.mark.parametrize("cell", [("slots", "S1"), ("jobseekers", "P1")])
def test_hours_that_are_shares_or_percentages_are_doubted_with_the_hours_that_are_meant(
    cell: tuple[str, str], hours: float, code: str | None, cure: str | None, tmp_path: Path
) -> None:
    found = week(tmp_path).change(*cell, hours_per_week=hours).scenario().warnings
    assert [(w.code, w.column, w.cure) for w in found] == ([] if code is None else [(code, "hours_per_week", cure)])
    assert all(warning.severity == "warning" and warning.row == 2 for warning in found)


def test_the_cure_for_a_percentage_of_hours_is_hours(tmp_path: Path) -> None:
    with pytest.raises(InputFaults) as refused:
        week(tmp_path).change("slots", "S1", hours_per_week="50 %").scenario()
    assert [fault.cure for fault in refused.value.faults] == ["Write 20: 50 % of 40 hours."]


def test_a_comma_or_semicolon_in_a_list_is_doubted_with_the_list_that_is_meant(tmp_path: Path) -> None:
    given = week(tmp_path).change("jobseekers", "P1", driving_licence="B, C;D")
    assert told(given) == [
        "list-separator driving_licence: B, C;D is read as one word. Write B|C|D if several are meant."
    ]
    assert codes(week(tmp_path / "right").change("jobseekers", "P1", driving_licence="B|C|D")) == []


def limits(given: Given, of_people: str, of_slots: str) -> list[str]:
    given.change("jobseekers", "P1", limits=of_people).change("slots", "S1", excluded_limits=of_slots)
    return [f"{w.code} {w.value}" for w in given.scenario().warnings]


def test_limits_are_doubted_where_jobseekers_and_slots_say_them_in_other_words(tmp_path: Path) -> None:
    assert limits(week(tmp_path / "1"), "tunga lyft", "lyft") == [
        "limit-of-no-slot tunga lyft", "limit-of-nobody lyft",
    ]  # fmt: skip
    assert limits(week(tmp_path / "2"), "back|stairs", "lifting|standing") == ["limit-of-no-slot back|stairs"] * 2
    assert limits(week(tmp_path / "3"), "lifting", "") == ["limit-of-no-slot lifting"]
    assert limits(week(tmp_path / "4"), "", "lifting") == []
    assert limits(week(tmp_path / "5"), "lifting|stairs", "lifting|night") == ["limit-of-no-slot lifting|stairs"]
    both = week(tmp_path / "6").change("slots", "S2", excluded_limits="heavy lifting")
    assert limits(both, "heavy lifting", "lifting") == ["limit-of-nobody lifting"]


@pytest.mark.parametrize(
    "column, asked, held",
    [
        ("skills", "truck", {"skills": "truck licence"}),
        ("driving_licence", "CE", {"driving_licence": "B"}),
        ("min_education", 3, {"education_level": 2}),
        ("min_swedish", "B2", {"swedish_level": "B1"}),
    ],
)
def test_a_demand_that_nobody_meets_is_doubted(
    column: str, asked: object, held: dict[str, object], tmp_path: Path
) -> None:
    given = week(tmp_path / "asked").change("jobseekers", "P1", **held).change("slots", "S1", **{column: asked})
    assert [(w.code, w.column, w.row) for w in given.scenario().warnings] == [("demand-of-nobody", column, 2)]
    assert codes(given.at(tmp_path / "closed").change("slots", "S1", status="closed")) == []
    met = week(tmp_path / "met").change("slots", "S1", **{column: asked})
    assert codes(met.change("jobseekers", "P2", **{next(iter(held)): asked})) == []


@pytest.mark.parametrize(
    "column, asked, gives",
    [
        ("skills", "truck", {"gives_skills": "truck"}),
        ("driving_licence", "CE", {"gives_licence": "CE"}),
        ("min_swedish", "B2", {"gives_swedish": "B2", "from_swedish": "A1"}),
    ],
)
def test_a_demand_that_a_module_before_the_place_meets_is_not_doubted(
    column: str, asked: object, gives: dict[str, object], tmp_path: Path
) -> None:
    given = week(tmp_path).change("slots", "S1", **{column: asked})
    assert codes(given) == ["demand-of-nobody"]
    assert codes(given.add("modules", module_id="M1", weeks=2, **gives)) == []


def lines(home: Path, *spans: tuple[str | None, str | None]) -> Given:
    """Programme T paid for by lines F1, F2 ... with these first and last weeks."""
    given = week(home)
    for number, (first, last) in enumerate(spans, start=1):
        given.add("funding", funding_id=f"F{number}", budget_sek=10_000, from_week=first, to_week=last)
        given.add("programme_funding", programme_id="T", funding_id=f"F{number}")
    return given.change("programmes", "T", cost_person_week_sek=10)


@pytest.mark.parametrize(
    "spans, expected",
    [
        ([("2026-W01", "2026-W52"), ("2027-W01", "2027-W52")], ["before-week-53 2026-W52"]),
        ([("2026-W01", "2026-W52")], ["before-week-53 2026-W52"]),
        ([("2026-W01", "2026-W52"), ("2026-W53", "2027-W52")], []),
        ([("2026-W01", "2026-W53"), ("2027-W01", None)], []),
        ([("2026-W01", "2026-W50"), ("2027-W02", "2027-W52")], ["budget-gap T"]),
        ([("2026-W01", "2026-W20"), ("2026-W30", "2027-W52")], []),
        ([(None, "2020-W52")], []),
        ([(None, "2099-W52")], []),
        ([("2026-W01", "2027-W52"), ("2026-W10", "2026-W12")], []),
    ],
)
def test_holes_between_budget_lines_are_doubted_unless_they_have_passed(
    spans: list[tuple[str | None, str | None]], expected: list[str], tmp_path: Path
) -> None:
    found = lines(tmp_path, *spans).scenario().warnings
    assert [f"{w.code} {w.value}" for w in found] == expected


def test_every_open_slot_of_the_past_is_doubted_once(tmp_path: Path) -> None:
    given = week(tmp_path)
    given.week = "2026-W51"
    assert codes(given) == ["slots-of-the-past"]
    assert codes(given.at(tmp_path / "one").change("slots", "S2", start_week="2026-W51")) == []


def test_goals_of_the_policy_that_are_left_out_are_named(tmp_path: Path) -> None:
    given = week(tmp_path)
    given.settings["goals"] = [goal for goal in GOALS if goal not in {"waiting", "group_floor"}]
    said = "None the policy's goals waiting are left out, so the plan does not look at them"
    assert told(given) == [f"few-goals settings.goals: {said}. Remove the key, unless that is what you want."]


@pytest.mark.parametrize("number", [0, 1])
def test_a_floor_that_no_goal_seeks_and_a_goal_without_a_floor_are_doubted(number: int, tmp_path: Path) -> None:
    """`number`: whether there is a floor."""
    for is_sought in (False, True):
        given = week(tmp_path / str(is_sought))
        given.settings["goals"] = [goal for goal in GOALS if goal != "group_floor" or is_sought]
        given.settings["group_floor"] = {"long_term": 0.6} if number else {}
        said = [line for line in told(given) if line.startswith("idle-floor")]
        assert len(said) == (bool(number) != is_sought)


@pytest.mark.parametrize(
    "state, doubted", [("accepted", True), ("started", True), ("offered", False), ("draft", False)]
)
def test_a_promise_without_its_first_week_is_doubted(state: str, doubted: bool, tmp_path: Path) -> None:  # noqa: FBT001
    given = week(tmp_path).running("P1", "S1", state, from_week=None)
    assert codes(given) == (["no-first-week"] if doubted else [])
    assert all("the slot's start, 2026-W50" in line for line in told(given))


def test_a_pin_to_a_place_declined_or_to_one_of_its_kind_is_doubted(tmp_path: Path) -> None:
    def declined(home: str, **slot: object) -> Given:
        given = week(tmp_path / home).change("slots", "S2", **slot)
        given.add("history", jobseeker_id="P1", slot_id="S1", programme_id="T", end="declined")
        return given.add("history", jobseeker_id="P2", slot_id="S2", programme_id="T", end="ended")

    assert codes(declined("same").decide("pin", "P1", "S1")) == ["pin-of-declined"]
    assert codes(declined("kind").decide("pin", "P1", "S2")) == ["pin-of-declined"]
    assert codes(declined("other", ssyk="5330").decide("pin", "P1", "S2")) == []
    assert codes(declined("unknown", ssyk=None).decide("pin", "P1", "S2")) == ["pin-of-declined"]
    assert codes(declined("ended").decide("pin", "P2", "S2")) == []


def test_warnings_are_told_beside_faults_and_not_of_what_a_fault_may_have_made(tmp_path: Path) -> None:
    """A bad cell of skills is no skill: that nobody has it may be the fault's doing."""
    given = week(tmp_path).change("slots", "S1", skills="truck", hours_per_week=0.5)
    given.change("jobseekers", "P1", age="thirty", skills="truckdriving")
    with pytest.raises(InputFaults) as refused:
        given.scenario()
    assert [fault.code for fault in refused.value.faults] == ["jobseekers-age"]
    assert [warning.code for warning in refused.value.warnings] == ["few-hours"]


def test_no_warning_names_somebody_with_protected_identity(tmp_path: Path) -> None:
    rows = text_of("jobseekers.csv").replace("J9,centrum", "J-nine,centrum")
    limit = {"jobseekers.csv": rows.replace("lifting", "as J-nine; and J1")}
    with pytest.raises(InputFaults) as refused:
        read(good(tmp_path, limit))
    assert "list-separator" in {warning.code for warning in refused.value.warnings}
    assert "nine" not in str(refused.value)


def warnings_of(folder: Path) -> list[Fault]:
    return list(check(folder).warnings)


@pytest.mark.parametrize(
    "folder", ["landskrona", "landskrona_more_enkla_jobb"], ids=["landskrona", "what-if on landskrona"]
)
def test_the_demo_has_no_warnings(folder: str) -> None:
    assert warnings_of(SCENARIOS / folder) == []


@pytest.mark.parametrize("municipality, people", [("Trelleborg", 300), ("Kiruna", 60), ("Ydre", 10)])
def test_an_invented_week_is_doubted_at_most_for_a_limit_that_none_of_its_few_slots_names(
    municipality: str, people: int, tmp_path: Path
) -> None:
    size = ["--people", str(people), "--seed", "3"]
    assert run(["new", str(tmp_path / "w"), "--synthetic", "--municipality", municipality, *size]) == 0
    assert {warning.code for warning in warnings_of(tmp_path / "w")} <= (
        {"limit-of-no-slot"} if people < 100 else set()
    )


def test_a_municipal_place_that_leaves_its_workplace_blank_is_doubted_where_the_model_asks(tmp_path: Path) -> None:
    given = week(tmp_path).change("slots", "S1", workplace_kind=None)
    assert [(w.code, w.column, w.row) for w in given.scenario().warnings] == [
        ("workplace-kind-blank", "workplace_kind", 2)
    ]
    # Not of a course, at a company, where points count, or of a slot that is not open.
    for where, cells in (
        (("slots", "S1"), {"programme_ids": "C"}),
        (("employers", "E1"), {"sector": "private"}),
        (("slots", "S1"), {"status": "planned"}),
    ):
        other = week(tmp_path / where[0] / next(iter(cells))).change("slots", "S1", workplace_kind=None)
        assert "workplace-kind-blank" not in codes(other.change(*where, **cells))
    given.models["outcome"] = "rules_only"
    assert "workplace-kind-blank" not in codes(given.at(tmp_path / "points"))


def test_words_are_told_without_their_likenesses_where_comparing_all_would_take_minutes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = week(tmp_path).change("jobseekers", "P1", limits="liftning")
    given.change("slots", "S1", excluded_limits="lifting")
    assert any("lifting" in line.partition("limit-of-no-slot")[2] for line in told(given))
    monkeypatch.setattr("planner.inputs.likeness.MOST_COMPARED", 0)
    (line,) = [line for line in told(given) if "limit-of-no-slot" in line]
    assert "liftning" in line
    assert "lifting" not in line
