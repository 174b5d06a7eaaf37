"""Known answers: what a placement costs and what it is worth, worked out by hand from the published figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from planner.schema.models import Cost
from planner.schema.tables import Programme, Slot
from planner.verification.groups import lottery_number, members, standing_number
from planner.verification.money import BudgetLine, cost_on_line, net_month, week_cost
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
    assert net_month(money(rule), Decimal(gross), Decimal(hours), times, None) == Decimal(month)


def test_the_fees_reproduce_the_statutory_day_rates() -> None:
    day = net_month(money("bea_jobb"), Decimal(20000), Decimal(40), None, None) / Decimal("21.67")
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
    cost = week_cost(row, money(rule), Slot.model_construct(**slot), None, None)
    assert cost == (None if week is None else Decimal(week))


def test_a_line_pays_its_share_of_the_weeks_inside_it() -> None:
    line = BudgetLine("F1", first=102, last=104, share=Decimal("0.5"))
    assert cost_on_line(Decimal("100.01"), first=100, weeks=4, line=line) == Decimal("100.01")
    assert cost_on_line(Decimal("100.01"), first=104, weeks=4, line=line) == Decimal("50.01")
    assert cost_on_line(Decimal("100.01"), first=105, weeks=4, line=line) == 0
    always = BudgetLine("F1", None, None, Decimal(1))
    assert cost_on_line(Decimal("100.01"), first=1, weeks=2, line=always) == Decimal("200.02")


FAR = {"education_level": 1, "swedish_level": "C1", "months_unemployed": 24}
LONG, SHORT = {"education_level": 3, "swedish_level": "B1"}, {"education_level": 2, "swedish_level": "A2"}
WISH_SLOT = {"slot_id": "S1", "rank": 2}


@pytest.mark.parametrize(
    "rule, person, more, expected",
    [
        # Segment long_working_12_to_23: baseline 0.36, introduction job 0.10 (0.04 to 0.16).
        ("introduktionsjobb", LONG, {}, ("0.46", "0.36", "0.10", "0.75", "medium", "0", "judgement")),
        # Fit by the digits in common: 4 of them 1, so 0.03 more; 2 of them 0.3, so 0.009 more, 0.469 rounded.
        ("introduktionsjobb", LONG | {"wished_ssyk": "5330"}, {},
         ("0.49", "0.36", "0.13", "0.9", "medium", "1", "judgement")),
        ("introduktionsjobb", LONG | {"wished_ssyk": "533"}, {},
         ("0.48", "0.36", "0.12", "0.9", "medium", "0.6", "judgement")),
        ("introduktionsjobb", LONG | {"wished_ssyk": "53"}, {},
         ("0.47", "0.36", "0.11", "0.9", "medium", "0.3", "judgement")),
        ("introduktionsjobb", LONG | {"wished_ssyk": "5"}, {},
         ("0.46", "0.36", "0.10", "0.9", "medium", "0", "judgement")),
        # JobTech says 0.38 for 5330 where 5321 is wished, more than the two digits alike do.
        ("introduktionsjobb", LONG | {"wished_ssyk": "5321"}, {},
         ("0.47", "0.36", "0.11", "0.6", "medium", "0.38", "judgement")),
        # And less than two digits say: the best of both counts, and the best over the wishes.
        ("introduktionsjobb", LONG | {"wished_ssyk": "5343|9111"}, {},
         ("0.47", "0.36", "0.11", "0.6", "medium", "0.3", "judgement")),
        ("introduktionsjobb", LONG | {"wished_ssyk": "9"}, {},
         ("0.46", "0.36", "0.10", "0.6", "medium", "0", "judgement")),
        ("introduktionsjobb", LONG, {"wish": WISH_SLOT},
         ("0.46", "0.36", "0.10", "0.9", "medium", "0", "judgement")),
        ("introduktionsjobb", LONG, {"wish": {"ssyk": "5330", "rank": 1}},
         ("0.49", "0.36", "0.13", "0.9", "medium", "1", "judgement")),
        ("introduktionsjobb", LONG, {"wish": {"ssyk": "91", "rank": 0}},
         ("0.46", "0.36", "0.10", "0.75", "medium", "0", "judgement")),
        # Declined before: the same occupation; without one known, the same programme; else not the same kind.
        ("introduktionsjobb", LONG, {"declined": {"slot_id": "S2", "programme_id": "Y"}, "other_ssyk": "5330"},
         ("0.46", "0.36", "0.10", "0.3", "medium", "0", "judgement")),
        ("introduktionsjobb", LONG, {"declined": {"slot_id": "S2", "programme_id": "X"}, "other_ssyk": "5321"},
         ("0.46", "0.36", "0.10", "0.75", "medium", "0", "judgement")),
        ("introduktionsjobb", LONG, {"declined": {"slot_id": "S9", "programme_id": "X"}},
         ("0.46", "0.36", "0.10", "0.3", "medium", "0", "judgement")),
        ("introduktionsjobb", LONG, {"declined": {"slot_id": "S9", "programme_id": "Y"}},
         ("0.46", "0.36", "0.10", "0.75", "medium", "0", "judgement")),
        ("introduktionsjobb", LONG, {"declined": {"slot_id": "S9", "programme_id": "X", "end": "interrupted"}},
         ("0.46", "0.36", "0.10", "0.75", "medium", "0", "judgement")),
        # A vacancy of the usual 52 weeks, which the slot does not state: it has no end. What is judged is never strong.
        ("ordinarie_anstallning", FAR, {}, ("0.42", "0.18", "0.24", "0.75", "medium", "0", "judgement")),
        ("ordinarie_anstallning", FAR | {"wished_ssyk": "5330"}, {"slot": {"weeks": 26}},
         ("0.39", "0.18", "0.21", "0.9", "medium", "1", "judgement")),
        # A study with a comparison behind it: E15 gives 0.13, low end 0.04.
        ("nystartsjobb", SHORT, {}, ("0.31", "0.18", "0.13", "0.75", "medium", "0", "effect")),
        # It runs on the date and adds no more: at a company. At the municipality it is no work then.
        ("nystartsjobb", SHORT, {"slot": {"weeks": 104}},
         ("0.31", "0.18", "0.13", "0.75", "medium", "0", "effect")),
        ("nystartsjobb", SHORT | {"wished_ssyk": "5330"}, {"slot": {"weeks": 104}, "sector": "department"},
         ("0.11", "0.18", "-0.07", "0.9", "uncertain", "1", "judgement")),
        # Begins in the last week that the date lets pass, and after it.
        ("nystartsjobb", SHORT, {"slot": {"start_week": "2028-W21"}},
         ("0.31", "0.18", "0.13", "0.75", "medium", "0", "effect")),
        ("nystartsjobb", SHORT | {"wished_ssyk": "5330"}, {"slot": {"start_week": "2028-W22"}},
         ("0.18", "0.18", "0", "0.9", "uncertain", "1", "judgement")),
        # In the municipality's ordinary work, in constructed work, and where nobody says which.
        ("bea_jobb", LONG, {"slot": {"workplace_kind": "ordinary"}, "sector": "department"},
         ("0.43", "0.36", "0.07", "0.75", "medium", "0", "judgement")),
        ("bea_jobb", LONG, {"slot": {"workplace_kind": "constructed"}, "sector": "municipal_company"},
         ("0.33", "0.36", "-0.03", "0.75", "uncertain", "0", "judgement")),
        ("bea_jobb", LONG, {"sector": "department"},
         ("0.38", "0.36", "0.02", "0.75", "uncertain", "0", "judgement")),
        # No effect at all: work training within the first year.
        ("arbetstraning", LONG | {"months_unemployed": 11.9}, {},
         ("0.50", "0.50", "0", "0.75", "uncertain", "0", "judgement")),
        # Blanks: short, 12 to 23 months, low: 0.18, and 0.01 for a work placement there.
        ("arbetspraktik", {"education_level": None, "swedish_level": None, "months_unemployed": None}, {},
         ("0.19", "0.18", "0.01", "0.75", "uncertain", "0", "effect")),
        # A companion is worth nothing in value; its place may fit, and that adds nothing.
        ("sfi", LONG | {"wished_ssyk": "5330"}, {},
         ("0.38", "0.36", "0.02", "0.9", "uncertain", "1", "judgement")),
        # The user's own figures are taken as they are; beside an own baseline an effect is no longer the gain.
        ("introduktionsjobb", LONG, {"outcome": 0.4137, "baseline": 0.2111},
         ("0.4137", "0.2111", "0.2026", "1", "strong", "0", "own")),
        ("introduktionsjobb", LONG, {"baseline": 0.2111},
         ("0.46", "0.2111", "0.2489", "0.75", "medium", "0", "judgement")),
        ("nystartsjobb", SHORT, {"baseline": 0.1},
         ("0.31", "0.1", "0.21", "0.75", "medium", "0", "judgement")),
        # A coarser step: 0.109 is 5.45 steps of 0.02, so 5 of them.
        ("introduktionsjobb", LONG | {"wished_ssyk": "53"}, {"settings": {"score_step": 0.02}},
         ("0.46", "0.36", "0.10", "0.9", "medium", "0.3", "judgement")),
    ],
)  # fmt: skip
def test_worth_of_a_candidate(
    week: Week, rule: str, person: dict[str, Any], more: dict[str, Any], expected: tuple[str, ...]
) -> None:
    week.settings = more.get("settings", {})
    _pair(week, rule, person, more)
    found = worth(*week.candidate())
    assert found[:4] == tuple(Decimal(number) for number in expected[:4])
    assert (found.strength, found.fit, found.basis) == (expected[4], Decimal(expected[5]), expected[6])


def test_a_wish_moves_worth_among_a_persons_places_and_leaves_the_best_as_it_was(week: Week) -> None:
    _pair(week, "introduktionsjobb", LONG | {"wished_ssyk": "5330"}, {})
    facts, wished = week.candidate()
    other = facts.candidate(wished.person, "S2", "Y")
    facts = replace(facts, listed={"P1": [wished, other]})
    # Without a wish 0.75 x 0.10 at best. Weighed: 0.9 x 0.13 = 0.117, and 0.6 x 0.02 (bea_jobb, no fit) = 0.012.
    assert worth(facts, wished).value == Decimal("0.075")
    assert worth(facts, other).value == Decimal("0.012") * Decimal("0.075") / Decimal("0.117")
    # Of the best the fit is 0.9 x 0.03 of 0.117.
    assert worth(facts, wished).fit_value == Decimal("0.027") * Decimal("0.075") / Decimal("0.117")


def _pair(week: Week, rule: str, person: dict[str, Any], more: dict[str, Any]) -> None:
    week.add("jobseekers", **{"jobseeker_id": "P1", "home_zone": "Z", "months_unemployed": 18, **person})
    week.add("employers", employer_id="E1", name="Ett", sector=more.get("sector"))
    week.add("programmes", programme_id="X", rule=rule)
    week.add("programmes", programme_id="Y", rule="bea_jobb")
    base = {"employer_id": "E1", "zone": "Z", "places": 1}
    week.add("slots", slot_id="S1", programme_ids="X", ssyk="5330", **base, **more.get("slot", {}))
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
    assert worth(facts, candidate) == Worth(
        whole,
        Decimal(0),
        whole,
        Decimal(1),
        whole,
        "strong",
        fit=Decimal(0),
        fit_value=Decimal(0),
        basis="own",
        gross="no",
    )
    assert baseline(facts, candidate.person) == 0


def test_an_own_outcome_of_a_form_goes_before_that_of_the_slot(week: Week) -> None:
    _pair(week, "introduktionsjobb", LONG, {"outcome": 0.5})
    week.add("outcomes", jobseeker_id="P1", slot_id="S1", programme_id="X", value=0.6)
    assert worth(*week.candidate()).outcome == Decimal("0.6")


def test_hardest_quarter_is_the_lowest_baselines_with_ties_by_a_standing_number(week: Week) -> None:
    _pair(week, "introduktionsjobb", LONG, {})
    for number in range(2, 6):
        week.add("jobseekers", jobseeker_id=f"P{number}", home_zone="Z", months_unemployed=30, **SHORT)
    facts = week.facts()
    # Five people: ceil(5 / 4) = 2 of the four whose baseline is 0.10.
    in_order = sorted(("P2", "P3", "P4", "P5"), key=lambda person_id: standing_number(facts, person_id))
    assert members(facts, "hardest_quarter") == set(in_order[:2])


def test_lottery_number_is_the_first_eight_bytes_of_the_digest(week: Week) -> None:
    _pair(week, "introduktionsjobb", LONG, {})
    # printf '48|2026-W48|P1' | sha256sum begins 3cf59bd52b4caad6
    assert lottery_number(week.facts(), "P1") == LOTTERY_P1


LOTTERY_P1 = int("3cf59bd52b4caad6", 16) / 2**64
