"""The pictures of a plan: what they tell is what the plan says, and nothing is about fewer than five people."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from planner.inputs import read
from planner.pictures import PICTURES, Picture, PlanFacts, plan_pictures
from planner.planning import reopen, reopened
from planner.planning.over_time import money_months
from tests.scenarios import Given, crowded

IDS = ("jobseeker_id", "slot_id", "supervisor_id", "caseworker_id")
# Columns that count people, by picture; what they do not count of everybody is a figure as well.
PEOPLE = {
    "gain": ["People placed"],
    "unplaced": ["People"],
    "places": ["Filled"],
    "groups": ["People", "Proposed a place", "In the queue's order"],
    "waiting": ["People", "Proposed a place", "In the queue's order"],
    "map": ["Look for a place"],
    "neighbours": [
        "Residents with a place at home",
        "Residents with a neighbour's place",
        "Neighbours with its places",
    ],
    "duty_by_unit": ["People who owe hours"],
    "travel": ["People"],
}


@pytest.fixture(scope="module")
def facts(pictured: Path) -> PlanFacts:
    return PlanFacts(reopen(pictured))


@pytest.fixture(scope="module")
def pictures(facts: PlanFacts) -> dict[str, Picture]:
    return plan_pictures(facts)


@pytest.fixture(scope="module")
def stated(pictured: Path) -> dict[str, Any]:
    plan: dict[str, Any] = json.loads((pictured / "plan.json").read_text(encoding="utf-8"))
    return plan


def test_every_picture_is_there_and_has_a_finding_words_and_a_table(pictures: dict[str, Picture]) -> None:
    assert set(pictures) == set(PICTURES)
    assert all(picture.title and picture.text and len(picture.table) for picture in pictures.values())
    assert all(len(picture.svg) < 200_000 for picture in pictures.values())


def test_the_gain_picture_says_what_the_plan_says(pictures: dict[str, Picture], stated: dict[str, Any]) -> None:
    table = pictures["gain"].table
    gains = dict(zip(table["Way to plan"], table.filter(like="Gain").iloc[:, 0], strict=True))
    usual = {part["name"]: part["uplift"] for part in stated["usual"]}
    assert gains["This plan"] == pytest.approx(stated["totals"]["uplift"])
    assert gains["Best first"] == pytest.approx(usual["best_first"])
    assert gains["Nobody is placed"] == 0
    own = table[table["Way to plan"] == "This plan"].iloc[0]
    assert own["At the low end"] < own.filter(like="Gain").iloc[0] < own["At the high end"]


def test_everybody_ends_somewhere_in_the_flow(pictures: dict[str, Picture], stated: dict[str, Any]) -> None:
    table = pictures["unplaced"].table
    assert table["People"].sum() == stated["totals"]["jobseekers"]
    assert table["People"].iloc[-1] == stated["totals"]["placed"]


def test_places_trips_and_waits_count_everybody_placed(pictures: dict[str, Picture], stated: dict[str, Any]) -> None:
    placed = stated["totals"]["placed"]
    assert pictures["travel"].table["People"].sum() == placed
    assert pictures["waiting"].table["Proposed a place"].sum() == placed
    assert pictures["places"].table["Filled"].sum() >= placed
    assert (
        pictures["places"]
        .table["Offered"]
        .equals(pictures["places"].table["Filled"] + pictures["places"].table["Empty"])
    )


def test_money_by_line_and_by_month_is_the_cost_of_the_plan(
    pictures: dict[str, Picture], stated: dict[str, Any]
) -> None:
    cost = stated["totals"]["cost_sek"]
    assert pictures["money_by_line"].table["The proposals, SEK"].sum() == pytest.approx(cost, abs=0.1)
    assert pictures["money_by_month"].table["Together, SEK"].sum() == pytest.approx(cost, abs=0.1)


def test_the_title_of_money_by_month_names_the_span_whose_months_cost_most(pictures: dict[str, Picture]) -> None:
    picture = pictures["money_by_month"]
    a_month = {name: float(sek.replace("\N{NO-BREAK SPACE}", "").replace(",", "")) for name, sek in
               re.findall(r"([^:;]+): ([\d\N{NO-BREAK SPACE},]+)", picture.text.split(":", 1)[1])}  # fmt: skip
    most = max(a_month, key=lambda name: a_month[name])
    assert f"most in {most.strip()}: " in picture.title


def test_months_cost_what_the_workbook_says(pictures: dict[str, Picture], facts: PlanFacts) -> None:
    book = money_months(facts.instance, facts.opened.chosen)
    by_month = book[sorted(str(name) for name in book if str(name)[:2] == "20")].sum().cumsum()
    # Some months are told together: what has been paid by the end of each span is what the workbook says by then.
    for paid in pictures["money_by_month"].table["Together, SEK"].cumsum():
        assert (abs(by_month - paid) < 1).any()


def test_municipalities_are_told_of_as_the_plan_counts_them(
    pictures: dict[str, Picture], stated: dict[str, Any]
) -> None:
    told = pictures["neighbours"].table.drop(columns=["People", "Free places"]).set_index("Municipality").T
    assert {str(name)[-5:-1]: row.tolist() for name, row in told.items()} == {
        one["municipality"]: [one[name] for name in ("own_at_home", "own_elsewhere", "neighbours")]
        for one in stated["neighbours"]["municipalities"]
    }
    assert "Svedala (1263)" in told
    assert "10 of 22 people" in pictures["neighbours"].title


def test_duty_hours_by_week_and_by_unit_are_those_of_duty_csv(pictures: dict[str, Picture], pictured: Path) -> None:
    duty = pd.read_csv(pictured / "duty.csv")
    by_week = duty.groupby("week")[["hours_owed", "hours_covered"]].sum()
    told = pictures["duty_by_week"].table
    seen = 0
    for name, owed, covered in told[["Weeks", "Hours a week owed", "Hours a week covered"]].itertuples(index=False):
        first, _, last = name.partition("–")
        own = by_week.loc[first : last or first].mean()
        assert [owed, covered] == pytest.approx(own.tolist())
        seen += len(by_week.loc[first : last or first])
    assert seen == len(by_week) == 26
    by_unit = duty.groupby("unit")["hours_covered"].mean()
    units = pictures["duty_by_unit"].table.set_index("Unit")["Hours a week covered"]
    assert units.to_dict() == pytest.approx(by_unit.to_dict())


def test_weeks_and_units_in_which_few_have_hours_or_lack_them_are_told_with_others_or_not_at_all(
    tmp_path: Path,
) -> None:
    given = Given(tmp_path)
    for number in range(12):
        given.person(f"P{number:02}", duty_hours_per_week=40, unit="AB"[number % 2], hours_per_week=40)
    for number in range(7):  # three begin at once, four later
        given.slot(f"S{number}", start_week="2026-W49" if number < 3 else "2027-W01", weeks=30, hours_per_week=40)
        given.worth(f"P{number:02}", f"S{number}", 0.5)
    pictures = plan_pictures(PlanFacts(reopened(given.plan())))
    weeks = pictures["duty_by_week"].table
    assert weeks["Weeks"].tolist()[:3] == ["2026-W48", "2026-W49–2027-W01", "2027-W02"]
    assert weeks["Hours a week covered"].tolist()[::2][:2] == [0, 7 * 40]
    assert "duty_by_unit" not in pictures  # four and three of the units' six have hours


def test_prices_are_those_of_slots_csv_the_greatest_first_and_never_summed(
    facts: PlanFacts, pictures: dict[str, Picture]
) -> None:
    table = pictures["place_prices"].table
    gains = table.filter(like="One more place").iloc[:, 0]
    known = {round(float(one), 9) for one in facts.slots["gain"].fillna(facts.slots["price_lp"])}
    assert gains.is_monotonic_decreasing
    assert {round(float(one), 9) for one in gains} <= known
    assert any("must not be added together" in note for note in pictures["place_prices"].notes)


def small_counts(pictures: dict[str, Picture]) -> list[str]:
    """Figures of one to four people, told or as what is left of a total in the same row."""
    found = []
    for name, columns in PEOPLE.items():
        if name not in pictures:
            continue
        table = pictures[name].table
        for column in [one for one in columns if one in table]:
            numbers = [int(one) for one in table[column].dropna()]
            if "People" in table and column not in {"People", "Neighbours with its places"}:
                pairs = table[["People", column]].dropna()
                numbers += [int(all_) - int(own) for all_, own in pairs.itertuples(index=False)]
            found += [f"{name}: {column} {number}" for number in numbers if 0 < number < 5]
    return found


@pytest.mark.parametrize("seed", range(4))
def test_no_count_of_fewer_than_five_people_is_told_whatever_the_week(seed: int, tmp_path: Path) -> None:
    given = crowded(tmp_path, people=24 + 8 * seed, slots=12, seed=seed)
    given.solve["time_limit_seconds"] = 1
    for number, row in enumerate(given.tables["jobseekers"]):
        row["home_zone"] = "Z0" if number % 7 else f"Z{1 + number % 2}"  # few live in the other two
    pictures = plan_pictures(PlanFacts(reopened(given.plan())))
    assert small_counts(pictures) == []


def test_no_id_of_a_person_place_or_official_is_in_a_picture(pictured: Path, pictures: dict[str, Picture]) -> None:
    tables = read(pictured / "inputs").tables
    ids = {str(one) for table in tables.values() for column in IDS if column in table for one in table[column].dropna()}
    assert len(ids) > 80
    for picture in pictures.values():
        told = f"{picture.title} {picture.text} {picture.table.to_csv()} {picture.notes} {picture.svg}"
        # Zones and budget lines have ids alike in this week; those of people and places have three digits.
        assert {one for one in ids if len(one) > 2} & set(re.findall(r"\w+", told)) == set()


def test_where_few_are_placed_no_picture_counts_them(tmp_path: Path) -> None:
    given = Given(tmp_path, candidates="listed").people("A", "B", "C", "D", "E", "F").slot("S", places=3)
    for person in "ABC":
        given.worth(person, "S", 0.5)
    facts = PlanFacts(reopened(given.plan()))
    assert facts.totals["placed"] is None
    assert set(plan_pictures(facts)) <= {"gain", "place_prices", "money_by_line", "money_by_month"}


def test_a_town_of_few_is_told_with_the_nearest_and_a_line_of_few_with_others(tmp_path: Path) -> None:
    given = crowded(tmp_path, people=40, slots=14)
    given.solve["time_limit_seconds"] = 1
    for number, row in enumerate(given.tables["jobseekers"]):
        row["home_zone"] = "Z2" if number < 3 else f"Z{number % 2}"
    table = plan_pictures(PlanFacts(reopened(given.plan())))["map"].table
    looks = dict(zip(table["Town"], table["Look for a place"], strict=True))
    assert "Z2" not in looks or pd.isna(looks["Z2"])  # a nought would be false
    assert isinstance(table, pd.DataFrame)
