"""Known answers: what a placement costs and what it is worth, worked out by hand from the published figures."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from planner.schema.models import Cost
from planner.schema.tables import Programme, Slot
from planner.verification.groups import lottery_number, members
from planner.verification.money import Line, cost_on_line, net_month, week_cost
from planner.verification.worth import Worth, baseline, worth

if TYPE_CHECKING:
    from tests.verification.conftest import Week

MONEY = {
    "introduktionsjobb": ("share", {"employer_fees": 0.3142, "subsidy_cap_gross": 20000, "subsidy_share": 0.8}),
    "nystartsjobb": ("fees", {"employer_fees": 0.3142, "subsidy_cap_gross": 20000}),
    "etableringsjobb": ("fixed", {"employer_fees": 0.3142, "fixed_gross": 7563}),
    "feriejobb": ("hourly", {"employer_fees": 0.3142, "gross_hour": 59}),
    "lonebidrag": ("stated", {}),
    "bea_jobb": ("wage", {"employer_fees": 0.3142}),
    "arbetspraktik": ("none", {}),
}


def money(name: str) -> Cost:
    """The cost of a rule, by the figures of the catalogue."""
    form, figures = MONEY[name]
    common = {"unit": "", "source": "the catalogue", "year": 2025, "kind": "law", "sure": "read"}
    return Cost.model_validate({"form": form, **{key: {"value": value, **common} for key, value in figures.items()}})


@pytest.mark.parametrize(
    "rule, gross, hours, multiple, month",
    [
        ("bea_jobb", 24000, 40, None, "31540.80"),
        ("introduktionsjobb", 24000, 40, None, "10513.60"),
        ("introduktionsjobb", 24000, 20, None, "5256.80"),
        ("introduktionsjobb", 18000, 40, None, "4731.12"),
        ("nystartsjobb", 24000, 40, "2", "18972.80"),
        ("nystartsjobb", 24000, 40, "1", "25256.80"),
        ("nystartsjobb", 24000, 40, "2.5", "15830.80"),
        ("bea_jobb", 19161, 40, None, "25181.3862"),
    ],
)
def test_net_cost_of_a_month(rule: str, gross: int, hours: int, multiple: str | None, month: str) -> None:
    times = None if multiple is None else Decimal(multiple)
    assert net_month(money(rule), Decimal(gross), Decimal(hours), times) == Decimal(month)


def test_the_fees_reproduce_the_statutory_day_rates() -> None:
    day = net_month(money("bea_jobb"), Decimal(20000), Decimal(40), None) / Decimal("21.67")
    assert round(day) == 1213
    assert round(day * Decimal("0.8")) == 970


@pytest.mark.parametrize(
    "rule, programme, slot, week",
    [
        # 10,513.60 / 21.67 x 5 = 2,425.842
        ("introduktionsjobb", {}, {"gross_month_sek": 24000.0, "hours_per_week": 40.0}, "2425.84"),
        ("introduktionsjobb", {}, {"gross_month_sek": None, "hours_per_week": 40.0}, None),
        ("introduktionsjobb", {"cost_person_week_sek": 99.5}, {"gross_month_sek": None, "hours_per_week": 9.0}, "99.5"),
        ("arbetspraktik", {}, {"gross_month_sek": None, "hours_per_week": 40.0}, "0"),
        # 7,563 x 1.3142 = 9,939.29; / 21.67 x 5 = 2,293.33
        ("etableringsjobb", {}, {"gross_month_sek": None, "hours_per_week": 40.0}, "2293.33"),
        # 59 x 1.3142 x 30 = 2,326.134
        ("feriejobb", {}, {"gross_month_sek": None, "hours_per_week": 30.0}, "2326.13"),
        ("lonebidrag", {}, {"gross_month_sek": 24000.0, "hours_per_week": 40.0}, None),
    ],
)
def test_cost_of_a_week(rule: str, programme: dict[str, Any], slot: dict[str, Any], week: str | None) -> None:
    row = Programme.model_construct(**{"cost_person_week_sek": None, **programme})
    cost = week_cost(row, money(rule), Slot.model_construct(**slot), None)
    assert cost == (None if week is None else Decimal(week))


def test_a_line_pays_its_share_of_the_weeks_inside_it() -> None:
    line = Line("F1", first=102, last=104, share=Decimal("0.5"))
    assert cost_on_line(Decimal("100.01"), first=100, weeks=4, line=line) == Decimal("100.01")
    assert cost_on_line(Decimal("100.01"), first=104, weeks=4, line=line) == Decimal("50.01")
    assert cost_on_line(Decimal("100.01"), first=105, weeks=4, line=line) == 0
    always = Line("F1", None, None, Decimal(1))
    assert cost_on_line(Decimal("100.01"), first=1, weeks=2, line=always) == Decimal("200.02")


LONG, SHORT = {"education_level": 3, "swedish_level": "B1"}, {"education_level": 2, "swedish_level": "A2"}
WISH_SLOT = {"slot_id": "S1", "rank": 2}


@pytest.mark.parametrize(
    "rule, person, more, expected",
    [
        # Segment long_working_12_to_23: baseline 0.30, introduction job 0.10 (0.04 to 0.16).
        ("introduktionsjobb", LONG, {}, ("0.40", "0.30", "0.10", "0.75", "0.075", "medium")),
        ("introduktionsjobb", LONG | {"wished_ssyk": "5330"}, {}, ("0.43", "0.30", "0.13", "0.9", "0.117", "strong")),
        ("introduktionsjobb", LONG | {"wished_ssyk": "53"}, {}, ("0.41", "0.30", "0.11", "0.9", "0.099", "medium")),
        ("introduktionsjobb", LONG | {"wished_ssyk": "5322"}, {}, ("0.41", "0.30", "0.11", "0.6", "0.066", "medium")),
        ("introduktionsjobb", LONG | {"wished_ssyk": "5"}, {}, ("0.40", "0.30", "0.10", "0.9", "0.09", "medium")),
        ("introduktionsjobb", LONG | {"wished_ssyk": "9"}, {}, ("0.40", "0.30", "0.10", "0.6", "0.06", "medium")),
        ("introduktionsjobb", LONG, {"wish": WISH_SLOT}, ("0.40", "0.30", "0.10", "0.9", "0.09", "medium")),
        ("introduktionsjobb", LONG, {"wish": {"ssyk": "5330", "rank": 1}},
         ("0.43", "0.30", "0.13", "0.9", "0.117", "strong")),
        ("introduktionsjobb", LONG, {"wish": {"ssyk": "91", "rank": 0}},
         ("0.40", "0.30", "0.10", "0.75", "0.075", "medium")),
        # Declined before: the same occupation; without one known, the same programme; else not the same kind.
        ("introduktionsjobb", LONG, {"declined": {"slot_id": "S2", "programme_id": "Y"}, "other_ssyk": "5330"},
         ("0.40", "0.30", "0.10", "0.3", "0.03", "medium")),
        ("introduktionsjobb", LONG, {"declined": {"slot_id": "S2", "programme_id": "X"}, "other_ssyk": "5331"},
         ("0.40", "0.30", "0.10", "0.75", "0.075", "medium")),
        ("introduktionsjobb", LONG, {"declined": {"slot_id": "S9", "programme_id": "X"}},
         ("0.40", "0.30", "0.10", "0.3", "0.03", "medium")),
        ("introduktionsjobb", LONG, {"declined": {"slot_id": "S9", "programme_id": "Y"}},
         ("0.40", "0.30", "0.10", "0.75", "0.075", "medium")),
        ("introduktionsjobb", LONG, {"declined": {"slot_id": "S9", "programme_id": "X", "end": "interrupted"}},
         ("0.40", "0.30", "0.10", "0.75", "0.075", "medium")),
        # Low end 0.15 is half of 0.30: segment short_working_24_or_more, ordinary job.
        ("ordinarie_anstallning", {"education_level": 1, "swedish_level": "C1", "months_unemployed": 24}, {},
         ("0.45", "0.15", "0.30", "0.75", "0.225", "strong")),
        # No effect at all: work training within the first year.
        ("arbetstraning", LONG | {"months_unemployed": 11.9}, {}, ("0.42", "0.42", "0", "0.75", "0", "uncertain")),
        # Blanks: short, 12 to 23 months, low: 0.16, and 0.11 for an introduction job there.
        ("arbetspraktik", {"education_level": None, "swedish_level": None, "months_unemployed": None}, {},
         ("0.21", "0.16", "0.05", "0.75", "0.0375", "uncertain")),
        # A companion is worth nothing in value, and a wish does not make it fit better.
        ("sfi", LONG | {"wished_ssyk": "5330"}, {}, ("0.32", "0.30", "0.02", "0.9", "0", "uncertain")),
        # The user's own figures are taken as they are.
        ("introduktionsjobb", LONG, {"outcome": 0.4137, "baseline": 0.2111},
         ("0.4137", "0.2111", "0.2026", "1", "0.2026", "strong")),
        ("introduktionsjobb", LONG, {"baseline": 0.2111}, ("0.40", "0.2111", "0.1889", "0.75", "0.141675", "medium")),
        # A coarser step: 0.41 is 20.5 steps of 0.02, and halves go up.
        ("introduktionsjobb", LONG | {"wished_ssyk": "53"}, {"settings": {"score_step": 0.02}},
         ("0.42", "0.30", "0.12", "0.9", "0.108", "medium")),
    ],
)  # fmt: skip
def test_worth_of_a_candidate(
    week: Week, rule: str, person: dict[str, Any], more: dict[str, Any], expected: tuple[str, ...]
) -> None:
    week.settings = more.get("settings", {})
    _pair(week, rule, person, more)
    found = worth(*week.candidate())
    assert found[:5] == tuple(Decimal(number) for number in expected[:5])
    assert found.strength == expected[5]


def _pair(week: Week, rule: str, person: dict[str, Any], more: dict[str, Any]) -> None:
    week.add("jobseekers", **{"jobseeker_id": "P1", "home_zone": "Z", "months_unemployed": 18, **person})
    week.add("employers", employer_id="E1", name="Ett")
    week.add("programmes", programme_id="X", rule=rule)
    week.add("programmes", programme_id="Y", rule="bea_jobb")
    base = {"employer_id": "E1", "zone": "Z", "places": 1}
    week.add("slots", slot_id="S1", programme_ids="X", ssyk="5330", **base)
    week.add("slots", slot_id="S2", programme_ids="Y", ssyk=more.get("other_ssyk"), **base)
    week.add("zones", zone="Z", lat=56, lon=13)
    if "wish" in more:
        week.add("preferences", jobseeker_id="P1", **more["wish"])
    if "declined" in more:
        week.add("history", **{"jobseeker_id": "P1", "end": "declined", **more["declined"]})
    if "outcome" in more:
        week.add("outcomes", jobseeker_id="P1", slot_id="S1", value=more["outcome"])
    if "baseline" in more:
        week.add("baselines", jobseeker_id="P1", value=more["baseline"])


def test_listed_mode_has_baseline_nought_and_acceptance_one(week: Week) -> None:
    week.settings = {"candidates": "listed"}
    _pair(week, "introduktionsjobb", LONG, {"outcome": 1.5})
    facts, candidate = week.candidate()
    whole = Decimal("1.5")
    assert worth(facts, candidate) == Worth(whole, Decimal(0), whole, Decimal(1), whole, "strong")
    assert baseline(facts, candidate.person) == 0


def test_an_own_outcome_of_a_form_goes_before_that_of_the_slot(week: Week) -> None:
    _pair(week, "introduktionsjobb", LONG, {"outcome": 0.5})
    week.add("outcomes", jobseeker_id="P1", slot_id="S1", programme_id="X", value=0.6)
    assert worth(*week.candidate()).outcome == Decimal("0.6")


def test_hardest_quarter_is_the_lowest_baselines_with_ties_by_lot(week: Week) -> None:
    _pair(week, "introduktionsjobb", LONG, {})
    for number in range(2, 6):
        week.add("jobseekers", jobseeker_id=f"P{number}", home_zone="Z", months_unemployed=30, **SHORT)
    facts = week.facts()
    # Five people: ceil(5 / 4) = 2 of the four whose baseline is 0.09.
    by_lot = sorted(("P2", "P3", "P4", "P5"), key=lambda person_id: lottery_number(facts, person_id))
    assert members(facts, "hardest_quarter") == set(by_lot[:2])


def test_lottery_number_is_the_first_eight_bytes_of_the_digest(week: Week) -> None:
    _pair(week, "introduktionsjobb", LONG, {})
    # printf '48|P1' | sha256sum begins b891c681825db7ab
    assert lottery_number(week.facts(), "P1") == LOTTERY_P1


LOTTERY_P1 = int("b891c681825db7ab", 16) / 2**64
