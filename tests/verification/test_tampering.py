"""One plan worked out by hand in eligible mode: accepted as it is, and caught however it is tampered with."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from planner.errors import VerificationFailed
from planner.verification import certified_bound, verify
from tests.identity_numbers import identity_number

if TYPE_CHECKING:
    from tests.verification.conftest import KnownWeek


def checks(folder: Path) -> set[str]:
    """The names of the checks that object."""
    return {objection.check for objection in verify(folder)}


def test_the_plan_worked_out_by_hand_is_accepted(known: KnownWeek) -> None:
    folder = known.write()
    assert [str(objection) for objection in verify(folder)] == []
    assert [str(objection) for objection in verify(folder, scenario=known.home / "scenario")] == []


def test_the_swedish_dialect_is_read(known: KnownWeek) -> None:
    known.swedish = True
    folder = known.write()
    assert (folder / "assignments.csv").read_text(encoding="utf-8").startswith("\ufeffjobseeker_id;status")
    assert [str(objection) for objection in verify(folder)] == []


def test_the_meeting_may_fill_in_decision_and_motive(known: KnownWeek) -> None:
    known.assignments[0] |= {"decision": "yes", "motive": "agreed; with the employer"}
    assert checks(known.write()) == set()


PLAN_TAMPERING: list[tuple[str, Callable[[dict[str, Any]], object], set[str]]] = [
    ("value", lambda plan: plan.update(value=0.2), {"value"}),
    ("final value", lambda plan: plan["goals"][0].update(final=0.0749), {"value", "hand_back"}),
    ("value is text", lambda plan: plan.update(value="much"), {"value"}),
    ("value is yes", lambda plan: plan.update(value=True), {"value"}),
    ("bound too low", lambda plan: plan.update(bound=0.15), {"bound", "gap"}),
    ("bound too high for its gap", lambda plan: plan.update(bound=0.2), {"bound", "gap"}),
    ("gap", lambda plan: plan.update(gap=0.1), {"gap", "status"}),
    ("certified bound", lambda plan: plan.update(certified_bound=0.2), {"certified_bound", "certified_gap"}),
    ("certified gap", lambda plan: plan.update(certified_gap=-0.1), {"certified_gap"}),
    ("status", lambda plan: plan.update(status="decided"), {"status"}),
    ("placed", lambda plan: plan["totals"].update(placed=3), {"totals"}),
    ("jobseekers", lambda plan: plan["totals"].update(jobseekers=5), {"totals"}),
    ("the queue's gain", lambda plan: plan["usual"][0].update(uplift=0.1), {"usual"}),
    ("people whom best first places", lambda plan: plan["usual"][2].update(placed=1), {"usual"}),
    ("a comparison left out", lambda plan: plan["usual"].pop(), {"usual"}),
    ("placements of their own that nobody gave", lambda plan: plan["usual"].append(
        {"name": "past_placements", "placed": 0, "uplift": 0.0, "left_out": []}), {"usual"}),
    ("a weaker one called the strongest", lambda plan: plan.update(strongest_usual="best_first"), {"usual"}),
    ("whom the queue places of a group", lambda plan: plan["groups"][0]["usual_placed"].update(longest_wait=1),
     {"usual"}),
    ("another method", lambda plan: plan.update(method="by_hand"), {"usual", "goals", "method"}),
    ("baseline", lambda plan: plan["totals"].update(baseline=0.8), {"totals"}),
    ("expected outcomes", lambda plan: plan["totals"].update(expected_outcomes=1), {"totals"}),
    ("an effect called a judgement", lambda plan: plan["totals"]["uplift_by_basis"].update(effect=0, judgement=0.075),
     {"totals"}),
    ("vacancies", lambda plan: plan["totals"].update(vacancies_placed=1), {"totals"}),
    ("gross gain", lambda plan: plan["totals"].update(vacancies_uplift=0.1), {"totals"}),
    ("weeks of regular work", lambda plan: plan["totals"]["regular_weeks"].update(uplift=2.1), {"totals"}),
    ("weeks without any proposal", lambda plan: plan["totals"]["regular_weeks"].update(baseline=70), {"totals"}),
    ("no word of weeks", lambda plan: plan["totals"].update(regular_weeks=None), {"totals"}),
    ("gain on the date", lambda plan: plan["totals"]["follow_up"].update(expected=1), {"totals"}),
    ("share of judgement", lambda plan: plan["totals"].update(judgement_share=0.5), {"totals"}),
    ("no word of judgement", lambda plan: plan["totals"].update(judgement_share=None), {"totals"}),
    ("unit", lambda plan: plan.update(unit="points"), {"settings"}),
    ("places of the hardest quarter", lambda plan: plan["groups"][1].update(places=2), {"groups"}),
    ("uplift of the easiest quarter", lambda plan: plan["groups"][2].update(uplift=0.0675), {"groups"}),
    ("hardest quarter left out", lambda plan: plan["groups"].pop(1), {"groups"}),
    ("cost in all", lambda plan: plan["totals"].update(cost_sek=1), {"totals"}),
    ("travel in all", lambda plan: plan["totals"].update(travel_minutes=51), {"totals"}),
    ("no totals", lambda plan: plan.pop("totals"), {"totals"}),
    ("settings", lambda plan: plan["settings"].update(fair_share=0.1), {"settings"}),
    ("lottery seed", lambda plan: plan.update(lottery_seed=49), {"settings"}),
    ("model", lambda plan: plan["models"].update(rules="sweden/2017"), {"settings"}),
    ("constraints off", lambda plan: plan.update(constraints_off=["one_main"]), {"constraints_off"}),
    ("hash", lambda plan: plan.update(inputs={"slots.csv": "0" * 64}), {"inputs", "files"}),
    ("a file that is not there", lambda plan: plan.update(inputs={"audit.csv": "0" * 64}), {"inputs", "files"}),
    ("a file outside", lambda plan: plan.update(inputs={"../slots.csv": "0" * 64}), {"inputs", "files"}),
    ("goals in another order", lambda plan: plan["goals"].reverse(), {"bound", "gap", "value", "goals",
     "certified_bound", "certified_gap"}),
    ("may cost", lambda plan: plan["goals"][2].update(may_cost=0.5), {"goals"}),
    ("spent too much", lambda plan: plan["goals"][0].update(best=0.2), {"bound", "certified_bound", "gap",
     "certified_gap", "goals", "goal_status", "hand_back"}),
    ("a goal called feasible", lambda plan: plan["goals"][2].update(status="feasible"), {"goal_status"}),
    ("a goal's bound", lambda plan: plan["goals"][2].update(bound=39), {"goal_status"}),
    ("a goal's gap", lambda plan: plan["goals"][2].update(gap=0.1), {"goal_status"}),
    ("a goal without a bound", lambda plan: plan["goals"][2].update(bound=None), {"goal_status"}),
    ("a goal reached after one that was skipped", lambda plan: plan["goals"][2].update(status="skipped", best=None,
     bound=None, gap=None, final=None), {"goal_status"}),
    ("waiting", lambda plan: plan["goals"][2].update(final=70), {"goals"}),
    ("stability", lambda plan: plan["goals"][4].update(final=2), {"goals"}),
    ("preference", lambda plan: plan["goals"][5].update(final=1), {"goals"}),
    ("travel", lambda plan: plan["goals"][6].update(final=-49), {"goals"}),
    ("lot", lambda plan: plan["goals"][7].update(final=0), {"goals"}),
    ("goals are no list", lambda plan: plan.update(goals="all"), {"bound", "gap", "value", "goals", "best"}),
    ("group", lambda plan: plan.update(groups=[{"group": "long_term", "people": 4}]), {"groups", "usual"}),
    ("shortfall", lambda plan: plan.update(groups=[{"group": "long_term", "people": 3, "target": 3, "placed": 2,
     "shortfall": 0}]), {"groups", "goals", "usual"}),
]  # fmt: skip


@pytest.mark.parametrize(
    "change, caught", [case[1:] for case in PLAN_TAMPERING], ids=[case[0] for case in PLAN_TAMPERING]
)
def test_a_changed_plan_document_is_caught(
    known: KnownWeek, change: Callable[[dict[str, Any]], object], caught: set[str]
) -> None:
    folder = known.write()
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    change(plan)
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    found = checks(folder)
    assert found
    assert found <= caught


@pytest.mark.parametrize(
    "row, column, value, caught",
    [
        (0, "outcome", 0.36, {"outcome"}),
        (0, "baseline", 0.2, {"baseline"}),
        (0, "uplift", 0.06, {"uplift"}),
        (0, "acceptance", 0.9, {"acceptance"}),
        (0, "value", 0.0074, {"value"}),
        (0, "regular_weeks", 25.7, {"regular_weeks"}),
        (1, "regular_weeks", None, {"regular_weeks"}),
        (0, "strength", "strong", {"strength"}),
        (0, "basis", "judgement", {"basis"}),
        (0, "gross", "yes", {"gross"}),
        (1, "cost_sek", 126143.67, {"cost_sek"}),
        (1, "cost_sek", None, {"cost_sek"}),
        (1, "travel_minutes", 24, {"travel_minutes"}),
        (1, "travel_minutes", "far", {"travel_minutes"}),
        (1, "weeks", 51, {"weeks"}),
        (1, "start_week", "2026-W53", {"start_week"}),
        (1, "start_week", "soon", {"start_week"}),
        (1, "employer_id", "E2", {"employer_id"}),
        (1, "caseworker_id", "H1", {"caseworker_id"}),
        (
            1,
            "status",
            "decided",
            {"assignments", "people", "value", "totals", "slots", "goals", "groups", "reason_code"},
        ),
        (1, "slot_id", "S9", {"assignments", "value", "totals", "slots", "goals", "groups", "reason_code"}),
        (1, "programme_id", "Y", {"assignments", "value", "totals", "slots", "goals", "groups", "reason_code"}),
        (
            1,
            "jobseeker_id",
            "P9",
            {"assignments", "people", "value", "totals", "slots", "goals", "groups", "reason_code"},
        ),
        (2, "status", "kept", {"running"}),
        (2, "slot_id", "S1", {"running", "employer_id", "employer", "occupation"}),
        (2, "weeks", 11, {"running"}),
        (2, "programme_id", "X", {"running"}),
        (3, "status", "held", {"running", "reason_code"}),
        (3, "slot_id", "S1", {"people", "employer_id", "employer", "occupation", "zone", "hours_per_week"}),
    ],
)
def test_a_changed_row_is_caught(known: KnownWeek, row: int, column: str, value: object, caught: set[str]) -> None:
    known.assignments[row][column] = value
    found = checks(known.write())
    assert found
    assert found == caught


def test_a_swapped_slot_is_caught(known: KnownWeek) -> None:
    known.assignments[0] |= {"slot_id": "S1", "programme_id": "X"}
    assert {"slot_places", "funding_budget", "value", "employer_id", "outcome", "slots"} <= checks(known.write())


def test_an_extra_row_is_caught(known: KnownWeek) -> None:
    known.assignments.append(known.assignments[0] | {"jobseeker_id": "P4"})
    assert {"eligibility", "candidates", "people", "totals", "slots"} <= checks(known.write())


def test_a_row_written_twice_is_caught(known: KnownWeek) -> None:
    known.assignments.append(dict(known.assignments[0]))
    assert {"assignments", "one_main", "person_hours", "value"} <= checks(known.write())


@pytest.mark.parametrize("row, caught", [(0, "value"), (2, "running"), (3, "people")])
def test_a_removed_row_is_caught(known: KnownWeek, row: int, caught: str) -> None:
    del known.assignments[row]
    assert {caught, "people"} <= checks(known.write())


@pytest.mark.parametrize("column", ["running", "filled", "free", "places", "start_week", "employer_id", "programme_id"])
def test_a_changed_slot_row_is_caught(known: KnownWeek, column: str) -> None:
    known.slots[1][column] = "2" if known.slots[1][column] != 2 else 1
    assert checks(known.write()) == {"slots"}


def test_a_missing_slot_row_is_caught(known: KnownWeek) -> None:
    del known.slots[0]
    assert checks(known.write()) == {"slots"}


def test_a_candidate_left_out_or_let_in_is_caught(known: KnownWeek) -> None:
    left_out = known.candidates.pop(3)
    found = verify(known.write())
    assert [str(o) for o in found] == [
        "verify[candidates]: jobseeker P2, slot S2 as Y: every gate lets it pass, and it is not in the table."
    ]
    known.candidates += [left_out, left_out | {"jobseeker_id": "P4"}]
    assert "candidates" in checks(known.write())


@pytest.mark.parametrize("column", ["value", "purpose", "cost_sek", "strength", "travel_check", "acceptance", "weeks"])
def test_a_changed_candidate_is_caught(known: KnownWeek, column: str) -> None:
    known.candidates[3][column] = "0.031"
    assert "candidates" in checks(known.write())


@pytest.mark.parametrize(
    "row, caught",
    [
        ({"constraint": "slot_places", "key": ["S1", "limit"], "dual": 0.03}, "certified_bound"),
        ({"constraint": "slot_places", "key": ["S1", "limit"], "dual": -0.03}, "certificate"),
        ({"constraint": "slot_places", "key": ["S9", "limit"], "dual": 0.0375}, "certificate"),
        ({"constraint": "slot_places", "key": ["S1", "open"], "dual": 0.0375}, "certificate"),
        ({"constraint": "slot_places", "key": [], "dual": 0.0375}, "certificate"),
        ({"constraint": "slot_places", "key": ["S1", "limit"], "dual": "0.0375"}, "certificate"),
        ({"constraint": "gravity", "key": ["S1", "limit"], "dual": 0.0375}, "certificate"),
        ({"constraint": "funding_budget", "key": ["F2"], "dual": 0}, "certificate"),
        ({"constraint": "employer_people", "key": ["E1", "2026-W52"], "dual": 0}, "certificate"),
        ({"constraint": "supervisor_support", "key": ["H1", "2027-W53"], "dual": 0}, "certificate"),
        ({"constraint": "decisions", "key": ["pin", "P1", "S1"], "dual": 0}, "certificate"),
        ("slot_places", "certificate"),
    ],
)
def test_a_changed_dual_is_caught(known: KnownWeek, row: object, caught: str) -> None:
    known.certificate["rows"] = [row]
    assert caught in checks(known.write())


def test_a_certificate_of_another_goal_is_caught(known: KnownWeek) -> None:
    known.certificate["goal"] = "cost"
    assert checks(known.write()) == {"certificate"}


def test_an_unsound_dual_is_objected_to_once(known: KnownWeek) -> None:
    known.certificate["rows"].append({"constraint": "gravity", "key": ["S1"], "dual": 0})
    assert [o.where for o in verify(known.write())] == ["dual 2"]


def test_other_duals_give_the_bound_that_arithmetic_gives(known: KnownWeek) -> None:
    known.certificate["rows"] = [
        {"constraint": "slot_places", "key": ["S1", "limit"], "dual": 0.02},
        {"constraint": "supervisor_support", "key": ["H1", "2026-W53"], "dual": 0.01},
        {"constraint": "funding_budget", "key": ["F1"], "dual": 1e-7},
    ]
    # Limits: 0.02 x 1, 0.01 x (5 - the offered one's 1), 200,000 x 1e-7.
    limits = 0.02 + 0.04 + 0.02
    # P1: 0.0525 - 0.02 - 0.01 - 0.012614368. P2: 0.0675 less the same.
    people = 0.009885632 + 0.024885632
    bound = certified_bound(known.scenario(), known.candidates, known.certificate)
    assert bound == pytest.approx(limits + people, abs=1e-12)


def test_of_a_certificate_whose_rows_name_no_constraint_nothing_is_said_of_prices(known: KnownWeek) -> None:
    for row in known.certificate["rows"]:
        row["rule"] = row.pop("constraint")
    assert known.certificate["rows"]
    assert checks(known.write()) == {"certificate"}


def test_a_certificate_that_names_no_row_is_refused(known: KnownWeek) -> None:
    known.certificate["rows"] = [{"constraint": "slot_places", "key": ["S9", "limit"], "dual": 1.0}]
    with pytest.raises(VerificationFailed, match="names a row that does not exist"):
        certified_bound(known.scenario(), known.candidates, known.certificate)


@pytest.mark.parametrize("cells", [{"workplace_kind": "constructed"}, {"weeks": 104}])
def test_a_gain_that_does_not_hold_on_the_date_or_at_that_workplace_is_caught(
    known: KnownWeek, cells: dict[str, object]
) -> None:
    """The plan speaks of ordinary work that has ended by then; a department's constructed or longer job has no gain."""
    known.tables["slots"][0] |= cells
    assert {"outcome", "uplift", "value"} <= checks(known.write())


def test_a_pair_that_is_pinned_is_called_so(known: KnownWeek) -> None:
    known.add("decisions", jobseeker_id="P1", slot_id="S2", decision="pin")
    assert checks(known.write()) == {"reason_code"}
    known.assignments[0]["reason_code"] = "pinned"
    assert checks(known.write()) == set()


def test_nobody_is_outbid_where_all_their_places_are_forbidden(known: KnownWeek) -> None:
    known.assignments[0] = {"jobseeker_id": "P1", "status": "unplaced", "baseline": 0.36, "reason_code": "outbid"}
    known.slots[1] |= {"filled": 1, "free": 2, "reason_code": "empty_elsewhere"}
    assert "reason_code" not in checks(known.write())
    for slot_id in ("S1", "S2"):
        known.add("decisions", jobseeker_id="P1", slot_id=slot_id, decision="forbid")
    assert "reason_code" in checks(known.write())
    known.assignments[0]["reason_code"] = "forbidden"
    assert "reason_code" not in checks(known.write())


def test_a_second_choice_that_is_forbidden_is_caught(known: KnownWeek) -> None:
    known.assignments[0]["second_choice"] = "S1"
    assert checks(known.write()) == set()
    known.add("decisions", jobseeker_id="P1", slot_id="S1", decision="forbid")
    assert checks(known.write()) == {"second_choice"}


def test_an_offer_that_has_lapsed_runs_no_more(known: KnownWeek) -> None:
    known.tables["placements"][1]["answer_by"] = "2026-11-22"
    # The held row, the place in slots.csv; three places are left, so half of four may count, and P1's is not good.
    assert checks(known.write()) == {"running", "slots"}


def test_a_contested_person_has_a_row_of_their_own(known: KnownWeek) -> None:
    known.add("decisions", jobseeker_id="P4", decision="contested")
    assert checks(known.write()) == {"running"}
    known.assignments[3] |= {"status": "held", "reason_code": "held"}
    assert checks(known.write()) == set()


def test_a_value_below_zero_is_proposed_only_when_pinned(known: KnownWeek) -> None:
    known.add("baselines", jobseeker_id="P1", value=0.42)
    assert "eligibility" in checks(known.write())
    known.add("decisions", jobseeker_id="P1", slot_id="S2", decision="pin")
    assert "eligibility" not in checks(known.write())


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
