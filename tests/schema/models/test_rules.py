"""A rule through time, how sure its parts are, and rules that cannot be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from planner.schema.models.rules import Amendment, CommonRules, LegalForm, LowerFees, Rule

FIGURE: dict[str, Any] = {"value": 26, "unit": "weeks", "source": "x", "year": 2026, "kind": "law", "sure": "read"}
RULE: dict[str, Any] = {
    "name_sv": "Form", "name_en": "Form", "decided_by": "municipality", "purpose": "main", "employment": True,
    "usual_weeks": FIGURE, "cost": {"form": "none"}, "source": "x", "sure": "known",
}  # fmt: skip
WAY = {"source": "x", "sure": "read"}


def fees(first: str, last: str | None, youngest: int, oldest: int) -> dict[str, Any]:
    """Lower fees for some ages from one day to another."""
    return {"valid_from": first, "valid_to": last, "age_min": youngest, "age_max": oldest, "fees": FIGURE,
            "pay_up_to": FIGURE}  # fmt: skip


def test_a_rule_holds_from_its_first_day_to_its_last_and_both_belong_to_it() -> None:
    rule = Rule(**RULE | {"valid_from": date(2026, 1, 1), "valid_to": date(2026, 6, 30)})
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1))
    assert [rule.holds_on(day) for day in days] == [False, True, True, False]
    assert Rule(**RULE).holds_on(date(1900, 1, 1))


def test_a_form_stands_as_its_last_amendment_before_the_day_has_left_it() -> None:
    first, second, third = (Rule(**RULE | {"name_en": name}) for name in ("first", "second", "third"))
    days = (date(2020, 1, 1), date(2024, 1, 1))
    changes = [Amendment(since=day, text_sv="x", text_en="x", source="x", sure="read") for day in days]
    form = LegalForm(first, ((changes[0], second), (changes[1], third)))
    asked = (date(2019, 12, 31), date(2020, 1, 1), date(2023, 12, 31), date(2024, 1, 1))
    assert [form.on(day).name_en for day in asked] == ["first", "second", "second", "third"]


def test_a_gate_is_as_sure_as_the_weakest_thing_that_it_reads() -> None:
    doubtful, known = FIGURE | {"sure": "unverified"}, FIGURE | {"sure": "known"}
    rule = Rule(**RULE | {"who": (WAY, WAY | {"sure": "known"}), "longest_weeks": doubtful, "most_hours": known})
    sure = {gate: rule.sure_of(gate) for gate in ("length", "slot_hours", "rule_who", "sector", "lead_time", "travel")}
    assert sure == {
        "length": "unverified", "slot_hours": "known", "rule_who": "known", "sector": "known", "lead_time": "read",
        "travel": "read",
    }  # fmt: skip
    assert Rule(**RULE | {"who": (WAY,), "oldest": doubtful}).sure_of("rule_who") == "unverified"


@pytest.mark.parametrize(
    "cells",
    [
        {"cost": {"form": "wage"}},
        {"cost": {"form": "fees", "employer_fees": FIGURE}},
        {"cost": {"form": "fees", "employer_fees": FIGURE}, "who": (WAY,)},
        {"valid_from": "2026-02-01", "valid_to": "2026-01-31"},
        {"sectors": ("private",), "doubtful_sectors": ("department",)},
        {"shoe_size": 43},
    ],
)
def test_a_rule_that_contradicts_itself_or_lacks_a_figure_is_refused(cells: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Rule(**RULE | cells)


def test_no_two_lower_fees_hold_for_one_age_on_one_day() -> None:
    first = fees("2026-01-01", "2026-12-31", 18, 22)
    for other in (fees("2027-01-01", None, 18, 22), fees("2026-06-01", None, 23, 30)):
        CommonRules.model_validate(
            {"holds_from": "2017-01-01", "register_extract_weeks": FIGURE, "lower_fees": [first, other]}
        )
    for other in (fees("2026-12-31", None, 22, 30), fees("2025-01-01", None, 10, 18)):
        with pytest.raises(ValidationError):
            CommonRules.model_validate(
                {"holds_from": "2017-01-01", "register_extract_weeks": FIGURE, "lower_fees": [first, other]}
            )


def test_nobody_without_an_age_has_lower_fees() -> None:
    young = LowerFees.model_validate(fees("2026-01-01", None, 18, 22))
    assert [young.takes_in(age) for age in (17, 18, 22, 23, float("nan"))] == [False, True, True, False, False]
