"""Slots under each of their legal forms: what a week costs, which lines pay, and the gates that depend on no person."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from planner.candidates.offers import covered_weeks, offer_gates, offers, to_ore, uncovered, weeks_without_money
from planner.schema.scenario import Scenario
from planner.schema.weeks import week_number
from tests.scenarios import Given

WEEKS_OF_SLOT = 10


def paid_by(home: Path, *lines: tuple[str, str | None, str | None, float]) -> Scenario:
    """S1 runs for ten weeks from 2026-W48 at 1,000 SEK a week, paid by lines: name, first week, last week, share."""
    given = Given(home).person("P1").slot("S1", programme_ids="M", weeks=WEEKS_OF_SLOT).worth("P1", "S1", 0.5, "M")
    given.add("programmes", programme_id="M", rule="arbetstraning", cost_person_week_sek=1000)
    for name, first, last, share in lines:
        given.add("funding", funding_id=name, budget_sek=100_000, from_week=first, to_week=last)
        given.add("programme_funding", programme_id="M", funding_id=name, share=share)
    return given.scenario()


def test_a_slot_has_an_offer_for_each_form_with_the_length_of_the_slot_else_the_usual_one(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").worth("P1", "S1", 0.5)
    given.slot("S1", programme_ids="T|C", weeks=7).slot("S2", programme_ids="T", weeks=None)
    scenario = given.scenario()
    table = offers(scenario)
    usual = scenario.assumptions.rules.rule("arbetstraning", scenario.week).usual_weeks.value
    rows = sorted(zip(table["slot"], table["programme_id"], table["weeks"], strict=True))
    assert rows == [(0, "C", 7), (0, "T", 7), (1, "T", usual)]


def test_a_cost_stated_for_the_programme_goes_before_that_of_the_law(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").worth("P1", "S1", 0.5)
    given.add("programmes", programme_id="B", rule="bea_jobb", cost_person_week_sek=5123.45)
    given.add("programmes", programme_id="B2", rule="bea_jobb")
    given.slot("S1", programme_ids="B|B2", weeks=3, hours_per_week=40, gross_month_sek=24_000)
    table = offers(given.scenario()).set_index("programme_id")
    assert table["cost"].to_dict() == {"B": 15_370.35, "B2": pytest.approx(3 * 7_277.53)}


def test_each_line_pays_its_share_of_the_weeks_inside_it(tmp_path: Path) -> None:
    scenario = paid_by(tmp_path, ("F1", None, "2026-W50", 0.25), ("F2", "2026-W50", None, 0.75))
    lines = covered_weeks(scenario, offers(scenario))
    assert lines[["funding", "inside", "line_cost"]].to_numpy().tolist() == [[0, 3, 750.0], [1, 8, 6000.0]]


def test_an_offer_with_a_week_in_none_of_its_lines_is_uncovered_and_refused_unless_that_is_allowed(
    tmp_path: Path,
) -> None:
    scenario = paid_by(tmp_path, ("F1", None, "2026-W50", 0.5), ("F2", "2026-W52", None, 0.5))
    table = offers(scenario)
    lines = covered_weeks(scenario, table)
    assert weeks_without_money(lines).tolist() == [week_number("2026-W51")]
    assert uncovered(table, lines).tolist() == [True]
    assert offer_gates(scenario, table, lines)["funding_weeks"].tolist() == [1]
    allowed = paid_by(tmp_path / "touching", ("F1", None, "2026-W50", 0.5), ("F2", "2026-W51", None, 0.5))
    table = offers(allowed)
    assert uncovered(table, covered_weeks(allowed, table)).tolist() == [False]


@pytest.mark.parametrize(
    "gate, slot, employer, code",
    [
        ("slot_status", {"status": "planned"}, {}, 1),
        ("supervisor", {"supervisor_id": None}, {}, 1),
        ("union", {"union_consulted_on": None}, {}, 1),
        ("union_late", {"union_consulted_on": "2026-11-24"}, {}, 1),
        ("tax_debts", {}, {"tax_debts": "yes"}, 1),
        ("tax_debts", {}, {"tax_debts": None}, 2),
        ("trading_ban", {}, {"trading_ban": "yes"}, 1),
        ("bankrupt", {}, {"bankrupt": "yes"}, 1),
        ("lead_time", {"lead_weeks": 1}, {}, 1),
        (None, {}, {"trading_ban": None}, 0),
    ],
)
def test_a_gate_on_slot_and_form_refuses_alone(
    gate: str | None, slot: dict[str, object], employer: dict[str, object], code: int, tmp_path: Path
) -> None:
    given = Given(tmp_path).person("P1").worth("P1", "S1", 0.5).add("supervisors", supervisor_id="V")
    given.change("employers", "E1", sector="private", **employer)
    given.slot("S1", **{"supervisor_id": "V", "union_consulted_on": "2026-11-23", **slot})
    scenario = given.scenario()
    table = offers(scenario)
    refusals = {
        name: int(codes[0]) for name, codes in offer_gates(scenario, table, covered_weeks(scenario, table)).items()
    }
    assert {name: code for name, code in refusals.items() if code} == ({} if gate is None else {gate: code})


def test_halves_of_an_ore_are_rounded_upwards_though_binary_floats_lie_below_them() -> None:
    assert to_ore(np.array([1.005, 2.675, 2.6749])).tolist() == [1.01, 2.68, 2.67]
