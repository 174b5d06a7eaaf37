"""funding_pace: what the week's proposals book on a line stays within its share of what is left."""

from __future__ import annotations

from pathlib import Path

from planner.formulation.constraints.funding_pace import funding_pace
from tests.scenarios import Given, rows_text, text


def test_a_line_without_a_pace_has_no_row_and_an_overspent_one_may_book_nothing(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2")
    given.add("funding", funding_id="F1", budget_sek=1000.55, committed_sek=300.5, pace_share=0.1)
    given.add("funding", funding_id="F2", budget_sek=1000)
    given.add("funding", funding_id="F3", budget_sek=5, committed_sek=8, pace_share=1)
    given.add("programmes", programme_id="B", rule="bea_jobb", cost_person_week_sek=100)
    for line in ("F1", "F2", "F3"):
        given.add("programme_funding", programme_id="B", funding_id=line, share=0.25)
    given.slot("S1", programme_ids="B").slot("S2", programme_ids="B", start_week="2027-W01")
    instance = given.worth("P1", "S1", 0.5).worth("P2", "S2", 0.5).instance()
    # A tenth of 700.05, to whole öre, halves upwards.
    assert rows_text(instance, funding_pace(instance)) == text(
        "F1: 100 x[P1 S1 B] + 100 x[P2 S2 B] <= 70.01", "F3: 100 x[P1 S1 B] + 100 x[P2 S2 B] <= 0"
    )
