"""Six weeks in a row on the demo (--full: thirteen): nobody lost, no place booked twice, every krona accounted for."""

from __future__ import annotations

import os
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from planner.inputs import opened, read_whole
from planner.schema.cell_text import cell_text
from planner.schema.tables import TABLES
from planner.schema.weeks import week_label
from tests.weeks.many_weeks import Turned, weeks_in_a_row

DEMO = Path(__file__).parents[2] / "scenarios" / "landskrona"


@pytest.fixture(scope="module")
def turned(tmp_path_factory: pytest.TempPathFactory) -> list[Turned]:
    return list(weeks_in_a_row(DEMO, 13 if os.environ.get("DEV_FULL") else 6, tmp_path_factory.mktemp("weeks")))


def _people(folder: Path) -> set[str]:
    return set(read_whole(opened(folder)).tables["jobseekers"]["jobseeker_id"])


def test_nobody_is_lost(turned: list[Turned]) -> None:
    people = _people(DEMO)
    for week in turned:
        news = pd.read_csv(week.plan.parent / week.plan.name.replace("plan_", "news_") / "jobseekers.csv")
        left = set(week.settled.next.left)
        people = (people | set(news["jobseeker_id"])) - left
        assert _people(week.folder) == people
    everybody = read_whole(opened(DEMO)).tables["jobseekers"]
    protected = set(everybody.loc[everybody["protected_identity"].fillna(value=False), "jobseeker_id"])
    assert len(protected) == 13
    assert protected <= people


def test_every_answer_is_found_in_the_week_that_follows(turned: list[Turned]) -> None:
    for week in turned:
        tables = week.settled.scenario.tables
        left = set(week.settled.next.left)
        states = {
            (person, slot): state
            for person, slot, state in tables["placements"][["jobseeker_id", "slot_id", "state"]].itertuples(
                index=False
            )
        }
        ends = set(tables["history"][["jobseeker_id", "slot_id", "end"]].itertuples(index=False, name=None))
        for row in week.answers:
            pair, decision = (row["jobseeker_id"], row["slot_id"]), row["decision"]
            if row["jobseeker_id"] in left or not decision:
                continue
            if decision in {"accepted", "offered", "started"}:
                ended = (*pair, "ended") in ends
                assert states.get(pair) == decision or ended, (pair, decision)
            elif decision in {"declined", "interrupted"}:
                assert (*pair, decision) in ends
                assert pair not in states
            elif decision == "hold":
                assert states[pair] == "draft"


def test_a_declined_place_is_not_proposed_again(turned: list[Turned]) -> None:
    declined: set[tuple[str, str]] = set()
    for week in turned:
        proposed = {(row["jobseeker_id"], row["slot_id"]) for row in week.answers if row["status"] == "proposed"}
        assert not declined & proposed
        declined |= {(row["jobseeker_id"], row["slot_id"]) for row in week.answers if row["decision"] == "declined"}
    assert declined


def test_no_place_is_booked_twice(turned: list[Turned]) -> None:
    for week in turned:
        tables = week.settled.scenario.tables
        placements = tables["placements"]
        running = placements[placements["state"].isin(("accepted", "started", "offered"))]
        pairs = Counter(running[["jobseeker_id", "slot_id"]].dropna().itertuples(index=False, name=None))
        assert max(pairs.values()) == 1
        places = dict(zip(tables["slots"]["slot_id"], tables["slots"]["places"], strict=True))
        for slot, own in running.groupby("slot_id"):
            for begins in own["from_week"]:
                at_once = int(((own["from_week"] <= begins) & (own["to_week"] >= begins)).sum())
                assert at_once <= places[slot], (week_label(week.settled.scenario.week), slot)


def test_every_krona_is_accounted_for(turned: list[Turned]) -> None:
    before = read_whole(opened(DEMO)).tables["funding"].set_index("funding_id")["committed_sek"]
    for week in turned:
        bookings = pd.read_csv(week.folder / "advance" / "bookings.csv")
        booked = bookings.groupby("funding_id")["sek"].sum()
        funding = week.settled.scenario.tables["funding"].set_index("funding_id")
        for line in funding.index:
            assert funding.loc[line, "committed_sek"] == pytest.approx(before[line] + booked.get(line, 0.0), abs=0.005)
            assert funding.loc[line, "committed_sek"] <= funding.loc[line, "budget_sek"]
        before = funding["committed_sek"]


def test_what_a_placement_booked_is_what_its_plan_said_it_costs(turned: list[Turned]) -> None:
    checked = 0
    for week in turned:
        cost = {(row["jobseeker_id"], row["slot_id"]): row["cost_sek"] for row in week.answers
                if row["status"] == "proposed" and row["decision"] == "accepted" and row["cost_sek"]}  # fmt: skip
        bookings = pd.read_csv(week.folder / "advance" / "bookings.csv")
        sums = bookings[bookings["why"] == "accepted"].groupby(["jobseeker_id", "slot_id"])["sek"].sum().to_dict()
        for pair in cost.keys() & sums.keys():
            assert sums[pair] == pytest.approx(float(cost[pair]), abs=0.02)
            checked += 1
    assert checked > 10


def test_waits_run_until_a_placement_begins_and_from_its_end(turned: list[Turned]) -> None:
    for before, after in pairwise(turned):
        old = before.settled.scenario.tables["jobseekers"].set_index("jobseeker_id")["waiting_weeks"]
        new = after.settled.scenario.tables["jobseekers"].set_index("jobseeker_id")["waiting_weeks"]
        week, tables = before.settled.scenario.week, after.settled.scenario.tables
        placements, history = tables["placements"], tables["history"]
        rows = placements[placements["state"].isin(("accepted", "started")) & (placements["programme_id"] != "sfi")]
        begun = set(rows.loc[rows["from_week"] <= week, "jobseeker_id"])
        is_over = (history["end"] != "declined") & (history["to_week"] == week)
        ended = history[is_over & (history["programme_id"] != "sfi")]  # a companion stops no wait
        over = set(ended["jobseeker_id"]) - begun
        for person in set(old.index) & set(new.index):
            expected = 0 if person in begun | over else old[person] + 1
            assert new[person] == expected, (person, week_label(week))


def test_long_waits_are_told_and_listed(turned: list[Turned]) -> None:
    last = turned[-1].settled
    everybody = last.waits[0]
    placements = last.scenario.tables["placements"]
    own = placements[(placements["state"] != "draft") & (placements["programme_id"] != "sfi")]
    has_begun = (own["state"] == "started") | (
        (own["state"] == "accepted") & (own["from_week"] < last.scenario.week).fillna(value=False)
    )
    people = last.scenario.tables["jobseekers"].set_index("jobseeker_id")["waiting_weeks"]
    waiting = people[~people.index.isin(own.loc[has_begun, "jobseeker_id"])]
    assert everybody.people == len(waiting)
    assert everybody.median == pytest.approx(waiting.quantile(0.5))
    assert everybody.percentile_95 == pytest.approx(waiting.quantile(0.95))
    without = people[~people.index.isin(own["jobseeker_id"])]
    listed = last.act_on[last.act_on["kind"] == "long_wait"]
    assert set(listed["jobseeker_id"]) == set(without.index[without > 39])
    assert sum(last.shut_out.values()) == everybody.no_place > 0


def cells_of(frame: pd.DataFrame, name: str) -> dict[str, list[dict[str, str]]]:
    """By row, as the list of changes names it, its cells as text; several rows may be named alike."""
    key = TABLES[name].key or [column for column in ("jobseeker_id", "slot_id") if column in frame]
    found: dict[str, list[dict[str, str]]] = {}
    for row in frame.to_dict("records"):
        cells = {column: cell_text(name, column, row[column]) for column in TABLES[name].columns}
        label = "|".join(cells[column] for column in key if cells[column])
        found.setdefault(label, []).append(cells)
    return found


def test_every_cell_and_row_that_differs_is_in_the_list_of_changes(turned: list[Turned]) -> None:
    for before, after in pairwise([DEMO, *(week.folder for week in turned)]):
        old, new = (read_whole(opened(folder)).tables for folder in (before, after))
        listed = pd.read_csv(after / "advance" / "changes_made.csv", dtype=str, keep_default_na=False)
        cells = set(listed[["table", "row", "column"]].itertuples(index=False, name=None))
        rows = {(table, row) for table, row, column in cells if not column}
        unnamed = set(
            old["jobseekers"].loc[old["jobseekers"]["protected_identity"].fillna(value=False), "jobseeker_id"]
        )
        for name in TABLES:
            was, now = cells_of(old[name], name), cells_of(new[name], name)
            for label in was.keys() | now.keys():
                if label.split("|")[0] in unnamed or (name, label) in rows:
                    continue
                # Somebody may have been at one slot twice: two rows of history named alike, of which neither changed.
                if was.get(label) == now.get(label):
                    continue
                assert len(was.get(label, ())) == len(now.get(label, ())) == 1, (name, label, after.name)
                differ = {column for column, cell in was[label][0].items() if now[label][0][column] != cell}
                missing = {(name, label, column) for column in differ} - cells
                assert not missing, (after.name, missing)
