"""The rule pack in four years: which legal forms are open to three people, and what they cost, by both codes."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from planner.candidates import REASONS
from planner.errors import InputFaults
from planner.inputs.models import rule_pack, shipped
from planner.instance import build
from planner.schema.weeks import week_label, week_number
from planner.verification.eligibility import refusal
from planner.verification.facts import facts_of
from tests.scenarios import Given

PACK = rule_pack("sweden", [shipped()])
EDUCATION = {"sfi", "komvux", "yrkesvux", "yrkeshogskola", "folkhogskola", "ima"}
HOURS = {"feriejobb": 30, "traineejobb": 20}
# A week in which a form that does not hold in every year of the test does: its running placements are no fault.
WITHIN = {
    "extratjanst": "2016-W50", "traineejobb": "2016-W50", "instegsjobb": "2016-W50", "yrkesintroduktion": "2016-W50",
    "sarskilt_anstallningsstod": "2016-W50", "introduktionsjobb": "2027-W02", "etableringsjobb": "2027-W02",
    "jobbspar": "2027-W02",
}  # fmt: skip

ALWAYS = {
    "long_unemployed": {
        "arbetspraktik", "arbetstraning", "nystartsjobb", "bea_jobb", "ordinarie_anstallning", "sfi", "komvux",
        "yrkesvux", "yrkeshogskola", "folkhogskola",
    },
    "newly_arrived": {
        "arbetspraktik", "arbetstraning", "nystartsjobb", "bea_jobb", "ordinarie_anstallning", "sfi", "komvux",
        "yrkesvux", "folkhogskola",
    },
    "seventeen": {"ordinarie_anstallning", "kaa", "ima", "feriejobb"},
}  # fmt: skip
OLD = {"extratjanst", "yrkesintroduktion"}
NEW = {"introduktionsjobb", "jobbspar"}
OPEN = {
    "2017-W30": {
        "long_unemployed": OLD | {"traineejobb", "sarskilt_anstallningsstod"},
        "newly_arrived": OLD | {"traineejobb", "instegsjobb"},
        "seventeen": {"yrkesintroduktion"},
    },
    "2021-W30": {
        "long_unemployed": OLD | NEW, "newly_arrived": OLD | NEW, "seventeen": {"yrkesintroduktion"},
    },
    "2024-W30": {
        "long_unemployed": NEW | {"etableringsjobb"}, "newly_arrived": NEW | {"etableringsjobb"}, "seventeen": set(),
    },
    "2026-W30": {
        "long_unemployed": NEW | {"etableringsjobb"}, "newly_arrived": NEW | {"etableringsjobb"}, "seventeen": set(),
    },
}  # fmt: skip


def year(home: Path, week: str) -> Given:
    """A slot of every legal form four weeks ahead, at an employer against whom nothing speaks, and three people."""
    given = Given(home, candidates="eligible")
    given.week = week
    given.tables["employers"] = []
    for name, sector in (("E1", "department"), ("E2", "education")):
        given.add("employers", employer_id=name, name=name, sector=sector, collective_agreement="yes", tax_debts="no")
    given.add("supervisors", supervisor_id="H1")
    given.tables["programmes"] = [{"programme_id": name, "rule": name} for name in PACK.forms]
    start = week_label(week_number(week) + 4)
    for name in PACK.forms:
        cells = {
            "programme_ids": name, "employer_id": "E2" if name in EDUCATION else "E1", "weeks": None,
            "hours_per_week": HOURS.get(name, 40), "gross_month_sek": 24000, "supervisor_id": "H1",
            "union_consulted_on": "2016-11-01",
        }  # fmt: skip
        given.slot(name, start_week=start, **cells)
        if name in WITHIN:
            given.slot(f"{name}_within", start_week=WITHIN[name], **cells)
    given.person("long_unemployed", age=30, registered_status="JoB", registered_days=500, programme_days=500,
                 months_unemployed=26, education_level=3, swedish_level="A2")  # fmt: skip
    given.person("newly_arrived", age=25, registered_status="etablering", registered_days=100, months_unemployed=8,
                 education_level=1, swedish_level="A1")  # fmt: skip
    given.person("seventeen", age=17, registered_status="none", registered_days=0, months_unemployed=3,
                 education_level=2, swedish_level="C1")  # fmt: skip
    return given


@pytest.mark.parametrize("week", OPEN)
def test_forms_open_in_a_year_are_those_of_the_law_as_it_stood(tmp_path: Path, week: str) -> None:
    instance = year(tmp_path, week).instance()
    facts = facts_of(instance.scenario)
    table = instance.candidates
    people, slots = instance.people["jobseeker_id"].to_numpy(), instance.slots["slot_id"].to_numpy()
    for name, more in OPEN[week].items():
        own = table[people[table["person"].to_numpy()] == name]
        found = {slot for slot in slots[own["slot"].to_numpy()] if not slot.endswith("_within")}
        assert found == ALWAYS[name] | more
        checked = {
            form for form in PACK.forms if refusal(facts, facts.candidate(facts.people[name], form, form)) is None
        }
        assert checked == found


@pytest.mark.parametrize(
    "week, form, person, subsidy_month",
    [
        # Twice the fees on 22,000, then on 20,000: 2 x 0.3142 x 22,000 = 13,824.80.
        ("2017-W30", "nystartsjobb", "long_unemployed", 13_824.80),
        ("2021-W30", "nystartsjobb", "long_unemployed", 12_568.00),
        ("2026-W30", "nystartsjobb", "long_unemployed", 12_568.00),
        # Newly arrived: 2.5 x 0.3142 x 20,000 = 15,710.
        ("2026-W30", "nystartsjobb", "newly_arrived", 15_710.00),
        # 1,140 and 1,213 SEK a day of 21.67 a month; 80 percent of 20,000 with fees is 970 a day.
        ("2017-W30", "extratjanst", "long_unemployed", 1_140 * 21.67),
        ("2021-W30", "extratjanst", "long_unemployed", 1_213 * 21.67),
        ("2021-W30", "introduktionsjobb", "long_unemployed", 970 * 21.67),
    ],
)
def test_subsidies_are_those_of_the_year(
    tmp_path: Path, week: str, form: str, person: str, subsidy_month: float
) -> None:
    instance = year(tmp_path, week).instance()
    table = instance.candidates.assign(
        who=instance.people["jobseeker_id"].to_numpy()[instance.candidates["person"].to_numpy()],
        place=instance.slots["slot_id"].to_numpy()[instance.candidates["slot"].to_numpy()],
    )
    row = table[(table["who"] == person) & (table["place"] == form)].iloc[0]
    month = row["subsidy"] / row["weeks"] / 5 * 21.67
    assert month == pytest.approx(subsidy_month, abs=21.67 * 0.6)  # the day rates of the ordinances are rounded
    full_month = 24_000 * 1.3142
    assert row["cost"] / row["weeks"] / 5 * 21.67 == pytest.approx(full_month - month, abs=0.1)
    facts = facts_of(instance.scenario)
    checked = facts.candidate(facts.people[person], form, form).offer
    assert float(checked.cost or 0) == pytest.approx(row["cost"])
    assert float(checked.subsidy or 0) == pytest.approx(row["subsidy"])


def test_a_programme_none_of_whose_slots_is_inside_its_dates_is_a_fault_that_says_them(tmp_path: Path) -> None:
    given = year(tmp_path, "2026-W30")
    given.tables["slots"] = [row for row in given.tables["slots"] if row["slot_id"] != "extratjanst_within"]
    with pytest.raises(InputFaults) as raised:
        given.scenario()
    (fault,) = raised.value.faults
    row = next(i for i, p in enumerate(given.tables["programmes"], start=2) if p["programme_id"] == "extratjanst")
    assert (fault.code, fault.file, fault.row) == ("rule-dates", "programmes.csv", row)
    assert "from 2015-11-01 to 2021-12-31" in fault.what


def test_a_week_before_the_rule_pack_begins_is_a_fault(tmp_path: Path) -> None:
    given = year(tmp_path, "2017-W04")
    with pytest.raises(InputFaults) as raised:
        given.scenario()
    assert "before-rules" in {fault.code for fault in raised.value.faults}


@pytest.mark.parametrize(
    "week, age, months, is_open",
    [
        ("2017-W30", 21, 6, True), ("2017-W30", 20, 6, False), ("2017-W30", 25, 6, True), ("2017-W30", 25, 12, True),
        ("2021-W30", 20, 6, True), ("2021-W30", 25, 6, False), ("2021-W30", 64, 12, True), ("2021-W30", 65, 12, False),
        ("2026-W30", 66, 12, True), ("2026-W30", 67, 12, False),
    ],
)  # fmt: skip
def test_ages_of_nystartsjobb_are_those_of_the_year(
    tmp_path: Path, week: str, age: int, months: int, *, is_open: bool
) -> None:
    given = year(tmp_path, week)
    given.change("jobseekers", "seventeen", age=age, months_unemployed=months, registered_days=200)
    given.change("slots", "nystartsjobb", weeks=26)
    facts = facts_of(given.scenario())
    candidate = facts.candidate(facts.people["seventeen"], "nystartsjobb", "nystartsjobb")
    assert (refusal(facts, candidate) is None) == is_open
    table = build(facts.scenario).candidates
    own = table[(table["rule"] == "nystartsjobb") & (table["person"] == 2)]
    assert (len(own) == 1) == is_open


@pytest.mark.parametrize(
    "employer, gate",
    [
        ({}, None),
        ({"collective_agreement": "no"}, "chain"),
        ({"collective_agreement": None}, "chain_unknown"),
        ({"redundancies_on": "2026-06-01"}, "chain"),
    ],
)
def test_a_track_needs_an_employer_who_may_employ_at_its_end(
    tmp_path: Path, employer: dict[str, object], gate: str | None
) -> None:
    given = year(tmp_path, "2026-W30")
    given.change("employers", "E1", **employer)
    instance = given.instance()
    facts = facts_of(instance.scenario)
    assert refusal(facts, facts.candidate(facts.people["long_unemployed"], "jobbspar", "jobbspar")) == gate
    slot = int(np.flatnonzero(instance.slots["slot_id"] == "jobbspar")[0])
    counted = dict(zip(REASONS, instance.eligibility.by_slot[slot].tolist(), strict=True))
    assert counted.get(str(gate), 0) == (0 if gate is None else len(instance.people))


def test_every_amendment_changes_the_rule_from_its_day_on() -> None:
    assert sum(len(form.amended) for form in PACK.forms.values()) > 5
    for form in PACK.forms.values():
        before = form.first
        for change, rule in form.amended:
            assert form.on(date.fromordinal(change.since.toordinal() - 1)) == before
            assert form.on(change.since) == rule != before
            before = rule


@pytest.mark.parametrize("week", ["2017-W30", "2022-W30", "2026-W30"])
def test_a_nystartsjobb_of_a_newcomer_under_25_is_at_most_a_year(tmp_path: Path, week: str) -> None:
    given = year(tmp_path, week)
    for weeks in (52, 53, 104):
        given.slot(f"for_{weeks}", start_week=week_label(week_number(week) + 4), weeks=weeks, employer_id="E1",
                   programme_ids="nystartsjobb", hours_per_week=40, gross_month_sek=24000)  # fmt: skip
    oldest_young = 25 if week.startswith("2017") else 24
    for age in (oldest_young, oldest_young + 1):
        given.person(f"aged_{age}", age=age, registered_status="etablering", registered_days=500, months_unemployed=7)
    instance = given.instance()
    people, slots = instance.people["jobseeker_id"].to_numpy(), instance.slots["slot_id"].to_numpy()
    table = instance.candidates
    found = set(zip(people[table["person"].to_numpy()], slots[table["slot"].to_numpy()], strict=True))
    facts = facts_of(instance.scenario)
    for age, weeks in product((oldest_young, oldest_young + 1), (52, 53, 104)):
        person, slot = f"aged_{age}", f"for_{weeks}"
        refused = refusal(facts, facts.candidate(facts.people[person], slot, "nystartsjobb"))
        assert ((person, slot) in found, refused is None) == ((age > oldest_young or weeks <= 52,) * 2)
