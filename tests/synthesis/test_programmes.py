"""The forms that synthetic places are offered under."""

from __future__ import annotations

import pytest

from planner.synthesis import SynthesisSettings
from planner.synthesis.programmes import FORMS, OFFERED, OfferedForm
from tests.synthesis.checks import Draw, dangling


def test_every_form_offered_is_in_the_one_table_of_forms_and_every_form_is_offered() -> None:
    offered = {form for places in OFFERED.values() for _, cell in places for form in cell.split("|")}
    assert offered == {form.programme_id for form in FORMS.values() if form.kind != "course"}
    assert all(sum(share for share, _ in places) == pytest.approx(1) for places in OFFERED.values())


def test_a_form_added_to_the_table_is_offered_and_paid_for(draw: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    new = OfferedForm("sheltered", "osa", "job", funding_id="kommun_osa", is_free=False)
    monkeypatch.setitem(FORMS, "sheltered", new)
    monkeypatch.setitem(OFFERED, "department", ((1.0, "sheltered"),))
    tables = draw(SynthesisSettings("1287", people=200))
    assert dangling(tables) == []
    assert "sheltered" in set(tables["programmes"]["programme_id"])
    assert "kommun_osa" in set(tables["funding"]["funding_id"])
    assert (tables["slots"]["programme_ids"] == "sheltered").sum() > 5
    assert (tables["placements"]["programme_id"] == "sheltered").sum() > 5
