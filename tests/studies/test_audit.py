"""The fairness audit: its figures by hand, what it leaves out, whom it never counts, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import hypothesis
import numpy as np
import pandas as pd
import pytest
from hypothesis import settings
from hypothesis import strategies as st

from planner.errors import InputFaults, UsageFault
from planner.reports import audit_files, audit_screen, audit_summary
from planner.studies import Estimate, FairnessAudit, audit
from planner.studies.audit import _shown
from planner.studies.intervals import shares_difference, shares_ratio
from planner.studies.suppression import LEAST, is_small
from tests.scenarios import Given, written
from tests.studies.audited import planned, week


def audited(given: Given) -> FairnessAudit:
    plan, scenario = planned(given)
    return audit(plan, scenario=scenario)


def value(one: FairnessAudit, group: str | None, measure: str, ground: str = "sex") -> tuple[int | None, float | None]:
    """The number and the figure of a group; None twice where it is left out."""
    (found,) = (f for f in one.groups if (f.column, f.group, f.measure) == (ground, group, measure))
    return found.number, None if found.estimate is None else found.estimate.value


def test_offers_gain_trips_and_waits_of_groups_are_those_of_the_plan(tmp_path: Path) -> None:
    one = audited(week(tmp_path))
    assert value(one, "woman", "offers") == (12, 6 / 12)
    assert value(one, "man", "offers") == pytest.approx((12, 5 / 12))
    assert value(one, "woman", "uplift") == pytest.approx((12, 6 * 0.4 / 12))
    assert value(one, "man", "travel_minutes") == (5, 20.0)
    assert value(one, "woman", "waiting_weeks") == (12, 4.0)
    assert (one.people, one.unlisted, one.left_out) == (24, 0, 0)
    (pair,) = (pair for pair in one.pairs if pair.measure == "offers")
    assert (pair.group, pair.other) == ("man", "woman")
    assert pair.difference == shares_difference((5, 12), (6, 12))
    assert pair.ratio == shares_ratio((5, 12), (6, 12))
    everybody = {figure.measure: figure.estimate for figure in one.everybody}
    assert everybody["waiting_weeks"] is not None
    assert everybody["waiting_weeks"].value == 7.0


def test_a_placement_that_runs_or_is_offered_counts_as_an_offer_and_no_gain_of_the_plan(tmp_path: Path) -> None:
    given = week(tmp_path).slot("S3").slot("S4").running("W11", "S3").running("W12", "S4", "offered")
    one = audited(given)
    assert value(one, "woman", "offers") == (None, None)  # four would be without, too few to tell
    assert value(one, "woman", "uplift") == pytest.approx((12, 6 * 0.4 / 12))


def test_a_paid_job_is_an_employment_of_purpose_main_and_neither_training_nor_sheltered_work(tmp_path: Path) -> None:
    given = week(tmp_path, women=25, men=20, places=(6, 5))
    given.add("programmes", programme_id="J", rule="ordinarie_anstallning")
    given.add("programmes", programme_id="O", rule="osa", cost_person_week_sek=0)
    # Ten men and five women of those without a place of the plan run in a job, five women in sheltered work.
    for at, (sex, programme) in enumerate([("M", "J")] * 10 + [("W", "J")] * 5 + [("W", "O")] * 5):
        given.slot(f"S{at + 3}", programme_ids=programme)
        given.running(f"{sex}{20 - at if sex == 'M' else 30 - at:02}", f"S{at + 3}", programme_id=programme)
    one = audited(given)
    assert value(one, "man", "offers") == pytest.approx((20, 15 / 20))
    assert value(one, "man", "paid") == pytest.approx((20, 10 / 20))
    assert value(one, "woman", "offers") == pytest.approx((25, 16 / 25))
    assert value(one, "woman", "paid") == pytest.approx((25, 5 / 25))


def test_small_groups_are_left_out_with_the_smallest_other_and_compared_with_nobody(tmp_path: Path) -> None:
    given = week(tmp_path)
    for number, row in enumerate(given.tables["audit"]):
        row["origin"] = "few" if number < 3 else "some" if number < 12 else "many"
    one = audited(given)
    assert [value(one, "few", measure, "origin") for measure in ("offers", "uplift", "waiting_weeks")] == [
        (None, None)
    ] * 3
    assert value(one, "some", "waiting_weeks", "origin") == (None, None)
    assert value(one, "many", "waiting_weeks", "origin") == (12, 10.0)
    assert {pair.column for pair in one.pairs} == {"sex"}
    assert "left out" in audit_screen(one)
    assert "few" not in {row.split(",")[1] for row in _table(one) if ",no" in row}


def _table(one: FairnessAudit) -> list[str]:
    return audit_files(one)["audit.csv"].decode().splitlines()


def test_those_of_whom_nothing_is_stated_are_a_group_that_hides_no_small_one(tmp_path: Path) -> None:
    given = week(tmp_path)
    given.tables["audit"] = given.tables["audit"][:-3]
    one = audited(given)
    # How many the table lacks would tell how many say nothing of their sex.
    assert one.unlisted is None
    assert "does not list everybody" in audit_screen(one)
    # The three men who are not listed are all people less the others, so the nine others are left out with them.
    assert value(one, None, "waiting_weeks") == value(one, "man", "waiting_weeks") == (None, None)
    assert value(one, "woman", "waiting_weeks") == (12, 4.0)


def test_people_with_protected_identity_are_counted_in_nothing_and_named_nowhere(tmp_path: Path) -> None:
    plain = audited(week(tmp_path / "plain"))
    given = week(tmp_path / "with")
    for number in range(6):
        given.person(f"HIDDEN{number}", protected_identity="yes")
        given.add("audit", jobseeker_id=f"HIDDEN{number}", sex="nobody else")
    one = audited(given)
    assert (one.people, one.unlisted) == (24, 0)
    assert one.groups == plain.groups
    told = audit_screen(one) + json.dumps(audit_summary(one)) + "".join(_table(one))
    assert "HIDDEN" not in told
    assert "nobody else" not in told


def test_a_permuted_table_changes_no_plan_and_other_figures_come_of_it(tmp_path: Path) -> None:
    first, second = week(tmp_path / "first"), week(tmp_path / "second")
    sexes = [row["sex"] for row in second.tables["audit"]]
    for row, sex in zip(second.tables["audit"], sexes[6:] + sexes[:6], strict=True):
        row["sex"] = sex
    plans = [given.plan() for given in (first, second)]
    assert plans[0].files == plans[1].files
    assert not any("audit" in name for name in plans[0].files)
    one, other = (audit(written(plan, given.home / "plan"), scenario=given.home / "scenario")
                  for plan, given in zip(plans, (first, second), strict=True))  # fmt: skip
    assert one.groups != other.groups
    assert one.everybody == other.everybody


def test_somebody_who_is_not_in_the_scenario_is_named_as_a_fault_of_the_table(tmp_path: Path) -> None:
    plan, _ = planned(week(tmp_path))
    given = week(tmp_path).add("audit", jobseeker_id="W99", sex="woman")
    with pytest.raises(InputFaults) as refused:
        audit(plan, scenario=given.write())
    assert [(fault.code, fault.file, fault.row) for fault in refused.value.faults] == [
        ("unknown-reference", "audit.csv", 26)
    ]


def test_another_scenario_a_changed_plan_a_folder_without_one_and_a_missing_table_are_refused(tmp_path: Path) -> None:
    plan, scenario = planned(week(tmp_path))
    changed = week(tmp_path / "changed").change("jobseekers", "W01", waiting_weeks=5).write()
    with pytest.raises(InputFaults, match="another-scenario"):
        audit(plan, scenario=changed)
    with pytest.raises(UsageFault, match="no folder of a plan"):
        audit(scenario, scenario=scenario)
    bare = week(tmp_path / "bare")
    del bare.tables["audit"]
    with pytest.raises(InputFaults, match="no-audit-table"):
        audit(plan, scenario=bare.write())
    text = (plan / "assignments.csv").read_text(encoding="utf-8").replace(",20,", ",21,")
    (plan / "assignments.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputFaults, match="plan-objection"):
        audit(plan, scenario=scenario)


def test_figures_of_people_who_all_have_the_same_have_no_interval(tmp_path: Path) -> None:
    one = audited(week(tmp_path))
    waits = [pair for pair in one.pairs if pair.measure == "waiting_weeks"]
    assert [pair.difference for pair in waits] == [Estimate(6.0)]


def test_a_difference_is_clear_only_if_it_stands_among_as_many_comparisons_as_there_are(tmp_path: Path) -> None:
    given = week(tmp_path, women=60, men=60, places=(40, 22))
    for number, row in enumerate(given.tables["audit"]):
        row["origin"] = "abcdefgh"[number % 8]
    for number, row in enumerate(given.tables["jobseekers"]):
        row["waiting_weeks"] = number % 7 + (20 if row["jobseeker_id"].startswith("M") else 0)
    one = audited(given)
    assert one.comparisons == sum(pair.difference.low is not None or pair.ratio.low is not None for pair in one.pairs)
    assert one.comparisons > 50
    assert one.by_chance == pytest.approx(0.05 * one.comparisons)
    told = {(pair.column, pair.measure): pair for pair in one.pairs if pair.column == "sex"}
    assert told["sex", "waiting_weeks"].clear == "yes"
    # 22 of 60 men and 40 of 60 women: clear alone (Newcombe), and not among fifty and more.
    offers = told["sex", "offers"]
    assert (offers.difference_clear, offers.ratio_clear, offers.clear) == ("alone", "alone", "alone")
    assert offers.difference.excludes(0)
    strict = shares_difference((22, 60), (40, 60), 1 - 0.05 / one.comparisons)
    assert strict.excludes(0) is False
    assert {pair.clear for pair in one.pairs if pair.column == "origin"} <= {"no", "alone", None}
    screen = audit_screen(one)
    assert "perhaps chance" in screen
    header, *rows = _table(one)
    at = header.split(",").index("difference_clear")
    of_sexes = [row.split(",") for row in rows if row.startswith("sex,man,woman,")]
    assert {row[at] for row in of_sexes} == {pair.difference_clear or "" for pair in told.values()}


def test_groups_that_are_alike_and_figures_without_an_interval_are_not_clear(tmp_path: Path) -> None:
    one = audited(week(tmp_path))
    pairs = {pair.measure: pair for pair in one.pairs}
    assert pairs["offers"].clear == "no"
    assert pairs["waiting_weeks"].clear is None


@pytest.mark.parametrize("places", [(2, 1), (10, 12)])
def test_where_very_few_have_an_offer_or_none_no_figure_of_everybody_tells_so(
    places: tuple[int, int], tmp_path: Path
) -> None:
    one = audited(week(tmp_path, places=places))
    told = {figure.measure: figure.estimate for figure in one.everybody}
    assert told["offers"] is None
    assert told["waiting_weeks"] is not None
    assert (told["uplift"] is None, told["travel_minutes"] is None) == (places == (2, 1), True)
    assert _table(one)[1].endswith(",yes")


def test_few_who_say_nothing_are_not_the_difference_between_two_columns(tmp_path: Path) -> None:
    given = week(tmp_path, women=20, men=20, places=(10, 10))
    given.tables["audit"] = given.tables["audit"][:-6]
    for number, row in enumerate(given.tables["audit"]):
        row["origin"] = "" if number < 3 else "some" if number < 20 else "many"
    one = audited(given)
    assert value(one, None, "waiting_weeks") == (6, 10.0)
    # Nine say nothing of their origin: less the six whom the table does not list, three.
    assert value(one, None, "waiting_weeks", "origin") == (None, None)
    assert value(one, "many", "waiting_weeks", "origin") == (None, None)
    assert value(one, "some", "waiting_weeks", "origin")[0] == 17


@settings(max_examples=60, deadline=None)
@hypothesis.given(
    st.lists(st.tuples(*[st.integers(0, 9)] * 3), min_size=1, max_size=4), st.sets(st.integers(1, 2), max_size=2)
)
def test_nobody_finds_a_small_cell_by_taking_told_figures_off_a_total(
    groups: list[tuple[int, int, int]], paid: set[int]
) -> None:
    rows = [
        {
            "group": f"g{name}", "offered": kind > 0, "paid": kind in paid, "proposed": kind > 1,
            "travel_minutes": 9.0 if kind > 1 else np.nan,
        }
        for name, counts in enumerate(groups)
        for kind, count in enumerate(counts)
        for _ in range(count)
    ]  # fmt: skip
    hypothesis.assume(rows)
    people = pd.DataFrame(rows)
    label = people["group"].astype("str")
    shown = _shown(people, label)
    cells = {
        "offers": (people["offered"], ~people["offered"]),
        "paid": (people["paid"], ~people["paid"], people["offered"] & ~people["paid"]),
        "uplift": (people["proposed"],),
        "travel_minutes": (people["travel_minutes"].notna(), people["offered"] & people["travel_minutes"].isna()),
        "waiting_weeks": (people["offered"].notna(),),
    }
    for measure, parts in cells.items():
        for marks in parts:
            counts = {str(name): int(own.sum()) for name, own in marks.groupby(label)}
            assert not any(is_small(counts[name]) for name in shown[measure])
            missing = [counts[name] for name in counts.keys() - shown[measure] if counts[name]]
            if shown[measure]:
                assert not missing or (len(missing) > 1 and sum(missing) >= LEAST)
